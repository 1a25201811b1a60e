"""The frame of a small form: what it is for, its fields, why it was refused, and two buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.text import TextLabel


class FormDialog(QDialog):
    """Fields go into `body`. Enter does it, Escape leaves; a refusal is said above the buttons and nothing is lost.

    The dialog does not save by itself: listen to `wanted`, then `accept`, or `show_trouble` and let her mend it.
    """

    wanted = Signal()
    """The leader pressed Enter or the button that does it; never while the dialog is busy."""

    def __init__(
        self, title: str, does: str, *, lead: str = "", width: int = 560, parent: QWidget | None = None
    ) -> None:
        """does: what the button says. width: at 100 % text; the height follows the fields."""
        super().__init__(parent)
        t = theme()
        self._width = width
        self._busy = False
        self._fitted = False
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(t.gap(24), t.gap(18), t.gap(24), t.gap(18))
        outer.setSpacing(t.gap(12))
        self._head = QVBoxLayout()
        self._head.setSpacing(t.gap(2))
        self._title = TextLabel(title, TextRole.TITLE, wrap=True)
        self._lead = TextLabel(lead, TextRole.QUIET, wrap=True)
        self._head.addWidget(self._title)
        self._head.addWidget(self._lead)
        outer.addLayout(self._head)
        self._lead.setVisible(bool(lead))  # after it has a parent, or it flashes up as a window of its own
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(t.gap(2), t.gap(2), t.gap(8), t.gap(2))
        self.body.setSpacing(t.gap(12))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        outer.addWidget(self._area, 1)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        outer.addWidget(self._trouble)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(t.gap(8))
        self.leave_button = KeyButton(_("Avbryt"), "Esc")
        self.leave_button.setAutoDefault(False)
        self.does_button = KeyButton(does, "Enter", primary=True)
        self.does_button.setDefault(True)
        self.buttons.addWidget(self.leave_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.does_button)
        outer.addLayout(self.buttons)
        self.leave_button.clicked.connect(self.reject)
        self.does_button.clicked.connect(self._on_does)

    def set_title(self, title: str, lead: str = "") -> None:
        self.setWindowTitle(title)
        self._title.setText(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def show_trouble(self, sentence: str) -> None:
        """Why it was refused. The dialog can be used again."""
        self.set_busy(False)
        self._trouble.setText(sentence)
        self._trouble.setAccessibleName(sentence)
        self._trouble.show()

    def clear_trouble(self) -> None:
        self._trouble.hide()

    def trouble(self) -> str:
        """The sentence above the buttons, "" when nothing was refused."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def set_busy(self, busy: bool) -> None:
        """While something is being saved it can be neither pressed twice nor left."""
        self._busy = busy
        self.does_button.setEnabled(not busy)
        self.leave_button.setEnabled(not busy)

    @property
    def is_busy(self) -> bool:
        return self._busy

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def _on_does(self) -> None:
        if not self._busy:
            self.clear_trouble()
            self.wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._fitted:
            self._fitted = True
            self.fit()
        super().showEvent(event)

    def fit(self) -> None:
        """As large as the fields need, as far as the screen has room."""
        t = theme()
        screen = self.screen()
        room = screen.availableSize() if screen is not None else None
        width = t.px(self._width)
        if room is not None:
            width = min(width, room.width() - 40)
        across = width - 2 * t.gap(24) - t.gap(12)
        inside = self._inside.layout()
        fields = self._inside.sizeHint().height()
        if inside is not None:
            # What the scroll area asks for before it shows a bar.
            fields = max(inside.minimumSize().height(), inside.heightForWidth(across), 0)
        head = self._title.heightForWidth(across)
        if not self._lead.isHidden():
            head += self._lead.heightForWidth(across)
        height = head + fields + t.px(36) + 2 * t.gap(18) + 3 * t.gap(12) + t.gap(8)
        self.resize(width, min(height, room.height() - 48) if room is not None else height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._fitted:
            self.fit()


class Question(FormDialog):
    """One question with its consequences, before something that is seldom meant by mistake is done."""

    def __init__(
        self, title: str, sentences: Sequence[str], does: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, does, width=500, parent=parent)
        self.leave_button.set_label(_("Låt bli"))
        self.sentences = tuple(sentences)
        self.body.setSpacing(theme().gap(8))
        for sentence in sentences:
            self.body.addWidget(TextLabel(sentence, wrap=True))
        self.body.addStretch(1)
        self.wanted.connect(self.accept)
        self.does_button.setFocus()
