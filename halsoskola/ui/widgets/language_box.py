"""A box to choose a language in: each in its own words and in ours, found by typing any part of either."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from halsoskola.domain.languages import LANGUAGES, ReadingKind, read_languages
from halsoskola.i18n.languages import own_and_name
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.popup import make_roomy


class LanguageBox(QComboBox):
    """Languages to choose from, those in `first` above a line.

    extra: choices that are no language, as (code, words), on top. Typing "tig", "farsi" or the language's own name
    finds it; `code` is None while the text is none of them.
    """

    code_changed = Signal(object)
    """The code (str), or None while the text names no single choice."""

    def __init__(
        self,
        first: Sequence[str] = (),
        extra: Sequence[tuple[str, str]] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for code, words in extra:
            self.addItem(words, code)
        for code in first:
            self.addItem(own_and_name(code), code)
        rest = [one for one in LANGUAGES if one.code not in first and one.code not in dict(extra)]
        if first and rest:
            self.insertSeparator(self.count())
        for one in rest:
            self.addItem(own_and_name(one.code), one.code)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self._is_roomy = False
        self._extra = tuple(extra)
        self.setCurrentIndex(-1)
        self.currentTextChanged.connect(lambda _text: self.code_changed.emit(self.code()))
        edit = self.lineEdit()
        assert edit is not None  # the box is editable
        edit.editingFinished.connect(self._tidy)
        edit.textEdited.connect(lambda _text: self._make_roomy())

    def code(self) -> str | None:
        """What the text means, or None when it is no choice, or could be several."""
        text = self.currentText().strip()
        if not text:
            return None
        at = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if at >= 0:
            return str(self.itemData(at))
        reading = read_languages(text)
        if reading.kind is ReadingKind.ONE:
            return reading.languages[0].code if self.findData(reading.languages[0].code) >= 0 else None
        if reading.kind is not ReadingKind.UNKNOWN:
            return None
        wanted = text.casefold()
        hits = [
            at
            for at in range(self.count())
            if self.itemData(at) is not None and wanted in self.itemText(at).casefold()
        ]
        return str(self.itemData(hits[0])) if len(hits) == 1 else None

    def set_code(self, code: str) -> None:
        """Chooses it; a code that is not among the choices empties the box."""
        self.setCurrentIndex(self.findData(code))

    def _make_roomy(self) -> None:
        """Once, when a list is wanted: measuring every language brings in the fonts of all their scripts."""
        completer, every = self.completer(), self.view()
        hits = completer.popup() if completer is not None else None
        if self._is_roomy or every is None or hits is None:
            return
        self._is_roomy = True
        make_roomy(every)
        make_roomy(hits)
        hits.setMinimumWidth(every.minimumWidth())

    def showPopup(self) -> None:
        self._make_roomy()
        super().showPopup()

    def _tidy(self) -> None:
        code = self.code()
        if code is not None and self.currentText() != self.itemText(self.findData(code)):
            self.set_code(code)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumHeight(theme().px(36))
