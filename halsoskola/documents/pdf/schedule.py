"""All meetings of one run, to hang on the wall at home: days as people say them, clocks, place, and how to say no.

Which theme a meeting has is not on it: the paper lies where others can read it.
"""

from collections.abc import Iterator

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Drawing, Space, Stack, Text
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.participant_sheets import ScheduleLine, ScheduleSheet
from halsoskola.documents.pdf.bilingual import Setting
from halsoskola.documents.pdf.drawings import centred, clock_line, clock_span, leaf_box, picture_box
from halsoskola.documents.reader_words import Said
from halsoskola.documents.style import ACCENT, HAIR, QUIET, TEXT_WIDTH, body
from halsoskola.domain.plans import WRITE_ON_LINE


def render_schedule(sheet: ScheduleSheet) -> bytes:
    """The schedule as a PDF file."""
    return render(schedule_paper(sheet))


def schedule_paper(sheet: ScheduleSheet) -> Paper:
    """The schedule laid out, for a file of its own or as part of a pile."""
    setting = Setting(sheet.reader)
    items = list(setting.head(setting.speaker.say("Våra träffar"), "calendar"))
    items += list(_place(setting, sheet))
    if sheet.reader.pictures_only:
        items += [Item(_leaf_row(setting, line)) for line in sheet.lines]
    else:
        items += list(_rows(setting, sheet))
    items += list(cannot_come(setting, sheet.phone, sheet.number))
    items = setting.with_notes(items)
    return Paper(
        title="Våra träffar",
        pages=lay_out(items),
        line=sheet.course_line,
        credit=True,
        language=setting.language,
    )


def _place(setting: Setting, sheet: ScheduleSheet) -> Iterator[Item]:
    place = sheet.venue or WRITE_ON_LINE
    text = setting.swedish(place, setting.style(bold=True))
    said = setting.both(setting.speaker.say("Plats"))
    side = 34.0 if not sheet.reader.pictures_only else 60.0
    label = 110.0 + (setting.size - 14) * 6
    cells: list[Box] = [picture_box("house", side), said, text]
    yield Item(
        setting.row(cells, [side + 14, label, TEXT_WIDTH - side - 14 - label], pad_x=4, pad_y=4, middle=True)
    )


def _rows(setting: Setting, sheet: ScheduleSheet) -> Iterator[Item]:
    """Number, day in both languages beside each other if all days fit on their lines, else below each other."""
    day_width = TEXT_WIDTH - _number_width(setting) - _clocks_width(setting) - 8
    own = [
        Text(_day(setting, line).own or "", setting.style(bold=True), setting.language)
        for line in sheet.lines
    ]
    own_width = max((text.natural_width() for text in own), default=0.0) + 12
    quiet, beside = setting.style(colour=QUIET), False
    for smaller in (1.5, 2.5) if setting.is_bilingual else ():
        quiet = setting.style(setting.size - smaller, colour=QUIET)
        swedish = [Text(_day(setting, line).swedish, quiet).natural_width() for line in sheet.lines]
        beside = own_width + max(swedish, default=0.0) + 1 <= day_width
        if beside:
            break
    for line in sheet.lines:
        said = _day(setting, line)
        # Close lines: twelve meetings are to stand on one page.
        below = body(setting.size - 2, colour=QUIET, lead=2)
        day: Box = Stack(
            [setting.one(said, setting.style(bold=True))]
            + ([] if said.own is None else [setting.swedish(said.swedish, below)])
        )
        if beside and said.own is not None:
            cells: list[Box] = [
                setting.own(said.own, setting.style(bold=True)),
                setting.swedish(said.swedish, quiet),
            ]
            widths = [own_width, day_width - own_width]
            day = setting.row(cells, widths, pad_x=0, pad_y=0, line=False, middle=True)
        yield Item(_row(setting, line, day))


def _row(setting: Setting, line: ScheduleLine, day: Box) -> Box:
    number = centred(str(line.number), setting.size + 2, bold=True, colour=ACCENT)
    if line.venue:
        day = Stack([day, setting.swedish(line.venue, setting.style(colour=QUIET))])
    numbers, clocks = _number_width(setting), _clocks_width(setting)
    return setting.row(
        [number, day, _clocks(setting, line)],
        [numbers, TEXT_WIDTH - numbers - clocks, clocks],
        pad_x=4,
        pad_y=2.5,
        middle=True,
    )


def _number_width(setting: Setting) -> float:
    return 32.0 + (setting.size - 14) * 2


def _clocks_width(setting: Setting) -> float:
    return 174.0 + (setting.size - 14) * 11


def _day(setting: Setting, line: ScheduleLine) -> Said:
    return setting.speaker.day(line.start.date())


def _leaf_row(setting: Setting, line: ScheduleLine) -> Box:
    """A leaf of the calendar and large clocks, for those who do not read."""
    start = line.start
    weekday, number, month = words.day(start.date()).split()
    leaf = leaf_box(
        centred(weekday, 15, bold=True),
        centred(number, 34, bold=True),
        centred(month, 14, bold=True, colour="#FFFFFF"),
        106,
    )
    cells: list[Box] = [leaf, Space(), _clocks(setting, line, 62)]
    return setting.row(cells, [118, 40, TEXT_WIDTH - 158], pad_x=6, pad_y=6, middle=True)


def _clocks(setting: Setting, line: ScheduleLine, side: float = 0.0) -> Box:
    """side: 0 for small clocks with the hours beside them, else large ones with the hours below."""
    small = 27.0 + (setting.size - 14)
    if line.cancelled:
        said = setting.speaker.say("Ingen träff den här dagen.")
        return setting.pictured("no", side or small, setting.both(said), _clocks_width(setting) - 8)
    reader = setting.speaker.reader
    start, end = line.start.time(), line.end.time()
    if side:
        below = [
            centred(reader.clock(value), setting.size, bold=True, language="sv") for value in (start, end)
        ]
        return clock_span(start, end, side, below)
    style = setting.style(bold=True)
    return clock_line(start, end, small, [Text(reader.clock(value), style, "sv") for value in (start, end)])


def cannot_come(setting: Setting, phone: str, number: str) -> Iterator[Item]:
    """How to say that one cannot come, also without Swedish: a message with a number and one word."""
    say = setting.speaker.say
    lines: list[Box] = [
        setting.both(say("Kan du inte komma?"), setting.size + 1, bold=True),
        setting.both(say("Skicka ett sms: ditt nummer och NEJ.")),
        Space(4),
    ]
    side = 50.0 if not setting.reader.pictures_only else 80.0
    bubble = _bubble(f"{number or 'D ____'}   NEJ")
    phone_text = Text(phone or WRITE_ON_LINE, setting.style(setting.size + 4, bold=True))
    foot = setting.row(
        [bubble, Space(), phone_text],
        [150, 20, TEXT_WIDTH - side - 16 - 170],
        pad_x=0,
        pad_y=0,
        line=False,
        middle=True,
    )
    yield Item(setting.pictured("phone", side, Stack([*lines, foot])), before=14)


def _bubble(text: str) -> Drawing:
    """What the message says, as it looks on a telephone."""
    written = centred(text, 16, bold=True)
    height = 36.0

    def paint(canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.setStrokeColor(HexColor(HAIR))
        canvas.setFillColor(HexColor("#E3F3E8"))
        canvas.setLineWidth(1)
        canvas.roundRect(x, top - height, width, height, 14, stroke=1, fill=1)
        written.draw(canvas, x, top - (height - written.height(width)) / 2, width)

    return Drawing(height, paint)
