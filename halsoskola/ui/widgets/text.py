"""Texts and icons as widgets: they take size, weight and colour from their role."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from halsoskola.ui.theme import ICON_SIZE, State, TextRole, look_again, paint_icon, theme


class TextLabel(QLabel):
    """A text in the look of its role. Plain text unless `rich`, so that what people wrote is never read as HTML."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        wrap: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setProperty("textRole", role.value)
        self.setWordWrap(wrap)
        self.setText(text)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_role(self, role: TextRole) -> None:
        """Changes what the text is for, and so its look."""
        self.setProperty("textRole", role.value)
        look_again(self)


class ElidedLabel(TextLabel):
    """A text on one line that ends in "…" when there is no room; the whole of it is its tooltip and its name."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(24)), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), text)
        painter.end()


class IconLabel(QWidget):
    """An icon beside a text that says the same; it has no name of its own for screen readers."""

    def __init__(
        self,
        name: str,
        *,
        size: int = ICON_SIZE,
        state: State | None = None,
        role: TextRole = TextRole.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._state = state
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, state: State | None = None) -> None:
        self._name = name
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._name:
            return
        t = theme()
        colour = t.pair(self._state).ink if self._state else t.ink(self._role)
        painter = QPainter(self)
        paint_icon(painter, self._name, 0, 0, colour, t.px(self._size))
        painter.end()
