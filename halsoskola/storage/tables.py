"""Every table, typed. Rows stay inside `storage`; the modules beside this one turn them into domain facts.

Text about people is encrypted with the whole file, so columns are plain here. Enums are stored by their value.
"""

from datetime import date, time
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from halsoskola.domain.changes import Kind

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can find it."""


class Base(DeclarativeBase):
    """`__kind__` tells screens what sort of thing changed when a row does."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), bytes: LargeBinary()}
    __kind__: ClassVar[Kind]


class AboutRow(Base):
    """Name and value of what the database knows about itself: its id and the program version that last wrote it."""

    __tablename__ = "about"
    __kind__ = Kind.LEADER

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class CourseRow(Base):
    __tablename__ = "courses"
    __kind__ = Kind.COURSE
    __table_args__ = (Index(None, "ends_on"), Index(None, "starts_on"))

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    template: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    uses_names: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)


class CoursePlanRow(Base):
    """The course's own copy of a plan, so that a held course does not change when the library does."""

    __tablename__ = "course_plans"
    __kind__ = Kind.PLAN

    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True)
    plan: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class TrackRow(Base):
    __tablename__ = "tracks"
    __kind__ = Kind.COURSE
    __table_args__ = (UniqueConstraint("course_id", "code"), CheckConstraint("capacity > 0", name="seats"))

    id: Mapped[str] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    code: Mapped[str]
    starts_at: Mapped[time]
    capacity: Mapped[int]


class MeetingRow(Base):
    __tablename__ = "meetings"
    __kind__ = Kind.MEETING
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    number: Mapped[int]
    plan: Mapped[str]
    title: Mapped[str]
    minutes: Mapped[int]
    firo: Mapped[str]


class OccasionRow(Base):
    __tablename__ = "occasions"
    __kind__ = Kind.OCCASION
    __table_args__ = (
        UniqueConstraint("meeting_id", "track_id"),
        Index(None, "day"),
        Index(None, "status", "day"),
        Index(None, "track_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts_at: Mapped[time]
    minutes: Mapped[int]
    venue: Mapped[str]
    status: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class ParticipantRow(Base):
    """`understands` is language codes with commas between."""

    __tablename__ = "participants"
    __kind__ = Kind.PARTICIPANT

    id: Mapped[str] = mapped_column(primary_key=True)
    interpreter_language: Mapped[str]
    variant: Mapped[str] = mapped_column(default="")
    understands: Mapped[str] = mapped_column(default="")
    reads: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    contact_way: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class EnrolmentRow(Base):
    __tablename__ = "enrolments"
    __kind__ = Kind.ENROLMENT
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        Index(None, "participant_id"),
        Index(None, "track_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))
    number: Mapped[int]
    sign: Mapped[str]
    status: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class MarkRow(Base):
    """`counts_as` is stored, so that what a held meeting counted stays as it was when rules change."""

    __tablename__ = "marks"
    __kind__ = Kind.MARK
    __table_args__ = (
        UniqueConstraint("enrolment_id", "meeting_id"),
        Index(None, "meeting_id"),
        Index(None, "occasion_id"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    occasion_id: Mapped[str] = mapped_column(ForeignKey("occasions.id", ondelete="CASCADE"))
    kind: Mapped[str]
    counts_as: Mapped[str]
    minutes: Mapped[int] = mapped_column(default=0)


class AgencyRow(Base):
    __tablename__ = "agencies"
    __kind__ = Kind.AGENCY

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    customer_number: Mapped[str] = mapped_column(default="")
    free_hours_on_site: Mapped[int] = mapped_column(default=24)
    free_hours_remote: Mapped[int] = mapped_column(default=24)
    version: Mapped[int] = mapped_column(default=1)


class BookingRow(Base):
    __tablename__ = "bookings"
    __kind__ = Kind.BOOKING
    __table_args__ = (Index(None, "occasion_id"), Index(None, "agency_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    occasion_id: Mapped[str] = mapped_column(ForeignKey("occasions.id", ondelete="CASCADE"))
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    language: Mapped[str]
    variant: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    mode: Mapped[str]
    booking_number: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    noted: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class FaceCountRow(Base):
    __tablename__ = "face_counts"
    __kind__ = Kind.EVALUATION
    __table_args__ = (CheckConstraint("glad >= 0 AND middle >= 0 AND sad >= 0", name="faces"),)

    occasion_id: Mapped[str] = mapped_column(ForeignKey("occasions.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    glad: Mapped[int]
    middle: Mapped[int]
    sad: Mapped[int]


class FiroNoteRow(Base):
    __tablename__ = "firo_notes"
    __kind__ = Kind.FIRO_NOTE

    occasion_id: Mapped[str] = mapped_column(ForeignKey("occasions.id", ondelete="CASCADE"), primary_key=True)
    phase: Mapped[str]


class FollowUpRow(Base):
    __tablename__ = "follow_ups"
    __kind__ = Kind.FOLLOW_UP
    __table_args__ = (
        Index(None, "done_on", "due"),
        Index(None, "course_id"),
        Index(None, "occasion_id"),
        Index(None, "enrolment_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    occasion_id: Mapped[str | None] = mapped_column(ForeignKey("occasions.id", ondelete="SET NULL"))
    enrolment_id: Mapped[str | None] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    text: Mapped[str]
    due: Mapped[date]
    done_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
