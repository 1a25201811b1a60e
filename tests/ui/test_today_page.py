"""Idag as a leader meets it: what stands first, one key to each thing, and calm when there is nothing to do."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.interpreting import BookingState, InterpreterMode
from halsoskola.program import Program
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts
from halsoskola.services.seed import seed_demo
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.booking import BookingDialog
from halsoskola.ui.pages.today import TodayPage
from halsoskola.ui.pages.today_rows import TalkToAgency, picture, short_name
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.notices import EmptyState, Notice
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.text import TextLabel
from tests.builders import TUESDAY, at

FM, EM = TrackCode.FM, TrackCode.EM


@pytest.fixture
def course(services: Services) -> Course:
    """Twelve Tuesdays from today, fm and em, with one for arabiska and one for svenska in each."""
    made = services.courses.create(
        NewCourse("malmo-halsoskola-12", TUESDAY, (FM, EM), name="Våren", venue="Rum Eken")
    ).course
    for track in (FM, EM):
        for code in ("ar", "sv"):
            services.participants.add(made.id, track, PersonFacts(code, reads=code))
    return made


class Stand:
    """A page under test, and what it asked the window for."""

    def __init__(self, qtbot: QtBot, services: Services) -> None:
        self.qtbot = qtbot
        self.bus = ChangeBus()
        self.context = PageContext(services, InlineRunner(), self.bus)
        self.page = TodayPage(self.context)
        self.gone_to: list[PageAddress] = []
        self.notices: list[Notice] = []
        self.page.go_to.connect(self.gone_to.append)
        self.page.notice.connect(self.notices.append)
        self.bus.changed.connect(self.page.on_changes)
        self.page.refresh()

    def show(self) -> None:
        self.qtbot.addWidget(self.page)
        self.page.resize(1150, 700)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.page.focus_first()

    def texts(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(TextLabel)]

    def cards(self) -> list[str]:
        return [card.title() for card in self.page.findChildren(Card)]

    def press(self, key: str) -> None:
        self.qtbot.keyClick(self.page, key)

    def buttons(self) -> list[str]:
        return [button.label() for button in self.page.findChildren(KeyButton)]


@pytest.fixture
def stand(qtbot: QtBot, services: Services, course: Course) -> Iterator[Stand]:
    made = Stand(qtbot, services)
    made.show()
    yield made
    made.page.close()


def occasion(services: Services, course: Course, meeting: int, track: TrackCode = FM) -> str:
    return services.courses.occasion_of(course.id, meeting, track).id


def book_everything(services: Services, course: Course, state: BookingState = BookingState.CONFIRMED) -> None:
    for meeting in (1, 2, 3):
        for track in (FM, EM):
            here = occasion(services, course, meeting, track)
            services.interpreting.order([here], "ar", "", InterpreterMode.ON_SITE)
            booking = services.occasions.room(here).needs[0].bookings[0]
            if state is not BookingState.ORDERED:
                services.interpreting.step(booking.id, state)


def test_the_day_and_what_it_asks_stand_at_the_top(stand: Stand) -> None:
    texts = stand.texts()
    assert "Tisdag 2 mars" in texts
    # Two of today's interpreters, and one language to book in the coming weeks.
    assert "2 träffar i dag · 3 saker att göra" in texts
    assert "Träff 1 · Välkommen" in " ".join(texts)
    assert "ar\u00a01\u00a0· sv\u00a01" in texts
    assert "Rum Eken" in texts


def test_number_one_opens_the_first_meeting_and_three_calls_about_its_interpreter(
    stand: Stand, services: Services, course: Course
) -> None:
    stand.press("1")
    assert stand.gone_to == [PageAddress("occasion", occasion(services, course, 1))]
    stand.press("3")
    dialog = stand.page.findChild(BookingDialog)
    assert dialog is not None
    assert "arabiska" in dialog.windowTitle()
    dialog.close()
    stand.press("9")  # there is no ninth row
    assert len(stand.gone_to) == 1


def test_keypad_digits_work_and_control_digits_belong_to_the_window(stand: Stand) -> None:
    stand.qtbot.keyClick(stand.page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert stand.gone_to == []
    stand.qtbot.keyClick(stand.page, Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier)
    assert len(stand.gone_to) == 1


def test_a_digit_typed_into_a_field_is_a_letter_there(
    qtbot: QtBot, services: Services, course: Course
) -> None:
    stand = Stand(qtbot, services)
    window = QWidget()
    field = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(stand.page)
    layout.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    field.setFocus()
    qtbot.keyClick(field, "1")
    assert field.text() == "1"
    assert stand.gone_to == []


def test_arrows_and_enter_reach_every_row(stand: Stand) -> None:
    seen = []
    for _step in range(20):
        focused = stand.page.focusWidget()
        if isinstance(focused, QPushButton):
            seen.append(focused.accessibleName())
        stand.qtbot.keyClick(focused, Qt.Key.Key_Down)
    assert len(dict.fromkeys(seen)) == len(stand.buttons())
    for _step in range(20):
        stand.qtbot.keyClick(stand.page.focusWidget(), Qt.Key.Key_Up)
    stand.qtbot.keyClick(stand.page.focusWidget(), Qt.Key.Key_Return)
    assert stand.gone_to[0].page == "occasion"


def a_member_since(
    services: Services, program: Program, course: Course, day: date, facts: PersonFacts
) -> str:
    """Somebody in the morning run from `day` on; the enrolment's id."""
    then = Services(program.store, FixedClock(at(day, 8)), lambda: services.plans)
    return then.participants.add(course.id, FM, facts).enrolment.id


