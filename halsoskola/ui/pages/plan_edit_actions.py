"""What can be done with a plan that is being read: change, compare, put back, copy, and keep from a course."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from halsoskola.domain.changes import Changes
from halsoskola.domain.languages import WORD_LIST_LANGUAGES
from halsoskola.domain.plan_editing import EASY_LEVEL, PICTURE_LEVEL
from halsoskola.domain.plans import SessionPlan
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.services.bundle import Services
from halsoskola.services.plan_editing import AsideCopy, EditPlace, Origin, Tested
from halsoskola.ui.context import PageContext
from halsoskola.ui.pages.plan_edit_new import NewPlanDialog
from halsoskola.ui.theme import TextRole, theme
from halsoskola.ui.widgets.buttons import KeyButton
from halsoskola.ui.widgets.columns import FlowRow
from halsoskola.ui.widgets.dialog import Question
from halsoskola.ui.widgets.notices import Notice
from halsoskola.ui.widgets.page import Page, PageAddress
from halsoskola.ui.widgets.text import TextLabel


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """Which version of a plan is read. course: its name when it is a course's copy. tested: by handout level."""

    place: EditPlace
    origin: Origin
    title: str
    course: str = ""
    tested: Mapping[int, Tested | None] = field(default_factory=dict)
    aside: tuple[AsideCopy, ...] = ()


def read_version(services: Services, subject: str) -> tuple[SessionPlan, PlanVersion]:
    """The plan that an address names, of the library or of a course. Raises: RuleBroken when it is gone."""
    place = EditPlace.of(subject)
    editing = services.plan_editing
    if place.course_id:
        plan, course = editing.plan_of_course(place.course_id, place.plan_id)
        return plan, PlanVersion(place, Origin.COURSE, plan.title, course)
    plan = services.plans.plan(place.plan_id)
    return plan, PlanVersion(
        place,
        editing.origin(place),
        plan.title,
        tested=editing.tested(place.plan_id),
        aside=editing.aside_copies(place.plan_id),
    )


def languages_with_words(services: Services, plan: SessionPlan) -> tuple[str, ...]:
    """Languages in which at least one of the plan's words is translated; runs on the worker thread."""
    rows = services.handouts.words(plan, WORD_LIST_LANGUAGES)
    return tuple(
        code
        for at, code in enumerate(WORD_LIST_LANGUAGES)
        if any(row.translations[at] is not None for row in rows)
    )


def tested_words(level: int, tested: Tested) -> str:
    """Who tried a handout, in one or two sentences; a number and a day, never a name."""
    name = _("Lätt svenska") if level == EASY_LEVEL else _("Bilder och få ord")
    said = ngettext(
        "{handout}: prövad av {count} läsare {day}.",
        "{handout}: prövad av {count} läsare {day}.",
        tested.readers,
    ).format(handout=name, count=tested.readers, day=dates.dated(tested.day))
    return said if tested.is_current else " ".join([said, _("Texten har ändrats sedan dess.")])


