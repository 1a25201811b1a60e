"""Faces and promises: what is kept and what is refused."""

import pytest

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.evaluation import FaceCount, check_faces
from halsoskola.domain.follow_ups import checked_line, checked_note


@pytest.mark.parametrize("count", [FaceCount(), FaceCount(9, 1, 2), FaceCount(0, 0, 12)])
def test_as_many_faces_as_people_or_fewer_are_kept(count: FaceCount) -> None:
    check_faces(count, present=12)


def test_more_faces_than_people_are_refused_with_both_numbers() -> None:
    with pytest.raises(RuleBroken) as refused:
        check_faces(FaceCount(10, 2, 1), present=12)
    assert refused.value.refusal is Refusal.MORE_FACES_THAN_PEOPLE
    assert refused.value.facts == {"faces": 13, "people": 12}


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        check_faces(FaceCount(-1, 2, 0), present=12)
    assert refused.value.refusal is Refusal.COUNT_NEGATIVE


def test_a_promise_is_one_tidy_line() -> None:
    assert checked_line("  fråga\nFörsäkringskassan  ") == "fråga Försäkringskassan"
    with pytest.raises(RuleBroken):
        checked_line(" \n ")


def test_a_note_keeps_its_lines_but_no_personnummer() -> None:
    assert checked_note(" rad ett\nrad två ") == "rad ett\nrad två"
    with pytest.raises(RuleBroken) as refused:
        checked_note("ring 19800101-1239")
    assert refused.value.refusal is Refusal.PERSONAL_NUMBER_IN_FIELD
