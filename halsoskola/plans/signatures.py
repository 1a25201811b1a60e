"""Who has checked a plan, by profession and date, never by name; kept beside the plan in the leader's own folder.

A signature belongs to exactly what was read: it holds the plan's fingerprint, so a changed plan is unsigned again.
"""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from halsoskola.domain.plans import SessionPlan
from halsoskola.plans.packing import plan_to_bytes
from halsoskola.plans.reader import SIGNED_FILE

LARGEST_FILE = 10_000
"""Bytes; a signature has a hundred."""

LONGEST_ROLE = 40


@dataclass(frozen=True, slots=True)
class Signature:
    """role: profession, in small letters mostly ("psykolog"). content: fingerprint of the plan that was checked."""

    role: str
    day: date
    content: str


def fingerprint(plan: SessionPlan) -> str:
    """The same for equal plans only, whatever folder or course they lie in."""
    return hashlib.sha256(plan_to_bytes(plan)).hexdigest()


def signature_path(own: Path, plan_id: str) -> Path:
    """own: the leader's folder of session plans."""
    return own / "plans" / plan_id / SIGNED_FILE


def read_signature(own: Path, plan_id: str) -> Signature | None:
    """The latest signature of a plan, whichever content it was for; None without a usable one. Never raises.

    A damaged file is no signature: the plan then says that nobody has checked it.
    """
    path = signature_path(own, plan_id)
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return None
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    role, day, content = table.get("role"), table.get("date"), table.get("content")
    if not isinstance(role, str) or not isinstance(content, str) or type(day) is not date:
        return None
    if not role.strip() or len(role) > LONGEST_ROLE or not role.isprintable():
        return None
    return Signature(role.strip(), day, content)


def signature_toml(signature: Signature) -> str:
    """The file's text; the role must be printable."""
    return (
        "# Vem som har granskat träffplanen: yrke och dag, aldrig namn.\n"
        f"role = {json.dumps(signature.role, ensure_ascii=False)}\n"
        f"date = {signature.day.isoformat()}\n"
        f'content = "{signature.content}"\n'
    )
