"""The list of courses, read a part at a time, and the dates of a course that is about to be made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from halsoskola.domain.courses import Course, CourseStatus, TrackCode
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.services.courses import CourseLine, CoursePreview, TrackSeats
from halsoskola.ui.context import PageContext
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.pill import PillFacts
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

FIRST = 24
"""Courses that are read before the first picture: what most screens show."""

BATCH = 50
"""Courses that are read at a time while the list is scrolled."""


def run_short(code: TrackCode) -> str:
    """ "fm" or "em", where there is no room for the word."""
    return _("fm") if code is TrackCode.FM else _("em")


def course_pill(status: CourseStatus) -> PillFacts:
    match status:
        case CourseStatus.PLANNED:
            return PillFacts(State.ASKED, label(status), "calendar")
        case CourseStatus.RUNNING:
            return PillFacts(State.GOOD, label(status), "play")
        case CourseStatus.FINISHED:
            return PillFacts(State.OFF, label(status), "check-check")


def short_day(day: date, today: date) -> str:
    """ "tis 19 jan"; with the year when it is another than today's."""
    text = dates.short_day(day)
    return text if day.year == today.year else f"{text} {day.year}"


def course_days(course: Course, today: date) -> str:
    """ "tis 19 jan – tis 13 apr", with the years that are not today's; one year is said once."""
    same_year = course.starts_on.year == course.ends_on.year
    first = dates.short_day(course.starts_on) if same_year else short_day(course.starts_on, today)
    return _("{first} – {last}").format(first=first, last=short_day(course.ends_on, today))


def course_days_long(course: Course, today: date) -> str:
    """ "tisdag 19 januari – tisdag 13 april 2027"."""
    same_year = course.starts_on.year == course.ends_on.year
    first = dates.day(course.starts_on, None if same_year else today)
    return _("{first} – {last}").format(first=first, last=dates.day(course.ends_on, today))


def seats_text(tracks: Sequence[TrackSeats]) -> str:
    """ "fm 12 av 12 · em 9 av 12 · 2 väntar"."""
    parts = [
        _("{run} {taken} av {seats}").format(
            run=run_short(one.track.code), taken=one.taken, seats=one.track.capacity
        )
        for one in tracks
    ]
    waiting = sum(one.waiting for one in tracks)
    if waiting:
        parts.append(ngettext("{count} väntar", "{count} väntar", waiting).format(count=waiting))
    return " · ".join(parts)


def coming_day(day: date | None, today: date) -> str:
    """ "i dag", "i morgon" or "tis 9 mars"; "" for None."""
    if day is None:
        return ""
    if day == today:
        return _("i dag")
    return _("i morgon") if day == today + timedelta(days=1) else short_day(day, today)


@dataclass(frozen=True, slots=True)
class _Answer:
    lines: tuple[CourseLine, ...]
    count: int


class CoursesModel(QAbstractTableModel):
    """Courses, newest first. Asks for the next ones when the table nears the end; nobody waits for the disk."""

    NUMBER, NAME, STATUS, DATES, SEATS, NEXT = range(6)

    cell_roles = frozenset({CellRole.PILL, CellRole.STRONG, CellRole.QUIET})
    """What it answers about a cell, beside its text; see `RowDelegate.watch`."""

    filled = Signal()
    """What was asked for by `reload` or `search` has come."""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: list[CourseLine] = []
        self._wanted = ""
        self._count = 0
        self._turn = 0
        self._asking = False
        self._all_there = True
        self._today = context.services.clock.today()

    @property
    def total(self) -> int:
        """All courses there are, whatever is searched for."""
        return self._count

    @property
    def wanted(self) -> str:
        """What is searched for."""
        return self._wanted

    def search(self, text: str) -> None:
        """Shows only courses with `text` in their name, or as their number."""
        if text != self._wanted:
            self._wanted = text
            self._read(0, FIRST, fresh=True)

    def reload(self) -> None:
        """Reads what is shown again; the table's ring stays where it is when the same courses come."""
        self._read(0, max(FIRST, len(self._lines)), fresh=True)

    def line(self, row: int) -> CourseLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, course_id: str) -> int:
        """The row of a course, -1 when it is not among those that were read."""
        return next((row for row, line in enumerate(self._lines) if line.course.id == course_id), -1)

    def _read(self, offset: int, limit: int, *, fresh: bool) -> None:
        self._turn += 1
        self._asking = True
        turn, wanted, courses = self._turn, self._wanted, self._context.services.courses

        def job() -> _Answer:
            return _Answer(courses.list(limit=limit, offset=offset, search=wanted), courses.count())

        def done(answer: _Answer) -> None:
            if turn != self._turn:
                return  # something else has been asked for since
            self._asking = False
            self._count = answer.count
            self._all_there = len(answer.lines) < limit
            if fresh:
                self._replace(list(answer.lines))
                self.filled.emit()
            elif answer.lines:
                end = len(self._lines)
                self.beginInsertRows(QModelIndex(), end, end + len(answer.lines) - 1)
                self._lines += answer.lines
                self.endInsertRows()

        def failed(error: Exception) -> None:
            self._asking = False
            self._context.runner.troubled.emit(error)

        self._context.read(job, done, failed, owner=self)

    def _replace(self, lines: list[CourseLine]) -> None:
        self._today = self._context.services.clock.today()
        if [line.course.id for line in lines] == [line.course.id for line in self._lines]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.NEXT))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._all_there and not self._asking

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._read(len(self._lines), BATCH, fresh=False)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        headers = (_("nr"), _("kurs"), "", _("datum"), _("platser"), _("nästa träff"))
        return headers[section] if 0 <= section < 6 else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = index.column()
        if role == CellRole.PILL:
            return course_pill(line.status) if column == self.STATUS else None
        if role == CellRole.STRONG:
            return column == self.NAME
        if role == CellRole.QUIET:
            return column in (self.NUMBER, self.DATES) or line.status is CourseStatus.FINISHED
        if role == Qt.ItemDataRole.ToolTipRole and column == self.NAME:
            return line.course.name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, column)
        return None

    def _text(self, line: CourseLine, column: int) -> str:
        match column:
            case self.NUMBER:
                return str(line.course.number)
            case self.NAME:
                return line.course.name
            case self.STATUS:
                return label(line.status)
            case self.DATES:
                return course_days(line.course, self._today)
            case self.SEATS:
                return seats_text(line.tracks)
            case _:
                return coming_day(line.next_day, self._today)


class PreviewModel(QAbstractTableModel):
    """The themes and days that a new course would have: one row per meeting, one column of days per run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._days: Mapping[TrackCode, tuple[date, ...]] = {}
        self._today = date.min

    def set_preview(self, preview: CoursePreview | None, today: date) -> None:
        self.beginResetModel()
        self._titles = preview.titles if preview is not None else ()
        self._days = {code: run.days for code, run in preview.days.items()} if preview is not None else {}
        self._today = today
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1 + len(self._days)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return _("träff")
        codes = list(self._days)
        return label(codes[section - 1]) if 0 < section <= len(codes) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if column == 0:
                return _("{number} {title}").format(number=row + 1, title=self._titles[row])
            days = list(self._days.values())[column - 1]
            # The year is said where it begins; on every row it would only take room from the titles.
            return short_day(days[row], days[row - 1] if row else self._today)
        if role == CellRole.STRONG:
            return column == 0
        return None
