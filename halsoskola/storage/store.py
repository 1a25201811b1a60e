"""The open database: reading and writing transactions, what each changed, and undo. No subject's tables are known here.

Undo keeps, for every row a write touched, its columns before and after. Taking a write back puts all rows of it as
they were, provided that they still are as the write left them. Only rows written through mapped objects are seen, so
an undoable write refuses bulk statements.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeAlias

from sqlalchemy import Connection, Engine, MetaData, Table, and_, delete, event, insert, inspect, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapper, ORMExecuteState, object_session, sessionmaker
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.files import move_aside, replace_patiently
from halsoskola.storage import keys
from halsoskola.storage.engine import READING, close_engine, rows_replaced_freely, side_files, stored_id
from halsoskola.storage.keys import STANDARD_COST, Cost, DatabaseKey
from halsoskola.storage.migrate import SCHEMA, Schema, make_database, open_current

HISTORY_LIMIT = 200
"""Writes that can be undone; the oldest are forgotten first."""

_VERSION = "version"
_RECORDER = "recorder"
_AT_ONCE = 400

RowKey: TypeAlias = tuple[str, tuple[Any, ...]]
"""A row: its table's name and its primary key."""
Image: TypeAlias = Mapping[str, Any]
"""A row's columns by name."""
Images: TypeAlias = Mapping[RowKey, Image | None]
"""Rows as they were at one moment; None where there was no row."""


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """One write: each touched row before and after; None where there was or is no row."""

    label: str
    before: Images
    after: Images


@dataclass(slots=True)
class Write:
    """A writing transaction. `changes` is empty until the `with` has ended well.

    label: what is being done, for the undo command; may be made more exact on the way.
    """

    db: DbSession
    label: str = ""
    changes: Changes = field(default_factory=Changes)
    _besides: list[tuple[Kind, str]] = field(default_factory=list)

    def touched(self, kind: Kind, *ids: str) -> None:
        """Adds what the rows cannot tell: bulk statements, or things that change with a row elsewhere."""
        self._besides.extend((kind, identity) for identity in ids)


