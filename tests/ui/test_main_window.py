"""The window's frame: pages made when first visited, history, messages, changes, and the safe screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.main_window import MainWindow, PageSpec
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.theme import SchemeChoice, apply_theme
from halsoskola.ui.widgets.key_sheet import KeySheet
from halsoskola.ui.widgets.notices import Notice, NoticeKind
from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress
from halsoskola.ui.widgets.rail import RailItem
from halsoskola.ui.widgets.safe_screen import Cover
from tests.ui.conftest import type_letters

ITEMS = (
    RailItem("today", "Idag", "sun"),
    RailItem("courses", "Kurser", "users"),
    RailItem("settings", "Inställningar", "settings", at_bottom=True),
)


class Leaf(Page):
    """A page that remembers what was asked of it."""

    kinds = frozenset({Kind.COURSE})

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.refreshed = 0
        self.addresses: list[PageAddress] = []
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)

    def show_address(self, address: PageAddress) -> None:
        self.addresses.append(address)

    def refresh(self) -> None:
        self.refreshed += 1

    def focus_first(self) -> None:
        self.field.setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (KeyHelp("H", "här"),)


class Setup:
    def __init__(self) -> None:
        self.window = MainWindow()
        self.runner = InlineRunner()
        self.bus = ChangeBus()
        self.made: list[str] = []

    def make(self, name: str, title: str) -> Leaf:
        self.made.append(name)
        return Leaf(title)

    def open(self) -> None:
        pages = {
            "today": PageSpec(lambda: self.make("today", "Idag")),
            "courses": PageSpec(lambda: self.make("courses", "Kurser")),
            "occasion": PageSpec(lambda: self.make("occasion", "Träff 5"), under="courses"),
            "settings": PageSpec(lambda: self.make("settings", "Inställningar")),
        }
        self.window.open_work(ITEMS, pages, self.runner, self.bus, PageAddress("today"))

    @property
    def page(self) -> Leaf:
        page = self.window.page
        assert isinstance(page, Leaf)
        return page


@pytest.fixture
def setup(qtbot: QtBot) -> Iterator[Setup]:
    made = Setup()
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitExposed(made.window)
    made.open()
    qtbot.waitUntil(lambda: made.page.field.hasFocus())
    yield made
    if made.window.safe_screen is not None:
        made.window.safe_screen.set_on(False)


def press(qtbot: QtBot, setup: Setup, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(QApplication.focusWidget() or setup.window, key, held)


CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_window_opens_at_the_gate_and_shows_no_work(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    gate = QLineEdit()
    window.show_gate(gate)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    assert window.gate is gate
    assert window.page is None
    assert not window.is_open


def test_the_window_is_never_larger_than_the_screen(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    screen = QGuiApplication.primaryScreen()
    assert screen is not None
    room = screen.availableSize()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    # The screen of the tests is small, so the title bar would not fit above a window of the usual height.
    assert window.isMaximized()


def test_a_refusal_does_not_follow_to_the_next_page(setup: Setup, qtbot: QtBot) -> None:
    setup.runner.troubled.emit(RuleBroken(Refusal.COURSE_GONE))
    bar = setup.window.message_bar
    assert bar is not None
    assert bar.notice is not None
    press(qtbot, setup, Qt.Key.Key_2, CONTROL)
    assert bar.notice is None
    bar.say(Notice("24 deltagare är inlästa.", NoticeKind.DONE))
    press(qtbot, setup, Qt.Key.Key_1, CONTROL)
    assert bar.notice is not None


def test_a_field_below_the_edge_comes_into_sight_with_the_keyboard(setup: Setup, qtbot: QtBot) -> None:
    setup.window.showNormal()
    setup.window.resize(700, 300)
    column = setup.page.layout()
    assert column is not None
    fields = [QLineEdit() for _field in range(20)]
    for field in fields:
        column.addWidget(field)
        field.show()
    qtbot.wait(10)
    fields[-1].setFocus()
    qtbot.waitUntil(lambda: not fields[-1].visibleRegion().isEmpty())
    fields[0].setFocus()
    qtbot.waitUntil(lambda: not fields[0].visibleRegion().isEmpty())


def test_pages_are_made_on_the_first_visit_only(setup: Setup, qtbot: QtBot) -> None:
    assert setup.made == ["today"]
    press(qtbot, setup, Qt.Key.Key_2, CONTROL)
    press(qtbot, setup, Qt.Key.Key_1, CONTROL)
    press(qtbot, setup, Qt.Key.Key_2, CONTROL)
    assert setup.made == ["today", "courses"]
    assert setup.page.title == "Kurser"
    assert setup.window.windowTitle() == "Kurser – Hälsoskola"
    assert setup.window.rail is not None
    assert setup.window.rail.current() == "courses"


def test_a_page_of_its_own_marks_the_place_it_belongs_to(setup: Setup) -> None:
    setup.window.go_to(PageAddress("occasion", "7", "under"))
    assert setup.page.addresses == [PageAddress("occasion", "7", "under")]
    assert setup.window.rail is not None
    assert setup.window.rail.current() == "courses"


def test_unknown_page_is_a_mistake_that_is_noticed(setup: Setup) -> None:
    with pytest.raises(KeyError):
        setup.window.go_to(PageAddress("nowhere"))
    assert setup.page.title == "Idag"


def test_alt_left_goes_back_and_alt_right_forward_again(setup: Setup, qtbot: QtBot) -> None:
    setup.window.go_to(PageAddress("courses"))
    setup.page.go_to.emit(PageAddress("occasion", "7"))
    press(qtbot, setup, Qt.Key.Key_Left, ALT)
    assert setup.window.address == PageAddress("courses")
    press(qtbot, setup, Qt.Key.Key_Left, ALT)
    press(qtbot, setup, Qt.Key.Key_Left, ALT)
    assert setup.window.address == PageAddress("today")
    press(qtbot, setup, Qt.Key.Key_Right, ALT)
    assert setup.window.address == PageAddress("courses")
    setup.window.go_to(PageAddress("settings"))
    press(qtbot, setup, Qt.Key.Key_Right, ALT)
    assert setup.window.address == PageAddress("settings")


def test_visible_page_reads_again_only_when_it_is_concerned(setup: Setup) -> None:
    before = setup.page.refreshed
    setup.bus.publish(Changes.of([(Kind.AGENCY, "1")]))
    assert setup.page.refreshed == before
    setup.bus.publish(Changes.of([(Kind.COURSE, "1")]))
    assert setup.page.refreshed == before + 1


def test_hidden_page_reads_again_on_the_next_visit(setup: Setup) -> None:
    today = setup.page
    setup.window.go_to(PageAddress("courses"))
    before = today.refreshed
    setup.bus.publish(Changes.of([(Kind.COURSE, "1")]))
    assert today.refreshed == before
    setup.window.go_to(PageAddress("today"))
    assert today.refreshed == before + 1
    setup.window.go_to(PageAddress("courses"))
    setup.window.go_to(PageAddress("today"))
    assert today.refreshed == before + 1, "nothing changed, so nothing is read"


def test_trouble_is_told_at_the_bottom_and_stays(setup: Setup) -> None:
    def refuse() -> None:
        raise RuleBroken(Refusal.NOTHING_TO_UNDO)

    setup.runner.run(refuse, lambda _answer: None)
    bar = setup.window.message_bar
    assert bar is not None
    assert bar.notice is not None
    assert bar.notice.text == "Det finns inget att ångra."
    assert bar.notice.kind is NoticeKind.REFUSED
    assert bar.isVisible()


def test_undo_and_redo_are_heard_but_a_field_keeps_its_own(setup: Setup, qtbot: QtBot) -> None:
    heard: list[str] = []
    setup.window.undo_requested.connect(lambda: heard.append("undo"))
    setup.window.redo_requested.connect(lambda: heard.append("redo"))
    qtbot.keyClicks(setup.page.field, "ord")
    press(qtbot, setup, Qt.Key.Key_Z, CONTROL)
    assert heard == []
    assert setup.page.field.text() == ""
    assert setup.window.rail is not None
    setup.window.rail.focus_current()
    press(qtbot, setup, Qt.Key.Key_Z, CONTROL)
    press(qtbot, setup, Qt.Key.Key_Z, CONTROL, SHIFT)
    assert heard == ["undo", "redo"]


def test_f6_moves_between_rail_and_page(setup: Setup, qtbot: QtBot) -> None:
    rail = setup.window.rail
    assert rail is not None
    press(qtbot, setup, Qt.Key.Key_F6)
    assert rail.isAncestorOf(QApplication.focusWidget())
    press(qtbot, setup, Qt.Key.Key_F6)
    assert setup.page.field.hasFocus()


def test_f1_lists_the_keys_of_the_page_and_of_the_window(setup: Setup, qtbot: QtBot) -> None:
    press(qtbot, setup, Qt.Key.Key_F1)
    sheet = setup.window.findChild(KeySheet)
    assert sheet is not None
    qtbot.waitExposed(sheet)
    from PySide6.QtWidgets import QLabel

    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"här", "Dölj skärmen", "Kurser", "På den här sidan"} <= words
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def press_on_keyboard(key: Qt.Key) -> None:
    """As the system hands keys over: to the window that has the keyboard, not straight to a widget."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key)


