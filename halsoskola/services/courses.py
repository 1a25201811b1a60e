"""Making a course from a template, and finding it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import (
    DEFAULT_START,
    SEATS,
    Course,
    CourseStatus,
    Meeting,
    Occasion,
    OccasionStatus,
    Track,
    TrackCode,
    TrackDays,
    checked_seats,
    meeting_days,
    weekdays_per_track,
)
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.participants import EnrolmentStatus
from halsoskola.domain.plan_warnings import PlanWarning
from halsoskola.domain.plans import CourseTemplate, SessionPlan
from halsoskola.i18n.catalogues import _
from halsoskola.plans.packing import plan_to_bytes
from halsoskola.services.calendar import ClosedDays, is_public_holiday
from halsoskola.services.clock import Clock
from halsoskola.services.ids import new_id
from halsoskola.services.plan_warnings import course_warnings
from halsoskola.services.plans import PlanService
from halsoskola.storage import courses as course_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.store import Store


@dataclass(frozen=True, slots=True)
class NewCourse:
    """What a leader chooses. weekdays: 0 Monday … 6 Sunday; empty means that of the start.

    `name` empty means the template's title. `venue` is written on every occasion. starts_at: where a track
    begins at another time than 9.00 or 13.00. track_weekdays: where a track has weekdays of its own; they win
    over `weekdays`.
    """

    template: str
    start: date
    tracks: tuple[TrackCode, ...]
    weekdays: tuple[int, ...] = ()
    name: str = ""
    uses_names: bool = False
    venue: str = ""
    capacity: int = SEATS
    starts_at: Mapping[TrackCode, time] = field(default_factory=dict)
    track_weekdays: Mapping[TrackCode, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CoursePreview:
    """What would be made. titles: the meetings' themes in order; days: one for each title, per track.

    warnings: number of a meeting and what is unfortunate about its place in the course.
    """

    titles: tuple[str, ...]
    days: Mapping[TrackCode, TrackDays]
    warnings: tuple[tuple[int, PlanWarning], ...] = ()


@dataclass(frozen=True, slots=True)
class CreatedCourse:
    course: Course
    preview: CoursePreview
    changes: Changes


@dataclass(frozen=True, slots=True)
class TrackSeats:
    track: Track
    taken: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One row of the list of courses. next_day: of its next planned occasion, None when there is none left."""

    course: Course
    status: CourseStatus
    tracks: tuple[TrackSeats, ...]
    next_day: date | None


@dataclass(frozen=True, slots=True)
class OccasionOfTrack:
    track: Track
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class MeetingLine:
    meeting: Meeting
    occasions: tuple[OccasionOfTrack, ...]


@dataclass(frozen=True, slots=True)
class CourseView:
    course: Course
    status: CourseStatus
    tracks: tuple[TrackSeats, ...]
    meetings: tuple[MeetingLine, ...]


