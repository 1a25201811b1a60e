"""When a plan asks the leader to think twice: tables of cases, and what never warns."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.interpreting import InterpreterMode
from halsoskola.domain.plan_warnings import (
    CRISIS_FACTS,
    BookedInterpreter,
    Place,
    PlanWarning,
    PlanWarningKind,
    has_warning_signs,
    in_order,
    interpreter_warnings,
    place_warnings,
    plan_warnings,
)
from halsoskola.domain.plans import (
    Block,
    BlockKind,
    Fact,
    FactKind,
    HandoutParagraph,
    HandoutSection,
    HandoutText,
    SessionPlan,
)
from halsoskola.i18n.plan_warnings import SENTENCES, warning_sentence

Kind = PlanWarningKind
CALM = SessionPlan("somn", "Sömn", (Block("Start", 120, BlockKind.START),))
SENSITIVE = replace(CALM, id="familj", sensitive=True)
MEMORIES = replace(CALM, id="svara-handelser", sensitive=True, crisis=True, min_leaders=2)
OWN_MEMORIES = replace(MEMORIES, id="vara-minnen")


def kinds(warnings: tuple[PlanWarning, ...]) -> list[PlanWarningKind]:
    return [warning.kind for warning in warnings]


@pytest.mark.parametrize(
    ("plan", "place", "expected"),
    [
        (CALM, Place(1, 12), []),
        (SENSITIVE, Place(1, 12), [Kind.SENSITIVE_EARLY]),
        (SENSITIVE, Place(4, 12), [Kind.SENSITIVE_EARLY]),
        (SENSITIVE, Place(5, 12), []),
        (SENSITIVE, Place(2, 4), [Kind.SENSITIVE_EARLY]),
        (SENSITIVE, Place(3, 4), []),
        (SENSITIVE, Place(12, 12), []),
        (MEMORIES, Place(7, 12, 7), []),
        (MEMORIES, Place(7, 12, 8), []),
        (MEMORIES, Place(7, 12, 9), [Kind.MEMORIES_BEFORE_BREAK]),
        (MEMORIES, Place(7, 12), []),
        (MEMORIES, Place(4, 12, 7), [Kind.SENSITIVE_EARLY, Kind.MEMORIES_EARLY]),
        (MEMORIES, Place(5, 12, 7), []),
        (MEMORIES, Place(12, 12), [Kind.MEMORIES_LAST]),
        (OWN_MEMORIES, Place(12, 12), [Kind.MEMORIES_LAST]),
    ],
)
def test_where_in_the_course_a_plan_stands(
    plan: SessionPlan, place: Place, expected: list[PlanWarningKind]
) -> None:
    assert kinds(place_warnings(plan, place)) == expected


def test_the_crisis_sheet_is_asked_for_until_it_is_filled_in() -> None:
    def fact(name: str, text: str) -> Fact:
        return Fact(name, FactKind.LOCAL, text)

    stress = replace(CALM, id="stress", crisis=True)
    empty = plan_warnings(stress, {})
    assert empty == (PlanWarning(Kind.CRISIS_SHEET_EMPTY, names=CRISIS_FACTS),)
    some = {"psykakut-telefon": fact("psykakut-telefon", "040-1"), "krisrum": fact("krisrum", " ")}
    assert plan_warnings(stress, some)[0].names == ("boss-telefon", "krisrum")
    whole = {name: fact(name, "x") for name in CRISIS_FACTS}
    assert kinds(plan_warnings(stress, whole)) == [Kind.BRING_CRISIS_SHEET]
    assert kinds(plan_warnings(MEMORIES, whole)) == [Kind.TWO_LEADERS, Kind.BRING_CRISIS_SHEET]
    assert plan_warnings(CALM, {}) == ()


def test_an_interpreter_whom_the_group_does_not_know_or_see_is_said() -> None:
    coming = (
        BookedInterpreter("ar", "Amal  E", InterpreterMode.ON_SITE),
        BookedInterpreter("so", "", InterpreterMode.TELEPHONE),
        BookedInterpreter("ti", "Saba", InterpreterMode.VIDEO),
    )
    known = [("ar", "amal e"), ("ti", "Saba"), ("so", "Amal E")]
    assert interpreter_warnings(MEMORIES, coming, known) == (
        PlanWarning(Kind.INTERPRETER_REMOTE, names=("so", "ti")),
        PlanWarning(Kind.INTERPRETER_NEW, names=("so",)),
    )
    assert interpreter_warnings(SENSITIVE, coming, []) == ()
    assert interpreter_warnings(MEMORIES, (), []) == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ring {fact:112}.", True),
        ("Ring 1177 om du är osäker.", True),
        ("Ring 040-11 77 11 21.", False),
        ("Åk till akutmottagningen.", True),
        ("Det kostar 11 kronor.", False),
        ("Vila en stund.", False),
    ],
)
def test_texts_that_say_when_to_seek_care(line: str, expected: bool) -> None:
    text = HandoutText("Sömn", (HandoutSection("Vad?", (HandoutParagraph((line,)),)),))
    assert has_warning_signs(replace(CALM, handout=text)) is expected
    assert has_warning_signs(replace(CALM, picture_handout=text)) is expected


def test_difficult_themes_always_ask_for_a_check() -> None:
    assert has_warning_signs(SENSITIVE)
    assert has_warning_signs(replace(CALM, crisis=True))
    assert not has_warning_signs(CALM)


def test_every_warning_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Kind)
    for kind in Kind:
        names = ("krisrum",) if kind is Kind.CRISIS_SHEET_EMPTY else ("so", "ar")
        said = warning_sentence(PlanWarning(kind, 9, names))
        assert said[0].isupper()
        assert said.endswith(".")
        assert "{" not in said
    assert "lugnt rum" in warning_sentence(PlanWarning(Kind.CRISIS_SHEET_EMPTY, names=("krisrum",)))
    assert "somaliska" in warning_sentence(PlanWarning(Kind.INTERPRETER_NEW, names=("so",)))


@given(st.integers(1, 30), st.integers(1, 30), st.one_of(st.none(), st.integers(1, 60)))
def test_a_calm_plan_never_warns_about_its_place(number: int, meetings: int, gap: int | None) -> None:
    assert place_warnings(CALM, Place(number, meetings, gap)) == ()


@given(st.lists(st.sampled_from([PlanWarning(kind) for kind in Kind])))
def test_order_is_irrelevant_and_nothing_is_said_twice(warnings: list[PlanWarning]) -> None:
    ordered = in_order(warnings)
    assert ordered == in_order(reversed(warnings))
    assert len(ordered) == len(set(warnings))
