"""What an office list would do to a course: row by row, before anything is stored.

Rows come in as they were written; out comes a plan in which each row is new, already there, waiting, a
question or wrong. Nothing here reads files or stores anything. A personnummer is never carried on: its row
keeps nothing but its place in the file.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from halsoskola.domain.courses import TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import (
    WORD_LIST_LANGUAGES,
    LanguageReading,
    ReadingKind,
    SpokenLanguage,
    is_language,
    language,
    read_languages,
)
from halsoskola.domain.participants import (
    NO_INTERPRETER,
    READS_NOTHING,
    ContactWay,
    Sex,
    checked_name,
    checked_phone,
    next_number,
    number_label,
)
from halsoskola.domain.personal_numbers import looks_like_personal_number


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of an office list; every cell as text, "" for empty or for a column that the list lacks.

    row: its number in the file, from 1. language: the column that says a language without saying for what;
    interpreter_language: one that is expressly for the interpreter. interpreter: what stands under "Tolk".
    has_personal_number: one was found in the row, and all its cells were left out.
    """

    row: int
    number: str = ""
    name: str = field(default="", repr=False)
    language: str = ""
    interpreter_language: str = ""
    interpreter: str = ""
    sex: str = ""
    group: str = ""
    reads: str = ""
    understands: str = ""
    contact: str = field(default="", repr=False)
    has_personal_number: bool = False


@dataclass(frozen=True, slots=True)
class ExistingParticipant:
    """Somebody who has a place in the course or waits for one; what the list is compared with."""

    number: int
    language: str
    track: TrackCode
    waiting: bool = False
    variant: str = ""
    reads: str = READS_NOTHING
    understands: tuple[str, ...] = ()
    sex: Sex | None = None
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


class Outcome(StrEnum):
    """What happens to a row. `ASK` and `WRONG` keep the whole list from being read in."""

    NEW = "new"
    SAME = "same"
    WAITING = "waiting"
    ASK = "ask"
    WRONG = "wrong"


class ListFact(StrEnum):
    """What a list can say about a person who is already in the course."""

    LANGUAGE = "language"
    TRACK = "track"
    READS = "reads"
    UNDERSTANDS = "understands"
    SEX = "sex"
    NAME = "name"
    PHONE = "phone"


