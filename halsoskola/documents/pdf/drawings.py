"""Drawings that say something without words: clocks, calendar leaves, faces, cards to cut apart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import time
from math import cos, pi, sin

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Box, Drawing, Text, line
from halsoskola.documents.pages import Item
from halsoskola.documents.pictures import draw_picture
from halsoskola.documents.style import ACCENT, HAIR, INK, QUIET, TEXT_WIDTH, body

Paint = Callable[[Canvas, float, float, float], None]
"""As `Drawing` wants it: canvas, x, top, width."""


def clock_face(canvas: Canvas, x: float, top: float, side: float, value: time) -> None:
    """A clock in a square of `side` points whose upper left corner is x, top."""
    radius, middle_x, middle_y = side / 2, x + side / 2, top - side / 2
    canvas.saveState()
    canvas.setStrokeColor(HexColor(INK))
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.setLineWidth(max(1.2, side / 26))
    canvas.circle(middle_x, middle_y, radius - side / 40, stroke=1, fill=1)
    canvas.setLineCap(1)
    for hour in range(12):
        angle = hour * pi / 6
        inner = 0.72 if hour % 3 == 0 else 0.8
        canvas.setLineWidth(max(1.0, side / 30) if hour % 3 == 0 else max(0.5, side / 60))
        _spoke(canvas, middle_x, middle_y, angle, radius * inner, radius * 0.86)
    canvas.setLineWidth(max(1.8, side / 15))
    _spoke(canvas, middle_x, middle_y, (value.hour % 12 + value.minute / 60) * pi / 6, 0, radius * 0.45)
    canvas.setLineWidth(max(1.2, side / 24))
    _spoke(canvas, middle_x, middle_y, value.minute * pi / 30, 0, radius * 0.68)
    canvas.setFillColor(HexColor(INK))
    canvas.circle(middle_x, middle_y, max(1.2, side / 24), stroke=0, fill=1)
    canvas.restoreState()


def _spoke(canvas: Canvas, x: float, y: float, angle: float, inner: float, outer: float) -> None:
    """From the middle outwards; angle 0 is twelve o'clock, growing as the hands go."""
    canvas.line(
        x + inner * sin(angle), y + inner * cos(angle), x + outer * sin(angle), y + outer * cos(angle)
    )


def clock_box(value: time, side: float) -> Box:
    return Drawing(side, lambda canvas, x, top, _width: clock_face(canvas, x, top, side, value))


def clock_span(start: time, end: time, side: float, texts: Sequence[Text]) -> Drawing:
    """Two clocks with an arrow between them, and each one's time in digits below; always from left to right, as the
    digits are read. texts: of start and end."""
    gap = side * 0.62
    below = max(text.height(side + gap) for text in texts)

    def paint(canvas: Canvas, x: float, top: float, width: float) -> None:
        left = x + max(0.0, (width - 2 * side - gap) / 2)
        for place, (value, text) in enumerate(zip((start, end), texts, strict=True)):
            at = left + place * (side + gap)
            clock_face(canvas, at, top, side, value)
            text.draw(canvas, at - gap / 2, top - side - 1, side + gap)
        arrow(canvas, left + side + gap * 0.2, top - side / 2, gap * 0.6)

    return Drawing(side + 1 + below, paint)


def clock_line(start: time, end: time, side: float, texts: Sequence[Text]) -> Drawing:
    """The same on one line: each time beside its clock. texts: of start and end."""
    gap = side * 0.6
    rooms = [text.natural_width() + 7 for text in texts]

    def paint(canvas: Canvas, x: float, top: float, width: float) -> None:
        at = x + max(0.0, (width - 2 * side - gap - sum(rooms)) / 2)
        down = [(side - text.height(room)) / 2 for text, room in zip(texts, rooms, strict=True)]
        texts[0].draw(canvas, at, top - down[0], rooms[0])
        at += rooms[0]
        clock_face(canvas, at, top, side, start)
        arrow(canvas, at + side + gap * 0.2, top - side / 2, gap * 0.6)
        at += side + gap
        clock_face(canvas, at, top, side, end)
        texts[1].draw(canvas, at + side + 7, top - down[1], rooms[1])

    return Drawing(side, paint)


def arrow(canvas: Canvas, x: float, y: float, length: float) -> None:
    """To the right."""
    line(canvas, x, y, x + length, y, 1.4, QUIET)
    line(canvas, x + length - 4, y + 4, x + length, y, 1.4, QUIET)
    line(canvas, x + length - 4, y - 4, x + length, y, 1.4, QUIET)


