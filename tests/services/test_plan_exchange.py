"""Plans go out and come in whole, name what is wrong with a file, and leave nothing half done."""

import io
import random
import stat
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import halsoskola.files
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.i18n.messages import sentence
from halsoskola.plans.exchange import Package, package_bytes, package_of_bytes, read_package
from halsoskola.plans.reader import read_folder
from halsoskola.plans.writer import write_plan
from halsoskola.program import plan_service
from halsoskola.services.clock import FixedClock
from halsoskola.services.plan_exchange import Fate, ImportPreview, Part, PlanExchangeService
from halsoskola.services.plans import PlanService
from halsoskola.settings import Paths, program_root
from tests.plans.builders import FILES, PO_HEADER

PLAN_FOLDER = "session_plans/plans/egen"
PLAN = FILES["plans/somn/plan.toml"].replace('id = "somn"', 'id = "egen"').replace("vard-telefon", "1177")
HANDOUT = FILES["plans/somn/handout.md"].replace("vard-telefon", "1177")
GOOD: Mapping[str, str | bytes] = {
    "halsoplan.toml": 'format = 1\ntitle = "Min egen"\n',
    f"{PLAN_FOLDER}/plan.toml": PLAN,
    f"{PLAN_FOLDER}/handout.md": HANDOUT,
    f"{PLAN_FOLDER}/handout-1.md": FILES["plans/somn/handout-1.md"],
    f"{PLAN_FOLDER}/leader.md": FILES["plans/somn/leader.md"],
    "translations/so/LC_MESSAGES/ordlista.po": PO_HEADER + '#, fuzzy\nmsgid "påhitt"\nmsgstr "x"\n',
}

FAULT, INCOMPLETE = Refusal.PACKAGE_FAULT, Refusal.PACKAGE_INCOMPLETE
ABOUT = {"session_plans/pictures/bild.toml": 'alt = "a"\ncredit = "b"\n'}
COURSE = 'id = "kurs"\ntitle = "K"\n[[meetings]]\nplan = "borta"\n'
LATIN = 'msgid "dygn"\nmsgstr "å"\n'.encode("latin-1")
PO = "translations/so/LC_MESSAGES/ordlista.po"


