"""Reads plans, templates and facts: the shipped ones and the leader's own, which win.

A broken file never stops the program. It is left out and listed with what is wrong. msgspec and markdown-it
are imported when the first file is read, not before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from halsoskola.domain.plans import (
    CourseTemplate,
    Fact,
    LeaderNotes,
    PlanFault,
    SessionPlan,
)
from halsoskola.i18n.catalogues import _
from halsoskola.plans.faults import error, has_errors, warning
from halsoskola.plans.handouts import ReadHandout, parse_handout
from halsoskola.plans.leader_notes import parse_leader_notes
from halsoskola.plans.textfile import read_text

PLAN_FILE = "plan.toml"
HANDOUT_FILE = "handout.md"
PICTURE_HANDOUT_FILE = "handout-1.md"
LEADER_FILE = "leader.md"
FACTS_FILE = "facts.toml"
TESTED_FILE = "tested.toml"
"""Beside a plan, or alone in the leader's own folder for a shipped one: who has tried its handouts."""
SIGNED_FILE = "signed.toml"
"""In the same places: who has checked the plan."""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """One plan folder as read. plan: None when something in it cannot be used.

    name: the folder's name. file: its path inside the session plans. note_lines: line of each heading in
    leader.md. missing: names of the text files that are not there. structure: the plan without handouts, also when
    only those keep it from being used.
    """

    name: str
    file: str
    plan: SessionPlan | None
    faults: tuple[PlanFault, ...]
    handout: ReadHandout | None = None
    picture_handout: ReadHandout | None = None
    note_lines: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    structure: SessionPlan | None = None


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """One template file as read; `file` is its path inside the session plans."""

    file: str
    template: CourseTemplate


@dataclass(frozen=True, slots=True)
class ReadFolder:
    """All that one folder of session plans holds, before it is put together with another.

    plans: every plan folder in the order of the names, broken ones too. templates, facts: the usable ones,
    each id once. faults: of the folder itself, templates and facts; those of plans stand with them.
    """

    plans: tuple[ReadPlan, ...] = ()
    templates: tuple[ReadTemplate, ...] = ()
    facts: tuple[Fact, ...] = ()
    faults: tuple[PlanFault, ...] = ()

    @property
    def all_faults(self) -> tuple[PlanFault, ...]:
        return (*self.faults, *(fault for plan in self.plans for fault in plan.faults))


@dataclass(frozen=True, slots=True)
class PlanLibrary:
    """What the program can use, by id or name, and what it had to leave out.

    own_plans: ids of plans that come from the leader's own folder. A template is only here when all its plans
    are.
    """

    plans: Mapping[str, SessionPlan] = field(default_factory=dict)
    templates: Mapping[str, CourseTemplate] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    faults: tuple[PlanFault, ...] = ()
    own_plans: frozenset[str] = frozenset()

    @classmethod
    def read(cls, shipped: Path, own: Path | None = None) -> "PlanLibrary":
        """The shipped plans with the leader's own over them; `own` need not exist. Bad files never raise."""
        return cls.of(read_folder(shipped), read_folder(own) if own is not None and own.is_dir() else None)

    @classmethod
    def of(cls, shipped: ReadFolder, own: ReadFolder | None = None) -> "PlanLibrary":
        """The same for folders that were read before."""
        if own is None:
            return cls._of([shipped], frozenset())
        own_ids = frozenset(p.plan.id for p in own.plans if p.plan is not None)
        return cls._of([shipped, own], own_ids)

    @classmethod
    def _of(cls, folders: Sequence[ReadFolder], own_ids: frozenset[str]) -> "PlanLibrary":
        plans = {p.plan.id: p.plan for folder in folders for p in folder.plans if p.plan is not None}
        facts = {fact.name: fact for folder in folders for fact in folder.facts}
        faults = [fault for folder in folders for fault in folder.all_faults]
        templates: dict[str, CourseTemplate] = {}
        for folder in folders:
            for read in folder.templates:
                gaps = template_gaps(read, plans, folders)
                faults.extend(gaps)
                if not gaps:
                    templates[read.template.id] = read.template
        return cls(plans, templates, facts, tuple(faults), own_ids)

    def plans_of(self, template: CourseTemplate) -> tuple[SessionPlan, ...]:
        """The template's plans in order; a plan may come more than once."""
        return tuple(self.plans[meeting.plan_id] for meeting in template.meetings)


