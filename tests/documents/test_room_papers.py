"""The papers for room, leader, interpreter and safe."""

from dataclasses import fields, replace

import pytest

from halsoskola.documents import sheets
from halsoskola.documents.pdf.brief import GROUND_RULES, render_brief
from halsoskola.documents.pdf.recovery import render_recovery
from halsoskola.documents.pdf.runsheet import render_runsheet
from halsoskola.documents.pdf.signin import render_signin
from halsoskola.documents.sheets import RecoverySheet
from halsoskola.domain.errors import Refusal, RuleBroken
from tests.documents.builders import (
    BLOCKS,
    HEADING,
    a_brief,
    a_recovery,
    a_runsheet,
    a_signin,
    page_count,
    texts,
    whole_text,
)


def test_signin_shows_every_number_and_the_occasion() -> None:
    text = whole_text(render_signin(a_signin(12)))
    assert all(f"D{number:02d}" in text for number in range(1, 13))
    assert "Träff 5, förmiddag · tisdag 2 mars kl. 9.00–11.00 · Föreningsgatan 7" in text


def test_signin_for_a_full_track_and_two_visitors_fits_on_one_page() -> None:
    assert page_count(render_signin(a_signin(12))) == 1


def test_signin_has_no_name_column_unless_the_course_uses_names() -> None:
    with_names, without = (
        whole_text(render_signin(a_signin(uses_names=True))),
        whole_text(render_signin(a_signin())),
    )
    assert "Åsa" in with_names
    assert "nummer bild namn här" in with_names
    assert "nummer bild här" in without


def test_long_signin_repeats_its_head_on_each_page() -> None:
    pages = texts(render_signin(a_signin(36)))
    assert len(pages) == 3
    assert all("nummer bild" in page for page in pages)


def test_signin_refuses_a_sign_that_does_not_exist() -> None:
    sheet = a_signin(1)
    with pytest.raises(RuleBroken) as refused:
        render_signin(replace(sheet, rows=(replace(sheet.rows[0], sign="drake"),)))
    assert refused.value.refusal is Refusal.PICTURE_MISSING


def test_empty_course_still_prints_a_list_to_write_on() -> None:
    assert page_count(render_signin(a_signin(0))) == 1


def test_runsheet_shows_the_clock_of_both_runs() -> None:
    text = whole_text(render_runsheet(a_runsheet()))
    assert "9.10 13.10 25 Vad stör min sömn" in text
    assert "fm em min moment" in text
    assert "Netto taltid: 12 minuter." in text


def test_runsheet_says_who_is_expected_and_which_interpreters_are_missing() -> None:
    text = whole_text(render_runsheet(a_runsheet()))
    assert "7 väntas" in text
    assert "Arabiska: 5 · tolk bekräftad" in text
    assert "Tigrinja: 1 · tolk behövs, inte beställd" in text
    assert "Svenska: 1 · ingen tolk behövs" in text


def test_runsheet_holds_notes_adaptations_materials_aims_and_warnings() -> None:
    text = whole_text(render_runsheet(a_runsheet(warnings=["Ett telefonnummer saknas."])))
    for expected in (
        "Säg: hej på alla språk.",
        "Vänta in tolkarna.",
        "Svåra minnen: Fråga aldrig vad en dröm handlar om.",
        "bildkort sömn",
        "Jag vet varför sömn är viktigt.",
        "Ett telefonnummer saknas.",
    ):
        assert expected in text


def test_runsheet_for_one_run_has_one_clock() -> None:
    sheet = a_runsheet([replace(block, starts=block.starts[:1]) for block in BLOCKS])
    text = whole_text(render_runsheet(replace(sheet, runs=sheet.runs[:1])))
    assert "9.10 25 Vad stör min sömn" in text
    assert "Eftermiddag" not in text


def test_long_leader_notes_go_on_over_pages_and_lose_nothing() -> None:
    notes = "\n".join(f"- Säg: mening nummer {number}." for number in range(150))
    text = whole_text(render_runsheet(a_runsheet([replace(BLOCKS[0], notes=notes)])))
    assert all(f"mening nummer {number}." in text for number in range(150))


def test_room_for_own_notes_never_takes_a_page_of_its_own() -> None:
    for lines in range(20, 80, 4):
        notes = "\n".join(f"- Rad {number}." for number in range(lines))
        pages = texts(render_runsheet(a_runsheet([replace(BLOCKS[0], notes=notes)])))
        assert not pages[-1].startswith("Egna anteckningar")


def test_brief_says_theme_times_words_and_rules() -> None:
    text = whole_text(render_brief(a_brief()))
    assert "Tema: Sömn" in text
    assert "9.10 Vad stör min sömn 25 min" in text
    assert "mardröm" in text
    assert "كابوس" in text
    assert "Arabiska: 5 personer" in text
    assert "Tigrinja: 1 person " in text
    assert all(rule.split(".")[0] in text for rule in GROUND_RULES)
    assert "Arabiska: Datoröversatt. Inte granskad." in text


def test_brief_of_a_sensitive_plan_shows_no_unreviewed_word() -> None:
    text = whole_text(render_brief(a_brief(only_reviewed=True)))
    assert "كابوس" not in text
    assert "mardröm" in text


def test_brief_without_words_has_no_list() -> None:
    assert "Dagens ord" not in whole_text(render_brief(a_brief(words=())))


def test_brief_and_handout_have_no_place_for_a_name() -> None:
    for sheet in (sheets.BriefSheet, sheets.HandoutSheet, sheets.OccasionHeading, sheets.ExpectedGroup):
        assert not {field.name for field in fields(sheet)} & {
            "name",
            "names",
            "staff",
            "leaders",
            "participants",
        }


def test_recovery_key_can_be_read_back_group_by_group_on_one_page() -> None:
    pdf = render_recovery(a_recovery())
    text = whole_text(pdf)
    assert page_count(pdf) == 1
    positions = [text.index(group) for group in a_recovery().groups]
    assert positions == sorted(positions)
    assert "Databas A41F · 19 januari 2027" in text


def test_recovery_sheet_without_key_is_never_printed() -> None:
    with pytest.raises(ValueError, match="without key"):
        render_recovery(RecoverySheet((), "Databas", a_recovery().made_on))


def test_papers_give_the_same_bytes_twice() -> None:
    for render, sheet in (
        (render_signin, a_signin()),
        (render_runsheet, a_runsheet()),
        (render_brief, a_brief()),
        (render_recovery, a_recovery()),
    ):
        assert render(sheet) == render(sheet)  # type: ignore[operator]


def test_heading_is_written_as_people_say_it() -> None:
    assert "tisdag 2 mars kl. 9.00–11.00" in whole_text(render_brief(a_brief()))
    assert HEADING.start.minute == 0
