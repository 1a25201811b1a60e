"""Fields for typing: with a label above, a hint, and the reason beside the field when what was typed is refused."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import TextRole, look_again, paint_icon, theme
from halsoskola.ui.widgets.buttons import IconButton, keycap_size, paint_keycap
from halsoskola.ui.widgets.text import TextLabel


class FormRow(QWidget):
    """Label, field, and one line below it: a hint in quiet letters, or the reason it was refused."""

    def __init__(self, label: str, field: QWidget, hint: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self.field = field
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(4))
        self._label = TextLabel(label, TextRole.STRONG)
        self._label.setBuddy(field)
        self._below = TextLabel(hint, TextRole.SMALL, wrap=True)
        if not hint:
            self._below.hide()
        column.addWidget(self._label)
        column.addWidget(field)
        column.addWidget(self._below)
        if not field.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            column.addStretch(1)  # a field of one line stays with its label when the row gets more room
        if not field.accessibleName():
            field.setAccessibleName(label)
        field.setAccessibleDescription(hint)

    def set_label(self, label: str) -> None:
        self._label.setText(label)

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.clear_error()

    def show_error(self, sentence: str) -> None:
        """Says under the field why it was refused, and marks the field. What was typed stays."""
        self._below.set_role(TextRole.WRONG)
        self._below.setText(sentence)
        self._below.show()
        self._mark(True)
        self.field.setAccessibleDescription(sentence)

    def clear_error(self) -> None:
        self._below.set_role(TextRole.SMALL)
        self._below.setText(self._hint)
        self._below.setVisible(bool(self._hint))
        self._mark(False)
        self.field.setAccessibleDescription(self._hint)

    def error(self) -> str:
        """The sentence under the field when it was refused, else empty."""
        return self._below.text() if self._marked() else ""

    def _edit(self) -> QWidget:
        return self.field.edit if isinstance(self.field, PasswordField) else self.field

    def _marked(self) -> bool:
        return self._edit().property("wrong") is True

    def _mark(self, wrong: bool) -> None:
        edit = self._edit()
        edit.setProperty("wrong", wrong)
        look_again(edit)


class PasswordField(QWidget):
    """A password with an eye that shows what was typed, and a word of warning when Caps Lock seems to be on."""

    submitted = Signal()
    """Enter was pressed."""

    changed = Signal(str)
    caps_lock_suspected = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _WatchedEdit(self)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self.eye = IconButton("eye", _("Visa det jag skriver"), checkable=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().gap(4))
        row.addWidget(self.edit, 1)
        row.addWidget(self.eye)
        self.setFocusProxy(self.edit)
        self.edit.returnPressed.connect(self.submitted)
        self.edit.textChanged.connect(self.changed)
        self.edit.caps_lock_suspected.connect(self.caps_lock_suspected)
        self.eye.toggled.connect(self._on_eye_toggled)

    def text(self) -> str:
        return self.edit.text()

    def clear(self) -> None:
        """Empties the field and hides what is typed next."""
        self.edit.clear()
        self.eye.setChecked(False)

    def select_all(self) -> None:
        self.edit.selectAll()

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.edit.setAccessibleDescription(description)

    def _on_eye_toggled(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.set_icon_name("eye-off" if shown else "eye")
        self.eye.set_name(_("Dölj det jag skriver") if shown else _("Visa det jag skriver"))


class _WatchedEdit(QLineEdit):
    """Notices Caps Lock by what it does (a capital without Shift, or the reverse): Qt cannot ask for its state."""

    caps_lock_suspected = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock_suspected.emit(False)
        elif len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_suspected.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class NumberField(QSpinBox):
    """A whole number with arrows; a wheel passing over it changes nothing unless it has the keyboard."""

    def __init__(self, least: int = 0, most: int = 99, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fit_margin()

    def _fit_margin(self) -> None:
        # WORKAROUND: in a styled spin box Qt 6.12 puts the text at the very left edge, whatever the padding says
        # (seen in `lineEdit().geometry()`). Can go when that starts to the right of the padding.
        self.lineEdit().setTextMargins(theme().px(9), 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_margin()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SearchField(QLineEdit):
    """A field that filters what is below it. Escape empties it; arrow down goes on to the list."""

    moved_on = Signal()
    """Arrow down or Enter: the keyboard should go to the first hit."""

    def __init__(self, placeholder: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setPlaceholderText(placeholder or _("Sök"))
        self.setAccessibleName(placeholder or _("Sök"))
        self.setClearButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        t = theme()
        right = keycap_size(self._key).width() + t.px(8) if self._key else 0
        self.setTextMargins(t.px(16) + t.px(8), 0, right, 0)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(36))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moved_on.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = theme()
        painter = QPainter(self)
        side = t.px(16)
        paint_icon(painter, "search", t.px(10), (self.height() - side) / 2, t.colours.quiet, side)
        if self._key and not self.text():
            size = keycap_size(self._key)
            cap = QRectF(
                self.width() - size.width() - t.px(8),
                (self.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
            paint_keycap(painter, cap, self._key, t.colours.quiet, t.colours.edge)
        painter.end()
