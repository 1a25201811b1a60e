"""The part "Schema": every meeting of a course with its runs. What happens at a meeting has its own page."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QRadioButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.courses import Occasion, OccasionStatus
from halsoskola.domain.interpreting import LIVE
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.services.courses import CourseView
from halsoskola.services.rooms import Room
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.schedule import ScheduleModel, ScheduleRole
from halsoskola.ui.pages.course_part import CoursePart
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.dialog import FormDialog, Question
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.fitting import fit_columns
from halsoskola.ui.widgets.page import KeyHelp, PageAddress
from halsoskola.ui.widgets.pill import PillFacts, paint_pill, pill_size
from halsoskola.ui.widgets.table import RowDelegate, Table

Index = QModelIndex | QPersistentModelIndex


def occasion_name(room: Room) -> str:
    """ "Träff 5, förmiddag"."""
    return _("Träff {number}, {run}").format(
        number=room.placed.meeting.number, run=label(room.placed.track.code)
    )


PILL_ROOM, MOST_PILL_ROOM = 152, 196
"""Reference pixels that a run cell keeps for its pill: usually, and at most when a word of it is longer."""


class RunDelegate(RowDelegate):
    """The two lines of a run cell, with the pill at their right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pill_room = theme().px(PILL_ROOM)

    def make_room(self, pills: Sequence[PillFacts]) -> None:
        """The same room for all, so that the eye can run down the pills: as much as the widest of them needs."""
        t = theme()
        widest = max((pill_size(pill).width() for pill in pills), default=0)
        self._pill_room = min(max(widest, t.px(PILL_ROOM)), t.px(MOST_PILL_ROOM))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        t = theme()
        times = QFontMetricsF(t.font()).horizontalAdvance(str(index.data() or ""))
        # The place may be long and is cut off; the times may not.
        words = max(round(times) + 2 * t.gap(8) + 2, t.px(170))
        return QSize(words + self._pill_room + t.gap(8), super().sizeHint(option, index).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pill = index.data(ScheduleRole.RUN_PILL)
        if not isinstance(pill, PillFacts):
            super().paint(painter, option, index)
            return
        t = theme()
        whole = QRect(option.rect)
        room = self._pill_room
        option.rect = whole.adjusted(0, 0, -room - t.gap(4), 0)
        super().paint(painter, option, index)
        option.rect = whole
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRect(whole.left(), whole.bottom(), whole.width(), 1), t.colours.line)
        left = whole.right() - room - t.gap(4)
        paint_pill(painter, QRectF(left, whole.top(), room, whole.height() - 1), pill)


