"""Handing plans on and taking them in: what a `.halsoplan` file would hold, what comes with one, and all or nothing.

An import writes many files, and either all of them or none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from halsoskola.documents.own_pictures import (
    OwnPicture,
    own_picture_names,
    picture_of_files,
    read_own_picture,
)
from halsoskola.documents.pictures import theme_picture
from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.domain.plans import CourseTemplate, Fact, FactKind, SessionPlan
from halsoskola.files import replace_files, write_atomically
from halsoskola.plans.exchange import (
    ENDING,
    Package,
    package_bytes,
    package_files,
    read_package,
    template_toml,
    words_file,
    words_of_plans,
)
from halsoskola.plans.fact_files import read_facts_file, with_fact
from halsoskola.plans.faults import one_line
from halsoskola.plans.packing import plan_to_bytes
from halsoskola.plans.po_files import PoEntry, PoFile
from halsoskola.plans.reader import HANDOUT_FILE, PICTURE_HANDOUT_FILE
from halsoskola.plans.word_lists import WORDS_FILE, key_of, po_path, read_po_file
from halsoskola.services.clock import Clock
from halsoskola.services.plan_editing import ASIDE
from halsoskola.services.plans import PlanService


class Part(StrEnum):
    """What an import can bring."""

    COURSE = "course"
    PLAN = "plan"
    PICTURE = "picture"
    WORDS = "words"
    FACT = "fact"


class Fate(StrEnum):
    """What an import does with a part of it.

    REPLACES_SHIPPED: from then on it is used instead of what came with the program, which stays and can be had back.
    KEPT: the organisation has its own, which stays.
    """

    NEW = "new"
    REPLACES_OWN = "replaces-own"
    REPLACES_SHIPPED = "replaces-shipped"
    SAME = "same"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """name: id of a plan, course, picture or fact, or a language's code. title: what people call it, "" for a code.

    count: words that come; 0 for everything else.
    """

    part: Part
    name: str
    title: str
    fate: Fate
    count: int = 0


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. remarks: about the file's contents, ready for reading; they stop nobody."""

    package: Package
    lines: tuple[ImportLine, ...]
    remarks: tuple[str, ...]

    @property
    def brings_anything(self) -> bool:
        return any(line.fate not in (Fate.SAME, Fate.KEPT) for line in self.lines)


