"""Cards for the tables: number, picture sign, and the name somebody wants to be called if the course uses names.

Never a language: the card lies where everybody sees it.
"""

from halsoskola.documents.boxes import Box, Drawing, Row, Space, Stack, Text
from halsoskola.documents.pages import ROOM, Paper, lay_out, render
from halsoskola.documents.participant_sheets import NameCard, NameCardsSheet
from halsoskola.documents.pdf.drawings import cards, centred
from halsoskola.documents.pictures import draw_sign
from halsoskola.documents.style import TEXT_WIDTH

ACROSS, DOWN = 2, 4
"""Eight cards on a sheet of paper."""

_PAD = 10.0
_SIGN = 96.0


def render_name_cards(sheet: NameCardsSheet) -> bytes:
    """The cards as a PDF file; an empty course gives one sheet of empty cards."""
    return render(name_cards_paper(sheet))


def name_cards_paper(sheet: NameCardsSheet) -> Paper:
    """The cards laid out, eight on a page."""
    boxes: list[Box] = [_card(card) for card in sheet.cards] or [Space()] * (ACROSS * DOWN)
    boxes += [Space()] * (-len(boxes) % ACROSS)
    items = list(cards(boxes, ACROSS, ROOM / DOWN - 0.5, pad=_PAD))
    return Paper(title="Namnkort", pages=lay_out(items), line=sheet.course, credit=bool(sheet.cards))


def _card(card: NameCard) -> Box:
    width = TEXT_WIDTH / ACROSS - 2 * _PAD
    sign = Drawing(_SIGN, lambda canvas, x, top, _width: draw_sign(canvas, card.sign, x, top - _SIGN, _SIGN))
    number = centred(card.number, 40, bold=True)
    row = Row([sign, number], [_SIGN + 8, width - _SIGN - 8], pad_x=0, pad_y=0, line=False, middle=True)
    if not card.name:
        return row
    return Stack([row, Space(2), _name(card.name, width)])


def _name(name: str, width: float) -> Text:
    """As large as it fits on one line, and never torn if smaller letters help."""
    for size in (26.0, 22.0, 18.0, 15.0):
        text = centred(name, size, bold=True)
        if text.natural_width() <= width:
            return text
    return text
