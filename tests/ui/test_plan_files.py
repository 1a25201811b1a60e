"""Plans handed on and taken in from the window, pictures chosen and added, plans signed; with the keyboard."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.pictures import NewPicture
from halsoskola.services.plan_exchange import Fate, Part
from halsoskola.settings import Paths, program_root
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.pictures import PictureDialog
from halsoskola.ui.dialogs.plan_files import ImportPlansDialog, export_course, export_plan, import_plans
from halsoskola.ui.dialogs.signature import SignPlanDialog
from halsoskola.ui.models.pictures import PictureListModel, picture_pixmap
from halsoskola.ui.pages.plan import PlanPage
from halsoskola.ui.pages.plans import PlansPage
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.text import TextLabel
from tests.ui.conftest import type_letters


@pytest.fixture
def own(program: Program, paths: Paths, clock: FixedClock) -> PageContext:
    """With a library of its own, in a data folder that may be written in."""
    services = Services(program.store, clock, lambda: plan_service(paths))
    return PageContext(services, InlineRunner(), ChangeBus())


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "tallrik.png"
    Image.new("RGB", (80, 60), "navy").save(path)
    return path


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(TextLabel) if label.isVisible()]


class Told:
    """What the message bar was told."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, bool]] = []

    def __call__(self, text: str, worked: bool) -> None:
        self.lines.append((text, worked))


def test_a_plan_goes_out_and_in_again(qtbot: QtBot, own: PageContext, tmp_path: Path) -> None:
    told, window = Told(), QWidget()
    qtbot.addWidget(window)
    export_plan(own, "somn", window, told, lambda _parent, name: str(tmp_path / name))
    assert (tmp_path / "somn.halsoplan").exists()
    assert told.lines == [("Filen somn.halsoplan är sparad. Den har inga uppgifter om personer.", True)]
    found: list[ImportPlansDialog] = []
    import_plans(own, window, told, lambda _parent, _name: str(tmp_path / "somn.halsoplan"), found.append)
    (dialog,) = found
    dialog.show()
    assert not dialog.does_button.isEnabled()
    assert "Träffplan: Sömn" in texts(dialog)
    assert "finns redan" in [pill.facts.text for pill in dialog.findChildren(Pill)]
    dialog.close()


def test_what_a_file_brings_is_shown_and_enter_takes_it_in(
    qtbot: QtBot, own: PageContext, tmp_path: Path
) -> None:
    told, window = Told(), QWidget()
    qtbot.addWidget(window)
    file = tmp_path / "kurs"
    export_course(own, "kartlaggning-4", window, told, lambda _parent, _name: str(file))
    changed = tmp_path / "ny.halsoplan"
    with zipfile.ZipFile(f"{file}.halsoplan") as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("courses/kartlaggning-4.toml"):
                data = data.replace(b"kartlaggning-4", b"min-kurs")
                name = name.replace("kartlaggning-4", "min-kurs")
            new.writestr(name, data)
    found: list[ImportPlansDialog] = []
    import_plans(own, window, told, lambda _parent, _name: str(changed), found.append)
    (dialog,) = found
    dialog.show()
    assert dialog.does_button.isEnabled()
    qtbot.keyClick(dialog.does_button, Qt.Key.Key_Return)
    assert own.services.plans.template("min-kurs").meetings
    assert told.lines[-1][1]


def test_a_file_with_a_fault_is_only_told_about(qtbot: QtBot, own: PageContext, tmp_path: Path) -> None:
    told, window = Told(), QWidget()
    qtbot.addWidget(window)
    (tmp_path / "x.halsoplan").write_bytes(b"inget")
    import_plans(own, window, told, lambda _parent, _name: str(tmp_path / "x.halsoplan"))
    assert told.lines[0][0].startswith("Filen x.halsoplan är skadad")
    assert not told.lines[0][1]
    import_plans(own, window, told, lambda _parent, _name: "")
    assert len(told.lines) == 1


def test_every_part_and_fate_has_its_words() -> None:
    from halsoskola.services.plan_exchange import ImportLine
    from halsoskola.ui.dialogs.plan_files import fate_words, line_words

    for part in Part:
        for fate in Fate:
            line = ImportLine(part, "ar" if part is Part.WORDS else "krisrum", "Titel", fate, 3)
            assert line_words(line)
            assert fate_words(line)[1]


# Pictures


@pytest.fixture
def dialog(qtbot: QtBot, own: PageContext, photo: Path) -> Iterator[PictureDialog]:
    made = PictureDialog(own, "clock", ask_file=lambda _parent: str(photo))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if isValid(made):
        made.close()


def test_the_model_keeps_its_word_to_qt(qtmodeltester: ModelTester, own: PageContext) -> None:
    model = PictureListModel()
    model.set_lines(own.services.pictures.lines())
    qtmodeltester.check(model)
    model.set_search("klocka")
    qtmodeltester.check(model)
    assert 0 < model.rowCount() < 6


