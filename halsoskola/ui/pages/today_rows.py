"""What stands on Idag, worked out from what the service knows: rows in words, in the order they are dealt with.

No widgets here: the same day always gives the same rows, so the page draws itself anew only when they differ.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from halsoskola.domain.courses import OccasionStatus, TrackCode
from halsoskola.domain.interpreting import Booking, BookingState, InterpreterNeed, LanguageGroup, NeedState
from halsoskola.i18n import dates
from halsoskola.i18n.catalogues import _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name, variant_name
from halsoskola.services.closing import Promise
from halsoskola.services.rooms import Room
from halsoskola.services.today import DAYS_AHEAD, InterpreterTask, TodayView
from halsoskola.ui.theme import State
from halsoskola.ui.widgets.page import PageAddress
from halsoskola.ui.widgets.pill import PillFacts

MOST_REGISTERS = 3
"""More unconfirmed registers than this in one course become one row."""

MOST_DEADLINES = 6
MOST_COMING = 4


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Shows a page of the window."""

    address: PageAddress


@dataclass(frozen=True, slots=True)
class TalkToAgency:
    """Shows number and words for the tolkförmedling, and takes down what was agreed."""

    occasion_id: str
    language: str
    variant: str


@dataclass(frozen=True, slots=True)
class KeepPromise:
    """Ticks a promise as kept. text: the promise, for the message about it."""

    follow_up_id: str
    text: str


Action = OpenPage | TalkToAgency | KeepPromise


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One of today's occasions. in_full: the languages with their whole names."""

    key: str
    span: str
    run: str
    title: str
    place: str
    expected: str
    languages: str
    in_full: str
    pill: PillFacts | None
    action: Action
    comes_next: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to do. bold: what in `text` must not be missed. urgent: today goes wrong without it."""

    key: str
    icon: str
    state: State | None
    title: str
    text: str
    button: str
    action: Action
    bold: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """meeting: with the course's number where several run; course: its name, for whoever points at the row."""

    languages: str
    meeting: str
    course: str
    moment: str
    pill: PillFacts


@dataclass(frozen=True, slots=True)
class PromiseRow:
    key: str
    whom: str
    text: str
    due: str
    action: KeepPromise


@dataclass(frozen=True, slots=True)
class ComingRow:
    """A day on which a meeting is given. address: of its first run."""

    day: str
    meeting: str
    name: str
    address: PageAddress


