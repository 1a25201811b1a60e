"""Paragraphs of any script, set on a reportlab canvas.

Stages: clean the text, find its directions (`bidi`), choose a font for each letter, shape each run with
HarfBuzz, break the lines in reading order, put each line's letters in visual order, and write the glyphs.
The stages before the line breaks run once per paragraph, so measuring it again at another width is cheap.

Sizes and positions are in points; inside, widths are in thousandths of the font size. Nothing here knows
what a heading or a table is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple
from unicodedata import category, normalize

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.bidi import (
    embedding_levels,
    first_strong_direction,
    isolate,
    isolated_spans,
    isolating,
    line_levels,
    number_spans,
    visual_order,
)
from halsoskola.documents.fonts import Family, PaperFont, families_for, missing_letter, paper_font

__all__ = ["Paragraph", "Span", "TextStyle", "is_right_to_left", "isolate"]

_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "fa", "prs", "ps", "ckb", "ur"})

# Where the first line's baseline stands in its line: the heights of Noto Sans, in shares of the size. The
# same for every script, so that a word and its translation stand on one line in a table.
_ASCENT = 1.069
_DESCENT = 0.293
# Arabic letters reach higher and lower than Latin ones: at "size + 4" the marks of one line touch the next.
_ARABIC_LINE_STEP = 1.5


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks. `leading` None: size + 4, and for Arabic script at least 1.5 × size between
    lines."""

    size: float
    leading: float | None = None
    bold: bool = False
    colour: str = "#111111"
    align: Literal["start", "end", "centre"] = "start"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph; bold or as the style says."""

    text: str
    bold: bool = False


def is_right_to_left(text: str, language: str = "") -> bool:
    """Whether a paragraph starts at the right: by its language's script, else by its first letter."""
    if language:
        return language.partition("_")[0].partition("-")[0] in _RIGHT_TO_LEFT_LANGUAGES
    return first_strong_direction(text) == 1


class Paragraph:
    """Text that fills lines of a given width. Explicit line ends are kept; nothing is ever hyphenated.

    `language` decides direction, fonts and letter forms ("" lets the first letter decide the direction).
    `where` says in the refusal where a missing letter stood, for the reader: "Sömn, rad 12".

    A word wider than the column is broken between letters rather than run out of it. Telephone numbers,
    dates and times stay on one line as long as they fit. In right-to-left text they are isolated, see
    `bidi.isolate`.

    Raises: RuleBroken(LETTER_MISSING) for a letter that no shipped font holds.
    """

    def __init__(self, text: str, style: TextStyle, language: str = "sv", where: str = "") -> None:
        self._set([Span(text, style.bold)], style, language, where)

    @classmethod
    def of(
        cls, spans: Sequence[Span], style: TextStyle, language: str = "sv", where: str = ""
    ) -> "Paragraph":
        """A paragraph with some of its text in bold."""
        paragraph = cls.__new__(cls)
        paragraph._set([Span(span.text, span.bold or style.bold) for span in spans], style, language, where)
        return paragraph

    def _set(self, spans: Sequence[Span], style: TextStyle, language: str, where: str) -> None:
        letters = _Letters.of(spans)
        self.style = style
        self.language = language
        self.is_right_to_left = is_right_to_left(letters.text, language)
        if self.is_right_to_left:
            letters = letters.isolated()
        self._sections = [
            _section(section, language, int(self.is_right_to_left), where)
            for section in letters.split_at_line_ends()
        ]
        self._counts: dict[float, int] = {}  # lines by width; layout asks over and over
        self._first_line = style.size + 4 if style.leading is None else style.leading
        self._line_step = self._first_line
        if style.leading is None and any(section.has_arabic for section in self._sections):
            self._line_step = max(self._line_step, _ARABIC_LINE_STEP * style.size)

    def lines(self, width: float) -> int:
        """How many lines the text takes in a column of this width; at least one for each explicit line."""
        count = self._counts.get(width)
        if count is None:
            limit = self._limit(width)
            count = self._counts[width] = sum(len(section.lines(limit)) for section in self._sections)
        return count

    def height(self, width: float) -> float:
        """Height of the whole paragraph; an empty one is one line high."""
        return self._first_line + (self.lines(width) - 1) * self._line_step

    @property
    def line_step(self) -> float:
        """From one baseline to the next."""
        return self._line_step

    def natural_width(self) -> float:
        """Width of the longest explicit line, unbroken."""
        return max(section.natural_width() for section in self._sections) * self.style.size / 1000

    def longest_word(self) -> float:
        """Width of the widest piece that is only broken in need: the narrowest good column."""
        return max(section.longest_word() for section in self._sections) * self.style.size / 1000

    def draw(
        self, canvas: Canvas, x: float, top: float, width: float, first: int = 0, count: int | None = None
    ) -> float:
        """Draws the lines from `first` on (`count` of them, or all), and returns the height that they took.

        `x`: the column's left edge for every direction; `top`: its upper edge, y upwards as reportlab counts.
        """
        limit = self._limit(width)
        lines = [(section, start, end) for section in self._sections for start, end in section.lines(limit)]
        lines = lines[first : None if count is None else first + count]
        if not lines:
            return 0.0
        size = self.style.size
        baseline = top - (self._first_line + (_ASCENT - _DESCENT) * size) / 2
        writer = _GlyphWriter(canvas, size, self.style.colour)
        for section, start, end in lines:
            clusters = section.visual(start, end)
            if clusters:
                length = sum(cluster.width for cluster in clusters) * size / 1000
                writer.line(x + self._indent(width - length), baseline, clusters)
            baseline -= self._line_step
        writer.finish()
        return self._first_line + (len(lines) - 1) * self._line_step

    def _limit(self, width: float) -> float:
        return width * 1000 / self.style.size

    def _indent(self, room: float) -> float:
        """Where a line starts from the left when `room` is left over."""
        if self.style.align == "centre":
            return room / 2
        return room if (self.style.align == "end") != self.is_right_to_left else 0.0


