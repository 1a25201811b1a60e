"""The leader's papers, the worst morning, and what goes to the authorities: facts into sheets into PDF.

Everything here is paper, so everything is in Swedish whatever the screen speaks.
"""

from collections.abc import Sequence
from datetime import timedelta

from halsoskola.documents.leader_sheets import (
    AbsenceLine,
    AbsenceSheet,
    CrisisSheet,
    InterpreterLine,
    Island,
    OrderLine,
    OrderSheet,
    PersonLine,
    PhoneLine,
    PromiseLine,
    Seat,
    SeatsSheet,
    SubstituteSheet,
    TallyQuestion,
    TallySheet,
)
from halsoskola.documents.words import QUESTIONS, TRACKS
from halsoskola.domain.absence_reports import REPORTED_ABOVE, reported_absence
from halsoskola.domain.attendance import MarkKind, RegisterLine
from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.interpreting import LIVE, Agency, InterpreterMode, InterpreterNeed, NeedState
from halsoskola.domain.participants import NO_INTERPRETER
from halsoskola.domain.plan_warnings import PlanWarningKind
from halsoskola.domain.plans import fill_facts_in_text
from halsoskola.i18n.catalogues import in_swedish
from halsoskola.services.clock import Clock
from halsoskola.services.fact_texts import CONTACT, COURSE_PHONE, ORGANISATION, fact_text
from halsoskola.services.letterheads import letterhead_of
from halsoskola.services.paper_facts import (
    PaperFacts,
    heading_of,
    language_words,
    read_paper_facts,
    run_blocks,
    warning_sentences,
)
from halsoskola.services.plans import PlanService
from halsoskola.services.rooms import Room, placed_or_refused, rooms_of_course
from halsoskola.storage import courses as course_rows
from halsoskola.storage import follow_ups as follow_up_rows
from halsoskola.storage import interpreting as booking_rows
from halsoskola.storage.store import Store

CRISIS_ROOM = "krisrum"
CRISIS_PHONES = (
    ("psykakut-telefon", "Psykiatrisk akutmottagning", "när någon inte kan vänta"),
    ("boss-telefon", "Chef eller den som har krisansvar", ""),
    ("socialtjanst-telefon", "Socialtjänsten", "när ett barn far illa, eller vid våld"),
)
"""Fact, whom it reaches, and when to call."""

CRISIS_FACTS = (CRISIS_ROOM, *(name for name, _who, _note in CRISIS_PHONES), CONTACT)
"""Local facts that the organisation fills in for the crisis sheet, in the order in which they are asked for."""

_NATIONAL = (
    ("hjalplinjen", "Hjälplinjen", "dag och natt, för vuxna"),
    ("sjalvmordslinjen", "Självmordslinjen", "dag och natt"),
    ("1177", "1177", "råd om vård, dag och natt"),
)

_THIS_MORNING = frozenset(
    {
        PlanWarningKind.TWO_LEADERS,
        PlanWarningKind.BRING_CRISIS_SHEET,
        PlanWarningKind.INTERPRETER_REMOTE,
        PlanWarningKind.INTERPRETER_NEW,
    }
)
"""What a stand-in can still do something about."""

WARM_UP = "Gillar du kaffe?"
FEWEST_ANSWERS = 5
"""Results of fewer answers are shown to nobody: they could be traced. Source: programme's rule for small groups."""


