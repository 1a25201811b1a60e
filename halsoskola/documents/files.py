"""Writes a finished file in one step: whoever looks finds the old file or the whole new one, never a half."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from halsoskola.domain.errors import StorageTrouble, Trouble

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Windows refuses to replace a file that another program has open (sharing violation, lock violation).
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY})
_BUSY_ON_WINDOWS = frozenset({5, 32, 33})


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path`, replacing what was there.

    Raises: StorageTrouble with DISK_FULL, FILE_BUSY (open in another program) or FOLDER_READ_ONLY (not allowed,
    or no such folder); the old file, if any, is then still whole and nothing else is left behind.
    """
    temporary: Path | None = None
    try:
        temporary = path.parent / f".halsoskola-{uuid4().hex}.tmp"
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as trouble:
        raise _as_trouble(trouble, path, replacing=temporary is not None) from trouble
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


write_pdf = write_file


def _as_trouble(trouble: OSError, path: Path, *, replacing: bool) -> StorageTrouble:
    if trouble.errno in _FULL or getattr(trouble, "winerror", None) == 112:
        return StorageTrouble(Trouble.DISK_FULL)
    if trouble.errno in _BUSY or path.is_dir():
        return StorageTrouble(Trouble.FILE_BUSY, file=path.name)
    if replacing and getattr(trouble, "winerror", None) in _BUSY_ON_WINDOWS:
        return StorageTrouble(Trouble.FILE_BUSY, file=path.name)
    return StorageTrouble(Trouble.FOLDER_READ_ONLY, folder=path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name survive a power cut; Windows has no such call and does it by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
