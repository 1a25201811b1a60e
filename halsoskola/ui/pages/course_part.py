"""What the parts of the course page share: they are given the course, and tell the page where to go."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from halsoskola.domain.changes import Kind
from halsoskola.i18n.catalogues import _
from halsoskola.services.courses import CourseView
from halsoskola.ui.context import PageContext
from halsoskola.ui.widgets.notices import Notice
from halsoskola.ui.widgets.page import KeyHelp


class CoursePart(QWidget):
    """One tab. The page calls `show_course` whenever the tab is visible and something may have changed."""

    go_to = Signal(object)
    """A `PageAddress`."""

    notice = Signal(object)
    """A `Notice` for the bar at the bottom of the window."""

    kinds: ClassVar[frozenset[Kind]] = frozenset()
    """What it shows beside the course itself."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.view: CourseView | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    @property
    def course_id(self) -> str:
        """The course that is shown, "" before any is."""
        return self.view.course.id if self.view is not None else ""

    def header_buttons(self) -> tuple[QWidget, ...]:
        """Buttons for the page's header, shown while this part is."""
        return ()

    def show_course(self, view: CourseView) -> None:
        """Reads what belongs to the course, and shows it. What is being typed must survive it."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Puts the keyboard where work begins."""
        raise NotImplementedError

    def key_help(self) -> tuple[KeyHelp, ...]:
        return ()

    def say_done(self, text: str) -> None:
        """Tells what was saved, with the way back."""
        self.notice.emit(Notice(text, action=_("Ångra"), key="Ctrl Z"))
