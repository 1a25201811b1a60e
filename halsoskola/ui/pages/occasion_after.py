""" "Efter": four things in two minutes, and what is optional below. Each is saved at once; nothing is ever overdue."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.evaluation import FaceCount, Question
from halsoskola.domain.interpreting import NeedState
from halsoskola.domain.participants import NO_INTERPRETER
from halsoskola.domain.plans import FiroPhase
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.rooms import Room
from halsoskola.ui.context import PageContext
from halsoskola.ui.models.register import NextTimeModel, deadline_words
from halsoskola.ui.pages.occasion_during import NumberJump
from halsoskola.ui.pages.occasion_facts import OccasionFacts
from halsoskola.ui.pages.occasion_promises import PromiseBox, PromiseList
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, FlowRow, stack_of
from halsoskola.ui.widgets.pill import Pill, PillFacts
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import IconLabel, TextLabel

NOTE_PAUSE = 1000
"""Milliseconds after the last key until the line about the meeting is saved."""


def next_time_effects(room: Room, away: frozenset[str], now: datetime) -> tuple[str, ...]:
    """What it means for the interpreters of the next meeting that those in `away` stay away; a sentence each.

    now: decides whether cancelling is still free. Only languages of people who stay away are named: others have not
    changed.
    """
    spoken = dict.fromkeys(
        (person.interpreter_language, person.variant)
        for enrolment_id, person in room.people.items()
        if enrolment_id in away and person.interpreter_language != NO_INTERPRETER
    )
    expected = {(group.language, group.variant): group.people for group in room.groups}
    sentences = []
    for language, variant in spoken:
        name = language_name(language, variant)
        left = expected.get((language, variant), 0)
        need = next((n for n in room.needs if (n.language, n.variant) == (language, variant)), None)
        if left:
            sentences.append(
                ngettext(
                    "Tolk i {language} behövs fortfarande nästa gång: {count} väntas.",
                    "Tolk i {language} behövs fortfarande nästa gång: {count} väntas.",
                    left,
                ).format(language=name, count=left)
            )
        elif need is not None and need.state is NeedState.TO_CANCEL and need.cancel_free_until is not None:
            sentences.append(
                _("Då behövs ingen tolk i {language} nästa gång. {deadline}").format(
                    language=name, deadline=deadline_words(need.cancel_free_until, now)
                )
            )
        else:
            sentences.append(_("Då behövs ingen tolk i {language} nästa gång.").format(language=name))
    return tuple(sentences)


class StateCard(Card):
    """A card that says at its head how it stands."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(title, icon, parent=parent)
        self._pill = Pill(State.OFF, "", "", pale=True)
        self.add_to_head(self._pill)

    def set_state(self, facts: PillFacts) -> None:
        self._pill.set_facts(facts)

    def state(self) -> PillFacts:
        return self._pill.facts


