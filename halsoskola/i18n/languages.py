"""What languages, their variants and the picture signs are called on the screen. Their Swedish names are the
domain's own tables', and go into the catalogue from there."""

from collections.abc import Iterator

from halsoskola.domain.languages import LANGUAGES, language
from halsoskola.domain.picture_signs import PICTURE_SIGNS
from halsoskola.domain.picture_signs import sign_label as swedish_sign_label
from halsoskola.i18n.catalogues import _


def language_name(code: str, variant: str = "") -> str:
    """ "arabiska", or "arabiska (irakisk)" when a variant is asked for. Raises: KeyError for an unknown code."""
    name = _(language(code).swedish)
    if not variant:
        return name
    return _("{language} ({variant})").format(language=name, variant=variant_name(variant))


def variant_name(variant: str) -> str:
    """A variant of the table in the screen's language; one that the leader made up herself as she wrote it."""
    return _(variant) if variant else ""


def own_and_name(code: str) -> str:
    """The language's own name and ours, so that participant and leader can point at the same line.

    A right-to-left name is isolated, or it would turn the whole line around.
    """
    row = language(code)
    name = language_name(code)
    if row.native.casefold() == name.casefold():
        return name
    own = f"\u2068{row.native}\u2069" if row.right_to_left else row.native
    return f"{own} – {name}"


def sign_label(code: str) -> str:
    """What the picture shows: "sol". Raises: KeyError for a code that is no sign."""
    return _(swedish_sign_label(code))


def words_of_tables() -> Iterator[tuple[str, str]]:
    """The module that holds it and the Swedish word, for everything above that is no literal in a call."""
    for row in LANGUAGES:
        for word in (row.swedish, *row.variants):
            yield "halsoskola/domain/languages.py", word
    for sign in PICTURE_SIGNS:
        yield "halsoskola/domain/picture_signs.py", sign.label
