"""Translations for paper: word lists (ordlista.po) and phrases to participants (deltagare.po).

Read from the .po files themselves, because compiled catalogues drop what nobody has reviewed. An entry marked
`fuzzy` is not reviewed by a translator or bilingual professional. Nothing here fills a gap. Also here: what the
program writes into an entry's comments, which are reviews, suggestions, and that a shipped translation is withdrawn.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from halsoskola.domain.plans import PlanFault
from halsoskola.i18n.catalogues import _
from halsoskola.plans.faults import error
from halsoskola.plans.po_files import Key, PoEntry, PoFile, ReadPo, one_line_of, read_po
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


Entries = Mapping[Key, Translation]
"""Translations by Swedish text and context; context None is for every plan."""


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of all plans in one language."""

    language: str
    entries: Entries = field(default_factory=dict)
    faults: tuple[PlanFault, ...] = ()
    senses: frozenset[Key] = frozenset()
    """Words that have an entry of their own for a plan, translated or not."""

    def translation(self, word: str, context: str | None = None) -> Translation | None:
        """The word in this language, in the sense of the plan `context` when that has one of its own.

        None when nobody has translated it, in that sense: paper then shows an empty place, never a guess.
        """
        return self.entries.get(self.key(word, context))

    def key(self, word: str, context: str | None = None) -> Key:
        """The entry that holds for the word in the plan `context`."""
        own = plain(word), context
        return own if own in self.senses else (own[0], None)


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
    entries, faults, senses = _read_all(language, WORDS_FILE, folders)
    return WordList(language, entries, faults, senses)


def read_phrases(language: str, folders: Sequence[Path]) -> Phrases:
    """The phrases of a language; folders as in `read_word_list`."""
    entries, faults, _senses = _read_all(language, PHRASES_FILE, folders)
    return Phrases(language, entries, faults)


def languages_with_words(folders: Iterable[Path]) -> tuple[str, ...]:
    """Codes of the languages that have a word list in any of the folders, sorted."""
    return tuple(
        sorted({path.parts[-3] for folder in folders for path in folder.glob(f"*/LC_MESSAGES/{WORDS_FILE}")})
    )


def po_path(folder: Path, language: str, name: str) -> Path:
    """Where the file of that name lies in a folder of translations; it need not exist."""
    return folder / language / "LC_MESSAGES" / name


def read_po_file(path: Path, file: str) -> ReadPo:
    """The file as it stands, with all its comments; one that is not there is empty. file: its name in faults."""
    if not path.exists():
        return ReadPo(PoFile())
    source = read_text(path, file, keep_invisible=True)
    if source.text is None:
        return ReadPo(None, source.faults)
    read = read_po(source.text, file)
    return ReadPo(read.file, (*source.faults, *read.faults))


def key_of(entry: PoEntry) -> Key:
    """The entry's word in the form in which it is looked up, and its context."""
    return plain(entry.msgid), entry.context


def has_same_placeholders(swedish: str, text: str) -> bool:
    """Whether a translation has the same words in braces as the Swedish text; their order and number are free."""
    return set(placeholders(swedish)) == set(placeholders(text))


def placeholders(text: str) -> tuple[str, ...]:
    """The words in braces, with their braces, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


# What stands in an entry's comments


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another translation that somebody has proposed; role, never a name."""

    text: str
    role: str
    day: date


def review_of(entry: PoEntry) -> tuple[str, date | None]:
    """Role and date of the last review that the comments tell of; "" and None without one."""
    for remark in reversed(entry.remarks):
        if match := _REVIEW.match(remark):
            try:
                return match[1].strip(), date.fromisoformat(match[2])
            except ValueError:
                continue
    return "", None


def reviewed(entry: PoEntry, role: str, day: date) -> PoEntry:
    """The entry as reviewed by somebody in that role on that day; an earlier review makes room.

    Raises: ValueError for a role that could not be read back.
    """
    if not _ROLE.fullmatch(role):
        raise ValueError(f"no role: {role!r}")
    bare = unreviewed(entry).with_fuzzy(False)
    return bare.with_remarks((*bare.remarks, f"granskad: {role}, {day.isoformat()}"))


