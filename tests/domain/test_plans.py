from datetime import date

import pytest

from halsoskola.domain.plans import (
    WRITE_ON_LINE,
    Block,
    BlockKind,
    Fact,
    FactKind,
    HandoutList,
    HandoutParagraph,
    HandoutSection,
    HandoutText,
    LeaderNote,
    LeaderNotes,
    fill_facts,
    fill_facts_in_text,
    part_lines,
)


def a_handout(*lines: str) -> HandoutText:
    return HandoutText(
        "Sömn", (HandoutSection("Vem kan hjälpa?", (HandoutParagraph(lines, "call", "En telefon"),)),)
    )


def a_fact(name: str, text: str) -> Fact:
    return Fact(name, FactKind.LOCAL, text)


def test_facts_are_written_out_where_the_text_names_them() -> None:
    handout = a_handout("Ring vårdcentralen:", "{fact:vard-telefon} eller {fact:radgivning}")
    facts = {
        "vard-telefon": a_fact("vard-telefon", "040-12 34 56"),
        "radgivning": a_fact("radgivning", " 1177 "),
    }
    filled, missing = fill_facts(handout, facts)
    assert filled.sections[0].parts[0] == HandoutParagraph(
        ("Ring vårdcentralen:", "040-12 34 56 eller 1177"), "call", "En telefon"
    )
    assert missing == ()


def test_a_fact_without_value_becomes_a_line_to_write_on() -> None:
    handout = a_handout("Telefon: {fact:kurs}", "{fact:okand}", "{fact:kurs}")
    filled, missing = fill_facts(handout, {"kurs": a_fact("kurs", "  ")})
    assert part_lines(filled.sections[0].parts[0]) == (
        f"Telefon: {WRITE_ON_LINE}",
        WRITE_ON_LINE,
        WRITE_ON_LINE,
    )
    assert missing == ("kurs", "okand")


def test_facts_are_found_in_titles_headings_and_lists() -> None:
    handout = HandoutText(
        "{fact:a}", (HandoutSection("{fact:b}?", (HandoutList(("x\n{fact:c}", "{fact:a}")),)),)
    )
    assert handout.fact_names == ("a", "b", "c")
    filled, missing = fill_facts(handout, {})
    assert missing == ("a", "b", "c")
    assert filled.fact_names == ()


def test_a_value_that_looks_like_a_fact_is_not_filled_again() -> None:
    text, missing = fill_facts_in_text("{fact:a}", {"a": a_fact("a", "{fact:b}"), "b": a_fact("b", "nej")})
    assert (text, missing) == ("{fact:b}", ())


@pytest.mark.parametrize(
    ("recheck", "overdue"),
    [(None, False), (date(2027, 1, 15), True), (date(2027, 1, 14), True), (date(2027, 1, 16), False)],
)
def test_a_fact_is_overdue_from_its_check_date(recheck: date | None, overdue: bool) -> None:
    fact = Fact("riskbruk", FactKind.YEARLY, "10 glas", recheck=recheck)
    assert fact.is_overdue(date(2027, 1, 15)) is overdue


def test_blocks_that_share_a_title_take_their_notes_in_turn() -> None:
    notes = LeaderNotes(
        notes=(LeaderNote("Kropp", "Fötter"), LeaderNote("Prata", "Lugnt"), LeaderNote("Kropp", "Axlar"))
    )
    titles = ["Kropp", "Paus", "Kropp", "Prata", "Kropp"]
    blocks = [Block(title, 10, BlockKind.BODY) for title in titles]
    assert notes.per_block(blocks) == ("Fötter", "", "Axlar", "Lugnt", "")
    assert notes.of("Kropp") == "Fötter"
    assert notes.of("Slut") == ""


def test_lines_of_a_section_are_counted_as_written() -> None:
    section = HandoutSection("Vad?", (HandoutParagraph(("a", "b")), HandoutList(("c\nd", "e"))))
    assert section.line_count == 5
