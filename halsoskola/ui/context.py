"""What every page is given: the use cases, the thread they run on, and where changes are told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from halsoskola.domain.changes import Changes
from halsoskola.services.bundle import Services
from halsoskola.settings import Settings
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.tasks import Runner

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageContext:
    services: Services
    runner: Runner
    bus: ChangeBus

    def read(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Asks a service on the database thread and hands the answer to `done` on the GUI thread."""
        self.runner.run(job, done, failed, owner=owner)

    def write(
        self,
        job: Callable[[], Changes],
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Lets a service save something, tells every screen what changed, then calls `done`.

        The change is told even when the asking page is gone: others still show what it touched.
        """

        def answered(changes: Changes) -> None:
            self.bus.publish(changes)
            if done is not None and (owner is None or isValid(owner)):
                done(changes)

        def refused(error: Exception) -> None:
            if failed is not None and (owner is None or isValid(owner)):
                failed(error)
            else:
                self.runner.troubled.emit(error)

        # Without an owner of its own: the runner would drop the answer, and with it the change, when that is gone.
        self.runner.run(job, answered, refused)


@dataclass(frozen=True, slots=True)
class Account:
    """What the settings page may ask of the open data folder. The calls that take time belong in `PageContext.read`.

    change_password: old, new; raises RuleBroken. new_recovery_key: with the password, gives the new key inside a
    `with`; the old key stays in force when that ends with an exception. apply: puts settings in force and keeps them.
    """

    folder: Path
    database_label: str
    settings: Callable[[], Settings]
    apply: Callable[[Settings], None]
    change_password: Callable[[str, str], None]
    new_recovery_key: Callable[[str], AbstractContextManager[str]]
    is_demo: bool = False
