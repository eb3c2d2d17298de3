"""What somebody may see of the planner's books, and what is forgotten when it was kept long enough."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.appointments.model import Contact, Terms, Visit, VisitState, Wish
from portal.appointments.model.personal import MyVisits
from portal.appointments.service import Planner
from portal.appointments.service.fresh import moment_of_number, new_key, new_number
from portal.appointments.service.personal import Personal
from portal.clock import SetClock
from portal.database import Database, Row
from portal.notifications.service import Notifications
from tests.appointments.words import person, place, post

AMINA, YUSUF, NOBODY = '0000000001', '0000000002', '9999999999'
MANY = 1000


@pytest.fixture
def alone(book: Callable[..., Visit]) -> Visit:
    """Amina's own visit."""
    return book(place('2026-12-08 10:00'), 1)


@pytest.fixture
def family(book: Callable[..., Visit]) -> Visit:
    """Amina and Yusuf together."""
    return book(place('2026-12-09 10:00', product='DOC', persons=2), 1, 2)


@pytest.fixture
def ask(planner: Planner, clock: SetClock) -> Callable[..., Wish]:
    """Puts people on the waiting list."""

    def wish(*numbers: int, product: str = 'BIO', before: date = date(2026, 12, 12)) -> Wish:
        terms = Terms(
            persons=tuple(map(person, numbers)), contact=Contact(email='amina@mail.example'), desks=('AM',),
        )
        return planner.waiting.ask(Wish(
            key=new_key(), product=product, visit=None, before=before, asked_at=clock.now(), terms=terms,
        ))

    return wish


@pytest.fixture
def rows(database: Database) -> Callable[[str], int]:
    """How many rows a table has."""

    def count(name: str) -> int:
        with database.reading() as session:
            return session.scalar(select(func.count()).select_from(Row.metadata.tables[name])) or 0

    return count


def open_of(planner: Planner, v_number: str, clock: SetClock) -> MyVisits:
    return planner.visits_of(v_number, clock.now())


def test_somebody_sees_what_is_still_to_come_in_order(planner, alone, book, clock):
    later = book(place('2026-12-10 09:00', product='DOC'), 1)
    book(place('2026-12-08 11:00'), 3)
    found = open_of(planner, AMINA, clock)
    assert [one.slot for one in found.visits] == [alone.slot, later.slot]
    assert [one.key for one in found.visits] == [alone.key, later.key]
    assert [one.day for one in found.visits] == [date(2026, 12, 8), date(2026, 12, 10)]
    assert open_of(planner, NOBODY, clock).is_empty


def test_a_visit_that_is_over_or_cancelled_is_not_to_come(planner, alone, family, clock):
    planner.changing.cancel(family.key, once=post(), room='test')
    assert [one.slot for one in open_of(planner, AMINA, clock).visits] == [alone.slot]
    clock.moment = alone.slot.ends_at
    assert open_of(planner, AMINA, clock).is_empty
    kept = planner.personal.data_of(AMINA)
    assert {one.state for one in kept.visits} == {VisitState.BOOKED, VisitState.CANCELLED}


def test_nobody_gets_the_key_of_a_visit_on_which_others_come(planner, family, clock):
    """ASVS 8.2.3: the key cancels for all, and the code leads to the key; so do the messages."""
    for v_number, name in ((AMINA, 'Amina Number 1'), (YUSUF, 'Amina Number 2')):
        for found in (open_of(planner, v_number, clock), planner.personal.data_of(v_number)):
            [mine] = found.visits
            assert mine.me.full_name == name and not mine.alone
            told = repr(asdict(mine))
            for secret in (family.key, family.code, family.contact.email, family.contact.phone):
                assert secret not in told
        assert not any(planner.personal.data_of(v_number).messages.values())


def test_who_is_left_alone_does_not_get_what_was_said_to_the_others(planner, family, clock):
    leaving = next(one for one in planner.changing.find(family.key).persons if one.v_number == YUSUF)
    planner.changing.take_off(family.key, leaving.id, once=post(), room='test')
    [mine] = open_of(planner, AMINA, clock).visits
    assert (mine.slot.persons, mine.alone, mine.key, mine.contact) == (1, False, '', None)
    assert open_of(planner, YUSUF, clock).is_empty


def test_an_empty_number_finds_nobody(planner, book, clock):
    planner.booking.book(place('2026-12-08 11:20'), [person(7)], Contact(), holder='', room='test')
    assert open_of(planner, '', clock).is_empty and planner.personal.data_of('').is_empty


def test_somebody_sees_what_they_wait_for(planner, ask, clock):
    mine, together = ask(1), ask(2, 3)
    [found] = open_of(planner, AMINA, clock).wishes
    assert (found.key, found.count, found.alone) == (mine.key, 1, True)
    [found] = open_of(planner, YUSUF, clock).wishes
    assert (found.key, found.count, found.alone, found.terms) == ('', 2, False, None)
    planner.waiting.end(mine.key)
    assert open_of(planner, AMINA, clock).is_empty
    [ended] = planner.personal.data_of(AMINA).wishes
    assert ended.ended_at == clock.now()
    assert together.key not in repr(asdict(ended))


