"""The list of courses: empty, long, searched, and the way into a course."""

from datetime import date, timedelta

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.services.bundle import Services
from halsoskola.ui.dialogs.new_course import NewCourseDialog
from halsoskola.ui.models.courses import FIRST, CoursesModel
from halsoskola.ui.pages.courses import CoursesPage
from halsoskola.ui.widgets.page import PageAddress
from tests.ui.conftest import type_letters
from tests.ui.course_pages import FM, Desk, Key, a_course, a_person, dialog_of


def text(model: CoursesModel, row: int, column: int) -> str:
    return str(model.index(row, column).data())


def test_without_courses_enter_makes_the_first_one(qtbot: QtBot, services: Services) -> None:
    desk = Desk(services)
    page = CoursesPage(desk.context)
    desk.show(qtbot, page, PageAddress("courses"))
    assert page._stack.currentIndex() == 1
    qtbot.keyClick(page._first, Key.Key_Return)
    dialog = dialog_of(page, NewCourseDialog)
    qtbot.keyClick(dialog.name, Key.Key_Return)
    (line,) = services.courses.list()
    assert line.course.name == "Malmö hälsoskola våren 2027"
    assert desk.visited == [PageAddress("course", line.course.id, "people")]
    assert page._stack.currentIndex() == 0
    assert page.model.rowCount() == 1


def test_a_course_is_told_as_people_say_it(qtbot: QtBot, services: Services) -> None:
    view = a_course(services, name="Torsdagskursen")
    a_person(services, view.course.id, FM)
    desk = Desk(services)
    page = CoursesPage(desk.context)
    desk.show(qtbot, page, PageAddress("courses"))
    cells = [text(page.model, 0, column) for column in range(6)]
    assert cells == [
        "1",
        "Torsdagskursen",
        "pågår",
        "tis 19 jan – tis 6 apr",
        "fm 1 av 12 · em 0 av 12",
        "i dag",
    ]
    qtbot.keyClick(page.table, Key.Key_Return)
    assert desk.visited == [PageAddress("course", view.course.id, "schedule")]


def test_long_lists_are_read_a_part_at_a_time_newest_first(
    qtbot: QtBot, services: Services, qtmodeltester: ModelTester
) -> None:
    first = date(2024, 1, 9)
    for week in range(FIRST + 10):
        a_course(services, start=first + timedelta(weeks=week), name=f"Kurs i vecka {week}")
    desk = Desk(services)
    model = CoursesModel(desk.context)
    model.reload()
    assert model.rowCount() == FIRST
    assert text(model, 0, model.NAME) == f"Kurs i vecka {FIRST + 9}"
    assert model.canFetchMore(model.index(-1, -1))
    qtmodeltester.check(model, force_py=True)  # which asks for the rest, as a table does
    assert model.rowCount() == FIRST + 10 == model.total
    assert not model.canFetchMore(model.index(-1, -1))
    assert text(model, FIRST + 9, model.NAME) == "Kurs i vecka 0"


def test_courses_are_found_by_name_and_number(qtbot: QtBot, services: Services) -> None:
    for name in ("Östra gruppen", "Västra gruppen", "Åtta träffar"):
        a_course(services, name=name)
    desk = Desk(services)
    page = CoursesPage(desk.context)
    desk.show(qtbot, page, PageAddress("courses"))
    type_letters(page._search, "östra")
    assert [text(page.model, row, 1) for row in range(page.model.rowCount())] == ["Östra gruppen"]
    page._search.setText("2")
    assert [text(page.model, row, 1) for row in range(page.model.rowCount())] == ["Västra gruppen"]
    page._search.setText("finns inte")
    assert page._stack.currentIndex() == 2
    qtbot.keyClick(page._search, Key.Key_Escape)
    assert page.model.rowCount() == 3
    assert page._stack.currentIndex() == 0


def test_the_ring_stays_on_its_course_when_another_is_made(qtbot: QtBot, services: Services) -> None:
    older = a_course(services, start=date(2026, 9, 1), name="Hösten")
    a_course(services, name="Våren")
    desk = Desk(services)
    page = CoursesPage(desk.context)
    desk.show(qtbot, page, PageAddress("courses"))
    page.table.go_to_row(page.model.row_of(older.course.id))
    a_course(services, start=date(2027, 9, 7), name="Nästa")
    page.refresh()
    line = page.model.line(page.table.current_row())
    assert line is not None
    assert line.course.name == "Hösten"


def test_the_address_of_a_new_course_opens_its_dialog_once(qtbot: QtBot, services: Services) -> None:
    desk = Desk(services)
    page = CoursesPage(desk.context)
    desk.show(qtbot, page, PageAddress("courses", part="new"))
    dialog_of(page, NewCourseDialog).reject()
    page.refresh()
    assert not [one for one in page.findChildren(NewCourseDialog) if one.isVisible()]


def test_n_in_the_list_begins_a_course_and_in_the_field_it_is_a_letter(
    qtbot: QtBot, services: Services
) -> None:
    a_course(services)
    desk = Desk(services)
    page = CoursesPage(desk.context)
    desk.show(qtbot, page, PageAddress("courses"))
    qtbot.keyClick(page._search, Key.Key_N)
    assert not page.findChildren(NewCourseDialog)
    assert page._search.text() == "n"
    qtbot.keyClick(page.table, Key.Key_N)
    assert dialog_of(page, NewCourseDialog).isVisible()
