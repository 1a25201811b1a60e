"""For a stand-in leader ("vikarieblad"): one page with everything, for somebody who has never opened the program.

People are numbers and picture signs; the interpreters, who work there, stand with what the leader has noted.
"""

from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Bulleted, Framed, Inset, Row, Rule, Space, Stack, Text
from halsoskola.documents.leader_sheets import InterpreterLine, PersonLine, SubstituteSheet
from halsoskola.documents.pages import Item, Paper, render
from halsoskola.documents.pdf.parts import Signed, grid, occasion_head, on_one_page, phone_rows
from halsoskola.documents.style import (
    HEADING,
    QUIET,
    SOFT,
    TEXT_WIDTH,
    WATCH_BAR,
    WATCH_SOFT,
    body,
)
from halsoskola.documents.text import Span
from halsoskola.domain.plans import BlockKind

_ACROSS = 5
"""People beside each other."""
_SIGN = 25.0
_GUTTER = 18.0

AFTERWARDS = (
    "Fyll i närvarolistan. Skriv på baksidan vad som hände och om du lovade något.",
    "Lämna bladet till kursens ledare, eller lägg det i ett låst skåp.",
)
"""What the stand-in does when the meeting is over."""


def render_substitute(sheet: SubstituteSheet) -> bytes:
    """The page as a PDF file."""
    return render(substitute_paper(sheet))


def substitute_paper(sheet: SubstituteSheet) -> Paper:
    """The page laid out. With very many people or promises its letters shrink before a second page is begun."""
    return Paper(
        title=f"Vikarieblad, träff {sheet.heading.meeting}",
        pages=on_one_page(lambda size: [*_items(sheet, size)]),
        line=sheet.heading.course,
        credit=bool(sheet.people),
    )


def _items(sheet: SubstituteSheet, size: float) -> Iterator[Item]:
    gap = size * 1.1
    yield from occasion_head("Vikarieblad – allt du behöver för att hålla träffen", sheet.heading)
    if sheet.warnings:
        lines = [Text(warning, body(size, bold=True)) for warning in sheet.warnings]
        yield Item(Framed(Stack(lines, gap=1), WATCH_SOFT, WATCH_BAR), before=gap * 0.7)
    left = TEXT_WIDTH * 0.56
    right = TEXT_WIDTH - left
    columns: list[Box] = [
        Inset(Stack([*_agenda(sheet, size, left - _GUTTER)]), right=_GUTTER),
        Stack([*_side(sheet, size, right)]),
    ]
    yield Item(Row(columns, [left, right], pad_x=0, pad_y=0, line=False), before=gap)
    yield from _interpreters(sheet, size, gap)
    yield from _people(sheet, size, gap)
    if sheet.promises:
        yield Item(Text("Det här har vi lovat", HEADING), before=gap, with_next=True)
        for promise in sheet.promises:
            who = f"{promise.number}: " if promise.number else "Alla: "
            spans = [Span(who, bold=True), Span(f"{promise.text} (senast {words.day(promise.due)})")]
            yield Item(Bulleted(Text.of(spans, body(size), where="löften"), body(size)), before=1)
    if sheet.last_time:
        spans = [Span("Förra gången: ", bold=True), Span(sheet.last_time)]
        yield Item(Text.of(spans, body(size), where="raden om förra träffen"), before=gap)
    yield Item(Rule(above=gap * 0.7), with_next=True)
    yield Item(Stack([Text(line, body(size)) for line in AFTERWARDS], gap=1), before=4)


def _agenda(sheet: SubstituteSheet, size: float, width: float) -> Iterator[Box]:
    yield Text("Så går träffen till", HEADING)
    yield Space(2)
    clock, minutes = size * 3.6, size * 4.4
    for block in sheet.blocks:
        is_break = block.kind is BlockKind.BREAK
        kind = words.KINDS[block.kind]
        shown = [Span(block.title, bold=is_break)]
        if kind.casefold() not in block.title.casefold():
            shown.append(Span(f" · {kind}"))
        yield Row(
            [
                Text(words.clock(block.starts[0]), body(size, bold=True)),
                Text.of(shown, body(size), where="dagordningen"),
                Text(f"{block.minutes} min", body(size - 1, colour=QUIET, align="end")),
            ],
            [clock, width - clock - minutes, minutes],
            pad_x=2,
            pad_y=1.2,
            ground=SOFT if is_break else None,
        )


def _side(sheet: SubstituteSheet, size: float, width: float) -> Iterator[Box]:
    """At the right: whom to call and what to bring."""
    yield Text("Ring", HEADING)
    yield Space(2)
    yield from phone_rows(sheet.phones, width, body(size), body(size + 1, bold=True))
    if sheet.materials:
        yield Space(size)
        yield Text("Ta med", HEADING)
        yield Space(1)
        yield Text(words.capital(", ".join(sheet.materials)), body(size), where="material")


def _interpreters(sheet: SubstituteSheet, size: float, gap: float) -> Iterator[Item]:
    if not sheet.interpreters:
        return
    number = f"kundnummer {sheet.customer_number}" if sheet.customer_number else ""
    said = " · ".join(part for part in (sheet.agency, number) if part)
    title = [Text("Tolkar", HEADING)]
    if said:
        title.append(Text(said, body(size - 1, colour=QUIET, lead=3)))
    widths = [TEXT_WIDTH * share for share in (0.2, 0.14, 0.22, 0.22, 0.22)]
    small = body(size - 1.5, bold=True, colour=QUIET, lead=3)
    labels = ("språk", "deltagare", "tolk", "bokningsnummer", "ring")
    head = Row([Text(label, small) for label in labels], widths, pad_x=2, pad_y=1.5, ground=SOFT)
    yield Item(Stack(title), before=gap, with_next=True, whole=2 + len(sheet.interpreters))
    yield Item(head, before=2, with_next=True)
    for one in sheet.interpreters:
        yield Item(_interpreter(one, widths, size), head=head)


def _interpreter(one: InterpreterLine, widths: list[float], size: float) -> Row:
    text, bold = body(size), body(size, bold=True)
    who: list[Box] = [Text(one.interpreter, text, where="tolkens namn")] if one.interpreter else []
    who.append(Text(words.INTERPRETER_STATES[one.state], body(size - 1, colour=QUIET, lead=3)))
    return Row(
        [
            Text(words.capital(one.language), bold),
            Text(words.counted(one.people, "person", "personer"), text),
            Stack(who),
            Text(one.booking_number or "–", bold, where="bokningsnumret"),
            Text(one.phone or "–", bold, where="tolkförmedlingens telefon"),
        ],
        widths,
        pad_x=2,
        pad_y=2,
    )


def _people(sheet: SubstituteSheet, size: float, gap: float) -> Iterator[Item]:
    if not sheet.people:
        return
    title = f"{sheet.expected} väntas"
    cells = [_person(one, size) for one in sheet.people]
    rows = [*grid(cells, _ACROSS, TEXT_WIDTH, gap=5)]
    yield Item(Text(title, HEADING), before=gap, with_next=True, whole=1 + len(rows))
    for number, row in enumerate(rows):
        yield Item(row, before=0, with_next=number + 1 < len(rows))


def _person(one: PersonLine, size: float) -> Box:
    small = body(size - 1.5, colour=QUIET, lead=2)
    lines: list[Box] = [Text(one.number, body(size + 1, bold=True, lead=2)), Text(one.language, small)]
    if one.note:
        lines.append(Text(one.note, body(size - 1.5, bold=True, lead=2)))
    return Signed(one.sign, _SIGN, Stack(lines))
