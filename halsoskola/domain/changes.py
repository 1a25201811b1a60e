"""What a write changed: the kinds and ids that screens look at to decide whether they must read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """The sorts of things that screens show. Several tables may share a kind."""

    COURSE = "course"
    MEETING = "meeting"
    OCCASION = "occasion"
    PARTICIPANT = "participant"
    ENROLMENT = "enrolment"
    MARK = "mark"
    BOOKING = "booking"
    AGENCY = "agency"
    EVALUATION = "evaluation"
    FIRO_NOTE = "firo-note"
    FOLLOW_UP = "follow-up"
    FACT = "fact"
    PLAN = "plan"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds and ids that one or several writes inserted, changed or removed. Empty is false.

    An id is the row's primary key as text; the parts of a key of several columns have ":" between them.
    """

    kinds: Mapping[Kind, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {kind: frozenset(ids) for kind, ids in self.kinds.items() if ids}
        object.__setattr__(self, "kinds", MappingProxyType(kept))

    @classmethod
    def of(cls, pairs: Iterable[tuple[Kind, str]]) -> "Changes":
        """The changes that `pairs` of kind and id make together; order and repeats do not matter."""
        gathered: dict[Kind, set[str]] = {}
        for kind, identity in pairs:
            gathered.setdefault(kind, set()).add(identity)
        return cls({kind: frozenset(ids) for kind, ids in gathered.items()})

    def touches(self, *kinds: Kind) -> bool:
        """Whether anything of any of `kinds` changed."""
        return any(kind in self.kinds for kind in kinds)

    def ids(self, kind: Kind) -> frozenset[str]:
        """The ids of `kind` that changed; empty when none did."""
        return self.kinds.get(kind, frozenset())

    def __or__(self, other: "Changes") -> "Changes":
        both = set(self.kinds) | set(other.kinds)
        return Changes({kind: self.ids(kind) | other.ids(kind) for kind in both})

    def __bool__(self) -> bool:
        return bool(self.kinds)
