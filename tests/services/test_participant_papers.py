"""Which papers participants get: in which languages, with whose numbers and times, and what stays off them."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from halsoskola.cli import _PRINT_KINDS
from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import SWEDEN, Course, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts
from halsoskola.services.plans import PlanService
from halsoskola.services.print_kinds import (
    PRINT_KINDS,
    PaperGroup,
    PrintOrder,
    make_paper,
    missing_facts,
    print_kind_name,
)
from halsoskola.settings import Paths
from tests.builders import at
from tests.documents.builders import page_count, texts, whole_text
from tests.services.conftest import SPEAKERS

FM, EM = TrackCode.FM, TrackCode.EM

FOR_PARTICIPANTS = [
    name
    for name, kind in PRINT_KINDS.items()
    if kind.group is PaperGroup.PARTICIPANTS or name in ("name-cards", "picture-agenda")
]


@pytest.fixture
def in_january(program: Program, shipped_plans: PlanService) -> Services:
    """The same folder before the course has begun, so that people are there from the first meeting."""
    return Services(program.store, FixedClock(at(date(2027, 1, 12))), lambda: shipped_plans)


@pytest.fixture
def members(in_january: Services, course: Course) -> list[str]:
    """Enrolment ids of D01 to D08 in the morning; D01 reads Arabic, D08 Swedish."""
    return [
        in_january.participants.add(course.id, FM, PersonFacts(code, reads=code)).enrolment.id
        for code in SPEAKERS
    ]


@pytest.fixture
def with_facts(program: Program, clock: FixedClock, paths: Paths) -> Services:
    """With a folder of its own for the organisation's facts."""
    plans = plan_service(paths)
    services = Services(program.store, clock, lambda: plans)
    for name, text in (
        ("kurs-telefon", "040-00 00 00"),
        ("vardcentral-telefon", "040-11 22 33"),
        ("vardcentral-namn", "Vårdcentralen Lugnet"),
        ("organisation-namn", "Malmö stad"),
        ("dataskydd-kontakt", "dataskydd@example.se"),
        ("rattslig-grund", "dataskyddsförordningen, artikel 6.1 e och 9.2 g"),
    ):
        services.facts.save(name, text)
    return services


def occasion(services: Services, course: Course, meeting: int, track: TrackCode = FM) -> str:
    return services.courses.occasion_of(course.id, meeting, track).id


def hold(services: Services, course: Course, meeting: int, track: TrackCode = FM) -> str:
    """Confirms the register of an occasion as it stands."""
    one = occasion(services, course, meeting, track)
    services.attendance.confirm(one)
    return one


# The table


def test_the_command_line_knows_the_same_kinds() -> None:
    assert set(_PRINT_KINDS) == set(PRINT_KINDS)


def test_every_kind_has_a_name_of_its_own() -> None:
    names = [print_kind_name(kind) for kind in PRINT_KINDS]
    assert len(set(names)) == len(names)
    assert all(names)


@pytest.mark.parametrize("kind", FOR_PARTICIPANTS)
def test_every_paper_for_participants_is_made(
    kind: str, services: Services, course: Course, people: list[str]
) -> None:
    order = PrintOrder(
        course.id,
        occasions=(occasion(services, course, 7),),
        participant=1 if PRINT_KINDS[kind].for_one else None,
    )
    assert make_paper(services, kind, order).startswith(b"%PDF")


def test_a_paper_of_a_meeting_asks_for_the_meeting(services: Services, course: Course) -> None:
    with pytest.raises(RuleBroken) as refused:
        make_paper(services, "slip", PrintOrder(course.id))
    assert refused.value.refusal is Refusal.MEETING_NEEDED


def test_facts_that_are_not_filled_in_are_named(services: Services) -> None:
    assert missing_facts(services, "privacy") == (
        "organisation-namn",
        "dataskydd-kontakt",
        "rattslig-grund",
    )
    assert missing_facts(services, "evaluation") == ()


