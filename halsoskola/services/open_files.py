"""Papers that are open in another program: a private folder that is emptied when the program locks, closes or starts.

What lies there is not encrypted, since the other program must be able to read it; so it never lies there for long.
"""

import contextlib
import os
import re
from pathlib import Path

from halsoskola.files import troubles_when_writing, write_atomically

_PRIVATE = 0o700
_LONGEST_NAME = 80


def empty_folder(folder: Path) -> None:
    """Deletes the files in the folder. One that another program still holds stays until next time."""
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        with contextlib.suppress(OSError):
            file.unlink()


class OpenFileService:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        return self._folder

    def put(self, name: str, content: bytes) -> Path:
        """Writes a file for another program to open; an earlier one of that name stays as it is.

        name: as people read it; letters that file systems refuse are taken out. Raises: StorageTrouble.
        """
        with troubles_when_writing(self._folder / name):
            self._folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            if os.name != "nt":  # on Windows the folder inherits that only this user may read it
                self._folder.chmod(_PRIVATE)
        path = self._free_name(name)
        write_atomically(path, content)
        return path

    def empty(self) -> None:
        """Deletes everything that nobody holds open."""
        empty_folder(self._folder)

    def _free_name(self, name: str) -> Path:
        """A program such as Acrobat keeps the file it shows from being written over, so each gets its own."""
        wanted = Path(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", name).strip(" .") or "papper.pdf")
        stem = wanted.stem[:_LONGEST_NAME]
        path, number = self._folder / f"{stem}{wanted.suffix}", 2
        while path.exists():
            path = self._folder / f"{stem} {number}{wanted.suffix}"
            number += 1
        return path
