"""Need, orders and what came of them."""

from datetime import timedelta

import pytest

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.interpreting import Agency, BookingState, InterpreterMode, NeedState
from halsoskola.services.bundle import Services
from halsoskola.services.interpreting import NeedLine
from halsoskola.services.participants import PersonFacts

FM, EM = TrackCode.FM, TrackCode.EM
ON_SITE = InterpreterMode.ON_SITE


def need(services: Services, course: Course, meeting: int, language: str) -> NeedLine:
    (found,) = [
        line
        for line in services.interpreting.needs(course.id)
        if line.placed.meeting.number == meeting
        and line.placed.track.code is FM
        and line.need.language == language
    ]
    return found


def test_need_follows_from_who_is_expected(services: Services, course: Course, people: list[str]) -> None:
    lines = services.interpreting.needs(course.id)
    # People who came in March are not expected in January.
    assert {line.placed.meeting.number for line in lines} == set(range(7, 13))
    first = [line for line in lines if line.placed.meeting.number == 7 and line.placed.track.code is FM]
    assert [(line.need.language, line.need.people) for line in first] == [
        ("ar", 3),
        ("so", 2),
        ("prs", 1),
        ("ti", 1),
    ]
    assert all(line.need.state is NeedState.NEED and line.need.interpreters == 1 for line in first)


def test_an_order_for_the_rest_of_the_course_is_one_step(
    services: Services, course: Course, people: list[str]
) -> None:
    start = services.courses.occasion_of(course.id, 8, FM).id
    occasions = services.interpreting.later_occasions(start, "so", "")
    assert len(occasions) == 5
    services.interpreting.order(occasions, "so", "", ON_SITE, booking_number="48213")
    line = need(services, course, 8, "so").need
    assert line.state is NeedState.ORDERED
    assert line.bookings[0].booking_number == "48213"
    assert line.cancel_free_until == need(services, course, 8, "so").placed.occasion.start - timedelta(
        hours=24
    )
    assert services.interpreting.later_occasions(start, "so", "") == ()
    services.history.undo()
    assert need(services, course, 8, "so").need.state is NeedState.NEED


def test_a_second_order_for_the_same_language_is_refused_whole(
    services: Services, course: Course, people: list[str]
) -> None:
    eight, nine = (services.courses.occasion_of(course.id, number, FM).id for number in (8, 9))
    services.interpreting.order([nine], "so", "", ON_SITE)
    with pytest.raises(RuleBroken) as refused:
        services.interpreting.order([eight, nine], "so", "", ON_SITE)
    assert refused.value.refusal is Refusal.BOOKING_EXISTS
    assert need(services, course, 8, "so").need.state is NeedState.NEED


def test_the_life_of_a_booking(services: Services, course: Course, people: list[str]) -> None:
    services.interpreting.order([services.courses.occasion_of(course.id, 8, FM).id], "so", "", ON_SITE)
    booking = need(services, course, 8, "so").need.bookings[0]
    services.interpreting.step(booking.id, BookingState.CONFIRMED, interpreter="A12, ST")
    line = need(services, course, 8, "so").need
    assert (line.state, line.bookings[0].interpreter) == (NeedState.CONFIRMED, "A12, ST")
    services.interpreting.step(booking.id, BookingState.CANCELLED, noted="tisdag, talade med växeln")
    assert need(services, course, 8, "so").need.state is NeedState.NEED
    with pytest.raises(RuleBroken) as refused:
        services.interpreting.step(booking.id, BookingState.ORDERED)
    assert refused.value.refusal is Refusal.BOOKING_STEP


def test_a_personnummer_in_a_note_or_for_an_interpreter_is_refused(
    services: Services, course: Course, people: list[str]
) -> None:
    here = services.courses.occasion_of(course.id, 8, FM).id
    number = "19811218" + "-" + "9876"
    with pytest.raises(RuleBroken) as refused:
        services.interpreting.order([here], "so", "", ON_SITE, noted=f"mejlat om {number}")
    assert refused.value.refusal is Refusal.PERSONAL_NUMBER_IN_FIELD
    # A booking number made of the day and a running number is none.
    services.interpreting.order(
        [here], "so", "", ON_SITE, booking_number="20270309-0012", noted="ringt 070-174 06 90"
    )
    booking = need(services, course, 8, "so").need.bookings[0]
    for job in (
        lambda: services.interpreting.step(booking.id, BookingState.CONFIRMED, interpreter=number),
        lambda: services.interpreting.describe(booking.id, interpreter=number, booking_number=""),
    ):
        with pytest.raises(RuleBroken) as refused:
            job()
        assert refused.value.refusal is Refusal.PERSONAL_NUMBER_IN_FIELD


def test_when_the_last_of_a_language_stays_away_the_booking_is_one_to_cancel(
    services: Services, course: Course, people: list[str]
) -> None:
    next_week = services.courses.occasion_of(course.id, 8, FM).id
    services.interpreting.order([next_week], "ti", "", ON_SITE)
    services.attendance.mark(next_week, people[5], MarkKind.ANNOUNCED)
    line = need(services, course, 8, "ti").need
    assert (line.people, line.state) == (0, NeedState.TO_CANCEL)
    assert line.cancel_free_until is not None
    today = services.today.view()
    assert [task.need.language for task in today.to_cancel] == ["ti"]


def test_an_order_says_nothing_about_participants_but_the_head_count(
    services: Services, course: Course, people: list[str]
) -> None:
    services.participants.add(course.id, EM, PersonFacts("so", variant="maay"))
    services.interpreting.save_agency(Agency("", "Tolk i Syd", "040-00 00 00", "K-17"))
    occasions = [services.courses.occasion_of(course.id, number, FM).id for number in (8, 9)]
    order = services.interpreting.order_text(occasions, "so", "", ON_SITE)
    assert "somaliska" in order.text
    assert "K-17" in order.text
    assert order.text.count("2 personer") == 2
    assert "tisdag 9 mars kl. 9.00–11.00, Rum Eken" in order.text
    assert not any(f"D{number:02d}" in order.text for number in range(1, 20))


def test_the_agency_keeps_its_own_deadline_rules(
    services: Services, course: Course, people: list[str]
) -> None:
    services.interpreting.save_agency(Agency("", "Tolk i Syd", free_hours_on_site=18, free_hours_remote=4))
    agency = services.interpreting.agency()
    assert agency.name == "Tolk i Syd"
    occasion = services.courses.occasion_of(course.id, 8, FM)
    services.interpreting.order([occasion.id], "so", "", InterpreterMode.TELEPHONE)
    assert need(services, course, 8, "so").need.cancel_free_until == occasion.start - timedelta(hours=4)
    with pytest.raises(RuleBroken):
        services.interpreting.save_agency(Agency(agency.id, "Tolk i Syd", free_hours_on_site=-1))
