"""The README speaks of commands, pictures, layers and files; they have to be there."""

import argparse
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from halsoskola.cli import _parser
from halsoskola.settings import program_root

ROOT = program_root()
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_table() -> Iterator[str]:
    """The commands of the table, each as it would be typed after `start.py`."""
    table = README.split("| Command | Does |")[1].split("\n\n")[0]
    for row in table.splitlines()[2:]:
        yield from re.findall(r"`([^`]+)`", row.split("|")[1])


def started() -> Iterator[str]:
    """What stands behind `start.py` in the examples and sentences."""
    yield from re.findall(r"(?:python3|py) start\.py *([^`#\n]*)", README)


def paths_of(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """All commands that the parser knows, with the words of those inside others."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield before.strip()
    for action in inner:
        for name, sub in action.choices.items():
            yield from paths_of(sub, f"{before} {name}")


@pytest.mark.parametrize("line", [*command_table(), *started()])
def test_every_command_is_understood(line: str) -> None:
    words = shlex.split(line)
    if words[:1] != ["test"]:
        assert _parser().parse_args(words).command == (words[0] if words else None)


def test_every_command_is_named() -> None:
    table = list(command_table())
    missing = [
        path for path in paths_of(_parser()) if not any(f"{line} ".startswith(f"{path} ") for line in table)
    ]
    assert missing == []


def test_every_option_named_exists() -> None:
    known: set[str] = set()

    def collect(parser: argparse.ArgumentParser) -> None:
        for action in parser._actions:
            known.update(action.option_strings)
            if isinstance(action, argparse._SubParsersAction):
                for sub in action.choices.values():
                    collect(sub)

    collect(_parser())
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", (ROOT / page).read_text(encoding="utf-8"))
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not target.startswith("http")]
    headings = {
        "#" + re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    broken = [t for t in targets if not (t in headings if t.startswith("#") else (ROOT / t).is_file())]
    assert broken == []


def test_the_layers_are_those_that_are_enforced() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in rules["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    block = README.split("## How it is built")[1].split("```")[1]
    assert [re.split(r"\s{2,}", line)[0] for line in block.strip().splitlines()] == contract["layers"]


def test_every_file_of_the_program_named_exists() -> None:
    named = re.findall(r"`((?:domain|services|storage|documents|i18n|ui)/[\w/]+\.py)`", README)
    assert named
    assert [name for name in named if not (ROOT / "halsoskola" / name).is_file()] == []


def test_everything_of_others_that_is_shipped_is_credited() -> None:
    """Every licence that lies in the tree stands in NOTICE, and every file that NOTICE names is in the tree."""
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    licences = [
        file.relative_to(ROOT).as_posix()
        for top in ("resources", "tests")
        for file in (ROOT / top).rglob("*")
        if re.search(r"licen[cs]e|ofl", file.name, re.IGNORECASE) and file.is_file()
    ]
    assert licences
    assert [name for name in licences if name not in notice] == []
    named = {Path(name.rstrip(".,;)")) for name in re.findall(r"(?:resources|tests)/[\w./-]+", notice)}
    assert [str(name) for name in sorted(named) if not (ROOT / name).exists()] == []
    fonts = {file.name.split("-")[0] for file in (ROOT / "resources" / "fonts").glob("*.ttf")}
    written = notice.replace(" ", "")
    assert [font for font in fonts if font not in written] == []
    assert set(re.findall(r"Noto Sans (\w+)", notice)) == {
        name.removeprefix("NotoSans") for name in fonts
    } - {""}
