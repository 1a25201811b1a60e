"""Inställningar: saved as it is written, refused beside the field, and careful with the ways in."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from halsoskola.domain.errors import RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.interpreting import Agency
from halsoskola.domain.plans import FactKind
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.settings import Paths, Settings
from halsoskola.storage import keys
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import Account, PageContext
from halsoskola.ui.pages.settings import SettingsPage
from halsoskola.ui.pages.settings_facts import FactRow
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.saving import AFTER_LAST_KEY, SavingRow
from tests.conftest import PASSWORD
from tests.ui.conftest import type_letters

PHONE = "vardcentral-telefon"


class Stand:
    """The page on a real data folder, with what it asked for."""

    def __init__(self, qtbot: QtBot, program: Program, services: Services, *, is_demo: bool = False) -> None:
        self.qtbot = qtbot
        self.services = services
        self.settings = Settings()
        self.opened: list[Path] = []
        self.gone_to: list[PageAddress] = []
        self.bus = ChangeBus()
        account = Account(
            folder=program.paths.data,
            database_label=program.database_label,
            settings=lambda: self.settings,
            apply=self.apply,
            change_password=program.change_password,
            new_recovery_key=self.new_recovery_key,
            is_demo=is_demo,
        )
        self.program = program
        self.context = PageContext(services, InlineRunner(), self.bus)
        self.page = SettingsPage(self.context, account, open_folder=self.opened.append)
        self.page.go_to.connect(self.gone_to.append)
        self.bus.changed.connect(self.page.on_changes)
        qtbot.addWidget(self.page)
        self.page.resize(1150, 900)
        self.page.refresh()
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.focus_first()

    def apply(self, settings: Settings) -> None:
        self.settings = settings

    def new_recovery_key(self, password: str) -> AbstractContextManager[str]:
        return self.program.new_recovery_key(password)

    def fact(self, name: str) -> FactRow:
        page = self.page
        cards = (page.facts_card, page.crisis_card, page.paper_card)
        return next(card.rows[name] for card in cards if name in card.rows)

    def rewrite(self, row: SavingRow, text: str) -> None:
        """Replaces what stands in a row's field, letter by letter, without leaving it."""
        row.field.setFocus()
        edit = row.field
        edit.selectAll()  # type: ignore[attr-defined]
        self.qtbot.keyClick(edit, Qt.Key.Key_Delete)
        type_letters(edit, text)

    def leave(self, row: SavingRow) -> None:
        """As the tab key does."""
        row.field.editingFinished.emit()  # type: ignore[attr-defined]


@pytest.fixture
def own_services(program: Program, paths: Paths, clock: FixedClock) -> Services:
    """With own facts in the data folder; the library that tests share has none."""
    return Services(program.store, clock, lambda: plan_service(paths))


@pytest.fixture
def stand(qtbot: QtBot, program: Program, own_services: Services) -> Iterator[Stand]:
    made = Stand(qtbot, program, own_services)
    yield made
    made.page.close()


# The tolkförmedling


def test_the_agency_is_saved_field_by_field(stand: Stand) -> None:
    card = stand.page.agency_card
    assert card.name.field.text() == ""  # type: ignore[attr-defined]
    stand.rewrite(card.name, "Tolkcentralen  Öst")
    stand.leave(card.name)
    stand.rewrite(card.phone, "040-123 45 67")
    stand.leave(card.phone)
    card.on_site.field.setValue(18)  # type: ignore[attr-defined]
    stand.leave(card.on_site)
    agency = stand.services.interpreting.agency()
    assert replace(agency, id="") == Agency("", "Tolkcentralen Öst", "040-123 45 67", "", 18, 24)
    assert card.name.value() == "Tolkcentralen Öst"
    assert card.name.sign.isVisible()


def test_a_pause_in_typing_saves_too(stand: Stand) -> None:
    assert AFTER_LAST_KEY == 1000
    card = stand.page.agency_card
    stand.rewrite(card.name, "Tolk")
    assert stand.services.interpreting.agency().name == ""
    stand.qtbot.waitUntil(lambda: stand.services.interpreting.agency().name == "Tolk", timeout=3000)
    assert card.name.field.hasFocus()


