"""The review of files: which words and level it takes, what it refuses, and that the shipped handouts pass."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.domain.readability import (
    HIGH_LIX,
    LONG_SENTENCE,
    Advice,
    FindingKind,
    FindingSeverity,
)
from halsoskola.i18n.messages import sentence
from halsoskola.i18n.readability import SENTENCES, kind_name, message, severity_word, summary
from halsoskola.plans.textfile import LARGEST_FILE
from halsoskola.services.reviewing import ReviewingService, finding_lines, read_word_table, words_beside
from halsoskola.settings import program_root
from tests.tools.make_word_table import table as table_text

ROOT = program_root()
SERVICE = ReviewingService(ROOT / "resources")
HANDOUTS = sorted((ROOT / "session_plans" / "plans").glob("*/handout.md"))
MOST_WORDS_IN_MEAN = 8

PLAN = '[[words]]\nword = "fysioterapeut"\nexplanation = "kan kroppen"\n\n[[words]]\nword = 7\n'


def a_file(folder: Path, content: str | bytes, name: str = "text.md") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# What we ship


def test_there_are_handouts_to_review() -> None:
    assert len(HANDOUTS) >= 12


@pytest.mark.parametrize("path", HANDOUTS, ids=lambda path: path.parent.name)
def test_every_shipped_handout_is_easy_swedish(path: Path) -> None:
    done = SERVICE.review_file(path)
    assert words_beside(path)
    assert done.lix_without_words <= HIGH_LIX
    assert done.longest_sentence <= LONG_SENTENCE
    assert done.mean_sentence <= MOST_WORDS_IN_MEAN
    assert [f"{one.line}: {message(one)}" for one in done.findings if one.is_error] == []


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("session_plans/plans/*/handout-1.md")), ids=lambda path: path.parent.name
)
def test_every_shipped_picture_handout_holds_its_level(path: Path) -> None:
    kinds = {FindingKind.SENTENCE_LENGTH, FindingKind.LINE_LENGTH, FindingKind.PARAGRAPH_LENGTH}
    done = SERVICE.review_file(path)
    assert [message(one) for one in done.findings if one.is_error or one.kind in kinds] == []


# Files


def test_a_handout_is_read_with_the_words_and_at_the_level_of_its_plan(tmp_path: Path) -> None:
    text = "Fråga din fysioterapeut om råd och tips i dag.\n"
    alone = SERVICE.review_file(a_file(tmp_path, text, "handout.md"))
    a_file(tmp_path, PLAN, "plan.toml")
    together = SERVICE.review_file(a_file(tmp_path, text, "handout.md"))
    pictures = SERVICE.review_file(a_file(tmp_path, text, "handout-1.md"))
    assert {one.kind for one in alone.findings} == {FindingKind.LONG_WORD, FindingKind.RARE_WORD}
    assert together.findings == ()
    assert together.lix == alone.lix > together.lix_without_words
    assert [one.kind for one in pictures.findings] == [FindingKind.LINE_LENGTH]


@pytest.mark.parametrize("plan", ["", "[[words", 'words = "x"', "words = [1, 2]", b"\xff\xfe"])
def test_a_broken_plan_beside_lends_no_words_and_stops_nothing(tmp_path: Path, plan: str | bytes) -> None:
    a_file(tmp_path, plan, "plan.toml")
    assert words_beside(tmp_path / "handout.md") == ()
    assert SERVICE.review_file(a_file(tmp_path, "Sov.", "handout.md")).words == 1


def test_a_byte_order_mark_and_windows_lines_move_nothing(tmp_path: Path) -> None:
    done = SERVICE.review_file(a_file(tmp_path, b"\xef\xbb\xbfKom kl. 9.\r\n\r\nTa tre.\r\n"))
    assert [(one.line, one.column, one.text) for one in done.findings] == [(1, 5, "kl."), (3, 4, "tre")]


@pytest.mark.parametrize(
    ("content", "refusal", "line"),
    [
        ("Hej.\nSöv.".encode("latin-1"), Refusal.TEXT_FILE_NOT_UTF8, 2),
        ("Hej.".encode("utf-16"), Refusal.TEXT_FILE_NOT_UTF8, 1),
        (b"PK\x03\x04\n\n\x00\x00", Refusal.TEXT_FILE_NOT_UTF8, 3),
        (b"a" * (LARGEST_FILE + 1), Refusal.TEXT_FILE_TOO_LARGE, None),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(
    tmp_path: Path, content: bytes, refusal: Refusal, line: int | None
) -> None:
    with pytest.raises(RuleBroken) as refused:
        SERVICE.review_file(a_file(tmp_path, content, "blad.docx"))
    assert refused.value.refusal is refusal
    assert refused.value.facts.get("line") == line
    assert "blad.docx" in sentence(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "borta.md", tmp_path):
        with pytest.raises(StorageTrouble) as trouble:
            SERVICE.review_file(path)
        assert trouble.value.cause is Trouble.FILE_UNREADABLE
        assert path.name in sentence(trouble.value)


# The word table


def test_the_table_is_read_once_and_only_when_asked_for(tmp_path: Path) -> None:
    service = ReviewingService(tmp_path)
    target = tmp_path / "words-sv.txt.gz"
    target.write_bytes(gzip.compress("# Källa\nhej\nkatt+\n".encode()))
    table = service.table
    target.unlink()
    assert service.table is table
    assert (table.common, table.inflected) == ({"hej", "katt"}, {"katt"})
    assert table.is_common("katterna")
    assert not table.is_common("hejet")


@pytest.mark.parametrize(
    "content", [None, b"", b"no gzip", gzip.compress(b"\xff")[:-4], gzip.compress(b"\xff")]
)
def test_a_broken_table_is_trouble_and_no_bug(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words-sv.txt.gz"
    if content is not None:
        path.write_bytes(content)
    if content == b"":
        assert read_word_table(path).common == frozenset()  # an empty file is an empty table
        return
    with pytest.raises(StorageTrouble):
        read_word_table(path)


def test_the_shipped_table_says_where_it_comes_from() -> None:
    text = gzip.decompress((ROOT / "resources" / "words-sv.txt.gz").read_bytes()).decode()
    notice = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    assert "wordfreq" in notice
    assert "Creative Commons Attribution-ShareAlike 4.0" in notice
    words = [line.removesuffix("+") for line in text.splitlines() if not line.startswith("#")]
    assert words == sorted(set(words))
    assert {"sömn", "läkare", "vårdcentral", "jag"} <= set(words)


def test_how_the_table_is_made() -> None:
    zipf = {
        "katt": 4.0,
        "katten": 3.0,
        "katter": 1.5,
        "karen": 3.6,
        "karna": 2.0,
        "1177": 5.0,
        "ovanlig": 3.4,
    }
    assert table_text(zipf).splitlines()[-2:] == ["karen", "katt+"]


# Sentences


def test_every_advice_kind_and_severity_has_words() -> None:
    assert set(SENTENCES) | {Advice.SPELL_OUT} == set(Advice)
    assert len({kind_name(kind) for kind in FindingKind}) == len(FindingKind)
    assert [severity_word(one) for one in FindingSeverity] == ["fel", "varning", "råd"]


HARD = (
    "# SÖMN\n\n## Om sömn\n\n![](bed)\nMan får inte\nröka 3/3 kl 09:00 eller 10 %, dvs. 37 procent. "
    + "Försäkringskassans sjukpenninggrundande karensavdrag beslutas i grupper om tre, AF. " * 9
    + "Gå i väggen. Livets skola. Läkare. Doktor.\n"
    + "Det är bra att gå ut i solen varje dag och sova mycket på natten.\n\n## Vad gör du?\n\n"
    + "Hej.\n" * 8
)


def test_every_finding_says_what_to_do_in_a_whole_sentence() -> None:
    done = SERVICE.review(HARD)
    lines = finding_lines(done)
    assert {one.kind for one in done.findings} == set(FindingKind)
    assert len(lines) == len(done.findings)
    for line in lines:
        assert line.message[0].isupper()
        assert line.message.endswith((".", "”.", "?"))
        assert "{" not in line.message


@given(st.text(max_size=40))
def test_every_message_can_be_said(text: str) -> None:
    for level in (1, 2):
        done = SERVICE.review(f"## {text}\n\n{text} kl. 9 {text}", level=level)
        assert all(line.message for line in finding_lines(done))
        assert summary(done)


def test_the_summary_hides_lix_of_short_texts() -> None:
    assert summary(SERVICE.review("")) == "Texten är tom."
    short = summary(SERVICE.review("Gå ut. Ät frukost. Sov."))
    assert short == "5 ord i 3 meningar, 1,7 i medeltal, den längsta 2. Texten är för kort för LIX."
    long = summary(SERVICE.review("Gå ut. Ät frukost. Sov. " * 10))
    assert long == "LIX 22, utan ordlistans ord 22. 50 ord i 30 meningar, 1,7 i medeltal, den längsta 2."
