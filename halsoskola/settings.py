"""Where things lie and what the leader has chosen. Frozen; changed by making a new one."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self


def program_root() -> Path:
    """The folder that holds `resources`, `session_plans` and `translations`: the checkout, or the built program."""
    built = getattr(sys, "_MEIPASS", None)
    return Path(built) if built else Path(__file__).resolve().parents[1]


OPEN_FOLDER = "open"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every folder and file the program touches. `data` is the leader's; the rest belongs to the program."""

    data: Path
    root: Path

    @property
    def database(self) -> Path:
        return self.data / "halsoskola.db"

    @property
    def key_file(self) -> Path:
        return self.data / "halsoskola.key"

    @property
    def settings_file(self) -> Path:
        return self.data / "settings.json"

    @property
    def own_plans(self) -> Path:
        """The leader's own plans and facts; same layout as the shipped ones, and they win."""
        return self.data / "session_plans"

    @property
    def own_translations(self) -> Path:
        return self.data / "translations"

    @property
    def open_files(self) -> Path:
        """Papers that another program shows just now; emptied when ours locks, closes or starts."""
        return self.data / OPEN_FOLDER

    @property
    def crash_reports(self) -> Path:
        return self.data / "reports"

    @property
    def session_plans(self) -> Path:
        return self.root / "session_plans"

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    @property
    def resources(self) -> Path:
        return self.root / "resources"


def default_paths(data: Path | None = None) -> Paths:
    """Paths with the leader's own data folder, or the one she named. Local to the computer, never roaming."""
    if data is None:
        import platformdirs

        data = Path(platformdirs.user_data_dir("halsoskola", appauthor=False))
    return Paths(data=data, root=program_root())


SETTINGS_VERSION = 1

_UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Version -> what makes its settings into the next version's; plain dicts, so that old code is never needed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the leader has chosen about the window; nothing about people, so the file is readable.

    language: "sv" or "en", from the next start on. scheme: "system", "light" or "dark". text_percent: 100-200.
    """

    language: str = "sv"
    scheme: str = "system"
    text_percent: int = 100

    @classmethod
    def read(cls, path: Path) -> Self:
        """The settings in a file; what is missing or unreadable is as in a new program, never a reason to stop."""
        try:
            text = path.read_text(encoding="utf-8")
        except OSError:
            return cls()
        import json  # most leaders never change anything, and the first picture waits for this

        try:
            stored = json.loads(text)
            for version in range(int(stored.get("version", 1)), SETTINGS_VERSION):
                stored = _UPGRADES[version](stored)
            known = {field.name: type(field.default) for field in fields(cls)}
            return cls(
                **{name: stored[name] for name, kind in known.items() if type(stored.get(name)) is kind}
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def as_json(self) -> bytes:
        import json

        document = {"version": SETTINGS_VERSION, **asdict(self)}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
