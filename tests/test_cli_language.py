"""Which language the commands speak: --lang, else what the leader has chosen, else Swedish."""

from pathlib import Path

import pytest

from halsoskola import cli
from halsoskola.cli import DONE, MISUSED, OpenWindow, run
from halsoskola.i18n.catalogues import language_code
from halsoskola.settings import Settings

NO_SUCH_PLAN = ("handout", "ingen-plan", "--out", "x.pdf")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def chosen(data: Path, language: str) -> None:
    (data / "settings.json").write_bytes(Settings(language=language).as_json())


def refusal(data: Path, capsys: pytest.CaptureFixture[str], *before: str) -> str:
    run([*before, "--data-dir", str(data), *NO_SUCH_PLAN])
    return capsys.readouterr().err


def test_swedish_is_spoken_unless_something_else_was_chosen(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(data, capsys).startswith("Träffplanen ingen-plan finns inte.")


def test_the_chosen_language_is_spoken(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen(data, "en")
    assert refusal(data, capsys).startswith("There is no session plan ingen-plan.")


@pytest.mark.parametrize("written", ["--lang=en", "--lan=en"])
def test_the_command_line_wins_over_the_chosen_language(
    data: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    chosen(data, "sv")
    assert refusal(data, capsys, written).startswith("There is no session plan")
    chosen(data, "en")
    assert refusal(data, capsys, "--lang", "sv").startswith("Träffplanen")


@pytest.mark.parametrize("content", [b"", b"{", b'{"language": 7}', b'{"language": "xx"}'])
def test_unreadable_settings_speak_swedish(
    data: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (data / "settings.json").write_bytes(content)
    assert refusal(data, capsys).startswith("Träffplanen")


def test_the_window_is_asked_for_in_the_chosen_language(data: Path) -> None:
    chosen(data, "en")
    assert isinstance(run(["--data-dir", str(data), "demo"]), OpenWindow)
    assert language_code() == "en"
    assert isinstance(run(["--lang", "sv", "--data-dir", str(data)]), OpenWindow)
    assert language_code() == "sv"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "open the window with example data"), ("sv", "öppna fönstret med exempeldata")],
)
def test_help_is_given_in_the_language(
    language: str, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as left:
        run(["--lang", language, "--help"])
    assert left.value.code == DONE
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("--lang", "xx", "demo"), ("--lang",), ("--data-dir",)])
def test_wrong_usage_is_told_once(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(list(arguments))
    assert left.value.code == MISUSED
    assert capsys.readouterr().err.count("error:") == 1


def test_arguments_of_a_command_are_no_choice_of_language(data: Path) -> None:
    """`--languages ar` of a command does not reach the parser that only looks for --lang."""
    assert cli._language(["--data-dir", str(data), "handout", "somn", "--languages", "ar"]) == "sv"
