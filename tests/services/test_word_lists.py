"""Word lists: what waits, what a review is, what the leader's file holds, and what a translator's file may change."""

from datetime import date
from pathlib import Path

import pytest

from halsoskola.documents.word_list import printed_words
from halsoskola.domain.changes import Kind
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.i18n.messages import sentence
from halsoskola.plans.word_lists import read_word_list
from halsoskola.services.clock import FixedClock
from halsoskola.services.handouts import HandoutService
from halsoskola.services.plans import PlanService
from halsoskola.services.word_list_facts import (
    Catalogue,
    ImportKind,
    ListCount,
    Role,
    Suggestion,
    TranslationLine,
    TranslationState,
    ordered,
)
from halsoskola.services.word_lists import WordListService
from tests.builders import TUESDAY, at
from tests.plans.builders import PLAN, PO_HEADER, a_folder, a_po

SOMN = PLAN + '\n[[words]]\nword = "vila"\nexplanation = "sova lite"\n'
STRESS = (
    PLAN.replace('id = "somn"', 'id = "stress"\nsensitive = true').replace('"Sömn"', '"Stress"')
    + '\n[[words]]\nword = "vila"\nexplanation = "ta en paus"\n'
)
SHIPPED = """\
#. 24 timmar
#: session_plans/plans/somn/plan.toml
#, fuzzy
msgid "dygn"
msgstr "يوم"
"""
PHRASES = '#. Rubrik.\n#, fuzzy\nmsgid "Ditt nummer är {number}."\nmsgstr "رقمك {number}."\n'
DYGN, VILA = ("dygn", None), ("vila", None)
GAP, UNREVIEWED, REVIEWED = TranslationState.GAP, TranslationState.UNREVIEWED, TranslationState.REVIEWED


@pytest.fixture
def plans(tmp_path: Path) -> PlanService:
    """Two plans that share two words; Arabic has one of them, which nobody has reviewed."""
    shipped = a_folder(tmp_path / "plans", {"plans/somn/plan.toml": SOMN, "plans/stress/plan.toml": STRESS})
    translations = a_po(tmp_path / "shipped", "ar", SHIPPED)
    a_po(translations, "ar", PHRASES, "deltagare.po")
    return PlanService(shipped, tmp_path / "own-plans", translations, tmp_path / "translations")


@pytest.fixture
def lists(plans: PlanService) -> WordListService:
    return WordListService(plans, FixedClock(at(TUESDAY, 8)))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The leader's own Arabic list; not there until something was saved."""
    return tmp_path / "translations" / "ar" / "LC_MESSAGES" / "ordlista.po"


def dygn(lists: WordListService) -> TranslationLine:
    return lists.line("ar", DYGN)


# What is shown


def test_a_list_holds_every_word_of_every_plan_once(lists: WordListService) -> None:
    view = lists.view("ar")
    assert [(line.key, line.text, line.state) for line in view.lines] == [
        (DYGN, "يوم", UNREVIEWED),
        (VILA, "", GAP),
    ]
    assert [plan.title for plan in view.lines[0].plans] == ["Sömn", "Stress"]
    assert [plan.only_reviewed for plan in view.lines[0].plans] == [False, True]
    assert [sense.explanation for sense in view.lines[1].senses] == ["sova lite", "ta en paus"]


def test_every_language_is_counted(lists: WordListService) -> None:
    counts = {count.language: count for count in lists.counts()}
    assert tuple(counts) == WORD_LIST_LANGUAGES
    assert counts["ar"] == ListCount("ar", 1, 1, 0, 0)
    assert counts["so"] == ListCount("so", 2, 0, 0, 0)


def test_what_waits_comes_first(lists: WordListService) -> None:
    lists.save("ar", VILA, "راحة", reviewed_by=Role.TRANSLATOR)
    assert [line.word for line in ordered(lists.view("ar").lines)] == ["dygn", "vila"]
    lists.save("ar", DYGN, "")
    lists.take_back("ar", VILA)
    assert [line.state for line in ordered(lists.view("ar").lines)] == [GAP, UNREVIEWED]


def test_a_language_without_lists_is_refused(lists: WordListService) -> None:
    with pytest.raises(RuleBroken) as refused:
        lists.view("th")
    assert refused.value.refusal is Refusal.NO_SUCH_LANGUAGE


# Saving


