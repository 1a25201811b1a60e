"""Writing plans: the leader's own ones as files, a course's copy in the database.

Shipped plans are never changed: what is saved of them becomes the leader's own copy, which wins over the shipped one
and can be put aside again. Nothing that was written is ever thrown away: what is replaced or taken away lies under a
dated name beside the plans.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.plan_differences import Difference, differences
from halsoskola.domain.plan_editing import (
    EASY_LEVEL,
    PICTURE_LEVEL,
    PlanDraft,
    checked_id,
    draft_of,
    finished,
    id_from_title,
    keep_block,
    one_line,
    renamed,
)
from halsoskola.domain.plans import (
    Block,
    BlockKind,
    HandoutText,
    PlanFault,
    SessionPlan,
)
from halsoskola.files import replace_patiently, troubles_when_writing, write_atomically
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.labels import fact_label
from halsoskola.plans.faults import one_line as fault_line
from halsoskola.plans.handouts import write_handout
from halsoskola.plans.reader import (
    HANDOUT_FILE,
    PICTURE_HANDOUT_FILE,
    PLAN_FILE,
    SIGNED_FILE,
    TESTED_FILE,
    read_plan_folder,
)
from halsoskola.plans.textfile import text_of
from halsoskola.plans.writer import plan_files, write_texts
from halsoskola.services.clock import Clock
from halsoskola.services.plan_texts import read_text_of_handout
from halsoskola.services.plans import PlanService
from halsoskola.storage import courses as course_rows
from halsoskola.storage.store import Store

ASIDE = "undanlagda"
"""The folder of what was replaced or taken away; no plan in it is read as one."""

UNFINISHED = "utkast"
"""The folder of handout texts that a course's copy cannot hold, because they cannot be read as handouts yet."""

HANDOUT_FILES: Mapping[int, str] = {EASY_LEVEL: HANDOUT_FILE, PICTURE_LEVEL: PICTURE_HANDOUT_FILE}


@dataclass(frozen=True, slots=True)
class EditPlace:
    """Which version of a plan: the leader's own, or with `course_id` the copy that this course keeps."""

    plan_id: str
    course_id: str = ""

    @property
    def subject(self) -> str:
        """As page addresses and `Changes` name it."""
        return f"{self.course_id}:{self.plan_id}" if self.course_id else self.plan_id

    @classmethod
    def of(cls, subject: str) -> "EditPlace":
        course_id, _colon, plan_id = subject.rpartition(":")
        return cls(plan_id, course_id)


class Origin(StrEnum):
    """Where the version that is edited comes from."""

    SHIPPED = "shipped"  # not changed yet: the first change makes an own copy
    CHANGED = "changed"  # the leader's own copy of a shipped plan
    OWN = "own"  # made by the leader
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Tested:
    """How many readers from the target group tried a handout, and when; never who.

    is_current: False when the text has been changed since.
    """

    day: date
    readers: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class AsideCopy:
    """An own version that was put aside. name: of its folder."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class EditView:
    """What the editor shows. course: its name, "" for the library. tested: by level of the handout."""

    place: EditPlace
    origin: Origin
    draft: PlanDraft
    course: str = ""
    tested: Mapping[int, Tested | None] | None = None
    aside: tuple[AsideCopy, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()
    """Facts for the text: name, what it is called, and its value ("" when nobody has filled it in)."""


@dataclass(frozen=True, slots=True)
class UnfinishedPlan:
    """An own plan that the library had to leave out. can_open: False when its plan.toml itself is broken."""

    plan_id: str
    title: str
    can_open: bool
    fault: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and where to undo it from. aside: the version that gave way, None when there was none."""

    plan: SessionPlan
    changes: Changes
    aside: AsideCopy | None = None


