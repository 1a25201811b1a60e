"""Direction: all of Unicode's cases, and the numbers that a patient must be able to dial."""

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.documents.bidi import (
    embedding_levels,
    first_strong_direction,
    isolate,
    line_levels,
    number_spans,
    visual_order,
)

UNICODE_CASES = Path(__file__).parent / "data" / "BidiCharacterTest.txt.xz"

ARABIC = "النوم الجيد مهم"


class Case(NamedTuple):
    text: str
    direction: int | None
    base: int
    levels: list[int | None]  # None: removed by rule X9
    order: list[int]


def unicode_cases() -> Iterator[Case]:
    with lzma.open(UNICODE_CASES, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            code_points, direction, base, levels, order = line.strip().split(";")
            yield Case(
                "".join(chr(int(code, 16)) for code in code_points.split()),
                None if direction == "2" else int(direction),
                int(base),
                [None if level == "x" else int(level) for level in levels.split()],
                [int(index) for index in order.split()],
            )


def shown_order(text: str, base: int | None = None) -> str:
    """The text as it stands on one line, from left to right, without the invisible characters."""
    levels, base = embedding_levels(text, base)
    order = visual_order(line_levels(text, levels, 0, len(text), base))
    return "".join(text[index] for index in order if text[index] not in "\u2066\u2069\u202c\u202d")


def test_all_of_unicodes_cases_pass() -> None:
    count = 0
    wrong = []
    for case in unicode_cases():
        count += 1
        levels, base = embedding_levels(case.text, case.direction)
        levels = line_levels(case.text, levels, 0, len(case.text), base)
        kept = [index for index, level in enumerate(case.levels) if level is not None]
        order = [kept[at] for at in visual_order([levels[index] for index in kept])]
        if (base, [levels[index] for index in kept], order) != (
            case.base,
            [case.levels[index] for index in kept],
            case.order,
        ):
            wrong.append(case)
    assert count == 91_707
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Sömn", 0),
        (ARABIC, 1),
        ("1177 " + ARABIC, 1),
        ("1177", None),
        ("", None),
        ("\u2067" + ARABIC + "\u2069 a", 0),
    ],
)
def test_the_first_letter_outside_isolates_decides_the_direction(text: str, direction: int | None) -> None:
    assert first_strong_direction(text) == direction


NUMBERS_AND_ADDRESSES = [
    "+46 8-123 45 67",
    "+4681234567",
    "040-00 00 00",
    "08-123 45 67",
    "(040) 00 00 00",
    "020-22 00 60",
    "90 390",
    "114 14",
    "10 000",
    "2026-11-21",
    "21/11 2026",
    "3/12",
    "9.00–11.00",
    "9.00 – 11.00",
    "08:30–16:00",
    "08:30-16:00",
    "1,5",
    "kontakt@halsoskola.example.se",
    "www.1177.se/sömn",
    "https://www.1177.se/skane/?q=sova",
    "1177.se",
    "٠٤٠-٠٠ ٠٠ ٠٠",
    "٠٨:٣٠–١٦:٠٠",
    "۰۴۰-۰۰ ۰۰ ۰۰",
]


@pytest.mark.parametrize("number", NUMBERS_AND_ADDRESSES)
def test_numbers_and_addresses_keep_their_order_in_arabic(number: str) -> None:
    text = isolate(f"{ARABIC} {number} {ARABIC}")

    assert number in shown_order(text, 1)


def test_without_isolation_a_telephone_number_is_shown_backwards() -> None:
    """What the isolation is for: by Unicode's rules alone the patient dials another number."""
    assert "+46 8-123 45 67" not in shown_order(f"{ARABIC} +46 8-123 45 67", 1)


def test_the_full_stop_after_an_address_is_not_part_of_it() -> None:
    assert isolate("www.1177.se. ") == "\u2066www.1177.se\u2069. "
    assert isolate("(a@b.se)") == "(\u2066a@b.se\u2069)"


@pytest.mark.parametrize("text", ["1177", "112", "vecka 5", ARABIC, "KBT-i", "COVID-19", ""])
def test_what_needs_no_isolation_is_left_alone(text: str) -> None:
    assert isolate(text) == text


def test_two_telephone_numbers_in_a_list_are_two() -> None:
    assert isolate("08-123 45 67, 08-765 43 21") == "\u206608-123 45 67\u2069, \u206608-765 43 21\u2069"


def test_isolating_twice_changes_nothing_more() -> None:
    once = isolate(f"{ARABIC} 040-00 00 00, {ARABIC} 9.00–11.00.")

    assert isolate(once) == once


@given(st.text(alphabet="01234567890٠١+-–./: ()abåäö@نومخ\u2066\u2069", max_size=60))
def test_isolation_only_adds_pairs_and_never_changes_the_text(text: str) -> None:
    result = isolate(text)

    controls = dict.fromkeys(map(ord, "\u2066\u2069\u202c\u202d"))
    assert result.translate(controls) == text.translate(controls)
    assert result.count("\u202d") == result.count("\u202c")
    added_starts = result.count("\u2066") - text.count("\u2066")
    added_ends = result.count("\u2069") - text.count("\u2069")
    assert added_starts == added_ends >= 0


@given(
    st.text(alphabet="ab12نو٣()[] -+.%\u05d0\u2066\u2067\u2068\u2069\u202b\u202c\u200f\u064e", max_size=40)
)
def test_visual_order_holds_every_character_once(text: str) -> None:
    for base in (None, 0, 1):
        levels, found = embedding_levels(text, base)
        assert len(levels) == len(text)
        assert found == base or base is None
        order = visual_order(line_levels(text, levels, 0, len(text), found))
        assert sorted(order) == list(range(len(text)))


def test_spans_of_numbers_hold_the_whole_number() -> None:
    text = "Ring 040-00 00 00 kl. 9.00–11.00."

    assert [text[start:end] for start, end in number_spans(text)] == ["040-00 00 00", "9.00–11.00"]


def test_very_deep_nesting_is_survived() -> None:
    text = "\u2067" * 200 + "a" + "\u2069" * 200 + "(" * 200 + "ن" + ")" * 200

    levels, _ = embedding_levels(text, 1)

    assert len(levels) == len(text)
    assert max(levels) <= 126
