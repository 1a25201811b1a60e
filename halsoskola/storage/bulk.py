"""Whole courses inserted at once, for filling a new database; tables in the order in which they refer to each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.attendance import Mark
from halsoskola.domain.courses import Course, Meeting, Occasion, Track
from halsoskola.domain.evaluation import Evaluation
from halsoskola.domain.follow_ups import FollowUp
from halsoskola.domain.group_development import FiroNote
from halsoskola.domain.interpreting import Agency, Booking
from halsoskola.domain.participants import Enrolment, Participant
from halsoskola.storage.attendance import mark_values
from halsoskola.storage.courses import (
    course_values,
    meeting_values,
    occasion_values,
    plan_values,
    track_values,
)
from halsoskola.storage.evaluation import face_values
from halsoskola.storage.follow_ups import follow_up_values
from halsoskola.storage.group_development import firo_values
from halsoskola.storage.interpreting import agency_values, booking_values
from halsoskola.storage.participants import enrolment_values, participant_values
from halsoskola.storage.rows import Values
from halsoskola.storage.tables import (
    AgencyRow,
    Base,
    BookingRow,
    CoursePlanRow,
    CourseRow,
    EnrolmentRow,
    FaceCountRow,
    FiroNoteRow,
    FollowUpRow,
    MarkRow,
    MeetingRow,
    OccasionRow,
    ParticipantRow,
    TrackRow,
)

_COURSES_AT_ONCE = 10
"""Long enough lists that a statement's own cost does not show, short enough that memory does not."""


@dataclass(slots=True)
class CourseFacts:
    """Everything about one course. plans: plan id -> the course's own copy."""

    course: Course
    tracks: list[Track] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    occasions: list[Occasion] = field(default_factory=list)
    plans: dict[str, bytes] = field(default_factory=dict)
    participants: list[Participant] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    firo_notes: list[FiroNote] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)


def insert_agencies(db: DbSession, agencies: Iterable[Agency]) -> None:
    _insert(db, AgencyRow, [agency_values(agency) for agency in agencies])


def insert_plan_copies(db: DbSession, copies: Mapping[str, bytes]) -> None:
    """Gives all courses these plan copies; none of them has any yet."""
    courses = db.scalars(select(CourseRow.id))
    rows = [plan_values(course, plan, content) for course in courses for plan, content in copies.items()]
    _insert(db, CoursePlanRow, rows)


def insert_courses(db: DbSession, courses: Iterable[CourseFacts]) -> None:
    """Adds courses with all that hangs on them; their agencies must be there already.

    Bulk statements: the write must not be undoable, and nothing of it shows in its changes.
    """
    coming = iter(courses)
    while some := list(islice(coming, _COURSES_AT_ONCE)):
        _insert(db, CourseRow, [course_values(one.course) for one in some])
        _insert(db, TrackRow, [track_values(track) for one in some for track in one.tracks])
        _insert(db, MeetingRow, [meeting_values(meeting) for one in some for meeting in one.meetings])
        _insert(db, OccasionRow, [occasion_values(occasion) for one in some for occasion in one.occasions])
        _insert(
            db,
            CoursePlanRow,
            [plan_values(one.course.id, *copy) for one in some for copy in one.plans.items()],
        )
        _insert(
            db, ParticipantRow, [participant_values(person) for one in some for person in one.participants]
        )
        _insert(db, EnrolmentRow, [enrolment_values(place) for one in some for place in one.enrolments])
        _insert(db, MarkRow, [mark_values(mark) for one in some for mark in one.marks])
        _insert(db, BookingRow, [booking_values(booking) for one in some for booking in one.bookings])
        _insert(
            db,
            FaceCountRow,
            [
                face_values(evaluation.occasion_id, question, count)
                for one in some
                for evaluation in one.evaluations
                for question, count in evaluation.counts.items()
            ],
        )
        _insert(db, FiroNoteRow, [firo_values(note) for one in some for note in one.firo_notes])
        _insert(db, FollowUpRow, [follow_up_values(promise) for one in some for promise in one.follow_ups])


def _insert(db: DbSession, kind: type[Base], rows: list[Values]) -> None:
    if rows:
        table = kind.__table__
        assert isinstance(table, Table)
        # The table rather than the mapped class: half the time, and no mapped object is wanted.
        db.execute(insert(table), rows)
