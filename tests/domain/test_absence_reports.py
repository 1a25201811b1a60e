"""Which absences a host reports: longer than a quarter of an hour, with times and without reasons."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.absence_reports import REPORTED_ABOVE, reported_absence
from halsoskola.domain.attendance import WITH_MINUTES, Mark, MarkKind, RegisterLine
from halsoskola.domain.courses import Occasion, OccasionStatus
from halsoskola.domain.participants import Enrolment, EnrolmentStatus

OCCASION = Occasion("o", "m", "t", date(2027, 3, 2), time(9), 120, "Rum Eken", OccasionStatus.HELD)
SOMEBODY = Enrolment("e", "p", "c", "t", 7, "sun", EnrolmentStatus.TAKING_PART, date(2027, 1, 19))


def a_line(kind: MarkKind | None, minutes: int = 0, *, away: bool = False) -> RegisterLine:
    mark = Mark("k", "e", "m", "o", kind, minutes) if kind is not None else None
    return RegisterLine(SOMEBODY, mark, visitor=False, away=away)


@pytest.mark.parametrize("kind", [MarkKind.ABSENT, MarkKind.ANNOUNCED])
def test_who_did_not_come_was_away_the_whole_time(kind: MarkKind) -> None:
    absence = reported_absence(OCCASION, a_line(kind))
    assert absence is not None
    assert (absence.away_from, absence.away_to) == (OCCASION.start, OCCASION.end)


def test_a_quarter_of_an_hour_is_not_reported_but_a_minute_more_is() -> None:
    assert reported_absence(OCCASION, a_line(MarkKind.LATE, 15)) is None
    late = reported_absence(OCCASION, a_line(MarkKind.LATE, 16))
    assert late is not None
    assert (late.away_from.strftime("%H.%M"), late.away_to.strftime("%H.%M")) == ("09.00", "09.16")
    early = reported_absence(OCCASION, a_line(MarkKind.LEFT_EARLY, 40))
    assert early is not None
    assert (early.away_from.strftime("%H.%M"), early.away_to.strftime("%H.%M")) == ("10.20", "11.00")


@pytest.mark.parametrize("line", [a_line(None), a_line(MarkKind.PRESENT), a_line(MarkKind.ABSENT, away=True)])
def test_nobody_is_away_without_a_mark_nor_here_when_she_goes_to_the_other_run(line: RegisterLine) -> None:
    assert reported_absence(OCCASION, line) is None


@given(st.sampled_from(list(MarkKind)), st.integers(1, OCCASION.minutes - 1))
def test_an_absence_lies_inside_the_meeting_and_is_never_short(kind: MarkKind, minutes: int) -> None:
    absence = reported_absence(OCCASION, a_line(kind, minutes if kind in WITH_MINUTES else 0))
    if absence is not None:
        assert OCCASION.start <= absence.away_from < absence.away_to <= OCCASION.end
        assert absence.away_to - absence.away_from > timedelta(minutes=REPORTED_ABOVE)
