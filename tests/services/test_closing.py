"""What is noted after a meeting."""

from datetime import date

import pytest

from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.evaluation import FaceCount, Question
from halsoskola.domain.plans import FiroPhase
from halsoskola.services.bundle import Services


@pytest.fixture
def held(services: Services, course: Course, people: list[str]) -> str:
    occasion = services.courses.occasion_of(course.id, 7, TrackCode.FM).id
    services.attendance.confirm(occasion)
    return occasion


def test_everything_noted_is_found_again(services: Services, held: str, people: list[str]) -> None:
    services.closing.set_note(held, "Lugnt i dag.\nFler frågor om sömn.")
    services.closing.set_phase(held, FiroPhase.GEMYT)
    services.closing.set_faces(held, Question.UNDERSTOOD, FaceCount(6, 1, 1))
    services.closing.promise(held, "fråga Försäkringskassan", date(2027, 3, 5), people[7])
    view = services.closing.view(held)
    assert view.note == "Lugnt i dag.\nFler frågor om sömn."
    assert view.phase is FiroPhase.GEMYT
    assert view.counts == {Question.UNDERSTOOD: FaceCount(6, 1, 1)}
    assert [(one.label, one.follow_up.text) for one in view.promises] == [("D08", "fråga Försäkringskassan")]
    assert view.present == 8


def test_each_note_is_taken_back_by_itself(services: Services, held: str) -> None:
    services.closing.set_phase(held, FiroPhase.GEMYT)
    services.closing.set_note(held, "Lugnt")
    services.history.undo()
    assert services.closing.view(held).note == ""
    assert services.closing.view(held).phase is FiroPhase.GEMYT
    services.closing.set_phase(held, None)
    assert services.closing.view(held).phase is None
    services.history.undo()
    assert services.closing.view(held).phase is FiroPhase.GEMYT


def test_more_faces_than_people_are_refused_and_nothing_is_lost(services: Services, held: str) -> None:
    services.closing.set_faces(held, Question.USABLE, FaceCount(8, 0, 0))
    with pytest.raises(RuleBroken) as refused:
        services.closing.set_faces(held, Question.USABLE, FaceCount(8, 1, 0))
    assert refused.value.refusal is Refusal.MORE_FACES_THAN_PEOPLE
    assert services.closing.view(held).counts[Question.USABLE] == FaceCount(8, 0, 0)


def test_a_promise_waits_on_the_day_list_until_it_is_kept(services: Services, held: str) -> None:
    services.closing.promise(held, "skicka karta", date(2027, 3, 4))
    services.closing.promise(held, "något mycket senare", date(2027, 5, 4))
    (promise,) = services.today.view().promises
    assert (promise.label, promise.follow_up.text) == ("", "skicka karta")
    services.closing.keep(promise.follow_up.id)
    assert services.today.view().promises == ()
    services.history.undo()
    assert len(services.today.view().promises) == 1


@pytest.mark.parametrize("text", ["  ", "ring 19800101-1239"])
def test_an_empty_promise_or_a_personnummer_is_refused(services: Services, held: str, text: str) -> None:
    with pytest.raises(RuleBroken):
        services.closing.promise(held, text, date(2027, 3, 5))
    assert services.closing.view(held).promises == ()
