""" "Under": the register by keyboard, the agenda clock, a promise, and help on the worst morning."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget

from halsoskola.domain.attendance import MarkKind, RegisterLine
from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.messages import sentence
from halsoskola.services.clock import Clock
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.agenda import AgendaClock, ClockPhase, ClockState
from halsoskola.ui.models.register import RegisterColumn, RegisterModel, count_parts
from halsoskola.ui.pages.occasion_facts import OccasionFacts
from halsoskola.ui.pages.occasion_panels import (
    CrisisPanel,
    GroupScreen,
    MissingInterpreterPanel,
    tomorrow_of,
)
from halsoskola.ui.pages.occasion_promises import PromiseBox
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import IconButton, KeyButton, Keycap
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, stack_of
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import KeyHelp, PageAddress
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import ElidedLabel, TextLabel

JUMP_PAUSE = 1000
"""Milliseconds between two digits of the same number."""

MOST_DIGITS = 3
USUAL_MINUTES = (5, 10, 15, 30, 45)


class NumberJump(QObject):
    """Digits typed in a list: each moves the ring at once, and digits in quick succession make one number."""

    def __init__(self, go: Callable[[int], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._go = go
        self._digits = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(JUMP_PAUSE)
        self._timer.timeout.connect(self.clear)

    def clear(self) -> None:
        """The next digit begins a new number."""
        self._digits = ""

    def typed(self, digit: str) -> None:
        longer = (self._digits + digit)[-MOST_DIGITS:]
        # "07" is 7; and when nobody has the longer number, the digit begins a new one.
        if self._digits and not self._go(int(longer)):
            longer = digit
            self._go(int(digit))
        elif not self._digits:
            self._go(int(digit))
        self._digits = longer
        self._timer.start()


class RegisterTable(Table):
    """The register's list: Enter is "Klar", Backspace and Escape belong to the minutes being typed."""

    enter_pressed = Signal()
    escape_pressed = Signal()
    backspace_pressed = Signal()
    undo_pressed = Signal()
    menu_wanted = Signal(QPoint)
    left = Signal()
    """The keyboard went somewhere else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_pressed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.enter_pressed.emit()
        elif key == Qt.Key.Key_Backspace:
            self.backspace_pressed.emit()
        elif key == Qt.Key.Key_Space:
            # Nothing: a slip of the thumb must not mark anybody.
            event.accept()
        elif key == Qt.Key.Key_Escape:
            self.escape_pressed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.setCurrentIndex(index)
            self.menu_wanted.emit(event.globalPos())
        else:
            box = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.viewport().mapToGlobal(box.bottomLeft()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        ):
            self.left.emit()


class RegisterCard(Card):
    """Everybody pale as expected; one key per exception, Enter when it is right. Saved at once."""

    said = Signal(str)
    go_to = Signal(object)
    clock_key = Signal()
    """The plus key: five minutes more."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Närvaro"), "clipboard-check", parent=parent)
        self._context = context
        self._facts: OccasionFacts | None = None
        self._typing: tuple[str, MarkKind, str] | None = None  # enrolment, late or left early, digits so far
        t = theme()
        self.model = RegisterModel(self)
        self.table = RegisterTable(self.model, row_height=36, name=_("Närvaro"))
        self._jump = NumberJump(self._go_to_number, self)
        self.add(self.table, 1)
        people = KeyButton(_("Lägg till deltagare"), icon="user-plus", primary=True)
        people.clicked.connect(self._on_people)
        self._nobody = EmptyState(
            "users", _("Ingen står på listan"), _("Lägg in deltagarna i kursen först."), people
        )
        self.add(self._nobody, 1)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        self.add(self._trouble)
        row = QHBoxLayout()
        row.setSpacing(t.gap(8))
        self.confirm_button = KeyButton("", "Enter", primary=True)
        self._below = TextLabel("", TextRole.SMALL, wrap=True)
        row.addWidget(self.confirm_button)
        row.addWidget(self._below, 1)
        self.add(row)
        self.table.key_typed.connect(self.type_key)
        self.table.enter_pressed.connect(self.on_enter)
        self.table.escape_pressed.connect(self._stop_typing)
        self.table.backspace_pressed.connect(self._on_backspace)
        self.table.undo_pressed.connect(self.undo)
        self.table.menu_wanted.connect(self._show_menu)
        self.table.left.connect(self._finish_typing)
        self.table.clicked.connect(self._on_clicked)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._on_row_changed())
        self.confirm_button.clicked.connect(self.confirm)

    # What is shown

    def set_facts(self, facts: OccasionFacts) -> None:
        other = self._facts is None or self._facts.occasion.id != facts.occasion.id
        if other:
            self._typing = None
            self._jump.clear()
            self.clear_trouble()
        self._facts = facts
        register = facts.register
        current = self.model.line(self.table.current_row()) if not other else None
        self.model.set_view(register, facts.today)
        mark = self.model.columns.index(RegisterColumn.MARK) if self.model.columns else None
        self.table.set_stretch(mark)
        row = self.model.row_of(current.enrolment.id) if current is not None else 0
        if row != self.table.current_row():
            self.table.go_to_row(max(0, row))
        self._show_draft()
        empty = self.model.rowCount() == 0
        self.table.setVisible(not empty)
        self._nobody.setVisible(empty)
        other_code = register.other_track.code if register.other_track is not None else None
        expected = len(facts.view.room.expected) if facts.is_ahead else None
        self.set_note("" if empty else count_parts(register.count, other_code, expected=expected))
        can_confirm = not (empty or register.confirmed or facts.is_ahead or facts.is_cancelled)
        self.confirm_button.setVisible(can_confirm)
        here = register.count.here
        self.confirm_button.set_label(
            ngettext("{count} här – stämmer det?", "{count} här – stämmer det?", here).format(count=here)
        )
        self._below.setText(self._words_below(facts, empty))

    @staticmethod
    def _words_below(facts: OccasionFacts, empty: bool) -> str:
        if empty:
            return ""
        if facts.is_cancelled:
            return _("Träffen är inställd.")
        if facts.register.confirmed:
            return _("Närvaron är klar och räknas. Det går fortfarande att rätta.")
        if facts.is_ahead:
            return _(
                "Närvaron bekräftas på träffens dag. Innan dess: A har sagt till, B går på andra gruppen."
            )
        return _("Räknas först när du har bekräftat.")

    def trouble(self) -> str:
        """The sentence about what was refused, "" when nothing was."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def clear_trouble(self) -> None:
        self._trouble.hide()

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._trouble.setText(sentence(trouble))
        self._trouble.show()

    # Keys

    def type_key(self, key: str) -> None:
        """One letter or digit, typed while the list has the focus."""
        if self._typing is not None and key.isdigit():
            enrolment_id, kind, digits = self._typing
            if len(digits) < MOST_DIGITS:
                self._typing = (enrolment_id, kind, digits + key)
                self._show_draft()
            return
        self._finish_typing()
        if key.isdigit():
            self._jump.typed(key)
            return
        self._jump.clear()
        if key == "+":
            self.clock_key.emit()
            return
        line = self.model.line(self.table.current_row())
        actions: dict[str, Callable[[RegisterLine], None]] = {
            "H": self._mark_here,
            "S": lambda one: self._start_typing(one, MarkKind.LATE),
            "G": lambda one: self._start_typing(one, MarkKind.LEFT_EARLY),
            "A": lambda one: self._mark(one, MarkKind.ANNOUNCED),
            "F": lambda one: self._mark(one, MarkKind.ABSENT),
            "B": lambda one: self._mark(one, MarkKind.VISITS),
        }
        action = actions.get(key)
        if line is not None and action is not None:
            action(line)

    def on_enter(self) -> None:
        """Saves the minutes being typed; otherwise "Klar"."""
        if self._typing is not None:
            self._save_minutes()
        elif not self.confirm_button.isHidden():
            self.confirm()
        elif self._facts is not None and self.model.rowCount():
            if self._facts.is_ahead:
                self._refuse(RuleBroken(Refusal.MEETING_IN_FUTURE))
            elif self._facts.is_cancelled:
                self._refuse(RuleBroken(Refusal.OCCASION_CANCELLED))

    def confirm(self) -> None:
        """ "Klar": everybody without an exception was here, and the register counts."""
        if self._facts is None:
            return
        self._finish_typing()
        occasion_id = self._facts.occasion.id
        attendance = self._context.services.attendance
        self._write(lambda: attendance.confirm(occasion_id), lambda: self.said.emit(_("Närvaron är klar.")))

    def undo(self) -> None:
        """Takes the latest change of the program back."""
        self._typing = None
        self.model.set_draft(None)
        history = self._context.services.history
        self._write(lambda: history.undo()[1])

    def _go_to_number(self, number: int) -> bool:
        row = self.model.row_of_number(number)
        if row >= 0:
            self.table.go_to_row(row)
        return row >= 0

    def _on_row_changed(self) -> None:
        line = self.model.line(self.table.current_row())
        if self._typing is not None and (line is None or line.enrolment.id != self._typing[0]):
            self._finish_typing()

    # Minutes

    def _start_typing(self, line: RegisterLine, kind: MarkKind) -> None:
        facts = self._facts
        if facts is None:
            return
        if facts.is_cancelled or facts.is_ahead:
            # The rule would say the same after the minutes; better before.
            refusal = Refusal.OCCASION_CANCELLED if facts.is_cancelled else Refusal.MEETING_IN_FUTURE
            self._refuse(RuleBroken(refusal))
            return
        self.clear_trouble()
        self._typing = (line.enrolment.id, kind, "")
        self._show_draft()

    def _show_draft(self) -> None:
        if self._typing is None:
            self.model.set_draft(None)
            return
        enrolment_id, kind, digits = self._typing
        minutes = digits or "…"
        text = (
            _("Sen, {minutes} min, sedan Enter")
            if kind is MarkKind.LATE
            else _("Gick {minutes} min tidigare, sedan Enter")
        )
        self.model.set_draft(enrolment_id, text.format(minutes=minutes))

    def _on_backspace(self) -> None:
        if self._typing is not None:
            enrolment_id, kind, digits = self._typing
            self._typing = (enrolment_id, kind, digits[:-1])
            self._show_draft()

    def _stop_typing(self) -> None:
        self._typing = None
        self._show_draft()
        self.clear_trouble()

    def _finish_typing(self) -> None:
        """The ring moves on: minutes that were typed are saved, a letter alone is forgotten."""
        if self._typing is not None:
            if self._typing[2]:
                self._save_minutes()
            else:
                self._stop_typing()

    def _save_minutes(self) -> None:
        assert self._typing is not None
        wish = self._typing
        enrolment_id, kind, digits = wish
        self._typing = None

        def refused(trouble: Exception) -> None:
            # What was typed stands there again, to be mended; unless the leader is already typing elsewhere.
            if self._typing is None:
                self._typing = wish
                self._show_draft()
            self._refuse(trouble)

        def done() -> None:
            self._show_draft()

        self._save_mark(enrolment_id, kind, int(digits or 0), done, refused)

    # Writing

    def _mark_here(self, line: RegisterLine) -> None:
        """H: an exception is taken back; without one, she is noted as here."""
        facts = self._facts
        if facts is None:
            return
        has_exception = line.mark is not None and line.mark.kind not in (MarkKind.PRESENT, MarkKind.VISITS)
        # Who was said to be at the other run, and stands in the room, is here.
        takes_back = facts.is_ahead if line.away else has_exception and not facts.register.confirmed
        if takes_back:
            occasion_id, enrolment_id = facts.occasion.id, line.enrolment.id
            attendance = self._context.services.attendance
            self._write(lambda: attendance.clear(occasion_id, enrolment_id))
        else:
            self._mark(line, MarkKind.PRESENT)

    def _mark(self, line: RegisterLine, kind: MarkKind, minutes: int = 0) -> None:
        self._save_mark(line.enrolment.id, kind, minutes)

    def _save_mark(
        self,
        enrolment_id: str,
        kind: MarkKind,
        minutes: int,
        done: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        if self._facts is None:
            return
        occasion_id = self._facts.occasion.id
        attendance = self._context.services.attendance
        self._write(lambda: attendance.mark(occasion_id, enrolment_id, kind, minutes), done, failed)

    def _write(
        self,
        job: Callable[[], Changes],
        done: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def saved(_changes: Changes) -> None:
            self.clear_trouble()
            if done is not None:
                done()

        self._context.write(job, saved, failed or self._refuse, owner=self)

    # The mouse

    def _on_clicked(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and self.model.columns[index.column()] is RegisterColumn.MARK:
            box = self.table.visualRect(index)
            self._show_menu(self.table.viewport().mapToGlobal(box.bottomLeft()))

    def _show_menu(self, at: QPoint) -> None:
        if self.model.line(self.table.current_row()) is None:
            return
        menu = self.menu()
        menu.popup(at)

    def menu(self) -> QMenu:
        """The same choices as the keys, for the mouse; it goes away by itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = self.model.line(self.table.current_row())

        def add(text: str, key: str) -> None:
            action = menu.addAction(f"{text}\t{key}")
            action.triggered.connect(lambda: self.type_key(key))

        def add_minutes(text: str, kind: MarkKind, key: str) -> None:
            below = menu.addMenu(text)
            for minutes in USUAL_MINUTES:
                choice = below.addAction(_("{minutes} min").format(minutes=minutes))
                choice.triggered.connect(
                    lambda _checked=False, m=minutes: self._mark(line, kind, m) if line is not None else None
                )
            other = below.addAction(_("Skriv minuter …") + f"\t{key}")
            other.triggered.connect(lambda: self.type_key(key))

        add(label(MarkKind.PRESENT), "H")
        add_minutes(label(MarkKind.LATE), MarkKind.LATE, "S")
        add_minutes(label(MarkKind.LEFT_EARLY), MarkKind.LEFT_EARLY, "G")
        add(label(MarkKind.ANNOUNCED), "A")
        add(label(MarkKind.ABSENT), "F")
        add(label(MarkKind.VISITS), "B")
        return menu

    def _on_people(self) -> None:
        if self._facts is not None:
            self.go_to.emit(PageAddress("course", self._facts.view.placed.course.id, "people"))


