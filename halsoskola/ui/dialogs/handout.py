"""Which languages, level and size a plan's handout is printed in, and what it would lack."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from halsoskola.domain.errors import RuleBroken, StorageTrouble
from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.domain.plans import SessionPlan
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import fact_label
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.services.handouts import EASY_LEVEL, MOST_LANGUAGES, PICTURE_LEVEL, SIZES, MadeHandout
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.preview import PreviewDialog, show_preview
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.dialog import FormDialog
from halsoskola.ui.widgets.text import IconLabel, TextLabel

LANGUAGES_ACROSS = 3


class HandoutDialog(FormDialog):
    """Choices at the top, what to know about the sheet below, and "Visa bladet" that opens the preview.

    with_words: languages in which the plan has any translated word; they stand first.
    """

    def __init__(
        self,
        context: PageContext,
        plan: SessionPlan,
        with_words: Sequence[str] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Blad till deltagarna: {plan}").format(plan=plan.title)
        super().__init__(title, _("Visa bladet"), parent=parent)
        self._context = context
        self._plan = plan
        self._asked = 0
        self.preview: PreviewDialog | None = None
        column = self.body
        column.setSpacing(theme().gap(10))
        column.addWidget(TextLabel(_("Språk i ordlistan, högst två"), TextRole.HEADING))
        column.addLayout(self._language_boxes(with_words))
        column.addWidget(TextLabel(_("Nivå"), TextRole.HEADING))
        self.level = self._choices(
            column,
            [
                (EASY_LEVEL, _("Lätt svenska"), plan.handout is not None),
                (PICTURE_LEVEL, _("Bilder och få ord"), plan.picture_handout is not None),
            ],
        )
        column.addWidget(TextLabel(_("Storlek på bokstäverna"), TextRole.HEADING))
        sizes = [(size, _("{points} punkter").format(points=size), True) for size in SIZES]
        self.size_choice = self._choices(column, sizes)
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(theme().gap(4))
        column.addLayout(self._remarks)
        column.addStretch(1)
        self.leave_button.set_label(_("Stäng"))
        self.does_button.set_icon_name("eye")
        self.show_button = self.does_button
        self.wanted.connect(self.show_sheet)
        self._look_through()

    def _language_boxes(self, with_words: Sequence[str]) -> QGridLayout:
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setContentsMargins(theme().gap(4), 0, 0, 0)  # room for the ring around a box
        ordered = [code for code in WORD_LIST_LANGUAGES if code in with_words]
        ordered += [code for code in WORD_LIST_LANGUAGES if code not in with_words]
        for at, code in enumerate(ordered):
            name = language_name(code)
            box = QCheckBox(name if code in with_words else _("{language} (inga ord)").format(language=name))
            box.toggled.connect(self._on_language_toggled)
            self.boxes[code] = box
            grid.addWidget(box, at // LANGUAGES_ACROSS, at % LANGUAGES_ACROSS)
        return grid

    def _choices(self, column: QVBoxLayout, choices: Sequence[tuple[int, str, bool]]) -> QButtonGroup:
        """One of several in a row; what the plan lacks cannot be chosen."""
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(theme().gap(4), 0, 0, 0)
        for value, text, possible in choices:
            radio = QRadioButton(text)
            radio.setEnabled(possible)
            group.addButton(radio, value)
            row.addWidget(radio)
        row.addStretch(1)
        column.addLayout(row)
        first = next((button for button in group.buttons() if button.isEnabled()), None)
        if first is not None:
            first.setChecked(True)
        group.buttonToggled.connect(self._on_choice_toggled)
        return group

    def languages(self) -> tuple[str, ...]:
        """The chosen languages in the order of the boxes."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def remarks(self) -> tuple[str, ...]:
        """What is said about the sheet as it is chosen."""
        found = []
        for at in range(self._remarks.count()):
            item = self._remarks.itemAt(at)
            row = item.widget() if item is not None else None
            found += [label.text() for label in row.findChildren(TextLabel)] if row else []
        return tuple(found)

    def _on_language_toggled(self, _on: bool) -> None:
        full = len(self.languages()) >= MOST_LANGUAGES
        for box in self.boxes.values():
            box.setEnabled(box.isChecked() or not full)
        self._look_through()

    def _on_choice_toggled(self, _button: QAbstractButton, on: bool) -> None:
        if on:
            self._look_through()

    def _maker(self) -> "partial[MadeHandout]":
        """The job as chosen now; runs on the worker thread."""
        return partial(
            self._context.services.handouts.make,
            self._plan,
            self.languages(),
            level=self.level.checkedId(),
            size=self.size_choice.checkedId(),
        )

    def _look_through(self) -> None:
        """Says what the chosen sheet lacks; an answer that comes after a newer question is dropped."""
        if not hasattr(self, "show_button"):
            return  # still being built
        self._asked += 1
        number = self._asked

        def done(made: MadeHandout) -> None:
            if number == self._asked:
                self._show_remarks(_remarks(made), State.WATCH)

        def failed(error: Exception) -> None:
            assert isinstance(error, RuleBroken | StorageTrouble)
            if number == self._asked:
                self._show_remarks((sentence(error),), State.WRONG)

        self.show_button.setEnabled(True)
        self._context.read(self._maker(), done, failed, owner=self)

    def _show_remarks(self, remarks: Sequence[str], state: State) -> None:
        while (item := self._remarks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for remark in remarks:
            whole = QWidget()
            row = QHBoxLayout(whole)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme().gap(8))
            row.addWidget(IconLabel("info" if state is State.WATCH else "circle-alert", state=state))
            row.addWidget(TextLabel(remark, TextRole.QUIET, wrap=True), 1)
            self._remarks.addWidget(whole)
        self.show_button.setEnabled(state is State.WATCH)
        if self.isVisible():
            self.fit()

    def show_sheet(self) -> None:
        """Opens the preview, from which the sheet is printed or saved. The choices stay for the next sheet."""
        handouts, make = self._context.services.handouts, self._maker()
        names = [language_name(code) for code in self.languages()]
        title = ", ".join([self._plan.title, *names])
        self.preview = show_preview(self._context, title, lambda: handouts.render([make()]), self)


def _remarks(made: MadeHandout) -> tuple[str, ...]:
    remarks = []
    if made.missing_facts:
        names = ", ".join(map(fact_label, made.missing_facts))
        remarks.append(
            _("Tomma rader att fylla i för hand: {facts}. Skriv in dem under Inställningar.").format(
                facts=names
            )
        )
    remarks += [_("Ingen ordlista på {language}.").format(language=language_name(code)) for code in made.gaps]
    if made.unreviewed:
        if made.sheet.only_reviewed:
            said = _("Temat är känsligt. Ogranskade översättningar skrivs inte ut.")
        else:
            said = ngettext(
                "{count} ord är datoröversatt och inte granskat. Det står på bladet.",
                "{count} ord är datoröversatta och inte granskade. Det står på bladet.",
                made.unreviewed,
            ).format(count=made.unreviewed)
        remarks.append(said)
    return tuple(remarks)
