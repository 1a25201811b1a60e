"""Reading in an office's list: choose or drop a file, see what each row would do, answer what is asked, read it in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import Course
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.importing import Outcome
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.languages import own_and_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.importing import ImportLine, ImportPreview
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.files import in_documents
from halsoskola.ui.models.import_rows import ImportRowsModel, choices
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import FlowRow
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.popup import make_roomy
from halsoskola.ui.widgets.table import RowDelegate, Table
from halsoskola.ui.widgets.text import TextLabel

Index = QModelIndex | QPersistentModelIndex


def dropped_file(data: QMimeData) -> Path | None:
    """The one local file that is being dragged, or None."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    return Path(files[0]) if len(files) == 1 else None


def ask_for_list(parent: QWidget) -> str:
    """The system's own dialog for choosing a file; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getOpenFileName(
        parent, _("Välj deltagarlista"), in_documents(), _("Listor (*.xlsx *.csv *.txt);;Alla filer (*)")
    )
    return path


class LanguageDelegate(RowDelegate):
    """Lets a question be answered in its own row: what the list may mean first, then every other language."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, ImportRowsModel)
        box = QComboBox(parent)
        box.setMaxVisibleItems(12)
        row = model.row(index.row())
        if row is not None:
            likely = {candidate.code for candidate in row.candidates}
            for at, code in enumerate(choices(row)):
                if likely and at == len(likely):
                    box.insertSeparator(box.count())
                box.addItem(own_and_name(code), code)
        make_roomy(box.view())
        box.activated.connect(lambda _at: self._done(box))
        # With the list open at once, the first arrow key already chooses.
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        at = editor.findData(index.data(Qt.ItemDataRole.EditRole))
        editor.setCurrentIndex(max(0, at))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(model.index(index.row(), index.column()), editor.currentData())


@dataclass(frozen=True, slots=True)
class _Read:
    preview: ImportPreview
    lines: tuple[ImportLine, ...]


