"""Every paper for participants with sensible facts, in any language, and what it says while it is laid out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from unittest.mock import patch

from halsoskola.documents.pages import Paper
from halsoskola.documents.participant_sheets import (
    AgendaPicture,
    CertificateSheet,
    EvaluationSheet,
    InformationSheet,
    InvitationSheet,
    MissedMeeting,
    NameCard,
    NameCardsSheet,
    NumberLine,
    NumbersSheet,
    PictureAgendaSheet,
    PlanSheet,
    PrivacySheet,
    Reader,
    ScheduleLine,
    ScheduleSheet,
    SlipSheet,
    WelcomeSheet,
)
from halsoskola.documents.pdf.certificate import certificate_paper
from halsoskola.documents.pdf.evaluation import evaluation_paper
from halsoskola.documents.pdf.information import information_paper
from halsoskola.documents.pdf.invitation import invitation_paper
from halsoskola.documents.pdf.name_cards import name_cards_paper
from halsoskola.documents.pdf.numbers import numbers_paper
from halsoskola.documents.pdf.picture_agenda import picture_agenda_paper
from halsoskola.documents.pdf.plan_sheet import plan_sheet_paper
from halsoskola.documents.pdf.privacy import privacy_paper
from halsoskola.documents.pdf.schedule import schedule_paper
from halsoskola.documents.pdf.slip import slip_paper
from halsoskola.documents.pdf.welcome import welcome_papers
from halsoskola.documents.reader_words import SWEDISH_WORDS, ReaderWords, Said, Speaker
from halsoskola.documents.sheets import ReaderLanguage, Translation
from halsoskola.documents.words import UNREVIEWED
from halsoskola.domain.courses import SWEDEN
from halsoskola.domain.languages import language, locale_of
from halsoskola.domain.picture_signs import PICTURE_SIGNS
from halsoskola.domain.plans import BlockKind
from halsoskola.plans.word_lists import read_phrases
from halsoskola.settings import program_root
from tests.documents.builders import HEADING, a_handout

LONGEST = "Socialförsäkringsmottagningen, Sjukpenninggrundandegatan 113, Storumans kommunhus"
"""A venue or organisation with the longest words that a leader writes."""


@cache
def words_of(code: str) -> ReaderWords:
    """The shipped sentences of a language."""
    if code == "sv":
        return SWEDISH_WORDS
    entries = read_phrases(code, [program_root() / "translations"]).entries
    phrases = {swedish: Translation(one.text, one.reviewed) for (swedish, _), one in entries.items()}
    row = language(code)
    own = ReaderLanguage(code, row.swedish, row.native, phrases[UNREVIEWED].text)
    return ReaderWords(own, locale_of(code), phrases)


def a_reader(code: str = "sv", size: int = 14) -> Reader:
    """code "": somebody who does not read."""
    return Reader(words_of(code or "sv"), size, pictures_only=not code)


def a_schedule(
    reader: Reader, meetings: int = 12, *, phone: str = "040-00 00 00", venue: str = "Rum Eken"
) -> ScheduleSheet:
    start = datetime(2027, 9, 9, 9, 0, tzinfo=SWEDEN)  # Thursdays in September: the longest Swedish days
    lines = tuple(
        ScheduleLine(number + 1, start + timedelta(weeks=number), start + timedelta(weeks=number, hours=2))
        for number in range(meetings)
    )
    return ScheduleSheet(reader, lines, venue, phone, course_line="Malmö hälsoskola våren")


def an_invitation(
    reader: Reader, *, venue: str = "Föreningsgatan 7", phone: str = "040-00 00 00"
) -> InvitationSheet:
    return InvitationSheet(reader, HEADING.start, HEADING.end, venue, phone, meetings=12, hours="2")


def an_information(
    reader: Reader, *, phone: str = "040-00 00 00", compensation: str = ""
) -> InformationSheet:
    return InformationSheet(reader, 12, "2", 12, phone, compensation)


def a_privacy(
    reader: Reader,
    *,
    organisation: str = "Malmö stad",
    contact: str = "dataskydd@example.se",
    ground: str = "dataskyddsförordningen, artikel 6.1 e och 9.2 g",
) -> PrivacySheet:
    return PrivacySheet(reader, organisation, contact, ground, uses_names=True)


NUMBERS = (
    NumberLine("SOS Alarm", "Fara för livet", "112", "ambulance", ("sv", "en"), True, True, True),
    NumberLine(
        "Vårdcentralen Lugnet", "Läkare och sjuksköterska", "", "stethoscope", hours="måndag–fredag 8–17"
    ),
    NumberLine(
        "Kvinnofridslinjen", "Stöd för kvinnor", "020-50 50 50", "call", ("sv", "en"), True, True, True
    ),
    NumberLine(
        "Arbetsförmedlingen", "Hjälp att få arbete", "0771-416 416", "work", ("sv", "en"), None, None, False
    ),
)


def a_numbers(reader: Reader) -> NumbersSheet:
    return NumbersSheet(reader, NUMBERS)


def a_slip(reader: Reader, *, organisation: str = "Malmö stad") -> SlipSheet:
    return SlipSheet(reader, HEADING.start, HEADING.end, organisation, "Föreningsgatan 7")


def a_certificate(
    reader: Reader, *, organisation: str = "Malmö stad", themes: tuple[str, ...] = ()
) -> CertificateSheet:
    return CertificateSheet(
        reader, organisation, 11, "21,5", date(2027, 2, 2), date(2027, 4, 20), themes, number="D07"
    )


def an_agenda(*readers: ReaderWords) -> PictureAgendaSheet:
    blocks = tuple(
        AgendaPicture(time(9, 5 * place), kind, f"Moment nummer {place}")
        for place, kind in enumerate(BlockKind)
    )
    return PictureAgendaSheet(HEADING, blocks, readers)


def some_cards(people: int = 10, *, name: str = "") -> NameCardsSheet:
    cards = tuple(NameCard(f"D{n + 1:02d}", PICTURE_SIGNS[n].code, name) for n in range(people))
    return NameCardsSheet("Malmö hälsoskola våren", cards)


def a_welcome(reader: Reader) -> WelcomeSheet:
    handout = a_handout(languages=() if reader.words.is_swedish else (reader.words.language,))
    return WelcomeSheet(
        reader,
        "D07",
        "key",
        an_information(reader),
        a_schedule(reader),
        ScheduleLine(5, HEADING.start, HEADING.end, "Föreningsgatan 7"),
        (MissedMeeting(4, date(2027, 2, 23), "Smärta", ("smärta",), ("Jag vet vad långvarig smärta är.",)),),
        (handout,),
    )


Maker = Callable[[Reader], Paper]

PAPERS: dict[str, Maker] = {
    "schedule": lambda reader: schedule_paper(a_schedule(reader)),
    "invitation": lambda reader: invitation_paper(an_invitation(reader)),
    "information": lambda reader: information_paper(an_information(reader)),
    "privacy": lambda reader: privacy_paper(a_privacy(reader)),
    "numbers": lambda reader: numbers_paper(a_numbers(reader)),
    "slip": lambda reader: slip_paper(a_slip(reader)),
    "certificate": lambda reader: certificate_paper(a_certificate(reader, themes=("Sömn", "Smärta"))),
    "plan-sheet": lambda reader: plan_sheet_paper(PlanSheet(reader)),
    "evaluation": lambda reader: evaluation_paper(EvaluationSheet(reader)),
    "picture-agenda": lambda reader: picture_agenda_paper(an_agenda(reader.words)),
    "name-cards": lambda _reader: name_cards_paper(some_cards()),
}
"""Those of one paper; `welcome` is several, see `all_papers`."""


def all_papers(kind: str, reader: Reader) -> tuple[Paper, ...]:
    return welcome_papers(a_welcome(reader)) if kind == "welcome" else (PAPERS[kind](reader),)


KINDS = (*PAPERS, "welcome")


@dataclass
class Heard:
    """What was said while papers were laid out. gaps: sentences that a reader's language lacks."""

    said: list[Said] = field(default_factory=list)
    gaps: set[str] = field(default_factory=set)


@contextmanager
def listening() -> Iterator[Heard]:
    """Notes every sentence that is asked for."""
    heard = Heard()
    say_each, day = Speaker.say_each, Speaker.day

    def noted(self: Speaker, swedish: str, *values: object) -> Said:
        said = say_each(self, swedish, *values)  # type: ignore[arg-type]
        heard.said.append(said)
        if said.own is None and not self.reader.is_swedish:
            heard.gaps.add(swedish)
        return said

    def noted_day(self: Speaker, value: date) -> Said:
        heard.said.append(day(self, value))
        return heard.said[-1]

    with patch.object(Speaker, "say_each", noted), patch.object(Speaker, "day", noted_day):
        yield heard
