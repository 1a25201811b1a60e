"""Sees whether the program asks for the internet: every socket that Python makes, and every one the process has."""

import sys
from pathlib import Path
from socket import AF_INET, AF_INET6
from typing import Any

_WAYS_OUT = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "urllib.Request",
)


class Watch:
    """Looks from now on until the process ends; an audit hook cannot be taken back."""

    def __init__(self) -> None:
        self._events: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _WAYS_OUT or (event == "socket.__new__" and arguments[1] in (AF_INET, AF_INET6)):
            self._events.append(event)

    def seen(self) -> list[str]:
        """What was asked for until now, and the process's open internet sockets, also those of C++ code."""
        return [*self._events, *open_internet_sockets()]


def open_internet_sockets() -> list[str]:
    """This process's TCP and UDP sockets, as Linux tells them; on other systems nothing is told."""
    own = Path("/proc/self")
    if not (own / "net").is_dir():
        return []
    inodes = set()
    for link in (own / "fd").iterdir():
        try:
            target = str(link.readlink())
        except OSError:
            continue  # the one that listed the folder is gone again
        if target.startswith("socket:["):
            inodes.add(target[len("socket:[") : -1])
    found = []
    for protocol in ("tcp", "tcp6", "udp", "udp6"):
        table = own / "net" / protocol
        lines = table.read_text().splitlines()[1:] if table.exists() else []
        found += [f"{protocol} {line.split()[1]}" for line in lines if line.split()[9] in inodes]
    return found
