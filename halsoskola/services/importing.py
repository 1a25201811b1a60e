"""Reading in an office's list of participants: a preview that says per row what will happen, then all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.importing import (
    ExistingParticipant,
    ImportPlan,
    ListRow,
    Outcome,
    PlannedRow,
    plan_import,
)
from halsoskola.domain.participants import EnrolmentStatus, number_label
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.importing import plan_lines, row_line
from halsoskola.lists.reading import read_list
from halsoskola.services.participants import ParticipantService, PersonFacts
from halsoskola.storage import courses as course_rows
from halsoskola.storage import participants as people_rows
from halsoskola.storage.store import Store


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A list that was read, and what it would do to the course now. answers: chosen languages by row."""

    course: Course
    path: Path
    rows: tuple[ListRow, ...]
    ignored_columns: tuple[str, ...]
    answers: Mapping[int, str]
    plan: ImportPlan
    sheets_left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One row, or one remark about the whole list (row None), as a sentence."""

    row: int | None
    outcome: Outcome | None
    text: str
    is_fault: bool = False


class ImportService:
    def __init__(self, store: Store, participants: ParticipantService) -> None:
        self._store = store
        self._participants = participants

    def preview(
        self, course_id: str, path: Path, answers: Mapping[int, str] = MappingProxyType({})
    ) -> ImportPreview:
        """Reads the list and says what would happen; stores nothing.

        answers: language code by row number of the file, for rows that were asked about.
        Raises: RuleBroken when the file is no list; StorageTrouble when it cannot be read.
        """
        found = read_list(path)
        with self._store.read() as db:
            course = course_rows.course_by_id(db, course_id)
            if course is None:
                raise RuleBroken(Refusal.COURSE_GONE)
            plan = _plan(db, course, found.rows, answers, found.ignored_columns)
        return ImportPreview(
            course, path, found.rows, found.ignored_columns, dict(answers), plan, found.sheets_left_out
        )

    def answered(self, preview: ImportPreview, answers: Mapping[int, str]) -> ImportPreview:
        """The same list with more of its questions answered; the file is not read again."""
        together = {**preview.answers, **answers}
        with self._store.read() as db:
            plan = _plan(db, preview.course, preview.rows, together, preview.ignored_columns)
        return replace(preview, answers=together, plan=plan)

    def apply(self, preview: ImportPreview) -> Changes:
        """Stores the newcomers of the list, all or nothing, as one step to undo.

        The course is looked at again first, so that a preview that has grown old does no harm.
        Raises: RuleBroken when a row is wrong or has a question left.
        """
        with self._store.write(_("Deltagarlista")) as write:
            plan = _plan(write.db, preview.course, preview.rows, preview.answers, preview.ignored_columns)
            if not plan.ok:
                raise RuleBroken(Refusal.LIST_NOT_READY)
            for row in plan.newcomers:
                assert row.track is not None
                self._participants.enrol(
                    write.db,
                    preview.course,
                    row.track,
                    _facts_of(row),
                    waiting=row.outcome is Outcome.WAITING,
                )
        return write.changes

    def sentences(self, preview: ImportPreview) -> tuple[ImportLine, ...]:
        """A line for each row in the list's order, then what concerns the whole list."""
        rows = [
            ImportLine(row.row, row.outcome, row_line(row), row.outcome in (Outcome.ASK, Outcome.WRONG))
            for row in preview.plan.rows
        ]
        whole = plan_lines(preview.plan, preview.sheets_left_out)
        return (*rows, *(ImportLine(None, None, text) for text in whole))

    def as_json(self, preview: ImportPreview) -> list[dict[str, Any]]:
        """What happens per row, for programs: no names, no phones."""
        return [
            {
                "row": row.row,
                "outcome": row.outcome.value,
                "number": number_label(row.number) if row.number is not None else None,
                "track": row.track.value if row.track is not None else None,
                "language": row.language,
                "variant": row.variant,
                "reads": row.reads,
                "candidates": [candidate.code for candidate in row.candidates],
                "message": row_line(row),
            }
            for row in preview.plan.rows
        ]


def _plan(
    db: DbSession,
    course: Course,
    rows: tuple[ListRow, ...],
    answers: Mapping[int, str],
    ignored_columns: tuple[str, ...],
) -> ImportPlan:
    if course_rows.course_by_id(db, course.id) is None:
        raise RuleBroken(Refusal.COURSE_GONE)
    people = people_rows.people_of_course(db, course.id)
    tracks = course_rows.tracks_of(db, course.id)
    code_of: dict[str, TrackCode] = {track.id: track.code for track in tracks}
    existing = [
        ExistingParticipant(
            number=one.enrolment.number,
            language=one.participant.interpreter_language,
            track=code_of[one.enrolment.track_id],
            waiting=one.enrolment.status is EnrolmentStatus.WAITING,
            variant=one.participant.variant,
            reads=one.participant.reads,
            understands=one.participant.understands,
            sex=one.participant.sex,
            name=one.participant.name,
            phone=one.participant.phone,
        )
        for one in people
    ]
    free = {
        track.code: track.capacity
        - sum(
            one.enrolment.track_id == track.id and one.enrolment.status is EnrolmentStatus.TAKING_PART
            for one in people
        )
        for track in tracks
    }
    return plan_import(
        rows,
        existing,
        free,
        uses_names=course.uses_names,
        answers=answers,
        ignored_columns=ignored_columns,
    )


def _facts_of(row: PlannedRow) -> PersonFacts:
    return PersonFacts(
        interpreter_language=row.language,
        variant=row.variant,
        understands=row.understands,
        reads=row.reads,
        sex=row.sex,
        name=row.name,
        contact_way=row.contact_way,
        phone=row.phone,
        number=row.number,
    )
