"""What `start.py` promises on other people's computers: one sentence when something is missing, and repair of what
was left half done. Only one test makes a real environment; the others watch which steps would be run."""

import ast
import importlib.util
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from halsoskola.settings import program_root

SCRIPT = program_root() / "start.py"

Step = list[str]
Script = Any
"""The loaded script; a module that is made at run time has no type that a checker could know."""


@pytest.fixture
def start() -> Script:
    """A fresh copy of the script, loaded but not run, so that each test may change it."""
    spec = importlib.util.spec_from_file_location("start", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(start: Script, tmp_path: Path) -> Script:
    """The script as if it lay in an empty folder with two lists of libraries."""
    (tmp_path / "requirements.txt").write_text("one==1\n")
    (tmp_path / "requirements-dev.txt").write_text("one==1\ntwo==2\n")
    start.HERE = tmp_path
    start.VENV = tmp_path / ".venv"
    start.PYTHON = start.VENV / "bin" / "python"
    return start


@pytest.fixture
def steps(checkout: Script) -> list[Step]:
    """The steps of the set-up, which here only leave the files that the real ones would."""
    done: list[Step] = []

    def succeeds(command: Step, _lock: int, _log: Any = None) -> bool:
        done.append(command)
        if "venv" in command:
            shutil.rmtree(checkout.VENV, ignore_errors=True)
            checkout.PYTHON.parent.mkdir(parents=True)
            checkout.PYTHON.touch()
        return True

    checkout.succeeds = succeeds
    return done


def kinds(steps: list[Step]) -> list[str]:
    return [command[2] for command in steps]


def refusal(call: Callable[[], object], start: Script) -> str:
    with pytest.raises(start.StartError) as caught:
        call()
    return str(caught.value)


# Which Python, which system


def test_every_python_since_3_8_can_read_the_script() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_script_needs_the_standard_library_only() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    named = {
        alias.name if isinstance(node, ast.Import) else node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names


def test_an_old_python_is_told_in_one_sentence(start: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "sys", SimpleNamespace(version_info=(3, 10, 13)))
    monkeypatch.setattr(start, "VERSION", "3.10")
    assert "det här är Python 3.10" in refusal(lambda: start.main([]), start)


def test_loading_the_script_asks_for_nothing_that_windows_lacks() -> None:
    code = """
        import os, runpy, sys
        for name in ("fcntl", "pwd", "grp", "resource", "termios"):
            sys.modules[name] = None
        for name in ("geteuid", "getuid", "fork"):
            if hasattr(os, name):
                delattr(os, name)
        sys.platform = "win32"
        script = runpy.run_path(sys.argv[1])
        assert script["PYTHON"].as_posix().endswith(".venv/Scripts/python.exe")
        assert script["missing_packages"](qt=True) == []
        assert script["has_screen"]()
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(SCRIPT)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""


# A window or not


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], True),
        (["demo"], True),
        (["--data-dir", "demo"], True),
        (["--data-dir=/x", "demo"], True),
        (["--dat", "/x"], True),
        (["--lang", "en", "demo"], True),
        (["--help"], False),
        (["course", "list"], False),
        (["--data-dir", "/x", "handout", "somn"], False),
        (["demo", "--help"], True),
    ],
)
def test_qt_is_asked_for_when_a_window_is_wanted(start: Script, arguments: list[str], wanted: bool) -> None:
    assert start.opens_window(arguments) is wanted


def test_a_window_without_a_screen_is_refused(
    checkout: Script, steps: list[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    checkout.LINUX = True
    checkout.missing_packages = lambda *, qt: []
    assert "ingen skärm" in refusal(lambda: checkout.main(["demo"]), checkout)
    monkeypatch.setenv("DISPLAY", ":0")
    assert checkout.has_screen()


# System packages


@pytest.fixture
def bare(checkout: Script, monkeypatch: pytest.MonkeyPatch) -> Script:
    """A Debian with Python and nothing else."""
    checkout.LINUX = True
    monkeypatch.setattr(checkout, "is_loadable", lambda library: False)
    monkeypatch.setattr(checkout, "find_spec", lambda name: None)
    monkeypatch.setattr(checkout.shutil, "which", lambda name: f"/usr/bin/{name}")
    return checkout


def test_a_bare_debian_lacks_venv_and_for_a_window_the_libraries_of_qt(bare: Script) -> None:
    assert bare.missing_packages(qt=False) == ["python3-venv"]
    with_window = bare.missing_packages(qt=True)
    assert with_window[0] == "python3-venv"
    assert {"libglib2.0-0", "libegl1", "libxcb-cursor0"} < set(with_window)
    assert len(with_window) == len(set(with_window)) == 12


def test_an_ordinary_user_gets_the_line_to_run(bare: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare.os, "geteuid", lambda: 1000, raising=False)
    sentence = refusal(lambda: bare.install_system_packages(["python3-venv", "libegl1"], 0), bare)
    assert sentence.endswith(
        "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends python3-venv libegl1'"
    )


def test_root_gets_the_packages(
    bare: Script, steps: list[Step], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bare.os, "geteuid", lambda: 0, raising=False)
    bare.install_system_packages(["libegl1"], 0)
    line = "apt-get update && apt-get install -y --no-install-recommends libegl1"
    assert steps == [["sh", "-c", line]]
    bare.succeeds = lambda *_: False
    assert refusal(lambda: bare.install_system_packages(["libegl1"], 0), bare).endswith(line)
    assert capsys.readouterr().out == ""


def test_a_system_without_apt_gets_the_names(bare: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare.shutil, "which", lambda name: None)
    assert "libegl1 libgl1" in refusal(lambda: bare.install_system_packages(["libegl1", "libgl1"], 0), bare)


# The libraries


def install(checkout: Script, name: str = "requirements.txt") -> None:
    checkout.install_libraries(checkout.HERE / name, 0)


def test_the_second_start_installs_nothing(checkout: Script, steps: list[Step]) -> None:
    install(checkout)
    assert kinds(steps) == ["venv", "pip"]
    assert "--require-hashes" in steps[1]
    install(checkout)
    assert len(steps) == 2


def test_a_new_list_is_added_to_what_is_there(checkout: Script, steps: list[Step]) -> None:
    install(checkout)
    (checkout.HERE / "requirements.txt").write_text("one==2\n")
    install(checkout)
    assert kinds(steps) == ["venv", "pip", "pip"]


def test_the_list_for_tests_serves_the_program_but_not_the_other_way(
    checkout: Script, steps: list[Step]
) -> None:
    install(checkout)
    install(checkout, "requirements-dev.txt")
    install(checkout)
    assert kinds(steps) == ["venv", "pip", "pip"]


@pytest.mark.parametrize("interrupted", ["venv", "pip"])
def test_an_interrupted_set_up_is_begun_anew(checkout: Script, steps: list[Step], interrupted: str) -> None:
    honest = checkout.succeeds

    def killed(command: Step, lock: int, log: Any = None) -> bool:
        if command[2] == interrupted:
            checkout.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            checkout.PYTHON.touch()
            raise KeyboardInterrupt
        return bool(honest(command, lock, log))

    checkout.succeeds = killed
    with pytest.raises(KeyboardInterrupt):
        install(checkout)
    checkout.succeeds = honest
    steps.clear()
    install(checkout)
    assert kinds(steps) == ["venv", "pip"]
    assert "--clear" in steps[0]


def test_another_python_gets_libraries_of_its_own(checkout: Script, steps: list[Step]) -> None:
    install(checkout)
    checkout.VERSION = "3.99"
    install(checkout)
    assert kinds(steps) == ["venv", "pip", "venv", "pip"]


def test_a_python_that_is_gone_is_replaced(checkout: Script, steps: list[Step]) -> None:
    install(checkout)
    checkout.PYTHON.unlink()
    install(checkout)
    assert kinds(steps) == ["venv", "pip", "venv", "pip"]


def test_a_failed_download_is_one_sentence_and_the_old_libraries_still_serve(
    checkout: Script, steps: list[Step]
) -> None:
    install(checkout)
    checkout.succeeds = lambda *_: False
    assert "gick inte att hämta" in refusal(lambda: install(checkout, "requirements-dev.txt"), checkout)
    install(checkout)
    assert kinds(steps) == ["venv", "pip"]


def test_a_folder_that_cannot_be_written_is_one_sentence(checkout: Script, steps: list[Step]) -> None:
    checkout.succeeds = lambda *_: False
    assert str(checkout.VENV) in refusal(lambda: install(checkout), checkout)


# Two starts at once


def test_only_one_set_up_at_a_time(
    start: Script,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lock = tmp_path / "start.py"
    lock.touch()
    start.__file__ = str(lock)
    naps: list[float] = []
    first = start.alone()
    first.__enter__()

    def nap(seconds: float) -> None:
        naps.append(seconds)
        first.__exit__(None, None, None)

    monkeypatch.setattr(start, "time", SimpleNamespace(sleep=nap))
    with start.alone():
        assert len(naps) == 1
    assert "Väntar" in capsys.readouterr().err


# Running


def test_windows_waits_for_the_program_and_passes_its_exit_code_on(
    checkout: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def run(command: Step, **options: Any) -> SimpleNamespace:
        seen.append((command, options["env"]["PYTHONPATH"]))
        return SimpleNamespace(returncode=3)

    checkout.WINDOWS = True
    monkeypatch.setattr(checkout, "subprocess", SimpleNamespace(run=run))
    assert checkout.run(["halsoskola", "demo"]) == 3
    assert seen == [([str(checkout.PYTHON), "-P", "-m", "halsoskola", "demo"], str(checkout.HERE))]


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        (["test"], ["pytest"]),
        (["test", "tests/domain", "-q"], ["pytest", "tests/domain", "-q"]),
        (["test", "benchmarks"], ["tests.benchmarks"]),
    ],
)
def test_the_word_test_runs_tests_or_benchmarks_where_they_lie(
    checkout: Script,
    steps: list[Step],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    module: list[str],
) -> None:
    monkeypatch.chdir(program_root().parent)
    checkout.missing_packages = lambda *, qt: []
    checkout.run = lambda words: (words, Path.cwd())
    assert checkout.main(arguments) == (module, checkout.HERE)
    assert str(checkout.HERE / "requirements-dev.txt") in steps[-1]


def test_a_real_start_sets_up_once_and_survives_a_move(tmp_path: Path) -> None:
    home = tmp_path / "first place"
    (home / "halsoskola").mkdir(parents=True)
    shutil.copy(SCRIPT, home)
    (home / "requirements.txt").write_text("# nothing\n")
    (home / "requirements-dev.txt").write_text("# more\n")
    (home / "halsoskola" / "__main__.py").write_text(
        "import sys; print(sys.prefix, sys.argv[1:]); sys.exit(1)\n"
    )
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "halsoskola").mkdir(parents=True)
    (elsewhere / "halsoskola" / "__main__.py").write_text("raise SystemExit('the wrong program')\n")

    def begin(home: Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, str(home / "start.py"), "course", "list"]
        return subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)

    first, second = begin(home), begin(home)
    moved = home.rename(tmp_path / "second place")
    third = begin(moved)
    assert "Förbereder" in first.stderr
    assert [second.stderr, third.stderr] == ["", ""]
    assert [run.returncode for run in (first, second, third)] == [1, 1, 1]
    assert third.stdout == f"{moved / '.venv'} ['course', 'list']\n"
