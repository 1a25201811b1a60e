"""What one occasion needs on paper: facts into sheets, sheets into PDF, and everything in one pile."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from halsoskola.documents.preview import PdfPages
from halsoskola.documents.sheets import (
    BriefSheet,
    ExpectedGroup,
    OccasionHeading,
    PackDocument,
    PackSheet,
    RecoverySheet,
    Run,
    RunBlock,
    RunSheet,
    SigninRow,
    SigninSheet,
)
from halsoskola.documents.words import dated, day
from halsoskola.domain.agenda import clock_times, net_talk_minutes
from halsoskola.domain.attendance import RegisterLine
from halsoskola.domain.courses import Course, OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import language
from halsoskola.domain.participants import NO_INTERPRETER, READS_NOTHING
from halsoskola.domain.plans import Fact, SessionPlan, fill_facts_in_text
from halsoskola.files import write_atomically
from halsoskola.i18n.labels import fact_label
from halsoskola.services.clock import Clock
from halsoskola.services.handouts import EASY_LEVEL, PICTURE_LEVEL, HandoutService, MadeHandout
from halsoskola.services.plans import PlanService
from halsoskola.services.rooms import Room, load_rooms, placed_or_refused
from halsoskola.storage import courses as course_rows
from halsoskola.storage.courses import PlacedOccasion
from halsoskola.storage.store import Store

EXTRA_SIGNIN_ROWS = 2
"""Empty lines on the sign-in list for somebody from the other run."""

COURSE_PHONE = "kurs-telefon"


@dataclass(frozen=True, slots=True)
class Paper:
    """A line of what will be printed. detail: copies or languages, ready for reading."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Papers:
    """What the pile holds. warnings: whole Swedish sentences, as on the cover slip."""

    lines: tuple[Paper, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    """An occasion read for printing, with its sister run."""

    room: Room
    rooms: tuple[Room, ...]
    plan: SessionPlan

    @property
    def placed(self) -> PlacedOccasion:
        return self.room.placed


class PrintService:
    def __init__(self, store: Store, clock: Clock, plans: PlanService, handouts: HandoutService) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._handouts = handouts

    def papers(self, occasion_id: str) -> Papers:
        """What "Skriv ut allt" would print, without drawing it."""
        facts = self._facts(occasion_id)
        handouts = self._handout_groups(facts)
        lines = [
            Paper(
                f"{facts.plan.title}: blad till deltagarna",
                " · ".join(f"{group.name} {group.copies}" for group in handouts) or "ingen väntas",
            ),
            Paper("Närvarolista, ledarblad", "1 var"),
        ]
        spoken = [need.language for need in facts.room.needs if need.people]
        if spoken:
            lines.append(
                Paper("Till tolkarna: träffens ord", " · ".join(language(code).swedish for code in spoken))
            )
        return Papers(tuple(lines), self._warnings(facts, handouts))

    def signin(self, occasion_ids: Sequence[str]) -> bytes:
        """The lists that lie in the room, one after the other."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.signin import signin_paper

        return render(*(signin_paper(self._signin_sheet(self._facts(one))) for one in occasion_ids))

    def runsheet(self, occasion_id: str) -> bytes:
        """The leader's sheet of the meeting, with the clock of all its runs."""
        from halsoskola.documents.pdf.runsheet import render_runsheet

        return render_runsheet(self._run_sheet(self._facts(occasion_id)))

    def briefs(self, occasion_ids: Sequence[str]) -> bytes:
        """To the interpreters: one sheet for each language that is needed at each occasion.

        Raises: RuleBroken when nobody needs an interpreter.
        """
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.brief import brief_paper

        sheets = [
            sheet
            for facts in map(self._facts, occasion_ids)
            for sheet in self._brief_sheets(facts, self._spoken(facts))
        ]
        if not sheets:
            raise RuleBroken(Refusal.NOBODY_NEEDS_INTERPRETER)
        return render(*map(brief_paper, sheets))

    def pack(self, occasion_ids: Sequence[str]) -> bytes:
        """Everything for the occasions, a cover slip before each pile.

        Raises: RuleBroken for a cancelled occasion.
        """
        from halsoskola.documents.pdf.pack import render_packs

        return render_packs([self.pack_sheet(occasion_id) for occasion_id in occasion_ids])

    def recovery_sheet(self, recovery_key: str, database: str) -> bytes:
        """The recovery key on one page, for the safe."""
        from halsoskola.documents.pdf.recovery import render_recovery

        groups = tuple(recovery_key.split("-"))
        return render_recovery(RecoverySheet(groups, database, self._clock.today()))

    def save(self, pdf: bytes, path: Path) -> None:
        """Writes a finished document; the old file stays whole until the new one is.

        Raises: StorageTrouble when the file is open elsewhere, the disk is full, or the folder cannot be written.
        """
        write_atomically(path, pdf, private=False)

    def pages(self, pdf: bytes) -> PdfPages:
        """The document as pictures, for screen and printer."""
        return PdfPages(pdf)

    def pack_sheet(self, occasion_id: str) -> PackSheet:
        facts = self._facts(occasion_id)
        if facts.placed.occasion.status is OccasionStatus.CANCELLED:
            raise RuleBroken(Refusal.CANCELLED_NOTHING_TO_PRINT)
        handouts = self._handout_groups(facts)
        documents = [
            PackDocument(self._run_sheet(facts), for_whom="ledaren"),
            PackDocument(self._signin_sheet(facts), for_whom="rummet"),
        ]
        for code in self._spoken(facts):
            people = sum(need.interpreters for need in facts.room.needs if need.language == code)
            documents += [
                PackDocument(sheet, copies=people, for_whom=f"tolken i {language(code).swedish}")
                for sheet in self._brief_sheets(facts, [code])
            ]
        documents += [
            PackDocument(group.made.sheet, copies=group.copies, for_whom=group.for_whom) for group in handouts
        ]
        return PackSheet(
            heading=_heading(facts.placed),
            documents=tuple(documents),
            warnings=self._warnings(facts, handouts),
        )

    # Sheets

    def _facts(self, occasion_id: str) -> _Facts:
        with self._store.read() as db:
            placed = placed_or_refused(db, occasion_id)
            tracks = {track.id: track for track in course_rows.tracks_of(db, placed.course.id)}
            runs = {run.track_id: run for run in course_rows.occasions_of_meeting(db, placed.meeting.id)}
            sisters = [
                PlacedOccasion(runs[track_id], placed.meeting, track, placed.course)
                for track_id, track in tracks.items()
                if track_id in runs
            ]
            rooms = load_rooms(db, sisters)
            plan = self._plans.plan_of_course(db, placed.course.id, placed.meeting.plan)
        return _Facts(rooms[occasion_id], tuple(rooms.values()), plan)

    def _signin_sheet(self, facts: _Facts) -> SigninSheet:
        uses_names = facts.placed.course.uses_names
        return SigninSheet(
            heading=_heading(facts.placed),
            rows=tuple(
                SigninRow(
                    line.enrolment.label,
                    line.enrolment.sign,
                    facts.room.people[line.enrolment.id].name if uses_names else "",
                )
                for line in facts.room.lines
                if not line.away
            ),
            uses_names=uses_names,
            empty_rows=EXTRA_SIGNIN_ROWS,
        )

    def _run_sheet(self, facts: _Facts) -> RunSheet:
        plan = facts.plan
        return RunSheet(
            course=facts.placed.course.name,
            meeting=facts.placed.meeting.number,
            title=facts.placed.meeting.title,
            runs=tuple(
                Run(
                    track=room.placed.track.code,
                    start=room.placed.occasion.start,
                    end=room.placed.occasion.end,
                    venue=room.placed.occasion.venue,
                    groups=_groups(room),
                )
                for room in facts.rooms
            ),
            blocks=_blocks(plan, facts.rooms, self._plans.facts()),
            net_talk_minutes=net_talk_minutes(plan.blocks),
            materials=plan.materials,
            aims=tuple(aim.text for aim in plan.aims),
            introduction=fill_facts_in_text(plan.leader_notes.introduction, self._plans.facts())[0],
            warnings=_plan_warnings(plan),
        )

    def _brief_sheets(self, facts: _Facts, languages: Sequence[str]) -> list[BriefSheet]:
        phone = self._phone()
        return [
            BriefSheet(
                heading=_heading(facts.placed),
                blocks=_blocks(facts.plan, (facts.room,), self._plans.facts()),
                words=self._handouts.words(facts.plan, [code]),
                languages=(self._handouts.reader_language(code),),
                groups=_groups(facts.room),
                only_reviewed=False,
                phone=f"Kursen: {phone}" if phone else "",
            )
            for code in languages
        ]

    def _handout_groups(self, facts: _Facts) -> "list[_HandoutGroup]":
        """One entry per language that somebody reads, most copies first; the picture level last."""
        course_line = self._course_line(facts.placed.course)
        heading = f"Träff {facts.placed.meeting.number} · {day(facts.placed.occasion.day)}"
        reads = Counter(_reads(facts.room, line) for line in facts.room.expected)
        groups = []
        for code, copies in sorted(reads.items(), key=lambda item: (item[0] == READS_NOTHING, -item[1])):
            if code == READS_NOTHING:
                name, for_whom, level, languages = "bildblad", "deltagare som inte läser", PICTURE_LEVEL, []
            else:
                name = language(code).swedish
                for_whom = f"deltagare som läser {name}"
                level, languages = EASY_LEVEL, [] if code == NO_INTERPRETER else [code]
            made = self._handouts.make(
                facts.plan, languages, level=level, occasion=heading, course_line=course_line
            )
            groups.append(_HandoutGroup(name, for_whom, copies, made))
        return groups

    def _spoken(self, facts: _Facts) -> list[str]:
        """Languages that need an interpreter at the occasion, each once; the largest group first."""
        return list(dict.fromkeys(need.language for need in facts.room.needs if need.people))

    def _phone(self) -> str:
        fact = self._plans.facts().get(COURSE_PHONE)
        return fact.text.strip() if fact else ""

    def _course_line(self, course: Course) -> str:
        phone = self._phone()
        return f"{course.name} · Sjuk? Ring oss {phone}." if phone else course.name

    def _warnings(self, facts: _Facts, handouts: "Sequence[_HandoutGroup]") -> tuple[str, ...]:
        warnings = list(_plan_warnings(facts.plan))
        missing = dict.fromkeys(name for group in handouts for name in group.made.missing_facts)
        if missing:
            warnings.append(
                f"På bladen finns tomma rader att fylla i för hand: {', '.join(map(fact_label, missing))}. "
                "Skriv in dem under Inställningar, så trycks de nästa gång."
            )
        known = self._plans.facts()
        today = self._clock.today()
        warnings += [
            f"Uppgiften {fact_label(name)} skulle ha kontrollerats {dated(fact.recheck)}."
            for name in facts.plan.facts
            if (fact := known.get(name)) is not None and fact.is_overdue(today) and fact.recheck
        ]
        for group in handouts:
            if group.made.gaps:
                warnings.append(f"{', '.join(group.made.gaps)}: det finns ingen ordlista.".capitalize())
            elif group.made.unreviewed:
                said = (
                    "skrivs inte ut, eftersom temat är känsligt"
                    if facts.plan.prints_only_reviewed_words
                    else "är inte granskade"
                )
                warnings.append(f"{group.name}: {group.made.unreviewed} ord {said}.".capitalize())
        warnings += [
            f"Tolk i {language(need.language).swedish} är inte beställd."
            for need in facts.room.needs
            if need.people and not need.bookings
        ]
        return tuple(warnings)


@dataclass(frozen=True, slots=True)
class _HandoutGroup:
    name: str
    for_whom: str
    copies: int
    made: MadeHandout


def _reads(room: Room, line: RegisterLine) -> str:
    return room.people[line.enrolment.id].reads


def _heading(placed: PlacedOccasion) -> OccasionHeading:
    return OccasionHeading(
        course=placed.course.name,
        meeting=placed.meeting.number,
        title=placed.meeting.title,
        track=placed.track.code,
        start=placed.occasion.start,
        end=placed.occasion.end,
        venue=placed.occasion.venue,
    )


def _groups(room: Room) -> tuple[ExpectedGroup, ...]:
    groups = []
    for group in room.groups:
        name = language(group.language).swedish
        need = room.need_of(group)
        groups.append(
            ExpectedGroup(
                f"{name} ({group.variant})" if group.variant else name,
                group.people,
                need.state if need else None,
            )
        )
    return tuple(groups)


def _blocks(plan: SessionPlan, rooms: Sequence[Room], facts: Mapping[str, Fact]) -> tuple[RunBlock, ...]:
    clocks = [clock_times(room.placed.occasion.starts_at, plan.blocks) for room in rooms]
    notes = [fill_facts_in_text(text, facts)[0] for text in plan.leader_notes.per_block(plan.blocks)]
    return tuple(
        RunBlock(
            starts=tuple(clock[index].start for clock in clocks),
            minutes=block.minutes,
            kind=block.kind,
            title=block.title,
            notes=notes[index],
            adaptations=block.adaptations,
            interpreted=block.interpreted,
        )
        for index, block in enumerate(plan.blocks)
    )


def _plan_warnings(plan: SessionPlan) -> tuple[str, ...]:
    warnings = []
    if plan.min_leaders > 1:
        warnings.append(f"Träffen behöver minst {plan.min_leaders} ledare.")
    if plan.crisis:
        warnings.append("Temat kan väcka starka känslor. Ta med krisbladet, ifyllt.")
    return tuple(warnings)
