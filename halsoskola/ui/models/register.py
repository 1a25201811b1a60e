"""Who is on the register, who is expected in which language, and who comes next time, as tables.

The models know rows and roles, no rules: what may be marked is decided by the service that is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from halsoskola.domain.attendance import COUNTS_AS, CountsAs, MarkKind, RegisterCount, RegisterLine
from halsoskola.domain.courses import OccasionStatus, Track, TrackCode
from halsoskola.domain.interpreting import LIVE, Booking, InterpreterNeed, NeedState
from halsoskola.domain.participants import Participant
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name, sign_label
from halsoskola.services.attendance import RegisterView
from halsoskola.services.rooms import Room
from halsoskola.ui.models.courses import run_short
from halsoskola.ui.theme import State, theme
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.signs import sign_pixmap
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

SIGN_SIDE = 24
"""Reference pixels of a sign in a row, as the row's painter draws it."""


def goes_to(code: TrackCode | None) -> str:
    """Where somebody goes who visits the other run."""
    if code is TrackCode.FM:
        return _("Går på förmiddagen")
    if code is TrackCode.EM:
        return _("Går på eftermiddagen")
    return label(MarkKind.VISITS)


def count_parts(count: RegisterCount, other: TrackCode | None, *, expected: int | None = None) -> str:
    """ "9 här, varav 1 sen · 1 har sagt till · 1 inte · 1 på em"; with `expected`, that many are waited for instead."""
    if expected is not None:
        parts = [_("{count} väntas").format(count=expected)]
    elif count.late:
        parts = [
            ngettext("{here} här, varav {late} sen", "{here} här, varav {late} sena", count.late).format(
                here=count.here, late=count.late
            )
        ]
    else:
        parts = [_("{count} här").format(count=count.here)]
    if count.left_early:
        parts.append(_("{count} gick tidigare").format(count=count.left_early))
    if count.announced:
        parts.append(_("{count} har sagt till").format(count=count.announced))
    if count.absent:
        parts.append(_("{count} inte").format(count=count.absent))
    if count.away:
        short = run_short(other) if other is not None else _("andra gruppen")
        parts.append(_("{count} på {run}").format(count=count.away, run=short))
    return " · ".join(parts)


def deadline_words(deadline: datetime, now: datetime) -> str:
    """Until when an interpreter can be cancelled free of charge, or that it is too late."""
    if deadline >= now:
        return _("Avboka gratis senast {moment}.").format(moment=dates.moment(deadline))
    return _("Gratis avbokning gick ut {moment}.").format(moment=dates.moment(deadline))


class RegisterColumn(Enum):
    """What a column of the register shows."""

    SIGN = auto()
    NUMBER = auto()
    NAME = auto()
    LANGUAGE = auto()
    MARK = auto()


def mark_pill(line: RegisterLine, *, confirmed: bool, before_day: bool, other: Track | None) -> PillFacts:
    """What the register says about one person, as a pill; pale while nobody has said anything."""
    code = other.code if other is not None else None
    mark = line.mark
    if line.away:
        assert mark is not None
        if mark.kind is not MarkKind.VISITS and COUNTS_AS[mark.kind] is CountsAs.PRESENT:
            return PillFacts(State.ASKED, _visited(code), "check")
        if mark.kind is MarkKind.ABSENT:
            return PillFacts(State.WRONG, label(MarkKind.ABSENT))
        return PillFacts(State.ASKED, goes_to(code))
    if mark is None or mark.kind is MarkKind.VISITS:
        if line.visitor:
            return PillFacts(State.ASKED, _comes_from(code), "arrow-right-left", pale=before_day)
        if confirmed and mark is None:
            # She got her seat after "Klar": nobody has said whether she was here.
            return PillFacts(State.OFF, _("Inte antecknad"), pale=True)
        text = _("Väntas") if before_day else label(MarkKind.PRESENT)
        return PillFacts(State.GOOD, text, "" if before_day else None, pale=not confirmed)
    match mark.kind:
        case MarkKind.LATE:
            return PillFacts(State.WATCH, _("Sen, {minutes} min").format(minutes=mark.minutes))
        case MarkKind.LEFT_EARLY:
            text = _("Gick {minutes} min tidigare").format(minutes=mark.minutes)
            return PillFacts(State.WATCH, text, "door-open")
        case MarkKind.ANNOUNCED:
            return PillFacts(State.OFF, label(MarkKind.ANNOUNCED))
        case MarkKind.ABSENT:
            return PillFacts(State.WRONG, label(MarkKind.ABSENT))
        case _:
            return PillFacts(State.GOOD, label(MarkKind.PRESENT))


