"""The leader's papers from real facts: what each must say, and what none may."""

import email
import unicodedata
from datetime import date
from email import policy
from pathlib import Path

import pytest

from halsoskola.documents.preview import PdfPages
from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import Course
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble
from halsoskola.domain.interpreting import BookingState, InterpreterMode
from halsoskola.domain.participants import ContactWay
from halsoskola.services.bundle import Services
from halsoskola.services.courses import NewCourse
from halsoskola.services.mail_drafts import make_file
from halsoskola.services.participants import PersonFacts
from halsoskola.services.print_kinds import PRINT_KINDS, PaperGroup, PrintOrder, make_paper
from tests.documents.builders import page_count, whole_text
from tests.documents.leader_builders import a_picture
from tests.services.papers import EM, FM, early, occasion, people, plans, services

__all__ = ("early", "people", "plans", "services")  # fixtures
SECRETS = ("Hodan", "070-123 45 67")
"""A name and a number that belong to a participant."""


@pytest.fixture
def named(services: Services) -> Course:
    """A course that uses names, with people who have names and telephones, in scripts of three kinds."""
    wish = NewCourse("malmo-halsoskola-12", date(2027, 1, 19), (FM, EM), uses_names=True, venue="Rum Eken")
    course = services.courses.create(wish).course
    for code in ("ar", "ar", "ti", "sv"):
        facts = PersonFacts(
            code, reads=code, name=SECRETS[0], contact_way=ContactWay.OWN_NUMBER, phone=SECRETS[1]
        )
        services.participants.add(course.id, FM, facts)
    return course


# What no paper that leaves the leader's hands may hold


@pytest.mark.parametrize("kind", ["order", "brief", "seats", "substitute", "crisis", "tally", "absence"])
def test_names_and_telephones_of_participants_stand_on_no_leaders_paper(
    services: Services, named: Course, kind: str
) -> None:
    order = PrintOrder(named.id, (occasion(services, named, 8),), (FM,))
    text = whole_text(make_paper(services, kind, order))
    assert text
    for secret in SECRETS:
        assert secret not in text


def test_the_order_and_its_text_say_heads_and_nothing_else_about_people(
    services: Services, named: Course
) -> None:
    order = PrintOrder(named.id)
    text = services.leader_papers.order_text(named.id)
    paper = whole_text(make_paper(services, "order", order))
    for found in (text, paper):
        assert "Arabiska" in found
        assert "Tigrinja" in found
        assert "D01" not in found
        assert not any(secret in found for secret in SECRETS)
    assert "2 personer" in text


# The order


def test_only_needs_that_are_not_confirmed_are_ordered(
    services: Services, course: Course, people: list[str]
) -> None:
    ids = (occasion(services, course, 8),)
    interpreting = services.interpreting
    for code in ("ar", "so", "ti", "prs"):
        interpreting.order(ids, code, "", InterpreterMode.ON_SITE, booking_number=f"N-{code}")
    bookings = {need.language: need.bookings[0].id for need in services.occasions.room(ids[0]).needs}
    interpreting.step(bookings["ar"], BookingState.CONFIRMED)
    text = services.leader_papers.order_text(course.id, ids)
    assert "Arabiska" not in text
    assert "Somaliska" in text
    assert "Bokningsnummer N-so." in text
    for code in ("so", "ti", "prs"):
        interpreting.step(bookings[code], BookingState.CONFIRMED)
    with pytest.raises(RuleBroken) as refused:
        services.leader_papers.order(course.id, ids)
    assert refused.value.refusal is Refusal.NOTHING_TO_ORDER


def test_meetings_that_have_been_or_are_called_off_are_not_ordered(
    services: Services, course: Course, people: list[str]
) -> None:
    services.occasions.cancel(occasion(services, course, 9))
    lines = services.leader_papers.order_sheet(course.id).lines
    now = services.clock.now()
    assert lines
    assert all(line.start > now for line in lines)
    cancelled = services.courses.occasion_of(course.id, 9, FM).start
    assert cancelled not in {line.start for line in lines}


# The stand-in


def test_the_stand_in_reads_numbers_interpreters_and_promises(
    services: Services, course: Course, people: list[str]
) -> None:
    today = occasion(services, course, 7)
    services.interpreting.order((today,), "ar", "", InterpreterMode.ON_SITE, booking_number="B-77")
    services.closing.promise(today, "ta med karta", date(2027, 3, 9), people[0])
    services.attendance.mark(today, people[2], MarkKind.ANNOUNCED)
    services.closing.set_note(occasion(services, course, 6), "Alla ville prata mer om stress.")
    pdf = services.leader_papers.substitute([today])
    text = whole_text(pdf)
    assert page_count(pdf) == 1
    for expected in (
        "B-77",
        "D01: ta med karta",
        "kommer inte",
        "7 väntas",
        "prata mer om stress",
        "Rum Eken",
    ):
        assert expected in text, expected


def test_somebody_new_is_pointed_out_to_the_stand_in(
    services: Services, course: Course, people: list[str]
) -> None:
    added = services.participants.add(course.id, FM, PersonFacts("ar", reads="ar")).enrolment
    with services.printing.pages(services.leader_papers.substitute([occasion(services, course, 7)])) as pages:
        assert len(pages.search("ny", 0)) == 1
    assert added.label == "D09"


# Seats, counting, absence


def test_islands_follow_the_interpreters_language(
    services: Services, course: Course, people: list[str]
) -> None:
    sheet = services.leader_papers.seats_sheet(services.printing._facts(occasion(services, course, 7)))
    assert [(one.language, len(one.seats), one.interpreter) for one in sheet.islands] == [
        ("arabiska", 3, True),
        ("somaliska", 2, True),
        ("dari", 1, True),
        ("tigrinja", 1, True),
        ("svenska", 1, False),
    ]


