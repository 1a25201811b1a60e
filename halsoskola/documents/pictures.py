"""Draws pictures: the shipped theme pictures and picture signs of people, and the organisation's own pictures.

The shipped drawings lie as ready PDF path operators in `resources/pictures/pictures.json` (made by
`tests/tools/convert_pictures.py`), so nothing reads SVG here. Each picture is written into a file once, as a form,
however often it is shown.
"""

import json
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from halsoskola.documents.own_pictures import OwnPicture
from halsoskola.domain.drawings import SIDE, Shape
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.settings import program_root

# Stands in small print wherever a picture is shown; the licence asks for it.
CREDIT = "Bilder: OpenMoji, CC BY-SA 4.0"

_Rows = list[tuple[str, float, int, int, str]]
"""A shipped drawing, each row the first five fields of a `Shape`."""


@cache
def _drawings() -> dict[str, dict[str, _Rows]]:
    """All drawings: kind ("pictures", "signs") -> name -> rows. Read once; 130 kB, about two milliseconds."""
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
    """The names of the shipped pictures, as handouts write them: `![alt](name)`."""
    return frozenset(_drawings()["pictures"])


def picture_shapes(name: str) -> tuple[Shape, ...]:
    """The drawing of a shipped picture, for whoever shows it on the screen. Raises: KeyError for an unknown name."""
    return tuple(Shape(*row) for row in _drawings()["pictures"][name])


def credit_line(names: Iterable[str], own: Iterable[OwnPicture]) -> str:
    """Who made the pictures that a paper shows; "" when it shows none. names: of the shipped ones among them."""
    makers = dict.fromkeys(picture.credit_words for picture in own)
    if any(True for _name in names):
        return ". ".join([CREDIT, *makers])
    return f"Bilder: {'. '.join(makers)}" if makers else ""


def draw_picture(canvas: Canvas, picture: str | OwnPicture, x: float, y: float, size: float) -> None:
    """Draws a picture in a square of `size` points whose lower left corner is x, y.

    picture: the name of a shipped one, or one of the organisation's own.
    Raises: RuleBroken(PICTURE_MISSING) when no shipped picture has that name.
    """
    if isinstance(picture, str):
        _draw(canvas, "pictures", picture, x, y, size)
        return
    form = f"own-{picture.name}"
    if not canvas.hasForm(form):
        canvas.beginForm(form, 0, 0, SIDE, SIDE)
        if picture.png:
            _paint_raster(canvas, picture.png)
        else:
            _paint(canvas, picture.shapes)
        canvas.endForm()
    _show(canvas, form, x, y, size)


def draw_sign(canvas: Canvas, code: str, x: float, y: float, size: float) -> None:
    """Draws the picture sign `code` of a person, as `draw_picture` does.

    Raises: RuleBroken(PICTURE_MISSING) when there is no such sign.
    """
    _draw(canvas, "signs", code, x, y, size)


def _draw(canvas: Canvas, kind: str, name: str, x: float, y: float, size: float) -> None:
    rows = _drawings()[kind].get(name)
    if rows is None:
        raise RuleBroken(Refusal.PICTURE_MISSING, picture=name)
    form = f"{kind}-{name}"
    if not canvas.hasForm(form):
        canvas.beginForm(form, 0, 0, SIDE, SIDE)
        _paint(canvas, [Shape(*row) for row in rows])
        canvas.endForm()
    _show(canvas, form, x, y, size)


def _show(canvas: Canvas, form: str, x: float, y: float, size: float) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / SIDE, size / SIDE)
    canvas.doForm(form)
    canvas.restoreState()


def _paint(canvas: Canvas, shapes: Iterable[Shape]) -> None:
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)
    shades = (0.0, 0.0)
    for shape in shapes:
        if (shape.fill, shape.stroke) != shades:
            shades = (shape.fill, shape.stroke)
            canvas.setFillGray(shape.fill)
            canvas.setStrokeGray(shape.stroke)
        canvas.setLineWidth(shape.width)
        canvas.setLineCap(shape.cap)
        canvas.setLineJoin(shape.join)
        canvas.drawPath(
            PDFPathObject(["n", shape.path]),
            stroke=int("s" in shape.paint),
            fill=int("f" in shape.paint),
            fillMode=0 if shape.even_odd else 1,
        )


def _paint_raster(canvas: Canvas, png: bytes) -> None:
    """In the middle of the square, as large as fits."""
    image = ImageReader(BytesIO(png))
    width, height = image.getSize()
    scale = SIDE / max(width, height)
    across, up = width * scale, height * scale
    canvas.drawImage(image, (SIDE - across) / 2, (SIDE - up) / 2, across, up)
