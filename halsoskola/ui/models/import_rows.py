"""The preview of an office list: per row what will happen, what is asked, and what is wrong."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from halsoskola.domain.importing import Outcome, PlannedRow
from halsoskola.domain.languages import LANGUAGES
from halsoskola.domain.participants import NO_INTERPRETER, number_label
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.importing import outcome_word
from halsoskola.i18n.languages import language_name
from halsoskola.services.importing import ImportLine, ImportPreview
from halsoskola.ui.models.courses import run_short
from halsoskola.ui.models.people import reads_text
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

_PILLS: Mapping[Outcome, tuple[State, str]] = {
    Outcome.NEW: (State.GOOD, "user-plus"),
    Outcome.WAITING: (State.WATCH, "clock-alert"),
    Outcome.SAME: (State.OFF, "check"),
    Outcome.ASK: (State.ASKED, "circle-question-mark"),
    Outcome.WRONG: (State.WRONG, "circle-alert"),
}


def choices(row: PlannedRow) -> tuple[str, ...]:
    """Codes that a question can be answered with: what the cell may mean first, then every other language."""
    likely = dict.fromkeys(candidate.code for candidate in row.candidates)
    return (*likely, *(one.code for one in LANGUAGES if one.code not in likely))


class ImportRowsModel(QAbstractTableModel):
    """One row per row of the file, in its order. Only the language of a row that is asked about can be edited."""

    ROW, OUTCOME, NUMBER, RUN, LANGUAGE, READS, WORDS = range(7)

    answered = Signal(int, str)
    """The file's row, and the language code that was chosen for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PlannedRow, ...] = ()
        self._words: Mapping[int, str] = {}
        self._asked: frozenset[int] = frozenset()
        self._answers: Mapping[int, str] = {}

    def set_preview(self, preview: ImportPreview | None, lines: tuple[ImportLine, ...] = ()) -> None:
        """lines: what the service says about the rows of `preview`. The same file again only changes its rows."""
        rows = preview.plan.rows if preview is not None else ()
        words: dict[int, list[str]] = {}
        for line in lines:
            if line.row is not None:
                words.setdefault(line.row, []).append(line.text)
        answers = preview.answers if preview is not None else {}
        # Who has answered may change her mind until the list is read in.
        asked = frozenset(row.row for row in rows if row.outcome is Outcome.ASK) | frozenset(answers)
        joined = {row: " ".join(texts) for row, texts in words.items()}
        same = [row.row for row in rows] == [row.row for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows, self._words, self._asked, self._answers = rows, joined, asked, answers
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.WORDS))

    def row(self, at: int) -> PlannedRow | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def can_answer(self, at: int) -> bool:
        row = self.row(at)
        return row is not None and row.row in self._asked

    def next_unsettled(self, after: int) -> int:
        """The first row after `after` (from the top again at the end) that is asked about or wrong; -1 for none."""
        order = [*range(after + 1, len(self._rows)), *range(after + 1)]
        return next(
            (
                at
                for at in order
                if at < len(self._rows) and self._rows[at].outcome in (Outcome.ASK, Outcome.WRONG)
            ),
            -1,
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 7

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == self.LANGUAGE and self.can_answer(index.row()):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        headers = (
            _("rad"),
            _("vad händer"),
            _("nr"),
            _("grupp"),
            _("tolkspråk"),
            _("läser på"),
            _("i ord"),
        )
        return headers[section] if 0 <= section < 7 else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Only asks for the answer; the row changes when the service has looked at the list again."""
        row = self.row(index.row())
        if role != Qt.ItemDataRole.EditRole or row is None or not isinstance(value, str) or not value:
            return False
        if not self.can_answer(index.row()) or self._answers.get(row.row) == value:
            return False
        self.answered.emit(row.row, value)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = index.column()
        if role == CellRole.PILL:
            if column != self.OUTCOME:
                return None
            state, icon = _PILLS[row.outcome]
            return PillFacts(state, outcome_word(row.outcome), icon)
        if role == Qt.ItemDataRole.EditRole and column == self.LANGUAGE:
            return self._answers.get(row.row, "")
        if role == CellRole.ICON:
            return "chevron-down" if column == self.LANGUAGE and self.can_answer(index.row()) else None
        if role == CellRole.STRONG:
            return column == self.NUMBER or (column == self.LANGUAGE and row.outcome is Outcome.ASK)
        if role == CellRole.QUIET:
            return column == self.ROW or row.outcome is Outcome.SAME
        if role == Qt.ItemDataRole.ToolTipRole and column == self.WORDS:
            return self._words.get(row.row, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        return None

    def _text(self, row: PlannedRow, column: int) -> str:
        match column:
            case self.ROW:
                return str(row.row)
            case self.OUTCOME:
                return outcome_word(row.outcome)
            case self.NUMBER:
                return number_label(row.number) if row.number is not None else ""
            case self.RUN:
                return run_short(row.track) if row.track is not None else ""
            case self.LANGUAGE:
                if row.outcome is Outcome.ASK:
                    return _("Vilket språk?")
                if not row.language:
                    return ""
                if row.language == NO_INTERPRETER:
                    return _("ingen tolk")
                return language_name(row.language, row.variant)
            case self.READS:
                return reads_text(row.reads) if row.language else ""
            case _:
                return self._words.get(row.row, "")
