"""SVG pictures become our drawings, look the same, and are refused by the name of what does not belong."""

import io
import random
import time

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.own_pictures import OwnPicture
from halsoskola.documents.pictures import draw_picture, picture_shapes
from halsoskola.documents.svg import read_svg, shapes_of_lists
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.messages import sentence
from halsoskola.settings import program_root

SIDE = 144


def svg(inside: str, root: str = 'viewBox="0 0 72 72"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {root}>{inside}</svg>".encode()


WIDE = 'viewBox="0 0 190 160"'
SIZED = 'width="99" height="40"'
USED = '<defs><path id="p" d="M0 0h20v20h-20z"/></defs>'
RING = '<path d="M36 6a30 30 0 1 0 .1 0z" fill="#fff" stroke="#000" stroke-width="4"/>'


def by_qt(data: bytes) -> Image.Image:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(data)
    renderer.setAspectRatioMode(renderer.aspectRatioMode().KeepAspectRatio)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (SIDE, SIDE), bytes(image.constBits()), "raw", "BGRA").convert("L")


def on_paper(picture: OwnPicture) -> Image.Image:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(72, 72))
    draw_picture(canvas, picture, 0, 0, 72)
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


@pytest.mark.parametrize(
    "data",
    [
        svg('<rect x="10" y="10" width="50" height="30" rx="6" fill="#036"/>'),
        svg('<circle cx="50" cy="50" r="40" fill="none" stroke="black" stroke-width="6"/>', 'viewBox="0 0 100 100"'),
        svg('<path d="M10 80 C 40 10, 65 10, 95 80 S 150 150, 180 80" fill="none" stroke="navy"/>', WIDE),
        svg('<style>.a{fill:none;stroke:#000;stroke-width:3px}</style><g class="a"><path d="M5 5h60v60h-60z"/></g>'),
        svg(USED + '<use href="#p" x="5" y="6"/><use xlink:href="#p" transform="translate(40 40) rotate(45)"/>'),
        svg('<path fill-rule="evenodd" d="M5 5h60v60h-60zM20 20h30v30h-30z"/>'),
        svg('<g transform="scale(.5)"><ellipse cx="70" cy="60" rx="50" ry="30" style="fill:#222;stroke:none"/></g>'),
        svg(RING + '<path d="M20 30q16 30 32 0t8 9" fill="none" stroke="#000"/>'),
        svg('<rect width="99" height="40"/><rect x="9" y="9" width="20" height="20" fill="white"/>', SIZED),
    ],
)  # fmt: skip
def test_a_drawing_looks_on_paper_as_it_did(data: bytes) -> None:
    screen, paper = by_qt(data), on_paper(OwnPicture("x", "a", "b", shapes=read_svg(data)))
    assert min(screen.tobytes()) < 100
    assert lonely_ink(screen, paper) == 0
    assert lonely_ink(paper, screen) == 0


