"""Everything to print for one occasion in one file: a cover slip that says what lies in the pile, then the pile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents import words
from halsoskola.documents.boxes import Bulleted, Framed, Row, Rule, Stack, Text
from halsoskola.documents.pages import Item, Paper, draw_copies, lay_out, to_pdf
from halsoskola.documents.pdf.brief import brief_paper
from halsoskola.documents.pdf.handout import handout_paper
from halsoskola.documents.pdf.runsheet import runsheet_paper
from halsoskola.documents.pdf.signin import signin_paper
from halsoskola.documents.sheets import (
    BriefSheet,
    HandoutSheet,
    PackDocument,
    PackSheet,
    RunSheet,
    Sheet,
    SigninSheet,
)
from halsoskola.documents.style import (
    HEADING,
    INK,
    RULE,
    SMALL_BOLD,
    SOFT,
    SUBTITLE,
    TEXT,
    TEXT_BOLD,
    TEXT_WIDTH,
    TITLE,
    WATCH_BAR,
    WATCH_SOFT,
    body,
)

_WIDTHS = (46.0, 142.0, 134.0, TEXT_WIDTH - 46 - 142 - 134 - 42, 42.0)


@dataclass(frozen=True, slots=True)
class _Laid:
    document: PackDocument
    paper: Paper


def render_pack(sheet: PackSheet) -> bytes:
    """The pile as one PDF file, cover slip first, every paper as often as it is needed.

    Raises: RuleBroken as the single papers do; then nothing is made.
    """
    return render_packs([sheet])


def render_packs(sheets: Sequence[PackSheet]) -> bytes:
    """Several piles in one file, each behind its own cover slip. sheets: at least one. Raises: as `render_pack`."""
    piles = [
        (sheet, [_Laid(document, paper_of(document.sheet)) for document in sheet.documents])
        for sheet in sheets
    ]
    covers = [_cover(sheet, laid) for sheet, laid in piles]

    def draw(canvas: Canvas) -> None:
        for pile, ((sheet, laid), cover) in enumerate(zip(piles, covers, strict=True)):
            draw_copies(canvas, f"cover-{pile}", cover, 1, fresh_leaf=sheet.double_sided)
            for position, one in enumerate(laid):
                key = f"paper-{pile}-{position}"
                draw_copies(canvas, key, one.paper, one.document.copies, fresh_leaf=sheet.double_sided)

    return to_pdf(words.meeting_line(sheets[0].heading), "sv", draw)


def paper_of(sheet: Sheet) -> Paper:
    """The sheet laid out, whichever it is."""
    match sheet:
        case HandoutSheet():
            return handout_paper(sheet)
        case SigninSheet():
            return signin_paper(sheet)
        case RunSheet():
            return runsheet_paper(sheet)
        case BriefSheet():
            return brief_paper(sheet)


def _cover(sheet: PackSheet, laid: list[_Laid]) -> Paper:
    heading = sheet.heading
    lines = [
        Text("Det här ligger i högen", SUBTITLE),
        Text(words.meeting_line(heading), TITLE),
        Text(words.when(heading.start, heading.end), body(16, bold=True)),
        Text(" · ".join(part for part in (heading.title, heading.venue) if part), body(14)),
    ]
    items = [Item(Stack(lines, gap=1)), Item(Rule(RULE, INK, above=8))]
    if sheet.warnings:
        warnings = Stack([Bulleted(Text(warning, TEXT), TEXT) for warning in sheet.warnings], gap=3)
        items.append(
            Item(Framed(Stack([Text("Se upp med", HEADING), warnings], gap=2), WATCH_SOFT, WATCH_BAR), 14)
        )
    head = Row(
        [Text(label, SMALL_BOLD) for label in ("antal", "papper", "språk", "till", "sidor")],
        _WIDTHS,
        pad_y=3,
        ground=SOFT,
    )
    items.append(Item(head, before=16, with_next=True))
    items += [Item(_row(one), head=head) for one in laid]
    pages = sum(one.document.copies * len(one.paper.pages) for one in laid)
    items.append(
        Item(Text(f"Tillsammans {words.counted(pages, 'sida', 'sidor')}, utom den här.", TEXT), before=8)
    )
    return Paper(title="Det här ligger i högen", pages=lay_out(items), line=heading.course)


def _row(one: _Laid) -> Row:
    cells = [
        Text(f"{one.document.copies} st", TEXT_BOLD),
        Text(_name(one.document.sheet), TEXT_BOLD),
        Text("\n".join(_languages(one.document.sheet)), TEXT),
        Text(one.document.for_whom, TEXT),
        Text(str(len(one.paper.pages)), TEXT),
    ]
    return Row(cells, _WIDTHS, pad_y=5)


def _name(sheet: Sheet) -> str:
    match sheet:
        case HandoutSheet(level=1):
            return f"Blad med bilder: {sheet.text.title}"
        case HandoutSheet():
            return f"Blad: {sheet.text.title}"
        case SigninSheet():
            return "Närvarolista i rummet"
        case RunSheet():
            return "Ledarblad"
        case BriefSheet():
            return "Till tolken"


def _languages(sheet: Sheet) -> Iterator[str]:
    match sheet:
        case HandoutSheet(languages=languages) if languages:
            yield "svenska och " + " och ".join(language.name for language in languages)
        case BriefSheet(languages=languages) if languages:
            yield "svenska och " + " och ".join(language.name for language in languages)
        case HandoutSheet(level=1):
            yield "bilder och svenska"
        case _:
            yield "svenska"
