"""What screens see of a word list: its lines and how far they have come, who reviews, and what a file would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from halsoskola.i18n.catalogues import N_, _
from halsoskola.i18n.sorting import swedish_key
from halsoskola.plans.po_files import Key as Key
from halsoskola.plans.word_lists import PHRASES_FILE, WORDS_FILE
from halsoskola.plans.word_lists import Suggestion as Suggestion


class Catalogue(StrEnum):
    """What is translated: the plans' words, or the phrases that papers to participants are made of."""

    WORDS = "words"
    PHRASES = "phrases"

    @property
    def file_name(self) -> str:
        return WORDS_FILE if self is Catalogue.WORDS else PHRASES_FILE

    @property
    def longest(self) -> int:
        """Letters of a translation; more does not fit where it is printed."""
        return 80 if self is Catalogue.WORDS else 400


class Role(StrEnum):
    """Who somebody is that reviews or proposes. The value is what stands in the files: Swedish, and never a name."""

    TRANSLATOR = "översättare"
    AUTHORISED = "auktoriserad tolk"
    CARE = "tvåspråkig vårdpersonal"
    COLLEAGUE = "tvåspråkig kollega"
    INTERPRETER = "tolk"

    @property
    def label(self) -> str:
        return _(_ROLE_LABELS[self])


_ROLE_LABELS: Mapping[Role, str] = {
    Role.TRANSLATOR: N_("översättare"),
    Role.AUTHORISED: N_("auktoriserad tolk"),
    Role.CARE: N_("tvåspråkig vårdpersonal"),
    Role.COLLEAGUE: N_("tvåspråkig kollega"),
    Role.INTERPRETER: N_("tolk"),
}


def role_text(role: str) -> str:
    """A role as it stands in a file, in the screen's language when it is one of ours."""
    return Role(role).label if role in list(Role) else role


REVIEWERS = (Role.TRANSLATOR, Role.AUTHORISED, Role.CARE, Role.COLLEAGUE)
"""Whose review counts: translators and bilingual professionals. Anybody else's remark is a suggestion."""


class TranslationState(StrEnum):
    """How far a translation has come, in the order in which work is waiting."""

    GAP = "gap"
    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class PlanUse:
    """A plan that prints the word. only_reviewed: not before the word has been reviewed."""

    id: str
    title: str
    only_reviewed: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """What the word is said to mean, and by which plans."""

    explanation: str
    plans: tuple[PlanUse, ...]


@dataclass(frozen=True, slots=True)
class TranslationLine:
    """One entry of a list, as paper uses it.

    senses: more than one when plans explain the same entry differently. reviewer, reviewed_on: "" and None when
    nobody has reviewed it, or the file does not tell who. is_own: the data folder decides, not the shipped file.
    shipped: the shipped translation, "" when there is none.
    """

    key: Key
    senses: tuple[Sense, ...]
    text: str
    state: TranslationState
    reviewer: str = ""
    reviewed_on: date | None = None
    suggestions: tuple[Suggestion, ...] = ()
    is_own: bool = False
    shipped: str = ""

    @property
    def word(self) -> str:
        return self.key[0]

    @property
    def explanation(self) -> str:
        return " / ".join(sense.explanation for sense in self.senses if sense.explanation)

    @property
    def plans(self) -> tuple[PlanUse, ...]:
        return tuple(plan for sense in self.senses for plan in sense.plans)

    @property
    def can_reset(self) -> bool:
        """Whether the shipped translation would come back."""
        return self.is_own and bool(self.shipped)

    @property
    def can_be_approved_unseen(self) -> bool:
        """Whether it may be approved with many others: what somebody has doubted is looked at by itself."""
        return self.state is TranslationState.UNREVIEWED and not self.suggestions


@dataclass(frozen=True, slots=True)
class ListCount:
    """How far a list has come; counts of entries."""

    language: str
    gaps: int
    unreviewed: int
    reviewed: int
    suggestions: int

    @classmethod
    def of(cls, code: str, lines: Iterable[TranslationLine]) -> "ListCount":
        lines = tuple(lines)
        states = [line.state for line in lines]
        return cls(
            code,
            states.count(TranslationState.GAP),
            states.count(TranslationState.UNREVIEWED),
            states.count(TranslationState.REVIEWED),
            sum(bool(line.suggestions) for line in lines),
        )


@dataclass(frozen=True, slots=True)
class WordListView:
    """A list in one language. fault: why own changes can be neither used nor saved, "" for most lists."""

    language: str
    catalogue: Catalogue
    lines: tuple[TranslationLine, ...]
    fault: str = ""

    @property
    def count(self) -> ListCount:
        return ListCount.of(self.language, self.lines)


class ImportKind(StrEnum):
    """What reading in a file would do to one entry."""

    NEW = "new"
    CHANGED = "changed"
    REVIEWED = "reviewed"
    SAME = "same"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """One entry of a file that somebody has worked on.

    number: its line in the file. before, after: the translation in the program, and in the file. loses_review: a
    reviewed translation would be replaced by one that is not. reviewer, reviewed_on: what the file says itself about
    `after`; claims_review: it is marked as done without saying by whom. fault: what is wrong, for WRONG only.
    """

    key: Key
    number: int
    kind: ImportKind
    before: str = ""
    after: str = ""
    reviewer: str = ""
    reviewed_on: date | None = None
    claims_review: bool = False
    loses_review: bool = False
    remarks: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PoPreview:
    """What a file would do. names_language: whether the file says which language it is in."""

    path: Path
    language: str
    catalogue: Catalogue
    entries: tuple[ImportedEntry, ...]
    names_language: bool

    def count(self, *kinds: ImportKind) -> int:
        return sum(entry.kind in kinds for entry in self.entries)

    @property
    def faults(self) -> tuple[ImportedEntry, ...]:
        return tuple(entry for entry in self.entries if entry.kind is ImportKind.WRONG)

    @property
    def is_ok(self) -> bool:
        return not self.faults

    @property
    def claimed(self) -> int:
        """How many are marked as done without saying by whom."""
        return sum(entry.claims_review for entry in self.entries)

    @property
    def lost_reviews(self) -> int:
        return sum(entry.loses_review for entry in self.entries)

    def changes(self, *, is_reviewed: bool) -> int:
        """How many entries would be another than before. is_reviewed: somebody vouches for those marked as done."""
        unsaid = sum(entry.kind is ImportKind.REVIEWED and entry.claims_review for entry in self.entries)
        everything = self.count(ImportKind.NEW, ImportKind.CHANGED, ImportKind.REVIEWED)
        return everything if is_reviewed else everything - unsaid


def ordered(lines: Iterable[TranslationLine]) -> tuple[TranslationLine, ...]:
    """Gaps first, then what is not reviewed, suggestions at the top of each; then by the Swedish word."""
    states = list(TranslationState)
    return tuple(
        sorted(
            lines,
            key=lambda line: (states.index(line.state), not line.suggestions, swedish_key(line.word)),
        )
    )
