"""Interpreter need, booking states, and until when a booking can be cancelled free of charge."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.courses import SWEDEN
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.interpreting import (
    TRANSITIONS,
    Booking,
    BookingState,
    InterpreterMode,
    LanguageGroup,
    NeedState,
    cancel_free_until,
    check_transition,
    interpreter_needs,
    language_groups,
    need_state,
)
from tests.builders import a_booking, an_agency, an_occasion

speakers = st.lists(
    st.tuples(st.sampled_from(["ar", "so", "ti", "sv"]), st.sampled_from(["", "irakisk"])), max_size=30
)


def test_groups_are_counted_per_language_and_variant_with_swedish_last() -> None:
    groups = language_groups([("sv", ""), ("so", ""), ("ar", ""), ("ar", ""), ("ar", "irakisk")])
    assert [(g.language, g.variant, g.people) for g in groups] == [
        ("ar", "", 2),
        ("ar", "irakisk", 1),
        ("so", "", 1),
        ("sv", "", 1),
    ]


@given(speakers)
def test_need_is_never_negative_and_nobody_is_lost(found: list[tuple[str, str]]) -> None:
    groups = language_groups(found)
    assert sum(group.people for group in groups) == len(found)
    needs = interpreter_needs(an_occasion(), groups, [], {})
    assert sum(need.people for need in needs) == sum(language != "sv" for language, _variant in found)
    assert all(need.interpreters == 1 and need.people > 0 for need in needs)
    assert all(need.state is NeedState.NEED and need.cancel_free_until is None for need in needs)


@given(speakers)
def test_the_order_of_people_does_not_matter(found: list[tuple[str, str]]) -> None:
    assert language_groups(found) == language_groups(reversed(found))


@pytest.mark.parametrize(
    ("people", "states", "expected"),
    [
        (3, [], NeedState.NEED),
        (3, [BookingState.ORDERED], NeedState.ORDERED),
        (3, [BookingState.CONFIRMED], NeedState.CONFIRMED),
        (3, [BookingState.CONFIRMED, BookingState.ORDERED], NeedState.ORDERED),
        (3, [BookingState.CANCELLED], NeedState.NEED),
        (3, [BookingState.CANCELLED, BookingState.CONFIRMED], NeedState.CONFIRMED),
        (3, [BookingState.TO_CANCEL], NeedState.TO_CANCEL),
        (0, [BookingState.ORDERED], NeedState.TO_CANCEL),
        (0, [BookingState.CONFIRMED], NeedState.TO_CANCEL),
        (0, [BookingState.CANCELLED], NeedState.CANCELLED),
        (0, [BookingState.DONE], NeedState.DONE),
        (3, [BookingState.CHECKED], NeedState.DONE),
    ],
)
def test_state_is_the_least_advanced_that_still_matters(
    people: int, states: list[BookingState], expected: NeedState
) -> None:
    assert need_state(people, [a_booking(state=state) for state in states]) is expected


def test_a_booking_stays_visible_when_nobody_is_expected_any_more() -> None:
    booking = a_booking(state=BookingState.CONFIRMED)
    (need,) = interpreter_needs(an_occasion(), [], [booking], {"agency": an_agency()})
    assert (need.people, need.interpreters, need.state) == (0, 0, NeedState.TO_CANCEL)
    assert need.cancel_free_until is not None


def test_a_cancelled_booking_for_nobody_is_history() -> None:
    cancelled = a_booking(state=BookingState.CANCELLED)
    assert interpreter_needs(an_occasion(), [], [cancelled], {"agency": an_agency()}) == ()


def test_swedish_speakers_need_nobody() -> None:
    assert interpreter_needs(an_occasion(), [LanguageGroup("sv", "", 4)], [], {}) == ()


@pytest.mark.parametrize(
    ("day", "mode", "hours", "until"),
    [
        (date(2027, 3, 9), InterpreterMode.ON_SITE, 24, "2027-03-08T09:00:00+01:00"),
        (date(2027, 3, 9), InterpreterMode.ON_SITE, 18, "2027-03-08T15:00:00+01:00"),
        (date(2027, 3, 9), InterpreterMode.TELEPHONE, 4, "2027-03-09T05:00:00+01:00"),
        # Summer time begins at 02:00 on 28 March 2027: 24 real hours before 09:00 is 08:00 by the old clock.
        (date(2027, 3, 28), InterpreterMode.ON_SITE, 24, "2027-03-27T08:00:00+01:00"),
        # It ends at 03:00 on 31 October: the day has 25 hours.
        (date(2027, 10, 31), InterpreterMode.ON_SITE, 24, "2027-10-30T10:00:00+02:00"),
        (date(2027, 1, 1), InterpreterMode.VIDEO, 48, "2026-12-30T09:00:00+01:00"),
    ],
)
def test_free_cancellation_ends_real_hours_before_the_start(
    day: date, mode: InterpreterMode, hours: int, until: str
) -> None:
    agency = an_agency(free_hours_on_site=hours, free_hours_remote=hours)
    occasion = an_occasion(day=day, starts_at=time(9, 0))
    found = cancel_free_until(occasion, a_booking(mode=mode), agency)
    assert found == datetime.fromisoformat(until)
    assert found.isoformat() == until
    assert found.tzinfo is SWEDEN


def test_the_earliest_deadline_of_several_bookings_is_shown() -> None:
    bookings = [a_booking(), a_booking(id="other", mode=InterpreterMode.TELEPHONE)]
    agency = an_agency(free_hours_on_site=18, free_hours_remote=4)
    (need,) = interpreter_needs(an_occasion(), [LanguageGroup("so", "", 2)], bookings, {"agency": agency})
    assert need.cancel_free_until == cancel_free_until(an_occasion(), bookings[0], agency)


@given(st.lists(st.sampled_from(list(BookingState)), max_size=12))
def test_a_booking_never_comes_back_from_its_end(steps: list[BookingState]) -> None:
    booking: Booking = a_booking()
    for to in steps:
        if to not in TRANSITIONS[booking.state]:
            with pytest.raises(RuleBroken) as refused:
                check_transition(booking, to)
            assert refused.value.refusal is Refusal.BOOKING_STEP
            continue
        check_transition(booking, to)
        assert booking.state not in (BookingState.CANCELLED, BookingState.CHECKED)
        booking = a_booking(state=to)
