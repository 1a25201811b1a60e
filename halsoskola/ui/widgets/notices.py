"""What the program says: the bar at the bottom of the window, and what a page shows while it is empty."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import State, TextRole, paint_icon, theme
from halsoskola.ui.widgets.buttons import IconButton, KeyButton
from halsoskola.ui.widgets.text import IconLabel, TextLabel


class NoticeKind(StrEnum):
    """Why something is said; decides icon, colour and how long it stays."""

    DONE = "done"  # something was saved and can be undone: goes away by itself
    TOLD = "told"  # worth knowing: goes away by itself
    REFUSED = "refused"  # a rule or the environment said no: stays until closed or replaced


_LOOKS = {
    NoticeKind.DONE: (State.GOOD, "check"),
    NoticeKind.TOLD: (State.ASKED, "info"),
    NoticeKind.REFUSED: (State.WRONG, "circle-alert"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One whole sentence, and perhaps the one thing that can be done about it."""

    text: str
    kind: NoticeKind = NoticeKind.DONE
    action: str = ""
    """What the button says, for example "Ångra"; empty for no button. Without `on_action` the window undoes."""
    on_action: Callable[[], None] | None = None
    key: str = ""
    """The key that does the same, shown on the button."""


class MessageBar(QWidget):
    """One sentence at a time at the bottom of the window, with an action such as "Ångra".

    Notes go away after `seconds`, but never while the mouse or the keyboard is in the bar; refusals stay. Escape
    inside the bar closes it. Every sentence is announced to screen readers.
    """

    action_chosen = Signal()
    """The button was pressed and the notice did not say itself what that does."""

    closed = Signal()

    def __init__(self, seconds: float = 12.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._on_time_up)
        t = theme()
        row = QHBoxLayout(self)
        row.setContentsMargins(t.gap(14), t.gap(6), t.gap(8), t.gap(6))
        row.setSpacing(t.gap(10))
        self._icon = IconLabel("info")
        self._text = TextLabel("", wrap=True)
        self._button = KeyButton("")
        self._close = IconButton("x", _("Stäng meddelandet"))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._button.clicked.connect(self._on_action)
        self._close.clicked.connect(self.dismiss)
        for widget in (self, self._button, self._close):
            widget.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is being said, or None."""
        return self._notice

    def say(self, notice: Notice) -> None:
        """Shows `notice` in place of whatever was there."""
        self._notice = notice
        state, icon = _LOOKS[notice.kind]
        self._icon.set_icon(icon, state)
        self._text.setText(notice.text)
        self._button.setVisible(bool(notice.action))
        if notice.action:
            self._button.set_label(notice.action)
            self._button.set_key(notice.key)
        self.setAccessibleName(notice.text)
        self.show()
        self.update()
        self._announce(notice)
        if notice.kind is NoticeKind.REFUSED:
            self._timer.stop()
        else:
            self._timer.start()

    def dismiss(self) -> None:
        """Closes the bar; the keyboard goes back into the page if it was here."""
        if self._notice is None:
            return
        self._notice = None
        self._timer.stop()
        self.hide()
        self.closed.emit()

    def leave_page(self) -> None:
        """Another page is shown: what was refused on the last one has nothing to do with it."""
        if self._notice is not None and self._notice.kind is NoticeKind.REFUSED:
            self.dismiss()

    def _announce(self, notice: Notice) -> None:
        event = QAccessibleAnnouncementEvent(self, notice.text)
        urgent = notice.kind is NoticeKind.REFUSED
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)

    def _in_use(self) -> bool:
        return self.underMouse() or self._button.hasFocus() or self._close.hasFocus()

    def _on_time_up(self) -> None:
        if self._in_use():
            self._timer.start()
        else:
            self.dismiss()

    def _on_action(self) -> None:
        notice = self._notice
        self.dismiss()
        if notice is not None and notice.on_action is not None:
            notice.on_action()
        else:
            self.action_chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.dismiss()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._notice is None:
            return
        t = theme()
        pair = t.pair(_LOOKS[self._notice.kind][0])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(pair.ink)
        edge.setAlphaF(0.35)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(pair.ground)
        corner = t.px(10)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        painter.end()


class EmptyState(QWidget):
    """What a page shows when there is nothing yet: what belongs here, and the button that starts it."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        action: QWidget | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        t = theme()
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(t.gap(20), t.gap(16), t.gap(20), t.gap(16))
        column.setSpacing(t.gap(8))
        self._title = TextLabel(title, TextRole.HEADING, wrap=True)
        self._text = TextLabel(text, TextRole.QUIET, wrap=True)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(t.px(460))
        column.addStretch(1)
        column.addWidget(_Medallion(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(t.gap(4))
        for label in (self._title, self._text):
            centred = QHBoxLayout()
            centred.addStretch(1)
            centred.addWidget(label, 100)
            centred.addStretch(1)
            column.addLayout(centred)
        self._text.setVisible(bool(text))
        if action is not None:
            column.addSpacing(t.gap(8))
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def set_words(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)


class _Medallion(QWidget):
    """A large icon on a soft disc."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        side = theme().px(56)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colours.accent_soft)
        painter.drawEllipse(self.rect())
        side = t.px(26)
        at = (self.width() - side) / 2
        paint_icon(painter, self._icon, at, at, t.colours.accent_text, side)
        painter.end()
