"""One session plan to read: what it is for, how it goes, what the leader says, its words and its facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.domain.agenda import net_talk_minutes, total_minutes
from halsoskola.domain.changes import Kind
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.domain.plans import (
    Block,
    Fact,
    FactKind,
    LeaderNotes,
    SessionPlan,
    fill_facts_in_text,
)
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import fact_label, label
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.bundle import Services
from halsoskola.services.signing import SignedState
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.plans import (
    PlanAgendaModel,
    WordLine,
    WordsModel,
    care_pill,
    minutes_text,
    own_pill,
)
from halsoskola.ui.pages.plan_edit_actions import PlanActions, PlanVersion, read_version
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card, Hairline
from halsoskola.ui.widgets.columns import Columns, stack_of
from halsoskola.ui.widgets.flowing import FlowingPage
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState, NoticeKind
from halsoskola.ui.widgets.page import KeyHelp, PageAddress, page_column
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import TextLabel


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """How far the plan's word list has come in a language; counts of words."""

    code: str
    translated: int
    reviewed: int
    words: int


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """facts: those the plan rests on, with their names; None for a name that no file knows.

    notes: the leader's notes with their facts written out, as the run sheet has them.
    """

    plan: SessionPlan
    notes: LeaderNotes
    is_own: bool
    facts: tuple[tuple[str, Fact | None], ...]
    languages: tuple[LanguageWords, ...]
    lines: tuple[WordLine, ...]
    overdue: frozenset[str]
    signed: SignedState
    version: PlanVersion

    @property
    def with_words(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.languages if one.translated)


def read_plan(services: Services, plan_id: str) -> PlanFacts:
    """Runs on the worker thread. plan_id: with `course_id:` before it for a course's own copy.

    Raises: RuleBroken when there is no such plan.
    """
    plan, version = read_version(services, plan_id)
    known = services.plans.facts()
    names = dict.fromkeys(plan.facts)
    for handout in (plan.handout, plan.picture_handout):
        names.update(dict.fromkeys(handout.fact_names if handout else ()))
    rows = services.handouts.words(plan, WORD_LIST_LANGUAGES)
    today = services.clock.today()
    languages = []
    for at, code in enumerate(WORD_LIST_LANGUAGES):
        found = [row.translations[at] for row in rows if row.translations[at] is not None]
        languages.append(
            LanguageWords(code, len(found), sum(one is not None and one.reviewed for one in found), len(rows))
        )
    shown = [at for at, one in enumerate(languages) if one.translated]
    lines = []
    for row in rows:
        translations = [row.translations[at] for at in shown]
        pairs = tuple((one.text, one.reviewed) if one is not None else None for one in translations)
        lines.append(WordLine(row.word, row.explanation, pairs))
    written = plan.leader_notes
    notes = LeaderNotes(
        fill_facts_in_text(written.introduction, known)[0],
        tuple(replace(note, text=fill_facts_in_text(note.text, known)[0]) for note in written.notes),
    )
    return PlanFacts(
        plan=plan,
        notes=notes,
        is_own=plan_id in services.plans.own_plans(),
        facts=tuple((name, known.get(name)) for name in names),
        languages=tuple(languages),
        lines=tuple(lines),
        overdue=frozenset(name for name in names if (fact := known.get(name)) and fact.is_overdue(today)),
        signed=services.signing.state(plan),
        version=version,
    )


