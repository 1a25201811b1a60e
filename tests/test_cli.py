"""The commands as support uses them: what they print where, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from halsoskola import cli, program
from halsoskola.cli import DONE, FAILED, OpenWindow, run
from tests.conftest import CHEAP, PASSWORD

LISTS = Path(__file__).parent / "lists" / "data"
REFUSED, MISUSED = 1, 2


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a data folder will be made on first use, with the password in the environment."""
    monkeypatch.setenv(cli.PASSWORD, PASSWORD)
    # The real cost is paid once, in the test that runs the program as a process of its own.
    monkeypatch.setattr(program.Program.__init__, "__kwdefaults__", {"cost": CHEAP})
    return tmp_path / "data"


def halsoskola(data: Path, *words: str) -> int:
    outcome = run(["--data-dir", str(data), *words])
    assert isinstance(outcome, int)
    return outcome


@pytest.fixture
def course(data: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with course 1, and 24 people in it."""
    assert halsoskola(
        data, "course", "new", "malmo-halsoskola-12", "--start", "2027-01-19", "--tracks", "fm,em"
    ) == DONE  # fmt: skip
    assert (
        halsoskola(data, "participants", "import", str(LISTS / "deltagare-ordnad.xlsx"), "--course", "1")
        == DONE
    )
    capsys.readouterr()
    return data


def as_json(capsys: pytest.CaptureFixture[str], data: Path, *words: str) -> object:
    assert halsoskola(data, *words, "--json") == DONE
    return json.loads(capsys.readouterr().out)


def test_no_command_asks_for_the_window(tmp_path: Path) -> None:
    outcome = run(["--data-dir", str(tmp_path)])
    assert isinstance(outcome, OpenWindow)
    assert (outcome.paths.data, outcome.demo) == (tmp_path, False)
    demo = run(["demo"])
    assert isinstance(demo, OpenWindow)
    assert demo.demo


def test_a_new_folder_prints_its_recovery_key_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert halsoskola(data, "course", "list") == DONE
    first = capsys.readouterr()
    key = first.err.strip().splitlines()[-1]
    assert len(key.split("-")) == 7
    assert key not in first.out
    assert halsoskola(data, "course", "list") == DONE
    assert capsys.readouterr().err == ""
    assert all(key.encode() not in file.read_bytes() for file in data.rglob("*") if file.is_file())


def test_a_course_has_twelve_meetings_in_two_runs(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = as_json(capsys, course, "course", "show", "1")
    assert isinstance(shown, dict)
    assert shown["number"] == 1
    assert shown["template"] == "malmo-halsoskola-12"
    assert shown["tracks"] == [
        {"name": "fm", "capacity": 12, "enrolled": 12, "waiting": 0},
        {"name": "em", "capacity": 12, "enrolled": 12, "waiting": 0},
    ]
    assert [meeting["number"] for meeting in shown["meetings"]] == list(range(1, 13))
    assert shown["meetings"][0]["occasions"][0] == {
        "track": "fm",
        "start": "2027-01-19T09:00:00+01:00",
        "end": "2027-01-19T11:00:00+01:00",
        "venue": "",
        "status": "planned",
    }
    listed = as_json(capsys, course, "course", "list")
    assert listed == [
        {
            "number": 1,
            "name": "Malmö hälsoskola, 12 träffar",
            "template": "malmo-halsoskola-12",
            "start": "2027-01-19",
            "end": "2027-04-06",
            "status": "planned",
        }
    ]


def test_needs_are_right_per_language_and_run(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    needs = as_json(capsys, course, "needs", "1")
    assert isinstance(needs, list)
    assert len(needs) == 12 * 2 * 4
    first = [row for row in needs if (row["meeting"], row["track"]) == (1, "fm")]
    assert {row["language"]: row["people"] for row in first} == {"ar": 2, "so": 3, "ti": 2, "prs": 3}
    assert first[0].keys() == {
        "meeting",
        "track",
        "language",
        "variant",
        "people",
        "interpreters",
        "state",
        "cancel_free_until",
    }
    assert {row["state"] for row in needs} == {"need"}
    assert {row["interpreters"] for row in needs} == {1}


def test_the_same_list_twice_changes_nothing(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = as_json(
        capsys, course, "participants", "import", str(LISTS / "deltagare-ordnad.xlsx"), "--course", "1"
    )
    assert isinstance(rows, list)
    assert {row["outcome"] for row in rows} == {"same"}
    shown = as_json(capsys, course, "course", "show", "1")
    assert isinstance(shown, dict)
    assert shown["tracks"][0]["enrolled"] == 12


def test_a_dry_run_stores_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    halsoskola(data, "course", "new", "malmo-halsoskola-12", "--start", "2027-01-19", "--tracks", "fm")
    words = ("participants", "import", str(LISTS / "deltagare-for-manga.xlsx"), "--course", "1", "--dry-run")
    assert halsoskola(data, *words) == DONE
    capsys.readouterr()
    shown = as_json(capsys, data, "course", "show", "1")
    assert isinstance(shown, dict)
    assert shown["tracks"][0]["enrolled"] == 0


def test_a_messy_list_is_refused_whole_with_a_sentence_a_line(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    halsoskola(data, "course", "new", "malmo-halsoskola-12", "--start", "2027-01-19", "--tracks", "fm,em")
    capsys.readouterr()
    assert (
        halsoskola(data, "participants", "import", str(LISTS / "deltagare-rorig.csv"), "--course", "1")
        == REFUSED
    )
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.err.strip().splitlines()] == [
        "Rad 6",
        "Rad 11",
        "Rad 12",
        "Rad 13",
        "Rad 14",
        "Rad 15",
    ]
    assert "19800101" not in told.out + told.err
    shown = as_json(capsys, data, "course", "show", "1")
    assert isinstance(shown, dict)
    assert [track["enrolled"] for track in shown["tracks"]] == [0, 0]


def test_a_pile_is_printed_for_one_run_or_for_both(course: Path, tmp_path: Path) -> None:
    assert halsoskola(course, "pack", "1", "1", "--track", "fm", "--out", str(tmp_path / "fm.pdf")) == DONE
    assert halsoskola(course, "pack", "1", "1", "--out", str(tmp_path / "both.pdf")) == DONE
    one, both = (len(pypdfium2.PdfDocument(tmp_path / name)) for name in ("fm.pdf", "both.pdf"))
    assert one > 20
    assert both == 2 * one


@pytest.mark.parametrize("kind", ["signin", "runsheet", "brief"])
def test_single_papers_are_printed(course: Path, tmp_path: Path, kind: str) -> None:
    assert halsoskola(course, "print", kind, "1", "1", "--out", str(tmp_path / "papper.pdf")) == DONE
    assert len(pypdfium2.PdfDocument(tmp_path / "papper.pdf")) >= 2


def test_handouts_need_no_data_folder(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "blad.pdf"
    assert (
        halsoskola(data, "handout", "somn", "--languages", "ar,ti", "--level", "1,2", "--out", str(out))
        == DONE
    )
    assert not data.exists()
    assert "vårdcentral" in capsys.readouterr().err.lower()
    assert halsoskola(data, "handout", "--all-of", "malmo-halsoskola-12", "--out", str(out)) == DONE
    assert len(pypdfium2.PdfDocument(out)) >= 12


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("handout", "finns-inte", "--out", "x.pdf"), REFUSED),
        (("handout", "somn", "--languages", "klingon", "--out", "x.pdf"), REFUSED),
        (("handout", "somn", "--size", "99", "--out", "x.pdf"), REFUSED),
        (("handout", "--out", "x.pdf"), MISUSED),
        (("course", "new", "malmo-halsoskola-12", "--start", "2027-01-19", "--tracks", "kväll"), REFUSED),
        (("course", "show", "9"), REFUSED),
        (("needs", "9"), REFUSED),
        (("participants", "import", "saknas.csv", "--course", "1"), REFUSED),
    ],
)
def test_refusals_are_one_sentence_without_traceback(
    data: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int
) -> None:
    halsoskola(data, "course", "list")
    capsys.readouterr()
    assert halsoskola(data, *words) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["course", "new", "mall", "--start", "2027-02-31", "--tracks", "fm"], ["nonsens"]]
)
def test_wrong_usage_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == MISUSED


def test_a_wrong_password_is_refused_and_a_missing_one_is_the_environments_fault(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(cli.PASSWORD, "inte det rätta")
    assert halsoskola(course, "course", "list") == REFUSED
    assert capsys.readouterr().err.strip() == "Lösenordet stämmer inte. Försök igen."
    monkeypatch.delenv(cli.PASSWORD)
    assert halsoskola(course, "course", "list") == FAILED
    assert cli.PASSWORD in capsys.readouterr().err


def test_the_password_can_be_changed_also_with_the_recovery_key(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    halsoskola(data, "course", "list")
    recovery_key = capsys.readouterr().err.strip().splitlines()[-1]
    monkeypatch.setenv(cli.NEW_PASSWORD, "ett nytt lösenord")
    assert halsoskola(data, "keys", "change-password") == DONE
    assert halsoskola(data, "course", "list") == REFUSED
    monkeypatch.setenv(cli.PASSWORD, "ett nytt lösenord")
    assert halsoskola(data, "course", "list") == DONE
    monkeypatch.setenv(cli.RECOVERY_KEY, recovery_key.lower().replace("-", " "))
    monkeypatch.setenv(cli.NEW_PASSWORD, "ett tredje lösenord")
    assert halsoskola(data, "keys", "change-password") == DONE
    monkeypatch.setenv(cli.PASSWORD, "ett tredje lösenord")
    assert halsoskola(data, "course", "list") == DONE


def test_a_new_recovery_key_is_on_paper_before_the_old_one_stops(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    halsoskola(data, "course", "list")
    old = capsys.readouterr().err.strip().splitlines()[-1]
    missing = tmp_path / "finns inte" / "nyckel.pdf"
    assert halsoskola(data, "keys", "new-recovery", "--out", str(missing)) == FAILED
    monkeypatch.setenv(cli.RECOVERY_KEY, old)
    monkeypatch.setenv(cli.NEW_PASSWORD, PASSWORD)
    assert halsoskola(data, "keys", "change-password") == DONE
    assert halsoskola(data, "keys", "new-recovery", "--out", str(tmp_path / "nyckel.pdf")) == DONE
    assert len(pypdfium2.PdfDocument(tmp_path / "nyckel.pdf")) == 1
    assert halsoskola(data, "keys", "change-password") == REFUSED


def test_shipped_plans_are_clean(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faults = as_json(capsys, data, "check-plans")
    assert faults == []
    assert not data.exists()


def test_faults_of_a_folder_are_told_with_file_and_place(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plans" / "trasig"
    plan.mkdir(parents=True)
    (plan / "plan.toml").write_text('id = "trasig"\ntitel = "fel nyckel"\n', encoding="utf-8")
    assert halsoskola(data, "check-plans", str(tmp_path)) == REFUSED
    assert "plans/trasig/plan.toml" in capsys.readouterr().err
    assert halsoskola(data, "check-plans", str(tmp_path / "finns inte")) == REFUSED


def test_a_second_process_is_told_who_holds_the_folder(course: Path) -> None:
    """Two real processes: the first is held at its password prompt's other side, inside the folder."""
    holder = (
        "import sys, time; from pathlib import Path; from halsoskola.program import Program; "
        "from halsoskola.services.clock import Clock; from halsoskola.settings import default_paths; "
        "p = Program(default_paths(Path(sys.argv[1])), Clock()); p.hold(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(course)], stdout=subprocess.PIPE, text=True
    ) as first:
        try:
            assert first.stdout is not None
            assert first.stdout.readline().strip() == "held"
            second = subprocess.run(
                [sys.executable, "-m", "halsoskola", "--data-dir", str(course), "course", "list"],
                capture_output=True,
                text=True,
                encoding="utf-8",
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
                check=False,
            )
        finally:
            first.kill()
    assert second.returncode == FAILED
    assert second.stdout == ""
    assert "redan öppet" in second.stderr
    assert "Traceback" not in second.stderr
