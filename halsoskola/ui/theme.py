"""The look, in one place: colours by role, type sizes, distances, icons, and the only style sheet of the program.

Widgets ask `theme()` while they paint or lay out and never hold a colour of their own. Distances that hold text grow
with it (`px`), distances between things grow more slowly (`gap`), so that 200 % text still fits a small screen.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from halsoskola.settings import program_root

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

BODY_POINTS: Final = 10.5
REFERENCE_PIXELS: Final = 14.0
"""Pixel size of the body text at 96 dpi and 100 %; every distance in the code is meant at this size."""

ICON_SIZE: Final = 18


class SchemeChoice(StrEnum):
    """What the leader chose; the value is what the settings file stores."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class State(StrEnum):
    """How something stands; always shown as icon + word + colour, never by colour alone."""

    GOOD = "good"
    WATCH = "watch"
    WRONG = "wrong"
    ASKED = "asked"
    OFF = "off"


STATE_ICONS: Final[Mapping[State, str]] = {
    State.GOOD: "check",
    State.WATCH: "clock-alert",
    State.WRONG: "circle-alert",
    State.ASKED: "send",
    State.OFF: "",
}


class TextRole(StrEnum):
    """What a text is for; size, weight and colour follow."""

    BODY = "body"
    STRONG = "strong"
    QUIET = "quiet"
    SMALL = "small"  # quiet and a little smaller: subtitles, notes beside a card's title
    HEADING = "heading"  # a card's title
    TITLE = "title"  # a page's title
    BIG = "big"  # what the whole room should read: the clock of a moment
    BRAND = "brand"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Pair:
    """Ink and the ground it stands on; at least 4.5:1 against each other."""

    ink: QColor
    ground: QColor


@dataclass(
    frozen=True, slots=True, eq=False, repr=False
)  # nobody compares them, and each start would pay for it
class Colours:
    """One colour per role. Both schemes have the same roles, and the same least contrasts (held by a test)."""

    background: QColor
    surface: QColor
    sunken: QColor  # grooves, keycaps, resting progress
    line: QColor  # hairlines: decoration, so without a least contrast
    edge: QColor  # edges of buttons and keycaps, which their words make known
    control: QColor  # edges of what can be operated: at least 3:1 against surface and background
    text: QColor
    quiet: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    accent_soft: QColor
    accent_text: QColor  # accent used as letters, also on accent_soft
    focus: QColor
    shade: QColor  # what lies behind a sheet
    states: Mapping[State, Pair]
    blocks: Mapping[str, QColor]  # the dot of an agenda block, by its kind; the kind's word stands beside it


def _colours(states: dict[State, tuple[str, str]], blocks: dict[str, str], **roles: str) -> Colours:
    return Colours(
        **{name: QColor(value) for name, value in roles.items()},
        states={state: Pair(QColor(ink), QColor(ground)) for state, (ink, ground) in states.items()},
        blocks={kind: QColor(value) for kind, value in blocks.items()},
    )


LIGHT: Final = _colours(
    {
        State.GOOD: ("#17592F", "#E3F3E8"),
        State.WATCH: ("#7A4E00", "#FFF1D2"),
        State.WRONG: ("#96231B", "#FCE7E4"),
        State.ASKED: ("#174F82", "#E4EFF9"),
        State.OFF: ("#445254", "#EDF0F0"),
    },
    {
        "start": "#0B6B6B",
        "talk": "#2B6CB0",
        "group": "#8A4F9E",
        "practice": "#3F7D3A",
        "body": "#B8660A",
        "break": "#7F8B8C",
        "end": "#0B6B6B",
    },
    background="#F5F7F7",
    surface="#FFFFFF",
    sunken="#E9EEEE",
    line="#DDE3E3",
    edge="#C3CCCC",
    control="#808D8E",
    text="#1C2526",
    quiet="#5B6769",
    accent="#0B6B6B",
    accent_hover="#085757",
    on_accent="#FFFFFF",
    accent_soft="#DFF0EE",
    accent_text="#0B5F5F",
    focus="#0B6B6B",
    shade="#66101718",
)

