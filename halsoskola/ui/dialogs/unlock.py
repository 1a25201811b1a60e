"""The unlock page: what everybody sees first. A page in the window, not a popup; it says what it wants by signals."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.fields import FormRow, PasswordField
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.text import IconLabel, TextLabel


@dataclass(frozen=True, slots=True)
class RecoveryAttempt:
    """What somebody without the password hands in: the recovery key as typed, and the password to have from now on."""

    recovery_key: str = field(repr=False)
    new_password: str = field(repr=False)


def centred(content: QWidget, width: int) -> QScrollArea:
    """`content` in the middle, at most `width` wide at 100 % text; scrolls when the window is too small for it."""
    t = theme()
    inside = QWidget()
    inside.setObjectName("scrolled")
    content.setFixedWidth(min(t.px(width), t.gap(1200)))
    row = QHBoxLayout(inside)
    row.setContentsMargins(t.gap(16), t.gap(16), t.gap(16), t.gap(16))
    row.addStretch(1)
    column = QVBoxLayout()
    column.addStretch(2)
    column.addWidget(content)
    column.addStretch(3)
    row.addLayout(column)
    row.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll


class UnlockPage(QWidget):
    """Asks for the password; or for the recovery key and a new password. Never keeps either after it was right."""

    unlock_requested = Signal(str)
    """The password."""

    recovery_requested = Signal(object)
    """A `RecoveryAttempt`."""

    def __init__(self, folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._is_busy = False
        self._recovery: _RecoveryPart | None = None  # seldom needed, and it would hold up every start
        self._parts = Steps()
        self._parts.add(self._password_part())
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(18))
        brand = QHBoxLayout()
        brand.setSpacing(t.gap(10))
        brand.addStretch(1)
        brand.addWidget(IconLabel("sprout", size=28, role=TextRole.BRAND))
        brand.addWidget(TextLabel(_("Hälsoskola"), TextRole.TITLE))
        brand.addStretch(1)
        column.addLayout(brand)
        column.addWidget(self._parts)
        foot = QHBoxLayout()
        foot.setSpacing(t.gap(6))
        foot.addStretch(1)
        foot.addWidget(IconLabel("shield-check", size=14, role=TextRole.QUIET), 0, Qt.AlignmentFlag.AlignTop)
        said = TextLabel(_("Uppgifterna ligger krypterade på den här datorn."), TextRole.SMALL)
        said.setToolTip(folder)
        foot.addWidget(said)
        foot.addStretch(1)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(centred(whole, 420))
        self.setFocusProxy(self._password)
        self._show_part(0)

    def _password_part(self) -> QWidget:
        card = Card()
        t = theme()
        card.body.setSpacing(t.gap(12))
        self._password = PasswordField(_("Lösenord"))
        self._row = FormRow(_("Lösenord"), self._password)
        self._caps = TextLabel(_("Caps Lock verkar vara på."), TextRole.SMALL)
        self._caps.hide()
        self._unlock = KeyButton(_("Lås upp"), "Enter", primary=True, icon="lock")
        self._use_recovery = KeyButton(_("Använd återställningsnyckel"), flat=True, icon="key-round")
        card.add(self._row)
        card.add(self._caps)
        card.add(self._unlock)
        card.add(self._use_recovery)
        self._password.submitted.connect(self._on_submitted)
        self._password.changed.connect(self._row.clear_error)
        self._password.caps_lock_suspected.connect(self._caps.setVisible)
        self._unlock.clicked.connect(self._on_submitted)
        self._use_recovery.clicked.connect(lambda: self._show_part(1))
        return card

    def _show_part(self, part: int) -> None:
        if part and self._recovery is None:
            self._recovery = _RecoveryPart()
            self._recovery.submitted.connect(self._on_recovery_submitted)
            self._recovery.given_up.connect(lambda: self._show_part(0))
            self._parts.add(self._recovery)
        self._parts.set_current(part)
        first = self._recovery.key if part and self._recovery is not None else self._password
        self.setFocusProxy(first)
        first.setFocus()

    # What the program answers

    def set_busy(self, busy: bool) -> None:
        """While the key is worked out (about a third of a second) nothing can be pressed twice."""
        self._is_busy = busy
        for button in (self._unlock, self._use_recovery):
            button.setEnabled(not busy)
        self._password.edit.setReadOnly(busy)
        self._unlock.set_label(_("Låser upp …") if busy else _("Lås upp"))
        if self._recovery is not None:
            self._recovery.set_busy(busy)

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def show_refusal(self, sentence: str) -> None:
        """Says beside the field why not. What was typed stays, selected, so that typing replaces it."""
        self.set_busy(False)
        if self._recovery is not None and self._parts.current() == 1:
            self._recovery.show_refusal(sentence)
        else:
            self._row.show_error(sentence)
            self._password.setFocus()
            # After the focus has settled: coming into the field by itself moves the selection.
            QTimer.singleShot(0, self, self._password.select_all)

    def refusal(self) -> str:
        """The sentence that is shown, or empty."""
        if self._recovery is not None and self._parts.current() == 1:
            return self._recovery.key_row.error()
        return self._row.error()

    def clear(self) -> None:
        """Forgets everything that was typed."""
        self.set_busy(False)
        self._password.clear()
        self._row.clear_error()
        if self._recovery is not None:
            self._recovery.clear()
        self._show_part(0)

    # What was asked for

    def _on_submitted(self) -> None:
        if self._is_busy:
            return
        password = self._password.text()
        if not password:
            self._row.show_error(_("Skriv ditt lösenord."))
            self._password.setFocus()
            return
        self._caps.hide()
        self.set_busy(True)
        self.unlock_requested.emit(password)

    def _on_recovery_submitted(self, attempt: RecoveryAttempt) -> None:
        if not self._is_busy:
            self.set_busy(True)
            self.recovery_requested.emit(attempt)


class _RecoveryPart(Card):
    """The recovery key and a new password, twice."""

    submitted = Signal(object)
    """A `RecoveryAttempt` whose password is long enough and the same twice."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(_("Ny åtkomst med återställningsnyckeln"), "key-round")
        t = theme()
        self.body.setSpacing(t.gap(12))
        self.key = QLineEdit()
        self.key_row = FormRow(
            _("Återställningsnyckel"),
            self.key,
            _("Den står på pappret som skrevs ut första gången. Stora och små bokstäver spelar ingen roll."),
        )
        self._new = PasswordField(_("Nytt lösenord"))
        self._new_row = FormRow(_("Nytt lösenord"), self._new, _("Minst 8 tecken, gärna några ord i rad."))
        self._again = PasswordField(_("Samma lösenord igen"))
        self._again_row = FormRow(_("Samma lösenord igen"), self._again)
        for row in (self.key_row, self._new_row, self._again_row):
            self.add(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(t.gap(8))
        self._back = KeyButton(_("Tillbaka"), icon="arrow-left")
        self._recover = KeyButton(_("Spara och lås upp"), "Enter", primary=True)
        buttons.addWidget(self._back)
        buttons.addWidget(self._recover, 1)
        self.add(buttons)
        self.key.returnPressed.connect(self._new.setFocus)
        self._new.submitted.connect(self._again.setFocus)
        self._again.submitted.connect(self._on_submitted)
        self._recover.clicked.connect(self._on_submitted)
        self._back.clicked.connect(self.given_up)
        self.key.textChanged.connect(self.key_row.clear_error)
        self._new.changed.connect(self._new_row.clear_error)
        self._again.changed.connect(self._again_row.clear_error)

    def set_busy(self, busy: bool) -> None:
        for button in (self._recover, self._back):
            button.setEnabled(not busy)
        for edit in (self.key, self._new.edit, self._again.edit):
            edit.setReadOnly(busy)
        self._recover.set_label(_("Låser upp …") if busy else _("Spara och lås upp"))

    def show_refusal(self, sentence: str) -> None:
        self.key_row.show_error(sentence)
        self.key.setFocus()
        QTimer.singleShot(0, self, self.key.selectAll)

    def clear(self) -> None:
        self.key.clear()
        for part in (self._new, self._again):
            part.clear()
        for row in (self.key_row, self._new_row, self._again_row):
            row.clear_error()

    def _on_submitted(self) -> None:
        if not self.key.text().strip():
            self.key_row.show_error(_("Skriv återställningsnyckeln."))
            self.key.setFocus()
        elif check_new_password(self._new, self._new_row, self._again, self._again_row):
            self.submitted.emit(RecoveryAttempt(self.key.text(), self._new.text()))


LEAST_PASSWORD = 8
"""Characters. The rule itself stands where keys are made; here it only saves a round trip."""


def check_new_password(
    first: PasswordField, first_row: FormRow, second: PasswordField, second_row: FormRow
) -> bool:
    """Whether both fields hold the same long enough password; otherwise says so and puts the keyboard there."""
    if len(first.text()) < LEAST_PASSWORD:
        first_row.show_error(
            _("Lösenordet är för kort. Välj minst {least} tecken, gärna några ord i rad.").format(
                least=LEAST_PASSWORD
            )
        )
        first.setFocus()
        return False
    if first.text() != second.text():
        second_row.show_error(_("De två lösenorden är inte lika. Skriv det en gång till."))
        second.setFocus()
        QTimer.singleShot(0, second, second.select_all)
        return False
    return True
