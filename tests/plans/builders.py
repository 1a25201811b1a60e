"""Small session plan folders, whole or with one thing wrong."""

from pathlib import Path

PLAN = """\
id = "somn"
title = "Sömn"
led_by = ["psykolog"]
firo = ["rollsokning"]
facts = ["vard-telefon"]

[[aims]]
text = "Jag vet varför sömn är viktigt."
kasam = "B"

[[blocks]]
title = "Start"
minutes = 20
kind = "start"

[[blocks]]
title = "Vad stör min sömn"
minutes = 45
kind = "group"
kasam = ["H"]
interpreted = true
pin = "09:20"

[[blocks.adaptations]]
for = "pain"
text = "Stå om du vill."

[[blocks]]
title = "Paus"
minutes = 15
kind = "break"

[[blocks]]
title = "Slut"
minutes = 40
kind = "end"

[[words]]
word = "dygn"
explanation = "24 timmar"
"""

HANDOUT = """\
# Sömn

## Hur mycket sover en vuxen?

![En klocka](clock)
De flesta behöver sova
6–9 timmar.

## Vem kan hjälpa mig?

Ring vårdcentralen: {fact:vard-telefon}

- om du sover dåligt länge
- om du är orolig.
"""

PICTURE_HANDOUT = """\
# Sömn

## Hur länge?

![En klocka](clock)
Sov 6–9 timmar.
"""

LEADER = """\
## Start

- Säg: "Välkommen."

## Vad stör min sömn

Gå runt mellan öarna.

## Slut

Tacka alla.
"""

FACTS = """\
[[facts]]
name = "vard-telefon"
kind = "local"
text = ""
"""

TEMPLATE = """\
id = "kort"
title = "Kort kurs"
source = "eget"

[[meetings]]
plan = "somn"
firo = "rollsokning"
"""

PO_HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

FILES = {
    "plans/somn/plan.toml": PLAN,
    "plans/somn/handout.md": HANDOUT,
    "plans/somn/handout-1.md": PICTURE_HANDOUT,
    "plans/somn/leader.md": LEADER,
    "courses/kort.toml": TEMPLATE,
    "facts.toml": FACTS,
}


def a_folder(root: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """A folder with one plan, one template and one fact. changes: other contents by path; None leaves the file out."""
    root.mkdir(parents=True, exist_ok=True)
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def a_po(root: Path, language: str, content: str | bytes, name: str = "ordlista.po") -> Path:
    """A translation file under `root`; returns `root`."""
    path = root / language / "LC_MESSAGES" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else (PO_HEADER + content).encode())
    return root
