"""The pages of a document as they will be printed, to look through before anything is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import TextRole, paint_focus_ring, theme
from halsoskola.ui.widgets.buttons import IconButton
from halsoskola.ui.widgets.fields import SearchField
from halsoskola.ui.widgets.text import TextLabel

SEARCH_AFTER = 150
"""Milliseconds after the last key."""

HIT_WASH = "#66FFC400"
HIT_FRAME = "#7A4E00"
"""On paper, which is white in the dark too."""

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PageImages(Protocol):
    """Pages that can be painted. The preview does not care what made them."""

    def count(self) -> int:
        """The number of pages."""

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points."""

    def render(self, page: int, scale: float) -> QImage:
        """The page at `scale` pixels per point."""


Rectangle = tuple[float, float, float, float]
"""Left, top, width and height in points from the page's upper left corner."""


@runtime_checkable
class FindsWords(Protocol):
    """Pages that can also be searched."""

    def find(self, text: str, page: int) -> Sequence[Sequence[Rectangle]]:
        """Where the text stands on a page (from 0), in reading order; several rectangles when it goes over a line."""


@dataclass(frozen=True, slots=True)
class FoundWords:
    """One hit of a search."""

    page: int
    rectangles: tuple[Rectangle, ...]


class _Canvas(QAbstractScrollArea):
    """The pages one below the other. Only what can be seen is painted; a few pages are kept."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    KEPT = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: PageImages | None = None
        self._zoom: float | None = None  # None: as wide as the room
        self._places: list[QRect] = []
        self._images: dict[tuple[int, float], QImage] = {}
        self._page = 0
        self._hits: Sequence[FoundWords] = ()
        self._current: FoundWords | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleName(_("Sidorna"))

    def set_source(self, source: PageImages | None) -> None:
        self._source = source
        self._images.clear()
        self._page = 0
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()
        self.page_changed.emit(0)

    def show_hits(self, hits: Sequence[FoundWords], current: FoundWords | None) -> None:
        """Marks what was found; `current` is brought into view and stands out."""
        self._hits, self._current = hits, current
        if current is not None and current.rectangles and current.page < len(self._places):
            place, scale = self._places[current.page], self.scale()
            left, top, width, height = current.rectangles[0]
            upper = place.top() + top * scale
            bar, room = self.verticalScrollBar(), self.viewport().height()
            if not bar.value() + room * 0.1 <= upper <= bar.value() + room * 0.8 - height * scale:
                bar.setValue(round(upper - room / 3))
            across, begin = self.horizontalScrollBar(), place.left() + left * scale
            if not across.value() <= begin <= across.value() + self.viewport().width() - width * scale:
                across.setValue(round(begin - theme().px(40)))
            self._set_page(current.page)
        self.viewport().update()

    @property
    def page(self) -> int:
        return self._page

    def scale(self) -> float:
        """Logical pixels per point."""
        natural = 96 / 72
        if self._zoom is not None:
            return natural * self._zoom
        if self._source is None or self._source.count() == 0:
            return natural
        widest = max(self._source.size(page)[0] for page in range(self._source.count()))
        room = self.viewport().width() - 2 * theme().gap(16)
        return min(2.5 * natural, max(0.3, room / widest))

    def percent(self) -> int:
        return round(self.scale() * 72 / 96 * 100)

    def set_zoom(self, zoom: float | None) -> None:
        """`zoom`: 1.0 is the paper's real size; None fits the width."""
        page = self._page
        self._zoom = zoom
        self._images.clear()
        self._lay_out()
        self.go_to_page(page)
        self.viewport().update()
        self.zoom_changed.emit()

    def step_zoom(self, direction: int) -> None:
        now = self.percent() / 100
        if direction > 0:
            self.set_zoom(next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1]))
        else:
            self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0]))

    def go_to_page(self, page: int) -> None:
        if 0 <= page < len(self._places):
            self.verticalScrollBar().setValue(self._places[page].top() - theme().gap(12))
            self._set_page(page)

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _lay_out(self) -> None:
        gap = theme().gap(16)
        self._places = []
        widest = 0
        if self._source is not None:
            scale = self.scale()
            top = gap
            for page in range(self._source.count()):
                width, height = self._source.size(page)
                size = QSize(round(width * scale), round(height * scale))
                left = max(gap, (self.viewport().width() - size.width()) // 2)
                self._places.append(QRect(QPoint(left, top), size))
                top += size.height() + gap
                widest = max(widest, size.width() + 2 * gap)
        bottom = self._places[-1].bottom() + gap if self._places else 0
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, bottom - self.viewport().height()))
        vertical.setPageStep(self.viewport().height())
        vertical.setSingleStep(theme().px(48))
        horizontal.setRange(0, max(0, widest - self.viewport().width()))
        horizontal.setPageStep(self.viewport().width())

    def _on_scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        for page, place in enumerate(self._places):
            if place.bottom() >= middle:
                self._set_page(page)
                break
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._page
        if self._zoom is None:
            self._images.clear()
        self._lay_out()
        if page:
            self.go_to_page(page)
        self.zoom_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Home:
            self.go_to_page(0)
        elif key == Qt.Key.Key_End:
            self.go_to_page(len(self._places) - 1)
        elif key == Qt.Key.Key_PageDown:
            self.go_to_page(min(self._page + 1, len(self._places) - 1))
        elif key == Qt.Key.Key_PageUp:
            self.go_to_page(max(self._page - 1, 0))
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(1)
        elif control and key == Qt.Key.Key_Minus:
            self.step_zoom(-1)
        elif control and key == Qt.Key.Key_0:
            self.set_zoom(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _image(self, page: int) -> QImage:
        assert self._source is not None
        density = self.viewport().devicePixelRatioF()
        scale = self.scale() * density
        found = self._images.pop((page, scale), None)
        if found is None:
            found = self._source.render(page, scale)
            found.setDevicePixelRatio(density)
        self._images[(page, scale)] = found
        while len(self._images) > self.KEPT:
            del self._images[next(iter(self._images))]
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self.viewport())
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page, place in enumerate(self._places):
            shown = place.translated(-shift)
            if shown.intersects(event.rect()):
                painter.setPen(QPen(t.colours.edge, 1))
                painter.drawRect(shown.adjusted(-1, -1, 0, 0))
                painter.drawImage(shown, self._image(page))
                self._paint_hits(painter, page, shown)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.viewport().rect()), t.px(6))
        painter.end()

    def _paint_hits(self, painter: QPainter, page: int, shown: QRect) -> None:
        """A wash over each hit; the one in turn also has a frame, so that colour is never alone."""
        t, scale = theme(), self.scale()
        wash = QColor(HIT_WASH)
        for hit in self._hits:
            if hit.page != page:
                continue
            for left, top, width, height in hit.rectangles:
                box = QRectF(
                    shown.left() + left * scale, shown.top() + top * scale, width * scale, height * scale
                ).adjusted(-2, -2, 2, 2)
                painter.fillRect(box, wash)
                if hit is self._current:
                    painter.setPen(QPen(QColor(HIT_FRAME), t.px(2)))
                    painter.drawRect(box)


