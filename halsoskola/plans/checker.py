"""Everything that `check-plans` says about a folder of session plans. Reads files only.

To the reader's faults is added what a program can live with but a group cannot: minutes, breaks, line
lengths, missing texts, unknown pictures and facts, gaps in the word lists. Facts that are due for a check are
no fault of the files and are not reported.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from halsoskola.domain.agenda import total_minutes, unbroken_talk_warnings
from halsoskola.domain.languages import WORD_LIST_LANGUAGES, language
from halsoskola.domain.plan_warnings import DIFFICULT_MEMORIES, FIRST_MEETING_FOR_DIFFICULT_MEMORIES
from halsoskola.domain.plans import (
    BREAK_MINUTES,
    FACT_MARK,
    PLANNED_MINUTES,
    BlockKind,
    CourseTemplate,
    Fact,
    FactKind,
    HandoutParagraph,
    HandoutText,
    PlanFault,
    SessionPlan,
    fact_names,
    part_lines,
)
from halsoskola.i18n.catalogues import N_, _
from halsoskola.plans.faults import error, warning
from halsoskola.plans.handouts import ReadHandout
from halsoskola.plans.reader import (
    HANDOUT_FILE,
    LEADER_FILE,
    PICTURE_HANDOUT_FILE,
    PLAN_FILE,
    ReadPlan,
    ReadTemplate,
    read_folder,
    template_gaps,
)
from halsoskola.plans.word_lists import PHRASES_FILE, WORDS_FILE, WordList, read_phrases, read_word_list

REQUIRED_LANGUAGES: Mapping[str, str] = {code: language(code).swedish for code in WORD_LIST_LANGUAGES}
"""Languages in which every word of the shipped plans should have a translation, with their Swedish names."""

LONGEST_LINE = 55
"""Characters with spaces (LL-förlaget and MTM, design of easy Swedish)."""

MOST_LINES_IN_PARAGRAPH = 7
"""Same source as `LONGEST_LINE`."""

MOST_WORDS_PICTURE_LEVEL = 6
MOST_LINES_PICTURE_LEVEL = 6
"""Per line and per section on the level for those who hardly read."""

_SCRIPTS: Mapping[str, str] = {
    "ARABIC": N_("arabiska"),
    "CYRILLIC": N_("kyrilliska"),
    "ETHIOPIC": N_("etiopiska"),
    "GREEK": N_("grekiska"),
    "HEBREW": N_("hebreiska"),
    "THAI": N_("thailändska"),
}
"""Unicode's name of a script -> what its letters are called."""


def check(
    folders: Sequence[Path],
    translations: Sequence[Path],
    picture_names: Collection[str],
    languages: Mapping[str, str] = REQUIRED_LANGUAGES,
) -> tuple[PlanFault, ...]:
    """All faults in `folders` (later ones win over earlier) and in the translations that belong to them.

    picture_names: the pictures that the program has. languages: Swedish names of the languages that must not
    have gaps, by code. Only errors should fail a command: something cannot be used as it stands.
    """
    read = [read_folder(folder) for folder in folders]
    facts = {fact.name: fact for folder in read for fact in folder.facts}
    plans = {p.plan.id: p.plan for folder in read for p in folder.plans if p.plan is not None}
    faults: list[PlanFault] = []
    if not any(folder.plans or folder.templates or folder.facts or folder.faults for folder in read):
        place = str(folders[-1]) if folders else ""
        faults.append(error(place, _("Här finns inga träffplaner. Välj mappen som har mappen plans i sig.")))
    word_lists = [read_word_list(code, translations) for code in languages]
    for folder in read:
        found = list(folder.faults)
        for plan in folder.plans:
            found += plan.faults
            found += _plan_faults(plan, facts, picture_names)
            found += _word_faults(plan, word_lists, languages)
        for template in folder.templates:
            found += template_gaps(template, plans, read)
            found += _template_warnings(template, plans)
        faults += sorted(found, key=lambda fault: (fault.file, fault.line or 0))
    faults += _translation_faults(translations)
    return tuple(faults)


