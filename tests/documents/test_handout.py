"""The handout: what must stand on it, what must not, and that nothing is cut however long the words are."""

import pytest

from halsoskola.documents.pages import ROOM
from halsoskola.documents.pdf.handout import handout_paper, render_handout, short_lines
from halsoskola.documents.sheets import HandoutSheet
from halsoskola.documents.style import FOOTER_TOP, MARGIN_SIDE, PAGE_WIDTH, SIZES
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plans import (
    WRITE_ON_LINE,
    HandoutList,
    HandoutParagraph,
    HandoutSection,
    HandoutText,
)
from tests.documents.builders import (
    ARABIC,
    ARABIC_WORDS,
    SLEEP,
    SOMALI,
    TIGRINYA,
    a_handout,
    a_text,
    a_word,
    letter_boxes,
    page_count,
    texts,
    whole_text,
)


def test_text_and_words_are_read_back_in_swedish_arabic_and_tigrinya() -> None:
    words = (
        a_word("sömn", "när du sover", "النوم", "ድቃስ"),
        a_word("dygn", "24 timmar", "يوم كامل", "ምሉእ መዓልቲ"),
    )
    text = whole_text(render_handout(a_handout(words=words, languages=(ARABIC, TIGRINYA))))
    for expected in (
        "Varför behöver jag sova?",
        "Kroppen vilar när du sover.",
        "Träff 5 · tisdag 2 mars",
        "dygn",
    ):
        assert expected in text
    for expected in ("النوم", "كامل", "ድቃስ", "ምሉእ"):
        assert expected in text


def test_foreign_words_are_read_back_in_their_own_order_and_swedish_ones_too() -> None:
    """A table row holds both directions; a reader must turn round neither."""
    words = (
        a_word("dygn", "ett dygn är 24 timmar", "يوم وليلة"),
        a_word("vila", "ro", "راحة بعد عمل طويل جدا"),
        a_word("orolig", "när du är rädd", "خائف من شيء"),
    )
    text = whole_text(render_handout(a_handout(words=words)))
    for row in words:
        assert f"{row.word} {row.explanation}" in text
        assert row.translations[0] is not None
        assert row.translations[0].text in text


def test_lines_stay_as_the_writer_broke_them() -> None:
    boxes = letter_boxes(render_handout(a_handout(words=())))[0]
    heights = {letter: bottom for letter, _, bottom, _, _ in boxes if letter in "Dn"}
    lines = sorted(
        {round(bottom) for _, _, bottom, _, top in boxes if top < 700 and bottom > FOOTER_TOP}, reverse=True
    )
    assert heights
    assert len(lines) >= 8  # three lines, a heading, one line and two bullets are never run together


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render_handout(a_handout()) == render_handout(a_handout())


def test_short_handout_with_words_fits_on_one_page() -> None:
    assert page_count(render_handout(a_handout())) == 1


def test_machine_translated_words_say_so_in_both_languages() -> None:
    text = whole_text(render_handout(a_handout()))
    assert "Arabiska: Datoröversatt. Inte granskad." in text
    assert ARABIC.unreviewed.removesuffix(".") in text


def test_reviewed_words_carry_no_warning() -> None:
    text = whole_text(
        render_handout(a_handout(words=(a_word("sömn", "när du sover", "النوم", reviewed=True),)))
    )
    assert "النوم" in text
    assert "Datoröversatt" not in text


def test_when_some_words_are_reviewed_the_others_are_starred() -> None:
    words = (a_word("sömn", "vila", "hurdo", reviewed=True), a_word("orolig", "rädd", "walaac"))
    text = whole_text(render_handout(a_handout(words=words, languages=(SOMALI,))))
    assert "walaac *" in text
    assert "hurdo *" not in text
    assert "* Somaliska: Datoröversatt. Inte granskad." in text


def test_sensitive_plan_prints_no_unreviewed_word_but_room_for_an_own_one() -> None:
    text = whole_text(render_handout(a_handout(only_reviewed=True)))
    assert not any(translation in text for translation in ("النوم", "كابوس", "قلق"))
    assert "Datoröversatt" not in text
    assert "Mitt ord" in text
    assert "mardröm" in text


