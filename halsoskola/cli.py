"""The commands, for support, tests and those who like them. No Qt: a wanted window is only asked for.

Exit codes: 0 done, 1 refused or found faults, 2 wrong usage, 3 the environment failed. Refusals and troubles come
as one sentence a line on stderr; with --json, one document on stdout and nothing else there.
"""

import argparse
import gc
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.i18n.catalogues import LANGUAGES, _, use_language
from halsoskola.settings import Paths, Settings, default_paths, program_root

if TYPE_CHECKING:
    # Imported where they are used: each command starts with what it needs and no more.
    from halsoskola.domain.courses import TrackCode
    from halsoskola.program import Program
    from halsoskola.services.bundle import Services

PASSWORD = "HALSOSKOLA_PASSWORD"
NEW_PASSWORD = "HALSOSKOLA_NEW_PASSWORD"
RECOVERY_KEY = "HALSOSKOLA_RECOVERY_KEY"

DONE, REFUSED, MISUSED, FAILED = 0, 1, 2, 3

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("mon mån", "tue tis", "wed ons", "thu tors tor", "fri fre", "sat lör", "sun sön")
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """Asks `__main__` for the window: on the leader's data folder, or on throwaway demonstration data."""

    paths: Paths
    demo: bool


_PRINT_KINDS = (
    "signin",
    "runsheet",
    "brief",
    "order",
    "substitute",
    "crisis",
    "tally",
    "seats",
    "absence",
    "schedule",
    "invitation",
    "information",
    "privacy",
    "welcome",
    "evaluation",
    "name-cards",
    "picture-agenda",
    "numbers",
    "slip",
    "certificate",
    "plan-sheet",
)
"""The keys of `services.print_kinds.PRINT_KINDS`, which is not imported before something is printed."""

_READS_NOTHING = "inget"

Command = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int | OpenWindow:
    """Does what the command line asks for; returns the exit code, or that a window is wanted."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes are not UTF-8 by themselves.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    use_language(_language(arguments), program_root() / "translations")
    options = _parser().parse_args(arguments)
    if options.command in (None, "demo"):
        return OpenWindow(_paths(options), demo=options.command == "demo")
    command: Command = options.run
    try:
        return command(options)
    except RuleBroken as refused:
        _complain(refused)
        return REFUSED
    except StorageTrouble as trouble:
        _complain(trouble)
        return FAILED
    except BrokenPipeError:
        # The reader, such as `head`, has had enough; Python would complain once more while shutting down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _language(arguments: Sequence[str]) -> str:
    """The language to speak, needed before there is help to show: --lang, else what the leader has chosen."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    _add_globals(first)
    try:
        options = first.parse_known_args(arguments)[0]
    except argparse.ArgumentError:
        return Settings().language  # the real parser says what is wrong
    return options.lang or Settings.read(_paths(options).settings_file).language


def _add_globals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=_("mappen med dina uppgifter"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, help=_("programmets språk, i stället för det som är valt i programmet")
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="halsoskola", description=_("Hälsoskola: kurser om hälsa, från plan till papper till närvaro.")
    )
    _add_globals(parser)
    commands = parser.add_subparsers(dest="command", metavar=_("KOMMANDO"))
    commands.add_parser("demo", help=_("öppna fönstret med exempeldata som försvinner igen"))
    _add_seed(commands)
    _add_plans(commands)
    _add_courses(commands)
    _add_papers(commands)
    _add_keys(commands)
    return parser


def _add_seed(commands: Any) -> None:
    seed = commands.add_parser("seed", help=_("fyll en ny mapp med påhittade kurser"))
    seed.add_argument("--courses", type=int, required=True, metavar="N")
    seed.add_argument("--seed", type=int, required=True, metavar="S")
    seed.add_argument("--today", type=_date, metavar=_("DATUM"))
    seed.set_defaults(run=_seed)


