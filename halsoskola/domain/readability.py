"""The easy-Swedish review of a handout or any short text: findings with what to do instead, and LIX.

Thresholds follow LL-förlaget and MTM (lines, paragraphs), 1177 (images, percent, du-tilltal), and what measured
official easy texts hold; they are advice to a writer, never a grade. Pure functions over text and a table of
common words; the sentences stand in `i18n.readability`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from halsoskola.domain.plans import FACT_MARK
from halsoskola.domain.swedish_phrases import (
    COUNTED_THINGS,
    MAN_IS_A_PERSON_AFTER,
    NAMES_TO_LEARN,
    NEGATIONS,
    NUMBER_WORDS,
    PLAIN_SHARES,
    SAME_THING,
    figurative_phrase,
    spelled_out,
    words_of,
)
from halsoskola.domain.swedish_sentences import Block, BlockKind, Sentence, SwedishText, Token, TokenKind
from halsoskola.domain.swedish_words import ListWords, PassiveFinder, WordTable, base_forms

LONG_SENTENCE, TOO_LONG_SENTENCE = 12, 15
"""Words: more than the first is a warning, more than the second an error."""

LONG_WORD, TOO_LONG_WORD = 13, 17
"""Letters: at least so many."""

HIGH_LIX, TOO_HIGH_LIX = 25, 30
"""More than. Official easy Swedish lies at 25-35, but its readers do not hold an interpreted paper in their hands."""

LEAST_WORDS_FOR_LIX = 50
"""Below, one long word more or less moves LIX by several steps, so no finding is made of it."""

LIX_LETTERS = 6
"""A word with more letters is a long one in LIX."""

LONGEST_LINE = 55
"""Characters with spaces."""

MOST_LINES = 7
"""Lines in a paragraph."""

MOST_WORDS_PICTURE_LEVEL = 6
MOST_LINES_PICTURE_LEVEL = 6
"""Words in a line and lines under a heading, on the level for those who hardly read."""

PICTURE_LEVEL, EASY_LEVEL = 1, 2


class FindingKind(StrEnum):
    """The value is what commands print."""

    SENTENCE_LENGTH = "sentence-length"
    LINE_LENGTH = "line-length"
    PARAGRAPH_LENGTH = "paragraph-length"
    LIX = "lix"
    LONG_WORD = "long-word"
    RARE_WORD = "rare-word"
    PASSIVE = "passive"
    MAN = "man"
    PERCENT = "percent"
    ABBREVIATION = "abbreviation"
    NUMBER_WORD = "number-word"
    NEGATION = "negation"
    FIGURATIVE = "figurative"
    TWO_NAMES = "two-names"
    HEADING = "heading"
    DATE_FORMAT = "date-format"
    PICTURE_MISSING = "picture-missing"
    ALT_MISSING = "alt-missing"


class FindingSeverity(StrEnum):
    """fel, varning, råd. advice: often right as it stands; look once."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Advice(StrEnum):
    """What to do instead; its sentence, with the finding's facts, stands in `i18n.readability`."""

    SPLIT_SENTENCE = "split-sentence"
    BREAK_LINE = "break-line"
    FEWER_WORDS_IN_LINE = "fewer-words-in-line"
    SPLIT_PARAGRAPH = "split-paragraph"
    FEWER_LINES = "fewer-lines"
    SHORTER_WORDS = "shorter-words"
    SAY_WITH_SHORTER_WORDS = "say-with-shorter-words"
    EXPLAIN_NAME = "explain-name"
    EXPLAIN_WORD = "explain-word"
    SAY_WHO = "say-who"
    SAY_YOU = "say-you"
    SHARE_AS_COUNT = "share-as-count"
    COUNT_THEM = "count-them"
    SPELL_OUT = "spell-out"
    EXPLAIN_LETTERS = "explain-letters"
    SMALL_LETTERS = "small-letters"
    DIGITS = "digits"
    SAY_WHAT_TO_DO = "say-what-to-do"
    SAY_STRAIGHT = "say-straight"
    SAY_PLAINLY = "say-plainly"
    CHOOSE_ONE = "choose-one"
    ASK = "ask"
    DAY_IN_WORDS = "day-in-words"
    HOUR_IN_WORDS = "hour-in-words"
    ADD_PICTURE = "add-picture"
    TELL_PICTURE = "tell-picture"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. line, column: from 1. length: code points, a line break counts as one.

    text: what stands there, as written. facts: what the advice's sentence needs.
    """

    line: int
    column: int
    length: int
    kind: FindingKind
    severity: FindingSeverity
    text: str
    advice: Advice
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def is_error(self) -> bool:
        return self.severity is FindingSeverity.ERROR


@dataclass(frozen=True, slots=True)
class Review:
    """What the review found, in the order of the text.

    lix, lix_without_words: see `lix`; in the second the words of the plan's list are never long. mean_sentence,
    longest_sentence: words. All are 0 for a text without words.
    """

    lix: float
    lix_without_words: float
    sentences: int
    words: int
    mean_sentence: float
    longest_sentence: int
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)

    @property
    def lix_is_steady(self) -> bool:
        """False for texts so short that LIX says little; then it is better not shown."""
        return self.words >= LEAST_WORDS_FOR_LIX


def review(text: str, table: WordTable, plan_words: Iterable[str] = (), *, level: int = EASY_LEVEL) -> Review:
    """Reviews a handout in our Markdown, or plain text; never raises, whatever the text holds.

    plan_words: the plan's own list, whose words may be long or rare and may stand beside another name for the
    same thing. level: `PICTURE_LEVEL` also holds lines and sections to the level for those who hardly read.
    """
    return _Reviewer(SwedishText(text), table, ListWords(plan_words), level).review()


def lix(words: int, sentences: int, long_words: int) -> float:
    """Björnsson's readability index: words per sentence plus the percentage of long words; 0.0 without words."""
    return words / sentences + 100 * long_words / words if words else 0.0


