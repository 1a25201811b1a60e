"""Older databases become current on a copy, newer ones are refused, and a failure leaves the old file as it was."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, ForeignKey, MetaData, Text, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from halsoskola.domain.changes import Kind
from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.storage import migrate
from halsoskola.storage.engine import create_engine_for_new, find_faults, open_engine
from halsoskola.storage.keys import DatabaseKey, new_database_key
from halsoskola.storage.migrate import SCHEMA, Schema, make_database, open_current
from halsoskola.storage.store import Store
from halsoskola.storage.tables import NAMING
from tests.storage.mounts import a_mount

KEY = new_database_key("Åsa")
SHIPPED = Path(migrate.migrations.__file__).parent

FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0001", None, None, None

def upgrade():
    op.create_table(
        "about", sa.Column("name", sa.Text(), nullable=False), sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_about"),
    )
    op.create_table(
        "parents", sa.Column("id", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_parents")
    )
    op.create_table(
        "children", sa.Column("id", sa.Text(), nullable=False), sa.Column("parent_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["parents.id"], name="fk_children_parent_id_parents", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_children"),
    )
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None

def upgrade():
    with op.batch_alter_table("parents", recreate="always") as batch:
        batch.add_column(sa.Column("name", sa.Text(), nullable=False, server_default="namnlös"))
    {after}
"""


class OldBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class NewBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


def _tables(base: type[DeclarativeBase], *, named: bool) -> tuple[Any, Any]:
    """The same three tables on `base`; `named` is the second revision's column."""

    class About(base):  # type: ignore[valid-type, misc]
        __tablename__ = "about"
        __kind__ = Kind.LEADER
        name: Mapped[str] = mapped_column(Text, primary_key=True)
        value: Mapped[str] = mapped_column(Text)

    class Parent(base):  # type: ignore[valid-type, misc]
        __tablename__ = "parents"
        __kind__ = Kind.COURSE
        id: Mapped[str] = mapped_column(Text, primary_key=True)
        if named:
            name: Mapped[str] = mapped_column(Text, server_default="namnlös")

    class Child(base):  # type: ignore[valid-type, misc]
        __tablename__ = "children"
        __kind__ = Kind.MEETING
        id: Mapped[str] = mapped_column(Text, primary_key=True)
        parent_id: Mapped[str] = mapped_column(Text, ForeignKey("parents.id", ondelete="CASCADE"))

    return Parent, Child


OldParent, OldChild = _tables(OldBase, named=False)
NewParent, NewChild = _tables(NewBase, named=True)


def schemas(folder: Path, after: str = "") -> tuple[Schema, Schema]:
    """A program's schema and the next one's; `after` is what its script does once the table is rebuilt."""
    found = []
    for name, base, scripts in (
        ("old", OldBase, [FIRST]),
        ("new", NewBase, [FIRST, SECOND.format(after=after)]),
    ):
        place = folder / f"scripts 100% {name}"
        (place / "versions").mkdir(parents=True)
        (place / "env.py").write_text((SHIPPED / "env.py").read_text())
        for number, script in enumerate(scripts, 1):
            (place / "versions" / f"000{number}_x.py").write_text(script)
        found.append(Schema(base, place, f"000{len(scripts)}"))
    return found[0], found[1]


def an_old_database(folder: Path, old: Schema, families: int = 3) -> Path:
    database = folder / "data" / "halsoskola.db"
    database.parent.mkdir()
    make_database(database, KEY, "1.0", old)
    with Store(open_current(database, KEY, "1.0", old), old) as store, store.write("Familjer") as write:
        for number in range(families):
            write.db.add(OldParent(id=f"förälder {number}"))
            write.db.add_all(OldChild(id=f"{number}.{n}", parent_id=f"förälder {number}") for n in range(2))
    return database


def fails(database: Path, new: Schema) -> Trouble:
    """What opening with the new program says; the old file is then byte for byte as it was and alone."""
    before = database.read_bytes()
    with pytest.raises(StorageTrouble) as caught:
        open_current(database, KEY, "2.0", new)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == ["halsoskola.db"]
    return caught.value.cause


