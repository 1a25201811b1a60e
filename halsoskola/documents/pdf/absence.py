"""For the host's reports of absence: expected and absent from–to, for everybody who was away longer than allowed.

No reason, no language, no name. Which of them are in a programme is not known to the program, so the leader ticks.
"""

from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Bulleted, Framed, Row, Space, Stack, Text
from halsoskola.documents.leader_sheets import AbsenceLine, AbsenceSheet
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.pdf.parts import occasion_head, tick_box
from halsoskola.documents.style import (
    HEADING,
    SMALL_BOLD,
    SOFT,
    TEXT,
    TEXT_BOLD,
    TEXT_WIDTH,
    WATCH_BAR,
    WATCH_SOFT,
    body,
)

_WIDTHS = (70.0, 106.0, 106.0, 104.0, TEXT_WIDTH - 70 - 106 - 106 - 104)

RULES = (
    "Rapportera bara den som går i program hos Arbetsförmedlingen.",
    "Skriv ingen orsak. Det säger personen själv till Arbetsförmedlingen.",
    "Skicka rapporten när träffen är slut, i Arbetsförmedlingens egen tjänst.",
    "Bladet är ett arbetspapper. Riv det när rapporten är skickad.",
)
"""Source: arbetsformedlingen.se on reports of deviations: activity, expected and absent times, after the activity."""


def render_absence(*sheets: AbsenceSheet) -> bytes:
    """The sheets as one PDF file."""
    return render(*map(absence_paper, sheets))


def absence_paper(sheet: AbsenceSheet) -> Paper:
    """The sheet laid out."""
    return Paper(
        title=f"Frånvaro, träff {sheet.heading.meeting}",
        pages=lay_out([*_items(sheet)]),
        line=sheet.heading.course,
    )


def _items(sheet: AbsenceSheet) -> Iterator[Item]:
    yield from occasion_head(
        f"Frånvaro över {sheet.minutes} minuter · underlag för avvikelserapport", sheet.heading
    )
    yield Item(Text(f"Aktivitet: {sheet.activity}", TEXT), before=8)
    if not sheet.is_confirmed:
        said = "Närvaron är inte bekräftad än. Bekräfta den först, och skriv ut bladet igen."
        yield Item(Framed(Text(said, TEXT_BOLD), WATCH_SOFT, WATCH_BAR), before=10)
    if sheet.lines:
        labels = ("nummer", "skulle vara här", "var borta", "går i program", "rapporten skickad")
        head = Row(
            [Text(label, SMALL_BOLD) for label in labels],
            _WIDTHS,
            pad_x=5,
            pad_y=2.5,
            ground=SOFT,
        )
        yield Item(head, before=14, with_next=True)
        for line in sheet.lines:
            yield Item(_row(line), head=head)
    else:
        yield Item(Text(f"Ingen var borta mer än {sheet.minutes} minuter.", body(14)), before=16)
    rules: list[Box] = [Text("Så här gör du", HEADING), *(Bulleted(Text(rule, TEXT), TEXT) for rule in RULES)]
    yield Item(Stack(rules, gap=2), before=18)


def _row(line: AbsenceLine) -> Row:
    return Row(
        [
            Text(line.number, body(13, bold=True)),
            Text(words.span(line.expected_from, line.expected_to), TEXT),
            Text(words.span(line.away_from, line.away_to), TEXT_BOLD),
            tick_box(),
            Space(),
        ],
        _WIDTHS,
        pad_x=5,
        pad_y=4,
        least=30,
        middle=True,
    )
