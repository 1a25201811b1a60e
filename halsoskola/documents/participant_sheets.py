"""Facts for the participants' papers: frozen, complete and in order, as in `sheets`.

None of them has a place for a diagnosis, a reason or a language written out. Names stand only in `NameCard.name`, and
only when the course uses them; a certificate has an empty line, where the leader writes by hand.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from halsoskola.documents.reader_words import SWEDISH_WORDS, ReaderWords
from halsoskola.documents.sheets import HandoutSheet, OccasionHeading
from halsoskola.domain.plans import BlockKind

NEUTRAL_COURSE = "Kurs om hälsa och samhälle"
"""What the course is called where others may read it: an employer, a school, an office."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a paper is. size: 14, 16 or 18 points. pictures_only: she does not read; large pictures, few words."""

    words: ReaderWords = SWEDISH_WORDS
    size: int = 14
    pictures_only: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One meeting of the run. venue: only where it differs from the sheet's. cancelled: nobody meets that day."""

    number: int
    start: datetime
    end: datetime
    venue: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """All meetings of one run. phone: "" prints a line to write on. number: hers ("D07"), or "" to write it in."""

    reader: Reader
    lines: tuple[ScheduleLine, ...]
    venue: str = ""
    phone: str = ""
    number: str = ""
    course_line: str = ""


@dataclass(frozen=True, slots=True)
class InvitationSheet:
    """To the course, or to the meeting where it is presented.

    start: None prints lines to write on. end: None for a meeting whose length nobody has said. meetings, hours: of the
    whole course; hours of one meeting as people write them ("2", "1,5").
    """

    reader: Reader
    start: datetime | None
    end: datetime | None
    venue: str
    phone: str
    meetings: int
    hours: str
    to_information: bool = False


@dataclass(frozen=True, slots=True)
class InformationSheet:
    """What the course is and what is voluntary. compensation: what the organisation has decided about people's money,
    in its own words; "" when it has decided nothing, and then nothing is promised."""

    reader: Reader
    meetings: int
    hours: str
    seats: int
    phone: str
    compensation: str = ""


@dataclass(frozen=True, slots=True)
class PrivacySheet:
    """What is kept about a participant, and why (article 13). Empty facts become lines to write on."""

    reader: Reader
    organisation: str
    contact: str
    ground: str
    uses_names: bool = False


@dataclass(frozen=True, slots=True)
class RulesSheet:
    reader: Reader


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A telephone number. who: its Swedish name. purpose: a phrase in Swedish. languages: codes. interpreter,
    always_open, free: None when nobody knows. hours: when it is not always open."""

    who: str
    purpose: str
    number: str
    picture: str
    languages: tuple[str, ...] = ()
    interpreter: bool | None = None
    always_open: bool | None = None
    free: bool | None = None
    hours: str = ""


@dataclass(frozen=True, slots=True)
class NumbersSheet:
    """All numbers on one neutral card."""

    reader: Reader
    lines: tuple[NumberLine, ...]


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """That somebody was here. copies: how many on the paper, 1 to 3."""

    reader: Reader
    start: datetime
    end: datetime
    organisation: str
    venue: str = ""
    copies: int = 3


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """That somebody took part. meetings 0: everything is a line to write on. themes: only if she asks for them.

    number: hers, small in the footer, so that the right paper reaches the right person.
    """

    reader: Reader
    organisation: str
    meetings: int = 0
    hours: str = ""
    first: date | None = None
    last: date | None = None
    themes: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The empty plan ("min framtids- och hälsoplan")."""

    reader: Reader


@dataclass(frozen=True, slots=True)
class EvaluationSheet:
    """Four cards to cut apart: a question to warm up with, and our three."""

    reader: Reader


@dataclass(frozen=True, slots=True)
class NameCard:
    """number: "D07". sign: code of the picture sign. name: "" unless the course uses names."""

    number: str
    sign: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class NameCardsSheet:
    course: str
    cards: tuple[NameCard, ...]


@dataclass(frozen=True, slots=True)
class AgendaPicture:
    """One block for the wall."""

    start: time
    kind: BlockKind
    title: str


@dataclass(frozen=True, slots=True)
class PictureAgendaSheet:
    """Today on the wall. readers: those whose words stand beside the Swedish ones, at most four."""

    heading: OccasionHeading
    blocks: tuple[AgendaPicture, ...]
    readers: tuple[ReaderWords, ...] = ()


@dataclass(frozen=True, slots=True)
class MissedMeeting:
    """A meeting that the group has had without her. aims: what one can say afterwards, in easy Swedish."""

    number: int
    day: date
    title: str
    themes: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WelcomeSheet:
    """Everything for somebody who joins late. next_meeting: None when the course is over. handouts: the first
    meeting's, and the last that she missed."""

    reader: Reader
    number: str
    sign: str
    information: InformationSheet
    schedule: ScheduleSheet
    next_meeting: ScheduleLine | None = None
    missed: tuple[MissedMeeting, ...] = ()
    handouts: tuple[HandoutSheet, ...] = ()