class LeaderPaperService:
    def __init__(self, store: Store, clock: Clock, plans: PlanService) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans

    # Files

    def substitute(self, occasion_ids: Sequence[str]) -> bytes:
        """One page each with everything a stand-in needs. Raises: RuleBroken when an occasion is gone."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.substitute import substitute_paper

        sheets = [self.substitute_sheet(facts) for facts in self._all_facts(occasion_ids)]
        return render(*map(substitute_paper, sheets), letterhead=letterhead_of(self._plans))

    def crisis(self, occasion_ids: Sequence[str] = ()) -> bytes:
        """What to do when somebody is not well; without occasions the sheet that hangs on a wall."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.crisis import crisis_paper

        sheets = [self.crisis_sheet(facts) for facts in self._all_facts(occasion_ids)] or [
            self.crisis_sheet()
        ]
        return render(*map(crisis_paper, sheets), letterhead=letterhead_of(self._plans))

    def seats(self, occasion_ids: Sequence[str]) -> bytes:
        """Where people sit. Raises: RuleBroken when an occasion is gone."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.seats import seats_paper

        sheets = [self.seats_sheet(facts) for facts in self._all_facts(occasion_ids)]
        return render(*map(seats_paper, sheets), letterhead=letterhead_of(self._plans))

    def tally(self, occasion_ids: Sequence[str]) -> bytes:
        """Where the leader counts faces. Raises: RuleBroken when an occasion is gone."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.tally import tally_paper

        sheets = [self.tally_sheet(facts) for facts in self._all_facts(occasion_ids)]
        return render(*map(tally_paper, sheets), letterhead=letterhead_of(self._plans))

    def absence(self, occasion_ids: Sequence[str]) -> bytes:
        """Who was away longer than the authority allows. Raises: RuleBroken when an occasion is gone."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.absence import absence_paper

        sheets = [self.absence_sheet(facts) for facts in self._all_facts(occasion_ids)]
        return render(*map(absence_paper, sheets), letterhead=letterhead_of(self._plans))

    def order(self, course_id: str, occasion_ids: Sequence[str] = ()) -> bytes:
        """The order to the tolkförmedling. Raises: as `order_sheet`."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.order import order_paper

        sheet = self.order_sheet(course_id, occasion_ids)
        return render(order_paper(sheet), letterhead=letterhead_of(self._plans))

    def order_text(self, course_id: str, occasion_ids: Sequence[str] = ()) -> str:
        """The same order in words, for a mail or the telephone. Raises: as `order_sheet`."""
        from halsoskola.documents.order_text import order_text

        return order_text(self.order_sheet(course_id, occasion_ids))

    # Sheets

    @in_swedish()
    def substitute_sheet(self, facts: PaperFacts) -> SubstituteSheet:
        placed = facts.placed
        with self._store.read() as db:
            agency = _agency_of(facts.room, booking_rows.agencies(db))
            promises = follow_up_rows.open_of_course(db, placed.course.id)
            occasions = course_rows.occasions_of(db, placed.course.id)
        before = [
            one.note
            for one in occasions
            if one.track_id == placed.track.id and one.start < placed.occasion.start and one.note.strip()
        ]
        phones = [PhoneLine("Kursens telefon", fact_text(self._plans, COURSE_PHONE))]
        contact = fact_text(self._plans, CONTACT)
        if contact:
            phones.append(PhoneLine("Kontaktperson", contact))
        phones += self._phones(CRISIS_PHONES[:2])
        phones.append(PhoneLine("Fara för livet", "112"))
        people = sorted(facts.room.lines, key=lambda line: (not line.is_expected, line.enrolment.number))
        known = self._plans.facts()
        return SubstituteSheet(
            heading=heading_of(placed),
            people=tuple(
                PersonLine(
                    line.enrolment.label,
                    line.enrolment.sign,
                    _speaks(facts.room, line),
                    _note_about(facts, line),
                )
                for line in people
            ),
            expected=len(facts.room.expected),
            interpreters=_interpreters(facts.room, agency),
            agency=agency.name,
            customer_number=agency.customer_number,
            blocks=run_blocks(facts.plan, (facts.room,), known),
            phones=tuple(phones),
            promises=tuple(
                PromiseLine(label, fill_facts_in_text(one.text, known)[0], one.due)
                for one in promises
                if (label := _promised_to(facts.room, one.enrolment_id)) is not None
            ),
            materials=facts.plan.materials,
            last_time=" ".join(before[-1].split()) if before else "",
            warnings=warning_sentences(one for one in facts.warnings if one.kind in _THIS_MORNING),
        )

    def crisis_sheet(self, facts: PaperFacts | None = None) -> CrisisSheet:
        """facts: None for the sheet that belongs to no meeting."""
        interpreters: tuple[InterpreterLine, ...] = ()
        if facts is not None:
            with self._store.read() as db:
                agency = _agency_of(facts.room, booking_rows.agencies(db))
            interpreters = tuple(one for one in _interpreters(facts.room, agency) if one.people)
        contact = fact_text(self._plans, CONTACT)
        local = [*self._phones(CRISIS_PHONES)]
        if contact:
            local.append(PhoneLine("Kursens kontaktperson", contact))
        return CrisisSheet(
            room=fact_text(self._plans, CRISIS_ROOM),
            local=tuple(local),
            national=tuple(line for line in self._phones(_NATIONAL) if line.number),
            heading=heading_of(facts.placed) if facts is not None else None,
            interpreters=interpreters,
        )

    def seats_sheet(self, facts: PaperFacts) -> SeatsSheet:
        room = facts.room
        islands = []
        for group in room.groups:
            seats = tuple(
                Seat(line.enrolment.label, line.enrolment.sign)
                for line in room.expected
                if _language_of(room, line) == (group.language, group.variant)
            )
            islands.append(
                Island(language_words(group.language, group.variant), seats, group.needs_interpreter)
            )
        return SeatsSheet(heading_of(facts.placed), tuple(islands))

    def tally_sheet(self, facts: PaperFacts) -> TallySheet:
        questions = (
            TallyQuestion(WARM_UP, is_warm_up=True),
            *(TallyQuestion(text) for text in QUESTIONS.values()),
        )
        return TallySheet(
            heading_of(facts.placed), questions, expected=len(facts.room.expected), fewest=FEWEST_ANSWERS
        )

    def absence_sheet(self, facts: PaperFacts) -> AbsenceSheet:
        occasion = facts.placed.occasion
        lines = []
        for line in facts.room.lines:
            absence = reported_absence(occasion, line)
            if absence is not None:
                lines.append(
                    AbsenceLine(
                        line.enrolment.label, occasion.start, occasion.end, absence.away_from, absence.away_to
                    )
                )
        return AbsenceSheet(
            heading_of(facts.placed), tuple(lines), REPORTED_ABOVE, is_confirmed=facts.room.is_confirmed
        )

    def order_sheet(self, course_id: str, occasion_ids: Sequence[str] = ()) -> OrderSheet:
        """Every need of the coming occasions that is not confirmed, by time.

        occasion_ids: only these; empty means the whole course.
        Raises: RuleBroken when there is nothing to order, or the course is gone.
        """
        now = self._clock.now()
        with self._store.read() as db:
            rooms = rooms_of_course(db, course_id)
            agencies = booking_rows.agencies(db)
        lines = [
            _order_line(room, need)
            for room in rooms
            if (not occasion_ids or room.placed.occasion.id in occasion_ids)
            and room.placed.occasion.status is OccasionStatus.PLANNED
            and room.placed.occasion.start > now
            for need in room.needs
            if need.people and need.state in (NeedState.NEED, NeedState.ORDERED)
        ]
        if not lines:
            raise RuleBroken(Refusal.NOTHING_TO_ORDER)
        agency = next(iter(agencies.values()), Agency(id="", name=""))
        return OrderSheet(
            agency=agency.name,
            customer_number=agency.customer_number,
            lines=tuple(sorted(lines, key=lambda line: (line.start, line.language))),
            made_on=now.date(),
            organisation=fact_text(self._plans, ORGANISATION),
            contact=fact_text(self._plans, CONTACT),
            phone=fact_text(self._plans, COURSE_PHONE),
        )

    def _all_facts(self, occasion_ids: Sequence[str]) -> list[PaperFacts]:
        with self._store.read() as db:
            for occasion_id in occasion_ids:
                placed_or_refused(db, occasion_id)
            return [read_paper_facts(db, self._plans, occasion_id) for occasion_id in occasion_ids]

    def _phones(self, rows: Sequence[tuple[str, str, str]]) -> list[PhoneLine]:
        return [PhoneLine(who, fact_text(self._plans, name), note) for name, who, note in rows]


