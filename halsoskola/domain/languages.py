"""The program's own table of languages, and how it reads what offices write about them.

The names are not taken from ICU or CLDR: those call pashto "afghanska" and know neither kurmanji nor dari.
Reading never guesses: "kurdiska" is two languages, so it comes back as a question with both. Nothing here
says how many interpreters are needed, or how a language is set on paper.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """One row of the table.

    code: ours, ISO 639 without region. native: the language's own name for itself. locale: what Babel is
    asked for when dates are written, since it has no Dari and names Syrian months otherwise than "ar" does.
    script: ISO 15924, the one our texts in the language use. variants: what an agency asks about, as Swedish
    words.
    """

    code: str
    swedish: str
    native: str
    locale: str
    script: str = "Latn"
    right_to_left: bool = False
    variants: tuple[str, ...] = ()


LANGUAGES: tuple[Language, ...] = (
    Language(
        "ar",
        "arabiska",
        "العربية",
        "ar_SY",
        "Arab",
        True,
        ("irakisk", "levantinsk", "sudanesisk", "egyptisk", "marockansk", "nordafrikansk", "gulfarabisk"),
    ),
    Language("so", "somaliska", "Soomaali", "so", variants=("nordlig", "maay")),
    Language("prs", "dari", "دری", "fa_AF", "Arab", True, ("hazaragi",)),
    Language("fa", "persiska (farsi)", "فارسی", "fa", "Arab", True),
    Language("ps", "pashto", "پښتو", "ps", "Arab", True),
    Language("ti", "tigrinja", "ትግርኛ", "ti", "Ethi", variants=("eritreansk", "etiopisk")),
    Language("kmr", "nordkurdiska (kurmanji)", "Kurmancî", "kmr", variants=("syrisk", "turkisk", "bahdini")),
    Language("ckb", "centralkurdiska (sorani)", "سۆرانی", "ckb", "Arab", True, ("feyli",)),
    Language("uk", "ukrainska", "українська", "uk", "Cyrl"),
    Language("ru", "ryska", "русский", "ru", "Cyrl"),
    Language("tr", "turkiska", "Türkçe", "tr"),
    Language("am", "amhariska", "አማርኛ", "am", "Ethi"),
    Language("sw", "swahili", "Kiswahili", "sw", variants=("kongolesisk", "östafrikansk")),
    Language("fr", "franska", "français", "fr"),
    Language("en", "engelska", "English", "en"),
    Language("th", "thailändska", "ไทย", "th", "Thai", variants=("isan",)),
    Language("bs", "bosniska", "bosanski", "bs"),
    Language("hr", "kroatiska", "hrvatski", "hr"),
    Language("sr", "serbiska", "srpski", "sr_Latn"),
    Language("sq", "albanska", "shqip", "sq", variants=("kosovoalbansk",)),
    Language("pl", "polska", "polski", "pl"),
    Language("uz", "uzbekiska", "oʻzbekcha", "uz", variants=("afghansk",)),
    # CLDR holds no dates in Romani ("rm" is Romansh), so they are written in Swedish.
    Language("rmy", "romani", "romani čhib", "sv", variants=("arli", "kelderaš", "lovari")),
    Language("om", "oromo", "Oromoo", "om"),
    Language("ln", "lingala", "lingála", "ln", variants=("kongolesisk",)),
    Language("rw", "kinjarwanda", "Kinyarwanda", "rw", variants=("kongolesisk",)),
    Language("rn", "kirundi", "Ikirundi", "rn", variants=("kongolesisk",)),
    Language("ur", "urdu", "اردو", "ur", "Arab", True),
    Language("ro", "rumänska", "română", "ro"),
    Language("es", "spanska", "español", "es"),
    Language("az", "azerbajdzjanska", "azərbaycan", "az"),
    Language("vi", "vietnamesiska", "Tiếng Việt", "vi"),
    Language("sv", "svenska", "svenska", "sv"),
)
"""All languages, in the order of how often courses meet them; Swedish last."""

WORD_LIST_LANGUAGES = ("ar", "so", "ti", "prs", "fa", "ps", "kmr", "ckb", "uk", "en")
"""Those that word lists and phrases for participants are made in."""

_BY_CODE = {row.code: row for row in LANGUAGES}

_LOCALE_OF_VARIANT: Mapping[tuple[str, str], str] = {
    ("ar", "irakisk"): "ar_IQ",
    ("ar", "sudanesisk"): "ar_SD",
    ("ar", "egyptisk"): "ar_EG",
    ("ar", "marockansk"): "ar_MA",
    ("ar", "nordafrikansk"): "ar_DZ",
    ("ar", "gulfarabisk"): "ar_KW",
    ("ti", "eritreansk"): "ti_ER",
    ("ti", "etiopisk"): "ti_ET",
}


def language(code: str) -> Language:
    """The row with that code. Raises: KeyError when the table has none."""
    return _BY_CODE[code]


def is_language(code: str) -> bool:
    return code in _BY_CODE


def locale_of(code: str, variant: str = "") -> str:
    """The Babel locale for dates in a language; month names differ between some variants.

    Raises: KeyError for a code that is not in the table.
    """
    return _LOCALE_OF_VARIANT.get((code, variant), _BY_CODE[code].locale)


class ReadingKind(StrEnum):
    """How sure we are. Only `ONE` may be used without asking; with `SEVERAL`, each one named is certain."""

    ONE = "one"
    SEVERAL = "several"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language and, when it was said, which variant of it ("" otherwise)."""

    code: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class LanguageReading:
    """What a text says about languages.

    languages: the one found, all that were named, or the candidates to choose from, in the order of the text
    or, for candidates, likeliest first; empty for `UNKNOWN` and `EMPTY`. text: as written, spaces tidied.
    """

    kind: ReadingKind
    text: str
    languages: tuple[SpokenLanguage, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of `languages`, each once."""
        return tuple(dict.fromkeys(spoken.code for spoken in self.languages))


def read_languages(text: str) -> LanguageReading:
    """Which languages a cell names, in Swedish, English or the language itself, or as ISO codes.

    Case, spaces, dots, accents and word endings do not matter; misspellings that are not in the table are
    unknown, never the nearest guess. A country or dialect beside a language becomes its variant. Anything
    left over beside a language that was understood ("arabiska?", "arabiska, ej engelska") makes the reading
    ambiguous.
    """
    tidy = " ".join(text.split())
    found = _Found()
    for piece in _pieces(text):
        _read_piece(piece, found)
    kind, languages = found.conclusion()
    if "?" in text and kind is ReadingKind.ONE:
        kind = ReadingKind.AMBIGUOUS
    return LanguageReading(kind, tidy, languages)


# How it is read.


@dataclass(frozen=True, slots=True)
class _Loose:
    """A word that is no language by itself: a country, a people, or a name that covers several languages.

    means: beside one of these languages it adds the variant ("": it only confirms the language). alone: what
    it may stand for when no language is named. umbrella: it names languages, not a place.
    """

    means: Mapping[str, str]
    alone: tuple[SpokenLanguage, ...]
    umbrella: bool = False


class _Found:
    """What has been understood so far in one text."""

    def __init__(self) -> None:
        self.named: list[SpokenLanguage] = []
        self.loose: list[_Loose] = []
        self.left_over = False

    def conclusion(self) -> tuple[ReadingKind, tuple[SpokenLanguage, ...]]:
        if not self.named:
            return self._without_language()
        codes = list(dict.fromkeys(spoken.code for spoken in self.named))
        unused = [hint for hint in self.loose if not any(code in hint.means for code in codes)]
        languages: list[SpokenLanguage] = []
        unclear = self.left_over or bool(unused)
        for code in codes:
            variants = self._variants(code)
            unclear = unclear or len(variants) > 1
            languages += [SpokenLanguage(code, variant) for variant in variants or [""]]
        if unclear:
            return ReadingKind.AMBIGUOUS, _once(languages + [one for hint in unused for one in hint.alone])
        return (ReadingKind.ONE if len(codes) == 1 else ReadingKind.SEVERAL), tuple(languages)

    def _variants(self, code: str) -> list[str]:
        said = [spoken.variant for spoken in self.named if spoken.code == code]
        said += [hint.means[code] for hint in self.loose if code in hint.means]
        return list(dict.fromkeys(variant for variant in said if variant))

    def _without_language(self) -> tuple[ReadingKind, tuple[SpokenLanguage, ...]]:
        if not self.loose:
            return (ReadingKind.UNKNOWN if self.left_over else ReadingKind.EMPTY), ()
        # In "kurdiska, Syrien" the languages come from the first word; the country adds a variant.
        asked = [hint for hint in self.loose if hint.umbrella] or self.loose
        codes = list(dict.fromkeys(spoken.code for hint in asked for spoken in hint.alone))
        codes.sort(key=lambda code: sum(code not in hint.means for hint in self.loose))
        variants = {code: self._variants(code) for code in codes}
        return ReadingKind.AMBIGUOUS, _once(
            SpokenLanguage(code, variant) for code in codes for variant in variants[code] or [""]
        )


def _once(languages: Iterable[SpokenLanguage]) -> tuple[SpokenLanguage, ...]:
    return tuple(dict.fromkeys(languages))


_CONJUNCTIONS = frozenset({"och", "o", "samt", "eller", "alt", "alternativt", "and", "or", "även", "också"})
_NOISE = (
    frozenset({"språk", "språket", "modersmål", "modersmålet", "hemspråk", "tolk", "tolkspråk", "dialekt"})
    | frozenset(
        {"dialekten", "variant", "talar", "pratar", "från", "på", "främst", "lite", "bra", "flytande"}
    )
    | frozenset({"standard", "modern", "language", "speaker"})
)
_SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ı": "i", "đ": "d", "ə": "e"})


def _fold(text: str) -> str:
    """Case, accents and the letters that Arabic and Persian keyboards write differently, all made one."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        letter
        for letter in bare
        if unicodedata.category(letter) not in ("Mn", "Cf", "Lm") and letter not in "'’‘`´"
    )
    return unicodedata.normalize("NFC", kept).translate(_SAME_LETTER)


