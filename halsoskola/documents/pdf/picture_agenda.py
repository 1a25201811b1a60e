"""Today on the wall: for each block a large picture, a clock and a few words, so that everybody knows what comes."""

from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Row, Rule, Space, Stack, Text
from halsoskola.documents.pages import ROOM, Item, Paper, Placed, lay_out, render
from halsoskola.documents.participant_sheets import AgendaPicture, PictureAgendaSheet
from halsoskola.documents.pdf.drawings import clock_box, picture_box
from halsoskola.documents.pdf.notes import note_box
from halsoskola.documents.reader_words import Speaker
from halsoskola.documents.style import INK, QUIET, RULE, TEXT_WIDTH, Align, body
from halsoskola.documents.text import is_right_to_left
from halsoskola.domain.plans import BlockKind

PICTURES = {
    BlockKind.START: "handshake",
    BlockKind.TALK: "speak",
    BlockKind.GROUP: "group",
    BlockKind.PRACTICE: "puzzle",
    BlockKind.BODY: "walking",
    BlockKind.BREAK: "coffee",
    BlockKind.END: "flag-step",
}

MOST_ON_A_PAGE = 5
"""More would be too small to be seen across a room."""

_NOTE = body(9.5, colour=QUIET)


def render_picture_agenda(sheet: PictureAgendaSheet) -> bytes:
    """The agenda as a PDF file."""
    return render(picture_agenda_paper(sheet))


def picture_agenda_paper(sheet: PictureAgendaSheet) -> Paper:
    """The agenda laid out on as few pages as large pictures allow, about equally full."""
    speakers = [Speaker(reader) for reader in sheet.readers if not reader.is_swedish]
    notes = len(speakers)
    pages_wanted = max(1, -(-len(sheet.blocks) // MOST_ON_A_PAGE))
    on_page = -(-len(sheet.blocks) // pages_wanted) or 1
    head = [
        Item(
            Stack(
                [
                    Text(sheet.heading.title, body(30, bold=True, lead=5)),
                    Text(words.when(sheet.heading.start, sheet.heading.end), body(15, colour=QUIET)),
                ]
            ),
            with_next=True,
        ),
        Item(Rule(RULE, INK, above=6), with_next=True),
    ]
    taken = sum(item.box.height(TEXT_WIDTH) for item in head) + 20.0 * notes
    each = (ROOM - taken) / on_page - 2
    pages: list[tuple[Placed, ...]] = []
    for first in range(0, max(len(sheet.blocks), 1), on_page):
        blocks = sheet.blocks[first : first + on_page]
        items = [
            *(head if first == 0 else ()),
            *(Item(_row(block, speakers, min(each, 168.0))) for block in blocks),
        ]
        if first + on_page >= len(sheet.blocks):
            items += list(_notes(speakers))
        pages += lay_out(items)
    return Paper(
        title=words.meeting_line(sheet.heading), pages=tuple(pages), line=sheet.heading.course, credit=True
    )


def _row(block: AgendaPicture, speakers: list[Speaker], height: float) -> Box:
    picture = min(height - 14, 128.0)
    clock = min(height - 40, 92.0)
    time = Stack([clock_box(block.start, clock), Text(words.clock(block.start), body(24, bold=True))], gap=1)
    said: list[Box] = [Text(words.capital(words.KINDS[block.kind]), body(24, bold=True))]
    said += list(_in_other_languages(block.kind, speakers))
    said += [Space(2), Text(block.title, body(15, colour=QUIET), where="dagordningen")]
    widths = [112.0, 150.0, TEXT_WIDTH - 262]
    return Row(
        [time, picture_box(PICTURES[block.kind], picture), Stack(said)],
        widths,
        pad_x=4,
        pad_y=4,
        least=height,
        middle=True,
    )


def _in_other_languages(kind: BlockKind, speakers: list[Speaker]) -> Iterator[Box]:
    """The kind of block in each language, one line each, all at the left: the wall belongs to everybody."""
    for speaker in speakers:
        own = speaker.say(words.KINDS[kind]).own
        if own is not None:
            code = speaker.reader.language.code
            edge: Align = "end" if is_right_to_left("", code) else "start"
            yield Text(own, body(18, align=edge), code)


def _notes(speakers: list[Speaker]) -> Iterator[Item]:
    for speaker in speakers:
        for note in speaker.notes():
            yield Item(note_box(note, _NOTE), before=3)