class PagePreview(QWidget):
    """A list of small pages, the page itself, zoom, and a field to search in.

    Page Up and Page Down turn pages, Home and End go to the first and last, Ctrl and plus, minus or 0 zoom. Ctrl and
    F goes to the search field, F3 to the next hit, Shift and F3 to the one before.
    """

    searched = Signal(int)
    """All pages have been searched; how many hits there are."""

    def __init__(
        self, source: PageImages | None = None, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        """compact: only the pages and their zoom, for a place beside something else."""
        super().__init__(parent)
        t = theme()
        self._compact = compact
        self._source: PageImages | None = None
        self._undrawn: list[int] = []
        self._canvas = _Canvas(self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(_("Sidor"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setViewMode(QListWidget.ViewMode.IconMode)
        self._list.setFlow(QListWidget.Flow.TopToBottom)
        self._list.setWrapping(False)
        self._list.setMovement(QListWidget.Movement.Static)
        self._list.setIconSize(QSize(t.px(72), t.px(102)))
        self._list.setSpacing(t.gap(4))
        self._list.setFixedWidth(t.px(124))
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._where = TextLabel("", TextRole.SMALL)
        self._percent = TextLabel("", TextRole.SMALL)
        smaller = IconButton("zoom-out", _("Mindre"))
        larger = IconButton("zoom-in", _("Större"))
        fit = IconButton("maximize", _("Hela bredden"))
        smaller.clicked.connect(lambda: self._canvas.step_zoom(-1))
        larger.clicked.connect(lambda: self._canvas.step_zoom(1))
        fit.clicked.connect(lambda: self._canvas.set_zoom(None))
        self._hits: list[FoundWords] = []
        self._hit = -1
        self._unsearched: list[int] = []
        self._find_bar = QWidget()
        self.field = SearchField(_("Sök i papperet"), "Ctrl F")
        self.field.setMaximumWidth(t.px(230))
        self.count = TextLabel("", TextRole.SMALL)
        self._before = IconButton("chevron-up", _("Förra träffen"), shortcut="Shift+F3")
        self._after = IconButton("chevron-down", _("Nästa träff"), shortcut="F3")
        finding = QHBoxLayout(self._find_bar)
        finding.setContentsMargins(0, 0, 0, 0)
        finding.setSpacing(t.gap(4))
        for widget in (self.field, self._before, self._after, self.count):
            finding.addWidget(widget)
        if compact:
            self._before.setShortcut(QKeySequence())
            self._after.setShortcut(QKeySequence())
        else:
            shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
            shortcut.activated.connect(self._go_to_field)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(SEARCH_AFTER)
        self._typed.timeout.connect(self._search)
        self.field.textChanged.connect(lambda _text: self._typed.start())
        self.field.moved_on.connect(self.next_hit)
        self._after.clicked.connect(self.next_hit)
        self._before.clicked.connect(lambda: self.next_hit(-1))
        bar = QHBoxLayout()
        bar.setSpacing(t.gap(4))
        bar.addWidget(self._where)
        bar.addSpacing(t.gap(12))
        bar.addWidget(self._find_bar)
        bar.addStretch(1)
        bar.addWidget(smaller)
        bar.addWidget(self._percent)
        bar.addWidget(larger)
        bar.addWidget(fit)
        column = QVBoxLayout()
        column.setSpacing(t.gap(4))
        column.addLayout(bar)
        column.addWidget(self._canvas, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(t.gap(8))
        row.addWidget(self._list)
        row.addLayout(column, 1)
        self.setFocusProxy(self._canvas)
        self._list.currentRowChanged.connect(self._canvas.go_to_page)
        self._canvas.page_changed.connect(self._on_page_changed)
        self._canvas.zoom_changed.connect(self._tell)
        self.set_source(source)

    def set_source(self, source: PageImages | None) -> None:
        """Shows the pages of `source` from the first one; None shows nothing."""
        self._source = source
        self._list.blockSignals(True)
        self._list.clear()
        count = source.count() if source is not None else 0
        side = self._list.iconSize()
        blank = QPixmap(side)
        blank.fill(theme().colours.sunken)
        for page in range(count):
            item = QListWidgetItem(QIcon(blank), str(page + 1))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._list.addItem(item)
        self._list.setVisible(count > 1 and not self._compact)
        self._list.blockSignals(False)
        self._undrawn = list(range(count)) if count > 1 and not self._compact else []
        self._find_bar.setVisible(isinstance(source, FindsWords) and not self._compact)
        self._canvas.set_source(source)
        self._search()
        self._on_page_changed(0)
        if self._undrawn:
            QTimer.singleShot(0, self, self._draw_next_small_page)

    def renew_source(self, source: PageImages) -> None:
        """The same document drawn again: what is in view stays in view."""
        at = self._canvas.verticalScrollBar().value()
        self.set_source(source)
        self._canvas.verticalScrollBar().setValue(at)

    def page(self) -> int:
        """The page in view, from 0."""
        return self._canvas.page

    def go_to_page(self, page: int) -> None:
        self._canvas.go_to_page(page)

    def set_zoom(self, zoom: float | None) -> None:
        """1.0 is the paper's real size; None is as wide as the room."""
        self._canvas.set_zoom(zoom)

    def zoom_percent(self) -> int:
        return self._canvas.percent()

    # Searching

    def hits(self) -> tuple[FoundWords, ...]:
        """What has been found so far."""
        return tuple(self._hits)

    def hit(self) -> int:
        """The hit in turn, from 0; -1 without one."""
        return self._hit

    def next_hit(self, step: int = 1) -> None:
        """Goes on to the next hit, from the last one to the first; `step` -1 goes back."""
        if self._typed.isActive():
            self._typed.stop()
            self._search()
            return
        if self._hits:
            self._hit = (self._hit + (step or 1)) % len(self._hits)
            self._show_hits()

    def _go_to_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _search(self) -> None:
        """Begins anew, at the page in view; a page at a time, so that a long document holds nothing up."""
        self._typed.stop()
        self._hits, self._hit = [], -1
        count = self._source.count() if self._source is not None else 0
        wanted = self.field.text().strip()
        self._unsearched = list(range(count)) if wanted and isinstance(self._source, FindsWords) else []
        self._show_hits()
        if self._unsearched:
            self._search_next_page()

    def _search_next_page(self) -> None:
        source = self._source
        if not self._unsearched or not isinstance(source, FindsWords):
            return
        page = self._unsearched.pop(0)
        found = source.find(self.field.text(), page)
        self._hits += [FoundWords(page, tuple(rectangles)) for rectangles in found]
        if self._hit < 0:
            self._hit = next((at for at, hit in enumerate(self._hits) if hit.page >= self._canvas.page), -1)
            if self._hit >= 0 or found:
                self._show_hits()
        if self._unsearched:
            QTimer.singleShot(0, self, self._search_next_page)
            return
        if self._hit < 0 and self._hits:
            self._hit = 0
        self._show_hits()
        self.searched.emit(len(self._hits))

    def _show_hits(self) -> None:
        at = self._hit
        self._canvas.show_hits(self._hits, self._hits[at] if at >= 0 else None)
        for button in (self._before, self._after):
            button.setEnabled(bool(self._hits))
        if at >= 0:
            said = _("{number} av {count}").format(number=at + 1, count=len(self._hits))
        else:
            said = _("finns inte") if self.field.text().strip() and not self._unsearched else ""
        self.count.setText(said)

    def _draw_next_small_page(self) -> None:
        """One small page at a time, so that a document of 50 pages never holds the window up."""
        if self._source is None or not self._undrawn:
            return
        page = self._undrawn.pop(0)
        item = self._list.item(page)
        if item is not None:
            width, height = self._source.size(page)
            side = self._list.iconSize()
            scale = min(side.width() / width, side.height() / height)
            density = self.devicePixelRatioF()
            image = self._source.render(page, scale * density)
            image.setDevicePixelRatio(density)
            framed = QPixmap.fromImage(image)
            painter = QPainter(framed)
            painter.setPen(QPen(theme().colours.edge, 1))
            painter.drawRect(QRectF(0.5, 0.5, image.width() / density - 1, image.height() / density - 1))
            painter.end()
            item.setIcon(QIcon(framed))
        if self._undrawn:
            QTimer.singleShot(0, self, self._draw_next_small_page)

    def _on_page_changed(self, page: int) -> None:
        self._list.blockSignals(True)
        self._list.setCurrentRow(page)
        self._list.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        count = self._source.count() if self._source is not None else 0
        words = _("Sida {page} av {count}").format(page=self._canvas.page + 1, count=count) if count else ""
        self._where.setText(words)
        self._percent.setText(f"{self._canvas.percent()} %" if count else "")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)
