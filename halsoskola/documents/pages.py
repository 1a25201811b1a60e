"""From flowables to pages: where pages break, what stands at their feet, and how copies share one drawing.

A paper is laid out once and can then be drawn into any canvas, any number of times.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Box, Text, line
from halsoskola.documents.fonts import new_canvas
from halsoskola.documents.letterhead import Letterhead, draw_letterhead
from halsoskola.documents.pictures import CREDIT
from halsoskola.documents.style import (
    FOOTER_ROOM,
    FOOTER_TOP,
    FOOTERS,
    FOOTERS_END,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_HEIGHT,
    TEXT_WIDTH,
)
from halsoskola.documents.text import TextStyle

NO_LETTERHEAD = Letterhead()

ROOM = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
"""Height of a page's column."""


@dataclass(frozen=True, slots=True)
class Item:
    """A box in the column of a paper.

    before: empty points above it, dropped at the top of a page. with_next: never the last thing on a page. head:
    drawn above it when it begins a page (a table's head row). whole: how many items, this one included, stay on
    one page if a page can hold them.
    """

    box: Box
    before: float = 0.0
    with_next: bool = False
    head: Box | None = None
    whole: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and the distance of its upper edge from the top of the column."""

    box: Box
    down: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A laid out paper. title: of the file, and before the page number. line: at the left of the footer.

    credit: whether pictures are shown. makers: who made them; "" when all came with the program.
    """

    title: str
    pages: tuple[tuple[Placed, ...], ...]
    line: str = ""
    credit: bool = False
    makers: str = ""
    language: str = "sv"


def lay_out(
    items: Sequence[Item], width: float = TEXT_WIDTH, room: float = ROOM
) -> tuple[tuple[Placed, ...], ...]:
    """Breaks the column into pages; at least one page.

    Nothing is cut: a box that does not fit goes to the next page, and one that no page can hold is split. Only a
    box that is too tall and cannot be split at all runs out of its page; texts and rows always can.
    """
    waiting = list(items)
    pages: list[list[Placed]] = [[]]
    down, position = 0.0, 0
    bound = False  # the last box on the page must not be left alone there
    while position < len(waiting):
        item, fresh = waiting[position], not pages[-1]
        head = item.head.height(width) if item.head else 0.0
        top = head if fresh else down + item.before
        if not fresh and not bound:
            groups = {max(item.whole, 1), _chain(waiting, position)}
            heights = [_height(waiting[position : position + count], width) for count in groups]
            if any(top + height > room and head + height <= room for height in heights):
                pages.append([])
                down = 0.0
                continue
        fits = item.box.height(width) <= room - top
        parts = None if fits else item.box.split(width, room - top)
        stays = fits or bool(parts) if bound else _can_begin(waiting, position, width, room - top)
        if not fresh and not stays:
            pages.append([])
            down, bound = 0.0, False
            continue
        if fresh and item.head:
            pages[-1].append(Placed(item.head, 0.0))
        pages[-1].append(Placed(parts[0] if parts else item.box, top))
        if parts:
            waiting[position] = Item(parts[1], item.before, item.with_next, item.head)
            pages.append([])
            down, bound = 0.0, False
        else:
            down, bound = top + item.box.height(width), item.with_next
            position += 1
    return tuple(tuple(page) for page in pages if page) or ((),)


def _chain(items: Sequence[Item], first: int) -> int:
    """How many items from `first` on must share a page because each stays with the next."""
    count = 1
    while items[first + count - 1].with_next and first + count < len(items):
        count += 1
    return count


def _height(group: Sequence[Item], width: float) -> float:
    """Of the items below each other, without the space above the first."""
    return sum(item.before + item.box.height(width) for item in group) - group[0].before


