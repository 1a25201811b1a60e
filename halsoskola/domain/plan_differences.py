"""What differs between two versions of a plan, thing by thing, as one would tell a colleague. Pure functions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from halsoskola.domain.plans import Aim, Block, HandoutText, SessionPlan, Word, part_lines


class Part(StrEnum):
    """What of a plan differs."""

    TITLE = "title"
    THEMES = "themes"
    LED_BY = "led-by"
    FIRO = "firo"
    SENSITIVE = "sensitive"
    MIN_LEADERS = "min-leaders"
    CRISIS = "crisis"
    MATERIALS = "materials"
    FACTS = "facts"
    AIM = "aim"
    BLOCK = "block"
    INTRODUCTION = "introduction"
    NOTE = "note"
    WORD = "word"
    HANDOUT = "handout"
    PICTURE_HANDOUT = "picture-handout"


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


Value = str | int | bool | tuple[str, ...] | Block | Aim | Word | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. name: the block's title, the word, or the heading that lines of a handout stand under.

    before, after: None where the thing is not. Lines of handouts and notes are text with line breaks. Of a block
    that has moved, the whole block stands in both.
    """

    part: Part
    change: Change
    name: str
    before: Value
    after: Value


_FIELDS: tuple[tuple[Part, str], ...] = (
    (Part.TITLE, "title"),
    (Part.THEMES, "themes"),
    (Part.LED_BY, "led_by"),
    (Part.FIRO, "firo"),
    (Part.SENSITIVE, "sensitive"),
    (Part.MIN_LEADERS, "min_leaders"),
    (Part.CRISIS, "crisis"),
    (Part.MATERIALS, "materials"),
    (Part.FACTS, "facts"),
)


def differences(before: SessionPlan, after: SessionPlan) -> tuple[Difference, ...]:
    """Fields, aims, blocks, notes, words and lines of the handouts, in that order.

    Empty when the plans are equal but for their ids and the order of their words.
    """
    found = [
        Difference(part, Change.CHANGED, "", getattr(before, name), getattr(after, name))
        for part, name in _FIELDS
        if getattr(before, name) != getattr(after, name)
    ]
    found += _aims(before, after)
    found += _blocks(before, after)
    found += _notes(before, after)
    found += _words(before, after)
    for part, one, other in (
        (Part.HANDOUT, before.handout, after.handout),
        (Part.PICTURE_HANDOUT, before.picture_handout, after.picture_handout),
    ):
        found += _lines(part, _written(one), _written(other))
    return tuple(found)


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Positions that belong together, by name and order; within a changed stretch they are paired one by one."""
    pairs: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        left, right = list(range(a, b)), list(range(c, d))
        if tag == "equal" or len(left) == len(right):
            pairs.extend(zip(left, right, strict=True))
        else:
            pairs.extend((at, None) for at in left)
            pairs.extend((None, at) for at in right)
    return pairs


def _aims(before: SessionPlan, after: SessionPlan) -> list[Difference]:
    found = []
    for a, b in _pairs([aim.text for aim in before.aims], [aim.text for aim in after.aims]):
        one = before.aims[a] if a is not None else None
        other = after.aims[b] if b is not None else None
        if one != other:
            found.append(Difference(Part.AIM, _change(one, other), "", one, other))
    return found


def _change(one: object | None, other: object | None) -> Change:
    if one is None:
        return Change.ADDED
    return Change.REMOVED if other is None else Change.CHANGED


def _blocks(before: SessionPlan, after: SessionPlan) -> list[Difference]:
    old, new = [b.title for b in before.blocks], [b.title for b in after.blocks]
    moved_to = _moved(old, new)
    gone, come = set(moved_to), set(moved_to.values())
    stayed_old = [at for at in range(len(old)) if at not in gone]
    stayed_new = [at for at in range(len(new)) if at not in come]
    rows: list[tuple[int, Difference]] = []
    for a, b in moved_to.items():
        one, other = before.blocks[a], after.blocks[b]
        rows.append((b, Difference(Part.BLOCK, Change.MOVED, other.title, one, other)))
    for x, y in _pairs([old[at] for at in stayed_old], [new[at] for at in stayed_new]):
        before_block = before.blocks[stayed_old[x]] if x is not None else None
        after_block = after.blocks[stayed_new[y]] if y is not None else None
        if before_block != after_block:
            shown = before_block or after_block
            assert shown is not None
            place = stayed_new[y] if y is not None else stayed_old[x or 0]
            change = _change(before_block, after_block)
            rows.append((place, Difference(Part.BLOCK, change, shown.title, before_block, after_block)))
    return [difference for _place, difference in sorted(rows, key=lambda row: row[0])]


def _moved(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Blocks that stand in another order: old position -> new position. Titles that recur are not followed."""
    once = {t for t, n in Counter(old).items() if n == 1} & {t for t, n in Counter(new).items() if n == 1}
    kept_old = [at for at, title in enumerate(old) if title in once]
    kept_new = [at for at, title in enumerate(new) if title in once]
    matcher = SequenceMatcher(
        None, [old[at] for at in kept_old], [new[at] for at in kept_new], autojunk=False
    )
    still = {kept_old[a + step] for a, _b, size in matcher.get_matching_blocks() for step in range(size)}
    places = {new[at]: at for at in kept_new}
    return {at: places[old[at]] for at in kept_old if at not in still}


