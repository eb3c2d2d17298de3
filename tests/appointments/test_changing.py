"""Moving a visit, taking one person off, and cancelling, on both engines."""

from datetime import timedelta

import pytest

from portal.appointments.errors import (
    LastPerson,
    SlotTaken,
    SlotUnknown,
    TooLateToChange,
    VisitCancelled,
    VisitUnknown,
)
from portal.appointments.model import VisitState
from tests.appointments.words import BSNS, ENGLISH, at, person, place, post


@pytest.fixture
def move(planner):
    """Moves a visit, as a post of its own."""
    return lambda visit, slot, once='': planner.changing.move(visit.key, slot, once=once or post(), room='test')


@pytest.fixture
def take_off(planner):
    """Takes the person at this place in the list off a visit."""
    def act(visit, number, once=''):
        leaving = planner.changing.find(visit.key).persons[number]
        return planner.changing.take_off(visit.key, leaving.id, once=once or post(), room='test')
    return act


@pytest.fixture
def cancel(planner):
    """Cancels a visit, as a post of its own."""
    return lambda visit, once='': planner.changing.cancel(visit.key, once=once or post(), room='test')


@pytest.mark.parametrize('target', [
    place('2026-12-03 10:50', 'ZW'),
    place('2026-12-03 10:10', 'ZW', persons=1),
    place('2026-12-04 10:00', 'ZW'),
    place('2026-12-02 10:00', 'AM'),
    place('2026-12-08 11:50', 'AM'),
])
def test_a_visit_moves_and_leaves_its_old_place(book, move, planner, free, is_exact, target):
    visit = book(place('2026-12-03 10:00', 'ZW'), 1)
    moved = move(visit, target)
    assert (moved.slot, moved.sequence, moved.key) == (target, 1, visit.key)
    assert planner.changing.find(visit.key).slot == target
    assert '10:00' in free('2026-12-03', 'ZW')
    assert is_exact()


def test_a_family_moves_over_its_own_place(book, move, is_exact):
    family = book(place('2026-12-03 10:00', 'ZW', persons=3), 1, 2, 3)
    move(family, place('2026-12-03 10:10', 'ZW', persons=3))
    assert is_exact()


def test_a_move_to_the_same_place_changes_nothing(book, move, outbox):
    visit = book(place('2026-12-03 10:00'), 1)
    assert move(visit, visit.slot).sequence == 0
    assert len(outbox()) == 1


@pytest.mark.parametrize(('target', 'refusal'), [
    (place('2026-12-04 10:00', 'ZW'), SlotTaken),
    (place('2026-12-04 10:05', 'ZW'), SlotUnknown),
    (place('2026-11-30 10:00', 'ZW'), SlotUnknown),
    (place('2026-12-14 10:00', 'ZW'), SlotUnknown),
    (place('2026-12-04 11:00', 'ZW', persons=2), SlotUnknown),
    (place('2026-12-04 11:00', 'AM', 'DOC'), SlotUnknown),
    (place('2026-12-05 11:00', 'ZW'), SlotTaken),
])
def test_a_refused_move_leaves_all_as_it_was(book, move, planner, outbox, is_exact, target, refusal):
    visit = book(place('2026-12-03 10:00', 'ZW'), 1)
    book(place('2026-12-04 10:00', 'ZW'), 2)
    before = planner.changing.find(visit.key)
    with pytest.raises(refusal):
        move(visit, target)
    assert planner.changing.find(visit.key) == before
    assert len(outbox()) == 2
    assert is_exact()


def test_a_move_takes_an_expired_place(planner, book, move, clock, is_exact):
    visit = book(place('2026-12-03 10:00', 'ZW'), 1)
    planner.booking.hold(place('2026-12-03 11:00', 'ZW'), 'plan:1')
    with pytest.raises(SlotTaken):
        move(visit, place('2026-12-03 11:00', 'ZW'))
    clock.moment += timedelta(minutes=15)
    move(visit, place('2026-12-03 11:00', 'ZW'))
    assert is_exact()


def test_without_one_person_the_end_is_free_again(book, take_off, planner, free, is_exact):
    family = book(place('2026-12-03 10:00', 'ZW', persons=3), 1, 2, 3)
    smaller = take_off(family, 1)
    assert [one.last_name for one in smaller.persons] == ['Number 1', 'Number 3']
    assert (smaller.slot.persons, smaller.slot.ticks, smaller.sequence) == (2, 4, 1)
    assert '10:20' in free('2026-12-03', 'ZW')
    assert '10:10' not in free('2026-12-03', 'ZW')
    assert planner.changing.find(family.key) == smaller
    assert is_exact()


def test_who_was_taken_off_may_book_again(book, take_off):
    take_off(book(place('2026-12-03 10:00', persons=2), 1, 2), 1)
    book(place('2026-12-04 10:00'), 2)


def test_the_last_person_cannot_be_taken_off(book, take_off, is_exact):
    family = book(place('2026-12-03 10:00', persons=2), 1, 2)
    take_off(family, 0)
    with pytest.raises(LastPerson):
        take_off(family, 0)
    assert is_exact()


