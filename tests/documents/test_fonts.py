"""Fonts: what is shipped, what is opened, and what a file holds of them."""

import hashlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from halsoskola.documents.fonts import Family, families_for, new_canvas, paper_font
from halsoskola.documents.text import Paragraph, TextStyle
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.messages import sentence

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
STYLE = TextStyle(14)


def a_document(*paragraphs: Paragraph, title: str = "Sömn", language: str = "sv") -> bytes:
    target = io.BytesIO()
    canvas = new_canvas(target, title, language)
    top = 800.0
    for paragraph in paragraphs:
        top -= paragraph.draw(canvas, 60, top, 470)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_every_shipped_file_is_the_one_the_readme_names() -> None:
    stated = dict(
        reversed(line.split())
        for line in (FONTS / "README.md").read_text("utf-8").splitlines()
        if line.endswith(".ttf")
    )

    shipped = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}

    assert shipped == stated
    assert len(shipped) == 2 * len(Family)
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


def test_each_font_is_made_once() -> None:
    assert paper_font(Family.SANS, bold=True) is paper_font(Family.SANS, bold=True)
    assert paper_font(Family.SANS, bold=True) is not paper_font(Family.SANS)


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("sv", Family.SANS),
        ("prs", Family.ARABIC),
        ("ar_SY", Family.ARABIC),
        ("ti", Family.ETHIOPIC),
        ("kmr", Family.SANS),
    ],
)
def test_the_readers_own_font_is_asked_first(language: str, first: Family) -> None:
    families = families_for(language)

    assert families[0] is first
    assert set(families) == set(Family)


def test_a_font_that_no_text_needs_is_never_opened() -> None:
    program = (
        "from halsoskola.documents import fonts, text\n"
        "text.Paragraph('Sömn. النوم (1177)', text.TextStyle(14), 'ar').lines(300)\n"
        "print(sorted(f'{family.name} {bold}' for family, bold in fonts._opened))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=FONTS.parents[1]
    )

    assert done.stdout.strip() == "['ARABIC False', 'SANS False']"


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = (
        "import sys, halsoskola.documents; print([m for m in ('reportlab', 'uharfbuzz') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=FONTS.parents[1]
    )

    assert done.stdout.strip() == "[]"


def test_a_file_holds_our_fonts_as_subsets_and_no_others() -> None:
    data = a_document(
        Paragraph("Sömn", TextStyle(20, bold=True)),
        Paragraph("Ordet är النوم på arabiska.", STYLE),
        Paragraph("ድቃስ (1177)", STYLE, "ti"),
    )

    names = set(re.findall(rb"/BaseFont /(\S+)", data))

    assert names == {
        b"AAAAAA+NotoSans-Bold",
        b"AAAAAA+NotoSans-Regular",
        b"AAAAAA+NotoSansArabic-Regular",
        b"AAAAAA+NotoSansEthiopic-Regular",
    }
    assert data.count(b"/FontFile2 ") == len(names)
    assert b"Helvetica" not in data
    assert len(data) < 25_000  # the six whole fonts are two million bytes


def test_even_an_empty_page_adds_no_foreign_font() -> None:
    assert b"/BaseFont" not in a_document()


def test_the_same_content_gives_the_same_bytes() -> None:
    def content() -> list[Paragraph]:
        return [Paragraph("Sömn är viktigt.", STYLE), Paragraph("النوم مهم", STYLE, "ar")]

    first = a_document(*content())
    a_document(Paragraph("ÅÄÖ som kommer emellan", STYLE), Paragraph("مهم النوم", STYLE, "ar"))

    assert a_document(*content()) == first


def test_two_documents_may_be_written_at_the_same_time() -> None:
    alone = a_document(Paragraph("abc", STYLE), Paragraph("def", STYLE))
    targets = [io.BytesIO(), io.BytesIO()]
    canvases = [new_canvas(target, "Sömn", "sv") for target in targets]

    for text, top in (("abc", 800.0), ("def", 800.0 - 18)):
        Paragraph(text, STYLE).draw(canvases[0], 60, top, 470)
        Paragraph(text.upper(), STYLE).draw(canvases[1], 60, top, 470)
    for canvas in canvases:
        canvas.save()

    assert targets[0].getvalue() == alone
    assert "DEF" in pdfium.PdfDocument(targets[1].getvalue())[0].get_textpage().get_text_range()


def test_the_file_says_its_title_and_language() -> None:
    data = a_document(title="Sömn och vila", language="ti")
    document = pdfium.PdfDocument(data)

    assert document.get_metadata_value("Title") == "Sömn och vila"
    assert document.get_metadata_value("Creator") == "Hälsoskola"
    assert re.search(rb"/Lang \(ti\)", data)
    assert document[0].get_size() == pytest.approx((595.28, 841.89), abs=0.01)


def test_plain_drawing_uses_the_same_font_and_measures_it() -> None:
    target = io.BytesIO()
    canvas = new_canvas(target, "Sömn", "sv")
    name = paper_font(Family.SANS).fontName
    canvas.setFont(name, 10)
    canvas.drawRightString(500, 40, "Sida 1 (3) åäö")
    width = canvas.stringWidth("Sida 1 (3) åäö", name, 10)
    canvas.save()

    page = pdfium.PdfDocument(target.getvalue())[0].get_textpage()

    assert page.get_text_range() == "Sida 1 (3) åäö"
    left, right = page.get_charbox(0)[0], page.get_charbox(page.count_chars() - 1)[2]
    assert right - left == pytest.approx(width, abs=1.5)  # the boxes are of ink, narrower than the advances
    assert right == pytest.approx(500, abs=1.0)


def test_plain_drawing_refuses_a_missing_letter_too() -> None:
    canvas = new_canvas(io.BytesIO(), "Sömn", "sv")
    canvas.setFont(paper_font(Family.SANS).fontName, 10)

    with pytest.raises(RuleBroken) as refused:
        canvas.drawString(0, 0, "睡")

    assert refused.value.refusal is Refusal.LETTER_MISSING
    assert "睡 (CJK UNIFIED IDEOGRAPH-7761)" in sentence(refused.value)


def test_text_in_a_form_that_is_drawn_twice_is_there_twice() -> None:
    target = io.BytesIO()
    canvas = new_canvas(target, "Sömn", "sv")
    canvas.beginForm("kort")
    Paragraph("Nummer 7", STYLE).draw(canvas, 0, 100, 200)
    canvas.endForm()
    for y in (100, 300):
        canvas.saveState()
        canvas.translate(50, y)
        canvas.doForm("kort")
        canvas.restoreState()
    canvas.save()

    assert pdfium.PdfDocument(target.getvalue())[0].get_textpage().get_text_range().count("Nummer 7") == 2


def test_more_than_256_different_letters_fit_in_one_font() -> None:
    letters = "".join(
        chr(code) for code in range(0x1200, 0x135B) if code in paper_font(Family.ETHIOPIC).characters
    )
    text = " ".join(letters[start : start + 8] for start in range(0, len(letters), 8))

    read = pdfium.PdfDocument(a_document(Paragraph(text, STYLE, "ti")))[0].get_textpage().get_text_range()

    assert len(letters) > 300
    assert "".join(read.split()) == letters