def test_the_messages_about_somebody_are_found(planner, alone, ask, notifications: Notifications):
    planner.changing.move(alone.key, place('2026-12-08 11:40'), once=post(), room='test')
    ask(1, product='DOC')
    about = planner.personal.data_of(AMINA).messages
    found = notifications.about(list(about))
    assert {one.kind for one in found} == {'visit_booked', 'visit_changed', 'waiting_started'}
    assert all(about[one.dedupe_key] for one in found)


# Forgetting.

def test_visits_are_forgotten_after_their_day_with_all_that_stands_in_their_name(planner, alone, family, rows, clock):
    """ASVS 14.2.7: what is over is removed after its period, to the day."""
    planner.changing.move(alone.key, place('2026-12-08 11:40'), once=post(), room='test')
    day_after = datetime(2026, 12, 9, tzinfo=UTC)
    assert planner.personal.remove_visits(day_after - timedelta(seconds=1), MANY) == 0
    assert planner.personal.visits_before(day_after).overdue == 1
    assert planner.personal.remove_visits(day_after, MANY) == 1
    assert [one.slot for one in planner.personal.data_of(AMINA).visits] == [family.slot]
    assert planner.personal.remove_visits(day_after + timedelta(days=1), MANY) == 1
    for table in ('visit', 'visitor', 'claim', 'person_claim', 'visit_event', 'done'):
        assert rows(table) == 0, table
    assert planner.personal.visits_before(day_after).count == 0
    assert planner.verification.prove().is_sound


def test_a_visit_stays_while_somebody_waits_with_it(planner, alone, clock, monkeypatch):
    planner.waiting.ask_earlier(
        alone, ('AM',), before=date(2026, 12, 7), not_before=None, not_after=None, notice_hours=24,
    )
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert planner.personal.remove_visits(later, MANY) == 0
    assert planner.personal.visits_before(later).overdue == 0
    clock.moment = later
    planner.tidy()
    assert planner.personal.remove_visits(later, MANY) == 1


def test_without_that_guard_the_wish_would_ask_for_a_first_visit(planner, alone, monkeypatch):
    """The twin: what the guard is for."""
    monkeypatch.setattr('portal.appointments.store.personal.AWAITED', Row.metadata.tables['visit'].c.id < 0)
    wish = planner.waiting.ask_earlier(
        alone, ('AM',), before=date(2026, 12, 7), not_before=None, not_after=None, notice_hours=24,
    )
    assert planner.personal.remove_visits(datetime(2027, 1, 1, tzinfo=UTC), MANY) == 1
    assert planner.waiting.find(wish.key)[0].visit is None


def test_places_that_are_only_kept_end_by_themselves(planner, clock):
    planner.booking.hold(place('2026-12-08 10:00'), 'somebody')
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert planner.personal.remove_visits(later, MANY) == 0
    assert planner.personal.visits_before(later).count == 0


def test_removing_goes_in_steps_that_can_be_stopped(planner, book):
    for number in range(1, 6):
        book(place(f'2026-12-08 10:{number}0'), number)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert [planner.personal.remove_visits(later, 2) for _ in range(4)] == [2, 2, 1, 0]


def test_wishes_are_forgotten_after_they_ended(planner, ask, rows, clock):
    ended, going_on = ask(1), ask(2)
    planner.waiting.end(ended.key)
    a_moment_later = clock.now() + timedelta(seconds=1)
    assert planner.personal.wishes_before(a_moment_later).overdue == 1
    assert planner.personal.remove_wishes(clock.now(), MANY) == 0
    assert planner.personal.remove_wishes(a_moment_later, MANY) == 1
    assert planner.waiting.find(going_on.key)[0].ended_at is None
    assert rows('wish') == 1


def test_the_planner_says_whom_it_still_needs(planner, alone, ask):
    ask(2)
    assert planner.personal.in_use([AMINA, YUSUF, NOBODY]) == {AMINA, YUSUF}


# The proof after forgetting.

def test_the_number_of_a_visit_tells_when_it_came_to_be(clock):
    assert abs(moment_of_number(new_number(clock.now())) - clock.now()) < timedelta(milliseconds=1)


def test_messages_that_were_forgotten_are_no_faults(planner, alone, notifications, database, clock):
    """The confirmation of an old visit was sent and forgotten; the books are still in order."""
    with database.transaction() as session:
        outbox = Row.metadata.tables['outbox']
        session.execute(outbox.update().values(state='sent', sent_at=clock.now()))
    clock.moment = clock.now() + timedelta(days=40)
    assert notifications.remove_over(clock.now() - timedelta(days=30), MANY) == 1
    assert notifications.about([f'visit:{alone.key}:0']) == ()
    assert planner.verification.prove().is_sound


def test_a_message_that_was_never_kept_is_a_fault_also_after_forgetting(planner, database, book, notifications, clock):
    """The twin: forgetting old messages excuses no new visit."""
    book(place('2026-12-08 10:00'), 1)
    with database.transaction() as session:
        outbox = Row.metadata.tables['outbox']
        session.execute(outbox.update().values(state='sent', sent_at=clock.now() - timedelta(days=90)))
    assert notifications.remove_over(clock.now() - timedelta(days=30), MANY) == 1
    proof = planner.verification.prove()
    assert (proof.count, 'never kept' in str(proof.findings[0])) == (1, True)


def test_personal_is_the_planners_own_part(planner):
    assert isinstance(planner.personal, Personal)
