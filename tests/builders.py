"""Small facts with sensible defaults, so that a test says only what it is about. All people are invented."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from halsoskola.domain.attendance import Mark, MarkKind
from halsoskola.domain.courses import SWEDEN, Occasion, OccasionStatus
from halsoskola.domain.interpreting import Agency, Booking, BookingState
from halsoskola.domain.participants import Enrolment, EnrolmentStatus

TUESDAY = date(2027, 3, 2)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in Swedish time."""
    return datetime.combine(day, time(hour, minute), SWEDEN)


def an_occasion(**changes: Any) -> Occasion:
    """Meeting 1 in the morning of Tuesday 2 March 2027, two hours."""
    usual = Occasion(
        id="occasion-fm",
        meeting_id="meeting-1",
        track_id="fm",
        day=TUESDAY,
        starts_at=time(9, 0),
        minutes=120,
        venue="Försäkringskassan, rum Eken",
        status=OccasionStatus.PLANNED,
    )
    return replace(usual, **changes)


def an_enrolment(number: int = 1, **changes: Any) -> Enrolment:
    """A seat in the morning run since January."""
    usual = Enrolment(
        id=f"enrolment-{number}",
        participant_id=f"participant-{number}",
        course_id="course",
        track_id="fm",
        number=number,
        sign="sun",
        status=EnrolmentStatus.TAKING_PART,
        since=date(2027, 1, 19),
    )
    return replace(usual, **changes)


def a_mark(number: int = 1, kind: MarkKind = MarkKind.PRESENT, **changes: Any) -> Mark:
    usual = Mark(
        id=f"mark-{number}",
        enrolment_id=f"enrolment-{number}",
        meeting_id="meeting-1",
        occasion_id="occasion-fm",
        kind=kind,
    )
    return replace(usual, **changes)


def a_booking(**changes: Any) -> Booking:
    usual = Booking(
        id="booking",
        occasion_id="occasion-fm",
        language="so",
        variant="",
        state=BookingState.ORDERED,
        agency_id="agency",
    )
    return replace(usual, **changes)


def an_agency(**changes: Any) -> Agency:
    return replace(Agency(id="agency", name="Tolkförmedlingen Exempel"), **changes)
