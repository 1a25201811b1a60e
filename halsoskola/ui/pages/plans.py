"""Träffplaner: the library to look through and search in, and the files that could not be used."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.domain.changes import Kind
from halsoskola.domain.plans import CourseTemplate, SessionPlan
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.services.bundle import Services
from halsoskola.services.plan_editing import UnfinishedPlan
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.plans import PlanListModel
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.fields import SearchField
from halsoskola.ui.widgets.head import PageHead
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState, NoticeKind
from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress, page_column
from halsoskola.ui.widgets.plan_files import PlanFilesButton
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import IconLabel, TextLabel

MOST_FAULTS = 8
"""So many lines about broken files are shown; the command `check-plans` lists all."""

NARROW = 860
"""Reference pixels of the page."""


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """faults: whether something was left out because of it, and `file: path: sentence`.

    unfinished: own plans that have a fault; they cannot be given yet, but written on.
    """

    plans: tuple[SessionPlan, ...]
    own: frozenset[str]
    faults: tuple[tuple[bool, str], ...]
    templates: tuple[CourseTemplate, ...] = ()
    unfinished: tuple[UnfinishedPlan, ...] = ()


def read_library(services: Services, *, again: bool) -> LibraryFacts:
    """again: look at the files once more, for whoever has just changed one. Runs on the worker thread."""
    plans = services.plans
    if again:
        plans.forget()
    unfinished = tuple(one for one in services.plan_editing.unfinished() if one.can_open)
    # What is being written has its own card, where it can be written on.
    begun = tuple(f"plans/{one.plan_id}/handout" for one in unfinished)
    faults = tuple(fault for fault in plans.fault_lines() if not fault[1].startswith(begun))
    return LibraryFacts(plans.plans(), plans.own_plans(), faults, plans.templates(), unfinished)


class PlansPage(Page):
    """The list; Enter opens a plan."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._has_read = False
        self.title = _("Träffplaner")
        t = theme()
        self._header = PageHeader(_("Träffplaner"))
        self._head = PageHead(self._header, narrow=940)
        self._search = SearchField(_("Sök på titel, tema, yrke, fas eller minuter"), key="Ctrl F")
        self._search.setMinimumWidth(t.px(360))
        self.new_button = KeyButton(_("Ny plan"), "N", icon="plus", primary=True)
        self.new_button.clicked.connect(self.new_plan)
        self._words = KeyButton(_("Ordlistor …"), icon="languages")
        self._words.clicked.connect(lambda: self.go_to.emit(PageAddress("words")))
        self._head.add(self._words)
        self.files = PlanFilesButton()
        self._head.add(self.files)
        self._head.add(self._search)
        self._head.add(self.new_button)
        self._faults = Card(_("Filer som inte kan användas"), "file-warning")
        self._faults.hide()
        self._fault_lines = QVBoxLayout()
        self._fault_lines.setSpacing(t.gap(6))
        self._faults.add(self._fault_lines)
        self._model = PlanListModel(self)
        self._table = Table(
            self._model,
            focus="row",
            row_height=52,
            stretch=PlanListModel.THEMES,
            name=_("Träffplaner"),
        )
        self._nothing = EmptyState(
            "search", _("Ingen träffplan passar"), _("Sök på ett annat ord. Esc tömmer sökfältet.")
        )
        self._parts = Steps()
        self._parts.add(self._table)
        self._parts.add(self._nothing)
        card = Card()
        card.add(self._parts, 1)
        column = page_column(self)
        column.addWidget(self._head)
        self._unfinished = Card(_("Att göra klart"), "square-pen")
        self._unfinished.hide()
        self._unfinished_lines = QVBoxLayout()
        self._unfinished_lines.setSpacing(t.gap(6))
        self._unfinished.add(self._unfinished_lines)
        column.addWidget(self._unfinished)
        column.addWidget(self._faults)
        column.addWidget(card, 1)
        self.files.take_in.triggered.connect(self.import_plans)
        self.files.course_chosen.connect(self._export_course)
        self.files.show_pictures.triggered.connect(self.show_pictures)
        self._search.textChanged.connect(self._on_search)
        self._search.moved_on.connect(self._on_moved_on)
        self._table.activated.connect(self._open)
        self._table.key_typed.connect(self._on_key)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._search.setFocus)

    def refresh(self) -> None:
        services, again = self._context.services, self._has_read
        self._has_read = True
        self._context.read(lambda: read_library(services, again=again), self._on_facts, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where text is large the themes would be two letters wide; they are in the search and in the plan anyway.
        narrow = self.width() < theme().px(NARROW)
        if narrow != self._table.isColumnHidden(PlanListModel.THEMES):
            self._table.setColumnHidden(PlanListModel.THEMES, narrow)
            self._table.set_stretch(PlanListModel.TITLE if narrow else PlanListModel.THEMES)

    def focus_first(self) -> None:
        (self._table if self._model.rowCount() else self._search).setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("Enter", _("Öppna träffplanen")),
            KeyHelp("E", _("Ändra träffplanen")),
            KeyHelp("N", _("Ny träffplan")),
            KeyHelp("Ctrl F", _("Sök")),
            KeyHelp("Esc", _("Töm sökfältet")),
        )

    def new_plan(self) -> None:
        """Asks for the title, and goes to the editor."""
        from halsoskola.ui.pages.plan_edit_new import NewPlanDialog

        dialog = NewPlanDialog(self._context, parent=self.window())
        dialog.created.connect(self._edit)
        dialog.open()

    def _edit(self, plan_id: str) -> None:
        self.go_to.emit(PageAddress("plan_edit", plan_id))

    def _on_key(self, key: str) -> None:
        plan = self._model.plan(self._table.current_row())
        if key == "N":
            self.new_plan()
        elif key == "E" and plan is not None:
            self._edit(plan.id)

    def import_plans(self) -> None:
        """Asks for a `.halsoplan` file and shows what it would bring."""
        from halsoskola.ui.dialogs.plan_files import import_plans

        import_plans(self._context, self, self._told)

    def _export_course(self, template_id: str) -> None:
        from halsoskola.ui.dialogs.plan_files import export_course

        export_course(self._context, template_id, self, self._told)

    def show_pictures(self) -> None:
        """The pictures that handouts may show; own ones are added and taken away there."""
        from halsoskola.ui.dialogs.pictures import PictureDialog

        PictureDialog(self._context, choosing=False, parent=self.window()).open()

    def _told(self, text: str, worked: bool) -> None:
        self.say(text, NoticeKind.TOLD if worked else NoticeKind.REFUSED)

    def _on_facts(self, facts: LibraryFacts) -> None:
        self.files.set_templates(facts.templates)
        current = self._model.plan(self._table.current_row())
        focus = self.window().focusWidget()
        # On the first visit there was no list yet to begin in.
        waits = not self._model.rowCount() and focus is self._search and not self._search.text()
        had_focus = focus is self or waits
        self._model.set_plans(facts.plans, facts.own)
        self._after_filter(current.id if current else "")
        self._show_unfinished(facts.unfinished)
        self._show_faults(facts.faults)
        if had_focus:
            self.focus_first()
        count = len(facts.plans)
        said = ngettext("{count} träffplan", "{count} träffplaner", count).format(count=count)
        if facts.own:
            own = ngettext("{count} egen", "{count} egna", len(facts.own)).format(count=len(facts.own))
            said = _("{plans}, varav {own}").format(plans=said, own=own)
        self._header.set_title(self.title, said)

    def _show_unfinished(self, unfinished: tuple[UnfinishedPlan, ...]) -> None:
        while (item := self._unfinished_lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._unfinished.setVisible(bool(unfinished))
        for one in unfinished:
            whole = QWidget()
            row = QHBoxLayout(whole)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme().gap(10))
            said = _("{plan}: bladet går inte att läsa än.").format(plan=one.title)
            row.addWidget(TextLabel(said, wrap=True), 1)
            go_on = KeyButton(_("Skriv vidare"), icon="square-pen")
            go_on.clicked.connect(lambda _checked=False, plan_id=one.plan_id: self._write_on(plan_id))
            row.addWidget(go_on)
            self._unfinished_lines.addWidget(whole)

    def _write_on(self, plan_id: str) -> None:
        self.go_to.emit(PageAddress("plan_edit", plan_id, "sheet"))

    def _show_faults(self, faults: tuple[tuple[bool, str], ...]) -> None:
        while (item := self._fault_lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._faults.setVisible(bool(faults))
        any_left_out = any(left_out for left_out, _line in faults)
        self._faults.set_title(_("Filer som inte kan användas") if any_left_out else _("Filer att titta på"))
        worst_first = sorted(faults, key=lambda fault: not fault[0])
        for left_out, line in worst_first[:MOST_FAULTS]:
            self._fault_lines.addWidget(_fault_line(line, State.WRONG if left_out else State.WATCH))
        if len(faults) > MOST_FAULTS:
            more = len(faults) - MOST_FAULTS
            said = ngettext("{count} rad till.", "{count} rader till.", more).format(count=more)
            self._fault_lines.addWidget(TextLabel(said, TextRole.SMALL))
        if faults:
            said = _("Allt annat går att använda som vanligt. Rätta filen och tryck F5.")
            self._fault_lines.addWidget(TextLabel(said, TextRole.SMALL, wrap=True))

    def _on_search(self, text: str) -> None:
        current = self._model.plan(self._table.current_row())
        self._model.set_search(text)
        self._after_filter(current.id if current else "")

    def _after_filter(self, plan_id: str) -> None:
        self._parts.set_current(0 if self._model.rowCount() else 1)
        self._table.go_to_row(max(0, self._model.row_of(plan_id)))

    def _on_moved_on(self) -> None:
        if self._model.rowCount():
            self._table.setFocus()

    def _open(self, index: QModelIndex) -> None:
        plan = self._model.plan(index.row())
        if plan is not None:
            self.go_to.emit(PageAddress("plan", plan.id))


def _fault_line(text: str, state: State) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().gap(8))
    row.addWidget(IconLabel("circle-alert", state=state), 0, Qt.AlignmentFlag.AlignTop)
    words = TextLabel(text, wrap=True)
    # To be copied into a mail to whoever made the file.
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(words, 1)
    return whole
