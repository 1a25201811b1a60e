"""The part "Närvaro": everybody against all meetings. Marks are set on the occasion's own page."""

from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QStyleOptionViewItem,
    QWidget,
)

from halsoskola.domain.changes import Kind
from halsoskola.domain.courses import TrackCode
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.services.attendance import AttendanceGrid
from halsoskola.services.courses import CourseView
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.attendance_grid import AttendanceGridModel, GridRole, GridSymbol, legend
from halsoskola.ui.pages.course_part import CoursePart
from halsoskola.ui.theme import TextRole, paint_icon, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import FlowRow
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import KeyHelp, PageAddress
from halsoskola.ui.widgets.table import RowDelegate, Table
from halsoskola.ui.widgets.text import ElidedLabel

Index = QModelIndex | QPersistentModelIndex

CELL = 24
"""Reference pixels of a symbol's side."""


def paint_symbol(painter: QPainter, room: QRectF, symbol: GridSymbol) -> None:
    """Draws a cell's symbol in the middle of `room`: filled when it counts, an outline while it does not."""
    t = theme()
    pair = t.pair(symbol.state)
    side = t.px(CELL)
    box = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if symbol.pale:
        ink = t.colours.quiet
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(t.colours.line, 1))
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        ink = pair.ink
        painter.setBrush(pair.ground)
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, t.px(6), t.px(6))
    if symbol.icon:
        icon = t.px(15)
        paint_icon(painter, symbol.icon, box.center().x() - icon / 2, box.center().y() - icon / 2, ink, icon)
    painter.restore()


