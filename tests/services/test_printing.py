"""What lies in the pile for an occasion, and that it says the right things to the right people."""

import io
import unicodedata
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from halsoskola.documents.sheets import BriefSheet, HandoutSheet, RunSheet, SigninSheet
from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.services.bundle import Services
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts

FM = TrackCode.FM


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return unicodedata.normalize("NFKC", "\n".join(page.get_textpage().get_text_range() for page in document))


@pytest.fixture
def today(services: Services, course: Course, people: list[str]) -> str:
    return services.courses.occasion_of(course.id, 7, FM).id


def test_the_pile_has_each_paper_as_often_as_it_is_needed(services: Services, today: str) -> None:
    pack = services.printing.pack_sheet(today)
    kinds = [type(document.sheet) for document in pack.documents]
    assert kinds[:2] == [RunSheet, SigninSheet]
    briefs = [d.sheet for d in pack.documents if isinstance(d.sheet, BriefSheet)]
    assert [brief.languages[0].code for brief in briefs] == ["ar", "so", "prs", "ti"]
    handouts = [
        (d.sheet.level, [one.code for one in d.sheet.languages], d.copies)
        for d in pack.documents
        if isinstance(d.sheet, HandoutSheet)
    ]
    # Swedish readers get Swedish alone; who reads nothing gets the picture level.
    assert handouts == [(2, ["ar"], 3), (2, ["so"], 2), (2, ["ti"], 1), (2, [], 1), (1, [], 1)]


def test_the_sensitive_theme_warns_about_its_leaders_and_words(services: Services, today: str) -> None:
    warnings = " ".join(services.printing.papers(today).warnings)
    assert "minst 2 ledare" in warnings
    assert "Krisbladet är inte ifyllt" in warnings
    assert "Tolk i somaliska är inte beställd." in warnings


def test_the_brief_knows_nobody(services: Services) -> None:
    course = services.courses.create(
        NewCourse("malmo-halsoskola-12", date(2027, 3, 2), (FM,), uses_names=True)
    ).course
    services.participants.add(course.id, FM, PersonFacts("so", name="Hodan Exempel"))
    occasion = services.courses.occasion_of(course.id, 1, FM).id
    brief = text_of(services.printing.briefs([occasion]))
    assert "Hodan" not in brief
    assert "D01" not in brief
    assert "1 person" in brief
    assert "Hodan" in text_of(services.printing.signin([occasion]))


def test_arabic_and_tigrinya_words_can_be_read_back(
    services: Services, course: Course, people: list[str]
) -> None:
    occasion = services.courses.occasion_of(course.id, 10, FM).id
    found = text_of(services.printing.pack([occasion]))
    pack = services.printing.pack_sheet(occasion)
    for code in ("ar", "ti"):
        sheet = next(
            d.sheet
            for d in pack.documents
            if isinstance(d.sheet, HandoutSheet) and [one.code for one in d.sheet.languages] == [code]
        )
        words = [row.translations[0].text for row in sheet.words if row.translations[0]]
        assert len(words) >= 8
        bare = "".join(c for c in unicodedata.normalize("NFD", found) if unicodedata.category(c) != "Mn")
        pieces = [
            "".join(c for c in unicodedata.normalize("NFD", piece) if unicodedata.category(c) != "Mn")
            for word in words
            for piece in unicodedata.normalize("NFKC", word).split()
        ]
        missing = [piece for piece in pieces if piece not in bare]
        assert len(missing) <= 0.05 * len(pieces), missing


def test_a_cancelled_occasion_has_no_pile(services: Services, today: str) -> None:
    services.occasions.cancel(today)
    with pytest.raises(RuleBroken) as refused:
        services.printing.pack([today])
    assert refused.value.refusal is Refusal.CANCELLED_NOTHING_TO_PRINT


def test_the_pile_is_written_whole(services: Services, today: str, tmp_path: Path) -> None:
    pdf = services.printing.pack([today])
    services.printing.save(pdf, tmp_path / "träff.pdf")
    assert (tmp_path / "träff.pdf").read_bytes() == pdf
    assert list(tmp_path.glob("*.tmp")) == []


def test_the_preview_shows_the_same_pages(services: Services, today: str) -> None:
    with services.printing.pages(services.printing.runsheet(today)) as pages:
        assert len(pages) >= 1
        width, height = pages.size(0)
        assert (round(width), round(height)) == (595, 842)
        image = pages.render(0, 72)
        assert abs(image.width - 595) <= 1
        assert len(image.pixels) == image.stride * image.height
