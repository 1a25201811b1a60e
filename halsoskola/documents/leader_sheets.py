"""Facts for the leader's papers, the worst morning and the authorities. As in `sheets`: frozen, complete, in order.

Nobody's name has a place in these sheets. `OrderSheet` and `SeatsSheet` leave the hands of the leader or lie open in
a room, so the first holds head counts only, the second numbers and picture signs.
"""

from dataclasses import dataclass
from datetime import date, datetime

from halsoskola.documents.sheets import OccasionHeading, RunBlock
from halsoskola.domain.interpreting import InterpreterMode, NeedState


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """Whom to call. number: "" prints a line to write on. note: when and what, in a few words."""

    who: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody on the register. language: in Swedish. note: "har sagt till att hon inte kommer", "" for most."""

    number: str
    sign: str
    language: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class InterpreterLine:
    """One language at an occasion and who interprets it.

    interpreter and booking_number: as the leader noted them, "" when unknown. phone: of the tolkförmedling.
    """

    language: str
    people: int
    state: NeedState
    interpreter: str = ""
    booking_number: str = ""
    phone: str = ""
    mode: InterpreterMode = InterpreterMode.ON_SITE


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Something promised. number: whom, "" for the whole group."""

    number: str
    text: str
    due: date


@dataclass(frozen=True, slots=True)
class SubstituteSheet:
    """Everything a stand-in leader needs, on one page ("vikarieblad").

    people: everybody on the register, the expected first. blocks: with one start each. last_time: the leader's line
    about the meeting before, "" without one. warnings: whole sentences.
    """

    heading: OccasionHeading
    people: tuple[PersonLine, ...]
    expected: int
    interpreters: tuple[InterpreterLine, ...]
    agency: str
    customer_number: str
    blocks: tuple[RunBlock, ...]
    phones: tuple[PhoneLine, ...]
    promises: tuple[PromiseLine, ...] = ()
    materials: tuple[str, ...] = ()
    last_time: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrisisSheet:
    """What to do when somebody is not well ("krisblad"). What nobody has filled in becomes a line to write on.

    heading: None for the sheet that hangs on a wall. local: room and the organisation's own numbers; national: those
    that hold everywhere. interpreters: of the occasion.
    """

    room: str
    local: tuple[PhoneLine, ...]
    national: tuple[PhoneLine, ...]
    heading: OccasionHeading | None = None
    interpreters: tuple[InterpreterLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A chair: number and picture sign, nothing else."""

    number: str
    sign: str


@dataclass(frozen=True, slots=True)
class Island:
    """Those who sit together around one interpreter. language: in Swedish. interpreter: False for Swedish."""

    language: str
    seats: tuple[Seat, ...]
    interpreter: bool = True


@dataclass(frozen=True, slots=True)
class SeatsSheet:
    """Where people sit, in language islands, the largest first."""

    heading: OccasionHeading
    islands: tuple[Island, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One interpreter for one occasion. people: the head count, all that is said about participants.

    is_ordered: ordered before, and not yet confirmed; booking_number is then known, perhaps.
    """

    start: datetime
    end: datetime
    language: str
    people: int
    venue: str = ""
    mode: InterpreterMode = InterpreterMode.ON_SITE
    is_ordered: bool = False
    booking_number: str = ""


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """To the tolkförmedling: every need that is not confirmed, by time. organisation: who orders, "" when unknown."""

    agency: str
    customer_number: str
    lines: tuple[OrderLine, ...]
    made_on: date
    organisation: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TallyQuestion:
    """A question with three faces. is_warm_up: one that everybody can answer, whose result says nothing."""

    text: str
    is_warm_up: bool = False


@dataclass(frozen=True, slots=True)
class TallySheet:
    """Where the leader counts the faces ("räkneblad"). expected: how many cards can come back at most."""

    heading: OccasionHeading
    questions: tuple[TallyQuestion, ...]
    expected: int
    fewest: int
    """So many answers are needed before a result may be shown to anybody."""


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """Somebody who was away longer than the authority allows. No reason: there is no field for one."""

    number: str
    expected_from: datetime
    expected_to: datetime
    away_from: datetime
    away_to: datetime


@dataclass(frozen=True, slots=True)
class AbsenceSheet:
    """For the host's reports. is_confirmed: the register has been; before that, the sheet says that it is a draft."""

    heading: OccasionHeading
    lines: tuple[AbsenceLine, ...]
    minutes: int
    """What is shorter than this is not reported."""
    is_confirmed: bool
    activity: str = "Kurs om hälsa och samhälle"


LeaderSheet = SubstituteSheet | CrisisSheet | SeatsSheet | OrderSheet | TallySheet | AbsenceSheet
