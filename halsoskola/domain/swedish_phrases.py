"""Lists that the easy-Swedish review looks in: abbreviations, number words, images, two names for one thing.

Only lists and how they are matched. They are ours and short on purpose: what is not listed is not seen.
"""

import re
from collections.abc import Mapping
from functools import cache


def words_of(text: str) -> frozenset[str]:
    """The words of a long string, so that lists of words read like a text."""
    return frozenset(text.split())


ABBREVIATIONS: Mapping[str, str] = {
    "avd": "avdelning", "bla": "bland annat", "ca": "ungefär", "dr": "doktor", "dvs": "det vill säga",
    "ed": "eller dylikt", "enl": "enligt", "etc": "och så vidare", "ev": "kanske", "exkl": "utan", "fd": "före detta",
    "fom": "från och med", "fö": "för övrigt", "inkl": "med", "jfr": "jämför",
    "kl": "klockan", "mao": "med andra ord", "mfl": "med flera",
    "mkt": "mycket", "mm": "med mera", "mob": "mobil", "mvh": "med vänlig hälsning", "ngn": "någon", "ngt": "något",
    "nr": "nummer", "od": "och dylikt", "odyl": "och dylikt", "osv": "och så vidare", "pga": "på grund av",
    "resp": "och", "sk": "så kallad", "tex": "till exempel", "tel": "telefon", "tfn": "telefon",
    "tom": "till och med", "tv": "tills vidare", "vg": "var god",
    "kr": "kronor", "min": "minuter", "tim": "timmar", "h": "timmar", "sek": "sekunder", "st": "stycken",
    "s": "sidan", "sid": "sidan", "v": "vecka", "kap": "kapitel",
    "jan": "januari", "feb": "februari", "apr": "april", "aug": "augusti", "sep": "september", "sept": "september",
    "okt": "oktober", "nov": "november", "dec": "december",
    "mån": "måndag", "tis": "tisdag", "ons": "onsdag", "tors": "torsdag", "tor": "torsdag", "fre": "fredag",
    "lör": "lördag", "sön": "söndag",
}  # fmt: skip
"""What to write instead, by the abbreviation's letters in lower case."""

# With points or spaces inside: t.ex. | t ex | m.m. | p.g.a. | fr.o.m.
_POINTED = (
    r"t\.? ?ex|bl\.? ?a|m\. ?m|m\. ?fl|d\. ?v\. ?s|o\. ?s\. ?v|p\. ?g\. ?a|s\.? ?k|f\. ?d|e\. ?d|o\. ?d|o\. ?dyl|f\. ?ö"
    r"|fr\. ?o\. ?m|f\. ?o\. ?m|t\. ?o\. ?m|m\. ?a\. ?o|t\. ?v|v\. ?g"
)
_PLAIN = (
    r"kl|dvs|osv|pga|mm(?<!\d mm)|mfl|ca|c:a|dr|nr|tel|tfn|mob|ev|resp|inkl|exkl|etc|enl|avd|jfr|mvh|ngt|ngn|mkt"
    r"|jan|feb|aug|sept|okt|nov|dec"
)
_AFTER_NUMBER = r"(?<=\d )(?:kr|min|tim|h|sek|st)"
_BEFORE_NUMBER = r"(?:s|sid|v|kap|mån|tis|ons|tors|fre|lör|sön)(?=\.? \d)"

ABBREVIATION_PATTERN = (
    rf"(?<![\w.:-])(?i:{_POINTED}|{_PLAIN}|{_AFTER_NUMBER}|{_BEFORE_NUMBER})(?![\w:-])\.?".replace(" ", "[ ]")
)
"""For a verbose pattern. The abbreviation's own full stop belongs to it, so it never ends a sentence."""


def spelled_out(abbreviation: str) -> str:
    """What to write instead of it; "" when we do not know."""
    return ABBREVIATIONS.get("".join(filter(str.isalpha, abbreviation)).lower(), "")


NUMBER_WORDS: Mapping[str, str] = {
    word: str(number)
    for number, word in (
        (2, "två"), (3, "tre"), (4, "fyra"), (5, "fem"), (6, "sex"), (7, "sju"), (8, "åtta"), (9, "nio"), (10, "tio"),
        (11, "elva"), (12, "tolv"), (13, "tretton"), (14, "fjorton"), (15, "femton"), (16, "sexton"), (17, "sjutton"),
        (18, "arton"), (19, "nitton"), (20, "tjugo"), (30, "trettio"), (40, "fyrtio"), (50, "femtio"),
        (60, "sextio"), (70, "sjuttio"), (80, "åttio"), (90, "nittio"), (100, "hundra"), (1000, "tusen"),
    )
}  # fmt: skip
"""The digits for a number in letters; "en" and "ett" are nearly always articles and stay out."""

