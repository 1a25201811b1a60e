"""What a list would do to a course: every row new, the same, waiting, a question or wrong; all or nothing."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.courses import TrackCode
from halsoskola.domain.errors import Refusal
from halsoskola.domain.importing import (
    ExistingParticipant,
    ImportPlan,
    ListFact,
    ListRow,
    Outcome,
    PlannedRow,
    RowNote,
    plan_import,
    read_number,
)
from halsoskola.domain.participants import READS_NOTHING, ContactWay, Sex
from halsoskola.i18n.importing import plan_lines, row_line

FM, EM = TrackCode.FM, TrackCode.EM
SEATS = {FM: 12, EM: 12}


def a_row(row: int = 2, **cells: str) -> ListRow:
    return ListRow(row, **{"number": str(row - 1), "language": "arabiska", **cells})  # type: ignore[arg-type]


def planned(*rows: ListRow, existing: tuple[ExistingParticipant, ...] = (), **more: object) -> ImportPlan:
    settings = {"uses_names": False, **more}
    return plan_import(rows, existing, SEATS, **settings)  # type: ignore[arg-type]


def only(*rows: ListRow, **more: object) -> PlannedRow:
    return planned(*rows, **more).rows[0]  # type: ignore[arg-type]


def refusals(row: PlannedRow) -> list[Refusal]:
    return [fault.refusal for fault in row.faults]


def as_existing(plan: ImportPlan) -> tuple[ExistingParticipant, ...]:
    """The newcomers of a plan as the course has them once they are read in."""
    people = []
    for row in plan.newcomers:
        assert row.number is not None
        assert row.track is not None
        people.append(
            ExistingParticipant(
                number=row.number,
                language=row.language,
                track=row.track,
                waiting=row.outcome is Outcome.WAITING,
                variant=row.variant,
                reads=row.reads,
                understands=row.understands,
                sex=row.sex,
                name=row.name,
                phone=row.phone,
            )
        )
    return tuple(people)


# One row.


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[(text, 7) for text in ("7", "07", "D07", "d7", " D-07 ", "7.0", "Nr 7", "#7", "-7")],
        *[(text, None) for text in ("", "0", "D", "7a", "Amina", "7.5", "12345")],
        ("120", 120),
    ],
)
def test_numbers_are_read_in_all_their_forms(text: str, number: int | None) -> None:
    assert read_number(text) == number


def test_row_is_new_with_all_that_the_list_says() -> None:
    row = only(
        a_row(
            number="D05",
            language="Arabiska (Irak)",
            interpreter="Ja",
            sex="Kvinna",
            group="Eftermiddag",
            reads="arabiska",
            understands="sorani, lite engelska",
            contact="070-123 45 67",
        )
    )
    assert row == PlannedRow(
        row=2,
        outcome=Outcome.NEW,
        number=5,
        track=EM,
        language="ar",
        variant="irakisk",
        reads="ar",
        understands=("ckb", "en"),
        sex=Sex.WOMAN,
        contact_way=ContactWay.OWN_NUMBER,
        phone="070-123 45 67",
    )
    assert row_line(row) == "Rad 2: D05 är ny, eftermiddag, arabiska (irakisk)."


@pytest.mark.parametrize("text", ["Nej", "nej", "N", "0", "ej", "behövs inte", "FALSKT"])
def test_without_interpreter_her_language_is_what_she_reads_and_understands(text: str) -> None:
    row = only(a_row(interpreter=text))
    assert (row.language, row.reads, row.understands) == ("sv", "ar", ("ar",))


def test_without_interpreter_she_reads_swedish_where_we_have_no_words_in_her_language() -> None:
    row = only(a_row(language="ryska", interpreter="nej"))
    assert (row.language, row.reads, row.understands) == ("sv", "sv", ("ru",))
    assert only(a_row(language="ryska", interpreter="ja")).reads == "ru"


@pytest.mark.parametrize("text", ["ja", "Ja", "X", "x", "J", "1", "SANT", "✓", "ja, telefontolk", "behövs"])
def test_interpreter_is_needed_when_the_cell_says_so(text: str) -> None:
    row = only(a_row(language="Somaliska", interpreter=text))
    assert (row.outcome, row.language, row.reads, row.understands) == (Outcome.NEW, "so", "so", ())


def test_without_tolk_column_an_interpreter_is_needed_unless_swedish() -> None:
    plan = planned(a_row(2), a_row(3, language="Svenska"))
    assert [row.language for row in plan.rows] == ["ar", "sv"]
    assert [row.notes for row in plan.rows] == [(), ()]


def test_an_empty_cell_in_a_tolk_column_counts_as_need_and_says_so() -> None:
    plan = planned(a_row(2, interpreter="ja"), a_row(3), a_row(4, interpreter="-"))
    assert [row.notes for row in plan.rows] == [(), *[(RowNote.INTERPRETER_NOT_SAID,)] * 2]
    assert plan.rows[1].language == "ar"
    assert "Vi räknar med tolk" in row_line(plan.rows[1])


def test_a_language_under_tolk_is_the_interpreters_language() -> None:
    row = only(a_row(language="kurdiska", interpreter="sorani"))
    assert (row.outcome, row.language, row.understands) == (Outcome.NEW, "ckb", ())
    row = only(a_row(language="tigrinja", interpreter_language="arabiska"))
    assert (row.language, row.understands) == ("ar", ("ti",))
    assert only(a_row(interpreter_language="-")).language == "ar"
    assert only(a_row(interpreter_language="ingen")).language == "sv"


def test_swedish_with_interpreter_is_a_contradiction() -> None:
    row = only(a_row(language="svenska", interpreter="ja"))
    assert (row.outcome, refusals(row)) == (Outcome.WRONG, [Refusal.LIST_INTERPRETER_INTO_SWEDISH])


def test_swedish_beside_the_language_is_understood_when_interpreter_is_told() -> None:
    row = only(a_row(language="arabiska och lite svenska", interpreter="ja"))
    assert (row.outcome, row.language, row.understands) == (Outcome.NEW, "ar", ("sv",))
    assert only(a_row(language="arabiska, svenska")).outcome is Outcome.ASK


@pytest.mark.parametrize("text", ["kanske", "vet inte riktigt än nja", "?"])
def test_unclear_interpreter_is_refused(text: str) -> None:
    row = only(a_row(interpreter=text.replace("inte ", "")))
    assert refusals(row) == [Refusal.LIST_INTERPRETER_UNCLEAR]


@pytest.mark.parametrize("text", ["inget", "Ingenting", "nej", "kan inte läsa", "bilder"])
def test_who_reads_nothing_gets_the_picture_level(text: str) -> None:
    assert only(a_row(reads=text)).reads == READS_NOTHING


def test_reads_must_be_one_language() -> None:
    assert only(a_row(reads="engelska")).reads == "en"
    assert refusals(only(a_row(reads="kurdiska"))) == [Refusal.LIST_READS_UNCLEAR]
    assert refusals(only(a_row(understands="klingon"))) == [Refusal.LIST_UNDERSTANDS_UNCLEAR]


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("fm", FM),
        ("FM", FM),
        ("f.m.", FM),
        ("förm.", FM),
        ("Förmiddag", FM),
        ("em", EM),
        ("Eftermiddagen", EM),
        ("PM", EM),
    ],
)
def test_groups_are_understood(text: str, track: TrackCode) -> None:
    assert only(a_row(group=text)).track is track


def test_group_that_cannot_be_read_or_is_missing_is_refused() -> None:
    plan = planned(a_row(2, group="fm"), a_row(3), a_row(4, group="grön"), a_row(5, group="fm/em"))
    assert [refusals(row) for row in plan.rows] == [
        [],
        [Refusal.LIST_GROUP_MISSING],
        [Refusal.LIST_GROUP_UNCLEAR],
        [Refusal.LIST_GROUP_UNCLEAR],
    ]


def test_course_with_one_track_needs_no_group() -> None:
    plan = plan_import([a_row(2), a_row(3, group="em"), a_row(4, group="fm")], [], {EM: 12}, uses_names=False)
    assert [row.track for row in plan.rows] == [EM, EM, None]
    assert refusals(plan.rows[2]) == [Refusal.LIST_GROUP_NOT_IN_COURSE]


def test_no_group_column_means_the_morning() -> None:
    assert only(a_row()).track is FM


@pytest.mark.parametrize(
    ("text", "sex"),
    [("K", Sex.WOMAN), ("kvinna", Sex.WOMAN), ("M", Sex.MAN), ("annat", Sex.OTHER), ("", None), ("-", None)],
)
def test_sex_is_optional(text: str, sex: Sex | None) -> None:
    row = only(a_row(sex=text))
    assert (row.sex, row.notes) == (sex, ())


def test_unreadable_sex_is_left_empty_and_said() -> None:
    row = only(a_row(sex="qq"))
    assert (row.outcome, row.sex, row.notes) == (Outcome.NEW, None, (RowNote.SEX_UNCLEAR,))


@pytest.mark.parametrize(
    ("text", "way", "phone"),
    [
        ("0701234567", ContactWay.OWN_NUMBER, "0701234567"),
        ("701234567", ContactWay.OWN_NUMBER, "0701234567"),
        ("via sfi", ContactWay.VIA_SFI, ""),
        ("Handläggaren", ContactWay.VIA_CASEWORKER, ""),
        ("", None, ""),
        ("grannen", None, ""),
    ],
)
def test_contact_is_own_number_or_somebody_else(text: str, way: ContactWay | None, phone: str) -> None:
    row = only(a_row(contact=text))
    assert (row.contact_way, row.phone) == (way, phone)


# Questions.


def test_ambiguous_language_is_asked_about_with_its_candidates() -> None:
    row = only(a_row(language="Kurdiska", group="em"))
    assert row.outcome is Outcome.ASK
    assert [one.code for one in row.candidates] == ["kmr", "ckb"]
    assert row.track is EM
    assert row_line(row) == (
        "Rad 2: ”Kurdiska” kan betyda mer än ett språk. Fråga personen och skriv vilket det är: "
        "nordkurdiska (kurmanji), centralkurdiska (sorani)."
    )


def test_answer_makes_the_row_new() -> None:
    row = only(a_row(language="Kurdiska", reads="kurdiska"), answers={2: "ckb"})
    assert (row.outcome, row.language, row.reads, row.candidates) == (Outcome.NEW, "ckb", "ckb", ())
    row = only(a_row(language="irakiska"), answers={2: "ar"})
    assert (row.language, row.variant) == ("ar", "irakisk")


def test_two_languages_are_asked_about_and_the_other_one_is_understood() -> None:
    rows = [a_row(language="Arabiska/Somaliska")]
    assert only(*rows).outcome is Outcome.ASK
    row = only(*rows, answers={2: "so"})
    assert (row.outcome, row.language, row.understands) == (Outcome.NEW, "so", ("ar",))


def test_answer_outside_the_table_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="tlh"):
        planned(a_row(language="kurdiska"), answers={2: "tlh"})


def test_unknown_language_is_refused_by_name_even_with_an_answer() -> None:
    row = only(a_row(language="klingon"), answers={2: "ar"})
    assert (row.outcome, refusals(row)) == (Outcome.WRONG, [Refusal.LIST_LANGUAGE_UNKNOWN])
    assert "”klingon”" in row_line(row)


def test_missing_language_is_refused_unless_no_interpreter_is_needed() -> None:
    assert refusals(only(a_row(language=""))) == [Refusal.LIST_LANGUAGE_MISSING]
    row = only(a_row(language="", interpreter="nej"))
    assert (row.outcome, row.language, row.reads, row.understands) == (Outcome.NEW, "sv", "sv", ())


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    plan = planned(a_row(2, number="?", language="klingon", group="grön"), a_row(3, group="fm"))
    assert refusals(plan.rows[0]) == [
        Refusal.LIST_NUMBER_UNCLEAR,
        Refusal.LIST_GROUP_UNCLEAR,
        Refusal.LIST_LANGUAGE_UNKNOWN,
    ]
    assert row_line(plan.rows[0]).count("Rad 2:") == 3


# Personnummer and names.

TEXT_CELLS = [cell.name for cell in fields(ListRow) if cell.name not in ("row", "has_personal_number")]


@pytest.mark.parametrize("cell", TEXT_CELLS)
@pytest.mark.parametrize("text", ["19800101-1234", "x 800101-1234 y"])
def test_personal_number_in_any_cell_is_refused_and_never_repeated(cell: str, text: str) -> None:
    plan = planned(a_row(2), a_row(3, **{cell: text, "name": text}), uses_names=True)
    row = plan.rows[1]
    assert (row.outcome, refusals(row), row.name, row.number) == (
        Outcome.WRONG,
        [Refusal.PERSONAL_NUMBER],
        "",
        None,
    )
    assert (
        row_line(row)
        == "Rad 3: ett personnummer får inte finnas i listan. Ta bort det och läs in listan igen."
    )
    everything = repr(plan) + " ".join(map(row_line, plan.rows)) + repr(row.faults[0].as_broken_rule())
    assert "1234" not in everything
    assert "800101" not in everything
    assert not plan.ok


def test_phone_number_is_no_personal_number() -> None:
    assert only(a_row(contact="0701010101")).outcome is Outcome.NEW


def test_names_are_read_only_when_the_course_uses_them() -> None:
    rows = [a_row(name="  Åsa-Lena  H ")]
    without, with_names = planned(*rows), planned(*rows, uses_names=True)
    assert (without.rows[0].name, without.names_left_out) == ("", True)
    assert (with_names.rows[0].name, with_names.names_left_out) == ("Åsa-Lena H", False)
    assert "Namnen i listan läses inte in, för kursen använder bara nummer." in plan_lines(without)
    assert not planned(a_row()).names_left_out


def test_names_and_phones_never_show_in_reprs() -> None:
    row = a_row(name="Östen", contact="070-999 88 77")
    assert "Östen" not in repr(row) + repr(planned(row, uses_names=True))
    assert "999" not in repr(row) + repr(planned(row, uses_names=True))


# Numbers and seats.


def test_doubled_number_makes_both_rows_wrong() -> None:
    plan = planned(a_row(2, number="9"), a_row(3, number="D09"), a_row(4, number="10"))
    assert [row.outcome for row in plan.rows] == [Outcome.WRONG, Outcome.WRONG, Outcome.NEW]
    assert row_line(plan.rows[0]).startswith("Rad 2: numret D09 står också på rad 3.")
    assert row_line(plan.rows[1]).startswith("Rad 3: numret D09 står också på rad 2.")
    assert not plan.ok


def test_list_without_numbers_gets_the_next_ones() -> None:
    there = (ExistingParticipant(3, "so", FM), ExistingParticipant(8, "ti", EM))
    plan = planned(a_row(2, number=""), a_row(3, number=""), existing=there)
    assert [row.number for row in plan.rows] == [9, 10]
    assert [row.outcome for row in plan.rows] == [Outcome.NEW, Outcome.NEW]


def test_row_without_number_is_refused_in_a_list_that_has_some() -> None:
    plan = planned(a_row(2), a_row(3, number=""))
    assert refusals(plan.rows[1]) == [Refusal.LIST_NUMBER_MISSING]


def test_more_people_than_seats_wait_in_the_order_of_the_list() -> None:
    plan = planned(*[a_row(row) for row in range(2, 32)])
    assert [row.outcome for row in plan.rows] == [Outcome.NEW] * 12 + [Outcome.WAITING] * 18
    assert plan.ok
    assert len(plan.newcomers) == 30
    assert "18 personer får inte plats och hamnar på väntelistan." in plan_lines(plan)


def test_those_who_wait_already_come_first() -> None:
    there = tuple(ExistingParticipant(number, "ar", FM, waiting=True) for number in (90, 91))
    plan = plan_import([a_row(2), a_row(3), a_row(4)], there, {FM: 3, EM: 0}, uses_names=False)
    assert [row.outcome for row in plan.rows] == [Outcome.NEW, Outcome.WAITING, Outcome.WAITING]


def test_answering_a_question_moves_nobody_else() -> None:
    rows = [a_row(2, language="kurdiska"), a_row(3), a_row(4)]
    before = plan_import(rows, [], {FM: 2}, uses_names=False)
    after = plan_import(rows, [], {FM: 2}, uses_names=False, answers={2: "kmr"})
    assert [row.outcome for row in before.rows] == [Outcome.ASK, Outcome.NEW, Outcome.WAITING]
    assert [row.outcome for row in after.rows] == [Outcome.NEW, Outcome.NEW, Outcome.WAITING]


def test_known_number_stays_as_it_is_and_differences_are_told() -> None:
    there = ExistingParticipant(1, "so", EM, sex=Sex.WOMAN, name="Hodan")
    row = only(a_row(2, group="fm", sex="m", name="Sagal"), existing=(there,), uses_names=True)
    assert row.outcome is Outcome.SAME
    assert (row.language, row.track, row.sex, row.name) == ("so", EM, Sex.WOMAN, "Hodan")
    assert row.differs == (ListFact.LANGUAGE, ListFact.TRACK, ListFact.SEX, ListFact.NAME)
    assert row_line(row) == (
        "Rad 2: D01 finns redan i kursen och ändras inte. I listan står det något annat om: språk, grupp, kön, namn."
    )


def test_what_the_list_leaves_out_is_no_difference() -> None:
    there = ExistingParticipant(
        1, "ar", EM, variant="irakisk", reads="en", understands=("so",), sex=Sex.MAN, name="A"
    )
    row = only(a_row(2), existing=(there,), uses_names=True)
    assert (row.outcome, row.differs) == (Outcome.SAME, ())


def test_loose_language_of_somebody_known_is_no_question() -> None:
    row = only(a_row(2, language="kurdiska"), existing=(ExistingParticipant(1, "ckb", FM),))
    assert (row.outcome, row.language, row.differs) == (Outcome.SAME, "ckb", ())


def test_list_without_numbers_that_says_nothing_new_is_told() -> None:
    rows = [a_row(row, number="", group="em") for row in (2, 3)]
    first = planned(*rows)
    assert not first.may_be_there_already
    again = planned(*rows, existing=as_existing(first))
    assert again.may_be_there_already
    assert any("redan är inläst" in line for line in plan_lines(again))


def test_a_course_without_tracks_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="track"):
        plan_import([a_row()], [], {}, uses_names=False)


def test_every_outcome_of_a_row_has_a_line() -> None:
    rows = [a_row(2, language="svenska"), a_row(3, language="arabiska (Irak)"), a_row(4)]
    lines = [row_line(row) for row in plan_import(rows, [], {FM: 0}, uses_names=False).rows]
    assert lines == [
        "Rad 2: D01 hamnar på väntelistan, förmiddag, utan tolk.",
        "Rad 3: D02 hamnar på väntelistan, förmiddag, arabiska (irakisk).",
        "Rad 4: D03 hamnar på väntelistan, förmiddag, arabiska.",
    ]
    assert row_line(only(a_row(language="svenska"))) == "Rad 2: D01 är ny, förmiddag, utan tolk."


# Whatever the list.

cells = {
    "language": st.sampled_from(
        ["arabiska", "Somaliska", "tigrinja", "kurdiska", "dari", "svenska", "ar/so", "xyz", ""]
    ),
    "interpreter": st.sampled_from(["ja", "nej", "", "X", "hm"]),
    "group": st.sampled_from(["fm", "em", "Förmiddag", "", "blå"]),
    "sex": st.sampled_from(["K", "M", "", "?"]),
    "name": st.sampled_from(["", "Åsa", "Nour"]),
    "reads": st.sampled_from(["", "inget", "arabiska", "kurdiska"]),
}
good_cells = {
    "language": st.sampled_from(["arabiska", "Somaliska", "tigrinja", "arabiska (Irak)", "ryska", "dari"]),
    "interpreter": st.sampled_from(["ja", "nej"]),
    "group": st.sampled_from(["fm", "em"]),
    "sex": st.sampled_from(["K", "M", ""]),
    "name": st.sampled_from(["", "Åsa", "Nour"]),
    "understands": st.sampled_from(["", "engelska", "engelska, franska"]),
}


def lists(
    of: dict[str, st.SearchStrategy[str]], numbers: st.SearchStrategy[str]
) -> st.SearchStrategy[list[ListRow]]:
    rows = st.lists(st.builds(ListRow, row=st.just(0), number=numbers, **of), max_size=40)
    return rows.map(lambda found: [replace(row, row=place + 2) for place, row in enumerate(found)])


def numbered(rows: list[ListRow]) -> list[ListRow]:
    return [replace(row, number=f"D{place + 1:02d}") for place, row in enumerate(rows)]


@given(lists(good_cells, st.just("")), st.booleans(), st.integers(0, 14))
def test_reading_the_same_list_in_twice_changes_nothing(rows: list[ListRow], names: bool, seats: int) -> None:
    tracks = {FM: seats, EM: 12}
    first = plan_import(numbered(rows), [], tracks, uses_names=names)
    assert first.ok
    people = as_existing(first)
    left = {
        track: seats - sum(one.track is track and not one.waiting for one in people)
        for track, seats in tracks.items()
    }
    again = plan_import(numbered(rows), people, left, uses_names=names)
    assert again.newcomers == ()
    assert all((row.outcome, row.differs) == (Outcome.SAME, ()) for row in again.rows)


@given(lists(good_cells, st.just("")).flatmap(lambda rows: st.permutations(numbered(rows))))
def test_the_order_of_rows_does_not_decide_who_is_who(shuffled: list[ListRow]) -> None:
    ordered = sorted(shuffled, key=lambda row: row.row)

    def people(plan: ImportPlan) -> dict[int | None, tuple[object, ...]]:
        return {
            one.number: (one.row, one.language, one.variant, one.track, one.sex, one.understands)
            for one in plan.rows
        }

    assert people(planned(*shuffled)) == people(planned(*ordered))


@given(lists(cells, st.sampled_from(["", "1", "D02", "3", "x"])), st.integers(0, 3), st.booleans())
def test_every_list_gets_a_plan_that_holds_together(rows: list[ListRow], seats: int, names: bool) -> None:
    plan = plan_import(rows, [ExistingParticipant(3, "ckb", EM)], {FM: seats, EM: 1}, uses_names=names)
    assert [row.row for row in plan.rows] == [row.row for row in rows]
    for row in plan.rows:
        assert (row.outcome in (Outcome.ASK, Outcome.WRONG)) == bool(row.faults)
        assert (row.outcome is Outcome.ASK) == bool(row.candidates) or row.outcome is Outcome.WRONG
        assert row_line(row).startswith(f"Rad {row.row}: ")
        if not row.faults:
            assert row.number is not None
            assert row.track is not None
            assert row.language
    assert sum(row.outcome is Outcome.NEW and row.track is FM for row in plan.rows) <= seats
    taken = [row.number for row in plan.newcomers]
    assert len(taken) == len(set(taken))
    assert not {3} & set(taken)
    assert all(not row.name for row in plan.newcomers) or names


@given(st.text(max_size=30), st.sampled_from(TEXT_CELLS))
def test_any_text_in_any_cell_gets_an_outcome(text: str, cell: str) -> None:
    assert only(a_row(2, **{cell: text}), a_row(3), uses_names=True).outcome in Outcome
