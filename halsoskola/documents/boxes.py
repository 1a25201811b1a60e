"""Flowables: what stands on a page, each with a height for a width, able to draw itself and mostly to split.

A box knows lengths and text, no facts and no rules. Coordinates are PDF's: x to the right, y upwards; `top` is
the upper edge of the box. Boxes do not change once they are made, so a page can be drawn any number of times.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.fonts import Family, paper_font
from halsoskola.documents.own_pictures import OwnPicture
from halsoskola.documents.pictures import draw_picture
from halsoskola.documents.style import HAIR, HAIRLINE
from halsoskola.documents.text import Paragraph, Span, TextStyle

_ALL = 1_000_000  # more lines than any paragraph has


class Box(Protocol):
    """One thing in the column of a page."""

    def height(self, width: float, /) -> float:
        """Height in points when it is `width` points wide."""

    def draw(self, canvas: Canvas, x: float, top: float, width: float, /) -> None:
        """Draws it with its upper left corner at x, top."""

    def split(self, width: float, room: float, /) -> "tuple[Box, Box] | None":
        """What fits in `room` points and what is left, or None when nothing sensible fits or all of it does.

        Both parts are lower than the whole.
        """


class Text:
    """A paragraph in one style. `where` names the text in messages about letters that no font has."""

    __slots__ = ("_first", "_last", "_paragraph")

    def __init__(self, text: str, style: TextStyle, language: str = "sv", where: str = "") -> None:
        self._paragraph = Paragraph(text, style, language, where)
        self._first, self._last = 0, _ALL

    @classmethod
    def of(cls, spans: Sequence[Span], style: TextStyle, language: str = "sv", where: str = "") -> "Text":
        """A paragraph with some of its words in bold."""
        text = cls.__new__(cls)
        text._paragraph = Paragraph.of(spans, style, language, where)
        text._first, text._last = 0, _ALL
        return text

    def _count(self, width: float) -> int:
        return min(self._paragraph.lines(width), self._last) - self._first

    def _height_of(self, width: float, count: int) -> float:
        lost = self._paragraph.lines(width) - count
        return self._paragraph.height(width) - lost * self._paragraph.line_step

    def height(self, width: float) -> float:
        return self._height_of(width, self._count(width))

    def natural_width(self) -> float:
        """Width on one line."""
        return self._paragraph.natural_width()

    @property
    def is_right_to_left(self) -> bool:
        return self._paragraph.is_right_to_left

    def longest_word(self) -> float:
        """Width of the widest word: the narrowest good column."""
        return self._paragraph.longest_word()

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._paragraph.draw(canvas, x, top, width, self._first, self._count(width))

    def split(self, width: float, room: float) -> "tuple[Box, Box] | None":
        """Between lines. The parts belong to this width."""
        count = self._count(width)
        fits = count
        while fits and self._height_of(width, fits) > room:
            fits -= 1
        if not 0 < fits < count:
            return None
        return self._lines(self._first, self._first + fits), self._lines(self._first + fits, self._last)

    def _lines(self, first: int, last: int) -> "Text":
        part = Text.__new__(Text)
        part._paragraph, part._first, part._last = self._paragraph, first, last
        return part


class Space:
    """Empty room of a fixed height."""

    __slots__ = ("_height",)

    def __init__(self, height: float = 0.0) -> None:
        self._height = height

    def height(self, _width: float) -> float:
        return self._height

    def draw(self, _canvas: Canvas, _x: float, _top: float, _width: float) -> None:
        pass

    def split(self, _width: float, _room: float) -> "tuple[Box, Box] | None":
        return None


class Rule:
    """A horizontal line over the whole width, with air above and below."""

    __slots__ = ("_above", "_below", "_colour", "_thickness")

    def __init__(
        self, thickness: float = HAIRLINE, colour: str = HAIR, above: float = 0, below: float = 0
    ) -> None:
        self._thickness, self._colour, self._above, self._below = thickness, colour, above, below

    def height(self, _width: float) -> float:
        return self._above + self._thickness + self._below

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        y = top - self._above - self._thickness / 2
        line(canvas, x, y, x + width, y, self._thickness, self._colour)

    def split(self, _width: float, _room: float) -> "tuple[Box, Box] | None":
        return None


class Stack:
    """Boxes below each other, `gap` points apart; splits between or inside them."""

    __slots__ = ("_boxes", "_gap")

    def __init__(self, boxes: Sequence[Box], gap: float = 0.0) -> None:
        self._boxes, self._gap = tuple(boxes), gap

    def height(self, width: float) -> float:
        gaps = self._gap * max(0, len(self._boxes) - 1)
        return sum(box.height(width) for box in self._boxes) + gaps

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for box in self._boxes:
            box.draw(canvas, x, top, width)
            top -= box.height(width) + self._gap

    def split(self, width: float, room: float) -> "tuple[Box, Box] | None":
        used = 0.0
        for i, box in enumerate(self._boxes):
            height = box.height(width)
            if used + height <= room:
                used += height + self._gap
                continue
            inner = box.split(width, room - used)
            if inner is not None:
                head: list[Box] = [*self._boxes[:i], inner[0]]
                tail: list[Box] = [inner[1], *self._boxes[i + 1 :]]
                return Stack(head, self._gap), Stack(tail, self._gap)
            if i == 0:
                return None
            return Stack(self._boxes[:i], self._gap), Stack(self._boxes[i:], self._gap)
        return None


class Inset:
    """A box moved in from the left and held to a greatest width; `right` is kept free too."""

    __slots__ = ("_box", "_left", "_most", "_right")

    def __init__(self, box: Box, left: float = 0, right: float = 0, most: float | None = None) -> None:
        self._box, self._left, self._right, self._most = box, left, right, most

    def _inner(self, width: float) -> float:
        free = width - self._left - self._right
        return free if self._most is None else min(free, self._most)

    def height(self, width: float) -> float:
        return self._box.height(self._inner(width))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._box.draw(canvas, x + self._left, top, self._inner(width))

    def split(self, width: float, room: float) -> "tuple[Box, Box] | None":
        parts = self._box.split(self._inner(width), room)
        if parts is None:
            return None
        left, right, most = self._left, self._right, self._most
        return Inset(parts[0], left, right, most), Inset(parts[1], left, right, most)


class Pictured:
    """A picture at the left and a box beside it; the lower one stands in the middle of the other's height.

    `picture` None keeps the column free. A split leaves the picture with the first part.
    """

    __slots__ = ("_box", "_left", "_most", "_picture", "_size")

    def __init__(
        self, picture: str | OwnPicture | None, size: float, left: float, box: Box, most: float
    ) -> None:
        self._picture, self._size, self._left, self._box, self._most = picture, size, left, box, most

    def _inner(self, width: float) -> float:
        return min(width - self._left, self._most)

    def height(self, width: float) -> float:
        return max(self._box.height(self._inner(width)), self._size if self._picture else 0.0)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        inner = self._inner(width)
        height = self._box.height(inner)
        # Beside a few lines the picture is centred; beside many it stays at the lines it begins with.
        slack = self._size - height if self._picture else 0.0
        if self._picture:
            down = 0.0 if slack > 0 else min(-slack / 2, 6.0)
            draw_picture(canvas, self._picture, x, top - down - self._size, self._size)
        self._box.draw(canvas, x + self._left, top - max(0.0, slack / 2), inner)

    def split(self, width: float, room: float) -> "tuple[Box, Box] | None":
        if self._picture and room < self._size:
            return None
        parts = self._box.split(self._inner(width), room)
        if parts is None:
            return None
        return (
            Pictured(self._picture, self._size, self._left, parts[0], self._most),
            Pictured(None, self._size, self._left, parts[1], self._most),
        )


class Bulleted:
    """A bullet and a box beside it."""

    __slots__ = ("_box", "_style")

    def __init__(self, box: Box, style: TextStyle) -> None:
        self._box, self._style = box, style

    def _indent(self) -> float:
        return self._style.size * 1.05

    def height(self, width: float) -> float:
        return self._box.height(width - self._indent())

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        Paragraph("•", self._style).draw(canvas, x, top, self._indent())
        self._box.draw(canvas, x + self._indent(), top, width - self._indent())

    def split(self, width: float, room: float) -> "tuple[Box, Box] | None":
        parts = self._box.split(width - self._indent(), room)
        if parts is None:
            return None
        return Bulleted(parts[0], self._style), Inset(parts[1], left=self._indent())


class Drawing:
    """A drawing of a fixed height: `paint(canvas, x, top, width)`."""

    __slots__ = ("_height", "_paint")

    def __init__(self, height: float, paint: Callable[[Canvas, float, float, float], None]) -> None:
        self._height, self._paint = height, paint

    def height(self, _width: float) -> float:
        return self._height

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._paint(canvas, x, top, width)

    def split(self, _width: float, _room: float) -> "tuple[Box, Box] | None":
        return None


class Row:
    """Cells beside each other, as in a table.

    widths: one per cell, in points; they add up to the table's width. Cells start at the same height, or stand
    in the row's middle (`middle`). line: a hairline below. ground: a fill colour behind the row.
    """

    __slots__ = ("_cells", "_ground", "_least", "_line", "_middle", "_pad_x", "_pad_y", "_widths")

    def __init__(
        self,
        cells: Sequence[Box],
        widths: Sequence[float],
        *,
        pad_x: float = 6,
        pad_y: float = 3.5,
        least: float = 0,
        line: bool = True,
        middle: bool = False,
        ground: str | None = None,
    ) -> None:
        if len(cells) != len(widths):
            raise ValueError(f"{len(cells)} cells for {len(widths)} columns")
        self._cells, self._widths = tuple(cells), tuple(widths)
        self._pad_x, self._pad_y, self._least = pad_x, pad_y, least
        self._line, self._middle, self._ground = line, middle, ground

    def _inner(self, column: float) -> float:
        return column - 2 * self._pad_x

    def height(self, _width: float) -> float:
        tallest = max(
            cell.height(self._inner(column)) for cell, column in zip(self._cells, self._widths, strict=True)
        )
        return max(tallest + 2 * self._pad_y, self._least)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height = self.height(width)
        total = sum(self._widths)
        if self._ground is not None:
            fill(canvas, x, top - height, total, height, self._ground)
        left = x
        for cell, column in zip(self._cells, self._widths, strict=True):
            inner = self._inner(column)
            down = (height - cell.height(inner)) / 2 if self._middle else self._pad_y
            foreign = isinstance(cell, Text) and cell.is_right_to_left
            if foreign:
                _part_readers_line(canvas, left, top)
            cell.draw(canvas, left + self._pad_x, top - down, inner)
            if foreign:
                _part_readers_line(canvas, left, top)
            left += column
        if self._line:
            line(canvas, x, top - height, x + total, top - height)

    def split(self, _width: float, room: float) -> "tuple[Box, Box] | None":
        """Only for a row taller than any page would be; each cell gives what fits."""
        inner_room = room - 2 * self._pad_y
        if all(
            cell.height(self._inner(w)) <= inner_room
            for cell, w in zip(self._cells, self._widths, strict=True)
        ):
            return None
        heads: list[Box] = []
        tails: list[Box] = []
        for cell, column in zip(self._cells, self._widths, strict=True):
            inner = self._inner(column)
            if cell.height(inner) <= inner_room:
                heads.append(cell)
                tails.append(Space())
                continue
            parts = cell.split(inner, inner_room)
            if parts is None:
                return None
            heads.append(parts[0])
            tails.append(parts[1])
        return self._like(heads, line=False), self._like(tails, line=self._line)

    def _like(self, cells: Sequence[Box], *, line: bool) -> "Row":
        return Row(
            cells,
            self._widths,
            pad_x=self._pad_x,
            pad_y=self._pad_y,
            line=line,
            middle=False,
            ground=self._ground,
        )


def side_by_side(first: Text, second: Text, total: float) -> Row:
    """Two short texts after each other on one line, in two directions if need be; each wraps in its own column."""
    width = min(first.natural_width() + 7, total * 0.7)
    return Row([first, second], [width, total - width], pad_x=0, pad_y=0, line=False)


def share_width(
    columns: Sequence[Sequence[Text]], total: float, pad_x: float, most: float | None = None
) -> list[float] | None:
    """Widths of a table's columns, adding up to `total`, so that no ordinary word is torn.

    A column needs its longest word and wants its longest line; small wishes are granted before large ones, so a
    column of single words stays unbroken beside one of sentences. What is left over goes to the second column,
    where the sentences stand. Words wider than `most` (two fifths of the table) are torn anyhow and do not
    count. None when the needs alone are too wide.
    """
    most = total * 0.4 if most is None else most
    room = 2 * pad_x + 1
    needs: list[float] = []
    wants: list[float] = []
    for column in columns:
        longest = [text.longest_word() for text in column]
        ordinary = [width if width <= most else total * 0.15 for width in longest]
        need = max(ordinary, default=0.0) + room
        needs.append(need)
        wants.append(
            max(need, max((min(text.natural_width(), total * 0.4) for text in column), default=0.0) + room)
        )
    spare = total - sum(needs)
    if spare < 0:
        return None
    widths = list(needs)
    by_wish = sorted(range(len(columns)), key=lambda place: wants[place] - needs[place])
    for turn, place in enumerate(by_wish):
        given = min(wants[place] - needs[place], spare / (len(by_wish) - turn))
        widths[place] += given
        spare -= given
    widths[min(1, len(widths) - 1)] += spare
    return widths


class Framed:
    """A box on a soft ground with a coloured bar at its left edge, for what must not be missed."""

    __slots__ = ("_bar", "_box", "_ground")
    _PAD = 9.0

    def __init__(self, box: Box, ground: str, bar: str) -> None:
        self._box, self._ground, self._bar = box, ground, bar

    def height(self, width: float) -> float:
        return self._box.height(width - 2 * self._PAD - 3) + 2 * self._PAD - 3

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height = self.height(width)
        fill(canvas, x, top - height, width, height, self._ground)
        fill(canvas, x, top - height, 3, height, self._bar)
        self._box.draw(canvas, x + self._PAD + 3, top - self._PAD + 1.5, width - 2 * self._PAD - 3)

    def split(self, width: float, room: float) -> "tuple[Box, Box] | None":
        parts = self._box.split(width - 2 * self._PAD - 3, room - 2 * self._PAD + 3)
        if parts is None:
            return None
        return Framed(parts[0], self._ground, self._bar), Framed(parts[1], self._ground, self._bar)


def line(
    canvas: Canvas, x1: float, y1: float, x2: float, y2: float, width: float = HAIRLINE, colour: str = HAIR
) -> None:
    """A straight line."""
    canvas.setStrokeColor(_colour(colour))
    canvas.setLineWidth(width)
    canvas.line(x1, y1, x2, y2)


def fill(canvas: Canvas, x: float, y: float, width: float, height: float, colour: str) -> None:
    """A filled rectangle whose lower left corner is x, y."""
    canvas.setFillColor(_colour(colour))
    canvas.rect(x, y, width, height, stroke=0, fill=1)


def frame(
    canvas: Canvas, x: float, y: float, width: float, height: float, radius: float = 0, colour: str = HAIR
) -> None:
    """An empty rectangle, with rounded corners if `radius` says so."""
    canvas.setStrokeColor(_colour(colour))
    canvas.setLineWidth(1.0)
    if radius:
        canvas.roundRect(x, y, width, height, radius, stroke=1, fill=0)
    else:
        canvas.rect(x, y, width, height, stroke=1, fill=0)


def _part_readers_line(canvas: Canvas, x: float, top: float) -> None:
    """Lets what follows begin a line of its own for those who read or copy the text of the file.

    WORKAROUND: pdfium takes a row of a table for one line, gives it one direction, and turns either the words of
    its Arabic cells or those of its Swedish cells round (CPDF_TextPage and CFX_BidiString in pdfium's core/fpdftext
    and core/fxcrt). An unseen mark that says U+200B and stands at another height parts the cells. It can go when
    pdfium treats cells apart.
    """
    font = paper_font(Family.SANS)
    codes = font.codes_in(canvas._doc)  # type: ignore[attr-defined]
    code = codes[font.shaper.get_nominal_glyph(ord(".")), ""]
    place = f"1 0 0 1 {x:.2f} {top + 12:.2f} Tm"
    canvas.addLiteral(f"q BT 3 Tr {codes.internal_name} 4 Tf {place} <{code}> Tj ET Q")


@cache
def _colour(text: str) -> Color:
    return HexColor(text)
