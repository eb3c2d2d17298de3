"""The portal with its lock on a day taken out: it only reads what it should lock. For the twins of the races."""

from sqlalchemy import bindparam, select

from portal.application import create_app
from portal.appointments.store import days
from portal.appointments.store.rows import DeskDayRow

days.LOCK = select(DeskDayRow.catalogue).where(  # type: ignore[assignment]
    DeskDayRow.desk == bindparam('at_desk'), DeskDayRow.day == bindparam('on_day'),
)
app = create_app()
