"""Jobs: off the GUI thread, answered on it, in order, and none left behind."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.tasks import InlineRunner, Runner, TaskRunner


@pytest.fixture
def bugs() -> list[BaseException]:
    return []


@pytest.fixture
def runner(qtbot: QtBot, bugs: list[BaseException]) -> Iterator[TaskRunner]:
    made = TaskRunner(crashed=bugs.append)
    yield made
    made.shutdown()


@pytest.fixture(params=["threaded", "inline"])
def either(request: pytest.FixtureRequest, qtbot: QtBot, bugs: list[BaseException]) -> Iterator[Runner]:
    made: Runner = (TaskRunner if request.param == "threaded" else InlineRunner)(crashed=bugs.append)
    yield made
    made.shutdown()


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []

    def on_answer(self, answer: object) -> None:
        self.answers.append(answer)


def refuse() -> None:
    raise RuleBroken(Refusal.NOTHING_TO_UNDO)


def test_the_job_runs_elsewhere_and_the_answer_comes_back_here(runner: TaskRunner, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    runner.run(threading.current_thread, lambda job: threads.extend([job, threading.current_thread()]))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_jobs_run_one_at_a_time_in_order(runner: TaskRunner, qtbot: QtBot) -> None:
    running = 0
    most = 0
    answers: list[int] = []

    def job(number: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.002)
        running -= 1
        return number

    for number in range(20):
        runner.run(lambda number=number: job(number), answers.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))
    assert most == 1


def test_expected_trouble_goes_to_whoever_asked(
    either: Runner, qtbot: QtBot, bugs: list[BaseException]
) -> None:
    troubles: list[Exception] = []
    either.run(refuse, lambda _answer: pytest.fail("it was refused"), troubles.append)
    qtbot.waitUntil(lambda: len(troubles) == 1)
    assert isinstance(troubles[0], RuleBroken)
    assert bugs == []


def test_trouble_that_nobody_takes_goes_to_the_window(either: Runner, qtbot: QtBot) -> None:
    troubles: list[object] = []
    either.troubled.connect(troubles.append)

    def full() -> None:
        raise StorageTrouble(Trouble.DISK_FULL)

    either.run(full, lambda _answer: None)
    qtbot.waitUntil(lambda: len(troubles) == 1)
    assert isinstance(troubles[0], StorageTrouble)


def test_a_bug_goes_to_the_crash_hook_and_never_to_the_page(
    either: Runner, qtbot: QtBot, bugs: list[BaseException]
) -> None:
    def divide() -> float:
        return 1 / 0

    either.run(divide, lambda _answer: None, lambda _error: pytest.fail("bugs are not explained to leaders"))
    qtbot.waitUntil(lambda: len(bugs) == 1)
    assert isinstance(bugs[0], ZeroDivisionError)


def test_an_answer_for_a_page_that_is_gone_is_dropped(runner: TaskRunner, qtbot: QtBot) -> None:
    receiver = Receiver()
    done: list[str] = []
    gate = threading.Event()
    runner.run(gate.wait, receiver.on_answer)
    receiver.deleteLater()
    QCoreApplication.sendPostedEvents(receiver, QEvent.Type.DeferredDelete)
    gate.set()
    runner.run(lambda: "next", done.append)
    qtbot.waitUntil(lambda: done == ["next"])
    assert receiver.answers == []


def test_owner_can_be_named_for_answers_that_are_plain_functions(runner: TaskRunner, qtbot: QtBot) -> None:
    owner = QObject()
    answers: list[object] = []
    gate = threading.Event()
    runner.run(gate.wait, answers.append, owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    gate.set()
    last: list[int] = []
    runner.run(lambda: 1, last.append)
    qtbot.waitUntil(lambda: last == [1])
    assert answers == []


def test_shutdown_waits_for_every_job_that_was_handed_over(qtbot: QtBot) -> None:
    runner = TaskRunner()
    written: list[int] = []

    def write(number: int) -> None:
        time.sleep(0.005)
        written.append(number)

    for number in range(8):
        runner.run(lambda number=number: write(number), lambda _answer: None)  # type: ignore[misc]
    runner.shutdown()
    assert written == list(range(8))
    assert not any(thread.name.startswith("database") for thread in threading.enumerate())
    with pytest.raises(RuntimeError):
        runner.run(lambda: None, lambda _answer: None)


def test_the_window_learns_when_work_begins_and_ends(runner: TaskRunner, qtbot: QtBot) -> None:
    heard: list[bool] = []
    runner.busy_changed.connect(heard.append)
    answers: list[int] = []
    for number in range(3):
        runner.run(lambda number=number: number, answers.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: heard == [True, False])
    assert answers == [0, 1, 2]
    assert not runner.is_busy


def test_widgets_held_by_a_job_are_let_go_on_the_gui_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    ended: list[threading.Thread] = []

    class Held:
        def __del__(self) -> None:
            ended.append(threading.current_thread())

    def job_with(held: Held) -> Callable[[], int]:
        return lambda: id(held)

    answers: list[int] = []
    runner.run(job_with(Held()), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1 and len(ended) == 1)
    assert ended == [threading.main_thread()]


def test_the_bus_carries_changes_and_is_silent_about_nothing(qtbot: QtBot) -> None:
    bus = ChangeBus()
    heard: list[Changes] = []
    bus.changed.connect(heard.append)
    bus.publish(Changes())
    made = Changes.of([(Kind.COURSE, "1")])
    bus.publish(made)
    assert heard == [made]
