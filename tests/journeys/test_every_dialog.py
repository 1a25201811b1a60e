"""Every page and every dialog, with data and without, in usual and in large letters: what holds for all of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from halsoskola.settings import Paths, Settings, program_root
from halsoskola.ui.dialogs.booking import BookingDialog
from halsoskola.ui.dialogs.first_start import FirstStartPage
from halsoskola.ui.dialogs.handout import HandoutDialog
from halsoskola.ui.dialogs.import_list import ImportListDialog
from halsoskola.ui.dialogs.new_course import NewCourseDialog
from halsoskola.ui.dialogs.person import PersonDialog
from halsoskola.ui.dialogs.pictures import PictureDialog
from halsoskola.ui.dialogs.pile import PileDialog
from halsoskola.ui.dialogs.preview import PreviewDialog
from halsoskola.ui.dialogs.word_lists import RoleDialog, SuggestionDialog
from halsoskola.ui.pages import page_specs, rail_items
from halsoskola.ui.pages.course import PARTS as COURSE_PARTS
from halsoskola.ui.pages.course_schedule import VenueDialog
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.pages.occasion_panels import CrisisPanel, MissingInterpreterPanel
from halsoskola.ui.pages.plan_edit_inserts import FactDialog
from halsoskola.ui.pages.plan_edit_new import NewPlanDialog
from halsoskola.ui.widgets.dialog import Question
from halsoskola.ui.widgets.key_sheet import KeySheet
from halsoskola.ui.widgets.page import PageAddress
from tests.builders import TUESDAY, at
from tests.journeys.conftest import Folder, OpenWindow, begin, close, unlock
from tests.journeys.hands import Hands, texts_in
from tests.ui.occasion_world import MovableClock

COURSE, OCCASION = "COURSE", "OCCASION"
"""Stand for the ids that each folder has of its own."""

PAGES = {
    "Idag": PageAddress("today"),
    "Kurser": PageAddress("courses"),
    **{title: PageAddress("course", COURSE, part) for part, title in COURSE_PARTS},
    "Före": PageAddress("occasion", OCCASION, "before"),
    "Under": PageAddress("occasion", OCCASION, "during"),
    "Efter": PageAddress("occasion", OCCASION, "after"),
    "Träffplaner": PageAddress("plans"),
    "Träffplan": PageAddress("plan", "somn"),
    "Ändra innehåll": PageAddress("plan_edit", "somn", "content"),
    "Ändra moment": PageAddress("plan_edit", "somn", "blocks"),
    "Ändra blad": PageAddress("plan_edit", "somn", "sheet"),
    "Ordlistor": PageAddress("words", "ar"),
    "Inställningar": PageAddress("settings"),
    "Textstorlek": PageAddress("settings", part="text-size"),
    "Faktauppgifter": PageAddress("settings", part="facts"),
}


@dataclass(frozen=True)
class Way:
    """How a leader comes to a dialog: from a page, perhaps by Tab to a button, then by keys. needs: the least data."""

    page: str
    keys: tuple[str, ...]
    kind: type[QDialog]
    button: str = ""
    needs: str = "untouched"


DIALOGS = {
    "Tangenter": Way("Idag", ("F1",), KeySheet),
    "Blad": Way("Träffplan", ("Ctrl+P",), HandoutDialog),
    "Ny plan": Way("Träffplaner", ("N",), NewPlanDialog),
    "Bild i ett blad": Way("Ändra blad", ("Ctrl+Shift+B",), PictureDialog),
    "Faktauppgift i ett blad": Way("Ändra blad", ("Ctrl+Shift+F",), FactDialog),
    "Förslag": Way("Ordlistor", ("Down", "N"), SuggestionDialog),
    "Vem granskar": Way("Ordlistor", ("Ctrl+Return",), RoleDialog),
    "Ny kurs": Way("Kurser", ("N",), NewCourseDialog, needs="without_people"),
    "Plats": Way("Schema", ("P",), VenueDialog, needs="without_people"),
    "Ställ in": Way("Schema", ("S",), Question, needs="without_people"),
    "Läs in": Way("Deltagare", ("Enter",), ImportListDialog, "Läs in lista …", needs="without_people"),
    "Ny deltagare": Way("Deltagare", ("Enter",), PersonDialog, "Ny deltagare …", needs="without_people"),
    "Ändra deltagare": Way("Deltagare", ("Enter",), PersonDialog, needs="invented"),
    "Avsluta deltagare": Way("Deltagare", ("Delete",), Question, needs="invented"),
    "Tolk": Way("Före", ("Enter",), BookingDialog, needs="invented"),
    "Sidor": Way("Före", ("Enter",), PreviewDialog, "Visa sidor", needs="without_people"),
    "Papper i högen": Way("Före", ("Enter",), PileDialog, "Välj …", needs="without_people"),
    "Någon mår dåligt": Way("Under", ("Enter",), CrisisPanel, "Någon mår dåligt", needs="without_people"),
    "Tolken kom inte": Way(
        "Under", ("Enter",), MissingInterpreterPanel, "Tolken kom inte", needs="without_people"
    ),
}
ELSEWHERE = {
    "AddPictureDialog",
    "DifferencesDialog",
    "ImportPlansDialog",
    "ImportWordsDialog",
    "SignPlanDialog",
}
"""Shown for a file or a plan that must be written for them; their own tests look at them."""

FOLDERS = ("untouched", "without_people", "invented")
SIZES = (100, 200)
"""Per cent."""

LOOKS = (("untouched", 100), ("without_people", 100), ("invented", 100), ("invented", 200))
"""What pages and dialogs are looked at with: without data, and with much of it, also in large letters."""

ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the and of with from your please cancel close save open yes remove print file files settings course "
        "courses meeting meetings participant participants attendance interpreter today password error none unknown "
        "true false null apply retry abort ignore discard help next back finish",
    )
)
"""Words of Qt's own buttons and of our code that no Swedish sentence has; names of keys, such as Delete, are none."""


