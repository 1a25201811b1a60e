"""Handouts from plan files: words in the readers' languages, facts written out. Needs no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from halsoskola.documents.sheets import HandoutSheet, ReaderLanguage, Translation, WordRow
from halsoskola.documents.words import UNREVIEWED
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import WORD_LIST_LANGUAGES, is_language, language
from halsoskola.domain.plans import SessionPlan, fill_facts
from halsoskola.files import write_atomically
from halsoskola.services.plans import PlanService

SIZES = (14, 16, 18)
"""Points; 14 is the default of the easy-Swedish rules, the others are for poor sight."""

PICTURE_LEVEL = 1
EASY_LEVEL = 2
MOST_LANGUAGES = 2


@dataclass(frozen=True, slots=True)
class MadeHandout:
    """A sheet and what it lacks. missing_facts: names; gaps: languages in which no word is translated."""

    sheet: HandoutSheet
    missing_facts: tuple[str, ...]
    unreviewed: int
    gaps: tuple[str, ...]


class HandoutService:
    def __init__(self, plans: PlanService) -> None:
        self._plans = plans

    def reader_language(self, code: str) -> ReaderLanguage:
        """The language with its names and its own words for "machine translated, not reviewed".

        Raises: RuleBroken naming the languages with word lists when the code is unknown.
        """
        if not is_language(code):
            known = ", ".join(WORD_LIST_LANGUAGES)
            raise RuleBroken(Refusal.NO_SUCH_LANGUAGE, language=code, known=known)
        row = language(code)
        phrase = self._plans.phrases(code).phrase(UNREVIEWED)
        return ReaderLanguage(code, row.swedish, row.native, phrase.text if phrase else "")

    def words(self, plan: SessionPlan, languages: Sequence[str]) -> tuple[WordRow, ...]:
        """The plan's words with one translation per language, None where there is none."""
        lists = [self._plans.word_list(code) for code in languages]
        rows = []
        for word in plan.words:
            translations = []
            for one in lists:
                found = one.translation(word.word, word.context)
                translations.append(Translation(found.text, found.reviewed) if found else None)
            rows.append(WordRow(word.word, word.explanation, tuple(translations)))
        return tuple(rows)

    def make(
        self,
        plan: SessionPlan,
        languages: Sequence[str],
        *,
        level: int = EASY_LEVEL,
        size: int = SIZES[0],
        occasion: str = "",
        course_line: str = "",
    ) -> MadeHandout:
        """The handout of a plan with up to two own languages.

        A local fact without a value becomes a line to write on and is named in `missing_facts`; it never stops a
        print. Raises: RuleBroken for an unknown language, size or level, more than two languages, or a plan
        without a handout on that level.
        """
        if size not in SIZES or level not in (PICTURE_LEVEL, EASY_LEVEL):
            raise RuleBroken(Refusal.HANDOUT_LOOK, sizes=", ".join(map(str, SIZES)))
        if len(languages) > MOST_LANGUAGES or len(set(languages)) != len(languages):
            raise RuleBroken(Refusal.TOO_MANY_LANGUAGES, most=MOST_LANGUAGES)
        text = plan.picture_handout if level == PICTURE_LEVEL else plan.handout
        if text is None:
            raise RuleBroken(Refusal.NO_HANDOUT, plan=plan.title, level=level)
        reader_languages = tuple(map(self.reader_language, languages))
        words = self.words(plan, languages) if level == EASY_LEVEL else ()
        filled, missing = fill_facts(text, self._plans.facts())
        columns = range(len(languages)) if words else ()
        return MadeHandout(
            sheet=HandoutSheet(
                plan=plan.id,
                text=filled,
                words=words,
                languages=reader_languages,
                level=level,
                size=size,
                only_reviewed=plan.prints_only_reviewed_words,
                themes=plan.themes,
                occasion=occasion,
                course_line=course_line,
            ),
            missing_facts=missing,
            unreviewed=sum(
                translation is not None and not translation.reviewed
                for row in words
                for translation in row.translations
            ),
            gaps=tuple(
                language(languages[column]).swedish
                for column in columns
                if all(row.translations[column] is None for row in words)
            ),
        )

    def render(self, made: Sequence[MadeHandout]) -> bytes:
        """The handouts one after the other in one PDF."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.handout import handout_paper

        return render(*(handout_paper(one.sheet) for one in made))

    def save(self, made: Sequence[MadeHandout], path: Path) -> None:
        """The same as a file. Raises: StorageTrouble when it cannot be written; the old file is then whole."""
        write_atomically(path, self.render(made), private=False)