class RowNote(StrEnum):
    """Something to know about a row that is read in all the same."""

    INTERPRETER_NOT_SAID = "interpreter-not-said"
    SEX_UNCLEAR = "sex-unclear"
    CONTACT_UNCLEAR = "contact-unclear"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be read in, with what its sentence needs."""

    refusal: Refusal
    facts: Mapping[str, object]

    def as_broken_rule(self) -> RuleBroken:
        return RuleBroken(self.refusal, **self.facts)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row means and what will happen to it.

    number, track: None while they are unknown. language: what she is interpreted into, NO_INTERPRETER when
    she needs none, "" while unknown. candidates: the languages to choose from when the outcome is `ASK`.
    differs: for `SAME`, what the list says otherwise than the course; the course is right and stays as it is.
    """

    row: int
    outcome: Outcome
    number: int | None = None
    track: TrackCode | None = None
    language: str = ""
    variant: str = ""
    reads: str = READS_NOTHING
    understands: tuple[str, ...] = ()
    sex: Sex | None = None
    name: str = field(default="", repr=False)
    contact_way: ContactWay | None = None
    phone: str = field(default="", repr=False)
    faults: tuple[Fault, ...] = ()
    candidates: tuple[SpokenLanguage, ...] = ()
    differs: tuple[ListFact, ...] = ()
    notes: tuple[RowNote, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What will happen, in the order of the list.

    names_left_out: the list has names, but the course goes by numbers. ignored_columns: headings of columns
    that the program has no use for. may_be_there_already: a list without numbers says nothing that is not
    already in the course, person by person; the same list may have been read in before.
    """

    rows: tuple[PlannedRow, ...]
    names_left_out: bool = False
    ignored_columns: tuple[str, ...] = ()
    may_be_there_already: bool = False

    @property
    def ok(self) -> bool:
        """Whether the list can be read in; it is all or nothing."""
        return not any(row.outcome in (Outcome.ASK, Outcome.WRONG) for row in self.rows)

    @property
    def newcomers(self) -> tuple[PlannedRow, ...]:
        """Those to store, with a seat or waiting, in the order of the list."""
        return tuple(row for row in self.rows if row.outcome in (Outcome.NEW, Outcome.WAITING))

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def plan_import(
    rows: Sequence[ListRow],
    existing: Sequence[ExistingParticipant],
    tracks: Mapping[TrackCode, int],
    *,
    uses_names: bool,
    answers: Mapping[int, str] = MappingProxyType({}),
    ignored_columns: Sequence[str] = (),
) -> ImportPlan:
    """What reading in `rows` would do to a course.

    tracks: the course's tracks in order, each with its seats that nobody sits in; those who already wait for
    one come before anybody in the list. answers: the language code chosen for a row that was asked about, by
    the row's number in the file. The number decides who somebody is: one that the course already has changes
    nothing, whatever else its row says. Raises: ValueError when `tracks` is empty or an answer is not in the
    language table.
    """
    if not tracks:
        raise ValueError("a course has at least one track")
    if unknown := [code for code in answers.values() if not is_language(code)]:
        raise ValueError(f"not in the language table: {unknown}")
    known = {person.number: person for person in existing}
    reader = _RowReader(rows, tracks, known, uses_names=uses_names, answers=answers)
    drafts = _numbered([reader.read(row) for row in rows], known, list_has_numbers=reader.has_numbers)
    planned = _seated([_settled(draft, known) for draft in drafts], existing, tracks)
    return ImportPlan(
        rows=tuple(planned),
        names_left_out=not uses_names and any(row.name.strip() for row in rows),
        ignored_columns=tuple(ignored_columns),
        may_be_there_already=not reader.has_numbers and _all_there(planned, existing, uses_names=uses_names),
    )


# From cells to facts.

_NUMBER = re.compile(r"(?:deltagar(?:e|nummer|nr)?|nummer|nr|no|id|d)?[\s.:#-]*0*([1-9]\d{0,3})(?:[.,]0+)?")
_DASHES = " -–—"
"""What people write in a cell to say that it is meant to be empty."""
_WORDS = re.compile(r"[^\W_]+")
_YES = frozenset(
    {
        "ja",
        "j",
        "y",
        "yes",
        "x",
        "1",
        "sant",
        "true",
        "tolk",
        "behövs",
        "behöver",
        "önskas",
        "✓",
        "✔",
        "☒",
        "☑",
    }
)
_NO = frozenset({"nej", "n", "no", "0", "falskt", "false", "ej", "inte", "inget", "ingen", "utan", "☐"})
_WOMAN = frozenset({"k", "kv", "kvinna", "kvinnlig", "f", "female", "woman", "w", "tjej", "dam"})
_MAN = frozenset({"m", "man", "manlig", "male", "kille", "herr"})
_OTHER_SEX = frozenset({"annat", "annan", "a", "other", "ickebinär", "x"})
_MORNING = frozenset(
    {"fm", "f m", "förmiddag", "förmiddagen", "förmiddagar", "förmiddagsgrupp", "förmiddagsgruppen", "förm"}
    | {"morgon", "am", "grupp fm", "fm grupp", "fm gruppen", "grupp förmiddag"}
)
_AFTERNOON = frozenset(
    {"em", "e m", "eftermiddag", "eftermiddagen", "eftermiddagar", "eftermiddagsgrupp", "eftermiddagsgruppen"}
    | {"eftm", "efterm", "pm", "grupp em", "em grupp", "em gruppen", "grupp eftermiddag"}
)
_READS_NOTHING = frozenset(
    {"inget", "ingenting", "inga", "inte", "nej", "kan inte läsa", "läser inte", "bild", "bilder", "bildnivå"}
    | {"analfabet", "kan ej läsa", "läser ej", "ej", "0"}
)


def _words(text: str) -> str:
    """The words of a cell in small letters with single spaces; the cell itself when it holds only marks."""
    return " ".join(_WORDS.findall(text.casefold())) or text.strip()


def read_number(text: str) -> int | None:
    """A participant's number from "D07", "d7", "7", "nr 7" or "7.0"; None when it is none of them."""
    match = _NUMBER.fullmatch(text.strip().casefold())
    return int(match[1]) if match else None


@dataclass(slots=True)
class _Draft:
    """A row while it is being understood. said: the facts that the list gives, not those it leaves to us."""

    planned: PlannedRow
    said: frozenset[ListFact] = frozenset()

    def with_faults(self, *faults: Fault) -> "_Draft":
        return replace(self, planned=replace(self.planned, faults=self.planned.faults + faults))


@dataclass(frozen=True, slots=True)
class _Languages:
    """What the language cells of a row come to."""

    interpreter: str = ""
    variant: str = ""
    reads: str = READS_NOTHING
    understands: tuple[str, ...] = ()
    candidates: tuple[SpokenLanguage, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[RowNote, ...] = ()


class _RowReader:
    """Understands one row at a time; knows what columns the list fills, and the answers given so far."""

    def __init__(
        self,
        rows: Sequence[ListRow],
        tracks: Mapping[TrackCode, int],
        known: Mapping[int, ExistingParticipant],
        *,
        uses_names: bool,
        answers: Mapping[int, str],
    ) -> None:
        self.has_numbers = any(row.number.strip() for row in rows)
        self._has_groups = any(row.group.strip() for row in rows)
        self._has_interpreter = any(row.interpreter.strip() for row in rows)
        self._tracks = tracks
        self._known = known
        self._uses_names = uses_names
        self._answers = answers

    def read(self, row: ListRow) -> _Draft:
        if _holds_personal_number(row):
            return _Draft(PlannedRow(row.row, Outcome.WRONG, faults=(_fault(Refusal.PERSONAL_NUMBER, row),)))
        faults: list[Fault] = []
        number = read_number(row.number)
        if number is None and self.has_numbers:
            missing = not row.number.strip()
            faults.append(
                _fault(Refusal.LIST_NUMBER_MISSING if missing else Refusal.LIST_NUMBER_UNCLEAR, row)
            )
        track = self._track(row, faults)
        spoken = self._languages(row, is_known=number in self._known)
        sex, notes = _sex(row.sex)
        contact_way, phone, more_notes = _contact(row.contact)
        planned = PlannedRow(
            row=row.row,
            outcome=Outcome.NEW,
            number=number,
            track=track,
            language=spoken.interpreter,
            variant=spoken.variant,
            reads=spoken.reads,
            understands=spoken.understands,
            sex=sex,
            name=checked_name(row.name, uses_names=True) if self._uses_names else "",
            contact_way=contact_way,
            phone=phone,
            faults=(*faults, *spoken.faults),
            candidates=spoken.candidates,
            notes=(*spoken.notes, *notes, *more_notes),
        )
        return _Draft(planned, _said(row, planned))

    def _track(self, row: ListRow, faults: list[Fault]) -> TrackCode | None:
        text = _words(row.group)
        if not text:
            if self._has_groups and len(self._tracks) > 1:
                faults.append(_fault(Refusal.LIST_GROUP_MISSING, row))
                return None
            return TrackCode.FM if TrackCode.FM in self._tracks else next(iter(self._tracks))
        if text in _MORNING or text in _AFTERNOON:
            track = TrackCode.FM if text in _MORNING else TrackCode.EM
            if track in self._tracks:
                return track
            faults.append(_fault(Refusal.LIST_GROUP_NOT_IN_COURSE, row))
            return None
        faults.append(_fault(Refusal.LIST_GROUP_UNCLEAR, row))
        return None

    def _languages(self, row: ListRow, *, is_known: bool) -> _Languages:
        needed, from_tolk = _interpreter(row.interpreter)
        if needed is None and row.interpreter.strip(_DASHES):
            return _Languages(faults=(_fault(Refusal.LIST_INTERPRETER_UNCLEAR, row),))
        expressly = row.interpreter_language.strip(_DASHES) or from_tolk
        if needed is None and _words(expressly) in _NO:
            needed, expressly = False, ""
        main, also = (expressly, row.language) if expressly else (row.language, "")
        reading = read_languages(main)
        if needed is not None and reading.kind is ReadingKind.SEVERAL:
            reading, also = _without_swedish(reading), f"{main}, {also}"
        own, others, fault = self._own_language(row, reading, needed=needed)
        if fault:
            # Somebody who is in the course already has her language; a loose word for it is no question.
            if fault.refusal in _QUESTIONS and is_known:
                return _Languages()
            candidates = reading.languages if fault.refusal in _QUESTIONS else ()
            return _Languages(candidates=candidates, faults=(fault,))
        needs_one = needed if needed is not None else own.code != NO_INTERPRETER
        understands = [*others, *_surely_named(also), *([] if needs_one else [own.code])]
        faults: list[Fault] = []
        understands += _understands(row, reading, own, faults)
        reads = _reads(row, reading, own, needs_one=needs_one, faults=faults)
        not_said = needed is None and needs_one and self._has_interpreter
        interpreter = own.code if needs_one else NO_INTERPRETER
        return _Languages(
            interpreter=interpreter,
            variant=own.variant if needs_one else "",
            reads=reads,
            understands=tuple(code for code in dict.fromkeys(understands) if code != interpreter),
            faults=tuple(faults),
            notes=(RowNote.INTERPRETER_NOT_SAID,) if not_said else (),
        )

    def _own_language(
        self, row: ListRow, reading: LanguageReading, *, needed: bool | None
    ) -> tuple[SpokenLanguage, tuple[str, ...], Fault | None]:
        """The language that the row is about, those named beside it, and why it cannot be told."""
        nobody = SpokenLanguage("")
        own, others = nobody, tuple[str, ...]()
        match reading.kind:
            case ReadingKind.EMPTY:
                if needed is not False:
                    return nobody, (), _fault(Refusal.LIST_LANGUAGE_MISSING, row)
                own = SpokenLanguage(NO_INTERPRETER)
            case ReadingKind.UNKNOWN:
                return nobody, (), _fault(Refusal.LIST_LANGUAGE_UNKNOWN, row, text=_shown(reading.text))
            case ReadingKind.ONE:
                own = reading.languages[0]
            case _ if row.row in self._answers:
                own, others = _answered(reading, self._answers[row.row])
            case ReadingKind.SEVERAL | ReadingKind.AMBIGUOUS:
                several = reading.kind is ReadingKind.SEVERAL
                refusal = Refusal.LIST_LANGUAGES_SEVERAL if several else Refusal.LIST_LANGUAGE_UNCLEAR
                choices = ", ".join(language(code).swedish for code in reading.codes)
                return nobody, (), _fault(refusal, row, text=_shown(reading.text), choices=choices)
        if needed and own.code == NO_INTERPRETER:
            return nobody, (), _fault(Refusal.LIST_INTERPRETER_INTO_SWEDISH, row)
        return own, others, None


_QUESTIONS = frozenset({Refusal.LIST_LANGUAGE_UNCLEAR, Refusal.LIST_LANGUAGES_SEVERAL})


def _fault(refusal: Refusal, row: ListRow, **facts: object) -> Fault:
    return Fault(refusal, MappingProxyType({"row": row.row, **facts}))


def _shown(text: str) -> str:
    """A cell as it is repeated in a sentence: not longer than a language's name may be."""
    return text if len(text) <= 40 else text[:39] + "…"


def _holds_personal_number(row: ListRow) -> bool:
    cells = (
        row.number,
        row.name,
        row.language,
        row.interpreter_language,
        row.interpreter,
        row.sex,
        row.group,
    )
    return (
        row.has_personal_number
        or any(looks_like_personal_number(cell) for cell in (*cells, row.reads, row.understands))
        or looks_like_personal_number(row.contact, phone_expected=True)
    )


def _interpreter(text: str) -> tuple[bool | None, str]:
    """Whether an interpreter is needed (None: not said), and the language if the cell names one as well."""
    words = _words(text).split()
    if any(word in _NO for word in words):
        return False, ""
    rest = " ".join(word for word in words if word not in _YES)
    if read_languages(rest).languages:
        return True, rest
    return (True if len(rest) < len(" ".join(words)) else None), ""


def _without_swedish(reading: LanguageReading) -> LanguageReading:
    """Swedish beside one other language leaves no choice, once it is said whether an interpreter is needed."""
    rest = tuple(spoken for spoken in reading.languages if spoken.code != NO_INTERPRETER)
    if len(rest) != 1:
        return reading
    return LanguageReading(ReadingKind.ONE, reading.text, rest)


def _answered(reading: LanguageReading, code: str) -> tuple[SpokenLanguage, tuple[str, ...]]:
    """The chosen language, with its variant if the cell leaves only one, and the others that were named."""
    variants = {spoken.variant for spoken in reading.languages if spoken.code == code}
    others = (
        [other for other in reading.codes if other != code] if reading.kind is ReadingKind.SEVERAL else []
    )
    return SpokenLanguage(code, variants.pop() if len(variants) == 1 else ""), tuple(others)


def _surely_named(text: str) -> tuple[str, ...]:
    reading = read_languages(text)
    return reading.codes if reading.kind in (ReadingKind.ONE, ReadingKind.SEVERAL) else ()


def _understands(
    row: ListRow, reading: LanguageReading, own: SpokenLanguage, faults: list[Fault]
) -> tuple[str, ...]:
    also = read_languages(row.understands)
    if also.kind in (ReadingKind.EMPTY, ReadingKind.ONE, ReadingKind.SEVERAL):
        return also.codes
    if _words(row.understands) in _NO | _READS_NOTHING:
        return ()
    if also.languages and also.languages == reading.languages:
        return (own.code,)
    faults.append(_fault(Refusal.LIST_UNDERSTANDS_UNCLEAR, row, text=_shown(also.text)))
    return ()


def _reads(
    row: ListRow, reading: LanguageReading, own: SpokenLanguage, *, needs_one: bool, faults: list[Fault]
) -> str:
    """What she reads: as the list says; else her own language.

    Without an interpreter she reads Swedish when we have no word lists in her own.
    """
    text = read_languages(row.reads)
    if _words(row.reads) in _READS_NOTHING:
        return READS_NOTHING
    if text.kind is ReadingKind.ONE:
        return text.languages[0].code
    if text.kind is ReadingKind.EMPTY:
        return own.code if needs_one or own.code in WORD_LIST_LANGUAGES else NO_INTERPRETER
    if text.languages and text.languages == reading.languages:
        return own.code
    faults.append(_fault(Refusal.LIST_READS_UNCLEAR, row, text=_shown(text.text)))
    return READS_NOTHING


def _sex(text: str) -> tuple[Sex | None, tuple[RowNote, ...]]:
    word = _words(text).replace(" ", "")
    if not word.strip(_DASHES):
        return None, ()
    for sex, names in ((Sex.WOMAN, _WOMAN), (Sex.MAN, _MAN), (Sex.OTHER, _OTHER_SEX)):
        if word in names:
            return sex, ()
    return None, (RowNote.SEX_UNCLEAR,)


def _contact(text: str) -> tuple[ContactWay | None, str, tuple[RowNote, ...]]:
    words = _words(text).split()
    if not text.strip(_DASHES):
        return None, "", ()
    if "sfi" in words:
        return ContactWay.VIA_SFI, "", ()
    if any(word.startswith("handlägg") for word in words):
        return ContactWay.VIA_CASEWORKER, "", ()
    # A number cell in Excel drops the first 0 of a mobile number.
    phone = "0" + text.strip() if re.fullmatch(r"7\d{8}", text.strip()) else text
    try:
        return ContactWay.OWN_NUMBER, checked_phone(phone, ContactWay.OWN_NUMBER), ()
    except RuleBroken:
        return None, "", (RowNote.CONTACT_UNCLEAR,)


def _said(row: ListRow, planned: PlannedRow) -> frozenset[ListFact]:
    told = {
        ListFact.LANGUAGE: bool(planned.language),
        ListFact.TRACK: bool(row.group.strip()),
        ListFact.READS: bool(row.reads.strip()),
        ListFact.UNDERSTANDS: bool(row.understands.strip()),
        ListFact.SEX: planned.sex is not None,
        ListFact.NAME: bool(planned.name),
        ListFact.PHONE: bool(planned.phone),
    }
    return frozenset(fact for fact, is_told in told.items() if is_told)


# From rows to a plan.


def _numbered(
    drafts: Sequence[_Draft], known: Mapping[int, ExistingParticipant], *, list_has_numbers: bool
) -> list[_Draft]:
    """Refuses numbers that stand twice; gives the next ones to a list that has none."""
    if not list_has_numbers:
        free = next_number(known)
        numbered = []
        for draft in drafts:
            # A row that is wrong takes a number too, so that mending it renumbers nobody.
            numbered.append(replace(draft, planned=replace(draft.planned, number=free)))
            free += 1
        return numbered
    rows_of: dict[int, list[int]] = {}
    for draft in drafts:
        if draft.planned.number is not None:
            rows_of.setdefault(draft.planned.number, []).append(draft.planned.row)
    return [_unless_doubled(draft, rows_of) for draft in drafts]


def _unless_doubled(draft: _Draft, rows_of: Mapping[int, Sequence[int]]) -> _Draft:
    number = draft.planned.number
    if number is None or len(rows_of[number]) == 1:
        return draft
    others = ", ".join(str(row) for row in rows_of[number] if row != draft.planned.row)
    facts = {"row": draft.planned.row, "number": number_label(number), "others": others}
    return draft.with_faults(Fault(Refusal.LIST_NUMBER_DOUBLED, MappingProxyType(facts)))


def _settled(draft: _Draft, known: Mapping[int, ExistingParticipant]) -> PlannedRow:
    """The row with its outcome, but for the seat."""
    row = draft.planned
    if row.faults:
        asked = all(fault.refusal in _QUESTIONS for fault in row.faults)
        return replace(row, outcome=Outcome.ASK if asked else Outcome.WRONG)
    if row.number is None or row.number not in known:
        return row
    there = known[row.number]
    differs = tuple(fact for fact in ListFact if fact in draft.said and _differs(fact, row, there))
    return PlannedRow(
        row=row.row,
        outcome=Outcome.SAME,
        number=there.number,
        track=there.track,
        language=there.language,
        variant=there.variant,
        reads=there.reads,
        understands=there.understands,
        sex=there.sex,
        name=there.name,
        phone=there.phone,
        differs=differs,
    )


def _differs(fact: ListFact, row: PlannedRow, there: ExistingParticipant) -> bool:
    match fact:
        case ListFact.LANGUAGE:
            return row.language != there.language or bool(row.variant and row.variant != there.variant)
        case ListFact.TRACK:
            return row.track != there.track
        case ListFact.READS:
            return row.reads != there.reads
        case ListFact.UNDERSTANDS:
            return not set(row.understands) <= set(there.understands)
        case ListFact.SEX:
            return row.sex is not there.sex
        case ListFact.NAME:
            return row.name != there.name
        case ListFact.PHONE:
            return re.sub(r"\D", "", row.phone) != re.sub(r"\D", "", there.phone)


def _seated(
    rows: Sequence[PlannedRow], existing: Sequence[ExistingParticipant], tracks: Mapping[TrackCode, int]
) -> list[PlannedRow]:
    """Gives out the free seats in the order of the list; the rest of a track waits.

    A row that is asked about keeps its seat, so that answering moves nobody else.
    """
    queue = Counter(person.track for person in existing if person.waiting)
    free = {track: max(0, seats - queue[track]) for track, seats in tracks.items()}
    seated = []
    for row in rows:
        outcome = row.outcome
        if row.track is not None and outcome in (Outcome.NEW, Outcome.ASK):
            if free[row.track] > 0:
                free[row.track] -= 1
            elif outcome is Outcome.NEW:
                outcome = Outcome.WAITING
        seated.append(replace(row, outcome=outcome))
    return seated


def _all_there(
    rows: Sequence[PlannedRow], existing: Sequence[ExistingParticipant], *, uses_names: bool
) -> bool:
    """Whether each row has somebody of her own in the course with the same language, track, sex and name."""

    def key(one: PlannedRow | ExistingParticipant) -> tuple[str, TrackCode | None, Sex | None, str]:
        return one.language, one.track, one.sex, one.name if uses_names else ""

    there, listed = Counter(map(key, existing)), Counter(map(key, rows))
    return bool(rows) and all(there[person] >= count for person, count in listed.items())
