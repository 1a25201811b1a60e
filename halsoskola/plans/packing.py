"""Between the domain's plans and the shapes of files, and a whole plan as bytes for the database."""

from datetime import time

import msgspec

from halsoskola.domain.plans import (
    Adaptation,
    Aim,
    Block,
    CourseTemplate,
    Fact,
    FiroPhase,
    HandoutList,
    HandoutParagraph,
    HandoutPart,
    HandoutSection,
    HandoutText,
    LeaderNote,
    LeaderNotes,
    SessionPlan,
    TemplateMeeting,
    Word,
)
from halsoskola.plans import shapes

PACKED_FORMAT = 1

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(shapes.PackedPlanShape)


def plan_to_bytes(plan: SessionPlan) -> bytes:
    """The whole plan with handouts and notes, as a course keeps it. Equal plans give equal bytes."""
    return _encoder.encode(
        shapes.PackedPlanShape(
            format=PACKED_FORMAT,
            plan=shape_of_plan(plan),
            handout=_shape_of_handout(plan.handout),
            picture_handout=_shape_of_handout(plan.picture_handout),
            leader_notes=shapes.LeaderNotesShape(
                plan.leader_notes.introduction,
                [shapes.NoteShape(note.block_title, note.text) for note in plan.leader_notes.notes],
            ),
        )
    )


def plan_from_bytes(data: bytes) -> SessionPlan:
    """The plan that `plan_to_bytes` packed.

    Raises: ValueError when the bytes are not such a plan, or were packed by a newer program.
    """
    try:
        packed = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ValueError("not a packed plan") from problem
    if packed.format != PACKED_FORMAT:
        raise ValueError(f"plan packed in format {packed.format}, this program knows {PACKED_FORMAT}")
    notes = packed.leader_notes
    return plan_of_shape(
        packed.plan,
        handout=_handout_of_shape(packed.handout),
        picture_handout=_handout_of_shape(packed.picture_handout),
        leader_notes=LeaderNotes(
            notes.introduction, tuple(LeaderNote(note.block_title, note.text) for note in notes.notes)
        ),
    )


def plan_of_shape(
    shape: shapes.PlanShape,
    handout: HandoutText | None = None,
    picture_handout: HandoutText | None = None,
    leader_notes: LeaderNotes | None = None,
) -> SessionPlan:
    """The plan that the shape describes, with its texts."""
    return SessionPlan(
        id=shape.id,
        title=shape.title,
        blocks=tuple(_block_of_shape(block) for block in shape.blocks),
        themes=tuple(shape.themes),
        led_by=tuple(shape.led_by),
        firo=tuple(shape.firo),
        sensitive=shape.sensitive,
        min_leaders=shape.min_leaders,
        crisis=shape.crisis,
        materials=tuple(shape.materials),
        facts=tuple(shape.facts),
        aims=tuple(Aim(aim.text, aim.kasam) for aim in shape.aims),
        words=tuple(Word(word.word, word.explanation, shape.id) for word in shape.words),
        handout=handout,
        picture_handout=picture_handout,
        leader_notes=leader_notes or LeaderNotes(),
    )


def shape_of_plan(plan: SessionPlan) -> shapes.PlanShape:
    """What stands in plan.toml; handouts and notes have files of their own."""
    return shapes.PlanShape(
        id=plan.id,
        title=plan.title,
        blocks=[_shape_of_block(block) for block in plan.blocks],
        themes=list(plan.themes),
        led_by=list(plan.led_by),
        firo=list(plan.firo),
        sensitive=plan.sensitive,
        min_leaders=plan.min_leaders,
        crisis=plan.crisis,
        materials=list(plan.materials),
        facts=list(plan.facts),
        aims=[shapes.AimShape(aim.text, aim.kasam) for aim in plan.aims],
        words=[shapes.WordShape(word.word, word.explanation) for word in plan.words],
    )


def template_of_shape(shape: shapes.TemplateShape) -> CourseTemplate:
    meetings = tuple(
        TemplateMeeting(
            meeting.plan, (meeting.firo,) if isinstance(meeting.firo, FiroPhase) else tuple(meeting.firo)
        )
        for meeting in shape.meetings
    )
    return CourseTemplate(shape.id, shape.title, shape.source, meetings)


def fact_of_shape(shape: shapes.FactShape) -> Fact:
    return Fact(
        name=shape.name,
        kind=shape.kind,
        text=shape.text,
        owner=shape.owner,
        source=shape.source,
        checked=shape.checked,
        recheck=shape.recheck,
        languages=tuple(shape.languages),
        interpreter=shape.interpreter,
        hours=shape.hours,
        cost=shape.cost,
    )


def _block_of_shape(shape: shapes.BlockShape) -> Block:
    return Block(
        title=shape.title,
        minutes=shape.minutes,
        kind=shape.kind,
        kasam=tuple(shape.kasam),
        interpreted=shape.interpreted,
        firo=tuple(shape.firo),
        pin=None if shape.pin is None else time.fromisoformat(shape.pin),
        adaptations=tuple(Adaptation(item.need, item.text) for item in shape.adaptations),
    )


def _shape_of_block(block: Block) -> shapes.BlockShape:
    return shapes.BlockShape(
        title=block.title,
        minutes=block.minutes,
        kind=block.kind,
        kasam=list(block.kasam),
        interpreted=block.interpreted,
        firo=list(block.firo),
        pin=None if block.pin is None else block.pin.isoformat("minutes"),
        adaptations=[shapes.AdaptationShape(item.need, item.text) for item in block.adaptations],
    )


def _handout_of_shape(shape: shapes.HandoutShape | None) -> HandoutText | None:
    if shape is None:
        return None
    return HandoutText(
        shape.title,
        tuple(
            HandoutSection(section.heading, tuple(_part_of_shape(part) for part in section.parts))
            for section in shape.sections
        ),
    )


def _shape_of_handout(handout: HandoutText | None) -> shapes.HandoutShape | None:
    if handout is None:
        return None
    return shapes.HandoutShape(
        handout.title,
        [
            shapes.SectionShape(section.heading, [_shape_of_part(part) for part in section.parts])
            for section in handout.sections
        ],
    )


def _part_of_shape(shape: shapes.ParagraphShape | shapes.ListShape) -> HandoutPart:
    if isinstance(shape, shapes.ParagraphShape):
        return HandoutParagraph(tuple(shape.lines), shape.picture, shape.picture_alt)
    return HandoutList(tuple(shape.items), shape.picture, shape.picture_alt)


def _shape_of_part(part: HandoutPart) -> shapes.ParagraphShape | shapes.ListShape:
    if isinstance(part, HandoutParagraph):
        return shapes.ParagraphShape(list(part.lines), part.picture, part.picture_alt)
    return shapes.ListShape(list(part.items), part.picture, part.picture_alt)
