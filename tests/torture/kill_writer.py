"""Kills a writing process again and again at any moment, and looks whether anything that was said to be saved is lost.

`python -m tests.torture.kill_writer --times 1000`; ends with 1 at the first loss or fault.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from halsoskola.storage.engine import find_faults
from tests.storage.builders import a_store, database_in, reopened, the_key


def kill_once(folder: Path, seconds: float) -> int:
    """Lets a writer run for `seconds` after its first save; the last number that it said was saved."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.child", "write", str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        rest = child.stdout.read()
    # The last line may be cut off; then nobody has read that it was saved.
    return int((first + rest).rpartition("\n")[0].split()[-1])


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--times", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a_store(folder).close()
        key = the_key(folder)
        slowest = 0.0
        for time_number in range(1, chosen.times + 1):
            said = kill_once(folder, chance.uniform(0, 0.25))
            started = time.perf_counter()
            store = reopened(folder)
            slowest = max(slowest, time.perf_counter() - started)
            with store.read() as db:
                there = {row[0] for row in db.connection().exec_driver_sql("SELECT number FROM courses")}
            store.close()
            lost = set(range(1, said + 1)) - there
            faults = find_faults(database_in(folder), key)
            if lost or faults:
                print(f"after kill {time_number}: lost {sorted(lost)[:5]}, faults {faults[:5]}")
                return 1
        print(
            f"{chosen.times} kills, {said} writes said to be saved, none lost, slowest opening {slowest * 1000:.1f} ms"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
