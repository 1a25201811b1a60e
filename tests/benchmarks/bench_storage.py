"""What a click costs until it is durable, against a bare SQLCipher commit in the same run; and a password.

`python -m tests.benchmarks.bench_storage`
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from halsoskola.storage import keys
from halsoskola.storage.tables import CourseRow, MarkRow
from tests.storage.builders import (
    a_course,
    a_meeting,
    a_participant,
    a_store,
    a_track,
    an_enrolment,
    an_occasion,
)

TIMES = 300


def medians_ms(*what: Callable[[int], object], times: int = TIMES) -> list[float]:
    """The median of each, taken in turns, so that a busy machine slows them alike."""
    taken: list[list[float]] = [[] for _ in what]
    for number in range(times):
        for one, its in zip(what, taken, strict=True):
            started = time.perf_counter()
            one(number)
            its.append((time.perf_counter() - started) * 1000)
    return [statistics.median(its) for its in taken]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = a_store(folder)
        bare = dbapi2.connect(str(folder / "bare.db"), isolation_level=None)
        bare.execute(f"PRAGMA key=\"x'{keys.new_database_key('').raw}'\"")
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE marks (id TEXT PRIMARY KEY, kind TEXT)")
        with store.write("Kurs", undoable=False) as write:
            course, person = a_course(1), a_participant()
            track = a_track(course)
            enrolment = an_enrolment(person, track, 1)
            meetings = [a_meeting(course, number) for number in range(TIMES)]
            occasions = [an_occasion(meeting, track) for meeting in meetings]
            write.db.add_all([course, person, track, enrolment, *meetings, *occasions])

        def bare_commit(number: int) -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO marks VALUES (?, 'absent')", (str(number),))
            bare.execute("COMMIT")

        def click(number: int) -> None:
            with store.write("Närvaro") as write:
                write.db.add(
                    MarkRow(
                        id=str(number),
                        enrolment_id=enrolment.id,
                        meeting_id=meetings[number].id,
                        occasion_id=occasions[number].id,
                        kind="absent",
                        counts_as="away",
                    )
                )

        def change(number: int) -> None:
            with store.write("Byt namn") as write:
                write.db.get_one(CourseRow, course.id).name = f"Namn {number}"

        commit, mark, rename = medians_ms(bare_commit, click, change)
        [undo] = medians_ms(lambda _: store.undo(), times=100)
        store.close()
        # Making a key file stretches two secrets: the password and the recovery key.
        [made] = medians_ms(lambda number: keys.create(folder / str(number), "ett lösenord", "Åsa"), times=5)
    print(f"bare SQLCipher commit      {commit:6.2f} ms")
    print(f"a mark, with undo          {mark:6.2f} ms  (+{mark - commit:.2f}; bar: +5)")
    print(f"a changed row, with undo   {rename:6.2f} ms  (+{rename - commit:.2f})")
    print(f"undo of one row            {undo:6.2f} ms")
    print(f"one password tried         {made / 2:6.0f} ms")


if __name__ == "__main__":
    main()
