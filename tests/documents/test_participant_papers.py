"""The participants' papers: every language, every size, missing facts, the longest words, and nobody's name."""

import unicodedata
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime, time

import pypdfium2 as pdfium
import pytest

from halsoskola.documents import participant_sheets
from halsoskola.documents.pages import render
from halsoskola.documents.participant_sheets import EvaluationSheet, NameCardsSheet, Reader
from halsoskola.documents.pdf.certificate import certificate_paper
from halsoskola.documents.pdf.evaluation import FACES, evaluation_paper
from halsoskola.documents.pdf.information import information_paper
from halsoskola.documents.pdf.invitation import invitation_paper
from halsoskola.documents.pdf.name_cards import name_cards_paper
from halsoskola.documents.pdf.numbers import numbers_paper
from halsoskola.documents.pdf.picture_agenda import picture_agenda_paper
from halsoskola.documents.pdf.privacy import privacy_paper
from halsoskola.documents.pdf.schedule import schedule_paper
from halsoskola.documents.pdf.slip import slip_paper
from halsoskola.documents.reader_words import SWEDISH_WORDS, ReaderWords, Speaker
from halsoskola.documents.sheets import ReaderLanguage, Translation
from halsoskola.documents.style import PAGE_HEIGHT, PAGE_WIDTH
from halsoskola.documents.words import UNREVIEWED
from halsoskola.domain.courses import SWEDEN
from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.domain.plans import WRITE_ON_LINE
from tests.documents.builders import letter_boxes, page_count, texts, whole_text
from tests.documents.participant_papers import (
    KINDS,
    LONGEST,
    PAPERS,
    a_certificate,
    a_numbers,
    a_privacy,
    a_reader,
    a_schedule,
    a_slip,
    all_papers,
    an_agenda,
    an_information,
    an_invitation,
    listening,
    some_cards,
    words_of,
)

CHOSEN = ("sv", "ar", "ti")
TWO_PAGED = {"information", "privacy"}
"""The reader's page and the same in Swedish."""


def bare(text: str) -> str:
    """Letters only: marks, figures and signs away, as different readers of PDF treat them differently."""
    kept = (
        letter if unicodedata.category(letter)[0] == "L" else " "
        for letter in unicodedata.normalize("NFKD", text)
        if unicodedata.category(letter) not in ("Mn", "Cf")
    )
    return " ".join("".join(kept).split())


def share_found(wanted: Iterable[str], found: str) -> float:
    words = [word for text in wanted for word in bare(text).casefold().split()]
    in_file = set(bare(found).casefold().split())
    return sum(word in in_file for word in words) / len(words)


# Languages


@pytest.mark.parametrize("code", WORD_LIST_LANGUAGES)
def test_every_sentence_is_translated_and_every_letter_is_there(code: str) -> None:
    with listening() as heard:
        for kind in KINDS:
            render(*all_papers(kind, a_reader(code)))
    assert heard.gaps == set()
    assert len(heard.said) > 100


@pytest.mark.parametrize("code", CHOSEN)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_can_be_read_back(kind: str, code: str) -> None:
    with listening() as heard:
        pdf = render(*all_papers(kind, a_reader(code)))
    text = whole_text(pdf)
    if not heard.said:
        assert kind in ("name-cards", "picture-agenda")  # nothing but numbers, or nobody to translate for
        return
    if kind != "numbers" or code == "sv":  # the card has room for what a number is for in one language only
        assert share_found([one.swedish for one in heard.said], text) >= 0.95
    if code != "sv":
        assert share_found([one.own for one in heard.said if one.own], text) >= 0.95


@pytest.mark.parametrize("code", ["sv", "", *WORD_LIST_LANGUAGES])
def test_with_ordinary_letters_each_paper_stands_on_one_side(code: str) -> None:
    for kind, make in PAPERS.items():
        sides = len(make(a_reader(code)).pages)
        if kind in ("picture-agenda", "name-cards") or (kind == "schedule" and not code):
            assert sides <= 3
        elif kind in TWO_PAGED:
            assert sides == (1 if code in ("sv", "") else 2), kind
        else:
            assert sides == 1, kind


@pytest.mark.parametrize("code", CHOSEN)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_facts_give_the_same_bytes(kind: str, code: str) -> None:
    first, second = (render(*all_papers(kind, a_reader(code))) for _turn in range(2))
    assert first == second


