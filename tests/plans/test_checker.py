import json
from dataclasses import asdict
from pathlib import Path

import pytest

from halsoskola.domain.plans import PlanFault, Severity
from halsoskola.plans.checker import REQUIRED_LANGUAGES, check
from halsoskola.plans.faults import has_errors, one_line
from halsoskola.plans.reader import PlanLibrary
from tests.plans.builders import HANDOUT, LEADER, PICTURE_HANDOUT, PLAN, TEMPLATE, a_folder, a_po

ROOT = Path(__file__).resolve().parents[2]
PLAN_FILE = "plans/somn/plan.toml"
HANDOUT_FILE = "plans/somn/handout.md"
PICTURE_FILE = "plans/somn/handout-1.md"
LEADER_FILE = "plans/somn/leader.md"
E, W = Severity.ERROR, Severity.WARNING


def checked(tmp_path: Path, changes: dict[str, str | bytes | None] | None = None) -> tuple[PlanFault, ...]:
    """Faults of a small folder whose only word is translated into the required languages."""
    translations = tmp_path / "translations"
    for language in REQUIRED_LANGUAGES:
        a_po(translations, language, '#, fuzzy\nmsgid "dygn"\nmsgstr "x"\n')
    return check([a_folder(tmp_path / "plans", changes)], [translations], {"clock"})


def test_a_good_folder_has_no_faults(tmp_path: Path) -> None:
    assert checked(tmp_path) == ()