def test_a_picture_is_found_by_what_it_shows_and_chosen_with_enter(
    qtbot: QtBot, dialog: PictureDialog
) -> None:
    line = dialog.line()
    assert line is not None
    assert line.name == "clock"
    chosen: list[tuple[str, str]] = []
    dialog.chosen.connect(lambda name, words: chosen.append((name, words)))
    type_letters(dialog.search, "väckar")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.grid.hasFocus()
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Return)
    assert chosen == [("alarm-clock", "en väckarklocka")]


def test_every_shipped_picture_has_words(own: PageContext) -> None:
    from halsoskola.i18n.pictures import picture_words

    names = [line.name for line in own.services.pictures.lines()]
    assert all(picture_words(name) != name.replace("-", " ") for name in names if name != "salt")


def test_an_own_picture_is_added_and_taken_away(
    qtbot: QtBot, dialog: PictureDialog, own: PageContext
) -> None:
    assert dialog.add_button.shortcut().toString() == "Ctrl+N"
    qtbot.keyClick(dialog.add_button, Qt.Key.Key_Return)
    adding = dialog.adding
    assert adding is not None
    assert adding.name.text() == "tallrik"
    qtbot.keyClick(adding.does_button, Qt.Key.Key_Return)
    assert "Skriv vad bilden visar" in adding.alt_row.error()
    type_letters(adding.alt, "en tallrik")
    qtbot.keyClick(adding.does_button, Qt.Key.Key_Return)
    assert "vem som har gjort bilden" in adding.credit_row.error()
    type_letters(adding.credit, "Malmö stad")
    qtbot.keyClick(adding.does_button, Qt.Key.Key_Return)
    line = dialog.line()
    assert line is not None
    assert (line.name, line.is_own) == ("tallrik", True)
    assert "tallrik" in own.services.plans.picture_names()
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Delete)
    (remove,) = [
        b for b in dialog.findChildren(QPushButton) if b.text() == "Ta bort" and b is not dialog.remove_button
    ]
    qtbot.keyClick(remove, Qt.Key.Key_Return)
    assert "tallrik" not in own.services.plans.picture_names()


def test_a_file_that_is_no_picture_is_said_in_the_dialog(dialog: PictureDialog, photo: Path) -> None:
    photo.write_bytes(b"hej")
    dialog.add_button.click()
    assert dialog.adding is None
    assert "ingen bild" in dialog.trouble()


def test_a_drawing_is_the_same_on_the_screen_as_in_the_program(own: PageContext) -> None:
    """The picture signs lie as SVG too, so their drawings can be held against Qt's own painting in other tests."""
    line = next(line for line in own.services.pictures.lines() if line.name == "ball")
    image = picture_pixmap(line.png, line.shapes, 72).toImage()
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(72) for y in range(72))
    assert 300 < dark < 2500


# Signatures


def test_a_plan_is_signed_on_its_page_and_the_signature_taken_back(qtbot: QtBot, own: PageContext) -> None:
    page = PlanPage(own)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.show_address(PageAddress("plan", "stress"))
    page.refresh()
    assert "inte granskad" in [pill.facts.text for pill in page.findChildren(Pill)]
    assert any(text.startswith("Bladet säger när man ska söka vård") for text in texts(page))
    page.sign()
    sign = page.window().findChild(SignPlanDialog)
    assert sign is not None
    assert sign.role.currentText() == "psykolog"
    sign.role.setEditText("")
    qtbot.keyClick(sign.does_button, Qt.Key.Key_Return)
    assert "Skriv inget namn" in sign.row.error()
    sign.role.setEditText("läkare")
    qtbot.keyClick(sign.does_button, Qt.Key.Key_Return)
    page.refresh()
    assert any(text == "Granskad av läkare 2 mars 2027." for text in texts(page))
    page.unsign()
    page.refresh()
    assert not any(text.startswith("Granskad av") for text in texts(page))
    page.close()


def test_the_library_offers_files_and_pictures(qtbot: QtBot, own: PageContext) -> None:
    page = PlansPage(own)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    titles = [action.text() for action in page.files.courses.actions()]
    assert titles == sorted(titles, key=str.casefold)
    assert len(titles) == 7
    page.show_pictures()
    (shown,) = page.window().findChildren(PictureDialog)
    assert shown.does_button.label() == "Klar"
    shown.close()
    page.close()


def test_an_own_picture_hides_the_shipped_one_in_the_list(own: PageContext, photo: Path) -> None:
    own.services.pictures.add(photo, NewPicture("clock", "vår klocka", "vi", replaces=True))
    lines = [line for line in own.services.pictures.lines() if line.name == "clock"]
    assert [line.is_own for line in lines] == [True]
    assert (program_root() / "resources" / "pictures" / "pictures.json").exists()
