"""A local report of a bug: where in the program, which versions. Never what was typed or stored."""

import platform
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from halsoskola import __version__


def report_text(kind: type[BaseException], trace: TracebackType | None, now: datetime) -> str:
    """What goes into a report: the exception's type and the places it passed.

    Its message and all values are left out, since either may hold something about a person.
    """
    lines = [
        f"Hälsoskola {__version__}",
        f"Tid: {now:%Y-%m-%d %H:%M}",
        f"System: {platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"Fel: {kind.__module__}.{kind.__qualname__}",
    ]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines) + "\n"


def write_report(
    folder: Path, kind: type[BaseException], trace: TracebackType | None, now: datetime
) -> Path | None:
    """Writes a report into `folder` and returns its path; None when even that fails, which must not hide the bug."""
    path = folder / f"fel-{now:%Y-%m-%d-%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report_text(kind, trace, now), encoding="utf-8")
    except OSError:
        return None
    return path
