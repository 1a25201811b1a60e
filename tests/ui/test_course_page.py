"""The page of one course: header, tabs, schedule and people, with the keyboard."""

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.interpreting import NeedState
from halsoskola.domain.participants import EnrolmentStatus
from halsoskola.services.bundle import Services
from halsoskola.services.courses import CourseView
from halsoskola.ui.dialogs.import_list import ImportListDialog
from halsoskola.ui.dialogs.person import PersonDialog
from halsoskola.ui.models.people import PeopleColumn, PeopleModel
from halsoskola.ui.models.schedule import ScheduleModel
from halsoskola.ui.pages.course import CoursePage
from halsoskola.ui.pages.course_people import PeoplePart
from halsoskola.ui.pages.course_schedule import SchedulePart, VenueDialog
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.dialog import Question
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.table import CellRole
from tests.ui.course_pages import EM, FM, Desk, Key, a_course, a_person, dialog_of


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


@pytest.fixture
def view(services: Services) -> CourseView:
    """Tuesdays from 19 January to 6 April; 2 March is meeting 7 and today."""
    return a_course(services)


def open_page(qtbot: QtBot, desk: Desk, view: CourseView, part: str) -> CoursePage:
    page = CoursePage(desk.context)
    desk.show(qtbot, page, PageAddress("course", view.course.id, part))
    return page


def schedule_of(page: CoursePage) -> SchedulePart:
    part = page.part
    assert isinstance(part, SchedulePart)
    return part


def people_of(page: CoursePage) -> PeoplePart:
    part = page.part
    assert isinstance(part, PeoplePart)
    return part


# The page