class GridDelegate(RowDelegate):
    """Draws symbols in the meeting columns."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(44), theme().px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().colours.line)
        symbol = index.data(GridRole.SYMBOL)
        if isinstance(symbol, GridSymbol):
            paint_symbol(painter, QRectF(rect).adjusted(0, 0, 0, -1), symbol)


class _LegendEntry(QWidget):
    """A symbol of the legend with its words."""

    def __init__(self, symbol: GridSymbol, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = symbol
        self.setAccessibleName(symbol.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        t = theme()
        words = QFontMetricsF(t.font(TextRole.SMALL)).horizontalAdvance(self._symbol.text)
        return QSize(t.px(CELL) + t.px(8) + round(words) + t.px(2), t.px(CELL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        side = t.px(CELL)
        paint_symbol(painter, QRectF(0, 0, side, side), self._symbol)
        painter.setFont(t.font(TextRole.SMALL))
        painter.setPen(t.colours.quiet)
        room = QRectF(side + t.px(8), 0, self.width() - side - t.px(8), side)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self._symbol.text)
        painter.end()


class AttendancePart(CoursePart):
    """The grid, a choice of run, what the chosen cell says in words, and the symbols explained."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.MARK, Kind.OCCASION, Kind.ENROLMENT})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown_id = ""
        self.model = AttendanceGridModel(self)
        self.table = Table(self.model, focus="cell", row_height=34, name=_("Närvaro"))
        self._symbols = GridDelegate(self.table)
        self._plain = RowDelegate(self.table)
        self._runs: dict[TrackCode | None, KeyButton] = {}
        self._group = QButtonGroup(self)
        self._filters = FlowRow()
        for run, words, key in (
            (None, _("Båda grupperna"), "B"),
            (TrackCode.FM, dates.capital(label(TrackCode.FM)), "F"),
            (TrackCode.EM, dates.capital(label(TrackCode.EM)), "E"),
        ):
            button = KeyButton(words, key)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, chosen=run: self.choose_run(chosen))
            self._group.addButton(button)
            self._runs[run] = button
            self._filters.add(button)
        self._runs[None].setChecked(True)
        self._words = ElidedLabel("", TextRole.BODY)
        card = Card()
        card.add(self._filters)
        card.add(self.table, 1)
        card.add(self._words)
        card.add(FlowRow([_LegendEntry(symbol) for symbol in legend()]))
        empty = Card()
        empty.add(
            EmptyState(
                "clipboard-check",
                _("Inga deltagare än"),
                _("Närvaron fylls på träff för träff när kursen har deltagare."),
            ),
            1,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(empty)
        self.column.addWidget(self._stack, 1)
        self.table.activated.connect(self._on_activated)
        self.table.key_typed.connect(self._on_key)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.model.modelReset.connect(self._fit_columns)

    def show_course(self, view: CourseView) -> None:
        self.view = view
        attendance, clock = self.context.services.attendance, self.context.services.clock

        def done(grid: AttendanceGrid) -> None:
            if self.view is not view:
                return
            if self._shown_id != view.course.id:
                self.choose_run(None)
            kept = self.model.row(self.table.current_row())
            column = self.table.currentIndex().column()
            self.model.set_grid(grid, uses_names=view.course.uses_names, today=clock.today())
            self._stack.setCurrentIndex(0 if grid.rows else 1)
            self._filters.setVisible(len(view.tracks) > 1)
            if not self.table.currentIndex().isValid() and grid.rows:
                row = self.model.row_of(kept.enrolment.id) if kept is not None else 0
                if self._shown_id != view.course.id or not self.model.first_meeting <= column:
                    column = self._current_meeting(grid)
                self.table.setCurrentIndex(self.model.index(max(0, row), column))
            self._shown_id = view.course.id
            self._say_cell()

        self.context.read(lambda: attendance.grid(view.course.id), done, owner=self)

    def _current_meeting(self, grid: AttendanceGrid) -> int:
        """The column of the latest meeting that has begun; the first while none has."""
        today = self.context.services.clock.today()
        begun = [
            at
            for row in grid.rows
            for at, cell in enumerate(row.cells)
            if cell is not None and cell.occasion.day <= today
        ]
        return self.model.first_meeting + max(begun, default=0)

    def focus_first(self) -> None:
        if self._stack.currentIndex() == 0:
            self.table.setFocus()
        else:
            self.setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("Enter", _("Öppna närvaron för träffen")),
            KeyHelp("← ↑ ↓ →", _("Gå i rutnätet")),
            KeyHelp("F", _("Visa förmiddagen")),
            KeyHelp("E", _("Visa eftermiddagen")),
            KeyHelp("B", _("Visa båda grupperna")),
        )

    def choose_run(self, run: TrackCode | None) -> None:
        """Shows the people of one run; None for both. The ring stays on the person where she is still shown."""
        kept, column = self.model.row(self.table.current_row()), self.table.currentIndex().column()
        self._runs[run].setChecked(True)
        self.model.set_run(run)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            row = self.model.row_of(kept.enrolment.id) if kept is not None else 0
            column = column if column >= self.model.first_meeting else self.model.first_meeting
            self.table.setCurrentIndex(self.model.index(max(0, row), column))

    def _on_key(self, key: str) -> None:
        runs = {"B": None, "F": TrackCode.FM, "E": TrackCode.EM}
        has_both = self.view is not None and len(self.view.tracks) > 1
        if key in runs and has_both:
            self.choose_run(runs[key])

    def _fit_columns(self) -> None:
        header = self.table.horizontalHeader()
        first, last = self.model.first_meeting, self.model.sum_column
        for column in range(self.model.columnCount()):
            is_meeting = first <= column < last
            # Meetings share what is left; when that is too little the grid scrolls.
            mode = QHeaderView.ResizeMode.Stretch if is_meeting else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
            self.table.setItemDelegateForColumn(column, self._symbols if is_meeting else self._plain)
        header.setMinimumSectionSize(theme().px(36))

    def _on_current(self, current: Index, previous: Index) -> None:
        first, last = self.model.first_meeting, self.model.sum_column - 1
        if current.isValid() and not first <= current.column() <= last and last >= first:
            # The ring moves among the meetings; number and sum belong to the row.
            column = previous.column() if previous.isValid() else current.column()
            self.table.setCurrentIndex(self.model.index(current.row(), min(last, max(first, column))))
            return
        self._say_cell()

    def _say_cell(self) -> None:
        index = self.table.currentIndex()
        self._words.setText(self.model.describe(index.row(), index.column()))

    def _on_activated(self, index: Index) -> None:
        if not self.model.first_meeting <= index.column() < self.model.sum_column:
            index = self.table.currentIndex()
        cell = self.model.cell(index.row(), index.column())
        if cell is not None:
            # Who visited the other run stands in that run's register.
            at = cell.mark.occasion_id if cell.mark is not None else cell.occasion.id
            self.go_to.emit(PageAddress("occasion", at, "during"))
