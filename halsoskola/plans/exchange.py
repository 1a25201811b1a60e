"""`.halsoplan`: plans, or a whole course template with its plans, as one file to hand on. Nothing about people.

A zip archive with the layout of the data folder:

    halsoplan.toml                                     format, kind and title
    session_plans/courses/ID.toml                      the template, when a whole course was handed on
    session_plans/plans/ID/ plan.toml handout.md handout-1.md leader.md
    session_plans/facts.toml                           facts that only the sender's program knows; local ones empty
    session_plans/pictures/NAME .toml .png .json       pictures of the sender's own that the plans show
    translations/LANG/LC_MESSAGES/ordlista.po          the plans' words

Signatures stay at home: whoever receives a plan lets a professional of her own check it. Reading trusts nothing in
the file. Pictures pass through here as bytes; what they hold is judged where pictures are known.
"""

import json
import re
import stat
import struct
import tempfile
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.languages import is_language
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.domain.plans import CourseTemplate, Fact, FactKind, PlanFault, SessionPlan
from halsoskola.i18n.catalogues import _
from halsoskola.plans.fact_files import with_fact
from halsoskola.plans.faults import one_line
from halsoskola.plans.po_files import PoEntry, PoFile
from halsoskola.plans.reader import (
    FACTS_FILE,
    HANDOUT_FILE,
    LEADER_FILE,
    PICTURE_HANDOUT_FILE,
    PLAN_FILE,
    ReadFolder,
    read_folder,
)
from halsoskola.plans.word_lists import WORDS_FILE, po_path, read_po_file
from halsoskola.plans.writer import plan_files

ENDING = ".halsoplan"
FORMAT = 1
MARK_FILE = "halsoplan.toml"

PLANS, TRANSLATIONS, PICTURES = "session_plans", "translations", "pictures"

LARGEST_PACKAGE = 30_000_000
"""Bytes of the archive, and LARGEST_CONTENTS of all that is in it. A course with all its pictures has about five."""
LARGEST_CONTENTS = 60_000_000
LARGEST_TEXT = 1_000_000
LARGEST_PICTURE = 2_000_000
MOST_ENTRIES = 1_500
MOST_FAULTS = 3
"""So many faults are told at once; the rest would push the first ones out of sight."""

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ENTRY = re.compile(
    rf"""{MARK_FILE}
    |{PLANS}/courses/(?P<course>{_ID})\.toml
    |{PLANS}/plans/(?P<plan>{_ID})/(?:{PLAN_FILE}|{HANDOUT_FILE}|{PICTURE_HANDOUT_FILE}|{LEADER_FILE})
    |{PLANS}/{FACTS_FILE}
    |{PLANS}/{PICTURES}/(?P<picture>{_ID})\.(?:toml|png|json)
    |{TRANSLATIONS}/(?P<language>[a-z]{{2,3}})/LC_MESSAGES/{WORDS_FILE}""",
    re.VERBOSE,
)
_FOLDER = re.compile(rf"(?:{PLANS}|{TRANSLATIONS})/(?:[a-zA-Z0-9_-]+/){{0,3}}")
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Windows opens the printer when a folder is called so."""

_MOMENT = (2000, 1, 1, 0, 0, 0)
"""Every entry's time, so that equal contents make equal files."""


