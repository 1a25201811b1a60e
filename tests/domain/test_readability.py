"""The easy-Swedish review: what each kind finds and leaves alone, how sentences are told, where findings stand."""

import gzip
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.readability import (
    EASY_LEVEL,
    PICTURE_LEVEL,
    Advice,
    Finding,
    FindingKind,
    FindingSeverity,
    Review,
    lix,
    review,
)
from halsoskola.domain.swedish_sentences import SwedishText
from halsoskola.domain.swedish_words import ListWords, PassiveFinder, WordTable

K = FindingKind
E, W, A = FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.ADVICE
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@cache
def table() -> WordTable:
    text = gzip.decompress((RESOURCES / "words-sv.txt.gz").read_bytes()).decode()
    return WordTable.of_lines(text.splitlines())


def reviewed(text: str, *words: str, level: int = EASY_LEVEL) -> Review:
    return review(text, table(), words, level=level)


def found(text: str, kind: FindingKind, *words: str, level: int = EASY_LEVEL) -> list[Finding]:
    return [one for one in reviewed(text, *words, level=level).findings if one.kind is kind]


def texts(text: str, kind: FindingKind, *words: str) -> list[str]:
    return [one.text for one in found(text, kind, *words)]


def sentences(text: str) -> list[str]:
    whole = SwedishText(text)
    return [whole.clean[one.start : one.end] for one in whole.sentences]


def tokens(text: str) -> list[str]:
    return [token.text for sentence in SwedishText(text).sentences for token in sentence.tokens]


# LIX


@pytest.mark.parametrize(
    ("text", "words", "count", "index"),
    [
        # 5 words, 3 sentences, frukost is long: 5/3 + 100·1/5. Counting one sentence would give 25.0.
        ("Gå ut. Ät frukost. Sov.", 5, 3, 5 / 3 + 20),
        # A heading and two bullets are units: 2 + 2 + 2 words, and dricka has six letters.
        ("## Vad dricka?\n\n- drick vatten\n- ät mat", 6, 3, 2.0),
        # Phrase-broken line: one sentence of 7; grönsaker is long.
        ("Ät grönsaker\noch frukt\nvarje dag du kan.", 8, 1, 8 + 100 / 8),
        # Numbers and abbreviations count as one word each and are never long.
        ("Ring 020-84 00 00 kl. 9.00 t.ex. i dag.", 7, 1, 7.0),
        ("Ring {fact:vardcentral-telefon}.", 2, 1, 2.0),
        # vatten has six letters, vattnet seven; å ä ö are letters.
        ("vatten vattnet tårögd tårögda", 4, 1, 4 + 50),
        ("Sov.", 1, 1, 1.0),
        ("", 0, 0, 0.0),
        ("\n \n##\n- \n![En säng](bed)\n…\n", 0, 0, 0.0),
    ],
)
def test_lix_is_what_it_is_by_hand(text: str, words: int, count: int, index: float) -> None:
    done = reviewed(text)
    assert (done.words, done.sentences) == (words, count)
    assert done.lix == pytest.approx(index)
    assert done.longest_sentence <= words


def test_words_on_the_list_are_never_long_in_the_second_lix() -> None:
    done = reviewed("Ring vårdcentralen. Ring försäkringskassan.", "vårdcentral")
    assert done.lix == pytest.approx(2 + 50)
    assert done.lix_without_words == pytest.approx(2 + 25)
    assert lix(0, 0, 0) == 0.0


def test_a_difficult_text_is_told_once_and_only_when_long_enough() -> None:
    hard = "Myndigheten handlägger ansökningar. "
    assert found(hard * 16, K.LIX) == []
    (finding,) = found(hard * 17, K.LIX)
    assert (finding.line, finding.column, finding.severity) == (1, 1, E)
    assert not found("Du kan gå ut i dag. " * 20, K.LIX)
    # 5 words a sentence and 2 of 10 long: 25 is still good, 3 of 10 gives 35.
    assert found("Du kan gå ut nu. Du kan gå hemifrån. " * 9, K.LIX) == []


@pytest.mark.parametrize(("long_words", "severity"), [(20, None), (21, W), (25, W), (26, E)])
def test_the_bounds_of_lix(long_words: int, severity: FindingSeverity | None) -> None:
    """100 words in 20 sentences: LIX is 5 plus the number of long words."""
    words = ["frukost"] * long_words + ["mat"] * (100 - long_words)
    text = "\n\n".join(" ".join(words[start : start + 5]) for start in range(0, 100, 5))
    assert [one.severity for one in found(text, K.LIX)] == ([severity] if severity else [])


# Sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring 1177. Säg namn.", ["Ring 1177.", "Säg namn."]),
        ("Ring 1177.\nSäg namn.", ["Ring 1177.", "Säg namn."]),
        ("Kom den 3. mars till oss.", ["Kom den 3. mars till oss."]),
        ("Ring 1177.", ["Ring 1177."]),
        ("Ring 1177.\n\nSäg namn.", ["Ring 1177.", "Säg namn."]),
        ("Det är öppet till 22.00 varje dag.", ["Det är öppet till 22.00 varje dag."]),
        ("Kom kl. 9 till Dr. Holm.", ["Kom kl. 9 till Dr. Holm."]),
        ("Ät frukt, bär m.m. Drick vatten.", ["Ät frukt, bär m.m. Drick vatten."]),
        ("Ta t.ex. Alvedon.", ["Ta t.ex. Alvedon."]),
        ("Kom hit! Varför det? Jo.", ["Kom hit!", "Varför det?", "Jo."]),
        ("”Hur mår du?” sa hon.", ["”Hur mår du?” sa hon."]),
        ("”Hur mår du?” Hon log.", ["”Hur mår du?”", "Hon log."]),
        ("Vänta … och andas. Bra.", ["Vänta … och andas.", "Bra."]),
        ("Andas ut ... Sov.", ["Andas ut ...", "Sov."]),
        ("Gå hem. sov sedan.", ["Gå hem.", "sov sedan."]),
        ("Vila (en stund). Gå hem.", ["Vila (en stund).", "Gå hem."]),
        ("Det är vanligt\natt sova\ndåligt.", ["Det är vanligt\natt sova\ndåligt."]),
        ("## Vad gör jag?\nJag vilar.", ["Vad gör jag?", "Jag vilar."]),
        ("Ring om du\n- är sjuk\n- har ont", ["Ring om du", "är sjuk", "har ont"]),
        ("- är sjuk\n  eller trött\n- har ont", ["är sjuk\n  eller trött", "har ont"]),
        ("1. Gå ut\n2. Gå hem", ["Gå ut", "Gå hem"]),
        ("Vi ses klockan\n9. Sedan går vi.", ["Vi ses klockan\n9.", "Sedan går vi."]),
        ("Ring oss\n– vi svarar.", ["Ring oss\n– vi svarar."]),
        ("Läs på\n![En bok](book)\nwww.1177.se.", ["Läs på", "www.1177.se."]),
        ("En rad\n---\ntill", ["En rad", "till"]),
        ("Rubrik ##", ["Rubrik"]),
        ("# Sömn #\r\nSov.\r\n\r\nBra.", ["Sömn", "Sov.", "Bra."]),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring 08-120 20 700 nu", ["Ring", "08-120 20 700", "nu"]),
        ("Ring +46 70 123 45 67", ["Ring", "+46 70 123 45 67"]),
        ("Ring 070 123 45 67", ["Ring", "070 123 45 67"]),
        ("Ring 90 390, inte 90101", ["Ring", "90 390", "inte", "90101"]),
        ("Sov 6–9 timmar", ["Sov", "6–9", "timmar"]),
        ("den 2026-03-03 kl. 9.00–11.00", ["den", "2026-03-03", "kl.", "9.00–11.00"]),
        ("e-post till halsa@region.se.", ["e-post", "till", "halsa@region.se"]),
        ("Se www.1177.se/skane/tolk.", ["Se", "www.1177.se/skane/tolk"]),
        ("bl. a. och fr.o.m. nu", ["bl. a.", "och", "fr.o.m.", "nu"]),
        ("en 9-åring och/eller SGI:n", ["en", "9-åring", "och", "eller", "SGI:n"]),
        ("*Viktigt* och \\# här", ["Viktigt", "och", "här"]),
        ("hem- och sjukvård", ["hem", "och", "sjukvård"]),
    ],
)
def test_what_counts_as_one_word(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


# Kinds: what is found, and what is left alone


def words(count: int) -> str:
    return "Du " + "kan " * (count - 2) + "gå."


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (words(12), None),
        (words(13), W),
        (words(15), W),
        (words(16), E),
        (words(6) + "\n" + words(7), None),
        (words(7).rstrip(".") + "\n" + words(6), W),
        ("- " + words(7).rstrip(".") + "\n- " + words(6), None),
    ],
)
def test_long_sentences(text: str, severity: FindingSeverity | None) -> None:
    assert [one.severity for one in found(text, K.SENTENCE_LENGTH)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("line", "too_long"),
    [
        ("ja " * 18 + "n", False),  # 55
        ("ja " * 18 + "nu", True),
        ("- " + "ja " * 18 + "n", False),
        ("## " + "ja " * 18 + "n?", True),
        ("https://www." + "a" * 60 + ".se", False),
        ("Ring vårdcentralen i dag: {fact:vardcentral-telefon-dagtid}.", False),
        ("ja " * 17 + "e\u0301e\u0301\u00ade\u0301e", False),
    ],
)
def test_long_lines(line: str, too_long: bool) -> None:
    assert bool(found(line, K.LINE_LENGTH)) is too_long


