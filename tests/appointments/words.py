"""The planner's words as tests say them: a place by its wall-clock time, people by number."""

from datetime import datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from portal.appointments.model import Catalogue, Contact, Desk, Need, Person, Product, Release, Slot
from portal.kernel.ticks import tick_of

AMSTERDAM = ZoneInfo('Europe/Amsterdam')
TICKS = {'BIO': (2, 0), 'DOC': (2, 0), 'HEARING': (6, 6)}
"""Of the test's products: ticks a person, and ticks beside."""
BSNS = ('111222333', '123456782', '999999990')
"""Numbers that pass the eleven-test and belong to nobody."""
ENGLISH = Contact(email='amina@mail.example', phone='+31612345678', language='en')
DESK = Desk(
    number=1, key='AM', version=1, name='Amsterdam', address=('Voorbeeldkade 14',), directions={}, zone=AMSTERDAM,
    phone='020 000 01 01', lead=timedelta(hours=2), release=Release(weekday=0, at=time(9), horizon_days=13),
)
BIO = Product(
    number=1, key='BIO', name={'nl': 'Foto', 'en': 'Photo'}, explanation={}, bring=(), minutes_per_person=10,
    minutes_extra=0, step_minutes=10, persons_max=6, change_notice=timedelta(hours=24), needs=(Need(kind='counter'),),
)
_posts = count(1)


def at(text: str, zone: ZoneInfo = AMSTERDAM, *, fold: int = 0) -> datetime:
    """'2026-12-01 10:00' on the wall clock of a zone, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def place(
    text: str, desk: str = 'AM', product: str = 'BIO', *, persons: int = 1, zone: ZoneInfo = AMSTERDAM, fold: int = 0,
) -> Slot:
    """The place that starts at '2026-12-01 10:00'."""
    each, extra = TICKS[product]
    starts = tick_of(at(text, zone, fold=fold))
    return Slot(starts=starts, ticks=each * persons + extra, desk=desk, product=product, persons=persons)


def person(number: int, *, bsn: str = '') -> Person:
    """Somebody with this V-number."""
    return Person(v_number=f'{number:010}', bsn=bsn, first_name='Amina', last_name=f'Number {number}')


def people(*numbers: int) -> tuple[Person, ...]:
    """Several, by number."""
    return tuple(map(person, numbers))


def post() -> str:
    """The idempotency key of a new post."""
    return f'post {next(_posts)}'


def clock_times(slots: list[Slot], catalogue: Catalogue) -> list[str]:
    """Places as '12-01 10:00' on the clock of their desk."""
    return [f'{slot.starts_at.astimezone(catalogue.desks[slot.desk].zone):%m-%d %H:%M}' for slot in slots]
