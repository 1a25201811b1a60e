"""The cards about getting in: another password, another recovery key."""

from contextlib import AbstractContextManager

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.messages import sentence
from halsoskola.ui.context import Account, PageContext
from halsoskola.ui.dialogs.preview import PreviewDialog, show_preview
from halsoskola.ui.dialogs.unlock import check_new_password
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.fields import FormRow, PasswordField
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.text import TextLabel

REST, FORM = 0, 1


class _AccessCard(Card):
    """A sentence and a button; behind the button a form. In a demonstration only a sentence."""

    def __init__(
        self, title: str, icon: str, lead: str, begin: str, account: Account, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, icon, parent=parent)
        self._account = account
        self._is_busy = False
        if account.is_demo:
            lead = _("Det här är exempeldata som försvinner när du stänger. Här finns inget att låsa.")
        self.add(TextLabel(lead, TextRole.QUIET, wrap=True))
        self.told = TextLabel("", TextRole.BODY, wrap=True)
        self.told.hide()
        self.add(self.told)
        self.steps = Steps()
        self.begin = KeyButton(begin)
        rest = QWidget()
        row = QHBoxLayout(rest)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.begin)
        row.addStretch(1)
        self.steps.add(rest)
        self.form = QVBoxLayout()
        self.form.setSpacing(theme().gap(10))
        self.form.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setLayout(self.form)
        self.steps.add(inside)
        self.steps.setVisible(not account.is_demo)
        self.add(self.steps)
        self.begin.clicked.connect(self.open_form)

    def _add_buttons(self, go: str) -> None:
        self.go = KeyButton(go, "Enter", primary=True)
        self.cancel = KeyButton(_("Avbryt"))
        row = QHBoxLayout()
        row.setSpacing(theme().gap(8))
        row.addWidget(self.go)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.form.addLayout(row)
        self.cancel.clicked.connect(self.close_form)

    def fields(self) -> tuple[PasswordField, ...]:
        raise NotImplementedError

    def open_form(self) -> None:
        self.tell("")
        self.steps.set_current(FORM)
        self.fields()[0].setFocus()

    def close_form(self) -> None:
        """Back to the button; nothing that was typed stays."""
        for field in self.fields():
            field.clear()
        self.steps.set_current(REST)
        self.begin.setFocus()

    def tell(self, text: str) -> None:
        """One sentence about how it went; empty for none."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.go.setEnabled(not busy)
        for field in self.fields():
            field.edit.setReadOnly(busy)


class PasswordCard(_AccessCard):
    """The old password once, the new one twice."""

    def __init__(self, context: PageContext, account: Account, parent: QWidget | None = None) -> None:
        lead = _("Lösenordet öppnar programmet på den här datorn.")
        super().__init__(_("Lösenord"), "lock", lead, _("Byt lösenord …"), account, parent)
        self._context = context
        self.old = PasswordField(_("Lösenordet du har nu"))
        self.old_row = FormRow(_("Lösenordet du har nu"), self.old)
        self.new = PasswordField(_("Nytt lösenord"))
        self.new_row = FormRow(_("Nytt lösenord"), self.new, _("Minst 8 tecken, gärna några ord i rad."))
        self.again = PasswordField(_("Samma lösenord igen"))
        self.again_row = FormRow(_("Samma lösenord igen"), self.again)
        for row, field in ((self.old_row, self.old), (self.new_row, self.new), (self.again_row, self.again)):
            self.form.addWidget(row)
            field.changed.connect(row.clear_error)
        self._add_buttons(_("Byt lösenord"))
        self.old.submitted.connect(self.new.setFocus)
        self.new.submitted.connect(self.again.setFocus)
        self.again.submitted.connect(self.change)
        self.go.clicked.connect(self.change)

    def fields(self) -> tuple[PasswordField, ...]:
        return (self.old, self.new, self.again)

    def change(self) -> None:
        """Asks the program; a refusal is said beside the field it is about, and what was typed stays."""
        if self._is_busy:
            return
        if not self.old.text():
            self.old_row.show_error(_("Skriv lösenordet du har nu."))
            self.old.setFocus()
            return
        if not check_new_password(self.new, self.new_row, self.again, self.again_row):
            return
        old, new, account = self.old.text(), self.new.text(), self._account
        self._set_busy(True)
        self._context.read(
            lambda: account.change_password(old, new), self._on_changed, self._on_refused, owner=self
        )

    def _on_changed(self, _none: None) -> None:
        self._set_busy(False)
        self.close_form()
        self.tell(_("Lösenordet är bytt. Använd det nya nästa gång du låser upp."))

    def _on_refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self._set_busy(False)
        about_new = isinstance(error, RuleBroken) and error.refusal is Refusal.PASSWORD_TOO_SHORT
        row, field = (self.new_row, self.new) if about_new else (self.old_row, self.old)
        row.show_error(sentence(error))
        field.setFocus()


class SheetNotKeptError(Exception):
    """The new recovery key was neither printed nor saved, so the old one stays in force."""


class RecoveryCard(_AccessCard):
    """A new recovery key, in force only once its sheet has been printed or saved."""

    def __init__(self, context: PageContext, account: Account, parent: QWidget | None = None) -> None:
        lead = _(
            "Glömmer ni lösenordet är återställningsnyckeln enda vägen in. Har pappret kommit bort: gör en ny nyckel. "
            "Den gamla slutar gälla när den nya är utskriven eller sparad."
        )
        super().__init__(
            _("Återställningsnyckel"), "key-round", lead, _("Gör en ny nyckel …"), account, parent
        )
        self._context = context
        self.password = PasswordField(_("Ditt lösenord"))
        self.password_row = FormRow(_("Ditt lösenord"), self.password)
        self.form.addWidget(self.password_row)
        self._add_buttons(_("Gör nyckeln"))
        self.password.changed.connect(self.password_row.clear_error)
        self.password.submitted.connect(self.make)
        self.go.clicked.connect(self.make)
        self.preview: PreviewDialog | None = None
        self._open: AbstractContextManager[str] | None = None
        self._is_printed = False
        self._saved_as = ""

    def fields(self) -> tuple[PasswordField, ...]:
        return (self.password,)

    def make(self) -> None:
        if self._is_busy:
            return
        if not self.password.text():
            self.password_row.show_error(_("Skriv ditt lösenord."))
            self.password.setFocus()
            return
        password, account = self.password.text(), self._account

        def begin() -> tuple[AbstractContextManager[str], str]:
            made = account.new_recovery_key(password)
            return made, made.__enter__()

        self._set_busy(True)
        self._context.read(begin, self._on_made, self._on_refused, owner=self)

    def _on_made(self, made: tuple[AbstractContextManager[str], str]) -> None:
        self._set_busy(False)
        self.close_form()
        self._open, key = made
        self._is_printed, self._saved_as = False, ""
        printing, label = self._context.services.printing, self._account.database_label
        self.preview = show_preview(
            self._context,
            _("Återställningsnyckel"),
            lambda: printing.recovery_sheet(key, label),
            self,
            file_name=_("Återställningsnyckel.pdf"),
        )
        self.preview.printed.connect(self._on_printed)
        self.preview.saved.connect(self._on_saved)
        self.preview.finished.connect(self._on_closed)

    def _on_printed(self, pages: int) -> None:
        self._is_printed = self._is_printed or pages > 0

    def _on_saved(self, path: str) -> None:
        self._saved_as = path

    def _on_closed(self, _result: int) -> None:
        made, self._open, self.preview = self._open, None, None
        if made is None:
            return
        kept = self._is_printed or bool(self._saved_as)

        def end() -> None:
            if kept:
                made.__exit__(None, None, None)
            else:
                refusal = SheetNotKeptError()
                made.__exit__(SheetNotKeptError, refusal, None)

        self._context.read(end, lambda _none: self._on_ended(kept), self._on_not_ended, owner=self)

    def _on_ended(self, kept: bool) -> None:
        if not kept:
            self.tell(
                _(
                    "Inget har ändrats. Den gamla nyckeln gäller, för den nya blev varken utskriven eller sparad."
                )
            )
        elif self._is_printed:
            self.tell(_("Den nya nyckeln gäller. Lås in pappret och kasta det gamla."))
        else:
            self.tell(
                _("Den nya nyckeln gäller. Skriv ut {file}, lås in pappret och ta bort filen.").format(
                    file=self._saved_as
                )
            )

    def _on_not_ended(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self.tell(sentence(error))

    def _on_refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self._set_busy(False)
        self.password_row.show_error(sentence(error))
        self.password.setFocus()
