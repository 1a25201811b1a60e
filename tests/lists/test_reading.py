"""Lists as offices have them become rows; everything else is refused in one sentence, and quickly."""

import re
import struct
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from halsoskola.domain.courses import TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.importing import ListRow, Outcome, plan_import
from halsoskola.i18n.messages import sentence
from halsoskola.lists import excel, grids
from halsoskola.lists.columns import Column
from halsoskola.lists.reading import MOST_BYTES, read_list
from tests.lists.builders import HEADINGS, a_csv, a_sheet, a_workbook, inline, raw_workbook

DATA = Path(__file__).parent / "data"
SEATS = {TrackCode.FM: 12, TrackCode.EM: 12}
PEOPLE = (("1", "arabiska", "ja", "fm"), ("2", "Somaliska", "nej", "em"))


def refused(path: Path) -> Refusal:
    with pytest.raises(RuleBroken) as caught:
        read_list(path)
    text = sentence(caught.value)
    assert "{" not in text
    assert len(re.findall(r"[.!?](?: |$)", text)) <= 3
    return caught.value.refusal


def read_or_refused(path: Path) -> None:
    """Passes when the file gives rows, or a refusal that has its sentence; anything else is a crash."""
    try:
        rows = read_list(path).rows
    except RuleBroken as error:
        rows = (sentence(error),)  # type: ignore[assignment]
    assert rows


# The lists that came from offices.


def test_tidy_list_is_read_below_its_title() -> None:
    listed = read_list(DATA / "deltagare-ordnad.xlsx")
    plan = plan_import(listed.rows, [], SEATS, uses_names=True, ignored_columns=listed.ignored_columns)
    assert (listed.header_row, listed.ignored_columns, listed.sheets_left_out) == (3, ("Sfi-kurs",), ())
    assert plan.ok
    assert [row.number for row in plan.rows] == list(range(1, 25))
    assert {row.outcome for row in plan.rows} == {Outcome.NEW}
    assert [row.row for row in plan.rows] == list(range(4, 28))
    for track, languages in (
        (TrackCode.FM, {"ar": 2, "so": 3, "ti": 2, "prs": 3, "sv": 2}),
        (TrackCode.EM, {"ar": 2, "so": 3, "ti": 2, "prs": 3, "sv": 2}),
    ):
        assert Counter(row.language for row in plan.rows if row.track is track) == languages
    assert (plan.rows[0].name, plan.rows[0].language, plan.rows[0].understands) == ("Rahel", "sv", ("ar",))


def test_messy_list_gets_exactly_the_right_questions_and_refusals() -> None:
    listed = read_list(DATA / "deltagare-rorig.csv")
    plan = plan_import(listed.rows, [], SEATS, uses_names=True)
    asked = {row.row: [one.code for one in row.candidates] for row in plan.rows if row.outcome is Outcome.ASK}
    wrong = {
        row.row: [fault.refusal for fault in row.faults] for row in plan.rows if row.outcome is Outcome.WRONG
    }
    assert asked == {6: ["kmr", "ckb"], 15: ["ar", "so"]}
    assert wrong == {
        11: [Refusal.LIST_NUMBER_DOUBLED],
        12: [Refusal.LIST_NUMBER_DOUBLED],
        13: [Refusal.LIST_LANGUAGE_UNKNOWN],
        14: [Refusal.PERSONAL_NUMBER],
    }
    new = {row.row: (row.number, row.language, row.variant, row.track) for row in plan.rows if not row.faults}
    assert new == {
        2: (1, "ar", "irakisk", "fm"),
        3: (2, "so", "", "fm"),
        4: (3, "ti", "", "fm"),
        5: (4, "prs", "", "em"),
        7: (6, "ckb", "", "em"),
        9: (7, "sv", "", "fm"),
        10: (8, "sv", "", "em"),
    }
    assert [row.name for row in plan.rows[:3]] == ["Amina H", "Abdi", "Rahel"]
    assert plan.rows[7].name == "Östen"
    assert not plan.ok


def test_personal_number_leaves_nothing_of_its_row() -> None:
    listed = read_list(DATA / "deltagare-rorig.csv")
    assert listed.rows[11] == ListRow(14, has_personal_number=True)
    assert "19800101" not in repr(listed)


def test_too_many_people_are_read_and_wait() -> None:
    plan = plan_import(read_list(DATA / "deltagare-for-manga.xlsx").rows, [], SEATS, uses_names=False)
    assert Counter(row.outcome for row in plan.rows) == {Outcome.NEW: 12, Outcome.WAITING: 18}


