"""Letters of the participants' languages on the screen: a font that has them, the direction, a field to write in."""

from functools import cache

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from halsoskola.domain.languages import language
from halsoskola.settings import program_root
from halsoskola.ui.theme import theme

_SAMPLES = {"Arab": "بێټپ", "Ethi": "ሰላቐ"}
"""Letters that a font for the script may lack: Sorani's and Pashto's own, Tigrinya's own."""

_SHIPPED = {"Arab": "NotoSansArabic", "Ethi": "NotoSansEthiopic"}
LARGER = {"Arab": 1.2, "Ethi": 1.1}
"""Beside Latin letters of the same size these look smaller than they can be read."""


def reading_font(code: str, *, strong: bool = False) -> QFont:
    """The body font in a size for the language's script; the shipped font steps in where the computer has none."""
    script = language(code).script
    see_to_letters(script)
    font = QFont(theme().font(strong=strong))
    font.setPointSizeF(font.pointSizeF() * LARGER.get(script, 1.0))
    return font


@cache
def see_to_letters(script: str) -> bool:
    """Gives Qt the shipped font for a script that no font of the computer holds. True when that was needed."""
    letters = _SAMPLES.get(script, "")
    metrics = QFontMetricsF(QFont(theme().font()))
    if all(metrics.inFontUcs4(ord(letter)) for letter in letters):
        return False
    for weight in ("Regular", "Bold"):
        file = program_root() / "resources" / "fonts" / f"{_SHIPPED[script]}-{weight}.ttf"
        QFontDatabase.addApplicationFontFromData(file.read_bytes())
    return True


def alignment_of(code: str) -> Qt.AlignmentFlag:
    """Where a column of texts in the language starts."""
    return Qt.AlignmentFlag.AlignRight if language(code).right_to_left else Qt.AlignmentFlag.AlignLeft


class TranslationField(QTextEdit):
    """Plain text in a participant's language, of one paragraph that wraps. Enter, Ctrl+Enter and Escape are signals.

    Tab leaves the field. Undo belongs to the typing as long as there is any, then to the page around it.
    """

    entered = Signal()
    escaped = Signal()
    left = Signal()
    """The keyboard went somewhere else."""

    def __init__(self, name: str, *, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._code = "sv"
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_language(self, code: str) -> None:
        """Font, direction and alignment of what is written from now on."""
        self._code = code
        right_to_left = language(code).right_to_left
        direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        option = QTextOption(self.document().defaultTextOption())
        option.setTextDirection(direction)
        option.setAlignment(alignment_of(code) | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)
        self.setLayoutDirection(direction)
        self._fit()

    def set_lines(self, lines: int) -> None:
        """How many lines are seen at once; more are scrolled."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def set_text(self, text: str) -> None:
        """Puts `text` there; what was typed before can no longer be taken back."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def text(self) -> str:
        return self.toPlainText()

    def _fit(self) -> None:
        self.document().setDefaultFont(reading_font(self._code))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = QFontMetricsF(self.document().defaultFont()).lineSpacing() * self._lines
        return QSize(theme().px(240), round(height + 2 * self.document().documentMargin()) + theme().px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        document = self.document()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif (event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()) or (
            event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
