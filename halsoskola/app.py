"""The window's life: application, crash hook, unlocking or first start, then the pages. Closing ends every job.

Until the gate is painted nothing heavy is imported; the database code comes in on the worker thread while the
password is typed.
"""

import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from halsoskola.i18n.catalogues import SWEDISH, _, language_code
from halsoskola.settings import Paths, Settings
from halsoskola.ui.main_window import MainWindow
from halsoskola.ui.theme import STYLE_ARGUMENTS, STYLE_CHOSEN, SchemeChoice, apply_theme

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from halsoskola.program import Program
    from halsoskola.services.bundle import Services
    from halsoskola.services.clock import Clock
    from halsoskola.ui.dialogs.first_start import FirstLeader, FirstStartPage
    from halsoskola.ui.dialogs.unlock import RecoveryAttempt
    from halsoskola.ui.tasks import TaskRunner


def open_window(paths: Paths, *, demo: bool) -> int:
    """Shows the window until it is closed; returns the process's exit code."""
    app = make_application()
    life = WindowLife(app, paths, demo=demo)
    life.begin()
    code = app.exec()
    life.end()
    return code


WARM_UP_AFTER = 50
"""Milliseconds between the first page's answer and bringing in the rest: time to paint, too short to press a key."""


def make_application() -> QApplication:
    """Qt's one application object, with the style that the theme stands on."""
    app = QApplication([*sys.argv[:1], *STYLE_ARGUMENTS])
    app.setProperty(STYLE_CHOSEN, True)
    return app


def _new_demo_folder() -> "TemporaryDirectory[str]":
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix="halsoskola-demo-")


