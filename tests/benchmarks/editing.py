"""Measures the editor of handouts in a window of its own and prints milliseconds as one line of JSON.

Run as `python -m tests.benchmarks.editing DATA_FOLDER`. review: of 400 words. redraw: from a letter, after which the
keys rest, until the page beside the text has been painted anew. letter: how long the window is busy with one letter of
many in a row, the slowest one.
"""

import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from halsoskola.app import make_application
from halsoskola.program import Program
from halsoskola.services.clock import Clock
from halsoskola.services.plan_editing import EditPlace
from halsoskola.services.reviewing import ReviewingService
from halsoskola.settings import Paths, program_root
from halsoskola.storage.keys import Cost
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import PageContext
from halsoskola.ui.pages.plan_edit import PlanEditPage
from halsoskola.ui.tasks import TaskRunner
from halsoskola.ui.widgets.page import PageAddress

WORDS = 400
ROUNDS = 25
LETTERS = 200
BETWEEN = 30
"""Milliseconds between two letters; faster than anybody types, so that every answer would come in the way."""


def four_hundred_words() -> str:
    """Whole shipped handouts, one after the other, until there are words enough."""
    texts: list[str] = []
    for file in sorted(program_root().glob("session_plans/plans/*/handout.md")):
        texts.append(file.read_text(encoding="utf-8"))
        if sum(len(text.split()) for text in texts) >= WORDS:
            break
    return "\n".join(texts)


def review() -> float:
    service = ReviewingService(program_root() / "resources")
    text = four_hundred_words()
    service.review(text)
    times = []
    for _round in range(ROUNDS):
        begun = perf_counter()
        service.review(text)
        times.append(perf_counter() - begun)
    return statistics.median(times) * 1000


class _PaintWatch(QObject):
    """Notes when a widget was last painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._note)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        self.painted = perf_counter()


def _until(condition: Callable[[], bool]) -> None:
    loop = QEventLoop()
    heartbeat = QTimer()
    heartbeat.start(5)
    while not condition():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _type(page: PlanEditPage, letter: str) -> float:
    """Seconds that the window was busy with the letter."""
    begun = perf_counter()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(page.sheet.text, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    return perf_counter() - begun


def typing(data: Path) -> tuple[float, float]:
    """redraw and letter."""
    with Program(Paths(data, program_root()), Clock(), cost=Cost(1024, 1, 1)) as program:
        services, _key = program.create("ett långt lösenord")
        runner = TaskRunner()
        page = PlanEditPage(PageContext(services, runner, ChangeBus()))
        looks: list[float] = []
        page.sheet.looked.connect(lambda: looks.append(perf_counter()))
        page.resize(1170, 768)
        page.show()
        page.show_address(PageAddress("plan_edit", EditPlace("somn").subject, "sheet"))
        page.refresh()
        _until(lambda: bool(looks))
        watch = _PaintWatch()
        page.sheet.preview._canvas.viewport().installEventFilter(watch)
        page.sheet.text.moveCursor(QTextCursor.MoveOperation.End)
        times = []
        for number in range(ROUNDS):
            looks.clear()
            begun = perf_counter()
            _type(page, "abcde"[number % 5])
            _until(lambda: bool(looks) and watch.painted > looks[-1])
            times.append(watch.painted - begun)
        busy = []
        for number in range(LETTERS):
            busy.append(_type(page, "åäö .bcd"[number % 8]))
            end = perf_counter() + BETWEEN / 1000
            _until(lambda end=end: perf_counter() >= end)
        page.close()
        runner.shutdown()
    return statistics.median(times) * 1000, max(busy) * 1000


def main() -> int:
    _app = make_application()
    redraw, letter = typing(Path(sys.argv[1]))
    print(json.dumps({"review": review(), "redraw": redraw, "letter": letter}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