DARK: Final = _colours(
    {
        State.GOOD: ("#A8E0B9", "#1C3827"),
        State.WATCH: ("#F4D08B", "#3D3011"),
        State.WRONG: ("#FFB9B0", "#4A211D"),
        State.ASKED: ("#AFD3F5", "#1B3650"),
        State.OFF: ("#BECACB", "#2C3637"),
    },
    {
        "start": "#4DB6AF",
        "talk": "#74AEE8",
        "group": "#C795D8",
        "practice": "#8CC786",
        "body": "#E5A052",
        "break": "#8E9B9C",
        "end": "#4DB6AF",
    },
    background="#121718",
    surface="#1A2122",
    sunken="#283132",
    line="#2E3839",
    edge="#465354",
    control="#778586",
    text="#E7EDED",
    quiet="#A6B3B4",
    accent="#4DB6AF",
    accent_hover="#6CC8C1",
    on_accent="#06201F",
    accent_soft="#173836",
    accent_text="#7FD4CD",
    focus="#6CC8C1",
    shade="#99000000",
)

_POINTS: Final[Mapping[TextRole, float]] = {
    TextRole.BODY: BODY_POINTS,
    TextRole.STRONG: BODY_POINTS,
    TextRole.QUIET: BODY_POINTS,
    TextRole.SMALL: 9.75,
    TextRole.HEADING: BODY_POINTS,
    TextRole.TITLE: 16.5,
    TextRole.BIG: 36.0,
    TextRole.BRAND: 12.0,
    TextRole.WRONG: BODY_POINTS,
}

_HEAVY: Final = frozenset({TextRole.STRONG, TextRole.HEADING, TextRole.TITLE, TextRole.BRAND})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Theme:
    """Everything a widget needs to know to look right. A new one is made when scheme or text size changes."""

    colours: Colours = LIGHT
    is_dark: bool = False
    text_factor: float = 1.0
    """1.0 is the design's size; 2.0 is 200 % text."""
    family: str = ""
    unit: float = 1.0
    """Pixel size of the real body font divided by `REFERENCE_PIXELS`."""
    _fonts: dict[tuple[TextRole, bool], QFont] = field(default_factory=dict, repr=False, compare=False)

    def px(self, reference: float) -> int:
        """A size that holds text (row, button, icon, padding in a pill), in pixels for this text size."""
        return max(1, round(reference * self.unit))

    def gap(self, reference: float) -> int:
        """A distance between things. Grows by a third of what the text grows, so that large text keeps its room."""
        return max(1, round(reference * (1 + (self.unit - 1) / 3)))

    def points(self, role: TextRole) -> float:
        """Type size of the role in points. Large titles grow less than body text, which is what must be read."""
        size = _POINTS[role]
        factor = self.text_factor if size <= 12 else 1 + (self.text_factor - 1) * 0.6
        return size * factor

    def font(self, role: TextRole = TextRole.BODY, *, strong: bool = False) -> QFont:
        """The font of a role; `strong` makes it heavier. The same object every time: copy it before changing it."""
        found = self._fonts.get((role, strong))
        if found is None:
            found = QFont(self.family) if self.family else QFont()
            found.setPointSizeF(self.points(role))
            if strong or role in _HEAVY:
                found.setWeight(QFont.Weight.DemiBold)
            self._fonts[(role, strong)] = found
        return found

    def ink(self, role: TextRole) -> QColor:
        """The colour of a role's letters."""
        if role in (TextRole.QUIET, TextRole.SMALL):
            return self.colours.quiet
        if role is TextRole.BRAND:
            return self.colours.accent_text
        if role is TextRole.WRONG:
            return self.colours.states[State.WRONG].ink
        return self.colours.text

    def pair(self, state: State) -> Pair:
        """Ink and ground of a state."""
        return self.colours.states[state]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours, 1.0-21.0. Source: WCAG 2.2, "contrast ratio" and "relative luminance"."""

    def luminance(colour: QColor) -> float:
        def linear(channel: float) -> float:
            return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

        red, green, blue = (linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


_current = Theme()


def theme() -> Theme:
    """The look that is in force. Ask again each time: it changes when the system goes dark."""
    return _current


STYLE_ARGUMENTS: Final = ("-style", "Fusion")
"""For the application's command line. A style object asked for later costs 15 ms: PySide then makes all its enums."""

