from datetime import UTC, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.agenda import (
    clock_times,
    net_talk_minutes,
    pin_clashes,
    total_minutes,
    unbroken_talk_warnings,
)
from halsoskola.domain.plans import Block, BlockKind


def a_block(minutes: int, kind: str = "talk", *, interpreted: bool = False, pin: time | None = None) -> Block:
    return Block(f"{kind} {minutes}", minutes, BlockKind(kind), interpreted=interpreted, pin=pin)


DAY = 86_400_000_000

BLOCKS = st.lists(
    st.builds(
        Block,
        title=st.just("Moment"),
        minutes=st.integers(1, 240),
        kind=st.sampled_from(BlockKind),
        interpreted=st.booleans(),
    ),
    max_size=12,
)


def test_clock_times_of_a_morning() -> None:
    clocked = clock_times(time(9, 0), [a_block(10, "start"), a_block(95), a_block(15, "end")])
    assert [(c.start, c.end) for c in clocked] == [
        (time(9, 0), time(9, 10)),
        (time(9, 10), time(10, 45)),
        (time(10, 45), time(11, 0)),
    ]


def test_clock_times_of_an_occasion_with_date_and_zone_are_wall_clock_times() -> None:
    clocked = clock_times(datetime(2027, 1, 19, 13, 30, tzinfo=UTC), [a_block(30)])
    assert (clocked[0].start, clocked[0].end) == (time(13, 30), time(14, 0))


def test_clock_starts_again_after_midnight() -> None:
    assert clock_times(time(23, 50), [a_block(20)])[0].end == time(0, 10)


@given(st.times(), BLOCKS)
def test_each_block_starts_when_the_one_before_ends_and_all_add_up(start: time, blocks: list[Block]) -> None:
    clocked = clock_times(start, blocks)
    assert [c.block for c in clocked] == blocks
    for before, after in pairwise(clocked):
        assert before.end == after.start
    if clocked:
        assert clocked[0].start == start
        passed = _microseconds(clocked[-1].end) - _microseconds(start)
        assert passed % DAY == total_minutes(blocks) * 60_000_000 % DAY


@given(BLOCKS)
def test_own_talk_is_never_more_than_half_of_the_agenda(blocks: list[Block]) -> None:
    net = net_talk_minutes(blocks)
    assert 0 <= net * 2 <= total_minutes(blocks)
    assert net == sum(b.minutes for b in blocks if b.interpreted) // 2


@pytest.mark.parametrize(
    ("agenda", "expected"),
    [
        ([(25, "talk"), (20, "group")], []),
        ([(25, "talk"), (21, "group")], [(0, 1, 46)]),
        ([(46, "talk")], [(0, 0, 46)]),
        ([(30, "talk"), (15, "break"), (30, "group")], []),
        ([(30, "talk"), (5, "body"), (30, "group")], []),
        ([(30, "talk"), (5, "practice"), (30, "group")], []),
        ([(10, "start"), (40, "talk"), (15, "end")], []),
        ([(10, "start"), (30, "talk"), (30, "group"), (15, "break"), (50, "talk")], [(1, 2, 60), (4, 4, 50)]),
    ],
)
def test_more_than_45_minutes_of_talk_in_a_row_is_warned_about(
    agenda: list[tuple[int, str]], expected: list[tuple[int, int, int]]
) -> None:
    found = unbroken_talk_warnings([a_block(minutes, kind) for minutes, kind in agenda])
    assert [(w.first, w.last, w.minutes) for w in found] == expected


@given(BLOCKS)
def test_a_break_after_every_block_leaves_only_single_long_blocks(blocks: list[Block]) -> None:
    spread = [b for block in blocks for b in (block, a_block(15, "break"))]
    assert all(w.first == w.last and w.minutes > 45 for w in unbroken_talk_warnings(spread))


def test_a_pin_at_another_time_than_the_agenda_gives_is_a_clash() -> None:
    blocks = [a_block(50), a_block(15, "break", pin=time(10, 0)), a_block(55)]
    (clash,) = pin_clashes(time(9, 0), blocks)
    assert (clash.position, clash.computed, clash.pinned) == (1, time(9, 50), time(10, 0))
    assert pin_clashes(time(9, 10), blocks) == ()


def test_the_pin_of_the_morning_does_not_concern_the_afternoon() -> None:
    blocks = [a_block(50), a_block(15, "break", pin=time(10, 0)), a_block(55)]
    assert pin_clashes(time(13, 0), blocks) == ()


def test_an_empty_agenda_has_nothing_to_tell() -> None:
    assert clock_times(time(9, 0), []) == ()
    assert pin_clashes(time(9, 0), []) == ()
    assert unbroken_talk_warnings([]) == ()


def _microseconds(moment: time) -> int:
    return (moment.hour * 3600 + moment.minute * 60 + moment.second) * 1_000_000 + moment.microsecond