# --- Cleaning -----------------------------------------------------------------------------------------

_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Invisible and without effect here: soft hyphens (nothing is hyphenated), variation selectors, byte order
# marks.
_DROPPED = {
    **dict.fromkeys(code for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x0A),
    **dict.fromkeys((0x00AD, 0x034F, 0x180E, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC))),
    **dict.fromkeys((*range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0))),
    0x09: " ",
    0x1680: " ",
    0x205F: " ",
    0x3000: " ",
}
# Take no room on paper and have no text of their own when the file is read back.
_INVISIBLE = dict.fromkeys(
    (0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070))
)
# Format characters by category, but drawn: the Arabic number and year signs, the end of a verse.
_DRAWN_FORMAT = frozenset((*range(0x0600, 0x0606), 0x06DD, 0x08E2))
_REPLACEMENT_CHARACTER = "\ufffd"  # the fonts draw it, but it says that something was lost: never on paper


@dataclass(frozen=True, slots=True)
class _Letters:
    """Text with the weight of each character; `bold` is one value when all are alike."""

    text: str
    bold: bool | tuple[bool, ...]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "_Letters":
        texts = [normalize("NFC", _LINE_ENDS.sub("\n", span.text).translate(_DROPPED)) for span in spans]
        weights = {span.bold for span, text in zip(spans, texts, strict=True) if text}
        if len(weights) <= 1:
            return cls("".join(texts), weights.pop() if weights else False)
        bold: list[bool] = []
        for span, text in zip(spans, texts, strict=True):
            bold += [span.bold] * len(text)
        return cls("".join(texts), tuple(bold))

    def isolated(self) -> "_Letters":
        if isinstance(self.bold, bool):
            return _Letters(isolate(self.text), self.bold)
        text: list[str] = []
        bold: list[bool] = []
        done = 0
        for start, end in isolated_spans(self.text):
            before, after = isolating(self.text[start:end])
            text += [self.text[done:start], before, self.text[start:end], after]
            bold += self.bold[done:start] + (self.bold[start],) * len(before)
            bold += self.bold[start:end] + (self.bold[end - 1],) * len(after)
            done = end
        return _Letters("".join([*text, self.text[done:]]), (*bold, *self.bold[done:]))

    def split_at_line_ends(self) -> "list[_Letters]":
        if isinstance(self.bold, bool):
            return [_Letters(line, self.bold) for line in self.text.split("\n")]
        sections = []
        start = 0
        for line in self.text.split("\n"):
            sections.append(_Letters(line, self.bold[start : start + len(line)]))
            start += len(line) + 1
        return sections


# --- Choosing fonts and scripts -----------------------------------------------------------------------

