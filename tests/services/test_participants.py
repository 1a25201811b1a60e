"""People of a course: seats, waiting list, changes and lists from offices."""

from pathlib import Path

import pytest

from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.importing import Outcome
from halsoskola.domain.participants import ContactWay, EnrolmentStatus
from halsoskola.services.bundle import Services
from halsoskola.services.participants import PersonFacts

FM, EM = TrackCode.FM, TrackCode.EM
LISTS = Path(__file__).parents[1] / "lists" / "data"


def test_numbers_and_signs_are_given_out(services: Services, course: Course, people: list[str]) -> None:
    lines = services.participants.list(course.id)
    assert [line.enrolment.label for line in lines][:3] == ["D01", "D02", "D03"]
    assert len({line.enrolment.sign for line in lines}) == len(lines)


def test_the_thirteenth_waits_and_gets_a_seat_when_one_is_free(services: Services, course: Course) -> None:
    seated = [services.participants.add(course.id, FM, PersonFacts("ar")).enrolment for _n in range(12)]
    waiting = services.participants.add(course.id, FM, PersonFacts("so")).enrolment
    assert waiting.status is EnrolmentStatus.WAITING
    with pytest.raises(RuleBroken) as refused:
        services.participants.give_seat(waiting.id)
    assert refused.value.refusal is Refusal.TRACK_FULL
    services.participants.end(seated[0].id)
    services.participants.give_seat(waiting.id)
    statuses = {
        line.enrolment.number: line.enrolment.status for line in services.participants.list(course.id)
    }
    assert statuses[1] is EnrolmentStatus.ENDED
    assert statuses[13] is EnrolmentStatus.TAKING_PART


def test_a_taken_number_and_a_name_without_names_are_refused(
    services: Services, course: Course, people: list[str]
) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.participants.add(course.id, FM, PersonFacts("ar", number=3))
    assert refused.value.refusal is Refusal.NUMBER_TAKEN
    with pytest.raises(RuleBroken) as refused:
        services.participants.add(course.id, FM, PersonFacts("ar", name="Åsa"))
    assert refused.value.refusal is Refusal.COURSE_WITHOUT_NAMES
    assert len(services.participants.list(course.id)) == 16


def test_changing_a_person_can_be_undone(services: Services, course: Course, people: list[str]) -> None:
    before = services.participants.list(course.id)[0].participant
    facts = PersonFacts("kmr", reads="ar", contact_way=ContactWay.OWN_NUMBER, phone="070-174 06 05")
    services.participants.change(people[0], facts)
    after = services.participants.list(course.id)[0].participant
    assert (after.interpreter_language, after.reads, after.phone) == ("kmr", "ar", "070-174 06 05")
    services.history.undo()
    assert services.participants.list(course.id)[0].participant == before


def test_moving_to_the_other_run_moves_one_head(
    services: Services, course: Course, people: list[str]
) -> None:
    services.participants.move(people[0], EM)
    heads = {seats.track.code: seats.taken for seats in services.courses.view(course.id).tracks}
    assert heads == {FM: 7, EM: 9}


def test_an_orderly_list_fills_both_runs_and_the_same_list_changes_nothing(
    services: Services, course: Course
) -> None:
    path = LISTS / "deltagare-ordnad.xlsx"
    preview = services.importing.preview(course.id, path)
    assert preview.plan.ok
    assert preview.plan.names_left_out
    assert services.participants.list(course.id) == ()
    services.importing.apply(preview)
    seats = services.courses.view(course.id).tracks
    assert [(one.taken, one.waiting) for one in seats] == [(12, 0), (12, 0)]
    people = services.participants.list(course.id)
    assert all(line.participant.name == "" for line in people)
    again = services.importing.preview(course.id, path)
    assert again.plan.count(Outcome.SAME) == 24
    assert not services.importing.apply(again)
    services.history.undo()
    assert services.participants.list(course.id) == ()


def test_thirty_people_for_twelve_seats_wait_in_the_order_of_the_list(
    services: Services, course: Course
) -> None:
    preview = services.importing.preview(course.id, LISTS / "deltagare-for-manga.xlsx")
    services.importing.apply(preview)
    seats = services.courses.view(course.id).tracks[0]
    assert (seats.taken, seats.waiting) == (12, 18)
    waiting = [
        line.enrolment.number
        for line in services.participants.list(course.id)
        if line.enrolment.status is EnrolmentStatus.WAITING
    ]
    assert waiting == list(range(13, 31))


def test_a_messy_list_is_read_in_whole_or_not_at_all(services: Services, course: Course) -> None:
    preview = services.importing.preview(course.id, LISTS / "deltagare-rorig.csv")
    assert not preview.plan.ok
    lines = services.importing.sentences(preview)
    faulty = [line.row for line in lines if line.is_fault]
    assert faulty == [6, 11, 12, 13, 14, 15]
    told = " ".join(line.text for line in lines)
    assert "klingon" in told
    assert "19800101" not in told
    assert "Amina" not in told
    answered = services.importing.answered(preview, {6: "kmr", 15: "ar"})
    assert [line.row for line in services.importing.sentences(answered) if line.is_fault] == [11, 12, 13, 14]
    with pytest.raises(RuleBroken) as refused:
        services.importing.apply(answered)
    assert refused.value.refusal is Refusal.LIST_NOT_READY
    assert services.participants.list(course.id) == ()


def test_a_file_that_is_no_list_is_refused_in_one_sentence(services: Services, course: Course) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.importing.preview(course.id, LISTS / "inte-en-lista.csv")
    assert refused.value.refusal is Refusal.LIST_NOT_A_LIST