@dataclass(frozen=True)
class Stand:
    """An open window: whose data, and how large the text is."""

    hands: Hands
    folder: Folder

    def go_to(self, page: str) -> None:
        left_open = self.hands.dialog
        if left_open is not None:  # by a test that failed
            left_open.done(0)
        address = PAGES[page]
        subject = {COURSE: self.folder.course, OCCASION: self.folder.occasion}.get(
            address.subject, address.subject
        )
        self.hands.window.go_to(PageAddress(address.page, subject, address.part))
        self.hands.rest()
        shown = self.hands.window.page
        if isinstance(shown, OccasionPage):
            self.hands.until(lambda: shown.facts is not None, "the meeting")
            self.hands.rest()


@pytest.fixture(scope="module")
def stand_at(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, int], Stand]]:
    """Opens the window over one of the folders in a text size; neighbours among the tests share it."""
    opened: dict[tuple[str, int], Stand] = {}

    def close_all() -> None:
        for stand in opened.values():
            close(stand.hands)
        opened.clear()

    def at_folder(name: str, percent: int) -> Stand:
        if (name, percent) not in opened:
            close_all()
            folder: Folder = request.getfixturevalue(name)
            data = folder.copy_to(tmp_path_factory.mktemp(name))
            settings = Settings(text_percent=percent, scheme="light")
            Paths(data, program_root()).settings_file.write_bytes(settings.as_json())
            hands = begin(qapp, data, MovableClock(at(TUESDAY, 8, 12)))
            opened[name, percent] = Stand(hands, folder)
            unlock(hands)
        return opened[name, percent]

    yield at_folder
    close_all()


def cases(needs: dict[str, str]) -> list[tuple[str, int, str]]:
    """Each name with every look whose folder has enough data for it."""
    return [
        (folder, percent, name)
        for folder, percent in LOOKS
        for name, least in needs.items()
        if FOLDERS.index(folder) >= FOLDERS.index(least)
    ]


_PAGE_NEEDS = {
    name: "without_people" if one.subject in (COURSE, OCCASION) else "untouched"
    for name, one in PAGES.items()
}


@pytest.mark.parametrize(("folder", "percent", "name"), cases(_PAGE_NEEDS))
def test_a_page_has_title_keyboard_and_names_and_speaks_swedish(
    stand_at: Callable[[str, int], Stand], folder: str, percent: int, name: str
) -> None:
    stand = stand_at(folder, percent)
    hands = stand.hands
    stand.go_to(name)
    page = hands.window.page
    assert page is not None
    assert page.title
    assert hands.window.windowTitle() == f"{page.title} – Hälsoskola"
    hands.until(lambda: hands.focus is not None, "the keyboard")
    assert hands.focus is page or page.isAncestorOf(hands.focus)
    check_names(page)
    check_swedish(page)


@pytest.mark.parametrize(
    ("folder", "percent", "name"), cases({name: way.needs for name, way in DIALOGS.items()})
)
def test_a_dialog_has_title_keyboard_and_names_and_goes_with_escape(
    stand_at: Callable[[str, int], Stand], folder: str, percent: int, name: str
) -> None:
    stand, way = stand_at(folder, percent), DIALOGS[name]
    hands = stand.hands
    stand.go_to(way.page)
    if way.button:
        hands.tab_to(way.button, back=way.page != "Deltagare")
    hands.press(*way.keys)
    hands.wait_for_dialog(way.kind)
    dialog = hands.dialog
    assert dialog is not None
    if isinstance(dialog, PreviewDialog):
        hands.until(lambda: dialog.page_count() > 0 or bool(dialog.trouble()), "the pages")
    assert dialog.windowTitle()
    assert hands.focus is not None
    assert hands.focus.isVisible()
    check_names(dialog)
    check_swedish(dialog)
    check_room(dialog)
    hands.press("Escape")
    hands.wait_for_window()
    assert hands.focus is not None
    assert hands.window.isAncestorOf(hands.focus), "the keyboard comes back to the page"