def _plan_faults(
    read: ReadPlan, facts: Mapping[str, Fact], picture_names: Collection[str]
) -> list[PlanFault]:
    faults = [error(f"{read.file}/{name}", _("Filen saknas i träffplanens mapp.")) for name in read.missing]
    if read.plan is not None:
        faults += _agenda_warnings(read.plan, f"{read.file}/{PLAN_FILE}")
        faults += _letter_faults(read.plan, f"{read.file}/{PLAN_FILE}")
        faults += _fact_faults(read.plan, facts, read.file)
        faults += _note_faults(read, read.plan)
    for handout, name, picture_level in (
        (read.handout, HANDOUT_FILE, False),
        (read.picture_handout, PICTURE_HANDOUT_FILE, True),
    ):
        if handout is not None and handout.handout is not None:
            checker = _HandoutCheck(handout, handout.handout, f"{read.file}/{name}", facts, picture_level)
            faults += checker.faults(picture_names)
    return faults


def _agenda_warnings(plan: SessionPlan, file: str) -> list[PlanFault]:
    faults = []
    minutes = total_minutes(plan.blocks)
    if minutes != PLANNED_MINUTES:
        sentence = _("Momenten är {minutes} minuter tillsammans. En träff brukar vara {planned}.")
        faults.append(warning(file, sentence.format(minutes=minutes, planned=PLANNED_MINUTES), "blocks"))
    if not any(b.kind is BlockKind.BREAK and b.minutes >= BREAK_MINUTES for b in plan.blocks):
        sentence = _("Träffplanen saknar en paus på {minutes} minuter.")
        faults.append(warning(file, sentence.format(minutes=BREAK_MINUTES), "blocks"))
    for stretch in unbroken_talk_warnings(plan.blocks):
        sentence = _(
            "Prat och samtal i {minutes} minuter utan avbrott, från ”{first}” till ”{last}”. "
            "Lägg en paus eller rörelse emellan."
        )
        sentence = sentence.format(
            minutes=stretch.minutes,
            first=plan.blocks[stretch.first].title,
            last=plan.blocks[stretch.last].title,
        )
        faults.append(warning(file, sentence, f"blocks[{stretch.first}]"))
    seen: set[str] = set()
    for position, word in enumerate(plan.words):
        if word.word in seen:
            sentence = _("Ordet {word} står två gånger i ordlistan.")
            faults.append(warning(file, sentence.format(word=word.word), f"words[{position}].word"))
        seen.add(word.word)
    return faults


def foreign_letters(text: str) -> str | None:
    """What the first letters in `text` that no Swedish text has are called ("arabiska"); None when there are none."""
    for letter in text:
        if letter.isalpha() and ord(letter) > 0x24F:
            script = unicodedata.name(letter, "").split(" ")[0]
            if script not in ("LATIN", "MODIFIER", "FEMININE", "MASCULINE"):
                return _(_SCRIPTS[script]) if script in _SCRIPTS else _("främmande")
    return None


def _letters_sentence(script: str) -> str:
    sentence = _(
        "Här står {script} bokstäver i en svensk text. Skriv på svenska. Översättningar hör hemma i ordlistan."
    )
    return sentence.format(script=script)


def _letter_faults(plan: SessionPlan, file: str) -> list[PlanFault]:
    """Texts in another script where Swedish should stand, mostly pasted into the wrong field."""
    texts = {"title": plan.title}
    texts |= {f"themes[{at}]": text for at, text in enumerate(plan.themes)}
    texts |= {f"led_by[{at}]": text for at, text in enumerate(plan.led_by)}
    texts |= {f"materials[{at}]": text for at, text in enumerate(plan.materials)}
    texts |= {f"aims[{at}].text": aim.text for at, aim in enumerate(plan.aims)}
    texts |= {f"words[{at}].word": word.word for at, word in enumerate(plan.words)}
    texts |= {f"words[{at}].explanation": word.explanation for at, word in enumerate(plan.words)}
    for at, block in enumerate(plan.blocks):
        texts[f"blocks[{at}].title"] = block.title
        for place, adaptation in enumerate(block.adaptations):
            texts[f"blocks[{at}].adaptations[{place}].text"] = adaptation.text
    return [
        warning(file, _letters_sentence(script), path)
        for path, text in texts.items()
        if (script := foreign_letters(text)) is not None
    ]


