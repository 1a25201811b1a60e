"""Gathers what the rules of `domain.plan_warnings` ask about: the meeting's place, interpreters, facts, signature."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.interpreting import BookingState
from halsoskola.domain.plan_warnings import (
    MET_STATES,
    BookedInterpreter,
    Place,
    PlanWarning,
    PlanWarningKind,
    has_warning_signs,
    in_order,
    interpreter_warnings,
    opens_memories,
    place_warnings,
    plan_warnings,
)
from halsoskola.domain.plans import SessionPlan
from halsoskola.services.plans import PlanService
from halsoskola.services.rooms import Room
from halsoskola.storage import courses as course_rows
from halsoskola.storage import interpreting as booking_rows
from halsoskola.storage.courses import PlacedOccasion

_NOT_COMING = frozenset({BookingState.CANCELLED, BookingState.TO_CANCEL})


def occasion_warnings(
    db: DbSession, plans: PlanService, plan: SessionPlan, rooms: Sequence[Room]
) -> tuple[PlanWarning, ...]:
    """What to think of before the occasions of one meeting, each warning once, the gravest first.

    plan: the course's own copy. rooms: one run or both. A missing signature is a matter of the papers, not of the
    meeting, and stands in `signature_warnings`.
    """
    found = [*plan_warnings(plan, plans.facts())]
    for room in rooms:
        found += place_warnings(plan, _place(db, room.placed))
        if opens_memories(plan):
            found += interpreter_warnings(plan, _coming(room), _known(db, room.placed))
    return in_order(found)


def signature_warnings(plans: PlanService, plan: SessionPlan) -> tuple[PlanWarning, ...]:
    """That nobody has checked a plan which should be."""
    if has_warning_signs(plan) and plans.signature(plan) is None:
        return (PlanWarning(PlanWarningKind.UNSIGNED),)
    return ()


def course_warnings(
    plans: Sequence[SessionPlan], days: Sequence[Sequence[date]]
) -> tuple[tuple[int, PlanWarning], ...]:
    """Number of the meeting and what is unfortunate about its place, for a course that is being planned.

    days: per run one for each plan.
    """
    found: dict[tuple[int, PlanWarning], None] = {}
    for run in days:
        for at, plan in enumerate(plans):
            gap = (run[at + 1] - run[at]).days if at + 1 < len(run) else None
            for warning in place_warnings(plan, Place(at + 1, len(plans), gap)):
                found[at + 1, warning] = None
    return tuple(sorted(found, key=lambda one: one[0]))


def _place(db: DbSession, placed: PlacedOccasion) -> Place:
    """Meetings that were called off do not count as a next time."""
    number = placed.meeting.number
    later = [
        one.day
        for one in course_rows.occasions_of(db, placed.course.id)
        if one.track_id == placed.track.id
        and one.start > placed.occasion.start
        and one.status is not OccasionStatus.CANCELLED
    ]
    if not later:
        return Place(number, number)
    meetings = len(course_rows.meetings_of(db, placed.course.id))
    return Place(number, max(meetings, number + 1), (min(later) - placed.occasion.day).days)


def _coming(room: Room) -> tuple[BookedInterpreter, ...]:
    return tuple(
        BookedInterpreter(booking.language, booking.interpreter, booking.mode)
        for need in room.needs
        for booking in need.bookings
        if booking.state not in _NOT_COMING
    )


def _known(db: DbSession, placed: PlacedOccasion) -> list[tuple[str, str]]:
    """Language and name of everybody who came to an earlier occasion of the course, whichever run."""
    starts: dict[str, datetime] = {
        one.id: one.start for one in course_rows.occasions_of(db, placed.course.id)
    }
    earlier = [identity for identity, start in starts.items() if start < placed.occasion.start]
    return [
        (booking.language, booking.interpreter)
        for bookings in booking_rows.bookings_of(db, earlier).values()
        for booking in bookings
        if booking.state in MET_STATES and booking.interpreter.strip()
    ]
