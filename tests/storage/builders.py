"""A new encrypted store in a temporary folder, and rows with sensible values. Invented people only."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from halsoskola.storage.keys import Cost, DatabaseKey, unlock
from halsoskola.storage.store import Store
from halsoskola.storage.tables import (
    Base,
    CourseRow,
    EnrolmentRow,
    FollowUpRow,
    MeetingRow,
    OccasionRow,
    ParticipantRow,
    TrackRow,
)

PASSWORD = "björk och hav"
CHEAP = Cost(memory_kib=8, iterations=1, lanes=1)
"""Tests of rules need no slow password; one test measures the real cost."""


def database_in(folder: Path) -> Path:
    return folder / "halsoskola.db"


def key_file_in(folder: Path) -> Path:
    return folder / "halsoskola.key"


def a_store(folder: Path, version: str = "1.0") -> Store:
    store, _ = Store.create(
        database_in(folder), key_file_in(folder), PASSWORD, "Åsa", program_version=version, cost=CHEAP
    )
    return store


def the_key(folder: Path) -> DatabaseKey:
    return unlock(key_file_in(folder), PASSWORD)


def reopened(folder: Path, version: str = "1.0") -> Store:
    return Store.open(database_in(folder), the_key(folder), program_version=version)


def a_course(number: int, **given: Any) -> CourseRow:
    values: dict[str, Any] = {
        "id": str(uuid4()),
        "number": number,
        "name": f"Kurs {number}",
        "template": "malmo-halsoskola-12",
        "starts_on": date(2027, 1, 19),
        "ends_on": date(2027, 4, 13),
        "uses_names": False,
    }
    return CourseRow(**values | given)


def a_track(course: CourseRow, code: str = "fm") -> TrackRow:
    return TrackRow(id=str(uuid4()), course_id=course.id, code=code, starts_at=time(9), capacity=12)


def a_meeting(course: CourseRow, number: int = 1) -> MeetingRow:
    return MeetingRow(
        id=str(uuid4()),
        course_id=course.id,
        number=number,
        plan="P01",
        title="Välkommen",
        minutes=120,
        firo="",
    )


def an_occasion(meeting: MeetingRow, track: TrackRow) -> OccasionRow:
    return OccasionRow(
        id=str(uuid4()),
        meeting_id=meeting.id,
        track_id=track.id,
        day=date(2027, 1, 19),
        starts_at=time(9),
        minutes=120,
        venue="Sal 2",
        status="planned",
    )


def a_participant(**given: Any) -> ParticipantRow:
    values: dict[str, Any] = {"id": str(uuid4()), "interpreter_language": "ti", "name": "Östen"}
    return ParticipantRow(**values | given)


def an_enrolment(participant: ParticipantRow, track: TrackRow, number: int) -> EnrolmentRow:
    return EnrolmentRow(
        id=str(uuid4()),
        participant_id=participant.id,
        course_id=track.course_id,
        track_id=track.id,
        number=number,
        sign="leaf",
        status="enrolled",
        since=date(2027, 1, 19),
        until=None,
    )


def a_follow_up(course: CourseRow, occasion: OccasionRow | None = None) -> FollowUpRow:
    return FollowUpRow(
        id=str(uuid4()),
        course_id=course.id,
        occasion_id=occasion.id if occasion else None,
        enrolment_id=None,
        text="Fråga om lokalen",
        due=date(2027, 2, 1),
        done_on=None,
    )


def add_course(store: Store, number: int = 1, **given: Any) -> str:
    """Saves one course; returns its id."""
    with store.write("Ny kurs") as write:
        course = a_course(number, **given)
        write.db.add(course)
        return course.id


def dump(store: Store) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row of every table, in order of primary key, without the counting `version` column."""
    with store.read() as db:
        return {
            table.name: [
                tuple(row)
                for row in db.execute(
                    select(*(c for c in table.columns if c.name != "version")).order_by(*table.primary_key)
                )
            ]
            for table in Base.metadata.sorted_tables
        }
