"""Dates and times as people say them: "tisdag 3 mars kl. 9.00–11.00". Screen only; paper asks its own language."""

from datetime import date, datetime, time

from halsoskola.i18n.catalogues import N_, _

_WEEKDAYS = (
    N_("måndag"),
    N_("tisdag"),
    N_("onsdag"),
    N_("torsdag"),
    N_("fredag"),
    N_("lördag"),
    N_("söndag"),
)
_SHORT_WEEKDAYS = (N_("mån"), N_("tis"), N_("ons"), N_("tors"), N_("fre"), N_("lör"), N_("sön"))
_MONTHS = (
    N_("januari"),
    N_("februari"),
    N_("mars"),
    N_("april"),
    N_("maj"),
    N_("juni"),
    N_("juli"),
    N_("augusti"),
    N_("september"),
    N_("oktober"),
    N_("november"),
    N_("december"),
)
_SHORT_MONTHS = (
    N_("jan"),
    N_("feb"),
    N_("mars"),
    N_("apr"),
    N_("maj"),
    N_("juni"),
    N_("juli"),
    N_("aug"),
    N_("sep"),
    N_("okt"),
    N_("nov"),
    N_("dec"),
)


def weekday(value: date) -> str:
    """ "tisdag"."""
    return _(_WEEKDAYS[value.weekday()])


def short_weekday(value: date) -> str:
    """ "tis"."""
    return _(_SHORT_WEEKDAYS[value.weekday()])


def day(value: date, today: date | None = None) -> str:
    """ "tisdag 3 mars"; with the year when it is another than that of `today`."""
    # Translators: a date as people say it, such as "tisdag 3 mars".
    text = _("{weekday} {day} {month}").format(
        weekday=weekday(value), day=value.day, month=_(_MONTHS[value.month - 1])
    )
    return f"{text} {value.year}" if today is not None and value.year != today.year else text


def short_day(value: date) -> str:
    """ "tis 3 mars"."""
    return _("{weekday} {day} {month}").format(
        weekday=short_weekday(value),
        day=value.day,
        month=_(_SHORT_MONTHS[value.month - 1]),
    )


def dated(value: date) -> str:
    """ "21 november 2026", where the year matters and the weekday does not."""
    return _("{day} {month} {year}").format(day=value.day, month=_(_MONTHS[value.month - 1]), year=value.year)


def clock(value: time | datetime) -> str:
    """ "9.00", as it is written in running text."""
    # Translators: a time of the day, 24 hours.
    return _("{hour}.{minute}").format(hour=value.hour, minute=f"{value.minute:02d}")


def span(start: time | datetime, end: time | datetime) -> str:
    """ "9.00–11.00"."""
    return f"{clock(start)}–{clock(end)}"


def day_and_span(start: datetime, end: datetime, today: date | None = None) -> str:
    """ "tisdag 3 mars kl. 9.00–11.00"."""
    # Translators: {span} is from when to when, such as "9.00–11.00".
    return _("{day} kl. {span}").format(day=day(start.date(), today), span=span(start, end))


def moment(value: datetime) -> str:
    """ "fre 5 mars 9.00", for deadlines."""
    return f"{short_day(value.date())} {clock(value)}"


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def read_date(text: str) -> date | None:
    """A date written 2027-01-19; None when there is no such day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
