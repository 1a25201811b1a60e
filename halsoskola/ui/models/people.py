"""Everybody of a course as a table: sign, number, languages, how she is reached, and whether she has a seat."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.participants import (
    NO_INTERPRETER,
    READS_NOTHING,
    ContactWay,
    EnrolmentStatus,
    Participant,
)
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name, sign_label
from halsoskola.services.participants import PersonLine
from halsoskola.ui.models.courses import run_short
from halsoskola.ui.models.register import SIGN_SIDE
from halsoskola.ui.theme import State, theme
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.signs import sign_pixmap
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex


def place_pill(status: EnrolmentStatus) -> PillFacts:
    match status:
        case EnrolmentStatus.TAKING_PART:
            return PillFacts(State.GOOD, label(status))
        case EnrolmentStatus.WAITING:
            return PillFacts(State.WATCH, label(status))
        case EnrolmentStatus.ENDED:
            return PillFacts(State.OFF, label(status), "door-open")


def reads_text(code: str) -> str:
    """What she reads, in words: a language, or pictures."""
    return _("inget – bilder") if code == READS_NOTHING else language_name(code)


def interpreter_text(person: Participant) -> str:
    """The language she is interpreted into; who needs nobody speaks Swedish."""
    if person.interpreter_language == NO_INTERPRETER:
        return _("svenska – ingen tolk")
    return language_name(person.interpreter_language, person.variant)


def contact_text(person: Participant) -> str:
    """Her own number, or the way she is reached; "" when nothing is known."""
    if person.contact_way is None:
        return ""
    if person.contact_way is ContactWay.OWN_NUMBER and person.phone:
        # Isolated: beside a right-to-left name the digits would come out in another order.
        return f"\u2066{person.phone}\u2069"
    return label(person.contact_way)


class PeopleColumn(Enum):
    """What a column shows."""

    SIGN = auto()
    NUMBER = auto()
    NAME = auto()
    RUN = auto()
    LANGUAGE = auto()
    READS = auto()
    UNDERSTANDS = auto()
    CONTACT = auto()
    STATUS = auto()


class PeopleModel(QAbstractTableModel):
    """The people of one course, by number. The column of names is there only when the course uses them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PersonLine, ...] = ()
        self._columns = _columns(uses_names=False)

    def set_people(self, lines: Sequence[PersonLine], *, uses_names: bool) -> None:
        """Shows `lines`; when they are the same people in the same order, only their facts change."""
        columns = _columns(uses_names=uses_names)
        same = columns == self._columns and [one.enrolment.id for one in lines] == [
            one.enrolment.id for one in self._lines
        ]
        if same:
            before, self._lines = self._lines, tuple(lines)
            for row, (old, new) in enumerate(zip(before, self._lines, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(columns) - 1))
            return
        self.beginResetModel()
        self._lines, self._columns = tuple(lines), columns
        self.endResetModel()

    @property
    def columns(self) -> tuple[PeopleColumn, ...]:
        return self._columns

    def lines(self) -> tuple[PersonLine, ...]:
        return self._lines

    def line(self, row: int) -> PersonLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, enrolment_id: str) -> int:
        """The row of a person, -1 when she is not in the course."""
        return next((row for row, one in enumerate(self._lines) if one.enrolment.id == enrolment_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if not 0 <= section < len(self._columns):
            return None
        return {
            PeopleColumn.SIGN: "",
            PeopleColumn.NUMBER: _("nr"),
            PeopleColumn.NAME: _("kallas"),
            PeopleColumn.RUN: _("grupp"),
            PeopleColumn.LANGUAGE: _("tolkspråk"),
            PeopleColumn.READS: _("läser på"),
            PeopleColumn.UNDERSTANDS: _("förstår också"),
            PeopleColumn.CONTACT: _("kontakt"),
            PeopleColumn.STATUS: _("plats"),
        }[self._columns[section]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = self._columns[index.column()]
        if column is PeopleColumn.SIGN:
            if role == CellRole.PICTURE:
                # Twice the size: sharp on dense screens, and scaled down smoothly on others.
                return sign_pixmap(line.enrolment.sign, theme().px(2 * SIGN_SIDE))
            if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                return sign_label(line.enrolment.sign)
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text(column, line)
        if role == CellRole.PILL:
            return place_pill(line.enrolment.status) if column is PeopleColumn.STATUS else None
        if role == CellRole.STRONG:
            return column is PeopleColumn.NUMBER
        if role == CellRole.QUIET:
            ended = line.enrolment.status is EnrolmentStatus.ENDED
            return ended or column in (PeopleColumn.UNDERSTANDS, PeopleColumn.CONTACT)
        if role == Qt.ItemDataRole.ToolTipRole and column is not PeopleColumn.STATUS:
            return _text(column, line) or None
        return None


def _columns(*, uses_names: bool) -> tuple[PeopleColumn, ...]:
    return tuple(column for column in PeopleColumn if uses_names or column is not PeopleColumn.NAME)


def _text(column: PeopleColumn, line: PersonLine) -> str:
    person = line.participant
    match column:
        case PeopleColumn.NUMBER:
            return line.enrolment.label
        case PeopleColumn.NAME:
            return person.name
        case PeopleColumn.RUN:
            return run_short(line.track.code)
        case PeopleColumn.LANGUAGE:
            return interpreter_text(person)
        case PeopleColumn.READS:
            return reads_text(person.reads)
        case PeopleColumn.UNDERSTANDS:
            return ", ".join(language_name(code) for code in person.understands)
        case PeopleColumn.CONTACT:
            return contact_text(person)
        case _:
            return label(line.enrolment.status)