def test_f8_hides_everything_and_gives_it_back(setup: Setup, qtbot: QtBot) -> None:
    type_letters(setup.page.field, "D07 mår dåligt")
    press_on_keyboard(Qt.Key.Key_F8)
    cover = setup.window.findChild(Cover)
    assert cover is not None
    assert cover.geometry() == setup.window.rect()
    assert not setup.page.field.isVisible()
    setup.window.resize(900, 600)
    assert cover.geometry() == setup.window.rect()
    for key, held in ((Qt.Key.Key_2, CONTROL), (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)):
        qtbot.keyClick(cover, key, held)
    qtbot.keyClicks(cover, "hemligt")
    assert setup.window.address == PageAddress("today")
    press_on_keyboard(Qt.Key.Key_F8)
    assert setup.page.field.isVisible()
    assert setup.page.field.text() == "D07 mår dåligt"
    assert setup.page.field.hasFocus()


def test_f8_covers_an_open_dialog_too(setup: Setup, qtbot: QtBot) -> None:
    dialog = QDialog(setup.window)
    QVBoxLayout(dialog).addWidget(QLineEdit("D07"))
    dialog.open()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
    press_on_keyboard(Qt.Key.Key_F8)
    cover = dialog.findChild(Cover)
    assert cover is not None
    assert cover.isVisible()
    assert cover.geometry() == dialog.rect()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Escape must not reach what is covered"
    press_on_keyboard(Qt.Key.Key_F8)
    assert dialog.isVisible()
    dialog.close()


