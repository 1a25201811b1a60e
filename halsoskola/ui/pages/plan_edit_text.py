"""The field in which a handout is written: findings underlined where they stand, pasted text made plain."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from halsoskola.domain.readability import FindingSeverity
from halsoskola.services.plan_texts import TextFinding, clean_pasted
from halsoskola.ui.models.findings import STATES
from halsoskola.ui.theme import theme

_LINES = {
    FindingSeverity.ERROR: QTextCharFormat.UnderlineStyle.WaveUnderline,
    FindingSeverity.WARNING: QTextCharFormat.UnderlineStyle.DashUnderline,
    FindingSeverity.ADVICE: QTextCharFormat.UnderlineStyle.DotLine,
}
"""Each severity has a line of its own, so that colour is never what tells them apart."""


def utf16_length(text: str) -> int:
    """How many of Qt's characters a text is; those beyond the first 65 536 of Unicode count as two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


class HandoutText(QPlainTextEdit):
    """Plain text with line breaks that count. Tab leaves the field, as everywhere in the program."""

    pasted = Signal(tuple)
    """Sentences about what was made plain in pasted text, and what was not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self._findings: tuple[TextFinding, ...] = ()
        self._marked = -1
        self._fit()

    def _fit(self) -> None:
        font = QFont(theme().font())
        font.setPointSizeF(font.pointSizeF() * 1.1)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(460), theme().px(180))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(150))

    def text(self) -> str:
        """As it is written; Qt's own marks for line breaks are not in it."""
        return self.toPlainText()

    # Findings

    def set_findings(self, findings: Sequence[TextFinding]) -> None:
        """Underlines what the findings of the text as it is now point at."""
        self._findings = tuple(findings)
        self._marked = -1
        self._underline()

    def _underline(self) -> None:
        selections = []
        for at, finding in enumerate(self._findings):
            mark = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            state, _icon = STATES[finding.severity]
            pair = theme().pair(state)
            form.setUnderlineStyle(_LINES[finding.severity])
            form.setUnderlineColor(pair.ink)
            if at == self._marked:
                form.setBackground(QColor(pair.ground))
                form.setForeground(QColor(pair.ink))
            cursor = self._cursor_of(finding)
            mark.cursor, mark.format = cursor, form
            selections.append(mark)
        self.setExtraSelections(selections)

    def _cursor_of(self, finding: TextFinding) -> QTextCursor:
        """What a finding points at, as a selection; its whole line when it has no length."""
        document = self.document()
        block = document.findBlockByNumber(min(finding.line, document.blockCount()) - 1)
        line = block.text()
        start = block.position()
        length = utf16_length(line)
        if finding.length:
            start += utf16_length(line[: finding.column - 1])
            rest = self.toPlainText()
            at = sum(len(one) + 1 for one in rest.split("\n")[: finding.line - 1]) + finding.column - 1
            length = utf16_length(rest[at : at + finding.length])
        cursor = QTextCursor(document)
        last = document.characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(start + length, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def mark(self, at: int) -> None:
        """Goes to the finding at a place in the list; its ground is coloured until another one is marked."""
        if not 0 <= at < len(self._findings):
            return
        self._marked = at
        self._underline()
        cursor = self._cursor_of(self._findings[at])
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        self.centerCursor()

    def next_finding(self, step: int) -> int:
        """The first finding after (1) or before (-1) the cursor, round the end; -1 when there is none."""
        if not self._findings:
            return -1
        if 0 <= self._marked < len(self._findings):
            return (self._marked + step) % len(self._findings)
        here = self.textCursor().position()
        starts = [self._cursor_of(finding).selectionStart() for finding in self._findings]
        if step > 0:
            return next((at for at, start in enumerate(starts) if start >= here), 0)
        before = [at for at, start in enumerate(starts) if start < here]
        return before[-1] if before else len(starts) - 1

    def forget_mark(self) -> None:
        """The cursor was moved by hand: the next step goes from there."""
        if self._marked >= 0:
            self._marked = -1
            self._underline()

    # Writing

    def insert_block(self, text: str) -> None:
        """Puts lines of their own at the cursor; what stands on its line goes on below them."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.insertText(f"{text}\n")
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not source.hasText():
            return
        cleaned = clean_pasted(source.text())
        self.textCursor().insertText(cleaned.text)
        self.ensureCursorVisible()
        if cleaned.sentences:
            self.pasted.emit(cleaned.sentences)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.key() in arrows:
            self.forget_mark()
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._underline()