def test_a_personnummer_in_the_agency_is_refused_and_stays_to_be_mended(stand: Stand) -> None:
    card = stand.page.agency_card
    stand.rewrite(card.customer_number, "800101-1234")
    stand.leave(card.customer_number)
    assert "personnummer" in card.customer_number.error()
    assert card.customer_number.value() == "800101-1234"
    assert stand.services.interpreting.agency().customer_number == ""
    stand.rewrite(card.customer_number, "K 12")
    assert card.customer_number.error() == ""
    stand.leave(card.customer_number)
    assert stand.services.interpreting.agency().customer_number == "K 12"


def test_what_was_typed_is_saved_when_the_window_closes_at_once(stand: Stand) -> None:
    stand.rewrite(stand.page.agency_card.phone, "040-1")
    stand.rewrite(stand.fact("krisrum"), "Rum 3")
    stand.page.close()
    assert stand.services.interpreting.agency().phone == "040-1"
    assert stand.services.facts.line("krisrum").fact.text == "Rum 3"


def test_a_refused_text_does_not_keep_the_window_from_closing(stand: Stand, paths: Paths) -> None:
    row = stand.fact("kontaktperson")
    stand.rewrite(row, "800101-1234")
    stand.leave(row)
    asked: list[bool] = []
    row.save_due.connect(lambda: asked.append(True))
    stand.page.close()
    assert asked == [True]  # once more while somebody can answer
    stand.leave(row)  # what Qt tells a field whose window has gone
    assert asked == [True]
    assert not (paths.own_plans / "facts.toml").exists()


def test_typing_survives_a_change_from_elsewhere(stand: Stand) -> None:
    card = stand.page.agency_card
    stand.rewrite(card.name, "Halv")
    changes = stand.services.interpreting.save_agency(Agency("", "Annan", "08-1"))
    stand.bus.publish(changes)
    assert card.name.value() == "Halv"
    assert card.phone.value() == "08-1"


# Facts


def test_facts_without_value_stand_first_and_have_swedish_names(stand: Stand) -> None:
    rows = list(stand.page.facts_card.rows.values())
    assert rows[0].line.is_missing
    assert stand.fact(PHONE).edit.accessibleName() == "Vårdcentralens telefonnummer"
    assert stand.page.facts_card.note() == f"{sum(row.line.is_missing for row in rows)} saknas"
    kinds = {row.line.fact.kind for row in rows}
    assert kinds == {FactKind.LOCAL, FactKind.YEARLY}


def test_an_own_fact_is_saved_shown_on_paper_at_once_and_there_after_a_restart(
    stand: Stand, qtbot: QtBot, program: Program, paths: Paths, clock: FixedClock
) -> None:
    handouts, plans = stand.services.handouts, stand.services.plans
    assert PHONE in handouts.make(plans.plan("varden"), []).missing_facts
    missing = stand.page.facts_card.note()
    row = stand.fact(PHONE)
    stand.rewrite(row, " 040-12 34 56")
    stand.leave(row)
    assert row.sign.isVisible()
    assert row.value() == "040-12 34 56"
    assert stand.page.facts_card.note() != missing
    assert PHONE not in handouts.make(plans.plan("varden"), []).missing_facts
    stand.page.close()
    again = Stand(qtbot, program, Services(program.store, clock, lambda: plan_service(paths)))
    assert again.fact(PHONE).value() == "040-12 34 56"
    again.page.close()


def test_rows_keep_their_places_while_the_page_is_open(stand: Stand) -> None:
    before = list(stand.page.facts_card.rows)
    row = stand.fact(before[0])
    stand.rewrite(row, "Något")
    stand.leave(row)
    stand.page.refresh()
    assert list(stand.page.facts_card.rows) == before
    assert row.edit.hasFocus()


def test_a_personnummer_in_a_fact_is_refused_beside_the_field(stand: Stand, paths: Paths) -> None:
    row = stand.fact("kontaktperson")
    stand.rewrite(row, "Åsa 19800101-1234")
    stand.leave(row)
    assert "personnummer" in row.error()
    assert row.value() == "Åsa 19800101-1234"
    stand.page.refresh()
    assert row.value() == "Åsa 19800101-1234"
    assert "personnummer" in row.error()
    assert not (paths.own_plans / "facts.toml").exists()
    stand.rewrite(row, "Åsa på kontoret")
    stand.leave(row)
    assert row.error() == ""
    assert stand.services.facts.line("kontaktperson").fact.text == "Åsa på kontoret"


