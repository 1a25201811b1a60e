"""Something promised to somebody: one line, a day, and whether it was kept. No health details."""

from dataclasses import dataclass
from datetime import date

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.personal_numbers import looks_like_personal_number


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise. `enrolment_id` is None when it was made to the whole group."""

    id: str
    course_id: str
    occasion_id: str | None
    enrolment_id: str | None
    text: str
    due: date
    done_on: date | None = None


def checked_line(text: str) -> str:
    """One line as it is kept. Raises: RuleBroken when it is empty or holds a personnummer."""
    line = " ".join(text.split())
    if not line:
        raise RuleBroken(Refusal.LINE_EMPTY)
    return checked_note(line)


def checked_note(text: str) -> str:
    """A working note as it is kept, line breaks and all. Raises: RuleBroken when it holds a personnummer."""
    if looks_like_personal_number(text):
        raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
    return text.strip()