def test_sensitive_plan_prints_the_words_that_are_reviewed() -> None:
    words = (a_word("sömn", "vila", "النوم", reviewed=True), a_word("sorg", "ledsen", "حزن"))
    text = whole_text(render_handout(a_handout(words=words, only_reviewed=True)))
    assert "النوم" in text
    assert "حزن" not in text
    assert "Mitt ord" in text


def test_language_without_word_list_gets_room_to_write() -> None:
    words = (a_word("sömn", "när du sover", ""),)
    assert "Mitt ord" in whole_text(render_handout(a_handout(words=words, languages=(SOMALI,))))


def test_swedish_handout_has_no_empty_column() -> None:
    assert "Mitt ord" not in whole_text(render_handout(a_handout(languages=())))


def test_arabic_words_stand_at_the_right_edge_of_the_page() -> None:
    boxes = letter_boxes(render_handout(a_handout()))[0]
    arabic = [
        right for letter, _, bottom, right, _ in boxes if "\u0600" <= letter <= "\u06ff" and bottom < 400
    ]
    assert max(arabic) == pytest.approx(PAGE_WIDTH - MARGIN_SIDE - 6, abs=3)


def test_handout_without_words_has_no_heading_for_them() -> None:
    sheet = a_handout(text=a_text("Hej."), words=())
    assert "svenska" not in whole_text(render_handout(sheet))


def test_missing_fact_is_a_line_to_write_on() -> None:
    text = whole_text(render_handout(a_handout(text=a_text(f"Ring vårdcentralen: {WRITE_ON_LINE}."))))
    assert f"Ring vårdcentralen: {WRITE_ON_LINE}" in text
    assert f"{WRITE_ON_LINE}." not in text


def test_open_end_is_a_line_to_write_on() -> None:
    text = whole_text(render_handout(a_handout(text=a_text("Jag vill: …", "Vi pratar …"))))
    assert f"Jag vill: {WRITE_ON_LINE}" in text
    assert f"pratar {WRITE_ON_LINE}" not in text


def test_text_after_a_picture_stands_beside_it() -> None:
    """A list that goes on where the pictured paragraph ended is one piece with it."""
    parts = (
        HandoutParagraph(("Åk till akuten om du",), "warning", "varning"),
        HandoutList(("tappar känseln",)),
    )
    text = HandoutText("Smärta", (HandoutSection("När?", parts),))
    pages = handout_paper(a_handout(text=text, words=())).pages
    assert len(pages[0]) == 4  # head, rule, heading, and both parts in one


def test_pictures_are_credited_and_only_then() -> None:
    assert "OpenMoji" in whole_text(render_handout(a_handout()))
    assert "OpenMoji" not in whole_text(render_handout(a_handout(text=a_text("Hej."), themes=())))


def test_unknown_picture_is_refused_by_name() -> None:
    with pytest.raises(RuleBroken) as refused:
        render_handout(a_handout(text=a_text("Hej.", picture="drake")))
    assert refused.value.refusal is Refusal.PICTURE_MISSING
    assert refused.value.facts["picture"] == "drake"


def test_letter_without_font_is_refused_not_printed_as_a_box() -> None:
    with pytest.raises(RuleBroken) as refused:
        render_handout(a_handout(text=a_text("Sov gott 漢.")))
    assert refused.value.refusal is Refusal.LETTER_MISSING


def test_every_page_tells_course_title_language_and_number() -> None:
    sheet = a_handout(text=a_text(*("En rad text.",) * 60))
    pages = texts(render_handout(sheet))
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        assert f"Sömn · arabiska · sida {number} av {len(pages)}" in page
        assert "Sjuk? Ring oss 040-00 00 00." in page


def test_signature_stands_on_the_paper() -> None:
    assert "Granskat av läkare" in whole_text(
        render_handout(a_handout(signature="Granskat av läkare 2 mars 2027."))
    )


LONG_WORDS = (
    a_word("sjukpenninggrundande inkomst", "det som Försäkringskassan räknar med", "الدخل", "እቶት"),
    a_word("arbetsmarknadspolitiskt program", "hjälp att få arbete", "برنامج", "መደብ"),
)


@pytest.mark.parametrize("size", SIZES)
def test_long_swedish_words_in_the_list_are_not_torn(size: int) -> None:
    text = whole_text(render_handout(a_handout(words=LONG_WORDS, languages=(ARABIC, TIGRINYA), size=size)))
    assert "sjukpenninggrundande" in text
    assert "arbetsmarknadspolitiskt" in text
    assert "Försäkringskassan" in text


