"""What differs between two versions of a plan is told once, by block, word and line."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.plan_differences import Change, Difference, Part, differences
from halsoskola.domain.plans import (
    Aim,
    Block,
    BlockKind,
    HandoutParagraph,
    HandoutSection,
    HandoutText,
    Kasam,
    LeaderNote,
    LeaderNotes,
    SessionPlan,
    Word,
)

BLOCKS = tuple(Block(name, 20, BlockKind.TALK) for name in ("Start", "Ett", "Två", "Tre", "Slut"))
TEXT = HandoutText(
    "Sömn", (HandoutSection("Vad?", (HandoutParagraph(("Du sover.", "Du vilar."), "bed", "En säng"),)),)
)
PLAN = SessionPlan(
    "somn",
    "Sömn",
    BLOCKS,
    aims=(Aim("Jag vet.", Kasam.B),),
    words=(Word("dygn", "24 timmar", "somn"),),
    handout=TEXT,
    leader_notes=LeaderNotes("", (LeaderNote("Ett", "Säg."),)),
)


def told(after: SessionPlan) -> list[tuple[Part, Change, str]]:
    return [(one.part, one.change, one.name) for one in differences(PLAN, after)]


def test_equal_plans_do_not_differ() -> None:
    assert differences(PLAN, replace(PLAN, id="annat")) == ()


def test_a_block_that_was_moved_is_told_once() -> None:
    order = [BLOCKS[at] for at in (0, 2, 3, 1, 4)]
    assert told(replace(PLAN, blocks=tuple(order))) == [(Part.BLOCK, Change.MOVED, "Ett")]


def test_a_changed_a_new_and_a_removed_block() -> None:
    longer = replace(BLOCKS[1], minutes=30)
    after = replace(PLAN, blocks=(BLOCKS[0], longer, BLOCKS[2], Block("Ny", 5, BlockKind.BODY), BLOCKS[4]))
    found = differences(PLAN, after)
    assert (Part.BLOCK, Change.CHANGED, "Ett") in [(d.part, d.change, d.name) for d in found]
    changed = next(d for d in found if d.name == "Ett")
    assert (changed.before, changed.after) == (BLOCKS[1], longer)
    assert {d.name for d in found} == {"Ett", "Tre"}  # "Tre" has become "Ny" in the same place
    fewer = replace(PLAN, blocks=BLOCKS[:3] + BLOCKS[4:])
    assert told(fewer) == [(Part.BLOCK, Change.REMOVED, "Tre")]
    more = replace(PLAN, blocks=(*BLOCKS, Block("Sist", 5, BlockKind.END)))
    assert told(more) == [(Part.BLOCK, Change.ADDED, "Sist")]


def test_words_aims_notes_and_fields() -> None:
    after = replace(
        PLAN,
        title="Sova",
        sensitive=True,
        aims=(Aim("Jag vet mer.", Kasam.B),),
        words=(Word("dygn", "en dag och en natt", "somn"), Word("vila", "inte arbeta", "somn")),
        leader_notes=LeaderNotes("Läs först.", (LeaderNote("Två", "Fråga."),)),
    )
    assert told(after) == [
        (Part.TITLE, Change.CHANGED, ""),
        (Part.SENSITIVE, Change.CHANGED, ""),
        (Part.AIM, Change.CHANGED, ""),
        (Part.INTRODUCTION, Change.CHANGED, ""),
        (Part.NOTE, Change.REMOVED, "Ett"),
        (Part.NOTE, Change.ADDED, "Två"),
        (Part.WORD, Change.CHANGED, "dygn"),
        (Part.WORD, Change.ADDED, "vila"),
    ]


def test_lines_of_the_handout_under_their_heading() -> None:
    part = HandoutParagraph(("Du sover gott.", "Du vilar.", "Du drömmer."), "moon", "En måne")
    after = replace(PLAN, handout=HandoutText("Sömn", (HandoutSection("Vad?", (part,)),)))
    assert differences(PLAN, after) == (
        Difference(Part.HANDOUT, Change.CHANGED, "Vad?", "[En säng]\nDu sover.", "[En måne]\nDu sover gott."),
        Difference(Part.HANDOUT, Change.ADDED, "Vad?", None, "Du drömmer."),
    )
    gone = differences(PLAN, replace(PLAN, handout=None))
    assert [(d.change, d.after) for d in gone] == [(Change.REMOVED, None)]


@given(st.permutations(BLOCKS), st.permutations(BLOCKS))
def test_any_two_orders_differ_only_by_moves(one: list[Block], other: list[Block]) -> None:
    found = differences(replace(PLAN, blocks=tuple(one)), replace(PLAN, blocks=tuple(other)))
    assert {d.change for d in found} <= {Change.MOVED}
    assert bool(found) == (one != other)
