"""All telephone numbers on one neutral card, and what to say so that an interpreter comes.

Everybody gets the same card, so that having it says nothing about anybody; the number for women who are threatened
stands among the others and nowhere else.
"""

from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Box, Drawing, Framed, Space, Stack, Text, line
from halsoskola.documents.pages import Item, Paper, render
from halsoskola.documents.participant_sheets import NumberLine, NumbersSheet
from halsoskola.documents.pdf.bilingual import Setting
from halsoskola.documents.pdf.drawings import picture_box, underlined
from halsoskola.documents.pdf.parts import on_one_page
from halsoskola.documents.reader_words import Said
from halsoskola.documents.style import ACCENT, HAIR, INK, QUIET, SMALLEST_WORDS, SOFT, TEXT_WIDTH, body
from halsoskola.domain.languages import is_language, language
from halsoskola.domain.plans import WRITE_ON_LINE

_SMALLEST_READER = 14
"""The size with which everything is to stand on one page."""

_SPOKEN = {"sv": "svenska", "en": "engelska"}


def render_numbers(sheet: NumbersSheet) -> bytes:
    """The card as a PDF file."""
    return render(numbers_paper(sheet))


def numbers_paper(sheet: NumbersSheet) -> Paper:
    """The card laid out, for a file of its own or as part of a pile."""
    setting = Setting(sheet.reader)
    pages = on_one_page(lambda size: _items(setting, sheet, size), _sizes(setting))
    return Paper(title="Viktiga nummer", pages=pages, credit=True, language=setting.language)


def _sizes(setting: Setting) -> tuple[float, ...]:
    """Letters of the table: two points smaller than chosen, then smaller still if that brings it onto one page."""
    wished = setting.size - 2
    if setting.reader.pictures_only:
        return (setting.size,)
    return (wished, wished - 0.5, SMALLEST_WORDS) if setting.reader.size <= _SMALLEST_READER else (wished,)


def _items(setting: Setting, sheet: NumbersSheet, size: float) -> list[Item]:
    items = list(setting.head(setting.speaker.say("Viktiga nummer"), None))
    if sheet.reader.pictures_only:
        items += [Item(_large_row(setting, one)) for one in sheet.lines]
    else:
        items += list(_what_to_say(setting))
        items += list(_table(setting, sheet.lines, size))
    return setting.with_notes(items)


def _what_to_say(setting: Setting) -> Iterator[Item]:
    """ "Tolk, arabiska": two words that bring an interpreter to the telephone."""
    if not setting.is_bilingual:
        return
    said = setting.both(setting.speaker.say("Säg så här på svenska:"))
    quote = setting.swedish(
        f"”Tolk, {setting.speaker.reader.language.name}”", setting.style(setting.size + 4, bold=True)
    )
    half = (TEXT_WIDTH - 24) / 2
    yield Item(
        Framed(
            setting.row([said, quote], [half, half], pad_x=0, pad_y=0, line=False, middle=True), SOFT, ACCENT
        ),
        before=9,
    )


def _table(setting: Setting, lines: Sequence[NumberLine], size: float) -> Iterator[Item]:
    """One row for each number. With large letters the number and the languages stand below who answers."""
    say = setting.speaker.say
    small = 8.5
    large = setting.reader.size > _SMALLEST_READER
    labels = [say(label) for label in (() if large else ("språk",)) + ("tolk", "dag och natt", "gratis")]
    least = [40.0] * 3 if large else [62.0, 40.0, 44.0, 40.0]
    wide = [max(_longest(setting, label, small) + 5, one) for label, one in zip(labels, least, strict=True)]
    picture, number = (44.0, 0.0) if large else (30.0, 108.0 + (size - 12) * 8)
    first = [picture, TEXT_WIDTH - picture - number - sum(wide), *([] if large else [number])]
    widths = [*first, *wide]
    heads: list[Box] = [Space() for _ in first]
    heads += [setting.both(label, small, swedish_size=small, align="centre") for label in labels]
    head = setting.row(heads, widths, pad_x=2, pad_y=3)
    yield Item(head, before=8, with_next=True)
    for one in lines:
        cells = _large_cells(setting, one, size, first[1] - 4) if large else _cells(setting, one, size)
        marks = [_mark(value) for value in (one.interpreter, one.always_open, one.free)]
        row = setting.row([*cells, *marks], widths, pad_x=2, pad_y=1.4, middle=True)
        yield Item(row, head=head)


def _longest(setting: Setting, said: Said, size: float) -> float:
    """Of the words of a column's head, so that none is torn."""
    style = setting.style(size, bold=True)
    return max(Text(said.swedish, style).longest_word(), setting.one(said, style).longest_word())


def _cells(setting: Setting, one: NumberLine, size: float) -> list[Box]:
    """Picture, who answers and why to call, the number, the languages."""
    who = Stack(list(_who(setting, one, size)))
    spoken = "\n".join(_spoken(setting, code) for code in one.languages)
    languages = setting.own(spoken, body(size - 1.5, align="centre"))
    return [picture_box(one.picture, 24), who, _number(setting, one, size + 2.5), languages]


def _large_cells(setting: Setting, one: NumberLine, size: float, width: float) -> list[Box]:
    spoken = ", ".join(_spoken(setting, code) for code in one.languages)
    languages = setting.own(spoken, setting.style(size - 1, colour=QUIET))
    number = setting.row(
        [_number(setting, one, size + 5), languages],
        [158, width - 158],
        pad_x=0,
        pad_y=0,
        line=False,
        middle=True,
    )
    return [picture_box(one.picture, 36), Stack([*_who(setting, one, size), number])]


def _who(setting: Setting, one: NumberLine, size: float) -> Iterator[Box]:
    lead = 4.0 if setting.mirrored or size > 12 else 3.0
    quiet = body(size, colour=QUIET, lead=lead)
    yield setting.swedish(one.who, body(size, bold=True, lead=lead))
    yield setting.one(setting.speaker.say(one.purpose), quiet)
    if one.hours:
        yield setting.swedish(one.hours, quiet)


def _number(setting: Setting, one: NumberLine, size: float) -> Box:
    """At the edge where the reader begins; a line to write on when it is missing."""
    if not one.number:
        return underlined(24, 0.94, at_right=setting.mirrored)
    return setting.swedish(one.number, setting.style(size, bold=True))


def _large_row(setting: Setting, one: NumberLine) -> Box:
    text = Stack(
        [
            Text(one.who, body(16, bold=True)),
            Text(one.number or WRITE_ON_LINE, body(26, bold=True), where=one.who),
        ]
    )
    return setting.row(
        [picture_box(one.picture, 48), text], [72, TEXT_WIDTH - 72], pad_x=6, pad_y=3, middle=True
    )


def _spoken(setting: Setting, code: str) -> str:
    name = _SPOKEN.get(code) or (language(code).swedish if is_language(code) else code)
    said = setting.speaker.say(name)
    return said.own or said.swedish


def _mark(value: bool | None) -> Box:
    """A tick for yes, a short line for no, nothing when nobody knows."""
    side = 14.0

    def paint(canvas: Canvas, x: float, top: float, width: float) -> None:
        middle, y = x + width / 2, top - side / 2
        if value:
            line(canvas, middle - 6, y, middle - 1.5, y - 5, 2.2, INK)
            line(canvas, middle - 1.5, y - 5, middle + 7, y + 6, 2.2, INK)
        elif value is not None:
            line(canvas, middle - 4, y, middle + 4, y, 1.2, HAIR)

    return Drawing(side, paint)
