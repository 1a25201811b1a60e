"""Own facts: they win, survive, and never hold what the program must not keep."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.changes import Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.plans import Fact, FactKind
from halsoskola.i18n.labels import fact_label
from halsoskola.plans.fact_files import facts_file, with_fact, without_fact
from halsoskola.program import plan_service
from halsoskola.services.clock import FixedClock
from halsoskola.services.facts import FactService, next_check
from halsoskola.services.handouts import HandoutService
from halsoskola.services.plans import PlanService
from halsoskola.settings import Paths
from tests.builders import at

MARCH = FixedClock(at(date(2027, 3, 2), 8))
PHONE = "vardcentral-telefon"


@pytest.fixture
def plans(paths: Paths) -> PlanService:
    return plan_service(paths)


@pytest.fixture
def facts(plans: PlanService) -> FactService:
    return FactService(plans, MARCH)


@pytest.fixture
def file(paths: Paths) -> Path:
    return paths.own_plans / "facts.toml"


def test_local_facts_come_first_and_those_without_value_on_top(facts: FactService) -> None:
    facts.save("vardcentral-namn", "Vårdcentralen Eken")
    lines = facts.lines()
    kinds = [line.fact.kind for line in lines]
    assert kinds == sorted(kinds, key=[FactKind.LOCAL, FactKind.YEARLY, FactKind.FIXED].index)
    local = [line for line in lines if line.fact.kind is FactKind.LOCAL]
    assert [line.is_missing for line in local] == [True] * (len(local) - 1) + [False]
    assert local[-1].fact.name == "vardcentral-namn"
    assert all(line.is_overdue for line in lines if line.fact.kind is FactKind.YEARLY)


def test_a_line_says_which_plans_rest_on_the_fact(facts: FactService) -> None:
    assert "Sömn" in facts.line(PHONE).used_in


def test_an_own_value_holds_at_once_and_in_the_next_program(
    facts: FactService, plans: PlanService, paths: Paths
) -> None:
    handouts = HandoutService(plans)
    before = handouts.make(plans.plan("varden"), ["ar"])
    assert PHONE in before.missing_facts
    changes = facts.save(PHONE, "  040-12 34  56 ")
    assert changes.ids(Kind.FACT) == {PHONE}
    assert PHONE not in handouts.make(plans.plan("varden"), ["ar"]).missing_facts
    again = FactService(plan_service(paths), MARCH).line(PHONE)
    assert again.fact.text == "040-12 34 56"
    assert again.is_own
    assert again.fact.checked == date(2027, 3, 2)
    assert again.fact.source == facts.line(PHONE).fact.source != ""


def test_an_unchanged_value_writes_nothing(facts: FactService, file: Path) -> None:
    assert not facts.save("112", "112")
    assert not facts.save("krisrum", "")
    assert not file.exists()


def test_an_emptied_value_brings_the_shipped_one_back(facts: FactService) -> None:
    facts.save("riskbruk", "9 glas på en vecka")
    assert facts.line("riskbruk").can_reset
    facts.save("riskbruk", " ")
    line = facts.line("riskbruk")
    assert line.fact.text == "10 glas på en vecka eller 4 glas samma kväll"
    assert not line.is_own
    facts.save("krisrum", "Rum 3")
    facts.reset("krisrum")
    assert facts.line("krisrum").is_missing


def test_a_yearly_fact_that_was_checked_is_not_overdue_until_next_year(facts: FactService) -> None:
    assert facts.line("rott-kott").is_overdue
    facts.confirm("rott-kott")
    line = facts.line("rott-kott")
    assert not line.is_overdue
    assert line.fact.recheck == date(2028, 1, 15)
    assert line.fact.text == "350 gram i veckan"
    assert not line.can_reset  # the same words: nothing to bring back


def test_a_checked_leap_day_is_checked_again_a_year_later() -> None:
    fact = Fact("x", FactKind.FIXED, "1")
    assert next_check(fact, date(2028, 2, 29)) == date(2029, 3, 1)
    assert next_check(fact, date(2027, 3, 2)) == date(2028, 3, 2)
    assert next_check(Fact("x", FactKind.LOCAL, "1"), date(2027, 3, 2)) is None


def test_a_personnummer_is_refused_and_nothing_is_written(facts: FactService, file: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        facts.save("kontaktperson", "Åsa, 800101-1234")
    assert refused.value.refusal is Refusal.PERSONAL_NUMBER_IN_FIELD
    assert "800101" not in str(refused.value.facts)
    assert not file.exists()
    facts.save(PHONE, "0701014232")  # ten digits from 0 are what a phone number looks like


def test_a_text_that_no_line_can_hold_is_refused(facts: FactService, file: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        facts.save("krisrum", "x" * 121)
    assert refused.value.refusal is Refusal.TEXT_TOO_LONG
    assert not file.exists()


def test_an_own_file_that_cannot_be_read_is_left_alone(facts: FactService, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('[[facts]]\nname = "krisrum\n', encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(RuleBroken) as refused:
        facts.save("krisrum", "Rum 3")
    assert refused.value.refusal is Refusal.FACTS_FILE_BROKEN
    assert "facts.toml: rad 2" in str(refused.value.facts["fault"])
    assert file.read_bytes() == before


def test_an_entry_with_a_misspelt_key_is_not_saved_as_if_it_worked(facts: FactService, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('[[facts]]\nname = "krisrum"\nkind = "local"\nsorce = "här"\n', encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        facts.save("krisrum", "Rum 3")
    assert "sorce" in str(refused.value.facts["fault"])
    assert "Rum 3" not in file.read_text(encoding="utf-8")


def test_comments_and_unknown_keys_stay(facts: FactService, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(
        "# Vår egen fil.\n"
        "lag = 'Malmö'\n\n"
        '[[facts]]  # våren\nname = "krisrum"  # ett rum med fönster\nkind = "local"\ntext = "Rum 3"\n\n'
        "# Nästa är ny.\n"
        '[[facts]]\nname = "egen"\nkind = "local"\ntext = "1"\nnytt = true\n',
        encoding="utf-8",
    )
    facts.save("krisrum", 'Rum "4"')
    facts.save(PHONE, "040-1")
    text = file.read_text(encoding="utf-8")
    for kept in (
        "# Vår egen fil.",
        "lag = 'Malmö'",
        "# ett rum med fönster",
        "# Nästa är ny.\n[[facts]]",
        "nytt = true",
    ):
        assert kept in text
    rows = {row["name"]: row for row in tomllib.loads(text)["facts"]}
    assert rows["krisrum"]["text"] == 'Rum "4"'
    assert rows["egen"] == {"name": "egen", "kind": "local", "text": "1", "nytt": True}
    facts.reset("krisrum")
    text = file.read_text(encoding="utf-8")
    assert "# Nästa är ny.\n[[facts]]" in text
    assert [row["name"] for row in tomllib.loads(text)["facts"]] == ["egen", PHONE]


def test_an_unusual_layout_loses_its_comments_but_nothing_else() -> None:
    row = 'name = "krisrum", kind = "local", text = """\nRum 3""", "ett år" = 2027-01-02, tal = [1.5, 2]'
    text = f"facts = [{{{row}}}]\nx = {{a = 1}}\n"
    changed = with_fact(text, Fact("krisrum", FactKind.LOCAL, "Rum 4", checked=date(2027, 3, 2)))
    data = tomllib.loads(changed)
    assert data["x"] == {"a": 1}
    assert data["facts"] == [
        {
            "name": "krisrum",
            "kind": "local",
            "text": "Rum 4",
            "ett år": date(2027, 1, 2),
            "tal": [1.5, 2],
            "checked": date(2027, 3, 2),
        }
    ]
    assert "facts" not in tomllib.loads(without_fact(changed, "krisrum"))


FACTS = st.builds(
    Fact,
    name=st.sampled_from(["krisrum", "kurs-lokal", "112"]),
    kind=st.sampled_from(FactKind),
    text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]), max_size=20),
    source=st.sampled_from(["", 'en "källa" \\ #1']),
    checked=st.one_of(st.none(), st.dates()),
    languages=st.sampled_from([(), ("sv", "en")]),
    interpreter=st.sampled_from([None, True, False]),
)


@given(st.lists(FACTS, max_size=6))
def test_any_facts_written_one_after_the_other_can_be_read_again(written: list[Fact]) -> None:
    text = ""
    for fact in written:
        text = with_fact(text, fact)
    last = {fact.name: fact for fact in written}
    rows = {row["name"]: row for row in tomllib.loads(text).get("facts", [])}
    assert {name: row["text"] for name, row in rows.items()} == {
        name: fact.text for name, fact in last.items()
    }
    assert set(facts_file(text).facts) == set(last)
    for name in last:
        text = without_fact(text, name)
    assert facts_file(text).facts == {}


def test_a_later_value_takes_the_place_of_the_earlier_one_with_all_that_belongs_to_it() -> None:
    first = Fact("krisrum", FactKind.LOCAL, "Rum 3", checked=date(2027, 1, 2), recheck=date(2028, 1, 2))
    text = with_fact("", first)
    later = replace(first, text="Rum 4", checked=date(2027, 3, 2), recheck=None)
    assert facts_file(with_fact(text, later)).facts == {"krisrum": later}


def test_every_shipped_fact_has_a_name_that_people_can_read(facts: FactService) -> None:
    for line in facts.lines():
        name = line.fact.name
        assert fact_label(name) not in (name, name.replace("-", " ")), name
    assert fact_label("egen-uppgift") == "egen uppgift"