def _add_plans(commands: Any) -> None:
    check = commands.add_parser("check-plans", help=_("granska träffplaner, blad, fakta och ordlistor"))
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check_plans)
    review = commands.add_parser("review", help=_("granska om en text är på lätt svenska"))
    review.add_argument("file", type=Path, metavar=_("FIL"))
    review.add_argument("--json", action="store_true")
    review.set_defaults(run=_review)
    handout = commands.add_parser("handout", help=_("skriv deltagarnas blad till en PDF"))
    handout.add_argument("plan", nargs="?", metavar="PLAN")
    handout.add_argument("--all-of", metavar=_("KURSUPPLÄGG"))
    handout.add_argument("--languages", type=_words, default=(), metavar="ar,so")
    handout.add_argument("--size", type=int, default=14, metavar="14|16|18")
    handout.add_argument("--level", type=_numbers, default=(2,), metavar="1,2")
    handout.add_argument("--out", type=Path, required=True, metavar=_("FIL"))
    handout.set_defaults(run=_handout)


def _add_courses(commands: Any) -> None:
    course = commands.add_parser("course", help=_("kurser")).add_subparsers(dest="action", required=True)
    new = course.add_parser("new", help=_("gör en kurs av ett kursupplägg"))
    new.add_argument("template", metavar=_("KURSUPPLÄGG"))
    new.add_argument("--start", type=_date, required=True, metavar=_("DATUM"))
    new.add_argument("--tracks", type=_words, required=True, metavar="fm,em")
    new.add_argument("--weekday", type=_words, default=(), metavar="tue")
    new.add_argument("--name", default="", metavar=_("NAMN"))
    new.add_argument("--names", action="store_true", help=_("kursen använder tilltalsnamn"))
    new.set_defaults(run=_course_new)
    listing = course.add_parser("list", help=_("alla kurser"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_course_list)
    show = course.add_parser("show", help=_("en kurs med träffar och datum"))
    show.add_argument("course", type=int, metavar=_("KURS"))
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_course_show)

    people = commands.add_parser("participants", help=_("deltagare")).add_subparsers(
        dest="action", required=True
    )
    imports = people.add_parser("import", help=_("läs in en deltagarlista"))
    imports.add_argument("file", type=Path, metavar=_("FIL"))
    imports.add_argument("--course", type=int, required=True, metavar=_("KURS"))
    imports.add_argument("--dry-run", action="store_true", help=_("visa bara vad som skulle hända"))
    imports.add_argument("--json", action="store_true")
    imports.set_defaults(run=_participants_import)

    needs = commands.add_parser("needs", help=_("vilka tolkar som behövs"))
    needs.add_argument("course", type=int, metavar=_("KURS"))
    needs.add_argument("--json", action="store_true")
    needs.set_defaults(run=_needs)


def _add_papers(commands: Any) -> None:
    pack = commands.add_parser("pack", help=_("allt att skriva ut till en träff, i en PDF"))
    pack.add_argument("course", type=int, metavar=_("KURS"))
    pack.add_argument("meeting", type=int, metavar=_("TRÄFF"))
    pack.add_argument("--track", metavar="fm|em")
    pack.add_argument("--out", type=Path, required=True, metavar=_("FIL"))
    pack.set_defaults(run=_pack)
    one = commands.add_parser("print", help=_("ett dokument"))
    one.add_argument("kind", choices=_PRINT_KINDS, metavar=_("SORT"), help=", ".join(_PRINT_KINDS))
    one.add_argument("course", type=int, metavar=_("KURS"))
    one.add_argument("meeting", type=int, nargs="?", metavar=_("TRÄFF"))
    one.add_argument("--track", metavar="fm|em")
    one.add_argument(
        "--languages",
        type=_words,
        default=(),
        metavar="ar,so",
        help=_("språk som läses; inget betyder bilder"),
    )
    one.add_argument("--size", type=int, default=14, metavar="14|16|18")
    one.add_argument("--participant", metavar="1:D07", help=_("till en deltagare"))
    one.add_argument("--themes", action="store_true", help=_("intyget nämner kursens teman"))
    one.add_argument(
        "--information",
        type=_moment,
        metavar="2027-01-12T10:00",
        help=_("inbjudan till ett informationsmöte"),
    )
    one.add_argument("--esf", action="store_true", help=_("med timmar och underskrift"))
    one.add_argument("--out", type=Path, required=True, metavar=_("FIL"))
    one.set_defaults(run=_print)


