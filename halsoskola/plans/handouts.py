"""The participants' text: handout.md and handout-1.md, read strictly and written back.

Allowed are one `#` title, `##` headings, paragraphs whose line breaks are kept, bullet lists,
`![alt](picture)` before the text it explains, and `{fact:name}`. Whatever else Markdown knows is named as a
fault with its line, because it would vanish or look odd on paper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from halsoskola.domain.plans import (
    FACT_MARK,
    HandoutList,
    HandoutParagraph,
    HandoutPart,
    HandoutSection,
    HandoutText,
    PlanFault,
    part_lines,
)
from halsoskola.i18n.catalogues import N_, _
from halsoskola.plans.faults import error, has_errors, warning
from halsoskola.plans.textfile import plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PICTURE_NAME = re.compile(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z")

_PICTURE_MARK = re.compile(r"(?<!\\)!\[")

_NOT_ALLOWED_BLOCKS = {
    "html_block": N_("HTML-kod går inte att använda här. Skriv vanlig text."),
    "table_open": N_("Tabeller går inte att använda här. Skriv en punktlista."),
    "fence": N_("Kodrutor går inte att använda här. Skriv vanlig text."),
    "code_block": N_("Raden börjar med för många mellanslag. Börja raden längst till vänster."),
    "ordered_list_open": N_(
        "Numrerade listor går inte att använda här. Skriv en punktlista med -, eller börja raden med ett ord."
    ),
    "blockquote_open": N_("Citat med > går inte att använda här. Skriv vanlig text."),
    "hr": N_("Avdelande streck går inte att använda här. Skriv en rubrik med ## i stället."),
}

_NOT_ALLOWED_INLINE = {
    "html_inline": N_("HTML-kod går inte att använda här. Skriv vanlig text."),
    "link_open": N_("Länkar går inte att använda på papper. Skriv adressen som vanlig text."),
    "em_open": N_("Kursiv stil går inte att använda i lätt text. Ta bort * eller _."),
    "strong_open": N_("Fet stil går inte att använda här. Ta bort ** eller __."),
    "code_inline": N_("Kodtecken (`) går inte att använda här. Ta bort dem."),
}

_CLOSING = frozenset({"em_close", "strong_close", "link_close"})


@dataclass(frozen=True, slots=True)
class ReadHandout:
    """handout: None when there are errors, or only a title.

    lines: source line of every written line, by (section, part, line in part), all from 0; the heading of
    a section stands under part -1.
    """

    handout: HandoutText | None
    faults: tuple[PlanFault, ...] = ()
    lines: dict[tuple[int, int, int], int] = field(default_factory=dict)


@dataclass(slots=True)
class _Picture:
    name: str
    alt: str
    line: int


@dataclass(slots=True)
class _Section:
    heading: str
    line: int
    parts: list[HandoutPart]


def parse_handout(text: str, file: str) -> ReadHandout:
    """The handout that `text` holds, or its faults. file: how the file is called in faults."""
    return _Reader(file).read(text)


def write_handout(handout: HandoutText) -> str:
    """Markdown that `parse_handout` reads back as an equal handout, for text that is strictly plain lines."""
    out = [f"# {_escaped(handout.title)}"]
    for section in handout.sections:
        if section.heading:
            out += ["", f"## {_escaped(section.heading)}"]
        previous: HandoutPart | None = None
        bullet = "-"
        for part in section.parts:
            out.append("")
            if isinstance(previous, HandoutList) and isinstance(part, HandoutList) and part.picture is None:
                # Two lists in a row would become one; Markdown tells them apart by another bullet.
                bullet = "*" if bullet == "-" else "-"
            else:
                bullet = "-"
            out += _written_part(part, bullet)
            previous = part
    return "\n".join(out) + "\n"


def _written_part(part: HandoutPart, bullet: str) -> list[str]:
    out = []
    if part.picture is not None:
        out.append(f"![{_escaped(part.picture_alt or '')}]({part.picture})")
    if isinstance(part, HandoutParagraph):
        return out + [_escaped(line) for line in part.lines]
    if out:
        out.append("")
    for item in part.items:
        first, *rest = item.split("\n")
        out.append(f"{bullet} {_escaped(first)}")
        out += [f"  {_escaped(line)}" for line in rest]
    return out


_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_LINE_START = re.compile(r"\A([#+=-]|\d{1,9}(?=[.)]))")


def _escaped(line: str) -> str:
    line = _SPECIAL.sub(r"\\\1", line)
    if match := _LINE_START.match(line):
        start = match[1]
        line = f"{start}\\{line[len(start) :]}" if start.isdigit() else f"\\{line}"
    # Hashes at the end of a heading would be taken for its decoration.
    return f"{line[:-1]}\\#" if line.endswith("#") and not line.endswith("\\#") else line


@cache
def _markdown() -> "MarkdownIt":
    # Imported here: the window opens before any handout is read.
    from markdown_it import MarkdownIt

    # Tables are switched on so that they are seen and named instead of printed as text with bars.
    return MarkdownIt("commonmark").enable("table")


class _Reader:
    """Walks Markdown's tokens once and collects sections, faults and line numbers."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.title: str | None = None
        self.sections: list[_Section] = []
        self.faults: list[PlanFault] = []
        self.lines: dict[tuple[int, int, int], int] = {}
        self.picture: _Picture | None = None

    def read(self, text: str) -> ReadHandout:
        notes: dict[str, object] = {}
        tokens = _markdown().parse(text, notes)
        if notes.get("references"):
            # Markdown swallows link definitions without a trace.
            self.fault(_("Länkar går inte att använda på papper. Skriv adressen som vanlig text."), None)
        position = 0
        while position < len(tokens):
            position = self.block(tokens, position)
        self.no_picture_waiting()
        for section in self.sections:
            if not section.parts:
                self.fault(_("Under rubriken står ingen text."), section.line)
        if self.title is None:
            self.fault(_("Bladet saknar rubrik. Skriv # och rubriken på första raden."), None)
        elif not self.sections:
            # Somebody has begun to write: the plan can be given all the same, it has no handout yet.
            self.faults.append(warning(self.file, _("Bladet har en rubrik men ingen text.")))
        if has_errors(self.faults) or not self.sections:
            return ReadHandout(None, tuple(self.faults))
        sections = tuple(HandoutSection(s.heading, tuple(s.parts)) for s in self.sections)
        return ReadHandout(HandoutText(self.title or "", sections), tuple(self.faults), self.lines)

    def fault(self, sentence: str, line: int | None) -> None:
        self.faults.append(error(self.file, sentence, line=line))

    def block(self, tokens: Sequence["Token"], position: int) -> int:
        """Reads the block that starts at `position`; returns where the next one starts."""
        token = tokens[position]
        line = _line_of(token)
        after = _end_of_block(tokens, position)
        if token.type in _NOT_ALLOWED_BLOCKS:
            self.fault(_(_NOT_ALLOWED_BLOCKS[token.type]), line)
        elif token.type == "heading_open":
            self.heading(token, tokens[position + 1], line)
        elif token.type == "paragraph_open":
            self.paragraph(tokens[position + 1], line)
        elif token.type == "bullet_list_open":
            self.bullets(tokens[position + 1 : after - 1])
        return after

    def heading(self, token: "Token", inline: "Token", line: int) -> None:
        self.no_picture_waiting()
        read = self.text_lines(inline, line, may_hold_picture=False)
        words = " ".join(text for text, _number in read)
        if token.markup in ("-", "="):
            self.fault(
                _("Strecket under raden gör den till en rubrik. Skriv ## före rubriken i stället."), line
            )
        elif token.tag == "h1":
            if self.title is not None:
                self.fault(_("Bladet får bara ha en rubrik med ett #. Skriv ## före de andra."), line)
            elif self.sections:
                self.fault(_("Rubriken med # ska stå först i bladet."), line)
            self.title = words if self.title is None else self.title
        elif token.tag == "h2":
            self.sections.append(_Section(words, line, []))
            self.lines[len(self.sections) - 1, -1, 0] = line
        else:
            self.fault(_("Rubriken har för många #. Skriv ## före rubriken."), line)
        if not words:
            self.fault(_("Rubriken är tom."), line)

    def paragraph(self, inline: "Token", line: int) -> None:
        read = self.text_lines(inline, line, may_hold_picture=True)
        if read:
            picture = self.take_picture()
            self.add(
                HandoutParagraph(
                    tuple(text for text, _number in read),
                    picture.name if picture else None,
                    picture.alt if picture else None,
                ),
                [number for _text, number in read],
            )

    def bullets(self, tokens: Sequence["Token"]) -> None:
        items: list[str] = []
        numbers: list[int] = []
        position = 0
        while position < len(tokens):
            after = _end_of_block(tokens, position)
            content = tokens[position + 1 : after - 1]
            item_line = _line_of(tokens[position])
            kinds = [t.type for t in content if t.level == tokens[position].level + 1]
            if not content:
                self.fault(_("En punkt i listan är tom."), item_line)
            elif kinds != ["paragraph_open", "paragraph_close"]:
                self.fault(_("En punkt i listan får bara ha ett stycke vanlig text."), item_line)
            else:
                read = self.text_lines(content[1], _line_of(content[0]), may_hold_picture=False)
                items.append("\n".join(text for text, _number in read))
                numbers += [number for _text, number in read]
            position = after
        picture = self.take_picture()
        if items:
            self.add(
                HandoutList(
                    tuple(items), picture.name if picture else None, picture.alt if picture else None
                ),
                numbers,
            )

    def add(self, part: HandoutPart, numbers: Sequence[int]) -> None:
        if not self.sections:
            self.sections.append(_Section("", numbers[0] if numbers else 1, []))
        section = self.sections[-1]
        section.parts.append(part)
        where = (len(self.sections) - 1, len(section.parts) - 1)
        for index, number in enumerate(numbers[: len(part_lines(part))]):
            self.lines[*where, index] = number

    def text_lines(self, inline: "Token", line: int, *, may_hold_picture: bool) -> list[tuple[str, int]]:
        """The written lines of a block with their line numbers; a picture before them waits for the part."""
        lines: list[tuple[str, int]] = []
        current = ""
        pictures = 0
        beside_picture = False
        for child in inline.children or ():
            if child.type in ("softbreak", "hardbreak"):
                if current.strip():
                    lines.append((current, line))
                current, line, beside_picture = "", line + 1, False
            elif child.type == "image":
                pictures += 1
                if not may_hold_picture:
                    self.fault(_("Bilden ska stå på en egen rad före texten."), line)
                elif current.strip() or lines:
                    self.fault(_("Bilden ska stå före texten som den förklarar."), line)
                else:
                    self.keep_picture(child, line)
                    beside_picture = True
            elif child.type in _NOT_ALLOWED_INLINE:
                self.fault(_(_NOT_ALLOWED_INLINE[child.type]), line)
            elif child.type not in _CLOSING:
                if beside_picture and child.content.strip():
                    self.fault(_("Bilden ska stå på en egen rad före texten."), line)
                    beside_picture = False
                current += child.content
        if current.strip():
            lines.append((current, line))
        if len(_PICTURE_MARK.findall(inline.content)) > pictures:
            self.fault(
                _("Bilden är inte rätt skriven. Skriv ![det som bilden visar](bildens-namn)."),
                _line_of(inline),
            )
        tidy = [(" ".join(plain(text).split()), number) for text, number in lines]
        for text, number in tidy:
            self.check_braces(text, number)
        return [(text, number) for text, number in tidy if text]

    def check_braces(self, text: str, line: int) -> None:
        rest = FACT_MARK.sub("", text)
        if "{" in rest or "}" in rest:
            sentence = _("Klammern går inte att förstå. Skriv en faktauppgift som {example}.")
            self.fault(sentence.format(example="{fact:vardcentral-telefon}"), line)

    def keep_picture(self, token: "Token", line: int) -> None:
        self.no_picture_waiting()
        name = str(token.attrs.get("src", ""))
        alt = "".join(child.content for child in token.children or ())
        if token.attrs.get("title"):
            self.fault(_("Bilden är inte rätt skriven. Skriv ![det som bilden visar](bildens-namn)."), line)
        elif not PICTURE_NAME.match(name):
            self.fault(_("Bildens namn får bara ha a–z, siffror och bindestreck."), line)
        self.picture = _Picture(name, " ".join(plain(alt).split()), line)

    def take_picture(self) -> _Picture | None:
        picture, self.picture = self.picture, None
        return picture

    def no_picture_waiting(self) -> None:
        if picture := self.take_picture():
            self.fault(_("Efter bilden ska det stå text som den förklarar."), picture.line)


def _line_of(token: "Token") -> int:
    return token.map[0] + 1 if token.map else 1


def _end_of_block(tokens: Sequence["Token"], position: int) -> int:
    """Position after the block that starts at `position`, with all that it holds."""
    depth = 0
    for index in range(position, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index + 1
    return len(tokens)
