"""Swedish order, the same on screen and paper: å, ä, ö after z, capitals and accents no matter."""

import unicodedata

_LAST = {"å": "z\ue000", "ä": "z\ue001", "æ": "z\ue001", "ö": "z\ue002", "ø": "z\ue002"}


def swedish_key(text: str) -> str:
    """The key to sort names and titles by."""
    letters = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in _LAST:
            letters.append(_LAST[letter])
        else:
            letters.append(
                "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
            )
    return "".join(letters)
