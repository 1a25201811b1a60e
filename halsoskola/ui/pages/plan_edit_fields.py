"""Small parts of the plan editor: texts that settle before they count, rows to fill in, and tables to write in."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QWidget,
)

from halsoskola.services.plan_texts import foreign_sentence
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.fields import NumberField
from halsoskola.ui.widgets.saving import AFTER_LAST_KEY, SavingRow
from halsoskola.ui.widgets.table import RowDelegate, Table

Index = QModelIndex | QPersistentModelIndex


class SettlingText(QPlainTextEdit):
    """Text of several lines, told a second after the last key and when it is left. Tab goes on to the next field."""

    settled = Signal(str)

    def __init__(self, name: str, *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._told = ""
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_LAST_KEY)
        self._timer.timeout.connect(self.flush)
        self.textChanged.connect(self._timer.start)

    def show_text(self, text: str) -> None:
        """What is known now; typing that has not settled stays, and so does the place of the cursor."""
        if self.toPlainText() != self._told:
            return
        self._told = text
        if text != self.toPlainText():
            self.setPlainText(text)
        self._timer.stop()

    def take_text(self, text: str) -> None:
        """The same, whatever stands there; for another block's text."""
        self._timer.stop()
        self._told = text
        self.setPlainText(text)
        self._timer.stop()

    def flush(self) -> None:
        """Tells now what has not been told."""
        self._timer.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.settled.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.flush()

    def sizeHint(self) -> QSize:
        height = QFontMetricsF(theme().font()).lineSpacing() * self._lines + 2 * theme().px(10)
        return QSize(super().sizeHint().width(), round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), self.sizeHint().height())


class SwedishRow(SavingRow):
    """A field for Swedish text, which says when it holds something else; that is saved all the same."""

    def settle(self, value: str) -> None:
        """`value` is what counts now."""
        self.mark_saved(value)
        said = foreign_sentence(value)
        if said:
            self.show_error(said)


class NumberRow(SavingRow):
    """A field for a number."""

    def __init__(self, label: str, least: int, most: int, hint: str = "") -> None:
        super().__init__(label, NumberField(least, most), hint)


class WritingDelegate(RowDelegate):
    """Lets a table's cells be written in: numbers in a number field, texts in a line that fills the cell."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        if isinstance(index.data(Qt.ItemDataRole.EditRole), int):
            return NumberField(1, 240, parent)
        return QLineEdit(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, NumberField):
            editor.setValue(int(value))
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(str(value or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        target = model.index(index.row(), index.column())
        if isinstance(editor, NumberField):
            editor.interpretText()
            model.setData(target, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(target, editor.text())


class WritingTable(Table):
    """A table whose rows are moved with Alt and the arrows, removed with Delete, and written in with F2 or Enter."""

    move_wanted = Signal(int, int)
    """A row, and by how many places: -1 or 1."""

    remove_wanted = Signal(int)
    digit_typed = Signal(str)
    """A digit was typed while no cell was being written in."""

    def __init__(
        self,
        model: QAbstractItemModel,
        *,
        edits: Sequence[int],
        stretch: int | None = None,
        name: str = "",
        grow: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """edits: columns that can be written in; Enter opens the first, or the one that is current."""
        super().__init__(model, grow=grow, stretch=stretch, name=name, parent=parent)
        self._edits = tuple(edits)
        self.setItemDelegate(WritingDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )

    def edit_row(self, row: int, column: int | None = None, typed: str = "") -> None:
        """Opens a cell for writing. typed: what stands in it then, instead of what it holds."""
        model = self.model()
        if model is None or not 0 <= row < model.rowCount() or not self._edits:
            return
        index = model.index(row, self._edits[0] if column is None else column)
        self.setCurrentIndex(index)
        self.edit(index)
        if typed:
            editor = self.indexWidget(index) or self.findChild(NumberField)
            if isinstance(editor, NumberField):
                editor.lineEdit().setText(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.current_row()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and row >= 0:
            self.move_wanted.emit(row, -1 if key == Qt.Key.Key_Up else 1)
            event.accept()
        elif plain and key == Qt.Key.Key_Delete and row >= 0:
            self.remove_wanted.emit(row)
            event.accept()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            if self.state() is not QAbstractItemView.State.EditingState:
                column = self.currentIndex().column()
                self.edit_row(row, column if column in self._edits else None)
            event.accept()
        elif plain and event.text().isdecimal() and len(event.text()) == 1:
            self.digit_typed.emit(event.text())
            event.accept()
        else:
            super().keyPressEvent(event)


def flush_rows(rows: Sequence[SavingRow | SettlingText]) -> None:
    """Every field that holds something untold tells it now."""
    for row in rows:
        row.flush()