class NextTable(Table):
    """Who comes next time. Space and Enter toggle the row, as does A; digits jump."""

    toggle_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == " ":
            self.toggle_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class NoteEdit(QPlainTextEdit):
    """A few lines about the meeting. Tab leaves it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("En rad om träffen"))
        self.setPlaceholderText(_("Vad tar vi med till nästa gång? Inga namn."))
        self.setFixedHeight(theme().px(74))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NoteBox(QWidget):
    """The line about the meeting: saved when it is left and a second after the last key."""

    state_changed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._occasion_id = ""
        self._saved = ""
        self._saved_at: datetime | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().gap(4))
        self.edit = NoteEdit()
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        column.addWidget(self.edit)
        column.addWidget(self._trouble)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTE_PAUSE)
        self._timer.timeout.connect(self.save)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.left.connect(self.save)

    @property
    def saved_text(self) -> str:
        return self._saved

    @property
    def saved_at(self) -> datetime | None:
        """When something was last saved here, None since the page was opened."""
        return self._saved_at

    @property
    def is_saved(self) -> bool:
        return self.edit.toPlainText().strip() == self._saved

    def trouble(self) -> str:
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def set_note(self, occasion_id: str, note: str) -> None:
        """Shows the note of an occasion; what is being typed for the same one stays."""
        if occasion_id != self._occasion_id:
            self.save()
            self._occasion_id, self._saved, self._saved_at = occasion_id, note, None
            self._trouble.hide()
            self._put(note)
        elif note != self._saved:
            untouched = self.is_saved
            self._saved = note
            if untouched:
                self._put(note)
        self.state_changed.emit()

    def _put(self, note: str) -> None:
        self.edit.blockSignals(True)
        self.edit.setPlainText(note)
        self.edit.blockSignals(False)
        self._timer.stop()

    def _on_typed(self) -> None:
        if self.is_saved:
            self._trouble.hide()
        else:
            self._timer.start()
        self.state_changed.emit()

    def save(self) -> None:
        """Saves what stands there, unless it is saved already."""
        self._timer.stop()
        if not self._occasion_id or self.is_saved:
            return
        occasion_id, text = self._occasion_id, self.edit.toPlainText()
        closing = self._context.services.closing
        now = self._context.services.clock.now()

        def done(_changes: Changes) -> None:
            if self._occasion_id == occasion_id:
                self._saved, self._saved_at = text.strip(), now
                self._trouble.hide()
                self.state_changed.emit()

        self._context.write(lambda: closing.set_note(occasion_id, text), done, self._refuse, owner=self)

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._trouble.setText(sentence(trouble))
        self._trouble.show()
        self.state_changed.emit()


class FaceField(QLineEdit):
    """A small number; empty until it is counted."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(0, 99, self))
        self.setMaxLength(2)
        self.setFixedWidth(theme().px(52))

    def number(self) -> int | None:
        return int(self.text()) if self.text().isdigit() else None

    def set_number(self, number: int | None) -> None:
        self.setText("" if number is None else str(number))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class FacesRow(QWidget):
    """One question: ledsen, mitten, glad. Glad is what is left of those who were here, until it is typed."""

    def __init__(self, context: PageContext, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._question = question
        self._occasion_id = ""
        self._present = 0
        self._stored: FaceCount | None = None
        self._glad_typed = False
        t = theme()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(t.gap(6))
        grid.setVerticalSpacing(t.gap(2))
        words = label(question)
        grid.addWidget(TextLabel(words, wrap=True), 0, 0)
        grid.setColumnStretch(0, 1)
        self.sad = FaceField(_("{question} Ledsen").format(question=words))
        self.middle = FaceField(_("{question} Mitten").format(question=words))
        self.glad = FaceField(_("{question} Glad").format(question=words))
        for at, (icon, field) in enumerate((("frown", self.sad), ("meh", self.middle), ("smile", self.glad))):
            grid.addWidget(IconLabel(icon, size=20), 0, 1 + 2 * at)
            grid.addWidget(field, 0, 2 + 2 * at)
            field.left.connect(self.save)
            field.returnPressed.connect(self.save)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        grid.addWidget(self._trouble, 1, 0, 1, 7)
        self.sad.textEdited.connect(self._fill_glad)
        self.middle.textEdited.connect(self._fill_glad)
        self.glad.textEdited.connect(self._on_glad_typed)

    def fields(self) -> tuple[FaceField, FaceField, FaceField]:
        return self.sad, self.middle, self.glad

    def trouble(self) -> str:
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def set_count(self, occasion_id: str, count: FaceCount | None, present: int) -> None:
        """Shows what is stored; numbers being typed for the same occasion stay."""
        other = occasion_id != self._occasion_id
        self._occasion_id, self._present = occasion_id, present
        if not other and count == self._stored:
            return
        if other or self.typed() == self._stored:
            self.sad.set_number(count.sad if count else None)
            self.middle.set_number(count.middle if count else None)
            self.glad.set_number(count.glad if count else None)
            self._glad_typed = False
            self._trouble.hide()
        self._stored = count

    def typed(self) -> FaceCount | None:
        """What stands in the fields; None when they are all empty."""
        numbers = [field.number() for field in (self.glad, self.middle, self.sad)]
        if all(number is None for number in numbers):
            return None
        glad, middle, sad = (number or 0 for number in numbers)
        return FaceCount(glad, middle, sad)

    def _fill_glad(self) -> None:
        if self._glad_typed:
            return
        sad, middle = self.sad.number(), self.middle.number()
        if sad is None and middle is None:
            self.glad.set_number(None)
        else:
            self.glad.set_number(max(0, self._present - (sad or 0) - (middle or 0)))

    def _on_glad_typed(self, text: str) -> None:
        # An emptied field is filled in again by the others.
        self._glad_typed = bool(text)

    def save(self) -> None:
        """Keeps the faces as they stand, unless they are kept already. Half a count is a count: it can be mended."""
        count = self.typed()
        if not self._occasion_id or count == self._stored:
            return
        occasion_id, question = self._occasion_id, self._question
        closing = self._context.services.closing

        def done(_changes: Changes) -> None:
            if self._occasion_id == occasion_id:
                self._stored = count
                self._trouble.hide()

        self._context.write(
            lambda: closing.set_faces(occasion_id, question, count), done, self._refuse, owner=self
        )

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._trouble.setText(sentence(trouble))
        self._trouble.show()


class PhaseRow(QWidget):
    """Where the group is: six named choices, one or none of them. A second press clears."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._occasion_id = ""
        self.buttons: dict[FiroPhase, KeyButton] = {}
        flow = FlowRow()
        for phase in FiroPhase:
            button = KeyButton(label(phase))
            button.setCheckable(True)
            button.clicked.connect(lambda checked, chosen=phase: self._on_chosen(chosen, checked))
            flow.add(button)
            self.buttons[phase] = button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow)

    def set_phase(self, occasion_id: str, phase: FiroPhase | None) -> None:
        self._occasion_id = occasion_id
        for one, button in self.buttons.items():
            button.setChecked(one is phase)

    def _on_chosen(self, phase: FiroPhase, checked: bool) -> None:
        occasion_id, wanted = self._occasion_id, phase if checked else None
        self.set_phase(occasion_id, wanted)
        closing = self._context.services.closing
        self._context.write(lambda: closing.set_phase(occasion_id, wanted), owner=self)


class AfterPart(QWidget):
    """The step after the meeting."""

    said = Signal(str)
    register_wanted = Signal()
    """The leader wants to look at the register."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._facts: OccasionFacts | None = None
        self.register_card = StateCard(_("Närvaron stämmer"), "clipboard-check")
        self._register_words = TextLabel("", TextRole.QUIET, wrap=True)
        self.register_card.add(self._register_words)
        self.confirm_button = KeyButton("", primary=True, icon="check")
        self.look_button = KeyButton(_("Titta på närvaron"))
        self.register_card.add(FlowRow((self.confirm_button, self.look_button)))
        self._register_trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._register_trouble.hide()
        self.register_card.add(self._register_trouble)

        self.next_card = StateCard(_("Vem kommer inte nästa gång?"), "calendar-x")
        self.next_model = NextTimeModel(self)
        self.next_table = NextTable(
            self.next_model, grow=True, row_height=34, stretch=NextTimeModel.ANSWER, name=_("Nästa gång")
        )
        self.next_table.horizontalHeader().hide()
        self._next_words = TextLabel("", TextRole.SMALL, wrap=True)
        self._effects = TextLabel("", TextRole.STRONG, wrap=True)
        self._next_trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._next_trouble.hide()
        for part in (self._next_words, self._effects, self._next_trouble, self.next_table):
            self.next_card.add(part)
        self._jump = NumberJump(self._go_to_number, self)

        self.promise_card = StateCard(_("Lovade vi något?"), "messages-square")
        self.promise = PromiseBox(context)
        self.promises = PromiseList(context, self.promise.save_button)
        self.promises.hide()
        self.promise_card.add(self.promise)
        self.promise_card.add(self.promises)

        self.note_card = StateCard(_("En rad om träffen"), "square-pen")
        self.note = NoteBox(context)
        self.note_card.add(self.note)

        faces = Card(_("Tre frågor"), "smile", _("om ni hann · ledsen, mitten, glad"))
        self.faces = {question: FacesRow(context, question) for question in Question}
        for one in self.faces.values():
            faces.add(one)
        phase = Card(_("Var är gruppen?"), "sprout", _("om du vill"))
        self.phase = PhaseRow(context)
        phase.add(self.phase)

        self.columns = Columns(
            stack_of(self.register_card, self.next_card),
            stack_of(self.promise_card, self.note_card, faces, phase),
            (1, 1),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)

        self.confirm_button.clicked.connect(self.confirm)
        self.look_button.clicked.connect(self.register_wanted)
        self.next_table.toggle_wanted.connect(self.toggle_next)
        self.next_table.activated.connect(lambda _index: self.toggle_next())
        self.next_table.clicked.connect(lambda _index: self.toggle_next())
        self.next_table.key_typed.connect(self._on_next_key)
        self.promise.kept.connect(self.said)
        self.note.state_changed.connect(self._tell_note)

    def set_facts(self, facts: OccasionFacts) -> None:
        other = self._facts is None or self._facts.occasion.id != facts.occasion.id
        self._facts = facts
        if other:
            self._register_trouble.hide()
            self._next_trouble.hide()
        self._tell_register(facts)
        self._tell_next(facts)
        closing = facts.closing
        self.promise.set_facts(facts)
        self.promises.set_promises(closing.promises, facts.today)
        count = len(closing.promises)
        self.promise_card.set_state(
            PillFacts(State.GOOD, ngettext("{count} löfte", "{count} löften", count).format(count=count))
            if count
            else PillFacts(State.OFF, _("inget skrivet"), pale=True)
        )
        self.note.set_note(facts.occasion.id, closing.note)
        self._tell_note()
        counts: Mapping[Question, FaceCount] = closing.counts
        for question, row in self.faces.items():
            row.set_count(facts.occasion.id, counts.get(question), closing.present)
        self.phase.set_phase(facts.occasion.id, closing.phase)

    # The register

    def _tell_register(self, facts: OccasionFacts) -> None:
        register = facts.register
        here, everybody = register.count.here, len(register.lines)
        open_now = not (register.confirmed or facts.is_ahead or facts.is_cancelled or not everybody)
        self.confirm_button.setVisible(open_now)
        self.confirm_button.set_label(
            ngettext("{count} här – stämmer det?", "{count} här – stämmer det?", here).format(count=here)
        )
        if register.confirmed:
            self.register_card.set_state(PillFacts(State.GOOD, _("klart")))
            words = _("{here} av {all} var här.").format(here=here, all=everybody)
        elif facts.is_cancelled:
            self.register_card.set_state(PillFacts(State.OFF, _("inställd"), "ban"))
            words = _("Träffen är inställd.")
        elif facts.is_ahead:
            self.register_card.set_state(PillFacts(State.OFF, _("inte än"), pale=True))
            words = _("Träffen har inte varit ännu.")
        elif not everybody:
            self.register_card.set_state(PillFacts(State.OFF, _("ingen på listan"), pale=True))
            words = _("Ingen står på listan.")
        else:
            self.register_card.set_state(PillFacts(State.WATCH, _("inte bekräftad")))
            words = _("Räknas först när du har bekräftat.")
        self._register_words.setText(words)

    def confirm(self) -> None:
        """ "Klar" from here, for who has marked everything already."""
        if self._facts is None:
            return
        occasion_id = self._facts.occasion.id
        attendance = self._context.services.attendance

        def done(_changes: Changes) -> None:
            self._register_trouble.hide()
            self.said.emit(_("Närvaron är klar."))
            if self.next_model.rowCount():
                self.next_table.setFocus()

        def refused(trouble: Exception) -> None:
            assert isinstance(trouble, RuleBroken | StorageTrouble)
            self._register_trouble.setText(sentence(trouble))
            self._register_trouble.show()

        self._context.write(lambda: attendance.confirm(occasion_id), done, refused, owner=self)

    # Next time

    def _tell_next(self, facts: OccasionFacts) -> None:
        register, room = facts.register, facts.next_room
        self.next_model.set_view(register if room is not None else None)
        self.next_table.setVisible(self.next_model.rowCount() > 0)
        if room is None:
            self._next_words.setText(_("Det här var sista träffen."))
            self._effects.hide()
            self.next_card.set_state(PillFacts(State.OFF, _("sista träffen"), pale=True))
            return
        if not self.next_model.rowCount():
            self._next_words.setText(_("Ingen står på listan."))
            self._effects.hide()
            self.next_card.set_state(PillFacts(State.OFF, _("ingen på listan"), pale=True))
            return
        occasion = room.placed.occasion
        self._next_words.setText(
            _("{title}, {when}. Tryck A eller mellanslag på raden.").format(
                title=room.placed.meeting.title,
                when=dates.day_and_span(occasion.start, occasion.end, facts.today),
            )
        )
        away = register.not_coming_next
        self.next_card.set_state(
            PillFacts(
                State.OFF,
                ngettext("{count} kommer inte", "{count} kommer inte", len(away)).format(count=len(away)),
                "x",
            )
            if away
            else PillFacts(State.GOOD, _("alla väntas"), pale=True)
        )
        effects = next_time_effects(room, away, facts.now)
        self._effects.setText("\n".join(effects))
        self._effects.setVisible(bool(effects))

    def effects(self) -> str:
        """What is said about the interpreters of next time, "" for nothing."""
        return self._effects.text() if not self._effects.isHidden() else ""

    def _go_to_number(self, number: int) -> bool:
        row = self.next_model.row_of_number(number)
        if row >= 0:
            self.next_table.go_to_row(row)
        return row >= 0

    def _on_next_key(self, key: str) -> None:
        if key.isdigit():
            self._jump.typed(key)
        elif key == "A":
            self.toggle_next()

    def toggle_next(self) -> None:
        """The person with the ring comes, or does not come, to the next meeting."""
        row = self.next_table.current_row()
        line = self.next_model.line(row)
        if line is None or self._facts is None:
            return
        self._jump.clear()
        occasion_id, enrolment_id = self._facts.occasion.id, line.enrolment.id
        stays_away = not self.next_model.stays_away(row)
        attendance = self._context.services.attendance

        def done(_changes: Changes) -> None:
            self._next_trouble.hide()

        def refused(trouble: Exception) -> None:
            assert isinstance(trouble, RuleBroken | StorageTrouble)
            self._next_trouble.setText(sentence(trouble))
            self._next_trouble.show()

        self._context.write(
            lambda: attendance.not_coming_next(occasion_id, enrolment_id, stays_away),
            done,
            refused,
            owner=self,
        )

    # The note

    def _tell_note(self) -> None:
        if not self.note.is_saved and self.note.trouble():
            facts = PillFacts(State.WRONG, _("inte sparat"))
        elif not self.note.is_saved:
            facts = PillFacts(State.OFF, _("sparas …"), pale=True)
        elif self.note.saved_at is not None:
            facts = PillFacts(State.GOOD, _("sparat {clock}").format(clock=dates.clock(self.note.saved_at)))
        elif self.note.saved_text:
            facts = PillFacts(State.GOOD, _("sparat"))
        else:
            facts = PillFacts(State.OFF, _("inget skrivet"), pale=True)
        self.note_card.set_state(facts)

    def flush(self) -> None:
        """Saves what is typed and not yet saved; before the page shows something else."""
        self.note.save()
        for row in self.faces.values():
            row.save()

    def focus_first(self) -> None:
        if not self.confirm_button.isHidden():
            self.confirm_button.setFocus()
        elif not self.next_table.isHidden():
            self.next_table.setFocus()
        else:
            self.promise.field.setFocus()
