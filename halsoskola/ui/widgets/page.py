"""What a page is, to the window that arranges pages: an address, a title, and how it hears that things changed."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from halsoskola.domain.changes import Changes, Kind
from halsoskola.ui.theme import theme
from halsoskola.ui.widgets.notices import Notice, NoticeKind


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Where to go. `page`: the page's name; `subject`: the id of what it shows; `part`: a tab or row inside it."""

    page: str
    subject: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A key of a page and what it does, for the list under F1."""

    key: str
    does: str


def page_column(page: QWidget) -> QVBoxLayout:
    """The layout of a page, with the distances that all pages share. Made anew each time: call it once a page."""
    t = theme()
    column = QVBoxLayout(page)
    column.setContentsMargins(t.gap(28), t.gap(20), t.gap(28), t.gap(20))
    column.setSpacing(t.gap(14))
    return column


class Page(QWidget):
    """A screen of the window. Made on the first visit, kept, and told when it is looked at and when facts change."""

    go_to = Signal(object)
    """A `PageAddress` the page wants the window to show."""

    notice = Signal(object)
    """A `Notice` for the bar at the bottom."""

    title_changed = Signal(str)

    kinds: ClassVar[frozenset[Kind]] = frozenset()
    """The kinds of facts the page shows (see `Changes`); a change of any other kind leaves it alone."""

    title: str = ""

    def show_address(self, address: PageAddress) -> None:
        """Shows what the address points at. Called on every visit, also the first, before `refresh`."""

    def refresh(self) -> None:
        """Reads everything again. The input that the leader is in the middle of must survive it."""

    def is_concerned(self, changes: Changes) -> bool:
        """Whether the page shows any of what changed."""
        return changes.touches(*self.kinds)

    def on_changes(self, changes: Changes) -> None:
        """Something was written while the page is visible; hidden pages get `refresh` on the next visit."""
        if self.is_concerned(changes):
            self.refresh()

    def focus_first(self) -> None:
        """Puts the keyboard where work begins."""
        self.setFocus()

    def key_help(self) -> tuple[KeyHelp, ...]:
        """The keys that work on this page, beside the window's own."""
        return ()

    def say(self, text: str, kind: NoticeKind = NoticeKind.DONE) -> None:
        """One sentence in the bar at the bottom."""
        self.notice.emit(Notice(text, kind))
