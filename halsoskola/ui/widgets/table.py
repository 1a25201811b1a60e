"""The table of the program: tall rows, hairlines, a quiet header, and a ring around the row that has the keyboard."""

from enum import IntEnum
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from halsoskola.ui.theme import ICON_SIZE, TextRole, paint_focus_ring, paint_icon, theme
from halsoskola.ui.widgets.in_sight import bring_into_sight
from halsoskola.ui.widgets.pill import PillFacts, paint_pill, pill_size

AnyIndex = QModelIndex | QPersistentModelIndex


class CellRole(IntEnum):
    """What a model may answer about a cell, beside Qt's own roles."""

    PILL = Qt.ItemDataRole.UserRole + 100  # PillFacts: drawn instead of the text
    SECOND = Qt.ItemDataRole.UserRole + 101  # str: a quiet second line
    STRONG = Qt.ItemDataRole.UserRole + 102  # bool: heavier letters
    QUIET = Qt.ItemDataRole.UserRole + 103  # bool: quiet letters
    DOT = Qt.ItemDataRole.UserRole + 104  # QColor: a dot before the text
    ICON = Qt.ItemDataRole.UserRole + 105  # str: a Lucide name, before the text
    PICTURE = Qt.ItemDataRole.UserRole + 106  # QPixmap: a picture (a sign), alone or before the text


