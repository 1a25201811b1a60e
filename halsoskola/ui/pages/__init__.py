"""One module per page of the window, and the table of them that the window is given."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from halsoskola.i18n.catalogues import N_, _
from halsoskola.ui.context import Account, PageContext
from halsoskola.ui.main_window import PageSpec
from halsoskola.ui.widgets.rail import RailItem

if TYPE_CHECKING:
    from halsoskola.ui.widgets.page import Page

_RAIL = (
    ("today", N_("Idag"), "sun", False),
    ("courses", N_("Kurser"), "users-round", False),
    ("plans", N_("Träffplaner"), "notebook-text", False),
    ("settings", N_("Inställningar"), "settings", True),
)


def rail_items() -> tuple[RailItem, ...]:
    """The left rail, in the screen's language."""
    return tuple(RailItem(page, _(title), icon, at_bottom) for page, title, icon, at_bottom in _RAIL)


def page_specs(context: PageContext, account: Account) -> Mapping[str, PageSpec]:
    """How each page is made. Its module is imported on the first visit, not before."""

    def today() -> "Page":
        from halsoskola.ui.pages.today import TodayPage

        return TodayPage(context)

    def courses() -> "Page":
        from halsoskola.ui.pages.courses import CoursesPage

        return CoursesPage(context)

    def course() -> "Page":
        from halsoskola.ui.pages.course import CoursePage

        return CoursePage(context)

    def occasion() -> "Page":
        from halsoskola.ui.pages.occasion import OccasionPage

        return OccasionPage(context)

    def plans() -> "Page":
        from halsoskola.ui.pages.plans import PlansPage

        return PlansPage(context)

    def plan() -> "Page":
        from halsoskola.ui.pages.plan import PlanPage

        return PlanPage(context)

    def plan_edit() -> "Page":
        from halsoskola.ui.pages.plan_edit import PlanEditPage

        return PlanEditPage(context)

    def words() -> "Page":
        from halsoskola.ui.pages.words import WordsPage

        return WordsPage(context)

    def settings() -> "Page":
        from halsoskola.ui.pages.settings import SettingsPage

        return SettingsPage(context, account)

    return {
        "today": PageSpec(today),
        "courses": PageSpec(courses),
        "course": PageSpec(course, under="courses"),
        "occasion": PageSpec(occasion, under="courses"),
        "plans": PageSpec(plans),
        "plan": PageSpec(plan, under="plans"),
        "plan_edit": PageSpec(plan_edit, under="plans"),
        "words": PageSpec(words, under="plans"),
        "settings": PageSpec(settings),
    }
