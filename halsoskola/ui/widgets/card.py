"""The card: a surface with a hairline and soft corners that holds one subject."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.text import ElidedLabel, IconLabel, TextLabel

CORNER = 12


class Card(QWidget):
    """A titled surface. Fill it through `add` or `body`; `note` is the quiet text at the right of the title."""

    def __init__(
        self, title: str = "", icon: str = "", note: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        t = theme()
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(t.gap(17), t.gap(13), t.gap(17), t.gap(15))
        outer.setSpacing(t.gap(6))
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(t.gap(8))
        self._icon = IconLabel(icon)
        if not icon:
            self._icon.hide()  # never show() here: a widget without parent would flash up as a window
        self._title = TextLabel(title, TextRole.HEADING)
        # A long note gives way before the title does: at 200 % text both may not fit.
        self._note = ElidedLabel("", TextRole.SMALL)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._extra = QHBoxLayout()
        self._extra.setSpacing(t.gap(6))
        head.addWidget(self._icon)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addLayout(self._extra)
        self._head.setMinimumHeight(t.px(24))
        self._head.setVisible(bool(title or icon or note))
        outer.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(t.gap(8))
        outer.addLayout(self.body, 1)
        self.set_note(note)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)
        self._head.show()

    def set_note(self, note: str) -> None:
        self._note.setText(note)

    def title(self) -> str:
        return self._title.text()

    def note(self) -> str:
        return self._note.text()

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Puts `content` below what is there already."""
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)

    def add_to_head(self, widget: QWidget) -> None:
        """Puts a small control (a link-like button, a count) at the far right of the title."""
        self._extra.addWidget(widget)
        self._head.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.colours.line, 1))
        painter.setBrush(t.colours.surface)
        corner = t.gap(CORNER)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        painter.end()


class Hairline(QWidget):
    """A line between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colours.line)
        painter.end()