def template_gaps(
    read: ReadTemplate, plans: Iterable[str], folders: Sequence[ReadFolder]
) -> tuple[PlanFault, ...]:
    """A fault for each meeting of the template whose plan is unknown or broken."""
    known = frozenset(plans)
    broken = {p.name for folder in folders for p in folder.plans if p.plan is None}
    faults = []
    for position, meeting in enumerate(read.template.meetings):
        if meeting.plan_id in known:
            continue
        if meeting.plan_id in broken:
            sentence = _("Träffplanen {plan} har fel, så kursupplägget går inte att använda.")
        else:
            sentence = _("Träffplanen {plan} finns inte, så kursupplägget går inte att använda.")
        faults.append(error(read.file, sentence.format(plan=meeting.plan_id), f"meetings[{position}].plan"))
    return tuple(faults)


def read_folder(root: Path) -> ReadFolder:
    """Everything in one folder of session plans, with its faults. Never raises for bad files."""
    faults: list[PlanFault] = []
    plans = _without_doubles(
        [
            read_plan_folder(folder, f"plans/{folder.name}")
            for folder in _entries(root, "plans", faults)
            if folder.is_dir() and not holds_only_side_files(folder)
        ]
    )
    templates: dict[str, ReadTemplate] = {}
    for file in _entries(root, "courses", faults):
        if file.suffix != ".toml":
            continue
        name = f"courses/{file.name}"
        template, found = _read_template(file, name)
        faults.extend(found)
        if template is None:
            continue
        if (first := templates.get(template.id)) is not None:
            sentence = _("Kursupplägget {id} finns redan i {file}. Ge det här ett annat id.")
            faults.append(error(name, sentence.format(id=template.id, file=first.file), "id"))
            continue
        templates[template.id] = ReadTemplate(name, template)
    facts, found = read_facts(root / FACTS_FILE)
    faults.extend(found)
    return ReadFolder(plans, tuple(templates.values()), facts, tuple(faults))


def holds_only_side_files(folder: Path) -> bool:
    """True for a folder that says something about a shipped plan but holds no plan of its own."""
    return any((folder / name).is_file() for name in (TESTED_FILE, SIGNED_FILE)) and not any(
        (folder / name).is_file() for name in (PLAN_FILE, HANDOUT_FILE, PICTURE_HANDOUT_FILE, LEADER_FILE)
    )


def read_plan_folder(folder: Path, name: str) -> ReadPlan:
    """One plan with its texts. name: how the folder is called in faults, such as `plans/somn`."""
    file = f"{name}/{PLAN_FILE}"
    if not (folder / PLAN_FILE).is_file():
        return ReadPlan(folder.name, name, None, (error(file, _("Filen saknas i träffplanens mapp.")),))
    faults: list[PlanFault] = []
    missing: list[str] = []
    plan, found = _read_plan_file(folder / PLAN_FILE, file)
    faults.extend(found)
    handout = _read_handout(folder / HANDOUT_FILE, name, faults, missing)
    picture_handout = _read_handout(folder / PICTURE_HANDOUT_FILE, name, faults, missing)
    notes, note_lines = _read_notes(folder / LEADER_FILE, name, faults, missing)
    if plan is not None and plan.id != folder.name:
        sentence = _("Mappen heter {folder} men träffplanens id är {id}. Ge dem samma namn.")
        faults.append(warning(file, sentence.format(folder=folder.name, id=plan.id), "id"))
    whole = None
    if plan is not None and not has_errors(faults):
        whole = replace(
            plan,
            handout=handout.handout if handout else None,
            picture_handout=picture_handout.handout if picture_handout else None,
            leader_notes=notes,
        )
    structure = replace(plan, leader_notes=notes) if plan is not None else None
    return ReadPlan(
        folder.name,
        name,
        whole,
        tuple(faults),
        handout,
        picture_handout,
        note_lines,
        tuple(missing),
        structure,
    )


def _entries(root: Path, part: str, faults: list[PlanFault]) -> list[Path]:
    """What lies in `root/part`, by name; hidden things and a folder that is not there count as nothing."""
    folder = root / part
    if not folder.is_dir():
        return []
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        faults.append(error(part, _("Mappen går inte att öppna. Kontrollera att du får läsa den.")))
        return []
    return [path for path in found if not path.name.startswith((".", "_", "~"))]