STYLE_CHOSEN: Final = "halsoskola-style-chosen"
"""Property of an application that was made with `STYLE_ARGUMENTS`."""


def apply_theme(
    app: QApplication,
    choice: SchemeChoice = SchemeChoice.SYSTEM,
    text_percent: int = 100,
    *,
    sheet_later: bool = False,
) -> "ThemeKeeper":
    """Puts style, fonts, palette and style sheet on the application, and follows the system from then on.

    `text_percent`: 100-200, on top of the text size that the system itself asks for. `sheet_later`: the caller calls
    `put_sheet` when the first widgets are made, which is quicker than polishing each as it comes. May be called again
    at any time; the same keeper comes back.
    """
    keeper = app.findChild(ThemeKeeper, _KEEPER)
    if not isinstance(keeper, ThemeKeeper):
        if app.property(STYLE_CHOSEN) is not True:
            app.setStyle("Fusion")
        keeper = ThemeKeeper(app)
    keeper.waits_with_sheet = sheet_later
    keeper.choose(choice, text_percent)
    return keeper


_KEEPER: Final = "halsoskola-theme"


class ThemeKeeper(QObject):
    """Keeps the application's look equal to what the leader chose and the system says."""

    changed = Signal()
    """Emitted after everything is in place; for whoever holds a picture that was drawn with the old colours."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_KEEPER)
        self.waits_with_sheet = False
        self._app = app
        # The application's font is replaced below, so what the system asked for is read once, before.
        self._system_family = app.font().family()
        self._system_factor = _system_text_factor(app.font())
        self._choice = SchemeChoice.SYSTEM
        self._percent = 100
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    def choose(self, choice: SchemeChoice, text_percent: int) -> None:
        self._choice = choice
        self._percent = min(200, max(100, text_percent))
        hints = self._app.styleHints()
        wanted = {
            SchemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
            SchemeChoice.LIGHT: Qt.ColorScheme.Light,
            SchemeChoice.DARK: Qt.ColorScheme.Dark,
        }[choice]
        hints.blockSignals(True)
        hints.setColorScheme(wanted)  # so that the title bar, which is not ours to paint, follows
        hints.blockSignals(False)
        self._put_in_force()

    @property
    def choice(self) -> SchemeChoice:
        return self._choice

    @property
    def text_percent(self) -> int:
        return self._percent

    def _on_system_scheme_changed(self) -> None:
        if self._choice is SchemeChoice.SYSTEM:
            # Qt sets its own palette right after this signal; ours must come last.
            QTimer.singleShot(0, self, self._put_in_force)

    def _put_in_force(self) -> None:
        global _current
        if self._choice is SchemeChoice.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._choice is SchemeChoice.DARK
        factor = self._system_factor * self._percent / 100
        font = QFont(self._system_family)
        font.setPointSizeF(BODY_POINTS * factor)
        _current = Theme(
            colours=DARK if dark else LIGHT,
            is_dark=dark,
            text_factor=factor,
            family=self._system_family,
            unit=QFontInfo(font).pixelSize() / REFERENCE_PIXELS,
        )
        self._app.setFont(font)
        self._app.setPalette(_palette(_current.colours))
        if not self.waits_with_sheet:
            self.put_sheet()
        self.changed.emit()

    def put_sheet(self) -> None:
        """The style sheet of the look that is in force."""
        self.waits_with_sheet = False
        self._app.setStyleSheet(_style_sheet(_current))


def _system_text_factor(font: QFont) -> float:
    """How much larger than usual the system wants its text: 1.0 up.

    Windows answers "make text bigger" through the size of its own font, 9 points by default. Linux desktops scale the
    dots per inch, which Qt has already taken into account, so only unusually large fonts count there.
    """
    usual = 9.0 if sys.platform == "win32" else 11.0
    return min(2.0, max(1.0, font.pointSizeF() / usual))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, c.background),
        (role.Base, c.surface),
        (role.AlternateBase, c.background),
        (role.Button, c.surface),
        (role.WindowText, c.text),
        (role.Text, c.text),
        (role.ButtonText, c.text),
        (role.BrightText, c.on_accent),
        (role.PlaceholderText, c.quiet),
        (role.ToolTipBase, c.text),
        (role.ToolTipText, c.surface),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Accent, c.accent),
        (role.Link, c.accent_text),
        (role.LinkVisited, c.accent_text),
        (role.Light, c.surface),
        (role.Midlight, c.sunken),
        (role.Mid, c.line),
        (role.Dark, c.control),
        (role.Shadow, c.line),
    ):
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, c.quiet)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Base, c.background)
    return palette


def look_again(widget: QWidget) -> None:
    """Lets the style sheet see a property that changed. Nothing to do for a widget that was never shown."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def icons_folder() -> Path:
    """Where the shipped icons lie."""
    return program_root() / "resources" / "icons"


