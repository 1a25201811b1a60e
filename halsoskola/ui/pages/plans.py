"""Träffplaner: the library to look through and search in, and the files that could not be used."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.domain.changes import Kind
from halsoskola.domain.plans import SessionPlan
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.services.plans import PlanService
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.plans import PlanListModel
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.fields import SearchField
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress, page_column
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import IconLabel, TextLabel

MOST_FAULTS = 8
"""So many lines about broken files are shown; the command `check-plans` lists all."""

NARROW = 860
"""Reference pixels of the page."""


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """faults: whether something was left out because of it, and `file: path: sentence`."""

    plans: tuple[SessionPlan, ...]
    own: frozenset[str]
    faults: tuple[tuple[bool, str], ...]


def read_library(plans: PlanService, *, again: bool) -> LibraryFacts:
    """again: look at the files once more, for whoever has just changed one. Runs on the worker thread."""
    if again:
        plans.forget()
    return LibraryFacts(plans.plans(), plans.own_plans(), plans.fault_lines())


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
        self._search = SearchField(_("Sök på titel, tema, yrke eller fas"), key="Ctrl F")
        self._search.setMinimumWidth(t.px(360))
        self._header.add_action(self._search)
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
        column.addWidget(self._header)
        column.addWidget(self._faults)
        column.addWidget(card, 1)
        self._search.textChanged.connect(self._on_search)
        self._search.moved_on.connect(self._on_moved_on)
        self._table.activated.connect(self._open)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._search.setFocus)

    def refresh(self) -> None:
        plans, again = self._context.services.plans, self._has_read
        self._has_read = True
        self._context.read(lambda: read_library(plans, again=again), self._on_facts, owner=self)

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
            KeyHelp("Ctrl F", _("Sök")),
            KeyHelp("Esc", _("Töm sökfältet")),
        )

    def _on_facts(self, facts: LibraryFacts) -> None:
        current = self._model.plan(self._table.current_row())
        had_focus = self.window().focusWidget() is self
        self._model.set_plans(facts.plans, facts.own)
        self._after_filter(current.id if current else "")
        self._show_faults(facts.faults)
        if had_focus:
            self.focus_first()
        count = len(facts.plans)
        said = ngettext("{count} träffplan", "{count} träffplaner", count).format(count=count)
        if facts.own:
            own = ngettext("{count} egen", "{count} egna", len(facts.own)).format(count=len(facts.own))
            said = _("{plans}, varav {own}").format(plans=said, own=own)
        self._header.set_title(self.title, said)

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
