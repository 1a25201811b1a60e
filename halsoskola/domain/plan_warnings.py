"""What a leader should think of before a meeting because of its plan. Warnings only: nothing here ever stops anybody.

The difficult theme is that of war and flight: it opens memories, so the group must be safe first, somebody must be
there next week, and the interpreter must be one whom the group knows and sees. Source: method guide on trauma in
groups, and the programme's own order of meetings (after stress, never last).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from halsoskola.domain.interpreting import BookingState, InterpreterMode
from halsoskola.domain.plans import Fact, SessionPlan, part_lines

DIFFICULT_MEMORIES = "svara-handelser"

FIRST_MEETING_FOR_DIFFICULT_MEMORIES = 5

LONGEST_GAP_DAYS = 8
"""A weekly meeting that moves a day for a holiday is still next week; a longer gap is a break."""

CRISIS_FACTS = ("psykakut-telefon", "boss-telefon", "krisrum")
"""Local facts without which the crisis sheet ("krisblad") is not filled in."""


class PlanWarningKind(StrEnum):
    """In the order in which they are said."""

    TWO_LEADERS = "two-leaders"
    """`count`: how many leaders must be there"""
    CRISIS_SHEET_EMPTY = "crisis-sheet-empty"
    """`names`: of the local facts that nobody has written in"""
    BRING_CRISIS_SHEET = "bring-crisis-sheet"
    SENSITIVE_EARLY = "sensitive-early"
    MEMORIES_EARLY = "memories-early"
    """`count`: the first meeting that it suits"""
    MEMORIES_LAST = "memories-last"
    MEMORIES_BEFORE_BREAK = "memories-before-break"
    """`count`: days until the group meets again"""
    INTERPRETER_REMOTE = "interpreter-remote"
    """`names`: codes of the languages"""
    INTERPRETER_NEW = "interpreter-new"
    """`names`: codes of the languages"""
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class PlanWarning:
    kind: PlanWarningKind
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a plan stands in a course. number: of its meeting, from 1. meetings: how many the course has.

    days_to_next: until the group's next meeting; None when it is not known or there is none.
    """

    number: int
    meetings: int
    days_to_next: int | None = None


@dataclass(frozen=True, slots=True)
class BookedInterpreter:
    """An interpreter who is to come to the meeting, by language; name "" while nobody knows who it will be."""

    language: str
    name: str
    mode: InterpreterMode


def opens_memories(plan: SessionPlan) -> bool:
    """Whether it is the difficult theme, or a plan of somebody's own that asks for the same care."""
    return plan.id == DIFFICULT_MEMORIES or (plan.sensitive and plan.crisis)


def plan_warnings(plan: SessionPlan, facts: Mapping[str, Fact]) -> tuple[PlanWarning, ...]:
    """What holds for the plan wherever it is given."""
    found = []
    if plan.min_leaders > 1:
        found.append(PlanWarning(PlanWarningKind.TWO_LEADERS, count=plan.min_leaders))
    if plan.crisis:
        empty = tuple(name for name in CRISIS_FACTS if name not in facts or not facts[name].text.strip())
        if empty:
            found.append(PlanWarning(PlanWarningKind.CRISIS_SHEET_EMPTY, names=empty))
        else:
            found.append(PlanWarning(PlanWarningKind.BRING_CRISIS_SHEET))
    return tuple(found)


def place_warnings(plan: SessionPlan, place: Place) -> tuple[PlanWarning, ...]:
    """What follows from where in the course the plan stands."""
    found = []
    if plan.sensitive and (place.number - 1) * 3 < place.meetings:
        found.append(PlanWarning(PlanWarningKind.SENSITIVE_EARLY))
    if not opens_memories(plan):
        return tuple(found)
    if place.number < FIRST_MEETING_FOR_DIFFICULT_MEMORIES:
        found.append(PlanWarning(PlanWarningKind.MEMORIES_EARLY, count=FIRST_MEETING_FOR_DIFFICULT_MEMORIES))
    if place.number >= place.meetings:
        found.append(PlanWarning(PlanWarningKind.MEMORIES_LAST))
    elif place.days_to_next is not None and place.days_to_next > LONGEST_GAP_DAYS:
        found.append(PlanWarning(PlanWarningKind.MEMORIES_BEFORE_BREAK, count=place.days_to_next))
    return tuple(found)


def interpreter_warnings(
    plan: SessionPlan, coming: Sequence[BookedInterpreter], known: Iterable[tuple[str, str]]
) -> tuple[PlanWarning, ...]:
    """What follows from who interprets. known: language and name of those who have come to the course before.

    An interpreter whose name nobody has written down counts as new: the leader cannot know.
    """
    if not opens_memories(plan):
        return ()
    before = {(language, _plain(name)) for language, name in known}
    remote = [one.language for one in coming if one.mode is not InterpreterMode.ON_SITE]
    new = [one.language for one in coming if (one.language, _plain(one.name)) not in before]
    found = []
    if remote:
        found.append(PlanWarning(PlanWarningKind.INTERPRETER_REMOTE, names=tuple(dict.fromkeys(remote))))
    if new:
        found.append(PlanWarning(PlanWarningKind.INTERPRETER_NEW, names=tuple(dict.fromkeys(new))))
    return tuple(found)


MET_STATES = frozenset({BookingState.CONFIRMED, BookingState.DONE, BookingState.CHECKED})
"""Bookings of earlier meetings whose interpreter the group has met."""


def in_order(warnings: Iterable[PlanWarning]) -> tuple[PlanWarning, ...]:
    """Each warning once, the gravest first."""
    kinds = list(PlanWarningKind)
    return tuple(sorted(dict.fromkeys(warnings), key=lambda warning: kinds.index(warning.kind)))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


_SIGNS = re.compile(r"(?<!\d)(?:112|1177)(?!\d)|\bakut", re.IGNORECASE)
_SIGN_FACTS = frozenset({"112", "1177"})


def has_warning_signs(plan: SessionPlan) -> bool:
    """Whether the handouts say when to seek care at once, or the theme is one where a wrong word may hurt.

    Such a plan should have been checked by a professional before it is given.
    """
    if plan.sensitive or plan.crisis:
        return True
    for handout in (plan.handout, plan.picture_handout):
        if handout is None:
            continue
        names = handout.fact_names
        if any(name in _SIGN_FACTS or name.startswith("akut") for name in names):
            return True
        lines = [handout.title, *(section.heading for section in handout.sections)]
        lines += [line for section in handout.sections for part in section.parts for line in part_lines(part)]
        if any(_SIGNS.search(line) for line in lines):
            return True
    return False
