"""From an empty folder to a held and recorded meeting; then the power goes, and everything is there again."""

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from halsoskola.domain.evaluation import Question
from halsoskola.domain.plans import FiroPhase
from halsoskola.settings import program_root
from halsoskola.ui.pages.course import CoursePage
from halsoskola.ui.pages.course_attendance import AttendancePart
from halsoskola.ui.pages.course_part import CoursePart
from halsoskola.ui.pages.course_people import PeoplePart
from halsoskola.ui.pages.course_schedule import SchedulePart
from halsoskola.ui.pages.courses import CoursesPage
from halsoskola.ui.pages.occasion import OccasionPage
from halsoskola.ui.pages.today import TodayPage
from tests.builders import at
from tests.journeys.conftest import OpenWindow, unlock
from tests.journeys.first_day import NOTE, PASSWORD
from tests.journeys.hands import Hands, texts_in
from tests.journeys.internet import open_internet_sockets
from tests.ui.course_pages import LISTS
from tests.ui.occasion_world import MovableClock

Part = TypeVar("Part", bound=CoursePart)

WEDNESDAY = at(date(2027, 1, 20), 8)
MOST_STEPS = 40
"""Keys and filled-in fields from the first start to the first saved pack, the interpreter's order included."""


@dataclass(frozen=True)
class LeftBehind:
    """What a killed process leaves: its folder, the file it made, and what it said on the way, by step."""

    data: Path
    pdf: Path
    told: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> LeftBehind:
    """A first day in a process of its own, which is killed as soon as it has said that the last line is saved."""
    place = tmp_path_factory.mktemp("first day")
    data, pdf = place / "data", place / "Träff 1.pdf"
    asked = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "tests.journeys.first_day",
        str(data),
        str(LISTS / "deltagare-ordnad.xlsx"),
        str(pdf),
    ]
    home = {name: str(place / "home") for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "LOCALAPPDATA")}
    told: dict[str, dict[str, Any]] = {}
    with subprocess.Popen(
        asked,
        cwd=program_root(),
        env=os.environ | home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        for line in child.stdout:
            step = json.loads(line)
            told[step["step"]] = step
            if step["step"] == "saved":
                child.kill()  # SIGKILL, on Windows TerminateProcess: it gets no chance to tidy up
                break
        trouble = child.stderr.read()
    assert "saved" in told, trouble
    assert child.returncode == (1 if os.name == "nt" else -signal.SIGKILL)
    return LeftBehind(data, pdf, told)


@pytest.fixture
def hands(left_behind: LeftBehind, open_window: OpenWindow) -> Hands:
    """The next morning: the window is opened again with the password."""
    hands = open_window(left_behind.data, MovableClock(WEDNESDAY))
    unlock(hands, PASSWORD)
    return hands


def test_the_first_day_was_done_with_few_keys(left_behind: LeftBehind) -> None:
    assert left_behind.told["pack saved"]["steps"] <= MOST_STEPS


def test_nothing_asked_for_the_internet(left_behind: LeftBehind) -> None:
    assert {step: told["internet"] for step, told in left_behind.told.items() if told["internet"]} == {}


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_a_socket_to_the_internet_would_have_been_seen(family: str) -> None:
    """In a process of its own: what listens there cannot be taken away again."""
    code = (
        "import socket\n"
        "from tests.journeys.internet import Watch\n"
        "watch = Watch()\n"
        "assert watch.seen() == []\n"
        f"kept = socket.socket(socket.{family}, socket.SOCK_DGRAM)\n"
        "print(watch.seen())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=program_root(), capture_output=True, text=True)
    assert "socket.__new__" in done.stdout, done.stderr


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells of sockets that Python did not make"
)
def test_a_socket_that_python_did_not_make_would_have_been_seen() -> None:
    assert open_internet_sockets() == []
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        (found,) = open_internet_sockets()
        assert found.startswith("tcp ")


def test_the_pack_is_a_whole_document(left_behind: LeftBehind) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(left_behind.pdf)
    try:
        assert len(document) == left_behind.told["pack saved"]["pages"]
        first = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    assert "Träff 1" in first


def test_what_was_killed_never_closed_its_folder(left_behind: LeftBehind) -> None:
    """Otherwise the test would prove nothing: a process that closes takes the journal away."""
    assert list(left_behind.data.glob("*.db-wal"))
    assert (left_behind.data / "holder.json").exists()
    assert b"busskort" not in b"".join(file.read_bytes() for file in left_behind.data.glob("*.db*"))


def test_everything_is_there_the_next_morning(hands: Hands) -> None:
    today = texts_in(hands.page(TodayPage))
    assert "Onsdag 20 januari" in today
    assert "D05" in today
    assert "ring om busskort" in today

    hands.press("Ctrl+2")
    hands.rest()
    courses = hands.page(CoursesPage)
    assert courses.model.rowCount() == 1
    hands.press("Enter")
    hands.rest()
    course = hands.page(CoursePage)
    assert course.header.title() == "Malmö hälsoskola våren 2027"

    schedule = turn_to(hands, course, SchedulePart)
    assert schedule.model.rowCount() == 12
    assert cells(schedule.model, 0)[0] == "1 Välkommen och våra regler"

    people = turn_to(hands, course, PeoplePart)
    assert people.model.rowCount() == 24
    assert [cells(people.model, row)[1] for row in (0, 23)] == ["D01", "D24"]

    attendance = turn_to(hands, course, AttendancePart)
    assert attendance.model.rowCount() == 24

    schedule = turn_to(hands, course, SchedulePart)
    hands.until(schedule.table.hasFocus, "the keyboard in the schedule")
    hands.press(*["Up"] * 12, "Enter")
    hands.until(
        lambda: isinstance(page := hands.window.page, OccasionPage) and page.facts is not None,
        "the first meeting",
    )
    hands.rest()
    check_meeting(hands, hands.page(OccasionPage))


def turn_to(hands: Hands, course: CoursePage, kind: type[Part]) -> Part:
    """Goes along the course's parts until one of `kind` is seen."""
    for _turn in range(course.tabs.count()):
        part = course.part
        if isinstance(part, kind):
            return part
        hands.press("Ctrl+Tab")
        hands.rest()
    raise AssertionError(f"the course has no {kind.__name__}")


def check_meeting(hands: Hands, page: OccasionPage) -> None:
    assert page.part == "after"
    after = page.after
    assert after.register_card.state().text == "klart"
    assert "9 av 12 var här." in texts_in(after.register_card)
    assert after.next_card.state().text == "1 kommer inte"
    (promise,) = after.promises.boxes
    assert promise.text() == "D05: ring om busskort – senast tis 26 jan"
    assert after.note.edit.toPlainText() == NOTE
    faces = after.faces[Question.UNDERSTOOD]
    assert [field.text() for field in faces.fields()] == ["1", "2", "6"]
    assert [phase for phase, button in after.phase.buttons.items() if button.isChecked()] == [
        FiroPhase.TILLHORA
    ]
    hands.press("Alt+2")
    hands.rest()
    register = page.during.register.model
    shown = {number: mark for _sign, number, _language, mark in (cells(register, at) for at in range(12))}
    assert {number: mark for number, mark in shown.items() if mark != "Här"} == {
        "D03": "Inte hört av sig",
        "D05": "Sen, 15 min",
        "D08": "Går på eftermiddagen",
        "D11": "Sagt till: kommer inte",
    }
    hands.press("Alt+1")
    hands.rest()
    expected = page.before.expected
    rows = [cells(expected, row) for row in range(expected.rowCount())]
    assert [language for language, _people, state, _step in rows if state == "beställd"] == ["dari"]


def cells(model: Any, row: int) -> list[str]:
    """What stands in a row of a table."""
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
