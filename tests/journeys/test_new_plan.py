"""Somebody who has never seen the program writes a plan with its handout, mends it and prints it, without a mouse."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from halsoskola.settings import Paths, program_root
from halsoskola.ui.dialogs import preview
from halsoskola.ui.dialogs.handout import HandoutDialog
from halsoskola.ui.dialogs.pictures import PictureDialog
from halsoskola.ui.dialogs.preview import PreviewDialog
from halsoskola.ui.pages.plan_edit import PlanEditPage
from halsoskola.ui.pages.plan_edit_new import NewPlanDialog
from halsoskola.ui.pages.plans import PlansPage
from tests.builders import TUESDAY, at
from tests.journeys.conftest import Folder, OpenWindow, unlock
from tests.journeys.hands import Hands, texts_in
from tests.ui.occasion_world import MovableClock

FIRST_TRY = ("Patienten informeras t.ex. om ilska, vilket är en vanlig känsla som man kan få.",)
BETTER = ("Ilska är en känsla.", "Du blir varm i kroppen.", "Andas lugnt.")


class PrintToFile:
    """The system's print dialog, answered with a file."""

    PrintDialogOption = QPrintDialog.PrintDialogOption
    file = Path()

    def __init__(self, printer: QPrinter, _parent: QWidget) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))

    def setOption(self, _option: QPrintDialog.PrintDialogOption) -> None:
        pass

    def exec(self) -> QDialog.DialogCode:
        return QDialog.DialogCode.Accepted


def write_lines(hands: Hands, *lines: str) -> None:
    for line in lines:
        hands.write(line)
        hands.press("Enter")


def looked_at(hands: Hands) -> PlanEditPage:
    """The editor, when it has answered the text as it stands."""
    page = hands.page(PlanEditPage)
    sheet = page.sheet
    hands.until(
        lambda: not sheet._timer.isActive() and not sheet._is_looking and sheet.look is not None,
        "an answer to the text",
    )
    return page


def test_a_plan_is_written_mended_and_printed_with_the_keyboard_alone(
    untouched: Folder, tmp_path: Path, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, paper = untouched.copy_to(tmp_path), tmp_path / "ilska.pdf"
    monkeypatch.setattr(PrintToFile, "file", paper)
    monkeypatch.setattr(preview, "QPrintDialog", PrintToFile)
    monkeypatch.setattr(preview.QPrinterInfo, "availablePrinterNames", lambda: ["Skrivaren i korridoren"])
    hands = open_window(data, MovableClock(at(TUESDAY, 8)))
    unlock(hands)

    # A new plan. Its first page says which keys there are.
    rail = hands.window.rail
    assert rail is not None
    hands.press(f"Ctrl+{rail.pages().index('plans') + 1}")
    hands.rest()
    assert "Ny plan" in {button.label() for button in [hands.page(PlansPage).new_button]}
    hands.press("N")
    hands.wait_for_dialog(NewPlanDialog)
    hands.write("Ilska")
    hands.press("Enter")
    hands.wait_for_window()
    page = hands.page(PlanEditPage)
    assert isinstance(hands.focus, QLineEdit)
    assert page.desk.draft.plan.title == "Ilska"

    # What it is for, and a word for the list.
    hands.press("Tab")
    hands.write("ilska, känslor")
    hands.tab_to("Nytt mål")
    hands.write("Jag vet vad ilska är.")
    hands.press("Enter")
    hands.tab_to("Nytt ord")
    hands.write("ilska")
    hands.press("Enter")
    hands.write("när du är arg")
    hands.press("Enter")

    # A block gets longer, the next one shorter.
    hands.press("Ctrl+Tab")
    hands.press("Down", "2", "0", "Enter")
    hands.rest()
    hands.until(lambda: page.desk.draft.plan.blocks[1].minutes == 20, "the minutes of the block")
    assert "125 av 120 min: 5 för mycket" in texts_in(page.blocks)
    hands.press("Down", "2", "0", "Enter")
    hands.until(lambda: "120 av 120 min" in texts_in(page.blocks), "the sum")

    # The handout: written, found wanting, mended.
    hands.press("Ctrl+Tab")
    hands.rest()
    hands.press("Ctrl+End")
    write_lines(hands, "", "## Ilska", "")
    hands.press("Ctrl+Shift+B")
    hands.wait_for_dialog(PictureDialog)
    hands.write("arg")
    hands.press("Down", "Enter")
    hands.wait_for_window()
    write_lines(hands, *FIRST_TRY)
    page = looked_at(hands)
    assert page.sheet.findings.rowCount() >= 4
    hands.press("F4")
    assert page.sheet.findings_table.current_row() == 0
    assert page.sheet.text.textCursor().block().text() == "## Ilska"
    hands.press("End")
    hands.press("Shift+Home")
    hands.write("## Vad är ilska?")
    looked_at(hands)
    hands.press("F4")
    assert page.sheet.text.textCursor().block().text() == FIRST_TRY[0]
    hands.press("Home", "Ctrl+Shift+End")  # the line is the last one, and wraps
    write_lines(hands, *BETTER)
    page = looked_at(hands)
    assert [one.sentence for one in page.sheet.findings.findings] == []
    assert "inget att rätta" in texts_in(page.sheet)

    # On paper.
    hands.press("Ctrl+P")
    hands.wait_for_dialog(HandoutDialog)
    hands.press("Enter")
    hands.wait_for_dialog(PreviewDialog)
    dialog = hands.dialog
    assert isinstance(dialog, PreviewDialog)
    printed: list[int] = []
    dialog.printed.connect(printed.append)
    hands.press("Ctrl+P")
    hands.until(lambda: bool(printed), "the paper")
    assert paper.read_bytes().startswith(b"%PDF")

    # Everything is on the disk, in files that a person can read.
    folder = Paths(data, program_root()).own_plans / "plans" / "ilska"
    assert (folder / "handout.md").read_text(encoding="utf-8").split("\n")[:3] == [
        "# Ilska",
        "",
        "## Vad är ilska?",
    ]
    plan_file = (folder / "plan.toml").read_text(encoding="utf-8")
    for line in ('themes = ["ilska", "känslor"]', 'word = "ilska"', 'text = "Jag vet vad ilska är."'):
        assert line in plan_file
