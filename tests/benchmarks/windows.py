"""Programs that are started to be timed: each prints PAINTED when its picture is on the screen, and ends.

Run as `python -m tests.benchmarks.windows bare|bare-orm|unlock|demo [data folder]`.
"""

import sys
from pathlib import Path


def _say_painted() -> None:
    print("PAINTED", flush=True)


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, self, finish)

    app = QApplication([])

    def finish() -> None:
        _say_painted()
        app.quit()

    window = Window()
    window.resize(1366, 768)
    window.show()
    app.exec()


def _bare_with_orm() -> None:
    import sqlalchemy.orm  # noqa: F401 - its import is what is measured

    _bare()


def _program(data: Path, *, demo: bool) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    from halsoskola.app import WindowLife, make_application
    from halsoskola.settings import default_paths

    app = make_application()
    life = WindowLife(app, default_paths(data), demo=demo)

    def finish() -> None:
        _say_painted()
        life.window.close()
        app.quit()

    if not demo:
        life.window.first_painted.connect(finish)
    else:
        from halsoskola.ui.pages.today import TodayPage

        class UntilPainted(QObject):
            """Waits for the first picture of Idag that holds the day's occasions, not just an empty page.

            It looks at that one widget only: a filter on the application would slow down what is measured.
            """

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint and isinstance(watched, TodayPage) and watched.is_loaded:
                    watched.removeEventFilter(self)
                    QTimer.singleShot(0, self, finish)
                return False

        waiting = UntilPainted(app)

        def watch() -> None:
            page = life.window.page
            assert page is not None
            page.installEventFilter(waiting)

        life.opened.connect(watch)
    life.begin()
    app.exec()
    life.end()


def main(what: str, data: str = "") -> None:
    if what == "bare":
        _bare()
    elif what == "bare-orm":
        _bare_with_orm()
    else:
        _program(Path(data), demo=what == "demo")


if __name__ == "__main__":
    main(*sys.argv[1:])
