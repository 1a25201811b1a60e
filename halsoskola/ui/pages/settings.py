"""Inställningar: what the organisation fills in once, how to get in, and how the window looks. Saved as it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from halsoskola.domain.changes import Kind
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.interpreting import Agency
from halsoskola.i18n.catalogues import N_, _
from halsoskola.i18n.messages import sentence
from halsoskola.services.bundle import Services
from halsoskola.services.facts import FactLine
from halsoskola.services.interpreting import MOST_FREE_HOURS
from halsoskola.settings import Settings
from halsoskola.ui.context import Account, PageContext
from halsoskola.ui.pages.settings_access import PasswordCard, RecoveryCard
from halsoskola.ui.pages.settings_facts import FactsCard
from halsoskola.ui.pages.settings_papers import ELSEWHERE, CrisisCard, PaperLookCard
from halsoskola.ui.theme import SchemeChoice, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, stack_of
from halsoskola.ui.widgets.fields import NumberField
from halsoskola.ui.widgets.flowing import FlowingPage
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.in_sight import keep_in_sight
from halsoskola.ui.widgets.page import KeyHelp, PageAddress, page_column
from halsoskola.ui.widgets.saving import SavingRow
from halsoskola.ui.widgets.text import TextLabel

TEXT_PERCENTS = (100, 125, 150, 175, 200)
SCHEMES = (
    (SchemeChoice.SYSTEM, N_("Som systemet")),
    (SchemeChoice.LIGHT, N_("Ljust")),
    (SchemeChoice.DARK, N_("Mörkt")),
)
# Each language by its own name, so that whoever ends up in the wrong one finds the way back.
SCREEN_LANGUAGES = (("sv", "svenska"), ("en", "English"))
TEXT_SIZE, FACTS = "text-size", "facts"
"""Parts of the page that an address may point at."""


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    agency: Agency
    lines: tuple[FactLine, ...]
    logo: bytes = b""


def read_settings(services: Services) -> SettingsFacts:
    """Runs on the worker thread."""
    return SettingsFacts(services.interpreting.agency(), services.facts.lines(), services.letterheads.logo())


def open_in_system(folder: Path) -> None:
    """Shows the folder in the system's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class SettingsPage(FlowingPage):
    """Cards. Each field is saved when it is left, and a second after the last key."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.AGENCY, Kind.FACT, Kind.PLAN})

    def __init__(
        self,
        context: PageContext,
        account: Account,
        *,
        open_folder: Callable[[Path], None] = open_in_system,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._account = account
        self._part = ""
        self._watched: QWidget | None = None
        self.title = _("Inställningar")
        self.agency_card = AgencyCard(context)
        self.crisis_card = CrisisCard(context)
        self.paper_card = PaperLookCard(context)
        self.facts_card = FactsCard(context)
        self.look_card = LookCard(account)
        self.password_card = PasswordCard(context, account)
        self.recovery_card = RecoveryCard(context, account)
        self.folder_card = FolderCard(account, open_folder)
        self._header = PageHeader(_("Inställningar"), _("Allt sparas när du lämnar fältet."))
        left = stack_of(self.agency_card, self.crisis_card, self.paper_card, self.facts_card)
        right = stack_of(self.look_card, self.password_card, self.recovery_card, self.folder_card)
        column = page_column(self)
        column.addWidget(self._header)
        column.addWidget(Columns(left, right, (17, 10)))
        column.addStretch(1)
        self.look_card.percent_chosen.connect(self._on_percent_chosen)
        self.facts_card.filled.connect(self._on_facts_filled)

    def show_address(self, address: PageAddress) -> None:
        self._part = address.part

    def refresh(self) -> None:
        services = self._context.services
        self._context.read(lambda: read_settings(services), self._on_read, owner=self)

    def focus_first(self) -> None:
        match self._part:
            case "text-size":
                self.look_card.focus_percent()
            case "crisis":
                self.crisis_card.focus_first()
            case "facts":
                self.facts_card.focus_first()
            case _:
                self.agency_card.name.field.setFocus()
        if self._part:
            QTimer.singleShot(0, self, self._bring_into_view)  # when everything has its place

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (KeyHelp("Tab", _("Nästa fält; det du skrev sparas")),)

    def flush(self) -> None:
        """Saves what was typed within the last second."""
        for row in self._rows():
            row.flush()

    def _rows(self) -> tuple[SavingRow, ...]:
        cards = (self.crisis_card, self.paper_card, self.facts_card)
        return (*self.agency_card.rows, *(row for card in cards for row in card.rows.values()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for row in self._rows():
            row.set_asking(True)
        window = self.window()
        if window is not self._watched:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            window.installEventFilter(self)
            self._watched = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._watched and self.isVisible():
            self.flush()  # the window waits for jobs that were handed over before it closes
            for row in self._rows():
                row.set_asking(False)
        return super().eventFilter(watched, event)

    def _on_read(self, facts: SettingsFacts) -> None:
        self.agency_card.show_agency(facts.agency)
        self.crisis_card.set_lines(facts.lines)
        self.paper_card.set_lines(facts.lines)
        self.paper_card.show_logo(facts.logo)
        self.facts_card.set_lines(line for line in facts.lines if line.fact.name not in ELSEWHERE)

    def _on_facts_filled(self) -> None:
        focus = self.window().focusWidget()
        if self._part == FACTS and (focus is None or not self.isAncestorOf(focus)):
            self.focus_first()
        elif focus is not None and self.isAncestorOf(focus):
            keep_in_sight(focus)  # the facts have pushed everything below them down

    def _bring_into_view(self) -> None:
        focus, frame = self.focusWidget(), self.frame()
        if focus is not None and frame is not None:
            frame.ensureWidgetVisible(focus)

    def _on_percent_chosen(self, percent: int) -> None:
        self.flush()
        # All pages are made anew for another text size; the address brings the keyboard back to where it is.
        self.go_to.emit(PageAddress("settings", part=TEXT_SIZE))
        self._account.apply(replace(self._account.settings(), text_percent=percent))


class AgencyCard(Card):
    """Who supplies the interpreters, and how long a booking can be cancelled free of charge."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Tolkförmedling"), "phone", parent=parent)
        self._context = context
        self.name = SavingRow(_("Namn"), QLineEdit())
        self.phone = SavingRow(_("Telefon"), QLineEdit())
        self.customer_number = SavingRow(_("Kundnummer"), QLineEdit())
        self.on_site = SavingRow(_("Avboka gratis, tolk på plats"), _hours())
        self.remote = SavingRow(_("Avboka gratis, telefon och skärm"), _hours())
        self.rows = (self.name, self.phone, self.customer_number, self.on_site, self.remote)
        for row in self.rows:
            row.save_due.connect(lambda row=row: self._save(row))
        t = theme()
        for left, right in (
            (self.name, self.phone),
            (self.customer_number, None),
            (self.on_site, self.remote),
        ):
            line = QHBoxLayout()
            line.setSpacing(t.gap(18))
            line.addWidget(left, 1)
            line.addWidget(right or QWidget(), 1)
            self.add(line)
        self.add(
            TextLabel(
                _("Kontrollera timmarna mot ert avtal. De avgör vad som står på Idag."),
                TextRole.SMALL,
                wrap=True,
            )
        )

    def show_agency(self, agency: Agency) -> None:
        """What is stored now; typing that has not been saved yet stays."""
        for row in self.rows:
            row.show_value(self._text_in(agency, row))

    def _text_in(self, agency: Agency, row: SavingRow) -> str:
        if row is self.name:
            return agency.name
        if row is self.phone:
            return agency.phone
        if row is self.customer_number:
            return agency.customer_number
        return str(agency.free_hours_on_site if row is self.on_site else agency.free_hours_remote)

    def _with(self, agency: Agency, row: SavingRow, text: str) -> Agency:
        if row is self.name:
            return replace(agency, name=text)
        if row is self.phone:
            return replace(agency, phone=text)
        if row is self.customer_number:
            return replace(agency, customer_number=text)
        hours = int(text)
        on_site = row is self.on_site
        return (
            replace(agency, free_hours_on_site=hours) if on_site else replace(agency, free_hours_remote=hours)
        )

    def _save(self, row: SavingRow) -> None:
        interpreting = self._context.services.interpreting
        text = " ".join(row.value().split())

        def failed(error: Exception) -> None:
            assert isinstance(error, RuleBroken | StorageTrouble)
            row.refuse(sentence(error))

        self._context.write(
            # Read where it is written: two fields may be saved right after each other.
            lambda: interpreting.save_agency(self._with(interpreting.agency(), row, text)),
            lambda _changes: row.mark_saved(text),
            failed,
            owner=row,
        )