class PlanPage(FlowingPage):
    """Shows the library's plan, or with `course_id:plan_id` as its subject the copy that a course keeps."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN, Kind.FACT})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._plan_id = ""
        self._facts: PlanFacts | None = None
        self.title = _("Träffplan")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._print = KeyButton(_("Skriv ut blad …"), icon="printer", primary=True, shortcut="Ctrl+P")
        self._print.setEnabled(False)
        self._export = KeyButton(_("Exportera …"), icon="upload")
        self._export.setEnabled(False)
        self._export.clicked.connect(self.export_plan)
        self._header = PageHeader("", "", [_("Träffplaner")], [self._export, self._print])
        self._agenda = PlanAgendaModel(self)
        self._words = WordsModel(self)
        self._content = QWidget()
        self._column = page_column(self)
        self._column.addWidget(self._header)
        self.plan_actions = PlanActions(context, self)
        self._column.addWidget(self.plan_actions)
        self._column.addWidget(self._content, 1)
        self.agenda_table: Table | None = None
        self._header.crumb_chosen.connect(self._on_crumb)
        self._print.clicked.connect(self.print_handout)

    def show_address(self, address: PageAddress) -> None:
        self._plan_id = address.subject

    def _on_crumb(self, _at: int) -> None:
        version = self._facts.version if self._facts is not None else None
        course_id = version.place.course_id if version is not None else ""
        self.go_to.emit(PageAddress("course", course_id, "schedule") if course_id else PageAddress("plans"))

    def refresh(self) -> None:
        services, plan_id = self._context.services, self._plan_id
        self._context.read(lambda: read_plan(services, plan_id), self._on_facts, self._on_trouble, owner=self)

    def focus_first(self) -> None:
        self.setFocus()  # the page is there to be read: arrows and Page Down move it

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("↑ ↓", _("Läs vidare")),
            KeyHelp("E", _("Ändra träffplanen")),
            KeyHelp("Ctrl P", _("Skriv ut blad")),
            KeyHelp("Alt ←", _("Tillbaka till listan")),
        )

    def print_handout(self) -> None:
        """Asks for languages, level and size; the preview prints."""
        from halsoskola.ui.dialogs.handout import HandoutDialog

        if self._facts is not None:
            HandoutDialog(
                self._context, self._facts.plan, self._facts.with_words, parent=self.window()
            ).open()

    def export_plan(self) -> None:
        """Asks where, and writes the plan as a file to hand on."""
        from halsoskola.ui.dialogs.plan_files import export_plan

        export_plan(self._context, self._plan_id, self, self._told)

    def sign(self) -> None:
        """Asks for the profession of whoever has checked the plan."""
        from halsoskola.ui.dialogs.signature import SignPlanDialog

        if self._facts is not None:
            dialog = SignPlanDialog(self._context, self._facts.plan, parent=self.window())
            dialog.signed.connect(self.say)
            dialog.open()

    def unsign(self) -> None:
        """Takes the signature back."""
        signing, plan_id = self._context.services.signing, self._plan_id
        self._context.write(lambda: signing.unsign(plan_id), owner=self)

    def _told(self, text: str, worked: bool) -> None:
        self.say(text, NoticeKind.TOLD if worked else NoticeKind.REFUSED)

    def _on_trouble(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self._facts = None
        self._header.set_title(_("Träffplanen finns inte"))
        self._print.setEnabled(False)
        self._export.setEnabled(False)
        self.plan_actions.show_version(None)
        self.agenda_table = None
        back = KeyButton(_("Till alla träffplaner"), icon="arrow-left", primary=True)
        back.clicked.connect(lambda: self.go_to.emit(PageAddress("plans")))
        card = Card()
        card.add(EmptyState("file-warning", _("Träffplanen går inte att visa"), sentence(error), back))
        self._put(card)

    def _on_facts(self, facts: PlanFacts) -> None:
        if facts == self._facts:
            return
        self._facts = facts
        plan = facts.plan
        self._agenda.set_blocks(plan.blocks)
        shown = [language_name(one.code) for one in facts.languages if one.translated]
        self._words.set_words(shown, facts.lines)
        said = [", ".join(plan.led_by)] if plan.led_by else []
        said.append(minutes_text(total_minutes(plan.blocks)))
        said.append(_("egen taltid {minutes} min").format(minutes=net_talk_minutes(plan.blocks)))
        self._header.set_title(plan.title, " · ".join(said))
        self._export.setEnabled(True)
        self._export.setVisible(not facts.version.place.course_id)
        self._header.set_breadcrumb([facts.version.course or _("Träffplaner")])
        self.plan_actions.show_version(facts.version)
        self._print.setEnabled(plan.handout is not None or plan.picture_handout is not None)
        self.title = plan.title
        self.title_changed.emit(plan.title)
        left = stack_of(self._aims(plan), self._agenda_card(plan), self._notes(facts))
        right = stack_of(
            self._about(facts), self._signed_card(facts), self._facts_card(facts), self._words_state(facts)
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().gap(14))
        column.addWidget(Columns(left, right, (17, 10)))
        column.addWidget(self._words_card(facts))
        column.addStretch(1)
        self._put(whole)

    def _put(self, content: QWidget) -> None:
        focus = self.window().focusWidget()
        had_focus = focus is not None and (focus is self or self.isAncestorOf(focus))
        self._column.replaceWidget(self._content, content)
        old, self._content = self._content, content
        content.show()
        old.hide()
        old.deleteLater()
        if had_focus:
            self.focus_first()

    # Cards

    def _aims(self, plan: SessionPlan) -> QWidget:
        card = Card(_("Mål"), "flag")
        for aim in plan.aims:
            row = QHBoxLayout()
            row.setSpacing(theme().gap(12))
            row.addWidget(TextLabel(aim.text, wrap=True), 1)
            kasam = TextLabel(label(aim.kasam), TextRole.SMALL)
            row.addWidget(kasam)
            card.add(row)
        if not plan.aims:
            card.add(TextLabel(_("Planen har inga mål."), TextRole.QUIET))
        return card

    def _agenda_card(self, plan: SessionPlan) -> QWidget:
        card = Card(_("Så går träffen till"), "list-ordered", minutes_text(total_minutes(plan.blocks)))
        self.agenda_table = Table(
            self._agenda, grow=True, stretch=PlanAgendaModel.TITLE, name=_("Så går träffen till")
        )
        card.add(self.agenda_table)
        return card

    def _notes(self, facts: PlanFacts) -> QWidget:
        card = Card(_("Till ledaren"), "message-square")
        plan, notes = facts.plan, facts.notes
        if notes.introduction:
            card.add(_reading(notes.introduction))
        texts = notes.per_block(plan.blocks)
        written = [
            (block, text) for block, text in zip(plan.blocks, texts, strict=True) if text or block.adaptations
        ]
        for at, (block, text) in enumerate(written):
            if at or notes.introduction:
                card.add(Hairline())
            self._add_block(card, block, text)
        if not written and not notes.introduction:
            card.add(TextLabel(_("Planen har inga anteckningar."), TextRole.QUIET))
        return card

    def _add_block(self, card: Card, block: Block, text: str) -> None:
        t = theme()
        card.add(TextLabel(block.title, TextRole.STRONG, wrap=True))
        if text:
            card.add(_reading(text))
        for adaptation in block.adaptations:
            row = QHBoxLayout()
            row.setSpacing(t.gap(10))
            need = Pill(State.OFF, label(adaptation.need))
            row.addWidget(need)
            row.addWidget(TextLabel(adaptation.text, TextRole.QUIET, wrap=True), 1)
            row.setAlignment(need, Qt.AlignmentFlag.AlignTop)
            card.add(row)

    def _about(self, facts: PlanFacts) -> QWidget:
        plan = facts.plan
        card = Card(_("Om planen"), "info")
        pills = QHBoxLayout()
        pills.setSpacing(theme().gap(6))
        for pill in (care_pill(plan), own_pill() if facts.is_own else None):
            if pill is not None:
                pills.addWidget(Pill(pill.state, pill.text, pill.icon))
        if pills.count():
            pills.addStretch(1)
            card.add(pills)
        if plan.crisis:
            card.add(TextLabel(_("Ta med krisbladet, ifyllt."), wrap=True))
        if plan.sensitive:
            said = _("Temat är känsligt. Ha det inte tidigt i kursen. Ogranskade ord skrivs inte ut.")
            card.add(TextLabel(said, wrap=True))
        if plan.min_leaders > 1:
            card.add(TextLabel(_("Minst {count} ledare.").format(count=plan.min_leaders)))
        for title, texts in (
            (_("Teman"), plan.themes),
            (_("Passar när gruppen är i"), tuple(map(label, plan.firo))),
            (_("Ta med"), plan.materials),
        ):
            if texts:
                card.add(TextLabel(title, TextRole.SMALL))
                card.add(TextLabel(", ".join(texts), wrap=True))
        return card

    def _signed_card(self, facts: PlanFacts) -> QWidget:
        """Who has checked the plan; that nobody has is said when the plan tells when to seek care."""
        card = Card(_("Granskning"), "shield-check")
        signed = facts.signed
        if signed.signature is not None:
            said = _("Granskad av {role} {day}.").format(
                role=signed.signature.role, day=dates.dated(signed.signature.day)
            )
            card.add(Pill(State.GOOD, _("signerad")))
            card.add(TextLabel(said, wrap=True))
            back = KeyButton(_("Ta tillbaka signaturen"), flat=True)
            back.clicked.connect(self.unsign)
            card.add(back)
            return card
        if signed.should_be_signed:
            card.add(Pill(State.WATCH, _("inte granskad"), "circle-alert"))
        if signed.former is not None:
            said = _("Planen har ändrats sedan {role} granskade den {day}.").format(
                role=signed.former.role, day=dates.dated(signed.former.day)
            )
        elif signed.should_be_signed:
            said = _(
                "Bladet säger när man ska söka vård, eller så är temat känsligt. Låt en psykolog, läkare "
                "eller sjuksköterska granska planen."
            )
        else:
            said = _("Ingen har signerat planen.")
        card.add(TextLabel(said, TextRole.BODY if signed.should_be_signed else TextRole.QUIET, wrap=True))
        sign = KeyButton(_("Signera …"), icon="pencil")
        sign.clicked.connect(self.sign)
        card.add(sign)
        return card

    def _facts_card(self, facts: PlanFacts) -> QWidget:
        card = Card(_("Faktauppgifter"), "id-card")
        if not facts.facts:
            card.add(TextLabel(_("Planen använder inga faktauppgifter."), TextRole.QUIET, wrap=True))
            return card
        for name, fact in facts.facts:
            row = QHBoxLayout()
            row.setSpacing(theme().gap(10))
            row.addWidget(TextLabel(dates.capital(fact_label(name)), TextRole.QUIET, wrap=True), 3)
            if fact is None or not fact.text.strip():
                row.addWidget(Pill(State.WATCH, _("saknas"), "circle-alert"), 2)
            else:
                row.addWidget(TextLabel(fact.text, wrap=True), 2)
                if name in facts.overdue:
                    row.addWidget(Pill(State.WATCH, _("kontrollera")))
            card.add(row)
        if any(fact is None or fact.kind is FactKind.LOCAL for _name, fact in facts.facts):
            fill = KeyButton(_("Fyll i faktauppgifter"), icon="pencil")
            fill.clicked.connect(lambda: self.go_to.emit(PageAddress("settings", part="facts")))
            card.add(fill)
        return card

    def _words_state(self, facts: PlanFacts) -> QWidget:
        """How far each language has come; languages without a single word share a line."""
        card = Card(_("Ordlistor"), "languages")
        for one in facts.languages:
            if not one.translated:
                continue
            row = QHBoxLayout()
            row.addWidget(TextLabel(language_name(one.code)), 1)
            row.addWidget(
                TextLabel(_("{done} av {all}").format(done=one.translated, all=one.words), TextRole.QUIET)
            )
            row.addWidget(_words_pill(one))
            card.add(row)
        gaps = [language_name(one.code) for one in facts.languages if not one.translated]
        if gaps and facts.lines:
            card.add(
                TextLabel(
                    _("Ingen ordlista på {languages}.").format(languages=", ".join(gaps)),
                    TextRole.SMALL,
                    wrap=True,
                )
            )
        return card

    def _words_card(self, facts: PlanFacts) -> QWidget:
        count = len(facts.lines)
        note = ngettext("{count} ord", "{count} ord", count).format(count=count)
        card = Card(_("Ord"), "book-open", note)
        if not facts.lines:
            card.add(TextLabel(_("Planen har inga ord."), TextRole.QUIET))
            return card
        card.add(Table(self._words, grow=True, row_height=52, name=_("Ord")))
        return card


def _words_pill(one: LanguageWords) -> QWidget:
    if one.translated < one.words:
        missing = one.words - one.translated
        said = ngettext("{count} saknas", "{count} saknas", missing).format(count=missing)
        return Pill(State.WATCH, said, "circle-alert")
    if one.reviewed < one.words:
        return Pill(State.WATCH, _("inte granskad"))
    return Pill(State.GOOD, _("granskad"))


def _reading(text: str) -> QWidget:
    """A leader's text with its own line breaks, "- " as bullets."""
    lines: Sequence[str] = [f"•  {line[2:]}" if line.startswith("- ") else line for line in text.split("\n")]
    return TextLabel("\n".join(lines), wrap=True)