_SCRIPTS = (
    (0x0370, 0x03FF, "Grek"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0xA640, 0xA69F, "Cyrl"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0x1200, 0x139F, "Ethi"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0xAB00, 0xAB2F, "Ethi"),
)
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe]")
# Latin letters and the signs around them: one run, one font, no directions to find. Noto Sans in every language, so
# that a Swedish word with a hyphen in a Tigrinya table does not open the Ethiopic font for the hyphen.
_PLAIN_LATIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2015\u2018-\u201e\u2022\u2026\u2032\u2033\u20ac]*"
)
# HarfBuzz knows languages by BCP 47; Dari's letter forms are Persian's.
_SHAPING_LANGUAGES = {"prs": "fa-AF", "kmr": "ku"}


@lru_cache(maxsize=4096)
def _script(character: str) -> str | None:
    """The four-letter code of the script; None for what is common to several and follows its neighbours."""
    kind = category(character)
    if "\u0660" <= character <= "\u0669" or "\u06f0" <= character <= "\u06f9":
        return "Arab"
    if kind[0] not in "LM" or 0x064B <= ord(character) <= 0x065F or character in "\u0640\u0670":
        return None
    for first, last, script in _SCRIPTS:
        if first <= ord(character) <= last:
            return script
    return "Latn" if kind[0] == "L" else None


class _FontChoice:
    """Which font draws which character, for one order of families and one weight."""

    def __init__(self, families: Sequence[Family], bold: bool) -> None:
        self._families = families
        self._bold = bold
        self._chosen: dict[str, PaperFont | None] = {}

    @property
    def main(self) -> PaperFont:
        return paper_font(self._families[0], self._bold)

    def font_for(self, character: str) -> PaperFont | None:
        """The first font that holds the letter or all its parts; None when there is none."""
        try:
            return self._chosen[character]
        except KeyError:
            font = self._chosen[character] = self._look_for(character)
            return font

    def _look_for(self, character: str) -> PaperFont | None:
        if character == _REPLACEMENT_CHARACTER or category(character) in ("Cs", "Co", "Cn"):
            return None
        wholes = {ord(character)}
        parts = {ord(part) for part in normalize("NFD", character)}
        for needed in (wholes, parts):
            for family in self._families:
                font = paper_font(family, self._bold)
                if needed <= font.characters:
                    return font
        return None


@lru_cache(maxsize=64)
def _font_choice(language: str, bold: bool) -> _FontChoice:
    return _FontChoice(families_for(language), bold)


def _follows_its_base(character: str) -> bool:
    """Marks and joiners are drawn in the font of the letter before them."""
    kind = category(character)
    return kind in ("Mn", "Me") or (kind == "Cf" and ord(character) not in _DRAWN_FORMAT)


def _fonts(letters: _Letters, language: str, where: str) -> list[PaperFont]:
    """The font of each character. Raises: RuleBroken(LETTER_MISSING)."""
    fonts: list[PaperFont] = []
    bold = letters.bold
    choice = _font_choice(language, bold if isinstance(bold, bool) else False)
    for index, character in enumerate(letters.text):
        if not isinstance(bold, bool):
            choice = _font_choice(language, bold[index])
        if _follows_its_base(character):
            previous = fonts[-1] if fonts else choice.main
            if category(character) == "Cf" or ord(character) in previous.characters:
                fonts.append(previous)
                continue
        font = choice.font_for(character)
        if font is None:
            raise missing_letter(character, where)
        fonts.append(font)
    return fonts


def _scripts(text: str) -> list[str]:
    """The script of each character; common ones follow the letter before, at the start the first letter."""
    found = [_script(character) for character in text]
    current = next((script for script in found if script), "Zyyy")
    scripts = []
    for script in found:
        current = script or current
        scripts.append(current)
    return scripts


# --- Shaping ------------------------------------------------------------------------------------------


class _Glyph(NamedTuple):
    """One drawn shape, in thousandths of the size."""

    glyph_and_text: tuple[
        int, str
    ]  # the glyph's number in its font, and what it says when the file is read back
    advance: float
    x_offset: float
    y_offset: float


class _Cluster(NamedTuple):
    """The smallest piece that may stand on a line: a letter with its marks, or letters that share a glyph."""

    start: int
    end: int
    font: PaperFont
    width: float
    glyphs: tuple[_Glyph, ...]  # from left to right
    is_space: bool
    stays_with_previous: (
        bool  # a space, which may hang over the edge, or a mark in another font than its letter
    )


