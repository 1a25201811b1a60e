"""Work away from the window: one database thread, answers on the GUI thread, nothing lost and nothing left over.

The window never waits for the disk. A page hands over a job and what to do with its answer; if the page is gone when
the answer comes, the answer is dropped, but the job itself has always been done.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


def _to_crash_hook(bug: BaseException) -> None:
    sys.excepthook(type(bug), bug, bug.__traceback__)


@dataclass(slots=True)
class _Ticket:
    job: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None] | None
    owner: QObject | None
    result: Any = None
    error: Exception | None = None


def _owner_of(callback: Callable[..., Any]) -> QObject | None:
    bound_to = getattr(callback, "__self__", None)
    return bound_to if isinstance(bound_to, QObject) else None


class Runner(QObject):
    """What pages see of the runner; the thread behind it is the window's business."""

    troubled = Signal(object)
    """A `RuleBroken` or `StorageTrouble` that nobody else took; the window shows its sentence."""

    busy_changed = Signal(bool)
    """True when a job starts and none ran before, False when the last one is answered."""

    def __init__(
        self, parent: QObject | None = None, crashed: Callable[[BaseException], None] = _to_crash_hook
    ) -> None:
        super().__init__(parent)
        self._crashed = crashed

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Runs `job` on the database thread, then `done` with its answer on the GUI thread.

        Jobs run one at a time, in the order they were handed over. Expected trouble goes to `failed`, or to
        `troubled` when that is None; any other exception to the crash hook. `owner`: the object without which the
        answer is pointless; taken from `done` when that is a method of a QObject. Call from the GUI thread only.
        Raises: RuntimeError after `shutdown`.
        """
        raise NotImplementedError

    def shutdown(self) -> None:
        """Waits until every job that was handed over has ended. Answers that come after this are dropped."""
        raise NotImplementedError

    def _answer(self, ticket: _Ticket) -> None:
        from halsoskola.domain.errors import RuleBroken, StorageTrouble

        gone = ticket.owner is not None and not isValid(ticket.owner)
        error = ticket.error
        if error is None:
            if not gone:
                ticket.done(ticket.result)
        elif not isinstance(error, RuleBroken | StorageTrouble):
            self._crashed(error)  # a bug is worth a report even when nobody waits for the answer any more
        elif ticket.failed is not None and not gone:
            ticket.failed(error)
        else:
            self.troubled.emit(error)


class TaskRunner(Runner):
    """One worker thread that lives as long as the runner."""

    _ended = Signal(int)

    def __init__(
        self, parent: QObject | None = None, crashed: Callable[[BaseException], None] = _to_crash_hook
    ) -> None:
        super().__init__(parent, crashed)
        # Made with the first job: the window's first picture does not wait for what it does not need.
        self._pool: ThreadPoolExecutor | None = None
        # Everything that may hold a widget stays in this dictionary, which only the GUI thread empties: if the
        # worker held the last reference to a widget, Qt would destroy it on the wrong thread.
        self._tickets: dict[int, _Ticket] = {}
        self._next = 0
        self._closed = False
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return bool(self._tickets)

    @property
    def is_closed(self) -> bool:
        """Whether `shutdown` was called: nothing more can be run."""
        return self._closed

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        if self._closed:
            raise RuntimeError("the runner has been shut down")
        number = self._next
        self._next += 1
        self._tickets[number] = _Ticket(job, done, failed, owner or _owner_of(done))
        if len(self._tickets) == 1:
            self.busy_changed.emit(True)
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._pool.submit(self._work, number)

    def _work(self, number: int) -> None:
        ticket = self._tickets[number]
        try:
            ticket.result = ticket.job()
        except Exception as error:  # noqa: BLE001 - the rim of the worker: sorted into three kinds in `_answer`
            ticket.error = error
        del ticket
        self._ended.emit(number)

    @Slot(int)
    def _on_ended(self, number: int) -> None:
        ticket = self._tickets.pop(number, None)
        if ticket is None:
            return
        try:
            if not self._closed:
                self._answer(ticket)
        finally:
            if not self._tickets:
                self.busy_changed.emit(False)

    def shutdown(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        self._tickets.clear()


class InlineRunner(Runner):
    """The same, at once and on the calling thread: for tests, where waiting would prove nothing."""

    def __init__(
        self, parent: QObject | None = None, crashed: Callable[[BaseException], None] = _to_crash_hook
    ) -> None:
        super().__init__(parent, crashed)
        self._closed = False

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        if self._closed:
            raise RuntimeError("the runner has been shut down")
        ticket = _Ticket(job, done, failed, owner or _owner_of(done))
        self.busy_changed.emit(True)
        try:
            ticket.result = job()
        except Exception as error:  # noqa: BLE001 - the same rim as the threaded runner's
            ticket.error = error
        try:
            self._answer(ticket)
        finally:
            self.busy_changed.emit(False)

    def shutdown(self) -> None:
        self._closed = True
