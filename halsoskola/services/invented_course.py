"""One synthetic course written out in full: people, registers, interpreters and notes, from an outline and a seed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from halsoskola.domain.attendance import COUNTS_AS, WITH_MINUTES, CountsAs, Mark, MarkKind
from halsoskola.domain.courses import (
    DEFAULT_START,
    SEATS,
    Course,
    Meeting,
    Occasion,
    OccasionStatus,
    Track,
    TrackCode,
)
from halsoskola.domain.evaluation import Evaluation, FaceCount, Question
from halsoskola.domain.follow_ups import FollowUp
from halsoskola.domain.group_development import FiroNote
from halsoskola.domain.interpreting import Booking, BookingState, InterpreterMode
from halsoskola.domain.participants import (
    NO_INTERPRETER,
    ContactWay,
    Enrolment,
    EnrolmentStatus,
    Participant,
    Sex,
)
from halsoskola.domain.picture_signs import PICTURE_SIGNS
from halsoskola.domain.plans import FiroPhase
from halsoskola.services import invented
from halsoskola.services.invented import Dice
from halsoskola.storage.bulk import CourseFacts

if TYPE_CHECKING:
    from halsoskola.services.plans import PlanService

TEMPLATE = "malmo-halsoskola-12"

_WEEK = timedelta(days=7)
_FM, _EM = TrackCode.FM, TrackCode.EM


@dataclass(frozen=True, slots=True)
class Place:
    """One meeting of the template: which plan, its title and length, and the phase this place stands for."""

    plan: str
    title: str
    minutes: int
    firo: FiroPhase | None


@dataclass(frozen=True, slots=True)
class CourseMaterial:
    """What all courses are made from. copies: the packed plans; empty when they are added later."""

    places: Sequence[Place]
    copies: Mapping[str, bytes]

    @classmethod
    def of(cls, service: "PlanService") -> "CourseMaterial":
        """From the plan files, packed once for all courses."""
        from halsoskola.plans.packing import plan_to_bytes

        template = service.template(TEMPLATE)
        plans = [service.plan(place.plan_id) for place in template.meetings]
        places = [
            Place(
                plan.id,
                plan.title,
                sum(block.minutes for block in plan.blocks),
                place.firo[0] if place.firo else None,
            )
            for plan, place in zip(plans, template.meetings, strict=True)
        ]
        return cls(places, {plan.id: plan_to_bytes(plan) for plan in plans})

    @classmethod
    def remembered(cls) -> "CourseMaterial":
        """Without the plan files, which take longer to read than everything else takes to make.

        A test holds what is remembered equal to the files.
        """
        return cls([Place(plan, title, 120, FiroPhase(firo)) for plan, title, firo in invented.PLACES], {})


@dataclass(frozen=True, slots=True)
class PromiseOutline:
    """number None: made to the whole group."""

    meeting: int
    number: int | None
    text: str
    due: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class CourseOutline:
    """What is decided about a course before chance fills in the rest. People and meetings by number.

    speakers: interpreter languages per track in the order of numbers. joins: from which meeting on somebody has
    her place; leaves: her last meeting; waits: has none yet. marks: what the register says of (meeting, person).
    unconfirmed, cancelled: (meeting, track). bookings: (meeting, track, language) other than usual.
    promises None: as chance has it.
    """

    key: str
    number: int
    days: tuple[date, ...]
    venue: str
    speakers: Mapping[TrackCode, Sequence[str]]
    seats: Mapping[TrackCode, int] = field(default_factory=lambda: {_FM: SEATS, _EM: SEATS})
    uses_names: bool = False
    variants: Mapping[str, str] = field(default_factory=dict)
    joins: Mapping[int, int] = field(default_factory=dict)
    leaves: Mapping[int, int] = field(default_factory=dict)
    waits: frozenset[int] = frozenset()
    marks: Mapping[tuple[int, int], MarkKind] = field(default_factory=dict)
    unconfirmed: frozenset[tuple[int, TrackCode]] = frozenset()
    cancelled: frozenset[tuple[int, TrackCode]] = frozenset()
    bookings: Mapping[tuple[int, TrackCode, str], BookingState] = field(default_factory=dict)
    promises: tuple[PromiseOutline, ...] | None = None


_KINDS: tuple[tuple[MarkKind, float], ...] = (
    (MarkKind.PRESENT, 0.76),
    (MarkKind.LATE, 0.06),
    (MarkKind.LEFT_EARLY, 0.04),
    (MarkKind.ANNOUNCED, 0.08),
    (MarkKind.ABSENT, 0.06),
)
_ORDERED, _CONFIRMED = BookingState.ORDERED, BookingState.CONFIRMED
_BOOKED_AHEAD: Mapping[str, tuple[BookingState, ...]] = {
    "ar": (_CONFIRMED, _CONFIRMED, _CONFIRMED, _ORDERED),
    "so": (_CONFIRMED, _CONFIRMED, _ORDERED, _ORDERED),
    "ti": (_CONFIRMED, _CONFIRMED, _ORDERED, _ORDERED),
    "prs": (_ORDERED, _ORDERED),
    "kmr": (_ORDERED, _ORDERED),
}
"""How far the next meeting's booking has come, the one's after it, and so on; the later ones have none."""

_BY_TELEPHONE = frozenset({"ti", "kmr"})


class CourseMaker:
    """Writes one course out in full. Which numbers chance gives does not depend on any other course."""

    def __init__(
        self, outline: CourseOutline, library: CourseMaterial, seed: int, today: date, agency_id: str
    ) -> None:
        self._outline = outline
        self._library = library
        self._seed = seed
        self._today = today
        self._agency_id = agency_id
        days = outline.days
        self._next = 1 + sum(day < today for day in days)
        term = "våren" if days[2].month < 7 else "hösten"
        weekday = invented.WEEKDAYS[days[0].weekday()]
        self._course = Course(
            id=self._id("course"),
            number=outline.number,
            name=f"Malmö hälsoskola, {weekday} {term} {days[2].year}",
            template=TEMPLATE,
            starts_on=days[0],
            ends_on=days[-1],
            uses_names=outline.uses_names,
        )
        self._facts = CourseFacts(self._course, plans=dict(library.copies))
        self._tracks: dict[TrackCode, Track] = {}
        self._runs: dict[str, dict[TrackCode, Occasion]] = {}
        self._people: dict[int, tuple[Participant, Enrolment]] = {}
        self._here: Counter[str] = Counter()
        self._expected: Counter[tuple[str, str]] = Counter()

    def make(self) -> CourseFacts:
        self._frame()
        self._enrol()
        for meeting in self._facts.meetings:
            self._keep_registers(meeting, self._runs[meeting.id])
        self._book()
        self._close()
        self._promise()
        return self._facts

    def _id(self, *key: object) -> str:
        return stable_id(self._seed, self._outline.key, *key)

    def _dice(self, *key: object) -> Dice:
        return Dice(self._seed, self._outline.key, *key)

    def _frame(self) -> None:
        outline, facts = self._outline, self._facts
        notes = self._dice("notes")
        for code, seats in outline.seats.items():
            self._tracks[code] = Track(
                self._id("track", code), self._course.id, code, DEFAULT_START[code], seats
            )
        facts.tracks.extend(self._tracks.values())
        for number, place in enumerate(self._library.places, start=1):
            meeting = Meeting(
                id=self._id("meeting", number),
                course_id=self._course.id,
                number=number,
                plan=place.plan,
                title=place.title,
                minutes=place.minutes,
                firo=place.firo,
            )
            facts.meetings.append(meeting)
            for code, track in self._tracks.items():
                status = self._status(number, code)
                note = notes.pick(invented.NOTES) if notes.chance(0.6) else ""
                if status is OccasionStatus.CANCELLED:
                    note = invented.CANCELLED_NOTE
                self._runs.setdefault(meeting.id, {})[code] = Occasion(
                    id=self._id("occasion", number, code),
                    meeting_id=meeting.id,
                    track_id=track.id,
                    day=outline.days[number - 1],
                    starts_at=track.starts_at,
                    minutes=meeting.minutes,
                    venue=outline.venue,
                    status=status,
                    note="" if status is OccasionStatus.PLANNED else note,
                )
            facts.occasions.extend(self._runs[meeting.id].values())

    def _status(self, number: int, code: TrackCode) -> OccasionStatus:
        if (number, code) in self._outline.cancelled:
            return OccasionStatus.CANCELLED
        if number >= self._next or (number, code) in self._outline.unconfirmed:
            return OccasionStatus.PLANNED
        return OccasionStatus.HELD

    def _enrol(self) -> None:
        outline = self._outline
        dice = self._dice("people")
        names = {language: iter(some) for language, some in invented.FIRST_NAMES.items()}
        number = 0
        for code, track in self._tracks.items():
            for language in outline.speakers[code]:
                number += 1
                way = dice.weighted(
                    (
                        (ContactWay.OWN_NUMBER, 0.5),
                        (ContactWay.VIA_SFI, 0.3),
                        (ContactWay.VIA_CASEWORKER, 0.2),
                    )
                )
                # PTS keeps 070-1740605 to 99 for books and films: nobody has them.
                phone = f"070-174 06 {dice.number(5, 89):02d}"
                understands = dice.weighted(invented.ALSO_UNDERSTANDS[language])
                person = Participant(
                    id=self._id("participant", number),
                    interpreter_language=language,
                    variant=outline.variants.get(language, ""),
                    understands=(understands,) if understands else (),
                    reads=dice.weighted(invented.READS[language]),
                    sex=dice.weighted(((Sex.WOMAN, 0.58), (Sex.MAN, 0.41), (Sex.OTHER, 0.01))),
                    name=next(names[language]) if outline.uses_names else "",
                    contact_way=way,
                    phone=phone if way is ContactWay.OWN_NUMBER else "",
                )
                self._people[number] = person, self._enrolment(number, person, track)
        self._facts.participants.extend(person for person, _ in self._people.values())
        self._facts.enrolments.extend(enrolment for _, enrolment in self._people.values())

    def _enrolment(self, number: int, person: Participant, track: Track) -> Enrolment:
        outline = self._outline
        last = outline.leaves.get(number)
        status = EnrolmentStatus.TAKING_PART if last is None else EnrolmentStatus.ENDED
        return Enrolment(
            id=self._id("enrolment", number),
            participant_id=person.id,
            course_id=self._course.id,
            track_id=track.id,
            number=number,
            sign=PICTURE_SIGNS[number - 1].code,
            status=EnrolmentStatus.WAITING if number in outline.waits else status,
            since=outline.days[outline.joins.get(number, 1) - 1],
            until=None if last is None else outline.days[last - 1],
        )

    # Registers

    def _keep_registers(self, meeting: Meeting, runs: Mapping[TrackCode, Occasion]) -> None:
        """Marks for one meeting: what was told beforehand, and everybody where the register is confirmed."""
        dice = self._dice("register", meeting.number)
        marks: dict[int, Mark] = {}
        for code, occasion in runs.items():
            for number, enrolment in self._places(code, occasion.day):
                told = self._outline.marks.get((meeting.number, number))
                drawn = dice.weighted(_KINDS)
                kind = drawn if told is None and occasion.status is OccasionStatus.HELD else told
                if kind is None:
                    continue
                at = runs[_EM if code is _FM else _FM] if kind is MarkKind.VISITS else occasion
                minutes = min(dice.number(5, 40), occasion.minutes - 1) if kind in WITH_MINUTES else 0
                marks[number] = Mark(
                    self._id("mark", meeting.number, number), enrolment.id, meeting.id, at.id, kind, minutes
                )
        self._count(runs, marks)
        if all(run.status is OccasionStatus.HELD for run in runs.values()) and dice.chance(0.35):
            self._let_somebody_visit(runs, marks, dice)
        self._facts.marks.extend(marks.values())

    def _places(self, code: TrackCode, day: date) -> list[tuple[int, Enrolment]]:
        """Those of the track with a seat on that day."""
        track = self._tracks[code]
        return [
            (number, enrolment)
            for number, (_, enrolment) in self._people.items()
            if enrolment.track_id == track.id and enrolment.takes_part_on(day)
        ]

    def _count(self, runs: Mapping[TrackCode, Occasion], marks: Mapping[int, Mark]) -> None:
        """Who was in the room, and how many of each language were expected there."""
        for code, occasion in runs.items():
            own = {number for number, _ in self._places(code, occasion.day)}
            visitors = {number for number, mark in marks.items() if mark.occasion_id == occasion.id} - own
            for number in own | visitors:
                mark = marks.get(number)
                away = mark is not None and mark.occasion_id != occasion.id
                if not away and (mark is None or mark.kind is not MarkKind.ANNOUNCED):
                    self._expected[occasion.id, self._people[number][0].interpreter_language] += 1
                if mark is not None and not away and COUNTS_AS[mark.kind] is CountsAs.PRESENT:
                    self._here[occasion.id] += 1

    def _let_somebody_visit(
        self, runs: Mapping[TrackCode, Occasion], marks: dict[int, Mark], dice: Dice
    ) -> None:
        """Somebody who missed her own run went to the other one, where there is a chair and her language."""
        code = dice.pick((_FM, _EM))
        other = runs[_EM if code is _FM else _FM]
        if self._here[other.id] >= self._outline.seats[_EM if code is _FM else _FM]:
            return
        for number, _ in self._places(code, runs[code].day):
            language = self._people[number][0].interpreter_language
            spoken = language == NO_INTERPRETER or self._expected[other.id, language]
            if marks[number].kind is MarkKind.ANNOUNCED and spoken:
                marks[number] = replace(marks[number], occasion_id=other.id, kind=MarkKind.PRESENT)
                self._here[other.id] += 1
                self._expected[other.id, language] += 1
                return

    # Interpreters

    def _book(self) -> None:
        dice = self._dice("bookings")
        codes = {language: f"{dice.pick('ABCDEF')}{dice.number(10, 49)}" for language in _BOOKED_AHEAD}
        for meeting in self._facts.meetings:
            for code, occasion in self._runs[meeting.id].items():
                spoken = {
                    self._people[number][0].interpreter_language
                    for number, _ in self._places(code, occasion.day)
                }
                for language in _BOOKED_AHEAD:
                    number = dice.number(40000, 49999)
                    state = self._outline.bookings.get((meeting.number, code, language))
                    if state is None and language in spoken:
                        state = self._usual_state(meeting, occasion, language)
                    if state is None:
                        continue
                    came = state not in {_ORDERED, BookingState.CANCELLED}
                    self._facts.bookings.append(
                        Booking(
                            id=self._id("booking", meeting.number, code, language),
                            occasion_id=occasion.id,
                            language=language,
                            variant=self._outline.variants.get(language, ""),
                            state=state,
                            agency_id=self._agency_id,
                            mode=InterpreterMode.TELEPHONE
                            if language in _BY_TELEPHONE
                            else InterpreterMode.ON_SITE,
                            booking_number=str(number),
                            interpreter=codes[language] if came else "",
                            noted=self._noted(state, occasion),
                        )
                    )

    def _usual_state(self, meeting: Meeting, occasion: Occasion, language: str) -> BookingState | None:
        """None when nothing has been booked yet."""
        if occasion.status is OccasionStatus.CANCELLED:
            return BookingState.CANCELLED
        if meeting.number >= self._next:
            ahead = meeting.number - self._next
            steps = _BOOKED_AHEAD[language]
            return steps[ahead] if ahead < len(steps) else None
        if not self._expected[occasion.id, language]:
            return BookingState.CANCELLED
        old = occasion.day < self._today - timedelta(days=30)
        return BookingState.CHECKED if old else BookingState.DONE

    def _noted(self, state: BookingState, occasion: Occasion) -> str:
        ordered = weekday_before(min(occasion.day, self._today) - timedelta(days=8))
        if state is _ORDERED:
            return f"Beställd {_day(ordered)}"
        if state is BookingState.CANCELLED:
            return f"Avbokad {_day(weekday_before(ordered + timedelta(days=5)))} på telefon"
        return f"Bekräftad {_day(weekday_before(ordered + timedelta(days=2)))}"

    # What is noted afterwards

    def _close(self) -> None:
        dice = self._dice("closing")
        for place, meeting in enumerate(self._facts.meetings):
            for occasion in self._runs[meeting.id].values():
                if occasion.status is not OccasionStatus.HELD:
                    continue
                if dice.chance(0.6):
                    self._facts.evaluations.append(self._faces(occasion, dice))
                earlier = self._facts.meetings[max(0, place - 1)]
                phase = (earlier if dice.chance(0.15) else meeting).firo
                if phase is not None and dice.chance(0.7):
                    self._facts.firo_notes.append(FiroNote(occasion.id, phase))

    def _faces(self, occasion: Occasion, dice: Dice) -> Evaluation:
        counts = {}
        for question in Question:
            answers = max(0, self._here[occasion.id] - dice.number(0, 2))
            sad = min(answers, dice.weighted(((0, 0.7), (1, 0.2), (2, 0.1))))
            middle = min(answers - sad, dice.number(0, 4))
            counts[question] = FaceCount(answers - sad - middle, middle, sad)
        return Evaluation(occasion.id, counts)

    def _promise(self) -> None:
        promises = self._outline.promises
        if promises is None:
            promises = tuple(self._kept_promises(self._dice("promises")))
        for place, promise in enumerate(promises, start=1):
            enrolment = None if promise.number is None else self._people[promise.number][1]
            occasion = self._made_at(promise.meeting, enrolment)
            self._facts.follow_ups.append(
                FollowUp(
                    id=self._id("follow-up", place),
                    course_id=self._course.id,
                    occasion_id=occasion.id,
                    enrolment_id=enrolment.id if enrolment else None,
                    text=promise.text,
                    due=promise.due,
                    done_on=promise.done_on,
                )
            )

    def _made_at(self, meeting: int, enrolment: Enrolment | None) -> Occasion:
        """Her own run's occasion; the morning's for what was promised to the whole group."""
        runs = self._runs[self._facts.meetings[meeting - 1].id].values()
        return next(run for run in runs if enrolment is None or run.track_id == enrolment.track_id)

    def _kept_promises(self, dice: Dice) -> Iterator[PromiseOutline]:
        for _ in range(dice.number(2, 6)):
            meeting = dice.number(1, len(self._facts.meetings))
            made = self._outline.days[meeting - 1]
            due = made + _WEEK
            kept = due - timedelta(days=dice.number(0, 5))
            number = dice.number(1, len(self._people))
            text = dice.pick(invented.PROMISES)
            enrolment = self._people[number][1]
            to_group = dice.chance(0.15)
            if self._made_at(meeting, None if to_group else enrolment).status is not OccasionStatus.HELD:
                continue
            if to_group:
                yield PromiseOutline(meeting, None, dice.pick(invented.GROUP_PROMISES), due, kept)
            elif enrolment.takes_part_on(made):
                yield PromiseOutline(meeting, number, text, due, kept)


def _day(value: date) -> str:
    return f"{value.day} {invented.MONTHS[value.month - 1]}"


def stable_id(*key: object) -> str:
    """A UUID (version 8, RFC 9562) that is a digest of `key`, written as all other ids are."""
    digest = blake2b("/".join(map(str, key)).encode(), digest_size=16).hexdigest()
    return f"{digest[:12]}8{digest[13:16]}a{digest[17:]}"


def weekday_before(day: date) -> date:
    """`day`, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
