"""Changing a plan: a draft of it, moves on its blocks, and undo.

Pure functions on frozen values. Files and the database belong to `services.plan_editing`, sentences to the window.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from halsoskola.domain.agenda import (
    UnbrokenTalk,
    net_talk_minutes,
    total_minutes,
    unbroken_talk_warnings,
)
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plans import (
    BREAK_MINUTES,
    PLANNED_MINUTES,
    Block,
    BlockKind,
    HandoutText,
    LeaderNote,
    LeaderNotes,
    SessionPlan,
    Word,
)

LONGEST_BLOCK = 240
"""Minutes; the plan files allow 1 to this."""

LONGEST_ID = 50
"""Letters; a plan's id is the name of a folder, and Windows has little room for long paths."""

EASY_LEVEL, PICTURE_LEVEL = 2, 1


# The draft


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan while it is written.

    plan: everything but texts; its handouts and leader notes stay empty. notes: what the leader says and does, one
    text per block in the blocks' order. loose_notes: notes whose block is gone; kept, so that nothing written is
    lost. handout, picture_handout: as they stand, also when they cannot be read as handouts; "" for none.
    """

    plan: SessionPlan
    notes: tuple[str, ...]
    introduction: str = ""
    loose_notes: tuple[LeaderNote, ...] = ()
    handout: str = ""
    picture_handout: str = ""

    def text(self, level: int) -> str:
        """The handout's text on a level."""
        return self.picture_handout if level == PICTURE_LEVEL else self.handout

    def with_text(self, level: int, text: str) -> "PlanDraft":
        return replace(self, picture_handout=text) if level == PICTURE_LEVEL else replace(self, handout=text)


def draft_of(plan: SessionPlan, handout: str = "", picture_handout: str = "") -> PlanDraft:
    """A draft that says what `plan` says; the texts of its handouts are given as they are written."""
    notes = plan.leader_notes.per_block(plan.blocks)
    left = Counter(block.title for block in plan.blocks)
    loose = []
    for note in plan.leader_notes.notes:
        if left[note.block_title]:
            left[note.block_title] -= 1
        else:
            loose.append(note)
    bare = replace(plan, handout=None, picture_handout=None, leader_notes=LeaderNotes())
    return PlanDraft(bare, notes, plan.leader_notes.introduction, tuple(loose), handout, picture_handout)


def notes_of(draft: PlanDraft) -> LeaderNotes:
    """The leader's notes as they are filed; reading them back gives every block its own text again."""
    blocks = draft.plan.blocks
    shared = Counter([*(block.title for block in blocks), *(note.block_title for note in draft.loose_notes)])
    notes = [
        LeaderNote(block.title, note)
        for block, note in zip(blocks, draft.notes, strict=True)
        # Blocks with one title take their notes in turn, so an empty one must hold its place.
        if note or shared[block.title] > 1
    ]
    return LeaderNotes(draft.introduction, (*notes, *draft.loose_notes))


def finished(
    draft: PlanDraft, handout: HandoutText | None, picture_handout: HandoutText | None
) -> SessionPlan:
    """The plan that the draft has become; the facts that its texts mention are among those it rests on."""
    notes = notes_of(draft)
    named = [*draft.plan.facts]
    for text in (handout, picture_handout):
        named.extend(text.fact_names if text is not None else ())
    return replace(
        draft.plan,
        facts=tuple(dict.fromkeys(named)),
        handout=handout,
        picture_handout=picture_handout,
        leader_notes=notes,
    )


def renamed(plan: SessionPlan, plan_id: str, title: str) -> SessionPlan:
    """The plan under another id and title; its words belong to the new one."""
    words = tuple(replace(word, context=plan_id) for word in plan.words)
    return replace(plan, id=plan_id, title=title, words=words)


# Fields


def one_line(text: str) -> str:
    """Text of a field of one line: runs of spaces and line breaks become one space."""
    return " ".join(text.split())


def with_title(draft: PlanDraft, title: str) -> PlanDraft:
    """Raises: RuleBroken when nothing is left of the title."""
    kept = one_line(title)
    if not kept:
        raise RuleBroken(Refusal.PLAN_TITLE_EMPTY)
    return replace(draft, plan=replace(draft.plan, title=kept))


def listed(text: str, separators: str = ",;\n") -> tuple[str, ...]:
    """What somebody listed in a field, each thing once, in her order."""
    parts = re.split(f"[{re.escape(separators)}]", text)
    return tuple(dict.fromkeys(kept for part in parts if (kept := one_line(part))))


# Words


def add_word(draft: PlanDraft, word: str, explanation: str) -> PlanDraft:
    """Puts a word last in the plan's list. Raises: RuleBroken when it stands there already."""
    _refuse_listed(draft, word, None)
    words = (*draft.plan.words, Word(word, explanation, draft.plan.id))
    return replace(draft, plan=replace(draft.plan, words=words))


