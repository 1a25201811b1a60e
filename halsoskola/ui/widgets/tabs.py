"""The row of steps on a page: one filled, the others quiet."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from halsoskola.ui.theme import paint_focus_ring, theme


class SegmentedTabs(QTabBar):
    """Steps or parts of one page. Arrow keys move while it has the focus, Ctrl+Tab anywhere on the page.

    A QTabBar underneath, so screen readers say "tab 2 of 3". `currentChanged(int)` tells when it moves. Only one
    visible at a time, or Ctrl+Tab would not know which is meant.
    """

    GAP = 6

    def __init__(self, labels: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for label in labels:
            self.addTab(label)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=step: self.step(by))

    def step(self, by: int) -> None:
        """Moves `by` tabs, round the end."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def tabSizeHint(self, index: int) -> QSize:
        t = theme()
        width = QFontMetricsF(t.font()).horizontalAdvance(self.tabText(index))
        return QSize(round(width) + 2 * t.px(18) + t.gap(self.GAP), t.px(34))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        c = t.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(t.font())
        corner = t.px(8)
        for index in range(self.count()):
            box = QRectF(self.tabRect(index)).adjusted(0, 0, -t.gap(self.GAP), 0)
            chosen = index == self.currentIndex()
            if chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(c.accent)
                painter.drawRoundedRect(box, corner, corner)
            painter.setPen(c.on_accent if chosen else c.text if self.isTabEnabled(index) else c.quiet)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.tabText(index))
            if chosen and self.hasFocus():
                paint_focus_ring(painter, box, corner)
                paint_focus_ring(painter, box.adjusted(2, 2, -2, -2), corner - 2, c.on_accent)
        painter.end()
