"""TOML text into the shapes of `plans.shapes`, with every fault named by path, line and a plain sentence."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from halsoskola.domain.plans import PlanFault
from halsoskola.i18n.catalogues import _
from halsoskola.plans import shapes
from halsoskola.plans.faults import error

Shape = TypeVar("Shape", bound=msgspec.Struct)

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"\s*\[(\[)?\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_CURLY = re.compile("[\u2018-\u201f]")


def parse_toml(text: str, file: str) -> tuple[dict[str, Any] | None, tuple[PlanFault, ...]]:
    """The tables of a TOML text, or None and the fault that tells which line stops it."""
    try:
        return tomllib.loads(text), ()
    except RecursionError:
        return None, (error(file, _("Filen har för många hakparenteser i varandra.")),)
    except ValueError as problem:
        return None, (_broken_line(text, file, str(problem)),)


def convert(
    data: Any, shape: type[Shape], file: str, text: str
) -> tuple[Shape | None, tuple[PlanFault, ...]]:
    """`data` as `shape`, or None and all faults that can be found at once.

    text: where the data came from, to tell lines.
    """
    try:
        return msgspec.convert(data, shape), ()
    except msgspec.ValidationError as problem:
        lines = _line_numbers(text)
        found = sorted(_faults_in(data, shape, "", file, lines), key=lambda fault: fault.line or 0)
        # Should a new version of msgspec refuse something that we cannot point at, its own path still helps.
        return None, tuple(found) or (_unexplained(problem, file, lines),)


def _broken_line(text: str, file: str, problem: str) -> PlanFault:
    match = _AT_LINE.search(problem)
    lines = text.split("\n")
    number = int(match[1]) if match else len(lines)
    content = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    if problem.startswith(("Cannot overwrite", "Cannot declare")):
        sentence = _("Samma sak står två gånger: {content}. Ta bort den ena.")
    elif match is None:
        sentence = _("Filen tar slut för tidigt. Kontrollera citattecken och hakparenteser i slutet.")
    elif _CURLY.search(content):
        sentence = _('Raden går inte att läsa: {content}. Skriv raka citattecken (") runt texten.')
    else:
        sentence = _(
            "Raden går inte att läsa: {content}. Kontrollera citattecken, likhetstecken och hakparenteser."
        )
    return error(file, sentence.format(content=content), line=number)


def _unexplained(problem: msgspec.ValidationError, file: str, lines: Mapping[str, int]) -> PlanFault:
    match = re.search(r"`\$\.?(.*)`\s*$", str(problem))
    path = match[1] if match else ""
    return error(file, _("Värdet passar inte här."), path, _line_of(path, lines))


def _faults_in(
    data: Any, shape: type[msgspec.Struct], path: str, file: str, lines: Mapping[str, int]
) -> list[PlanFault]:
    """Every fault of one table, in the order of the shape's keys; unknown keys first."""
    if not isinstance(data, dict):
        return [error(file, _("Här ska det stå en tabell med nycklar."), path, _line_of(path, lines))]
    faults: list[PlanFault] = []
    fields = {item.encode_name: item for item in msgspec.structs.fields(shape)}
    for key in data:
        if key not in fields:
            where = _join(path, key)
            near = get_close_matches(key, fields, n=1)
            if near:
                sentence = _("Nyckeln {key} finns inte. Menade du {near}?").format(key=key, near=near[0])
            else:
                sentence = _("Nyckeln {key} finns inte. Här kan stå: {known}.")
                sentence = sentence.format(key=key, known=", ".join(fields))
            faults.append(error(file, sentence, where, _line_of(where, lines)))
    for key, item in fields.items():
        where = _join(path, key)
        if key not in data:
            if item.required:
                sentence = _("Nyckeln {key} saknas.").format(key=key)
                faults.append(error(file, sentence, path, _line_of(path, lines)))
            continue
        faults.extend(_value_faults(data[key], item.type, where, file, lines))
    return faults


