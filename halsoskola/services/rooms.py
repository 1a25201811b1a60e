"""Who is in the room: register lines, language groups and interpreters of many occasions, read at once.

Every screen and paper that says "10 väntas" asks here, so that they all say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.attendance import (
    RegisterCount,
    RegisterLine,
    count_register,
    expected,
    register_lines,
)
from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.interpreting import (
    Agency,
    InterpreterNeed,
    LanguageGroup,
    interpreter_needs,
    language_groups,
)
from halsoskola.domain.participants import Participant
from halsoskola.storage import attendance as mark_rows
from halsoskola.storage import courses as course_rows
from halsoskola.storage import interpreting as booking_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.courses import PlacedOccasion


@dataclass(frozen=True, slots=True)
class Room:
    """One occasion with everybody on its register.

    people: participant by enrolment id, for all lines. groups: the expected, by language, Swedish last.
    needs: one per language with people or a live booking, in the order of the groups.
    """

    placed: PlacedOccasion
    lines: tuple[RegisterLine, ...]
    people: Mapping[str, Participant]
    groups: tuple[LanguageGroup, ...]
    needs: tuple[InterpreterNeed, ...]

    @property
    def expected(self) -> tuple[RegisterLine, ...]:
        return expected(self.lines)

    @property
    def is_confirmed(self) -> bool:
        return self.placed.occasion.status is OccasionStatus.HELD

    @property
    def count(self) -> RegisterCount:
        """Heads: what was confirmed, or what would be if it were now."""
        return count_register(self.lines, confirmed=self.is_confirmed)

    def need_of(self, group: LanguageGroup) -> InterpreterNeed | None:
        """None for Swedish, which needs nobody."""
        return next(
            (n for n in self.needs if (n.language, n.variant) == (group.language, group.variant)), None
        )


def load_rooms(db: DbSession, placed: Sequence[PlacedOccasion]) -> dict[str, Room]:
    """Occasion id -> room, for all of `placed`, with a number of queries that does not grow with them."""
    people = people_rows.people_of_courses(db, {one.course.id for one in placed})
    marks = mark_rows.marks_of_meetings(db, {one.meeting.id for one in placed})
    bookings = booking_rows.bookings_of(db, [one.occasion.id for one in placed])
    agencies: dict[str, Agency] = booking_rows.agencies(db)
    rooms = {}
    for one in placed:
        enrolled = people[one.course.id]
        lines = register_lines(one.occasion, [person.enrolment for person in enrolled], marks[one.meeting.id])
        of_enrolment = {person.enrolment.id: person.participant for person in enrolled}
        groups = language_groups(
            (of_enrolment[line.enrolment.id].interpreter_language, of_enrolment[line.enrolment.id].variant)
            for line in expected(lines)
        )
        rooms[one.occasion.id] = Room(
            placed=one,
            lines=lines,
            people={line.enrolment.id: of_enrolment[line.enrolment.id] for line in lines},
            groups=groups,
            needs=interpreter_needs(one.occasion, groups, bookings[one.occasion.id], agencies),
        )
    return rooms


def load_room(db: DbSession, occasion_id: str) -> Room:
    """Raises: RuleBroken when there is no such occasion (somebody undid making it, say)."""
    return load_rooms(db, [placed_or_refused(db, occasion_id)])[occasion_id]


def placed_or_refused(db: DbSession, occasion_id: str) -> PlacedOccasion:
    """The occasion with its meeting, track and course. Raises: RuleBroken when it is gone."""
    placed = course_rows.placed_occasion(db, occasion_id)
    if placed is None:
        raise RuleBroken(Refusal.OCCASION_GONE)
    return placed


def rooms_of_course(db: DbSession, course_id: str) -> tuple[Room, ...]:
    """All occasions of a course, by meeting and then morning before afternoon."""
    course = course_rows.course_by_id(db, course_id)
    if course is None:
        raise RuleBroken(Refusal.COURSE_GONE)
    tracks = {track.id: track for track in course_rows.tracks_of(db, course_id)}
    meetings = {meeting.id: meeting for meeting in course_rows.meetings_of(db, course_id)}
    placed = [
        PlacedOccasion(occasion, meetings[occasion.meeting_id], tracks[occasion.track_id], course)
        for occasion in course_rows.occasions_of(db, course_id)
    ]
    return tuple(load_rooms(db, placed).values())
