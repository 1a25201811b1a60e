"""The box on a handout that says what to know before one calls: languages, interpreter, hours, cost, what to say."""

from collections.abc import Iterator, Sequence

from halsoskola.documents.boxes import Box, Framed, Stack, Text
from halsoskola.documents.sheets import PhoneRow, ReaderLanguage
from halsoskola.documents.style import ACCENT, SOFT, body
from halsoskola.documents.text import Span

HEADING = "Innan du ringer"


def phone_box(phones: Sequence[PhoneRow], languages: Sequence[ReaderLanguage], size: float) -> Box:
    """phones: at least one. languages: the reader's own, for what to say. size: of the letters, in points."""
    style = body(size, lead=3.5)
    lines: list[Box] = [Text(HEADING, body(size, bold=True, lead=3.5))]
    for phone in phones:
        who = f"{phone.name}, {phone.number}" if phone.name else phone.number
        spans = [Span(f"{who}: ", bold=True), Span(" ".join(phone_sentences(phone)))]
        lines.append(Text.of(spans, style, where=HEADING))
    if any(phone.interpreter for phone in phones):
        lines.append(Text.of([Span("Säg: ", bold=True), Span(what_to_say(languages))], style, where=HEADING))
    return Framed(Stack(lines, gap=2.5), SOFT, ACCENT)


def phone_sentences(phone: PhoneRow) -> Iterator[str]:
    """Short sentences in easy Swedish, about what is known."""
    if phone.speaks:
        yield f"De pratar {_listed(phone.speaks)}."
    if phone.interpreter:
        yield "Du kan få tolk."
    elif phone.interpreter is False:
        yield "Du kan inte få tolk."
    if phone.hours:
        yield f"Öppet {phone.hours}."
    if phone.cost:
        yield "Det är gratis." if phone.cost.casefold() == "gratis" else f"Kostar {phone.cost}."


def what_to_say(languages: Sequence[ReaderLanguage]) -> str:
    """The words that get an interpreter: the language's Swedish name is what the person at the other end knows."""
    if not languages:
        return "Tolk, och sedan ditt språk."
    return " Eller: ".join(f"Tolk, {language.name}." for language in languages)


def _listed(names: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(names[:-1]), names[-1])))