@pytest.mark.parametrize("size", [14, 18])
@pytest.mark.parametrize("code", ["sv", "", "ar", "ti", "uk"])
def test_nothing_runs_out_of_the_paper(code: str, size: int) -> None:
    for kind in KINDS:
        for page in letter_boxes(render(*all_papers(kind, a_reader(code, size)))):
            for letter, left, bottom, right, top in page:
                assert left >= 18, (kind, letter)
                assert right <= PAGE_WIDTH - 18, (kind, letter)
                assert bottom >= 18, (kind, letter)
                assert top <= PAGE_HEIGHT - 12, (kind, letter)


def test_the_longest_words_are_neither_lost_nor_run_out_of_the_paper() -> None:
    for code in CHOSEN:
        for size in (14, 18):
            reader = a_reader(code, size)
            pdf = render(
                schedule_paper(a_schedule(reader, venue=LONGEST)),
                invitation_paper(an_invitation(reader, venue=LONGEST)),
                privacy_paper(a_privacy(reader, organisation=LONGEST, contact=LONGEST)),
                information_paper(
                    an_information(reader, compensation="Sjukpenninggrundande inkomst ändras inte.")
                ),
                slip_paper(a_slip(reader, organisation=LONGEST)),
                certificate_paper(a_certificate(reader, organisation=LONGEST, themes=(LONGEST,) * 4)),
            )
            assert share_found([LONGEST, "Sjukpenninggrundande inkomst"], whole_text(pdf)) >= 0.95
            for page in letter_boxes(pdf):
                assert all(left >= 18 and right <= PAGE_WIDTH - 18 for _l, left, _b, right, _t in page)


def test_unreviewed_words_are_marked_in_both_languages_on_each_paper_that_has_them() -> None:
    arabic = words_of("ar")
    for kind, make in PAPERS.items():
        text = whole_text(render(make(a_reader("ar"))))
        assert ("Arabiska: Datoröversatt. Inte granskad." in text) == (kind != "name-cards"), kind
        assert share_found([arabic.language.unreviewed], text) == (1 if kind != "name-cards" else 0), kind


def test_reviewed_words_need_no_mark() -> None:
    reviewed = {swedish: Translation(one.text, True) for swedish, one in words_of("so").phrases.items()}
    reader = Reader(replace(words_of("so"), phrases=reviewed))
    for make in PAPERS.values():
        assert UNREVIEWED not in whole_text(render(make(reader)))


def test_a_missing_sentence_is_said_in_swedish_alone() -> None:
    few = {"Våra träffar": Translation("Kulamadayada")}
    reader = Reader(replace(words_of("so"), phrases=few))
    text = whole_text(render(schedule_paper(a_schedule(reader))))
    assert "Kulamadayada" in text
    assert "Kan du inte komma?" in text
    assert "Talaado" not in text.split("torsdag")[0]


# Words and dates


def test_dates_are_written_as_the_language_writes_them() -> None:
    day = date(2027, 3, 2)
    assert SWEDISH_WORDS.day(day) == "tisdag 2 mars"
    assert words_of("ar").day(day) == "الثلاثاء 2 آذار"  # as in Syria, not "مارس"
    assert words_of("prs").day(date(2027, 11, 2)).endswith("نومبر")  # as in Afghanistan, not "نوامبر"
    assert words_of("so").day(day) == "Talaado 2 Maarso"
    assert [words_of(code).clock(time(9, 5)) for code in ("sv", "ar", "so")] == ["9.05", "09:05", "09:05"]
    assert words_of("uk").month(day) == "березень"


def test_what_is_put_into_arabic_text_keeps_its_own_order() -> None:
    said = Speaker(words_of("ar")).say("Ring oss: {phone}", phone="040-00 00 00")
    assert said.own is not None
    assert "\u2068040-00 00 00\u2069" in said.own
    assert said.swedish == "Ring oss: 040-00 00 00"


def test_a_note_is_only_needed_when_something_unreviewed_was_said() -> None:
    words = ReaderWords(
        ReaderLanguage("so", "somaliska", "Soomaali", "Lama hubin."),
        "so",
        {"Ja": Translation("Haa", True), "Nej": Translation("Maya", False)},
    )
    speaker = Speaker(words)
    speaker.say("Ja")
    assert speaker.notes() == ()
    speaker.say("Nej")
    assert [note.swedish for note in speaker.notes()] == ["Somaliska: Datoröversatt. Inte granskad."]


# People