def test_facts_that_are_filled_in_are_not_named(with_facts: Services) -> None:
    assert missing_facts(with_facts, "privacy") == ()
    assert missing_facts(with_facts, "numbers") == ("tandvard-telefon", "socialtjanst-telefon")


# Languages


def test_without_languages_everyone_gets_her_own_most_readers_first(
    services: Services, course: Course, people: list[str]
) -> None:
    pdf = make_paper(services, "plan-sheet", PrintOrder(course.id, tracks=(FM,)))
    pages = texts(pdf)
    assert [next((name for name in marks if name in page), "") for page in pages] == [
        "Arabiska",
        "Somaliska",
        "",
        "Tigrinja",
        "",
    ]


marks = ("Arabiska", "Somaliska", "Tigrinja", "Dari")


def test_a_language_without_sentences_is_served_in_swedish_once(services: Services, course: Course) -> None:
    order = PrintOrder(course.id, languages=("th", "sv", "ru"))
    assert page_count(make_paper(services, "plan-sheet", order)) == 1


def test_an_unknown_language_or_size_is_refused(services: Services, course: Course) -> None:
    for order, refusal in (
        (PrintOrder(course.id, languages=("xx",)), Refusal.NO_SUCH_LANGUAGE),
        (PrintOrder(course.id, languages=("ar",), size=15), Refusal.HANDOUT_LOOK),
    ):
        with pytest.raises(RuleBroken) as refused:
            make_paper(services, "information", order)
        assert refused.value.refusal is refusal


def test_a_course_without_people_prints_swedish(services: Services, course: Course) -> None:
    assert page_count(make_paper(services, "information", PrintOrder(course.id))) == 1


# The schedule


def test_each_run_has_its_own_schedule(services: Services, course: Course) -> None:
    pages = texts(make_paper(services, "schedule", PrintOrder(course.id, languages=("sv",))))
    assert len(pages) == 2
    assert "9.00" in pages[0]
    assert "13.00" in pages[1]
    assert "Rum Eken" in pages[0]


def test_her_own_schedule_has_her_number_language_and_run(
    services: Services, course: Course, people: list[str]
) -> None:
    pages = texts(make_paper(services, "schedule", PrintOrder(course.id, participant=9)))
    assert len(pages) == 1
    assert "D09 NEJ" in pages[0]
    assert "13:00" in pages[0]
    assert "Arabiska: Datoröversatt" in pages[0]


def test_a_cancelled_meeting_is_said_on_the_schedule(services: Services, course: Course) -> None:
    services.occasions.cancel(occasion(services, course, 8))
    pdf = make_paper(services, "schedule", PrintOrder(course.id, tracks=(FM,), languages=("sv",)))
    assert "Ingen träff den här dagen." in whole_text(pdf)


def test_an_unknown_participant_is_refused(services: Services, course: Course) -> None:
    with pytest.raises(RuleBroken) as refused:
        make_paper(services, "schedule", PrintOrder(course.id, participant=77))
    assert refused.value.refusal is Refusal.NO_SUCH_PARTICIPANT


# Invitation


def test_the_invitation_is_to_the_first_meeting_that_is_not_cancelled(
    services: Services, course: Course
) -> None:
    services.occasions.cancel(occasion(services, course, 1))
    text = whole_text(
        make_paper(services, "invitation", PrintOrder(course.id, tracks=(FM,), languages=("sv",)))
    )
    assert "Tisdag 26 januari" in text
    assert "Antal träffar: 11" in text


def test_the_invitation_to_the_information_meeting_is_one_for_both_runs(
    services: Services, course: Course
) -> None:
    when = datetime(2027, 1, 12, 10, 0, tzinfo=SWEDEN)
    order = PrintOrder(course.id, languages=("sv",), information_meeting=when)
    pages = texts(make_paper(services, "invitation", order))
    assert len(pages) == 1
    assert "Välkommen till ett informationsmöte!" in pages[0]
    assert "Tisdag 12 januari" in pages[0]
    assert "11.00" not in pages[0]


# Slips and certificates


