"""The waiting list: wishes, and what was offered to them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal.appointments.errors import AlreadyWaiting, OfferGone, WishUnknown
from portal.appointments.model import Offer, OfferState, Slot, Terms, Wish
from portal.appointments.store.rows import OfferRow, WishPersonRow, WishRow
from portal.database import Work, table_of

WISHES, OFFERS, WISH_PERSONS = table_of(WishRow), table_of(OfferRow), table_of(WishPersonRow)
TERMS = TypeAdapter(Terms)
OPEN = OfferState.OPEN.value


class WaitingStore:
    """The waiting list, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, wish: Wish) -> int:
        """Write a wish down; raises `AlreadyWaiting` when one of its persons waits for the product."""
        number = self._session.execute(insert(WISHES).returning(WISHES.c.id), {
            'key': wish.key, 'product': wish.product, 'visit_id': wish.visit, 'before': wish.before,
            'urgency': wish.urgency, 'asked_at': wish.asked_at, 'terms': TERMS.dump_python(wish.terms, mode='json'),
        }).scalar_one()
        identities = [identity for person in wish.terms.persons for identity in person.identities]
        rows = [{'product': wish.product, 'identity': one, 'wish_id': number} for one in identities]
        try:
            self._session.execute(insert(WISH_PERSONS), rows)
        except IntegrityError as error:
            raise AlreadyWaiting from error
        return number

    def get(self, key: str) -> Wish:
        """The wish with this key; raises `WishUnknown`."""
        return self._get(WISHES.c.key == key)

    def get_to_change(self, key: str) -> Wish:
        """The same, kept from anybody else's change until the transaction ends; comes before locking days."""
        self._session.execute(select(WISHES.c.id).where(WISHES.c.key == key).with_for_update(key_share=True))
        return self.get(key)

    def get_by_number(self, number: int) -> Wish:
        """The wish with this number; raises `WishUnknown`."""
        return self._get(WISHES.c.id == number)

    def _get(self, which: ColumnElement[bool]) -> Wish:
        row = self._session.execute(select(WISHES).where(which)).mappings().one_or_none()
        if row is None:
            raise WishUnknown
        return _wish(row)

    def of_visit(self, visit: int) -> list[Wish]:
        """Open wishes for an earlier time than this visit."""
        return self._open(WISHES.c.visit_id == visit)

    def over(self, day: date) -> list[Wish]:
        """Open wishes whose last day lies before this one."""
        return self._open(WISHES.c.before < day)

    def anybody(self) -> bool:
        """Somebody waits."""
        return self._session.scalar(select(exists().where(WISHES.c.ended_at.is_(None)))) is True

    def candidates(self, products: Sequence[str], day: date) -> list[Wish]:
        """Open wishes for these products that a place on this day may help, and that have no open offer."""
        offered = exists().where(OFFERS.c.wish_id == WISHES.c.id, OFFERS.c.state == OPEN)
        return self._open(WISHES.c.product.in_(products) & (WISHES.c.before >= day) & ~offered)

    def _open(self, which: ColumnElement[bool]) -> list[Wish]:
        rows = self._session.execute(select(WISHES).where(WISHES.c.ended_at.is_(None), which)).mappings()
        return [_wish(row) for row in rows]

    def end(self, wish: int, now: datetime) -> None:
        """Take a wish off the list; its persons may ask again."""
        self._session.execute(update(WISHES).where(WISHES.c.id == wish).values(ended_at=now))
        self._session.execute(delete(WISH_PERSONS).where(WISH_PERSONS.c.wish_id == wish))

    def add_offers(self, offers: Iterable[Offer]) -> None:
        """Keep what was offered to whom, or why it passed them by."""
        rows = [
            {
                'wish_id': offer.wish, 'visit_id': offer.visit, 'desk': offer.slot.desk, 'starts': offer.slot.starts,
                'ticks': offer.slot.ticks, 'persons': offer.slot.persons, 'offered_at': offer.offered_at,
                'until': offer.until, 'state': offer.state.value, 'reason': offer.reason,
            }
            for offer in offers
        ]
        if rows:
            self._session.execute(insert(OFFERS), rows)

    def offers(self, wish: int) -> list[Offer]:
        """All that was offered to a wish, and what passed it by, newest first."""
        return self._offers(OFFERS.c.wish_id == wish)

    def open_offer(self, wish: int) -> Offer:
        """The offer that waits for an answer; raises `OfferGone`."""
        found = self._offers((OFFERS.c.wish_id == wish) & (OFFERS.c.state == OPEN))
        if not found:
            raise OfferGone
        return found[0]

    def unanswered(self, now: datetime) -> list[Offer]:
        """Open offers whose time is over."""
        return self._offers((OFFERS.c.state == OPEN) & (OFFERS.c.until <= now))

    def on_day(self, desk: str, starts: int, ends: int) -> list[Offer]:
        """Offers and skips of one desk's places between two ticks."""
        return self._offers((OFFERS.c.desk == desk) & (OFFERS.c.starts >= starts) & (OFFERS.c.starts < ends))

    def had(self, freed: Slot) -> set[int]:
        """Wishes that were offered a part of this place before and did not take it."""
        query = select(OFFERS.c.wish_id).where(
            OFFERS.c.desk == freed.desk, OFFERS.c.state.in_([OfferState.DECLINED.value, OfferState.LAPSED.value]),
            OFFERS.c.starts < freed.starts + freed.ticks, OFFERS.c.starts + OFFERS.c.ticks > freed.starts,
        )
        return set(self._session.execute(query).scalars())

    def _offers(self, which: ColumnElement[bool]) -> list[Offer]:
        query = select(OFFERS, WISHES.c.product).join(WISHES, WISHES.c.id == OFFERS.c.wish_id)
        rows = self._session.execute(query.where(which).order_by(OFFERS.c.id.desc())).mappings()
        return [_offer(row) for row in rows]

    def taken(self, wish: int) -> int | None:
        """The visit that came of the offer which was taken, or None."""
        query = select(OFFERS.c.visit_id).where(OFFERS.c.wish_id == wish, OFFERS.c.state == OfferState.TAKEN.value)
        return self._session.scalar(query)

    def answer(self, offer: int, state: OfferState, *, visit: int | None) -> None:
        """Write down what became of an offer, and of the visit that kept its place."""
        self._session.execute(update(OFFERS).where(OFFERS.c.id == offer).values(state=state.value, visit_id=visit))


def _wish(row: Mapping) -> Wish:
    return Wish(
        id=row['id'], key=row['key'], product=row['product'], visit=row['visit_id'], before=row['before'],
        urgency=row['urgency'], asked_at=row['asked_at'], ended_at=row['ended_at'],
        terms=TERMS.validate_python(row['terms'] | {}, strict=False),
    )


def _offer(row: Mapping) -> Offer:
    slot = Slot(**{name: row[name] for name in ('starts', 'ticks', 'desk', 'product', 'persons')})
    return Offer(
        id=row['id'], wish=row['wish_id'], visit=row['visit_id'], slot=slot, offered_at=row['offered_at'],
        until=row['until'], state=OfferState(row['state']), reason=row['reason'],
    )