def change_word(draft: PlanDraft, at: int, word: str, explanation: str) -> PlanDraft:
    """Raises: RuleBroken when another row has that word."""
    _refuse_listed(draft, word, at)
    words = list(draft.plan.words)
    words[at] = replace(words[at], word=word, explanation=explanation)
    return replace(draft, plan=replace(draft.plan, words=tuple(words)))


def _refuse_listed(draft: PlanDraft, word: str, but: int | None) -> None:
    if any(one.word == word for at, one in enumerate(draft.plan.words) if at != but):
        raise RuleBroken(Refusal.WORD_LISTED, word=word)


# Blocks


def checked_minutes(minutes: int) -> int:
    """Raises: RuleBroken outside 1 to `LONGEST_BLOCK`."""
    if not 1 <= minutes <= LONGEST_BLOCK:
        raise RuleBroken(Refusal.MINUTES_WRONG, most=LONGEST_BLOCK)
    return minutes


def change_block(draft: PlanDraft, at: int, block: Block) -> PlanDraft:
    """Puts `block` in the place of block `at`, which keeps its notes.

    Raises: RuleBroken when it has no title, or its minutes are impossible.
    """
    title = one_line(block.title)
    if not title:
        raise RuleBroken(Refusal.BLOCK_TITLE_EMPTY)
    checked_minutes(block.minutes)
    blocks = list(draft.plan.blocks)
    blocks[at] = replace(block, title=title)
    return _with_blocks(draft, blocks, draft.notes)


def change_note(draft: PlanDraft, at: int, note: str) -> PlanDraft:
    """The leader's text for block `at`; empty lines around it are left out, as files do."""
    notes = list(draft.notes)
    notes[at] = "\n".join(line.rstrip() for line in note.split("\n")).strip("\n")
    return replace(draft, notes=tuple(notes))


def move_block(draft: PlanDraft, at: int, to: int) -> PlanDraft:
    """Takes block `at` out and puts it so that it stands at `to`; beyond the ends is the first or last place."""
    blocks, notes = list(draft.plan.blocks), list(draft.notes)
    to = max(0, min(to, len(blocks) - 1))
    blocks.insert(to, blocks.pop(at))
    notes.insert(to, notes.pop(at))
    return _with_blocks(draft, blocks, notes)


