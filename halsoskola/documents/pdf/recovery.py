"""The recovery key on paper: one page for the boss's safe."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Drawing, Framed, Rule, Space, Stack, Text, frame
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.sheets import RecoverySheet
from halsoskola.documents.style import HEADING, INK, QUIET, RULE, SUBTITLE, TITLE, WATCH_BAR, WATCH_SOFT, body

_COLUMNS = 4
_CELL_HEIGHT = 50.0
_GAP = 10.0
_GROUP = body(21, bold=True, align="centre")
_PLACE = body(9, colour=QUIET, lead=3)
_TEXT = body(12.5)

STEPS = (
    "1. Lägg pappret i ett kassaskåp eller ett låst skåp som chefen har nyckel till.",
    "2. Ta inget foto av pappret. Skicka det inte i e-post.",
    "3. Har en ledare glömt sitt lösenord? Öppna programmet och välj återställningsnyckel.",
    "4. Skriv nyckeln grupp för grupp. Välj ett nytt lösenord.",
    "5. Skriv ut en ny återställningsnyckel efteråt. Den gamla slutar då att gälla. Riv sönder det här pappret.",
)


def render_recovery(sheet: RecoverySheet) -> bytes:
    """The page as a PDF file. Raises: ValueError for a sheet without key."""
    return render(recovery_paper(sheet))


def recovery_paper(sheet: RecoverySheet) -> Paper:
    """The page laid out."""
    if not sheet.groups:
        raise ValueError("a recovery sheet without key")
    head: list[Box] = [
        Text("Återställningsnyckel", TITLE),
        Text(f"{sheet.program} · {sheet.database} · {words.dated(sheet.made_on)}", SUBTITLE),
    ]
    why = Stack(
        [
            Text("Med den här nyckeln kan man öppna alla uppgifter om deltagarna.", body(12.5, bold=True)),
            Text(
                "Utan nyckeln och utan lösenord går uppgifterna inte att få tillbaka. Ingen kan hjälpa till då.",
                _TEXT,
            ),
        ],
        gap=2,
    )
    rows = -(-len(sheet.groups) // _COLUMNS)
    key = Drawing(
        rows * (_CELL_HEIGHT + _GAP) - _GAP,
        lambda c, x, top, width: _paint_key(c, x, top, width, sheet.groups),
    )
    items = [
        Item(Stack(head), with_next=True),
        Item(Rule(RULE, INK, above=8)),
        Item(Framed(why, WATCH_SOFT, WATCH_BAR), before=16),
        Item(key, before=24),
        Item(
            Text(
                "Skriv nyckeln i den ordning som siffrorna visar. Stora och små bokstäver spelar ingen roll.",
                _TEXT,
            ),
            10,
        ),
        Item(Text("Gör så här", HEADING), before=26, with_next=True),
        Item(Stack([Text(step, _TEXT) for step in STEPS], gap=5), before=5),
        Item(Stack([Space(34), Rule(colour=QUIET), Text("Lagt i skåpet den … av …", _PLACE)]), before=10),
    ]
    return Paper(title="Återställningsnyckel", pages=lay_out(items), line=sheet.program)


def _paint_key(canvas: Canvas, x: float, top: float, width: float, groups: Sequence[str]) -> None:
    """Each group in a frame of its own with its place in the order, four in a row."""
    cell = (width - _GAP * (_COLUMNS - 1)) / _COLUMNS
    for position, group in enumerate(groups):
        row, column = divmod(position, _COLUMNS)
        left, upper = x + column * (cell + _GAP), top - row * (_CELL_HEIGHT + _GAP)
        frame(canvas, left, upper - _CELL_HEIGHT, cell, _CELL_HEIGHT, radius=6, colour=QUIET)
        Text(str(position + 1), _PLACE).draw(canvas, left + 7, upper - 4, 20)
        text = Text(group, _GROUP)
        text.draw(canvas, left, upper - (_CELL_HEIGHT - text.height(cell)) / 2 - 3, cell)
