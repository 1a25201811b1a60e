"""Our three questions at the end of a meeting, counted by faces for the whole group, never per person.

They are our own questions, not a scale: counts are shown, never averages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from halsoskola.domain.errors import Refusal, RuleBroken


class Question(StrEnum):
    """In the order in which they are asked."""

    UNDERSTOOD = "understood"
    USABLE = "usable"
    IMPORTANT = "important"


@dataclass(frozen=True, slots=True)
class FaceCount:
    """How many turned each face, 0 and up."""

    glad: int = 0
    middle: int = 0
    sad: int = 0

    @property
    def answers(self) -> int:
        return self.glad + self.middle + self.sad


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The counts of one occasion; a question that was not asked is missing."""

    occasion_id: str
    counts: Mapping[Question, FaceCount]


def check_faces(count: FaceCount, present: int) -> None:
    """Raises: RuleBroken when a count is negative or there are more faces than people in the room."""
    if min(count.glad, count.middle, count.sad) < 0:
        raise RuleBroken(Refusal.COUNT_NEGATIVE)
    if count.answers > present:
        raise RuleBroken(Refusal.MORE_FACES_THAN_PEOPLE, faces=count.answers, people=present)
