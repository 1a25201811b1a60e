"""The list that a choice box lets down: as wide as its longest line, with rows that are easy to hit."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from halsoskola.ui.theme import theme

ROW_HEIGHT = 30
_SEPARATOR = "separator"
"""How a QComboBox marks its dividing lines, in the accessible description."""


class RoomyDelegate(QStyledItemDelegate):
    """Draws the lines as the style does, with air between them, and a dividing line as a line."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        if _is_separator(index):
            return QSize(size.width(), theme().px(9))
        return size.expandedTo(QSize(0, theme().px(ROW_HEIGHT)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if _is_separator(index):
            middle = option.rect.center().y()
            painter.setPen(theme().colours.line)
            painter.drawLine(option.rect.left(), middle, option.rect.right(), middle)
            return
        super().paint(painter, option, index)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        # The keyboard stays in the field that is typed in, and the line it would choose must be seen all the same.
        if self._view.currentIndex() == index:
            option.state |= QStyle.StateFlag.State_Selected


def _is_separator(index: QModelIndex | QPersistentModelIndex) -> bool:
    return bool(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == _SEPARATOR)


def make_roomy(view: QAbstractItemView) -> None:
    """Lets every line be read in full. Call it when the lines are there; measuring them may take a moment."""
    view.setItemDelegate(RoomyDelegate(view))
    view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * theme().px(16))
