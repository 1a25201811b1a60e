""" "Lovade vi något?": one line with a day, to one person or to the group."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from halsoskola.domain.attendance import RegisterLine
from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.messages import sentence
from halsoskola.services.closing import Promise
from halsoskola.ui.context import PageContext
from halsoskola.ui.pages.occasion_facts import OccasionFacts
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.text import TextLabel

USUAL_DAYS = 7
"""A promise is due in a week unless the leader says otherwise."""

_NUMBER_FIRST = re.compile(r"\s*[Dd]\s?0*(\d{1,3})\b[\s:,.–-]*")


def addressee(text: str, lines: Sequence[RegisterLine]) -> tuple[RegisterLine | None, str]:
    """Who a line is about when it begins with a number on the register ("D08 …"), and the line without the number."""
    match = _NUMBER_FIRST.match(text)
    if match is None:
        return None, text
    number = int(match[1])
    line = next((one for one in lines if one.enrolment.number == number), None)
    return (line, text[match.end() :]) if line is not None else (None, text)


class PromiseBox(QWidget):
    """The field for one promise. Enter saves it and empties the field; a refusal keeps what was typed."""

    kept = Signal(str)
    """A promise was saved; the sentence for the message bar."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._facts: OccasionFacts | None = None
        t = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(6))
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Lovade vi något?"))
        self.field.setPlaceholderText(_("D08 fråga till Försäkringskassan …"))
        column.addWidget(self.field)
        self._more = QWidget()
        more = QHBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(t.gap(8))
        due_words = TextLabel(_("Senast"), TextRole.QUIET)
        self.due = QDateEdit()
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setAccessibleName(_("Senast"))
        due_words.setBuddy(self.due)
        self.person = QCheckBox()
        self.save_button = KeyButton(_("Spara"), "Enter")
        more.addWidget(due_words)
        more.addWidget(self.due)
        more.addWidget(self.person)
        more.addStretch(1)
        more.addWidget(self.save_button)
        column.addWidget(self._more)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._more.hide()
        self.field.textChanged.connect(self._on_typed)
        self.field.textChanged.connect(lambda _text: self._trouble.hide())
        self.field.returnPressed.connect(self.save)
        self.save_button.clicked.connect(self.save)

    def set_facts(self, facts: OccasionFacts) -> None:
        """Shows the box for an occasion; a line that is being typed for the same one survives."""
        other = self._facts is None or self._facts.occasion.id != facts.occasion.id
        self._facts = facts
        if other:
            self.field.clear()
            self._trouble.hide()
        if other or not self.field.text():
            self._set_due(facts.today + timedelta(days=USUAL_DAYS))
        self._on_typed(self.field.text())

    def trouble(self) -> str:
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def suggest(self, text: str, due: date) -> None:
        """Puts words into the field for the leader to finish, with the day that goes with them."""
        self.field.setText(text)
        self._set_due(due)
        self.field.setFocus()
        self.field.setCursorPosition(0)

    def _set_due(self, day: date) -> None:
        self.due.setDate(QDate(day.year, day.month, day.day))

    def _found(self) -> tuple[RegisterLine | None, str]:
        lines = self._facts.register.lines if self._facts is not None else ()
        return addressee(self.field.text(), lines)

    def _on_typed(self, text: str) -> None:
        self._more.setVisible(bool(text.strip()))
        line, _rest = self._found()
        was_hidden = self.person.isHidden()
        self.person.setVisible(line is not None)
        if line is not None:
            self.person.setText(_("Gäller {number}").format(number=line.enrolment.label))
            if was_hidden:
                self.person.setChecked(True)

    def save(self) -> None:
        """Keeps the line. Nothing happens while the field is empty."""
        facts = self._facts
        if facts is None or not self.field.text().strip():
            return
        line, rest = self._found()
        to_person = line is not None and self.person.isChecked()
        text = rest if to_person else self.field.text()
        typed = self.field.text()
        chosen = self.due.date()
        due = date(chosen.year(), chosen.month(), chosen.day())
        enrolment_id = line.enrolment.id if line is not None and to_person else None
        closing = self._context.services.closing
        occasion_id = facts.occasion.id

        def done(_changes: Changes) -> None:
            self._trouble.hide()
            # Somebody who types on while the disk works must not lose the next line.
            if self.field.text() == typed:
                self.field.clear()
                self._set_due(facts.today + timedelta(days=USUAL_DAYS))
            self.kept.emit(_("Löftet är sparat. Det kommer upp på Idag i god tid."))

        self._context.write(
            lambda: closing.promise(occasion_id, text, due, enrolment_id), done, self._refuse, owner=self
        )

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._trouble.setText(sentence(trouble))
        self._trouble.show()
        self.field.setFocus()


class PromiseList(QWidget):
    """What was promised at an occasion, with a box to tick when it has been kept.

    comes_after: the field above the list, so that Tab goes from there into it.
    """

    def __init__(self, context: PageContext, comes_after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._comes_after = comes_after
        self._promises: tuple[Promise, ...] = ()
        self.boxes: list[QCheckBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().gap(2))

    def set_promises(self, promises: tuple[Promise, ...], today: date) -> None:
        if promises == self._promises:
            return
        focused = next((at for at, box in enumerate(self.boxes) if box.hasFocus()), None)
        self._promises = promises
        for box in self.boxes:
            self._column.removeWidget(box)
            box.deleteLater()
        self.boxes = []
        for promise in promises:
            box = QCheckBox(promise_text(promise, today))
            box.setChecked(promise.follow_up.done_on is not None)
            box.toggled.connect(partial(self._on_toggled, promise.follow_up.id))
            self._column.addWidget(box)
            # Made after everything else on the page, it would be the last stop of Tab.
            self.setTabOrder(self.boxes[-1] if self.boxes else self._comes_after, box)
            self.boxes.append(box)
        if focused is not None and focused < len(self.boxes):
            self.boxes[focused].setFocus()
        self.setVisible(bool(promises))

    def _on_toggled(self, follow_up_id: str, done: bool) -> None:
        closing = self._context.services.closing
        self._context.write(lambda: closing.keep(follow_up_id, done=done), owner=self)


def promise_text(promise: Promise, today: date) -> str:
    """ "D08: fråga till Försäkringskassan – senast fre 5 mars"."""
    follow_up = promise.follow_up
    if follow_up.done_on is not None:
        when = _("hållet {day}").format(day=dates.short_day(follow_up.done_on))
    elif follow_up.due == today:
        when = _("i dag")
    else:
        when = _("senast {day}").format(day=dates.short_day(follow_up.due))
    if promise.label:
        return _("{number}: {text} – {when}").format(number=promise.label, text=follow_up.text, when=when)
    return _("{text} – {when}").format(text=follow_up.text, when=when)
