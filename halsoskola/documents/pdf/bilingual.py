"""Two languages on one paper: the reader's own first, Swedish with it, and everything on the side where she begins.

In papers for readers of Arabic script the whole page is turned round: pictures stand at the right and rows go from
right to left. Swedish stands below its translation, in the quieter voice, so that a leader can follow with a finger.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from halsoskola.documents.boxes import Box, Row, Rule, Space, Stack, Text
from halsoskola.documents.pages import ROOM, Item, Placed, lay_out
from halsoskola.documents.participant_sheets import Reader
from halsoskola.documents.pdf.drawings import picture_box
from halsoskola.documents.pdf.notes import note_box
from halsoskola.documents.reader_words import SWEDISH, SWEDISH_WORDS, Said, Speaker
from halsoskola.documents.style import INK, MOST_CHARACTERS, QUIET, RULE, TEXT_WIDTH, body
from halsoskola.documents.text import TextStyle, is_right_to_left

_NOTE = body(10, colour=QUIET)
Pages = tuple[tuple[Placed, ...], ...]

_AIR = (1.0, 0.8, 0.6, 0.4)


class Setting:
    """How one paper is set: whose languages, which way, how large. Makes texts and rows of what `speaker` says.

    own_page: the text of this page is in the reader's language alone; Swedish has a page of its own.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.speaker = Speaker(SWEDISH_WORDS if reader.pictures_only else reader.words)
        self.language = self.speaker.reader.language.code
        self.mirrored = is_right_to_left("", self.language)
        self.size = float(reader.size + 8 if reader.pictures_only else reader.size)

    @property
    def is_bilingual(self) -> bool:
        return self.language != SWEDISH

    # Texts

    def style(self, size: float | None = None, *, bold: bool = False, colour: str = INK) -> TextStyle:
        return body(self.size if size is None else size, bold=bold, colour=colour)

    def own(self, text: str, style: TextStyle) -> Text:
        """Text in the reader's language; a start is where she begins to read."""
        return Text(text, style, self.language)

    def swedish(self, text: str, style: TextStyle) -> Text:
        """Swedish on the same paper, at the edge where its translation begins."""
        if self.mirrored and style.align == "start":
            style = replace(style, align="end")
        return Text(text, style, SWEDISH)

    def both(
        self,
        said: Said,
        size: float | None = None,
        *,
        bold: bool = False,
        swedish_size: float | None = None,
        align: str = "start",
    ) -> Stack:
        """Own language, Swedish below. Where a translation is missing, Swedish alone in the main voice."""
        main = self._aligned(self.style(size, bold=bold), align)
        if said.own is None:
            return Stack([self.swedish(said.swedish, main)])
        quiet = self._aligned(self.style(swedish_size or size, colour=QUIET), align)
        return Stack([self.own(said.own, main), self.swedish(said.swedish, quiet)])

    def one(self, said: Said, style: TextStyle) -> Text:
        """In the reader's language, or in Swedish where it has no words for it."""
        return self.swedish(said.swedish, style) if said.own is None else self.own(said.own, style)

    def _aligned(self, style: TextStyle, align: str) -> TextStyle:
        return style if align == "start" else replace(style, align="centre")

    # Rows

    def row(self, cells: Sequence[Box], widths: Sequence[float], **looks: object) -> Row:
        """Cells in reading order: the first at the edge where the reader begins."""
        if self.mirrored:
            cells, widths = cells[::-1], widths[::-1]
        return Row(cells, widths, **looks)  # type: ignore[arg-type]

    @property
    def line_width(self) -> float:
        """Of the longest line that is still easy to read: about 55 characters."""
        return MOST_CHARACTERS * 0.485 * self.size  # the share of the size that a Swedish letter is wide

    def pictured(self, picture: str | None, side: float, box: Box, width: float = TEXT_WIDTH) -> Box:
        """A picture where the reader begins, and a box beside it."""
        gap = 16.0
        drawing: Box = picture_box(picture, side) if picture else Space()
        cells: list[Box] = [drawing, Space(), box]
        return self.row(cells, [side, gap, width - side - gap], pad_x=0, pad_y=0, line=False, middle=True)

    def pictured_lines(self, picture: str, side: float, lines: Box) -> Box:
        """The same for running text, whose lines are not longer than is easy to read."""
        rest = TEXT_WIDTH - side - 16.0
        most = min(rest, self.line_width)
        narrow = self.row([lines, Space()], [most, rest - most], pad_x=0, pad_y=0, line=False)
        return self.pictured(picture, side, narrow)

    def head(self, title: Said, picture: str | None, *, below: Sequence[Box] = ()) -> Iterator[Item]:
        """Picture and title above a strong line; the Swedish title below the own one."""
        lines: list[Box] = [self.both(title, 26, bold=True, swedish_size=16), *below]
        box: Box = Stack(lines, gap=2)
        yield Item(self.pictured(picture, 58, box) if picture else box, with_next=True)
        yield Item(Rule(RULE, INK, above=8), with_next=True)

    def room_above_notes(self) -> float:
        """Height that a page leaves above the notes on what has been said so far."""
        return ROOM - sum(item.before + item.box.height(TEXT_WIDTH) for item in self.with_notes(())) - 1

    def with_notes(self, items: Iterable[Item]) -> list[Item]:
        """The column, and below it that a machine has translated, in both languages.

        items: consumed first, so that everything has been said. The note never stands alone on a page.
        """
        said = list(items)
        notes = [Item(note_box(note, _NOTE), before=10) for note in self.speaker.notes()]
        if notes and said:
            said[-1] = replace(said[-1], with_next=True)
        return [*said, *notes]


