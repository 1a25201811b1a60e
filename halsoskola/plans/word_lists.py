"""Translations for paper: word lists (ordlista.po) and phrases to participants (deltagare.po).

Read from the .po files themselves, because compiled catalogues drop what nobody has reviewed. An entry marked
`fuzzy` is not reviewed by a translator or bilingual professional. Nothing here fills a gap.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from halsoskola.domain.plans import PlanFault
from halsoskola.i18n.catalogues import _
from halsoskola.plans.faults import error
from halsoskola.plans.textfile import plain, read_text

WORDS_FILE = "ordlista.po"
PHRASES_FILE = "deltagare.po"


@dataclass(frozen=True, slots=True)
class Translation:
    """A word or phrase in the reader's language.

    reviewed: by a translator or bilingual professional. reviewer, reviewed_on: role and date of that review,
    where the file tells; never a name.
    """

    text: str
    reviewed: bool
    reviewer: str = ""
    reviewed_on: date | None = None


Entries = Mapping[tuple[str, str | None], Translation]
"""Translations by Swedish text and context; context None is for every plan."""


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of all plans in one language."""

    language: str
    entries: Entries = field(default_factory=dict)
    faults: tuple[PlanFault, ...] = ()

    def translation(self, word: str, context: str | None = None) -> Translation | None:
        """The word in this language, in the sense of the plan `context` when that has one of its own.

        None when nobody has translated it: paper then shows an empty place, never a guess.
        """
        word = plain(word)
        if context is not None and (found := self.entries.get((word, context))) is not None:
            return found
        return self.entries.get((word, None))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences to participants in one language; placeholders such as {number} are the same as in Swedish."""

    language: str
    entries: Entries = field(default_factory=dict)
    faults: tuple[PlanFault, ...] = ()

    def phrase(self, swedish: str, context: str | None = None) -> Translation | None:
        """The sentence in this language; None when nobody has translated it."""
        if context is not None and (found := self.entries.get((swedish, context))) is not None:
            return found
        return self.entries.get((swedish, None))


def read_word_list(language: str, folders: Sequence[Path]) -> WordList:
    """The word list of a language. folders: of translations, shipped first; later ones win entry by entry.

    A file that is not there counts as empty; a broken one is left out and named in the faults.
    """
    entries, faults = _read_all(language, WORDS_FILE, folders)
    return WordList(language, entries, faults)


def read_phrases(language: str, folders: Sequence[Path]) -> Phrases:
    """The phrases of a language; folders as in `read_word_list`."""
    entries, faults = _read_all(language, PHRASES_FILE, folders)
    return Phrases(language, entries, faults)


def languages_with_words(folders: Iterable[Path]) -> tuple[str, ...]:
    """Codes of the languages that have a word list in any of the folders, sorted."""
    return tuple(
        sorted({path.parts[-3] for folder in folders for path in folder.glob(f"*/LC_MESSAGES/{WORDS_FILE}")})
    )


def _read_all(language: str, name: str, folders: Sequence[Path]) -> tuple[Entries, tuple[PlanFault, ...]]:
    entries: dict[tuple[str, str | None], Translation] = {}
    faults: list[PlanFault] = []
    for folder in folders:
        path = folder / language / "LC_MESSAGES" / name
        if path.is_file():
            found, wrong = _read_po(path, f"{folder.name}/{language}/LC_MESSAGES/{name}")
            entries.update(found)
            faults.extend(wrong)
    return entries, tuple(faults)


_QUOTED = re.compile(r'\A(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"(?:[^"\\]|\\.)*"\s*\Z')
_REVIEW = re.compile(r"\Agranskad:\s*([^,]+),\s*(\d{4}-\d{2}-\d{2})\s*\Z")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


def _read_po(path: Path, file: str) -> tuple[Entries, list[PlanFault]]:
    source = read_text(path, file, keep_invisible=True)
    faults = list(source.faults)
    if source.text is None:
        return {}, faults
    lines = source.text.split("\n")
    for number, line in enumerate(lines, start=1):
        stripped = line.removeprefix("#~").strip()
        # Babel would silently drop the last letter of a text without its closing quote.
        if stripped and not line.startswith("#") and not _QUOTED.match(stripped):
            sentence = _("Raden går inte att läsa: {content}. Kontrollera citattecknen.")
            return {}, [*faults, error(file, sentence.format(content=stripped[:60]), line=number)]
    return _entries_of(lines, file, faults), faults


def _entries_of(lines: Sequence[str], file: str, faults: list[PlanFault]) -> Entries:
    # Imported here: nothing is translated before the window is open.
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalog = read_po(lines, abort_invalid=True)
    except PoFileError as problem:
        line = problem.lineno + 1
        faults.append(error(file, _("Ett uppslag är inte helt. Kontrollera msgid och msgstr."), line=line))
        return {}
    except (ValueError, LookupError, TypeError, AttributeError):
        # Babel interprets the file's first entry (dates, plural rule, language) and raises what comes along.
        faults.append(error(file, _("Filens första uppslag går inte att läsa."), line=1))
        return {}
    entries: dict[tuple[str, str | None], Translation] = {}
    for message in catalog:
        if not message.id or not isinstance(message.id, str) or not isinstance(message.string, str):
            continue
        text = message.string.strip()
        if not text:
            continue
        if set(_PLACEHOLDER.findall(message.id)) != set(_PLACEHOLDER.findall(text)):
            sentence = _(
                "Översättningen av ”{phrase}” har inte samma ord inom klamrar som den svenska texten."
            )
            faults.append(error(file, sentence.format(phrase=message.id[:40]), line=message.lineno))
            continue
        reviewer, reviewed_on = _review(message.user_comments)
        entries[plain(message.id), message.context] = Translation(
            text, not message.fuzzy, reviewer, reviewed_on
        )
    return entries


def _review(comments: Iterable[str]) -> tuple[str, date | None]:
    """Role and date of the last review that the comments tell of."""
    for comment in reversed(list(comments)):
        if match := _REVIEW.match(comment):
            try:
                return match[1].strip(), date.fromisoformat(match[2])
            except ValueError:
                continue
    return "", None