class _Run(NamedTuple):
    """A stretch of one level, font and script."""

    start: int
    end: int
    font: PaperFont
    script: str
    right_to_left: bool


class _Piece(NamedTuple):
    """What HarfBuzz made of some characters, in reading order; a cluster before its marks are gathered."""

    start: int
    end: int
    shapes: list[tuple[int, float, float, float]]  # glyph, advance, x and y offset; from left to right


def _shape(text: str, run: _Run, language: str) -> list[_Cluster]:
    """The clusters of one run, in reading order."""
    pieces = _pieces(text, run, language)
    clusters = []
    at = 0
    while at < len(pieces):
        after = at + 1
        while after < len(pieces) and category(text[pieces[after].start])[0] == "M":
            after += 1
        clusters.append(_cluster(text, run, pieces[at:after]))
        at = after
    return clusters


def _pieces(text: str, run: _Run, language: str) -> list[_Piece]:
    buffer = hb.Buffer()
    # The whole paragraph goes in as context: letters join across a change of font or weight.
    buffer.add_str(text, run.start, run.end - run.start)
    buffer.direction = "rtl" if run.right_to_left else "ltr"
    buffer.script = run.script
    if language:
        buffer.language = language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES  # else joiners become spaces
    hb.shape(run.font.shaper, buffer, {})
    scale = run.font.scale
    groups: list[tuple[int, list[tuple[int, float, float, float]]]] = []
    previous = -1
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        shape = (
            info.codepoint,
            position.x_advance * scale,
            position.x_offset * scale,
            position.y_offset * scale,
        )
        if info.cluster == previous:
            groups[-1][1].append(shape)
        else:
            previous = info.cluster
            groups.append((previous, [shape]))
    if run.right_to_left:
        groups.reverse()
    if not groups:
        return [_Piece(run.start, run.end, [])]
    starts = [
        run.start,
        *(start for start, _ in groups[1:]),
    ]  # invisible characters in front join the first piece
    ends = [*starts[1:], run.end]
    return [_Piece(start, end, shapes) for start, end, (_, shapes) in zip(starts, ends, groups, strict=True)]


# Lam with alef is one glyph, but two letters would be read back in the wrong order: its own character is not.
_LIGATURES = {normalize("NFKC", chr(code)): chr(code) for code in (0xFEF5, 0xFEF7, 0xFEF9, 0xFEFB, 0xFDF2)}


def _cluster(text: str, run: _Run, pieces: Sequence[_Piece]) -> _Cluster:
    """A base with its marks.

    What PDF readers make of it decides which glyph says what (measured with pdfium and poppler): both take
    the glyphs from left to right and turn right-to-left text round themselves, so several characters on one
    glyph are written backwards; a mark that is raised or lowered splits the word, so the base says all and
    the mark nothing.
    """
    start, end = pieces[0].start, pieces[-1].end
    if end - start == 1 and len(pieces[0].shapes) == 1:  # by far the most letters
        glyph, advance, x_offset, y_offset = pieces[0].shapes[0]
        only = _Glyph((glyph, text[start].translate(_INVISIBLE)), advance, x_offset, y_offset)
        return _Cluster(start, end, run.font, advance, (only,), *_kind(text[start]))
    in_sight = reversed(pieces) if run.right_to_left else pieces
    shapes: list[tuple[int, float, float, float]] = []
    said: list[str] = []
    for piece in in_sight:
        shapes += piece.shapes
        said += _said_by(
            text[piece.start : piece.end].translate(_INVISIBLE), len(piece.shapes), run.right_to_left
        )
    if any(shape[3] for shape in shapes):
        whole = text[start:end].translate(_INVISIBLE)
        base = max(range(len(shapes)), key=lambda at: shapes[at][1])
        said = [""] * len(shapes)
        said[base] = whole[::-1] if run.right_to_left else whole
    glyphs = tuple(
        _Glyph((glyph, words), advance, x_offset, y_offset)
        for (glyph, advance, x_offset, y_offset), words in zip(shapes, said, strict=True)
    )
    width = sum(glyph.advance for glyph in glyphs)
    return _Cluster(start, end, run.font, width, glyphs, *_kind(text[start]))


