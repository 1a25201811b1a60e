"""Small questions about word lists: who reviews, what an interpreter proposes, and what a file would change."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.dates import capital
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.word_list_facts import (
    REVIEWERS,
    Catalogue,
    ImportKind,
    PoPreview,
    Role,
    TranslationLine,
)
from halsoskola.ui.context import PageContext
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.reading import TranslationField
from halsoskola.ui.widgets.text import TextLabel

MOST_FAULTS = 12
"""So many wrong entries of a file are shown; the translator finds the others with these."""


class RoleChoice(QWidget):
    """Radio buttons for roles, the first chosen; arrows move between them. none: a last choice for nobody."""

    changed = Signal()

    def __init__(self, roles: Sequence[Role], none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().gap(4))
        self._group = QButtonGroup(self)
        self._roles = tuple(roles)
        for at, role in enumerate(roles):
            self._add(capital(role.label), at, column)
        if none:
            self._add(none, len(roles), column)
        self._group.buttons()[0].setChecked(True)
        self._group.idToggled.connect(lambda _at, on: self.changed.emit() if on else None)
        self.setFocusProxy(self._group.buttons()[0])

    def _add(self, text: str, at: int, column: QVBoxLayout) -> None:
        button = QRadioButton(text)
        self._group.addButton(button, at)
        column.addWidget(button)

    def role(self) -> Role | None:
        """The chosen role; None for nobody."""
        at = self._group.checkedId()
        return self._roles[at] if at < len(self._roles) else None

    def choose(self, role: Role | None) -> None:
        at = self._roles.index(role) if role is not None else len(self._roles)
        self._group.button(at).setChecked(True)


class RoleDialog(FormDialog):
    """Who looks through the words, asked once. A role, because no name may stand in the file."""

    def __init__(self, chosen: Role | None, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Vem granskar?"),
            _("Fortsätt"),
            lead=_("Rollen och dagens datum sparas vid varje ord. Skriv aldrig någons namn."),
            width=460,
            parent=parent,
        )
        self.choice = RoleChoice(REVIEWERS)
        if chosen is not None:
            self.choice.choose(chosen)
        self.body.addWidget(self.choice)
        self.body.addStretch(1)
        self.wanted.connect(self.accept)
        self.choice.setFocus()

    def role(self) -> Role:
        role = self.choice.role()
        assert role is not None  # there is no choice for nobody
        return role


class SuggestionDialog(FormDialog):
    """What somebody says the word should be. Kept beside the translation until it is used or removed."""

    def __init__(
        self,
        context: PageContext,
        code: str,
        catalogue: Catalogue,
        line: TranslationLine,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Förslag till ”{word}”").format(word=line.word),
            _("Spara förslaget"),
            lead=_("Nu står det: {text}").format(text=f"\u2068{line.text}\u2069") if line.text else "",
            width=480,
            parent=parent,
        )
        self._context = context
        self._code = code
        self._catalogue = catalogue
        self._line = line
        self.field = TranslationField(_("Förslag på {language}").format(language=language_name(code)))
        self.field.set_language(code)
        self.body.addWidget(FormRow(self.field.accessibleName(), self.field))
        self.body.addWidget(TextLabel(_("Vem föreslår?"), TextRole.STRONG))
        self.choice = RoleChoice((Role.INTERPRETER, *REVIEWERS))
        self.body.addWidget(self.choice)
        self.body.addStretch(1)
        self.field.entered.connect(self.does_button.click)
        self.field.escaped.connect(self.reject)
        self.wanted.connect(self._on_wanted)
        self.field.setFocus()

    def _on_wanted(self) -> None:
        lists, text, role = self._context.services.word_lists, self.field.text(), self.choice.role()
        code, key, catalogue = self._code, self._line.key, self._catalogue
        assert role is not None  # there is no choice for nobody
        self.set_busy(True)
        self._context.write(
            lambda: lists.suggest(code, key, text, role, catalogue=catalogue),
            self._on_saved,
            self._on_refused,
            owner=self,
        )

    def _on_saved(self, _changes: Changes) -> None:
        self.set_busy(False)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self.show_trouble(sentence(error))
        self.field.setFocus()


class ImportWordsDialog(FormDialog):
    """What a file would do, in numbers, before anything is stored; then all of it or nothing."""

    def __init__(self, context: PageContext, preview: PoPreview, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Läs in {file}").format(file=preview.path.name),
            "",
            lead=capital(language_name(preview.language)),
            width=620,
            parent=parent,
        )
        self._context = context
        self._preview = preview
        self.choice: RoleChoice | None = None
        for said in counted(preview):
            self.body.addWidget(TextLabel(said, wrap=True))
        if preview.faults:
            self._show_faults(preview)
        elif preview.claimed:
            count = preview.claimed
            said = ngettext(
                "{count} ord är markerat som klart i filen. Vem har granskat det?",
                "{count} ord är markerade som klara i filen. Vem har granskat dem?",
                count,
            )
            self.body.addWidget(TextLabel(said.format(count=count), TextRole.STRONG, wrap=True))
            self.choice = RoleChoice(REVIEWERS, none=_("Ingen. Räkna dem som inte granskade."))
            self.choice.choose(None)
            self.choice.changed.connect(self._show_button)
            self.body.addWidget(self.choice)
        self.body.addStretch(1)
        self._show_button()
        self.wanted.connect(self._on_wanted)
        (self.does_button if self.does_button.isEnabled() else self.leave_button).setFocus()

    def _role(self) -> Role | None:
        return self.choice.role() if self.choice is not None else None

    def _changes(self) -> int:
        preview = self._preview
        return preview.changes(is_reviewed=self._role() is not None) if preview.is_ok else 0

    def _show_button(self) -> None:
        count = self._changes()
        some = ngettext("Läs in {count} ord", "Läs in {count} ord", count).format(count=count)
        self.does_button.set_label(some if count else _("Inget att läsa in"))
        self.does_button.setEnabled(bool(count))

    def _show_faults(self, preview: PoPreview) -> None:
        said = _("Det här måste rättas i filen först. Inget läses in:")
        self.body.addWidget(TextLabel(said, TextRole.WRONG, wrap=True))
        for fault in preview.faults[:MOST_FAULTS]:
            line = _("Rad {number}, {word}: {fault}")
            line = line.format(number=fault.number, word=fault.key[0], fault=fault.fault)
            self.body.addWidget(TextLabel(line, wrap=True))
        more = len(preview.faults) - MOST_FAULTS
        if more > 0:
            line = ngettext("Och {count} ord till.", "Och {count} ord till.", more).format(count=more)
            self.body.addWidget(TextLabel(line, TextRole.SMALL))

    def _on_wanted(self) -> None:
        if not self._changes():
            return
        lists, preview, role = self._context.services.word_lists, self._preview, self._role()
        self.set_busy(True)
        self._context.write(
            lambda: lists.apply_import(preview, role), self._on_saved, self._on_refused, owner=self
        )

    def _on_saved(self, _changes: Changes) -> None:
        self.set_busy(False)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self.show_trouble(sentence(error))


def counted(preview: PoPreview) -> list[str]:
    """What the file would do, one sentence for each kind of change that there is."""
    new, changed, done, same, empty, unknown = (
        preview.count(kind)
        for kind in (
            ImportKind.NEW,
            ImportKind.CHANGED,
            ImportKind.REVIEWED,
            ImportKind.SAME,
            ImportKind.EMPTY,
            ImportKind.UNKNOWN,
        )
    )
    lost = preview.lost_reviews
    sentences = (
        (
            new,
            ngettext(
                "{count} ord som saknas får en översättning.",
                "{count} ord som saknas får en översättning.",
                new,
            ),
        ),
        (
            changed,
            ngettext(
                "{count} ord får en annan översättning.", "{count} ord får en annan översättning.", changed
            ),
        ),
        (
            lost,
            ngettext(
                "{count} av dem är granskat nu och blir inte granskat.",
                "{count} av dem är granskade nu och blir inte granskade.",
                lost,
            ),
        ),
        (done, ngettext("{count} ord är granskat i filen.", "{count} ord är granskade i filen.", done)),
        (same, ngettext("{count} ord är som nu.", "{count} ord är som nu.", same)),
        (
            empty,
            ngettext(
                "{count} ord är tomt i filen. Det ändras inte.",
                "{count} ord är tomma i filen. De ändras inte.",
                empty,
            ),
        ),
        (
            unknown,
            ngettext(
                "{count} ord står inte i någon träffplan. Det läses inte in.",
                "{count} ord står inte i någon träffplan. De läses inte in.",
                unknown,
            ),
        ),
    )
    said = [text.format(count=count) for count, text in sentences if count]
    if not preview.names_language:
        language = language_name(preview.language)
        said.append(
            _("Filen säger inte vilket språk den är på. Kontrollera att det är {language}.").format(
                language=language
            )
        )
    return said
