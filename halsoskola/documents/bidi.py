"""The direction of text: Unicode's bidirectional algorithm, and the isolates that keep numbers in order.

Only strings and levels here: no fonts, no glyphs, no paper, and nothing but the standard library. The rule
names in the comments (W1, N0, L2 ...) are those of UAX #9, Unicode 15. Text is one paragraph, in logical
order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import bidirectional, normalize

_MAX_DEPTH = 125
_MAX_OPEN_BRACKETS = 63  # BD16: when the stack is full, no bracket of the sequence is paired

_ISOLATE_STARTS = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDING_STARTS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})  # X9: keep a place, but take no part
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NEEDS_THE_ALGORITHM = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"})
_STRONG_AS = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # numbers count as right-to-left in N0-N2

# Opening bracket followed by its closing one, from Unicode's BidiBrackets.txt.
_BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309"
    "\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773"
    "\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984"
    "\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994"
    "\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27"
    "\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b\u300c\u300d"
    "\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c"
    "\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
# Compared in canonical form: U+2329 closes with U+3009 too (BD16).
_CLOSING_OF = {
    opening: normalize("NFD", closing)
    for opening, closing in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)
}
_CLOSING = {closing: normalize("NFD", closing) for closing in _BRACKETS[1::2]}


def first_strong_direction(text: str) -> int | None:
    """0 for left-to-right, 1 for right-to-left, None without any letter that decides (P2, P3)."""
    return _first_strong([bidirectional(character) or "L" for character in text], 0, len(text))


def embedding_levels(text: str, base: int | None = None) -> tuple[list[int], int]:
    """The level of each character (odd = right-to-left), and the paragraph's own level, 0 or 1.

    `base`: 0 or 1, or None to let the first strong letter decide. Characters that rule X9 removes get the
    level of the one before, so that there is one level per character. Line ends are not treated here: see
    `line_levels`.
    """
    original = [bidirectional(character) or "L" for character in text]
    if base is None:
        base = _first_strong(original, 0, len(original)) or 0
    if base == 0 and _NEEDS_THE_ALGORITHM.isdisjoint(original):
        return [0] * len(original), base
    pdi_of = _matching_pdis(original)
    types, levels = _explicit_levels(original, pdi_of, base)
    for sequence in _isolating_run_sequences(original, types, levels, pdi_of, base):
        _resolve(sequence, text, original, levels)
    for index, kind in enumerate(original):
        if kind in _REMOVED:
            levels[index] = levels[index - 1] if index else base
    return levels, base


def line_levels(text: str, levels: Sequence[int], start: int, end: int, base: int) -> list[int]:
    """The levels of `text[start:end]` set as one line: white space at its end goes back to the base level
    (L1)."""
    line = list(levels[start:end])
    at_end = True
    for index in range(end - 1, start - 1, -1):
        kind = bidirectional(text[index])
        if kind in ("B", "S"):
            line[index - start] = base
            at_end = True
        elif kind in ("WS", "PDI") or kind in _ISOLATE_STARTS or kind in _REMOVED:
            if at_end:
                line[index - start] = base
        else:
            at_end = False
    return line


def visual_order(levels: Sequence[int]) -> list[int]:
    """The indices of `levels` from left to right as they stand on the line (L2)."""
    order = list(range(len(levels)))
    lowest_odd = min((level for level in levels if level & 1), default=None)
    if lowest_odd is None:
        return order
    for level in range(max(levels), lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


# --- Numbers and addresses in right-to-left text ------------------------------------------------------

LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_DIRECTIONAL_ISOLATE = "\u2069"
_LEFT_TO_RIGHT_OVERRIDE = "\u202d"
_POP_OVERRIDE = "\u202c"

_SPACE = "[ \u00a0\u202f]"
_NUMBERS = (
    # a sign or a leading zero starts a telephone number, which may be set with spaces: +46 8-123 45 67,
    # 040-00 00 00
    rf"\+\d(?:(?:{_SPACE}|[-–./()]){{0,2}}\d){{1,14}}"
    rf"|\(?[0٠۰]\d+\)?(?:(?:{_SPACE}|[-–./:]){{0,2}}\d){{1,14}}"
    # groups of digits: 90 390, 114 14, 10 000
    rf"|\d{{1,3}}(?:{_SPACE}\d{{2,3}}){{1,4}}(?!\d)"
    # dates, times, spans, fractions: 21/11 2026, 2026-11-21, 9.00–11.00, 08:30 – 16:00, 24/7
    rf"|\d{{1,2}}/\d{{1,2}}{_SPACE}\d{{4}}(?!\d)"
    rf"|\d+(?:(?:[-–—./:,]|{_SPACE}[-–—]{_SPACE})\d+)+"
)
_LATIN = "A-Za-z0-9À-ɏ"
_ADDRESSES = (
    rf"(?<![{_LATIN}._%+-])[{_LATIN}._%+-]+@[{_LATIN}-]+(?:\.[{_LATIN}-]+)+"
    rf"|(?:https?://|www\.)[{_LATIN}._~:/?#@!$&'*+,;=%-]*[{_LATIN}/]"
    rf"|(?<![{_LATIN}.-])(?:[{_LATIN}-]+\.)+(?:se|com|org|net|nu|eu|info)(?![{_LATIN}])(?:/[{_LATIN}._~/?#&=%-]*[{_LATIN}/])?"
)
_ALREADY_ISOLATED = "[\u2066-\u2068][^\u2069]*\u2069"
_NUMBER = re.compile(rf"(?<![{_LATIN}])(?:{_NUMBERS})")
_KEPT = re.compile(rf"(?P<isolated>{_ALREADY_ISOLATED})|{_ADDRESSES}|(?<![{_LATIN}])(?:{_NUMBERS})")


def isolate(text: str) -> str:
    """The text with telephone numbers, dates, times, spans and addresses kept in their own order.

    They are wrapped in U+2066 and U+2069. Without that, Unicode's own rules show "+46 8-123 45 67" in
    Arabic text as "67 45 123-8 46+", and a patient dials it. Use it for paper and screen alike, in right-
    to-left text only. Text that is isolated already stays as it is, so the function may be called twice.
    """

    pieces = []
    done = 0
    for start, end in isolated_spans(text):
        before, after = isolating(text[start:end])
        pieces += [text[done:start], before, text[start:end], after]
        done = end
    return "".join([*pieces, text[done:]])


def isolating(found: str) -> tuple[str, str]:
    """What is put before and after a number or an address so that it keeps its order.

    Arabic-Indic digits (٠-٩) drag the signs between them to the right even in an isolate, so they need an
    override too: without it ٠٤٠-١٢ is shown as ١٢-٠٤٠.
    """
    if any(bidirectional(character) == "AN" for character in found):
        return LEFT_TO_RIGHT_ISOLATE + _LEFT_TO_RIGHT_OVERRIDE, _POP_OVERRIDE + POP_DIRECTIONAL_ISOLATE
    return LEFT_TO_RIGHT_ISOLATE, POP_DIRECTIONAL_ISOLATE


def isolated_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of what `isolate` wraps, in order; for those who keep something beside each character."""
    return [match.span() for match in _KEPT.finditer(text) if match.lastgroup != "isolated"]


