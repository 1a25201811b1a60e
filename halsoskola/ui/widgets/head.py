"""The head of a page whose buttons may be many: beside the title, or below it when there is no room."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.columns import FlowRow
from halsoskola.ui.widgets.header import PageHeader


class PageHead(QWidget):
    """A header and a row of buttons; the buttons go below the header when the page is narrower than `narrow`."""

    def __init__(self, header: PageHeader, *, narrow: int = 760, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self.header = header
        # A subtitle may need several lines; the header must be allowed to grow with it.
        header.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._buttons = FlowRow(to_right=True)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().gap(8))
        self._box.addWidget(header, 1)
        self._box.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignBottom)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, button: QWidget) -> None:
        self._buttons.add(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        below = self.width() < theme().px(self._narrow)
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if direction is not self._box.direction():
            self._box.setDirection(direction)
            self._box.setAlignment(
                self._buttons, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignBottom
            )
