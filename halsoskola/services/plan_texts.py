"""The text of a handout while somebody writes it: what to mend, the page it gives, and what was pasted into it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from halsoskola.domain.errors import RuleBroken
from halsoskola.domain.plan_editing import PICTURE_LEVEL, PlanDraft, foreign_letters
from halsoskola.domain.plans import HandoutText, PlanFault
from halsoskola.domain.readability import FindingSeverity, Review
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.messages import sentence
from halsoskola.i18n.readability import kind_name, message
from halsoskola.plans.handouts import ReadHandout, parse_handout
from halsoskola.plans.reader import HANDOUT_FILE, PICTURE_HANDOUT_FILE
from halsoskola.plans.textfile import plain, text_of
from halsoskola.services.handouts import SIZES, HandoutService
from halsoskola.services.plans import PlanService
from halsoskola.services.reviewing import ReviewingService


@dataclass(frozen=True, slots=True)
class TextFinding:
    """Something to look at in a handout's text. line, column: from 1; length: code points, 0 for the whole line.

    stops: the text cannot be read as a handout until this is mended.
    """

    line: int
    column: int
    length: int
    severity: FindingSeverity
    title: str
    text: str
    sentence: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The answer to a text: what to mend, and the page. pdf: None while the text cannot be printed.

    missing_facts: names of facts without a value; they print as lines to write on.
    """

    findings: tuple[TextFinding, ...]
    review: Review
    handout: HandoutText | None
    pdf: bytes | None
    missing_facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Pasted text without what word processors leave behind, and a sentence for each kind of thing, with its lines."""

    text: str
    sentences: tuple[str, ...]


class PlanTextService:
    """Looks at drafts; changes nothing."""

    def __init__(self, plans: PlanService, handouts: HandoutService, reviewing: ReviewingService) -> None:
        self._plans = plans
        self._handouts = handouts
        self._reviewing = reviewing

    def look(
        self, draft: PlanDraft, level: int, languages: Sequence[str] = (), *, size: int = 0
    ) -> SheetLook:
        """Reviews the text of a level and draws its page. Never raises for what the text holds.

        size: points, 0 for the default of paper. Touches no file, but fonts and word lists are read the first time.
        """
        text = draft.text(level)
        words = [word.word for word in draft.plan.words]
        review = self._reviewing.review(text, words, level=level)
        if not text.strip():
            return SheetLook((), review, None, None)
        read = read_text_of_handout(text, PICTURE_HANDOUT_FILE if level == PICTURE_LEVEL else HANDOUT_FILE)
        is_begun = read.handout is not None
        findings = [_of_fault(fault, is_begun=is_begun) for fault in read.faults]
        findings += self._unknown_names(read, text)
        findings += _foreign(text)
        findings += [
            TextFinding(
                one.line,
                one.column,
                one.length,
                one.severity,
                kind_name(one.kind),
                one.text,
                message(one),
            )
            for one in review.findings
        ]
        pdf: bytes | None = None
        missing: tuple[str, ...] = ()
        if read.handout is not None:
            try:
                pdf, missing = self._drawn(draft, level, read.handout, languages, size)
            except RuleBroken as refused:
                if not any(finding.stops for finding in findings):
                    findings.append(_of_refusal(refused, text))
        findings.sort(key=lambda finding: (finding.line, finding.column, not finding.stops))
        return SheetLook(tuple(findings), review, read.handout, pdf, missing)

    def _drawn(
        self, draft: PlanDraft, level: int, text: HandoutText, languages: Sequence[str], size: int
    ) -> tuple[bytes, tuple[str, ...]]:
        on_picture_level = level == PICTURE_LEVEL
        plan = (
            replace(draft.plan, picture_handout=text)
            if on_picture_level
            else replace(draft.plan, handout=text)
        )
        made = self._handouts.make(plan, languages, level=level, size=size or SIZES[0])
        return self._handouts.render([made]), made.missing_facts

    def _unknown_names(self, read: ReadHandout, text: str) -> list[TextFinding]:
        """Pictures and facts that the program does not have."""
        if read.handout is None:
            return []
        known_facts = self._plans.facts()
        pictures = self._plans.picture_names()
        found = []
        for name in dict.fromkeys(read.handout.pictures):
            if name not in pictures:
                said = _("Bilden {name} finns inte i programmet. Välj en annan.").format(name=name)
                found.append(_at(text, f"({name})", _("Okänd bild"), said))
        for name in read.handout.fact_names:
            if name not in known_facts:
                said = _("Faktauppgiften {name} finns inte. Välj en annan, eller skriv texten rakt ut.")
                found.append(
                    _at(
                        text, f"{{fact:{name}}}", _("Okänd faktauppgift"), said.format(name=name), stops=False
                    )
                )
        return found


# Texts


def read_text_of_handout(text: str, file: str) -> ReadHandout:
    """The handout in a text that somebody is writing, with its faults and lines; as reading its file would go."""
    source = text_of(text, file)
    if source.text is None:
        return ReadHandout(None, source.faults)
    read = parse_handout(source.text, file)
    return ReadHandout(read.handout, (*source.faults, *read.faults), read.lines)


_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"^[ \t]*[•·▪◦‣●\uf0b7][ \t\u00a0]*", re.MULTILINE)
_SOFT_HYPHEN = re.compile("\u00ad")
_HARD_SPACE = re.compile("[\u00a0\u202f\u2007]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTES = re.compile("[\u201c\u201e\u201f\u2018\u201a\u201b]")
_TAB = re.compile("\t+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ud800-\udfff]")


def clean_pasted(text: str) -> Cleaned:
    """Makes pasted text plain where that is not a matter of opinion; the rest stays, and is named with its lines.

    Quick enough for the window's own thread. Lines are counted from 1 in the pasted text.
    """
    text = _LINE_BREAKS.sub("\n", text)
    said = []
    for pattern, becomes, template in (
        (_BULLET, "- ", _("Punkter har blivit - ({lines}).")),
        (_SOFT_HYPHEN, "", _("Mjuka bindestreck är borttagna ({lines}).")),
        (_HARD_SPACE, " ", _("Hårda mellanslag har blivit vanliga ({lines}).")),
        (_TAB, " ", _("Tabbar har blivit mellanslag ({lines}).")),
        (_UNSEEN, "", _("Osynliga tecken är borttagna ({lines}).")),
        (_QUOTES, None, _("Citattecken har blivit svenska ({lines}).")),
    ):
        lines = _lines_with(pattern, text)
        if lines:
            text = pattern.sub(becomes if becomes is not None else _swedish_quote, text)
            said.append(template.format(lines=lines))
    if lines := _lines_with(_CONTROL, text):
        # A lone half of a character cannot be stored in any file; the mark for "unreadable" can.
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
        said.append(_("Styrtecken är kvar och måste skrivas om ({lines}).").format(lines=lines))
    if foreign := foreign_letters(text):
        lines = _said_lines({one.line for one in foreign})
        said.append(_("Bokstäver som inte är svenska är kvar ({lines}).").format(lines=lines))
    return Cleaned(plain(text), tuple(said))


def _swedish_quote(match: re.Match[str]) -> str:
    return "\u2019" if match[0] in "\u2018\u201a\u201b" else "\u201d"


def _lines_with(pattern: re.Pattern[str], text: str) -> str:
    return _said_lines({text.count("\n", 0, match.start()) + 1 for match in pattern.finditer(text)})


def _said_lines(numbers: Iterable[int]) -> str:
    ordered = sorted(numbers)
    if not ordered:
        return ""
    shown = ", ".join(map(str, ordered[:5])) + (" …" if len(ordered) > 5 else "")
    return ngettext("rad {lines}", "rad {lines}", len(ordered)).format(lines=shown)


def foreign_sentence(text: str) -> str:
    """What to say beside a Swedish field that holds letters of another script; "" when it holds none."""
    found = foreign_letters(text)
    if not found:
        return ""
    said = _(
        "Fältet är för svenska. Tecken {column} och framåt är något annat: ”{text}”. Det är sparat ändå."
    )
    return said.format(column=found[0].column, text=found[0].text)


def _foreign(text: str) -> list[TextFinding]:
    said = _("Bladet är på svenska. Ord på andra språk hör hemma i ordlistan, som skrivs ut bredvid.")
    return [
        TextFinding(
            one.line,
            one.column,
            len(one.text),
            FindingSeverity.WARNING,
            _("Annat språk"),
            one.text,
            said,
        )
        for one in foreign_letters(text)
    ]


def _of_fault(fault: PlanFault, *, is_begun: bool) -> TextFinding:
    """is_begun: False while there is only a title, which is no fault but nothing to print either."""
    if fault.is_error:
        severity, title = FindingSeverity.ERROR, _("Går inte att läsa")
    elif is_begun:
        severity, title = FindingSeverity.ADVICE, _("Städat")
    else:
        severity, title = FindingSeverity.WARNING, _("Ingen text än")
    return TextFinding(fault.line or 1, 1, 0, severity, title, "", fault.sentence, fault.is_error)


def _of_refusal(refused: RuleBroken, text: str) -> TextFinding:
    letter = str(refused.facts.get("letter", ""))
    return _at(text, letter, _("Går inte att skriva ut"), sentence(refused))


def _at(text: str, wanted: str, title: str, said: str, *, stops: bool = True) -> TextFinding:
    """A finding where `wanted` first stands in the text, on the first line when it does not."""
    at = text.find(wanted) if wanted else -1
    line, column = 1, 1
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        column = at - (text.rfind("\n", 0, at) + 1) + 1
    return TextFinding(
        line, column, len(wanted) if at >= 0 else 0, FindingSeverity.ERROR, title, wanted, said, stops
    )
