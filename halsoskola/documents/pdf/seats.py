"""Where people sit: one island for each language with its interpreter, as far from the next as the room allows.

Only numbers and picture signs stand on it, so the paper may lie open in the room.
"""

from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Bulleted, Drawing, Row, Stack, Text, fill, frame
from halsoskola.documents.leader_sheets import Island, Seat, SeatsSheet
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.pdf.parts import occasion_head
from halsoskola.documents.pictures import draw_sign
from halsoskola.documents.style import ACCENT, HEADING, INK, QUIET, SOFT, TEXT, TEXT_WIDTH, body

_GAP = 18.0
_PAD = 11.0
_ISLAND = (TEXT_WIDTH - _GAP) / 2
_CHAIR = 58.0
_ACROSS = 4
"""Chairs beside each other in an island."""
_SIGN = 31.0
_HEAD = 26.0

# Source: guidance for talks through an interpreter: opposite the leader, the interpreter at the tip; several languages
# in islands, everybody sees the leader and the picture.
ADVICE = (
    "Ställ öarna så långt från varandra som rummet tillåter.",
    "Tolken sitter i ön eller strax bakom, så att alla hör.",
    "Alla ser ledaren och bilden. Ingen sitter med ryggen mot tavlan.",
    "Lämna plats för den som vill stå, gå eller sitta nära dörren.",
)
"""Whole sentences below the plan."""


def render_seats(*sheets: SeatsSheet) -> bytes:
    """The seating plans as one PDF file."""
    return render(*map(seats_paper, sheets))


def seats_paper(sheet: SeatsSheet) -> Paper:
    """The seating plan laid out."""
    return Paper(
        title=f"Platser, träff {sheet.heading.meeting}",
        pages=lay_out([*_items(sheet)]),
        line=sheet.heading.course,
        credit=any(island.seats for island in sheet.islands),
    )


def _items(sheet: SeatsSheet) -> Iterator[Item]:
    yield from occasion_head("Platser i rummet", sheet.heading)
    yield Item(Drawing(30, _paint_board), before=12, with_next=True)
    islands = [Islet(island) for island in sheet.islands]
    if not islands:
        yield Item(Text("Ingen väntas.", TEXT), before=12)
    advice = Stack([Text("Tänk på", HEADING), *(Bulleted(Text(line, TEXT), TEXT) for line in ADVICE)], gap=2)
    for first in range(0, len(islands), 2):
        pair: list[Box] = [*islands[first : first + 2]]
        if len(pair) == 1:
            pair.append(advice)  # fills the place of an island that is not there
        yield Item(Row(pair, [_ISLAND + _GAP, _ISLAND], pad_x=0, pad_y=0, line=False), before=14)
    if len(islands) % 2 == 0:
        yield Item(advice, before=18)


class Islet:
    """One island: the language, its interpreter, and a chair for everybody. Always as wide as half the paper."""

    __slots__ = ("_island",)

    def __init__(self, island: Island) -> None:
        self._island = island

    def _rows(self) -> int:
        return -(-len(self._island.seats) // _ACROSS)

    def height(self, _width: float) -> float:
        interpreter = 24.0 if self._island.interpreter else 0.0
        return 2 * _PAD + _HEAD + interpreter + self._rows() * (_CHAIR + 6)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        island = self._island
        height = self.height(width)
        frame(canvas, x, top - height, _ISLAND, height, radius=14, colour=QUIET)
        inner = _ISLAND - 2 * _PAD
        left, down = x + _PAD, top - _PAD
        people = words.counted(len(island.seats), "person", "personer")
        Text(words.capital(island.language), body(15, bold=True)).draw(canvas, left, down, inner - 76)
        Text(people, body(11, colour=QUIET, align="end")).draw(canvas, left + inner - 76, down - 3, 76)
        down -= _HEAD
        if island.interpreter:
            fill(canvas, left, down - 20, inner, 20, ACCENT)
            Text(f"Tolk i {island.language}", body(11, bold=True, colour="#FFFFFF", align="centre")).draw(
                canvas, left, down - 2.5, inner
            )
            down -= 24
        step = inner / _ACROSS
        for at, seat in enumerate(island.seats):
            row, column = divmod(at, _ACROSS)
            _paint_chair(canvas, seat, left + column * step, down - 6 - row * (_CHAIR + 6), step)

    def split(self, _width: float, _room: float) -> "tuple[Box, Box] | None":
        return None


def _paint_chair(canvas: Canvas, seat: Seat, x: float, top: float, width: float) -> None:
    fill(canvas, x + 3, top - _CHAIR, width - 6, _CHAIR, SOFT)
    draw_sign(canvas, seat.sign, x + (width - _SIGN) / 2, top - _SIGN - 4, _SIGN)
    Text(seat.number, body(14, bold=True, align="centre")).draw(canvas, x, top - _SIGN - 6, width)


def _paint_board(canvas: Canvas, x: float, top: float, width: float) -> None:
    board = width * 0.5
    left = x + (width - board) / 2
    frame(canvas, left, top - 28, board, 28, radius=4, colour=INK)
    Text("Tavla och ledare", body(12, bold=True, align="centre")).draw(canvas, left, top - 5.5, board)