_MODALS = words_of(
    "att ska skall kan måste får bör vill skulle kunde fick borde ville behöver brukar låt kommer"
)

_EXPLAINING = words_of("betyder innebär")
_BEGINS_EXPLANATION = words_of("en ett när att den det de något någon pengar som samma")

_CAPITALS = re.compile(r"([A-ZÅÄÖ]{2,})(?::?[a-zåäö]{1,3})?")
_PERCENT = re.compile(r"(?:(\d+)(?:[.,]\d+)?(?:[–-]\d+(?:[.,]\d+)?)? ?)?[%‰]")
_PERCENT_WORD = re.compile(r"(?:(?<!\w)(\d+)(?:[.,]\d+)? )?\bprocent\b", re.IGNORECASE)

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_DAY = re.compile(
    r"(?<![\w/.:-])(?:"
    r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<by>[./-])(?P<m2>\d{1,2})(?P=by)(?P<y2>\d{4}|\d\d)"
    r"|(?P<d3>\d{1,2})/(?P<m3>\d{1,2})(?:-(?P<y3>\d{4}|\d\d))?"
    r"|(?P<d4>\d{1,2}):[ea] (?P<month>" + "|".join(_MONTHS) + r")"
    r")(?![\w/:-]|\.\d)",
    re.IGNORECASE,
)
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (1, 10)})
_HOUR = r"([01]?\d|2[0-4])([:.])([0-5]\d)"
_CLOCK = re.compile(
    rf"(?<![\w/.:,+-])(?:(?P<by>kl\.?|klockan) ?)?{_HOUR}(?:(?: ?[–-] ?| till ){_HOUR})?"
    r"(?![\w:]|[.,]\d)(?! ?(?:kr\b|kronor|%|procent|kg|kilo|liter|meter))",
    re.IGNORECASE,
)


