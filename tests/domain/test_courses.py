"""Dating a course: which days, which weekdays per run, and what is refused."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.courses import (
    MOST_MEETINGS,
    Course,
    CourseStatus,
    TrackCode,
    checked_seats,
    meeting_days,
    weekdays_per_track,
)
from halsoskola.domain.errors import Refusal, RuleBroken
from tests.builders import an_occasion

MONDAY, TUESDAY, THURSDAY = 0, 1, 3
FM, EM = TrackCode.FM, TrackCode.EM


def never(_day: date) -> bool:
    return False


def test_weekly_meetings_fall_on_the_same_weekday() -> None:
    days = meeting_days(date(2027, 1, 19), [TUESDAY], 3, never)
    assert days.days == (date(2027, 1, 19), date(2027, 1, 26), date(2027, 2, 2))
    assert days.moved_from is None


def test_closed_days_are_skipped_and_the_course_gets_longer() -> None:
    easter_monday = date(2027, 3, 29)
    days = meeting_days(date(2027, 3, 22), [MONDAY], 3, lambda day: day == easter_monday)
    assert days.days == (date(2027, 3, 22), date(2027, 4, 5), date(2027, 4, 12))


def test_start_on_a_closed_day_moves_and_says_so() -> None:
    new_year = date(2027, 1, 1)
    days = meeting_days(new_year, [4], 1, lambda day: day == new_year)
    assert days.days == (date(2027, 1, 8),)
    assert days.moved_from == new_year


def test_start_on_another_weekday_moves_to_the_next_right_one() -> None:
    days = meeting_days(date(2027, 1, 20), [TUESDAY, THURSDAY], 3, never)
    assert days.days == (date(2027, 1, 21), date(2027, 1, 26), date(2027, 1, 28))
    assert days.moved_from == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("weekdays", "count", "refusal"),
    [
        ([TUESDAY], 0, Refusal.MEETING_COUNT),
        ([TUESDAY], MOST_MEETINGS + 1, Refusal.MEETING_COUNT),
        ([], 12, Refusal.NO_WEEKDAY),
        ([7], 12, Refusal.NO_WEEKDAY),
    ],
)
def test_impossible_wishes_are_refused(weekdays: list[int], count: int, refusal: Refusal) -> None:
    with pytest.raises(RuleBroken) as refused:
        meeting_days(date(2027, 1, 19), weekdays, count, never)
    assert refused.value.refusal is refusal


def test_a_year_of_closed_days_is_refused_instead_of_searching_for_ever() -> None:
    with pytest.raises(RuleBroken) as refused:
        meeting_days(date(2027, 1, 19), [TUESDAY], 12, lambda _day: True)
    assert refused.value.refusal is Refusal.NO_OPEN_DAY


@given(
    start=st.dates(date(2024, 1, 1), date(2035, 1, 1)),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    count=st.integers(1, MOST_MEETINGS),
    closed=st.sets(st.integers(0, 300), max_size=60),
)
def test_days_are_in_order_open_and_right(
    start: date, weekdays: set[int], count: int, closed: set[int]
) -> None:
    closed_days = {start + timedelta(days=offset) for offset in closed}
    found = meeting_days(start, weekdays, count, closed_days.__contains__)
    assert len(found.days) == count
    assert list(found.days) == sorted(set(found.days))
    assert all(day.weekday() in weekdays and day not in closed_days and day >= start for day in found.days)
    assert (found.moved_from is None) == (found.days[0] == start)


@pytest.mark.parametrize(
    ("tracks", "weekdays", "expected"),
    [
        ((FM, EM), (), {FM: (TUESDAY,), EM: (TUESDAY,)}),
        ((FM, EM), (MONDAY,), {FM: (MONDAY,), EM: (MONDAY,)}),
        ((FM, EM), (TUESDAY, THURSDAY), {FM: (TUESDAY,), EM: (THURSDAY,)}),
        ((EM, FM), (TUESDAY, THURSDAY), {EM: (TUESDAY,), FM: (THURSDAY,)}),
        ((FM,), (TUESDAY, THURSDAY), {FM: (TUESDAY, THURSDAY)}),
        ((FM, EM), (0, 2, 4), {FM: (0, 2, 4), EM: (0, 2, 4)}),
    ],
)
def test_weekdays_are_given_out_to_runs(
    tracks: tuple[TrackCode, ...], weekdays: tuple[int, ...], expected: dict[TrackCode, tuple[int, ...]]
) -> None:
    assert weekdays_per_track(tracks, weekdays, date(2027, 1, 19)) == expected


@pytest.mark.parametrize("tracks", [(), (FM, FM)])
def test_no_run_or_the_same_run_twice_is_refused(tracks: tuple[TrackCode, ...]) -> None:
    with pytest.raises(RuleBroken) as refused:
        weekdays_per_track(tracks, (), date(2027, 1, 19))
    assert refused.value.refusal is Refusal.TRACKS_WRONG


@pytest.mark.parametrize("seats", [0, -1, 41])
def test_a_group_without_sensible_seats_is_refused(seats: int) -> None:
    with pytest.raises(RuleBroken):
        checked_seats(seats)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2027, 1, 18), CourseStatus.PLANNED),
        (date(2027, 1, 19), CourseStatus.RUNNING),
        (date(2027, 4, 6), CourseStatus.RUNNING),
        (date(2027, 4, 7), CourseStatus.FINISHED),
    ],
)
def test_a_course_runs_from_its_first_to_its_last_meeting(today: date, status: CourseStatus) -> None:
    course = Course("id", 1, "Kurs", "mall", date(2027, 1, 19), date(2027, 4, 6), uses_names=False)
    assert course.status(today) is status


def test_an_occasion_keeps_the_clock_on_the_wall_when_summer_time_begins() -> None:
    before = an_occasion(day=date(2027, 3, 26), starts_at=time(9, 0))
    after = an_occasion(day=date(2027, 3, 29), starts_at=time(9, 0))
    assert before.start.isoformat() == "2027-03-26T09:00:00+01:00"
    assert after.start.isoformat() == "2027-03-29T09:00:00+02:00"
    assert after.end.isoformat() == "2027-03-29T11:00:00+02:00"
