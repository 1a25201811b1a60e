"""The list that lies in the room: everyone finds her picture, puts a cross and signs. Big enough to find from afar.

It shows what everybody in the room may see: number, picture sign, and the name somebody wants to be called if the
course uses names. Never a language, never an absence.
"""

from collections.abc import Callable
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Drawing, Inset, Row, Rule, Space, Stack, Text, frame
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.pdf.parts import labelled_line
from halsoskola.documents.pictures import draw_sign
from halsoskola.documents.sheets import SigninRow, SigninSheet
from halsoskola.documents.style import INK, QUIET, RULE, SMALL, SUBTITLE, TEXT_WIDTH, TITLE, body

ROW_HEIGHT = 43.0
SIGN_SIZE = 36.0
BOX_SIDE = 22.0

# Widths in points; what the name does not need goes to the signature.
_NUMBER, _SIGN, _CROSS, _NAME = 62.0, 62.0, 64.0, 128.0
_NUMBER_STYLE = body(18, bold=True)
_NAME_STYLE = body(16)


def render_signin(sheet: SigninSheet) -> bytes:
    """The sign-in list as a PDF file."""
    return render(signin_paper(sheet))


def signin_paper(sheet: SigninSheet) -> Paper:
    """The sign-in list laid out, for a file of its own or as part of a pack."""
    if sheet.for_funder:
        return _funder_paper(sheet)
    heading = sheet.heading
    head = Stack(
        [
            Text("Välkommen!", TITLE),
            Text(words.occasion_line(heading), SUBTITLE),
            Space(4),
            Text("Hitta din bild. Sätt ett kryss. Skriv ditt namn, eller rita.", body(14)),
        ]
    )
    labels = Row([Text(label, SMALL) for label in _labels(sheet)], _widths(sheet), pad_y=3, line=False)
    items = [Item(head, with_next=True), Item(Rule(RULE, INK, above=8), with_next=True)]
    # The head row stands once above the first row and again on each new page.
    items.append(Item(labels, before=4, with_next=True))
    rows = [*sheet.rows, *[None] * sheet.empty_rows]
    items += [Item(_row(sheet, row), head=labels) for row in rows]
    return Paper(
        title=f"Träff {heading.meeting}", pages=lay_out(items), line=heading.course, credit=bool(sheet.rows)
    )


def _labels(sheet: SigninSheet) -> list[str]:
    return ["nummer", "bild", *(["namn"] if sheet.uses_names else []), "här", "namn eller tecken"]


def _widths(sheet: SigninSheet) -> list[float]:
    fixed = [_NUMBER, _SIGN, *([_NAME] if sheet.uses_names else []), _CROSS]
    return [*fixed, TEXT_WIDTH - sum(fixed)]


def _row(sheet: SigninSheet, row: SigninRow | None) -> Row:
    """One person, or an empty row for somebody who comes from the other run."""
    number: Box = Text(row.number, _NUMBER_STYLE) if row else Space(SIGN_SIZE)
    sign: Box = Drawing(SIGN_SIZE, _sign_painter(row.sign)) if row else Space(SIGN_SIZE)
    name: list[Box] = [Text(row.name if row else "", _NAME_STYLE, where="namn")] if sheet.uses_names else []
    cells = [number, sign, *name, Drawing(BOX_SIDE, _paint_box), Space()]
    return Row(cells, _widths(sheet), pad_y=2, least=ROW_HEIGHT, middle=True)


def _sign_painter(code: str, size: float = SIGN_SIZE) -> Callable[[Canvas, float, float, float], None]:
    def paint(canvas: Canvas, x: float, top: float, _width: float) -> None:
        draw_sign(canvas, code, x, top - size, size)

    return paint


def _paint_box(canvas: Canvas, x: float, top: float, _width: float) -> None:
    frame(canvas, x, top - BOX_SIDE, BOX_SIDE, BOX_SIDE, radius=3, colour=QUIET)


# For the European Social Fund: hours and a signature. Names are written by hand, if the project demands them, and
# are kept nowhere in the program.

_FUNDER_WIDTHS = (58.0, 46.0, 154.0, 84.0, TEXT_WIDTH - 58 - 46 - 154 - 84)


def _funder_paper(sheet: SigninSheet) -> Paper:
    heading = sheet.heading
    hours = _hours(heading.start, heading.end)
    half = TEXT_WIDTH / 2
    head = Stack(
        [
            Text("Närvarolista ESF", TITLE),
            Text(words.occasion_line(heading), SUBTITLE),
            Space(4),
            Row(
                [Inset(labelled_line("Projekt:"), right=14), labelled_line("Diarienummer:")],
                [half, half],
                pad_x=0,
                pad_y=0,
                line=False,
            ),
        ]
    )
    labels = Row(
        [Text(label, SMALL) for label in ("nummer", "bild", "namn", "tid", "underskrift")],
        _FUNDER_WIDTHS,
        pad_y=3,
        line=False,
    )
    items = [Item(head, with_next=True), Item(Rule(RULE, INK, above=10), with_next=True)]
    items.append(Item(labels, before=4, with_next=True))
    for row in (*sheet.rows, *[None] * sheet.empty_rows):
        number: Box = Text(row.number, body(14, bold=True)) if row else Space(28)
        sign: Box = Drawing(28, _sign_painter(row.sign, 28)) if row else Space(28)
        time = Stack([Text(words.span(heading.start, heading.end), body(11)), Text(hours, SMALL)])
        cells = [number, sign, Space(), time if row else Space(), Space()]
        items.append(Item(Row(cells, _FUNDER_WIDTHS, pad_y=2, least=38, middle=True), head=labels))
    certified: list[Box] = [
        Text("Jag intygar att listan stämmer.", body(11)),
        Row(
            [Inset(labelled_line("Ledarens underskrift:", 34), right=14), labelled_line("Datum:", 34)],
            [TEXT_WIDTH * 0.68, TEXT_WIDTH * 0.32],
            pad_x=0,
            pad_y=0,
            line=False,
        ),
    ]
    items.append(Item(Stack(certified), before=16))
    return Paper(
        title=f"ESF, träff {heading.meeting}",
        pages=lay_out(items),
        line=heading.course,
        credit=bool(sheet.rows),
    )


def _hours(start: datetime, end: datetime) -> str:
    """ "2 timmar", "1,5 timmar"."""
    hours = (end - start).total_seconds() / 3600
    text = f"{hours:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{text} {'timme' if hours == 1 else 'timmar'}"
