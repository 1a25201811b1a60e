"""All use cases of one open store, as window and commands get them.

Each is imported and made when it is first asked for: Idag is on the screen before most of them are needed.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from halsoskola.services.clock import Clock
from halsoskola.services.ids import new_id
from halsoskola.settings import OPEN_FOLDER, program_root
from halsoskola.storage.store import Store

if TYPE_CHECKING:
    from halsoskola.services.attendance import AttendanceService
    from halsoskola.services.closing import ClosingService
    from halsoskola.services.courses import CourseService
    from halsoskola.services.facts import FactService
    from halsoskola.services.handouts import HandoutService
    from halsoskola.services.history import HistoryService
    from halsoskola.services.importing import ImportService
    from halsoskola.services.interpreting import InterpretingService
    from halsoskola.services.leader_papers import LeaderPaperService
    from halsoskola.services.letterheads import LetterheadService
    from halsoskola.services.occasions import OccasionService
    from halsoskola.services.open_files import OpenFileService
    from halsoskola.services.participant_papers import ParticipantPaperService
    from halsoskola.services.participants import ParticipantService
    from halsoskola.services.pictures import PictureService
    from halsoskola.services.pile_choices import PileChoiceService
    from halsoskola.services.plan_editing import PlanEditingService
    from halsoskola.services.plan_exchange import PlanExchangeService
    from halsoskola.services.plan_texts import PlanTextService
    from halsoskola.services.plans import PlanService
    from halsoskola.services.printing import PrintService
    from halsoskola.services.reviewing import ReviewingService
    from halsoskola.services.signing import SigningService
    from halsoskola.services.today import TodayService
    from halsoskola.services.word_lists import WordListService


class Services:
    """Every use case on the same store, clock and plan library.

    plans: gives the library when it is first asked for. ids: makes the ids of new rows.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        plans: "Callable[[], PlanService]",
        *,
        ids: Callable[[], str] = new_id,
    ) -> None:
        self._store = store
        self._ids = ids
        self.clock = clock
        self._make_plans = plans

    @cached_property
    def plans(self) -> "PlanService":
        return self._make_plans()

    @cached_property
    def facts(self) -> "FactService":
        from halsoskola.services.facts import FactService

        return FactService(self.plans, self.clock)

    @cached_property
    def handouts(self) -> "HandoutService":
        from halsoskola.services.handouts import HandoutService

        return HandoutService(self.plans)

    @cached_property
    def word_lists(self) -> "WordListService":
        from halsoskola.services.word_lists import WordListService

        return WordListService(self.plans, self.clock)

    @cached_property
    def pictures(self) -> "PictureService":
        from halsoskola.services.pictures import PictureService

        return PictureService(self.plans)

    @cached_property
    def signing(self) -> "SigningService":
        from halsoskola.services.signing import SigningService

        return SigningService(self.plans, self.clock)

    @cached_property
    def exchange(self) -> "PlanExchangeService":
        from halsoskola.services.plan_exchange import PlanExchangeService

        return PlanExchangeService(self.plans, self.clock)

    @cached_property
    def courses(self) -> "CourseService":
        from halsoskola.services.courses import CourseService

        return CourseService(self._store, self.clock, self.plans, ids=self._ids)

    @cached_property
    def participants(self) -> "ParticipantService":
        from halsoskola.services.participants import ParticipantService

        return ParticipantService(self._store, self.clock, ids=self._ids)

    @cached_property
    def importing(self) -> "ImportService":
        from halsoskola.services.importing import ImportService

        return ImportService(self._store, self.participants)

    @cached_property
    def occasions(self) -> "OccasionService":
        from halsoskola.services.occasions import OccasionService

        return OccasionService(self._store, self.clock, self.plans)

    @cached_property
    def attendance(self) -> "AttendanceService":
        from halsoskola.services.attendance import AttendanceService

        return AttendanceService(self._store, self.clock, ids=self._ids)

    @cached_property
    def interpreting(self) -> "InterpretingService":
        from halsoskola.services.interpreting import InterpretingService

        return InterpretingService(self._store, self.clock, ids=self._ids)

    @cached_property
    def closing(self) -> "ClosingService":
        from halsoskola.services.closing import ClosingService

        return ClosingService(self._store, self.clock, ids=self._ids)

    @cached_property
    def today(self) -> "TodayService":
        from halsoskola.services.today import TodayService

        return TodayService(self._store, self.clock)

    @cached_property
    def printing(self) -> "PrintService":
        from halsoskola.services.printing import PrintService

        return PrintService(
            self._store,
            self.clock,
            self.plans,
            self.handouts,
            self.leader_papers,
            self.participant_papers,
            self.pile_choices,
        )

    @cached_property
    def participant_papers(self) -> "ParticipantPaperService":
        from halsoskola.services.participant_papers import ParticipantPaperService

        return ParticipantPaperService(self._store, self.clock, self.plans, self.handouts)

    @cached_property
    def leader_papers(self) -> "LeaderPaperService":
        from halsoskola.services.leader_papers import LeaderPaperService

        return LeaderPaperService(self._store, self.clock, self.plans)

    @cached_property
    def pile_choices(self) -> "PileChoiceService":
        from halsoskola.services.pile_choices import PileChoiceService

        return PileChoiceService(self.plans)

    @cached_property
    def open_files(self) -> "OpenFileService":
        from halsoskola.services.open_files import OpenFileService

        return OpenFileService(self.plans.own_folder.parent / OPEN_FOLDER)

    @cached_property
    def letterheads(self) -> "LetterheadService":
        from halsoskola.services.letterheads import LetterheadService

        return LetterheadService(self.plans)

    @cached_property
    def history(self) -> "HistoryService":
        from halsoskola.services.history import HistoryService

        return HistoryService(self._store)

    @cached_property
    def reviewing(self) -> "ReviewingService":
        from halsoskola.services.reviewing import ReviewingService

        return ReviewingService(program_root() / "resources")

    @cached_property
    def plan_editing(self) -> "PlanEditingService":
        from halsoskola.services.plan_editing import PlanEditingService

        return PlanEditingService(self._store, self.clock, self.plans)

    @cached_property
    def plan_texts(self) -> "PlanTextService":
        from halsoskola.services.plan_texts import PlanTextService

        return PlanTextService(self.plans, self.handouts, self.reviewing)

    def make_all(self) -> None:
        """Imports and makes every use case; for a moment when nobody waits."""
        for name, member in vars(type(self)).items():
            if isinstance(member, cached_property):
                getattr(self, name)
