"""How the group is developing (FIRO): a phase noted after an occasion, never computed from attendance."""

from dataclasses import dataclass

from halsoskola.domain.plans import FiroPhase


@dataclass(frozen=True, slots=True)
class FiroNote:
    occasion_id: str
    phase: FiroPhase