def test_a_yearly_fact_is_overdue_until_somebody_says_that_it_holds(stand: Stand) -> None:
    row = stand.fact("rott-kott")
    assert row._pill.facts.text == "kontrollera"
    assert row.holds_button().isVisible()
    row.holds_button().click()
    assert not row.holds_button().isVisible()
    assert not row._pill.isVisible()
    assert stand.services.facts.line("rott-kott").fact.checked == date(2027, 3, 2)
    assert "Kontrollerad 2 mars 2027. Kontrollera igen 15 januari 2028." in row.field.accessibleDescription()


def test_a_changed_shipped_fact_can_be_taken_back(stand: Stand) -> None:
    row = stand.fact("rott-kott")
    stand.rewrite(row, "300 gram i veckan")
    stand.leave(row)
    assert row.reset_button().isVisible()
    assert row._pill.facts.text == "egen"
    row.reset_button().click()
    assert row.value() == "350 gram i veckan"
    assert not row.reset_button().isVisible()


def test_facts_of_the_whole_country_wait_behind_a_button(stand: Stand) -> None:
    card = stand.page.facts_card
    assert "112" not in card.rows
    stand.qtbot.keyClick(card.more, Qt.Key.Key_Return)
    assert "112" in card.rows
    assert not card.more.isVisible()
    assert next(iter(r for r in card.rows.values() if r.line.fact.kind is FactKind.FIXED)).edit.hasFocus()


