"""`review FILE`: what it prints where, and how it ends. It needs no data folder and no password."""

import json
from pathlib import Path

import pytest

from halsoskola.cli import DONE, FAILED, REFUSED, run

EASY = "# Sömn\n\n## Varför ska jag sova?\n\n![En säng](bed)\nKroppen vilar när du sover.\n"


def test_json_holds_numbers_and_findings_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "blad.txt"
    file.write_text("Gå ut. Ät frukost. Ta tre.\n", encoding="utf-8")
    assert run(["--data-dir", str(tmp_path / "data"), "review", str(file), "--json"]) == DONE
    printed = capsys.readouterr()
    assert printed.err == ""
    assert json.loads(printed.out) == {
        "lix": 18.7,
        "lix_without_words": 18.7,
        "sentences": 3,
        "words": 6,
        "mean_sentence": 2.0,
        "longest_sentence": 2,
        "findings": [
            {
                "line": 1,
                "column": 23,
                "length": 3,
                "kind": "number-word",
                "severity": "warning",
                "text": "tre",
                "message": "Skriv talet med siffror: 3.",
            }
        ],
    }
    assert not (tmp_path / "data").exists()


def test_errors_end_with_one_and_stand_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "handout.md"
    file.write_text(EASY.replace("En säng", ""), encoding="utf-8")
    assert run(["review", str(file)]) == REFUSED
    printed = capsys.readouterr()
    assert printed.err == (
        "5:1: fel: ”![](bed)”: Bilden saknar text om vad den visar. "
        "Skriv det mellan hakparenteserna: ![En säng](bed).\n"
    )
    assert printed.out.startswith("10 ord i 3 meningar")
    assert run(["review", str(file), "--json"]) == REFUSED
    assert json.loads(capsys.readouterr().out)["findings"][0]["severity"] == "error"


def test_warnings_and_advice_end_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "handout.md"
    file.write_text(EASY + "Man ska inte\nta tre.\n", encoding="utf-8")
    assert run(["review", str(file)]) == DONE
    printed = capsys.readouterr()
    assert printed.err == ""
    assert [line.split(": ")[1] for line in printed.out.splitlines()[:-1]] == ["råd", "råd", "varning"]


def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gammal.txt").write_bytes("Sömn".encode("latin-1"))
    assert run(["review", str(tmp_path / "gammal.txt"), "--json"]) == REFUSED
    assert run(["review", str(tmp_path / "borta.txt")]) == FAILED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 2
    with pytest.raises(SystemExit) as misused:
        run(["review"])
    assert misused.value.code == 2
