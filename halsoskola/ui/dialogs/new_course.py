"""Making a course: what to choose at the left, the dates that come of it at the right."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from PySide6.QtCore import QDate, QEvent, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import DEFAULT_START, SEATS, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.domain.plans import CourseTemplate
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.messages import sentence
from halsoskola.i18n.plan_warnings import warning_sentence
from halsoskola.i18n.sorting import swedish_key
from halsoskola.services.calendar import closed_day_name
from halsoskola.services.courses import CoursePreview, NewCourse
from halsoskola.ui.context import PageContext
from halsoskola.ui.locale import qt_locale
from halsoskola.ui.models.courses import PreviewModel, short_day
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.fields import FormRow, NumberField
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import TextLabel


class WeekdayPicker(QWidget):
    """Seven small buttons, one tab stop: arrows move, space or Enter turns a day on or off."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(t.gap(4))
        self._buttons: list[_DayButton] = []
        monday = date(2027, 1, 4)
        for at in range(7):
            whole = dates.weekday(monday + timedelta(days=at))
            short = dates.short_weekday(monday + timedelta(days=at))
            button = _DayButton(short)
            button.setAccessibleName(f"{name}: {whole}")
            button.setToolTip(whole)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if not at else Qt.FocusPolicy.ClickFocus)
            button.toggled.connect(lambda _on: self.changed.emit())
            button.moved.connect(lambda by, from_=at: self._move(from_, by))
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def weekdays(self) -> tuple[int, ...]:
        """Those that are on; 0 is Monday."""
        return tuple(at for at, button in enumerate(self._buttons) if button.isChecked())

    def set_weekdays(self, wanted: tuple[int, ...]) -> None:
        """Turns exactly these on, and tells nobody."""
        for at, button in enumerate(self._buttons):
            button.blockSignals(True)
            button.setChecked(at in wanted)
            button.blockSignals(False)
            button.update()
        if wanted:
            self._stop_at(wanted[0])

    def _stop_at(self, at: int) -> None:
        for place, button in enumerate(self._buttons):
            policy = Qt.FocusPolicy.StrongFocus if place == at else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _move(self, from_: int, by: int) -> None:
        at = (from_ + by) % 7
        self._stop_at(at)
        self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)


