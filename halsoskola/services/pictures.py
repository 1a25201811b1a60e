"""The pictures that handouts may show: those that came with the program, and the organisation's own.

Own pictures lie in open files in the data folder, so nothing about a person may stand there, and none may show one
who has not agreed to it; that is said where pictures are added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from halsoskola.documents.own_pictures import (
    OwnPicture,
    checked_name,
    checked_text,
    own_picture_names,
    read_own_picture,
)
from halsoskola.documents.pictures import CREDIT, picture_names, picture_shapes
from halsoskola.documents.rasters import LARGEST_FILE, is_raster, normalised
from halsoskola.documents.svg import read_svg
from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.drawings import Shape
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.files import replace_files
from halsoskola.services.plan_exchange import pictures_of
from halsoskola.services.plans import PlanService


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One picture to choose. alt: what it shows, "" for shipped ones, whose names say it.

    Either `png` or `shapes` shows it; both are empty for a broken own one, and `fault` says why. hides_shipped: it is
    used instead of the shipped one of that name. used_in: titles of the plans that show it.
    """

    name: str
    is_own: bool
    alt: str = ""
    credit: str = ""
    png: bytes = b""
    shapes: tuple[Shape, ...] = ()
    hides_shipped: bool = False
    used_in: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class NewPicture:
    """What the leader tells about a picture that she adds. replaces: an own or shipped one may have that name."""

    name: str
    alt: str
    credit: str
    licence: str = ""
    replaces: bool = False


class PictureService:
    def __init__(self, plans: PlanService) -> None:
        self._plans = plans

    def lines(self) -> tuple[PictureLine, ...]:
        """Own pictures first, then the shipped ones that none of them hides; each group by name."""
        uses = self._uses()
        shipped = picture_names()
        own = sorted(own_picture_names(self._plans.own_pictures))
        lines = [self._own_line(name, shipped, uses) for name in own]
        lines += [
            PictureLine(name, False, credit=CREDIT, shapes=picture_shapes(name), used_in=uses.get(name, ()))
            for name in sorted(shipped.difference(own))
        ]
        return tuple(lines)

    def _own_line(
        self, name: str, shipped: frozenset[str], uses: Mapping[str, tuple[str, ...]]
    ) -> PictureLine:
        used_in, hides = uses.get(name, ()), name in shipped
        try:
            picture = read_own_picture(self._plans.own_pictures, name)
        except RuleBroken as broken:
            return PictureLine(name, True, hides_shipped=hides, used_in=used_in, fault=_said(broken))
        if picture is None:
            return PictureLine(name, True, hides_shipped=hides, used_in=used_in)
        return PictureLine(
            name, True, picture.alt, picture.credit_words, picture.png, picture.shapes, hides, used_in
        )

    def _uses(self) -> dict[str, tuple[str, ...]]:
        uses: dict[str, list[str]] = {}
        for plan in self._plans.plans():
            for name in pictures_of(plan):
                uses.setdefault(name, []).append(plan.title)
        return {name: tuple(titles) for name, titles in uses.items()}

    def look_at(self, path: Path) -> PictureLine:
        """The picture in a file as it would be kept, without name and texts; nothing is written.

        Raises: RuleBroken when it is too large, no picture, or an SVG with something that cannot be used;
        StorageTrouble when the file cannot be opened.
        """
        try:
            # The size first: a file of 200 MB is not read at all.
            if path.stat().st_size > LARGEST_FILE:
                raise RuleBroken(Refusal.PICTURE_TOO_LARGE, most=f"{LARGEST_FILE // 1_000_000} MB")
            data = path.read_bytes()
        except OSError as problem:
            raise StorageTrouble(Trouble.FILE_UNREADABLE, file=path.name) from problem
        if is_raster(data):
            return PictureLine("", True, png=normalised(data, path.name))
        if b"<svg" not in data and path.suffix.lower() != ".svg":
            raise RuleBroken(Refusal.PICTURE_UNREADABLE, file=path.name)
        return PictureLine("", True, shapes=read_svg(data))

    def add(self, path: Path, about: NewPicture) -> Changes:
        """Keeps the picture in the file under a name.

        Raises: RuleBroken as `look_at` does, for a name that cannot be one or is taken, for a missing description or
        maker, a text that is too long, or a personnummer; StorageTrouble.
        """
        name = checked_name(about.name.strip().lower())
        alt, credit, licence = map(checked_text, (about.alt, about.credit, about.licence))
        if not alt:
            raise RuleBroken(Refusal.PICTURE_NO_ALT)
        if not credit:
            raise RuleBroken(Refusal.PICTURE_NO_CREDIT)
        if any(looks_like_personal_number(text) for text in (alt, credit, licence)):
            raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
        if not about.replaces and name in self._plans.picture_names():
            raise RuleBroken(Refusal.PICTURE_EXISTS, name=name)
        found = self.look_at(path)
        picture = OwnPicture(name, alt, credit, licence, found.png, found.shapes)
        folder = f"{self._plans.own_folder.name}/{self._plans.own_pictures.name}"
        put = {f"{folder}/{file}": data for file, data in picture.files().items()}
        other = f"{folder}/{name}.{'json' if picture.png else 'png'}"
        replace_files(self._plans.own_folder.parent, put, (other,))
        return self._changed(name)

    def remove(self, name: str) -> Changes:
        """Takes an own picture away; a shipped one of that name is used again.

        Raises: RuleBroken when plans show it and nothing would take its place; StorageTrouble.
        """
        if name not in own_picture_names(self._plans.own_pictures):
            return Changes()
        used_in = self._uses().get(name, ())
        if used_in and name not in picture_names():
            raise RuleBroken(Refusal.PICTURE_IN_USE, name=name, plans=", ".join(used_in))
        folder = f"{self._plans.own_folder.name}/{self._plans.own_pictures.name}"
        gone = tuple(f"{folder}/{name}.{ending}" for ending in ("toml", "png", "json"))
        replace_files(self._plans.own_folder.parent, {}, gone)
        return self._changed(name)

    def _changed(self, name: str) -> Changes:
        self._plans.forget_own()
        return Changes({Kind.PLAN: frozenset({name})})


def _said(broken: RuleBroken) -> str:
    from halsoskola.i18n.messages import sentence

    return sentence(broken)


def suggested_name(path: Path) -> str:
    """A name for the picture in the file: its own in small letters, without what a name cannot have."""
    plain = path.stem.lower().translate(str.maketrans("åäáàöøéèü", "aaaaooeeu"))
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in plain)
    return "-".join(filter(None, kept.split("-")))[:40].strip("-")
