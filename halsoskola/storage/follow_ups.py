"""Promises, read and written."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.follow_ups import FollowUp
from halsoskola.storage.rows import Values, save_row
from halsoskola.storage.tables import FollowUpRow


def _follow_up(row: FollowUpRow) -> FollowUp:
    return FollowUp(row.id, row.course_id, row.occasion_id, row.enrolment_id, row.text, row.due, row.done_on)


def follow_up_values(follow_up: FollowUp) -> Values:
    return {
        "id": follow_up.id,
        "course_id": follow_up.course_id,
        "occasion_id": follow_up.occasion_id,
        "enrolment_id": follow_up.enrolment_id,
        "text": follow_up.text,
        "due": follow_up.due,
        "done_on": follow_up.done_on,
    }


def save_follow_up(db: DbSession, follow_up: FollowUp) -> None:
    """Adds the promise, or writes over it."""
    save_row(db, FollowUpRow, follow_up.id, follow_up_values(follow_up))


def remove_follow_up(db: DbSession, follow_up_id: str) -> None:
    row = db.get(FollowUpRow, follow_up_id)
    if row is not None:
        db.delete(row)


def follow_up(db: DbSession, follow_up_id: str) -> FollowUp | None:
    row = db.get(FollowUpRow, follow_up_id)
    return _follow_up(row) if row else None


def open_until(db: DbSession, day: date) -> tuple[FollowUp, ...]:
    """Not yet kept and due by `day`, inclusive; the most urgent first."""
    rows = db.scalars(
        select(FollowUpRow)
        .where(FollowUpRow.done_on.is_(None), FollowUpRow.due <= day)
        .order_by(FollowUpRow.due, FollowUpRow.id)
    )
    return tuple(map(_follow_up, rows))


def open_of_course(db: DbSession, course_id: str) -> tuple[FollowUp, ...]:
    """Not yet kept, whenever they are due; the most urgent first."""
    rows = db.scalars(
        select(FollowUpRow)
        .where(FollowUpRow.course_id == course_id, FollowUpRow.done_on.is_(None))
        .order_by(FollowUpRow.due, FollowUpRow.id)
    )
    return tuple(map(_follow_up, rows))


def of_occasion(db: DbSession, occasion_id: str) -> tuple[FollowUp, ...]:
    rows = db.scalars(
        select(FollowUpRow)
        .where(FollowUpRow.occasion_id == occasion_id)
        .order_by(FollowUpRow.due, FollowUpRow.id)
    )
    return tuple(map(_follow_up, rows))
