"""Words on paper that follow from facts: dates as people say them, names of codes, counted things.

Paper is printed in Swedish whatever language the screen shows, so nothing here asks the screen's catalogue. Phrases
in other languages come with the sheet.
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from halsoskola.documents.sheets import OccasionHeading
from halsoskola.domain.courses import TrackCode
from halsoskola.domain.evaluation import Question
from halsoskola.domain.interpreting import NeedState
from halsoskola.domain.plans import AdaptationNeed, BlockKind

UNREVIEWED = "Datoröversatt. Inte granskad."
"""Beside every translation that no translator or bilingual professional has reviewed."""

TRACKS: Mapping[TrackCode, str] = {TrackCode.FM: "förmiddag", TrackCode.EM: "eftermiddag"}

KINDS: Mapping[BlockKind, str] = {
    BlockKind.START: "start",
    BlockKind.TALK: "prata",
    BlockKind.GROUP: "samtal",
    BlockKind.PRACTICE: "prova",
    BlockKind.BODY: "kropp",
    BlockKind.BREAK: "paus",
    BlockKind.END: "slut",
}

ADAPTATIONS: Mapping[AdaptationNeed, str] = {
    AdaptationNeed.PAIN: "Ont",
    AdaptationNeed.FLOOR: "Golvet",
    AdaptationNeed.TRAUMA: "Svåra minnen",
    AdaptationNeed.HEART: "Hjärtat",
    AdaptationNeed.PREGNANCY: "Gravid",
    AdaptationNeed.FASTING: "Fastar",
    AdaptationNeed.MIXED_GROUP: "Kvinnor och män",
}

INTERPRETER_STATES: Mapping[NeedState, str] = {
    NeedState.NEED: "tolk behövs, inte beställd",
    NeedState.ORDERED: "tolk beställd, inte bekräftad",
    NeedState.CONFIRMED: "tolk bekräftad",
    NeedState.TO_CANCEL: "tolk att avboka",
    NeedState.CANCELLED: "tolk avbokad",
    NeedState.DONE: "tolk genomförd",
}

QUESTIONS: Mapping[Question, str] = {
    Question.UNDERSTOOD: "Förstod du det vi pratade om i dag?",
    Question.USABLE: "Kan du använda det hemma?",
    Question.IMPORTANT: "Var det viktigt för dig?",
}

_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def day(value: date) -> str:
    """ "tisdag 2 mars"."""
    return f"{_WEEKDAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"


def dated(value: date) -> str:
    """ "2 mars 2027", for papers that are kept."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def clock(value: time | datetime) -> str:
    """ "9.00"."""
    return f"{value.hour}.{value.minute:02d}"


def span(start: time | datetime, end: time | datetime) -> str:
    """ "9.00–11.00"."""
    return f"{clock(start)}–{clock(end)}"


def when(start: datetime, end: datetime) -> str:
    """ "tisdag 2 mars kl. 9.00–11.00"."""
    return f"{day(start.date())} kl. {span(start, end)}"


def meeting_line(heading: OccasionHeading) -> str:
    """ "Träff 5, förmiddag"."""
    return f"Träff {heading.meeting}, {TRACKS[heading.track]}"


def occasion_line(heading: OccasionHeading) -> str:
    """ "Träff 5, förmiddag · tisdag 2 mars kl. 9.00–11.00 · Föreningsgatan 7"."""
    parts = (meeting_line(heading), when(heading.start, heading.end), heading.venue)
    return " · ".join(part for part in parts if part)


def counted(number: int, one: str, many: str) -> str:
    """ "1 person", "3 personer"."""
    return f"{number} {one if number == 1 else many}"


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