class SchedulePart(CoursePart):
    """A table with one cell per run; the ring stands on one occasion, and the keys act on it."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.OCCASION, Kind.ENROLMENT, Kind.MARK, Kind.BOOKING, Kind.AGENCY, Kind.PARTICIPANT}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown_id = ""
        self.model = ScheduleModel(self)
        self.table = Table(self.model, focus="cell", row_height=44, name=_("Schema"))
        self._runs = RunDelegate(self.table)
        self._plain = RowDelegate(self.table)
        self._open = KeyButton(_("Öppna"), "Enter", icon="arrow-right")
        self._venue = KeyButton(_("Plats …"), "P", icon="map-pin")
        self._cancel = KeyButton(_("Ställ in …"), "S", icon="ban")
        card = Card()
        card.add(self.table, 1)
        self.column.addWidget(card, 1)
        self._open.clicked.connect(self.open_occasion)
        self._venue.clicked.connect(self.edit_venue)
        self._cancel.clicked.connect(self.turn_occasion)
        self.table.activated.connect(self._on_activated)
        self.table.key_typed.connect(self._on_key)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.model.modelReset.connect(self._fit_columns)

    # The page

    def header_buttons(self) -> tuple[QWidget, ...]:
        return (self._cancel, self._venue, self._open)

    def show_course(self, view: CourseView) -> None:
        self.view = view
        occasions, clock = self.context.services.occasions, self.context.services.clock

        def done(rooms: Sequence[Room]) -> None:
            if self.view is view:
                self.model.set_schedule(view, rooms, clock.now())
                self._fit_columns()
                if self._shown_id != view.course.id or not self.table.currentIndex().isValid():
                    self._shown_id = view.course.id
                    self.table.setCurrentIndex(self.model.first_coming())
                    # Again when the table has got its size: before that it cannot know what is visible.
                    QTimer.singleShot(0, self.table, self._show_current)
                self._fit_buttons()

        self.context.read(lambda: occasions.rooms(view.course.id), done, owner=self)

    def focus_first(self) -> None:
        self.table.setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("Enter", _("Öppna träffen")),
            KeyHelp("← →", _("Välj förmiddag eller eftermiddag")),
            KeyHelp("P", _("Ändra platsen")),
            KeyHelp("S", _("Ställ in träffen, eller låt den bli av")),
        )

    def _show_current(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def room(self) -> Room | None:
        """The occasion that the keys act on."""
        index = self.table.currentIndex()
        return self.model.room(index.row(), index.column())

    def _fit_columns(self) -> None:
        first, count = ScheduleModel.FIRST_RUN, self.model.columnCount()
        for column in range(count):
            self.table.setItemDelegateForColumn(column, self._runs if column >= first else self._plain)
        rows = range(self.model.rowCount())
        cells = [self.model.index(row, at) for row in rows for at in range(first, count)]
        pills = (cell.data(ScheduleRole.RUN_PILL) for cell in cells)
        self._runs.make_room([pill for pill in pills if isinstance(pill, PillFacts)])
        fit_columns(self.table, range(first, count), least=400)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _on_current(self, current: Index, previous: Index) -> None:
        if current.isValid() and current.column() < ScheduleModel.FIRST_RUN:
            # Only occasions can be chosen; a meeting's title leads to the run that was chosen before.
            column = max(previous.column() if previous.isValid() else 0, ScheduleModel.FIRST_RUN)
            self.table.setCurrentIndex(self.model.index(current.row(), column))
            return
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        room = self.room()
        status = room.placed.occasion.status if room is not None else None
        for button in (self._open, self._venue):
            button.setEnabled(room is not None)
        self._cancel.setEnabled(status in (OccasionStatus.PLANNED, OccasionStatus.CANCELLED))
        cancelled = status is OccasionStatus.CANCELLED
        self._cancel.set_label(_("Låt den bli av") if cancelled else _("Ställ in …"))
        self._cancel.set_icon_name("rotate-ccw" if cancelled else "ban")

    def _on_activated(self, index: Index) -> None:
        if index.column() < ScheduleModel.FIRST_RUN:
            index = self.table.currentIndex()
        self._go_in(self.model.room(index.row(), index.column()))

    def _on_key(self, key: str) -> None:
        if key == "P":
            self.edit_venue()
        elif key == "S":
            self.turn_occasion()

    # What can be done

    def open_occasion(self) -> None:
        self._go_in(self.room())

    def _go_in(self, room: Room | None) -> None:
        if room is None:
            return
        occasion = room.placed.occasion
        part = "before"
        if occasion.status is OccasionStatus.HELD:
            part = "after"
        elif (
            occasion.status is OccasionStatus.PLANNED and occasion.start <= self.context.services.clock.now()
        ):
            part = "during"
        self.go_to.emit(PageAddress("occasion", occasion.id, part))

    def turn_occasion(self) -> None:
        """Calls the occasion off after a question, or on again at once; never one whose register is confirmed."""
        room = self.room()
        if room is None or room.placed.occasion.status is OccasionStatus.HELD:
            return
        if room.placed.occasion.status is OccasionStatus.CANCELLED:
            self._turn(room, cancelled=False)
            return
        question = Question(
            _("Ställa in träff {number}, {run}?").format(
                number=room.placed.meeting.number, run=label(room.placed.track.code)
            ),
            consequences(room),
            _("Ställ in träffen"),
            parent=self,
        )
        question.accepted.connect(lambda: self._turn(room, cancelled=True))
        question.open()

    def _turn(self, room: Room, *, cancelled: bool) -> None:
        occasions, occasion_id = self.context.services.occasions, room.placed.occasion.id
        name = occasion_name(room)
        text = _("{occasion} är inställd.") if cancelled else _("{occasion} blir av igen.")

        def done(_changes: Changes) -> None:
            self.say_done(text.format(occasion=name))
            self.table.setFocus()

        self.context.write(lambda: occasions.cancel(occasion_id, cancelled=cancelled), done, owner=self)

    def edit_venue(self) -> None:
        """Asks for the place of this occasion, or of all later ones too."""
        room = self.room()
        if room is not None and self.view is not None:
            dialog = VenueDialog(room, self._later(room), parent=self)
            dialog.wanted.connect(lambda: self._set_venue(dialog))
            dialog.open()

    def _later(self, room: Room) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of this and the later planned occasions: of its run, and of all runs."""
        assert self.view is not None

        def wanted(occasion: Occasion) -> bool:
            later = occasion.day >= room.placed.occasion.day
            return occasion.id == room.placed.occasion.id or (
                later and occasion.status is OccasionStatus.PLANNED
            )

        found = [
            (one.track.id, one.occasion.id)
            for line in self.view.meetings
            for one in line.occasions
            if wanted(one.occasion)
        ]
        own = tuple(occasion for track, occasion in found if track == room.placed.track.id)
        return own, tuple(occasion for _track, occasion in found)

    def _set_venue(self, dialog: "VenueDialog") -> None:
        courses, ids, venue = self.context.services.courses, dialog.occasion_ids(), dialog.venue()
        dialog.set_busy(True)

        def done(_changes: Changes) -> None:
            dialog.accept()
            text = ngettext(
                "Platsen är ändrad för {count} träff.", "Platsen är ändrad för {count} träffar.", len(ids)
            )
            self.say_done(text.format(count=len(ids)))

        def failed(error: Exception) -> None:
            dialog.set_busy(False)
            self.context.runner.troubled.emit(error)

        self.context.write(lambda: courses.set_venue(ids, venue), done, failed, owner=dialog)


