"""A leader's first day in the real window, with the keyboard alone. Runs until it is killed.

`python -m tests.journeys.first_day DATA_FOLDER LIST PDF` prints a line of JSON for each step, and the last one, with
"saved", in the very moment in which the program tells its pages that the last change is on the disk.
"""

import faulthandler
import json
import sys
import traceback
from datetime import date
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QFileDialog

from halsoskola.app import WindowLife, make_application
from halsoskola.domain.changes import Changes, Kind
from halsoskola.settings import Paths, program_root
from halsoskola.ui.dialogs.booking import BookingDialog
from halsoskola.ui.dialogs.first_start import FirstStartPage, KeyGroup
from halsoskola.ui.dialogs.import_list import ImportListDialog
from halsoskola.ui.dialogs.new_course import NewCourseDialog
from halsoskola.ui.dialogs.preview import PreviewDialog
from halsoskola.ui.pages.course import CoursePage
from halsoskola.ui.pages.course_people import PeoplePart
from halsoskola.ui.pages.course_schedule import SchedulePart
from halsoskola.ui.pages.occasion import OccasionPage
from tests.builders import at
from tests.journeys.hands import Hands
from tests.journeys.internet import Watch
from tests.ui.occasion_world import MovableClock

PASSWORD = "blåbär över ängen"
MONDAY = date(2027, 1, 18)
FIRST_DAY = date(2027, 1, 19)
NOTE = "Gruppen vill börja med rörelse. Vi höll tiden."
PROMISE = "D05 ring om busskort"
ORDERED = "Ringde Kim kl. 15.10"

LAST_SECONDS = 120
"""By then even the slowest machine is done; a child that hangs says where, and goes."""


