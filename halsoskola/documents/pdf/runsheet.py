"""The leader's sheet ("ledarblad"): the meeting at a glance first, then what to say and do, block by block."""

import re
from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Bulleted, Framed, Inset, Row, Rule, Space, Stack, Text
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.sheets import ExpectedGroup, Run, RunBlock, RunSheet
from halsoskola.documents.style import (
    ACCENT,
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
    WATCH_BAR,
    WATCH_SOFT,
    body,
)
from halsoskola.documents.text import Span
from halsoskola.domain.plans import BlockKind

_CLOCK, _MINUTES = 46.0, 42.0
_GUTTER = 14.0
_QUIET = body(9.5, colour=QUIET, lead=3.5)
_NOTE = body(10.5, lead=3.5)


def render_runsheet(sheet: RunSheet) -> bytes:
    """The leader's sheet as a PDF file."""
    return render(runsheet_paper(sheet))


def runsheet_paper(sheet: RunSheet) -> Paper:
    """The leader's sheet laid out, for a file of its own or as part of a pack."""
    items = [*_head(sheet), *_runs(sheet), *_agenda(sheet), *_preparation(sheet), *_notes(sheet)]
    pages = lay_out(items)
    with_room_to_write = lay_out([*items, *_own_notes()])
    if len(with_room_to_write) == len(pages):  # lines to write on are never worth a page of their own
        pages = with_room_to_write
    return Paper(title=f"Ledarblad, träff {sheet.meeting}", pages=pages, line=sheet.course)


def _head(sheet: RunSheet) -> Iterator[Item]:
    lines = [
        Text("Ledarblad", SUBTITLE),
        Text(f"Träff {sheet.meeting} · {sheet.title}", TITLE),
        Text(sheet.course, SUBTITLE),
    ]
    yield Item(Stack(lines), with_next=True)
    yield Item(Rule(RULE, INK, above=8), with_next=True)
    if sheet.warnings:
        yield Item(
            Framed(Stack([Text(warning, TEXT) for warning in sheet.warnings], gap=2), WATCH_SOFT, WATCH_BAR),
            10,
        )


def _runs(sheet: RunSheet) -> Iterator[Item]:
    """Who is expected, run beside run."""
    if not sheet.runs:
        return
    share = TEXT_WIDTH / len(sheet.runs)
    cells = [Inset(Stack(list(_run_lines(run))), right=_GUTTER) for run in sheet.runs]
    yield Item(Row(cells, [share] * len(cells), pad_x=0, pad_y=6), before=6)


def _run_lines(run: Run) -> Iterator[Box]:
    yield Text(words.capital(words.TRACKS[run.track]), HEADING)
    yield Text(words.when(run.start, run.end), TEXT)
    if run.venue:
        yield Text(run.venue, TEXT)
    if run.staff:
        yield Text("Med: " + ", ".join(run.staff), TEXT)
    yield Space(4)
    people = sum(group.people for group in run.groups)
    yield Text(f"{people} väntas", TEXT_BOLD)
    for group in run.groups:
        yield Bulleted(Text(_group_words(group), TEXT), TEXT)


def _group_words(group: ExpectedGroup) -> str:
    state = "ingen tolk behövs" if group.state is None else words.INTERPRETER_STATES[group.state]
    return f"{words.capital(group.language)}: {group.people} · {state}"


def _agenda(sheet: RunSheet) -> Iterator[Item]:
    """The whole meeting at a glance."""
    runs = len(sheet.runs)
    kind_width = 104.0
    clocks = [_CLOCK] * runs
    widths = [*clocks, _MINUTES, TEXT_WIDTH - sum(clocks) - _MINUTES - kind_width, kind_width]
    labels = (*(run.track.value for run in sheet.runs), "min", "moment", "")
    head = Row([Text(label, SMALL_BOLD) for label in labels], widths, pad_y=2, pad_x=5, ground=SOFT)
    yield Item(Text("Dagordning", HEADING), before=12, with_next=True, whole=3 + len(sheet.blocks))
    yield Item(head, before=3, with_next=True)
    for position, block in enumerate(sheet.blocks):
        is_break = block.kind is BlockKind.BREAK
        title = Text(block.title, TEXT_BOLD if is_break else TEXT)
        row = Row(
            [*_clocks(block, runs), Text(str(block.minutes), TEXT), title, Text(_kind(block), _QUIET)],
            widths,
            pad_x=5,
            pad_y=2,
            ground=SOFT if is_break else None,
        )
        yield Item(row, head=head, with_next=position == 0 or position + 1 == len(sheet.blocks))
    yield Item(Text(_talk_words(sheet), _QUIET), before=4)


