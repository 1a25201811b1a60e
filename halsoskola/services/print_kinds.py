"""Every single paper that can be printed by its name: what it needs to know, and who makes it.

One table for window and command line. The makers ask the services; nothing is drawn or read here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from halsoskola.domain.courses import TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.catalogues import N_, _

if TYPE_CHECKING:
    from halsoskola.services.bundle import Services


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What somebody wants on paper.

    occasions: of the meeting asked for, morning first; empty for papers of a whole course. tracks: which runs, morning
    first. languages: what the readers read, "" meaning pictures; empty means what the people concerned read.
    participant: her number in the course. with_themes: name the course's themes on a certificate. information_meeting:
    when it is, for an invitation to it. esf: with hours and signature, as the European Social Fund wants them.
    """

    course_id: str
    occasions: tuple[str, ...] = ()
    tracks: tuple[TrackCode, ...] = ()
    languages: tuple[str, ...] = ()
    size: int = 14
    participant: int | None = None
    with_themes: bool = False
    information_meeting: datetime | None = None
    esf: bool = False


class PaperGroup(StrEnum):
    """For whom a paper is, in the order in which they are offered."""

    PARTICIPANTS = "participants"
    LEADER = "leader"
    ROOM = "room"
    INTERPRETER = "interpreter"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class PrintKind:
    """One kind of paper. `name` is Swedish, for `print_kind_name`.

    needs_meeting: it belongs to one meeting, not to the whole course. by_track: it differs between the runs.
    for_readers: it is printed in the languages that people read. for_one: it is always one participant's. facts: names
    of those that become lines to write on when nobody has filled them in. make: the PDF file.
    """

    name: str
    make: "Callable[[Services, PrintOrder], bytes]"
    needs_meeting: bool = False
    by_track: bool = False
    for_readers: bool = False
    group: PaperGroup = PaperGroup.PARTICIPANTS
    for_one: bool = False
    facts: tuple[str, ...] = ()


PRINT_KINDS: Mapping[str, PrintKind] = MappingProxyType(
    {
        "signin": PrintKind(
            N_("närvarolista"),
            lambda services, order: services.printing.signin(order.occasions, for_funder=order.esf),
            needs_meeting=True,
            by_track=True,
            group=PaperGroup.ROOM,
        ),
        "runsheet": PrintKind(
            N_("ledarblad"),
            lambda services, order: services.printing.runsheets(order.occasions),
            needs_meeting=True,
            group=PaperGroup.LEADER,
        ),
        "brief": PrintKind(
            N_("till tolken"),
            lambda services, order: services.printing.briefs(order.occasions),
            needs_meeting=True,
            by_track=True,
            group=PaperGroup.INTERPRETER,
        ),
        "order": PrintKind(
            N_("beställning av tolk"),
            lambda services, order: services.leader_papers.order(order.course_id, order.occasions),
            by_track=True,
            group=PaperGroup.INTERPRETER,
        ),
        "substitute": PrintKind(
            N_("vikarieblad"),
            lambda services, order: services.leader_papers.substitute(order.occasions),
            needs_meeting=True,
            by_track=True,
            group=PaperGroup.LEADER,
        ),
        "crisis": PrintKind(
            N_("krisblad"),
            lambda services, order: services.leader_papers.crisis(order.occasions),
            by_track=True,
            group=PaperGroup.LEADER,
        ),
        "tally": PrintKind(
            N_("räkneblad"),
            lambda services, order: services.leader_papers.tally(order.occasions),
            needs_meeting=True,
            by_track=True,
            group=PaperGroup.LEADER,
        ),
        "seats": PrintKind(
            N_("platser i rummet"),
            lambda services, order: services.leader_papers.seats(order.occasions),
            needs_meeting=True,
            by_track=True,
            group=PaperGroup.ROOM,
        ),
        "absence": PrintKind(
            N_("frånvaro över 15 minuter"),
            lambda services, order: services.leader_papers.absence(order.occasions),
            needs_meeting=True,
            by_track=True,
            group=PaperGroup.AUTHORITY,
        ),
        "schedule": PrintKind(
            N_("schema"),
            lambda services, order: services.participant_papers.schedule(order),
            by_track=True,
            for_readers=True,
            facts=("kurs-telefon",),
        ),
        "invitation": PrintKind(
            N_("inbjudan"),
            lambda services, order: services.participant_papers.invitation(order),
            by_track=True,
            for_readers=True,
            facts=("kurs-telefon",),
        ),
        "information": PrintKind(
            N_("information om kursen"),
            lambda services, order: services.participant_papers.information(order),
            for_readers=True,
            facts=("kurs-telefon",),
        ),
        "privacy": PrintKind(
            N_("det här skriver vi om dig"),
            lambda services, order: services.participant_papers.privacy(order),
            for_readers=True,
            facts=("organisation-namn", "dataskydd-kontakt", "rattslig-grund"),
        ),
        "welcome": PrintKind(
            N_("välkomstpaket till den som är ny"),
            lambda services, order: services.participant_papers.welcome(order),
            for_readers=True,
            for_one=True,
            facts=("kurs-telefon",),
        ),
        "numbers": PrintKind(
            N_("viktiga nummer"),
            lambda services, order: services.participant_papers.numbers(order),
            for_readers=True,
            facts=("vardcentral-telefon", "tandvard-telefon", "socialtjanst-telefon", "kurs-telefon"),
        ),
        "evaluation": PrintKind(
            N_("utvärdering med tre ansikten"),
            lambda services, order: services.participant_papers.evaluation(order),
            for_readers=True,
        ),
        "plan-sheet": PrintKind(
            N_("min framtids- och hälsoplan"),
            lambda services, order: services.participant_papers.plan_sheet(order),
            for_readers=True,
        ),
        "slip": PrintKind(
            N_("kvitto på att någon var här"),
            lambda services, order: services.participant_papers.slip(order),
            needs_meeting=True,
            by_track=True,
            for_readers=True,
        ),
        "certificate": PrintKind(
            N_("intyg"),
            lambda services, order: services.participant_papers.certificate(order),
            by_track=True,
            for_readers=True,
            facts=("organisation-namn",),
        ),
        "name-cards": PrintKind(
            N_("namnkort"),
            lambda services, order: services.participant_papers.name_cards(order),
            by_track=True,
            group=PaperGroup.ROOM,
        ),
        "picture-agenda": PrintKind(
            N_("dagens schema med bilder"),
            lambda services, order: services.participant_papers.picture_agenda(order),
            needs_meeting=True,
            by_track=True,
            for_readers=True,
            group=PaperGroup.ROOM,
        ),
    }
)
"""By the word that the command line uses, in the order in which they are offered."""


def print_kind_name(kind: str) -> str:
    """What a paper is called on screen, without a capital. Raises: KeyError for an unknown kind."""
    return _(PRINT_KINDS[kind].name)


def missing_facts(services: "Services", kind: str) -> tuple[str, ...]:
    """Facts that this paper prints as lines to write on, since they are not filled in."""
    known = services.plans.facts()
    return tuple(
        name for name in PRINT_KINDS[kind].facts if (fact := known.get(name)) is None or not fact.text.strip()
    )


def make_paper(services: "Services", kind: str, order: PrintOrder) -> bytes:
    """The PDF file of one kind of paper.

    Raises: RuleBroken when the kind belongs to a meeting and none was named, or as its maker does; KeyError for an
    unknown kind.
    """
    entry = PRINT_KINDS[kind]
    if entry.needs_meeting and not order.occasions:
        raise RuleBroken(Refusal.MEETING_NEEDED, paper=print_kind_name(kind))
    return entry.make(services, order)
