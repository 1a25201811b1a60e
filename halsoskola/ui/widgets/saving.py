"""Fields that save themselves: when they are left, and a second after the last key."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.text import IconLabel, TextLabel

AFTER_LAST_KEY = 1000
"""Milliseconds."""

SIGN_STAYS = 4000


class SavedSign(QWidget):
    """A quiet "Sparat" that goes away by itself. Filled when it is first shown: a page may have forty of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer: QTimer | None = None
        self.hide()

    def flash(self) -> None:
        """Shows the sign for some seconds."""
        timer = self._timer or self._fill()
        self.show()
        timer.start()

    def _fill(self) -> QTimer:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().gap(4))
        row.addWidget(IconLabel("check", size=14, state=State.GOOD))
        row.addWidget(TextLabel(_("Sparat"), TextRole.SMALL))
        self._timer = timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SIGN_STAYS)
        timer.timeout.connect(self.hide)
        return timer


class SavingRow(FormRow):
    """Label, field, and beside the label how it went. Whoever uses it saves on `save_due` and answers.

    `show_value` gives the field what is stored, unless somebody is typing in it. The answer to `save_due` is
    `mark_saved` or `refuse`; a refused text stays, and is asked about again when the field is left once more.
    """

    save_due = Signal()
    """The field holds something else than what is stored; ask `value`."""

    def __init__(
        self, label: str, field: QLineEdit | QSpinBox, hint: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, field, hint, parent=parent)
        self._input = field
        self._stored = self.value()
        self._asked = self._stored
        self._asks = True
        self.sign = SavedSign()
        self.head = QHBoxLayout()
        self.head.setSpacing(theme().gap(8))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(self._label)
        self._label.setWordWrap(True)
        self.head.addWidget(self._label, 1)
        self.head.addWidget(self.sign)
        column.insertLayout(0, self.head)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_LAST_KEY)
        self._timer.timeout.connect(self.flush)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._on_edited)
        else:
            field.valueChanged.connect(self._on_edited)
        field.editingFinished.connect(self.flush)

    def value(self) -> str:
        """What stands in the field, as text."""
        return self._input.text() if isinstance(self._input, QLineEdit) else str(self._input.value())

    @property
    def is_pending(self) -> bool:
        """Whether the field holds something that is not stored."""
        return self.value() != self._stored

    def show_value(self, value: str) -> None:
        """What is stored now. Typing that has not been saved yet stays."""
        untouched = not self.is_pending
        self._stored = value
        if untouched:
            self._put(value)
            self._asked = value

    def take_value(self, value: str) -> None:
        """The same, whatever stands in the field; for a button beside it that changed what is stored."""
        self._timer.stop()
        self._stored = self._asked = value
        self._put(value)
        self.clear_error()

    def mark_saved(self, value: str) -> None:
        """`value` is on the disk. The field shows it as it was kept, unless it has been changed since."""
        self._stored = value
        self.clear_error()
        if self.value() == self._asked:
            self._put(value)
            self._asked = value
        self.sign.flash()

    def refuse(self, sentence: str) -> None:
        """Says beside the field why not; what was typed stays."""
        self._asked = self._stored
        self.sign.hide()
        self.show_error(sentence)

    def set_asking(self, on: bool) -> None:
        """Off when the window is about to go and nobody could answer any more: a field that loses the keyboard then
        must not ask again."""
        self._asks = on

    def flush(self) -> None:
        """Asks for saving now, if there is anything to save that is not being saved already."""
        self._timer.stop()
        if self._asks and self.is_pending and self.value() != self._asked:
            self._asked = self.value()
            self.save_due.emit()

    def _on_edited(self, _value: object) -> None:
        self.clear_error()
        if self.is_pending:
            self._timer.start()
        else:
            self._timer.stop()
            self._asked = self._stored

    def _put(self, value: str) -> None:
        if value == self.value():
            return
        blocked = self._input.blockSignals(True)
        if isinstance(self._input, QLineEdit):
            self._input.setText(value)
        else:
            self._input.setValue(int(value))
        self._input.blockSignals(blocked)
