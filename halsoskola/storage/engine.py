"""The encrypted engine: the one place that speaks SQLCipher's and SQLite's own dialect.

Everything else in `storage` is plain SQLAlchemy, so that another database can take this module's place.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.storage.keys import DatabaseKey

READING = {"begin": "DEFERRED"}
"""Execution options of a connection that only reads. All others take the write lock at once (BEGIN IMMEDIATE): a
transaction that reads first and asks for the lock later can be refused halfway, whatever the timeout."""

_SALT_BYTES = 16
_BUSY_SECONDS = 5.0
_LITTLE_ROOM = 1 << 20

# SQLite's primary result codes, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_CODES = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}
"""SQLite's own texts for the codes; the driver's backup call gives only these."""


def open_engine(database: Path, key: DatabaseKey, *, foreign_keys: bool = True, wal: bool = True) -> Engine:
    """An engine over an existing encrypted database, tried once before it is returned.

    `foreign_keys=False` and `wal=False` are for a migration's copy, which nobody else sees.
    Raises: StorageTrouble with DATABASE_MISSING; KEY_FILE_OF_OTHER_DATABASE when the key's id is not the file's;
    DATABASE_DAMAGED when it is but the file cannot be read; FOLDER_READ_ONLY, DISK_FULL, DISK_FAILED, FILE_BUSY.
    """
    folder = database.parent
    if not database.exists():
        raise StorageTrouble(Trouble.DATABASE_MISSING, folder=folder)
    if database.stat().st_size == 0:
        # SQLite takes an empty file for a new database, and any key opens it.
        raise StorageTrouble(Trouble.DATABASE_DAMAGED, folder=folder)
    engine = _engine(database, key, "rw", foreign_keys=foreign_keys, wal=wal)
    try:
        try:
            _try_reading(engine)
        except StorageTrouble as trouble:
            if trouble.cause is not Trouble.DATABASE_DAMAGED:
                raise
            # Read twice: a passing fault of disk or memory is not damage.
            engine.dispose()
            _try_reading(engine)
    except StorageTrouble as trouble:
        engine.dispose()
        if trouble.cause is Trouble.DATABASE_DAMAGED and stored_id(database) != key.database_id:
            raise StorageTrouble(Trouble.KEY_FILE_OF_OTHER_DATABASE, folder=folder) from trouble
        raise
    except BaseException:
        engine.dispose()
        raise
    return engine


def create_engine_for_new(database: Path, key: DatabaseKey) -> Engine:
    """An engine over a new, empty encrypted database. Raises: FileExistsError; StorageTrouble."""
    if database.exists():
        raise FileExistsError(database)
    return _engine(database, key, "rwc", foreign_keys=True, wal=True)


def stored_id(database: Path) -> str:
    """The id that stands in clear at the start of an encrypted database: SQLCipher's salt, as hexadecimal digits."""
    with database.open("rb") as file:
        return file.read(_SALT_BYTES).hex()


def close_engine(engine: Engine) -> None:
    """Empties the write-ahead log into the database and closes every connection.

    Deleted text stays in the log until then. When the disk refuses, the log stays; the next start reads it.
    """
    with contextlib.suppress(StorageTrouble, dbapi2.Error), engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    engine.dispose()


def side_files(database: Path) -> tuple[Path, Path]:
    """The write-ahead log and its index, which SQLite keeps beside an open database."""
    return database.with_name(f"{database.name}-wal"), database.with_name(f"{database.name}-shm")


def copy_database(
    database: Path, key: DatabaseKey, target: Path, target_key: DatabaseKey | None = None
) -> None:
    """Copies a database, also one in use, through SQLite's own backup; `target` gets no log files beside it.

    The copy is encrypted with `target_key`, or with `key` when there is none, and carries that key's id.
    Raises: StorageTrouble; FileExistsError when there is a `target`. A half copy is removed.
    """
    if target.exists():
        raise FileExistsError(target)
    source = _connect(database, key, "rw", foreign_keys=False, wal=False)
    try:
        with _translated(target):
            copy = _connect(target, target_key or key, "rwc", foreign_keys=False, wal=False)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            finally:
                copy.close()
        _sync(target)
    except BaseException:
        for leftover in (target, *side_files(target)):
            leftover.unlink(missing_ok=True)
        raise
    finally:
        source.close()