class RowDelegate(QStyledItemDelegate):
    """Paints what `CellRole` describes. One delegate for all columns; models decide what a cell shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hints: dict[tuple[int, int], QSize] | None = None
        self._look = theme()
        self._roles: frozenset[int] | None = None

    def watch(self, model: QAbstractItemModel) -> None:
        """Measures each cell of a flat model once, until the model changes; Qt asks again at every turn.

        A model that says in `cell_roles` what it may answer beside its text is not asked for anything else: a cell has
        a dozen roles, and each question costs.

        Call it before a view gets the model, so that nobody asks between a change and the forgetting of it.
        """
        self._hints = {}
        self._roles = getattr(model, "cell_roles", None)
        for signal in (
            model.modelAboutToBeReset,
            model.modelReset,
            model.dataChanged,
            model.layoutChanged,
            model.rowsInserted,
            model.rowsRemoved,
            model.rowsMoved,
            model.columnsInserted,
            model.columnsRemoved,
        ):
            signal.connect(self.forget)

    def _ask(self, index: AnyIndex, role: int) -> Any:
        return index.data(role) if self._roles is None or role in self._roles else None

    def forget(self, *_what: Any) -> None:
        """Every cell is measured anew."""
        if self._hints is not None:
            self._hints.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        if self._hints is None:
            return self._measured(index)
        if self._look is not theme():
            self._look = theme()
            self._hints.clear()
        key = (index.row(), index.column())
        known = self._hints.get(key)
        if known is None:
            known = self._hints[key] = self._measured(index)
        return known

    def _measured(self, index: AnyIndex) -> QSize:
        t = theme()
        width = 2 * t.gap(8)
        pill = self._ask(index, CellRole.PILL)
        if isinstance(pill, PillFacts):
            return QSize(width + pill_size(pill).width(), t.px(36))
        width += self._lead(index)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        second = self._ask(index, CellRole.SECOND)
        lines = [QFontMetricsF(self._font(index)).horizontalAdvance(text)]
        if second:
            lines.append(QFontMetricsF(t.font()).horizontalAdvance(str(second)))
        return QSize(round(width + max(lines)) + 2, t.px(54 if second else 36))

    def _font(self, index: AnyIndex) -> QFont:
        given = self._ask(index, Qt.ItemDataRole.FontRole)
        if isinstance(given, QFont):
            return given
        return theme().font(strong=bool(self._ask(index, CellRole.STRONG)))

    def _lead(self, index: AnyIndex) -> int:
        """Width of dot, icon or picture, with the distance to the text."""
        t = theme()
        lead = 0
        if self._ask(index, CellRole.DOT) is not None:
            lead += t.px(9) + t.px(7)
        if self._ask(index, CellRole.ICON):
            lead += t.px(ICON_SIZE) + t.px(8)
        if self._ask(index, CellRole.PICTURE) is not None:
            lead += t.px(24) + t.px(8)
        return lead

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        t = theme()
        c = t.colours
        rect: QRect = option.rect
        painter.save()
        ground = self._ask(index, Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(rect, ground)
        if index.row() < index.model().rowCount(index.parent()) - 1:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.line)
        room = QRectF(rect).adjusted(t.gap(8), 0, -t.gap(8), -1)
        pill = self._ask(index, CellRole.PILL)
        if isinstance(pill, PillFacts):
            paint_pill(painter, room, pill)
        else:
            self._paint_text(painter, room, index)
        painter.restore()

    def _paint_text(self, painter: QPainter, room: QRectF, index: AnyIndex) -> None:
        t = theme()
        c = t.colours
        given = self._ask(index, Qt.ItemDataRole.ForegroundRole)
        ink = given if isinstance(given, QColor) else c.quiet if self._ask(index, CellRole.QUIET) else c.text
        dot = self._ask(index, CellRole.DOT)
        if isinstance(dot, QColor):
            side = t.px(9)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dot)
            painter.drawEllipse(QRectF(room.x(), room.center().y() - side / 2, side, side))
            room = room.adjusted(side + t.px(7), 0, 0, 0)
        name = self._ask(index, CellRole.ICON)
        if name:
            side = t.px(ICON_SIZE)
            paint_icon(painter, str(name), room.x(), room.center().y() - side / 2, ink, side)
            room = room.adjusted(side + t.px(8), 0, 0, 0)
        picture = self._ask(index, CellRole.PICTURE)
        if picture is not None:
            side = t.px(24)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(
                QRect(round(room.x()), round(room.center().y() - side / 2), side, side), picture
            )
            room = room.adjusted(side + t.px(8), 0, 0, 0)
        asked = self._ask(index, Qt.ItemDataRole.TextAlignmentRole)
        across = Qt.AlignmentFlag.AlignLeft
        if asked is not None:
            across = Qt.AlignmentFlag(int(asked)) & Qt.AlignmentFlag.AlignHorizontal_Mask
        flags = int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        second = self._ask(index, CellRole.SECOND)
        font = self._font(index)
        metrics = QFontMetricsF(font)
        upper = room
        if second:
            line = metrics.height()
            top = room.center().y() - line
            upper = QRectF(room.x(), top, room.width(), line)
            lower = QRectF(room.x(), top + line, room.width(), line)
            painter.setFont(t.font())
            painter.setPen(c.quiet)
            below = QFontMetricsF(t.font()).elidedText(
                str(second), Qt.TextElideMode.ElideRight, lower.width() + 1
            )
            painter.drawText(lower, flags, below)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(
            upper, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, upper.width() + 1)
        )


PillDelegate = RowDelegate
"""The same painter under the name by which pills in tables are looked for."""


class QuietHeader(QHeaderView):
    """Column names in small quiet letters over one hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(theme().px(24))
        # Only the rows that can be seen decide how wide a column is; thousands would take too long.
        self.setResizeContentsPrecision(0)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(32))

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N803 - Qt's own name
        t = theme()
        width = QFontMetricsF(t.font(TextRole.SMALL)).horizontalAdvance(self._text(logicalIndex))
        sortable = t.px(18) if self.isSortIndicatorShown() else 0
        return QSize(round(width) + 2 * t.gap(8) + sortable + 2, t.px(32))

    def _text(self, section: int) -> str:
        model = self.model()
        return str(model.headerData(section, self.orientation()) or "") if model is not None else ""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        t = theme()
        c = t.colours
        painter.save()
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.line)
        painter.setFont(t.font(TextRole.SMALL))
        painter.setPen(c.quiet)
        room = QRectF(rect).adjusted(t.gap(8), 0, -t.gap(8), -1)
        text = self._text(logicalIndex)
        asked = self.model().headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        across = Qt.AlignmentFlag.AlignLeft
        if asked is not None:
            across = Qt.AlignmentFlag(int(asked)) & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.drawText(room, int(across | Qt.AlignmentFlag.AlignVCenter), text)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            width = QFontMetricsF(t.font(TextRole.SMALL)).horizontalAdvance(text)
            down = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            side = t.px(14)
            paint_icon(
                painter,
                "chevron-down" if down else "chevron-up",
                room.x() + width + t.px(4),
                room.center().y() - side / 2,
                c.quiet,
                side,
            )
        painter.restore()


