"""The schedule of a course: one row per meeting, one cell per run with time, heads, place and how it stands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.attendance import count_register
from halsoskola.domain.courses import Meeting, OccasionStatus, Track
from halsoskola.domain.interpreting import NeedState
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.services.courses import CourseView
from halsoskola.services.rooms import Room
from halsoskola.ui.models.courses import short_day
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex


class ScheduleRole(IntEnum):
    """What the run cells answer beside Qt's own roles and `CellRole`."""

    RUN_PILL = Qt.ItemDataRole.UserRole + 120  # PillFacts, at the right of the cell's two lines


def occasion_pill(room: Room, now: datetime) -> PillFacts:
    """How an occasion stands: called off, held, waiting for its register, or how far its interpreters are."""
    occasion = room.placed.occasion
    if occasion.status is OccasionStatus.CANCELLED:
        return PillFacts(State.OFF, label(occasion.status), "ban")
    if occasion.status is OccasionStatus.HELD:
        return PillFacts(State.OFF, label(occasion.status), "check-check")
    if occasion.end <= now:
        return PillFacts(State.WATCH, _("bekräfta närvaron"), "clipboard-check")
    states = [need.state for need in room.needs]
    if NeedState.TO_CANCEL in states:
        return PillFacts(State.WRONG, _("tolk att avboka"), "calendar-x")
    if missing := states.count(NeedState.NEED):
        text = ngettext("{count} tolk saknas", "{count} tolkar saknas", missing).format(count=missing)
        return PillFacts(State.WATCH, text, "circle-alert")
    if NeedState.ORDERED in states:
        return PillFacts(State.ASKED, _("tolk beställd"))
    if confirmed := states.count(NeedState.CONFIRMED):
        text = ngettext("{count} tolk klar", "{count} tolkar klara", confirmed).format(count=confirmed)
        return PillFacts(State.GOOD, text)
    return PillFacts(State.OFF, label(occasion.status), "", pale=True)


def heads_text(room: Room) -> str:
    """ "10 väntas" before, "9 här" when the register is confirmed, "" when it was called off."""
    occasion = room.placed.occasion
    if occasion.status is OccasionStatus.CANCELLED:
        return ""
    if occasion.status is OccasionStatus.HELD:
        return _("{count} här").format(count=count_register(room.lines).here)
    return _("{count} väntas").format(count=len(room.expected))


class ScheduleModel(QAbstractTableModel):
    """Meetings against runs. A meeting that one run does not have is an empty cell."""

    TITLE, DAY, FIRST_RUN = range(3)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._meetings: tuple[Meeting, ...] = ()
        self._tracks: tuple[Track, ...] = ()
        self._rooms: Mapping[tuple[str, str], Room] = {}
        self._now: datetime | None = None

    def set_schedule(self, view: CourseView, rooms: Sequence[Room], now: datetime) -> None:
        """Shows the course; `rooms`: one for each of its occasions."""
        meetings = tuple(line.meeting for line in view.meetings)
        tracks = tuple(seats.track for seats in view.tracks)
        of_run = {(room.placed.meeting.id, room.placed.track.id): room for room in rooms}
        if (meetings, tracks) == (self._meetings, self._tracks) and of_run.keys() == self._rooms.keys():
            self._rooms, self._now = of_run, now
            if meetings:
                self.dataChanged.emit(self.index(0, 0), self.index(len(meetings) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._meetings, self._tracks, self._rooms, self._now = meetings, tracks, of_run, now
        self.endResetModel()

    def meeting(self, row: int) -> Meeting | None:
        return self._meetings[row] if 0 <= row < len(self._meetings) else None

    def room(self, row: int, column: int) -> Room | None:
        """The occasion of a run cell, None elsewhere."""
        run = column - self.FIRST_RUN
        if not 0 <= row < len(self._meetings) or not 0 <= run < len(self._tracks):
            return None
        return self._rooms.get((self._meetings[row].id, self._tracks[run].id))

    def cell_of(self, occasion_id: str) -> QModelIndex:
        """The cell of an occasion, an invalid index when the course has it not."""
        for row in range(len(self._meetings)):
            for run in range(len(self._tracks)):
                room = self.room(row, self.FIRST_RUN + run)
                if room is not None and room.placed.occasion.id == occasion_id:
                    return self.index(row, self.FIRST_RUN + run)
        return QModelIndex()

    def first_coming(self) -> QModelIndex:
        """The cell of the next occasion that has not ended; the last one of a finished course."""
        cells = [
            (room.placed.occasion.end, self.index(row, self.FIRST_RUN + run))
            for row in range(len(self._meetings))
            for run in range(len(self._tracks))
            if (room := self.room(row, self.FIRST_RUN + run)) is not None
        ]
        if not cells or self._now is None:
            return QModelIndex()
        coming = [cell for cell in cells if cell[0] > self._now]
        return min(coming)[1] if coming else cells[-1][1]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._meetings)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.FIRST_RUN + len(self._tracks)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section in (self.TITLE, self.DAY):
            return _("träff") if section == self.TITLE else _("dag")
        run = section - self.FIRST_RUN
        return label(self._tracks[run].code) if 0 <= run < len(self._tracks) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._now is None:
            return None
        row, column = index.row(), index.column()
        meeting = self._meetings[row]
        if column == self.TITLE:
            if role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.AccessibleTextRole,
                Qt.ItemDataRole.ToolTipRole,
            ):
                return _("{number} {title}").format(number=meeting.number, title=meeting.title)
            return True if role == CellRole.STRONG else None
        if column == self.DAY:
            day = self._day(row)
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return short_day(day, self._now.date()) if day is not None else ""
            return True if role == CellRole.QUIET else None
        room = self.room(row, column)
        return self._run_cell(room, row, role, self._now) if room is not None else None

    def _day(self, row: int) -> date | None:
        """The day of the first run that has the meeting."""
        for run in range(len(self._tracks)):
            room = self.room(row, self.FIRST_RUN + run)
            if room is not None:
                return room.placed.occasion.day
        return None

    def _run_cell(self, room: Room, row: int, role: int, now: datetime) -> object:
        occasion = room.placed.occasion
        pill = occasion_pill(room, now)
        venue = occasion.venue or _("Ingen plats än")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                parts = [] if occasion.day == self._day(row) else [short_day(occasion.day, now.date())]
                parts += [dates.span(occasion.start, occasion.end), heads_text(room)]
                return " · ".join(part for part in parts if part)
            case CellRole.SECOND:
                return venue
            case CellRole.QUIET:
                return occasion.status is not OccasionStatus.PLANNED
            case ScheduleRole.RUN_PILL:
                return pill
            case Qt.ItemDataRole.ToolTipRole:
                return venue
            case Qt.ItemDataRole.AccessibleTextRole:
                when = dates.day_and_span(occasion.start, occasion.end, now.date())
                return ", ".join(part for part in (when, heads_text(room), venue, pill.text) if part)
        return None
