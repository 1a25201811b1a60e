"""The worst morning and the choice of papers, from the page of the meeting: one key each."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.domain.papers import PilePaper
from halsoskola.program import Program, plan_service
from halsoskola.settings import Paths
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.pages.occasion_worst import WORST_PAPERS
from tests.ui.occasion_world import World, a_world


@pytest.fixture
def world(program: Program, paths: Paths) -> World:
    return a_world(program, plan_service(paths))


@pytest.fixture
def page(world: World, qtbot: QtBot) -> OccasionPage:
    shown = world.page("before")
    qtbot.addWidget(shown)
    return shown


@pytest.mark.parametrize(("key", "title"), [("V", "Vikarieblad"), ("K", "Krisblad"), ("N", "Viktiga nummer")])
@pytest.mark.parametrize("part", ["before", "during", "after"])
def test_one_key_each_in_all_three_steps(world: World, qtbot: QtBot, key: str, title: str, part: str) -> None:
    page = world.page(part)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(page, Qt.Key(ord(key)), Qt.KeyboardModifier.AltModifier)
    assert page.dialog is not None
    assert page.dialog.windowTitle().startswith(title)
    assert page.dialog.page_count() >= 1
    page.dialog.reject()


def test_the_buttons_say_their_keys(page: OccasionPage) -> None:
    assert set(page.before.worst.buttons) == {paper.kind for paper in WORST_PAPERS}
    for button in page.before.worst.buttons.values():
        assert button.accessibleDescription().startswith("Tangent: Alt")
        assert button.isVisible()
    page.before.worst.buttons["crisis"].click()
    assert page.dialog is not None
    assert page.dialog.page_count() == 1
    page.dialog.reject()


def test_leaving_a_paper_out_changes_the_card_and_the_pile(
    page: OccasionPage, world: World, qtbot: QtBot
) -> None:
    before = " ".join(line.title for line in page.before.papers.papers().lines)
    assert "platser i rummet" in before
    page.before.open_pile()
    dialog = page.before.pile_dialog
    assert dialog is not None
    dialog.boxes[PilePaper.SEATS].setChecked(False)
    dialog.sizes[16].setChecked(True)
    dialog.double_sided.setChecked(True)
    dialog.accept()
    page.refresh()
    after = page.before.papers.papers()
    assert "platser i rummet" not in " ".join(line.title for line in after.lines)
    assert (after.choice.size, after.choice.double_sided) == (16, True)
    pack = world.services.printing.pack_sheet(world.occasion().id)
    assert pack.double_sided


def test_the_card_knows_the_pages_once_they_were_made(page: OccasionPage) -> None:
    assert page.before._papers_card.note() == ""
    dialog = page.preview()
    assert dialog is not None
    assert page.before._papers_card.note() == f"{dialog.page_count()} sidor"
    dialog.reject()


def test_a_choice_that_cannot_be_kept_says_why(page: OccasionPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_what: object) -> None:
        raise StorageTrouble(Trouble.DISK_FULL)

    monkeypatch.setattr("halsoskola.services.pile_choices.write_atomically", full)
    page.before.open_pile()
    dialog = page.before.pile_dialog
    assert dialog is not None
    dialog.boxes[PilePaper.SEATS].setChecked(False)
    assert "Disken är full" in dialog.trouble()
    dialog.accept()
