"""The looks of everything on paper: sizes, distances, colours. Nothing else knows a number of points.

All lengths are points (1/72 inch). Text for participants is at least 14 points, with four points between the lines,
never italic, never in capitals, on lines of at most 55 characters; paper colours keep a contrast of 7:1 or more to
white (source: guidelines for easy-to-read text, MTM and Myndigheten för delaktighet).
"""

from dataclasses import dataclass, replace
from typing import Literal

from halsoskola.documents.text import TextStyle

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
"""A4 upright."""

MARGIN_SIDE = 52.0
MARGIN_TOP = 44.0
MARGIN_BOTTOM = 74.0
"""Room below the text for the footer."""
FOOTER_TOP = 60.0
"""Height of the footer's hairline above the paper's lower edge."""

TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE
MOST_CHARACTERS = 55
"""Longest line of participants' text, in characters."""

INK = "#141B1C"
QUIET = "#3F4B4D"
"""Second voice: dates, footers, column heads. 8.9:1 on white."""
HAIR = "#9AA5A6"
"""Hairlines and frames; never text."""
SOFT = "#EEF3F3"
"""Ground behind head rows and notes; prints as nothing on a bad copier, and nothing is lost."""
WATCH_SOFT = "#FFF3D6"
WATCH_BAR = "#7A4E00"
"""Ground and edge of what must not be missed; its words stand in ink."""
ACCENT = "#0B5757"
"""8.3:1 on white."""

HAIRLINE = 0.6
RULE = 2.2

SMALLEST_WORDS = 11.0
"""A word list shrinks to this size, at the least, rather than tear words."""
HEAD_PICTURE = 62.0
"""Side of the picture beside a handout's title."""

SIZES = (14, 16, 18)
"""What a leader may choose for handouts, in points."""

Align = Literal["start", "end", "centre"]


def body(
    size: float, *, bold: bool = False, colour: str = INK, align: Align = "start", lead: float = 4
) -> TextStyle:
    """Running text of `size` points, the next line `lead` points further down than the size.

    With the ordinary four points, Arabic script gets the larger distance that it needs.
    """
    leading = None if lead == 4 else size + lead
    return TextStyle(size=size, leading=leading, bold=bold, colour=colour, align=align)


@dataclass(frozen=True, slots=True)
class HandoutLooks:
    """What follows from the size a leader chose for a handout."""

    title: TextStyle
    occasion: TextStyle
    heading: TextStyle
    text: TextStyle
    word_size: float
    head_row: TextStyle
    note: TextStyle
    picture: float
    text_left: float
    """Distance from the left margin to the text beside pictures."""
    line_width: float
    """Width of the longest line: about 55 characters."""
    gap_part: float
    gap_section: float


def handout_looks(size: int, level: int) -> HandoutLooks:
    """Looks of level 2 (text) or level 1 (big pictures, few words, eight points larger)."""
    text = float(size + 8 if level == 1 else size)
    picture = 104.0 if level == 1 else 50.0 + (size - 14) * 2
    text_left = picture + (26 if level == 1 else 20)
    return HandoutLooks(
        title=body(30, bold=True, lead=6),
        occasion=body(max(14, size), colour=QUIET),
        heading=body(size + 3 if level == 2 else text, bold=True, lead=5),
        text=body(text, lead=5 if level == 2 else 8),
        word_size=size - 1.5,
        head_row=body(10.5, colour=QUIET),
        note=body(10, colour=QUIET),
        picture=picture,
        text_left=text_left,
        # 0.485 of the size is the width of an average Swedish letter in Noto Sans, spaces included.
        line_width=min(TEXT_WIDTH - text_left, MOST_CHARACTERS * 0.485 * text),
        gap_part=10 if level == 2 else 26,
        gap_section=17 if level == 2 else 24,
    )


TITLE = body(24, bold=True, lead=5)
SUBTITLE = body(13, colour=QUIET)
HEADING = body(13.5, bold=True)
TEXT = body(11, lead=4)
TEXT_BOLD = body(11, bold=True, lead=4)
SMALL = body(9.5, colour=QUIET, lead=3)
SMALL_BOLD = body(9.5, bold=True, colour=QUIET, lead=3)
FOOTERS = (body(9, colour=QUIET, lead=3), body(8, colour=QUIET, lead=2), body(6.5, colour=QUIET, lead=1.5))
"""The first that fits; a long line about illness must not run off the paper."""
FOOTERS_END = tuple(replace(style, align="end") for style in FOOTERS)
FOOTER_ROOM = 36.0
"""Height for the footer's text; printers leave the lowest 18 points white."""
