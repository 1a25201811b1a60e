"""The working list of the day: today's occasions, then what goes wrong first. Nothing that need not be done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.interpreting import InterpreterNeed, NeedState
from halsoskola.services.clock import Clock
from halsoskola.services.closing import Promise
from halsoskola.services.rooms import Room, load_rooms
from halsoskola.storage import courses as course_rows
from halsoskola.storage import follow_ups as follow_up_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.courses import PlacedOccasion
from halsoskola.storage.store import Store

DAYS_AHEAD = 14
"""How far ahead deadlines and needs are shown."""

DAYS_BACK = 60
"""Registers that were never confirmed are asked about this long; older ones are history."""

PROMISES_AHEAD = 7


@dataclass(frozen=True, slots=True)
class InterpreterTask:
    """Something to do about an interpreter at an occasion."""

    room: Room
    need: InterpreterNeed


@dataclass(frozen=True, slots=True)
class TodayView:
    """What Idag shows; every list is in the order in which it should be dealt with.

    unconfirmed_today: interpreters for today that are ordered or not even that.
    to_cancel: booked, but nobody expected or the meeting called off; those that still cost nothing first.
    needs: occasions within 14 days with people and no booking. registers: held by the calendar, not confirmed.
    promises: open and due within a week, late ones too. deadlines: live bookings at occasions within 14 days that
    can still be cancelled free of charge. following: the first meeting after today, also beyond the 14 days.
    """

    today: date
    now: datetime
    rooms: tuple[Room, ...]
    unconfirmed_today: tuple[InterpreterTask, ...]
    to_cancel: tuple[InterpreterTask, ...]
    needs: tuple[InterpreterTask, ...]
    registers: tuple[Room, ...]
    promises: tuple[Promise, ...]
    deadlines: tuple[InterpreterTask, ...]
    coming: tuple[Room, ...]
    following: PlacedOccasion | None
    has_courses: bool

    @property
    def due_promises(self) -> tuple[Promise, ...]:
        """Those to keep today, late ones first."""
        return tuple(one for one in self.promises if one.follow_up.due <= self.today)

    @property
    def later_promises(self) -> tuple[Promise, ...]:
        return tuple(one for one in self.promises if one.follow_up.due > self.today)


class TodayService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def view(self) -> TodayView:
        now = self._clock.now()
        today = now.date()
        with self._store.read() as db:
            ahead = course_rows.occasions_between(db, today, today + timedelta(days=DAYS_AHEAD))
            behind = course_rows.unconfirmed_before(db, today, today - timedelta(days=DAYS_BACK))
            rooms = load_rooms(db, ahead + behind)
            promises = follow_up_rows.open_until(db, today + timedelta(days=PROMISES_AHEAD))
            people = people_rows.people(db, {p.enrolment_id for p in promises if p.enrolment_id})
            following = course_rows.next_planned_after(db, today)
            has_courses = bool(ahead or behind or following) or course_rows.count_courses(db) > 0
        coming = [
            rooms[one.occasion.id] for one in ahead if one.occasion.status is not OccasionStatus.CANCELLED
        ]
        # A cancelled meeting may still have an interpreter on the way.
        tasks = [
            InterpreterTask(rooms[one.occasion.id], need)
            for one in ahead
            for need in rooms[one.occasion.id].needs
        ]
        registers = [rooms[one.occasion.id] for one in behind]
        registers += [
            room
            for room in coming
            if room.placed.occasion.status is OccasionStatus.PLANNED and room.placed.occasion.end <= now
        ]
        return TodayView(
            today=today,
            now=now,
            rooms=tuple(room for room in coming if room.placed.occasion.day == today),
            unconfirmed_today=tuple(
                task
                for task in tasks
                if _is_planned(task)
                and task.room.placed.occasion.day == today
                and task.room.placed.occasion.end > now
                and task.need.state in (NeedState.NEED, NeedState.ORDERED)
            ),
            to_cancel=tuple(
                sorted(
                    (
                        task
                        for task in tasks
                        if task.need.state is NeedState.TO_CANCEL
                        or (_is_cancelled(task) and task.need.cancel_free_until is not None)
                    ),
                    key=lambda task: _when_to_cancel(task, now),
                )
            ),
            needs=tuple(
                task
                for task in tasks
                if _is_planned(task)
                and task.room.placed.occasion.day > today
                and task.need.state is NeedState.NEED
            ),
            registers=tuple(registers),
            promises=tuple(
                Promise(one, people[one.enrolment_id].enrolment.label if one.enrolment_id else "")
                for one in promises
            ),
            deadlines=tuple(
                sorted(
                    (task for task in tasks if task.need.cancel_free_until and _deadline(task) >= now),
                    key=_deadline,
                )
            ),
            coming=tuple(room for room in coming if room.placed.occasion.day > today),
            following=following,
            has_courses=has_courses,
        )


def _is_planned(task: InterpreterTask) -> bool:
    return task.room.placed.occasion.status is OccasionStatus.PLANNED


def _is_cancelled(task: InterpreterTask) -> bool:
    return task.room.placed.occasion.status is OccasionStatus.CANCELLED


def _when_to_cancel(task: InterpreterTask, now: datetime) -> tuple[bool, datetime]:
    """The nearest deadline first; those that have passed come last, since waiting costs nothing more."""
    deadline = task.need.cancel_free_until or task.room.placed.occasion.start
    return deadline < now, deadline


def _deadline(task: InterpreterTask) -> datetime:
    assert task.need.cancel_free_until is not None
    return task.need.cancel_free_until