def _fact_faults(plan: SessionPlan, facts: Mapping[str, Fact], folder: str) -> list[PlanFault]:
    faults = []
    file = f"{folder}/{PLAN_FILE}"
    unknown = _("Faktauppgiften {name} finns inte i facts.toml.")
    for position, name in enumerate(plan.facts):
        if name not in facts:
            faults.append(error(file, unknown.format(name=name), f"facts[{position}]"))
    for text_file, used in (
        (HANDOUT_FILE, plan.handout.fact_names if plan.handout else ()),
        (PICTURE_HANDOUT_FILE, plan.picture_handout.fact_names if plan.picture_handout else ()),
        (LEADER_FILE, _facts_in_notes(plan)),
    ):
        for name in used:
            if name not in facts:
                faults.append(error(f"{folder}/{text_file}", unknown.format(name=name), f"{{fact:{name}}}"))
            elif name not in plan.facts:
                sentence = _("Faktauppgiften {name} används i {file} men står inte i listan facts.")
                faults.append(warning(file, sentence.format(name=name, file=text_file), "facts"))
    return faults


def _facts_in_notes(plan: SessionPlan) -> tuple[str, ...]:
    notes = plan.leader_notes
    return fact_names("\n".join([notes.introduction, *(note.text for note in notes.notes)]))


def _note_faults(read: ReadPlan, plan: SessionPlan) -> list[PlanFault]:
    if LEADER_FILE in read.missing:
        return []
    file = f"{read.file}/{LEADER_FILE}"
    faults = []
    left = [block.title for block in plan.blocks]
    for note, line in zip(plan.leader_notes.notes, read.note_lines, strict=True):
        if note.block_title in left:
            left.remove(note.block_title)
        else:
            sentence = _("Det finns inget moment som heter ”{title}”. Skriv rubriken som i plan.toml.")
            faults.append(error(file, sentence.format(title=note.block_title), line=line))
    texts = plan.leader_notes.per_block(plan.blocks)
    for block, text in zip(plan.blocks, texts, strict=True):
        if not text and block.kind is not BlockKind.BREAK:
            sentence = _("Momentet ”{title}” saknar text till ledaren.")
            faults.append(warning(file, sentence.format(title=block.title)))
    return faults


class _HandoutCheck:
    """What easy Swedish and paper ask of one handout."""

    def __init__(
        self,
        read: ReadHandout,
        handout: HandoutText,
        file: str,
        facts: Mapping[str, Fact],
        picture_level: bool,
    ) -> None:
        self.read = read
        self.handout = handout
        self.file = file
        self.facts = facts
        self.picture_level = picture_level

    def faults(self, picture_names: Collection[str]) -> list[PlanFault]:
        faults: list[PlanFault] = []
        for s, section in enumerate(self.handout.sections):
            heading_line = self.read.lines.get((s, -1, 0))
            if section.heading and not section.heading.endswith("?"):
                sentence = _("Rubriken är ingen fråga: {heading}")
                faults.append(warning(self.file, sentence.format(heading=section.heading), line=heading_line))
            if self.picture_level and section.line_count > MOST_LINES_PICTURE_LEVEL:
                sentence = _("Under rubriken står {count} rader. På bildnivån ska det vara högst {most}.")
                sentence = sentence.format(count=section.line_count, most=MOST_LINES_PICTURE_LEVEL)
                faults.append(warning(self.file, sentence, line=heading_line))
            for p, part in enumerate(section.parts):
                first_line = self.read.lines.get((s, p, 0))
                if part.picture is not None and part.picture not in picture_names:
                    sentence = _("Bilden {name} finns inte i programmet.")
                    faults.append(error(self.file, sentence.format(name=part.picture), line=first_line))
                if part.picture is not None and not part.picture_alt:
                    sentence = _("Bilden {name} saknar text om vad den visar.")
                    faults.append(error(self.file, sentence.format(name=part.picture), line=first_line))
                lines = part_lines(part)
                if isinstance(part, HandoutParagraph) and len(lines) > MOST_LINES_IN_PARAGRAPH:
                    sentence = _("Stycket har {count} rader. Dela det: högst {most} rader i ett stycke.")
                    sentence = sentence.format(count=len(lines), most=MOST_LINES_IN_PARAGRAPH)
                    faults.append(warning(self.file, sentence, line=first_line))
                for index, text in enumerate(lines):
                    faults += self.line_faults(text, self.read.lines.get((s, p, index)))
        return faults

    def line_faults(self, text: str, line: int | None) -> list[PlanFault]:
        faults = []
        script = foreign_letters(text)
        if script is not None:
            faults.append(warning(self.file, _letters_sentence(script), line=line))
        printed = FACT_MARK.sub(self.fact_text, text)
        if len(printed) > LONGEST_LINE:
            sentence = _("Raden har {count} tecken. Dela den: högst {most} tecken på en rad.")
            sentence = sentence.format(count=len(printed), most=LONGEST_LINE)
            # A single long word or web address cannot be broken without hyphens.
            level = error if " " in printed.strip() else warning
            faults.append(level(self.file, sentence, line=line))
        words = len(printed.split())
        if self.picture_level and words > MOST_WORDS_PICTURE_LEVEL:
            sentence = _("Raden har {count} ord. På bildnivån ska det vara högst {most}.")
            sentence = sentence.format(count=words, most=MOST_WORDS_PICTURE_LEVEL)
            faults.append(warning(self.file, sentence, line=line))
        return faults

    def fact_text(self, match: re.Match[str]) -> str:
        """What a fact adds to its line; local ones differ from place to place and count as one short word."""
        fact = self.facts.get(match[1])
        return fact.text if fact is not None and fact.kind is not FactKind.LOCAL and fact.text else "…"