class ImportListDialog(QDialog):
    """Nothing is stored before the last button, and then all or nothing. Answers survive a refusal."""

    read_in = Signal(int)
    """How many people were stored."""

    previewed = Signal()
    """A list has been looked at, and its rows are shown."""

    def __init__(
        self,
        context: PageContext,
        course: Course,
        file: Path | None = None,
        *,
        ask_file: Callable[[QWidget], str] = ask_for_list,
        parent: QWidget | None = None,
    ) -> None:
        """file: read at once, when it is known already. ask_file: the system's dialog, which tests answer instead."""
        super().__init__(parent)
        t = theme()
        self._context = context
        self._course = course
        self._ask_file = ask_file
        self._preview: ImportPreview | None = None
        self._busy = False
        self.setWindowTitle(_("Läs in deltagarlista"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(t.gap(24), t.gap(18), t.gap(24), t.gap(18))
        column.setSpacing(t.gap(10))
        column.addWidget(TextLabel(_("Läs in deltagarlista"), TextRole.TITLE))
        self._lead = TextLabel(course.name, TextRole.QUIET, wrap=True)
        column.addWidget(self._lead)
        self._choose = KeyButton(_("Välj fil …"), "Enter", primary=True, icon="folder-open")
        self._choose.clicked.connect(self.choose_file)
        drop = _DropArea()
        inside = QVBoxLayout(drop)
        self._empty = EmptyState("upload", _("Dra listan hit"), self._file_help(), self._choose)
        inside.addWidget(self._empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(drop)
        self._stack.addWidget(self._make_rows())
        column.addWidget(self._stack, 1)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addLayout(self._make_buttons())
        self.resize(self._wanted_size())
        self._fit_buttons()
        self._choose.setFocus()
        if file is not None:
            self.read_file(file)

    @staticmethod
    def _file_help() -> str:
        return _(
            "En Excelfil (.xlsx) eller en .csv, som den är. Rubrikerna får heta olika och stå var som helst. "
            "Inget sparas förrän du har sett vad som händer."
        )

    def _wanted_size(self) -> QSize:
        t = theme()
        screen = self.screen()
        room = screen.availableSize() if screen is not None else QSize(1366, 768)
        return QSize(min(t.px(1080), room.width() - 60), min(t.px(680), room.height() - 48))

    def _make_rows(self) -> QWidget:
        t = theme()
        whole = Card()
        column = whole.body
        self.model = ImportRowsModel(self)
        self.table = Table(
            self.model, stretch=ImportRowsModel.WORDS, row_height=36, name=_("Vad som händer med varje rad")
        )
        self.table.setItemDelegateForColumn(ImportRowsModel.LANGUAGE, LanguageDelegate(self.table))
        column.addWidget(self.table, 1)
        self._row_words = TextLabel("", wrap=True)
        self._row_words.setMinimumHeight(t.px(20))
        self.table.setMinimumHeight(t.px(96))
        self._row_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._row_words)
        self._remarks = TextLabel("", TextRole.SMALL, wrap=True)
        column.addWidget(self._remarks)
        self.table.activated.connect(lambda index: self._on_enter(index.row()))
        self.table.key_typed.connect(self._on_key)
        self.table.selectionModel().currentChanged.connect(lambda *_indexes: self._tell_row())
        self.model.answered.connect(self._on_answer)
        return whole

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().gap(8))
        self._leave = KeyButton(_("Avbryt"), "Esc")
        self._other = KeyButton(_("Annan fil …"), icon="folder-open")
        self._again = KeyButton(_("Läs om filen"), icon="refresh-cw", shortcut="F5")
        self._next = KeyButton(_("Nästa fråga eller fel"), "F", icon="skip-forward")
        self.does_button = KeyButton(
            _("Läs in"), "Ctrl Enter", primary=True, icon="check", shortcut="Ctrl+Return"
        )
        for button in (self._leave, self._other, self._again, self._next, self.does_button):
            button.setAutoDefault(False)
        row.addWidget(FlowRow((self._leave, self._other, self._again)), 1)
        row.addWidget(FlowRow((self._next, self.does_button), to_right=True), 1)
        self._leave.clicked.connect(self.reject)
        self._other.clicked.connect(self.choose_file)
        self._again.clicked.connect(self.read_again)
        self._next.clicked.connect(self.go_to_unsettled)
        self.does_button.clicked.connect(self.apply)
        return row

    # Choosing a file

    def choose_file(self) -> None:
        path = self._ask_file(self)
        if path:
            self.read_file(Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = dropped_file(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.read_file(file)

    def read_file(self, file: Path) -> None:
        """Looks at a list; what was shown before stays until that has succeeded."""
        importing, course_id = self._context.services.importing, self._course.id

        def job() -> _Read:
            preview = importing.preview(course_id, file)
            return _Read(preview, importing.sentences(preview))

        self._begin()
        self._context.read(job, self._on_read, self._refuse, owner=self)

    def read_again(self) -> None:
        """The same file, mended in the meantime; answers stay for the rows that still say the same."""
        old = self._preview
        if old is None or self._busy:
            return
        importing, course_id = self._context.services.importing, self._course.id

        def job() -> _Read:
            preview = importing.preview(course_id, old.path)
            before = {row.row: row for row in old.rows}
            kept = {
                row.row: old.answers[row.row]
                for row in preview.rows
                if row.row in old.answers and row == before.get(row.row)
            }
            if kept:
                preview = importing.answered(preview, kept)
            return _Read(preview, importing.sentences(preview))

        self._begin()
        self._context.read(job, self._on_read, self._refuse, owner=self)

    def _begin(self) -> None:
        self._busy = True
        self._trouble.hide()
        self._fit_buttons()

    def _on_read(self, read: _Read) -> None:
        self._busy = False
        first = self._preview is None or self._preview.path != read.preview.path
        self._show(read)
        self._stack.setCurrentIndex(1)
        if first:
            self.table.go_to_row(max(0, self.model.next_unsettled(-1)))
        self.table.setFocus()
        self.previewed.emit()

    def _show(self, read: _Read) -> None:
        self._preview = read.preview
        self.model.set_preview(read.preview, read.lines)
        whole = [line.text for line in read.lines if line.row is None]
        self._remarks.setText("\n".join(whole))
        self._remarks.setVisible(bool(whole))
        plan = read.preview.plan
        parts = [self._course.name, read.preview.path.name]
        for outcome, one, many in (
            (Outcome.NEW, _("{count} ny"), _("{count} nya")),
            (Outcome.WAITING, _("{count} till väntelistan"), _("{count} till väntelistan")),
            (Outcome.SAME, _("{count} finns redan"), _("{count} finns redan")),
            (Outcome.ASK, _("{count} fråga"), _("{count} frågor")),
            (Outcome.WRONG, _("{count} fel"), _("{count} fel")),
        ):
            count = plan.count(outcome)
            if count:
                parts.append((one if count == 1 else many).format(count=count))
        self._lead.setText(" · ".join(parts))
        self._tell_row()
        self._fit_buttons()

    def remarks(self) -> str:
        """What is said about the list as a whole."""
        return self._remarks.text() if not self._remarks.isHidden() else ""

    def trouble(self) -> str:
        """The sentence about what was refused, "" when nothing was."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def _refuse(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self._busy = False
        self._trouble.setText(sentence(error))
        self._trouble.setAccessibleName(sentence(error))
        self._trouble.show()
        self._fit_buttons()
        if self._preview is None:
            self._choose.setFocus()

    # Looking through it

    def _tell_row(self) -> None:
        index = self.model.index(self.table.current_row(), ImportRowsModel.WORDS)
        self._row_words.setText(str(index.data() or ""))

    def _fit_buttons(self) -> None:
        there = self._preview is not None
        plan = self._preview.plan if self._preview is not None else None
        for button in (self._other, self._again, self.does_button):
            button.setVisible(there)
            button.setEnabled(there and not self._busy)
        self._choose.setEnabled(not self._busy)
        unsettled = plan is not None and not plan.ok
        self._next.setVisible(unsettled)
        count = len(plan.newcomers) if plan is not None else 0
        self.does_button.setEnabled(
            there and not self._busy and not unsettled and (plan is None or bool(count))
        )
        self.does_button.set_label(
            ngettext("Läs in {count} deltagare", "Läs in {count} deltagare", count).format(count=count)
            if count
            else _("Läs in listan")
            if unsettled
            else _("Inget att läsa in")
        )

    def go_to_unsettled(self) -> None:
        """The next row that is asked about or wrong."""
        row = self.model.next_unsettled(self.table.current_row())
        if row >= 0:
            self.table.go_to_row(row)
            self.table.setFocus()

    def _on_key(self, key: str) -> None:
        if key == "F":
            self.go_to_unsettled()

    def _on_enter(self, row: int) -> None:
        """Enter on a question opens its answers; on any other row it reads the list in, if that can be done."""
        if self.model.can_answer(row):
            self.table.edit(self.model.index(row, ImportRowsModel.LANGUAGE))
        elif self.does_button.isEnabled():
            self.apply()
        else:
            self.go_to_unsettled()

    def _on_answer(self, row: int, code: str) -> None:
        preview = self._preview
        if preview is None:
            return
        importing = self._context.services.importing

        def job() -> _Read:
            answered = importing.answered(preview, {row: code})
            return _Read(answered, importing.sentences(answered))

        def done(read: _Read) -> None:
            self._busy = False
            self._show(read)
            self.go_to_unsettled()
            self.table.setFocus()
            self.previewed.emit()

        self._begin()
        self._context.read(job, done, self._refuse, owner=self)

    # Reading it in

    def apply(self) -> None:
        preview = self._preview
        if preview is None or self._busy or not self.does_button.isEnabled():
            return
        importing = self._context.services.importing
        count = len(preview.plan.newcomers)

        def done(_changes: Changes) -> None:
            if isValid(self):
                self._busy = False
                self.read_in.emit(count)
                self.accept()

        def failed(error: Exception) -> None:
            if isValid(self):
                self._refuse(error)
                self._look_again(preview)

        self._begin()
        self._context.write(lambda: importing.apply(preview), done, failed)

    def _look_again(self, preview: ImportPreview) -> None:
        """The course has changed under the list: the rows say what would happen now, the answers are kept."""
        importing = self._context.services.importing

        def job() -> _Read:
            fresh = importing.answered(replace(preview), {})
            return _Read(fresh, importing.sentences(fresh))

        self._context.read(job, self._show, lambda _error: None, owner=self)

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter belongs to the table and to the button that has the keyboard, never to the whole dialog.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)


class _DropArea(QWidget):
    """A dashed edge around the place where a file may be dropped."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(t.colours.control, 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(t.colours.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), t.gap(12), t.gap(12))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.update()
