"""Interpreter need per occasion and language, bookings, and how long one can be cancelled free of charge.

Need is computed from who is expected, never typed. An offline program orders and cancels nothing by itself: states
say what the leader has noted about her talks with the tolkförmedling.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from halsoskola.domain.courses import Occasion
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.participants import NO_INTERPRETER


class BookingState(StrEnum):
    """Values stand in the order of a booking's life."""

    ORDERED = "ordered"
    CONFIRMED = "confirmed"
    TO_CANCEL = "to-cancel"
    CANCELLED = "cancelled"
    DONE = "done"
    CHECKED = "checked"


class NeedState(StrEnum):
    """What is shown for a language at an occasion, least advanced first."""

    NEED = "need"
    ORDERED = "ordered"
    CONFIRMED = "confirmed"
    TO_CANCEL = "to-cancel"
    CANCELLED = "cancelled"
    DONE = "done"


class InterpreterMode(StrEnum):
    ON_SITE = "on-site"
    TELEPHONE = "telephone"
    VIDEO = "video"


LIVE = frozenset({BookingState.ORDERED, BookingState.CONFIRMED, BookingState.TO_CANCEL})
"""Bookings for which somebody still expects to come."""

TRANSITIONS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.ORDERED: frozenset(
        {BookingState.CONFIRMED, BookingState.TO_CANCEL, BookingState.CANCELLED, BookingState.DONE}
    ),
    BookingState.CONFIRMED: frozenset({BookingState.TO_CANCEL, BookingState.CANCELLED, BookingState.DONE}),
    BookingState.TO_CANCEL: frozenset(
        {BookingState.ORDERED, BookingState.CONFIRMED, BookingState.CANCELLED, BookingState.DONE}
    ),
    BookingState.CANCELLED: frozenset(),
    BookingState.DONE: frozenset({BookingState.CHECKED}),
    BookingState.CHECKED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Agency:
    """A tolkförmedling. Free cancellation in hours before the start; check them against your own agreement.

    The examples that were seen: 18 h on site and 4 h by telephone (two regions), 24 h commonly, 48 h without an
    agreement (NJA 2012 s. 905).
    """

    id: str
    name: str
    phone: str = ""
    customer_number: str = ""
    free_hours_on_site: int = 24
    free_hours_remote: int = 24


@dataclass(frozen=True, slots=True)
class Booking:
    """What was ordered for one occasion and language, and what came of it."""

    id: str
    occasion_id: str
    language: str
    variant: str
    state: BookingState
    agency_id: str
    mode: InterpreterMode = InterpreterMode.ON_SITE
    booking_number: str = ""
    interpreter: str = ""
    noted: str = ""
    """When and with whom the last step was agreed, in the leader's words."""


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The expected participants of an occasion with the same interpreter language and variant."""

    language: str
    variant: str
    people: int

    @property
    def needs_interpreter(self) -> bool:
        return self.language != NO_INTERPRETER


@dataclass(frozen=True, slots=True)
class InterpreterNeed:
    """Need and bookings for one language at one occasion.

    interpreters: how many are needed, 0 when nobody is expected.
    cancel_free_until: the latest moment to cancel free of charge, for live bookings; the earliest of several.
    """

    occasion_id: str
    language: str
    variant: str
    people: int
    interpreters: int
    state: NeedState
    cancel_free_until: datetime | None
    bookings: tuple[Booking, ...]


def language_groups(speakers: Iterable[tuple[str, str]]) -> tuple[LanguageGroup, ...]:
    """Head count per (language, variant); largest first, Swedish last, then by code so that the order is stable."""
    counts = Counter(speakers)
    groups = [LanguageGroup(language, variant, people) for (language, variant), people in counts.items()]
    return tuple(
        sorted(
            groups,
            key=lambda group: (not group.needs_interpreter, -group.people, group.language, group.variant),
        )
    )


def interpreter_needs(
    occasion: Occasion,
    groups: Iterable[LanguageGroup],
    bookings: Sequence[Booking],
    agencies: dict[str, Agency],
) -> tuple[InterpreterNeed, ...]:
    """One row per language and variant that has people or a booking; in the order of the groups, bookings last."""
    people = {(group.language, group.variant): group.people for group in groups if group.needs_interpreter}
    keys = list(people)
    keys += sorted({(b.language, b.variant) for b in bookings} - people.keys())
    needs = []
    for language, variant in keys:
        heads = people.get((language, variant), 0)
        own = tuple(b for b in bookings if (b.language, b.variant) == (language, variant))
        if not heads and all(b.state is BookingState.CANCELLED for b in own):
            continue
        live = [b for b in own if b.state in LIVE]
        deadlines = [cancel_free_until(occasion, b, agencies[b.agency_id]) for b in live]
        needs.append(
            InterpreterNeed(
                occasion_id=occasion.id,
                language=language,
                variant=variant,
                people=heads,
                interpreters=1 if heads else 0,
                state=need_state(heads, own),
                cancel_free_until=min(deadlines, default=None),
                bookings=own,
            )
        )
    return tuple(needs)


def need_state(people: int, bookings: Sequence[Booking]) -> NeedState:
    """The least advanced state among the bookings that still matter.

    A cancelled booking no longer serves anybody, so with people expected and nothing else booked there is a need
    again. A live booking for which nobody is expected any more is one to cancel.
    """
    serving = [b for b in bookings if b.state is not BookingState.CANCELLED]
    if not serving:
        return NeedState.NEED if people else NeedState.CANCELLED
    if not people and any(b.state in LIVE for b in serving):
        return NeedState.TO_CANCEL
    order = list(NeedState)
    states = [
        NeedState.DONE if b.state is BookingState.CHECKED else NeedState(b.state.value) for b in serving
    ]
    return min(states, key=order.index)


def cancel_free_until(occasion: Occasion, booking: Booking, agency: Agency) -> datetime:
    """The latest moment at which this booking can be cancelled free of charge, in Swedish time.

    Hours are real hours, also across a change of the clocks.
    """
    hours = agency.free_hours_on_site if booking.mode is InterpreterMode.ON_SITE else agency.free_hours_remote
    start = occasion.start
    utc = start.timestamp() - timedelta(hours=hours).total_seconds()
    return datetime.fromtimestamp(utc, start.tzinfo)


def check_transition(booking: Booking, to: BookingState) -> None:
    """Raises: RuleBroken when a booking in its state cannot become `to`."""
    if to not in TRANSITIONS[booking.state]:
        raise RuleBroken(Refusal.BOOKING_STEP, state=booking.state.value, to=to.value)
