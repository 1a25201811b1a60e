"""Participants and enrolments, read and written."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.participants import ContactWay, Enrolment, EnrolmentStatus, Participant, Sex
from halsoskola.storage.rows import Values, save_row, write_over
from halsoskola.storage.tables import EnrolmentRow, ParticipantRow


@dataclass(frozen=True, slots=True)
class EnrolledPerson:
    """A person with her place in one course."""

    enrolment: Enrolment
    participant: Participant


def _participant(row: ParticipantRow) -> Participant:
    return Participant(
        id=row.id,
        interpreter_language=row.interpreter_language,
        variant=row.variant,
        understands=tuple(row.understands.split(",")) if row.understands else (),
        reads=row.reads,
        sex=Sex(row.sex) if row.sex else None,
        name=row.name,
        contact_way=ContactWay(row.contact_way) if row.contact_way else None,
        phone=row.phone,
    )


def _enrolment(row: EnrolmentRow) -> Enrolment:
    return Enrolment(
        row.id,
        row.participant_id,
        row.course_id,
        row.track_id,
        row.number,
        row.sign,
        EnrolmentStatus(row.status),
        row.since,
        row.until,
    )


def participant_values(participant: Participant) -> Values:
    return {
        "id": participant.id,
        "interpreter_language": participant.interpreter_language,
        "variant": participant.variant,
        "understands": ",".join(participant.understands),
        "reads": participant.reads,
        "sex": participant.sex.value if participant.sex else "",
        "name": participant.name,
        "contact_way": participant.contact_way.value if participant.contact_way else "",
        "phone": participant.phone,
    }


def enrolment_values(enrolment: Enrolment) -> Values:
    return {
        "id": enrolment.id,
        "participant_id": enrolment.participant_id,
        "course_id": enrolment.course_id,
        "track_id": enrolment.track_id,
        "number": enrolment.number,
        "sign": enrolment.sign,
        "status": enrolment.status.value,
        "since": enrolment.since,
        "until": enrolment.until,
    }


def save_participant(db: DbSession, participant: Participant) -> None:
    """Adds the person, or writes over what was known of her."""
    save_row(db, ParticipantRow, participant.id, participant_values(participant))


def save_enrolment(db: DbSession, enrolment: Enrolment) -> None:
    """Adds the place, or writes over it. The participant must be saved first."""
    row = db.get(EnrolmentRow, enrolment.id)
    if row is None:
        db.flush()
        db.add(EnrolmentRow(**enrolment_values(enrolment)))
    else:
        write_over(row, enrolment_values(enrolment))


def people_of_course(db: DbSession, course_id: str) -> tuple[EnrolledPerson, ...]:
    """Everybody who has or had a place, or waits for one; by number."""
    rows = db.execute(
        select(EnrolmentRow, ParticipantRow)
        .join(ParticipantRow, EnrolmentRow.participant_id == ParticipantRow.id)
        .where(EnrolmentRow.course_id == course_id)
        .order_by(EnrolmentRow.number)
    )
    return tuple(EnrolledPerson(_enrolment(enrolment), _participant(person)) for enrolment, person in rows)


def people_of_courses(db: DbSession, course_ids: Collection[str]) -> dict[str, tuple[EnrolledPerson, ...]]:
    rows = db.execute(
        select(EnrolmentRow, ParticipantRow)
        .join(ParticipantRow, EnrolmentRow.participant_id == ParticipantRow.id)
        .where(EnrolmentRow.course_id.in_(course_ids))
        .order_by(EnrolmentRow.number)
    )
    found: dict[str, list[EnrolledPerson]] = {course_id: [] for course_id in course_ids}
    for enrolment, person in rows:
        found[enrolment.course_id].append(EnrolledPerson(_enrolment(enrolment), _participant(person)))
    return {course_id: tuple(people) for course_id, people in found.items()}


def person(db: DbSession, enrolment_id: str) -> EnrolledPerson | None:
    row = db.get(EnrolmentRow, enrolment_id)
    if row is None:
        return None
    return EnrolledPerson(_enrolment(row), _participant(db.get_one(ParticipantRow, row.participant_id)))


def enrolment(db: DbSession, enrolment_id: str) -> Enrolment | None:
    row = db.get(EnrolmentRow, enrolment_id)
    return _enrolment(row) if row else None


def people(db: DbSession, enrolment_ids: Collection[str]) -> dict[str, EnrolledPerson]:
    rows = db.execute(
        select(EnrolmentRow, ParticipantRow)
        .join(ParticipantRow, EnrolmentRow.participant_id == ParticipantRow.id)
        .where(EnrolmentRow.id.in_(enrolment_ids))
    )
    return {row.id: EnrolledPerson(_enrolment(row), _participant(person)) for row, person in rows}


def seats_taken(db: DbSession, course_ids: Collection[str]) -> dict[tuple[str, EnrolmentStatus], int]:
    """(track id, status) -> how many enrolments."""
    rows = db.execute(
        select(EnrolmentRow.track_id, EnrolmentRow.status, func.count())
        .where(EnrolmentRow.course_id.in_(course_ids))
        .group_by(EnrolmentRow.track_id, EnrolmentRow.status)
    )
    return {(track_id, EnrolmentStatus(status)): count for track_id, status, count in rows}
