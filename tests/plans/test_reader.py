import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from halsoskola.domain.plans import (
    Adaptation,
    AdaptationNeed,
    Aim,
    Block,
    BlockKind,
    Fact,
    FactKind,
    FiroPhase,
    HandoutList,
    HandoutParagraph,
    Kasam,
    Severity,
    TemplateMeeting,
    Word,
)
from halsoskola.plans.faults import one_line
from halsoskola.plans.reader import PlanLibrary, read_folder
from tests.plans.builders import FACTS, HANDOUT, LEADER, PLAN, TEMPLATE, a_folder

PLAN_FILE = "plans/somn/plan.toml"
HANDOUT_FILE = "plans/somn/handout.md"
LEADER_FILE = "plans/somn/leader.md"


def faults_of(root: Path) -> list[str]:
    return [one_line(fault) for fault in read_folder(root).all_faults]


def test_a_plan_is_read_with_all_that_it_holds(tmp_path: Path) -> None:
    library = PlanLibrary.read(a_folder(tmp_path))
    assert library.faults == ()
    plan = library.plans["somn"]
    assert (plan.title, plan.led_by, plan.firo) == ("Sömn", ("psykolog",), (FiroPhase.ROLLSOKNING,))
    assert plan.aims == (Aim("Jag vet varför sömn är viktigt.", Kasam.B),)
    assert plan.blocks[1] == Block(
        "Vad stör min sömn",
        45,
        BlockKind.GROUP,
        (Kasam.H,),
        interpreted=True,
        pin=time(9, 20),
        adaptations=(Adaptation(AdaptationNeed.PAIN, "Stå om du vill."),),
    )
    assert plan.words == (Word("dygn", "24 timmar", "somn"),)
    assert plan.handout is not None
    assert plan.handout.sections[0].parts == (
        HandoutParagraph(("De flesta behöver sova", "6–9 timmar."), "clock", "En klocka"),
    )
    assert plan.handout.sections[1].parts == (
        HandoutParagraph(("Ring vårdcentralen: {fact:vard-telefon}",)),
        HandoutList(("om du sover dåligt länge", "om du är orolig.")),
    )
    assert plan.picture_handout is not None
    assert plan.picture_handout.title == "Sömn"
    assert plan.leader_notes.of("Vad stör min sömn") == "Gå runt mellan öarna."
    assert plan.leader_notes.of("Start") == '- Säg: "Välkommen."'
    assert library.templates["kort"].meetings == (TemplateMeeting("somn", (FiroPhase.ROLLSOKNING,)),)
    assert library.plans_of(library.templates["kort"]) == (plan,)