@lru_cache(maxsize=4096)
def _kind(character: str) -> tuple[bool, bool]:
    """Whether a cluster that starts so is a space, and whether it stays with the one before."""
    is_space = character.isspace() and character != "\u00a0"
    return is_space, is_space or category(character)[0] == "M"


def _said_by(text: str, glyph_count: int, right_to_left: bool) -> list[str]:
    """Which glyph, from left to right, says which part of the text."""
    if right_to_left:
        text = _LIGATURES.get(text, text)
    if len(text) == glyph_count:
        return list(reversed(text)) if right_to_left else list(text)
    said = [""] * glyph_count
    if said:
        said[-1 if right_to_left else 0] = text[::-1] if right_to_left else text
    return said


# --- Lines --------------------------------------------------------------------------------------------

_SPACES = " \u1361\u2000-\u2006\u2008-\u200b"
_BREAKS = re.compile(
    # closing signs stay with what they close, even after a space
    rf"[{_SPACES}]+(?![)\]}}!?;:,.»”،؛؟۔{_SPACES}]|$)"
    r"|(?<=[^\W\d_])[-\u2010\u2013/](?=[^\W\d_])"  # between letters, not between digits
    r"|\u2014(?=\w)"
)


def _break_places(text: str) -> frozenset[int]:
    """Where a new line may start: numbers of characters, in reading order."""
    places = {match.end() for match in _BREAKS.finditer(text)}
    places = {place for place in places if category(text[place])[0] != "M"}
    for start, end in number_spans(text):
        places.difference_update(range(start + 1, end))
    return frozenset(places)


class _Section:
    """The text between two explicit line ends, shaped."""

    def __init__(self, letters: _Letters, language: str, base: int, where: str) -> None:
        text = letters.text
        self._text = text
        self._base = base
        self._levels: list[int] | None = None  # None: all left-to-right, nothing to reorder
        self.has_arabic = _ARABIC.search(text) is not None
        if _PLAIN_LATIN.fullmatch(text) and not base and isinstance(letters.bold, bool):
            runs = [_Run(0, len(text), _font_choice("sv", letters.bold).main, "Latn", False)] if text else []
        else:
            levels, _ = embedding_levels(text, base)
            if any(levels):
                self._levels = levels
            runs = list(_runs(text, levels, _fonts(letters, language, where)))
        shaping_language = _SHAPING_LANGUAGES.get(language, language)
        self._clusters = [cluster for run in runs for cluster in _shape(text, run, shaping_language)]
        self._lines: dict[float, list[tuple[int, int]]] = {}
        self._breaks: frozenset[int] | None = None

    def lines(self, limit: float) -> list[tuple[int, int]]:
        """Start and end of each line in clusters; an empty section is one empty line."""
        lines = self._lines.get(limit)
        if lines is None:
            lines = self._lines[limit] = self._break_lines(limit + 0.01)
        return lines

    def _break_lines(self, limit: float) -> list[tuple[int, int]]:
        clusters, breaks = self._clusters, self._break_places()
        lines = []
        start = at = 0
        width = 0.0
        last_break = 0
        while at < len(clusters):
            cluster = clusters[at]
            width += cluster.width
            if width > limit and at > start and not cluster.stays_with_previous:
                end = last_break if last_break > start else at
                lines.append((start, end))
                start = at = end
                width = 0.0
                continue
            at += 1
            if cluster.end in breaks:
                last_break = at
        return [*lines, (start, len(clusters))]

    def natural_width(self) -> float:
        return self._width(0, len(self._clusters))

    def longest_word(self) -> float:
        widest = 0.0
        start = 0
        for at, cluster in enumerate(self._clusters, start=1):
            if at == len(self._clusters) or cluster.end in self._break_places():
                widest = max(widest, self._width(start, at))
                start = at
        return widest

    def _break_places(self) -> frozenset[int]:
        if self._breaks is None:
            self._breaks = _break_places(self._text)
        return self._breaks

    def _width(self, start: int, end: int) -> float:
        return sum(cluster.width for cluster in self._clusters[start : self._without_end_spaces(start, end)])

    def _without_end_spaces(self, start: int, end: int) -> int:
        while end > start and self._clusters[end - 1].is_space:
            end -= 1
        return end

    def visual(self, start: int, end: int) -> list[_Cluster]:
        """The clusters of a line from left to right, without the spaces at its end."""
        clusters = self._clusters[start : self._without_end_spaces(start, end)]
        if self._levels is None or not clusters:
            return clusters
        first = clusters[0].start
        levels = line_levels(self._text, self._levels, first, clusters[-1].end, self._base)
        order = visual_order([levels[cluster.start - first] for cluster in clusters])
        return [clusters[at] for at in order]