def test_what_is_no_list_is_refused() -> None:
    assert refused(DATA / "inte-en-lista.csv") is Refusal.LIST_NOT_A_LIST


# Text files.


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman", "utf-32"],
)
def test_every_encoding_and_separator_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ("Nummer", "Förnamn", "Språk", "Kön"),
        ("1", "Åsa", "thailändska", "K"),
        ("2", "Östen", "arabiska", "M"),
    ]
    listed = read_list(a_csv(tmp_path / "lista.csv", rows, encoding, separator))
    assert [(row.number, row.name, row.language) for row in listed.rows] == [
        ("1", "Åsa", "thailändska"),
        ("2", "Östen", "arabiska"),
    ]


def test_languages_in_their_own_scripts_survive_utf_8(tmp_path: Path) -> None:
    listed = read_list(
        a_csv(
            tmp_path / "l.csv", [HEADINGS, ("1", "العربية", "ja", "fm"), ("2", "ትግርኛ", "ja", "fm")], "utf-8"
        )
    )
    assert [row.language for row in listed.rows] == ["العربية", "ትግርኛ"]


def test_separator_follows_the_headings_and_not_the_text(tmp_path: Path) -> None:
    rows = [("Nr", "Språk", "Övrigt"), ("1", "arabiska", "kommer sent, går tidigt, ofta, ibland, aldrig")]
    assert read_list(a_csv(tmp_path / "l.csv", rows)).rows == (ListRow(2, number="1", language="arabiska"),)


def test_excels_own_first_line_names_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("sep=;\nNr;Språk\n1;arabiska\n", "utf-8")
    assert read_list(path).rows == (ListRow(2, number="1", language="arabiska"),)


def test_quoted_cells_hold_separators_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text('Nr;Språk;Grupp\n1;"arabiska; lite\nsvenska";fm\n2;dari;em\n', "utf-8")
    rows = read_list(path).rows
    assert [(row.row, row.language) for row in rows] == [(2, "arabiska; lite svenska"), (3, "dari")]


def test_list_of_one_column_is_a_list(tmp_path: Path) -> None:
    listed = read_list(a_csv(tmp_path / "l.csv", [("Språk",), ("arabiska",), ("dari",)]))
    assert [row.language for row in listed.rows] == ["arabiska", "dari"]


# Headings and rows.


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *[(text, Column.NUMBER) for text in ("Nr", "Nr.", "NUMMER", "Deltagarnummer", "Deltagar-nr", "#", "Löpnr")],
        *[(text, Column.NAME) for text in ("Namn", "Förnamn", "Tilltalsnamn", "Visningsnamn", " förnamn: ")],
        *[(text, Column.SEX) for text in ("Kön", "Kön (K/M)", "kön K/M")],
        *[(text, Column.INTERPRETER) for text in ("Tolk", "Behöver tolk?", "Tolk ja/nej", "Tolkbehov (ja/nej)")],
        *[(text, Column.INTERPRETER_LANGUAGE) for text in ("Tolkspråk", "Tolk-språk")],
        *[(text, Column.GROUP) for text in ("Grupp", "Pass", "Track", "Grupp fm/em", "Förmiddag/eftermiddag")],
        *[(text, Column.READS) for text in ("Läser på", "läser på (språk)")],
        *[(text, Column.UNDERSTANDS) for text in ("Förstår också", "Andra språk", "Språk 2")],
        *[(text, Column.CONTACT) for text in ("Telefon", "Tel.nr", "Mobil")],
    ],
)  # fmt: skip
def test_headings_are_understood(tmp_path: Path, heading: str, column: Column) -> None:
    listed = read_list(a_csv(tmp_path / "l.csv", [("Modersmål", heading), ("arabiska", "8")], "utf-8"))
    assert listed.columns == {Column.LANGUAGE: "Modersmål", column: heading.strip()}
    assert getattr(listed.rows[0], column.value) == "8"


def test_unknown_headings_are_ignored_and_named(tmp_path: Path) -> None:
    rows = [("Nr", "Språk", "Sfi-kurs", "Favoritfärg", "Efternamn", ""), ("1", "dari", "1B", "blå", "X", "y")]
    listed = read_list(a_csv(tmp_path / "l.csv", rows))
    assert listed.ignored_columns == ("Sfi-kurs", "Favoritfärg", "Efternamn")
    assert listed.rows == (ListRow(2, number="1", language="dari"),)


