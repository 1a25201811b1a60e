"""Makes new databases, and brings older ones to this program's revision, on a copy that then replaces them."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    column,
    delete,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy.orm import DeclarativeBase

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.files import replace_patiently, trouble_when_writing
from halsoskola.storage import migrations
from halsoskola.storage.engine import (
    READING,
    close_engine,
    copy_database,
    create_engine_for_new,
    find_faults,
    open_engine,
    side_files,
    stored_id,
)
from halsoskola.storage.keys import DatabaseKey
from halsoskola.storage.tables import Base

_REVISION = Table(
    "alembic_version", MetaData(), Column("version_num", Text, primary_key=True, nullable=False)
)
"""Alembic's own table: one row with the revision of the database."""
_ABOUT = table("about", column("name", Text), column("value", Text))
_DATABASE_ID = "database_id"
_PROGRAM_VERSION = "program_version"


@dataclass(frozen=True, slots=True)
class Schema:
    """The mapped tables as they are to be, the folder of revision scripts that leads there, and the newest revision."""

    base: type[DeclarativeBase]
    scripts: Path
    head: str

    def revisions(self) -> list[str]:
        """Every revision this program knows, from the scripts' file names (`0001_first.py`), in order."""
        # A built program may hold the scripts compiled.
        names = {path.name.split(".")[0] for path in (self.scripts / "versions").glob("[0-9]*.py*")}
        return sorted({name.split("_")[0] for name in names})


SCHEMA = Schema(Base, Path(migrations.__file__).parent, migrations.HEAD)


def make_database(database: Path, key: DatabaseKey, program_version: str, schema: Schema = SCHEMA) -> None:
    """Makes a new database straight at the newest revision, and closes it. Nothing is left when that fails.

    Raises: FileExistsError; StorageTrouble.
    """
    engine = create_engine_for_new(database, key)
    try:
        with engine.begin() as connection:
            schema.base.metadata.create_all(connection, checkfirst=False)  # there is nothing yet to look for
            _REVISION.create(connection)
            connection.execute(insert(_REVISION).values(version_num=schema.head))
            _note(connection, _DATABASE_ID, key.database_id)
            _note(connection, _PROGRAM_VERSION, program_version)
        close_engine(engine)
        if stored_id(database) != key.database_id:
            raise AssertionError("SQLCipher did not take the salt of the key")
    except BaseException:
        engine.dispose()
        for leftover in (database, *side_files(database)):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
        raise


def open_current(database: Path, key: DatabaseKey, program_version: str, schema: Schema = SCHEMA) -> Engine:
    """An engine over the database at this program's revision; an older database is brought there first.

    Raises: StorageTrouble with DATABASE_NEWER (theirs, ours: program versions); MIGRATION_FAILED, and the old file is
    then as it was; KEY_FILE_OF_OTHER_DATABASE; otherwise as `open_engine`.
    """
    engine = open_engine(database, key)
    try:
        revision = _require_known(engine, database, key, program_version, schema)
    except BaseException:
        engine.dispose()
        raise
    if revision == schema.head:
        return engine
    # No log may stay behind: it would be read into the new file.
    close_engine(engine)
    _migrate(database, key, program_version, schema)
    return open_engine(database, key)


def _require_known(
    engine: Engine, database: Path, key: DatabaseKey, program_version: str, schema: Schema
) -> str:
    """The database's revision, when this program knows it and the database is the key's."""
    with engine.execution_options(**READING).connect() as connection:
        if not inspect(connection).has_table(_REVISION.name):
            # It opens with our key but was never finished; nothing we made looks like that.
            raise StorageTrouble(Trouble.DATABASE_DAMAGED, folder=database.parent)
        revision = connection.scalar(select(_REVISION.c.version_num))
        about = {row.name: row.value for row in connection.execute(select(_ABOUT.c.name, _ABOUT.c.value))}
    if about.get(_DATABASE_ID, key.database_id) != key.database_id:
        raise StorageTrouble(Trouble.KEY_FILE_OF_OTHER_DATABASE, folder=database.parent)
    if revision is None:
        raise StorageTrouble(Trouble.DATABASE_DAMAGED, folder=database.parent)
    if revision != schema.head and revision not in schema.revisions():
        theirs = about.get(_PROGRAM_VERSION, revision)
        raise StorageTrouble(Trouble.DATABASE_NEWER, theirs=theirs, ours=program_version)
    return str(revision)


def _migrate(database: Path, key: DatabaseKey, program_version: str, schema: Schema) -> None:
    copy = database.with_name(f"{database.name}.migrating")
    # What a killed migration left: only ever our own half copy.
    _remove(copy)
    try:
        copy_database(database, key, copy)
        _upgrade(copy, key, program_version, schema)
        _require_sound(copy, key, schema)
        left = [path for path in (*side_files(database), *side_files(copy)) if path.exists()]
        if left:
            raise RuntimeError(f"log files are left beside the database: {[path.name for path in left]}")
        replace_patiently(copy, database)
    except StorageTrouble as trouble:
        if trouble.cause in (Trouble.DISK_FULL, Trouble.FOLDER_READ_ONLY, Trouble.FILE_BUSY):
            # The leader can mend these herself, and then the migration will do.
            raise
        raise StorageTrouble(Trouble.MIGRATION_FAILED, folder=database.parent) from trouble
    except OSError as error:
        failed = StorageTrouble(Trouble.MIGRATION_FAILED, folder=database.parent)
        raise trouble_when_writing(error, database) or failed from error
    except (
        Exception
    ) as error:  # a script's own fault may be of any kind, and the old file is to be used again
        raise StorageTrouble(Trouble.MIGRATION_FAILED, folder=database.parent) from error
    finally:
        _remove(copy)


def _upgrade(copy: Path, key: DatabaseKey, program_version: str, schema: Schema) -> None:
    """Runs the scripts in one transaction, with foreign keys off: on, rebuilding a table empties its children."""
    from alembic import command
    from alembic.config import Config

    engine = open_engine(copy, key, foreign_keys=False, wal=False)
    try:
        with engine.begin() as connection:
            config = Config()
            # Alembic reads "%" in an option as the start of a variable.
            config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
            config.attributes.update(connection=connection, metadata=schema.base.metadata)
            command.upgrade(config, schema.head)
            _note(connection, _PROGRAM_VERSION, program_version)
    finally:
        engine.dispose()


def _require_sound(copy: Path, key: DatabaseKey, schema: Schema) -> None:
    faults: Sequence[str] = find_faults(copy, key)
    if faults:
        raise RuntimeError(f"faults after the migration: {faults[:5]}")
    engine = open_engine(copy, key, foreign_keys=False, wal=False)
    try:
        with engine.execution_options(**READING).connect() as connection:
            revision = connection.scalar(select(_REVISION.c.version_num))
            found = inspect(connection)
            for wanted in schema.base.metadata.sorted_tables:
                columns = {column["name"] for column in found.get_columns(wanted.name)}
                if columns != set(wanted.columns.keys()):
                    raise RuntimeError(f"columns of {wanted.name} after the migration: {sorted(columns)}")
    finally:
        engine.dispose()
    if revision != schema.head:
        raise RuntimeError(f"revision after the migration: {revision}")


def _note(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(_ABOUT).where(_ABOUT.c.name == name))
    connection.execute(insert(_ABOUT).values(name=name, value=value))


def _remove(copy: Path) -> None:
    for leftover in (copy, *side_files(copy), copy.with_name(f"{copy.name}-journal")):
        with contextlib.suppress(OSError):
            leftover.unlink(missing_ok=True)