@lru_cache(maxsize=800)
def _section(letters: _Letters, language: str, base: int, where: str) -> _Section:
    """The same line is shaped once, whatever its size and colour: a pile says most things many times.

    So many lines are more than the largest pile's different ones, and take about ten megabytes.
    """
    return _Section(letters, language, base, where)


def _runs(text: str, levels: Sequence[int], fonts: Sequence[PaperFont]) -> Iterable[_Run]:
    scripts = _scripts(text)
    start = 0
    for at in range(1, len(text) + 1):
        if (
            at == len(text)
            or levels[at] != levels[start]
            or fonts[at] is not fonts[start]
            or scripts[at] != scripts[start]
        ):
            yield _Run(start, at, fonts[start], scripts[start], bool(levels[start] & 1))
            start = at


# --- Writing glyphs -----------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _fill_colour(colour: str) -> str:
    """The operator that fills with "#rrggbb"."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"


class _GlyphWriter:
    """Writes lines of glyphs as PDF operators.

    Raised and lowered marks are written after the line that they belong to: a change of height inside a
    word makes PDF readers see two words. (reportlab's own output for shaped text is no way: it loses the
    height of a mark when two follow each other, and fails when one comes first.)
    """

    def __init__(self, canvas: Canvas, size: float, colour: str) -> None:
        self._canvas = canvas
        self._document: PDFDocument = canvas._doc  # type: ignore[attr-defined]
        self._size = size
        # q and Q: font, colour and position are as before for whatever the canvas draws next.
        self._operators = ["q", _fill_colour(colour), "BT"]
        self._font: PaperFont | None = None
        self._codes: Mapping[tuple[int, str], str] = {}
        self._array: list[str] = []
        self._glyphs: list[str] = []

    def line(self, x: float, baseline: float, clusters: Sequence[_Cluster]) -> None:
        """One line, its clusters from left to right."""
        self._operators.append(_at(x, baseline))
        pen = 0.0
        ahead = 0.0  # how far the pen stands right of where the next glyph belongs
        raised: list[tuple[float, PaperFont, _Glyph]] = []
        for cluster in clusters:
            font = cluster.font
            self._use(font)
            for glyph in cluster.glyphs:
                glyph_and_text, advance, x_offset, y_offset = glyph
                if y_offset:
                    raised.append((pen, font, glyph))
                    ahead -= advance
                else:
                    ahead -= x_offset
                    if ahead > _NEGLIGIBLE or ahead < -_NEGLIGIBLE:
                        self._end_glyphs()
                        self._array.append(f"{ahead:.2f}")
                        ahead = 0.0
                    self._glyphs.append(self._codes[glyph_and_text])
                    ahead += font.width_of(glyph_and_text[0]) - advance + x_offset
                pen += advance
        self._show()
        scale = self._size / 1000
        for place, font, (glyph_and_text, _, x_offset, y_offset) in raised:
            self._use(font)
            self._operators.append(_at(x + (place + x_offset) * scale, baseline + y_offset * scale))
            self._glyphs.append(self._codes[glyph_and_text])
            self._show()

    def finish(self) -> None:
        """Puts what was written on the page."""
        self._operators += ["ET", "Q"]
        self._canvas.addLiteral("\n".join(self._operators))

    def _use(self, font: PaperFont) -> None:
        if font is not self._font:
            self._show()
            self._font = font
            codes = font.codes_in(self._document)
            self._codes = codes
            self._operators.append(f"{codes.internal_name} {self._size:g} Tf")

    def _end_glyphs(self) -> None:
        if self._glyphs:
            self._array.append(f"<{''.join(self._glyphs)}>")
            self._glyphs = []

    def _show(self) -> None:
        self._end_glyphs()
        if self._array:
            self._operators.append(f"[{' '.join(self._array)}] TJ")
            self._array = []


_NEGLIGIBLE = 0.05  # thousandths of the size


def _at(x: float, y: float) -> str:
    return f"1 0 0 1 {x:.3f} {y:.3f} Tm"