class Store:
    """Owns the engine and the history. Used by one thread at a time; a second one waits."""

    def __init__(self, engine: Engine, schema: Schema = SCHEMA) -> None:
        self.engine = engine
        self._metadata = schema.base.metadata
        self._kinds = {
            mapper.local_table.description: mapper.class_.__kind__ for mapper in schema.base.registry.mappers
        }
        self._reading = sessionmaker(
            engine.execution_options(**READING), autoflush=False, expire_on_commit=False
        )
        self._writing = sessionmaker(engine, expire_on_commit=False)
        event.listen(self._reading, "before_flush", _refuse_flush)
        event.listen(self._writing, "do_orm_execute", _refuse_bulk)
        self._turn = threading.RLock()
        self._writes_now = False
        self._undo: list[UndoEntry] = []
        self._redo: list[UndoEntry] = []

    @classmethod
    def open(cls, database: Path, key: DatabaseKey, *, program_version: str, schema: Schema = SCHEMA) -> Self:
        """Opens an existing database, brought to this program's revision. The folder's lock is held by the caller.

        Raises: StorageTrouble; see `migrate.open_current`.
        """
        _finish_first_start(database, key.database_id)
        return cls(open_current(database, key, program_version, schema), schema)

    @classmethod
    def create(
        cls,
        database: Path,
        key_file: Path,
        password: str,
        leader: str,
        *,
        program_version: str,
        cost: Cost = STANDARD_COST,
        schema: Schema = SCHEMA,
    ) -> tuple[Self, str]:
        """Makes key file and database of a new data folder; returns the open store and the recovery key.

        Killed halfway, it leaves either nothing that is looked at or a pair that opens.
        Raises: RuleBroken(PASSWORD_TOO_SHORT); FileExistsError when either file is there; StorageTrouble.
        """
        keys.refuse_short(password)
        for path in (database, key_file):
            if path.exists():
                raise FileExistsError(path)
        key = keys.new_database_key(leader)
        # The database takes its name last: a database without key file would look like a lost key.
        unnamed = _unnamed(database)
        unnamed.unlink(missing_ok=True)
        make_database(unnamed, key, program_version, schema)
        recovery_key = keys.save_new(key_file, key, password, cost=cost)
        replace_patiently(unnamed, database)
        return cls.open(database, key, program_version=program_version, schema=schema), recovery_key

    def close(self) -> None:
        """Empties the log into the database, closes every connection and forgets the history. Twice is harmless."""
        with self._turn:
            self.forget_history()
            close_engine(self.engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[DbSession]:
        """A transaction that sees one moment of the database and changes nothing."""
        with self._reading() as db:
            yield db

    @contextmanager
    def write(self, label: str, *, undoable: bool = True) -> Iterator[Write]:
        """A transaction that is on the disk when the `with` ends, and did not happen when it ends with an exception.

        `label` says what was done, for the undo command. `undoable=False` is for filling a database, and for
        bulk statements; call `forget_history` too when what was done must never come back.
        Raises: StorageTrouble when the disk refuses; RuntimeError inside another write.
        """
        with self._turn:
            if self._writes_now:
                raise RuntimeError("a write inside a write")
            self._writes_now = True
            try:
                with self._writing() as db:
                    recorder = _Recorder(self._metadata, self._kinds, keeps_images=undoable)
                    db.info[_RECORDER] = recorder
                    write = Write(db, label)
                    yield write
                    db.flush()
                    after = _read_images(db.connection(), self._metadata, recorder.before) if undoable else {}
                    db.commit()
            finally:
                self._writes_now = False
            changed = [key for key in recorder.kinds if not undoable or recorder.before[key] != after[key]]
            besides = Changes.of(write._besides)
            write.changes = Changes.of((recorder.kinds[key], _as_id(key)) for key in changed) | besides
            if undoable and changed:
                before = recorder.before
                entry = UndoEntry(
                    write.label, {k: before[k] for k in changed}, {k: after[k] for k in changed}
                )
                self._undo = [*self._undo, entry][-HISTORY_LIMIT:]
                self._redo.clear()

    def undo(self) -> tuple[str, Changes]:
        """Takes the last write back; returns its label and what changed. A `version` column goes up, never back.

        Raises: RuleBroken(NOTHING_TO_UNDO); RuleBroken(CHANGED_SINCE) when a row is no longer as the write left it,
        or something new depends on it. Nothing is then changed, and that write can no longer be undone.
        """
        with self._turn:
            if not self._undo:
                raise RuleBroken(Refusal.NOTHING_TO_UNDO)
            entry = self._undo.pop()
            changes = self._turn_rows(entry.after, entry.before)
            self._redo.append(entry)
            return entry.label, changes

    def redo(self) -> tuple[str, Changes]:
        """Does the last undone write again; as `undo`, with NOTHING_TO_REDO."""
        with self._turn:
            if not self._redo:
                raise RuleBroken(Refusal.NOTHING_TO_REDO)
            entry = self._redo.pop()
            changes = self._turn_rows(entry.before, entry.after)
            self._undo.append(entry)
            return entry.label, changes

    @property
    def next_undo(self) -> str | None:
        """The label of the write that `undo` would take back."""
        return self._undo[-1].label if self._undo else None

    @property
    def next_redo(self) -> str | None:
        """The label of the write that `redo` would do again."""
        return self._redo[-1].label if self._redo else None

    def forget_history(self) -> None:
        """Makes everything so far final: after erasing a person, her rows must not lie in memory either."""
        self._undo.clear()
        self._redo.clear()

    def _turn_rows(self, expected: Images, wanted: Images) -> Changes:
        """Puts the rows of `wanted` in the place of those of `expected`, all or none."""
        try:
            with rows_replaced_freely(self.engine) as connection:
                present = _read_images(connection, self._metadata, wanted)
                for key, image in present.items():
                    if _unversioned(image) != _unversioned(expected[key]):
                        raise RuleBroken(Refusal.CHANGED_SINCE)
                # All out before any goes in, so that two rows may swap a unique value.
                for name, rows in _by_table(
                    [key for key, image in present.items() if image is not None]
                ).items():
                    table = self._metadata.tables[name]
                    for some in _in_parts(rows):
                        connection.execute(delete(table).where(_is_any_of(table, some)))
                for key, image in wanted.items():
                    if image is not None:
                        row = _with_higher_version(image, present[key])
                        connection.execute(insert(self._metadata.tables[key[0]]).values(row))
                self._require_references(connection, expected, wanted)
        except IntegrityError as error:
            # Another row has taken a unique value since.
            raise RuleBroken(Refusal.CHANGED_SINCE) from error
        return Changes.of((self._kinds[key[0]], _as_id(key)) for key in wanted)

    def _require_references(
        self,
        connection: Connection,
        expected: Images,
        wanted: Images,
    ) -> None:
        """Foreign keys were off: what came back needs its parents, and what went must leave no children."""
        for key, image in wanted.items():
            table = self._metadata.tables[key[0]]
            if image is not None:
                for reference in table.foreign_key_constraints:
                    pairs = [(element.column, image[element.parent.name]) for element in reference.elements]
                    if any(value is None for _, value in pairs):
                        continue
                    if not _exists(connection, reference.referred_table, pairs):
                        raise RuleBroken(Refusal.CHANGED_SINCE)
            gone = expected[key]
            if gone is not None:
                for reference in _references_to(self._metadata, table):
                    pairs = [(element.parent, gone[element.column.name]) for element in reference.elements]
                    still = image is not None and all(
                        image[e.column.name] == gone[e.column.name] for e in reference.elements
                    )
                    if not still and _exists(connection, reference.table, pairs):
                        raise RuleBroken(Refusal.CHANGED_SINCE)


def set_aside(database: Path, key_file: Path, today: date) -> list[Path]:
    """Renames a damaged pair of files to dated names, logs included; only after the leader has said yes."""
    return move_aside([database, *side_files(database), key_file], today)


# First start


def _unnamed(database: Path) -> Path:
    return database.with_name(f"{database.name}.new")


def _finish_first_start(database: Path, database_id: str) -> None:
    """Gives a new database its name, when the program was killed between writing the key file and doing so."""
    unnamed = _unnamed(database)
    if not database.exists() and unnamed.exists() and stored_id(unnamed) == database_id:
        replace_patiently(unnamed, database)


# Recording


class _Recorder:
    """Which rows a transaction touched, and how each was before it was first touched."""

    def __init__(self, metadata: MetaData, kinds: Mapping[str, Kind], *, keeps_images: bool) -> None:
        self.keeps_images = keeps_images
        self.kinds: dict[RowKey, Kind] = {}
        self.before: dict[RowKey, Image | None] = {}
        self._metadata = metadata
        self._table_kinds = kinds

    def inserted(self, key: RowKey) -> None:
        self._see(key)
        if self.keeps_images:
            self.before.setdefault(key, None)

    def about_to_change(self, connection: Connection, key: RowKey) -> None:
        self._see(key)
        if self.keeps_images and key not in self.before:
            self.before.update(_read_images(connection, self._metadata, [key]))

    def about_to_delete(self, connection: Connection, key: RowKey) -> None:
        """Also sees the rows that go, or lose their reference, with this one: the database does that unasked."""
        self.about_to_change(connection, key)
        self._see_dependents(connection, [key], {key})

    def _see_dependents(self, connection: Connection, parents: Sequence[RowKey], seen: set[RowKey]) -> None:
        for name, rows in _by_table(parents).items():
            parent_table = self._metadata.tables[name]
            for reference in _references_to(self._metadata, parent_table):
                child = reference.table
                for some in _in_parts(rows):
                    referred = select(*(element.column for element in reference.elements)).where(
                        _is_any_of(parent_table, some)
                    )
                    found: list[RowKey] = []
                    for values in connection.execute(referred).all():
                        match = and_(
                            *(e.parent == value for e, value in zip(reference.elements, values, strict=True))
                        )
                        for row in connection.execute(select(child).where(match)).mappings():
                            key = (child.name, tuple(row[c.name] for c in child.primary_key))
                            if key not in seen:
                                seen.add(key)
                                found.append(key)
                                self._see(key)
                                if self.keeps_images:
                                    self.before.setdefault(key, dict(row))
                    if found and (reference.ondelete or "").upper() == "CASCADE":
                        self._see_dependents(connection, found, seen)

    def _see(self, key: RowKey) -> None:
        self.kinds.setdefault(key, self._table_kinds[key[0]])


@event.listens_for(Mapper, "after_insert")
def _after_insert(mapper: Mapper[Any], _: Connection, row: object) -> None:
    recorder = _recorder_of(row)
    if recorder is not None:
        recorder.inserted(_key_of(mapper, row))


@event.listens_for(Mapper, "before_update")
def _before_update(mapper: Mapper[Any], connection: Connection, row: object) -> None:
    recorder = _recorder_of(row)
    if recorder is not None:
        recorder.about_to_change(connection, _stored_key_of(mapper, row))
        if _stored_key_of(mapper, row) != _key_of(mapper, row):
            recorder.about_to_change(connection, _key_of(mapper, row))


@event.listens_for(Mapper, "before_delete")
def _before_delete(mapper: Mapper[Any], connection: Connection, row: object) -> None:
    recorder = _recorder_of(row)
    if recorder is not None:
        recorder.about_to_delete(connection, _stored_key_of(mapper, row))


def _recorder_of(row: object) -> _Recorder | None:
    db = object_session(row)
    found = db.info.get(_RECORDER) if db is not None else None
    return found if isinstance(found, _Recorder) else None


def _key_of(mapper: Mapper[Any], row: object) -> RowKey:
    return mapper.local_table.description, tuple(mapper.primary_key_from_instance(row))


def _stored_key_of(mapper: Mapper[Any], row: object) -> RowKey:
    """The key the row has in the database; a changed key is not there yet."""
    return mapper.local_table.description, tuple(inspect(row).identity)


def _refuse_bulk(state: ORMExecuteState) -> None:
    recorder = state.session.info.get(_RECORDER)
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and isinstance(recorder, _Recorder) and recorder.keeps_images:
        raise RuntimeError("a bulk statement cannot be undone: change the rows, or write with undoable=False")


def _refuse_flush(db: DbSession, *_: object) -> None:
    if db.new or db.dirty or db.deleted:
        raise RuntimeError("rows were changed in a reading transaction")


# Rows and images


def _read_images(
    connection: Connection, metadata: MetaData, wanted: Mapping[RowKey, object] | Sequence[RowKey]
) -> dict[RowKey, Image | None]:
    """The rows of the keys in `wanted` as they stand now, in its order; None where there is none."""
    images: dict[RowKey, Image | None] = dict.fromkeys(wanted)
    for name, rows in _by_table(list(wanted)).items():
        table = metadata.tables[name]
        for some in _in_parts(rows):
            for row in connection.execute(select(table).where(_is_any_of(table, some))).mappings():
                images[name, tuple(row[c.name] for c in table.primary_key)] = dict(row)
    return images


def _by_table(wanted: Sequence[RowKey]) -> dict[str, list[tuple[Any, ...]]]:
    tables: dict[str, list[tuple[Any, ...]]] = {}
    for name, primary_key in wanted:
        tables.setdefault(name, []).append(primary_key)
    return tables


def _in_parts(rows: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """SQLite takes a limited number of values in one statement."""
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def _is_any_of(table: Table, rows: Sequence[tuple[Any, ...]]) -> Any:
    columns = list(table.primary_key)
    if len(columns) == 1:
        return columns[0].in_([row[0] for row in rows])
    return or_(*(and_(*(c == value for c, value in zip(columns, row, strict=True))) for row in rows))


def _exists(connection: Connection, table: Table, pairs: Sequence[tuple[Any, Any]]) -> bool:
    match = and_(*(table.c[column.name] == value for column, value in pairs))
    return connection.execute(select(1).select_from(table).where(match).limit(1)).first() is not None


def _references_to(metadata: MetaData, table: Table) -> list[Any]:
    """The foreign keys of all tables that point to `table`."""
    return [
        reference
        for other in metadata.tables.values()
        for reference in other.foreign_key_constraints
        if reference.referred_table is table
    ]


def _unversioned(image: Image | None) -> Image | None:
    return None if image is None else {name: value for name, value in image.items() if name != _VERSION}


def _with_higher_version(image: Image, present: Image | None) -> dict[str, Any]:
    """`image` with a version that nobody has seen, so that an editor who holds the row notices."""
    row = dict(image)
    if isinstance(row.get(_VERSION), int):
        row[_VERSION] = 1 + max(row[_VERSION], present[_VERSION] if present else 0)
    return row


def _as_id(key: RowKey) -> str:
    return ":".join(str(part) for part in key[1])