def _visited(code: TrackCode | None) -> str:
    if code is TrackCode.FM:
        return _("Var på förmiddagen")
    return _("Var på eftermiddagen") if code is TrackCode.EM else _("Var på andra gruppen")


def _comes_from(code: TrackCode | None) -> str:
    if code is TrackCode.FM:
        return _("Kommer från förmiddagen")
    return _("Kommer från eftermiddagen") if code is TrackCode.EM else _("Kommer från andra gruppen")


class RegisterModel(QAbstractTableModel):
    """The register of one occasion. `set_view` changes only what differs, so that the ring stays on its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: RegisterView | None = None
        self._today = date.min
        self._columns: tuple[RegisterColumn, ...] = ()
        self._draft: tuple[str, str] | None = None

    def set_view(self, view: RegisterView | None, today: date) -> None:
        """Shows `view`; `today` decides whether people are waited for or may be here."""
        old, self_today = self._view, self._today
        columns = _register_columns(view)
        same_rows = (
            old is not None
            and view is not None
            and columns == self._columns
            and [line.enrolment.id for line in old.lines] == [line.enrolment.id for line in view.lines]
        )
        if not same_rows:
            self.beginResetModel()
            self._view, self._today, self._columns, self._draft = view, today, columns, None
            self.endResetModel()
            return
        assert old is not None
        assert view is not None
        everything = (
            self_today != today
            or old.confirmed != view.confirmed
            or old.people != view.people
            or old.placed.occasion != view.placed.occasion
        )
        changed = [
            row
            for row, (one, other) in enumerate(zip(old.lines, view.lines, strict=True))
            if everything or one != other
        ]
        self._view, self._today = view, today
        for row in changed:
            self._tell(row)

    def set_draft(self, enrolment_id: str | None, text: str = "") -> None:
        """What is being typed for one person stands in her row until it is saved; None takes it away."""
        old, self._draft = self._draft, (enrolment_id, text) if enrolment_id is not None else None
        for shown in {draft[0] for draft in (old, self._draft) if draft is not None}:
            row = self.row_of(shown)
            if row >= 0:
                self._tell(row)

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    @property
    def columns(self) -> tuple[RegisterColumn, ...]:
        return self._columns

    def line(self, row: int) -> RegisterLine | None:
        """The person of a row, or None when there is no such row."""
        if self._view is None or not 0 <= row < len(self._view.lines):
            return None
        return self._view.lines[row]

    def row_of(self, enrolment_id: str) -> int:
        """The row of a person, -1 when she is not on this register."""
        lines = self._view.lines if self._view is not None else ()
        return next((row for row, line in enumerate(lines) if line.enrolment.id == enrolment_id), -1)

    def row_of_number(self, number: int) -> int:
        """The row of D`number`, -1 when nobody here has it."""
        lines = self._view.lines if self._view is not None else ()
        return next((row for row, line in enumerate(lines) if line.enrolment.number == number), -1)

    def pill(self, row: int) -> PillFacts:
        """The pill of a row. Raises: IndexError when there is no such row."""
        view = self._view
        line = self.line(row)
        if view is None or line is None:
            raise IndexError(row)
        if self._draft is not None and self._draft[0] == line.enrolment.id:
            return PillFacts(State.WATCH, self._draft[1], "pencil")
        return mark_pill(
            line,
            confirmed=view.confirmed,
            before_day=view.placed.occasion.day > self._today,
            other=view.other_track,
        )

    def rowCount(self, parent: Index | None = None) -> int:
        if self._view is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._view.lines)

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
            RegisterColumn.SIGN: "",
            RegisterColumn.NUMBER: _("nr"),
            RegisterColumn.NAME: _("kallas"),
            RegisterColumn.LANGUAGE: _("tolkspråk"),
            RegisterColumn.MARK: _("närvaro"),
        }[self._columns[section]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None or self._view is None:
            return None
        column = self._columns[index.column()]
        person = self._view.people[line.enrolment.id]
        if column is RegisterColumn.SIGN:
            return _sign_cell(line, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(column, line, person, index.row())
        if role == CellRole.STRONG:
            return column is RegisterColumn.NUMBER
        if role == CellRole.QUIET:
            return column is RegisterColumn.LANGUAGE
        if role == CellRole.PILL and column is RegisterColumn.MARK:
            return self.pill(index.row())
        return None

    def _text(self, column: RegisterColumn, line: RegisterLine, person: Participant, row: int) -> str:
        match column:
            case RegisterColumn.NUMBER:
                return line.enrolment.label
            case RegisterColumn.NAME:
                return person.name
            case RegisterColumn.LANGUAGE:
                return language_name(person.interpreter_language, person.variant)
            case _:
                return self.pill(row).text


def _register_columns(view: RegisterView | None) -> tuple[RegisterColumn, ...]:
    uses_names = view is not None and view.placed.course.uses_names
    return tuple(column for column in RegisterColumn if uses_names or column is not RegisterColumn.NAME)


def _sign_cell(line: RegisterLine, role: int) -> object:
    if role == CellRole.PICTURE:
        # Twice the size: sharp on dense screens, and scaled down smoothly on others.
        return sign_pixmap(line.enrolment.sign, theme().px(2 * SIGN_SIDE))
    if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        return sign_label(line.enrolment.sign)
    return None


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """People expected in one language at an occasion. need: None for Swedish, which needs nobody."""

    language: str
    variant: str
    people: int
    need: InterpreterNeed | None

    @property
    def booking(self) -> Booking | None:
        """The booking that matters most: a live one, else the last that was made."""
        if self.need is None or not self.need.bookings:
            return None
        live = [booking for booking in self.need.bookings if booking.state in LIVE]
        return (live or list(self.need.bookings))[-1]


def expected_rows(room: Room) -> tuple[ExpectedRow, ...]:
    """One row per language that somebody is expected in, then languages that are only booked."""
    rows = [
        ExpectedRow(group.language, group.variant, group.people, room.need_of(group)) for group in room.groups
    ]
    known = {(row.language, row.variant) for row in rows}
    rows += [
        ExpectedRow(need.language, need.variant, need.people, need)
        for need in room.needs
        if (need.language, need.variant) not in known
    ]
    return tuple(rows)


def need_pill(row: ExpectedRow) -> PillFacts | None:
    """How far the interpreter of a language has come."""
    need, booking = row.need, row.booking
    if need is None:
        return None
    match need.state:
        case NeedState.NEED:
            return PillFacts(State.WATCH, _("tolk behövs"), "circle-alert")
        case NeedState.ORDERED:
            return PillFacts(State.ASKED, _("beställd"))
        case NeedState.CONFIRMED:
            if booking is not None and booking.interpreter:
                return PillFacts(State.GOOD, _("tolk {interpreter}").format(interpreter=booking.interpreter))
            return PillFacts(State.GOOD, label(need.state))
        case NeedState.TO_CANCEL:
            return PillFacts(State.WRONG, label(need.state), "calendar-x")
        case NeedState.CANCELLED:
            return PillFacts(State.OFF, label(need.state), "ban")
        case _:
            return PillFacts(State.OFF, label(need.state), "check-check")


def need_step(row: ExpectedRow, status: OccasionStatus = OccasionStatus.PLANNED) -> str:
    """What there is to do about the interpreter of a language, in a few words; "" for nothing."""
    need = row.need
    if need is None:
        return ""
    match need.state:
        case NeedState.NEED:
            return _("beställ …") if status is OccasionStatus.PLANNED else ""
        case NeedState.TO_CANCEL:
            return _("avboka …")
        case NeedState.ORDERED:
            return _("inget svar än")
        case NeedState.CONFIRMED:
            return label(row.booking.mode) if row.booking is not None else ""
        case _:
            return ""


class ExpectedModel(QAbstractTableModel):
    """The expected by language: how many, how the interpreter stands, and the next step."""

    LANGUAGE, PEOPLE, STATE, STEP = range(4)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ExpectedRow, ...] = ()
        self._status = OccasionStatus.PLANNED

    def set_room(self, room: Room | None) -> None:
        rows = expected_rows(room) if room is not None else ()
        status = room.placed.occasion.status if room is not None else OccasionStatus.PLANNED
        if (rows, status) == (self._rows, self._status):
            return
        self.beginResetModel()
        self._rows, self._status = rows, status
        self.endResetModel()

    def row(self, row: int) -> ExpectedRow | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rows(self) -> Sequence[ExpectedRow]:
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            headers = (_("språk"), _("antal"), _("tolk"), _("nästa steg"))
            return headers[section] if 0 <= section < 4 else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = index.column()
        if role == CellRole.STRONG:
            return column == self.LANGUAGE
        if role == CellRole.QUIET:
            return column == self.STEP
        pill = need_pill(row)
        if role == CellRole.PILL:
            return pill if column == self.STATE else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            texts: Mapping[int, Callable[[], str]] = {
                self.LANGUAGE: lambda: language_name(row.language, row.variant),
                self.PEOPLE: lambda: str(row.people),
                self.STATE: lambda: pill.text if pill is not None else "",
                self.STEP: lambda: need_step(row, self._status),
            }
            return texts[column]()
        return None


class NextTimeModel(QAbstractTableModel):
    """Who comes to the track's next meeting: sign, number, language, and whether she has said that she stays away."""

    SIGN, NUMBER, LANGUAGE, ANSWER = range(4)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[RegisterLine, ...] = ()
        self._people: Mapping[str, Participant] = {}
        self._away: frozenset[str] = frozenset()

    def set_view(self, view: RegisterView | None) -> None:
        """Shows the track's own people; visitors are asked in their own run."""
        lines = tuple(line for line in view.lines if not line.visitor) if view is not None else ()
        people = view.people if view is not None else {}
        away = view.not_coming_next if view is not None else frozenset()
        same = [line.enrolment for line in lines] == [line.enrolment for line in self._lines]
        if not same or people != self._people:
            self.beginResetModel()
            self._lines, self._people, self._away = lines, people, away
            self.endResetModel()
            return
        changed = away ^ self._away
        self._away = away
        for row, line in enumerate(lines):
            if line.enrolment.id in changed:
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def line(self, row: int) -> RegisterLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def stays_away(self, row: int) -> bool:
        line = self.line(row)
        return line is not None and line.enrolment.id in self._away

    def row_of_number(self, number: int) -> int:
        return next((row for row, line in enumerate(self._lines) if line.enrolment.number == number), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            headers = ("", _("nr"), _("tolkspråk"), _("nästa gång"))
            return headers[section] if 0 <= section < 4 else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = index.column()
        if column == self.SIGN:
            return _sign_cell(line, role)
        away = line.enrolment.id in self._away
        pill = (
            PillFacts(State.OFF, _("Kommer inte"), "x")
            if away
            else PillFacts(State.GOOD, _("Kommer"), pale=True)
        )
        if role == CellRole.STRONG:
            return column == self.NUMBER
        if role == CellRole.QUIET:
            return column == self.LANGUAGE
        if role == CellRole.PILL:
            return pill if column == self.ANSWER else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if column == self.NUMBER:
                return line.enrolment.label
            if column == self.LANGUAGE:
                person = self._people[line.enrolment.id]
                return language_name(person.interpreter_language, person.variant)
            return pill.text
        return None
