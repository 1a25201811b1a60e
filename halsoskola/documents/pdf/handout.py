"""The handout: easy text with pictures, and the word list in up to two of the reader's languages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from halsoskola.documents.boxes import Box, Bulleted, Pictured, Row, Rule, Space, Stack, Text, share_width
from halsoskola.documents.own_pictures import OwnPicture
from halsoskola.documents.pages import Item, Paper, Placed, lay_out, render
from halsoskola.documents.pdf.notes import note_box
from halsoskola.documents.pdf.phones import phone_box
from halsoskola.documents.pictures import credit_line, theme_picture
from halsoskola.documents.sheets import HandoutSheet, ReaderLanguage
from halsoskola.documents.style import (
    HEAD_PICTURE,
    INK,
    QUIET,
    RULE,
    SMALLEST_WORDS,
    TEXT_WIDTH,
    Align,
    HandoutLooks,
    body,
    handout_looks,
)
from halsoskola.documents.text import TextStyle, is_right_to_left
from halsoskola.documents.word_list import OWN_WORD, PrintedWords, printed_words, unreviewed_notes
from halsoskola.domain.plans import WRITE_ON_LINE, HandoutList, HandoutPart, HandoutText

_PAD = 6.0
_OWN_WORD_WIDTH = 124.0
_OWN_WORD_HEIGHT = 30.0
"""Room for a hand."""

MOST_WORDS_A_LINE = 6
"""On the picture level."""

_OPEN_END = re.compile(r"(:) ?(?:…|\.\.\.)$")
"""\"Jag vill: …\": the reader goes on by hand."""

_SMALL_WORDS = frozenset(
    {"i", "på", "till", "att", "en", "ett", "om", "och", "eller", "av", "för", "med", "från", "din", "ditt"}
    | {"dina", "du", "kl", "klockan", "är", "inte", "som", "när"}
)
"""Words that belong to the next one."""


def render_handout(sheet: HandoutSheet) -> bytes:
    """The handout as a PDF file.

    Raises: RuleBroken(PICTURE_MISSING) for a picture that is not shipped, RuleBroken(LETTER_MISSING) for a letter
    that no font has.
    """
    return render(handout_paper(sheet))


def handout_paper(sheet: HandoutSheet) -> Paper:
    """The handout laid out, for a file of its own or as part of a pack."""
    looks = handout_looks(sheet.size, sheet.level)
    own = {picture.name: picture for picture in sheet.own_pictures}
    shown = {*sheet.text.pictures, *filter(None, [theme_picture(sheet.themes)])}
    return Paper(
        title=" · ".join([sheet.text.title, *_copy_words(sheet)]),
        pages=_pages(sheet, looks, own),
        line=sheet.course_line,
        credit=bool(shown),
        makers=credit_line(shown - own.keys(), (own[name] for name in sorted(shown & own.keys()))),
    )


def _pages(
    sheet: HandoutSheet, looks: HandoutLooks, own: Mapping[str, OwnPicture]
) -> tuple[tuple[Placed, ...], ...]:
    """The box about telephones stands after the text, or wherever else it costs no page of its own."""
    text = [*_head(sheet, looks, own), *_sections(sheet.text, looks, sheet.level, own)]
    words = list(_word_list(sheet, looks))
    end = [Item(Text(sheet.signature, looks.note, where=sheet.plan), before=10)] if sheet.signature else []
    without = [*text, *words, *end]
    if not sheet.phones:
        return lay_out(without)

    def phones(size: float) -> Item:
        return Item(phone_box(sheet.phones, sheet.languages, size), looks.gap_section)

    fewest = len(lay_out(without))
    usual = lay_out([*text, phones(looks.word_size), *words, *end])
    if len(usual) == fewest:
        return usual
    others = (
        [*text, *words, phones(looks.word_size), *end],
        [*text, phones(SMALLEST_WORDS), *words, *end],
        [*text, *words, phones(SMALLEST_WORDS), *end],
    )
    return next((pages for items in others if len(pages := lay_out(items)) == fewest), usual)


