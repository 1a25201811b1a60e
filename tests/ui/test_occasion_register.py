"""The register by keyboard, as a leader marks a real meeting."""

from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import OccasionStatus, TrackCode
from halsoskola.program import Program
from halsoskola.services.plans import PlanService
from halsoskola.ui.context import PageContext
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.pages.occasion_during import NumberJump, RegisterCard
from halsoskola.ui.tasks import TaskRunner
from tests.builders import TUESDAY, at
from tests.ui.occasion_world import World, a_world, press


@pytest.fixture
def world(program: Program, shipped_plans: PlanService) -> World:
    return a_world(program, shipped_plans)


def register_of(page: OccasionPage, qtbot: QtBot) -> RegisterCard:
    qtbot.addWidget(page)
    return page.during.register


def test_twelve_people_with_three_exceptions_take_at_most_fourteen_keys(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    keys = press(register.table, "3", "S", "1", "2", "Enter")
    keys += press(register.table, "5", "A")
    keys += press(register.table, "7", "F")
    keys += press(register.table, "Enter")
    assert keys <= 14
    marks = world.marks()
    assert len(marks) == 12
    assert marks["D03"] == ("late", 12)
    assert marks["D05"] == ("announced", 0)
    assert marks["D07"] == ("absent", 0)
    assert [kind for kind, _minutes in marks.values()].count("present") == 9
    assert world.occasion().status is OccasionStatus.HELD


def test_nothing_is_stored_before_the_first_exception(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "1", "2", "Down", "Space", "0", "7", "S", "Esc")
    assert world.marks() == {}
    assert all(register.model.pill(row).pale for row in range(12))
    press(register.table, "F")
    assert world.marks() == {"D07": ("absent", 0)}


def test_an_exception_is_durable_at_once_and_the_others_stay_pale(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "1", "0", "B")
    assert world.marks() == {"D10": ("visits", 0)}
    assert register.model.pill(9).text == "Går på eftermiddagen"
    assert register.model.pill(0).pale
    assert register.note() == "11 här · 1 på em"


def test_klar_stores_everybody_and_says_so(world: World, qtbot: QtBot) -> None:
    page = world.page()
    register = register_of(page, qtbot)
    assert register.confirm_button.label() == "12 här – stämmer det?"
    with qtbot.waitSignal(page.notice) as said:
        press(register.table, "Enter")
    assert said.args is not None
    assert said.args[0].text == "Närvaron är klar."
    assert {kind for kind, _minutes in world.marks().values()} == {"present"}
    assert register.confirm_button.isHidden()
    assert not register.model.pill(0).pale


def test_marks_can_be_corrected_after_klar(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "Enter", "7", "F")
    assert world.marks()["D07"] == ("absent", 0)
    press(register.table, "H")
    assert world.marks()["D07"] == ("present", 0)


def test_undo_takes_back_one_mark_at_a_time_and_klar_as_a_whole(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "5", "A", "7", "F", "Enter")
    press(register.table, "Ctrl Z")
    assert world.marks() == {"D05": ("announced", 0), "D07": ("absent", 0)}
    assert world.occasion().status is OccasionStatus.PLANNED
    press(register.table, "Ctrl Z")
    assert world.marks() == {"D05": ("announced", 0)}
    press(register.table, "Ctrl Z", "Ctrl Z")
    # The last one finds the people that were added before; the page says nothing wrong about it.
    assert world.marks() == {}


def test_h_takes_an_exception_back_to_pale(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "4", "F", "H")
    assert world.marks() == {}
    press(register.table, "H")
    assert world.marks() == {"D04": ("present", 0)}


def test_before_the_day_only_what_is_known_beforehand_may_be_noted(
    program: Program, shipped_plans: PlanService, qtbot: QtBot
) -> None:
    world = a_world(program, shipped_plans, now=at(date(2027, 3, 1), 15))
    register = register_of(world.page(), qtbot)
    press(register.table, "5", "A", "1", "0", "B")
    assert world.marks() == {"D05": ("announced", 0), "D10": ("visits", 0)}
    assert register.note() == "10 väntas · 1 har sagt till · 1 på em"
    for key in ("F", "S", "G", "H", "Enter"):
        press(register.table, "1", key)
        assert register.trouble().startswith("Träffen har inte varit ännu."), key
    assert world.marks() == {"D05": ("announced", 0), "D10": ("visits", 0)}
    assert register.confirm_button.isHidden()
    press(register.table, "5", "H", "1", "0", "H")
    assert world.marks() == {}
    assert register.trouble() == ""


def test_minutes_longer_than_the_meeting_are_refused_and_stay_to_be_mended(
    world: World, qtbot: QtBot
) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "3", "S", "2", "0", "0", "Enter")
    assert register.trouble() == "Skriv minuter mellan 1 och 119."
    assert "200" in register.model.pill(2).text
    press(register.table, "Back", "Back", "0", "Enter")
    assert world.marks() == {"D03": ("late", 20)}
    assert register.trouble() == ""


def test_minutes_are_saved_when_the_ring_moves_on(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "3", "S", "9", "Down")
    assert world.marks() == {"D03": ("late", 9)}
    press(register.table, "G", "3", "0", "A")
    assert world.marks()["D04"] == ("announced", 0)
    assert register.table.current_row() == 3


def test_leaving_early_is_noted_with_its_minutes(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "2", "G", "4", "5", "Enter")
    assert world.marks() == {"D02": ("left-early", 45)}
    assert register.model.pill(1).text == "Gick 45 min tidigare"


