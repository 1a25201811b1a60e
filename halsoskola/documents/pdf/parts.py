"""Pieces that several of the leader's papers share: a person's sign with words beside it, numbers to call, one page."""

from collections.abc import Callable, Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Drawing, Row, Rule, Space, Stack, Text, frame, line
from halsoskola.documents.leader_sheets import PhoneLine
from halsoskola.documents.pages import Item, Placed, lay_out
from halsoskola.documents.pictures import draw_sign
from halsoskola.documents.sheets import OccasionHeading
from halsoskola.documents.style import INK, QUIET, RULE, SUBTITLE, TITLE, body
from halsoskola.documents.text import TextStyle

Pages = tuple[tuple[Placed, ...], ...]


class Signed:
    """A picture sign at the left and a box beside it, both in the middle of the taller one."""

    __slots__ = ("_box", "_code", "_gap", "_size")

    def __init__(self, code: str, size: float, box: Box, gap: float = 6.0) -> None:
        self._code, self._size, self._box, self._gap = code, size, box, gap

    def _inner(self, width: float) -> float:
        return width - self._size - self._gap

    def height(self, width: float) -> float:
        return max(self._size, self._box.height(self._inner(width)))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height, inner = self.height(width), self._inner(width)
        draw_sign(canvas, self._code, x, top - (height + self._size) / 2, self._size)
        beside = top - (height - self._box.height(inner)) / 2
        self._box.draw(canvas, x + self._size + self._gap, beside, inner)

    def split(self, _width: float, _room: float) -> "tuple[Box, Box] | None":
        return None


def grid(cells: Sequence[Box], across: int, width: float, *, gap: float = 6.0) -> Iterator[Row]:
    """The cells row by row, `across` beside each other; the last row is filled up with nothing."""
    for first in range(0, len(cells), across):
        row = [*cells[first : first + across]]
        row += [Space()] * (across - len(row))
        yield Row(row, [width / across] * across, pad_x=0, pad_y=gap / 2, line=False)


def occasion_head(kind: str, heading: OccasionHeading, *, lead: str = "") -> Iterator[Item]:
    """What the paper is called, which occasion, when and where; a strong line below. lead: a sentence under it."""
    lines: list[Box] = [
        Text(kind, SUBTITLE),
        Text(f"{words.meeting_line(heading)} · {heading.title}", TITLE),
        Text(words.when(heading.start, heading.end), body(13, bold=True)),
    ]
    if heading.venue:
        lines.append(Text(heading.venue, body(13), where="platsen"))
    if lead:
        lines += [Space(3), Text(lead, body(11))]
    yield Item(Stack(lines), with_next=True)
    yield Item(Rule(RULE, INK, above=8), with_next=True)


def phone_rows(
    phones: Sequence[PhoneLine], width: float, style: TextStyle, number: TextStyle
) -> Iterator[Row]:
    """One row each: who, a few words about when, and the number; a line to write on where it is missing."""
    number_width = width * 0.42
    for phone in phones:
        who: list[Box] = [Text(phone.who, style)]
        if phone.note:
            who.append(Text(phone.note, body(9.5, colour=QUIET, lead=3)))
        said: Box = (
            Text(phone.number, number, where=phone.who) if phone.number else write_on(number.size * 1.5)
        )
        yield Row([Stack(who), said], [width - number_width, number_width], pad_x=2, pad_y=3, middle=True)


def write_on(height: float) -> Box:
    """Room for a hand, with a line below it."""
    return Drawing(height, lambda canvas, x, top, width: _underline(canvas, x, top - height, width))


def labelled_line(label: str, height: float = 26.0) -> Box:
    """A label in small letters and a line beside it to write on."""
    text = Text(label, body(11))
    width = text.natural_width() + 8

    def paint(canvas: Canvas, x: float, top: float, whole: float) -> None:
        text.draw(canvas, x, top - (height - text.height(width)), width)
        _underline(canvas, x + width, top - height, whole - width)

    return Drawing(height, paint)


def tick_box(side: float = 16.0) -> Box:
    """An empty square to put a cross in."""
    return Drawing(side, lambda canvas, x, top, _width: frame(canvas, x, top - side, side, side, 3, QUIET))


def _underline(canvas: Canvas, x: float, y: float, width: float) -> None:
    line(canvas, x, y, x + width, y, 0.8, QUIET)


def on_one_page(
    items_at: Callable[[float], Sequence[Item]], sizes: Sequence[float] = (11.0, 10.5, 10.0, 9.5, 9.0)
) -> Pages:
    """The pages with the largest letters with which everything stands on one; never smaller than the last size.

    items_at: what to lay out with letters of a size in points. With very much to say there are more pages, and
    nothing is cut.
    """
    for size in sizes[:-1]:
        pages = lay_out(items_at(size))
        if len(pages) == 1:
            return pages
    return lay_out(items_at(sizes[-1]))
