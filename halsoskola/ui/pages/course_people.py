"""The part "Deltagare": who is in the course, and everything that is done to one person or a whole list."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.courses import Track
from halsoskola.domain.participants import EnrolmentStatus
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.services.courses import CourseView
from halsoskola.services.participants import PersonLine
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.import_list import ImportListDialog, dropped_file
from halsoskola.ui.dialogs.person import PersonDialog
from halsoskola.ui.models.people import PeopleColumn, PeopleModel
from halsoskola.ui.pages.course_part import CoursePart
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import FlowRow
from halsoskola.ui.widgets.dialog import Question
from halsoskola.ui.widgets.fitting import fit_columns
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import KeyHelp
from halsoskola.ui.widgets.table import Table


class PeoplePart(CoursePart):
    """The list of people with its keys. A list from the office may also be dropped on it."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.ENROLMENT, Kind.PARTICIPANT})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._go_to_id = ""
        self._shown_id = ""
        self.setAcceptDrops(True)
        self.model = PeopleModel(self)
        self.table = Table(self.model, row_height=36, name=_("Deltagare"))
        self.table.installEventFilter(self)
        self._new = KeyButton(_("Ny deltagare …"), "N", primary=True, icon="user-plus")
        self._list = KeyButton(_("Läs in lista …"), "I", icon="upload")
        self._edit = KeyButton(_("Ändra …"), "Enter", icon="pencil")
        self._move = KeyButton(_("Byt grupp"), "M", icon="arrow-right-left")
        self._seat = KeyButton(_("Ge plats"), "P", icon="user-check")
        self._end = KeyButton(_("Avsluta …"), "Del", icon="door-open")
        card = Card()
        card.add(self.table, 1)
        card.add(FlowRow((self._edit, self._move, self._seat, self._end)))
        first = QWidget()
        buttons = QHBoxLayout(first)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(theme().gap(8))
        self._first_list = KeyButton(_("Läs in lista …"), "Enter", primary=True, icon="upload")
        self._first_person = KeyButton(_("Skriv in en deltagare …"), icon="user-plus")
        buttons.addWidget(self._first_list)
        buttons.addWidget(self._first_person)
        empty = Card()
        empty.add(
            EmptyState(
                "users-round",
                _("Inga deltagare än"),
                _(
                    "Läs in listan som du har fått, från Excel eller som .csv, eller dra den hit. "
                    "Du kan också skriva in dem en i taget."
                ),
                first,
            ),
            1,
        )
        self._blank = QWidget()
        self._stack = QStackedWidget()
        for part in (self._blank, card, empty):
            self._stack.addWidget(part)
        self.column.addWidget(self._stack, 1)
        for button, does in (
            (self._new, self.new_person),
            (self._first_person, self.new_person),
            (self._list, self.import_list),
            (self._first_list, self.import_list),
            (self._edit, self.edit_person),
            (self._move, self.move_person),
            (self._seat, self.give_seat),
            (self._end, self.end_person),
        ):
            button.clicked.connect(lambda _checked=False, call=does: call())
        self.table.activated.connect(lambda _index: self.edit_person())
        self.table.key_typed.connect(self._on_key)
        self.table.selectionModel().currentChanged.connect(lambda *_indexes: self._fit_buttons())
        self.model.modelReset.connect(self._fit_columns)
        self._fit_columns()

    # The page

    def header_buttons(self) -> tuple[QWidget, ...]:
        return (self._list, self._new)

    def show_course(self, view: CourseView) -> None:
        self.view = view
        people = self.context.services.participants

        def done(lines: Sequence[PersonLine]) -> None:
            if self.view is view:
                self._show(view, lines)

        self.context.read(lambda: people.list(view.course.id), done, owner=self)

    def _show(self, view: CourseView, lines: Sequence[PersonLine]) -> None:
        kept = self.line()
        kept_id = self._go_to_id or (kept.enrolment.id if kept is not None else "")
        self._go_to_id = ""
        self.model.set_people(lines, uses_names=view.course.uses_names)
        was_blank = self._stack.currentWidget() is self._blank
        had_keyboard = self._has_keyboard()
        self._stack.setCurrentIndex(1 if lines else 2)
        if lines:
            fresh = self._shown_id != view.course.id
            at = 0 if fresh else max(0, self.model.row_of(kept_id))
            if at != self.table.current_row():
                self.table.go_to_row(at)
        self._shown_id = view.course.id
        self._fit_columns()
        self._fit_buttons()
        if had_keyboard or was_blank:
            self.focus_first()

    def _has_keyboard(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def focus_first(self) -> None:
        if self._stack.currentIndex() == 2:
            self._first_list.setFocus()
        else:
            self.table.setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("N", _("Ny deltagare")),
            KeyHelp("Enter", _("Ändra uppgifter")),
            KeyHelp("I", _("Läs in en lista")),
            KeyHelp("M", _("Byt mellan förmiddag och eftermiddag")),
            KeyHelp("P", _("Ge plats från väntelistan")),
            KeyHelp("Delete", _("Avsluta deltagaren")),
        )

    def line(self) -> PersonLine | None:
        """The person that the keys act on."""
        return self.model.line(self.table.current_row())

    def _fit_columns(self) -> None:
        columns = self.model.columns
        shared = [columns.index(PeopleColumn.LANGUAGE), columns.index(PeopleColumn.UNDERSTANDS)]
        if PeopleColumn.NAME in columns:
            shared.append(columns.index(PeopleColumn.NAME))
        fit_columns(self.table, shared, least=140)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_buttons(self) -> None:
        line = self.line()
        status = line.enrolment.status if line is not None else None
        self._edit.setEnabled(line is not None)
        self._move.setEnabled(line is not None and self._other_track(line) is not None)
        self._seat.setEnabled(status is EnrolmentStatus.WAITING)
        self._end.setEnabled(status in (EnrolmentStatus.WAITING, EnrolmentStatus.TAKING_PART))

    def _other_track(self, line: PersonLine) -> Track | None:
        if self.view is None or line.enrolment.status is EnrolmentStatus.ENDED:
            return None
        return next((one.track for one in self.view.tracks if one.track.id != line.track.id), None)

    def _on_key(self, key: str) -> None:
        keys: dict[str, Callable[[], None]] = {
            "N": self.new_person,
            "I": self.import_list,
            "M": self.move_person,
            "P": self.give_seat,
        }
        if key in keys:
            keys[key]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Before there is a list to have the keyboard, the keys on the buttons work all the same."""
        if self._stack.currentIndex() == 2 and not event.modifiers() and event.text().upper() in ("N", "I"):
            self._on_key(event.text().upper())
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
        ):
            self.end_person()
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = dropped_file(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.import_list(file)

    # What can be done

    def new_person(self) -> None:
        if self.view is None:
            return
        dialog = PersonDialog(self.context, self.view, self.model.lines(), parent=self)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def edit_person(self) -> None:
        line = self.line()
        if self.view is None or line is None:
            return
        dialog = PersonDialog(self.context, self.view, self.model.lines(), line, parent=self)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, enrolment_id: str, text: str) -> None:
        # The list has heard of the change already; the ring goes to whom it is about.
        row = self.model.row_of(enrolment_id)
        if row >= 0:
            self.table.go_to_row(row)
        else:
            self._go_to_id = enrolment_id
        self.say_done(text)

    def import_list(self, file: Path | None = None) -> None:
        """Opens the dialog for an office list; with `file` that one is read at once."""
        if self.view is None:
            return
        dialog = ImportListDialog(self.context, self.view.course, file, parent=self)
        dialog.read_in.connect(self._on_read_in)
        dialog.open()

    def _on_read_in(self, count: int) -> None:
        text = ngettext("{count} deltagare är inläst.", "{count} deltagare är inlästa.", count)
        self.say_done(text.format(count=count))

    def move_person(self) -> None:
        line = self.line()
        track = self._other_track(line) if line is not None else None
        if line is None or track is None:
            return
        people, who, run = self.context.services.participants, line.enrolment.id, track.code
        text = _("{number} går nu på {run}.").format(number=line.enrolment.label, run=_definite(track))
        self._do(lambda: people.move(who, run), text)

    def give_seat(self) -> None:
        line = self.line()
        if line is None or line.enrolment.status is not EnrolmentStatus.WAITING:
            return
        people, who = self.context.services.participants, line.enrolment.id
        text = _("{number} har fått plats på {run}.").format(
            number=line.enrolment.label, run=_definite(line.track)
        )
        self._do(lambda: people.give_seat(who), text)

    def end_person(self) -> None:
        """Ends the person's place, after one question."""
        line = self.line()
        if line is None or line.enrolment.status is EnrolmentStatus.ENDED:
            return
        number = line.enrolment.label
        if line.enrolment.status is EnrolmentStatus.WAITING:
            told = [_("{number} står inte längre på väntelistan.").format(number=number)]
        elif line.enrolment.since > self.context.services.clock.today():
            told = [_("{number} väntas inte till någon träff. Platsen blir ledig.").format(number=number)]
        else:
            told = [
                _("{number} väntas till och med i dag, sedan inte mer. Platsen blir ledig.").format(
                    number=number
                ),
                _("Det som står i närvaron ligger kvar."),
            ]
        question = Question(
            _("Avsluta {number}?").format(number=number),
            (*told, _("Du kan ångra.")),
            _("Avsluta {number}").format(number=number),
            parent=self,
        )
        people, who = self.context.services.participants, line.enrolment.id
        text = _("{number} är avslutad.").format(number=number)
        question.accepted.connect(lambda: self._do(lambda: people.end(who), text))
        question.open()

    def _do(self, job: Callable[[], Changes], text: str) -> None:
        def done(_changes: Changes) -> None:
            self.say_done(text)

        self.context.write(job, done, owner=self)


def _definite(track: Track) -> str:
    """ "förmiddagen", as one says it after "på"."""
    return {"fm": _("förmiddagen"), "em": _("eftermiddagen")}.get(track.code.value, label(track.code))