def _head(sheet: HandoutSheet, looks: HandoutLooks, own: Mapping[str, OwnPicture]) -> Iterator[Item]:
    """Picture, title and occasion above a strong line; at the right the languages, in their own letters."""
    lines: list[Box] = [Text(sheet.text.title, looks.title, where=sheet.plan)]
    if sheet.occasion:
        lines.append(Text(sheet.occasion, looks.occasion, where=sheet.plan))
    title: Box = Stack(lines, gap=1)
    picture = theme_picture(sheet.themes)
    if picture:
        title = Pictured(own.get(picture, picture), HEAD_PICTURE, HEAD_PICTURE + 18, title, most=TEXT_WIDTH)
    names = [_own_name(language) for language in sheet.languages]
    if names:
        width = min(max(name.natural_width() for name in names) + 2, TEXT_WIDTH * 0.3)
        title = Row(
            [title, Stack(names)], [TEXT_WIDTH - width, width], pad_x=0, pad_y=0, line=False, middle=True
        )
    yield Item(title)
    yield Item(Rule(RULE, INK, above=9), with_next=True)


def _own_name(language: ReaderLanguage) -> Text:
    """At the right edge, whichever way it is written."""
    align: Align = "start" if is_right_to_left("", language.code) else "end"
    return Text(language.own_name or language.name, body(14, colour=QUIET, align=align), language.code)


def _sections(
    text: HandoutText, looks: HandoutLooks, level: int, own: Mapping[str, OwnPicture]
) -> Iterator[Item]:
    left = looks.text_left if text.pictures else 0.0
    most = looks.line_width if text.pictures else min(TEXT_WIDTH, looks.line_width * 1.1)
    for section in text.sections:
        before = looks.gap_section
        if section.heading:
            yield Item(Text(section.heading, looks.heading), before, with_next=True)
            before = 5 if level == 2 else 10
        for parts in _beside_pictures(section.parts):
            lines = Stack([_part(part, looks.text, level) for part in parts], gap=looks.gap_part * 0.6)
            name = parts[0].picture
            picture = own.get(name, name) if name is not None else None
            yield Item(Pictured(picture, looks.picture, left, lines, most), before)
            before = looks.gap_part


def _beside_pictures(parts: Sequence[HandoutPart]) -> list[list[HandoutPart]]:
    """Parts in groups: what follows a picture belongs to it until the next one."""
    groups: list[list[HandoutPart]] = []
    for part in parts:
        if part.picture is None and groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _part(part: HandoutPart, style: TextStyle, level: int) -> Stack:
    """Lines stay as the writer broke them; only what is too wide is broken again."""
    if isinstance(part, HandoutList):
        return Stack([_bullet(item, style, level) for item in part.items], gap=3)
    return Stack([box for line in part.lines for box in _line(line, style, level)])


def _bullet(item: str, style: TextStyle, level: int) -> Box:
    lines = [box for line in item.split("\n") for box in _line(line, style, level)]
    if isinstance(lines[0], Space):  # the room stands above the bullet, not beside it
        return Stack([lines[0], Bulleted(Stack(lines[1:]), style)])
    return Bulleted(Stack(lines), style)


def _line(line: str, style: TextStyle, level: int) -> Iterator[Box]:
    for piece in short_lines(line) if level == 1 else (line,):
        text = _OPEN_END.sub(rf"\1 {WRITE_ON_LINE}", piece).replace(f"{WRITE_ON_LINE}.", WRITE_ON_LINE)
        if WRITE_ON_LINE in text:
            yield Space(style.size * 0.5)  # a hand needs more room than print
        yield Text(text, style)


