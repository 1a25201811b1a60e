"""The worst morning, one key each: the leader is ill, somebody is not well, somebody needs a number."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from halsoskola.i18n.catalogues import N_, _
from halsoskola.ui.widgets.buttons import KeyButton, key_text
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import FlowRow


@dataclass(frozen=True, slots=True)
class WorstPaper:
    """kind: as the print commands call it. shortcut: works on the whole page of the meeting."""

    kind: str
    title: str
    icon: str
    shortcut: str
    help: str


WORST_PAPERS = (
    WorstPaper(
        "substitute", N_("Vikarieblad"), "user-check", "Alt+V", N_("Allt en vikarie behöver, på en sida")
    ),
    WorstPaper("crisis", N_("Krisblad"), "life-buoy", "Alt+K", N_("Vad du gör när någon mår mycket dåligt")),
    WorstPaper("numbers", N_("Viktiga nummer"), "phone-call", "Alt+N", N_("Ett kort med alla telefonnummer")),
)


class WorstMorningCard(Card):
    """Three buttons. The page listens to the keys, so that they work in all three steps."""

    wanted = Signal(str)
    """The kind of a paper in `WORST_PAPERS`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Om något händer"), "life-buoy", parent=parent)
        self.buttons: dict[str, KeyButton] = {}
        row = FlowRow()
        for paper in WORST_PAPERS:
            button = KeyButton(_(paper.title), key_text(paper.shortcut), icon=paper.icon)
            button.setToolTip(_(paper.help))
            button.clicked.connect(lambda _on=False, kind=paper.kind: self.wanted.emit(kind))
            self.buttons[paper.kind] = button
            row.add(button)
        self.add(row)
