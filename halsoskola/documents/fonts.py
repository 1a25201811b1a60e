"""The fonts of paper: loading, measuring, and writing them into a PDF as subsets.

A `PaperFont` speaks the protocol that reportlab expects of a font that grows with the document
(`_dynamicFont`), but writes itself as one Type 0 font with two-byte codes, one code for each pair of glyph
and text. So a shaped letter needs no character of its own, a document has one object per font however many
letters it uses, and text copied from the file comes out as it was written. Which glyphs a text needs is not
decided here: see `text`.
"""

import struct
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from unicodedata import category, name
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.catalogues import _
from halsoskola.settings import program_root

# Streams as they are: writing them as ASCII takes a quarter more room, and an eighth of the time of a large pile.
rl_config.useA85 = 0

# What a glyph without text of its own says when the PDF is read back; an empty mapping would be read as
# U+0000.
_NO_TEXT = "\u200b"
# The PDF names these styles by rule 9.8.2 of the PDF reference: 4 = symbolic, 2**18 = bold.
_SYMBOLIC = 4
_FORCE_BOLD = 1 << 18
_TABLES_NOT_EMBEDDED = ("GSUB", "GPOS", "GDEF", "OS/2", "cmap", "name", "post", "gasp", "DSIG")


class Family(Enum):
    """The families that are shipped; the value is how their files are called."""

    SANS = "NotoSans"
    ARABIC = "NotoSansArabic"
    ETHIOPIC = "NotoSansEthiopic"


_ARABIC_SCRIPT_LANGUAGES = frozenset({"ar", "fa", "prs", "ps", "ckb", "ur"})
_ETHIOPIC_SCRIPT_LANGUAGES = frozenset({"ti", "am", "tig", "gez"})


def families_for(language: str) -> tuple[Family, ...]:
    """The order in which fonts are asked for a letter. The first holds the spaces and, if it can, the digits.

    Noto Sans Arabic has neither Latin letters nor brackets, Noto Sans Ethiopic not even digits, so all
    stand in every list; a font that no text needs is never opened.
    """
    base = language.partition("_")[0].partition("-")[0]
    if base in _ARABIC_SCRIPT_LANGUAGES:
        return Family.ARABIC, Family.SANS, Family.ETHIOPIC
    if base in _ETHIOPIC_SCRIPT_LANGUAGES:
        return Family.ETHIOPIC, Family.SANS, Family.ARABIC
    return Family.SANS, Family.ARABIC, Family.ETHIOPIC


class _Codes(dict[tuple[int, str], str]):
    """The codes of one font in one document: (glyph, text) -> four hexadecimal digits, given in order of
    use."""

    def __init__(self, internal_name: str) -> None:
        super().__init__()
        self.internal_name = internal_name  # what the page's operators call the font: "/F1+0"

    def __missing__(self, glyph_and_text: tuple[int, str]) -> str:
        code = f"{len(self) + 1:04X}"  # code 0 stays .notdef
        self[glyph_and_text] = code
        return code


class _FaceNumbers:
    """What reportlab asks of `font.face`: a name, and heights in thousandths of the size."""

    def __init__(self, face_name: str, ascent: float, descent: float) -> None:
        self.name = face_name
        self.ascent = ascent
        self.descent = descent
        self.builtIn = 0