def _value_faults(value: Any, wanted: Any, path: str, file: str, lines: Mapping[str, int]) -> list[PlanFault]:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        kind = inspect.type_info(wanted)
        if isinstance(kind, inspect.Metadata):
            kind = kind.type
        if isinstance(kind, inspect.ListType) and isinstance(value, list) and value:
            faults: list[PlanFault] = []
            for position, item in enumerate(value):
                where = f"{path}[{position}]"
                if isinstance(kind.item_type, inspect.StructType):
                    try:
                        msgspec.convert(item, kind.item_type.cls)
                    except msgspec.ValidationError:
                        faults.extend(_faults_in(item, kind.item_type.cls, where, file, lines))
                elif not _fits(item, kind.item_type):
                    faults.append(error(file, _expected(kind.item_type, item), where, _line_of(where, lines)))
            return faults
        return [error(file, _expected(kind, value), path, _line_of(path, lines))]
    return []


def _fits(value: Any, kind: inspect.Type) -> bool:
    """True when a simple value (text or one of fixed words) suits an item of a list."""
    if isinstance(kind, inspect.EnumType):
        return value in [member.value for member in kind.cls]
    if isinstance(kind, inspect.StrType):
        return isinstance(value, str) and (kind.pattern is None or re.search(kind.pattern, value) is not None)
    return False


def _expected(kind: inspect.Type, value: Any) -> str:
    """What should have stood where `value` stands."""
    shown = _shown(value)
    if isinstance(kind, inspect.UnionType):
        # An optional value, or one word or a list of them: the first kind is the plain one.
        kind = next(k for k in kind.types if not isinstance(k, inspect.NoneType))
    if isinstance(kind, inspect.EnumType):
        known = ", ".join(str(member.value) for member in kind.cls)
        return _("Här står {value}. Det ska vara ett av orden: {known}.").format(value=shown, known=known)
    if isinstance(kind, inspect.IntType):
        sentence = _("Här står {value}. Det ska vara ett heltal från {least} till {most}, utan citattecken.")
        return sentence.format(value=shown, least=kind.ge, most=kind.le)
    if isinstance(kind, inspect.BoolType):
        return _("Här står {value}. Det ska vara true eller false, utan citattecken.").format(value=shown)
    if isinstance(kind, inspect.DateType):
        return _("Här står {value}. Det ska vara ett datum, till exempel 2027-01-19.").format(value=shown)
    if isinstance(kind, inspect.ListType):
        if value == []:
            return _("Listan är tom. Här ska stå minst en.")
        return _("Här står {value}. Det ska vara en lista inom hakparenteser.").format(value=shown)
    return _expected_text(kind, value, shown)


def _expected_text(kind: inspect.Type, value: Any, shown: str) -> str:
    pattern = kind.pattern if isinstance(kind, inspect.StrType) else None
    if not isinstance(value, str):
        return _("Här står {value}. Det ska vara text inom citattecken.").format(value=shown)
    if not value.strip():
        return _("Texten är tom.")
    if pattern == _pattern_of(shapes.Clock):
        return _('Här står {value}. Det ska vara ett klockslag, till exempel "10:00".').format(value=shown)
    if pattern == _pattern_of(shapes.Name):
        return _("Här står {value}. Namnet får bara ha a–z, siffror och bindestreck.").format(value=shown)
    return _("Texten ska stå på en rad.")


def _pattern_of(annotated: Any) -> str | None:
    pattern: str | None = annotated.__metadata__[0].pattern
    return pattern


def _shown(value: Any) -> str:
    """The value as it may have been written, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return _("en tabell")
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _line_of(path: str, lines: Mapping[str, int]) -> int | None:
    """The line of a path, or of the nearest table around it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[: path.rindex("[")] if path.endswith("]") else path.rpartition(".")[0]
    return None


def _line_numbers(text: str) -> dict[str, int]:
    """Lines (from 1) of tables and keys, by paths such as `blocks[2].adaptations[0].text`.

    tomllib tells no lines for what it could read; this covers tables and keys written one to a line.
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    inside_long_text = False
    for number, line in enumerate(text.split("\n"), start=1):
        fences = line.count('"""') + line.count("'''")
        was_inside, inside_long_text = inside_long_text, inside_long_text != bool(fences % 2)
        if was_inside:
            continue
        if header := _HEADER.match(line):
            table = ""
            parts = header[2].split(".")
            for position, part in enumerate(parts):
                table = _join(table, part)
                if header[1] and position == len(parts) - 1:
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table = f"{table}[{counts[table]}]"
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(_join(table, key[1]), number)
    return lines
