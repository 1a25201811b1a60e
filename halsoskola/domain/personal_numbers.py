"""Finds Swedish personnummer in text, so that none is ever stored. The program has no field for them.

Built on the published form of the numbers (Skatteverket): birth date, a hyphen (a plus sign from the year one
turns a hundred), three digits and a control digit; a samordningsnummer has 60 added to the day. Nothing found
here may be shown again: callers say where it stood, never what it was.
"""

import re
import unicodedata
from datetime import date

_FORM = re.compile(
    r"""(?<![\d+])
    (?P<century>18|19|20)?(?P<year>\d\d)(?P<gap>[ ./-]?)(?P<month>\d\d)(?P=gap)(?P<day>\d\d)
    (?P<join>\ ?[-+]\ ?|\ )?
    (?P<last>[TRSUWXJKLMN\d]\d{3})      # a letter stands in the provisional numbers that care gives out
    (?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-") | {0xFF0B: "+"}


def looks_like_personal_number(text: str, *, phone_expected: bool = False) -> bool:
    """Whether a personnummer or samordningsnummer stands anywhere in `text`, however it is written.

    A number written out with its hyphen or its century counts even when its control digit is wrong: people
    mistype. Ten digits in a row from 0 on may as well be a phone number, and "2026-11-21 1300" a date and a
    time of day; those count only when the control digit is right, which it is in every real personnummer.
    phone_expected: the text is the content of a field for phone numbers; ten digits from 0 on, or digits
    behind a country code, are then left alone.
    """
    plain = _plain(text)
    return any(_is_one(match, phone_expected=phone_expected) for match in _FORM.finditer(plain))


def _plain(text: str) -> str:
    """Digits of every script as 0-9, one kind of hyphen and space, and nothing invisible in between."""
    letters = []
    for letter in unicodedata.normalize("NFKC", text.translate(_HYPHENS)):
        category = unicodedata.category(letter)
        if category == "Nd":
            letters.append(str(unicodedata.digit(letter)))
        elif category in ("Cf", "Mn"):
            continue
        else:
            letters.append(" " if letter.isspace() else letter)
    return re.sub(" {2,}", " ", "".join(letters))


def _is_one(match: re.Match[str], *, phone_expected: bool) -> bool:
    if not _is_birth_date(match["century"], match["year"], match["month"], match["day"]):
        return False
    joined_by = (match["join"] or "").strip()
    if not match["last"].isdigit():
        return bool(joined_by or match["century"])
    if joined_by:
        return True
    if not match["century"] and match["year"].startswith("0"):
        return not phone_expected and _control_digit_fits(match)
    if match["join"] and match["gap"] and _is_time_of_day(match["last"]):
        return _control_digit_fits(match)
    return True


def _is_birth_date(century: str | None, year: str, month: str, day: str) -> bool:
    """Whether the date exists, in any century if none is given; a samordningsnummer may lack its month."""
    number, days = int(month), int(day)
    if days >= 60:
        return number <= 12 and days <= 91
    centuries = [century] if century else ["19", "20"]
    return any(_exists(int(prefix + year), number, days) for prefix in centuries)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_time_of_day(digits: str) -> bool:
    return int(digits[:2]) < 24 and int(digits[2:]) < 60


def _control_digit_fits(match: re.Match[str]) -> bool:
    """The modulus-10 control over the ten digits without the century."""
    digits = match["year"] + match["month"] + match["day"] + match["last"]
    total = 0
    for place, digit in enumerate(digits):
        doubled = int(digit) * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0