class FirstDay:
    """The window of an empty folder, and the hands in front of it."""

    def __init__(self, data: Path, list_file: Path, pdf: Path, watch: Watch) -> None:
        self._watch = watch
        self._list, self._pdf = list_file, pdf
        self._clock = MovableClock(at(MONDAY, 15))
        self._life = WindowLife(make_application(), Paths(data=data, root=program_root()), clock=self._clock)
        self._life.crashed.connect(self._on_crashed)
        self._hands = Hands(self._life)
        self._began = perf_counter()

    def _on_crashed(self, report: str) -> None:
        print(
            Path(report).read_text(encoding="utf-8") if report else "no report", file=sys.stderr, flush=True
        )
        sys.exit(3)

    def say(self, step: str, **more: object) -> None:
        """One line for whoever started this: the step that is done, and how it went until here."""
        hands = self._hands
        facts = {
            "step": step,
            "pressed": hands.pressed,
            "steps": hands.steps,
            "seconds": round(perf_counter() - self._began, 2),
            "internet": self._watch.seen(),
            **more,
        }
        print(json.dumps(facts, ensure_ascii=False), flush=True)

    # Monday afternoon

    def start_for_the_first_time(self) -> None:
        life, hands = self._life, self._hands
        life.begin()
        gate = life.window.gate
        assert isinstance(gate, FirstStartPage)
        hands.until(lambda: hands.focus is not None, "the keyboard in the first picture")
        hands.press("Enter")
        for _time in range(2):
            hands.write(PASSWORD)
            hands.press("Enter")
        hands.write("Åsa")
        hands.press("Enter")
        hands.until(lambda: gate.step == gate.KEY, "the recovery key")
        shown = "-".join(group.group for group in gate.findChildren(KeyGroup))
        hands.tab_to("Jag har skrivit ut eller skrivit av nyckeln")
        hands.press("Enter", "Enter")
        assert gate.step == gate.BEGIN
        assert not [one for one in gate.findChildren(KeyGroup) if one.isVisible()]
        self.say("recovery key acknowledged", recovery_key=shown)

    def make_first_course(self) -> None:
        hands = self._hands
        hands.press("Enter")
        hands.wait_for_dialog(NewCourseDialog)
        dialog = hands.dialog
        assert isinstance(dialog, NewCourseDialog)
        hands.press("Tab")
        hands.write(FIRST_DAY.strftime("%Y%m%d"))
        assert dialog.start_day() == FIRST_DAY
        assert dialog.template.currentData() == "malmo-halsoskola-12"
        hands.until(lambda: str(dialog.preview.index(0, 1).data()) == "tis 19 jan", "the dates of the course")
        hands.press("Enter")
        hands.wait_for_window()
        self.say("first course made")

    def import_participants(self) -> None:
        hands = self._hands
        part = hands.page(CoursePage).part
        assert isinstance(part, PeoplePart)
        hands.press("Enter")
        hands.wait_for_dialog(ImportListDialog)
        hands.press("Enter")  # "Välj fil …", answered by the system's dialog
        dialog = hands.dialog
        assert isinstance(dialog, ImportListDialog)
        hands.until(lambda: dialog.model.rowCount() == 24, "the rows of the list")
        hands.press("Enter")
        hands.wait_for_window()
        hands.until(lambda: part.model.rowCount() == 24, "the people in the course")
        self.say("participants read in")

    def open_first_meeting(self) -> None:
        hands = self._hands
        hands.press("Ctrl+Shift+Tab")
        part = hands.page(CoursePage).part
        assert isinstance(part, SchedulePart)
        hands.until(lambda: part.model.rowCount() == 12 and part.table.hasFocus(), "the schedule")
        hands.press("Enter")
        self._wait_for_part("before")

    def order_interpreter(self) -> None:
        hands = self._hands
        hands.press("Enter")
        hands.wait_for_dialog(BookingDialog)
        hands.tab_to("När och hur du beställde")
        hands.write(ORDERED)
        hands.press("Enter")
        hands.wait_for_window()
        self.say("interpreter ordered")

    def save_pack(self) -> None:
        hands = self._hands
        hands.tab_to("Visa sidor", back=True)
        hands.press("Enter")
        hands.wait_for_dialog(PreviewDialog)
        dialog = hands.dialog
        assert isinstance(dialog, PreviewDialog)
        hands.until(lambda: dialog.page_count() > 0, "the pages")
        pages = dialog.page_count()
        hands.press("Ctrl+S")
        hands.until(self._pdf.exists, "the file")
        hands.rest()
        self.say("pack saved", pages=pages)
        hands.press("Escape")
        hands.wait_for_window()

    # Tuesday

    def hold_first_meeting(self) -> None:
        hands, page = self._hands, self._hands.page(OccasionPage)
        self._clock.moment = at(FIRST_DAY, 9, 5)
        hands.press("F5")
        hands.rest()
        hands.press("Alt+2")
        self._wait_for_part("during")
        for keys in (("3", "F"), ("5", "S", "1", "5", "Enter"), ("1", "1", "A"), ("8", "B")):
            hands.press(*keys)
            hands.rest()
        hands.press("Enter")
        hands.until(
            lambda: page.facts is not None and page.facts.register.confirmed, "the register to be confirmed"
        )
        hands.rest()
        self.say("register confirmed")

    def write_down_afterwards(self) -> None:
        hands, page = self._hands, self._hands.page(OccasionPage)
        self._clock.moment = at(FIRST_DAY, 11, 5)
        hands.press("Alt+3")
        self._wait_for_part("after")
        hands.press("3", "A")
        hands.rest()
        hands.tab_to("Lovade vi något?")
        hands.write(PROMISE)
        hands.press("Enter")
        hands.until(lambda: len(page.after.promises.boxes) == 1, "the promise in the list")
        hands.tab_to("Förstod du det vi pratade om i dag? Ledsen")
        hands.write("1")
        hands.press("Tab")
        hands.write("2")
        hands.press("Tab", "Tab")
        hands.rest()
        self.say("faces counted")
        hands.tab_to("Tillhöra")
        hands.press("Space")
        hands.rest()
        self.say("phase chosen")
        hands.tab_to("En rad om träffen", back=True)
        self._life.bus.changed.connect(self._on_last_change)
        hands.write(NOTE)
        # Nobody presses anything more: the line saves itself, and then the power goes.
        hands.until(lambda: False, "the end")

    def _on_last_change(self, changes: Changes) -> None:
        if changes.touches(Kind.OCCASION):
            self.say("saved")

    # What is on the screen

    def _wait_for_part(self, part: str) -> None:
        hands = self._hands
        hands.until(
            lambda: (
                isinstance(page := self._life.window.page, OccasionPage)
                and page.facts is not None
                and page.part == part
            ),
            f"the step {part!r}",
        )
        hands.rest()


def answer_file_dialogs(list_file: Path, pdf: Path) -> None:
    """The system's own two dialogs are not the program's; here somebody has chosen already."""
    QFileDialog.getOpenFileName = lambda *_asked, **_how: (str(list_file), "")  # type: ignore[method-assign,assignment]
    QFileDialog.getSaveFileName = lambda *_asked, **_how: (str(pdf), "")  # type: ignore[method-assign,assignment]


def _refuse_warnings(kind: QtMsgType, _context: object, message: str) -> None:
    if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or "This plugin does not support" in message:
        return
    print(f"Qt: {message}", file=sys.stderr, flush=True)
    sys.exit(4)


def main(data: str, list_file: str, pdf: str) -> None:
    faulthandler.dump_traceback_later(LAST_SECONDS, exit=True)
    qInstallMessageHandler(_refuse_warnings)
    answer_file_dialogs(Path(list_file), Path(pdf))
    day = FirstDay(Path(data), Path(list_file), Path(pdf), Watch())
    try:
        day.start_for_the_first_time()
        day.make_first_course()
        day.import_participants()
        day.open_first_meeting()
        day.order_interpreter()
        day.save_pack()
        day.hold_first_meeting()
        day.write_down_afterwards()
    except Exception:  # noqa: BLE001 - the program's own crash hook would hide what was waited for
        traceback.print_exc()
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
