"""The pile for one occasion: cover slip first, the right number of copies, and no larger a file than needed."""

import pypdfium2 as pdfium

from halsoskola.documents.pack_sheets import PackDocument, PackSheet
from halsoskola.documents.pdf.handout import render_handout
from halsoskola.documents.pdf.pack import render_pack, render_packs
from tests.documents.builders import (
    ARABIC,
    HEADING,
    TIGRINYA,
    a_brief,
    a_handout,
    a_runsheet,
    a_signin,
    a_text,
    a_word,
    page_count,
    texts,
)


def a_pack(copies: int = 3, *, double_sided: bool = False, warnings: tuple[str, ...] = ()) -> PackSheet:
    tigrinya = a_handout(words=(a_word("sömn", "när du sover", "ድቃስ"),), languages=(TIGRINYA,))
    return PackSheet(
        HEADING,
        (
            PackDocument(a_runsheet(), 1, "ledaren"),
            PackDocument(a_signin(), 1, "rummet"),
            PackDocument(a_brief(), 1, "tolken i arabiska"),
            PackDocument(a_handout(), copies, "deltagare som läser arabiska"),
            PackDocument(tigrinya, 2, "deltagare som läser tigrinja"),
            PackDocument(a_handout(languages=(), words=(), level=1), 2, "deltagare som inte läser"),
        ),
        warnings,
        double_sided,
    )


def test_cover_slip_comes_first_and_lists_the_pile() -> None:
    cover = texts(render_pack(a_pack(warnings=("Ordet sömn är inte granskat.",))))[0]
    for expected in (
        "Träff 5, förmiddag",
        "tisdag 2 mars kl. 9.00–11.00",
        "Föreningsgatan 7",
        "Ordet sömn är inte granskat.",
        "3 st Blad: Sömn svenska och arabiska",
        "2 st Blad: Sömn svenska och tigrinja",
        "2 st Blad med bilder: Sömn",
        "1 st Ledarblad",
        "1 st Till tolken",
    ):
        assert expected in cover


def test_every_paper_is_there_as_often_as_it_is_needed() -> None:
    pages = texts(render_pack(a_pack(copies=5)))
    assert sum("Sömn · arabiska · sida 1 av 1" in page for page in pages) == 5
    assert sum("Sömn · tigrinja · sida 1 av 1" in page for page in pages) == 2
    assert sum("Välkommen!" in page for page in pages) == 1


def test_copies_are_read_back_like_the_first() -> None:
    copies = [page for page in texts(render_pack(a_pack(copies=4))) if "Sömn · arabiska" in page]
    assert len(copies) == 4
    assert "كابوس" in copies[0]
    assert len(set(copies)) == 1


def test_copies_look_like_the_single_handout() -> None:
    def first_picture(pdf: bytes, number: int) -> bytes:
        with pdfium.PdfDocument(pdf) as document:
            page = document[number]
            image = page.render(scale=1).to_pil().convert("L").tobytes()
            page.close()
        return image

    pack = render_pack(PackSheet(HEADING, (PackDocument(a_handout(), 3, "alla"),)))
    alone = first_picture(render_handout(a_handout()), 0)
    assert first_picture(pack, 1) == alone
    assert first_picture(pack, 3) == alone


def test_more_copies_hardly_make_the_file_larger() -> None:
    few, many = (render_pack(a_pack(copies=copies)) for copies in (2, 40))
    assert len(many) < len(few) * 1.5
    assert page_count(many) == page_count(few) + 38


def test_double_sided_pile_starts_every_paper_on_a_fresh_leaf() -> None:
    pages = texts(render_pack(a_pack(double_sided=True)))
    starts = [number for number, page in enumerate(pages) if "sida 1 av" in page]
    assert all(number % 2 == 0 for number in starts)
    assert pages[1] == ""


def test_two_piles_in_one_file_keep_their_own_papers() -> None:
    other = PackSheet(
        HEADING, (PackDocument(a_handout(text=a_text("Annan text.", title="Smärta")), 2, "alla"),)
    )
    pages = texts(render_packs([a_pack(), other]))
    assert sum("Smärta · arabiska · sida 1 av 1" in page for page in pages) == 2
    assert sum("Det här ligger i högen · sida" in page for page in pages) == 2


def test_same_pack_gives_the_same_bytes() -> None:
    assert render_pack(a_pack()) == render_pack(a_pack())


def test_nobodys_name_is_on_the_papers_that_leave_the_room() -> None:
    """Names stand on the list in the room and, for those who work, on the leader's sheet; nowhere else."""
    sheet = PackSheet(
        HEADING,
        (
            PackDocument(a_runsheet(), 1, "ledaren"),
            PackDocument(a_signin(uses_names=True), 1, "rummet"),
            PackDocument(a_brief(), 1, "tolken"),
            PackDocument(a_handout(languages=(ARABIC,)), 2, "deltagare"),
        ),
    )
    names = ("Åsa", "Östen", "Anna-Karin", "Mohammed")
    for page in texts(render_pack(sheet)):
        if "Hitta din bild" not in page:
            assert not any(name in page for name in names), page
