"""Text files as people save them: what other programs leave behind is named, and removed where it is safe."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from halsoskola.domain.plans import PlanFault
from halsoskola.i18n.catalogues import N_, _
from halsoskola.plans.faults import error, warning

LARGEST_FILE = 1_000_000
"""Bytes. The longest plan file is about 10 000; anything beyond this is another kind of file."""

_BYTE_ORDER_MARK = "\ufeff"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

# What word processors leave in a text, with what it becomes and the sentence about it.
_DEBRIS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile("\u00ad"),
        "",
        N_("Raden har mjuka bindestreck som inte syns. De har tagits bort när filen lästes."),
    ),
    (
        re.compile("[\u00a0\u202f\u2007]"),
        " ",
        N_("Raden har hårda mellanslag. De har lästs som vanliga mellanslag."),
    ),
    (
        re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"),
        "",
        N_("Raden har osynliga tecken. De har tagits bort när filen lästes."),
    ),
    (
        re.compile("[\u201c\u201e\u201f]"),
        "\u201d",
        N_("Raden har citattecken som inte är svenska. De har lästs som ”."),
    ),
    (
        re.compile("[\u2018\u201a\u201b]"),
        "\u2019",
        N_("Raden har enkla citattecken som inte är svenska. De har lästs som ’."),
    ),
)
_SUSPECT = re.compile(
    "[\u00ad\u00a0\u202f\u2007\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u2018\u201a-\u201c\u201e\u201f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")


@dataclass(frozen=True, slots=True)
class TextFile:
    """text: lines ending in "\\n", composed Unicode, without debris; None when the file cannot be used."""

    text: str | None
    faults: tuple[PlanFault, ...] = ()


def read_text(path: Path, name: str, *, keep_invisible: bool = False) -> TextFile:
    """The text of a file, and what was wrong with it; never raises for a bad file.

    name: how the file is called in faults. keep_invisible: for translations, where direction marks and
    joiners belong to the language.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            return TextFile(
                None, (error(name, _("Filen är för stor för att vara en text till en träffplan.")),)
            )
        data = path.read_bytes()
    except OSError:
        return TextFile(None, (error(name, _("Filen går inte att öppna. Kontrollera att du får läsa den.")),))
    if data.startswith(_UTF16_MARKS):
        return TextFile(
            None,
            (
                error(
                    name, _("Filen är sparad som UTF-16. Öppna den i Anteckningar och spara den som UTF-8.")
                ),
            ),
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        sentence = _(
            "Filen är inte sparad som UTF-8, så å, ä och ö går inte att läsa. "
            "Öppna den i Anteckningar och spara den som UTF-8."
        )
        return TextFile(None, (error(name, sentence, line=line),))
    return _cleaned(text, name, keep_invisible=keep_invisible)


def text_of(text: str, name: str) -> TextFile:
    """The same as `read_text` for text that has no file yet, such as what somebody is writing."""
    return _cleaned(text, name, keep_invisible=False)


def plain(text: str) -> str:
    """`text` without debris, for text that did not come straight from a file."""
    for pattern, replacement, _sentence in _DEBRIS:
        text = pattern.sub(replacement, text)
    return unicodedata.normalize("NFC", text)


def _cleaned(text: str, name: str, *, keep_invisible: bool) -> TextFile:
    faults: list[PlanFault] = []
    if text.startswith(_BYTE_ORDER_MARK):
        text = text[1:]
        if not keep_invisible:
            faults.append(
                warning(
                    name,
                    _("Filen börjar med ett osynligt märke (BOM). Spara den som UTF-8 utan BOM."),
                    line=1,
                )
            )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not keep_invisible:
            faults.append(
                warning(name, _("Filen har radslut från Windows (CRLF). De har lästs som vanliga radslut."))
            )
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        sentence = _("Raden har ett styrtecken ({code}) som inte hör hemma i en text. Skriv om raden.")
        faults.append(error(name, sentence.format(code=f"U+{ord(control[0]):04X}"), line=line))
        return TextFile(None, tuple(faults))
    if not keep_invisible and _SUSPECT.search(text):
        lines = text.split("\n")
        for number, line_text in enumerate(lines, start=1):
            if not _SUSPECT.search(line_text):
                continue
            cleaned = line_text
            for pattern, replacement, sentence in _DEBRIS:
                cleaned, count = pattern.subn(replacement, cleaned)
                if count:
                    faults.append(warning(name, _(sentence), line=number))
            lines[number - 1] = cleaned
        text = "\n".join(lines)
    return TextFile(unicodedata.normalize("NFC", text), tuple(faults))
