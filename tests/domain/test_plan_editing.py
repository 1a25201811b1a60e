"""Drafts of plans: blocks move with their notes, nothing written is lost, and every step can be taken back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plan_editing import (
    LONGEST_BLOCK,
    DraftHistory,
    PlanDraft,
    add_block,
    agenda_sum,
    change_block,
    change_note,
    checked_id,
    draft_of,
    finished,
    foreign_letters,
    halves,
    id_from_title,
    keep_block,
    listed,
    move_block,
    notes_of,
    remove_block,
    renamed,
    split_block,
    with_title,
)
from halsoskola.domain.plans import (
    Block,
    BlockKind,
    HandoutParagraph,
    HandoutSection,
    HandoutText,
    LeaderNote,
    LeaderNotes,
    SessionPlan,
    Word,
)


def a_plan(*blocks: Block, notes: tuple[LeaderNote, ...] = (), **fields: object) -> SessionPlan:
    blocks = blocks or (
        Block("Start", 10, BlockKind.START),
        Block("Prata", 45, BlockKind.TALK, interpreted=True),
        Block("Paus", 15, BlockKind.BREAK),
        Block("Samtal", 50, BlockKind.GROUP, interpreted=True),
    )
    return SessionPlan("min", "Min plan", blocks, leader_notes=LeaderNotes("Före", notes), **fields)  # type: ignore[arg-type]


def titles(draft: PlanDraft) -> list[str]:
    return [block.title for block in draft.plan.blocks]


NOTES = (LeaderNote("Prata", "Säg så."), LeaderNote("Samtal", "Fråga."))


def test_notes_follow_their_block_wherever_it_goes() -> None:
    draft = move_block(draft_of(a_plan(notes=NOTES)), 3, 0)
    assert titles(draft) == ["Samtal", "Start", "Prata", "Paus"]
    assert draft.notes == ("Fråga.", "", "Säg så.", "")
    assert notes_of(draft).notes == (LeaderNote("Samtal", "Fråga."), LeaderNote("Prata", "Säg så."))


def test_moving_beyond_the_ends_stops_there() -> None:
    draft = draft_of(a_plan())
    assert titles(move_block(draft, 0, -5))[0] == "Start"
    assert titles(move_block(draft, 0, 99))[-1] == "Start"


def test_a_renamed_block_keeps_its_notes() -> None:
    draft = draft_of(a_plan(notes=NOTES))
    draft = change_block(draft, 1, replace(draft.plan.blocks[1], title="  Berätta \n"))
    assert notes_of(draft).of("Berätta") == "Säg så."


def test_a_note_without_a_block_is_kept() -> None:
    stray = LeaderNote("Finns inte", "Men skriven.")
    draft = draft_of(a_plan(notes=(*NOTES, stray)))
    assert draft.loose_notes == (stray,)
    assert stray in finished(draft, None, None).leader_notes.notes


@given(
    st.lists(
        st.tuples(st.sampled_from(["Prata", "Paus", "Slut"]), st.sampled_from(["", "ett", "två"])),
        min_size=1,
        max_size=6,
    )
)
def test_reading_filed_notes_back_gives_every_block_its_own(rows: list[tuple[str, str]]) -> None:
    blocks = tuple(Block(title, 10, BlockKind.TALK) for title, _note in rows)
    draft = PlanDraft(SessionPlan("min", "Min", blocks), tuple(note for _title, note in rows))
    plan = finished(draft, None, None)
    assert plan.leader_notes.per_block(plan.blocks) == draft.notes
    assert draft_of(plan) == draft


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [(25, (15, 10)), (10, (5, 5)), (15, (10, 5)), (7, (4, 3)), (2, (1, 1)), (120, (60, 60))],
)
def test_a_block_is_halved_on_whole_fives(minutes: int, parts: tuple[int, int]) -> None:
    assert halves(minutes) == parts


@given(st.integers(2, LONGEST_BLOCK))
def test_halves_lose_no_minute(minutes: int) -> None:
    first, second = halves(minutes)
    assert first + second == minutes
    assert first >= second >= 1


def test_splitting_keeps_the_sum_and_leaves_the_notes_with_the_first_half() -> None:
    draft = draft_of(a_plan(notes=NOTES))
    split = split_block(draft, 1, "Prata, del 2")
    assert titles(split)[1:3] == ["Prata", "Prata, del 2"]
    assert [block.minutes for block in split.plan.blocks[1:3]] == [25, 20]
    assert split.plan.blocks[2].interpreted
    assert split.notes[1:3] == ("Säg så.", "")
    assert agenda_sum(split.plan.blocks).minutes == agenda_sum(draft.plan.blocks).minutes


def test_what_cannot_be_is_refused() -> None:
    draft = draft_of(a_plan())
    block = draft.plan.blocks[0]
    cases = (
        (lambda: change_block(draft, 0, replace(block, title=" ")), Refusal.BLOCK_TITLE_EMPTY),
        (lambda: change_block(draft, 0, replace(block, minutes=0)), Refusal.MINUTES_WRONG),
        (lambda: change_block(draft, 0, replace(block, minutes=241)), Refusal.MINUTES_WRONG),
        (lambda: halves(1), Refusal.BLOCK_TOO_SHORT),
        (lambda: remove_block(draft_of(a_plan(block)), 0), Refusal.LAST_BLOCK),
        (lambda: with_title(draft, "\n "), Refusal.PLAN_TITLE_EMPTY),
    )
    for attempt, refusal in cases:
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.refusal is refusal


def test_the_sum_tells_minutes_talk_time_break_and_long_sitting() -> None:
    found = agenda_sum(a_plan().blocks)
    assert (found.minutes, found.over, found.net_talk, found.has_break) == (120, 0, 47, True)
    assert [(one.first, one.last) for one in found.unbroken] == [(3, 3)]
    assert agenda_sum(a_plan().blocks, planned=90).over == 30


def test_a_block_from_a_meeting_takes_the_place_of_its_namesake_or_its_own() -> None:
    target = draft_of(a_plan(notes=NOTES))
    better = Block("Prata", 30, BlockKind.PRACTICE)
    kept = keep_block(target, better, "Nytt.", 0)
    assert (titles(kept), kept.plan.blocks[1], kept.notes[1]) == (titles(target), better, "Nytt.")
    new = keep_block(target, replace(better, title="Ny lek"), "", 2)
    assert titles(new) == ["Start", "Prata", "Ny lek", "Paus", "Samtal"]


def test_facts_of_the_text_are_among_those_the_plan_rests_on() -> None:
    text = HandoutText("Min", (HandoutSection("Vad?", (HandoutParagraph(("Ring {fact:1177}.",)),)),))
    assert finished(draft_of(a_plan(facts=("112",))), text, None).facts == ("112", "1177")


def test_a_copy_owns_its_words() -> None:
    plan = renamed(a_plan(words=(Word("dygn", "24 timmar", "min"),)), "ny", "Ny")
    assert (plan.id, plan.title, plan.words[0].context) == ("ny", "Ny", "ny")


def test_lists_in_fields_hold_each_thing_once() -> None:
    assert listed(" sömn, vila;\n sömn ,, oro ") == ("sömn", "vila", "oro")
    assert listed("mattor, mjuka\nkaffe", "\n") == ("mattor, mjuka", "kaffe")


@pytest.mark.parametrize("wrong", ["", "Sömn", "a b", "-a", "a--b", "a/../b", "con", "å", "x" * 51, "a\n"])
def test_an_id_that_no_folder_can_have_is_refused(wrong: str) -> None:
    if wrong == "a\n":
        assert checked_id(wrong, lambda _id: None) == "a"
        return
    with pytest.raises(RuleBroken) as refused:
        checked_id(wrong, lambda _id: None)
    assert refused.value.refusal is Refusal.PLAN_ID_WRONG


def test_a_taken_id_is_refused_with_the_plan_that_has_it() -> None:
    with pytest.raises(RuleBroken) as refused:
        checked_id("somn", {"somn": "Sömn"}.get)
    assert (refused.value.refusal, refused.value.facts["title"]) == (Refusal.PLAN_ID_TAKEN, "Sömn")


def test_a_title_gives_a_free_id() -> None:
    taken = {"somn-och-vila", "somn-och-vila-2"}
    assert id_from_title("Sömn och vila!", taken.__contains__) == "somn-och-vila-3"
    assert id_from_title("Con", set[str]().__contains__) == "con-2"
    assert id_from_title("النوم", taken.__contains__) == ""


@given(st.text(max_size=80))
def test_an_id_from_a_title_is_always_allowed(title: str) -> None:
    found = id_from_title(title, lambda _id: False)
    assert found == "" or checked_id(found, lambda _id: None) == found


def test_letters_of_another_script_are_named_with_their_place() -> None:
    found = foreign_letters("Rad ett\nDu kan النوم جيد här och café")
    assert [(one.line, one.column, one.text, one.script) for one in found] == [(2, 8, "النوم جيد", "ARABIC")]
    both = foreign_letters("سна")
    assert [one.script for one in both] == ["ARABIC", "CYRILLIC"]
    assert foreign_letters("Åsa Öström, naïve, µg – 20 °C, 1:a") == ()


def test_every_step_can_be_taken_back_but_letters_are_left_to_their_editor() -> None:
    begin = draft_of(a_plan(), "# Ett\n")
    history = DraftHistory(begin)
    assert not history.do("inget", begin)
    assert history.do("flyttade", move_block(begin, 0, 3))
    assert history.do("nytt", add_block(history.present, 0, Block("Nytt", 5, BlockKind.TALK)))
    history.write(2, "# Två\n")
    assert history.undo() == "nytt"
    assert history.present.handout == "# Två\n"
    assert history.undo() == "flyttade"
    assert titles(history.present) == titles(begin)
    assert history.undo() is None
    assert history.redo() == "flyttade"
    assert titles(history.present)[-1] == "Start"
    history.do("annat", change_note(history.present, 0, "x\n\n"))
    assert history.redo() is None
    assert history.present.notes[0] == "x"
