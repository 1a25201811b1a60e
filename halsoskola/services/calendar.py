"""Swedish days on which no course meets."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from halsoskola.i18n.catalogues import SWEDISH, language_code


@cache
def _public_holidays(year: int, language: str = "sv") -> Mapping[date, str]:
    import holidays  # 90 ms, so not before a course is made

    found = holidays.country_holidays(
        "SE", years=year, include_sundays=False, categories=("public", "de_facto"), language=language
    )
    return dict(found.items())


def is_public_holiday(day: date) -> bool:
    """Red days, and the eves on which offices are closed: midsommarafton, julafton, nyårsafton.

    Source: lagen (1989:253) om allmänna helgdagar; the eves are treated as Sundays in semesterlagen 3 a §.
    """
    return day in _public_holidays(day.year)


def closed_day_name(day: date) -> str:
    """What the day is called on the screen, as within a sentence: "långfredagen", "Good Friday".

    "" for a day that `is_public_holiday` does not name.
    """
    if language_code() == SWEDISH:
        return _public_holidays(day.year).get(day, "").lower()
    return _public_holidays(day.year, "en_US").get(day, "")


ClosedDays = Callable[[date], bool]
