"""Makes the pictures of the README from the demonstration, the same on every computer.

    python -m tests.tools.make_screenshots [FOLDER]

FOLDER is `resources/screenshots` unless given. Runs without a screen. Letters come from the fonts that the program
prints with, and it is always a Tuesday in March 2027, so a new picture differs from the old one only where the
program does.
"""

import os
import sys
import tempfile
from datetime import date, datetime, time
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from halsoskola.app import WindowLife
from halsoskola.documents.preview import PdfPages
from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import SWEDEN
from halsoskola.i18n.catalogues import use_language
from halsoskola.i18n.dates import day
from halsoskola.program import plan_service
from halsoskola.services.clock import Clock
from halsoskola.services.handouts import HandoutService
from halsoskola.settings import Paths, program_root
from halsoskola.ui.widgets.page import PageAddress
from tests.tools.screenshots import HEIGHT, WIDTH, settle

TUESDAY = date(2027, 3, 2)
MORNING, IN_THE_ROOM = time(8, 10), time(9, 50)
SCREEN_DPI = 96
DESK, GAP = "#DDE3E3", 24
"""What the pages lie on, and pixels between them."""
LONGEST_WAIT = 60_000
"""Milliseconds until the demonstration must be there."""

FONT_RULES = """<?xml version="1.0"?>
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="family" mode="append"><string>Noto Sans</string></edit></match>
</fontconfig>
"""


def main() -> int:
    root = program_root()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "resources" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="halsoskola-screenshots-") as throwaway:
        paths = Paths(data=Path(throwaway) / "data", root=root)
        use_language("sv", paths.translations)
        choose_platform(Path(throwaway), paths.resources / "fonts")
        take_windows(paths, folder)
        take_paper(paths, folder / "papper.png")
    return 0


def choose_platform(throwaway: Path, fonts: Path) -> None:
    """No screen, and only our own fonts. To be called before there is a QApplication."""
    rules = throwaway / "fonts.conf"
    rules.write_text(FONT_RULES.format(fonts=fonts, cache=throwaway / "fonts"), encoding="utf-8")
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "FONTCONFIG_FILE": str(rules)}


def take_windows(paths: Paths, folder: Path) -> None:
    """Idag, and the occasion that the demonstration has today, before and while it is held."""
    app = QApplication(sys.argv[:1])
    with mock.patch.object(Clock, "now", return_value=datetime.combine(TUESDAY, MORNING, SWEDEN)) as now:
        life = WindowLife(app, paths, demo=True)
        life.window.resize(WIDTH, HEIGHT)
        opened = QEventLoop()
        life.opened.connect(opened.quit)
        QTimer.singleShot(LONGEST_WAIT, lambda: opened.exit(1))
        life.begin()
        if opened.exec():
            raise TimeoutError("the demonstration did not open")
        services = life._services
        assert services is not None
        occasion = services.today.view().rooms[0].placed.occasion.id
        people = services.attendance.register(occasion).lines
        take(life, PageAddress("today"), folder / "idag.png")
        take(life, PageAddress("occasion", occasion, "before"), folder / "traff-fore.png")
        now.return_value = datetime.combine(TUESDAY, IN_THE_ROOM, SWEDEN)
        services.attendance.mark(occasion, people[2].enrolment.id, MarkKind.LATE, 12)
        services.attendance.mark(occasion, people[6].enrolment.id, MarkKind.ABSENT)
        take(life, PageAddress("occasion", occasion, "during"), folder / "traff-under.png")
        life.window.close()
        life.end()


def take(life: WindowLife, address: PageAddress, file: Path) -> None:
    """One page as a leader sees it, once everything it asked the database for has come."""
    life.window.go_to(address)
    settle(1500)
    life.window.resize(WIDTH, HEIGHT)
    settle(300)
    if not life.window.grab().save(str(file)):
        raise OSError(f"could not write {file}")
    print(file)


def take_paper(paths: Paths, file: Path) -> None:
    """A handout with Arabic words, its two pages side by side."""
    plans = plan_service(paths)
    handouts = HandoutService(plans)
    made = handouts.make(plans.plan("somn"), ["ar"], occasion=f"Träff 5 · {day(TUESDAY)}")
    with PdfPages(handouts.render([made])) as pages:
        drawn = [pages.render(number, SCREEN_DPI) for number in range(len(pages))]
    width = sum(page.width for page in drawn) + GAP * (len(drawn) + 1)
    desk = QImage(width, drawn[0].height + 2 * GAP, QImage.Format.Format_RGB32)
    desk.fill(QColor(DESK))
    painter = QPainter(desk)
    left = GAP
    for page in drawn:
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        painter.drawImage(left, GAP, image)
        left += page.width + GAP
    painter.end()
    if not desk.save(str(file)):
        raise OSError(f"could not write {file}")
    print(file)


if __name__ == "__main__":
    sys.exit(main())
