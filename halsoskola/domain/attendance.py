"""The register: who is expected, which marks may be set, and how they count.

Nothing is stored for a person until something differs from what was expected, or the leader confirms the register;
nothing counts before it is confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halsoskola.domain.courses import Occasion, OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.participants import Enrolment


class MarkKind(StrEnum):
    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    ANNOUNCED = "announced"
    """She said beforehand that she would not come."""
    ABSENT = "absent"
    """She did not come and had not said so."""
    VISITS = "visits"
    """She is going to the other run's occasion; becomes PRESENT or ABSENT there."""


class CountsAs(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    IGNORE = "ignore"


COUNTS_AS: Mapping[MarkKind, CountsAs] = {
    MarkKind.PRESENT: CountsAs.PRESENT,
    MarkKind.LATE: CountsAs.PRESENT,
    MarkKind.LEFT_EARLY: CountsAs.PRESENT,
    MarkKind.ANNOUNCED: CountsAs.ABSENT,
    MarkKind.ABSENT: CountsAs.ABSENT,
    MarkKind.VISITS: CountsAs.IGNORE,
}
BEFOREHAND = frozenset({MarkKind.ANNOUNCED, MarkKind.VISITS})
"""What may be known before the day; everything else can only be seen when the meeting is held."""
WITH_MINUTES = frozenset({MarkKind.LATE, MarkKind.LEFT_EARLY})


@dataclass(frozen=True, slots=True)
class Mark:
    """What the register says for one enrolment and meeting.

    `occasion_id` is the occasion the mark was set at: her own run's, or the other run's when she went there.
    `minutes` is how late she came or how early she left, 0 for other kinds.
    """

    id: str
    enrolment_id: str
    meeting_id: str
    occasion_id: str
    kind: MarkKind
    minutes: int = 0

    @property
    def counts_as(self) -> CountsAs:
        return COUNTS_AS[self.kind]


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One person on the register of an occasion.

    mark: what is stored, None while she is only expected.
    visitor: she belongs to the other run and comes here this time.
    away: she belongs here but goes to the other run's occasion this time.
    """

    enrolment: Enrolment
    mark: Mark | None
    visitor: bool
    away: bool

    @property
    def is_expected(self) -> bool:
        """Whether a chair and an interpreter are kept for her: nothing said that she stays away."""
        if self.away:
            return False
        return self.mark is None or self.mark.kind is not MarkKind.ANNOUNCED


def register_lines(
    occasion: Occasion, enrolments: Iterable[Enrolment], marks: Sequence[Mark]
) -> tuple[RegisterLine, ...]:
    """Everybody on the occasion's register, by number.

    enrolments: those of the course. marks: those of the occasion's meeting, at most one per enrolment.
    """
    of_enrolment = {mark.enrolment_id: mark for mark in marks}
    lines = []
    for enrolment in sorted(enrolments, key=lambda one: one.number):
        mark = of_enrolment.get(enrolment.id)
        here = mark is not None and mark.occasion_id == occasion.id
        own = enrolment.track_id == occasion.track_id
        if own:
            if enrolment.takes_part_on(occasion.day) or here:
                lines.append(RegisterLine(enrolment, mark, visitor=False, away=mark is not None and not here))
        elif here:
            lines.append(RegisterLine(enrolment, mark, visitor=True, away=False))
    return tuple(lines)


def expected(lines: Iterable[RegisterLine]) -> tuple[RegisterLine, ...]:
    return tuple(line for line in lines if line.is_expected)


def check_mark(kind: MarkKind, minutes: int, occasion: Occasion, enrolment: Enrolment, today: date) -> None:
    """Whether this mark may be set.

    Raises: RuleBroken when the occasion is cancelled or lies in the future (only what is known beforehand may be
    noted then), when she had no seat on that day, or when the minutes do not fit the meeting's length.
    """
    if occasion.status is OccasionStatus.CANCELLED:
        raise RuleBroken(Refusal.OCCASION_CANCELLED)
    if occasion.day > today and kind not in BEFOREHAND:
        raise RuleBroken(Refusal.MEETING_IN_FUTURE)
    if not enrolment.takes_part_on(occasion.day):
        raise RuleBroken(Refusal.NOT_ENROLLED_THEN, number=enrolment.label)
    if kind in WITH_MINUTES:
        if not 1 <= minutes < occasion.minutes:
            raise RuleBroken(Refusal.MINUTES_WRONG, most=occasion.minutes - 1)
    elif minutes:
        raise ValueError("only late and left-early marks carry minutes")


def check_confirmable(occasion: Occasion, today: date) -> None:
    """Raises: RuleBroken when the register cannot be confirmed yet, or never can."""
    if occasion.status is OccasionStatus.CANCELLED:
        raise RuleBroken(Refusal.OCCASION_CANCELLED)
    if occasion.day > today:
        raise RuleBroken(Refusal.MEETING_IN_FUTURE)


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """Heads on a register; `here` includes the late and those who left early. Pale lines count as here."""

    here: int
    late: int
    left_early: int
    announced: int
    absent: int
    away: int


def kind_if_confirmed(line: RegisterLine) -> MarkKind:
    """What the register would say about her if it were confirmed as it stands: pale lines and visitors are here."""
    if line.mark is None or line.mark.kind is MarkKind.VISITS:
        return MarkKind.PRESENT
    return line.mark.kind


def count_register(lines: Iterable[RegisterLine], *, confirmed: bool = False) -> RegisterCount:
    """Heads as they would be if the register were confirmed now.

    confirmed: it already was; then who has no mark got her seat later, and is no head in that room.
    """
    everybody = tuple(lines)
    kinds = [
        kind_if_confirmed(line)
        for line in everybody
        if not line.away and (line.mark is not None or not confirmed)
    ]
    return RegisterCount(
        here=sum(COUNTS_AS[kind] is CountsAs.PRESENT for kind in kinds),
        late=kinds.count(MarkKind.LATE),
        left_early=kinds.count(MarkKind.LEFT_EARLY),
        announced=kinds.count(MarkKind.ANNOUNCED),
        absent=kinds.count(MarkKind.ABSENT),
        away=sum(line.away for line in everybody),
    )


def attendance_rate(marks: Iterable[Mark]) -> float | None:
    """Share of counted marks that say present, 0.0–1.0; None when nothing counts yet.

    marks: confirmed ones only; each meeting stands at most once per person, so a visit counts once.
    """
    counted = [mark.counts_as for mark in marks if mark.counts_as is not CountsAs.IGNORE]
    return counted.count(CountsAs.PRESENT) / len(counted) if counted else None