class PaperFont:
    """One font file, opened once per process. Widths and heights are in thousandths of the font size."""

    _dynamicFont = 1
    _multiByte = 1
    shapable = False  # not by reportlab: `text` shapes

    def __init__(self, path: Path) -> None:
        # Read by Python: HarfBuzz opens files by the system's narrow names, which lose å, ä and ö on Windows.
        self._hb_face = hb.Face(hb.Blob(path.read_bytes()))
        self.shaper = hb.Font(self._hb_face)
        self.scale = 1000 / self._hb_face.upem
        self.characters: frozenset[int] = frozenset(self._hb_face.unicodes)
        extents = self.shaper.get_font_extents("ltr")
        self.fontName = path.stem
        self.face = _FaceNumbers(path.stem, extents.ascender * self.scale, extents.descender * self.scale)
        self._widths: dict[int, float] = {}
        self._documents: WeakKeyDictionary[pdfdoc.PDFDocument, _Codes] = WeakKeyDictionary()

    def __repr__(self) -> str:
        return f"<PaperFont {self.fontName}>"

    def width_of(self, glyph: int) -> float:
        """The glyph's own advance, before kerning."""
        try:
            return self._widths[glyph]
        except KeyError:
            width: float = self.shaper.get_glyph_h_advance(glyph) * self.scale
            self._widths[glyph] = width
            return width

    def codes_in(self, document: pdfdoc.PDFDocument) -> _Codes:
        """The codes of this font in `document`. Asking for them writes the font into the file when it is
        saved."""
        codes = self._documents.get(document)
        if codes is None:
            internal_name = f"F{len(document.fontMapping) + 1}+0"
            codes = self._documents[document] = _Codes("/" + internal_name)
            document.fontMapping[self.fontName] = codes.internal_name
            document.delayedFonts.append(self)
        return codes

    # --- reportlab's protocol: used by plain `drawString`, and when the document is saved ---

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:
        """Width in points of text that needs no shaping, such as a page number."""
        return sum(self.width_of(glyph) for glyph, _ in self._plain_glyphs(text, encoding)) * size / 1000

    def splitString(
        self, text: str, document: pdfdoc.PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The two-byte codes of text that needs no shaping; always in subset 0, the only one."""
        codes = self.codes_in(document)
        return [(0, bytes.fromhex("".join(codes[pair] for pair in self._plain_glyphs(text, encoding))))]

    def getSubsetInternalName(self, _subset: int, document: pdfdoc.PDFDocument) -> str:
        return self.codes_in(document).internal_name

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:
        """Writes the font with what `document` used of it; reportlab calls it once, when saving."""
        codes = self._documents.pop(document)
        glyphs = sorted({0, *(glyph for glyph, _ in codes)})
        embedded, new_glyph = self._subset(glyphs)
        subset_name = pdfdoc.PDFName(f"AAAAAA+{self.fontName}")

        def reference(written: object, label: str) -> object:
            return document.Reference(written, f"{label}:{self.fontName}")  # type: ignore[no-untyped-call]

        def stream(content: bytes | str, label: str, **entries: object) -> object:
            data = pdfdoc.PDFStream(content=content)
            data.dictionary.dict.update(entries)
            if document.compression:
                data.filters = [pdfdoc.PDFZCompress]
            return reference(data, label)

        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": subset_name,
                "FontFile2": stream(embedded, "fontFile", Length1=len(embedded)),
                **self._descriptor(),
            }
        )
        used = list(codes)
        cid_font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": subset_name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": reference(descriptor, "fontDescriptor"),
                "DW": 0,
                "W": pdfdoc.PDFArray(
                    [1, pdfdoc.PDFArray([round(self.width_of(glyph), 2) for glyph, _ in used])]
                ),
                "CIDToGIDMap": stream(
                    struct.pack(f">{len(used) + 1}H", 0, *(new_glyph[glyph] for glyph, _ in used)), "glyphs"
                ),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": subset_name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([reference(cid_font, "cidFont")]),
                "ToUnicode": stream(_to_unicode(codes), "toUnicode"),
            }
        )
        internal_name = codes.internal_name[1:]
        document.Reference(font, internal_name)  # type: ignore[no-untyped-call]
        document.idToObject["BasicFonts"].dict[internal_name] = font  # type: ignore[attr-defined]

    def _plain_glyphs(self, text: str | bytes, encoding: str) -> Iterator[tuple[int, str]]:
        if isinstance(text, bytes):
            text = text.decode(encoding)
        for character in text:
            glyph = self.shaper.get_nominal_glyph(ord(character))
            if not glyph:
                raise missing_letter(character, self.fontName)
            yield glyph, character

    def _subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """A font file with these glyphs (and what they are composed of), and where each stands in it."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(hb_tag(tag) for tag in _TABLES_NOT_EMBEDDED)
        plan = hb.SubsetPlan(self._hb_face, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _descriptor(self) -> dict[str, object]:
        """The numbers that describe the face, from the font's own tables."""
        head = self._hb_face.reference_table("head").data
        os2 = self._hb_face.reference_table("OS/2").data
        bounds = struct.unpack_from(">4h", head, 36)
        weight = struct.unpack_from(">H", os2, 4)[0]
        cap_height = struct.unpack_from(">h", os2, 88)[0]
        return {
            "Ascent": round(self.face.ascent),
            "Descent": round(self.face.descent),
            "CapHeight": round(cap_height * self.scale),
            "FontBBox": pdfdoc.PDFArray([round(bound * self.scale) for bound in bounds]),
            "Flags": _SYMBOLIC | (_FORCE_BOLD if weight >= 600 else 0),
            "ItalicAngle": 0,
            "StemV": 50 + int((weight / 65) ** 2),  # no font file tells it; the usual estimate
        }


def hb_tag(tag: str) -> int:
    """A table's four letters as the number that HarfBuzz's sets hold."""
    return int.from_bytes(tag.encode("ascii"), "big")


def _to_unicode(codes: _Codes) -> str:
    """The CMap that says which text each code stands for."""
    rows = [
        f"<{code}> <{(text or _NO_TEXT).encode('utf-16-be').hex().upper()}>"
        for (_, text), code in codes.items()
    ]
    blocks = []
    for start in range(0, len(rows), 100):  # a block may hold 100 rows
        block = rows[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


_opened: dict[tuple[Family, bool], PaperFont] = {}
_opening = Lock()


def paper_font(family: Family, bold: bool = False) -> PaperFont:
    """The font, opened on first use and kept for the life of the process: reportlab knows fonts by name
    only."""
    font = _opened.get((family, bold))
    if font is None:
        with _opening:
            font = _opened.get((family, bold))
            if font is None:
                weight = "Bold" if bold else "Regular"
                font = PaperFont(program_root() / "resources" / "fonts" / f"{family.value}-{weight}.ttf")
                pdfmetrics.registerFont(font)
                _opened[family, bold] = font
    return font


def missing_letter(character: str, where: str) -> RuleBroken:
    """The refusal for a letter that no shipped font holds: its own shape, its Unicode name, and where it
    stood."""
    code = f"U+{ord(character):04X}"
    shown = code if category(character) in ("Cs", "Co", "Cn", "Cc") else character
    return RuleBroken(
        Refusal.LETTER_MISSING, letter=shown, name=name(character, code), where=where or _("dokumentet")
    )


def new_canvas(target: str | BinaryIO, title: str, language: str) -> Canvas:
    """An empty A4 document, written to `target` by its `save()`. The same content gives the same bytes
    every time.

    `language`: of the document as a whole, as the PDF's readers are told it ("sv", "ar", "prs").
    """
    # With a font of ours as the first one, reportlab leaves its unembedded Helvetica out of the file.
    first_font = paper_font(Family.SANS)
    canvas = Canvas(
        target,
        pagesize=A4,
        invariant=1,
        pageCompression=1,
        initialFontName=first_font.fontName,  # type: ignore[arg-type]  # the stubs say float
        lang=language,
    )
    canvas.setTitle(title)
    canvas.setAuthor("Hälsoskola")
    canvas.setCreator("Hälsoskola")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
