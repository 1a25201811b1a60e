"""Keeps what has the keyboard where it can be seen: small windows and large text scroll the page as a whole."""

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from halsoskola.ui.theme import theme

MARGIN = 44
"""A row's height and a little more, so that one sees what comes next."""


SETTLED = 500
"""Milliseconds after which a page that has just been filled has surely given everything its place."""


class _Keeper(QObject):
    """Follows a page that is still growing, for as long as its widget has the keyboard."""

    def __init__(self, widget: QWidget, around: QScrollArea) -> None:
        super().__init__(widget)
        self._widget = widget
        around.verticalScrollBar().rangeChanged.connect(self._on_grown)
        QTimer.singleShot(SETTLED, self, self.deleteLater)

    def _on_grown(self, _least: int, _most: int) -> None:
        if self._widget.hasFocus():
            bring_into_sight(self._widget)


def keep_in_sight(widget: QWidget) -> None:
    """Brings `widget` into sight at once, and again whenever the page around it grows in the next moment."""
    QTimer.singleShot(0, widget, lambda: bring_into_sight(widget))
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        _Keeper(widget, around)


def bring_into_sight(widget: QWidget, rect: QRect | None = None) -> None:
    """Scrolls every scroll area around `widget` until its `rect`, or all of it, can be seen; its top comes first."""
    inside = rect if rect is not None else widget.rect()
    margin = theme().px(MARGIN)
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            content = around.widget()
            if content is not None and content.isAncestorOf(widget):
                top = widget.mapTo(content, inside.topLeft())
                bottom = widget.mapTo(content, QPoint(inside.left(), inside.bottom()))
                across = around.horizontalScrollBar().value()
                around.ensureVisible(across, bottom.y(), 0, margin)
                around.ensureVisible(across, top.y(), 0, margin)
        around = around.parentWidget()
