"""Cards for the three questions at the end: one question, three faces. Nobody writes a name, a number or a day.

The first card only shows how it is done. The faces stand in the same order on every card and in every language, each
with its own shape, colour and word, so that they are counted without reading.
"""

from reportlab.pdfgen.canvas import Canvas

from halsoskola.documents.boxes import Box, Drawing, Row, Space, Stack, frame
from halsoskola.documents.pages import Paper, lay_out, render
from halsoskola.documents.participant_sheets import EvaluationSheet
from halsoskola.documents.pdf.bilingual import Setting
from halsoskola.documents.pdf.drawings import cards, face, picture_box
from halsoskola.documents.style import QUIET, TEXT_WIDTH

QUESTIONS = (
    ("coffee", "Gillar du kaffe?"),
    ("light-bulb", "Förstod du det vi pratade om i dag?"),
    ("house", "Kan du använda det hemma?"),
    ("heart", "Var det viktigt för dig?"),
)
"""Picture and question; the first is for practice and is not counted."""

FACES = ("glad", "mittemellan", "ledsen")
"""The words, in the order of the faces."""

_PAD = 12.0
_INNER = TEXT_WIDTH / 2 - 2 * _PAD


def render_evaluation(sheet: EvaluationSheet) -> bytes:
    """The four cards as a PDF file."""
    return render(evaluation_paper(sheet))


def evaluation_paper(sheet: EvaluationSheet) -> Paper:
    """The four cards laid out."""
    setting = Setting(sheet.reader)
    setting.size = min(setting.size, 18.0)
    questions = [
        setting.both(
            setting.speaker.say(question),
            setting.size + 2,
            bold=True,
            swedish_size=setting.size,
            align="centre",
        )
        for _picture, question in QUESTIONS
    ]
    tallest = max(question.height(_INNER) for question in questions)
    boxes = [
        _card(setting, picture, question, tallest)
        for (picture, _question), question in zip(QUESTIONS, questions, strict=True)
    ]
    items = setting.with_notes(cards(boxes, 2, setting.room_above_notes() / 2, pad=_PAD))
    return Paper(title="Våra tre frågor", pages=lay_out(items), credit=True, language=setting.language)


def _card(setting: Setting, picture: str, question: Box, tallest: float) -> Box:
    """tallest: of all questions, so that the faces stand at the same height on all cards."""
    # Not turned round for Arabic: whoever counts looks for the same face at the same place.
    answers = Row(
        [_answer(setting, place, _INNER / 3) for place in range(3)],
        [_INNER / 3] * 3,
        pad_x=0,
        pad_y=0,
        line=False,
    )
    rest = Space(tallest - question.height(_INNER) + 14)
    return Stack([picture_box(picture, 70), Space(8), question, rest, answers])


def _answer(setting: Setting, place: int, width: float) -> Box:
    side, box = 58.0, 22.0
    # Long words in a narrow column: smaller letters rather than torn words.
    small = 11.5
    word = setting.both(
        setting.speaker.say(FACES[place]), small, bold=True, swedish_size=small, align="centre"
    )

    def paint(canvas: Canvas, x: float, top: float, _width: float) -> None:
        face(canvas, place, x + (width - side) / 2, top - 4, side)

    def tick(canvas: Canvas, x: float, top: float, _width: float) -> None:
        frame(canvas, x + (width - box) / 2, top - box, box, box, radius=4, colour=QUIET)

    return Stack([Drawing(side + 10, paint), word, Space(8), Drawing(box, tick)])
