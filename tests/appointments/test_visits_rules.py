"""What may be booked and changed, and until when, as tables that a clerk could check."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.appointments.errors import LastPerson, SamePersonTwice, SlotUnknown, TooLateToChange, VisitCancelled
from portal.appointments.model import HOLD_TIME, Contact, Held, Person, Visit, VisitState
from portal.appointments.rules import visits as rules
from portal.kernel.ticks import moment_of
from tests.appointments.words import BIO, BSNS, DESK, at, people, person, place


def visit(slot, **facts):
    plain = {
        'id': 1, 'key': '0' * 32, 'code': 'ABCD2345', 'state': VisitState.BOOKED, 'held_until': None,
        'persons': people(*range(1, slot.persons + 1)), 'contact': Contact(), 'sequence': 0,
    }
    return Visit(slot=slot, **plain | facts)


@pytest.mark.parametrize(('now', 'first'), [
    ('2026-12-01 08:00', '10:00'),
    ('2026-12-01 08:00:00.000001', '10:05'),
    ('2026-12-01 08:00:01', '10:05'),
    ('2026-12-01 08:05', '10:05'),
    ('2026-12-01 08:09:59', '10:10'),
])
def test_a_visit_starts_two_hours_after_booking_at_the_earliest(now, first):
    assert f'{moment_of(rules.first_bookable(DESK, at(now))).astimezone(DESK.zone):%H:%M}' == first


@pytest.mark.parametrize(('now', 'slot', 'may'), [
    ('2026-12-01 08:00', place('2026-12-01 10:00'), True),
    ('2026-12-01 08:00:01', place('2026-12-01 10:00'), False),
    ('2026-12-01 08:00', place('2026-12-01 10:00', persons=6), True),
    ('2026-12-01 08:00', place('2026-12-01 10:00', persons=7), False),
    ('2026-12-01 08:00', replace(place('2026-12-01 10:00'), persons=0, ticks=0), False),
    ('2026-12-01 08:00', replace(place('2026-12-01 10:00'), ticks=1), False),
    ('2026-12-01 08:00', place('2026-12-01 10:05'), False),
    ('2026-12-02 08:00', place('2026-12-01 10:00'), False),
])
def test_which_places_can_be_booked(now, slot, may):
    assert is_allowed(lambda: rules.check_slot(slot, desk=DESK, product=BIO, now=at(now))) is may


def is_allowed(check):
    try:
        check()
    except SlotUnknown:
        return False
    return True


@pytest.mark.parametrize(('persons', 'twice'), [
    (people(1, 2), False),
    (people(1, 1), True),
    ((person(1), person(2, bsn=BSNS[0])), False),
    ((person(1, bsn=BSNS[0]), person(2, bsn=BSNS[0])), True),
    ((Person(bsn=BSNS[0]), person(1, bsn=BSNS[0])), True),
    ((Person(bsn=BSNS[0]), Person(bsn=BSNS[1])), False),
    ((Person(v_number='0111222333'), Person(bsn='111222333')), False),
])
def test_nobody_comes_twice(persons, twice):
    if twice:
        with pytest.raises(SamePersonTwice):
            rules.check_persons(persons)
    else:
        rules.check_persons(persons)


@pytest.mark.parametrize(('now', 'state', 'refusal'), [
    ('2026-12-01 10:00', VisitState.BOOKED, None),
    ('2026-12-02 09:59', VisitState.BOOKED, None),
    ('2026-12-02 10:00', VisitState.BOOKED, None),
    ('2026-12-02 10:00:00.000001', VisitState.BOOKED, TooLateToChange),
    ('2026-12-02 10:01', VisitState.BOOKED, TooLateToChange),
    ('2026-12-04 10:00', VisitState.BOOKED, TooLateToChange),
    ('2026-12-01 10:00', VisitState.CANCELLED, VisitCancelled),
    ('2026-12-04 10:00', VisitState.CANCELLED, VisitCancelled),
])
def test_until_when_a_visit_can_be_changed(now, state, refusal):
    mine = visit(place('2026-12-03 10:00'), state=state)
    if refusal:
        with pytest.raises(refusal):
            rules.check_may_change(mine, BIO, at(now))
    else:
        rules.check_may_change(mine, BIO, at(now))


def test_a_day_of_notice_is_24_hours_also_when_the_clock_changes():
    """On Sunday 28 March 2027 the clock goes forward at two: ten o'clock is 24 hours after nine on Saturday."""
    mine = visit(place('2027-03-28 10:00'))
    assert rules.change_deadline(mine, BIO) == at('2027-03-27 09:00')


@pytest.mark.parametrize(('holder', 'changes', 'found'), [
    ('plan:1', {}, True),
    ('plan:2', {}, False),
    ('', {'holder': ''}, False),
    ('plan:1', {'starts': 1}, False),
    ('plan:1', {'ticks': 4}, False),
    ('plan:1', {'product': 'DOC'}, False),
    ('plan:1', {'until': at('2026-11-30 00:00')}, True),
])
def test_a_hold_counts_for_its_holder_at_its_place(holder, changes, found):
    slot = place('2026-12-01 10:00')
    mine = {
        'visit': 7, 'holder': 'plan:1', 'until': at('2026-12-01 08:00'), 'starts': slot.starts, 'ticks': slot.ticks,
        'product': 'BIO',
    }
    held = Held(**mine | changes)
    assert rules.own_hold([held], slot, holder) == (held if found else None)


@pytest.mark.parametrize('changes', [{'product': 'DOC'}, {'persons': 2}])
def test_a_visit_that_moves_stays_the_same_visit(changes):
    mine = visit(place('2026-12-03 10:00'))
    with pytest.raises(SlotUnknown):
        rules.check_move(
            mine, replace(place('2026-12-04 10:00'), **changes), desk=DESK, product=BIO, now=at('2026-12-01 08:00'),
        )


def test_without_one_person_a_visit_is_shorter():
    family = visit(place('2026-12-03 10:00', persons=3), persons=tuple(
        replace(one, id=number) for number, one in enumerate(people(1, 2, 3))
    ))
    smaller = rules.without(family, family.persons[1], BIO)
    assert smaller.persons == (family.persons[0], family.persons[2])
    assert (smaller.slot, smaller.sequence) == (place('2026-12-03 10:00', persons=2), 1)
    freed = rules.given_back(family.slot, smaller.slot)
    assert (freed.starts, freed.ticks) == (place('2026-12-03 10:20').starts, 2)


def test_the_last_person_stays():
    with pytest.raises(LastPerson):
        rules.check_may_take_off(visit(place('2026-12-03 10:00')))
    rules.check_may_take_off(visit(place('2026-12-03 10:00', persons=2)))


def test_a_place_is_kept_for_a_quarter_of_an_hour():
    assert timedelta(minutes=15) == HOLD_TIME
