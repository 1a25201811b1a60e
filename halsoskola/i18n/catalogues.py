"""The screen's language, read once at start. Swedish is the source language, so it needs no catalogue.

Paper does not use this module's current language: a document is printed in its reader's language.
"""

import gettext
from pathlib import Path

_current: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str, translations: Path) -> None:
    """Show the program in `code` ("sv" or "en"); a language without a catalogue falls back to Swedish."""
    global _current
    _current = gettext.translation("halsoskola", translations, languages=[code], fallback=True)


def _(message: str) -> str:
    """The sentence in the screen's language."""
    return _current.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The sentence whose form follows the number `n`."""
    return _current.ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a sentence for the catalogue without translating it yet."""
    return message