def test_dates_of_facts_are_read_as_dates(tmp_path: Path) -> None:
    text = (
        '[[facts]]\nname = "1177"\nkind = "fixed"\ntext = "1177"\nchecked = 2026-11-21\nrecheck = "2027-11-21"\n'
        'languages = ["sv", "en"]\ninterpreter = true\n'
    )
    library = PlanLibrary.read(a_folder(tmp_path, {"facts.toml": text}))
    assert library.facts["1177"] == Fact(
        "1177",
        FactKind.FIXED,
        "1177",
        checked=date(2026, 11, 21),
        recheck=date(2027, 11, 21),
        languages=("sv", "en"),
        interpreter=True,
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "minutes = 45",
            'minutes = "45"',
            'blocks[1].minutes, rad 18: Här står "45". Det ska vara ett heltal från 1 till 240, utan citattecken.',
        ),
        (
            "minutes = 45",
            "minutes = 0",
            "blocks[1].minutes, rad 18: Här står 0. Det ska vara ett heltal från 1 till 240, utan citattecken.",
        ),
        (
            'led_by = ["psykolog"]',
            'leds_by = ["psykolog"]',
            "leds_by, rad 3: Nyckeln leds_by finns inte. Menade du led_by?",
        ),
        (
            'for = "pain"',
            'for = "pain"\nzz = "röd"',
            "blocks[1].adaptations[0].zz, rad 26: Nyckeln zz finns inte. Här kan stå: for, text.",
        ),
        ("minutes = 45\n", "", "blocks[1], rad 16: Nyckeln minutes saknas."),
        (
            'kind = "group"',
            'kind = "samtal"',
            'blocks[1].kind, rad 19: Här står "samtal". Det ska vara ett av orden: '
            "start, group, talk, practice, body, break, end.",
        ),
        (
            'pin = "09:20"',
            'pin = "kvart över nio"',
            'blocks[1].pin, rad 22: Här står "kvart över nio". Det ska vara ett klockslag, till exempel "10:00".',
        ),
        (
            "interpreted = true",
            'interpreted = "ja"',
            'blocks[1].interpreted, rad 21: Här står "ja". Det ska vara true eller false, utan citattecken.',
        ),
        (
            'for = "pain"',
            'for = "sten"',
            'blocks[1].adaptations[0].for, rad 25: Här står "sten". Det ska vara ett av orden: '
            "pain, floor, trauma, heart, pregnancy, fasting, mixed-group.",
        ),
        ('title = "Sömn"', 'title = " "', "title, rad 2: Texten är tom."),
        ('title = "Sömn"', 'title = "Sömn\\noch vila"', "title, rad 2: Texten ska stå på en rad."),
        ('title = "Sömn"', "title = 5", "title, rad 2: Här står 5. Det ska vara text inom citattecken."),
        (
            'led_by = ["psykolog"]',
            'led_by = "psykolog"',
            'led_by, rad 3: Här står "psykolog". Det ska vara en lista inom hakparenteser.',
        ),
        (
            'led_by = ["psykolog"]',
            'led_by = ["psykolog", 3]',
            "led_by[1], rad 3: Här står 3. Det ska vara text inom citattecken.",
        ),
        (
            'id = "somn"',
            'id = "Sömn"',
            'id, rad 1: Här står "Sömn". Namnet får bara ha a–z, siffror och bindestreck.',
        ),
        (
            'title = "Sömn"',
            "title = ”Sömn”",
            'rad 2: Raden går inte att läsa: title = ”Sömn”. Skriv raka citattecken (") runt texten.',
        ),
        (
            'title = "Sömn"',
            'title = "Sömn',
            'rad 2: Raden går inte att läsa: title = "Sömn. Kontrollera citattecken, likhetstecken och hakparenteser.',
        ),
        (
            'title = "Sömn"',
            'title = "Sömn"\ntitle = "Vila"',
            'rad 3: Samma sak står två gånger: title = "Vila". Ta bort den ena.',
        ),
    ],
)
def test_a_broken_line_in_a_plan_is_named_and_the_plan_left_out(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in PLAN
    root = a_folder(tmp_path, {PLAN_FILE: PLAN.replace(old, new, 1), "courses/kort.toml": None})
    assert faults_of(root) == [f"{PLAN_FILE}: {expected}"]
    assert PlanLibrary.read(root).plans == {}


def test_all_faults_of_a_plan_are_told_at_once(tmp_path: Path) -> None:
    broken = PLAN.replace("minutes = 45", "minutes = 999").replace('kasam = "B"', 'kasam = "Q"')
    assert [line.split(": ")[1] for line in faults_of(a_folder(tmp_path, {PLAN_FILE: broken}))] == [
        "aims[0].kasam, rad 9",
        "blocks[1].minutes, rad 18",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Vad?\n\nText\n", "Bladet saknar rubrik. Skriv # och rubriken på första raden."),
        ("", "Bladet saknar rubrik. Skriv # och rubriken på första raden."),
        ("# A\n\nText\n\n# B\n", "rad 5: Bladet får bara ha en rubrik med ett #. Skriv ## före de andra."),
        ("Text\n\n# A\n", "rad 3: Rubriken med # ska stå först i bladet."),
        ("# A\n\n## Vad?\n", "rad 3: Under rubriken står ingen text."),
        ("# A\n\n### Vad?\n\nText\n", "rad 3: Rubriken har för många #. Skriv ## före rubriken."),
        ("# A\n\n##\n\nText\n", "rad 3: Rubriken är tom."),
        (
            "# A\n\nVad?\n---\n\nText\n",
            "rad 3: Strecket under raden gör den till en rubrik. Skriv ## före rubriken i stället.",
        ),
        (
            "# A\n\nEn *viktig* sak\n",
            "rad 3: Kursiv stil går inte att använda i lätt text. Ta bort * eller _.",
        ),
        ("# A\n\nEtt\nTvå **viktigt**\n", "rad 4: Fet stil går inte att använda här. Ta bort ** eller __."),
        ("# A\n\nHej <b>du</b\n>", "rad 3: HTML-kod går inte att använda här. Skriv vanlig text."),
        ("# A\n\nText\n\n<div>x</div>\n", "rad 5: HTML-kod går inte att använda här. Skriv vanlig text."),
        (
            "# A\n\nSe [sidan](https://example.org)\n",
            "rad 3: Länkar går inte att använda på papper. Skriv adressen som vanlig text.",
        ),
        (
            "# A\n\nText\n\n[sida]: https://example.org\n",
            "Länkar går inte att använda på papper. Skriv adressen som vanlig text.",
        ),
        ("# A\n\n|a|b|\n|-|-|\n|1|2|\n", "rad 3: Tabeller går inte att använda här. Skriv en punktlista."),
        ("# A\n\n```\nx\n```\n", "rad 3: Kodrutor går inte att använda här. Skriv vanlig text."),
        ("# A\n\n    x\n", "rad 3: Raden börjar med för många mellanslag. Börja raden längst till vänster."),
        ("# A\n\nSkriv `x`\n", "rad 3: Kodtecken (`) går inte att använda här. Ta bort dem."),
        ("# A\n\n> x\n", "rad 3: Citat med > går inte att använda här. Skriv vanlig text."),
        (
            "# A\n\nText\n\n***\n",
            "rad 5: Avdelande streck går inte att använda här. Skriv en rubrik med ## i stället.",
        ),
        (
            "# A\n\n1. Ett\n2. Två\n",
            "rad 3: Numrerade listor går inte att använda här. Skriv en punktlista med -, "
            "eller börja raden med ett ord.",
        ),
        ("# A\n\n- Ett\n  - Två\n", "rad 3: En punkt i listan får bara ha ett stycke vanlig text."),
        ("# A\n\n- Ett\n-\n", "rad 4: En punkt i listan är tom."),
        ("# A\n\nText\n![En katt](cat)\n", "rad 4: Bilden ska stå före texten som den förklarar."),
        ("# A\n\n![En katt](cat) Text\n", "rad 3: Bilden ska stå på en egen rad före texten."),
        ("# A\n\n- ![En katt](cat)\n  Text\n", "rad 3: Bilden ska stå på en egen rad före texten."),
        ("# A\n\nText\n\n![En katt](cat)\n", "rad 5: Efter bilden ska det stå text som den förklarar."),
        (
            "# A\n\n![En katt](cat)\n\n![En hund](dog)\n\nText\n",
            "rad 3: Efter bilden ska det stå text som den förklarar.",
        ),
        (
            "# A\n\n![En katt](katt.png)\nText\n",
            "rad 3: Bildens namn får bara ha a–z, siffror och bindestreck.",
        ),
        (
            "# A\n\n![En katt](en katt)\nText\n",
            "rad 3: Bilden är inte rätt skriven. Skriv ![det som bilden visar](bildens-namn).",
        ),
        (
            "# A\n\nRing {fakt:telefon}\n",
            "rad 3: Klammern går inte att förstå. Skriv en faktauppgift som {fact:vardcentral-telefon}.",
        ),
        (
            "# A\n\nRing {fact:telefon\n",
            "rad 3: Klammern går inte att förstå. Skriv en faktauppgift som {fact:vardcentral-telefon}.",
        ),
    ],
)
def test_what_a_handout_may_not_hold_is_named(tmp_path: Path, text: str, expected: str) -> None:
    root = a_folder(tmp_path, {HANDOUT_FILE: text, "courses/kort.toml": None})
    assert f"{HANDOUT_FILE}: {expected}" in faults_of(root)
    assert PlanLibrary.read(root).plans == {}