def test_only_name_cards_have_a_place_for_a_name() -> None:
    sheets = [
        one
        for one in vars(participant_sheets).values()
        if isinstance(one, type) and one.__module__.endswith("participant_sheets")
    ]
    assert len(sheets) > 15
    with_names = {
        sheet.__name__
        for sheet in sheets
        if {field.name for field in fields(sheet)} & {"name", "names", "staff", "leaders", "participants"}
    }
    assert with_names == {"NameCard"}


def test_schedule_slip_and_certificate_say_nothing_about_health_themes_or_the_course() -> None:
    for make in (
        lambda reader: schedule_paper(a_schedule(reader)),
        lambda reader: slip_paper(a_slip(reader)),
        lambda reader: certificate_paper(a_certificate(reader)),
    ):
        text = whole_text(render(make(a_reader()))).replace("Malmö hälsoskola våren", "", 1)
        assert "hälsoskola" not in text.casefold()
        assert not {"sömn", "smärta", "sjuk", "stress"} & set(bare(text.casefold()).split())


def test_themes_stand_on_the_certificate_only_when_they_are_asked_for() -> None:
    without, with_themes = (
        whole_text(render(certificate_paper(a_certificate(a_reader(), themes=themes))))
        for themes in ((), ("Sömn", "Svåra händelser"))
    )
    assert "Vi har pratat om" not in without
    assert "Sömn · Svåra händelser" in with_themes
    for text in (without, with_themes):
        assert "Kurs om hälsa och samhälle" in text
        assert "Antal timmar: 21,5" in text
        assert "Från 2 februari 2027 till 20 april 2027" in text


def test_an_empty_certificate_has_lines_to_write_on() -> None:
    text = whole_text(render(certificate_paper(participant_sheets.CertificateSheet(a_reader(), ""))))
    assert "Antal träffar: ____" in text
    assert WRITE_ON_LINE in text


def test_name_cards_are_eight_on_a_page_and_show_the_name_only_if_there_is_one() -> None:
    plain = render(name_cards_paper(some_cards(9)))
    assert page_count(plain) == 2
    assert all(f"D{number:02d}" in whole_text(plain) for number in range(1, 10))
    named = whole_text(render(name_cards_paper(some_cards(1, name="Anna-Karin"))))
    assert "Anna-Karin" in named
    assert page_count(render(name_cards_paper(NameCardsSheet("Kurs", ())))) == 1


def test_a_very_long_name_stays_on_its_card() -> None:
    pdf = render(name_cards_paper(some_cards(8, name="Mohammed-Abdirahman Östergötlandsson")))
    assert page_count(pdf) == 1
    assert all(right <= PAGE_WIDTH - 40 for _l, _left, _b, right, _t in letter_boxes(pdf)[0])


# Missing facts


def test_missing_facts_become_lines_to_write_on() -> None:
    reader = a_reader("ar")
    for paper in (
        schedule_paper(a_schedule(reader, phone="", venue="")),
        invitation_paper(an_invitation(reader, venue="", phone="")),
        information_paper(an_information(reader, phone="")),
        privacy_paper(a_privacy(reader, organisation="", contact="", ground="")),
    ):
        assert WRITE_ON_LINE in whole_text(render(paper)), paper.title


def test_invitation_without_a_date_has_a_line_for_it() -> None:
    sheet = replace(an_invitation(a_reader("ti")), start=None, end=None, to_information=True)
    text = whole_text(render(invitation_paper(sheet)))
    assert "När?" in text
    assert "Välkommen till ett informationsmöte!" in text
    assert "Antal träffar" not in text


def test_nothing_is_promised_about_money_unless_the_organisation_has_decided() -> None:
    silent = whole_text(render(information_paper(an_information(a_reader()))))
    assert "Påverkar kursen mina pengar? Fråga din handläggare." in silent
    decided = an_information(a_reader(), compensation="Du har kvar din ersättning.")
    assert "Du har kvar din ersättning. Fråga din handläggare." in whole_text(
        render(information_paper(decided))
    )


# Single papers


def test_a_cancelled_meeting_stands_on_the_schedule_without_a_time() -> None:
    sheet = a_schedule(a_reader(), meetings=2)
    lines = (sheet.lines[0], replace(sheet.lines[1], cancelled=True))
    text = whole_text(render(schedule_paper(replace(sheet, lines=lines))))
    assert "Ingen träff den här dagen." in text
    assert text.count("9.00") == 1


