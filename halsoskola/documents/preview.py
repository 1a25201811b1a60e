"""Pages of a finished PDF as pictures, so that screen, printer and paper show the same thing."""

import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

_PDFIUM = threading.Lock()
"""PDFium must not be called from two threads at once."""

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageImage:
    """32-bit pixels, blue green red and one unused byte; `stride` bytes a row, rows from the top."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were searched for and found. page: from 0.

    rectangles: left, top, width, height in points from the page's upper left corner; several when the words run
    over the end of a line.
    """

    page: int
    rectangles: tuple[tuple[float, float, float, float], ...]


def _from_top(
    rectangle: tuple[float, float, float, float], height: float
) -> tuple[float, float, float, float]:
    left, bottom, right, top = rectangle
    return left, height - top, right - left, top - bottom


class PdfPages:
    """An open PDF. Close it, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
            self._document: Any = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        with _PDFIUM:
            return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of page `page` (from 0) in points."""
        with _PDFIUM:
            width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def render(self, page: int, dots_per_inch: float) -> PageImage:
        """Page `page` (from 0) as pixels."""
        with _PDFIUM:
            bitmap = self._document[page].render(scale=dots_per_inch / POINTS_PER_INCH, prefer_bgrx=True)
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

    def search(self, text: str, page: int) -> tuple[Hit, ...]:
        """Where `text` stands on page `page` (from 0), in reading order; letter case does not matter.

        Words are found as they are written, in every script; an empty text is nowhere.
        """
        wanted = " ".join(text.split())
        if not wanted:
            return ()
        hits = []
        with _PDFIUM:
            sheet = self._document[page]
            height = sheet.get_height()
            textpage = sheet.get_textpage()
            searcher = textpage.search(wanted)
            while (found := searcher.get_next()) is not None:
                first, count = found
                rectangles = [textpage.get_rect(at) for at in range(textpage.count_rects(first, count))]
                hits.append(Hit(page, tuple(_from_top(rectangle, height) for rectangle in rectangles)))
            searcher.close()
            textpage.close()
            sheet.close()
        return tuple(hits)

    def close(self) -> None:
        with _PDFIUM:
            self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
