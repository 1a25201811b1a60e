"""Buttons that show the key they answer to, and the keycap itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import ICON_SIZE, TextRole, paint_focus_ring, paint_icon, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeySequence


def key_text(sequence: "QKeySequence | str") -> str:
    """A key as it stands on a keycap: "Ctrl P", not "Ctrl+P"."""
    from PySide6.QtGui import QKeySequence  # importing it makes PySide build 80 enum members

    if isinstance(sequence, str):
        sequence = QKeySequence(sequence)
    text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    if text.endswith("++"):
        return text[:-2].replace("+", " ") + " +"
    text = text if text == "+" else text.replace("+", " ")
    return text.replace("Return", "Enter")


def keycap_size(text: str) -> QSize:
    """The size of a keycap with this text."""
    t = theme()
    metrics = QFontMetricsF(_key_font())
    return QSize(max(t.px(18), round(metrics.horizontalAdvance(text)) + t.px(11)), t.px(18))


def paint_keycap(painter: QPainter, rect: QRectF, text: str, ink: QColor, edge: QColor) -> None:
    """Draws a keycap that fills `rect`; its lower edge is a little thicker, as on a keyboard."""
    t = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    corner = t.px(4)
    painter.drawRoundedRect(box, corner, corner)
    bottom = box.bottom() - 1
    painter.drawLine(
        round(box.left() + corner / 2), round(bottom), round(box.right() - corner / 2), round(bottom)
    )
    painter.setPen(ink)
    painter.setFont(_key_font())
    painter.drawText(rect.adjusted(0, 0, 0, -1), int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def _key_font() -> QFont:
    font = QFont(theme().font(TextRole.SMALL))
    font.setPointSizeF(font.pointSizeF() * 0.86)
    return font


def _has_modifier(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


class Keycap(QWidget):
    """A key by itself, for lists of keys."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return keycap_size(self._text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = theme().colours
        painter = QPainter(self)
        paint_keycap(painter, QRectF(self.rect()), self._text, c.quiet, c.control)
        painter.end()


class KeyButton(QPushButton):
    """A button with an icon, its words, and the key that does the same.

    `key` is only shown (for keys that a list or page handles itself); `shortcut` is also listened to, in the whole
    window, and shown unless `key` says something else. `primary` is for the one thing that comes next on a page.
    Enter and space press it while it has the focus.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        primary: bool = False,
        icon: str = "",
        shortcut: str = "",
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._icon_name = icon
        self._key = key or (key_text(shortcut) if shortcut else "")
        self._primary = primary
        self._flat = flat
        self.setText(text.replace("&", "&&"))
        self._tell_key()
        if shortcut:
            self.setShortcut(shortcut)
        # Enter presses the button that has the focus, in pages as in dialogs.
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def _tell_key(self) -> None:
        self.setAccessibleDescription(_("Tangent: {key}").format(key=self._key) if self._key else "")

    def label(self) -> str:
        return self._text

    def set_label(self, text: str) -> None:
        self._text = text
        keys = self.shortcut()
        self.setText(text.replace("&", "&&"))
        # Qt takes the shortcut away with every new text, in case the text holds one.
        self.setShortcut(keys)
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        self._key = key
        self._tell_key()
        self.updateGeometry()
        self.update()

    def set_icon_name(self, name: str) -> None:
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_primary(self, primary: bool) -> None:
        self._primary = primary
        self.update()

    def sizeHint(self) -> QSize:
        t = theme()
        width = 2 * t.px(14) + QFontMetricsF(t.font()).horizontalAdvance(self._text)
        if self._icon_name:
            width += t.px(ICON_SIZE) + t.px(8)
        if self._key:
            width += keycap_size(self._key).width() + t.px(8)
        return QSize(round(width) + 1, t.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt lets Enter past a button that is not "auto default", and the dialog would do what its main button says.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _has_modifier(event):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        c = t.colours
        pressed = self.isDown() or self.isChecked()
        hovered = self.underMouse() and self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = t.px(8)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if not self.isEnabled():
            ink, ground, edge = c.quiet, c.sunken if self._primary else c.surface, c.line
        elif self._primary:
            ground = c.accent_hover if pressed or hovered else c.accent
            ink, edge = c.on_accent, ground
        elif self._flat:
            ink, ground = c.text, c.sunken if pressed or hovered else QColor(0, 0, 0, 0)
            edge = ground
        else:
            ink, ground, edge = (
                c.text,
                c.sunken if pressed else c.background if hovered else c.surface,
                c.edge,
            )
        if self.isCheckable() and self.isChecked() and not self._primary:
            ink, ground, edge = c.accent_text, c.accent_soft, c.accent
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, corner, corner)
        x = float(t.px(14))
        spare = self.width() - self.sizeHint().width()
        if spare > 0:
            x += spare / 2
        if self._icon_name:
            side = t.px(ICON_SIZE)
            paint_icon(painter, self._icon_name, x, (self.height() - side) / 2, ink, side)
            x += side + t.px(8)
        painter.setFont(t.font())
        painter.setPen(ink)
        width = QFontMetricsF(t.font()).horizontalAdvance(self._text) + 1
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(x, 0, width, self.height()), flags, self._text)
        x += width + t.px(8)
        if self._key:
            size = keycap_size(self._key)
            cap = QRectF(round(x), round((self.height() - size.height()) / 2), size.width(), size.height())
            plain = self.isEnabled() and self._primary
            key_edge = QColor(c.on_accent)
            key_edge.setAlphaF(0.55)
            paint_keycap(painter, cap, self._key, ink if plain else c.quiet, key_edge if plain else c.edge)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), corner)
            if self._primary:
                # On the accent itself the ring would be invisible: a second one, in the colour of the letters.
                inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
                paint_focus_ring(painter, inner, corner - 2, c.on_accent)
        painter.end()


class IconButton(QAbstractButton):
    """A small square button with only an icon; `name` is read aloud and shown as its tooltip."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        shortcut: str = "",
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if shortcut:
            self.setShortcut(shortcut)
        self.set_name(name, key_text(shortcut) if shortcut else "")

    def set_name(self, name: str, key: str = "") -> None:
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)

    def set_icon_name(self, icon: str) -> None:
        self._icon_name = icon
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(32)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        c = t.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = t.px(8)
        if self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.accent_soft if self.isChecked() else c.sunken)
            painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        side = t.px(ICON_SIZE)
        ink = c.accent_text if self.isChecked() else c.text if self.isEnabled() else c.quiet
        paint_icon(painter, self._icon_name, (self.width() - side) / 2, (self.height() - side) / 2, ink, side)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), corner)
        painter.end()