def test_colours_become_shades_that_a_copier_keeps_apart() -> None:
    paints = ('fill="#003"', 'fill="yellow"', 'fill="#000" opacity=".25"')
    dark, light, clear = read_svg(svg("".join(f'<path {paint} d="M0 0h9v9z"/>' for paint in paints)))
    assert dark.fill < 0.1
    assert light.fill > 0.85
    assert clear.fill == 0.75


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (svg("<script>alert(1)</script>"), "script"),
        (svg('<path d="M0 0h1" onload="x()"/>'), "script"),
        (svg('<a href="https://example.org"><path d="M0 0h1"/></a>'), "href"),
        (svg('<use xlink:href="annan.svg#p"/>'), "href"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "image"),
        (svg('<image href="https://example.org/x.png"/>'), "image"),
        (svg('<style>@import url("https://example.org/x.css");</style><path d="M0 0h1"/>'), "href"),
        (svg('<path d="M0 0h9" style="fill:url(https://example.org/x)"/>'), "href"),
        (svg("<text>hej</text>"), "text"),
        (svg("<foreignObject/>"), "foreignObject"),
        (svg('<path d="M0 0h9v9z" fill="url(#g)"/>'), "toning"),
        (svg('<path d="M0 0h9v9z" filter="url(#f)"/>'), "filter"),
        (svg('<path d="M0 0h9v9z" clip-path="url(#c)"/>'), "clip-path"),
        (svg('<animate/><path d="M0 0h9v9z"/>'), "animate"),
        (svg('<path d="M0 0h9v9z" fill="blåaktig"/>'), "blåaktig"),
        (svg('<rect width="50%" height="9"/>'), "50%"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "ENTITY"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"), "ENTITY"),
        (b'<?xml-stylesheet href="x.css"?>' + svg('<path d="M0 0h9"/>'), "xml-stylesheet"),
        (svg('<g id="a"><use href="#a"/><use href="#a"/></g>'), "för många delar"),
        (svg("<g>" * 200 + "</g>" * 200), "för många delar"),
        (svg('<path d="M0 0h1"/>' * 6_000), "för många delar"),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_named(data: bytes, named: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_svg(data)
    assert refused.value.refusal is Refusal.SVG_HOLDS
    assert named in sentence(refused.value)


def test_an_entity_bomb_is_refused_at_once() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a0 "x">'
    for number in range(1, 12):
        inner = f"&a{number - 1};" * 10
        bomb += f'<!ENTITY a{number} "{inner}">'
    begun = time.perf_counter()
    with pytest.raises(RuleBroken):
        read_svg(f"{bomb}]>".encode() + svg("&a11;"))
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"hej", b"<svg", b"<html/>"),
        *(svg(f'<path d="{path}"/>') for path in ("M0 0 X 1", "L1 1", "M1e999 0h1", "M1", "M1 1A1 1 0 2 0 3 3")),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_svg(data)
    assert refused.value.refusal is Refusal.SVG_UNREADABLE


def test_an_empty_picture_is_said() -> None:
    with pytest.raises(RuleBroken) as refused:
        read_svg(svg('<g display="none"><path d="M0 0h9"/></g><title>hej</title>'))
    assert refused.value.refusal is Refusal.SVG_EMPTY


def test_drawing_programs_own_parts_are_passed_over() -> None:
    data = svg(
        '<metadata><x:y xmlns:x="urn:x">hej</x:y></metadata>'
        '<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><s:guide/></s:namedview>'
        '<path d="M0 0h9v9z" i:label="x" xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>'
    )
    doctype = (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    )
    assert len(read_svg(doctype + data)) == 1


def test_any_bytes_end_with_a_sentence() -> None:
    seeds = [
        (program_root() / "resources" / "pictures" / "signs" / f"{name}.svg").read_bytes()
        for name in ("boat", "guitar", "clock")
    ]
    seeds.append(
        svg('<style>.a{fill:none}</style><use href="#p"/><path id="p" class="a" d="M1 1a9 9 0 014 4"/>')
    )
    random_ = random.Random(3)
    read, said = 0, set[str]()
    for number in range(400):
        data = bytearray(seeds[number % len(seeds)])
        for _turn in range(random_.randint(1, 6)):
            at = random_.randrange(len(data))
            piece = random_.choice(
                [
                    b"7",
                    b" ",
                    b".5",
                    random_.randbytes(3),
                    b"999999",
                    b"%",
                    b"-",
                    b"e99",
                    b"url(#a)",
                    b"<use href='#p'/>",
                ]
            )
            data[at : at + random_.randint(0, 5)] = piece
        begun = time.perf_counter()
        try:
            shapes = read_svg(bytes(data))
            assert shapes_of_lists([shape.as_list() for shape in shapes]) == shapes
            read += 1
        except RuleBroken as refused:
            said.add(sentence(refused))
        assert time.perf_counter() - begun < 2
    assert 10 < read < 400
    assert len(said) > 3


def test_drawings_in_files_may_hold_nothing_but_operators() -> None:
    good = [["fs", 1.5, 0, 1, "0 0 m 1 1 l 1 2 3 4 5 6 c h"], ["f", 1, 0, 0, "0 0 m 1 1 l", 0.5, 0, True]]
    assert len(shapes_of_lists(good)) == 2
    assert shapes_of_lists([shape.as_list() for shape in picture_shapes("clock")]) == picture_shapes("clock")
    path = good[0]
    for bad in (
        [],
        "0 0 m",
        [[*path[:4], "0 0 m 1 1 l EMC (x) Tj"]],
        [[*path[:4], "1 1 l"]],
        [[*path[:4], "0 0 m "]],
        [["x", *path[1:]]],
        [["f", float("nan"), *path[2:]]],
        [["f", True, *path[2:]]],
        [["f", 1, 3, *path[3:]]],
        [[*path, 2, 0, False]],
        [{"f": 1}],
    ):
        with pytest.raises(ValueError, match=r"\w"):
            shapes_of_lists(bad)
