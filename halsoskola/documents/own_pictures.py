"""The organisation's own pictures: what belongs to one, and its files in the data folder.

    session_plans/pictures/tallrik.toml   what it shows, who made it, how it may be used
    session_plans/pictures/tallrik.png    a photograph, as `rasters.normalised` leaves it; or
    session_plans/pictures/tallrik.json   a line drawing, as `svg.read_svg` reads it

A picture with the name of a shipped one is used instead of it.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from halsoskola.documents.rasters import normalised
from halsoskola.documents.svg import shapes_of_lists
from halsoskola.domain.drawings import Shape
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.catalogues import _

FOLDER = "pictures"
"""Inside the folder of session plans."""

LONGEST_NAME = 40
LONGEST_TEXT = 120
LARGEST_OWN_FILE = 2_000_000
"""Bytes. What is kept is a few hundred thousand at most."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)}
)
"""Windows opens the printer when a file is called so, whatever its ending."""

_KEYS = ("alt", "credit", "licence")


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """alt: what it shows, in a few words. credit: who made it. licence: how it may be used, "" when not told.

    Either `png` (grey, small) or `shapes` holds the picture.
    """

    name: str
    alt: str
    credit: str
    licence: str = ""
    png: bytes = b""
    shapes: tuple[Shape, ...] = ()

    @property
    def credit_words(self) -> str:
        """What stands on paper: "Foto: Malmö stad, CC BY 4.0"."""
        return ", ".join(filter(None, (self.credit, self.licence)))

    def files(self) -> dict[str, bytes]:
        """File name -> contents. The same picture gives the same bytes."""
        lines = [f"{key} = {json.dumps(getattr(self, key), ensure_ascii=False)}" for key in _KEYS]
        files = {f"{self.name}.toml": ("\n".join(lines) + "\n").encode()}
        if self.png:
            files[f"{self.name}.png"] = self.png
        else:
            rows = [shape.as_list() for shape in self.shapes]
            files[f"{self.name}.json"] = (json.dumps(rows, separators=(",", ":")) + "\n").encode()
        return files


def is_picture_name(name: str) -> bool:
    """Whether a picture may be called so in handouts and as a file on every system."""
    return bool(_NAME.fullmatch(name)) and len(name) <= LONGEST_NAME and name not in _DEVICES


def checked_name(name: str) -> str:
    """The name. Raises: RuleBroken when it cannot be one."""
    if not is_picture_name(name):
        raise RuleBroken(Refusal.PICTURE_NAME, name=name[:60], most=LONGEST_NAME)
    return name


def checked_text(text: str) -> str:
    """One line of at most `LONGEST_TEXT` letters. Raises: RuleBroken when it is longer."""
    kept = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    if len(kept) > LONGEST_TEXT:
        raise RuleBroken(Refusal.TEXT_TOO_LONG, most=LONGEST_TEXT)
    return kept


def picture_of_files(name: str, files: Mapping[str, bytes], where: str = "") -> OwnPicture:
    """The picture that `OwnPicture.files` wrote. files: at least its own, by file name. where: put before file names.

    Everything is checked again, since files can be changed or come from somebody else.
    Raises: RuleBroken naming the file and what is wrong with it.
    """
    checked_name(name)
    about = f"{name}.toml"
    if about not in files:
        raise _broken(where + about, _("Filen saknas."))
    texts = _texts(files[about], where + about)
    images = [f"{name}.{ending}" for ending in ("png", "json") if f"{name}.{ending}" in files]
    if len(images) != 1:
        raise _broken(where + f"{name}.png", _("Till bilden ska det finnas en fil: .png eller .json."))
    (image,) = images
    data = files[image]
    if len(data) > LARGEST_OWN_FILE:
        raise _broken(where + image, _("Filen är för stor."))
    if image.endswith(".png"):
        return OwnPicture(name, *texts, png=normalised(data, where + image))
    try:
        shapes = shapes_of_lists(json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError) as problem:
        raise _broken(where + image, _("Filen är ingen teckning som programmet har gjort.")) from problem
    return OwnPicture(name, *texts, shapes=shapes)


def _texts(data: bytes, file: str) -> tuple[str, str, str]:
    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise _broken(file, _("Filen går inte att läsa.")) from problem
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise _broken(file, _("Nyckeln {key} finns inte.").format(key=unknown[0][:40]))
    found = []
    for key in _KEYS:
        value = table.get(key, "")
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or not (value.isprintable() or not value):
            raise _broken(file, _("Vid {key} ska det stå en kort text på en rad.").format(key=key))
        if key != "licence" and not value.strip():
            raise _broken(file, _("Nyckeln {key} saknas.").format(key=key))
        found.append(value)
    return found[0], found[1], found[2]


def _broken(file: str, fault: str) -> RuleBroken:
    return RuleBroken(Refusal.PICTURE_FILE_BROKEN, file=file, fault=fault)


# In the data folder


def own_picture_names(folder: Path) -> frozenset[str]:
    """Names of the pictures in a folder, broken ones too; no folder is an empty one."""
    if not folder.is_dir():
        return frozenset()
    return frozenset(path.stem for path in folder.glob("*.toml") if is_picture_name(path.stem))


def read_own_picture(folder: Path, name: str) -> OwnPicture | None:
    """The picture of that name; None when there is none.

    Raises: RuleBroken naming what is wrong with its files.
    """
    if not is_picture_name(name) or not (folder / f"{name}.toml").is_file():
        return None
    files = {}
    for ending in ("toml", "png", "json"):
        path = folder / f"{name}.{ending}"
        try:
            if path.is_file() and path.stat().st_size <= LARGEST_OWN_FILE:
                files[path.name] = path.read_bytes()
        except OSError as problem:
            raise _broken(f"{FOLDER}/{path.name}", _("Filen går inte att öppna.")) from problem
    return picture_of_files(name, files, f"{FOLDER}/")
