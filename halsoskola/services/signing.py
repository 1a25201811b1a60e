"""Plans that a professional has checked: her profession and the day are kept, never her name."""

from dataclasses import dataclass

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.domain.plan_warnings import has_warning_signs
from halsoskola.domain.plans import SessionPlan
from halsoskola.files import troubles_when_writing, write_atomically
from halsoskola.plans.signatures import (
    LONGEST_ROLE,
    Signature,
    fingerprint,
    read_signature,
    signature_path,
    signature_toml,
)
from halsoskola.services.clock import Clock
from halsoskola.services.plans import PlanService


@dataclass(frozen=True, slots=True)
class SignedState:
    """signature: of the plan as it is; None when nobody has checked it. former: of what it was before a change.

    should_be_signed: the plan says when to seek care or rests on a difficult theme, and nobody has checked it.
    """

    signature: Signature | None
    former: Signature | None
    should_be_signed: bool


class SigningService:
    def __init__(self, plans: PlanService, clock: Clock) -> None:
        self._plans = plans
        self._clock = clock

    def state(self, plan: SessionPlan) -> SignedState:
        """Works for the library's plans and for a course's own copies: what counts is the content."""
        signature = self._plans.signature(plan)
        former = None if signature else read_signature(self._plans.own_folder, plan.id)
        return SignedState(signature, former, signature is None and has_warning_signs(plan))

    def sign(self, plan_id: str, role: str) -> Changes:
        """Notes that somebody of that profession has checked the library's plan today.

        Raises: RuleBroken when the profession is missing, too long or holds a personnummer, or there is no such plan;
        StorageTrouble.
        """
        kept = " ".join("".join(letter if letter.isprintable() else " " for letter in role).split())
        if not any(letter.isalpha() for letter in kept):
            raise RuleBroken(Refusal.SIGNER_MISSING)
        if len(kept) > LONGEST_ROLE:
            raise RuleBroken(Refusal.TEXT_TOO_LONG, most=LONGEST_ROLE)
        if looks_like_personal_number(kept):
            raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
        signature = Signature(kept, self._clock.today(), fingerprint(self._plans.plan(plan_id)))
        path = signature_path(self._plans.own_folder, plan_id)
        with troubles_when_writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, signature_toml(signature).encode())
        return self._changed(plan_id)

    def unsign(self, plan_id: str) -> Changes:
        """Takes the signature back; nothing happens when there is none. Raises: StorageTrouble."""
        path = signature_path(self._plans.own_folder, plan_id)
        if not path.is_file():
            return Changes()
        with troubles_when_writing(path):
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        return self._changed(plan_id)

    def _changed(self, plan_id: str) -> Changes:
        return Changes({Kind.PLAN: frozenset({plan_id})})
