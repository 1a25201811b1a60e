"""Every widget once, with invented facts, to look at while they are made."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from halsoskola.ui.dialogs.first_start import FirstStartPage
from halsoskola.ui.dialogs.unlock import UnlockPage
from halsoskola.ui.theme import State, theme
from halsoskola.ui.widgets.buttons import IconButton, KeyButton, Keycap
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.fields import FormRow, NumberField, PasswordField, SearchField
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState, MessageBar, Notice, NoticeKind
from halsoskola.ui.widgets.pill import Pill, PillFacts
from halsoskola.ui.widgets.rail import Rail, RailItem
from halsoskola.ui.widgets.table import CellRole, Table
from halsoskola.ui.widgets.tabs import SegmentedTabs

RAIL = (
    RailItem("today", "Idag", "sun"),
    RailItem("courses", "Kurser", "users"),
    RailItem("plans", "Träffplaner", "notebook-text"),
    RailItem("settings", "Inställningar", "settings", at_bottom=True),
)

ROWS = (
    ("D01", "arabiska", PillFacts(State.GOOD, "Här")),
    ("D02", "arabiska", PillFacts(State.GOOD, "Väntas", pale=True)),
    ("D03", "arabiska", PillFacts(State.WATCH, "Sen, 12 min")),
    ("D05", "somaliska", PillFacts(State.OFF, "Sagt till: kommer inte")),
    ("D07", "tigrinja", PillFacts(State.WRONG, "Inte hört av sig")),
    ("D10", "svenska", PillFacts(State.ASKED, "Går på eftermiddagen")),
    ("D11", "tigrinja", PillFacts(State.OFF, "genomförd", "check-check")),
)


class GalleryModel(QAbstractTableModel):
    """Three columns of invented marks."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(ROWS)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("nr", "tolkspråk", "närvaro")[section]
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        number, language, pill = ROWS[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (number, language, pill.text)[index.column()]
        if role == CellRole.STRONG:
            return index.column() == 0
        if role == CellRole.QUIET:
            return index.column() == 1
        if role == CellRole.PILL and index.column() == 2:
            return pill
        if role == CellRole.DOT and index.column() == 1 and index.row() == 0:
            return theme().colours.blocks["group"]
        return None


def register_gallery() -> QWidget:
    """Rail, header, tabs, a register, pills, and the bar at the bottom."""
    t = theme()
    page = QWidget()
    whole = QHBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    rail = Rail(RAIL)
    rail.set_current("courses")
    rail.set_footer("Säkerhetskopia i dag 08.12")
    whole.addWidget(rail)
    column = QVBoxLayout()
    column.setContentsMargins(t.gap(28), t.gap(20), t.gap(28), t.gap(20))
    column.setSpacing(t.gap(14))
    whole.addLayout(column, 1)
    column.addWidget(
        PageHeader(
            "Träff 5 · Sömn",
            "Tisdag 2 mars kl. 9.00–11.00",
            ("Malmö hälsoskola våren", "Förmiddag"),
            (
                KeyButton("Visa sidor", icon="eye"),
                KeyButton("Skriv ut allt", icon="printer", primary=True, shortcut="Ctrl+P"),
            ),
        )
    )
    tabs = SegmentedTabs(("Före", "Under", "Efter"))
    tabs.setCurrentIndex(1)
    column.addWidget(tabs)
    row = QHBoxLayout()
    row.setSpacing(t.gap(18))
    card = Card("Närvaro", "clipboard-check", "9 här, varav 1 sen · 1 har sagt till · 1 inte · 1 på em")
    table = Table(GalleryModel(page), stretch=2, row_height=39, name="Närvaro")
    table.go_to_row(4)
    card.add(table, 1)
    confirm = QHBoxLayout()
    confirm.addWidget(KeyButton("9 här – stämmer det?", "Enter", primary=True))
    confirm.addStretch(1)
    card.add(confirm)
    row.addWidget(card, 6)
    right = QVBoxLayout()
    right.setSpacing(t.gap(14))
    states = Card("Hur det står till", "list-checks", "14 dagar")
    grid = QGridLayout()
    for at, (state, word) in enumerate(
        (
            (State.GOOD, "behövs"),
            (State.WATCH, "1 obekräftad"),
            (State.WRONG, "behövs ej"),
            (State.ASKED, "beställd"),
            (State.OFF, "avbokad"),
        )
    ):
        grid.addWidget(Pill(state, word), at // 2, at % 2)
    states.add(grid)
    right.addWidget(states)
    keys = Card("Tangenter i listan", "keyboard")
    cap_row = QHBoxLayout()
    for cap in ("H", "S", "0–9", "Ctrl Z"):
        cap_row.addWidget(Keycap(cap))
    cap_row.addStretch(1)
    keys.add(cap_row)
    right.addWidget(keys)
    empty = Card()
    empty.add(
        EmptyState(
            "users",
            "Inga deltagare än",
            "Skriv in dem en och en, eller hämta listan som du har fått.",
            KeyButton("Hämta lista …", icon="upload", primary=True),
        )
    )
    right.addWidget(empty, 1)
    row.addLayout(right, 4)
    column.addLayout(row, 1)
    bar = MessageBar()
    column.addWidget(bar)
    bar.say(Notice("D07 är markerad som frånvarande.", NoticeKind.DONE, "Ångra", key="Ctrl Z"))
    table.setFocus()
    return page


def form_gallery() -> QWidget:
    """Fields and standard controls."""
    t = theme()
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(t.gap(28), t.gap(20), t.gap(28), t.gap(20))
    card = Card("Fält", "square-pen", "en not")
    outer.addWidget(card)
    grid = QGridLayout()
    grid.setSpacing(t.gap(14))
    card.add(grid)
    wrong = FormRow("Lösenord", PasswordField("Lösenord"))
    wrong.show_error("Lösenordet stämmer inte. Försök igen.")
    combo = QComboBox()
    combo.addItems(["arabiska", "somaliska", "tigrinja"])
    spin = NumberField(1, 12)
    spin.setValue(12)
    date = QDateEdit()
    date.setCalendarPopup(True)
    text = QPlainTextEdit("En rad om träffen")
    text.setMaximumHeight(t.px(80))
    text_field = QLineEdit("Malmö hälsoskola våren")
    off = QLineEdit("går inte att ändra")
    off.setEnabled(False)
    search = SearchField("Sök eller gör …", "Ctrl K")
    fields: list[tuple[str, QWidget, str]] = [
        ("Namn", text_field, "Så heter kursen i listor och på papper."),
        ("Tolkspråk", combo, ""),
        ("Platser", spin, "Högst 12."),
        ("Start", date, ""),
        ("Anteckning", text, ""),
        ("Låst", off, ""),
        ("Sök", search, ""),
    ]
    grid.addWidget(wrong, 0, 0)
    for at, (label, field, hint) in enumerate(fields, start=1):
        grid.addWidget(FormRow(label, field, hint), at // 2, at % 2)
    choices = QHBoxLayout()
    on = QCheckBox("Jag har skrivit ut nyckeln")
    on.setChecked(True)
    choices.addWidget(on)
    choices.addWidget(QCheckBox("Inte vald"))
    radio = QRadioButton("På plats")
    radio.setChecked(True)
    choices.addWidget(radio)
    choices.addWidget(QRadioButton("Telefon"))
    choices.addWidget(IconButton("eye", "Visa"))
    choices.addWidget(KeyButton("Avstängd"))
    off_button = KeyButton("Går inte nu", primary=True)
    off_button.setEnabled(False)
    choices.addWidget(off_button)
    card.add(choices)
    progress = QProgressBar()
    progress.setValue(52)
    card.add(progress)
    for kind, sentence in (
        (NoticeKind.REFUSED, "Träffen ligger i framtiden. Närvaro kan fyllas i från den 9 mars."),
        (NoticeKind.TOLD, "Listan är inläst: 24 deltagare."),
    ):
        bar = MessageBar()
        outer.addWidget(bar)
        bar.say(Notice(sentence, kind))
    outer.addStretch(1)
    combo.setFocus()
    return page


KEY = "4K7QM-9T2XA-BB5RC-HH8ZD-0WYN1-VV3PE-6JGS7"


def unlock_page() -> QWidget:
    """The unlock page after a wrong password."""
    page = UnlockPage("/home/anna/.local/share/halsoskola")
    page.show_refusal("Lösenordet stämmer inte. Försök igen.")
    return page


def recovery_page() -> QWidget:
    """The unlock page with the recovery key in use."""
    page = UnlockPage("/home/anna/.local/share/halsoskola")
    page._use_recovery.click()
    return page


def first_start(step: int) -> QWidget:
    """The first start at one of its steps."""
    page = FirstStartPage("/home/anna/.local/share/halsoskola")
    if step == FirstStartPage.PASSWORD:
        page._go(step)
        page._first.edit.setText("tre röda hus")
    elif step == FirstStartPage.KEY:
        page.show_recovery_key(KEY)
    elif step == FirstStartPage.BEGIN:
        page._go(step)
    return page


SCREENS: Mapping[str, Callable[[], QWidget]] = {
    "gallery": register_gallery,
    "forms": form_gallery,
    "unlock": unlock_page,
    "recovery": recovery_page,
    "first-welcome": lambda: first_start(FirstStartPage.WELCOME),
    "first-password": lambda: first_start(FirstStartPage.PASSWORD),
    "first-key": lambda: first_start(FirstStartPage.KEY),
    "first-begin": lambda: first_start(FirstStartPage.BEGIN),
}
