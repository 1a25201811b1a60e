"""The picture signs of people on the screen, drawn from the shipped files in the colour of the text."""

import re
from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from halsoskola.settings import program_root
from halsoskola.ui.theme import theme

_BLACK = re.compile(rb"#000000|#000\b")
_pixmaps: dict[tuple[str, int, int], QPixmap] = {}


@cache
def _source(code: str) -> bytes | None:
    """The drawing, or None for a code that has none: then the label beside it must do."""
    file = program_root() / "resources" / "pictures" / "signs" / f"{code}.svg"
    return file.read_bytes() if file.is_file() else None


def sign_pixmap(code: str, side: int, colour: QColor | None = None) -> QPixmap | None:
    """The sign `code` as a square of `side` pixels, in text colour unless `colour` is given; None without drawing."""
    colour = colour or theme().colours.text
    key = (code, side, int(colour.rgba()))
    found = _pixmaps.get(key)
    if found is not None:
        return found
    source = _source(code)
    if source is None:
        return None
    from PySide6.QtSvg import QSvgRenderer  # only where signs are shown

    # The files are drawn in black, which could not be seen on a dark ground.
    ink = colour.name().encode()
    # Shapes that name no colour are filled with black too, unless the whole drawing says otherwise.
    drawing = _BLACK.sub(ink, source).replace(b"<svg ", b'<svg fill="' + ink + b'" ', 1)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    _pixmaps[key] = pixmap
    return pixmap