def test_the_slip_has_her_own_times(services: Services, course: Course, people: list[str]) -> None:
    one = occasion(services, course, 7)
    services.attendance.mark(one, people[3], MarkKind.LATE, 20)
    services.attendance.mark(one, people[4], MarkKind.LEFT_EARLY, 30)
    for number, times in ((4, "9.20–11.00"), (5, "9.00–10.30"), (1, "9.00–11.00")):
        pdf = make_paper(services, "slip", PrintOrder(course.id, (one,), participant=number))
        assert f"tisdag 2 mars 2027, kl. {times}" in whole_text(pdf)


def test_slips_for_anybody_are_three_on_a_paper(services: Services, course: Course) -> None:
    order = PrintOrder(course.id, (occasion(services, course, 7),), languages=("sv",))
    text = whole_text(make_paper(services, "slip", order))
    assert text.count("kl. 9.00–11.00") == 3
    assert "hälsoskola" not in text.casefold()


def test_a_cancelled_occasion_has_no_slip(services: Services, course: Course) -> None:
    one = occasion(services, course, 7)
    services.occasions.cancel(one)
    with pytest.raises(RuleBroken) as refused:
        make_paper(services, "slip", PrintOrder(course.id, (one,)))
    assert refused.value.refusal is Refusal.CANCELLED_NOTHING_TO_PRINT


def test_the_certificate_counts_only_confirmed_meetings_and_her_own_minutes(
    services: Services, course: Course, members: list[str]
) -> None:
    one = occasion(services, course, 6)
    services.attendance.mark(one, members[0], MarkKind.LATE, 60)
    services.attendance.mark(one, members[1], MarkKind.ABSENT)
    hold(services, course, 6)
    hold(services, course, 5)
    text = whole_text(make_paper(services, "certificate", PrintOrder(course.id, participant=1)))
    assert "Antal träffar: 2" in text
    assert "Antal timmar: 3" in text
    assert "Från 16 februari 2027 till 23 februari 2027" in text
    absent_once = whole_text(make_paper(services, "certificate", PrintOrder(course.id, participant=2)))
    assert "Antal träffar: 1" in absent_once


def test_a_visit_to_the_other_run_counts_once(services: Services, course: Course, members: list[str]) -> None:
    own, other = occasion(services, course, 6, FM), occasion(services, course, 6, EM)
    services.attendance.mark(own, members[0], MarkKind.VISITS)
    services.attendance.confirm(own)
    services.attendance.confirm(other)
    text = whole_text(make_paper(services, "certificate", PrintOrder(course.id, participant=1)))
    assert "Antal träffar: 1" in text


def test_without_confirmed_meetings_there_is_an_empty_certificate_but_none_for_one_person(
    services: Services, course: Course, people: list[str]
) -> None:
    order = PrintOrder(course.id, languages=("sv",))
    assert "Antal träffar: ____" in whole_text(make_paper(services, "certificate", order))
    with pytest.raises(RuleBroken) as refused:
        make_paper(services, "certificate", replace(order, participant=1))
    assert refused.value.refusal is Refusal.NOTHING_ATTENDED


def test_themes_are_named_only_when_asked_for(services: Services, course: Course, members: list[str]) -> None:
    hold(services, course, 5)
    order = PrintOrder(course.id, participant=8)
    assert "Sömn" not in whole_text(make_paper(services, "certificate", order))
    assert "Sömn" in whole_text(make_paper(services, "certificate", replace(order, with_themes=True)))


# Names


@pytest.fixture
def named(in_january: Services) -> Course:
    """A course that uses names, with Hodan in it, who has been there from the start."""
    wish = NewCourse("malmo-halsoskola-12", date(2027, 1, 19), (FM,), name="Kurs ett", uses_names=True)
    course = in_january.courses.create(wish).course
    in_january.participants.add(course.id, FM, PersonFacts("so", reads="so", name="Hodan"))
    return course


