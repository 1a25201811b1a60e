"""The warnings of plans reach the page before the meeting, the papers and the dialog for a new course."""

from datetime import date

from halsoskola.documents.sheets import RunSheet
from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.interpreting import BookingState, InterpreterMode
from halsoskola.domain.plan_warnings import PlanWarningKind
from halsoskola.services.bundle import Services
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts

Kind = PlanWarningKind
FM, EM = TrackCode.FM, TrackCode.EM


def kinds(services: Services, course: Course, meeting: int, track: TrackCode = FM) -> list[PlanWarningKind]:
    occasion = services.courses.occasion_of(course.id, meeting, track)
    return [warning.kind for warning in services.occasions.view(occasion.id).warnings]


def test_the_difficult_theme_warns_and_a_calm_one_does_not(services: Services, course: Course) -> None:
    assert kinds(services, course, 7) == [Kind.TWO_LEADERS, Kind.CRISIS_SHEET_EMPTY]
    assert kinds(services, course, 6) == [Kind.CRISIS_SHEET_EMPTY]
    assert kinds(services, course, 5) == []


def test_a_cancelled_next_meeting_is_a_break(services: Services, course: Course) -> None:
    services.occasions.cancel(services.courses.occasion_of(course.id, 8, FM).id)
    assert Kind.MEMORIES_BEFORE_BREAK in kinds(services, course, 7)
    assert Kind.MEMORIES_BEFORE_BREAK not in kinds(services, course, 7, EM)


def test_the_last_meeting_that_is_held_counts_as_the_last(services: Services, course: Course) -> None:
    for number in range(8, 13):
        services.occasions.cancel(services.courses.occasion_of(course.id, number, FM).id)
    assert Kind.MEMORIES_LAST in kinds(services, course, 7)


def test_an_interpreter_on_the_telephone_is_said_and_a_known_one_is_not_new(
    services: Services, course: Course, people: list[str]
) -> None:
    def book(meeting: int, name: str, mode: InterpreterMode) -> str:
        occasion = services.courses.occasion_of(course.id, meeting, FM)
        services.interpreting.order([occasion.id], "so", "", mode)
        (line,) = [
            line
            for line in services.interpreting.needs(course.id)
            if line.placed.occasion.id == occasion.id and line.need.language == "so"
        ]
        booking = line.need.bookings[0]
        services.interpreting.describe(booking.id, interpreter=name, booking_number="")
        return booking.id

    assert Kind.INTERPRETER_NEW not in kinds(services, course, 7)  # nobody is booked, which is said elsewhere
    book(7, "Hodan E", InterpreterMode.TELEPHONE)
    assert kinds(services, course, 7)[-2:] == [Kind.INTERPRETER_REMOTE, Kind.INTERPRETER_NEW]
    earlier = book(6, "hodan e", InterpreterMode.ON_SITE)
    assert Kind.INTERPRETER_NEW in kinds(services, course, 7)  # ordered, but nobody has confirmed
    services.interpreting.step(earlier, BookingState.CONFIRMED)
    assert kinds(services, course, 7)[-1] is Kind.INTERPRETER_REMOTE


def test_the_run_sheet_says_it_and_the_cover_slip_misses_a_signature(
    services: Services, course: Course, people: list[str]
) -> None:
    occasion = services.courses.occasion_of(course.id, 7, FM).id
    pack = services.printing.pack_sheet(occasion)
    run_sheet = next(one.sheet for one in pack.documents if isinstance(one.sheet, RunSheet))
    assert any(said.startswith("Krisbladet är inte ifyllt") for said in run_sheet.warnings)
    assert not any("signera" in said for said in run_sheet.warnings)
    assert sum("signera" in said for said in pack.warnings) == 1
    assert sum("risblad" in said for said in pack.warnings) == 1


def test_a_new_course_says_what_is_unfortunate_about_its_dates(services: Services) -> None:
    calm = services.courses.preview(NewCourse("malmo-halsoskola-12", date(2027, 1, 19), (FM,)))
    assert calm.warnings == ()
    # Thursdays: meeting 7 falls before Ascension Day, when nobody meets.
    broken = services.courses.preview(NewCourse("malmo-halsoskola-12", date(2027, 3, 18), (FM,)))
    days = broken.days[FM].days
    assert (days[7] - days[6]).days == 14
    assert [(number, warning.kind, warning.count) for number, warning in broken.warnings] == [
        (7, Kind.MEMORIES_BEFORE_BREAK, 14)
    ]


def test_people_do_not_matter_to_the_place_of_a_plan(services: Services, course: Course) -> None:
    before = kinds(services, course, 7)
    services.participants.add(course.id, FM, PersonFacts("sv"))
    assert kinds(services, course, 7) == before
