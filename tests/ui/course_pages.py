"""What the tests of course pages and dialogs share: a context on real services, and a page that hears of changes."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from halsoskola.domain.courses import TrackCode
from halsoskola.services.bundle import Services
from halsoskola.services.courses import CourseView, NewCourse
from halsoskola.services.participants import PersonFacts
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import PageContext
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.widgets.notices import Notice
from halsoskola.ui.widgets.page import Page, PageAddress

FM, EM = TrackCode.FM, TrackCode.EM
LISTS = Path(__file__).parents[1] / "lists" / "data"
Key = Qt.Key

W = TypeVar("W", bound=QObject)


@dataclass
class Desk:
    """A context, and what the window would have heard.

    host: what dialogs belong to; they delete themselves when they close, which pytest-qt cannot bear.
    """

    services: Services
    runner: InlineRunner = field(default_factory=InlineRunner)
    bus: ChangeBus = field(default_factory=ChangeBus)
    visited: list[PageAddress] = field(default_factory=list)
    said: list[Notice] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    host: QWidget = field(default_factory=QWidget)

    def __post_init__(self) -> None:
        self.context = PageContext(self.services, self.runner, self.bus)
        self.runner.troubled.connect(self.troubles.append)

    def show(self, qtbot: QtBot, page: Page, address: PageAddress) -> None:
        """Shows a page as the window does, and lets it hear of changes."""
        qtbot.addWidget(page)
        page.go_to.connect(self.visited.append)
        page.notice.connect(self.said.append)
        self.bus.changed.connect(page.on_changes)
        page.resize(1150, 740)
        page.show_address(address)
        page.refresh()
        page.show()
        page.focus_first()


def dialog_of(page: QWidget, kind: type[W]) -> W:
    """The dialog that the page has just opened."""
    found = page.findChildren(kind)
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def a_course(
    services: Services,
    *,
    start: date = date(2027, 1, 19),
    names: bool = False,
    seats: int = 12,
    name: str = "",
) -> CourseView:
    """Twelve Tuesdays, morning and afternoon."""
    wish = NewCourse(
        "malmo-halsoskola-12", start, (FM, EM), name=name, uses_names=names, venue="Rum Eken", capacity=seats
    )
    return services.courses.view(services.courses.create(wish).course.id)


def a_person(
    services: Services, course_id: str, run: TrackCode = FM, language: str = "ar", **facts: object
) -> str:
    """Enrols somebody; returns the enrolment's id."""
    person = PersonFacts(language, reads=language, **facts)  # type: ignore[arg-type]
    return services.participants.add(course_id, run, person).enrolment.id


def a_list(
    folder: Path, *rows: tuple[object, ...], header: tuple[str, ...] = ("Nr", "Språk", "Grupp")
) -> Path:
    """An office list as an Excel file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(row)
    file = folder / "lista.xlsx"
    book.save(file)
    return file
