"""Everything to print for one occasion in one file: a cover slip that says what lies in the pile, then the pile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents import words
from halsoskola.documents.boxes import Bulleted, Framed, Row, Rule, Stack, Text
from halsoskola.documents.fonts import new_canvas
from halsoskola.documents.leader_sheets import (
    AbsenceSheet,
    CrisisSheet,
    OrderSheet,
    SeatsSheet,
    SubstituteSheet,
    TallySheet,
)
from halsoskola.documents.letterhead import Letterhead
from halsoskola.documents.pack_sheets import PackDocument, PackSheet, Sheet
from halsoskola.documents.pages import NO_LETTERHEAD, Item, Paper, draw_copies
from halsoskola.documents.participant_sheets import EvaluationSheet, Reader, WelcomeSheet
from halsoskola.documents.pdf.absence import absence_paper
from halsoskola.documents.pdf.brief import brief_paper
from halsoskola.documents.pdf.crisis import crisis_paper
from halsoskola.documents.pdf.evaluation import evaluation_paper
from halsoskola.documents.pdf.handout import handout_paper
from halsoskola.documents.pdf.order import order_paper
from halsoskola.documents.pdf.parts import on_one_page
from halsoskola.documents.pdf.runsheet import runsheet_paper
from halsoskola.documents.pdf.seats import seats_paper
from halsoskola.documents.pdf.signin import signin_paper
from halsoskola.documents.pdf.substitute import substitute_paper
from halsoskola.documents.pdf.tally import tally_paper
from halsoskola.documents.pdf.welcome import welcome_papers
from halsoskola.documents.sheets import BriefSheet, HandoutSheet, ReaderLanguage, RunSheet, SigninSheet
from halsoskola.documents.style import (
    HEADING,
    INK,
    RULE,
    SMALL_BOLD,
    SOFT,
    SUBTITLE,
    TEXT_WIDTH,
    TITLE,
    WATCH_BAR,
    WATCH_SOFT,
    body,
)

_WIDTHS = (42.0, 158.0, 126.0, TEXT_WIDTH - 42 - 158 - 126 - 38, 38.0)


@dataclass(frozen=True, slots=True)
class _Laid:
    document: PackDocument
    papers: tuple[Paper, ...]

    @property
    def pages(self) -> int:
        return sum(len(paper.pages) for paper in self.papers)


class PileFile:
    """A file that takes in one pile after the other, each behind its own cover slip.

    A whole course is printed this way: between two piles somebody may look at the clock, or stop.
    """

    def __init__(self, letterhead: Letterhead = NO_LETTERHEAD) -> None:
        self._letterhead = letterhead
        self._target = BytesIO()
        self._canvas: Canvas | None = None
        self._piles = 0
        self._pages = 0

    @property
    def pages(self) -> int:
        """So many pages are in the file."""
        return self._pages

    def add(self, sheet: PackSheet) -> int:
        """Draws a pile; returns its pages, cover slip included.

        Raises: RuleBroken as the single papers do; then nothing of this pile is in the file.
        """
        laid = [_Laid(document, papers_of(document.sheet)) for document in sheet.documents]
        cover = _cover(sheet, laid)
        if self._canvas is None:
            self._canvas = new_canvas(self._target, words.meeting_line(sheet.heading), "sv")
        pile, self._piles = self._piles, self._piles + 1
        copies = [(f"cover-{pile}", cover, 1)]
        copies += [
            (f"paper-{pile}-{at}-{part}", paper, one.document.copies)
            for at, one in enumerate(laid)
            for part, paper in enumerate(one.papers)
        ]
        for key, paper, count in copies:
            draw_copies(
                self._canvas,
                key,
                paper,
                count,
                fresh_leaf=sheet.double_sided,
                letterhead=NO_LETTERHEAD if paper is cover else self._letterhead,
            )
        pages = len(cover.pages) + sum(one.pages * one.document.copies for one in laid)
        self._pages += pages
        return pages

    def finish(self) -> bytes:
        """The file; nothing can be added any more. Raises: ValueError when nothing was."""
        if self._canvas is None:
            raise ValueError("a file without a pile")
        self._canvas.save()
        return self._target.getvalue()


def render_pack(sheet: PackSheet, letterhead: Letterhead = NO_LETTERHEAD) -> bytes:
    """The pile as one PDF file, cover slip first, every paper as often as it is needed.

    Raises: RuleBroken as the single papers do; then nothing is made.
    """
    return render_packs([sheet], letterhead)


def render_packs(sheets: Sequence[PackSheet], letterhead: Letterhead = NO_LETTERHEAD) -> bytes:
    """Several piles in one file, each behind its own cover slip. sheets: at least one. Raises: as `render_pack`."""
    pile = PileFile(letterhead)
    for sheet in sheets:
        pile.add(sheet)
    return pile.finish()


def papers_of(sheet: Sheet) -> tuple[Paper, ...]:
    """The sheet laid out, whichever it is; more than one paper for somebody who joins late."""
    match sheet:
        case HandoutSheet():
            return (handout_paper(sheet),)
        case SigninSheet():
            return (signin_paper(sheet),)
        case RunSheet():
            return (runsheet_paper(sheet),)
        case BriefSheet():
            return (brief_paper(sheet),)
        case SeatsSheet():
            return (seats_paper(sheet),)
        case TallySheet():
            return (tally_paper(sheet),)
        case CrisisSheet():
            return (crisis_paper(sheet),)
        case SubstituteSheet():
            return (substitute_paper(sheet),)
        case OrderSheet():
            return (order_paper(sheet),)
        case AbsenceSheet():
            return (absence_paper(sheet),)
        case EvaluationSheet():
            return (evaluation_paper(sheet),)
        case WelcomeSheet():
            return tuple(welcome_papers(sheet))


def _cover(sheet: PackSheet, laid: list[_Laid]) -> Paper:
    return Paper(
        title="Det här ligger i högen",
        pages=on_one_page(lambda size: [*_cover_items(sheet, laid, size)]),
        line=sheet.heading.course,
    )


def _cover_items(sheet: PackSheet, laid: list[_Laid], size: float) -> Iterator[Item]:
    heading, text = sheet.heading, body(size)
    lines = [
        Text("Det här ligger i högen", SUBTITLE),
        Text(words.meeting_line(heading), TITLE),
        Text(words.when(heading.start, heading.end), body(16, bold=True)),
        Text(" · ".join(part for part in (heading.title, heading.venue) if part), body(14)),
    ]
    yield Item(Stack(lines, gap=1))
    yield Item(Rule(RULE, INK, above=8))
    if sheet.warnings:
        warnings = Stack([Bulleted(Text(warning, text), text) for warning in sheet.warnings], gap=size / 4)
        yield Item(
            Framed(Stack([Text("Se upp med", HEADING), warnings], gap=2), WATCH_SOFT, WATCH_BAR), size * 1.2
        )
    labels = ("antal", "papper", "språk", "till", "sidor")
    head = Row([Text(label, SMALL_BOLD) for label in labels], _WIDTHS, pad_y=3, ground=SOFT)
    yield Item(head, before=size * 1.3, with_next=True)
    for one in laid:
        yield Item(_row(one, size), head=head)
    pages = sum(one.document.copies * one.pages for one in laid)
    yield Item(Text(f"Tillsammans {words.counted(pages, 'sida', 'sidor')}, utom den här.", text), before=8)


def _row(one: _Laid, size: float) -> Row:
    text, bold = body(size), body(size, bold=True)
    cells = [
        Text(f"{one.document.copies} st", bold),
        Text(_name(one.document.sheet), bold),
        Text("\n".join(_languages(one.document.sheet)), text),
        Text(one.document.for_whom, text),
        Text(str(one.pages), text),
    ]
    return Row(cells, _WIDTHS, pad_y=max(1.5, (size - 9) * 2.5))


def _name(sheet: Sheet) -> str:
    match sheet:
        case HandoutSheet(level=1):
            return f"Blad med bilder: {sheet.text.title}"
        case HandoutSheet():
            return f"Blad: {sheet.text.title}"
        case SigninSheet(for_funder=True):
            return "Närvarolista ESF"
        case WelcomeSheet():
            return f"Välkommen: {sheet.number}"
        case _:
            return _NAMES[type(sheet)]


_NAMES = {
    SigninSheet: "Närvarolista i rummet",
    RunSheet: "Ledarblad",
    BriefSheet: "Till tolken",
    SeatsSheet: "Platser i rummet",
    TallySheet: "Räkneblad",
    CrisisSheet: "Krisblad",
    SubstituteSheet: "Vikarieblad",
    OrderSheet: "Beställning av tolk",
    AbsenceSheet: "Frånvaro",
    EvaluationSheet: "Utvärdering, tre ansikten",
}


def _languages(sheet: Sheet) -> Iterator[str]:
    match sheet:
        case HandoutSheet(languages=languages) | BriefSheet(languages=languages) if languages:
            yield _with_swedish(languages)
        case HandoutSheet(level=1) | EvaluationSheet(reader=Reader(pictures_only=True)):
            yield "bilder och svenska"
        case WelcomeSheet(reader=Reader(pictures_only=True)):
            yield "bilder och svenska"
        case EvaluationSheet(reader=reader) | WelcomeSheet(reader=reader) if not reader.words.is_swedish:
            yield _with_swedish((reader.words.language,))
        case _:
            yield "svenska"


def _with_swedish(languages: Sequence[ReaderLanguage]) -> str:
    return "svenska och " + " och ".join(language.name for language in languages)