@pytest.mark.parametrize("kind", FOR_PARTICIPANTS)
def test_her_name_stands_on_her_card_and_nowhere_else(kind: str, services: Services, named: Course) -> None:
    services.attendance.confirm(occasion(services, named, 6))
    participant = 1 if kind in ("welcome", "certificate", "slip", "schedule", "name-cards") else None
    order = PrintOrder(named.id, (occasion(services, named, 7),), participant=participant)
    assert ("Hodan" in whole_text(make_paper(services, kind, order))) == (kind == "name-cards")


def test_who_has_left_or_waits_has_no_card(services: Services, course: Course, people: list[str]) -> None:
    services.participants.end(people[0])
    text = whole_text(make_paper(services, "name-cards", PrintOrder(course.id, tracks=(FM,))))
    assert "D01" not in text
    assert "D02" in text


def test_name_cards_of_a_course_without_names_show_numbers_only(
    services: Services, course: Course, people: list[str]
) -> None:
    pages = texts(make_paper(services, "name-cards", PrintOrder(course.id)))
    assert len(pages) == 2
    assert "D16" in pages[1]


# Who joins late


def test_the_welcome_file_holds_everything_for_her(
    with_facts: Services, course: Course, people: list[str]
) -> None:
    late = with_facts.participants.add(course.id, FM, PersonFacts("ti", reads="ti")).enrolment
    text = whole_text(make_paper(with_facts, "welcome", PrintOrder(course.id, participant=late.number)))
    for expected in (
        "Det här är din bild och ditt nummer.",
        late.label,
        "Din nästa träff",
        "Tisdag 2 mars",
        "Om kursen",
        "Våra regler",
        f"{late.label} NEJ",
        "Det här har gruppen gjort",
        "6. Stress och känslor",
        "1. Välkommen och våra regler",
        "040-00 00 00",
    ):
        assert expected in text, expected
    # The handouts of the first meeting and of the last one she missed, not of those between.
    assert "Träff 1 · tisdag 19 januari" in text
    assert "Träff 6 · tisdag 23 februari" in text
    assert "Träff 5 · tisdag 16 februari" not in text


def test_what_she_was_at_is_not_called_missed(services: Services, course: Course, members: list[str]) -> None:
    hold(services, course, 6)
    text = whole_text(make_paper(services, "welcome", PrintOrder(course.id, participant=8)))
    assert "5. Sömn" in text
    assert "6. Stress" not in text


def test_who_does_not_read_is_welcomed_with_pictures(
    services: Services, course: Course, people: list[str]
) -> None:
    text = whole_text(make_paper(services, "welcome", PrintOrder(course.id, participant=7)))
    assert "Datoröversatt" not in text
    assert "Vi ses 12 gånger." in text


def test_the_welcome_file_is_for_somebody(services: Services, course: Course) -> None:
    with pytest.raises(RuleBroken) as refused:
        make_paper(services, "welcome", PrintOrder(course.id))
    assert refused.value.refusal is Refusal.PARTICIPANT_NEEDED


# Room and facts


def test_the_wall_agenda_speaks_the_languages_of_the_room(
    services: Services, course: Course, people: list[str]
) -> None:
    pdf = make_paper(services, "picture-agenda", PrintOrder(course.id, (occasion(services, course, 5),)))
    text = whole_text(pdf)
    assert "9.00" in text
    assert "nasasho gaaban" in text
    assert text.count("Inte granskad") == 3


def test_numbers_come_from_the_facts(with_facts: Services, course: Course) -> None:
    text = whole_text(make_paper(with_facts, "numbers", PrintOrder(course.id, languages=("sv",))))
    for expected in ("112", "1177", "90 390", "020-50 50 50", "040-11 22 33", "Vårdcentralen Lugnet"):
        assert expected in text


def test_the_privacy_page_names_who_is_responsible(with_facts: Services, course: Course) -> None:
    text = whole_text(make_paper(with_facts, "privacy", PrintOrder(course.id, languages=("sv",))))
    assert "Ansvarig är din organisation: Malmö stad" in text
    assert "dataskydd@example.se" in text
    assert "artikel 6.1 e och 9.2 g" in text
    assert "Vad du vill kallas" not in text  # this course uses no names
