"""What time it is, handed in so that tests and demonstrations can choose their own day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from halsoskola.domain.courses import SWEDEN


class Clock:
    """The real clock, in Swedish time wherever the computer believes it is."""

    def now(self) -> datetime:
        return datetime.now(SWEDEN)

    def today(self) -> date:
        return self.now().date()


@dataclass(frozen=True, slots=True)
class FixedClock(Clock):
    """Always the same moment."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class ShiftedClock(Clock):
    """Goes as fast as the real clock, but shows another time."""

    ahead: timedelta

    @classmethod
    def showing(cls, at: time, real: Clock) -> "ShiftedClock":
        """A clock that shows `at` now, on today's date."""
        now = real.now()
        return cls(datetime.combine(now.date(), at, SWEDEN) - now)

    def now(self) -> datetime:
        return Clock.now(self) + self.ahead
