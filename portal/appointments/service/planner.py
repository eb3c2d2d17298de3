"""The planner as a whole: its use cases, wired to one database and one clock."""

from dataclasses import dataclass
from datetime import datetime

from portal.appointments.calendar import Calendar
from portal.appointments.messages import Messages
from portal.appointments.model.personal import MyVisits
from portal.appointments.service.booking import Booking
from portal.appointments.service.changing import Changing
from portal.appointments.service.offering import Offering
from portal.appointments.service.opening import Opening
from portal.appointments.service.personal import Personal
from portal.appointments.service.plans import Plans
from portal.appointments.service.sampling import Sampling
from portal.appointments.service.verification import Verification
from portal.appointments.service.waiting import WaitingList
from portal.clock import Clock
from portal.database import Database
from portal.periods import USUAL, Periods


@dataclass(frozen=True, kw_only=True)
class Planner:
    """The door of the planner."""

    calendar: Calendar
    booking: Booking
    changing: Changing
    waiting: WaitingList
    plans: Plans
    opening: Opening
    messages: Messages
    verification: Verification
    sampling: Sampling
    personal: Personal

    @classmethod
    def over(
        cls, database: Database, clock: Clock, messages: Messages, *, periods: Periods = USUAL,
    ) -> 'Planner':
        """A planner over this database; one per process."""
        calendar, offering = Calendar(database, clock), Offering(messages)
        booking = Booking(database, clock, calendar=calendar, messages=messages)
        waiting = WaitingList(database, clock, calendar=calendar, messages=messages, offering=offering)
        return cls(
            calendar=calendar, booking=booking, waiting=waiting, messages=messages,
            changing=Changing(database, clock, calendar=calendar, messages=messages, offering=offering),
            plans=Plans(database, clock, booking=booking, waiting=waiting, kept=periods.plans),
            opening=Opening(database, clock, calendar=calendar, offering=offering),
            verification=Verification(database, clock, calendar=calendar, messages=messages),
            sampling=Sampling(database, clock, calendar=calendar),
            personal=Personal(database, messages),
        )

    def visits_of(self, v_number: str, now: datetime) -> MyVisits:
        """The visits that are still to come of somebody, and what they wait for."""
        return self.personal.visits_of(v_number, now)

    def tidy(self) -> None:
        """What a job does every minute: end what is over, give back kept places, open due weeks."""
        self.waiting.lapse()
        self.waiting.end_over()
        self.booking.expire()
        self.opening.release()
        self.plans.forget()
