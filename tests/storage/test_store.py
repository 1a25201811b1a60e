"""The open store: what a write leaves on the disk and says it changed, and that undo is the exact inverse."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.storage.store import HISTORY_LIMIT, Store, Write
from halsoskola.storage.tables import (
    Base,
    CourseRow,
    EnrolmentRow,
    FaceCountRow,
    FollowUpRow,
    OccasionRow,
    ParticipantRow,
    TrackRow,
)
from tests.storage.builders import (
    a_course,
    a_follow_up,
    a_meeting,
    a_participant,
    a_store,
    a_track,
    add_course,
    an_enrolment,
    an_occasion,
    database_in,
    dump,
    reopened,
    the_key,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as opened:
        yield opened


def refused(store: Store, refusal: Refusal, way: str = "undo") -> None:
    with pytest.raises(RuleBroken) as caught:
        store.undo() if way == "undo" else store.redo()
    assert caught.value.refusal is refusal


# Writing and reading


def test_what_was_written_is_there_after_closing_and_opening_again(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        add_course(store, name="Hälsoskola Åby")
    with reopened(tmp_path) as store, store.read() as db:
        assert db.scalars(select(CourseRow.name)).all() == ["Hälsoskola Åby"]


def test_closing_leaves_no_log_beside_the_database(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    add_course(store)
    assert database_in(tmp_path).with_name("halsoskola.db-wal").exists()
    store.close()
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["halsoskola.db", "halsoskola.key"]


def test_a_write_that_ends_with_an_exception_changes_nothing(store: Store) -> None:
    before = dump(store)
    writes: list[Write] = []

    def refused_halfway() -> None:
        with store.write("Ny kurs") as write:
            writes.append(write)
            write.db.add(a_course(1))
            write.db.flush()
            raise RuleBroken(Refusal.TRACK_FULL)

    with pytest.raises(RuleBroken):
        refused_halfway()
    assert dump(store) == before
    assert not writes[0].changes
    assert store.next_undo is None


def test_changes_name_the_kinds_and_ids_that_were_touched(store: Store) -> None:
    with store.write("Ny kurs") as write:
        course = a_course(1)
        track = a_track(course)
        write.db.add_all([course, track])
    assert write.changes == Changes({Kind.COURSE: frozenset({course.id, track.id})})
    assert write.changes.touches(Kind.MARK, Kind.COURSE)
    assert not write.changes.touches(Kind.MARK)


def test_setting_a_column_to_what_it_was_is_no_change(store: Store) -> None:
    number = add_course(store)
    with store.write("Byt namn") as write:
        row = write.db.get_one(CourseRow, number)
        row.name = "Annat"
        write.db.flush()
        row.name = "Kurs 1"
    assert not write.changes
    assert store.next_undo == "Ny kurs"


def test_rows_that_the_database_deletes_with_their_parent_are_among_the_changes(store: Store) -> None:
    with store.write("Ny kurs") as write:
        course = a_course(1)
        track, meeting = a_track(course), a_meeting(course)
        write.db.add_all([course, track, meeting])
    with store.write("Ta bort") as write:
        write.db.delete(write.db.get_one(CourseRow, course.id))
    assert write.changes.ids(Kind.MEETING) == {meeting.id}
    assert write.changes.ids(Kind.COURSE) == {course.id, track.id}


def test_a_row_with_a_key_of_two_columns_is_named_by_both(store: Store) -> None:
    with store.write("Räknat") as write:
        course = a_course(1)
        track, meeting = a_track(course), a_meeting(course)
        occasion = an_occasion(meeting, track)
        write.db.add_all([course, track, meeting, occasion])
        write.db.add(FaceCountRow(occasion_id=occasion.id, question="nytta", glad=5, middle=2, sad=0))
    assert write.changes.ids(Kind.EVALUATION) == {f"{occasion.id}:nytta"}


def test_reading_cannot_write(store: Store) -> None:
    with store.read() as db:
        db.add(a_course(1))
        with pytest.raises(RuntimeError, match="reading"):
            db.flush()
    assert dump(store)["courses"] == []


def test_a_reader_sees_one_moment_although_a_write_comes_between(store: Store) -> None:
    with store.read() as db:
        assert db.scalars(select(CourseRow.number)).all() == []
        add_course(store)
        assert db.scalars(select(CourseRow.number)).all() == []


def test_a_write_inside_a_write_is_a_bug_not_a_wait(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside"), store.write("Yttre"), store.write("Inre"):
        pass
    add_course(store)


def test_a_child_without_its_parent_is_refused_on_every_connection(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(IntegrityError), store.write("Föräldralös") as write:
            write.db.add(a_track(a_course(1)))
        store.engine.dispose()


def test_an_error_text_holds_nothing_that_was_written(store: Store) -> None:
    participant = a_participant(name="Hemlig Person")
    with store.write("Ny") as write:
        write.db.add(participant)
    with pytest.raises(IntegrityError) as caught, store.write("Samma") as write:
        write.db.add(a_participant(id=participant.id, name="Hemlig Person"))
    assert "Hemlig" not in str(caught.value)


def test_no_written_text_stands_readable_in_database_or_log(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    words = ["Östergötland", "fysioterapeut", "Kurs"]
    with store.write("Ny") as write:
        write.db.add(a_course(1, name="Östergötland fysioterapeut"))
    files = [path for path in tmp_path.iterdir() if path.name.startswith("halsoskola.db")]
    assert "halsoskola.db-wal" in {path.name for path in files}
    open_bytes = b"".join(path.read_bytes() for path in files)
    store.close()
    closed_bytes = database_in(tmp_path).read_bytes()
    for word in [*words, "SQLite format 3", "CREATE TABLE", "courses"]:
        for encoding in ("utf-8", "utf-16-le"):
            assert word.encode(encoding) not in open_bytes
            assert word.encode(encoding) not in closed_bytes
    assert the_key(tmp_path).secret not in open_bytes + closed_bytes


# Undo


def test_undo_takes_the_last_write_back_and_redo_does_it_again(store: Store) -> None:
    identity = add_course(store)
    with store.write("Byt namn") as write:
        write.db.get_one(CourseRow, identity).name = "Vårkursen"
    label, changes = store.undo()
    assert label == "Byt namn"
    assert changes == Changes({Kind.COURSE: frozenset({identity})})
    assert dump(store)["courses"][0][2] == "Kurs 1"
    assert (store.next_undo, store.next_redo) == ("Ny kurs", "Byt namn")
    assert store.redo() == ("Byt namn", changes)
    assert dump(store)["courses"][0][2] == "Vårkursen"
    refused(store, Refusal.NOTHING_TO_REDO, "redo")


def test_nothing_to_undo_is_said(store: Store) -> None:
    refused(store, Refusal.NOTHING_TO_UNDO)


def test_undoing_a_deletion_brings_back_what_went_with_it(store: Store) -> None:
    with store.write("Ny kurs") as write:
        course, participant = a_course(1), a_participant()
        track, meeting = a_track(course), a_meeting(course)
        occasion = an_occasion(meeting, track)
        enrolment = an_enrolment(participant, track, 1)
        write.db.add_all(
            [a_follow_up(course, occasion), enrolment, occasion, meeting, track, participant, course]
        )
    before = dump(store)
    with store.write("Ta bort kursen") as write:
        write.db.delete(write.db.get_one(CourseRow, course.id))
    after = dump(store)
    assert not after["enrolments"]
    assert not after["follow_ups"]
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


def test_undoing_a_deletion_restores_a_reference_that_was_emptied(store: Store) -> None:
    with store.write("Ny kurs") as write:
        course = a_course(1)
        track, meeting = a_track(course), a_meeting(course)
        occasion = an_occasion(meeting, track)
        write.db.add_all([course, track, meeting, occasion, a_follow_up(course, occasion)])
    with store.write("Ta bort") as write:
        write.db.delete(write.db.get_one(OccasionRow, occasion.id))
    assert write.changes.touches(Kind.FOLLOW_UP)
    with store.read() as db:
        assert db.scalars(select(FollowUpRow.occasion_id)).one() is None
    store.undo()
    with store.read() as db:
        assert db.scalars(select(FollowUpRow.occasion_id)).one() == occasion.id


def test_a_value_that_moved_from_one_row_to_another_moves_back(store: Store) -> None:
    first, second = add_course(store, 1), add_course(store, 2)
    before = dump(store)
    with store.write("Byt nummer") as write:
        one, two = write.db.get_one(CourseRow, first), write.db.get_one(CourseRow, second)
        one.number = 99
        write.db.flush()
        two.number = 1
        write.db.flush()
        one.number = 2
    swapped = dump(store)
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == swapped


def test_undo_raises_the_version_so_that_a_stale_editor_notices(store: Store) -> None:
    identity = add_course(store)
    with store.write("Byt namn") as write:
        row = write.db.get_one(CourseRow, identity)
        row.name, row.version = "Vårkursen", 2
    store.undo()
    with store.read() as db:
        assert db.get_one(CourseRow, identity).version == 3


def test_undo_is_refused_when_the_row_changed_since(store: Store) -> None:
    identity = add_course(store)
    with store.write("Byt namn", undoable=False) as write:
        write.db.get_one(CourseRow, identity).name = "Vårkursen"
    assert write.changes.touches(Kind.COURSE)
    before = dump(store)
    refused(store, Refusal.CHANGED_SINCE)
    assert dump(store) == before
    refused(store, Refusal.NOTHING_TO_UNDO)


def test_undo_is_refused_when_something_new_hangs_on_the_row(store: Store) -> None:
    identity = add_course(store)
    with store.write("Ny grupp", undoable=False) as write:
        write.db.add(a_track(write.db.get_one(CourseRow, identity)))
    before = dump(store)
    refused(store, Refusal.CHANGED_SINCE)
    assert dump(store) == before


def test_undo_is_refused_when_the_parent_is_gone_since(store: Store) -> None:
    with store.write("Ny kurs", undoable=False) as write:
        course = a_course(1)
        write.db.add_all([course, a_meeting(course)])
    with store.write("Ta bort gruppen") as write:
        track = a_track(course)
        write.db.add(track)
    with store.write("Ta bort gruppen") as write:
        write.db.delete(write.db.get_one(TrackRow, track.id))
    with store.write("Ta bort kursen", undoable=False) as write:
        write.db.delete(write.db.get_one(CourseRow, course.id))
    refused(store, Refusal.CHANGED_SINCE)
    assert not dump(store)["tracks"]


def test_undo_is_refused_when_the_number_is_taken_since(store: Store) -> None:
    identity = add_course(store, 1)
    with store.write("Ta bort") as write:
        write.db.delete(write.db.get_one(CourseRow, identity))
    with store.write("Ny kurs", undoable=False) as write:
        write.db.add(a_course(1))
    before = dump(store)
    refused(store, Refusal.CHANGED_SINCE)
    assert dump(store) == before


def test_foreign_keys_hold_again_after_an_undo(store: Store) -> None:
    add_course(store)
    store.undo()
    with pytest.raises(IntegrityError), store.write("Föräldralös") as write:
        write.db.add(a_track(a_course(1)))


def test_a_new_write_ends_what_could_be_done_again(store: Store) -> None:
    add_course(store, 1)
    store.undo()
    add_course(store, 2)
    refused(store, Refusal.NOTHING_TO_REDO, "redo")


def test_only_the_last_writes_can_be_undone(store: Store) -> None:
    for number in range(HISTORY_LIMIT + 3):
        add_course(store, number)
    for _ in range(HISTORY_LIMIT):
        store.undo()
    refused(store, Refusal.NOTHING_TO_UNDO)
    assert len(dump(store)["courses"]) == 3


def test_forgotten_history_cannot_be_undone(store: Store) -> None:
    add_course(store, 1)
    add_course(store, 2)
    store.undo()
    store.forget_history()
    refused(store, Refusal.NOTHING_TO_UNDO)
    refused(store, Refusal.NOTHING_TO_REDO, "redo")


def test_a_bulk_statement_is_refused_where_undo_could_not_see_it(store: Store) -> None:
    add_course(store)
    for statement in (update(CourseRow).values(name="x"), delete(CourseRow), delete(CourseRow.__table__)):
        with pytest.raises(RuntimeError, match="bulk"), store.write("Allt") as write:
            write.db.execute(statement)
    with store.write("Allt", undoable=False) as write:
        write.db.execute(update(CourseRow).values(name="x"))
        write.touched(Kind.COURSE, "alla")
    assert write.changes.ids(Kind.COURSE) == {"alla"}
    assert dump(store)["courses"][0][2] == "x"


def test_every_table_has_a_mapped_class_with_a_kind() -> None:
    kinds = {mapper.local_table.description: mapper.class_.__kind__ for mapper in Base.registry.mappers}
    assert set(kinds) == set(Base.metadata.tables)
    assert all(isinstance(kind, Kind) for kind in kinds.values())


# Any sequence of writes


def act(store: Store, what: str, pick: int) -> bool:
    """One write of the kind `what` on the row that `pick` chooses; whether there was anything to do."""
    with store.write(what) as write:
        db = write.db
        courses = db.scalars(select(CourseRow).order_by(CourseRow.number)).all()
        people = db.scalars(select(ParticipantRow).order_by(ParticipantRow.id)).all()
        course = courses[pick % len(courses)] if courses else None
        if what == "new course":
            made = a_course(1 + max((row.number for row in courses), default=0))
            track, meeting = a_track(made), a_meeting(made)
            db.add_all([made, track, meeting, an_occasion(meeting, track)])
        elif what == "new person":
            db.add(a_participant(name=f"Person {pick}"))
        elif what == "enrol" and course and people:
            track = db.scalars(select(TrackRow).where(TrackRow.course_id == course.id)).first()
            if track is None:
                return False
            taken = db.scalars(select(EnrolmentRow.number).where(EnrolmentRow.course_id == course.id)).all()
            db.add(an_enrolment(people[pick % len(people)], track, 1 + max(taken, default=0)))
        elif what == "rename" and course:
            course.name, course.version = f"Namn {pick}", course.version + 1
        elif what == "promise" and course:
            occasion = db.scalars(
                select(OccasionRow).join(TrackRow).where(TrackRow.course_id == course.id)
            ).first()
            db.add(a_follow_up(course, occasion))
        elif what == "cancel occasion" and course:
            rows = db.scalars(select(FollowUpRow).where(FollowUpRow.course_id == course.id)).all()
            for row in rows:
                row.done_on = date(2027, 3, 1) if pick % 2 else None
        elif what == "renumber" and course:
            identity, number = course.id, course.number
            db.delete(course)
            db.flush()
            db.add(a_course(number, name=f"I stället för {identity}"))
        elif what == "delete course" and course:
            db.delete(course)
        elif what == "delete person" and people:
            db.delete(people[pick % len(people)])
        else:
            return False
    return True


ACTS = [
    *("new course", "new person", "enrol", "rename", "promise", "cancel occasion"),
    *("renumber", "delete course", "delete person"),
]


@settings(max_examples=20, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), min_size=1, max_size=10),
)
def test_undoing_all_and_redoing_all_gives_the_same_tables_at_every_step(
    steps: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as store:
        states = [dump(store)]
        for what, pick in [("new course", 0), ("new person", 0), *steps]:
            before = store.next_undo, len(store._undo)
            act(store, what, pick)
            if (store.next_undo, len(store._undo)) != before:
                states.append(dump(store))
        for earlier in reversed(states[:-1]):
            store.undo()
            assert dump(store) == earlier
        refused(store, Refusal.NOTHING_TO_UNDO)
        for later in states[1:]:
            store.redo()
            assert dump(store) == later
        refused(store, Refusal.NOTHING_TO_REDO, "redo")
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
