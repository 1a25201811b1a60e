"""A fact to put into a handout, without knowing how it is written. Pictures have a dialog of their own."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from halsoskola.i18n.catalogues import _
from halsoskola.i18n.dates import capital
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.fields import SearchField


class FactDialog(FormDialog):
    """Facts with their values; the text only holds the name, so that a new value comes by itself.

    Arrow down goes from the search to the list; Enter puts in what is marked, also from the search.
    """

    chosen = Signal(str)
    """The mark to put into the text."""

    def __init__(self, facts: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """facts: name, what it is called, and its value."""
        lead = _("Värdet skrivs in när bladet skrivs ut. Saknas det blir det en rad att fylla i för hand.")
        super().__init__(_("Sätt in en faktauppgift"), _("Sätt in"), lead=lead, width=640, parent=parent)
        self._facts = tuple(facts)
        self.search = SearchField(_("Sök, till exempel telefon"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Faktauppgifter"))
        self.list.setMinimumHeight(
            min(theme().px(320), 400)
        )  # with large letters the buttons must have room, too
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for name, called, value in self._facts:
            shown = _("{fact}: {value}").format(fact=capital(called), value=value or _("saknas"))
            item = QListWidgetItem(shown)
            item.setSizeHint(QSize(0, theme().px(34)))
            item.setData(Qt.ItemDataRole.UserRole, f"{name} {called} {value}".casefold())
            self.list.addItem(item)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.list.setCurrentRow(0)
        self.search.textChanged.connect(self._on_search)
        self.search.moved_on.connect(self.list.setFocus)
        self.list.itemActivated.connect(lambda _item: self._choose())
        self.wanted.connect(self._choose)
        self.search.setFocus()

    def _on_search(self, text: str) -> None:
        words = text.casefold().split()
        shown = []
        for row in range(self.list.count()):
            item = self.list.item(row)
            found = all(word in str(item.data(Qt.ItemDataRole.UserRole)) for word in words)
            item.setHidden(not found)
            if found:
                shown.append(row)
        if self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0] if shown else -1)

    def _choose(self) -> None:
        row = self.list.currentRow()
        if row < 0:
            self.show_trouble(_("Välj en faktauppgift först."))
            return
        self.chosen.emit(f"{{fact:{self._facts[row][0]}}}")
        self.accept()