def _clocks(block: RunBlock, runs: int) -> list[Box]:
    return [Text(words.clock(start), TEXT_BOLD) for start in block.starts[:runs]]


def _kind(block: RunBlock) -> str:
    return words.KINDS[block.kind] + (" · tolkas" if block.interpreted else "")


def _talk_words(sheet: RunSheet) -> str:
    total = sum(block.minutes for block in sheet.blocks)
    return (
        f"{total} minuter. Netto taltid: {sheet.net_talk_minutes} minuter. "
        "Resten av tiden i moment som tolkas går till tolkarna."
    )


def _notes(sheet: RunSheet) -> Iterator[Item]:
    """What to say and do, block by block. Breaks between pages may fall between lines, never below a title."""
    if not any(block.notes or block.adaptations for block in sheet.blocks) and not sheet.introduction:
        return
    yield Item(Text("Så gör du", HEADING), before=16, with_next=True)
    for line in _note_lines(sheet.introduction):
        yield Item(line, before=1)
    runs = len(sheet.runs)
    left = _CLOCK * runs
    for block in sheet.blocks:
        notes = [*_note_lines(block.notes), *_adaptations(block)]
        if not notes:
            continue
        title = Stack([Text(block.title, TEXT_BOLD), Text(f"{block.minutes} min · {_kind(block)}", _QUIET)])
        row = Row(
            [*_clocks(block, runs), title],
            [*[_CLOCK] * runs, TEXT_WIDTH - left],
            pad_x=0,
            pad_y=2,
            line=False,
        )
        yield Item(Rule(above=7, below=4), with_next=True)
        yield Item(row, with_next=True)
        for note in notes:
            yield Item(Inset(note, left=left), before=1.5)


def _note_lines(notes: str) -> Iterator[Box]:
    """Lines as written; "- " begins a bullet, an empty line makes room."""
    for line in notes.strip().splitlines():
        text = line.strip()
        if not text:
            yield Space(3)
        elif text.startswith(("- ", "* ")):
            yield Bulleted(_lead_word(text[2:]), _NOTE)
        else:
            yield _lead_word(text)


def _lead_word(text: str) -> Text:
    """ "Säg: …" with the words before the colon in bold, so that the eye finds what to do."""
    match = re.match(r"[A-ZÅÄÖ][^:.!?\"”]{1,28}:(?= )", text)
    if match is None:
        return Text(text, _NOTE, where="ledarens anteckningar")
    spans = [Span(match[0], bold=True), Span(text[match.end() :])]
    return Text.of(spans, _NOTE, where="ledarens anteckningar")


def _adaptations(block: RunBlock) -> Iterator[Box]:
    if not block.adaptations:
        return
    lines: list[Box] = [Text("Anpassa", SMALL_BOLD)]
    for adaptation in block.adaptations:
        spans = [Span(f"{words.ADAPTATIONS[adaptation.need]}: ", bold=True), Span(adaptation.text)]
        lines.append(Text.of(spans, _NOTE, where="anpassningar"))
    yield Stack([Space(3), Framed(Stack(lines, gap=2), SOFT, ACCENT), Space(2)])


def _preparation(sheet: RunSheet) -> Iterator[Item]:
    """What to bring and what it is for, beside each other."""
    columns = [(title, texts) for title, texts in (("Ta med", sheet.materials), ("Mål", sheet.aims)) if texts]
    if not columns:
        return
    cells = [
        Inset(
            Stack([Text(title, HEADING), Space(2), *(Bulleted(Text(text, TEXT), TEXT) for text in texts)]),
            right=_GUTTER,
        )
        for title, texts in columns
    ]
    share = TEXT_WIDTH / len(cells)
    yield Item(Row(cells, [share] * len(cells), pad_x=0, pad_y=0, line=False), before=14)


def _own_notes() -> Iterator[Item]:
    yield Item(Text("Egna anteckningar", HEADING), before=16, with_next=True)
    yield Item(Stack([Rule(above=22) for _ in range(4)]))
