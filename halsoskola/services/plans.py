"""The plan library that courses are made from, facts, word lists, and the courses' own plan copies."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plans import CourseTemplate, Fact, PlanFault, SessionPlan
from halsoskola.plans.faults import one_line
from halsoskola.plans.packing import plan_from_bytes, plan_to_bytes
from halsoskola.plans.reader import FACTS_FILE, PlanLibrary, ReadFolder, ReadPlan, read_folder
from halsoskola.plans.word_lists import Phrases, WordList, read_phrases, read_word_list
from halsoskola.settings import Paths

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from halsoskola.plans.signatures import Signature


def plan_service(paths: Paths) -> "PlanService":
    """The plan library of these folders; nothing is read before it is asked."""
    return PlanService(paths.session_plans, paths.own_plans, paths.translations, paths.own_translations)


class PlanService:
    """Reads the shipped plans and the leader's own, once, when first asked."""

    def __init__(self, shipped: Path, own: Path, translations: Path, own_translations: Path) -> None:
        self._shipped = shipped
        self._own = own
        self._translation_folders = (translations, own_translations)
        self._word_lists: dict[str, WordList] = {}
        self._phrases: dict[str, Phrases] = {}

    @cached_property
    def _shipped_folder(self) -> ReadFolder:
        return read_folder(self._shipped)

    @cached_property
    def _own_folder(self) -> ReadFolder | None:
        return read_folder(self._own) if self._own.is_dir() else None

    @cached_property
    def _library(self) -> PlanLibrary:
        return PlanLibrary.of(self._shipped_folder, self._own_folder)

    def forget(self) -> None:
        """Files were changed: the next question reads them all again."""
        self.forget_own()
        self.__dict__.pop("_shipped_folder", None)
        self.forget_translations()

    def forget_translations(self) -> None:
        """Word lists or phrases were changed: those alone are read again when they are next asked for."""
        self._word_lists.clear()
        self._phrases.clear()

    def forget_own(self) -> None:
        """Something in the leader's own folder was changed; a few milliseconds instead of the whole library."""
        self.__dict__.pop("_library", None)
        self.__dict__.pop("_own_folder", None)

    @property
    def own_folder(self) -> Path:
        """Where the leader's own plans and facts lie; need not exist."""
        return self._own

    @property
    def shipped_folder(self) -> Path:
        return self._shipped

    def own_plan_folder(self, plan_id: str) -> Path:
        """Where the leader's own version of a plan lies, or would lie."""
        reads = self._own_folder.plans if self._own_folder else ()
        names = (read.name for read in reads if read.plan is not None and read.plan.id == plan_id)
        return self._own / "plans" / next(names, plan_id)

    def shipped_plan(self, plan_id: str) -> SessionPlan | None:
        """The plan as it was delivered, whatever the leader has made of it."""
        read = (read.plan for read in self._shipped_folder.plans)
        return next((plan for plan in read if plan is not None and plan.id == plan_id), None)

    def broken_own_plans(self) -> tuple[ReadPlan, ...]:
        """The leader's own plans that were left out, with what is wrong in them."""
        return tuple(r for r in self._own_folder.plans if r.plan is None) if self._own_folder else ()

    @property
    def shipped_facts_file(self) -> Path:
        return self._shipped / FACTS_FILE

    @property
    def own_pictures(self) -> Path:
        """Where the organisation's own pictures lie; need not exist."""
        from halsoskola.documents.own_pictures import FOLDER

        return self._own / FOLDER

    def picture_names(self) -> frozenset[str]:
        """What handouts may show: the shipped pictures and the organisation's own."""
        from halsoskola.documents.own_pictures import own_picture_names
        from halsoskola.documents.pictures import picture_names

        return picture_names() | own_picture_names(self.own_pictures)

    def signature(self, plan: SessionPlan) -> "Signature | None":
        """Who has checked the plan exactly as it is now; None when nobody has, or when it was changed since."""
        from halsoskola.plans.signatures import fingerprint, read_signature

        found = read_signature(self._own, plan.id)
        return found if found is not None and found.content == fingerprint(plan) else None

    @property
    def own_facts_file(self) -> Path:
        """The organisation's own facts; need not exist."""
        return self._own / FACTS_FILE

    @property
    def shipped_translations(self) -> Path:
        return self._translation_folders[0]

    @property
    def own_translations(self) -> Path:
        """The leader's own word lists and phrases; need not exist."""
        return self._translation_folders[1]

    def own_plans(self) -> frozenset[str]:
        """Ids of the plans that come from the leader's own folder."""
        return self._library.own_plans

    def fault_lines(self) -> tuple[tuple[bool, str], ...]:
        """What is wrong in plan files: whether something was left out because of it, and `file: path: sentence`."""
        return tuple((fault.is_error, one_line(fault)) for fault in self._library.faults)

    def templates(self) -> tuple[CourseTemplate, ...]:
        return tuple(self._library.templates.values())

    def template(self, template_id: str) -> CourseTemplate:
        """Raises: RuleBroken naming those that exist."""
        try:
            return self._library.templates[template_id]
        except KeyError:
            known = ", ".join(sorted(self._library.templates))
            raise RuleBroken(Refusal.NO_SUCH_TEMPLATE, template=template_id, known=known) from None

    def plans(self) -> tuple[SessionPlan, ...]:
        return tuple(self._library.plans.values())

    def plan(self, plan_id: str) -> SessionPlan:
        """Raises: RuleBroken naming those that exist."""
        try:
            return self._library.plans[plan_id]
        except KeyError:
            known = ", ".join(sorted(self._library.plans))
            raise RuleBroken(Refusal.NO_SUCH_PLAN, plan=plan_id, known=known) from None

    def faults(self) -> tuple[PlanFault, ...]:
        """What is wrong in plan files that were left out."""
        return self._library.faults

    def facts(self) -> Mapping[str, Fact]:
        return self._library.facts

    def plan_of_course(self, db: "DbSession", course_id: str, plan_id: str) -> SessionPlan:
        """The course's own copy. Raises: RuleBroken when it has none by that name."""
        from halsoskola.storage import courses as course_rows  # a handout by itself needs no database

        content = course_rows.plan_copy(db, course_id, plan_id)
        if content is None:
            raise RuleBroken(Refusal.NO_SUCH_PLAN, plan=plan_id, known="")
        return plan_from_bytes(content)

    def save_plan_of_course(self, db: "DbSession", course_id: str, plan: SessionPlan) -> None:
        """Puts `plan` in the place of the course's own copy. The caller has made sure that there is one."""
        from halsoskola.storage import courses as course_rows

        course_rows.save_plan_copy(db, course_id, plan.id, plan_to_bytes(plan), plan.title)

    def word_list(self, language: str) -> WordList:
        """Translations of the plans' words; empty for a language nobody has written one for."""
        if language not in self._word_lists:
            self._word_lists[language] = read_word_list(language, self._translation_folders)
        return self._word_lists[language]

    def phrases(self, language: str) -> Phrases:
        """Phrases for participants in their own language; empty for a language nobody has written any for."""
        if language not in self._phrases:
            self._phrases[language] = read_phrases(language, self._translation_folders)
        return self._phrases[language]
