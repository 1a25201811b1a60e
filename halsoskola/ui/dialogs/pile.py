"""Which papers "Skriv ut allt" prints, how large their letters are, and whether both sides are used.

Every choice is saved as it is made, for all courses of the same kind.
"""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.papers import PAPER_SIZES, PileChoice, PilePaper
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.dates import capital
from halsoskola.i18n.labels import label
from halsoskola.i18n.messages import sentence
from halsoskola.services.printing import Papers
from halsoskola.ui.context import PageContext
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.text import TextLabel


def when_offered(paper: PilePaper) -> str:
    """When a paper that this meeting does not have is printed."""
    match paper:
        case PilePaper.CRISIS:
            return _("när temat kan väcka starka känslor")
        case PilePaper.WELCOME:
            return _("när någon är ny")
        case PilePaper.MISSED:
            return _("när någon inte var där sist")
        case PilePaper.BRIEF:
            return _("när tolk behövs")
        case _:
            return _("när någon väntas")


class PileDialog(FormDialog):
    """A box for each kind of paper. Escape or Enter closes; there is nothing to save."""

    chosen = Signal(object)
    """The `PileChoice` that is kept now."""

    def __init__(self, context: PageContext, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Papper i högen"),
            _("Klar"),
            lead=_("Valet gäller alla kurser av samma slag."),
            width=620,
            parent=parent,
        )
        self._context = context
        self._template = papers.template
        self._choice = papers.choice
        t = theme()
        column = self.body
        column.setSpacing(t.gap(10))
        details = {offer.paper: offer.detail for offer in papers.offers}
        grid = QGridLayout()
        grid.setContentsMargins(t.gap(6), 0, 0, 0)  # room for the ring around a box
        grid.setHorizontalSpacing(t.gap(18))
        grid.setColumnStretch(1, 1)
        self.boxes: dict[PilePaper, QCheckBox] = {}
        for row, paper in enumerate(PilePaper):
            detail = details.get(paper) or when_offered(paper)
            box = QCheckBox(capital(label(paper)))
            box.setChecked(paper in self._choice.papers)
            box.setAccessibleDescription(detail)
            box.toggled.connect(lambda on, paper=paper: self._choose(self._choice.with_paper(paper, on=on)))
            self.boxes[paper] = box
            grid.addWidget(box, row, 0)
            grid.addWidget(TextLabel(detail, TextRole.QUIET, wrap=True), row, 1)
        column.addLayout(grid)
        column.addWidget(TextLabel(_("Storlek på deltagarnas bokstäver"), TextRole.HEADING))
        group = QButtonGroup(self)
        sizes = QHBoxLayout()
        sizes.setContentsMargins(t.gap(4), 0, 0, 0)
        sizes.setSpacing(t.gap(18))
        self.sizes: dict[int, QRadioButton] = {}
        for size in PAPER_SIZES:
            button = QRadioButton(_("{points} punkter").format(points=size))
            button.setChecked(size == self._choice.size)
            button.toggled.connect(
                lambda on, size=size: self._choose(replace(self._choice, size=size)) if on else None
            )
            group.addButton(button)
            self.sizes[size] = button
            sizes.addWidget(button)
        sizes.addStretch(1)
        column.addLayout(sizes)
        self.double_sided = QCheckBox(_("Skriv ut på båda sidorna. Varje papper börjar på ett nytt blad."))
        self.double_sided.setChecked(self._choice.double_sided)
        self.double_sided.toggled.connect(lambda on: self._choose(replace(self._choice, double_sided=on)))
        column.addWidget(self.double_sided)
        column.addStretch(1)
        self.leave_button.hide()
        self.wanted.connect(self.accept)

    @property
    def choice(self) -> PileChoice:
        """What is chosen now."""
        return self._choice

    def _choose(self, choice: PileChoice) -> None:
        self._choice = choice
        choices, template = self._context.services.pile_choices, self._template
        self.clear_trouble()
        self._context.write(
            lambda: choices.save(template, choice),
            lambda _changes: self.chosen.emit(choice),
            self._refuse,
            owner=self,
        )

    def _refuse(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self.show_trouble(sentence(trouble))