def awkward_sheets() -> list[HandoutSheet]:
    endless = "å" * 300
    paragraph = HandoutParagraph(
        ("En rad som är ganska lång och fortsätter en bit till.",) * 70, "bed", "en säng"
    )
    return [
        a_handout(words=[a_word(endless, endless, "م" * 300)], size=18),
        a_handout(text=a_text(endless, title=endless, heading=endless)),
        a_handout(
            text=HandoutText("Lång", (HandoutSection("Fråga?", (paragraph, HandoutList(("x " * 900,)))),))
        ),
        a_handout(words=LONG_WORDS * 30, languages=(ARABIC, TIGRINYA)),
        a_handout(text=SLEEP, level=1, size=18, words=()),
        a_handout(words=[a_word("ord", "förklaring " * 500, "كلمة")]),
        a_handout(text=HandoutText("Tom", ()), words=(), languages=(), themes=()),
    ]


@pytest.mark.parametrize("number", range(7))
def test_nothing_runs_off_the_paper(number: int) -> None:
    pages = letter_boxes(render_handout(awkward_sheets()[number]))
    for page in pages:
        for letter, left, bottom, right, top in page:
            where = f"{letter!r} at {left:.0f}, {bottom:.0f}"
            assert left >= MARGIN_SIDE - 3, where
            assert right <= PAGE_WIDTH - MARGIN_SIDE + 3, where
            assert bottom >= 12, where
            assert top <= 842 - 30, where


@pytest.mark.parametrize("number", range(7))
def test_no_line_is_drawn_upon_another(number: int) -> None:
    """In each page's column the boxes follow each other downwards and end above the footer."""
    for page in handout_paper(awkward_sheets()[number]).pages:
        end = 0.0
        for placed in page:
            assert placed.down >= end - 0.01
            end = placed.down + placed.box.height(PAGE_WIDTH - 2 * MARGIN_SIDE)
        assert end <= ROOM + 0.01


def test_no_text_is_lost_when_a_paragraph_is_split_over_pages() -> None:
    lines = tuple(f"Rad {number}." for number in range(120))
    text = whole_text(render_handout(a_handout(text=a_text(*lines, picture="bed"))))
    assert all(line in text for line in lines)


def test_word_list_over_several_pages_repeats_its_head() -> None:
    words = [a_word(f"ord{number}", "betydelse", "كلمة") for number in range(80)]
    pages = texts(render_handout(a_handout(words=words)))
    assert len(pages) >= 3
    assert all("det betyder" in page for page in pages[1:] if "ord" in page and "betydelse" in page)
    assert all(f"ord{number}" in " ".join(pages) for number in range(80))


@pytest.mark.parametrize("level", [1, 2])
def test_larger_size_gives_larger_letters(level: int) -> None:
    def height(size: int) -> float:
        boxes = letter_boxes(
            render_handout(a_handout(text=a_text("Hela h."), level=level, words=(), size=size))
        )[0]
        return max(top - bottom for letter, _, bottom, _, top in boxes if letter == "l")

    assert height(14) < height(16) < height(18)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("Drick inte kaffe.", ("Drick inte kaffe.",)),
        ("De flesta sover 6 till 9 timmar.", ("De flesta sover", "6 till 9 timmar.")),
        ("Gå upp på samma tid varje dag.", ("Gå upp på samma", "tid varje dag.")),
    ],
)
def test_picture_level_breaks_lines_where_people_breathe(line: str, pieces: tuple[str, ...]) -> None:
    assert short_lines(line) == pieces


def test_picture_level_never_has_more_than_six_words_on_a_line() -> None:
    for count in range(1, 40):
        line = " ".join(["ord"] * count)
        pieces = short_lines(line)
        assert " ".join(pieces) == line
        assert all(1 <= len(piece.split()) <= 6 for piece in pieces)


def test_picture_level_keeps_an_empty_line() -> None:
    assert short_lines("") == ("",)


def test_words_without_translation_leave_their_cell_empty() -> None:
    words = (*ARABIC_WORDS, a_word("rutin", "något du gör varje dag", ""))
    text = whole_text(render_handout(a_handout(words=words)))
    assert "rutin" in text
    assert "None" not in text
