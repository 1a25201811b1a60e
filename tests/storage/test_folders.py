"""Which folders are refused as data folder, and that a better one is named."""

from pathlib import Path, PurePath, PureWindowsPath

import pytest

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.i18n.messages import sentence
from halsoskola.storage.folders import (
    Mount,
    _is_on_network,
    parse_mounts,
    require_safe,
    synchronising_service,
)

MOUNTINFO = r"""
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
36 27 0:25 / /mnt/delad\040disk rw,relatime shared:7 - cifs //server/delad rw,vers=3.0
37 36 8:1 / /mnt/delad\040disk/lokal rw,relatime shared:9 master:3 - ext4 /dev/sdb1 rw
38 27 0:30 / /home/asa/fjarr rw,relatime - fuse.sshfs asa@dator:/ rw
39 27 0:31 / /home/asa/dubbel rw - nfs4 server:/x rw
40 27 0:32 / /home/asa/dubbel rw - xfs /dev/sdc1 rw
"""
LOCAL = [Mount(PurePath("/"), "ext4")]


def safe(folder: Path, mounts: list[Mount] | None = None, environment: dict[str, str] | None = None) -> None:
    require_safe(folder, mounts=LOCAL if mounts is None else mounts, environment=environment or {})


def trouble_with(folder: Path, **given: object) -> StorageTrouble:
    with pytest.raises(StorageTrouble) as caught:
        safe(folder, **given)  # type: ignore[arg-type]
    assert sentence(caught.value)
    return caught.value


def test_a_missing_folder_on_the_own_disk_is_made(tmp_path: Path) -> None:
    safe(tmp_path / "ny" / "mapp")
    assert list((tmp_path / "ny" / "mapp").iterdir()) == []


@pytest.mark.parametrize(
    ("place", "on_network"),
    [
        ("/home/asa/halsoskola", False),
        ("/mnt/delad disk", True),
        ("/mnt/delad disk/kurser", True),
        ("/mnt/delad disk/lokal/kurser", False),
        ("/mnt/delad disk2", False),
        ("/home/asa/fjarr/data", True),
        ("/home/asa/dubbel/data", False),
    ],
)
def test_the_innermost_and_last_mount_decides(place: str, on_network: bool) -> None:
    assert _is_on_network(PurePath(place), parse_mounts(MOUNTINFO), lambda _: False) is on_network


@pytest.mark.parametrize(
    ("place", "on_network"),
    [
        (r"\\server\gemensam\halsoskola", True),
        (r"\\?\UNC\server\gemensam", True),
        (r"C:\Users\asa\AppData\Local\halsoskola", False),
        (r"\\?\C:\Users\asa", False),
        (r"H:\halsoskola", True),
    ],
)
def test_windows_shares_and_mapped_drives_are_on_the_network(place: str, on_network: bool) -> None:
    assert _is_on_network(PureWindowsPath(place), [], lambda path: path.drive == "H:") is on_network


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "fuse.rclone"])
def test_a_network_folder_is_refused_with_a_better_place(tmp_path: Path, kind: str) -> None:
    mounts = [*LOCAL, Mount(tmp_path / "delad", kind)]
    trouble = trouble_with(tmp_path / "delad" / "data", mounts=mounts)
    assert trouble.cause is Trouble.FOLDER_ON_NETWORK
    assert str(trouble.facts["better"]).endswith("halsoskola")
    assert not (tmp_path / "delad").exists()


def test_a_link_into_a_network_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "delad").mkdir()
    (tmp_path / "genväg").symlink_to(tmp_path / "delad")
    mounts = [*LOCAL, Mount((tmp_path / "delad").resolve(), "cifs")]
    assert trouble_with(tmp_path / "genväg" / "data", mounts=mounts).cause is Trouble.FOLDER_ON_NETWORK


def test_a_home_on_the_network_is_not_named_as_the_better_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "hem"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "hem"))
    mounts = [*LOCAL, Mount(tmp_path / "hem", "nfs4")]
    better = trouble_with(tmp_path / "hem", mounts=mounts).facts["better"]
    assert not Path(str(better)).is_relative_to(tmp_path / "hem")


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Malmö stad", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("nextcloud", "Nextcloud"),
        ("iCloudDrive", "iCloud Drive"),
    ],
)
def test_a_synchronised_folder_is_refused_by_its_name(tmp_path: Path, name: str, service: str) -> None:
    trouble = trouble_with(tmp_path / name / "halsoskola")
    assert trouble.cause is Trouble.FOLDER_SYNCHRONISED
    assert trouble.facts["service"] == service
    assert not (tmp_path / name).exists()


def test_onedrive_under_any_name_is_known_by_its_variable(tmp_path: Path) -> None:
    environment = {"OneDriveCommercial": str(tmp_path / "Dokument")}
    assert synchronising_service(tmp_path / "Dokument" / "data", environment) == "OneDrive"
    assert synchronising_service(tmp_path / "Annat", environment) is None


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".dropbox", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".sync_3f2a.db", "Nextcloud"),
        ("._sync_1.db", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_known_by_what_the_service_left_there(
    tmp_path: Path, mark: str, service: str
) -> None:
    (tmp_path / mark).touch()
    assert synchronising_service(tmp_path / "djupt" / "ner", {}) == service


def test_a_folder_that_only_resembles_a_service_is_allowed(tmp_path: Path) -> None:
    for name in ("Dropboxen", "min onedrive-kopia", "boxning"):
        safe(tmp_path / name)


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    assert trouble_with(tmp_path / "fil").cause is Trouble.FOLDER_READ_ONLY
    assert trouble_with(tmp_path / "fil" / "data").cause is Trouble.FOLDER_READ_ONLY


def test_this_computer_can_be_asked_without_arguments(tmp_path: Path) -> None:
    require_safe(tmp_path)