def _add_keys(commands: Any) -> None:
    keys = commands.add_parser("keys", help=_("lösenord och återställningsnyckel")).add_subparsers(
        dest="action", required=True
    )
    change = keys.add_parser("change-password", help=_("byt lösenord"))
    change.set_defaults(run=_change_password)
    recovery = keys.add_parser("new-recovery", help=_("gör en ny återställningsnyckel på papper"))
    recovery.add_argument("--out", type=Path, required=True, metavar=_("FIL"))
    recovery.set_defaults(run=_new_recovery)


# Words on the command line


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("datumet {text} finns inte, skriv till exempel 2027-01-19").format(text=text)
        ) from None


def _moment(text: str) -> datetime:
    """A day and time by the clock in Sweden."""
    from halsoskola.domain.courses import SWEDEN

    try:
        return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("tiden {text} går inte att läsa, skriv till exempel 2027-01-12T10:00").format(text=text)
        ) from None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip().lower() for part in text.split(",")) if word)


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(word) for word in _words(text))
    except ValueError:
        raise argparse.ArgumentTypeError(_("skriv siffror med komma emellan")) from None


def _weekdays(words: Sequence[str]) -> tuple[int, ...]:
    days = []
    for word in words:
        found = [number for name, number in _WEEKDAYS.items() if word.startswith(name)]
        if not found:
            raise RuleBroken(Refusal.WEEKDAY_UNREADABLE, text=word)
        days.append(found[0])
    return tuple(days)


# What commands stand on


def _paths(options: argparse.Namespace) -> Paths:
    return default_paths(options.data_dir)


def _complain(trouble: RuleBroken | StorageTrouble) -> None:
    from halsoskola.i18n.messages import sentence

    print(sentence(trouble), file=sys.stderr)


def _print_json(document: object) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _ask(variable: str, question: str) -> str:
    """What stands in the environment, or what the leader types without seeing it."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise StorageTrouble(Trouble.NO_PASSWORD_ASKED, variable=variable)
    return getpass.getpass(f"{question}: ")


def _ask_new(variable: str) -> str:
    """A new password, typed twice unless it stands in the environment."""
    first = _ask(variable, _("Välj ett lösenord"))
    if variable not in os.environ and getpass.getpass(_("Skriv det en gång till: ")) != first:
        raise RuleBroken(Refusal.PASSWORDS_DIFFER)
    return first


@contextmanager
def _opened(options: argparse.Namespace) -> "Iterator[Services]":
    """The use cases on the leader's data folder, which is made on first use."""
    from halsoskola.program import Program
    from halsoskola.services.clock import Clock

    with Program(_paths(options), Clock()) as program:
        if program.is_new:
            yield _first_use(program)
        else:
            yield program.unlock(_ask(PASSWORD, _("Lösenord")))


def _first_use(program: "Program") -> "Services":
    services, recovery_key = program.create(_ask_new(PASSWORD))
    print(
        _(
            "En ny mapp är gjord: {folder}. Det här är återställningsnyckeln. Skriv av den och lägg den i ett "
            "säkert skåp. Den visas bara nu."
        ).format(folder=program.paths.data),
        file=sys.stderr,
    )
    print(recovery_key, file=sys.stderr)
    return services


# Commands


