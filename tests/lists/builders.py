"""Makes list files as offices have them, and workbooks that were made to hurt."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADINGS = ("Nr", "Språk", "Tolk", "Grupp")


def a_workbook(
    path: Path, *sheets: tuple[str, Iterable[Iterable[object]]], hidden: Iterable[str] = ()
) -> Path:
    """A workbook as Excel saves it, with the named sheets; the first is the open one."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def a_csv(path: Path, rows: Iterable[Iterable[str]], encoding: str = "cp1252", separator: str = ";") -> Path:
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    path.write_bytes(text.encode(encoding))
    return path


def raw_workbook(path: Path, sheet: bytes, extra: Mapping[str, bytes] | None = None) -> Path:
    """The smallest workbook that openpyxl opens, around the given sheet part."""
    types = [
        ("workbook", "/xl/workbook.xml", "sheet.main"),
        ("sheet", "/xl/worksheets/sheet1.xml", "worksheet"),
    ]
    if extra and "xl/sharedStrings.xml" in extra:
        types.append(("strings", "/xl/sharedStrings.xml", "sharedStrings"))
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{part}" ContentType="{base}.{kind}+xml"/>' for _name, part, kind in types
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        file.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (extra or {}).items():
            file.writestr(name, content)
    path.write_bytes(kept.getvalue())
    return path


def a_sheet(rows: str, before: str = "") -> bytes:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def inline(row: int, *cells: str) -> str:
    """One row of a sheet part with its text in place."""
    texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{row}">{texts}</row>'