def test_the_picture_level_counts_words_in_a_line_and_lines_under_a_heading() -> None:
    text = "## Vad gör jag?\n\n![En säng](bed)\n" + "Sov nu.\n" * 5 + "Ett 2 3 4 5 6 7.\n\n- Gå ut.\n"
    assert found(text, K.LINE_LENGTH) == []
    (line,) = found(text, K.LINE_LENGTH, level=PICTURE_LEVEL)
    assert (line.line, line.advice) == (9, Advice.FEWER_WORDS_IN_LINE)
    (section,) = found(text, K.PARAGRAPH_LENGTH, level=PICTURE_LEVEL)
    assert (section.text, section.facts["count"]) == ("Vad gör jag?", 7)


def test_paragraphs_hold_seven_lines() -> None:
    assert not found("Sov nu.\n" * 7, K.PARAGRAPH_LENGTH)
    assert not found("- Sov nu.\n" * 9, K.PARAGRAPH_LENGTH)
    (finding,) = found("Hej.\n\n" + "Sov nu.\n" * 8, K.PARAGRAPH_LENGTH)
    assert (finding.line, finding.column, finding.severity) == (3, 1, W)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi har tolkar.", []),
        ("Det heter självkänsla.", []),  # 12
        ("Åk till akutmottagningen.", [W]),  # 16, and a name to learn
        ("Det är tystnadsplikten.", [W]),
        ("Det är sjukpenninggrundande.", [E]),
        ("Ring Försäkringskassan.", [W]),  # 17, but nobody can say it shorter
        ("Försäkringskassans brev.", [W]),
        ("Gå till {fact:vardcentral-telefon-dagtid}.", []),
        ("Ring 0771-524 524 524 524.", []),
        ("halsoskolan.kontaktperson@region.se", []),
    ],
)
def test_long_words(text: str, expected: list[FindingSeverity]) -> None:
    assert [one.severity for one in found(text, K.LONG_WORD)] == expected


def test_a_long_word_on_the_list_is_left_alone_in_every_form() -> None:
    text = "Akutmottagningen, akutmottagningarna och akutmottagningens kö."
    assert len(found(text, K.LONG_WORD)) == 3
    assert not found(text, K.LONG_WORD, "akutmottagning")
    assert "musklerna" in ListWords(["muskel"])
    assert "sjuksköterskor" in ListWords(["sjuksköterska"])
    assert "Föräldrars" in ListWords(["förälder"])
    assert "smärtan" in ListWords(["långvarig smärta"])
    assert "led" not in ListWords(["muskel"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Du får en blankett.", ["blankett"]),
        ("Ta med läkarintyg och sjuklön.", []),  # compounds of common words
        ("Det är tystnadsplikt på vårdcentralen.", []),
        ("Egenvård, patientavgift och familjesamtal.", []),
        ("En kvinnoläkare och 2 sjuksköterskor.", []),
        ("Karensavdrag och insomning.", ["Karensavdrag", "insomning"]),
        ("En fysioterapeut. Din fysioterapeut.", ["fysioterapeut"]),
        ("Möt Xanthippe i dag.", []),  # a name
        ("Din qwert i Qwert.", []),
        ("Ring AF om SGI.", []),
        ("En blankett (ett papper att fylla i).", []),
        ("Blankett betyder papper.", []),
        ("E-posten kom.", []),
        ("Vid 9-tiden på A4.", []),
        ("Hjärtat, ögonen, fötterna och benen.", []),
    ],
)
def test_rare_words(text: str, expected: list[str]) -> None:
    assert texts(text, K.RARE_WORD) == expected


