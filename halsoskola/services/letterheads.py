"""The organisation's name and logo: kept as an open file among the leader's own plans, put on every paper."""

from pathlib import Path
from typing import TYPE_CHECKING

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.files import troubles_when_writing, write_atomically
from halsoskola.services.fact_texts import ORGANISATION, fact_text
from halsoskola.services.plans import PlanService

if TYPE_CHECKING:
    from halsoskola.documents.letterhead import Letterhead

LOGO_FILE = "logo.png"
_CHANGED = Changes({Kind.FACT: frozenset({"logo"})})


def letterhead_of(plans: PlanService) -> "Letterhead":
    """What stands at the top of papers; empty when nothing has been filled in or the file cannot be read."""
    from halsoskola.documents.letterhead import Letterhead

    return Letterhead(fact_text(plans, ORGANISATION), _logo(plans))


def _logo(plans: PlanService) -> bytes:
    try:
        return (plans.own_folder / LOGO_FILE).read_bytes()
    except OSError:
        return b""


class LetterheadService:
    def __init__(self, plans: PlanService) -> None:
        self._plans = plans

    def logo(self) -> bytes:
        """The logo as a PNG file, empty when there is none."""
        return _logo(self._plans)

    def save_logo(self, file: Path) -> Changes:
        """Takes a picture of the leader's as the logo; the old one goes.

        Raises: RuleBroken when it is no PNG or JPEG picture; StorageTrouble when it cannot be read or kept.
        """
        from halsoskola.documents.letterhead import MOST_BYTES, checked_logo

        most = MOST_BYTES // 1_000_000
        try:
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise StorageTrouble(Trouble.FILE_UNREADABLE, file=file) from error
        try:
            logo = checked_logo(content)
        except ValueError as error:
            raise RuleBroken(Refusal.LOGO_UNUSABLE, file=file.name, most=most) from error
        target = self._plans.own_folder / LOGO_FILE
        with troubles_when_writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, logo)
        return _CHANGED

    def remove_logo(self) -> Changes:
        """Prints without a logo again. Raises: StorageTrouble when the file cannot be removed."""
        target = self._plans.own_folder / LOGO_FILE
        with troubles_when_writing(target):
            target.unlink(missing_ok=True)
        return _CHANGED
