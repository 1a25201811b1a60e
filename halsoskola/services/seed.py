"""Synthetic courses: some hundred for measuring and testing, or three for trying the program out.

Nothing here comes from chance or a clock: ids and rows follow from seed, date and a stable key of the course, so
each course is the same however many there are. The same rules hold as for what a leader types; tests ask them all.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import SEATS, TrackCode, meeting_days
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.interpreting import Agency, BookingState
from halsoskola.services import invented
from halsoskola.services.calendar import ClosedDays, is_public_holiday
from halsoskola.services.invented import Dice
from halsoskola.services.invented_course import (
    CourseMaker,
    CourseMaterial,
    CourseOutline,
    PromiseOutline,
    stable_id,
    weekday_before,
)
from halsoskola.storage.bulk import insert_agencies, insert_courses, insert_plan_copies
from halsoskola.storage.store import Store

if TYPE_CHECKING:
    from halsoskola.services.plans import PlanService

DEMO_SEED = 1
DEMO_COURSES = 3
MOST_COURSES = 2000
"""At one end every ninth day these reach back fifty years."""

DAYS_OF_PEACE = 45
"""So long before the date all other courses are over, and the month around it is the two running courses' own."""

DAYS_BETWEEN_ENDS = 9
"""About forty courses a year, as a region with several teams gives."""

_WEEK = timedelta(days=7)
_FM, _EM = TrackCode.FM, TrackCode.EM


def seed(store: Store, plans: "PlanService", *, courses: int, seed: int, today: date) -> None:
    """Fills an empty store with `courses` courses as they would stand on `today`, all or nothing.

    Numbers 1 and 2 are running, the others over. Raises: RuleBroken outside 1–2000 courses; StorageTrouble.
    """
    if not 1 <= courses <= MOST_COURSES:
        raise RuleBroken(Refusal.SEED_COUNT, least=1, most=MOST_COURSES)
    _fill(store, CourseMaterial.of(plans), courses, seed, today, is_public_holiday)


def seed_demo(store: Store, today: date) -> None:
    """Fills an empty store with two running courses and a finished one; the first meets on `today`, whatever day.

    There is something of everything on Idag: an interpreter for today who is not confirmed, one whom nobody needs,
    a register from last week that nobody confirmed, promises, deadlines. The courses' own copies of their plans
    are not there yet: `add_plan_copies` brings them when the day is on the screen.
    """

    def is_closed(day: date) -> bool:
        return day != today and is_public_holiday_by_rule(day)

    _fill(store, CourseMaterial.remembered(), DEMO_COURSES, DEMO_SEED, today, is_closed, first=today)


def add_plan_copies(store: Store, plans: "PlanService") -> None:
    """Gives every course of a demonstration its own copies of the plans it was made from."""
    copies = CourseMaterial.of(plans).copies
    with store.write("Exempeldata", undoable=False) as write:
        insert_plan_copies(write.db, copies)


def is_public_holiday_by_rule(day: date) -> bool:
    """What `calendar.is_public_holiday` says from 2005 on, worked out here.

    WORKAROUND: importing `holidays` takes longer than all of the demonstration's data; a test holds the two equal.
    Can go when that import is quick. Source: lagen (1989:253) om allmänna helgdagar; semesterlagen 3 a §.
    """
    if (day.month, day.day) in {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}:
        return True
    if (day - _easter(day.year)).days in {-2, 0, 1, 39, 49}:
        return True
    friday, saturday = day.weekday() == 4, day.weekday() == 5
    midsummer = day.month == 6 and ((friday and 19 <= day.day <= 25) or (saturday and 20 <= day.day <= 26))
    all_saints = saturday and (day.month, day.day) >= (10, 31) and (day.month, day.day) <= (11, 6)
    return midsummer or all_saints


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar. Source: the anonymous algorithm in Nature, 20 April 1876."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fill(
    store: Store,
    library: CourseMaterial,
    courses: int,
    seed: int,
    today: date,
    is_closed: ClosedDays,
    first: date | None = None,
) -> None:
    """first: the day of the first course's next meeting, an open day; None chooses one."""
    agency = Agency(
        id=stable_id(seed, "agency"),
        name="Exempeltolkarna",
        phone="070-174 06 90",
        customer_number="K 1001",
        free_hours_on_site=48,
        free_hours_remote=24,
    )
    outlines = _outlines(
        courses, seed, today, first or _office_day(today, is_closed), len(library.places), is_closed
    )
    with store.write("Exempeldata", undoable=False) as write:
        insert_agencies(write.db, [agency])
        insert_courses(
            write.db, (CourseMaker(outline, library, seed, today, agency.id).make() for outline in outlines)
        )


# When the courses are given, and what happens in them