@dataclass(frozen=True, slots=True)
class TodayPicture:
    """Everything that stands on the page. course: its name when all of today's occasions are of one course.

    several_courses: whether rows must tell which. more_deadlines: how many did not fit. calm: what to say when there is
    nothing to do, "" otherwise. next_meeting: a sentence about what comes next.
    """

    title: str
    subtitle: str
    has_courses: bool
    several_courses: bool
    course: str
    rooms: tuple[RoomRow, ...]
    tasks: tuple[TaskRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    more_deadlines: int
    promises: tuple[PromiseRow, ...]
    coming: tuple[ComingRow, ...]
    calm: str
    next_meeting: str


def picture(view: TodayView) -> TodayPicture:
    """The page for a view."""
    tasks = task_rows(view)
    every = (*view.rooms, *view.coming)
    several = len({room.placed.course.id for room in every}) > 1
    courses = {room.placed.course.name for room in view.rooms}
    deadlines = _deadline_rows(view, several)
    return TodayPicture(
        title=dates.capital(dates.day(view.today)),
        subtitle=_subtitle(len(view.rooms), len(tasks)) if view.has_courses else "",
        has_courses=view.has_courses,
        several_courses=several,
        course=next(iter(courses)) if len(courses) == 1 else "",
        rooms=_room_rows(view, show_course=len(courses) > 1),
        tasks=tasks,
        deadlines=deadlines[:MOST_DEADLINES],
        more_deadlines=max(0, len(deadlines) - MOST_DEADLINES),
        promises=tuple(map(_promise_row, view.later_promises)),
        coming=_coming_rows(view, several),
        calm=_calm(view) if not tasks else "",
        next_meeting=_next_meeting(view),
    )


def _subtitle(rooms: int, tasks: int) -> str:
    first = (
        ngettext("{count} träff i dag", "{count} träffar i dag", rooms).format(count=rooms)
        if rooms
        else _("Ingen träff i dag")
    )
    second = (
        ngettext("{count} sak att göra", "{count} saker att göra", tasks).format(count=tasks)
        if tasks
        else _("inget att göra")
    )
    return _("{meetings} · {tasks}").format(meetings=first, tasks=second)


def _calm(view: TodayView) -> str:
    left = any(_is_ahead(room, view.now) for room in view.rooms)
    return _("Inget mer att göra före träffen.") if left else _("Allt är klart för i dag.")


def _next_meeting(view: TodayView) -> str:
    left = next((room.placed for room in view.rooms if _is_ahead(room, view.now)), view.following)
    if left is None:
        return _("Ingen fler träff är planerad.")
    return _("Nästa träff är {when}: träff {number} · {title}.").format(
        when=dates.day_and_span(left.occasion.start, left.occasion.end, view.today),
        number=left.meeting.number,
        title=left.meeting.title,
    )


def _is_ahead(room: Room, now: datetime) -> bool:
    occasion = room.placed.occasion
    return occasion.end > now and occasion.status is OccasionStatus.PLANNED


# Today's occasions


def _room_rows(view: TodayView, *, show_course: bool) -> tuple[RoomRow, ...]:
    following = next((room.placed.occasion.id for room in view.rooms if _is_ahead(room, view.now)), "")
    rows = []
    for room in view.rooms:
        placed = room.placed
        occasion = placed.occasion
        place = [placed.course.name] if show_course else []
        place.append(occasion.venue or _("plats inte bestämd"))
        rows.append(
            RoomRow(
                key=f"room {occasion.id}",
                span=dates.span(occasion.start, occasion.end),
                run=label(placed.track.code),
                title=_meeting_title(placed.meeting.number, placed.meeting.title),
                place=" · ".join(place),
                expected=_how_many(room),
                # Broken between two languages, never inside one.
                languages="\u00a0· ".join(
                    f"{_short_group(group)}\u00a0{group.people}" for group in room.groups
                ),
                in_full=", ".join(
                    f"{language_name(group.language, group.variant)} {group.people}" for group in room.groups
                ),
                pill=room_pill(room),
                action=OpenPage(PageAddress("occasion", occasion.id)),
                comes_next=occasion.id == following,
            )
        )
    return tuple(rows)


def room_pill(room: Room) -> PillFacts | None:
    """How the interpreters of an occasion stand, by what is worst; None when nobody needs one."""
    if room.placed.occasion.status is OccasionStatus.HELD:
        return PillFacts(State.OFF, _("närvaron klar"), "check-check")
    states = [need.state for need in room.needs]
    count = states.count
    if missing := count(NeedState.NEED):
        said = ngettext("{count} tolk saknas", "{count} tolkar saknas", missing)
        return PillFacts(State.WRONG, said.format(count=missing))
    if ordered := count(NeedState.ORDERED):
        said = ngettext("{count} obekräftad", "{count} obekräftade", ordered)
        return PillFacts(State.WATCH, said.format(count=ordered))
    if needless := count(NeedState.TO_CANCEL):
        return PillFacts(State.WRONG, _("{count} att avboka").format(count=needless), "calendar-x")
    sure = count(NeedState.CONFIRMED) + count(NeedState.DONE)
    if not sure:
        return PillFacts(State.OFF, _("ingen tolk behövs"))
    said = ngettext("{count} tolk bekräftad", "{count} tolkar bekräftade", sure)
    return PillFacts(State.GOOD, said.format(count=sure))


_IN_BRACKETS = re.compile(r"\((.+)\)")


def common_name(code: str) -> str:
    """What people say: "arabiska", but "kurmanji" for nordkurdiska (kurmanji)."""
    name = language_name(code)
    found = _IN_BRACKETS.search(name)
    return found[1] if found else name


def short_name(code: str) -> str:
    """As short as leaders write it: the code when it has two letters, else what people say."""
    return code if len(code) == 2 else common_name(code)


def _short_group(group: LanguageGroup) -> str:
    name = short_name(group.language)
    if not group.variant:
        return name
    return _("{language}\u00a0({variant})").format(language=name, variant=variant_name(group.variant))


def _how_many(room: Room) -> str:
    if room.is_confirmed:
        return _("{count} var här").format(count=room.count.here)
    return _("{count} väntas").format(count=len(room.expected)) if room.expected else _("ingen väntas")


def _meeting_title(number: int, title: str) -> str:
    return _("Träff {number} · {title}").format(number=number, title=title)


# What there is to do


def task_rows(view: TodayView) -> tuple[TaskRow, ...]:
    """What goes wrong first stands first: today's interpreters, money, bookings, registers, promises."""
    return (
        *map(_unconfirmed_row, view.unconfirmed_today),
        *(_cancel_row(task, view) for task in view.to_cancel),
        *_need_rows(view),
        *_register_rows(view),
        *(_due_row(promise, view.today) for promise in view.due_promises),
    )


def _about(task: InterpreterTask) -> TalkToAgency:
    return TalkToAgency(task.room.placed.occasion.id, task.need.language, task.need.variant)


def _key(kind: str, task: InterpreterTask) -> str:
    return f"{kind} {task.room.placed.occasion.id} {task.need.language} {task.need.variant}"


def _unconfirmed_row(task: InterpreterTask) -> TaskRow:
    need = task.need
    facts = {
        "language": language_name(need.language, need.variant),
        "clock": dates.clock(task.room.placed.occasion.starts_at),
    }
    booking = _first_booking(need, BookingState.ORDERED)
    if need.state is NeedState.NEED or booking is None:
        title = _("Ingen tolk i {language} är beställd till i dag kl. {clock}").format(**facts)
        people = ngettext("{count} person behöver tolken.", "{count} personer behöver tolken.", need.people)
        text = [people.format(count=need.people)]
    else:
        title = _("Tolken i {language} i dag kl. {clock} är inte bekräftad").format(**facts)
        text = [_sentence(booking.noted)] if booking.noted else []
        if booking.booking_number:
            text.append(_("Bokningsnummer {number}.").format(number=booking.booking_number))
    text.append(_("Ring tolkförmedlingen."))
    return TaskRow(
        key=_key("unconfirmed", task),
        icon="circle-alert",
        state=State.WRONG,
        title=title,
        text=" ".join(text),
        button=_("Ring …"),
        action=_about(task),
        urgent=True,
    )


def _first_booking(need: InterpreterNeed, state: BookingState) -> Booking | None:
    return next((booking for booking in need.bookings if booking.state is state), None)


def _sentence(text: str) -> str:
    kept = text.strip()
    return kept if kept.endswith((".", "!", "?")) else f"{kept}."


def _cancel_row(task: InterpreterTask, view: TodayView) -> TaskRow:
    occasion = task.room.placed.occasion
    name = language_name(task.need.language, task.need.variant)
    when = _("i dag") if occasion.day == view.today else dates.day(occasion.day, view.today)
    run = _short_run(task.room.placed.track.code)
    if occasion.status is OccasionStatus.CANCELLED:
        title = _("Träffen {when} {run} är inställd, men tolken i {language} är beställd")
    else:
        title = _("Ingen behöver tolk i {language} {when} {run}")
    deadline = task.need.cancel_free_until
    if deadline is not None and deadline >= view.now:
        bold = _("{day} kl. {clock}").format(day=dates.day(deadline.date()), clock=dates.clock(deadline))
        text = _("Avboka gratis senast {moment}.").format(moment=bold)
        # Costs money if it waits until tomorrow.
        urgent = deadline.date() == view.today
    else:
        bold, urgent = "", False
        text = _("Det går inte längre att avboka gratis. Avboka ändå, så att ingen kommer i onödan.")
    return TaskRow(
        key=_key("cancel", task),
        icon="languages",
        state=State.WRONG if urgent else State.WATCH,
        title=title.format(when=when, run=run, language=name),
        text=text,
        bold=bold,
        button=_("Avboka hos dem …"),
        action=_about(task),
        urgent=urgent,
    )


def _short_run(code: TrackCode) -> str:
    return _("fm") if code is TrackCode.FM else _("em")


def _need_rows(view: TodayView) -> list[TaskRow]:
    """One row per course and language; the one that is needed soonest first."""
    groups: dict[tuple[str, str, str], list[InterpreterTask]] = {}
    for task in view.needs:
        key = (task.room.placed.course.id, task.need.language, task.need.variant)
        groups.setdefault(key, []).append(task)
    several = len({course for course, _language, _variant in groups}) > 1
    rows = []
    for tasks in groups.values():
        first = tasks[0]
        said = ngettext(
            "Tolk i {language} är inte beställd till {count} träff",
            "Tolk i {language} är inte beställd till {count} träffar",
            len(tasks),
        )
        days = _days_and_runs(tasks)
        course = first.room.placed.course.name
        rows.append(
            TaskRow(
                key=f"need {first.room.placed.course.id} {first.need.language} {first.need.variant}",
                icon="phone",
                state=None,
                title=said.format(
                    language=language_name(first.need.language, first.need.variant), count=len(tasks)
                ),
                text=_("{course}: {days}").format(course=course, days=days)
                if several
                else dates.capital(days),
                button=_("Beställ …"),
                action=_about(first),
            )
        )
    return rows


def _days_and_runs(tasks: Sequence[InterpreterTask]) -> str:
    """ "tis 9 mars fm och em, tis 16 mars fm"."""
    parts = []
    for day, of_day in groupby(tasks, key=lambda task: task.room.placed.occasion.day):
        runs = [_short_run(task.room.placed.track.code) for task in of_day]
        joined = _("{first} och {second}").format(first=runs[0], second=runs[1]) if len(runs) > 1 else runs[0]
        parts.append(f"{dates.short_day(day)} {joined}")
    return ", ".join(parts)


def _register_rows(view: TodayView) -> list[TaskRow]:
    rows = []
    by_course: dict[str, list[Room]] = {}
    for room in view.registers:
        if not room.lines:
            continue  # nobody was in the course yet
        by_course.setdefault(room.placed.course.id, []).append(room)
    for course_id, rooms in by_course.items():
        if len(rooms) > MOST_REGISTERS:
            rows.append(_register_group(course_id, rooms, view.today))
        else:
            rows += [_register_row(room, view.today) for room in rooms]
    return rows


def _register_row(room: Room, today: date) -> TaskRow:
    placed = room.placed
    count = len(room.expected)
    if placed.occasion.day == today:
        said = _("{count} var väntade i dag. Stämmer det?")
    else:
        said = _("{count} var väntade {day}. Stämmer det?")
    return TaskRow(
        key=f"register {placed.occasion.id}",
        icon="clipboard-check",
        state=None,
        title=_("Träff {number} · {title}, {run}: närvaron är inte bekräftad").format(
            number=placed.meeting.number, title=placed.meeting.title, run=label(placed.track.code)
        ),
        text=said.format(count=count, day=dates.day(placed.occasion.day, today)),
        button=_("Bekräfta"),
        action=OpenPage(PageAddress("occasion", placed.occasion.id, "during")),
    )


def _register_group(course_id: str, rooms: Sequence[Room], today: date) -> TaskRow:
    first, last = rooms[0].placed, rooms[-1].placed
    return TaskRow(
        key=f"registers {course_id}",
        icon="clipboard-check",
        state=None,
        title=_("{course}: närvaron är inte bekräftad vid {count} träffar").format(
            course=first.course.name, count=len(rooms)
        ),
        text=_("Från {first} till {last}.").format(
            first=dates.day(first.occasion.day, today), last=dates.day(last.occasion.day, today)
        ),
        button=_("Visa"),
        action=OpenPage(PageAddress("course", course_id, "attendance")),
    )


def _due_row(promise: Promise, today: date) -> TaskRow:
    follow_up = promise.follow_up
    late = follow_up.due < today
    if promise.label:
        title = _("Löfte till {whom}: {text}").format(whom=promise.label, text=follow_up.text)
    else:
        title = _("Löfte till gruppen: {text}").format(text=follow_up.text)
    when = dates.day(follow_up.due, today)
    return TaskRow(
        key=f"promise {follow_up.id}",
        icon="messages-square",
        state=State.WATCH if late else None,
        title=title,
        text=_("Skulle ha varit klart {day}.").format(day=when) if late else _("Ska vara klart i dag."),
        button=_("Klart"),
        action=KeepPromise(follow_up.id, follow_up.text),
    )


# The right column


def _deadline_rows(view: TodayView, several: bool) -> tuple[DeadlineRow, ...]:
    """Languages of one occasion that stand alike share a row."""
    rows = []

    def alike(task: InterpreterTask) -> tuple[datetime | None, str, str]:
        return task.need.cancel_free_until, task.room.placed.occasion.id, _deadline_pill(task).text

    for _alike, of_row in groupby(sorted(view.deadlines, key=lambda task: _sortable(alike(task))), key=alike):
        tasks = list(of_row)
        first = tasks[0]
        placed = first.room.placed
        assert first.need.cancel_free_until is not None
        meeting = _("träff {number} {run}") if not several else _("kurs {course} träff {number} {run}")
        rows.append(
            DeadlineRow(
                languages=", ".join(common_name(task.need.language) for task in tasks),
                meeting=meeting.format(
                    number=placed.meeting.number,
                    run=_short_run(placed.track.code),
                    course=placed.course.number,
                ),
                course=placed.course.name,
                moment=dates.moment(first.need.cancel_free_until),
                pill=_deadline_pill(first),
            )
        )
    return tuple(rows)


def _sortable(key: tuple[datetime | None, str, str]) -> tuple[str, str, str]:
    return (key[0].isoformat() if key[0] else "", key[1], key[2])


def _deadline_pill(task: InterpreterTask) -> PillFacts:
    called_off = task.room.placed.occasion.status is OccasionStatus.CANCELLED
    if task.need.state is NeedState.TO_CANCEL or called_off:
        return PillFacts(State.WRONG, _("behövs ej"))
    if task.need.state is NeedState.CONFIRMED:
        return PillFacts(State.GOOD, _("behövs"))
    return PillFacts(State.ASKED, label(NeedState.ORDERED))


def _promise_row(promise: Promise) -> PromiseRow:
    follow_up = promise.follow_up
    return PromiseRow(
        key=f"later {follow_up.id}",
        whom=promise.label or _("gruppen"),
        text=follow_up.text,
        due=dates.short_day(follow_up.due),
        action=KeepPromise(follow_up.id, follow_up.text),
    )


def _coming_rows(view: TodayView, several: bool) -> tuple[ComingRow, ...]:
    """The next meetings, each day once, whichever runs it has."""
    rows: dict[tuple[date, str], ComingRow] = {}
    placed = [room.placed for room in view.coming] or ([view.following] if view.following else [])
    for one in placed:
        meeting = _meeting_title(one.meeting.number, one.meeting.title)
        if several:
            meeting = _("kurs {course} · {meeting}").format(meeting=meeting, course=one.course.number)
        day = dates.day(one.occasion.day, view.today)
        row = ComingRow(
            day=dates.capital(day),
            meeting=meeting,
            name=_("Öppna {meeting}, {day}").format(meeting=meeting, day=day),
            address=PageAddress("occasion", one.occasion.id),
        )
        rows.setdefault((one.occasion.day, one.meeting.id), row)
    return tuple(rows.values())[:MOST_COMING]


def days_ahead() -> str:
    """ "14 dagar", beside the deadlines."""
    return _("{count} dagar").format(count=DAYS_AHEAD)


def numbered(rows: Iterable[RoomRow | TaskRow]) -> list[tuple[str, Action]]:
    """Digit and action in the order of the page, for the first nine."""
    return [(str(at), row.action) for at, row in zip(range(1, 10), rows, strict=False)]