@dataclass(frozen=True, slots=True)
class Section:
    """A question, the picture beside it, and the lines that answer it."""

    picture: str
    heading: Said | None
    lines: tuple[Said, ...]


def sections_in_one_language(
    setting: Setting, title: Said, picture: str | None, sections: Sequence[Section], *, air: float = 1.0
) -> Iterator[Item]:
    """A page of running text in the language of `setting`. air: how large the distances are, 1.0 is calm."""
    side = min(50.0 + (setting.size - 14) * 3, 84.0)
    yield Item(
        setting.pictured(picture, 54, setting.one(title, setting.style(26, bold=True)))
        if picture
        else setting.one(title, setting.style(26, bold=True)),
        with_next=True,
    )
    yield Item(Rule(RULE, INK, above=7 * air), with_next=True)
    for section in sections:
        lines: list[Box] = []
        if section.heading is not None:
            lines.append(setting.one(section.heading, setting.style(setting.size + 1.5, bold=True)))
        lines += [setting.one(said, setting.style()) for said in section.lines]
        # With the least air, one page is worth more than short lines.
        beside = setting.pictured_lines if air > _AIR[-1] else setting.pictured
        yield Item(beside(section.picture, side * max(air, 0.7), Stack(lines, gap=1)), before=11 * air)


def calm_pages(items_of: Callable[[float], Sequence[Item]]) -> Pages:
    """The column on one page if that can be: the distances give way first, letters never do.

    items_of: the column for an amount of air, 1.0 being calm. What needs several pages anyway stays calm.
    """
    tries = (lay_out(items_of(air)) for air in _AIR)
    return next((laid for laid in tries if len(laid) == 1), None) or lay_out(items_of(_AIR[0]))


def page_in_each_language(reader: Reader, items_of: Callable[[Setting, float], Sequence[Item]]) -> Pages:
    """The page in the reader's language, and the same in Swedish behind it, each as `calm_pages` makes it."""
    in_turn = [reader]
    if not (reader.words.is_swedish or reader.pictures_only):
        in_turn.append(replace(reader, words=SWEDISH_WORDS))
    pages: Pages = ()
    for one in in_turn:
        pages += calm_pages(partial(_with_setting, items_of, one))
    return pages


def _with_setting(
    items_of: Callable[[Setting, float], Sequence[Item]], reader: Reader, air: float
) -> Sequence[Item]:
    return items_of(Setting(reader), air)
