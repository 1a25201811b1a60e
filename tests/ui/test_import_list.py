"""Reading in an office list: the preview, the questions, and all or nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QComboBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.domain.importing import Outcome
from halsoskola.domain.participants import EnrolmentStatus
from halsoskola.services.bundle import Services
from halsoskola.services.courses import CourseView
from halsoskola.ui.dialogs.import_list import ImportListDialog, dropped_file
from halsoskola.ui.models.import_rows import ImportRowsModel
from halsoskola.ui.pages.course import CoursePage
from halsoskola.ui.widgets.page import PageAddress
from tests.ui.course_pages import LISTS, Desk, Key, a_course, a_list, a_person, dialog_of


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


@pytest.fixture
def view(services: Services) -> CourseView:
    return a_course(services)


def open_dialog(qtbot: QtBot, desk: Desk, view: CourseView, file: Path | None) -> ImportListDialog:
    dialog = ImportListDialog(desk.context, view.course, file, parent=desk.host)
    dialog.open()
    return dialog


def count(desk: Desk, view: CourseView) -> int:
    return len(desk.services.participants.list(view.course.id))


def test_a_tidy_list_is_read_in_with_enter_and_undone_as_one_step(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    page = CoursePage(desk.context)
    desk.show(qtbot, page, PageAddress("course", view.course.id, "people"))
    page.part.import_list(LISTS / "deltagare-ordnad.xlsx")  # type: ignore[attr-defined]
    dialog = dialog_of(page, ImportListDialog)
    assert dialog.does_button.label() == "Läs in 24 deltagare"
    assert "Namnen i listan läses inte in" in dialog.remarks()
    assert count(desk, view) == 0  # only looked at so far
    qtbot.keyClick(dialog.table, Key.Key_Return)
    assert count(desk, view) == 24
    assert desk.said[-1].text == "24 deltagare är inlästa."
    assert page.part.model.rowCount() == 24  # type: ignore[attr-defined]
    _what, changes = desk.services.history.undo()
    desk.bus.publish(changes)
    assert count(desk, view) == 0
    assert page.part.model.rowCount() == 0  # type: ignore[attr-defined]


def test_the_same_file_twice_changes_nothing(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    open_dialog(qtbot, desk, view, LISTS / "deltagare-ordnad.xlsx").apply()
    dialog = open_dialog(qtbot, desk, view, LISTS / "deltagare-ordnad.xlsx")
    assert dialog.does_button.label() == "Inget att läsa in"
    assert not dialog.does_button.isEnabled()
    assert count(desk, view) == 24


def test_more_people_than_seats_wait(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    dialog = open_dialog(qtbot, desk, view, LISTS / "deltagare-for-manga.xlsx")
    assert "till väntelistan" in dialog._lead.text()
    dialog.apply()
    people = desk.services.participants.list(view.course.id)
    waiting = [one for one in people if one.enrolment.status is EnrolmentStatus.WAITING]
    assert len(people) == 30
    assert len(waiting) == 30 - sum(
        seats.taken for seats in desk.services.courses.view(view.course.id).tracks
    )
    assert waiting


def test_an_ambiguous_language_is_answered_in_its_row(
    qtbot: QtBot, desk: Desk, view: CourseView, tmp_path: Path
) -> None:
    file = a_list(tmp_path, (1, "arabiska", "fm"), (2, "kurdiska", "fm"), (3, "somaliska", "em"))
    dialog = open_dialog(qtbot, desk, view, file)
    assert dialog.table.current_row() == 1  # the question comes first
    assert not dialog.does_button.isEnabled()
    qtbot.keyClick(dialog.table, Key.Key_Return)
    box = dialog.table.findChild(QComboBox)
    assert box is not None
    likely = [box.itemData(at) for at in range(box.count())]
    assert set(likely[:2]) == {"kmr", "ckb"}
    box.setCurrentIndex(box.findData("ckb"))
    box.activated.emit(box.currentIndex())
    assert dialog.does_button.label() == "Läs in 3 deltagare"
    dialog.table.setFocus()
    dialog.table.go_to_row(0)
    qtbot.keyClick(dialog.table, Key.Key_Return)
    spoken = [one.participant.interpreter_language for one in desk.services.participants.list(view.course.id)]
    assert spoken == ["ar", "ckb", "so"]


def test_an_answer_can_be_changed_before_the_list_is_read_in(
    qtbot: QtBot, desk: Desk, view: CourseView, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, desk, view, a_list(tmp_path, (1, "kurdiska", "fm")))
    cell = dialog.model.index(0, ImportRowsModel.LANGUAGE)
    for code in ("ckb", "kmr"):
        assert dialog.model.setData(cell, code)
    dialog.apply()
    (line,) = desk.services.participants.list(view.course.id)
    assert line.participant.interpreter_language == "kmr"


def test_wrong_rows_say_why_and_keep_the_whole_list_out(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    dialog = open_dialog(qtbot, desk, view, LISTS / "deltagare-rorig.csv")
    plan = dialog._preview.plan if dialog._preview is not None else None
    assert plan is not None
    assert plan.count(Outcome.WRONG)
    assert plan.count(Outcome.ASK)
    assert not dialog.does_button.isEnabled()
    dialog.apply()
    assert count(desk, view) == 0
    rows = {row.row: row for row in plan.rows}
    seen = set()
    for _step in range(len(rows)):
        qtbot.keyClick(dialog.table, Key.Key_F)
        row = dialog.model.row(dialog.table.current_row())
        assert row is not None
        assert row.outcome in (Outcome.ASK, Outcome.WRONG)
        seen.add(row.row)
    assert seen == {at for at, row in rows.items() if row.outcome in (Outcome.ASK, Outcome.WRONG)}
    shown = " ".join(
        str(dialog.model.index(at, column).data() or "")
        for at in range(dialog.model.rowCount())
        for column in range(dialog.model.columnCount())
    )
    assert "personnummer" in shown
    assert "19800101" not in shown
    assert "Rätta felen i filen, spara den och läs om den här." in dialog.remarks()


def test_ctrl_enter_reads_the_list_in_from_any_row(
    qtbot: QtBot, desk: Desk, view: CourseView, tmp_path: Path
) -> None:
    file = a_list(tmp_path, (1, "kurdiska", "fm"), (2, "arabiska", "fm"))
    dialog = open_dialog(qtbot, desk, view, file)
    dialog.model.setData(dialog.model.index(0, ImportRowsModel.LANGUAGE), "kmr")
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.table.go_to_row(0)
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: count(desk, view) == 2)  # Qt shows the button pressed for a moment first


def test_a_file_that_is_no_list_is_refused_and_another_can_be_chosen(
    qtbot: QtBot, desk: Desk, view: CourseView
) -> None:
    answers = [str(LISTS / "inte-en-lista.csv"), "", str(LISTS / "deltagare-ordnad.xlsx")]
    dialog = ImportListDialog(
        desk.context, view.course, ask_file=lambda _parent: answers.pop(0), parent=desk.host
    )
    dialog.open()
    qtbot.keyClick(dialog._choose, Key.Key_Return)
    assert "inte-en-lista.csv" in dialog.trouble()
    assert dialog._stack.currentIndex() == 0
    qtbot.keyClick(dialog._choose, Key.Key_Return)  # she changes her mind in the system's dialog
    assert "inte-en-lista.csv" in dialog.trouble()
    qtbot.keyClick(dialog._choose, Key.Key_Return)
    assert not dialog.trouble()
    assert dialog.model.rowCount() == 24


def test_a_missing_file_keeps_the_list_that_was_shown(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    dialog = open_dialog(qtbot, desk, view, LISTS / "deltagare-ordnad.xlsx")
    dialog.read_file(LISTS / "finns-inte.xlsx")
    assert "finns-inte.xlsx" in dialog.trouble()
    assert dialog.model.rowCount() == 24
    assert dialog.does_button.isEnabled()


def test_a_course_that_changed_meanwhile_is_looked_at_again_and_answers_are_kept(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    view = a_course(desk.services, seats=1)
    file = a_list(tmp_path, (1, "kurdiska", "fm"), (2, "arabiska", "em"))
    dialog = open_dialog(qtbot, desk, view, file)
    dialog.model.setData(dialog.model.index(0, ImportRowsModel.LANGUAGE), "kmr")
    assert dialog.does_button.isEnabled()
    assert dialog._preview is not None
    desk.services.history.undo()  # the course is gone
    dialog.apply()
    assert dialog.trouble()
    assert dialog.isVisible()
    assert dialog._preview.answers == {2: "kmr"}


def test_a_mended_file_is_read_again_and_keeps_answers_of_unchanged_rows(
    qtbot: QtBot, desk: Desk, view: CourseView, tmp_path: Path
) -> None:
    file = a_list(tmp_path, (1, "kurdiska", "fm"), (2, "kurdiska", "em"), (3, "klingon", "em"))
    dialog = open_dialog(qtbot, desk, view, file)
    for at in (0, 1):
        dialog.model.setData(dialog.model.index(at, ImportRowsModel.LANGUAGE), "ckb")
    a_list(tmp_path, (1, "kurdiska", "fm"), (2, "kurdiska", "fm"), (3, "somaliska", "em"))
    dialog.read_again()
    assert dialog._preview is not None
    assert dialog._preview.answers == {2: "ckb"}  # the second row says something else now
    assert [row.outcome for row in dialog._preview.plan.rows] == [Outcome.NEW, Outcome.ASK, Outcome.NEW]


def test_names_are_kept_where_the_course_uses_them(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services, names=True)
    dialog = open_dialog(qtbot, desk, view, LISTS / "deltagare-ordnad.xlsx")
    assert "Namnen" not in dialog.remarks()
    dialog.apply()
    assert all(one.participant.name for one in desk.services.participants.list(view.course.id))


def test_one_local_file_can_be_dropped() -> None:
    data = QMimeData()
    assert dropped_file(data) is None
    data.setUrls([QUrl.fromLocalFile(str(LISTS / "deltagare-ordnad.xlsx"))])
    assert dropped_file(data) == LISTS / "deltagare-ordnad.xlsx"
    data.setUrls([QUrl("https://example.org/lista.xlsx")])
    assert dropped_file(data) is None


def test_escape_stores_nothing(qtbot: QtBot, desk: Desk, view: CourseView) -> None:
    dialog = open_dialog(qtbot, desk, view, LISTS / "deltagare-ordnad.xlsx")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert count(desk, view) == 0


def test_the_preview_is_a_sound_model(desk: Desk, view: CourseView, qtmodeltester: ModelTester) -> None:
    model = ImportRowsModel()
    qtmodeltester.check(model, force_py=True)
    a_person(desk.services, view.course.id)
    importing = desk.services.importing
    preview = importing.preview(view.course.id, LISTS / "deltagare-rorig.csv")
    model.set_preview(preview, importing.sentences(preview))
    assert model.rowCount() == 13
    qtmodeltester.check(model, force_py=True)
