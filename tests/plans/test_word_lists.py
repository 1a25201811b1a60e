from datetime import date
from pathlib import Path

import pytest

from halsoskola.plans.faults import one_line
from halsoskola.plans.po_files import PoEntry
from halsoskola.plans.word_lists import (
    Suggestion,
    Translation,
    is_withdrawn,
    languages_with_words,
    not_withdrawn,
    read_phrases,
    read_word_list,
    review_of,
    reviewed,
    suggestions_of,
    unreviewed,
    with_suggestions,
    withdrawn,
)
from tests.plans.builders import PO_HEADER, a_po


def test_words_nobody_has_reviewed_are_kept_and_marked(tmp_path: Path) -> None:
    root = a_po(
        tmp_path,
        "ar",
        '#, fuzzy\nmsgid "tolk"\nmsgstr "مترجم"\n\n'
        '# granskad: översättare, 2027-03-02\nmsgid "dygn"\nmsgstr "يوم كامل"\n',
    )
    words = read_word_list("ar", [root])
    assert words.faults == ()
    assert words.translation("tolk") == Translation("مترجم", reviewed=False)
    assert words.translation("dygn") == Translation("يوم كامل", True, "översättare", date(2027, 3, 2))


def test_a_word_with_two_senses_follows_its_plan(tmp_path: Path) -> None:
    root = a_po(
        tmp_path,
        "so",
        'msgid "led"\nmsgstr "waddo"\n\nmsgctxt "kroppen"\nmsgid "led"\nmsgstr "laabatoo"\n',
    )
    words = read_word_list("so", [root])
    assert [words.translation("led", context) for context in ("kroppen", "balans", None)] == [
        Translation("laabatoo", True),
        Translation("waddo", True),
        Translation("waddo", True),
    ]


def test_a_gap_stays_a_gap(tmp_path: Path) -> None:
    words = read_word_list("so", [a_po(tmp_path, "so", 'msgid "tolk"\nmsgstr ""\n')])
    assert words.translation("tolk") is None
    assert words.translation("okänt") is None
    assert read_word_list("ti", [tmp_path]).translation("tolk") is None


def test_own_translations_win_word_by_word(tmp_path: Path) -> None:
    shipped = a_po(
        tmp_path / "a", "so", '#, fuzzy\nmsgid "tolk"\nmsgstr "x"\n\n#, fuzzy\nmsgid "dygn"\nmsgstr "y"\n'
    )
    own = a_po(tmp_path / "b", "so", 'msgid "tolk"\nmsgstr "turjumaan"\n\nmsgid "dygn"\nmsgstr ""\n')
    words = read_word_list("so", [shipped, own])
    assert words.translation("tolk") == Translation("turjumaan", True)
    assert words.translation("dygn") == Translation("y", False)


def test_a_withdrawn_translation_is_a_gap_again(tmp_path: Path) -> None:
    shipped = a_po(
        tmp_path / "a",
        "so",
        'msgid "led"\nmsgstr "waddo"\n\nmsgctxt "kroppen"\nmsgid "led"\nmsgstr "laabatoo"\n',
    )
    own = a_po(
        tmp_path / "b",
        "so",
        '# struken: 2027-03-02\nmsgctxt "kroppen"\nmsgid "led"\nmsgstr ""\n\nmsgid "led"\nmsgstr ""\n',
    )
    words = read_word_list("so", [shipped, own])
    # Not the other sense instead: that would be a guess.
    assert words.translation("led", "kroppen") is None
    assert words.translation("led") == Translation("waddo", True)


DAY = date(2027, 3, 2)


def test_a_review_says_role_and_day_and_goes_when_the_text_does() -> None:
    entry = PoEntry("dygn", "يوم", None, ("# egen rad", "# granskad: översättare, 2026-01-05", "#, fuzzy"))
    done = reviewed(entry, "tvåspråkig kollega", DAY)
    assert done.comments == ("# egen rad", "# granskad: tvåspråkig kollega, 2027-03-02")
    assert review_of(done) == ("tvåspråkig kollega", DAY)
    assert unreviewed(done).comments == ("# egen rad", "#, fuzzy")
    with pytest.raises(ValueError, match="no role"):
        reviewed(entry, "Eva, översättare", DAY)


