"""The register, the expected and next time as tables: rows, pills and drafts, under Qt's own model tester."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from halsoskola.domain.attendance import Mark, MarkKind, RegisterCount, RegisterLine, count_register
from halsoskola.domain.courses import Track, TrackCode
from halsoskola.domain.interpreting import BookingState, InterpreterMode, NeedState
from halsoskola.domain.picture_signs import PICTURE_SIGNS
from halsoskola.program import Program
from halsoskola.services.plans import PlanService
from halsoskola.ui.models.agenda import AgendaClock, AgendaModel, ClockPhase
from halsoskola.ui.models.register import (
    ExpectedModel,
    NextTimeModel,
    RegisterColumn,
    RegisterModel,
    count_parts,
    deadline_words,
    mark_pill,
)
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.signs import sign_pixmap
from halsoskola.ui.widgets.table import CellRole
from tests.builders import TUESDAY, a_mark, an_enrolment, at
from tests.ui.occasion_world import World, a_world


@pytest.fixture
def world(program: Program, shipped_plans: PlanService) -> World:
    return a_world(program, shipped_plans)


EM = Track("em", "course", TrackCode.EM, at(TUESDAY, 13).time(), 12)


def a_line(mark: Mark | None = None, **changes: bool) -> RegisterLine:
    usual = RegisterLine(an_enrolment(7), mark, visitor=False, away=False)
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("kind", "minutes", "text", "state"),
    [
        (MarkKind.PRESENT, 0, "Här", State.GOOD),
        (MarkKind.LATE, 12, "Sen, 12 min", State.WATCH),
        (MarkKind.LEFT_EARLY, 30, "Gick 30 min tidigare", State.WATCH),
        (MarkKind.ANNOUNCED, 0, "Sagt till: kommer inte", State.OFF),
        (MarkKind.ABSENT, 0, "Inte hört av sig", State.WRONG),
    ],
)
def test_each_mark_has_its_words_and_colour(kind: MarkKind, minutes: int, text: str, state: State) -> None:
    pill = mark_pill(a_line(a_mark(7, kind, minutes=minutes)), confirmed=False, before_day=False, other=EM)
    assert (pill.text, pill.state, pill.pale) == (text, state, False)


def test_nobody_said_anything_is_pale_until_the_register_is_confirmed() -> None:
    assert mark_pill(a_line(), confirmed=False, before_day=False, other=EM).pale
    assert mark_pill(a_line(), confirmed=False, before_day=True, other=EM).text == "Väntas"
    late_seat = mark_pill(a_line(), confirmed=True, before_day=False, other=EM)
    assert (late_seat.text, late_seat.pale) == ("Inte antecknad", True)


def test_who_visits_the_other_run_goes_there_until_its_register_says_how_it_went() -> None:
    going = a_line(a_mark(7, MarkKind.VISITS), away=True)
    was_there = a_line(a_mark(7, MarkKind.PRESENT), away=True)
    never_came = a_line(a_mark(7, MarkKind.ABSENT), away=True)
    assert mark_pill(going, confirmed=False, before_day=False, other=EM).text == "Går på eftermiddagen"
    assert mark_pill(was_there, confirmed=True, before_day=False, other=EM).text == "Var på eftermiddagen"
    assert mark_pill(never_came, confirmed=True, before_day=False, other=EM).state is State.WRONG


def test_a_visitor_is_shown_where_she_comes_from() -> None:
    line = a_line(a_mark(7, MarkKind.VISITS), visitor=True)
    assert mark_pill(line, confirmed=False, before_day=True, other=EM).text == "Kommer från eftermiddagen"


def test_the_counts_are_said_in_one_line() -> None:
    count = RegisterCount(here=9, late=1, left_early=0, announced=1, absent=1, away=1)
    said = "9 här, varav 1 sen · 1 har sagt till · 1 inte · 1 på em"
    assert count_parts(count, TrackCode.EM) == said
    assert count_parts(replace(count, late=2), None).startswith("9 här, varav 2 sena · ")
    assert count_parts(RegisterCount(12, 0, 0, 0, 0, 0), None) == "12 här"
    assert count_parts(count, TrackCode.EM, expected=10).startswith("10 väntas · ")


def test_the_register_is_a_sound_model_through_all_its_changes(
    world: World, qtmodeltester: ModelTester
) -> None:
    model = RegisterModel()
    qtmodeltester.check(model)
    occasion = world.occasion()
    model.set_view(world.services.attendance.register(occasion.id), TUESDAY)
    qtmodeltester.check(model)
    world.services.attendance.mark(occasion.id, world.seats[3], MarkKind.LATE, 12)
    model.set_view(world.services.attendance.register(occasion.id), TUESDAY)
    model.set_draft(world.seats[4], "Sen, 1 min")
    qtmodeltester.check(model)
    model.set_view(None, TUESDAY)
    qtmodeltester.check(model)


def test_a_mark_changes_only_its_own_row(world: World) -> None:
    model = RegisterModel()
    occasion = world.occasion()
    model.set_view(world.services.attendance.register(occasion.id), TUESDAY)
    rows: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda top, bottom, _roles: rows.extend(range(top.row(), bottom.row() + 1)))
    model.modelReset.connect(lambda: resets.append(True))
    world.services.attendance.mark(occasion.id, world.seats[7], MarkKind.ABSENT)
    model.set_view(world.services.attendance.register(occasion.id), TUESDAY)
    assert rows == [6]
    assert not resets


def test_the_name_column_is_there_only_when_the_course_keeps_names(
    program: Program, shipped_plans: PlanService
) -> None:
    with_names = a_world(program, shipped_plans, people=2, uses_names=True)
    model = RegisterModel()
    model.set_view(with_names.services.attendance.register(with_names.occasion().id), TUESDAY)
    at_name = model.columns.index(RegisterColumn.NAME)
    assert model.index(0, at_name).data() == "Östen 1"
    without = a_world(program, shipped_plans, people=2)
    model.set_view(without.services.attendance.register(without.occasion().id), TUESDAY)
    assert RegisterColumn.NAME not in model.columns


def test_signs_are_pictures_with_a_name(world: World) -> None:
    model = RegisterModel()
    model.set_view(world.services.attendance.register(world.occasion().id), TUESDAY)
    cell = model.index(0, 0)
    assert cell.data(CellRole.PICTURE) is not None
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "sol"


@pytest.mark.parametrize("code", [sign.code for sign in PICTURE_SIGNS])
def test_a_sign_is_drawn_in_the_colour_asked_for_and_nothing_else(qapp: QApplication, code: str) -> None:
    """On a dark ground, whatever stayed black could not be seen."""
    pixmap = sign_pixmap(code, 96, QColor("#E7EDED"))
    assert pixmap is not None
    image = pixmap.toImage()
    inked = [
        image.pixelColor(x, y) for x in range(96) for y in range(96) if image.pixelColor(x, y).alpha() > 200
    ]
    assert len(inked) > 50
    assert min(colour.lightness() for colour in inked) > 220


def test_the_expected_are_a_sound_model_and_say_the_next_step(
    world: World, qtmodeltester: ModelTester
) -> None:
    occasion = world.occasion()
    interpreting = world.services.interpreting
    interpreting.order([occasion.id], "ar", "", InterpreterMode.TELEPHONE)
    model = ExpectedModel()
    model.set_room(world.services.occasions.room(occasion.id))
    qtmodeltester.check(model)
    texts = {
        model.index(row, 0).data(): [model.index(row, column).data() for column in range(1, 4)]
        for row in range(model.rowCount())
    }
    assert texts == {
        "arabiska": ["4", "beställd", "inget svar än"],
        "somaliska": ["3", "tolk behövs", "beställ …"],
        "tigrinja": ["3", "tolk behövs", "beställ …"],
        "svenska": ["2", "", ""],
    }
    booking = model.rows()[0].booking
    assert booking is not None
    interpreting.step(booking.id, BookingState.CONFIRMED, interpreter="A12, ST")
    model.set_room(world.services.occasions.room(occasion.id))
    assert [model.index(0, 2).data(), model.index(0, 3).data()] == ["tolk A12, ST", "telefon"]


def test_a_booked_language_that_nobody_needs_any_more_stays_on_the_list(world: World) -> None:
    occasion = world.occasion()
    world.services.interpreting.order([occasion.id], "so", "", InterpreterMode.ON_SITE)
    for number in (5, 6, 9):
        world.services.attendance.mark(occasion.id, world.seats[number], MarkKind.ANNOUNCED)
    model = ExpectedModel()
    model.set_room(world.services.occasions.room(occasion.id))
    somali = next(row for row in model.rows() if row.language == "so")
    assert somali.people == 0
    assert somali.need is not None
    assert somali.need.state is NeedState.TO_CANCEL


def test_next_time_is_a_sound_model_without_visitors(world: World, qtmodeltester: ModelTester) -> None:
    model = NextTimeModel()
    model.set_view(world.services.attendance.register(world.occasion().id))
    qtmodeltester.check(model)
    assert model.rowCount() == 12
    assert model.row_of_number(12) == 11
    assert model.row_of_number(13) == -1


def test_a_deadline_that_has_passed_is_not_promised() -> None:
    deadline = at(date(2027, 3, 1), 9)
    assert deadline_words(deadline, at(date(2027, 3, 1), 8)) == "Avboka gratis senast mån 1 mars 9.00."
    assert deadline_words(deadline, at(date(2027, 3, 1), 10)) == "Gratis avbokning gick ut mån 1 mars 9.00."


def test_the_agenda_has_a_clock_per_run_and_is_a_sound_model(
    world: World, qtmodeltester: ModelTester
) -> None:
    model = AgendaModel()
    model.set_view(world.services.occasions.view(world.occasion().id))
    qtmodeltester.check(model)
    row = [model.index(3, column).data() for column in range(model.columnCount())]
    assert row == ["9.30", "13.30", "25 min", "Samtal", "Vad stör min sömn", "H"]


# The clock of the agenda


@pytest.fixture
def agenda(world: World) -> AgendaClock:
    view = world.services.occasions.view(world.occasion().id)
    return AgendaClock(view.placed.occasion.start, view.plan.blocks)


def test_the_clock_knows_the_block_and_what_is_left_of_it(agenda: AgendaClock) -> None:
    state = agenda.state(at(TUESDAY, 9, 42).replace(second=20))
    assert (state.phase, state.title, state.left_seconds) == (
        ClockPhase.RUNNING,
        "Vad stör min sömn",
        12 * 60 + 40,
    )
    assert state.ends == at(TUESDAY, 9, 55)
    assert state.share == pytest.approx(12.333 / 25, abs=0.001)
    assert (state.next_title, state.next_minutes) == ("Kaffe, te och frukt", 15)
    assert state.behind_minutes == 0


def test_five_minutes_more_move_everything_after(agenda: AgendaClock) -> None:
    now = at(TUESDAY, 9, 42)
    agenda.extend(now)
    assert agenda.state(now).ends == at(TUESDAY, 10, 0)
    assert agenda.state(now).behind_minutes == 5
    assert agenda.starts()[4] == at(TUESDAY, 10, 0)
    agenda.take_back()
    assert agenda.state(now).ends == at(TUESDAY, 9, 55)
    assert not agenda.is_shifted


def test_leaving_a_block_early_is_being_before_the_plan(agenda: AgendaClock) -> None:
    now = at(TUESDAY, 9, 50)
    agenda.go_on(now)
    state = agenda.state(now)
    assert (state.title, state.ends, state.behind_minutes) == (
        "Kaffe, te och frukt",
        at(TUESDAY, 10, 5),
        -5,
    )


def test_two_blocks_may_be_left_in_the_same_second(agenda: AgendaClock) -> None:
    now = at(TUESDAY, 9, 50)
    agenda.go_on(now)
    agenda.go_on(now)
    assert agenda.state(now).title == "Sex råd med bilder"


def test_before_and_after_the_meeting_the_clock_says_so(agenda: AgendaClock) -> None:
    early = agenda.state(at(TUESDAY, 8, 50))
    assert (early.phase, early.left_seconds) == (ClockPhase.BEFORE, 600)
    late = agenda.state(at(TUESDAY, 11, 0))
    assert (late.phase, late.left_seconds) == (ClockPhase.AFTER, 0)
    agenda.extend(at(TUESDAY, 11, 2))
    assert agenda.state(at(TUESDAY, 11, 2)).phase is ClockPhase.RUNNING
    assert agenda.state(at(TUESDAY, 11, 2)).left_seconds == 300


def test_a_late_start_moves_the_whole_agenda(agenda: AgendaClock) -> None:
    agenda.extend(at(TUESDAY, 8, 58))
    assert agenda.starts()[0] == at(TUESDAY, 9, 5)
    agenda.go_on(at(TUESDAY, 9, 2))
    assert agenda.starts()[0] == at(TUESDAY, 9, 2)
    assert agenda.state(at(TUESDAY, 9, 2)).behind_minutes == 2


def test_pale_lines_count_as_here() -> None:
    assert count_register([a_line(), a_line(a_mark(7, MarkKind.ABSENT))]).here == 1
