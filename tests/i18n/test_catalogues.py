"""The screen's catalogues: whole, compiled from what can be read, with the code's own facts in every sentence."""

import ast
import gettext
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from string import Formatter
from threading import Thread

import pytest
from babel.messages.catalog import Catalog, Message

from halsoskola.domain.courses import TrackCode
from halsoskola.domain.languages import LANGUAGES as SPOKEN
from halsoskola.domain.languages import read_languages
from halsoskola.i18n import catalogues, dates
from halsoskola.i18n.catalogues import (
    LANGUAGES,
    SWEDISH,
    _,
    in_swedish,
    language_code,
    ngettext,
    use_language,
)
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name, own_and_name, sign_label, variant_name
from halsoskola.settings import program_root
from tests.tools.update_catalogue import (
    as_text,
    catalogue_file,
    compiled,
    messages_of,
    read_catalogue,
    said_in_code,
    translated_languages,
    untranslated,
    updated,
)

PACKAGE = program_root() / "halsoskola"
TRANSLATIONS = program_root() / "translations"
HOW = "run: python -m tests.tools.update_catalogue, fill what it names, and run it again"


@pytest.fixture(scope="module", params=translated_languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalogue(language: str) -> Catalog:
    return read_catalogue(catalogue_file(language), language)


@pytest.fixture
def english() -> None:
    use_language("en", TRANSLATIONS)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def fields(template: str) -> list[str]:
    """Names of a template's parameters with how they are written; each as often as it stands there."""
    return sorted(
        f"{name}:{spec}" for _text, name, spec, _c in Formatter().parse(template) if name is not None
    )


def translated(catalogue: Catalog) -> list[Message]:
    """What is translated; that something is not is told by one test, not by all."""
    missing = untranslated(catalogue)
    return [message for message in messages_of(catalogue) if message.id not in missing]


def pairs(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    """Each translated message with every Swedish form beside the English one."""
    for message in translated(catalogue):
        for source, text in zip(forms(message.id), forms(message.string), strict=True):
            yield message, source, text


# The files


def test_the_catalogue_holds_what_the_program_says_and_nothing_else(catalogue: Catalog) -> None:
    said, held = set(said_in_code()), {message.id for message in messages_of(catalogue)}
    assert (sorted(map(str, said - held)), sorted(map(str, held - said))) == ([], []), HOW


def test_every_message_is_translated_and_none_is_unsure(catalogue: Catalog) -> None:
    assert untranslated(catalogue) == [], HOW


def test_bringing_it_up_to_date_again_changes_nothing(catalogue: Catalog, language: str) -> None:
    assert as_text(updated(catalogue, said_in_code())) == catalogue_file(language).read_bytes(), HOW


def test_compiled_catalogues_equal_their_po(catalogue: Catalog, language: str) -> None:
    assert catalogue_file(language).with_suffix(".mo").read_bytes() == compiled(catalogue), HOW


def test_the_program_reads_what_the_po_says(catalogue: Catalog, language: str) -> None:
    read = gettext.translation(catalogues.DOMAIN, TRANSLATIONS, languages=[language])
    for message in translated(catalogue):
        if isinstance(message.id, str):
            assert read.gettext(message.id) == message.string
        else:
            assert (read.ngettext(*message.id, 1), read.ngettext(*message.id, 2)) == tuple(message.string)


def test_a_changed_sentence_loses_its_translation_and_others_keep_theirs(tmp_path: Path) -> None:
    module = tmp_path / "halsoskola" / "page.py"
    module.parent.mkdir()

    def say(code: str) -> Catalog:
        module.write_text(code, encoding="utf-8")
        return updated(before, said_in_code(tmp_path))

    before = Catalog(locale="en")
    before = say('_("Spara")\n_("Ångra")\nngettext("{n} dag", "{n} dagar", 2)\n')
    for message in messages_of(before):
        message.string = ("{n} day", "{n} days") if message.pluralizable else f"<{message.id}>"
    after = say('_("Spara nu")\n\n\n_("Ångra")\nngettext("{n} dag", "{n} dagar", 2)\n')
    page = {
        message.id: message.string
        for message in messages_of(after)
        if message.locations[0][0].endswith("page.py")
    }
    assert page == {"Spara nu": None, "Ångra": "<Ångra>", ("{n} dag", "{n} dagar"): ("{n} day", "{n} days")}
    assert untranslated(after)[0] == "Spara nu"


def test_moving_code_within_a_module_changes_no_byte(tmp_path: Path) -> None:
    module = tmp_path / "halsoskola" / "page.py"
    module.parent.mkdir()
    texts = []
    for code in ('_("Spara")\n_("Ångra")\n', '\n\n\n_("Ångra")\n_("Spara")\n'):
        module.write_text(code, encoding="utf-8")
        texts.append(as_text(updated(Catalog(locale="en"), said_in_code(tmp_path))))
    assert texts[0] == texts[1]


# The sentences


def test_facts_stand_in_the_translation_as_in_the_source(catalogue: Catalog) -> None:
    assert [
        (source, text) for message, source, text in pairs(catalogue) if fields(text) != fields(source)
    ] == []


def test_ends_and_edges_are_those_of_the_source(catalogue: Catalog) -> None:
    """The same end of sentence, space at the edge, and line breaks; a question stays a question."""

    def edges(text: str) -> tuple[str, str, int, str]:
        stripped = text.strip()
        end = stripped[-1:] if stripped[-1:] in "?:…" else "." if stripped.endswith(".") else ""
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n"), end

    told = [(source, text) for _m, source, text in pairs(catalogue) if edges(source) != edges(text)]
    abbreviations = {"nr", "kallas", "börjar kl."}
    assert [one for one in told if one[0] not in abbreviations] == []


def test_capital_letters_follow_the_source(catalogue: Catalog) -> None:
    """A word in the middle of a line does not become a heading; English names of days and languages are capitals."""
    assert [
        (source, text)
        for _message, source, text in pairs(catalogue)
        if source[:1].isupper() and text[:1].isalpha() and not text[:1].isupper()
    ] == []


def test_english_is_written_in_english(catalogue: Catalog, language: str) -> None:
    """å, ä and ö only in names and in Swedish words that are quoted or to be typed as they are."""
    if language != "en":
        pytest.skip("only English has no such letters")
    quoted = (
        "Hälsoskola", "Försäkringskassan", "Arbetsförmedlingen", "Hjälplinjen", "Självmordslinjen",
        "Sluta-röka-linjen", "förmiddag", "Språk", "En säng", "å, ä and ö", "Säg:", "Gör:", "grönsaker", "också",
    )  # fmt: skip
    left = []
    for _message, _source, text in pairs(catalogue):
        rest = text
        for name in quoted:
            rest = rest.replace(name, "")
        if re.search("[åäöÅÄÖ]", rest):
            left.append(text)
    assert left == []


# How code says things


def calls(*names: str) -> Iterator[tuple[str, ast.Call, list[ast.AST]]]:
    """Place, call and what it stands in, outermost first, of every call of one of the functions."""
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE).as_posix()

        def visit(node: ast.AST, around: list[ast.AST]) -> Iterator[tuple[ast.Call, list[ast.AST]]]:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield node, around
            for child in ast.iter_child_nodes(node):
                yield from visit(child, [*around, node])

        for call, around in visit(ast.parse(file.read_text(encoding="utf-8")), []):
            yield f"{place}:{call.lineno}", call, around


def test_nothing_is_translated_before_the_language_is_chosen() -> None:
    """A call on import, in a class body or as a default would stay Swedish for good: N_ marks those."""
    frozen = []
    for place, call, around in calls("_", "ngettext"):
        chain = [*around, call]
        runs_later = any(
            isinstance(outer, ast.Lambda) or (isinstance(outer, ast.FunctionDef) and inner in outer.body)
            for outer, inner in pairwise(chain)
        )
        if not runs_later:
            frozen.append(place)
    assert frozen == []


def test_sentences_are_said_whole() -> None:
    """The extraction sees only words that are written out, and only whole sentences can be turned round."""
    pieces = []
    for place, call, around in calls("_", "N_", "ngettext"):
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in call.args):
            pieces.append(place)
        # "file: sentence" is a list of two things; letters beside a message would be half a sentence.
        if any(
            isinstance(part, ast.Constant) and re.search("[^\\W\\d]", str(part.value))
            for outer in around
            if isinstance(outer, ast.JoinedStr)
            for part in outer.values
        ):
            pieces.append(place)
    assert pieces == []