def test_a_saved_translation_wins_on_paper_and_waits_for_review(
    lists: WordListService, plans: PlanService, own: Path
) -> None:
    assert plans.word_list("ar").translation("dygn") is not None  # read before, so that it must be forgotten
    changes = lists.save("ar", DYGN, "  ٢٤   ساعة ")
    assert changes.ids(Kind.PLAN) == {"somn", "stress"}
    found = plans.word_list("ar").translation("dygn")
    assert found is not None
    assert (found.text, found.reviewed) == ("٢٤ ساعة", False)
    text = own.read_text(encoding="utf-8")
    assert (
        '#. 24 timmar\n#: session_plans/plans/somn/plan.toml\n#, fuzzy\nmsgid "dygn"\nmsgstr "٢٤ ساعة"\n'
        in text
    )
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in text


def test_the_shipped_file_is_never_touched(lists: WordListService, tmp_path: Path) -> None:
    shipped = tmp_path / "shipped" / "ar" / "LC_MESSAGES" / "ordlista.po"
    before = shipped.read_bytes()
    lists.save("ar", DYGN, "ساعة", reviewed_by=Role.TRANSLATOR)
    lists.save("ar", VILA, "راحة")
    assert shipped.read_bytes() == before


def test_an_emptied_translation_is_a_gap_although_one_is_shipped(
    lists: WordListService, plans: PlanService
) -> None:
    lists.save("ar", DYGN, " ")
    assert (dygn(lists).state, dygn(lists).can_reset) == (GAP, True)
    assert plans.word_list("ar").translation("dygn") is None
    lists.reset("ar", DYGN)
    assert (dygn(lists).text, dygn(lists).state, dygn(lists).is_own) == ("يوم", UNREVIEWED, False)


def test_typing_the_shipped_word_again_leaves_nothing_behind(lists: WordListService, own: Path) -> None:
    lists.save("ar", DYGN, "ساعة")
    lists.save("ar", DYGN, "يوم")
    assert "dygn" not in own.read_text(encoding="utf-8")
    assert dygn(lists).is_own is False


def test_saving_what_stands_there_changes_nothing(lists: WordListService, own: Path) -> None:
    assert not lists.save("ar", DYGN, "يوم")
    assert not own.exists()
    assert lists.next_undo is None


def test_a_changed_text_loses_its_review(lists: WordListService) -> None:
    lists.approve("ar", [DYGN], Role.TRANSLATOR)
    lists.save("ar", DYGN, "ساعة")
    assert (dygn(lists).state, dygn(lists).reviewer, dygn(lists).reviewed_on) == (UNREVIEWED, "", None)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("19850301-1234", Refusal.PERSONAL_NUMBER_IN_FIELD),
        ("م" * 81, Refusal.TEXT_TOO_LONG),
        ("يوم {number}", Refusal.PLACEHOLDERS_DIFFER),
        ("يوم 中", Refusal.LETTER_MISSING),
    ],
)
def test_what_cannot_be_printed_or_kept_is_refused_and_nothing_changes(
    lists: WordListService, own: Path, text: str, refusal: Refusal
) -> None:
    for change in (
        lambda: lists.save("ar", DYGN, text),
        lambda: lists.suggest("ar", DYGN, text, Role.INTERPRETER),
    ):
        with pytest.raises(RuleBroken) as refused:
            change()
        assert refused.value.refusal is refusal
    assert not own.exists()


def test_a_letter_that_paper_lacks_is_told_while_typing(lists: WordListService) -> None:
    trouble = lists.letter_trouble("ar", "يوم 中", "dygn")
    assert trouble is not None
    assert sentence(trouble).endswith("byt ut det i översättningen av ”dygn”.")
    assert lists.letter_trouble("ar", "يوم – ێ ټ {number}", "dygn") is None
    assert lists.letter_trouble("ti", "ሰላም abc", "dygn") is None


def test_words_in_braces_must_be_the_same(lists: WordListService) -> None:
    (line,) = lists.view("ar", Catalogue.PHRASES).lines
    with pytest.raises(RuleBroken) as refused:
        lists.save("ar", line.key, "رقمك", catalogue=Catalogue.PHRASES)
    assert sentence(refused.value).endswith("som den svenska texten: {number}.")
    lists.save("ar", line.key, "{number} رقمك", catalogue=Catalogue.PHRASES)
    assert lists.view("ar", Catalogue.PHRASES).lines[0].text == "{number} رقمك"


