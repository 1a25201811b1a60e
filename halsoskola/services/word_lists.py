"""Word lists and phrases of participants' languages: what is missing, what is reviewed, and the leader's changes.

Changes go into .po files in the data folder, which hold roles and dates but never a name; the shipped files are never
touched. A translation comes from a person: nothing here fills a gap.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from halsoskola.domain.changes import Changes, Kind
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.languages import LANGUAGES, WORD_LIST_LANGUAGES
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.files import troubles_when_writing, write_atomically
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.languages import language_name
from halsoskola.i18n.messages import sentence
from halsoskola.plans.faults import one_line
from halsoskola.plans.po_files import Key, PoEntry, PoFile, one_line_of
from halsoskola.plans.textfile import plain
from halsoskola.plans.word_lists import (
    Suggestion,
    explanation_of,
    free_remarks,
    has_same_placeholders,
    key_of,
    not_withdrawn,
    placeholders,
    po_path,
    read_po_file,
    review_of,
    reviewed,
    suggestions_of,
    unreviewed,
    with_suggestions,
    withdrawn,
)
from halsoskola.services.clock import Clock
from halsoskola.services.plans import PlanService
from halsoskola.services.word_list_entries import (
    ListFiles,
    bare,
    base_of,
    codes_of_header,
    decides,
    deciding,
    header_of,
    import_into,
    line_of,
    use_of,
)
from halsoskola.services.word_list_facts import (
    REVIEWERS,
    Catalogue,
    ImportedEntry,
    ImportKind,
    ListCount,
    PlanUse,
    PoPreview,
    Role,
    Sense,
    TranslationLine,
    TranslationState,
    WordListView,
)

MOST_STEPS = 200
"""So many changes can be taken back; each holds a file of some tens of kilobytes."""

CHECKED_SIZE = 14
"""Points; whether a letter can be printed does not depend on it."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A change that can be taken back: the whole file before and after, None where there was none."""

    said: str
    path: Path
    before: bytes | None
    after: bytes | None
    changes: Changes


