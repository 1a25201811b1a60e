"""Somebody at the keyboard: presses keys, types words, and looks at the window until it has answered.

Nothing here knows the program's services, and nothing is clicked: what these hands cannot reach, a leader without a
mouse cannot reach either.
"""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from halsoskola.app import WindowLife
from halsoskola.ui.main_window import MainWindow
from halsoskola.ui.widgets.page import Page
from halsoskola.ui.widgets.pill import Pill

P = TypeVar("P", bound=Page)

PATIENCE = 20.0
"""Seconds after which an answer does not come any more, on the slowest machine that runs the tests."""

MOST_TABS = 60
"""No page has so many stops; whoever has pressed Tab so often has gone round."""

_NAMES = {"Enter": "Return", "Space": "Space"}


def words_of(widget: QWidget | None) -> str:
    """What is written on a widget, or read aloud for it."""
    if widget is None:
        return ""
    for ask in ("label", "text", "accessibleName"):
        words = getattr(widget, ask, None)
        found = words() if callable(words) else ""
        if isinstance(found, str) and found:
            return found
    return ""


def keyboard() -> str:
    """For whoever reads why a journey ended early."""
    focus, front = QApplication.focusWidget(), QApplication.activeWindow()
    title = front.windowTitle() if front is not None else ""
    return f"{type(focus).__name__} {words_of(focus)!r} in {type(front).__name__} {title!r}"


def texts_in(widget: QWidget) -> str:
    """Every line that can be read in a widget as it is shown now, without the marks of rich text."""
    shown = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    shown += [pill.facts.text for pill in widget.findChildren(Pill) if pill.isVisibleTo(widget)]
    return "\n".join(shown).replace("<b>", "").replace("</b>", "")


class Hands:
    """Presses keys in whatever window has the keyboard.

    pressed: keys that were pressed or letters typed. steps: what a leader would count: a key is one, and so are words
    typed into a field in one go.
    """

    def __init__(self, life: WindowLife) -> None:
        self._life = life
        self.pressed = 0
        self.steps = 0
        self._bugs: list[str] = []
        life.crashed.connect(self._bugs.append)

    @property
    def life(self) -> WindowLife:
        return self._life

    @property
    def window(self) -> MainWindow:
        return self._life.window

    def page(self, kind: type[P]) -> P:
        """The page that is seen. Raises: AssertionError when it is another one."""
        page = self.window.page
        assert isinstance(page, kind), f"{type(page).__name__} is shown"
        return page

    # Where the keyboard is

    @property
    def focus(self) -> QWidget | None:
        """What has the keyboard, None while nothing of this window has it."""
        self._come_to_front()
        return QApplication.focusWidget() if QApplication.activeWindow() is self._front() else None

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that stands in front, None when the window itself does."""
        front = QApplication.activeModalWidget()
        return front if isinstance(front, QDialog) else None

    def _front(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def _come_to_front(self) -> None:
        """What every desktop does when a dialog closes, and the screen without a picture does not."""
        if QApplication.activePopupWidget() is None and QApplication.activeWindow() is not self._front():
            self._front().activateWindow()

    def _receiver(self) -> QWindow:
        """Where the system hands in what is pressed, so that everything between it and the field takes part."""
        self.until(lambda: self.focus is not None, "the keyboard")
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window

    # Doing

    def press(self, *keys: str) -> None:
        """Presses keys by their names: "Enter", "Tab", "Alt+2", "F8", or a letter or digit."""
        for key in keys:
            combination = QKeySequence(_NAMES.get(key, key))[0]
            QTest.keyClick(self._receiver(), combination.key(), combination.keyboardModifiers())
            self.pressed += 1
            self.steps += 1

    def write(self, text: str) -> None:
        """Types words; å, ä and ö too, which QTest cannot."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._receiver(), event)
        self.pressed += len(text)
        self.steps += 1

    def tab_to(self, words: str, *, back: bool = False) -> None:
        """Presses Tab until the keyboard is on what has these words on it. Raises: AssertionError when nothing has."""
        seen = []
        for _press in range(MOST_TABS):
            if words_of(self.focus) == words:
                return
            self.press("Shift+Tab" if back else "Tab")
            seen.append(words_of(self.focus))
        raise AssertionError(f"Tab never comes to {words!r}, only to {seen}")

    # Looking

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Lets the program work until `condition` holds. Raises: AssertionError, also when the program had a bug."""
        end = monotonic() + PATIENCE
        loop = QEventLoop()
        heartbeat = QTimer()  # so that a program that does nothing at all is looked at again, too
        heartbeat.start(20)
        try:
            while not self._bugs and not condition():
                assert monotonic() < end, f"waited in vain for {what}; the keyboard is in {keyboard()}"
                loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        finally:
            # A failed test keeps its frames; were a running timer collected later on the worker, Qt would crash.
            heartbeat.stop()
        self.look_for_bugs()

    def rest(self) -> None:
        """Lets the program work until it has answered everything."""
        self.until(lambda: not self._life.runner.is_busy, "the program to come to rest")

    def look_for_bugs(self) -> None:
        """Raises: AssertionError with the program's own report of a bug, which it would otherwise only tell of."""
        if self._bugs:
            report = Path(self._bugs[0])
            raise AssertionError(
                report.read_text(encoding="utf-8") if report.is_file() else "a bug, no report"
            )

    def wait_for_dialog(self, kind: type[QDialog]) -> None:
        """Until such a dialog stands in front and has the keyboard."""
        self.until(
            lambda: (
                isinstance(self.dialog, kind)
                and self.focus is not None
                and self.dialog.isAncestorOf(self.focus)
            ),
            f"a {kind.__name__} with the keyboard",
        )
        self.rest()

    def wait_for_window(self) -> None:
        """Until no dialog is left and the keyboard is back in the window."""
        self.until(lambda: self.dialog is None and self.focus is not None, "the window itself")
        self.rest()
