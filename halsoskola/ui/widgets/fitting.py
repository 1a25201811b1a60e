"""Column widths that follow the room: some columns share what is left, and nothing is cut off beyond reading."""

from collections.abc import Collection

from PySide6.QtWidgets import QHeaderView, QTableView

from halsoskola.ui.theme import theme


def fit_columns(table: QTableView, shared: Collection[int], least: int = 200) -> None:
    """Lets the columns in `shared` take what the others leave; with too little room the table scrolls instead.

    least: reference pixels that a shared column keeps, unless its contents need less. Call it again when the
    table is shown, and when its width or contents have changed.
    """
    model, header = table.model(), table.horizontalHeader()
    if model is None or not table.isVisible():
        return  # it has no width yet; measuring every cell for nothing takes time
    needed = 0
    kept: dict[int, int] = {}
    for column in range(model.columnCount()):
        wanted = max(table.sizeHintForColumn(column), header.sectionSizeHint(column))
        if column in shared:
            wanted = kept[column] = min(wanted, theme().px(least))
        needed += wanted
    modes = QHeaderView.ResizeMode
    flexible = modes.Stretch if needed <= table.viewport().width() else modes.Interactive
    for column in range(model.columnCount()):
        mode = flexible if column in shared else modes.ResizeToContents
        # Each change of mode makes Qt measure all columns again.
        if header.sectionResizeMode(column) is not mode:
            header.setSectionResizeMode(column, mode)
        if mode is modes.Interactive:
            header.resizeSection(column, kept[column])
