"""One occasion before it is held: how it goes, who comes, which interpreters, what to bring."""

from dataclasses import dataclass, replace
from datetime import time

from halsoskola.domain.agenda import ClockedBlock, clock_times, net_talk_minutes
from halsoskola.domain.attendance import RegisterCount
from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import Occasion, OccasionStatus, Track
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plan_warnings import PlanWarning
from halsoskola.domain.plans import SessionPlan
from halsoskola.i18n.catalogues import _
from halsoskola.services.clock import Clock
from halsoskola.services.plan_warnings import occasion_warnings
from halsoskola.services.plans import PlanService
from halsoskola.services.rooms import Room, load_room, placed_or_refused, rooms_of_course
from halsoskola.storage import courses as course_rows
from halsoskola.storage.courses import PlacedOccasion
from halsoskola.storage.store import Store


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A block with its clock times, one per track of the course in the order of `OccasionView.tracks`."""

    block: ClockedBlock
    starts: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class OccasionView:
    """Facts of the page "Före". tracks: those the meeting is held for, morning first, with their occasions.

    warnings: what to think of because of the plan, the gravest first.
    """

    room: Room
    plan: SessionPlan
    tracks: tuple[tuple[Track, Occasion], ...]
    agenda: tuple[AgendaRow, ...]
    net_talk_minutes: int
    count: RegisterCount
    warnings: tuple[PlanWarning, ...] = ()

    @property
    def placed(self) -> PlacedOccasion:
        return self.room.placed


class OccasionService:
    def __init__(self, store: Store, clock: Clock, plans: PlanService) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans

    def view(self, occasion_id: str) -> OccasionView:
        """Raises: RuleBroken when the occasion is gone."""
        with self._store.read() as db:
            room = load_room(db, occasion_id)
            placed = room.placed
            plan = self._plans.plan_of_course(db, placed.course.id, placed.meeting.plan)
            runs = {one.track_id: one for one in course_rows.occasions_of_meeting(db, placed.meeting.id)}
            tracks = tuple(
                (track, runs[track.id])
                for track in course_rows.tracks_of(db, placed.course.id)
                if track.id in runs
            )
            warnings = occasion_warnings(db, self._plans, plan, [room])
        own = clock_times(placed.occasion.starts_at, plan.blocks)
        per_track = [clock_times(run.starts_at, plan.blocks) for _track, run in tracks]
        return OccasionView(
            room=room,
            plan=plan,
            tracks=tracks,
            agenda=tuple(
                AgendaRow(block, tuple(column[row].start for column in per_track))
                for row, block in enumerate(own)
            ),
            net_talk_minutes=net_talk_minutes(plan.blocks),
            count=room.count,
            warnings=warnings,
        )

    def room(self, occasion_id: str) -> Room:
        """Only who is in the room and which interpreters. Raises: RuleBroken when the occasion is gone."""
        with self._store.read() as db:
            return load_room(db, occasion_id)

    def rooms(self, course_id: str) -> tuple[Room, ...]:
        """All occasions of a course with their people and interpreters, by meeting, morning before afternoon.

        Raises: RuleBroken when the course is gone.
        """
        with self._store.read() as db:
            return rooms_of_course(db, course_id)

    def cancel(self, occasion_id: str, *, cancelled: bool = True) -> Changes:
        """Calls the occasion off, or on again; it stays visible.

        Raises: RuleBroken when its register is already confirmed.
        """
        with self._store.write(_("Träffen ställs in") if cancelled else _("Träffen blir av")) as write:
            occasion = placed_or_refused(write.db, occasion_id).occasion
            if occasion.status is OccasionStatus.HELD:
                raise RuleBroken(Refusal.ALREADY_HELD)
            status = OccasionStatus.CANCELLED if cancelled else OccasionStatus.PLANNED
            course_rows.save_occasion(write.db, replace(occasion, status=status))
        return write.changes
