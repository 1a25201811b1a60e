"""Gettext's .po files as they stand: read whole, changed entry by entry, written back with everything that was there.

Holds to the format and knows nothing of words, languages or reviews. What the program has no use for (plural forms,
entries that are out of use, comments that belong to nothing) is kept line by line.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from halsoskola.domain.plans import PlanFault
from halsoskola.i18n.catalogues import _
from halsoskola.plans.faults import error, warning

FUZZY = "fuzzy"

Key = tuple[str, str | None]
"""An entry's text and context; context None when it has none."""

_KEYWORD_LINE = re.compile(
    r'\A(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"((?:[^"\\]|\\[\\"tnr])*)"\s*\Z'
)
_ESCAPED = re.compile(r'\\([\\"tnr])')
_MEANING = {"\\": "\\", '"': '"', "t": "\t", "n": "\n", "r": "\r"}
_TO_ESCAPE = re.compile(r'[\\"\t\n\r]')
_ESCAPES = {meaning: f"\\{letter}" for letter, meaning in _MEANING.items()}
_OBSOLETE = "#~"
_PREVIOUS = "#|"
_FLAGS = "#,"
_ORDER = ("#.", "#:", _FLAGS, _PREVIOUS)
"""The kinds of comments after the translator's own, in the order in which gettext writes them."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One text with its translation.

    comments: the entry's lines that begin with "#", without line ends, as they stand. line: where its text begins in
    the file it was read from, 0 for a new one; two entries that say the same are equal wherever they stood.
    """

    msgid: str
    msgstr: str = ""
    context: str | None = None
    comments: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> Key:
        return self.msgid, self.context

    @property
    def flags(self) -> tuple[str, ...]:
        """Such as "fuzzy", in their order."""
        lines = (line.removeprefix(_FLAGS) for line in self.comments if line.startswith(_FLAGS))
        return tuple(flag.strip() for line in lines for flag in line.split(",") if flag.strip())

    @property
    def is_fuzzy(self) -> bool:
        return FUZZY in self.flags

    @property
    def remarks(self) -> tuple[str, ...]:
        """What translators have written ("# …"), without the sign."""
        return tuple(line[1:].strip() for line in self.comments if _kind(line) == "#")

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever made the list tells the translator ("#. …"), without the sign."""
        return tuple(line[2:].strip() for line in self.comments if _kind(line) == "#.")

    def with_fuzzy(self, fuzzy: bool) -> "PoEntry":
        """The same, marked or not; its other flags stay. Without the mark the text it once had goes too."""
        if fuzzy == self.is_fuzzy:
            return self
        if fuzzy:
            flags: tuple[str, ...] = (FUZZY, *self.flags)
            kept = tuple(line for line in self.comments if not line.startswith(_FLAGS))
        else:
            flags = tuple(flag for flag in self.flags if flag != FUZZY)
            kept = tuple(line for line in self.comments if not line.startswith((_FLAGS, _PREVIOUS)))
        line = (f"{_FLAGS} {', '.join(flags)}",) if flags else ()
        return replace(self, comments=_ordered((*kept, *line)))

    def with_remarks(self, remarks: Iterable[str]) -> "PoEntry":
        """The same with these translators' comments in place of its own."""
        kept = tuple(line for line in self.comments if _kind(line) != "#")
        made = tuple(f"# {remark}".rstrip() for remark in remarks)
        return replace(self, comments=_ordered((*made, *kept)))

    def with_notes(self, notes: Iterable[str]) -> "PoEntry":
        """The same with these notes to the translator in place of its own."""
        kept = tuple(line for line in self.comments if _kind(line) != "#.")
        made = tuple(f"#. {note}".rstrip() for note in notes)
        return replace(self, comments=_ordered((*made, *kept)))

    def with_places(self, places: Iterable[str]) -> "PoEntry":
        """The same with these places of use ("#: …"), one a line, in place of its own."""
        kept = tuple(line for line in self.comments if _kind(line) != "#:")
        return replace(self, comments=_ordered((*kept, *(f"#: {place}" for place in places))))


