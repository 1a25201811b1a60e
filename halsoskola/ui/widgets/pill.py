"""The pill: how something stands, as icon + word + colour. As a widget, and as a painter for table cells."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from halsoskola.ui.theme import STATE_ICONS, State, TextRole, paint_icon, theme


@dataclass(frozen=True, slots=True)
class PillFacts:
    """What a pill says. `icon`: a Lucide name, "" for none, or None for the usual one of the state."""

    state: State
    text: str
    icon: str | None = None
    pale: bool = False
    """Only expected, not yet said by anybody: drawn as an outline without ground."""

    @property
    def icon_name(self) -> str:
        return STATE_ICONS[self.state] if self.icon is None else self.icon


def pill_size(facts: PillFacts) -> QSize:
    """The size the pill takes, in logical pixels."""
    t = theme()
    metrics = QFontMetricsF(t.font(TextRole.SMALL))
    icon = t.px(14) + t.px(6) if facts.icon_name else 0
    return QSize(round(metrics.horizontalAdvance(facts.text) + icon + 2 * t.px(10)) + 1, t.px(21))


def paint_pill(painter: QPainter, rect: QRectF, facts: PillFacts) -> None:
    """Draws the pill at the left of `rect`, centred in its height; cut off with "…" when it is too narrow."""
    t = theme()
    pair = t.pair(facts.state)
    size = pill_size(facts)
    width = min(float(size.width()), rect.width())
    box = QRectF(rect.x(), rect.y() + (rect.height() - size.height()) / 2, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if facts.pale:
        ink = t.colours.quiet
        painter.setPen(t.colours.line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        ink = pair.ink
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pair.ground)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    x = box.x() + t.px(10)
    if facts.icon_name:
        side = t.px(14)
        paint_icon(painter, facts.icon_name, x, box.y() + (box.height() - side) / 2, ink, side)
        x += side + t.px(6)
    font = t.font(TextRole.SMALL)
    painter.setFont(font)
    painter.setPen(ink)
    room = QRectF(x, box.y(), box.right() - t.px(8) - x, box.height())
    text = QFontMetricsF(font).elidedText(facts.text, Qt.TextElideMode.ElideRight, room.width() + 3)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
    painter.drawText(room, int(flags), text)
    painter.restore()


class Pill(QWidget):
    """A pill that stands by itself."""

    def __init__(
        self,
        state: State,
        text: str,
        icon: str | None = None,
        *,
        pale: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts = PillFacts(state, text, icon, pale)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def facts(self) -> PillFacts:
        return self._facts

    def set_facts(self, facts: PillFacts) -> None:
        self._facts = facts
        self.setAccessibleName(facts.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._facts)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._facts)
        painter.end()
