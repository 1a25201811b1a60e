"""Shown instead of the unlock screen when the data folder cannot be opened: what happened, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.ui.dialogs.unlock import centred
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.text import TextLabel


class TroublePage(QWidget):
    """One sentence, and two ways on."""

    retry_requested = Signal()
    close_requested = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        card = Card(_("Hälsoskola kan inte öppnas"), "circle-alert")
        card.add(TextLabel(sentence, TextRole.BODY, wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(t.gap(8))
        self._retry = KeyButton(_("Försök igen"), "Enter", primary=True)
        close = KeyButton(_("Stäng"))
        self._retry.clicked.connect(self.retry_requested)
        close.clicked.connect(self.close_requested)
        buttons.addWidget(self._retry)
        buttons.addWidget(close)
        buttons.addStretch(1)
        card.add(buttons)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(centred(whole, 560))
        self.setFocusProxy(self._retry)
        self.sentence = sentence
