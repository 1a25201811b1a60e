"""Own pictures: added, swapped, taken away; and signatures of plans, which know professions but no names."""

import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from halsoskola.domain.changes import Kind
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.plans.writer import write_plan
from halsoskola.program import plan_service
from halsoskola.services.checking import check_plans
from halsoskola.services.clock import FixedClock
from halsoskola.services.handouts import HandoutService
from halsoskola.services.pictures import NewPicture, PictureService, suggested_name
from halsoskola.services.plans import PlanService
from halsoskola.services.signing import SigningService
from halsoskola.settings import Paths

ABOUT = NewPicture("tallrik", "en tallrik", "Kommunen", "CC0")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'


@pytest.fixture
def plans(paths: Paths) -> PlanService:
    return plan_service(paths)


@pytest.fixture
def pictures(plans: PlanService) -> PictureService:
    return PictureService(plans)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Min tallrik på Öst.JPG"
    image = Image.new("RGB", (300, 200), "white")
    image.paste("red", (0, 0, 150, 200))
    image.save(path, "JPEG")
    return path


def test_an_added_picture_can_be_used_in_a_handout(
    plans: PlanService, pictures: PictureService, paths: Paths, photo: Path
) -> None:
    assert suggested_name(photo) == "min-tallrik-pa-ost"
    changes = pictures.add(photo, replace(ABOUT, name=" Tallrik "))
    assert changes.touches(Kind.PLAN)
    assert "tallrik" in plans.picture_names()
    (line,) = [line for line in pictures.lines() if line.is_own]
    assert (line.name, line.alt, line.credit) == ("tallrik", "en tallrik", "Kommunen, CC0")
    assert line.png.startswith(b"\x89PNG")
    somn = plans.plan("somn")
    assert somn.handout is not None
    section = somn.handout.sections[0]
    part = replace(section.parts[0], picture="tallrik", picture_alt="en tallrik")
    handout = replace(somn.handout, sections=(replace(section, parts=(part, *section.parts[1:])),))
    write_plan(replace(somn, handout=handout), plans.own_folder / "plans" / "somn")
    plans.forget()
    made = HandoutService(plans).make(plans.plan("somn"), [])
    assert [picture.name for picture in made.sheet.own_pictures] == ["tallrik"]
    assert not [fault for fault in check_plans(paths) if fault.is_error]
    (line,) = [line for line in pictures.lines() if line.name == "tallrik"]
    assert line.used_in == ("Sömn",)
    with pytest.raises(RuleBroken) as refused:
        pictures.remove("tallrik")
    assert refused.value.refusal is Refusal.PICTURE_IN_USE


def test_a_shipped_picture_can_be_swapped_and_had_back(
    pictures: PictureService, plans: PlanService, tmp_path: Path
) -> None:
    file = tmp_path / "bed.svg"
    file.write_bytes(SVG)
    about = replace(ABOUT, name="bed")
    with pytest.raises(RuleBroken) as refused:
        pictures.add(file, about)
    assert refused.value.refusal is Refusal.PICTURE_EXISTS
    pictures.add(file, replace(about, replaces=True))
    (line,) = [line for line in pictures.lines() if line.name == "bed"]
    assert line.is_own
    assert line.hides_shipped
    assert len(line.shapes) == 1
    assert "bed.json" in {path.name for path in plans.own_pictures.iterdir()}
    pictures.remove("bed")
    (line,) = [line for line in pictures.lines() if line.name == "bed"]
    assert not line.is_own
    assert list(plans.own_pictures.iterdir()) == []


@pytest.mark.parametrize(
    ("about", "refusal"),
    [
        (replace(ABOUT, alt=" "), Refusal.PICTURE_NO_ALT),
        (replace(ABOUT, credit=""), Refusal.PICTURE_NO_CREDIT),
        (replace(ABOUT, name="../ute"), Refusal.PICTURE_NAME),
        (replace(ABOUT, name="con"), Refusal.PICTURE_NAME),
        (replace(ABOUT, alt="x" * 200), Refusal.TEXT_TOO_LONG),
        (replace(ABOUT, credit="Åsa 19800101-1234"), Refusal.PERSONAL_NUMBER_IN_FIELD),
    ],
)
def test_what_is_told_about_a_picture_is_checked(
    pictures: PictureService, plans: PlanService, photo: Path, about: NewPicture, refusal: Refusal
) -> None:
    with pytest.raises(RuleBroken) as refused:
        pictures.add(photo, about)
    assert refused.value.refusal is refusal
    assert not plans.own_pictures.exists()