def test_a_handout_that_is_only_begun_does_not_keep_its_plan_out(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {HANDOUT_FILE: "# A\n"})
    library = PlanLibrary.read(root)
    assert library.plans["somn"].handout is None
    (fault,) = library.faults
    assert fault.sentence == "Bladet har en rubrik men ingen text."
    assert not fault.is_error


def test_line_breaks_of_a_handout_are_kept_also_in_lists(tmp_path: Path) -> None:
    text = "# A\n\nInledning  \nrad två\n\n![Bild](hand)\n\n- ett\n  två\n- tre\n"
    plan = PlanLibrary.read(a_folder(tmp_path, {HANDOUT_FILE: text})).plans["somn"]
    assert plan.handout is not None
    (section,) = plan.handout.sections
    assert section.heading == ""
    assert section.parts == (
        HandoutParagraph(("Inledning", "rad två")),
        HandoutList(("ett\ntvå", "tre"), "hand", "Bild"),
    )


@pytest.mark.parametrize(
    ("content", "severity", "expected"),
    [
        (
            HANDOUT.encode("latin-1", "replace"),
            Severity.ERROR,
            "rad 1: Filen är inte sparad som UTF-8, så å, ä och ö går inte att läsa. "
            "Öppna den i Anteckningar och spara den som UTF-8.",
        ),
        (
            HANDOUT.encode("utf-16"),
            Severity.ERROR,
            "Filen är sparad som UTF-16. Öppna den i Anteckningar och spara den som UTF-8.",
        ),
        (
            HANDOUT.encode("utf-8-sig"),
            Severity.WARNING,
            "rad 1: Filen börjar med ett osynligt märke (BOM). Spara den som UTF-8 utan BOM.",
        ),
        (
            HANDOUT.replace("\n", "\r\n").encode(),
            Severity.WARNING,
            "Filen har radslut från Windows (CRLF). De har lästs som vanliga radslut.",
        ),
        (
            HANDOUT.replace("flesta", "fles\u00adta").encode(),
            Severity.WARNING,
            "rad 6: Raden har mjuka bindestreck som inte syns. De har tagits bort när filen lästes.",
        ),
        (
            HANDOUT.replace("De flesta", "De\u00a0flesta").encode(),
            Severity.WARNING,
            "rad 6: Raden har hårda mellanslag. De har lästs som vanliga mellanslag.",
        ),
        (
            HANDOUT.replace("flesta", "\u200bflesta").encode(),
            Severity.WARNING,
            "rad 6: Raden har osynliga tecken. De har tagits bort när filen lästes.",
        ),
        (
            HANDOUT.replace("flesta", "fle\x07sta").encode(),
            Severity.ERROR,
            "rad 6: Raden har ett styrtecken (U+0007) som inte hör hemma i en text. Skriv om raden.",
        ),
        (b"x" * 1_000_001, Severity.ERROR, "Filen är för stor för att vara en text till en träffplan."),
    ],
)
def test_what_other_programs_leave_in_a_file_is_named(
    tmp_path: Path, content: bytes, severity: Severity, expected: str
) -> None:
    root = a_folder(tmp_path, {HANDOUT_FILE: content, "courses/kort.toml": None})
    library = PlanLibrary.read(root)
    assert [(f.severity, one_line(f)) for f in library.faults] == [(severity, f"{HANDOUT_FILE}: {expected}")]
    if severity is Severity.ERROR:
        assert library.plans == {}
    else:
        clean = PlanLibrary.read(a_folder(tmp_path / "clean"))
        assert library.plans["somn"] == clean.plans["somn"]