class _Reviewer:
    """Goes once through the text, check by check. Only `review` makes one."""

    def __init__(self, text: SwedishText, table: WordTable, listed: ListWords, level: int) -> None:
        self.text = text
        self.table = table
        self.listed = listed
        self.level = level
        self.passives = PassiveFinder(table)
        self.found: list[tuple[int, int, Finding]] = []
        self.is_listed: dict[str, bool] = {}
        self.sentences = tuple(text.sentences)
        self.words = tuple(token for sentence in self.sentences for token in sentence.tokens)

    def review(self) -> Review:
        for token in self.words:
            if token.kind is TokenKind.WORD and (lower := token.text.lower()) not in self.is_listed:
                self.is_listed[lower] = lower in self.listed
        words, sentences = len(self.words), len(self.sentences)
        long_words = [token for token in self.words if token.letters > LIX_LETTERS]
        unlisted = sum(not self.is_listed[token.text.lower()] for token in long_words)
        index = lix(words, sentences, len(long_words))
        index_without = lix(words, sentences, unlisted)
        self.check_lix(index_without)
        self.check_blocks()
        self.check_sections()
        self.check_sentences()
        self.check_names()
        return Review(
            lix=index,
            lix_without_words=index_without,
            sentences=sentences,
            words=words,
            mean_sentence=words / sentences if sentences else 0.0,
            longest_sentence=max((len(sentence.tokens) for sentence in self.sentences), default=0),
            findings=tuple(finding for _s, _e, finding in sorted(self.found, key=lambda one: one[:2])),
        )

    def add(
        self,
        start: int,
        end: int,
        kind: FindingKind,
        severity: FindingSeverity,
        advice: Advice,
        **facts: object,
    ) -> None:
        place = self.text.place(start, end)
        finding = Finding(
            place.line, place.column, len(place.text), kind, severity, place.text, advice, facts
        )
        self.found.append((start, end, finding))

    # The text as a whole

    def check_lix(self, index: float) -> None:
        if len(self.words) < LEAST_WORDS_FOR_LIX or index <= HIGH_LIX:
            return
        severity = FindingSeverity.ERROR if index > TOO_HIGH_LIX else FindingSeverity.WARNING
        first = self.text.blocks[0]
        self.add(
            first.lines[0].start,
            first.lines[0].end,
            FindingKind.LIX,
            severity,
            Advice.SHORTER_WORDS,
            lix=round(index),
            most=HIGH_LIX,
        )

    # Lines, paragraphs, headings, pictures

    def check_blocks(self) -> None:
        for block in self.text.blocks:
            for line in block.lines:
                self.check_line(line.start, line.end)
            if block.kind is BlockKind.HEADING and block.sentences:
                self.check_heading(block)
            elif len(block.lines) > MOST_LINES:
                self.add(
                    block.start,
                    block.end,
                    FindingKind.PARAGRAPH_LENGTH,
                    FindingSeverity.WARNING,
                    Advice.SPLIT_PARAGRAPH,
                    count=len(block.lines),
                    most=MOST_LINES,
                )
            self.check_shares(block)
            self.check_days_and_hours(block)

    def check_line(self, start: int, end: int) -> None:
        # What a fact prints differs from place to place; it counts as one sign here.
        printed = FACT_MARK.sub("…", self.text.clean[start:end]).strip()
        words = printed.split()
        # A single long word or address cannot be broken without hyphens.
        if len(printed) > LONGEST_LINE and len(words) > 1:
            self.add(
                start,
                end,
                FindingKind.LINE_LENGTH,
                FindingSeverity.WARNING,
                Advice.BREAK_LINE,
                count=len(printed),
                most=LONGEST_LINE,
            )
        elif self.level == PICTURE_LEVEL and len(words) > MOST_WORDS_PICTURE_LEVEL:
            self.add(
                start,
                end,
                FindingKind.LINE_LENGTH,
                FindingSeverity.WARNING,
                Advice.FEWER_WORDS_IN_LINE,
                count=len(words),
                most=MOST_WORDS_PICTURE_LEVEL,
            )

    def check_heading(self, heading: Block) -> None:
        if not self.text.clean[heading.start : heading.end].rstrip('*_ ”"').endswith("?"):
            self.add(heading.start, heading.end, FindingKind.HEADING, FindingSeverity.WARNING, Advice.ASK)

    def check_sections(self) -> None:
        """One picture under each heading, and few lines on the picture level."""
        pictures = self.text.pictures
        for picture in pictures:
            if not picture.alt:
                self.add(
                    picture.start,
                    picture.end,
                    FindingKind.ALT_MISSING,
                    FindingSeverity.ERROR,
                    Advice.TELL_PICTURE,
                )
        blocks = self.text.blocks
        places = [place for place, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
        for place, following in pairwise([*places, len(blocks)]):
            heading = blocks[place]
            body = blocks[place + 1 : following]
            end = blocks[following].start if following < len(blocks) else len(self.text.clean) + 1
            if not any(heading.end <= picture.start < end for picture in pictures):
                self.add(
                    heading.start,
                    heading.end,
                    FindingKind.PICTURE_MISSING,
                    FindingSeverity.WARNING,
                    Advice.ADD_PICTURE,
                )
            lines = sum(len(block.lines) for block in body)
            if self.level == PICTURE_LEVEL and lines > MOST_LINES_PICTURE_LEVEL:
                self.add(
                    heading.start,
                    heading.end,
                    FindingKind.PARAGRAPH_LENGTH,
                    FindingSeverity.WARNING,
                    Advice.FEWER_LINES,
                    count=lines,
                    most=MOST_LINES_PICTURE_LEVEL,
                )

    # Numbers

    def check_shares(self, block: Block) -> None:
        for pattern, severity in (
            (_PERCENT, FindingSeverity.WARNING),
            (_PERCENT_WORD, FindingSeverity.ADVICE),
        ):
            for match in pattern.finditer(self.text.clean, block.start, block.end):
                plain = PLAIN_SHARES.get(match[1] or "", "") if _digits_only(match[0]) else ""
                advice = Advice.SHARE_AS_COUNT if plain else Advice.COUNT_THEM
                self.add(match.start(), match.end(), FindingKind.PERCENT, severity, advice, plain=plain)

    def check_days_and_hours(self, block: Block) -> None:
        clean = self.text.clean
        taken: list[range] = []
        for match in _DAY.finditer(clean, block.start, block.end):
            if plain := _day_in_words(match, clean):
                taken.append(range(match.start(), match.end()))
                self.add_moment(match.start(), match.end(), Advice.DAY_IN_WORDS, plain)
        for match in _CLOCK.finditer(clean, block.start, block.end):
            if (plain := _hour_in_words(match)) and not any(match.start() in one for one in taken):
                self.add_moment(match.start(), match.end(), Advice.HOUR_IN_WORDS, plain)

    def add_moment(self, start: int, end: int, advice: Advice, plain: str) -> None:
        self.add(start, end, FindingKind.DATE_FORMAT, FindingSeverity.WARNING, advice, plain=plain)

    # Sentences and their words

    def check_sentences(self) -> None:
        names = {token.text.lower() for sentence in self.sentences for token in self.names_in(sentence)}
        explained = self.explained()
        seen: set[str] = set()
        for sentence in self.sentences:
            self.check_sentence_length(sentence)
            self.check_phrases(sentence)
            name_tokens = set(self.names_in(sentence))
            for position, token in enumerate(sentence.tokens):
                if token.kind is TokenKind.ABBREVIATION:
                    self.add_abbreviation(token)
                elif token.kind is TokenKind.WORD:
                    is_name = token in name_tokens
                    self.check_capitals(token, explained)
                    self.check_long_word(token, is_name or token.text.lower() in names)
                    self.check_word_list(sentence, position, is_name)
                    if not is_name and token.text.lower() not in names:
                        self.check_rare_word(token, seen, explained)
                        self.check_passive(sentence, position)

    def names_in(self, sentence: Sentence) -> Iterator[Token]:
        """Words with a capital although nothing before them asks for one."""
        for before, token in pairwise(sentence.tokens):
            gap = self.text.clean[before.end : token.start]
            if token.text[0].isupper() and not any(sign in gap for sign in ':”“"’»'):
                yield token

    def explained(self) -> frozenset[str]:
        """Words that the text itself explains, lower-case: "SGI betyder …", "Sjukpenning är pengar …", "… (SGI)"."""
        found = set()
        for sentence in self.sentences:
            tokens = sentence.tokens
            for position, (token, following) in enumerate(pairwise(tokens)):
                verb = following.text.lower()
                after = tokens[position + 2].text.lower() if position + 2 < len(tokens) else ""
                if verb in _EXPLAINING or (position == 0 and verb == "är" and after in _BEGINS_EXPLANATION):
                    found.add(token.text.lower())
            for token in tokens:
                opened = self.text.clean[token.start - 1 : token.start] == "("
                closed = self.text.clean[token.end : token.end + 1] == ")"
                followed = self.text.clean[token.end : token.end + 2] == " ("
                if (opened and closed) or followed:
                    found.add(token.text.lower())
        return frozenset(found)

    def check_sentence_length(self, sentence: Sentence) -> None:
        words = len(sentence.tokens)
        if words > LONG_SENTENCE:
            severity = FindingSeverity.ERROR if words > TOO_LONG_SENTENCE else FindingSeverity.WARNING
            self.add(
                sentence.start,
                sentence.end,
                FindingKind.SENTENCE_LENGTH,
                severity,
                Advice.SPLIT_SENTENCE,
                count=words,
                most=LONG_SENTENCE,
            )

    def check_phrases(self, sentence: Sentence) -> None:
        for token in sentence.tokens:
            phrase = figurative_phrase(token.text.lower(), self.text.clean, token.start, sentence.end)
            if phrase is not None:
                end, plain = phrase
                advice = Advice.SAY_PLAINLY if plain else Advice.SAY_STRAIGHT
                self.add(
                    token.start, end, FindingKind.FIGURATIVE, FindingSeverity.WARNING, advice, plain=plain
                )

    def add_abbreviation(self, token: Token) -> None:
        self.add(
            token.start,
            token.end,
            FindingKind.ABBREVIATION,
            FindingSeverity.WARNING,
            Advice.SPELL_OUT,
            plain=spelled_out(token.text),
        )

    def check_capitals(self, token: Token, explained: frozenset[str]) -> None:
        """SGI, AF, VAB: wanted when they are explained. VIKTIGT: an ordinary word in capitals."""
        match = _CAPITALS.fullmatch(token.text)
        if match is None or {token.text.lower(), match[1].lower()} & explained:
            return
        if self.is_listed[token.text.lower()] or match[1].lower() in self.listed:
            return
        word = match[1].lower()
        ordinary = len(word) > 3 and self.table.is_common(word)
        advice = Advice.SMALL_LETTERS if ordinary else Advice.EXPLAIN_LETTERS
        self.add(
            token.start, token.end, FindingKind.ABBREVIATION, FindingSeverity.WARNING, advice, word=token.text
        )

    def check_long_word(self, token: Token, is_name: bool) -> None:
        """A name is never an error, for it cannot be said with shorter words."""
        letters = token.letters
        word = token.text.lower()
        is_name = is_name or word in NAMES_TO_LEARN or word.removesuffix("s") in NAMES_TO_LEARN
        if letters >= LONG_WORD and not self.is_listed[word]:
            too_long = letters >= TOO_LONG_WORD and not is_name
            severity = FindingSeverity.ERROR if too_long else FindingSeverity.WARNING
            self.add(
                token.start,
                token.end,
                FindingKind.LONG_WORD,
                severity,
                Advice.EXPLAIN_NAME if is_name else Advice.SAY_WITH_SHORTER_WORDS,
                word=token.text,
                count=letters,
            )

    def check_rare_word(self, token: Token, seen: set[str], explained: frozenset[str]) -> None:
        """At its first place only: that is where it should be explained."""
        word = token.text.lower()
        if (
            word in seen
            or token.letters < 2
            or any(map(str.isdigit, word))
            or _CAPITALS.fullmatch(token.text)
        ):
            return
        seen.add(word)
        if not self.is_listed[word] and word not in explained and not self.table.is_common(word):
            self.add(
                token.start,
                token.end,
                FindingKind.RARE_WORD,
                FindingSeverity.ADVICE,
                Advice.EXPLAIN_WORD,
                word=token.text,
            )

    def check_passive(self, sentence: Sentence, position: int) -> None:
        token = sentence.tokens[position]
        if token.text[-1:].lower() != "s":
            return
        around = [one.text.lower() for one in sentence.tokens[max(0, position - 3) : position]]
        following = sentence.tokens[position + 1].text.lower() if position + 1 < len(sentence.tokens) else ""
        if token.text.lower() in ("hjälps", "hjälpas", "hjälptes") and following == "åt":
            return
        active = self.passives.active(token.text, after_modal=not _MODALS.isdisjoint(around))
        if active is not None:
            self.add(
                token.start,
                token.end,
                FindingKind.PASSIVE,
                FindingSeverity.ADVICE,
                Advice.SAY_WHO,
                word=token.text,
                active=active,
            )

    def check_word_list(self, sentence: Sentence, position: int, is_name: bool) -> None:
        """Words that are findings by themselves: man, inte, tre."""
        tokens = sentence.tokens
        token = tokens[position]
        word = token.text.lower()
        before = tokens[position - 1].text.lower() if position else ""
        following = tokens[position + 1].text.lower() if position + 1 < len(tokens) else ""
        if word == "man" and not is_name and not _is_a_person(before, following):
            self.add(token.start, token.end, FindingKind.MAN, FindingSeverity.ADVICE, Advice.SAY_YOU)
        elif word in NEGATIONS:
            self.add_negation(token.start, token.end)
        elif word == "utan" and following == "att":
            self.add_negation(token.start, tokens[position + 1].end)
        elif word in NUMBER_WORDS and not is_name and (word != "sex" or following in COUNTED_THINGS):
            self.add(
                token.start,
                token.end,
                FindingKind.NUMBER_WORD,
                FindingSeverity.WARNING,
                Advice.DIGITS,
                word=token.text,
                digits=NUMBER_WORDS[word],
            )

    def add_negation(self, start: int, end: int) -> None:
        self.add(start, end, FindingKind.NEGATION, FindingSeverity.ADVICE, Advice.SAY_WHAT_TO_DO)

    # The same thing

    def check_names(self) -> None:
        """Two words for one thing: the one that comes later is the finding."""
        used: dict[int, dict[str, Token]] = defaultdict(dict)
        for token in self.words:
            if token.kind is TokenKind.WORD:
                for group, name in self.names_of(token.text.lower()):
                    used[group].setdefault(name, token)
        for names in used.values():
            (first, first_token), *others = names.items()
            for name, token in others:
                if name in self.listed and first in self.listed:
                    continue
                self.add(
                    token.start,
                    token.end,
                    FindingKind.TWO_NAMES,
                    FindingSeverity.ADVICE,
                    Advice.CHOOSE_ONE,
                    first=first_token.text,
                    second=token.text,
                )

    def names_of(self, word: str) -> Iterator[tuple[int, str]]:
        if word in _GROUP_OF:
            yield _GROUP_OF[word], word
        elif not _GROUPED.isdisjoint(bases := base_forms(word)):
            name = min(_GROUPED & bases)
            yield _GROUP_OF[name], name


_GROUP_OF = {name: number for number, names in enumerate(SAME_THING) for name in names}
_GROUPED = frozenset(_GROUP_OF)


def _is_a_person(before: str, following: str) -> bool:
    return before in MAN_IS_A_PERSON_AFTER or (following in ("och", "eller") and before != "om")


def _digits_only(share: str) -> bool:
    """A whole percentage, not a range or a fraction."""
    return not any(sign in share for sign in ",.–-‰")


def _day_in_words(match: re.Match[str], clean: str) -> str:
    """The date as people say it; "" when the digits are no date."""
    year = match["y"] or match["y2"] or match["y3"]
    day = int(match["d"] or match["d2"] or match["d3"] or match["d4"])
    if match["month"]:
        return f"{day} {match['month'].lower()}" if 1 <= day <= 31 else ""
    month = int(match["m"] or match["m2"] or match["m3"])
    if match["d3"] and year is None:
        told = re.search(
            r"(?:den|dag|dagen|till|från|och) \Z", clean[max(0, match.start() - 10) : match.start()]
        )
        if (day, month) == (24, 7) or ((day, month) in _FRACTIONS and not told):
            return ""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    if year is None:
        return f"{day} {_MONTHS[month - 1]}"
    try:
        known = date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    except ValueError:
        return ""
    return f"{_WEEKDAYS[known.weekday()]} {day} {_MONTHS[month - 1]} {known.year}"


def _hour_in_words(match: re.Match[str]) -> str:
    """The time as people say it; "" when it is said plainly already (klockan 9.30), or is no time."""
    _by, hour, sign, minute, hour2, sign2, minute2 = match.groups()
    hours = [(hour, sign, minute)] + ([(hour2, sign2, minute2)] if hour2 else [])
    if all(
        sign == "." and minute != "00" and len(hour.lstrip("0")) == len(hour) for hour, sign, minute in hours
    ):
        return ""
    if hour.startswith("0") and sign == "." and not (match["by"] or hour2) and len(hour) < 2:
        return ""  # 0.50
    said = [str(int(hour)) if minute == "00" else f"{int(hour)}.{minute}" for hour, _sign, minute in hours]
    return "klockan " + " till ".join(said)