def test_the_header_says_what_the_course_is(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    a_person(desk.services, view.course.id)
    page = open_page(qtbot, desk, view, "schedule")
    assert page.header.title() == "Malmö hälsoskola, 12 träffar"
    assert page.header.subtitle() == (
        "Tisdag 19 januari – tisdag 6 april · 12 träffar · pågår · fm 1 av 12 · em 0 av 12"
    )
    page.header.crumb_chosen.emit(0)
    assert desk.visited == [PageAddress("courses")]


def test_each_tab_has_its_address(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    page = open_page(qtbot, desk, view, "schedule")
    page.tabs.step(1)
    assert desk.visited[-1] == PageAddress("course", view.course.id, "people")
    assert isinstance(page.part, PeoplePart)
    page.tabs.step(1)
    assert desk.visited[-1] == PageAddress("course", view.course.id, "attendance")
    page.show_address(PageAddress("course", view.course.id, "schedule"))
    assert page.tabs.currentIndex() == 0


def test_only_the_buttons_of_the_visible_part_are_seen(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    page = open_page(qtbot, desk, view, "schedule")
    schedule = page.part
    assert all(button.isVisible() for button in schedule.header_buttons())
    page.tabs.step(1)
    assert not any(button.isVisible() for button in schedule.header_buttons())
    assert all(button.isVisible() for button in page.part.header_buttons())


def test_a_course_whose_making_was_undone_leads_back_to_the_list(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    page = open_page(qtbot, desk, view, "schedule")
    _what, changes = desk.services.history.undo()
    desk.bus.publish(changes)
    assert desk.visited[-1] == PageAddress("courses")
    assert len(desk.troubles) == 1
    page.refresh()
    assert len(desk.troubles) == 1


def test_another_course_shows_nothing_of_the_one_before(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    other = a_course(desk.services, name="Den andra")
    a_person(desk.services, view.course.id, language="so")
    page = open_page(qtbot, desk, view, "people")
    assert people_of(page).model.rowCount() == 1
    page.show_address(PageAddress("course", other.course.id, "people"))
    page.refresh()
    assert page.header.title() == "Den andra"
    assert people_of(page).model.rowCount() == 0


# Schema


def test_the_ring_starts_at_the_next_occasion_and_arrows_choose_the_run(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    page = open_page(qtbot, desk, view, "schedule")
    part = schedule_of(page)
    room = part.room()
    assert room is not None
    assert (room.placed.meeting.number, room.placed.track.code) == (7, FM)
    qtbot.keyClick(part.table, Key.Key_Right)
    room = part.room()
    assert room is not None
    assert room.placed.track.code is EM
    qtbot.keyClick(part.table, Key.Key_Return)
    assert desk.visited == [PageAddress("occasion", room.placed.occasion.id, "before")]
    qtbot.keyClick(part.table, Key.Key_Left)
    qtbot.keyClick(part.table, Key.Key_Left)
    qtbot.keyClick(part.table, Key.Key_Left)
    room = part.room()
    assert room is not None
    assert room.placed.track.code is FM  # never on the title or the day


def test_a_row_says_when_where_who_and_how_far(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    for language in ("ar", "so", "sv"):
        a_person(desk.services, view.course.id, FM, language)
    page = open_page(qtbot, desk, view, "schedule")
    model = schedule_of(page).model
    row = [model.index(7, column) for column in range(4)]
    assert [cell.data() for cell in row] == [
        "8 Mat och tänder",
        "tis 9 mars",
        "9.00–11.00 · 3 väntas",
        "13.00–15.00 · 0 väntas",
    ]
    assert row[2].data(CellRole.SECOND) == "Rum Eken"
    room = model.room(7, 2)
    assert room is not None
    assert [need.state for need in room.needs] == [NeedState.NEED, NeedState.NEED]
    spoken = str(row[2].data(model_role()))
    assert "2 tolkar saknas" in spoken
    assert "tisdag 9 mars kl. 9.00–11.00" in spoken


def model_role() -> int:
    from PySide6.QtCore import Qt

    return int(Qt.ItemDataRole.AccessibleTextRole)


def test_past_meetings_ask_for_their_register_and_confirmed_ones_count(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    who = a_person(desk.services, view.course.id)
    today = view.meetings[6].occasions[0].occasion
    desk.services.attendance.mark(today.id, who, MarkKind.ABSENT)
    desk.services.attendance.confirm(today.id)
    page = open_page(qtbot, desk, view, "schedule")
    model = schedule_of(page).model
    from halsoskola.ui.models.schedule import ScheduleRole

    held = model.index(6, 2)
    assert held.data() == "9.00–11.00 · 0 här"
    assert held.data(ScheduleRole.RUN_PILL).text == "genomförd"
    waiting = model.index(0, 2).data(ScheduleRole.RUN_PILL)
    assert (waiting.state, waiting.text) == (State.WATCH, "bekräfta närvaron")
    schedule_of(page).table.setCurrentIndex(held)
    assert not schedule_of(page)._cancel.isEnabled()
    qtbot.keyClick(schedule_of(page).table, Key.Key_S)
    assert not page.findChildren(Question)


def test_calling_off_asks_with_its_consequences_and_can_be_undone(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    a_person(desk.services, view.course.id, FM, "ar")
    page = open_page(qtbot, desk, view, "schedule")
    part = schedule_of(page)
    part.table.setCurrentIndex(part.model.index(8, 2))
    qtbot.keyClick(part.table, Key.Key_S)
    question = dialog_of(page, Question)
    assert "1 person väntas. Hör av dig till henne eller honom." in question.sentences
    room = part.room()
    assert room is not None
    qtbot.keyClick(question, Key.Key_Escape)
    assert part.room() == room
    qtbot.keyClick(part.table, Key.Key_S)
    qtbot.keyClick(dialog_of(page, Question).does_button, Key.Key_Return)
    assert desk.said[-1].text == "Träff 9, förmiddag är inställd."
    cancelled = part.room()
    assert cancelled is not None
    assert cancelled.placed.occasion.status is OccasionStatus.CANCELLED
    _what, changes = desk.services.history.undo()
    desk.bus.publish(changes)
    back = part.room()
    assert back is not None
    assert back.placed.occasion.status is OccasionStatus.PLANNED


def test_a_called_off_meeting_comes_back_with_the_same_key(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    occasion = view.meetings[9].occasions[1].occasion
    desk.services.occasions.cancel(occasion.id)
    page = open_page(qtbot, desk, view, "schedule")
    part = schedule_of(page)
    part.table.setCurrentIndex(part.model.cell_of(occasion.id))
    assert part._cancel.label() == "Låt den bli av"
    qtbot.keyClick(part.table, Key.Key_S)
    assert desk.said[-1].text == "Träff 10, eftermiddag blir av igen."
    assert desk.services.occasions.view(occasion.id).placed.occasion.status is OccasionStatus.PLANNED


def venues(services: Services, view: CourseView, run: int) -> list[str]:
    fresh = services.courses.view(view.course.id)
    return [line.occasions[run].occasion.venue for line in fresh.meetings]


def test_a_place_is_changed_for_one_or_for_all_later(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    page = open_page(qtbot, desk, view, "schedule")
    part = schedule_of(page)
    part.table.setCurrentIndex(part.model.index(9, 2))
    qtbot.keyClick(part.table, Key.Key_P)
    dialog = dialog_of(page, VenueDialog)
    dialog.edit.setText("Folkets hus")
    qtbot.keyClick(dialog.edit, Key.Key_Return)
    assert venues(desk.services, view, 0) == ["Rum Eken"] * 9 + ["Folkets hus"] + ["Rum Eken"] * 2
    qtbot.keyClick(part.table, Key.Key_P)
    dialog = next(one for one in page.findChildren(VenueDialog) if one.isVisible())
    assert dialog.edit.text() == "Folkets hus"
    dialog.run.setChecked(True)
    qtbot.keyClick(dialog.edit, Key.Key_Return)
    assert venues(desk.services, view, 0) == ["Rum Eken"] * 9 + ["Folkets hus"] * 3
    assert venues(desk.services, view, 1) == ["Rum Eken"] * 12
    assert desk.said[-1].text == "Platsen är ändrad för 3 träffar."
    qtbot.keyClick(part.table, Key.Key_P)
    dialog = next(one for one in page.findChildren(VenueDialog) if one.isVisible())
    dialog.everything.setChecked(True)
    qtbot.keyClick(dialog.edit, Key.Key_Return)
    assert venues(desk.services, view, 1) == ["Rum Eken"] * 9 + ["Folkets hus"] * 3


def test_the_schedule_is_a_sound_model(
    qtbot: QtBot, desk: Desk, view: CourseView, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(ScheduleModel(), force_py=True)
    page = open_page(qtbot, desk, view, "schedule")
    qtmodeltester.check(schedule_of(page).model, force_py=True)


# Deltagare


def numbers(model: PeopleModel) -> list[str]:
    column = model.columns.index(PeopleColumn.NUMBER)
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_an_empty_course_offers_a_list_or_a_person(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    page = open_page(qtbot, desk, view, "people")
    part = people_of(page)
    assert part._stack.currentIndex() == 2
    qtbot.keyClick(part._first_list, Key.Key_Return)
    dialog_of(page, ImportListDialog).reject()
    qtbot.keyClick(part._first_person, Key.Key_Return)
    assert dialog_of(page, PersonDialog).isVisible()


def test_the_keys_on_the_buttons_work_before_there_is_a_list(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    page = open_page(qtbot, desk, view, "people")
    part = people_of(page)
    qtbot.keyClick(part._first_list, Key.Key_I)
    dialog_of(page, ImportListDialog).reject()
    qtbot.keyClick(part._first_list, Key.Key_N)
    assert dialog_of(page, PersonDialog).isVisible()


def test_a_person_is_added_changed_ended_and_brought_back_with_keys(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    a_person(desk.services, view.course.id)
    page = open_page(qtbot, desk, view, "people")
    part = people_of(page)
    qtbot.keyClick(part.table, Key.Key_N)
    dialog = dialog_of(page, PersonDialog)
    qtbot.keyClicks(dialog.language, "somal")
    qtbot.keyClick(dialog.variant, Key.Key_Return)
    assert numbers(part.model) == ["D01", "D02"]
    line = part.line()
    assert line is not None
    assert (line.enrolment.number, line.participant.interpreter_language) == (2, "so")
    assert desk.said[-1].text == "D02 är med i kursen."

    qtbot.keyClick(part.table, Key.Key_Return)
    edit = next(one for one in page.findChildren(PersonDialog) if one.isVisible())
    edit.reads.set_code("")
    qtbot.keyClick(edit.understands, Key.Key_Return)
    line = part.line()
    assert line is not None
    assert line.participant.reads == ""
    assert desk.said[-1].text == "D02 är ändrad."

    qtbot.keyClick(part.table, Key.Key_Delete)
    question = dialog_of(page, Question)
    assert question.windowTitle() == "Avsluta D02?"
    qtbot.keyClick(question.does_button, Key.Key_Return)
    line = part.line()
    assert line is not None
    assert line.enrolment.status is EnrolmentStatus.ENDED
    assert not part._end.isEnabled()

    _what, changes = desk.services.history.undo()
    desk.bus.publish(changes)
    line = part.line()
    assert line is not None
    assert line.enrolment.status is EnrolmentStatus.TAKING_PART
    assert line.enrolment.until is None


def test_moving_and_seats_from_the_waiting_list(qtbot: QtBot, desk: Desk, services: Services) -> None:
    view = a_course(services, seats=1)
    for run in (FM, FM):
        a_person(services, view.course.id, run)
    page = open_page(qtbot, desk, view, "people")
    part = people_of(page)
    part.table.go_to_row(1)
    assert part._seat.isEnabled()
    qtbot.keyClick(part.table, Key.Key_P)
    assert len(desk.troubles) == 1  # the morning is full
    qtbot.keyClick(part.table, Key.Key_M)
    assert desk.said[-1].text == "D02 går nu på eftermiddagen."
    qtbot.keyClick(part.table, Key.Key_P)
    line = part.line()
    assert line is not None
    assert (line.track.code, line.enrolment.status) == (EM, EnrolmentStatus.TAKING_PART)
    part.table.go_to_row(0)
    qtbot.keyClick(part.table, Key.Key_M)
    assert len(desk.troubles) == 2  # and now so is the afternoon
    first = part.line()
    assert first is not None
    assert first.track.code is FM


def test_who_ends_before_the_course_begins_is_never_expected(
    qtbot: QtBot, desk: Desk, services: Services
) -> None:
    view = a_course(services, start=date(2027, 4, 6))
    who = a_person(services, view.course.id)
    services.participants.end(who)
    assert services.occasions.rooms(view.course.id)[0].expected == ()


def test_who_ends_while_waiting_never_took_part(desk: Desk, services: Services) -> None:
    view = a_course(services, seats=1)
    a_person(services, view.course.id)
    waiting = a_person(services, view.course.id)
    services.participants.end(waiting)
    for room in services.occasions.rooms(view.course.id):
        assert waiting not in room.people


def test_names_are_a_column_only_where_they_are_used(
    qtbot: QtBot, desk: Desk, services: Services, qtmodeltester: ModelTester
) -> None:
    plain = open_page(qtbot, desk, a_course(services), "people")
    assert PeopleColumn.NAME not in people_of(plain).model.columns
    view = a_course(services, names=True)
    a_person(services, view.course.id, name="Åsa-Östen", phone="070-123 45 67")
    page = open_page(qtbot, desk, view, "people")
    model = people_of(page).model
    assert str(model.index(0, model.columns.index(PeopleColumn.NAME)).data()) == "Åsa-Östen"
    qtmodeltester.check(model, force_py=True)
    qtmodeltester.check(PeopleModel(), force_py=True)


def test_letters_work_only_in_the_list(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    a_person(desk.services, view.course.id)
    page = open_page(qtbot, desk, view, "people")
    qtbot.keyClick(page.tabs, Key.Key_N)
    assert not page.findChildren(PersonDialog)
    assert people_of(page).table.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers
