"""The look: contrasts that people can read, sizes that follow the text, icons that exist."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from halsoskola.ui.theme import (
    DARK,
    LIGHT,
    STATE_ICONS,
    Colours,
    SchemeChoice,
    State,
    TextRole,
    apply_theme,
    contrast,
    icon,
    icon_pixmap,
    icons_folder,
    theme,
)

SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_measured_as_in_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21.0)
    assert contrast(QColor("#767676"), QColor("#FFFFFF")) == pytest.approx(4.54, abs=0.01)
    assert contrast(QColor("#FFFFFF"), QColor("#767676")) == contrast(QColor("#767676"), QColor("#FFFFFF"))


@SCHEMES
def test_every_text_can_be_read_on_every_ground_it_stands_on(colours: Colours) -> None:
    grounds = [colours.background, colours.surface]
    pairs = [
        (ink, ground) for ink in (colours.text, colours.quiet, colours.accent_text) for ground in grounds
    ]
    pairs += [(colours.text, colours.sunken), (colours.quiet, colours.sunken)]
    pairs += [(colours.accent_text, colours.accent_soft), (colours.text, colours.accent_soft)]
    pairs += [(colours.on_accent, colours.accent), (colours.on_accent, colours.accent_hover)]
    pairs += [(pair.ink, pair.ground) for pair in colours.states.values()]
    pairs += [(colours.text, pair.ground) for pair in colours.states.values()]  # the message bar
    pairs += [(colours.states[State.WRONG].ink, ground) for ground in grounds]  # the reason under a field
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink.name(), ground.name())


@SCHEMES
def test_controls_rings_and_signs_can_be_seen(colours: Colours) -> None:
    for ground in (colours.background, colours.surface):
        for ink in (colours.control, colours.focus, colours.accent, *colours.blocks.values()):
            assert contrast(ink, ground) >= 3.0, (ink.name(), ground.name())
        for pair in colours.states.values():
            assert contrast(pair.ink, ground) >= 3.0, pair.ink.name()


def test_the_light_scheme_has_the_agreed_colours() -> None:
    agreed = {
        "background": "#f5f7f7",
        "surface": "#ffffff",
        "line": "#dde3e3",
        "text": "#1c2526",
        "quiet": "#5b6769",
        "accent": "#0b6b6b",
        "accent_soft": "#dff0ee",
    }
    assert {role: getattr(LIGHT, role).name() for role in agreed} == agreed
    assert LIGHT.states[State.WATCH].ink.name() == "#7a4e00"
    assert LIGHT.states[State.WRONG].ground.name() == "#fce7e4"


def test_text_at_double_size_doubles_rows_but_not_gaps(qapp: QApplication) -> None:
    row, gap, title = theme().px(34), theme().gap(24), theme().points(TextRole.TITLE)
    apply_theme(qapp, SchemeChoice.LIGHT, 200)
    assert theme().px(34) == pytest.approx(2 * row, abs=2)
    assert gap < theme().gap(24) < 1.5 * gap
    assert title < theme().points(TextRole.TITLE) < 2 * title
    assert theme().points(TextRole.BODY) == pytest.approx(21.0)
    assert qapp.font().pointSizeF() == pytest.approx(21.0)


def test_text_size_stays_within_what_was_tried(qapp: QApplication) -> None:
    assert apply_theme(qapp, SchemeChoice.LIGHT, 400).text_percent == 200
    assert apply_theme(qapp, SchemeChoice.LIGHT, 50).text_percent == 100


def test_dark_replaces_palette_and_tells_those_who_hold_pictures(qapp: QApplication) -> None:
    keeper = apply_theme(qapp, SchemeChoice.LIGHT)
    heard: list[bool] = []
    keeper.changed.connect(lambda: heard.append(theme().is_dark))
    assert apply_theme(qapp, SchemeChoice.DARK) is keeper
    assert heard == [True]
    assert qapp.palette().window().color() == DARK.background
    apply_theme(qapp, SchemeChoice.LIGHT)
    assert qapp.palette().window().color() == LIGHT.background


def test_an_icon_is_painted_in_the_colour_asked_for(qapp: QApplication) -> None:
    red = QColor("#CC1122")
    image = icon_pixmap("check", red, 32).toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {red.name()}


def test_an_icon_is_drawn_once_per_colour_size_and_density(qapp: QApplication) -> None:
    first = icon_pixmap("check", QColor("#123456"), 18, 1.0)
    assert icon_pixmap("check", QColor("#123456"), 18, 1.0).cacheKey() == first.cacheKey()
    sharp = icon_pixmap("check", QColor("#123456"), 18, 2.0)
    assert sharp.width() == 36
    assert sharp.deviceIndependentSize().width() == 18
    assert not icon("check").isNull()


def test_an_unknown_icon_is_a_mistake_that_is_noticed(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon_pixmap("no-such-icon")


def test_every_shipped_icon_can_be_drawn(qapp: QApplication) -> None:
    names = sorted(path.stem for path in icons_folder().glob("*.svg"))
    assert names
    for name in names:
        image = icon_pixmap(name, QColor("#000000"), 24).toImage()
        inked = sum(image.pixelColor(x, y).alpha() > 0 for x in range(24) for y in range(24))
        assert inked > 10, name


def test_icons_named_in_the_code_are_shipped() -> None:
    shipped = {path.stem for path in icons_folder().glob("*.svg")}
    named = {name for name in STATE_ICONS.values() if name}
    folder = Path(__file__).resolve().parents[2] / "halsoskola" / "ui"
    for source in folder.rglob("*.py"):
        named |= set(re.findall(r"icon(?:_name)?\s*=\s*\"([a-z][a-z0-9-]*)\"", source.read_text("utf-8")))
        named |= set(re.findall(r"Icon(?:Label|Button)\(\s*\"([a-z][a-z0-9-]*)\"", source.read_text("utf-8")))
    assert named <= shipped, sorted(named - shipped)
    assert (icons_folder() / "LICENSE").read_text("utf-8").startswith("ISC License")


def test_style_sheet_names_only_pictures_that_exist(qapp: QApplication) -> None:
    for choice in (SchemeChoice.LIGHT, SchemeChoice.DARK):
        apply_theme(qapp, choice)
        pictures = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
        assert pictures
        assert all(Path(picture).is_file() for picture in pictures)
