"""The word lists page: worked through with the keyboard, nothing typed is lost, a review always says by whom."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.program import Program
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.plans import PlanService
from halsoskola.services.word_list_facts import (
    Catalogue,
    Role,
    Suggestion,
    TranslationLine,
    TranslationState,
)
from halsoskola.settings import Paths, program_root
from halsoskola.ui.dialogs.word_lists import ImportWordsDialog, RoleDialog, SuggestionDialog
from halsoskola.ui.models.words_page import WordFilter, WordsPageModel, directed
from halsoskola.ui.pages.plans import PlansPage
from halsoskola.ui.pages.words import WordsPage
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.dialog import Question
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.reading import TranslationField, see_to_letters
from halsoskola.ui.widgets.table import CellRole
from tests.builders import TUESDAY
from tests.plans.builders import PLAN, a_folder, a_po
from tests.ui.conftest import type_letters
from tests.ui.course_pages import Desk, dialog_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = {"dygn": "يوم", "sova": "ينام", "vila": "", "vana": "عادة"}
GAP, UNREVIEWED, REVIEWED = TranslationState.GAP, TranslationState.UNREVIEWED, TranslationState.REVIEWED


@pytest.fixture
def own(paths: Paths) -> Path:
    return paths.own_translations / "ar" / "LC_MESSAGES" / "ordlista.po"


@pytest.fixture
def services(program: Program, paths: Paths, clock: FixedClock, tmp_path: Path) -> Services:
    """Two small plans; Arabic has three of their four words, and nobody has reviewed them."""
    more = "".join(f'\n[[words]]\nword = "{word}"\nexplanation = "om {word}"\n' for word in ("sova", "vila"))
    stress = PLAN.replace('id = "somn"', 'id = "stress"\nsensitive = true').replace('"Sömn"', '"Stress"')
    shipped = a_folder(
        tmp_path / "plans",
        {
            "plans/somn/plan.toml": PLAN + more,
            "plans/stress/plan.toml": stress.replace('"dygn"', '"vana"'),
        },
    )
    entries = (f'#, fuzzy\nmsgid "{word}"\nmsgstr "{text}"\n' for word, text in WORDS.items() if text)
    translations = a_po(tmp_path / "translations", "ar", "\n".join(entries))
    a_po(translations, "ar", '#, fuzzy\nmsgid "Träff {n}"\nmsgstr "لقاء {n}"\n', "deltagare.po")
    plans = PlanService(shipped, paths.own_plans, translations, paths.own_translations)
    return Services(program.store, clock, lambda: plans)


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[WordsPage]:
    made = WordsPage(desk.context)
    desk.show(qtbot, made, PageAddress("words", "ar"))
    yield made
    made.close()


def rows(page: WordsPage) -> list[tuple[str, str]]:
    lines = (page.model.line(row) for row in range(page.model.rowCount()))
    return [(line.word, line.state.value) for line in lines if line is not None]


def current(page: WordsPage) -> str:
    line = page.model.line(page.table.current_row())
    return line.word if line is not None else ""


def the_line(services: Services, word: str) -> TranslationLine:
    return services.word_lists.line("ar", (word, None))


def go_to(page: WordsPage, word: str) -> None:
    page.table.go_to_row(page.model.row_of((word, None)))


def type_over(field: TranslationField, text: str) -> None:
    field.selectAll()
    type_letters(field, text)


# Models


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, services: Services) -> None:
    model = WordsPageModel()
    lines = services.word_lists.view("ar").lines
    model.set_lines("ar", lines)
    qtmodeltester.check(model)
    model.set_filter(WordFilter(search="sova"))
    qtmodeltester.check(model)
    model.set_filter(WordFilter())
    services.word_lists.save("ar", ("vila", None), "راحة")
    model.update_lines(services.word_lists.view("ar").lines)
    model.set_unsaved([("vila", None)])
    qtmodeltester.check(model)


def test_a_row_says_how_the_word_stands(services: Services) -> None:
    lists = services.word_lists
    lists.approve("ar", [("dygn", None)], Role.TRANSLATOR)
    lists.suggest("ar", ("sova", None), "نام", Role.INTERPRETER)
    model = WordsPageModel()
    model.set_lines("ar", lists.view("ar").lines)
    assert [model.index(row, model.WORD).data() for row in range(4)] == ["vila", "sova", "vana", "dygn"]
    pills = [model.index(row, model.STATE).data(CellRole.PILL).text for row in range(4)]
    assert pills == ["saknas", "inte granskad", "inte granskad", "granskad"]
    assert model.index(0, model.TRANSLATION).data() == "–"
    assert model.index(1, model.TRANSLATION).data(CellRole.SECOND) == "Förslag: \u2068نام\u2069"
    assert model.index(1, model.TRANSLATION).data(Qt.ItemDataRole.AccessibleTextRole) == "ينام"
    assert (
        model.index(3, model.STATE).data(Qt.ItemDataRole.ToolTipRole)
        == "Granskad av översättare, 2 mars 2027."
    )
    assert model.index(2, model.PLANS).data() == "Stress"
    right = Qt.AlignmentFlag(model.index(1, model.TRANSLATION).data(Qt.ItemDataRole.TextAlignmentRole))
    assert right & Qt.AlignmentFlag.AlignRight


def test_right_to_left_text_keeps_its_full_stop_at_the_left(services: Services) -> None:
    assert directed("ar", "نعم.") == "\u2067نعم.\u2069"
    assert directed("so", "Haa.") == "Haa."


# Looking


def test_the_way_here_goes_from_the_plans(qtbot: QtBot, desk: Desk) -> None:
    plans = PlansPage(desk.context)
    desk.show(qtbot, plans, PageAddress("plans"))
    (button,) = [b for b in plans.findChildren(KeyButton) if b.text() == "Ordlistor …"]
    qtbot.keyClick(button, Key.Key_Return)
    assert desk.visited == [PageAddress("words")]
    plans.close()


def test_gaps_stand_first_and_are_counted(page: WordsPage) -> None:
    assert rows(page) == [
        ("vila", "gap"),
        ("dygn", "unreviewed"),
        ("sova", "unreviewed"),
        ("vana", "unreviewed"),
    ]
    box = page.language_box
    assert box.count() == 10
    assert box.itemText(0).endswith("arabiska  ·  1 saknas · 3 inte granskade")
    assert box.itemText(1) == "Soomaali – somaliska  ·  4 saknas"
    assert page.title == "Ordlista på arabiska"


def test_filters_take_plan_state_and_search(qtbot: QtBot, page: WordsPage) -> None:
    page.plan_box.setCurrentIndex(page.plan_box.findData("stress"))
    assert [word for word, _state in rows(page)] == ["vana"]
    page.state_box.setCurrentIndex(1)
    assert rows(page) == []
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    page.plan_box.setCurrentIndex(0)
    assert [word for word, _state in rows(page)] == ["vila"]
    page.state_box.setCurrentIndex(0)
    type_letters(page.search, "om sova")
    assert [word for word, _state in rows(page)] == ["sova"]
    qtbot.keyClick(page.search, Key.Key_Return)
    assert page.table.hasFocus()


def test_an_address_may_name_language_and_plan(page: WordsPage) -> None:
    page.show_address(PageAddress("words", "so", "stress"))
    page.refresh()
    assert page.title == "Ordlista på somaliska"
    assert [word for word, _state in rows(page)] == ["vana"]
    assert page.panel.field.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_phrases_have_no_plans(page: WordsPage) -> None:
    page.plan_box.setCurrentIndex(1)
    page.catalogue_box.setCurrentIndex(1)
    assert [word for word, _state in rows(page)] == ["Träff {n}"]
    assert not page.plan_box.isEnabled()
    assert page.title == "Meningar på arabiska"


def test_a_word_that_sensitive_plans_keep_off_paper_says_so(page: WordsPage) -> None:
    go_to(page, "vana")
    said = [label.text() for label in page.panel.findChildren(QLabel) if label.isVisible()]
    assert "Skrivs inte ut i Stress förrän det är granskat." in said


# Writing


def test_a_gap_is_filled_with_the_keyboard_alone(qtbot: QtBot, page: WordsPage, services: Services) -> None:
    assert page.table.hasFocus()
    assert current(page) == "vila"
    qtbot.keyClick(page.table, Key.Key_Return)
    field = page.panel.field
    assert field.hasFocus()
    assert field.layoutDirection() is Qt.LayoutDirection.RightToLeft
    type_letters(field, "راحة")
    qtbot.keyClick(field, Key.Key_Return)
    assert (the_line(services, "vila").text, the_line(services, "vila").state) == ("راحة", UNREVIEWED)
    # On to the next, in the field, and the filled row has stayed where it was.
    assert field.hasFocus()
    assert current(page) == "dygn"
    assert field.text() == "يوم"
    assert rows(page)[0] == ("vila", "unreviewed")
    page.refresh()
    assert [word for word, _state in rows(page)] == ["dygn", "sova", "vana", "vila"]


def test_escape_leaves_without_saving(qtbot: QtBot, page: WordsPage, services: Services, own: Path) -> None:
    page.write()
    type_letters(page.panel.field, "راحة")
    qtbot.keyClick(page.panel.field, Key.Key_Escape)
    assert page.table.hasFocus()
    assert page.panel.field.text() == ""
    assert not own.exists()


def test_leaving_the_field_saves(page: WordsPage, services: Services) -> None:
    page.write()
    type_letters(page.panel.field, "راحة")
    page.search.setFocus()
    assert the_line(services, "vila").text == "راحة"


def test_what_is_refused_stays_and_is_told_beside_the_field(
    qtbot: QtBot, page: WordsPage, services: Services, own: Path
) -> None:
    page.write()
    field = page.panel.field
    type_letters(field, "راحة 中")
    qtbot.waitUntil(lambda: page.panel.trouble().startswith("Tecknet 中"))  # before anything was saved
    qtbot.keyClick(field, Key.Key_Return)
    assert current(page) == "vila"
    assert field.text() == "راحة 中"
    assert not own.exists()
    # Elsewhere and back: the row says so, and the words are still there.
    go_to(page, "sova")
    assert page.model.index(0, WordsPageModel.STATE).data(CellRole.PILL).text == "inte sparad"
    go_to(page, "vila")
    assert field.text() == "راحة 中"
    assert page.panel.trouble().startswith("Tecknet 中")
    type_over(field, "راحة")
    qtbot.keyClick(field, Key.Key_Return)
    assert the_line(services, "vila").text == "راحة"
    assert page.model.index(0, WordsPageModel.STATE).data(CellRole.PILL).text == "inte granskad"


def test_typing_survives_a_change_from_elsewhere(page: WordsPage, desk: Desk, services: Services) -> None:
    page.write()
    type_letters(page.panel.field, "را")
    lists = services.word_lists
    desk.context.write(lambda: lists.save("ar", ("sova", None), "نام"))
    assert page.panel.field.text() == "را"
    assert the_line(services, "sova").text == "نام"


def test_a_text_that_is_typed_when_the_window_closes_is_saved(page: WordsPage, services: Services) -> None:
    page.write()
    type_letters(page.panel.field, "راحة")
    page.close()
    assert the_line(services, "vila").text == "راحة"


# Approving


def test_approving_asks_once_by_whom_and_goes_on(qtbot: QtBot, page: WordsPage, services: Services) -> None:
    go_to(page, "dygn")
    qtbot.keyClick(page.table, Key.Key_Return, CTRL)
    dialog = dialog_of(page.window(), RoleDialog)
    dialog.choice.choose(Role.CARE)
    qtbot.keyClick(dialog, Key.Key_Return)
    line = the_line(services, "dygn")
    assert (line.state, line.reviewer, line.reviewed_on) == (REVIEWED, "tvåspråkig vårdpersonal", TUESDAY)
    assert current(page) == "sova"
    qtbot.keyClick(page.table, Key.Key_Return, CTRL)
    assert the_line(services, "sova").reviewer == "tvåspråkig vårdpersonal"
    assert current(page) == "vana"


def test_typed_and_approved_in_one(qtbot: QtBot, page: WordsPage, services: Services, own: Path) -> None:
    page._role = Role.TRANSLATOR
    page.write()
    type_letters(page.panel.field, "راحة")
    qtbot.keyClick(page.panel.field, Key.Key_Return, CTRL)
    assert (the_line(services, "vila").text, the_line(services, "vila").state) == ("راحة", REVIEWED)
    services.word_lists.undo()
    assert not own.exists()


def test_a_gap_cannot_be_approved(qtbot: QtBot, page: WordsPage, services: Services) -> None:
    page._role = Role.TRANSLATOR
    qtbot.keyClick(page.table, Key.Key_Return, CTRL)
    assert page.panel.trouble() == "”vila” har ingen översättning att granska. Skriv översättningen först."
    assert page.model.index(0, WordsPageModel.STATE).data(CellRole.PILL).text == "saknas"


def test_all_are_approved_after_the_count_was_seen(qtbot: QtBot, page: WordsPage, services: Services) -> None:
    services.word_lists.suggest("ar", ("sova", None), "نام", Role.INTERPRETER)
    page.refresh()
    page._role = Role.TRANSLATOR
    qtbot.keyClick(page.approve_all_button, Key.Key_Return)
    question = dialog_of(page.window(), Question)
    assert question.sentences == (
        "2 ord på arabiska blir granskade i dag av översättare.",
        "Gör det bara om personen har läst vartenda ord. De skrivs sedan ut utan varning.",
        "1 ord har ett förslag och godkänns inte nu.",
    )
    assert the_line(services, "dygn").state is UNREVIEWED
    qtbot.keyClick(question, Key.Key_Return)
    assert [the_line(services, word).state for word in WORDS] == [REVIEWED, UNREVIEWED, GAP, REVIEWED]


def test_a_review_is_taken_back_with_one_key(qtbot: QtBot, page: WordsPage, services: Services) -> None:
    services.word_lists.approve("ar", [("dygn", None)], Role.TRANSLATOR)
    page.refresh()
    go_to(page, "dygn")
    type_letters(page.table, "g")
    assert the_line(services, "dygn").state is UNREVIEWED


# Suggestions


def test_an_interpreters_word_is_noted_and_used_by_key(
    qtbot: QtBot, page: WordsPage, services: Services
) -> None:
    go_to(page, "dygn")
    type_letters(page.table, "n")
    dialog = dialog_of(page.window(), SuggestionDialog)
    type_letters(dialog.field, "يوم")
    qtbot.keyClick(dialog.field, Key.Key_Return)
    assert dialog.trouble().startswith("Förslaget är samma")
    type_over(dialog.field, "٢٤ ساعة")
    qtbot.keyClick(dialog.field, Key.Key_Return)
    assert the_line(services, "dygn").suggestions == (Suggestion("٢٤ ساعة", "tolk", TUESDAY),)
    assert the_line(services, "dygn").text == "يوم"
    type_letters(page.table, "f")
    assert (the_line(services, "dygn").text, the_line(services, "dygn").state) == ("٢٤ ساعة", UNREVIEWED)
    assert page.panel.field.text() == "٢٤ ساعة"


def test_a_suggestion_is_removed_by_key(page: WordsPage, services: Services) -> None:
    services.word_lists.suggest("ar", ("dygn", None), "ساعة", Role.INTERPRETER)
    page.refresh()
    go_to(page, "dygn")
    type_letters(page.table, "b")
    assert (the_line(services, "dygn").text, the_line(services, "dygn").suggestions) == ("يوم", ())


def test_the_programs_own_word_comes_back_by_key(page: WordsPage, services: Services) -> None:
    services.word_lists.save("ar", ("dygn", None), "ساعة")
    page.refresh()
    go_to(page, "dygn")
    type_letters(page.table, "p")
    assert the_line(services, "dygn").text == "يوم"


# Taking back


def press_undo(qtbot: QtBot, page: WordsPage, key: Qt.Key = Key.Key_Z) -> None:
    widget = page.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, CTRL)


def test_undo_and_redo_belong_to_the_page(
    qtbot: QtBot, page: WordsPage, desk: Desk, services: Services, own: Path
) -> None:
    page.write()
    type_letters(page.panel.field, "راحة")
    qtbot.keyClick(page.panel.field, Key.Key_Return)
    after = own.read_bytes()
    # In the next field nothing was typed yet, so the key is the page's.
    press_undo(qtbot, page)
    assert not own.exists()
    assert rows(page)[0] == ("vila", "gap")
    assert desk.said[-1].text == "Ångrat: vila, arabiska."
    page.table.setFocus()
    press_undo(qtbot, page, Key.Key_Y)
    assert own.read_bytes() == after
    press_undo(qtbot, page)
    assert the_line(services, "vila").state is GAP


def test_undo_while_typing_takes_back_letters(qtbot: QtBot, page: WordsPage, own: Path) -> None:
    page.write()
    type_letters(page.panel.field, "را")
    press_undo(qtbot, page)
    assert page.panel.field.text() == ""
    assert not own.exists()


def test_the_window_does_not_undo_something_else(page: WordsPage) -> None:
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Key.Key_Z, CTRL)
    event.ignore()
    QApplication.sendEvent(page.table, event)
    assert event.isAccepted()


# Files


def with_files(qtbot: QtBot, desk: Desk, path: Path) -> WordsPage:
    page = WordsPage(
        desk.context, ask_save=lambda _parent, _name: str(path), ask_open=lambda _parent: str(path)
    )
    desk.show(qtbot, page, PageAddress("words", "ar"))
    return page


def test_a_list_goes_out_and_comes_in_again(
    qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path
) -> None:
    page = with_files(qtbot, desk, tmp_path / "ut")
    qtbot.keyClick(page.export_button, Key.Key_Return)
    path = tmp_path / "ut.po"
    assert desk.said[-1].text == "Sparad som ut.po. Öppna den i Poedit."
    text = path.read_text(encoding="utf-8").replace('msgid "vila"\nmsgstr ""', 'msgid "vila"\nmsgstr "راحة"')
    path.write_text(text, encoding="utf-8")
    page.import_file(path)
    dialog = dialog_of(page.window(), ImportWordsDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "1 ord som saknas får en översättning." in said
    assert "3 ord är som nu." in said
    assert dialog.choice is not None
    dialog.choice.choose(Role.COLLEAGUE)
    assert dialog.does_button.text() == "Läs in 1 ord"
    qtbot.keyClick(dialog, Key.Key_Return)
    assert (the_line(services, "vila").text, the_line(services, "vila").reviewer) == (
        "راحة",
        "tvåspråkig kollega",
    )
    page.close()


def test_nobody_vouching_for_words_leaves_nothing_to_read_in(
    qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "ut.po"
    path.write_bytes(services.word_lists.export_po("ar").replace(b"#, fuzzy\n", b""))
    page = with_files(qtbot, desk, path)
    qtbot.keyClick(page.import_button, Key.Key_Return)
    dialog = dialog_of(page.window(), ImportWordsDialog)
    assert dialog.does_button.text() == "Inget att läsa in"
    assert not dialog.does_button.isEnabled()
    assert dialog.choice is not None
    dialog.choice.choose(Role.TRANSLATOR)
    assert dialog.does_button.text() == "Läs in 3 ord"
    dialog.reject()
    page.close()


def test_a_file_with_faults_names_them_and_cannot_be_read_in(
    qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "ut.po"
    text = services.word_lists.export_po("ar").decode().replace("يوم", "يوم 中")
    path.write_text(text, encoding="utf-8")
    number = text.split("\n").index('msgid "dygn"') + 1
    page = with_files(qtbot, desk, path)
    page.choose_import()
    dialog = dialog_of(page.window(), ImportWordsDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith(f"Rad {number}, dygn: Tecknet 中") for text in said)
    assert not dialog.does_button.isEnabled()
    dialog.reject()
    page.close()


def test_a_file_in_another_language_is_refused(
    qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "ut.po"
    path.write_bytes(services.word_lists.export_po("so"))
    page = with_files(qtbot, desk, path)
    page.choose_import()
    assert len(desk.troubles) == 1
    assert page.window().findChildren(ImportWordsDialog) == []
    page.close()


def test_phrases_that_are_read_in_are_shown(
    qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "ut.po"
    content = services.word_lists.export_po("ar", Catalogue.PHRASES)
    path.write_bytes(content.replace("لقاء".encode(), "اللقاء".encode()))
    page = with_files(qtbot, desk, path)
    page.choose_import()
    qtbot.keyClick(dialog_of(page.window(), ImportWordsDialog), Key.Key_Return)
    assert page.title == "Meningar på arabiska"
    assert page.panel.field.text() == "اللقاء {n}"
    page.close()


def test_a_broken_own_file_is_said_on_the_page(page: WordsPage, own: Path) -> None:
    own.parent.mkdir(parents=True)
    own.write_text('msgid "dygn"\nmsgstr "x\n', encoding="utf-8")
    page.refresh()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("ordlista.po: rad 2: Raden går inte att läsa" in text for text in said)
    assert rows(page)[0] == ("vila", "gap")


# Two senses, and letters


def test_a_plan_gets_a_row_of_its_own_for_another_sense(
    page: WordsPage, services: Services, paths: Paths
) -> None:
    a_folder(
        paths.own_plans,
        {
            "plans/somn/plan.toml": None,
            "plans/somn/handout.md": None,
            "plans/somn/handout-1.md": None,
            "plans/somn/leader.md": None,
            "facts.toml": None,
            "courses/kort.toml": None,
            "plans/mat/plan.toml": PLAN.replace('"somn"', '"mat"')
            .replace('"Sömn"', '"Mat"')
            .replace("24 timmar", "annat"),
        },
    )
    services.plans.forget()
    page.refresh()
    go_to(page, "dygn")
    (button,) = [b for b in page.panel.findChildren(KeyButton) if b.text() == "Egen översättning för Mat"]
    button.click()
    assert services.word_lists.line("ar", ("dygn", "mat")).text == "يوم"
    assert [word for word, _state in rows(page)].count("dygn") == 2


def test_a_script_that_the_computer_can_show_needs_no_font_of_ours() -> None:
    assert see_to_letters("Latn") is False


WITHOUT_FONTS = """
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication
app = QApplication([])
from halsoskola.ui.widgets.reading import reading_font, see_to_letters
for code, letters in (("ti", "ሰላም"), ("ckb", "ێڕ"), ("ps", "ټښ")):
    metrics = QFontMetricsF(reading_font(code))
    print(code, all(metrics.inFontUcs4(ord(letter)) for letter in letters))
print(see_to_letters("Ethi"), see_to_letters("Arab"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only fontconfig can be told to know no fonts")
def test_shipped_fonts_step_in_where_the_computer_lacks_a_script(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(program_root() / "resources" / "fonts" / "NotoSans-Regular.ttf", fonts)
    rules = tmp_path / "fonts.conf"
    rules.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>',
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_FONTS],
        env=os.environ | {"FONTCONFIG_FILE": str(rules), "PYTHONPATH": str(program_root())},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout.split("\n")[:4] == ["ti True", "ckb True", "ps True", "True True"]