def number_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each telephone number, date, time and span: a line should not break inside one."""
    return [match.span() for match in _NUMBER.finditer(text)]


# --- The algorithm ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sequence:
    """One isolating run sequence (X10): where its characters stand, their types so far, and what lies
    around it."""

    indices: list[int]
    types: list[str]
    level: int
    before: str  # sos, "L" or "R"
    after: str  # eos

    @property
    def direction(self) -> str:
        return _direction(self.level)


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"


def _first_strong(types: Sequence[str], start: int, end: int, stop_at_pdi: bool = False) -> int | None:
    """P2: the first strong type that stands in no isolate; a paragraph separator ends the search."""
    depth = 0
    for kind in types[start:end]:
        if kind in _ISOLATE_STARTS:
            depth += 1
        elif kind == "PDI":
            if depth:
                depth -= 1
            elif stop_at_pdi:
                return None
        elif kind == "B":
            return None
        elif not depth:
            if kind == "L":
                return 0
            if kind in _RIGHT_TO_LEFT:
                return 1
    return None


def _matching_pdis(types: Sequence[str]) -> dict[int, int]:
    """BD9: where the isolate that starts at the key ends."""
    matches: dict[int, int] = {}
    open_isolates: list[int] = []
    for index, kind in enumerate(types):
        if kind in _ISOLATE_STARTS:
            open_isolates.append(index)
        elif kind == "PDI" and open_isolates:
            matches[open_isolates.pop()] = index
    return matches


def _explicit_levels(
    original: Sequence[str], pdi_of: dict[int, int], base: int
) -> tuple[list[str], list[int]]:
    """X1-X8: types after overrides, and the level that embeddings and isolates give each character."""
    types = list(original)
    levels = [base] * len(types)
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]  # level, override, is an isolate
    overflow_isolates = overflow_embeddings = valid_isolates = 0

    def next_level(level: int, right_to_left: bool) -> int:
        return (level + 1) | 1 if right_to_left else (level + 2) & ~1

    for index, kind in enumerate(original):
        if kind in _EMBEDDING_STARTS:
            levels[index] = stack[-1][0]
            level = next_level(stack[-1][0], kind[0] == "R")
            if level <= _MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                stack.append((level, {"RLO": "R", "LRO": "L"}.get(kind), False))
            elif not overflow_isolates:
                overflow_embeddings += 1
            continue
        if kind == "PDF":
            levels[index] = stack[-1][0]
            if overflow_isolates:
                pass
            elif overflow_embeddings:
                overflow_embeddings -= 1
            elif not stack[-1][2] and len(stack) >= 2:
                stack.pop()
            continue
        if kind == "B":
            levels[index] = base
            stack = [(base, None, False)]
            overflow_isolates = overflow_embeddings = valid_isolates = 0
            continue
        if kind == "BN":
            levels[index] = stack[-1][0]
            continue
        if kind == "PDI":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
        level, override, _ = stack[-1]
        levels[index] = level
        if override:
            types[index] = override
        if kind in _ISOLATE_STARTS:
            if kind == "FSI":
                end = pdi_of.get(index, len(original))
                right_to_left = _first_strong(original, index + 1, end, stop_at_pdi=True) == 1
            else:
                right_to_left = kind == "RLI"
            level = next_level(level, right_to_left)
            if level <= _MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += 1
                stack.append((level, None, True))
            else:
                overflow_isolates += 1
    return types, levels


def _isolating_run_sequences(
    original: Sequence[str], types: Sequence[str], levels: Sequence[int], pdi_of: dict[int, int], base: int
) -> list[_Sequence]:
    """BD13, X10: level runs, joined over the isolates that interrupt them. Removed characters are left
    out."""
    kept = [index for index, kind in enumerate(original) if kind not in _REMOVED]
    place = {index: at for at, index in enumerate(kept)}
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    run_from = {run[0]: run for run in runs}
    matched_pdis = set(pdi_of.values())
    sequences = []
    for run in runs:
        if run[0] in matched_pdis:
            continue  # it continues a sequence that started before its isolate
        indices = list(run)
        while (pdi := pdi_of.get(indices[-1])) in run_from and pdi is not None:
            indices += run_from[pdi]
        level = levels[indices[0]]
        first, last = place[indices[0]], place[indices[-1]]
        level_before = levels[kept[first - 1]] if first else base
        unclosed = original[indices[-1]] in _ISOLATE_STARTS and indices[-1] not in pdi_of
        level_after = base if unclosed or last + 1 >= len(kept) else levels[kept[last + 1]]
        sequences.append(
            _Sequence(
                indices,
                [types[index] for index in indices],
                level,
                _direction(max(level, level_before)),
                _direction(max(level, level_after)),
            )
        )
    return sequences


def _resolve(sequence: _Sequence, text: str, original: Sequence[str], levels: list[int]) -> None:
    """W1-W7, N0-N2, I1-I2 for one sequence; writes the levels it found."""
    _resolve_weak(sequence)
    _resolve_brackets(sequence, text, original)
    _resolve_neutral(sequence)
    level = sequence.level
    for index, kind in zip(sequence.indices, sequence.types, strict=True):
        if level & 1:
            levels[index] = level + (kind != "R")
        else:
            levels[index] = level + (0 if kind == "L" else 1 if kind == "R" else 2)


def _resolve_weak(sequence: _Sequence) -> None:
    types = sequence.types
    previous = strong = sequence.before
    for at, kind in enumerate(types):  # W1-W3; strong letters are looked at before W3 makes AL into R
        if kind == "NSM":
            kind = "ON" if previous in _ISOLATE_STARTS or previous == "PDI" else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        types[at] = kind
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for at in range(1, len(types) - 1):  # W4: one separator between two numbers of the same kind
        before = types[at - 1]
        if before == types[at + 1] and (
            (types[at] == "ES" and before == "EN") or (types[at] == "CS" and before in ("EN", "AN"))
        ):
            types[at] = before
    for start, end in _stretches(types, frozenset({"ET"})):  # W5: signs beside a European number join it
        if (start and types[start - 1] == "EN") or (end < len(types) and types[end] == "EN"):
            types[start:end] = ["EN"] * (end - start)
    strong = sequence.before
    for at, kind in enumerate(types):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            types[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[at] = "L"


def _stretches(types: Sequence[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Start and end of each longest stretch of wanted types."""
    found = []
    start = None
    for at, kind in enumerate(types):
        if kind in wanted:
            if start is None:
                start = at
        elif start is not None:
            found.append((start, at))
            start = None
    if start is not None:
        found.append((start, len(types)))
    return found


