"""The easy-Swedish review of texts and files: reads the table of common words once, and a plan's own list."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.readability import EASY_LEVEL, PICTURE_LEVEL, Review, review
from halsoskola.domain.swedish_words import WordTable
from halsoskola.i18n.readability import message
from halsoskola.plans.reader import PICTURE_HANDOUT_FILE, PLAN_FILE
from halsoskola.plans.tables import parse_toml
from halsoskola.plans.textfile import LARGEST_FILE, read_text

WORD_TABLE = "words-sv.txt.gz"


def read_word_table(path: Path) -> WordTable:
    """The table of common words. Raises: StorageTrouble when the program's own file is gone or broken."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return WordTable.of_lines(file.read().splitlines())
    except (OSError, EOFError, ValueError) as problem:
        raise StorageTrouble(Trouble.FILE_UNREADABLE, file=path) from problem


class ReviewingService:
    """Reviews what somebody writes. Holds nothing but the word table, so it may be used from any thread."""

    def __init__(self, resources: Path) -> None:
        self._word_table_file = resources / WORD_TABLE

    @cached_property
    def table(self) -> WordTable:
        """Read when first asked for, about 10 ms."""
        return read_word_table(self._word_table_file)

    def review(self, text: str, plan_words: Iterable[str] = (), *, level: int = EASY_LEVEL) -> Review:
        """The review of a handout or plain text; plan_words: the words of its plan's list."""
        return review(text, self.table, plan_words, level=level)

    def review_file(self, path: Path) -> Review:
        """The review of a file; a handout in a plan's folder is read with that plan's list and at its level.

        Raises: RuleBroken when the file is no text in UTF-8, StorageTrouble when it is not there.
        """
        level = PICTURE_LEVEL if path.name == PICTURE_HANDOUT_FILE else EASY_LEVEL
        return self.review(read_plain_text(path), words_beside(path), level=level)


def read_plain_text(path: Path) -> str:
    """The file's text as written, without byte order mark. Raises: as `ReviewingService.review_file`."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as problem:
        raise StorageTrouble(Trouble.FILE_UNREADABLE, file=path.name) from problem
    if size > LARGEST_FILE:
        raise RuleBroken(Refusal.TEXT_FILE_TOO_LARGE, file=path.name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise RuleBroken(Refusal.TEXT_FILE_NOT_UTF8, file=path.name, line=line) from problem
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RuleBroken(Refusal.TEXT_FILE_NOT_UTF8, file=path.name, line=line)
    return text


def words_beside(path: Path) -> tuple[str, ...]:
    """The word list of the plan in whose folder the text lies; nothing when there is none that can be read.

    A plan with faults elsewhere still lends its words: `check-plans` tells of the faults.
    """
    plan_file = path.parent / PLAN_FILE
    if not plan_file.is_file():
        return ()
    source = read_text(plan_file, PLAN_FILE)
    data: dict[str, Any] | None = parse_toml(source.text, PLAN_FILE)[0] if source.text is not None else None
    rows = data.get("words") if data else None
    if not isinstance(rows, list):
        return ()
    words = (row.get("word") for row in rows if isinstance(row, dict))
    return tuple(word for word in words if isinstance(word, str))


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as commands print it; see `Finding`."""

    line: int
    column: int
    length: int
    kind: str
    severity: str
    text: str
    message: str


def finding_lines(done: Review) -> tuple[FindingLine, ...]:
    """The findings with their sentences, in the order of the text."""
    return tuple(
        FindingLine(
            one.line, one.column, one.length, one.kind.value, one.severity.value, one.text, message(one)
        )
        for one in done.findings
    )
