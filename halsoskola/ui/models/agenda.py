"""The agenda of an occasion as a table, and the clock that follows it while the meeting is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.courses import Track, TrackCode
from halsoskola.domain.plans import Block, BlockKind
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.services.occasions import AgendaRow, OccasionView
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex


class AgendaModel(QAbstractTableModel):
    """One row per block: a clock column per run, minutes, kind, title, and what of KASAM it serves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tracks: tuple[Track, ...] = ()
        self._own = 0
        self._rows: tuple[AgendaRow, ...] = ()

    def set_view(self, view: OccasionView | None) -> None:
        tracks = tuple(track for track, _occasion in view.tracks) if view is not None else ()
        own = next(
            (at for at, track in enumerate(tracks) if view is not None and track.id == view.placed.track.id),
            0,
        )
        rows = view.agenda if view is not None else ()
        if (tracks, own, rows) == (self._tracks, self._own, self._rows):
            return
        self.beginResetModel()
        self._tracks, self._own, self._rows = tracks, own, rows
        self.endResetModel()

    @property
    def title_column(self) -> int:
        return len(self._tracks) + 2

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._tracks) + 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        clocks = len(self._tracks)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == clocks:
            return int(Qt.AlignmentFlag.AlignRight)
        if role != Qt.ItemDataRole.DisplayRole or not 0 <= section < clocks + 4:
            return None
        if section < clocks:
            return _("fm") if self._tracks[section].code is TrackCode.FM else _("em")
        return (_("tid"), _("moment"), "", _("KASAM"))[section - clocks]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        block = row.block.block
        clocks = len(self._tracks)
        column = index.column() - clocks
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if column < 0:
                return dates.clock(row.starts[index.column()])
            return (
                _("{minutes} min").format(minutes=block.minutes),
                label(block.kind),
                block.title,
                " ".join(kasam.value for kasam in block.kasam),
            )[column]
        if role == CellRole.DOT:
            return theme().colours.blocks[block.kind.value] if column == 1 else None
        if role == CellRole.QUIET:
            return column in (0, 3) or (column < 0 and index.column() != self._own)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 0:
            return int(Qt.AlignmentFlag.AlignRight)
        if role == Qt.ItemDataRole.ToolTipRole and column == 2:
            return block.title
        return None


class ClockPhase(Enum):
    """Where the clock is in relation to the agenda."""

    BEFORE = "before"
    RUNNING = "running"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class ClockState:
    """What the agenda clock shows at one moment.

    index: the current block from 0, or the first or last before and after. left_seconds: until the block ends, or
    until the meeting begins. share: how much of the block is gone, 0.0–1.0. behind_minutes: above 0 late, below early.
    """

    phase: ClockPhase
    index: int
    title: str
    kind: BlockKind
    ends: datetime
    left_seconds: int
    share: float
    behind_minutes: int
    next_title: str
    next_minutes: int


class AgendaClock:
    """The agenda as it really goes: blocks may be made longer, or left early; the rest moves along.

    It holds for one visit to the page; nothing of it is stored. Every moment is handed in.
    """

    def __init__(self, start: datetime, blocks: Sequence[Block]) -> None:
        """start: when the meeting begins, with its zone. Raises: ValueError without blocks."""
        if not blocks:
            raise ValueError("an agenda clock needs blocks")
        self._planned_start = start
        self._blocks = tuple(blocks)
        self._planned = [block.minutes * 60.0 for block in blocks]
        self._start = start
        self._seconds = list(self._planned)
        self._past: list[tuple[datetime, list[float]]] = []

    @property
    def is_shifted(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    def blocks(self) -> tuple[Block, ...]:
        return self._blocks

    def starts(self) -> tuple[datetime, ...]:
        """When each block begins as things stand."""
        found, moment = [], self._start
        for seconds in self._seconds:
            found.append(moment)
            moment += timedelta(seconds=seconds)
        return tuple(found)

    def state(self, now: datetime) -> ClockState:
        starts = self.starts()
        end = starts[-1] + timedelta(seconds=self._seconds[-1])
        if now < starts[0]:
            phase, index = ClockPhase.BEFORE, 0
        elif now >= end:
            phase, index = ClockPhase.AFTER, len(starts) - 1
        else:
            phase = ClockPhase.RUNNING
            # A block left at once has no length; the last one that has begun is the current one.
            index = max(at for at, begun in enumerate(starts) if begun <= now)
        ends = starts[index] + timedelta(seconds=self._seconds[index])
        gone = (now - starts[index]).total_seconds()
        until = starts[0] if phase is ClockPhase.BEFORE else ends
        planned_end = self._planned_start + timedelta(seconds=sum(self._planned[: index + 1]))
        following = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        block = self._blocks[index]
        return ClockState(
            phase=phase,
            index=index,
            title=block.title,
            kind=block.kind,
            ends=ends,
            left_seconds=max(0, round((until - now).total_seconds())),
            share=min(1.0, max(0.0, gone / self._seconds[index])) if self._seconds[index] else 1.0,
            behind_minutes=round((ends - planned_end).total_seconds() / 60),
            next_title=following.title if following is not None else "",
            next_minutes=following.minutes if following is not None else 0,
        )

    def extend(self, now: datetime, minutes: int = 5) -> None:
        """Makes the current block longer; before the start, the meeting begins later; after the end, it goes on."""
        state = self.state(now)
        self._remember()
        if state.phase is ClockPhase.BEFORE:
            self._start += timedelta(minutes=minutes)
        elif state.phase is ClockPhase.RUNNING:
            self._seconds[state.index] += minutes * 60
        else:
            self._seconds[-1] = (now - self.starts()[-1]).total_seconds() + minutes * 60

    def go_on(self, now: datetime) -> None:
        """Leaves the current block now and begins the next; before the start, begins the meeting now."""
        state = self.state(now)
        if state.phase is ClockPhase.AFTER:
            return
        self._remember()
        if state.phase is ClockPhase.BEFORE:
            self._start = now
        else:
            self._seconds[state.index] = max(0.0, (now - self.starts()[state.index]).total_seconds())

    def take_back(self) -> None:
        """Undoes the latest `extend` or `go_on`; nothing when there is none."""
        if self._past:
            self._start, self._seconds = self._past.pop()

    def _remember(self) -> None:
        self._past.append((self._start, list(self._seconds)))
