"""Reads workbooks (.xlsx and its relatives) that anybody may have made, including ones made to hurt.

openpyxl reads shared strings, and a sheet that does not tell its size, whole before it gives a row, and fills
the gap before a far cell with empty ones. So the file is unpacked within limits first, and openpyxl gets a
plain copy whose every read looks at the clock.
"""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError

from halsoskola.lists.grids import (
    MOST_COLUMNS,
    MOST_ROWS,
    Deadline,
    Locked,
    NotAList,
    Sheet,
    TooLarge,
    trimmed,
)

MOST_BYTES_UNPACKED = 10_000_000
MOST_PARTS = 1_000
_ENCRYPTED = 0x1
_WANTED = frozenset({".xml", ".rels"})

# What openpyxl, expat and zipfile raise for files that break their rules in one way or another.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def read_workbook(content: bytes) -> list[Sheet]:
    """The visible sheets in their order, the one that was open last first.

    Raises: TooLarge, Locked, NotAList.
    """
    import openpyxl  # 0.1 s and 30 MiB, so only when a list is read

    deadline = Deadline()
    try:
        plain = _Watched(_unpacked(content, deadline), deadline)
        with warnings.catch_warnings():
            # openpyxl tells about styles and extensions that it skips; a list has no use for them.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(plain, read_only=True, data_only=True, keep_links=False)
            try:
                visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                visible.sort(key=lambda sheet: sheet is not book.active)
                return [Sheet(sheet.title, _rows(sheet, deadline)) for sheet in visible]
            finally:
                book.close()
    except _BROKEN as error:
        raise NotAList from error


def _unpacked(content: bytes, deadline: Deadline) -> bytes:
    """The same workbook with nothing packed, and only the parts that hold text."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(kept, "w") as plain:
        parts = packed.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise Locked
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
            raise TooLarge
        for name in dict.fromkeys(part.filename for part in parts):
            if PurePosixPath(name).suffix.lower() not in _WANTED:
                continue
            deadline.check()
            text = packed.read(name)
            # No workbook declares entities; a file that does was not made by a spreadsheet.
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise NotAList
            plain.writestr(name, text)
    return kept.getvalue()


class _Watched(io.BytesIO):
    """A file in memory that stops giving bytes when the time is up."""

    def __init__(self, content: bytes, deadline: Deadline) -> None:
        super().__init__(content)
        self._deadline = deadline

    def read(self, size: int | None = -1, /) -> bytes:
        self._deadline.check()
        return super().read(size)


def _rows(sheet: object, deadline: Deadline) -> tuple[tuple[str, ...], ...]:
    # Without the size that the file claims, rows are only as long as their last cell.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    values: Iterable[tuple[object, ...]] = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    rows: list[tuple[str, ...]] = []
    for place, cells in enumerate(values):
        if place % 100 == 0 or len(cells) > MOST_COLUMNS:
            deadline.check()
        row = tuple(_text(cell) for cell in cells)
        if place < MOST_ROWS:
            rows.append(row)
        elif any(row):
            raise TooLarge
    return trimmed(rows)


def _text(value: object) -> str:
    """A cell as somebody would have typed it: 1.0 is "1", a ticked box "ja"."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())