def halves(minutes: int) -> tuple[int, int]:
    """Two parts of a time, whole fives where that is possible, the first not the shorter.

    Raises: RuleBroken for a block of a single minute.
    """
    if minutes < 2:
        raise RuleBroken(Refusal.BLOCK_TOO_SHORT)
    step = 5 if minutes >= 10 else 1
    first = -(-minutes // (2 * step)) * step
    return first, minutes - first


def split_block(draft: PlanDraft, at: int, second_title: str) -> PlanDraft:
    """Makes two blocks of one; notes stay with the first, adaptations are needed in both.

    Raises: RuleBroken for a block of a single minute.
    """
    whole = draft.plan.blocks[at]
    first, second = halves(whole.minutes)
    blocks, notes = list(draft.plan.blocks), list(draft.notes)
    blocks[at : at + 1] = [
        replace(whole, minutes=first),
        replace(whole, title=one_line(second_title), minutes=second, pin=None),
    ]
    notes.insert(at + 1, "")
    return _with_blocks(draft, blocks, notes)


def add_block(draft: PlanDraft, at: int, block: Block, note: str = "") -> PlanDraft:
    """Puts a block so that it stands at `at` (0 to the number of blocks)."""
    blocks, notes = list(draft.plan.blocks), list(draft.notes)
    blocks.insert(at, block)
    notes.insert(at, note)
    return _with_blocks(draft, blocks, notes)


def remove_block(draft: PlanDraft, at: int) -> PlanDraft:
    """Raises: RuleBroken for the only block, since a plan without any cannot be given."""
    if len(draft.plan.blocks) == 1:
        raise RuleBroken(Refusal.LAST_BLOCK)
    blocks, notes = list(draft.plan.blocks), list(draft.notes)
    del blocks[at], notes[at]
    return _with_blocks(draft, blocks, notes)


def keep_block(target: PlanDraft, block: Block, note: str, place: int) -> PlanDraft:
    """The block in another version of the plan: in the place of the one with its title, else at `place`."""
    titles = [one.title for one in target.plan.blocks]
    if block.title not in titles:
        return add_block(target, max(0, min(place, len(titles))), block, note)
    at = titles.index(block.title)
    return change_note(change_block(target, at, block), at, note)


def _with_blocks(draft: PlanDraft, blocks: Iterable[Block], notes: Iterable[str]) -> PlanDraft:
    return replace(draft, plan=replace(draft.plan, blocks=tuple(blocks)), notes=tuple(notes))


@dataclass(frozen=True, slots=True)
class AgendaSum:
    """What the blocks come to. over: minutes beyond `planned`, below 0 when some are left."""

    minutes: int
    planned: int
    net_talk: int
    has_break: bool
    unbroken: tuple[UnbrokenTalk, ...]

    @property
    def over(self) -> int:
        return self.minutes - self.planned


def agenda_sum(blocks: Sequence[Block], planned: int = PLANNED_MINUTES) -> AgendaSum:
    return AgendaSum(
        minutes=total_minutes(blocks),
        planned=planned,
        net_talk=net_talk_minutes(blocks),
        has_break=any(b.kind is BlockKind.BREAK and b.minutes >= BREAK_MINUTES for b in blocks),
        unbroken=unbroken_talk_warnings(blocks),
    )


# Ids

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that Windows gives to no folder."""

_PLAIN = {"å": "a", "ä": "a", "ö": "o", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l"}


def checked_id(plan_id: str, taken: Callable[[str], str | None]) -> str:
    """The id, fit for a folder's name. taken: the title of the plan that has an id, None when nobody has.

    Raises: RuleBroken when it has other letters than a-z, digits and single hyphens, or is taken.
    """
    kept = plan_id.strip()
    if not _ID.fullmatch(kept) or len(kept) > LONGEST_ID or kept in _RESERVED:
        raise RuleBroken(Refusal.PLAN_ID_WRONG, id=kept, most=LONGEST_ID)
    title = taken(kept)
    if title is not None:
        raise RuleBroken(Refusal.PLAN_ID_TAKEN, id=kept, title=title)
    return kept


def id_from_title(title: str, is_taken: Callable[[str], bool]) -> str:
    """A free id that is like the title; "" for a title without a single letter that an id may have."""
    text = unicodedata.normalize("NFC", title).casefold()
    text = "".join(_PLAIN.get(letter, letter) for letter in text)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    base = re.sub(r"[^a-z0-9]+", "-", text).strip("-")[: LONGEST_ID - 4].strip("-")
    if not base:
        return ""
    number = 1
    wanted = base
    while wanted in _RESERVED or is_taken(wanted):
        number += 1
        wanted = f"{base}-{number}"
    return wanted


# Letters that do not belong in Swedish text


@dataclass(frozen=True, slots=True)
class ForeignLetters:
    """A run of letters of another script. line, column: from 1. script: as Unicode names it, "ARABIC"."""

    line: int
    column: int
    text: str
    script: str


_SWEDISH_SCRIPTS = frozenset({"LATIN", "MICRO", "MASCULINE", "FEMININE", "MODIFIER", "OHM", "KELVIN"})


def foreign_letters(text: str) -> tuple[ForeignLetters, ...]:
    """Runs of letters that are not Latin, in the order of the text; what stands between two words belongs to a run."""
    found: list[ForeignLetters] = []
    for number, line in enumerate(text.split("\n"), start=1):
        start = end = -1
        script = ""
        for at, letter in enumerate(line):
            name = _script(letter)
            if name and (not script or name == script):
                start, end, script = (start if script else at), at + 1, name
            elif script and (name or letter.isalpha()):
                found.append(ForeignLetters(number, start + 1, line[start:end], script))
                start, end, script = (at, at + 1, name) if name else (-1, -1, "")
        if script:
            found.append(ForeignLetters(number, start + 1, line[start:end], script))
    return tuple(found)


def _script(letter: str) -> str:
    """The script of a letter that is not Latin, "" for everything else."""
    if letter.isascii() or not letter.isalpha():
        return ""
    name = unicodedata.name(letter, "").split(" ", 1)[0]
    return "" if name in _SWEDISH_SCRIPTS else name


# Undo

MOST_STEPS = 200


@dataclass(slots=True)
class DraftHistory:
    """The steps of one sitting. Texts of handouts are left alone: their editor takes back its own letters."""

    present: PlanDraft
    _past: list[tuple[str, PlanDraft]] = field(default_factory=list)
    _future: list[tuple[str, PlanDraft]] = field(default_factory=list)

    def do(self, label: str, draft: PlanDraft) -> bool:
        """Makes `draft` the present; False when nothing is different. label: what was done, in words."""
        if draft == self.present:
            return False
        self._past = [*self._past, (label, self.present)][-MOST_STEPS:]
        self._future.clear()
        self.present = draft
        return True

    def write(self, level: int, text: str) -> None:
        """The text of a handout as it stands now; no step of its own."""
        self.present = self.present.with_text(level, text)

    def undo(self) -> str | None:
        """Takes the last step back; what it was, None when there is none."""
        return self._turn(self._past, self._future)

    def redo(self) -> str | None:
        return self._turn(self._future, self._past)

    def _turn(self, source: list[tuple[str, PlanDraft]], target: list[tuple[str, PlanDraft]]) -> str | None:
        if not source:
            return None
        label, draft = source.pop()
        target.append((label, self.present))
        self.present = replace(
            draft, handout=self.present.handout, picture_handout=self.present.picture_handout
        )
        return label
