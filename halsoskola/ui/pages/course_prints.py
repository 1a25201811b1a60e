"""Utskrifter: every paper of a course by itself, and the piles of all its coming meetings in one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QProgressBar, QWidget

from halsoskola.domain.changes import Kind
from halsoskola.domain.courses import OccasionStatus, TrackCode
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.domain.papers import PAPER_SIZES
from halsoskola.domain.participants import NO_INTERPRETER, READS_NOTHING, EnrolmentStatus
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import fact_label, label
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.courses import CourseView
from halsoskola.services.mail_drafts import MAIL_KINDS, mail_draft
from halsoskola.services.participants import PersonLine
from halsoskola.services.print_kinds import (
    PRINT_KINDS,
    PrintKind,
    PrintOrder,
    make_paper,
    missing_facts,
    print_kind_name,
)
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.preview import PreviewDialog, show_preview
from halsoskola.ui.models.paper_kinds import PaperKindsModel
from halsoskola.ui.pages.course_part import CoursePart
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, FlowRow, stack_of
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.page import KeyHelp
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import TextLabel

FIRST_KIND = "schedule"


class PileRun(QObject):
    """The piles of many occasions on their way into one file, one occasion at a time, so that others get their turn."""

    progress = Signal(int, int)
    """Piles that are done, and all of them."""

    finished = Signal(object)
    """The file's bytes."""

    failed = Signal(object)
    """A `RuleBroken` or `StorageTrouble`; there is no file."""

    cancelled = Signal()

    def __init__(
        self, context: PageContext, occasion_ids: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._left = list(occasion_ids)
        self._count = len(self._left)
        self._stopped = False
        self._pile = context.services.printing.pile_file()

    def start(self) -> None:
        """Begins; answers come by signal."""
        self.progress.emit(0, self._count)
        self._next()

    def cancel(self) -> None:
        """Stops after the pile that is being made; nothing is kept."""
        self._stopped = True

    def _next(self) -> None:
        if self._stopped:
            self.cancelled.emit()
            return
        printing, pile = self._context.services.printing, self._pile
        if not self._left:
            self._context.read(pile.finish, self.finished.emit, self.failed.emit, owner=self)
            return
        occasion_id = self._left.pop(0)
        self._context.read(
            lambda: printing.add_to_pile(pile, occasion_id),
            lambda _none: self._made(),
            self.failed.emit,
            owner=self,
        )

    def _made(self) -> None:
        self.progress.emit(self._count - len(self._left), self._count)
        self._next()


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the choices are made from. coming: occasions whose piles can be printed."""

    people: tuple[PersonLine, ...]
    coming: tuple[str, ...]


class PrintsPart(CoursePart):
    """The list of papers at the left, what the chosen one needs to know at the right."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.OCCASION, Kind.ENROLMENT, Kind.PARTICIPANT, Kind.FACT})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown_id = ""
        self._coming: tuple[str, ...] = ()
        self._run: PileRun | None = None
        self.dialog: PreviewDialog | None = None
        t = theme()
        self.model = PaperKindsModel(self)
        self.table = Table(self.model, stretch=PaperKindsModel.NAME, name=_("Papper"))
        card = Card()
        card.add(self.table, 1)
        self.preview_button = KeyButton(_("Visa sidor"), "Enter", icon="eye")
        self.print_button = KeyButton(_("Skriv ut …"), icon="printer", primary=True, shortcut="Ctrl+P")

        self._card = Card("", "printer")
        self.meeting = QComboBox()
        self.run = QComboBox()
        self.person = QComboBox()
        self.language = QComboBox()
        self.letters = QComboBox()
        self.esf = QCheckBox(_("Med timmar och underskrift, för ESF"))
        self.themes = QCheckBox(_("Nämn kursens teman, om deltagaren vill"))
        for points in PAPER_SIZES:
            self.letters.addItem(_("{points} punkter").format(points=points), points)
        self.language.addItem(_("det som deltagarna läser"), None)
        for code in (NO_INTERPRETER, *WORD_LIST_LANGUAGES):
            self.language.addItem(dates.capital(language_name(code)), code)
        self.language.addItem(_("bara bilder"), READS_NOTHING)
        self._rows = {
            "meeting": FormRow(_("Träff"), self.meeting),
            "run": FormRow(_("Grupp"), self.run),
            "person": FormRow(_("Deltagare"), self.person),
            "language": FormRow(_("Språk"), self.language),
            "size": FormRow(_("Bokstäver"), self.letters),
        }
        for row in self._rows.values():
            self._card.add(row)
        self._card.add(self.esf)
        self._card.add(self.themes)
        self._missing = TextLabel("", TextRole.SMALL, wrap=True)
        self._card.add(self._missing)
        self._card.body.addStretch(1)

        self._pile_card = Card(_("Alla träffar"), "package")
        self._pile_words = TextLabel("", TextRole.QUIET, wrap=True)
        self._pile_card.add(self._pile_words)
        self.pile_button = KeyButton(_("Gör alla högar"), icon="printer")
        self.cancel_button = KeyButton(_("Avbryt"), icon="x")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Hur många högar som är gjorda"))
        buttons = FlowRow((self.pile_button, self.cancel_button))
        self._pile_card.add(self.progress)
        self._pile_card.add(buttons)
        self._show_progress(on=False)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()

        right = stack_of(self._card, self._pile_card, self._trouble)
        self.column.addWidget(Columns(_filled(card), right, (11, 9)), 1)
        self.column.setSpacing(t.gap(12))
        self.table.activated.connect(lambda _index: self.preview())
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_choices())
        self.preview_button.clicked.connect(lambda: self.preview())
        self.print_button.clicked.connect(lambda: self.preview(print_at_once=True))
        self.pile_button.clicked.connect(self.make_piles)
        self.cancel_button.clicked.connect(self.cancel_piles)
        self.table.go_to_row(self.model.row_of(FIRST_KIND))
        self._show_choices()

    # The page

    def header_buttons(self) -> tuple[QWidget, ...]:
        return (self.preview_button, self.print_button)

    def show_course(self, view: CourseView) -> None:
        first = self._shown_id != view.course.id
        self.view = view
        self._shown_id = view.course.id
        self._fill_meetings(view, keep=not first)
        services, course_id = self.context.services, view.course.id

        def read() -> _Facts:
            planned = {
                one.occasion.id
                for line in view.meetings
                for one in line.occasions
                if one.occasion.status is OccasionStatus.PLANNED
            }
            ids = services.printing.to_print_of_course(course_id)
            coming = tuple(one for one in ids if one in planned) or ids
            return _Facts(tuple(services.participants.list(course_id)), coming)

        def done(facts: _Facts) -> None:
            if self.view is view:
                self._coming = facts.coming
                self._fill_people(facts.people)
                self._tell_piles()
                self._show_choices()

        self.context.read(read, done, owner=self)

    def focus_first(self) -> None:
        self.table.setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        return (KeyHelp("Enter", _("Visa sidor")), KeyHelp("Ctrl P", _("Skriv ut")))

    # Choices

    @property
    def kind(self) -> str:
        """The code of the paper that is chosen."""
        return self.model.kind(max(0, self.table.current_row()))

    def choose(self, kind: str) -> None:
        """Puts the ring on a paper."""
        self.table.go_to_row(self.model.row_of(kind))

    def order(self) -> PrintOrder:
        """What is chosen at the right, as far as it concerns the paper."""
        assert self.view is not None
        kind, chosen = PRINT_KINDS[self.kind], self.run.currentData()
        tracks = (TrackCode(chosen),) if chosen and kind.by_track else ()
        code = self.language.currentData() if kind.for_readers else None
        return PrintOrder(
            course_id=self.view.course.id,
            occasions=self._occasions(kind, tracks),
            tracks=tracks,
            languages=() if code is None else (code,),
            size=self.letters.currentData() if kind.for_readers else PAPER_SIZES[0],
            participant=self.person.currentData() if self._has_person(kind) else None,
            with_themes=self.kind == "certificate" and self.themes.isChecked(),
            esf=self.kind == "signin" and self.esf.isChecked(),
        )

    def _occasions(self, kind: PrintKind, tracks: tuple[TrackCode, ...]) -> tuple[str, ...]:
        if self.view is None or not self._has_meeting(kind):
            return ()
        number = self.meeting.currentData()
        if number is None and not kind.needs_meeting:
            return ()
        return tuple(
            one.occasion.id
            for line in self.view.meetings
            if number is None or line.meeting.number == number
            for one in line.occasions
            if (not tracks or one.track.code in tracks)
            and one.occasion.status is not OccasionStatus.CANCELLED
        )

    def _has_meeting(self, kind: PrintKind) -> bool:
        return kind.needs_meeting or self.kind in ("order", "crisis")

    def _has_person(self, kind: PrintKind) -> bool:
        return kind.for_one or self.kind in ("slip", "certificate", "name-cards", "schedule")

    def _show_choices(self) -> None:
        kind = PRINT_KINDS[self.kind]
        self._card.set_title(dates.capital(print_kind_name(self.kind)))
        shown = {
            "meeting": self._has_meeting(kind),
            "run": kind.by_track and self.run.count() > 2,
            "person": self._has_person(kind),
            "language": kind.for_readers,
            "size": kind.for_readers,
        }
        for name, row in self._rows.items():
            row.setVisible(shown[name])
        # "" would be an order for nobody; one paper for one participant must have hers.
        self.person.setItemText(0, _("välj") if kind.for_one else _("alla"))
        self.esf.setVisible(self.kind == "signin")
        self.themes.setVisible(self.kind == "certificate")
        names = missing_facts(self.context.services, self.kind)
        self._missing.setVisible(bool(names))
        self._missing.setText(
            _("Det här blir tomma rader: {facts}. Skriv in det under Inställningar.").format(
                facts=", ".join(map(fact_label, names))
            )
        )
        self._trouble.hide()

    def _fill_meetings(self, view: CourseView, *, keep: bool) -> None:
        today = self.context.services.clock.today()
        before = self.meeting.currentData() if keep else None
        chosen_run = self.run.currentData() if keep else None
        self.meeting.clear()
        coming = None
        self.meeting.addItem(_("alla träffar"), None)
        for line in view.meetings:
            occasions = [one.occasion for one in line.occasions]
            day = min((one.day for one in occasions), default=None)
            text = _("Träff {number} · {title}").format(number=line.meeting.number, title=line.meeting.title)
            if day is not None:
                text = f"{text} · {dates.short_day(day)}"
            self.meeting.addItem(text, line.meeting.number)
            is_ahead = any(one.day >= today and one.status is OccasionStatus.PLANNED for one in occasions)
            if coming is None and is_ahead:
                coming = line.meeting.number
        wanted = before if keep else coming
        self.meeting.setCurrentIndex(max(0, self.meeting.findData(wanted)) if wanted is not None else 0)
        self.run.clear()
        self.run.addItem(_("båda grupperna"), None)
        for seats in view.tracks:
            self.run.addItem(dates.capital(label(seats.track.code)), seats.track.code.value)
        self.run.setCurrentIndex(max(0, self.run.findData(chosen_run)))

    def _fill_people(self, people: Sequence[PersonLine]) -> None:
        before = self.person.currentData()
        self.person.clear()
        self.person.addItem(_("välj"), None)
        for line in people:
            if line.enrolment.status is EnrolmentStatus.TAKING_PART:
                self.person.addItem(line.enrolment.label, line.enrolment.number)
        self.person.setCurrentIndex(max(0, self.person.findData(before)))

    # Printing

    def preview(self, *, print_at_once: bool = False) -> PreviewDialog | None:
        """Shows the chosen paper; `print_at_once` goes on to the system's print dialog."""
        if self.view is None:
            return None
        services, kind, order = self.context.services, self.kind, self.order()
        name = dates.capital(print_kind_name(kind))
        has_draft = kind in MAIL_KINDS
        dialog = show_preview(
            self.context,
            name,
            lambda: make_paper(services, kind, order),
            self,
            file_name=f"{name}.pdf",
            print_at_once=print_at_once,
            draft=(lambda: mail_draft(services, kind, order)) if has_draft else None,
        )
        self.dialog = dialog
        return dialog

    # All meetings

    def _tell_piles(self) -> None:
        count = len(self._coming)
        self._pile_words.setText(
            ngettext(
                "Högen för {count} träff som inte har varit, i en fil.",
                "Högarna för {count} träffar som inte har varit, i en fil. Det tar några sekunder.",
                count,
            ).format(count=count)
        )
        self.pile_button.setEnabled(bool(count) and self._run is None)

    def _show_progress(self, *, on: bool) -> None:
        self.progress.setVisible(on)
        self.cancel_button.setVisible(on)

    def make_piles(self) -> None:
        """Makes the piles one after the other and then shows them; nothing while that is being done."""
        if self._run is not None or not self._coming or self.view is None:
            return
        self._trouble.hide()
        run = PileRun(self.context, self._coming, self)
        self._run = run
        self._show_progress(on=True)
        self.pile_button.setEnabled(False)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        run.progress.connect(self._on_progress)
        run.finished.connect(self._on_piles)
        run.failed.connect(self._on_failed)
        run.cancelled.connect(self._end_run)
        run.start()

    def cancel_piles(self) -> None:
        """Stops after the pile that is being made."""
        if self._run is not None:
            self._run.cancel()

    def _on_progress(self, done: int, count: int) -> None:
        self.progress.setRange(0, max(1, count))
        self.progress.setValue(done)
        self._pile_words.setText(
            _("Hög {number} av {count}").format(number=min(done + 1, count), count=count)
        )

    def _on_piles(self, pdf: bytes) -> None:
        self._end_run()
        if self.view is None:
            return
        name = self.view.course.name
        title = _("Alla träffar: {course}").format(course=name)
        self.dialog = show_preview(self.context, title, lambda: pdf, self, file_name=f"{name}.pdf")

    def _on_failed(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._end_run()
        self._trouble.setText(sentence(trouble))
        self._trouble.show()

    def _end_run(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.deleteLater()
        had_focus = self.cancel_button.hasFocus()
        self._show_progress(on=False)
        self._tell_piles()
        if had_focus:
            self.pile_button.setFocus()


def _filled(card: Card) -> QWidget:
    """A column in which the card takes all the height."""
    return stack_of(card, grows=True)
