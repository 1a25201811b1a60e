"""Attendance over a whole course: participants against meetings, a small symbol in each cell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.attendance import CountsAs, MarkKind
from halsoskola.domain.courses import OccasionStatus, TrackCode
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import sign_label
from halsoskola.services.attendance import AttendanceGrid, GridCell, GridRow
from halsoskola.ui.models.courses import run_short
from halsoskola.ui.models.register import SIGN_SIDE, goes_to
from halsoskola.ui.theme import State, theme
from halsoskola.ui.widgets.signs import sign_pixmap
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex


class GridRole(IntEnum):
    """What the meeting cells answer beside Qt's own roles."""

    SYMBOL = Qt.ItemDataRole.UserRole + 130  # GridSymbol


@dataclass(frozen=True, slots=True)
class GridSymbol:
    """One cell: icon, colour and the same in words. pale: nobody has confirmed it, so it does not count."""

    icon: str
    state: State
    text: str
    pale: bool = False


_ICONS = {
    MarkKind.PRESENT: ("check", State.GOOD),
    MarkKind.LATE: ("clock", State.WATCH),
    MarkKind.LEFT_EARLY: ("door-open", State.WATCH),
    MarkKind.ANNOUNCED: ("minus", State.OFF),
    MarkKind.ABSENT: ("x", State.WRONG),
    MarkKind.VISITS: ("arrow-right-left", State.ASKED),
}


def legend() -> tuple[GridSymbol, ...]:
    """Every symbol with its words, in the order of how often they are met."""
    known = [GridSymbol(icon, state, label(kind)) for kind, (icon, state) in _ICONS.items()]
    return (
        *known,
        GridSymbol("check", State.GOOD, _("Blek: inte bekräftad"), pale=True),
        GridSymbol("ban", State.OFF, _("Inställd"), pale=True),
    )


def cell_symbol(cell: GridCell, today: date, other: TrackCode | None) -> GridSymbol:
    """What stands for one person at one meeting. other: the course's other run, None when there is none."""
    occasion, mark = cell.occasion, cell.mark
    if mark is None:
        if occasion.status is OccasionStatus.CANCELLED:
            return GridSymbol("ban", State.OFF, _("Inställd"), pale=True)
        if occasion.status is OccasionStatus.HELD:
            return GridSymbol("", State.OFF, _("Inte antecknad"), pale=True)
        return GridSymbol("", State.OFF, _("Väntas") if occasion.day >= today else _("Inte bekräftad"), True)
    icon, state = _ICONS[mark.kind]
    elsewhere = mark.occasion_id != occasion.id
    match mark.kind:
        case MarkKind.LATE:
            text = _("Sen, {minutes} min").format(minutes=mark.minutes)
        case MarkKind.LEFT_EARLY:
            text = _("Gick {minutes} min tidigare").format(minutes=mark.minutes)
        case MarkKind.VISITS:
            text = goes_to(other)
        case _:
            text = label(mark.kind)
    if elsewhere and mark.kind is not MarkKind.VISITS:
        if mark.counts_as is CountsAs.PRESENT:
            state = State.ASKED
        text = _("{mark}, i den andra gruppen").format(mark=text)
    if not cell.confirmed and mark.kind not in (MarkKind.VISITS, MarkKind.ANNOUNCED):
        text = _("{mark}, inte bekräftad än").format(mark=text)
    return GridSymbol(icon, state, text, pale=not cell.confirmed)


def attended(row: GridRow) -> tuple[int, int]:
    """Confirmed meetings she was at, and confirmed meetings that count for her."""
    marks = [cell.mark.counts_as for cell in row.cells if cell and cell.mark and cell.confirmed]
    counted = [one for one in marks if one is not CountsAs.IGNORE]
    return counted.count(CountsAs.PRESENT), len(counted)


