"""The language table, and what it understands of what offices write."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain import languages
from halsoskola.domain.languages import (
    LANGUAGES,
    WORD_LIST_LANGUAGES,
    ReadingKind,
    SpokenLanguage,
    language,
    locale_of,
    read_languages,
)

WORDS = languages._vocabulary()


def codes(text: str) -> list[str]:
    return [f"{one.code}:{one.variant}".rstrip(":") for one in read_languages(text).languages]


def test_each_row_has_its_own_code_and_name() -> None:
    assert len(LANGUAGES) == 33
    assert len({row.code for row in LANGUAGES}) == len(LANGUAGES)
    assert len({row.swedish for row in LANGUAGES}) == len(LANGUAGES)
    assert {"bs", "hr", "sr", "ln", "rw", "rn", "ro", "es", "az", "vi", "sv"} <= {
        row.code for row in LANGUAGES
    }


def test_word_lists_are_made_in_ten_languages_of_the_table() -> None:
    assert WORD_LIST_LANGUAGES == ("ar", "so", "ti", "prs", "fa", "ps", "kmr", "ckb", "uk", "en")
    assert all(language(code).code == code for code in WORD_LIST_LANGUAGES)


@pytest.mark.parametrize("row", LANGUAGES, ids=lambda row: row.code)
def test_every_locale_writes_dates(row: languages.Language) -> None:
    day = date(2026, 11, 21)
    assert "21" in format_date(day, "EEEE d MMMM", locale=row.locale)
    for variant in row.variants:
        assert "21" in format_date(day, "EEEE d MMMM", locale=locale_of(row.code, variant))


def test_arabic_months_follow_the_variant() -> None:
    november = date(2026, 11, 1)
    names = {
        variant: format_date(november, "MMMM", locale=locale_of("ar", variant)) for variant in ("", "irakisk")
    }
    assert names == {"": "تشرين الثاني", "irakisk": "تشرين الثاني"}
    assert format_date(november, "MMMM", locale=locale_of("ar", "sudanesisk")) == "نوفمبر"
    assert locale_of("prs") == "fa_AF"


def test_direction_follows_the_script() -> None:
    assert {row.code for row in LANGUAGES if row.right_to_left} == {"ar", "prs", "fa", "ps", "ckb", "ur"}
    assert all(row.right_to_left == (row.script == "Arab") for row in LANGUAGES)


@pytest.mark.parametrize("row", LANGUAGES, ids=lambda row: row.code)
def test_own_swedish_and_coded_names_are_understood(row: languages.Language) -> None:
    for text in (
        row.code,
        row.code.upper(),
        row.swedish,
        row.swedish.capitalize(),
        row.native,
        f"  {row.native}.",
    ):
        reading = read_languages(text)
        assert (reading.kind, reading.codes) == (ReadingKind.ONE, (row.code,)), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arabiska", "ar"),
        ("arabiska (Irak)", "ar:irakisk"),
        ("irakisk arabiska", "ar:irakisk"),
        ("Arabiska - Syrien", "ar:levantinsk"),
        ("arabiska Sudan", "ar:sudanesisk"),
        ("arabisktalande", "ar"),
        ("Arabisk tolk", "ar"),
        ("somali", "so"),
        ("som.", "so"),
        ("somaliska (maay)", "so:maay"),
        ("somaliska (Somalia)", "so"),
        ("Tigrinska", "ti"),
        ("tigrinja", "ti"),
        ("Tigrinya", "ti"),
        ("tigrinja (Eritrea)", "ti:eritreansk"),
        ("Sorani", "ckb"),
        ("Kurdiska (sorani)", "ckb"),
        ("kurdiska/sorani", "ckb"),
        ("sydkurdiska (sorani)", "ckb"),
        ("feyli", "ckb:feyli"),
        ("Kurmanji", "kmr"),
        ("nordkurdiska", "kmr"),
        ("kurdiska - kurmandji", "kmr"),
        ("bahdini", "kmr:bahdini"),
        ("farsi", "fa"),
        ("persiska", "fa"),
        ("farsi (Iran)", "fa"),
        ("dari", "prs"),
        ("Dari (hazaragi)", "prs:hazaragi"),
        ("afghanska (dari)", "prs"),
        ("fa-AF", "prs"),
        ("پشتو", "ps"),
        ("فارسي", "fa"),
        ("BKS (bosniska)", "bs"),
        ("kosovoalbanska", "sq:kosovoalbansk"),
        ("Oromiffa", "om"),
        ("KINYARWANDA", "rw"),
        ("swahili (Kongo)", "sw:kongolesisk"),
        ("arabiska, arabiska", "ar"),
        ("svenska", "sv"),
        ("thailändska", "th"),
        ("thailandska", "th"),
    ],
)
def test_spellings_and_variants_are_understood(text: str, expected: str) -> None:
    assert read_languages(text).kind is ReadingKind.ONE
    assert codes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Kurdiska", ["kmr", "ckb"]),
        ("ku", ["kmr", "ckb"]),
        ("kurdiska (Irak)", ["kmr", "ckb"]),
        ("Kurdiska, Syrien", ["kmr:syrisk", "ckb"]),
        ("BKS", ["bs", "hr", "sr"]),
        ("serbokroatiska", ["bs", "hr", "sr"]),
        ("afghanska", ["prs", "ps", "uz:afghansk"]),
        ("etiopiska", ["am", "ti:etiopisk", "om", "so"]),
        ("eritreanska", ["ti:eritreansk", "ar"]),
        ("irakiska", ["ar:irakisk", "ckb", "kmr"]),
        ("Syrien", ["ar:levantinsk", "kmr:syrisk"]),
        ("arabiska?", ["ar"]),
        ("arabiska (Syrien/Irak)", ["ar:levantinsk", "ar:irakisk"]),
        ("arabiska, helst kvinna", ["ar"]),
        ("assyriska/arabiska", ["ar"]),
        ("persiska (Afghanistan)", ["fa", "prs", "ps", "uz:afghansk"]),
    ],
)
def test_what_leaves_a_choice_is_never_guessed(text: str, candidates: list[str]) -> None:
    assert read_languages(text).kind is ReadingKind.AMBIGUOUS
    assert codes(text) == candidates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arabiska/Somaliska", ["ar", "so"]),
        ("arabiska och engelska", ["ar", "en"]),
        ("arabiska (irakisk) samt sorani", ["ar:irakisk", "ckb"]),
        ("dari/persiska", ["prs", "fa"]),
        ("ar, en", ["ar", "en"]),
        ("bosniska/kroatiska/serbiska", ["bs", "hr", "sr"]),
        ("arabiska lite svenska", ["ar", "sv"]),
    ],
)
def test_several_languages_in_one_cell_are_all_found(text: str, found: list[str]) -> None:
    assert read_languages(text).kind is ReadingKind.SEVERAL
    assert codes(text) == found


@pytest.mark.parametrize("text", ["klingon", "tigre", "syrianska", "arabsika", "om det går", "vet ej", "123"])
def test_unknown_language_keeps_its_text(text: str) -> None:
    reading = read_languages(f"  {text} ")
    assert (reading.kind, reading.text, reading.languages) == (ReadingKind.UNKNOWN, text, ())


@pytest.mark.parametrize("text", ["", "   ", "-", "–", "\u00a0"])
def test_nothing_written_is_no_language(text: str) -> None:
    assert read_languages(text).kind is ReadingKind.EMPTY


def test_no_word_stands_in_two_tables() -> None:
    assert not set(WORDS.names) & set(WORDS.loose)
    assert not set(WORDS.codes) & set(WORDS.loose)
    assert all(WORDS.names[code].code == one.code for code, one in WORDS.codes.items() if code in WORDS.names)


@given(
    st.sampled_from(sorted(WORDS.names)),
    st.sampled_from([str.upper, str.title, str.lower]),
    st.sampled_from([" ", "  ", "\t", ".", "\u00a0"]),
)
def test_case_and_spaces_do_not_matter(name: str, change: object, around: str) -> None:
    assert callable(change)
    reading = read_languages(around + change(name) + around)
    assert reading.languages == (WORDS.names[name],) or reading.kind is ReadingKind.UNKNOWN


@given(st.text(max_size=60))
def test_any_text_gets_a_reading_that_holds_together(text: str) -> None:
    reading = read_languages(text)
    counts = {ReadingKind.ONE: 1, ReadingKind.UNKNOWN: 0, ReadingKind.EMPTY: 0}
    assert len(reading.languages) == counts.get(reading.kind, len(reading.languages))
    assert all(one.variant in ("", *language(one.code).variants) for one in reading.languages)


@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["/", ", ", " och ", " + ", "; ", "&", "\n"]),
)
def test_two_languages_are_found_whatever_stands_between(
    first: languages.Language, second: languages.Language, between: str
) -> None:
    found = read_languages(first.swedish + between + second.swedish).languages
    assert found == tuple(dict.fromkeys((SpokenLanguage(first.code), SpokenLanguage(second.code))))
