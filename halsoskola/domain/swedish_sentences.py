"""Swedish text cut into blocks, lines, sentences and words, with the place of each in the text as it was written.

Handouts in Markdown and plain text alike. Nothing here judges; `readability` does.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from halsoskola.domain.plans import FACT_MARK
from halsoskola.domain.swedish_phrases import ABBREVIATION_PATTERN


class BlockKind(Enum):
    TITLE = auto()
    """the heading with one #"""
    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()


class TokenKind(Enum):
    """What a word is; each counts as one, however many signs it has."""

    WORD = auto()
    NUMBER = auto()
    """digits alone: 1177, 9.00, 3/3, 020-84 00 00"""
    ABBREVIATION = auto()
    FACT = auto()
    """a reference such as {fact:112}"""
    ADDRESS = auto()
    """a web or mail address"""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the cleaned text: `start` inclusive, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """One word. text: as in the cleaned text. letters: how many of its signs are letters."""

    text: str
    start: int
    end: int
    kind: TokenKind

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.text)) if self.kind is TokenKind.WORD else 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """At least one word; `end` takes in the full stop."""

    tokens: tuple[Token, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or one bullet: a unit that no sentence leaves.

    lines: one span per written line, without bullets, hashes and the spaces around. A block without any word
    has no sentences.
    """

    kind: BlockKind
    lines: tuple[Span, ...]
    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end


@dataclass(frozen=True, slots=True)
class Picture:
    """`![alt](name)`."""

    alt: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """line and column from 1, column in code points; text: what stands there, as it was written."""

    line: int
    column: int
    text: str


class SwedishText:
    """A text as somebody wrote it, and what it is made of.

    Line ends become "\\n" first. `clean` is then the text without what word processors leave behind: composed
    letters, ordinary spaces, no soft hyphens, no invisible signs. All spans are places in `clean`; `place`
    finds them in the text as written.
    """

    def __init__(self, text: str) -> None:
        self.written = text.replace("\r\n", "\n").replace("\r", "\n")
        self.clean, self._origin = _cleaned(self.written)
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", self.written))]
        self.pictures = tuple(
            Picture(match[1].strip(), match.start(), match.end()) for match in _PICTURE.finditer(self.clean)
        )
        self.blocks = tuple(_blocks(self.clean))

    @property
    def sentences(self) -> Iterator[Sentence]:
        return (sentence for block in self.blocks for sentence in block.sentences)

    def place(self, start: int, end: int) -> Place:
        """Where the stretch of `clean` stands in the written text; line breaks count as one sign each."""
        if self._origin is not None:
            start, end = self._origin[start], self._origin[end]
        line = bisect_right(self._line_starts, start)
        return Place(line, start - self._line_starts[line - 1] + 1, self.written[start:end])


# Cleaning

_SPACE_LIKE = dict.fromkeys(
    [
        *(code for code in range(0x20) if code != 0x0A),
        *range(0x7F, 0xA1),
        *range(0x2000, 0x200B),
        0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
    ],
    " ",
)  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _cleaned(text: str) -> tuple[str, Sequence[int] | None]:
    """The cleaned text, and for each of its signs and its end the place in `text`; None when they are the same."""
    text = text.translate(_SPACE_LIKE)
    if unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text):
        return text, None
    signs: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text[start:end]))
        signs.append(composed)
        origin += [start] * len(composed)
        start = end
    return "".join(signs), [*origin, len(text)]


# Blocks

_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_PICTURE_LINE = re.compile(r" *!\[[^\]\n]*\]\([^)\n]*\) *\Z")
_HEADING = re.compile(r" {0,3}(#{1,6})(?: +|\Z)")
_HEADING_END = re.compile(r"(?: +#+)? *\Z")
_BULLET = re.compile(r" *[-*+•‣▪·] +")
_LIKE_A_BULLET = re.compile(r" *(?:[–—]|\d{1,2}[.)]) +")
_FIRST_NUMBER = re.compile(r" *1[.)] +")
_SEPARATOR = re.compile(r" *(?:[-*_=](?: *[-*_=]){2,}|[-*+•‣▪·])? *\Z")


def _blocks(text: str) -> Iterator[Block]:
    kind = BlockKind.PARAGRAPH
    lines: list[Span] = []
    start = 0
    for line in text.split("\n"):
        opening, content = _opening(line, in_paragraph=bool(lines) and kind is BlockKind.PARAGRAPH)
        if opening is not None or content is None:
            if lines:
                yield _block(text, kind, lines)
            lines = []
            kind = opening or BlockKind.PARAGRAPH
        if content is not None and content.start < content.end:
            lines.append(Span(start + content.start, start + content.end))
            if kind in (BlockKind.TITLE, BlockKind.HEADING):
                yield _block(text, kind, lines)
                kind, lines = BlockKind.PARAGRAPH, []
        start += len(line) + 1
    if lines:
        yield _block(text, kind, lines)


def _opening(line: str, *, in_paragraph: bool) -> tuple[BlockKind | None, Span | None]:
    """Which block the line opens, None when it goes on with the last; and its content, None for none."""
    if _SEPARATOR.match(line) or _PICTURE_LINE.match(line):
        return None, None
    if match := _HEADING.match(line):
        end = _HEADING_END.search(line, match.end())
        kind = BlockKind.TITLE if len(match[1]) == 1 else BlockKind.HEADING
        return kind, Span(match.end(), end.start() if end else len(line))
    end_of_line = len(line.rstrip())
    match = _BULLET.match(line) or (_FIRST_NUMBER if in_paragraph else _LIKE_A_BULLET).match(line)
    if match:
        # Inside a paragraph, "9. Sedan …" and "– vi hjälper dig" are more likely the rest of a broken line.
        return BlockKind.ITEM, Span(match.end(), end_of_line)
    return None, Span(len(line) - len(line.lstrip()), end_of_line)


def _block(text: str, kind: BlockKind, lines: Sequence[Span]) -> Block:
    return Block(kind, tuple(lines), tuple(_sentences(text, lines[0].start, lines[-1].end)))


# Words

_TOKEN = re.compile(
    rf"""
    # Most of a text is gaps and plain words; they are found without looking further.
    (?P<gap> [ \n,.]+ )
  | (?P<plain> (?<!\w) [^\W\d_]{{5,}} (?= [ \n,!?] | \.(?:[ \n]|\Z) | \Z ) )
  | (?P<skip> {_PICTURE.pattern} )
  | (?P<fact> {FACT_MARK.pattern} )
  | (?P<address>
        (?: https?:// | www\. ) [^\s<>()]*[^\s<>().,;:!?…”"’]
      | [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+
      | (?<![\w.-]) (?: [\w-]+ \. )+ (?: se | nu | com | org | net | eu ) \b (?: /[^\s<>()]*[^\s<>().,;:!?…”"’] )?
    )
  | (?P<abbreviation> {ABBREVIATION_PATTERN} )
  | (?P<number>
        \+? (?<!\w) (?: 0\d{{1,3}} [ ]? - [ ]? \d+ (?: [ ]\d{{2,3}} )*     # 020-84 00 00
                      | \+\d{{2}} (?: [ -]? \(?\d{{1,4}}\)? )+              # +46 70 123 45 67
                      | 07\d (?: [ ]?\d{{2,3}} ){{2,4}}                     # 070 123 45 67
                      | \d{{1,3}} (?: [ ]\d{{3}} )+                         # 90 390, 10 000
                      ) (?![\w-])
      | \d\w* (?: [.,:/]\d+ | [–-]\w+ | :\w+ )*
    )
  | (?P<word> [^\W\d_] \w* (?: [-–’':] \w+ )* )
    """,
    re.VERBOSE,
)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        kind = _KINDS.get(match.lastgroup or "")
        if kind is TokenKind.NUMBER and any(map(str.isalpha, match[0])):
            kind = TokenKind.WORD  # 9-åring, A4
        if kind is not None:
            yield Token(match[0], match.start(), match.end(), kind)


_KINDS = {
    "plain": TokenKind.WORD,
    "fact": TokenKind.FACT,
    "address": TokenKind.ADDRESS,
    "abbreviation": TokenKind.ABBREVIATION,
    "number": TokenKind.NUMBER,
    "word": TokenKind.WORD,
}


# Sentences

_CLOSERS = "”“\"’'»)]*_"
_OPENERS = "”“\"’'«([*_"
_STOP = re.compile(rf"(?:[.!?…]+[{re.escape(_CLOSERS)}]*)+")
_QUOTED_STOP = re.compile(r"[!?.…][”“\"’»]")


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    tokens = tuple(_tokens(text, start, end))
    if not tokens:
        return
    first = 0
    for index, (token, following) in enumerate(pairwise(tokens)):
        stop = _STOP.search(text, token.end, following.start)
        if stop and _ends_sentence(token, text[token.end : following.start], following):
            yield Sentence(tokens[first : index + 1], _opened(text, start, tokens[first].start), stop.end())
            first, start = index + 1, stop.end()
    last = _STOP.match(text, tokens[-1].end, end)
    opened = _opened(text, start, tokens[first].start)
    yield Sentence(tokens[first:], opened, last.end() if last else tokens[-1].end)


def _opened(text: str, start: int, word: int) -> int:
    """Where the sentence starts whose first word is at `word`: quotes and brackets before it belong to it."""
    while word > start and text[word - 1] in _OPENERS:
        word -= 1
    return word


def _ends_sentence(token: Token, gap: str, following: Token) -> bool:
    """Does the stop in the gap between the two words end the sentence?"""
    capital = following.text[0].isupper()
    if "!" in gap or "?" in gap:
        # ”Hur mår du?” sa hon.
        return capital or not following.text[0].islower() or not _QUOTED_STOP.search(gap)
    if "…" in gap or ".." in gap:
        return capital
    if token.kind is TokenKind.ABBREVIATION:
        # Its own full stop is part of it; this one is a second.
        return capital
    if token.kind is TokenKind.NUMBER:
        return capital
    return capital or gap != "."
