"""The register, from pale to confirmed."""

from datetime import date

import pytest

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import Course, OccasionStatus, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.services.bundle import Services
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts

FM, EM = TrackCode.FM, TrackCode.EM
TODAYS = 7


def occasion(services: Services, course: Course, number: int = TODAYS, track: TrackCode = FM) -> str:
    return services.courses.occasion_of(course.id, number, track).id


def test_nothing_is_stored_before_the_first_exception(
    services: Services, course: Course, people: list[str]
) -> None:
    view = services.attendance.register(occasion(services, course))
    assert len(view.lines) == 8
    assert all(line.mark is None for line in view.lines)
    assert view.count.here == 8
    assert not view.confirmed


def test_confirming_marks_everybody_else_as_here(
    services: Services, course: Course, people: list[str]
) -> None:
    here = occasion(services, course)
    services.attendance.mark(here, people[2], MarkKind.LATE, 12)
    services.attendance.mark(here, people[4], MarkKind.ANNOUNCED)
    services.attendance.mark(here, people[5], MarkKind.ABSENT)
    services.attendance.confirm(here)
    view = services.attendance.register(here)
    kinds = [line.mark.kind.value if line.mark else None for line in view.lines]
    assert kinds == ["present", "present", "late", "present", "announced", "absent", "present", "present"]
    assert (view.count.here, view.count.late, view.count.announced, view.count.absent) == (6, 1, 1, 1)
    assert view.confirmed
    assert view.placed.occasion.status is OccasionStatus.HELD


def test_confirming_is_one_step_to_undo(services: Services, course: Course, people: list[str]) -> None:
    here = occasion(services, course)
    services.attendance.confirm(here)
    services.history.undo()
    view = services.attendance.register(here)
    assert not view.confirmed
    assert all(line.mark is None for line in view.lines)


def test_confirming_twice_changes_nothing(services: Services, course: Course, people: list[str]) -> None:
    here = occasion(services, course)
    assert services.attendance.confirm(here)
    assert not services.attendance.confirm(here)


def test_only_confirmed_marks_count(services: Services, course: Course, people: list[str]) -> None:
    here = occasion(services, course)
    services.attendance.mark(here, people[0], MarkKind.ABSENT)
    assert services.attendance.grid(course.id).rows[0].rate is None
    services.attendance.confirm(here)
    grid = services.attendance.grid(course.id)
    assert grid.rows[0].rate == 0.0
    assert grid.rows[1].rate == 1.0


def test_the_grid_has_everybody_by_run_and_leaves_out_meetings_before_she_came(
    services: Services, course: Course, people: list[str]
) -> None:
    grid = services.attendance.grid(course.id)
    assert [row.enrolment.number for row in grid.rows] == list(range(1, 17))
    assert [cell is None for cell in grid.rows[0].cells] == [True] * 6 + [False] * 6


def test_a_visitor_is_expected_there_and_counts_once(
    services: Services, course: Course, people: list[str]
) -> None:
    morning, afternoon = occasion(services, course), occasion(services, course, track=EM)
    services.attendance.mark(morning, people[0], MarkKind.VISITS)
    assert services.attendance.register(morning).count.away == 1
    there = services.attendance.register(afternoon)
    assert [line.enrolment.label for line in there.lines if line.visitor] == ["D01"]
    services.attendance.confirm(afternoon)
    services.attendance.confirm(morning)
    assert services.attendance.register(morning).count.here == 7
    assert services.attendance.register(afternoon).count.here == 9
    assert services.attendance.grid(course.id).rows[0].rate == 1.0


def test_a_visit_to_a_run_that_was_held_already_counts_at_once(
    services: Services, course: Course, people: list[str]
) -> None:
    morning, afternoon = occasion(services, course), occasion(services, course, track=EM)
    services.attendance.confirm(morning)
    services.attendance.mark(afternoon, people[8], MarkKind.VISITS)
    there = services.attendance.register(morning)
    assert [line.mark.kind for line in there.lines if line.visitor and line.mark] == [MarkKind.PRESENT]


def test_a_visitor_can_be_sent_home_again(services: Services, course: Course, people: list[str]) -> None:
    morning, afternoon = occasion(services, course), occasion(services, course, track=EM)
    services.attendance.mark(morning, people[0], MarkKind.VISITS)
    services.attendance.mark(afternoon, people[0], MarkKind.VISITS)
    assert not any(line.visitor for line in services.attendance.register(afternoon).lines)
    own = services.attendance.register(morning).lines[0]
    assert own.mark is None
    assert own.is_expected


