"""The grid of participants and meetings."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.domain.attendance import MarkKind
from halsoskola.services.attendance import GridCell
from halsoskola.services.bundle import Services
from halsoskola.services.courses import CourseView
from halsoskola.ui.models.attendance_grid import (
    AttendanceGridModel,
    GridRole,
    GridSymbol,
    cell_symbol,
    legend,
)
from halsoskola.ui.pages.course import CoursePage
from halsoskola.ui.pages.course_attendance import AttendancePart
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.page import PageAddress
from tests.builders import TUESDAY, a_mark, an_occasion
from tests.ui.course_pages import EM, FM, Desk, Key, a_course, a_person


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


@pytest.fixture
def view(services: Services) -> CourseView:
    """Meeting 7 is today; two in the morning, one in the afternoon, there from today on."""
    made = a_course(services)
    for run in (FM, FM, EM):
        a_person(services, made.course.id, run)
    return made


def open_part(qtbot: QtBot, desk: Desk, view: CourseView) -> AttendancePart:
    page = CoursePage(desk.context)
    desk.show(qtbot, page, PageAddress("course", view.course.id, "attendance"))
    # pytest-qt closes the page, and with it the part.
    part = page.part
    assert isinstance(part, AttendancePart)
    return part


def symbol(part: AttendancePart, row: int, meeting: int) -> GridSymbol | None:
    found = part.model.index(row, part.model.first_meeting + meeting - 1).data(GridRole.SYMBOL)
    assert found is None or isinstance(found, GridSymbol)
    return found


@pytest.mark.parametrize(
    ("kind", "minutes", "confirmed", "text", "state", "pale"),
    [
        (MarkKind.PRESENT, 0, True, "Här", State.GOOD, False),
        (MarkKind.PRESENT, 0, False, "Här, inte bekräftad än", State.GOOD, True),
        (MarkKind.LATE, 12, True, "Sen, 12 min", State.WATCH, False),
        (MarkKind.LEFT_EARLY, 30, True, "Gick 30 min tidigare", State.WATCH, False),
        (MarkKind.ANNOUNCED, 0, False, "Sagt till: kommer inte", State.OFF, True),
        (MarkKind.ABSENT, 0, True, "Inte hört av sig", State.WRONG, False),
        (MarkKind.VISITS, 0, False, "Går på eftermiddagen", State.ASKED, True),
    ],
)
def test_every_mark_has_words_colour_and_weight(
    kind: MarkKind, minutes: int, confirmed: bool, text: str, state: State, pale: bool
) -> None:
    cell = GridCell(an_occasion(), a_mark(kind=kind, minutes=minutes), confirmed, expected=True)
    found = cell_symbol(cell, TUESDAY, EM)
    assert (found.text, found.state, found.pale) == (text, state, pale)
    assert found.icon


def test_a_visit_that_counted_is_told_apart_from_her_own_run() -> None:
    visit = a_mark(kind=MarkKind.PRESENT, occasion_id="occasion-em")
    found = cell_symbol(GridCell(an_occasion(), visit, True, expected=False), TUESDAY, EM)
    assert (found.text, found.state) == ("Här, i den andra gruppen", State.ASKED)


def test_no_two_symbols_of_the_legend_look_alike() -> None:
    looks = [(entry.icon, entry.state, entry.pale) for entry in legend()]
    assert len(set(looks)) == len(looks)


def test_nothing_counts_before_the_register_is_confirmed(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    people = desk.services.participants.list(view.course.id)
    today = view.meetings[6].occasions[0].occasion
    desk.services.attendance.mark(today.id, people[0].enrolment.id, MarkKind.ABSENT)
    part = open_part(qtbot, desk, view)
    marked = symbol(part, 0, 7)
    assert marked is not None
    assert marked.pale
    assert part.model.index(0, part.model.sum_column).data() == "–"
    assert symbol(part, 0, 1) is None  # she had no seat then
    changes = desk.services.attendance.confirm(today.id)
    desk.bus.publish(changes)
    confirmed = symbol(part, 0, 7)
    assert confirmed is not None
    assert not confirmed.pale
    assert part.model.index(0, part.model.sum_column).data() == "0 av 1"
    assert part.model.index(1, part.model.sum_column).data() == "1 av 1"


def test_the_chosen_cell_is_told_in_words_and_enter_opens_its_register(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    part = open_part(qtbot, desk, view)
    assert part.table.currentIndex().column() == part.model.first_meeting + 6  # today's meeting
    assert part._words.text() == "D01 · träff 7 Svåra händelser · tisdag 2 mars · Väntas"
    qtbot.keyClick(part.table, Key.Key_Right)
    qtbot.keyClick(part.table, Key.Key_Down)
    assert part._words.text() == "D02 · träff 8 Mat och tänder · tisdag 9 mars · Väntas"
    qtbot.keyClick(part.table, Key.Key_Return)
    occasion = view.meetings[7].occasions[0].occasion
    assert desk.visited == [PageAddress("occasion", occasion.id, "during")]


def test_a_visit_leads_to_the_register_where_she_stands(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    people = desk.services.participants.list(view.course.id)
    morning, afternoon = (one.occasion for one in view.meetings[6].occasions)
    desk.services.attendance.mark(morning.id, people[0].enrolment.id, MarkKind.VISITS)
    part = open_part(qtbot, desk, view)
    qtbot.keyClick(part.table, Key.Key_Return)
    assert desk.visited == [PageAddress("occasion", afternoon.id, "during")]


def test_the_ring_stays_among_the_meetings(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    part = open_part(qtbot, desk, view)
    for key, times in ((Key.Key_Left, 20), (Key.Key_Right, 40)):
        for _step in range(times):
            qtbot.keyClick(part.table, key)
        column = part.table.currentIndex().column()
        assert part.model.first_meeting <= column < part.model.sum_column


def test_one_run_can_be_looked_at(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    part = open_part(qtbot, desk, view)
    assert part.model.rowCount() == 3
    qtbot.keyClick(part.table, Key.Key_E)
    assert part.model.rowCount() == 1
    assert part.table.currentIndex().isValid()
    assert part._runs[EM].isChecked()
    qtbot.keyClick(part.table, Key.Key_F)
    assert part.model.rowCount() == 2
    qtbot.keyClick(part.table, Key.Key_B)
    assert part.model.rowCount() == 3


def test_without_people_the_page_says_what_comes(qtbot: QtBot, desk: Desk, services: Services) -> None:
    part = open_part(qtbot, desk, a_course(services))
    assert part._stack.currentIndex() == 1


def test_meetings_are_named_in_their_headers(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    part = open_part(qtbot, desk, view)
    tip = part.model.headerData(
        part.model.first_meeting + 6, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert tip == "Träff 7 Svåra händelser"


def test_the_grid_is_a_sound_model(
    qtbot: QtBot, desk: Desk, view: CourseView, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(AttendanceGridModel(), force_py=True)
    part = open_part(qtbot, desk, view)
    qtmodeltester.check(part.model, force_py=True)
    named = AttendanceGridModel()
    named.set_grid(desk.services.attendance.grid(view.course.id), uses_names=True, today=TUESDAY)
    qtmodeltester.check(named, force_py=True)