def short_lines(line: str) -> tuple[str, ...]:
    """The line in as few pieces of at most six words as go, about equally long.

    A piece does not end with a figure or a small word if there is a better place: "De flesta sover / 6 till 9 timmar."
    """
    parts = tuple(line.split())
    pieces = max(1, -(-len(parts) // MOST_WORDS_A_LINE))
    return min(_divisions(parts, pieces), key=_badness, default=(line,))


def _divisions(parts: tuple[str, ...], pieces: int) -> Iterator[tuple[str, ...]]:
    """Every way to put the words on `pieces` lines."""
    if pieces == 1:
        if 0 < len(parts) <= MOST_WORDS_A_LINE:
            yield (" ".join(parts),)
        return
    least = max(1, len(parts) - MOST_WORDS_A_LINE * (pieces - 1))
    for first in range(least, min(MOST_WORDS_A_LINE, len(parts) - pieces + 1) + 1):
        for rest in _divisions(parts[first:], pieces - 1):
            yield (" ".join(parts[:first]), *rest)


def _badness(pieces: tuple[str, ...]) -> int:
    lengths = [len(piece) for piece in pieces]
    last_words = [piece.split()[-1] for piece in pieces[:-1]]
    torn = sum(word[-1].isdigit() or word.casefold() in _SMALL_WORDS for word in last_words)
    return max(lengths) - min(lengths) + 12 * torn


def _word_list(sheet: HandoutSheet, looks: HandoutLooks) -> Iterator[Item]:
    if not sheet.words:
        return
    printed = printed_words(sheet.words, sheet.languages, sheet.only_reviewed)
    columns, widths = _columns(sheet, printed, looks)
    own = [Text(OWN_WORD, looks.head_row)] if printed.own_words else []
    head = Row([*(column[0] for column in columns), *own], widths, pad_x=_PAD, pad_y=2.5)
    rows = [
        Row(
            [*(column[position] for column in columns), *(Space() for _ in own)],
            widths,
            pad_x=_PAD,
            least=_OWN_WORD_HEIGHT if own else 0.0,
        )
        for position in range(1, len(sheet.words) + 1)
    ]
    notes = [note_box(note, looks.note) for note in unreviewed_notes(printed)]
    # The list stays whole if a page can hold it: it is then the one side that people keep.
    heading = Text("Ord", looks.heading)
    yield Item(heading, looks.gap_section, with_next=True, whole=2 + len(rows) + len(notes))
    yield Item(head, 4, with_next=True)
    for position, row in enumerate(rows):
        # At least two rows on either side of a break, and the notes never alone.
        left = len(rows) - 1 - position
        together = (position == 0 and left > 0) or left == 1 or (left == 0 and bool(notes))
        yield Item(row, head=head, with_next=together)
    for position, note in enumerate(notes):
        yield Item(note, before=5 if position == 0 else 1)


def _columns(
    sheet: HandoutSheet, printed: PrintedWords, looks: HandoutLooks
) -> tuple[list[list[Text]], list[float]]:
    """The texts of each column, its heading first, and the widths of all columns.

    Smaller letters are better than torn words, down to `SMALLEST_WORDS`.
    """
    own = _OWN_WORD_WIDTH if printed.own_words else 0.0
    size = looks.word_size
    while True:
        columns = _column_texts(sheet, printed, looks, size)
        total = TEXT_WIDTH - own
        # A word that will fit when the letters are smaller counts already now.
        widths = share_width(columns, total, _PAD, most=total * 0.4 * size / SMALLEST_WORDS)
        if widths is None and size > SMALLEST_WORDS:
            size -= 1
            continue
        if widths is None:
            widths = [total / len(columns)] * len(columns)
        return columns, [*widths, own] if own else widths


def _column_texts(
    sheet: HandoutSheet, printed: PrintedWords, looks: HandoutLooks, size: float
) -> list[list[Text]]:
    bold, plain, where = body(size, bold=True), body(size), sheet.plan
    words = [Text("svenska", looks.head_row), *(Text(row.word, bold, where=where) for row in sheet.words)]
    explanations = [
        Text("det betyder", looks.head_row),
        *(Text(row.explanation, plain, where=where) for row in sheet.words),
    ]
    columns = [words, explanations]
    for column in printed.columns:
        code, place = column.language.code, f"{where}, {column.language.name}"
        heading = Text(column.heading, looks.head_row, code)
        columns.append([heading, *(Text(text, plain, code, place) for text in column.texts)])
    return columns


def _copy_words(sheet: HandoutSheet) -> list[str]:
    """What tells this copy from the others of the same handout, for whoever sorts the pile."""
    if sheet.level == 1:
        return ["bilder"]
    return [" och ".join(language.name for language in sheet.languages)] if sheet.languages else []
