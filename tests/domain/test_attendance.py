"""The register: who stands on it, what may be marked, and how heads are counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.attendance import (
    COUNTS_AS,
    CountsAs,
    Mark,
    MarkKind,
    attendance_rate,
    check_confirmable,
    check_mark,
    count_register,
    expected,
    register_lines,
)
from halsoskola.domain.courses import Occasion, OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.participants import Enrolment, EnrolmentStatus
from tests.builders import TUESDAY, a_mark, an_enrolment, an_occasion

EM = an_occasion(id="occasion-em", track_id="em")


def test_everybody_with_a_seat_is_expected_before_anything_is_marked() -> None:
    lines = register_lines(an_occasion(), [an_enrolment(2), an_enrolment(1)], [])
    assert [line.enrolment.number for line in lines] == [1, 2]
    assert all(line.is_expected and line.mark is None for line in lines)


@pytest.mark.parametrize(
    "enrolment",
    [
        an_enrolment(status=EnrolmentStatus.WAITING),
        an_enrolment(since=date(2027, 3, 3)),
        an_enrolment(status=EnrolmentStatus.ENDED, until=date(2027, 3, 1)),
        an_enrolment(track_id="em"),
    ],
    ids=["waiting", "not yet", "ended", "other run"],
)
def test_who_has_no_seat_that_day_is_not_on_the_register(enrolment: Enrolment) -> None:
    assert register_lines(an_occasion(), [enrolment], []) == ()


def test_the_last_day_of_a_seat_still_counts() -> None:
    ended = an_enrolment(status=EnrolmentStatus.ENDED, until=TUESDAY)
    assert len(register_lines(an_occasion(), [ended], [])) == 1


def test_an_announced_absence_keeps_her_on_the_register_but_not_among_the_expected() -> None:
    lines = register_lines(an_occasion(), [an_enrolment(1)], [a_mark(1, MarkKind.ANNOUNCED)])
    assert len(lines) == 1
    assert expected(lines) == ()


def test_a_visit_moves_exactly_one_head_between_the_runs() -> None:
    people = [an_enrolment(1), an_enrolment(2)]
    visit = [a_mark(1, MarkKind.VISITS, occasion_id="occasion-em")]
    at_home = register_lines(an_occasion(), people, visit)
    away = register_lines(EM, people, visit)
    assert [line.away for line in at_home] == [True, False]
    assert [line.visitor for line in away] == [True]
    assert len(expected(at_home)) == 1
    assert len(expected(away)) == 1
    assert count_register(at_home).away == 1
    assert count_register(away).here == 1


def test_who_was_marked_stays_on_the_register_after_her_seat_ended() -> None:
    ended = an_enrolment(status=EnrolmentStatus.ENDED, until=date(2027, 2, 1))
    assert len(register_lines(an_occasion(), [ended], [a_mark(1)])) == 1


@pytest.mark.parametrize(
    ("kind", "minutes", "occasion", "enrolment", "today", "refusal"),
    [
        (
            MarkKind.PRESENT,
            0,
            an_occasion(status=OccasionStatus.CANCELLED),
            an_enrolment(),
            TUESDAY,
            Refusal.OCCASION_CANCELLED,
        ),
        (MarkKind.PRESENT, 0, an_occasion(), an_enrolment(), date(2027, 3, 1), Refusal.MEETING_IN_FUTURE),
        (MarkKind.ABSENT, 0, an_occasion(), an_enrolment(), date(2027, 3, 1), Refusal.MEETING_IN_FUTURE),
        (
            MarkKind.PRESENT,
            0,
            an_occasion(),
            an_enrolment(since=date(2027, 3, 9)),
            TUESDAY,
            Refusal.NOT_ENROLLED_THEN,
        ),
        (MarkKind.LATE, 0, an_occasion(), an_enrolment(), TUESDAY, Refusal.MINUTES_WRONG),
        (MarkKind.LATE, 120, an_occasion(), an_enrolment(), TUESDAY, Refusal.MINUTES_WRONG),
        (MarkKind.LEFT_EARLY, -5, an_occasion(), an_enrolment(), TUESDAY, Refusal.MINUTES_WRONG),
    ],
)
def test_marks_that_cannot_be_are_refused(
    kind: MarkKind, minutes: int, occasion: Occasion, enrolment: Enrolment, today: date, refusal: Refusal
) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_mark(kind, minutes, occasion, enrolment, today)
    assert refused.value.refusal is refusal


@pytest.mark.parametrize("kind", [MarkKind.ANNOUNCED, MarkKind.VISITS])
def test_what_is_known_beforehand_may_be_noted_beforehand(kind: MarkKind) -> None:
    check_mark(kind, 0, an_occasion(), an_enrolment(), date(2027, 2, 20))


@pytest.mark.parametrize(
    ("occasion", "today"),
    [(an_occasion(status=OccasionStatus.CANCELLED), TUESDAY), (an_occasion(), date(2027, 3, 1))],
)
def test_a_register_is_not_confirmed_too_early_or_for_a_cancelled_meeting(
    occasion: Occasion, today: date
) -> None:
    with pytest.raises(RuleBroken):
        check_confirmable(occasion, today)


kinds = st.sampled_from(list(MarkKind))


@given(st.lists(kinds))
def test_rate_lies_between_nothing_and_everything_whatever_the_order(found: list[MarkKind]) -> None:
    marks = [a_mark(number, kind) for number, kind in enumerate(found)]
    rate = attendance_rate(marks)
    assert rate == attendance_rate(reversed(marks))
    counted = [kind for kind in found if COUNTS_AS[kind] is not CountsAs.IGNORE]
    assert (rate is None) == (not counted)
    assert rate is None or 0.0 <= rate <= 1.0


@given(st.lists(st.one_of(st.none(), kinds), max_size=14), st.data())
def test_every_head_on_a_register_is_counted_exactly_once(
    found: list[MarkKind | None], data: st.DataObject
) -> None:
    people = [an_enrolment(number) for number in range(len(found))]
    marks: list[Mark] = []
    for number, kind in enumerate(found):
        if kind is not None:
            elsewhere = kind is MarkKind.VISITS or data.draw(st.booleans())
            marks.append(a_mark(number, kind, occasion_id="occasion-em" if elsewhere else "occasion-fm"))
    count = count_register(register_lines(an_occasion(), people, marks))
    assert count.here + count.announced + count.absent + count.away == len(people)
    assert count.late + count.left_early <= count.here


def test_a_person_counts_once_although_she_stands_on_two_registers() -> None:
    marks = [a_mark(1, occasion_id="occasion-em")]
    people = [an_enrolment(1)]
    heads = [count_register(register_lines(o, people, marks)).here for o in (an_occasion(), EM)]
    assert heads == [0, 1]
    assert attendance_rate(marks) == 1.0
