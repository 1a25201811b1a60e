"""Takes pictures of widgets as a leader sees them: 1366×768, in light, dark, and with 200 % text.

    python -m tests.tools.screenshots OUT_FOLDER [NAME …]

makes pictures of the gallery, the unlock page and the first start; other pages are taken through `grab_looks`.
Run it under a real screen or Xvfb (QT_QPA_PLATFORM=xcb) to see real fonts.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from halsoskola.ui.theme import SchemeChoice, apply_theme

WIDTH, HEIGHT = 1366, 768


@dataclass(frozen=True, slots=True)
class Look:
    name: str
    choice: SchemeChoice
    percent: int


LOOKS = (
    Look("light", SchemeChoice.LIGHT, 100),
    Look("dark", SchemeChoice.DARK, 100),
    Look("200", SchemeChoice.LIGHT, 200),
)


def settle(milliseconds: int = 80) -> None:
    """Lets layouts, fonts and lazily painted parts come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def grab(widget: QWidget, file: Path, *, width: int = WIDTH, height: int = HEIGHT) -> Path:
    """Shows `widget` at the given size, waits until it has settled, and writes a PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()  # so that the ring around what has the keyboard is in the picture
    settle()
    if not widget.grab().save(str(file)):
        raise OSError(f"could not write {file}")
    return file


def grab_looks(make: Callable[[], QWidget], folder: Path, name: str) -> list[Path]:
    """One picture per look; `make` is called anew for each, so that sizes are worked out for its text size."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    files = []
    for look in LOOKS:
        apply_theme(app, look.choice, look.percent)
        widget = make()
        files.append(grab(widget, folder / f"{name}-{look.name}.png"))
        widget.close()
        widget.deleteLater()
    return files


def main() -> int:
    from tests.tools import gallery

    app = QApplication(sys.argv[:1])
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("screenshots")
    wanted = sys.argv[2:]
    for name, make in gallery.SCREENS.items():
        if not wanted or name in wanted:
            for file in grab_looks(make, folder, name):
                print(file)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