def test_a_hearing_without_one_person_frees_all_that_it_used(book, take_off, is_exact):
    take_off(book(place('2026-12-03 09:00', 'ZW', 'HEARING', persons=2), 1, 2), 0)
    assert is_exact()


def test_cancelling_frees_the_place_and_the_person(book, cancel, planner, free, is_exact):
    visit = book(place('2026-12-03 10:00', 'ZW'), 1)
    assert cancel(visit).state is VisitState.CANCELLED
    assert '10:00' in free('2026-12-03', 'ZW')
    assert planner.changing.find(visit.key).state is VisitState.CANCELLED
    book(place('2026-12-03 10:00', 'ZW'), 1)
    assert is_exact()


def test_cancelling_twice_is_cancelling_once(book, cancel, outbox):
    visit = book(place('2026-12-03 10:00'), 1)
    assert cancel(visit).sequence == cancel(visit).sequence == 1
    assert [kept.kind for kept in outbox()] == ['visit_booked', 'visit_cancelled']


def test_a_cancelled_visit_does_not_change(book, cancel, move, take_off):
    family = book(place('2026-12-03 10:00', persons=2), 1, 2)
    cancel(family)
    with pytest.raises(VisitCancelled):
        move(family, place('2026-12-04 10:00', persons=2))
    with pytest.raises(VisitCancelled):
        take_off(family, 0)


@pytest.mark.parametrize('act', ['move', 'take_off', 'cancel'])
@pytest.mark.parametrize(('now', 'may'), [
    ('2026-12-02 09:59:59', True), ('2026-12-02 10:00', True), ('2026-12-02 10:00:01', False),
])
def test_changes_are_made_a_day_ahead_at_the_latest(book, move, take_off, cancel, clock, is_exact, act, now, may):
    family = book(place('2026-12-03 10:00', persons=2), 1, 2)
    clock.moment = at(now)
    acts = {
        'move': lambda: move(family, place('2026-12-08 10:00', persons=2)),
        'take_off': lambda: take_off(family, 0), 'cancel': lambda: cancel(family),
    }
    if may:
        assert acts[act]().sequence == 1
    else:
        with pytest.raises(TooLateToChange):
            acts[act]()
    assert is_exact()


@pytest.mark.parametrize('act', ['move', 'take_off', 'cancel'])
def test_the_same_post_again_changes_nothing(book, planner, outbox, act, is_exact):
    family = book(place('2026-12-03 10:00', persons=3), 1, 2, 3)
    first, second, _ = planner.changing.find(family.key).persons
    acts = {
        'move': [lambda: planner.changing.move(family.key, slot, once='x', room='test') for slot in (
            place('2026-12-04 10:00', persons=3), place('2026-12-07 10:00', persons=3))],
        'take_off': [
            lambda: planner.changing.take_off(family.key, first.id, once='x', room='test'),
            lambda: planner.changing.take_off(family.key, second.id, once='x', room='test')],
        'cancel': [lambda: planner.changing.cancel(family.key, once='x', room='test')] * 2,
    }
    done, again = (one() for one in acts[act])
    assert (done.sequence, again.sequence, again.slot) == (1, 1, done.slot)
    assert len(outbox()) == 2
    assert is_exact()


def test_a_refused_post_may_be_sent_again(book, move, planner):
    visit, other = book(place('2026-12-03 10:00', 'ZW'), 1), book(place('2026-12-04 10:00', 'ZW'), 2)
    with pytest.raises(SlotTaken):
        move(visit, other.slot, once='x')
    planner.changing.cancel(other.key, once='y', room='test')
    assert move(visit, other.slot, once='x').slot == other.slot


@pytest.mark.parametrize(('code', 'number', 'found'), [
    (None, '0000000001', True), (None, BSNS[0], True), (None, '0000000002', False), (None, '', False),
    ('ABCD2345', '0000000001', False), ('', '', False),
])
def test_a_visit_is_found_by_its_code_and_a_number(planner, code, number, found):
    visit = planner.booking.book(
        place('2026-12-03 10:00'), [person(1, bsn=BSNS[0])], ENGLISH, holder='', room='test',
    )
    if found:
        assert planner.changing.find_by_code(visit.code, number).key == visit.key
    else:
        with pytest.raises(VisitUnknown):
            planner.changing.find_by_code(visit.code if code is None else code, number)


def test_a_place_that_is_only_kept_is_no_visit(planner):
    held = planner.booking.hold(place('2026-12-03 10:00'), 'plan:1')
    for look in (planner.changing.find, lambda key: planner.changing.cancel(key, once='x', room='test')):
        with pytest.raises(VisitUnknown):
            look(held.key)
    with pytest.raises(VisitUnknown):
        planner.changing.find('0' * 32)


def test_a_day_lists_its_visits_in_order_of_time(book, cancel, planner):
    book(place('2026-12-03 11:00'), 1)
    book(place('2026-12-03 09:00'), 2)
    book(place('2026-12-03 10:00', 'ZW'), 3)
    cancel(book(place('2026-12-03 09:30'), 4))
    planner.booking.hold(place('2026-12-03 09:40'), 'plan:1')
    listed = planner.changing.on_day('AM', at('2026-12-03 00:00').date())
    assert [visit.persons[0].last_name for visit in listed] == ['Number 2', 'Number 1']
