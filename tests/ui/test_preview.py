"""The preview: pages as they will be printed, printing page by page, saving as a file."""

from collections.abc import Callable
from pathlib import Path
from threading import get_ident

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from halsoskola.domain.errors import Refusal, RuleBroken, Trouble
from halsoskola.program import Program, plan_service
from halsoskola.settings import Paths
from halsoskola.ui.dialogs.preview import (
    PreviewDialog,
    PrintRun,
    _is_whole,
    as_image,
    chosen_pages,
    new_printer,
    print_pdf,
)
from halsoskola.ui.tasks import TaskRunner
from tests.ui.occasion_world import World, a_world


@pytest.fixture
def world(program: Program, paths: Paths) -> World:
    return a_world(program, plan_service(paths), people=3)


@pytest.fixture
def runsheet(world: World) -> bytes:
    return world.services.printing.runsheet(world.occasion().id)


def to_file(
    path: Path, pages: Callable[[QPrinter], None] | None = None
) -> Callable[[QPrinter, QWidget], bool]:
    """Answers the system's print dialog: "print to this file"."""

    def answer(printer: QPrinter, _parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        if pages is not None:
            pages(printer)
        return True

    return answer


def page_count(world: World, pdf: bytes) -> int:
    with world.services.printing.pages(pdf) as pages:
        return len(pages)


def test_the_preview_has_the_pages_of_the_document(world: World, runsheet: bytes, qtbot: QtBot) -> None:
    dialog = PreviewDialog(world.context, "Ledarblad", lambda: runsheet)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.page_count() == page_count(world, runsheet)
    assert dialog.page_count() > 1
    dialog.preview().go_to_page(1)
    assert dialog.preview().page() == 1


def test_a_page_is_painted_as_the_document_says(world: World, runsheet: bytes) -> None:
    with world.services.printing.pages(runsheet) as pages:
        image = as_image(pages.render(0, 36))
    assert (image.width(), image.height()) == (298, 421)
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, 298, 2) for y in range(0, 421, 2))
    assert dark > 100  # letters, not an empty page


def test_the_whole_pile_opens_from_the_page(world: World, qtbot: QtBot) -> None:
    page = world.page("before")
    qtbot.addWidget(page)
    dialog = page.preview()
    assert dialog is not None
    expected = page_count(world, world.services.printing.pack([world.occasion().id]))
    assert dialog.page_count() == expected
    assert dialog.windowTitle() == "Träff 5 · Sömn, förmiddag"
    dialog.reject()


def test_every_page_goes_to_the_printer(world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    dialog = PreviewDialog(
        world.context, "Ledarblad", lambda: runsheet, ask_printer=to_file(paper), print_at_once=True
    )
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.printed, timeout=20_000) as printed:
        dialog.show()
    count = page_count(world, runsheet)
    assert printed.args == [count]
    assert page_count(world, paper.read_bytes()) == count
    with world.services.printing.pages(paper.read_bytes()) as pages:
        width, height = pages.size(0)
    assert (round(width), round(height)) == (595, 842)


def test_printed_paper_shows_what_the_screen_showed(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    dialog = PreviewDialog(world.context, "Ledarblad", lambda: runsheet, ask_printer=to_file(paper))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.printed, timeout=20_000):
        dialog.print_out()
    with (
        world.services.printing.pages(runsheet) as before,
        world.services.printing.pages(paper.read_bytes()) as after,
    ):
        one, other = as_image(before.render(0, 24)), as_image(after.render(0, 24))
    size = one.size().boundedTo(other.size())
    differences = [
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness())
        for x in range(0, size.width(), 2)
        for y in range(0, size.height(), 2)
    ]
    assert sum(differences) / len(differences) < 8


def test_only_the_pages_that_were_chosen(world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"

    def second_page(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 2)

    dialog = PreviewDialog(
        world.context, "Ledarblad", lambda: runsheet, ask_printer=to_file(paper, second_page)
    )
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.printed, timeout=20_000) as printed:
        dialog.print_out()
    assert printed.args == [1]
    assert page_count(world, paper.read_bytes()) == 1


def test_all_pages_unless_a_range_was_given() -> None:
    printer = QPrinter()
    assert chosen_pages(printer, 3) == (0, 1, 2)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert chosen_pages(printer, 3) == (1, 2)


def test_changing_her_mind_prints_nothing(world: World, runsheet: bytes, qtbot: QtBot) -> None:
    dialog = PreviewDialog(
        world.context, "Ledarblad", lambda: runsheet, ask_printer=lambda _printer, _parent: False
    )
    qtbot.addWidget(dialog)
    dialog.print_out()
    assert dialog._run is None
    assert dialog._foot.isHidden()


