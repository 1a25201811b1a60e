"""The parts that pages are made of: keyboard, names for screen readers, and what they show."""

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.ui.theme import SchemeChoice, State, apply_theme, contrast, theme
from halsoskola.ui.widgets.buttons import IconButton, KeyButton, key_text
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.fields import FormRow, NumberField, PasswordField, SearchField
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState, MessageBar, Notice, NoticeKind
from halsoskola.ui.widgets.pill import Pill, PillFacts, pill_size
from halsoskola.ui.widgets.preview import PagePreview
from halsoskola.ui.widgets.rail import Rail, RailButton, RailItem
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.table import CellRole, Table
from halsoskola.ui.widgets.tabs import SegmentedTabs
from tests.tools import gallery
from tests.ui.conftest import type_letters


def shown(qtbot: QtBot, widget: QWidget, width: int = 600, height: int = 400) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


# Buttons


@pytest.mark.parametrize(
    ("sequence", "cap"),
    [
        ("Ctrl+P", "Ctrl P"),
        ("Return", "Enter"),
        ("F8", "F8"),
        ("Ctrl+Shift+Z", "Ctrl Shift Z"),
        ("Ctrl++", "Ctrl +"),
    ],
)
def test_keys_are_written_as_on_a_keycap(qapp: QApplication, sequence: str, cap: str) -> None:
    assert key_text(sequence) == cap


def test_enter_presses_the_button_that_has_the_keyboard_and_never_the_dialog_s_main_one(qtbot: QtBot) -> None:
    dialog = FormDialog("Ny kurs", "Skapa kursen")
    shown(qtbot, dialog)
    told: list[str] = []
    dialog.wanted.connect(lambda: told.append("made"))
    dialog.rejected.connect(lambda: told.append("left"))
    dialog.leave_button.setFocus()

    qtbot.keyClick(dialog.leave_button, Qt.Key.Key_Return)

    assert told == ["left"]


def test_a_row_that_the_arrows_come_to_is_seen_in_a_small_window(qtbot: QtBot) -> None:
    model = QStandardItemModel(20, 1)
    table = Table(model, grow=True)
    inside = QWidget()
    QVBoxLayout(inside).addWidget(table)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    shown(qtbot, area, 300, 200)
    table.setFocus()
    qtbot.wait(10)

    def is_seen(row: int) -> bool:
        rect = table.visualRect(model.index(row, 0))
        return table.viewport().visibleRegion().contains(rect)

    for row in range(1, 20):
        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert is_seen(row)
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert is_seen(0)


def test_a_button_keeps_its_key_when_its_words_change(qtbot: QtBot) -> None:
    button = KeyButton("Läs in", shortcut="Ctrl+L")
    shown(qtbot, button)

    button.set_label("Läs in 24 deltagare")

    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_button_is_pressed_by_its_key_by_enter_and_by_space(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    button = KeyButton("Skriv ut allt", shortcut="Ctrl+P", primary=True)
    column.addWidget(button)
    shown(qtbot, page)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(pressed) == 3)  # a shortcut shows the button pressed for a moment first


def test_a_key_that_is_only_shown_is_not_listened_to(qtbot: QtBot) -> None:
    page = QWidget()
    button = KeyButton("Öppna", "1", parent=page)
    shown(qtbot, page)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(page, Qt.Key.Key_1)
    assert pressed == []
    assert button.accessibleDescription() == "Tangent: 1"


def test_ampersand_in_a_label_is_a_letter_not_a_shortcut(qtbot: QtBot) -> None:
    button = KeyButton("Mat & tänder")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name) == "Mat & tänder"


def test_button_with_key_is_wider_than_without(qtbot: QtBot) -> None:
    assert KeyButton("Öppna", "1").sizeHint().width() > KeyButton("Öppna").sizeHint().width()


@pytest.mark.parametrize("primary", [True, False])
def test_focus_ring_is_visible_on_buttons(qtbot: QtBot, primary: bool) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    button = KeyButton("Klar", primary=primary)
    column.addWidget(button)
    column.addWidget(QLineEdit())
    shown(qtbot, page)
    button.clearFocus()
    without = button.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != without


def test_icon_button_has_a_name_and_answers_enter(qtbot: QtBot) -> None:
    button = IconButton("x", "Stäng")
    shown(qtbot, button, 40, 40)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1]
    assert button.accessibleName() == "Stäng"
    assert button.toolTip() == "Stäng"


