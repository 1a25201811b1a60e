"""Choosing a picture for a handout, and adding one of the organisation's own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.messages import sentence
from halsoskola.services.pictures import NewPicture, PictureLine, suggested_name
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.files import in_documents
from halsoskola.ui.models.pictures import TILE, PictureListModel, picture_pixmap, written_words
from halsoskola.ui.theme import TextRole, paint_focus_ring, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.dialog import FormDialog, Question
from halsoskola.ui.widgets.fields import FormRow, SearchField
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.table import CellRole
from halsoskola.ui.widgets.text import TextLabel

PREVIEW = 160
"""Reference pixels of a picture that is being added."""


def ask_for_picture(parent: QWidget) -> str:
    """The system's own dialog for choosing a file; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getOpenFileName(
        parent, _("Välj bild"), in_documents(), _("Bilder (*.png *.jpg *.jpeg *.svg);;Alla filer (*)")
    )
    return path


class _TileDelegate(QStyledItemDelegate):
    """A white tile with the picture, as on paper, and below it what it shows; a ring around the current one."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        t = theme()
        rect: QRect = option.rect
        side, gap = t.px(TILE), t.gap(6)
        tile = QRectF(rect.center().x() - side / 2 - gap, rect.top() + gap, side + 2 * gap, side + 2 * gap)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(t.colours.line)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(tile, gap, gap)
        pixmap = index.data(CellRole.PICTURE)
        if isinstance(pixmap, QPixmap):
            painter.drawPixmap(QPointF(tile.x() + gap, tile.y() + gap), pixmap)
        view = option.widget
        is_current = isinstance(view, QListView) and view.currentIndex() == index
        if is_current:
            paint_focus_ring(painter, tile.adjusted(-3, -3, 3, 3), gap + 3)
        words = QRectF(
            rect.left() + gap,
            tile.bottom() + gap,
            rect.width() - 2 * gap,
            rect.bottom() - tile.bottom() - gap,
        )
        painter.setFont(t.font(TextRole.SMALL, strong=is_current))
        painter.setPen(t.colours.text)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        t = theme()
        return QSize(
            t.px(TILE) + t.gap(48),
            t.px(TILE) + t.gap(24) + 2 * QFontMetrics(t.font(TextRole.SMALL)).height() + t.gap(6),
        )


class _Grid(QListView):
    """Tiles beside each other; arrows move, Enter and a double click choose."""

    chosen = Signal()

    def __init__(self, model: PictureListModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_TileDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Bilder"))
        self.doubleClicked.connect(lambda _index: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
            return
        super().keyPressEvent(event)


class PictureDialog(FormDialog):
    """All pictures with a search, and "Lägg till bild …". With `choosing` off it is there to look and tidy."""

    chosen = Signal(str, str)
    """Name of the picture, and what it shows in words to begin its description with."""

    changed = Signal()
    """Own pictures were added, swapped or taken away."""

    def __init__(
        self,
        context: PageContext,
        current: str = "",
        *,
        choosing: bool = True,
        ask_file: Callable[[QWidget], str] = ask_for_picture,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Välj bild") if choosing else _("Bilder")
        super().__init__(title, _("Använd bilden") if choosing else _("Klar"), width=860, parent=parent)
        t = theme()
        self._context = context
        self._current = current
        self._choosing = choosing
        self._ask_file = ask_file
        self.adding: AddPictureDialog | None = None
        self.search = SearchField(_("Sök på det som bilden visar"), key="Ctrl F")
        self.model = PictureListModel(self.devicePixelRatioF(), self)
        self.grid = _Grid(self.model)
        self.grid.setMinimumHeight(min(t.px(330), 400))  # with large letters the buttons must have room, too
        self._nothing = EmptyState(
            "search", _("Ingen bild passar"), _("Sök på ett annat ord, eller lägg till en egen bild.")
        )
        self._parts = Steps()
        self._parts.add(self.grid)
        self._parts.add(self._nothing)
        self._about = TextLabel("", TextRole.QUIET, wrap=True)
        self.add_button = KeyButton(_("Lägg till bild …"), icon="plus", shortcut="Ctrl+N")
        self.swap_button = KeyButton(_("Byt ut …"), icon="arrow-right-left")
        self.remove_button = KeyButton(_("Ta bort"), "Delete", icon="trash-2")
        row = QHBoxLayout()
        row.setSpacing(t.gap(8))
        for button in (self.add_button, self.swap_button, self.remove_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.search)
        self.body.addWidget(self._parts, 1)
        self.body.addWidget(self._about)
        self.body.addLayout(row)
        self.search.textChanged.connect(self._on_search)
        self.search.moved_on.connect(self.grid.setFocus)
        self.grid.chosen.connect(self._on_does)
        self.grid.selectionModel().currentChanged.connect(lambda *_index: self._tell())
        self.model.modelReset.connect(self._after_reset)
        self.add_button.clicked.connect(lambda: self._add())
        self.swap_button.clicked.connect(self._swap)
        self.remove_button.clicked.connect(self._remove)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.grid)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)
        self.wanted.connect(self._choose)
        self.search.setFocus()
        self._read()

    def line(self) -> PictureLine | None:
        """The picture with the ring."""
        return self.model.line(self.grid.currentIndex().row())

    def _read(self) -> None:
        self._context.read(
            self._context.services.pictures.lines, self._on_lines, self._on_trouble, owner=self
        )

    def _on_lines(self, lines: tuple[PictureLine, ...]) -> None:
        self.model.set_lines(lines)

    def _on_trouble(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self.show_trouble(sentence(error))

    def _on_search(self, text: str) -> None:
        line = self.line()
        self._current = line.name if line is not None else self._current
        self.model.set_search(text)

    def _after_reset(self) -> None:
        row = max(0, self.model.row_of(self._current))
        self._parts.set_current(0 if self.model.rowCount() else 1)
        self.grid.setCurrentIndex(self.model.index(row))
        self._tell()

    def _tell(self) -> None:
        """What the picture is called, who made it, where it is used."""
        line = self.line()
        self.does_button.setEnabled(not self._choosing or (line is not None and not line.fault))
        self.swap_button.setEnabled(line is not None)
        self.remove_button.setVisible(line is not None and line.is_own)
        if line is None:
            self._about.setText("")
            return
        used = ngettext("används i {count} plan", "används i {count} planer", len(line.used_in))
        said = [line.name, line.credit, used.format(count=len(line.used_in)) if line.used_in else ""]
        if line.hides_shipped:
            said.append(_("i stället för programmets bild"))
        self._about.setText(line.fault or " · ".join(filter(None, said)))

    def _choose(self) -> None:
        line = self.line()
        if self._choosing and line is not None:
            self.chosen.emit(line.name, written_words(line))
        self.accept()

    def _add(self, replaces: PictureLine | None = None) -> None:
        path = self._ask_file(self)
        if not path:
            return
        self.clear_trouble()
        services, file = self._context.services, Path(path)

        def seen(picture: PictureLine) -> None:
            self.adding = AddPictureDialog(self._context, file, picture, replaces, parent=self)
            self.adding.added.connect(self._on_added)
            self.adding.open()

        self._context.read(lambda: services.pictures.look_at(file), seen, self._on_trouble, owner=self)

    def _swap(self) -> None:
        line = self.line()
        if line is not None:
            self._add(line)

    def _on_added(self, name: str) -> None:
        self._current = name
        self.search.clear()
        self.changed.emit()
        self._read()
        self.grid.setFocus()

    def _remove(self) -> None:
        line = self.line()
        if line is None or not line.is_own:
            return
        back = (
            _("Programmets egen bild används igen.") if line.hides_shipped else _("Det går inte att ångra.")
        )
        title = _("Ta bort bilden {name}?").format(name=line.name)
        question = Question(title, [back], _("Ta bort"), parent=self)
        question.accepted.connect(lambda: self._do_remove(line.name))
        question.open()

    def _do_remove(self, name: str) -> None:
        services = self._context.services

        def done(_changes: Changes) -> None:
            self.changed.emit()
            self._read()

        self._context.write(lambda: services.pictures.remove(name), done, self._on_trouble, owner=self)


class AddPictureDialog(FormDialog):
    """What the picture shows, who made it, and what it is called; beside it the picture as it will be printed."""

    added = Signal(str)
    """The picture's name."""

    def __init__(
        self,
        context: PageContext,
        file: Path,
        picture: PictureLine,
        replaces: PictureLine | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Byt ut bild") if replaces else _("Lägg till bild")
        super().__init__(title, _("Spara bilden"), width=720, parent=parent)
        t = theme()
        self._context = context
        self._file = file
        self._replaces = replaces
        shown = QLabel()
        shown.setPixmap(picture_pixmap(picture.png, picture.shapes, t.px(PREVIEW), self.devicePixelRatioF()))
        shown.setAccessibleName(_("Bilden som den trycks"))
        self.alt, self.credit, self.licence, self.name = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.alt_row = FormRow(_("Vad visar bilden?"), self.alt, _("Några ord: en tallrik med grönsaker"))
        self.credit_row = FormRow(
            _("Vem har gjort bilden?"), self.credit, _("Det står längst ner på bladet.")
        )
        self.licence_row = FormRow(
            _("Hur får den användas?"), self.licence, _("Till exempel CC BY 4.0 eller: med lov")
        )
        self.name_row = FormRow(_("Namn i bladet"), self.name, _("a–z, siffror och bindestreck"))
        self.name.setText(replaces.name if replaces else suggested_name(file))
        self.name.setReadOnly(replaces is not None)
        if replaces is not None:
            self.alt.setText(written_words(replaces))
        row = QHBoxLayout()
        row.setSpacing(t.gap(20))
        left = QVBoxLayout()
        left.addWidget(shown)
        left.addWidget(TextLabel(_("Så trycks den."), TextRole.SMALL))
        left.addStretch(1)
        fields = QVBoxLayout()
        fields.setSpacing(t.gap(10))
        for one in (self.alt_row, self.credit_row, self.licence_row, self.name_row):
            fields.addWidget(one)
        row.addLayout(left)
        row.addLayout(fields, 1)
        self.body.addLayout(row)
        self.body.addWidget(
            TextLabel(
                _("Ta inte med bilder på personer som inte har sagt ja till det."), TextRole.QUIET, wrap=True
            )
        )
        self.wanted.connect(self._save)
        self.alt.setFocus()

    def _rows(self) -> tuple[FormRow, ...]:
        return (self.alt_row, self.credit_row, self.licence_row, self.name_row)

    def _save(self) -> None:
        about = NewPicture(
            self.name.text(),
            self.alt.text(),
            self.credit.text(),
            self.licence.text(),
            replaces=self._replaces is not None,
        )
        services, file = self._context.services, self._file
        for row in self._rows():
            row.clear_error()
        self.set_busy(True)

        def done(_changes: Changes) -> None:
            if isValid(self):
                self.set_busy(False)
                self.accept()
                self.added.emit(about.name.strip().lower())

        self._context.write(lambda: services.pictures.add(file, about), done, self._refused)

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        if not isValid(self):
            return
        rows = {
            Refusal.PICTURE_NO_ALT: self.alt_row,
            Refusal.PICTURE_NO_CREDIT: self.credit_row,
            Refusal.PICTURE_NAME: self.name_row,
            Refusal.PICTURE_EXISTS: self.name_row,
        }
        row = rows.get(error.refusal) if isinstance(error, RuleBroken) else None
        if row is None:
            self.show_trouble(sentence(error))
            return
        self.set_busy(False)
        row.show_error(sentence(error))
        row.field.setFocus()