def test_a_rare_word_on_the_list_is_left_alone() -> None:
    assert not found("Fyll i blanketten. Blanketterna är lätta.", K.RARE_WORD, "blankett")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pengarna betalas ut.", {"betalas": "betalar"}),
        ("Pengarna ska betalas ut.", {"betalas": "betala"}),
        ("Brevet skrivs i dag.", {"skrivs": "skriver"}),
        ("Besöket avgörs av läkaren.", {"avgörs": "avgör"}),
        ("Maten köptes och lämnades.", {"köptes": "köpte", "lämnades": "lämnade"}),
        ("Beslutet har skickats.", {"skickats": "skickat"}),
        ("Du remitteras dit.", {"remitteras": "remitterar"}),
        ("Tabletten tas med vatten.", {"tas": "tar"}),
        ("Det finns hjälp. Vi hoppas att du trivs.", {}),
        ("Minns du? Det känns bra. Du lyckas.", {}),
        ("Vi umgås. Det behövs tid. Inget saknas.", {}),
        ("Vi ses och träffas och hjälps åt.", {}),
        ("Andas lugnt. Hälsas bästa vän, ungas skola.", {}),
        ("Persons kurs, hans puls, ditt glas, plus tips.", {}),
        ("I mars, på tisdags, utomlands och tills dess.", {}),
        ("Tack vare barnens läkares råd.", {}),
        ("Res dig. Läs boken.", {}),
    ],
)
def test_passives(text: str, expected: dict[str, str]) -> None:
    assert {one.text: one.facts["active"] for one in found(text, K.PASSIVE)} == expected


