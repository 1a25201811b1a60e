"""Taking back the latest change of this session, and doing it again."""

from halsoskola.domain.changes import Changes
from halsoskola.storage.store import Store


class HistoryService:
    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def next_undo(self) -> str | None:
        """What `undo` would take back, in words; None when there is nothing."""
        return self._store.next_undo

    @property
    def next_redo(self) -> str | None:
        return self._store.next_redo

    def undo(self) -> tuple[str, Changes]:
        """Takes the latest change back; returns what it was, in words.

        Raises: RuleBroken when there is nothing, or when it has been changed again since.
        """
        return self._store.undo()

    def redo(self) -> tuple[str, Changes]:
        """Does the latest undone change again. Raises: as `undo`."""
        return self._store.redo()
