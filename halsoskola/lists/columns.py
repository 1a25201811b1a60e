"""What offices call the columns of a participant list, and which of them the program has a use for."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """A column that is read, each into the field of the same name in `ListRow`."""

    NUMBER = "number"
    NAME = "name"
    LANGUAGE = "language"
    INTERPRETER_LANGUAGE = "interpreter_language"
    INTERPRETER = "interpreter"
    SEX = "sex"
    GROUP = "group"
    READS = "reads"
    UNDERSTANDS = "understands"
    CONTACT = "contact"


class Unread(StrEnum):
    """A column whose name is understood, and which is left alone all the same."""

    PERSONAL_NUMBER = "personal-number"
    OTHER = "other"


# Earlier names win when a list has two columns for the same thing: what she wants to be called before "Namn",
# the language that is spoken now before the mother tongue.
_HEADINGS: Mapping[Column | Unread, str] = {
    Column.NUMBER: "nr, nummer, no, number, deltagarnummer, deltagarnr, deltagar nr, deltagar id, deltagare nr, "
    "löpnummer, löpnr, löp nr, num, id, #, plats, plats nr",
    Column.NAME: "tilltalsnamn, visningsnamn, kallas, smeknamn, förnamn, namn, deltagarens namn, name, first name, "
    "deltagare",
    Column.INTERPRETER_LANGUAGE: "tolkspråk, tolk språk, språk för tolk, språk tolk, tolkas till",
    Column.LANGUAGE: "språk, talar, modersmål, hemspråk, förstaspråk, första språk, language, mother tongue, lang",
    Column.INTERPRETER: "tolk, behöver tolk, tolkbehov, behov av tolk, tolk behövs, behövs tolk, interpreter, "
    "med tolk, tolkas, vill ha tolk, önskar tolk",
    Column.SEX: "kön, sex, gender, man kvinna, kvinna man, k m, m k",
    Column.GROUP: "grupp, pass, track, förmiddag eftermiddag, fm em, tid, gruppen, group, kursgrupp, dagtid, "
    "tidpunkt, del av dagen",
    Column.READS: "läser på, läser, läsning, lässpråk, skriftspråk, skriftligt språk, läser och skriver på, "
    "läser språk, kan läsa, kan läsa på",
    Column.UNDERSTANDS: "förstår också, förstår, förstår även, talar också, talar även, kan också, andra språk, "
    "övriga språk, andraspråk, fler språk, språk 2, språk2",
    Column.CONTACT: "telefon, telefonnummer, telefonnr, tel, tel nr, tfn, mobil, mobilnummer, mobilnr, mobiltelefon, "
    "phone, kontakt, kontaktväg, nås via, kontakt via",
    Unread.PERSONAL_NUMBER: "personnummer, personnr, pers nr, persnr, pnr, p nr, person nr, person nummer, "
    "samordningsnummer, samordningsnr, samordn nr, personnummer samordningsnummer, id nummer",
    Unread.OTHER: "övrigt, kommentar, kommentarer, anteckning, anteckningar, notering, noteringar, sfi kurs, sfi, "
    "sfi grupp, studieväg, kurs, efternamn, födelsedatum, född, födelseår, ålder, adress, e post, epost, mejl, mail, "
    "email, handläggare, land, hemland, födelseland, ursprungsland, diagnos, närvaro, datum, startdatum, anmäld",
}
_EXTRAS = re.compile(r"\b(ja|nej|j|n|k|m|fm|em|eller|och|kryssa|x|ange|ev|eventuellt)\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """What one heading stands for. rank: lower wins among several columns of the same kind."""

    kind: Column | Unread
    rank: int


def read_heading(text: str) -> Heading | None:
    """What a heading says, however it is written; None for a name that is not known.

    Understood besides the plain names: what stands in brackets, questions, and choices such as "Tolk ja/nej".
    """
    outside = _simple(re.sub(r"\(.*?\)", " ", text))
    tries = [_simple(text), outside, " ".join(_EXTRAS.sub(" ", outside).split())]
    tries += [_simple(part) for part in re.split(r"[/\n]", text)]
    return next((_KNOWN[name] for name in tries if name in _KNOWN), None)


def choose_columns(headings: Sequence[str]) -> dict[Column, int]:
    """Which cell of a row fills each field: the place of the best heading for it; the first among equals."""
    best: dict[Column, tuple[int, int]] = {}
    for place, text in enumerate(headings):
        heading = read_heading(text)
        if heading is not None and isinstance(heading.kind, Column):
            best[heading.kind] = min(best.get(heading.kind, (heading.rank, place)), (heading.rank, place))
    return {column: place for column, (_rank, place) in best.items()}


def _simple(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).casefold()
    words = re.sub(r"[^\w#]|_", " ", letters).split()
    return " ".join(words)


_KNOWN: Mapping[str, Heading] = {
    _simple(name): Heading(kind, rank)
    for kind, names in _HEADINGS.items()
    for rank, name in enumerate(names.split(","))
}
