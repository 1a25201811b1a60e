"""Files of translations keep everything that stands in them, whoever has written it."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_read_po
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.plans.faults import one_line
from halsoskola.plans.po_files import OtherLines, PoEntry, PoFile, read_po

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\r"), max_size=20)
"""Anything that may stand in a translation: every script, quotes, backslashes, line ends."""

WORDS = TEXTS.filter(bool)
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20).map(str.strip)
COMMENTS = st.tuples(st.sampled_from(["# ", "#. ", "#: "]), LINES).map(lambda pair: "".join(pair).rstrip())
# "#" alone is a comment; "#." with a text that begins with "," would be none of the kinds that are meant.
ENTRIES = st.builds(
    lambda word, text, context, comments, fuzzy: PoEntry(word, text, context, tuple(comments)).with_fuzzy(
        fuzzy
    ),
    WORDS,
    TEXTS,
    st.none() | WORDS,
    st.lists(COMMENTS.filter(lambda line: not line.startswith(("#,", "#~", "#|"))), max_size=3),
    st.booleans(),
)
PLURAL = OtherLines(
    ("# fler än en", 'msgid "ord"', 'msgid_plural "ord"', 'msgstr[0] "eray"', 'msgstr[1] "erayo"')
)
OBSOLETE = OtherLines(("# ur bruk", '#~ msgid "gammalt"', '#~ msgstr "hore"'))
FILES = st.lists(ENTRIES | st.sampled_from([PLURAL, OBSOLETE]), max_size=5).map(lambda b: PoFile(tuple(b)))


def file_of(text: str) -> PoFile:
    read = read_po(text, "ordlista.po")
    assert read.file is not None, [one_line(fault) for fault in read.faults]
    return read.file


@given(FILES)
def test_what_is_written_is_read_back_with_every_comment(file: PoFile) -> None:
    assert file_of(file.text()) == file


@given(st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.key))
def test_other_programs_read_the_same(entries: list[PoEntry]) -> None:
    header = PoEntry("", "Content-Type: text/plain; charset=UTF-8\n")
    text = PoFile((header, *entries)).text()
    catalog = babel_read_po(text.split("\n"), abort_invalid=True)
    theirs = {
        (message.id, message.context): (message.string, message.fuzzy) for message in catalog if message.id
    }
    assert theirs == {entry.key: (entry.msgstr, entry.is_fuzzy) for entry in entries}


@given(FILES, ENTRIES)
def test_a_change_touches_one_entry_and_no_other_line(file: PoFile, entry: PoEntry) -> None:
    after = file.with_entry(entry)
    assert after.entries[entry.key] == entry
    others = [block for block in file.blocks if not isinstance(block, PoEntry) or block.key != entry.key]
    kept = list(after.blocks)
    kept.remove(entry)
    doubles = [b for b in kept if isinstance(b, PoEntry) and b.key == entry.key]
    assert [block for block in kept if block not in doubles] == others
    assert entry.key not in after.without(entry.key).entries


@pytest.mark.parametrize("code", WORD_LIST_LANGUAGES)
@pytest.mark.parametrize("name", ["ordlista.po", "deltagare.po"])
def test_a_shipped_file_loses_nothing(code: str, name: str) -> None:
    text = (TRANSLATIONS / code / "LC_MESSAGES" / name).read_text(encoding="utf-8")
    file = file_of(text)
    assert len(file.entries) > 10
    assert file_of(file.text()) == file
    comments = [line for line in text.split("\n") if line.startswith("#")]
    assert [line for line in file.text().split("\n") if line.startswith("#")] == comments
    assert file.header_fields["language"] == code


POEDIT = """\
# Översatt i maj
#
msgid ""
msgstr ""
"Language: so\\n"
"X-Generator: Poedit 3.4\\n"

#. 24 timmar
#: a.toml:3
#, fuzzy, no-wrap
#| msgid "dag"
msgid "dygn"
msgstr ""
"hal maalin "
"iyo habeen"

# fler
msgid "ord"
msgid_plural "ord"
msgstr[0] "eray"
msgstr[1] "erayo"

#~ msgid "gammalt"
#~ msgstr "hore"

# sist
"""


def test_a_file_from_another_program_keeps_what_we_have_no_use_for() -> None:
    file = file_of(POEDIT)
    dygn = file.entries["dygn", None]
    assert (dygn.msgstr, dygn.flags, dygn.notes) == (
        "hal maalin iyo habeen",
        ("fuzzy", "no-wrap"),
        ("24 timmar",),
    )
    assert list(file.entries) == [("dygn", None)]
    text = file.with_entry(dygn.with_fuzzy(False)).text()
    assert text == POEDIT.replace(
        'msgstr ""\n"hal maalin "\n"iyo habeen"', 'msgstr "hal maalin iyo habeen"'
    ).replace('#, fuzzy, no-wrap\n#| msgid "dag"\n', "#, no-wrap\n")


def test_the_mark_comes_and_goes_without_the_other_flags() -> None:
    entry = PoEntry("ord", "eray", None, ("# min rad", "#. förklaring", "#, no-wrap"))
    marked = entry.with_fuzzy(True)
    assert marked.comments == ("# min rad", "#. förklaring", "#, fuzzy, no-wrap")
    assert marked.with_fuzzy(True) is marked
    assert marked.with_fuzzy(False) == entry


def test_the_first_of_two_equal_entries_holds_and_it_is_said() -> None:
    read = read_po('msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"\n', "ordlista.po")
    assert read.file is not None
    assert read.file.entries["a", None].msgstr == "x"
    assert [one_line(fault) for fault in read.faults] == [
        "ordlista.po: rad 4: ”a” står två gånger i filen. Det första gäller."
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a\nmsgstr "x"\n', 1),
        ('msgid "a"\n', 1),
        ('msgstr "x"\n', 1),
        ('msgid "a"\nmsgid "b"\nmsgstr "x"\n', 1),
        ('msgid "a"\nmsgstr "x"\nmsgstr "y"\n', 1),
        ('msgid "a"\nmsgctxt "b"\nmsgstr "x"\n', 1),
        ('"a"\n', 1),
        ('msgid "a"\nmsgstr "x \\q"\n', 2),
        ('msgid "a"\nmsgstr "x"\n\nhej\n', 4),
        ('msgid "a"\nmsgstr[0] "x"\n', 1),
        ('msgid ""\nmsgstr "hejsan"\n', 1),
    ],
)
def test_a_broken_file_is_named_with_its_line(text: str, line: int) -> None:
    read = read_po(text, "ordlista.po")
    assert read.file is None
    assert [fault.line for fault in read.faults] == [line]
