"""Reads an office list, whatever program wrote it, into rows for `domain.importing`.

Finds out by the content what kind of file it is, where the headings stand and what they mean. A row with a
personnummer leaves this module without any of its cells, so that nothing later can keep or show it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.importing import ListRow, read_number
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.lists.columns import Column, Heading, Unread, choose_columns, read_heading
from halsoskola.lists.excel import read_workbook
from halsoskola.lists.grids import Locked, NotAList, Sheet, TooLarge
from halsoskola.lists.text_files import read_separated

MOST_BYTES = 5_000_000
LONGEST_CELL = 200
_HEADER_WITHIN = 50
_SHARING_VIOLATIONS = frozenset({32, 33})  # Windows: another program holds the file
_ZIP, _OLE = b"PK", bytes.fromhex("D0CF11E0A1B11AE1")
_OTHER_KINDS = (
    b"%PDF",
    b"{\\rtf",
    b"<",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
_TOTALS = frozenset({"summa", "totalt", "antal", "total", "sum"})


@dataclass(frozen=True, slots=True)
class ListFile:
    """An office list as rows.

    columns: the headings that were understood, as written, by the field they fill. ignored_columns: the other
    headings, in the order of the file. header_row: the headings' row in the file, from 1. sheets_left_out:
    further sheets with a list of their own; only one is read.
    """

    rows: tuple[ListRow, ...]
    columns: Mapping[Column, str]
    ignored_columns: tuple[str, ...]
    header_row: int
    sheets_left_out: tuple[str, ...] = ()


def read_list(path: Path) -> ListFile:
    """The list in a file.

    Rows come in the order of the file, with their numbers there; empty ones, sums and repeated headings are
    left out, and so are numbered rows after the last person. Raises: RuleBroken when the file is no list, is
    empty, locked, too large, in Excel's old format, lacks headings, or has a personnummer in or above them;
    StorageTrouble when it cannot be opened.
    """
    content = _content(path)
    try:
        sheets = _sheets(content, path)
    except TooLarge as error:
        raise RuleBroken(Refusal.LIST_TOO_LARGE, file=path.name) from error
    except Locked as error:
        raise RuleBroken(Refusal.LIST_LOCKED, file=path.name) from error
    except NotAList as error:
        raise RuleBroken(Refusal.LIST_NOT_A_LIST, file=path.name) from error
    if not any(sheet.rows for sheet in sheets):
        raise RuleBroken(Refusal.LIST_EMPTY, file=path.name)
    with_headings = [sheet for sheet in sheets if _header_place(sheet) is not None]
    if not with_headings:
        raise RuleBroken(Refusal.LIST_NO_HEADER, file=path.name)
    read = _read_sheet(with_headings[0], tuple(sheet.name for sheet in with_headings[1:]))
    if not read.rows:
        raise RuleBroken(Refusal.LIST_EMPTY, file=path.name)
    return read


def _content(path: Path) -> bytes:
    """The file's bytes. One more than allowed is read, so that a growing file cannot fill the memory."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        busy = getattr(error, "winerror", None) in _SHARING_VIOLATIONS
        raise StorageTrouble(
            Trouble.FILE_BUSY if busy else Trouble.FILE_UNREADABLE, file=path.name
        ) from error
    if len(content) > MOST_BYTES:
        raise RuleBroken(Refusal.LIST_TOO_LARGE, file=path.name)
    if not content.strip(b"\0 \t\r\n;,|\xef\xbb\xbf"):
        raise RuleBroken(Refusal.LIST_EMPTY, file=path.name)
    return content


def _sheets(content: bytes, path: Path) -> list[Sheet]:
    """The file's sheets, by what its first bytes say it is: people give files any ending."""
    if content.startswith(_OLE):
        # A workbook with a password lies inside the old format.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Locked
        raise RuleBroken(Refusal.LIST_OLD_EXCEL, file=path.name)
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_OTHER_KINDS):
        raise NotAList
    return [read_separated(content, _score)]


# Where the headings stand.


def _known_headings(cells: Sequence[str]) -> list[Heading]:
    return [heading for cell in cells if cell and (heading := read_heading(cell)) is not None]


