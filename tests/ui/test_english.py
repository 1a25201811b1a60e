"""The window in English: on every page, tab and dialog nothing that the program says is left in Swedish.

What people have written stays as it is: names of courses and rooms, plans and their parts, notes, facts.
"""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.domain.languages import LANGUAGES
from halsoskola.domain.plans import fill_facts_in_text
from halsoskola.i18n.catalogues import SWEDISH, use_language
from halsoskola.i18n.messages import sentence
from halsoskola.program import Program
from halsoskola.services import invented
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.seed import add_plan_copies, seed_demo
from halsoskola.settings import Paths, Settings, program_root
from halsoskola.ui.change_bus import ChangeBus
from halsoskola.ui.context import Account, PageContext
from halsoskola.ui.dialogs.booking import BookingDialog
from halsoskola.ui.dialogs.first_start import FirstStartPage
from halsoskola.ui.dialogs.handout import HandoutDialog
from halsoskola.ui.dialogs.import_list import ImportListDialog
from halsoskola.ui.dialogs.new_course import NewCourseDialog
from halsoskola.ui.dialogs.person import PersonDialog
from halsoskola.ui.dialogs.trouble import TroublePage
from halsoskola.ui.dialogs.unlock import UnlockPage
from halsoskola.ui.locale import qt_locale
from halsoskola.ui.main_window import MainWindow
from halsoskola.ui.pages import page_specs, rail_items
from halsoskola.ui.pages.settings import LookCard
from halsoskola.ui.tasks import InlineRunner
from halsoskola.ui.widgets.key_sheet import KeySheet
from halsoskola.ui.widgets.page import PageAddress
from tests.builders import TUESDAY, at
from tests.conftest import CHEAP, PASSWORD
from tests.tools.update_catalogue import catalogue_file, messages_of, read_catalogue
from tests.ui.course_pages import LISTS
from tests.ui.shown_texts import shown_texts

SWEDISH_NAMES = (
    *(
        "Hälsoskola",
        "hälsoskola",
        "Försäkringskassan",
        "Arbetsförmedlingen",
        "Hjälplinjen",
        "Självmordslinjen",
    ),
    *(
        "Malmö",
        "Sluta-röka-linjen",
        "Diskrimineringsombudsmannen",
        "å, ä and ö",
        "förmiddag",
        "Språk",
        "Ring också Arbetsförmedlingen samma dag",
        "Övrigt",
        "Säg",
        "Gör",
    ),
)
"""Names, and words that are quoted in Swedish because they are to be typed so."""

