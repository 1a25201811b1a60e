"""The second part of the plan editor: the blocks of the meeting in a table, and the chosen one beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from halsoskola.domain.agenda import LONGEST_UNBROKEN_TALK
from halsoskola.domain.plan_editing import (
    LONGEST_BLOCK,
    AgendaSum,
    PlanDraft,
    add_block,
    agenda_sum,
    change_block,
    change_note,
    move_block,
    remove_block,
    split_block,
)
from halsoskola.domain.plans import (
    BREAK_MINUTES,
    Adaptation,
    AdaptationNeed,
    Block,
    BlockKind,
    FiroPhase,
    Kasam,
)
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import label
from halsoskola.services.plan_texts import foreign_sentence
from halsoskola.ui.models.plan_blocks import PlanBlocksModel, sum_pill
from halsoskola.ui.pages.plan_edit_desk import PlanDesk
from halsoskola.ui.pages.plan_edit_fields import (
    NumberRow,
    SettlingText,
    SwedishRow,
    WritingTable,
    flush_rows,
)
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Card
from halsoskola.ui.widgets.columns import Columns, FlowRow, stack_of
from halsoskola.ui.widgets.fields import FormRow
from halsoskola.ui.widgets.pill import Pill, PillFacts
from halsoskola.ui.widgets.saving import SavingRow
from halsoskola.ui.widgets.text import IconLabel, TextLabel

NEW_BLOCK_MINUTES = 10


class BlocksPart(QWidget):
    """Every key of the table: digits change the minutes, S splits, N makes a new one, Delete takes one away."""

    keep_wanted = Signal(int)
    """The block at this place of a course's copy should become the standard."""

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        t = theme()
        self.model = PlanBlocksModel(self)
        self.table = WritingTable(
            self.model,
            edits=(PlanBlocksModel.MINUTES, PlanBlocksModel.TITLE),
            stretch=PlanBlocksModel.TITLE,
            name=_("Moment"),
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setDragEnabled(True)
        self.table.setAcceptDrops(True)
        self.table.setDropIndicatorShown(True)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.table.setDragDropOverwriteMode(False)
        self.sums = SumLine()
        self.new_button = KeyButton(_("Nytt moment"), "N", icon="plus")
        self.split_button = KeyButton(_("Dela"), "S")
        self.remove_button = KeyButton(_("Ta bort"), "Del", icon="trash-2")
        self.up_button = KeyButton(_("Upp"), "Alt ↑", icon="chevron-up")
        self.down_button = KeyButton(_("Ned"), "Alt ↓", icon="chevron-down")
        self.keep_button = KeyButton(_("Spara momentet som min standard"), icon="star")
        self._refused = TextLabel("", TextRole.WRONG, wrap=True)
        self._refused.hide()
        card = Card(_("Moment"), "list-ordered")
        card.add(self.sums)
        card.add(self.table)
        card.add(self._refused)
        card.add(
            FlowRow(
                (self.new_button, self.split_button, self.up_button, self.down_button, self.remove_button)
            )
        )
        card.add(self.keep_button, 0)
        self.chosen = BlockCard(desk)
        self.introduction = SettlingText(_("Till ledaren, före träffen"), lines=3)
        before = Card(_("Före träffen"), "message-square")
        before.add(FormRow(_("Till ledaren"), self.introduction))
        columns = Columns(stack_of(card, before), stack_of(self.chosen), (13, 10))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.gap(14))
        column.addWidget(columns)
        column.addStretch(1)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.move_wanted.connect(self.move_block)
        self.table.remove_wanted.connect(self.remove)
        self.table.digit_typed.connect(self._on_digit)
        self.table.key_typed.connect(self._on_key)
        self.model.minutes_edited.connect(self._on_minutes)
        self.model.title_edited.connect(self._on_title)
        # The table is still in the middle of the drop when the model tells of it.
        self.model.moved.connect(lambda at, to: QTimer.singleShot(0, self, lambda: self.move_to(at, to)))
        self.new_button.clicked.connect(self.add_new)
        self.split_button.clicked.connect(self.split)
        self.remove_button.clicked.connect(lambda: self.remove(self.row()))
        self.up_button.clicked.connect(lambda: self.move_block(self.row(), -1))
        self.down_button.clicked.connect(lambda: self.move_block(self.row(), 1))
        self.keep_button.clicked.connect(lambda: self.keep_wanted.emit(self.row()))
        self.introduction.settled.connect(self._on_introduction)
        desk.loaded.connect(self.show_all)
        desk.changed.connect(self.show_draft)

    def row(self) -> int:
        """The chosen block's place; the first when none has been chosen."""
        return max(0, self.table.current_row())

    def flush(self) -> None:
        self.chosen.flush()
        self.introduction.flush()

    def focus_first(self) -> None:
        self.table.setFocus()

    # Showing

    def show_all(self) -> None:
        """Another plan, or this one anew: nothing that stands in a field counts any more."""
        self.chosen.forget()
        self.introduction.take_text(self._desk.draft.introduction)
        view = self._desk.view
        self.keep_button.setVisible(view is not None and bool(view.place.course_id))
        self.show_draft()
        self.table.go_to_row(0)
        self._on_row(self.table.currentIndex())

    def show_draft(self) -> None:
        if not self._desk.is_open:
            return
        draft = self._desk.draft
        blocks = draft.plan.blocks
        total = agenda_sum(blocks)
        too_long = frozenset(
            row for stretch in total.unbroken for row in range(stretch.first, stretch.last + 1)
        )
        row = self.table.current_row()
        self.model.set_blocks(blocks, too_long)
        self.sums.show_sum(total, blocks)
        if row >= 0:
            self.table.go_to_row(min(row, len(blocks) - 1))
        self.chosen.show_block(self.row(), draft)
        self.introduction.show_text(draft.introduction)
        self.remove_button.setEnabled(len(blocks) > 1)

    def _on_row(self, current: QModelIndex, _previous: QModelIndex | None = None) -> None:
        if self._desk.is_open and current.isValid():
            self.chosen.show_block(current.row(), self._desk.draft)
            self.up_button.setEnabled(current.row() > 0)
            self.down_button.setEnabled(current.row() < self.model.rowCount() - 1)

    # Changing

    def _do(self, label_text: str, change: Callable[[PlanDraft], PlanDraft]) -> bool:
        refused = self._desk.do(label_text, change)
        self._refused.setText(refused)
        self._refused.setVisible(bool(refused))
        return not refused

    def _on_key(self, key: str) -> None:
        if key == "N":
            self.add_new()
        elif key == "S":
            self.split()
        elif key == "T":
            self.chosen.spoken.toggle()
        elif key in (kasam.value for kasam in Kasam):
            self.chosen.kasam[Kasam(key)].toggle()

    def _on_digit(self, digit: str) -> None:
        self.table.edit_row(self.row(), PlanBlocksModel.MINUTES, digit)

    def _on_minutes(self, row: int, minutes: int) -> None:
        self._do(
            _("Minuter"),
            lambda draft: change_block(draft, row, replace(draft.plan.blocks[row], minutes=minutes)),
        )

    def _on_title(self, row: int, title: str) -> None:
        self._do(
            _("Momentets rubrik"),
            lambda draft: change_block(draft, row, replace(draft.plan.blocks[row], title=title)),
        )

    def _on_introduction(self, text: str) -> None:
        kept = text.strip("\n")
        self._desk.do(_("Till ledaren"), lambda draft: replace(draft, introduction=kept))

    def add_new(self) -> None:
        """Puts a new block below the chosen one, and the keyboard where its title is written."""
        self.flush()
        at = self.row() + 1
        block = Block("Nytt moment", NEW_BLOCK_MINUTES, BlockKind.GROUP, interpreted=True)
        if self._do(_("Nytt moment"), lambda draft: add_block(draft, at, block)):
            self.table.setFocus()
            self.table.edit_row(at, PlanBlocksModel.TITLE)

    def split(self) -> None:
        self.flush()
        at = self.row()
        # What stands in a plan is Swedish, whatever the screen speaks.
        title = f"{self._desk.draft.plan.blocks[at].title}, del 2"
        self._do(_("Dela moment"), lambda draft: split_block(draft, at, title))

    def remove(self, row: int) -> None:
        self.flush()
        if self._do(_("Ta bort moment"), lambda draft: remove_block(draft, row)):
            self.chosen.forget()
            self.chosen.show_block(self.row(), self._desk.draft)

    def move_block(self, row: int, by: int) -> None:
        self.move_to(row, row + by)

    def move_to(self, row: int, to: int) -> None:
        """Moves a block; the keyboard goes with it."""
        self.flush()
        to = max(0, min(to, self.model.rowCount() - 1))
        if to != row and self._do(_("Flytta moment"), lambda draft: move_block(draft, row, to)):
            self.chosen.forget()
            self.table.go_to_row(to)
            self.chosen.show_block(to, self._desk.draft)


