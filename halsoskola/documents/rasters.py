"""A photograph or scanned drawing made ready for paper: small, grey, upright, and with nothing in it but the picture.

Its size is read from the file's header before anything is decoded, so a picture made to fill the memory is refused
without being opened.
"""

import struct
import zlib
from io import BytesIO

from halsoskola.domain.errors import Refusal, RuleBroken

LARGEST_FILE = 20_000_000
"""Bytes. A telephone's photograph has 2 to 12 million."""

MOST_PIXELS = 55_000_000
"""Width × height; a telephone's largest ordinary photograph has 50 million."""

LONGEST_SIDE = 600
"""Pixels that are kept: 300 dots an inch on the largest picture of a handout, and copiers show no more."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that begin a frame and tell its size."""


def is_raster(data: bytes) -> bool:
    """Whether the file begins as PNG or JPEG do; its name does not count."""
    return data.startswith((_PNG, _JPEG))


def normalised(data: bytes, file: str = "") -> bytes:
    """The picture as a grey PNG of at most `LONGEST_SIDE` pixels, turned upright, transparent parts white.

    Black and white are stretched as far apart as they go, since copiers lose pale grey. Everything else that the
    file told (place, camera, comments) is gone. A picture that went through here comes out byte for byte the same.
    Raises: RuleBroken with PICTURE_TOO_LARGE, PICTURE_TOO_WIDE or PICTURE_UNREADABLE; file: its name there.
    """
    if len(data) > LARGEST_FILE:
        raise RuleBroken(Refusal.PICTURE_TOO_LARGE, most=f"{LARGEST_FILE // 1_000_000} MB")
    size = _size(data)
    if size is None or min(size) < 1:
        raise RuleBroken(Refusal.PICTURE_UNREADABLE, file=file)
    if size[0] * size[1] > MOST_PIXELS:
        raise RuleBroken(
            Refusal.PICTURE_TOO_WIDE, width=size[0], height=size[1], most=MOST_PIXELS // 1_000_000
        )
    try:
        return _decoded(data, size)
    except _BROKEN as problem:
        raise RuleBroken(Refusal.PICTURE_UNREADABLE, file=file) from problem


# What Pillow's readers are known to raise for damaged files.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    MemoryError,
    RuntimeError,
    zlib.error,
    struct.error,
)


def _decoded(data: bytes, size: tuple[int, int]) -> bytes:
    # Imported here: only whoever adds a picture needs the decoder.
    from PIL import Image, ImageOps

    try:
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as problem:
        raise ValueError("the header told another size") from problem
    with picture as opened:
        if opened.size != size:
            raise ValueError("the header told another size")
        opened.draft(
            "L", (LONGEST_SIDE * 2, LONGEST_SIDE * 2)
        )  # a JPEG is decoded at a size near the wanted one
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE * 2, LONGEST_SIDE * 2), reducing_gap=2.0)
        if upright.mode.startswith("I"):  # 16 bits a pixel, which an ordinary conversion would cut off
            upright = upright.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
        if "A" in upright.getbands() or "transparency" in upright.info:
            coloured = upright.convert("RGBA")
            ground = Image.new("RGBA", coloured.size, "white")
            upright = Image.alpha_composite(ground, coloured)
        grey = upright.convert("L")
        grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        clean = Image.new("L", grey.size)
        clean.paste(ImageOps.autocontrast(grey))
    target = BytesIO()
    clean.save(target, "PNG", optimize=True)
    return target.getvalue()


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height as the header tells them, or None when it is neither PNG nor JPEG."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _jpeg_size(data) if data.startswith(_JPEG) else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """The largest of the sizes that are told before the picture itself begins; damaged files tell several."""
    position, found = 2, None
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            if found is None or width * height > found[0] * found[1]:
                found = (width, height)
        if marker == 0xDA:
            break
        if marker == 0xFF:  # padding
            position += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD9:
            position += 2
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return found
