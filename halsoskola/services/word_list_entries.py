"""One entry of a word list, put together from the shipped file and the leader's own; headers, and what is read in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from halsoskola.domain.languages import LANGUAGES, Language, language
from halsoskola.domain.plans import SessionPlan
from halsoskola.plans.po_files import Key, PoEntry, PoFile, ReadPo
from halsoskola.plans.word_lists import (
    has_same_placeholders,
    is_withdrawn,
    not_withdrawn,
    review_of,
    reviewed,
    suggestions_of,
    unreviewed,
    with_suggestions,
)
from halsoskola.services.word_list_facts import (
    Catalogue,
    ImportedEntry,
    PlanUse,
    Sense,
    TranslationLine,
    TranslationState,
)


@dataclass(frozen=True, slots=True)
class ListFiles:
    """The entries of one list by word and context, and the leader's own file as it stands."""

    shipped: Mapping[Key, PoEntry]
    own: Mapping[Key, PoEntry]
    own_file: ReadPo


def use_of(plan: SessionPlan) -> PlanUse:
    return PlanUse(plan.id, plan.title, plan.prints_only_reviewed_words)


def text_of(entry: PoEntry | None) -> str:
    """The entry's translation as paper uses it; "" when there is none, or it has other words in braces."""
    if entry is None:
        return ""
    text = entry.msgstr.strip()
    return text if has_same_placeholders(entry.msgid, text) else ""


def decides(entry: PoEntry) -> bool:
    """Whether an own entry holds in place of the shipped one, and not just a suggestion beside it."""
    return bool(text_of(entry)) or is_withdrawn(entry)


def deciding(key: Key, files: ListFiles) -> PoEntry | None:
    """The entry that paper uses; None for a gap that nobody has made."""
    own = files.own.get(key)
    if own is not None and decides(own):
        return own
    shipped = files.shipped.get(key)
    return shipped if text_of(shipped) else None


def line_of(key: Key, senses: tuple[Sense, ...], files: ListFiles) -> TranslationLine:
    own, entry = files.own.get(key), deciding(key, files)
    text = text_of(entry)
    state = TranslationState.GAP
    reviewer, day = "", None
    if entry is not None and text:
        state = TranslationState.UNREVIEWED if entry.is_fuzzy else TranslationState.REVIEWED
        reviewer, day = review_of(entry) if not entry.is_fuzzy else ("", None)
    noted = own if own is not None else files.shipped.get(key)
    return TranslationLine(
        key,
        senses,
        text,
        state,
        reviewer,
        day,
        suggestions_of(noted) if noted is not None else (),
        is_own=entry is not None and entry is own,
        shipped=text_of(files.shipped.get(key)),
    )


def base_of(key: Key, senses: tuple[Sense, ...], files: ListFiles) -> PoEntry:
    """A new own entry without a translation: the shipped one's comments, or what the plans say."""
    word, context = key
    shipped = files.shipped.get(key)
    if shipped is not None:
        return replace(unreviewed(shipped).with_fuzzy(False), msgstr="", line=0)
    notes = [sense.explanation for sense in senses if sense.explanation]
    return PoEntry(word, "", context).with_notes(notes)


def bare(entry: PoEntry) -> PoEntry | None:
    """An own entry that holds nothing but suggestions; None when it has none either."""
    if not suggestions_of(entry):
        return None
    return replace(unreviewed(entry).with_fuzzy(False), msgstr="")


def import_into(one: ImportedEntry, review: tuple[str, date] | None) -> Callable[[PoEntry], PoEntry]:
    def changed(entry: PoEntry) -> PoEntry:
        entry = replace(not_withdrawn(entry), msgstr=one.after)
        left = tuple(s for s in suggestions_of(entry) if s.text != one.after)
        entry = with_suggestions(entry, left)
        entry = entry.with_remarks(dict.fromkeys((*entry.remarks, *one.remarks)))
        return reviewed(entry, *review) if review is not None else unreviewed(entry)

    return changed


def codes_of_header(header: str) -> frozenset[str]:
    """Our codes for what stands under "Language" in a .po file. Source: GNU gettext manual, "Header Entry"."""
    value = header.strip().replace("-", "_").casefold()
    if value in ("ku", "kur"):
        return frozenset({"kmr", "ckb"})  # "Kurdish" says nothing about which
    exact = {row.code for row in LANGUAGES if _named(row, value)}
    base = value.partition("_")[0]
    return frozenset(exact or {row.code for row in LANGUAGES if row.code == base})


def _named(row: Language, value: str) -> bool:
    return value == row.code or ("_" in value and value == row.locale.casefold())


def header_of(code: str, catalogue: Catalogue, shipped: PoFile, *, own: bool = False) -> PoEntry:
    """The first entry of a new file: the shipped one's, or one with what every reader needs to know."""
    name = language(code).swedish
    titles = {
        (Catalogue.WORDS, False): f"Kursens ordlista på {name}.",
        (Catalogue.WORDS, True): f"Egna ändringar i kursens ordlista på {name}.",
        (Catalogue.PHRASES, False): f"Korta meningar till deltagarna på {name}.",
        (Catalogue.PHRASES, True): f"Egna ändringar i de korta meningarna på {name}.",
    }
    remarks = (
        titles[catalogue, own],
        "fuzzy betyder: ingen översättare eller tvåspråkig yrkesperson har granskat ordet.",
        "En granskning skrivs som roll och datum, aldrig som namn: # granskad: översättare, 2027-03-02",
    )
    text = (
        shipped.header.msgstr
        if shipped.header is not None
        else (
            "Project-Id-Version: Hälsoskola\n"
            f"Language: {code}\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=UTF-8\n"
            "Content-Transfer-Encoding: 8bit\n"
        )
    )
    return PoEntry("", text).with_remarks(remarks)