def clock_text(seconds: int) -> str:
    """ "12:40"; hours only when there are any: "1:02:40"."""
    minutes, rest = divmod(seconds, 60)
    if minutes >= 100:
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{rest:02d}"
    return f"{minutes}:{rest:02d}"


class ClockCard(Card):
    """What is going on now, how long it lasts, and what comes next. Ticks only while it is seen."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._clock = clock
        self._facts: OccasionFacts | None = None
        self.agenda: AgendaClock | None = None
        self._of = ""
        self.setAccessibleName(_("Träffens klocka"))
        t = theme()
        column = QVBoxLayout()
        column.setSpacing(t.gap(5))
        self._now = TextLabel(_("Nu"), TextRole.QUIET)
        self._title = TextLabel("", TextRole.TITLE, wrap=True)
        self._kind = ElidedLabel("", TextRole.QUIET)
        self._left = TextLabel("", TextRole.BIG)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Hur mycket av momentet som har gått"))
        self._behind = ElidedLabel("", TextRole.QUIET)
        self._next = ElidedLabel("", TextRole.SMALL)
        for part in (self._now, self._title, self._kind, self._left):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addSpacing(t.gap(4))
        column.addWidget(self._bar)
        column.addSpacing(t.gap(4))
        for part in (self._behind, self._next):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        self.longer = KeyButton(_("+5 min"), "+")
        self.onward = KeyButton(_("Nästa moment"))
        self.back = IconButton("undo-2", _("Ta tillbaka det senaste med klockan"))
        row = QHBoxLayout()
        row.setSpacing(t.gap(6))
        row.addStretch(1)
        for button in (self.longer, self.onward, self.back):
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(t.gap(2))
        column.addLayout(row)
        self.add(column)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self.longer.clicked.connect(self.extend)
        self.onward.clicked.connect(self.go_on)
        self.back.clicked.connect(self.take_back)

    def set_facts(self, facts: OccasionFacts) -> None:
        """A new occasion, or other times for the same one, start the clock afresh; otherwise its shifts stay."""
        of = f"{facts.occasion.id} {facts.occasion.start} {facts.view.plan.blocks}"
        self._facts = facts
        if of != self._of:
            self._of = of
            blocks = facts.view.plan.blocks
            self.agenda = AgendaClock(facts.occasion.start, blocks) if blocks else None
        self.setVisible(self.agenda is not None)
        self.tick()

    def state(self) -> ClockState | None:
        return self.agenda.state(self._clock.now()) if self.agenda is not None else None

    def extend(self) -> None:
        if self.agenda is not None and self._is_today():
            self.agenda.extend(self._clock.now())
            self.tick()

    def go_on(self) -> None:
        if self.agenda is not None and self._is_today():
            self.agenda.go_on(self._clock.now())
            self.tick()

    def take_back(self) -> None:
        if self.agenda is not None:
            self.agenda.take_back()
            self.tick()
            if self.back.isHidden():
                self.onward.setFocus()

    def _is_today(self) -> bool:
        return self._facts is not None and self._facts.occasion.day == self._clock.today()

    def tick(self) -> None:
        """Shows the moment that it is."""
        facts, state = self._facts, self.state()
        if facts is None or state is None or self.agenda is None:
            return
        running = state.phase is ClockPhase.RUNNING
        today = self._is_today()
        self._now.setText(
            {
                ClockPhase.BEFORE: _("Först"),
                ClockPhase.RUNNING: _("Nu"),
                ClockPhase.AFTER: _("Slut"),
            }[state.phase]
        )
        self._title.setText(state.title if state.phase is not ClockPhase.AFTER else _("Träffen är slut"))
        self._kind.setText(self._kind_words(facts, state))
        self._left.setText(clock_text(state.left_seconds) if today and state.left_seconds else "")
        self._left.setVisible(today and state.phase is not ClockPhase.AFTER)
        self._bar.setVisible(running)
        self._bar.setValue(round(state.share * 1000))
        self._behind.setText(behind_words(state.behind_minutes))
        self._behind.setVisible(today and state.phase is not ClockPhase.AFTER)
        self._next.setVisible(running and bool(state.next_title))
        self._next.setText(
            _("Sedan: {title}, {minutes} min").format(title=state.next_title, minutes=state.next_minutes)
        )
        self.longer.setVisible(today)
        self.onward.setVisible(today and state.phase is not ClockPhase.AFTER)
        self.onward.set_label(_("Börja nu") if state.phase is ClockPhase.BEFORE else _("Nästa moment"))
        self.back.setVisible(self.agenda.is_shifted)

    def _kind_words(self, facts: OccasionFacts, state: ClockState) -> str:
        if state.phase is ClockPhase.AFTER:
            return _("Skriv några rader under Efter, det tar två minuter.") if self._is_today() else ""
        if state.phase is ClockPhase.BEFORE:
            start = self.agenda.starts()[0] if self.agenda is not None else facts.occasion.start
            if self._is_today():
                return _("börjar {clock}").format(clock=dates.clock(start))
            return _("klockan går på träffens dag, {day}").format(day=dates.day(facts.occasion.day))
        return _("{kind} · till {clock}").format(
            kind=label(state.kind).lower(), clock=dates.clock(state.ends + timedelta(seconds=30))
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()


def behind_words(minutes: int) -> str:
    """How the meeting keeps to its plan, in words; minutes above 0 are late."""
    if minutes > 0:
        return ngettext(
            "Vi ligger {count} minut efter planen", "Vi ligger {count} minuter efter planen", minutes
        ).format(count=minutes)
    if minutes < 0:
        return ngettext(
            "Vi ligger {count} minut före planen", "Vi ligger {count} minuter före planen", -minutes
        ).format(count=-minutes)
    return _("Vi följer planen")


def register_keys() -> tuple[KeyHelp, ...]:
    """The keys of the register's list."""
    return (
        KeyHelp("H", _("här")),
        KeyHelp("S", _("sen … min")),
        KeyHelp("G", _("gick tidigare")),
        KeyHelp("A", _("har sagt till")),
        KeyHelp("F", _("inte hört av sig")),
        KeyHelp("B", _("går på andra gruppen")),
        KeyHelp("0–9", _("hoppa till nummer")),
        KeyHelp("Ctrl Z", _("ångra")),
    )