def test_what_goes_wrong_first_stands_first(
    qtbot: QtBot, services: Services, program: Program, course: Course
) -> None:
    past = services.courses.create(
        NewCourse("malmo-halsoskola-12", date(2027, 2, 23), (FM,), name="Hösten")
    ).course
    person = a_member_since(services, program, past, past.starts_on, PersonFacts("so", reads="so"))
    services.closing.promise(occasion(services, past, 1), "ringa sfi", TUESDAY - timedelta(days=1), person)
    services.closing.promise(occasion(services, past, 1), "svar", TUESDAY + timedelta(days=3), None)
    needless = occasion(services, past, 3)
    services.interpreting.order([needless], "so", "", InterpreterMode.ON_SITE)
    services.occasions.cancel(needless)
    rows = picture(services.today.view()).tasks
    kinds = [row.key.split()[0] for row in rows]
    assert kinds == sorted(kinds, key=["unconfirmed", "cancel", "need", "register", "promise"].index)
    assert set(kinds) == {"unconfirmed", "cancel", "need", "register", "promise"}
    assert rows[0].urgent
    cancel = next(row for row in rows if row.key.startswith("cancel"))
    assert cancel.bold == "måndag 8 mars kl. 9.00"
    assert "Avboka gratis senast måndag 8 mars kl. 9.00." in cancel.text
    assert rows[-1].title == "Löfte till D01: ringa sfi"
    assert rows[-1].text == "Skulle ha varit klart måndag 1 mars."
    later = picture(services.today.view()).promises
    assert [(row.whom, row.text, row.due) for row in later] == [("gruppen", "svar", "fre 5 mars")]


def test_needs_of_one_language_share_a_row(services: Services, course: Course) -> None:
    rows = [row for row in picture(services.today.view()).tasks if row.key.startswith("need")]
    assert [row.title for row in rows] == ["Tolk i arabiska är inte beställd till 4 träffar"]
    assert rows[0].text == "Tis 9 mars fm och em, tis 16 mars fm och em"
    assert rows[0].action == TalkToAgency(occasion(services, course, 2), "ar", "")


def test_many_unconfirmed_registers_share_a_row(services: Services, program: Program) -> None:
    old = services.courses.create(
        NewCourse("malmo-halsoskola-12", date(2027, 1, 12), (FM,), name="Hösten")
    ).course
    a_member_since(services, program, old, old.starts_on, PersonFacts("sv", reads="sv"))
    shown = picture(services.today.view())
    (row,) = [row for row in shown.tasks if row.key.startswith("register")]
    assert row.title == "Hösten: närvaron är inte bekräftad vid 7 träffar"
    assert row.text == "Från tisdag 12 januari till tisdag 23 februari."
    assert row.action.address == PageAddress("course", old.id, "attendance")  # type: ignore[union-attr]


def test_a_register_without_anybody_on_it_is_not_asked_about(services: Services) -> None:
    services.courses.create(NewCourse("malmo-halsoskola-12", date(2027, 1, 12), (FM,), name="Hösten"))
    assert [row for row in picture(services.today.view()).tasks if row.key.startswith("register")] == []


def test_variants_of_one_language_are_told_apart(services: Services, course: Course) -> None:
    services.participants.add(course.id, FM, PersonFacts("ar", reads="ar", variant="irakisk"))
    morning = picture(services.today.view()).rooms[0]
    assert "ar\u00a01" in morning.languages
    assert "ar\u00a0(irakisk)\u00a01" in morning.languages


def test_after_the_register_is_confirmed_the_row_says_who_was_there(
    services: Services, program: Program, course: Course
) -> None:
    later = Services(program.store, FixedClock(at(TUESDAY, 12)), lambda: services.plans)
    here = occasion(services, course, 1)
    first = later.attendance.register(here).lines[0].enrolment.id
    later.attendance.mark(here, first, MarkKind.ABSENT)
    later.attendance.confirm(here)
    assert picture(later.today.view()).rooms[0].expected == "1 var här"