COUNTED_THINGS = words_of(
    "dagar dag dygn timmar veckor månader år gånger gång minuter sekunder personer barn glas koppar kronor stycken "
    "tabletter steg meter kilo liter träffar"
)
"""Behind "sex" they show that a number is meant."""

NEGATIONS = words_of("inte aldrig ingen inget inga ingenting icke ej")

NAMES_TO_LEARN = words_of(
    "akutmottagningen arbetsförmedlingen arbetsmiljöverket diskrimineringsombudsmannen folkhälsomyndigheten "
    "försäkringskassan jämställdhetsmyndigheten konsumentverket kronofogden livsmedelsverket migrationsverket "
    "pensionsmyndigheten skatteverket socialstyrelsen socialtjänsten"
)
"""Long names, lower-case, that nobody can say shorter: to be explained, not avoided."""

MAN_IS_A_PERSON_AFTER = words_of(
    "en min din sin hans hennes deras vår er varje ingen någon annan denne denna gammal ung äldre yngre frisk sjuk "
    "gift vuxen ny snäll kvinna"
)
"""Before "man" they show that a man is meant."""

PLAIN_SHARES: Mapping[str, str] = {
    "10": "1 av 10", "20": "1 av 5", "25": "1 av 4", "30": "3 av 10", "33": "1 av 3", "40": "4 av 10", "50": "hälften",
    "60": "6 av 10", "66": "2 av 3", "67": "2 av 3", "70": "7 av 10", "75": "3 av 4", "80": "8 av 10", "90": "9 av 10",
    "100": "alla",
}  # fmt: skip

SAME_THING: tuple[tuple[str, ...], ...] = (
    ("läkare", "doktor"),
    ("blankett", "formulär"),
    ("vårdcentral", "hälsocentral"),
    ("medicin", "läkemedel"),
    ("tablett", "piller"),
    ("mage", "buk"),
    ("sjukhus", "lasarett"),
    ("akutmottagning", "akuten"),
    ("fysioterapeut", "sjukgymnast"),
    ("handledare", "kursledare", "gruppledare"),
    ("träff", "möte", "sammankomst"),
    ("sms", "textmeddelande"),
    ("legitimation", "id-kort", "id-handling"),
    ("hemsida", "webbplats", "webbsida"),
    ("avgift", "kostnad"),
    ("oro", "ängslan"),
    ("schema", "tidtabell"),
    ("regel", "bestämmelse"),
)
"""Base forms of words for the same thing in these handouts."""

