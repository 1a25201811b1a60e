"""The leader's papers: everything on them, nothing cut, one page where one page is promised, and nobody's name."""

import dataclasses
from datetime import date

import pytest
from PIL import Image

from halsoskola.documents.leader_sheets import (
    AbsenceSheet,
    CrisisSheet,
    OrderLine,
    OrderSheet,
    Seat,
    SeatsSheet,
    SubstituteSheet,
    TallySheet,
)
from halsoskola.documents.letterhead import Letterhead, checked_logo
from halsoskola.documents.order_text import order_text
from halsoskola.documents.pages import render
from halsoskola.documents.pdf.absence import render_absence
from halsoskola.documents.pdf.crisis import render_crisis
from halsoskola.documents.pdf.order import render_order
from halsoskola.documents.pdf.seats import render_seats
from halsoskola.documents.pdf.signin import render_signin
from halsoskola.documents.pdf.substitute import render_substitute
from halsoskola.documents.pdf.tally import render_tally, tally_paper
from halsoskola.documents.preview import PdfPages
from halsoskola.documents.style import PAGE_HEIGHT, PAGE_WIDTH
from tests.documents.builders import a_handout, a_signin, letter_boxes, page_count, texts, whole_text
from tests.documents.leader_builders import (
    PersonLine,
    PromiseLine,
    a_crisis,
    a_picture,
    a_seating,
    a_substitute,
    a_tally,
    an_absence,
    an_order,
    some_people,
)

LONGEST = "sjukpenninggrundande inkomst och arbetsmarknadsutbildning"

