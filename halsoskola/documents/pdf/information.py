"""What the course is and what is voluntary, with three boxes to answer in. Nothing is promised about anybody's money.

One page in the reader's language, and the same page in Swedish behind it.
"""

from collections.abc import Iterator

from halsoskola.documents.boxes import Box, Drawing, frame
from halsoskola.documents.pages import Item, Paper, render
from halsoskola.documents.participant_sheets import InformationSheet
from halsoskola.documents.pdf.bilingual import (
    Section,
    Setting,
    page_in_each_language,
    sections_in_one_language,
)
from halsoskola.documents.pdf.drawings import picture_box
from halsoskola.documents.reader_words import Said
from halsoskola.documents.style import QUIET, TEXT_WIDTH
from halsoskola.domain.plans import WRITE_ON_LINE

_ANSWERS = (("yes", "Ja"), ("no", "Nej"), ("question", "Jag vill veta mer"))


def render_information(sheet: InformationSheet) -> bytes:
    """The information as a PDF file."""
    return render(information_paper(sheet))


def information_paper(sheet: InformationSheet) -> Paper:
    """The information laid out, for a file of its own or as part of a pile."""
    pages = page_in_each_language(
        sheet.reader, lambda setting, air: setting.with_notes(_page(setting, sheet, air))
    )
    language = sheet.reader.words.language.code
    return Paper(title="Om kursen", pages=pages, credit=True, language=language)


def _page(setting: Setting, sheet: InformationSheet, air: float) -> Iterator[Item]:
    make = _pictures if sheet.reader.pictures_only else _sections
    title = setting.speaker.say("Om kursen")
    yield from sections_in_one_language(setting, title, "group", tuple(make(setting, sheet)), air=air)
    yield from _answer(setting)


def _sections(setting: Setting, sheet: InformationSheet) -> Iterator[Section]:
    say = setting.speaker.say
    yield Section(
        "speak",
        say("Vad är kursen?"),
        (
            say("Vi pratar om hälsa och om hur Sverige fungerar."),
            say("Vi rör oss lite. Vi har paus."),
            say("Antal träffar: {count}", count=str(sheet.meetings)),
            say("Timmar varje gång: {hours}", hours=sheet.hours),
            say("Kursen är gratis."),
        ),
    )
    yield Section(
        "talk",
        say("Vem är med?"),
        (
            say("Deltagare i gruppen: högst {count}", count=str(sheet.seats)),
            say("Du träffar också ledare och tolkar."),
            say("Tolken är gratis."),
        ),
    )
    yield Section(
        "hand",
        say("Måste jag vara med?"),
        (
            say("Du får säga ja eller nej till kursen."),
            say("Du får säga nej till en övning."),
            say("Du får vara tyst. Du måste inte berätta om dig själv."),
        ),
    )
    decided = (Said(sheet.compensation),) if sheet.compensation else ()
    yield Section("money", say("Påverkar kursen mina pengar?"), (*decided, say("Fråga din handläggare.")))
    yield Section(
        "quiet",
        say("Vad händer med det jag säger?"),
        (
            say("Vi som arbetar här har tystnadsplikt."),
            say("Tolken berättar inte för andra."),
            say("Vi ber alla: berätta inte för andra."),
            say("Om ett barn far illa eller om någon är i fara måste vi berätta."),
        ),
    )
    yield Section(
        "call",
        say("Är du sjuk?"),
        (
            say("Ring oss: {phone}", phone=sheet.phone or WRITE_ON_LINE),
            say("Går du i program hos Arbetsförmedlingen? Ring dem också samma dag."),
        ),
    )


def _pictures(_setting: Setting, sheet: InformationSheet) -> Iterator[Section]:
    """At most six words a line, one picture for each message."""
    for picture, text in (
        ("group", f"Vi ses {sheet.meetings} gånger."),
        ("talk", "Tolk kommer."),
        ("no", "Du får säga nej."),
        ("quiet", "Vi berättar inte för andra."),
        ("call", f"Sjuk? Ring {sheet.phone or WRITE_ON_LINE}"),
    ):
        yield Section(picture, None, (Said(text),))


def _answer(setting: Setting) -> Iterator[Item]:
    """Three boxes to put a cross in, known by their pictures."""
    say = setting.speaker.say
    yield Item(
        setting.one(say("Vill du vara med?"), setting.style(setting.size + 1.5, bold=True)),
        before=14,
        with_next=True,
    )
    widths = [TEXT_WIDTH * 0.26, TEXT_WIDTH * 0.26, TEXT_WIDTH * 0.48]
    cells: list[Box] = []
    for (picture, phrase), width in zip(_ANSWERS, widths, strict=True):
        word = setting.one(say(phrase), setting.style(min(setting.size, 16.0), bold=True))
        inside = setting.row(
            [_tick(), picture_box(picture, 34), word],
            [34, 42, width - 76],
            pad_x=2,
            pad_y=3,
            line=False,
            middle=True,
        )
        cells.append(inside)
    yield Item(setting.row(cells, widths, pad_x=0, pad_y=2, line=False, middle=True), before=2)


def _tick() -> Box:
    side = 26.0
    return Drawing(
        side, lambda canvas, x, top, _width: frame(canvas, x, top - side, side, side, radius=4, colour=QUIET)
    )