def test_absences_over_a_quarter_of_an_hour_are_listed(
    services: Services, course: Course, people: list[str]
) -> None:
    today = occasion(services, course, 7)
    services.attendance.mark(today, people[0], MarkKind.ABSENT)
    services.attendance.mark(today, people[1], MarkKind.LATE, 15)
    services.attendance.mark(today, people[2], MarkKind.LATE, 20)
    text = whole_text(services.leader_papers.absence([today]))
    assert "D01 9.00–11.00 9.00–11.00" in text
    assert "D02" not in text
    assert "D03 9.00–11.00 9.00–9.20" in text
    assert "inte bekräftad" in text
    services.attendance.confirm(today)
    assert "inte bekräftad" not in whole_text(services.leader_papers.absence([today]))


def test_every_kind_has_its_group_and_the_funders_list_is_the_sign_in_list(
    services: Services, course: Course, people: list[str]
) -> None:
    assert {PRINT_KINDS[kind].group for kind in PRINT_KINDS} == set(PaperGroup)
    order = PrintOrder(course.id, (occasion(services, course, 7),), (FM,), esf=True)
    assert "Närvarolista ESF" in whole_text(make_paper(services, "signin", order))


# Crisis, local facts


def test_the_crisis_sheet_shows_what_was_filled_in(
    services: Services, course: Course, people: list[str]
) -> None:
    services.facts.save("krisrum", "Rum Björken, våning 3")
    services.facts.save("boss-telefon", "040-11 22 33")
    wall = whole_text(services.leader_papers.crisis())
    assert "Rum Björken, våning 3" in wall
    assert "040-11 22 33" in wall
    today = whole_text(services.leader_papers.crisis([occasion(services, course, 7)]))
    assert "Tolkar i dag" in today


# Mail drafts


@pytest.mark.parametrize("kind", ["schedule", "order", "brief"])
def test_a_mail_draft_is_unsent_addressed_to_nobody_and_carries_the_paper(
    services: Services, course: Course, people: list[str], kind: str
) -> None:
    order = PrintOrder(course.id, (occasion(services, course, 8),), (FM,))
    raw = make_file(services, kind, order, ".eml")
    assert raw == make_file(services, kind, order, ".eml")
    message = email.message_from_bytes(raw, policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] is None
    attached = list(message.iter_attachments())
    assert [part.get_content_type() for part in attached] == ["application/pdf"]
    assert attached[0].get_filename().endswith(".pdf")
    assert attached[0].get_content().startswith(b"%PDF")
    assert "D01" not in message.get_body().get_content()


def test_a_paper_that_is_no_text_is_refused_as_one(
    services: Services, course: Course, people: list[str]
) -> None:
    order = PrintOrder(course.id, (occasion(services, course, 8),), (FM,))
    assert make_file(services, "order", order, ".TXT").decode().startswith("Hej!")
    for kind, suffix in (("seats", ".txt"), ("seats", ".eml"), ("schedule", ".txt")):
        with pytest.raises(RuleBroken) as refused:
            make_file(services, kind, order, suffix)
        assert refused.value.refusal is Refusal.PAPER_ONLY_AS_PDF


# Name, logo and the line for the ill


def test_name_logo_and_line_stand_on_the_papers(
    services: Services, course: Course, people: list[str], tmp_path: Path
) -> None:
    today = occasion(services, course, 7)
    plain = services.printing.signin([today])
    services.facts.save("organisation-namn", "Malmö hälsostöd")
    services.facts.save("kurs-telefon", "040-00 00 00")
    services.facts.save("sjuk-rad", "Ring också Arbetsförmedlingen samma dag.")
    (tmp_path / "logga.png").write_bytes(a_picture("PNG", noisy=True))
    services.letterheads.save_logo(tmp_path / "logga.png")
    signed = services.printing.signin([today])
    assert "Malmö hälsostöd" in whole_text(signed)
    assert len(signed) > len(plain) + 2_000
    handouts = whole_text(services.printing.pack([today]))
    assert "Sjuk? Ring oss 040-00 00 00. Ring också Arbetsförmedlingen samma dag." in handouts
    services.letterheads.remove_logo()
    assert services.letterheads.logo() == b""


def test_a_logo_that_is_no_picture_changes_nothing(services: Services, tmp_path: Path) -> None:
    (tmp_path / "bra.png").write_bytes(a_picture("PNG"))
    services.letterheads.save_logo(tmp_path / "bra.png")
    before = services.letterheads.logo()
    (tmp_path / "brev.png").write_text("Hej!", encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        services.letterheads.save_logo(tmp_path / "brev.png")
    assert refused.value.refusal is Refusal.LOGO_UNUSABLE
    with pytest.raises(StorageTrouble):
        services.letterheads.save_logo(tmp_path / "finns-inte.png")
    assert services.letterheads.logo() == before


def test_arabic_and_tigrinya_words_survive_the_letterhead(
    services: Services, course: Course, people: list[str]
) -> None:
    services.facts.save("organisation-namn", "منظمة الصحة – ጥዕና – Hälsan")
    with PdfPages(services.printing.signin([occasion(services, course, 7)])) as pages:
        assert pages.search("منظمة", 0)
        assert pages.search(unicodedata.normalize("NFC", "ጥዕና"), 0)


def test_a_letter_that_no_font_has_is_named(services: Services, course: Course, people: list[str]) -> None:
    services.facts.save("organisation-namn", "Hälsa 漢")
    with pytest.raises(RuleBroken) as refused:
        services.printing.signin([occasion(services, course, 7)])
    assert refused.value.refusal is Refusal.LETTER_MISSING
    assert refused.value.facts["where"] == "organisationens namn"
