"""`check-plans`: what is wrong in plan files, word lists and facts. Reads files only."""

from pathlib import Path

from halsoskola.documents.own_pictures import FOLDER, own_picture_names, read_own_picture
from halsoskola.documents.pictures import picture_names
from halsoskola.domain.errors import RuleBroken
from halsoskola.domain.plans import PlanFault
from halsoskola.i18n.messages import sentence
from halsoskola.plans.checker import check
from halsoskola.plans.faults import error
from halsoskola.settings import Paths


def check_plans(paths: Paths, folder: Path | None = None) -> tuple[PlanFault, ...]:
    """Faults in one folder, checked on top of the shipped plans; without it, in everything the program uses."""
    folders = [paths.session_plans]
    own = folder if folder is not None else paths.own_plans
    if own.is_dir() and own.resolve() != paths.session_plans.resolve():
        folders.append(own)
    translations = [one for one in (paths.translations, paths.own_translations) if one.is_dir()]
    # A folder that is checked alone may show what the leader has in her own folder, too.
    pictures = list(dict.fromkeys(one / FOLDER for one in (*folders, paths.own_plans)))
    names = picture_names().union(*map(own_picture_names, pictures))
    return (*check(folders, translations, names), *(fault for one in pictures for fault in _faults_of(one)))


def _faults_of(pictures: Path) -> list[PlanFault]:
    """A fault for each of the organisation's own pictures that cannot be used."""
    faults = []
    for name in sorted(own_picture_names(pictures)):
        try:
            read_own_picture(pictures, name)
        except RuleBroken as broken:
            faults.append(error(f"{FOLDER}/{name}.toml", sentence(broken)))
    return faults