def test_the_ring_stays_on_its_person_when_the_register_changes(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "7", "F")
    assert register.table.current_row() == 6
    world.context.write(
        lambda: world.services.attendance.mark(world.occasion().id, world.seats[1], MarkKind.ABSENT)
    )
    assert register.table.current_row() == 6


def test_a_visitor_from_the_other_run_comes_onto_the_list_here(world: World, qtbot: QtBot) -> None:
    afternoon = world.occasion(track=TrackCode.EM)
    world.services.attendance.mark(world.occasion().id, world.seats[10], MarkKind.VISITS)
    world.clock.moment = at(TUESDAY, 13, 5)
    register = register_of(world.page(occasion=afternoon), qtbot)
    assert register.model.rowCount() == 1
    assert register.model.pill(0).text == "Kommer från förmiddagen"
    press(register.table, "Enter")
    assert world.marks(afternoon) == {"D10": ("present", 0)}
    morning = register_of(world.page(), qtbot)
    assert morning.model.pill(9).text == "Var på eftermiddagen"


def test_a_course_with_one_run_refuses_visits_in_words(
    program: Program, shipped_plans: PlanService, qtbot: QtBot
) -> None:
    world = a_world(program, shipped_plans, people=3, both_runs=False)
    register = register_of(world.page(), qtbot)
    press(register.table, "2", "B")
    assert "bara en grupp" in register.trouble()
    assert world.marks() == {}


def test_a_cancelled_meeting_has_no_register(world: World, qtbot: QtBot) -> None:
    world.services.occasions.cancel(world.occasion().id)
    register = register_of(world.page(), qtbot)
    press(register.table, "3", "F")
    assert "inställd" in register.trouble()
    press(register.table, "Enter")
    assert world.marks() == {}


def test_an_empty_register_says_what_to_do(
    program: Program, shipped_plans: PlanService, qtbot: QtBot
) -> None:
    world = a_world(program, shipped_plans, people=0)
    page = world.page()
    register = register_of(page, qtbot)
    assert register.table.isHidden()
    assert register.confirm_button.isHidden()
    press(register.table, "Enter")
    assert world.occasion().status is OccasionStatus.PLANNED


def test_the_menu_offers_the_same_as_the_keys(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    register.table.go_to_row(4)
    menu = register.menu()
    texts = [action.text() for action in menu.actions()]
    assert [text.partition("\t")[2] for text in texts] == ["H", "", "", "A", "F", "B"]
    menu.actions()[3].trigger()
    assert world.marks() == {"D05": ("announced", 0)}
    late = menu.actions()[1].menu()
    assert late is not None
    late.actions()[1].trigger()
    assert world.marks() == {"D05": ("late", 10)}
    menu.close()


def test_digits_in_quick_succession_make_one_number(qtbot: QtBot) -> None:
    gone_to: list[int] = []
    known = {1, 2, 7, 12}

    def go(number: int) -> bool:
        if number in known:
            gone_to.append(number)
        return number in known

    owner = QObject()
    jump = NumberJump(go, owner)
    jump.typed("1")
    jump.typed("2")
    assert gone_to == [1, 12]
    jump.typed("7")  # nobody is 127, so a new number begins
    assert gone_to[-1] == 7
    jump.clear()
    jump.typed("0")
    jump.typed("7")
    assert gone_to[-1] == 7
    assert len(gone_to) == 4


def test_enter_held_down_does_not_confirm_twice(world: World, qtbot: QtBot) -> None:
    register = register_of(world.page(), qtbot)
    press(register.table, "Enter", "Enter")
    assert len(world.marks()) == 12
    assert register.trouble() == ""
    assert world.services.history.next_undo == "Närvaron är klar"


def test_letters_do_nothing_outside_the_list(world: World, qtbot: QtBot) -> None:
    page = world.page()
    register_of(page, qtbot)
    page.tabs.setFocus()
    QTest.keyClicks(page.tabs, "FASB")
    QTest.keyClick(page.tabs, Qt.Key.Key_Space)
    assert world.marks() == {}


def test_fast_fingers_lose_nothing_while_the_disk_works(world: World, qtbot: QtBot) -> None:
    runner = TaskRunner()
    world.context = PageContext(world.services, runner, world.context.bus)
    page = world.page()
    register = register_of(page, qtbot)
    qtbot.waitUntil(lambda: register.model.rowCount() == 12)
    press(register.table, "3", "S", "1", "2", "Enter", "5", "A", "7", "F", "1", "0", "B", "Enter")
    qtbot.waitUntil(lambda: register.confirm_button.isHidden())
    runner.shutdown()
    marks = world.marks()
    assert marks["D03"] == ("late", 12)
    assert (marks["D05"], marks["D07"], marks["D10"]) == (("announced", 0), ("absent", 0), ("visits", 0))
    assert [kind for kind, _minutes in marks.values()].count("present") == 8


def test_the_keyboard_is_in_the_list_once_the_answer_has_come(world: World, qtbot: QtBot) -> None:
    runner = TaskRunner()
    world.context = PageContext(world.services, runner, world.context.bus)
    page = world.page()
    register = register_of(page, qtbot)
    with qtbot.waitExposed(page):
        page.activateWindow()
    qtbot.waitUntil(lambda: register.table.hasFocus())
    runner.shutdown()
    assert register.table.current_row() == 0
