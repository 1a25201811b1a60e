"""Everything for a meeting in one file: what lies in it, what the leader may leave out, and a whole course of it."""

import json
import os
import stat
from pathlib import Path

import pytest

from halsoskola.documents.leader_sheets import CrisisSheet, SeatsSheet, TallySheet
from halsoskola.documents.participant_sheets import EvaluationSheet, WelcomeSheet
from halsoskola.documents.sheets import BriefSheet, HandoutSheet, RunSheet, SigninSheet
from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import Course
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.papers import EVERYTHING, PAPER_SIZES, PileChoice, PilePaper, pile_choice
from halsoskola.program import Program
from halsoskola.services.bundle import Services
from halsoskola.services.open_files import OpenFileService
from halsoskola.services.participants import PersonFacts
from tests.documents.builders import page_count, texts, whole_text
from tests.services.papers import FM, early, occasion, people, plans, services

__all__ = ("early", "people", "plans", "services")  # fixtures

TEMPLATE = "malmo-halsoskola-12"


def kinds(services: Services, occasion_id: str) -> list[type]:
    return list(dict.fromkeys(type(one.sheet) for one in services.printing.pack_sheet(occasion_id).documents))


def test_the_pile_lies_in_the_order_in_which_it_is_used(
    services: Services, course: Course, people: list[str]
) -> None:
    expected = [RunSheet, SigninSheet, SeatsSheet, TallySheet, BriefSheet, HandoutSheet, EvaluationSheet]
    assert kinds(services, occasion(services, course, 8)) == expected


def test_a_theme_that_opens_memories_brings_the_crisis_sheet(
    services: Services, course: Course, people: list[str]
) -> None:
    crisis = [
        line for line in services.courses.view(course.id).meetings if line.meeting.plan == "svara-handelser"
    ]
    today = occasion(services, course, crisis[0].meeting.number)
    assert CrisisSheet in kinds(services, today)
    assert CrisisSheet not in kinds(services, occasion(services, course, 2))


def test_one_reads_arabic_one_reads_nothing_and_one_speaks_another_language_than_she_reads(
    early: Services, services: Services, course: Course, people: list[str]
) -> None:
    early.participants.add(course.id, FM, PersonFacts("kmr", reads="ar"))
    pack = services.printing.pack_sheet(occasion(services, course, 8))
    handouts = {
        (one.sheet.level, tuple(language.code for language in one.sheet.languages)): one.copies
        for one in pack.documents
        if isinstance(one.sheet, HandoutSheet)
    }
    assert handouts == {(2, ("ar",)): 4, (2, ("so",)): 2, (2, ("ti",)): 1, (2, ()): 1, (1, ()): 1}
    briefs = [one.sheet.languages[0].code for one in pack.documents if isinstance(one.sheet, BriefSheet)]
    assert "kmr" in briefs
    cards = [one for one in pack.documents if isinstance(one.sheet, EvaluationSheet)]
    assert sum(one.copies for one in cards) == 9
    assert cards[-1].sheet.reader.pictures_only


def test_a_new_participant_is_welcomed_once(services: Services, course: Course, people: list[str]) -> None:
    added = services.participants.add(course.id, FM, PersonFacts("ti", reads="ti")).enrolment
    today, next_time = occasion(services, course, 7), occasion(services, course, 8)
    welcomed = [
        one.sheet
        for one in services.printing.pack_sheet(today).documents
        if isinstance(one.sheet, WelcomeSheet)
    ]
    assert [sheet.number for sheet in welcomed] == [added.label]
    assert WelcomeSheet not in kinds(services, next_time)
    assert f"Välkommen: {added.label}" in texts(services.printing.pack([today]))[0]


def test_nobody_is_new_at_the_first_meeting(early: Services, course: Course, people: list[str]) -> None:
    assert WelcomeSheet not in kinds(early, occasion(early, course, 1))


def test_who_was_not_there_gets_the_last_handout(
    services: Services, course: Course, people: list[str]
) -> None:
    before, today = occasion(services, course, 6), occasion(services, course, 7)
    services.attendance.mark(before, people[0], MarkKind.ABSENT)
    services.attendance.mark(before, people[5], MarkKind.ANNOUNCED)
    services.attendance.mark(before, people[1], MarkKind.LATE, 20)
    services.attendance.confirm(before)
    services.attendance.mark(today, people[5], MarkKind.ANNOUNCED)  # nor does she come now
    papers = services.printing.papers(today)
    assert next(offer for offer in papers.offers if offer.paper is PilePaper.MISSED).copies == 1
    late = [
        one
        for one in services.printing.pack_sheet(today).documents
        if isinstance(one.sheet, HandoutSheet) and one.for_whom.endswith("inte var här sist")
    ]
    assert [(one.copies, one.sheet.languages[0].code) for one in late] == [(1, "ar")]
    assert late[0].sheet.occasion.startswith("Träff 6")


# What the leader chooses


def test_what_is_left_out_is_not_printed_and_stays_left_out(
    services: Services, course: Course, people: list[str]
) -> None:
    today = occasion(services, course, 8)
    choice = EVERYTHING.with_paper(PilePaper.SEATS, on=False).with_paper(PilePaper.EVALUATION, on=False)
    services.pile_choices.save(TEMPLATE, choice)
    assert services.pile_choices.choice(TEMPLATE) == choice
    assert SeatsSheet not in kinds(services, today)
    assert EvaluationSheet not in kinds(services, today)
    offers = {offer.paper: offer.is_chosen for offer in services.printing.papers(today).offers}
    assert offers[PilePaper.SEATS] is False
    assert offers[PilePaper.HANDOUT] is True
    assert "Platser" not in " ".join(line.title for line in services.printing.papers(today).lines)


