"""Swedish days on which no course meets."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache


@cache
def _public_holidays(year: int) -> Mapping[date, str]:
    import holidays  # 90 ms, so not before a course is made

    found = holidays.country_holidays(
        "SE", years=year, include_sundays=False, categories=("public", "de_facto"), language="sv"
    )
    return dict(found.items())


def is_public_holiday(day: date) -> bool:
    """Red days, and the eves on which offices are closed: midsommarafton, julafton, nyårsafton.

    Source: lagen (1989:253) om allmänna helgdagar; the eves are treated as Sundays in semesterlagen 3 a §.
    """
    return day in _public_holidays(day.year)


def closed_day_name(day: date) -> str:
    """What the day is called, such as "Långfredagen"; "" for a day that `is_public_holiday` does not name."""
    return _public_holidays(day.year).get(day, "")


ClosedDays = Callable[[date], bool]
