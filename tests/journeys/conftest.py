"""The real window over a data folder, with a clock that a test moves, and a folder of invented courses to copy."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Before Qt is loaded by anything: pytest-qt makes the application from what the environment says.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from halsoskola.app import WindowLife
from halsoskola.domain.courses import TrackCode
from halsoskola.program import Program
from halsoskola.services.clock import Clock, FixedClock
from halsoskola.services.courses import NewCourse
from halsoskola.services.seed import seed
from halsoskola.settings import Paths, program_root
from halsoskola.ui.theme import SchemeChoice, apply_theme
from tests.builders import TUESDAY, at
from tests.conftest import CHEAP, PASSWORD
from tests.journeys.hands import Hands

_HERE = Path(__file__).parent

OpenWindow = Callable[[Path, Clock], Hands]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform complains of every least size and pop-up; that says nothing about the program."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@dataclass(frozen=True)
class Folder:
    """A closed data folder to copy. course, occasion: ids of what its pages are looked at with, "" for none."""

    data: Path
    course: str = ""
    occasion: str = ""

    def copy_to(self, place: Path) -> Path:
        return shutil.copytree(self.data, place / "data")


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Three courses as in the demonstration, as they stand on Tuesday 2 March 2027; the morning's fifth meeting."""
    with _new_folder(tmp_path_factory) as program:
        services, _recovery_key = program.create(PASSWORD, "Testledare")
        seed(program.store, services.plans, courses=3, seed=1, today=TUESDAY)
        first = next(line.course for line in services.courses.list() if line.course.number == 1)
        occasion = services.courses.occasion_of(first.id, 5, TrackCode.FM)
    return Folder(program.paths.data, first.id, occasion.id)


@pytest.fixture(scope="session")
def without_people(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A course that has just been made, and nobody in it; its first meeting."""
    with _new_folder(tmp_path_factory) as program:
        services, _recovery_key = program.create(PASSWORD, "Testledare")
        wish = NewCourse("malmo-halsoskola-12", TUESDAY, (TrackCode.FM, TrackCode.EM))
        made = services.courses.create(wish).course
        occasion = services.courses.occasion_of(made.id, 1, TrackCode.FM)
    return Folder(program.paths.data, made.id, occasion.id)


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder in which nothing has been done yet."""
    with _new_folder(tmp_path_factory) as program:
        program.create(PASSWORD, "Testledare")
    return Folder(program.paths.data)


def _new_folder(tmp_path_factory: pytest.TempPathFactory) -> Program:
    data = tmp_path_factory.mktemp("folder") / "data"
    return Program(Paths(data, program_root()), FixedClock(at(TUESDAY, 8, 12)), cost=CHEAP)


@pytest.fixture
def invented_folder(invented: Folder, tmp_path: Path) -> Path:
    """Three invented courses in a folder of the test's own."""
    return invented.copy_to(tmp_path)


@pytest.fixture
def open_window(qapp: QApplication) -> Iterator[OpenWindow]:
    """Shows the window over a data folder, with its gate; closes it as a leader does."""
    opened: list[Hands] = []

    def open_it(folder: Path, clock: Clock) -> Hands:
        hands = begin(qapp, folder, clock)
        opened.append(hands)
        return hands

    yield open_it
    for hands in opened:
        close(hands)


def begin(qapp: QApplication, folder: Path, clock: Clock) -> Hands:
    """The window, just started, and hands in front of it."""
    life = WindowLife(qapp, Paths(folder, program_root()), clock=clock)
    hands = Hands(life)
    life.window.resize(1366, 768)  # more than the screen without a picture has by itself
    life.begin()
    hands.until(lambda: hands.focus is not None, "the keyboard in the first picture")
    return hands


def close(hands: Hands) -> None:
    """Closes a window and everything behind it, and the look it had. Raises: AssertionError when it had a bug."""
    life = hands.life
    life.window.close()
    life.end()
    for gone in (life.window, life):
        gone.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()  # here, not by chance on the worker thread of the next window
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, SchemeChoice.LIGHT, 100)
    hands.look_for_bugs()


def unlock(hands: Hands, password: str = PASSWORD) -> None:
    """Types the password and waits for Idag."""
    hands.write(password)
    hands.press("Enter")
    hands.until(lambda: hands.window.is_open, "the pages behind the gate")
    hands.rest()
