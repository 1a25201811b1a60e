"""Arithmetic of an agenda: clock times, talk time, and what a leader should be warned about.

Clock times are never stored; they follow from the start of the occasion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from halsoskola.domain.plans import Block, BlockKind

LONGEST_UNBROKEN_TALK = 45
"""Minutes of talk or group work in a row that a group manages without a break or movement."""

_SITTING = frozenset({BlockKind.TALK, BlockKind.GROUP})


@dataclass(frozen=True, slots=True)
class ClockedBlock:
    """A block with its wall-clock times; `end` is the next block's start."""

    start: time
    end: time
    block: Block


@dataclass(frozen=True, slots=True)
class UnbrokenTalk:
    """Blocks `first` to `last` (positions from 0, both included) are talk or group work, `minutes` in all."""

    first: int
    last: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PinClash:
    """The block at `position` (from 0) should start at `pinned`, but the agenda makes it `computed`."""

    position: int
    block: Block
    computed: time
    pinned: time


def clock_times(start: time | datetime, blocks: Sequence[Block]) -> tuple[ClockedBlock, ...]:
    """Each block with the time it starts and ends, in the agenda's order.

    start: wall-clock time of the occasion; of a datetime only its time of day counts. Past midnight the clock
    begins again at 00:00.
    """
    clock_start = start.time() if isinstance(start, datetime) else start.replace(tzinfo=None)
    moment = datetime.combine(date(2000, 1, 1), clock_start)  # any day: only the clock counts
    clocked = []
    for block in blocks:
        end = moment + timedelta(minutes=block.minutes)
        clocked.append(ClockedBlock(moment.time(), end.time(), block))
        moment = end
    return tuple(clocked)


def total_minutes(blocks: Sequence[Block]) -> int:
    """Length of the agenda, break included."""
    return sum(block.minutes for block in blocks)


def net_talk_minutes(blocks: Sequence[Block]) -> int:
    """Minutes left for one's own words in the interpreted blocks: half of them, rounded down.

    The other half goes to the interpreters.
    """
    return sum(block.minutes for block in blocks if block.interpreted) // 2


def unbroken_talk_warnings(
    blocks: Sequence[Block], longest: int = LONGEST_UNBROKEN_TALK
) -> tuple[UnbrokenTalk, ...]:
    """Every stretch of talk and group blocks in a row that lasts more than `longest` minutes.

    Any other kind of block ends a stretch: there people get up, move, or do something else.
    """
    found = []
    first = 0
    while first < len(blocks):
        if blocks[first].kind not in _SITTING:
            first += 1
            continue
        last = first
        while last + 1 < len(blocks) and blocks[last + 1].kind in _SITTING:
            last += 1
        minutes = total_minutes(blocks[first : last + 1])
        if minutes > longest:
            found.append(UnbrokenTalk(first, last, minutes))
        first = last + 1
    return tuple(found)


def pin_clashes(start: time | datetime, blocks: Sequence[Block]) -> tuple[PinClash, ...]:
    """Pinned blocks that would start at another time than their pin.

    A pin outside the occasion's own hours belongs to another run of the same plan (the morning's coffee does
    not concern the afternoon) and is passed over.
    """
    clocked = clock_times(start, blocks)
    if not clocked:
        return ()
    opens, closes = clocked[0].start, clocked[-1].end
    clashes = []
    for position, (start_time, block) in enumerate((c.start, c.block) for c in clocked):
        if block.pin is None or block.pin == start_time:
            continue
        if _is_within(block.pin, opens, closes):
            clashes.append(PinClash(position, block, start_time, block.pin))
    return tuple(clashes)


def _is_within(moment: time, opens: time, closes: time) -> bool:
    """Both ends included; `closes` before `opens` means past midnight."""
    if opens <= closes:
        return opens <= moment <= closes
    return moment >= opens or moment <= closes
