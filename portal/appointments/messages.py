"""What the planner tells a visitor: each change of a visit as a letter, with its calendar entry."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from portal.appointments.model import Catalogue, Contact, Desk, Offer, Person, Product, Slot, Visit, VisitState, Wish
from portal.appointments.rules.visits import change_deadline
from portal.clock import Clock
from portal.kernel.texts import in_language
from portal.letters.model.base import Letter, Office, Place
from portal.letters.model.visits import (
    OfferLapsed,
    PlaceOffered,
    VisitBooked,
    VisitCancelled,
    VisitChanged,
    WaitingStarted,
)
from portal.notifications.model import CalendarEntry, Message
from portal.notifications.service import Notifications


class Messages:
    """Writes the planner's messages; visitors without an e-mail address get none."""

    def __init__(
        self, notifications: Notifications, clock: Clock, *, base_url: str, office: Office, sender: str,
    ) -> None:
        self._notifications, self._clock = notifications, clock
        self._base_url, self._office, self._sender = base_url.rstrip('/'), office, sender

    def booked(self, visit: Visit, desk: Desk, product: Product) -> None:
        """Confirm a visit."""
        letter = self.confirmation(visit, desk, product)
        self._put(visit.contact, letter, _about(visit), self.entry(visit, desk, product))

    def moved(self, visit: Visit, desk: Desk, product: Product, *, before: Slot, old_desk: Desk) -> None:
        """Tell that a visit was moved."""
        self._changed(visit, desk, product, previous=_place(before, old_desk))

    def person_off(self, visit: Visit, desk: Desk, product: Product, *, name: str) -> None:
        """Tell that somebody was taken off a visit, which became shorter."""
        self._changed(visit, desk, product, person_off=name)

    def cancelled(self, visit: Visit, desk: Desk, product: Product) -> None:
        """Tell that a visit was cancelled."""
        letter = VisitCancelled(
            office=self._office, written_on=self._today(desk), service=product.name, place=_place(visit.slot, desk),
            persons=_names(visit.persons), book_link=self.link('plan'),
        )
        self._put(visit.contact, letter, _about(visit), self.entry(visit, desk, product))

    def waiting(self, wish: Wish, catalogue: Catalogue, current: Slot | None) -> None:
        """Confirm a place on the waiting list."""
        letter = WaitingStarted(
            **self._head(wish.product, catalogue), desks=tuple(catalogue.desks[key].name for key in wish.terms.desks),
            current=_place_in(current, catalogue), persons=_names(wish.terms.persons), last_day=wish.before,
            wish_link=self.link(f'waiting/{wish.key}'),
        )
        self._put(wish.terms.contact, letter, f'wish:{wish.key}')

    def offered(self, wish: Wish, slot: Slot, *, until: datetime, catalogue: Catalogue, current: Slot | None) -> None:
        """Offer a freed place."""
        letter = PlaceOffered(
            **self._head(wish.product, catalogue), place=_place(slot, catalogue.desks[slot.desk]),
            current=_place_in(current, catalogue), persons=_names(wish.terms.persons), answer_before=until,
            answer_link=self.link(f'waiting/{wish.key}'),
        )
        self._put(wish.terms.contact, letter, f'offer:{wish.key}:{slot.desk}:{slot.starts}')

    def lapsed(self, wish: Wish, slot: Slot, catalogue: Catalogue, current: Slot | None) -> None:
        """Tell that an offer went to the next in line."""
        letter = OfferLapsed(
            **self._head(wish.product, catalogue), place=_place(slot, catalogue.desks[slot.desk]),
            current=_place_in(current, catalogue), last_day=wish.before, wish_link=self.link(f'waiting/{wish.key}'),
        )
        self._put(wish.terms.contact, letter, f'lapsed:{wish.key}:{slot.desk}:{slot.starts}')

    def without_confirmation(self, keys: Sequence[str]) -> list[str]:
        """Those of these visits, by key, for which no confirmation was ever kept."""
        known = self._notifications.known([f'visit:{key}:0' for key in keys]) if keys else set()
        return [key for key in keys if f'visit:{key}:0' not in known]

    def keys_of_visit(self, visit: Visit) -> list[str]:
        """By what the messages about a visit are known in the outbox."""
        return [f'visit:{visit.key}:{sequence}' for sequence in range(visit.sequence + 1)]

    def keys_of_wish(self, wish: Wish, offers: Iterable[Offer]) -> list[str]:
        """By what the messages about a wish, and what was offered to it, are known in the outbox."""
        places = [f'{wish.key}:{offer.slot.desk}:{offer.slot.starts}' for offer in offers]
        return [f'wish:{wish.key}', *(f'{kind}:{place}' for place in places for kind in ('offer', 'lapsed'))]

    def kept_since(self) -> datetime | None:
        """Messages from before this moment may have been forgotten after they were sent."""
        return self._notifications.kept_since()

    def confirmation(self, visit: Visit, desk: Desk, product: Product) -> VisitBooked:
        """The confirmation of a visit as a letter, for paper too."""
        return VisitBooked(
            office=self._office, written_on=self._today(desk), service=product.name, place=_place(visit.slot, desk),
            code=visit.code, persons=_names(visit.persons), bring=product.bring,
            visit_link=self.link(f'visit/{visit.key}'), online_until=change_deadline(visit, product),
        )

    def entry(self, visit: Visit, desk: Desk, product: Product) -> CalendarEntry:
        """The visit in a calendar."""
        language = visit.contact.language
        bring = '\n'.join(f'- {in_language(text, language)}' for text in product.bring)
        return CalendarEntry(
            uid=f'{visit.key[:16]}-{visit.id}@helder-loket', sequence=visit.sequence,
            starts_at=visit.slot.starts_at, ends_at=visit.slot.ends_at,
            summary=in_language(product.name, language),
            description=f'{visit.code}\n{bring}\n{self.link(f"visit/{visit.key}")}',
            location=', '.join((desk.name, *desk.address)), organizer=self._sender,
            attendee=visit.contact.email, cancelled=visit.state is VisitState.CANCELLED, stamp=self._clock.now(),
        )

    def link(self, path: str) -> str:
        """An address of the portal as people outside see it."""
        return f'{self._base_url}/{path}'

    def _changed(
        self, visit: Visit, desk: Desk, product: Product, *, previous: Place | None = None, person_off: str = '',
    ) -> None:
        confirmation = vars(self.confirmation(visit, desk, product))
        letter = VisitChanged(**confirmation, previous=previous, person_off=person_off)
        self._put(visit.contact, letter, _about(visit), self.entry(visit, desk, product))

    def _head(self, product: str, catalogue: Catalogue) -> dict:
        return {
            'office': self._office, 'written_on': self._clock.now().date(),
            'service': catalogue.products[product].name,
        }

    def _today(self, desk: Desk) -> date:
        return self._clock.now().astimezone(desk.zone).date()

    def _put(self, contact: Contact, letter: Letter, about: str, entry: CalendarEntry | None = None) -> None:
        if contact.email:
            self._notifications.put(Message(
                to=contact.email, language=contact.language, letter=letter, calendar=entry, dedupe_key=about,
            ))


def _about(visit: Visit) -> str:
    return f'visit:{visit.key}:{visit.sequence}'


def _place(slot: Slot, desk: Desk) -> Place:
    return Place(
        starts_at=slot.starts_at, minutes=int((slot.ends_at - slot.starts_at).total_seconds()) // 60,
        zone=desk.zone.key, desk=desk.name, address=desk.address, directions=desk.directions,
    )


def _place_in(slot: Slot | None, catalogue: Catalogue) -> Place | None:
    return None if slot is None else _place(slot, catalogue.desks[slot.desk])


def _names(persons: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.full_name for person in persons)
