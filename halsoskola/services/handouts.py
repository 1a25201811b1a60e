"""Handouts from plan files: words in the readers' languages, facts written out. Needs no database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from halsoskola.documents.sheets import HandoutSheet, PhoneRow, ReaderLanguage, Translation, WordRow
from halsoskola.documents.words import UNREVIEWED
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import WORD_LIST_LANGUAGES, is_language, language
from halsoskola.domain.plans import Fact, HandoutText, SessionPlan, fill_facts, part_lines
from halsoskola.files import write_atomically
from halsoskola.i18n.catalogues import in_swedish
from halsoskola.i18n.dates import dated
from halsoskola.services.letterheads import letterhead_of
from halsoskola.services.plans import PlanService

if TYPE_CHECKING:
    from halsoskola.documents.own_pictures import OwnPicture

SIZES = (14, 16, 18)
"""Points; 14 is the default of the easy-Swedish rules, the others are for poor sight."""

PHONE_NAMES = {
    "hjalplinjen": "Hjälplinjen",
    "sjalvmordslinjen": "Självmordslinjen",
    "kvinnofridslinjen": "Kvinnofridslinjen",
    "sluta-roka": "Sluta röka",
    "alkohollinjen": "Alkohollinjen",
    "forsakringskassan-telefon": "Försäkringskassan",
    "arbetsformedlingen-telefon": "Arbetsförmedlingen",
    "do": "DO",
    "vardcentral-telefon": "Vårdcentralen",
}
"""Who answers, as the handouts call them; 112 and 1177 are their own names."""

PICTURE_LEVEL = 1
EASY_LEVEL = 2
MOST_LANGUAGES = 2


@dataclass(frozen=True, slots=True)
class MadeHandout:
    """A sheet and what it lacks. missing_facts: names; gaps: codes of the languages in which no word is translated."""

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
        facts = self._plans.facts()
        filled, missing = fill_facts(text, facts)
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
                signature=self._signed_by(plan),
                phones=phone_rows(plan, text, facts) if level == EASY_LEVEL else (),
                own_pictures=self._own_pictures(plan, text),
            ),
            missing_facts=missing,
            unreviewed=sum(
                translation is not None and not translation.reviewed
                for row in words
                for translation in row.translations
            ),
            gaps=tuple(
                languages[column]
                for column in columns
                if all(row.translations[column] is None for row in words)
            ),
        )

    @in_swedish()
    def _signed_by(self, plan: SessionPlan) -> str:
        """ "Granskat av psykolog 2 mars 2027."; "" when nobody has checked the plan as it is."""
        signature = self._plans.signature(plan)
        if signature is None:
            return ""
        return f"Granskat av {signature.role} {dated(signature.day)}."

    def _own_pictures(self, plan: SessionPlan, text: HandoutText) -> "tuple[OwnPicture, ...]":
        """The organisation's own among the sheet's pictures. Raises: RuleBroken when one of them is broken."""
        from halsoskola.documents.own_pictures import read_own_picture
        from halsoskola.documents.pictures import theme_picture

        names = dict.fromkeys(filter(None, (*text.pictures, theme_picture(plan.themes))))
        found = (read_own_picture(self._plans.own_pictures, name) for name in names)
        return tuple(picture for picture in found if picture is not None)

    def render(self, made: Sequence[MadeHandout]) -> bytes:
        """The handouts one after the other in one PDF."""
        from halsoskola.documents.pages import render
        from halsoskola.documents.pdf.handout import handout_paper

        papers = [handout_paper(one.sheet) for one in made]
        return render(*papers, letterhead=letterhead_of(self._plans))

    def save(self, made: Sequence[MadeHandout], path: Path) -> None:
        """The same as a file. Raises: StorageTrouble when it cannot be written; the old file is then whole."""
        write_atomically(path, self.render(made), private=False)


def phone_rows(plan: SessionPlan, text: HandoutText, facts: Mapping[str, Fact]) -> tuple[PhoneRow, ...]:
    """The telephone facts that a text names and of which more is known than the number.

    First those it refers to, in reading order, then those of the plan whose number it spells out.
    """
    lines = [section.heading for section in text.sections]
    lines += [line for section in text.sections for part in section.parts for line in part_lines(part)]
    whole = "\n".join(lines)
    rows = []
    for name in dict.fromkeys((*text.fact_names, *plan.facts)):
        fact = facts.get(name)
        number = fact.text.strip() if fact is not None else ""
        if fact is None or not number or (name not in text.fact_names and not _spells(whole, number)):
            continue
        if fact.languages or fact.interpreter is not None or fact.hours or fact.cost:
            speaks = tuple(language(code).swedish if is_language(code) else code for code in fact.languages)
            who = PHONE_NAMES.get(name, "")
            rows.append(PhoneRow(number, who, speaks, fact.interpreter, fact.hours, fact.cost))
    return tuple(rows)


def _spells(text: str, number: str) -> bool:
    return re.search(rf"(?<![\d-]){re.escape(number)}(?![\d-])", text) is not None
