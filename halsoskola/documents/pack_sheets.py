"""What lies in the pile for an occasion: any of the papers, how many of each and for whom."""

from dataclasses import dataclass

from halsoskola.documents.leader_sheets import LeaderSheet
from halsoskola.documents.participant_sheets import EvaluationSheet, WelcomeSheet
from halsoskola.documents.sheets import BriefSheet, HandoutSheet, OccasionHeading, RunSheet, SigninSheet

Sheet = HandoutSheet | SigninSheet | RunSheet | BriefSheet | LeaderSheet | EvaluationSheet | WelcomeSheet


@dataclass(frozen=True, slots=True)
class PackDocument:
    """One paper of a pack. copies: at least 1. for_whom: "deltagare som läser arabiska", "tolken", "ledaren"."""

    sheet: Sheet
    copies: int = 1
    for_whom: str = ""


@dataclass(frozen=True, slots=True)
class PackSheet:
    """Everything to print for one occasion. warnings: whole sentences, such as which local fact is missing.

    double_sided: every paper then starts on a fresh leaf. template: of the course, to which the choice belongs.
    """

    heading: OccasionHeading
    documents: tuple[PackDocument, ...]
    warnings: tuple[str, ...] = ()
    double_sided: bool = False
    template: str = ""
