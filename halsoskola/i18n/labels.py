"""What the codes of the domain are called on screen and paper."""

from enum import StrEnum

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import CourseStatus, OccasionStatus, TrackCode
from halsoskola.domain.evaluation import Question
from halsoskola.domain.interpreting import InterpreterMode, NeedState
from halsoskola.domain.participants import ContactWay, EnrolmentStatus, Sex
from halsoskola.domain.plans import BlockKind, FiroPhase
from halsoskola.i18n.catalogues import N_, _

_LABELS: tuple[tuple[StrEnum, str], ...] = (
    # Pairs, not a dict: members of different enums with the same value are equal keys.
    (TrackCode.FM, N_("förmiddag")),
    (TrackCode.EM, N_("eftermiddag")),
    (CourseStatus.PLANNED, N_("kommande")),
    (CourseStatus.RUNNING, N_("pågår")),
    (CourseStatus.FINISHED, N_("avslutad")),
    (OccasionStatus.PLANNED, N_("planerad")),
    (OccasionStatus.HELD, N_("genomförd")),
    (OccasionStatus.CANCELLED, N_("inställd")),
    (MarkKind.PRESENT, N_("Här")),
    (MarkKind.LATE, N_("Sen")),
    (MarkKind.LEFT_EARLY, N_("Gick tidigare")),
    (MarkKind.ANNOUNCED, N_("Sagt till: kommer inte")),
    (MarkKind.ABSENT, N_("Inte hört av sig")),
    (MarkKind.VISITS, N_("Går på andra gruppen")),
    (NeedState.NEED, N_("behov")),
    (NeedState.ORDERED, N_("beställd")),
    (NeedState.CONFIRMED, N_("bekräftad")),
    (NeedState.TO_CANCEL, N_("att avboka")),
    (NeedState.CANCELLED, N_("avbokad")),
    (NeedState.DONE, N_("genomförd")),
    (InterpreterMode.ON_SITE, N_("på plats")),
    (InterpreterMode.TELEPHONE, N_("telefon")),
    (InterpreterMode.VIDEO, N_("skärm")),
    (ContactWay.OWN_NUMBER, N_("eget nummer")),
    (ContactWay.VIA_CASEWORKER, N_("via handläggare")),
    (ContactWay.VIA_SFI, N_("via sfi")),
    (EnrolmentStatus.WAITING, N_("väntelista")),
    (EnrolmentStatus.TAKING_PART, N_("deltar")),
    (EnrolmentStatus.ENDED, N_("avslutad")),
    (Sex.WOMAN, N_("kvinna")),
    (Sex.MAN, N_("man")),
    (Sex.OTHER, N_("annat")),
    (Question.UNDERSTOOD, N_("Förstod du det vi pratade om i dag?")),
    (Question.USABLE, N_("Kan du använda det hemma?")),
    (Question.IMPORTANT, N_("Var det viktigt för dig?")),
    (BlockKind.START, N_("Start")),
    (BlockKind.TALK, N_("Prata")),
    (BlockKind.GROUP, N_("Samtal")),
    (BlockKind.PRACTICE, N_("Prova")),
    (BlockKind.BODY, N_("Kropp")),
    (BlockKind.BREAK, N_("Paus")),
    (BlockKind.END, N_("Slut")),
    (FiroPhase.TILLHORA, N_("Tillhöra")),
    (FiroPhase.GEMYT, N_("Gemyt")),
    (FiroPhase.ROLLSOKNING, N_("Rollsökning")),
    (FiroPhase.IDYLL, N_("Idyll")),
    (FiroPhase.SAMHORIGHET, N_("Samhörighet")),
    (FiroPhase.AVSLUT, N_("Avslut")),
)


def label(code: StrEnum) -> str:
    """The code's name in the screen's language. Raises: KeyError for an enum that has no names yet."""
    return _(_LABEL_OF[type(code), code.value])


_LABEL_OF = {(type(code), code.value): text for code, text in _LABELS}
