import tempfile
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halsoskola.domain.plans import (
    Adaptation,
    AdaptationNeed,
    Aim,
    Block,
    BlockKind,
    FiroPhase,
    HandoutList,
    HandoutParagraph,
    HandoutSection,
    HandoutText,
    Kasam,
    LeaderNote,
    LeaderNotes,
    SessionPlan,
    Word,
)
from halsoskola.plans.packing import plan_from_bytes, plan_to_bytes
from halsoskola.plans.reader import read_plan_folder
from halsoskola.plans.writer import plan_files, write_plan

# Letters and the signs that Markdown and TOML give a meaning, so that the writer must guard each of them.
SIGNS = "abåäöÅ 12.):;?-–+*_#=\"'\\[]()<>&|~`!/…@^$%ا"


def _as_written(text: str) -> str:
    return " ".join(text.split())


LINES = st.text(SIGNS, min_size=1, max_size=30).map(_as_written).filter(bool)
NAMES = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
PICTURES = st.one_of(st.just((None, None)), st.tuples(NAMES, st.one_of(st.just(""), LINES)))
PARTS = st.one_of(
    st.builds(
        lambda lines, picture: HandoutParagraph(tuple(lines), *picture),
        st.lists(st.one_of(LINES, st.just("Ring {fact:vard-telefon}.")), min_size=1, max_size=4),
        PICTURES,
    ),
    st.builds(
        lambda items, picture: HandoutList(tuple(items), *picture),
        st.lists(TEXTS, min_size=1, max_size=3),
        PICTURES,
    ),
)
PART_TUPLES = st.lists(PARTS, min_size=1, max_size=4).map(tuple)


@st.composite
def handouts(draw: st.DrawFn) -> HandoutText:
    sections = draw(st.lists(st.builds(HandoutSection, LINES, PART_TUPLES), max_size=3))
    if not sections or draw(st.booleans()):
        sections.insert(0, HandoutSection("", draw(PART_TUPLES)))
    return HandoutText(draw(LINES), tuple(sections))


TUPLES_OF_LINES = st.lists(LINES, max_size=3).map(tuple)
PHASES = st.lists(st.sampled_from(FiroPhase), max_size=2).map(tuple)
BLOCKS = st.builds(
    Block,
    title=LINES,
    minutes=st.integers(1, 240),
    kind=st.sampled_from(BlockKind),
    kasam=st.lists(st.sampled_from(Kasam), max_size=3).map(tuple),
    interpreted=st.booleans(),
    firo=PHASES,
    pin=st.one_of(st.none(), st.builds(time, st.integers(0, 23), st.integers(0, 59))),
    adaptations=st.lists(st.builds(Adaptation, st.sampled_from(AdaptationNeed), TEXTS), max_size=2).map(
        tuple
    ),
)
HEADINGS = LINES.map(lambda line: line.strip("#").strip()).filter(bool)
NOTES = st.builds(
    LeaderNotes,
    st.one_of(st.just(""), TEXTS),
    st.lists(st.builds(LeaderNote, HEADINGS, st.one_of(st.just(""), TEXTS)), max_size=3).map(tuple),
)


@st.composite
def plans(draw: st.DrawFn) -> SessionPlan:
    plan_id = draw(NAMES)
    words = draw(st.lists(st.tuples(LINES, LINES), max_size=3))
    return SessionPlan(
        id=plan_id,
        title=draw(LINES),
        blocks=tuple(draw(st.lists(BLOCKS, min_size=1, max_size=4))),
        themes=draw(TUPLES_OF_LINES),
        led_by=draw(TUPLES_OF_LINES),
        firo=draw(PHASES),
        sensitive=draw(st.booleans()),
        min_leaders=draw(st.integers(1, 9)),
        crisis=draw(st.booleans()),
        materials=draw(TUPLES_OF_LINES),
        facts=tuple(draw(st.lists(NAMES, max_size=3))),
        aims=tuple(draw(st.lists(st.builds(Aim, TEXTS, st.sampled_from(Kasam)), max_size=2))),
        words=tuple(Word(word, explanation, plan_id) for word, explanation in words),
        handout=draw(st.one_of(st.none(), handouts())),
        picture_handout=draw(st.one_of(st.none(), handouts())),
        leader_notes=draw(NOTES),
    )


@settings(max_examples=100, deadline=None)
@given(plans())
def test_a_plan_that_is_written_and_read_is_the_same_plan(plan: SessionPlan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / plan.id
        write_plan(plan, place)
        read = read_plan_folder(place, f"plans/{plan.id}")
    assert read.faults == ()
    assert read.plan == plan


@settings(max_examples=100, deadline=None)
@given(plans())
def test_a_packed_plan_is_the_same_plan(plan: SessionPlan) -> None:
    packed = plan_to_bytes(plan)
    assert plan_from_bytes(packed) == plan
    assert plan_to_bytes(plan_from_bytes(packed)) == packed


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff", b'{"format": 2, "plan": {"id": "a", "title": "A", "blocks": []}}', b"[1"]
)
def test_bytes_that_are_no_plan_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="plan"):
        plan_from_bytes(data)


def test_a_plan_from_a_newer_program_is_refused() -> None:
    plan = SessionPlan("a", "A", (Block("Start", 5, BlockKind.START),))
    newer = plan_to_bytes(plan).replace(b'"format":1', b'"format":2')
    with pytest.raises(ValueError, match="format 2"):
        plan_from_bytes(newer)


def test_a_handout_that_is_taken_away_disappears_from_the_folder(tmp_path: Path) -> None:
    handout = HandoutText("A", (HandoutSection("", (HandoutParagraph(("Text",)),)),))
    block = Block("Start", 5, BlockKind.START)
    write_plan(SessionPlan("a", "A", (block,), handout=handout), tmp_path / "a")
    assert (tmp_path / "a" / "handout.md").is_file()
    write_plan(SessionPlan("a", "A", (block,)), tmp_path / "a")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["leader.md", "plan.toml"]


def test_written_text_stays_readable() -> None:
    handout = HandoutText(
        "Sömn",
        (HandoutSection("Hur mycket?", (HandoutParagraph(("6–9 timmar.", "Gå upp."), "clock", "Klocka"),)),),
    )
    plan = SessionPlan("somn", "Sömn", (Block("Start", 5, BlockKind.START),), handout=handout)
    files = plan_files(plan)
    assert files["handout.md"] == "# Sömn\n\n## Hur mycket?\n\n![Klocka](clock)\n6–9 timmar.\nGå upp.\n"
    assert files["plan.toml"] == (
        'id = "somn"\ntitle = "Sömn"\nsensitive = false\nmin_leaders = 1\ncrisis = false\n\n'
        '[[blocks]]\ntitle = "Start"\nminutes = 5\nkind = "start"\ninterpreted = false\n'
    )
