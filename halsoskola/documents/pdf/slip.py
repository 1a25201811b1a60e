"""That somebody was here today, for whoever asks her. Several on a sheet of paper; the course is named neutrally."""

from collections.abc import Iterator

from halsoskola.documents import words
from halsoskola.documents.boxes import Box, Space, Stack
from halsoskola.documents.pages import Paper, lay_out, render
from halsoskola.documents.participant_sheets import NEUTRAL_COURSE, SlipSheet
from halsoskola.documents.pdf.bilingual import Setting
from halsoskola.documents.pdf.drawings import cards, centred, clock_span, underlined
from halsoskola.documents.style import QUIET, TEXT_WIDTH, body

_PAD = 18.0


def render_slip(sheet: SlipSheet) -> bytes:
    """The slips as a PDF file."""
    return render(slip_paper(sheet))


def slip_paper(sheet: SlipSheet) -> Paper:
    """The slips laid out."""
    setting = Setting(sheet.reader)
    # Space for a hand decides the size of a slip; larger letters would not leave any.
    setting.size = min(setting.size, 16)
    slip = Stack(list(_slip(setting, sheet)))
    items = setting.with_notes(cards([slip] * sheet.copies, 1, setting.room_above_notes() / 3, pad=_PAD))
    return Paper(title="Du var här i dag", pages=lay_out(items), language=setting.language)


def _slip(setting: Setting, sheet: SlipSheet) -> Iterator[Box]:
    inner = TEXT_WIDTH - 2 * _PAD
    clocks_width = 150.0
    say = setting.speaker.say
    span = words.span(sheet.start, sheet.end)
    date = f"{words.day(sheet.start.date())} {sheet.start.year}"
    text: list[Box] = [
        setting.both(say("Du var här i dag"), setting.size + 4, bold=True, swedish_size=setting.size + 2),
        Space(3),
        setting.swedish(f"{date}, kl. {span}", body(setting.size, bold=True)),
        setting.swedish(NEUTRAL_COURSE, body(setting.size)),
    ]
    place = " · ".join(part for part in (sheet.organisation, sheet.venue) if part)
    if place:
        text.append(setting.swedish(place, body(setting.size - 1, colour=QUIET)))
    clocks = clock_span(
        sheet.start.time(),
        sheet.end.time(),
        46,
        [centred(words.clock(moment), setting.size, bold=True) for moment in (sheet.start, sheet.end)],
    )
    yield setting.row(
        [Stack(text), clocks], [inner - clocks_width, clocks_width], pad_x=0, pad_y=0, line=False, middle=True
    )
    yield Space(8)
    half = (inner - 24) / 2
    labels: list[Box] = [
        Stack([underlined(26), setting.both(say(label), 11, swedish_size=11)]) for label in ("Namn", "Ledare")
    ]
    yield setting.row([labels[0], Space(), labels[1]], [half, 24, half], pad_x=0, pad_y=0, line=False)