def _can_begin(items: Sequence[Item], first: int, width: float, left: float) -> bool:
    """Whether the item, and those it must stay with, can stand in `left` points or at least begin there."""
    item = items[first]
    height = item.box.height(width)
    if height > left:
        return not item.with_next and item.box.split(width, left) is not None
    if not item.with_next or first + 1 == len(items):
        return True
    return _can_begin(items, first + 1, width, left - height - items[first + 1].before)


def draw_page(canvas: Canvas, paper: Paper, number: int) -> None:
    """Draws page `number` (from 0) with its footer on the canvas's current page."""
    top = PAGE_HEIGHT - MARGIN_TOP
    for placed in paper.pages[number]:
        placed.box.draw(canvas, MARGIN_SIDE, top - placed.down, TEXT_WIDTH)
    _draw_footer(canvas, paper, number)


def _draw_footer(canvas: Canvas, paper: Paper, number: int) -> None:
    line(canvas, MARGIN_SIDE, FOOTER_TOP, MARGIN_SIDE + TEXT_WIDTH, FOOTER_TOP)
    title = paper.title if len(paper.title) <= 70 else f"{paper.title[:69]}…"
    page = f"{title} · sida\u00a0{number + 1}\u00a0av\u00a0{len(paper.pages)}"
    right_width = TEXT_WIDTH * 0.4
    left_width = TEXT_WIDTH - right_width - 16
    right = MARGIN_SIDE + TEXT_WIDTH - right_width
    if paper.line:
        _fitting(paper.line, FOOTERS, left_width).draw(canvas, MARGIN_SIDE, FOOTER_TOP - 6, left_width)
    credit = paper.makers or CREDIT
    numbering = _fitting(f"{page}\n{credit}" if paper.credit else page, FOOTERS_END, right_width)
    numbering.draw(canvas, right, FOOTER_TOP - 6, right_width)


def _fitting(text: str, styles: Sequence[TextStyle], width: float) -> Text:
    """The text in the first style in which it fits the footer, or in the last one."""
    for style in styles[:-1]:
        fitting = Text(text, style, where="sidfot")
        if fitting.height(width) <= FOOTER_ROOM:
            return fitting
    return Text(text, styles[-1], where="sidfot")


def to_pdf(title: str, language: str, draw: Callable[[Canvas], None]) -> bytes:
    """The bytes of a file that `draw` fills; the same facts give the same bytes."""
    target = BytesIO()
    canvas = new_canvas(target, title, language)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def render(*papers: Paper, letterhead: Letterhead = NO_LETTERHEAD) -> bytes:
    """One file with these papers after each other; title and language are the first one's.

    letterhead: stands at the top of each paper's first page.
    """

    def draw(canvas: Canvas) -> None:
        for paper in papers:
            for number in range(len(paper.pages)):
                draw_page(canvas, paper, number)
                if number == 0:
                    draw_letterhead(canvas, letterhead)
                canvas.showPage()

    return to_pdf(papers[0].title, papers[0].language, draw)


def draw_copies(
    canvas: Canvas,
    key: str,
    paper: Paper,
    copies: int,
    *,
    fresh_leaf: bool = False,
    letterhead: Letterhead = NO_LETTERHEAD,
) -> None:
    """Draws `copies` of a paper; from the second on a page only shows again what the first wrote.

    key: unlike that of any other paper in the file. fresh_leaf: an empty back follows an odd number of pages, so that
    the next paper does not begin on it when both sides are printed.
    """
    forms = [f"{key}-{number}" for number in range(len(paper.pages))]
    if copies > 1:
        for number, form in enumerate(forms):
            canvas.beginForm(form)
            draw_page(canvas, paper, number)
            canvas.endForm()
    for _ in range(copies):
        for number, form in enumerate(forms):
            if copies > 1:
                canvas.doForm(form)
            else:
                draw_page(canvas, paper, number)
            if number == 0:
                draw_letterhead(canvas, letterhead)
            canvas.showPage()
        if fresh_leaf and len(forms) % 2:
            canvas.showPage()
