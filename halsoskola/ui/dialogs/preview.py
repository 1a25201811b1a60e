"""Looks through a document, prints it, or saves it as a file. Every page of the program that has papers comes here.

The document is made on the worker thread, and its pages are painted there too while it is printed, so the window
stays alive however long the pile is.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from halsoskola.domain.changes import Changes
from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.messages import sentence
from halsoskola.services.printing import PrintService
from halsoskola.ui.context import PageContext
from halsoskola.ui.dialogs.files import in_documents
from halsoskola.ui.tasks import Runner
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.columns import FlowRow
from halsoskola.ui.widgets.notices import EmptyState
from halsoskola.ui.widgets.preview import PagePreview, Rectangle
from halsoskola.ui.widgets.text import TextLabel

PRINT_DPI = 300
"""Sharp enough for the smallest letters of a word list; twice as much takes four times the memory."""

SCREEN_DPI = 72


class PageBitmap(Protocol):
    """A painted page: 32-bit pixels, blue green red and one unused byte, rows from the top."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def stride(self) -> int: ...
    @property
    def pixels(self) -> bytes: ...


class FoundText(Protocol):
    """A hit; left, top, width and height in points from the page's upper left corner."""

    @property
    def rectangles(self) -> tuple[tuple[float, float, float, float], ...]: ...


class OpenDocument(Protocol):
    """What the print service hands out for a finished document."""

    def __len__(self) -> int: ...
    def size(self, page: int) -> tuple[float, float]: ...
    def render(self, page: int, dots_per_inch: float) -> PageBitmap: ...
    def search(self, text: str, page: int) -> Sequence[FoundText]: ...
    def close(self) -> None: ...


def as_image(page: PageBitmap) -> QImage:
    """The painted page as a picture that owns its pixels."""
    return QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()


class DocumentImages:
    """The pages of a document for the preview, which asks in pixels per point."""

    def __init__(self, document: OpenDocument) -> None:
        self._document = document
        # The preview asks for every size again whenever the window changes; they never do.
        self._sizes = tuple(document.size(page) for page in range(len(document)))

    def count(self) -> int:
        return len(self._sizes)

    def size(self, page: int) -> tuple[float, float]:
        return self._sizes[page]

    def render(self, page: int, scale: float) -> QImage:
        return as_image(self._document.render(page, scale * SCREEN_DPI))

    def find(self, text: str, page: int) -> tuple[tuple[Rectangle, ...], ...]:
        return tuple(hit.rectangles for hit in self._document.search(text, page))


def chosen_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """The pages to print, from 0 and in order, as the leader chose in the system's dialog."""
    ranges = printer.pageRanges()
    if printer.printRange() is QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        return tuple(page for page in range(count) if ranges.contains(page + 1))
    return tuple(range(count))


def printed_words(sent: int, file: str) -> str:
    """What to say when `sent` pages have gone to paper, or to `file`."""
    if file:
        return ngettext("{count} sida sparad i {file}.", "{count} sidor sparade i {file}.", sent).format(
            count=sent, file=file
        )
    return ngettext(
        "{count} sida skickad till skrivaren.", "{count} sidor skickade till skrivaren.", sent
    ).format(count=sent)