@pytest.mark.parametrize(
    ("changes", "severity", "expected"),
    [
        (
            {PLAN_FILE: PLAN.replace("minutes = 40", "minutes = 30")},
            W,
            f"{PLAN_FILE}: blocks: Momenten är 110 minuter tillsammans. En träff brukar vara 120.",
        ),
        (
            {
                PLAN_FILE: PLAN.replace('kind = "break"', 'kind = "body"'),
                LEADER_FILE: LEADER + "\n## Paus\n\nVila.\n",
            },
            W,
            f"{PLAN_FILE}: blocks: Träffplanen saknar en paus på 15 minuter.",
        ),
        (
            {PLAN_FILE: PLAN.replace('kind = "start"', 'kind = "talk"')},
            W,
            f"{PLAN_FILE}: blocks[0]: Prat och samtal i 65 minuter utan avbrott, från ”Start” till "
            "”Vad stör min sömn”. Lägg en paus eller rörelse emellan.",
        ),
        (
            {PLAN_FILE: PLAN + '\n[[words]]\nword = "dygn"\nexplanation = "dag och natt"\n'},
            W,
            f"{PLAN_FILE}: words[1].word: Ordet dygn står två gånger i ordlistan.",
        ),
        (
            {PLAN_FILE: PLAN + '\n[[words]]\nword = "vila"\nexplanation = "sova lite"\n'},
            W,
            f"{PLAN_FILE}: words[1].word: Ordet vila saknar översättning: arabiska, somaliska, tigrinja, dari, "
            "persiska (farsi), pashto, nordkurdiska (kurmanji), centralkurdiska (sorani), ukrainska, engelska.",
        ),
        (
            {PLAN_FILE: PLAN.replace('["vard-telefon"]', '["vard-telefon", "okand"]')},
            E,
            f"{PLAN_FILE}: facts[1]: Faktauppgiften okand finns inte i facts.toml.",
        ),
        (
            {PLAN_FILE: PLAN.replace('facts = ["vard-telefon"]\n', "")},
            W,
            f"{PLAN_FILE}: facts: Faktauppgiften vard-telefon används i handout.md men står inte i listan facts.",
        ),
        (
            {HANDOUT_FILE: HANDOUT + "\nRing {fact:okand}.\n"},
            E,
            f"{HANDOUT_FILE}: {{fact:okand}}: Faktauppgiften okand finns inte i facts.toml.",
        ),
        (
            {LEADER_FILE: LEADER + "\nRing {fact:okand}.\n"},
            E,
            f"{LEADER_FILE}: {{fact:okand}}: Faktauppgiften okand finns inte i facts.toml.",
        ),
        (
            {HANDOUT_FILE: HANDOUT.replace("(clock)", "(clokc)")},
            E,
            f"{HANDOUT_FILE}: rad 6: Bilden clokc finns inte i programmet.",
        ),
        (
            {HANDOUT_FILE: HANDOUT.replace("![En klocka]", "![]")},
            E,
            f"{HANDOUT_FILE}: rad 6: Bilden clock saknar text om vad den visar.",
        ),
        (
            {HANDOUT_FILE: HANDOUT.replace("Vem kan hjälpa mig?", "Hjälp")},
            W,
            f"{HANDOUT_FILE}: rad 9: Rubriken är ingen fråga: Hjälp",
        ),
        (
            {HANDOUT_FILE: HANDOUT.replace("De flesta", "De allra flesta vuxna människor som bor i Sverige")},
            E,
            f"{HANDOUT_FILE}: rad 6: Raden har 62 tecken. Dela den: högst 55 tecken på en rad.",
        ),
        (
            {HANDOUT_FILE: HANDOUT.replace("De flesta behöver sova", "a" * 56)},
            W,
            f"{HANDOUT_FILE}: rad 6: Raden har 56 tecken. Dela den: högst 55 tecken på en rad.",
        ),
        (
            {HANDOUT_FILE: HANDOUT.replace("6–9 timmar.", "6–9 timmar.\n" + "Sov.\n" * 6)},
            W,
            f"{HANDOUT_FILE}: rad 6: Stycket har 8 rader. Dela det: högst 7 rader i ett stycke.",
        ),
        (
            {
                PICTURE_FILE: PICTURE_HANDOUT.replace(
                    "Sov 6–9 timmar.", "Gå och lägg dig samma tid varje kväll."
                )
            },
            W,
            f"{PICTURE_FILE}: rad 6: Raden har 8 ord. På bildnivån ska det vara högst 6.",
        ),
        (
            {PICTURE_FILE: PICTURE_HANDOUT + "Sov.\n" * 3 + "\n" + "Vila.\n" * 3},
            W,
            f"{PICTURE_FILE}: rad 3: Under rubriken står 7 rader. På bildnivån ska det vara högst 6.",
        ),
        ({PICTURE_FILE: None}, E, f"{PICTURE_FILE}: Filen saknas i träffplanens mapp."),
        ({HANDOUT_FILE: None}, E, f"{HANDOUT_FILE}: Filen saknas i träffplanens mapp."),
        ({LEADER_FILE: None}, E, f"{LEADER_FILE}: Filen saknas i träffplanens mapp."),
        (
            {LEADER_FILE: LEADER + "\n## Lunch\n\nÄt.\n"},
            E,
            f"{LEADER_FILE}: rad 13: Det finns inget moment som heter ”Lunch”. Skriv rubriken som i plan.toml.",
        ),
        (
            {LEADER_FILE: LEADER.replace("## Slut\n\nTacka alla.\n", "")},
            W,
            f"{LEADER_FILE}: Momentet ”Slut” saknar text till ledaren.",
        ),
        (
            {"courses/kort.toml": TEMPLATE.replace('"somn"', '"vila"')},
            E,
            "courses/kort.toml: meetings[0].plan: "
            "Träffplanen vila finns inte, så kursupplägget går inte att använda.",
        ),
        (
            {PLAN_FILE: PLAN.replace("24 timmar", "٢٤ ساعة")},
            W,
            f"{PLAN_FILE}: words[0].explanation: Här står arabiska bokstäver i en svensk text. "
            "Skriv på svenska. Översättningar hör hemma i ordlistan.",
        ),
        (
            {HANDOUT_FILE: HANDOUT.replace("6–9 timmar.", "6–9 години.")},
            W,
            f"{HANDOUT_FILE}: rad 7: Här står kyrilliska bokstäver i en svensk text. "
            "Skriv på svenska. Översättningar hör hemma i ordlistan.",
        ),
        (
            {PLAN_FILE: PLAN.replace("[[aims]]", "sensitive = true\n\n[[aims]]", 1)},
            W,
            "courses/kort.toml: meetings[0].plan: Träffplanen somn är känslig och ligger i kursens första tredjedel.",
        ),
    ],
)
def test_each_thing_wrong_is_told_in_one_sentence(
    tmp_path: Path, changes: dict[str, str | bytes | None], severity: Severity, expected: str
) -> None:
    assert [(f.severity, one_line(f)) for f in checked(tmp_path, changes)] == [(severity, expected)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (4, 0, "meetings[4].plan: Träffplanen svara-handelser ska inte vara den sista träffen."),
        (3, 2, "meetings[3].plan: Träffplanen svara-handelser ska inte komma före träff 5."),
        (4, 1, None),
    ],
)
def test_difficult_memories_come_neither_early_nor_last(
    tmp_path: Path, before: int, after: int, expected: str | None
) -> None:
    plans = ["somn"] * before + ["svara-handelser"] + ["somn"] * after
    template = 'id = "kort"\ntitle = "Kort"\n' + "".join(f'[[meetings]]\nplan = "{plan}"\n' for plan in plans)
    hard = {
        f"plans/svara-handelser/{name.rpartition('/')[2]}": text
        for name, text in {
            PLAN_FILE: PLAN.replace('id = "somn"', 'id = "svara-handelser"'),
            HANDOUT_FILE: HANDOUT,
            PICTURE_FILE: PICTURE_HANDOUT,
            LEADER_FILE: LEADER,
        }.items()
    }
    found = [one_line(f) for f in checked(tmp_path, {**hard, "courses/kort.toml": template})]
    assert found == ([f"courses/kort.toml: {expected}"] if expected else [])


