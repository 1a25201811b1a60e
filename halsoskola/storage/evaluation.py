"""Face counts of occasions, read and written."""

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.evaluation import Evaluation, FaceCount, Question
from halsoskola.storage.rows import Values, save_row
from halsoskola.storage.tables import FaceCountRow


def face_values(occasion_id: str, question: Question, count: FaceCount) -> Values:
    return {
        "occasion_id": occasion_id,
        "question": question.value,
        "glad": count.glad,
        "middle": count.middle,
        "sad": count.sad,
    }


def save_count(db: DbSession, occasion_id: str, question: Question, count: FaceCount | None) -> None:
    """Writes the count of one question; None takes it away."""
    key = (occasion_id, question.value)
    if count is not None:
        save_row(db, FaceCountRow, key, face_values(occasion_id, question, count))
    elif (row := db.get(FaceCountRow, key)) is not None:
        db.delete(row)


def evaluation(db: DbSession, occasion_id: str) -> Evaluation:
    rows = db.scalars(select(FaceCountRow).where(FaceCountRow.occasion_id == occasion_id))
    return Evaluation(
        occasion_id, {Question(row.question): FaceCount(row.glad, row.middle, row.sad) for row in rows}
    )
