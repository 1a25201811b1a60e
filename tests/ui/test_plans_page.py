"""The library: found by every word that leaders use, readable when some files are not, and printed from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.domain.plans import Kasam
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.settings import Paths
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.handout import HandoutDialog
from halsoskola.ui.models.plans import PlanAgendaModel, PlanListModel, WordLine, WordsModel
from halsoskola.ui.pages.plan import PlanPage
from halsoskola.ui.pages.plans import PlansPage
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.widgets.fields import SearchField
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.table import CellRole, Table
from halsoskola.ui.widgets.text import TextLabel
from tests.ui.conftest import type_letters


@pytest.fixture
def own_services(program: Program, paths: Paths, clock: FixedClock) -> Services:
    """With a library of its own, since the shared one looks for own plans nowhere."""
    return Services(program.store, clock, lambda: plan_service(paths))


def context_of(services: Services) -> PageContext:
    return PageContext(services, InlineRunner(), ChangeBus())


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> Iterator[PlansPage]:
    made = shown(qtbot, PlansPage(context_of(services)))
    yield made
    made.close()


def shown(qtbot: QtBot, page: PlansPage) -> PlansPage:
    qtbot.addWidget(page)
    page.resize(1150, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    page.focus_first()
    return page


def titles(page: PlansPage) -> list[str]:
    model = table_of(page).model()
    return [model.index(row, PlanListModel.TITLE).data() for row in range(model.rowCount())]


def table_of(page: PlansPage) -> Table:
    table = page.findChild(Table)
    assert table is not None
    return table


def texts(widget: object) -> list[str]:
    """What is shown; what a newer answer has replaced is hidden at once, and gone a moment later."""
    labels = widget.findChildren(TextLabel)  # type: ignore[attr-defined]
    return [label.text() for label in labels if label.isVisible()]


def test_models_keep_their_word_to_qt(qtmodeltester: ModelTester, services: Services) -> None:
    plans = PlanListModel()
    plans.set_plans(services.plans.plans(), frozenset({"somn"}))
    qtmodeltester.check(plans)
    plans.set_search("sömn")
    qtmodeltester.check(plans)
    agenda = PlanAgendaModel()
    agenda.set_blocks(services.plans.plan("somn").blocks)
    qtmodeltester.check(agenda)
    words = WordsModel()
    words.set_words(["arabiska", "tigrinja"], [WordLine("dygn", "24 timmar", (("يوم", False), None))])
    qtmodeltester.check(words)


def test_every_shipped_plan_stands_by_title(page: PlansPage, services: Services) -> None:
    found = titles(page)
    assert len(found) == len(services.plans.plans()) >= 12
    assert found.index("Balans i vardagen") < found.index("Kroppen och rörelse") < found.index("Sömn")


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("kvällsrutin", ["Sömn"]),
        ("SÖMN sjuksköterska", ["Sömn"]),
        ("fysioterapeut kroppen", ["Kroppen och rörelse"]),
        ("zzz", []),
    ],
)
def test_search_looks_through_title_theme_and_profession(
    page: PlansPage, search: str, expected: list[str]
) -> None:
    field = page.findChild(SearchField)
    assert field is not None
    type_letters(field, search)
    assert titles(page) == expected
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible() == (not expected)


def test_search_knows_the_phases_of_a_group_and_what_is_sensitive(
    page: PlansPage, services: Services
) -> None:
    field = page.findChild(SearchField)
    assert field is not None
    field.setText("rollsökning")
    assert "Sömn" in titles(page)
    assert len(titles(page)) < len(services.plans.plans())
    field.setText("känsligt")
    assert "Svåra händelser" in titles(page)
    assert "Sömn" not in titles(page)


def test_the_keyboard_goes_from_search_to_plan_and_escape_empties(qtbot: QtBot, page: PlansPage) -> None:
    gone_to: list[PageAddress] = []
    page.go_to.connect(gone_to.append)
    field = page.findChild(SearchField)
    assert field is not None
    field.setFocus()
    type_letters(field, "dygn")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(titles(page)) >= 12
    type_letters(field, "kvällsrutin")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(table_of(page), Qt.Key.Key_Return)
    assert gone_to == [PageAddress("plan", "somn")]


def test_a_row_shows_time_talk_time_and_what_to_prepare_for(page: PlansPage) -> None:
    model = table_of(page).model()
    assert isinstance(model, PlanListModel)
    row = model.row_of("svara-handelser")
    assert model.index(row, PlanListModel.MINUTES).data() == "120 min"
    assert model.index(row, PlanListModel.TALK).data() == "30 min"
    assert model.index(row, PlanListModel.CARE).data(CellRole.PILL).text == "krisblad"
    assert model.index(model.row_of("familj"), PlanListModel.CARE).data(CellRole.PILL).text == "känsligt"
    assert model.index(model.row_of("somn"), PlanListModel.CARE).data(CellRole.PILL) is None


def own_plan(paths: Paths, plan_id: str, text: str) -> Path:
    file = paths.own_plans / "plans" / plan_id / "plan.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_broken_file_is_listed_and_the_rest_still_works(
    qtbot: QtBot, own_services: Services, paths: Paths
) -> None:
    own_plan(
        paths,
        "egen",
        'id = "egen"\ntitle = "Min egen"\n[[blocks]]\ntitle = "Start"\nminutes = 120\nkind = "start"\n',
    )
    file = own_plan(paths, "trasig", 'id = "trasig"\ntitle = "Trasig\n')
    page = shown(qtbot, PlansPage(context_of(own_services)))
    start = "plans/trasig/plan.toml: rad 2: "
    qtbot.waitUntil(lambda: sum(text.startswith(start) for text in texts(page)) == 1)
    assert "Min egen" in titles(page)
    assert "Sömn" in titles(page)
    model = table_of(page).model()
    assert isinstance(model, PlanListModel)
    assert model.index(model.row_of("egen"), PlanListModel.OWN).data() == "egen"
    assert model.index(model.row_of("somn"), PlanListModel.OWN).data() == ""
    assert any("varav 1 egen" in text for text in texts(page))
    # Mended, and read again with F5.
    file.write_text(
        'id = "trasig"\ntitle = "Lagad"\n[[blocks]]\ntitle = "Start"\nminutes = 5\nkind = "start"\n',
        encoding="utf-8",
    )
    page.refresh()
    assert "Lagad" in titles(page)
    assert not any("rad 2" in text for text in texts(page) if text.startswith("plans/trasig"))


# One plan


@pytest.fixture
def plan_page(qtbot: QtBot, services: Services) -> Iterator[PlanPage]:
    made = PlanPage(context_of(services))
    qtbot.addWidget(made)
    made.resize(1150, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def visit(page: PlanPage, plan_id: str) -> None:
    page.show_address(PageAddress("plan", plan_id))
    page.refresh()
    page.focus_first()


def test_a_plan_shows_aims_agenda_notes_facts_and_words(plan_page: PlanPage, services: Services) -> None:
    visit(plan_page, "somn")
    plan = services.plans.plan("somn")
    found = texts(plan_page)
    assert all(aim.text in found for aim in plan.aims)
    assert Kasam.B is plan.aims[0].kasam
    assert "begriplighet" in found
    assert plan_page.agenda_table is not None
    assert plan_page.agenda_table.model().rowCount() == len(plan.blocks)
    assert plan.blocks[3].adaptations[0].text in found
    assert any(plan.leader_notes.per_block(plan.blocks)[3].removeprefix("- ")[:20] in text for text in found)
    assert "Vårdcentralens telefonnummer" in found
    assert "saknas" in [pill.facts.text for pill in plan_page.findChildren(Pill)]
    words = [table for table in plan_page.findChildren(Table) if isinstance(table.model(), WordsModel)]
    assert words[0].model().headerData(1, Qt.Orientation.Horizontal) == "arabiska"
    assert not any("Redigera" in button.text() for button in plan_page.findChildren(QPushButton))


def test_the_leaders_notes_say_the_fact_and_not_its_name(plan_page: PlanPage, services: Services) -> None:
    visit(plan_page, "somn")
    shown = "\n".join(label.text() for label in plan_page.findChildren(TextLabel))
    assert services.plans.facts()["somn-timmar"].text in shown
    assert "{fact:" not in shown


def test_a_plan_is_read_with_the_keyboard_and_ends_where_its_words_end(
    qtbot: QtBot, services: Services
) -> None:
    frame = QScrollArea()
    frame.setWidgetResizable(True)
    page = PlanPage(context_of(services))
    frame.setWidget(page)
    qtbot.addWidget(frame)
    frame.resize(1150, 700)
    with qtbot.waitExposed(frame):
        frame.show()
    visit(page, "somn")
    bar = frame.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() > 300
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert bar.value() == 0
    words = next(table for table in page.findChildren(Table) if isinstance(table.model(), WordsModel))
    below = page.height() - words.mapTo(page, words.rect().bottomLeft()).y()
    assert below < 80
    frame.close()


WITH_AN_UNKNOWN_WORD = """id = "egen"
title = "Min egen"
[[blocks]]
title = "Start"
minutes = 120
kind = "start"
[[words]]
word = "påhittsord"
explanation = "finns inte"
"""


def test_words_that_nobody_has_translated_are_said_per_language(
    qtbot: QtBot, own_services: Services, paths: Paths
) -> None:
    folder = own_plan(paths, "egen", WITH_AN_UNKNOWN_WORD).parent
    (folder / "handout.md").write_text("# Min egen\n\n## Vad?\n\nEtt ord.\n", encoding="utf-8")
    page = PlanPage(context_of(own_services))
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    visit(page, "egen")
    assert any(
        text.startswith("Ingen ordlista på arabiska, somaliska, tigrinja, dari") for text in texts(page)
    )
    page.print_handout()
    dialog = page.findChild(HandoutDialog)
    assert dialog is not None
    assert "(inga ord)" in dialog.boxes["uk"].text()
    dialog.boxes["uk"].setChecked(True)
    assert "Ingen ordlista på ukrainska." in dialog.remarks()
    dialog.close()
    page.close()


def test_a_sensitive_plan_says_what_to_prepare(plan_page: PlanPage) -> None:
    visit(plan_page, "svara-handelser")
    found = texts(plan_page)
    assert "Ta med krisbladet, ifyllt." in found
    assert "Minst 2 ledare." in found


def test_a_plan_that_is_gone_is_said_and_leads_back(qtbot: QtBot, plan_page: PlanPage) -> None:
    visit(plan_page, "finns-inte")
    gone_to: list[PageAddress] = []
    plan_page.go_to.connect(gone_to.append)
    (back,) = [b for b in plan_page.findChildren(QPushButton) if b.text() == "Till alla träffplaner"]
    qtbot.keyClick(back, Qt.Key.Key_Return)
    assert gone_to == [PageAddress("plans")]


@pytest.fixture
def dialog(qtbot: QtBot, services: Services) -> HandoutDialog:
    made = HandoutDialog(context_of(services), services.plans.plan("somn"), ["ar", "so", "ti"])
    qtbot.addWidget(made)
    made.show()
    return made


def test_no_more_than_two_languages_can_be_chosen(dialog: HandoutDialog) -> None:
    assert list(dialog.boxes)[:3] == ["ar", "so", "ti"]
    dialog.boxes["ar"].setChecked(True)
    dialog.boxes["ti"].setChecked(True)
    assert dialog.languages() == ("ar", "ti")
    assert not dialog.boxes["so"].isEnabled()
    dialog.boxes["ar"].setChecked(False)
    assert dialog.boxes["so"].isEnabled()


def test_what_the_sheet_lacks_is_said_before_it_is_printed(dialog: HandoutDialog) -> None:
    dialog.boxes["ar"].setChecked(True)
    said = " ".join(dialog.remarks())
    assert "vårdcentralens telefonnummer" in said
    assert "ord är datoröversatta och inte granskade" in said
    dialog.boxes["ar"].setChecked(False)
    assert not any("datoröversatta" in remark for remark in dialog.remarks())


def test_the_sheet_is_shown_as_it_will_be_printed(dialog: HandoutDialog) -> None:
    dialog.boxes["ti"].setChecked(True)
    dialog.size_choice.button(18).setChecked(True)
    dialog.show_sheet()
    assert dialog.preview is not None
    assert dialog.preview.page_count() >= 1
    assert dialog.preview.trouble() == ""
    assert dialog.preview.windowTitle() == "Sömn, tigrinja"
    dialog.preview.close()