def test_what_stands_in_the_window_goes_through_the_catalogue() -> None:
    """Swedish letters in the window's modules stand in marked messages, or in words that are only compared."""
    compared = {"lösenord", "hälsoskola", "välkommen"}  # passwords that are easy to guess
    places = [*(PACKAGE / "ui").rglob("*.py"), PACKAGE / "app.py", PACKAGE / "cli.py"]
    typed = {"mon mån", "sat lör", "sun sön"}  # weekdays as the command line takes them
    on_paper = {"våren", "hösten"}  # the suggested name of a course, which participants see
    named = {"Hälsoskola"}
    in_plans = {"läkare", "sjuksköterska"}  # professions as they are written into a plan's signature
    left = []
    for file in places:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        marked: set[int] = set()
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "N_", "ngettext"}
            ):
                marked |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                marked.add(id(node.value))  # a docstring
        left += [
            f"{file.relative_to(PACKAGE).as_posix()}:{node.lineno}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in marked
            and re.search("[åäöÅÄÖ]", node.value)
            and node.value not in compared | typed | on_paper | named | in_plans
        ]
    assert left == []


# Choosing a language


def test_swedish_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gettext, "translation", lambda *_a, **_k: pytest.fail("a catalogue was looked for"))
    use_language(SWEDISH, tmp_path)
    assert (_("Spara"), language_code()) == ("Spara", "sv")