def _bracket_pairs(sequence: _Sequence, text: str) -> list[tuple[int, int]]:
    """BD16: positions in the sequence of opening and closing bracket, in order of the opening one."""
    pairs = []
    open_brackets: list[tuple[str, int]] = []
    for at, kind in enumerate(sequence.types):
        if kind != "ON":
            continue
        character = text[sequence.indices[at]]
        if character in _CLOSING_OF:
            if len(open_brackets) >= _MAX_OPEN_BRACKETS:
                return []
            open_brackets.append((_CLOSING_OF[character], at))
        elif character in _CLOSING:
            closing = _CLOSING[character]
            for depth in range(len(open_brackets) - 1, -1, -1):
                if open_brackets[depth][0] == closing:
                    pairs.append((open_brackets[depth][1], at))
                    del open_brackets[depth:]
                    break
    return sorted(pairs)


def _resolve_brackets(sequence: _Sequence, text: str, original: Sequence[str]) -> None:
    """N0: both brackets of a pair take the direction of what they hold, or of what stands before them."""
    types = sequence.types
    for opening, closing in _bracket_pairs(sequence, text):
        inside = {_STRONG_AS[kind] for kind in types[opening + 1 : closing] if kind in _STRONG_AS}
        if not inside:
            continue
        direction = sequence.direction
        if direction not in inside:
            context = next(
                (_STRONG_AS[types[at]] for at in range(opening - 1, -1, -1) if types[at] in _STRONG_AS),
                sequence.before,
            )
            direction = context if context in inside else direction
        for bracket in (opening, closing):
            types[bracket] = direction
            follower = bracket + 1
            while follower < len(types) and original[sequence.indices[follower]] == "NSM":
                types[follower] = direction
                follower += 1


def _resolve_neutral(sequence: _Sequence) -> None:
    """N1, N2: what stands between two equal directions takes it, otherwise that of the sequence."""
    types = sequence.types
    for start, end in _stretches(types, _NEUTRAL):
        before = _STRONG_AS[types[start - 1]] if start else sequence.before
        after = _STRONG_AS[types[end]] if end < len(types) else sequence.after
        types[start:end] = [before if before == after else sequence.direction] * (end - start)