def _outlines(
    courses: int, seed: int, today: date, first: date, meetings: int, is_closed: ClosedDays
) -> Iterator[CourseOutline]:
    """first: the day of the first course's next meeting."""
    yield _first_running(_days_around(first, 5, meetings, is_closed), today)
    if courses > 1:
        second = _office_day(first + timedelta(days=2), is_closed)
        yield _second_running(_days_around(second, 9, meetings, is_closed), today)
    for place in range(courses - 2):
        end = today - timedelta(days=DAYS_OF_PEACE + DAYS_BETWEEN_ENDS * place)
        end = _office_day(end, is_closed, step=-1)
        yield _past(place, seed, _days_around(end, meetings, meetings, is_closed))


def _office_day(day: date, is_closed: ClosedDays, *, step: int = 1) -> date:
    """`day`, or the next (with step -1 the last) one on which offices are open."""
    while day.weekday() > 4 or is_closed(day):
        day += timedelta(days=step)
    return day


def _days_around(day: date, number: int, count: int, is_closed: ClosedDays) -> tuple[date, ...]:
    """The days of `count` weekly meetings of which number `number` is on `day`, which must be open."""
    start = day
    for _ in range(number - 1):
        start -= _WEEK
        while is_closed(start):
            start -= _WEEK
    return meeting_days(start, (day.weekday(),), count, is_closed).days


def _first_running(days: tuple[date, ...], today: date) -> CourseOutline:
    """Meeting 5 comes next: the one that is looked at first when somebody tries the program."""
    said, stays = MarkKind.ANNOUNCED, MarkKind.ABSENT
    return CourseOutline(
        key="running-1",
        number=1,
        days=days,
        venue=invented.VENUES[0],
        speakers={_FM: invented.FIRST_MORNING, _EM: invented.FIRST_AFTERNOON},
        joins={11: 3},
        marks={
            (3, 7): stays,
            (4, 7): stays,
            (4, 19): said,
            (5, 5): said,
            (5, 10): MarkKind.VISITS,
            (5, 14): said,
            (5, 21): said,
            (5, 24): said,
            # All three who speak Somali: their interpreter can be cancelled.
            (6, 5): said,
            (6, 6): said,
            (6, 9): said,
        },
        unconfirmed=frozenset({(4, _EM)}),
        promises=(
            PromiseOutline(2, None, invented.GROUP_PROMISES[1], days[2], days[2]),
            PromiseOutline(3, 15, "Fråga sfi om tiden för provet", days[3], days[3]),
            PromiseOutline(4, 8, "Svar från Försäkringskassan", weekday_before(today + timedelta(days=3))),
            PromiseOutline(4, 3, "Individuellt samtal", weekday_before(today + timedelta(days=6))),
        ),
    )


def _second_running(days: tuple[date, ...], today: date) -> CourseOutline:
    """Meeting 9 comes next. Smaller room in the afternoon, so that somebody waits for a seat."""
    return CourseOutline(
        key="running-2",
        number=2,
        days=days,
        venue=invented.VENUES[2],
        speakers={_FM: invented.SECOND_MORNING, _EM: invented.SECOND_AFTERNOON},
        seats={_FM: SEATS, _EM: SEATS - 1},
        uses_names=True,
        leaves={5: 6},
        waits=frozenset({24}),
        marks={(9, 6): MarkKind.ANNOUNCED},
        # D05, who needed Dari in the morning, has left.
        bookings={(9, _FM, "prs"): BookingState.CANCELLED, (10, _FM, "prs"): BookingState.TO_CANCEL},
        promises=(
            PromiseOutline(5, 2, "Ta med busstidtabellen", days[5], days[5]),
            PromiseOutline(8, None, invented.GROUP_PROMISES[0], today + timedelta(days=12)),
        ),
    )


def _past(place: int, seed: int, days: tuple[date, ...]) -> CourseOutline:
    """place: 0 for the one that ended last."""
    key = f"past-{place}"
    dice = Dice(seed, key, "outline")
    morning, afternoon = dice.pick(invented.MIXES)
    return CourseOutline(
        key=key,
        number=place + 3,
        days=days,
        venue=invented.VENUES[(place + 1) % len(invented.VENUES)],
        speakers={_FM: dice.shuffled(morning), _EM: dice.shuffled(afternoon)},
        variants={"ti": "eritreansk"} if place % 4 == 2 else {},
        joins={dice.number(1, 24): 3} if place % 5 == 1 else {},
        leaves={dice.number(1, 24): dice.number(6, 10)} if place % 5 == 3 else {},
        cancelled=frozenset({(dice.number(3, 11), dice.pick((_FM, _EM)))}) if place % 8 == 4 else frozenset(),
    )
