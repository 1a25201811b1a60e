"""Sheets with sensible contents, and what a reader finds in the file that comes out. Invented people only."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

import pypdfium2 as pdfium

from halsoskola.documents.sheets import (
    BriefSheet,
    ExpectedGroup,
    HandoutSheet,
    OccasionHeading,
    ReaderLanguage,
    RecoverySheet,
    Run,
    RunBlock,
    RunSheet,
    SigninRow,
    SigninSheet,
    Translation,
    WordRow,
)
from halsoskola.domain.courses import SWEDEN, TrackCode
from halsoskola.domain.interpreting import NeedState
from halsoskola.domain.picture_signs import PICTURE_SIGNS
from halsoskola.domain.plans import (
    Adaptation,
    AdaptationNeed,
    BlockKind,
    HandoutList,
    HandoutParagraph,
    HandoutSection,
    HandoutText,
)

ARABIC = ReaderLanguage("ar", "arabiska", "العربية", "ترجمة آلية غير مراجعة.")
TIGRINYA = ReaderLanguage("ti", "tigrinja", "ትግርኛ", "ብማሽን ዝተተርጎመ።")
SOMALI = ReaderLanguage("so", "somaliska", "Soomaali")

HEADING = OccasionHeading(
    course="Malmö hälsoskola våren",
    meeting=5,
    title="Sömn",
    track=TrackCode.FM,
    start=datetime(2027, 3, 2, 9, 0, tzinfo=SWEDEN),
    end=datetime(2027, 3, 2, 11, 0, tzinfo=SWEDEN),
    venue="Föreningsgatan 7",
)

SLEEP = HandoutText(
    "Sömn",
    (
        HandoutSection(
            "Varför behöver jag sova?",
            (
                HandoutParagraph(
                    ("Kroppen vilar när du sover.", "Du minns bättre", "när du har sovit."), "bed", "en säng"
                ),
            ),
        ),
        HandoutSection(
            "När ska jag söka vård?",
            (
                HandoutParagraph(("Ring vårdcentralen: 040-00 00 00.",), "hospital", "ett sjukhus"),
                HandoutList(("Tolken är gratis.", "Du får vila.")),
            ),
        ),
    ),
)


def a_word(
    word: str = "sömn", explanation: str = "när du sover", *translations: str, reviewed: bool = False
) -> WordRow:
    """A word with one translation per language; "" is a missing one."""
    return WordRow(
        word, explanation, tuple(Translation(text, reviewed) if text else None for text in translations)
    )


ARABIC_WORDS = (
    a_word("sömn", "när du sover", "النوم"),
    a_word("mardröm", "en dröm som skrämmer dig", "كابوس"),
    a_word("orolig", "när du är rädd att något dåligt ska hända", "قلق"),
)


def a_handout(
    text: HandoutText = SLEEP,
    words: Sequence[WordRow] = ARABIC_WORDS,
    languages: Sequence[ReaderLanguage] = (ARABIC,),
    *,
    level: int = 2,
    size: int = 14,
    only_reviewed: bool = False,
    themes: Sequence[str] = ("sömn",),
    signature: str = "",
) -> HandoutSheet:
    return HandoutSheet(
        plan="somn",
        text=text,
        words=tuple(words),
        languages=tuple(languages),
        level=level,
        size=size,
        only_reviewed=only_reviewed,
        themes=tuple(themes),
        occasion="Träff 5 · tisdag 2 mars",
        course_line="Malmö hälsoskola våren · Sjuk? Ring oss 040-00 00 00.",
        signature=signature,
    )


def a_text(
    *lines: str, title: str = "Sömn", heading: str = "Varför?", picture: str | None = None
) -> HandoutText:
    return HandoutText(
        title, (HandoutSection(heading, (HandoutParagraph(lines, picture, picture and "bild"),)),)
    )


def a_signin(people: int = 12, *, uses_names: bool = False, empty_rows: int = 2) -> SigninSheet:
    names = ("Åsa", "Östen", "Anna-Karin", "Mohammed", "")
    rows = tuple(
        SigninRow(
            f"D{number + 1:02d}",
            PICTURE_SIGNS[number % len(PICTURE_SIGNS)].code,
            names[number % 5] if uses_names else "",
        )
        for number in range(people)
    )
    return SigninSheet(HEADING, rows, uses_names=uses_names, empty_rows=empty_rows)


GROUPS = (
    ExpectedGroup("arabiska", 5, NeedState.CONFIRMED),
    ExpectedGroup("tigrinja", 1, NeedState.NEED),
    ExpectedGroup("svenska", 1),
)

BLOCKS = (
    RunBlock((time(9), time(13)), 10, BlockKind.START, "Välkommen", "- Säg: hej på alla språk."),
    RunBlock(
        (time(9, 10), time(13, 10)),
        25,
        BlockKind.GROUP,
        "Vad stör min sömn",
        "Gör: lägg ut korten.\n\nVänta in tolkarna.",
        (Adaptation(AdaptationNeed.TRAUMA, "Fråga aldrig vad en dröm handlar om."),),
        interpreted=True,
    ),
    RunBlock((time(9, 35), time(13, 35)), 15, BlockKind.BREAK, "Kaffe, te och frukt"),
)


def a_runsheet(blocks: Sequence[RunBlock] = BLOCKS, warnings: Sequence[str] = ()) -> RunSheet:
    afternoon = HEADING.start.replace(hour=13), HEADING.end.replace(hour=15)
    return RunSheet(
        course=HEADING.course,
        meeting=5,
        title="Sömn",
        runs=(
            Run(TrackCode.FM, HEADING.start, HEADING.end, "Sal 2", ("Anna", "Björn"), GROUPS),
            Run(TrackCode.EM, *afternoon, "Sal 2", ("Anna",), GROUPS[:1]),
        ),
        blocks=tuple(blocks),
        net_talk_minutes=12,
        materials=("bildkort sömn",),
        aims=("Jag vet varför sömn är viktigt.",),
        warnings=tuple(warnings),
    )


def a_brief(words: Sequence[WordRow] = ARABIC_WORDS, *, only_reviewed: bool = False) -> BriefSheet:
    return BriefSheet(
        heading=HEADING,
        blocks=BLOCKS,
        words=tuple(words),
        languages=(ARABIC,),
        groups=GROUPS,
        only_reviewed=only_reviewed,
        phone="Kursen: 040-00 00 00",
    )


def a_recovery() -> RecoverySheet:
    return RecoverySheet(("K7QM", "3XTA", "9PWD", "LLEF", "02NB"), "Databas A41F", date(2027, 1, 19))


# What a reader finds


def texts(pdf: bytes) -> list[str]:
    """The text of each page as pdfium reads it, in NFKC, controls and line ends as spaces."""
    with pdfium.PdfDocument(pdf) as document:
        found = []
        for page in document:
            textpage = page.get_textpage()
            found.append(_plain(textpage.get_text_range()))
            textpage.close()
            page.close()
    return found


def whole_text(pdf: bytes) -> str:
    return " ".join(texts(pdf))


def _plain(text: str) -> str:
    kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Cf") else letter for letter in text)
    return " ".join(unicodedata.normalize("NFKC", kept).split())


def page_count(pdf: bytes) -> int:
    with pdfium.PdfDocument(pdf) as document:
        return len(document)


def letter_boxes(pdf: bytes) -> list[list[tuple[str, float, float, float, float]]]:
    """For each page every visible letter with left, bottom, right, top in points."""
    with pdfium.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            textpage = page.get_textpage()
            letters = []
            for index in range(textpage.count_chars()):
                letter = textpage.get_text_range(index, 1)
                if letter.strip():
                    letters.append((letter, *textpage.get_charbox(index)))
            pages.append(letters)
            textpage.close()
            page.close()
    return pages
