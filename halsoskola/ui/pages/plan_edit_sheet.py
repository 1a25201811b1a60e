"""The third part of the plan editor: the participants' text beside its true page, and what to mend in it.

Typing never waits. The text is looked at on the worker thread when the keys rest for a moment; an answer to a text that
is no longer there is dropped.
"""

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.domain.plan_editing import EASY_LEVEL, PICTURE_LEVEL, PlanDraft
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.dates import capital
from halsoskola.i18n.labels import fact_label
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.readability import summary
from halsoskola.services.plan_texts import SheetLook
from halsoskola.ui.dialogs.preview import DocumentImages, OpenDocument
from halsoskola.ui.models.findings import FindingsModel
from halsoskola.ui.pages.plan_edit_desk import PlanDesk
from halsoskola.ui.pages.plan_edit_inserts import FactDialog
from halsoskola.ui.pages.plan_edit_text import HandoutText
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, FlowRow
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.preview import PagePreview
from halsoskola.ui.widgets.table import Table
from halsoskola.ui.widgets.text import TextLabel

AFTER_KEY = 40
"""Milliseconds of rest after which the text is looked at; the page stands there about as much later."""

LEAST_HEIGHT = 320

SHORT_TEXT = 40
"""Words; so long it is said how a handout is written."""


class _Shown:
    """The document that the page shows; closed when another takes its place, and when the page is taken down."""

    def __init__(self) -> None:
        self.document: OpenDocument | None = None

    def show(self, document: OpenDocument | None) -> None:
        old, self.document = self.document, document
        if old is not None:
            old.close()


