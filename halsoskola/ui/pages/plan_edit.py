"""The editor of session plans: content, blocks, and the participants' text beside its true page.

Page "plan_edit": `PageAddress("plan_edit", plan_id, "content" | "blocks" | "sheet")`. With `course_id:plan_id` as its
subject it changes only the copy that this course keeps.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.plan_differences import Difference
from halsoskola.domain.plans import SessionPlan
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.messages import sentence
from halsoskola.services.bundle import Services
from halsoskola.services.plan_editing import EditPlace, EditView, Origin
from halsoskola.ui.context import PageContext
from halsoskola.ui.pages.plan_edit_desk import PlanDesk
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.flowing import FlowingPage
from halsoskola.ui.widgets.head import PageHead
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState, NoticeKind
from halsoskola.ui.widgets.page import KeyHelp, PageAddress, page_column
from halsoskola.ui.widgets.saving import SavedSign
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.tabs import SegmentedTabs

if TYPE_CHECKING:
    from halsoskola.ui.pages.plan_edit_blocks import BlocksPart
    from halsoskola.ui.pages.plan_edit_content import ContentPart
    from halsoskola.ui.pages.plan_edit_sheet import SheetPart

CONTENT, BLOCKS, SHEET = PARTS = ("content", "blocks", "sheet")


def version_headings(place: EditPlace) -> tuple[str, str]:
    """What the two versions of a plan that are compared are called."""
    if place.course_id:
        return _("Din standard"), _("Den här kursen")
    return _("Medföljer programmet"), _("Din version")


def show_differences(context: PageContext, place: EditPlace, title: str, parent: QWidget) -> None:
    """Opens the comparison; what was changed a moment ago must have been handed over for saving."""
    editing = context.services.plan_editing

    def shown(found: tuple[Difference, ...]) -> None:
        from halsoskola.ui.pages.plan_edit_differences import DifferencesDialog

        heading = _("Skillnad: {plan}").format(plan=title)
        DifferencesDialog(heading, version_headings(place), found, parent).open()

    context.read(lambda: editing.differences(place), shown, owner=parent)


class PlanEditPage(FlowingPage):
    """Everything is saved by itself; nothing is refused because something else is not finished."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN, Kind.FACT})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._place = EditPlace("")
        self._part = ""
        self._watched: QWidget | None = None
        self.title = _("Ändra träffplan")
        self.desk = PlanDesk(context, self)
        self._header = PageHeader("", "", [_("Träffplaner")])
        self._head = PageHead(self._header, narrow=900)
        self.saved_sign = SavedSign()
        self.keep_button = KeyButton(_("Spara som min standard"), icon="star")
        self.differences_button = KeyButton(_("Visa skillnad"), icon="arrow-right-left")
        self.print_button = KeyButton(_("Skriv ut blad …"), icon="printer", shortcut="Ctrl+P")
        for button in (self.saved_sign, self.differences_button, self.keep_button, self.print_button):
            self._head.add(button)
        self.tabs = SegmentedTabs([_("Innehåll"), _("Moment"), _("Blad")])
        self._made: dict[str, ContentPart | BlocksPart | SheetPart] = {}
        self._steps = Steps()
        self._places = {name: QWidget() for name in PARTS}
        for place in self._places.values():
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            self._steps.add(place)
        self._failure = QWidget()
        self._failure.hide()
        self._column = page_column(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self.tabs)
        self._column.addWidget(self._steps, 1)
        self._column.addWidget(self._failure)
        self._header.crumb_chosen.connect(self._on_crumb)
        self.tabs.currentChanged.connect(self._on_tab)
        self.keep_button.clicked.connect(lambda: self.keep(None))
        self.differences_button.clicked.connect(self.compare)
        self.print_button.clicked.connect(self.print_handout)
        self.desk.loaded.connect(self._tell_head)
        self.desk.changed.connect(self._tell_head)
        self.desk.saved.connect(self._on_saved)
        self.desk.refused.connect(lambda said: self.say(said, NoticeKind.REFUSED))

    # Parts, each made when it is first looked at

    @property
    def content(self) -> "ContentPart":
        return cast("ContentPart", self._made.get(CONTENT) or self._make(CONTENT))

    @property
    def blocks(self) -> "BlocksPart":
        return cast("BlocksPart", self._made.get(BLOCKS) or self._make(BLOCKS))

    @property
    def sheet(self) -> "SheetPart":
        return cast("SheetPart", self._made.get(SHEET) or self._make(SHEET))

    def _make(self, name: str) -> "ContentPart | BlocksPart | SheetPart":
        makers: dict[str, Callable[[], ContentPart | BlocksPart | SheetPart]] = {
            CONTENT: self._new_content,
            BLOCKS: self._new_blocks,
            SHEET: self._new_sheet,
        }
        part = makers[name]()
        self._made[name] = part
        layout = self._places[name].layout()
        assert layout is not None
        layout.addWidget(part)
        if self.desk.is_open:
            part.show_all()
        return part

    def _new_content(self) -> "ContentPart":
        from halsoskola.ui.pages.plan_edit_content import ContentPart

        part = ContentPart(self.desk)
        part.tested.told.connect(self.say)
        return part

    def _new_blocks(self) -> "BlocksPart":
        from halsoskola.ui.pages.plan_edit_blocks import BlocksPart

        part = BlocksPart(self.desk)
        part.keep_wanted.connect(self.keep)
        return part

    def _new_sheet(self) -> "SheetPart":
        from halsoskola.ui.pages.plan_edit_sheet import SheetPart

        part = SheetPart(self.desk)
        part.told.connect(lambda said: self.say(said, NoticeKind.TOLD))
        return part

    # Coming and going

    def show_address(self, address: PageAddress) -> None:
        place = EditPlace.of(address.subject)
        if place != self._place:
            self.flush()
            self.desk.close()
            self._place = place
        if address.part in PARTS:
            self._part = address.part
        elif not self._part:
            self._part = CONTENT
        self.tabs.setCurrentIndex(PARTS.index(self._part))
        self._current()

    def refresh(self) -> None:
        self.flush()
        services, place = self._context.services, self._place
        self._context.read(lambda: read_view(services, place), self._on_view, self._on_trouble, owner=self)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(Kind.FACT) or (
            self._place.subject in changes.ids(Kind.PLAN) and not self.desk.expects(changes)
        ):
            self.refresh()

    def focus_first(self) -> None:
        self._current().focus_first()

    def flush(self) -> None:
        """Hands over for saving everything that stands in a field."""
        if self.desk.is_open:
            for part in self._made.values():
                part.flush()
            self.desk.flush()

    def _current(self) -> "ContentPart | BlocksPart | SheetPart":
        name = PARTS[self.tabs.currentIndex()]
        return self._made.get(name) or self._make(name)

    def _on_view(self, view: EditView) -> None:
        if view.place != self._place:
            return
        if self.desk.is_open and not self.desk.is_saved:
            return  # she has gone on writing since it was read; what she writes counts
        had_focus = not self.desk.is_open
        self._failure.hide()
        self._steps.show()
        self.tabs.show()
        self.desk.load(view)
        if had_focus and self._has_keyboard():
            self.focus_first()

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return self.isVisible() and (focus is None or focus is self or self.isAncestorOf(focus))

    def _on_trouble(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        back = KeyButton(_("Till alla träffplaner"), icon="arrow-left", primary=True)
        back.clicked.connect(lambda: self.go_to.emit(PageAddress("plans")))
        card = Card()
        card.add(EmptyState("file-warning", _("Träffplanen går inte att ändra"), sentence(error), back))
        self._column.replaceWidget(self._failure, card)
        self._failure.hide()
        self._failure.deleteLater()
        self._failure = card
        card.show()
        self._steps.hide()
        self.tabs.hide()
        self._header.set_title(_("Träffplanen går inte att ändra"))
        for button in (self.keep_button, self.differences_button, self.print_button):
            button.hide()
        back.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.set_asking(True)
        window = self.window()
        if window is not self._watched:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            window.installEventFilter(self)
            self._watched = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._watched and self.isVisible():
            self.flush()  # the window waits for jobs that were handed over before it closes
            self.desk.set_asking(False)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def key_help(self) -> tuple[KeyHelp, ...]:
        here = {
            CONTENT: (
                KeyHelp("Enter", _("Lägg till mål eller ord; i listan: ändra")),
                KeyHelp("Del", _("Ta bort raden i listan")),
            ),
            BLOCKS: (
                KeyHelp("0–9", _("Ändra minuterna")),
                KeyHelp("F2", _("Skriv i rutan")),
                KeyHelp("N", _("Nytt moment")),
                KeyHelp("S", _("Dela momentet")),
                KeyHelp("T", _("Tolkas eller inte")),
                KeyHelp("B H M", _("Delar av KASAM")),
                KeyHelp("Alt ↑ ↓", _("Flytta momentet")),
                KeyHelp("Del", _("Ta bort momentet")),
            ),
            SHEET: (
                KeyHelp("F4", _("Nästa sak att titta på")),
                KeyHelp("Shift F4", _("Den förra")),
                KeyHelp("Alt 2", _("Lätt svenska")),
                KeyHelp("Alt 1", _("Bilder och få ord")),
                KeyHelp("Ctrl Shift B", _("Sätt in en bild")),
                KeyHelp("Ctrl Shift F", _("Sätt in en faktauppgift")),
            ),
        }[PARTS[self.tabs.currentIndex()]]
        return (
            *here,
            KeyHelp("Ctrl Tab", _("Nästa del")),
            KeyHelp("Ctrl P", _("Skriv ut blad")),
            KeyHelp("Ctrl Z", _("Ångra")),
        )

    # Head

    def _tell_head(self) -> None:
        view = self.desk.view
        if view is None:
            return
        title = self.desk.draft.plan.title
        said = {
            Origin.SHIPPED: _("Medföljer programmet. Första ändringen gör en egen kopia."),
            Origin.CHANGED: _("Din egen version. Den medföljande finns kvar."),
            Origin.OWN: _("Din egen träffplan."),
            Origin.COURSE: _("Ändringarna gäller bara kursen {course}.").format(course=view.course),
        }[view.origin]
        if view.place.course_id:
            self._header.set_breadcrumb([_("Kurser"), view.course, title])
        else:
            self._header.set_breadcrumb([_("Träffplaner"), title])
        self._header.set_title(_("Ändra: {plan}").format(plan=title), said)
        self.title = _("Ändra: {plan}").format(plan=title)
        self.title_changed.emit(self.title)
        self.keep_button.setVisible(view.origin is Origin.COURSE)
        self.differences_button.setVisible(view.origin in (Origin.CHANGED, Origin.COURSE))
        self.print_button.show()

    def _on_saved(self) -> None:
        self.saved_sign.flash()
        view = self.desk.view
        if view is not None and view.origin is Origin.SHIPPED:
            self.desk.view = replace(view, origin=Origin.CHANGED)
            self._tell_head()

    def _on_crumb(self, at: int) -> None:
        place = self._place
        if not place.course_id:
            self.go_to.emit(PageAddress("plan", place.subject) if at else PageAddress("plans"))
        elif at == 0:
            self.go_to.emit(PageAddress("courses"))
        elif at == 1:
            self.go_to.emit(PageAddress("course", place.course_id, "schedule"))
        else:
            self.go_to.emit(PageAddress("plan", place.subject))

    def _on_tab(self, index: int) -> None:
        self.flush()
        self._part = PARTS[index]
        self._steps.set_current(index)
        self._current()
        if self.desk.is_open and not self.tabs.hasFocus():
            self._current().focus_first()

    # Doing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_other_redo(event):
            self.redo()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def event(self, event: QEvent) -> bool:
        # The window's own undo is about the database. What is taken back here are the steps of this plan.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
                or _is_other_redo(event)
            )
        ):
            event.accept()
            return True
        return super().event(event)

    def undo(self) -> None:
        """Takes the last step back. Letters in a field are taken back by the field itself."""
        self._turn(self.desk.undo, _("Ångrade: {step}."), _("Det finns inget mer att ångra i träffplanen."))

    def redo(self) -> None:
        self._turn(self.desk.redo, _("Gjorde om: {step}."), _("Det finns inget att göra om i träffplanen."))

    def _turn(self, turn: Callable[[], str | None], done: str, nothing: str) -> None:
        self.flush()
        if BLOCKS in self._made:
            self.blocks.chosen.forget()
        label = turn()
        self.say(done.format(step=label) if label is not None else nothing, NoticeKind.TOLD)

    def compare(self) -> None:
        """Opens the two versions side by side."""
        self.flush()
        if self.desk.is_open:
            show_differences(self._context, self._place, self.desk.draft.plan.title, self.window())

    def keep(self, block: int | None) -> None:
        """Makes the course's copy, or one block of it, the leader's own standard."""
        self.flush()
        place = self._place
        if not place.course_id or not self.desk.is_open:
            return
        editing = self._context.services.plan_editing
        title = self.desk.draft.plan.title if block is None else self.desk.draft.plan.blocks[block].title

        def done(_changes: Changes) -> None:
            self.say(_("”{title}” är din standard nu. Nya kurser får den.").format(title=title))

        self._context.write(
            lambda: editing.keep_from_course(place.course_id, place.plan_id, block).changes, done, owner=self
        )

    def print_handout(self) -> None:
        """Asks for languages, level and size, for the text as it stands."""
        from halsoskola.ui.dialogs.handout import HandoutDialog
        from halsoskola.ui.pages.plan_edit_actions import languages_with_words

        self.flush()
        if not self.desk.is_open:
            return
        services, draft = self._context.services, self.desk.draft

        def job() -> tuple[SessionPlan, tuple[str, ...]]:
            plan = services.plan_editing.finished_plan(draft)
            return plan, languages_with_words(services, plan)

        def shown(answer: tuple[SessionPlan, tuple[str, ...]]) -> None:
            plan, codes = answer
            if plan.handout is None and plan.picture_handout is None:
                self.say(
                    _("Bladet går inte att skriva ut än. F4 under Blad visar vad som fattas."),
                    NoticeKind.REFUSED,
                )
                return
            HandoutDialog(self._context, plan, codes, parent=self.window()).open()

        self._context.read(job, shown, owner=self)


def read_view(services: Services, place: EditPlace) -> EditView:
    """Runs on the worker thread. Raises: as `PlanEditingService.open`."""
    return services.plan_editing.open(place)


def _is_other_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y and Ctrl+Shift+Z, whichever of them the system does not call "redo"."""
    control = Qt.KeyboardModifier.ControlModifier
    both = control | Qt.KeyboardModifier.ShiftModifier
    return (event.key() == Qt.Key.Key_Y and event.modifiers() == control) or (
        event.key() == Qt.Key.Key_Z and event.modifiers() == both
    )
