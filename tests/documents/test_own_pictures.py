"""Photographs are made small, grey and nameless; what is not a picture, or too large, is never decoded."""

import io
import random
import struct
import time
import zlib

import pytest
from PIL import Image

from halsoskola.documents.own_pictures import OwnPicture, is_picture_name, picture_of_files
from halsoskola.documents.pdf.handout import render_handout
from halsoskola.documents.pictures import CREDIT, credit_line
from halsoskola.documents.rasters import LONGEST_SIDE, normalised
from halsoskola.documents.sheets import PhoneRow
from halsoskola.documents.svg import read_svg
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.messages import sentence
from tests.documents.builders import a_handout, a_text, whole_text


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (1600, 1200), **how: object) -> bytes:
    image = Image.new("RGB", size, "white")
    image.paste("darkgreen", (0, 0, size[0] // 2, size[1] // 2))
    target = io.BytesIO()
    image.save(target, kind, **how)  # type: ignore[arg-type]
    return target.getvalue()


def a_header(width: int, height: int) -> bytes:
    """A PNG that claims its size and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    facts = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", facts)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def a_frame(width: int, height: int) -> bytes:
    return b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"


TWO_FRAMES = b"\xff\xd8" + a_frame(9, 9) + a_frame(65_000, 65_000) + b"\xff\xda" + bytes(20)


def test_a_photo_becomes_a_small_grey_picture_without_its_secrets() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Rosengård, hemma hos Exempel"
    exif[0x0112] = 6  # taken with the telephone on its side
    data = a_photo(exif=exif)
    assert b"Exempel" in data
    made = normalised(data)
    assert b"Exempel" not in made
    with Image.open(io.BytesIO(made)) as image:
        assert image.mode == "L"
        assert image.size == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)
        assert image.getextrema() == (0, 255)
        assert not image.info
    assert normalised(made) == made


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_kind_are_read(mode: str) -> None:
    image = Image.new("RGB", (50, 40), "white")
    image.paste("black", (0, 0, 25, 40))
    if mode == "I;16":
        image = Image.new("I;16", (50, 40), 65535)
        image.paste(0, (0, 0, 25, 40))
    else:
        image = image.convert(mode)
    target = io.BytesIO()
    image.save(target, "JPEG" if mode == "CMYK" else "PNG")
    with Image.open(io.BytesIO(normalised(target.getvalue()))) as made:
        assert made.getpixel((5, 20)) < 60  # type: ignore[operator]
        assert made.getpixel((45, 20)) > 200  # type: ignore[operator]


def test_what_is_transparent_becomes_paper() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 40))
    target = io.BytesIO()
    image.save(target, "PNG")
    with Image.open(io.BytesIO(normalised(target.getvalue()))) as made:
        assert made.getpixel((35, 20)) == 255


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (a_header(30_000, 30_000), Refusal.PICTURE_TOO_WIDE),
        (a_header(2_000_000_000, 2), Refusal.PICTURE_TOO_WIDE),
        (a_header(0, 5), Refusal.PICTURE_UNREADABLE),
        (a_header(100, 100), Refusal.PICTURE_UNREADABLE),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + bytes(20), Refusal.PICTURE_TOO_WIDE),
        # Two frames: a small one to be seen first, a huge one to be decoded.
        (TWO_FRAMES, Refusal.PICTURE_TOO_WIDE),
        (b"GIF89a" + bytes(50), Refusal.PICTURE_UNREADABLE),
        (b"MZ\x90", Refusal.PICTURE_UNREADABLE),
        (b"", Refusal.PICTURE_UNREADABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(20_000_001), Refusal.PICTURE_TOO_LARGE),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_by_its_header(data: bytes, refusal: Refusal) -> None:
    begun = time.perf_counter()
    with pytest.raises(RuleBroken) as refused:
        normalised(data, "bild.png")
    assert refused.value.refusal is refusal
    assert sentence(refused.value)
    assert time.perf_counter() - begun < 0.5


def test_damaged_pictures_end_with_a_sentence() -> None:
    seeds = [a_photo("PNG", (60, 40)), a_photo("JPEG", (60, 40)), a_photo("JPEG", (60, 40), progressive=True)]
    random_ = random.Random(5)
    for number in range(300):
        data = bytearray(seeds[number % 3])
        for _turn in range(random_.randint(1, 5)):
            at = random_.randrange(len(data))
            data[at : at + random_.randint(0, 8)] = random_.randbytes(random_.randint(0, 8))
        begun, said = time.perf_counter(), "läst"
        try:
            normalised(bytes(data))
        except RuleBroken as refused:
            said = sentence(refused)
        assert said
        assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("name", ["tallrik", "rum-3", "a"])
def test_good_names(name: str) -> None:
    assert is_picture_name(name)


@pytest.mark.parametrize("name", ["", "Tallrik", "å", "a b", "../x", "a--b", "-a", "con", "com1", "x" * 41])
def test_names_that_no_picture_can_have(name: str) -> None:
    assert not is_picture_name(name)


DRAWN = OwnPicture("bed", "en säng", "Åsa på jobbet", "CC0", shapes=read_svg(
    b'<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><path d="M1 1h7v7z" fill="#999"/></svg>'
))  # fmt: skip
PHOTO = OwnPicture("sal", 'Sal "Eken"', "Malmö stad", png=normalised(a_photo("PNG", (90, 60))))


@pytest.mark.parametrize("picture", [DRAWN, PHOTO])
def test_a_picture_is_read_back_from_its_files(picture: OwnPicture) -> None:
    assert picture_of_files(picture.name, picture.files()) == picture


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sal.toml": None}, "sal.toml"),
        ({"sal.png": None}, "sal.png"),
        ({"sal.json": b"[]"}, "sal.png"),
        ({"sal.toml": b'alt = "x"\n'}, "credit"),
        ({"sal.toml": b'alt = "x"\ncredit = "y"\nnamn = "z"\n'}, "namn"),
        ({"sal.toml": b'alt = 3\ncredit = "y"\n'}, "alt"),
        ({"sal.toml": b"\xff"}, "sal.toml"),
        ({"sal.toml": b'alt = "' + b"x" * 200 + b'"\ncredit = "y"\n'}, "alt"),
    ],
)
def test_what_is_wrong_with_a_pictures_files_is_said(changes: dict[str, bytes | None], said: str) -> None:
    files = {k: v for k, v in {**PHOTO.files(), **changes}.items() if v is not None}
    with pytest.raises(RuleBroken) as refused:
        picture_of_files("sal", files)
    assert said in sentence(refused.value)


def test_own_pictures_stand_on_the_paper_with_their_makers() -> None:
    text = a_text("Sal Eken ligger här.", picture="sal")
    sheet = a_handout(text, themes=("sömn",))
    plain = a_handout(a_text("Sal Eken ligger här.", picture="bed"))
    with_photo = type(sheet)(**{**_fields(sheet), "own_pictures": (PHOTO,)})
    pdf = render_handout(with_photo)
    assert b"/Subtype /Image" in pdf
    assert "OpenMoji, CC BY-SA 4.0. Malmö stad" in whole_text(pdf)
    assert pdf == render_handout(with_photo)
    assert b"/Subtype /Image" not in render_handout(plain)
    # An own picture with the name of a shipped one is used instead of it.
    swapped = type(plain)(**{**_fields(plain), "themes": (), "own_pictures": (DRAWN,)})
    found = whole_text(render_handout(swapped))
    assert "Bilder: Åsa på jobbet, CC0" in found
    assert "OpenMoji" not in found


def _fields(sheet: object) -> dict[str, object]:
    return {name: getattr(sheet, name) for name in sheet.__slots__}  # type: ignore[attr-defined]


def test_each_maker_is_named_once() -> None:
    assert credit_line(["bed"], [PHOTO, PHOTO]) == f"{CREDIT}. Malmö stad"
    assert credit_line([], [DRAWN]) == "Bilder: Åsa på jobbet, CC0"
    assert credit_line([], []) == ""


PHONES = (
    PhoneRow("112", speaks=("svenska", "engelska"), interpreter=True, hours="dag och natt", cost="gratis"),
    PhoneRow("90 390", "Hjälplinjen", ("svenska",), cost="som ett vanligt samtal"),
)


def test_the_sheet_says_what_to_know_before_calling() -> None:
    sheet = a_handout()
    found = whole_text(render_handout(type(sheet)(**{**_fields(sheet), "phones": PHONES})))
    assert "112: De pratar svenska och engelska. Du kan få tolk. Öppet dag och natt. Det är gratis." in found
    assert "Hjälplinjen, 90 390: De pratar svenska. Kostar som ett vanligt samtal." in found
    assert "Säg: Tolk, arabiska." in found
    alone = a_handout(languages=())
    said = whole_text(render_handout(type(alone)(**{**_fields(alone), "words": (), "phones": PHONES})))
    assert "Säg: Tolk, och sedan ditt språk." in said
    without = whole_text(render_handout(type(sheet)(**{**_fields(sheet), "phones": PHONES[1:]})))
    assert "Säg:" not in without
