"""Swedish words one by one: which are common, which are forms or compounds of others, which are passive.

Rules on endings with a table of common words, no grammar: they are right often enough for advice, never for
a verdict. Sentences and lines belong to `swedish_sentences`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from halsoskola.domain.swedish_phrases import words_of

SHORTEST_STEM = 3
SHORTEST_COMPOUND_PART = 3

MOST_COMPOUND_PARTS = 3
"""With more, chance finds parts in nearly every long word."""


class WordTable:
    """Common Swedish words in lower case. `inflected`: those that Swedish inflects, so not names and foreign words.

    An empty table is fine: then every word is rare and no passive is seen.
    """

    def __init__(self, common: Iterable[str] = (), inflected: Iterable[str] = ()) -> None:
        self.inflected = frozenset(inflected)
        self.common = frozenset(common) | self.inflected

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Self:
        """The table from its file's lines: one word each, `+` behind those that are inflected, `#` for comments."""
        words = [line for line in lines if line and not line.startswith("#")]
        inflected = [word[:-1] for word in words if word.endswith("+")]
        return cls((word for word in words if not word.endswith("+")), inflected)

    def is_common(self, word: str) -> bool:
        """Is `word` common, or a form or compound of common words? Any case; hyphens part it."""
        return all(self._part_is_common(part) for part in word.lower().split("-") if part)

    def _part_is_common(self, word: str) -> bool:
        return word in self.common or self._is_form(word) or self._is_compound(word, MOST_COMPOUND_PARTS)

    def _is_form(self, word: str) -> bool:
        return not self.inflected.isdisjoint(base_forms(word))

    def _is_compound(self, word: str, parts: int) -> bool:
        """Can `word` be cut into at most `parts` common words?"""
        if parts < 2:
            return False
        for cut in range(SHORTEST_COMPOUND_PART, len(word) - SHORTEST_COMPOUND_PART + 1):
            if self._can_come_first(word[:cut]):
                rest = word[cut:]
                if self._can_come_last(rest) or self._is_compound(rest, parts - 1):
                    return True
        return False

    def _can_come_first(self, part: str) -> bool:
        """`tystnads`, `läkar`, `kvinno`, `familje`: how a word looks in front of another."""
        if part in _SHORT_FIRST:
            return True
        stem, end = part[:-1], part[-1]
        if len(stem) < SHORTEST_COMPOUND_PART:
            return False
        inflected = self.inflected
        if part in inflected or part + "a" in inflected or part + "e" in inflected:
            return True
        return (end in "seou" and stem in inflected) or (end in "oue" and stem + "a" in inflected)

    def _can_come_last(self, part: str) -> bool:
        if part in _SHORT_LAST:
            return True
        if len(part) <= SHORTEST_COMPOUND_PART or part in _NEVER_LAST:
            return False
        return part in self.inflected or any(
            base in _SHORT_LAST or (base in self.inflected and len(base) > SHORTEST_COMPOUND_PART)
            for base in base_forms(part)
        )


_SHORT_FIRST = words_of(
    "bad bil ben bok bår båt dag del far fot fri gift hel hem hud hus hår kök lag liv lön mag mat mor mun nät nöd ord "
    "per råd rum rör sol syn tal tid tåg upp ut väg vän vår års öga öron över för sjö sko lek ljud lung"
)
_SHORT_LAST = words_of(
    "bad barn bil bok båt dag del far fot hem hus hår kök lag liv lön mat mor mun nät ord råd rum sal sjö sol syn tal "
    "tid tåg vin väg vän värk år"
)
"""Parts of three letters are mostly chance (fik-tion, tank-ego-ds); these are not."""

_NEVER_LAST = words_of(
    "alla andra annan bara denna eller från inga ingen inte mest till under ända ännu arna aste erad erat "
    "erar eras iska liga ligt"
)
"""Small words and endings that would make a compound of a rare word."""

_ENDINGS = (
    # nouns
    "en", "n", "et", "t", "ar", "er", "or", "r", "arna", "erna", "orna", "na", "a",
    # verbs
    "te", "de", "ade", "at", "tt", "nde", "ande", "ende", "it", "ad", "d",
    # adjectives
    "e", "are", "ast", "aste",
)  # fmt: skip
_ENDINGS_BY_LETTER = {
    letter: tuple(sorted((e for e in _ENDINGS if e.endswith(letter)), key=len))
    for letter in {ending[-1] for ending in _ENDINGS}
}


def base_forms(word: str) -> frozenset[str]:
    """Words of which lower-case `word` may be a form, itself left out; many of them are no words at all."""
    found: set[str] = set()
    _add_base_forms(word, found)
    if word.endswith("s") and len(word) > SHORTEST_STEM:
        found.add(word[:-1])
        _add_base_forms(word[:-1], found)
    found.discard(word)
    return frozenset(found)


def _add_base_forms(word: str, found: set[str]) -> None:
    for ending in _ENDINGS_BY_LETTER.get(word[-1:], ()):
        stem = word[: -len(ending)]
        if len(stem) < SHORTEST_STEM or not word.endswith(ending):
            continue
        found.update((stem, stem + "a", stem + "e"))
        last, before = stem[-1], stem[-2]
        if last == before and last in "mn":
            found.add(stem[:-1])  # rummet, mannen
        if last in "lnr" and before not in "aeiouyåäö":
            found.add(f"{stem[:-1]}e{last}")  # musklerna, föräldrar


