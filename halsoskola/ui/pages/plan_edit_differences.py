"""What differs between two versions of a plan, side by side, in plain words."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from halsoskola.domain.plan_differences import Change, Difference, Part, Value
from halsoskola.domain.plans import Aim, Block, FiroPhase, Word
from halsoskola.i18n.catalogues import N_, _, ngettext
from halsoskola.i18n.dates import capital
from halsoskola.i18n.labels import fact_label, label
from halsoskola.ui.theme import State, TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.card import Hairline
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.pill import Pill
from halsoskola.ui.widgets.text import TextLabel

_PARTS: Mapping[Part, str] = {
    Part.TITLE: N_("Titel"),
    Part.THEMES: N_("Teman"),
    Part.LED_BY: N_("Leds av"),
    Part.FIRO: N_("Passar när gruppen är i"),
    Part.SENSITIVE: N_("Känsligt tema"),
    Part.MIN_LEADERS: N_("Minsta antal ledare"),
    Part.CRISIS: N_("Krisblad"),
    Part.MATERIALS: N_("Ta med"),
    Part.FACTS: N_("Faktauppgifter"),
    Part.AIM: N_("Mål"),
    Part.BLOCK: N_("Moment"),
    Part.INTRODUCTION: N_("Till ledaren, före träffen"),
    Part.NOTE: N_("Till ledaren"),
    Part.WORD: N_("Ord"),
    Part.HANDOUT: N_("Blad, lätt svenska"),
    Part.PICTURE_HANDOUT: N_("Blad, bilder och få ord"),
}

_CHANGES: Mapping[Change, tuple[str, State, str]] = {
    Change.ADDED: (N_("nytt"), State.GOOD, "plus"),
    Change.REMOVED: (N_("borta"), State.WRONG, "minus"),
    Change.CHANGED: (N_("ändrat"), State.WATCH, "pencil"),
    Change.MOVED: (N_("flyttat"), State.ASKED, "arrow-right-left"),
}


def part_name(part: Part) -> str:
    return _(_PARTS[part])


def change_name(change: Change) -> str:
    return _(_CHANGES[change][0])


def value_words(part: Part, value: Value) -> str:
    """What stood there, as one would say it; "" for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return _("ja") if value else _("nej")
        case Block():
            return block_words(value)
        case Aim():
            return f"{value.text} ({label(value.kasam)})"
        case Word():
            return value.explanation
        case tuple():
            if part is Part.FIRO:
                return ", ".join(label(FiroPhase(one)) for one in value)
            return ", ".join(map(fact_label, value) if part is Part.FACTS else value)
        case _:
            return str(value)


def block_words(block: Block) -> str:
    """A block on a few lines."""
    said = [_("{kind}, {minutes} min").format(kind=label(block.kind), minutes=block.minutes)]
    if block.interpreted:
        said.append(_("tolkas"))
    said += [label(kasam) for kasam in block.kasam]
    if block.pin is not None:
        said.append(_("kl. {clock}").format(clock=f"{block.pin.hour}.{block.pin.minute:02}"))
    lines = [block.title, ", ".join(said)]
    lines += [f"{label(one.need)}: {one.text}" for one in block.adaptations]
    return "\n".join(lines)


class DifferencesDialog(QDialog):
    """Two columns: what the plan was, and what it has become. Escape or Enter closes it."""

    def __init__(
        self,
        title: str,
        headings: tuple[str, str],
        found: tuple[Difference, ...],
        parent: QWidget | None = None,
    ) -> None:
        """headings: what the two versions are called, the older first."""
        super().__init__(parent)
        self.found = found
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        t = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(t.gap(22), t.gap(18), t.gap(22), t.gap(18))
        column.setSpacing(t.gap(10))
        column.addWidget(TextLabel(title, TextRole.TITLE, wrap=True))
        if found:
            count = len(found)
            said = ngettext("{count} skillnad", "{count} skillnader", count).format(count=count)
            column.addWidget(TextLabel(said, TextRole.QUIET))
            column.addWidget(self._table(headings), 1)
        else:
            column.addWidget(
                EmptyState("check", _("Ingen skillnad"), _("De två versionerna säger samma sak.")), 1
            )
        close = KeyButton(_("Stäng"), "Esc", primary=True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addLayout(buttons)
        screen = self.screen()
        room = screen.availableSize() if screen is not None else None
        width, height = t.px(980), t.px(min(640, 200 + 90 * len(found)) if found else 320)
        if room is not None:
            width, height = min(width, room.width() - 40), min(height, room.height() - 48)
        self.resize(width, height)

    def _table(self, headings: tuple[str, str]) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme().gap(8), 0)
        grid.setHorizontalSpacing(theme().gap(16))
        grid.setVerticalSpacing(theme().gap(8))
        for at, share in enumerate((2, 3, 3)):
            grid.setColumnStretch(at, share)
        for at, heading in enumerate(headings, start=1):
            grid.addWidget(TextLabel(heading, TextRole.SMALL, wrap=True), 0, at)
        row = 1
        for one in self.found:
            grid.addWidget(Hairline(), row, 0, 1, 3)
            grid.addWidget(self._what(one), row + 1, 0, Qt.AlignmentFlag.AlignTop)
            for at, value in enumerate((one.before, one.after), start=1):
                words = value_words(one.part, value)
                text = TextLabel(words or "–", TextRole.BODY if words else TextRole.QUIET, wrap=True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(text, row + 1, at, Qt.AlignmentFlag.AlignTop)
            row += 2
        grid.setRowStretch(row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self._area = area
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("Skillnader"))
        return area

    def _what(self, one: Difference) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().gap(4))
        column.addWidget(TextLabel(part_name(one.part), TextRole.STRONG, wrap=True))
        if one.name:
            column.addWidget(TextLabel(capital(one.name), TextRole.QUIET, wrap=True))
        _name, state, icon = _CHANGES[one.change]
        pill = Pill(state, change_name(one.change), icon)
        column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return
        super().keyPressEvent(event)
