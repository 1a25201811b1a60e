"""A box with a few choices, for a row of filters."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.popup import RoomyDelegate


class ChoiceBox(QComboBox):
    """A few choices in a row of filters; a wheel passing over it changes nothing.

    letters: how many have room in the closed box; the list is as wide as its longest line. Closed, a choice shows what
    its role `CLOSED` says, where that is shorter than its line in the list.
    """

    CLOSED = Qt.ItemDataRole.UserRole + 1

    def __init__(self, name: str, letters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.setMaxVisibleItems(14)
        self.view().setItemDelegate(RoomyDelegate(self.view()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = str(self.currentData(self.CLOSED) or self.currentText())
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width() - 4
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def showPopup(self) -> None:
        screen = self.screen().availableGeometry().width()
        wanted = self.view().sizeHintForColumn(0) + theme().px(40)
        self.view().setMinimumWidth(min(wanted, screen - theme().px(40)))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