class WordListService:
    """Ask and change on one thread."""

    def __init__(self, plans: PlanService, clock: Clock) -> None:
        self._plans = plans
        self._clock = clock
        self._shipped: dict[tuple[str, Catalogue], PoFile] = {}
        self._phrases: tuple[tuple[Key, tuple[Sense, ...]], ...] | None = None
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    # Looking

    def counts(self, catalogue: Catalogue = Catalogue.WORDS) -> tuple[ListCount, ...]:
        """How far every language has come, in the languages' order."""
        return tuple(self.view(code, catalogue).count for code in WORD_LIST_LANGUAGES)

    def view(self, code: str, catalogue: Catalogue = Catalogue.WORDS) -> WordListView:
        """The words of all plans, or the phrases, in the plans' order; `word_list_facts.ordered` puts
        what waits first.

        Raises: RuleBroken for a language without word lists.
        """
        files = self._files(code, catalogue)
        lines = tuple(line_of(key, senses, files) for key, senses in self._items(catalogue, files))
        errors = (one_line(fault) for fault in files.own_file.faults if fault.is_error)
        return WordListView(code, catalogue, lines, next(errors, ""))

    def line(self, code: str, key: Key, catalogue: Catalogue = Catalogue.WORDS) -> TranslationLine:
        """Raises: KeyError when no plan has the word; RuleBroken for a language without word lists.

        A plan's id as context is always answered when the plan has the word: that is how it gets a sense of its own.
        """
        files = self._files(code, catalogue)
        for found, senses in self._items(catalogue, files):
            if found == key:
                return line_of(found, senses, files)
        word, context = key
        for plan in self._plans.plans() if catalogue is Catalogue.WORDS else ():
            for one in plan.words:
                if plan.id == context and plain(one.word) == word:
                    sense = Sense(one.explanation, (use_of(plan),))
                    return line_of(key, (sense,), files)
        raise KeyError(key)

    def letter_trouble(self, code: str, text: str, word: str) -> RuleBroken | None:
        """Why paper could not show `text`: a letter that no shipped font holds. None when all is well."""
        from halsoskola.documents.text import Paragraph, TextStyle

        where = _("översättningen av ”{word}”").format(word=word)
        try:
            Paragraph(one_line_of(text), TextStyle(CHECKED_SIZE), code, where)
        except RuleBroken as refused:
            return refused
        return None

    # Changing

    def save(
        self,
        code: str,
        key: Key,
        text: str,
        *,
        catalogue: Catalogue = Catalogue.WORDS,
        reviewed_by: Role | None = None,
    ) -> Changes:
        """Keeps a translation, as not reviewed unless `reviewed_by` has just done that.

        An empty text makes a gap, also where a shipped translation stood. Suggestions that say the same are settled.
        Raises: RuleBroken for a personnummer, a text that is too long, other words in braces than the Swedish text, a
        letter that cannot be printed, an own file that cannot be read; StorageTrouble.
        """
        line = self.line(code, key, catalogue)
        kept = self._checked(code, line.word, text, catalogue)
        if not kept and reviewed_by is not None:
            raise RuleBroken(Refusal.NOTHING_TO_REVIEW, word=line.word)
        if kept == line.text and reviewed_by is None:
            settled = tuple(one for one in line.suggestions if one.text == kept)
            return self.drop(code, key, settled[0], catalogue=catalogue) if kept and settled else Changes()
        today = self._clock.today()

        def changed(entry: PoEntry) -> PoEntry | None:
            left = tuple(one for one in suggestions_of(entry) if not kept or one.text != kept)
            entry = with_suggestions(not_withdrawn(entry), left)
            if kept and reviewed_by is not None:
                return reviewed(replace(entry, msgstr=kept), reviewed_by.value, today)
            if kept == line.shipped:
                return bare(entry)  # the shipped translation holds again, with what it says about itself
            if kept:
                return unreviewed(replace(entry, msgstr=kept))
            return withdrawn(entry, today)

        return self._write(code, catalogue, {key: changed}, line.word)

    def approve(
        self,
        code: str,
        keys: Sequence[Key],
        role: Role,
        *,
        day: date | None = None,
        catalogue: Catalogue = Catalogue.WORDS,
    ) -> Changes:
        """Notes that translations were reviewed by somebody in `role`, today unless `day` says otherwise.

        Raises: RuleBroken for a gap, a day to come, a role that may only suggest, or an own file that cannot be read;
        StorageTrouble. Then nothing has been changed.
        """
        day = day or self._clock.today()
        if day > self._clock.today():
            raise RuleBroken(Refusal.REVIEW_IN_FUTURE)
        if role not in REVIEWERS:
            raise RuleBroken(Refusal.ROLE_ONLY_SUGGESTS, role=role.label)
        known = {line.key: line for line in self.view(code, catalogue).lines}
        lines = [known.get(key) or self.line(code, key, catalogue) for key in keys]
        for line in lines:
            if line.state is TranslationState.GAP:
                raise RuleBroken(Refusal.NOTHING_TO_REVIEW, word=line.word)
            self._checked(code, line.word, line.text, catalogue)
        texts = {line.key: line.text for line in lines}

        def approved(key: Key) -> Callable[[PoEntry], PoEntry]:
            return lambda entry: reviewed(replace(entry, msgstr=texts[key]), role.value, day)

        return self._write(code, catalogue, {key: approved(key) for key in keys}, _said(keys))

    def approve_all(
        self,
        code: str,
        role: Role,
        *,
        plan_id: str = "",
        day: date | None = None,
        catalogue: Catalogue = Catalogue.WORDS,
    ) -> Changes:
        """Approves what `unseen` counts. Raises as `approve` does."""
        keys = [line.key for line in self.unseen(code, plan_id=plan_id, catalogue=catalogue)]
        return self.approve(code, keys, role, day=day, catalogue=catalogue) if keys else Changes()

    def unseen(
        self, code: str, *, plan_id: str = "", catalogue: Catalogue = Catalogue.WORDS
    ) -> tuple[TranslationLine, ...]:
        """What one approval of everything would touch: all that is not reviewed and that nobody has doubted.

        plan_id: only that plan's words.
        """
        return tuple(
            line
            for line in self.view(code, catalogue).lines
            if line.can_be_approved_unseen and (not plan_id or any(plan.id == plan_id for plan in line.plans))
        )

    def take_back(self, code: str, key: Key, *, catalogue: Catalogue = Catalogue.WORDS) -> Changes:
        """The translation stays, but counts as not reviewed. Raises: RuleBroken, StorageTrouble as `save` does."""
        line = self.line(code, key, catalogue)
        if line.state is not TranslationState.REVIEWED:
            return Changes()
        return self._write(
            code, catalogue, {key: lambda entry: unreviewed(replace(entry, msgstr=line.text))}, line.word
        )

    def reset(self, code: str, key: Key, *, catalogue: Catalogue = Catalogue.WORDS) -> Changes:
        """The shipped translation holds again; suggestions stay. Raises as `take_back` does."""
        line = self.line(code, key, catalogue)
        if not line.can_reset:
            return Changes()
        return self._write(code, catalogue, {key: lambda entry: bare(not_withdrawn(entry))}, line.word)

    def suggest(
        self, code: str, key: Key, text: str, role: Role, *, catalogue: Catalogue = Catalogue.WORDS
    ) -> Changes:
        """Keeps what somebody proposes beside the translation, with role and today's date.

        Raises: as `save`, and RuleBroken for an empty text or one that says what stands there already.
        """
        line = self.line(code, key, catalogue)
        kept = self._checked(code, line.word, text, catalogue)
        if not kept:
            raise RuleBroken(Refusal.LINE_EMPTY)
        if kept == line.text:
            raise RuleBroken(Refusal.SUGGESTION_SAME, word=line.word)
        made = Suggestion(kept, role.value, self._clock.today())

        def noted(entry: PoEntry) -> PoEntry:
            others = tuple(one for one in suggestions_of(entry) if one.text != kept)
            return with_suggestions(entry, (*others, made))

        return self._write(code, catalogue, {key: noted}, line.word)

    def accept(
        self, code: str, key: Key, suggestion: Suggestion, *, catalogue: Catalogue = Catalogue.WORDS
    ) -> Changes:
        """Makes a suggestion the translation, not yet reviewed. Raises: as `save`, and RuleBroken when it is gone."""
        if suggestion not in self.line(code, key, catalogue).suggestions:
            raise RuleBroken(Refusal.SUGGESTION_GONE)
        return self.save(code, key, suggestion.text, catalogue=catalogue)

    def drop(
        self, code: str, key: Key, suggestion: Suggestion, *, catalogue: Catalogue = Catalogue.WORDS
    ) -> Changes:
        """Forgets a suggestion. Raises: RuleBroken when it is gone; StorageTrouble."""
        line = self.line(code, key, catalogue)
        if suggestion not in line.suggestions:
            raise RuleBroken(Refusal.SUGGESTION_GONE)

        def dropped(entry: PoEntry) -> PoEntry | None:
            left = tuple(one for one in suggestions_of(entry) if one != suggestion)
            return (
                bare(with_suggestions(entry, left)) if not decides(entry) else with_suggestions(entry, left)
            )

        return self._write(code, catalogue, {key: dropped}, line.word)

    # Taking back

    @property
    def next_undo(self) -> str | None:
        """What `undo` would take back, in words; None when there is nothing."""
        return self._done[-1].said if self._done else None

    @property
    def next_redo(self) -> str | None:
        return self._undone[-1].said if self._undone else None

    def undo(self) -> Changes:
        """Puts the file back as it was before the latest change, byte by byte.

        Raises: RuleBroken when there is nothing, or somebody has changed the file since; StorageTrouble.
        """
        if not self._done:
            raise RuleBroken(Refusal.NOTHING_TO_UNDO)
        step = self._done[-1]
        self._turn(step.path, step.after, step.before)
        self._undone.append(self._done.pop())
        return step.changes

    def redo(self) -> Changes:
        """Does the latest undone change again. Raises: as `undo`."""
        if not self._undone:
            raise RuleBroken(Refusal.NOTHING_TO_REDO)
        step = self._undone[-1]
        self._turn(step.path, step.before, step.after)
        self._done.append(self._undone.pop())
        return step.changes

    def _turn(self, path: Path, now: bytes | None, then: bytes | None) -> None:
        if (path.read_bytes() if path.exists() else None) != now:
            raise RuleBroken(Refusal.CHANGED_SINCE)
        _put(path, then)
        self._plans.forget_translations()

    # Files for a translator's own program

    def export_po(self, code: str, catalogue: Catalogue = Catalogue.WORDS) -> bytes:
        """The whole list as a .po file: gaps empty, what is not reviewed marked, explanations and plans as comments.

        Raises: RuleBroken for a language without word lists.
        """
        files = self._files(code, catalogue)
        entries = []
        for key, senses in self._items(catalogue, files):
            line = line_of(key, senses, files)
            entry = base_of(key, senses, files)
            source = deciding(key, files)
            entry = (source or entry).with_notes(
                note for sense in senses for note in [sense.explanation] if note
            )
            entry = with_suggestions(not_withdrawn(entry), line.suggestions)
            if places := [f"session_plans/plans/{plan.id}/plan.toml" for plan in line.plans]:
                entry = entry.with_places(places)
            if line.state is TranslationState.GAP:
                entry = unreviewed(entry).with_fuzzy(False)
            entries.append(replace(entry, msgid=key[0], context=key[1], msgstr=line.text))
        return (
            PoFile((header_of(code, catalogue, self._shipped_file(code, catalogue)), *entries))
            .text()
            .encode()
        )

    def save_po(self, code: str, path: Path, catalogue: Catalogue = Catalogue.WORDS) -> Path:
        """Puts what `export_po` gives where the leader wants it. Raises: as `export_po`, and StorageTrouble."""
        write_atomically(path, self.export_po(code, catalogue), private=False)
        return path

    def import_po(self, code: str, path: Path) -> PoPreview:
        """Looks at a file that somebody has worked on; whether it holds words or phrases is seen from it.

        Nothing is stored. Raises: RuleBroken for a file that cannot be read, is in another language, or has nothing
        that the program knows.
        """
        read = read_po_file(path, path.name) if path.exists() else None
        if read is None or read.file is None:
            fault = one_line(read.faults[-1]) if read is not None else _("Filen finns inte.")
            raise RuleBroken(Refusal.PO_FILE_BROKEN, fault=fault)
        theirs = read.file.header_fields.get("language", "")
        if theirs and code not in codes_of_header(theirs):
            row = next((one for one in LANGUAGES if one.code in codes_of_header(theirs)), None)
            raise RuleBroken(
                Refusal.PO_OTHER_LANGUAGE,
                file=path.name,
                theirs=language_name(row.code) if row is not None else theirs,
                ours=language_name(code),
            )
        entries = list(read.file.entries.values())
        doubled = {fault.line for fault in read.faults}
        blocks = [b for b in read.file.blocks if isinstance(b, PoEntry) and b.msgid]
        best: tuple[ImportedEntry, ...] = ()
        chosen, most = Catalogue.WORDS, 0
        for catalogue in Catalogue:
            files = self._files(code, catalogue)
            lines = {key: line_of(key, senses, files) for key, senses in self._items(catalogue, files)}
            known = sum(key_of(entry) in lines for entry in entries)
            if known > most:
                most, chosen = known, catalogue
                best = tuple(
                    self._imported(code, catalogue, block, lines, doubled=block.line in doubled)
                    for block in blocks
                )
        if not most:
            raise RuleBroken(Refusal.PO_NOTHING_KNOWN, file=path.name)
        return PoPreview(path, code, chosen, best, bool(theirs))

    def apply_import(self, preview: PoPreview, role: Role | None = None) -> Changes:
        """Reads in what `import_po` has looked at, all of it or nothing, as one change.

        role: who has reviewed what is marked as done without saying by whom; None leaves that as not reviewed.
        Raises: RuleBroken when something in it is wrong, or a role that may only suggest; StorageTrouble.
        """
        if not preview.is_ok:
            raise RuleBroken(Refusal.PO_ENTRIES_WRONG, file=preview.path.name)
        if role is not None and role not in REVIEWERS:
            raise RuleBroken(Refusal.ROLE_ONLY_SUGGESTS, role=role.label)
        today = self._clock.today()
        changed: dict[Key, Callable[[PoEntry], PoEntry | None]] = {}
        for one in preview.entries:
            if one.kind not in (ImportKind.NEW, ImportKind.CHANGED, ImportKind.REVIEWED):
                continue
            review: tuple[str, date] | None = None
            if one.reviewer and one.reviewed_on is not None:
                review = one.reviewer, one.reviewed_on
            elif one.claims_review and role is not None:
                review = role.value, today
            if review is None and one.kind is ImportKind.REVIEWED:
                continue
            changed[one.key] = import_into(one, review)
        if not changed:
            return Changes()
        return self._write(preview.language, preview.catalogue, changed, preview.path.name)

    def _imported(
        self,
        code: str,
        catalogue: Catalogue,
        entry: PoEntry,
        lines: Mapping[Key, TranslationLine],
        *,
        doubled: bool,
    ) -> ImportedEntry:
        key, number = key_of(entry), entry.line
        line = lines.get(key)
        if line is None:
            return ImportedEntry(key, number, ImportKind.UNKNOWN, after=one_line_of(entry.msgstr))
        text = one_line_of(entry.msgstr)
        if doubled:
            fault = _("Ordet står två gånger i filen. Ta bort det ena.")
            return ImportedEntry(key, number, ImportKind.WRONG, line.text, text, fault=fault)
        if not text:
            return ImportedEntry(key, number, ImportKind.EMPTY, line.text)
        try:
            text = self._checked(code, line.word, entry.msgstr, catalogue)
        except RuleBroken as refused:
            fault = sentence(refused)
            return ImportedEntry(key, number, ImportKind.WRONG, line.text, text, fault=fault)
        reviewer, reviewed_on = review_of(entry) if not entry.is_fuzzy else ("", None)
        is_same = text == line.text
        was_reviewed = line.state is TranslationState.REVIEWED
        if reviewed_on is not None and (
            reviewed_on > self._clock.today()
            or (not is_same and (reviewer, reviewed_on) == (line.reviewer, line.reviewed_on))
        ):
            # The comment came with the old translation, and says nothing about this one.
            reviewer, reviewed_on = "", None
        if is_same:
            done = not entry.is_fuzzy and not was_reviewed
            kind = ImportKind.REVIEWED if done else ImportKind.SAME
        else:
            kind = ImportKind.NEW if line.state is TranslationState.GAP else ImportKind.CHANGED
        stays = kind is ImportKind.SAME
        return ImportedEntry(
            key,
            number,
            kind,
            line.text,
            text,
            "" if stays else reviewer,
            None if stays else reviewed_on,
            claims_review=not stays and not entry.is_fuzzy and not reviewer,
            loses_review=was_reviewed and kind is ImportKind.CHANGED and entry.is_fuzzy,
            remarks=free_remarks(entry),
        )

    # Inside

    def _checked(self, code: str, word: str, text: str, catalogue: Catalogue) -> str:
        """The text as it is kept. Raises: RuleBroken when it may not be."""
        kept = one_line_of(text)
        if looks_like_personal_number(kept):
            raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
        if len(kept) > catalogue.longest:
            raise RuleBroken(Refusal.TEXT_TOO_LONG, most=catalogue.longest)
        if kept and not has_same_placeholders(word, kept):
            expected = ", ".join(placeholders(word)) or _("inga")
            raise RuleBroken(Refusal.PLACEHOLDERS_DIFFER, expected=expected)
        if (trouble := self.letter_trouble(code, kept, word)) is not None:
            raise trouble
        return kept

    def _items(self, catalogue: Catalogue, files: ListFiles) -> Sequence[tuple[Key, tuple[Sense, ...]]]:
        return self._phrase_items() if catalogue is Catalogue.PHRASES else self._word_items(files)

    def _word_items(self, files: ListFiles) -> Sequence[tuple[Key, tuple[Sense, ...]]]:
        """Every word of every plan with what it means there; a word is apart where the files have it apart."""
        items: dict[Key, dict[str, list[PlanUse]]] = {}
        for plan in self._plans.plans():
            for word in plan.words:
                key: Key = plain(word.word), word.context
                if key not in files.shipped and key not in files.own:
                    key = key[0], None
                uses = items.setdefault(key, {}).setdefault(word.explanation, [])
                if all(use.id != plan.id for use in uses):
                    uses.append(use_of(plan))
        return [
            (key, tuple(Sense(explanation, tuple(uses)) for explanation, uses in senses.items()))
            for key, senses in items.items()
        ]

    def _phrase_items(self) -> Sequence[tuple[Key, tuple[Sense, ...]]]:
        """Every phrase that is shipped in any language: what papers ask for."""
        if self._phrases is None:
            found: dict[Key, str] = {}
            for code in WORD_LIST_LANGUAGES:
                for entry in self._shipped_file(code, Catalogue.PHRASES).entries.values():
                    found.setdefault(key_of(entry), explanation_of(entry))
            self._phrases = tuple((key, (Sense(text, ()),)) for key, text in found.items())
        return self._phrases

    def _shipped_file(self, code: str, catalogue: Catalogue) -> PoFile:
        if (code, catalogue) not in self._shipped:
            path = po_path(self._plans.shipped_translations, code, catalogue.file_name)
            self._shipped[code, catalogue] = read_po_file(path, path.name).file or PoFile()
        return self._shipped[code, catalogue]

    def _own_path(self, code: str, catalogue: Catalogue) -> Path:
        return po_path(self._plans.own_translations, code, catalogue.file_name)

    def _files(self, code: str, catalogue: Catalogue) -> ListFiles:
        if code not in WORD_LIST_LANGUAGES:
            known = ", ".join(WORD_LIST_LANGUAGES)
            raise RuleBroken(Refusal.NO_SUCH_LANGUAGE, language=code, known=known)
        path = self._own_path(code, catalogue)
        own = read_po_file(path, "/".join(path.parts[-4:]))
        shipped = self._shipped_file(code, catalogue)
        entries = own.file.entries.values() if own.file is not None else ()
        return ListFiles(
            {key_of(entry): entry for entry in shipped.entries.values()},
            {key_of(entry): entry for entry in entries},
            own,
        )

    def _write(
        self,
        code: str,
        catalogue: Catalogue,
        changed: Mapping[Key, Callable[[PoEntry], PoEntry | None]],
        said: str,
    ) -> Changes:
        """Changes entries of the own file, made from what holds now where it has none; None takes one out."""
        files = self._files(code, catalogue)
        file = files.own_file.file
        if file is None:
            fault = one_line(files.own_file.faults[-1])
            raise RuleBroken(Refusal.WORD_LIST_BROKEN, fault=fault)
        if file.header is None:
            shipped = self._shipped_file(code, catalogue)
            file = PoFile((header_of(code, catalogue, shipped, own=True), *file.blocks))
        senses = dict(self._items(catalogue, files))
        uses: set[str] = set()
        for key, change in changed.items():
            meaning = senses.get(key) or self.line(code, key, catalogue).senses
            old = files.own.get(key)
            entry = change(old if old is not None else base_of(key, meaning, files))
            if entry is not None:
                file = file.with_entry(entry)
            elif old is not None:
                file = file.without(old.key)
            uses.update(plan.id for sense in meaning for plan in sense.plans)
        path = self._own_path(code, catalogue)
        before = path.read_bytes() if path.exists() else None
        after = file.text().encode()
        if after == before:
            return Changes()
        _put(path, after)
        self._plans.forget_translations()
        changes = Changes({Kind.PLAN: frozenset(uses) or frozenset({f"{catalogue.value}:{code}"})})
        self._done.append(_Step(f"{said}, {language_name(code)}", path, before, after, changes))
        del self._done[:-MOST_STEPS]
        self._undone.clear()
        return changes


def _said(keys: Sequence[Key]) -> str:
    return ", ".join(word for word, _context in keys[:3]) + (" …" if len(keys) > 3 else "")


def _put(path: Path, content: bytes | None) -> None:
    """The file holds `content`, or is gone for None. Raises: StorageTrouble."""
    with troubles_when_writing(path):
        if content is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
