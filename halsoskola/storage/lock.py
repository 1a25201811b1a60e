"""One process at a time holds a data folder: window or command, on this computer or another.

The operating system drops the lock when the process dies, so a crash never locks anybody out. `holder.json` is only
for the sentence that the second one shows.
"""

import contextlib
import getpass
import json
import os
import socket
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.files import troubles_when_writing, write_atomically
from halsoskola.i18n.catalogues import _

LOCK = "lock"
HOLDER = "holder.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the data folder open: the computer's and the user's name, and since when (with its offset)."""

    computer: str
    user: str
    since: datetime


class FolderLock:
    """The held lock; use it in a `with`, or call `release`."""

    def __init__(self, folder: Path, handle: int) -> None:
        self.folder = folder
        self._handle: int | None = handle

    @classmethod
    def take(cls, folder: Path, now: datetime) -> Self:
        """Holds `folder`, which exists, until `release`. `now` is aware.

        Raises: StorageTrouble(FOLDER_HELD) with computer, user and since as people say it; FOLDER_READ_ONLY, DISK_FULL.
        """
        path = folder / LOCK
        with troubles_when_writing(path):
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOINHERIT", 0), 0o600)
        try:
            if not _lock(handle):
                raise StorageTrouble(Trouble.FOLDER_HELD, **_as_facts(read_holder(folder), now))
            holder = {"computer": socket.gethostname(), "user": _user(), "since": now.isoformat()}
            write_atomically(folder / HOLDER, json.dumps(holder, ensure_ascii=False).encode())
        except BaseException:
            os.close(handle)
            raise
        return cls(folder, handle)

    def release(self) -> None:
        """Lets the folder go; once more does nothing. The file `lock` stays: removing it would let two in."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            (self.folder / HOLDER).unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def read_holder(folder: Path) -> Holder | None:
    """Who wrote `holder.json` last; None when it is missing or unreadable."""
    try:
        written = json.loads((folder / HOLDER).read_bytes())
        return Holder(
            str(written["computer"]), str(written["user"]), datetime.fromisoformat(written["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _as_facts(holder: Holder | None, now: datetime) -> dict[str, str]:
    if holder is None:
        return {"computer": _("(okänd)"), "user": _("någon"), "since": _("en stund")}
    return {"computer": holder.computer, "user": holder.user, "since": _as_people_say(holder.since, now)}


def _as_people_say(since: datetime, now: datetime) -> str:
    """ "klockan 08.15" today, "i går klockan 08.15", else with the date."""
    clock = since.strftime("%H.%M")
    if since.date() == now.date():
        return _("klockan {clock}").format(clock=clock)
    if since.date() == now.date() - timedelta(days=1):
        return _("i går klockan {clock}").format(clock=clock)
    return _("{date} klockan {clock}").format(date=since.date().isoformat(), clock=clock)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A user id without a name, as in some containers; Windows without the variables tries to import pwd.
        return _("någon")


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        # flock, not lockf: lockf's lock is dropped when the process closes any other handle to the file.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
