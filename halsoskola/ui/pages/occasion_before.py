""" "Före": how the meeting goes, who is expected, which interpreters, what to print and what to bring."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from halsoskola.domain.agenda import total_minutes
from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import Occasion, OccasionStatus
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.interpreting import NeedState
from halsoskola.domain.plans import BlockKind
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.messages import sentence
from halsoskola.i18n.plan_warnings import warning_sentence
from halsoskola.services.attendance import RegisterView
from halsoskola.services.occasions import OccasionView
from halsoskola.services.printing import Papers
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.booking import BookingDialog
from halsoskola.ui.dialogs.pile import PileDialog
from halsoskola.ui.models.agenda import AgendaModel
from halsoskola.ui.models.register import ExpectedModel, ExpectedRow, deadline_words
from halsoskola.ui.pages.occasion_facts import OccasionFacts
from halsoskola.ui.pages.occasion_worst import WorstMorningCard
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card, Hairline
from halsoskola.ui.widgets.columns import Columns, stack_of
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import IconLabel, TextLabel

FIRST_WARNINGS = 2
"""So many warnings about the papers are read at a glance; the others come on demand and stand on the cover slip."""


def agenda_note(view: OccasionView) -> str:
    """ "120 min med paus · netto taltid 38 min med tolk"."""
    minutes = total_minutes(view.plan.blocks)
    has_break = any(block.kind is BlockKind.BREAK for block in view.plan.blocks)
    length = _("{minutes} min med paus") if has_break else _("{minutes} min")
    parts = [length.format(minutes=minutes)]
    if view.net_talk_minutes:
        parts.append(_("netto taltid {minutes} min med tolk").format(minutes=view.net_talk_minutes))
    return " · ".join(parts)


def absence_note(register: RegisterView) -> str:
    """ "1 anmäld frånvaro · 1 går på eftermiddagen"; "" when everybody is expected."""
    parts = []
    count = register.count
    if count.announced:
        parts.append(
            ngettext("{count} anmäld frånvaro", "{count} anmälda frånvaro", count.announced).format(
                count=count.announced
            )
        )
    if count.away:
        run = label(register.other_track.code) if register.other_track is not None else _("andra gruppen")
        parts.append(_("{count} går på {run}").format(count=count.away, run=_the(run)))
    return " · ".join(parts)


def _the(run: str) -> str:
    """The run's name with its article: "förmiddagen"."""
    return {_("förmiddag"): _("förmiddagen"), _("eftermiddag"): _("eftermiddagen")}.get(run, run)


def _urgency(row: ExpectedRow) -> int:
    """Which language comes first to mind: one that costs money for nothing, then one without interpreter."""
    waiting = (NeedState.TO_CANCEL, NeedState.NEED, NeedState.ORDERED)
    return waiting.index(row.need.state) if row.need is not None and row.need.state in waiting else 3


def booking_words(row: ExpectedRow) -> str:
    """What the button under the list says about a language."""
    need = row.need
    if need is None:
        return ""
    if need.state in (NeedState.NEED, NeedState.CANCELLED):
        return _("Beställ hos tolkförmedlingen …") if need.people else _("Visa bokningen …")
    if need.state is NeedState.TO_CANCEL:
        return _("Avboka hos tolkförmedlingen …")
    if need.state is NeedState.ORDERED:
        return _("Skriv in svaret från tolkförmedlingen …")
    return _("Visa bokningen …")


