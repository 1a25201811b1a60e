"""A plan's blocks while they are edited, and its other lists of two columns (aims, words)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from halsoskola.domain.agenda import total_minutes
from halsoskola.domain.plans import Block
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.ui.models.plans import minutes_text
from halsoskola.ui.theme import State, theme
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROW_TYPE = "application/x-halsoskola-row"


class PlanBlocksModel(QAbstractTableModel):
    """Shows blocks; what somebody changes in it is told, and shown when the new blocks come back."""

    FROM, MINUTES, KIND, TITLE, KASAM, SPOKEN = range(6)

    minutes_edited = Signal(int, int)
    """Row, minutes as typed."""

    title_edited = Signal(int, str)
    moved = Signal(int, int)
    """A row was dragged: where it was, where it should stand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: tuple[Block, ...] = ()
        self._too_long: frozenset[int] = frozenset()

    def set_blocks(self, blocks: Sequence[Block], too_long: frozenset[int] = frozenset()) -> None:
        """too_long: rows that belong to a stretch of sitting that is longer than a group manages."""
        if (blocks, too_long) == (self._blocks, self._too_long):
            return
        same_count = len(blocks) == len(self._blocks)
        if not same_count:
            self.beginResetModel()
        self._blocks, self._too_long = tuple(blocks), too_long
        if not same_count:
            self.endResetModel()
        elif self._blocks:
            self.dataChanged.emit(self.index(0, 0), self.index(len(blocks) - 1, self.SPOKEN))

    def block(self, row: int) -> Block | None:
        return self._blocks[row] if 0 <= row < len(self._blocks) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._blocks)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 6:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (self.FROM, self.MINUTES):
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("efter"), _("tid"), _("sort"), _("moment"), _("KASAM"), _("tolkas"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        block = self.block(index.row()) if index.isValid() else None
        if block is None:
            return None
        column = index.column()
        if role in _TEXT_ROLES:
            return (
                minutes_text(total_minutes(self._blocks[: index.row()])),
                minutes_text(block.minutes),
                label(block.kind),
                block.title,
                " ".join(kasam.value for kasam in block.kasam),
                _("ja") if block.interpreted else "",
            )[column]
        if role == Qt.ItemDataRole.EditRole:
            return {self.MINUTES: block.minutes, self.TITLE: block.title}.get(column)
        if role == CellRole.DOT:
            return theme().colours.blocks[block.kind.value] if column == self.KIND else None
        if role == CellRole.ICON:
            return "triangle-alert" if column == self.MINUTES and index.row() in self._too_long else None
        if role == CellRole.QUIET:
            return column in (self.FROM, self.KASAM, self.SPOKEN)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (self.FROM, self.MINUTES):
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == self.KASAM:
                return ", ".join(label(kasam) for kasam in block.kasam)
            return block.title if column == self.TITLE else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        block = self.block(index.row()) if index.isValid() else None
        if block is None or role != Qt.ItemDataRole.EditRole:
            return False
        if index.column() == self.MINUTES and isinstance(value, int):
            self.minutes_edited.emit(index.row(), value)
            return True
        if index.column() == self.TITLE and isinstance(value, str):
            self.title_edited.emit(index.row(), value)
            return True
        return False

    # Dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (self.MINUTES, self.TITLE) else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_ROW_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(_ROW_TYPE, str(indexes[0].row()).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """The rows come back in their new order from whoever listens; nothing is moved here."""
        if not data.hasFormat(_ROW_TYPE):
            return False
        source = int(bytes(data.data(_ROW_TYPE).data()).decode())
        target = row if row >= 0 else parent.row() if parent.isValid() else len(self._blocks)
        if source < target:
            target -= 1  # the row itself is taken out first
        if target != source:
            self.moved.emit(source, target)
        return False


class PairsModel(QAbstractTableModel):
    """Rows of two texts; what somebody types is told, and shown when the new rows come back."""

    edited = Signal(int, int, str)
    """Row, column (0 or 1), text as typed."""

    def __init__(
        self,
        headers: tuple[str, str],
        *,
        editable: tuple[bool, bool] = (True, True),
        shown: Callable[[int, str], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """shown: how a column's text is shown, when not as it is."""
        super().__init__(parent)
        self._headers = headers
        self._editable = editable
        self._shown = shown
        self._rows: tuple[tuple[str, str], ...] = ()
        self._foreign: frozenset[int] = frozenset()

    def set_rows(self, rows: Sequence[tuple[str, str]], foreign: frozenset[int] = frozenset()) -> None:
        """foreign: rows with letters that are not Swedish."""
        if (tuple(rows), foreign) == (self._rows, self._foreign):
            return
        same_count = len(rows) == len(self._rows)
        if not same_count:
            self.beginResetModel()
        self._rows, self._foreign = tuple(rows), foreign
        if not same_count:
            self.endResetModel()
        elif self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 1))

    def row(self, row: int) -> tuple[str, str] | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section] if 0 <= section < 2 else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = index.isValid() and self._editable[index.column()]
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        text = row[index.column()]
        if role in _TEXT_ROLES or role == Qt.ItemDataRole.ToolTipRole:
            return self._shown(index.column(), text) if self._shown is not None else text
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == CellRole.ICON:
            return "triangle-alert" if index.column() == 0 and index.row() in self._foreign else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index.row()) if index.isValid() else None
        if row is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        if value != row[index.column()]:
            self.edited.emit(index.row(), index.column(), value)
        return True


def sum_pill(minutes: int, planned: int) -> PillFacts:
    """The blocks' minutes against what the meeting has."""
    said = _("{minutes} av {planned} min").format(minutes=minutes, planned=planned)
    if minutes == planned:
        return PillFacts(State.GOOD, said)
    if minutes > planned:
        said = _("{minutes} av {planned} min: {over} för mycket").format(
            minutes=minutes, planned=planned, over=minutes - planned
        )
        return PillFacts(State.WATCH, said, "triangle-alert")
    said = _("{minutes} av {planned} min: {left} kvar").format(
        minutes=minutes, planned=planned, left=planned - minutes
    )
    return PillFacts(State.WATCH, said, "triangle-alert")
