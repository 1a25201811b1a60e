"""Qt's own text layout on the shipped fonts: what another implementation makes of the same text.

Used as an oracle. One pixel is one font unit, so that Qt's rounding to whole font units changes nothing.
"""

import os
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QTextLayout, QTextOption

from halsoskola.documents.bidi import isolate
from halsoskola.documents.fonts import Family, families_for, paper_font
from halsoskola.documents.text import Paragraph, TextStyle, is_right_to_left

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
UNITS_PER_EM = 1000
_QT_NAMES = {
    Family.SANS: "Noto Sans",
    Family.ARABIC: "Noto Sans Arabic",
    Family.ETHIOPIC: "Noto Sans Ethiopic",
}
_INVISIBLE = (0x20, 0x200B, 0x200C, 0x200D, 0x2066, 0x2069)


class DrawnGlyph(NamedTuple):
    x: float
    y: float
    family: str
    glyph: int


class DrawnLine(NamedTuple):
    start: int
    glyphs: list[DrawnGlyph]  # visible ones, from left to right; x from the first of them


def load_fonts() -> None:
    for path in FONTS.glob("*.ttf"):
        assert QFontDatabase.addApplicationFont(str(path)) != -1


def _qt_layout(text: str, language: str, width: float, pixel_size: int) -> QTextLayout:
    font = QFont()
    font.setFamilies([_QT_NAMES[family] for family in families_for(language)])
    font.setPixelSize(pixel_size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    right_to_left = is_right_to_left(text, language)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setUseDesignMetrics(True)
    layout = QTextLayout(isolate(text) if right_to_left else text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def lines_by_qt(text: str, language: str, width: float) -> list[DrawnLine]:
    """`width` in font units."""
    layout = _qt_layout(text, language, width, UNITS_PER_EM)
    lines = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        baseline = line.y() + line.ascent()
        glyphs = []
        for run in line.glyphRuns():
            family = run.rawFont().familyName()
            for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
                glyphs.append(DrawnGlyph(position.x(), position.y() - baseline, family, glyph))
        lines.append(DrawnLine(line.textStart(), _visible(glyphs)))
    return lines


def lines_by_us(text: str, language: str, width: float) -> list[DrawnLine]:
    """The same of our own layout, from what it would write on the page."""
    paragraph = Paragraph(text, TextStyle(UNITS_PER_EM), language)
    (section,) = paragraph._sections
    lines = []
    for start, end in section.lines(width):
        pen = 0.0
        glyphs = []
        for cluster in section.visual(start, end):
            family = cluster.font.fontName.partition("-")[0]
            for (number, _), advance, x_offset, y_offset in cluster.glyphs:
                glyphs.append(DrawnGlyph(pen + x_offset, -y_offset, _QT_NAMES[Family(family)], number))
                pen += advance
        lines.append(DrawnLine(section._clusters[start].start if section._clusters else 0, _visible(glyphs)))
    return lines


def _visible(glyphs: list[DrawnGlyph]) -> list[DrawnGlyph]:
    hidden = set()
    for family, name in _QT_NAMES.items():
        font = paper_font(family)
        hidden |= {
            (name, font.shaper.get_nominal_glyph(code)) for code in _INVISIBLE if code in font.characters
        }
    shown = sorted(
        (glyph for glyph in glyphs if (glyph.family, glyph.glyph) not in hidden), key=lambda glyph: glyph[:2]
    )
    origin = shown[0].x if shown else 0.0
    return [glyph._replace(x=round(glyph.x - origin), y=round(glyph.y)) for glyph in shown]


def painted_by_qt(text: str, language: str, size: int, width: int, height: int, baseline: float) -> QImage:
    """One line painted by Qt, black on white, its right or left end 20 pixels from the edge."""
    layout = _qt_layout(text, language, 10 * width, size)
    line = layout.lineAt(0)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    x = width - 20 - line.naturalTextWidth() if is_right_to_left(text, language) else 20.0
    layout.draw(painter, QPointF(x, baseline - line.ascent()))
    painter.end()
    return image
