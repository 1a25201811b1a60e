"""The order to the tolkförmedling: every need that is not confirmed, with room to write the answer.

Nothing about participants but how many there are; `OrderSheet` has no place for more.
"""

from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Row, Rule, Space, Stack, Text
from halsoskola.documents.leader_sheets import OrderLine, OrderSheet
from halsoskola.documents.order_text import TOPIC, place_text
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.style import (
    HEADING,
    INK,
    QUIET,
    RULE,
    SMALL_BOLD,
    SOFT,
    SUBTITLE,
    TEXT,
    TEXT_BOLD,
    TEXT_WIDTH,
    TITLE,
    body,
)
from halsoskola.documents.text import Span

_WIDTHS = (122.0, 86.0, 116.0, 66.0, TEXT_WIDTH - 122 - 86 - 116 - 66)


def render_order(sheet: OrderSheet) -> bytes:
    """The order as a PDF file."""
    return render(order_paper(sheet))


def order_paper(sheet: OrderSheet) -> Paper:
    """The order laid out."""
    return Paper(title="Beställning av tolk", pages=lay_out([*_items(sheet)]), line=sheet.organisation)


def _items(sheet: OrderSheet) -> Iterator[Item]:
    to = f"Till {sheet.agency}" if sheet.agency else "Till tolkförmedlingen"
    lines: list[Box] = [
        Text("Beställning av tolk", TITLE),
        Text(f"{to} · {words.dated(sheet.made_on)}", SUBTITLE),
    ]
    yield Item(Stack(lines), with_next=True)
    yield Item(Rule(RULE, INK, above=8))
    left = [_said("Ämne: ", TOPIC)]
    if sheet.customer_number:
        left.append(_said("Kundnummer: ", sheet.customer_number))
    right = [
        _said(label, text)
        for label, text in (
            ("Beställare: ", sheet.organisation),
            ("Kontakt: ", sheet.contact),
            ("Telefon: ", sheet.phone),
        )
        if text
    ]
    half = TEXT_WIDTH / 2
    yield Item(
        Row([Stack(left, gap=1), Stack(right, gap=1)], [half, half], pad_x=0, pad_y=0, line=False), before=10
    )
    labels = ("tid", "språk", "sätt och plats", "deltagare", "tolk, bokningsnummer")
    head = Row([Text(label, SMALL_BOLD) for label in labels], _WIDTHS, pad_x=5, pad_y=2.5, ground=SOFT)
    yield Item(head, before=16, with_next=True)
    for line in sheet.lines:
        yield Item(_row(line), head=head)
    asked = [
        Text("Svara gärna så här", HEADING),
        Text("Skicka bokningsnummer för varje rad. Säg till om det inte finns någon tolk.", TEXT),
        Text("Helst samma tolk varje gång.", TEXT),
    ]
    yield Item(Stack(asked, gap=1), before=16)


def _said(label: str, text: str) -> Text:
    return Text.of([Span(label), Span(text, bold=True)], TEXT, where="beställningen")


def _row(line: OrderLine) -> Row:
    when = Stack(
        [
            Text(f"{words.day(line.start.date())} {line.start.year}", TEXT_BOLD),
            Text(f"kl. {words.span(line.start, line.end)}", TEXT),
        ]
    )
    answer: list[Box] = [Space()]
    if line.is_ordered:
        answer = [Text("beställd, inte bekräftad", body(9.5, colour=QUIET, lead=3))]
        if line.booking_number:
            answer.append(Text(line.booking_number, TEXT, where="bokningsnumret"))
    return Row(
        [
            when,
            Text(words.capital(line.language), TEXT_BOLD, where="språket"),
            Text(words.capital(place_text(line)), TEXT, where="platsen"),
            Text(str(line.people), TEXT_BOLD),
            Stack(answer),
        ],
        _WIDTHS,
        pad_x=5,
        pad_y=4,
        least=38,
    )
