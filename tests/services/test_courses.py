"""Making courses and finding them again."""

from datetime import date

import pytest

from halsoskola.domain.changes import Kind
from halsoskola.domain.courses import Course, CourseStatus, OccasionStatus, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.services.bundle import Services
from halsoskola.services.courses import NewCourse

FM, EM = TrackCode.FM, TrackCode.EM
TEMPLATE = "malmo-halsoskola-12"


def test_a_course_has_its_template_in_every_run(services: Services, course: Course) -> None:
    view = services.courses.view(course.id)
    assert (view.course.number, view.course.name) == (1, "Malmö hälsoskola, 12 träffar")
    assert [line.meeting.number for line in view.meetings] == list(range(1, 13))
    assert [one.track.code for line in view.meetings for one in line.occasions] == [FM, EM] * 12
    first = view.meetings[0]
    assert first.meeting.plan == "valkommen"
    assert [one.occasion.start.isoformat() for one in first.occasions] == [
        "2027-01-19T09:00:00+01:00",
        "2027-01-19T13:00:00+01:00",
    ]
    assert all(one.occasion.venue == "Rum Eken" for line in view.meetings for one in line.occasions)
    assert view.status is CourseStatus.RUNNING
    assert [seats.track.capacity for seats in view.tracks] == [12, 12]


def test_red_days_and_eves_are_skipped(services: Services) -> None:
    wish = NewCourse(TEMPLATE, date(2027, 3, 26), (FM,))  # långfredagen
    made = services.courses.create(wish)
    days = made.preview.days[FM]
    assert days.moved_from == date(2027, 3, 26)
    assert days.days[0] == date(2027, 4, 2)
    assert date(2027, 6, 25) not in days.days  # midsommarafton
    christmas = services.courses.preview(NewCourse(TEMPLATE, date(2026, 12, 24), (FM,)))
    assert christmas.days[FM].days[0] == date(2027, 1, 7)  # both eves are Thursdays


def test_a_preview_stores_nothing(services: Services) -> None:
    services.courses.preview(NewCourse(TEMPLATE, date(2027, 1, 19), (FM, EM)))
    assert services.courses.count() == 0


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (NewCourse("finns-inte", date(2027, 1, 19), (FM,)), Refusal.NO_SUCH_TEMPLATE),
        (NewCourse(TEMPLATE, date(2027, 1, 19), ()), Refusal.TRACKS_WRONG),
        (NewCourse(TEMPLATE, date(2027, 1, 19), (FM,), capacity=0), Refusal.SEATS_WRONG),
    ],
)
def test_a_refused_course_leaves_nothing_behind(
    services: Services, wish: NewCourse, refusal: Refusal
) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.courses.create(wish)
    assert refused.value.refusal is refusal
    assert services.courses.count() == 0


def test_a_course_keeps_its_own_copy_of_every_plan(services: Services, course: Course) -> None:
    occasion = services.courses.occasion_of(course.id, 5, FM)
    plan = services.occasions.view(occasion.id).plan
    assert plan == services.plans.plan("somn")


def test_making_a_course_is_one_step_to_undo(services: Services, course: Course) -> None:
    label, changes = services.history.undo()
    assert label == "Ny kurs"
    assert changes.touches(Kind.COURSE, Kind.OCCASION)
    assert services.courses.count() == 0
    services.history.redo()
    assert services.courses.view(course.id).course == course


def test_numbers_go_on_and_the_newest_course_comes_first(services: Services, course: Course) -> None:
    later = services.courses.create(NewCourse(TEMPLATE, date(2027, 9, 7), (EM,), name="Hösten")).course
    assert later.number == 2
    assert [line.course.name for line in services.courses.list(limit=10)] == ["Hösten", course.name]
    assert [line.course.number for line in services.courses.list()] == [1, 2]
    assert services.courses.list(limit=1, offset=1)[0].course == course
    running = services.courses.list()[0]
    assert running.next_day == date(2027, 3, 2)


@pytest.mark.parametrize(
    ("meeting", "track", "refusal"),
    [(13, FM, Refusal.NO_SUCH_MEETING), (0, FM, Refusal.NO_SUCH_MEETING)],
)
def test_what_does_not_exist_is_named(
    services: Services, course: Course, meeting: int, track: TrackCode, refusal: Refusal
) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.courses.occasion_of(course.id, meeting, track)
    assert refused.value.refusal is refusal
    with pytest.raises(RuleBroken):
        services.courses.by_number(7)


def test_a_cancelled_occasion_stays_visible_and_can_come_back(services: Services, course: Course) -> None:
    occasion = services.courses.occasion_of(course.id, 8, EM)
    services.occasions.cancel(occasion.id)
    assert services.courses.occasion_of(course.id, 8, EM).status is OccasionStatus.CANCELLED
    services.occasions.cancel(occasion.id, cancelled=False)
    assert services.courses.occasion_of(course.id, 8, EM).status is OccasionStatus.PLANNED
