"""What is kept about a participant and why, on one page (the data protection regulation, article 13).

One page in the reader's language, and the same page in Swedish behind it. Who is responsible, on which ground, and
whom to ask are the organisation's own facts; the program makes no legal claim of its own.
"""

from collections.abc import Iterator

from halsoskola.documents.pages import Item, Paper, render
from halsoskola.documents.participant_sheets import PrivacySheet
from halsoskola.documents.pdf.bilingual import (
    Section,
    Setting,
    page_in_each_language,
    sections_in_one_language,
)
from halsoskola.documents.reader_words import Said
from halsoskola.domain.plans import WRITE_ON_LINE

AUTHORITY = "imy.se"
"""Where to complain: Integritetsskyddsmyndigheten."""


def render_privacy(sheet: PrivacySheet) -> bytes:
    """The page as a PDF file."""
    return render(privacy_paper(sheet))


def privacy_paper(sheet: PrivacySheet) -> Paper:
    """The page laid out, for a file of its own or as part of a pile."""
    pages = page_in_each_language(
        sheet.reader, lambda setting, air: setting.with_notes(_page(setting, sheet, air))
    )
    language = sheet.reader.words.language.code
    return Paper(title="Det här skriver vi om dig", pages=pages, credit=True, language=language)


def _page(setting: Setting, sheet: PrivacySheet, air: float) -> Iterator[Item]:
    make = _pictures if sheet.reader.pictures_only else _sections
    title = setting.speaker.say("Det här skriver vi om dig")
    yield from sections_in_one_language(setting, title, None, tuple(make(setting, sheet)), air=air)


def _sections(setting: Setting, sheet: PrivacySheet) -> Iterator[Section]:
    say = setting.speaker.say
    called = (say("Vad du vill kallas."),) if sheet.uses_names else ()
    yield Section(
        "pencil",
        say("Vad skriver vi?"),
        (
            say("Ditt nummer och din bild. Vilka språk du talar och läser."),
            say("När du är här. Hur vi kan nå dig. Det vi har lovat dig."),
            *called,
            say("Om du är kvinna eller man, om du vill säga det."),
            say("Vi skriver inte om dina sjukdomar. Vi skriver inte ditt personnummer."),
        ),
    )
    yield Section(
        "question",
        say("Varför skriver vi?"),
        (say("För att boka tolk, skriva ut rätt papper och räkna hur många som är med."),),
    )
    yield Section(
        "law",
        say("Vem har ansvar?"),
        (
            say("Ansvarig är din organisation: {organisation}", organisation=_or_line(sheet.organisation)),
            say("Rättslig grund: {ground}", ground=_or_line(sheet.ground)),
        ),
    )
    yield Section(
        "eye",
        say("Vem får se det?"),
        (
            say("Bara vi som arbetar med kursen. Ingen dator bestämmer något om dig."),
            say("Går du i program hos Arbetsförmedlingen? Vi kan behöva säga till dem när du inte är här."),
        ),
    )
    yield Section(
        "calendar",
        say("Hur länge sparar vi det?"),
        (
            say("Tills kursen är klar och vi har hört hur det går för dig."),
            say("Sedan tar vi bort det, som organisationen har bestämt."),
        ),
    )
    yield Section(
        "raised-hand",
        say("Vad har du rätt till?"),
        (
            say("Du får se allt vi har skrivit om dig. Är något fel? Säg till, så ändrar vi."),
            say("Du får be oss ta bort det. Du får säga att du inte vill."),
            say("Du måste inte säga ditt telefonnummer."),
        ),
    )
    yield Section(
        "call",
        say("Vem kan du fråga?"),
        (
            say("Frågor om dina uppgifter: {contact}", contact=_or_line(sheet.contact)),
            say("Du kan klaga hos Integritetsskyddsmyndigheten: {website}", website=AUTHORITY),
        ),
    )


def _pictures(_setting: Setting, sheet: PrivacySheet) -> Iterator[Section]:
    for picture, text in (
        ("pencil", "Vi skriver ditt nummer."),
        ("talk", "Vi skriver ditt språk."),
        ("calendar", "Vi skriver när du är här."),
        ("hospital", "Vi skriver inget om sjukdom."),
        ("lock", "Bara vi ser det."),
        ("eye", "Du får se allt."),
        ("call", f"Fråga: {_or_line(sheet.contact)}"),
    ):
        yield Section(picture, None, (Said(text),))


def _or_line(fact: str) -> str:
    return fact or WRITE_ON_LINE