def test_printing_stops_between_two_pages(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
    with world.services.printing.pages(runsheet) as pages:
        run = PrintRun(world.context.runner, pages, printer)
        sent: list[int] = []
        run.page_sent.connect(sent.append)
        run.page_sent.connect(lambda _count: run.cancel())
        with qtbot.waitSignal(run.finished, timeout=20_000):
            run.start()
    assert sent == [1]


def test_closing_while_pages_are_on_their_way_waits_for_the_printer(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = PreviewDialog(
        world.context, "Ledarblad", lambda: runsheet, ask_printer=to_file(tmp_path / "paper.pdf")
    )
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.print_out()
    dialog.reject()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.finished, timeout=20_000):
        pass
    assert dialog.page_count() == 0


def test_pages_are_painted_on_the_worker_thread(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    runner = TaskRunner()
    threads: set[int] = set()

    class Watched:
        """The document, and who asks it to paint."""

        def __init__(self) -> None:
            self._pages = world.services.printing.pages(runsheet)

        def __len__(self) -> int:
            return len(self._pages)

        def size(self, page: int) -> tuple[float, float]:
            return self._pages.size(page)

        def render(self, page: int, dots_per_inch: float) -> object:
            threads.add(get_ident())
            return self._pages.render(page, dots_per_inch)

        def close(self) -> None:
            self._pages.close()

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    document = Watched()
    run = PrintRun(runner, document, printer)  # type: ignore[arg-type]
    with qtbot.waitSignal(run.finished, timeout=20_000):
        run.start()
    runner.shutdown()
    document.close()
    assert threads
    assert get_ident() not in threads


def test_saving_writes_the_same_bytes_and_gives_the_file_its_ending(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    suggestions: list[str] = []

    def answer(suggestion: str, _parent: QWidget) -> str:
        suggestions.append(suggestion)
        return str(tmp_path / "ledarblad")

    dialog = PreviewDialog(
        world.context, "Ledarblad", lambda: runsheet, file_name="Traff 5 fm.pdf", ask_file=answer
    )
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save_as()
    assert suggestions == ["Traff 5 fm.pdf"]
    assert saved.args == [str(tmp_path / "ledarblad.pdf")]
    assert (tmp_path / "ledarblad.pdf").read_bytes() == runsheet
    assert [path.name for path in tmp_path.glob("*ledarblad*")] == ["ledarblad.pdf"]


def test_a_folder_that_is_not_there_is_said_in_words(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = PreviewDialog(
        world.context,
        "Ledarblad",
        lambda: runsheet,
        ask_file=lambda _suggestion, _parent: str(tmp_path / "borta" / "blad.pdf"),
    )
    qtbot.addWidget(dialog)
    dialog.save_as()
    assert "går inte att skriva i mappen" in dialog.trouble()
    assert dialog.page_count() > 0


def test_a_refusal_while_making_the_pages_is_shown_instead_of_them(world: World, qtbot: QtBot) -> None:
    def refuse() -> bytes:
        raise RuleBroken(Refusal.CANCELLED_NOTHING_TO_PRINT)

    dialog = PreviewDialog(world.context, "Allt", refuse)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.page_count() == 0
    assert not dialog._print.isEnabled()
    assert "inställd" in dialog._waiting._text.text()


def test_a_single_sheet_is_printed_without_a_preview(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    parent = QWidget()
    qtbot.addWidget(parent)
    runner = TaskRunner()
    told: list[str] = []
    print_pdf(
        world.services.printing,
        runner,
        runsheet,
        "Ledarblad",
        parent,
        ask_printer=to_file(paper),
        tell=told.append,
    )
    run = parent.findChild(PrintRun)
    assert run is not None
    with qtbot.waitSignal(run.finished, timeout=20_000):
        pass
    runner.shutdown()
    assert len(told) == 1
    assert str(paper) in told[0]
    assert page_count(world, paper.read_bytes()) == page_count(world, runsheet)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_said_to_whoever_wants_to_tell_it_herself(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[str] = []
    print_pdf(
        world.services.printing,
        world.context.runner,
        runsheet,
        "Ledarblad",
        parent,
        ask_printer=to_file(tmp_path / "no-such-folder" / "paper.pdf"),
        tell=told.append,
    )
    assert len(told) == 1
    assert "krivare" in told[0]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_said_to_the_window(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with qtbot.waitSignal(world.context.runner.troubled) as told:
        print_pdf(
            world.services.printing,
            world.context.runner,
            runsheet,
            "Ledarblad",
            parent,
            ask_printer=to_file(tmp_path / "no-such-folder" / "paper.pdf"),
        )
    assert told.args is not None
    assert told.args[0].refusal is Refusal.PRINTER_SILENT


# Searching, and other programs


def shown(world: World, pdf: bytes, qtbot: QtBot, **more: object) -> PreviewDialog:
    dialog = PreviewDialog(world.context, "Ledarblad", lambda: pdf, **more)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def search(dialog: PreviewDialog, text: str, qtbot: QtBot) -> None:
    preview = dialog.preview()
    with qtbot.waitSignal(preview.searched, timeout=10_000):
        preview.field.setText(text)


def test_words_are_found_on_all_pages_and_f3_goes_round(world: World, runsheet: bytes, qtbot: QtBot) -> None:
    dialog = shown(world, runsheet, qtbot)
    preview = dialog.preview()
    search(dialog, "sömn", qtbot)
    with world.services.printing.pages(runsheet) as pages:
        count = sum(len(pages.search("sömn", page)) for page in range(len(pages)))
    assert count > 1
    assert len(preview.hits()) == count
    assert preview.count.text() == f"1 av {count}"
    preview.next_hit(-1)
    assert preview.hit() == count - 1
    assert preview.page() == preview.hits()[-1].page
    preview.next_hit()
    assert preview.hit() == 0
    search(dialog, "finns inte här", qtbot)
    assert preview.hits() == ()
    assert preview.count.text() == "finns inte"


def test_a_hit_is_marked_on_the_page(world: World, runsheet: bytes, qtbot: QtBot) -> None:
    dialog = shown(world, runsheet, qtbot)
    before = dialog.preview()._canvas.grab().toImage()
    search(dialog, "Ledarblad", qtbot)
    after = dialog.preview()._canvas.grab().toImage()
    yellow = sum(
        after.pixelColor(x, y).blue() < 190 < after.pixelColor(x, y).red()
        and before.pixelColor(x, y).blue() > 190
        for x in range(0, after.width(), 2)
        for y in range(0, after.height(), 2)
    )
    assert yellow > 20


def test_opening_outside_leaves_a_copy_that_goes_when_the_program_closes(
    world: World, runsheet: bytes, qtbot: QtBot, program: Program
) -> None:
    opened: list[Path] = []

    def viewer(path: Path) -> bool:
        opened.append(path)
        return True

    dialog = shown(world, runsheet, qtbot, file_name="Träff 5.pdf", open_file=viewer)
    dialog.open_outside()
    assert opened[0].read_bytes() == runsheet
    world.services.open_files.empty()
    assert not opened[0].exists()


def test_without_a_pdf_reader_she_is_told_to_save(world: World, runsheet: bytes, qtbot: QtBot) -> None:
    dialog = shown(world, runsheet, qtbot, open_file=lambda _path: False)
    dialog.open_outside()
    assert "Spara som PDF" in dialog.trouble()
    world.services.open_files.empty()


def test_no_printer_at_all_is_one_sentence(world: World, runsheet: bytes, qtbot: QtBot) -> None:
    def none(_printer: QPrinter, _parent: QWidget) -> bool:
        raise RuleBroken(Refusal.PRINTER_MISSING)

    dialog = shown(world, runsheet, qtbot, ask_printer=none)
    dialog.print_out()
    assert "ingen skrivare" in dialog.trouble()
    assert dialog.page_count() > 0


def test_half_a_file_is_taken_away(
    world: World, runsheet: bytes, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.pdf"
    dialog = shown(world, runsheet, qtbot, ask_printer=to_file(paper))
    monkeypatch.setattr("halsoskola.ui.dialogs.preview._is_whole", lambda _file: False)  # the disk was full
    dialog.print_out()
    assert dialog._run is not None
    with qtbot.waitSignal(dialog._run.failed, timeout=20_000) as failed:
        pass
    assert failed.args[0].cause is Trouble.DISK_FULL
    assert not paper.exists()
    assert "full" in dialog.trouble()


def test_a_file_is_whole_when_its_end_is_there(runsheet: bytes, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(runsheet)
    assert _is_whole(file)
    file.write_bytes(runsheet[: len(runsheet) // 2])
    assert not _is_whole(file)
    assert not _is_whole(tmp_path / "no such file.pdf")


def test_both_sides_are_asked_for_when_the_pile_wants_them(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    wished: list[object] = []
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _printer, mode: wished.append(mode))
    new_printer("Hög")
    assert wished == []
    new_printer("Hög", double_sided=True)
    assert wished == [QPrinter.DuplexMode.DuplexLongSide]
