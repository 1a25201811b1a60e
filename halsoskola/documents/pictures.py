"""Draws the shipped line drawings: theme pictures for handouts, and the picture signs of people.

The drawings lie as ready PDF path operators in `resources/pictures/pictures.json` (made by
`tests/tools/convert_pictures.py`), so nothing reads SVG here. Each drawing is written into a file once, as a form,
however often it is shown.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.settings import program_root

# Stands in small print wherever a picture is shown; the licence asks for it.
CREDIT = "Bilder: OpenMoji, CC BY-SA 4.0"

_SIDE = 72  # every drawing fills a square of 72 × 72 units, y upwards

# [paint, line width, cap, join, path operators]; paint is "f" (fill), "s" (stroke) or "fs".
_Shape = tuple[str, float, int, int, str]


@cache
def _drawings() -> dict[str, dict[str, list[_Shape]]]:
    """All drawings: kind ("pictures", "signs") -> name -> shapes. Read once; 130 kB, about two milliseconds."""
    file = program_root() / "resources" / "pictures" / "pictures.json"
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {kind: content[kind] for kind in ("pictures", "signs")}


# Which picture stands beside the title, by theme; the first theme of a plan that is known here decides.
_THEMES = {
    "arbete": "work",
    "avslut": "gift",
    "barn": "child",
    "demokrati": "raised-hand",
    "egenvård": "thermometer",
    "ekonomi": "money",
    "familj": "family",
    "framtid": "compass",
    "föräldrar": "family",
    "hälsa": "heart",
    "jämställdhet": "law",
    "kost": "plate",
    "kroppen": "walking",
    "känslor": "worried",
    "lag": "law",
    "mat": "plate",
    "motion": "running",
    "mål": "target",
    "pension": "calendar",
    "psykisk hälsa": "brain",
    "regler": "clipboard",
    "rättigheter": "law",
    "rörelse": "walking",
    "samhälle": "house",
    "skatt": "money",
    "smärta": "in-pain",
    "socialförsäkring": "umbrella-help",
    "stress": "brain",
    "studier": "book",
    "svåra händelser": "heart",
    "sömn": "sleeping-face",
    "tandvård": "tooth",
    "tobak": "cigarette",
    "trauma": "heart",
    "trygghet": "hug",
    "vardag": "sofa",
    "vardagsbalans": "sofa",
    "vägledning": "compass",
    "välkommen": "handshake",
    "vården": "hospital",
}


def theme_picture(themes: Iterable[str]) -> str | None:
    """The picture for the title of a plan with these themes; None when none of them has one."""
    return next((_THEMES[theme.casefold()] for theme in themes if theme.casefold() in _THEMES), None)


def picture_names() -> frozenset[str]:
    """The names that handouts may use: `![alt](name)`."""
    return frozenset(_drawings()["pictures"])


def draw_picture(canvas: Canvas, name: str, x: float, y: float, size: float) -> None:
    """Draws the theme picture `name` in a square of `size` points whose lower left corner is x, y.

    Raises: RuleBroken(PICTURE_MISSING) when there is no such picture.
    """
    _draw(canvas, "pictures", name, x, y, size)


def draw_sign(canvas: Canvas, code: str, x: float, y: float, size: float) -> None:
    """Draws the picture sign `code` of a person, as `draw_picture` does.

    Raises: RuleBroken(PICTURE_MISSING) when there is no such sign.
    """
    _draw(canvas, "signs", code, x, y, size)


def _draw(canvas: Canvas, kind: str, name: str, x: float, y: float, size: float) -> None:
    shapes = _drawings()[kind].get(name)
    if shapes is None:
        raise RuleBroken(Refusal.PICTURE_MISSING, picture=name)
    form = f"{kind}-{name}"
    if not canvas.hasForm(form):
        _define(canvas, form, shapes)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / _SIDE, size / _SIDE)
    canvas.doForm(form)
    canvas.restoreState()


def _define(canvas: Canvas, form: str, shapes: list[_Shape]) -> None:
    canvas.beginForm(form, 0, 0, _SIDE, _SIDE)
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)
    for paint, width, cap, join, path in shapes:
        canvas.setLineWidth(width)
        canvas.setLineCap(cap)
        canvas.setLineJoin(join)
        # fillMode 1: the drawings follow SVG's non-zero winding rule.
        canvas.drawPath(
            PDFPathObject(["n", path]), stroke=int("s" in paint), fill=int("f" in paint), fillMode=1
        )
    canvas.endForm()