def find_faults(database: Path, key: DatabaseKey) -> list[str]:
    """What is wrong with a database, in SQLite's words, without changing it; empty when it is whole.

    Looks at the cipher's page checksums, the structure of every table and index, and every foreign key.
    """
    try:
        connection = _connect(database, key, "rw", foreign_keys=False, wal=False)
    except StorageTrouble as trouble:
        return [str(trouble)]
    try:
        faults = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        faults += [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [
            f"foreign key of {table}, row {row}, to {parent}"
            for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
        ]
    except dbapi2.DatabaseError as error:
        faults = [str(error)]
    finally:
        connection.close()
    return faults


@contextlib.contextmanager
def rows_replaced_freely(engine: Engine) -> Iterator[Connection]:
    """A write transaction in which foreign keys neither refuse nor cascade; the caller checks them before the end.

    Rows can so be taken out and put back in any order. Commits at the end, rolls back on an exception.
    """
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        # The pragma does nothing inside a transaction, so it stands before BEGIN and after COMMIT.
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
            if raw.execute("PRAGMA foreign_keys").fetchone() != (1,):
                # The disk refused even the rollback; nobody may write over this connection again.
                connection.invalidate()


def _engine(database: Path, key: DatabaseKey, mode: str, *, foreign_keys: bool, wal: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(database, key, mode, foreign_keys=foreign_keys, wal=wal),
        # A migration's copy must have no open connection left when it takes the original's place.
        poolclass=QueuePool if wal else NullPool,
        # What a leader wrote must not reach a crash report through an exception's text.
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver's own transactions would commit half of a failed migration.
        options = connection.get_execution_options()
        connection.exec_driver_sql(f"BEGIN {options.get('begin', 'IMMEDIATE')}")
        if "begin" not in options:
            # Foreign keys are checked at COMMIT: a flush writes its tables in no particular order.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> StorageTrouble | None:
        error = context.original_exception
        return _trouble(error, database) if isinstance(error, dbapi2.Error) else None

    return engine


def _try_reading(engine: Engine) -> None:
    with engine.execution_options(**READING).connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()


def _connect(database: Path, key: DatabaseKey, mode: str, *, foreign_keys: bool, wal: bool) -> Any:
    """A keyed driver connection; `mode` is "rw" or, to make the file, "rwc"."""
    with _translated(database):
        connection = dbapi2.connect(
            f"{database.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=_BUSY_SECONDS,
            check_same_thread=False,
        )
        try:
            # Before the key, or SQLCipher writes to stderr when the key does not fit.
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key=\"x'{key.raw}'\"")
            connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
            if wal:
                connection.execute("PRAGMA journal_mode=WAL").fetchall()
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def _translated(database: Path) -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        trouble = _trouble(error, database)
        if trouble is None:
            raise
        raise trouble from error


def _trouble(error: Exception, database: Path) -> StorageTrouble | None:
    """The environment's trouble behind a driver error, or None when the error is a bug of ours."""
    folder = database.parent
    code = (getattr(error, "sqlite_errorcode", None) or _CODES.get(str(error), 0)) & 0xFF
    if code in (_CORRUPT, _NOTADB):
        return StorageTrouble(Trouble.DATABASE_DAMAGED, folder=folder)
    if code == _FULL:
        return StorageTrouble(Trouble.DISK_FULL)
    if code == _READONLY:
        return StorageTrouble(Trouble.FOLDER_READ_ONLY, folder=folder)
    if code in (_BUSY, _LOCKED):
        return StorageTrouble(Trouble.FILE_BUSY, file=database)
    if code == _IOERR:
        full = shutil.disk_usage(folder).free < _LITTLE_ROOM
        return (
            StorageTrouble(Trouble.DISK_FULL) if full else StorageTrouble(Trouble.DISK_FAILED, folder=folder)
        )
    if code == _CANTOPEN:
        if not folder.exists() or (not database.exists() and os.access(folder, os.W_OK)):
            return StorageTrouble(Trouble.DATABASE_MISSING, folder=folder)
        if not os.access(folder, os.W_OK):
            return StorageTrouble(Trouble.FOLDER_READ_ONLY, folder=folder)
        return StorageTrouble(Trouble.FILE_UNREADABLE, file=database)
    return None


def _sync(path: Path) -> None:
    """Makes the file's content survive a power cut. Opened for writing: Windows refuses to flush a reader's handle."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
