"""The shape of the plan files as msgspec structs: which keys there are, of which type, within which bounds.

Imported only when a plan file is read or written, so that the window is not kept waiting for msgspec.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from halsoskola.domain.plans import AdaptationNeed, BlockKind, FactKind, FiroPhase, Kasam

Name = Annotated[str, Meta(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\Z")]
"""An id or a name that files and commands use: a-z, digits and single hyphens."""

Label = Annotated[str, Meta(pattern=r"\A[^\n]*\S[^\n]*\Z")]
"""Text on one line that is not empty."""

Text = Annotated[str, Meta(pattern=r"\S")]
"""Text that is not empty; may have line breaks."""

Clock = Annotated[str, Meta(pattern=r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
"""Time of day as "09:30"."""

Minutes = Annotated[int, Meta(ge=1, le=240)]
Leaders = Annotated[int, Meta(ge=1, le=9)]


class _Shape(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown keys are errors: a misspelt key must not vanish in silence."""


class AdaptationShape(_Shape, frozen=True):
    need: AdaptationNeed = field(name="for")
    text: Text


class AimShape(_Shape, frozen=True):
    text: Text
    kasam: Kasam


class BlockShape(_Shape, frozen=True):
    title: Label
    minutes: Minutes
    kind: BlockKind
    kasam: list[Kasam] = []
    interpreted: bool = False
    firo: list[FiroPhase] = []
    pin: Clock | None = None
    adaptations: list[AdaptationShape] = []


class WordShape(_Shape, frozen=True):
    word: Label
    explanation: Label


class PlanShape(_Shape, frozen=True):
    """plan.toml"""

    id: Name
    title: Label
    blocks: Annotated[list[BlockShape], Meta(min_length=1)]
    themes: list[Label] = []
    led_by: list[Label] = []
    firo: list[FiroPhase] = []
    sensitive: bool = False
    min_leaders: Leaders = 1
    crisis: bool = False
    materials: list[Label] = []
    facts: list[Name] = []
    aims: list[AimShape] = []
    words: list[WordShape] = []


class MeetingShape(_Shape, frozen=True):
    plan: Name
    firo: FiroPhase | list[FiroPhase] = []


class TemplateShape(_Shape, frozen=True):
    """courses/<id>.toml"""

    id: Name
    title: Label
    meetings: Annotated[list[MeetingShape], Meta(min_length=1)]
    source: str = ""


class FactShape(_Shape, frozen=True):
    name: Name
    kind: FactKind
    text: str = ""
    owner: str = ""
    source: str = ""
    checked: date | None = None
    recheck: date | None = None
    languages: list[Label] = []
    interpreter: bool | None = None
    hours: str = ""
    cost: str = ""


class FactsShape(_Shape, frozen=True):
    """facts.toml"""

    facts: list[FactShape] = []


class ParagraphShape(_Shape, frozen=True, tag="paragraph"):
    lines: list[str]
    picture: str | None = None
    picture_alt: str | None = None


class ListShape(_Shape, frozen=True, tag="list"):
    items: list[str]
    picture: str | None = None
    picture_alt: str | None = None


class SectionShape(_Shape, frozen=True):
    heading: str
    parts: list[ParagraphShape | ListShape]


class HandoutShape(_Shape, frozen=True):
    title: str
    sections: list[SectionShape]


class NoteShape(_Shape, frozen=True):
    block_title: str
    text: str


class LeaderNotesShape(_Shape, frozen=True):
    introduction: str = ""
    notes: list[NoteShape] = []


class PackedPlanShape(_Shape, frozen=True):
    """A whole plan in one piece, as a course keeps it. format: raised when older programs cannot read it."""

    format: int
    plan: PlanShape
    handout: HandoutShape | None = None
    picture_handout: HandoutShape | None = None
    leader_notes: LeaderNotesShape = LeaderNotesShape()
