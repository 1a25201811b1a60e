"""The leader's own facts.toml: one fact put in, changed or taken out; everything else in the file stays as it stands.

Works on text alone; reading folders belongs to `reader`, writing files to whoever asks.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from halsoskola.domain.plans import Fact, PlanFault
from halsoskola.plans.faults import one_line
from halsoskola.plans.reader import FACTS_FILE, facts_in
from halsoskola.plans.textfile import read_text

_BEGINNING = "# Egna faktauppgifter. De gäller före dem som följer med programmet.\n"
_FACT_HEADER = re.compile(r"\s*\[\[\s*facts\s*\]\]\s*(#.*)?\Z")
_ANY_HEADER = re.compile(r"\s*\[")
_NAME_LINE = re.compile(r"\s*name\s*=\s*(\"[^\"\\]*\"|'[^']*')\s*(#.*)?\Z")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")


@dataclass(frozen=True, slots=True)
class FactsFile:
    """A facts file as read. text: "" when there is none, None when the file cannot be read as text and TOML.

    facts: the usable ones by name. fault: the first thing that is wrong, as one line; "" when nothing is.
    """

    text: str | None
    facts: Mapping[str, Fact]
    fault: str = ""


def read_facts_file(path: Path) -> FactsFile:
    """Never raises for a bad file."""
    if not path.is_file():
        return FactsFile("", {})
    source = read_text(path, FACTS_FILE)
    if source.text is None:
        return FactsFile(None, {}, _first_error(source.faults))
    return facts_file(source.text)


def facts_file(text: str) -> FactsFile:
    """What a file with this text would hold."""
    facts, faults = facts_in(text)
    readable = text if _tables(text) is not None else None
    return FactsFile(readable, {fact.name: fact for fact in facts}, _first_error(faults))


def with_fact(text: str, fact: Fact) -> str:
    """`text` with `fact` in it, in place of the one with its name; keys that `Fact` does not know stay.

    Raises: ValueError when `text` is not TOML with a list of facts.
    """
    data = _tables(text)
    if data is None:
        raise ValueError("not a facts file")
    rows = data.setdefault("facts", [])
    position = next((at for at, row in enumerate(rows) if row.get("name") == fact.name), None)
    if position is None:
        rows.append(_row(fact))
        head = text if text.strip() else _BEGINNING
        return _held(f"{head.rstrip()}\n\n{_table(rows[-1])}", data)
    known = _row(fact)
    changed = {key: value for key, value in known.items() if rows[position].get(key) != value}
    gone = [key for key in ("text", "checked", "recheck") if key in rows[position] and key not in known]
    rows[position] = {k: v for k, v in rows[position].items() if k not in gone} | changed
    lines = text.split("\n")
    span = _span(lines, fact.name)
    if span is None:
        return _whole(data)
    for key in (*gone, *changed):
        _set_key(lines, span, key, None if key in gone else changed[key])
        span = _span(lines, fact.name) or span
    return _held("\n".join(lines), data)


def without_fact(text: str, name: str) -> str:
    """`text` without the fact of that name; unchanged when it has none.

    Raises: ValueError when `text` is not TOML with a list of facts.
    """
    data = _tables(text)
    if data is None:
        raise ValueError("not a facts file")
    rows = data.get("facts", [])
    kept = [row for row in rows if row.get("name") != name]
    if len(kept) == len(rows):
        return text
    data["facts"] = kept
    if not kept:
        del data["facts"]
    lines = text.split("\n")
    span = _span(lines, name)
    if span is None:
        return _whole(data)
    del lines[span.start : span.stop]
    return _held("\n".join(lines).rstrip() + "\n", data)


def _first_error(faults: Iterable[PlanFault]) -> str:
    return next((one_line(fault) for fault in faults if fault.is_error), "")


def _tables(text: str) -> dict[str, Any] | None:
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    rows = data.get("facts", [])
    fits = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    return data if fits else None


def _row(fact: Fact) -> dict[str, Any]:
    """The keys of a fact as they stand in a file; what is empty is left out, but for the text."""
    row: dict[str, Any] = {"name": fact.name, "kind": fact.kind.value, "text": fact.text}
    rest: dict[str, Any] = {
        "owner": fact.owner,
        "source": fact.source,
        "checked": fact.checked,
        "recheck": fact.recheck,
        "languages": list(fact.languages),
        "interpreter": fact.interpreter,
        "hours": fact.hours,
        "cost": fact.cost,
    }
    return row | {key: value for key, value in rest.items() if value not in ("", None, [])}


def _span(lines: list[str], name: str) -> range | None:
    """The lines of that fact, header included; None when the file is laid out in a way we do not edit."""
    if any('"""' in line or "'''" in line for line in lines):
        return None
    for start, line in enumerate(lines):
        if not _FACT_HEADER.match(line):
            continue
        stop = next((at for at in range(start + 1, len(lines)) if _ANY_HEADER.match(lines[at])), len(lines))
        for at in range(start + 1, stop):
            found = _NAME_LINE.match(lines[at])
            if found and found[1][1:-1] == name:
                # A comment right above the next header belongs to that header.
                while stop > at + 1 and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
                    stop -= 1
                return range(start, stop)
    return None


def _set_key(lines: list[str], span: range, key: str, value: object) -> None:
    """Writes `key = value` on its own line in the fact, or takes the line away for None."""
    line_of = re.compile(rf"\s*{re.escape(key)}\s*=")
    at = next((at for at in span if line_of.match(lines[at])), None)
    if value is None:
        if at is not None:
            del lines[at]
    elif at is not None:
        lines[at] = f"{key} = {_value(value)}"
    else:
        lines.insert(span.stop, f"{key} = {_value(value)}")


def _held(text: str, data: Mapping[str, Any]) -> str:
    """`text` when it says `data`; else the data written out anew, so that an odd layout costs only its comments."""
    return text if _tables(text) == data else _whole(data)


def _whole(data: Mapping[str, Any]) -> str:
    """All of a file. Tables other than facts come as they can be written on one line."""
    out = [f"{_key(key)} = {_value(value)}" for key, value in data.items() if key != "facts"]
    tables = [_table(row) for row in data.get("facts", [])]
    return _BEGINNING + "\n" + "\n".join(["\n".join(out) + "\n"] * bool(out) + tables)


def _table(row: Mapping[str, Any]) -> str:
    return "\n".join(["[[facts]]", *(f"{_key(key)} = {_value(value)}" for key, value in row.items())]) + "\n"


def _key(key: str) -> str:
    return key if _BARE_KEY.match(key) else _value(key)


_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')


def _value(value: object) -> str:
    """A TOML value on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            escaped = _TO_ESCAPE.sub(
                lambda found: f"\\{found[0]}" if found[0] in '"\\' else f"\\u{ord(found[0]):04X}", value
            )
            return f'"{escaped}"'
        case date() | datetime() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
        case _:
            return str(value)  # int and float; inf and nan are spelt alike in both languages