def test_own_comments_and_unknown_entries_survive_a_change(lists: WordListService, own: Path) -> None:
    unknown = '# mitt eget\nmsgid "okänt ord"\nmsgstr "مجهول"\n\n#~ msgid "ur bruk"\n#~ msgstr "x"\n'
    a_po(own.parents[2], "ar", "# rad från Poedit\n#, fuzzy\n" + 'msgid "dygn"\nmsgstr "ساعة"\n\n' + unknown)
    lists.approve("ar", [DYGN], Role.CARE)
    text = own.read_text(encoding="utf-8")
    assert "Content-Type: text/plain; charset=UTF-8" in text
    assert unknown in text
    assert "# rad från Poedit\n# granskad: tvåspråkig vårdpersonal, 2027-03-02\n" in text


def test_a_broken_own_file_is_named_and_kept(lists: WordListService, own: Path) -> None:
    a_po(own.parents[2], "ar", 'msgid "dygn"\nmsgstr "x\n')
    before = own.read_bytes()
    assert "translations/ar/LC_MESSAGES/ordlista.po: rad 6" in lists.view("ar").fault
    assert dygn(lists).text == "يوم"
    with pytest.raises(RuleBroken) as refused:
        lists.save("ar", DYGN, "ساعة")
    assert refused.value.refusal is Refusal.WORD_LIST_BROKEN
    assert own.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_trouble_and_nothing_is_said_to_be_saved(
    lists: WordListService, tmp_path: Path
) -> None:
    (tmp_path / "translations").write_bytes(b"")
    with pytest.raises(StorageTrouble) as trouble:
        lists.save("ar", DYGN, "ساعة")
    assert trouble.value.cause is not Trouble.DISK_FULL
    assert lists.next_undo is None


# Reviews


def test_a_review_keeps_role_and_day(lists: WordListService, plans: PlanService) -> None:
    lists.approve("ar", [DYGN], Role.TRANSLATOR, day=date(2027, 2, 1))
    assert (dygn(lists).state, dygn(lists).reviewer, dygn(lists).reviewed_on) == (
        REVIEWED,
        "översättare",
        date(2027, 2, 1),
    )
    found = plans.word_list("ar").translation("dygn", "somn")
    assert found is not None
    assert found.reviewed
    lists.take_back("ar", DYGN)
    assert (dygn(lists).state, dygn(lists).text, dygn(lists).reviewer) == (UNREVIEWED, "يوم", "")


def test_a_reviewed_word_is_printed_in_a_sensitive_plan_and_an_unreviewed_is_not(
    lists: WordListService, plans: PlanService
) -> None:
    handouts = HandoutService(plans)

    def printed() -> list[str]:
        rows = handouts.words(plans.plan("stress"), ["ar"])
        columns = printed_words(rows, [handouts.reader_language("ar")], only_reviewed=True).columns
        return [text for column in columns for text in column.texts if text]

    assert printed() == []
    lists.approve("ar", [DYGN], Role.TRANSLATOR)
    assert printed() == ["يوم"]


@pytest.mark.parametrize(
    ("keys", "role", "day", "refusal"),
    [
        ([DYGN, VILA], Role.TRANSLATOR, None, Refusal.NOTHING_TO_REVIEW),
        ([DYGN], Role.INTERPRETER, None, Refusal.ROLE_ONLY_SUGGESTS),
        ([DYGN], Role.TRANSLATOR, date(2027, 3, 3), Refusal.REVIEW_IN_FUTURE),
    ],
)
def test_what_is_no_review_is_refused_whole(
    lists: WordListService,
    own: Path,
    keys: list[tuple[str, str | None]],
    role: Role,
    day: date | None,
    refusal: Refusal,
) -> None:
    with pytest.raises(RuleBroken) as refused:
        lists.approve("ar", keys, role, day=day)
    assert refused.value.refusal is refusal
    assert not own.exists()


def test_all_are_approved_but_gaps_and_what_somebody_doubts(lists: WordListService) -> None:
    lists.save("ar", VILA, "راحة")
    lists.suggest("ar", DYGN, "ساعة", Role.INTERPRETER)
    assert [line.word for line in lists.unseen("ar")] == ["vila"]
    lists.approve_all("ar", Role.TRANSLATOR)
    states = {line.word: line.state for line in lists.view("ar").lines}
    assert states == {"dygn": UNREVIEWED, "vila": REVIEWED}
    assert not lists.approve_all("ar", Role.TRANSLATOR)


