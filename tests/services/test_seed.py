"""The synthetic courses: always the same, and as true to the rules as what a leader types."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from halsoskola import cli
from halsoskola.domain.attendance import MarkKind, check_mark, count_register
from halsoskola.domain.courses import SWEDEN, CourseStatus, OccasionStatus, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.evaluation import check_faces
from halsoskola.domain.follow_ups import checked_line, checked_note
from halsoskola.domain.interpreting import BookingState, NeedState
from halsoskola.domain.languages import is_language
from halsoskola.domain.participants import EnrolmentStatus, checked_name, checked_phone
from halsoskola.program import plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.calendar import is_public_holiday
from halsoskola.services.clock import FixedClock
from halsoskola.services.invented import Dice
from halsoskola.services.invented_course import CourseMaterial, stable_id
from halsoskola.services.plans import PlanService
from halsoskola.services.rooms import rooms_of_course
from halsoskola.services.seed import (
    MOST_COURSES,
    add_plan_copies,
    is_public_holiday_by_rule,
    seed,
    seed_demo,
)
from halsoskola.services.today import TodayView
from halsoskola.settings import Paths, program_root
from halsoskola.storage import attendance as mark_rows
from halsoskola.storage import evaluation as evaluation_rows
from halsoskola.storage import follow_ups as follow_up_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.store import Store
from tests.storage.builders import a_store, dump

TODAY = date(2027, 3, 2)
"""A Tuesday, five weeks after the first course began."""

Rows = Mapping[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> PlanService:
    return plan_service(Paths(tmp_path_factory.mktemp("plans"), program_root()))


@contextmanager
def seeded(
    folder: Path, plans: PlanService, courses: int, *, number: int = 7, today: date = TODAY
) -> Iterator[Store]:
    folder.mkdir()
    with a_store(folder) as store:
        seed(store, plans, courses=courses, seed=number, today=today)
        yield store


@contextmanager
def demonstrated(folder: Path, plans: PlanService, today: date) -> Iterator[Store]:
    folder.mkdir()
    with a_store(folder) as store:
        seed_demo(store, today)
        add_plan_copies(store, plans)
        yield store


def services(store: Store, plans: PlanService, today: date = TODAY) -> Services:
    """At twelve past eight in the morning, before anything has begun."""
    return Services(store, FixedClock(datetime.combine(today, time(8, 12), SWEDEN)), lambda: plans)


def rows_of(folder: Path, plans: PlanService, courses: int, **given: Any) -> Rows:
    with seeded(folder, plans, courses, **given) as store:
        return {name: rows for name, rows in dump(store).items() if name != "about"}


def day_view(store: Store, plans: PlanService, today: date) -> TodayView:
    return services(store, plans, today).today.view()


# The same every time


def test_same_number_seed_and_date_give_the_same_rows(tmp_path: Path, plans: PlanService) -> None:
    first = rows_of(tmp_path / "a", plans, 4)
    assert first == rows_of(tmp_path / "b", plans, 4)
    assert all(first.values()), [name for name, rows in first.items() if not rows]


def test_another_seed_gives_other_people_with_other_ids(tmp_path: Path, plans: PlanService) -> None:
    first, second = rows_of(tmp_path / "a", plans, 2), rows_of(tmp_path / "b", plans, 2, number=8)
    for name, rows in first.items():
        assert not {row[0] for row in rows} & {row[0] for row in second[name]}, name
    # Columns after the id: what chance decided is not the same either.
    assert sorted(row[1:] for row in first["participants"]) != sorted(
        row[1:] for row in second["participants"]
    )


@pytest.mark.parametrize(("few", "many"), [(1, 2), (2, 6), (5, 6)])
def test_fewer_courses_are_the_same_rows_as_among_more(
    tmp_path: Path, plans: PlanService, few: int, many: int
) -> None:
    small, large = rows_of(tmp_path / "a", plans, few), rows_of(tmp_path / "b", plans, many)
    for name, rows in small.items():
        assert set(rows) <= set(large[name]), name
    assert len(small["courses"]) == few
    assert len(large["courses"]) == many


def test_the_month_around_the_date_belongs_to_the_two_running_courses(
    tmp_path: Path, plans: PlanService
) -> None:
    with seeded(tmp_path / "a", plans, 6) as store:
        use = services(store, plans)
        lines = use.courses.list()
        assert [line.course.number for line in lines] == [1, 2, 3, 4, 5, 6]
        assert [line.status for line in lines] == [CourseStatus.RUNNING] * 2 + [CourseStatus.FINISHED] * 4
        assert all(line.course.ends_on < TODAY - timedelta(days=31) for line in lines[2:])
        assert {room.placed.course.number for room in use.today.view().coming} == {1, 2}


def test_chance_falls_the_same_way_on_every_computer() -> None:
    dice = Dice(7, "running-1")
    assert [dice.number(1, 100) for _ in range(6)] == [68, 9, 63, 88, 46, 30]
    assert dice.shuffled("abcdef") == list("ebcfda")


def test_ids_are_uuids_written_as_all_others() -> None:
    one = stable_id(7, "running-1", "course")
    assert UUID(one).version == 8
    assert UUID(one).hex == one
    assert one != stable_id(7, "running-1", "track")


# As the design says


def test_every_course_has_two_tracks_of_twelve_and_twelve_meetings(
    tmp_path: Path, plans: PlanService
) -> None:
    with seeded(tmp_path / "a", plans, 6) as store:
        use = services(store, plans)
        for line in use.courses.list():
            view = use.courses.view(line.course.id)
            people = use.participants.list(line.course.id)
            assert [one.track.code for one in view.tracks] == [TrackCode.FM, TrackCode.EM]
            assert len(view.meetings) == 12
            assert all(len(meeting.occasions) == 2 for meeting in view.meetings)
            assert [one.enrolment.number for one in people] == list(range(1, 25))
            for seats in view.tracks:
                own = [one.participant for one in people if one.track.id == seats.track.id]
                assert len(own) == 12
                assert len({one.interpreter_language for one in own}) >= 3
            spoken = {one.participant.interpreter_language for one in people}
            assert spoken >= {"ar", "so", "ti", "prs", "sv"}
            assert len(spoken - {"sv", "kmr"}) == 4


def test_the_people_are_of_every_kind(tmp_path: Path, plans: PlanService) -> None:
    with seeded(tmp_path / "a", plans, 6) as store:
        use = services(store, plans)
        of_course = {line.course.number: use.participants.list(line.course.id) for line in use.courses.list()}
    everybody = [one for people in of_course.values() for one in people]
    assert any(
        (one.participant.interpreter_language, one.participant.reads) == ("kmr", "ar") for one in everybody
    )
    assert "" in {one.participant.reads for one in everybody}
    assert {one.enrolment.status for one in everybody} == set(EnrolmentStatus)
    assert [
        number for number, people in of_course.items() if any(one.participant.name for one in people)
    ] == [2]
    assert any(one.participant.variant for one in everybody)
    assert len({one.participant.contact_way for one in everybody}) == 3


def test_marks_and_bookings_are_of_every_kind(tmp_path: Path, plans: PlanService) -> None:
    """The seventh course is the first with a meeting that was called off."""
    with seeded(tmp_path / "a", plans, 7) as store, store.read() as db:
        kinds = set(db.scalars(text("SELECT DISTINCT kind FROM marks")))
        states = set(db.scalars(text("SELECT DISTINCT state FROM bookings")))
        statuses = set(db.scalars(text("SELECT DISTINCT status FROM occasions")))
        counted = [db.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("face_counts", "firo_notes")]
        elsewhere = db.scalar(
            text(
                "SELECT count(*) FROM marks JOIN occasions ON occasions.id = marks.occasion_id "
                "JOIN enrolments ON enrolments.id = marks.enrolment_id "
                "WHERE marks.kind = 'present' AND enrolments.track_id != occasions.track_id"
            )
        )
    assert kinds == {kind.value for kind in MarkKind}
    assert states == {state.value for state in BookingState}
    assert statuses == {status.value for status in OccasionStatus}
    assert elsewhere
    assert min(counted) > 50


# The rules hold


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 26), date(2028, 7, 1)])
def test_every_rule_holds_for_what_is_seeded(tmp_path: Path, plans: PlanService, today: date) -> None:
    with seeded(tmp_path / "a", plans, 8, today=today) as store:
        check_all_rules(store, plans, today)
        for line in services(store, plans, today).courses.list():
            for meeting in services(store, plans, today).courses.view(line.course.id).meetings:
                for one in meeting.occasions:
                    assert not is_public_holiday(one.occasion.day)
                    assert one.occasion.day.weekday() < 5


@pytest.mark.parametrize("today", [date(2027, 6, 5), date(2027, 12, 25)])
def test_every_rule_holds_for_the_demonstration(tmp_path: Path, plans: PlanService, today: date) -> None:
    with demonstrated(tmp_path / "a", plans, today) as store:
        check_all_rules(store, plans, today)


def check_all_rules(store: Store, plans: PlanService, today: date) -> None:
    use = services(store, plans, today)
    with store.read() as db:
        assert db.execute(text("PRAGMA foreign_key_check")).all() == []
    for line in use.courses.list():
        check_people(store, use, line.course.id)
        check_registers(store, use, line.course.id, today)
        check_notes(store, line.course.id, today)
        check_needs(use, line.course.id)
        assert use.attendance.grid(line.course.id).rows


def check_people(store: Store, use: Services, course_id: str) -> None:
    view = use.courses.view(course_id)
    with store.read() as db:
        people = people_rows.people_of_course(db, course_id)
    assert len({one.enrolment.sign for one in people}) == len(people)
    for seats in view.tracks:
        assert seats.taken <= seats.track.capacity
        # Nobody waits while there is a chair.
        assert not seats.waiting or seats.taken == seats.track.capacity
    for one in people:
        person = one.participant
        assert checked_name(person.name, uses_names=view.course.uses_names) == person.name
        assert checked_phone(person.phone, person.contact_way) == person.phone
        assert re.fullmatch(r"(070-174 06 (0[5-9]|[1-9]\d))?", person.phone)
        for code in (person.interpreter_language, *person.understands, person.reads or "sv"):
            assert is_language(code)
        assert person.interpreter_language not in person.understands
        assert view.course.starts_on <= one.enrolment.since <= view.course.ends_on
        if one.enrolment.until is not None:
            assert one.enrolment.since <= one.enrolment.until


def check_registers(store: Store, use: Services, course_id: str, today: date) -> None:
    with store.read() as db:
        rooms = rooms_of_course(db, course_id)
        marks = mark_rows.marks_of_course(db, course_id)
        people = {one.enrolment.id: one.enrolment for one in people_rows.people_of_course(db, course_id)}
        evaluations = {
            room.placed.occasion.id: evaluation_rows.evaluation(db, room.placed.occasion.id) for room in rooms
        }
    occasions = {room.placed.occasion.id: room.placed.occasion for room in rooms}
    for mark in marks:
        occasion = occasions[mark.occasion_id]
        check_mark(mark.kind, mark.minutes, occasion, people[mark.enrolment_id], today)
        assert occasion.meeting_id == mark.meeting_id
        own = people[mark.enrolment_id].track_id == occasion.track_id
        if mark.kind is MarkKind.VISITS:
            assert not own
            assert occasion.status is OccasionStatus.PLANNED
    for room in rooms:
        occasion = room.placed.occasion
        unmarked = [line for line in room.lines if line.mark is None or line.mark.kind is MarkKind.VISITS]
        if occasion.status is OccasionStatus.HELD:
            assert occasion.day < today
            assert all(line.away for line in unmarked)
        if occasion.status is OccasionStatus.PLANNED:
            assert unmarked
        if occasion.status is OccasionStatus.CANCELLED:
            assert all(line.mark is None for line in room.lines)
        here = count_register(room.lines).here
        assert here <= room.placed.track.capacity
        for count in evaluations[occasion.id].counts.values():
            assert occasion.status is OccasionStatus.HELD
            check_faces(count, here)


def check_notes(store: Store, course_id: str, today: date) -> None:
    with store.read() as db:
        for room in rooms_of_course(db, course_id):
            occasion = room.placed.occasion
            assert checked_note(occasion.note) == occasion.note
            for promise in follow_up_rows.of_occasion(db, occasion.id):
                assert checked_line(promise.text) == promise.text
                assert occasion.day < today
                assert promise.due > occasion.day
                assert promise.done_on is None or occasion.day <= promise.done_on <= today


def check_needs(use: Services, course_id: str) -> None:
    lines = use.interpreting.needs(course_id)
    assert lines
    for line in lines:
        if line.placed.occasion.status is OccasionStatus.HELD:
            assert line.need.state is NeedState.DONE
        for booking in line.need.bookings:
            assert booking.noted
            if booking.state is BookingState.ORDERED:
                assert not booking.interpreter


def test_a_cancelled_meeting_and_its_interpreters_are_cancelled_together(
    tmp_path: Path, plans: PlanService
) -> None:
    """The seventh course is the first with a meeting that was called off."""
    with seeded(tmp_path / "a", plans, 7) as store:
        use = services(store, plans)
        cancelled = [
            line
            for line in use.interpreting.needs(use.courses.by_number(7).id)
            if line.placed.occasion.status is OccasionStatus.CANCELLED
        ]
        assert cancelled
        assert {booking.state for line in cancelled for booking in line.need.bookings} == {
            BookingState.CANCELLED
        }
        check_all_rules(store, plans, TODAY)


# The demonstration


@pytest.mark.parametrize(
    "today",
    [
        TODAY,
        date(2027, 3, 6),  # a Saturday
        date(2027, 3, 7),  # a Sunday
        date(2027, 3, 29),  # annandag påsk
        date(2027, 6, 25),  # midsommarafton
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2028, 2, 29),
        date(2027, 10, 29),  # the clocks go back on the Sunday after
    ],
)
def test_the_demonstration_has_something_of_everything_on_any_day(
    tmp_path: Path, plans: PlanService, today: date
) -> None:
    with demonstrated(tmp_path / "a", plans, today) as store:
        view = day_view(store, plans, today)
        lines = services(store, plans, today).courses.list()
    assert [line.status for line in lines] == [
        CourseStatus.RUNNING,
        CourseStatus.RUNNING,
        CourseStatus.FINISHED,
    ]
    assert [room.placed.occasion.starts_at for room in view.rooms] == [time(9), time(13)]
    assert [len(room.expected) for room in view.rooms] == [10, 10]
    assert len(view.unconfirmed_today) == 1
    assert view.unconfirmed_today[0].need.state is NeedState.ORDERED
    soonest = view.to_cancel[0].need
    assert soonest.people == 0
    assert soonest.cancel_free_until is not None
    assert soonest.cancel_free_until > view.now
    assert len(view.registers) == 1
    assert view.registers[0].placed.occasion.day < today
    assert [promise.label for promise in view.promises] == ["D08", "D03"]
    assert all(today <= promise.follow_up.due <= today + timedelta(days=7) for promise in view.promises)
    assert view.deadlines
    assert {room.placed.course.number for room in view.coming} == {1, 2}


def test_the_demonstration_shows_the_same_day_as_the_pictures_of_the_program(
    tmp_path: Path, plans: PlanService
) -> None:
    with demonstrated(tmp_path / "a", plans, TODAY) as store:
        view = day_view(store, plans, TODAY)
    morning, afternoon = view.rooms
    assert morning.placed.meeting.title == "Sömn"
    assert {(one.language, one.people) for one in morning.groups} == {
        ("ar", 4),
        ("so", 2),
        ("ti", 3),
        ("sv", 1),
    }
    assert {(one.language, one.people) for one in afternoon.groups} == {("ar", 4), ("prs", 5), ("sv", 1)}
    assert {need.state for need in morning.needs} == {NeedState.CONFIRMED}
    assert view.unconfirmed_today[0].need.bookings[0].noted == "Beställd 22 februari"
    assert [(one.room.placed.meeting.number, one.need.language) for one in view.to_cancel] == [
        (6, "so"),
        (10, "prs"),
    ]
    assert [(one.room.placed.meeting.number, one.need.language) for one in view.needs] == [(7, "prs")]
    assert [(one.placed.meeting.number, len(one.expected)) for one in view.registers] == [(4, 11)]


def test_the_demonstration_meets_on_no_other_holiday_than_today(tmp_path: Path, plans: PlanService) -> None:
    today = date(2027, 3, 29)
    with demonstrated(tmp_path / "a", plans, today) as store:
        use = services(store, plans, today)
        days = {
            one.occasion.day
            for line in use.courses.list()
            for meeting in use.courses.view(line.course.id).meetings
            for one in meeting.occasions
        }
    assert {day for day in days if is_public_holiday(day)} == {today}


def test_holidays_by_rule_are_those_of_the_calendar() -> None:
    first, last = date(2005, 1, 1), date(2060, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert [day for day in days if is_public_holiday_by_rule(day)] == [
        day for day in days if is_public_holiday(day)
    ]


# Refused


@pytest.mark.parametrize("courses", [0, -1, MOST_COURSES + 1])
def test_a_number_of_courses_that_makes_no_sense_is_refused(
    tmp_path: Path, plans: PlanService, courses: int
) -> None:
    with a_store(tmp_path) as store:
        with pytest.raises(RuleBroken) as refused:
            seed(store, plans, courses=courses, seed=1, today=TODAY)
        assert refused.value.refusal is Refusal.SEED_COUNT
        assert services(store, plans).courses.count() == 0


def test_the_command_fills_a_new_folder_and_refuses_one_with_courses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(cli.PASSWORD, "björk och hav")
    command = ["--data-dir", str(tmp_path / "data"), "seed", "--courses", "2", "--seed", "7"]
    assert cli.run([*command, "--today", TODAY.isoformat()]) == cli.DONE
    capsys.readouterr()
    assert cli.run([*command, "--today", TODAY.isoformat()]) == cli.REFUSED
    said = capsys.readouterr()
    assert "ny mapp" in said.err
    assert said.out == ""
    assert cli.run(["--data-dir", str(tmp_path / "data"), "course", "list", "--json"]) == cli.DONE
    assert '"number": 2' in capsys.readouterr().out


def test_what_is_remembered_of_the_plans_is_what_stands_in_their_files(shipped_plans: PlanService) -> None:
    assert list(CourseMaterial.remembered().places) == list(CourseMaterial.of(shipped_plans).places)
