"""One process holds the data folder; the second one learns who, and a dead one holds nothing."""

import json
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.i18n.messages import sentence
from halsoskola.storage.lock import FolderLock
from tests.storage.mounts import a_mount, make_read_only

NOW = datetime(2027, 1, 19, 8, 15, tzinfo=UTC)


def refused(folder: Path, now: datetime = NOW) -> StorageTrouble:
    with pytest.raises(StorageTrouble) as caught:
        FolderLock.take(folder, now)
    assert caught.value.cause is Trouble.FOLDER_HELD
    return caught.value


def test_the_second_is_told_computer_user_and_since_when(tmp_path: Path) -> None:
    with FolderLock.take(tmp_path, NOW):
        trouble = refused(tmp_path, NOW + timedelta(hours=2))
        assert trouble.facts["computer"] == socket.gethostname()
        assert trouble.facts["since"] == "klockan 08.15"
        assert refused(tmp_path, NOW + timedelta(days=1)).facts["since"] == "i går klockan 08.15"
        assert refused(tmp_path, NOW + timedelta(days=9)).facts["since"] == "2027-01-19 klockan 08.15"
        assert socket.gethostname() in sentence(trouble)
    with FolderLock.take(tmp_path, NOW):
        pass


def test_releasing_twice_is_harmless_and_leaves_no_holder(tmp_path: Path) -> None:
    lock = FolderLock.take(tmp_path, NOW)
    lock.release()
    lock.release()
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_another_process_holds_it_until_it_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.child", "hold", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        refused(tmp_path)
        child.kill()
    # What it wrote about itself is still there, but only the system's lock counts.
    assert (tmp_path / "holder.json").exists()
    with FolderLock.take(tmp_path, NOW + timedelta(days=1)):
        assert json.loads((tmp_path / "holder.json").read_text())["since"].startswith("2027-01-20")


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b'{"computer": "PC", "user": "a", "since": "x"}']
)
def test_an_unreadable_holder_file_still_gives_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    with FolderLock.take(tmp_path, NOW):
        holder = tmp_path / "holder.json"
        holder.unlink() if content is None else holder.write_bytes(content)
        assert "Stäng" in sentence(refused(tmp_path))


def test_read_only_folder_is_said(tmp_path: Path) -> None:
    with a_mount(tmp_path / "small") as folder:
        make_read_only(folder)
        with pytest.raises(StorageTrouble) as caught:
            FolderLock.take(folder, NOW)
        assert caught.value.cause is Trouble.FOLDER_READ_ONLY