class AttendanceGridModel(QAbstractTableModel):
    """Rows: people by run and number. Columns: sign, number, name if used, run, the meetings, and the sum."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = AttendanceGrid((), ())
        self._rows: tuple[GridRow, ...] = ()
        self._uses_names = False
        self._run: TrackCode | None = None
        self._today = date.min

    def set_grid(self, grid: AttendanceGrid, *, uses_names: bool, today: date) -> None:
        same = (
            grid.meetings == self._grid.meetings
            and uses_names == self._uses_names
            and [row.enrolment.id for row in grid.rows] == [row.enrolment.id for row in self._grid.rows]
            and [row.track.id for row in grid.rows] == [row.track.id for row in self._grid.rows]
        )
        if same:
            self._grid, self._today = grid, today
            self._rows = self._chosen()
            if self._rows:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1)
                )
            return
        self.beginResetModel()
        self._grid, self._uses_names, self._today = grid, uses_names, today
        self._rows = self._chosen()
        self.endResetModel()

    def set_run(self, run: TrackCode | None) -> None:
        """Shows only the people of one run; None shows both."""
        if run is self._run:
            return
        self.beginResetModel()
        self._run = run
        self._rows = self._chosen()
        self.endResetModel()

    def _chosen(self) -> tuple[GridRow, ...]:
        return tuple(row for row in self._grid.rows if self._run is None or row.track.code is self._run)

    @property
    def run(self) -> TrackCode | None:
        return self._run

    @property
    def first_meeting(self) -> int:
        """The column of meeting 1."""
        return 4 if self._uses_names else 3

    @property
    def sum_column(self) -> int:
        return self.first_meeting + len(self._grid.meetings)

    def row(self, row: int) -> GridRow | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, enrolment_id: str) -> int:
        return next((at for at, row in enumerate(self._rows) if row.enrolment.id == enrolment_id), -1)

    def cell(self, row: int, column: int) -> GridCell | None:
        """The cell of a meeting column, None elsewhere and where she had no seat."""
        person = self.row(row)
        at = column - self.first_meeting
        if person is None or not 0 <= at < len(person.cells):
            return None
        return person.cells[at]

    def describe(self, row: int, column: int) -> str:
        """The cell in one sentence, for the line below the grid."""
        person = self.row(row)
        at = column - self.first_meeting
        if person is None or not 0 <= at < len(self._grid.meetings):
            return ""
        meeting = self._grid.meetings[at]
        cell = person.cells[at]
        symbol = self._symbol(person, cell)
        when = dates.day(cell.occasion.day, self._today) if cell is not None else ""
        return " · ".join(
            part
            for part in (
                person.enrolment.label,
                _("träff {number} {title}").format(number=meeting.number, title=meeting.title),
                when,
                symbol.text if symbol is not None else _("Hade ingen plats då"),
            )
            if part
        )

    def _symbol(self, person: GridRow, cell: GridCell | None) -> GridSymbol | None:
        if cell is None:
            return None
        codes = {row.track.code for row in self._grid.rows} - {person.track.code}
        return cell_symbol(cell, self._today, next(iter(codes), None))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.sum_column + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        at = section - self.first_meeting
        if 0 <= at < len(self._grid.meetings):
            meeting = self._grid.meetings[at]
            if role == Qt.ItemDataRole.DisplayRole:
                return str(meeting.number)
            if role == Qt.ItemDataRole.ToolTipRole:
                return _("Träff {number} {title}").format(number=meeting.number, title=meeting.title)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignHCenter)
            return None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == self.sum_column:
            return _("var här")
        names: list[str] = ["", _("nr"), *([_("kallas")] if self._uses_names else []), _("grupp")]
        return names[section] if 0 <= section < len(names) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        person = self.row(index.row()) if index.isValid() else None
        if person is None:
            return None
        column = index.column()
        if self.first_meeting <= column < self.sum_column:
            symbol = self._symbol(person, self.cell(index.row(), column))
            if role == GridRole.SYMBOL:
                return symbol
            if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                return self.describe(index.row(), column)
            return None
        if column == 0:
            if role == CellRole.PICTURE:
                return sign_pixmap(person.enrolment.sign, theme().px(2 * SIGN_SIDE))
            if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                return sign_label(person.enrolment.sign)
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(person, column)
        if role == CellRole.STRONG:
            return column in (1, self.sum_column)
        if role == CellRole.QUIET:
            return column == self.first_meeting - 1
        return None

    def _text(self, person: GridRow, column: int) -> str:
        if column == self.sum_column:
            here, counted = attended(person)
            return _("{here} av {counted}").format(here=here, counted=counted) if counted else "–"
        texts: list[Callable[[], str]] = [lambda: person.enrolment.label]
        if self._uses_names:
            texts.append(lambda: person.participant.name)
        texts.append(lambda: run_short(person.track.code))
        return texts[column - 1]()
