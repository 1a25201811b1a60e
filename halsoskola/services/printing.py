"""What one occasion needs on paper: facts into sheets, sheets into PDF, and everything in one pile."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from halsoskola.documents.participant_sheets import EvaluationSheet, Reader
from halsoskola.documents.preview import PdfPages
from halsoskola.documents.sheets import (
    BriefSheet,
    RecoverySheet,
    Run,
    RunSheet,
    SigninRow,
    SigninSheet,
)
from halsoskola.documents.words import day
from halsoskola.domain.agenda import net_talk_minutes
from halsoskola.domain.attendance import MarkKind, RegisterLine
from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import language
from halsoskola.domain.papers import EVERYTHING, PAPER_SIZES, PileChoice, PilePaper
from halsoskola.domain.participants import NO_INTERPRETER, READS_NOTHING
from halsoskola.domain.plan_warnings import PlanWarningKind
from halsoskola.domain.plans import fill_facts_in_text
from halsoskola.files import write_atomically
from halsoskola.i18n.catalogues import _, in_swedish, ngettext
from halsoskola.i18n.dates import capital, dated
from halsoskola.i18n.labels import fact_label, label
from halsoskola.i18n.languages import language_name
from halsoskola.services.clock import Clock
from halsoskola.services.fact_texts import COURSE_PHONE, fact_text
from halsoskola.services.handouts import EASY_LEVEL, PICTURE_LEVEL, HandoutService, MadeHandout
from halsoskola.services.leader_papers import CRISIS_FACTS, LeaderPaperService
from halsoskola.services.letterheads import letterhead_of
from halsoskola.services.paper_facts import (
    PaperFacts,
    course_line,
    expected_groups,
    heading_of,
    read_paper_facts,
    run_blocks,
    warning_sentences,
)
from halsoskola.services.participant_papers import ParticipantPaperService
from halsoskola.services.pile_choices import PileChoiceService
from halsoskola.services.plans import PlanService
from halsoskola.services.print_kinds import PrintOrder
from halsoskola.storage import courses as course_rows
from halsoskola.storage.store import Store

if TYPE_CHECKING:
    from halsoskola.documents.pack_sheets import PackDocument, PackSheet
    from halsoskola.documents.pdf.pack import PileFile

EXTRA_SIGNIN_ROWS = 2
"""Empty lines on the sign-in list for somebody from the other run."""

SINGLE = (PilePaper.SIGNIN, PilePaper.RUNSHEET, PilePaper.TALLY, PilePaper.SEATS, PilePaper.CRISIS)
"""Papers of which one is enough, in the order in which they are named together."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A line of what will be printed. detail: copies or languages, ready for reading."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class PileOffer:
    """A kind of paper that this meeting could have. detail: "arabiska 4 · somaliska 2"; copies: of all its sheets."""

    paper: PilePaper
    detail: str
    copies: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """What the pile holds, in the screen's language. warnings: whole sentences, as on the Swedish cover slip.

    offers: everything that can be chosen for this meeting, in the pile's order. pages: of the pile as it was last
    made with this choice, cover slip included; None when nobody has made it yet.
    """

    lines: tuple[Paper, ...]
    warnings: tuple[str, ...]
    offers: tuple[PileOffer, ...] = ()
    choice: PileChoice = EVERYTHING
    template: str = ""
    pages: int | None = None