class SheetPart(QWidget):
    """F4 and Shift+F4 step through what there is to mend."""

    told = Signal(str)
    looked = Signal()
    """What is shown answers the text as it stands."""

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: tuple[PlanDraft, int, tuple[str, ...]] | None = None
        self._is_looking = False
        self._shown = _Shown()
        self.look: SheetLook | None = None
        t = theme()
        self.texts = {
            EASY_LEVEL: HandoutText(_("Text på lätt svenska")),
            PICTURE_LEVEL: HandoutText(_("Text med bilder och få ord")),
        }
        self.level_buttons = QButtonGroup(self)
        self.level_buttons.setExclusive(True)
        levels = []
        for level, name, key in (
            (EASY_LEVEL, _("Lätt svenska"), "Alt+2"),
            (PICTURE_LEVEL, _("Bilder och få ord"), "Alt+1"),
        ):
            button = KeyButton(name, shortcut=key)
            button.setCheckable(True)
            self.level_buttons.addButton(button, level)
            levels.append(button)
        self.picture_button = KeyButton(_("Bild …"), icon="image", shortcut="Ctrl+Shift+B")
        self.fact_button = KeyButton(_("Faktauppgift …"), icon="id-card", shortcut="Ctrl+Shift+F")
        self.language = QComboBox()
        self.language.setAccessibleName(_("Ordlistans språk"))
        self.language.addItem(_("Ordlista bara på svenska"), "")
        for code in WORD_LIST_LANGUAGES:
            self.language.addItem(_("Ordlista på {language}").format(language=language_name(code)), code)
        tools = FlowRow((*levels, self.picture_button, self.fact_button, self.language))
        writing = Card()
        for level, field in self.texts.items():
            writing.add(field, 3)
            field.hide()
            field.textChanged.connect(lambda one=level: self._on_text(one))
            field.pasted.connect(self._on_pasted)
        self.how = TextLabel(
            _("# är bladets rubrik, ## en fråga, - en punkt. En tom rad börjar ett nytt stycke."),
            TextRole.SMALL,
            wrap=True,
        )
        writing.add(self.how)
        self.summary = TextLabel("", TextRole.QUIET, wrap=True)
        writing.add(self.summary)
        self._findings_head = QHBoxLayout()
        self.count_label = TextLabel("", TextRole.HEADING)
        self._clean = Pill(State.GOOD, _("inget att rätta"))
        self._clean.hide()
        self.next_button = KeyButton(_("Nästa"), "F4")
        self._findings_head.addWidget(self.count_label)
        self._findings_head.addWidget(self._clean)
        self._findings_head.addStretch(1)
        self._findings_head.addWidget(self.next_button)
        writing.add(self._findings_head)
        self.findings = FindingsModel(self)
        self.findings_table = Table(
            self.findings, row_height=52, stretch=FindingsModel.WHAT, name=_("Att titta på")
        )
        self.findings_table.setMinimumHeight(t.px(140))
        writing.add(self.findings_table, 2)
        # A row has room for one line of it.
        self.advice = TextLabel("", wrap=True)
        self.advice.hide()
        writing.add(self.advice)
        page = Card(_("Så blir bladet"), "file-text")
        self.state = TextLabel("", TextRole.SMALL, wrap=True)
        self.state.hide()
        page.add(self.state)
        self.preview = PagePreview(compact=True)
        self.preview.setMinimumHeight(t.px(LEAST_HEIGHT))
        page.add(self.preview, 1)
        columns = Columns(writing, page, (1, 1), narrow=780)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(10))
        column.addWidget(tools)
        column.addWidget(columns, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_KEY)
        self._timer.timeout.connect(self._look)
        self.level_buttons.idToggled.connect(self._on_level)
        self.language.activated.connect(lambda _at: self._look())
        self.picture_button.clicked.connect(self.choose_picture)
        self.fact_button.clicked.connect(self.choose_fact)
        self.next_button.clicked.connect(lambda: self.step(1))
        self.findings_table.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell_advice())
        self.findings.modelReset.connect(self._tell_advice)
        self.findings_table.activated.connect(lambda index: self.go_to_finding(index.row()))
        self.findings_table.clicked.connect(lambda index: self.go_to_finding(index.row()))
        for keys, by in (("F4", 1), ("Shift+F4", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=by: self.step(step))
        self.level_buttons.button(EASY_LEVEL).setChecked(True)
        desk.loaded.connect(self.show_all)
        desk.changed.connect(self._on_changed)
        # Not `closeEvent`: the page is never closed by itself, only taken down with its window.
        self.destroyed.connect(lambda *_args, shown=self._shown: shown.show(None))

    @property
    def level(self) -> int:
        return self.level_buttons.checkedId()

    @property
    def text(self) -> HandoutText:
        """The field of the level that is written on."""
        return self.texts[self.level]

    def focus_first(self) -> None:
        self.text.setFocus()

    def flush(self) -> None:
        """Every letter is in the draft at once; nothing waits in the field."""

    # Showing

    def show_all(self) -> None:
        """Another plan, or this one anew: nothing that stands in a field counts any more."""
        draft = self._desk.draft
        for level, field in self.texts.items():
            with QSignalBlocker(field):
                field.setPlainText(draft.text(level))
            field.set_findings(())
        self.look = None
        self._asked = None
        self._show_page(None)
        if self.isVisible():
            self._look()

    def _on_changed(self) -> None:
        """The structure is another: the words of the list and whether the theme is sensitive show on the page."""
        if self.isVisible():
            self._timer.start()

    def _on_text(self, level: int) -> None:
        self._desk.write(level, self.texts[level].text())
        self._timer.start()

    def _on_level(self, level: int, on: bool) -> None:
        self.texts[level].setVisible(on)
        if on and self._desk.is_open:
            self.texts[level].set_findings(())
            self._look()
            if self.isVisible():
                self.texts[level].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()  # nothing was looked at while nobody saw it

    # Looking

    def _question(self) -> tuple[PlanDraft, int, tuple[str, ...]]:
        code = str(self.language.currentData())
        return self._desk.draft, self.level, (code,) if code else ()

    def _look(self) -> None:
        """Asks about the text, unless an answer is on its way: then it is asked anew when that has come."""
        self._timer.stop()
        if not self._desk.is_open or self._is_looking:
            return
        question = self._question()
        if question == self._asked:
            return
        self._asked = question
        self._is_looking = True
        texts = self._desk.context.services.plan_texts
        self._desk.context.read(lambda: texts.look(*question), self._on_look, self._on_trouble, owner=self)

    def _on_trouble(self, error: Exception) -> None:
        self._is_looking = False
        self._asked = None
        self._desk.context.runner.troubled.emit(error)

    def _on_look(self, look: SheetLook) -> None:
        self._is_looking = False
        if not self._desk.is_open:
            return
        if self._question() != self._asked:
            if not self._timer.isActive():
                self._look()
            return
        self._show_look(look)

    def _show_look(self, look: SheetLook) -> None:
        self.look = look
        current = self.findings.finding(self.findings_table.current_row())
        self.text.set_findings(look.findings)
        self.findings.set_findings(look.findings)
        if current is not None and look.findings:
            rows = [at for at, one in enumerate(look.findings) if one.sentence == current.sentence]
            self.findings_table.go_to_row(rows[0] if rows else 0)
        count = len(look.findings)
        is_empty = not self.text.text().strip()
        said = ngettext("{count} sak att titta på", "{count} saker att titta på", count).format(count=count)
        self.count_label.setText(said if count else "")
        self._clean.setVisible(not count and not is_empty)
        self.findings_table.setVisible(bool(count))
        self.next_button.setVisible(bool(count))
        self.summary.setText(summary(look.review))
        self.how.setVisible(look.review.words < SHORT_TEXT)
        self._show_page(look)
        self.looked.emit()

    def _show_page(self, look: SheetLook | None) -> None:
        said = ""
        if look is not None and look.pdf is not None:
            document = self._desk.context.services.printing.pages(look.pdf)
            self.preview.renew_source(DocumentImages(document))
            self._shown.show(document)
            if look.missing_facts:
                names = ", ".join(map(fact_label, look.missing_facts))
                said = _("Tomma rader att fylla i för hand: {facts}.").format(facts=names)
        elif look is None or not any(one.stops for one in look.findings):
            self.preview.set_source(None)
            self._shown.show(None)
            said = _("Bladet har ingen text än.") if look is not None else ""
        else:
            line = next(one.line for one in look.findings if one.stops)
            said = _("Sidan visar texten innan felet på rad {line}.").format(line=line)
        self.state.setText(said)
        self.state.setVisible(bool(said))

    # Findings

    def step(self, by: int) -> None:
        """To the next (1) or the one before (-1) of what there is to mend."""
        at = self.text.next_finding(by)
        if at >= 0:
            self.go_to_finding(at)

    def go_to_finding(self, at: int) -> None:
        """Puts the cursor where the finding is, and reads its advice aloud for those who listen."""
        finding = self.findings.finding(at)
        if finding is None:
            return
        self.findings_table.go_to_row(at)
        self.text.mark(at)
        self.text.setFocus()
        said = _("Rad {line}. {title}. {advice}").format(
            line=finding.line, title=finding.title, advice=finding.sentence
        )
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.text, said))

    def _tell_advice(self) -> None:
        """The whole advice of the row with the ring."""
        finding = self.findings.finding(self.findings_table.current_row())
        self.advice.setText(finding.sentence if finding is not None else "")
        self.advice.setVisible(finding is not None)

    # Putting in

    def choose_picture(self) -> None:
        """Opens the pictures; the chosen one gets a line of its own before what it explains."""
        from halsoskola.ui.dialogs.pictures import PictureDialog

        dialog = PictureDialog(self._desk.context, parent=self.window())
        dialog.chosen.connect(self._put_picture)
        dialog.changed.connect(self._look_again)
        dialog.open()

    def _put_picture(self, name: str, words: str) -> None:
        shown = capital(words.replace("[", "(").replace("]", ")"))
        self.text.insert_block(f"![{shown}]({name})")
        self.text.setFocus()

    def _look_again(self) -> None:
        """The text is the same, but a picture that it shows may not be."""
        self._asked = None
        self._look()

    def choose_fact(self) -> None:
        view = self._desk.view
        if view is not None:
            dialog = FactDialog(view.facts, self.window())
            dialog.chosen.connect(self._put_fact)
            dialog.open()

    def _put_fact(self, mark: str) -> None:
        self.text.textCursor().insertText(mark)
        self.text.setFocus()

    def _on_pasted(self, sentences: tuple[str, ...]) -> None:
        self.told.emit(" ".join(sentences))
