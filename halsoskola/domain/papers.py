"""Which papers lie in the pile for a meeting. The leader chooses once for each kind of course."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

PAPER_SIZES = (14, 16, 18)
"""Points of participants' text; 14 is the default of the easy-Swedish rules, the others are for poor sight."""


class PilePaper(StrEnum):
    """In the order in which they lie in the pile. The values are stored."""

    RUNSHEET = "runsheet"
    SIGNIN = "signin"
    SEATS = "seats"
    TALLY = "tally"
    CRISIS = "crisis"
    BRIEF = "brief"
    HANDOUT = "handout"
    EVALUATION = "evaluation"
    WELCOME = "welcome"
    """For somebody whose first meeting it is, in a course that has begun."""
    MISSED = "missed"
    """The last meeting's handout, for who was not there."""


@dataclass(frozen=True, slots=True)
class PileChoice:
    """What belongs to the pile, and how it is printed. size: one of PAPER_SIZES.

    double_sided: every paper begins on a fresh leaf, so that the printer may use both sides.
    """

    papers: frozenset[PilePaper] = frozenset(PilePaper)
    size: int = PAPER_SIZES[0]
    double_sided: bool = False

    def ordered(self) -> tuple[PilePaper, ...]:
        """The chosen papers in the pile's order."""
        return tuple(paper for paper in PilePaper if paper in self.papers)

    def with_paper(self, paper: PilePaper, *, on: bool) -> "PileChoice":
        """The same choice with one paper put in or taken out."""
        papers = self.papers | {paper} if on else self.papers - {paper}
        return replace(self, papers=frozenset(papers))


EVERYTHING = PileChoice()
"""What a leader gets who has chosen nothing."""


def pile_choice(papers: Iterable[str], size: int, *, double_sided: bool) -> PileChoice:
    """A choice from what was stored; unknown papers and sizes are left out, as an older program would meet them."""
    known = {paper.value: paper for paper in PilePaper}
    return PileChoice(
        frozenset(known[name] for name in papers if name in known),
        size if size in PAPER_SIZES else PAPER_SIZES[0],
        double_sided,
    )
