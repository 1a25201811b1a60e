"""Noting that a professional has checked a plan: her profession and today's date, never her name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget
from shiboken6 import isValid

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.plans import SessionPlan
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.messages import sentence
from halsoskola.ui.context import PageContext
from halsoskola.ui.theme import TextRole
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.text import TextLabel

PROFESSIONS = (
    "psykolog",
    "läkare",
    "sjuksköterska",
    "fysioterapeut",
    "dietist",
    "arbetsterapeut",
    "kurator",
    "tandhygienist",
)


def suggested_professions(led_by: Sequence[str]) -> tuple[str, ...]:
    """Those who check health texts, whoever leads the plan first. They stand on paper, so in Swedish."""
    return tuple(sorted(PROFESSIONS, key=lambda profession: profession not in led_by))


class SignPlanDialog(FormDialog):
    """Chooses or writes a profession; Enter signs."""

    signed = Signal(str)
    """The sentence for the message bar."""

    def __init__(self, context: PageContext, plan: SessionPlan, *, parent: QWidget | None = None) -> None:
        lead = _("Signaturen gäller träffplanen som den är nu. Ändras planen, behöver den granskas igen.")
        super().__init__(_("Signera {plan}").format(plan=plan.title), _("Signera"), lead=lead, parent=parent)
        self._context = context
        self._plan = plan
        self.role = QComboBox()
        self.role.setEditable(True)
        self.role.addItems(suggested_professions(plan.led_by))
        self.row = FormRow(_("Yrke på den som har granskat"), self.role, _("Skriv yrket. Skriv inget namn."))
        self.body.addWidget(self.row)
        self.body.addWidget(
            TextLabel(
                _(
                    "Den som granskar har läst båda bladen och ledarens anteckningar, och står för att råden stämmer."
                ),
                TextRole.QUIET,
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.wanted.connect(self._sign)
        self.role.setFocus()
        edit = self.role.lineEdit()
        if edit is not None:
            edit.selectAll()

    def _sign(self) -> None:
        signing, plan_id, role = self._context.services.signing, self._plan.id, self.role.currentText()
        self.row.clear_error()
        self.set_busy(True)

        def done(_changes: Changes) -> None:
            if isValid(self):
                self.set_busy(False)
                self.accept()
                self.signed.emit(_("{plan} är signerad.").format(plan=self._plan.title))

        self._context.write(lambda: signing.sign(plan_id, role), done, self._refused)

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        if not isValid(self):
            return
        self.set_busy(False)
        if isinstance(error, RuleBroken):
            self.row.show_error(sentence(error))
            self.role.setFocus()
        else:
            self.show_trouble(sentence(error))
