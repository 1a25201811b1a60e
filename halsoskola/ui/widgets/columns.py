"""Arrangements that follow the room: two columns that become one, and rows of buttons that go on to a next line."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from halsoskola.ui.theme import theme


def stack_of(*parts: QWidget | QLayout, grows: bool = False) -> QWidget:
    """A column of cards with the usual distance. Room that is left stays empty below, or goes to what `grows`."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme().gap(14))
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    if not grows:
        layout.addStretch(1)
    return column


class Columns(QWidget):
    """Shares its width between `left` and `right`; below `narrow` reference pixels they stand in one column."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        shares: tuple[int, int] = (1, 1),
        *,
        narrow: int = 860,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._shares = shares
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().gap(18))
        for widget in (left, right):
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            widget.setSizePolicy(policy)
            self._box.addWidget(widget)
        self._arrange(one_column=False)

    @property
    def is_one_column(self) -> bool:
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def _arrange(self, *, one_column: bool) -> None:
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if one_column else QBoxLayout.Direction.LeftToRight
        )
        for at, share in enumerate(self._shares):
            self._box.setStretch(at, 0 if one_column else share)

    def minimumSizeHint(self) -> QSize:
        # As narrow as one column may be: otherwise two columns would keep the window from becoming narrower.
        return QSize(theme().px(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        one = self.width() < theme().px(self._narrow)
        if one != self.is_one_column:
            self._arrange(one_column=one)


class FlowRow(QWidget):
    """Buttons beside each other that go on to a next line when there is no room; each keeps its own width."""

    def __init__(
        self, parts: Sequence[QWidget] = (), *, to_right: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._flow = _Flow(self, to_right=to_right)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in parts:
            self.add(part)

    def add(self, part: QWidget) -> None:
        self._flow.addWidget(part)


class _Flow(QLayout):
    """Lines of items, as many on each as there is room for."""

    def __init__(self, parent: QWidget, *, to_right: bool) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._to_right = to_right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme().gap(8))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        """Puts the items into lines; returns the height they take."""
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if not lines or x + width > rect.width():
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += width + self.spacing()
        top = rect.y()
        for line in lines:
            height = max(item.sizeHint().height() for item in line)
            if move:
                used = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
                left = rect.x() + (max(0, rect.width() - used) if self._to_right else 0)
                for item in line:
                    size = item.sizeHint()
                    item.setGeometry(QRect(QPoint(left, top), QSize(min(size.width(), rect.width()), height)))
                    left += size.width() + self.spacing()
            top += height + self.spacing()
        return max(0, top - rect.y() - self.spacing()) if lines else 0
