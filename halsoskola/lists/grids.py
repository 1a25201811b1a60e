"""What every kind of list file is first turned into: sheets of cells as text, within limits."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_ROWS = 1_000
MOST_COLUMNS = 100
MOST_SECONDS = 1.5
"""Processor time for one file. A list of thirty people takes 0.01 s; only a file made to hurt takes more."""


class TooLarge(Exception):  # noqa: N818 - it never leaves this package, where it becomes a refusal
    """The file holds more than a list of participants can, or takes too long to read."""


class NotAList(Exception):  # noqa: N818
    """The file is damaged, or not what its beginning says it is."""


class Locked(Exception):  # noqa: N818
    """A password is needed to read the file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells as text with the spaces around them gone; row 1 of the file comes first, empty rows are kept.

    Rows may have different lengths. Never printed: it holds whatever the office wrote.
    """

    name: str = field(repr=False)
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


class Deadline:
    """Ends a reading that takes too long. Counts this thread's processor time, so a busy PC refuses no list."""

    def __init__(self, seconds: float = MOST_SECONDS, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Raises: TooLarge once the time is used up."""
        if self._clock() > self._end:
            raise TooLarge


def trimmed(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows without the empty ones after the last that says something.

    Raises: TooLarge when there is text past the last row or column that a list may have.
    """
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS or any(any(row[MOST_COLUMNS:]) for row in rows):
        raise TooLarge
    return tuple(row[:MOST_COLUMNS] for row in rows)