@dataclass(frozen=True, slots=True)
class Package:
    """What one file holds.

    template: None when single plans were handed on. facts: those that the plans use and that are not shipped.
    pictures: file name -> contents. words: language -> entries, in the plans' order. remarks: warnings about the
    contents that do not stop anybody, ready for reading.
    """

    title: str
    plans: tuple[SessionPlan, ...]
    template: CourseTemplate | None = None
    facts: tuple[Fact, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    words: Mapping[str, tuple[PoEntry, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def picture_names(self) -> tuple[str, ...]:
        return tuple(sorted({PurePosixPath(name).stem for name in self.pictures}))


# Writing


def package_bytes(package: Package) -> bytes:
    """The file's contents; equal packages give equal bytes.

    Raises: RuleBroken when something in it looks like a personnummer.
    """
    files = package_files(package)
    _refuse_people(files)
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files, key=lambda name: (name != MARK_FILE, name)):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return target.getvalue()


def package_files(package: Package) -> dict[str, bytes]:
    """Every file of the package by its path."""
    mark = f"format = {FORMAT}\ntitle = {json.dumps(package.title, ensure_ascii=False)}\n"
    files = {MARK_FILE: mark.encode()}
    for plan in package.plans:
        for name, text in plan_files(plan).items():
            files[f"{PLANS}/plans/{plan.id}/{name}"] = text.encode()
    if package.template is not None:
        files[f"{PLANS}/courses/{package.template.id}.toml"] = template_toml(package.template).encode()
    if package.facts:
        text = ""
        for fact in package.facts:
            text = with_fact(text, fact)
        files[f"{PLANS}/{FACTS_FILE}"] = text.encode()
    for name, content in package.pictures.items():
        files[f"{PLANS}/{PICTURES}/{name}"] = content
    for language, entries in package.words.items():
        if entries:
            file = words_file(language, entries)
            files[f"{TRANSLATIONS}/{language}/LC_MESSAGES/{WORDS_FILE}"] = file.text().encode()
    return files


def words_file(language: str, entries: Iterable[PoEntry] = ()) -> PoFile:
    """A word list with these entries, behind the header that Poedit and others ask for."""
    header = f"Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    header += "Content-Transfer-Encoding: 8bit\n"
    return PoFile((PoEntry("", header), *entries))


def words_of_plans(plans: Iterable[SessionPlan], file: PoFile) -> tuple[PoEntry, ...]:
    """The entries of a word list that the plans' words use, translated or not told apart; places of use left out."""
    found: dict[tuple[str, str | None], PoEntry] = {}
    for plan in plans:
        for word in plan.words:
            for key in ((word.word, word.context), (word.word, None)):
                entry = file.entries.get(key)
                if entry is not None and entry.msgstr.strip():
                    found.setdefault(key, entry.with_places(()))
    return tuple(found.values())


def template_toml(template: CourseTemplate) -> str:
    """courses/<id>.toml"""
    out = [f"{key} = {_text(getattr(template, key))}" for key in ("id", "title", "source")]
    for meeting in template.meetings:
        out += ["", "[[meetings]]", f"plan = {_text(meeting.plan_id)}"]
        if meeting.firo:
            out.append(f"firo = [{', '.join(_text(phase.value) for phase in meeting.firo)}]")
    return "\n".join(out) + "\n"


def _text(value: str) -> str:
    """A TOML basic string; JSON writes the same escapes, but leaves one control character as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _refuse_people(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        if not name.endswith((".toml", ".md", ".po")):
            continue
        text = content.decode("utf-8")
        if any(looks_like_personal_number(line, phone_expected=True) for line in text.split("\n")):
            raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_PLAN, file=name)


# Reading


def read_package(path: Path) -> Package:
    """What the file holds, all of it checked.

    Raises: RuleBroken naming the entry or `file: place: sentence`; StorageTrouble when the file cannot be opened.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_PACKAGE:
            raise RuleBroken(Refusal.PACKAGE_TOO_LARGE, file=path.name)
        data = path.read_bytes()
    except OSError as problem:
        raise StorageTrouble(Trouble.FILE_UNREADABLE, file=path.name) from problem
    return package_of_bytes(data, path.name)


def package_of_bytes(data: bytes, file: str) -> Package:
    """The same for contents that were read already. file: its name in messages."""
    files = _unpacked(data, file)
    mark = _read_mark(files, file)
    _refuse_people_found(files)
    return _read_contents(files, mark, file)


_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)
"""What zipfile raises for damaged archives, and for compressions that it does not know."""


def _unpacked(data: bytes, file: str) -> dict[str, bytes]:
    """Every file of the archive by its name, after all of them were found harmless."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _BROKEN_ARCHIVE as problem:
        raise RuleBroken(Refusal.PACKAGE_UNREADABLE, file=file) from problem
    with archive:
        entries = [info for info in archive.infolist() if not _is_harmless_folder(info)]
        if len(entries) > MOST_ENTRIES or sum(info.file_size for info in entries) > LARGEST_CONTENTS:
            raise RuleBroken(Refusal.PACKAGE_TOO_LARGE, file=file)
        seen: set[str] = set()
        for info in entries:
            _check_entry(info, file, seen)
        return {info.filename: _content(archive, info, file) for info in entries}


def _is_harmless_folder(info: zipfile.ZipInfo) -> bool:
    """Packers write folders as entries of their own; those of our layout mean nothing."""
    # Not info.is_dir(), which fails for an entry without a name.
    return not info.file_size and bool(_FOLDER.fullmatch(info.filename))


def _check_entry(info: zipfile.ZipInfo, file: str, seen: set[str]) -> None:
    name = info.filename
    shown = _shown(name)
    mode = info.external_attr >> 16
    parts = PurePosixPath(name.replace("\\", "/")).parts
    climbs = ".." in parts or name.startswith(("/", "\\")) or ":" in name or "\\" in name
    if climbs or (info.create_system == 3 and mode and stat.S_ISLNK(mode)):
        raise RuleBroken(Refusal.PACKAGE_PATH, file=file, entry=shown)
    if info.flag_bits & 0x1:
        raise RuleBroken(Refusal.PACKAGE_LOCKED, file=file)
    found = _ENTRY.fullmatch(name)
    ids = [found[group] for group in ("course", "plan", "picture") if found[group]] if found else []
    unknown_language = found is not None and found["language"] and not is_language(found["language"])
    if found is None or unknown_language or any(_DEVICES.fullmatch(one) or len(one) > 80 for one in ids):
        raise RuleBroken(Refusal.PACKAGE_UNKNOWN, file=file, entry=shown)
    if name.casefold() in seen:
        raise RuleBroken(Refusal.PACKAGE_DOUBLED, file=file, entry=shown)
    seen.add(name.casefold())
    if info.file_size > _most(name):
        raise RuleBroken(Refusal.PACKAGE_TOO_LARGE, file=file)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RuleBroken(Refusal.PACKAGE_UNREADABLE, file=file)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str) -> bytes:
    """Never more than the entry may have, whatever its header says."""
    most = _most(info.filename)
    try:
        with archive.open(info) as entry:
            content = entry.read(most + 1)
    except _BROKEN_ARCHIVE as problem:
        raise RuleBroken(Refusal.PACKAGE_UNREADABLE, file=file) from problem
    if len(content) > most:
        raise RuleBroken(Refusal.PACKAGE_TOO_LARGE, file=file)
    return content


def _most(name: str) -> int:
    return LARGEST_PICTURE if name.startswith(f"{PLANS}/{PICTURES}/") else LARGEST_TEXT


def _shown(name: str) -> str:
    """The entry's name as it may stand in a sentence."""
    return "".join(letter if letter.isprintable() else "�" for letter in name[:80])


def _read_mark(files: Mapping[str, bytes], file: str) -> str:
    """The package's title."""
    if MARK_FILE not in files:
        raise RuleBroken(Refusal.PACKAGE_INCOMPLETE, file=file, entry=MARK_FILE)
    try:
        table = tomllib.loads(files[MARK_FILE].decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise _fault(file, f"{MARK_FILE}: {_('Filen går inte att läsa.')}") from problem
    version, title = table.get("format"), table.get("title", "")
    if type(version) is int and version > FORMAT:
        raise RuleBroken(Refusal.PACKAGE_NEWER, file=file)
    unknown = set(table) - {"format", "title"}
    if version != FORMAT or type(version) is not int or not isinstance(title, str) or unknown:
        raise _fault(file, f"{MARK_FILE}: {_('Filen går inte att läsa.')}")
    return " ".join(title.split())[:120]


def _refuse_people_found(files: Mapping[str, bytes]) -> None:
    readable = {}
    for name, content in files.items():
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            continue  # named below, with its line
        readable[name] = content
    _refuse_people(readable)


def _fault(file: str, fault: str) -> RuleBroken:
    return RuleBroken(Refusal.PACKAGE_FAULT, file=file, fault=fault)


def _refuse_errors(file: str, faults: Sequence[PlanFault]) -> None:
    lines = [one_line(fault) for fault in faults if fault.is_error]
    if lines:
        more = _("Och {count} fel till.").format(count=len(lines) - MOST_FAULTS)
        raise _fault(file, " ".join(lines[:MOST_FAULTS] + [more] * (len(lines) > MOST_FAULTS)))


def _read_contents(files: Mapping[str, bytes], title: str, file: str) -> Package:
    """Read by the program's own reader of plan files, from a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="halsoplan-") as temporary:
        root = Path(temporary)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        read = read_folder(root / PLANS)
        languages = sorted(
            {match["language"] for name in files if (match := _ENTRY.fullmatch(name)) and match["language"]}
        )
        words, word_faults = _read_words(root, languages)
    _refuse_errors(file, (*read.all_faults, *word_faults))
    _refuse_gaps(read, file)
    remarks = [one_line(fault) for fault in (*read.all_faults, *word_faults) if not fault.is_error]
    prefix = f"{PLANS}/{PICTURES}/"
    return Package(
        title=title,
        plans=tuple(one.plan for one in read.plans if one.plan is not None),
        template=read.templates[0].template if read.templates else None,
        facts=tuple(replace(fact, text="") if fact.kind is FactKind.LOCAL else fact for fact in read.facts),
        pictures={name.removeprefix(prefix): data for name, data in files.items() if name.startswith(prefix)},
        words=words,
        remarks=tuple(remarks),
    )


def _read_words(
    root: Path, languages: Sequence[str]
) -> tuple[dict[str, tuple[PoEntry, ...]], list[PlanFault]]:
    words: dict[str, tuple[PoEntry, ...]] = {}
    faults: list[PlanFault] = []
    for language in languages:
        name = f"{TRANSLATIONS}/{language}/LC_MESSAGES/{WORDS_FILE}"
        read = read_po_file(po_path(root / TRANSLATIONS, language, WORDS_FILE), name)
        faults.extend(read.faults)
        if read.file is not None:
            words[language] = tuple(one for one in read.file.entries.values() if one.msgstr.strip())
    return words, faults


def _refuse_gaps(read: ReadFolder, file: str) -> None:
    """A folder must have the name of its plan, a template its plans, and there must be something at all."""
    for one in read.plans:
        if one.plan is not None and one.plan.id != one.name:
            raise RuleBroken(Refusal.PACKAGE_UNKNOWN, file=file, entry=f"{PLANS}/plans/{one.name}")
    if not read.plans:
        raise RuleBroken(Refusal.PACKAGE_INCOMPLETE, file=file, entry=f"{PLANS}/plans")
    if len(read.templates) > 1:
        raise RuleBroken(Refusal.PACKAGE_DOUBLED, file=file, entry=f"{PLANS}/courses")
    here = {one.plan.id for one in read.plans if one.plan is not None}
    for template in read.templates:
        if template.file != f"courses/{template.template.id}.toml":
            raise RuleBroken(Refusal.PACKAGE_UNKNOWN, file=file, entry=f"{PLANS}/{template.file}")
        for meeting in template.template.meetings:
            if meeting.plan_id not in here:
                entry = f"{PLANS}/plans/{meeting.plan_id}"
                raise RuleBroken(Refusal.PACKAGE_INCOMPLETE, file=file, entry=entry)
