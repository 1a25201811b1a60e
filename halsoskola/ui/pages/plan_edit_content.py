"""The first part of the plan editor: what the plan is for, who leads it, what it aims at, and its words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from halsoskola.domain.changes import Changes
from halsoskola.domain.plan_editing import (
    EASY_LEVEL,
    PICTURE_LEVEL,
    PlanDraft,
    add_word,
    change_word,
    foreign_letters,
    listed,
    one_line,
    with_title,
)
from halsoskola.domain.plans import Aim, FiroPhase, Kasam, SessionPlan
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.services.plan_editing import Tested
from halsoskola.services.plan_texts import foreign_sentence
from halsoskola.ui.models.plan_blocks import PairsModel
from halsoskola.ui.pages.plan_edit_desk import PlanDesk
from halsoskola.ui.pages.plan_edit_fields import NumberRow, SettlingText, SwedishRow, WritingTable, flush_rows
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, FlowRow, stack_of
from halsoskola.ui.widgets.fields import FormRow, NumberField
from halsoskola.ui.widgets.text import TextLabel

MOST_LEADERS = 9


def changed_plan(change: Callable[[SessionPlan], SessionPlan]) -> Callable[[PlanDraft], PlanDraft]:
    """The change on a draft that `change` is on its plan."""
    return lambda draft: replace(draft, plan=change(draft.plan))


class ContentPart(QWidget):
    """Everything of a plan but its blocks and handouts."""

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.about = AboutCard(desk)
        self.aims = AimsCard(desk)
        self.words = WordsCard(desk)
        self.tested = TestedCard(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Columns(stack_of(self.about), stack_of(self.aims, self.words, self.tested), (10, 13))
        )
        column.addStretch(1)
        desk.loaded.connect(self.show_all)
        desk.changed.connect(self.show_draft)

    def show_all(self) -> None:
        """Another plan, or this one anew: nothing that stands in a field counts any more."""
        self.about.forget()
        self.show_draft()
        view = self._desk.view
        self.tested.setVisible(view is not None and not view.place.course_id)
        if view is not None and view.tested is not None:
            self.tested.show_tested(view.tested)

    def show_draft(self) -> None:
        if self._desk.is_open:
            self.about.show_plan(self._desk.draft.plan)
            self.aims.show_plan(self._desk.draft.plan)
            self.words.show_plan(self._desk.draft.plan)

    def flush(self) -> None:
        """Hands over what stands in the fields and has not settled."""
        flush_rows(self.about.rows())

    def focus_first(self) -> None:
        self.about.name.field.setFocus()


class AboutCard(Card):
    """Title, themes, professions, phases, materials, and what a leader must be prepared for."""

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(_("Om planen"), "info", parent=parent)
        self._desk = desk
        self.name = SwedishRow(_("Titel"), QLineEdit())
        self.themes = SwedishRow(_("Teman"), QLineEdit(), _("Ord som planen hittas på, med komma emellan."))
        self.led_by = SwedishRow(_("Leds av"), QLineEdit(), _("Yrken, med komma emellan."))
        self.leaders = NumberRow(_("Minsta antal ledare"), 1, MOST_LEADERS)
        self.materials = SettlingText(_("Ta med"), lines=4)
        self.sensitive = QCheckBox(_("Temat är känsligt"))
        self.sensitive.setToolTip(_("Ogranskade översättningar skrivs inte ut."))
        self.crisis = QCheckBox(_("Krisbladet behövs, ifyllt"))
        self.phases = {phase: QCheckBox(label(phase)) for phase in FiroPhase}
        for row in (self.name, self.themes, self.led_by, self.leaders):
            self.add(row)
        self.add(self.sensitive)
        self.add(self.crisis)
        self.add(TextLabel(_("Passar när gruppen är i"), TextRole.STRONG))
        self.add(FlowRow(tuple(self.phases.values())))
        self.add(FormRow(_("Ta med"), self.materials, _("En sak på varje rad.")))
        self.name.save_due.connect(self._on_title)
        self.themes.save_due.connect(lambda: self._on_list(self.themes, "themes", _("Teman")))
        self.led_by.save_due.connect(lambda: self._on_list(self.led_by, "led_by", _("Leds av")))
        self.leaders.save_due.connect(self._on_leaders)
        self.materials.settled.connect(self._on_materials)
        self.sensitive.toggled.connect(lambda on: self._on_flag("sensitive", on, self.sensitive.text()))
        self.crisis.toggled.connect(lambda on: self._on_flag("crisis", on, self.crisis.text()))
        for phase, box in self.phases.items():
            box.toggled.connect(lambda on, one=phase: self._on_phase(one, on))

    def rows(self) -> tuple[SwedishRow | NumberRow | SettlingText, ...]:
        return (self.name, self.themes, self.led_by, self.leaders, self.materials)

    def forget(self) -> None:
        """Another plan is about to be shown: nothing that stands here belongs to it."""
        if not self._desk.is_open:
            return
        plan = self._desk.draft.plan
        self.name.take_value(plan.title)
        self.themes.take_value(", ".join(plan.themes))
        self.led_by.take_value(", ".join(plan.led_by))
        self.leaders.take_value(str(plan.min_leaders))
        self.materials.take_text("\n".join(plan.materials))
        for row in (self.name, self.themes, self.led_by):
            if said := foreign_sentence(row.value()):
                row.show_error(said)

    def show_plan(self, plan: SessionPlan) -> None:
        self.name.show_value(plan.title)
        self.themes.show_value(", ".join(plan.themes))
        self.led_by.show_value(", ".join(plan.led_by))
        self.leaders.show_value(str(plan.min_leaders))
        self.materials.show_text("\n".join(plan.materials))
        boxes = ((self.sensitive, plan.sensitive), (self.crisis, plan.crisis))
        phases = ((box, phase in plan.firo) for phase, box in self.phases.items())
        for box, on in (*boxes, *phases):
            with QSignalBlocker(box):
                box.setChecked(on)

    def _on_title(self) -> None:
        typed = self.name.value()
        refused = self._desk.do(_("Titel"), lambda draft: with_title(draft, typed))
        if refused:
            self.name.refuse(refused)
        else:
            self.name.settle(self._desk.draft.plan.title)

    def _on_list(self, row: SwedishRow, name: str, label_text: str) -> None:
        things = listed(row.value())
        self._desk.do(label_text, changed_plan(lambda plan: _with_list(plan, name, things)))
        row.settle(", ".join(things))

    def _on_leaders(self) -> None:
        count = int(self.leaders.value())
        self._desk.do(_("Minsta antal ledare"), changed_plan(lambda plan: replace(plan, min_leaders=count)))
        self.leaders.mark_saved(str(count))

    def _on_materials(self, text: str) -> None:
        things = listed(text, "\n")
        self._desk.do(_("Ta med"), changed_plan(lambda plan: replace(plan, materials=things)))

    def _on_flag(self, name: str, on: bool, label_text: str) -> None:
        def change(plan: SessionPlan) -> SessionPlan:
            return replace(plan, sensitive=on) if name == "sensitive" else replace(plan, crisis=on)

        self._desk.do(label_text, changed_plan(change))

    def _on_phase(self, phase: FiroPhase, on: bool) -> None:
        def change(plan: SessionPlan) -> SessionPlan:
            chosen = (one for one in FiroPhase if (on if one is phase else one in plan.firo))
            return replace(plan, firo=tuple(chosen))

        self._desk.do(label(phase), changed_plan(change))


def _with_list(plan: SessionPlan, name: str, things: tuple[str, ...]) -> SessionPlan:
    return replace(plan, themes=things) if name == "themes" else replace(plan, led_by=things)


class _PairsCard(Card):
    """A table of two columns, and fields below it that add a row with Enter."""

    def __init__(self, desk: PlanDesk, title: str, icon: str, model: PairsModel, *, stretch: int) -> None:
        super().__init__(title, icon)
        self.desk = desk
        self.model = model
        model.setParent(self)
        self.table = WritingTable(model, edits=(0, 1), stretch=stretch, name=title)
        self.table.horizontalHeader().setResizeContentsPrecision(-1)  # few rows: all of them may be measured
        self.refused = TextLabel("", TextRole.WRONG, wrap=True)
        self.refused.hide()
        self.foreign = TextLabel("", TextRole.SMALL, wrap=True)
        self.foreign.hide()
        self.add_button = KeyButton(_("Lägg till"), "Enter", icon="plus")
        self.add(self.table)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme().gap(8))
        self.add(self.row)
        self.add(self.refused)
        self.add(self.foreign)
        self.table.key_typed.connect(self._on_key)
        self.table.remove_wanted.connect(self.remove)
        self.table.move_wanted.connect(self.move_row)
        model.edited.connect(self.edit)
        self.add_button.clicked.connect(self.add_row)

    def tell(self, refused: str) -> bool:
        """Shows why something was refused, or nothing; True when it was done."""
        self.refused.setText(refused)
        self.refused.setVisible(bool(refused))
        return not refused

    def _on_key(self, key: str) -> None:
        if key == "N":
            self.focus_new()
        else:
            self.letter(key)

    def letter(self, key: str) -> None:
        """A letter pressed in the table that is not the one for a new row."""

    def focus_new(self) -> None:
        raise NotImplementedError

    def add_row(self) -> None:
        raise NotImplementedError

    def edit(self, row: int, column: int, text: str) -> None:
        raise NotImplementedError

    def remove(self, row: int) -> None:
        raise NotImplementedError

    def move_row(self, row: int, by: int) -> None:
        raise NotImplementedError

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        foreign = frozenset(at for at, row in enumerate(rows) if foreign_letters(" ".join(row)))
        at = self.table.current_row()
        self.model.set_rows(rows, foreign)
        self.table.setVisible(bool(rows))
        if at >= 0 and rows:
            self.table.go_to_row(min(at, len(rows) - 1))
        self.foreign.setVisible(bool(foreign))
        if foreign:
            row = min(foreign)
            said = foreign_sentence(" ".join(rows[row]))
            self.foreign.setText(_("Rad {row}: {said}").format(row=row + 1, said=said))


T = TypeVar("T")


def _moved(rows: tuple[T, ...], at: int, by: int) -> tuple[T, ...]:
    """The rows with one of them `by` places further on, not beyond the ends."""
    kept = list(rows)
    to = max(0, min(at + by, len(kept) - 1))
    kept.insert(to, kept.pop(at))
    return tuple(kept)


class AimsCard(_PairsCard):
    """What a participant can say afterwards, each with the part of KASAM that it serves."""

    def __init__(self, desk: PlanDesk) -> None:
        model = PairsModel(
            (_("i jag-form"), _("KASAM")),
            editable=(True, False),
            shown=lambda column, text: label(Kasam(text)) if column else text,
        )
        super().__init__(desk, _("Mål"), "flag", model, stretch=0)
        self.table.setToolTip(_("B, H eller M byter del av KASAM. F2 ändrar."))
        self.new_text = QLineEdit()
        self.new_text.setPlaceholderText(_("Nytt mål, till exempel: Jag vet vem jag kan ringa."))
        self.new_text.setAccessibleName(_("Nytt mål"))
        self.new_kasam = QComboBox()
        self.new_kasam.setAccessibleName(_("KASAM"))
        for kasam in Kasam:
            self.new_kasam.addItem(label(kasam), kasam)
        self.row.addWidget(self.new_text, 1)
        self.row.addWidget(self.new_kasam)
        self.row.addWidget(self.add_button)
        self.new_text.returnPressed.connect(self.add_row)

    def show_plan(self, plan: SessionPlan) -> None:
        self.show_rows([(aim.text, aim.kasam.value) for aim in plan.aims])
        served = {aim.kasam for aim in plan.aims}
        gaps = ", ".join(label(kasam) for kasam in Kasam if kasam not in served)
        self.set_note(_("saknas: {parts}").format(parts=gaps) if gaps else "")

    def focus_new(self) -> None:
        self.new_text.setFocus()

    def letter(self, key: str) -> None:
        row = self.table.current_row()
        if key in (kasam.value for kasam in Kasam) and row >= 0:
            self._change(_("KASAM"), row, lambda aim: replace(aim, kasam=Kasam(key)))

    def add_row(self) -> None:
        text = one_line(self.new_text.text())
        if not text:
            self.tell(_("Skriv målet först."))
            return
        aim = Aim(text, Kasam(self.new_kasam.currentData()))
        if self.tell(
            self.desk.do(_("Nytt mål"), changed_plan(lambda plan: replace(plan, aims=(*plan.aims, aim))))
        ):
            self.new_text.clear()
            self.new_text.setFocus()

    def edit(self, row: int, _column: int, text: str) -> None:
        kept = one_line(text)
        if not kept:
            self.tell(_("Målet kan inte vara tomt. Ta bort raden i stället."))
            return
        self._change(_("Mål"), row, lambda aim: replace(aim, text=kept))

    def remove(self, row: int) -> None:
        def change(plan: SessionPlan) -> SessionPlan:
            return replace(plan, aims=plan.aims[:row] + plan.aims[row + 1 :])

        self.tell(self.desk.do(_("Ta bort mål"), changed_plan(change)))

    def move_row(self, row: int, by: int) -> None:
        self.desk.do(
            _("Flytta mål"), changed_plan(lambda plan: replace(plan, aims=_moved(plan.aims, row, by)))
        )
        self.table.go_to_row(max(0, row + by))

    def _change(self, label_text: str, row: int, change: Callable[[Aim], Aim]) -> None:
        def on_plan(plan: SessionPlan) -> SessionPlan:
            aims = list(plan.aims)
            aims[row] = change(aims[row])
            return replace(plan, aims=tuple(aims))

        self.tell(self.desk.do(label_text, changed_plan(on_plan)))


class WordsCard(_PairsCard):
    """The plan's words with plain explanations; their translations live in the word lists."""

    def __init__(self, desk: PlanDesk) -> None:
        super().__init__(desk, _("Ord"), "book-open", PairsModel((_("ord"), _("förklaring"))), stretch=1)
        self.table.setToolTip(_("F2 ändrar, Alt och pilarna flyttar."))
        self.new_word = QLineEdit()
        self.new_word.setPlaceholderText(_("Nytt ord"))
        self.new_word.setAccessibleName(_("Nytt ord"))
        self.new_explanation = QLineEdit()
        self.new_explanation.setPlaceholderText(_("Förklaring med enkla ord"))
        self.new_explanation.setAccessibleName(_("Förklaring"))
        self.row.addWidget(self.new_word, 2)
        self.row.addWidget(self.new_explanation, 3)
        self.row.addWidget(self.add_button)
        self.new_word.returnPressed.connect(self._on_word)
        self.new_explanation.returnPressed.connect(self.add_row)

    def show_plan(self, plan: SessionPlan) -> None:
        self.show_rows([(word.word, word.explanation) for word in plan.words])
        count = len(plan.words)
        self.set_note(ngettext("{count} ord", "{count} ord", count).format(count=count) if count else "")

    def focus_new(self) -> None:
        self.new_word.setFocus()

    def _on_word(self) -> None:
        if self.new_explanation.text().strip():
            self.add_row()
        else:
            self.new_explanation.setFocus()

    def add_row(self) -> None:
        name, said = one_line(self.new_word.text()), one_line(self.new_explanation.text())
        if not name or not said:
            self.tell(_("Skriv både ordet och förklaringen."))
            (self.new_explanation if name else self.new_word).setFocus()
            return

        if self.tell(self.desk.do(_("Nytt ord"), lambda draft: add_word(draft, name, said))):
            self.new_word.clear()
            self.new_explanation.clear()
            self.new_word.setFocus()

    def edit(self, row: int, column: int, text: str) -> None:
        kept = one_line(text)
        if not kept:
            self.tell(_("Ordet och förklaringen kan inte vara tomma. Ta bort raden i stället."))
            return

        word, explanation = self.model.row(row) or ("", "")
        pair = (kept, explanation) if column == 0 else (word, kept)
        self.tell(self.desk.do(_("Ord"), lambda draft: change_word(draft, row, *pair)))

    def remove(self, row: int) -> None:
        def change(plan: SessionPlan) -> SessionPlan:
            return replace(plan, words=plan.words[:row] + plan.words[row + 1 :])

        self.tell(self.desk.do(_("Ta bort ord"), changed_plan(change)))

    def move_row(self, row: int, by: int) -> None:
        self.desk.do(
            _("Flytta ord"), changed_plan(lambda plan: replace(plan, words=_moved(plan.words, row, by)))
        )
        self.table.go_to_row(max(0, row + by))


