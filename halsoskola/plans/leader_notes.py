"""leader.md: what the leader says and does, one `##` heading per block; the rest is kept as written."""

import re

from halsoskola.domain.plans import FACT_MARK, LeaderNote, LeaderNotes, PlanFault
from halsoskola.i18n.catalogues import _
from halsoskola.plans.faults import error

_HEADING = re.compile(r"\A##\s+(.*?)(?:\s+#+)?\s*\Z")
_TITLE = re.compile(r"\A#\s+")
_HASH = re.compile(r"\A\\*#")
_ESCAPED_HASH = re.compile(r"\A\\(?=\\*#)")


def parse_leader_notes(
    text: str, file: str
) -> tuple[LeaderNotes | None, tuple[PlanFault, ...], tuple[int, ...]]:
    """The notes or None, their faults, and the line of each note's heading.

    A first line with one `#` is the plan's title for those who read the file by itself, and is passed over.
    """
    faults: list[PlanFault] = []
    introduction: list[str] = []
    collected: list[tuple[str, list[str]]] = []
    numbers: list[int] = []
    seen_text = False
    for number, line in enumerate(text.split("\n"), start=1):
        if heading := _HEADING.match(line):
            collected.append((" ".join(heading[1].split()), []))
            numbers.append(number)
        elif _TITLE.match(line):
            if seen_text or collected:
                sentence = _("Rubriken har bara ett #. Skriv ## och momentets namn.")
                faults.append(error(file, sentence, line=number))
        else:
            rest = FACT_MARK.sub("", line)
            if "{" in rest or "}" in rest:
                sentence = _("Klammern går inte att förstå. Skriv en faktauppgift som {example}.")
                faults.append(error(file, sentence.format(example="{fact:vardcentral-telefon}"), line=number))
            lines = collected[-1][1] if collected else introduction
            lines.append(_ESCAPED_HASH.sub("", line.rstrip()))
        seen_text = seen_text or bool(line.strip())
    if faults:
        return None, tuple(faults), ()
    notes = tuple(LeaderNote(title, _trimmed(lines)) for title, lines in collected)
    return LeaderNotes(_trimmed(introduction), notes), (), tuple(numbers)


def write_leader_notes(notes: LeaderNotes, title: str) -> str:
    """leader.md under the plan's title; `parse_leader_notes` reads it back as equal notes."""
    out = [f"# {title}"]
    if notes.introduction:
        out += ["", *_escaped(notes.introduction)]
    for note in notes.notes:
        out += ["", f"## {note.block_title}"]
        if note.text:
            out += ["", *_escaped(note.text)]
    return "\n".join(out) + "\n"


def _escaped(text: str) -> list[str]:
    """Text lines; hashes that would look like headings, or like already escaped ones, get a backslash."""
    return [f"\\{line}" if _HASH.match(line) else line for line in text.split("\n")]


def _trimmed(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
