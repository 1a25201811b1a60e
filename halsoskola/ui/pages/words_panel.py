"""The card beside a word list: one word, the field for its translation, what was proposed, and where it is used."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.i18n.dates import dated
from halsoskola.i18n.languages import language_name
from halsoskola.services.word_list_facts import (
    Catalogue,
    Key,
    Role,
    Suggestion,
    TranslationLine,
    TranslationState,
    role_text,
)
from halsoskola.ui.models.words_page import isolated, review_text, state_pill
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card, Hairline
from halsoskola.ui.widgets.columns import FlowRow
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.reading import TranslationField, reading_font
from halsoskola.ui.widgets.text import TextLabel

MOST_PLANS = 4
"""So many titles are written out; the table has them all."""


class TranslationPanel(Card):
    """Shows one line and says what was wished; whoever owns it asks the service and answers."""

    approve_wanted = Signal()
    suggest_wanted = Signal()
    take_back_wanted = Signal()
    reset_wanted = Signal()
    role_wanted = Signal()
    accept_wanted = Signal(object)
    """A `Suggestion`."""

    drop_wanted = Signal(object)
    own_sense_wanted = Signal(str)
    """The id of a plan that means something else by the word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Översättning"), "languages", parent=parent)
        t = theme()
        self._key: Key | None = None
        self._baseline = ""
        self._pill = Pill(State.OFF, "")
        self.add_to_head(self._pill)
        self._meaning = TextLabel("", TextRole.QUIET, wrap=True)
        self.field = TranslationField(_("Översättning"))
        self.row = FormRow(_("Översättning"), self.field, _("Enter sparar och går till nästa ord."))
        self._state = TextLabel("", TextRole.SMALL, wrap=True)
        self.approve_button = KeyButton(_("Godkänn"), "Ctrl Enter", primary=True, icon="check")
        self.suggest_button = KeyButton(_("Nytt förslag …"), "N", icon="message-square")
        self.take_back_button = KeyButton(_("Inte granskad"), "G", icon="undo-2")
        self.reset_button = KeyButton(_("Programmets ord"), "P", icon="rotate-ccw")
        self._role = KeyButton("", flat=True, icon="user-check")
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(t.gap(6))
        self._senses = QVBoxLayout()
        self._senses.setSpacing(t.gap(6))
        self._plans = TextLabel("", TextRole.SMALL, wrap=True)
        self.add(self._meaning)
        self.add(self.row)
        self.add(self._state)
        self.add(FlowRow((self.approve_button, self.take_back_button, self.reset_button)))
        self.add(self._role)
        self.add(Hairline())
        self.add(self._suggestions)
        self.add(FlowRow((self.suggest_button,)))
        self.add(Hairline())
        self.add(self._senses)
        self.add(self._plans)
        self.body.addStretch(1)
        self.approve_button.clicked.connect(self.approve_wanted)
        self.suggest_button.clicked.connect(self.suggest_wanted)
        self.take_back_button.clicked.connect(self.take_back_wanted)
        self.reset_button.clicked.connect(self.reset_wanted)
        self._role.clicked.connect(self.role_wanted)
        self.set_role(None)

    @property
    def key(self) -> Key | None:
        """The entry in the field, None when nothing is shown."""
        return self._key

    @property
    def is_changed(self) -> bool:
        """Whether the field holds something that has not been saved."""
        return self._key is not None and " ".join(self.field.text().split()) != self._baseline

    def mark_saved(self, text: str) -> None:
        """`text` is on the disk."""
        self._baseline = " ".join(text.split())

    def set_role(self, role: Role | None) -> None:
        """Who the approvals are said to be by."""
        self._role.setVisible(role is not None)
        if role is not None:
            self._role.set_label(_("Granskas av: {role}. Byt …").format(role=role.label))

    def show_line(
        self,
        code: str,
        catalogue: Catalogue,
        line: TranslationLine | None,
        draft: tuple[str, str] | None = None,
    ) -> None:
        """draft: what was typed but refused, and why. Typing in the same entry stays as it is."""
        self.setEnabled(line is not None)
        if line is None:
            self._key, self._baseline = None, ""
            self.set_title(_("Översättning"))
            self.field.set_text("")
            self._pill.hide()
            return
        stays = line.key == self._key and self.is_changed
        self._key = line.key
        self.set_title(line.word if catalogue is Catalogue.WORDS else _("Mening"))
        self._show_meaning(catalogue, line)
        self.row.set_label(language_name(code).capitalize())
        self.field.setAccessibleName(
            _("{word} på {language}").format(word=line.word, language=language_name(code))
        )
        if not stays:
            self.field.set_lines(2 if catalogue is Catalogue.WORDS else 4)
            self.field.set_language(code)
            self.field.set_text(draft[0] if draft is not None else line.text)
            self.row.clear_error()
            if draft is not None:
                self.row.show_error(draft[1])
        self._baseline = line.text
        self._pill.set_facts(state_pill(line))
        self._pill.show()
        self._show_state(line)
        self._show_suggestions(code, line.suggestions)
        self._show_senses(line)

    def _show_meaning(self, catalogue: Catalogue, line: TranslationLine) -> None:
        parts = [line.word] if catalogue is Catalogue.PHRASES else []
        if line.explanation:
            parts.append(line.explanation)
        self._meaning.setText("\n".join(parts))
        self._meaning.setVisible(bool(parts))

    def _show_state(self, line: TranslationLine) -> None:
        said = [review_text(line)] if review_text(line) else []
        if line.state is TranslationState.GAP:
            said.append(_("På papper blir det en tom rad att skriva på."))
        kept = [plan.title for plan in line.plans if plan.only_reviewed]
        if line.state is TranslationState.UNREVIEWED and kept:
            said.append(_("Skrivs inte ut i {plans} förrän det är granskat.").format(plans=", ".join(kept)))
        self._state.setText(" ".join(said))
        self._state.setVisible(bool(said))
        self.approve_button.setVisible(line.state is not TranslationState.REVIEWED)
        self.take_back_button.setVisible(line.state is TranslationState.REVIEWED)
        self.reset_button.setVisible(line.can_reset)
        self.reset_button.setToolTip(isolated(line.shipped))

    def _show_suggestions(self, code: str, suggestions: Sequence[Suggestion]) -> None:
        _empty(self._suggestions)
        for at, one in enumerate(suggestions):
            text = TextLabel(one.text, TextRole.STRONG, wrap=True)
            text.setFont(reading_font(code, strong=True))
            who = _("Förslag från {role}, {day}").format(role=role_text(one.role), day=dated(one.day))
            accept = KeyButton(_("Använd"), "F" if at == 0 else "", icon="check")
            drop = KeyButton(_("Ta bort"), "B" if at == 0 else "", icon="x")
            accept.setAccessibleName(_("Använd förslaget {text}").format(text=isolated(one.text)))
            drop.setAccessibleName(_("Ta bort förslaget {text}").format(text=isolated(one.text)))
            accept.clicked.connect(lambda _checked=False, s=one: self.accept_wanted.emit(s))
            drop.clicked.connect(lambda _checked=False, s=one: self.drop_wanted.emit(s))
            self._suggestions.addWidget(TextLabel(who, TextRole.SMALL, wrap=True))
            self._suggestions.addWidget(text)
            self._suggestions.addWidget(FlowRow((accept, drop)))

    def _show_senses(self, line: TranslationLine) -> None:
        _empty(self._senses)
        if len(line.senses) > 1:
            said = _("Träffplanerna förklarar ordet på olika sätt. Betyder det olika saker?")
            self._senses.addWidget(TextLabel(said, wrap=True))
            for sense in line.senses[1:]:
                for plan in sense.plans:
                    words = _("Egen översättning för {plan}").format(plan=plan.title)
                    button = KeyButton(words, icon="plus")
                    button.clicked.connect(
                        lambda _checked=False, plan_id=plan.id: self.own_sense_wanted.emit(plan_id)
                    )
                    self._senses.addWidget(button)
        titles = list(dict.fromkeys(plan.title for plan in line.plans))
        more = len(titles) - MOST_PLANS
        shown = ", ".join(titles[:MOST_PLANS])
        if more > 0:
            shown = _("{titles} och {count} till").format(titles=shown, count=more)
        self._plans.setText(_("Står i: {titles}.").format(titles=shown) if shown else "")
        self._plans.setVisible(bool(shown))

    def show_trouble(self, sentence: str) -> None:
        """Says under the field why the text cannot be used; "" when it can."""
        if sentence:
            self.row.show_error(sentence)
        else:
            self.row.clear_error()

    def trouble(self) -> str:
        return self.row.error()


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
