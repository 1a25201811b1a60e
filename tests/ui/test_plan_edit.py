"""The plan editor: saved by itself, every step taken back, nothing written ever lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.domain.courses import TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.plan_editing import EASY_LEVEL, PICTURE_LEVEL
from halsoskola.domain.plans import AdaptationNeed, BlockKind, FiroPhase, Kasam
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.courses import NewCourse
from halsoskola.services.plan_editing import EditPlace
from halsoskola.services.plans import PlanService
from halsoskola.settings import Paths
from halsoskola.ui.dialogs.handout import HandoutDialog
from halsoskola.ui.dialogs.pictures import PictureDialog
from halsoskola.ui.models.findings import FindingsModel
from halsoskola.ui.models.plan_blocks import PairsModel, PlanBlocksModel
from halsoskola.ui.pages.plan import PlanPage
from halsoskola.ui.pages.plan_edit import PlanEditPage
from halsoskola.ui.pages.plan_edit_differences import DifferencesDialog
from halsoskola.ui.pages.plan_edit_inserts import FactDialog
from halsoskola.ui.pages.plan_edit_new import NewPlanDialog
from halsoskola.ui.pages.plans import PlansPage
from halsoskola.ui.widgets.dialog import Question
from halsoskola.ui.widgets.fields import NumberField
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.text import TextLabel
from tests.ui.conftest import type_letters
from tests.ui.course_pages import Desk, dialog_of
from tests.ui.occasion_world import a_world

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
W = TypeVar("W", bound=QWidget)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def own(program: Program, paths: Paths, clock: FixedClock) -> Services:
    """With a library of its own: these tests write into the data folder."""
    return Services(program.store, clock, lambda: plan_service(paths))


@pytest.fixture
def desk(own: Services) -> Desk:
    return Desk(own)


@pytest.fixture
def edit(qtbot: QtBot, desk: Desk) -> Callable[..., PlanEditPage]:
    def show(subject: str = "somn", part: str = "content") -> PlanEditPage:
        page = PlanEditPage(desk.context)
        desk.show(qtbot, page, PageAddress("plan_edit", subject, part))
        with qtbot.waitActive(page):
            page.activateWindow()
        page.focus_first()
        return page

    return show


@pytest.fixture
def course(own: Services) -> str:
    wish = NewCourse("malmo-halsoskola-12", date(2027, 1, 19), (TrackCode.FM,), name="Kursen i vår")
    return own.courses.create(wish).course.id


def stored(own: Services, plan_id: str = "somn") -> Path:
    return own.plans.own_folder / "plans" / plan_id


def titles(page: PlanEditPage) -> list[str]:
    return [block.title for block in page.desk.draft.plan.blocks]


def finish(editor: QWidget) -> None:
    """Enter in a cell that is being written in; the table takes the text a moment later."""
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()


def opened(qtbot: QtBot, page: QWidget, kind: type[W]) -> W:
    """The dialog that a button's key opens, which takes as long as pressing the button is shown."""
    qtbot.waitUntil(lambda: bool(page.findChildren(kind)))
    return dialog_of(page, kind)


def write(page: PlanEditPage, text: str) -> None:
    page.sheet.text.setPlainText(text)
    page.sheet._look()


def test_models_keep_their_word_to_qt(qtmodeltester: ModelTester, own: Services) -> None:
    plan = own.plans.plan("somn")
    blocks = PlanBlocksModel()
    blocks.set_blocks(plan.blocks, frozenset({2}))
    qtmodeltester.check(blocks)
    blocks.set_blocks(plan.blocks[:2])
    qtmodeltester.check(blocks)
    pairs = PairsModel(("ord", "förklaring"))
    pairs.set_rows([("dygn", "24 timmar")], frozenset({0}))
    qtmodeltester.check(pairs)
    draft = own.plan_editing.open(EditPlace("somn")).draft
    findings = FindingsModel()
    findings.set_findings(own.plan_texts.look(draft.with_text(EASY_LEVEL, "Fel"), EASY_LEVEL).findings)
    assert findings.rowCount()
    qtmodeltester.check(findings)


# Saving


