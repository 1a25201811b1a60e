"""The page around the three steps: which one it opens on, what its header says, and the panels of Under."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halsoskola.domain.courses import TrackCode
from halsoskola.domain.interpreting import Agency, InterpreterMode
from halsoskola.program import Program
from halsoskola.services.plans import PlanService
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.pages.occasion_during import behind_words, clock_text
from halsoskola.ui.pages.occasion_promises import addressee
from halsoskola.ui.widgets.notices import NoticeKind
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.safe_screen import SafeScreen
from halsoskola.ui.widgets.text import TextLabel
from tests.builders import TUESDAY, at
from tests.ui.occasion_world import World, a_world, press


@pytest.fixture
def world(program: Program, shipped_plans: PlanService) -> World:
    return a_world(program, shipped_plans)


def words_in(widget: QWidget) -> str:
    """Every text a leader can read in it."""
    return "\n".join(label.text() for label in widget.findChildren(TextLabel) if not label.isHidden())


@pytest.mark.parametrize(
    ("now", "part"),
    [
        (at(date(2027, 3, 1), 16), "before"),
        (at(TUESDAY, 8, 44), "before"),
        (at(TUESDAY, 8, 45), "during"),
        (at(TUESDAY, 10, 59), "during"),
        (at(TUESDAY, 11, 0), "after"),
        (at(date(2027, 3, 9), 8), "after"),
    ],
)
def test_the_page_opens_on_the_step_that_fits_the_hour(
    world: World, qtbot: QtBot, now: datetime, part: str
) -> None:
    world.clock.moment = now
    page = world.page("")
    qtbot.addWidget(page)
    assert page.part == part


def test_the_header_says_where_and_when(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    assert page.title == "Träff 5 · Sömn"
    assert page.header.title() == "Träff 5 · Sömn"
    assert page.header.subtitle() == (
        "Tisdag 2 mars kl. 9.00–11.00 · Försäkringskassan, rum Eken · leds av psykolog eller sjuksköterska"
    )
    with qtbot.waitSignal(page.go_to) as gone:
        page.header.crumb_chosen.emit(0)
    assert gone.args == [PageAddress("course", world.course.id, "schedule")]


def test_alt_and_a_number_go_to_a_step(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.activateWindow()
    for key, part in ((Qt.Key.Key_3, "after"), (Qt.Key.Key_2, "during"), (Qt.Key.Key_1, "before")):
        QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
        assert page.part == part


@pytest.mark.parametrize("start", ["before", "during", "after"])
def test_ctrl_tab_takes_the_keyboard_along_to_the_next_step(world: World, qtbot: QtBot, start: str) -> None:
    page = world.page(start)
    window = QWidget()
    row = QVBoxLayout(window)
    row.addWidget(QPushButton("Idag"))
    row.addWidget(page)
    qtbot.addWidget(window)
    window.resize(1170, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.focus_first()

    for _step in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert page.isAncestorOf(focus), page.part
        assert focus.isVisible()


def test_each_step_has_its_own_buttons(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    assert not page.print_button.isHidden()
    assert page.group_button.isHidden()
    page.tabs.setCurrentIndex(1)
    assert page.print_button.isHidden()
    assert not page.crisis_button.isHidden()
    page.tabs.setCurrentIndex(2)
    assert page.print_button.isHidden()
    assert page.crisis_button.isHidden()


def test_an_occasion_that_is_gone_is_said_and_leaves_nothing_to_press(world: World, qtbot: QtBot) -> None:
    page = OccasionPage(world.context)
    qtbot.addWidget(page)
    page.show_address(PageAddress("occasion", "no-such", ""))
    with qtbot.waitSignal(page.notice) as said:
        page.refresh()
    assert said.args is not None
    assert said.args[0].kind is NoticeKind.REFUSED
    assert page.facts is None


def test_a_cancelled_meeting_shows_it_and_prints_nothing(world: World, qtbot: QtBot) -> None:
    world.services.occasions.cancel(world.occasion().id)
    page = world.page("before")
    qtbot.addWidget(page)
    assert not page.print_button.isEnabled()
    assert page.preview() is None


def test_a_change_elsewhere_is_seen(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    occasion = world.occasion()
    world.context.write(lambda: world.services.courses.set_venue((occasion.id,), "Biblioteket"))
    assert "Biblioteket" in page.header.subtitle()


# The clock


def test_the_clock_card_shows_the_block_and_follows_the_plus_key(world: World, qtbot: QtBot) -> None:
    page = world.page()
    qtbot.addWidget(page)
    clock = page.during.clock
    state = clock.state()
    assert state is not None
    assert state.title == "Vad stör min sömn"
    assert "13:00" in words_in(clock)
    press(page.during.register.table, "+")
    assert "Vi ligger 5 minuter efter planen" in words_in(clock)
    QTest.mouseClick(clock.back, Qt.MouseButton.LeftButton)
    assert "Vi följer planen" in words_in(clock)
    world.clock.moment = at(TUESDAY, 9, 56)
    clock.tick()
    assert "Kaffe, te och frukt" in words_in(clock)


def test_the_clock_keeps_its_shift_while_the_register_is_marked(world: World, qtbot: QtBot) -> None:
    page = world.page()
    qtbot.addWidget(page)
    press(page.during.register.table, "+", "3", "F")
    state = page.during.clock.state()
    assert state is not None
    assert state.behind_minutes == 5


def test_on_another_day_the_clock_does_not_run(world: World, qtbot: QtBot) -> None:
    world.clock.moment = at(date(2027, 3, 1), 9, 42)
    page = world.page()
    qtbot.addWidget(page)
    assert page.during.clock.longer.isHidden()
    press(page.during.register.table, "+")
    assert page.during.clock.agenda is not None
    assert not page.during.clock.agenda.is_shifted


def test_times_are_said_short() -> None:
    assert clock_text(12 * 60 + 40) == "12:40"
    assert clock_text(5) == "0:05"
    assert clock_text(100 * 60) == "1:40:00"
    assert behind_words(-1) == "Vi ligger 1 minut före planen"


# Promises


def test_a_number_first_is_offered_as_the_person(world: World) -> None:
    lines = world.services.attendance.register(world.occasion().id).lines
    line, rest = addressee("D08 fråga till Försäkringskassan", lines)
    assert line is not None
    assert (line.enrolment.label, rest) == ("D08", "fråga till Försäkringskassan")
    assert addressee("d8: ring", lines)[1] == "ring"
    assert addressee("D99 finns inte", lines) == (None, "D99 finns inte")
    assert addressee("Dagens bilder till alla", lines)[0] is None


def test_a_promise_is_due_in_a_week_and_goes_to_its_person(world: World, qtbot: QtBot) -> None:
    page = world.page()
    qtbot.addWidget(page)
    box = page.during.promise
    box.field.setText("D08 fråga till kassan")
    assert not box.person.isHidden()
    assert box.person.text() == "Gäller D08"
    press(box.field, "Enter")
    (promise,) = world.services.closing.view(world.occasion().id).promises
    assert (promise.label, promise.follow_up.text) == ("D08", "fråga till kassan")
    assert promise.follow_up.due == date(2027, 3, 9)
    assert box.field.text() == ""


def test_the_person_can_be_declined(world: World, qtbot: QtBot) -> None:
    page = world.page()
    qtbot.addWidget(page)
    box = page.during.promise
    box.field.setText("D08 fråga till kassan")
    box.person.setChecked(False)
    box.save()
    (promise,) = world.services.closing.view(world.occasion().id).promises
    assert (promise.label, promise.follow_up.text) == ("", "D08 fråga till kassan")


def test_a_promise_with_a_personnummer_is_refused_and_kept_to_be_mended(world: World, qtbot: QtBot) -> None:
    page = world.page()
    qtbot.addWidget(page)
    box = page.during.promise
    typed = "ring om " + "19811218" + "-" + "9876"
    box.field.setText(typed)
    box.save()
    assert "personnummer" in box.trouble()
    assert box.field.text() == typed
    assert world.services.closing.view(world.occasion().id).promises == ()


def test_a_line_that_is_being_typed_survives_a_change_elsewhere(world: World, qtbot: QtBot) -> None:
    page = world.page()
    qtbot.addWidget(page)
    page.during.promise.field.setText("halv men")
    occasion = world.occasion()
    world.context.write(lambda: world.services.courses.set_venue((occasion.id,), "Annat rum"))
    assert page.during.promise.field.text() == "halv men"


# The worst morning


def test_someone_is_not_well_shows_numbers_and_offers_tomorrow(world: World, qtbot: QtBot) -> None:
    page = world.page()
    qtbot.addWidget(page)
    panel = page.during.show_crisis()
    assert panel is not None
    text = words_in(panel)
    assert "112" in text
    assert "90 390" in text
    assert "inte ifyllt" in text  # psykakut and boss have no number in a new folder
    panel.follow_up_requested.emit()
    panel.accept()
    box = page.during.promise
    assert box.field.text() == "D__ Hör av dig i morgon"
    assert box.due.date().toString("yyyy-MM-dd") == "2027-03-03"


def test_a_missing_interpreter_shows_the_agency_and_each_booking(world: World, qtbot: QtBot) -> None:
    occasion = world.occasion()
    interpreting = world.services.interpreting
    interpreting.save_agency(Agency("", "Tolkförmedlingen Exempel", "010-123 45 67", "K-4471"))
    interpreting.order([occasion.id], "ar", "", InterpreterMode.ON_SITE, booking_number="20415")
    page = world.page()
    qtbot.addWidget(page)
    panel = page.during.show_missing_interpreter()
    assert panel is not None
    text = words_in(panel)
    for shown in ("010-123 45 67", "K-4471", "20415", "Bokning arabiska", "ingen tolk beställd"):
        assert shown in text
    assert "svenska" not in text
    panel.accept()


# The projector


def a_window(page: OccasionPage, qtbot: QtBot) -> tuple[QWidget, SafeScreen]:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(page)
    safe = SafeScreen(window)
    window.resize(1200, 800)
    with qtbot.waitExposed(window):
        window.show()
    return window, safe


def test_the_group_sees_titles_and_clock_and_nothing_about_people(world: World, qtbot: QtBot) -> None:
    page = world.page()
    window, _safe = a_window(page, qtbot)
    screen = page.during.show_to_group()
    assert screen is not None
    assert screen.size() == window.size()
    lines = screen.lines(world.clock.now())
    assert lines[3] == ("9.30", "Vad stör min sömn", True)
    assert not any("D0" in text or "arabiska" in text for _clock, text, _now in lines)
    assert page.during.show_to_group() is None  # one is enough
    window.resize(1000, 700)
    assert screen.size() == window.size()


def test_escape_leaves_the_projector_through_the_safe_screen(world: World, qtbot: QtBot) -> None:
    page = world.page()
    _window, safe = a_window(page, qtbot)
    screen = page.during.show_to_group()
    assert screen is not None
    QTest.keyClick(screen, Qt.Key.Key_F)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert safe.is_on
    assert page.during.group_screen is None
    assert world.marks() == {}
    safe.set_on(False)


def test_f8_leaves_the_projector_too(world: World, qtbot: QtBot) -> None:
    page = world.page()
    _window, safe = a_window(page, qtbot)
    screen = page.during.show_to_group()
    assert screen is not None
    QTest.keyClick(screen, Qt.Key.Key_F8)
    assert safe.is_on
    assert page.during.group_screen is None
    QApplication.processEvents()
    safe.set_on(False)


def test_the_other_run_is_another_page(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    afternoon = world.occasion(track=TrackCode.EM)
    page.show_address(PageAddress("occasion", afternoon.id, "before"))
    page.refresh()
    assert "13.00–15.00" in page.header.subtitle()
    assert page.during.register.model.rowCount() == 0
