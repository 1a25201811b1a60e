"""The leader's own plans: shipped files stay as they are, nothing written is lost, and a course keeps its own copy."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from halsoskola.domain.changes import Kind
from halsoskola.domain.courses import TrackCode
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.plan_differences import Change, Part
from halsoskola.domain.plan_editing import (
    EASY_LEVEL,
    PICTURE_LEVEL,
    agenda_sum,
    change_block,
    change_note,
    move_block,
    split_block,
    with_title,
)
from halsoskola.domain.plans import BlockKind
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.courses import NewCourse
from halsoskola.services.plan_editing import EditPlace, Origin, first_draft
from halsoskola.settings import Paths

SOMN = EditPlace("somn")


@pytest.fixture
def own(program: Program, paths: Paths, clock: FixedClock) -> Services:
    """With a library of its own: these tests write into the data folder."""
    return Services(program.store, clock, lambda: plan_service(paths))


@pytest.fixture
def shipped_untouched(paths: Paths) -> Iterator[None]:
    folder = paths.session_plans / "plans" / "somn"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    yield
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def folder_of(paths: Paths, plan_id: str = "somn") -> Path:
    return paths.own_plans / "plans" / plan_id


def refusal_of(error: pytest.ExceptionInfo[RuleBroken]) -> Refusal:
    return error.value.refusal


def test_opening_a_shipped_plan_writes_nothing(own: Services, paths: Paths) -> None:
    view = own.plan_editing.open(SOMN)
    assert view.origin is Origin.SHIPPED
    assert view.draft.handout == (paths.session_plans / "plans/somn/handout.md").read_text(encoding="utf-8")
    assert not paths.own_plans.exists()


def test_the_first_change_makes_an_own_copy(own: Services, paths: Paths, shipped_untouched: None) -> None:
    view = own.plan_editing.open(SOMN)
    changes = own.plan_editing.save(SOMN, change_note(move_block(view.draft, 2, 1), 1, "Mitt eget."))
    assert changes.ids(Kind.PLAN) == {"somn"}
    assert own.plans.own_plans() == {"somn"}
    again = own.plan_editing.open(SOMN)
    assert again.origin is Origin.CHANGED
    assert again.draft.notes[1] == "Mitt eget."
    assert own.plans.plan("somn").blocks[1].title == "Vad händer när vi sover"
    assert own.plans.faults() == ()
    assert own.plan_editing.open(SOMN).draft == again.draft


def test_saving_what_was_opened_gives_an_equal_plan(own: Services, paths: Paths) -> None:
    for shipped in own.plans.plans():
        place = EditPlace(shipped.id)
        own.plan_editing.save(place, own.plan_editing.open(place).draft)
    own.plans.forget()
    for plan_id in own.plans.own_plans():
        shipped_plan = own.plans.shipped_plan(plan_id)
        assert shipped_plan is not None
        assert own.plan_editing.differences(EditPlace(plan_id)) in ((), _facts_only(own, plan_id))
    assert own.plans.faults() == ()


def _facts_only(own: Services, plan_id: str) -> tuple[object, ...]:
    """Facts that a shipped text mentions but its plan does not list are added when it is saved."""
    found = own.plan_editing.differences(EditPlace(plan_id))
    return found if {one.part for one in found} == {Part.FACTS} else ("something else",)


def test_a_half_written_handout_is_kept_as_text(own: Services, paths: Paths) -> None:
    draft = own.plan_editing.open(SOMN).draft
    broken = "# Sömn\n\n# En rubrik till\n\nText."
    own.plan_editing.save(SOMN, draft.with_text(EASY_LEVEL, broken))
    assert (folder_of(paths) / "handout.md").read_text(encoding="utf-8") == f"{broken}\n"
    # Meetings go on with the shipped one; the leader finds her text again.
    assert own.plans.own_plans() == frozenset()
    assert own.plans.plan("somn").handout is not None
    assert own.plan_editing.open(SOMN).draft.handout == f"{broken}\n"
    (unfinished,) = own.plan_editing.unfinished()
    assert (unfinished.plan_id, unfinished.title, unfinished.can_open) == ("somn", "Sömn", True)
    assert "handout.md" in unfinished.fault


def test_a_control_character_is_kept_and_named(own: Services) -> None:
    draft = own.plan_editing.open(SOMN).draft.with_text(EASY_LEVEL, "# Sömn\n\n## Vad?\n\nEn \x07 rad.\n")
    own.plan_editing.save(SOMN, draft)
    assert own.plan_editing.open(SOMN).draft.handout == draft.handout
    look = own.plan_texts.look(draft, EASY_LEVEL)
    (stops,) = [one for one in look.findings if one.stops]
    assert stops.line == 5
    assert "U+0007" in stops.sentence


def test_a_broken_plan_file_is_refused_with_what_is_wrong(own: Services, paths: Paths) -> None:
    folder_of(paths).mkdir(parents=True)
    (folder_of(paths) / "plan.toml").write_text('id = "somn"\ntitle = "Sömn\n', encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        own.plan_editing.open(SOMN)
    assert refusal_of(refused) is Refusal.PLAN_FILE_BROKEN
    assert "plans/somn/plan.toml: rad 2" in str(refused.value.facts["fault"])
    assert [one.can_open for one in own.plan_editing.unfinished()] == [False]


def test_a_handout_in_another_encoding_is_not_written_over(own: Services, paths: Paths) -> None:
    own.plan_editing.save(SOMN, own.plan_editing.open(SOMN).draft)
    (folder_of(paths) / "handout.md").write_bytes("# Sömn\n".encode("latin-1"))
    own.plans.forget_own()
    with pytest.raises(RuleBroken) as refused:
        own.plan_editing.open(SOMN)
    assert refusal_of(refused) is Refusal.TEXT_FILE_NOT_UTF8


def test_a_full_disk_is_told_and_the_old_file_stays(
    own: Services, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = own.plan_editing.open(SOMN).draft
    own.plan_editing.save(SOMN, draft)
    before = (folder_of(paths) / "plan.toml").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("halsoskola.plans.writer.os.fsync", full)
    with pytest.raises(StorageTrouble) as trouble:
        own.plan_editing.save(SOMN, with_title(draft, "Sova"))
    assert trouble.value.cause is Trouble.DISK_FULL
    assert (folder_of(paths) / "plan.toml").read_bytes() == before


# New plans


def test_a_new_plan_is_an_ordinary_meeting(own: Services, paths: Paths) -> None:
    assert own.plan_editing.propose_id("Känslor och ilska") == "kanslor-och-ilska"
    saved = own.plan_editing.create(" Känslor  och ilska ", "kanslor-och-ilska")
    assert saved.plan.title == "Känslor och ilska"
    total = agenda_sum(saved.plan.blocks)
    assert (total.minutes, total.over, total.has_break, total.unbroken) == (120, 0, True, ())
    assert own.plan_editing.open(EditPlace("kanslor-och-ilska")).origin is Origin.OWN
    assert own.plan_editing.propose_id("Känslor och ilska") == "kanslor-och-ilska-2"


@pytest.mark.parametrize(
    ("title", "plan_id", "refusal"),
    [
        ("Sova", "somn", Refusal.PLAN_ID_TAKEN),
        ("Sova", "Sova gott", Refusal.PLAN_ID_WRONG),
        ("Sova", "../sova", Refusal.PLAN_ID_WRONG),
        (" ", "sova", Refusal.PLAN_TITLE_EMPTY),
    ],
)
def test_a_new_plan_with_an_impossible_id_is_refused(
    own: Services, paths: Paths, title: str, plan_id: str, refusal: Refusal
) -> None:
    with pytest.raises(RuleBroken) as refused:
        own.plan_editing.create(title, plan_id)
    assert refusal_of(refused) is refusal
    assert not paths.own_plans.exists()


def test_the_id_of_an_unfinished_plan_is_taken(own: Services, paths: Paths) -> None:
    folder_of(paths, "ny").mkdir(parents=True)
    (folder_of(paths, "ny") / "plan.toml").write_text("trasig", encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        own.plan_editing.create("Ny", "ny")
    assert refusal_of(refused) is Refusal.PLAN_ID_TAKEN
    assert own.plan_editing.propose_id("Ny") == "ny-2"


def test_a_copy_as_a_new_plan_has_its_texts_and_words(own: Services) -> None:
    copy = own.plan_editing.create("Sova gott", "sova-gott", like="somn").plan
    somn = own.plans.plan("somn")
    assert copy.handout == somn.handout
    assert copy.blocks == somn.blocks
    assert {word.context for word in copy.words} == {"sova-gott"}
    assert own.plans.plan("somn") == somn


# Differences and putting aside


def test_differences_to_the_shipped_plan(own: Services) -> None:
    draft = split_block(own.plan_editing.open(SOMN).draft, 3, "Vad stör min sömn, del 2")
    draft = draft.with_text(EASY_LEVEL, draft.handout.replace("Tänd en lampa.", "Tänd ljuset."))
    own.plan_editing.save(SOMN, draft)
    found = own.plan_editing.differences(SOMN)
    assert [(one.part, one.change) for one in found] == [
        (Part.BLOCK, Change.CHANGED),
        (Part.BLOCK, Change.ADDED),
        (Part.HANDOUT, Change.CHANGED),
    ]
    assert (found[-1].before, found[-1].after) == ("Tänd en lampa.", "Tänd ljuset.")


def test_restoring_keeps_the_own_version_under_a_date_and_brings_it_back(
    own: Services, paths: Paths, shipped_untouched: None
) -> None:
    draft = with_title(own.plan_editing.open(SOMN).draft, "Sova gott")
    own.plan_editing.save(SOMN, draft)
    aside = own.plan_editing.put_aside("somn").aside
    assert aside is not None
    assert aside.name == "somn-2027-03-02"
    assert own.plans.plan("somn").title == "Sömn"
    assert own.plans.own_plans() == frozenset()
    assert own.plan_editing.open(SOMN).aside == (aside,)
    own.plan_editing.bring_back("somn", aside)
    assert own.plans.plan("somn").title == "Sova gott"
    assert own.plan_editing.open(SOMN).aside == ()
    # Twice on the same day: neither is lost.
    own.plan_editing.put_aside("somn")
    own.plan_editing.save(SOMN, with_title(draft, "Annat"))
    own.plan_editing.put_aside("somn")
    assert [copy.name for copy in own.plan_editing.aside_copies("somn")] == [
        "somn-2027-03-02-2",
        "somn-2027-03-02",
    ]


def test_bringing_back_never_hides_a_newer_version(own: Services) -> None:
    draft = own.plan_editing.open(SOMN).draft
    own.plan_editing.save(SOMN, with_title(draft, "Gammal"))
    aside = own.plan_editing.put_aside("somn").aside
    assert aside is not None
    own.plan_editing.save(SOMN, with_title(draft, "Ny"))
    with pytest.raises(RuleBroken) as refused:
        own.plan_editing.bring_back("somn", aside)
    assert refusal_of(refused) is Refusal.SET_ASIDE_IN_THE_WAY
    assert own.plans.plan("somn").title == "Ny"


def test_there_must_be_something_to_restore(own: Services) -> None:
    with pytest.raises(RuleBroken) as refused:
        own.plan_editing.put_aside("somn")
    assert refusal_of(refused) is Refusal.NOTHING_TO_RESTORE
    with pytest.raises(RuleBroken) as unknown:
        own.plan_editing.differences(EditPlace("ingen"))
    assert refusal_of(unknown) is Refusal.NO_SUCH_PLAN


# A course's own copy


@pytest.fixture
def course(own: Services) -> str:
    wish = NewCourse("malmo-halsoskola-12", date(2027, 1, 19), (TrackCode.FM,))
    return own.courses.create(wish).course.id


def test_a_course_has_its_copy_changed_alone_and_undoes_it(own: Services, course: str) -> None:
    place = EditPlace("somn", course)
    view = own.plan_editing.open(place)
    assert view.origin is Origin.COURSE
    changes = own.plan_editing.save(place, with_title(move_block(view.draft, 6, 1), "Sömn och vila"))
    assert place.subject in changes.ids(Kind.PLAN)
    assert EditPlace.of(place.subject) == place
    copy, _name = own.plan_editing.plan_of_course(course, "somn")
    assert copy.blocks[1].kind is BlockKind.BODY
    assert own.plans.plan("somn").blocks[1].kind is not BlockKind.BODY
    titles = {line.meeting.plan: line.meeting.title for line in own.courses.view(course).meetings}
    assert titles["somn"] == "Sömn och vila"
    parts = {(one.part, one.change) for one in own.plan_editing.differences(place)}
    assert parts == {(Part.TITLE, Change.CHANGED), (Part.BLOCK, Change.MOVED)}
    own.history.undo()
    assert own.plan_editing.differences(place) == ()


def test_saving_an_unchanged_copy_is_no_change(own: Services, course: str) -> None:
    place = EditPlace("somn", course)
    assert not own.plan_editing.save(place, own.plan_editing.open(place).draft)
    assert own.history.next_undo == "Ny kurs"


def test_a_half_written_text_of_a_copy_waits_as_text(own: Services, course: str, paths: Paths) -> None:
    place = EditPlace("somn", course)
    draft = own.plan_editing.open(place).draft
    own.plan_editing.save(place, draft.with_text(PICTURE_LEVEL, "Utan rubrik\n"))
    assert own.plan_editing.open(place).draft.picture_handout == "Utan rubrik\n"
    assert own.plan_editing.plan_of_course(course, "somn")[0].picture_handout is not None
    own.plan_editing.save(place, draft)
    assert own.plan_editing.open(place).draft == draft
    assert not list(paths.own_plans.rglob("handout-1.md"))


def test_a_changed_block_of_a_held_meeting_becomes_the_standard(own: Services, course: str) -> None:
    place = EditPlace("somn", course)
    draft = own.plan_editing.open(place).draft
    better = replace(draft.plan.blocks[3], minutes=30, kind=BlockKind.PRACTICE)
    draft = change_note(change_block(draft, 3, better), 3, "Så blev det bra.")
    own.plan_editing.save(place, change_block(draft, 1, replace(draft.plan.blocks[1], minutes=9)))
    kept = own.plan_editing.keep_from_course(course, "somn", 3).plan
    assert kept.blocks[3] == better
    assert kept.leader_notes.of(better.title) == "Så blev det bra."
    assert kept.blocks[1].minutes == 5  # only the block was asked for
    assert own.plans.plan("somn") == kept
    assert own.plans.own_plans() == {"somn"}


def test_a_whole_plan_of_a_held_meeting_becomes_the_standard(own: Services, course: str) -> None:
    own.plan_editing.save(SOMN, with_title(own.plan_editing.open(SOMN).draft, "Min gamla"))
    place = EditPlace("somn", course)
    own.plan_editing.save(place, with_title(own.plan_editing.open(place).draft, "Den nya"))
    saved = own.plan_editing.keep_from_course(course, "somn")
    assert own.plans.plan("somn").title == "Den nya"
    assert saved.aside is not None
    assert saved.aside in own.plan_editing.aside_copies("somn")
    assert own.plans.plan("somn") == own.plan_editing.plan_of_course(course, "somn")[0]


def test_a_course_that_is_gone_is_refused(own: Services) -> None:
    with pytest.raises(RuleBroken) as refused:
        own.plan_editing.open(EditPlace("somn", "ingen-kurs"))
    assert refusal_of(refused) is Refusal.COURSE_GONE


# Tried by readers


def test_who_tried_a_handout_is_a_number_and_a_date(own: Services, paths: Paths) -> None:
    own.plan_editing.set_tested("somn", EASY_LEVEL, date(2027, 2, 3), 4)
    own.plan_editing.set_tested("somn", PICTURE_LEVEL, date(2027, 2, 4), 2)
    text = (folder_of(paths) / "tested.toml").read_text(encoding="utf-8")
    assert "date = 2027-02-03\nreaders = 4\n" in text
    own.plans.forget()
    assert own.plans.faults() == ()
    assert own.plans.own_plans() == frozenset()
    found = own.plan_editing.tested("somn")[EASY_LEVEL]
    assert found is not None
    assert (found.day, found.readers, found.is_current) == (date(2027, 2, 3), 4, True)
    # The text is changed: the note stays, and says so.
    draft = own.plan_editing.open(SOMN).draft
    own.plan_editing.save(SOMN, draft.with_text(EASY_LEVEL, draft.handout.replace("lampa", "lykta")))
    marks = own.plan_editing.tested("somn")
    assert [marks[level] is not None and marks[level].is_current for level in (2, 1)] == [False, True]  # type: ignore[union-attr]
    own.plan_editing.set_tested("somn", EASY_LEVEL, date(2027, 2, 3), 0)
    own.plan_editing.set_tested("somn", PICTURE_LEVEL, date(2027, 2, 3), 0)
    assert not (folder_of(paths) / "tested.toml").exists()
    with pytest.raises(RuleBroken):
        own.plan_editing.set_tested("somn", EASY_LEVEL, date(2027, 2, 3), -1)


def test_a_broken_note_about_readers_says_nothing(own: Services, paths: Paths) -> None:
    folder_of(paths).mkdir(parents=True)
    (folder_of(paths) / "tested.toml").write_text("[handout\n", encoding="utf-8")
    assert own.plan_editing.tested("somn") == {EASY_LEVEL: None, PICTURE_LEVEL: None}


def test_bringing_back_keeps_what_was_noted_of_the_shipped_text(own: Services) -> None:
    own.plan_editing.save(SOMN, own.plan_editing.open(SOMN).draft)
    aside = own.plan_editing.put_aside("somn").aside
    assert aside is not None
    own.plan_editing.set_tested("somn", EASY_LEVEL, date(2027, 2, 3), 4)
    own.plan_editing.bring_back("somn", aside)
    assert own.plan_editing.tested("somn")[EASY_LEVEL] is not None
    assert first_draft("x", "X").plan.id == "x"
