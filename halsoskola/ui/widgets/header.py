"""The top of a page: where we are, what this is, one line about it, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import TextRole, paint_focus_ring, theme
from halsoskola.ui.widgets.text import ElidedLabel, TextLabel


class _Crumb(QAbstractButton):
    """One step of the way here; goes back to it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(_("Gå tillbaka hit"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme().font(TextRole.SMALL))
        width = metrics.horizontalAdvance(self.accessibleName())
        return QSize(round(width) + 2, round(metrics.height()) + 2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        font = t.font(TextRole.SMALL)
        painter.setFont(font)
        painter.setPen(t.colours.accent_text if self.underMouse() else t.colours.quiet)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(self.rect(), flags, self.accessibleName())
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), 3)
        painter.end()


class PageHeader(QWidget):
    """Breadcrumb, title, subtitle, and the page's buttons at the right."""

    crumb_chosen = Signal(int)
    """The position in `breadcrumb` of the step that was pressed."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        breadcrumb: Sequence[str] = (),
        actions: Sequence[QWidget] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        t = theme()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(t.gap(8))
        words = QVBoxLayout()
        words.setSpacing(t.gap(1))
        self._crumbs = QWidget(self)
        self._crumb_row = QHBoxLayout(self._crumbs)
        self._crumb_row.setContentsMargins(0, 0, 0, 0)
        self._crumb_row.setSpacing(t.gap(4))
        self._title = ElidedLabel(title, TextRole.TITLE)
        self._subtitle = TextLabel(subtitle, TextRole.SMALL, wrap=True)
        words.addWidget(self._crumbs)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(t.gap(8))
        outer.addLayout(words, 1)
        outer.addLayout(self._actions)
        outer.setAlignment(self._actions, Qt.AlignmentFlag.AlignBottom)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_breadcrumb(breadcrumb)
        self.set_title(title, subtitle)
        for action in actions:
            self.add_action(action)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def title(self) -> str:
        return self._title.text()

    def subtitle(self) -> str:
        return self._subtitle.text()

    def set_breadcrumb(self, steps: Sequence[str]) -> None:
        """`steps`: from the outermost place to the one just above this page."""
        while (item := self._crumb_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for position, step in enumerate(steps):
            if position:
                self._crumb_row.addWidget(TextLabel("›", TextRole.SMALL))
            crumb = _Crumb(step)
            crumb.clicked.connect(lambda _checked=False, at=position: self.crumb_chosen.emit(at))
            self._crumb_row.addWidget(crumb)
        self._crumb_row.addStretch(1)
        self._crumbs.setVisible(bool(steps))

    def add_action(self, button: QWidget) -> None:
        self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
