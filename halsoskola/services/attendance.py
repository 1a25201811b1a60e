"""The register: exceptions one by one, the rest with one "Klar"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.attendance import (
    Mark,
    MarkKind,
    RegisterCount,
    RegisterLine,
    attendance_rate,
    check_confirmable,
    check_mark,
    kind_if_confirmed,
)
from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import Meeting, Occasion, OccasionStatus, Track
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.participants import Enrolment, Participant
from halsoskola.i18n.catalogues import _
from halsoskola.services.clock import Clock
from halsoskola.services.ids import new_id
from halsoskola.services.rooms import load_room, placed_or_refused, rooms_of_course
from halsoskola.storage import attendance as mark_rows
from halsoskola.storage import courses as course_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.courses import PlacedOccasion
from halsoskola.storage.store import Store


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register of an occasion. other_run: the same meeting in the other track, None when there is none.

    next_occasion: what the same track meets for next, None after the last; not_coming_next: enrolment ids of
    those who have said that they stay away from it.
    """

    placed: PlacedOccasion
    lines: tuple[RegisterLine, ...]
    people: Mapping[str, Participant]
    count: RegisterCount
    confirmed: bool
    other_run: Occasion | None
    other_track: Track | None
    next_occasion: Occasion | None
    not_coming_next: frozenset[str]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One person at one meeting. mark None: nothing stored. confirmed: the mark counts."""

    occasion: Occasion
    mark: Mark | None
    confirmed: bool
    expected: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """One person over the course. cells: by meeting in order, None where she had no seat.

    rate: share of confirmed meetings attended, 0.0–1.0, None while nothing counts.
    """

    enrolment: Enrolment
    participant: Participant
    track: Track
    cells: tuple[GridCell | None, ...]
    rate: float | None


@dataclass(frozen=True, slots=True)
class AttendanceGrid:
    meetings: tuple[Meeting, ...]
    rows: tuple[GridRow, ...]


class AttendanceService:
    def __init__(self, store: Store, clock: Clock, *, ids: Callable[[], str] = new_id) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def register(self, occasion_id: str) -> RegisterView:
        """Raises: RuleBroken when the occasion is gone."""
        with self._store.read() as db:
            return self._register(db, occasion_id)

    def mark(self, occasion_id: str, enrolment_id: str, kind: MarkKind, minutes: int = 0) -> Changes:
        """Notes what differs for one person, at once and durably.

        VISITS means the other run than this occasion's, which for a visitor is her own; it becomes PRESENT at
        once when that register is already confirmed. Raises: RuleBroken as `domain.attendance.check_mark` says,
        or when there is no other run.
        """
        with self._store.write(_("Närvaro")) as write:
            placed = placed_or_refused(write.db, occasion_id)
            enrolment = _enrolment_or_refused(write.db, enrolment_id)
            write.label = _("Närvaro för {number}").format(number=enrolment.label)
            check_mark(kind, minutes, placed.occasion, enrolment, self._clock.today())
            mark = self._mark_to_keep(write.db, placed, enrolment, kind, minutes)
            if mark is None:
                mark_rows.remove_mark(write.db, enrolment_id, placed.meeting.id)
            else:
                mark_rows.save_mark(write.db, mark)
        return write.changes

    def _mark_to_keep(
        self, db: DbSession, placed: PlacedOccasion, enrolment: Enrolment, kind: MarkKind, minutes: int
    ) -> Mark | None:
        """What the register keeps; None when she is to be expected in her own run again."""
        at = placed.occasion
        if kind is MarkKind.VISITS:
            other = _other_run(db, placed)
            if other is None:
                raise RuleBroken(Refusal.NO_OTHER_RUN)
            at = other
            if other.status is OccasionStatus.HELD:
                kind = MarkKind.PRESENT
            elif enrolment.track_id == other.track_id:
                return None
        return Mark(self._ids(), enrolment.id, placed.meeting.id, at.id, kind, minutes)

    def clear(self, occasion_id: str, enrolment_id: str) -> Changes:
        """Takes an exception back: before "Klar" she is only expected again, after it she was here."""
        with self._store.write(_("Närvaro")) as write:
            placed = placed_or_refused(write.db, occasion_id)
            enrolment = _enrolment_or_refused(write.db, enrolment_id)
            write.label = _("Närvaro för {number}").format(number=enrolment.label)
            here = partial(Mark, self._ids(), enrolment_id, placed.meeting.id, placed.occasion.id)
            if placed.occasion.status is OccasionStatus.HELD:
                mark_rows.save_mark(write.db, here(MarkKind.PRESENT))
            elif enrolment.track_id == placed.track.id:
                mark_rows.remove_mark(write.db, enrolment_id, placed.meeting.id)
            else:
                mark_rows.save_mark(write.db, here(MarkKind.VISITS))
        return write.changes

    def confirm(self, occasion_id: str) -> Changes:
        """ "Klar": everybody without an exception was here, and from now on the register counts.

        Raises: RuleBroken for an occasion that is cancelled or has not been yet. Confirming twice changes nothing.
        """
        with self._store.write(_("Närvaron är klar")) as write:
            room = load_room(write.db, occasion_id)
            occasion = room.placed.occasion
            check_confirmable(occasion, self._clock.today())
            for line in room.lines:
                kind = kind_if_confirmed(line)
                if line.away or (line.mark is not None and line.mark.kind is kind):
                    continue
                mark_rows.save_mark(
                    write.db,
                    Mark(self._ids(), line.enrolment.id, occasion.meeting_id, occasion.id, kind),
                )
            course_rows.save_occasion(write.db, replace(occasion, status=OccasionStatus.HELD))
        return write.changes

    def not_coming_next(self, occasion_id: str, enrolment_id: str, stays_away: bool) -> Changes:
        """Notes at the end of a meeting that she will not come (or will come) to the next one of her track.

        Raises: RuleBroken when there is no next meeting.
        """
        with self._store.read() as db:
            upcoming = _next_of_track(db, placed_or_refused(db, occasion_id))
        if upcoming is None:
            raise RuleBroken(Refusal.NO_NEXT_MEETING)
        if stays_away:
            return self.mark(upcoming.id, enrolment_id, MarkKind.ANNOUNCED)
        return self.clear(upcoming.id, enrolment_id)

    def grid(self, course_id: str) -> AttendanceGrid:
        """Everybody of the course against its meetings, by track and number."""
        with self._store.read() as db:
            rooms = rooms_of_course(db, course_id)
            meetings = course_rows.meetings_of(db, course_id)
            people = people_rows.people_of_course(db, course_id)
            tracks = {track.id: track for track in course_rows.tracks_of(db, course_id)}
        cells: dict[tuple[str, str], GridCell] = {}
        status = {room.placed.occasion.id: room.placed.occasion.status for room in rooms}
        for room in rooms:
            for line in room.lines:
                if line.visitor:
                    continue
                counted_at = line.mark.occasion_id if line.mark else room.placed.occasion.id
                cells[line.enrolment.id, room.placed.meeting.id] = GridCell(
                    room.placed.occasion,
                    line.mark,
                    confirmed=line.mark is not None and status[counted_at] is OccasionStatus.HELD,
                    expected=line.is_expected,
                )
        rows = []
        order = list(tracks)
        for person in sorted(
            people, key=lambda one: (order.index(one.enrolment.track_id), one.enrolment.number)
        ):
            own = tuple(cells.get((person.enrolment.id, meeting.id)) for meeting in meetings)
            rate = attendance_rate(cell.mark for cell in own if cell and cell.mark and cell.confirmed)
            rows.append(
                GridRow(person.enrolment, person.participant, tracks[person.enrolment.track_id], own, rate)
            )
        return AttendanceGrid(meetings, tuple(rows))

    def _register(self, db: DbSession, occasion_id: str) -> RegisterView:
        room = load_room(db, occasion_id)
        other = _other_run(db, room.placed)
        tracks = course_rows.tracks_of(db, room.placed.course.id)
        upcoming = _next_of_track(db, room.placed)
        away_next: frozenset[str] = frozenset()
        if upcoming is not None:
            away_next = frozenset(
                mark.enrolment_id
                for mark in mark_rows.marks_of_meeting(db, upcoming.meeting_id)
                if mark.kind is MarkKind.ANNOUNCED and mark.occasion_id == upcoming.id
            )
        return RegisterView(
            placed=room.placed,
            lines=room.lines,
            people=room.people,
            count=room.count,
            confirmed=room.is_confirmed,
            other_run=other,
            other_track=next((t for t in tracks if other is not None and t.id == other.track_id), None),
            next_occasion=upcoming,
            not_coming_next=away_next,
        )


def _enrolment_or_refused(db: DbSession, enrolment_id: str) -> Enrolment:
    enrolment = people_rows.enrolment(db, enrolment_id)
    if enrolment is None:
        raise RuleBroken(Refusal.NO_SUCH_PARTICIPANT, number="")
    return enrolment


def _other_run(db: DbSession, placed: PlacedOccasion) -> Occasion | None:
    """The same meeting in the other track, unless that is cancelled."""
    for occasion in course_rows.occasions_of_meeting(db, placed.meeting.id):
        if occasion.id != placed.occasion.id and occasion.status is not OccasionStatus.CANCELLED:
            return occasion
    return None


def _next_of_track(db: DbSession, placed: PlacedOccasion) -> Occasion | None:
    """The track's next occasion after this one that is still planned."""
    later = [
        occasion
        for occasion in course_rows.occasions_of(db, placed.course.id)
        if occasion.track_id == placed.track.id
        and occasion.start > placed.occasion.start
        and occasion.status is OccasionStatus.PLANNED
    ]
    return min(later, key=lambda occasion: occasion.start, default=None)