def test_who_gets_a_seat_after_the_register_was_confirmed_is_no_head_in_that_room(
    services: Services, course: Course, people: list[str]
) -> None:
    here = occasion(services, course)
    services.attendance.confirm(here)
    services.participants.add(course.id, FM, PersonFacts("ar"))
    view = services.attendance.register(here)
    assert view.count.here == 8
    assert len(view.lines) == 9


@pytest.mark.parametrize(
    ("number", "kind", "minutes", "refusal"),
    [
        (8, MarkKind.ABSENT, 0, Refusal.MEETING_IN_FUTURE),
        (7, MarkKind.LATE, 120, Refusal.MINUTES_WRONG),
        (6, MarkKind.PRESENT, 0, Refusal.NOT_ENROLLED_THEN),
    ],
)
def test_a_refused_mark_is_not_stored(
    services: Services,
    course: Course,
    people: list[str],
    number: int,
    kind: MarkKind,
    minutes: int,
    refusal: Refusal,
) -> None:
    here = occasion(services, course, number)
    with pytest.raises(RuleBroken) as refused:
        services.attendance.mark(here, people[0], kind, minutes)
    assert refused.value.refusal is refusal
    assert all(line.mark is None for line in services.attendance.register(here).lines)


def test_a_register_of_tomorrow_cannot_be_confirmed(
    services: Services, course: Course, people: list[str]
) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.attendance.confirm(occasion(services, course, 8))
    assert refused.value.refusal is Refusal.MEETING_IN_FUTURE


def test_taking_an_exception_back_makes_her_pale_again_or_here(
    services: Services, course: Course, people: list[str]
) -> None:
    here = occasion(services, course)
    services.attendance.mark(here, people[0], MarkKind.ABSENT)
    services.attendance.clear(here, people[0])
    assert services.attendance.register(here).lines[0].mark is None
    services.attendance.confirm(here)
    services.attendance.mark(here, people[0], MarkKind.ABSENT)
    services.attendance.clear(here, people[0])
    mark = services.attendance.register(here).lines[0].mark
    assert mark is not None
    assert mark.kind is MarkKind.PRESENT


def test_confirming_never_overwrites_an_announced_absence(
    services: Services, course: Course, people: list[str]
) -> None:
    here = occasion(services, course)
    services.attendance.mark(here, people[0], MarkKind.ANNOUNCED)
    services.attendance.confirm(here)
    mark = services.attendance.register(here).lines[0].mark
    assert mark is not None
    assert mark.kind is MarkKind.ANNOUNCED


def test_who_stays_away_next_time_lowers_the_interpreter_need(
    services: Services, course: Course, people: list[str]
) -> None:
    here = occasion(services, course)
    somali = [people[3], people[4]]
    for enrolment in somali:
        services.attendance.not_coming_next(here, enrolment, stays_away=True)
    assert services.attendance.register(here).not_coming_next == frozenset(somali)
    next_week = {
        line.need.language: line.need.people
        for line in services.interpreting.needs(course.id)
        if line.placed.meeting.number == 8 and line.placed.track.code is FM
    }
    assert next_week == {"ar": 3, "ti": 1, "prs": 1}
    services.attendance.not_coming_next(here, somali[0], stays_away=False)
    assert services.attendance.register(here).not_coming_next == frozenset(somali[1:])


def test_after_the_last_meeting_there_is_no_next_time(
    services: Services, course: Course, people: list[str]
) -> None:
    last = occasion(services, course, 12)
    assert services.attendance.register(last).next_occasion is None
    with pytest.raises(RuleBroken) as refused:
        services.attendance.not_coming_next(last, people[0], stays_away=True)
    assert refused.value.refusal is Refusal.NO_NEXT_MEETING


def test_a_course_with_one_run_has_no_other_to_visit(services: Services) -> None:
    alone = services.courses.create(NewCourse("malmo-halsoskola-12", date(2027, 3, 2), (FM,))).course
    person = services.participants.add(alone.id, FM, PersonFacts("ar")).enrolment
    with pytest.raises(RuleBroken) as refused:
        services.attendance.mark(occasion(services, alone, 1), person.id, MarkKind.VISITS)
    assert refused.value.refusal is Refusal.NO_OTHER_RUN
