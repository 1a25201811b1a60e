"""What the parts of the plan editor share: the draft with its steps, and saving it without anybody asking."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.plan_editing import DraftHistory, PlanDraft
from halsoskola.i18n.messages import sentence
from halsoskola.services.plan_editing import EditPlace, EditView
from halsoskola.ui.context import PageContext

AFTER_STEP = 250
"""Milliseconds: a block that is moved five places with held keys is saved once."""

AFTER_LAST_KEY = 1000


class PlanDesk(QObject):
    """Holds one plan while it is edited. Parts change it through `do` and `write`, and show what `changed` tells."""

    changed = Signal()
    """The draft has another structure than before; texts of handouts are not told."""

    loaded = Signal()
    """Another plan, or the same one as somebody else has left it: everything must be shown anew."""

    saved = Signal()
    refused = Signal(str)
    """A sentence: why something was not done or not saved. What was written stays."""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.view: EditView | None = None
        self._history: DraftHistory | None = None
        self._stored: PlanDraft | None = None
        self._asked: PlanDraft | None = None
        self._saves = 0
        self._asks = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    # What there is

    @property
    def is_open(self) -> bool:
        return self._history is not None

    @property
    def draft(self) -> PlanDraft:
        """Raises: RuntimeError before a plan is loaded."""
        if self._history is None:
            raise RuntimeError("no plan is open")
        return self._history.present

    @property
    def place(self) -> EditPlace | None:
        return self.view.place if self.view is not None else None

    @property
    def is_saved(self) -> bool:
        """Whether the disk says what the draft says."""
        return self._history is None or self._history.present == self._stored

    def load(self, view: EditView) -> None:
        self._timer.stop()
        self.view = view
        self._history = DraftHistory(view.draft)
        self._stored = self._asked = view.draft
        self.loaded.emit()

    def close(self) -> None:
        """Forgets the plan; what was not saved is handed over first."""
        self.flush()
        self.view, self._history = None, None

    # Changing

    def do(self, label: str, change: Callable[[PlanDraft], PlanDraft]) -> str:
        """Makes one step. label: what it is, in words, for undo. Returns why it was refused, "" when it was done."""
        if self._history is None:
            return ""
        try:
            draft = change(self._history.present)
        except RuleBroken as refused:
            said = sentence(refused)
            self.refused.emit(said)
            return said
        if self._history.do(label, draft):
            self.changed.emit()
            self._timer.start(AFTER_STEP)
        return ""

    def write(self, level: int, text: str) -> None:
        """The text of a handout as it stands in its editor."""
        if self._history is not None and self._history.present.text(level) != text:
            self._history.write(level, text)
            self._timer.start(AFTER_LAST_KEY)

    def undo(self) -> str | None:
        """Takes the last step back; what it was, None when there is none."""
        return self._turned(self._history.undo() if self._history else None)

    def redo(self) -> str | None:
        return self._turned(self._history.redo() if self._history else None)

    def _turned(self, label: str | None) -> str | None:
        if label is not None:
            self.changed.emit()
            self._timer.start(AFTER_STEP)
        return label

    # Saving

    def set_asking(self, on: bool) -> None:
        """Off when the window is about to go and nobody could answer any more."""
        self._asks = on

    def expects(self, changes: Changes) -> bool:
        """Whether `changes` are what this desk itself is saving."""
        place = self.place
        return self._saves > 0 and place is not None and place.subject in changes.ids(Kind.PLAN)

    def flush(self) -> None:
        """Hands over for saving what has not been handed over. Saves are done in their order, one at a time."""
        self._timer.stop()
        place = self.place
        if not self._asks or self._history is None or place is None or self._history.present == self._asked:
            return
        draft = self._asked = self._history.present
        self._saves += 1
        editing = self.context.services.plan_editing

        def done(_changes: Changes) -> None:
            self._saves -= 1
            if self.place == place:
                self._stored = draft
                self.saved.emit()

        def failed(error: Exception) -> None:
            assert isinstance(error, RuleBroken | StorageTrouble)
            self._saves -= 1
            if self.place == place and self._asked == draft:
                self._asked = None  # asked again at the next change, or when the page is left
            self.refused.emit(sentence(error))

        self.context.write(lambda: editing.save(place, draft), done, failed, owner=self)

    def save_beside(self, job: Callable[[], Changes], done: Callable[[Changes], None]) -> None:
        """Saves something about the plan that is not in its draft; the draft and its steps stay as they are."""
        self._saves += 1

        def answered(changes: Changes) -> None:
            self._saves -= 1
            done(changes)

        def failed(error: Exception) -> None:
            assert isinstance(error, RuleBroken | StorageTrouble)
            self._saves -= 1
            self.refused.emit(sentence(error))

        self.context.write(job, answered, failed, owner=self)
