"""Numbers, signs, names and phones of participants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.participants import (
    ContactWay,
    checked_name,
    checked_phone,
    next_number,
    next_sign,
    number_label,
    read_reference,
)
from halsoskola.domain.picture_signs import PICTURE_SIGNS

OWN = ContactWay.OWN_NUMBER


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_reference_reads_back_as_it_is_written(course: int, number: int) -> None:
    assert read_reference(f"{course}:{number_label(number)}") == (course, number)


@pytest.mark.parametrize("text", ["1:d7", " 1 : 07 ", "1:7"])
def test_a_reference_may_be_written_carelessly(text: str) -> None:
    assert read_reference(text) == (1, 7)


@pytest.mark.parametrize("text", ["", "D07", "1:", "x:D07", "1:Anna"])
def test_an_unreadable_reference_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_reference(text)
    assert refused.value.refusal is Refusal.REFERENCE_UNREADABLE


def test_signs_are_all_different_until_they_run_out() -> None:
    taken: list[str] = []
    for _person in range(len(PICTURE_SIGNS)):
        taken.append(next_sign(taken))
    assert len(set(taken)) == len(PICTURE_SIGNS)
    assert next_sign(taken) in taken


def test_the_next_number_follows_the_highest() -> None:
    assert next_number([]) == 1
    assert next_number([1, 12, 3]) == 13


def test_a_name_is_kept_tidy_and_only_where_names_are_used() -> None:
    assert checked_name("  Åsa-Lill   Ö ", uses_names=True) == "Åsa-Lill Ö"
    assert checked_name("  ", uses_names=False) == ""
    with pytest.raises(RuleBroken) as refused:
        checked_name("Åsa", uses_names=False)
    assert refused.value.refusal is Refusal.COURSE_WITHOUT_NAMES


@pytest.mark.parametrize("text", ["Åsa 19800101-1239", "800101-1239"])
def test_a_personnummer_is_refused_as_name_and_not_repeated(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked_name(text, uses_names=True)
    assert refused.value.refusal is Refusal.PERSONAL_NUMBER_IN_FIELD
    assert "800101" not in str(refused.value) + repr(refused.value.facts)


@pytest.mark.parametrize(
    ("phone", "way", "kept"),
    [
        ("070-174 06 05", OWN, "070-174 06 05"),
        (" +46 70 174 06 05 ", OWN, "+46 70 174 06 05"),
        ("070-174 06 05", ContactWay.VIA_SFI, ""),
        ("070-174 06 05", None, ""),
        ("", OWN, ""),
    ],
)
def test_a_phone_is_kept_only_for_her_own_number(phone: str, way: ContactWay | None, kept: str) -> None:
    assert checked_phone(phone, way) == kept


@pytest.mark.parametrize("phone", ["ring systern", "12", "a@b.se"])
def test_what_is_no_phone_number_is_refused(phone: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked_phone(phone, OWN)
    assert refused.value.refusal is Refusal.PHONE_UNREADABLE