@dataclass(frozen=True, slots=True)
class OtherLines:
    """Lines that the program only keeps."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class PoFile:
    """A whole file, in its order. The header is the entry whose text is empty."""

    blocks: tuple[PoEntry | OtherLines, ...] = ()

    @cached_property
    def entries(self) -> Mapping[Key, PoEntry]:
        """Every entry but the header, in the file's order; the first of two with the same key."""
        found: dict[Key, PoEntry] = {}
        for block in self.blocks:
            if isinstance(block, PoEntry) and block.msgid:
                found.setdefault(block.key, block)
        return found

    @property
    def header(self) -> PoEntry | None:
        return next((b for b in self.blocks if isinstance(b, PoEntry) and not b.msgid), None)

    @property
    def header_fields(self) -> Mapping[str, str]:
        """The header's lines "Name: value", by their names in lower case."""
        header = self.header
        lines = header.msgstr.split("\n") if header is not None else []
        pairs = (line.partition(":") for line in lines if ":" in line)
        return {name.strip().lower(): value.strip() for name, _colon, value in pairs}

    def with_entry(self, entry: PoEntry) -> "PoFile":
        """The file with `entry` in place of the one with its key, else at its end."""
        blocks = list(self.blocks)
        for at, block in enumerate(blocks):
            if isinstance(block, PoEntry) and block.key == entry.key:
                blocks[at] = entry
                return PoFile(tuple(blocks))
        return PoFile((*blocks, entry))

    def without(self, key: Key) -> "PoFile":
        """The file without every entry of that key."""
        return PoFile(tuple(b for b in self.blocks if not isinstance(b, PoEntry) or b.key != key))

    def text(self) -> str:
        """The file's contents. Reading them gives an equal file."""
        return "\n".join("".join(f"{line}\n" for line in _lines(block)) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class ReadPo:
    """file: None when it cannot be used, and the faults then say why."""

    file: PoFile | None
    faults: tuple[PlanFault, ...] = ()


def read_po(text: str, name: str) -> ReadPo:
    """The file with this text. name: how it is called in faults. Never raises for a bad file."""
    reader = _Reader(name)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(number, line.rstrip("\r"))
        if reader.fault is not None:
            return ReadPo(None, (reader.fault,))
    reader.end()
    if reader.fault is not None:
        return ReadPo(None, (reader.fault,))
    file = PoFile(tuple(reader.blocks))
    header = file.header
    if header is not None and any(line.strip() and ":" not in line for line in header.msgstr.split("\n")):
        return ReadPo(None, (error(name, _("Filens första uppslag går inte att läsa."), line=header.line),))
    return ReadPo(file, tuple(_doubled(file, name)))


def _doubled(file: PoFile, name: str) -> Iterator[PlanFault]:
    seen: set[Key] = set()
    for block in file.blocks:
        if isinstance(block, PoEntry):
            if block.key in seen:
                sentence = _("”{phrase}” står två gånger i filen. Det första gäller.")
                yield warning(name, sentence.format(phrase=block.msgid[:_SHOWN]), line=block.line)
            seen.add(block.key)


class _Reader:
    """Takes a file's lines one by one; `blocks` is what has been read, `fault` the first thing wrong."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[PoEntry | OtherLines] = []
        self.fault: PlanFault | None = None
        self._begin()

    def _begin(self) -> None:
        self._comments: list[str] = []
        self._raw: list[str] = []
        self._texts: dict[str, list[str]] = {}
        self._current = ""
        self._line = 0
        self._obsolete = False

    def take(self, number: int, line: str) -> None:
        if not line.strip():
            if self._obsolete:
                self.end()
            return
        if line.startswith(_OBSOLETE):
            if not self._obsolete:
                if self._texts:  # comments above lines that are out of use stay with those
                    self.end()
                self._obsolete = True
            self._raw.append(line)
            return
        if line.startswith("#"):
            if self._texts or self._obsolete:
                self.end()
            self._comments.append(line.rstrip())
            self._raw.append(line.rstrip())
            return
        if self._obsolete:
            self.end()
        self._take_text(number, line)

    def _take_text(self, number: int, line: str) -> None:
        match = _KEYWORD_LINE.match(line.strip())
        if match is None:
            sentence = _("Raden går inte att läsa: {content}. Kontrollera citattecknen.")
            self.fault = error(self.name, sentence.format(content=line.strip()[:_SHOWN]), line=number)
            return
        keyword, written = match[1], match[2]
        if keyword in ("msgctxt", "msgid") and any(name.startswith("msgstr") for name in self._texts):
            self.end()
        if keyword is None:
            if not self._current:
                self._incomplete(number)
                return
        elif keyword in self._texts or not self._may_follow(keyword):
            self._incomplete(self._line or number)
            return
        else:
            self._current = keyword
            self._texts[keyword] = []
            self._line = self._line or number
        self._texts[self._current].append(written)
        self._raw.append(line.strip())

    def _may_follow(self, keyword: str) -> bool:
        if keyword == "msgctxt":
            return not self._texts
        if keyword == "msgid":
            return not self._texts.keys() - {"msgctxt"}
        if keyword == "msgid_plural":
            return self._current == "msgid"
        has_plural = "msgid_plural" in self._texts
        return "msgid" in self._texts and has_plural == keyword.startswith("msgstr[")

    def _incomplete(self, line: int) -> None:
        self.fault = error(self.name, _("Ett uppslag är inte helt. Kontrollera msgid och msgstr."), line=line)

    def end(self) -> None:
        """What has been gathered is a block of its own."""
        if self._texts:
            if not any(name.startswith("msgstr") for name in self._texts):
                self._incomplete(self._line)
                return
            if "msgid_plural" in self._texts:
                self.blocks.append(OtherLines(tuple(self._raw)))
            else:
                texts = {name: "".join(map(_unescaped, parts)) for name, parts in self._texts.items()}
                self.blocks.append(
                    PoEntry(
                        texts["msgid"],
                        texts["msgstr"],
                        texts.get("msgctxt"),
                        tuple(self._comments),
                        self._line,
                    )
                )
        elif self._raw:
            self.blocks.append(OtherLines(tuple(self._raw)))
        self._begin()


def _kind(comment: str) -> str:
    """The sign that tells what a comment is for; "#" for a translator's own."""
    return next((sign for sign in (*_ORDER, _OBSOLETE) if comment.startswith(sign)), "#")


def _ordered(comments: Iterable[str]) -> tuple[str, ...]:
    """Translators' comments first, then the rest as gettext orders them; within a kind the order stays."""
    return tuple(
        sorted(comments, key=lambda line: _ORDER.index(kind) + 1 if (kind := _kind(line)) != "#" else 0)
    )


def _lines(block: PoEntry | OtherLines) -> Iterator[str]:
    if isinstance(block, OtherLines):
        yield from block.lines
        return
    yield from block.comments
    if block.context is not None:
        yield from _text_lines("msgctxt", block.context)
    yield from _text_lines("msgid", block.msgid)
    yield from _text_lines("msgstr", block.msgstr)


def _text_lines(keyword: str, text: str) -> Iterator[str]:
    """The text on one line, or, when it has several, each on its own below an empty one."""
    parts = text.split("\n")
    rows = [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    if len(rows) <= 1:
        yield f'{keyword} "{_escaped(text)}"'
        return
    yield f'{keyword} ""'
    for row in rows:
        yield f'"{_escaped(row)}"'


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def _unescaped(written: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANING[found[1]], written)


def one_line_of(text: str) -> str:
    """`text` as it may stand in a comment or a translation: composed, on one line, without spaces at its ends."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