def a_zip(files: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def a_png(size: tuple[int, int] = (40, 30), colour: str = "navy") -> bytes:
    target = io.BytesIO()
    image = Image.new("RGB", size, "white")
    image.paste(colour, (0, 0, size[0] // 2, size[1]))
    image.save(target, "PNG")
    return target.getvalue()


class Office:
    """A data folder with its plans, as one organisation has it."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.data = folder
        self.plans: PlanService = plan_service(Paths(data=folder, root=program_root()))
        self.exchange = PlanExchangeService(self.plans, clock)

    def take_in(self, path: Path) -> ImportPreview:
        preview = self.exchange.preview(path)
        self.exchange.take_in(preview)
        return preview

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes()
            for path in self.data.rglob("*")
            if path.is_file()
        }

    def add_picture(self, name: str = "tallrik") -> None:
        folder = self.plans.own_pictures
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(a_png())
        (folder / f"{name}.toml").write_text('alt = "en tallrik"\ncredit = "Kommunen"\nlicence = "CC0"\n')


@pytest.fixture
def sender(tmp_path: Path, clock: FixedClock) -> Office:
    return Office(tmp_path / "sender", clock)


@pytest.fixture
def receiver(tmp_path: Path, clock: FixedClock) -> Office:
    return Office(tmp_path / "receiver", clock)


def refusal_of(office: Office, data: bytes, tmp_path: Path) -> RuleBroken:
    path = tmp_path / "fil.halsoplan"
    path.write_bytes(data)
    before = office.files()
    with pytest.raises(RuleBroken) as refused:
        office.exchange.preview(path)
    assert office.files() == before
    said = sentence(refused.value)
    assert "fil.halsoplan" in said or refused.value.refusal is Refusal.PERSONAL_NUMBER_IN_PLAN
    return refused.value


def own_plan(office: Office, plan_id: str = "egen") -> None:
    """The shipped plan about sleep under another id, with an own picture, an own fact and an own word."""
    plan = office.plans.plan("somn")
    assert plan.handout is not None
    section = plan.handout.sections[0]
    shown = replace(
        section.parts[0], picture="tallrik", picture_alt="en tallrik", lines=("Ring {fact:egen-telefon}.",)
    )
    handout = replace(plan.handout, sections=(replace(section, parts=(shown,)), *plan.handout.sections[1:]))
    mine = replace(plan, id=plan_id, title="Min sömn", handout=handout, facts=(*plan.facts, "egen-telefon"))
    write_plan(mine, office.plans.own_folder / "plans" / plan_id)
    office.plans.own_facts_file.write_text(
        '[[facts]]\nname = "egen-telefon"\nkind = "local"\ntext = "040-12 34 56"\n', encoding="utf-8"
    )
    office.add_picture()
    office.plans.forget()


def test_a_plan_arrives_as_it_was_sent(sender: Office, receiver: Office, tmp_path: Path) -> None:
    own_plan(sender)
    path = tmp_path / "min.halsoplan"
    sender.exchange.export_plan("egen", path)
    preview = receiver.take_in(path)
    assert receiver.plans.plan("egen") == sender.plans.plan("egen")
    assert {(line.part, line.name, line.fate) for line in preview.lines if line.part is not Part.WORDS} == {
        (Part.PLAN, "egen", Fate.NEW),
        (Part.PICTURE, "tallrik", Fate.NEW),
        (Part.FACT, "egen-telefon", Fate.NEW),
    }
    # What is local stays at home: the receiver has a line to write on.
    assert receiver.plans.facts()["egen-telefon"].text == ""
    assert "040-12 34 56" not in str(zipfile.ZipFile(path).read("session_plans/facts.toml"))
    assert "tallrik" in receiver.plans.picture_names()
    again = receiver.exchange.preview(path)
    assert not again.brings_anything
    assert receiver.exchange.take_in(again).kinds == {}


def test_equal_plans_make_equal_files(sender: Office, tmp_path: Path) -> None:
    for name in ("a", "b"):
        sender.exchange.export_course("malmo-halsoskola-12", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_whole_course_arrives_and_shipped_plans_are_left_alone(
    sender: Office, receiver: Office, tmp_path: Path
) -> None:
    own_plan(sender)
    template = sender.plans.template("kartlaggning-4")
    mine = replace(template, id="min-kurs", title="Min kurs")
    folder = sender.plans.own_folder / "courses"
    folder.mkdir(parents=True)
    text = 'id = "min-kurs"\ntitle = "Min kurs"\n' + "".join(
        f'[[meetings]]\nplan = "{one.plan_id}"\n' for one in mine.meetings
    )
    (folder / "min-kurs.toml").write_text(text + '[[meetings]]\nplan = "egen"\n', encoding="utf-8")
    sender.plans.forget()
    path = tmp_path / "kurs.halsoplan"
    sender.exchange.export_course("min-kurs", path)
    preview = receiver.take_in(path)
    assert receiver.plans.template("min-kurs") == sender.plans.template("min-kurs")
    fates = {line.name: line.fate for line in preview.lines if line.part is Part.PLAN}
    assert fates.pop("egen") is Fate.NEW
    assert set(fates.values()) == {Fate.SAME}
    assert receiver.plans.own_plans() == {"egen"}


def test_an_own_plan_that_is_replaced_is_put_aside(sender: Office, receiver: Office, tmp_path: Path) -> None:
    own_plan(sender)
    own_plan(receiver)
    mine = replace(receiver.plans.plan("egen"), title="Min gamla")
    write_plan(mine, receiver.plans.own_folder / "plans" / "egen")
    receiver.plans.forget()
    path = tmp_path / "min.halsoplan"
    sender.exchange.export_plan("egen", path)
    preview = receiver.take_in(path)
    assert [line.fate for line in preview.lines if line.part is Part.PLAN] == [Fate.REPLACES_OWN]
    assert receiver.plans.plan("egen").title == "Min sömn"
    aside = receiver.plans.own_folder / "undanlagda" / "egen-2027-03-02" / "plan.toml"
    assert "Min gamla" in aside.read_text(encoding="utf-8")
    assert receiver.plans.facts()["egen-telefon"].text == "040-12 34 56"


def test_a_changed_shipped_plan_hides_the_shipped_one(
    sender: Office, receiver: Office, tmp_path: Path
) -> None:
    changed = replace(sender.plans.plan("somn"), title="Sömn för oss", picture_handout=None)
    write_plan(changed, sender.plans.own_folder / "plans" / "somn")
    sender.plans.forget()
    path = tmp_path / "somn.halsoplan"
    sender.exchange.export_plan("somn", path)
    preview = receiver.take_in(path)
    assert preview.lines[0].fate is Fate.REPLACES_SHIPPED
    assert receiver.plans.plan("somn").title == "Sömn för oss"
    assert receiver.plans.plan("somn").picture_handout is None


def test_words_fill_gaps_and_never_overwrite(sender: Office, receiver: Office, tmp_path: Path) -> None:
    own_plan(sender)
    word = sender.plans.plan("egen").words[0].word
    entry = f'msgid "{word}"\nmsgstr "{{0}}"\n'
    for office, text, fuzzy in ((sender, "sänt", ""), (receiver, "vårt eget", "#, fuzzy\n")):
        file = office.plans.own_translations / "so" / "LC_MESSAGES" / "ordlista.po"
        file.parent.mkdir(parents=True)
        file.write_text(PO_HEADER + fuzzy + entry.replace("{0}", text), encoding="utf-8")
        office.plans.forget()
    path = tmp_path / "min.halsoplan"
    sender.exchange.export_plan("egen", path)
    preview = receiver.take_in(path)
    # Reviewed where ours is not: it comes. The rest is known here from the program.
    assert [
        (one.name, one.fate, one.count)
        for one in preview.lines
        if one.fate is Fate.NEW and one.part is Part.WORDS
    ] == [("so", Fate.NEW, 1)]
    found = receiver.plans.word_list("so").translation(word)
    assert found is not None
    assert (found.text, found.reviewed) == ("sänt", True)
    # And the other way round nothing changes: an unreviewed word never takes a reviewed one's place.
    file = sender.plans.own_translations / "so" / "LC_MESSAGES" / "ordlista.po"
    file.write_text(PO_HEADER + "#, fuzzy\n" + entry.replace("{0}", "sämre"), encoding="utf-8")
    sender.plans.forget()
    sender.exchange.export_plan("egen", path)
    assert not receiver.exchange.preview(path).brings_anything


def test_a_file_with_a_personnummer_is_neither_sent_nor_taken(
    sender: Office, receiver: Office, tmp_path: Path
) -> None:
    own_plan(sender)
    plan = sender.plans.plan("egen")
    write_plan(
        replace(plan, materials=("lapp till 19800101-1234",)), sender.plans.own_folder / "plans" / "egen"
    )
    sender.plans.forget()
    with pytest.raises(RuleBroken) as refused:
        sender.exchange.export_plan("egen", tmp_path / "ut.halsoplan")
    assert refused.value.refusal is Refusal.PERSONAL_NUMBER_IN_PLAN
    assert not (tmp_path / "ut.halsoplan").exists()
    broken = a_zip({**GOOD, f"{PLAN_FOLDER}/leader.md": "## Start\n\nRing 19800101-1234.\n"})
    assert refusal_of(receiver, broken, tmp_path).refusal is Refusal.PERSONAL_NUMBER_IN_PLAN


# Bad files


def test_the_good_file_of_these_tests_is_good(receiver: Office, tmp_path: Path) -> None:
    path = tmp_path / "bra.halsoplan"
    path.write_bytes(a_zip(GOOD))
    receiver.take_in(path)
    assert receiver.plans.plan("egen").title == "Sömn"
    assert receiver.plans.faults() == ()


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("../ute.toml", Refusal.PACKAGE_PATH),
        ("session_plans/plans/../../../ute/plan.toml", Refusal.PACKAGE_PATH),
        ("/etc/passwd", Refusal.PACKAGE_PATH),
        ("C:/ute.toml", Refusal.PACKAGE_PATH),
        ("..\\ute.toml", Refusal.PACKAGE_PATH),
        ("session_plans/plans/egen/anteckning.docx", Refusal.PACKAGE_UNKNOWN),
        ("session_plans/plans/egen/signed.toml", Refusal.PACKAGE_UNKNOWN),
        ("halsoskola.db", Refusal.PACKAGE_UNKNOWN),
        ("inre.zip", Refusal.PACKAGE_UNKNOWN),
        ("ute/", Refusal.PACKAGE_UNKNOWN),
        ("session_plans/plans/con/plan.toml", Refusal.PACKAGE_UNKNOWN),
        ("session_plans/pictures/Tallrik.png", Refusal.PACKAGE_UNKNOWN),
        ("translations/xx/LC_MESSAGES/ordlista.po", Refusal.PACKAGE_UNKNOWN),
        ("translations/ar/LC_MESSAGES/halsoskola.po", Refusal.PACKAGE_UNKNOWN),
        ("session_plans/plans/egen\u0000.toml", Refusal.PACKAGE_UNKNOWN),
    ],
)
def test_what_does_not_belong_is_named(receiver: Office, tmp_path: Path, name: str, refusal: Refusal) -> None:
    refused = refusal_of(receiver, a_zip({**GOOD, name: "x"}), tmp_path)
    assert refused.refusal is refusal
    assert not (tmp_path.parent / "ute.toml").exists()


def test_an_entry_without_a_name_is_refused(receiver: Office, tmp_path: Path) -> None:
    data = a_zip({**GOOD, "x": ""}).replace(b"x", b"\0")
    refused = refusal_of(receiver, data, tmp_path)
    assert refused.refusal in (Refusal.PACKAGE_UNKNOWN, Refusal.PACKAGE_UNREADABLE)


def test_folders_of_the_layout_may_stand_as_entries(receiver: Office, tmp_path: Path) -> None:
    path = tmp_path / "mappar.halsoplan"
    path.write_bytes(a_zip({"session_plans/": "", "session_plans/plans/egen/": "", **GOOD}))
    assert receiver.exchange.preview(path).brings_anything


def test_a_symbolic_link_is_refused(receiver: Office, tmp_path: Path) -> None:
    target = io.BytesIO(a_zip(GOOD))
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo("session_plans/courses/lank.toml")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert refusal_of(receiver, target.getvalue(), tmp_path).refusal is Refusal.PACKAGE_PATH


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_doubled_name_is_refused(receiver: Office, tmp_path: Path) -> None:
    target = io.BytesIO(a_zip(GOOD))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(f"{PLAN_FOLDER}/plan.toml", PLAN.replace("Sömn", "En annan"))
    assert refusal_of(receiver, target.getvalue(), tmp_path).refusal is Refusal.PACKAGE_DOUBLED


def test_a_locked_file_is_refused(receiver: Office, tmp_path: Path) -> None:
    data = bytearray(a_zip(GOOD))
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        position = data.find(sign)
        while position >= 0:
            data[position + at] |= 1
            position = data.find(sign, position + 4)
    assert refusal_of(receiver, bytes(data), tmp_path).refusal is Refusal.PACKAGE_LOCKED


@pytest.mark.parametrize("place", [f"{PLAN_FOLDER}/handout.md", "session_plans/pictures/stor.png"])
def test_a_file_that_unpacks_to_much_is_not_unpacked(receiver: Office, tmp_path: Path, place: str) -> None:
    data = a_zip({**GOOD, place: b"\0" * 70_000_000})
    assert len(data) < 200_000
    begun = time.perf_counter()
    assert refusal_of(receiver, data, tmp_path).refusal is Refusal.PACKAGE_TOO_LARGE
    assert time.perf_counter() - begun < 1


def test_an_entry_larger_than_it_says_is_refused(receiver: Office, tmp_path: Path) -> None:
    data = bytearray(a_zip({**GOOD, "session_plans/courses/x.toml": b"\n" * 1_500_000}))
    size = (1_500_000).to_bytes(4, "little")
    lie = (1_000).to_bytes(4, "little")
    assert data.count(size) == 2
    refused = refusal_of(receiver, bytes(data.replace(size, lie)), tmp_path)
    assert refused.refusal in (Refusal.PACKAGE_UNREADABLE, Refusal.PACKAGE_TOO_LARGE)


def test_many_entries_are_refused(receiver: Office, tmp_path: Path) -> None:
    data = a_zip({**GOOD, **{f"session_plans/courses/k{n}.toml": "" for n in range(1_600)}})
    assert refusal_of(receiver, data, tmp_path).refusal is Refusal.PACKAGE_TOO_LARGE


@pytest.mark.parametrize(
    ("changes", "refusal", "said"),
    [
        ({f"{PLAN_FOLDER}/plan.toml": PLAN.replace("title", "tittle", 1)}, FAULT, "egen/plan.toml: tittle, rad 2"),
        ({f"{PLAN_FOLDER}/plan.toml": PLAN.encode("utf-16")}, FAULT, "UTF-16"),
        ({f"{PLAN_FOLDER}/handout.md": HANDOUT + "\n<script>x</script>\n"}, FAULT, "HTML"),
        ({f"{PLAN_FOLDER}/handout.md": HANDOUT.replace("1177", "okand")}, INCOMPLETE, "{fact:okand}"),
        ({f"{PLAN_FOLDER}/handout.md": HANDOUT.replace("(clock)", "(drake)")}, INCOMPLETE, "drake"),
        ({PO: LATIN}, FAULT, "UTF-8"),
        ({"halsoplan.toml": "format = 2\n"}, Refusal.PACKAGE_NEWER, "nyare"),
        ({"halsoplan.toml": "format = true\n"}, FAULT, "halsoplan.toml"),
        ({"halsoplan.toml": 'format = 1\nnamn = "x"\n'}, FAULT, "halsoplan.toml"),
        ({"session_plans/plans/annan/plan.toml": PLAN}, FAULT, "finns redan"),
        ({"session_plans/courses/kurs.toml": COURSE}, INCOMPLETE, "borta"),
        ({**ABOUT}, FAULT, "bild.png"),
        ({**ABOUT, "session_plans/pictures/bild.png": b"MZ"}, FAULT, "bild.png"),
        ({**ABOUT, "session_plans/pictures/bild.json": '[["f",1,0,0,"0 0 m EMC"]]'}, FAULT, "bild.json"),
    ],
)  # fmt: skip
def test_what_is_wrong_inside_is_said_with_its_place(
    receiver: Office, tmp_path: Path, changes: dict[str, str | bytes], refusal: Refusal, said: str
) -> None:
    refused = refusal_of(receiver, a_zip({**GOOD, **changes}), tmp_path)
    assert refused.refusal is refusal
    assert said in sentence(refused)


@pytest.mark.parametrize("missing", ["halsoplan.toml", f"{PLAN_FOLDER}/plan.toml"])
def test_what_is_missing_is_said(receiver: Office, tmp_path: Path, missing: str) -> None:
    refused = refusal_of(receiver, a_zip({k: v for k, v in GOOD.items() if k != missing}), tmp_path)
    assert missing.rpartition("/")[2] in sentence(refused)


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"inget zip", a_zip(GOOD)[:-30], a_png()])
def test_no_package_is_refused(receiver: Office, tmp_path: Path, data: bytes) -> None:
    assert refusal_of(receiver, data, tmp_path).refusal in (
        Refusal.PACKAGE_UNREADABLE,
        INCOMPLETE,
    )


def test_a_file_that_is_gone_is_the_environments_trouble(receiver: Office, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        receiver.exchange.preview(tmp_path / "borta.halsoplan")
    assert trouble.value.cause is Trouble.FILE_UNREADABLE


def mutated(data: bytes, random_: random.Random) -> bytes:
    """Bytes changed, cut, doubled or put in, here and there, as a bad line or a wicked hand would."""
    changed = bytearray(data)
    for _turn in range(random_.randint(1, 8)):
        at = random_.randrange(len(changed) + 1)
        match random_.randrange(5):
            case 0 if at < len(changed):
                changed[at] ^= 1 << random_.randrange(8)
            case 1:
                changed[at : at + random_.randint(1, 40)] = random_.randbytes(random_.randint(0, 40))
            case 2:
                changed[at:at] = changed[max(0, at - 60) : at]
            case 3:
                del changed[at : at + random_.randint(1, 200)]
            case _:
                changed[at : at + 4] = random_.choice(
                    [b"\xff\xff\xff\xff", b"\0\0\0\0", b"PK\x01\x02", b"\x08\0\0\0"]
                )
    return bytes(changed)


def test_whatever_a_file_holds_it_ends_with_a_sentence(sender: Office) -> None:
    own_plan(sender)
    plan = sender.plans.plan("egen")
    package = Package(
        "Min", (plan,), None, (), {"tallrik.toml": b'alt = "a"\ncredit = "b"\n', "tallrik.png": a_png()}
    )
    stored = io.BytesIO()
    # Stored, not packed, so that the changes reach the contents too.
    with (
        zipfile.ZipFile(io.BytesIO(package_bytes(package))) as packed,
        zipfile.ZipFile(stored, "w") as archive,
    ):
        for name in packed.namelist():
            archive.writestr(name, packed.read(name))
    seeds = [package_bytes(package), stored.getvalue(), a_zip(GOOD)]
    random_ = random.Random(7)
    outcomes = set()
    for number in range(300):
        data = mutated(seeds[number % len(seeds)], random_)
        begun = time.perf_counter()
        try:
            package_of_bytes(data, "fil.halsoplan")
            outcomes.add("read")
        except RuleBroken as refused:
            sentence(refused)  # has its facts
            outcomes.add(refused.refusal.value)
        assert time.perf_counter() - begun < 2
    assert len(outcomes) > 3


def test_whatever_is_inside_a_whole_archive_it_ends_with_a_sentence(receiver: Office, tmp_path: Path) -> None:
    """The checksums are right here, so the changes reach the readers of each kind of file."""
    inside: dict[str, bytes] = {
        **{name: text.encode() if isinstance(text, str) else text for name, text in GOOD.items()},
        "session_plans/pictures/bild.toml": b'alt = "a"\ncredit = "b"\n',
        "session_plans/pictures/bild.png": a_png(),
        "session_plans/pictures/teckning.toml": b'alt = "a"\ncredit = "b"\n',
        "session_plans/pictures/teckning.json": b'[["fs",1.5,0,0,"0 0 m 1 1 l 1 2 3 4 5 6 c h"]]',
        "session_plans/facts.toml": b'[[facts]]\nname = "eget"\nkind = "yearly"\ntext = "5"\nchecked = 2027-01-01\n',
    }
    path = tmp_path / "fil.halsoplan"
    random_ = random.Random(11)
    good, said = 0, set[str]()
    for number in range(300):
        name = sorted(inside)[number % len(inside)]
        path.write_bytes(a_zip({**inside, name: mutated(inside[name], random_)}))
        begun = time.perf_counter()
        try:
            receiver.exchange.preview(path)
            good += 1
        except RuleBroken as refused:
            said.add(sentence(refused))
        assert time.perf_counter() - begun < 2
    assert 0 < good < 300
    assert len(said) > 30


# All or nothing


def test_a_full_disk_leaves_everything_as_it_was(
    sender: Office, receiver: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_plan(sender)
    own_plan(receiver)
    write_plan(
        replace(receiver.plans.plan("egen"), title="Min gamla"), receiver.plans.own_folder / "plans" / "egen"
    )
    receiver.plans.forget()
    path = tmp_path / "min.halsoplan"
    sender.exchange.export_plan("egen", path)
    preview = receiver.exchange.preview(path)
    before = receiver.files()
    real = halsoskola.files._move_in
    for most in range(8):
        done = 0

        def fails_after(root: Path, stage: Path, name: str, most: int = most) -> None:
            nonlocal done
            if done == most:
                raise OSError(28, "No space left on device")
            done += 1
            real(root, stage, name)

        monkeypatch.setattr(halsoskola.files, "_move_in", fails_after)
        with pytest.raises(StorageTrouble) as trouble:
            receiver.exchange.take_in(preview)
        assert trouble.value.cause is Trouble.DISK_FULL
        assert receiver.files() == before
    monkeypatch.setattr(halsoskola.files, "_move_in", real)
    receiver.exchange.take_in(preview)
    assert receiver.plans.plan("egen").title == "Min sömn"


class Killed(BaseException):
    """The program died here."""


def test_an_import_that_was_killed_is_taken_back_at_the_next_start(
    sender: Office, receiver: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_plan(sender)
    own_plan(receiver)
    write_plan(
        replace(receiver.plans.plan("egen"), title="Min gamla"), receiver.plans.own_folder / "plans" / "egen"
    )
    receiver.plans.forget()
    path = tmp_path / "min.halsoplan"
    sender.exchange.export_plan("egen", path)
    preview = receiver.exchange.preview(path)
    before = receiver.files()
    real_replace, real_finish = halsoskola.files.replace_patiently, halsoskola.files.finish_interrupted
    moves = 0
    for most in range(40):
        done = 0

        def dies_after(source: Path, target: Path, most: int = most) -> None:
            nonlocal done
            if done == most:
                raise Killed
            done += 1
            real_replace(source, target)

        # A killed program clears nothing away.
        monkeypatch.setattr(halsoskola.files, "replace_patiently", dies_after)
        monkeypatch.setattr(halsoskola.files, "finish_interrupted", lambda root: None)
        try:
            receiver.exchange.take_in(preview)
        except Killed:
            monkeypatch.setattr(halsoskola.files, "replace_patiently", real_replace)
            real_finish(receiver.data)
            assert receiver.files() == before
            moves += 1
            continue
        break
    monkeypatch.setattr(halsoskola.files, "replace_patiently", real_replace)
    real_finish(receiver.data)
    receiver.plans.forget()
    assert moves > 10
    assert receiver.plans.plan("egen").title == "Min sömn"
    assert not (receiver.data / ".import").exists()


def test_every_shipped_course_goes_out_and_in(sender: Office, tmp_path: Path) -> None:
    for template in sender.plans.templates():
        path = tmp_path / sender.exchange.suggested_name(template.id)
        sender.exchange.export_course(template.id, path)
        package = read_package(path)
        assert package.template == template
        assert not sender.exchange.preview(path).brings_anything


def test_a_folder_with_only_a_signature_is_no_plan(tmp_path: Path) -> None:
    folder = tmp_path / "plans" / "somn"
    folder.mkdir(parents=True)
    (folder / "signed.toml").write_text("", encoding="utf-8")
    assert read_folder(tmp_path).plans == ()
