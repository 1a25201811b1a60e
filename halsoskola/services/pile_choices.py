"""Which papers the leader wants in the pile, for each kind of course. An open file; nothing about people in it."""

import json
from typing import Any

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.papers import EVERYTHING, PileChoice, pile_choice
from halsoskola.files import troubles_when_writing, write_atomically
from halsoskola.services.plans import PlanService

CHOICES_FILE = "papers.json"
_VERSION = 1


class PileChoiceService:
    def __init__(self, plans: PlanService) -> None:
        self._plans = plans

    def choice(self, template: str) -> PileChoice:
        """What was chosen for courses of this kind; everything when nothing was, or the file cannot be read."""
        stored = self._read().get(template, {})
        try:
            return pile_choice(stored["papers"], stored["size"], double_sided=bool(stored["double_sided"]))
        except (KeyError, TypeError):
            return EVERYTHING

    def save(self, template: str, choice: PileChoice) -> Changes:
        """Keeps the choice for every course of this kind. Raises: StorageTrouble when it cannot be written."""
        choices = self._read()
        choices[template] = {
            "papers": [paper.value for paper in choice.ordered()],
            "size": choice.size,
            "double_sided": choice.double_sided,
        }
        path = self._plans.own_folder / CHOICES_FILE
        with troubles_when_writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        document = {"version": _VERSION, "choices": choices}
        write_atomically(path, json.dumps(document, ensure_ascii=False, indent=1).encode())
        return Changes({Kind.FACT: frozenset({"papers"})})

    def _read(self) -> dict[str, Any]:
        try:
            document = json.loads((self._plans.own_folder / CHOICES_FILE).read_text(encoding="utf-8"))
            choices = document["choices"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return dict(choices) if isinstance(choices, dict) else {}
