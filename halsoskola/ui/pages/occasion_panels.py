"""For the worst morning, and for the projector: what covers an occasion for a while."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from halsoskola.domain.interpreting import LIVE
from halsoskola.domain.plans import BlockKind, Fact
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.languages import language_name
from halsoskola.services.clock import Clock
from halsoskola.ui.models.agenda import AgendaClock, ClockPhase
from halsoskola.ui.models.register import expected_rows
from halsoskola.ui.pages.occasion_facts import OccasionFacts
from halsoskola.ui.theme import TextRole, paint_icon, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.safe_screen import SafeScreen
from halsoskola.ui.widgets.text import IconLabel, TextLabel


class NumberLine(QWidget):
    """Whom to call and the number in large letters; or a word that it has not been filled in."""

    def __init__(
        self, who: str, number: str, note: str = "", *, missing: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        t = theme()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(t.gap(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(who, TextRole.STRONG, wrap=True))
        if note:
            words.addWidget(TextLabel(note, TextRole.SMALL, wrap=True))
        row.addLayout(words, 1)
        shown = TextLabel(number or missing or _("inte ifyllt"), TextRole.TITLE if number else TextRole.QUIET)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(_("{who}: {number}").format(who=who, number=shown.text()))
        row.addWidget(shown)


class CalmPanel(QDialog):
    """A few steps in order, large enough to read standing. Escape or Enter closes it."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        t = theme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(t.gap(26), t.gap(22), t.gap(26), t.gap(22))
        outer.setSpacing(t.gap(14))
        head = QHBoxLayout()
        head.setSpacing(t.gap(12))
        head.addWidget(IconLabel(icon, size=28))
        head.addWidget(TextLabel(title, TextRole.TITLE), 1)
        outer.addLayout(head)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, t.gap(6), 0)
        self._column.setSpacing(t.gap(12))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(t.gap(8))
        self._foot.addStretch(1)
        self.close_button = KeyButton(_("Stäng"), "Esc")
        self.close_button.clicked.connect(self.accept)
        outer.addLayout(self._foot)
        screen = self.screen()
        room = screen.availableSize() if screen is not None else QSize(1366, 768)
        self.resize(min(t.px(640), room.width() - 60), min(t.px(720), room.height() - 60))

    def add_steps(self, steps: Sequence[str]) -> None:
        """Numbered lines in the order in which to do them."""
        t = theme()
        for number, step in enumerate(steps, start=1):
            row = QHBoxLayout()
            row.setSpacing(t.gap(10))
            digit = TextLabel(f"{number}.", TextRole.STRONG)
            digit.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            digit.setFixedWidth(t.px(22))
            row.addWidget(digit, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(TextLabel(step, wrap=True), 1)
            self._column.addLayout(row)

    def add(self, part: QWidget) -> None:
        self._column.addWidget(part)

    def finish(self, *buttons: KeyButton) -> None:
        """Closes the list of parts: the buttons at the bottom, "Stäng" last and with the keyboard."""
        self._column.addStretch(1)
        for button in (*buttons, self.close_button):
            self._foot.addWidget(button)
        self.close_button.setFocus()


def fact_text(known: Mapping[str, Fact], name: str) -> str:
    """The value of a fact, "" when it is missing or has not been filled in."""
    fact = known.get(name)
    return fact.text.strip() if fact is not None else ""


class CrisisPanel(CalmPanel):
    """Somebody is not well: who stays, where to go, whom to call, and what must be done tomorrow."""

    follow_up_requested = Signal()
    """The leader wants to note that she will be in touch tomorrow."""

    def __init__(self, known: Mapping[str, Fact], parent: QWidget | None = None) -> None:
        super().__init__(_("Någon mår dåligt"), "life-buoy", parent)
        room = fact_text(known, "krisrum")
        where = _("Gå till ett lugnt rum: {room}.").format(room=room) if room else _("Gå till ett lugnt rum.")
        self.add_steps(
            [
                _("En ledare stannar hos personen hela tiden. {where}").format(where=where),
                _("Tolken följer med och stannar 15 minuter extra."),
                _("Den andra ledaren tar en paus med gruppen. Är du ensam: säg att det blir paus nu."),
                _(
                    "Fråga rakt och lugnt. Tänker personen på att ta sitt liv? Lämna inte personen ensam. Ring."
                ),
                _("Berätta för chefen. Bestäm vem som hör av sig i morgon."),
            ]
        )
        numbers = Card(_("Ring"), "phone-call")
        numbers.add(NumberLine(_("Fara för livet"), fact_text(known, "112") or "112"))
        numbers.add(NumberLine(_("Psykiatrisk akutmottagning"), fact_text(known, "psykakut-telefon")))
        numbers.add(NumberLine(_("Chef eller den som har krisansvar"), fact_text(known, "boss-telefon")))
        numbers.add(
            NumberLine(_("Hjälplinjen"), fact_text(known, "hjalplinjen"), _("dag och natt, för vuxna"))
        )
        self.add(numbers)
        if not all(fact_text(known, name) for name in ("krisrum", "psykakut-telefon", "boss-telefon")):
            self.add(
                TextLabel(
                    _(
                        "Det som inte är ifyllt skriver du in under Inställningar, så står det här nästa gång."
                    ),
                    TextRole.SMALL,
                    wrap=True,
                )
            )
        tomorrow = KeyButton(_("Skriv upp: hör av dig i morgon"), icon="flag")
        tomorrow.clicked.connect(self._on_follow_up)
        self.finish(tomorrow)

    def _on_follow_up(self) -> None:
        self.follow_up_requested.emit()
        self.accept()


class MissingInterpreterPanel(CalmPanel):
    """The interpreter has not come: whom to call, what to say, and how the meeting begins anyway."""

    def __init__(self, facts: OccasionFacts, parent: QWidget | None = None) -> None:
        super().__init__(_("Tolken kom inte"), "phone-missed", parent)
        agency = facts.agency
        numbers = Card(agency.name or _("Tolkförmedlingen"), "phone-call")
        note = (
            _("Kundnummer: {number}").format(number=agency.customer_number) if agency.customer_number else ""
        )
        numbers.add(NumberLine(_("Ring nu"), agency.phone, note))
        for row in expected_rows(facts.view.room):
            booking = row.booking
            if row.need is None or not row.people:
                continue
            people = ngettext("{count} person", "{count} personer", row.people).format(count=row.people)
            live = booking is not None and booking.state in LIVE
            detail = (
                _("{people} · tolk {interpreter}").format(people=people, interpreter=booking.interpreter)
                if booking is not None and live and booking.interpreter
                else people
            )
            number = booking.booking_number if booking is not None and live else ""
            numbers.add(
                NumberLine(
                    _("Bokning {language}").format(language=language_name(row.language, row.variant)),
                    number,
                    detail,
                    missing=_("inget bokningsnummer") if live else _("ingen tolk beställd"),
                )
            )
        self.add(numbers)
        self.add_steps(
            [
                _("Ring tolkförmedlingen. Säg bokningsnumret och be om en ny tolk direkt, gärna på telefon."),
                _("Ställ telefonen med högtalare vid språkgruppen. Då hörs alla."),
                _("Börja med det som går utan tolk: välkomna alla, kaffe, bildschemat, kroppsövningen."),
                _("Låt inte barn, släktingar eller andra deltagare tolka."),
                _("Går det inte i dag: säg det med bilder, och bestäm en ny tid för den gruppen."),
                _("Skriv upp vem du talade med och när. Då är det lätt att klaga."),
            ]
        )
        self.finish()


_KIND_ICONS: Mapping[BlockKind, str] = {
    BlockKind.START: "hand",
    BlockKind.TALK: "presentation",
    BlockKind.GROUP: "messages-square",
    BlockKind.PRACTICE: "pencil",
    BlockKind.BODY: "heart-handshake",
    BlockKind.BREAK: "pause",
    BlockKind.END: "flag",
}


class GroupScreen(QWidget):
    """The agenda on the projector: what, when, and where we are. Nothing about people.

    Covers the whole window. Escape or F8 leaves through the safe screen, so that the register is never thrown on the
    wall in passing.
    """

    left = Signal()

    def __init__(self, title: str, agenda: AgendaClock, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._title = title
        self._agenda = agenda
        self._clock = clock
        self._safe = window.findChild(SafeScreen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Dagens schema för gruppen. Escape avslutar."))
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.update)
        self._timer.start()
        window.installEventFilter(self)
        if self._safe is not None:
            self._safe.toggled.connect(self._on_safe)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def leave(self) -> None:
        """Goes to the safe screen if the window has one, and away."""
        if self._safe is not None and not self._safe.is_on:
            self._safe.set_on(True)  # comes back to `_on_safe`
        else:
            self._go()

    def _on_safe(self, on: bool) -> None:
        if on:
            self._go()

    def _go(self) -> None:
        self._timer.stop()
        self.hide()
        self.left.emit()
        self.close()

    def focusNextPrevChild(self, _next: bool) -> bool:
        return True  # Tab must not wander to what is underneath

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
            self.leave()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # No key of the page below may work while it cannot be seen.
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def lines(self, now: datetime) -> tuple[tuple[str, str, bool], ...]:
        """What is on the wall: clock, title, and whether it is going on now."""
        state = self._agenda.state(now)
        running = state.phase is ClockPhase.RUNNING
        return tuple(
            (dates.clock(start), block.title, running and at == state.index)
            for at, (start, block) in enumerate(
                zip(self._agenda.starts(), self._agenda.blocks(), strict=True)
            )
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        c = t.colours
        now = self._clock.now()
        lines = self.lines(now)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), c.background)
        width, height = float(self.width()), float(self.height())
        margin = width * 0.05
        row = min(height * 0.82 / (len(lines) + 1.4), width * 0.07)
        font = QFont(t.font())
        font.setPixelSize(max(12, round(row * 0.46)))
        head = QFont(t.font(strong=True))
        head.setPixelSize(max(14, round(row * 0.66)))
        clock_width = QFontMetricsF(font).horizontalAdvance("00.00") * 1.25
        painter.setPen(c.text)
        painter.setFont(head)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        top = height * 0.06
        painter.drawText(QRectF(margin, top, width - 2 * margin, row * 1.1), right, dates.clock(now))
        room = width - 2 * margin - QFontMetricsF(head).horizontalAdvance("00.00") - row
        title = QFontMetricsF(head).elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(margin, top, room, row * 1.1), left, title)
        top += row * 1.4
        blocks = self._agenda.blocks()
        for at, (clock, text, is_now) in enumerate(lines):
            box = QRectF(margin, top, width - 2 * margin, row)
            if is_now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(c.accent_soft)
                painter.drawRoundedRect(box.adjusted(-row * 0.3, 0, row * 0.3, 0), row * 0.2, row * 0.2)
            painter.setFont(font)
            painter.setPen(c.accent_text if is_now else c.quiet)
            painter.drawText(QRectF(box.x(), top, clock_width, row), left, clock)
            side = round(row * 0.5)
            x = box.x() + clock_width
            ink = c.accent_text if is_now else c.blocks[blocks[at].kind.value]
            paint_icon(painter, _KIND_ICONS[blocks[at].kind], x, top + (row - side) / 2, ink, side)
            x += side + row * 0.35
            strong = QFont(font)
            strong.setWeight(QFont.Weight.DemiBold if is_now else QFont.Weight.Normal)
            painter.setFont(strong)
            painter.setPen(c.accent_text if is_now else c.text)
            room = box.right() - x
            shown = QFontMetricsF(strong).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(x, top, room, row), left, shown)
            top += row
        painter.end()


def tomorrow_of(today: date) -> date:
    """The day after `today`."""
    return date.fromordinal(today.toordinal() + 1)