def test_all_of_one_plan_are_approved(lists: WordListService, plans: PlanService, tmp_path: Path) -> None:
    a_folder(
        tmp_path / "own-plans",
        dict.fromkeys(
            ("plans/somn/handout.md", "plans/somn/handout-1.md", "plans/somn/leader.md", "facts.toml")
        )
        | {"plans/somn/plan.toml": None, "courses/kort.toml": None}
        | {"plans/mat/plan.toml": PLAN.replace('"somn"', '"mat"').replace('"dygn"', '"frukt"')},
    )
    plans.forget()
    lists.save("ar", ("frukt", None), "فواكه")
    lists.approve_all("ar", Role.TRANSLATOR, plan_id="mat")
    assert {line.word: line.state for line in lists.view("ar").lines} == {
        "dygn": UNREVIEWED,
        "vila": GAP,
        "frukt": REVIEWED,
    }


# Suggestions


def test_an_interpreters_remark_is_kept_beside_the_translation(lists: WordListService, own: Path) -> None:
    lists.suggest("ar", DYGN, "٢٤ ساعة", Role.INTERPRETER)
    assert (dygn(lists).text, dygn(lists).is_own) == ("يوم", False)
    assert dygn(lists).suggestions == (Suggestion("٢٤ ساعة", "tolk", TUESDAY),)
    assert "#. förslag: ٢٤ ساعة (tolk, 2027-03-02)\n" in own.read_text(encoding="utf-8")
    assert lists.view("ar").count.suggestions == 1


def test_an_accepted_suggestion_is_the_translation_but_not_a_review(lists: WordListService) -> None:
    lists.approve("ar", [DYGN], Role.TRANSLATOR)
    lists.suggest("ar", DYGN, "ساعة", Role.INTERPRETER)
    assert dygn(lists).state is REVIEWED
    lists.accept("ar", DYGN, dygn(lists).suggestions[0])
    assert (dygn(lists).text, dygn(lists).state, dygn(lists).suggestions) == ("ساعة", UNREVIEWED, ())


def test_a_dropped_suggestion_leaves_the_file_without_the_entry(lists: WordListService, own: Path) -> None:
    lists.suggest("ar", DYGN, "ساعة", Role.INTERPRETER)
    (suggestion,) = dygn(lists).suggestions
    lists.drop("ar", DYGN, suggestion)
    assert dygn(lists).suggestions == ()
    assert "dygn" not in own.read_text(encoding="utf-8")
    for change in (lists.drop, lists.accept):
        with pytest.raises(RuleBroken) as refused:
            change("ar", DYGN, suggestion)
        assert refused.value.refusal is Refusal.SUGGESTION_GONE


@pytest.mark.parametrize(("text", "refusal"), [("يوم", Refusal.SUGGESTION_SAME), (" ", Refusal.LINE_EMPTY)])
def test_a_suggestion_must_say_something_else(lists: WordListService, text: str, refusal: Refusal) -> None:
    with pytest.raises(RuleBroken) as refused:
        lists.suggest("ar", DYGN, text, Role.INTERPRETER)
    assert refused.value.refusal is refusal


def test_typing_what_was_suggested_settles_it(lists: WordListService) -> None:
    lists.suggest("ar", DYGN, "ساعة", Role.INTERPRETER)
    lists.suggest("ar", DYGN, "نهار", Role.COLLEAGUE)
    lists.save("ar", DYGN, "ساعة", reviewed_by=Role.COLLEAGUE)
    assert [one.text for one in dygn(lists).suggestions] == ["نهار"]


# Two senses


def test_a_word_gets_a_sense_of_its_own_for_a_plan(lists: WordListService, plans: PlanService) -> None:
    lists.save("ar", VILA, "راحة", reviewed_by=Role.TRANSLATOR)
    lists.save("ar", ("vila", "stress"), "استراحة")
    lines = {line.key: line for line in lists.view("ar").lines}
    assert [plan.id for plan in lines[VILA].plans] == ["somn"]
    assert [plan.id for plan in lines["vila", "stress"].plans] == ["stress"]
    words = plans.word_list("ar")
    found = [words.translation("vila", plan) for plan in ("somn", "stress")]
    assert [(one.text, one.reviewed) for one in found if one is not None] == [
        ("راحة", True),
        ("استراحة", False),
    ]


# Taking back