class CourseService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        plans: PlanService,
        *,
        is_closed: ClosedDays = is_public_holiday,
        ids: Callable[[], str] = new_id,
    ) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._is_closed = is_closed
        self._ids = ids

    def templates(self) -> tuple[CourseTemplate, ...]:
        return self._plans.templates()

    def preview(self, wish: NewCourse) -> CoursePreview:
        """The days and themes of the course, without making it. Raises: RuleBroken as `create` does."""
        plans = self._plans_of(wish)
        per_track = weekdays_per_track(wish.tracks, wish.weekdays, wish.start)
        checked_seats(wish.capacity)
        days = {
            track: meeting_days(
                wish.start, wish.track_weekdays.get(track, weekdays), len(plans), self._is_closed
            )
            for track, weekdays in per_track.items()
        }
        warnings = course_warnings(plans, [run.days for run in days.values()])
        return CoursePreview(tuple(plan.title for plan in plans), days, warnings)

    def create(self, wish: NewCourse) -> CreatedCourse:
        """Makes the course with meetings, occasions and its own copies of the plans, all or nothing.

        Raises: RuleBroken for an unknown template, no or doubled tracks, or seats outside 1–40.
        """
        preview = self.preview(wish)
        template = self._plans.template(wish.template)
        plans = self._plans_of(wish)
        with self._store.write(_("Ny kurs")) as write:
            course = Course(
                id=self._ids(),
                number=course_rows.next_course_number(write.db),
                name=" ".join(wish.name.split()) or template.title,
                template=template.id,
                starts_on=min(track.days[0] for track in preview.days.values()),
                ends_on=max(track.days[-1] for track in preview.days.values()),
                uses_names=wish.uses_names,
            )
            tracks = {
                code: Track(
                    self._ids(), course.id, code, wish.starts_at.get(code, DEFAULT_START[code]), wish.capacity
                )
                for code in preview.days
            }
            meetings = [
                Meeting(
                    id=self._ids(),
                    course_id=course.id,
                    number=number,
                    plan=plan.id,
                    title=plan.title,
                    minutes=sum(block.minutes for block in plan.blocks),
                    firo=place.firo[0] if place.firo else None,
                )
                for number, (plan, place) in enumerate(zip(plans, template.meetings, strict=True), start=1)
            ]
            occasions = [
                Occasion(
                    id=self._ids(),
                    meeting_id=meeting.id,
                    track_id=track.id,
                    day=preview.days[code].days[meeting.number - 1],
                    starts_at=track.starts_at,
                    minutes=meeting.minutes,
                    venue=" ".join(wish.venue.split()),
                    status=OccasionStatus.PLANNED,
                )
                for meeting in meetings
                for code, track in tracks.items()
            ]
            copies = {plan.id: plan_to_bytes(plan) for plan in plans}
            course_rows.add_course(write.db, course, tracks.values(), meetings, occasions, copies)
        return CreatedCourse(course, preview, write.changes)

    def count(self) -> int:
        with self._store.read() as db:
            return course_rows.count_courses(db)

    def list(self, *, limit: int | None = None, offset: int = 0, search: str = "") -> tuple[CourseLine, ...]:
        """All by number, or with `limit` that many with the newest first.

        search: only courses with these letters in their name, or with this number; large letters do not matter.
        """
        today = self._clock.today()
        with self._store.read() as db:
            courses = course_rows.all_courses(db, limit=limit, offset=offset, search=search)
            ids = [course.id for course in courses]
            tracks = _seats(db, ids)
            next_days = course_rows.next_occasion_days(db, ids, today)
        return tuple(
            CourseLine(course, course.status(today), tracks[course.id], next_days.get(course.id))
            for course in courses
        )

    def view(self, course_id: str) -> CourseView:
        """Raises: RuleBroken when the course is gone."""
        with self._store.read() as db:
            course = course_rows.course_by_id(db, course_id)
            if course is None:
                raise RuleBroken(Refusal.COURSE_GONE)
            seats = _seats(db, [course_id])[course_id]
            tracks = {one.track.id: one.track for one in seats}
            of_meeting: dict[str, list[OccasionOfTrack]] = {}
            for occasion in course_rows.occasions_of(db, course_id):
                of_meeting.setdefault(occasion.meeting_id, []).append(
                    OccasionOfTrack(tracks[occasion.track_id], occasion)
                )
            meetings = course_rows.meetings_of(db, course_id)
        return CourseView(
            course,
            course.status(self._clock.today()),
            seats,
            tuple(MeetingLine(meeting, tuple(of_meeting.get(meeting.id, ()))) for meeting in meetings),
        )

    def by_number(self, number: int) -> Course:
        """Raises: RuleBroken when there is no such course."""
        with self._store.read() as db:
            course = course_rows.course_by_number(db, number)
        if course is None:
            raise RuleBroken(Refusal.NO_SUCH_COURSE, number=number)
        return course

    def occasion_of(self, course_id: str, meeting: int, track: TrackCode) -> Occasion:
        """The occasion by the numbers people use. Raises: RuleBroken naming what exists."""
        view = self.view(course_id)
        lines = {line.meeting.number: line for line in view.meetings}
        if meeting not in lines:
            raise RuleBroken(
                Refusal.NO_SUCH_MEETING, course=view.course.number, number=meeting, last=max(lines, default=0)
            )
        for one in lines[meeting].occasions:
            if one.track.code is track:
                return one.occasion
        known = ", ".join(seats.track.code.value for seats in view.tracks)
        raise RuleBroken(Refusal.NO_SUCH_TRACK, track=track.value, known=known)

    def rename(self, course_id: str, name: str) -> Changes:
        """Raises: RuleBroken when nothing is left of the name."""
        kept = " ".join(name.split())
        if not kept:
            raise RuleBroken(Refusal.LINE_EMPTY)
        with self._store.write(_("Kursens namn")) as write:
            course_rows.rename_course(write.db, course_id, kept)
        return write.changes

    def set_venue(self, occasion_ids: tuple[str, ...], venue: str) -> Changes:
        with self._store.write(_("Plats")) as write:
            course_rows.set_venue(write.db, occasion_ids, " ".join(venue.split()))
        return write.changes

    def _plans_of(self, wish: NewCourse) -> tuple[SessionPlan, ...]:
        return tuple(
            self._plans.plan(place.plan_id) for place in self._plans.template(wish.template).meetings
        )


def _seats(db: DbSession, course_ids: list[str]) -> dict[str, tuple[TrackSeats, ...]]:
    taken = people_rows.seats_taken(db, course_ids)
    return {
        course_id: tuple(
            TrackSeats(
                track,
                taken.get((track.id, EnrolmentStatus.TAKING_PART), 0),
                taken.get((track.id, EnrolmentStatus.WAITING), 0),
            )
            for track in tracks
        )
        for course_id, tracks in course_rows.tracks_of_courses(db, course_ids).items()
    }
