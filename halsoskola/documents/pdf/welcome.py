"""Everything for somebody who joins when the course has begun, in one file: her picture sign and next meeting, what
the course is, the rules, the schedule, what the group has done, and the sheets that she missed.
"""

from collections.abc import Iterator

from halsoskola.documents.boxes import Box, Drawing, Space, Stack
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.participant_sheets import MissedMeeting, WelcomeSheet
from halsoskola.documents.pdf.bilingual import Setting
from halsoskola.documents.pdf.drawings import centred, clock_span, underlined
from halsoskola.documents.pdf.handout import handout_paper
from halsoskola.documents.pdf.information import information_paper
from halsoskola.documents.pdf.schedule import schedule_paper
from halsoskola.documents.pictures import draw_sign, theme_picture
from halsoskola.documents.style import QUIET, TEXT_WIDTH

RULES = (
    ("speak", "En pratar i taget. Vänta på tolken."),
    ("clock", "Kom i tid."),
    ("phone", "Telefonen är tyst."),
    ("no", "Du får säga nej till en övning."),
    ("quiet", "Vi ber alla: berätta inte för andra."),
)
"""Picture and rule. Whatever else the group has agreed is written by hand."""

_SIGN = 150.0


def render_welcome(sheet: WelcomeSheet) -> bytes:
    """All papers as one PDF file."""
    return render(*welcome_papers(sheet))


def welcome_papers(sheet: WelcomeSheet) -> tuple[Paper, ...]:
    """The papers in the order in which they are read."""
    papers = [
        _first_page(sheet),
        information_paper(sheet.information),
        _rules(sheet),
        schedule_paper(sheet.schedule),
    ]
    if sheet.missed:
        papers.append(_missed(sheet))
    return (*papers, *map(handout_paper, sheet.handouts))


def _first_page(sheet: WelcomeSheet) -> Paper:
    setting = Setting(sheet.reader)
    say = setting.speaker.say
    items = list(setting.head(say("Välkommen till gruppen!"), "handshake"))
    sign = Drawing(
        _SIGN,
        lambda canvas, x, top, width: draw_sign(
            canvas, sheet.sign, x + (width - _SIGN) / 2, top - _SIGN, _SIGN
        ),
    )
    items += [
        Item(setting.both(say("Det här är din bild och ditt nummer."), align="centre"), before=26),
        Item(sign, before=14),
        Item(centred(sheet.number, 44, bold=True), before=2),
        Item(setting.both(say("Din bild ligger på din plats."), align="centre"), before=10),
    ]
    if sheet.next_meeting is not None:
        line = sheet.next_meeting
        reader = setting.speaker.reader
        texts = [
            centred(reader.clock(moment), setting.size, bold=True, language=setting.language)
            for moment in (line.start, line.end)
        ]
        when = Stack(
            [
                setting.both(say("Din nästa träff"), setting.size + 2, bold=True),
                Space(4),
                setting.both(setting.speaker.day(line.start.date())),
                setting.swedish(line.venue, setting.style(colour=QUIET)),
            ]
        )
        clocks = clock_span(line.start.time(), line.end.time(), 56, texts)
        row = setting.row([when, clocks], [TEXT_WIDTH - 190, 190], pad_x=0, pad_y=8, line=False, middle=True)
        items.append(Item(row, before=34))
    items = setting.with_notes(items)
    return _paper(sheet, "Välkommen till gruppen", items)


def _rules(sheet: WelcomeSheet) -> Paper:
    setting = Setting(sheet.reader)
    items = list(setting.head(setting.speaker.say("Våra regler"), "clipboard"))
    side = 62.0
    items += [
        Item(setting.pictured(picture, side, setting.both(setting.speaker.say(rule))), before=20)
        for picture, rule in RULES
    ]
    own = setting.both(setting.speaker.say("Gruppens egna regler:"), bold=True)
    items.append(Item(Stack([own, *[underlined(34) for _ in range(3)]]), before=24))
    items = setting.with_notes(items)
    return _paper(sheet, "Våra regler", items)


def _missed(sheet: WelcomeSheet) -> Paper:
    setting = Setting(sheet.reader)
    items = list(setting.head(setting.speaker.say("Det här har gruppen gjort"), "book"))
    items += [Item(row, before=12) for row in _missed_rows(setting, sheet.missed)]
    ask = setting.both(setting.speaker.say("Fråga oss om du vill veta mer."), bold=True)
    items.append(Item(ask, before=18))
    items = setting.with_notes(items)
    return _paper(sheet, "Det här har gruppen gjort", items)


def _missed_rows(setting: Setting, missed: tuple[MissedMeeting, ...]) -> Iterator[Box]:
    for one in missed:
        lines: list[Box] = [
            setting.swedish(f"{one.number}. {one.title}", setting.style(bold=True)),
            setting.one(setting.speaker.day(one.day), setting.style(colour=QUIET)),
        ]
        lines += [setting.swedish(aim, setting.style(setting.size - 1)) for aim in one.aims[:1]]
        yield setting.pictured(theme_picture(one.themes) or "book", 46, Stack(lines))


def _paper(sheet: WelcomeSheet, title: str, items: list[Item]) -> Paper:
    return Paper(
        title=title,
        pages=lay_out(items),
        line=sheet.schedule.course_line,
        credit=True,
        language=sheet.reader.words.language.code,
    )