def test_letters_and_both_sides_are_chosen_for_every_course_of_the_kind(
    services: Services, course: Course, people: list[str]
) -> None:
    today = occasion(services, course, 8)
    one_sided = page_count(services.printing.pack([today]))
    services.pile_choices.save(TEMPLATE, PileChoice(size=18, double_sided=True))
    pack = services.printing.pack_sheet(today)
    assert pack.double_sided
    assert {one.sheet.size for one in pack.documents if isinstance(one.sheet, HandoutSheet)} == {18}
    assert page_count(services.printing.pack([today])) > one_sided  # empty backs, and larger letters


def test_the_number_of_pages_is_known_once_the_pile_was_made(
    services: Services, course: Course, people: list[str]
) -> None:
    today = occasion(services, course, 8)
    assert services.printing.papers(today).pages is None
    pages = page_count(services.printing.pack([today]))
    assert services.printing.papers(today).pages == pages
    services.pile_choices.save(TEMPLATE, PileChoice(size=16))
    assert services.printing.papers(today).pages is None


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"choices": 3}', '{"choices": {"malmo-halsoskola-12": []}}']
)
def test_a_file_of_choices_that_is_no_such_thing_means_everything(services: Services, content: str) -> None:
    folder = services.plans.own_folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "papers.json").write_text(content, encoding="utf-8")
    assert services.pile_choices.choice(TEMPLATE) == EVERYTHING
    services.pile_choices.save(TEMPLATE, PileChoice(size=16))
    assert services.pile_choices.choice(TEMPLATE).size == 16


def test_papers_and_sizes_of_a_newer_program_are_left_out() -> None:
    choice = pile_choice(["runsheet", "hologram"], 99, double_sided=True)
    assert choice == PileChoice(frozenset({PilePaper.RUNSHEET}), PAPER_SIZES[0], True)


def test_the_choice_is_an_open_file_without_people(
    services: Services, course: Course, people: list[str]
) -> None:
    services.pile_choices.save(TEMPLATE, PileChoice())
    document = json.loads((services.plans.own_folder / "papers.json").read_text(encoding="utf-8"))
    assert set(document) == {"version", "choices"}
    assert set(document["choices"][TEMPLATE]) == {"papers", "size", "double_sided"}


# A whole course


def test_a_whole_course_is_made_pile_by_pile(services: Services, course: Course, people: list[str]) -> None:
    services.occasions.cancel(occasion(services, course, 9))
    ids = services.printing.to_print_of_course(course.id)
    assert len(ids) == 23
    pile = services.printing.pile_file()
    for occasion_id in ids[:4]:
        services.printing.add_to_pile(pile, occasion_id)
    pdf = pile.finish()
    assert page_count(pdf) == pile.pages
    covers = [page for page in texts(pdf) if "Det här ligger i högen" in page]
    assert [cover.split("Träff ")[1].split(" ")[0] for cover in covers[:4]] == ["1,", "1,", "2,", "2,"]


def test_a_refusal_halfway_leaves_the_piles_before_it(
    services: Services, course: Course, people: list[str]
) -> None:
    pile = services.printing.pile_file()
    services.printing.add_to_pile(pile, occasion(services, course, 8))
    pages = pile.pages
    services.occasions.cancel(occasion(services, course, 9))
    with pytest.raises(RuleBroken) as refused:
        services.printing.add_to_pile(pile, occasion(services, course, 9))
    assert refused.value.refusal is Refusal.CANCELLED_NOTHING_TO_PRINT
    assert page_count(pile.finish()) == pages


def test_an_empty_course_file_is_no_file(services: Services) -> None:
    with pytest.raises(ValueError, match="pile"):
        services.printing.pile_file().finish()


# Papers that another program shows


def test_open_files_lie_in_a_private_folder_under_names_that_systems_bear(tmp_path: Path) -> None:
    files = OpenFileService(tmp_path / "open")
    first = files.put("Träff 5: Sömn/fm?.pdf", b"ett")
    second = files.put("Träff 5: Sömn/fm?.pdf", b"tva")
    assert first.read_bytes() == b"ett"
    assert second.read_bytes() == b"tva"
    assert first.parent == tmp_path / "open"
    assert not set(first.name) & set('\\/:*?"<>|')
    if os.name != "nt":
        assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
    files.empty()
    assert list((tmp_path / "open").iterdir()) == []


def test_open_files_are_gone_when_the_program_closes_and_when_it_starts_after_a_crash(
    program: Program, services: Services, clock: object
) -> None:
    left = services.open_files.put("blad.pdf", b"%PDF")
    assert left.parent == program.paths.open_files
    program.close()
    assert not left.exists()
    left.write_bytes(b"%PDF")  # as if it had been killed
    program.hold()
    assert not left.exists()


def test_a_pile_reads_in_three_scripts(services: Services, course: Course, people: list[str]) -> None:
    text = whole_text(services.printing.pack([occasion(services, course, 8)]))
    assert any("\u0600" <= letter <= "\u06ff" for letter in text)
    assert any("\u1200" <= letter <= "\u137f" for letter in text)
    assert "Räkneblad" in text
