"""Adding and changing one person: languages by typing, and refusals that keep everything."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from halsoskola.domain.participants import ContactWay, EnrolmentStatus, Sex
from halsoskola.services.bundle import Services
from halsoskola.services.courses import CourseView
from halsoskola.services.participants import PersonLine
from halsoskola.ui.dialogs.person import PersonDialog
from halsoskola.ui.widgets.language_box import LanguageBox
from tests.ui.course_pages import EM, FM, Desk, Key, a_course, a_person


@pytest.fixture
def desk(services: Services) -> Desk:
    return Desk(services)


def open_dialog(qtbot: QtBot, desk: Desk, view: CourseView, line: PersonLine | None = None) -> PersonDialog:
    fresh = desk.services.courses.view(view.course.id)
    known = desk.services.participants.list(view.course.id)
    dialog = PersonDialog(desk.context, fresh, known, line, parent=desk.host)
    dialog.open()
    return dialog


def people(services: Services, view: CourseView) -> tuple[PersonLine, ...]:
    return services.participants.list(view.course.id)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("tigr", "ti"), ("farsi", "fa"), ("Soomaali", "so"), ("kurdiska", None), ("klingon", None), ("", None)],
)
def test_languages_are_found_by_any_of_their_names(qtbot: QtBot, typed: str, code: str | None) -> None:
    box = LanguageBox()
    qtbot.addWidget(box)
    box.setEditText(typed)
    assert box.code() == code


def test_everything_that_was_said_is_stored(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services, names=True)
    dialog = open_dialog(qtbot, desk, view)
    dialog.run.setCurrentIndex(1)
    qtbot.keyClicks(dialog.language, "arabiska")
    dialog.variant.setCurrentText("irakisk")
    dialog.understands.setText("franska, Engelska")
    dialog.reads.set_code("")
    dialog.reads.activated.emit(0)
    dialog.sex.setCurrentIndex(1)
    dialog.name.setText("Östen")
    dialog.contact.setCurrentIndex(1)
    dialog.phone.setText("070-123 45 67")
    qtbot.keyClick(dialog.phone, Key.Key_Return)
    (line,) = people(desk.services, view)
    person = line.participant
    assert (line.enrolment.number, line.track.code) == (1, EM)
    assert (person.interpreter_language, person.variant) == ("ar", "irakisk")
    assert (person.understands, person.reads) == (("fr", "en"), "")
    assert (person.sex, person.name) == (Sex.WOMAN, "Östen")
    assert (person.contact_way, person.phone) == (ContactWay.OWN_NUMBER, "070-123 45 67")


def test_she_reads_her_own_language_until_something_else_is_said(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services)
    dialog = open_dialog(qtbot, desk, view)
    assert dialog.reads.code() == ""
    dialog.language.set_code("ti")
    assert dialog.reads.code() == "ti"
    dialog.reads.set_code("")
    dialog.reads.activated.emit(0)
    dialog.language.set_code("so")
    assert dialog.reads.code() == ""


def test_variants_are_those_of_the_language(qtbot: QtBot, desk: Desk) -> None:
    dialog = open_dialog(qtbot, desk, a_course(desk.services))
    assert not dialog.variant.isEnabled()
    dialog.language.set_code("ti")
    assert [dialog.variant.itemText(at) for at in range(dialog.variant.count())] == [
        "",
        "eritreansk",
        "etiopisk",
    ]
    dialog.language.set_code("sv")
    assert not dialog.variant.isEnabled()


def test_without_a_language_the_field_says_so_and_nothing_is_lost(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services)
    dialog = open_dialog(qtbot, desk, view)
    dialog.contact.setCurrentIndex(1)
    dialog.phone.setText("070-123 45 67")
    qtbot.keyClick(dialog.phone, Key.Key_Return)
    assert dialog.language_row.error()
    assert dialog.phone.text() == "070-123 45 67"
    assert people(desk.services, view) == ()


@pytest.mark.parametrize("field", ["name", "phone", "variant"])
def test_a_personnummer_is_refused_at_its_field_and_never_stored(
    qtbot: QtBot, desk: Desk, field: str
) -> None:
    view = a_course(desk.services, names=True)
    dialog = open_dialog(qtbot, desk, view)
    dialog.language.set_code("ar")
    dialog.contact.setCurrentIndex(1)
    invented = "19800101-1234"
    if field == "variant":
        dialog.variant.setEditText(invented)
    else:
        getattr(dialog, field).setText(invented)
    row = getattr(dialog, f"{field}_row")
    assert "personnummer" in row.error()  # at once, before anybody presses anything
    qtbot.keyClick(dialog.understands, Key.Key_Return)
    assert "personnummer" in row.error()
    assert dialog.isVisible()
    assert people(desk.services, view) == ()
    assert desk.services.history.next_undo == "Ny kurs"


def test_a_taken_number_is_refused_at_the_number(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services)
    a_person(desk.services, view.course.id)
    dialog = open_dialog(qtbot, desk, view)
    assert dialog.number.value() == 2
    dialog.number.setValue(1)
    dialog.language.set_code("so")
    qtbot.keyClick(dialog.understands, Key.Key_Return)
    assert "D01 är upptaget" in dialog.number_row.error()
    assert dialog.language.code() == "so"
    dialog.number.setValue(7)
    assert not dialog.number_row.error()
    qtbot.keyClick(dialog.understands, Key.Key_Return)
    assert [line.enrolment.number for line in people(desk.services, view)] == [1, 7]


def test_a_number_that_nobody_can_call_is_refused(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services)
    dialog = open_dialog(qtbot, desk, view)
    dialog.language.set_code("so")
    dialog.contact.setCurrentIndex(1)
    dialog.phone.setText("ring mig")
    qtbot.keyClick(dialog.phone, Key.Key_Return)
    assert dialog.phone_row.error()
    assert dialog.phone.text() == "ring mig"


def test_unclear_languages_are_asked_about(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services)
    dialog = open_dialog(qtbot, desk, view)
    dialog.language.set_code("so")
    dialog.understands.setText("kurdiska")
    qtbot.keyClick(dialog.understands, Key.Key_Return)
    assert dialog.understands_row.error()
    assert people(desk.services, view) == ()


def test_several_are_added_without_leaving_the_dialog(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services, seats=2)
    dialog = open_dialog(qtbot, desk, view)
    said: list[str] = []
    dialog.saved.connect(lambda _who, text: said.append(text))
    for language in ("ar", "so", "ti"):
        dialog.language.set_code(language)
        dialog.more_button.click()
    assert dialog.isVisible()
    lines = people(desk.services, view)
    assert [line.participant.interpreter_language for line in lines] == ["ar", "so", "ti"]
    # The morning had two seats; the third was offered one in the afternoon.
    assert [line.track.code for line in lines] == [FM, FM, EM]
    assert dialog.number.value() == 4
    assert "full" in dialog.run.itemText(0)
    assert len(said) == 3


def test_a_full_group_leads_to_the_waiting_list(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services, seats=1)
    for run in (FM, EM):
        a_person(desk.services, view.course.id, run)
    dialog = open_dialog(qtbot, desk, view)
    assert "till väntelistan" in dialog.run.currentText()
    dialog.language.set_code("so")
    said: list[str] = []
    dialog.saved.connect(lambda _who, text: said.append(text))
    qtbot.keyClick(dialog.understands, Key.Key_Return)
    assert said == ["D03 står på väntelistan."]
    assert people(desk.services, view)[2].enrolment.status is EnrolmentStatus.WAITING


def test_changing_shows_what_is_known_and_keeps_what_is_left_alone(qtbot: QtBot, desk: Desk) -> None:
    view = a_course(desk.services)
    a_person(
        desk.services,
        view.course.id,
        language="ar",
        variant="irakisk",
        understands=("en", "fr"),
        contact_way=ContactWay.OWN_NUMBER,
        phone="070-123 45 67",
        sex=Sex.MAN,
    )
    (before,) = people(desk.services, view)
    dialog = open_dialog(qtbot, desk, view, before)
    assert dialog.understands.text() == "engelska, franska"
    assert not dialog.number_row.isVisible()
    qtbot.keyClick(dialog.understands, Key.Key_Return)
    (after,) = people(desk.services, view)
    assert after == before


def test_a_course_without_names_has_no_field_for_them(qtbot: QtBot, desk: Desk) -> None:
    dialog = open_dialog(qtbot, desk, a_course(desk.services))
    assert not dialog.name_row.isVisible()


def test_the_keyboard_passes_the_fields_in_reading_order(qtbot: QtBot, desk: Desk) -> None:
    dialog = open_dialog(qtbot, desk, a_course(desk.services, names=True))
    dialog.language.set_code("ar")
    dialog.contact.setCurrentIndex(1)
    order = [dialog.language, dialog.variant, dialog.reads, dialog.understands, dialog.contact, dialog.phone]
    dialog.language.setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    for _step in order:
        focus = dialog.focusWidget()
        met.append(next(one for one in order if focus is one or one.isAncestorOf(focus)))
        dialog.focusNextChild()
    assert met == order
