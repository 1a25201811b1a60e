"""The crisis sheet's local lines and the look of every paper, under Inställningar."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.leader_papers import CRISIS_FACTS
from halsoskola.settings import Paths
from halsoskola.ui.pages.settings_facts import FactsCard
from halsoskola.ui.pages.settings_papers import ELSEWHERE, CrisisCard, PaperLookCard
from tests.documents.leader_builders import a_picture
from tests.ui.course_pages import Desk


@pytest.fixture
def desk(program: Program, paths: Paths, clock: FixedClock) -> Desk:
    plans = plan_service(paths)
    return Desk(Services(program.store, clock, lambda: plans))


@pytest.fixture
def crisis(desk: Desk, qtbot: QtBot) -> CrisisCard:
    card = CrisisCard(desk.context)
    qtbot.addWidget(card)
    card.set_lines(desk.services.facts.lines())
    card.show()
    return card


def a_look(desk: Desk, qtbot: QtBot, chosen: Path) -> PaperLookCard:
    card = PaperLookCard(desk.context, ask_picture=lambda _parent: str(chosen))
    qtbot.addWidget(card)
    card.set_lines(desk.services.facts.lines())
    card.show()
    return card


def test_every_local_line_of_the_crisis_sheet_has_a_field(crisis: CrisisCard) -> None:
    assert tuple(crisis.rows) == CRISIS_FACTS
    assert crisis.note() == f"{len(CRISIS_FACTS)} saknas"


def test_what_is_typed_stands_on_the_sheet_that_is_shown(
    crisis: CrisisCard, desk: Desk, qtbot: QtBot
) -> None:
    crisis.rows["krisrum"].edit.setText("Rum Björken")
    dialog = crisis.preview()
    assert dialog.page_count() == 1
    with qtbot.waitSignal(dialog.preview().searched, timeout=10_000):
        dialog.preview().field.setText("Rum Björken")
    assert len(dialog.preview().hits()) == 1
    dialog.reject()
    assert desk.services.facts.line("krisrum").fact.text == "Rum Björken"


def test_no_fact_stands_in_two_cards(desk: Desk, qtbot: QtBot) -> None:
    card = FactsCard(desk.context)
    qtbot.addWidget(card)
    card.set_lines(line for line in desk.services.facts.lines() if line.fact.name not in ELSEWHERE)
    assert not set(card.rows) & ELSEWHERE
    assert "vardcentral-telefon" in card.rows


def test_a_logo_is_shown_as_it_will_be_printed_and_can_go(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "logga.jpg"
    file.write_bytes(a_picture("JPEG"))
    card = a_look(desk, qtbot, file)
    assert card.no_logo.isVisible()
    card.choose.click()
    assert card.trouble() == ""
    assert not card.logo.pixmap().isNull()
    assert card.remove.isVisible()
    card.remove.click()
    assert card.no_logo.isVisible()
    assert desk.services.letterheads.logo() == b""


def test_a_logo_that_is_no_picture_is_refused_in_one_sentence(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "brev.png"
    file.write_text("Hej!", encoding="utf-8")
    card = a_look(desk, qtbot, file)
    card.choose.click()
    assert card.trouble().startswith("Filen brev.png är ingen bild")
    assert card.no_logo.isVisible()


def test_a_line_that_may_be_empty_is_not_called_missing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    card = a_look(desk, qtbot, tmp_path / "ingen.png")
    assert card.note() == ""
    assert "Arbetsförmedlingen" in card.rows["sjuk-rad"].edit.placeholderText()
