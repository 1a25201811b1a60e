"""Where the system's file dialogs begin: in the leader's own documents, never in the program's folder."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def in_documents(name: str = "") -> str:
    """The path of `name` in the documents folder, for a dialog to suggest; without a name the folder itself."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else Path.home()
    if not folder.is_dir():
        folder = Path.home()
    return str(folder / name)
