"""A page of texts that wrap: as high as its lines are at the width it has, and read with the keyboard."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollArea

from halsoskola.ui.widgets.page import Page

_SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class FlowingPage(Page):
    """For pages that scroll as a whole and hold much text. Keys that no field or list wants move the page.

    A label that wraps gives as its least height that of the narrowest column, and a page of them would be followed
    by an empty half. The frame around a page asks for the height that goes with the width, so nothing else is needed.
    """

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        layout = self.layout()
        flows = layout is not None and layout.hasHeightForWidth()
        return QSize(hint.width(), 0) if flows else hint

    def frame(self) -> QScrollArea | None:
        """What the page scrolls in, None outside the window."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = _SCROLLS.get(Qt.Key(event.key())) if plain else None
        frame = self.frame()
        if action is None or frame is None:
            super().keyPressEvent(event)
            return
        frame.verticalScrollBar().triggerAction(action)
        event.accept()