class ListWords:
    """The words of a plan's own list: they may be long or rare, because the paper explains them."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        # An entry may be a phrase ("långvarig smärta"); its small words need no excuse.
        parts = (part.strip('()”",.') for word in words for part in word.lower().split())
        self._words = frozenset(part for part in parts if len(part) >= SHORTEST_STEM)

    def __contains__(self, word: str) -> bool:
        """Is `word`, in any case and form, on the list?"""
        if not self._words:
            return False
        word = word.lower()
        return word in self._words or not self._words.isdisjoint(base_forms(word))


_NEVER_PASSIVE = words_of(
    # Deponents: -s forms that mean nobody does it to anybody.
    "finns finnas fanns funnits hoppas hoppades hoppats minns minnas mindes trivs trivas trivdes trivts vantrivs "
    "känns kännas kändes känts lyckas lyckades lyckats misslyckas misslyckades misslyckats umgås umgicks umgåtts "
    "behövs behövas behövdes behövts saknas saknades saknats andas andades andats låtsas låtsades svettas svettades "
    "kräks kräkas kräktes skäms skämmas skämdes vistas vistades vistats tycks tyckas tycktes syns synas syntes synts "
    "åldras åldrades blygas frodas färdas färdades handskas nalkas ryms rymmas rymdes skiljs skiljas skilts skildes "
    "samlas samlades samlats trängs trängas turas törs väsnas ångras fattas fattades slåss slogs brottas retas "
    "avundas dagas envisas jäktas knogas längtas mattas nöjas rodnas svartnas tävlas undras vredgas skrämmas "
    # What people do to each other.
    "träffas träffades träffats möts mötas möttes mötts ses sågs setts kramas kramades pussas enas enades följs "
    "hörs höras hördes hörts märks märkas märktes "
    # What happens by itself.
    "föds födas föddes fötts förändras förändrades förändrats utvecklas utvecklades utvecklats förbättras "
    "förbättrades förbättrats förvärras förvärrades ändras ändrades ändrats upplevs upplevas "
    # Genitives and other words that only look like it.
    "hälsas ungas andras allas bådas mångas fleras egnas medias pappas mammas kameras operas jävlas persons "
    "banks falls hets leds mors fars sorters svars vars vers hits mats stats fests dags lands väns resas skolas "
    "vårdas mens hans dess deras tills ens annans någons ingens"
)

_IRREGULAR_PASSIVES = {
    "ges": "ger", "tas": "tar", "dras": "drar", "nås": "når", "slås": "slår", "gavs": "gav", "togs": "tog",
    "drogs": "drog", "hölls": "höll", "skrevs": "skrev", "bröts": "bröt", "gjordes": "gjorde", "bars": "bar",
    "sattes": "satte", "lades": "lade", "såldes": "sålde", "valdes": "valde", "bjöds": "bjöd", "drevs": "drev",
    "givits": "givit", "gjorts": "gjort", "sagts": "sagt", "lagts": "lagt", "satts": "satt", "tagits": "tagit",
    "dragits": "dragit", "hållits": "hållit", "brutits": "brutit", "fås": "får",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ending:
    """`passive` behind a verb's stem tells a passive; the active form has `active` there instead."""

    passive: str
    active: str


# Verbs that are hardly ever common words themselves, but always verbs: remitteras, opereras, vaccinerades.
_FOREIGN_VERB_ENDINGS = (_Ending("eras", "erar"), _Ending("erades", "erade"), _Ending("erats", "erat"))


@dataclass(frozen=True)
class PassiveFinder:
    """Finds -s passives by the form of the word, checked against the table of common words.

    It sees no "blev inkallad", and no verb outside the table except those in -era. On 29 600 words of
    background text this rule gave 337 hits, 10 clearly wrong.
    """

    table: WordTable

    def active(self, word: str, *, after_modal: bool = False) -> str | None:
        """The active form of a passive `word`, None when it is no passive. after_modal: as in "ska betalas"."""
        word = word.lower()
        if word in _IRREGULAR_PASSIVES:
            return _IRREGULAR_PASSIVES[word]
        if len(word) < 4 or not word.endswith("s") or word.endswith("ss") or word in _NEVER_PASSIVE:
            return None
        return (
            self._infinitive(word[:-1], after_modal)
            or self._finite(word[:-1])
            or self._foreign(word, after_modal)
        )

    @cached_property
    def _common(self) -> frozenset[str]:
        return self.table.common

    def _infinitive(self, stem: str, after_modal: bool) -> str | None:
        """`betalas`: present or infinitive of an -ar verb, infinitive of an -er verb."""
        common = self._common
        if not stem.endswith("a") or stem not in common:
            return None
        if stem + "r" in common and stem + "de" in common:
            return stem if after_modal else stem + "r"
        return stem if stem[:-1] + "er" in common or stem + "de" in common else None

    def _finite(self, stem: str) -> str | None:
        """`skrivs`, `köptes`, `betalades`, `skrivits`."""
        common = self._common
        if stem + "er" in common and stem + "a" in common:
            return stem + "er"
        if stem.endswith("r") and stem in common and stem + "a" in common:
            return stem
        if stem.endswith("ade") and stem[:-2] in common:
            return stem
        if stem.endswith(("te", "de")) and stem in common and stem[:-2] + "a" in common:
            return stem
        # Nouns end like this too (mats, stats); a supine has its infinitive beside it.
        if stem.endswith("at") and stem[:-1] in common:
            return stem
        if stem.endswith(("it", "tt")) and stem in common and stem[:-2] + "a" in common:
            return stem
        return None

    def _foreign(self, word: str, after_modal: bool) -> str | None:
        for ending in _FOREIGN_VERB_ENDINGS:
            if word.endswith(ending.passive) and len(word) >= len(ending.passive) + SHORTEST_STEM:
                active = word.removesuffix(ending.passive) + ending.active
                return active.removesuffix("r") if after_modal and ending.active == "erar" else active
        return None