def test_taking_back_restores_every_byte(lists: WordListService, own: Path) -> None:
    content = PO_HEADER + '#, fuzzy\nmsgid "vila"\nmsgstr ""\n"راحة"\n\n\n# sist\n'
    own.parent.mkdir(parents=True)
    own.write_bytes(content.replace("\n", "\r\n").encode())
    before = own.read_bytes()
    lists.approve("ar", [VILA], Role.TRANSLATOR)
    lists.save("ar", DYGN, "ساعة")
    after = own.read_bytes()
    lists.undo()
    lists.undo()
    assert own.read_bytes() == before
    assert dygn(lists).text == "يوم"
    lists.redo()
    changes = lists.redo()
    assert own.read_bytes() == after
    assert changes.touches(Kind.PLAN)


def test_taking_back_the_first_change_takes_the_file_away(lists: WordListService, own: Path) -> None:
    lists.save("ar", DYGN, "ساعة")
    assert lists.next_undo == "dygn, arabiska"
    lists.undo()
    assert not own.exists()
    assert (lists.next_undo, lists.next_redo) == (None, "dygn, arabiska")


def test_what_somebody_has_changed_since_is_not_taken_back(lists: WordListService, own: Path) -> None:
    lists.save("ar", DYGN, "ساعة")
    a_po(own.parents[2], "ar", 'msgid "dygn"\nmsgstr "نهار"\n')
    before = own.read_bytes()
    with pytest.raises(RuleBroken) as refused:
        lists.undo()
    assert refused.value.refusal is Refusal.CHANGED_SINCE
    assert own.read_bytes() == before


def test_there_may_be_nothing_to_take_back(lists: WordListService) -> None:
    for turn, refusal in ((lists.undo, Refusal.NOTHING_TO_UNDO), (lists.redo, Refusal.NOTHING_TO_REDO)):
        with pytest.raises(RuleBroken) as refused:
            turn()
        assert refused.value.refusal is refusal


# Files


def test_an_exported_list_says_what_is_missing_and_what_was_proposed(lists: WordListService) -> None:
    lists.suggest("ar", DYGN, "ساعة", Role.INTERPRETER)
    text = lists.export_po("ar").decode()
    assert text.startswith("# Kursens ordlista på arabiska.\n")
    assert (
        "#. 24 timmar\n#. förslag: ساعة (tolk, 2027-03-02)\n#: session_plans/plans/somn/plan.toml\n"
        '#: session_plans/plans/stress/plan.toml\n#, fuzzy\nmsgid "dygn"\nmsgstr "يوم"\n' in text
    )
    assert "#. sova lite\n#. ta en paus\n#: session_plans/plans/somn/plan.toml\n" in text
    assert 'msgid "vila"\nmsgstr ""\n' in text