def consequences(room: Room) -> tuple[str, ...]:
    """What calling an occasion off means, in whole sentences."""
    people = len(room.expected)
    told = [
        ngettext(
            "{count} person väntas. Hör av dig till henne eller honom.",
            "{count} personer väntas. Hör av dig till dem.",
            people,
        ).format(count=people)
        if people
        else _("Ingen väntas till den.")
    ]
    booked = [need for need in room.needs if any(booking.state in LIVE for booking in need.bookings)]
    if booked:
        told.append(
            ngettext(
                "{count} tolk är beställd. Den står på Idag tills du har avbokat hos tolkförmedlingen.",
                "{count} tolkar är beställda. De står på Idag tills du har avbokat hos tolkförmedlingen.",
                len(booked),
            ).format(count=len(booked))
        )
        deadlines = [need.cancel_free_until for need in booked if need.cancel_free_until is not None]
        if deadlines:
            told.append(_("Avboka gratis senast {moment}.").format(moment=dates.moment(min(deadlines))))
    told.append(_("De andra träffarna ligger kvar på sina dagar. Du kan ångra."))
    return tuple(told)


class VenueDialog(FormDialog):
    """The place of one occasion, and how many occasions it is meant for."""

    def __init__(
        self, room: Room, later: tuple[tuple[str, ...], tuple[str, ...]], parent: QWidget | None = None
    ) -> None:
        """later: ids of this and later occasions, of its own run and of all runs."""
        occasion = room.placed.occasion
        super().__init__(
            _("Plats"),
            _("Spara platsen"),
            lead=f"{occasion_name(room)} · {dates.day_and_span(occasion.start, occasion.end)}",
            width=520,
            parent=parent,
        )
        self._own = (occasion.id,)
        self._run, self._all = later
        self.edit = QLineEdit(occasion.venue)
        self.edit.setPlaceholderText(_("Försäkringskassan, rum Eken"))
        self.body.addWidget(FormRow(_("Plats"), self.edit))
        choices = QVBoxLayout()
        choices.setSpacing(theme().gap(2))
        self.only = QRadioButton(_("Bara den här träffen"))
        self.run = QRadioButton(_("Den här och alla senare, {run}").format(run=label(room.placed.track.code)))
        self.everything = QRadioButton(_("Den här dagen och alla senare, båda grupperna"))
        self._group = QButtonGroup(self)
        for radio in (self.only, self.run, self.everything):
            self._group.addButton(radio)
            choices.addWidget(radio)
        self.run.setVisible(len(self._run) > 1)
        self.everything.setVisible(len(self._all) > len(self._run))
        (self.only if occasion.venue or len(self._run) < 2 else self.run).setChecked(True)
        self.body.addLayout(choices)
        self.body.addStretch(1)
        self.edit.selectAll()
        self.edit.setFocus()

    def venue(self) -> str:
        return self.edit.text()

    def occasion_ids(self) -> tuple[str, ...]:
        if self.only.isChecked():
            return self._own
        return self._run if self.run.isChecked() else self._all
