"""To the interpreters before an occasion: theme, times, words and ground rules on one or two pages.

The theme stands first, so that somebody for whom it is too close can decline. Nobody's name is on it; only how
many people there are for each language.
"""

from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Bulleted, Row, Rule, Space, Stack, Text, share_width
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.pdf.notes import note_box
from halsoskola.documents.sheets import BriefSheet
from halsoskola.documents.style import (
    HEADING,
    INK,
    RULE,
    SMALL,
    SMALL_BOLD,
    SOFT,
    SUBTITLE,
    TEXT,
    TEXT_BOLD,
    TEXT_WIDTH,
    TITLE,
    body,
)
from halsoskola.documents.word_list import PrintedWords, printed_words, unreviewed_notes
from halsoskola.domain.plans import BlockKind

_PAD = 7.0
_OWN_WORD_WIDTH = 122.0

# Source: guidance for talks through an interpreter; the method guide: "allt som sägs i rummet tolkas. Alltid."
GROUND_RULES = (
    "Allt som sägs i rummet tolkas. Alltid. Också skämt och sidoprat.",
    "Tolka i jag-form.",
    "En talar i taget. Svar tolkas först till svenska, sedan till de andra språken.",
    "Ledaren talar i korta stycken och väntar på alla språk.",
    "Räck upp handen för ”långsammare”, ”paus” eller ”jag måste slå upp ordet”.",
    "Du har paus när gruppen har paus. Ingen lämnar dig ensam med deltagarna.",
    "Du har tystnadsplikt. Berätta före träffen om du känner någon i gruppen.",
    "Efteråt: fem minuter om vilka ord som inte fungerade.",
)
"""Whole sentences in the order they are read out."""


def render_brief(sheet: BriefSheet) -> bytes:
    """The brief as a PDF file."""
    return render(brief_paper(sheet))


def brief_paper(sheet: BriefSheet) -> Paper:
    """The brief laid out, for a file of its own or as part of a pack."""
    items = [*_head(sheet), *_agenda_and_groups(sheet), *_rules(), *_word_list(sheet)]
    return Paper(
        title=f"Till tolken, träff {sheet.heading.meeting}",
        pages=lay_out(items),
        line=" · ".join(part for part in (sheet.heading.course, sheet.phone) if part),
    )


def _head(sheet: BriefSheet) -> Iterator[Item]:
    heading = sheet.heading
    languages = ", ".join(language.name for language in sheet.languages)
    lines: list[Box] = [
        Text(f"Till tolken i {languages}" if languages else "Till tolkarna", SUBTITLE),
        Text(f"Tema: {heading.title}", TITLE),
        Text(words.occasion_line(heading), body(13)),
        Space(3),
        Text("Är temat för nära dig? Säg nej så fort du kan, så hinner vi fråga någon annan.", TEXT),
    ]
    yield Item(Stack(lines), with_next=True)
    yield Item(Rule(RULE, INK, above=8), with_next=True)


def _agenda_and_groups(sheet: BriefSheet) -> Iterator[Item]:
    """Times at the left, head count at the right."""
    agenda_width = TEXT_WIDTH * 0.6
    clock = 52.0
    agenda: list[Box] = [Text("Tider", HEADING), Space(2)]
    for block in sheet.blocks:
        is_break = block.kind is BlockKind.BREAK
        agenda.append(
            Row(
                [
                    Text(words.clock(block.starts[0]), TEXT_BOLD),
                    Text(block.title, TEXT_BOLD if is_break else TEXT),
                    Text(f"{block.minutes} min", body(10, align="end")),
                ],
                [clock, agenda_width - clock - 60 - 14, 60],
                pad_x=3,
                pad_y=1.5,
                ground=SOFT if is_break else None,
            )
        )
    people: list[Box] = [Text("Så många väntas", HEADING), Space(2)]
    for group in sheet.groups:
        counted = words.counted(group.people, "person", "personer")
        people.append(Text(f"{words.capital(group.language)}: {counted}", TEXT))
    if sheet.phone:
        people += [Space(8), Text("Frågor eller förhinder?", HEADING), Text(sheet.phone, TEXT)]
    yield Item(
        Row(
            [Stack(agenda), Stack(people)],
            [agenda_width, TEXT_WIDTH - agenda_width],
            pad_x=0,
            pad_y=0,
            line=False,
        ),
        before=10,
    )


def _rules() -> Iterator[Item]:
    yield Item(Text("Så arbetar vi", HEADING), before=12, with_next=True)
    yield Item(Stack([Bulleted(Text(rule, TEXT), TEXT) for rule in GROUND_RULES], gap=1), before=3)


def _word_list(sheet: BriefSheet) -> Iterator[Item]:
    if not sheet.words:
        return
    printed = printed_words(sheet.words, sheet.languages, sheet.only_reviewed)
    columns = list(_columns(sheet, printed))
    widths = share_width(columns, TEXT_WIDTH - _OWN_WORD_WIDTH, _PAD)
    if widths is None:
        widths = [(TEXT_WIDTH - _OWN_WORD_WIDTH) / len(columns)] * len(columns)
    widths.append(_OWN_WORD_WIDTH)
    own = Text("ditt ord, om ett annat är bättre" if printed.columns else "ditt ord", SMALL_BOLD)
    head = Row([*(column[0] for column in columns), own], widths, pad_x=_PAD, pad_y=2.5, ground=SOFT)
    rows = [
        Row([*(column[position] for column in columns), Space()], widths, pad_x=_PAD, least=27)
        for position in range(1, len(sheet.words) + 1)
    ]
    notes: list[Box] = [note_box(note, SMALL) for note in unreviewed_notes(printed)]
    if notes:
        notes.append(Text("Rätta gärna orden. Lämna sedan bladet till ledaren.", SMALL))
    yield Item(Text("Dagens ord", HEADING), before=12, with_next=True, whole=2 + len(rows) + len(notes))
    yield Item(head, before=3, with_next=True)
    for position, row in enumerate(rows):
        last = position + 1 == len(rows)
        yield Item(row, head=head, with_next=(position == 0 and not last) or (last and bool(notes)))
    for position, note in enumerate(notes):
        yield Item(note, before=4 if position == 0 else 1)


def _columns(sheet: BriefSheet, printed: PrintedWords) -> Iterator[list[Text]]:
    """The texts of each column, its heading first."""
    where = "ordlistan"
    yield [Text("svenska", SMALL_BOLD), *(Text(row.word, TEXT_BOLD, where=where) for row in sheet.words)]
    yield [
        Text("det betyder", SMALL_BOLD),
        *(Text(row.explanation, TEXT, where=where) for row in sheet.words),
    ]
    for column in printed.columns:
        code, place = column.language.code, f"{where}, {column.language.name}"
        heading = Text(column.heading, SMALL_BOLD, code)
        yield [heading, *(Text(text, TEXT, code, place) for text in column.texts)]