def test_english_quotation_marks_are_named_and_read_as_swedish_ones(tmp_path: Path) -> None:
    text = HANDOUT.replace("De flesta", "“De” ‘flesta’")
    library = PlanLibrary.read(a_folder(tmp_path, {HANDOUT_FILE: text}))
    assert [one_line(f) for f in library.faults] == [
        f"{HANDOUT_FILE}: rad 6: Raden har citattecken som inte är svenska. De har lästs som ”.",
        f"{HANDOUT_FILE}: rad 6: Raden har enkla citattecken som inte är svenska. De har lästs som ’.",
    ]
    handout = library.plans["somn"].handout
    assert handout is not None
    assert handout.sections[0].parts[0] == HandoutParagraph(
        ("”De” ’flesta’ behöver sova", "6–9 timmar."), "clock", "En klocka"
    )


def test_letters_written_with_separate_marks_become_one_letter(tmp_path: Path) -> None:
    plan = PLAN.replace("Sömn", "So\u0308mn")
    assert PlanLibrary.read(a_folder(tmp_path, {PLAN_FILE: plan})).plans["somn"].title == "Sömn"


def test_leader_notes_keep_their_text_and_name_a_wrong_heading(tmp_path: Path) -> None:
    notes = "# Sömn\n\nTänk på ljuset.\n\n" + LEADER
    plan = PlanLibrary.read(a_folder(tmp_path / "a", {LEADER_FILE: notes})).plans["somn"]
    assert plan.leader_notes.introduction == "Tänk på ljuset."
    wrong = faults_of(a_folder(tmp_path / "b", {LEADER_FILE: LEADER.replace("## Slut", "# Slut")}))
    assert wrong == [f"{LEADER_FILE}: rad 9: Rubriken har bara ett #. Skriv ## och momentets namn."]


