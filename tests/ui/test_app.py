"""The window's life: unlocking, first start, trouble with the folder, bugs, and closing."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from halsoskola.app import WindowLife
from halsoskola.program import Program
from halsoskola.services.clock import Clock
from halsoskola.settings import Paths
from halsoskola.storage.lock import FolderLock
from halsoskola.ui.dialogs.first_start import FirstLeader, FirstStartPage
from halsoskola.ui.dialogs.trouble import TroublePage
from halsoskola.ui.dialogs.unlock import UnlockPage
from tests.conftest import CHEAP, PASSWORD


@pytest.fixture
def existing(paths: Paths) -> Paths:
    """A data folder that somebody made and closed."""
    with Program(paths, Clock(), cost=CHEAP) as program:
        program.create(PASSWORD)
    return paths


@pytest.fixture
def begin(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., WindowLife]]:
    lives: list[WindowLife] = []

    def begin(paths: Paths, **how: Any) -> WindowLife:
        life = WindowLife(qapp, paths, **how)
        lives.append(life)
        qtbot.addWidget(life.window)
        life.begin()
        qtbot.waitExposed(life.window)
        return life

    yield begin
    for life in lives:
        life.end()


def test_an_existing_folder_is_unlocked_by_its_password_only(
    existing: Paths, begin: Callable[..., WindowLife], qtbot: QtBot
) -> None:
    life = begin(existing)
    gate = life.window.gate
    assert isinstance(gate, UnlockPage)
    gate.unlock_requested.emit("inte det rätta")
    qtbot.waitUntil(lambda: gate.refusal() == "Lösenordet stämmer inte. Försök igen.")
    assert not life.window.is_open
    with qtbot.waitSignal(life.opened, timeout=20_000):
        gate.unlock_requested.emit(PASSWORD)
    assert life.window.is_open
    assert life.window.address is not None
    assert life.window.address.page == "today"


def test_a_new_folder_begins_with_the_first_start(
    paths: Paths, begin: Callable[..., WindowLife], qtbot: QtBot
) -> None:
    life = begin(paths)
    gate = life.window.gate
    assert isinstance(gate, FirstStartPage)
    gate.leader_chosen.emit(FirstLeader("Åsa", "kort"))
    qtbot.waitUntil(lambda: gate.step == gate.PASSWORD, timeout=20_000)
    assert not paths.database.exists()
    gate.leader_chosen.emit(FirstLeader("Åsa", PASSWORD))
    qtbot.waitUntil(lambda: gate.step == gate.KEY, timeout=20_000)
    assert paths.database.exists()
    with qtbot.waitSignal(life.opened, timeout=20_000):
        gate.first_course_requested.emit()
    assert life.window.address is not None
    assert life.window.address.page == "courses"


def test_a_missing_key_file_is_told_instead_of_asking_for_a_password(
    existing: Paths, begin: Callable[..., WindowLife], qtbot: QtBot
) -> None:
    existing.key_file.rename(existing.data / "gömd")
    life = begin(existing)
    qtbot.waitUntil(lambda: isinstance(life.window.gate, TroublePage), timeout=20_000)
    trouble = life.window.gate
    assert isinstance(trouble, TroublePage)
    assert "Nyckelfilen saknas" in trouble.sentence
    (existing.data / "gömd").rename(existing.key_file)
    trouble.retry_requested.emit()
    gate = life.window.gate
    assert isinstance(gate, UnlockPage)
    with qtbot.waitSignal(life.opened, timeout=20_000):
        gate.unlock_requested.emit(PASSWORD)


def test_a_folder_that_is_open_elsewhere_names_who_has_it(
    existing: Paths, begin: Callable[..., WindowLife], qtbot: QtBot
) -> None:
    with FolderLock.take(existing.data, Clock().now()):
        life = begin(existing)
        qtbot.waitUntil(lambda: isinstance(life.window.gate, TroublePage), timeout=20_000)
        trouble = life.window.gate
        assert isinstance(trouble, TroublePage)
        assert "redan öppet" in trouble.sentence


def test_a_damaged_database_is_told_and_nothing_is_removed(
    existing: Paths, begin: Callable[..., WindowLife], qtbot: QtBot
) -> None:
    content = bytearray(existing.database.read_bytes())
    content[100:4000] = bytes(3900)
    existing.database.write_bytes(content)
    life = begin(existing)
    gate = life.window.gate
    assert isinstance(gate, UnlockPage)
    gate.unlock_requested.emit(PASSWORD)
    qtbot.waitUntil(lambda: isinstance(life.window.gate, TroublePage), timeout=20_000)
    trouble = life.window.gate
    assert isinstance(trouble, TroublePage)
    assert "skadad" in trouble.sentence
    assert existing.database.read_bytes() == bytes(content)


def test_the_demonstration_opens_without_questions_and_leaves_nothing(
    paths: Paths, qapp: QApplication, qtbot: QtBot
) -> None:
    life = WindowLife(qapp, paths, demo=True)
    qtbot.addWidget(life.window)
    with qtbot.waitSignal(life.opened, timeout=30_000):
        life.begin()
    assert life.window.address is not None
    assert life.window.address.page == "today"
    folder = Path(life._demo_folder.name)  # type: ignore[union-attr]
    assert folder.exists()
    life.end()
    assert not folder.exists()
    assert not paths.data.exists()


def test_a_bug_is_reported_without_what_it_said(
    existing: Paths, begin: Callable[..., WindowLife], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "open", lambda self: shown.append(self))
    life = begin(existing)
    try:
        raise ValueError("Rahel har ont")
    except ValueError as bug:
        sys.excepthook(type(bug), bug, bug.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))
    (report,) = life._paths.crash_reports.glob("fel-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_app.py" in text
    assert "Rahel" not in text
    assert str(report) in shown[0].informativeText()


def test_closing_lets_the_folder_go(existing: Paths, qapp: QApplication, qtbot: QtBot) -> None:
    life = WindowLife(qapp, existing)
    qtbot.addWidget(life.window)
    life.begin()
    gate = life.window.gate
    assert isinstance(gate, UnlockPage)
    with qtbot.waitSignal(life.opened, timeout=20_000):
        gate.unlock_requested.emit(PASSWORD)
    life.window.close()
    life.end()
    with FolderLock.take(existing.data, Clock().now()):
        assert not existing.database.with_name(existing.database.name + "-wal").exists()
