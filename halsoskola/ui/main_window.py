"""The window: arranges rail, pages and message bar, and connects their signals. It knows no subject.

It opens with a gate (unlock, or the first start) and shows the work behind it only when told to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from halsoskola.i18n.catalogues import _
from halsoskola.ui.theme import theme

# Only what the gate needs is imported here: the rest is brought in while the password is typed.
if TYPE_CHECKING:
    from halsoskola.domain.changes import Changes
    from halsoskola.ui.change_bus import ChangeBus
    from halsoskola.ui.tasks import Runner
    from halsoskola.ui.widgets.notices import MessageBar, Notice
    from halsoskola.ui.widgets.page import KeyHelp, Page, PageAddress
    from halsoskola.ui.widgets.rail import Rail, RailItem
    from halsoskola.ui.widgets.safe_screen import SafeScreen


WIDTH, HEIGHT = 1366, 768
FRAME = 60
"""What the system's title bar and edges may take, in pixels."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """How a page is made on its first visit. `under`: the rail item that is marked, when it is not its own."""

    make: "Callable[[], Page]"
    under: str = ""


class MainWindow(QWidget):
    """The program's one window."""

    first_painted = Signal()
    """Once, after the first picture is on the screen: time for whatever was too slow to do before."""

    undo_requested = Signal()
    redo_requested = Signal()
    page_shown = Signal(object)
    """The `PageAddress` that is visible now."""

    closing = Signal()
    """Before the runner is shut down."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle(_("Hälsoskola"))
        self.setAutoFillBackground(True)
        self._painted = False
        self._work: _Work | None = None
        self._safe_screen: SafeScreen | None = None
        self._outer = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._outer)
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else QSize(1366, 768)
        self.resize(min(WIDTH, room.width()), min(HEIGHT, room.height() - FRAME))
        if room.width() <= WIDTH or room.height() < HEIGHT + FRAME:
            # A window of that size would reach below the edge of the screen with its title bar.
            self.setWindowState(Qt.WindowState.WindowMaximized)

    # The gate

    def show_gate(self, gate: QWidget) -> None:
        """Shows `gate` over everything, in place of the gate before it. The work behind it is taken down."""
        self._take_down_work()
        self._clear_all_but(gate)
        self._outer.addWidget(gate)
        self._outer.setCurrentWidget(gate)
        self.setWindowTitle(_("Hälsoskola"))
        gate.setFocus()

    @property
    def gate(self) -> QWidget | None:
        """What stands before the work, or None while the work is open."""
        return self._outer.currentWidget() if self._work is None else None

    # The work

    def open_work(
        self,
        items: "Sequence[RailItem]",
        pages: Mapping[str, PageSpec],
        runner: "Runner",
        bus: "ChangeBus",
        start: "PageAddress",
    ) -> None:
        """Takes the gate away and shows `start`. `pages`: every page by its name, the rail's among them."""
        if self._safe_screen is None:
            from halsoskola.ui.widgets.safe_screen import SafeScreen

            self._safe_screen = SafeScreen(self)
            # Screen readers and window previews must not reach below the cover either.
            self._safe_screen.toggled.connect(lambda on: self._outer.setVisible(not on))
        self._take_down_work()
        work = _Work(items, pages, runner, bus, self)
        self._work = work
        self._outer.addWidget(work)
        self._outer.setCurrentWidget(work)
        self._clear_all_but(work)
        work.go_to(start)

    def _clear_all_but(self, kept: QWidget) -> None:
        for old in [self._outer.widget(at) for at in range(self._outer.count())]:
            if old is not None and old is not kept:
                self._outer.removeWidget(old)
                old.deleteLater()

    def _take_down_work(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.let_go()
            self._outer.removeWidget(work)
            work.deleteLater()

    def rebuild_pages(self) -> None:
        """Makes every page anew where we are; for a new text size, which decides distances when pages are made."""
        if self._work is None:
            return
        old = self._work
        address = old.address
        if address is not None:
            footer = old.rail.footer()
            self.open_work(old.items, old.specs, old.runner, old.bus, address)
            self.set_footer(footer)

    @property
    def is_open(self) -> bool:
        """Whether the work is shown, not the gate."""
        return self._work is not None

    @property
    def address(self) -> "PageAddress | None":
        return self._work.address if self._work is not None else None

    @property
    def page(self) -> "Page | None":
        """The page that is visible."""
        return self._work.current_page() if self._work is not None else None

    @property
    def message_bar(self) -> "MessageBar | None":
        return self._work.bar if self._work is not None else None

    @property
    def rail(self) -> "Rail | None":
        return self._work.rail if self._work is not None else None

    @property
    def safe_screen(self) -> "SafeScreen | None":
        return self._safe_screen

    def go_to(self, address: "PageAddress") -> None:
        """Shows a page. Raises: KeyError for a page that does not exist."""
        if self._work is not None:
            self._work.go_to(address)

    def go_back(self) -> None:
        if self._work is not None:
            self._work.step(-1)

    def say(self, notice: "Notice") -> None:
        """One sentence at the bottom of the window."""
        if self._work is not None:
            self._work.bar.say(notice)

    def set_footer(self, text: str) -> None:
        """The quiet line under the rail, such as when the last backup was made."""
        if self._work is not None:
            self._work.rail.set_footer(text)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        if self._work is not None:
            # What the leader has done is on its way to the disk; the window waits for it, never the reverse.
            self._work.runner.shutdown()
        super().closeEvent(event)


class _Work(QWidget):
    """Everything behind the gate: rail, pages, message bar, the keys that work everywhere."""

    def __init__(
        self,
        items: "Sequence[RailItem]",
        specs: Mapping[str, PageSpec],
        runner: "Runner",
        bus: "ChangeBus",
        window: MainWindow,
    ) -> None:
        from halsoskola.ui.widgets.notices import MessageBar
        from halsoskola.ui.widgets.rail import Rail

        super().__init__(window)
        self.items = tuple(items)
        self.specs = specs
        self.runner = runner
        self.bus = bus
        self._window = window
        self._pages: dict[str, Page] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._stale: set[str] = set()
        self._shown_at: dict[str, PageAddress] = {}
        self._history: list[PageAddress] = []
        self._at = -1
        t = theme()
        self.rail = Rail(self.items, self)
        self.bar = MessageBar(parent=self)
        self._stack = QStackedWidget(self)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        under = QHBoxLayout()
        under.setContentsMargins(t.gap(28), 0, t.gap(28), 0)
        under.addWidget(self.bar)
        right.addLayout(under)
        # The distance below the bar belongs to the bar: without a message the page has the whole height.
        self._below_bar = QWidget()
        self._below_bar.setFixedHeight(t.gap(12))
        self._below_bar.hide()
        right.addWidget(self._below_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.rail.chosen.connect(self._on_rail_chosen)
        self.bar.action_chosen.connect(window.undo_requested)
        self.bar.installEventFilter(self)
        self.bar.closed.connect(self._on_bar_closed)
        runner.troubled.connect(self._on_troubled)
        bus.changed.connect(self._on_changed)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        self._add_keys()

    def let_go(self) -> None:
        """Stops listening; the widgets go a moment later."""
        self.runner.troubled.disconnect(self._on_troubled)
        self.bus.changed.disconnect(self._on_changed)
        QApplication.instance().focusChanged.disconnect(self._on_focus_changed)  # type: ignore[union-attr]

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Whatever the keyboard comes to is seen; what was clicked is seen already."""
        from PySide6.QtWidgets import QAbstractItemView

        from halsoskola.ui.widgets.in_sight import keep_in_sight

        page = self.current_page()
        if new is None or page is None or not page.isAncestorOf(new) or isinstance(new, QAbstractItemView):
            return  # lists show the row that they are on
        if QGuiApplication.mouseButtons() is Qt.MouseButton.NoButton:
            keep_in_sight(new)

    def _add_keys(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        window = self._window
        for keys, does in (
            (("Ctrl+Z",), window.undo_requested.emit),
            (("Ctrl+Shift+Z", "Ctrl+Y"), window.redo_requested.emit),
            (("Alt+Left",), lambda: self.step(-1)),
            (("Alt+Right",), lambda: self.step(1)),
            (("F1",), self.show_keys),
            (("F5",), self.read_again),
            (("F6",), self._swap_sides),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(does)
        for number, name in enumerate(self.rail.pages()[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda page=name: self._on_rail_chosen(page))

    # Where we are

    @property
    def address(self) -> "PageAddress | None":
        return self._history[self._at] if self._at >= 0 else None

    def current_page(self) -> "Page | None":
        address = self.address
        return self._pages.get(address.page) if address is not None else None

    def go_to(self, address: "PageAddress") -> None:
        if address.page not in self.specs:
            raise KeyError(address.page)
        if address != self.address:
            del self._history[self._at + 1 :]
            self._history.append(address)
            self._at = len(self._history) - 1
        self._show(address)

    def step(self, by: int) -> None:
        """Back or forward in the history; nothing happens at its ends."""
        if 0 <= self._at + by < len(self._history):
            self._at += by
            self._show(self._history[self._at])

    def _on_rail_chosen(self, page: str) -> None:
        from halsoskola.ui.widgets.page import PageAddress

        self.go_to(PageAddress(page))

    def _show(self, address: "PageAddress") -> None:
        name = address.page
        spec = self.specs[name]
        page = self._pages.get(name)
        fresh = page is None
        if page is None:
            page = spec.make()
            page.go_to.connect(self.go_to)
            page.notice.connect(self.bar.say)
            page.title_changed.connect(self._on_title_changed)
            frame = QScrollArea(self._stack)
            frame.setWidgetResizable(True)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            frame.setWidget(page)
            self._pages[name] = page
            self._frames[name] = frame
            self._stack.addWidget(frame)
        moved = self._shown_at.get(name) != address
        if self.current_page() is not page or moved:
            self.bar.leave_page()
        self._shown_at[name] = address
        page.show_address(address)
        if fresh or moved or name in self._stale:
            self._stale.discard(name)
            page.refresh()
        self._stack.setCurrentWidget(self._frames[name])
        self.rail.set_current(spec.under or name)
        self._set_title(page.title)
        page.focus_first()
        self._window.page_shown.emit(address)

    def _on_title_changed(self, title: str) -> None:
        if self.sender() is self.current_page():
            self._set_title(title)

    def _set_title(self, title: str) -> None:
        name = _("Hälsoskola")
        self._window.setWindowTitle(f"{title} – {name}" if title else name)

    def read_again(self) -> None:
        page = self.current_page()
        if page is not None:
            page.refresh()

    def _swap_sides(self) -> None:
        """Moves the keyboard between rail and page."""
        if self.rail.isAncestorOf(self.focusWidget() or self._stack):
            page = self.current_page()
            if page is not None:
                page.focus_first()
        else:
            self.rail.focus_current()

    # What is heard

    def _on_changed(self, changes: "Changes") -> None:
        current = self.current_page()
        for name, page in self._pages.items():
            if page is current:
                page.on_changes(changes)
            elif page.is_concerned(changes):
                self._stale.add(name)

    def _on_troubled(self, trouble: object) -> None:
        from halsoskola.domain.errors import RuleBroken, StorageTrouble
        from halsoskola.i18n.messages import sentence
        from halsoskola.ui.widgets.notices import Notice, NoticeKind

        if isinstance(trouble, RuleBroken | StorageTrouble):
            self.bar.say(Notice(sentence(trouble), NoticeKind.REFUSED))

    def _on_bar_closed(self) -> None:
        """A key that was in the bar goes back to the page."""
        focus = self.focusWidget()
        if focus is None or self.bar.isAncestorOf(focus):
            page = self.current_page()
            if page is not None:
                page.focus_first()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.bar and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._below_bar.setVisible(event.type() == QEvent.Type.Show)
        return False

    # F1

    def show_keys(self) -> None:
        from halsoskola.ui.widgets.key_sheet import KeySheet

        page = self.current_page()
        sheet = KeySheet(page.key_help() if page is not None else (), self.key_help(), self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def key_help(self) -> "tuple[KeyHelp, ...]":
        from halsoskola.ui.widgets.page import KeyHelp

        titles = {item.page: item.title for item in self.items}
        places = tuple(
            KeyHelp(f"Ctrl {number}", titles[name])
            for number, name in enumerate(self.rail.pages()[:9], start=1)
        )
        return (
            *places,
            KeyHelp("Ctrl Z", _("Ångra")),
            KeyHelp("Ctrl Shift Z", _("Gör om")),
            KeyHelp("Ctrl Tab", _("Nästa flik")),
            KeyHelp("Alt ←", _("Tillbaka")),
            KeyHelp("F5", _("Läs om sidan")),
            KeyHelp("F6", _("Byt mellan menyn och sidan")),
            KeyHelp("F8", _("Dölj skärmen")),
            KeyHelp("F1", _("Den här listan")),
        )
