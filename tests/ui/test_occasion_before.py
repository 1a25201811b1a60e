"""Före: who is expected, the booking dialog from order to cancellation, papers, and the place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import TrackCode
from halsoskola.domain.interpreting import Agency, Booking, BookingState, InterpreterMode, NeedState
from halsoskola.program import Program
from halsoskola.services.plans import PlanService
from halsoskola.ui.dialogs.booking import BookingDialog
from halsoskola.ui.widgets.page import PageAddress
from tests.builders import TUESDAY, at
from tests.ui.occasion_world import World, a_world, press


@pytest.fixture
def world(program: Program, shipped_plans: PlanService) -> World:
    """The Thursday before the meeting: everything can still be ordered and cancelled."""
    made = a_world(program, shipped_plans, now=at(TUESDAY.replace(day=1), 8))
    made.clock.moment = at(TUESDAY.replace(month=2, day=25), 10)
    made.services.interpreting.save_agency(Agency("", "Tolkförmedlingen Exempel", "010-123 45 67", "K-4471"))
    return made


def bookings(world: World, language: str = "so", meeting: int = 5) -> list[Booking]:
    room = world.services.occasions.room(world.occasion(meeting).id)
    return [booking for need in room.needs if need.language == language for booking in need.bookings]


def a_dialog(world: World, qtbot: QtBot, language: str = "so") -> BookingDialog:
    dialog = BookingDialog(world.context, world.occasion().id, language)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.kept = dialog  # type: ignore[attr-defined] # lives until the test ends, held by nobody else
    dialog.show()
    return dialog


def test_the_agenda_is_summed_up(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    assert page.before._agenda_card.note() == "120 min med paus · netto taltid 32 min med tolk"
    assert page.before.agenda.rowCount() == 9


def test_who_is_expected_and_who_is_not(world: World, qtbot: QtBot) -> None:
    occasion = world.occasion()
    world.services.attendance.mark(occasion.id, world.seats[5], MarkKind.ANNOUNCED)
    world.services.attendance.mark(occasion.id, world.seats[10], MarkKind.VISITS)
    page = world.page("before")
    qtbot.addWidget(page)
    assert page.before._expected_card.title() == "10 väntas"
    assert page.before._expected_card.note() == "1 anmäld frånvaro · 1 går på eftermiddagen"


def test_enter_on_a_language_opens_its_booking(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    table = page.before.expected_table
    assert page.before.book_button.label() == "Beställ hos tolkförmedlingen …"
    table.go_to_row(1)
    press(table, "Enter")
    dialog = page.before.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "Tolk i somaliska"
    dialog.reject()


def test_swedish_opens_nothing(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    page.before.expected_table.go_to_row(3)
    assert page.before.book_button.isHidden()
    page.before.open_booking(3)
    assert page.before.dialog is None


def test_an_order_for_all_later_meetings_is_one_step_to_undo(world: World, qtbot: QtBot) -> None:
    dialog = a_dialog(world, qtbot)
    assert dialog._all_later.text() == "Alla träffar som behöver tolken: 8 träffar"
    dialog._modes[InterpreterMode.TELEPHONE].setChecked(True)
    text = dialog._order_text.text()
    assert text.startswith("Vi vill beställa tolk i somaliska.\nSätt: tolk på telefon.")
    assert text.count("•") == 8
    assert "K-4471" in text
    dialog._order_text.copy()
    assert QGuiApplication.clipboard().text() == text
    dialog._number.setText(" 20415 ")
    dialog._note.setText("Mejlat i dag")
    with qtbot.waitSignal(dialog.noted) as said:
        QTest.mouseClick(dialog._ordered, Qt.MouseButton.LeftButton)
    assert said.args == ["Tolk i somaliska är beställd till 8 träffar."]
    (booking,) = bookings(world)
    assert (booking.state, booking.mode, booking.booking_number, booking.noted) == (
        BookingState.ORDERED,
        InterpreterMode.TELEPHONE,
        "20415",
        "Mejlat i dag",
    )
    assert len(bookings(world, meeting=12)) == 1
    assert bookings(world, meeting=4) == []
    world.services.history.undo()
    assert bookings(world) == []
    assert bookings(world, meeting=12) == []


def test_an_order_for_this_meeting_only(world: World, qtbot: QtBot) -> None:
    dialog = a_dialog(world, qtbot)
    dialog._only_this.setChecked(True)
    assert dialog._order_text.text().count("•") == 1
    dialog._ordered.click()
    assert len(bookings(world)) == 1
    assert bookings(world, meeting=6) == []


def test_enter_after_the_note_says_that_it_is_ordered(world: World, qtbot: QtBot) -> None:
    dialog = a_dialog(world, qtbot)
    dialog._note.setText("Mejlat i dag till Kim")
    QTest.keyClick(dialog._note, Qt.Key.Key_Return)
    (booking,) = bookings(world)
    assert (booking.state, booking.noted) == (BookingState.ORDERED, "Mejlat i dag till Kim")


def test_the_whole_life_of_a_booking(world: World, qtbot: QtBot) -> None:
    a_dialog(world, qtbot)._ordered.click()
    confirm = a_dialog(world, qtbot)
    confirm._interpreter.setText("A12, ST")
    confirm._number.setText("20415")
    QTest.keyClick(confirm._interpreter, Qt.Key.Key_Return)
    (booking,) = bookings(world)
    assert (booking.state, booking.interpreter) == (BookingState.CONFIRMED, "A12, ST")

    mend = a_dialog(world, qtbot)
    mend._interpreter.setText("A14, AT")
    mend._confirm.click()
    assert [(b.state, b.interpreter) for b in bookings(world)] == [(BookingState.CONFIRMED, "A14, AT")]

    cancel = a_dialog(world, qtbot)
    cancel._cancelled.click()
    assert "när och med vem" in cancel._cancel_row.error()
    assert bookings(world)[0].state is BookingState.CONFIRMED
    cancel._cancel_note.setText("Ringde i dag 10.05, talade med Kim")
    cancel._cancelled.click()
    (booking,) = bookings(world)
    assert (booking.state, booking.noted) == (
        BookingState.CANCELLED,
        "Ringde i dag 10.05, talade med Kim",
    )
    again = a_dialog(world, qtbot)
    again._ordered.click()
    assert [b.state for b in bookings(world)].count(BookingState.ORDERED) == 1


def test_a_reminder_to_cancel_can_be_taken_back(world: World, qtbot: QtBot) -> None:
    a_dialog(world, qtbot)._ordered.click()
    a_dialog(world, qtbot)._later.click()
    assert bookings(world)[0].state is BookingState.TO_CANCEL
    a_dialog(world, qtbot)._keep.click()
    assert bookings(world)[0].state is BookingState.ORDERED


def test_nobody_expected_shows_cancelling_first_with_its_deadline(world: World, qtbot: QtBot) -> None:
    occasion = world.occasion()
    world.services.interpreting.order([occasion.id], "so", "", InterpreterMode.ON_SITE)
    for number in (5, 6, 9):
        world.services.attendance.mark(occasion.id, world.seats[number], MarkKind.ANNOUNCED)
    page = world.page("before")
    qtbot.addWidget(page)
    assert page.before.book_button.label() == "Avboka hos tolkförmedlingen …"
    assert page.before._deadline.text() == "Avboka gratis senast mån 1 mars 9.00."
    dialog = a_dialog(world, qtbot)
    assert "Vi vill avboka tolk i somaliska." in dialog._facts.cancellation  # type: ignore[union-attr]
    assert dialog._first is dialog._cancel_note
    room = world.services.occasions.room(occasion.id)
    assert next(need.state for need in room.needs if need.language == "so") is NeedState.TO_CANCEL


def test_two_windows_ordering_the_same_is_refused_and_nothing_typed_is_lost(
    world: World, qtbot: QtBot
) -> None:
    first, second = a_dialog(world, qtbot), a_dialog(world, qtbot)
    second._note.setText("Mejlat Kim")
    first._ordered.click()
    second._ordered.click()
    assert "redan en tolk beställd" in second.trouble()
    assert second._note.text() == "Mejlat Kim"
    assert len(bookings(world)) == 1


def test_an_unknown_agency_says_where_to_write_its_number(
    program: Program, shipped_plans: PlanService, qtbot: QtBot
) -> None:
    world = a_world(program, shipped_plans, people=3)
    dialog = a_dialog(world, qtbot, "ar")
    texts = [label.text() for label in dialog.findChildren(type(dialog._trouble))]
    assert any("Inställningar" in text for text in texts)


def test_the_papers_are_listed_with_the_first_warnings(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    papers = page.before.papers.papers()
    assert papers is not None
    assert papers.lines
    shown = [label.text() for label in page.before.papers.findChildren(type(page.before._bring))]
    assert papers.lines[0].title in shown
    assert papers.warnings[-1] not in shown
    page.before.papers.show_all()
    shown = [label.text() for label in page.before.papers.findChildren(type(page.before._bring))]
    assert papers.warnings[-1] in shown


def test_what_to_bring_comes_from_the_plan(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    assert page.before._bring.text().startswith("Bildkort sömn · ")


def test_the_place_is_changed_for_this_meeting_or_all_later_ones(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    venue = page.before.venue
    venue.field.clear()
    QTest.keyClicks(venue.field, "Biblioteket,  rum 2")
    press(venue.field, "Enter")
    assert world.occasion().venue == "Biblioteket, rum 2"
    assert world.occasion(6).venue == "Försäkringskassan, rum Eken"
    venue.for_all.click()
    assert world.occasion(6).venue == "Biblioteket, rum 2"
    assert world.occasion(12).venue == "Biblioteket, rum 2"
    assert world.occasion(4).venue == "Försäkringskassan, rum Eken"
    assert world.occasion(6, TrackCode.EM).venue == "Försäkringskassan, rum Eken"


def test_an_empty_course_leads_to_its_people(
    program: Program, shipped_plans: PlanService, qtbot: QtBot
) -> None:
    world = a_world(program, shipped_plans, people=0)
    page = world.page("before")
    qtbot.addWidget(page)
    assert page.before.expected_table.isHidden()
    with qtbot.waitSignal(page.go_to) as gone:
        page.before._on_people()
    assert gone.args == [PageAddress("course", world.course.id, "people")]


def test_a_meeting_that_has_been_orders_nobody(world: World, qtbot: QtBot) -> None:
    world.clock.moment = at(TUESDAY, 11, 30)
    world.services.attendance.confirm(world.occasion().id)
    page = world.page("before")
    qtbot.addWidget(page)
    page.before.expected_table.go_to_row(0)
    assert page.before.book_button.isHidden()
    page.before.open_booking(0)
    assert page.before.dialog is None
