"""Writing a finished file: the whole new one or the old one, never a half, and nothing left behind."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.files import write_atomically


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_atomically(tmp_path / "blad.pdf", b"%PDF")
    assert (tmp_path / "blad.pdf").read_bytes() == b"%PDF"
    assert left_in(tmp_path) == ["blad.pdf"]


def test_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "blad.pdf"
    path.write_bytes(b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def failing(number: int, winerror: int | None = None) -> Any:
    def fail(*_args: object, **_kwargs: object) -> None:
        trouble = OSError(number, os.strerror(number))
        if winerror is not None:
            trouble.winerror = winerror  # type: ignore[attr-defined]
        raise trouble

    return fail


def test_full_disk_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "blad.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(path, b"new")
    assert trouble.value.cause is Trouble.DISK_FULL
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["blad.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where the system has an always full device")
def test_a_disk_that_is_really_full_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_open = os.open
    monkeypatch.setattr(os, "open", lambda _path, *_flags: real_open("/dev/full", os.O_WRONLY))
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(tmp_path / "blad.pdf", b"new")
    assert trouble.value.cause is Trouble.DISK_FULL


@pytest.mark.parametrize(("number", "winerror"), [(errno.EBUSY, None), (errno.EACCES, 32), (errno.EACCES, 5)])
def test_file_open_in_another_program_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, winerror: int | None
) -> None:
    path = tmp_path / "blad.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", failing(number, winerror))
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(path, b"new")
    assert trouble.value.cause is Trouble.FILE_BUSY
    assert trouble.value.facts["file"] == path
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["blad.pdf"]


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(tmp_path / "finns-inte" / "blad.pdf", b"new")
    assert trouble.value.cause is Trouble.FOLDER_READ_ONLY
    assert trouble.value.facts["folder"] == tmp_path / "finns-inte"


def test_a_folder_in_the_files_place_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "blad.pdf").mkdir()
    with pytest.raises(StorageTrouble):
        write_atomically(tmp_path / "blad.pdf", b"new")
    assert (tmp_path / "blad.pdf").is_dir()
    assert left_in(tmp_path) == ["blad.pdf"]
