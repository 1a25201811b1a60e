"""Courses, tracks, meetings, occasions and the courses' own plan copies, read and written."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.courses import Course, Meeting, Occasion, OccasionStatus, Track, TrackCode
from halsoskola.domain.plans import FiroPhase
from halsoskola.storage.rows import Values
from halsoskola.storage.tables import CoursePlanRow, CourseRow, MeetingRow, OccasionRow, TrackRow


@dataclass(frozen=True, slots=True)
class PlacedOccasion:
    """An occasion with what it belongs to."""

    occasion: Occasion
    meeting: Meeting
    track: Track
    course: Course


def _course(row: CourseRow) -> Course:
    return Course(
        row.id, row.number, row.name, row.template, row.starts_on, row.ends_on, uses_names=row.uses_names
    )


def _track(row: TrackRow) -> Track:
    return Track(row.id, row.course_id, TrackCode(row.code), row.starts_at, row.capacity)


def _meeting(row: MeetingRow) -> Meeting:
    firo = FiroPhase(row.firo) if row.firo else None
    return Meeting(row.id, row.course_id, row.number, row.plan, row.title, row.minutes, firo)


def _occasion(row: OccasionRow) -> Occasion:
    return Occasion(
        row.id,
        row.meeting_id,
        row.track_id,
        row.day,
        row.starts_at,
        row.minutes,
        row.venue,
        OccasionStatus(row.status),
        row.note,
    )


def course_values(course: Course) -> Values:
    return {
        "id": course.id,
        "number": course.number,
        "name": course.name,
        "template": course.template,
        "starts_on": course.starts_on,
        "ends_on": course.ends_on,
        "uses_names": course.uses_names,
    }


def track_values(track: Track) -> Values:
    return {
        "id": track.id,
        "course_id": track.course_id,
        "code": track.code.value,
        "starts_at": track.starts_at,
        "capacity": track.capacity,
    }


def meeting_values(meeting: Meeting) -> Values:
    return {
        "id": meeting.id,
        "course_id": meeting.course_id,
        "number": meeting.number,
        "plan": meeting.plan,
        "title": meeting.title,
        "minutes": meeting.minutes,
        "firo": meeting.firo.value if meeting.firo else "",
    }


def occasion_values(occasion: Occasion) -> Values:
    return {
        "id": occasion.id,
        "meeting_id": occasion.meeting_id,
        "track_id": occasion.track_id,
        "day": occasion.day,
        "starts_at": occasion.starts_at,
        "minutes": occasion.minutes,
        "venue": occasion.venue,
        "status": occasion.status.value,
        "note": occasion.note,
    }


def plan_values(course_id: str, plan: str, content: bytes) -> Values:
    """content: the course's own copy of the plan, packed."""
    return {"course_id": course_id, "plan": plan, "content": content}


def next_course_number(db: DbSession) -> int:
    return (db.scalar(select(func.max(CourseRow.number))) or 0) + 1


def add_course(
    db: DbSession,
    course: Course,
    tracks: Iterable[Track],
    meetings: Iterable[Meeting],
    occasions: Iterable[Occasion],
    plans: dict[str, bytes],
) -> None:
    """Adds a course with everything that hangs on it. plans: plan id -> the course's own copy."""
    db.add(CourseRow(**course_values(course)))
    db.flush()
    db.add_all(TrackRow(**track_values(track)) for track in tracks)
    db.add_all(MeetingRow(**meeting_values(meeting)) for meeting in meetings)
    db.flush()
    db.add_all(OccasionRow(**occasion_values(occasion)) for occasion in occasions)
    db.add_all(CoursePlanRow(**plan_values(course.id, plan, content)) for plan, content in plans.items())


def rename_course(db: DbSession, course_id: str, name: str) -> None:
    row = db.get_one(CourseRow, course_id)
    row.name = name


def all_courses(
    db: DbSession, *, limit: int | None = None, offset: int = 0, search: str = ""
) -> tuple[Course, ...]:
    """By number; with `limit`, that many from `offset` on, newest start first.

    search: only those with it in their name, or as their number; "" for all.
    """
    found = select(CourseRow)
    if wanted := search.strip().casefold():
        # The database knows large and small letters only of a to z, so names are compared here.
        rows = db.execute(select(CourseRow.id, CourseRow.number, CourseRow.name))
        ids = [key for key, number, name in rows if wanted == str(number) or wanted in name.casefold()]
        found = found.where(CourseRow.id.in_(ids))
    if limit is None:
        return tuple(map(_course, db.scalars(found.order_by(CourseRow.number))))
    newest = found.order_by(CourseRow.starts_on.desc(), CourseRow.number.desc())
    return tuple(map(_course, db.scalars(newest.limit(limit).offset(offset))))


def count_courses(db: DbSession) -> int:
    return db.scalar(select(func.count()).select_from(CourseRow)) or 0


def course_by_number(db: DbSession, number: int) -> Course | None:
    row = db.scalar(select(CourseRow).where(CourseRow.number == number))
    return _course(row) if row else None


def course_by_id(db: DbSession, course_id: str) -> Course | None:
    row = db.get(CourseRow, course_id)
    return _course(row) if row else None


def tracks_of(db: DbSession, course_id: str) -> tuple[Track, ...]:
    """Morning before afternoon."""
    rows = db.scalars(select(TrackRow).where(TrackRow.course_id == course_id))
    return tuple(sorted(map(_track, rows), key=lambda track: list(TrackCode).index(track.code)))


