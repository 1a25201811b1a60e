"""Writes a plan back as a folder of files that a person can read and change. Same plan, same bytes."""

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from halsoskola.domain.plans import Block, SessionPlan
from halsoskola.plans.handouts import write_handout
from halsoskola.plans.leader_notes import write_leader_notes
from halsoskola.plans.reader import HANDOUT_FILE, LEADER_FILE, PICTURE_HANDOUT_FILE, PLAN_FILE


def write_plan(plan: SessionPlan, folder: Path) -> None:
    """Writes the plan's files into `folder`, made when needed; it should be named after the plan's id.

    Every file is whole at every moment. A handout that the plan lacks is removed; other files stay.

    Raises: OSError when the disk is full or the folder may not be written in.
    """
    write_texts(plan_files(plan), folder)


def write_texts(texts: Mapping[str, str], folder: Path) -> None:
    """The same for texts that stand ready, also for a handout that cannot be read as one yet.

    A file that says the same already is left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        _replace(folder / name, text)
    for name in (HANDOUT_FILE, PICTURE_HANDOUT_FILE):
        if name not in texts:
            (folder / name).unlink(missing_ok=True)


def plan_files(plan: SessionPlan) -> dict[str, str]:
    """The texts of the plan's files by file name."""
    texts = {PLAN_FILE: plan_toml(plan), LEADER_FILE: write_leader_notes(plan.leader_notes, plan.title)}
    if plan.handout is not None:
        texts[HANDOUT_FILE] = write_handout(plan.handout)
    if plan.picture_handout is not None:
        texts[PICTURE_HANDOUT_FILE] = write_handout(plan.picture_handout)
    return texts


def plan_toml(plan: SessionPlan) -> str:
    """plan.toml with its keys in a fixed order; lists that are empty are left out."""
    out = [f"id = {_text(plan.id)}", f"title = {_text(plan.title)}"]
    out += _list("themes", plan.themes)
    out += _list("led_by", plan.led_by)
    out += _list("firo", plan.firo)
    out += [
        f"sensitive = {_flag(plan.sensitive)}",
        f"min_leaders = {plan.min_leaders}",
        f"crisis = {_flag(plan.crisis)}",
    ]
    out += _list("materials", plan.materials)
    out += _list("facts", plan.facts)
    for aim in plan.aims:
        out += ["", "[[aims]]", f"text = {_text(aim.text)}", f"kasam = {_text(aim.kasam)}"]
    for block in plan.blocks:
        out += _block(block)
    for word in plan.words:
        out += ["", "[[words]]", f"word = {_text(word.word)}", f"explanation = {_text(word.explanation)}"]
    return "\n".join(out) + "\n"


def _block(block: Block) -> list[str]:
    out = [
        "",
        "[[blocks]]",
        f"title = {_text(block.title)}",
        f"minutes = {block.minutes}",
        f"kind = {_text(block.kind)}",
    ]
    out += _list("kasam", block.kasam)
    out.append(f"interpreted = {_flag(block.interpreted)}")
    out += _list("firo", block.firo)
    if block.pin is not None:
        out.append(f"pin = {_text(block.pin.isoformat('minutes'))}")
    for adaptation in block.adaptations:
        out += [
            "",
            "[[blocks.adaptations]]",
            f"for = {_text(adaptation.need)}",
            f"text = {_text(adaptation.text)}",
        ]
    return out


def _list(key: str, values: Iterable[str]) -> list[str]:
    items = [_text(value) for value in values]
    if not items:
        return []
    one_line = f"{key} = [{', '.join(items)}]"
    if len(one_line) <= 100:
        return [one_line]
    return [f"{key} = [", *(f"    {item}," for item in items), "]"]


def _flag(value: bool) -> str:
    return "true" if value else "false"


_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _text(value: str) -> str:
    """A TOML basic string."""
    escaped = _TO_ESCAPE.sub(lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04X}"), value)
    return f'"{escaped}"'


def _replace(path: Path, text: str) -> None:
    """Writes under another name first, so that a full disk leaves the old file as it was."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
