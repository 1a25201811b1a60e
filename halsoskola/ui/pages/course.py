"""One course: its header, and the parts that exist so far: schedule, people, attendance."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import N_, _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.messages import sentence
from halsoskola.services.courses import CourseView
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.courses import course_days_long, seats_text
from halsoskola.ui.pages.course_attendance import AttendancePart
from halsoskola.ui.pages.course_part import CoursePart
from halsoskola.ui.pages.course_people import PeoplePart
from halsoskola.ui.pages.course_schedule import SchedulePart
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.head import PageHead
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress, page_column
from halsoskola.ui.widgets.tabs import SegmentedTabs

PARTS = (
    ("schedule", N_("Schema")),
    ("people", N_("Deltagare")),
    ("attendance", N_("Närvaro")),
    ("prints", N_("Utskrifter")),
)


class CoursePage(Page):
    """Shows the course that its address names; a part is made when it is first looked at."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.COURSE,
            Kind.OCCASION,
            Kind.ENROLMENT,
            Kind.PARTICIPANT,
            Kind.MARK,
            Kind.BOOKING,
            Kind.AGENCY,
            Kind.FACT,
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._course_id = ""
        self._view: CourseView | None = None
        self._part = "schedule"
        self._read_part = ""
        self._parts: dict[str, CoursePart] = {}
        self.title = _("Kurs")
        self.header = PageHeader(breadcrumb=(_("Kurser"),))
        self.header.crumb_chosen.connect(lambda _at: self.go_to.emit(PageAddress("courses")))
        self.tabs = SegmentedTabs([_(title) for _part, title in PARTS])
        self.tabs.setAccessibleName(_("Kursens delar"))
        self._stack = QStackedWidget()
        self._empty = QWidget()
        self._stack.addWidget(self._empty)
        column = page_column(self)
        self._head = PageHead(self.header)
        column.addWidget(self._head)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.addLayout(row)
        column.setSpacing(theme().gap(12))
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    @property
    def part(self) -> CoursePart:
        """The part that is shown; made now if this is the first time."""
        made = self._parts.get(self._part)
        if made is None:
            made = self._make(self._part)
            self._parts[self._part] = made
            made.go_to.connect(self.go_to)
            made.notice.connect(self.notice)
            for action in made.header_buttons():
                action.setVisible(False)
                self._head.add(action)
            self._stack.addWidget(made)
        return made

    def _make(self, part: str) -> CoursePart:
        if part == "people":
            return PeoplePart(self._context, self)
        if part == "attendance":
            return AttendancePart(self._context, self)
        if part == "prints":
            from halsoskola.ui.pages.course_prints import PrintsPart

            return PrintsPart(self._context, self)
        return SchedulePart(self._context, self)

    def show_address(self, address: PageAddress) -> None:
        names = [name for name, _title in PARTS]
        if address.subject != self._course_id:
            self._view = None
            self._course_id = address.subject
        self._show_part(address.part if address.part in names else self._part)

    def _show_part(self, part: str) -> None:
        self._part = part
        names = [name for name, _title in PARTS]
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(names.index(part))
        self.tabs.blockSignals(False)
        shown = self.part
        for one in self._parts.values():
            for action in one.header_buttons():
                action.setVisible(one is shown)
        # Nothing of another course may be seen while this one is read.
        self._stack.setCurrentWidget(shown if self._view is not None else self._empty)

    def _on_tab(self, at: int) -> None:
        part = PARTS[at][0]
        self._show_part(part)
        self._read_part = ""
        # The window remembers where we are and reads the page again; a page by itself does it here.
        self.go_to.emit(PageAddress("course", self._course_id, part))
        if self._read_part != part:
            self.refresh()

    def refresh(self) -> None:
        if not self._course_id:
            return
        self._read_part = self._part
        asked, courses = self._course_id, self._context.services.courses

        def done(view: CourseView) -> None:
            if asked == self._course_id:
                self._show(view)

        self._context.read(lambda: courses.view(asked), done, self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self._context.runner.troubled.emit(error)
        if isinstance(error, RuleBroken) and error.refusal is Refusal.COURSE_GONE:
            # Making it was undone, most likely.
            self._course_id = ""
            self._view = None
            self._stack.setCurrentWidget(self._empty)
            self.header.set_title(_("Kurs"), sentence(error))
            self.go_to.emit(PageAddress("courses"))

    def _show(self, view: CourseView) -> None:
        self._view = view
        today = self._context.services.clock.today()
        course = view.course
        count = len(view.meetings)
        parts = [
            dates.capital(course_days_long(course, today)),
            ngettext("{count} träff", "{count} träffar", count).format(count=count),
            label(view.status),
            seats_text(view.tracks),
        ]
        self.header.set_title(course.name, " · ".join(part for part in parts if part))
        self.title = course.name
        self.title_changed.emit(course.name)
        shown = self.part
        was_empty = self._stack.currentWidget() is self._empty
        self._stack.setCurrentWidget(shown)
        shown.show_course(view)
        if was_empty and self.isVisible():
            self.focus_first()

    def is_concerned(self, changes: Changes) -> bool:
        return bool(self._course_id) and super().is_concerned(changes)

    def focus_first(self) -> None:
        if self.tabs.hasFocus():
            return  # the arrow keys go on along the tabs
        if self._stack.currentWidget() is self._empty:
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tabs.clearFocus()
            self.setFocus()
        else:
            self.part.focus_first()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return self.part.key_help()
