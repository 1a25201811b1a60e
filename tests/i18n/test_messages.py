"""Each refusal and each trouble has a sentence that fits the facts it is raised with, and somebody raises it."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.i18n.messages import REFUSALS, TROUBLES, sentence
from halsoskola.settings import program_root

PACKAGE = program_root() / "halsoskola"
EVERY: list[Refusal | Trouble] = [*Refusal, *Trouble]
SENTENCES: dict[Refusal | Trouble, str] = dict([*REFUSALS.items(), *TROUBLES.items()])
RAISED: dict[str, type[Refusal] | type[Trouble]] = {"RuleBroken": Refusal, "StorageTrouble": Trouble}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file.relative_to(PACKAGE).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def raised_outright() -> Iterator[tuple[str, Refusal | Trouble, set[str]]]:
    """Place, code and names of facts of every `RuleBroken(Refusal.X, …)` whose facts are written out."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED
            ):
                continue
            if any(keyword.arg is None for keyword in node.keywords) or not node.args:
                continue
            code = node.args[0]
            if isinstance(code, ast.Attribute) and isinstance(code.value, ast.Name):
                member = RAISED[node.func.id][code.attr]
                yield f"{name}:{node.lineno}", member, {k.arg for k in node.keywords if k.arg is not None}


@pytest.mark.parametrize("code", EVERY, ids=str)
def test_every_code_has_a_whole_sentence(code: Refusal | Trouble) -> None:
    template = SENTENCES[code]
    facts: dict[str, object] = dict.fromkeys(fields(template), "7")
    error = RuleBroken(code, **facts) if isinstance(code, Refusal) else StorageTrouble(code, **facts)
    said = sentence(error)
    assert re.match(r"[A-ZÅÄÖ7”]", said)
    assert template.endswith((".", "?", "{fault}"))  # a fault is a whole sentence itself
    assert not re.search(r"[{}]|\s\s|!", said)


def test_facts_are_named_in_words() -> None:
    assert [
        (code.value, name)
        for code, template in SENTENCES.items()
        for name in fields(template)
        if not re.fullmatch(r"[a-z_]{2,}", name)
    ] == []


def test_whoever_raises_brings_the_facts_that_the_sentence_names() -> None:
    calls = list(raised_outright())
    assert len(calls) > 50
    assert [
        (place, code.value, sorted(fields(SENTENCES[code]) - facts))
        for place, code, facts in calls
        if not fields(SENTENCES[code]) <= facts
    ] == []


def test_no_code_is_without_use() -> None:
    used = {
        (node.value.id, node.attr)
        for name, tree in trees()
        if name not in {"domain/errors.py", "i18n/messages.py"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    assert [str(code) for code in EVERY if (type(code).__name__, code.name) not in used] == []