def test_without_a_table_every_word_is_rare_and_only_listed_passives_are_seen() -> None:
    done = review("Pengarna tas och betalas.", WordTable())
    assert [one.text for one in done.findings if one.kind is K.PASSIVE] == ["tas"]
    assert PassiveFinder(WordTable()).active("betalas") is None


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Man kan vila.", K.MAN, ["Man"]),
        ("Det är bra om man vilar.", K.MAN, ["man"]),
        ("En man och din man är här.", K.MAN, []),
        ("Man och kvinna är lika.", K.MAN, []),
        ("En gammal man.", K.MAN, []),
        ("Mannen kom.", K.MAN, []),
        ("Du ska inte röka. Rör aldrig spisen.", K.NEGATION, ["inte", "aldrig"]),
        ("Gå utan att äta.", K.NEGATION, ["utan att"]),
        ("Gå utan mössa. Intet. Finger.", K.NEGATION, []),
        ("Ta tre glas och tolv piller.", K.NUMBER_WORD, ["tre", "tolv"]),
        ("Ta sex tabletter.", K.NUMBER_WORD, ["sex"]),
        ("Prata om sex.", K.NUMBER_WORD, []),
        ("En dag, ett glas, 3 kvällar, tredje gången.", K.NUMBER_WORD, []),
        ("Se på kanal Fyra.", K.NUMBER_WORD, []),
        ("Det är 80 % och 5‰.", K.PERCENT, ["80 %", "5‰"]),
        ("Det är 25 procent.", K.PERCENT, ["25 procent"]),
        ("Det är 8 av 10. En procentsats.", K.PERCENT, []),
        ("Kom kl. 9, t.ex. i dag.", K.ABBREVIATION, ["kl.", "t.ex."]),
        ("Bl.a. frukt, dvs. bär o.s.v.", K.ABBREVIATION, ["Bl.a.", "dvs.", "o.s.v."]),
        ("Det tar 5 min och kostar 20 kr.", K.ABBREVIATION, ["min", "kr."]),
        ("Det är min dag. Våren är kort. Tom lokal.", K.ABBREVIATION, []),
        ("Ring AF. Sök VAB.", K.ABBREVIATION, ["AF", "VAB"]),
        ("SGI betyder din inkomst. Din SGI är låg.", K.ABBREVIATION, []),
        ("Vård av barn (VAB). Sök VAB.", K.ABBREVIATION, []),
        ("Ring 1177 eller 112 från sfi.", K.ABBREVIATION, []),
        ("Det är VIKTIGT.", K.ABBREVIATION, ["VIKTIGT"]),
        ("Du kan gå i väggen.", K.FIGURATIVE, ["gå i väggen"]),
        ("Du kan gå\ni väggen.", K.FIGURATIVE, ["gå\ni väggen"]),
        ("Levern är kroppens reningsverk.", K.FIGURATIVE, ["kroppens reningsverk"]),
        ("Ta tag i det. Ladda batterierna.", K.FIGURATIVE, ["Ta tag i", "Ladda batterierna"]),
        ("Gå in i huset. Ta i väggen.", K.FIGURATIVE, []),
        ("Ring en läkare. Fråga doktorn.", K.TWO_NAMES, ["doktorn"]),
        ("Ring en läkare. Fråga läkaren.", K.TWO_NAMES, []),
        ("Ta medicin. Läkemedlet hjälper. Medicinen är bra.", K.TWO_NAMES, ["Läkemedlet"]),
        ("# Sömn\n\n## Om sömn\n\nSov.", K.HEADING, ["Om sömn"]),
        ("# Sömn\n\n## Hur sover du?\n\nSov.", K.HEADING, []),
        ("Kom 3/3 eller 2026-03-03.", K.DATE_FORMAT, ["3/3", "2026-03-03"]),
        ("Kom 09:00.", K.DATE_FORMAT, ["09:00"]),
        ("Kom kl. 9.00–11.00.", K.DATE_FORMAT, ["kl. 9.00–11.00"]),
        ("Kom 3.3.2026 och 13-03-26.", K.DATE_FORMAT, ["3.3.2026", "13-03-26"]),
        ("Kom måndag 3 mars klockan 9.", K.DATE_FORMAT, []),
        ("Kom klockan 9.30.", K.DATE_FORMAT, []),
        ("Ta 1/2 tablett, 2.5 dl. Vi har öppet 24/7.", K.DATE_FORMAT, []),
        ("Ring 020-84 00 00 eller 08-120 20 700.", K.DATE_FORMAT, []),
        ("Det kostar 10.00 kr. Kom 45/13 den 31-31-2026.", K.DATE_FORMAT, []),
        ("Kom 2026-02-30.", K.DATE_FORMAT, []),
        ("## Hur?\n\nSov.\n\n## Var?\n\n![En säng](bed)\nHär.", K.PICTURE_MISSING, ["Hur?"]),
        ("Bara text.", K.PICTURE_MISSING, []),
        ("![](bed)\nSov.", K.ALT_MISSING, ["![](bed)"]),
        ("![En säng](bed)\nSov.", K.ALT_MISSING, []),
    ],
)
def test_what_is_found_and_what_is_left_alone(text: str, kind: FindingKind, expected: list[str]) -> None:
    assert texts(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3/3", "3 mars"),
        ("3/3-27", "onsdag 3 mars 2027"),
        ("2026-03-03", "tisdag 3 mars 2026"),
        ("3:e mars", "3 mars"),
        ("den 1/2", "1 februari"),
        ("09:00", "klockan 9"),
        ("09.30", "klockan 9.30"),
        ("kl 13:15", "klockan 13.15"),
        ("9.00–11.00", "klockan 9 till 11"),
        ("08:30 - 10:00", "klockan 8.30 till 10"),
        ("80 %", "8 av 10"),
        ("50%", "hälften"),
        ("37 %", ""),
        ("t ex", "till exempel"),
        ("p.g.a.", "på grund av"),
    ],
)
def test_what_to_write_instead(text: str, plain: str) -> None:
    kinds = (K.DATE_FORMAT, K.PERCENT) if any(map(str.isdigit, text)) else (K.ABBREVIATION,)
    (finding,) = [one for one in reviewed(f"Kom {text} nu.").findings if one.kind in kinds]
    assert finding.facts["plain"] == plain


def test_two_names_may_stand_together_when_both_are_on_the_list() -> None:
    text = "Ring en läkare. Fråga doktorn."
    assert found(text, K.TWO_NAMES, "läkare")
    assert not found(text, K.TWO_NAMES, "läkare", "doktor")


def test_capitals_on_the_list_are_left_alone() -> None:
    assert not found("Din SGI är låg.", K.ABBREVIATION, "SGI")


# Where findings stand


def test_findings_come_in_the_order_of_the_text() -> None:
    findings = reviewed("# A\n\n## B\n\nMan ska inte ta tre.\nKom kl. 9.").findings
    places = [(one.line, one.column) for one in findings]
    assert places == sorted(places)
    assert {one.kind for one in findings} >= {K.MAN, K.NEGATION, K.NUMBER_WORD, K.HEADING, K.ABBREVIATION}