def test_a_window_that_opens_while_hidden_is_covered(setup: Setup, qtbot: QtBot) -> None:
    press_on_keyboard(Qt.Key.Key_F8)
    late = QWidget()
    qtbot.addWidget(late)
    late.show()
    assert late.findChild(Cover) is not None


def test_going_back_to_the_gate_takes_the_work_down(setup: Setup, qtbot: QtBot) -> None:
    page = setup.page
    gate = QLineEdit()
    setup.window.show_gate(gate)
    assert setup.window.gate is gate
    before = page.refreshed
    setup.bus.publish(Changes.of([(Kind.COURSE, "1")]))
    assert page.refreshed == before


def test_new_text_size_rebuilds_the_page_where_we_are(setup: Setup, qapp: QApplication, qtbot: QtBot) -> None:
    setup.window.set_footer("Säkerhetskopia i dag 08.12")
    setup.window.go_to(PageAddress("occasion", "7"))
    apply_theme(qapp, SchemeChoice.LIGHT, 200)
    setup.window.rebuild_pages()
    assert setup.window.address == PageAddress("occasion", "7")
    assert setup.made.count("occasion") == 2
    assert setup.window.rail is not None
    assert setup.window.rail.footer() == "Säkerhetskopia i dag 08.12"


def test_closing_waits_for_the_work_to_end(setup: Setup) -> None:
    setup.window.close()
    with pytest.raises(RuntimeError):
        setup.runner.run(lambda: None, lambda _answer: None)


def test_window_is_opened_without_loading_what_is_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys\n"
        "import halsoskola.ui.main_window, halsoskola.ui.dialogs.unlock, halsoskola.ui.dialogs.first_start\n"
        "heavy = {'sqlalchemy', 'reportlab', 'openpyxl', 'pypdfium2', 'babel', 'holidays', 'alembic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
