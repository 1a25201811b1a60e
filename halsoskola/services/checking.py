"""`check-plans`: what is wrong in plan files, word lists and facts. Reads files only."""

from pathlib import Path

from halsoskola.documents.pictures import picture_names
from halsoskola.domain.plans import PlanFault
from halsoskola.plans.checker import check
from halsoskola.settings import Paths


def check_plans(paths: Paths, folder: Path | None = None) -> tuple[PlanFault, ...]:
    """Faults in one folder, checked on top of the shipped plans; without it, in everything the program uses."""
    folders = [paths.session_plans]
    own = folder if folder is not None else paths.own_plans
    if own.is_dir() and own.resolve() != paths.session_plans.resolve():
        folders.append(own)
    translations = [one for one in (paths.translations, paths.own_translations) if one.is_dir()]
    return check(folders, translations, picture_names())