def _seed(options: argparse.Namespace) -> int:
    from halsoskola.program import Program
    from halsoskola.services.clock import Clock
    from halsoskola.services.seed import seed

    with Program(_paths(options), Clock()) as program:
        services = _first_use(program) if program.is_new else program.unlock(_ask(PASSWORD, _("Lösenord")))
        if services.courses.count():
            raise RuleBroken(Refusal.FOLDER_NOT_EMPTY)
        today = options.today or services.clock.today()
        seed(program.store, services.plans, courses=options.courses, seed=options.seed, today=today)
    return DONE


def _check_plans(options: argparse.Namespace) -> int:
    from halsoskola.services.checking import check_plans

    paths = _paths(options)
    if options.folder is not None and not options.folder.is_dir():
        raise RuleBroken(Refusal.NO_PLAN_FOLDER, folder=options.folder)
    faults = check_plans(paths, options.folder)
    if options.json:
        _print_json([asdict(fault) for fault in faults])
    else:
        for fault in faults:
            place = f"{fault.file}: {fault.path}" if fault.path else fault.file
            print(f"{place}: {fault.sentence}", file=sys.stderr if fault.is_error else sys.stdout)
    return REFUSED if any(fault.is_error for fault in faults) else DONE


def _review(options: argparse.Namespace) -> int:
    from halsoskola.i18n.readability import severity_word, summary
    from halsoskola.services.reviewing import ReviewingService, finding_lines

    done = ReviewingService(_paths(options).resources).review_file(options.file)
    if options.json:
        _print_json(
            {
                "lix": round(done.lix, 1),
                "lix_without_words": round(done.lix_without_words, 1),
                "sentences": done.sentences,
                "words": done.words,
                "mean_sentence": round(done.mean_sentence, 1),
                "longest_sentence": done.longest_sentence,
                "findings": [asdict(line) for line in finding_lines(done)],
            }
        )
    else:
        for finding, line in zip(done.findings, finding_lines(done), strict=True):
            print(
                f"{line.line}:{line.column}: {severity_word(finding.severity)}: "
                f"”{' '.join(line.text.split())}”: {line.message}",
                file=sys.stderr if finding.is_error else sys.stdout,
            )
        print(summary(done))
    return REFUSED if done.has_errors else DONE


def _handout(options: argparse.Namespace) -> int:
    if bool(options.plan) == bool(options.all_of):
        print(_("Ange antingen en träffplan eller --all-of med ett kursupplägg."), file=sys.stderr)
        return MISUSED
    gc.disable()  # a sixth of the time; the process soon ends, and its memory with it
    try:
        return _make_handouts(options)
    finally:
        gc.enable()


def _make_handouts(options: argparse.Namespace) -> int:
    from halsoskola.services.handouts import HandoutService
    from halsoskola.services.plans import plan_service

    plans = plan_service(_paths(options))
    handouts = HandoutService(plans)
    chosen = (
        [plans.plan(place.plan_id) for place in plans.template(options.all_of).meetings]
        if options.all_of
        else [plans.plan(options.plan)]
    )
    made = [
        handouts.make(plan, options.languages, level=level, size=options.size)
        for plan in chosen
        for level in options.level
    ]
    handouts.save(made, options.out)
    missing = sorted({name for one in made for name in one.missing_facts})
    _tell_lines_to_fill_in(missing)
    return DONE


def _tell_lines_to_fill_in(facts: Sequence[str]) -> None:
    """Which facts the paper has empty lines for. facts: their names."""
    if facts:
        from halsoskola.i18n.labels import fact_label

        names = ", ".join(map(fact_label, facts))
        print(_("Tomma rader att fylla i för hand: {names}.").format(names=names), file=sys.stderr)


