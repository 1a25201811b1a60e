"""Personnummer are found however they are written; phone numbers, dates and amounts are left alone.

All numbers here are invented: unless a test makes one by the rule itself, no control digit is right.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.personal_numbers import looks_like_personal_number


def with_control_digit(nine: str) -> str:
    """Ten digits whose last one fits the other nine."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return nine + str(-total % 10)


@pytest.mark.parametrize(
    "text",
    [
        "19800101-1234",
        "800101-1234",
        "198001011234",
        "8001011234",
        "19800101 1234",
        "800101 1234",
        "1980-01-01 1299",
        "800101+1234",
        "1980-01-01-1234",
        "1980 01 01-1234",
        "80-01-01-1234",
        "19800101 - 1234",
        "19800101–1234",  # as a word processor writes the hyphen
        "19800101−1234",
        "19800101\u00a01299",
        "1980\u200b0101-1234",
        "١٩٨٠٠١٠١-١٢٣٤",
        "１９８００１０１－１２３４",
        "pnr: 19800101-1234, ring först",
        "Reza(800101-1234)",
        "19800161-1234",  # samordningsnummer
        "800191-1234",
        "19800060-1234",  # samordningsnummer without a known month
        "000229-1234",
        "19800101-T123",
        "800101-R123",
    ],
)
def test_personal_number_is_found(text: str) -> None:
    assert looks_like_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "D07",
        "19800101",
        "1980-01-01",
        "800101",
        "19801301-1234",  # no month 13
        "19800230-1234",  # no 30 February
        "19810229-1234",
        "556036-0793",  # an organisation number
        "0701234567",
        "070-123 45 67",
        "070 123 45 67",
        "0701-234567",
        "+46701234567",
        "+46 70 123 45 67",
        "0046701234567",
        "08-123 45 67",
        "0771-524 524",
        "2026-11-21 13.00",
        "2026-11-21 1300",
        "2026-11-21 kl. 1300",
        "20261121-20261128",
        "kommer 5 min sent",
        "12345678901234567890",
        "800101-12345",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not looks_like_personal_number(text)


def test_ten_digits_from_zero_count_when_the_control_digit_fits() -> None:
    born_2001 = with_control_digit("010203456")
    assert looks_like_personal_number(born_2001)
    wrong = born_2001[:-1] + str((int(born_2001[-1]) + 1) % 10)
    assert not looks_like_personal_number(wrong)


def test_a_phone_field_keeps_its_phone_numbers() -> None:
    phone = with_control_digit("070123456")
    assert not looks_like_personal_number(phone, phone_expected=True)
    assert looks_like_personal_number("19800101-1234", phone_expected=True)


@given(
    born=st.dates(date(1930, 1, 1), date(2026, 12, 31)),
    serial=st.integers(0, 999),
    coordination=st.booleans(),
    century=st.booleans(),
    joined=st.sampled_from(["", "-", "+", " ", " - "]),
    before=st.sampled_from(["", "Nr ", "(", "pnr:", "å"]),
    after=st.sampled_from(["", " ", ".", ") ok", ", tolk"]),
)
def test_every_real_number_is_found_in_every_form(
    born: date, serial: int, coordination: bool, century: bool, joined: str, before: str, after: str
) -> None:
    day = born.day + (60 if coordination else 0)
    ten = with_control_digit(f"{born:%y%m}{day:02d}{serial:03d}")
    start = f"{born:%Y}"[:2] if century else ""
    assert looks_like_personal_number(f"{before}{start}{ten[:6]}{joined}{ten[6:]}{after}")


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert looks_like_personal_number(text) in (True, False)
