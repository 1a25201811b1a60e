"""Settings for every test of the window: no screen, no real home folder, the program's own look."""

import os
from collections.abc import Iterator
from pathlib import Path

# Before Qt is loaded by anything: pytest-qt makes the application from what the environment says.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from halsoskola.ui.theme import SchemeChoice, apply_theme

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform complains of every least size and pop-up; that says nothing about the program."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def _no_real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Every test starts in light, 100 % text, whatever the one before chose."""
    apply_theme(qapp, SchemeChoice.LIGHT, 100)
    yield
    # Widgets that were closed live on until an event loop ends, which no test has; hundreds of them would be given
    # the theme again before every later test.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, SchemeChoice.LIGHT, 100)


def type_letters(widget: QWidget, text: str) -> None:
    """Types `text` letter by letter. QTest's own way ends the whole process at å, ä and ö."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)
