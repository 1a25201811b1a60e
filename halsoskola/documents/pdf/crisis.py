"""When somebody is not well ("krisblad"): what to do in which order, whom to call, and what must be done tomorrow.

Large enough to read standing. What the organisation has not filled in becomes a line to write on, never a gap.
"""

from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Framed, Row, Rule, Space, Stack, Text
from halsoskola.documents.leader_sheets import CrisisSheet, PhoneLine
from halsoskola.documents.pages import Item, Paper, render
from halsoskola.documents.pdf.parts import labelled_line, on_one_page, phone_rows, tick_box
from halsoskola.documents.style import (
    INK,
    RULE,
    SUBTITLE,
    TEXT_WIDTH,
    TITLE,
    WATCH_BAR,
    WATCH_SOFT,
    body,
)
from halsoskola.documents.text import Span

# Source: the programme's method support on worry and crisis in a group; 1177.se on asking about suicidal thoughts.
NOW = (
    (
        "Stanna hos personen.",
        "En ledare stannar hela tiden. Lämna inte personen ensam, inte ens en kort stund.",
    ),
    ("Ta paus med gruppen.", "Den andra ledaren gör det. Är du ensam: säg att det blir paus nu."),
    (
        "Tolken följer med",
        "och stannar 15 minuter extra. Använd inte barn, släktingar eller andra deltagare som tolk.",
    ),
    (
        "Fråga lugnt och rakt.",
        "”Tänker du på att ta ditt liv?” Det är inte farligt att fråga. Vid ja: ring nu.",
    ),
    ("Berätta för chefen", "i dag, innan du går hem."),
)
"""What to do, and how: the words in bold first."""

TOMORROW = (
    "Hör av dig till personen. Säg till om tolk behövs.",
    "Prata med den andra ledaren och med tolken: hur mår ni?",
    "Bestäm med chefen vem som tar det vidare.",
    "Skriv ned vad som ska göras. Skriv inget om hälsa.",
)
"""To tick off."""


def render_crisis(sheet: CrisisSheet) -> bytes:
    """The page as a PDF file."""
    return render(crisis_paper(sheet))


def crisis_paper(sheet: CrisisSheet) -> Paper:
    """The page laid out."""
    return Paper(
        title="Krisblad",
        pages=on_one_page(lambda size: [*_items(sheet, size)], (13.0, 12.5, 12.0, 11.5, 11.0, 10.5)),
        line=sheet.heading.course if sheet.heading else "",
    )


def _items(sheet: CrisisSheet, size: float) -> Iterator[Item]:
    gap = size * 0.9
    said = words.occasion_line(sheet.heading) if sheet.heading else "Häng upp bladet där ledarna ser det."
    yield Item(
        Stack([Text("Krisblad", SUBTITLE), Text("Om någon mår mycket dåligt", TITLE), Text(said, SUBTITLE)]),
        with_next=True,
    )
    yield Item(Rule(RULE, INK, above=8))
    urgent = Row(
        [
            Text("Fara för livet? Ring 112.", body(size + 7, bold=True)),
            Text("Svara på frågorna. Lägg inte på.", body(size)),
        ],
        [TEXT_WIDTH * 0.5, TEXT_WIDTH * 0.5 - 21],
        pad_x=0,
        pad_y=0,
        line=False,
        middle=True,
    )
    yield Item(Framed(urgent, WATCH_SOFT, WATCH_BAR), before=gap)
    yield Item(Text("Gör så här", body(size + 2.5, bold=True)), before=gap, with_next=True)
    for number, (what, how) in enumerate(NOW, start=1):
        yield Item(_step(number, what, how, size), before=3)
        if number == 1:
            yield Item(_room(sheet.room, size), before=2)
    yield Item(Text("Ring", body(size + 2.5, bold=True)), before=gap, with_next=True)
    yield from _phones((*sheet.local, *sheet.national), size)
    if sheet.interpreters:
        yield Item(Text(_interpreters(sheet), body(size - 1)), before=4)
    yield Item(Text("I morgon", body(size + 2.5, bold=True)), before=gap, with_next=True)
    for step in TOMORROW:
        row = Row(
            [tick_box(13), Text(step, body(size))], [24, TEXT_WIDTH - 24], pad_x=0, pad_y=1.5, line=False
        )
        yield Item(row, before=1)
    half = TEXT_WIDTH / 2
    lines = [labelled_line("Stannade hos personen:"), labelled_line("Hör av sig i morgon:")]
    yield Item(Row(lines, [half, half], pad_x=5, pad_y=0, line=False), before=gap * 0.6)


def _step(number: int, what: str, how: str, size: float) -> Row:
    spans = [Span(f"{what} ", bold=True), Span(how)]
    digit = Text(f"{number}.", body(size, bold=True))
    return Row([digit, Text.of(spans, body(size))], [24, TEXT_WIDTH - 24], pad_x=0, pad_y=0, line=False)


def _room(room: str, size: float) -> Box:
    """Where to go, right behind who stays."""
    label = "Gå till ett lugnt rum:"
    if not room:
        return Row([Space(), labelled_line(label, 22)], [24, TEXT_WIDTH - 24], pad_x=0, pad_y=0, line=False)
    spans = [Span(f"{label} "), Span(room, bold=True)]
    return Row(
        [Space(), Text.of(spans, body(size), where="rummet på krisbladet")],
        [24, TEXT_WIDTH - 24],
        pad_x=0,
        pad_y=0,
        line=False,
    )


def _phones(phones: tuple[PhoneLine, ...], size: float) -> Iterator[Item]:
    for row in phone_rows(phones, TEXT_WIDTH, body(size), body(size + 2, bold=True)):
        yield Item(row)


def _interpreters(sheet: CrisisSheet) -> str:
    parts = [
        f"{one.language} {one.interpreter} {one.booking_number}".strip().replace("  ", " ")
        for one in sheet.interpreters
    ]
    phone = next((one.phone for one in sheet.interpreters if one.phone), "")
    said = f"Tolkar i dag: {', '.join(parts)}."
    return f"{said} Tolkförmedlingen: {phone}." if phone else said
