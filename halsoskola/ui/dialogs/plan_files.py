"""Handing plans on as `.halsoplan` files, and looking at what such a file would bring before it is taken in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from shiboken6 import isValid

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.dates import capital
from halsoskola.i18n.labels import fact_label
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.plan_exchange import Fate, ImportLine, ImportPreview, Part
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.files import in_documents
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.text import IconLabel, TextLabel

ENDING = ".halsoplan"
MOST_REMARKS = 6

AskFile = Callable[[QWidget, str], str]


def ask_where_to(parent: QWidget, suggestion: str) -> str:
    """Where to save; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getSaveFileName(
        parent,
        _("Exportera träffplan"),
        in_documents(suggestion),
        _("Träffplaner (*{ending})").format(ending=ENDING),
    )
    return path


def ask_which(parent: QWidget, _suggestion: str = "") -> str:
    """Which file to take in; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getOpenFileName(
        parent,
        _("Importera träffplaner"),
        in_documents(),
        _("Träffplaner (*{ending});;Alla filer (*)").format(ending=ENDING),
    )
    return path


def export_plan(
    context: PageContext,
    plan_id: str,
    owner: QWidget,
    said: Callable[[str, bool], None],
    ask: AskFile = ask_where_to,
) -> None:
    """Asks where, writes the plan, and says how it went: the sentence, and whether it worked."""
    exchange = context.services.exchange
    _export(
        context,
        exchange.suggested_name(plan_id),
        lambda path: exchange.export_plan(plan_id, path),
        owner,
        said,
        ask,
    )


def export_course(
    context: PageContext,
    template_id: str,
    owner: QWidget,
    said: Callable[[str, bool], None],
    ask: AskFile = ask_where_to,
) -> None:
    """The same for a course template with all its plans."""
    exchange = context.services.exchange
    name = exchange.suggested_name(template_id)
    _export(context, name, lambda path: exchange.export_course(template_id, path), owner, said, ask)


def _export(
    context: PageContext,
    name: str,
    write: Callable[[Path], None],
    owner: QWidget,
    said: Callable[[str, bool], None],
    ask: AskFile,
) -> None:
    chosen = ask(owner, name)
    if not chosen:
        return
    path = Path(chosen) if chosen.endswith(ENDING) else Path(chosen + ENDING)

    def done(_nothing: None) -> None:
        said(_("Filen {file} är sparad. Den har inga uppgifter om personer.").format(file=path.name), True)

    def failed(error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        said(sentence(error), False)

    context.read(lambda: write(path), done, failed, owner=owner)


def import_plans(
    context: PageContext,
    owner: QWidget,
    said: Callable[[str, bool], None],
    ask: AskFile = ask_which,
    opened: Callable[["ImportPlansDialog"], None] | None = None,
) -> None:
    """Asks for a file, looks through it, and shows what it would bring; a file with faults is only told about.

    opened: gets the dialog, for whoever wants to keep it.
    """
    chosen = ask(owner, "")
    if not chosen:
        return
    exchange, path = context.services.exchange, Path(chosen)

    def done(preview: ImportPreview) -> None:
        dialog = ImportPlansDialog(context, path.name, preview, parent=owner.window())
        dialog.said.connect(said)
        if opened is not None:
            opened(dialog)
        dialog.open()

    def failed(error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        said(sentence(error), False)

    context.read(lambda: exchange.preview(path), done, failed, owner=owner)


def line_words(line: ImportLine) -> str:
    """What the thing is called: "Träffplan: Sömn"."""
    match line.part:
        case Part.COURSE:
            return _("Kursupplägg: {title}").format(title=line.title)
        case Part.PLAN:
            return _("Träffplan: {title}").format(title=line.title)
        case Part.PICTURE:
            return _("Bild: {title}").format(title=line.title)
        case Part.FACT:
            return _("Faktauppgift: {title}").format(title=fact_label(line.name))
    said = ngettext("Ordlista på {language}: {count} ord", "Ordlista på {language}: {count} ord", line.count)
    return said.format(language=language_name(line.name), count=line.count)


def fate_words(line: ImportLine) -> tuple[State, str, str]:
    """What becomes of it: the state, two or three words, and an icon."""
    match line.fate:
        case Fate.NEW:
            return State.GOOD, _("ny") if line.part is not Part.WORDS else _("fyller luckor"), "plus"
        case Fate.REPLACES_OWN:
            return State.WATCH, _("ersätter din egen"), "arrow-right-left"
        case Fate.REPLACES_SHIPPED:
            return State.ASKED, _("i stället för programmets"), "arrow-right-left"
        case Fate.KEPT:
            return State.OFF, _("du har en egen"), "minus"
        case _:
            return State.OFF, _("finns redan"), "check"


class ImportPlansDialog(FormDialog):
    """One line for each thing in the file, with what becomes of it; Enter takes everything in, or nothing."""

    said = Signal(str, bool)
    """The sentence for the message bar, and whether it worked."""

    def __init__(
        self, context: PageContext, file: str, preview: ImportPreview, *, parent: QWidget | None = None
    ) -> None:
        lead = _("Allt läses in, eller inget. Filen har inga uppgifter om personer.")
        if not preview.brings_anything:
            lead = _("Allt i filen finns redan här. Det finns inget att läsa in.")
        title = _("Det här finns i {file}").format(file=file)
        super().__init__(title, _("Läs in"), lead=lead, width=680, parent=parent)
        self._context = context
        self._preview = preview
        self.does_button.setEnabled(preview.brings_anything)
        # What changes something first; the rest is only there to be sure.
        lines = sorted(preview.lines, key=lambda line: line.fate in (Fate.SAME, Fate.KEPT))
        for line in lines:
            self.body.addWidget(_import_row(line))
        replaced = [
            line for line in preview.lines if line.part is Part.PLAN and line.fate is Fate.REPLACES_OWN
        ]
        if replaced:
            said = ngettext(
                "Din egen plan läggs undan. Du kan få tillbaka den när du ändrar planen.",
                "Dina egna planer läggs undan. Du kan få tillbaka dem när du ändrar planerna.",
                len(replaced),
            )
            self.body.addWidget(TextLabel(said, TextRole.QUIET, wrap=True))
        for remark in preview.remarks[:MOST_REMARKS]:
            self.body.addWidget(_remark_row(remark))
        if len(preview.remarks) > MOST_REMARKS:
            more = len(preview.remarks) - MOST_REMARKS
            said = ngettext("{count} anmärkning till.", "{count} anmärkningar till.", more).format(count=more)
            self.body.addWidget(TextLabel(said, TextRole.SMALL))
        self.body.addStretch(1)
        self.wanted.connect(self._take_in)
        (self.does_button if preview.brings_anything else self.leave_button).setFocus()

    def _take_in(self) -> None:
        exchange, preview = self._context.services.exchange, self._preview
        self.set_busy(True)

        def done(_changes: Changes) -> None:
            if isValid(self):
                self.set_busy(False)
                self.accept()
                self.said.emit(_("{title} är inläst.").format(title=capital(preview.package.title)), True)

        self._context.write(lambda: exchange.take_in(preview), done, self._refused)

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, RuleBroken | StorageTrouble)
        if isValid(self):
            self.show_trouble(sentence(error))


def _import_row(line: ImportLine) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().gap(10))
    row.addWidget(TextLabel(line_words(line), wrap=True), 1)
    state, words, icon = fate_words(line)
    row.addWidget(Pill(state, words, icon), 0, Qt.AlignmentFlag.AlignTop)
    return whole


def _remark_row(remark: str) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().gap(8))
    row.addWidget(IconLabel("info", size=14, state=State.WATCH), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(TextLabel(remark, TextRole.SMALL, wrap=True), 1)
    return whole
