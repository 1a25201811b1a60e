"""Interpreter need per occasion and language, and what the leader has agreed with the tolkförmedling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from halsoskola.domain.changes import Changes
from halsoskola.domain.courses import OccasionStatus
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.domain.interpreting import (
    LIVE,
    Agency,
    Booking,
    BookingState,
    InterpreterMode,
    InterpreterNeed,
    check_transition,
)
from halsoskola.domain.languages import language
from halsoskola.domain.personal_numbers import looks_like_personal_number
from halsoskola.i18n.catalogues import _, in_swedish
from halsoskola.i18n.dates import day_and_span
from halsoskola.services.clock import Clock
from halsoskola.services.ids import new_id
from halsoskola.services.rooms import load_room, load_rooms, placed_or_refused, rooms_of_course
from halsoskola.storage import interpreting as booking_rows
from halsoskola.storage.courses import PlacedOccasion
from halsoskola.storage.store import Store

MOST_FREE_HOURS = 336
"""Two weeks; no agreement that was seen asks for more."""


@dataclass(frozen=True, slots=True)
class NeedLine:
    placed: PlacedOccasion
    need: InterpreterNeed


@dataclass(frozen=True, slots=True)
class Order:
    """What to say to the tolkförmedling: nothing about participants but the head count."""

    agency: Agency
    text: str


class InterpretingService:
    def __init__(self, store: Store, clock: Clock, *, ids: Callable[[], str] = new_id) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def needs(self, course_id: str) -> tuple[NeedLine, ...]:
        """By meeting, morning before afternoon, then by size of the group."""
        with self._store.read() as db:
            rooms = rooms_of_course(db, course_id)
        return tuple(NeedLine(room.placed, need) for room in rooms for need in room.needs)

    def agency(self) -> Agency:
        """The tolkförmedling that orders go to; an unnamed one until the leader has filled it in."""
        with self._store.read() as db:
            found = booking_rows.agencies(db)
        return next(iter(found.values()), Agency(id="", name=""))

    def save_agency(self, agency: Agency) -> Changes:
        """Keeps number, phone and cancellation hours.

        Raises: RuleBroken for hours outside 0–336, or a personnummer in one of the texts.
        """
        hours = (agency.free_hours_on_site, agency.free_hours_remote)
        if not all(0 <= one <= MOST_FREE_HOURS for one in hours):
            raise RuleBroken(Refusal.HOURS_WRONG, most=MOST_FREE_HOURS)
        if (
            looks_like_personal_number(agency.name)
            or looks_like_personal_number(agency.customer_number)
            or looks_like_personal_number(agency.phone, phone_expected=True)
        ):
            raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)
        with self._store.write(_("Tolkförmedling")) as write:
            booking_rows.save_agency(write.db, agency if agency.id else replace(agency, id=self._ids()))
        return write.changes

    def later_occasions(self, occasion_id: str, language_code: str, variant: str) -> tuple[str, ...]:
        """This occasion and the later ones of the same track where the language is needed and nothing is booked."""
        with self._store.read() as db:
            placed = placed_or_refused(db, occasion_id)
            rooms = rooms_of_course(db, placed.course.id)
        return tuple(
            room.placed.occasion.id
            for room in rooms
            if room.placed.track.id == placed.track.id
            and room.placed.occasion.start >= placed.occasion.start
            and room.placed.occasion.status is OccasionStatus.PLANNED
            and any(
                (need.language, need.variant) == (language_code, variant)
                and need.people
                and not any(booking.state in LIVE for booking in need.bookings)
                for need in room.needs
            )
        )

    @in_swedish()
    def order_text(
        self, occasion_ids: Sequence[str], language_code: str, variant: str, mode: InterpreterMode
    ) -> Order:
        """The order in Swedish, ready to copy into a mail or to read on the phone."""
        with self._store.read() as db:
            placed = [placed_or_refused(db, occasion_id) for occasion_id in occasion_ids]
            rooms = load_rooms(db, placed)
        agency = self.agency()
        name = language(language_code).swedish
        lines = [
            "Vi vill beställa tolk i {language}.".format(language=f"{name} ({variant})" if variant else name),
            f"Sätt: {_MODE[mode]}. Ämne: kurs om hälsa och samhälle, i grupp.",
        ]
        if agency.customer_number:
            lines.append(f"Kundnummer: {agency.customer_number}")
        for occasion_id in occasion_ids:
            room = rooms[occasion_id]
            occasion = room.placed.occasion
            people = next(
                (n.people for n in room.needs if (n.language, n.variant) == (language_code, variant)), 0
            )
            lines.append(
                "• {when}, {place}. {people} personer i språkgruppen.".format(
                    when=day_and_span(occasion.start, occasion.end, self._clock.today()),
                    place=occasion.venue or "plats meddelas",
                    people=people,
                )
            )
        return Order(agency, "\n".join(lines))

    @in_swedish()
    def cancellation_text(self, booking_id: str) -> Order:
        """What to say in Swedish to the tolkförmedling when an interpreter is not needed after all.

        Raises: RuleBroken when the booking is gone.
        """
        with self._store.read() as db:
            booking = booking_rows.booking(db, booking_id)
            if booking is None:
                raise RuleBroken(Refusal.BOOKING_GONE)
            agency = booking_rows.agencies(db)[booking.agency_id]
            occasion = placed_or_refused(db, booking.occasion_id).occasion
        name = language(booking.language).swedish
        lines = [
            "Vi vill avboka tolk i {language}.".format(
                language=f"{name} ({booking.variant})" if booking.variant else name
            ),
            "• {when}, {place}.".format(
                when=day_and_span(occasion.start, occasion.end, self._clock.today()),
                place=occasion.venue or "plats meddelas",
            ),
        ]
        if booking.booking_number:
            lines.append(f"Bokningsnummer: {booking.booking_number}")
        if agency.customer_number:
            lines.append(f"Kundnummer: {agency.customer_number}")
        return Order(agency, "\n".join(lines))

    def order(
        self,
        occasion_ids: Sequence[str],
        language_code: str,
        variant: str,
        mode: InterpreterMode,
        *,
        booking_number: str = "",
        noted: str = "",
    ) -> Changes:
        """Notes that an interpreter was ordered for each of the occasions, as one step to undo.

        Raises: RuleBroken when one of them already has a live booking for the language, or is cancelled, or a
        personnummer stands in the note.
        """
        _refuse_personal_number(noted)
        with self._store.write(_("Tolk beställd")) as write:
            agencies = booking_rows.agencies(write.db)
            agency = next(iter(agencies.values()), None)
            if agency is None:
                agency = Agency(self._ids(), _("Tolkförmedlingen"))
                booking_rows.save_agency(write.db, agency)
                write.db.flush()
            for occasion_id in occasion_ids:
                room = load_room(write.db, occasion_id)
                if room.placed.occasion.status is OccasionStatus.CANCELLED:
                    raise RuleBroken(Refusal.OCCASION_CANCELLED)
                for need in room.needs:
                    if (need.language, need.variant) == (language_code, variant) and any(
                        booking.state in LIVE for booking in need.bookings
                    ):
                        raise RuleBroken(Refusal.BOOKING_EXISTS)
                booking = Booking(
                    id=self._ids(),
                    occasion_id=occasion_id,
                    language=language_code,
                    variant=variant,
                    state=BookingState.ORDERED,
                    agency_id=agency.id,
                    mode=mode,
                    booking_number=" ".join(booking_number.split()),
                    noted=noted.strip(),
                )
                booking_rows.save_booking(write.db, booking)
        return write.changes

    def step(
        self,
        booking_id: str,
        to: BookingState,
        *,
        interpreter: str | None = None,
        booking_number: str | None = None,
        noted: str | None = None,
    ) -> Changes:
        """Moves a booking to its next state; what is None stays as it was.

        Raises: RuleBroken when a booking in its state cannot become `to`, or for a personnummer in the interpreter's
        name or the note.
        """
        _refuse_personal_number(interpreter or "", noted or "")
        with self._store.write(_("Tolkbokning")) as write:
            booking = booking_rows.booking(write.db, booking_id)
            if booking is None:
                raise RuleBroken(Refusal.BOOKING_GONE)
            check_transition(booking, to)
            booking_rows.save_booking(
                write.db,
                replace(
                    booking,
                    state=to,
                    interpreter=booking.interpreter if interpreter is None else interpreter.strip(),
                    booking_number=booking.booking_number
                    if booking_number is None
                    else " ".join(booking_number.split()),
                    noted=booking.noted if noted is None else noted.strip(),
                ),
            )
        return write.changes

    def describe(self, booking_id: str, *, interpreter: str, booking_number: str) -> Changes:
        """Mends what is known about a booking; its state stays.

        Raises: RuleBroken when it is gone, or for a personnummer in the interpreter's name.
        """
        _refuse_personal_number(interpreter)
        with self._store.write(_("Tolkbokning")) as write:
            booking = booking_rows.booking(write.db, booking_id)
            if booking is None:
                raise RuleBroken(Refusal.BOOKING_GONE)
            booking_rows.save_booking(
                write.db,
                replace(
                    booking,
                    interpreter=interpreter.strip(),
                    booking_number=" ".join(booking_number.split()),
                ),
            )
        return write.changes


def _refuse_personal_number(*texts: str) -> None:
    """Booking numbers are left alone: many agencies make them of the day and a running number."""
    if any(looks_like_personal_number(text, phone_expected=True) for text in texts):
        raise RuleBroken(Refusal.PERSONAL_NUMBER_IN_FIELD)


_MODE: Mapping[InterpreterMode, str] = {
    InterpreterMode.ON_SITE: "tolk på plats",
    InterpreterMode.TELEPHONE: "tolk på telefon",
    InterpreterMode.VIDEO: "tolk på skärm",
}
