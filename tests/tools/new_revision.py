"""Writes the next revision script from the difference between the tables and the scripts so far; read it first.

`python -m tests.tools.new_revision "what it does"`, then set `HEAD` in `halsoskola/storage/migrations/__init__.py`.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from halsoskola.storage.engine import create_engine_for_new
from halsoskola.storage.keys import new_database_key
from halsoskola.storage.migrate import SCHEMA


def main() -> None:
    message = sys.argv[1]
    known = SCHEMA.revisions()
    number = f"{int(known[-1]) + 1 if known else 1:04}"
    config = Config()
    config.set_main_option("script_location", str(SCHEMA.scripts).replace("%", "%%"))
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine_for_new(Path(folder) / "empty.db", new_database_key("nobody"))
        with engine.begin() as connection:
            config.attributes.update(connection=connection, metadata=SCHEMA.base.metadata)
            if known:
                command.upgrade(config, "head")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()
    print(f"{number}: read the script, then set HEAD")


if __name__ == "__main__":
    main()