def _without_doubles(plans: Sequence[ReadPlan]) -> tuple[ReadPlan, ...]:
    """Of two plans with one id the one whose folder has that name stays, else the first."""
    kept: dict[str, ReadPlan] = {}
    for read in plans:
        if read.plan is not None and (read.plan.id not in kept or read.name == read.plan.id):
            kept[read.plan.id] = read
    result = []
    for read in plans:
        if read.plan is not None and kept[read.plan.id] is not read:
            sentence = _("Träffplanen {id} finns redan i {folder}. Ge den här ett annat id.")
            fault = error(
                f"{read.file}/{PLAN_FILE}",
                sentence.format(id=read.plan.id, folder=kept[read.plan.id].file),
                "id",
            )
            read = ReadPlan(read.name, read.file, None, (*read.faults, fault))
        result.append(read)
    return tuple(result)


def _read_plan_file(path: Path, file: str) -> tuple[SessionPlan | None, tuple[PlanFault, ...]]:
    from halsoskola.plans import shapes
    from halsoskola.plans.packing import plan_of_shape

    shape, faults = _read_shape(path, file, shapes.PlanShape)
    return (None if shape is None else plan_of_shape(shape)), faults


def _read_template(path: Path, file: str) -> tuple[CourseTemplate | None, tuple[PlanFault, ...]]:
    from halsoskola.plans import shapes
    from halsoskola.plans.packing import template_of_shape

    shape, faults = _read_shape(path, file, shapes.TemplateShape)
    if shape is None:
        return None, faults
    if shape.id != path.stem:
        sentence = _("Filen heter {file} men kursuppläggets id är {id}. Ge dem samma namn.")
        faults = (*faults, warning(file, sentence.format(file=path.name, id=shape.id), "id"))
    return template_of_shape(shape), faults


def read_facts(path: Path) -> tuple[tuple[Fact, ...], tuple[PlanFault, ...]]:
    """The usable facts and all faults: one broken fact does not take the others with it."""
    if not path.is_file():
        return (), ()
    source = read_text(path, FACTS_FILE)
    if source.text is None:
        return (), source.faults
    facts, faults = facts_in(source.text)
    return facts, (*source.faults, *faults)


def facts_in(text: str) -> tuple[tuple[Fact, ...], tuple[PlanFault, ...]]:
    """The same for the text of a facts file."""
    from halsoskola.plans import shapes
    from halsoskola.plans.packing import fact_of_shape
    from halsoskola.plans.tables import convert, parse_toml

    data, broken = parse_toml(text, FACTS_FILE)
    if data is None:
        return (), broken
    whole, found = convert(data, shapes.FactsShape, FACTS_FILE, text)
    faults = list(found)
    usable = list(whole.facts) if whole is not None else _usable_facts(data, text)
    facts: dict[str, Fact] = {}
    for shape in usable:
        if shape.name in facts:
            sentence = _("Faktauppgiften {name} står två gånger. Ta bort den ena.")
            faults.append(error(FACTS_FILE, sentence.format(name=shape.name), f"facts, {shape.name}"))
            continue
        facts[shape.name] = fact_of_shape(shape)
    return tuple(facts.values()), tuple(faults)


def _usable_facts(data: dict[str, Any], text: str) -> list[Any]:
    from halsoskola.plans import shapes
    from halsoskola.plans.tables import convert

    rows = data.get("facts")
    if not isinstance(rows, list):
        return []
    converted = (convert(row, shapes.FactShape, FACTS_FILE, text)[0] for row in rows)
    return [shape for shape in converted if shape is not None]


def _read_shape(path: Path, file: str, shape: type[Any]) -> tuple[Any, tuple[PlanFault, ...]]:
    from halsoskola.plans.tables import convert, parse_toml

    source = read_text(path, file)
    if source.text is None:
        return None, source.faults
    data, faults = parse_toml(source.text, file)
    if data is None:
        return None, (*source.faults, *faults)
    result, faults = convert(data, shape, file, source.text)
    return result, (*source.faults, *faults)


def _read_handout(path: Path, folder: str, faults: list[PlanFault], missing: list[str]) -> ReadHandout | None:
    if not path.is_file():
        missing.append(path.name)
        return None
    file = f"{folder}/{path.name}"
    source = read_text(path, file)
    faults.extend(source.faults)
    if source.text is None:
        return None
    read = parse_handout(source.text, file)
    faults.extend(read.faults)
    return read


def _read_notes(
    path: Path, folder: str, faults: list[PlanFault], missing: list[str]
) -> tuple[LeaderNotes, tuple[int, ...]]:
    if not path.is_file():
        missing.append(path.name)
        return LeaderNotes(), ()
    file = f"{folder}/{path.name}"
    source = read_text(path, file)
    faults.extend(source.faults)
    if source.text is None:
        return LeaderNotes(), ()
    notes, found, lines = parse_leader_notes(source.text, file)
    faults.extend(found)
    return notes or LeaderNotes(), lines