def test_a_long_value_of_a_shared_fact_counts_in_the_line_but_a_local_one_does_not(tmp_path: Path) -> None:
    long_text = "Vårdcentralen Södra Storgatans Rehabiliteringsmottagning"
    fact = '[[facts]]\nname = "vard-telefon"\nkind = "{kind}"\ntext = "' + long_text + '"\n'
    assert checked(tmp_path / "a", {"facts.toml": fact.format(kind="local")}) == ()
    (fault,) = checked(tmp_path / "b", {"facts.toml": fact.format(kind="yearly")})
    assert one_line(fault).startswith(f"{HANDOUT_FILE}: rad 11: Raden har 76 tecken.")


def test_a_broken_translation_is_an_error_whichever_the_language(tmp_path: Path) -> None:
    a_po(tmp_path / "translations", "ru", 'msgid "dygn"\nmsgstr "x\n')
    faults = checked(tmp_path)
    assert [one_line(f) for f in faults] == [
        'translations/ru/LC_MESSAGES/ordlista.po: rad 6: Raden går inte att läsa: msgstr "x. '
        "Kontrollera citattecknen."
    ]
    assert has_errors(faults)


def test_a_folder_without_plans_is_told_so(tmp_path: Path) -> None:
    (fault,) = check([tmp_path], [], set())
    assert (
        one_line(fault) == f"{tmp_path}: Här finns inga träffplaner. Välj mappen som har mappen plans i sig."
    )
    assert fault.is_error


def test_warnings_alone_are_no_errors(tmp_path: Path) -> None:
    faults = checked(tmp_path, {PLAN_FILE: PLAN.replace("minutes = 40", "minutes = 30")})
    assert faults
    assert not has_errors(faults)


def test_faults_can_be_written_as_json(tmp_path: Path) -> None:
    (fault,) = checked(tmp_path, {PICTURE_FILE: None})
    assert json.loads(json.dumps(asdict(fault))) == {
        "file": PICTURE_FILE,
        "path": "",
        "sentence": "Filen saknas i träffplanens mapp.",
        "severity": "error",
        "line": None,
    }


def test_the_shipped_plans_have_no_errors() -> None:
    known = json.loads((ROOT / "resources" / "pictures" / "pictures.json").read_text(encoding="utf-8"))
    faults = check([ROOT / "session_plans"], [ROOT / "translations"], set(known["pictures"]))
    assert [one_line(fault) for fault in faults if fault.is_error] == []


def test_every_shipped_word_has_a_translation_in_the_required_languages() -> None:
    assert tuple(REQUIRED_LANGUAGES) == ("ar", "so", "ti", "prs", "fa", "ps", "kmr", "ckb", "uk", "en")
    faults = check([ROOT / "session_plans"], [ROOT / "translations"], set())
    assert [one_line(fault) for fault in faults if "saknar översättning" in fault.sentence] == []


def test_the_shipped_template_has_its_twelve_plans() -> None:
    library = PlanLibrary.read(ROOT / "session_plans")
    ids = [plan.id for plan in library.plans_of(library.templates["malmo-halsoskola-12"])]
    assert ids == (
        [
            "valkommen",
            "varden",
            "kroppen",
            "smarta",
            "somn",
            "stress",
            "svara-handelser",
            "mat",
            "tobak-alkohol",
            "balans",
            "familj",
            "min-plan",
        ]
    )