class PrintService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        plans: PlanService,
        handouts: HandoutService,
        leader_papers: LeaderPaperService,
        participant_papers: ParticipantPaperService,
        choices: PileChoiceService,
    ) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans
        self._handouts = handouts
        self._leader = leader_papers
        self._participants = participant_papers
        self._choices = choices
        self._pages: dict[tuple[str, PileChoice], int] = {}

    def papers(self, occasion_id: str) -> Papers:
        """What "Skriv ut allt" would print, without drawing it."""
        facts = self._facts(occasion_id)
        template = facts.placed.course.template
        choice = self._choices.choice(template)
        pile = self._pile(facts, choice)
        return Papers(
            _lines(pile, choice, facts.plan.title),
            self._warnings(facts, pile),
            tuple(
                PileOffer(paper, part.detail, part.copies, paper in choice.papers)
                for paper, part in pile.items()
            ),
            choice,
            template,
            self._pages.get((occasion_id, choice)),
        )

    def signin(self, occasion_ids: Sequence[str], *, for_funder: bool = False) -> bytes:
        """The lists that lie in the room, one after the other; for the funder with hours and signature."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.signin import signin_paper

        sheets = [self._signin_sheet(self._facts(one), for_funder=for_funder) for one in occasion_ids]
        return render(*map(signin_paper, sheets), letterhead=letterhead_of(self._plans))

    def runsheet(self, occasion_id: str) -> bytes:
        """The leader's sheet of the meeting, with the clock of all its runs."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.runsheet import runsheet_paper

        paper = runsheet_paper(self._run_sheet(self._facts(occasion_id)))
        return render(paper, letterhead=letterhead_of(self._plans))

    def runsheets(self, occasion_ids: Sequence[str]) -> bytes:
        """The leader's sheets of several meetings, each once however many of its runs are named."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.runsheet import runsheet_paper

        meetings = {facts.placed.meeting.id: facts for facts in map(self._facts, occasion_ids)}
        papers = [runsheet_paper(self._run_sheet(facts)) for facts in meetings.values()]
        return render(*papers, letterhead=letterhead_of(self._plans))

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
        return render(*map(brief_paper, sheets), letterhead=letterhead_of(self._plans))

    def pack(self, occasion_ids: Sequence[str]) -> bytes:
        """Everything for the occasions, a cover slip before each pile.

        Raises: RuleBroken for a cancelled occasion.
        """
        pile = self.pile_file()
        for occasion_id in occasion_ids:
            self.add_to_pile(pile, occasion_id)
        return pile.finish()

    def pile_file(self) -> "PileFile":
        """An empty file that takes in one pile after the other, so that a whole course can be made in steps."""
        from halsoskola.documents.pdf.pack import PileFile

        return PileFile(letterhead_of(self._plans))

    def add_to_pile(self, pile: "PileFile", occasion_id: str) -> None:
        """Draws everything for an occasion into the file. Raises: RuleBroken for a cancelled occasion."""
        sheet = self.pack_sheet(occasion_id)
        pages = pile.add(sheet)
        self._pages[occasion_id, self._choices.choice(sheet.template)] = pages

    def to_print_of_course(self, course_id: str) -> tuple[str, ...]:
        """The occasions of a course that are not called off, by meeting, morning before afternoon."""
        with self._store.read() as db:
            tracks = {track.id: at for at, track in enumerate(course_rows.tracks_of(db, course_id))}
            meetings = {meeting.id: meeting.number for meeting in course_rows.meetings_of(db, course_id)}
            occasions = course_rows.occasions_of(db, course_id)
        planned = [one for one in occasions if one.status is not OccasionStatus.CANCELLED]
        planned.sort(key=lambda one: (meetings[one.meeting_id], tracks[one.track_id]))
        return tuple(one.id for one in planned)

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

    @in_swedish()
    def pack_sheet(self, occasion_id: str) -> "PackSheet":
        """What lies in the pile, as the leader has chosen. Raises: RuleBroken for a cancelled occasion."""
        from halsoskola.documents.pack_sheets import PackSheet

        facts = self._facts(occasion_id)
        if facts.placed.occasion.status is OccasionStatus.CANCELLED:
            raise RuleBroken(Refusal.CANCELLED_NOTHING_TO_PRINT)
        choice = self._choices.choice(facts.placed.course.template)
        pile = self._pile(facts, choice)
        return PackSheet(
            heading=heading_of(facts.placed),
            documents=tuple(
                document
                for paper, part in pile.items()
                if paper in choice.papers
                for document in self._documents(facts, paper, part, choice)
            ),
            warnings=self._warnings(facts, pile),
            double_sided=choice.double_sided,
            template=facts.placed.course.template,
        )

    # The pile

    def _pile(self, facts: PaperFacts, choice: PileChoice) -> "dict[PilePaper, _Part]":
        """Which papers this meeting can have, in order. What nobody needs is not there."""
        one = _("1 st")
        parts = {paper: _Part(one, 1) for paper in (PilePaper.RUNSHEET, PilePaper.SIGNIN)}
        expected = facts.room.expected
        if expected:
            parts |= {paper: _Part(one, 1) for paper in (PilePaper.SEATS, PilePaper.TALLY)}
        if facts.plan.crisis:
            parts[PilePaper.CRISIS] = _Part(one, 1)
        spoken = self._spoken(facts)
        if spoken:
            copies = sum(need.interpreters for need in facts.room.needs)
            parts[PilePaper.BRIEF] = _Part(" · ".join(map(language_name, spoken)), copies)
        if expected:
            groups = tuple(self._handout_groups(facts, facts.room.expected, choice.size))
            parts[PilePaper.HANDOUT] = _Part(_of_groups(groups), len(expected), groups=groups)
            readers = tuple(self._readers(facts, choice.size))
            detail = " · ".join(f"{one.name} {one.copies}" for one in readers)
            cards = ngettext("{count} kort", "{count} kort", len(expected)).format(count=len(expected))
            parts[PilePaper.EVALUATION] = _Part(detail, len(expected), cards, readers=readers)
        newcomers = self._newcomers(facts)
        if newcomers:
            parts[PilePaper.WELCOME] = _Part(", ".join(newcomers), len(newcomers))
        missed = self._missed(facts)
        if missed is not None:
            before, lines = missed
            groups = tuple(self._handout_groups(before, lines, choice.size))
            number = before.placed.meeting.number
            detail = _("träff {number}: {languages}").format(number=number, languages=_of_groups(groups))
            short = _("träff {number}: {count} st").format(number=number, count=len(lines))
            parts[PilePaper.MISSED] = _Part(detail, len(lines), short, groups)
        return {paper: parts[paper] for paper in PilePaper if paper in parts}

    def _documents(
        self, facts: PaperFacts, paper: PilePaper, part: "_Part", choice: PileChoice
    ) -> "Iterator[PackDocument]":
        from halsoskola.documents.pack_sheets import PackDocument

        match paper:
            case PilePaper.RUNSHEET:
                yield PackDocument(self._run_sheet(facts), for_whom="ledaren")
            case PilePaper.SIGNIN:
                yield PackDocument(self._signin_sheet(facts), for_whom="rummet")
            case PilePaper.SEATS:
                yield PackDocument(self._leader.seats_sheet(facts), for_whom="ledaren")
            case PilePaper.TALLY:
                yield PackDocument(self._leader.tally_sheet(facts), for_whom="ledaren")
            case PilePaper.CRISIS:
                yield PackDocument(self._leader.crisis_sheet(facts), for_whom="ledaren")
            case PilePaper.BRIEF:
                for code in self._spoken(facts):
                    people = sum(need.interpreters for need in facts.room.needs if need.language == code)
                    for sheet in self._brief_sheets(facts, [code]):
                        yield PackDocument(sheet, people, f"tolken i {language(code).swedish}")
            case PilePaper.HANDOUT:
                for group in part.groups:
                    yield PackDocument(group.made.sheet, group.copies, group.for_whom)
            case PilePaper.EVALUATION:
                for one in part.readers:
                    yield PackDocument(EvaluationSheet(one.reader), one.copies, one.for_whom)
            case PilePaper.WELCOME:
                course = facts.placed.course.id
                for line in self._newcomers(facts).values():
                    number = line.enrolment.number
                    order = PrintOrder(course, participant=number, size=choice.size)
                    yield PackDocument(
                        self._participants.welcome_of(order), 1, f"{line.enrolment.label}, ny i gruppen"
                    )
            case PilePaper.MISSED:
                for group in part.groups:
                    yield PackDocument(
                        group.made.sheet, group.copies, f"{group.for_whom} och inte var här sist"
                    )

    def _readers(self, facts: PaperFacts, size: int) -> "Iterator[_Readers]":
        """Those who answer the evaluation together: one entry per language, most cards first, pictures last."""
        reads = Counter(facts.room.people[line.enrolment.id].reads for line in facts.room.expected)
        for code, copies in sorted(reads.items(), key=lambda item: (item[0] == READS_NOTHING, -item[1])):
            pictures = code == READS_NOTHING
            words = self._participants.reader_words(NO_INTERPRETER if pictures else code)
            reader = Reader(words, size, pictures)
            name = _("bilder") if pictures else language_name(code)
            whom = "de som inte läser" if pictures else f"de som läser {language(code).swedish}"
            yield _Readers(name, whom, copies, reader)

    def _newcomers(self, facts: PaperFacts) -> dict[str, RegisterLine]:
        """Number -> line of those whose first meeting this is, in a course that has begun without them."""
        placed = facts.placed
        with self._store.read() as db:
            occasions = course_rows.occasions_of(db, placed.course.id)
        days = [
            one.day
            for one in occasions
            if one.track_id == placed.track.id
            and one.start < placed.occasion.start
            and one.status is not OccasionStatus.CANCELLED
        ]
        if not days:
            return {}
        expected = facts.room.expected
        new = {
            line.enrolment.label: line
            for line in expected
            if not line.visitor and line.enrolment.since > days[-1]
        }
        # When most are new, a whole group has just been written in, and nobody joins late.
        return new if 2 * len(new) <= len(expected) else {}

    def _missed(self, facts: PaperFacts) -> tuple[PaperFacts, tuple[RegisterLine, ...]] | None:
        """The run's last held meeting before this one, and those who are expected now and were not there then."""
        placed = facts.placed
        with self._store.read() as db:
            occasions = course_rows.occasions_of(db, placed.course.id)
        held = [
            one
            for one in occasions
            if one.track_id == placed.track.id
            and one.start < placed.occasion.start
            and one.status is OccasionStatus.HELD
        ]
        if not held:
            return None
        before = self._facts(held[-1].id)
        absent = {
            line.enrolment.id
            for line in before.room.lines
            if not line.away
            and line.mark is not None
            and line.mark.kind in (MarkKind.ANNOUNCED, MarkKind.ABSENT)
        }
        lines = tuple(line for line in facts.room.expected if line.enrolment.id in absent)
        return (before, lines) if lines else None

    # Sheets

    def _facts(self, occasion_id: str) -> PaperFacts:
        with self._store.read() as db:
            return read_paper_facts(db, self._plans, occasion_id)

    def _signin_sheet(self, facts: PaperFacts, *, for_funder: bool = False) -> SigninSheet:
        uses_names = facts.placed.course.uses_names
        return SigninSheet(
            heading=heading_of(facts.placed),
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
            for_funder=for_funder,
        )

    @in_swedish()
    def _run_sheet(self, facts: PaperFacts) -> RunSheet:
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
                    groups=expected_groups(room),
                )
                for room in facts.rooms
            ),
            blocks=run_blocks(plan, facts.rooms, self._plans.facts()),
            net_talk_minutes=net_talk_minutes(plan.blocks),
            materials=plan.materials,
            aims=tuple(aim.text for aim in plan.aims),
            introduction=fill_facts_in_text(plan.leader_notes.introduction, self._plans.facts())[0],
            warnings=warning_sentences(facts.meeting_warnings),
        )

    def _brief_sheets(self, facts: PaperFacts, languages: Sequence[str]) -> list[BriefSheet]:
        phone = self._phone()
        return [
            BriefSheet(
                heading=heading_of(facts.placed),
                blocks=run_blocks(facts.plan, (facts.room,), self._plans.facts()),
                words=self._handouts.words(facts.plan, [code]),
                languages=(self._handouts.reader_language(code),),
                groups=expected_groups(facts.room),
                only_reviewed=False,
                phone=f"Kursen: {phone}" if phone else "",
            )
            for code in languages
        ]

    def _handout_groups(
        self, facts: PaperFacts, readers: Sequence[RegisterLine], size: int = PAPER_SIZES[0]
    ) -> "Iterator[_HandoutGroup]":
        """One entry per language that somebody of `readers` reads, most copies first; the picture level last.

        A plan without text for a level has none to print, which the warnings tell.
        """
        line = course_line(self._plans, facts.placed.course)
        heading = f"Träff {facts.placed.meeting.number} · {day(facts.placed.occasion.day)}"
        reads = Counter(facts.room.people[line.enrolment.id].reads for line in readers)
        for code, copies in sorted(reads.items(), key=lambda item: (item[0] == READS_NOTHING, -item[1])):
            if code == READS_NOTHING:
                name, for_whom = _("bildblad"), "de som inte läser"
                level, languages = PICTURE_LEVEL, []
            else:
                name = language_name(code)
                for_whom = f"de som läser {language(code).swedish}"
                level, languages = EASY_LEVEL, [] if code == NO_INTERPRETER else [code]
            made = self._handouts.make(
                facts.plan, languages, level=level, size=size, occasion=heading, course_line=line
            )
            yield _HandoutGroup(name, for_whom, copies, made)

    def _spoken(self, facts: PaperFacts) -> list[str]:
        """Languages that need an interpreter at the occasion, each once; the largest group first."""
        return list(dict.fromkeys(need.language for need in facts.room.needs if need.people))

    def _phone(self) -> str:
        return fact_text(self._plans, COURSE_PHONE)

    def _warnings(self, facts: PaperFacts, pile: "dict[PilePaper, _Part]") -> tuple[str, ...]:
        warnings = list(warning_sentences(facts.warnings))
        told = any(one.kind is PlanWarningKind.CRISIS_SHEET_EMPTY for one in facts.warnings)
        if PilePaper.CRISIS in pile and not told:
            unknown = [name for name in CRISIS_FACTS if not fact_text(self._plans, name)]
            if unknown:
                warnings.append(
                    _("På krisbladet saknas: {facts}. Skriv in det under Inställningar.").format(
                        facts=", ".join(map(fact_label, unknown))
                    )
                )
        part = pile.get(PilePaper.HANDOUT)
        handouts = part.groups if part is not None else ()
        missing = dict.fromkeys(name for group in handouts for name in group.made.missing_facts)
        if missing:
            warnings.append(
                _(
                    "På bladen finns tomma rader att fylla i för hand: {facts}. "
                    "Skriv in dem under Inställningar, så trycks de nästa gång."
                ).format(facts=", ".join(map(fact_label, missing)))
            )
        known = self._plans.facts()
        today = self._clock.today()
        warnings += [
            _("Uppgiften {fact} skulle ha kontrollerats {day}.").format(
                fact=fact_label(name), day=dated(fact.recheck)
            )
            for name in facts.plan.facts
            if (fact := known.get(name)) is not None and fact.is_overdue(today) and fact.recheck
        ]
        for group in handouts:
            if group.made.gaps:
                gaps = ", ".join(map(language_name, group.made.gaps))
                warnings.append(_("{languages}: det finns ingen ordlista.").format(languages=capital(gaps)))
            elif group.made.unreviewed:
                if facts.plan.prints_only_reviewed_words:
                    said = ngettext(
                        "{language}: {count} ord skrivs inte ut, eftersom temat är känsligt.",
                        "{language}: {count} ord skrivs inte ut, eftersom temat är känsligt.",
                        group.made.unreviewed,
                    )
                else:
                    said = ngettext(
                        "{language}: {count} ord är inte granskat.",
                        "{language}: {count} ord är inte granskade.",
                        group.made.unreviewed,
                    )
                warnings.append(said.format(language=capital(group.name), count=group.made.unreviewed))
        warnings += [
            _("Tolk i {language} är inte beställd.").format(
                language=language_name(need.language, need.variant)
            )
            for need in facts.room.needs
            if need.people and not need.bookings
        ]
        return tuple(warnings)