def unreviewed(entry: PoEntry) -> PoEntry:
    """The entry marked as not reviewed, without the review it had."""
    kept = [remark for remark in entry.remarks if not _REVIEW.match(remark)]
    bare = entry if len(kept) == len(entry.remarks) else entry.with_remarks(kept)
    return bare.with_fuzzy(True)


def is_withdrawn(entry: PoEntry) -> bool:
    """Whether the empty entry takes away the shipped translation, so that paper shows a gap again."""
    return not entry.msgstr.strip() and any(map(_WITHDRAWN.match, entry.remarks))


def withdrawn(entry: PoEntry, day: date) -> PoEntry:
    """The entry without its translation, and saying that the shipped one does not hold either."""
    bare = not_withdrawn(unreviewed(entry).with_fuzzy(False))
    return replace(bare.with_remarks((*bare.remarks, f"struken: {day.isoformat()}")), msgstr="")


def not_withdrawn(entry: PoEntry) -> PoEntry:
    kept = [remark for remark in entry.remarks if not _WITHDRAWN.match(remark)]
    return entry if len(kept) == len(entry.remarks) else entry.with_remarks(kept)


def suggestions_of(entry: PoEntry) -> tuple[Suggestion, ...]:
    """What has been proposed, in the order in which it was noted."""
    found = []
    for note in entry.notes:
        if match := _SUGGESTION.match(note):
            try:
                found.append(
                    Suggestion(one_line_of(match[1]), match[2].strip(), date.fromisoformat(match[3]))
                )
            except ValueError:
                continue
    return tuple(found)


def with_suggestions(entry: PoEntry, suggestions: Iterable[Suggestion]) -> PoEntry:
    """The entry with these suggestions in place of its own; other notes stay before them.

    Raises: ValueError for a role that could not be read back.
    """
    kept = [note for note in entry.notes if not _SUGGESTION.match(note)]
    made = []
    for one in suggestions:
        if not _ROLE.fullmatch(one.role):
            raise ValueError(f"no role: {one.role!r}")
        made.append(f"förslag: {one_line_of(one.text)} ({one.role}, {one.day.isoformat()})")
    return entry.with_notes((*kept, *made))


def free_remarks(entry: PoEntry) -> tuple[str, ...]:
    """What translators have written in their own words: all but reviews and withdrawals."""
    return tuple(r for r in entry.remarks if not _REVIEW.match(r) and not _WITHDRAWN.match(r))


def explanation_of(entry: PoEntry) -> str:
    """What the file tells translators about the entry, on one line, without suggestions."""
    return " ".join(note for note in entry.notes if not _SUGGESTION.match(note))


_ROLE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_REVIEW = re.compile(r"\Agranskad:\s*([^,]+),\s*(\d{4}-\d{2}-\d{2})\s*\Z")
_WITHDRAWN = re.compile(r"\Astruken:\s*\d{4}-\d{2}-\d{2}\s*\Z")
_SUGGESTION = re.compile(r"\Aförslag:\s*(.*\S)\s*\(([^(),]+),\s*(\d{4}-\d{2}-\d{2})\)\s*\Z")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_SHOWN = 40


def _read_all(
    language: str, name: str, folders: Sequence[Path]
) -> tuple[Entries, tuple[PlanFault, ...], frozenset[Key]]:
    entries: dict[Key, Translation] = {}
    senses: set[Key] = set()
    faults: list[PlanFault] = []
    for folder in folders:
        file = f"{folder.name}/{language}/LC_MESSAGES/{name}"
        read = read_po_file(po_path(folder, language, name), file)
        faults.extend(read.faults)
        if read.file is None:
            continue
        for entry in read.file.entries.values():
            key, text = key_of(entry), entry.msgstr.strip()
            if entry.context is not None:
                senses.add(key)
            if is_withdrawn(entry):
                entries.pop(key, None)
            elif text and not has_same_placeholders(entry.msgid, text):
                sentence = _(
                    "Översättningen av ”{phrase}” har inte samma ord inom klamrar som den svenska texten."
                )
                faults.append(error(file, sentence.format(phrase=entry.msgid[:_SHOWN]), line=entry.line))
            elif text:
                reviewer, reviewed_on = review_of(entry)
                entries[key] = Translation(text, not entry.is_fuzzy, reviewer, reviewed_on)
    return entries, tuple(faults), frozenset(senses)