_FOLDED_CONJUNCTIONS = frozenset(map(_fold, _CONJUNCTIONS))
_FOLDED_NOISE = frozenset(map(_fold, _NOISE))


def _pieces(text: str) -> list[list[str]]:
    """The words of each part of a text; what parts it is "och" and punctuation but hyphens and dots."""
    pieces: list[list[str]] = [[]]
    word = ""
    for letter in _fold(text) + "\n":
        if letter.isalnum() or unicodedata.category(letter) == "Mc":
            word += letter
            continue
        if word in _FOLDED_CONJUNCTIONS:
            pieces.append([])
        elif word:
            pieces[-1].append(word)
        word = ""
        if letter not in " \t\u00a0.-–_":
            pieces.append([])
    return [piece for piece in pieces if piece]


def _read_piece(words: Sequence[str], found: _Found) -> None:
    """Takes the longest known names from left to right.

    A code counts only as the whole part: "om" and "som" are also words.
    """
    known = _vocabulary()
    if len(words) == 1 and words[0] in known.codes:
        found.named.append(known.codes[words[0]])
        return
    if len(words) == 1 and words[0] in _UMBRELLA_CODES:
        found.loose.append(known.loose[_UMBRELLA_CODES[words[0]]])
        return
    at = 0
    while at < len(words):
        for length in range(min(known.longest, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in known.names:
                found.named.append(known.names[phrase])
            elif phrase in known.loose:
                found.loose.append(known.loose[phrase])
            elif not (length == 1 and phrase in _FOLDED_NOISE):
                continue
            at += length
            break
        else:
            found.left_over = True
            at += 1


# The words.

# Names beside the Swedish and the native one, a comma between; `_inflected` adds endings.
_OTHER_NAMES: Mapping[str, str] = {
    "ar": "arabic, arabi, arab, arabsk, standardarabiska, عربي, عربية, اللغة العربية, ar sy, ar iq",
    "ar:irakisk": "irakisk arabiska",
    "ar:levantinsk": "levantinska, shami",
    "ar:sudanesisk": "sudanarabiska, juba arabiska, jubaarabiska",
    "ar:marockansk": "darija, darja",
    "ar:gulfarabisk": "gulfarabiska, khaliji",
    "so": "somali, somalisk, af soomaali, soomaaliga, af somali",
    "so:maay": "maay, af maay, may may, maymay, maaymaay, afmaay, maay maay",
    "so:nordlig": "nordsomaliska",
    "prs": "daripersiska, dari persiska, afghansk persiska, afghanpersiska, fa af, farsi dari, darsi",
    "prs:hazaragi": "hazaragi, hazargi, hazaraki, hazaraghi, haz",
    "fa": "persiska, farsi, parsi, persian, iransk persiska, iranska farsi, فارسي, fa ir",
    "ps": "pashtu, pashtou, paschto, pashtun, pashtunska, pushto, pushtu, pukhto, pakhto, پشتو",
    "ti": "tigrinska, tigrinya, tigrinia, tigrigna, tigrinja, tigringa, tigrinna, tegrinja, tigr",
    "kmr": "nordkurdiska, kurmanji, kurmandji, kurmanci, kurmancî, kurmanji kurdiska, kurdiska kurmanji, "
    "kurmandzji, kirmanji, northern kurdish, کرمانجی",
    "kmr:bahdini": "bahdini, badini, behdini, bahdinani, badinani",
    "ckb": "centralkurdiska, sorani, sorani kurdiska, kurdiska sorani, soranikurdiska, mellankurdiska, "
    "central kurdish, soranî, کوردی سۆرانی, کوردیی ناوەندی",
    "ckb:feyli": "feyli, faili, fayli, feyli kurdiska, failikurdiska",
    "uk": "ukrainian, ukranska, ukrainsk, ukrainska språket",
    "ru": "russian, russkij, russki, ruska",
    "tr": "turkish, turkce",
    "am": "amharic, amarinja, amarinya, amharinja, amarigna",
    "sw": "swahiliska, suahili, suaheli, kiswahili",
    "sw:kongolesisk": "kongoswahili, kingwana",
    "fr": "french, francais, fransk",
    "en": "english, eng",
    "th": "thai, thailandska, thaï, thaispråk",
    "th:isan": "isan, isaan, issan",
    "bs": "bosnian, bosanska",
    "hr": "croatian, kroat",
    "sr": "serbian, српски",
    "sq": "albanian, albansk, shqipe, gegiska, toskiska",
    "sq:kosovoalbansk": "kosovoalbanska",
    "pl": "polish",
    "uz": "uzbek, usbekiska, uzbeki, ozbekiska, ozbek, узбекча",
    "uz:afghansk": "afghansk uzbekiska, sydlig uzbekiska, اوزبیک, اوزبیکی",
    "rmy": "romska, romanes, romany, romani chib, romany chib",
    "rmy:arli": "arli, romani arli",
    "rmy:kelderaš": "kelderas, kelderash, kalderash, kalderas",
    "rmy:lovari": "lovari, lovara",
    "om": "oromiska, oromoo, afaan oromo, afaan oromoo, afan oromo, oromiffa, oromifa, oromigna, oromoiska",
    "ln": "lingalaspråk",
    "rw": "kinyarwanda, kinyaruanda, rwandiska, kinjaruanda, ikinyarwanda",
    "rn": "rundi, ikirundi, burundiska",
    "ur": "ordu, اردو",
    "ro": "romanian, rumansk, moldaviska rumänska",
    "es": "spanish, espanol, castellano",
    "az": "azerbajdzjani, azeri, azerbaijani, azerbaijanska, azeriska, azerbajanska, azerbaycanca",
    "vi": "vietnamese, tieng viet",
    "sv": "swedish, svensk, svenskan, sve",
}

# Variants said beside a language and never alone: dialect words that belong to one language only.
_ONLY_BESIDE: Mapping[str, str] = {
    "nordlig": "so:nordlig",
    "nordliga": "so:nordlig",
    "standardsomaliska": "so:nordlig",
    "levanten": "ar:levantinsk",
    "gulf": "ar:gulfarabisk",
    "gulfen": "ar:gulfarabisk",
    "maghreb": "ar:nordafrikansk",
    "nordafrika": "ar:nordafrikansk",
    "nordafrikansk": "ar:nordafrikansk",
    "ostafrika": "sw:östafrikansk",
    "ostafrikansk": "sw:östafrikansk",
}

# One name that covers several languages: which ones, likeliest first.
_UMBRELLAS: Mapping[str, str] = {
    "kurdiska, kurdisk, kurdi, kurdish, kurd, kurdî, کوردی, كردي": "kmr ckb",
    "sydkurdiska, southern kurdish": "ckb",
    "bks, bcs, bsk, bhs, bksm, serbokroatiska, serbokroatisk, jugoslaviska": "bs hr sr",
}

# Countries and peoples: what is spoken there, "code" or "code:variant", likeliest first.
_PLACES: Mapping[str, str] = {
    "afghanska, afghan, afghani, afganska, afgani, afghanistan, afganistan": "prs ps uz:afghansk",
    "hazara, hazarer": "prs:hazaragi fa",
    "etiopiska, etiopien, etiopisk, ethiopia, ethiopian, etiopier": "am ti:etiopisk om so",
    "eritreanska, eritrea, eritreansk, eritreiska, eritrean": "ti:eritreansk ar",
    "irakiska, irak, irakisk, iraq, iraqi": "ar:irakisk ckb kmr",
    "syriska, syrien, syrisk, syria, syrian": "ar:levantinsk kmr:syrisk",
    "libanesiska, libanon, libanesisk, lebanon, lebanese": "ar:levantinsk",
    "palestinska, palestina, palestinsk, palestinian": "ar:levantinsk",
    "jordanska, jordanien, jordansk": "ar:levantinsk",
    "egyptiska, egypten, egyptisk, egypt": "ar:egyptisk",
    "marockanska, marocko, marockansk, morocco": "ar:marockansk fr",
    "algeriska, algeriet, algerisk, tunisiska, tunisien, tunisisk": "ar:nordafrikansk fr",
    "libyska, libyen, libysk": "ar:nordafrikansk",
    "kuwaitiska, kuwait, kuwaitisk, saudiska, saudiarabien, jemenitiska, jemen, jemenitisk": "ar:gulfarabisk",
    "sudanesiska, sudan, sudanesisk, sydsudan": "ar:sudanesisk",
    "iranska, iran, iransk, iranian": "fa ckb kmr az",
    "turkiet, turkey": "tr kmr:turkisk",
    "somalia": "so ar",
    "djibouti": "so fr ar",
    "pakistanska, pakistan, pakistansk, pakistani": "ur ps",
    "uzbekistan": "uz ru",
    "kongolesiska, kongo, kongolesisk, congo, kongokinshasa":
        "sw:kongolesisk ln:kongolesisk fr rw:kongolesisk rn:kongolesisk",
    "rwanda": "rw fr sw",
    "burundi": "rn fr sw",
    "kenya, tanzania, uganda": "sw:östafrikansk en so",
    "kosovo, kosovska": "sq:kosovoalbansk sr",
    "albanien": "sq",
    "bosnien": "bs hr sr",
    "moldaviska, moldavien": "ro ru",
    "azerbajdzjan": "az ru",
    "ukraina, ukraine": "uk ru",
    "ryssland": "ru",
    "thailand": "th",
    "vietnam": "vi",
    "polen": "pl",
    "rumänien": "ro rmy",
}  # fmt: skip

# Codes of ISO 639-1, -2 and -3 that mean one of ours; "per" is left out because it is also a man's name.
_OTHER_CODES: Mapping[str, str] = {
    "ar": "ara arb", "ar:irakisk": "acm", "ar:levantinsk": "apc", "ar:sudanesisk": "apd",
    "ar:egyptisk": "arz", "ar:marockansk": "ary", "so": "som", "so:maay": "ymm", "fa": "fas pes",
    "ps": "pus pbt pbu pst", "ti": "tir", "ckb": "sor", "uk": "ukr", "ru": "rus", "tr": "tur", "am": "amh",
    "sw": "swa swh", "sw:kongolesisk": "swc", "fr": "fra fre", "th": "tha", "th:isan": "tts", "bs": "bos",
    "hr": "hrv", "sr": "srp", "sq": "sqi alb aln als", "pl": "pol", "uz": "uzb uzn", "uz:afghansk": "uzs",
    "rmy": "rom", "om": "orm gaz", "ln": "lin", "rw": "kin", "rn": "run", "ur": "urd", "ro": "ron rum",
    "es": "spa", "az": "aze azj azb", "vi": "vie", "sv": "swe",
}  # fmt: skip


def _spoken(key: str) -> SpokenLanguage:
    code, _colon, variant = key.partition(":")
    row = _BY_CODE[code]
    if variant and variant not in row.variants:
        raise ValueError(f"{code} has no variant {variant}")
    return SpokenLanguage(code, variant)


def _inflected(name: str) -> list[str]:
    """A Swedish name with the endings that lists have: arabisk, arabiskt, arabisktalande, arabisktolk …"""
    if name.endswith("ska"):
        stem = name[:-1]
        endings = ("t", "an", "talande", "språkig", "språkiga", "tolk")
        return [name, stem, *(stem + ending for ending in endings)]
    return [name, name + "talande", name + "tolk"]


def _own_names(row: Language) -> list[str]:
    """The Swedish name with and without what stands in its brackets, and the native one."""
    outside, _bracket, inside = row.swedish.rstrip(")").partition(" (")
    return [*_inflected(outside), *(_inflected(inside) if inside else []), row.native]


def _names() -> dict[str, SpokenLanguage]:
    names: dict[str, SpokenLanguage] = {}

    def add(name: str, spoken: SpokenLanguage) -> None:
        key = " ".join(word for piece in _pieces(name) for word in piece)
        if names.setdefault(key, spoken) != spoken:
            raise ValueError(f"{name} would mean both {names[key]} and {spoken}")

    for row in LANGUAGES:
        for name in _own_names(row):
            add(name, SpokenLanguage(row.code))
    for key, others in _OTHER_NAMES.items():
        for other in others.split(","):
            for name in _inflected(other.strip()):
                add(name, _spoken(key))
    return names


def _loose() -> dict[str, _Loose]:
    words: dict[str, _Loose] = {}
    for word, key in _ONLY_BESIDE.items():
        spoken = _spoken(key)
        words[_fold(word)] = _Loose(MappingProxyType({spoken.code: spoken.variant}), (spoken,))
    for table, umbrella in ((_UMBRELLAS, True), (_PLACES, False)):
        for names, keys in table.items():
            alone = tuple(_spoken(key) for key in keys.split())
            means = {spoken.code: spoken.variant for spoken in alone}
            for name in names.split(","):
                words[_fold(name.strip())] = _Loose(MappingProxyType(means), alone, umbrella)
    return words


_UMBRELLA_CODES = {"ku": "kurdiska", "kur": "kurdiska", "sh": "bks", "hbs": "bks"}


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """All words in the form that `_pieces` gives them. longest: the most words that a name has."""

    names: Mapping[str, SpokenLanguage]
    loose: Mapping[str, _Loose]
    codes: Mapping[str, SpokenLanguage]
    longest: int


@cache
def _vocabulary() -> _Vocabulary:
    """Made when the first text is read: 7 ms that the start of the program need not wait for."""
    names, loose = _names(), _loose()
    codes = {row.code: SpokenLanguage(row.code) for row in LANGUAGES} | {
        code: _spoken(key) for key, found in _OTHER_CODES.items() for code in found.split()
    }
    return _Vocabulary(names, loose, codes, max(len(phrase.split()) for phrase in (*names, *loose)))
