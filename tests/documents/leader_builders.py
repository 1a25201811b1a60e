"""The leader's sheets with sensible contents. Invented people only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

from PIL import Image

from halsoskola.documents.leader_sheets import (
    AbsenceLine,
    AbsenceSheet,
    CrisisSheet,
    InterpreterLine,
    Island,
    OrderLine,
    OrderSheet,
    PersonLine,
    PhoneLine,
    PromiseLine,
    Seat,
    SeatsSheet,
    SubstituteSheet,
    TallyQuestion,
    TallySheet,
)
from halsoskola.domain.courses import SWEDEN
from halsoskola.domain.interpreting import InterpreterMode, NeedState
from halsoskola.domain.picture_signs import PICTURE_SIGNS
from tests.documents.builders import BLOCKS, HEADING

INTERPRETERS = (
    InterpreterLine("arabiska", 5, NeedState.CONFIRMED, "tolk A12", "B-4711", "040-10 20 30"),
    InterpreterLine("tigrinja", 3, NeedState.ORDERED, "", "", "040-10 20 30", InterpreterMode.TELEPHONE),
    InterpreterLine("kurdiska (sorani)", 2, NeedState.NEED),
)
LOCAL = (
    PhoneLine("Psykiatrisk akutmottagning", "040-33 80 00", "dag och natt"),
    PhoneLine("Chef eller den som har krisansvar", ""),
)
NATIONAL = (
    PhoneLine("Hjälplinjen", "90 390", "dag och natt, gratis"),
    PhoneLine("1177", "1177", "råd om vård"),
)


def sign(number: int) -> str:
    return PICTURE_SIGNS[(number - 1) % len(PICTURE_SIGNS)].code


def some_people(
    count: int, languages: Sequence[str] = ("arabiska", "tigrinja", "sorani")
) -> tuple[PersonLine, ...]:
    return tuple(
        PersonLine(
            f"D{number:02d}", sign(number), languages[number % len(languages)], "ny" if number == 4 else ""
        )
        for number in range(1, count + 1)
    )


def a_substitute(count: int = 12, **changes: object) -> SubstituteSheet:
    sheet = SubstituteSheet(
        heading=HEADING,
        people=some_people(count),
        expected=count,
        interpreters=INTERPRETERS,
        agency="Tolkförmedlingen Syd",
        customer_number="88421",
        blocks=BLOCKS,
        phones=(*LOCAL, PhoneLine("Kursens telefon", "040-00 00 00")),
        promises=(PromiseLine("D03", "ta med papper om tandvård", date(2027, 3, 5)),),
        materials=("bildkort sömn", "kaffe, te och frukt"),
        last_time="Alla vill prata mer om värk på natten.",
        warnings=("Träffen behöver minst 2 ledare.",),
    )
    return replace(sheet, **changes)  # type: ignore[arg-type]


def a_crisis(*, room: str = "Lilla rummet, våning 2", for_occasion: bool = True) -> CrisisSheet:
    return CrisisSheet(
        room, LOCAL, NATIONAL, HEADING if for_occasion else None, INTERPRETERS[:1] if for_occasion else ()
    )


def a_seating(*sizes: int) -> SeatsSheet:
    """One island per size; the last one is Swedish."""
    names = ("arabiska", "somaliska", "tigrinja", "dari", "svenska")
    islands, number = [], 0
    for at, size in enumerate(sizes):
        seats = tuple(Seat(f"D{number + one:02d}", sign(number + one)) for one in range(1, size + 1))
        number += size
        last = at == len(sizes) - 1
        islands.append(Island("svenska" if last else names[at], seats, interpreter=not last))
    return SeatsSheet(HEADING, tuple(islands))


def an_order(lines: int = 3) -> OrderSheet:
    first = datetime(2027, 3, 2, 9, 0, tzinfo=SWEDEN)
    return OrderSheet(
        agency="Tolkförmedlingen Syd",
        customer_number="88421",
        lines=tuple(
            OrderLine(
                first + timedelta(days=7 * at),
                first + timedelta(days=7 * at, hours=2),
                ("arabiska", "tigrinja", "kurdiska (sorani)")[at % 3],
                4 + at % 3,
                "Försäkringskassan, rum Eken",
                InterpreterMode.TELEPHONE if at % 3 == 1 else InterpreterMode.ON_SITE,
                is_ordered=at % 3 == 2,
                booking_number="B-4711" if at % 3 == 2 else "",
            )
            for at in range(lines)
        ),
        made_on=date(2027, 2, 20),
        organisation="Malmö hälsostöd",
        contact="Kursens expedition",
        phone="040-00 00 00",
    )


QUESTIONS = (
    TallyQuestion("Gillar du kaffe?", is_warm_up=True),
    TallyQuestion("Förstod du det vi pratade om i dag?"),
    TallyQuestion("Kan du använda det hemma?"),
    TallyQuestion("Var det viktigt för dig?"),
)


def a_tally() -> TallySheet:
    return TallySheet(HEADING, QUESTIONS, expected=10, fewest=5)


def an_absence(*, confirmed: bool = True, lines: int = 3) -> AbsenceSheet:
    start, end = HEADING.start, HEADING.end
    away = ((start, end), (start, start + timedelta(minutes=20)), (end - timedelta(minutes=40), end))
    return AbsenceSheet(
        HEADING,
        tuple(AbsenceLine(f"D{at + 2:02d}", start, end, *away[at % 3]) for at in range(lines)),
        minutes=15,
        is_confirmed=confirmed,
    )


def a_picture(kind: str, *, side: int = 300, noisy: bool = False) -> bytes:
    """A picture file twice as wide as high; noisy ones cannot be packed small."""
    picture = Image.effect_noise((2 * side, side), 80) if noisy else Image.new("L", (2 * side, side), 90)
    target = BytesIO()
    picture.convert("RGB").save(target, kind)
    return target.getvalue()