# Cards and pills


def test_card_has_corners_of_the_background_and_a_hairline(qtbot: QtBot) -> None:
    card = Card("Närvaro", "clipboard-check", "9 här")
    shown(qtbot, card, 300, 120)
    image = card.grab().toImage()
    assert image.pixelColor(0, 0) != theme().colours.surface
    assert image.pixelColor(150, 0) == theme().colours.line
    assert image.pixelColor(150, 60) == theme().colours.surface
    assert card.accessibleName() == "Närvaro"


def test_a_long_note_gives_way_to_the_title(qtbot: QtBot) -> None:
    card = Card(
        "Närvaro", "clipboard-check", "9 här, varav 1 sen · 1 har sagt till · 1 inte · 1 på eftermiddagen"
    )
    assert card.minimumSizeHint().width() < 260
    assert card.note().endswith("eftermiddagen")


def test_pill_says_its_word_aloud_and_has_a_sign_for_every_state_that_asks_for_something(
    qtbot: QtBot,
) -> None:
    for state in State:
        pill = Pill(state, "ordet")
        qtbot.addWidget(pill)
        assert pill.accessibleName() == "ordet"
        assert bool(pill.facts.icon_name) == (state is not State.OFF)
        assert pill.sizeHint() == pill_size(PillFacts(state, "ordet"))


def test_pill_is_painted_in_its_states_colours(qtbot: QtBot) -> None:
    pill = Pill(State.WRONG, "behövs ej")
    shown(qtbot, pill, 120, 24)
    seen = colours_of(pill)
    assert theme().pair(State.WRONG).ground.name() in seen
    assert min(contrast(QColor(name), theme().pair(State.WRONG).ink) for name in seen) < 1.1


def test_what_is_only_expected_is_paler_than_what_was_said(qtbot: QtBot) -> None:
    pill = Pill(State.GOOD, "Väntas", pale=True)
    shown(qtbot, pill, 120, 24)
    assert theme().pair(State.GOOD).ground.name() not in colours_of(pill)


# Header and tabs


def test_breadcrumb_leads_back_with_the_keyboard(qtbot: QtBot) -> None:
    header = PageHeader("Träff 5 · Sömn", "Tisdag 2 mars", ("Malmö hälsoskola våren", "Förmiddag"))
    shown(qtbot, header)
    chosen: list[int] = []
    header.crumb_chosen.connect(chosen.append)
    crumbs = [w for w in header.findChildren(QWidget) if w.accessibleDescription() == "Gå tillbaka hit"]
    assert [crumb.accessibleName() for crumb in crumbs] == ["Malmö hälsoskola våren", "Förmiddag"]
    crumbs[1].setFocus()
    qtbot.keyClick(crumbs[1], Qt.Key.Key_Return)
    qtbot.mouseClick(crumbs[0], Qt.MouseButton.LeftButton)
    assert chosen == [1, 0]


