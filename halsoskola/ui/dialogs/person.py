"""One person of a course: her number, languages, and how she is reached. There is no field for a personnummer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget
from shiboken6 import isValid

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.domain.languages import (
    WORD_LIST_LANGUAGES,
    ReadingKind,
    language,
    read_languages,
)
from halsoskola.domain.participants import (
    NO_INTERPRETER,
    READS_NOTHING,
    ContactWay,
    EnrolmentStatus,
    Sex,
    next_number,
)
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name, sign_label, variant_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.courses import CourseView, TrackSeats
from halsoskola.services.participants import PersonFacts, PersonLine
from halsoskola.ui.context import PageContext
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.fields import FormRow, NumberField
from halsoskola.ui.widgets.language_box import LanguageBox


@dataclass(frozen=True, slots=True)
class _Saved:
    enrolment_id: str
    text: str


class PersonDialog(FormDialog):
    """Adds a person, or changes one. A refusal stands at its field, and everything typed stays."""

    saved = Signal(str, str)
    """Id of the enrolment, and the sentence about what was done."""

    def __init__(
        self,
        context: PageContext,
        view: CourseView,
        people: Sequence[PersonLine],
        line: PersonLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """people: everybody of the course, for the next number. line: whom to change, None for somebody new."""
        title = _("Ny deltagare") if line is None else _("Ändra {number}").format(number=line.enrolment.label)
        does = _("Lägg till") if line is None else _("Spara")
        super().__init__(title, does, width=680, parent=parent)
        self._context = context
        self._view = view
        self._line = line
        self._numbers = {one.enrolment.number for one in people}
        self._taken = {one.track.id: one.taken for one in view.tracks}
        self._own_reads = line is not None
        if line is not None:
            self.set_title(
                title,
                _("Bildtecken: {sign}. Grupp: {run}. Grupp byter du med M i listan.").format(
                    sign=sign_label(line.enrolment.sign), run=label(line.track.code)
                ),
            )
        self._make_fields()
        self._lay_out()
        self._fill(line)
        self._connect()
        if line is None:
            self.more_button = KeyButton(_("Lägg till och skriv nästa"), "Ctrl Enter", shortcut="Ctrl+Return")
            self.more_button.setAutoDefault(False)
            self.buttons.insertWidget(self.buttons.count() - 1, self.more_button)
            self.more_button.clicked.connect(lambda: self._save(stays=True))
        self.wanted.connect(lambda: self._save(stays=False))
        self.language.setFocus()

    # What it looks like

    def _make_fields(self) -> None:
        self.number = NumberField(1, 9999)
        self.number.setPrefix("D")
        self.run = QComboBox()
        for seats in self._view.tracks:
            self.run.addItem("", seats.track.code.value)
        self._tell_seats()
        self.language = LanguageBox(extra=((NO_INTERPRETER, _("svenska – ingen tolk")),))
        self.language.lineEdit().setPlaceholderText(_("skriv och välj"))  # type: ignore[union-attr]
        self.variant = QComboBox()
        self.variant.setEditable(True)
        self.variant.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.understands = QLineEdit()
        self.understands.setPlaceholderText(_("franska, engelska"))
        first = (NO_INTERPRETER, *WORD_LIST_LANGUAGES)
        self.reads = LanguageBox(first, extra=((READS_NOTHING, _("inget – bilder")),))
        self.sex = QComboBox()
        self.sex.addItem(_("inte angivet"), None)
        for sex in Sex:
            self.sex.addItem(label(sex), sex.value)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.contact = QComboBox()
        self.contact.addItem(_("inte angivet"), None)
        for way in ContactWay:
            self.contact.addItem(label(way), way.value)
        self.phone = QLineEdit()
        self.phone.setMaxLength(30)

    def _lay_out(self) -> None:
        t = theme()
        self.number_row = FormRow(_("Nummer"), self.number)
        self.run_row = FormRow(_("Grupp"), self.run)
        self.language_row = FormRow(_("Tolkspråk"), self.language)
        self.variant_row = FormRow(_("Variant"), self.variant, _("Får vara tom."))
        self.reads_row = FormRow(_("Läser på"), self.reads, _("Papper trycks på det språket."))
        self.understands_row = FormRow(
            _("Förstår också"), self.understands, _("Flera språk med komma mellan.")
        )
        self.sex_row = FormRow(_("Kön"), self.sex)
        self.name_row = FormRow(
            _("Tilltalsnamn"), self.name, _("Det hon eller han vill kallas. Inget efternamn behövs.")
        )
        self.contact_row = FormRow(_("Kontakt"), self.contact)
        self.phone_row = FormRow(_("Telefon"), self.phone)
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.gap(18))
        grid.setVerticalSpacing(t.gap(12))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        rows = [
            (self.number_row, self.run_row),
            (self.language_row, self.variant_row),
            (self.reads_row, self.understands_row),
            (self.contact_row, self.phone_row),
            (self.sex_row, self.name_row),
        ]
        for at, pair in enumerate(rows):
            for column, row in enumerate(pair):
                grid.addWidget(row, at, column)
        if self._line is not None:
            self.number_row.hide()
            self.run_row.hide()
        self.name_row.setVisible(self._view.course.uses_names)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        fields = [row.field for pair in rows for row in pair]
        for before, after in pairwise(fields):
            self.setTabOrder(before, after)

    def _tell_seats(self) -> None:
        for at, seats in enumerate(self._view.tracks):
            self.run.setItemText(at, self._run_words(seats))

    def _run_words(self, seats: TrackSeats) -> str:
        free = seats.track.capacity - self._taken[seats.track.id]
        run = label(seats.track.code)
        if free <= 0:
            return _("{run} – full, till väntelistan").format(run=run)
        return _("{run} – {free} av {seats} platser lediga").format(
            run=run, free=free, seats=seats.track.capacity
        )

    def _connect(self) -> None:
        self.language.code_changed.connect(self._on_language)
        self.reads.activated.connect(lambda _at: self._keep_reads())
        edit = self.reads.lineEdit()
        if edit is not None:
            edit.textEdited.connect(lambda _text: self._keep_reads())
        self.contact.currentIndexChanged.connect(self._on_contact)
        self.number.valueChanged.connect(lambda _number: self.number_row.clear_error())
        self.understands.textChanged.connect(lambda _text: self.understands_row.clear_error())
        for row, field in ((self.name_row, self.name), (self.phone_row, self.phone)):
            field.textChanged.connect(lambda text, at=row: self._watch(at, text))
        self.variant.currentTextChanged.connect(lambda text: self._watch(self.variant_row, text))
        self._on_contact()

    def _watch(self, row: FormRow, text: str) -> None:
        """Says at once when it looks like a personnummer, before anybody tries to save it."""
        phone = row is self.phone_row
        if looks_like_personal_number(text, phone_expected=phone):
            row.show_error(sentence(RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)))
        else:
            row.clear_error()

    def _fill(self, line: PersonLine | None) -> None:
        self.number.setValue(next_number(self._numbers))
        if line is None:
            self._choose_free_run()
            self.reads.set_code(READS_NOTHING)
            self._set_variants(None)
            return
        person = line.participant
        self.number.setValue(line.enrolment.number)
        self.language.set_code(person.interpreter_language)
        self._set_variants(person.interpreter_language)
        self.variant.setCurrentText(variant_name(person.variant))
        self.reads.set_code(person.reads)
        self.understands.setText(", ".join(language_name(code) for code in person.understands))
        self.sex.setCurrentIndex(self.sex.findData(person.sex.value if person.sex else None))
        self.name.setText(person.name)
        self.contact.setCurrentIndex(
            self.contact.findData(person.contact_way.value if person.contact_way else None)
        )
        self.phone.setText(person.phone)

    def _choose_free_run(self) -> None:
        """Keeps the chosen group while it has room, else the first that has."""
        free = [seats.track.capacity > self._taken[seats.track.id] for seats in self._view.tracks]
        at = max(0, self.run.currentIndex())
        if not free[at] and any(free):
            self.run.setCurrentIndex(free.index(True))

    def _set_variants(self, code: str | None) -> None:
        kept = self._variant()
        known = language(code).variants if code else ()
        self.variant.blockSignals(True)
        self.variant.clear()
        for variant in ("", *known):
            self.variant.addItem(variant_name(variant), variant)
        self.variant.setCurrentText(variant_name(kept) if kept in known else "")
        self.variant.blockSignals(False)
        self.variant.setEnabled(code not in (None, NO_INTERPRETER))

    def _variant(self) -> str:
        """The table's own word for the variant, or what she wrote herself."""
        text = self.variant.currentText()
        at = self.variant.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.variant.itemData(at)) if at >= 0 else text

    def _on_language(self, code: str | None) -> None:
        self.language_row.clear_error()
        self._set_variants(code)
        if not self._own_reads and code is not None:
            self.reads.set_code(code)

    def _keep_reads(self) -> None:
        self._own_reads = True
        self.reads_row.clear_error()

    def _on_contact(self) -> None:
        own = self.contact.currentData() == ContactWay.OWN_NUMBER.value
        # It keeps its place, so that nothing jumps; what was typed is kept while another way is tried.
        self.phone.setEnabled(own)

    # Saving

    def _facts(self) -> PersonFacts | None:
        """What the fields say, or None when one of them cannot be understood; then that one says why."""
        good = True
        spoken = self.language.code()
        if spoken is None:
            self.language_row.show_error(
                _("Välj ett språk i listan. Skriv några bokstäver för att hitta det.")
            )
            self.language.setFocus()
            good = False
        reads = self.reads.code()
        if reads is None:
            self.reads_row.show_error(_("Välj ett språk i listan, eller ”inget – bilder”."))
            if good:
                self.reads.setFocus()
            good = False
        others = read_languages(self.understands.text())
        clear = others.kind in (ReadingKind.EMPTY, ReadingKind.ONE, ReadingKind.SEVERAL)
        if not clear:
            self.understands_row.show_error(
                _("Skriv hela språknamn med komma mellan, till exempel franska, engelska.")
            )
            if good:
                self.understands.setFocus()
            good = False
        for row, text in (
            (self.variant_row, self.variant.currentText()),
            (self.name_row, self.name.text()),
        ):
            if looks_like_personal_number(text):
                row.show_error(sentence(RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)))
                if good:
                    row.field.setFocus()
                good = False
        if not good or spoken is None or reads is None:
            return None
        sex, way = self.sex.currentData(), self.contact.currentData()
        return PersonFacts(
            interpreter_language=spoken,
            variant=self._variant() if spoken != NO_INTERPRETER else "",
            understands=tuple(code for code in others.codes if code != spoken),
            reads=reads,
            sex=Sex(sex) if sex else None,
            name=self.name.text() if self._view.course.uses_names else "",
            contact_way=ContactWay(way) if way else None,
            phone=self.phone.text(),
            number=self.number.value() if self._line is None else None,
        )

    def _save(self, *, stays: bool) -> None:
        if self.is_busy:
            return
        self.clear_trouble()
        facts = self._facts()
        if facts is None:
            return
        people, line = self._context.services.participants, self._line
        track = self._view.tracks[max(0, self.run.currentIndex())].track
        course_id = self._view.course.id
        saved: list[_Saved] = []

        def job() -> Changes:
            if line is not None:
                changes = people.change(line.enrolment.id, facts)
                text = _("{number} är ändrad.").format(number=line.enrolment.label)
                saved.append(_Saved(line.enrolment.id, text))
                return changes
            added = people.add(course_id, track.code, facts)
            waits = added.enrolment.status is EnrolmentStatus.WAITING
            text = _("{number} står på väntelistan.") if waits else _("{number} är med i kursen.")
            saved.append(_Saved(added.enrolment.id, text.format(number=added.enrolment.label)))
            return added.changes

        def done(_changes: Changes) -> None:
            if not isValid(self):
                return
            self.set_busy(False)
            self.saved.emit(saved[0].enrolment_id, saved[0].text)
            if stays:
                self._begin_next(facts, track.id)
            else:
                self.accept()

        self.set_busy(True)
        self._context.write(job, done, self._on_refused)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        if self._line is None and hasattr(self, "more_button"):
            self.more_button.setEnabled(not busy)

    def _begin_next(self, facts: PersonFacts, track_id: str) -> None:
        """Empties what belongs to one person; run and language are often the same for the next."""
        assert facts.number is not None
        self._numbers.add(facts.number)
        self._taken[track_id] += 1
        self._tell_seats()
        self._choose_free_run()
        self.number.setValue(next_number(self._numbers))
        self.name.clear()
        self.phone.clear()
        self.understands.clear()
        self.sex.setCurrentIndex(0)
        self._own_reads = False
        self.language.setFocus()
        edit = self.language.lineEdit()
        if edit is not None:
            edit.selectAll()

    def _on_refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        if not isValid(self):
            return
        text = sentence(error)
        self.set_busy(False)
        refusal = error.refusal if isinstance(error, RuleBroken) else None
        if refusal is Refusal.NUMBER_TAKEN:
            row = self.number_row
        elif refusal is Refusal.PHONE_UNREADABLE or refusal is Refusal.PERSONAL_NUMBER_IN_FIELD:
            row = self.phone_row
        else:
            self.show_trouble(text)
            return
        row.show_error(text)
        row.field.setFocus()