class PlanEditingService:
    """Every call touches files or the database: the worker thread's business."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        plans: PlanService,
    ) -> None:
        self._store = store
        self._clock = clock
        self._plans = plans

    # Opening

    def open(self, place: EditPlace) -> EditView:
        """The version as it is stored. Nothing is written yet.

        Raises: RuleBroken when there is no such plan or copy, or its own files have a fault that hides the rest.
        """
        if place.course_id:
            return self._open_copy(place)
        origin = self.origin(place)
        if origin is Origin.SHIPPED:
            plan = self._plans.plan(place.plan_id)
            texts = self._shipped_texts(place.plan_id, plan)
        else:
            plan, texts = self._read_own(self._folder(place.plan_id))
        return EditView(
            place,
            origin,
            draft_of(plan, texts[HANDOUT_FILE], texts[PICTURE_HANDOUT_FILE]),
            tested=self.tested(place.plan_id),
            aside=self.aside_copies(place.plan_id),
            facts=self._facts(),
        )

    def origin(self, place: EditPlace) -> Origin:
        """Where the version comes from that would be opened, whether or not there is one."""
        if place.course_id:
            return Origin.COURSE
        if not (self._folder(place.plan_id) / PLAN_FILE).is_file():
            return Origin.SHIPPED
        return Origin.OWN if self._plans.shipped_plan(place.plan_id) is None else Origin.CHANGED

    def plan_of_course(self, course_id: str, plan_id: str) -> tuple[SessionPlan, str]:
        """The copy that a course keeps, and the course's name. Raises: RuleBroken when either is gone."""
        with self._store.read() as db:
            course = course_rows.course_by_id(db, course_id)
            if course is None:
                raise RuleBroken(Refusal.COURSE_GONE)
            return self._plans.plan_of_course(db, course_id, plan_id), course.name

    def unfinished(self) -> tuple[UnfinishedPlan, ...]:
        """The leader's own plans that have a fault, so that she finds her way back to them."""
        found = []
        for read in self._plans.broken_own_plans():
            fault = next((fault_line(fault) for fault in read.faults if fault.is_error), "")
            try:
                plan, _texts = self._read_own(self._folder(read.name))
                found.append(UnfinishedPlan(read.name, plan.title, True, fault))
            except RuleBroken:
                found.append(UnfinishedPlan(read.name, read.name, False, fault))
        return tuple(found)

    def _open_copy(self, place: EditPlace) -> EditView:
        plan, course = self.plan_of_course(place.course_id, place.plan_id)
        texts = {
            HANDOUT_FILE: write_handout(plan.handout) if plan.handout else "",
            PICTURE_HANDOUT_FILE: write_handout(plan.picture_handout) if plan.picture_handout else "",
        }
        for name in texts:
            half_done = self._unfinished_text(place, name)
            if half_done.is_file():
                texts[name] = half_done.read_text(encoding="utf-8")
        draft = draft_of(plan, texts[HANDOUT_FILE], texts[PICTURE_HANDOUT_FILE])
        return EditView(place, Origin.COURSE, draft, course=course, facts=self._facts())

    def _read_own(self, folder: Path) -> tuple[SessionPlan, dict[str, str]]:
        """An own plan whose handouts may be half-written. Raises: RuleBroken naming what hides the rest."""
        read = read_plan_folder(folder, f"plans/{folder.name}")
        texts = {name: _raw_text(folder / name) for name in HANDOUT_FILES.values()}
        if read.plan is not None:
            return read.plan, texts
        hiding = [fault for fault in read.faults if fault.is_error and not _is_about_handout(fault)]
        plan = read.structure
        if hiding or plan is None:
            shown = hiding or [fault for fault in read.faults if fault.is_error]
            raise RuleBroken(Refusal.PLAN_FILE_BROKEN, fault=fault_line(shown[0]))
        return plan, texts

    def _shipped_texts(self, plan_id: str, plan: SessionPlan) -> dict[str, str]:
        folder = self._plans.shipped_folder / "plans" / plan_id
        written = {name: _raw_text(folder / name) for name in HANDOUT_FILES.values()}
        # Where the files are not to be had, what was read of them says the same.
        if not written[HANDOUT_FILE] and plan.handout is not None:
            written[HANDOUT_FILE] = write_handout(plan.handout)
        if not written[PICTURE_HANDOUT_FILE] and plan.picture_handout is not None:
            written[PICTURE_HANDOUT_FILE] = write_handout(plan.picture_handout)
        return written

    def _facts(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (fact.name, fact_label(fact.name), fact.text.strip()) for fact in self._plans.facts().values()
        )

    # Saving

    def save(self, place: EditPlace, draft: PlanDraft) -> Changes:
        """Puts the draft on the disk, whole files at every moment.

        A handout that cannot be read yet is kept as text. Raises: StorageTrouble when the disk refuses; RuleBroken
        when the course is gone.
        """
        if place.course_id:
            return self._save_copy(place, draft)
        folder = self._folder(place.plan_id)
        handout, picture = (self._readable(draft, level) for level in (EASY_LEVEL, PICTURE_LEVEL))
        texts = plan_files(replace(finished(draft, handout, picture), handout=None, picture_handout=None))
        for level, name in HANDOUT_FILES.items():
            if draft.text(level).strip():
                texts[name] = _ended(draft.text(level))
        with troubles_when_writing(folder / PLAN_FILE):
            write_texts(texts, folder)
        self._plans.forget_own()
        return _changed(place)

    def _save_copy(self, place: EditPlace, draft: PlanDraft) -> Changes:
        plan, _course = self.plan_of_course(place.course_id, place.plan_id)
        texts: dict[int, HandoutText | None] = {}
        for level, stored in ((EASY_LEVEL, plan.handout), (PICTURE_LEVEL, plan.picture_handout)):
            texts[level] = self._readable(draft, level)
            half_done = self._unfinished_text(place, HANDOUT_FILES[level])
            if texts[level] is None and draft.text(level).strip():
                texts[level] = stored
                with troubles_when_writing(half_done):
                    half_done.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(half_done, _ended(draft.text(level)).encode("utf-8"), private=False)
            else:
                half_done.unlink(missing_ok=True)
        whole = finished(draft, texts[EASY_LEVEL], texts[PICTURE_LEVEL])
        if whole == plan:
            return Changes()
        with self._store.write(_("Träffplanen i kursen")) as write:
            self._plans.save_plan_of_course(write.db, place.course_id, whole)
        return write.changes

    def _readable(self, draft: PlanDraft, level: int) -> HandoutText | None:
        text = draft.text(level)
        return read_text_of_handout(text, HANDOUT_FILES[level]).handout if text.strip() else None

    def finished_plan(self, draft: PlanDraft) -> SessionPlan:
        """The draft as a plan to print, without the handouts that cannot be read yet."""
        return finished(draft, self._readable(draft, EASY_LEVEL), self._readable(draft, PICTURE_LEVEL))

    # New plans

    def propose_id(self, title: str) -> str:
        """A free id that is like the title, "" when the title gives none."""
        return id_from_title(title, lambda wanted: self._title_of(wanted) is not None)

    def create(self, title: str, plan_id: str, *, like: str = "") -> Saved:
        """A new own plan; `like` is the id of the plan that it begins as a copy of, "" for an ordinary beginning.

        Raises: RuleBroken for an empty title, an id that cannot be a name or is taken, or an unknown `like`.
        """
        name = one_line(title)
        if not name:
            raise RuleBroken(Refusal.PLAN_TITLE_EMPTY)
        checked = checked_id(plan_id, self._title_of)
        if like:
            source = self.open(EditPlace(like)).draft
            draft = replace(source, plan=renamed(source.plan, checked, name))
        else:
            draft = first_draft(checked, name)
        changes = self.save(EditPlace(checked), draft)
        return Saved(self.finished_plan(draft), changes)

    def _title_of(self, plan_id: str) -> str | None:
        """The title of the plan with an id, also of one that has a fault; None when the id is free."""
        known = {plan.id: plan.title for plan in self._plans.plans()}
        folder = self._folder(plan_id)
        if plan_id not in known and folder.is_dir() and any(folder.iterdir()):
            return plan_id
        return known.get(plan_id)

    # Putting aside

    def differences(self, place: EditPlace) -> tuple[Difference, ...]:
        """From the shipped plan to the leader's version, or from the library's plan to the course's copy.

        Raises: RuleBroken when there is nothing to compare with.
        """
        if place.course_id:
            copy, _course = self.plan_of_course(place.course_id, place.plan_id)
            return differences(self._plans.plan(place.plan_id), copy)
        shipped = self._plans.shipped_plan(place.plan_id)
        if shipped is None:
            raise RuleBroken(Refusal.NO_SUCH_PLAN, plan=place.plan_id, known="")
        return differences(shipped, self.finished_plan(self.open(place).draft))

    def put_aside(self, plan_id: str) -> Saved:
        """Takes the leader's own version away, to a dated name; a shipped plan is then as it was delivered.

        Raises: RuleBroken when there is no own version, StorageTrouble when a file is held by another program.
        """
        folder = self._folder(plan_id)
        if not (folder / PLAN_FILE).is_file():
            raise RuleBroken(Refusal.NOTHING_TO_RESTORE)
        plan, _texts = self._read_own(folder)
        copy = self._move_aside(plan_id)
        return Saved(plan, _changed(EditPlace(plan_id)), copy)

    def bring_back(self, plan_id: str, copy: AsideCopy) -> Changes:
        """Makes a version that was put aside the leader's own again.

        Raises: RuleBroken when it is gone, or when there is a newer own version in its place.
        """
        source, folder = self._plans.own_folder / ASIDE / copy.name, self._folder(plan_id)
        if not source.is_dir():
            raise RuleBroken(Refusal.NOTHING_TO_RESTORE)
        if (folder / PLAN_FILE).is_file():
            raise RuleBroken(Refusal.SET_ASIDE_IN_THE_WAY)
        with troubles_when_writing(folder):
            for name in (TESTED_FILE, SIGNED_FILE):
                # What was noted of the shipped plan meanwhile goes along, unless the version has its own note.
                noted = _bytes_of(folder / name)
                if noted is not None and not (source / name).exists():
                    write_atomically(source / name, noted, private=False)
                (folder / name).unlink(missing_ok=True)
            if folder.is_dir():
                folder.rmdir()
            folder.parent.mkdir(parents=True, exist_ok=True)
            replace_patiently(source, folder)
        self._plans.forget_own()
        return _changed(EditPlace(plan_id))

    def aside_copies(self, plan_id: str) -> tuple[AsideCopy, ...]:
        """Versions of a plan that were put aside, the latest first."""
        root = self._plans.own_folder / ASIDE
        if not root.is_dir():
            return ()
        pattern = re.compile(rf"{re.escape(plan_id)}-(\d{{4}}-\d\d-\d\d)(?:-(\d+))?")
        found = [
            (date.fromisoformat(match[1]), int(match[2] or 1), path.name)
            for path in root.iterdir()
            if (match := pattern.fullmatch(path.name)) is not None
        ]
        return tuple(AsideCopy(name, day) for day, _number, name in sorted(found, reverse=True))

    def _move_aside(self, plan_id: str) -> AsideCopy:
        root, today = self._plans.own_folder / ASIDE, self._clock.today()
        name = f"{plan_id}-{today.isoformat()}"
        number = 2
        while (root / name).exists():
            name = f"{plan_id}-{today.isoformat()}-{number}"
            number += 1
        with troubles_when_writing(root / name):
            root.mkdir(parents=True, exist_ok=True)
            replace_patiently(self._folder(plan_id), root / name)
        self._plans.forget_own()
        return AsideCopy(name, today)

    # From a held meeting

    def keep_from_course(self, course_id: str, plan_id: str, block: int | None = None) -> Saved:
        """Makes what a course has tried the leader's own standard: the whole plan, or the block at a position.

        A whole plan takes the place of an own version, which is put aside first. A block takes the place of the
        one with its title, or stands at its position when the library has none by that name.
        Raises: RuleBroken when course or plan is gone.
        """
        copy, _course = self.plan_of_course(course_id, plan_id)
        place = EditPlace(plan_id)
        folder = self._folder(plan_id)
        has_own = (folder / PLAN_FILE).is_file()
        aside = None
        if block is None or not (has_own or self._plans.shipped_plan(plan_id) is not None):
            if has_own:
                aside = self._move_aside(plan_id)
            draft = draft_of(copy, *(_written(copy, level) for level in (EASY_LEVEL, PICTURE_LEVEL)))
        else:
            kept = draft_of(copy)
            standard = self.open(place).draft
            draft = keep_block(standard, kept.plan.blocks[block], kept.notes[block], block)
        changes = self.save(place, draft)
        return Saved(self.finished_plan(draft), changes, aside)

    # Tried by readers

    def tested(self, plan_id: str) -> dict[int, Tested | None]:
        """By level of the handout; a file that cannot be read says nothing."""
        data = _toml(self._folder(plan_id) / TESTED_FILE)
        marks = self._text_marks(plan_id)
        found: dict[int, Tested | None] = {}
        for level, name in HANDOUT_FILES.items():
            row = data.get(name.removesuffix(".md"))
            found[level] = None
            if isinstance(row, dict):
                day, readers = row.get("date"), row.get("readers")
                if isinstance(day, date) and isinstance(readers, int) and readers > 0:
                    found[level] = Tested(day, readers, row.get("text") == marks[level])
        return found

    def set_tested(self, plan_id: str, level: int, day: date, readers: int) -> Changes:
        """Notes how many readers have tried a handout; 0 takes the note away.

        Raises: RuleBroken for fewer than none, or an unknown plan; StorageTrouble when the disk refuses.
        """
        if readers < 0:
            raise RuleBroken(Refusal.COUNT_NEGATIVE)
        marks = self._text_marks(plan_id)
        rows = {one: known for one, known in self.tested(plan_id).items() if known is not None}
        stored = _toml(self._folder(plan_id) / TESTED_FILE)
        lines: list[str] = []
        for one, name in HANDOUT_FILES.items():
            key = name.removesuffix(".md")
            if one == level:
                kept, mark = (Tested(day, readers, True) if readers else None), marks[one]
            else:
                kept, mark = rows.get(one), str(stored.get(key, {}).get("text", ""))
            if kept is not None:
                lines += [
                    f"[{key}]",
                    f"date = {kept.day.isoformat()}",
                    f"readers = {kept.readers}",
                    f'text = "{mark}"',
                    "",
                ]
        file = self._folder(plan_id) / TESTED_FILE
        if lines:
            with troubles_when_writing(file):
                file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, "\n".join(lines).encode("utf-8"), private=False)
        else:
            file.unlink(missing_ok=True)
            if file.parent.is_dir() and not any(file.parent.iterdir()):
                file.parent.rmdir()
        return _changed(EditPlace(plan_id))

    def _text_marks(self, plan_id: str) -> dict[int, str]:
        """A short mark of each handout's text as it is now, to tell whether it was changed after it was tried."""
        folder = self._folder(plan_id)
        if not (folder / PLAN_FILE).is_file():
            folder = self._plans.shipped_folder / "plans" / plan_id
        return {
            level: hashlib.sha256(_raw_text(folder / name).strip().encode("utf-8")).hexdigest()[:16]
            for level, name in HANDOUT_FILES.items()
        }

    def _unfinished_text(self, place: EditPlace, name: str) -> Path:
        """Where a text of a course's copy waits that cannot be read as a handout yet."""
        return self._plans.own_folder / UNFINISHED / place.course_id / place.plan_id / name

    def _folder(self, plan_id: str) -> Path:
        return self._plans.own_plan_folder(plan_id)


