"""The screen's language, chosen once at start. Swedish is the source language, so it needs no catalogue.

Paper does not follow the screen: what is printed, or sent to somebody in Sweden, is written inside `in_swedish`.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

SWEDISH = "sv"
LANGUAGES = (SWEDISH, "en")
"""What the screen speaks."""

DOMAIN = "halsoskola"

_swedish = gettext.NullTranslations()
_current: gettext.NullTranslations = _swedish
_code = SWEDISH
_for_paper: ContextVar[bool] = ContextVar("for_paper", default=False)


def use_language(code: str, translations: Path) -> None:
    """Show the program in `code`, one of LANGUAGES, from its compiled catalogue in `translations`.

    Swedish reads no file. A language without a catalogue falls back to Swedish: a start never fails for its words.
    """
    global _code, _current
    _current = (
        _swedish
        if code == SWEDISH
        else gettext.translation(DOMAIN, translations, languages=[code], fallback=True)
    )
    # gettext's own fallback is a NullTranslations, whose language is the source's.
    _code = code if isinstance(_current, gettext.GNUTranslations) else SWEDISH


def language_code() -> str:
    """The language that the screen speaks now, one of LANGUAGES."""
    return _code


@contextmanager
def in_swedish() -> Iterator[None]:
    """Everything said inside is in Swedish, on this thread only: for paper, and for texts that leave the house.

    Also a decorator. Sentences that a caller will show on the screen must not be made inside.
    """
    token = _for_paper.set(True)
    try:
        yield
    finally:
        _for_paper.reset(token)


def _spoken() -> gettext.NullTranslations:
    return _swedish if _for_paper.get() else _current


def _(message: str) -> str:
    """The sentence in the screen's language."""
    return _spoken().gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The sentence whose form follows the number `n`."""
    return _spoken().ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a sentence for the catalogue without translating it yet."""
    return message
