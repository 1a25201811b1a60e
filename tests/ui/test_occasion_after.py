"""Efter: four things in two minutes, and the optional ones."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.evaluation import FaceCount, Question
from halsoskola.domain.interpreting import InterpreterMode
from halsoskola.domain.plans import FiroPhase
from halsoskola.program import Program
from halsoskola.services.closing import ClosingView
from halsoskola.services.plans import PlanService
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.pages.occasion_after import AfterPart
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.pill import Pill
from tests.builders import TUESDAY, at
from tests.ui.occasion_world import World, a_world, press


@pytest.fixture
def world(program: Program, shipped_plans: PlanService) -> World:
    return a_world(program, shipped_plans, now=at(TUESDAY, 11, 5))


def after_of(world: World, qtbot: QtBot) -> AfterPart:
    page = world.page("after")
    qtbot.addWidget(page)
    return page.after


def closing(world: World) -> ClosingView:
    return world.services.closing.view(world.occasion().id)


def test_the_register_is_confirmed_from_here_too(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    assert after.register_card.state().text == "inte bekräftad"
    assert after.confirm_button.label() == "12 här – stämmer det?"
    press(after.confirm_button, "Enter")
    assert world.occasion().status is OccasionStatus.HELD
    assert after.register_card.state().text == "klart"
    assert after.confirm_button.isHidden()


def test_one_key_says_who_stays_away_next_time(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    press(after.next_table, "5", "A")
    assert world.marks(world.occasion(6)) == {"D05": ("announced", 0)}
    assert after.next_card.state().text == "1 kommer inte"
    press(after.next_table, "Space")
    assert world.marks(world.occasion(6)) == {}
    assert after.next_card.state().text == "alla väntas"
    assert world.marks() == {}


def test_the_last_somali_speaker_staying_away_frees_the_interpreter(world: World, qtbot: QtBot) -> None:
    upcoming = world.occasion(6)
    world.services.interpreting.order([upcoming.id], "so", "", InterpreterMode.ON_SITE)
    after = after_of(world, qtbot)
    press(after.next_table, "5", "A", "6", "A")
    assert after.effects() == "Tolk i somaliska behövs fortfarande nästa gång: 1 väntas."
    press(after.next_table, "9", "A")
    assert after.effects() == (
        "Då behövs ingen tolk i somaliska nästa gång. Avboka gratis senast mån 8 mars 9.00."
    )
    press(after.next_table, "A")
    assert "behövs fortfarande" in after.effects()


def test_without_a_booking_nothing_has_to_be_cancelled(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    press(after.next_table, "5", "A", "6", "A", "9", "A")
    assert after.effects() == "Då behövs ingen tolk i somaliska nästa gång."


def test_a_swedish_speaker_staying_away_changes_no_interpreter(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    press(after.next_table, "1", "0", "A")
    assert after.effects() == ""


def test_the_last_meeting_asks_nothing_about_next_time(world: World, qtbot: QtBot) -> None:
    last = world.occasion(12)
    world.clock.moment = at(last.day, 12)
    page = world.page("after", last)
    qtbot.addWidget(page)
    assert page.after.next_table.isHidden()
    assert page.after.next_card.state().text == "sista träffen"


def test_a_promise_is_listed_and_ticked_when_kept(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    after.promise.field.setText("D08 fråga till kassan")
    press(after.promise.field, "Enter")
    assert after.promise_card.state().text == "1 löfte"
    (box,) = after.promises.boxes
    assert box.text() == "D08: fråga till kassan – senast tis 9 mars"
    box.click()
    assert closing(world).promises[0].follow_up.done_on == TUESDAY
    assert after.promises.boxes[0].isChecked()


def test_tab_comes_to_a_promise_where_it_stands(world: World, qtbot: QtBot) -> None:
    page = world.page("after")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.activateWindow()
    after = page.after
    for text in ("D08 fråga till kassan", "Ta med busstidtabellen"):
        after.promise.field.setText(text)
        press(after.promise.field, "Enter")
    qtbot.waitUntil(lambda: all(box.isVisible() for box in after.promises.boxes))
    after.promise.field.setFocus()
    press(after.promise.field, "Tab")
    assert after.promises.boxes[0].hasFocus()
    press(after.promise.field, "Tab")
    assert after.promises.boxes[1].hasFocus()
    press(after.promise.field, "Tab")
    assert after.note.edit.hasFocus()


def test_the_line_is_saved_a_second_after_the_last_key(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    QTest.keyClicks(after.note.edit, "Gruppen ville ha mer tid")
    assert closing(world).note == ""
    assert after.note_card.state().text == "sparas …"
    qtbot.waitUntil(lambda: closing(world).note == "Gruppen ville ha mer tid", timeout=4000)
    assert after.note_card.state().text == "sparat 11.05"


def test_the_line_is_saved_when_the_field_is_left(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    after.note.edit.setPlainText("Mer rörelse")
    after.note.edit.left.emit()
    assert closing(world).note == "Mer rörelse"


def test_the_line_goes_to_its_own_meeting_when_the_page_turns_to_another(world: World, qtbot: QtBot) -> None:
    page: OccasionPage = world.page("after")
    qtbot.addWidget(page)
    page.after.note.edit.setPlainText("Hör till träff 5")
    page.show_address(PageAddress("occasion", world.occasion(4).id, "after"))
    page.refresh()
    assert closing(world).note == "Hör till träff 5"
    assert world.services.closing.view(world.occasion(4).id).note == ""
    assert page.after.note.edit.toPlainText() == ""


def test_a_line_with_a_personnummer_is_refused_and_kept_to_be_mended(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    typed = "om " + "19811218" + "-" + "9876"
    after.note.edit.setPlainText(typed)
    after.note.save()
    assert "personnummer" in after.note.trouble()
    assert after.note.edit.toPlainText() == typed
    assert closing(world).note == ""
    assert "inte sparat" in [pill.facts.text for pill in after.note_card.findChildren(Pill)]
    after.note.edit.setPlainText("")
    assert after.note.trouble() == ""


def test_a_refused_promise_is_forgotten_with_its_words(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    after.promise.field.setText("D01 " + "19811218" + "-" + "9876")
    after.promise.save()
    assert "personnummer" in after.promise.trouble()
    after.promise.field.clear()
    assert after.promise.trouble() == ""


def test_the_line_is_undone_with_the_rest(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    after.note.edit.setPlainText("Första")
    after.note.save()
    world.context.write(lambda: world.services.history.undo()[1])
    assert after.note.edit.toPlainText() == ""


def test_glad_is_what_is_left_of_those_who_were_here(world: World, qtbot: QtBot) -> None:
    page = world.page("after")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.activateWindow()
    row = page.after.faces[Question.UNDERSTOOD]
    row.sad.setFocus()
    press(row.sad, "1", "Tab")
    assert row.glad.text() == "11"
    press(row.middle, "2", "Tab")
    assert row.glad.text() == "9"
    assert closing(world).counts[Question.UNDERSTOOD] == FaceCount(glad=9, middle=2, sad=1)


def test_glad_that_was_typed_is_left_alone(world: World, qtbot: QtBot) -> None:
    row = after_of(world, qtbot).faces[Question.USABLE]
    press(row.glad, "5")
    press(row.sad, "1")
    assert row.glad.text() == "5"
    row.save()
    assert closing(world).counts[Question.USABLE] == FaceCount(glad=5, middle=0, sad=1)


def test_more_faces_than_people_are_refused_and_stay_to_be_mended(world: World, qtbot: QtBot) -> None:
    row = after_of(world, qtbot).faces[Question.IMPORTANT]
    press(row.glad, "2", "0")
    row.save()
    assert row.trouble() == "20 ansikten är fler än de 12 som var här. Räkna en gång till."
    assert row.glad.text() == "20"
    assert Question.IMPORTANT not in closing(world).counts
    row.glad.setText("12")
    row.save()
    assert row.trouble() == ""
    assert closing(world).counts[Question.IMPORTANT].glad == 12


def test_emptied_faces_are_taken_back(world: World, qtbot: QtBot) -> None:
    row = after_of(world, qtbot).faces[Question.UNDERSTOOD]
    press(row.sad, "1")
    row.save()
    for field in row.fields():
        field.clear()
    row.save()
    assert closing(world).counts == {}


def test_the_phase_is_chosen_and_cleared(world: World, qtbot: QtBot) -> None:
    after = after_of(world, qtbot)
    after.phase.buttons[FiroPhase.GEMYT].click()
    assert closing(world).phase is FiroPhase.GEMYT
    after.phase.buttons[FiroPhase.ROLLSOKNING].click()
    assert closing(world).phase is FiroPhase.ROLLSOKNING
    assert not after.phase.buttons[FiroPhase.GEMYT].isChecked()
    after.phase.buttons[FiroPhase.ROLLSOKNING].click()
    assert closing(world).phase is None


def test_nothing_that_is_optional_is_ever_overdue(world: World, qtbot: QtBot) -> None:
    world.clock.moment = at(TUESDAY.replace(day=30), 9)
    world.services.attendance.confirm(world.occasion().id)
    after = after_of(world, qtbot)
    for card in (after.register_card, after.next_card, after.promise_card, after.note_card):
        assert card.state().state not in (State.WATCH, State.WRONG)


def test_an_empty_course_can_be_looked_at(program: Program, shipped_plans: PlanService, qtbot: QtBot) -> None:
    world = a_world(program, shipped_plans, people=0, now=at(TUESDAY, 11, 5))
    after = after_of(world, qtbot)
    assert after.confirm_button.isHidden()
    assert after.next_card.state().text == "ingen på listan"
    assert not after.promise.field.isHidden()
    QTest.keyClick(after.next_table, Qt.Key.Key_A)
    assert world.marks(world.occasion(6)) == {}
