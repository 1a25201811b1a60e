"""The organisation's name and logo at the top of papers, and the check that a logo is a picture at all."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Text
from halsoskola.documents.style import MARGIN_SIDE, PAGE_HEIGHT, TEXT_WIDTH, body

LOGO_HEIGHT, LOGO_WIDTH = 26.0, 150.0
"""The box at the right of the top margin that a logo fills, in points."""

_TOP = PAGE_HEIGHT - 13.0
"""Upper edge; printers leave the outermost 12 points white."""
_NAME = body(9.5, lead=3)
_SHARPNESS = 300 / 72
"""Pixels a point: as sharp as the printer."""

MOST_BYTES = 10_000_000
_MOST_PIXELS = 40_000_000
"""What unpacks to more is no logo, and would take the memory of the whole program."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who gives the course. name: "" when not filled in. logo: as `checked_logo` made it, empty for none."""

    name: str = ""
    logo: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.name or self.logo)


def draw_letterhead(canvas: Canvas, letterhead: Letterhead) -> None:
    """Draws it in the top margin of the canvas's current page: the name at the left, the logo at the right."""
    if letterhead.logo:
        image = ImageReader(BytesIO(letterhead.logo))
        width, height = image.getSize()
        scale = min(LOGO_HEIGHT / height, LOGO_WIDTH / width)
        across, up = width * scale, height * scale
        # The same picture is written into a file once, however often it is drawn.
        canvas.drawImage(image, MARGIN_SIDE + TEXT_WIDTH - across, _TOP - up, across, up)
    if letterhead.name:
        room = TEXT_WIDTH - (LOGO_WIDTH + 16 if letterhead.logo else 0)
        Text(letterhead.name, _NAME, where="organisationens namn").draw(canvas, MARGIN_SIDE, _TOP - 6, room)


def checked_logo(content: bytes) -> bytes:
    """The picture in a PNG or JPEG file as a small PNG on white, ready to print.

    Raises: ValueError when it is anything else, or too large to be a logo.
    """
    from PIL import Image, UnidentifiedImageError

    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ValueError("too many pixels")
            shown = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, EOFError) as error:
        raise ValueError("no picture") from error
    ground = Image.new("RGB", shown.size, "white")
    ground.paste(shown, mask=shown.getchannel("A"))
    ground.thumbnail((round(LOGO_WIDTH * _SHARPNESS), round(LOGO_HEIGHT * _SHARPNESS)))
    target = BytesIO()
    ground.save(target, "PNG", optimize=True)
    return target.getvalue()
