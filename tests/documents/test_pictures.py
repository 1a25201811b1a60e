"""The shipped drawings: all there, drawn once per file, and the same on paper as on screen."""

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.fonts import new_canvas
from halsoskola.documents.pictures import _THEMES, draw_picture, draw_sign, picture_names, theme_picture
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.picture_signs import PICTURE_SIGNS, sign_label
from halsoskola.settings import program_root
from tests.tools import convert_pictures
from tests.tools.convert_pictures import NotUnderstoodError, read_drawing

SIDE = 144


def painted_by_qt(code: str) -> Image.Image:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(program_root() / "resources" / "pictures" / "signs" / f"{code}.svg")).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (SIDE, SIDE), bytes(image.constBits())).convert("L")


def painted_on_paper(code: str) -> Image.Image:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(72, 72))
    draw_sign(canvas, code, 0, 0, 72)
    canvas.save()
    with pdfium.PdfDocument(target.getvalue()) as document:
        page = document[0]
        image = page.render(scale=SIDE / 72).to_pil().convert("L")
        page.close()
    return image


def lonely_ink(image: Image.Image, other: Image.Image) -> int:
    """Dark dots of `image` with nothing dark within two dots in `other`."""
    near = other.filter(ImageFilter.MinFilter(5)).tobytes()
    return sum(dot < 100 and beside > 180 for dot, beside in zip(image.tobytes(), near, strict=True))


@pytest.mark.parametrize("code", [sign.code for sign in PICTURE_SIGNS])
def test_a_sign_is_the_same_on_paper_and_on_screen(code: str) -> None:
    screen, paper = painted_by_qt(code), painted_on_paper(code)
    assert min(paper.tobytes()) < 60
    assert lonely_ink(screen, paper) == 0
    assert lonely_ink(paper, screen) == 0


def test_there_are_enough_signs_for_three_tracks_and_each_is_another_thing() -> None:
    assert len(PICTURE_SIGNS) == 36
    assert len({sign.code for sign in PICTURE_SIGNS}) == len({sign.label for sign in PICTURE_SIGNS}) == 36
    assert sign_label("boat") == "båt"


def test_every_picture_can_be_drawn() -> None:
    canvas = new_canvas(io.BytesIO(), "alla", "sv")
    for name in picture_names():
        draw_picture(canvas, name, 0, 0, 50)
    assert len(picture_names()) >= 110


def test_a_picture_shown_often_is_written_once() -> None:
    def size(times: int) -> int:
        target = io.BytesIO()
        canvas = new_canvas(target, "x", "sv")
        for number in range(times):
            draw_picture(canvas, "school", number, 0, 50)
        canvas.save()
        return len(target.getvalue())

    assert size(40) - size(1) < size(1)


def test_a_picture_and_a_sign_of_the_same_name_may_stand_in_one_file() -> None:
    canvas = new_canvas(io.BytesIO(), "x", "sv")
    draw_picture(canvas, "book", 0, 0, 50)
    draw_sign(canvas, "book", 60, 0, 50)
    canvas.save()


def test_unknown_names_are_refused() -> None:
    canvas = new_canvas(io.BytesIO(), "x", "sv")
    for draw in (draw_picture, draw_sign):
        with pytest.raises(RuleBroken) as refused:
            draw(canvas, "drake", 0, 0, 50)
        assert refused.value.refusal is Refusal.PICTURE_MISSING


def test_every_theme_picture_is_shipped() -> None:
    assert set(_THEMES.values()) <= picture_names()


def test_the_first_known_theme_decides_the_picture() -> None:
    assert theme_picture(("kvällsrutin", "Sömn", "stress")) == "sleeping-face"
    assert theme_picture(("okänt",)) is None


def test_licence_and_credit_lie_beside_the_pictures() -> None:
    folder = program_root() / "resources" / "pictures"
    assert "ShareAlike 4.0" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert "OpenMoji" in (folder / "README.md").read_text(encoding="utf-8")
    assert "OpenMoji" in (program_root() / "NOTICE").read_text(encoding="utf-8")


def test_shipped_pictures_are_those_the_converter_chooses() -> None:
    assert picture_names() == set(convert_pictures._chosen(convert_pictures.CHOSEN_PICTURES))
    assert {s.code for s in PICTURE_SIGNS} == set(convert_pictures._chosen(convert_pictures.CHOSEN_SIGNS))


def _svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{inside}</svg>'


@pytest.mark.parametrize(
    ("inside", "operators"),
    [
        ('<path d="M1,2l3-4.5H10v-1z"/>', "1 70 m 4 74.5 l 10 74.5 l 10 75.5 l h"),
        ('<path d="m0 0c1 1 2 2 3 3s2 2 3 3"/>', "0 72 m 1 71 2 70 3 69 c 4 68 5 67 6 66 c"),
        ('<path d="M0 0Q3 0 3 3"/>', "0 72 m 2 72 3 71 3 69 c"),
        ('<polygon points="0,0 2,0 2,2"/>', "0 72 m 2 72 l 2 70 l h"),
        (
            '<g transform="translate(5 6)"><line x1="0" y1="0" x2="1" y2="1" stroke="#000"/></g>',
            "5 66 m 6 65 l",
        ),
        ('<path d="M0 0A2 2 0 012 2"/>', "0 72 m 1.1 72 2 71.1 2 70 c"),
    ],
)
def test_the_converter_reads_svg_as_a_browser_does(inside: str, operators: str) -> None:
    assert read_drawing(_svg(inside))[0][-1] == operators


def test_the_converter_takes_paint_from_the_groups_around() -> None:
    inside = (
        '<g fill="none" stroke="#000"><g stroke-width="3"><path d="M0 0L1 1" stroke-linecap="round"/></g></g>'
    )
    assert read_drawing(_svg(inside))[0][:4] == ["s", 3.0, 1, 0]


@pytest.mark.parametrize(
    "inside", ['<text x="1">hej</text>', '<path d="M0 0" fill="red"/>', '<path d="M0 0" filter="a"/>']
)
def test_the_converter_stops_at_what_it_does_not_know(inside: str) -> None:
    with pytest.raises(NotUnderstoodError):
        read_drawing(_svg(inside))
