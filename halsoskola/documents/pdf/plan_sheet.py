""" "Min framtids- och hälsoplan", empty: five boxes with pictures, to write or draw in."""

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Box, Drawing, Space, Stack, frame
from halsoskola.documents.pages import Item, Paper, lay_out, render
from halsoskola.documents.participant_sheets import PlanSheet
from halsoskola.documents.pdf.bilingual import Setting
from halsoskola.documents.pdf.drawings import picture_box
from halsoskola.documents.style import HAIR, TEXT_WIDTH

FIELDS = (
    ("heart", "Det här mår jag bra av:"),
    ("compass", "Det här vill jag:"),
    ("flag-step", "Mitt nästa steg är:"),
    ("calendar", "Den dagen:"),
    ("handshake", "Den här personen hjälper mig:"),
)
"""Picture and the beginning of a sentence, in the order in which a plan is made."""


def render_plan_sheet(sheet: PlanSheet) -> bytes:
    """The empty plan as a PDF file."""
    return render(plan_sheet_paper(sheet))


def plan_sheet_paper(sheet: PlanSheet) -> Paper:
    """The empty plan laid out: its boxes fill the page that the title and the notes leave."""
    setting = Setting(sheet.reader)
    title = setting.speaker.say("Min framtids- och hälsoplan")
    labels = [(picture, setting.both(setting.speaker.say(phrase), bold=True)) for picture, phrase in FIELDS]
    head = list(setting.head(title, "sprout"))
    taken = sum(item.before + item.box.height(TEXT_WIDTH) for item in head)
    gap = 10.0
    each = max((setting.room_above_notes() - taken) / len(FIELDS) - gap, 96.0)
    fields = [Item(_field(setting, each, picture, label), before=gap) for picture, label in labels]
    items = setting.with_notes([*head, *fields])
    return Paper(
        title="Min framtids- och hälsoplan",
        pages=lay_out(items),
        credit=True,
        language=setting.language,
    )


def _field(setting: Setting, height: float, picture: str, label: Box) -> Box:
    """A frame to write in. The label stands at its top, the picture beside it."""
    side = min(64.0, height - 20)
    inside: list[Box] = [picture_box(picture, side), Space(), Stack([label])]
    row = setting.row(inside, [side, 14, TEXT_WIDTH - side - 14 - 28], pad_x=0, pad_y=0, line=False)

    def paint(canvas: Canvas, x: float, top: float, width: float) -> None:
        frame(canvas, x, top - height, width, height, radius=9, colour=HAIR)
        row.draw(canvas, x + 14, top - 10, width - 28)

    return Drawing(height, paint)