class WindowLife(QObject):
    """One window over one data folder, from the first picture to the last saved byte."""

    crashed = Signal(str)
    """A bug was reported, on whichever thread; carries the report's path."""

    opened = Signal()
    """The pages are shown; for whoever measures or drives the program."""

    def __init__(
        self, app: QApplication, paths: Paths, *, demo: bool = False, clock: "Clock | None" = None
    ) -> None:
        """clock: what time it is over the data folder, None for the computer's own; a demonstration has its own."""
        super().__init__()
        self._app = app
        self._paths = paths
        self._clock = clock
        self._settings = Settings.read(paths.settings_file)
        self._demo_folder = _new_demo_folder() if demo else None
        self._program: Program | None = None
        self._demo: Program | None = None
        self._services: Services | None = None
        self._recovery_key = ""
        app.setApplicationName("Hälsoskola")
        app.setDesktopFileName("halsoskola")
        self._keeper = apply_theme(
            app, SchemeChoice(self._settings.scheme), self._settings.text_percent, sheet_later=True
        )
        self.window = MainWindow()
        self.crashed.connect(self._on_crashed)
        self.window.closing.connect(lambda: self.runner.shutdown())
        # Queued: whoever waits for the picture hears of it before the heavy imports begin.
        self.window.first_painted.connect(self._on_first_painted, Qt.ConnectionType.QueuedConnection)
        self.window.undo_requested.connect(lambda: self._turn_history(redo=False))
        self.window.redo_requested.connect(lambda: self._turn_history(redo=True))

    @cached_property
    def runner(self) -> "TaskRunner":
        """The worker thread's runner, made with the first job: the first picture does not wait for it."""
        from halsoskola.ui.tasks import TaskRunner

        return TaskRunner(self)

    def begin(self) -> None:
        """Shows the window: with the gate, or for a demonstration empty until the data are made."""
        sys.excepthook = self._report_bug
        if self._demo_folder is not None:
            self._open_demo()  # the data are made while the empty window is put on the screen
        else:
            exists = self._paths.database.exists() or self._paths.key_file.exists()
            if exists:
                self._show_unlock()
            else:
                self._show_first_start()
        self._keeper.put_sheet()
        self.window.show()

    def end(self) -> None:
        """After the last window: every job is done, the store closed, the folder let go, the demonstration gone."""
        self.runner.shutdown()
        for program in (self._demo, self._program):
            if program is not None:
                program.close()
        if self._demo_folder is not None:
            self._demo_folder.cleanup()
        sys.excepthook = sys.__excepthook__

    # Before the data folder is open

    def _on_first_painted(self) -> None:
        if self._demo_folder is not None:
            return
        self.runner.run(self._hold_folder, self._on_held, self._show_trouble)
        self._speak_our_language_in_qt()

    def _hold_folder(self) -> bool:
        """On the worker: brings in the database code and takes the folder, once. Returns whether it is new."""
        if self._program is not None:
            return self._program.is_new
        from halsoskola.program import Program
        from halsoskola.services.clock import Clock

        program = Program(self._paths, self._clock or Clock())
        program.hold()
        # Here, not in the answer: the next job may start before the answer is heard.
        self._program = program
        return program.is_new

    def _on_held(self, is_new: bool) -> None:
        from halsoskola.ui.dialogs.unlock import UnlockPage

        if is_new and isinstance(self.window.gate, UnlockPage):
            self._show_first_start()

    def _show_unlock(self) -> None:
        from halsoskola.ui.dialogs.unlock import UnlockPage

        gate = UnlockPage(str(self._paths.data))
        gate.unlock_requested.connect(self._unlock)
        gate.recovery_requested.connect(self._unlock_with_recovery)
        self.window.show_gate(gate)

    def _unlock(self, password: str) -> None:
        self._open_with(lambda program: program.unlock(password))

    def _unlock_with_recovery(self, attempt: "RecoveryAttempt") -> None:
        self._open_with(
            lambda program: program.unlock_with_recovery(attempt.recovery_key, attempt.new_password)
        )

    def _open_with(self, opening: "Callable[[Program], Services]") -> None:
        from halsoskola.ui.dialogs.unlock import UnlockPage

        gate = self.window.gate
        assert isinstance(gate, UnlockPage)
        gate.set_busy(True)

        def failed(error: Exception) -> None:
            from halsoskola.domain.errors import RuleBroken

            if isinstance(error, RuleBroken):
                gate.show_refusal(_sentence(error))
            else:
                self._show_trouble(error)

        self.runner.run(lambda: opening(self._held()), self._open_pages, failed, owner=gate)

    def _held(self) -> "Program":
        """The program on the held folder, also when she was faster than the first job. Raises: as holding it."""
        self._hold_folder()
        assert self._program is not None
        return self._program

    def _show_trouble(self, error: Exception) -> None:
        """The environment failed before there was anything to show: says why, and lets her try again."""
        from halsoskola.ui.dialogs.trouble import TroublePage

        page = TroublePage(_sentence(error))
        page.retry_requested.connect(self._try_again)
        page.close_requested.connect(self.window.close)
        self.window.show_gate(page)

    def _try_again(self) -> None:
        if self._program is not None:
            self._program.close()
            self._program = None
        self._show_unlock()
        self.runner.run(self._hold_folder, self._on_held, self._show_trouble)

    # The first start

    def _show_first_start(self) -> None:
        from halsoskola.ui.dialogs.first_start import FirstStartPage

        gate = FirstStartPage(str(self._paths.data))
        gate.leader_chosen.connect(self._make_folder)
        gate.print_requested.connect(self._print_recovery_key)
        gate.save_pdf_requested.connect(self._save_recovery_key)
        gate.demo_requested.connect(self._begin_with_demo)
        gate.first_course_requested.connect(self._begin_with_first_course)
        self.window.show_gate(gate)

    def _make_folder(self, leader: "FirstLeader") -> None:
        gate = self._first_start()

        def made(answer: "tuple[Services, str]") -> None:
            self._services, self._recovery_key = answer
            gate.show_recovery_key(self._recovery_key)

        def failed(error: Exception) -> None:
            gate.show_refusal(_sentence(error))

        self.runner.run(lambda: self._held().create(leader.password, leader.name), made, failed, owner=gate)

    def _first_start(self) -> "FirstStartPage":
        from halsoskola.ui.dialogs.first_start import FirstStartPage

        gate = self.window.gate
        assert isinstance(gate, FirstStartPage)
        return gate

    def _with_recovery_sheet(self, use: Callable[[bytes], None]) -> None:
        services, program, gate = self._services, self._program, self._first_start()
        assert services is not None
        assert program is not None
        self.runner.run(
            lambda: services.printing.recovery_sheet(self._recovery_key, program.database_label),
            use,
            owner=gate,
        )

    def _print_recovery_key(self) -> None:
        from halsoskola.ui.dialogs.preview import print_pdf

        services = self._services
        assert services is not None
        self._with_recovery_sheet(
            lambda pdf: print_pdf(
                services.printing,
                self.runner,
                pdf,
                _("Återställningsnyckel"),
                self.window,
                tell=self._tell_at_the_key,
            )
        )

    def _tell_at_the_key(self, said: str) -> None:
        """One line at the recovery key; nothing when the leader has gone on in the meantime."""
        from halsoskola.ui.dialogs.first_start import FirstStartPage

        gate = self.window.gate
        if isinstance(gate, FirstStartPage):
            gate.tell(said)

    def _save_recovery_key(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from halsoskola.ui.dialogs.files import in_documents

        gate, services = self._first_start(), self._services
        assert services is not None
        chosen, _filter = QFileDialog.getSaveFileName(
            self.window,
            _("Spara återställningsnyckeln"),
            in_documents(_("Återställningsnyckel.pdf")),
            _("PDF (*.pdf)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")

        def write(pdf: bytes) -> None:
            self.runner.run(
                lambda: services.printing.save(pdf, path),
                lambda _none: gate.tell(
                    _("Sparad i {file}. Skriv ut den och ta bort filen.").format(file=path)
                ),
                lambda error: gate.tell(_sentence(error)),
                owner=gate,
            )

        self._with_recovery_sheet(write)

    def _begin_with_first_course(self) -> None:
        assert self._services is not None
        self._recovery_key = ""
        self._open_pages(self._services, page="courses", part="new")

    def _begin_with_demo(self) -> None:
        self._recovery_key = ""
        self._demo_folder = _new_demo_folder()
        self._open_demo()

    # The pages

    def _open_demo(self) -> None:
        self.runner.run(self._make_demo, self._open_pages, self._show_trouble)

    def _make_demo(self) -> "Services":
        from halsoskola.program import open_demo

        assert self._demo_folder is not None
        self._demo, services = open_demo(Path(self._demo_folder.name), self._paths.root)
        return services

    def _open_pages(self, services: "Services", page: str = "today", part: str = "") -> None:
        from halsoskola.ui.change_bus import ChangeBus
        from halsoskola.ui.context import Account, PageContext
        from halsoskola.ui.pages import page_specs, rail_items
        from halsoskola.ui.widgets.page import PageAddress

        self._services = services
        program = self._demo or self._program
        assert program is not None
        self.bus = ChangeBus(self)
        context = PageContext(services, self.runner, self.bus)
        account = Account(
            folder=program.paths.data,
            database_label=program.database_label,
            settings=lambda: self._settings,
            apply=self._apply_settings,
            change_password=program.change_password,
            new_recovery_key=program.new_recovery_key,
            is_demo=self._demo is not None,
        )
        self.window.open_work(
            rail_items(), page_specs(context, account), self.runner, self.bus, PageAddress(page, part=part)
        )
        # Behind the first page's own question, and a moment later, so that its picture comes first.
        self.runner.run(
            lambda: None, lambda _none: QTimer.singleShot(WARM_UP_AFTER, self, self._begin_warm_up)
        )
        if self._demo is not None:
            self.window.set_footer(_("Exempeldata. Allt försvinner när du stänger."))
        self._speak_our_language_in_qt()
        self.opened.emit()

    def _begin_warm_up(self) -> None:
        if self.window.is_open and not self.runner.is_closed:
            self.runner.run(self._warm_up, lambda _none: None)

    def _warm_up(self) -> None:
        """On the worker, after the first page is on its way: what the next pages need is brought in early."""
        if self._demo is not None:
            from halsoskola.services.seed import add_plan_copies

            assert self._services is not None
            add_plan_copies(self._demo.store, self._services.plans)
        if self._services is not None:
            self._services.make_all()

    def _turn_history(self, *, redo: bool) -> None:
        services = self._services
        if services is None:
            return
        from halsoskola.domain.changes import Changes
        from halsoskola.ui.widgets.notices import Notice, NoticeKind

        def turned(answer: tuple[str, Changes]) -> None:
            label, changes = answer
            self.bus.publish(changes)
            text = _("Gjort igen: {what}.") if redo else _("Ångrat: {what}.")
            self.window.say(Notice(text.format(what=f"{label[:1].lower()}{label[1:]}"), NoticeKind.TOLD))

        self.runner.run(services.history.redo if redo else services.history.undo, turned)

    def _apply_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        apply_theme(self._app, SchemeChoice(settings.scheme), settings.text_percent)
        program = self._program
        if program is not None and self._demo is None:
            self.runner.run(lambda: program.save_settings(settings), lambda _none: None)
        if before.text_percent != settings.text_percent:
            self.window.rebuild_pages()

    def _speak_our_language_in_qt(self) -> None:
        """Qt's own words on standard buttons and menus, in the screen's language; English is Qt's own."""
        # Importing QLocale makes PySide build 600 enum members: not before the window is painted.
        from PySide6.QtCore import QLibraryInfo, QLocale

        from halsoskola.ui.locale import qt_locale

        QLocale.setDefault(qt_locale())
        if self.findChild(QTranslator) is None and language_code() == SWEDISH:
            translator = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load("qtbase_sv", folder):
                self._app.installTranslator(translator)

    # Bugs

    def _report_bug(
        self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        """The last resort, on any thread: writes a report, then lets the GUI thread speak."""
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
            return
        from datetime import datetime

        from halsoskola.services.crash_reports import write_report

        path = write_report(self._paths.crash_reports, kind, trace, datetime.now().astimezone())
        self.crashed.emit(str(path) if path else "")

    def _on_crashed(self, report: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_("Hälsoskola"))
        box.setText(_("Något gick fel i programmet. Allt som var sparat är kvar."))
        if report:
            box.setInformativeText(_("En rapport utan personuppgifter ligger i {file}.").format(file=report))
        goes_on = box.addButton(_("Fortsätt"), QMessageBox.ButtonRole.AcceptRole)
        closes = box.addButton(_("Stäng programmet"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(goes_on)
        box.finished.connect(lambda _code: self.window.close() if box.clickedButton() is closes else None)
        box.open()


def _sentence(error: Exception) -> str:
    """What an expected trouble says. Raises: the error itself when it is a bug after all."""
    from halsoskola.domain.errors import RuleBroken, StorageTrouble
    from halsoskola.i18n.messages import sentence

    if isinstance(error, RuleBroken | StorageTrouble):
        return sentence(error)
    raise error
