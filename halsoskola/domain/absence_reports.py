"""Which absences a host reports to Arbetsförmedlingen: expected and absent times, no reason.

Source: arbetsformedlingen.se, reports of deviations: away more than 15 minutes (absent, late or left early), stated as
expected from–to and absent from–to, sent when the activity is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from halsoskola.domain.attendance import MarkKind, RegisterLine
from halsoskola.domain.courses import Occasion

REPORTED_ABOVE = 15
"""Minutes; who was away exactly so long is not reported."""


@dataclass(frozen=True, slots=True)
class Absence:
    """From when to when somebody was away, inside the occasion's times."""

    away_from: datetime
    away_to: datetime


def reported_absence(occasion: Occasion, line: RegisterLine) -> Absence | None:
    """The absence to report for a line of the occasion's register, None when there is none.

    Somebody who goes to the other run is expected there, not here. Nobody is away before a mark says so.
    """
    mark = line.mark
    if line.away or mark is None:
        return None
    length = timedelta(minutes=mark.minutes)
    match mark.kind:
        case MarkKind.ANNOUNCED | MarkKind.ABSENT:
            return Absence(occasion.start, occasion.end)
        case MarkKind.LATE if mark.minutes > REPORTED_ABOVE:
            return Absence(occasion.start, occasion.start + length)
        case MarkKind.LEFT_EARLY if mark.minutes > REPORTED_ABOVE:
            return Absence(occasion.end - length, occasion.end)
        case _:
            return None
