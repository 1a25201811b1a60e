"""That somebody has taken part: hours and dates, the course named neutrally, the name written by hand.

Swedish first: it is shown to others. Themes stand on it only if she asks for them.
"""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Box, Row, Rule, Space, Stack, Text
from halsoskola.documents.pages import Item, Paper, render
from halsoskola.documents.participant_sheets import NEUTRAL_COURSE, CertificateSheet
from halsoskola.documents.pdf.bilingual import Setting, calm_pages
from halsoskola.documents.pdf.drawings import picture_box, underlined
from halsoskola.documents.reader_words import SWEDISH_WORDS, Said
from halsoskola.documents.style import ACCENT, INK, QUIET, RULE, TEXT_WIDTH, body
from halsoskola.domain.plans import WRITE_ON_LINE


def render_certificate(sheet: CertificateSheet) -> bytes:
    """The certificate as a PDF file."""
    return render(certificate_paper(sheet))


def certificate_paper(sheet: CertificateSheet) -> Paper:
    """The certificate laid out."""
    return Paper(
        title="Intyg",
        pages=calm_pages(lambda air: _items(sheet, air)),
        line=sheet.number,
        credit=True,
        language="sv",
    )


def _items(sheet: CertificateSheet, air: float) -> list[Item]:
    """The column; air shrinks the distances, 1.0 is calm."""
    setting = Setting(sheet.reader)
    # Others read it, so it is the same for those who do not read themselves.
    setting.size = float(sheet.reader.size)
    items = [*_head(setting), *_body(setting, sheet), *_themes(setting, sheet), *_signatures(setting, sheet)]
    return setting.with_notes(replace(item, before=item.before * air) for item in items)


def _head(setting: Setting) -> Iterator[Item]:
    title = Stack(list(_swedish_first(setting, setting.speaker.say("Intyg"), 38, 18, bold=True)))
    yield Item(
        Row(
            [title, picture_box("medal", 84)],
            [TEXT_WIDTH - 96, 96],
            pad_x=0,
            pad_y=0,
            line=False,
            middle=True,
        ),
        before=18,
        with_next=True,
    )
    yield Item(Rule(RULE, ACCENT, above=12), with_next=True)


def _body(setting: Setting, sheet: CertificateSheet) -> Iterator[Item]:
    say = setting.speaker.say
    size = setting.size
    yield Item(Stack([underlined(44), *_swedish_first(setting, say("Namn"), 12, 12)]), before=40)
    taken_part = say("Den här personen har varit med i kursen:")
    yield Item(Stack(list(_swedish_first(setting, taken_part, size + 1, size))), before=26)
    course = Stack(list(_swedish_first(setting, say(NEUTRAL_COURSE), 22, size + 2, bold=True)))
    yield Item(course, before=8)
    count = str(sheet.meetings) if sheet.meetings else "____"
    hours = sheet.hours or "____"
    yield Item(Space(6))
    for said in (
        say("Antal träffar: {count}", count=count),
        say("Antal timmar: {hours}", hours=hours),
        _dates(setting, sheet),
    ):
        yield Item(Stack(list(_swedish_first(setting, said, size + 2, size + 2))), before=12)


def _dates(setting: Setting, sheet: CertificateSheet) -> Said:
    values = []
    for words in (SWEDISH_WORDS, setting.speaker.reader):
        values.append(
            {
                name: words.dated(day) if day else "____________"
                for name, day in (("first", sheet.first), ("last", sheet.last))
            }
        )
    return setting.speaker.say_each("Från {first} till {last}", *values)


def _themes(setting: Setting, sheet: CertificateSheet) -> Iterator[Item]:
    if not sheet.themes:
        return
    said = setting.speaker.say("Vi har pratat om")
    yield Item(
        Stack(list(_swedish_first(setting, said, setting.size, setting.size, bold=True))),
        before=14,
        with_next=True,
    )
    yield Item(Text(" · ".join(sheet.themes), body(setting.size)), before=3)


def _signatures(setting: Setting, sheet: CertificateSheet) -> Iterator[Item]:
    half = (TEXT_WIDTH - 30) / 2
    cells: list[Box] = [
        Stack([underlined(40), *_swedish_first(setting, setting.speaker.say(label), 12, 12)])
        for label in ("Ort och datum", "Ledare")
    ]
    row = Row([cells[0], Space(), cells[1]], [half, 30, half], pad_x=0, pad_y=0, line=False)
    lines: list[Box] = [row]
    organisation = sheet.organisation or WRITE_ON_LINE
    lines += [Space(16), Text(organisation, body(setting.size, bold=True, colour=INK), where="organisation")]
    yield Item(Stack(lines), before=44)


def _swedish_first(
    setting: Setting, said: Said, size: float, own_size: float, *, bold: bool = False
) -> Iterator[Box]:
    """Swedish at the left; the reader's language below it, or at the right if it is written from there."""
    swedish = Text(said.swedish, body(size, bold=bold))
    if said.own is None:
        yield swedish
        return
    own = setting.own(said.own, body(own_size, colour=QUIET))
    if setting.mirrored:
        yield Beside(swedish, own)
    else:
        yield swedish
        yield own


class Beside:
    """Two texts on one line, the second at the right; below each other when the line cannot hold them."""

    __slots__ = ("_first", "_second")

    def __init__(self, first: Text, second: Text) -> None:
        self._first, self._second = first, second

    def _box(self, width: float) -> Box:
        left = self._first.natural_width() + 12
        if left + self._second.natural_width() + 1 > width:
            return Stack([self._first, self._second])
        return Row(
            [self._first, self._second], [left, width - left], pad_x=0, pad_y=0, line=False, middle=True
        )

    def height(self, width: float) -> float:
        return self._box(width).height(width)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._box(width).draw(canvas, x, top, width)

    def split(self, _width: float, _room: float) -> "tuple[Box, Box] | None":
        return None
