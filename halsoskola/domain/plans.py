"""Session plans, handouts, course templates and dated facts as frozen values, and the rules on them alone.

How they are written in files belongs to `plans`; their Swedish labels belong to `i18n`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

PLANNED_MINUTES = 120
"""Length of an ordinary meeting, break included: two hours, to fit beside the Swedish lessons."""

BREAK_MINUTES = 15
"""The break that every ordinary meeting holds."""

WRITE_ON_LINE = "_" * 24
"""Stands in a filled handout where a local fact has no value yet: on paper, a line to write on."""

FACT_MARK = re.compile(r"\{fact:([a-z0-9]+(?:-[a-z0-9]+)*)\}")
"""A reference to a fact inside handout text or leader notes."""


class BlockKind(StrEnum):
    """What the group does during a block. The value stands in plan files."""

    START = "start"
    GROUP = "group"
    TALK = "talk"
    PRACTICE = "practice"
    BODY = "body"
    BREAK = "break"
    END = "end"


class Kasam(StrEnum):
    """The part of the sense of coherence (Antonovsky) that is served; a meeting should have all three."""

    B = "B"
    """begriplighet: knowing how it works"""
    H = "H"
    """hanterbarhet: having what it takes"""
    M = "M"
    """meningsfullhet: why it matters to me"""


class FiroPhase(StrEnum):
    """Where a group is in its development (FIRO): three phases, two resting phases, and the ending."""

    TILLHORA = "tillhora"
    GEMYT = "gemyt"
    ROLLSOKNING = "rollsokning"
    IDYLL = "idyll"
    SAMHORIGHET = "samhorighet"
    AVSLUT = "avslut"


class AdaptationNeed(StrEnum):
    """Why somebody may need a block in another form."""

    PAIN = "pain"
    FLOOR = "floor"
    TRAUMA = "trauma"
    HEART = "heart"
    PREGNANCY = "pregnancy"
    FASTING = "fasting"
    MIXED_GROUP = "mixed-group"


@dataclass(frozen=True, slots=True)
class Adaptation:
    """Another form of a block for those who need it; `text` is for the leader."""

    need: AdaptationNeed
    text: str


@dataclass(frozen=True, slots=True)
class Aim:
    """What a participant can say afterwards, in the first person."""

    text: str
    kasam: Kasam


@dataclass(frozen=True, slots=True)
class Block:
    """One timed part of an agenda ("moment").

    minutes: 1-240. interpreted: own talk time is half of the minutes. pin: the wall-clock time at which the
    block should start, when something outside decides it (a visitor, the coffee); None for most blocks.
    """

    title: str
    minutes: int
    kind: BlockKind
    kasam: tuple[Kasam, ...] = ()
    interpreted: bool = False
    firo: tuple[FiroPhase, ...] = ()
    pin: time | None = None
    adaptations: tuple[Adaptation, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the plan's word list. context: the plan's id; elsewhere the word may mean another thing."""

    word: str
    explanation: str
    context: str


@dataclass(frozen=True, slots=True)
class HandoutParagraph:
    """Lines as the writer broke them (frasanpassat radfall), with the picture that stands before them.

    Lines may hold `{fact:name}` until `fill_facts` has been called. picture: its name, None without one.
    picture_alt: None without picture, "" when the writer forgot it.
    """

    lines: tuple[str, ...]
    picture: str | None = None
    picture_alt: str | None = None


@dataclass(frozen=True, slots=True)
class HandoutList:
    """A bullet list; an item may hold line breaks. Picture as in `HandoutParagraph`."""

    items: tuple[str, ...]
    picture: str | None = None
    picture_alt: str | None = None


HandoutPart = HandoutParagraph | HandoutList


@dataclass(frozen=True, slots=True)
class HandoutSection:
    """A heading, put as a question, and what answers it. heading: "" for text before the first heading."""

    heading: str
    parts: tuple[HandoutPart, ...]

    @property
    def line_count(self) -> int:
        """Lines as written in all paragraphs and items; the heading is not counted."""
        return sum(len(part_lines(part)) for part in self.parts)


@dataclass(frozen=True, slots=True)
class HandoutText:
    """The participants' text of one plan on one level."""

    title: str
    sections: tuple[HandoutSection, ...]

    @property
    def pictures(self) -> tuple[str, ...]:
        """Names of the pictures in the order they stand, repeats included."""
        return tuple(p.picture for s in self.sections for p in s.parts if p.picture is not None)

    @property
    def fact_names(self) -> tuple[str, ...]:
        """Facts the text refers to, each once, in the order they are met."""
        texts = [self.title]
        for section in self.sections:
            texts.append(section.heading)
            texts.extend(line for part in section.parts for line in part_lines(part))
        return fact_names("\n".join(texts))


@dataclass(frozen=True, slots=True)
class LeaderNote:
    """What the leader says and does during the block with this title; lines and "- " bullets as written."""

    block_title: str
    text: str