def _hours() -> NumberField:
    field = NumberField(0, MOST_FREE_HOURS)
    field.setSuffix(_(" timmar innan"))
    return field


class LookCard(Card):
    """Light or dark, how large the text is, and the screen's language; only that waits for the next start."""

    percent_chosen = Signal(int)
    """Another text size; whoever hears it puts it in force."""

    def __init__(self, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(_("Utseende"), "eye", parent=parent)
        self._account = account
        settings = account.settings()
        self.schemes = {choice.value: QRadioButton(_(text)) for choice, text in SCHEMES}
        self.percents = {
            percent: QRadioButton(_("{percent} %").format(percent=percent)) for percent in TEXT_PERCENTS
        }
        self.add(TextLabel(_("Färger"), TextRole.STRONG))
        self.add(self._choices(_("Färger"), list(self.schemes.values()), across=3))
        self.add(TextLabel(_("Textstorlek"), TextRole.STRONG))
        self.add(self._choices(_("Textstorlek"), list(self.percents.values()), across=3))
        self.languages = {code: QRadioButton(name) for code, name in SCREEN_LANGUAGES}
        self.add(TextLabel(_("Språk på skärmen"), TextRole.STRONG))
        self.add(self._choices(_("Språk på skärmen"), list(self.languages.values()), across=3))
        self.language_note = TextLabel(
            _("Gäller nästa gång du startar. Papper är på svenska."), TextRole.QUIET, wrap=True
        )
        self.add(self.language_note)
        if (scheme := self.schemes.get(settings.scheme)) is not None:
            scheme.setChecked(True)
        if (percent := self.percents.get(settings.text_percent)) is not None:
            percent.setChecked(True)
        if (spoken := self.languages.get(settings.language)) is not None:
            spoken.setChecked(True)
        for code, button in self.languages.items():
            button.toggled.connect(lambda on, code=code: self._choose_language(code) if on else None)
        for value, button in self.schemes.items():
            button.toggled.connect(lambda on, value=value: self._choose_scheme(value) if on else None)
        for size, button in self.percents.items():
            button.toggled.connect(lambda on, size=size: self._choose_percent(size) if on else None)

    def _choices(self, name: str, buttons: Sequence[QRadioButton], *, across: int) -> QLayout:
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().gap(14))
        for at, button in enumerate(buttons):
            group.addButton(button)
            button.setAccessibleName(_("{group}: {choice}").format(group=name, choice=button.text()))
            grid.addWidget(button, at // across, at % across)
        grid.setColumnStretch(across, 1)
        return grid

    def focus_percent(self) -> None:
        """Puts the keyboard on the text size that is in force."""
        chosen = next((button for button in self.percents.values() if button.isChecked()), None)
        (chosen or self.percents[TEXT_PERCENTS[0]]).setFocus()

    def _choose_scheme(self, value: str) -> None:
        settings: Settings = self._account.settings()
        if settings.scheme != value:
            self._account.apply(replace(settings, scheme=value))

    def _choose_language(self, code: str) -> None:
        settings: Settings = self._account.settings()
        if settings.language != code:
            self._account.apply(replace(settings, language=code))

    def _choose_percent(self, percent: int) -> None:
        if self._account.settings().text_percent != percent:
            self.percent_chosen.emit(percent)


class FolderCard(Card):
    """Where everything lies."""

    def __init__(
        self, account: Account, open_folder: Callable[[Path], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Mappen"), "folder-open", parent=parent)
        lead = (
            _("Exempeldata ligger här tills du stänger.")
            if account.is_demo
            else _("Här ligger allt som programmet sparar. Uppgifter om deltagare är krypterade.")
        )
        self.add(TextLabel(lead, TextRole.QUIET, wrap=True))
        self.path = QLineEdit(str(account.folder))
        self.path.setReadOnly(True)
        self.path.setAccessibleName(_("Mappens plats"))
        self.path.setCursorPosition(0)
        self.path.setToolTip(str(account.folder))
        self.add(self.path)
        self.open = KeyButton(_("Öppna mappen"), icon="external-link")
        self.open.clicked.connect(lambda: open_folder(account.folder))
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self.add(row)
