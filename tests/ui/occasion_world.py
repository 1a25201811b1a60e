"""A small course and the page of one of its occasions, on a real encrypted store. All people are invented."""

from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from halsoskola.domain.courses import Course, Occasion, TrackCode
from halsoskola.program import Program
from halsoskola.services.bundle import Services
from halsoskola.services.clock import Clock
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts
from halsoskola.services.plans import PlanService
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import PageContext
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.widgets.page import PageAddress
from tests.builders import TUESDAY, at

FIRST_DAY = date(2027, 2, 2)
"""The fifth Tuesday from here is 2 March 2027."""

SPOKEN = ("ar", "ar", "ar", "ar", "so", "so", "ti", "ti", "so", "sv", "ti", "sv")
"""Interpreter languages of D01 to D12."""


@dataclass
class MovableClock(Clock):
    """Stands still until a test moves it."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass
class World:
    """A course with a morning and perhaps an afternoon run, seen from its fifth meeting."""

    services: Services
    clock: MovableClock
    course: Course
    seats: dict[int, str]
    """Enrolment ids by number."""
    context: PageContext
    pages: list[OccasionPage] = field(default_factory=list)

    def occasion(self, meeting: int = 5, track: TrackCode = TrackCode.FM) -> Occasion:
        return self.services.courses.occasion_of(self.course.id, meeting, track)

    def page(self, part: str = "during", occasion: Occasion | None = None) -> OccasionPage:
        """The page as the window makes it: told of every change, visible."""
        page = OccasionPage(self.context)
        self.context.bus.changed.connect(page.on_changes)
        page.resize(1170, 768)
        page.show_address(PageAddress("occasion", (occasion or self.occasion()).id, part))
        page.refresh()
        page.show()
        page.focus_first()
        self.pages.append(page)
        return page

    def marks(self, occasion: Occasion | None = None) -> dict[str, tuple[str, int]]:
        """What is stored: number -> kind and minutes."""
        view = self.services.attendance.register((occasion or self.occasion()).id)
        return {
            line.enrolment.label: (line.mark.kind.value, line.mark.minutes)
            for line in view.lines
            if line.mark is not None
        }


def a_world(
    program: Program,
    plans: PlanService,
    *,
    people: int = 12,
    now: datetime | None = None,
    both_runs: bool = True,
    uses_names: bool = False,
    venue: str = "Försäkringskassan, rum Eken",
) -> World:
    """Twelve people in the morning run; the clock stands at 9.42 on the day of meeting 5 unless told otherwise."""
    clock = MovableClock(now or at(TUESDAY, 9, 42))
    services = Services(program.store, clock, lambda: plans)
    made = services.courses.create(
        NewCourse(
            "malmo-halsoskola-12",
            FIRST_DAY,
            (TrackCode.FM, TrackCode.EM) if both_runs else (TrackCode.FM,),
            name="Malmö hälsoskola våren",
            venue=venue,
            uses_names=uses_names,
        )
    )
    seats = {}
    for number in range(1, people + 1):
        facts = PersonFacts(
            SPOKEN[(number - 1) % len(SPOKEN)],
            reads=SPOKEN[(number - 1) % len(SPOKEN)],
            name=f"Östen {number}" if uses_names else "",
        )
        seats[number] = services.participants.add(made.course.id, TrackCode.FM, facts).enrolment.id
    return World(services, clock, made.course, seats, PageContext(services, InlineRunner(), ChangeBus()))


KEYS = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Back": Qt.Key.Key_Backspace}


def press(widget: QWidget, *keys: str) -> int:
    """Presses keys one after the other, by their names on the keycaps; returns how many."""
    for key in keys:
        if key in KEYS:
            QTest.keyClick(widget, KEYS[key])
        elif key == "Ctrl Z":
            QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        elif key == "Down":
            QTest.keyClick(widget, Qt.Key.Key_Down)
        elif key == "Space":
            QTest.keyClick(widget, Qt.Key.Key_Space)
        elif key == "Tab":
            QTest.keyClick(QApplication.focusWidget() or widget, Qt.Key.Key_Tab)
        else:
            QTest.keyClicks(widget, key)
    return len(keys)