def tracks_of_courses(db: DbSession, course_ids: Collection[str]) -> dict[str, tuple[Track, ...]]:
    found: dict[str, list[Track]] = {course_id: [] for course_id in course_ids}
    for row in db.scalars(select(TrackRow).where(TrackRow.course_id.in_(course_ids))):
        found[row.course_id].append(_track(row))
    order = list(TrackCode)
    return {key: tuple(sorted(value, key=lambda t: order.index(t.code))) for key, value in found.items()}


def meetings_of(db: DbSession, course_id: str) -> tuple[Meeting, ...]:
    rows = db.scalars(select(MeetingRow).where(MeetingRow.course_id == course_id).order_by(MeetingRow.number))
    return tuple(map(_meeting, rows))


def occasions_of(db: DbSession, course_id: str) -> tuple[Occasion, ...]:
    """All of a course, by meeting number and then by track."""
    rows = db.scalars(
        select(OccasionRow)
        .join(MeetingRow, OccasionRow.meeting_id == MeetingRow.id)
        .join(TrackRow, OccasionRow.track_id == TrackRow.id)
        .where(MeetingRow.course_id == course_id)
        .order_by(MeetingRow.number, TrackRow.code.desc())
    )
    return tuple(map(_occasion, rows))


def occasions_of_meeting(db: DbSession, meeting_id: str) -> tuple[Occasion, ...]:
    rows = db.scalars(
        select(OccasionRow).where(OccasionRow.meeting_id == meeting_id).order_by(OccasionRow.starts_at)
    )
    return tuple(map(_occasion, rows))


def placed_occasion(db: DbSession, occasion_id: str) -> PlacedOccasion | None:
    found = _placed(db, OccasionRow.id == occasion_id)
    return found[0] if found else None


def occasions_between(db: DbSession, first: date, last: date) -> tuple[PlacedOccasion, ...]:
    """Those from `first` to `last`, both inclusive, in the order of the clock; cancelled ones too."""
    return _placed(db, OccasionRow.day.between(first, last))


def unconfirmed_before(db: DbSession, day: date, since: date) -> tuple[PlacedOccasion, ...]:
    """Held by the calendar, from `since` on and before `day`, but with a register nobody confirmed."""
    return _placed(
        db,
        (OccasionRow.status == OccasionStatus.PLANNED.value)
        & (OccasionRow.day < day)
        & (OccasionRow.day >= since),
    )


def next_occasion_days(db: DbSession, course_ids: Collection[str], today: date) -> dict[str, date]:
    """Course id -> the day of its next planned occasion, today included; courses without one are missing."""
    rows = db.execute(
        select(MeetingRow.course_id, func.min(OccasionRow.day))
        .join(OccasionRow, OccasionRow.meeting_id == MeetingRow.id)
        .where(
            MeetingRow.course_id.in_(course_ids),
            OccasionRow.day >= today,
            OccasionRow.status == OccasionStatus.PLANNED.value,
        )
        .group_by(MeetingRow.course_id)
    )
    return {row[0]: row[1] for row in rows}


def next_planned_after(db: DbSession, day: date) -> PlacedOccasion | None:
    """The first occasion after `day` that is not called off, None when nothing is planned any more."""
    planned = OccasionRow.status == OccasionStatus.PLANNED.value
    first = db.scalar(
        select(OccasionRow.id)
        .where(planned, OccasionRow.day > day)
        .order_by(OccasionRow.day, OccasionRow.starts_at, OccasionRow.id)
        .limit(1)
    )
    return placed_occasion(db, first) if first is not None else None


def _placed(db: DbSession, condition: object) -> tuple[PlacedOccasion, ...]:
    rows = db.execute(
        select(OccasionRow, MeetingRow, TrackRow, CourseRow)
        .join(MeetingRow, OccasionRow.meeting_id == MeetingRow.id)
        .join(TrackRow, OccasionRow.track_id == TrackRow.id)
        .join(CourseRow, MeetingRow.course_id == CourseRow.id)
        .where(condition)  # type: ignore[arg-type]
        .order_by(OccasionRow.day, OccasionRow.starts_at, CourseRow.number)
    )
    return tuple(
        PlacedOccasion(_occasion(occasion), _meeting(meeting), _track(track), _course(course))
        for occasion, meeting, track, course in rows
    )


def save_occasion(db: DbSession, occasion: Occasion) -> None:
    """Writes what may change of an occasion after it was made: status, note, venue and time."""
    row = db.get_one(OccasionRow, occasion.id)
    row.status = occasion.status.value
    row.note = occasion.note
    row.venue = occasion.venue
    row.day = occasion.day
    row.starts_at = occasion.starts_at


def plan_copy(db: DbSession, course_id: str, plan: str) -> bytes | None:
    row = db.get(CoursePlanRow, (course_id, plan))
    return row.content if row else None


def save_plan_copy(db: DbSession, course_id: str, plan: str, content: bytes, title: str) -> None:
    """The course's own copy of a plan, packed; its meetings are called `title` from now on."""
    db.get_one(CoursePlanRow, (course_id, plan)).content = content
    rows = db.scalars(select(MeetingRow).where(MeetingRow.course_id == course_id, MeetingRow.plan == plan))
    for row in rows:
        row.title = title


def set_venue(db: DbSession, occasion_ids: Sequence[str], venue: str) -> None:
    for row in db.scalars(select(OccasionRow).where(OccasionRow.id.in_(occasion_ids))):
        row.venue = venue
