"""The list of courses: newest first, found by typing, opened with Enter. What is inside a course has its own page."""

from typing import ClassVar

from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from halsoskola.domain.changes import Kind
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.new_course import NewCourseDialog
from halsoskola.ui.models.courses import CoursesModel
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.fields import SearchField
from halsoskola.ui.widgets.fitting import fit_columns
from halsoskola.ui.widgets.head import PageHead
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress, page_column
from halsoskola.ui.widgets.table import Table


class CoursesPage(Page):
    """The part "new" of its address opens the dialog for a new course at once."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.COURSE, Kind.OCCASION, Kind.ENROLMENT})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._context = context
        self._kept_id = ""
        self._opens_new = False
        self.title = _("Kurser")
        self._search = SearchField(_("Sök på namn eller nummer"), "Ctrl F")
        self._search.setFixedWidth(t.px(290))
        self._new = KeyButton(_("Ny kurs …"), "N", primary=True, icon="plus")
        self.header = PageHeader(_("Kurser"))
        head = PageHead(self.header, narrow=600)
        head.add(self._search)
        head.add(self._new)
        self.model = CoursesModel(context, self)
        self.table = Table(self.model, stretch=CoursesModel.NAME, row_height=40, name=_("Kurser"))
        card = Card()
        card.add(self.table, 1)
        self._first = KeyButton(_("Skapa min första kurs"), "Enter", primary=True, icon="plus")
        empty = _framed(
            EmptyState(
                "users-round",
                _("Du har inga kurser än"),
                _(
                    "En kurs görs av ett kursupplägg. Du väljer startdag och grupper, "
                    "så räknar programmet ut alla träffar."
                ),
                self._first,
            )
        )
        self._nothing = EmptyState("search", _("Ingen kurs passar"))
        self._stack = QStackedWidget()
        for part in (card, empty, _framed(self._nothing)):
            self._stack.addWidget(part)
        column = page_column(self)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self._new.clicked.connect(self.new_course)
        self._first.clicked.connect(self.new_course)
        self._search.textChanged.connect(self.model.search)
        self._search.moved_on.connect(self._go_to_hits)
        self.table.activated.connect(lambda index: self.open_course(index.row()))
        self.table.key_typed.connect(self._on_key)
        self.model.filled.connect(self._on_filled)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._search.setFocus)

    def show_address(self, address: PageAddress) -> None:
        self._opens_new = address.part == "new"

    def refresh(self) -> None:
        self.model.reload()

    def focus_first(self) -> None:
        # Coming to the page, Qt puts the keyboard in the first field; only who is searching already stays there.
        if self._search.hasFocus() and self._search.text():
            return
        if self._stack.currentIndex() == 1:
            self._first.setFocus()
        else:
            self.table.setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("Enter", _("Öppna kursen")),
            KeyHelp("N", _("Ny kurs")),
            KeyHelp("Ctrl F", _("Sök på namn eller nummer")),
            KeyHelp("Esc", _("Töm sökfältet")),
        )

    def open_course(self, row: int) -> None:
        """Goes to the course of a row; nothing without one."""
        line = self.model.line(row)
        if line is not None:
            self.go_to.emit(PageAddress("course", line.course.id, "schedule"))

    def new_course(self) -> None:
        """Opens the dialog; the new course is shown when it has been made."""
        dialog = NewCourseDialog(self._context, parent=self)
        dialog.made.connect(self._on_made)
        dialog.open()

    def _on_made(self, course_id: str) -> None:
        self.go_to.emit(PageAddress("course", course_id, "people"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Before there is a list to have the keyboard, the key on the button works all the same."""
        if self._stack.currentIndex() == 1 and not event.modifiers() and event.text().upper() == "N":
            self.new_course()
            return
        super().keyPressEvent(event)

    def _on_key(self, key: str) -> None:
        if key == "N":
            self.new_course()

    def _go_to_hits(self) -> None:
        if self.model.rowCount():
            self.table.go_to_row(max(0, self.table.current_row()))
            self.table.setFocus()

    def _keep_place(self) -> None:
        line = self.model.line(self.table.current_row())
        self._kept_id = line.course.id if line is not None else self._kept_id

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_columns(self.table, (CoursesModel.NAME,), least=230)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self.table, (CoursesModel.NAME,), least=230)

    def _on_filled(self) -> None:
        total = self.model.total
        self.header.set_title(
            _("Kurser"),
            ngettext("{count} kurs", "{count} kurser", total).format(count=total) if total else "",
        )
        self._search.setVisible(bool(total))
        self._new.setVisible(bool(total))
        shown = 1 if not total else 0 if self.model.rowCount() else 2
        if shown == 2:
            self._nothing.set_words(
                _("Ingen kurs passar"),
                _("Ingen kurs heter eller har numret ”{text}”. Esc tömmer sökfältet.").format(
                    text=self.model.wanted
                ),
            )
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._stack.setCurrentIndex(shown)
        fit_columns(self.table, (CoursesModel.NAME,), least=230)
        if shown == 0 and self.table.current_row() < 0:
            self.table.go_to_row(max(0, self.model.row_of(self._kept_id)))
        if shown == 1 and (had_focus or self.isVisible()):
            self._first.setFocus()
        if self._opens_new:
            self._opens_new = False
            self.new_course()


def _framed(inside: QWidget) -> Card:
    card = Card()
    card.add(inside, 1)
    return card
