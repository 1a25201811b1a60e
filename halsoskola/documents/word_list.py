"""Which words of a word list may be printed, and which notes must stand below them.

Shared by handouts and by the brief to interpreters, and decided nowhere else: a wrong word may hurt somebody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from halsoskola.documents import words
from halsoskola.documents.sheets import ReaderLanguage, WordRow
from halsoskola.documents.text import is_right_to_left

OWN_WORD = "Mitt ord"
_STAR = "\u00a0*"  # never alone on a line


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """Translations into one language: one text per word, "" where there is none that may be printed.

    has_unreviewed: at least one of them is a machine's, and the note below must say so.
    """

    language: ReaderLanguage
    texts: tuple[str, ...]
    has_unreviewed: bool

    @property
    def heading(self) -> str:
        """The language's own name, so that people can point at it."""
        return self.language.own_name or self.language.name


@dataclass(frozen=True, slots=True)
class UnreviewedNote:
    """What must be said below: in Swedish, and as `language.unreviewed` says it ("" when it does not)."""

    swedish: str
    language: ReaderLanguage


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """The columns beside word and explanation, those written from the right last.

    own_words: something could not be printed, so an empty column to write in comes after them.
    """

    columns: tuple[PrintedColumn, ...]
    own_words: bool


def printed_words(
    rows: Sequence[WordRow], languages: Sequence[ReaderLanguage], only_reviewed: bool
) -> PrintedWords:
    """What may be printed. A language without a single word to print has no column.

    In a column that holds both, each unreviewed word carries a star; the note below explains it.
    """
    columns = []
    own_words = False
    for position, language in enumerate(languages):
        column = _column(rows, position, language, only_reviewed)
        has_words = any(column.texts)
        if has_words:
            columns.append(column)
        own_words |= not has_words or (only_reviewed and not all(column.texts))
    columns.sort(key=lambda column: is_right_to_left("", column.language.code))
    return PrintedWords(tuple(columns), own_words and bool(rows))


def _column(
    rows: Sequence[WordRow], position: int, language: ReaderLanguage, only_reviewed: bool
) -> PrintedColumn:
    translations = [row.translations[position] if position < len(row.translations) else None for row in rows]
    printed = [
        one if one is not None and one.text and (one.reviewed or not only_reviewed) else None
        for one in translations
    ]
    reviewed = [one.reviewed for one in printed if one is not None]
    mixed = any(reviewed) and not all(reviewed)
    texts = (
        "" if one is None else f"{one.text}{_STAR}" if mixed and not one.reviewed else one.text
        for one in printed
    )
    return PrintedColumn(language, tuple(texts), not all(reviewed))


def unreviewed_notes(printed: PrintedWords) -> Iterator[UnreviewedNote]:
    """One note for each language with unreviewed words, in the columns' order."""
    for column in printed.columns:
        if column.has_unreviewed:
            star = "* " if any(text.endswith(_STAR) for text in column.texts) else ""
            swedish = f"{star}{words.capital(column.language.name)}: {words.UNREVIEWED}"
            yield UnreviewedNote(swedish, column.language)
