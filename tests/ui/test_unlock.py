"""Unlock and first start, driven by the keyboard as a leader would."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from halsoskola.ui.dialogs.first_start import FirstLeader, FirstStartPage, KeyGroup, Strength, strength
from halsoskola.ui.dialogs.unlock import RecoveryAttempt, UnlockPage
from halsoskola.ui.widgets.buttons import KeyButton
from tests.ui.conftest import type_letters

KEY = "4K7QM-9T2XA-BB5RC-HH8ZD-0WYN1-VV3PE-6JGS7"


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_text(qtbot: QtBot, text: str) -> None:
    type_letters(focused(), text)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(focused(), key)


def tab_to(qtbot: QtBot, label: str) -> None:
    for _step in range(30):
        widget = focused()
        if isinstance(widget, KeyButton) and widget.label() == label:
            return
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    pytest.fail(f"Tab never reaches {label!r}")


@pytest.fixture
def unlock(qtbot: QtBot) -> UnlockPage:
    page = UnlockPage()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    return page


@pytest.fixture
def first(qtbot: QtBot) -> FirstStartPage:
    page = FirstStartPage("/data/halsoskola")
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), KeyButton))
    return page


def test_password_and_enter_unlock(unlock: UnlockPage, qtbot: QtBot) -> None:
    asked: list[str] = []
    unlock.unlock_requested.connect(asked.append)
    type_text(qtbot, "tre röda hus")
    press(qtbot, Qt.Key.Key_Return)
    assert asked == ["tre röda hus"]
    assert unlock.is_busy


def test_nothing_can_be_pressed_twice_while_the_key_is_worked_out(unlock: UnlockPage, qtbot: QtBot) -> None:
    asked: list[str] = []
    unlock.unlock_requested.connect(asked.append)
    type_text(qtbot, "tre röda hus")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "mer")
    assert asked == ["tre röda hus"]
    unlock.set_busy(False)
    press(qtbot, Qt.Key.Key_Return)
    assert asked == ["tre röda hus", "tre röda hus"]


def test_wrong_password_keeps_the_input_selected_and_says_why(unlock: UnlockPage, qtbot: QtBot) -> None:
    type_text(qtbot, "fel lösenord")
    press(qtbot, Qt.Key.Key_Return)
    unlock.show_refusal("Lösenordet stämmer inte. Försök igen.")
    edit = focused()
    assert isinstance(edit, QLineEdit)
    qtbot.waitUntil(lambda: edit.selectedText() != "")
    assert edit.text() == "fel lösenord"
    assert unlock.refusal() == "Lösenordet stämmer inte. Försök igen."
    type_text(qtbot, "n")
    assert edit.text() == "n"
    assert unlock.refusal() == ""


def test_empty_password_asks_nothing(unlock: UnlockPage, qtbot: QtBot) -> None:
    asked: list[str] = []
    unlock.unlock_requested.connect(asked.append)
    press(qtbot, Qt.Key.Key_Return)
    assert asked == []
    assert unlock.refusal() == "Skriv ditt lösenord."


def test_recovery_key_and_new_password_with_the_keyboard_alone(unlock: UnlockPage, qtbot: QtBot) -> None:
    asked: list[RecoveryAttempt] = []
    unlock.recovery_requested.connect(asked.append)
    tab_to(qtbot, "Använd återställningsnyckel")
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, KEY.lower())
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "fyra blå båtar")
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "fyra blå båter")
    press(qtbot, Qt.Key.Key_Return)
    assert asked == []
    edit = focused()
    assert isinstance(edit, QLineEdit)
    qtbot.waitUntil(lambda: edit.selectedText() != "")
    type_text(qtbot, "fyra blå båtar")
    press(qtbot, Qt.Key.Key_Return)
    assert asked == [RecoveryAttempt(KEY.lower(), "fyra blå båtar")]
    unlock.show_refusal("Grupp 3 stämmer inte.")
    assert unlock.refusal() == "Grupp 3 stämmer inte."


def test_clear_forgets_everything_that_was_typed(unlock: UnlockPage, qtbot: QtBot) -> None:
    type_text(qtbot, "tre röda hus")
    unlock.clear()
    assert all(edit.text() == "" for edit in unlock.findChildren(QLineEdit))


def test_secrets_do_not_show_in_records() -> None:
    assert "hemligt" not in repr(RecoveryAttempt(KEY, "hemligt"))
    assert KEY not in repr(RecoveryAttempt(KEY, "hemligt"))
    assert "hemligt" not in repr(FirstLeader("Åsa", "hemligt"))


def test_first_start_from_welcome_to_first_course_with_the_keyboard_alone(
    first: FirstStartPage, qtbot: QtBot
) -> None:
    made: list[FirstLeader] = []
    printed: list[int] = []
    started: list[int] = []
    first.leader_chosen.connect(made.append)
    first.print_requested.connect(lambda: printed.append(1))
    first.first_course_requested.connect(lambda: started.append(1))
    press(qtbot, Qt.Key.Key_Return)
    assert first.step == FirstStartPage.PASSWORD
    type_text(qtbot, "tre röda hus")
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "tre röda hus")
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "Åsa")
    press(qtbot, Qt.Key.Key_Return)
    assert made == [FirstLeader("Åsa", "tre röda hus")]
    assert first.step == FirstStartPage.PASSWORD, "nothing goes on before the file is made"
    first.show_recovery_key(KEY)
    assert first.step == FirstStartPage.KEY
    press(qtbot, Qt.Key.Key_Return)
    assert printed == [1]
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)
    assert first.step == FirstStartPage.BEGIN
    press(qtbot, Qt.Key.Key_Return)
    assert started == [1]


def test_recovery_key_is_shown_in_its_groups_and_gone_afterwards(first: FirstStartPage, qtbot: QtBot) -> None:
    first.show_recovery_key(KEY)
    groups = first.findChildren(KeyGroup)
    assert [group.group for group in groups] == KEY.split("-")
    assert groups[2].accessibleName() == "Grupp 3: B B 5 R C"
    go_on = next(b for b in first.findChildren(KeyButton) if b.label() == "Fortsätt")
    assert not go_on.isEnabled()
    first._written.setChecked(True)
    assert go_on.isEnabled()
    go_on.click()
    qtbot.waitUntil(lambda: not first.findChildren(KeyGroup))


def test_different_passwords_are_not_accepted(first: FirstStartPage, qtbot: QtBot) -> None:
    made: list[FirstLeader] = []
    first.leader_chosen.connect(made.append)
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "tre röda hus")
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "tre röda hux")
    tab_to(qtbot, "Spara lösenordet")
    press(qtbot, Qt.Key.Key_Return)
    assert made == []
    assert "inte lika" in first._second_row.error()


def test_short_password_is_not_accepted(first: FirstStartPage, qtbot: QtBot) -> None:
    made: list[FirstLeader] = []
    first.leader_chosen.connect(made.append)
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "kort")
    tab_to(qtbot, "Spara lösenordet")
    press(qtbot, Qt.Key.Key_Return)
    assert made == []
    assert "minst 8 tecken" in first._first_row.error()


def test_trouble_while_making_the_file_comes_back_to_the_password(
    first: FirstStartPage, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "tre röda hus")
    press(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "tre röda hus")
    tab_to(qtbot, "Spara lösenordet")
    press(qtbot, Qt.Key.Key_Return)
    first.show_refusal("Disken är full.")
    assert first._first_row.error() == "Disken är full."
    assert first._first.text() == "tre röda hus"
    assert first._create.isEnabled()


def test_demo_can_be_tried_before_any_password(first: FirstStartPage, qtbot: QtBot) -> None:
    asked: list[int] = []
    first.demo_requested.connect(lambda: asked.append(1))
    tab_to(qtbot, "Prova först med exempeldata")
    press(qtbot, Qt.Key.Key_Return)
    assert asked == [1]


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("kort", Strength.SHORT),
        ("sommar2027", Strength.WEAK),
        ("aaaaaaaaaaaa", Strength.WEAK),
        ("12345678", Strength.WEAK),
        ("blåbärspaj", Strength.WEAK),
        ("tre röda hus", Strength.FAIR),
        ("tre röda hus vid sjön", Strength.GOOD),
    ],
)
def test_strength_follows_length_and_how_many_would_try_it(password: str, expected: Strength) -> None:
    assert strength(password) is expected