class Table(QTableView):
    """A table view with the program's look and keys.

    `focus`: whether the ring goes around the row (a list of things) or the cell (a grid).
    `grow`: the table is as high as its rows and never scrolls; for a handful of rows inside a card.
    Enter or a double click emits `activated`; Tab leaves the table; `key_typed` passes on what else is pressed, so
    that a page can answer to single letters while, and only while, the list has the focus.
    """

    key_typed = Signal(str)
    """One printable character, upper case, pressed without Ctrl or Alt and not used by an editor."""

    def __init__(
        self,
        model: QAbstractItemModel | None = None,
        *,
        focus: Literal["row", "cell"] = "row",
        grow: bool = False,
        row_height: int = 36,
        stretch: int | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._by_row = focus == "row"
        self._grow = grow
        self._row_height = row_height
        self._stretch = stretch
        self._hovered = -1
        self.setAccessibleName(name)
        self.setHorizontalHeader(QuietHeader(self))
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        rows, cells = (
            QAbstractItemView.SelectionBehavior.SelectRows,
            QAbstractItemView.SelectionBehavior.SelectItems,
        )
        self.setSelectionBehavior(rows if self._by_row else cells)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._clear_ground()
        if grow:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit_rows()
        if model is not None:
            self.setModel(model)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        if model is not None:
            self._delegate.watch(model)
        super().setModel(model)
        if model is None:
            return
        header = self.horizontalHeader()
        for column in range(model.columnCount()):
            stretched = column == self._stretch
            header.setSectionResizeMode(
                column,
                QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.ResizeToContents,
            )
        if self._grow:
            for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
                signal.connect(self._on_rows_changed)
            self._on_rows_changed()

    def set_stretch(self, column: int | None) -> None:
        """Lets `column` take the room that is left; None leaves it empty at the right."""
        self._stretch = column
        model = self.model()
        if model is not None:
            for at in range(model.columnCount()):
                mode = (
                    QHeaderView.ResizeMode.Stretch
                    if at == column
                    else QHeaderView.ResizeMode.ResizeToContents
                )
                self.horizontalHeader().setSectionResizeMode(at, mode)

    def current_row(self) -> int:
        """The row with the ring, or -1."""
        return self.currentIndex().row()

    def go_to_row(self, row: int) -> None:
        """Moves the ring to `row` and scrolls it into view; ignored when there is no such row."""
        model = self.model()
        if model is not None and 0 <= row < model.rowCount():
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(model.index(row, column))

    def _on_rows_changed(self, *_what: Any) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if not self._grow:
            return super().sizeHint()
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        header = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        height = header + rows * self.verticalHeader().defaultSectionSize()
        if self.horizontalScrollBar().isVisible():
            height += self.horizontalScrollBar().height()
        return QSize(super().sizeHint().width(), height + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height() if self._grow else theme().px(120))

    def _fit_rows(self) -> None:
        height = max(theme().px(34), theme().px(self._row_height))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(theme().px(32))

    def _clear_ground(self) -> None:
        # Card and ring show where we are; Qt's own ground and selection would cover them. Only these two roles are
        # set, so that everything else follows the application's palette when it changes.
        clear = QPalette()
        clear.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        clear.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))
        self.setPalette(clear)
        self.viewport().setAutoFillBackground(False)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()
            self.updateGeometry()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))
        super().focusInEvent(event)
        self.viewport().update()
        # When the page has settled: the table may have been shown, and given its rows, a moment ago.
        QTimer.singleShot(0, self, self._show_current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text()
        if plain and len(text) == 1 and text.isprintable() and text != " ":
            # Qt would search the list for the letter; here letters are commands of the page.
            self.key_typed.emit(text.upper())
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hovered(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hovered(-1)
        super().leaveEvent(event)

    def _set_hovered(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        # The ring reaches over the row's own edges, so more than the two rows must be painted again.
        self.viewport().update()
        if self.hasFocus():
            self._show_current()

    def _show_current(self) -> None:
        """A table that is as high as its rows cannot scroll by itself, so the page around it must."""
        current = self.currentIndex()
        if current.isValid() and QGuiApplication.mouseButtons() is Qt.MouseButton.NoButton:
            bring_into_sight(self.viewport(), self._row_rect(current.row()))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        current = self.currentIndex()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._by_row:
            if self._hovered >= 0 and self._hovered != current.row():
                painter.fillRect(self._row_rect(self._hovered), t.colours.background)
            if current.isValid() and not self._has_keyboard():
                painter.setBrush(t.colours.background)
                painter.drawRoundedRect(self._row_rect(current.row()), t.px(6), t.px(6))
        painter.end()
        super().paintEvent(event)
        if current.isValid() and self._has_keyboard():
            painter = QPainter(self.viewport())
            if self._by_row:
                ring = QRectF(self._row_rect(current.row())).adjusted(0, -2, 0, 1)
                # Without a header above it, the first row's ring would lose its upper edge.
                ring = ring.intersected(QRectF(self.viewport().rect()))
            else:
                ring = QRectF(self.visualRect(current)).adjusted(1, 0, -1, -1)
            paint_focus_ring(painter, ring, t.px(7))
            painter.end()

    def _has_keyboard(self) -> bool:
        return self.hasFocus() or self.state() is QAbstractItemView.State.EditingState

    def _row_rect(self, row: int) -> QRect:
        top = self.rowViewportPosition(row)
        width = min(self.viewport().width(), self.horizontalHeader().length())
        return QRect(QPoint(0, top), QSize(width, self.rowHeight(row)))
