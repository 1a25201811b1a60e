"""What has been agreed with the tolkförmedling about one language at one occasion.

The program can neither phone nor send: it shows the number and the words to say, and keeps what the leader notes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.domain.interpreting import LIVE, Agency, Booking, BookingState, InterpreterMode
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.bundle import Services
from halsoskola.services.rooms import Room
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.register import ExpectedRow, deadline_words, expected_rows, need_pill
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Hairline
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.text import IconLabel, TextLabel


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """All that the dialog shows.

    later: this occasion and the later ones of the run that need the language and have nobody booked.
    cancellation: what to say when cancelling, "" without a live booking.
    """

    room: Room
    row: ExpectedRow
    agency: Agency
    later: tuple[str, ...]
    cancellation: str
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


def read_booking_facts(services: Services, occasion_id: str, language: str, variant: str) -> BookingFacts:
    """Asks the services; runs on the worker thread. Raises: RuleBroken when the occasion is gone."""
    room = services.occasions.room(occasion_id)
    row = next(
        (one for one in expected_rows(room) if (one.language, one.variant) == (language, variant)),
        ExpectedRow(language, variant, 0, None),
    )
    booking = row.booking
    live = booking is not None and booking.state in LIVE
    return BookingFacts(
        room=room,
        row=row,
        agency=services.interpreting.agency(),
        later=services.interpreting.later_occasions(occasion_id, language, variant),
        cancellation=services.interpreting.cancellation_text(booking.id).text if booking and live else "",
        now=services.clock.now(),
    )


class CopyBox(QWidget):
    """Words to say or to send, and a button that copies them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(6))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(name)
        self._text.setFixedHeight(t.px(112))
        self._button = KeyButton(_("Kopiera texten"), icon="copy")
        self._said = TextLabel("", TextRole.SMALL)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addWidget(self._said, 1)
        column.addLayout(row)
        self._button.clicked.connect(self.copy)

    def set_text(self, text: str) -> None:
        if text != self._text.toPlainText():
            self._text.setPlainText(text)
            self._said.setText("")

    def text(self) -> str:
        return self._text.toPlainText()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._said.setText(_("Kopierad. Klistra in den i mejlet eller formuläret."))


