"""What the three steps of an occasion show, read in one go, and which of them fits the hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from halsoskola.domain.courses import Occasion, OccasionStatus
from halsoskola.domain.interpreting import Agency
from halsoskola.domain.plans import Fact
from halsoskola.services.attendance import RegisterView
from halsoskola.services.bundle import Services
from halsoskola.services.closing import ClosingView
from halsoskola.services.occasions import OccasionView
from halsoskola.services.rooms import Room

BEFORE, DURING, AFTER = "before", "during", "after"
PARTS = (BEFORE, DURING, AFTER)

EARLY = timedelta(minutes=15)
"""So long before the start the register is what a leader needs first."""


@dataclass(frozen=True, slots=True)
class OccasionFacts:
    """Everything about one occasion at one moment. next_room: who is expected to the track's next meeting."""

    view: OccasionView
    register: RegisterView
    closing: ClosingView
    next_room: Room | None
    agency: Agency
    known: Mapping[str, Fact]
    now: datetime

    @property
    def occasion(self) -> Occasion:
        return self.view.placed.occasion

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def is_ahead(self) -> bool:
        """Whether the day has not come yet, so that only what is known beforehand can be noted."""
        return self.occasion.day > self.today

    @property
    def is_cancelled(self) -> bool:
        return self.occasion.status is OccasionStatus.CANCELLED


def read_occasion(services: Services, occasion_id: str) -> OccasionFacts:
    """Asks the services; runs on the worker thread. Raises: RuleBroken when the occasion is gone."""
    register = services.attendance.register(occasion_id)
    upcoming = register.next_occasion
    return OccasionFacts(
        view=services.occasions.view(occasion_id),
        register=register,
        closing=services.closing.view(occasion_id),
        next_room=services.occasions.room(upcoming.id) if upcoming is not None else None,
        agency=services.interpreting.agency(),
        known=services.plans.facts(),
        now=services.clock.now(),
    )


def part_by_clock(occasion: Occasion, now: datetime) -> str:
    """The step to open on: Före until a quarter before the start, Under until the end, then Efter."""
    if now < occasion.start - EARLY:
        return BEFORE
    return DURING if now < occasion.end else AFTER
