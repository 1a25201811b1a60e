"""The tab Utskrifter: every paper by itself, and all coming meetings in one file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.courses import CourseView
from halsoskola.services.print_kinds import PRINT_KINDS, PaperGroup
from halsoskola.settings import Paths
from halsoskola.ui.models.paper_kinds import PaperKindsModel
from halsoskola.ui.pages.course import CoursePage
from halsoskola.ui.pages.course_prints import PileRun, PrintsPart
from halsoskola.ui.widgets.page import PageAddress
from tests.ui.course_pages import Desk, a_course, a_person


@pytest.fixture
def services(program: Program, paths: Paths, clock: FixedClock) -> Services:
    plans = plan_service(paths)
    return Services(program.store, clock, lambda: plans)


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


@pytest.fixture
def course(services: Services) -> CourseView:
    view = a_course(services)
    for language in ("ar", "ar", "ti", "sv"):
        a_person(services, view.course.id, language=language)
    return services.courses.view(view.course.id)


@pytest.fixture
def part(desk: Desk, course: CourseView, qtbot: QtBot) -> PrintsPart:
    page = CoursePage(desk.context)
    desk.show(qtbot, page, PageAddress("course", course.course.id, "prints"))
    shown = page.part
    assert isinstance(shown, PrintsPart)
    return shown


def test_the_list_of_papers_is_a_good_model(qtmodeltester: ModelTester) -> None:
    model = PaperKindsModel()
    qtmodeltester.check(model)
    groups = [PRINT_KINDS[model.kind(row)].group for row in range(model.rowCount())]
    assert groups == sorted(groups, key=list(PaperGroup).index)
    assert {model.kind(row) for row in range(model.rowCount())} == set(PRINT_KINDS)
    heads = [model.index(row, PaperKindsModel.GROUP).data() for row in range(model.rowCount())]
    assert [head for head in heads if head] == ["Deltagare", "Ledare", "Rummet", "Tolk", "Myndighet"]


def test_the_keyboard_begins_in_the_list_and_enter_shows_the_pages(part: PrintsPart) -> None:
    part.choose("tally")
    assert part.table.hasFocus()
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    assert part.dialog is not None
    assert part.dialog.page_count() == 2  # both runs of the coming meeting
    assert part.dialog.windowTitle() == "Räkneblad"
    part.dialog.reject()


def test_only_the_choices_that_concern_the_paper_are_shown(part: PrintsPart) -> None:
    part.choose("plan-sheet")
    assert part.meeting.isHidden() or not part.meeting.isVisible()
    assert part.language.isVisible()
    part.choose("seats")
    assert part.meeting.isVisible()
    assert not part.language.isVisible()
    part.choose("signin")
    assert part.esf.isVisible()
    part.choose("certificate")
    assert part.themes.isVisible()
    assert not part.esf.isVisible()


def test_what_is_chosen_is_what_is_asked_for(part: PrintsPart, course: CourseView) -> None:
    part.choose("signin")
    part.run.setCurrentIndex(part.run.findData("em"))
    part.meeting.setCurrentIndex(part.meeting.findData(9))
    part.esf.setChecked(True)
    order = part.order()
    wanted = next(
        one.occasion.id
        for line in course.meetings
        if line.meeting.number == 9
        for one in line.occasions
        if one.track.code.value == "em"
    )
    assert order.occasions == (wanted,)
    assert order.esf
    part.choose("schedule")
    part.language.setCurrentIndex(part.language.findData("ti"))
    part.letters.setCurrentIndex(part.letters.findData(18))
    order = part.order()
    assert (order.languages, order.size, order.occasions, order.esf) == (("ti",), 18, (), False)


def test_the_coming_meeting_is_chosen_first(part: PrintsPart, course: CourseView) -> None:
    assert part.meeting.currentData() == 7


def test_the_whole_course_when_nothing_else_is_said(part: PrintsPart, course: CourseView) -> None:
    part.choose("order")
    part.meeting.setCurrentIndex(0)
    assert part.order().occasions == ()
    part.choose("tally")
    assert len(part.order().occasions) == 24


def test_every_paper_can_be_shown(part: PrintsPart) -> None:
    for kind, entry in PRINT_KINDS.items():
        part.choose(kind)
        if entry.for_one:
            part.person.setCurrentIndex(1)
        dialog = part.preview()
        assert dialog is not None
        # Nobody has a certificate before a register is confirmed.
        assert (dialog.page_count() > 0) != (kind == "certificate"), kind
        dialog.reject()


def test_a_refusal_stands_in_the_preview(part: PrintsPart) -> None:
    part.choose("welcome")
    dialog = part.preview()
    assert dialog is not None
    assert dialog.page_count() == 0
    dialog.reject()


def test_only_what_can_be_mailed_has_a_draft(part: PrintsPart, tmp_path: Path) -> None:
    part.choose("order")
    dialog = part.preview()
    assert dialog is not None
    opened: list[Path] = []
    dialog._open_file = lambda path: bool(opened.append(path)) or True
    dialog.open_mail_draft()
    assert opened[0].suffix == ".eml"
    assert b"X-Unsent: 1" in opened[0].read_bytes()
    dialog.reject()
    part.choose("tally")
    other = part.preview()
    assert other is not None
    assert other._mail.isHidden()
    other.reject()


# All meetings


def test_all_coming_piles_in_one_file(part: PrintsPart, desk: Desk, course: CourseView) -> None:
    coming = [
        one.occasion.id
        for line in course.meetings
        for one in line.occasions
        if one.occasion.status is OccasionStatus.PLANNED
    ]
    few = coming[-3:]
    told: list[tuple[int, int]] = []
    files: list[bytes] = []
    run = PileRun(desk.context, few, part)
    run.progress.connect(lambda done, count: told.append((done, count)))
    run.finished.connect(files.append)
    run.start()
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    with desk.services.printing.pages(files[0]) as pages:
        covers = [page for page in range(len(pages)) if pages.search("Det här ligger i högen", page)]
        assert len(covers) >= 3


def test_cancelling_keeps_nothing(part: PrintsPart, desk: Desk, course: CourseView) -> None:
    ids = desk.services.printing.to_print_of_course(course.course.id)[:3]
    run = PileRun(desk.context, ids, part)
    ended: list[str] = []
    run.progress.connect(lambda done, _count: run.cancel() if done == 1 else None)
    run.cancelled.connect(lambda: ended.append("cancelled"))
    run.finished.connect(lambda _pdf: ended.append("finished"))
    run.start()
    assert ended == ["cancelled"]


def test_a_pile_that_is_refused_ends_the_run_with_its_sentence(part: PrintsPart, desk: Desk) -> None:
    part._coming = ("no-such-occasion",)
    part.make_piles()
    assert part._run is None
    assert not part._trouble.isHidden()
    assert part.pile_button.isEnabled()
    failures: list[RuleBroken] = []
    run = PileRun(desk.context, ["no-such-occasion"], part)
    run.failed.connect(failures.append)
    run.start()
    assert failures[0].refusal is Refusal.OCCASION_GONE
