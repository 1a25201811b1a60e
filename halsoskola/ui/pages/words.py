"""Ordlistor: the words of all plans in one language, to be filled in, looked through and approved with a role."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QWidget,
)

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.languages import WORD_LIST_LANGUAGES, language
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.languages import language_name, own_and_name
from halsoskola.i18n.messages import sentence
from halsoskola.i18n.sorting import swedish_key
from halsoskola.services.bundle import Services
from halsoskola.services.word_list_facts import (
    Catalogue,
    Key,
    ListCount,
    PoPreview,
    Role,
    Suggestion,
    TranslationLine,
    TranslationState,
    WordListView,
)
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.words_page import WordFilter, WordsPageModel
from halsoskola.ui.pages.words_panel import TranslationPanel
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.choice_box import ChoiceBox
from halsoskola.ui.widgets.columns import Columns, FlowRow
from halsoskola.ui.widgets.fields import SearchField
from halsoskola.ui.widgets.head import PageHead
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState, Notice, NoticeKind
from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress, page_column
from halsoskola.ui.widgets.reading import see_to_letters
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import TextLabel

if TYPE_CHECKING:
    from halsoskola.services.word_lists import WordListService

NARROW = 760
"""Reference pixels of the table; below it the plans' titles are left to the card beside it."""

Place = tuple[str, Catalogue, Key]
"""An entry of a list in a language."""


def ask_where_to_save(parent: QWidget, name: str) -> str:
    """The system's own dialog; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getSaveFileName(parent, _("Exportera ordlista"), name, _("Gettext (*.po)"))
    return path


def ask_for_po(parent: QWidget) -> str:
    """The system's own dialog for choosing a file; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getOpenFileName(
        parent, _("Välj ordlista"), "", _("Gettext (*.po);;Alla filer (*)")
    )
    return path


@dataclass(frozen=True, slots=True)
class WordsFacts:
    """What the page shows: a list, how far every language has come, and the plans to choose among (id, title)."""

    view: WordListView
    counts: tuple[ListCount, ...]
    plans: tuple[tuple[str, str], ...]


def read_words(services: Services, code: str, catalogue: Catalogue) -> WordsFacts:
    """Runs on the worker thread."""
    lists = services.word_lists
    plans = sorted(
        ((plan.id, plan.title) for plan in services.plans.plans() if plan.words),
        key=lambda pair: swedish_key(pair[1]),
    )
    return WordsFacts(lists.view(code, catalogue), lists.counts(catalogue), tuple(plans))


def counted(count: ListCount) -> str:
    """ "12 saknas · 160 inte granskade · 2 granskade"; what there is none of is left out."""
    parts = []
    if count.gaps:
        parts.append(ngettext("{count} saknas", "{count} saknas", count.gaps).format(count=count.gaps))
    if count.unreviewed:
        said = ngettext("{count} inte granskad", "{count} inte granskade", count.unreviewed)
        parts.append(said.format(count=count.unreviewed))
    if count.reviewed:
        said = ngettext("{count} granskad", "{count} granskade", count.reviewed)
        parts.append(said.format(count=count.reviewed))
    if count.suggestions:
        said = ngettext("{count} förslag", "{count} förslag", count.suggestions)
        parts.append(said.format(count=count.suggestions))
    return " · ".join(parts)