def test_looking_writes_nothing_and_the_first_change_makes_an_own_copy(
    own: Services, desk: Desk, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit()
    assert not stored(own).exists()
    assert "egen kopia" in page._header.subtitle()
    page.content.about.name.field.setFocus()
    page.content.about.name.field.setText("Sova gott")  # type: ignore[attr-defined]
    page.content.about.name.field.textEdited.emit("Sova gott")  # type: ignore[attr-defined]
    page.flush()
    assert own.plans.plan("somn").title == "Sova gott"
    assert own.plans.own_plans() == {"somn"}
    assert "Din egen version" in page._header.subtitle()
    assert not page.saved_sign.isHidden()
    assert desk.troubles == []


def test_what_is_typed_is_saved_a_second_after_the_last_key(
    qtbot: QtBot, own: Services, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(part="sheet")
    page.sheet.text.moveCursor(page.sheet.text.textCursor().MoveOperation.End)
    type_letters(page.sheet.text, "Sov gott.")
    assert not stored(own).exists()
    with qtbot.waitSignal(page.desk.saved, timeout=3000):
        pass
    assert (stored(own) / "handout.md").read_text(encoding="utf-8").endswith("Sov gott.\n")


def test_leaving_the_page_saves_at_once(own: Services, edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="blocks")
    note = page.blocks.chosen.said
    note.setFocus()
    type_letters(note, "Andas.")
    page.hide()
    assert "Andas." in own.plans.plan("somn").leader_notes.notes[0].text


def test_closing_the_window_saves_and_asks_no_more(own: Services, edit: Callable[..., PlanEditPage]) -> None:
    page = edit()
    type_letters(page.content.about.themes.field, "!")
    page.close()
    assert own.plans.plan("somn").themes[-1].endswith("!")
    assert page.desk.is_saved


def test_going_to_another_plan_saves_the_first_one(own: Services, edit: Callable[..., PlanEditPage]) -> None:
    page = edit()
    type_letters(page.content.about.led_by.field, ", tandläkare")
    page.show_address(PageAddress("plan_edit", "stress", "content"))
    page.refresh()
    assert own.plans.plan("somn").led_by[-1] == "tandläkare"
    assert page.content.about.name.value() == own.plans.plan("stress").title
    assert own.plans.own_plans() == {"somn"}


def test_a_refused_save_is_told_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, own: Services, desk: Desk, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(part="blocks")

    def full(*_args: object) -> None:
        raise StorageTrouble(Trouble.DISK_FULL)

    with monkeypatch.context() as broken:
        broken.setattr(own.plan_editing, "save", full)
        page.blocks.move_block(0, 1)
        page.flush()
    assert "Disken är full" in desk.said[-1].text
    assert not page.desk.is_saved
    page.flush()
    assert page.desk.is_saved
    assert own.plans.plan("somn").blocks[1].title == titles(page)[1]


def test_a_change_elsewhere_is_shown_but_never_over_what_is_being_written(
    own: Services, desk: Desk, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit()
    desk.context.write(lambda: own.plan_editing.save(EditPlace("somn"), _retitled(own, "Utifrån")))
    assert page.content.about.name.value() == "Utifrån"
    page.sheet.text.setPlainText("# Mitt\n")
    desk.context.write(lambda: own.plan_editing.save(EditPlace("somn"), _retitled(own, "Igen")))
    assert page.desk.draft.handout == "# Mitt\n"


def _retitled(own: Services, title: str) -> "object":
    from halsoskola.domain.plan_editing import with_title

    return with_title(own.plan_editing.open(EditPlace("somn")).draft, title)


# Content


def test_content_is_shown_and_changed(own: Services, edit: Callable[..., PlanEditPage]) -> None:
    page = edit()
    about = page.content.about
    assert about.themes.value() == "sömn, vila, kvällsrutin, oro"
    about.sensitive.click()
    about.phases[FiroPhase.GEMYT].click()
    about.materials.setPlainText("mattor\n\n mattor \nkaffe, te")
    page.flush()
    plan = own.plans.plan("somn")
    assert plan.sensitive
    assert plan.firo == (FiroPhase.GEMYT, FiroPhase.ROLLSOKNING, FiroPhase.SAMHORIGHET)
    assert plan.materials == ("mattor", "kaffe, te")


def test_an_empty_title_is_refused_beside_its_field(own: Services, edit: Callable[..., PlanEditPage]) -> None:
    page = edit()
    name = page.content.about.name
    name.field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClick(name.field, Key.Key_Delete)
    page.flush()
    assert "behöver en titel" in name.error()
    assert page.desk.draft.plan.title == "Sömn"


def test_arabic_in_a_swedish_field_is_named_and_kept(
    own: Services, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit()
    page.content.about.themes.field.setText("sömn, النوم")  # type: ignore[attr-defined]
    page.content.about.themes.flush()
    page.flush()
    assert "Tecken 7" in page.content.about.themes.error()
    assert own.plans.plan("somn").themes == ("sömn", "النوم")
    words = page.content.words
    type_letters(words.new_word, "بيت")
    type_letters(words.new_explanation, "ett hus")
    QTest.keyClick(words.new_explanation, Key.Key_Return)
    assert f"Rad {len(page.desk.draft.plan.words)}:" in words.foreign.text()
    assert page.desk.draft.plan.words[-1].word == "بيت"


def test_words_are_added_changed_moved_and_removed_with_keys(edit: Callable[..., PlanEditPage]) -> None:
    page = edit()
    words = page.content.words
    words.table.setFocus()
    QTest.keyClicks(words.table, "n")
    assert words.new_word.hasFocus()
    type_letters(words.new_word, "dygn")
    QTest.keyClick(words.new_word, Key.Key_Return)
    assert words.new_explanation.hasFocus()
    type_letters(words.new_explanation, "en dag och en natt")
    QTest.keyClick(words.new_explanation, Key.Key_Return)
    assert "står redan i listan" in words.refused.text()
    words.new_word.setText("lugn")
    QTest.keyClick(words.new_explanation, Key.Key_Return)
    assert words.refused.isHidden()
    count = len(page.desk.draft.plan.words)
    assert page.desk.draft.plan.words[-1].word == "lugn"
    words.table.setFocus()
    words.table.go_to_row(count - 1)
    QTest.keyClick(words.table, Key.Key_Up, ALT)
    assert page.desk.draft.plan.words[-2].word == "lugn"
    QTest.keyClick(words.table, Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    type_letters(editor, "stilla")
    finish(editor)
    assert page.desk.draft.plan.words[-2].word == "stilla"
    QTest.keyClick(words.table, Key.Key_Delete)
    assert len(page.desk.draft.plan.words) == count - 1
    QTest.keyClick(words.table, Key.Key_Z, CONTROL)
    assert page.desk.draft.plan.words[-2].word == "stilla"


def test_aims_have_a_part_of_kasam(edit: Callable[..., PlanEditPage]) -> None:
    page = edit()
    aims = page.content.aims
    type_letters(aims.new_text, "Jag kan vila.")
    aims.new_kasam.setCurrentIndex(1)
    QTest.keyClick(aims.new_text, Key.Key_Return)
    assert page.desk.draft.plan.aims[-1].kasam is Kasam.H
    aims.table.setFocus()
    aims.table.go_to_row(3)
    QTest.keyClicks(aims.table, "m")
    assert page.desk.draft.plan.aims[-1].kasam is Kasam.M
    QTest.keyClick(aims.table, Key.Key_Delete)
    assert len(page.desk.draft.plan.aims) == 3
    assert aims.note() == ""
    aims.table.go_to_row(0)
    QTest.keyClick(aims.table, Key.Key_Delete)
    assert aims.note() == "saknas: begriplighet"


def test_readers_are_a_number_and_a_day(own: Services, desk: Desk, edit: Callable[..., PlanEditPage]) -> None:
    page = edit()
    count, day = page.content.tested.fields(EASY_LEVEL)
    assert day.date().toPython() == date(2027, 3, 2)
    count.setValue(4)
    page.content.tested.save(EASY_LEVEL)
    found = own.plan_editing.tested("somn")[EASY_LEVEL]
    assert found is not None
    assert (found.day, found.readers, found.is_current) == (date(2027, 3, 2), 4, True)
    assert desk.said[-1].text == "Det är noterat."
    assert not (stored(own) / "plan.toml").exists()


# Blocks


def test_digits_change_the_minutes_and_the_sum_follows(edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="blocks")
    table = page.blocks.table
    assert table.hasFocus()
    table.go_to_row(3)
    QTest.keyClicks(table, "4")
    editor = QApplication.focusWidget()
    assert isinstance(editor, NumberField)
    QTest.keyClicks(editor, "0")
    finish(editor)
    assert page.desk.draft.plan.blocks[3].minutes == 40
    assert texts_of_pills(page.blocks) == ["135 av 120 min: 15 för mycket", "netto taltid 40 min"]
    assert "60 minuter utan avbrott" in page.blocks.sums.warnings()[0]
    assert page.blocks.model.index(3, PlanBlocksModel.MINUTES).data() == "40 min"


def texts_of_pills(widget: QWidget) -> list[str]:
    from halsoskola.ui.widgets.pill import Pill

    return [pill.facts.text for pill in widget.findChildren(Pill) if pill.isVisibleTo(widget)]


def test_blocks_move_with_keys_and_their_notes_go_along(edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="blocks")
    before, note = titles(page), page.desk.draft.notes[0]
    QTest.keyClick(page.blocks.table, Key.Key_Down, ALT)
    assert titles(page)[:2] == [before[1], before[0]]
    assert page.desk.draft.notes[1] == note
    assert page.blocks.row() == 1
    assert page.blocks.chosen.title_row.value() == before[0]
    QTest.keyClick(page.blocks.table, Key.Key_Up, ALT)
    QTest.keyClick(page.blocks.table, Key.Key_Up, ALT)
    assert titles(page) == before


def test_a_dragged_row_stands_where_it_was_dropped(qtbot: QtBot, edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="blocks")
    before = titles(page)
    model = page.blocks.model
    data = model.mimeData([model.index(0, 0)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, model.index(-1, -1))
    qtbot.waitUntil(lambda: titles(page) == [before[1], before[2], before[0], *before[3:]])
    foreign = QMimeData()
    foreign.setText("text")
    assert not model.dropMimeData(foreign, Qt.DropAction.MoveAction, 0, 0, model.index(-1, -1))


def test_split_new_delete_and_every_step_back(desk: Desk, edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="blocks")
    table, before = page.blocks.table, page.desk.draft
    table.go_to_row(3)
    QTest.keyClicks(table, "s")
    assert titles(page)[4] == "Vad stör min sömn, del 2"
    QTest.keyClicks(table, "n")
    editor = QApplication.focusWidget()
    assert editor is not None
    type_letters(editor, "Vi sträcker på oss")
    finish(editor)
    assert titles(page)[4] == "Vi sträcker på oss"
    table.setFocus()
    QTest.keyClick(table, Key.Key_Delete)
    assert "Vi sträcker på oss" not in titles(page)
    for _step in range(4):
        QTest.keyClick(table, Key.Key_Z, CONTROL)
    assert page.desk.draft == before
    assert "Ångrade" in desk.said[-1].text
    QTest.keyClick(table, Key.Key_Z, CONTROL)
    assert "inget mer att ångra" in desk.said[-1].text
    QTest.keyClick(table, Key.Key_Y, CONTROL)
    assert titles(page)[4] == "Vad stör min sömn, del 2"
    QTest.keyClick(table, Key.Key_Z, CONTROL | SHIFT)
    assert titles(page)[4] == "Nytt moment"


def test_the_chosen_block_is_written_beside_the_table(
    own: Services, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(part="blocks")
    table, chosen = page.blocks.table, page.blocks.chosen
    table.go_to_row(1)
    chosen.kind.setCurrentIndex(list(BlockKind).index(BlockKind.PRACTICE))
    chosen.kind.activated.emit(chosen.kind.currentIndex())
    QTest.keyClicks(table, "t")
    QTest.keyClicks(table, "m")
    chosen.pin_row.field.setText("25")  # type: ignore[attr-defined]
    chosen.pin_row.flush()
    assert "klockslag" in chosen.pin_row.error()
    chosen.pin_row.field.setText("9:15")  # type: ignore[attr-defined]
    chosen.pin_row.flush()
    chosen.new_need.setCurrentIndex(chosen.new_need.findData(AdaptationNeed.FLOOR))
    chosen.new_need.activated.emit(chosen.new_need.currentIndex())
    row = chosen.adaptation_rows[AdaptationNeed.FLOOR]
    type_letters(row.field, "Sitt på en stol.")
    chosen.said.setPlainText("- Säg: Hej.\n\n")
    table.go_to_row(2)  # choosing another block hands everything over
    page.flush()
    block = own.plans.plan("somn").blocks[1]
    assert (block.kind, block.interpreted) == (BlockKind.PRACTICE, False)
    assert block.kasam == (Kasam.B, Kasam.M)
    assert block.pin is not None
    assert (block.pin.hour, block.pin.minute) == (9, 15)
    assert [(one.need, one.text) for one in block.adaptations] == [(AdaptationNeed.FLOOR, "Sitt på en stol.")]
    assert own.plans.plan("somn").leader_notes.of(block.title) == "- Säg: Hej."
    assert chosen.title_row.value() == titles(page)[2]


def test_an_emptied_adaptation_is_gone_and_the_last_block_stays(
    own: Services, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(part="blocks")
    page.blocks.table.go_to_row(3)
    row = page.blocks.chosen.adaptation_rows[AdaptationNeed.PAIN]
    row.field.setText("")  # type: ignore[attr-defined]
    page.blocks.flush()
    assert AdaptationNeed.PAIN not in {one.need for one in page.desk.draft.plan.blocks[3].adaptations}
    for _block in range(len(titles(page)) - 1):
        page.blocks.remove(0)
    page.blocks.remove(0)
    assert len(titles(page)) == 1
    assert "minst ett moment" in page.blocks._refused.text()


# The sheet


GOOD = "# Sömn\n\n## Vad är sömn?\n\n![En säng](bed)\nDu sover.\nKroppen vilar.\n"


def test_findings_are_underlined_listed_and_stepped_through(edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="sheet")
    sheet = page.sheet
    write(page, GOOD.replace("Du sover.", "😀 Patienten informeras om sömnrestriktion.").replace("?", ""))
    findings = sheet.findings.findings
    assert [one.line for one in findings] == sorted(one.line for one in findings)
    marks = sheet.text.extraSelections()
    assert len(marks) == len(findings)
    for mark, finding in zip(marks, findings, strict=True):
        wanted = finding.text or GOOD.split("\n")[finding.line - 1]
        assert mark.cursor.selectedText().replace("\u2029", "\n") == wanted  # type: ignore[attr-defined]
    styles = {mark.format.underlineStyle() for mark in marks}  # type: ignore[attr-defined]
    assert QTextCharFormat.UnderlineStyle.WaveUnderline in styles or len(styles) > 1
    places = []
    for _step in range(len(findings)):
        QTest.keyClick(sheet.text, Key.Key_F4)
        places.append(sheet.findings_table.current_row())
        assert sheet.text.textCursor().blockNumber() + 1 == findings[places[-1]].line
        assert sheet.advice.text() == findings[places[-1]].sentence
    assert sorted(places) == list(range(len(findings)))
    QTest.keyClick(sheet.text, Key.Key_F4, SHIFT)
    assert sheet.findings_table.current_row() == places[-2]
    assert sheet.text.hasFocus()
    write(page, GOOD)
    assert sheet.findings.rowCount() == 0
    assert "inget att rätta" in texts_of_pills(sheet)


def test_the_page_beside_the_text_is_the_paper(own: Services, edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="sheet")
    assert page.sheet.look is not None
    plan = own.plans.plan("somn")
    made = own.handouts.make(plan, [])
    assert page.sheet.look.pdf == own.handouts.render([made])
    page.sheet.language.setCurrentIndex(page.sheet.language.findData("ar"))
    page.sheet.language.activated.emit(0)
    assert page.sheet.look.pdf == own.handouts.render([own.handouts.make(plan, ["ar"])])
    QTest.keyClick(page.sheet.text, Key.Key_1, ALT)
    page.sheet.level_buttons.button(PICTURE_LEVEL).setChecked(True)
    assert page.sheet.text is page.sheet.texts[PICTURE_LEVEL]
    assert page.sheet.look.handout == plan.picture_handout


def test_a_half_written_text_keeps_the_last_page_and_is_saved_as_it_is(
    own: Services, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(part="sheet")
    write(page, "# Ett\n\n# Två\n")
    assert "felet på rad 3" in page.sheet.state.text()
    assert page.sheet.preview.zoom_percent() > 0
    page.flush()
    assert (stored(own) / "handout.md").read_text(encoding="utf-8") == "# Ett\n\n# Två\n"
    again = edit(part="sheet")
    assert again.sheet.text.text() == "# Ett\n\n# Två\n"


def test_a_short_text_has_no_lix(edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="sheet")
    assert "LIX" in page.sheet.summary.text()
    assert "i medeltal" in page.sheet.summary.text()
    write(page, GOOD)
    assert "för kort för LIX" in page.sheet.summary.text()


def test_a_stale_answer_is_dropped(qtbot: QtBot, desk: Desk, edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="sheet")
    waiting: list[Callable[[], None]] = []
    real_run = desk.runner.run

    def later(job, done, failed=None, *, owner=None) -> None:  # type: ignore[no-untyped-def]
        waiting.append(lambda: real_run(job, done, failed, owner=owner))

    desk.runner.run = later  # type: ignore[method-assign]
    write(page, GOOD)
    page.sheet.text.setPlainText(GOOD + "\nPatienten informeras.\n")
    waiting.pop(0)()
    assert page.sheet.look is not None
    assert "Patienten" not in str(page.sheet.look.handout)  # the page before both
    assert page.sheet.look.review.words > 40
    qtbot.waitUntil(lambda: bool(waiting))
    waiting.pop(0)()
    assert page.sheet.findings.rowCount() >= 1
    desk.runner.run = real_run  # type: ignore[method-assign]


def test_pasted_text_is_made_plain_and_told(desk: Desk, edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="sheet")
    data = QMimeData()
    data.setText("• Sömn\u00adbrist är \u201cvanligt\u201d\r\nBra")
    page.sheet.text.clear()
    page.sheet.text.insertFromMimeData(data)
    assert page.sheet.text.text() == "- Sömnbrist är ”vanligt”\nBra"
    assert "Mjuka bindestreck är borttagna (rad 1)." in desk.said[-1].text


def test_a_picture_and_a_fact_are_put_in_with_the_keyboard(
    qtbot: QtBot, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(part="sheet")
    text = page.sheet.text
    text.setPlainText("# Sömn\n\n## Vad är sömn?\n\n")
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClick(text, Key.Key_B, CONTROL | SHIFT)
    dialog = opened(qtbot, page, PictureDialog)
    type_letters(dialog.search, "säng")
    QTest.keyClick(dialog.search, Key.Key_Down)
    QTest.keyClick(dialog.grid, Key.Key_Return)
    assert text.text().endswith("## Vad är sömn?\n\n![En säng](bed)\n")
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(text, Key.Key_F, CONTROL | SHIFT)
    facts = opened(qtbot, page, FactDialog)
    type_letters(facts.search, "1177")
    facts.wanted.emit()
    assert text.text().endswith("{fact:1177}")


def test_a_fact_that_is_not_there_cannot_be_put_in(edit: Callable[..., PlanEditPage]) -> None:
    page = edit(part="sheet")
    page.sheet.choose_fact()
    dialog = dialog_of(page, FactDialog)
    dialog.search.setText("finns inte alls")
    dialog.wanted.emit()
    assert "Välj en faktauppgift" in dialog.trouble()
    dialog.reject()


def test_printing_takes_the_text_as_it_stands(
    qtbot: QtBot, desk: Desk, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(part="sheet")
    write(page, GOOD)
    QTest.keyClick(page.sheet.text, Key.Key_P, CONTROL)
    dialog = opened(qtbot, page, HandoutDialog)
    assert dialog._plan.handout is not None
    assert len(dialog._plan.handout.sections) == 1
    dialog.reject()
    write(page, "Fel")
    page.sheet.texts[PICTURE_LEVEL].setPlainText("Fel")
    page.print_handout()
    assert "går inte att skriva ut än" in desk.said[-1].text


# Library and plan view


@pytest.fixture
def library(qtbot: QtBot, desk: Desk) -> PlansPage:
    page = PlansPage(desk.context)
    desk.show(qtbot, page, PageAddress("plans"))
    return page


def rename(dialog: NewPlanDialog, plan_id: str) -> None:
    """Writes another name for the files."""
    dialog.id_field.selectAll()
    type_letters(dialog.id_field, plan_id)


def test_n_makes_a_plan_and_refuses_impossible_names(own: Services, desk: Desk, library: PlansPage) -> None:
    QTest.keyClicks(library._table, "n")
    dialog = dialog_of(library, NewPlanDialog)
    dialog.wanted.emit()
    assert "behöver en titel" in dialog.troubles()[0]
    type_letters(dialog.title_field, "Sömn")
    assert dialog.id_field.text() == "somn-2"
    rename(dialog, "somn")
    dialog.wanted.emit()
    assert "upptaget av träffplanen Sömn" in dialog.troubles()[0]
    rename(dialog, "Min sömn")
    dialog.wanted.emit()
    assert "a–z, siffror" in dialog.troubles()[0]
    rename(dialog, "min-somn")
    dialog.wanted.emit()
    assert desk.visited[-1] == PageAddress("plan_edit", "min-somn")
    assert own.plans.plan("min-somn").title == "Sömn"


def test_e_changes_the_plan_of_the_row(desk: Desk, library: PlansPage) -> None:
    library._search.setText("kvällsrutin")
    library._table.setFocus()
    QTest.keyClicks(library._table, "e")
    assert desk.visited[-1] == PageAddress("plan_edit", "somn")


def test_the_search_knows_minutes(library: PlansPage) -> None:
    library._search.setText("120 min")
    assert library._model.rowCount() > 10
    library._search.setText("120 min kvällsrutin")
    assert library._model.rowCount() == 1
    library._search.setText("121 min")
    assert library._model.rowCount() == 0


def test_a_half_written_plan_is_found_again(own: Services, desk: Desk, library: PlansPage) -> None:
    own.plan_editing.create("Ny", "ny")
    draft = own.plan_editing.open(EditPlace("ny")).draft
    own.plan_editing.save(EditPlace("ny"), draft.with_text(EASY_LEVEL, "utan rubrik"))
    library.refresh()
    found = [label.text() for label in library._unfinished.findChildren(TextLabel)]
    assert "Ny: bladet går inte att läsa än." in found
    assert library._faults.isHidden()  # said once, where it can be written on
    library._write_on("ny")
    assert desk.visited[-1] == PageAddress("plan_edit", "ny", "sheet")


@pytest.fixture
def read(qtbot: QtBot, desk: Desk) -> Callable[[str], PlanPage]:
    def show(subject: str = "somn") -> PlanPage:
        page = PlanPage(desk.context)
        desk.show(qtbot, page, PageAddress("plan", subject))
        return page

    return show


def test_the_plan_view_changes_compares_restores_and_brings_back(
    own: Services, desk: Desk, read: Callable[[str], PlanPage]
) -> None:
    own.plan_editing.save(EditPlace("somn"), _retitled(own, "Sova gott"))  # type: ignore[arg-type]
    page = read("somn")
    QTest.keyClick(page, Key.Key_E)
    assert desk.visited[-1] == PageAddress("plan_edit", "somn")
    page.plan_actions.compare()
    dialog = dialog_of(page, DifferencesDialog)
    shown = [label.text() for label in dialog.findChildren(TextLabel)]
    assert {"Titel", "Sömn", "Sova gott", "Medföljer programmet", "Din version"} <= set(shown)
    QTest.keyClick(dialog, Key.Key_Return)
    page.plan_actions.restore_button.click()
    question = dialog_of(page, Question)
    assert own.plans.plan("somn").title == "Sova gott"  # asked first
    question.does_button.click()
    assert own.plans.plan("somn").title == "Sömn"
    notice = desk.said[-1]
    assert notice.action == "Ångra"
    assert notice.on_action is not None
    assert "från 2 mars 2027" in page.plan_actions.bring_back_button.label()
    notice.on_action()
    assert own.plans.plan("somn").title == "Sova gott"
    assert page.plan_actions.restore_button.isVisible()


def test_an_own_plan_is_removed_to_a_dated_name(
    own: Services, desk: Desk, read: Callable[[str], PlanPage]
) -> None:
    own.plan_editing.create("Min", "min")
    page = read("min")
    assert not page.plan_actions.restore_button.isVisible()
    page.plan_actions.remove_button.click()
    dialog_of(page, Question).does_button.click()
    assert desk.visited[-1] == PageAddress("plans")
    with pytest.raises(RuleBroken) as gone:
        own.plans.plan("min")
    assert gone.value.refusal is Refusal.NO_SUCH_PLAN
    assert (own.plans.own_folder / "undanlagda" / "min-2027-03-02" / "plan.toml").is_file()


def test_a_copy_becomes_a_new_plan(own: Services, desk: Desk, read: Callable[[str], PlanPage]) -> None:
    page = read("somn")
    page.plan_actions.copy_button.click()
    dialog = dialog_of(page, NewPlanDialog)
    assert dialog.title_field.text() == "Sömn, egen"
    assert dialog.id_field.text() == "somn-egen"
    dialog.wanted.emit()
    assert desk.visited[-1] == PageAddress("plan_edit", "somn-egen")
    assert own.plans.plan("somn-egen").handout == own.plans.plan("somn").handout


def test_the_view_tells_how_many_have_tried_the_handout(
    own: Services, read: Callable[[str], PlanPage]
) -> None:
    own.plan_editing.set_tested("somn", EASY_LEVEL, date(2027, 2, 3), 4)
    page = read("somn")
    assert page.plan_actions._tested.text() == "Lätt svenska: prövad av 4 läsare 3 februari 2027."


def test_a_broken_plan_file_is_said_instead_of_opened(
    own: Services, edit: Callable[..., PlanEditPage]
) -> None:
    stored(own).mkdir(parents=True)
    (stored(own) / "plan.toml").write_text("id = ", encoding="utf-8")
    page = edit()
    assert page._header.title() == "Träffplanen går inte att ändra"
    assert not page._steps.isVisible()
    (stored(own) / "plan.toml").unlink()
    page.refresh()
    assert page._steps.isVisible()
    assert page.content.about.name.value() == "Sömn"


# A course's own copy


def test_a_course_changes_its_copy_and_keeps_a_block_as_standard(
    own: Services, desk: Desk, course: str, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(f"{course}:somn", "blocks")
    assert "Kursen i vår" in page._header.subtitle()
    assert not page.content.tested.isVisibleTo(page)
    page.blocks.table.go_to_row(3)
    QTest.keyClicks(page.blocks.table, "3")
    editor = QApplication.focusWidget()
    assert isinstance(editor, NumberField)
    QTest.keyClicks(editor, "5")
    finish(editor)
    page.flush()
    assert own.plan_editing.plan_of_course(course, "somn")[0].blocks[3].minutes == 35
    assert own.plans.plan("somn").blocks[3].minutes == 25
    page.blocks.keep_button.click()
    assert own.plans.plan("somn").blocks[3].minutes == 35
    assert "är din standard nu" in desk.said[-1].text
    own.history.undo()
    assert own.plan_editing.plan_of_course(course, "somn")[0].blocks[3].minutes == 25


def test_undoing_in_the_window_is_seen_by_the_editor(
    own: Services, desk: Desk, course: str, edit: Callable[..., PlanEditPage]
) -> None:
    page = edit(f"{course}:somn", "blocks")
    before = titles(page)
    page.blocks.move_block(0, 1)
    page.flush()
    _label, changes = own.history.undo()
    desk.bus.publish(changes)
    assert titles(page) == before


def test_the_view_of_a_copy_keeps_the_whole_plan(
    own: Services, desk: Desk, course: str, read: Callable[[str], PlanPage]
) -> None:
    place = EditPlace("somn", course)
    from halsoskola.domain.plan_editing import with_title

    own.plan_editing.save(place, with_title(own.plan_editing.open(place).draft, "Sömn i kursen"))
    page = read(place.subject)
    assert page._header.title() == "Sömn i kursen"
    assert page.plan_actions.edit_button.label() == "Ändra för den här kursen"
    page.plan_actions.keep_button.click()
    assert own.plans.plan("somn").title == "Sömn i kursen"
    page.plan_actions.edit()
    assert desk.visited[-1] == PageAddress("plan_edit", place.subject)


def test_the_meeting_leads_to_the_copy_of_its_course(
    qtbot: QtBot, program: Program, shipped_plans: PlanService
) -> None:
    world = a_world(program, shipped_plans, people=2)
    page = world.page("before")
    qtbot.addWidget(page)
    visited: list[PageAddress] = []
    page.go_to.connect(visited.append)
    page.before.change_button.click()
    assert visited == [PageAddress("plan_edit", f"{world.course.id}:somn", "blocks")]