def test_an_older_database_is_brought_up_to_date_with_its_children(tmp_path: Path) -> None:
    old, new = schemas(tmp_path)
    database = an_old_database(tmp_path, old)
    with Store(open_current(database, KEY, "2.0", new), new) as store, store.read() as db:
        assert db.scalars(select(NewParent.name)).all() == ["namnlös"] * 3
        assert len(db.scalars(select(NewChild.id)).all()) == 6
        about = dict(db.execute(select(migrate._ABOUT.c.name, migrate._ABOUT.c.value)).all())
    assert about == {"program_version": "2.0", "database_id": KEY.database_id}
    assert [path.name for path in database.parent.iterdir()] == ["halsoskola.db"]
    assert find_faults(database, KEY) == []


def test_a_migrated_database_enforces_foreign_keys_and_logs_ahead(tmp_path: Path) -> None:
    old, new = schemas(tmp_path)
    engine = open_current(an_old_database(tmp_path, old), KEY, "2.0", new)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    engine.dispose()


@pytest.mark.parametrize(
    "after",
    [
        "raise RuntimeError('halfway')",
        "op.execute('SELECT * FROM nowhere')",
        "op.execute(\"UPDATE children SET parent_id = 'ingen'\")",
        "op.drop_table('children')",
    ],
    ids=["script stops", "wrong SQL", "orphans", "table lost"],
)
def test_a_failed_migration_leaves_the_old_file_byte_for_byte(tmp_path: Path, after: str) -> None:
    old, new = schemas(tmp_path, after)
    database = an_old_database(tmp_path, old)
    assert fails(database, new) is Trouble.MIGRATION_FAILED
    with Store(open_current(database, KEY, "1.0", old), old) as store, store.read() as db:
        assert len(db.scalars(select(OldChild.id)).all()) == 6


def test_a_full_disk_during_migration_leaves_the_old_file(tmp_path: Path) -> None:
    with a_mount(tmp_path / "small", "4m") as folder:
        old, new = schemas(tmp_path)
        database = an_old_database(folder, old, families=1500)
        room = shutil.disk_usage(folder).free
        (folder / "ballast").write_bytes(bytes(room - database.stat().st_size // 2))
        assert fails(database, new) is Trouble.DISK_FULL


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_migration_killed_halfway_leaves_the_old_file_and_is_done_at_the_next_start(tmp_path: Path) -> None:
    old, new = schemas(tmp_path, "import os, sys; 'once' in sys.argv and os.kill(os.getpid(), 9)")
    database = an_old_database(tmp_path, old)
    before = database.read_bytes()
    child = os.fork()
    if not child:
        sys.argv.append("once")
        open_current(database, KEY, "2.0", new)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert database.read_bytes() == before
    with Store(open_current(database, KEY, "2.0", new), new) as store, store.read() as db:
        assert len(db.scalars(select(NewChild.id)).all()) == 6


def test_a_replacement_that_is_refused_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = schemas(tmp_path)
    database = an_old_database(tmp_path, old)

    def held(source: Path, target: Path) -> None:
        raise StorageTrouble(Trouble.FILE_BUSY, file=target)

    monkeypatch.setattr(migrate, "replace_patiently", held)
    assert fails(database, new) is Trouble.FILE_BUSY


def test_what_a_killed_migration_left_is_in_nobodys_way(tmp_path: Path) -> None:
    old, new = schemas(tmp_path)
    database = an_old_database(tmp_path, old)
    for leftover in ("halsoskola.db.migrating", "halsoskola.db.migrating-journal"):
        (database.parent / leftover).write_bytes(b"half")
    open_current(database, KEY, "2.0", new).dispose()
    assert [path.name for path in database.parent.iterdir()] == ["halsoskola.db"]


def test_a_newer_database_is_refused_with_both_versions_and_untouched(tmp_path: Path) -> None:
    old, new = schemas(tmp_path)
    database = tmp_path / "halsoskola.db"
    make_database(database, KEY, "2.5", new)
    before = database.read_bytes()
    with pytest.raises(StorageTrouble) as caught:
        open_current(database, KEY, "1.0", old)
    assert caught.value.cause is Trouble.DATABASE_NEWER
    assert caught.value.facts == {"theirs": "2.5", "ours": "1.0"}
    assert database.read_bytes() == before


def test_an_encrypted_file_without_our_tables_is_damaged(tmp_path: Path) -> None:
    database = tmp_path / "halsoskola.db"
    engine = create_engine_for_new(database, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE x (a)")
    engine.dispose()
    with pytest.raises(StorageTrouble) as caught:
        open_current(database, KEY, "1.0")
    assert caught.value.cause is Trouble.DATABASE_DAMAGED


# The shipped revisions


def test_head_is_the_newest_script_and_all_scripts_follow_each_other() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCHEMA.scripts))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [SCHEMA.head]
    assert [script.revision for script in scripts.walk_revisions()][::-1] == SCHEMA.revisions()


def by_scripts(database: Path) -> None:
    from alembic import command

    engine = create_engine_for_new(database, KEY)
    config = Config()
    config.set_main_option("script_location", str(SCHEMA.scripts))
    with engine.begin() as connection:
        config.attributes.update(connection=connection, metadata=SCHEMA.base.metadata)
        command.upgrade(config, "head")
    engine.dispose()


def by_tables(database: Path) -> None:
    make_database(database, KEY, "1.0")


def seen(database: Path, look: Callable[[Connection], Any]) -> Any:
    engine = open_engine(database, KEY)
    try:
        with engine.connect() as connection:
            return look(connection)
    finally:
        engine.dispose()


def test_scripts_and_tables_agree(tmp_path: Path) -> None:
    by_scripts(tmp_path / "a.db")

    def differences(connection: Connection) -> Any:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), SCHEMA.base.metadata)

    assert seen(tmp_path / "a.db", differences) == []