class WordsPage(Page):
    """Enter writes, Ctrl+Enter approves; the rest is one letter each while the list has the keyboard."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN})

    def __init__(
        self,
        context: PageContext,
        parent: QWidget | None = None,
        *,
        ask_save: Callable[[QWidget, str], str] = ask_where_to_save,
        ask_open: Callable[[QWidget], str] = ask_for_po,
    ) -> None:
        """ask_save, ask_open: the system's dialogs, which tests answer instead."""
        super().__init__(parent)
        self._context = context
        self._ask_save = ask_save
        self._ask_open = ask_open
        self._code = WORD_LIST_LANGUAGES[0]
        self._catalogue = Catalogue.WORDS
        self._facts: WordsFacts | None = None
        self._drafts: dict[Place, tuple[str, str]] = {}
        self._role: Role | None = None
        self._wanted_plan = ""
        self._watched: QWidget | None = None
        self._leaving = False
        self.title = _("Ordlistor")
        self._make_head()
        self._make_filters()
        self._make_body()
        self._connect()

    # Making

    def _make_head(self) -> None:
        self._header = PageHeader(_("Ordlistor"), "", [_("Träffplaner")])
        self._head = PageHead(self._header)
        self.export_button = KeyButton(_("Exportera …"), icon="file-down")
        self.export_button.setToolTip(_("En .po-fil att öppna i Poedit"))
        self.import_button = KeyButton(_("Läs in …"), icon="upload")
        self.import_button.setToolTip(_("En .po-fil som någon har arbetat i"))
        self.approve_all_button = KeyButton(_("Godkänn alla …"), icon="check-check")
        for button in (self.export_button, self.import_button, self.approve_all_button):
            self._head.add(button)
        self._fault = TextLabel("", TextRole.WRONG, wrap=True)
        self._fault.hide()

    def _make_filters(self) -> None:
        t = theme()
        self.language_box = ChoiceBox(_("Språk"), 19)
        for code in WORD_LIST_LANGUAGES:
            see_to_letters(language(code).script)  # before anything is painted: every name stands in the box
            self.language_box.addItem(own_and_name(code), code)
        self.catalogue_box = ChoiceBox(_("Vad som översätts"), 9)
        self.catalogue_box.addItem(_("Ord"), Catalogue.WORDS)
        self.catalogue_box.addItem(_("Meningar"), Catalogue.PHRASES)
        self.plan_box = ChoiceBox(_("Träffplan"), 13)
        self.plan_box.addItem(_("Alla träffplaner"), "")
        self.state_box = ChoiceBox(_("Läge"), 10)
        for text, state in (
            (_("Alla lägen"), None),
            (_("Saknas"), TranslationState.GAP),
            (_("Inte granskade"), TranslationState.UNREVIEWED),
            (_("Granskade"), TranslationState.REVIEWED),
        ):
            self.state_box.addItem(text, state)
        self.search = SearchField(_("Sök ord"), key="Ctrl F")
        self.search.setMinimumWidth(t.px(120))
        self._filters = FlowRow(
            (self.language_box, self.catalogue_box, self.plan_box, self.state_box, self.search)
        )

    def _make_body(self) -> None:
        self.model = WordsPageModel(self)
        self.table = Table(
            self.model,
            focus="row",
            row_height=56,
            stretch=WordsPageModel.TRANSLATION,
            name=_("Ordlista"),
        )
        for column in (WordsPageModel.WORD, WordsPageModel.PLANS):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(theme().px(240))
        self._nothing = EmptyState(
            "search", _("Inga ord passar"), _("Välj en annan träffplan eller ett annat läge.")
        )
        self._parts = Steps()
        self._parts.add(self.table)
        self._parts.add(self._nothing)
        card = Card()
        card.add(self._parts, 1)
        self.panel = TranslationPanel()
        self.panel.show_line(self._code, self._catalogue, None)
        page = page_column(self)
        page.addWidget(self._head)
        page.addWidget(self._fault)
        page.addWidget(self._filters)
        page.addWidget(Columns(card, self.panel, (19, 10)), 1)

    def _connect(self) -> None:
        self._header.crumb_chosen.connect(lambda _at: self.go_to.emit(PageAddress("plans")))
        self.export_button.clicked.connect(self.export)
        self.import_button.clicked.connect(self.choose_import)
        self.approve_all_button.clicked.connect(self.approve_all)
        self.language_box.currentIndexChanged.connect(lambda _at: self._on_list_chosen())
        self.catalogue_box.currentIndexChanged.connect(lambda _at: self._on_list_chosen())
        self.plan_box.currentIndexChanged.connect(lambda _at: self._on_filter())
        self.state_box.currentIndexChanged.connect(lambda _at: self._on_filter())
        self.search.textChanged.connect(lambda _text: self._on_filter())
        self.search.moved_on.connect(self.focus_first)
        self.table.activated.connect(lambda _index: self.write())
        self.table.key_typed.connect(self._on_key)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        panel = self.panel
        panel.field.entered.connect(self._on_entered)
        panel.field.escaped.connect(self._on_escaped)
        panel.field.left.connect(lambda: self._commit())
        panel.field.textChanged.connect(self._on_typing)
        panel.approve_wanted.connect(self.approve)
        panel.suggest_wanted.connect(self.suggest)
        panel.take_back_wanted.connect(self.take_back)
        panel.reset_wanted.connect(self.reset)
        panel.role_wanted.connect(lambda: self._with_role(lambda _role: None, again=True))
        panel.accept_wanted.connect(self.accept)
        panel.drop_wanted.connect(self.drop)
        panel.own_sense_wanted.connect(self.give_own_sense)
        self._letters = QTimer(self)
        self._letters.setSingleShot(True)
        self._letters.setInterval(0)  # several keys in one go are one question
        self._letters.timeout.connect(self._check_letters)
        for keys, does in (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+Return", self.approve),
            ("Ctrl+Enter", self.approve),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)

    # The window

    def show_address(self, address: PageAddress) -> None:
        """subject: a language; part: the id of a plan to show the words of."""
        if address.subject in WORD_LIST_LANGUAGES:
            self._code = address.subject
            with QSignalBlocker(self.language_box):
                self.language_box.setCurrentIndex(self.language_box.findData(self._code))
        if address.part:
            self._wanted_plan = address.part

    def refresh(self) -> None:
        self._read(keep_order=False)

    def on_changes(self, changes: Changes) -> None:
        if self.is_concerned(changes):
            self._read(keep_order=True)

    def focus_first(self) -> None:
        (self.table if self.model.rowCount() else self.search).setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("Enter", _("Skriv översättningen; Enter igen sparar och går vidare")),
            KeyHelp("Ctrl Enter", _("Godkänn och gå till nästa som inte är granskad")),
            KeyHelp("Esc", _("Lämna fältet utan att spara")),
            KeyHelp("F", _("Använd förslaget")),
            KeyHelp("B", _("Ta bort förslaget")),
            KeyHelp("N", _("Nytt förslag, till exempel från tolken")),
            KeyHelp("G", _("Ta tillbaka granskningen")),
            KeyHelp("P", _("Programmets eget ord i stället för ditt")),
            KeyHelp("Ctrl Z", _("Ångra ändringen i ordlistan")),
            KeyHelp("Ctrl F", _("Sök")),
        )

    def event(self, event: QEvent) -> bool:
        # Undo here is the page's own; without this the window would take the key and undo something about people.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_turn(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif _is_turn(event):
            self.redo()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._leaving = False
        window = self.window()
        if window is not self._watched:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            window.installEventFilter(self)
            self._watched = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._watched and self.isVisible():
            self._commit()  # the window waits for jobs that were handed over before it closes
            self._leaving = True  # and nobody could answer those that come later
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.table.width() < theme().px(NARROW)
        if narrow != self.table.isColumnHidden(WordsPageModel.PLANS):
            self.table.setColumnHidden(WordsPageModel.PLANS, narrow)

    # Reading

    def _read(self, *, keep_order: bool) -> None:
        services, code, catalogue = self._context.services, self._code, self._catalogue

        def known(facts: WordsFacts) -> None:
            if (facts.view.language, facts.view.catalogue) == (self._code, self._catalogue):
                self._on_facts(facts, keep_order=keep_order)

        self._context.read(lambda: read_words(services, code, catalogue), known, owner=self)

    def _on_facts(self, facts: WordsFacts, *, keep_order: bool) -> None:
        before = self._facts
        same_list = before is not None and (before.view.language, before.view.catalogue) == (
            facts.view.language,
            facts.view.catalogue,
        )
        self._facts = facts
        self._show_counts(facts)
        self._show_plans(facts)
        if keep_order and same_list:
            self.model.update_lines(facts.view.lines)
            if self._current() is None:
                self._after_filter(self.panel.key)
        else:
            current = self._current()
            had_focus = self.window().focusWidget() is self
            self.model.set_lines(self._code, facts.view.lines)
            self._after_filter(current.key if current is not None and same_list else None)
            if had_focus:
                self.focus_first()
        self._show_unsaved()
        self._show_current()

    def _show_counts(self, facts: WordsFacts) -> None:
        for count in facts.counts:
            at = self.language_box.findData(count.language)
            self.language_box.setItemText(at, f"{own_and_name(count.language)}  ·  {counted(count)}")
            self.language_box.setItemData(at, own_and_name(count.language), ChoiceBox.CLOSED)
        own = facts.view.count
        title = _("Ordlista på {language}").format(language=language_name(self._code))
        if self._catalogue is Catalogue.PHRASES:
            title = _("Meningar på {language}").format(language=language_name(self._code))
        self._header.set_title(title, counted(own))
        self.title = title
        self.title_changed.emit(title)
        self._fault.setText(
            _("Dina egna ord används inte, för filen har ett fel. {fault}").format(fault=facts.view.fault)
        )
        self._fault.setVisible(bool(facts.view.fault))

    def _show_plans(self, facts: WordsFacts) -> None:
        wanted = self._wanted_plan or str(self.plan_box.currentData() or "")
        self._wanted_plan = ""
        shown = [self.plan_box.itemData(at) for at in range(1, self.plan_box.count())]
        with QSignalBlocker(self.plan_box):
            if shown != [plan_id for plan_id, _title in facts.plans]:
                while self.plan_box.count() > 1:
                    self.plan_box.removeItem(1)
                for plan_id, title in facts.plans:
                    self.plan_box.addItem(title, plan_id)
            self.plan_box.setCurrentIndex(max(0, self.plan_box.findData(wanted)))
            self.plan_box.setEnabled(self._catalogue is Catalogue.WORDS)
        self.model.set_filter(self._filter())

    def _filter(self) -> WordFilter:
        plan_id = str(self.plan_box.currentData() or "") if self._catalogue is Catalogue.WORDS else ""
        state = self.state_box.currentData()
        return WordFilter(plan_id, TranslationState(state) if state else None, self.search.text())

    def _on_list_chosen(self) -> None:
        self._commit()
        self._code = str(self.language_box.currentData())
        self._catalogue = Catalogue(self.catalogue_box.currentData())
        self._read(keep_order=False)

    def _on_filter(self) -> None:
        current = self._current()
        self.model.set_filter(self._filter())
        self._after_filter(current.key if current is not None else None)

    def _after_filter(self, key: Key | None) -> None:
        self._parts.set_current(0 if self.model.rowCount() else 1)
        self.table.go_to_row(max(0, self.model.row_of(key) if key is not None else 0))
        self._show_current()

    # The line in the card

    def _current(self) -> TranslationLine | None:
        return self.model.line(self.table.current_row())

    def _place(self, key: Key) -> Place:
        return self._code, self._catalogue, key

    def _show_current(self) -> None:
        line = self._current()
        draft = self._drafts.get(self._place(line.key)) if line is not None else None
        self.panel.show_line(self._code, self._catalogue, line, draft)

    def _show_unsaved(self) -> None:
        here = (self._code, self._catalogue)
        self.model.set_unsaved(key for code, catalogue, key in self._drafts if (code, catalogue) == here)

    def _on_row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._commit()
        self._show_current()

    def write(self) -> None:
        """Puts the keyboard into the field of the current word."""
        if self._current() is not None:
            self.panel.field.setFocus()
            self.panel.field.selectAll()

    def _on_escaped(self) -> None:
        key = self.panel.key
        if key is not None:
            self._drafts.pop(self._place(key), None)
            self.panel.mark_saved(self.panel.field.text())  # what was typed is given up
            self._show_current()
            self._show_unsaved()
        self.table.setFocus()

    def _on_typing(self) -> None:
        if self.panel.field.hasFocus():
            self._letters.start()

    def _check_letters(self) -> None:
        """Says at once when paper has no such letter; the text can still be mended before it is saved."""
        lists, code, text, key = (
            self._context.services.word_lists,
            self._code,
            self.panel.field.text(),
            self.panel.key,
        )
        if key is None:
            return

        def known(trouble: RuleBroken | None) -> None:
            if (code, key, text) == (self._code, self.panel.key, self.panel.field.text()):
                self.panel.show_trouble(sentence(trouble) if trouble is not None else "")

        self._context.read(lambda: lists.letter_trouble(code, text, key[0]), known, owner=self)

    # Saving

    def _commit(self, then: Callable[[], None] | None = None, reviewed_by: Role | None = None) -> None:
        """Saves what stands in the field, if it is new. then: after it is on the disk, or when nothing was new.

        Without `then` the leader has only gone elsewhere: what was refused already is not asked about again.
        """
        key = self.panel.key
        if self._leaving:
            return
        if key is None or (not self.panel.is_changed and reviewed_by is None):
            if then is not None:
                then()
            return
        lists, text, before = self._context.services.word_lists, self.panel.field.text(), self._line_text(key)
        code, catalogue, key_now = self._code, self._catalogue, key
        if then is None and self._drafts.get((code, catalogue, key), ("", ""))[0] == text:
            return
        is_new = self.panel.is_changed
        self.panel.mark_saved(text)  # on its way: the same text is not asked about twice
        self._drafts.pop((code, catalogue, key), None)

        def saved(_changes: Changes) -> None:
            self._show_unsaved()
            if self._is_shown(code, catalogue, key_now):
                self.panel.show_trouble("")
            if then is not None:
                then()

        def refused(error: Exception) -> None:
            assert isinstance(error, RuleBroken | StorageTrouble)
            why = sentence(error)
            if is_new:
                self._drafts[code, catalogue, key_now] = text, why
                self._show_unsaved()
            if self._is_shown(code, catalogue, key_now):
                self.panel.mark_saved(before)
                self.panel.show_trouble(why)
            else:
                said = _("”{word}” är inte sparat. {why}").format(word=key_now[0], why=why)
                self.say(said, NoticeKind.REFUSED)

        self._context.write(
            lambda: lists.save(code, key_now, text, catalogue=catalogue, reviewed_by=reviewed_by),
            saved,
            refused,
            owner=self,
        )

    def _line_text(self, key: Key) -> str:
        line = self.model.line(self.model.row_of(key))
        return line.text if line is not None else ""

    def _is_shown(self, code: str, catalogue: Catalogue, key: Key) -> bool:
        return (code, catalogue, key) == (self._code, self._catalogue, self.panel.key)

    def _on_entered(self) -> None:
        self._commit(self._step)

    def _step(self) -> None:
        """To the field of the next word; at the last one back to the list."""
        row = self.table.current_row() + 1
        if row < self.model.rowCount():
            self.table.go_to_row(row)
            self.panel.field.selectAll()
        else:
            self.table.setFocus()

    def approve(self) -> None:
        """Saves what stands in the field as reviewed, and goes on to the next one that is not."""
        if self._current() is None:
            return

        def with_role(role: Role) -> None:
            self._commit(self._step_to_waiting, reviewed_by=role)

        self._with_role(with_role)

    def _step_to_waiting(self) -> None:
        row = self.model.next_waiting(self.table.current_row())
        if row >= 0:
            self.table.go_to_row(row)
            if self.panel.field.hasFocus():
                self.panel.field.selectAll()

    def _with_role(self, then: Callable[[Role], None], *, again: bool = False) -> None:
        """Asks once per session who reviews."""
        if self._role is not None and not again:
            then(self._role)
            return
        from halsoskola.ui.dialogs.word_lists import RoleDialog

        dialog = RoleDialog(self._role, self.window())

        def chosen() -> None:
            self._role = dialog.role()
            self.panel.set_role(self._role)
            then(self._role)

        dialog.accepted.connect(chosen)
        dialog.open()

    def approve_all(self) -> None:
        """Everything that is shown and that nobody has doubted, after the count has been seen."""
        if self._facts is None:
            return
        plan_id = self._filter().plan_id
        shown = replace(WordFilter(), plan_id=plan_id)
        lines = [line for line in self._facts.view.lines if shown.takes(line)]
        count = sum(line.can_be_approved_unseen for line in lines)
        doubted = sum(line.state is TranslationState.UNREVIEWED for line in lines) - count
        if not count:
            self.say(_("Här finns inget att godkänna på en gång."), NoticeKind.TOLD)
            return
        self._with_role(lambda role: self._ask_approve_all(role, plan_id, count, doubted))

    def _ask_approve_all(self, role: Role, plan_id: str, count: int, doubted: int) -> None:
        from halsoskola.ui.widgets.dialog import Question

        said = ngettext(
            "{count} ord på {language} blir granskat i dag av {role}.",
            "{count} ord på {language} blir granskade i dag av {role}.",
            count,
        ).format(count=count, language=language_name(self._code), role=role.label)
        sentences = [
            said,
            _("Gör det bara om personen har läst vartenda ord. De skrivs sedan ut utan varning."),
        ]
        if doubted:
            said = ngettext(
                "{count} ord har ett förslag och godkänns inte nu.",
                "{count} ord har förslag och godkänns inte nu.",
                doubted,
            )
            sentences.append(said.format(count=doubted))
        does = ngettext("Godkänn {count} ord", "Godkänn {count} ord", count).format(count=count)
        question = Question(_("Godkänn alla?"), sentences, does, parent=self.window())
        lists, code, catalogue = self._context.services.word_lists, self._code, self._catalogue
        question.accepted.connect(
            lambda: self._write(
                lambda: lists.approve_all(code, role, plan_id=plan_id, catalogue=catalogue),
                ngettext("{count} ord är granskat.", "{count} ord är granskade.", count).format(count=count),
            )
        )
        question.open()

    # One key each

    def _on_key(self, key: str) -> None:
        line = self._current()
        if line is None:
            return
        first = line.suggestions[0] if line.suggestions else None
        if key == "F" and first is not None:
            self.accept(first)
        elif key == "B" and first is not None:
            self.drop(first)
        elif key == "N":
            self.suggest()
        elif key == "G":
            self.take_back()
        elif key == "P":
            self.reset()

    def accept(self, suggestion: Suggestion) -> None:
        """The suggestion becomes the translation; it still has to be reviewed."""
        self._write_line(
            lambda lists, code, key, catalogue: lists.accept(code, key, suggestion, catalogue=catalogue),
            _("Förslaget används nu. Det är inte granskat."),
        )

    def drop(self, suggestion: Suggestion) -> None:
        self._write_line(
            lambda lists, code, key, catalogue: lists.drop(code, key, suggestion, catalogue=catalogue),
            _("Förslaget är borta."),
        )

    def take_back(self) -> None:
        line = self._current()
        if line is not None and line.state is TranslationState.REVIEWED:
            self._write_line(
                lambda lists, code, key, catalogue: lists.take_back(code, key, catalogue=catalogue),
                _("”{word}” räknas inte som granskat.").format(word=line.word),
            )

    def reset(self) -> None:
        """The shipped translation instead of the leader's own."""
        line = self._current()
        if line is not None and line.can_reset:
            self._write_line(
                lambda lists, code, key, catalogue: lists.reset(code, key, catalogue=catalogue),
                _("Programmets översättning av ”{word}” gäller igen.").format(word=line.word),
            )

    def give_own_sense(self, plan_id: str) -> None:
        """An entry of its own for a plan that means something else by the word; it begins with the same text."""
        line = self._current()
        if line is not None and line.text:
            lists, code, word, text = self._context.services.word_lists, self._code, line.word, line.text
            self._write(
                lambda: lists.save(code, (word, plan_id), text),
                _("”{word}” har nu en egen rad för den träffplanen.").format(word=word),
            )

    def suggest(self) -> None:
        """What the interpreter says the word should be, written down before it is forgotten."""
        from halsoskola.ui.dialogs.word_lists import SuggestionDialog

        line = self._current()
        if line is not None:
            SuggestionDialog(self._context, self._code, self._catalogue, line, self.window()).open()

    def _write_line(
        self, does: "Callable[[WordListService, str, Key, Catalogue], Changes]", said: str
    ) -> None:
        line = self._current()
        if line is None:
            return
        lists, code, catalogue, key = self._context.services.word_lists, self._code, self._catalogue, line.key
        self._drafts.pop((code, catalogue, key), None)
        self.panel.mark_saved(self.panel.field.text())
        self._write(lambda: does(lists, code, key, catalogue), said)

    def _write(self, job: Callable[[], Changes], said: str) -> None:
        def done(_changes: Changes) -> None:
            self.notice.emit(Notice(said, NoticeKind.DONE, _("Ångra"), self.undo, "Ctrl Z"))

        self._context.write(job, done, owner=self)

    # Taking back

    def undo(self) -> None:
        self._turn(lambda lists: (lists.next_undo, lists.undo()), _("Ångrat: {what}."))

    def redo(self) -> None:
        self._turn(lambda lists: (lists.next_redo, lists.redo()), _("Gjort om: {what}."))

    def _turn(self, does: "Callable[[WordListService], tuple[str | None, Changes]]", said: str) -> None:
        lists = self._context.services.word_lists
        told: list[str] = []

        def job() -> Changes:
            what, changes = does(lists)
            told.append(said.format(what=what or ""))
            return changes

        self._context.write(job, lambda _changes: self.say(told[0], NoticeKind.TOLD), owner=self)

    # Files

    def export(self) -> None:
        """A .po file for a translator; asks where."""
        file = f"{'ordlista' if self._catalogue is Catalogue.WORDS else 'deltagare'}-{self._code}.po"
        path = self._ask_save(self, file)
        if not path:
            return
        target = Path(path)
        if not target.suffix:
            target = target.with_suffix(".po")
        lists, code, catalogue = self._context.services.word_lists, self._code, self._catalogue
        self._context.read(
            lambda: lists.save_po(code, target, catalogue),
            lambda made: self.say(_("Sparad som {file}. Öppna den i Poedit.").format(file=made.name)),
            owner=self,
        )

    def choose_import(self) -> None:
        path = self._ask_open(self)
        if path:
            self.import_file(Path(path))

    def import_file(self, path: Path) -> None:
        """Shows what the file would do; the dialog reads it in."""
        lists, code = self._context.services.word_lists, self._code
        self._context.read(lambda: lists.import_po(code, path), self._on_preview, owner=self)

    def _on_preview(self, preview: PoPreview) -> None:
        from halsoskola.ui.dialogs.word_lists import ImportWordsDialog

        dialog = ImportWordsDialog(self._context, preview, self.window())
        dialog.accepted.connect(lambda: self._on_imported(preview))
        dialog.open()

    def _on_imported(self, preview: PoPreview) -> None:
        said = _("{file} är inläst.").format(file=preview.path.name)
        self.notice.emit(Notice(said, NoticeKind.DONE, _("Ångra"), self.undo, "Ctrl Z"))
        if preview.catalogue is not self._catalogue:
            self.catalogue_box.setCurrentIndex(self.catalogue_box.findData(preview.catalogue))


def _is_turn(event: QKeyEvent) -> bool:
    keys = QKeySequence.StandardKey
    ctrl_y = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return event.matches(keys.Undo) or event.matches(keys.Redo) or ctrl_y
