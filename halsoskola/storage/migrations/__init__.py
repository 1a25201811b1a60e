"""The database's revisions, one script each in `versions/`, oldest first. Run by `storage.migrate` only.

A script is written with `python -m tests.tools.new_revision "what it does"` and read before it is kept. It changes
tables in batch mode and fills new columns itself; released scripts are never edited.
"""

HEAD = "0001"
"""The newest revision. Stands here so that opening a current database need not import Alembic (200 ms)."""
