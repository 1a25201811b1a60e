"""An occasion read for printing, and the pieces of sheets that several papers share. Words on paper are Swedish."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session as DbSession

from halsoskola.documents.sheets import ExpectedGroup, OccasionHeading, RunBlock
from halsoskola.domain.agenda import clock_times
from halsoskola.domain.courses import Course
from halsoskola.domain.languages import language
from halsoskola.domain.plan_warnings import PlanWarning
from halsoskola.domain.plans import Fact, SessionPlan, fill_facts_in_text
from halsoskola.i18n.plan_warnings import warning_sentence
from halsoskola.services.fact_texts import COURSE_PHONE, SICK_LINE, fact_text
from halsoskola.services.plan_warnings import occasion_warnings, signature_warnings
from halsoskola.services.plans import PlanService
from halsoskola.services.rooms import Room, load_rooms, placed_or_refused
from halsoskola.storage import courses as course_rows
from halsoskola.storage.courses import PlacedOccasion


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """An occasion with its sister run. rooms: of all runs of the meeting, morning first.

    warnings: what to think of before this occasion because of its plan, a missing signature included;
    meeting_warnings: before any of the runs.
    """

    room: Room
    rooms: tuple[Room, ...]
    plan: SessionPlan
    warnings: tuple[PlanWarning, ...] = ()
    meeting_warnings: tuple[PlanWarning, ...] = ()

    @property
    def placed(self) -> PlacedOccasion:
        return self.room.placed


def read_paper_facts(db: DbSession, plans: PlanService, occasion_id: str) -> PaperFacts:
    """Raises: RuleBroken when the occasion is gone."""
    placed = placed_or_refused(db, occasion_id)
    tracks = {track.id: track for track in course_rows.tracks_of(db, placed.course.id)}
    runs = {run.track_id: run for run in course_rows.occasions_of_meeting(db, placed.meeting.id)}
    sisters = [
        PlacedOccasion(runs[track_id], placed.meeting, track, placed.course)
        for track_id, track in tracks.items()
        if track_id in runs
    ]
    rooms = load_rooms(db, sisters)
    plan = plans.plan_of_course(db, placed.course.id, placed.meeting.plan)
    room = rooms[occasion_id]
    return PaperFacts(
        room=room,
        rooms=tuple(rooms.values()),
        plan=plan,
        warnings=(*occasion_warnings(db, plans, plan, [room]), *signature_warnings(plans, plan)),
        meeting_warnings=occasion_warnings(db, plans, plan, tuple(rooms.values())),
    )


def heading_of(placed: PlacedOccasion) -> OccasionHeading:
    """Which occasion a paper belongs to."""
    return OccasionHeading(
        course=placed.course.name,
        meeting=placed.meeting.number,
        title=placed.meeting.title,
        track=placed.track.code,
        start=placed.occasion.start,
        end=placed.occasion.end,
        venue=placed.occasion.venue,
    )


def course_line(plans: PlanService, course: Course) -> str:
    """ "Malmö hälsoskola våren · Sjuk? Ring oss 040-…. Ring också Arbetsförmedlingen samma dag." """
    phone, sick = fact_text(plans, COURSE_PHONE), fact_text(plans, SICK_LINE)
    call = " ".join(part for part in (f"Sjuk? Ring oss {phone}." if phone else "", sick) if part)
    return f"{course.name} · {call}" if call else course.name


def language_words(code: str, variant: str) -> str:
    """ "kurdiska (sorani)", in Swedish."""
    name = language(code).swedish
    return f"{name} ({variant})" if variant else name


def expected_groups(room: Room) -> tuple[ExpectedGroup, ...]:
    """Everybody expected, per language, with the state of the interpreter."""
    groups = []
    for group in room.groups:
        need = room.need_of(group)
        groups.append(
            ExpectedGroup(
                language_words(group.language, group.variant), group.people, need.state if need else None
            )
        )
    return tuple(groups)


def run_blocks(plan: SessionPlan, rooms: Sequence[Room], facts: Mapping[str, Fact]) -> tuple[RunBlock, ...]:
    """The agenda with one start per room, the leader's notes with their facts written out."""
    clocks = [clock_times(room.placed.occasion.starts_at, plan.blocks) for room in rooms]
    notes = [fill_facts_in_text(text, facts)[0] for text in plan.leader_notes.per_block(plan.blocks)]
    return tuple(
        RunBlock(
            starts=tuple(clock[index].start for clock in clocks),
            minutes=block.minutes,
            kind=block.kind,
            title=block.title,
            notes=notes[index],
            adaptations=block.adaptations,
            interpreted=block.interpreted,
        )
        for index, block in enumerate(plan.blocks)
    )


def warning_sentences(warnings: Iterable[PlanWarning]) -> tuple[str, ...]:
    """What a leader must know beforehand, in the language that is spoken now."""
    return tuple(map(warning_sentence, warnings))