def test_a_meeting_elsewhere_shows_its_place() -> None:
    sheet = a_schedule(a_reader(), meetings=2)
    lines = (sheet.lines[0], replace(sheet.lines[1], venue="Simhallen"))
    assert whole_text(render(schedule_paper(replace(sheet, lines=lines)))).count("Simhallen") == 1


def test_the_message_that_says_no_has_her_number_or_room_for_it() -> None:
    sheet = a_schedule(a_reader("ar"))
    assert "D07 NEJ" in whole_text(render(schedule_paper(replace(sheet, number="D07"))))
    assert "D ____ NEJ" in whole_text(render(schedule_paper(sheet)))


def test_numbers_tell_what_to_say_and_keep_the_neutral_order() -> None:
    text = whole_text(render(numbers_paper(a_numbers(a_reader("ar")))))
    assert share_found(["Tolk, arabiska"], text) == 1
    assert "020-50 50 50" in text
    swedish = whole_text(render(numbers_paper(a_numbers(a_reader()))))
    assert "”Tolk" not in swedish
    assert (
        swedish.index("SOS Alarm") < swedish.index("Kvinnofridslinjen") < swedish.index("Arbetsförmedlingen")
    )


@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
def test_the_faces_stand_in_the_same_order_in_every_language(code: str) -> None:
    pdf = render(evaluation_paper(EvaluationSheet(a_reader(code))))
    places = [left_edges(pdf, word) for word in FACES]
    assert [len(found) for found in places] == [4, 4, 4]
    for glad, middle, sad in zip(*places, strict=True):
        assert glad < middle < sad


def left_edges(pdf: bytes, word: str) -> list[float]:
    """Where a Swedish word stands on the first page, each time it does."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        search = page.search(word, match_whole_word=True)
        edges = []
        while (found := search.get_next()) is not None:
            edges.append(page.get_charbox(found[0])[0])
        return edges


def test_pages_in_arabic_script_begin_at_the_right() -> None:
    for code, at_right in (("sv", False), ("ti", False), ("ar", True), ("ckb", True)):
        for kind in ("schedule", "invitation", "information", "privacy", "numbers"):
            # The letters of the first line, whatever stands below.
            boxes = [box for box in letter_boxes(render(PAPERS[kind](a_reader(code))))[0] if box[0].isalpha()]
            highest = max(top for _l, _left, _b, _right, top in boxes)
            title = [left for _l, left, _b, _right, top in boxes if top > highest - 14]
            assert (min(title) > 150) == at_right, (code, kind)


def test_the_reader_has_her_page_first_and_swedish_behind_it() -> None:
    own, swedish = texts(render(privacy_paper(a_privacy(a_reader("ti")))))
    assert "Vad skriver vi?" in swedish
    assert "Vad skriver vi?" not in own
    assert "imy.se" in own
    assert "imy.se" in swedish


@pytest.mark.parametrize("kind", ["invitation", "information", "privacy"])
def test_who_does_not_read_gets_at_most_six_words_a_line(kind: str) -> None:
    pdf = render(PAPERS[kind](a_reader("")))
    with pdfium.PdfDocument(pdf) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    assert page_count(pdf) == 1
    assert len(lines) > 5
    for line in lines:
        if "OpenMoji" not in line and "· sida" not in line:
            assert len(bare(line).split()) <= 6, line


def test_the_wall_agenda_shows_every_block_with_its_clock_in_the_languages_of_the_room() -> None:
    pdf = render(picture_agenda_paper(an_agenda(*map(words_of, ("ar", "so", "ti", "uk")))))
    text = whole_text(pdf)
    assert page_count(pdf) == 2
    for place in range(7):
        assert f"9.{5 * place:02d}" in text
        assert f"Moment nummer {place}" in text
    assert share_found([words_of(code).phrases["paus"].text for code in ("ar", "so", "ti", "uk")], text) == 1
    assert text.count("Inte granskad") == 4


def test_an_empty_agenda_is_still_a_page() -> None:
    assert page_count(render(picture_agenda_paper(replace(an_agenda(), blocks=())))) == 1


def test_slip_says_when_and_nothing_else() -> None:
    sheet = replace(a_slip(a_reader()), start=datetime(2027, 3, 2, 9, 20, tzinfo=SWEDEN), copies=1)
    text = whole_text(render(slip_paper(sheet)))
    assert text.count("Du var här i dag") == 2  # the slip, and the footer
    assert "tisdag 2 mars 2027, kl. 9.20–11.00" in text
