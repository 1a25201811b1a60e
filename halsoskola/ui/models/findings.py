"""What there is to mend in a handout's text, as a table."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.readability import FindingSeverity
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.readability import severity_word
from halsoskola.services.plan_texts import TextFinding
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

STATES: Mapping[FindingSeverity, tuple[State, str]] = {
    FindingSeverity.ERROR: (State.WRONG, "circle-alert"),
    FindingSeverity.WARNING: (State.WATCH, "triangle-alert"),
    FindingSeverity.ADVICE: (State.ASKED, "lightbulb"),
}
"""Colour and icon of each severity; its word stands beside them."""


class FindingsModel(QAbstractTableModel):
    """One row per finding in the order of the text: line, how serious, what it is about, what to do instead."""

    LINE, SEVERITY, WHAT = range(3)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[TextFinding, ...] = ()

    def set_findings(self, findings: Sequence[TextFinding]) -> None:
        if tuple(findings) == self._findings:
            return
        self.beginResetModel()
        self._findings = tuple(findings)
        self.endResetModel()

    @property
    def findings(self) -> tuple[TextFinding, ...]:
        return self._findings

    def finding(self, row: int) -> TextFinding | None:
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 3:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == self.LINE:
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("rad"), "", _("vad du kan göra"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        finding = self.finding(index.row()) if index.isValid() else None
        if finding is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole and column == self.WHAT:
            return f"{_about(finding)}. {finding.sentence}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (str(finding.line), severity_word(finding.severity), _about(finding))[column]
        if role == CellRole.PILL and column == self.SEVERITY:
            state, icon = STATES[finding.severity]
            return PillFacts(state, severity_word(finding.severity), icon)
        if role == CellRole.SECOND and column == self.WHAT:
            return finding.sentence
        if role == Qt.ItemDataRole.ToolTipRole and column == self.WHAT:
            return finding.sentence
        if role == Qt.ItemDataRole.TextAlignmentRole and column == self.LINE:
            return _RIGHT
        return None


def _about(finding: TextFinding) -> str:
    shown = " ".join(finding.text.split())
    if not shown:
        return finding.title
    if len(shown) > 60:
        shown = f"{shown[:57]}…"
    return _("{title}: ”{text}”").format(title=finding.title, text=shown)