def test_better_of_two_columns_is_read(tmp_path: Path) -> None:
    rows = [("Namn", "Tilltalsnamn", "Modersmål", "Språk"), ("Rahel Tesfay", "Rahel", "tigrinja", "arabiska")]
    listed = read_list(a_csv(tmp_path / "l.csv", rows))
    assert (listed.rows[0].name, listed.rows[0].language) == ("Rahel", "arabiska")
    assert listed.ignored_columns == ("Namn", "Modersmål")


@pytest.mark.parametrize(("cell", "field"), [("D07", "number"), ("Rahel", "name")])
def test_deltagare_is_number_or_name_by_its_cells(tmp_path: Path, cell: str, field: str) -> None:
    listed = read_list(a_csv(tmp_path / "l.csv", [("Deltagare", "Språk"), (cell, "dari")]))
    assert getattr(listed.rows[0], field) == cell


def test_header_stands_below_titles_and_notes(tmp_path: Path) -> None:
    rows = [("Deltagarlista våren",), (), ("Språk: se nedan", "uppdaterad 3 mars"), (), HEADINGS, *PEOPLE]
    listed = read_list(a_workbook(tmp_path / "l.xlsx", ("Blad1", rows)))
    assert listed.header_row == 5
    assert [row.row for row in listed.rows] == [6, 7]


def test_empty_rows_sums_and_repeated_headings_are_no_people(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        PEOPLE[0],
        ("", "", "", ""),
        HEADINGS,
        PEOPLE[1],
        ("Summa:", "2", "", ""),
        ("Antal tolkar 1",),
    ]
    assert [row.row for row in read_list(a_csv(tmp_path / "l.csv", rows)).rows] == [2, 5]


def test_numbers_written_in_advance_are_no_people(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        PEOPLE[0],
        ("2", "", "", ""),
        ("3", "dari", "", "fm"),
        ("4", "", "", ""),
        ("5", "", "", ""),
    ]
    assert [row.number for row in read_list(a_csv(tmp_path / "l.csv", rows)).rows] == ["1", "2", "3"]


def test_last_row_with_a_remark_alone_is_somebody(tmp_path: Path) -> None:
    rows = [("Nr", "Språk", "Övrigt"), ("1", "dari", ""), ("2", "", "språk oklart"), ("3", "", "")]
    assert [row.number for row in read_list(a_csv(tmp_path / "l.csv", rows)).rows] == ["1", "2"]


@pytest.mark.parametrize(
    ("heading", "cell", "found"),
    [
        ("Övrigt", "pnr 19800101-1234", True),
        ("Övrigt", "8001011234", True),
        ("Personnummer", "800101", True),
        ("Personnummer", "saknas", False),
        ("Född", "1980-01-01", False),
        ("", "19800161-1234", True),
        ("Telefon", "0701234567", False),
        ("Telefon", "0701010108", False),
        ("Telefon", "19800101-1234", True),
    ],
)
def test_personal_number_is_found_in_every_column(
    tmp_path: Path, heading: str, cell: str, found: bool
) -> None:
    listed = read_list(a_csv(tmp_path / "l.csv", [("Nr", "Språk", heading), ("1", "dari", cell)]))
    assert listed.rows[0].has_personal_number is found
    assert (listed.rows[0] == ListRow(2, has_personal_number=True)) is found


@pytest.mark.parametrize("place", [0, 1])
def test_personal_number_in_title_or_heading_is_refused(tmp_path: Path, place: int) -> None:
    rows = [["Lista", "", ""], ["Nr", "Språk", "x"], ["1", "dari", ""]]
    rows[place][2] = "19800101-1234"
    path = a_csv(tmp_path / "l.csv", rows)
    assert refused(path) is Refusal.PERSONAL_NUMBER
    with pytest.raises(RuleBroken) as caught:
        read_list(path)
    assert caught.value.facts == {"row": place + 1}
    assert "1234" not in repr(caught.value)


# Workbooks.


def test_cells_become_what_somebody_would_have_typed(tmp_path: Path) -> None:
    rows = [
        (*HEADINGS, "Telefon"),
        (1.0, " arabiska\n(Irak) ", True, "fm", 701234567),
        (2, "dari", False, "em", None),
    ]
    first, second = read_list(a_workbook(tmp_path / "l.xlsx", ("Blad1", rows))).rows
    assert first == ListRow(2, "1", "", "arabiska (Irak)", "", "ja", "", "fm", "", "", "701234567")
    assert second == ListRow(3, "2", "", "dari", "", "nej", "", "em")


