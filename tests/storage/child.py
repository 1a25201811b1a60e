"""What a second process does in the tests of locking, killing and full disks.

`python -m tests.storage.child WHAT FOLDER`
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from halsoskola.domain.errors import StorageTrouble
from halsoskola.storage.lock import FolderLock
from tests.storage.builders import a_course, reopened


def hold(folder: Path) -> None:
    """Holds the folder until killed."""
    with FolderLock.take(folder, datetime(2027, 1, 19, 8, 15, tzinfo=UTC)):
        print("held", flush=True)
        time.sleep(60)


def write(folder: Path) -> None:
    """Saves courses until killed, and prints the number of each once the program may say that it is saved."""
    with FolderLock.take(folder, datetime(2027, 1, 19, 8, 15, tzinfo=UTC)):
        store = reopened(folder)
        with store.read() as db:
            number = len(db.connection().exec_driver_sql("SELECT 1 FROM courses").all())
        while True:
            number += 1
            with store.write("Ny kurs") as write:
                write.db.add(a_course(number, name="x" * 300))
            print(number, flush=True)


def fill(folder: Path) -> None:
    """Writes until the disk refuses; prints the numbers saved and then the trouble."""
    store = reopened(folder)
    number = 0
    while True:
        number += 1
        try:
            with store.write("Ny kurs") as write:
                write.db.add(a_course(number, name="x" * 20_000))
        except StorageTrouble as trouble:
            print(trouble.cause.value, flush=True)
            return
        print(number, flush=True)


if __name__ == "__main__":
    {"hold": hold, "write": write, "fill": fill}[sys.argv[1]](Path(sys.argv[2]))
