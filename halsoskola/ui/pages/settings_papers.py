"""Two cards of the settings page: the local lines of the crisis sheet, and what stands on every paper."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.messages import sentence
from halsoskola.services.fact_texts import ORGANISATION, SICK_EXAMPLE, SICK_LINE
from halsoskola.services.facts import FactLine
from halsoskola.services.leader_papers import CRISIS_FACTS
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.preview import PreviewDialog, show_preview
from halsoskola.ui.pages.settings_facts import FactRow
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, FlowRow, stack_of
from halsoskola.ui.widgets.text import TextLabel

PAPER_FACTS = (ORGANISATION, SICK_LINE)
ELSEWHERE = frozenset((*CRISIS_FACTS, *PAPER_FACTS))
"""Facts that have a card of their own, and do not stand among the others."""

LOGO_HEIGHT = 44
"""Reference pixels."""


class FactRowsCard(Card):
    """A card with some of the facts, in a given order. Rows keep their places while the page is open."""

    def __init__(
        self, title: str, icon: str, names: Sequence[str], context: PageContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, icon, parent=parent)
        self._context = context
        self._names = tuple(names)
        self.rows: dict[str, FactRow] = {}
        self.lead = TextLabel("", TextRole.QUIET, wrap=True)
        self.add(self.lead)
        self._place = QVBoxLayout()
        self.add(self._place)

    def set_lines(self, lines: Iterable[FactLine]) -> None:
        """The first time makes the rows; later only their values change."""
        known = {line.fact.name: line for line in lines if line.fact.name in self._names}
        self.tell_missing([line for line in known.values() if line.is_missing])
        if self.rows:
            for name, row in self.rows.items():
                if name in known:
                    row.show_line(known[name])
            return
        self.rows = {name: FactRow(known[name], self._context) for name in self._names if name in known}
        rows = [*self.rows.values()]
        half = (len(rows) + 1) // 2
        self._place.addWidget(Columns(stack_of(*rows[:half]), stack_of(*rows[half:]), narrow=560))

    def tell_missing(self, missing: Sequence[FactLine]) -> None:
        count = len(missing)
        self.set_note(
            ngettext("{count} saknas", "{count} saknas", count).format(count=count) if count else ""
        )

    def focus_first(self) -> None:
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.edit.setFocus()


class CrisisCard(FactRowsCard):
    """What only the organisation knows for the worst moment, and the sheet as it would be printed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Krisblad"), "life-buoy", CRISIS_FACTS, context, parent)
        self.lead.setText(
            _(
                "Det här står på krisbladet och i rutan ”Någon mår dåligt”. Ett tomt fält blir en rad att skriva på."
            )
        )
        self.dialog: PreviewDialog | None = None
        self.show_button = KeyButton(_("Visa krisbladet"), icon="eye")
        self.show_button.clicked.connect(self.preview)
        self.add(FlowRow((self.show_button,)))

    def preview(self) -> PreviewDialog:
        """The sheet that hangs on the wall, with what is saved now."""
        for row in self.rows.values():
            row.flush()
        papers = self._context.services.leader_papers
        dialog = show_preview(self._context, _("Krisblad"), papers.crisis, self, file_name=_("Krisblad.pdf"))
        self.dialog = dialog
        return dialog


def ask_for_picture(parent: QWidget) -> str:
    """Which picture; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getOpenFileName(
        parent, _("Välj logotyp"), "", _("Bilder (*.png *.jpg *.jpeg)")
    )
    return path


class PaperLookCard(FactRowsCard):
    """Name and logo at the top of every paper, and what somebody who is ill must do beside calling the course."""

    def __init__(
        self,
        context: PageContext,
        *,
        ask_picture: Callable[[QWidget], str] = ask_for_picture,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("På alla papper"), "file-text", PAPER_FACTS, context, parent)
        self._ask_picture = ask_picture
        self.lead.setText(_("Namnet och logotypen står överst. Raden för den som är sjuk står längst ned."))
        row = QHBoxLayout()
        row.setSpacing(theme().gap(12))
        self.logo = QLabel()
        self.logo.setAccessibleName(_("Logotyp"))
        self.no_logo = TextLabel(_("Ingen logotyp"), TextRole.QUIET)
        self.choose = KeyButton(_("Välj logotyp …"), icon="image")
        self.remove = KeyButton(_("Ta bort"), icon="trash-2")
        row.addWidget(self.logo)
        row.addWidget(self.no_logo)
        row.addWidget(FlowRow((self.choose, self.remove)), 1)
        self.add(row)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        self.add(self._trouble)
        self.choose.clicked.connect(self.choose_logo)
        self.remove.clicked.connect(self.remove_logo)
        self.show_logo(b"")

    def set_lines(self, lines: Iterable[FactLine]) -> None:
        super().set_lines(lines)
        row = self.rows.get(SICK_LINE)
        if row is not None:
            row.edit.setPlaceholderText(_("Till exempel: {line}").format(line=SICK_EXAMPLE))

    def tell_missing(self, missing: Sequence[FactLine]) -> None:
        """Nothing here must be filled in."""

    def trouble(self) -> str:
        """Why a picture was refused, "" when none was."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def show_logo(self, png: bytes) -> None:
        """The logo as it is printed; empty bytes for none."""
        picture = QPixmap()
        has_logo = bool(png) and picture.loadFromData(png)
        self.logo.setVisible(has_logo)
        self.remove.setVisible(has_logo)
        self.no_logo.setVisible(not has_logo)
        if has_logo:
            t = theme()
            box = QSize(t.px(160), t.px(LOGO_HEIGHT))
            self.logo.setPixmap(
                picture.scaled(
                    box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )

    def choose_logo(self) -> None:
        """Asks for a picture and keeps it, or says why it cannot be one."""
        chosen = self._ask_picture(self)
        if chosen:
            letterheads = self._context.services.letterheads
            self._write(lambda: letterheads.save_logo(Path(chosen)))

    def remove_logo(self) -> None:
        """Prints without a logo again."""
        self.choose.setFocus()  # the button goes away
        self._write(self._context.services.letterheads.remove_logo)

    def _write(self, job: Callable[[], Changes]) -> None:
        letterheads = self._context.services.letterheads
        self._trouble.hide()

        def done(_changes: Changes) -> None:
            self._context.read(letterheads.logo, self.show_logo, owner=self)

        self._context.write(job, done, self._refuse, owner=self)

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._trouble.setText(sentence(trouble))
        self._trouble.show()