class SumLine(QWidget):
    """What the blocks come to, and what is wrong with that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sum_pill = Pill(State.GOOD, "")
        self.talk_pill = Pill(State.OFF, "", "messages-square")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().gap(6))
        whole.addWidget(FlowRow((self.sum_pill, self.talk_pill)))
        self._column = QVBoxLayout()
        self._column.setSpacing(theme().gap(6))
        whole.addLayout(self._column)
        self._shown: tuple[object, ...] = ()
        self._warnings: tuple[str, ...] = ()

    def warnings(self) -> tuple[str, ...]:
        """The sentences that stand there."""
        return self._warnings

    def show_sum(self, total: AgendaSum, blocks: tuple[Block, ...]) -> None:
        warnings = []
        if not total.has_break:
            warnings.append(_("Lägg in en paus på {minutes} minuter.").format(minutes=BREAK_MINUTES))
        for stretch in total.unbroken:
            said = _(
                "Prat och samtal i {minutes} minuter utan avbrott, från ”{first}” till ”{last}”. "
                "Efter {most} minuter behövs en paus eller rörelse."
            )
            warnings.append(
                said.format(
                    minutes=stretch.minutes,
                    first=blocks[stretch.first].title,
                    last=blocks[stretch.last].title,
                    most=LONGEST_UNBROKEN_TALK,
                )
            )
        shown = (total.minutes, total.planned, total.net_talk, *warnings)
        if shown == self._shown:
            return
        self._shown, self._warnings = shown, tuple(warnings)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.sum_pill.set_facts(sum_pill(total.minutes, total.planned))
        talk = _("netto taltid {minutes} min").format(minutes=total.net_talk)
        self.talk_pill.set_facts(PillFacts(State.OFF, talk, "messages-square"))
        for said in warnings:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme().gap(6))
            line.addWidget(IconLabel("triangle-alert", state=State.WATCH), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(TextLabel(said, wrap=True), 1)
            self._column.addWidget(row)


class BlockCard(Card):
    """The chosen block: its fields, what the leader says and does, and its other forms for those who need them."""

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(_("Valt moment"), "square-pen", parent=parent)
        self._desk = desk
        self._row = -1
        t = theme()
        self.title_row = SwedishRow(_("Rubrik"), QLineEdit())
        self.minutes_row = NumberRow(_("Minuter"), 1, LONGEST_BLOCK)
        pin = QLineEdit()
        pin.setPlaceholderText(_("t.ex. 10.00"))
        self.pin_row = SavingRow(_("Fast klockslag"), pin)
        self.kind = QComboBox()
        for kind in BlockKind:
            self.kind.addItem(label(kind), kind)
        self.spoken = QCheckBox(_("Tolkas (halva tiden är din)"))
        self.kasam = {kasam: QCheckBox(f"{kasam.value} {label(kasam)}") for kasam in Kasam}
        self.phases = {phase: QCheckBox(label(phase)) for phase in FiroPhase}
        self.said = SettlingText(_("Till ledaren"), lines=7)
        self.add(self.title_row)
        line = QHBoxLayout()
        line.setSpacing(t.gap(10))
        line.addWidget(FormRow(_("Sort"), self.kind), 3)
        line.addWidget(self.minutes_row, 2)
        line.addWidget(self.pin_row, 3)
        self.add(line)
        self.add(self.spoken)
        self.add(FlowRow(tuple(self.kasam.values())))
        self.add(
            FormRow(
                _("Säg och gör"), self.said, _("En rad för varje sak. Börja med - och skriv Säg: eller Gör:")
            )
        )
        self.add(TextLabel(_("Gör så här i stället"), TextRole.STRONG))
        self._adaptations = QVBoxLayout()
        self._adaptations.setSpacing(t.gap(8))
        self.add(self._adaptations)
        self.adaptation_rows: dict[AdaptationNeed, SwedishRow] = {}
        self.new_need = QComboBox()
        self.new_need.setAccessibleName(_("Ny anpassning"))
        self.add(self.new_need)
        self.add(TextLabel(_("Passar när gruppen är i"), TextRole.STRONG))
        self.add(FlowRow(tuple(self.phases.values())))
        self.title_row.save_due.connect(self._on_title)
        self.minutes_row.save_due.connect(self._on_minutes)
        self.pin_row.save_due.connect(self._on_pin)
        self.kind.activated.connect(self._on_kind)
        self.spoken.toggled.connect(self._on_spoken)
        for kasam, box in self.kasam.items():
            box.toggled.connect(lambda on, one=kasam: self._on_kasam(one, on))
        for phase, box in self.phases.items():
            box.toggled.connect(lambda on, one=phase: self._on_phase(one, on))
        self.said.settled.connect(self._on_note)
        self.new_need.activated.connect(self._on_new_need)

    def rows(self) -> tuple[SavingRow | SettlingText, ...]:
        return (
            self.title_row,
            self.minutes_row,
            self.pin_row,
            self.said,
            *self.adaptation_rows.values(),
        )

    def flush(self) -> None:
        """Hands over what stands in the fields; it belongs to the block that is still shown."""
        if self._row >= 0:
            flush_rows(self.rows())

    def forget(self) -> None:
        """The block that is shown has gone or moved: the next one is shown whatever stands in the fields."""
        self._row = -1

    def show_block(self, row: int, draft: PlanDraft) -> None:
        if not 0 <= row < len(draft.plan.blocks):
            return
        if row != self._row:
            shown = self._row
            if 0 <= shown < len(draft.plan.blocks):
                self.flush()
                draft = self._desk.draft
            self._row = row
            self._take(draft.plan.blocks[row], draft.notes[row])
        block = draft.plan.blocks[row]
        self.set_title(_("Moment {number}").format(number=row + 1))
        self.title_row.show_value(block.title)
        self.minutes_row.show_value(str(block.minutes))
        self.pin_row.show_value(_clock(block.pin))
        self.said.show_text(draft.notes[row])
        self.kind.setCurrentIndex(list(BlockKind).index(block.kind))
        boxes = [(self.spoken, block.interpreted)]
        boxes += [(box, kasam in block.kasam) for kasam, box in self.kasam.items()]
        boxes += [(box, phase in block.firo) for phase, box in self.phases.items()]
        for box, on in boxes:
            with QSignalBlocker(box):
                box.setChecked(on)
        self._show_adaptations(block)

    def _take(self, block: Block, note: str) -> None:
        self.title_row.take_value(block.title)
        self.minutes_row.take_value(str(block.minutes))
        self.pin_row.take_value(_clock(block.pin))
        self.said.take_text(note)
        if said := foreign_sentence(block.title):
            self.title_row.show_error(said)
        while (item := self._adaptations.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.adaptation_rows.clear()

    def _show_adaptations(self, block: Block) -> None:
        written = {one.need: one.text for one in block.adaptations}
        for need in AdaptationNeed:
            if need in written and need not in self.adaptation_rows:
                self._add_row(need, written[need])
            elif need in self.adaptation_rows:
                self.adaptation_rows[need].show_value(written.get(need, ""))
        left = [need for need in AdaptationNeed if need not in self.adaptation_rows]
        self.new_need.clear()
        self.new_need.addItem(_("Lägg till för …"), None)
        for need in left:
            self.new_need.addItem(label(need), need)
        self.new_need.setVisible(bool(left))

    def _add_row(self, need: AdaptationNeed, text: str) -> SwedishRow:
        row = SwedishRow(label(need), QLineEdit())
        row.take_value(text)
        self.adaptation_rows[need] = row
        self._adaptations.addWidget(row)
        row.save_due.connect(lambda: self._on_adaptation(need, row))
        return row

    # Changing

    def _change(self, label_text: str, change: Callable[[Block], Block]) -> str:
        at = self._row
        if at < 0:
            return ""
        return self._desk.do(label_text, lambda draft: change_block(draft, at, change(draft.plan.blocks[at])))

    def _on_title(self) -> None:
        typed = self.title_row.value()
        refused = self._change(_("Momentets rubrik"), lambda block: replace(block, title=typed))
        if refused:
            self.title_row.refuse(refused)
        else:
            self.title_row.settle(self._desk.draft.plan.blocks[self._row].title)

    def _on_minutes(self) -> None:
        minutes = int(self.minutes_row.value())
        self._change(_("Minuter"), lambda block: replace(block, minutes=minutes))
        self.minutes_row.mark_saved(str(minutes))

    def _on_pin(self) -> None:
        typed = self.pin_row.value().strip()
        pin = _read_clock(typed)
        if typed and pin is None:
            self.pin_row.refuse(_("Skriv ett klockslag, till exempel 10.00, eller låt fältet vara tomt."))
            return
        self._change(_("Fast klockslag"), lambda block: replace(block, pin=pin))
        self.pin_row.mark_saved(_clock(pin))

    def _on_kind(self, _at: int) -> None:
        kind = BlockKind(self.kind.currentData())
        self._change(_("Sort"), lambda block: replace(block, kind=kind))

    def _on_spoken(self, on: bool) -> None:
        self._change(_("Tolkas"), lambda block: replace(block, interpreted=on))

    def _on_kasam(self, kasam: Kasam, on: bool) -> None:
        def change(block: Block) -> Block:
            return replace(block, kasam=tuple(k for k in Kasam if (on if k is kasam else k in block.kasam)))

        self._change(_("KASAM"), change)

    def _on_phase(self, phase: FiroPhase, on: bool) -> None:
        def change(block: Block) -> Block:
            chosen = (one for one in FiroPhase if (on if one is phase else one in block.firo))
            return replace(block, firo=tuple(chosen))

        self._change(label(phase), change)

    def _on_note(self, text: str) -> None:
        at = self._row
        if at >= 0:
            self._desk.do(_("Till ledaren"), lambda draft: change_note(draft, at, text))

    def _on_adaptation(self, need: AdaptationNeed, row: SwedishRow) -> None:
        text = " ".join(row.value().split())

        def change(block: Block) -> Block:
            written = {one.need: one for one in block.adaptations}
            if text:
                written[need] = Adaptation(need, text)
            else:
                written.pop(need, None)
            return replace(block, adaptations=tuple(written.values()))

        self._change(label(need), change)
        row.settle(text)

    def _on_new_need(self, _at: int) -> None:
        need = self.new_need.currentData()
        if need is None:
            return
        row = self._add_row(AdaptationNeed(need), "")
        self.new_need.removeItem(self.new_need.currentIndex())
        self.new_need.setCurrentIndex(0)
        self.new_need.setVisible(self.new_need.count() > 1)
        row.field.setFocus()


def _clock(pin: time | None) -> str:
    return f"{pin.hour}.{pin.minute:02}" if pin is not None else ""


def _read_clock(text: str) -> time | None:
    """A time as people write it, 10, 10.00 or 10:00; None when it is none."""
    hour, _dot, minute = text.replace(":", ".").partition(".")
    if not (
        hour.isascii() and hour.isdecimal() and (not minute or (minute.isascii() and minute.isdecimal()))
    ):
        return None
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
