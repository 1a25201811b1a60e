"""One meeting for one run: Före, Under and Efter on one page. The heart of the program.

This module arranges the three steps and reads what they show; what each of them does stands in its own module.
"""

from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.domain.changes import Kind
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.i18n.messages import sentence
from halsoskola.services.print_kinds import PrintOrder, make_paper, print_kind_name
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.preview import PreviewDialog, show_preview
from halsoskola.ui.pages.occasion_after import AfterPart
from halsoskola.ui.pages.occasion_before import BeforePart
from halsoskola.ui.pages.occasion_during import DuringPart, register_keys
from halsoskola.ui.pages.occasion_facts import (
    AFTER,
    BEFORE,
    DURING,
    PARTS,
    OccasionFacts,
    part_by_clock,
    read_occasion,
)
from halsoskola.ui.pages.occasion_worst import WORST_PAPERS
from halsoskola.ui.theme import State, theme
from halsoskola.ui.widgets.buttons import KeyButton, key_text
from halsoskola.ui.widgets.columns import FlowRow, stack_of
from halsoskola.ui.widgets.header import PageHeader
from halsoskola.ui.widgets.notices import Notice, NoticeKind
from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.steps import Steps
from halsoskola.ui.widgets.tabs import SegmentedTabs

NARROW = 860
"""Reference pixels below which title and buttons do not stand beside each other."""


def occasion_title(facts: OccasionFacts) -> str:
    """ "Träff 5 · Sömn"."""
    meeting = facts.view.placed.meeting
    return _("Träff {number} · {title}").format(number=meeting.number, title=meeting.title)


def occasion_subtitle(facts: OccasionFacts, part: str) -> str:
    """ "Tisdag 2 mars kl. 9.00–11.00 · Försäkringskassan, rum Eken · leds av psykolog eller sjuksköterska".

    While the meeting is held everybody knows where she is: then only the time, and more room for the register.
    """
    occasion = facts.occasion
    parts = [dates.capital(dates.day_and_span(occasion.start, occasion.end, facts.today))]
    if part == DURING:
        return parts[0]
    if occasion.venue:
        parts.append(occasion.venue)
    leaders = facts.view.plan.led_by
    if leaders:
        parts.append(_("leds av {who}").format(who=_(" eller ").join(leaders)))
    return " · ".join(parts)


