"""The dialog that makes a course, and what it says before anything is made."""

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.services.bundle import Services
from halsoskola.services.courses import NewCourse
from halsoskola.ui.dialogs.new_course import NewCourseDialog, suggested_name, suggested_start
from halsoskola.ui.models.courses import PreviewModel
from tests.ui.course_pages import EM, FM, Desk, Key


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


@pytest.fixture
def dialog(desk: Desk) -> NewCourseDialog:
    made = NewCourseDialog(desk.context, desk.host)
    made.open()
    return made


def set_start(dialog: NewCourseDialog, day: date) -> None:
    dialog.start.setDate(QDate(day.year, day.month, day.day))
    dialog._ask_for_preview()  # what the short wait after the last key does


def days(dialog: NewCourseDialog, column: int) -> list[str]:
    model = dialog.preview
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_name_and_start_are_suggested(dialog: NewCourseDialog) -> None:
    assert dialog.name.text() == "Malmö hälsoskola våren 2027"
    assert dialog.start_day() == date(2027, 3, 16)
    assert dialog.preview.rowCount() == 12
    set_start(dialog, date(2027, 9, 7))
    assert dialog.name.text() == "Malmö hälsoskola hösten 2027"


def test_home_begins_the_day_again(dialog: NewCourseDialog, qtbot: QtBot) -> None:
    dialog.start.setFocus()
    qtbot.keyClick(dialog.start, Qt.Key.Key_End)
    qtbot.keyClick(dialog.start, Qt.Key.Key_Home)
    qtbot.keyClicks(dialog.start, "20280119")
    assert dialog.start_day() == date(2028, 1, 19)


def test_a_year_is_said_where_it_begins(dialog: NewCourseDialog) -> None:
    set_start(dialog, date(2028, 11, 7))
    shown = days(dialog, 1)
    assert [day for day in shown if "202" in day] == ["tis 7 nov 2028", "tis 2 jan 2029"]


def test_an_own_name_is_not_written_over(dialog: NewCourseDialog, qtbot: QtBot) -> None:
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Min kurs")
    set_start(dialog, date(2027, 9, 7))
    assert dialog.name.text() == "Min kurs"


@pytest.mark.parametrize("today", [date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 7)])
def test_the_suggested_start_is_a_tuesday_two_weeks_ahead(today: date) -> None:
    start = suggested_start(today)
    assert start.weekday() == 1
    assert 14 <= (start - today).days <= 20


def test_half_years() -> None:
    assert suggested_name("Kurs, 4 träffar", date(2027, 6, 30)) == "Kurs våren 2027"
    assert suggested_name("Kurs", date(2027, 7, 1)) == "Kurs hösten 2027"


def test_skipped_holidays_are_named_and_a_moved_start_is_said(dialog: NewCourseDialog) -> None:
    set_start(dialog, date(2027, 3, 26))
    assert days(dialog, 1)[0] == "fre 2 apr"
    assert "Förmiddag: starten är flyttad från fredag 26 mars till fredag 2 april." in dialog.remarks()
    assert "fre 26 mars (långfredagen)" in dialog.remarks()
    set_start(dialog, date(2027, 4, 9))
    assert "fre 25 juni (midsommarafton)" in dialog.remarks()
    assert "flyttad" not in dialog.remarks()


def test_weekdays_follow_the_start_until_one_is_chosen(dialog: NewCourseDialog, qtbot: QtBot) -> None:
    set_start(dialog, date(2027, 3, 18))
    assert dialog.runs[EM].weekdays.weekdays() == (3,)
    thursday = dialog.runs[EM].weekdays._buttons[3]
    qtbot.keyClick(thursday, Key.Key_Right)
    friday = dialog.runs[EM].weekdays._buttons[4]
    qtbot.keyClick(friday, Key.Key_Space)
    qtbot.keyClick(thursday, Key.Key_Space)
    dialog._ask_for_preview()
    assert dialog.runs[EM].weekdays.weekdays() == (4,)
    assert days(dialog, 1)[0] == "tors 18 mars"
    assert days(dialog, 2)[0] == "fre 19 mars"
    set_start(dialog, date(2027, 4, 13))
    assert dialog.runs[EM].weekdays.weekdays() == (4,)


def test_everything_chosen_is_in_the_course(
    dialog: NewCourseDialog, qtbot: QtBot, services: Services
) -> None:
    dialog.runs[FM].starts.setTime(QTime(8, 30))
    dialog.runs[EM].on.setChecked(False)
    dialog.runs[FM].weekdays.set_weekdays((1, 3))
    dialog.seats.setValue(10)
    dialog.venue.setText("Folkets hus")
    dialog.uses_names.setChecked(True)
    made: list[str] = []
    dialog.made.connect(made.append)
    qtbot.keyClick(dialog.venue, Key.Key_Return)
    view = services.courses.view(made[0])
    assert view.course.uses_names
    assert [seats.track.code for seats in view.tracks] == [FM]
    assert view.tracks[0].track.capacity == 10
    first, second = (line.occasions[0].occasion for line in view.meetings[:2])
    assert (first.starts_at, first.venue) == (time(8, 30), "Folkets hus")
    assert {first.day.weekday(), second.day.weekday()} == {1, 3}
    assert not dialog.isVisible()


def test_two_runs_may_both_meet_twice_a_week(
    dialog: NewCourseDialog, services: Services, qtbot: QtBot
) -> None:
    for fields in dialog.runs.values():
        fields.weekdays.set_weekdays((1, 3))
    qtbot.keyClick(dialog.name, Key.Key_Return)
    view = services.courses.view(services.courses.list()[0].course.id)
    for line in view.meetings[:4]:
        fm, em = (one.occasion.day for one in line.occasions)
        assert fm == em


def test_without_a_run_nothing_is_made_and_nothing_typed_is_lost(
    dialog: NewCourseDialog, qtbot: QtBot, services: Services
) -> None:
    dialog.venue.setText("Folkets hus")
    for fields in dialog.runs.values():
        fields.on.setChecked(False)
    qtbot.keyClick(dialog.name, Key.Key_Return)
    assert services.courses.count() == 0
    assert dialog.isVisible()
    assert "förmiddag, eftermiddag eller båda" in dialog._runs_trouble.text()
    assert dialog.venue.text() == "Folkets hus"
    dialog.runs[FM].on.setChecked(True)
    qtbot.keyClick(dialog.name, Key.Key_Return)
    assert services.courses.count() == 1


def test_without_a_weekday_the_reason_is_said(dialog: NewCourseDialog, services: Services) -> None:
    dialog.runs[FM].weekdays.set_weekdays(())
    dialog._ask_for_preview()
    assert dialog.preview.rowCount() == 0
    assert "veckodag" in dialog._preview_trouble.text()
    dialog.does_button.click()
    assert services.courses.count() == 0
    assert "veckodag" in dialog._runs_trouble.text()


def test_escape_makes_nothing(dialog: NewCourseDialog, qtbot: QtBot, services: Services) -> None:
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert services.courses.count() == 0


def test_the_preview_is_a_sound_model(services: Services, qtmodeltester: ModelTester) -> None:
    model = PreviewModel()
    qtmodeltester.check(model, force_py=True)
    wish = NewCourse("malmo-halsoskola-12", date(2027, 3, 26), (FM, EM))
    model.set_preview(services.courses.preview(wish), date(2027, 3, 2))
    assert (model.rowCount(), model.columnCount()) == (12, 3)
    qtmodeltester.check(model, force_py=True)
