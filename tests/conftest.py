"""What every test may rely on: no home folder of the machine, no colours, Swedish on the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from halsoskola.i18n.catalogues import use_language
from halsoskola.plans.reader import ReadFolder, read_folder
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.plans import PlanService
from halsoskola.settings import Paths, program_root
from halsoskola.storage.keys import Cost
from tests.builders import TUESDAY, at

CHEAP = Cost(memory_kib=1024, iterations=1, lanes=1)
"""Argon2id at a cost that tests can pay a thousand times; real costs are measured in the benchmarks."""

PASSWORD = "ett långt lösenord"


@pytest.fixture(autouse=True)
def _apart_from_the_machine(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("HALSOSKOLA_PASSWORD", "HALSOSKOLA_NEW_PASSWORD", "HALSOSKOLA_RECOVERY_KEY"):
        monkeypatch.delenv(name, raising=False)
    use_language("sv", program_root() / "translations")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(data=tmp_path / "data", root=program_root())


@pytest.fixture(scope="session")
def _shipped_folder() -> ReadFolder:
    """The shipped files, read once: they are the same for every test."""
    return read_folder(program_root() / "session_plans")


@pytest.fixture
def shipped_plans(paths: Paths, _shipped_folder: ReadFolder) -> PlanService:
    """The library over the test's own data folder."""
    service = plan_service(paths)
    service.__dict__["_shipped_folder"] = _shipped_folder
    return service


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 2 March 2027, eight in the morning."""
    return FixedClock(at(TUESDAY, 8))


@pytest.fixture
def program(paths: Paths, clock: FixedClock) -> Iterator[Program]:
    """A new data folder, held and unlocked."""
    with Program(paths, clock, cost=CHEAP) as opened:
        opened.create(PASSWORD, "Testledare")
        yield opened


@pytest.fixture
def services(program: Program, clock: FixedClock, shipped_plans: PlanService) -> Services:
    return Services(program.store, clock, lambda: shipped_plans)