FIGURATIVE: tuple[tuple[str, str], ...] = (
    # The body as a thing: 1177 gives "levern är kroppens reningsverk" as an example of what not to write.
    (
        "kroppens|hjärnans reningsverk|motor|fabrik|polis|poliser|soldater|alarm|larm|bensin|bränsle|byggsten*",
        "",
    ),
    ("hjärtat är en pump|motor", ""),
    ("som en fisk|sten|klippa|robot|zombie|prins|prinsessa|nötkärna|igelkott|vulkan", ""),
    # Tired and ill
    ("ladda|laddar|laddade batteriet|batterier|batterierna", "vila"),
    ("fylla|fyller|fyll|tanka|tankar på|ny energi", "vila"),
    ("gå|går|gick|gått i väggen", "bli sjuk av stress"),
    ("bränna|bränner|bränn|bränt ut sig|dig|mig", "bli sjuk av stress"),
    ("slut på krafter", "mycket trött"),
    ("bita|biter|bit|bet ihop", "stå ut"),
    ("bryta|bryter|bröt ihop", "må mycket dåligt"),
    ("på|tillbaka|åter på fötter|benen igen", "frisk igen"),
    ("huvudet över vattnet|vattenytan", ""),
    ("kroppen säger ifrån", "få ont eller bli trött"),
    ("lyssna|lyssnar på kroppen|kroppens", "känn efter hur du mår"),
    # Feelings and memories
    ("klump i halsen|magen", ""),
    ("fjärilar i magen", "nervös"),
    ("sten|tyngd på|från axlarna|bröstet|hjärtat", ""),
    ("tung|tunga ryggsäck|ryggsäckar|bagage", "svåra minnen"),
    ("i ditt|sitt|mitt bagage", ""),
    ("koka|kokar|kokade över", "bli mycket arg"),
    ("explodera|exploderar|exploderade av ilska", "bli mycket arg"),
    ("på helspänn|nålar", "orolig"),
    ("går på nerverna", "göra mig irriterad"),
    ("världen rasar|rasade", "allt känns mycket svårt"),
    ("marken försvinner|försvann under", "allt känns mycket svårt"),
    ("svart|djupt hål", ""),
    ("mörka tankar", ""),
    ("ljus|ljuset i tunneln|mörkret", "hopp"),
    ("sätta|sätter|sätt ord på", "berätta om"),
    ("lätta|lättar på|ditt|sitt hjärta|hjärtat|trycket", "berätta"),
    ("öppna|öppnar upp sig|dig", "berätta"),
    # Doing something
    ("ta|tar|tog tag i", "börja med"),
    ("ta|tar|tog itu med", "börja med"),
    ("ta|tar|tog sig|dig i kragen", "börja"),
    ("rycka|ryck|rycker upp sig|dig", "börja"),
    ("komma|kommer|kom|kommit igång", "börja"),
    ("dra|drar|drog|dragit igång", "börja"),
    ("sätta|sätter|sätt fart", "börja"),
    ("ge|ger|gav järnet", "försöka så mycket som möjligt"),
    ("lägga|lägger|lade|lägg på is|hyllan", "vänta med"),
    ("sätta|sätter|sätt ner foten", "säga nej"),
    ("sätta|sätter|sätt gränser", "säga nej"),
    ("verktygslåda|verktygslådan|verktygslådor", "det du kan göra"),
    ("verktyg för att", "sätt att"),
    ("knäcka|knäcker|knäck koden", "förstå"),
    ("röda tråden", "det viktigaste"),
    ("tappa|tappar|tappade tråden|greppet|fotfästet", ""),
    ("bolla|bollar idéer|tankar|frågor", "prata om"),
    ("stå|står|stod på egna ben", "klara sig själv"),
    ("hänga|hänger|hängde med i", "förstå"),
    ("hjälpande hand", "hjälp"),
    ("räcka|räcker|räck ut en hand", "hjälpa"),
    ("bryta|bryter|bröt isen", "börja prata"),
    ("bryta|bryter|bryt mönster|mönstret|mönstren", "ändra hur du gör"),
    ("bygga|bygger|bygg broar", ""),
    # Life and other people
    ("i samma båt", "ha det likadant"),
    ("falla|faller|föll mellan stolarna", "inte få hjälp"),
    ("på rätt|fel köl|spår", ""),
    ("vända|vänder|vänd blad", "börja om"),
    ("nytt kapitel", ""),
    ("livets resa|skola|stig", ""),
    ("resan mot", ""),
    ("se|ser|blicka|blickar framåt", "tänka på framtiden"),
    ("slå|slår|slog rot|rötter", "känna sig hemma"),
    ("lägga|lägger korten på bordet", "berätta allt"),
    ("ha|har många bollar i luften", "göra mycket på en gång"),
    ("i grund och botten", ""),
    ("i slutändan", "till slut"),
    ("i första hand", "först"),
    ("på lång|längre sikt", "efter lång tid"),
)
"""Images and fixed phrases that do not mean what their words say, with what to write instead ("" for: say it straight).

Words are parted by spaces; `a|b` is a choice, `*` any ending (not in the first word, by which they are found).
"""


@cache
def _phrase_pattern(number: int) -> re.Pattern[str]:
    """Made when first needed: most texts hold none of the first words."""
    words = (
        "(?:" + "|".join(re.escape(one).replace(r"\*", r"\w*") for one in word.split("|")) + ")"
        for word in FIGURATIVE[number][0].split()
    )
    return re.compile(r"\s+".join(words) + r"\b", re.IGNORECASE)


def _by_first_word() -> Mapping[str, tuple[int, ...]]:
    numbers: dict[str, tuple[int, ...]] = {}
    for number, (phrase, _plain) in enumerate(FIGURATIVE):
        for word in phrase.split()[0].split("|"):
            numbers[word] = (*numbers.get(word, ()), number)
    return numbers


_BY_FIRST_WORD = _by_first_word()


def figurative_phrase(word: str, text: str, start: int, end: int) -> tuple[int, str] | None:
    """The listed phrase that begins with `word` at `start`: where it ends, and what to write instead or "".

    word: in lower case. The phrase ends before `end`.
    """
    for number in _BY_FIRST_WORD.get(word, ()):
        if match := _phrase_pattern(number).match(text, start, end):
            return match.end(), FIGURATIVE[number][1]
    return None
