"""What is noted after an occasion: a line about it, promises, faces, the group's phase. Each saved at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.evaluation import FaceCount, Question, check_faces
from halsoskola.domain.follow_ups import FollowUp, checked_line, checked_note
from halsoskola.domain.plans import FiroPhase
from halsoskola.i18n.catalogues import _
from halsoskola.services.clock import Clock
from halsoskola.services.ids import new_id
from halsoskola.services.rooms import load_room, placed_or_refused
from halsoskola.storage import courses as course_rows
from halsoskola.storage import evaluation as evaluation_rows
from halsoskola.storage import follow_ups as follow_up_rows
from halsoskola.storage import group_development as firo_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.store import Store


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up with the label of whom it was made to, "" for the group."""

    follow_up: FollowUp
    label: str


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What has been noted after an occasion. present: heads the faces may not exceed."""

    note: str
    promises: tuple[Promise, ...]
    counts: Mapping[Question, FaceCount]
    phase: FiroPhase | None
    present: int


class ClosingService:
    def __init__(self, store: Store, clock: Clock, *, ids: Callable[[], str] = new_id) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def view(self, occasion_id: str) -> ClosingView:
        with self._store.read() as db:
            room = load_room(db, occasion_id)
            promises = follow_up_rows.of_occasion(db, occasion_id)
            people = people_rows.people(db, {p.enrolment_id for p in promises if p.enrolment_id})
            evaluation = evaluation_rows.evaluation(db, occasion_id)
            firo = firo_rows.firo_note(db, occasion_id)
        return ClosingView(
            note=room.placed.occasion.note,
            promises=tuple(
                Promise(one, people[one.enrolment_id].enrolment.label if one.enrolment_id else "")
                for one in promises
            ),
            counts=evaluation.counts,
            phase=firo.phase if firo else None,
            present=room.count.here,
        )

    def set_note(self, occasion_id: str, text: str) -> Changes:
        """Keeps the leader's line about the meeting. Raises: RuleBroken when it holds a personnummer."""
        kept = checked_note(text)
        with self._store.write(_("Rad om träffen")) as write:
            occasion = placed_or_refused(write.db, occasion_id).occasion
            course_rows.save_occasion(write.db, replace(occasion, note=kept))
        return write.changes

    def set_phase(self, occasion_id: str, phase: FiroPhase | None) -> Changes:
        """Notes how the group is developing; None takes the note back."""
        with self._store.write(_("Gruppens fas")) as write:
            placed_or_refused(write.db, occasion_id)
            firo_rows.save_firo_note(write.db, occasion_id, phase)
        return write.changes

    def set_faces(self, occasion_id: str, question: Question, count: FaceCount | None) -> Changes:
        """Notes the faces of one question; None takes them back.

        Raises: RuleBroken when the occasion is cancelled, or there are more faces than people.
        """
        with self._store.write(_("Ansikten")) as write:
            room = load_room(write.db, occasion_id)
            if room.placed.occasion.status is OccasionStatus.CANCELLED:
                raise RuleBroken(Refusal.OCCASION_CANCELLED)
            if count is not None:
                check_faces(count, room.count.here)
            evaluation_rows.save_count(write.db, occasion_id, question, count)
        return write.changes

    def promise(self, occasion_id: str, text: str, due: date, enrolment_id: str | None = None) -> Changes:
        """Notes something promised at the meeting. Raises: RuleBroken for an empty line or a personnummer."""
        line = checked_line(text)
        with self._store.write(_("Löfte")) as write:
            placed = placed_or_refused(write.db, occasion_id)
            follow_up_rows.save_follow_up(
                write.db,
                FollowUp(self._ids(), placed.course.id, occasion_id, enrolment_id, line, due),
            )
        return write.changes

    def keep(self, follow_up_id: str, *, done: bool = True) -> Changes:
        """Ticks a promise as kept today, or takes the tick away."""
        with self._store.write(_("Löfte")) as write:
            found = follow_up_rows.follow_up(write.db, follow_up_id)
            if found is None:
                raise RuleBroken(Refusal.PROMISE_GONE)
            done_on = self._clock.today() if done else None
            follow_up_rows.save_follow_up(write.db, replace(found, done_on=done_on))
        return write.changes

    def drop_promise(self, follow_up_id: str) -> Changes:
        with self._store.write(_("Löfte borttaget")) as write:
            follow_up_rows.remove_follow_up(write.db, follow_up_id)
        return write.changes
