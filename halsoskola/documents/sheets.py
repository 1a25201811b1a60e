"""Facts to print: frozen, complete and in order. Whoever fills a sheet has asked all questions; drawing asks none.

A sheet says nothing about looks. Names of people stand only in `SigninRow.name` and `Run.staff`, nowhere else; the
sheets for interpreters and participants have no place for one.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from halsoskola.documents.own_pictures import OwnPicture
from halsoskola.domain.courses import TrackCode
from halsoskola.domain.interpreting import NeedState
from halsoskola.domain.plans import Adaptation, BlockKind, HandoutText


@dataclass(frozen=True, slots=True)
class OccasionHeading:
    """Which occasion a paper belongs to. `title` is the plan's; `start` and `end` are Swedish wall-clock moments."""

    course: str
    meeting: int
    title: str
    track: TrackCode
    start: datetime
    end: datetime
    venue: str = ""


@dataclass(frozen=True, slots=True)
class ReaderLanguage:
    """A language on paper.

    name: in Swedish ("arabiska"). own_name: in itself, so that people can point at it. unreviewed: "Datoröversatt.
    Inte granskad." in the language itself; "" when nobody has written it.
    """

    code: str
    name: str
    own_name: str = ""
    unreviewed: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """`reviewed` means by a translator or a bilingual professional."""

    text: str
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word with its explanation. translations: one per language of the sheet, in that order; None where missing."""

    word: str
    explanation: str
    translations: tuple[Translation | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """What a participant should know before she calls.

    name: who answers, "" when the number says it. speaks: languages, in Swedish. interpreter: None when nobody knows.
    hours: "dag och natt"; cost: "gratis" or what follows on "kostar"; both "" when unknown.
    """

    number: str
    name: str = ""
    speaks: tuple[str, ...] = ()
    interpreter: bool | None = None
    hours: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class HandoutSheet:
    """A handout for participants.

    text: facts are written out; a missing one is `WRITE_ON_LINE`. languages: at most two. level: 2, or 1 for those
    who hardly read. size: 14, 16 or 18 points. only_reviewed: of sensitive and crisis plans; unreviewed words are
    left out and a column to write in takes their place. themes: of the plan; they decide the picture beside the title.
    occasion: "Träff 5 · tisdag 2 mars"; "" for a handout without course. course_line: who to call when ill.
    signature: who has checked the facts, by profession and date; "" when nobody has. phones: those that the text
    names and of which more is known than the number. own_pictures: the organisation's own among the sheet's pictures.
    """

    plan: str
    text: HandoutText
    words: tuple[WordRow, ...] = ()
    languages: tuple[ReaderLanguage, ...] = ()
    level: int = 2
    size: int = 14
    only_reviewed: bool = False
    themes: tuple[str, ...] = ()
    occasion: str = ""
    course_line: str = ""
    signature: str = ""
    phones: tuple[PhoneRow, ...] = ()
    own_pictures: tuple[OwnPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class SigninRow:
    """number: "D07". sign: code of the picture sign. name: tilltalsnamn, "" unless the course uses them."""

    number: str
    sign: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SigninSheet:
    """The list that lies in the room. empty_rows: for those who come from the other run.

    for_funder: the European Social Fund's list, with hours and signature and an empty line for the name.
    """

    heading: OccasionHeading
    rows: tuple[SigninRow, ...]
    uses_names: bool = False
    empty_rows: int = 2
    for_funder: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedGroup:
    """People expected with one interpreter language.

    language: in Swedish, with the variant if there is one. state: of the interpreter; None when none is needed.
    """

    language: str
    people: int
    state: NeedState | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One of the parallel runs of a meeting. staff: leaders and others who work, as they should be called."""

    track: TrackCode
    start: datetime
    end: datetime
    venue: str = ""
    staff: tuple[str, ...] = ()
    groups: tuple[ExpectedGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class RunBlock:
    """One block of the agenda. starts: one time per run, in the runs' order.

    notes: what the leader says and does, lines and "- " bullets as written, facts written out. interpreted: its own
    talk time is half of the minutes.
    """

    starts: tuple[time, ...]
    minutes: int
    kind: BlockKind
    title: str
    notes: str = ""
    adaptations: tuple[Adaptation, ...] = ()
    interpreted: bool = False


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The leader's sheet ("ledarblad") for one meeting in all its runs.

    net_talk_minutes: own words that fit when half the time goes to interpreting. warnings: whole sentences.
    """

    course: str
    meeting: int
    title: str
    runs: tuple[Run, ...]
    blocks: tuple[RunBlock, ...]
    net_talk_minutes: int
    materials: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    introduction: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefSheet:
    """To the interpreters before an occasion. Nobody's name: there is no field for one.

    blocks: with one start each. languages: those whose words are shown, mostly one, at most two. groups: everybody
    expected, per language. phone: how to reach the course, with its words ("Kursen: 040-…"); "" when unknown.
    only_reviewed: as in `HandoutSheet`.
    """

    heading: OccasionHeading
    blocks: tuple[RunBlock, ...]
    words: tuple[WordRow, ...] = ()
    languages: tuple[ReaderLanguage, ...] = ()
    groups: tuple[ExpectedGroup, ...] = ()
    only_reviewed: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The recovery key on paper, for the boss's safe. groups: the key in the groups in which it is typed."""

    groups: tuple[str, ...]
    database: str
    made_on: date
    program: str = "Hälsoskola"