def test_personal_number_as_a_number_cell_is_found(tmp_path: Path) -> None:
    rows = [("Nr", "Språk", "Övrigt"), (1, "dari", 198001011234), (2, "dari", 8001011234.0)]
    listed = read_list(a_workbook(tmp_path / "l.xlsx", ("Blad1", rows)))
    assert all(row.has_personal_number for row in listed.rows)


def test_first_sheet_with_headings_is_read_and_others_are_named(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path / "l.xlsx",
        ("Info", [("Välkommen",)]),
        ("Förmiddag", [HEADINGS, PEOPLE[0]]),
        ("Gömd", [HEADINGS, PEOPLE[1]]),
        ("Eftermiddag", [HEADINGS, PEOPLE[1]]),
        hidden=["Gömd"],
    )
    listed = read_list(path)
    assert [row.number for row in listed.rows] == ["1"]
    assert listed.sheets_left_out == ("Eftermiddag",)


def test_formatted_rows_far_below_do_not_matter(tmp_path: Path) -> None:
    rows = inline(1, *HEADINGS) + inline(2, *PEOPLE[0]) + '<row r="1048576"><c r="XFD1048576"/></row>'
    assert len(read_list(raw_workbook(tmp_path / "l.xlsx", a_sheet(rows))).rows) == 1


# What is refused.


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refusal.LIST_EMPTY),
        (b" \r\n\t\r\n", Refusal.LIST_EMPTY),
        (b"\xef\xbb\xbf", Refusal.LIST_EMPTY),
        (b";;;\r\n;;;\r\n", Refusal.LIST_EMPTY),
        ("Nr;Språk\r\n".encode("cp1252"), Refusal.LIST_EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Refusal.LIST_NOT_A_LIST),
        (b"<html><table><tr><td>Nr</td></tr></table></html>", Refusal.LIST_NOT_A_LIST),
        (b"PK\x03\x04 broken", Refusal.LIST_NOT_A_LIST),
        (bytes(range(256)) * 4, Refusal.LIST_NOT_A_LIST),
        (b"\xff\xfe\x00", Refusal.LIST_NOT_A_LIST),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, Refusal.LIST_OLD_EXCEL),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
            Refusal.LIST_LOCKED,
        ),
        (b"Namn;Adress\r\nX;Y\r\n", Refusal.LIST_NO_HEADER),
        (b"Hej! Kommer ni imorgon?\r\nArabiska\r\n", Refusal.LIST_NO_HEADER),
        (b"1;arabiska\r\n" * 2, Refusal.LIST_NO_HEADER),
        (b"x" * (MOST_BYTES + 1), Refusal.LIST_TOO_LARGE),
        ("Nr;Språk\r\n".encode() + b"1;dari\r\n" * 1_001, Refusal.LIST_TOO_LARGE),
    ],
)
def test_file_that_is_no_list_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, refusal: Refusal
) -> None:
    path = tmp_path / "fil.xlsx"
    path.write_bytes(content)
    assert refused(path) is refusal


def test_other_kinds_of_zip_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<document/>")
    assert refused(path) is Refusal.LIST_NOT_A_LIST


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "saknas.xlsx", tmp_path):
        with pytest.raises(StorageTrouble) as caught:
            read_list(path)
        assert caught.value.cause is Trouble.FILE_UNREADABLE


def zip_bomb(path: Path) -> Path:
    return raw_workbook(path, a_sheet(inline(1, *HEADINGS)) + b" " * 12_000_000)


def far_cell(path: Path) -> Path:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = a_sheet(inline(1, *HEADINGS) + far).replace(
        b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    return raw_workbook(path, sheet)


def many_far_cells(path: Path) -> Path:
    far = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(2, 20_000))
    return raw_workbook(path, a_sheet(inline(1, *HEADINGS) + far))


def entity_bomb(path: Path) -> Path:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    before = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{levels}]>'
    return raw_workbook(path, a_sheet(inline(1, "&a9;"), before))


def entity_bomb_in_utf_16(path: Path) -> Path:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    before = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE worksheet [<!ENTITY a0 "ha">{levels}]>'
    return raw_workbook(path, a_sheet(inline(1, "&a9;"), before).decode().encode("utf-16"))