def leaf_box(weekday: Text, number: Text, month: Text, width: float) -> Drawing:
    """A leaf of a calendar: the month in a band, the day large, the weekday below. All three texts are centred."""
    band = month.height(width - 6) + 4
    height = band + number.height(width) + weekday.height(width - 6) + 4

    def paint(canvas: Canvas, x: float, top: float, _width: float) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(x, top - height, width, height, 6)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setFillColor(HexColor(ACCENT))
        canvas.rect(x, top - band, width, band, stroke=0, fill=1)
        canvas.restoreState()
        canvas.setStrokeColor(HexColor(ACCENT))
        canvas.setLineWidth(1.2)
        canvas.roundRect(x, top - height, width, height, 6, stroke=1, fill=0)
        month.draw(canvas, x + 3, top - 2, width - 6)
        number.draw(canvas, x, top - band, width)
        weekday.draw(canvas, x + 3, top - band - number.height(width), width - 6)

    return Drawing(height, paint)


def picture_box(name: str, side: float) -> Box:
    """A theme picture in the middle of its column."""
    return Drawing(
        side,
        lambda canvas, x, top, width: draw_picture(canvas, name, x + (width - side) / 2, top - side, side),
    )


# Each face has its own picture, shape and colour, so that it is known without reading and without colours.
_FACES = (
    ("happy", "circle", "#17592F", "#E3F3E8"),
    ("neutral", "square", "#7A4E00", "#FFF1D2"),
    ("sad", "diamond", "#96231B", "#FCE7E4"),
)


def face(canvas: Canvas, place: int, x: float, top: float, side: float) -> None:
    """Face 0 glad, 1 in between, 2 sad, in a square of `side` points; always in this order from left to right."""
    name, shape, edge, ground = _FACES[place]
    canvas.saveState()
    canvas.setStrokeColor(HexColor(edge))
    canvas.setFillColor(HexColor(ground))
    canvas.setLineWidth(2)
    middle = side / 2
    if shape == "circle":
        canvas.circle(x + middle, top - middle, middle - 1, stroke=1, fill=1)
    elif shape == "square":
        inset = side * 0.06
        canvas.rect(x + inset, top - side + inset, side - 2 * inset, side - 2 * inset, stroke=1, fill=1)
    else:
        reach = middle * 1.12
        path = canvas.beginPath()
        path.moveTo(x + middle, top - middle + reach)
        path.lineTo(x + middle + reach, top - middle)
        path.lineTo(x + middle, top - middle - reach)
        path.lineTo(x + middle - reach, top - middle)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    canvas.restoreState()
    share = 0.66 if shape == "diamond" else 0.78
    inner = side * share
    draw_picture(canvas, name, x + (side - inner) / 2, top - side + (side - inner) / 2, inner)


def cards(boxes: Sequence[Box], across: int, height: float, *, pad: float = 14) -> Iterator[Item]:
    """Cards to cut apart, all of the same height, with dashed lines between them and short marks at the edges."""
    width = TEXT_WIDTH / across
    for first in range(0, len(boxes), across):
        group = boxes[first : first + across]

        def paint(canvas: Canvas, x: float, top: float, _width: float, group: Sequence[Box] = group) -> None:
            for place, box in enumerate(group):
                left = x + place * width
                inner = width - 2 * pad
                down = max(0.0, (height - box.height(inner)) / 2)
                box.draw(canvas, left + pad, top - down, inner)
            _cut_lines(canvas, x, top, across, width, height)

        yield Item(Drawing(height, paint))


def _cut_lines(canvas: Canvas, x: float, top: float, across: int, width: float, height: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(HexColor(HAIR))
    canvas.setLineWidth(0.7)
    canvas.setDash(3, 4)
    for place in range(across + 1):
        canvas.line(x + place * width, top, x + place * width, top - height)
    canvas.line(x, top, x + across * width, top)
    canvas.line(x, top - height, x + across * width, top - height)
    canvas.restoreState()


def underlined(height: float, width_share: float = 1.0, *, at_right: bool = False) -> Box:
    """Room for a hand with a line below it."""

    def paint(canvas: Canvas, x: float, top: float, width: float) -> None:
        length = width * width_share
        left = x + width - length if at_right else x
        line(canvas, left, top - height, left + length, top - height, 0.9, QUIET)

    return Drawing(height, paint)


def centred(text: str, size: float, *, bold: bool = False, colour: str = INK, language: str = "sv") -> Text:
    style = replace(body(size, bold=bold, colour=colour), align="centre")
    return Text(text, style, language)