def test_the_booking_of_every_language_opens_whatever_its_state(
    stand_at: Callable[[str, int], Stand],
) -> None:
    stand = stand_at("invented", 100)
    hands = stand.hands
    stand.go_to("Före")
    page = hands.page(OccasionPage)
    opened = 0
    for row in range(page.before.expected.rowCount()):
        page.before.expected_table.go_to_row(row)
        line = page.before.expected.row(row)
        assert line is not None
        if line.need is None:
            continue
        hands.press("Enter")
        hands.wait_for_dialog(BookingDialog)
        dialog = hands.dialog
        assert dialog is not None
        check_names(dialog)
        check_swedish(dialog)
        hands.press("Escape")
        hands.wait_for_window()
        opened += 1
    assert opened >= 3


def test_every_page_of_the_window_is_looked_at(qapp: QApplication) -> None:
    known = set(page_specs(None, None))  # type: ignore[arg-type] # nothing is made, only named
    assert {address.page for address in PAGES.values()} == known
    assert {item.page for item in rail_items()} <= known


def test_every_dialog_of_the_program_is_looked_at() -> None:
    """A dialog that is added is added here, too."""
    found = {
        match
        for file in (program_root() / "halsoskola" / "ui" / "dialogs").glob("*.py")
        for match in re.findall(
            r"^class (\w+)\((?:QDialog|FormDialog)\)", file.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    unseen = found - ELSEWHERE - {way.kind.__name__ for way in DIALOGS.values()}
    assert not unseen, "say in DIALOGS how a leader comes to them"


@pytest.mark.parametrize("percent", SIZES)
def test_the_gates_speak_swedish_and_name_their_fields(
    untouched: Folder, tmp_path: Path, open_window: OpenWindow, percent: int
) -> None:
    data = untouched.copy_to(tmp_path)
    Paths(data, program_root()).settings_file.write_bytes(Settings(text_percent=percent).as_json())
    hands = open_window(data, MovableClock(at(TUESDAY, 8, 12)))
    for _part in range(2):
        gate = hands.window.gate
        assert gate is not None
        check_names(gate)
        check_swedish(gate)
        if not _part:
            hands.tab_to("Använd återställningsnyckel")
            hands.press("Enter")


def test_the_first_start_speaks_swedish_and_names_its_fields(tmp_path: Path, open_window: OpenWindow) -> None:
    hands = open_window(tmp_path / "data", MovableClock(at(TUESDAY, 8, 12)))
    gate = hands.window.gate
    assert isinstance(gate, FirstStartPage)
    for step in (gate.WELCOME, gate.PASSWORD):
        assert gate.step == step
        check_names(gate)
        check_swedish(gate)
        hands.press("Enter")


# What holds for all


_FIELDS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)


def check_names(whole: QWidget) -> None:
    """Whatever can have the keyboard has a name that a screen reader can say."""
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in whole.findChildren(QWidget)
        if isinstance(one, _FIELDS)
        and one.isVisible()
        and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not spoken_name(one)
    ]
    assert nameless == []


def spoken_name(widget: QWidget) -> str:
    """What a screen reader is told, through the label of a field when it has no name of its own."""
    proxied = widget.parentWidget()
    if isinstance(proxied, QAbstractSpinBox | QComboBox) and proxied.focusProxy() is None:
        widget = proxied  # the line edit inside is part of its field
    said = QAccessible.queryAccessibleInterface(widget)
    return said.text(QAccessible.Text.Name) if said is not None else ""


def check_swedish(whole: QWidget) -> None:
    """No word of Qt's English, no name of our code, no hole in a sentence."""
    shown = texts_in(whole).split("\n")
    for one in whole.findChildren(QWidget):
        if one.isVisible() and isinstance(one, _FIELDS):
            shown += [spoken_name(one), one.toolTip(), one.accessibleDescription()]
        if isinstance(one, QComboBox):
            shown += [one.itemText(at) for at in range(one.count())]
    for text in shown:
        assert not re.search(r"[{}]|\bNone\b", text), text
        words = set(re.findall(r"[a-zåäö]+", re.sub(r"<[^>]+>|\S*[/\\]\S*", " ", text.lower())))
        assert not words & ENGLISH, text


def check_room(dialog: QDialog) -> None:
    """The whole dialog is on the screen: 800 pixels high here, and no wider than the smallest that leaders have."""
    assert dialog.width() <= 1366
    assert dialog.height() <= dialog.screen().availableSize().height()