class VenueEditor(QWidget):
    """Where the meeting is, changed in place: Enter or leaving the field saves for this meeting."""

    saved = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._occasion: Occasion | None = None
        self._later: tuple[str, ...] = ()
        t = theme()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(t.gap(8))
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Plats"))
        self.field.setPlaceholderText(_("Hus, rum, adress"))
        self.for_all = KeyButton(_("Använd för alla senare träffar"))
        grid.addWidget(self.field, 0, 0)
        grid.addWidget(self.for_all, 1, 0)
        grid.setColumnStretch(0, 1)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        grid.addWidget(self._trouble, 2, 0)
        self.field.editingFinished.connect(self.save)
        self.for_all.clicked.connect(self.save_for_later)

    def set_occasion(self, occasion: Occasion) -> None:
        """Shows the venue; what is being typed for the same occasion stays."""
        other = self._occasion is None or self._occasion.id != occasion.id
        if other or not self.field.isModified():
            self.field.setText(occasion.venue)
            self.field.setModified(False)
            self.field.setCursorPosition(0)
        self._occasion = occasion

    def save(self) -> None:
        """For this meeting only; nothing happens when it says what it said."""
        occasion = self._occasion
        venue = " ".join(self.field.text().split())
        if occasion is None or venue == occasion.venue:
            self.field.setModified(False)
            return
        self._write((occasion.id,), venue, _("Platsen är ändrad för den här träffen."))

    def save_for_later(self) -> None:
        """For this meeting and every later one of the same run."""
        occasion = self._occasion
        if occasion is None:
            return
        venue = " ".join(self.field.text().split())
        services = self._context.services

        def job() -> Changes:
            placed = services.occasions.room(occasion.id).placed
            view = services.courses.view(placed.course.id)
            ids = tuple(
                one.occasion.id
                for line in view.meetings
                for one in line.occasions
                if one.track.id == occasion.track_id and one.occasion.start >= occasion.start
            )
            return services.courses.set_venue(ids, venue)

        self._run(job, _("Platsen är ändrad för den här och alla senare träffar i gruppen."))

    def _write(self, ids: tuple[str, ...], venue: str, said: str) -> None:
        courses = self._context.services.courses
        self._run(lambda: courses.set_venue(ids, venue), said)

    def _run(self, job: Callable[[], Changes], said: str) -> None:
        def done(changes: Changes) -> None:
            self._trouble.hide()
            self.field.setModified(False)
            if changes:
                self.saved.emit(said)

        self._context.write(job, done, self._refuse, owner=self)

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._trouble.setText(sentence(trouble))
        self._trouble.show()