HALF_YEARS = re.compile(r"\b(våren|hösten) 20\d\d\b")
"""In names of courses, which are printed in Swedish."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The texts of the whole program in English, by where they are shown, and what people have written in it."""

    places: dict[str, set[str]]
    written: frozenset[str]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each text once, with the first place; without those that people have written as they stand."""
        seen = set(self.written)
        for place, texts in self.places.items():
            yield from ((place, text) for text in sorted(texts - seen))
            seen |= texts

    def without_what_people_wrote(self) -> Iterator[tuple[str, str]]:
        """Place and line; what remains of a line when names and written phrases are taken out of it.

        Single words without a capital stay: taking them out would leave no sentence whole.
        """
        longest_first = sorted(filter(_is_phrase, self.written), key=len, reverse=True)
        written = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
        for place, text in self.texts():
            for line in text.splitlines():
                yield place, written.sub("", HALF_YEARS.sub("", line)).strip(" ·,-–")


def _is_phrase(text: str) -> bool:
    return len(text) > 2 and (" " in text or not text.islower())


class Walk:
    """Goes everywhere and notes what is shown."""

    def __init__(self, program: Program, services: Services) -> None:
        self.services = services
        self.context = PageContext(services, InlineRunner(), ChangeBus())
        self.account = Account(
            folder=program.paths.data,
            database_label=program.database_label,
            settings=lambda: Settings(language="en"),
            apply=lambda _settings: None,
            change_password=program.change_password,
            new_recovery_key=program.new_recovery_key,
        )
        self.places: dict[str, set[str]] = {}

    def everything(self) -> Shown:
        self.gates()
        self.dialogs()
        self.pages()  # the window's end is the runner's too
        return Shown(self.places, frozenset(self.written()))

    def note(self, place: str, widget: QWidget) -> None:
        self.places[place] = shown_texts(widget)

    def pages(self) -> None:
        specs = page_specs(self.context, self.account)
        window = MainWindow()
        window.resize(1366, 768)
        window.show()
        window.open_work(rail_items(), specs, self.context.runner, self.context.bus, PageAddress("today"))
        addresses = list(self.addresses())
        known = {address.page for address in addresses}
        addresses += [PageAddress(name) for name in specs if name not in known]
        for address in addresses:
            window.go_to(address)
            QApplication.processEvents()
            assert window.page is not None
            self.note(f"{address.page} {address.part}", window.page)
            sheet = KeySheet(window.page.key_help(), ())
            self.note(f"{address.page} {address.part} F1", sheet)
            sheet.deleteLater()
        self.note("window", window)
        window.close()
        window.deleteLater()

    def addresses(self) -> Iterator[PageAddress]:
        yield PageAddress("today")
        yield PageAddress("courses")
        for part in ("schedule", "people", "attendance", "prints"):
            yield PageAddress("course", self.course(), part)
        for part in ("before", "during", "after"):
            yield PageAddress("occasion", self.occasion(), part)
        yield PageAddress("plans")
        yield PageAddress("plan", "somn")
        yield PageAddress("settings")

    def course(self) -> str:
        return self.services.courses.list()[0].course.id

    def occasion(self) -> str:
        return self.services.today.view().rooms[0].placed.occasion.id

    def dialogs(self) -> None:
        context, services = self.context, self.services
        view = services.courses.view(self.course())
        people = services.participants.list(view.course.id)
        room = services.today.view().rooms[0]
        made: dict[str, QWidget] = {
            "new course": NewCourseDialog(context),
            "new person": PersonDialog(context, view, people),
            "person": PersonDialog(context, view, people, people[0]),
            "handout": HandoutDialog(context, services.plans.plan("somn"), ("ar",)),
            "no list": ImportListDialog(context, view.course),
            "list": ImportListDialog(context, view.course, LISTS / "deltagare-rorig.csv"),
        }
        for need in room.needs:
            made[f"booking {need.language}"] = BookingDialog(
                context, room.placed.occasion.id, need.language, need.variant
            )
        for name, dialog in made.items():
            dialog.show()
            QApplication.processEvents()
            self.note(name, dialog)
            dialog.close()
            dialog.deleteLater()

    def gates(self) -> None:
        gates: dict[str, QWidget] = {
            "unlock": UnlockPage("folder"),
            "first start": FirstStartPage("folder"),
            "trouble": TroublePage(sentence(StorageTrouble(Trouble.DISK_FULL))),
        }
        for name, gate in gates.items():
            gate.show()
            self.note(name, gate)
            gate.close()
            gate.deleteLater()

    def written(self) -> Iterator[str]:
        """Plans, facts, courses, the invented notes and promises, and languages' names for themselves."""
        services = self.services
        facts = services.plans.facts()
        for text in texts_in(services.plans.plans()):
            yield from (text, fill_facts_in_text(text, facts)[0])
        for plan in services.plans.plans():
            yield from (", ".join(plan.themes), ", ".join(plan.led_by), " or ".join(plan.led_by))
        yield from texts_in(services.plans.templates())
        yield from texts_in(tuple(facts.values()))
        yield from texts_in([line.course for line in services.courses.list()])
        yield from texts_in([value for name, value in vars(invented).items() if name.isupper()])
        yield from texts_in(services.today.view())
        yield from (row.native for row in LANGUAGES)
        yield from SWEDISH_NAMES


