"""Every text that a widget and what lies in it shows, says to screen readers, or would show in a tooltip."""

import re
from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

from halsoskola.ui.widgets.pill import Pill, PillFacts
from halsoskola.ui.widgets.table import CellRole

_CELL_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    CellRole.PILL,
    CellRole.SECOND,
)


def shown_texts(root: QWidget) -> set[str]:
    """The texts of `root` and everything in it, hidden parts too, without markup and empty ones."""
    texts: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        texts.update(_of(widget))
    return {plain for text in texts if (plain := _plain(text))}


def _plain(text: str) -> str:
    bare = re.sub(r"<[^<>]*>", "\n", text) if "<" in text else text
    return unescape(bare).replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def _of(widget: QWidget) -> Iterator[str]:
    yield from (
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.toolTip(),
        widget.windowTitle(),
    )
    yield from (action.text() for action in widget.actions())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield from (widget.text(), widget.placeholderText())
        case QPlainTextEdit() | QTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(at) for at in range(widget.count()))
        case QSpinBox() | QDoubleSpinBox():
            yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
        case QAbstractSpinBox():
            yield widget.specialValueText()
        case QTabBar():
            yield from (widget.tabText(at) for at in range(widget.count()))
        case Pill():
            yield widget.facts.text
        case QAbstractItemView():
            model = widget.model()
            if model is not None:
                yield from _of_model(model)


def _of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    root = parent or QModelIndex()
    # Qt keeps the number of a list's columns to itself.
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(root))
    for orientation, sections in (
        (Qt.Orientation.Horizontal, columns),
        (Qt.Orientation.Vertical, range(model.rowCount(root))),
    ):
        for section in sections:
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield from _texts(model.headerData(section, orientation, role))
    for row in range(model.rowCount(root)):
        for column in columns:
            index = model.index(row, column, root)
            for role in _CELL_ROLES:
                yield from _texts(index.data(role))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, PillFacts):
        yield value.text
    elif isinstance(value, QAction):
        yield value.text()
    elif isinstance(value, str):
        yield value
