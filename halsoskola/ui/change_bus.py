"""The one road by which a screen hears that something was written. It carries what changed, never who did it."""

from PySide6.QtCore import QObject, Signal

from halsoskola.domain.changes import Changes


class ChangeBus(QObject):
    """Pages and models publish the `Changes` that a service returned; whoever shows such things listens."""

    changed = Signal(object)
    """A `Changes` record."""

    def publish(self, changes: Changes) -> None:
        """Tells everybody, unless nothing changed."""
        if changes:
            self.changed.emit(changes)
