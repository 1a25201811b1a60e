"""The participants' papers: who reads what, which facts they rest on, and one PDF for the languages that are read.

Sheets for participants say nothing about anybody's health, and names stand only on the cards of a course that uses
them. A fact that is missing becomes a line to write on; it never stops a print.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from halsoskola.documents.participant_sheets import (
    AgendaPicture,
    CertificateSheet,
    EvaluationSheet,
    InformationSheet,
    InvitationSheet,
    MissedMeeting,
    NameCard,
    NameCardsSheet,
    NumberLine,
    NumbersSheet,
    PictureAgendaSheet,
    PlanSheet,
    PrivacySheet,
    Reader,
    ScheduleLine,
    ScheduleSheet,
    SlipSheet,
    WelcomeSheet,
)
from halsoskola.documents.reader_words import SWEDISH_WORDS, ReaderWords
from halsoskola.documents.sheets import HandoutSheet, Translation
from halsoskola.documents.words import day as swedish_day
from halsoskola.domain.agenda import clock_times
from halsoskola.domain.attendance import COUNTS_AS, CountsAs, MarkKind, RegisterLine, kind_if_confirmed
from halsoskola.domain.courses import Course, OccasionStatus, Track
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import locale_of
from halsoskola.domain.participants import (
    NO_INTERPRETER,
    READS_NOTHING,
    Enrolment,
    EnrolmentStatus,
    number_label,
)
from halsoskola.services.clock import Clock
from halsoskola.services.fact_texts import COURSE_PHONE, ORGANISATION, SICK_LINE, fact_text
from halsoskola.services.handouts import EASY_LEVEL, PICTURE_LEVEL, SIZES, HandoutService
from halsoskola.services.letterheads import letterhead_of
from halsoskola.services.paper_facts import heading_of
from halsoskola.services.plans import PlanService
from halsoskola.services.rooms import Room, rooms_of_course
from halsoskola.storage import courses as course_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.participants import EnrolledPerson
from halsoskola.storage.store import Store

if TYPE_CHECKING:
    from halsoskola.documents.pages import Paper
    from halsoskola.services.print_kinds import PrintOrder

COURSE_VENUE = "kurs-lokal"
PRIVACY_CONTACT = "dataskydd-kontakt"
LEGAL_GROUND = "rattslig-grund"
COMPENSATION = "ersattning-besked"
VENUE_OF_CARE = "vardcentral-namn"
HOURS_OF_CARE = "vardcentral-tider"

MOST_ON_THE_WALL = 4
"""Languages beside the Swedish words of the picture agenda."""

_ALWAYS = "dag och natt"
_FREE = "gratis"


@dataclass(frozen=True, slots=True)
class ImportantNumber:
    """Which fact holds a number, and how it is called and explained on the card."""

    fact: str
    who: str
    purpose: str
    picture: str


NUMBERS: tuple[ImportantNumber, ...] = (
    ImportantNumber("112", "SOS Alarm", "Fara för livet", "ambulance"),
    ImportantNumber("1177", "Sjukvårdsrådgivning", "Råd om sjukdom och vård", "nurse"),
    ImportantNumber("vardcentral-telefon", "Vårdcentral", "Läkare och sjuksköterska", "stethoscope"),
    ImportantNumber("tandvard-telefon", "Tandvård", "Tandläkare", "tooth"),
    ImportantNumber("hjalplinjen", "Hjälplinjen", "Någon att prata med", "talk"),
    ImportantNumber("sjalvmordslinjen", "Självmordslinjen", "När du inte orkar leva", "hug"),
    ImportantNumber("kvinnofridslinjen", "Kvinnofridslinjen", "Stöd för kvinnor", "call"),
    ImportantNumber("socialtjanst-telefon", "Socialtjänst", "Stöd till familjer och vuxna", "family"),
    ImportantNumber("sluta-roka", "Sluta-röka-linjen", "Hjälp att sluta röka", "no-smoking"),
    ImportantNumber("alkohollinjen", "Alkohollinjen", "Frågor om alkohol", "glass-of-water"),
    ImportantNumber(
        "forsakringskassan-telefon", "Försäkringskassan", "Pengar när du är sjuk eller har barn", "money"
    ),
    ImportantNumber("arbetsformedlingen-telefon", "Arbetsförmedlingen", "Hjälp att få arbete", "work"),
    ImportantNumber("do", "DO", "När någon behandlar dig sämre än andra", "law"),
    ImportantNumber(COURSE_PHONE, "Kursen", "Kursen", "group"),
)
"""In the order of the card: life first, then care, then somebody to talk to, then authorities."""


@dataclass(frozen=True, slots=True)
class _CourseFacts:
    """A course read for printing. rooms: all occasions, by meeting, morning before afternoon."""

    course: Course
    tracks: tuple[Track, ...]
    people: tuple[EnrolledPerson, ...]
    rooms: tuple[Room, ...]

    def of_track(self, track: Track) -> tuple[Room, ...]:
        return tuple(room for room in self.rooms if room.placed.track.id == track.id)

    def person(self, number: int) -> EnrolledPerson:
        """Raises: RuleBroken when the course has nobody with that number."""
        for one in self.people:
            if one.enrolment.number == number:
                return one
        raise RuleBroken(Refusal.NO_SUCH_PARTICIPANT, number=number_label(number))

    def track_of(self, enrolment: Enrolment) -> Track:
        return next(track for track in self.tracks if track.id == enrolment.track_id)


class ParticipantPaperService:
    """One method per paper, each for a `PrintOrder`; all give a PDF file.

    All raise RuleBroken for a course, meeting, participant or language that does not exist, and for letters that no
    font holds.
    """

    def __init__(self, store: Store, clock: Clock, plans: PlanService, handouts: HandoutService) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._handouts = handouts

    # Readers

    def reader_words(self, code: str, variant: str = "") -> ReaderWords:
        """Sentences and dates in a language. Raises: RuleBroken when the language is unknown."""
        language = self._handouts.reader_language(code)
        if code == NO_INTERPRETER:
            return SWEDISH_WORDS
        phrases = self._plans.phrases(code)
        return ReaderWords(
            language,
            locale_of(code, variant),
            {
                swedish: Translation(one.text, one.reviewed)
                for (swedish, context), one in phrases.entries.items()
                if context is None
            },
        )

    def _readers(self, facts: _CourseFacts, order: "PrintOrder") -> tuple[Reader, ...]:
        """One per language: those asked for, else what the people concerned read; most readers first.

        A language without sentences is served with Swedish; those who do not read get pictures, last.
        """
        if order.size not in SIZES:
            raise RuleBroken(Refusal.HANDOUT_LOOK, sizes=", ".join(map(str, SIZES)))
        codes = order.languages or self._read_by(facts, order)
        readers: dict[tuple[str, bool], Reader] = {}
        for code in codes:
            pictures = code == READS_NOTHING
            words = SWEDISH_WORDS if pictures else self.reader_words(code)
            if not words.phrases:
                words = SWEDISH_WORDS
            readers.setdefault((words.language.code, pictures), Reader(words, order.size, pictures))
        return tuple(readers.values())

    def _read_by(self, facts: _CourseFacts, order: "PrintOrder") -> tuple[str, ...]:
        if order.participant is not None:
            return (facts.person(order.participant).participant.reads,)
        tracks = {track.id for track in self._tracks(facts, order)}
        reads = Counter(
            one.participant.reads
            for one in facts.people
            if one.enrolment.status is EnrolmentStatus.TAKING_PART and one.enrolment.track_id in tracks
        )
        return tuple(code for code, _count in sorted(reads.items(), key=_many_first)) or (NO_INTERPRETER,)

    def _tracks(self, facts: _CourseFacts, order: "PrintOrder") -> tuple[Track, ...]:
        """The runs asked for, else hers, else all."""
        if order.tracks:
            return tuple(track for track in facts.tracks if track.code in order.tracks)
        if order.participant is not None:
            return (facts.track_of(facts.person(order.participant).enrolment),)
        return facts.tracks

    # Papers of a course

    def schedule(self, order: "PrintOrder") -> bytes:
        """One schedule per run and language; hers alone, with her number on it, when a participant is named."""
        from halsoskola.documents.pdf.schedule import schedule_paper

        facts = self._course(order)
        number = "" if order.participant is None else number_label(order.participant)
        return self._file(
            schedule_paper(self._schedule_sheet(facts, track, reader, number))
            for track in self._tracks(facts, order)
            for reader in self._readers(facts, order)
        )

    def invitation(self, order: "PrintOrder") -> bytes:
        """To the first meeting of each run, or to the information meeting when the order says when it is."""
        from halsoskola.documents.pdf.invitation import invitation_paper

        facts = self._course(order)
        tracks = self._tracks(facts, order)
        sheets = []
        for track in tracks[:1] if order.information_meeting else tracks:
            rooms = self._planned(facts.of_track(track))
            first = rooms[0].placed.occasion if rooms else None
            venue = (first.venue if first else "") or self._fact(COURSE_VENUE)
            for reader in self._readers(facts, order):
                sheet = InvitationSheet(
                    reader,
                    start=first.start if first else None,
                    end=first.end if first else None,
                    venue=venue,
                    phone=self._fact(COURSE_PHONE),
                    meetings=len(rooms),
                    hours=_hours(first.minutes) if first else "2",
                )
                if order.information_meeting is not None:
                    sheet = replace(sheet, start=order.information_meeting, end=None, to_information=True)
                sheets.append(sheet)
        return self._file(map(invitation_paper, sheets))

    def information(self, order: "PrintOrder") -> bytes:
        from halsoskola.documents.pdf.information import information_paper

        facts = self._course(order)
        return self._file(
            information_paper(self._information_sheet(facts, reader))
            for reader in self._readers(facts, order)
        )

    def privacy(self, order: "PrintOrder") -> bytes:
        from halsoskola.documents.pdf.privacy import privacy_paper

        facts = self._course(order)
        return self._file(
            privacy_paper(
                PrivacySheet(
                    reader,
                    organisation=self._fact(ORGANISATION),
                    contact=self._fact(PRIVACY_CONTACT),
                    ground=self._fact(LEGAL_GROUND),
                    uses_names=facts.course.uses_names,
                )
            )
            for reader in self._readers(facts, order)
        )

    def numbers(self, order: "PrintOrder") -> bytes:
        from halsoskola.documents.pdf.numbers import numbers_paper

        lines = self._number_lines()
        facts = self._course(order)
        return self._file(
            numbers_paper(NumbersSheet(reader, lines)) for reader in self._readers(facts, order)
        )

    def plan_sheet(self, order: "PrintOrder") -> bytes:
        from halsoskola.documents.pdf.plan_sheet import plan_sheet_paper

        facts = self._course(order)
        return self._file(plan_sheet_paper(PlanSheet(reader)) for reader in self._readers(facts, order))

    def evaluation(self, order: "PrintOrder") -> bytes:
        from halsoskola.documents.pdf.evaluation import evaluation_paper

        facts = self._course(order)
        papers = [evaluation_paper(EvaluationSheet(reader)) for reader in self._readers(facts, order)]
        return self._file(papers, letterhead=False)

    def name_cards(self, order: "PrintOrder") -> bytes:
        """Cards for everybody with a seat, run by run, by number; for one participant hers alone."""
        from halsoskola.documents.pdf.name_cards import name_cards_paper

        facts = self._course(order)
        papers = []
        for track in self._tracks(facts, order):
            people = [
                one
                for one in facts.people
                if one.enrolment.track_id == track.id
                and one.enrolment.status is EnrolmentStatus.TAKING_PART
                and order.participant in (None, one.enrolment.number)
            ]
            names = facts.course.uses_names
            cards = tuple(
                NameCard(one.enrolment.label, one.enrolment.sign, one.participant.name if names else "")
                for one in people
            )
            papers.append(name_cards_paper(NameCardsSheet(facts.course.name, cards)))
        return self._file(papers, letterhead=False)

    def certificate(self, order: "PrintOrder") -> bytes:
        """One for each participant who has been at a confirmed meeting; an empty one when nobody has.

        Raises: RuleBroken(NOTHING_ATTENDED) when the one participant asked for has not been at any.
        """
        from halsoskola.documents.pdf.certificate import certificate_paper

        facts = self._course(order)
        tracks = {track.id for track in self._tracks(facts, order)}
        people = [
            one
            for one in facts.people
            if one.enrolment.status is not EnrolmentStatus.WAITING
            and one.enrolment.track_id in tracks
            and order.participant in (None, one.enrolment.number)
        ]
        sheets = []
        for one in people:
            attended = _attended(facts.rooms, one.enrolment)
            if not attended:
                continue
            reader = self._readers(facts, replace(order, participant=one.enrolment.number))[0]
            sheets.append(self._certificate_sheet(one.enrolment, attended, reader, order.with_themes))
        if not sheets and order.participant is not None:
            raise RuleBroken(Refusal.NOTHING_ATTENDED, number=number_label(order.participant))
        if not sheets:
            organisation = self._fact(ORGANISATION)
            sheets = [CertificateSheet(reader, organisation) for reader in self._readers(facts, order)]
        return self._file(map(certificate_paper, sheets))

    def welcome(self, order: "PrintOrder") -> bytes:
        """Everything for somebody who joins late. Raises: RuleBroken(PARTICIPANT_NEEDED) without a participant."""
        from halsoskola.documents.pdf.welcome import welcome_papers

        return self._file(welcome_papers(self.welcome_of(order)))

    def welcome_of(self, order: "PrintOrder") -> WelcomeSheet:
        """The facts of the same, for a pile. Raises: as `welcome`."""
        if order.participant is None:
            raise RuleBroken(Refusal.PARTICIPANT_NEEDED)
        return self._welcome_sheet(self._course(order), order, order.participant)

    # Papers of a meeting

    def slip(self, order: "PrintOrder") -> bytes:
        """Three slips on a sheet for each run and language; one with her own times when a participant is named."""
        from halsoskola.documents.pdf.slip import slip_paper

        facts = self._course(order)
        sheets = []
        for room in self._held_or_planned(facts, order):
            occasion = room.placed.occasion
            sheet = SlipSheet(
                Reader(), occasion.start, occasion.end, self._fact(ORGANISATION), occasion.venue
            )
            if order.participant is not None:
                start, end = _own_times(room, facts.person(order.participant).enrolment)
                sheet = replace(sheet, start=start, end=end, copies=1)
            sheets += [replace(sheet, reader=reader) for reader in self._readers(facts, order)]
        return self._file(map(slip_paper, sheets), letterhead=False)

    def picture_agenda(self, order: "PrintOrder") -> bytes:
        """For the wall, with the words of those languages that most people in the room read."""
        from halsoskola.documents.pdf.picture_agenda import picture_agenda_paper

        facts = self._course(order)
        papers = []
        for room in self._held_or_planned(facts, order):
            placed = room.placed
            with self._store.read() as db:
                plan = self._plans.plan_of_course(db, placed.course.id, placed.meeting.plan)
            clocked = clock_times(placed.occasion.starts_at, plan.blocks)
            readers = [
                reader.words
                for reader in self._readers(facts, order)
                if not reader.pictures_only and not reader.words.is_swedish
            ]
            papers.append(
                picture_agenda_paper(
                    PictureAgendaSheet(
                        heading=heading_of(room.placed),
                        blocks=tuple(
                            AgendaPicture(one.start, one.block.kind, one.block.title) for one in clocked
                        ),
                        readers=tuple(readers[:MOST_ON_THE_WALL]),
                    )
                )
            )
        return self._file(papers, letterhead=False)

    # Sheets

    def _welcome_sheet(self, facts: _CourseFacts, order: "PrintOrder", number: int) -> WelcomeSheet:
        enrolment = facts.person(number).enrolment
        reader = self._readers(facts, order)[0]
        rooms = self._planned(facts.of_track(facts.track_of(enrolment)))
        today = self._clock.today()
        # Today's meeting is still ahead of her: the file is printed before she sits down.
        ahead = [room for room in rooms if room.placed.occasion.day >= today]
        behind = [room for room in rooms if room.placed.occasion.day < today and _missed(room, enrolment)]
        next_line = _schedule_line(ahead[0], "") if ahead else None
        course_line = self._course_line(facts.course)
        return WelcomeSheet(
            reader=reader,
            number=enrolment.label,
            sign=enrolment.sign,
            information=self._information_sheet(facts, reader),
            schedule=self._schedule_sheet(facts, facts.track_of(enrolment), reader, enrolment.label),
            next_meeting=next_line,
            missed=tuple(map(self._missed_meeting, behind)),
            handouts=self._handout_sheets(rooms[:1], behind[-1:], reader, course_line),
        )

    def _handout_sheets(
        self,
        first: Sequence[Room],
        last_missed: Sequence[Room],
        reader: Reader,
        course_line: str,
    ) -> tuple[HandoutSheet, ...]:
        """The first meeting's handout, and that of the last she missed; on the level that she reads."""
        sheets = []
        level = PICTURE_LEVEL if reader.pictures_only else EASY_LEVEL
        code = reader.words.language.code
        languages = [] if reader.pictures_only or code == NO_INTERPRETER else [code]
        for room in {room.placed.meeting.id: room for room in (*first, *last_missed)}.values():
            placed = room.placed
            with self._store.read() as db:
                plan = self._plans.plan_of_course(db, placed.course.id, placed.meeting.plan)
            if (plan.picture_handout if level == PICTURE_LEVEL else plan.handout) is None:
                continue
            occasion = f"Träff {placed.meeting.number} · {swedish_day(placed.occasion.day)}"
            made = self._handouts.make(
                plan, languages, level=level, size=reader.size, occasion=occasion, course_line=course_line
            )
            sheets.append(made.sheet)
        return tuple(sheets)

    def _missed_meeting(self, room: Room) -> MissedMeeting:
        placed = room.placed
        with self._store.read() as db:
            plan = self._plans.plan_of_course(db, placed.course.id, placed.meeting.plan)
        return MissedMeeting(
            placed.meeting.number,
            placed.occasion.day,
            placed.meeting.title,
            plan.themes,
            tuple(aim.text for aim in plan.aims),
        )

    def _schedule_sheet(
        self, facts: _CourseFacts, track: Track, reader: Reader, number: str
    ) -> ScheduleSheet:
        rooms = facts.of_track(track)
        venues = Counter(room.placed.occasion.venue for room in rooms if room.placed.occasion.venue)
        venue = venues.most_common(1)[0][0] if venues else ""
        return ScheduleSheet(
            reader=reader,
            lines=tuple(_schedule_line(room, venue) for room in rooms),
            venue=venue or self._fact(COURSE_VENUE),
            phone=self._fact(COURSE_PHONE),
            number=number,
            course_line=self._course_line(facts.course),
        )

    def _information_sheet(self, facts: _CourseFacts, reader: Reader) -> InformationSheet:
        minutes = Counter(room.placed.occasion.minutes for room in facts.rooms)
        return InformationSheet(
            reader,
            meetings=len({room.placed.meeting.id for room in facts.rooms}),
            hours=_hours(minutes.most_common(1)[0][0]) if minutes else "2",
            seats=max((track.capacity for track in facts.tracks), default=0),
            phone=self._fact(COURSE_PHONE),
            compensation=self._fact(COMPENSATION),
        )

    def _certificate_sheet(
        self, enrolment: Enrolment, attended: Sequence[tuple[Room, int]], reader: Reader, with_themes: bool
    ) -> CertificateSheet:
        days = [room.placed.occasion.day for room, _minutes in attended]
        return CertificateSheet(
            reader,
            organisation=self._fact(ORGANISATION),
            meetings=len(attended),
            hours=_hours(sum(minutes for _room, minutes in attended)),
            first=min(days),
            last=max(days),
            themes=tuple(room.placed.meeting.title for room, _minutes in attended) if with_themes else (),
            number=enrolment.label,
        )

    def _number_lines(self) -> tuple[NumberLine, ...]:
        known = self._plans.facts()
        lines = []
        for one in NUMBERS:
            fact = known.get(one.fact)
            if fact is None:
                continue
            hours = "" if fact.hours == _ALWAYS else fact.hours
            who = one.who
            if one.fact == "vardcentral-telefon":
                who = self._fact(VENUE_OF_CARE) or who
                hours = self._fact(HOURS_OF_CARE)
            lines.append(
                NumberLine(
                    who=who,
                    purpose=one.purpose,
                    number=fact.text.strip(),
                    picture=one.picture,
                    languages=fact.languages,
                    interpreter=fact.interpreter,
                    always_open=fact.hours == _ALWAYS if fact.hours else None,
                    free=fact.cost == _FREE if fact.cost else None,
                    hours=hours,
                )
            )
        return tuple(lines)

    # What they stand on

    def _course(self, order: "PrintOrder") -> _CourseFacts:
        with self._store.read() as db:
            rooms = rooms_of_course(db, order.course_id)
            course = course_rows.course_by_id(db, order.course_id)
            if course is None:
                raise RuleBroken(Refusal.COURSE_GONE)
            tracks = course_rows.tracks_of(db, order.course_id)
            people = people_rows.people_of_course(db, order.course_id)
        return _CourseFacts(course, tracks, people, rooms)

    def _planned(self, rooms: Sequence[Room]) -> list[Room]:
        """Those that are not cancelled."""
        return [room for room in rooms if room.placed.occasion.status is not OccasionStatus.CANCELLED]

    def _held_or_planned(self, facts: _CourseFacts, order: "PrintOrder") -> list[Room]:
        """The rooms of the meeting asked for, in the runs asked for.

        Raises: RuleBroken for a cancelled occasion or one that is gone.
        """
        tracks = {track.id for track in self._tracks(facts, order)}
        asked = [room for room in facts.rooms if room.placed.occasion.id in order.occasions]
        if len(asked) != len(set(order.occasions)):
            raise RuleBroken(Refusal.OCCASION_GONE)
        rooms = [room for room in asked if room.placed.track.id in tracks] or asked
        if any(room.placed.occasion.status is OccasionStatus.CANCELLED for room in rooms):
            raise RuleBroken(Refusal.CANCELLED_NOTHING_TO_PRINT)
        return rooms

    def _fact(self, name: str) -> str:
        return fact_text(self._plans, name)

    def _course_line(self, course: Course) -> str:
        phone, sick = self._fact(COURSE_PHONE), self._fact(SICK_LINE)
        if not phone:
            return course.name
        return f"{course.name} · Sjuk? Ring oss {phone}. {sick}".rstrip()

    def _file(self, papers: "Iterable[Paper]", *, letterhead: bool = True) -> bytes:
        """The papers one after the other. letterhead: false for what is cut apart or hung on a wall."""
        from halsoskola.documents.pages import NO_LETTERHEAD, render

        return render(*papers, letterhead=letterhead_of(self._plans) if letterhead else NO_LETTERHEAD)