class PlanExchangeService:
    def __init__(self, plans: PlanService, clock: Clock) -> None:
        self._plans = plans
        self._clock = clock

    # Out

    def export_plan(self, plan_id: str, path: Path) -> None:
        """Writes one plan with the pictures and words it uses.

        Raises: RuleBroken for an unknown plan, or text that looks like a personnummer; StorageTrouble.
        """
        plan = self._plans.plan(plan_id)
        write_atomically(path, package_bytes(self._package(plan.title, (plan,), None)), private=False)

    def export_course(self, template_id: str, path: Path) -> None:
        """Writes a template with all its plans. Raises: as `export_plan`."""
        template = self._plans.template(template_id)
        wanted = dict.fromkeys(meeting.plan_id for meeting in template.meetings)
        plans = tuple(map(self._plans.plan, wanted))
        write_atomically(path, package_bytes(self._package(template.title, plans, template)), private=False)

    def suggested_name(self, name: str) -> str:
        """The file name for a plan or course with that id."""
        return f"{name}{ENDING}"

    def _package(
        self, title: str, plans: tuple[SessionPlan, ...], template: CourseTemplate | None
    ) -> Package:
        return Package(
            title=title,
            plans=plans,
            template=template,
            facts=self._own_facts(plans),
            pictures=self._own_pictures(plans),
            words={code: words_of_plans(plans, self._word_file(code)) for code in WORD_LIST_LANGUAGES},
        )

    def _own_facts(self, plans: Sequence[SessionPlan]) -> tuple[Fact, ...]:
        """Facts that the plans use and that no other program knows; what is local stays at home."""
        used = dict.fromkeys(name for plan in plans for name in _facts_of(plan))
        shipped = read_facts_file(self._plans.shipped_facts_file).facts
        known = self._plans.facts()
        return tuple(
            replace(known[name], text="") if known[name].kind is FactKind.LOCAL else known[name]
            for name in used
            if name in known and name not in shipped
        )

    def _own_pictures(self, plans: Sequence[SessionPlan]) -> dict[str, bytes]:
        names = dict.fromkeys(name for plan in plans for name in pictures_of(plan))
        pictures = filter(None, (read_own_picture(self._plans.own_pictures, name) for name in names))
        return {file: data for picture in pictures for file, data in picture.files().items()}

    def _word_file(self, language: str) -> PoFile:
        """The word list as the program uses it: the shipped entries, the organisation's own over them."""
        whole = words_file(language)
        for folder in (self._plans.shipped_translations, self._plans.own_translations):
            read = read_po_file(po_path(folder, language, WORDS_FILE), WORDS_FILE)
            for entry in read.file.entries.values() if read.file else ():
                whole = _set(whole, entry)
        return PoFile(tuple(whole.blocks))

    # In

    def preview(self, path: Path) -> ImportPreview:
        """What the file would bring, without writing anything.

        Raises: RuleBroken naming what is wrong in the file; StorageTrouble when it cannot be opened.
        """
        package = read_package(path)
        pictures = _pictures_in(package, path.name)
        self._refuse_unknown(package, pictures, path.name)
        lines = [
            *self._course_lines(package),
            *self._plan_lines(package),
            *self._picture_lines(pictures),
            *self._fact_lines(package),
            *self._word_lines(package),
        ]
        return ImportPreview(package, tuple(lines), package.remarks)

    def take_in(self, preview: ImportPreview) -> Changes:
        """Writes everything that the preview brings, or nothing. An own plan that is replaced is put aside.

        Raises: RuleBroken when an own file that has to be added to is broken; StorageTrouble when the disk is full or
        a file is open elsewhere. Everything is then as it was.
        """
        wanted = {(line.part, line.name) for line in preview.lines if line.fate not in (Fate.SAME, Fate.KEPT)}
        if not wanted:
            return Changes()
        put, removed = self._files(preview.package, wanted)
        for line in preview.lines:
            if line.part is Part.PLAN and line.fate is Fate.REPLACES_OWN:
                put |= self._set_aside(line.name)
        replace_files(self._root, put, removed)
        self._plans.forget()
        kinds = {Part.FACT: Kind.FACT}
        return Changes.of((kinds.get(part, Kind.PLAN), name) for part, name in wanted)

    @property
    def _root(self) -> Path:
        return self._plans.own_folder.parent

    def _refuse_unknown(self, package: Package, pictures: Mapping[str, OwnPicture], file: str) -> None:
        """Every fact and picture that the plans use must come with them or be here already."""
        facts = {fact.name for fact in package.facts} | set(self._plans.facts())
        shown = set(pictures) | self._plans.picture_names()
        for plan in package.plans:
            where = f"session_plans/plans/{plan.id}"
            for name in _facts_of(plan):
                if name not in facts:
                    raise RuleBroken(Refusal.PACKAGE_INCOMPLETE, file=file, entry=f"{where}: {{fact:{name}}}")
            for name in _named_pictures(plan):
                if name not in shown:
                    raise RuleBroken(Refusal.PACKAGE_INCOMPLETE, file=file, entry=f"{where}: bild {name}")

    def _course_lines(self, package: Package) -> list[ImportLine]:
        template = package.template
        if template is None:
            return []
        known = {one.id: one for one in self._plans.templates()}.get(template.id)
        if known == template:
            fate = Fate.SAME
        elif (self._plans.own_folder / "courses" / f"{template.id}.toml").exists():
            fate = Fate.REPLACES_OWN
        else:
            fate = Fate.NEW if known is None else Fate.REPLACES_SHIPPED
        return [ImportLine(Part.COURSE, template.id, template.title, fate)]

    def _plan_lines(self, package: Package) -> list[ImportLine]:
        known = {plan.id: plan for plan in self._plans.plans()}
        lines = []
        for plan in package.plans:
            if plan.id in known and plan_to_bytes(known[plan.id]) == plan_to_bytes(plan):
                fate = Fate.SAME
            elif self._own_plan_file(plan.id).exists():
                fate = Fate.REPLACES_OWN
            else:
                fate = Fate.REPLACES_SHIPPED if plan.id in known else Fate.NEW
            lines.append(ImportLine(Part.PLAN, plan.id, plan.title, fate))
        return lines

    def _own_plan_file(self, plan_id: str) -> Path:
        return self._plans.own_folder / "plans" / plan_id / "plan.toml"

    def _picture_lines(self, pictures: Mapping[str, OwnPicture]) -> list[ImportLine]:
        own = own_picture_names(self._plans.own_pictures)
        lines = []
        for name, picture in pictures.items():
            if name in own:
                fate = Fate.SAME if self._own_picture(name) == picture else Fate.REPLACES_OWN
            else:
                fate = Fate.REPLACES_SHIPPED if name in self._plans.picture_names() else Fate.NEW
            lines.append(ImportLine(Part.PICTURE, name, picture.alt, fate))
        return lines

    def _own_picture(self, name: str) -> OwnPicture | None:
        try:
            return read_own_picture(self._plans.own_pictures, name)
        except RuleBroken:
            return None  # a broken one is worth replacing

    def _fact_lines(self, package: Package) -> list[ImportLine]:
        known = self._plans.facts()
        return [
            ImportLine(Part.FACT, fact.name, "", Fate.KEPT if fact.name in known else Fate.NEW)
            for fact in package.facts
        ]

    def _word_lines(self, package: Package) -> list[ImportLine]:
        lines = []
        for language, entries in package.words.items():
            coming = self._coming_words(language, entries)
            fate = Fate.NEW if coming else Fate.SAME
            lines.append(ImportLine(Part.WORDS, language, "", fate, len(coming) or len(entries)))
        return lines

    def _coming_words(self, language: str, entries: Iterable[PoEntry]) -> tuple[PoEntry, ...]:
        """Words that nobody here has translated, and reviewed ones where ours is not reviewed."""
        known = {key_of(entry): entry for entry in self._word_file(language).entries.values()}
        coming = []
        for entry in entries:
            here = known.get(key_of(entry))
            is_gap = here is None or not here.msgstr.strip()
            if is_gap or (here is not None and here.is_fuzzy and not entry.is_fuzzy):
                coming.append(entry)
        return tuple(coming)

    # Files

    def _files(
        self, package: Package, wanted: set[tuple[Part, str]]
    ) -> tuple[dict[str, bytes], tuple[str, ...]]:
        """What to put where below the data folder, and what to take away."""
        every = package_files(package)
        put: dict[str, bytes] = {}
        removed: list[str] = []
        for part, name in wanted:
            if part is Part.PLAN:
                folder = f"{self._own_name}/plans/{name}"
                ours = {
                    path: data
                    for path, data in every.items()
                    if path.startswith(f"session_plans/plans/{name}/")
                }
                put |= {f"{folder}/{PurePosixPath(path).name}": data for path, data in ours.items()}
                absent = {HANDOUT_FILE, PICTURE_HANDOUT_FILE} - {PurePosixPath(path).name for path in ours}
                removed += [f"{folder}/{file}" for file in absent]
            elif part is Part.COURSE and package.template is not None:
                put[f"{self._own_name}/courses/{name}.toml"] = template_toml(package.template).encode()
            elif part is Part.PICTURE:
                picture = picture_of_files(name, package.pictures)
                folder = f"{self._own_name}/{self._plans.own_pictures.name}"
                put |= {f"{folder}/{file}": data for file, data in picture.files().items()}
                removed += [
                    f"{folder}/{name}.{ending}"
                    for ending in ("png", "json")
                    if f"{folder}/{name}.{ending}" not in put
                ]
            elif part is Part.WORDS:
                path, data = self._words_written(name, package.words[name])
                put[path] = data
        if any(part is Part.FACT for part, _name in wanted):
            put[f"{self._own_name}/{self._plans.own_facts_file.name}"] = self._facts_written(package, wanted)
        return put, tuple(removed)

    @property
    def _own_name(self) -> str:
        return self._plans.own_folder.name

    def _set_aside(self, plan_id: str) -> dict[str, bytes]:
        """Copies of our own version's files for the folder from which it can be had back."""
        today = self._clock.today().isoformat()
        name, number = f"{plan_id}-{today}", 2
        while (self._plans.own_folder / ASIDE / name).exists():
            name, number = f"{plan_id}-{today}-{number}", number + 1
        files = [path for path in self._own_plan_file(plan_id).parent.iterdir() if path.is_file()]
        return {f"{self._own_name}/{ASIDE}/{name}/{path.name}": path.read_bytes() for path in files}

    def _facts_written(self, package: Package, wanted: set[tuple[Part, str]]) -> bytes:
        file = read_facts_file(self._plans.own_facts_file)
        if file.text is None:
            raise RuleBroken(Refusal.FACTS_FILE_BROKEN, fault=file.fault)
        text = file.text
        for fact in package.facts:
            if (Part.FACT, fact.name) in wanted:
                text = with_fact(text, fact)
        return text.encode()

    def _words_written(self, language: str, entries: Iterable[PoEntry]) -> tuple[str, bytes]:
        """Our own word list with what comes, and everything else in it as it was."""
        path = po_path(self._plans.own_translations, language, WORDS_FILE)
        read = read_po_file(path, f"translations/{language}/LC_MESSAGES/{WORDS_FILE}")
        if read.file is None:
            raise RuleBroken(Refusal.OWN_FILE_BROKEN, fault=one_line(read.faults[0]) if read.faults else "")
        file = read.file if read.file.blocks else words_file(language)
        for entry in self._coming_words(language, entries):
            file = file.with_entry(entry)
        return path.relative_to(self._root).as_posix(), file.text().encode()