def texts_in(value: object) -> Iterator[str]:
    """Every text inside a fact, line by line."""
    if isinstance(value, str):
        yield value
        # As the plan page shows notes: line by line, with a dot for each point and without marks for bold.
        yield from (line.strip("-•* \t").replace("**", "") for line in value.splitlines())
    elif isinstance(value, Enum):
        return
    elif isinstance(value, dict):
        yield from texts_in(tuple(value.values()))
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from texts_in(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts_in(getattr(value, one.name))


@pytest.fixture(scope="module")
def shown(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    paths = Paths(data=tmp_path_factory.mktemp("english") / "data", root=program_root())
    use_language("en", paths.translations)
    before = QLocale()
    QLocale.setDefault(qt_locale())
    try:
        with Program(paths, FixedClock(at(TUESDAY, 8, 10)), cost=CHEAP) as program:
            services, _key = program.create(PASSWORD, "Testledare")
            seed_demo(program.store, TUESDAY)
            add_plan_copies(program.store, services.plans)
            yield Walk(program, services).everything()
    finally:
        use_language(SWEDISH, paths.translations)
        QLocale.setDefault(before)


@pytest.fixture(scope="module")
def swedish_sentences() -> list[re.Pattern[str]]:
    """Every message whose English is another, as a pattern of what it becomes with its facts."""
    patterns = []
    for message in messages_of(read_catalogue(catalogue_file("en"), "en")):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        english = {message.string} if isinstance(message.string, str) else set(message.string)
        for source in sources:
            words = re.sub(r"\{\w+\}", "", source)
            if source not in english and re.search(r"\w{2}", words):
                parts = re.split(r"\{\w+\}", source)
                patterns.append(re.compile(".+".join(map(re.escape, parts))))
    return patterns


def test_no_sentence_of_the_program_is_left_in_swedish(
    shown: Shown, swedish_sentences: list[re.Pattern[str]]
) -> None:
    left = [
        (place, text)
        for place, text in shown.without_what_people_wrote()
        if any(pattern.fullmatch(text) for pattern in swedish_sentences)
    ]
    assert left == []


def test_no_swedish_letters_are_left_where_nobody_wrote_them(shown: Shown) -> None:
    assert [
        (place, rest) for place, rest in shown.without_what_people_wrote() if re.search("[åäöÅÄÖ]", rest)
    ] == []


@pytest.mark.parametrize(("before", "after"), [("sv", "en"), ("en", "sv")])
def test_the_language_is_chosen_in_settings_for_the_next_start(
    qtbot: QtBot, tmp_path: Path, before: str, after: str
) -> None:
    kept = [Settings(language=before, text_percent=125)]
    account = Account(
        folder=tmp_path,
        database_label="",
        settings=lambda: kept[-1],
        apply=kept.append,
        change_password=lambda _old, _new: None,
        new_recovery_key=lambda _password: nullcontext(""),
    )
    card = LookCard(account)
    qtbot.addWidget(card)
    assert [code for code, button in card.languages.items() if button.isChecked()] == [before]
    card.languages[after].click()
    assert kept == [Settings(language=before, text_percent=125), Settings(language=after, text_percent=125)]
    assert card.language_note.text() == "Gäller nästa gång du startar. Papper är på svenska."
    assert {button.text() for button in card.languages.values()} == {"svenska", "English"}


def test_the_walk_has_seen_the_whole_window(shown: Shown) -> None:
    said = set().union(*shown.places.values())
    assert {
        "Tuesday 2 March", "Attendance", "Interpreter language", "Cancel with them…", "Course template",
        "Somebody is unwell", "Did we promise anything?", "Language of the screen", "Unlock", "Get started",
        "Arabic", "English",
    } <= said  # fmt: skip
    assert len(said) > 900
