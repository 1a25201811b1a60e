#!/usr/bin/env python3
"""Sets the program up on first use, then runs it: `python3 start.py [command …]`, or `python3 start.py test […]`.

Standard library only. Everything is put in the folder .venv beside this file. What can go wrong here is told in one
sentence, in Swedish, since leaders see it; the exit code is then 3. Needs Python 3.11, but must be readable for
older ones, so that they can say so.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
VERSION = ".".join(map(str, sys.version_info[:2]))
FAILED = 3

# Shared library -> Debian package. Qt loads the first six always, the others when there is a screen.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class StartError(Exception):
    """Carries the one sentence that the user gets."""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
        raise StartError(
            f"Hälsoskola behöver Python 3.11 eller nyare, och det här är Python {VERSION}. "
            "Installera en nyare Python och försök igen."
        )
    testing = arguments[:1] == ["test"]
    window = opens_window(arguments)
    with alone() as lock:
        install_system_packages(missing_packages(qt=testing or window), lock)
        install_libraries(HERE / ("requirements-dev.txt" if testing else "requirements.txt"), lock)
    if testing:
        os.chdir(HERE)
        benchmarks = arguments[1:2] == ["benchmarks"]
        return run(["tests.benchmarks", *arguments[2:]] if benchmarks else ["pytest", *arguments[1:]])
    if window and not has_screen():
        raise StartError(
            "Det finns ingen skärm att visa fönstret på. Logga in på skrivbordet och försök igen."
        )
    return run(["halsoskola", *arguments])


def opens_window(arguments: list[str]) -> bool:
    """Whether a window is wanted: no command at all, or the demonstration. All else runs without Qt."""
    words = iter(arguments)
    for word in words:
        if word in {"-h", "--help", "--version"}:
            return False
        if not word.startswith("-"):
            return word == "demo"
        if "=" not in word:
            next(words, None)  # --data-dir and --lang, which may be shortened, each have a value
    return True


def has_screen() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not LINUX or any(os.environ.get(name) for name in names)


@contextlib.contextmanager
def alone() -> Iterator[int]:
    """One set-up at a time; yields the lock, which lies on this very file, so that nothing is left behind."""
    with Path(__file__).open("rb") as file:
        if not take_lock(file.fileno()):
            tell("Hälsoskola förbereds redan av en annan start. Väntar på den …")
            while not take_lock(file.fileno()):
                time.sleep(0.5)
        yield file.fileno()


def take_lock(file: int) -> bool:
    """False while somebody else has it. True also where files cannot be locked: waiting would not help."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, 1 << 30, os.SEEK_SET)  # far behind the end: nobody else may read a locked byte
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
    return True


# System packages


def missing_packages(*, qt: bool) -> list[str]:
    """Debian packages to install first; none on other systems, where the wheels bring what Qt needs."""
    if not LINUX:
        return []
    missing = [] if is_usable() or find_spec("ensurepip") else ["python3-venv"]
    if qt:
        missing += [package for library, package in QT_LIBRARIES.items() if not is_loadable(library)]
    return missing


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str], lock: int) -> None:
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise StartError(
            "Datorn saknar systempaket som programmet behöver. På Debian och Ubuntu heter de: "
            f"{' '.join(packages)}. Be IT installera dem och försök igen."
        )
    # The old names are right on newer systems too: there libglib2.0-0t64 says that it provides libglib2.0-0.
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if sys.platform != "win32" and os.geteuid() != 0:
        raise StartError(f"Systempaket saknas. Kör den här raden och försök igen: sudo sh -c '{line}'")
    tell("Installerar systempaket som saknas …")
    if not succeeds(["sh", "-c", line], lock):
        raise StartError(
            "Systempaketen gick inte att installera. Kontrollera att datorn når internet och kör sedan den här "
            f"raden, som visar vad som är fel: {line}"
        )


# Python libraries


def stamp() -> str:
    """Says which Python and which list .venv was filled for; empty while it is being filled."""
    try:
        return (VENV / "installed").read_text(encoding="utf-8")
    except OSError:
        return ""


def is_usable() -> bool:
    """Whether .venv was once filled to the end, for this version of Python, and that Python is still there."""
    return stamp().startswith(f"{VERSION} ") and PYTHON.exists()


def install_libraries(requirements: Path, lock: int) -> None:
    """Fills .venv with exactly the pinned libraries, unless that was done for this very list before.

    The list for tests holds the program's too, so its stamp serves both. Without a stamp, as after an interrupted
    set-up, .venv is made anew from nothing.
    """
    lists = (requirements, HERE / "requirements-dev.txt")
    wanted, with_tests = (f"{VERSION} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in lists)
    before = stamp()
    if is_usable() and before in {wanted, with_tests}:
        return
    tell("Förbereder Hälsoskola. Det görs en gång, hämtar ungefär 130 MB och tar några minuter …")
    if not is_usable():
        before = ""
        if not succeeds([sys.executable, "-m", "venv", "--clear", str(VENV)], lock):
            raise StartError(
                f"Mappen {VENV} gick inte att skapa. Kontrollera att du får skriva där, att disken inte är full och "
                "att programmet inte redan är i gång."
            )
    note = VENV / "installed"
    note.write_text("", encoding="utf-8")
    with (VENV / "installation.log").open("w", encoding="utf-8") as log:
        options = ["--disable-pip-version-check", "--no-input", "--require-hashes", "--only-binary", ":all:"]
        pip = [str(PYTHON), "-m", "pip", "install", *options, "-r", str(requirements)]
        done = succeeds(pip, lock, log)
    # pip changes nothing before it has fetched everything, so after a failure the old libraries still serve.
    note.write_text(wanted if done else before, encoding="utf-8")
    if not done:
        raise StartError(
            "Programmets delar gick inte att hämta. Kontrollera att datorn når internet och att disken inte är full, "
            f"och försök igen. Vad som hände står i {VENV / 'installation.log'}."
        )


# Running


def succeeds(command: list[str], lock: int, log: TextIO | None = None) -> bool:
    """Runs a step of the set-up. It holds the lock too: should we be killed, the next start waits for its end."""
    return not subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        pass_fds=() if WINDOWS else (lock,),
        check=False,
    ).returncode


def run(module: list[str]) -> int:
    """Becomes `python -m module …`, with modules from here and not from where the user stands, and never returns.

    Windows cannot do that: there it waits for the other process and returns its exit code.
    """
    command = [str(PYTHON), "-P", "-m", *module]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    if not WINDOWS:
        os.execve(command[0], command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StartError as trouble:
        tell(str(trouble))
    except OSError as trouble:
        tell(f"Hälsoskola kunde inte förberedas i mappen {HERE}: {trouble.strerror} ({trouble.filename}).")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(FAILED)