@dataclass(frozen=True, slots=True)
class LeaderNotes:
    """The leader's notes of a plan. introduction: text before the first block, "" when there is none."""

    introduction: str = ""
    notes: tuple[LeaderNote, ...] = ()

    def of(self, block_title: str) -> str:
        """The notes of the first block with that title; "" when there are none."""
        return next((note.text for note in self.notes if note.block_title == block_title), "")

    def per_block(self, blocks: Sequence[Block]) -> tuple[str, ...]:
        """One text per block, in the blocks' order, "" where notes are missing.

        Blocks that share a title take the notes with that title in turn.
        """
        left: dict[str, list[str]] = {}
        for note in self.notes:
            left.setdefault(note.block_title, []).append(note.text)
        return tuple(left[b.title].pop(0) if left.get(b.title) else "" for b in blocks)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A reusable plan for one theme ("träffplan").

    firo: phases in which the plan fits. sensitive: not early in a course, and unreviewed translations are
    not printed. min_leaders: how many leaders must be in the room, at least 1. crisis: the local crisis sheet
    must be filled in before the meeting. facts: names of facts that the plan rests on, also those its text
    does not show. handout: None when the file is missing; picture_handout: for those who hardly read.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    themes: tuple[str, ...] = ()
    led_by: tuple[str, ...] = ()
    firo: tuple[FiroPhase, ...] = ()
    sensitive: bool = False
    min_leaders: int = 1
    crisis: bool = False
    materials: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()
    words: tuple[Word, ...] = ()
    handout: HandoutText | None = None
    picture_handout: HandoutText | None = None
    leader_notes: LeaderNotes = LeaderNotes()

    @property
    def prints_only_reviewed_words(self) -> bool:
        """In sensitive plans a wrong word may hurt, so machine translations stay off the paper."""
        return self.sensitive or self.crisis


@dataclass(frozen=True, slots=True)
class TemplateMeeting:
    """One place in a template: which plan, and the FIRO emphasis at this point of the course (or none)."""

    plan_id: str
    firo: tuple[FiroPhase, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseTemplate:
    """An ordered list of plans ("kursupplägg"). source: where the order comes from."""

    id: str
    title: str
    source: str
    meetings: tuple[TemplateMeeting, ...]


class FactKind(StrEnum):
    """How a fact grows old. local: filled in by the organisation; yearly: each January; fixed: seldom."""

    LOCAL = "local"
    YEARLY = "yearly"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated statement or local detail used in handouts.

    text: "" for a local fact that nobody has filled in. recheck: the first day on which to check it again.
    languages, interpreter, hours, cost: for telephone services; interpreter None when unknown.
    """

    name: str
    kind: FactKind
    text: str
    owner: str = ""
    source: str = ""
    checked: date | None = None
    recheck: date | None = None
    languages: tuple[str, ...] = ()
    interpreter: bool | None = None
    hours: str = ""
    cost: str = ""

    def is_overdue(self, today: date) -> bool:
        """True from the day on which the fact should have been checked again."""
        return self.recheck is not None and self.recheck <= today


class Severity(StrEnum):
    """error: the file cannot be used as it stands; warning: it can, but somebody should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class PlanFault:
    """What is wrong in a plan file, in plain Swedish.

    file: path inside the folder, with slashes. path: where in the file, such as `blocks[2].minutes` (counted
    from 0), "" for the whole file. line: from 1, None when it cannot be told.
    """

    file: str
    path: str
    sentence: str
    severity: Severity = Severity.ERROR
    line: int | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def part_lines(part: HandoutPart) -> tuple[str, ...]:
    """The lines of a paragraph, or of all items of a list, as the writer broke them."""
    if isinstance(part, HandoutParagraph):
        return part.lines
    return tuple(line for item in part.items for line in item.split("\n"))


def fact_names(text: str) -> tuple[str, ...]:
    """Facts that a text refers to, each once, in the order they are met."""
    return tuple(dict.fromkeys(FACT_MARK.findall(text)))


def fill_facts_in_text(text: str, facts: Mapping[str, Fact]) -> tuple[str, tuple[str, ...]]:
    """`text` with its facts written out, and the names of those without a value, each once.

    A missing value becomes `WRITE_ON_LINE`; nothing here ever stops a print.
    """
    missing: dict[str, None] = {}

    def value(match: re.Match[str]) -> str:
        fact = facts.get(match[1])
        if fact is None or not fact.text.strip():
            missing[match[1]] = None
            return WRITE_ON_LINE
        return fact.text.strip()

    return FACT_MARK.sub(value, text), tuple(missing)


def fill_facts(handout: HandoutText, facts: Mapping[str, Fact]) -> tuple[HandoutText, tuple[str, ...]]:
    """The handout with its facts written out, and the names of those without a value in reading order.

    A missing value becomes `WRITE_ON_LINE`, so that the sheet can be printed and completed by hand.
    """
    missing: dict[str, None] = {}

    def fill(text: str) -> str:
        filled, gaps = fill_facts_in_text(text, facts)
        missing.update(dict.fromkeys(gaps))
        return filled

    title = fill(handout.title)
    sections = []
    for section in handout.sections:
        heading = fill(section.heading)
        sections.append(HandoutSection(heading, tuple(_filled_part(part, fill) for part in section.parts)))
    return HandoutText(title, tuple(sections)), tuple(missing)


def _filled_part(part: HandoutPart, fill: Callable[[str], str]) -> HandoutPart:
    if isinstance(part, HandoutParagraph):
        return replace(part, lines=tuple(fill(line) for line in part.lines))
    return replace(part, items=tuple(fill(item) for item in part.items))