class PrintRun(QObject):
    """One document on its way to a printer, a page at a time: the worker paints, the window's thread hands over."""

    page_sent = Signal(int)
    """How many pages have gone to the printer."""

    finished = Signal()
    failed = Signal(object)
    """A `StorageTrouble` or `RuleBroken`; what has been sent may come out anyway."""

    def __init__(
        self, runner: Runner, document: OpenDocument, printer: QPrinter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._document = document
        self._printer = printer
        pages = chosen_pages(printer, len(document))
        # A printer that counts copies itself gets each page once.
        repeats = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
        self._pages = pages * repeats
        self._painter: QPainter | None = None
        self._sent = 0
        self._cancelled = False

    @property
    def total(self) -> int:
        """Pages to send, copies that the printer cannot count itself included."""
        return len(self._pages)

    @property
    def file(self) -> str:
        """Where the pages go when the leader chose to print to a file, "" when they go to paper."""
        return self._printer.outputFileName()

    def start(self) -> None:
        """Begins; answers come by signal, also when there is nothing to print."""
        if not self._pages:
            QTimer.singleShot(0, self, self.finished.emit)
            return
        self._printer.setFullPage(True)
        self._set_paper(self._pages[0])
        painter = QPainter()
        if not painter.begin(self._printer):
            self._fail(RuleBroken(Refusal.PRINTER_SILENT))
            return
        self._painter = painter
        self._ask_for_page()

    def cancel(self) -> None:
        """Stops after the page that is being painted and takes the job back as far as the printer lets us."""
        self._cancelled = True

    def _set_paper(self, page: int) -> None:
        width, height = self._document.size(page)
        landscape = width > height
        self._printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        )

    def _ask_for_page(self) -> None:
        page = self._pages[self._sent]
        self._runner.run(
            lambda: as_image(self._document.render(page, PRINT_DPI)), self._paint, self._fail, owner=self
        )

    def _paint(self, image: QImage) -> None:
        if self._painter is None:
            return
        if self._cancelled:
            self._printer.abort()
            self._end()
            self.finished.emit()
            return
        if self._sent:
            self._set_paper(self._pages[self._sent])
            if not self._printer.newPage():
                self._fail(RuleBroken(Refusal.PRINTER_SILENT))
                return
        if self._printer.printerState() is QPrinter.PrinterState.Error:
            self._fail(RuleBroken(Refusal.PRINTER_SILENT))
            return
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        self._painter.drawImage(QRect(0, 0, paper.width(), paper.height()), image)
        self._sent += 1
        self.page_sent.emit(self._sent)
        if self._sent == len(self._pages):
            self._end()
            if self.file and not _is_whole(Path(self.file)):
                Path(self.file).unlink(missing_ok=True)
                self.failed.emit(StorageTrouble(Trouble.DISK_FULL))
                return
            self.finished.emit()
        else:
            # Back to the event loop first, so that "Avbryt" is heard between two pages.
            QTimer.singleShot(0, self, self._ask_for_page)

    def _fail(self, trouble: Exception) -> None:
        self._end()
        self.failed.emit(trouble)

    def _end(self) -> None:
        painter, self._painter = self._painter, None
        if painter is not None:
            painter.end()


def _is_whole(file: Path) -> bool:
    """Whether a PDF that Qt wrote came to its end; Qt itself says nothing when the disk is full."""
    try:
        with file.open("rb") as opened:
            opened.seek(max(0, file.stat().st_size - 64))
            return b"%%EOF" in opened.read()
    except OSError:
        return False