@pytest.mark.parametrize(
    ("text", "kind", "place", "expected"),
    [
        ("Ja.\r\nKom kl. 9.", K.ABBREVIATION, (2, 5), "kl."),
        ("Ja.\rKom kl. 9.", K.ABBREVIATION, (2, 5), "kl."),
        ("\u00adÅk\u00a0kl.\u00a09.", K.ABBREVIATION, (1, 5), "kl."),
        ("A\u030ak till blan\u00adkett.", K.RARE_WORD, (1, 10), "blan\u00adkett"),
        ("Åk till a\u0308nglamakerska.", K.RARE_WORD, (1, 9), "a\u0308nglamakerska"),
        ("- Ta tre.", K.NUMBER_WORD, (1, 6), "tre"),
        ("\tTa\ttre.", K.NUMBER_WORD, (1, 5), "tre"),
        ("Ta 😀 tre.", K.NUMBER_WORD, (1, 6), "tre"),
    ],
)
def test_places_are_those_of_the_text_as_written(
    text: str, kind: FindingKind, place: tuple[int, int], expected: str
) -> None:
    (finding,) = found(text, kind)
    assert ((finding.line, finding.column), finding.text) == (place, expected)


def test_decomposed_letters_hyphens_and_spaces_of_word_processors_change_nothing() -> None:
    text = (
        "# Vård\n\n## Var får jag vård?\n\nÅk till akutmottagningen.\nGå 10 000 steg. Man får inte röka här."
    )
    dirty = (
        unicodedata.normalize("NFD", text)
        .replace(" ", "\u00a0")
        .replace("mott", "mot\u00adt")
        .replace("\n", "\r\n")
    )
    clean, messy = reviewed(text), reviewed(dirty)
    assert (clean.lix, clean.words, clean.sentences) == (messy.lix, messy.words, messy.sentences)
    assert [(one.kind, one.line) for one in clean.findings] == [
        (one.kind, one.line) for one in messy.findings
    ]


pieces = st.sampled_from(
    [
        *"#-*!?.…,:()”\"{}[]_\\%/–+=|", "## ", "1. ",
        "\n", "\n\n", "\r\n", "\r", " ", "\t", "\u00a0", "\u00ad", "\u200b", "\u2028", "\x00", "\x85", "\ufeff",
        "a\u030a", "e\u0301", "\u0301", "Å", "ß", "İ", "ﬁ", "سلام", "ሰላም",
        "😀", "1177", "3/3", "09:00", "80 %", "2026-03-03",
        "t.ex.", "kl", "SGI", "man", "Man", "inte", "utan att", "sex", "två", "betalas", "remitteras", "hjälps åt",
        "läkare", "doktorn", "gå i väggen", "sjukpenninggrundande", "Försäkringskassan", "{fact:112}", "{fact:",
        "![En säng](bed)", "![](bed)", "![", "www.1177.se", "a@b.se", "020-84 00 00", "+46 70 1", "s", "as", "-", "m",
    ]
)  # fmt: skip
anything = st.one_of(st.text(), st.lists(st.one_of(pieces, st.just(" "))).map("".join))


@given(anything, st.lists(st.text(max_size=8), max_size=3), st.sampled_from([PICTURE_LEVEL, EASY_LEVEL]))
def test_any_text_is_reviewed_and_findings_point_at_their_text(
    text: str, listed: list[str], level: int
) -> None:
    done = review(text, table(), listed, level=level)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in done.findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        rest = "\n".join(lines[finding.line - 1 :])[finding.column - 1 :]
        assert rest[: finding.length] == finding.text
        assert finding.text.strip()
    assert done.words >= done.sentences >= 0
    assert done.longest_sentence <= done.words
    assert 0 <= done.lix_without_words <= done.lix <= done.words + 100


@given(st.text(alphabet="abdeilnorstvåäö", min_size=1, max_size=25))
def test_a_word_is_common_whatever_its_case(word: str) -> None:
    assert table().is_common(word) == table().is_common(word.upper()) or "i" in word
    assert not table().is_common(word) or not found(f"{word}\n\n{word}", K.RARE_WORD)


def test_the_table_knows_forms_and_compounds_but_not_everything() -> None:
    known = table()
    for word in (
        "tystnadsplikt",
        "läkarbesök",
        "familjesamtal",
        "skolgård",
        "rummen",
        "gatorna",
        "promenaderna",
    ):
        assert known.is_common(word), word
    for word in ("karensavdrag", "remittera", "xyzzy", "ab", "insomning", "sömnrestriktion"):
        assert not known.is_common(word) or word == "ab", word
    assert len(known.common) > 14_000
    assert 4_000 < len(known.inflected) < len(known.common)