def test_own_plans_templates_and_facts_win_over_the_shipped_ones(tmp_path: Path) -> None:
    shipped = a_folder(tmp_path / "shipped")
    own = a_folder(
        tmp_path / "own",
        {
            PLAN_FILE: PLAN.replace('title = "Sömn"', 'title = "Vår sömn"'),
            "facts.toml": FACTS.replace('text = ""', 'text = "040-12 34 56"'),
            "courses/kort.toml": TEMPLATE.replace("Kort kurs", "Vår kurs"),
        },
    )
    library = PlanLibrary.read(shipped, own)
    assert library.faults == ()
    assert library.plans["somn"].title == "Vår sömn"
    assert library.facts["vard-telefon"].text == "040-12 34 56"
    assert library.templates["kort"].title == "Vår kurs"
    assert library.own_plans == {"somn"}


def test_a_broken_own_plan_leaves_the_shipped_one_in_use(tmp_path: Path) -> None:
    own = a_folder(tmp_path / "own", {PLAN_FILE: "id = ", "courses/kort.toml": None, "facts.toml": None})
    library = PlanLibrary.read(a_folder(tmp_path / "shipped"), own)
    assert library.plans["somn"].title == "Sömn"
    assert library.own_plans == frozenset()
    assert "kort" in library.templates
    assert len(library.faults) == 1


def test_an_own_folder_that_does_not_exist_is_no_fault(tmp_path: Path) -> None:
    library = PlanLibrary.read(a_folder(tmp_path / "shipped"), tmp_path / "nowhere")
    assert library.faults == ()


def test_two_plans_with_one_id_are_a_fault_and_the_rightly_named_one_stays(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {"plans/a-kopia/plan.toml": PLAN.replace('title = "Sömn"', 'title = "Kopia"')})
    library = PlanLibrary.read(root)
    assert library.plans["somn"].title == "Sömn"
    assert [one_line(f) for f in library.faults if f.is_error] == [
        "plans/a-kopia/plan.toml: id: Träffplanen somn finns redan i plans/somn. Ge den här ett annat id."
    ]


def test_two_templates_or_facts_with_one_name_are_faults(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {"courses/lang.toml": TEMPLATE, "facts.toml": FACTS + FACTS})
    errors = [one_line(f) for f in PlanLibrary.read(root).faults if f.is_error]
    assert errors == [
        "courses/lang.toml: id: Kursupplägget kort finns redan i courses/kort.toml. Ge det här ett annat id.",
        "facts.toml: facts, vard-telefon: Faktauppgiften vard-telefon står två gånger. Ta bort den ena.",
    ]


def test_one_broken_fact_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    text = FACTS + '[[facts]]\nname = "1177"\nkind = "ibland"\n'
    library = PlanLibrary.read(a_folder(tmp_path, {"facts.toml": text}))
    assert list(library.facts) == ["vard-telefon"]
    assert [one_line(f) for f in library.faults] == [
        'facts.toml: facts[1].kind, rad 7: Här står "ibland". Det ska vara ett av orden: local, yearly, fixed.'
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"courses/kort.toml": TEMPLATE.replace('plan = "somn"', 'plan = "vila"')},
            "courses/kort.toml: meetings[0].plan: "
            "Träffplanen vila finns inte, så kursupplägget går inte att använda.",
        ),
        (
            {PLAN_FILE: PLAN.replace("minutes = 45", "minutes = -1")},
            "courses/kort.toml: meetings[0].plan: "
            "Träffplanen somn har fel, så kursupplägget går inte att använda.",
        ),
    ],
)
def test_a_template_without_all_its_plans_is_left_out(
    tmp_path: Path, changes: dict[str, str | bytes | None], expected: str
) -> None:
    library = PlanLibrary.read(a_folder(tmp_path, changes))
    assert library.templates == {}
    assert expected in [one_line(f) for f in library.faults]


def test_a_plan_folder_without_its_plan_file_is_a_fault(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {PLAN_FILE: None, "courses/kort.toml": None})
    assert faults_of(root) == [f"{PLAN_FILE}: Filen saknas i träffplanens mapp."]


def test_a_folder_where_the_facts_file_should_be_is_passed_over(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {"facts.toml": None})
    (root / "facts.toml").mkdir()
    assert PlanLibrary.read(root).facts == {}


def test_heavy_libraries_are_left_alone_until_a_plan_is_read() -> None:
    script = (
        "import sys; import halsoskola.plans.reader, halsoskola.plans.word_lists, halsoskola.plans.checker; "
        "print(sorted({'msgspec', 'markdown_it', 'babel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
