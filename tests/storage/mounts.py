"""Real small and read-only file systems for tests; a test that needs one is skipped where mounting is not allowed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def a_mount(point: Path, size: str = "2m") -> Iterator[Path]:
    """An empty file system in memory at `point`, of the given size."""
    if sys.platform != "linux":
        pytest.skip("mounting a small disk needs Linux")
    point.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(point)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield point
    finally:
        subprocess.run(["umount", "--lazy", str(point)], check=True)


def make_read_only(point: Path) -> None:
    """Root may write where permissions forbid it, so only the mount itself can refuse."""
    subprocess.run(["mount", "-o", "remount,ro", str(point)], check=True)
