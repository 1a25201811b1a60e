"""The working list of the day: what is on it, in which order, and that it reads by date."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import Course
from halsoskola.domain.interpreting import Agency, BookingState, InterpreterMode
from halsoskola.program import Program
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.seed import seed
from halsoskola.services.today import TodayView
from tests.builders import TUESDAY, at
from tests.services.conftest import EM, FM


def later(services: Services, program: Program, moment_of: date, hour: int = 8) -> TodayView:
    """Idag as it stands at another moment."""
    clock = FixedClock(at(moment_of, hour))
    return Services(program.store, clock, lambda: services.plans).today.view()


def occasion(services: Services, course: Course, meeting: int, track: object = FM) -> str:
    return services.courses.occasion_of(course.id, meeting, track).id  # type: ignore[arg-type]


def book(services: Services, occasion_id: str, language: str, *states: BookingState) -> str:
    services.interpreting.order([occasion_id], language, "", InterpreterMode.ON_SITE)
    room = services.occasions.room(occasion_id)
    booking = next(b for need in room.needs for b in need.bookings if b.language == language)
    for state in states:
        services.interpreting.step(booking.id, state)
    return booking.id


@pytest.fixture
def confirmed_past(services: Services, course: Course, people: list[str]) -> None:
    """All registers before today are confirmed."""
    for meeting in range(1, 7):
        for track in (FM, EM):
            services.attendance.confirm(occasion(services, course, meeting, track))


def test_a_new_program_knows_that_it_has_no_course(services: Services) -> None:
    view = services.today.view()
    assert not view.has_courses
    assert view.following is None


def test_both_runs_of_today_stand_in_the_order_of_the_clock(
    services: Services, course: Course, people: list[str]
) -> None:
    view = services.today.view()
    assert [room.placed.track.code for room in view.rooms] == [FM, EM]
    assert all(len(room.expected) == 8 for room in view.rooms)
    assert [room.placed.occasion.day for room in view.coming] == [date(2027, 3, 9)] * 2 + [
        date(2027, 3, 16)
    ] * 2
    assert view.has_courses


def test_an_interpreter_for_today_is_unconfirmed_until_confirmed_or_the_meeting_is_over(
    services: Services, program: Program, course: Course, people: list[str]
) -> None:
    morning = occasion(services, course, 7)
    booking = book(services, morning, "ar")
    languages = [
        t.need.language for t in services.today.view().unconfirmed_today if t.room.placed.track.code is FM
    ]
    assert languages == ["ar", "so", "prs", "ti"]
    services.interpreting.step(booking, BookingState.CONFIRMED)
    assert "ar" not in [
        t.need.language for t in services.today.view().unconfirmed_today if t.room.placed.track.code is FM
    ]
    at_noon = later(services, program, TUESDAY, 12)
    assert {t.room.placed.track.code for t in at_noon.unconfirmed_today} == {EM}


def test_needless_bookings_stand_by_deadline_and_those_that_cost_anyway_come_last(
    services: Services, course: Course, people: list[str]
) -> None:
    services.interpreting.save_agency(Agency("", "Tolk", free_hours_on_site=24))
    next_week, after, today = (occasion(services, course, n) for n in (8, 9, 7))
    for one in (after, next_week, today):
        book(services, one, "ti", BookingState.CONFIRMED)
        services.attendance.mark(one, people[5], MarkKind.ANNOUNCED)
    view = services.today.view()
    assert [t.room.placed.occasion.id for t in view.to_cancel] == [next_week, after, today]
    assert not any(t.need.language == "ti" and t.room.placed.track.code is FM for t in view.needs)


def test_a_called_off_meeting_keeps_its_interpreter_on_the_list(
    services: Services, course: Course, people: list[str]
) -> None:
    booked = occasion(services, course, 8)
    book(services, booked, "ar")
    services.occasions.cancel(booked)
    view = services.today.view()
    assert [t.room.placed.occasion.id for t in view.to_cancel] == [booked]
    assert booked not in [room.placed.occasion.id for room in view.coming]


def test_the_interpreter_of_a_held_meeting_is_not_one_to_cancel(
    services: Services, program: Program, course: Course, people: list[str]
) -> None:
    today = occasion(services, course, 7)
    book(services, today, "ar", BookingState.CONFIRMED)
    services.attendance.confirm(today)
    assert services.today.view().to_cancel == ()
    assert later(services, program, TUESDAY, 12).to_cancel == ()


def test_needs_reach_fourteen_days_ahead(services: Services, course: Course, people: list[str]) -> None:
    view = services.today.view()
    assert {task.room.placed.occasion.day for task in view.needs} == {date(2027, 3, 9), date(2027, 3, 16)}


def test_registers_wait_from_the_end_of_the_meeting(
    services: Services, program: Program, course: Course, confirmed_past: None
) -> None:
    assert services.today.view().registers == ()
    (morning,) = later(services, program, TUESDAY, 12).registers
    assert morning.placed.track.code is FM
    services.attendance.confirm(morning.placed.occasion.id)
    assert later(services, program, TUESDAY, 12).registers == ()


def test_promises_due_come_late_ones_first_and_kept_ones_never(
    services: Services, course: Course, people: list[str]
) -> None:
    here = occasion(services, course, 6)
    for text, days in (("i dag", 0), ("sen", -3), ("snart", 5), ("långt fram", 30)):
        services.closing.promise(here, text, TUESDAY + timedelta(days=days), people[0])
    view = services.today.view()
    assert [one.follow_up.text for one in view.due_promises] == ["sen", "i dag"]
    assert [one.follow_up.text for one in view.later_promises] == ["snart"]
    assert view.due_promises[0].label == "D01"
    services.closing.keep(view.due_promises[0].follow_up.id)
    assert [one.follow_up.text for one in services.today.view().due_promises] == ["i dag"]


def test_the_following_meeting_is_found_beyond_the_horizon_and_skips_what_is_called_off(
    services: Services, program: Program, course: Course
) -> None:
    in_january = later(services, program, date(2026, 12, 1))
    assert in_january.coming == ()
    assert in_january.following is not None
    assert in_january.following.meeting.number == 1
    services.occasions.cancel(in_january.following.occasion.id)
    again = later(services, program, date(2026, 12, 1)).following
    assert again is not None
    assert again.track.code is EM
    assert later(services, program, date(2027, 5, 1)).following is None
    assert later(services, program, date(2027, 8, 1)).has_courses


@pytest.fixture
def statements(program: Program) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = program.store.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_forty_courses_take_as_many_questions_as_four(
    program: Program, services: Services, statements: list[str]
) -> None:
    seed(program.store, services.plans, courses=40, seed=1, today=TUESDAY)
    statements.clear()
    view = services.today.view()
    assert view.rooms or view.coming
    assert len(statements) <= 16, statements
    assert len({room.placed.course.id for room in (*view.rooms, *view.coming, *view.registers)}) <= 3
