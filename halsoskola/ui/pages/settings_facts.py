"""The card of facts on the settings page: each in its own row, saved as it is written."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.plans import Fact, FactKind
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import fact_label
from halsoskola.i18n.messages import sentence
from halsoskola.services.facts import LONGEST, FactLine
from halsoskola.ui.context import PageContext
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import IconButton, KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, stack_of
from halsoskola.ui.widgets.pill import Pill, PillFacts
from halsoskola.ui.widgets.saving import SavingRow
from halsoskola.ui.widgets.text import TextLabel

MOST_TITLES = 3


class FactRow(SavingRow):
    """One fact: its value, what is wrong with it, and where it is used."""

    def __init__(self, line: FactLine, context: PageContext, parent: QWidget | None = None) -> None:
        edit = QLineEdit()
        edit.setMaxLength(2 * LONGEST)  # longer than allowed, so that a refusal can say so
        super().__init__(dates.capital(fact_label(line.fact.name)), edit, parent=parent)
        self._context = context
        self._line = line
        self.edit = edit
        self._pill = Pill(State.OFF, "")
        # Made when they are wanted: most facts have neither, and the page has many facts.
        self._holds: IconButton | None = None
        self._reset: IconButton | None = None
        self.head.insertWidget(self.head.count() - 1, self._pill)
        self.save_due.connect(self._on_save_due)
        self.show_line(line)

    def holds_button(self) -> IconButton:
        """Says that the fact is still right."""
        if self._holds is None:
            self._holds = IconButton("check", _("Uppgiften stämmer fortfarande"))
            self._holds.clicked.connect(self._on_holds)
            self.head.insertWidget(self.head.indexOf(self._pill) + 1, self._holds)
            self.setTabOrder(self.edit, self._holds)
        return self._holds

    def reset_button(self) -> IconButton:
        """Gives the shipped fact back."""
        if self._reset is None:
            self._reset = IconButton("rotate-ccw", _("Använd programmets egen uppgift i stället"))
            self._reset.clicked.connect(self._on_reset)
            self.head.insertWidget(self.head.count() - 1, self._reset)
            self.setTabOrder(self._holds or self.edit, self._reset)
        return self._reset

    @property
    def line(self) -> FactLine:
        return self._line

    def show_line(self, line: FactLine) -> None:
        """What is in force now; typing that has not been saved yet stays."""
        self._line = line
        self.show_value(line.fact.text)
        pill = _pill(line)
        self._pill.setVisible(pill is not None)
        if pill is not None:
            self._pill.set_facts(pill)
        asks = line.is_overdue and not line.is_missing
        if asks or self._holds is not None:
            self.holds_button().setVisible(asks)
        if line.can_reset or self._reset is not None:
            self.reset_button().setVisible(line.can_reset)
        if not self.error():
            self.set_hint(_hint(line))

    def _on_save_due(self) -> None:
        facts, name, text = self._context.services.facts, self._line.fact.name, self.value()
        self._context.write(
            lambda: facts.save(name, text), lambda _changes: self._on_saved(), self._on_refused, owner=self
        )

    def _on_saved(self) -> None:
        """Asks what is kept now: without its spaces, or the shipped value when the own one was emptied."""
        facts, name = self._context.services.facts, self._line.fact.name

        def known(line: FactLine) -> None:
            self.mark_saved(line.fact.text)
            self.show_line(line)

        self._context.read(lambda: facts.line(name), known, owner=self)

    def _on_refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        self.refuse(sentence(error))

    def _on_holds(self) -> None:
        facts, name = self._context.services.facts, self._line.fact.name
        self.edit.setFocus()  # the button goes away
        self._context.write(
            lambda: facts.confirm(name), lambda _changes: self._on_saved(), self._on_refused, owner=self
        )

    def _on_reset(self) -> None:
        facts, name = self._context.services.facts, self._line.fact.name

        def known(line: FactLine) -> None:
            self.take_value(line.fact.text)
            self.show_line(line)
            self.sign.flash()

        self.edit.setFocus()
        self._context.write(
            lambda: facts.reset(name),
            lambda _changes: self._context.read(lambda: facts.line(name), known, owner=self),
            self._on_refused,
            owner=self,
        )


def _pill(line: FactLine) -> PillFacts | None:
    if line.is_missing:
        return PillFacts(State.WATCH, _("saknas"), "circle-alert")
    if line.is_overdue:
        return PillFacts(State.WATCH, _("kontrollera"))
    return PillFacts(State.ASKED, _("egen"), "pencil") if line.can_reset else None


def _hint(line: FactLine) -> str:
    parts = []
    if line.used_in:
        parts.append(_used_in(line.used_in))
    if line.fact.kind is not FactKind.LOCAL:
        parts += _dates(line.fact)
    return " ".join(parts)


def _used_in(titles: Sequence[str]) -> str:
    more = len(titles) - MOST_TITLES
    if more > 0:
        said = ngettext("Står i {titles} och {count} till.", "Står i {titles} och {count} till.", more)
        return said.format(titles=", ".join(titles[:MOST_TITLES]), count=more)
    return _("Står i {titles}.").format(titles=", ".join(titles))


def _dates(fact: Fact) -> list[str]:
    parts = []
    if fact.checked is not None:
        parts.append(_("Kontrollerad {day}.").format(day=dates.dated(fact.checked)))
    if fact.recheck is not None:
        parts.append(_("Kontrollera igen {day}.").format(day=dates.dated(fact.recheck)))
    if fact.source:
        parts.append(_("Källa: {source}.").format(source=fact.source))
    return parts


class FactsCard(Card):
    """Three groups; those that hold in the whole country wait behind a button. Rows keep their places while open."""

    filled = Signal()
    """The rows stand there for the first time."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Faktauppgifter"), "id-card", parent=parent)
        self._context = context
        self.rows: dict[str, FactRow] = {}
        self._fixed: tuple[FactLine, ...] = ()
        self.add(
            TextLabel(
                _("De skrivs in på bladen. En uppgift som saknas blir en rad att fylla i för hand."),
                TextRole.QUIET,
                wrap=True,
            )
        )
        self._groups = QVBoxLayout()
        self._groups.setSpacing(theme().gap(14))
        self.add(self._groups)
        self.more = KeyButton("", icon="chevron-down")
        self.more.hide()
        self.more.clicked.connect(self._show_fixed)
        self.add(self.more)

    def set_lines(self, lines: Iterable[FactLine]) -> None:
        """The first time makes the rows; later only their values change, so that nothing moves under the keyboard."""
        known = tuple(lines)
        missing = sum(line.is_missing for line in known if line.fact.kind is FactKind.LOCAL)
        self.set_note(
            ngettext("{count} saknas", "{count} saknas", missing).format(count=missing) if missing else ""
        )
        if self.rows:
            for line in known:
                row = self.rows.get(line.fact.name)
                if row is not None:
                    row.show_line(line)
            self._fixed = tuple(
                line for line in known if line.fact.name in {one.fact.name for one in self._fixed}
            )
            return
        self._add_group(_("Fylls i hos er"), [one for one in known if one.fact.kind is FactKind.LOCAL])
        self._add_group(
            _("Ändras vid årsskiftet"), [one for one in known if one.fact.kind is FactKind.YEARLY]
        )
        self._fixed = tuple(one for one in known if one.fact.kind is FactKind.FIXED)
        count = len(self._fixed)
        said = ngettext(
            "Visa {count} uppgift som gäller i hela landet",
            "Visa {count} uppgifter som gäller i hela landet",
            count,
        )
        self.more.set_label(said.format(count=count))
        self.more.setVisible(bool(count))
        self.filled.emit()

    def _add_group(self, title: str, lines: Sequence[FactLine]) -> None:
        if not lines:
            return
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().gap(8))
        column.addWidget(TextLabel(title, TextRole.HEADING))
        rows = [FactRow(line, self._context) for line in lines]
        for row in rows:
            self.rows[row.line.fact.name] = row
        half = (len(rows) + 1) // 2
        column.addWidget(Columns(stack_of(*rows[:half]), stack_of(*rows[half:]), narrow=560))
        self._groups.addWidget(group)

    def _show_fixed(self) -> None:
        self.more.hide()
        self._add_group(_("Gäller i hela landet"), self._fixed)
        first = next((self.rows[line.fact.name] for line in self._fixed), None)
        if first is not None:
            first.edit.setFocus()

    def focus_first(self) -> None:
        """The first fact, which is one without a value if there is any."""
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.edit.setFocus()