def _header_place(sheet: Sheet) -> int | None:
    """The place of the row that has the most known headings and says a language; the first among equals.

    A row in which other cells than headings stand beside a single known word is a row of people.
    """
    best, place = 0, None
    for at, cells in enumerate(sheet.rows[:_HEADER_WITHIN]):
        known = _known_headings(cells)
        says_language = {Column.LANGUAGE, Column.INTERPRETER_LANGUAGE} & {heading.kind for heading in known}
        alone = len(known) == sum(bool(cell) for cell in cells)
        if says_language and (len(known) > 1 or alone) and len(known) > best:
            best, place = len(known), at
    return place


def _score(sheet: Sheet) -> int:
    """How well a text file's separator fits: by the headings found, else by the cells that rows have in common."""
    place = _header_place(sheet)
    if place is not None:
        return 1_000 * len(_known_headings(sheet.rows[place])) + len(sheet.rows[place])
    return min((len(row) for row in sheet.rows if any(row)), default=0)


# From cells to rows.


def _read_sheet(sheet: Sheet, left_out: tuple[str, ...]) -> ListFile:
    place = _header_place(sheet)
    if place is None:
        raise ValueError("a sheet without headings")
    for at, cells in enumerate(sheet.rows[: place + 1]):
        if any(looks_like_personal_number(cell) for cell in cells):
            raise RuleBroken(Refusal.PERSONAL_NUMBER, row=at + 1)
    headings = sheet.rows[place]
    columns = _columns(headings, sheet.rows[place + 1 :])
    kinds = [heading.kind if (heading := read_heading(text)) else None for text in headings]
    rows: list[ListRow] = []
    written = 0
    for at, cells in enumerate(sheet.rows[place + 1 :], start=place + 2):
        if not any(cells) or cells == headings or _is_total(cells):
            continue
        rows.append(_row(at, cells, columns, kinds))
        if not rows[-1].number or sum(map(bool, cells)) > 1:
            written = len(rows)
    del rows[written:]  # numbers written down in advance, and nothing beside them
    return ListFile(
        rows=tuple(rows),
        columns={column: headings[at] for column, at in columns.items()},
        ignored_columns=tuple(
            text[:LONGEST_CELL] for at, text in enumerate(headings) if text and at not in columns.values()
        ),
        header_row=place + 1,
        sheets_left_out=left_out,
    )


def _columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[Column, int]:
    """The columns to read. Under "Deltagare" some write names and some numbers; then the cells decide."""
    columns = choose_columns(headings)
    name = columns.get(Column.NAME)
    if name is not None and Column.NUMBER not in columns and headings[name].casefold().strip() == "deltagare":
        cells = [row[name] for row in rows if len(row) > name and row[name]]
        if cells and all(read_number(cell) is not None for cell in cells):
            columns[Column.NUMBER] = columns.pop(Column.NAME)
    return columns


def _is_total(cells: Sequence[str]) -> bool:
    first = next(cell for cell in cells if cell)
    return first.casefold().rstrip(":").split(" ")[0].rstrip(":") in _TOTALS


def _row(
    at: int, cells: Sequence[str], columns: Mapping[Column, int], kinds: Sequence[Column | Unread | None]
) -> ListRow:
    for place, text in enumerate(cells):
        kind = kinds[place] if place < len(kinds) else None
        # Under "Personnummer" half a number is one too.
        counts_anyway = kind is Unread.PERSONAL_NUMBER and sum(letter.isdigit() for letter in text) >= 6
        if counts_anyway or looks_like_personal_number(text, phone_expected=kind is Column.CONTACT):
            return ListRow(at, has_personal_number=True)

    def cell(column: Column) -> str:
        place = columns.get(column, len(cells))
        return cells[place][:LONGEST_CELL] if place < len(cells) else ""

    return ListRow(
        row=at,
        number=cell(Column.NUMBER),
        name=cell(Column.NAME),
        language=cell(Column.LANGUAGE),
        interpreter_language=cell(Column.INTERPRETER_LANGUAGE),
        interpreter=cell(Column.INTERPRETER),
        sex=cell(Column.SEX),
        group=cell(Column.GROUP),
        reads=cell(Column.READS),
        understands=cell(Column.UNDERSTANDS),
        contact=cell(Column.CONTACT),
    )