class TestedCard(Card):
    """How many readers from the target group have tried each handout, and when; never who."""

    __test__ = False  # its name begins as test classes do

    told = Signal(str)
    """Something was saved; the sentence for the message bar."""

    def __init__(self, desk: PlanDesk) -> None:
        super().__init__(_("Prövad av läsare"), "users-round")
        self._desk = desk
        self._rows: dict[int, tuple[NumberField, QDateEdit, TextLabel]] = {}
        self.add(
            TextLabel(
                _("Hur många ur målgruppen har läst bladet med dig, och när? Skriv aldrig vem."),
                TextRole.QUIET,
                wrap=True,
            )
        )
        for level, name in ((EASY_LEVEL, _("Lätt svenska")), (PICTURE_LEVEL, _("Bilder och få ord"))):
            count, day, note = NumberField(0, 999), QDateEdit(), TextLabel("", TextRole.SMALL, wrap=True)
            count.setAccessibleName(_("{handout}: antal läsare").format(handout=name))
            day.setAccessibleName(_("{handout}: datum").format(handout=name))
            day.setDisplayFormat("yyyy-MM-dd")
            save = KeyButton(_("Spara"), icon="check")
            row = QHBoxLayout()
            row.setSpacing(theme().gap(8))
            row.addWidget(TextLabel(name), 1)
            for field in (count, day, save):
                row.addWidget(field)
            self.add(row)
            self.add(note)
            note.hide()
            self._rows[level] = (count, day, note)
            save.clicked.connect(lambda _checked=False, one=level: self.save(one))

    def show_tested(self, tested: Mapping[int, Tested | None]) -> None:
        """What is noted by level; today's date stands where nothing is."""
        today = self._desk.context.services.clock.today()
        for level, (count, day, note) in self._rows.items():
            found = tested.get(level)
            shown = found.day if found is not None else today
            count.setValue(found.readers if found is not None else 0)
            day.setDate(QDate(shown.year, shown.month, shown.day))
            stale = found is not None and not found.is_current
            note.setText(_("Texten har ändrats sedan dess.") if stale else "")
            note.setVisible(stale)

    def fields(self, level: int) -> tuple[NumberField, QDateEdit]:
        count, day, _note = self._rows[level]
        return count, day

    def save(self, level: int) -> None:
        """Notes what stands in the fields of a level; 0 readers takes the note away."""
        place = self._desk.place
        if place is None:
            return
        self._desk.flush()  # the note is about the text as it stands now
        count, day, note = self._rows[level]
        chosen = day.date()
        when, readers = date(chosen.year(), chosen.month(), chosen.day()), count.value()
        editing = self._desk.context.services.plan_editing

        def done(_changes: Changes) -> None:
            note.hide()
            self.told.emit(_("Det är noterat.") if readers else _("Anteckningen är borttagen."))

        self._desk.save_beside(lambda: editing.set_tested(place.plan_id, level, when, readers), done)