def _notes(before: SessionPlan, after: SessionPlan) -> list[Difference]:
    found = []
    one, other = before.leader_notes.introduction, after.leader_notes.introduction
    if one != other:
        found.append(Difference(Part.INTRODUCTION, Change.CHANGED, "", one, other))
    old, new = _notes_by_title(before), _notes_by_title(after)
    for title in [*old, *(title for title in new if title not in old)]:
        a, b = old.get(title, ""), new.get(title, "")
        if a != b:
            found.append(Difference(Part.NOTE, _change(a or None, b or None), title, a or None, b or None))
    return found


def _notes_by_title(plan: SessionPlan) -> dict[str, str]:
    """Notes of blocks that share a title are told together."""
    gathered: dict[str, list[str]] = {}
    for note in plan.leader_notes.notes:
        if note.text:
            gathered.setdefault(note.block_title, []).append(note.text)
    return {title: "\n\n".join(texts) for title, texts in gathered.items()}


def _words(before: SessionPlan, after: SessionPlan) -> list[Difference]:
    old = {word.word: word for word in before.words}
    new = {word.word: word for word in after.words}
    found = []
    for name in [*old, *(name for name in new if name not in old)]:
        one, other = old.get(name), new.get(name)
        if one is None or other is None or one.explanation != other.explanation:
            found.append(Difference(Part.WORD, _change(one, other), name, one, other))
    return found


def _written(text: HandoutText | None) -> list[tuple[str, str]]:
    """Every line of a handout with the heading it stands under."""
    if text is None:
        return []
    lines = [("", text.title)]
    for section in text.sections:
        if section.heading:
            lines.append((section.heading, section.heading))
        for part in section.parts:
            if part.picture is not None:
                lines.append((section.heading, f"[{part.picture_alt or part.picture}]"))
            lines.extend((section.heading, line) for line in part_lines(part))
    return lines


def _lines(part: Part, one: Sequence[tuple[str, str]], other: Sequence[tuple[str, str]]) -> list[Difference]:
    found = []
    matcher = SequenceMatcher(
        None, [line for _heading, line in one], [line for _heading, line in other], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        before = "\n".join(line for _heading, line in one[a:b]) or None
        after = "\n".join(line for _heading, line in other[c:d]) or None
        heading = other[c][0] if c < d else one[a][0]
        found.append(Difference(part, _change(before, after), heading, before, after))
    return found