def exported(lists: WordListService, tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The list as a translator sends it back."""
    text = lists.export_po("ar").decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "från-poedit.po"
    path.write_text(text, encoding="utf-8")
    return path


DONE = ('#, fuzzy\nmsgid "dygn"\nmsgstr "يوم"', 'msgid "dygn"\nmsgstr "يوم"')
CHANGED = ('#, fuzzy\nmsgid "dygn"\nmsgstr "يوم"', 'msgid "dygn"\nmsgstr "ساعة"')
STILL_FUZZY = ('msgid "dygn"\nmsgstr "يوم"', 'msgid "dygn"\nmsgstr "ساعة"')
FILLED = ('msgid "vila"\nmsgstr ""', 'msgid "vila"\nmsgstr "راحة"')


def test_an_unchanged_list_changes_nothing(lists: WordListService, tmp_path: Path, own: Path) -> None:
    preview = lists.import_po("ar", exported(lists, tmp_path))
    assert [entry.kind for entry in preview.entries] == [ImportKind.SAME, ImportKind.EMPTY]
    assert preview.changes(is_reviewed=True) == 0
    assert not lists.apply_import(preview, Role.TRANSLATOR)
    assert not own.exists()


def test_what_was_translated_elsewhere_comes_in_as_one_change(
    lists: WordListService, tmp_path: Path, own: Path
) -> None:
    preview = lists.import_po("ar", exported(lists, tmp_path, CHANGED, FILLED))
    assert (preview.count(ImportKind.CHANGED), preview.count(ImportKind.NEW), preview.claimed) == (1, 1, 2)
    assert not own.exists()
    lists.apply_import(preview, Role.TRANSLATOR)
    assert [(line.text, line.state, line.reviewer) for line in lists.view("ar").lines] == [
        ("ساعة", REVIEWED, "översättare"),
        ("راحة", REVIEWED, "översättare"),
    ]
    lists.undo()
    assert not own.exists()


def test_nobody_vouching_means_not_reviewed(lists: WordListService, tmp_path: Path) -> None:
    preview = lists.import_po("ar", exported(lists, tmp_path, DONE, FILLED))
    assert (preview.changes(is_reviewed=True), preview.changes(is_reviewed=False)) == (2, 1)
    lists.apply_import(preview)
    assert [(line.text, line.state) for line in lists.view("ar").lines] == [
        ("يوم", UNREVIEWED),
        ("راحة", UNREVIEWED),
    ]


def test_fuzzy_in_the_file_stays_not_reviewed(lists: WordListService, tmp_path: Path) -> None:
    lists.approve("ar", [DYGN], Role.CARE)
    lists.take_back("ar", DYGN)
    path = exported(lists, tmp_path, STILL_FUZZY)
    lists.approve("ar", [DYGN], Role.CARE)
    preview = lists.import_po("ar", path)
    assert (preview.claimed, preview.lost_reviews) == (0, 1)
    lists.apply_import(preview, Role.TRANSLATOR)
    assert (dygn(lists).text, dygn(lists).state) == ("ساعة", UNREVIEWED)


def test_an_old_file_takes_no_review_away(lists: WordListService, tmp_path: Path) -> None:
    path = exported(lists, tmp_path)
    lists.approve("ar", [DYGN], Role.CARE)
    preview = lists.import_po("ar", path)
    assert preview.entries[0].kind is ImportKind.SAME
    lists.apply_import(preview)
    assert dygn(lists).state is REVIEWED


def test_the_review_of_the_old_text_does_not_cover_the_new(lists: WordListService, tmp_path: Path) -> None:
    lists.approve("ar", [DYGN], Role.CARE)
    path = exported(lists, tmp_path, ('msgstr "يوم"', 'msgstr "ساعة"'))
    preview = lists.import_po("ar", path)
    assert preview.entries[0].claims_review
    lists.apply_import(preview)
    assert (dygn(lists).text, dygn(lists).state) == ("ساعة", UNREVIEWED)


def test_a_review_written_in_the_file_is_kept_with_its_day(lists: WordListService, tmp_path: Path) -> None:
    path = exported(
        lists, tmp_path, (DONE[0], "# obs\n# granskad: tvåspråkig kollega, 2027-02-20\n" + CHANGED[1])
    )
    lists.apply_import(lists.import_po("ar", path))
    line = dygn(lists)
    assert (line.text, line.reviewer, line.reviewed_on) == ("ساعة", "tvåspråkig kollega", date(2027, 2, 20))


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ("يوم {antal}", "samma ord inom klamrar"),
        ("يوم 中", "Tecknet 中"),
        ("19850301-1234", "personnummer"),
        ("م" * 81, "för lång"),
    ],
)
def test_one_wrong_entry_keeps_everything_out(
    lists: WordListService, tmp_path: Path, own: Path, new: str, fault: str
) -> None:
    path = exported(lists, tmp_path, ('msgstr "يوم"', f'msgstr "{new}"'), FILLED)
    preview = lists.import_po("ar", path)
    (wrong,) = preview.faults
    assert fault in wrong.fault
    assert path.read_text(encoding="utf-8").split("\n")[wrong.number - 1] == 'msgid "dygn"'
    with pytest.raises(RuleBroken) as refused:
        lists.apply_import(preview, Role.TRANSLATOR)
    assert refused.value.refusal is Refusal.PO_ENTRIES_WRONG
    assert not own.exists()


def test_a_word_that_stands_twice_is_wrong(lists: WordListService, tmp_path: Path) -> None:
    path = exported(lists, tmp_path, FILLED, ('msgid "vila"', 'msgid "dygn"'))
    assert [entry.key for entry in lists.import_po("ar", path).faults] == [DYGN]


def test_words_that_no_plan_has_are_counted_and_left_out(
    lists: WordListService, tmp_path: Path, own: Path
) -> None:
    path = exported(lists, tmp_path, FILLED, ('msgid "vila"', 'msgid "annat"'), DONE)
    preview = lists.import_po("ar", path)
    assert preview.count(ImportKind.UNKNOWN) == 1
    lists.apply_import(preview, Role.TRANSLATOR)
    assert "annat" not in own.read_text(encoding="utf-8")


def test_phrases_are_told_from_words(lists: WordListService, tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(lists.export_po("ar", Catalogue.PHRASES).replace(b"#, fuzzy\n", b""))
    preview = lists.import_po("ar", path)
    assert preview.catalogue is Catalogue.PHRASES
    lists.apply_import(preview, Role.TRANSLATOR)
    (line,) = lists.view("ar", Catalogue.PHRASES).lines
    assert line.state is REVIEWED
    assert lists.view("ar").count.reviewed == 0


@pytest.mark.parametrize(
    ("content", "refusal", "said"),
    [
        (
            PO_HEADER.encode() + 'msgid "öga"\nmsgstr "x"\n'.encode("latin-1"),
            Refusal.PO_FILE_BROKEN,
            "x.po: rad 5: Filen är inte sparad som UTF-8",
        ),
        (
            (PO_HEADER + 'msgid "dygn"\nmsgstr "x\n').encode(),
            Refusal.PO_FILE_BROKEN,
            "x.po: rad 6: Raden går inte",
        ),
        (b"PK\x03\x04", Refusal.PO_FILE_BROKEN, "styrtecken"),
        (b"", Refusal.PO_NOTHING_KNOWN, "inget av ordlistans ord"),
        ((PO_HEADER + 'msgid "annat"\nmsgstr "x"\n').encode(), Refusal.PO_NOTHING_KNOWN, "x.po"),
        (
            b'msgid ""\nmsgstr "Language: so\\n"\n\nmsgid "dygn"\nmsgstr "x"\n',
            Refusal.PO_OTHER_LANGUAGE,
            "är på somaliska, men listan är på arabiska",
        ),
        (
            b'msgid ""\nmsgstr "Language: de_DE\\n"\n\nmsgid "dygn"\nmsgstr "x"\n',
            Refusal.PO_OTHER_LANGUAGE,
            "är på de_DE",
        ),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_its_place(
    lists: WordListService, tmp_path: Path, own: Path, content: bytes, refusal: Refusal, said: str
) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(content)
    with pytest.raises(RuleBroken) as refused:
        lists.import_po("ar", path)
    assert refused.value.refusal is refusal
    assert said in sentence(refused.value)
    assert not own.exists()


def test_a_file_that_is_not_there_is_said(lists: WordListService, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        lists.import_po("ar", tmp_path / "borta.po")
    assert sentence(refused.value).endswith("Filen finns inte.")


@pytest.mark.parametrize(
    ("header", "code", "fits"),
    [
        ("ar_SY", "ar", True),
        ("ar-IQ", "ar", True),
        ("fa_AF", "prs", True),
        ("fa_AF", "fa", False),
        ("fa_IR", "fa", True),
        ("ku", "ckb", True),
        ("ku", "kmr", True),
        ("en_GB", "en", True),
        ("", "ti", True),
        ("prs", "fa", False),
    ],
)
def test_a_language_is_known_by_what_other_programs_call_it(
    lists: WordListService, tmp_path: Path, header: str, code: str, fits: bool
) -> None:
    path = tmp_path / "x.po"
    path.write_text(
        f'msgid ""\nmsgstr "Language: {header}\\n"\n\nmsgid "dygn"\nmsgstr "x"\n', encoding="utf-8"
    )
    if fits:
        assert lists.import_po(code, path).names_language is bool(header)
    else:
        with pytest.raises(RuleBroken):
            lists.import_po(code, path)


def test_the_exported_file_is_saved_where_the_leader_says(lists: WordListService, tmp_path: Path) -> None:
    path = lists.save_po("ar", tmp_path / "ut.po")
    assert path.read_bytes() == lists.export_po("ar")
    assert read_word_list("ar", [tmp_path]).faults == ()


def test_no_name_can_reach_the_file(lists: WordListService, own: Path) -> None:
    lists.save("ar", VILA, "راحة", reviewed_by=Role.TRANSLATOR)
    lists.suggest("ar", DYGN, "ساعة", Role.INTERPRETER)
    said = [line for line in own.read_text(encoding="utf-8").split("\n") if "2027-03-02" in line][1:]
    assert said == ["# granskad: översättare, 2027-03-02", "#. förslag: ساعة (tolk, 2027-03-02)"]
