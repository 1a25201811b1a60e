"""Reads text files with separated columns, in the encodings and with the separators that Swedish offices produce."""

import codecs
import csv
import io
import re
from collections.abc import Callable

from halsoskola.lists.grids import MOST_ROWS, Deadline, NotAList, Sheet, TooLarge, trimmed

SEPARATORS = (";", ",", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("cp1252", "cp850", "mac_roman")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_BYTES_TO_JUDGE = 100_000
_SWEDISH = frozenset("åäöÅÄÖ")
_COMMON = frozenset("éÉèüÜáíóúçñëïøæ’‘”“–—… ")


def read_separated(content: bytes, score: Callable[[Sheet], int]) -> Sheet:
    """The file's cells, split at the separator with which `score` finds the most in them.

    Raises: TooLarge; NotAList when it is no text, or its quotation marks make no rows.
    """
    deadline = Deadline()
    text = decoded(content)
    first, _line_end, rest = text.partition("\n")
    if first.strip().casefold() in [f"sep={separator}" for separator in SEPARATORS]:
        # Excel's own first line; it is not counted as a row there either.
        separator = first.rstrip("\r\n")[4:5]
        return Sheet("", _rows(rest, separator, deadline))
    sheets: list[Sheet] = []
    trouble: NotAList | TooLarge = NotAList()
    for separator in SEPARATORS:
        try:
            sheets.append(Sheet("", _rows(text, separator, deadline)))
        except (NotAList, TooLarge) as error:
            trouble = error  # another separator may still make a list of it
    if not sheets:
        raise trouble
    return max(sheets, key=score)


def decoded(content: bytes) -> str:
    """The text of a file that does not say how it is encoded.

    A byte order mark decides; then zero bytes, which only UTF-16 has; then whether it is right UTF-8; and
    last which of the old encodings makes Swedish letters of it. Raises: NotAList when control characters show
    that it is no text.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _text(content[len(mark) :], encoding)
    if b"\0" in content:
        even, odd = content[0::2].count(0), content[1::2].count(0)
        half = len(content) // 2
        if odd > half * 0.3 and even < half * 0.05:
            return _text(content, "utf-16-le")
        if even > half * 0.3 and odd < half * 0.05:
            return _text(content, "utf-16-be")
        raise NotAList
    try:
        return _text(content, "utf-8")
    except NotAList:
        return _text(content, max(_EIGHT_BIT, key=lambda encoding: _swedishness(content, encoding)))


def _text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding, "strict" if encoding.startswith("utf") else "replace")
    except UnicodeDecodeError as error:
        raise NotAList from error
    if _CONTROL.search(text):
        raise NotAList
    return text.replace("\x1a", "")


def _swedishness(content: bytes, encoding: str) -> int:
    """How likely an encoding is: the letters that Swedish lists have speak for it, all other odd ones against."""
    total = 0
    for letter in content[:_BYTES_TO_JUDGE].decode(encoding, "replace"):
        if letter in _SWEDISH:
            total += 2
        elif letter in _COMMON:
            total += letter != " "
        elif not letter.isascii():
            total -= 2
    return total


def _rows(text: str, separator: str, deadline: Deadline) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) >= MOST_ROWS and any(cells):
                raise TooLarge
            rows.append(tuple(" ".join(cell.split()) for cell in cells))
            if len(rows) % 100 == 0:
                deadline.check()
    except csv.Error as error:
        raise NotAList from error
    return trimmed(rows)
