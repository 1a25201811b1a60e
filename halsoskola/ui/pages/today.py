"""Idag: what is held today and what there is to do, one key to each."""

from html import escape
from typing import ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.domain.changes import Kind
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.services.today import TodayView
from halsoskola.ui.context import PageContext
from halsoskola.ui.pages.today_rows import (
    Action,
    KeepPromise,
    OpenPage,
    RoomRow,
    TalkToAgency,
    TaskRow,
    TodayPicture,
    days_ahead,
    numbered,
    picture,
)
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import IconButton, KeyButton
from halsoskola.ui.widgets.card import Card, Hairline
from halsoskola.ui.widgets.columns import Columns, stack_of
from halsoskola.ui.widgets.flowing import FlowingPage
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import EmptyState, Notice, NoticeKind
from halsoskola.ui.widgets.page import KeyHelp, PageAddress, page_column
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.text import IconLabel, TextLabel

EVERY_MINUTE = 60_000
"""Milliseconds after which the page looks at the clock again: deadlines pass while it stands open."""


class TodayPage(FlowingPage):
    """The working list of the day. Numbers 1–9 press the buttons in the order of the page."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.COURSE,
            Kind.MEETING,
            Kind.OCCASION,
            Kind.PARTICIPANT,
            Kind.ENROLMENT,
            Kind.MARK,
            Kind.BOOKING,
            Kind.AGENCY,
            Kind.FOLLOW_UP,
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: TodayPicture | None = None
        self._actions: dict[str, Action] = {}
        self._buttons: dict[str, QWidget] = {}
        self.title = _("Idag")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        today = context.services.clock.today()
        self._header = PageHeader(dates.capital(dates.day(today)))
        self._column = page_column(self)
        self._column.addWidget(self._header)
        self._content = QWidget()
        self._column.addWidget(self._content, 1)
        self._minute = QTimer(self)
        self._minute.setInterval(EVERY_MINUTE)
        self._minute.timeout.connect(self.refresh)

    def refresh(self) -> None:
        self._context.read(self._context.services.today.view, self._on_view, owner=self)

    @property
    def is_loaded(self) -> bool:
        """Whether the day has been read and laid out at least once."""
        return self._shown is not None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def focus_first(self) -> None:
        first = next(iter(self._buttons.values()), None)
        (first or self).setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (
            KeyHelp("1–9", _("Gör det som står på den raden")),
            KeyHelp("↑ ↓", _("Gå mellan raderna")),
        )

    # Drawing

    def _on_view(self, view: TodayView) -> None:
        new = picture(view)
        if new == self._shown:
            return
        focused = self._focused_place()
        self._shown = new
        self._header.set_title(new.title, new.subtitle)
        self._actions = dict(numbered([*new.rooms, *new.tasks]))
        self._buttons = {}
        content = self._draw(new)
        self._column.replaceWidget(self._content, content)
        old, self._content = self._content, content
        content.show()  # at once, or the keyboard cannot be put on its buttons
        old.hide()
        old.deleteLater()
        self._number_and_link()
        if focused is not None:
            self._focus_again(*focused)
        elif self.window().focusWidget() is self:
            self.focus_first()

    def _focused_place(self) -> tuple[str, int] | None:
        """Which button has the keyboard, by its row and by its place; None when none of ours has."""
        # Asked of the window: while a dialog is in front, nothing here "has" the focus, yet it will come back.
        focus = self.window().focusWidget()
        for place, (key, button) in enumerate(self._buttons.items()):
            if button is focus:
                return key, place
        return None

    def _focus_again(self, key: str, place: int) -> None:
        """Back to the same row; when it is done and gone, to the one that took its place."""
        buttons = list(self._buttons.values())
        target = self._buttons.get(key) or (buttons[min(place, len(buttons) - 1)] if buttons else self)
        target.setFocus()

    def _number_and_link(self) -> None:
        # Rooms and tasks are made before the right column, so they come in this order for the tab key too.
        before: QWidget | None = None
        for button in self._buttons.values():
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button

    def _draw(self, shown: TodayPicture) -> QWidget:
        if not shown.has_courses:
            return self._draw_first_day()
        left: list[QWidget] = []
        if not shown.rooms and not shown.tasks:
            left.append(self._calm_card(shown))
        else:
            left += [self._rooms_card(shown), self._tasks_card(shown)]
        right = [
            card
            for card in (self._deadlines_card(shown), self._promises_card(shown), self._coming_card(shown))
            if card is not None
        ]
        if not right:
            return stack_of(*left)
        return Columns(stack_of(*left), stack_of(*right), (16, 10))

    def _draw_first_day(self) -> QWidget:
        button = KeyButton(_("Skapa din första kurs"), "1", primary=True, icon="plus")
        action = OpenPage(PageAddress("courses", part="new"))
        self._add_button("first course", button, action)
        self._actions = {"1": action}
        card = Card()
        card.add(
            EmptyState(
                "sprout",
                _("Här står dagens arbete"),
                _("När du har en kurs visas dagens träffar här, och det som behöver göras i tid."),
                button,
            )
        )
        return card

    def _calm_card(self, shown: TodayPicture) -> QWidget:
        card = Card()
        card.add(EmptyState("sun", shown.calm, shown.next_meeting))
        return card

    def _add_button(self, key: str, button: KeyButton | IconButton, action: Action) -> None:
        self._buttons[key] = button
        button.clicked.connect(lambda: self._do(action))

    def _digit(self, row: RoomRow | TaskRow) -> str:
        return next((digit for digit, action in self._actions.items() if action is row.action), "")

    def _rooms_card(self, shown: TodayPicture) -> QWidget:
        card = Card(_("I dag"), "sun", shown.course)
        if not shown.rooms:
            card.add(
                TextLabel(
                    _("Ingen träff i dag. {next_meeting}").format(next_meeting=shown.next_meeting),
                    TextRole.QUIET,
                    wrap=True,
                )
            )
            return card
        grid = _RoomGrid()
        for row in shown.rooms:
            button = KeyButton(_("Öppna"), self._digit(row), primary=row.comes_next)
            button.setAccessibleName(_("Öppna {meeting}, {run}").format(meeting=row.title, run=row.run))
            self._add_button(row.key, button, row.action)
            grid.add_row(row, button)
        grid.arrange()
        card.add(grid)
        return card

    def _tasks_card(self, shown: TodayPicture) -> QWidget:
        card = Card(_("Att göra"), "list-checks")
        card.body.setSpacing(0)
        if not shown.tasks:
            line = QHBoxLayout()
            line.setSpacing(theme().gap(10))
            line.addWidget(IconLabel("circle-check"))
            line.addWidget(TextLabel(shown.calm, TextRole.QUIET, wrap=True), 1)
            card.add(line)
            return card
        for at, row in enumerate(shown.tasks):
            if at:
                card.add(Hairline())
            card.add(self._task(row))
        return card

    def _task(self, row: TaskRow) -> QWidget:
        t = theme()
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(t.gap(8), t.gap(7), t.gap(8), t.gap(7))
        line.setSpacing(t.gap(16))
        line.addWidget(IconLabel(row.icon, state=row.state))
        words = QVBoxLayout()
        words.setSpacing(t.gap(1))
        words.addStretch(1)
        words.addWidget(TextLabel(row.title, TextRole.STRONG, wrap=True))
        text = escape(row.text)
        if row.bold:
            text = text.replace(escape(row.bold), f"<b>{escape(row.bold)}</b>")
        words.addWidget(TextLabel(text, TextRole.QUIET, wrap=True, rich=True))
        words.addStretch(1)
        line.addLayout(words, 1)
        button = KeyButton(row.button, self._digit(row), primary=row.urgent)
        button.setAccessibleName(_("{button} {title}").format(button=row.button, title=row.title))
        self._add_button(row.key, button, row.action)
        line.addWidget(button)
        return whole

    def _deadlines_card(self, shown: TodayPicture) -> QWidget | None:
        if not shown.deadlines:
            return None
        t = theme()
        card = Card(_("Avboka gratis senast"), "timer", days_ahead())
        grid = _grid()
        for at, row in enumerate(shown.deadlines):
            if at:
                grid.addWidget(Hairline(), 2 * at - 1, 0, 1, 3)
            parting = "<br>" if shown.several_courses else " · "
            words = TextLabel(
                f"<b>{escape(row.languages)}</b>{parting}{escape(row.meeting)}",
                TextRole.BODY,
                wrap=True,
                rich=True,
            )
            words.setMinimumHeight(t.px(28))
            words.setToolTip(row.course)
            grid.addWidget(words, 2 * at, 0)
            grid.addWidget(TextLabel(row.moment), 2 * at, 1)
            grid.addWidget(Pill(row.pill.state, row.pill.text, row.pill.icon), 2 * at, 2)
        grid.setColumnStretch(0, 1)
        card.add(grid)
        if shown.more_deadlines:
            said = ngettext("och {count} till", "och {count} till", shown.more_deadlines)
            card.add(TextLabel(said.format(count=shown.more_deadlines), TextRole.SMALL))
        return card

    def _promises_card(self, shown: TodayPicture) -> QWidget | None:
        if not shown.promises:
            return None
        card = Card(_("Vi har lovat"), "messages-square")
        grid = _grid()
        for at, row in enumerate(shown.promises):
            if at:
                grid.addWidget(Hairline(), 2 * at - 1, 0, 1, 3)
            words = f"<b>{escape(row.whom)}</b> {escape(row.text)}"
            grid.addWidget(TextLabel(words, TextRole.BODY, wrap=True, rich=True), 2 * at, 0)
            grid.addWidget(TextLabel(row.due, TextRole.QUIET), 2 * at, 1)
            done = IconButton("check", _("Klart: {text}").format(text=row.text))
            self._add_button(row.key, done, row.action)
            grid.addWidget(done, 2 * at, 2)
        grid.setColumnStretch(0, 1)
        card.add(grid)
        return card

    def _coming_card(self, shown: TodayPicture) -> QWidget | None:
        if not shown.coming:
            return None
        card = Card(_("Snart"), "calendar-days")
        grid = _grid()
        for at, row in enumerate(shown.coming):
            if at:
                grid.addWidget(Hairline(), 2 * at - 1, 0, 1, 2)
            words = f"{escape(row.day)} · {escape(row.meeting)}"
            grid.addWidget(TextLabel(words, TextRole.QUIET, wrap=True, rich=True), 2 * at, 0)
            opens = IconButton("chevron-right", row.name)
            self._add_button(f"coming {row.address.subject}", opens, OpenPage(row.address))
            grid.addWidget(opens, 2 * at, 1)
        grid.setColumnStretch(0, 1)
        card.add(grid)
        return card

    # Doing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits reach the page when no field has them; every button of the page lets them through."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._actions.get(event.text()) if plain else None
        if action is not None:
            event.accept()
            self._do(action)
            return
        if plain and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            event.accept()
            return
        super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        buttons = list(self._buttons.values())
        if not buttons:
            return
        focused = self._focused_place()
        place = 0 if focused is None else min(max(0, focused[1] + by), len(buttons) - 1)
        buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _do(self, action: Action) -> None:
        match action:
            case OpenPage(address):
                self.go_to.emit(address)
            case TalkToAgency():
                self._talk(action)
            case KeepPromise():
                self._keep(action)

    def _talk(self, action: TalkToAgency) -> None:
        from halsoskola.ui.dialogs.booking import BookingDialog

        dialog = BookingDialog(
            self._context, action.occasion_id, action.language, action.variant, parent=self.window()
        )
        dialog.noted.connect(self._on_noted)
        dialog.open()

    def _on_noted(self, said: str) -> None:
        self.notice.emit(Notice(said, NoticeKind.DONE, _("Ångra"), key="Ctrl Z"))

    def _keep(self, action: KeepPromise) -> None:
        closing = self._context.services.closing

        def done(_changes: object) -> None:
            self._on_noted(_("Klart: {text}").format(text=action.text))

        self._context.write(lambda: closing.keep(action.follow_up_id), done, owner=self)


def _grid() -> QGridLayout:
    t = theme()
    grid = QGridLayout()
    grid.setContentsMargins(t.gap(8), 0, t.gap(8), 0)
    grid.setHorizontalSpacing(t.gap(14))
    grid.setVerticalSpacing(t.gap(3))
    return grid


class _RoomGrid(QWidget):
    """Today's occasions in columns; where there is little room, the expected stand below the title."""

    NARROW = 600

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(t.gap(8), 0, 0, 0)
        self._grid.setHorizontalSpacing(t.gap(16))
        self._grid.setVerticalSpacing(t.gap(6))
        self._rows: list[tuple[QWidget, ...]] = []
        self._lines: list[Hairline] = []
        self._narrow: bool | None = None

    def add_row(self, row: RoomRow, button: QWidget) -> None:
        when = _two(row.span, row.run, wrap=False)
        what = _two(row.title, row.place)
        who = _two(row.expected, row.languages, strong=False)
        who.setToolTip(row.in_full)
        who.setAccessibleDescription(row.in_full)
        pill = Pill(row.pill.state, row.pill.text, row.pill.icon) if row.pill is not None else QWidget()
        if self._rows:
            self._lines.append(Hairline(self))
        self._rows.append((when, what, who, pill, button))

    def arrange(self) -> None:
        """Puts every part where the width wants it; done again only when that changes."""
        narrow = self.width() < theme().px(self.NARROW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        grid = self._grid
        while grid.takeAt(0) is not None:
            pass  # the widgets stay children of this one
        top = Qt.AlignmentFlag.AlignTop
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, (when, what, who, pill, button) in enumerate(self._rows):
            row = 3 * at
            if at:
                grid.addWidget(self._lines[at - 1], row - 1, 0, 1, 5)
            if narrow:
                grid.addWidget(when, row, 0, 2, 1, top)
                grid.addWidget(what, row, 1, 1, 2)
                grid.addWidget(button, row, 3, middle)
                grid.addWidget(who, row + 1, 1)
                grid.addWidget(pill, row + 1, 2, 1, 2, middle)
            else:
                grid.addWidget(when, row, 0, middle)
                grid.addWidget(what, row, 1)
                grid.addWidget(who, row, 2)
                grid.addWidget(pill, row, 3, middle)
                grid.addWidget(button, row, 4, middle)
        # A long title gets more of the width, or it would stand on four lines beside an empty column.
        title = max((_width_of_line(row[1], 0) for row in self._rows), default=1)
        languages = max((_width_of_line(row[2], 1) for row in self._rows), default=1)
        share = min(6, max(4, round(9 * title / max(1, title + languages))))
        grid.setColumnStretch(1, share)
        grid.setColumnStretch(2, 9 - share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(280), super().minimumSizeHint().height())


def _width_of_line(part: QWidget, at: int) -> int:
    """How wide one of its lines would be if it did not have to break; 0 when there is no such line."""
    lines = part.findChildren(TextLabel)
    return lines[at].fontMetrics().horizontalAdvance(lines[at].text()) if at < len(lines) else 0


def _two(first: str, second: str, *, strong: bool = True, wrap: bool = True) -> QWidget:
    """Two lines, the second one quiet."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(TextLabel(first, TextRole.STRONG if strong else TextRole.BODY, wrap=wrap))
    if second:
        column.addWidget(TextLabel(second, TextRole.QUIET, wrap=wrap))
    column.addStretch(1)
    return whole
