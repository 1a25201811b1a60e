"""An invitation: when, where, what it is, that an interpreter comes, and that one may say yes or no."""

from collections.abc import Iterator

from halsoskola.documents.boxes import Box, Space, Stack
from halsoskola.documents.pages import Item, Paper, render
from halsoskola.documents.participant_sheets import NEUTRAL_COURSE, InvitationSheet
from halsoskola.documents.pdf.bilingual import Setting, calm_pages
from halsoskola.documents.pdf.drawings import centred, clock_box, clock_span, leaf_box, underlined
from halsoskola.documents.reader_words import Said
from halsoskola.documents.style import TEXT_WIDTH
from halsoskola.domain.plans import WRITE_ON_LINE


def render_invitation(sheet: InvitationSheet) -> bytes:
    """The invitation as a PDF file."""
    return render(invitation_paper(sheet))


def invitation_paper(sheet: InvitationSheet) -> Paper:
    """The invitation laid out."""
    return Paper(
        title=_title(sheet),
        pages=calm_pages(lambda air: _items(Setting(sheet.reader), sheet, air)),
        credit=True,
        language=sheet.reader.words.language.code,
    )


def _title(sheet: InvitationSheet) -> str:
    return "Välkommen till ett informationsmöte!" if sheet.to_information else "Välkommen till kursen!"


def _items(setting: Setting, sheet: InvitationSheet, air: float) -> list[Item]:
    """The column; air shrinks the distances, 1.0 is calm."""
    say = setting.speaker.say
    items = list(setting.head(say(_title(sheet)), "handshake"))
    items.append(Item(setting.both(say(NEUTRAL_COURSE), setting.size + 2, bold=True), before=8 * air))
    items += list(_when(setting, sheet))
    side = (52.0 + (setting.size - 14) * 3) * air
    for picture, lines in _rows(setting, sheet):
        box = Stack([setting.both(said) for said in lines], gap=4 * air)
        items.append(Item(setting.pictured_lines(picture, side, box), before=13 * air))
    return setting.with_notes(items)


def _when(setting: Setting, sheet: InvitationSheet) -> Iterator[Item]:
    if sheet.start is None:
        label = setting.both(setting.speaker.say("När?"), bold=True)
        yield Item(
            setting.row(
                [label, underlined(30)], [120, TEXT_WIDTH - 120], pad_x=0, pad_y=4, line=False, middle=True
            ),
            before=12,
        )
        return
    day, reader = sheet.start.date(), setting.speaker.reader
    leaf = leaf_box(
        centred(reader.weekday(day), 14, bold=True, language=setting.language),
        centred(str(day.day), 40, bold=True),
        centred(reader.month(day), 14, bold=True, colour="#FFFFFF", language=setting.language),
        118,
    )
    texts = [
        centred(reader.clock(moment), 16, bold=True, language=setting.language)
        for moment in (sheet.start, sheet.end)
        if moment is not None
    ]
    clocks: Box = (
        clock_span(sheet.start.time(), sheet.end.time(), 64, texts)
        if sheet.end is not None
        else Stack([clock_box(sheet.start.time(), 64), texts[0]])
    )
    cells: list[Box] = [leaf, Space(), clocks, Space(), setting.both(setting.speaker.day(day), bold=True)]
    rest = TEXT_WIDTH - 118 - 14 - 180 - 14
    yield Item(
        setting.row(cells, [118, 14, 180, 14, rest], pad_x=0, pad_y=4, line=False, middle=True), before=14
    )


def _rows(setting: Setting, sheet: InvitationSheet) -> Iterator[tuple[str, tuple[Said, ...]]]:
    say = setting.speaker.say
    place = Said(sheet.venue or WRITE_ON_LINE)
    yield "house", (say("Var?"), place)
    if setting.reader.pictures_only:
        yield "talk", (Said("Tolk kommer."),)
        yield "yes", (Said("Du får säga ja."), Said("Du får säga nej."))
        yield "call", (Said(sheet.phone or WRITE_ON_LINE),)
        return
    if sheet.to_information:
        yield "speak", (say("På mötet berättar vi om kursen."),)
    else:
        yield (
            "group",
            (
                say("Vi pratar om hälsa och om hur Sverige fungerar."),
                say("Antal träffar: {count}", count=str(sheet.meetings)),
            ),
        )
    yield "talk", (say("Vi bokar tolk till dig."), say("Kursen är gratis."))
    yield "yes", (say("Du får säga ja eller nej till kursen."),)
    yield "call", (say("Har du frågor? Ring oss: {phone}", phone=sheet.phone or WRITE_ON_LINE),)