_svg_bytes: dict[str, bytes] = {}
_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}


def icon_pixmap(
    name: str, colour: QColor | None = None, size: int | None = None, dpr: float = 1.0
) -> QPixmap:
    """The icon `name` drawn in `colour` (text by default), `size` logical pixels square (18 scaled by default).

    Raises: FileNotFoundError when no such icon is shipped, which is a mistake in the code.
    """
    from PySide6.QtSvg import QSvgRenderer

    colour = colour or theme().colours.text
    size = size or theme().px(ICON_SIZE)
    key = (name, int(colour.rgba()), size, dpr)
    found = _pixmaps.get(key)
    if found is not None:
        return found
    source = _svg_bytes.get(name)
    if source is None:
        source = (icons_folder() / f"{name}.svg").read_bytes()
        _svg_bytes[name] = source
    # Qt paints currentColor black whatever the palette says, so the colour is written into the file's text.
    # The strokes are a little thinner than the files': at 18 pixels, 1.75 sits better beside regular text.
    drawing = source.replace(b"currentColor", colour.name().encode()).replace(
        b'stroke-width="2"', b'stroke-width="1.75"'
    )
    pixmap = QPixmap(QSize(round(size * dpr), round(size * dpr)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size * dpr, size * dpr))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    _pixmaps[key] = pixmap
    return pixmap


def icon(name: str, colour: QColor | None = None, size: int | None = None) -> "QIcon":
    """The same as a QIcon, for places that Qt paints itself; sharp on screens with up to double density."""
    from PySide6.QtGui import QIcon  # importing it makes PySide build 150 enum members

    result = QIcon()
    for dpr in (1.0, 2.0):
        result.addPixmap(icon_pixmap(name, colour, size, dpr))
    return result


def paint_icon(painter: QPainter, name: str, x: float, y: float, colour: QColor, size: int) -> None:
    """Draws the icon with its upper left corner at (x, y), as sharp as the paint device is."""
    device: Any = painter.device()
    dpr = float(device.devicePixelRatio()) if device is not None else 1.0
    painter.drawPixmap(round(x), round(y), icon_pixmap(name, colour, size, dpr))


