"""Puts the program together for window and commands: paths, data folder, store, services. No Qt."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from halsoskola import __version__
from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.files import finish_interrupted, troubles_when_writing, write_atomically
from halsoskola.services.bundle import Services
from halsoskola.services.clock import Clock, ShiftedClock
from halsoskola.services.open_files import empty_folder
from halsoskola.settings import Paths, Settings
from halsoskola.storage import keys
from halsoskola.storage.folders import require_safe
from halsoskola.storage.keys import STANDARD_COST, Cost
from halsoskola.storage.lock import FolderLock
from halsoskola.storage.store import Store

if TYPE_CHECKING:
    from halsoskola.services.plans import PlanService


def plan_service(paths: Paths) -> "PlanService":
    """The plan library of these folders; nothing is read before it is asked."""
    from halsoskola.services.plans import PlanService

    return PlanService(paths.session_plans, paths.own_plans, paths.translations, paths.own_translations)


class Program:
    """One process's hold on a data folder: locked, then perhaps unlocked, then closed. Use it in a `with`."""

    def __init__(self, paths: Paths, clock: Clock, *, cost: Cost = STANDARD_COST) -> None:
        self.paths = paths
        self.clock = clock
        self._cost = cost
        self._lock: FolderLock | None = None
        self._store: Store | None = None

    def hold(self) -> None:
        """Makes the folder when it is missing, and keeps every other process out of it.

        Raises: StorageTrouble for a folder on the network, synchronised, read-only or held by somebody.
        """
        require_safe(self.paths.data)
        self._lock = FolderLock.take(self.paths.data, self.clock.now())
        with troubles_when_writing(self.paths.own_plans):
            finish_interrupted(self.paths.data)
        empty_folder(self.paths.open_files)  # what an earlier program that was killed has left

    @property
    def is_new(self) -> bool:
        """Whether the folder has no database yet. Raises: StorageTrouble when just one of two files is there."""
        has_database, has_key = self.paths.database.exists(), self.paths.key_file.exists()
        if has_database and not has_key:
            raise StorageTrouble(Trouble.KEY_FILE_MISSING, folder=self.paths.data)
        return not has_database and not has_key

    def create(self, password: str, leader: str = "") -> tuple[Services, str]:
        """Makes key and database; returns the recovery key too, which is shown once and stored nowhere.

        leader: what the password's owner is called; "" takes the computer's word for it.
        Raises: RuleBroken when the password is too short; StorageTrouble.
        """
        self._store, recovery_key = Store.create(
            self.paths.database,
            self.paths.key_file,
            password,
            leader or _leader_name(),
            program_version=__version__,
            cost=self._cost,
        )
        return self._services(self._store), recovery_key

    def unlock(self, password: str) -> Services:
        """Raises: RuleBroken for a wrong password; StorageTrouble for what is wrong with the files."""
        return self._open(keys.unlock(self.paths.key_file, password))

    def unlock_with_recovery(self, recovery_key: str, new_password: str) -> Services:
        """Opens with the recovery key and gives the leader a new password.

        Raises: RuleBroken when the key is wrong or the password too short; StorageTrouble.
        """
        keys.refuse_short(new_password)
        opened = keys.unlock_with_recovery(self.paths.key_file, recovery_key)
        known = keys.leaders(self.paths.key_file)
        name = _leader_name()
        leader = replace(opened, leader=name if name in known or not known else known[0])
        keys.set_password(self.paths.key_file, leader, new_password, cost=self._cost)
        return self._open(leader)

    def save_settings(self, settings: Settings) -> None:
        """Raises: StorageTrouble when the file cannot be written."""
        write_atomically(self.paths.settings_file, settings.as_json())

    def change_password(self, old: str, new: str) -> None:
        """Raises: RuleBroken when the old one is wrong or the new one too short; StorageTrouble."""
        keys.change_password(self.paths.key_file, old, new, cost=self._cost)

    @contextmanager
    def new_recovery_key(self, password: str) -> Iterator[str]:
        """Another recovery key; the old one stops working when the `with` ends, unless it ends with an exception.

        So the caller can put it on paper first, and a crash in between leaves the old paper in force. The password
        must not be changed inside. Raises: RuleBroken for a wrong password; StorageTrouble.
        """
        draft = self.paths.key_file.with_name(f".{self.paths.key_file.name}.new")
        try:
            write_atomically(draft, self.paths.key_file.read_bytes())
            yield keys.new_recovery_key(draft, password, cost=self._cost)
            write_atomically(self.paths.key_file, draft.read_bytes())
        finally:
            draft.unlink(missing_ok=True)

    @property
    def database_label(self) -> str:
        """Names the data folder on the recovery sheet without saying anything about people."""
        return keys.database_id(self.paths.key_file)[:8].upper()

    @property
    def store(self) -> Store:
        """The open store. Raises: RuntimeError before unlocking."""
        if self._store is None:
            raise RuntimeError("the data folder is not unlocked")
        return self._store

    def close(self) -> None:
        """Closes every connection and lets the folder go; once more does nothing."""
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._lock is not None:
            empty_folder(self.paths.open_files)
            self._lock.release()
            self._lock = None

    def _open(self, key: keys.DatabaseKey) -> Services:
        self._store = Store.open(self.paths.database, key, program_version=__version__)
        return self._services(self._store)

    def _services(self, store: Store) -> Services:
        return Services(store, self.clock, lambda: plan_service(self.paths))

    def __enter__(self) -> Self:
        self.hold()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


DEMO_COST = Cost(memory_kib=1024, iterations=1, lanes=1)
"""The demonstration's password protects nothing: its data are invented and thrown away."""


DEMO_BEGINS = time(8, 12)
"""The demonstration begins before the day's first meeting, whatever the hour is."""


def open_demo(folder: Path, root: Path) -> tuple[Program, Services]:
    """A throwaway data folder inside `folder`, filled with two running courses and a finished one, and opened."""
    from halsoskola.services.seed import seed_demo

    clock = ShiftedClock.showing(DEMO_BEGINS, Clock())
    program = Program(Paths(data=folder / "data", root=root), clock, cost=DEMO_COST)
    program.hold()
    services, _recovery_key = program.create("exempeldata", "exempel")
    seed_demo(program.store, clock.today())
    return program, services


def _leader_name() -> str:
    """Who is at the computer, as the system calls her; names her wrap of the key."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "ledare"