def _course_new(options: argparse.Namespace) -> int:
    from halsoskola.domain.courses import TrackCode
    from halsoskola.i18n.dates import capital, day
    from halsoskola.i18n.labels import label
    from halsoskola.services.courses import NewCourse

    wish = NewCourse(
        template=options.template,
        start=options.start,
        tracks=_tracks(options.tracks),
        weekdays=_weekdays(options.weekday),
        name=options.name,
        uses_names=options.names,
    )
    with _opened(options) as services:
        made = services.courses.create(wish)
    course = made.course
    print(
        _("Kurs {number} är gjord: {name}. {count} träffar, den första {day}.").format(
            number=course.number,
            name=course.name,
            count=len(made.preview.titles),
            day=day(course.starts_on),
        )
    )
    for code, days in made.preview.days.items():
        if days.moved_from is not None:
            print(
                _("{track}: första träffen är {day}, eftersom det inte är kursdag {wished}.").format(
                    track=capital(label(TrackCode(code))),
                    day=day(days.days[0], days.moved_from),
                    wished=day(days.moved_from),
                )
            )
    return DONE


def _course_list(options: argparse.Namespace) -> int:
    with _opened(options) as services:
        lines = services.courses.list()
    if options.json:
        _print_json(
            [
                {
                    "number": line.course.number,
                    "name": line.course.name,
                    "template": line.course.template,
                    "start": line.course.starts_on.isoformat(),
                    "end": line.course.ends_on.isoformat(),
                    "status": line.status.value,
                }
                for line in lines
            ]
        )
        return DONE
    from halsoskola.i18n.labels import label

    for line in lines:
        course = line.course
        print(
            f"{course.number:>4}  {course.starts_on}–{course.ends_on}  {label(line.status):<10} {course.name}"
        )
    if not lines:
        print(_("Det finns inga kurser. Kommandot course new gör en."))
    return DONE


def _course_show(options: argparse.Namespace) -> int:
    with _opened(options) as services:
        view = services.courses.view(services.courses.by_number(options.course).id)
    if options.json:
        _print_json(
            {
                "number": view.course.number,
                "name": view.course.name,
                "template": view.course.template,
                "tracks": [
                    {
                        "name": seats.track.code.value,
                        "capacity": seats.track.capacity,
                        "enrolled": seats.taken,
                        "waiting": seats.waiting,
                    }
                    for seats in view.tracks
                ],
                "meetings": [
                    {
                        "number": line.meeting.number,
                        "plan": line.meeting.plan,
                        "title": line.meeting.title,
                        "occasions": [
                            {
                                "track": one.track.code.value,
                                "start": one.occasion.start.isoformat(),
                                "end": one.occasion.end.isoformat(),
                                "venue": one.occasion.venue,
                                "status": one.occasion.status.value,
                            }
                            for one in line.occasions
                        ],
                    }
                    for line in view.meetings
                ],
            }
        )
        return DONE
    from halsoskola.i18n.dates import day_and_span

    print(f"{view.course.number}  {view.course.name}")
    for line in view.meetings:
        for one in line.occasions:
            when = day_and_span(one.occasion.start, one.occasion.end)
            print(f"{line.meeting.number:>3}  {one.track.code.value}  {when}  {line.meeting.title}")
    return DONE


def _participants_import(options: argparse.Namespace) -> int:
    with _opened(options) as services:
        course = services.courses.by_number(options.course)
        preview = services.importing.preview(course.id, options.file)
        if preview.plan.ok and not options.dry_run:
            services.importing.apply(preview)
    if options.json:
        _print_json(services.importing.as_json(preview))
    else:
        for line in services.importing.sentences(preview):
            print(line.text, file=sys.stderr if line.is_fault else sys.stdout)
    return DONE if preview.plan.ok else REFUSED


