"""The order to the tolkförmedling in plain words, for a mail or the telephone. Nothing about people but head counts."""

from halsoskola.documents import words
from halsoskola.documents.leader_sheets import OrderLine, OrderSheet
from halsoskola.domain.interpreting import InterpreterMode

TOPIC = "Kurs om hälsa och samhälle, i grupp"
"""What an interpreter is told about the job before she takes it. The theme comes with the brief."""

MODES = {
    InterpreterMode.ON_SITE: "på plats",
    InterpreterMode.TELEPHONE: "på telefon",
    InterpreterMode.VIDEO: "på skärm",
}


def order_text(sheet: OrderSheet) -> str:
    """The whole order as lines of text, ending with who asks for it."""
    lines = ["Hej!"]
    wanted = [line for line in sheet.lines if not line.is_ordered]
    waiting = [line for line in sheet.lines if line.is_ordered]
    number = 0
    for said, part in (
        ("Vi vill beställa tolk:", wanted),
        ("Vi väntar på svar om de här tolkarna:", waiting),
    ):
        if part:
            lines += ["", said, ""]
        for line in part:
            number += 1
            lines.append(f"{number}. {line_text(line)}")
    lines += ["", f"Ämne: {TOPIC}."]
    if sheet.customer_number:
        lines.append(f"Kundnummer: {sheet.customer_number}")
    lines += [
        "Helst samma tolk varje gång.",
        "Svara med bokningsnummer för varje rad, och säg till om det inte finns någon tolk.",
        "",
        "Vänliga hälsningar",
    ]
    lines += [part for part in (sheet.contact, sheet.organisation, sheet.phone) if part]
    return "\n".join(lines) + "\n"


def line_text(line: OrderLine) -> str:
    """ "Arabiska, tisdag 2 mars 2027 kl. 9.00–11.00, på plats: rum Eken. 4 personer." """
    when = f"{words.day(line.start.date())} {line.start.year} kl. {words.span(line.start, line.end)}"
    people = words.counted(line.people, "person", "personer")
    text = f"{words.capital(line.language)}, {when}, {place_text(line)}. {people}."
    if line.is_ordered:
        number = f" Bokningsnummer {line.booking_number}." if line.booking_number else ""
        text += f" Beställd, inte bekräftad än.{number}"
    return text


def place_text(line: OrderLine) -> str:
    """How the interpreter is there, and where: "på plats: rum Eken"."""
    mode = MODES[line.mode]
    if line.mode is not InterpreterMode.ON_SITE:
        return mode
    return f"{mode}: {line.venue}" if line.venue else f"{mode}, platsen meddelas"
