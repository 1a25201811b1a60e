"""Measures the numbers the program promises and prints them in one table. Nothing here passes or fails.

Machines are shared and noisy, so each number is a ratio or a difference between two things that took turns in the
same run; medians are shown. Run with `python3 start.py test benchmarks`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import TrackCode
from halsoskola.program import Program
from halsoskola.services.bundle import Services
from halsoskola.services.clock import Clock
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts
from halsoskola.settings import Paths, program_root
from halsoskola.storage.keys import Cost

ROUNDS = 11
CLICKS = 200
CHEAP = Cost(memory_kib=1024, iterations=1, lanes=1)


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the table. `bar` is what is promised, in the same unit."""

    what: str
    measured: str
    bar: str
    holds: bool


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        results = [*start_times(root), click(root), handout()]
    width = max(len(result.what) for result in results)
    for result in results:
        verdict = "holds" if result.holds else "MISSED"
        print(f"{result.what:<{width}}  {result.measured:>22}  bar {result.bar:<9} {verdict}")
    return 0


# Starting


def start_times(root: Path) -> list[Result]:
    """Process start to picture, our windows against bare ones, taking turns."""
    data = root / "unlock"
    with Program(Paths(data, program_root()), Clock(), cost=CHEAP) as program:
        program.create("ett långt lösenord")
    programs = {"bare": [], "unlock": [str(data)], "bare-orm": [], "demo": [str(root / "demo")]}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for round_number in range(ROUNDS + 1):
        for name, words in programs.items():
            seconds = _until_painted([name, *words])
            if round_number:  # the first round warms the file cache
                times[name].append(seconds)
    median = {name: statistics.median(found) for name, found in times.items()}
    return [
        _ratio("Start to the painted unlock window / bare window", median["unlock"], median["bare"], 1.5),
        _ratio(
            "Start of demo to a painted Idag / bare window with ORM", median["demo"], median["bare-orm"], 2.2
        ),
    ]


def _until_painted(words: list[str]) -> float:
    # As on a leader's PC, where the second start finds everything compiled.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.windows", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        seconds = time.perf_counter() - begun
    if line.strip() != "PAINTED":
        raise RuntimeError(f"{words[0]} ended without a picture")
    return seconds


def _ratio(what: str, ours: float, floor: float, bar: float) -> Result:
    ratio = ours / floor
    return Result(
        what, f"{ratio:.2f} ({ours * 1000:.0f}/{floor * 1000:.0f} ms)", f"{bar}", holds=ratio <= bar
    )


# One click in the register


def click(root: Path) -> Result:
    """A mark until it is durable, against the bare commit of one row through the same encrypted driver."""
    with Program(Paths(root / "click", program_root()), Clock(), cost=CHEAP) as program:
        services, _key = program.create("ett långt lösenord")
        occasion, person = _a_register(services)
        bare = _bare_commit(program)
        ours: list[float] = []
        floor: list[float] = []
        kinds = (MarkKind.ANNOUNCED, MarkKind.PRESENT)
        for number in range(CLICKS):
            kind = kinds[number % 2]
            ours.append(_timed(lambda kind=kind: services.attendance.mark(occasion, person, kind)))
            floor.append(_timed(bare))
    difference = statistics.median(ours) - statistics.median(floor)
    measured = f"+{difference * 1000:.2f} ms ({statistics.median(floor) * 1000:.2f} bare)"
    return Result(
        "One click in the register until durable, over a bare commit", measured, "+5 ms", difference <= 0.005
    )


def _a_register(services: Services) -> tuple[str, str]:
    today = services.clock.today()
    wish = NewCourse("malmo-halsoskola-12", today, (TrackCode.FM, TrackCode.EM))
    course = services.courses.create(wish).course
    people = [services.participants.add(course.id, TrackCode.FM, PersonFacts("ar")) for _number in range(12)]
    view = services.courses.view(course.id)
    occasion = view.meetings[0].occasions[0].occasion
    if occasion.day > today:
        raise SystemExit(f"{today} is no course day; the click is measured on one")
    return occasion.id, people[0].enrolment.id


def _bare_commit(program: Program) -> Callable[[], None]:
    connection = program.store.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")

    def commit() -> None:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO bare (text) VALUES ('x')")
        cursor.execute("COMMIT")

    return commit


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


# One handout


def handout() -> Result:
    """A handout with two languages in the running program, everything loaded once before."""
    from halsoskola.program import plan_service
    from halsoskola.services.handouts import HandoutService

    library = plan_service(Paths(Path("none"), program_root()))
    handouts = HandoutService(library)
    plans = [library.plan(name) for name in ("somn", "smarta", "mat", "stress")]

    def draw(plan_number: int) -> None:
        handouts.render([handouts.make(plans[plan_number], ["ar", "ti"])])

    draw(0)
    times = [_timed(lambda number=number: draw(number % len(plans))) for number in range(1, 41)]
    median = statistics.median(times)
    return Result(
        "One handout, two languages, running program", f"{median * 1000:.0f} ms", "60 ms", median <= 0.060
    )


if __name__ == "__main__":
    sys.exit(main())
