"""The button above the plan library for files: take plans in, hand a whole course on, and the pictures."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from halsoskola.domain.plans import CourseTemplate
from halsoskola.i18n.catalogues import _
from halsoskola.i18n.sorting import swedish_key
from halsoskola.ui.theme import icon
from halsoskola.ui.widgets.buttons import KeyButton


class PlanFilesButton(KeyButton):
    """Opens a menu; a single plan is handed on from its own page."""

    course_chosen = Signal(str)
    """Id of the course template to hand on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Filer …"), icon="folder-open", parent=parent)
        menu = QMenu(self)
        self.take_in = menu.addAction(icon("download"), _("Importera träffplaner …"))
        self.courses = menu.addMenu(icon("upload"), _("Exportera kursupplägg"))
        self.show_pictures = menu.addAction(icon("image"), _("Bilder …"))
        self.courses.setEnabled(False)
        self.menu_shown = menu
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.menu_shown.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def set_templates(self, templates: Iterable[CourseTemplate]) -> None:
        """Those that can be handed on, by title."""
        self.courses.clear()
        for template in sorted(templates, key=lambda template: swedish_key(template.title)):
            action = self.courses.addAction(template.title.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, name=template.id: self.course_chosen.emit(name))
        self.courses.setEnabled(bool(self.courses.actions()))