def endless_sheet(path: Path) -> Path:
    return raw_workbook(
        path, a_sheet("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 250_000)))
    )


def endless_strings(path: Path) -> Path:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + "<si><t>x</t></si>" * 580_000
    )
    return raw_workbook(path, a_sheet(""), {"xl/sharedStrings.xml": (strings + "</sst>").encode()})


def many_parts(path: Path) -> Path:
    return raw_workbook(path, a_sheet(""), {f"xl/extra{n}.xml": b"<x/>" for n in range(1_500)})


@pytest.mark.parametrize(
    ("bomb", "refusal"),
    [
        (zip_bomb, Refusal.LIST_TOO_LARGE),
        (far_cell, Refusal.LIST_TOO_LARGE),
        (many_far_cells, Refusal.LIST_TOO_LARGE),
        (endless_sheet, Refusal.LIST_TOO_LARGE),
        (endless_strings, Refusal.LIST_TOO_LARGE),
        (many_parts, Refusal.LIST_TOO_LARGE),
        (entity_bomb, Refusal.LIST_NOT_A_LIST),
        (entity_bomb_in_utf_16, Refusal.LIST_NOT_A_LIST),
    ],
)
def test_workbook_made_to_hurt_is_refused_within_two_seconds(
    tmp_path: Path, bomb: object, refusal: Refusal
) -> None:
    assert callable(bomb)
    path = bomb(tmp_path / "bomb.xlsx")
    read_list(a_workbook(tmp_path / "warm.xlsx", ("Blad1", [HEADINGS, *PEOPLE])))  # openpyxl is imported once
    start = time.thread_time()
    assert refused(path) is refusal
    assert time.thread_time() - start < 2


def test_bomb_with_a_lying_size_is_refused(tmp_path: Path) -> None:
    path = zip_bomb(tmp_path / "bomb.xlsx")
    content = path.read_bytes()
    with zipfile.ZipFile(path) as file:
        size = file.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(struct.pack("<L", size), struct.pack("<L", 400)))
    assert refused(path) is Refusal.LIST_NOT_A_LIST


def test_encrypted_part_is_refused_as_locked(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "l.xlsx", a_sheet(inline(1, *HEADINGS)))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 0x1
    path.write_bytes(content)
    assert refused(path) is Refusal.LIST_LOCKED


def test_reading_stops_when_the_time_is_used_up() -> None:
    ticks = iter([0.0, 1.0, 1.6])
    deadline = grids.Deadline(1.5, lambda: next(ticks))
    deadline.check()
    with pytest.raises(grids.TooLarge):
        deadline.check()


def test_limits_stand_where_measurements_put_them() -> None:
    assert (MOST_BYTES, excel.MOST_BYTES_UNPACKED) == (5_000_000, 10_000_000)


# Whatever the file.


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 5_000), place=st.integers(0, 5_000), byte=st.integers(0, 255))
def test_damaged_workbook_is_read_or_refused_never_a_crash(
    tmp_path: Path, cut: int, place: int, byte: int
) -> None:
    content = bytearray((DATA / "deltagare-ordnad.xlsx").read_bytes())
    content[place % len(content)] = byte
    path = tmp_path / "trasig.xlsx"
    path.write_bytes(content[: len(content) - (cut if cut % 2 else 0)])
    read_or_refused(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_never_a_crash(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vad-som-helst"
    path.write_bytes(content)
    read_or_refused(path)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(1, 999),
            st.sampled_from(["arabiska", "tigrinja", "BKS"]),
            st.sampled_from(["fm", "em"]),
        ),
        min_size=1,
        max_size=12,
    ),
    st.permutations(["Nr", "Språk", "Grupp"]),
    st.integers(0, 5),
)
def test_columns_and_header_may_stand_anywhere(
    tmp_path: Path, people: list[tuple[int, str, str]], order: list[str], above: int
) -> None:
    cells = [dict(zip(["Nr", "Språk", "Grupp"], map(str, person), strict=True)) for person in people]
    rows = [["Kurslista", "", ""]] * above + [order] + [[one[name] for name in order] for one in cells]
    listed = read_list(a_csv(tmp_path / "l.csv", rows))
    assert [(row.number, row.language, row.group) for row in listed.rows] == [
        (one["Nr"], one["Språk"], one["Grupp"]) for one in cells
    ]
    assert [row.row for row in listed.rows] == list(range(above + 2, above + 2 + len(people)))
