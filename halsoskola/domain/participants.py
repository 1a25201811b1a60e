"""Participants and their places in a course. Everyone is a number and a picture sign; a name is the exception.

Three things about language are kept apart: which language she is interpreted into (exactly one; Swedish means no
interpreter), which she also understands, and which she reads. Need follows the first, paper the last.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.domain.picture_signs import PICTURE_SIGNS

NO_INTERPRETER = "sv"
READS_NOTHING = ""
"""She gets the picture level of every handout."""


class Sex(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class ContactWay(StrEnum):
    """How she is reached. "Via" keeps the number out of the program and reveals nobody."""

    OWN_NUMBER = "own-number"
    VIA_CASEWORKER = "via-caseworker"
    VIA_SFI = "via-sfi"


class EnrolmentStatus(StrEnum):
    WAITING = "waiting"
    TAKING_PART = "taking-part"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Participant:
    """A person. `reads` is a language code, or READS_NOTHING. `name` is what she wants to be called, if anything."""

    id: str
    interpreter_language: str
    variant: str = ""
    understands: tuple[str, ...] = ()
    reads: str = READS_NOTHING
    sex: Sex | None = None
    name: str = ""
    contact_way: ContactWay | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Her place in a course and track, from `since` (inclusive) to `until` (inclusive; None while it lasts)."""

    id: str
    participant_id: str
    course_id: str
    track_id: str
    number: int
    sign: str
    status: EnrolmentStatus
    since: date
    until: date | None = None

    @property
    def label(self) -> str:
        return number_label(self.number)

    def takes_part_on(self, day: date) -> bool:
        """Whether she has a seat on that day; someone on the waiting list has none."""
        if self.status is EnrolmentStatus.WAITING:
            return False
        return self.since <= day and (self.until is None or day <= self.until)


def number_label(number: int) -> str:
    """How a participant's number is written: D07."""
    return f"D{number:02d}"


def read_reference(text: str) -> tuple[int, int]:
    """Course number and participant number from "1:D07".

    Raises: RuleBroken when it is written otherwise.
    """
    match = re.fullmatch(r"\s*(\d{1,5})\s*:\s*[Dd]?0*(\d{1,4})\s*", text)
    if not match:
        raise RuleBroken(Refusal.REFERENCE_UNREADABLE, text=text[:20])
    return int(match[1]), int(match[2])


def next_sign(taken: Collection[str]) -> str:
    """A picture sign that nobody in the course has yet; when all are taken, the one used least comes again."""
    used = list(taken)
    return min((sign.code for sign in PICTURE_SIGNS), key=used.count)


def next_number(taken: Iterable[int]) -> int:
    return max(taken, default=0) + 1


def checked_name(name: str, *, uses_names: bool) -> str:
    """The name as it is kept. Raises: RuleBroken for a personnummer, or when the course keeps no names."""
    name = " ".join(name.split())
    if not name:
        return ""
    if not uses_names:
        raise RuleBroken(Refusal.COURSE_WITHOUT_NAMES)
    if looks_like_personal_number(name):
        raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
    return name[:60]


def checked_variant(variant: str) -> str:
    """The variant of a language as it is kept. Raises: RuleBroken for a personnummer."""
    variant = " ".join(variant.split())
    if looks_like_personal_number(variant):
        raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
    return variant[:40]


def checked_phone(phone: str, way: ContactWay | None) -> str:
    """The number as it is kept: only when she is reached on her own number.

    Raises: RuleBroken for a personnummer or for what is no phone number.
    """
    phone = " ".join(phone.split())
    if way is not ContactWay.OWN_NUMBER or not phone:
        return ""
    if looks_like_personal_number(phone, phone_expected=True):
        raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
    if not re.fullmatch(r"\+?[\d][\d \-/()]{3,24}", phone):
        raise RuleBroken(Refusal.PHONE_UNREADABLE)
    return phone
