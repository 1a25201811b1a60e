"""Where the leader counts the faces after a meeting ("räkneblad"), with the rules that make the numbers worth having.

Nobody's number stands on it: answers belong to nobody.
"""

from collections.abc import Callable, Iterator

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Box, Bulleted, Drawing, Framed, Row, Rule, Stack, Text, frame
from halsoskola.documents.leader_sheets import TallyQuestion, TallySheet
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.pdf.parts import labelled_line, occasion_head
from halsoskola.documents.pictures import draw_picture
from halsoskola.documents.style import ACCENT, HEADING, QUIET, SOFT, TEXT, TEXT_BOLD, TEXT_WIDTH, body

_FACES = (("happy", "glad"), ("neutral", "mittemellan"), ("sad", "ledsen"))
_FACE = 44.0
_QUESTION = 152.0
_SUM = 46.0
_CELL = 38.0

# Source: studies of face scales and oral surveys (courtesy towards the leader, answers heard by the interpreter), and
# the rule that results of few people can be traced.
BEFORE = (
    "Börja med uppvärmningsfrågan, så vet alla hur korten fungerar.",
    "En fråga i taget. Vänta tills alla språk har hört den.",
    "Korten läggs med bilden nedåt. Ledaren samlar in. Tolken tittar bort.",
    "Inga namn och inga nummer. Den som inte vill svara lägger ett tomt kort.",
)
AFTER = (
    "Räkna antalet kort. Det får inte vara fler än de som var här.",
    "Jämför inte språkgrupper. Den sista träffen får alltid höga siffror.",
)


def render_tally(*sheets: TallySheet) -> bytes:
    """The counting sheets as one PDF file."""
    return render(*map(tally_paper, sheets))


def tally_paper(sheet: TallySheet) -> Paper:
    """The counting sheet laid out."""
    return Paper(
        title=f"Räkneblad, träff {sheet.heading.meeting}",
        pages=lay_out([*_items(sheet)]),
        line=sheet.heading.course,
        credit=True,
    )


def _items(sheet: TallySheet) -> Iterator[Item]:
    people = f"{sheet.expected} väntas" if sheet.expected else "ingen väntas"
    yield from occasion_head(f"Räkneblad för ledaren · {people}", sheet.heading)
    rules: list[Box] = [
        Text("Innan ni börjar", HEADING),
        *(Bulleted(Text(rule, TEXT), TEXT) for rule in BEFORE),
    ]
    yield Item(Framed(Stack(rules, gap=2), SOFT, ACCENT), before=10)
    face = (TEXT_WIDTH - _QUESTION - _SUM) / len(_FACES)
    widths = [_QUESTION, *[face] * len(_FACES), _SUM]
    faces = [Drawing(_FACE + 16, _face_painter(picture, word)) for picture, word in _FACES]
    head = Row(
        [Text("Gör ett streck för varje kort", TEXT), *faces, Text("antal", body(10, colour=QUIET))],
        widths,
        pad_x=5,
        pad_y=3,
        middle=True,
    )
    yield Item(head, before=12, with_next=True)
    for question in sheet.questions:
        yield Item(_row(question, widths), head=head)
    limits = [
        *AFTER,
        f"Är svaren färre än {sheet.fewest}? Då visar du dem inte för någon.",
    ]
    after: list[Box] = [
        Text("När du har räknat", HEADING),
        *(Bulleted(Text(rule, TEXT), TEXT) for rule in limits),
    ]
    yield Item(Stack(after, gap=2), before=14)
    yield Item(labelled_line("Så många var här:"), before=6)
    yield Item(Text("Vad sa gruppen? Skriv ord, inte vem som sa dem.", HEADING), before=12, with_next=True)
    yield Item(Stack([Rule(above=22) for _ in range(3)]))


def _row(question: TallyQuestion, widths: list[float]) -> Row:
    lines: list[Box] = [Text(question.text, TEXT_BOLD)]
    if question.is_warm_up:
        lines.append(Text("uppvärmning, räknas inte", body(9.5, colour=QUIET, lead=3)))
    cells: list[Box] = [Drawing(_CELL, _paint_cell) for _ in _FACES]
    return Row([Stack(lines), *cells, Drawing(_CELL, _paint_cell)], widths, pad_x=5, pad_y=5, middle=True)


def _face_painter(picture: str, word: str) -> Callable[[Canvas, float, float, float], None]:
    def paint(canvas: Canvas, x: float, top: float, width: float) -> None:
        draw_picture(canvas, picture, x + (width - _FACE) / 2, top - _FACE, _FACE)
        Text(word, body(11, bold=True, align="centre")).draw(canvas, x, top - _FACE - 1, width)

    return paint


def _paint_cell(canvas: Canvas, x: float, top: float, width: float) -> None:
    frame(canvas, x, top - _CELL, width, _CELL, radius=4, colour=QUIET)