def test_a_register_is_confirmed_on_its_own_page(
    qtbot: QtBot, services: Services, program: Program, course: Course
) -> None:
    book_everything(services, course)
    afternoon = Services(program.store, FixedClock(at(TUESDAY, 12)), lambda: services.plans)
    stand = Stand(qtbot, afternoon)
    stand.show()
    stand.press("3")
    assert stand.gone_to == [PageAddress("occasion", occasion(services, course, 1), "during")]


def test_a_kept_promise_leaves_the_list_and_the_keyboard_stays(
    qtbot: QtBot, services: Services, course: Course
) -> None:
    book_everything(services, course)
    for text in ("ringa sfi", "fråga om tider"):
        services.closing.promise(occasion(services, course, 1), text, TUESDAY)
    stand = Stand(qtbot, services)
    stand.show()
    first, second = [button for button in stand.page.findChildren(KeyButton) if button.label() == "Klart"]
    assert "ringa sfi" in first.accessibleName() or "ringa sfi" in second.accessibleName()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert len(services.today.view().promises) == 1
    assert stand.notices[-1].action == "Ångra"
    (left,) = [
        button
        for button in stand.page.findChildren(KeyButton)
        if button.label() == "Klart" and button.isVisible()
    ]
    assert stand.page.focusWidget() is left
    services.history.undo()
    stand.bus.publish(Changes({Kind.FOLLOW_UP: frozenset({"x"})}))
    assert len(picture(services.today.view()).tasks) == 2


def test_an_unchanged_day_is_not_drawn_again(stand: Stand) -> None:
    before = stand.page.findChildren(KeyButton)
    stand.page.refresh()
    assert stand.page.findChildren(KeyButton) == before


def test_without_a_course_the_page_says_how_to_begin(qtbot: QtBot, services: Services) -> None:
    stand = Stand(qtbot, services)
    stand.show()
    assert stand.buttons() == ["Skapa din första kurs"]
    stand.press("1")
    assert stand.gone_to == [PageAddress("courses", part="new")]


def test_a_day_without_anything_is_calm_and_says_what_comes_next(qtbot: QtBot, services: Services) -> None:
    services.courses.create(NewCourse("malmo-halsoskola-12", date(2027, 4, 6), (FM,)))
    stand = Stand(qtbot, services)
    assert len(stand.page.findChildren(EmptyState)) == 1
    texts = stand.texts()
    assert "Allt är klart för i dag." in texts
    assert "Nästa träff är tisdag 6 april kl. 9.00–11.00: träff 1 · Välkommen och våra regler." in texts
    assert "Ingen träff i dag · inget att göra" in texts


def test_before_the_meeting_nothing_more_to_do_is_not_the_end_of_the_day(
    qtbot: QtBot, services: Services, program: Program, course: Course
) -> None:
    book_everything(services, course)
    assert picture(services.today.view()).calm == "Inget mer att göra före träffen."
    for track in (FM, EM):
        services.attendance.confirm(occasion(services, course, 1, track))
    shown = picture(services.today.view())
    assert shown.calm == "Allt är klart för i dag."
    assert [row.pill.text for row in shown.rooms if row.pill] == ["närvaron klar"] * 2


@pytest.mark.parametrize(
    ("state", "text"),
    [(BookingState.ORDERED, "1 obekräftad"), (BookingState.CONFIRMED, "1 tolk bekräftad")],
)
def test_the_pill_says_the_worst_about_the_interpreters(
    services: Services, course: Course, state: BookingState, text: str
) -> None:
    assert [row.pill.text for row in picture(services.today.view()).rooms if row.pill] == [
        "1 tolk saknas"
    ] * 2
    book_everything(services, course, state)
    shown = picture(services.today.view())
    assert [row.pill.text for row in shown.rooms if row.pill] == [text] * 2
    assert {row.pill.text for row in shown.deadlines} == {
        "beställd" if state is BookingState.ORDERED else "behövs"
    }


def test_languages_are_as_short_as_people_say_them() -> None:
    assert [short_name(code) for code in ("ar", "prs", "kmr", "ckb", "sv")] == [
        "ar",
        "dari",
        "kurmanji",
        "sorani",
        "sv",
    ]


def test_demonstration_day_fills_every_part_of_the_page(
    qtbot: QtBot, program: Program, services: Services
) -> None:
    seed_demo(program.store, TUESDAY)
    stand = Stand(qtbot, services)
    assert {"I dag", "Att göra", "Avboka gratis senast", "Snart"} <= set(stand.cards())
    shown = picture(services.today.view())
    assert len(shown.tasks) <= 12
    assert len(shown.deadlines) <= 8