@dataclass(frozen=True, slots=True)
class _HandoutGroup:
    """A handout for those who read one language. name: of the language, on the screen."""

    name: str
    for_whom: str
    copies: int
    made: MadeHandout


@dataclass(frozen=True, slots=True)
class _Readers:
    """Those who read one language. name: of the language, on the screen."""

    name: str
    for_whom: str
    copies: int
    reader: Reader


@dataclass(frozen=True, slots=True)
class _Part:
    """One kind of paper in a pile. detail, short: in the language that is spoken now; short "" for the same."""

    detail: str
    copies: int
    short: str = ""
    groups: tuple[_HandoutGroup, ...] = ()
    readers: tuple[_Readers, ...] = ()


def _of_groups(groups: Sequence[_HandoutGroup]) -> str:
    """ "arabiska 4 · somaliska 2"."""
    return " · ".join(f"{group.name} {group.copies}" for group in groups)


def _lines(pile: dict[PilePaper, _Part], choice: PileChoice, title: str) -> tuple[Paper, ...]:
    """What is chosen, as few lines as can be read at a glance: the handout first, single sheets together."""
    chosen = {paper: part for paper, part in pile.items() if paper in choice.papers}
    lines = []
    handout = chosen.pop(PilePaper.HANDOUT, None)
    if handout is not None:
        lines.append(Paper(_("{title}: blad till deltagarna").format(title=title), handout.detail))
    single = [paper for paper in SINGLE if chosen.pop(paper, None) is not None]
    if single:
        lines.append(Paper(capital(", ".join(map(label, single))), _("1 var")))
    lines += [Paper(capital(label(paper)), part.short or part.detail) for paper, part in chosen.items()]
    return tuple(lines)
