"""Marks of the register, read and written."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.attendance import Mark, MarkKind
from halsoskola.storage.rows import Values, write_over
from halsoskola.storage.tables import MarkRow, MeetingRow


def _mark(row: MarkRow) -> Mark:
    return Mark(row.id, row.enrolment_id, row.meeting_id, row.occasion_id, MarkKind(row.kind), row.minutes)


def mark_values(mark: Mark) -> Values:
    return {
        "id": mark.id,
        "enrolment_id": mark.enrolment_id,
        "meeting_id": mark.meeting_id,
        "occasion_id": mark.occasion_id,
        "kind": mark.kind.value,
        "counts_as": mark.counts_as.value,
        "minutes": mark.minutes,
    }


def save_mark(db: DbSession, mark: Mark) -> None:
    """Adds the mark, or writes over the one that its enrolment and meeting already have."""
    row = _row(db, mark.enrolment_id, mark.meeting_id)
    if row is None:
        db.add(MarkRow(**mark_values(mark)))
    else:
        write_over(row, mark_values(mark) | {"id": row.id})


def remove_mark(db: DbSession, enrolment_id: str, meeting_id: str) -> None:
    """Takes the mark away, so that she is only expected again; nothing happens when there is none."""
    row = _row(db, enrolment_id, meeting_id)
    if row is not None:
        db.delete(row)


def _row(db: DbSession, enrolment_id: str, meeting_id: str) -> MarkRow | None:
    return db.scalar(
        select(MarkRow).where(MarkRow.enrolment_id == enrolment_id, MarkRow.meeting_id == meeting_id)
    )


def marks_of_meeting(db: DbSession, meeting_id: str) -> tuple[Mark, ...]:
    return tuple(map(_mark, db.scalars(select(MarkRow).where(MarkRow.meeting_id == meeting_id))))


def marks_of_meetings(db: DbSession, meeting_ids: Collection[str]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = {meeting_id: [] for meeting_id in meeting_ids}
    for row in db.scalars(select(MarkRow).where(MarkRow.meeting_id.in_(meeting_ids))):
        found[row.meeting_id].append(_mark(row))
    return {meeting_id: tuple(marks) for meeting_id, marks in found.items()}


def marks_of_course(db: DbSession, course_id: str) -> tuple[Mark, ...]:
    rows = db.scalars(
        select(MarkRow)
        .join(MeetingRow, MarkRow.meeting_id == MeetingRow.id)
        .where(MeetingRow.course_id == course_id)
    )
    return tuple(map(_mark, rows))
