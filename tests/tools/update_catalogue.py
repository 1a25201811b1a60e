"""Brings the screen's catalogues up to date with the code: `python -m tests.tools.update_catalogue`.

Reads every `_("…")`, `N_("…")` and `ngettext("…", "…", n)` of the program and the words of the domain's tables; new
messages come in empty, those that nobody says any more go, and the rest keep their translation. Then it compiles each
catalogue, because the program reads only the compiled one. Run it after changing a sentence, fill what it names as
missing in `translations/en/LC_MESSAGES/halsoskola.po`, and run it again.

No line numbers and no dates stand in the files, and messages are sorted within their module: a change of code
changes only the entries whose words it changed.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from halsoskola.i18n.catalogues import DOMAIN, LANGUAGES, SWEDISH
from halsoskola.i18n.languages import words_of_tables
from halsoskola.settings import program_root

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
COMMENT_TAG = "Translators:"
HEADER_COMMENT = """\
# What Hälsoskola says on the screen; the messages are Swedish, as they stand in the code.
# After a change: python -m tests.tools.update_catalogue"""

MessageId = str | tuple[str, ...]
"""One sentence, or the two forms of one that follows a number."""


@dataclass
class Found:
    """Where a message is said, and what its comments tell the translator."""

    files: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


def translated_languages() -> tuple[str, ...]:
    """The screen's languages that have a catalogue: all but the source language."""
    return tuple(code for code in LANGUAGES if code != SWEDISH)


def catalogue_file(language: str, root: Path | None = None) -> Path:
    return (root or program_root()) / "translations" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def said_in_code(root: Path | None = None) -> dict[MessageId, Found]:
    """Every message of the program, by file and then by alphabet of its first file."""
    found: dict[MessageId, Found] = {}
    for file, message, comments in sorted(
        _said(root or program_root()), key=lambda one: (one[0], _key(one[1]))
    ):
        entry = found.setdefault(message, Found())
        entry.files.add(file)
        entry.comments += [comment for comment in comments if comment not in entry.comments]
    return found


def _said(root: Path) -> Iterator[tuple[str, MessageId, list[str]]]:
    extracted = extract_from_dir(
        root / "halsoskola",
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=[COMMENT_TAG],
        strip_comment_tags=True,
    )
    for file, _line, message, comments, _context in extracted:
        yield f"halsoskola/{Path(file).as_posix()}", message, comments
    for file, word in words_of_tables():
        yield file, word, []


def read_catalogue(file: Path, language: str) -> Catalog:
    """The catalogue as it stands; an empty one for a language that has none yet."""
    if not file.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(file.read_bytes()), locale=language)


def updated(before: Catalog, said: dict[MessageId, Found]) -> Catalog:
    """The catalogue of exactly what is said, with the translations that stand in `before`.

    A sentence that has got a plural form, or lost it, comes in empty: its translation must be looked at.
    """
    after = _plain(str(before.locale))
    for message, found in said.items():
        old = before.get(_key(message))
        keeps = old is not None and old.id == message
        after.add(
            message,
            old.string if keeps and old is not None else None,
            locations=[(file, 0) for file in sorted(found.files)],
            auto_comments=found.comments,
            user_comments=old.user_comments if old is not None else [],
            flags={flag for flag in old.flags if flag == "fuzzy"} if keeps and old is not None else set(),
        )
    return after


def _plain(language: str) -> Catalog:
    return _Plain(locale=language, domain=DOMAIN, header_comment=HEADER_COMMENT, fuzzy=False)


class _Plain(Catalog):
    """A catalogue whose header says nothing that changes from day to day, or from computer to computer."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def _key(message: MessageId) -> str:
    return message if isinstance(message, str) else message[0]


def messages_of(catalogue: Catalog) -> Iterator[Message]:
    """Its messages without the header."""
    return (message for message in catalogue if message.id)


def untranslated(catalogue: Catalog) -> list[MessageId]:
    """Messages that lack a form, or are marked as unsure."""
    return [
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in messages_of(catalogue)
        if message.fuzzy or not all(_forms(message.string))
    ]


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """The forms of a message or of its translation; one empty form where there is none yet."""
    return (text or "",) if isinstance(text, str | None) else tuple(text) or ("",)


def as_text(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file; the same content gives the same bytes."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it. A message without translation is left out, and so shown in Swedish."""
    plain = _plain(str(catalogue.locale))
    for message in messages_of(catalogue):
        plain.add(message.id, message.string, flags=message.flags)
    file = io.BytesIO()
    write_mo(file, plain)
    return file.getvalue()


def main() -> int:
    said = said_in_code()
    missing = 0
    for language in translated_languages():
        file = catalogue_file(language)
        catalogue = updated(read_catalogue(file, language), said)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(as_text(catalogue))
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        gaps = untranslated(catalogue)
        for message in gaps:
            print(f"{language}: {_key(message)}")
        print(f"{language}: {len(said)} messages, {len(gaps)} to translate")
        missing += len(gaps)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
