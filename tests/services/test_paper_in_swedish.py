"""Paper, and what is written to somebody in Sweden, is Swedish whatever the screen speaks."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from halsoskola.domain.courses import Course, TrackCode
from halsoskola.domain.interpreting import InterpreterMode
from halsoskola.i18n.catalogues import SWEDISH, use_language
from halsoskola.services.bundle import Services
from halsoskola.services.print_kinds import PRINT_KINDS, PrintOrder
from halsoskola.settings import program_root

FM = TrackCode.FM
TRANSLATIONS = program_root() / "translations"


@pytest.fixture
def occasion(services: Services, course: Course, people: list[str]) -> str:
    """Meeting 7 in the morning, whose theme is sensitive: as many warnings as a pile can have."""
    return services.courses.occasion_of(course.id, 7, FM).id


@pytest.fixture
def back_to_swedish() -> Iterator[None]:
    yield
    use_language(SWEDISH, TRANSLATIONS)


@pytest.mark.usefixtures("back_to_swedish")
@pytest.mark.parametrize("kind", sorted(PRINT_KINDS))
def test_a_paper_is_the_same_to_the_last_byte(
    services: Services, course: Course, occasion: str, kind: str
) -> None:
    one = 1 if PRINT_KINDS[kind].for_one else None
    order = PrintOrder(course.id, tracks=(FM,), languages=("ar", ""), participant=one)
    if PRINT_KINDS[kind].needs_meeting:
        order = replace(order, occasions=(occasion,))
    made = []
    for language in (SWEDISH, "en"):
        use_language(language, TRANSLATIONS)
        made.append(PRINT_KINDS[kind].make(services, order))
    assert made[0] == made[1]


@pytest.mark.usefixtures("back_to_swedish")
def test_the_pile_is_the_same_to_the_last_byte(services: Services, occasion: str) -> None:
    made = []
    for language in (SWEDISH, "en"):
        use_language(language, TRANSLATIONS)
        made.append(services.printing.pack([occasion]))
    assert made[0] == made[1]


@pytest.mark.usefixtures("back_to_swedish")
def test_the_recovery_key_is_printed_the_same(services: Services) -> None:
    made = []
    for language in (SWEDISH, "en"):
        use_language(language, TRANSLATIONS)
        made.append(services.printing.recovery_sheet("ABCD-EFGH", "1234"))
    assert made[0] == made[1]


@pytest.mark.usefixtures("back_to_swedish")
def test_the_pile_is_listed_on_the_screen_in_english(services: Services, occasion: str) -> None:
    use_language("en", TRANSLATIONS)
    papers = services.printing.papers(occasion)
    assert "No Arabic interpreter has been ordered." in papers.warnings
    assert any("Arabic 3" in line.detail for line in papers.lines)
    assert "Tolk i arabiska är inte beställd." in services.printing.pack_sheet(occasion).warnings


@pytest.mark.usefixtures("back_to_swedish")
def test_the_agency_is_written_to_in_swedish(services: Services, occasion: str) -> None:
    use_language("en", TRANSLATIONS)
    text = services.interpreting.order_text([occasion], "ar", "irakisk", InterpreterMode.ON_SITE).text
    assert "Vi vill beställa tolk i arabiska (irakisk)." in text
    assert "tisdag 2 mars kl. 9.00–11.00" in text