def _needs(options: argparse.Namespace) -> int:
    with _opened(options) as services:
        lines = services.interpreting.needs(services.courses.by_number(options.course).id)
    if options.json:
        _print_json(
            [
                {
                    "meeting": line.placed.meeting.number,
                    "track": line.placed.track.code.value,
                    "language": line.need.language,
                    "variant": line.need.variant,
                    "people": line.need.people,
                    "interpreters": line.need.interpreters,
                    "state": line.need.state.value,
                    "cancel_free_until": line.need.cancel_free_until.isoformat()
                    if line.need.cancel_free_until
                    else None,
                }
                for line in lines
            ]
        )
        return DONE
    from halsoskola.i18n.labels import label
    from halsoskola.i18n.languages import language_name

    for line in lines:
        name = language_name(line.need.language, line.need.variant)
        print(
            f"{line.placed.meeting.number:>3}  {line.placed.track.code.value}  "
            f"{line.placed.occasion.day}  {name:<24} {line.need.people:>3}  {label(line.need.state)}"
        )
    return DONE


def _pack(options: argparse.Namespace) -> int:
    with _opened(options) as services:
        pdf = services.printing.pack(_occasions(services, options))
        services.printing.save(pdf, options.out)
    return DONE


def _print(options: argparse.Namespace) -> int:
    from halsoskola.services.mail_drafts import make_file
    from halsoskola.services.print_kinds import PrintOrder, missing_facts

    with _opened(options) as services:
        course = services.courses.by_number(options.course)
        order = PrintOrder(
            course_id=course.id,
            occasions=() if options.meeting is None else tuple(_occasions(services, options)),
            tracks=_tracks([options.track]) if options.track else (),
            languages=tuple("" if code == _READS_NOTHING else code for code in options.languages),
            size=options.size,
            participant=_participant(options),
            with_themes=options.themes,
            information_meeting=options.information,
            esf=options.esf,
        )
        content = make_file(services, options.kind, order, options.out.suffix)
        services.printing.save(content, options.out)
        missing = missing_facts(services, options.kind)
    _tell_lines_to_fill_in(missing)
    return DONE


def _participant(options: argparse.Namespace) -> int | None:
    """The number behind "1:D07". Raises: RuleBroken when the course is another than the one that is printed."""
    from halsoskola.domain.participants import number_label, read_reference

    if options.participant is None:
        return None
    course, number = read_reference(options.participant)
    if course != options.course:
        raise RuleBroken(Refusal.NO_SUCH_PARTICIPANT, number=number_label(number))
    return number


def _change_password(options: argparse.Namespace) -> int:
    from halsoskola.program import Program
    from halsoskola.services.clock import Clock

    with Program(_paths(options), Clock()) as program:
        old = os.environ.get(RECOVERY_KEY)
        if old is not None:
            program.unlock_with_recovery(old, _ask_new(NEW_PASSWORD))
        else:
            program.change_password(_ask(PASSWORD, _("Lösenord")), _ask_new(NEW_PASSWORD))
    print(_("Lösenordet är bytt."))
    return DONE


def _new_recovery(options: argparse.Namespace) -> int:
    from halsoskola.program import Program
    from halsoskola.services.clock import Clock

    with Program(_paths(options), Clock()) as program:
        password = _ask(PASSWORD, _("Lösenord"))
        services = program.unlock(password)
        # The sheet is on the disk before the old key stops working.
        with program.new_recovery_key(password) as recovery_key:
            pdf = services.printing.recovery_sheet(recovery_key, program.database_label)
            services.printing.save(pdf, options.out)
    print(
        _("Den nya återställningsnyckeln står i {file}. Den gamla gäller inte längre.").format(
            file=options.out
        )
    )
    return DONE


def _tracks(words: Sequence[str]) -> "tuple[TrackCode, ...]":
    from halsoskola.domain.courses import TrackCode

    try:
        return tuple(map(TrackCode, words))
    except ValueError:
        raise RuleBroken(Refusal.TRACKS_WRONG) from None


def _occasions(services: "Services", options: argparse.Namespace) -> list[str]:
    """The occasion asked for, or without --track all of the meeting, morning first."""
    course = services.courses.by_number(options.course)
    codes = (
        _tracks([options.track])
        if options.track
        else [seats.track.code for seats in services.courses.view(course.id).tracks]
    )
    return [services.courses.occasion_of(course.id, options.meeting, code).id for code in codes]
