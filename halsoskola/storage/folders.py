"""Whether a folder can be trusted with the database: on this computer, not synchronised, writable.

SQLite's write-ahead log needs one local disk (https://www.sqlite.org/wal.html), and a synchronising program copies
half-written files and puts old ones back.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.files import troubles_when_writing

_NETWORK_TYPES = {
    *(
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "9p",
        "ceph",
        "glusterfs",
        "lustre",
    ),
    *("davfs", "coda", "gfs2", "ocfs2", "beegfs", "virtiofs", "vboxsf", "vmhgfs"),
    *(
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.glusterfs",
        "fuse.ceph",
    ),
    *("fuse.smbnetfs", "fuse.vmhgfs-fuse", "fuse.curlftpfs", "fuse.google-drive-ocamlfuse", "fuse.onedriver"),
}
"""File system types that lie on another computer, as `/proc/self/mountinfo` writes them. Shared folders of virtual
machines are among them: they lack the shared memory that the log needs."""

_SERVICES_BY_FOLDER = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "min enhet": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "box sync": "Box",
    "syncthing": "Syncthing",
}
"""A folder with this name, or this name and a firm's after a dash ("OneDrive - Malmö stad")."""

_SERVICES_BY_MARK = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
}
"""Files that the services leave at the top of what they synchronise, whatever the leader called the folder."""

_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a file system is attached, and its type as the kernel calls it."""

    point: PurePath
    kind: str


def require_safe(
    folder: Path,
    *,
    mounts: Sequence[Mount] | None = None,
    environment: Mapping[str, str] = os.environ,
    is_remote_drive: Callable[[PurePath], bool] | None = None,
) -> None:
    """Makes `folder` when it is missing, and refuses one that could lose data.

    `mounts`, `environment` and `is_remote_drive` are asked from the system unless given.
    Raises: StorageTrouble with FOLDER_ON_NETWORK or FOLDER_SYNCHRONISED (both with `better`, a place that will do),
    FOLDER_READ_ONLY, DISK_FULL. Nothing is made then.
    """
    place = folder.expanduser().resolve()
    on_network = _is_on_network(place, _mounts(mounts), is_remote_drive or _is_remote_drive)
    service = synchronising_service(place, environment)
    if on_network or service:
        better = _better_place(_mounts(mounts), environment, is_remote_drive or _is_remote_drive)
        if on_network:
            raise StorageTrouble(Trouble.FOLDER_ON_NETWORK, folder=folder, better=better)
        raise StorageTrouble(Trouble.FOLDER_SYNCHRONISED, folder=folder, service=service, better=better)
    require_writable(folder)


def require_writable(folder: Path) -> None:
    """Makes `folder` when it is missing and writes a file there for a moment.

    Asking for permissions is not enough: they say nothing about a read-only disk, nor the truth on Windows.
    Raises: StorageTrouble with FOLDER_READ_ONLY, DISK_FULL or DISK_FAILED.
    """
    try:
        with troubles_when_writing(folder / "?"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"?")
                file.flush()
    except (FileExistsError, NotADirectoryError) as error:
        raise StorageTrouble(Trouble.FOLDER_READ_ONLY, folder=folder) from error


def synchronising_service(folder: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The service that copies `folder` (absolute) to other computers, or None when none shows."""
    for variable in _ONEDRIVE_VARIABLES:
        root = environment.get(variable)
        if root and folder.is_relative_to(Path(root)):
            return "OneDrive"
    for part in folder.parts:
        name = part.casefold().split(" - ")[0].strip()
        if name in _SERVICES_BY_FOLDER:
            return _SERVICES_BY_FOLDER[name]
    for above in (folder, *folder.parents):
        for mark, service in _SERVICES_BY_MARK.items():
            if (above / mark).exists():
                return service
        if any(above.glob(".sync_*.db")) or any(above.glob("._sync_*.db")):
            return "Nextcloud"
    return None


def parse_mounts(mountinfo: str) -> list[Mount]:
    """The mounts in the text of `/proc/self/mountinfo` (format: man 5 proc), in the kernel's order."""
    found = []
    for line in mountinfo.splitlines():
        front, _, back = line.partition(" - ")
        fields, kinds = front.split(), back.split()
        if len(fields) > 4 and kinds:
            found.append(Mount(PurePath(_unescape(fields[4])), kinds[0]))
    return found


def _unescape(text: str) -> str:
    """Undoes the kernel's octal writing of blank, tab, newline and backslash."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, letter)
    return text


def _mounts(given: Sequence[Mount] | None) -> Sequence[Mount]:
    if given is not None:
        return given
    try:
        return parse_mounts(
            Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        )
    except OSError:
        return ()


def _is_on_network(
    place: PurePath, mounts: Sequence[Mount], is_remote_drive: Callable[[PurePath], bool]
) -> bool:
    text = str(place).replace("/", "\\")
    if text.upper().startswith("\\\\?\\UNC\\") or (text.startswith("\\\\") and text[2:3] not in "?."):
        return True
    if is_remote_drive(place):
        return True
    holding = [mount for mount in mounts if place.is_relative_to(mount.point)]
    if not holding:
        return False
    # The longest mount point holds the folder; of several on the same point, the last hides the others.
    longest = max(len(mount.point.parts) for mount in holding)
    return [m for m in holding if len(m.point.parts) == longest][-1].kind in _NETWORK_TYPES


def _is_remote_drive(place: PurePath) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == drive_remote)
    return False


def _better_place(
    mounts: Sequence[Mount], environment: Mapping[str, str], is_remote_drive: Callable[[PurePath], bool]
) -> Path:
    """The first of the usual places that is neither on the network nor synchronised; homes often are."""
    import platformdirs  # only a refusal needs it

    usual = Path(platformdirs.user_data_dir("halsoskola", appauthor=False, roaming=False))
    shared = Path(platformdirs.site_data_dir("halsoskola", appauthor=False))
    local = Path("C:/halsoskola") if sys.platform == "win32" else Path("/var/lib/halsoskola")
    for place in (usual, shared, local):
        if not _is_on_network(place, mounts, is_remote_drive) and not synchronising_service(
            place, environment
        ):
            return place
    return usual
