"""Courses, their parallel runs, meetings and occasions, and the rule that dates them.

A course is planned once and given in one or two tracks. A meeting is number n of the course; an occasion is that
meeting held for one track. Interpreters, registers and papers belong to occasions, attendance to meetings.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plans import FiroPhase

SWEDEN = ZoneInfo("Europe/Stockholm")
SEATS = 12
"""Places in a track unless the leader says otherwise. Source: method guide, workshop on social insurance."""

MOST_MEETINGS = 30
"""More than any course that was found has; a number above it is a slip of the finger."""


class TrackCode(StrEnum):
    """The two runs of the same plan. The code is also the track's name."""

    FM = "fm"
    EM = "em"


DEFAULT_START = {TrackCode.FM: time(9, 0), TrackCode.EM: time(13, 0)}


class CourseStatus(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"


class OccasionStatus(StrEnum):
    """`HELD` means that the register was confirmed; only then do its marks count."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Course:
    """One given course. `number` is what people write: course 3, participant 3:D07."""

    id: str
    number: int
    name: str
    template: str
    starts_on: date
    ends_on: date
    uses_names: bool

    def status(self, today: date) -> CourseStatus:
        if today < self.starts_on:
            return CourseStatus.PLANNED
        return CourseStatus.RUNNING if today <= self.ends_on else CourseStatus.FINISHED


@dataclass(frozen=True, slots=True)
class Track:
    id: str
    course_id: str
    code: TrackCode
    starts_at: time
    capacity: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """Number `number` (from 1) of a course. `plan` is the id of the course's own copy of a plan.

    `firo` is the phase that this place in the course usually stands for, None when the template names none.
    """

    id: str
    course_id: str
    number: int
    plan: str
    title: str
    minutes: int
    firo: FiroPhase | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting held for one track. `note` is the leader's line about it."""

    id: str
    meeting_id: str
    track_id: str
    day: date
    starts_at: time
    minutes: int
    venue: str
    status: OccasionStatus
    note: str = ""

    @property
    def start(self) -> datetime:
        """The moment it begins, in Swedish time."""
        return datetime.combine(self.day, self.starts_at, SWEDEN)

    @property
    def end(self) -> datetime:
        """The moment it ends by the clock on the wall, in Swedish time."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class TrackDays:
    """Which days a track meets on, and whether its first day is another than the one asked for.

    skipped: closed days between the start asked for and the last meeting on which it would have met.
    """

    days: tuple[date, ...]
    moved_from: date | None
    skipped: tuple[date, ...] = ()


def meeting_days(
    start: date, weekdays: Iterable[int], count: int, is_closed: Callable[[date], bool]
) -> TrackDays:
    """The days of `count` meetings from `start` on, in order.

    weekdays: 0 Monday … 6 Sunday, at least one; several mean several meetings a week.
    is_closed: true for days on which nobody meets, such as public holidays; they are skipped.
    Raises: RuleBroken when `count` is not 1–30, no weekday is given, or all days of a year are closed.
    """
    wanted = sorted(set(weekdays))
    if not 1 <= count <= MOST_MEETINGS:
        raise RuleBroken(Refusal.MEETING_COUNT, least=1, most=MOST_MEETINGS)
    if not wanted or not all(0 <= day <= 6 for day in wanted):
        raise RuleBroken(Refusal.NO_WEEKDAY)
    days: list[date] = []
    skipped: list[date] = []
    day, closed_in_a_row = start, 0
    while len(days) < count:
        if day.weekday() in wanted and not is_closed(day):
            days.append(day)
            closed_in_a_row = 0
        else:
            if day.weekday() in wanted:
                skipped.append(day)
            closed_in_a_row += 1
            if closed_in_a_row > 366:
                raise RuleBroken(Refusal.NO_OPEN_DAY)
        day += timedelta(days=1)
    return TrackDays(tuple(days), None if days[0] == start else start, tuple(skipped))


def weekdays_per_track(
    tracks: Sequence[TrackCode], weekdays: Sequence[int], start: date
) -> dict[TrackCode, tuple[int, ...]]:
    """Which weekdays each track meets on.

    No weekday means that of the start. As many weekdays as tracks (two or more) are given out in order, one to
    each; otherwise every track meets on all of them.
    """
    if not tracks or len(set(tracks)) != len(tracks):
        raise RuleBroken(Refusal.TRACKS_WRONG)
    chosen = tuple(weekdays) or (start.weekday(),)
    if len(tracks) > 1 and len(chosen) == len(tracks):
        return {track: (day,) for track, day in zip(tracks, chosen, strict=True)}
    return dict.fromkeys(tracks, chosen)


def checked_seats(capacity: int) -> int:
    """`capacity` when a room can hold it. Raises: RuleBroken outside 1–40."""
    if not 1 <= capacity <= 40:
        raise RuleBroken(Refusal.SEATS_WRONG, least=1, most=40)
    return capacity