def test_tabs_move_with_arrows_and_with_control_tab_from_anywhere(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    tabs = SegmentedTabs(("Före", "Under", "Efter"))
    field = QLineEdit()
    column.addWidget(tabs)
    column.addWidget(field)
    shown(qtbot, page)
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    field.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(field, Qt.Key.Key_Tab, control)
    assert tabs.currentIndex() == 2
    qtbot.keyClick(field, Qt.Key.Key_Tab, control)
    assert tabs.currentIndex() == 0
    qtbot.keyClick(field, Qt.Key.Key_Backtab, control | Qt.KeyboardModifier.ShiftModifier)
    assert tabs.currentIndex() == 2
    interface = QAccessible.queryAccessibleInterface(tabs)
    assert interface.role() == QAccessible.Role.PageTabList


# Table


@pytest.fixture
def register(qtbot: QtBot) -> Table:
    page = QWidget()
    column = QVBoxLayout(page)
    model = gallery.GalleryModel(page)
    ModelTester(None).check(model)
    table = Table(model, stretch=2, row_height=39, name="Närvaro")
    column.addWidget(QLineEdit())
    column.addWidget(table)
    column.addWidget(KeyButton("Klar"))
    shown(qtbot, page)
    table.page = page  # type: ignore[attr-defined]  # keeps the page alive as long as the table
    return table


def test_rows_are_high_enough_to_hit(register: Table) -> None:
    assert all(register.rowHeight(row) >= 34 for row in range(register.model().rowCount()))


def test_ring_goes_around_the_whole_row_that_has_the_keyboard(register: Table, qtbot: QtBot) -> None:
    register.setFocus()
    qtbot.waitUntil(register.hasFocus)
    register.go_to_row(2)
    image = register.viewport().grab().toImage()
    middle = register.rowViewportPosition(2) + register.rowHeight(2) // 2
    ring = theme().colours.focus
    width = register.viewport().width()
    assert image.pixelColor(0, middle) == ring
    assert image.pixelColor(width - 1, middle) == ring
    assert image.pixelColor(width // 2, middle) != theme().colours.accent, "no filled selection"


def test_letters_reach_the_page_only_while_the_list_has_the_keyboard(register: Table, qtbot: QtBot) -> None:
    typed: list[str] = []
    register.key_typed.connect(typed.append)
    register.setFocus()
    for key in (Qt.Key.Key_S, Qt.Key.Key_7):
        qtbot.keyClick(register, key)
    qtbot.keyClick(register, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert typed == ["S", "7"]
    field = register.page.findChild(QLineEdit)  # type: ignore[attr-defined]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_S)
    assert typed == ["S", "7"]


def test_arrows_move_enter_opens_and_tab_leaves_the_table(register: Table, qtbot: QtBot) -> None:
    opened: list[int] = []
    register.activated.connect(lambda index: opened.append(index.row()))
    register.setFocus()
    assert register.current_row() == 0
    qtbot.keyClick(register, Qt.Key.Key_Down)
    qtbot.keyClick(register, Qt.Key.Key_Return)
    assert opened == [1]
    qtbot.keyClick(register, Qt.Key.Key_Tab)
    assert not register.hasFocus()


def test_cell_text_reaches_screen_readers_also_where_a_pill_is_drawn(register: Table) -> None:
    interface = QAccessible.queryAccessibleInterface(register)
    assert interface.role() == QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Närvaro"
    said = {interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())}
    assert {"närvaro", "D01", "Här", "Inte hört av sig"} <= said


def test_a_small_table_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    model = QStandardItemModel(3, 2)
    table = Table(model, grow=True)
    shown(qtbot, table)
    three = table.sizeHint().height()
    model.appendRow([QStandardItem("a"), QStandardItem("b")])
    assert table.sizeHint().height() - three == table.verticalHeader().defaultSectionSize()


def test_column_is_wide_enough_for_pill_and_second_line(qtbot: QtBot) -> None:
    model = QStandardItemModel(1, 2)
    facts = PillFacts(State.WATCH, "en ganska lång förklaring")
    model.setData(model.index(0, 0), facts, CellRole.PILL)
    model.setData(model.index(0, 1), "kort")
    model.setData(model.index(0, 1), "en mycket längre andra rad än den första", CellRole.SECOND)
    table = Table(model)
    shown(qtbot, table, 900, 200)
    assert table.columnWidth(0) >= pill_size(facts).width()
    assert table.columnWidth(1) > 200


def test_current_row_survives_losing_the_keyboard(register: Table, qtbot: QtBot) -> None:
    register.setFocus()
    register.go_to_row(3)
    register.page.findChild(KeyButton).setFocus()  # type: ignore[attr-defined]
    assert register.current_row() == 3
    register.selectionModel().clear()
    register.selectionModel().setCurrentIndex(
        register.model().index(1, 0), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    assert register.current_row() == 1


# Messages


def test_message_goes_away_by_itself_but_not_from_under_the_keyboard(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    bar = MessageBar(seconds=0.03)
    field = QLineEdit()
    column.addWidget(field)
    column.addWidget(bar)
    shown(qtbot, page)
    bar.say(Notice("D07 är borta.", NoticeKind.DONE, "Ångra"))
    button = bar.findChild(KeyButton)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    qtbot.wait(120)
    assert bar.isVisible()
    field.setFocus()
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert bar.notice is None


def test_refusal_stays_until_it_is_closed(qtbot: QtBot) -> None:
    bar = MessageBar(seconds=0.02)
    shown(qtbot, bar, 600, 60)
    bar.say(Notice("Det går inte.", NoticeKind.REFUSED))
    qtbot.wait(80)
    assert bar.isVisible()
    close = bar.findChild(IconButton)
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_undo_in_the_bar_is_pressed_with_the_keyboard(qtbot: QtBot) -> None:
    bar = MessageBar()
    shown(qtbot, bar, 600, 60)
    undone: list[str] = []
    bar.say(Notice("Klart.", action="Ångra", on_action=lambda: undone.append("undone")))
    qtbot.keyClick(bar.findChild(KeyButton), Qt.Key.Key_Return)
    assert undone == ["undone"]
    assert not bar.isVisible()


def test_message_has_its_sentence_as_name(qtbot: QtBot) -> None:
    bar = MessageBar()
    shown(qtbot, bar, 600, 60)
    bar.say(Notice("Listan är inläst.", NoticeKind.TOLD))
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.text(QAccessible.Text.Name) == "Listan är inläst."


def test_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    button = KeyButton("Hämta lista …")
    empty = EmptyState("users", "Inga deltagare än", "Hämta listan som du har fått.", button)
    shown(qtbot, empty)
    assert button.isVisible()
    assert empty.accessibleName() == "Inga deltagare än"


# Fields


def test_refused_field_says_why_to_eyes_and_ears_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    field = QLineEdit("30")
    row = FormRow("Platser", field, "Högst 12.")
    shown(qtbot, row)
    row.show_error("Högst 12 platser.")
    assert field.text() == "30"
    assert row.error() == "Högst 12 platser."
    assert field.accessibleDescription() == "Högst 12 platser."
    row.clear_error()
    assert row.error() == ""
    assert field.accessibleDescription() == "Högst 12."
    assert field.accessibleName() == "Platser"


def test_eye_shows_and_hides_the_password_with_the_keyboard(qtbot: QtBot) -> None:
    field = PasswordField("Lösenord")
    shown(qtbot, field, 300, 40)
    type_letters(field.edit, "tre röda hus")
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClick(field.eye, Qt.Key.Key_Space)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert field.eye.accessibleName() == "Dölj det jag skriver"
    field.clear()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_caps_lock_is_suspected_from_a_capital_without_shift(qtbot: QtBot) -> None:
    field = PasswordField("Lösenord")
    shown(qtbot, field, 300, 40)
    heard: list[bool] = []
    field.caps_lock_suspected.connect(heard.append)
    qtbot.keyClick(field.edit, "a")
    qtbot.keyClick(field.edit, "A", Qt.KeyboardModifier.ShiftModifier)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    capital = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    QApplication.sendEvent(field.edit, capital)
    assert heard == [False, False, True]


def test_search_is_emptied_by_escape_and_left_downwards(qtbot: QtBot) -> None:
    field = SearchField("Sök deltagare")
    shown(qtbot, field, 300, 40)
    moved: list[int] = []
    field.moved_on.connect(lambda: moved.append(1))
    qtbot.keyClicks(field, "D0")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert moved == [1]


def test_number_field_keeps_to_its_range(qtbot: QtBot) -> None:
    field = NumberField(1, 12)
    shown(qtbot, field, 100, 40)
    field.setValue(30)
    assert field.value() == 12
    assert field.lineEdit().textMargins().left() > 0


def test_only_the_visible_step_counts_for_the_height(qtbot: QtBot) -> None:
    steps = Steps()
    low, high = QWidget(), QWidget()
    low.setFixedHeight(40)
    high.setFixedHeight(400)
    steps.add(low)
    steps.add(high)
    shown(qtbot, steps)
    assert steps.sizeHint().height() == 40
    steps.set_current(1)
    assert steps.sizeHint().height() == 400


# Rail


def test_rail_is_walked_with_arrows_and_goes_only_on_enter(qtbot: QtBot) -> None:
    rail = Rail(gallery.RAIL)
    rail.set_current("today")
    shown(qtbot, rail, 200, 600)
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.focus_current()
    focused = rail.focusWidget()
    assert isinstance(focused, RailButton)
    qtbot.keyClick(focused, Qt.Key.Key_Down)
    assert chosen == []
    following = rail.focusWidget()
    assert isinstance(following, RailButton)
    qtbot.keyClick(following, Qt.Key.Key_Return)
    assert chosen == ["courses"]
    assert rail.pages() == ("today", "courses", "plans", "settings")


def test_settings_stand_at_the_bottom_of_the_rail(qtbot: QtBot) -> None:
    rail = Rail((*gallery.RAIL, RailItem("reports", "Rapporter", "chart-column")))
    shown(qtbot, rail, 200, 700)
    places = {b.item.page: b.mapTo(rail, QPoint(0, 0)).y() for b in rail.findChildren(RailButton)}
    assert places["settings"] > places["reports"] + 200


# Preview


class Sheets:
    """Three A4 pages of one colour each."""

    def __init__(self) -> None:
        self.rendered: list[tuple[int, float]] = []

    def count(self) -> int:
        return 3

    def size(self, page: int) -> tuple[float, float]:
        return 595.0, 842.0

    def render(self, page: int, scale: float) -> QImage:
        self.rendered.append((page, scale))
        image = QImage(round(595 * scale), round(842 * scale), QImage.Format.Format_RGB32)
        image.fill(QColor(("#AA0000", "#00AA00", "#0000AA")[page]))
        return image


def test_preview_turns_pages_and_zooms_with_the_keyboard(qtbot: QtBot) -> None:
    preview = PagePreview(Sheets())
    shown(qtbot, preview, 800, 600)
    canvas = preview.focusProxy()
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    assert preview.page() == 1
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert preview.page() == 2
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert preview.page() == 0
    preview.set_zoom(1.0)
    assert preview.zoom_percent() == 100
    qtbot.keyClick(canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom_percent() == 125


def test_preview_paints_the_page_it_is_at_and_only_what_is_seen(qtbot: QtBot) -> None:
    sheets = Sheets()
    preview = PagePreview(sheets)
    shown(qtbot, preview, 800, 600)
    qtbot.waitUntil(lambda: {page for page, _scale in sheets.rendered} == {0, 1, 2})  # the small ones
    sheets.rendered.clear()
    preview.set_zoom(2.0)
    preview.go_to_page(1)
    assert "#00aa00" in colours_of(preview)
    assert {page for page, _scale in sheets.rendered} <= {0, 1}


def test_preview_without_pages_says_nothing(qtbot: QtBot) -> None:
    preview = PagePreview()
    shown(qtbot, preview)
    preview.set_source(Sheets())
    preview.set_source(None)
    assert preview.page() == 0


# All of them, in every look


@pytest.mark.parametrize("name", sorted(gallery.SCREENS))
@pytest.mark.parametrize(("choice", "percent"), [(SchemeChoice.DARK, 100), (SchemeChoice.LIGHT, 200)])
def test_every_part_can_be_shown_in_every_look(
    qtbot: QtBot, qapp: QApplication, name: str, choice: SchemeChoice, percent: int
) -> None:
    apply_theme(qapp, choice, percent)
    screen = gallery.SCREENS[name]()
    shown(qtbot, screen, 1366, 768)
    assert len(colours_of_sample(screen)) > 5


def colours_of_sample(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }


@pytest.mark.parametrize("name", sorted(gallery.SCREENS))
def test_nothing_flashes_up_as_a_window_of_its_own_while_a_screen_is_made(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    flashed: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                flashed.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        qtbot.addWidget(gallery.SCREENS[name]())
    finally:
        qapp.removeEventFilter(watch)
    assert flashed == []


def test_look_can_change_while_everything_is_open(qtbot: QtBot, qapp: QApplication) -> None:
    screen = gallery.SCREENS["gallery"]()
    shown(qtbot, screen, 1366, 768)
    light = screen.grab().toImage()
    apply_theme(qapp, SchemeChoice.DARK, 150)
    dark = screen.grab().toImage()
    assert dark.pixelColor(600, 5).lightness() < 60 < light.pixelColor(600, 5).lightness()


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot) -> None:
    for name in (
        "gallery",
        "unlock",
        "recovery",
        "first-welcome",
        "first-password",
        "first-key",
        "first-begin",
    ):
        screen = gallery.SCREENS[name]()
        shown(qtbot, screen, 1366, 768)
        for widget in screen.findChildren(QWidget):
            if (
                widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value
                and widget.isVisible()
                and widget.isEnabled()
            ):
                interface = QAccessible.queryAccessibleInterface(widget)
                said = interface.text(QAccessible.Text.Name) if interface else ""
                proxied = widget.focusProxy() is not None
                assert said or proxied or isinstance(widget, SegmentedTabs), (name, widget)