class PlanActions(QWidget):
    """A row of buttons for the page of a plan. E changes it while the page itself has the keyboard."""

    def __init__(self, context: PageContext, page: Page) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._version: PlanVersion | None = None
        self.edit_button = KeyButton(_("Ändra"), "E", icon="square-pen")
        self.differences_button = KeyButton(_("Visa skillnad"), icon="arrow-right-left")
        self.keep_button = KeyButton(_("Spara som min standard"), icon="star")
        self.restore_button = KeyButton(_("Återställ …"), icon="rotate-ccw")
        self.remove_button = KeyButton(_("Ta bort …"), icon="trash-2")
        self.copy_button = KeyButton(_("Kopiera som ny plan …"), icon="copy")
        self.bring_back_button = KeyButton("", icon="undo-2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().gap(6))
        column.addWidget(
            FlowRow(
                (
                    self.edit_button,
                    self.differences_button,
                    self.keep_button,
                    self.restore_button,
                    self.remove_button,
                    self.copy_button,
                    self.bring_back_button,
                )
            )
        )
        self._tested = TextLabel("", TextRole.SMALL, wrap=True)
        self._tested.hide()
        column.addWidget(self._tested)
        self.edit_button.clicked.connect(self.edit)
        self.differences_button.clicked.connect(self.compare)
        self.keep_button.clicked.connect(self.keep)
        self.restore_button.clicked.connect(self.ask_to_restore)
        self.remove_button.clicked.connect(self.ask_to_restore)
        self.copy_button.clicked.connect(self.copy_plan)
        self.bring_back_button.clicked.connect(self._on_bring_back)
        page.installEventFilter(self)
        self.hide()

    def show_version(self, version: PlanVersion | None) -> None:
        """None while there is no plan to do anything with."""
        self._version = version
        self.setVisible(version is not None)
        if version is None:
            return
        origin = version.origin
        self.edit_button.set_label(_("Ändra för den här kursen") if origin is Origin.COURSE else _("Ändra"))
        self.differences_button.setVisible(origin in (Origin.CHANGED, Origin.COURSE))
        self.keep_button.setVisible(origin is Origin.COURSE)
        self.restore_button.setVisible(origin is Origin.CHANGED)
        self.remove_button.setVisible(origin is Origin.OWN)
        self.copy_button.setVisible(origin is not Origin.COURSE)
        can_bring_back = origin is Origin.SHIPPED and bool(version.aside)
        self.bring_back_button.setVisible(can_bring_back)
        if can_bring_back:
            said = _("Ta tillbaka min version från {day}")
            self.bring_back_button.set_label(said.format(day=dates.dated(version.aside[0].day)))
        lines = [
            tested_words(level, found)
            for level in (EASY_LEVEL, PICTURE_LEVEL)
            if (found := version.tested.get(level)) is not None
        ]
        self._tested.setText(" ".join(lines))
        self._tested.setVisible(bool(lines))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._page
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_E
            and not event.modifiers()
            and self._version is not None
        ):
            self.edit()
            return True
        return super().eventFilter(watched, event)

    # Doing

    def edit(self) -> None:
        """Goes to the editor."""
        if self._version is not None:
            self._page.go_to.emit(PageAddress("plan_edit", self._version.place.subject))

    def compare(self) -> None:
        """Opens the two versions side by side."""
        from halsoskola.ui.pages.plan_edit import show_differences

        if self._version is not None:
            show_differences(self._context, self._version.place, self._version.title, self.window())

    def keep(self) -> None:
        """Makes the course's copy the leader's own standard."""
        version = self._version
        if version is None:
            return
        editing, place, page = self._context.services.plan_editing, version.place, self._page

        def done(_changes: Changes) -> None:
            page.say(_("”{title}” är din standard nu. Nya kurser får den.").format(title=version.title))

        self._context.write(
            lambda: editing.keep_from_course(place.course_id, place.plan_id).changes, done, owner=page
        )

    def ask_to_restore(self) -> None:
        """Asks first; then the own version is put aside, from where it can be brought back."""
        version = self._version
        if version is None:
            return
        if version.origin is Origin.CHANGED:
            title = _("Återställ {plan}?").format(plan=version.title)
            said = [
                _("Träffplanen blir som den var när programmet kom."),
                _("Din version läggs åt sidan med dagens datum och kan tas tillbaka."),
            ]
            does = _("Återställ")
        else:
            title = _("Ta bort {plan}?").format(plan=version.title)
            said = [
                _("Kurser som redan har planen behåller sin kopia."),
                _("Planen läggs åt sidan med dagens datum och kan tas tillbaka."),
            ]
            does = _("Ta bort")
        question = Question(title, said, does, parent=self.window())
        question.accepted.connect(self.restore)
        question.open()

    def restore(self) -> None:
        """Puts the own version aside at once; the notice at the bottom brings it back."""
        version = self._version
        if version is None:
            return
        editing, plan_id, page = self._context.services.plan_editing, version.place.plan_id, self._page
        was_own = version.origin is Origin.OWN
        moved: list[AsideCopy] = []

        def job() -> Changes:
            saved = editing.put_aside(plan_id)
            if saved.aside is not None:
                moved.append(saved.aside)
            return saved.changes

        def done(_changes: Changes) -> None:
            said = _("{plan} är borttagen.") if was_own else _("{plan} är som när programmet kom.")
            notice = Notice(
                said.format(plan=version.title),
                action=_("Ångra"),
                on_action=lambda: self._bring_back(plan_id, moved[0]),
            )
            page.notice.emit(notice)
            if was_own:
                page.go_to.emit(PageAddress("plans"))

        self._context.write(job, done, owner=page)

    def _on_bring_back(self) -> None:
        if self._version is not None and self._version.aside:
            self._bring_back(self._version.place.plan_id, self._version.aside[0])

    def _bring_back(self, plan_id: str, copy: AsideCopy) -> None:
        editing, page = self._context.services.plan_editing, self._page

        def done(_changes: Changes) -> None:
            page.say(_("Din version är tillbaka."))

        self._context.write(lambda: editing.bring_back(plan_id, copy), done, owner=page)

    def copy_plan(self) -> None:
        """Asks what the copy should be called."""
        if self._version is not None:
            version = self._version
            dialog = NewPlanDialog(
                self._context, like=version.place.plan_id, title=version.title, parent=self.window()
            )
            dialog.created.connect(lambda plan_id: self._page.go_to.emit(PageAddress("plan_edit", plan_id)))
            dialog.open()