def paint_focus_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor | None = None) -> None:
    """The ring that says where the keyboard is; the same everywhere. Drawn inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setColor(colour or theme().colours.focus)
    pen.setWidthF(2.0)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def _style_sheet(t: Theme) -> str:
    """The program's only style sheet: standard controls that Qt paints, and the text roles of labels."""
    c = t.colours
    controls = (icons_folder() / "controls").as_posix()
    check = f"{controls}/check-{'dark' if t.is_dark else 'light'}.svg"
    field_padding_y = t.px(7)
    field_padding_x = t.px(10)
    radius = t.px(8)
    box = t.px(18)
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox"
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    disabled = ", ".join(f"{name}:disabled" for name in fields.split(", "))
    labels = "\n".join(
        f'QLabel[textRole="{role.value}"] {{ color: {t.ink(role).name()}; font-size: {t.points(role):.2f}pt; '
        f"font-weight: {600 if role in _HEAVY else 400}; background: transparent; }}"
        for role in TextRole
    )
    return f"""
{labels}
QToolTip {{ color: {c.surface.name()}; background: {c.text.name()}; border: none; padding: {t.px(4)}px {t.px(8)}px; }}
{fields} {{
    background: {c.surface.name()}; color: {c.text.name()}; border: 1px solid {c.control.name()};
    border-radius: {radius}px; padding: {field_padding_y}px {field_padding_x}px;
    selection-background-color: {c.accent.name()}; selection-color: {c.on_accent.name()};
}}
{focused} {{
    border: 2px solid {c.focus.name()}; padding: {field_padding_y - 1}px {field_padding_x - 1}px;
}}
{disabled} {{ background: {c.background.name()}; color: {c.quiet.name()}; border-color: {c.line.name()}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {c.quiet.name()}; }}
QLineEdit[wrong="true"], QTextEdit[wrong="true"] {{ border-color: {c.states[State.WRONG].ink.name()}; }}
QLineEdit[bare="true"] {{ border: none; background: transparent; padding: 0; }}
QTableView QLineEdit, QTableView QComboBox, QTableView QAbstractSpinBox {{ padding: 0 {t.px(6)}px; }}
QComboBox {{ padding-right: {t.px(28)}px; combobox-popup: 0; }}
QComboBox:focus {{ padding-right: {t.px(27)}px; }}
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {{
    border: none; width: {t.px(26)}px; subcontrol-origin: border; subcontrol-position: center right;
}}
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{
    image: url("{controls}/chevron-down.svg"); width: {t.px(14)}px; height: {t.px(14)}px;
}}
QComboBox QAbstractItemView {{
    background: {c.surface.name()}; color: {c.text.name()}; border: 1px solid {c.control.name()};
    selection-background-color: {c.accent_soft.name()}; selection-color: {c.accent_text.name()}; outline: none;
}}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    border: none; width: {t.px(22)}px; subcontrol-origin: border;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{
    image: url("{controls}/chevron-up.svg"); width: {t.px(12)}px; height: {t.px(12)}px;
}}
QAbstractSpinBox::down-arrow {{
    image: url("{controls}/chevron-down.svg"); width: {t.px(12)}px; height: {t.px(12)}px;
}}
QCheckBox, QRadioButton {{
    spacing: {t.px(10)}px; padding: {t.px(4)}px {t.px(4)}px {t.px(4)}px {t.px(2)}px;
    border: 2px solid transparent; border-radius: {t.px(6)}px; outline: none;
}}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.focus.name()}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.quiet.name()}; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {box}px; height: {box}px; border: 1px solid {c.control.name()}; background: {c.surface.name()};
}}
QCheckBox::indicator {{ border-radius: {t.px(5)}px; }}
QRadioButton::indicator {{ border-radius: {box // 2 + 1}px; }}
QCheckBox::indicator:checked {{
    background: {c.accent.name()}; border-color: {c.accent.name()}; image: url("{check}");
}}
QRadioButton::indicator:checked {{ border: {t.px(6)}px solid {c.accent.name()}; width: {box - 2 * t.px(6) + 2}px;
    height: {box - 2 * t.px(6) + 2}px; }}
QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {t.px(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {t.px(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {c.control.name()}; border-radius: {t.px(3)}px; margin: {t.px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {t.px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {t.px(32)}px; }}
QScrollBar::handle:hover {{ background: {c.quiet.name()}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; width: 0; height: 0;
}}
QMenu {{ background: {c.surface.name()}; border: 1px solid {c.control.name()}; padding: {t.px(4)}px; }}
QMenu::item {{ padding: {t.px(7)}px {t.px(20)}px; border-radius: {t.px(6)}px; color: {c.text.name()}; }}
QMenu::item:selected {{ background: {c.accent_soft.name()}; color: {c.accent_text.name()}; }}
QMenu::item:disabled {{ color: {c.quiet.name()}; }}
QMenu::separator {{ height: 1px; background: {c.line.name()}; margin: {t.px(4)}px; }}
QProgressBar {{
    background: {c.sunken.name()}; border: none; border-radius: {t.px(4)}px; max-height: {t.px(8)}px;
    min-height: {t.px(8)}px; text-align: center; color: transparent;
}}
QProgressBar::chunk {{ background: {c.accent.name()}; border-radius: {t.px(4)}px; }}
"""
