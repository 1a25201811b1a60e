"""All use cases of one open store, as window and commands get them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from halsoskola.services.attendance import AttendanceService
from halsoskola.services.clock import Clock
from halsoskola.services.closing import ClosingService
from halsoskola.services.courses import CourseService, new_id
from halsoskola.services.facts import FactService
from halsoskola.services.handouts import HandoutService
from halsoskola.services.history import HistoryService
from halsoskola.services.importing import ImportService
from halsoskola.services.interpreting import InterpretingService
from halsoskola.services.occasions import OccasionService
from halsoskola.services.participants import ParticipantService
from halsoskola.services.plans import PlanService
from halsoskola.services.printing import PrintService
from halsoskola.services.today import TodayService
from halsoskola.storage.store import Store


@dataclass(frozen=True, slots=True)
class Services:
    clock: Clock
    plans: PlanService
    facts: FactService
    handouts: HandoutService
    courses: CourseService
    participants: ParticipantService
    importing: ImportService
    occasions: OccasionService
    attendance: AttendanceService
    interpreting: InterpretingService
    closing: ClosingService
    today: TodayService
    printing: PrintService
    history: HistoryService

    @classmethod
    def over(cls, store: Store, clock: Clock, plans: PlanService, *, ids: Callable[[], str] = new_id) -> Self:
        """Every use case on the same store, clock and plan library. ids: makes the ids of new rows."""
        handouts = HandoutService(plans)
        participants = ParticipantService(store, clock, ids=ids)
        return cls(
            clock=clock,
            plans=plans,
            facts=FactService(plans, clock),
            handouts=handouts,
            courses=CourseService(store, clock, plans, ids=ids),
            participants=participants,
            importing=ImportService(store, participants),
            occasions=OccasionService(store, clock, plans),
            attendance=AttendanceService(store, clock, ids=ids),
            interpreting=InterpretingService(store, clock, ids=ids),
            closing=ClosingService(store, clock, ids=ids),
            today=TodayService(store, clock),
            printing=PrintService(store, clock, plans, handouts),
            history=HistoryService(store),
        )
