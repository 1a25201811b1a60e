"""Parts of which one is seen at a time, each with its own height."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Steps(QWidget):
    """Like a QStackedWidget, which is always as high as its highest part; this is as high as the part one sees."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._current = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def add(self, part: QWidget) -> None:
        """The first part is seen, later ones wait."""
        self._column.addWidget(part)
        self._parts.append(part)
        part.setVisible(len(self._parts) - 1 == self._current)

    def set_current(self, index: int) -> None:
        """Raises: IndexError when there is no such part."""
        shown = self._parts[index]
        for part in self._parts:
            part.setVisible(part is shown)
        self._current = index

    def current(self) -> int:
        return self._current