def _word_faults(
    read: ReadPlan, word_lists: Sequence[WordList], languages: Mapping[str, str]
) -> list[PlanFault]:
    if read.plan is None:
        return []
    faults = []
    for position, word in enumerate(read.plan.words):
        gaps = [
            _(languages[words.language])
            for words in word_lists
            if words.translation(word.word, word.context) is None
        ]
        if gaps:
            sentence = _("Ordet {word} saknar översättning: {languages}.")
            sentence = sentence.format(word=word.word, languages=", ".join(gaps))
            faults.append(warning(f"{read.file}/{PLAN_FILE}", sentence, f"words[{position}].word"))
    return faults


def _template_warnings(read: ReadTemplate, plans: Mapping[str, SessionPlan]) -> list[PlanFault]:
    template: CourseTemplate = read.template
    count = len(template.meetings)
    faults = []
    for position, meeting in enumerate(template.meetings):
        plan = plans.get(meeting.plan_id)
        path = f"meetings[{position}].plan"
        if plan is not None and plan.sensitive and position * 3 < count:
            sentence = _("Träffplanen {plan} är känslig och ligger i kursens första tredjedel.")
            faults.append(warning(read.file, sentence.format(plan=plan.id), path))
        if meeting.plan_id != DIFFICULT_MEMORIES:
            continue
        if position + 1 == count:
            sentence = _("Träffplanen {plan} ska inte vara den sista träffen.")
            faults.append(warning(read.file, sentence.format(plan=meeting.plan_id), path))
        elif position + 1 < FIRST_MEETING_FOR_DIFFICULT_MEMORIES:
            sentence = _("Träffplanen {plan} ska inte komma före träff {number}.")
            sentence = sentence.format(plan=meeting.plan_id, number=FIRST_MEETING_FOR_DIFFICULT_MEMORIES)
            faults.append(warning(read.file, sentence, path))
    return faults


def _translation_faults(translations: Sequence[Path]) -> list[PlanFault]:
    """Faults of every word list and phrase file, whichever the language."""
    codes = sorted(
        {
            path.parts[-3]
            for folder in translations
            for name in (WORDS_FILE, PHRASES_FILE)
            for path in folder.glob(f"*/LC_MESSAGES/{name}")
        }
    )
    faults: list[PlanFault] = []
    for code in codes:
        faults += read_word_list(code, translations).faults
        faults += read_phrases(code, translations).faults
    return faults
