"""Writing, replacing and moving files so that a crash never leaves half of one. No keys, no SQL."""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from halsoskola.domain.errors import StorageTrouble, Trouble

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR}
_BUSY = {errno.EBUSY, errno.ETXTBSY}
_BUSY_ON_WINDOWS = {5, 32, 33}
"""Access denied, sharing violation, lock violation: how a file that another program holds answers a rename."""
_FULL_ON_WINDOWS = 112
_TRIES = 20
_PAUSE_SECONDS = 0.05
"""Virus scanners and indexers on Windows hold a new file for some tenths of a second; together one second."""


def trouble_when_writing(error: OSError, path: Path) -> StorageTrouble | None:
    """The trouble behind an `OSError` from writing `path`, or None when it is not one of the environment's."""
    if error.errno in _FULL or getattr(error, "winerror", None) == _FULL_ON_WINDOWS:
        return StorageTrouble(Trouble.DISK_FULL)
    if error.errno in _BUSY or path.is_dir():
        return StorageTrouble(Trouble.FILE_BUSY, file=path)
    if error.errno in _FORBIDDEN:
        return StorageTrouble(Trouble.FOLDER_READ_ONLY, folder=path.parent)
    if error.errno == errno.EIO:
        return StorageTrouble(Trouble.DISK_FAILED, folder=path.parent)
    return None


@contextlib.contextmanager
def troubles_when_writing(path: Path) -> Iterator[None]:
    """Turns an `OSError` from writing `path` into a StorageTrouble, when it is one of the environment's."""
    try:
        yield
    except OSError as error:
        trouble = trouble_when_writing(error, path)
        if trouble is None:
            raise
        raise trouble from error


def write_atomically(path: Path, content: bytes, *, private: bool = True) -> None:
    """Puts `content` at `path` whole and on the disk, or leaves what was there.

    private: readable by this user only; otherwise as the system gives new files out, for what a leader saves.
    Raises: StorageTrouble when the disk is full, broken or read-only, there is no such folder, or the file is held
    by another program.
    """
    half = path.with_name(f".{path.name[:100]}.{os.getpid()}.half")
    permissions = 0o600 if private else 0o666
    try:
        with troubles_when_writing(path):
            handle = os.open(
                half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), permissions
            )
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            replace_patiently(half, path)
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def replace_patiently(source: Path, target: Path) -> None:
    """`os.replace`, tried for about a second while another program holds the file, and made durable.

    Raises: StorageTrouble(FILE_BUSY) when somebody still holds `target`; both files are then as they were.
    Other kinds of `OSError` pass through at once.
    """
    for left in reversed(range(_TRIES)):
        try:
            source.replace(target)
            break
        except PermissionError as error:
            # Only Windows refuses because a file is open; elsewhere the folder is read-only and waiting is no use.
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise
            if not left:
                raise StorageTrouble(Trouble.FILE_BUSY, file=target) from error
            time.sleep(_PAUSE_SECONDS)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes new names in `folder` survive a power cut; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move_aside(paths: Sequence[Path], today: date) -> list[Path]:
    """Renames those of `paths` that exist to dated names beside them; nothing is deleted or overwritten.

    Called only after the leader has said yes. Returns the new names in the order of `paths`.
    Raises: StorageTrouble when the folder is read-only or a file is in use.
    """
    moved = []
    for path in paths:
        if not path.exists():
            continue
        aside = path.with_name(f"{path.name}.undanlagd-{today.isoformat()}")
        number = 2
        while aside.exists():
            aside = path.with_name(f"{path.name}.undanlagd-{today.isoformat()}-{number}")
            number += 1
        with troubles_when_writing(path):
            replace_patiently(path, aside)
        moved.append(aside)
    return moved


# Many files at once

STAGE = ".import"
"""Folder in which a change of many files is put ready. With `_BEGUN` in it, files are being moved."""

_BEGUN = "begun"
_PATHS = "paths"


def replace_files(root: Path, put: Mapping[str, bytes], removed: Sequence[str] = ()) -> None:
    """Writes and removes files below `root` so that either all of it has happened or nothing.

    put: path with slashes -> contents. Raises: StorageTrouble; everything is then as it was.
    """
    stage = root / STAGE
    with troubles_when_writing(stage / "x"):
        root.mkdir(parents=True, exist_ok=True)
        finish_interrupted(root)
        try:
            for name, content in put.items():
                ready = stage / "new" / name
                ready.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(ready, content)
            (stage / "old").mkdir(parents=True, exist_ok=True)
            listed = [f"put {name}" for name in put] + [f"remove {name}" for name in removed]
            write_atomically(stage / _PATHS, "\n".join(listed).encode())
            write_atomically(stage / _BEGUN, b"")
            for name in (*put, *removed):
                _move_in(root, stage, name)
            # From here on it has happened: without the mark nothing is taken back.
            (stage / _BEGUN).unlink()
            sync_folder(stage)
        finally:
            finish_interrupted(root)


def _move_in(root: Path, stage: Path, name: str) -> None:
    target, ready, old = root / name, stage / "new" / name, stage / "old" / name
    if target.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        replace_patiently(target, old)
    if ready.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_patiently(ready, target)


def finish_interrupted(root: Path) -> None:
    """Takes back what an import that was interrupted had moved, and clears away what it had put ready.

    Called when the data folder is opened, before anybody reads plans. Raises: OSError; calling again goes on.
    """
    stage = root / STAGE
    if not stage.is_dir():
        return
    if (stage / _BEGUN).exists():
        for line in (stage / _PATHS).read_text(encoding="utf-8").split("\n"):
            what, _space, name = line.partition(" ")
            target, ready, old = root / name, stage / "new" / name, stage / "old" / name
            if old.exists():
                replace_patiently(old, target)
            elif what == "put" and not ready.exists():
                target.unlink(missing_ok=True)  # it is the new one, and nothing stood there before
        (stage / _BEGUN).unlink()
    shutil.rmtree(stage)