def test_a_picture_of_200_megabytes_is_refused_without_being_read(
    pictures: PictureService, tmp_path: Path
) -> None:
    path = tmp_path / "stor.png"
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.truncate(200_000_000)
    begun = time.perf_counter()
    with pytest.raises(RuleBroken) as refused:
        pictures.look_at(path)
    assert refused.value.refusal is Refusal.PICTURE_TOO_LARGE
    assert time.perf_counter() - begun < 0.2


@pytest.mark.parametrize("content", [b"hej", b"PK\x03\x04", b"%PDF-1.7", b"GIF89a"])
def test_a_file_that_is_no_picture_is_refused(
    pictures: PictureService, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "bild.png"
    path.write_bytes(content)
    with pytest.raises(RuleBroken) as refused:
        pictures.add(path, ABOUT)
    assert refused.value.refusal is Refusal.PICTURE_UNREADABLE


def test_a_file_that_is_gone_is_said(pictures: PictureService, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        pictures.look_at(tmp_path / "borta.png")
    assert trouble.value.cause is Trouble.FILE_UNREADABLE


def test_a_broken_own_picture_is_listed_and_named_by_the_check(
    pictures: PictureService, plans: PlanService, paths: Paths, photo: Path
) -> None:
    pictures.add(photo, ABOUT)
    (plans.own_pictures / "tallrik.png").write_bytes(b"x")
    (line,) = [line for line in pictures.lines() if line.is_own]
    assert "tallrik.png" in line.fault
    assert [fault.file for fault in check_plans(paths) if fault.is_error] == ["pictures/tallrik.toml"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(pictures: PictureService, paths: Paths, photo: Path) -> None:
    paths.data.mkdir()
    paths.data.chmod(0o500)
    with pytest.raises(StorageTrouble) as trouble:
        pictures.add(photo, ABOUT)
    assert trouble.value.cause is Trouble.FOLDER_READ_ONLY
    paths.data.chmod(0o700)


# Signatures


@pytest.fixture
def signing(plans: PlanService, clock: FixedClock) -> SigningService:
    return SigningService(plans, clock)


def test_a_signature_holds_until_the_plan_is_changed(plans: PlanService, signing: SigningService) -> None:
    plan = plans.plan("stress")
    assert signing.state(plan).should_be_signed
    signing.sign("stress", "  psykolog ")
    state = signing.state(plan)
    assert state.signature is not None
    assert (state.signature.role, state.signature.day) == ("psykolog", date(2027, 3, 2))
    assert not state.should_be_signed
    assert plans.faults() == ()
    sheet = HandoutService(plans).make(plan, []).sheet
    assert sheet.signature == "Granskat av psykolog 2 mars 2027."
    changed = replace(plan, materials=("annat",))
    state = signing.state(changed)
    assert state.signature is None
    assert state.former is not None
    assert state.should_be_signed
    assert HandoutService(plans).make(changed, []).sheet.signature == ""


def test_a_signature_can_be_taken_back_without_a_trace(plans: PlanService, signing: SigningService) -> None:
    signing.sign("somn", "läkare")
    signing.unsign("somn")
    assert signing.state(plans.plan("somn")).former is None
    assert not (plans.own_folder / "plans" / "somn").exists()
    assert not signing.unsign("somn")


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        ("", Refusal.SIGNER_MISSING),
        (" 12 ", Refusal.SIGNER_MISSING),
        ("x" * 41, Refusal.TEXT_TOO_LONG),
        ("psykolog 19800101-1234", Refusal.PERSONAL_NUMBER_IN_FIELD),
    ],
)
def test_a_signature_needs_a_profession(signing: SigningService, role: str, refusal: Refusal) -> None:
    with pytest.raises(RuleBroken) as refused:
        signing.sign("somn", role)
    assert refused.value.refusal is refusal


@pytest.mark.parametrize(
    "text", ["", "x", 'role = "a"\n', 'role = 1\ndate = 2027-01-01\ncontent = ""\n', "\ufffd" * 20_000]
)
def test_a_damaged_signature_is_none(plans: PlanService, signing: SigningService, text: str) -> None:
    signing.sign("somn", "läkare")
    (plans.own_folder / "plans" / "somn" / "signed.toml").write_text(text, encoding="utf-8")
    assert signing.state(plans.plan("somn")).signature is None
    assert plans.faults() == ()