def _language_of(room: Room, line: RegisterLine) -> tuple[str, str]:
    person = room.people[line.enrolment.id]
    return person.interpreter_language, person.variant


def _speaks(room: Room, line: RegisterLine) -> str:
    code, variant = _language_of(room, line)
    return "svenska" if code == NO_INTERPRETER else language_words(code, variant)


def _note_about(facts: PaperFacts, line: RegisterLine) -> str:
    """What a stand-in must know about a line of the register; "" for most."""
    if line.away:
        other = next((room for room in facts.rooms if room.placed.track.id != facts.placed.track.id), None)
        return f"går på {TRACKS[other.placed.track.code]}en" if other else "går på andra gruppen"
    if line.mark is not None and line.mark.kind is MarkKind.ANNOUNCED:
        return "kommer inte"
    if line.visitor:
        return "från andra gruppen"
    is_late_start = facts.placed.meeting.number > 1
    if is_late_start and line.enrolment.since > facts.placed.occasion.day - timedelta(days=7):
        return "ny"
    return ""


def _promised_to(room: Room, enrolment_id: str | None) -> str | None:
    """The number of whom something was promised, "" for the group, None when she is not on this register."""
    if enrolment_id is None:
        return ""
    return next((line.enrolment.label for line in room.lines if line.enrolment.id == enrolment_id), None)


def _agency_of(room: Room, agencies: dict[str, Agency]) -> Agency:
    """Whom the occasion's bookings were made with; else the first one known."""
    for need in room.needs:
        for booking in need.bookings:
            if booking.state in LIVE and booking.agency_id in agencies:
                return agencies[booking.agency_id]
    return next(iter(agencies.values()), Agency(id="", name=""))


def _interpreters(room: Room, agency: Agency) -> tuple[InterpreterLine, ...]:
    lines = []
    for need in room.needs:
        booking = next((one for one in need.bookings if one.state in LIVE), None)
        lines.append(
            InterpreterLine(
                language_words(need.language, need.variant),
                need.people,
                need.state,
                booking.interpreter if booking else "",
                booking.booking_number if booking else "",
                agency.phone,
                booking.mode if booking else InterpreterMode.ON_SITE,
            )
        )
    return tuple(lines)


def _order_line(room: Room, need: InterpreterNeed) -> OrderLine:
    occasion = room.placed.occasion
    booking = next((one for one in need.bookings if one.state in LIVE), None)
    return OrderLine(
        start=occasion.start,
        end=occasion.end,
        language=language_words(need.language, need.variant),
        people=need.people,
        venue=occasion.venue,
        mode=booking.mode if booking else InterpreterMode.ON_SITE,
        is_ordered=booking is not None,
        booking_number=booking.booking_number if booking else "",
    )
