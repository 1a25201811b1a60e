"""People of a course: adding, changing, giving a seat from the waiting list, ending."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import Course, Track, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import is_language
from halsoskola.domain.participants import (
    READS_NOTHING,
    ContactWay,
    Enrolment,
    EnrolmentStatus,
    Participant,
    Sex,
    checked_name,
    checked_phone,
    checked_variant,
    next_number,
    next_sign,
    number_label,
)
from halsoskola.i18n.catalogues import _
from halsoskola.services.clock import Clock
from halsoskola.services.ids import new_id
from halsoskola.storage import courses as course_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.participants import EnrolledPerson
from halsoskola.storage.store import Store


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of the course's list of people."""

    enrolment: Enrolment
    participant: Participant
    track: Track


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a leader can say about a person. number None takes the next free one."""

    interpreter_language: str
    variant: str = ""
    understands: tuple[str, ...] = ()
    reads: str = READS_NOTHING
    sex: Sex | None = None
    name: str = ""
    contact_way: ContactWay | None = None
    phone: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class AddedPerson:
    enrolment: Enrolment
    changes: Changes


class ParticipantService:
    def __init__(self, store: Store, clock: Clock, *, ids: Callable[[], str] = new_id) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def list(self, course_id: str) -> tuple[PersonLine, ...]:
        """Everybody of the course by number, also those waiting and those who have ended."""
        with self._store.read() as db:
            tracks = {track.id: track for track in course_rows.tracks_of(db, course_id)}
            people = people_rows.people_of_course(db, course_id)
        return tuple(
            PersonLine(one.enrolment, one.participant, tracks[one.enrolment.track_id]) for one in people
        )

    def add(self, course_id: str, track: TrackCode, facts: PersonFacts) -> AddedPerson:
        """Adds one person to a track; to its waiting list when all seats are taken.

        Raises: RuleBroken for a taken number, an unknown language, a name where none are kept, a personnummer.
        """
        with self._store.write(_("Ny deltagare")) as write:
            course = course_rows.course_by_id(write.db, course_id)
            if course is None:
                raise RuleBroken(Refusal.COURSE_GONE)
            enrolment = self.enrol(write.db, course, track, facts)
        return AddedPerson(enrolment, write.changes)

    def enrol(
        self,
        db: DbSession,
        course: Course,
        track_code: TrackCode,
        facts: PersonFacts,
        *,
        waiting: bool | None = None,
    ) -> Enrolment:
        """The same inside somebody else's transaction. waiting None decides by the seats that are left."""
        track = _track(db, course.id, track_code)
        people = people_rows.people_of_course(db, course.id)
        numbers = {one.enrolment.number for one in people}
        number = facts.number if facts.number is not None else next_number(numbers)
        if number in numbers:
            raise RuleBroken(Refusal.NUMBER_TAKEN, number=number_label(number))
        if waiting is None:
            waiting = _seats_left(track, people) <= 0
        participant = _checked(course, Participant(self._ids(), facts.interpreter_language), facts)
        enrolment = Enrolment(
            id=self._ids(),
            participant_id=participant.id,
            course_id=course.id,
            track_id=track.id,
            number=number,
            sign=next_sign([one.enrolment.sign for one in people]),
            status=EnrolmentStatus.WAITING if waiting else EnrolmentStatus.TAKING_PART,
            since=self._first_day(course),
        )
        people_rows.save_participant(db, participant)
        people_rows.save_enrolment(db, enrolment)
        db.flush()
        return enrolment

    def change(self, enrolment_id: str, facts: PersonFacts) -> Changes:
        """Writes over what is known about a person; her number and place stay. Raises: as `add`."""
        with self._store.write(_("Deltagarens uppgifter")) as write:
            person = self._person(write.db, enrolment_id)
            course = course_rows.course_by_id(write.db, person.enrolment.course_id)
            assert course is not None
            people_rows.save_participant(write.db, _checked(course, person.participant, facts))
        return write.changes

    def give_seat(self, enrolment_id: str) -> Changes:
        """Moves somebody from the waiting list to a seat, from today. Raises: RuleBroken when none is free."""
        with self._store.write(_("Plats från väntelistan")) as write:
            person = self._person(write.db, enrolment_id)
            course = course_rows.course_by_id(write.db, person.enrolment.course_id)
            assert course is not None
            people = people_rows.people_of_course(write.db, course.id)
            track = next(
                one
                for one in course_rows.tracks_of(write.db, course.id)
                if one.id == person.enrolment.track_id
            )
            if _seats_left(track, people) <= 0:
                raise RuleBroken(Refusal.TRACK_FULL, capacity=track.capacity)
            seated = replace(
                person.enrolment, status=EnrolmentStatus.TAKING_PART, since=self._first_day(course)
            )
            people_rows.save_enrolment(write.db, seated)
        return write.changes

    def end(self, enrolment_id: str) -> Changes:
        """Ends her place today; what the registers said of her stays. The seat is free again.

        Who ends before the course begins, or while she waits, has never taken part.
        """
        with self._store.write(_("Deltagaren slutar")) as write:
            person = self._person(write.db, enrolment_id)
            place, today = person.enrolment, self._clock.today()
            took_part = place.status is EnrolmentStatus.TAKING_PART and place.since <= today
            until = today if took_part else place.since - timedelta(days=1)
            people_rows.save_enrolment(write.db, replace(place, status=EnrolmentStatus.ENDED, until=until))
        return write.changes

    def move(self, enrolment_id: str, track_code: TrackCode) -> Changes:
        """Puts her in the course's other run from now on; her marks stay with their meetings.

        Raises: RuleBroken when that run is full.
        """
        with self._store.write(_("Byte av grupp")) as write:
            person = self._person(write.db, enrolment_id)
            track = _track(write.db, person.enrolment.course_id, track_code)
            people = people_rows.people_of_course(write.db, person.enrolment.course_id)
            if (
                person.enrolment.status is EnrolmentStatus.TAKING_PART
                and track.id != person.enrolment.track_id
                and _seats_left(track, people) <= 0
            ):
                raise RuleBroken(Refusal.TRACK_FULL, capacity=track.capacity)
            people_rows.save_enrolment(write.db, replace(person.enrolment, track_id=track.id))
        return write.changes

    def _first_day(self, course: Course) -> date:
        """From when a new seat counts: the course's first day, or today when it has begun."""
        return max(course.starts_on, min(self._clock.today(), course.ends_on))

    def _person(self, db: DbSession, enrolment_id: str) -> EnrolledPerson:
        person = people_rows.person(db, enrolment_id)
        if person is None:
            raise RuleBroken(Refusal.NO_SUCH_PARTICIPANT, number="")
        return person


def _track(db: DbSession, course_id: str, code: TrackCode) -> Track:
    tracks = course_rows.tracks_of(db, course_id)
    for track in tracks:
        if track.code is code:
            return track
    raise RuleBroken(
        Refusal.NO_SUCH_TRACK, track=code.value, known=", ".join(track.code.value for track in tracks)
    )


def _seats_left(track: Track, people: tuple[EnrolledPerson, ...]) -> int:
    taken = sum(
        one.enrolment.track_id == track.id and one.enrolment.status is EnrolmentStatus.TAKING_PART
        for one in people
    )
    return track.capacity - taken


def _checked(course: Course, participant: Participant, facts: PersonFacts) -> Participant:
    for code in (facts.interpreter_language, *facts.understands, facts.reads or "sv"):
        if not is_language(code):
            raise RuleBroken(Refusal.NO_SUCH_LANGUAGE, language=code, known="")
    return replace(
        participant,
        interpreter_language=facts.interpreter_language,
        variant=checked_variant(facts.variant),
        understands=facts.understands,
        reads=facts.reads,
        sex=facts.sex,
        name=checked_name(facts.name, uses_names=course.uses_names),
        contact_way=facts.contact_way,
        phone=checked_phone(facts.phone, facts.contact_way),
    )
