"""A new plan of one's own, from an ordinary meeting or as a copy of another plan."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.messages import sentence
from halsoskola.ui.context import PageContext
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.fields import FormRow


class NewPlanDialog(FormDialog):
    """Title, and the name that its files get; the name follows the title until it is written by hand."""

    created = Signal(str)
    """The new plan's id."""

    def __init__(
        self, context: PageContext, *, like: str = "", title: str = "", parent: QWidget | None = None
    ) -> None:
        """like: id of the plan that is copied, "" for an ordinary beginning. title: what stands in the field."""
        lead = (
            _("En kopia av {plan}, som du kan ändra fritt.").format(plan=title)
            if like
            else _("Den börjar som en vanlig träff på 120 minuter med paus. Allt går att ändra.")
        )
        heading = _("Kopiera som ny träffplan") if like else _("Ny träffplan")
        super().__init__(heading, _("Skapa"), lead=lead, parent=parent)
        self._context = context
        self._like = like
        self._named_by_hand = False
        self.title_field = QLineEdit()
        self.id_field = QLineEdit()
        self._title_row = FormRow(_("Titel"), self.title_field)
        self._id_row = FormRow(
            _("Namn på filerna"),
            self.id_field,
            _("a–z, siffror och bindestreck. Det går inte att ändra senare."),
        )
        self.body.addWidget(self._title_row)
        self.body.addWidget(self._id_row)
        self.body.addStretch(1)
        self.title_field.textChanged.connect(self._on_title)
        self.id_field.textEdited.connect(self._on_id)
        self.wanted.connect(self._create)
        if like:
            # In Swedish, as every plan is, whatever the screen speaks.
            self.title_field.setText(f"{title}, egen")
            self.title_field.selectAll()
        self.title_field.setFocus()

    def _on_title(self, title: str) -> None:
        self._title_row.clear_error()
        if not self._named_by_hand:
            propose = partial(self._context.services.plan_editing.propose_id, title)
            self._context.read(propose, partial(self._on_proposed, title), owner=self)

    def _on_proposed(self, title: str, plan_id: str) -> None:
        if not self._named_by_hand and title == self.title_field.text():
            self.id_field.setText(plan_id)
            self._id_row.clear_error()

    def _on_id(self, text: str) -> None:
        self._named_by_hand = bool(text)
        self._id_row.clear_error()

    def _create(self) -> None:
        editing = self._context.services.plan_editing
        title, like = self.title_field.text(), self._like
        # Whoever is quick presses Enter before the name has been worked out.
        plan_id = self.id_field.text() if self._named_by_hand else ""
        made: list[str] = []
        self.set_busy(True)

        def job() -> Changes:
            saved = editing.create(title, plan_id or editing.propose_id(title), like=like)
            made.append(saved.plan.id)
            return saved.changes

        def done(_changes: Changes) -> None:
            self.set_busy(False)
            self.created.emit(made[0])
            self.accept()

        def failed(error: Exception) -> None:
            assert isinstance(error, RuleBroken | StorageTrouble)
            self.set_busy(False)
            if isinstance(error, RuleBroken) and error.refusal is Refusal.PLAN_TITLE_EMPTY:
                self._title_row.show_error(sentence(error))
                self.title_field.setFocus()
            elif isinstance(error, RuleBroken) and error.refusal in (
                Refusal.PLAN_ID_WRONG,
                Refusal.PLAN_ID_TAKEN,
            ):
                self._id_row.show_error(sentence(error))
                self.id_field.setFocus()
            else:
                self.show_trouble(sentence(error))

        self._context.write(job, done, failed, owner=self)

    def troubles(self) -> tuple[str, ...]:
        """Why it was refused, beside the fields and above the buttons."""
        return tuple(filter(None, (self._title_row.error(), self._id_row.error(), self.trouble())))
