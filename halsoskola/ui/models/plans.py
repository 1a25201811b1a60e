"""The plan library, a plan's agenda and its words, as tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.agenda import net_talk_minutes, total_minutes
from halsoskola.domain.plans import Block, SessionPlan
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.i18n.sorting import swedish_key
from halsoskola.ui.theme import State, theme
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def minutes_text(minutes: int) -> str:
    return _("{minutes} min").format(minutes=minutes)


def care_pill(plan: SessionPlan) -> PillFacts | None:
    """What a leader should be prepared for; None for most plans."""
    if plan.crisis:
        return PillFacts(State.WATCH, _("krisblad"), "life-buoy")
    if plan.sensitive:
        return PillFacts(State.WATCH, _("känsligt"), "heart-handshake")
    return None


def own_pill() -> PillFacts:
    return PillFacts(State.ASKED, _("egen"), "pencil")


def searched_text(plan: SessionPlan) -> str:
    """All that the search looks through: title, themes, professions, phases, minutes, and what the pills say."""
    words = [plan.title, *plan.themes, *plan.led_by, *(label(phase) for phase in plan.firo)]
    words.append(minutes_text(total_minutes(plan.blocks)))
    if plan.sensitive:
        words.append(_("känsligt"))
    if plan.crisis:
        words.append(_("krisblad"))
    return "\n".join(words).casefold()


class PlanListModel(QAbstractTableModel):
    """The library, filtered: every word of the search must stand somewhere in what is searched."""

    TITLE, THEMES, MINUTES, TALK, CARE, OWN = range(6)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[tuple[SessionPlan, str], ...] = ()
        self._own: frozenset[str] = frozenset()
        self._words: tuple[str, ...] = ()
        self._rows: tuple[SessionPlan, ...] = ()

    def set_plans(self, plans: Iterable[SessionPlan], own: frozenset[str]) -> None:
        """own: ids of those that are the leader's. They stand by title."""
        self.beginResetModel()
        by_title = sorted(plans, key=lambda plan: swedish_key(plan.title))
        self._all = tuple((plan, searched_text(plan)) for plan in by_title)
        self._own = own
        self._rows = self._found()
        self.endResetModel()

    def set_search(self, text: str) -> None:
        words = tuple(text.casefold().split())
        if words == self._words:
            return
        self.beginResetModel()
        self._words = words
        self._rows = self._found()
        self.endResetModel()

    def _found(self) -> tuple[SessionPlan, ...]:
        return tuple(plan for plan, text in self._all if all(word in text for word in self._words))

    def plan(self, row: int) -> SessionPlan | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, plan_id: str) -> int:
        """-1 when the plan is not shown."""
        return next((row for row, plan in enumerate(self._rows) if plan.id == plan_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 6:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (self.MINUTES, self.TALK):
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("träffplan"), _("teman och vem som leder"), _("tid"), _("egen taltid"), "", "")[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        plan = self.plan(index.row()) if index.isValid() else None
        if plan is None:
            return None
        column = index.column()
        if role in _TEXT_ROLES:
            return self._text(plan, column)
        if role == CellRole.PILL:
            if column == self.CARE:
                return care_pill(plan)
            return own_pill() if column == self.OWN and plan.id in self._own else None
        if role == CellRole.STRONG:
            return column == self.TITLE
        if role == CellRole.SECOND:
            return ", ".join(plan.led_by) if column == self.THEMES else None
        if role == CellRole.QUIET:
            return column in (self.MINUTES, self.TALK)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (self.MINUTES, self.TALK):
            return _RIGHT
        return None

    def _text(self, plan: SessionPlan, column: int) -> str:
        match column:
            case self.TITLE:
                return plan.title
            case self.THEMES:
                return ", ".join(plan.themes)
            case self.MINUTES:
                return minutes_text(total_minutes(plan.blocks))
            case self.TALK:
                return minutes_text(net_talk_minutes(plan.blocks))
            case self.CARE:
                pill = care_pill(plan)
                return pill.text if pill else ""
            case _:
                return own_pill().text if plan.id in self._own else ""


class PlanAgendaModel(QAbstractTableModel):
    """A plan's blocks: minutes from the start, length, kind, title, and what of KASAM each serves."""

    FROM, MINUTES, KIND, TITLE, KASAM = range(5)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: tuple[Block, ...] = ()
        self._starts: tuple[int, ...] = ()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        self.beginResetModel()
        self._blocks = tuple(blocks)
        self._starts = tuple(total_minutes(blocks[:at]) for at in range(len(blocks)))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._blocks)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 5:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (self.FROM, self.MINUTES):
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("efter"), _("tid"), _("moment"), "", _("KASAM"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._blocks):
            return None
        block = self._blocks[index.row()]
        column = index.column()
        if role in _TEXT_ROLES:
            return (
                minutes_text(self._starts[index.row()]),
                minutes_text(block.minutes),
                label(block.kind),
                block.title,
                " ".join(kasam.value for kasam in block.kasam),
            )[column]
        if role == CellRole.DOT:
            return theme().colours.blocks[block.kind.value] if column == self.KIND else None
        if role == CellRole.QUIET:
            return column in (self.FROM, self.KASAM)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (self.FROM, self.MINUTES):
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == self.KASAM:
                return ", ".join(label(kasam) for kasam in block.kasam)
            return block.title if column == self.TITLE else None
        return None


@dataclass(frozen=True, slots=True)
class WordLine:
    """A word with one translation per language: text and whether it was reviewed; None is a gap."""

    word: str
    explanation: str
    translations: tuple[tuple[str, bool] | None, ...]


class WordsModel(QAbstractTableModel):
    """A plan's words and what they are called in the languages that have a word list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._languages: tuple[str, ...] = ()
        self._lines: tuple[WordLine, ...] = ()

    def set_words(self, languages: Sequence[str], lines: Sequence[WordLine]) -> None:
        """languages: Swedish names, one per translation of a line."""
        self.beginResetModel()
        self._languages, self._lines = tuple(languages), tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1 + len(self._languages)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            headers = (_("ord"), *self._languages)
            return headers[section] if 0 <= section < len(headers) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if index.column() == 0:
            if role in _TEXT_ROLES:
                return line.word
            if role == CellRole.SECOND:
                return line.explanation
            return role == CellRole.STRONG or None
        translation = line.translations[index.column() - 1]
        if role == CellRole.PILL:
            return PillFacts(State.WATCH, _("saknas"), "circle-alert") if translation is None else None
        if role in _TEXT_ROLES:
            return translation[0] if translation else _("saknas")
        if role == CellRole.QUIET:
            return translation is not None and not translation[1]
        if role == Qt.ItemDataRole.ToolTipRole and translation is not None:
            return _("Granskad.") if translation[1] else _("Datoröversatt. Inte granskad.")
        return None
