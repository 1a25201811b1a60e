"""The first start: what this is, a password, the recovery key on paper, and a beginning. Signals only, no storage."""

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.ui.dialogs.unlock import LEAST_PASSWORD, centred, check_new_password
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.fields import FormRow, PasswordField
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.text import IconLabel, TextLabel


@dataclass(frozen=True, slots=True)
class FirstLeader:
    """Who opens the program from now on. `name` may be empty: it only tells several leaders apart."""

    name: str
    password: str = field(repr=False)


class Strength(StrEnum):
    """How hard a password is to guess, in the words the leader sees."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


_EASILY_GUESSED = (
    "lösenord",
    "losenord",
    "password",
    "passord",
    "qwerty",
    "asdfgh",
    "12345",
    "abcde",
    "sommar",
    "vinter",
    "hälsoskola",
    "halsoskola",
    "välkommen",
    "valkommen",
    "admin",
)


def strength(password: str) -> Strength:
    """A rough guess: length counts most, several words more than odd signs; what everybody tries counts little."""
    if len(password) < LEAST_PASSWORD:
        return Strength.SHORT
    rest = password.casefold()
    for guess in _EASILY_GUESSED:
        rest = rest.replace(guess, "")
    letters = [letter for letter in rest if not letter.isdigit()]
    if len(set(rest)) < 5 or len(letters) < 4:
        return Strength.WEAK
    kinds = sum(
        any(test(letter) for letter in password)
        for test in (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
    )
    score = len(rest) + 2 * (kinds - 1)
    return Strength.GOOD if score >= 16 else Strength.FAIR if score >= 11 else Strength.WEAK


def strength_sentence(password: str) -> str:
    """What to say under the field while the password is typed."""
    if not password:
        return _("Minst 8 tecken. Några ord i rad är lätta att minnas och svåra att gissa.")
    missing = LEAST_PASSWORD - len(password)
    return {
        Strength.SHORT: ngettext("Kort: {n} tecken till.", "Kort: {n} tecken till.", max(1, missing)).format(
            n=missing
        ),
        Strength.WEAK: _("Lätt att gissa. Lägg till ett ord eller två."),
        Strength.FAIR: _("Bra. Ett ord till gör det ännu säkrare."),
        Strength.GOOD: _("Mycket bra."),
    }[strength(password)]


class FirstStartPage(QWidget):
    """Leads through the first start. The program answers `leader_chosen` with `show_recovery_key` or `show_refusal`.

    Nothing goes on from the recovery key until the leader says that it is on paper.
    """

    leader_chosen = Signal(object)
    """A `FirstLeader`: make the encrypted file now."""

    print_requested = Signal()
    save_pdf_requested = Signal()
    demo_requested = Signal()
    first_course_requested = Signal()

    WELCOME, PASSWORD, KEY, BEGIN = range(4)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._is_busy = False
        self._steps = Steps()
        self._firsts: list[QWidget] = []
        for make in (self._welcome, self._password_step, self._key_step, self._begin):
            self._steps.add(make())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(centred(self._steps, 640))
        self._go(self.WELCOME)

    @property
    def step(self) -> int:
        """WELCOME, PASSWORD, KEY or BEGIN."""
        return self._steps.current()

    def _go(self, step: int) -> None:
        self._steps.set_current(step)
        self.setFocusProxy(self._firsts[step])
        self._firsts[step].setFocus()

    def _frame(self, number: int, title: str, lead: str) -> tuple[QWidget, QVBoxLayout]:
        """The common shape of a step: where we are, a title, a sentence, and a column to fill."""
        t = theme()
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(12))
        if number:
            said = _("Steg {number} av {count}").format(number=number, count=3)
            column.addWidget(TextLabel(said, TextRole.SMALL))
        column.addWidget(TextLabel(title, TextRole.TITLE, wrap=True))
        if lead:
            column.addWidget(TextLabel(lead, TextRole.QUIET, wrap=True))
        return step, column

    # Welcome

    def _welcome(self) -> QWidget:
        t = theme()
        step, column = self._frame(
            0,
            _("Välkommen till Hälsoskola"),
            _("Programmet följer dig från plan till papper till närvaro, träff för träff."),
        )
        card = Card()
        for icon, title, text in (
            (
                "hard-drive",
                _("Allt ligger på den här datorn"),
                _("Programmet använder inte internet. Uppgifterna ligger i mappen {folder}.").format(
                    folder=self._folder
                ),
            ),
            (
                "lock",
                _("Uppgifter om deltagare är krypterade"),
                _("Du väljer ett lösenord. Utan det kan ingen läsa dem, inte heller den som tar datorn."),
            ),
            (
                "key-round",
                _("En nyckel på papper"),
                _("Glömmer ni lösenordet är återställningsnyckeln enda vägen in. Den visas en enda gång."),
            ),
        ):
            row = QHBoxLayout()
            row.setSpacing(t.gap(14))
            row.addWidget(IconLabel(icon, size=22, role=TextRole.BRAND), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(t.gap(2))
            words.addWidget(TextLabel(title, TextRole.STRONG, wrap=True))
            words.addWidget(TextLabel(text, TextRole.QUIET, wrap=True))
            row.addLayout(words, 1)
            card.add(row)
        card.body.setSpacing(t.gap(16))
        column.addWidget(card)
        start = KeyButton(_("Kom igång"), "Enter", primary=True)
        start.clicked.connect(lambda: self._go(self.PASSWORD))
        demo = KeyButton(_("Prova först med exempeldata"), icon="circle-question-mark")
        demo.clicked.connect(self.demo_requested)
        column.addLayout(_ends(demo, start))
        self._firsts.append(start)
        return step

    # Password

    def _password_step(self) -> QWidget:
        step, column = self._frame(
            1,
            _("Välj ett lösenord"),
            _("Det öppnar programmet varje gång. Ingen annan kan se det eller ge dig det på nytt."),
        )
        card = Card()
        card.body.setSpacing(theme().gap(12))
        self._name = QLineEdit()
        self._name_row = FormRow(
            _("Ditt namn"), self._name, _("Får vara tomt. Det syns bara här i programmet.")
        )
        self._first = PasswordField(_("Lösenord"))
        self._first_row = FormRow(_("Lösenord"), self._first, strength_sentence(""))
        self._second = PasswordField(_("Samma lösenord igen"))
        self._second_row = FormRow(_("Samma lösenord igen"), self._second)
        self._caps = TextLabel(_("Caps Lock verkar vara på."), TextRole.SMALL)
        self._caps.hide()
        for row in (self._first_row, self._second_row, self._caps, self._name_row):
            card.add(row)
        column.addWidget(card)
        self._back = KeyButton(_("Tillbaka"), icon="arrow-left")
        self._create = KeyButton(_("Spara lösenordet"), "Enter", primary=True)
        column.addLayout(_ends(self._back, self._create))
        self._first.changed.connect(lambda text: self._first_row.set_hint(strength_sentence(text)))
        self._second.changed.connect(self._second_row.clear_error)
        self._first.submitted.connect(self._second.setFocus)
        self._second.submitted.connect(self._name.setFocus)
        self._name.returnPressed.connect(self._on_password_submitted)
        for part in (self._first, self._second):
            part.caps_lock_suspected.connect(self._caps.setVisible)
        self._back.clicked.connect(lambda: self._go(self.WELCOME))
        self._create.clicked.connect(self._on_password_submitted)
        self._firsts.append(self._first)
        return step

    def _on_password_submitted(self) -> None:
        if self._is_busy:
            return
        if check_new_password(self._first, self._first_row, self._second, self._second_row):
            self.set_busy(True)
            self.leader_chosen.emit(FirstLeader(self._name.text().strip(), self._first.text()))

    def set_busy(self, busy: bool) -> None:
        """While the encrypted file is made nothing can be pressed twice."""
        self._is_busy = busy
        for button in (self._back, self._create):
            button.setEnabled(not busy)
        for edit in (self._first.edit, self._second.edit, self._name):
            edit.setReadOnly(busy)
        self._create.set_label(_("Sparar …") if busy else _("Spara lösenordet"))

    def show_refusal(self, sentence: str) -> None:
        """Says at the password why it could not be made; what was typed stays."""
        self.set_busy(False)
        self._go(self.PASSWORD)
        self._first_row.show_error(sentence)

    # Recovery key

    def _key_step(self) -> QWidget:
        t = theme()
        step, column = self._frame(
            2,
            _("Återställningsnyckeln"),
            _(
                "Skriv ut den eller skriv av den, och låt chefen låsa in pappret. "
                "Den visas bara nu och sparas inte i datorn."
            ),
        )
        card = Card()
        self._key_groups = QGridLayout()
        self._key_groups.setSpacing(t.gap(10))
        card.add(self._key_groups)
        column.addWidget(card)
        buttons = QHBoxLayout()
        buttons.setSpacing(t.gap(8))
        printing = KeyButton(_("Skriv ut …"), icon="printer", shortcut="Ctrl+P")
        saving = KeyButton(_("Spara som PDF …"), icon="file-down", shortcut="Ctrl+S")
        printing.clicked.connect(self.print_requested)
        saving.clicked.connect(self.save_pdf_requested)
        buttons.addWidget(printing)
        buttons.addWidget(saving)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._told = TextLabel("", TextRole.SMALL, wrap=True)
        self._told.hide()
        column.addWidget(self._told)
        self._written = QCheckBox(_("Jag har skrivit ut eller skrivit av nyckeln"))
        column.addWidget(self._written)
        self._on = KeyButton(_("Fortsätt"), "Enter", primary=True)
        self._on.setEnabled(False)
        column.addLayout(_ends(None, self._on))
        self._written.toggled.connect(self._on.setEnabled)
        self._written.installEventFilter(self)
        self._on.clicked.connect(self._on_key_kept)
        self._firsts.append(printing)
        return step

    def show_recovery_key(self, key: str) -> None:
        """Shows the key, group by group as its dashes divide it, and goes to that step."""
        self.set_busy(False)
        for part in (self._first, self._second):
            part.clear()
        self._clear_groups()
        groups = key.split("-")
        across = 4 if len(groups) > 4 else len(groups)
        for place, group in enumerate(groups):
            self._key_groups.addWidget(KeyGroup(place + 1, group), place // across, place % across)
        self._go(self.KEY)

    def tell(self, sentence: str) -> None:
        """One line under the buttons of the key, such as where the PDF was saved or why it was not."""
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the ticked box goes on, as it does in every other field of the first start."""
        if (
            watched is self._written
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if self._written.isChecked():
                self._on_key_kept()
            else:
                self._written.setChecked(True)
            return True
        return super().eventFilter(watched, event)

    def _on_key_kept(self) -> None:
        self._clear_groups()  # it was shown once
        self.tell("")
        self._go(self.BEGIN)

    def _clear_groups(self) -> None:
        while (item := self._key_groups.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # Begin

    def _begin(self) -> QWidget:
        step, column = self._frame(
            3,
            _("Allt är klart"),
            _("Börja med en egen kurs, eller se dig om bland påhittade deltagare först."),
        )
        course = KeyButton(_("Skapa min första kurs"), "Enter", primary=True, icon="users")
        demo = KeyButton(_("Prova med exempeldata"), icon="circle-question-mark")
        course.clicked.connect(self.first_course_requested)
        demo.clicked.connect(self.demo_requested)
        card = Card()
        card.body.setSpacing(theme().gap(10))
        card.add(course)
        card.add(demo)
        card.add(
            TextLabel(
                _(
                    "Exempeldata ligger för sig och försvinner när du stänger. De blandas aldrig med dina egna."
                ),
                TextRole.SMALL,
                wrap=True,
            )
        )
        column.addWidget(card)
        self._firsts.append(course)
        return step


class KeyGroup(QWidget):
    """One group of the recovery key, with its place, in letters that cannot be mistaken for each other."""

    def __init__(self, place: int, group: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.group = group
        t = theme()
        self.setAccessibleName(_("Grupp {place}: {letters}").format(place=place, letters=" ".join(group)))
        self.setFixedHeight(t.px(58))
        self.setMinimumWidth(t.px(104))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.colours.line, 1))
        painter.setBrush(t.colours.background)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), t.px(8), t.px(8))
        painter.setFont(t.font(TextRole.SMALL))
        painter.setPen(t.colours.quiet)
        painter.drawText(
            self.rect().adjusted(t.px(8), t.px(4), 0, 0), int(Qt.AlignmentFlag.AlignLeft), str(self._place)
        )
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        font.setPointSizeF(t.points(TextRole.TITLE))
        painter.setFont(font)
        painter.setPen(t.colours.text)
        painter.drawText(
            self.rect().adjusted(0, t.px(8), 0, 0), int(Qt.AlignmentFlag.AlignCenter), self.group
        )
        painter.end()


def _ends(left: QWidget | None, right: QWidget) -> QLayout:
    """A row with one button at each end."""
    row = QHBoxLayout()
    if left is not None:
        row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