class OccasionPage(Page):
    """Page "occasion": `PageAddress("occasion", occasion_id, "before" | "during" | "after" | "")`.

    Without a part it opens on the step that fits the hour.
    """

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
            Kind.EVALUATION,
            Kind.FIRO_NOTE,
            Kind.FOLLOW_UP,
            Kind.FACT,
            Kind.PLAN,
        }
    )

    loaded = Signal()
    """What the page shows has been read and is on the screen."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._occasion_id = ""
        self._wanted_part = ""
        self._facts: OccasionFacts | None = None
        self._focus_when_loaded = False
        self.dialog: PreviewDialog | None = None
        t = theme()
        self.show_button = KeyButton(_("Visa sidor"), icon="eye")
        self.print_button = KeyButton(_("Skriv ut allt"), icon="printer", primary=True, shortcut="Ctrl+P")
        self.crisis_button = KeyButton(_("Någon mår dåligt"), icon="life-buoy")
        self.missing_button = KeyButton(_("Tolken kom inte"), icon="phone-missed")
        self.group_button = KeyButton(_("Visa för gruppen"), icon="presentation")
        self.header = PageHeader()
        # A long place goes over several lines; the header must be allowed to grow with it.
        self._actions = FlowRow(
            (
                self.show_button,
                self.print_button,
                self.crisis_button,
                self.missing_button,
                self.group_button,
            )
        )
        self.tabs = SegmentedTabs((_("Före"), _("Under"), _("Efter")))
        self.tabs.setAccessibleName(_("Träffens tre steg"))
        self._cancelled = Pill(State.OFF, _("inställd"), "ban")
        self._cancelled.hide()
        # Each step is made when it is first looked at: together they would hold the first picture up.
        self._made: dict[str, BeforePart | DuringPart | AfterPart] = {}
        self._steps = Steps()
        self._holders = {name: stack_of(grows=True) for name in PARTS}
        for holder in self._holders.values():
            self._steps.add(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(t.gap(28), t.gap(20), t.gap(28), t.gap(20))
        column.setSpacing(t.gap(14))
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(t.gap(8))
        self._head.addWidget(self.header, 1)
        self._head.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(self._head)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addWidget(self._cancelled)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._steps, 1)
        self._show_actions(0)
        self._steps.hide()

        self.tabs.currentChanged.connect(self._on_tab)
        self.header.crumb_chosen.connect(self._on_crumb)
        self.show_button.clicked.connect(lambda: self.preview())
        self.print_button.clicked.connect(lambda: self.preview(print_at_once=True))
        self.crisis_button.clicked.connect(lambda: self.during.show_crisis())
        self.missing_button.clicked.connect(lambda: self.during.show_missing_interpreter())
        self.group_button.clicked.connect(lambda: self.during.show_to_group())
        for paper in WORST_PAPERS:
            shortcut = QShortcut(QKeySequence(paper.shortcut), self)
            shortcut.activated.connect(lambda kind=paper.kind: self.preview_paper(kind))
        for at, part_name in enumerate(PARTS, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{at}"), self)
            shortcut.activated.connect(lambda name=part_name: self._go_to_part(name, focus=True))

    # Page

    def show_address(self, address: PageAddress) -> None:
        if address.subject != self._occasion_id:
            self._flush()
            self._occasion_id = address.subject
            self._facts = None
            self._steps.hide()
        self._wanted_part = address.part
        if self._facts is not None:
            self._show_wanted_part(self._facts)

    def refresh(self) -> None:
        occasion_id = self._occasion_id
        if not occasion_id:
            return
        services = self._context.services
        self._context.read(
            lambda: read_occasion(services, occasion_id), self._on_facts, self._on_trouble, owner=self
        )

    def focus_first(self) -> None:
        if self._facts is None:
            self._focus_when_loaded = True
            return
        self._part().focus_first()

    def key_help(self) -> tuple[KeyHelp, ...]:
        here = register_keys() if self.part == DURING else ()
        own = (
            KeyHelp("Alt 1–3", _("Före, Under, Efter")),
            KeyHelp("Ctrl P", _("Skriv ut allt (i Före)")),
            *(KeyHelp(key_text(paper.shortcut), _(paper.title)) for paper in WORST_PAPERS),
        )
        return own + here

    @property
    def part(self) -> str:
        """Which step is seen."""
        return PARTS[self._steps.current()]

    @property
    def facts(self) -> OccasionFacts | None:
        """What the page shows, None until it has been read."""
        return self._facts

    # What is shown

    def _on_facts(self, facts: OccasionFacts) -> None:
        if facts.occasion.id != self._occasion_id:
            return  # an answer to a question that nobody asks any more
        first = self._facts is None
        self._facts = facts
        placed = facts.view.placed
        self.title = occasion_title(facts)
        self.title_changed.emit(self.title)
        self.header.set_breadcrumb((placed.course.name, dates.capital(label(placed.track.code))))
        self.header.set_title(self.title, occasion_subtitle(facts, self.part))
        self._cancelled.setVisible(facts.is_cancelled)
        self.print_button.setEnabled(not facts.is_cancelled)
        self.show_button.setEnabled(not facts.is_cancelled)
        for part in self._made.values():
            part.set_facts(facts)
        if first:
            self._show_wanted_part(facts)
        self._part()
        self._steps.show()
        if self._focus_when_loaded:
            self._focus_when_loaded = False
            self._part().focus_first()
        self.loaded.emit()

    def _on_trouble(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        if isinstance(trouble, RuleBroken):
            self._facts = None
            self._steps.hide()
            self.header.set_breadcrumb(())
            self.header.set_title(_("Träffen finns inte"))
        self.say(sentence(trouble), NoticeKind.REFUSED)

    def _say_done(self, text: str) -> None:
        # The window's Ctrl+Z does what the button says.
        self.notice.emit(Notice(text, NoticeKind.DONE, action=_("Ångra"), key="Ctrl Z"))

    # The steps

    @property
    def before(self) -> BeforePart:
        part = self._made.get(BEFORE)
        if part is None:
            part = BeforePart(self._context)
            part.go_to.connect(self.go_to)
            part.paper_wanted.connect(self.preview_paper)
            self._take_in(BEFORE, part)
        assert isinstance(part, BeforePart)
        return part

    @property
    def during(self) -> DuringPart:
        part = self._made.get(DURING)
        if part is None:
            part = DuringPart(self._context)
            part.go_to.connect(self.go_to)
            self._take_in(DURING, part)
        assert isinstance(part, DuringPart)
        return part

    @property
    def after(self) -> AfterPart:
        part = self._made.get(AFTER)
        if part is None:
            part = AfterPart(self._context)
            part.register_wanted.connect(lambda: self._go_to_part(DURING, focus=True))
            self._take_in(AFTER, part)
        assert isinstance(part, AfterPart)
        return part

    def _take_in(self, name: str, part: BeforePart | DuringPart | AfterPart) -> None:
        self._made[name] = part
        part.said.connect(self._say_done)
        layout = self._holders[name].layout()
        assert layout is not None
        layout.addWidget(part)
        part.show()  # at once, or the keyboard cannot be put in it
        if self._facts is not None:
            part.set_facts(self._facts)

    def _part(self) -> BeforePart | DuringPart | AfterPart:
        """The step that is seen; made now if nobody has looked at it yet."""
        name = self.part
        return self.before if name == BEFORE else self.during if name == DURING else self.after

    def _flush(self) -> None:
        """Saves what is typed under Efter and has not been saved yet."""
        if AFTER in self._made:
            self.after.flush()

    def _show_wanted_part(self, facts: OccasionFacts) -> None:
        wanted = self._wanted_part if self._wanted_part in PARTS else part_by_clock(facts.occasion, facts.now)
        self._go_to_part(wanted)

    def _go_to_part(self, name: str, *, focus: bool = False) -> None:
        self.tabs.setCurrentIndex(PARTS.index(name))
        if focus and self._facts is not None:
            self._part().focus_first()

    def _on_tab(self, index: int) -> None:
        if index != PARTS.index(AFTER):
            self._flush()
        focus = self.window().focusWidget()
        # What had the keyboard is hidden now, and Qt would hand it to the next best, out in the rail.
        loses_focus = focus is not None and (
            self._steps.isAncestorOf(focus) or self._actions.isAncestorOf(focus)
        )
        self._steps.set_current(index)
        self._show_actions(index)
        if self._facts is not None:
            part = self._part()
            self.header.set_title(self.title, occasion_subtitle(self._facts, self.part))
            if loses_focus:
                part.focus_first()

    def _show_actions(self, index: int) -> None:
        before, during = index == PARTS.index(BEFORE), index == PARTS.index(DURING)
        for button in (self.show_button, self.print_button):
            button.setVisible(before)
        for button in (self.crisis_button, self.missing_button, self.group_button):
            button.setVisible(during)

    def _on_crumb(self, _position: int) -> None:
        if self._facts is not None:
            self.go_to.emit(PageAddress("course", self._facts.view.placed.course.id, "schedule"))

    # Paper

    def preview(self, *, print_at_once: bool = False) -> PreviewDialog | None:
        """Opens the whole pile for the occasion; `print_at_once` goes on to the system's print dialog."""
        facts = self._facts
        if facts is None or facts.is_cancelled:
            return None
        occasion_id = facts.occasion.id
        printing = self._context.services.printing
        run = label(facts.view.placed.track.code)
        dialog = show_preview(
            self._context,
            _("{title}, {run}").format(title=self.title, run=run),
            lambda: printing.pack([occasion_id]),
            self,
            file_name=_("Traff {number} {run} {day}.pdf").format(
                number=facts.view.placed.meeting.number,
                run=facts.view.placed.track.code.value,
                day=facts.occasion.day.isoformat(),
            ),
            print_at_once=print_at_once,
            double_sided=self._is_double_sided(),
        )
        if BEFORE in self._made:
            dialog.ready.connect(lambda _pages: self.before.ask_for_papers())
            if dialog.page_count():
                self.before.ask_for_papers()
        self.dialog = dialog
        return dialog

    def _is_double_sided(self) -> bool:
        papers = self.before.papers.papers() if BEFORE in self._made else None
        return papers is not None and papers.choice.double_sided

    def preview_paper(self, kind: str) -> PreviewDialog | None:
        """Opens one of the papers for the worst morning, whichever step is seen."""
        facts = self._facts
        if facts is None:
            return None
        placed, services = facts.view.placed, self._context.services
        order = PrintOrder(placed.course.id, (facts.occasion.id,), (placed.track.code,))
        name = dates.capital(print_kind_name(kind))
        dialog = show_preview(
            self._context,
            _("{paper}: {title}").format(paper=name, title=self.title),
            lambda: make_paper(services, kind, order),
            self,
            file_name=f"{name} {placed.meeting.number} {placed.track.code.value}.pdf",
        )
        self.dialog = dialog
        return dialog

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With large text the buttons stand below the title, on as many lines as they need.
        narrow = self.width() < theme().px(NARROW)
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._head.setAlignment(
            self._actions, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignBottom
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(400), super().minimumSizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._flush()
