"""The safe screen: F8 hides everything about people at once, wherever one is, and gives it back unchanged."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.text import IconLabel, TextLabel


class SafeScreen(QObject):
    """Lays a calm cover over every open window of the program while it is on, and lets no key but F8 through."""

    toggled = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._covers: list[Cover] = []
        self._is_on = False
        self._focus: QWidget | None = None
        # A shortcut of the main window is deaf while a dialog is open, and a filter on the application would send
        # every event of every widget through Python. The window with the keyboard gets each key first: that is
        # enough to wait for F8. Only while the screen is hidden are all events looked at.
        application().focusWindowChanged.connect(self._listen_to)
        self._listen_to(QGuiApplication.focusWindow())

    @property
    def is_on(self) -> bool:
        return self._is_on

    def _listen_to(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more does no harm: Qt keeps one of each

    def set_on(self, on: bool) -> None:
        """Covers or uncovers; the keyboard comes back to where it was."""
        if on == self._is_on:
            return
        self._is_on = on
        if on:
            application().installEventFilter(self)
        else:
            application().removeEventFilter(self)
        if on:
            self._focus = QApplication.focusWidget()
            popup = QApplication.activePopupWidget()
            while popup is not None:
                popup.close()
                following = QApplication.activePopupWidget()
                popup = following if following is not popup else None
            for window in QApplication.topLevelWidgets():
                self._cover(window)
        else:
            covers, self._covers = self._covers, []
            for cover in covers:
                if isValid(cover):  # its window may have been closed meanwhile
                    cover.hide()
                    cover.deleteLater()
        self.toggled.emit(on)
        if not on:
            if self._focus is not None and isValid(self._focus):
                self._focus.setFocus()
            self._focus = None

    def _cover(self, window: QWidget) -> None:
        self._covers = [cover for cover in self._covers if isValid(cover)]
        shows_something = window.isVisible() and window.windowType() in (
            Qt.WindowType.Window,
            Qt.WindowType.Dialog,
            Qt.WindowType.Sheet,
            Qt.WindowType.Tool,
        )
        if shows_something and all(cover.parentWidget() is not window for cover in self._covers):
            cover = Cover(window)
            self._covers.append(cover)
            cover.setGeometry(window.rect())
            cover.show()
            cover.raise_()
            if window.isActiveWindow() or len(self._covers) == 1:
                cover.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease):
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_F8 and not event.modifiers():
                # The same press may come first as an override and then as a press, and to several receivers.
                if kind == QEvent.Type.KeyPress and not event.isAutoRepeat():
                    self.set_on(not self._is_on)
                elif kind == QEvent.Type.ShortcutOverride:
                    event.accept()
                return True
            if self._is_on and isinstance(watched, QWidget):
                event.accept()
                return True
        elif self._is_on and isinstance(watched, QWidget) and watched.isWindow():
            if kind == QEvent.Type.Resize:
                for cover in self._covers:
                    if isValid(cover) and cover.parentWidget() is watched:
                        cover.setGeometry(watched.rect())
            elif kind == QEvent.Type.Show and not isinstance(watched, Cover):
                self._cover(watched)
        elif self._is_on and kind == QEvent.Type.ToolTip:
            return True
        return False


def application() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app


class Cover(QWidget):
    """What is seen while the screen is hidden."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = _("Skärmen är dold. Tryck F8 för att fortsätta.")
        self.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(IconLabel("eye-off", size=40, role=TextRole.QUIET), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme().gap(12))
        label = TextLabel(words, TextRole.QUIET, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
        column.addStretch(3)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return True  # Tab must not wander to what is underneath

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colours.background)
        painter.end()
