"""The plan library that courses are made from, facts, word lists, and the courses' own plan copies."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plans import CourseTemplate, Fact, PlanFault, SessionPlan
from halsoskola.plans.faults import one_line
from halsoskola.plans.packing import plan_from_bytes
from halsoskola.plans.reader import FACTS_FILE, PlanLibrary
from halsoskola.plans.word_lists import Phrases, WordList, read_phrases, read_word_list
from halsoskola.storage import courses as course_rows


class PlanService:
    """Reads the shipped plans and the leader's own, once, when first asked."""

    def __init__(self, shipped: Path, own: Path, translations: Path, own_translations: Path) -> None:
        self._shipped = shipped
        self._own = own
        self._translation_folders = (translations, own_translations)
        self._word_lists: dict[str, WordList] = {}
        self._phrases: dict[str, Phrases] = {}

    @cached_property
    def _library(self) -> PlanLibrary:
        return PlanLibrary.read(self._shipped, self._own)

    def forget(self) -> None:
        """Files were changed: the next question reads them all again."""
        self.__dict__.pop("_library", None)
        self._word_lists.clear()
        self._phrases.clear()

    @property
    def shipped_facts_file(self) -> Path:
        return self._shipped / FACTS_FILE

    @property
    def own_facts_file(self) -> Path:
        """The organisation's own facts; need not exist."""
        return self._own / FACTS_FILE

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

    def plan_of_course(self, db: DbSession, course_id: str, plan_id: str) -> SessionPlan:
        """The course's own copy. Raises: RuleBroken when it has none by that name."""
        content = course_rows.plan_copy(db, course_id, plan_id)
        if content is None:
            raise RuleBroken(Refusal.NO_SUCH_PLAN, plan=plan_id, known="")
        return plan_from_bytes(content)

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