def pictures_of(plan: SessionPlan) -> tuple[str, ...]:
    """Every picture that the plan's papers show, the one beside the title too; each once."""
    beside_title = theme_picture(plan.themes)
    return tuple(dict.fromkeys([*_named_pictures(plan), *([beside_title] if beside_title else [])]))


def _named_pictures(plan: SessionPlan) -> tuple[str, ...]:
    texts = (plan.handout, plan.picture_handout)
    return tuple(dict.fromkeys(name for text in texts if text for name in text.pictures))


def _facts_of(plan: SessionPlan) -> tuple[str, ...]:
    texts = (plan.handout, plan.picture_handout)
    return tuple(dict.fromkeys([*plan.facts, *(name for text in texts if text for name in text.fact_names)]))


def _pictures_in(package: Package, file: str) -> dict[str, OwnPicture]:
    """The package's pictures, decoded. Raises: RuleBroken naming the first that is none."""
    try:
        return {name: picture_of_files(name, package.pictures) for name in package.picture_names}
    except RuleBroken as refused:
        from halsoskola.i18n.messages import sentence

        raise RuleBroken(Refusal.PACKAGE_FAULT, file=file, fault=sentence(refused)) from refused


def _set(file: PoFile, entry: PoEntry) -> PoFile:
    """Appending is enough when the key is new; looking for it in every block is slow for whole lists."""
    return file.with_entry(entry) if entry.key in file.entries else PoFile((*file.blocks, entry))
