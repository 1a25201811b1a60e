"""The list of keys under F1."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton, Keycap
from halsoskola.ui.widgets.page import KeyHelp
from halsoskola.ui.widgets.text import TextLabel


class KeySheet(QDialog):
    """The keys that work here, and the keys that work everywhere. Escape closes it."""

    def __init__(
        self, here: Sequence[KeyHelp], everywhere: Sequence[KeyHelp], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        t = theme()
        self.setWindowTitle(_("Tangenter"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(t.gap(24), t.gap(20), t.gap(24), t.gap(20))
        outer.setSpacing(t.gap(14))
        outer.addWidget(TextLabel(_("Tangenter"), TextRole.TITLE))
        inside = QWidget()
        inside.setObjectName("scrolled")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(t.gap(32))
        if here:
            columns.addLayout(self._group(_("På den här sidan"), here), 1)
        columns.addLayout(self._group(_("Överallt"), everywhere), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        close = KeyButton(_("Stäng"), "Esc", primary=True)
        close.clicked.connect(self.accept)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
        wanted = inside.sizeHint()
        screen = self.screen()
        room = screen.availableSize() if screen is not None else QSize(1366, 768)
        self.resize(
            min(t.px(760), wanted.width() + t.gap(80), room.width() - 40),
            min(t.px(640), wanted.height() + t.px(150), room.height() - 48),
        )

    @staticmethod
    def _group(title: str, keys: Sequence[KeyHelp]) -> QVBoxLayout:
        t = theme()
        column = QVBoxLayout()
        column.setSpacing(t.gap(8))
        column.addWidget(TextLabel(title, TextRole.HEADING))
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.gap(12))
        grid.setVerticalSpacing(t.gap(8))
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(keys):
            grid.addWidget(Keycap(key.key), row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(TextLabel(key.does, wrap=True), row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column