class _DayButton(KeyButton):
    """One day. Enter belongs to the dialog, so only space turns it."""

    moved = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self.moved.emit(by)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class _CalmDateEdit(QDateEdit):
    """A wheel passing over it changes nothing unless it has the keyboard. Home begins again with the year."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.sectionCount() - 1}
        if event.key() in ends and not event.modifiers():
            # Qt only moves the mark there, and then takes no digit because the part is full.
            self.setSelectedSection(self.sectionAt(ends[Qt.Key(event.key())]))
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _CalmTimeEdit(QTimeEdit):
    """The same for a time of day."""

    def __init__(self, value: QTime) -> None:
        super().__init__(value)
        self._fit_margin()

    def _fit_margin(self) -> None:
        # WORKAROUND: as in `NumberField`, Qt 6.12 ignores the padding of a styled spin box.
        edit = self.lineEdit()
        if edit is not None:
            edit.setTextMargins(theme().px(9), 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_margin()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


@dataclass(frozen=True, slots=True)
class _RunFields:
    on: QCheckBox
    starts: QTimeEdit
    weekdays: WeekdayPicker


@dataclass(frozen=True, slots=True)
class _Templates:
    """All that a course can be made from, in Swedish order, and the one that is chosen to begin with."""

    templates: tuple[CourseTemplate, ...]
    suggested: str


@dataclass(frozen=True, slots=True)
class _Preview:
    """What the worker found out. closed: the names of the skipped days, "" for a day without one."""

    preview: CoursePreview
    closed: dict[date, str]


def suggested_name(template_title: str, start: date) -> str:
    """ "Malmö hälsoskola våren 2027": the template's name without its length, and the half-year.

    In Swedish whatever the screen speaks, because it is printed on what participants get.
    """
    name = template_title.split(",")[0].strip()
    half = "våren" if start.month < 7 else "hösten"
    return f"{name} {half} {start.year}"


def suggested_start(today: date) -> date:
    """The first Tuesday at least two weeks from now."""
    day = today + timedelta(days=14)
    return day + timedelta(days=(1 - day.weekday()) % 7)


class NewCourseDialog(FormDialog):
    """Shows at every change which days the course would have. Enter makes it."""

    made = Signal(str)
    """The id of the new course."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Ny kurs"), _("Skapa kursen"), width=1010, parent=parent)
        self._context = context
        self._today = context.services.clock.today()
        self._templates: tuple[CourseTemplate, ...] = ()
        self._own_name = False
        self._own_days = False
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(120)
        self._timer.timeout.connect(self._ask_for_preview)
        fields = QWidget()
        fields.setLayout(self._fields())
        # With large text the dates come below: beside the fields there would be no room for their titles.
        self.body.addWidget(Columns(fields, self._dates()), 1)
        self._connect()
        self.wanted.connect(self._make)
        self.does_button.setEnabled(False)
        context.read(self._read_templates, self._on_templates, owner=self)
        self.name.setFocus()
        self.name.selectAll()

    # What it looks like

    def _fields(self) -> QVBoxLayout:
        t = theme()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(12))
        self.template = QComboBox()
        self._template_row = FormRow(_("Kursupplägg"), self.template)
        self._only_template = TextLabel("", TextRole.QUIET, wrap=True)
        column.addWidget(self._only_template)
        column.addWidget(self._template_row)
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name_row = FormRow(_("Namn"), self.name)
        column.addWidget(self.name_row)
        self.start = _CalmDateEdit()
        self.start.setLocale(qt_locale())
        self.start.setDisplayFormat("yyyy-MM-dd")
        self.start.setCalendarPopup(True)
        self.start.setDateRange(QDate(2000, 1, 1), QDate(2100, 1, 1))
        calendar = self.start.calendarWidget()
        calendar.setLocale(qt_locale())
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        start = suggested_start(self._today)
        self.start.setDate(QDate(start.year, start.month, start.day))
        self.seats = NumberField(1, 40)
        self.seats.setValue(SEATS)
        self.start_row = FormRow(_("Första dagen"), self.start, " ")
        self.seats_row = FormRow(_("Platser per grupp"), self.seats)
        side = QHBoxLayout()
        side.setSpacing(t.gap(14))
        side.addWidget(self.start_row, 1)
        side.addWidget(self.seats_row, 1)
        column.addLayout(side)
        self.runs: dict[TrackCode, _RunFields] = {}
        for code in TrackCode:
            column.addLayout(self._run(code))
        self._runs_trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._runs_trouble.hide()
        column.addWidget(self._runs_trouble)
        self.venue = QLineEdit()
        self.venue.setPlaceholderText(_("Försäkringskassan, rum Eken"))
        self.venue_row = FormRow(_("Plats"), self.venue)
        column.addWidget(self.venue_row)
        self.uses_names = QCheckBox(_("Använd tilltalsnamn"))
        explained = TextLabel(
            _("Namnen är krypterade och döljs med F8. Utan dem har alla bara nummer och bildtecken."),
            TextRole.SMALL,
            wrap=True,
        )
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.uses_names)
        names.addWidget(explained)
        column.addLayout(names)
        column.addStretch(1)
        return column

    def _run(self, code: TrackCode) -> QVBoxLayout:
        t = theme()
        words = dates.capital(label(code))
        on = QCheckBox(words)
        on.setChecked(True)
        usual = DEFAULT_START[code]
        starts = _CalmTimeEdit(QTime(usual.hour, usual.minute))
        starts.setLocale(qt_locale())
        # Translators: how a field shows a time of the day, in Qt's letters: H hours, mm minutes.
        starts.setDisplayFormat(_("H.mm"))
        starts.setAccessibleName(_("{run} börjar").format(run=words))
        starts.setFixedWidth(t.px(100))
        weekdays = WeekdayPicker(words)
        fields = _RunFields(on, starts, weekdays)
        self.runs[code] = fields
        upper = QHBoxLayout()
        upper.setSpacing(t.gap(10))
        upper.addWidget(on)
        upper.addStretch(1)
        upper.addWidget(TextLabel(_("börjar kl."), TextRole.QUIET))
        upper.addWidget(starts)
        column = QVBoxLayout()
        column.setSpacing(t.gap(4))
        column.addLayout(upper)
        column.addWidget(weekdays)
        return column

    def _dates(self) -> Card:
        card = Card(_("Så blir datumen"), "calendar-days")
        self.preview = PreviewModel(self)
        self._table = Table(self.preview, grow=True, row_height=30, name=_("Så blir datumen"))
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.modelReset.connect(lambda: self._table.set_stretch(0))
        self._remarks = TextLabel("", TextRole.SMALL, wrap=True)
        self._preview_trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._preview_trouble.hide()
        card.add(self._table)
        card.add(self._remarks)
        card.add(self._preview_trouble)
        card.body.addStretch(1)
        self._card = card
        return card

    def _connect(self) -> None:
        self.template.currentIndexChanged.connect(self._on_template)
        self.name.textEdited.connect(self._on_name_edited)
        self.start.dateChanged.connect(self._on_start)
        self.seats.valueChanged.connect(self._on_changed)
        for fields in self.runs.values():
            fields.on.toggled.connect(self._on_runs)
            fields.starts.timeChanged.connect(self._on_changed)
            fields.weekdays.changed.connect(self._on_weekdays)
        self._follow_start()

    # What is chosen

    def start_day(self) -> date:
        day = self.start.date()
        return date(day.year(), day.month(), day.day())

    def wish(self) -> NewCourse:
        """What the fields say now."""
        codes = tuple(code for code, fields in self.runs.items() if fields.on.isChecked())

        def starts(code: TrackCode) -> time:
            chosen = self.runs[code].starts.time()
            return time(chosen.hour(), chosen.minute())

        return NewCourse(
            template=str(self.template.currentData() or ""),
            start=self.start_day(),
            tracks=codes,
            name=self.name.text(),
            uses_names=self.uses_names.isChecked(),
            venue=self.venue.text(),
            capacity=self.seats.value(),
            starts_at={code: starts(code) for code in codes},
            track_weekdays={code: self.runs[code].weekdays.weekdays() for code in codes},
        )

    def _read_templates(self) -> _Templates:
        """Runs on the worker thread."""
        courses = self._context.services.courses
        found = sorted(courses.templates(), key=lambda template: swedish_key(template.title))
        newest = next((line.course.template for line in courses.list(limit=1)), "")
        # Most leaders give the same course again; a new one most likely gives the whole hälsoskola.
        longest = max(found, key=lambda template: len(template.meetings), default=None)
        known = newest in [template.id for template in found]
        return _Templates(tuple(found), newest if known else longest.id if longest else "")

    def _on_templates(self, read: _Templates) -> None:
        templates = read.templates
        self._templates = templates
        self.template.blockSignals(True)
        for template in templates:
            self.template.addItem(template.title, template.id)
        self.template.setCurrentIndex(self.template.findData(read.suggested))
        self.template.blockSignals(False)
        only = len(templates) == 1
        self._template_row.setVisible(not only)
        self._only_template.setVisible(only)
        self.does_button.setEnabled(bool(templates))
        if not templates:
            self.show_trouble(_("Inget kursupplägg går att läsa. Titta under Träffplaner vad som är fel."))
            self.does_button.setEnabled(False)
            return
        self._on_template()
        self.name.selectAll()
        self.fit()

    def _on_template(self) -> None:
        at = max(0, self.template.currentIndex())
        self._only_template.setText(
            _("Kursupplägg: {title}").format(title=self._templates[at].title) if self._templates else ""
        )
        self._suggest_name()
        self._ask_for_preview()

    def _suggest_name(self) -> None:
        at = self.template.currentIndex()
        if self._templates and at >= 0 and not self._own_name:
            self.name.setText(suggested_name(self._templates[at].title, self.start_day()))

    def _on_name_edited(self, text: str) -> None:
        self._own_name = bool(text.strip())

    def _on_start(self) -> None:
        self._suggest_name()
        self._follow_start()
        self._on_changed()

    def _follow_start(self) -> None:
        """The weekday is that of the first day until somebody has chosen another."""
        start = self.start_day()
        self.start_row.set_hint(dates.capital(dates.day(start, self._today)))
        if not self._own_days:
            for fields in self.runs.values():
                fields.weekdays.set_weekdays((start.weekday(),))

    def _on_weekdays(self) -> None:
        self._own_days = True
        self._on_changed()

    def _on_runs(self) -> None:
        for fields in self.runs.values():
            fields.starts.setEnabled(fields.on.isChecked())
            fields.weekdays.setEnabled(fields.on.isChecked())
        self._on_changed()

    def _on_changed(self) -> None:
        self._runs_trouble.hide()
        self._timer.start()

    # The preview

    def _ask_for_preview(self) -> None:
        if not self._templates:
            return
        self._timer.stop()
        self._turn += 1
        turn, wish, courses = self._turn, self.wish(), self._context.services.courses

        def job() -> _Preview:
            preview = courses.preview(wish)
            skipped = {day for run in preview.days.values() for day in run.skipped}
            return _Preview(preview, {day: closed_day_name(day) for day in sorted(skipped)})

        def done(found: _Preview) -> None:
            if turn == self._turn:
                self._show_preview(wish, found)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._show_no_preview(error)

        self._context.read(job, done, failed, owner=self)

    def _show_preview(self, wish: NewCourse, found: _Preview) -> None:
        self._preview_trouble.hide()
        self.preview.set_preview(found.preview, self._today)
        count = len(found.preview.titles)
        self._card.set_note(ngettext("{count} träff", "{count} träffar", count).format(count=count))
        told = []
        for code, run in found.preview.days.items():
            if run.moved_from is not None:
                told.append(
                    _("{run}: starten är flyttad från {asked} till {first}.").format(
                        run=dates.capital(label(code)),
                        asked=dates.day(run.moved_from, self._today),
                        first=dates.day(run.days[0], self._today),
                    )
                )
        if found.closed:
            days = ", ".join(
                _("{day} ({name})").format(day=short_day(day, self._today), name=name)
                if name
                else short_day(day, self._today)
                for day, name in found.closed.items()
            )
            told.append(_("Ingen träff: {days}.").format(days=days))
        for number, warning in found.preview.warnings:
            told.append(
                _("Träff {number}: {warning}").format(number=number, warning=warning_sentence(warning))
            )
        if wish.start < self._today:
            told.append(_("Kursen börjar på en dag som har varit."))
        self._remarks.setText("\n".join(told))
        self._remarks.setVisible(bool(told))

    def remarks(self) -> str:
        """What is said about moved and skipped days."""
        return self._remarks.text() if not self._remarks.isHidden() else ""

    def _show_no_preview(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self.preview.set_preview(None, self._today)
        self._card.set_note("")
        self._remarks.hide()
        self._preview_trouble.setText(sentence(error))
        self._preview_trouble.show()

    # Making it

    def _make(self) -> None:
        wish, courses = self.wish(), self._context.services.courses
        made: list[str] = []

        def job() -> Changes:
            created = courses.create(wish)
            made.append(created.course.id)
            return created.changes

        def done(_changes: Changes) -> None:
            if isValid(self):
                self.set_busy(False)
                self.accept()
                self.made.emit(made[0])

        self.set_busy(True)
        self._context.write(job, done, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        if not isValid(self):
            return
        text = sentence(error)
        self.set_busy(False)
        if isinstance(error, RuleBroken) and error.refusal in (Refusal.TRACKS_WRONG, Refusal.NO_WEEKDAY):
            self._runs_trouble.setText(text)
            self._runs_trouble.show()
            self.runs[TrackCode.FM].on.setFocus()
            return
        self.show_trouble(text)