PAPERS = {
    "substitute": lambda: render_substitute(a_substitute()),
    "crisis": lambda: render_crisis(a_crisis()),
    "seats": lambda: render_seats(a_seating(5, 3, 2, 1, 1)),
    "order": lambda: render_order(an_order(30)),
    "tally": lambda: render_tally(a_tally()),
    "absence": lambda: render_absence(an_absence()),
    "esf": lambda: render_signin(dataclasses.replace(a_signin(24, uses_names=True), for_funder=True)),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_facts_give_the_same_bytes_and_no_letter_leaves_the_page(paper: str) -> None:
    pdf = PAPERS[paper]()
    assert PAPERS[paper]() == pdf
    assert len(pdf) <= 150_000
    for page in letter_boxes(pdf):
        assert page
        for letter, left, bottom, right, top in page:
            assert left >= 30, letter
            assert right <= PAGE_WIDTH - 30, letter
            assert bottom >= 15, letter
            assert top <= PAGE_HEIGHT - 10, letter


# The stand-in


def test_a_stand_in_has_everything_on_one_page() -> None:
    text = whole_text(render_substitute(a_substitute()))
    for expected in (
        "Träff 5, förmiddag · Sömn",
        "tisdag 2 mars kl. 9.00–11.00",
        "Föreningsgatan 7",
        "Träffen behöver minst 2 ledare.",
        "12 väntas",
        "D07",
        "tolk A12",
        "B-4711",
        "040-10 20 30",
        "Kurdiska (sorani)",
        "040-33 80 00",
        "ta med papper om tandvård (senast fredag 5 mars)",
        "Alla vill prata mer om värk på natten.",
        "Bildkort sömn, kaffe, te och frukt",
        "9.10",
    ):
        assert expected in text, expected
    assert page_count(render_substitute(a_substitute())) == 1


def test_a_full_room_with_many_promises_still_fits_one_page() -> None:
    promises = tuple(PromiseLine(f"D{n:02d}", f"ringa om {LONGEST}", date(2027, 3, 9)) for n in range(1, 6))
    sheet = a_substitute(16, promises=promises, people=some_people(16, ("kurdiska (sorani)", "tigrinja")))
    assert page_count(render_substitute(sheet)) == 1


def test_more_than_a_page_can_hold_goes_on_and_loses_nothing() -> None:
    sheet = a_substitute(40, promises=tuple(PromiseLine("", f"sak {n}", date(2027, 3, 9)) for n in range(40)))
    pdf = render_substitute(sheet)
    text = whole_text(pdf)
    assert page_count(pdf) > 1
    assert all(f"sak {n} " in text for n in range(40))
    assert all(f"D{n:02d}" in text for n in range(1, 41))


def test_a_stand_in_is_told_when_there_is_nothing() -> None:
    empty = a_substitute(0, interpreters=(), promises=(), materials=(), last_time="", warnings=(), people=())
    text = whole_text(render_substitute(empty))
    assert "Tolkar" not in text
    assert "lovat" not in text
    assert "Så går träffen till" in text


# The crisis


def test_the_crisis_sheet_says_who_stays_where_to_go_and_whom_to_call() -> None:
    pdf = render_crisis(a_crisis())
    text = whole_text(pdf)
    for expected in (
        "Ring 112",
        "En ledare stannar hela tiden",
        "Lilla rummet, våning 2",
        "15 minuter extra",
        "040-33 80 00",
        "90 390",
        "I morgon",
        "Hör av dig till personen",
    ):
        assert expected in text, expected
    assert page_count(pdf) == 1


def test_what_nobody_filled_in_is_a_line_to_write_on() -> None:
    filled, empty = render_crisis(a_crisis()), render_crisis(a_crisis(room="", for_occasion=False))
    assert page_count(empty) == 1
    text = whole_text(empty)
    assert "Gå till ett lugnt rum:" in text
    assert "Lilla rummet" not in text
    assert "Häng upp bladet" in text
    assert _dark(empty, "Chef eller den som har krisansvar") > 0
    assert filled != empty


def _dark(pdf: bytes, label: str) -> int:
    """Dark pixels at the right of a label, on its lower half: the line to write on."""
    with PdfPages(pdf) as pages:
        hit = pages.search(label, 0)[0]
        image = pages.render(0, 144)
    left, top, _width, height = hit.rectangles[0]
    picture = Image.frombytes("RGBX", (image.width, image.height), image.pixels).convert("L")
    box = picture.crop((round((left + 260) * 2), round(top * 2), (520 * 2), round((top + height + 14) * 2)))
    return sum(value < 140 for value in box.tobytes())


# Seats


def test_everybody_has_a_chair_in_the_island_of_her_language() -> None:
    pdf = render_seats(a_seating(5, 3, 2, 1, 1))
    text = whole_text(pdf)
    assert page_count(pdf) == 1
    assert all(f"D{number:02d}" in text for number in range(1, 13))
    assert "Tolk i tigrinja" in text
    assert "Tolk i svenska" not in text
    assert "5 personer" in text


def test_an_empty_room_has_a_plan_too() -> None:
    assert "Ingen väntas." in whole_text(render_seats(SeatsSheet(a_seating(1).heading, ())))


# The order


def test_the_order_lists_every_need_with_time_place_and_head_count() -> None:
    text = whole_text(render_order(an_order()))
    for expected in (
        "Tolkförmedlingen Syd",
        "88421",
        "tisdag 2 mars 2027",
        "Arabiska",
        "På plats: Försäkringskassan, rum Eken",
        "Tigrinja",
        "På telefon",
        "beställd, inte bekräftad",
        "Malmö hälsostöd",
    ):
        assert expected in text, expected


def test_a_long_order_repeats_its_head_row() -> None:
    pages = texts(render_order(an_order(40)))
    assert len(pages) > 1
    assert all("bokningsnummer" in page for page in pages)


def test_the_order_in_words_parts_what_is_wanted_from_what_is_waited_for() -> None:
    text = order_text(an_order())
    wanted, waiting = text.split("Vi väntar på svar om de här tolkarna:")
    assert (
        "1. Arabiska, tisdag 2 mars 2027 kl. 9.00–11.00, på plats: Försäkringskassan, rum Eken. 4 personer."
        in wanted
    )
    assert "2. Tigrinja" in wanted
    assert "3. Kurdiska (sorani)" in waiting
    assert "Bokningsnummer B-4711." in waiting
    assert "Kundnummer: 88421" in text
    assert text.endswith("040-00 00 00\n")


@pytest.mark.parametrize(
    "sheet",
    [
        OrderSheet,
        OrderLine,
        SeatsSheet,
        Seat,
        TallySheet,
        AbsenceSheet,
        CrisisSheet,
        SubstituteSheet,
        PersonLine,
    ],
)
def test_no_sheet_has_a_place_for_a_name_or_a_reason(sheet: type) -> None:
    fields = {field.name for field in dataclasses.fields(sheet)}
    assert not fields & {"name", "names", "participant", "reason", "phone_of", "sex", "reads", "diagnosis"}


def test_seats_and_order_say_no_more_than_they_must() -> None:
    assert {field.name for field in dataclasses.fields(Seat)} == {"number", "sign"}
    # The head count is all that an order tells about participants.
    about_people = {field.name for field in dataclasses.fields(OrderLine)} & {
        "people",
        "number",
        "sign",
        "note",
    }
    assert about_people == {"people"}


# Counting and reporting


def test_the_counting_sheet_has_rules_and_a_warm_up() -> None:
    pdf = render_tally(a_tally())
    text = whole_text(pdf)
    assert page_count(pdf) == 1
    for expected in ("Gillar du kaffe?", "uppvärmning", "Tolken tittar bort", "färre än 5", "mittemellan"):
        assert expected in text, expected


def test_absences_are_times_without_reasons() -> None:
    text = whole_text(render_absence(an_absence()))
    assert "D03 9.00–11.00 9.00–9.20" in text
    assert "D04 9.00–11.00 10.20–11.00" in text
    assert "inte bekräftad" not in text
    assert "inte bekräftad" in whole_text(render_absence(an_absence(confirmed=False)))
    assert "Ingen var borta" in whole_text(render_absence(an_absence(lines=0)))


def test_the_funders_list_has_hours_and_an_empty_line_for_the_name() -> None:
    sheet = dataclasses.replace(a_signin(12, uses_names=True), for_funder=True)
    text = whole_text(render_signin(sheet))
    assert "Närvarolista ESF" in text
    assert "2 timmar" in text
    assert "Jag intygar" in text
    for name in ("Åsa", "Östen", "Anna-Karin"):
        assert name not in text


# Name and logo


def test_name_and_logo_stand_on_the_first_page_of_each_paper() -> None:
    look = Letterhead("Malmö hälsostöd", checked_logo(a_picture("PNG")))
    pages = texts(render(tally_paper(a_tally()), tally_paper(a_tally()), letterhead=look))
    assert all("Malmö hälsostöd" in page for page in pages)


def test_a_logo_is_written_once_however_many_papers_show_it() -> None:
    look = Letterhead("", checked_logo(a_picture("JPEG", side=2000, noisy=True)))
    one = len(render(tally_paper(a_tally()), letterhead=look))
    five = len(render(*[tally_paper(a_tally())] * 5, letterhead=look))
    without = len(render(*[tally_paper(a_tally())] * 5)) - len(render(tally_paper(a_tally())))
    assert five - one < without + 5_000
    assert one <= 150_000


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", a_picture("PNG")[:300], b"\xff\xd8\xff"],
)
def test_what_is_no_picture_is_no_logo(content: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        checked_logo(content)


def test_a_bitmap_of_another_kind_is_no_logo() -> None:
    with pytest.raises(ValueError, match="picture"):
        checked_logo(a_picture("GIF"))


# Searching


def test_words_are_found_where_they_stand_in_every_script() -> None:
    from halsoskola.documents.pdf.handout import render_handout

    with PdfPages(render_handout(a_handout())) as pages:
        assert len(pages.search("SOVER", 0)) == 2
        left, top, width, height = pages.search("كابوس", 0)[0].rectangles[0]
        assert 0 < left < left + width < PAGE_WIDTH
        assert 0 < top < top + height < PAGE_HEIGHT
        assert pages.search("   ", 0) == ()
        assert pages.search("finns inte", 0) == ()
