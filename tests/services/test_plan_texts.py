"""The text of a handout while it is written: every fault has its place, and pasted text loses only debris."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.plan_editing import EASY_LEVEL, PICTURE_LEVEL
from halsoskola.domain.readability import FindingSeverity
from halsoskola.services.bundle import Services
from halsoskola.services.plan_editing import EditPlace, first_draft
from halsoskola.services.plan_texts import SheetLook, clean_pasted, foreign_sentence

GOOD = "# Ilska\n\n## Vad är ilska?\n\n![Ett argt ansikte](angry)\nDu är arg.\nKroppen blir varm.\n"


def look(services: Services, text: str, level: int = EASY_LEVEL) -> SheetLook:
    draft = first_draft("ilska", "Ilska").with_text(level, text)
    return services.plan_texts.look(draft, level)


def test_a_good_text_has_no_findings_and_a_page(services: Services) -> None:
    found = look(services, GOOD)
    assert found.findings == ()
    assert found.pdf is not None
    assert found.pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD + "\n# En till\n", 9, "rubrik"),
        (GOOD.replace("(angry)", "(Ilsken)"), 5, "a–z"),
        (GOOD + "\n**Fet** text.\n", 9, "Fet stil"),
        (GOOD.replace("## Vad är ilska?\n", ""), 0, ""),
        ("Bara text\n", 1, "rubrik"),
        (GOOD.replace("Du är arg.", "Du är {arg}."), 6, "Klammern"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(
    services: Services, text: str, line: int, said: str
) -> None:
    found = look(services, text)
    stops = [one for one in found.findings if one.stops]
    if not said:
        assert stops == []
        return
    assert stops[0].line == line
    assert said in stops[0].sentence
    assert found.pdf is None
    assert stops[0].severity is FindingSeverity.ERROR


def test_unknown_pictures_and_facts_are_named_where_they_stand(services: Services) -> None:
    text = GOOD.replace("(angry)", "(drake)").replace("Du är arg.", "Ring {fact:drak-telefon}.")
    found = {one.title: one for one in look(services, text).findings}
    picture = found["Okänd bild"]
    assert (picture.line, picture.column, picture.length) == (5, 20, len("(drake)"))
    assert picture.stops
    fact = found["Okänd faktauppgift"]
    assert (fact.line, fact.column, fact.stops) == (6, 6, False)


def test_a_fact_without_value_is_no_finding_but_a_line_to_write_on(services: Services) -> None:
    found = look(services, GOOD.replace("Du är arg.", "Ring {fact:vardcentral-telefon}."))
    assert [one for one in found.findings if one.stops] == []
    assert found.missing_facts == ("vardcentral-telefon",)


def test_arabic_in_a_swedish_handout_is_named_with_its_place(services: Services) -> None:
    found = look(services, GOOD.replace("Du är arg.", "Du är غاضب nu."))
    (foreign,) = [one for one in found.findings if one.title == "Annat språk"]
    assert (foreign.line, foreign.column, foreign.text) == (6, 7, "غاضب")
    assert foreign.severity is FindingSeverity.WARNING
    assert found.pdf is not None


def test_a_letter_that_no_font_has_is_named_where_it_stands(services: Services) -> None:
    found = look(services, GOOD.replace("Du är arg.", "Du är 𓀀 arg."))
    stops = [one for one in found.findings if one.stops]
    assert [one.line for one in stops] == [6]
    assert found.pdf is None


def test_debris_in_the_text_is_told_but_stops_nothing(services: Services) -> None:
    found = look(services, GOOD.replace("Du är", "Du\u00a0är").replace("varm", "va\u00adrm"))
    tidied = [one for one in found.findings if one.title == "Städat"]
    assert [one.line for one in tidied] == [6, 7]
    assert found.pdf is not None


def test_words_of_the_list_are_quiet_and_levels_differ(services: Services) -> None:
    view = services.plan_editing.open(EditPlace("somn"))
    for level in (EASY_LEVEL, PICTURE_LEVEL):
        found = services.plan_texts.look(view.draft, level).findings
        assert FindingSeverity.ERROR not in {one.severity for one in found}
        assert "Långt ord" not in {one.title for one in found}
    many = GOOD + "Du kan prata med en vän som du litar på.\n"
    assert look(services, many).findings == ()
    assert [one.line for one in look(services, many, PICTURE_LEVEL).findings] == [8]


def test_an_empty_text_asks_for_nothing(services: Services) -> None:
    found = look(services, " \n")
    assert (found.findings, found.pdf, found.review.words) == ((), None, 0)


FROM_WORD = (
    "Sömn\u00adbrist\u000bär \u201cvanligt\u201d\r\n"
    "\u2022\tGå\u00a0ut\r\n"
    "\uf0b7\u00a0Sov \u200bgott\u2028Klart \u2018nu\u2019"
)


def test_text_from_word_becomes_plain_and_each_kind_is_told() -> None:
    cleaned = clean_pasted(FROM_WORD)
    assert cleaned.text == "Sömnbrist\när ”vanligt”\n- Gå ut\n- Sov gott\nKlart ’nu’"
    assert cleaned.sentences == (
        "Punkter har blivit - (rad 3, 4).",
        "Mjuka bindestreck är borttagna (rad 1).",
        "Hårda mellanslag har blivit vanliga (rad 3).",
        "Osynliga tecken är borttagna (rad 4).",
        "Citattecken har blivit svenska (rad 2, 5).",
    )


def test_what_is_a_matter_of_opinion_stays_and_is_named() -> None:
    cleaned = clean_pasted("Hej\x07 du\nالنوم\n")
    assert cleaned.text == "Hej\x07 du\nالنوم\n"
    assert len(cleaned.sentences) == 2
    assert "rad 1" in cleaned.sentences[0]
    assert "rad 2" in cleaned.sentences[1]
    assert clean_pasted("Helt vanlig text.\n- En punkt").sentences == ()


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_pasting_never_loses_a_letter(text: str) -> None:
    def letters(written: str) -> list[str]:
        import unicodedata

        return [c for c in unicodedata.normalize("NFC", written) if c.isalnum()]

    assert letters(clean_pasted(text).text) == letters(text)


def test_a_swedish_field_says_where_another_script_begins() -> None:
    assert foreign_sentence("Sömn och vila") == ""
    said = foreign_sentence("Sömn النوم")
    assert "Tecken 6" in said
    assert "”النوم”" in said