class DuringPart(QWidget):
    """The step while the meeting is held."""

    said = Signal(str)
    go_to = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._facts: OccasionFacts | None = None
        self.group_screen: GroupScreen | None = None
        t = theme()
        self.register = RegisterCard(context)
        self.register.table.setMinimumHeight(t.px(32 + 6 * 36))
        self.clock = ClockCard(context.services.clock)
        keys = Card(_("Tangenter i listan"), "keyboard")
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.gap(6))
        grid.setVerticalSpacing(t.gap(8))
        for at, key in enumerate(register_keys()):
            row, column = at % 4, at // 4 * 2
            grid.addWidget(Keycap(key.key), row, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(TextLabel(key.does, wrap=True), row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        keys.add(grid)
        self.promise = PromiseBox(context)
        promises = Card(_("Lovade vi något?"), "messages-square")
        promises.add(self.promise)
        self.columns = Columns(
            stack_of(self.register, grows=True),
            stack_of(self.clock, keys, promises),
            (598, 498),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self.register.said.connect(self.said)
        self.register.go_to.connect(self.go_to)
        self.register.clock_key.connect(self.clock.extend)
        self.promise.kept.connect(self.said)

    def set_facts(self, facts: OccasionFacts) -> None:
        self._facts = facts
        self.register.set_facts(facts)
        self.clock.set_facts(facts)
        self.promise.set_facts(facts)

    def focus_first(self) -> None:
        if self.register.table.isHidden():
            self.promise.field.setFocus()
        else:
            self.register.table.setFocus()

    # The worst morning, and the projector

    def show_crisis(self) -> CrisisPanel | None:
        """What to do and whom to call when somebody is not well."""
        if self._facts is None:
            return None
        panel = CrisisPanel(self._facts.known, self.window())
        panel.follow_up_requested.connect(self._on_follow_up)
        panel.open()
        return panel

    def _on_follow_up(self) -> None:
        if self._facts is not None:
            words = _("Hör av dig i morgon")
            self.promise.suggest(_("D__ {words}").format(words=words), tomorrow_of(self._facts.today))
            self.promise.field.setSelection(1, 2)

    def show_missing_interpreter(self) -> MissingInterpreterPanel | None:
        """Whom to call and how to begin when an interpreter has not come."""
        if self._facts is None:
            return None
        panel = MissingInterpreterPanel(self._facts, self.window())
        panel.open()
        return panel

    def show_to_group(self) -> GroupScreen | None:
        """Covers the window with the agenda, in large type."""
        facts, agenda = self._facts, self.clock.agenda
        if facts is None or agenda is None or self.group_screen is not None:
            return None
        screen = GroupScreen(facts.view.plan.title, agenda, self._context.services.clock, self.window())
        self.group_screen = screen
        screen.left.connect(self._on_group_left)
        return screen

    def _on_group_left(self) -> None:
        self.group_screen = None
        if self.isVisible():
            self.focus_first()
