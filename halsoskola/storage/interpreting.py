"""Bookings and agencies, read and written."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from halsoskola.domain.interpreting import Agency, Booking, BookingState, InterpreterMode
from halsoskola.storage.rows import Values, save_row
from halsoskola.storage.tables import AgencyRow, BookingRow


def _booking(row: BookingRow) -> Booking:
    return Booking(
        id=row.id,
        occasion_id=row.occasion_id,
        language=row.language,
        variant=row.variant,
        state=BookingState(row.state),
        agency_id=row.agency_id,
        mode=InterpreterMode(row.mode),
        booking_number=row.booking_number,
        interpreter=row.interpreter,
        noted=row.noted,
    )


def _agency(row: AgencyRow) -> Agency:
    return Agency(
        row.id, row.name, row.phone, row.customer_number, row.free_hours_on_site, row.free_hours_remote
    )


def booking_values(booking: Booking) -> Values:
    return {
        "id": booking.id,
        "occasion_id": booking.occasion_id,
        "agency_id": booking.agency_id,
        "language": booking.language,
        "variant": booking.variant,
        "state": booking.state.value,
        "mode": booking.mode.value,
        "booking_number": booking.booking_number,
        "interpreter": booking.interpreter,
        "noted": booking.noted,
    }


def agency_values(agency: Agency) -> Values:
    return {
        "id": agency.id,
        "name": agency.name,
        "phone": agency.phone,
        "customer_number": agency.customer_number,
        "free_hours_on_site": agency.free_hours_on_site,
        "free_hours_remote": agency.free_hours_remote,
    }


def save_booking(db: DbSession, booking: Booking) -> None:
    """Adds the booking, or writes over it."""
    save_row(db, BookingRow, booking.id, booking_values(booking))


def booking(db: DbSession, booking_id: str) -> Booking | None:
    row = db.get(BookingRow, booking_id)
    return _booking(row) if row else None


def bookings_of(db: DbSession, occasion_ids: Collection[str]) -> dict[str, tuple[Booking, ...]]:
    """Occasion id -> its bookings, by language; every id asked for is there."""
    found: dict[str, list[Booking]] = {occasion_id: [] for occasion_id in occasion_ids}
    rows = db.scalars(
        select(BookingRow)
        .where(BookingRow.occasion_id.in_(occasion_ids))
        .order_by(BookingRow.language, BookingRow.variant, BookingRow.id)
    )
    for row in rows:
        found[row.occasion_id].append(_booking(row))
    return {occasion_id: tuple(bookings) for occasion_id, bookings in found.items()}


def save_agency(db: DbSession, agency: Agency) -> None:
    save_row(db, AgencyRow, agency.id, agency_values(agency))


def agencies(db: DbSession) -> dict[str, Agency]:
    """Id -> agency, by name."""
    return {row.id: _agency(row) for row in db.scalars(select(AgencyRow).order_by(AgencyRow.name))}