# What follows from the register


def _was_there(room: Room, line: RegisterLine) -> bool:
    """Whether a confirmed register says that she was there; nothing counts before it is confirmed."""
    return room.is_confirmed and not line.away and COUNTS_AS[kind_if_confirmed(line)] is CountsAs.PRESENT


def _line_of(room: Room, enrolment: Enrolment) -> RegisterLine | None:
    return next((line for line in room.lines if line.enrolment.id == enrolment.id), None)


def _own_times(room: Room, enrolment: Enrolment) -> tuple[datetime, datetime]:
    """When she came and left: the meeting's times, less what she was late or left early."""
    start, end = room.placed.occasion.start, room.placed.occasion.end
    line = _line_of(room, enrolment)
    mark = line.mark if line is not None else None
    if mark is not None and mark.kind is MarkKind.LATE:
        start += timedelta(minutes=mark.minutes)
    if mark is not None and mark.kind is MarkKind.LEFT_EARLY:
        end -= timedelta(minutes=mark.minutes)
    return start, end


def _attended(rooms: Sequence[Room], enrolment: Enrolment) -> list[tuple[Room, int]]:
    """The meetings she was at, in either run, with the minutes she was there."""
    attended = []
    for room in rooms:
        line = _line_of(room, enrolment)
        if line is not None and _was_there(room, line):
            start, end = _own_times(room, enrolment)
            attended.append((room, int((end - start).total_seconds()) // 60))
    return sorted(attended, key=lambda one: one[0].placed.occasion.start)


def _missed(room: Room, enrolment: Enrolment) -> bool:
    line = _line_of(room, enrolment)
    return line is None or not _was_there(room, line)


def _hours(minutes: int) -> str:
    """ "2", "1,5", "21": hours as people write them, to the nearest half."""
    halves = round(minutes / 30)
    return str(halves // 2) if halves % 2 == 0 else f"{halves // 2},5"


def _schedule_line(room: Room, common_venue: str) -> ScheduleLine:
    """venue only where it is another than that of most meetings."""
    occasion = room.placed.occasion
    return ScheduleLine(
        number=room.placed.meeting.number,
        start=occasion.start,
        end=occasion.end,
        venue=occasion.venue if occasion.venue != common_venue else "",
        cancelled=occasion.status is OccasionStatus.CANCELLED,
    )


def _many_first(read: tuple[str, int]) -> tuple[bool, int, str]:
    """Most readers first, those who do not read last."""
    code, count = read
    return code == READS_NOTHING, -count, code