# Beginnings


def first_draft(plan_id: str, title: str) -> PlanDraft:
    """An ordinary meeting to fill in: 120 minutes, a break of 15, a handout with one heading.

    In Swedish whatever the screen speaks, as every plan is.
    """
    kinds = (
        ("Välkommen och dagens bildschema", 10, BlockKind.START, False),
        ("Vad vet vi redan?", 15, BlockKind.GROUP, True),
        ("Det viktigaste i dag", 25, BlockKind.TALK, True),
        ("Kaffe, te och frukt", 15, BlockKind.BREAK, False),
        ("Vi provar tillsammans", 25, BlockKind.PRACTICE, True),
        ("Vad tar jag med mig hem?", 15, BlockKind.GROUP, True),
        ("Utvärdering och nästa gång", 15, BlockKind.END, False),
    )
    blocks = tuple(Block(name, minutes, kind, interpreted=spoken) for name, minutes, kind, spoken in kinds)
    plan = SessionPlan(plan_id, title, blocks)
    return draft_of(plan, handout=f"# {title}\n")


def _is_about_handout(fault: PlanFault) -> bool:
    return fault.file.endswith((f"/{HANDOUT_FILE}", f"/{PICTURE_HANDOUT_FILE}"))


def _written(plan: SessionPlan, level: int) -> str:
    text = plan.picture_handout if level == PICTURE_LEVEL else plan.handout
    return write_handout(text) if text is not None else ""


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _raw_text(path: Path) -> str:
    """A handout as it was written, to be written on: debris that is safely removed is gone, faults stay.

    Raises: RuleBroken for a file that is no text; StorageTrouble when it cannot be opened. "" when there is none.
    """
    data = _bytes_of(path)
    if data is None:
        return ""
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise RuleBroken(Refusal.TEXT_FILE_NOT_UTF8, file=path.name, line=line) from problem
    cleaned = text_of(raw, path.name).text
    return cleaned if cleaned is not None else raw.replace("\r\n", "\n").replace("\r", "\n")


def _bytes_of(path: Path) -> bytes | None:
    """None when there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise StorageTrouble(Trouble.FILE_UNREADABLE, file=path.name) from problem


def _toml(path: Path) -> dict[str, dict[str, object]]:
    try:
        content = tomllib.loads((_bytes_of(path) or b"").decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    return {key: value for key, value in content.items() if isinstance(value, dict)}


def _changed(place: EditPlace) -> Changes:
    return Changes.of([(Kind.PLAN, place.subject)])