class AgencyBox(QWidget):
    """Who to call: name, number in large letters, customer number."""

    def __init__(self, agency: Agency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(t.gap(12))
        row.addWidget(IconLabel("phone-call", size=24), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(t.gap(2))
        words.addWidget(TextLabel(agency.name or _("Tolkförmedlingen"), TextRole.STRONG))
        if agency.phone:
            number = TextLabel(agency.phone, TextRole.TITLE)
            number.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.addWidget(number)
        else:
            words.addWidget(
                TextLabel(
                    _("Numret står inte i programmet än. Skriv in det under Inställningar."),
                    TextRole.QUIET,
                    wrap=True,
                )
            )
        if agency.customer_number:
            words.addWidget(
                TextLabel(_("Kundnummer: {number}").format(number=agency.customer_number), TextRole.SMALL)
            )
        row.addLayout(words, 1)


class BookingDialog(QDialog):
    """Order, confirm, cancel. What a step needs is asked for where the step is; a refusal keeps what was typed."""

    noted = Signal(str)
    """Something was saved; the sentence for the message bar."""

    filled = Signal()
    """The facts have come and the dialog can be used."""

    def __init__(
        self,
        context: PageContext,
        occasion_id: str,
        language: str,
        variant: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._occasion_id = occasion_id
        self._language = language
        self._variant = variant
        self._facts: BookingFacts | None = None
        self._first: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Tolk i {language}").format(language=language_name(language, variant)))
        t = theme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(t.gap(22), t.gap(18), t.gap(22), t.gap(18))
        outer.setSpacing(t.gap(12))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        outer.addWidget(self._trouble)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(t.gap(8))
        self._close = KeyButton(_("Stäng"), "Esc")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._buttons.addWidget(self._close)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)
        screen = self.screen()
        height = screen.availableSize().height() - 60 if screen is not None else 700
        self.resize(t.px(620), min(t.px(680), height))
        services = context.services
        context.read(
            lambda: read_booking_facts(services, occasion_id, language, variant),
            self._on_facts,
            self._refuse,
            owner=self,
        )

    def trouble(self) -> str:
        """The sentence about what was refused, "" when nothing was."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    @property
    def booking(self) -> Booking | None:
        return self._facts.row.booking if self._facts is not None else None

    def _on_facts(self, facts: BookingFacts) -> None:
        self._facts = facts
        t = theme()
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(t.gap(2), 0, t.gap(6), 0)
        column.setSpacing(t.gap(12))
        occasion = facts.room.placed.occasion
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(t.gap(2))
        words.addWidget(TextLabel(self.windowTitle(), TextRole.TITLE))
        words.addWidget(
            TextLabel(
                _("Träff {number} · {when} · {people}").format(
                    number=facts.room.placed.meeting.number,
                    when=dates.day_and_span(occasion.start, occasion.end, facts.today),
                    people=_("{count} väntas").format(count=facts.row.people),
                ),
                TextRole.SMALL,
                wrap=True,
            )
        )
        head.addLayout(words, 1)
        pill = need_pill(facts.row)
        if pill is not None:
            head.addWidget(Pill(pill.state, pill.text, pill.icon), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        booking = facts.row.booking
        if booking is None or booking.state is BookingState.CANCELLED:
            self._build_order(column, facts, booking)
        elif booking.state in LIVE:
            self._build_booked(column, facts, booking)
        else:
            column.addWidget(self._booking_lines(booking))
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._focus_first()
        self.filled.emit()

    def _focus_first(self) -> None:
        if self._first is not None:
            self._first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        # Qt gives a dialog's first button the keyboard when it opens; work begins elsewhere.
        super().showEvent(event)
        self._focus_first()

    # Ordering

    def _build_order(self, column: QVBoxLayout, facts: BookingFacts, cancelled: Booking | None) -> None:
        if cancelled is not None:
            column.addWidget(self._booking_lines(cancelled))
        column.addWidget(TextLabel(_("Beställ hos tolkförmedlingen"), TextRole.HEADING))
        column.addWidget(
            TextLabel(
                _(
                    "Programmet kan inte ringa eller skicka. Ring eller mejla, och skriv sedan här att det är gjort."
                ),
                TextRole.QUIET,
                wrap=True,
            )
        )
        column.addWidget(AgencyBox(facts.agency))
        self._modes: dict[InterpreterMode, QRadioButton] = {}
        modes = QHBoxLayout()
        mode_group = QButtonGroup(self)
        for mode in InterpreterMode:
            radio = QRadioButton(dates.capital(label(mode)))
            mode_group.addButton(radio)
            self._modes[mode] = radio
            modes.addWidget(radio)
            radio.toggled.connect(self._write_order)
        modes.addStretch(1)
        column.addLayout(modes)
        later = facts.later
        self._only_this = QRadioButton(_("Bara den här träffen"))
        self._all_later = QRadioButton(
            ngettext(
                "Alla träffar som behöver tolken: {count} träff",
                "Alla träffar som behöver tolken: {count} träffar",
                len(later),
            ).format(count=len(later))
        )
        scope_group = QButtonGroup(self)
        scope = QVBoxLayout()
        scope.setSpacing(_gap(2))
        for radio in (self._only_this, self._all_later):
            scope_group.addButton(radio)
            scope.addWidget(radio)
        self._all_later.setVisible(len(later) > 1)
        column.addLayout(scope)
        self._order_text = CopyBox(_("Text till tolkförmedlingen"))
        column.addWidget(self._order_text)
        self._number = QLineEdit()
        self._note = QLineEdit()
        self._note.setPlaceholderText(_("Mejlat i dag till Kim"))
        column.addWidget(FormRow(_("Bokningsnummer, om du har fått det"), self._number))
        column.addWidget(FormRow(_("När och hur du beställde"), self._note))
        self._ordered = KeyButton(_("Jag har beställt"), primary=True, icon="check")
        self._buttons.addWidget(self._ordered)
        self._ordered.clicked.connect(self._on_ordered)
        for field in (self._number, self._note):
            field.returnPressed.connect(self._ordered.click)
        self._modes[InterpreterMode.ON_SITE].setChecked(True)
        (self._all_later if len(later) > 1 else self._only_this).setChecked(True)
        self._only_this.toggled.connect(self._write_order)
        self._write_order()
        self._first = self._modes[InterpreterMode.ON_SITE]
        self._ordered.setEnabled(bool(facts.row.people))

    def _wanted_occasions(self) -> tuple[str, ...]:
        assert self._facts is not None
        every = self._all_later.isChecked() and len(self._facts.later) > 1
        return self._facts.later if every else (self._occasion_id,)

    def _mode(self) -> InterpreterMode:
        return next(
            (mode for mode, radio in self._modes.items() if radio.isChecked()), InterpreterMode.ON_SITE
        )

    def _write_order(self, on: bool = True) -> None:
        if not on and self.sender() is not self._only_this:
            return  # another radio says the same with on=True
        wanted, mode = self._wanted_occasions(), self._mode()
        interpreting = self._context.services.interpreting
        self._context.read(
            lambda: interpreting.order_text(wanted, self._language, self._variant, mode).text,
            self._order_text.set_text,
            self._refuse,
            owner=self,
        )

    def _on_ordered(self) -> None:
        wanted, mode = self._wanted_occasions(), self._mode()
        number, note = self._number.text(), self._note.text()
        interpreting = self._context.services.interpreting
        said = ngettext(
            "Tolk i {language} är beställd till {count} träff.",
            "Tolk i {language} är beställd till {count} träffar.",
            len(wanted),
        ).format(language=language_name(self._language, self._variant), count=len(wanted))
        self._save(
            lambda: interpreting.order(
                wanted, self._language, self._variant, mode, booking_number=number, noted=note
            ),
            said,
        )

    # Confirming and cancelling

    def _build_booked(self, column: QVBoxLayout, facts: BookingFacts, booking: Booking) -> None:
        needless = not facts.row.people or booking.state is BookingState.TO_CANCEL
        parts: list[Callable[[QVBoxLayout, BookingFacts, Booking], None]] = [self._build_confirm]
        parts.insert(0 if needless else 1, self._build_cancel)
        column.addWidget(AgencyBox(facts.agency))
        for at, part in enumerate(parts):
            if at:
                column.addWidget(Hairline())
            part(column, facts, booking)
        self._first = self._cancel_note if needless else self._interpreter

    def _build_confirm(self, column: QVBoxLayout, _facts: BookingFacts, booking: Booking) -> None:
        confirmed = booking.state is BookingState.CONFIRMED
        column.addWidget(
            TextLabel(
                _("Tolken är bekräftad") if confirmed else _("Har tolkförmedlingen svarat?"), TextRole.HEADING
            )
        )
        if confirmed or booking.noted:
            column.addWidget(self._booking_lines(booking))
        self._interpreter = QLineEdit(booking.interpreter)
        self._interpreter.setPlaceholderText(_("A12, ST"))
        self._number = QLineEdit(booking.booking_number)
        row = QHBoxLayout()
        row.setSpacing(_gap(12))
        row.addWidget(FormRow(_("Tolkens nummer eller namn"), self._interpreter), 1)
        row.addWidget(FormRow(_("Bokningsnummer"), self._number), 1)
        column.addLayout(row)
        self._confirm = KeyButton(_("Tolken är bekräftad"), icon="check")
        self._confirm.clicked.connect(self._on_confirmed)
        self._interpreter.returnPressed.connect(self._confirm.click)
        self._number.returnPressed.connect(self._confirm.click)
        self._confirm.set_primary(not confirmed)
        if confirmed:
            # A confirmed booking stays confirmed; only what is known about it may be mended.
            self._confirm.set_label(_("Spara ändringen"))
        column.addWidget(self._confirm, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_cancel(self, column: QVBoxLayout, facts: BookingFacts, booking: Booking) -> None:
        column.addWidget(TextLabel(_("Avboka hos tolkförmedlingen"), TextRole.HEADING))
        lines = []
        if not facts.row.people:
            lines.append(_("Ingen väntas som behöver tolken."))
        deadline = facts.row.need.cancel_free_until if facts.row.need is not None else None
        if deadline is not None:
            lines.append(deadline_words(deadline, facts.now))
        if lines:
            column.addWidget(TextLabel(" ".join(lines), TextRole.STRONG, wrap=True))
        text = CopyBox(_("Text till tolkförmedlingen"))
        text.set_text(facts.cancellation)
        column.addWidget(text)
        self._cancel_note = QLineEdit()
        self._cancel_note.setPlaceholderText(_("Ringde i dag 9.15, talade med Kim"))
        self._cancel_row = FormRow(_("När och med vem du avbokade"), self._cancel_note)
        column.addWidget(self._cancel_row)
        self._cancelled = KeyButton(_("Jag har avbokat"), icon="calendar-x")
        self._cancelled.clicked.connect(self._on_cancelled)
        self._cancel_note.returnPressed.connect(self._cancelled.click)
        row = QHBoxLayout()
        row.addWidget(self._cancelled)
        if booking.state is BookingState.TO_CANCEL:
            self._keep = KeyButton(_("Tolken behövs ändå"))
            self._keep.clicked.connect(self._on_kept)
            row.addWidget(self._keep)
        else:
            self._later = KeyButton(_("Påminn mig: ska avbokas"))
            self._later.clicked.connect(self._on_cancel_later)
            row.addWidget(self._later)
        row.addStretch(1)
        column.addLayout(row)

    def _on_confirmed(self) -> None:
        booking = self.booking
        if booking is None:
            return
        interpreter, number = self._interpreter.text(), self._number.text()
        interpreting = self._context.services.interpreting
        if booking.state is BookingState.CONFIRMED:
            self._save(
                lambda: interpreting.describe(booking.id, interpreter=interpreter, booking_number=number),
                _("Tolkbokningen är ändrad."),
            )
            return
        self._save(
            lambda: interpreting.step(
                booking.id, BookingState.CONFIRMED, interpreter=interpreter, booking_number=number
            ),
            _("Tolk i {language} är bekräftad.").format(
                language=language_name(self._language, self._variant)
            ),
        )

    def _on_cancelled(self) -> None:
        booking = self.booking
        note = self._cancel_note.text().strip()
        if booking is None:
            return
        if not note:
            self._cancel_row.show_error(sentence(RuleBroken(Refusal.CANCELLATION_NOT_NOTED)))
            self._cancel_note.setFocus()
            return
        interpreting = self._context.services.interpreting
        self._save(
            lambda: interpreting.step(booking.id, BookingState.CANCELLED, noted=note),
            _("Tolk i {language} är avbokad.").format(language=language_name(self._language, self._variant)),
        )

    def _on_cancel_later(self) -> None:
        booking = self.booking
        if booking is not None:
            interpreting = self._context.services.interpreting
            self._save(
                lambda: interpreting.step(booking.id, BookingState.TO_CANCEL),
                _("Tolken ska avbokas. Det står på Idag tills det är gjort."),
            )

    def _on_kept(self) -> None:
        booking = self.booking
        if booking is not None:
            back = BookingState.CONFIRMED if booking.interpreter else BookingState.ORDERED
            interpreting = self._context.services.interpreting
            self._save(lambda: interpreting.step(booking.id, back), _("Tolken är kvar."))

    # Both

    def _booking_lines(self, booking: Booking) -> QWidget:
        """What is known about a booking, one line each."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_gap(2))
        lines = [_("Sätt: {mode}").format(mode=label(booking.mode))]
        if booking.interpreter:
            lines.append(_("Tolk: {interpreter}").format(interpreter=booking.interpreter))
        if booking.booking_number:
            lines.append(_("Bokningsnummer: {number}").format(number=booking.booking_number))
        if booking.noted:
            lines.append(_("Antecknat: {note}").format(note=booking.noted))
        for line in lines:
            column.addWidget(TextLabel(line, TextRole.QUIET, wrap=True))
        return box

    def _save(self, job: Callable[[], Changes], said: str) -> None:
        self._trouble.hide()

        def done(_changes: Changes) -> None:
            self.noted.emit(said)
            self.accept()

        self._context.write(job, done, self._refuse, owner=self)

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._trouble.setText(sentence(trouble))
        self._trouble.show()


def _gap(reference: float) -> int:
    """A distance between things, at the text size in force."""
    return theme().gap(reference)
