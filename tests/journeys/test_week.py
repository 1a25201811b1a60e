"""A working day with invented courses: from Idag into the meeting, through it, and back; and what may go wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from halsoskola.settings import program_root
from halsoskola.ui.dialogs.preview import PreviewDialog
from halsoskola.ui.dialogs.trouble import TroublePage
from halsoskola.ui.dialogs.unlock import UnlockPage
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.pages.today import TodayPage
from halsoskola.ui.widgets.safe_screen import Cover
from tests.builders import TUESDAY, at
from tests.journeys.conftest import OpenWindow, unlock
from tests.journeys.hands import Hands, texts_in
from tests.ui.occasion_world import MovableClock


@pytest.fixture
def clock() -> MovableClock:
    """The day's first meeting begins at nine."""
    return MovableClock(at(TUESDAY, 8, 12))


@pytest.fixture
def hands(invented_folder: Path, clock: MovableClock, open_window: OpenWindow) -> Hands:
    hands = open_window(invented_folder, clock)
    unlock(hands)
    return hands


def today(hands: Hands) -> str:
    return texts_in(hands.page(TodayPage))


def open_first_meeting(hands: Hands) -> OccasionPage:
    """The day's first button leads to the day's first meeting."""
    hands.press("1")
    page = hands.page(OccasionPage)
    hands.until(lambda: page.facts is not None, "the meeting")
    hands.rest()
    return page


def test_a_day_from_idag_through_the_meeting_and_back(
    hands: Hands, clock: MovableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = tmp_path / "träff 5.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_how: (str(pdf), ""))
    assert "Träff 5" in today(hands)
    assert "närvaron klar" not in today(hands)

    page = open_first_meeting(hands)
    assert page.part == "before"
    hands.tab_to("Visa sidor", back=True)
    hands.press("Enter")
    hands.wait_for_dialog(PreviewDialog)
    preview = hands.dialog
    assert isinstance(preview, PreviewDialog)
    hands.until(lambda: preview.page_count() > 0, "the pages")
    hands.press("Ctrl+S")
    hands.until(pdf.exists, "the file")
    hands.rest()
    hands.press("Escape")
    hands.wait_for_window()

    clock.moment = at(TUESDAY, 9, 10)
    hands.press("F5", "Alt+2")
    hands.rest()
    hands.press("3", "F")
    hands.rest()
    hands.press("Enter")
    register = page.during.register
    hands.until(lambda: register.confirm_button.isHidden(), "the register to be confirmed")
    hands.rest()

    clock.moment = at(TUESDAY, 11, 5)
    hands.press("Alt+3")
    hands.rest()
    hands.tab_to("Lovade vi något?")
    hands.write("D06 fråga om glasögon")
    hands.press("Enter")
    hands.until(lambda: bool(page.after.promises.boxes), "the promise")
    hands.rest()

    hands.press("Ctrl+1")
    hands.rest()
    assert "närvaron klar" in today(hands)
    assert "fråga om glasögon" in today(hands)
    assert "närvaron är inte bekräftad" in today(hands), "last week's afternoon is still open"


def test_undo_and_redo_reach_across_pages(hands: Hands) -> None:
    page = open_first_meeting(hands)
    hands.press("Alt+2")
    hands.rest()
    hands.press("Enter")
    hands.until(lambda: page.during.register.confirm_button.isHidden(), "the register to be confirmed")
    hands.rest()
    hands.press("Ctrl+1")
    hands.rest()
    assert "närvaron klar" in today(hands)
    hands.press("Ctrl+Z")
    hands.until(lambda: "närvaron klar" not in today(hands), "the undone register on Idag")
    hands.press("Ctrl+Shift+Z")
    hands.until(lambda: "närvaron klar" in today(hands), "the register again")
    hands.press("Ctrl+Z")
    hands.rest()
    hands.press("Alt+Left")
    hands.until(lambda: not page.during.register.confirm_button.isHidden(), "the open register")


def test_f8_hides_everything_wherever_one_is(hands: Hands) -> None:
    for go_there in ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"):
        hands.press(go_there)
        hands.rest()
        address = hands.window.address
        hands.press("F8")
        cover = hands.window.findChild(Cover)
        assert cover is not None
        assert cover.geometry() == hands.window.rect()
        assert texts_in(hands.window) == "Skärmen är dold. Tryck F8 för att fortsätta."
        hands.press("Ctrl+1", "Tab", "Enter", "1", "Escape")
        assert hands.window.address == address
        hands.press("F8")
        hands.until(lambda: hands.window.findChild(Cover) is None, "the cover to go")
        assert hands.focus is not None
        assert hands.window.isAncestorOf(hands.focus)


def test_f8_hides_a_preview_too(hands: Hands) -> None:
    open_first_meeting(hands)
    hands.tab_to("Visa sidor", back=True)
    hands.press("Enter")
    hands.wait_for_dialog(PreviewDialog)
    dialog = hands.dialog
    assert dialog is not None
    hands.press("F8")
    assert dialog.findChild(Cover) is not None
    hands.press("Escape")
    assert dialog.isVisible(), "Escape must not reach what is covered"
    hands.press("F8", "Escape")
    hands.wait_for_window()


def test_a_second_window_is_told_who_has_the_folder(
    hands: Hands, invented_folder: Path, clock: MovableClock, open_window: OpenWindow
) -> None:
    second = open_window(invented_folder, clock)
    second.until(lambda: isinstance(second.window.gate, TroublePage), "a word about the other window")
    gate = second.window.gate
    assert isinstance(gate, TroublePage)
    assert "redan öppet" in gate.sentence
    assert "08.12" in gate.sentence or "8.12" in gate.sentence
    assert hands.window.is_open


def test_a_wrong_password_is_asked_for_again(
    invented_folder: Path, clock: MovableClock, open_window: OpenWindow
) -> None:
    hands = open_window(invented_folder, clock)
    gate = hands.window.gate
    assert isinstance(gate, UnlockPage)
    hands.write("inte det rätta")
    hands.press("Enter")
    hands.until(lambda: gate.refusal() == "Lösenordet stämmer inte. Försök igen.", "the refusal")
    hands.rest()
    hands.until(gate._password.edit.hasSelectedText, "what was typed to be selected")
    unlock(hands)  # typing replaces it
    assert "Träff 5" in today(hands)


def test_a_lock_left_by_a_killed_process_is_no_obstacle(
    invented_folder: Path, clock: MovableClock, open_window: OpenWindow
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.child", "hold", str(invented_folder)],
        cwd=program_root(),
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        waiting = open_window(invented_folder, clock)
        waiting.until(lambda: isinstance(waiting.window.gate, TroublePage), "a word about the other process")
        holder.kill()
    assert (invented_folder / "lock").exists()
    assert (invented_folder / "holder.json").exists()
    waiting.press("Enter")  # "Försök igen"
    waiting.until(lambda: isinstance(waiting.window.gate, UnlockPage), "the question for the password")
    unlock(waiting)
    assert "Träff 5" in today(waiting)
