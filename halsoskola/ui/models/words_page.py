"""A word list in one language as a table: the Swedish word, its translation, how far it has come, where it is used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.languages import language
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.dates import dated
from halsoskola.services.word_list_facts import Key, TranslationLine, TranslationState, ordered, role_text
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.reading import alignment_of, reading_font
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def state_pill(line: TranslationLine) -> PillFacts:
    match line.state:
        case TranslationState.GAP:
            return PillFacts(State.WATCH, _("saknas"), "circle-alert")
        case TranslationState.UNREVIEWED:
            return PillFacts(State.OFF, _("inte granskad"), "eye")
        case TranslationState.REVIEWED:
            return PillFacts(State.GOOD, _("granskad"), "check")


def review_text(line: TranslationLine) -> str:
    """Who reviewed it and when, as a sentence; "" when the file does not tell."""
    if line.state is not TranslationState.REVIEWED or not line.reviewer or line.reviewed_on is None:
        return ""
    return _("Granskad av {role}, {day}.").format(role=role_text(line.reviewer), day=dated(line.reviewed_on))


def isolated(text: str) -> str:
    """`text` with a direction of its own inside a Swedish sentence."""
    return f"\u2068{text}\u2069"


def directed(code: str, text: str) -> str:
    """`text` as it is painted in a table, which knows no direction: a full stop at the end stands at the left."""
    return f"\u2067{text}\u2069" if language(code).right_to_left else text


@dataclass(frozen=True, slots=True)
class WordFilter:
    """What is shown: a plan's words (its id, "" for all), one state or all, and every word of `search` somewhere."""

    plan_id: str = ""
    state: TranslationState | None = None
    search: str = ""

    def takes(self, line: TranslationLine) -> bool:
        if self.state is not None and line.state is not self.state:
            return False
        if self.plan_id and all(plan.id != self.plan_id for plan in line.plans):
            return False
        searched = f"{line.word}\n{line.explanation}\n{line.text}".casefold()
        return all(word in searched for word in self.search.casefold().split())


class WordsPageModel(QAbstractTableModel):
    """Rows stay where they are while somebody works through them; `set_lines` and `set_filter` order them anew."""

    WORD, TRANSLATION, STATE, PLANS = range(4)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._code = "sv"
        self._all: tuple[TranslationLine, ...] = ()
        self._rows: list[TranslationLine] = []
        self._unsaved: frozenset[Key] = frozenset()
        self._filter = WordFilter()

    @property
    def filter(self) -> WordFilter:
        return self._filter

    def set_lines(self, code: str, lines: Iterable[TranslationLine]) -> None:
        """What waits first."""
        self.beginResetModel()
        self._code = code
        self._all = ordered(lines)
        self._rows = [line for line in self._all if self._filter.takes(line)]
        self.endResetModel()

    def set_filter(self, wanted: WordFilter) -> None:
        if wanted == self._filter:
            return
        self.beginResetModel()
        self._filter = wanted
        self._all = ordered(self._all)
        self._rows = [line for line in self._all if wanted.takes(line)]
        self.endResetModel()

    def update_lines(self, lines: Iterable[TranslationLine]) -> None:
        """The same list after a change: rows that are shown stay where they are, whatever the filter says now."""
        known = {line.key: line for line in lines}
        if any(row.key not in known for row in self._rows) or len(known) != len(self._all):
            self.set_lines(self._code, known.values())
            return
        self._all = tuple(known[line.key] for line in self._all)
        for at, old in enumerate(self._rows):
            new = known[old.key]
            if new != old:
                self._rows[at] = new
                self._changed(at)

    def set_unsaved(self, keys: Iterable[Key]) -> None:
        """The entries whose text was typed but refused."""
        before, self._unsaved = self._unsaved, frozenset(keys)
        for at, line in enumerate(self._rows):
            if line.key in before ^ self._unsaved:
                self._changed(at)

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def line(self, row: int) -> TranslationLine | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: Key) -> int:
        """-1 when the entry is not shown."""
        return next((row for row, line in enumerate(self._rows) if line.key == key), -1)

    def next_waiting(self, after: int) -> int:
        """The first row below `after` that is not reviewed; -1 when there is none."""
        rows = range(after + 1, len(self._rows))
        return next((row for row in rows if self._rows[row].state is not TranslationState.REVIEWED), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 4:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("svenska"), _("översättning"), "", _("träffplaner"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == self.TRANSLATION:
            return self._alignment()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = index.column()
        if role in _TEXT_ROLES:
            shown = role == Qt.ItemDataRole.DisplayRole and column == self.TRANSLATION and bool(line.text)
            return directed(self._code, line.text) if shown else self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        match column:
            case self.WORD if role == CellRole.STRONG:
                return True
            case self.WORD if role == CellRole.SECOND:
                return line.explanation or None
            case self.TRANSLATION:
                return self._translation(line, role)
            case self.STATE if role == CellRole.PILL:
                return self._pill(line)
            case self.PLANS if role == CellRole.QUIET:
                return True
        return None

    def _translation(self, line: TranslationLine, role: int) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment()
        if role == Qt.ItemDataRole.FontRole:
            return reading_font(self._code) if line.text else None
        if role == CellRole.SECOND and line.suggestions:
            return _("Förslag: {text}").format(text=isolated(line.suggestions[0].text))
        if role == CellRole.QUIET:
            return not line.text
        return None

    def _alignment(self) -> int:
        return int(alignment_of(self._code) | Qt.AlignmentFlag.AlignVCenter)

    def _pill(self, line: TranslationLine) -> PillFacts:
        if line.key in self._unsaved:
            return PillFacts(State.WRONG, _("inte sparad"), "circle-alert")
        return state_pill(line)

    def _text(self, line: TranslationLine, column: int) -> str:
        match column:
            case self.WORD:
                return line.word
            case self.TRANSLATION:
                return line.text or "–"
            case self.STATE:
                return self._pill(line).text
            case _:
                return ", ".join(titles_of(line))

    def _tip(self, line: TranslationLine, column: int) -> str | None:
        match column:
            case self.WORD:
                return line.explanation or None
            case self.TRANSLATION:
                return line.text or None
            case self.STATE:
                return review_text(line) or None
            case _:
                return ", ".join(titles_of(line)) or None


def titles_of(line: TranslationLine) -> Sequence[str]:
    return [plan.title for plan in line.plans]