def test_a_new_database_equals_one_that_came_all_the_way(tmp_path: Path) -> None:
    def everything(connection: Connection) -> dict[str, Any]:
        found = inspect(connection)
        return {
            name: (
                [{**column, "type": str(column["type"])} for column in found.get_columns(name)],
                found.get_pk_constraint(name),
                sorted(found.get_foreign_keys(name), key=str),
                sorted(found.get_indexes(name), key=str),
                sorted(found.get_unique_constraints(name), key=str),
                sorted(found.get_check_constraints(name), key=str),
            )
            for name in found.get_table_names()
            if name != "alembic_version"
        }

    by_scripts(tmp_path / "a.db")
    by_tables(tmp_path / "b.db")
    assert seen(tmp_path / "a.db", everything) == seen(tmp_path / "b.db", everything)


def test_opening_a_current_database_does_not_import_alembic(tmp_path: Path) -> None:
    by_tables(tmp_path / "halsoskola.db")
    script = (
        "import sys; from pathlib import Path\n"
        "from halsoskola.storage.keys import DatabaseKey\n"
        "from halsoskola.storage.migrate import open_current\n"
        "key = DatabaseKey(bytes.fromhex(sys.argv[2]), sys.argv[3])\n"
        "open_current(Path(sys.argv[1]), key, '1.0').dispose()\n"
        "assert 'alembic' not in sys.modules\n"
    )
    key: DatabaseKey = KEY
    arguments = [str(tmp_path / "halsoskola.db"), key.secret.hex(), key.database_id]
    subprocess.run([sys.executable, "-c", script, *arguments], check=True)


def test_every_connection_is_set_up_alike(tmp_path: Path) -> None:
    by_tables(tmp_path / "halsoskola.db")
    engine = open_current(tmp_path / "halsoskola.db", KEY, "1.0")
    opened = []
    event.listen(engine, "connect", lambda connection, _: opened.append(connection))
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
            connection.rollback()
    assert len(opened) == 1
    engine.dispose()