def test_a_language_without_catalogue_falls_back_to_swedish(tmp_path: Path) -> None:
    use_language("en", tmp_path)
    assert (_("Spara"), language_code()) == ("Spara", "sv")


def test_every_language_of_the_screen_but_the_source_has_a_catalogue() -> None:
    assert [code for code in LANGUAGES if not catalogue_file(code).exists()] == [SWEDISH]


@pytest.mark.usefixtures("english")
def test_one_and_many_have_their_own_forms() -> None:
    said = [ngettext("{count} sak att göra", "{count} saker att göra", n).format(count=n) for n in (0, 1, 2)]
    assert said == ["0 things to do", "1 thing to do", "2 things to do"]


@pytest.mark.usefixtures("english")
def test_paper_is_swedish_whatever_the_screen_speaks() -> None:
    @in_swedish()
    def on_paper() -> str:
        return label(TrackCode.FM)

    assert (on_paper(), label(TrackCode.FM), language_code()) == ("förmiddag", "morning", "en")


@pytest.mark.usefixtures("english")
def test_swedish_for_paper_does_not_reach_other_threads() -> None:
    heard = []
    with in_swedish():
        thread = Thread(target=lambda: heard.append(label(TrackCode.FM)))
        thread.start()
        thread.join()
    assert heard == ["morning"]


@pytest.mark.usefixtures("english")
def test_dates_are_written_as_in_english() -> None:
    tuesday = date(2027, 3, 2)
    nine, eleven = datetime(2027, 3, 2, 9, 0), datetime(2027, 3, 2, 11, 0)  # noqa: DTZ001 - only how it is written
    assert dates.day(tuesday) == "Tuesday 2 March"
    assert dates.day(tuesday, today=date(2026, 1, 1)) == "Tuesday 2 March 2027"
    assert dates.short_day(date(2027, 1, 7)) == "Thu 7 Jan"
    assert dates.dated(date(2026, 11, 21)) == "21 November 2026"
    assert dates.clock(time(9, 5)) == "9:05"
    assert dates.day_and_span(nine, eleven) == "Tuesday 2 March, 9:00–11:00"
    assert dates.moment(nine) == "Tue 2 March 9:00"


# Words of the tables


@pytest.mark.usefixtures("english")
def test_a_language_typed_by_its_english_name_is_understood() -> None:
    assert {row.code: read_languages(language_name(row.code)).codes for row in SPOKEN} == {
        row.code: (row.code,) for row in SPOKEN
    }


@pytest.mark.usefixtures("english")
def test_languages_variants_and_signs_have_english_names() -> None:
    assert language_name("ar", "irakisk") == "Arabic (Iraqi)"
    assert own_and_name("so") == "Soomaali – Somali"
    assert own_and_name("ar") == "\u2068العربية\u2069 – Arabic"
    assert own_and_name("en") == "English"
    assert sign_label("apple") == "apple"
    assert variant_name("") == ""
    assert variant_name("från Basra") == "från Basra"


def test_own_name_and_swedish_name_stand_side_by_side() -> None:
    assert own_and_name("so") == "Soomaali – somaliska"
    assert own_and_name("ar") == "\u2068العربية\u2069 – arabiska"
    assert own_and_name("sv") == "svenska"
