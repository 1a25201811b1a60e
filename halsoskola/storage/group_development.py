"""FIRO notes of occasions, read and written."""

from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.group_development import FiroNote
from halsoskola.domain.plans import FiroPhase
from halsoskola.storage.rows import Values, save_row
from halsoskola.storage.tables import FiroNoteRow


def firo_values(note: FiroNote) -> Values:
    return {"occasion_id": note.occasion_id, "phase": note.phase.value}


def save_firo_note(db: DbSession, occasion_id: str, phase: FiroPhase | None) -> None:
    """Writes the phase noted after an occasion; None takes the note away."""
    if phase is not None:
        save_row(db, FiroNoteRow, occasion_id, firo_values(FiroNote(occasion_id, phase)))
    elif (row := db.get(FiroNoteRow, occasion_id)) is not None:
        db.delete(row)


def firo_note(db: DbSession, occasion_id: str) -> FiroNote | None:
    row = db.get(FiroNoteRow, occasion_id)
    return FiroNote(occasion_id, FiroPhase(row.phase)) if row else None
