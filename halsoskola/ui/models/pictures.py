"""Pictures to choose from, as a list of tiles that can be searched."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from halsoskola.domain.drawings import SIDE, Shape
from halsoskola.i18n.catalogues import _, in_swedish
from halsoskola.i18n.pictures import picture_words
from halsoskola.services.pictures import PictureLine
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.table import CellRole

Index = QModelIndex | QPersistentModelIndex

TILE = 72
"""Reference pixels of a picture on its tile."""

_CAPS = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)
_JOINS = (Qt.PenJoinStyle.MiterJoin, Qt.PenJoinStyle.RoundJoin, Qt.PenJoinStyle.BevelJoin)


def painter_path(operators: str) -> QPainterPath:
    """The path of a shape, y downwards as on the screen. operators: as in `Shape.path`."""
    path = QPainterPath()
    numbers: list[float] = []
    for word in operators.split():
        match word:
            case "m":
                path.moveTo(numbers[0], SIDE - numbers[1])
            case "l":
                path.lineTo(numbers[0], SIDE - numbers[1])
            case "c":
                x1, y1, x2, y2, x3, y3 = numbers
                path.cubicTo(x1, SIDE - y1, x2, SIDE - y2, x3, SIDE - y3)
            case "h":
                path.closeSubpath()
            case _:
                numbers.append(float(word))
                continue
        numbers.clear()
    return path


def paint_shapes(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Draws a drawing of `SIDE` × `SIDE` units in the painter's coordinates."""
    for shape in shapes:
        path = painter_path(shape.path)
        path.setFillRule(Qt.FillRule.OddEvenFill if shape.even_odd else Qt.FillRule.WindingFill)
        if "f" in shape.paint:
            painter.fillPath(path, QColor.fromRgbF(shape.fill, shape.fill, shape.fill))
        if "s" in shape.paint:
            colour = QColor.fromRgbF(shape.stroke, shape.stroke, shape.stroke)
            pen = QPen(colour, shape.width)
            pen.setCapStyle(_CAPS[shape.cap])
            pen.setJoinStyle(_JOINS[shape.join])
            painter.strokePath(path, pen)


def picture_pixmap(png: bytes, shapes: Iterable[Shape], side: int, ratio: float = 1.0) -> QPixmap:
    """The picture on white, as on paper; `side` in the screen's own pixels, `ratio` device pixels for each."""
    pixels = round(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if png:
        image = QImage.fromData(png)
        fitting = image.scaled(
            pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage((pixels - fitting.width()) // 2, (pixels - fitting.height()) // 2, fitting)
    else:
        painter.scale(pixels / SIDE, pixels / SIDE)
        paint_shapes(painter, shapes)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def shown_words(line: PictureLine) -> str:
    """What the picture shows: the leader's own words, or the program's for a shipped one."""
    return line.alt or picture_words(line.name)


@in_swedish()
def written_words(line: PictureLine) -> str:
    """The same in Swedish whatever the screen speaks: what its description in a handout begins with."""
    return shown_words(line)


class PictureListModel(QAbstractListModel):
    """Filtered: every word of the search must stand in the name, in what the picture shows, or where it is used."""

    def __init__(self, ratio: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ratio = ratio
        self._all: tuple[tuple[PictureLine, str], ...] = ()
        self._rows: tuple[PictureLine, ...] = ()
        self._words: tuple[str, ...] = ()
        self._pixmaps: dict[str, QPixmap] = {}

    def set_lines(self, lines: Iterable[PictureLine]) -> None:
        self.beginResetModel()
        self._all = tuple((line, _searched(line)) for line in lines)
        self._pixmaps.clear()
        self._rows = self._found()
        self.endResetModel()

    def set_search(self, text: str) -> None:
        words = tuple(text.casefold().split())
        if words != self._words:
            self.beginResetModel()
            self._words = words
            self._rows = self._found()
            self.endResetModel()

    def _found(self) -> tuple[PictureLine, ...]:
        return tuple(line for line, text in self._all if all(word in text for word in self._words))

    def line(self, row: int) -> PictureLine | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, name: str) -> int:
        """-1 when the picture is not shown."""
        return next((row for row, line in enumerate(self._rows) if line.name == name), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown_words(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return (
                    _("{shows}, egen bild").format(shows=shown_words(line))
                    if line.is_own
                    else shown_words(line)
                )
            case Qt.ItemDataRole.ToolTipRole:
                return f"{shown_words(line)}\n{line.name}"
            case CellRole.PICTURE:
                return self._pixmap(line)
        return None

    def _pixmap(self, line: PictureLine) -> QPixmap:
        if line.name not in self._pixmaps:
            self._pixmaps[line.name] = picture_pixmap(line.png, line.shapes, theme().px(TILE), self._ratio)
        return self._pixmaps[line.name]


def _searched(line: PictureLine) -> str:
    own = _("egen") if line.is_own else ""
    return "\n".join([line.name, shown_words(line), own, *line.used_in]).casefold()
