"""The rail at the left: where in the program one can be, and where one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import ICON_SIZE, TextRole, paint_focus_ring, paint_icon, theme
from halsoskola.ui.widgets.text import IconLabel, TextLabel


@dataclass(frozen=True, slots=True)
class RailItem:
    """`page`: the page it opens. `at_bottom`: stands apart from the daily ones, as the settings do."""

    page: str
    title: str
    icon: str
    at_bottom: bool = False


class Rail(QWidget):
    """The list of places. Up and down move the keyboard, Enter or space goes there."""

    chosen = Signal(str)
    """The `page` of the item that was pressed."""

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setAccessibleName(_("Huvudmeny"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        t = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(t.gap(10), t.gap(16), t.gap(11), t.gap(16))
        column.setSpacing(t.gap(2))
        self._brand = TextLabel(_("Hälsoskola"), TextRole.BRAND)
        self._brand.setContentsMargins(t.gap(10), 0, 0, t.gap(16))
        column.addWidget(self._brand)
        for item in items:
            if not item.at_bottom:
                column.addWidget(self._button(item))
        column.addStretch(1)
        for item in items:
            if item.at_bottom:
                column.addWidget(self._button(item))
        foot = QHBoxLayout()
        foot.setContentsMargins(t.gap(10), t.gap(12), 0, 0)
        foot.setSpacing(t.gap(5))
        self._foot_icon = IconLabel("shield-check", size=14, role=TextRole.QUIET)
        self._foot = TextLabel("", TextRole.SMALL, wrap=True)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._foot_icon, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._foot, 1)
        column.addLayout(foot)
        self.set_footer("")
        self._fit()

    def _button(self, item: RailItem) -> "RailButton":
        button = RailButton(item, self)
        self._group.addButton(button)
        self._buttons[item.page] = button
        button.clicked.connect(lambda _checked=False, page=item.page: self.chosen.emit(page))
        return button

    def pages(self) -> tuple[str, ...]:
        """The pages from top to bottom, as Ctrl+1, Ctrl+2 … reach them."""
        return tuple(self._buttons)

    def set_current(self, page: str) -> None:
        """Marks the item of `page`; a page without one leaves the marking as it is."""
        button = self._buttons.get(page)
        if button is not None:
            button.setChecked(True)

    def current(self) -> str:
        return next((page for page, button in self._buttons.items() if button.isChecked()), "")

    def set_footer(self, text: str, icon: str = "shield-check") -> None:
        """The quiet line at the foot, for example when the last backup was made; empty hides it."""
        self._foot.setText(text)
        self._foot_icon.set_icon(icon)
        self._foot.setVisible(bool(text))
        self._foot_icon.setVisible(bool(text))

    def footer(self) -> str:
        return self._foot.text()

    def focus_current(self) -> None:
        button = self._buttons.get(self.current()) or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        t = theme()
        words = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        self.setFixedWidth(max(t.gap(196), words + t.gap(21)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._buttons:
            self._fit()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        at = next((i for i, button in enumerate(buttons) if button is self.focusWidget()), None)
        if step is not None and at is not None:
            buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = theme().colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), c.surface)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), c.line)
        painter.end()


class RailButton(QAbstractButton):
    """One place: icon and word; the one we are at stands on a soft ground in heavier letters."""

    def __init__(self, item: RailItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setText(item.title)
        self.setAccessibleName(item.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        t = theme()
        words = QFontMetricsF(t.font(strong=True)).horizontalAdvance(self.item.title)
        return QSize(round(words) + t.px(ICON_SIZE) + t.px(11) + t.px(20) + 2, t.px(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the rail moves the keyboard without going anywhere yet
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        c = t.colours
        here = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = t.px(8)
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.accent_soft if here else c.background)
            painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        ink = c.accent_text if here else c.text
        side = t.px(ICON_SIZE)
        paint_icon(painter, self.item.icon, t.px(10), (self.height() - side) / 2, ink, side)
        painter.setFont(t.font(TextRole.BODY, strong=here))
        painter.setPen(ink)
        x = t.px(10) + side + t.px(11)
        painter.drawText(
            QRectF(x, 0, self.width() - x, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.item.title,
        )
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), corner)
        painter.end()