class PaperLines(QWidget):
    """What will be printed, one line each with a hairline between, and what the leader should know about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers: Papers | None = None
        self._shows_all = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme().gap(8), 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().gap(12))
        self._grid.setVerticalSpacing(theme().gap(7))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def papers(self) -> Papers | None:
        return self._papers

    def set_papers(self, papers: Papers | None) -> None:
        if papers != self._papers:
            self._papers = papers
            self._shows_all = False
            self._build()

    def show_all(self) -> None:
        """Every warning, not only the first ones."""
        self._shows_all = True
        self._build()

    def _build(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        papers = self._papers
        if papers is None:
            return
        at = 0
        for line in papers.lines:
            if at:
                self._grid.addWidget(Hairline(), at, 0, 1, 2)
                at += 1
            self._grid.addWidget(TextLabel(line.title, wrap=True), at, 0)
            self._grid.addWidget(TextLabel(line.detail, TextRole.QUIET, wrap=True), at, 1)
            at += 1
        # One more is shown rather than hidden behind a button of the same height.
        most = len(papers.warnings) if self._shows_all else FIRST_WARNINGS
        if len(papers.warnings) == most + 1:
            most += 1
        for warning in papers.warnings[:most]:
            row = QWidget()
            box = QHBoxLayout(row)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(theme().gap(6))
            box.addWidget(IconLabel("circle-alert", size=14, role=TextRole.QUIET))
            box.addWidget(TextLabel(warning, TextRole.SMALL, wrap=True), 1)
            self._grid.addWidget(row, at, 0, 1, 2)
            at += 1
        rest = len(papers.warnings) - most
        if rest > 0:
            more = KeyButton(
                ngettext("Visa {count} till", "Visa {count} till", rest).format(count=rest), flat=True
            )
            more.clicked.connect(self.show_all)
            self._grid.addWidget(more, at, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)


class BeforePart(QWidget):
    """The step before the meeting."""

    said = Signal(str)
    """Something was saved; the sentence for the message bar."""

    go_to = Signal(object)
    """A `PageAddress`."""

    paper_wanted = Signal(str)
    """The kind of a paper for the worst morning."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._facts: OccasionFacts | None = None
        self._papers_of = ""
        self._told: tuple[str, ...] = ()
        """What "Att tänka på" says, so that the papers need not say it again."""
        self.dialog: BookingDialog | None = None
        self.agenda = AgendaModel(self)
        self.agenda_table = Table(self.agenda, grow=True, row_height=33, name=_("Så går träffen till"))
        self._agenda_card = Card(_("Så går träffen till"), "list-ordered")
        self._agenda_card.add(self.agenda_table)
        self._agenda_card.body.addStretch(1)
        self.change_button = KeyButton(_("Ändra träffplanen …"), icon="square-pen", flat=True)
        self._agenda_card.add(self.change_button)
        self._think_card = Card(_("Att tänka på"), "lightbulb")
        self._think = TextLabel("", wrap=True)
        self._think_card.add(self._think)
        self._think_card.hide()

        self.expected = ExpectedModel(self)
        self.expected_table = Table(self.expected, grow=True, name=_("Väntas"))
        self.expected_table.set_stretch(ExpectedModel.STEP)
        self.expected_table.horizontalHeader().hide()
        self._expected_card = Card(_("Väntas"), "users")
        self._expected_card.add(self.expected_table)
        self._deadline = TextLabel("", TextRole.SMALL, wrap=True)
        self._expected_card.add(self._deadline)
        self.book_button = KeyButton("", "Enter", icon="phone-call")
        row = QHBoxLayout()
        row.addWidget(self.book_button)
        row.addStretch(1)
        self._expected_card.add(row)
        people = KeyButton(_("Lägg till deltagare"), icon="user-plus", primary=True)
        self._nobody = EmptyState(
            "users",
            _("Ingen väntas"),
            _("Lägg in deltagarna i kursen, så räknas språk och tolkar ut."),
            people,
        )
        self._expected_card.add(self._nobody)

        self.papers = PaperLines()
        self._papers_card = Card(_("Papper"), "printer")
        self.choose_papers = KeyButton(_("Välj …"), icon="list-checks", flat=True)
        self.choose_papers.setAccessibleName(_("Välj papper"))
        self.choose_papers.setToolTip(_("Välj vilka papper som ligger i högen, och storleken på bokstäverna"))
        self._papers_card.add_to_head(self.choose_papers)
        self.pile_dialog: PileDialog | None = None
        self._papers_card.add(self.papers)
        self._bring_card = Card(_("Ta med"), "package")
        self._bring = TextLabel("", TextRole.QUIET, wrap=True)
        self._bring_card.add(self._bring)
        self.venue = VenueEditor(context)
        self._venue_card = Card(_("Plats"), "map-pin")
        self._venue_card.add(self.venue)

        self.worst = WorstMorningCard()
        # The agenda is no higher than its rows, so that the worst morning is in sight.
        left = stack_of(self._agenda_card, self.worst)
        self.columns = Columns(
            left,
            stack_of(
                self._expected_card, self._think_card, self._papers_card, self._bring_card, self._venue_card
            ),
            (649, 447),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)

        self.expected_table.activated.connect(lambda index: self.open_booking(index.row()))
        self.expected_table.clicked.connect(lambda index: self.open_booking(index.row()))
        self.expected_table.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell_row())
        self.book_button.clicked.connect(lambda: self.open_booking(max(0, self.expected_table.current_row())))
        people.clicked.connect(self._on_people)
        self.venue.saved.connect(self.said)
        self.change_button.clicked.connect(self._on_change_plan)
        self.choose_papers.clicked.connect(self.open_pile)
        self.worst.wanted.connect(self.paper_wanted)

    def open_pile(self) -> None:
        """Lets the leader choose what "Skriv ut allt" prints; nothing before it is known what there is."""
        papers = self.papers.papers()
        if papers is None or not papers.template:
            return
        dialog = PileDialog(self._context, papers, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pile_dialog = dialog
        dialog.destroyed.connect(self._forget_pile)
        dialog.open()

    def _forget_pile(self) -> None:
        self.pile_dialog = None

    def ask_for_papers(self) -> None:
        """Reads anew what would be printed; after the pile was made its number of pages is known."""
        if self._facts is not None:
            self._ask_for_papers(self._facts)

    def set_facts(self, facts: OccasionFacts) -> None:
        self._facts = facts
        self.agenda.set_view(facts.view)
        self.agenda_table.set_stretch(self.agenda.title_column)
        self._agenda_card.set_note(agenda_note(facts.view))
        current = self.expected.row(self.expected_table.current_row())
        self.expected.set_room(facts.view.room)
        self.expected_table.set_stretch(ExpectedModel.STEP)
        self._keep_row(current)
        people = len(facts.view.room.expected)
        self._expected_card.set_title(_("{count} väntas").format(count=people))
        self._expected_card.set_note(absence_note(facts.register))
        empty = self.expected.rowCount() == 0
        self._nobody.setVisible(empty and not facts.register.lines)
        self.expected_table.setVisible(not empty)
        self._tell_row()
        is_coming = facts.occasion.status is OccasionStatus.PLANNED
        self._told = tuple(map(warning_sentence, facts.view.warnings)) if is_coming else ()
        self._think.setText("\n".join(f"•  {said}" for said in self._told))
        self._think_card.setVisible(bool(self._told))
        materials = facts.view.plan.materials
        self._bring.setText(dates.capital(" · ".join(materials)) if materials else _("Inget särskilt."))
        self.venue.set_occasion(facts.occasion)
        self._ask_for_papers(facts)

    def _keep_row(self, wanted: ExpectedRow | None) -> None:
        """The ring stays on its language, or goes to the first one that has something to do."""
        rows = self.expected.rows()
        if wanted is not None:
            for at, row in enumerate(rows):
                if (row.language, row.variant) == (wanted.language, wanted.variant):
                    self.expected_table.go_to_row(at)
                    return
        if self.expected_table.current_row() < 0 and rows:
            self.expected_table.go_to_row(min(range(len(rows)), key=lambda at: _urgency(rows[at])))

    def _tell_row(self) -> None:
        """Button and deadline follow the language with the ring."""
        row = self.expected.row(self.expected_table.current_row())
        words = booking_words(row) if row is not None and not self._is_closed(row) else ""
        self.book_button.setVisible(bool(words))
        if words:
            self.book_button.set_label(words)
        deadline = row.need.cancel_free_until if row is not None and row.need is not None else None
        facts = self._facts
        shown = deadline is not None and facts is not None and facts.now < facts.occasion.end
        self._deadline.setVisible(shown)
        if deadline is not None and facts is not None:
            self._deadline.setText(deadline_words(deadline, facts.now))

    def _is_closed(self, row: ExpectedRow) -> bool:
        """A meeting that has been, or is called off, needs no new order."""
        facts = self._facts
        if facts is None or row.need is None:
            return True
        is_over = facts.occasion.status is not OccasionStatus.PLANNED
        return is_over and row.need.state in (NeedState.NEED, NeedState.CANCELLED)

    def open_booking(self, at: int) -> None:
        """The dialog for the language of a row; nothing for Swedish."""
        row = self.expected.row(at)
        facts = self._facts
        if row is None or row.need is None or facts is None or self._is_closed(row):
            return
        dialog = BookingDialog(
            self._context, facts.occasion.id, row.language, row.variant, parent=self.window()
        )
        dialog.noted.connect(self.said)
        self.dialog = dialog
        dialog.destroyed.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _ask_for_papers(self, facts: OccasionFacts) -> None:
        occasion_id = facts.occasion.id
        if facts.is_cancelled:
            self.papers.set_papers(Papers((), (_("Träffen är inställd. Det finns inget att skriva ut."),)))
            return
        if self._papers_of != occasion_id:
            self.papers.set_papers(None)
            self._papers_of = occasion_id
        printing = self._context.services.printing

        def shown(papers: Papers) -> None:
            if self._papers_of == occasion_id:
                warnings = tuple(said for said in papers.warnings if said not in self._told)
                self.papers.set_papers(replace(papers, warnings=warnings))
                self.choose_papers.setVisible(bool(papers.template))
                pages = papers.pages
                self._papers_card.set_note(
                    ngettext("{count} sida", "{count} sidor", pages).format(count=pages) if pages else ""
                )

        def refused(trouble: Exception) -> None:
            assert isinstance(trouble, RuleBroken | StorageTrouble)
            self.papers.set_papers(Papers((), (sentence(trouble),)))

        self._context.read(lambda: printing.papers(occasion_id), shown, refused, owner=self)

    def _on_change_plan(self) -> None:
        """Only the course's own copy is changed there; from there it can become the standard."""
        if self._facts is not None:
            placed = self._facts.view.placed
            subject = f"{placed.course.id}:{placed.meeting.plan}"
            self.go_to.emit(PageAddress("plan_edit", subject, "blocks"))

    def _on_people(self) -> None:
        if self._facts is not None:
            self.go_to.emit(PageAddress("course", self._facts.view.placed.course.id, "people"))

    def focus_first(self) -> None:
        if not self.expected_table.isHidden():
            self.expected_table.setFocus()
        else:
            self.agenda_table.setFocus()
