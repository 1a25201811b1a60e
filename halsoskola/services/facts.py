"""Facts that handouts rest on: the shipped ones, and what the organisation has written over them.

Own facts lie in an open file in the data folder, so nothing about a person may stand there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.domain.plans import Fact, FactKind, SessionPlan
from halsoskola.files import troubles_when_writing, write_atomically
from halsoskola.services.clock import Clock
from halsoskola.services.plans import PlanService

LONGEST = 120
"""Letters of a fact; more does not fit into a line of a handout's easy Swedish."""

PHONE = "-telefon"
"""How the names of facts end that hold a telephone number."""

NEW_YEAR_NUMBERS = (1, 15)
"""Month and day by which authorities have published the new year's numbers."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as it is in force. is_own: the organisation's value, not the shipped one.

    used_in: titles of the plans that show or name it, in the library's order. can_reset: another, shipped value
    would come back when the own one is taken away.
    """

    fact: Fact
    is_own: bool
    is_overdue: bool
    used_in: tuple[str, ...]
    can_reset: bool

    @property
    def is_missing(self) -> bool:
        """Whether it prints as a line to write on."""
        return not self.fact.text.strip()


class FactService:
    def __init__(self, plans: PlanService, clock: Clock) -> None:
        self._plans = plans
        self._clock = clock

    def lines(self) -> tuple[FactLine, ...]:
        """Local facts first and those without a value before the others; then yearly ones, overdue first; then fixed.

        Within that, in the order of the files.
        """
        from halsoskola.plans.fact_files import read_facts_file

        today = self._clock.today()
        shipped = read_facts_file(self._plans.shipped_facts_file).facts
        own = read_facts_file(self._plans.own_facts_file).facts
        uses = _uses(self._plans.plans())
        lines = [
            FactLine(
                fact=fact,
                is_own=name in own,
                is_overdue=fact.is_overdue(today),
                used_in=tuple(uses.get(name, ())),
                can_reset=name in own and name in shipped and shipped[name].text not in ("", fact.text),
            )
            for name, fact in {**shipped, **own}.items()
        ]
        kinds = list(FactKind)
        return tuple(
            sorted(
                lines,
                key=lambda line: (kinds.index(line.fact.kind), not line.is_missing, not line.is_overdue),
            )
        )

    def line(self, name: str) -> FactLine:
        """Raises: KeyError when there is no such fact."""
        return next((line for line in self.lines() if line.fact.name == name), None) or _no_fact(name)

    def save(self, name: str, text: str) -> Changes:
        """Keeps the organisation's own value, as checked today; a shipped value comes back when `text` is empty.

        Raises: RuleBroken for a personnummer, a text that is too long, or an own file that cannot be read;
        StorageTrouble; KeyError for an unknown fact.
        """
        kept = " ".join(text.split())
        if looks_like_personal_number(kept, phone_expected=name.endswith(PHONE)):
            raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
        if len(kept) > LONGEST:
            raise RuleBroken(Refusal.TEXT_TOO_LONG, most=LONGEST)
        line = self.line(name)
        if not kept:
            return self._write(name, None) if line.is_own else Changes()
        if kept == line.fact.text:
            return Changes()
        return self._write(name, self._checked(replace(line.fact, text=kept)))

    def reset(self, name: str) -> Changes:
        """Takes the organisation's value away, so that the shipped one holds again. Raises as `save` does."""
        return self._write(name, None)

    def confirm(self, name: str) -> Changes:
        """Notes that the value was checked today and still holds. Raises as `save` does."""
        return self._write(name, self._checked(self.line(name).fact))

    def _checked(self, fact: Fact) -> Fact:
        today = self._clock.today()
        return replace(fact, checked=today, recheck=next_check(fact, today))

    def _write(self, name: str, fact: Fact | None) -> Changes:
        from halsoskola.plans.fact_files import facts_file, read_facts_file, with_fact, without_fact

        path = self._plans.own_facts_file
        before = read_facts_file(path)
        if before.text is None:
            raise RuleBroken(Refusal.FACTS_FILE_BROKEN, fault=before.fault)
        after = without_fact(before.text, name) if fact is None else with_fact(before.text, fact)
        if fact is not None and (made := facts_file(after)).facts.get(name) != fact:
            # Something else in the entry, such as a misspelt key, would keep the value from being used.
            raise RuleBroken(Refusal.FACTS_FILE_BROKEN, fault=made.fault)
        _write_file(path, after)
        self._plans.forget()
        return Changes({Kind.FACT: frozenset({name})})


def next_check(fact: Fact, checked: date) -> date | None:
    """When a fact that was checked on a day should be checked again; None for local ones without a date of their own.

    Yearly facts change at the turn of the year: the next one is the middle of January after `checked`.
    """
    match fact.kind:
        case FactKind.YEARLY:
            month, day = NEW_YEAR_NUMBERS
            return date(checked.year + 1, month, day)
        case FactKind.FIXED:
            return _a_year_after(checked)
        case _:
            return _a_year_after(checked) if fact.recheck is not None else None


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)


def _uses(plans: tuple[SessionPlan, ...]) -> Mapping[str, list[str]]:
    """Fact name -> titles of the plans that rest on it or show it."""
    uses: dict[str, list[str]] = {}
    for plan in plans:
        names = dict.fromkeys(plan.facts)
        for handout in (plan.handout, plan.picture_handout):
            names.update(dict.fromkeys(handout.fact_names if handout else ()))
        for name in names:
            uses.setdefault(name, []).append(plan.title)
    return uses


def _no_fact(name: str) -> FactLine:
    raise KeyError(name)


def _write_file(path: Path, text: str) -> None:
    with troubles_when_writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())