def test_suggestions_stand_beside_other_notes_and_are_read_back() -> None:
    entry = PoEntry("dygn", "", None, ("#. 24 timmar", "#: a.toml"))
    suggestions = (Suggestion("maalin (iyo habeen)", "tolk", DAY), Suggestion("24 saac", "översättare", DAY))
    noted = with_suggestions(entry, suggestions)
    assert noted.comments == (
        "#. 24 timmar",
        "#. förslag: maalin (iyo habeen) (tolk, 2027-03-02)",
        "#. förslag: 24 saac (översättare, 2027-03-02)",
        "#: a.toml",
    )
    assert suggestions_of(noted) == suggestions
    assert with_suggestions(noted, ()) == entry


def test_an_entry_is_withdrawn_and_comes_back() -> None:
    entry = PoEntry("dygn", "maalin", None, ("# granskad: översättare, 2026-01-05",))
    gone = withdrawn(entry, DAY)
    assert (gone.msgstr, gone.comments, is_withdrawn(gone)) == ("", ("# struken: 2027-03-02",), True)
    assert not is_withdrawn(entry)
    assert not_withdrawn(gone) == PoEntry("dygn")


def test_letters_written_with_separate_marks_are_found_too(tmp_path: Path) -> None:
    words = read_word_list("so", [a_po(tmp_path, "so", 'msgid "vårdcentral"\nmsgstr "xarun"\n')])
    assert words.translation("va\u030ardcentral") == Translation("xarun", True)


def test_joiners_and_direction_marks_of_a_language_are_kept(tmp_path: Path) -> None:
    words = read_word_list("fa", [a_po(tmp_path, "fa", 'msgid "vila"\nmsgstr "می\u200cخوابم"\n')])
    assert words.translation("vila") == Translation("می\u200cخوابم", True)


def test_phrases_keep_their_placeholders(tmp_path: Path) -> None:
    root = a_po(
        tmp_path,
        "so",
        'msgid "Ditt nummer är {number}."\nmsgstr "Lambarkaagu waa {number}."\n\n'
        'msgid "Träff {n} av {all}"\nmsgstr "Kulanka {n}"\n',
        "deltagare.po",
    )
    phrases = read_phrases("so", [root])
    assert phrases.phrase("Ditt nummer är {number}.") == Translation("Lambarkaagu waa {number}.", True)
    assert phrases.phrase("Träff {n} av {all}") is None
    (fault,) = phrases.faults
    assert fault.sentence == (
        "Översättningen av ”Träff {n} av {all}” har inte samma ord inom klamrar som den svenska texten."
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            PO_HEADER.encode() + 'msgid "öga"\nmsgstr "x"\n'.encode("latin-1"),
            "rad 5: Filen är inte sparad som UTF-8, så å, ä och ö går inte att läsa. "
            "Öppna den i Anteckningar och spara den som UTF-8.",
        ),
        (
            (PO_HEADER + 'msgid "tolk"\nmsgstr "turjumaan\n').encode(),
            'rad 6: Raden går inte att läsa: msgstr "turjumaan. Kontrollera citattecknen.',
        ),
        (
            (PO_HEADER + 'msgid "tolk"\növersättning "x"\n').encode(),
            'rad 6: Raden går inte att läsa: översättning "x". Kontrollera citattecknen.',
        ),
        (
            (PO_HEADER + 'msgid "tolk"\n\nmsgid "dygn"\nmsgstr "x"\n').encode(),
            "rad 5: Ett uppslag är inte helt. Kontrollera msgid och msgstr.",
        ),
        (
            b'msgid ""\nmsgstr ""\n"Language: so\\n"\n"hejsan\\n"\n',
            "rad 1: Filens första uppslag går inte att läsa.",
        ),
        (
            b"\x00\x01",
            "rad 1: Raden har ett styrtecken (U+0000) som inte hör hemma i en text. Skriv om raden.",
        ),
    ],
)
def test_a_broken_translation_file_is_named_with_its_line(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    root = a_po(tmp_path / "translations", "so", content)
    words = read_word_list("so", [root])
    assert words.entries == {}
    assert [one_line(f) for f in words.faults] == [f"translations/so/LC_MESSAGES/ordlista.po: {expected}"]


def test_languages_are_those_with_a_word_list(tmp_path: Path) -> None:
    a_po(tmp_path / "a", "so", "")
    a_po(tmp_path / "b", "ar", "")
    a_po(tmp_path / "b", "en", "", "halsoskola.po")
    assert languages_with_words([tmp_path / "a", tmp_path / "b"]) == ("ar", "so")
