"""All papers that can be printed by themselves, group by group."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import N_, _
from halsoskola.services.print_kinds import PRINT_KINDS, PaperGroup, PrintKind, print_kind_name
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

GROUPS: Mapping[PaperGroup, str] = {
    PaperGroup.PARTICIPANTS: N_("Deltagare"),
    PaperGroup.LEADER: N_("Ledare"),
    PaperGroup.ROOM: N_("Rummet"),
    PaperGroup.INTERPRETER: N_("Tolk"),
    PaperGroup.AUTHORITY: N_("Myndighet"),
}


def belongs_to(kind: PrintKind) -> str:
    """What a paper is printed for: one participant, one meeting, or the whole course."""
    if kind.for_one:
        return _("en deltagare")
    return _("en träff") if kind.needs_meeting else _("kursen")


class PaperKindsModel(QAbstractTableModel):
    """One row per kind. The group's name stands on the first row of the group."""

    GROUP, NAME, FOR = range(3)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        order = list(PaperGroup)
        self._kinds = tuple(sorted(PRINT_KINDS, key=lambda kind: order.index(PRINT_KINDS[kind].group)))

    def kind(self, row: int) -> str:
        """The code of the paper in a row. Raises: IndexError outside the table."""
        return self._kinds[row]

    def row_of(self, kind: str) -> int:
        """Raises: ValueError for an unknown kind."""
        return self._kinds.index(kind)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._kinds)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("till"), _("papper"), _("för"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        kind = PRINT_KINDS[self._kinds[row]]
        if role == Qt.ItemDataRole.DisplayRole:
            if column == self.GROUP:
                first = not row or PRINT_KINDS[self._kinds[row - 1]].group is not kind.group
                return _(GROUPS[kind.group]) if first else ""
            if column == self.NAME:
                return dates.capital(print_kind_name(self._kinds[row]))
            return belongs_to(kind)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{paper}, {group}").format(
                paper=dates.capital(print_kind_name(self._kinds[row])), group=_(GROUPS[kind.group])
            )
        if role == CellRole.STRONG:
            return column == self.GROUP
        if role == CellRole.QUIET:
            return column == self.FOR
        return None