def open_in_system(file: Path) -> bool:
    """Shows the file in the program that the computer uses for it; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def new_printer(title: str, *, double_sided: bool = False) -> QPrinter:
    """The system's usual printer, set for A4; `title` stands in its list of jobs."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator(_("Hälsoskola"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if double_sided:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def ask_for_printer(printer: QPrinter, parent: QWidget) -> bool:
    """The system's own print dialog: printer, pages, copies, both sides. False when the leader changed her mind.

    Raises: RuleBroken when the computer has no printer at all.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise RuleBroken(Refusal.PRINTER_MISSING)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCollateCopies)
    return dialog.exec() == QDialog.DialogCode.Accepted


def ask_for_file(suggestion: str, parent: QWidget) -> str:
    """Where to save a PDF; "" when the leader changed her mind."""
    path, _filter = QFileDialog.getSaveFileName(
        parent, _("Spara som PDF"), in_documents(suggestion), _("PDF-filer (*.pdf)")
    )
    return path


class PreviewDialog(QDialog):
    """The pages of a document, with "Skriv ut …", "Spara som PDF …", "Öppna" and perhaps a mail draft.

    make: builds the PDF; runs on the worker thread. draft: the mail draft that goes with it, None without one.
    print_at_once: the system's print dialog comes as soon as the pages are there. double_sided: what that dialog
    begins with. The `ask_…` are the system's dialogs and `open_file` its programs, which tests answer instead.
    """

    ready = Signal(int)
    """The pages are shown; how many there are."""

    printed = Signal(int)
    """How many pages went to the printer."""

    saved = Signal(str)

    def __init__(
        self,
        context: PageContext,
        title: str,
        make: Callable[[], bytes],
        *,
        file_name: str = "",
        print_at_once: bool = False,
        double_sided: bool = False,
        draft: Callable[[], bytes] | None = None,
        ask_printer: Callable[[QPrinter, QWidget], bool] = ask_for_printer,
        ask_file: Callable[[str, QWidget], str] = ask_for_file,
        open_file: Callable[[Path], bool] = open_in_system,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._double_sided = double_sided
        self._draft = draft
        self._open_file = open_file
        self._context = context
        self._title = title
        self._file_name = file_name or f"{title}.pdf"
        self._print_at_once = print_at_once
        self._ask_printer = ask_printer
        self._ask_file = ask_file
        self._pdf: bytes | None = None
        self._document: OpenDocument | None = None
        self._run: PrintRun | None = None
        self._closing_with: int | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        t = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(t.gap(20), t.gap(16), t.gap(20), t.gap(16))
        column.setSpacing(t.gap(12))
        column.addWidget(TextLabel(title, TextRole.TITLE, wrap=True))
        self._count = TextLabel(_("Sidorna görs …"), TextRole.SMALL, wrap=True)
        column.addWidget(self._count)
        self._save = KeyButton(_("Spara som PDF …"), icon="file-down", shortcut="Ctrl+S")
        self._print = KeyButton(_("Skriv ut …"), icon="printer", primary=True, shortcut="Ctrl+P")
        close = KeyButton(_("Stäng"), "Esc", icon="x")
        close.setAutoDefault(False)
        self._mail = KeyButton(_("E-postutkast"), icon="send")
        self._mail.setVisible(draft is not None)
        self._open = KeyButton(_("Öppna"), icon="external-link", shortcut="Ctrl+O")
        self._open.setToolTip(_("Visar papperet i datorns egen PDF-läsare. Kopian tas bort när du stänger."))
        column.addWidget(FlowRow((self._print, self._save, self._open, self._mail, close)))
        self._preview = PagePreview()
        self._waiting = EmptyState("loader", _("Sidorna görs …"), _("Det tar ett ögonblick."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self._preview)
        column.addWidget(self._stack, 1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self._progress_words = TextLabel("", TextRole.SMALL)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._cancel = KeyButton(_("Avbryt utskriften"))
        foot.addWidget(self._progress_words)
        foot.addWidget(self._progress, 1)
        foot.addWidget(self._cancel)
        self._foot.hide()
        column.addWidget(self._foot)
        self._trouble = TextLabel("", TextRole.WRONG, wrap=True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._set_usable(False)
        self._save.clicked.connect(self.save_as)
        self._open.clicked.connect(self.open_outside)
        self._mail.clicked.connect(self.open_mail_draft)
        self._print.clicked.connect(self.print_out)
        self._cancel.clicked.connect(self._on_cancel)
        close.clicked.connect(self.reject)
        self.resize(self._wanted_size())
        context.read(make, self._on_made, self._on_trouble, owner=self)

    def page_count(self) -> int:
        """Pages of the document, 0 until it is ready."""
        return len(self._document) if self._document is not None else 0

    def preview(self) -> PagePreview:
        return self._preview

    def trouble(self) -> str:
        """The sentence about what went wrong, "" when nothing did."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def _wanted_size(self) -> QSize:
        t = theme()
        screen = self.screen()
        room = screen.availableSize() if screen is not None else QSize(1366, 768)
        return QSize(min(t.px(1000), room.width() - 80), min(t.px(900), room.height() - 60))

    def _set_usable(self, on: bool) -> None:
        for button in (self._mail, self._open, self._save, self._print):
            button.setEnabled(on)

    def _on_made(self, pdf: bytes) -> None:
        self._pdf = pdf
        document = self._context.services.printing.pages(pdf)
        self._document = document
        # Also when the window goes and takes the dialog with it.
        self.destroyed.connect(lambda: document.close())
        count = len(document)
        self._count.setText(ngettext("{count} sida", "{count} sidor", count).format(count=count))
        self._preview.set_source(DocumentImages(document))
        self._stack.setCurrentWidget(self._preview)
        self._set_usable(True)
        self._preview.setFocus()
        self.ready.emit(count)
        if self._print_at_once:
            QTimer.singleShot(0, self, self.print_out)

    def _on_trouble(self, trouble: Exception) -> None:
        assert isinstance(trouble, RuleBroken | StorageTrouble)
        self._foot.hide()
        self._set_usable(self._document is not None)
        if self._document is None:
            self._waiting.set_words(_("Det blev inga sidor."), sentence(trouble))
            self._count.setText("")
        self._trouble.setText(sentence(trouble))
        self._trouble.setVisible(self._document is not None)

    # Printing

    def print_out(self) -> None:
        """Asks for a printer and sends the pages; nothing while a run is on its way."""
        if self._document is None or self._run is not None:
            return
        self._trouble.hide()
        printer = new_printer(self._title, double_sided=self._double_sided)
        try:
            if not self._ask_printer(printer, self):
                return
        except RuleBroken as refused:
            self._on_trouble(refused)
            return
        run = PrintRun(self._context.runner, self._document, printer, self)
        self._run = run
        self._progress.setRange(0, max(1, run.total))
        self._on_page_sent(0)
        self._foot.show()
        self._set_usable(False)
        run.page_sent.connect(self._on_page_sent)
        run.finished.connect(self._on_printed)
        run.failed.connect(self._on_print_failed)
        run.start()

    def _on_page_sent(self, sent: int) -> None:
        if self._run is None:
            return
        self._progress.setValue(sent)
        self._progress_words.setText(
            _("Skriver ut sida {page} av {count}").format(
                page=min(sent + 1, self._run.total), count=self._run.total
            )
        )

    def _on_cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _end_run(self) -> tuple[int, str]:
        """Puts the dialog back to rest. Returns the pages that were sent, and the file they went to, "" for paper."""
        run, self._run = self._run, None
        self._foot.hide()
        self._set_usable(self._document is not None)
        if run is None:
            return 0, ""
        sent, file = self._progress.value(), run.file
        run.deleteLater()
        if self._closing_with is not None:
            self.done(self._closing_with)
        return sent, file

    def _on_printed(self) -> None:
        sent, file = self._end_run()
        self._count.setText(printed_words(sent, file))
        self.printed.emit(sent)

    def _on_print_failed(self, trouble: Exception) -> None:
        self._end_run()
        self._on_trouble(trouble)

    # Other programs

    def open_outside(self) -> None:
        """Shows the document in the computer's own PDF reader, from a folder that is emptied again."""
        pdf = self._pdf
        if pdf is not None:
            self._open_with(self._file_name, lambda: pdf)

    def open_mail_draft(self) -> None:
        """Opens a draft with the document in the leader's mail program. Nothing is sent."""
        if self._draft is not None:
            self._open_with(f"{Path(self._file_name).stem}.eml", self._draft)

    def _open_with(self, name: str, content: Callable[[], bytes]) -> None:
        files = self._context.services.open_files
        self._trouble.hide()

        def done(path: Path) -> None:
            if self._open_file(path):
                self._count.setText(
                    _("Öppnad i ett annat program. Kopian tas bort när du stänger Hälsoskola.")
                )
            else:
                self._say_wrong(_("Datorn har inget program som öppnar filen. Spara som PDF i stället."))

        self._context.read(lambda: files.put(name, content()), done, self._on_trouble, owner=self)

    def _say_wrong(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()

    # Saving

    def save_as(self) -> None:
        """Asks for a file and writes the document, whole or not at all."""
        pdf = self._pdf
        if pdf is None:
            return
        chosen = self._ask_file(self._file_name, self)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._trouble.hide()

        def write() -> Changes:
            self._context.services.printing.save(pdf, path)
            return Changes()

        def done(_changes: Changes) -> None:
            self._count.setText(_("Sparat som {file}").format(file=path.name))
            self.saved.emit(str(path))

        self._context.write(write, done, self._on_trouble, owner=self)

    def done(self, result: int) -> None:
        """Closes; while pages are on their way, stops them first and closes when the printer has let go."""
        if self._run is not None:
            self._closing_with = result
            self._run.cancel()
            return
        document, self._document = self._document, None
        if document is not None:
            self._preview.set_source(None)
            document.close()
        super().done(result)


def show_preview(
    context: PageContext,
    title: str,
    make: Callable[[], bytes],
    parent: QWidget,
    *,
    file_name: str = "",
    print_at_once: bool = False,
    double_sided: bool = False,
    draft: Callable[[], bytes] | None = None,
) -> PreviewDialog:
    """Opens the preview over `parent`'s window and returns at once. `make` runs on the worker thread."""
    dialog = PreviewDialog(
        context,
        title,
        make,
        file_name=file_name,
        print_at_once=print_at_once,
        double_sided=double_sided,
        draft=draft,
        parent=parent.window(),
    )
    dialog.open()
    return dialog


def print_pdf(
    printing: PrintService,
    runner: Runner,
    pdf: bytes,
    title: str,
    parent: QWidget,
    *,
    ask_printer: Callable[[QPrinter, QWidget], bool] = ask_for_printer,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Prints a finished document without a preview, for a page or two. Returns at once.

    tell: gets the sentence about what came of it. Without it, trouble on the way is told through `runner.troubled`, as
    for any job that nobody else listens to.
    """
    printer = new_printer(title)
    try:
        if not ask_printer(printer, parent):
            return
    except RuleBroken as refused:
        if tell is None:
            runner.troubled.emit(refused)
        else:
            tell(sentence(refused))
        return
    document = printing.pages(pdf)
    run = PrintRun(runner, document, printer, parent)
    for ended in (run.finished, run.failed):
        ended.connect(document.close)
        ended.connect(run.deleteLater)
    if tell is None:
        run.failed.connect(runner.troubled)
    else:
        run.finished.connect(lambda: tell(printed_words(run.total, run.file)))
        run.failed.connect(lambda trouble: tell(sentence(trouble)))
    run.start()