def test_a_full_disk_is_said_beside_the_field(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise StorageTrouble(Trouble.DISK_FULL)

    row = stand.fact("krisrum")
    monkeypatch.setattr("halsoskola.services.facts.write_atomically", full)
    stand.rewrite(row, "Rum 3")
    stand.leave(row)
    assert row.error().startswith("Disken är full.")
    assert row.value() == "Rum 3"
    monkeypatch.undo()
    stand.leave(row)  # the same text, asked for once more
    assert row.error() == ""
    assert stand.services.facts.line("krisrum").fact.text == "Rum 3"


def test_an_address_leads_to_the_facts(stand: Stand) -> None:
    stand.page.show_address(PageAddress("settings", part="facts"))
    stand.page.focus_first()
    assert next(iter(stand.page.facts_card.rows.values())).edit.hasFocus()


# Getting in


def test_the_password_is_changed_with_the_keyboard(stand: Stand, program: Program) -> None:
    card = stand.page.password_card
    stand.qtbot.keyClick(card.begin, Qt.Key.Key_Return)
    for field, text in ((card.old, PASSWORD), (card.new, "nya ord i rad"), (card.again, "nya ord i rad")):
        assert field.edit.hasFocus()
        type_letters(field.edit, text)
        stand.qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert card.told.text().startswith("Lösenordet är bytt.")
    assert card.new.text() == ""
    assert keys.unlock(program.paths.key_file, "nya ord i rad")
    with pytest.raises(RuleBroken):
        keys.unlock(program.paths.key_file, PASSWORD)


@pytest.mark.parametrize(
    ("old", "new", "again", "row", "said"),
    [
        ("", "nya ord i rad", "nya ord i rad", "old_row", "Skriv lösenordet du har nu."),
        ("fel lösenord", "nya ord i rad", "nya ord i rad", "old_row", "Lösenordet stämmer inte."),
        (PASSWORD, "kort", "kort", "new_row", "Lösenordet är för kort."),
        (PASSWORD, "nya ord i rad", "nya ord i ra", "again_row", "inte lika"),
    ],
)
def test_a_refused_password_is_said_at_its_field_and_what_was_typed_stays(
    stand: Stand, program: Program, old: str, new: str, again: str, row: str, said: str
) -> None:
    card = stand.page.password_card
    card.open_form()
    card.old.edit.setText(old)
    card.new.edit.setText(new)
    card.again.edit.setText(again)
    card.change()
    assert said in getattr(card, row).error()
    assert card.old.text() == old
    assert card.new.text() == new
    assert keys.unlock(program.paths.key_file, PASSWORD)


def recovery_works(program: Program, key: str) -> bool:
    try:
        keys.unlock_with_recovery(program.paths.key_file, key)
    except RuleBroken:
        return False
    return True


@pytest.fixture
def old_key(program: Program) -> str:
    with program.new_recovery_key(PASSWORD) as key:
        pass
    return key


def ask_for_new_key(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Goes up to the preview; returns what will be told about the new key."""
    made: list[str] = []
    printing = stand.services.printing
    drawn = type(printing).recovery_sheet

    def sheet(self: object, key: str, label: str) -> bytes:
        made.append(key)
        return drawn(printing, key, label)

    monkeypatch.setattr(type(printing), "recovery_sheet", sheet)
    card = stand.page.recovery_card
    card.open_form()
    card.password.edit.setText(PASSWORD)
    stand.qtbot.keyClick(card.password.edit, Qt.Key.Key_Return)
    assert card.preview is not None
    assert card.preview.page_count() == 1
    return made


def test_the_old_key_holds_when_the_new_sheet_is_closed_without_being_kept(
    stand: Stand, program: Program, old_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (new_key,) = ask_for_new_key(stand, monkeypatch)
    card = stand.page.recovery_card
    assert recovery_works(program, old_key)  # also while the sheet is only looked at
    assert card.preview is not None
    card.preview.reject()
    assert "Den gamla nyckeln gäller" in card.told.text()
    assert recovery_works(program, old_key)
    assert not recovery_works(program, new_key)
    assert list(program.paths.data.glob("*.new")) == list(program.paths.data.glob(".*.new")) == []


def test_the_new_key_holds_once_its_sheet_is_saved(
    stand: Stand, program: Program, old_key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (new_key,) = ask_for_new_key(stand, monkeypatch)
    card = stand.page.recovery_card
    assert card.preview is not None
    file = tmp_path / "nyckel.pdf"
    monkeypatch.setattr(card.preview, "_ask_file", lambda _suggestion, _parent: str(file))
    card.preview.save_as()
    card.preview.reject()
    assert file.read_bytes().startswith(b"%PDF")
    assert str(file) in card.told.text()
    assert recovery_works(program, new_key)
    assert not recovery_works(program, old_key)


def test_a_wrong_password_makes_no_key(stand: Stand, program: Program, old_key: str) -> None:
    card = stand.page.recovery_card
    card.open_form()
    card.password.edit.setText("fel lösenord")
    card.make()
    assert "stämmer inte" in card.password_row.error()
    assert card.preview is None
    assert recovery_works(program, old_key)


def test_a_demonstration_says_calmly_that_there_is_nothing_to_lock(
    qtbot: QtBot, program: Program, own_services: Services
) -> None:
    stand = Stand(qtbot, program, own_services, is_demo=True)
    for card in (stand.page.password_card, stand.page.recovery_card):
        assert not card.begin.isVisible()
    stand.page.close()


# Look and folder


def test_dark_is_put_in_force_at_once(stand: Stand) -> None:
    stand.page.look_card.schemes["dark"].setChecked(True)
    assert stand.settings.scheme == "dark"


def test_a_new_text_size_brings_the_keyboard_back_to_where_it_was(stand: Stand) -> None:
    row = stand.fact("krisrum")
    stand.rewrite(row, "Rum 3")
    stand.page.look_card.percents[150].setChecked(True)
    assert stand.settings.text_percent == 150
    assert stand.gone_to == [PageAddress("settings", part="text-size")]
    assert stand.services.facts.line("krisrum").fact.text == "Rum 3"  # the pages are made anew
    stand.page.show_address(stand.gone_to[0])
    stand.page.focus_first()
    assert stand.page.look_card.percents[150].hasFocus()


def test_the_folder_can_be_read_marked_and_opened(stand: Stand, program: Program) -> None:
    card = stand.page.folder_card
    assert card.path.text() == str(program.paths.data)
    assert card.path.isReadOnly()
    card.open.click()
    assert stand.opened == [program.paths.data]
