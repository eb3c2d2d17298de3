"""Keeping a place and booking it, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.appointments.errors import SamePersonTwice, SimilarVisit, SlotTaken, SlotUnknown, TooManyHolds
from portal.appointments.model import Contact, Person, VisitState
from portal.appointments.service.booking import HOLDS_MOST
from portal.appointments.service.places import Places
from tests.appointments.words import BSNS, ENGLISH, at, people, person, place

TEN = place('2026-12-01 10:00', 'ZW')
"""Zwolle has one counter, so this is one place."""


def test_a_place_is_booked_once(book, planner, is_exact):
    visit = book(TEN, 1)
    assert planner.changing.find(visit.key) == replace(visit, persons=(replace(visit.persons[0], id=1),))
    with pytest.raises(SlotTaken):
        book(TEN, 2)
    assert is_exact()


def test_two_counters_are_two_places(book, is_exact):
    book(place('2026-12-01 10:00'), 1)
    book(place('2026-12-01 10:00'), 2)
    with pytest.raises(SlotTaken):
        book(place('2026-12-01 10:00'), 3)
    assert is_exact()


def test_what_serves_fewer_is_used_first(book, free):
    """Only one of Amsterdam's counters hands out documents; a photo leaves that one free."""
    book(place('2026-12-01 10:00'), 1)
    assert '10:00' in free('2026-12-01', product='DOC')


def test_a_family_is_one_visit_that_takes_longer(book, free, is_exact):
    visit = book(place('2026-12-01 10:00', 'ZW', persons=3), 1, 2, 3)
    assert (visit.slot.ends_at - visit.slot.starts_at) == timedelta(minutes=30)
    assert free('2026-12-01', 'ZW')[5:8] == ['09:50', '10:30', '10:40']
    assert is_exact()


def test_a_hearing_takes_an_officer_an_interpreter_and_a_room(book, free, is_exact):
    book(place('2026-12-01 09:00', 'ZW', 'HEARING'), 1)
    assert free('2026-12-01', 'ZW', 'HEARING') == ['10:00', '10:30', '11:00']  # one interpreter for Tigrinya
    assert '09:00' in free('2026-12-01', 'ZW')
    with pytest.raises(SlotTaken):
        book(place('2026-12-01 09:30', 'ZW', 'HEARING'), 2)
    assert is_exact()


def test_a_kept_place_is_its_holders(planner, book, is_exact):
    planner.booking.hold(TEN, 'plan:1')
    assert is_exact()
    with pytest.raises(SlotTaken):
        book(TEN, 1)
    with pytest.raises(SlotTaken):
        book(TEN, 1, holder='plan:2')
    visit = book(TEN, 1, holder='plan:1')
    assert (visit.state, visit.held_until, visit.contact) == (VisitState.BOOKED, None, ENGLISH)
    assert is_exact()


def test_an_expired_place_is_taken_by_another(planner, book, clock, is_exact):
    planner.booking.hold(TEN, 'plan:1')
    clock.moment += timedelta(minutes=15)
    assert is_exact()
    book(TEN, 2)
    with pytest.raises(SlotTaken):
        book(TEN, 1, holder='plan:1')
    assert is_exact()


def test_a_place_is_kept_to_the_last_moment(planner, book, clock):
    planner.booking.hold(TEN, 'plan:1')
    clock.moment += timedelta(minutes=15) - timedelta(microseconds=1)
    with pytest.raises(SlotTaken):
        book(TEN, 2)


def test_who_is_late_still_books_a_place_that_nobody_took(planner, book, clock, is_exact):
    planner.booking.hold(TEN, 'plan:1')
    clock.moment += timedelta(minutes=20)
    assert book(TEN, 1, holder='plan:1').state is VisitState.BOOKED
    assert is_exact()


def test_who_is_late_cannot_book_a_place_that_has_passed(planner, book, clock):
    planner.booking.hold(TEN, 'plan:1')
    clock.moment = at('2026-12-01 10:30')
    with pytest.raises(SlotUnknown):
        book(TEN, 1, holder='plan:1')


def test_a_place_kept_in_time_can_be_booked_although_it_is_near_by_now(planner, book, clock):
    clock.moment = at('2026-12-01 08:00')
    planner.booking.hold(TEN, 'plan:1')
    clock.moment += timedelta(minutes=14)
    book(TEN, 1, holder='plan:1')
    with pytest.raises(SlotUnknown):
        book(replace(TEN, starts=TEN.starts), 2, holder='plan:2')


def test_expired_places_are_given_back_and_no_others(planner, book, clock, is_exact):
    planner.booking.hold(TEN, 'plan:1')
    clock.moment += timedelta(minutes=10)
    planner.booking.hold(place('2026-12-01 11:00', 'ZW'), 'plan:2')
    book(place('2026-12-01 09:00', 'ZW'), 1)
    clock.moment += timedelta(minutes=5)
    assert planner.booking.expire() == 1
    assert planner.booking.expire() == 0
    assert planner.verification.prove().visits == 2
    assert is_exact()


def test_another_place_instead_gives_the_first_one_back(planner, free, is_exact):
    planner.booking.hold(TEN, 'plan:1')
    planner.booking.hold(place('2026-12-02 10:00', 'ZW'), 'plan:1', instead_of=TEN)
    assert '10:00' in free('2026-12-01', 'ZW')
    assert '10:00' not in free('2026-12-02', 'ZW')
    assert is_exact()


def test_who_gets_no_other_place_keeps_the_first(planner, book, free, is_exact):
    planner.booking.hold(TEN, 'plan:1')
    book(place('2026-12-02 10:00', 'ZW'), 1)
    with pytest.raises(SlotTaken):
        planner.booking.hold(place('2026-12-02 10:00', 'ZW'), 'plan:1', instead_of=TEN)
    assert '10:00' not in free('2026-12-01', 'ZW')
    assert is_exact()


def test_a_network_keeps_only_so_many_places(planner, clock):
    starts = [place('2026-12-01 09:00').starts + 2 * (number // 2) for number in range(2 * 18)]
    for number in range(HOLDS_MOST):
        day = number // len(starts)
        slot = replace(place(f'2026-12-0{day + 1} 09:00'), starts=starts[number % len(starts)] + day * 288)
        planner.booking.hold(slot, 'network:1')
    with pytest.raises(TooManyHolds):
        planner.booking.hold(place('2026-12-10 10:00'), 'network:1')
    planner.booking.hold(place('2026-12-10 10:00'), 'network:2')
    clock.moment += timedelta(minutes=15)
    planner.booking.hold(place('2026-12-10 11:00'), 'network:1')


@pytest.mark.parametrize(('slot', 'why'), [
    (place('2026-11-30 10:50'), 'sooner than in two hours'),
    (place('2026-11-27 10:00'), 'in the past'),
    (place('2026-12-14 10:00'), 'not opened yet'),
    (place('2026-12-01 10:05'), 'not on the grid of ten minutes'),
    (place('2026-12-01 10:00', 'DH'), 'no such desk'),
    (replace(TEN, product='ZZZ'), 'no such product'),
    (place('2026-12-01 10:00', 'AM', 'HEARING'), 'not at this desk'),
    (replace(TEN, ticks=3), 'of another length'),
    (place('2026-12-01 10:00', persons=7), 'for more people than come together'),
])
def test_places_that_do_not_exist(planner, book, slot, why):
    with pytest.raises(SlotUnknown):
        book(slot, *range(1, slot.persons + 1))
    with pytest.raises(SlotUnknown):
        planner.booking.hold(slot, 'plan:1')


@pytest.mark.parametrize('slot', [
    place('2026-12-01 08:50'), place('2026-12-01 12:00'), place('2026-12-01 11:50', persons=2),
    place('2026-12-05 10:00'),
])
def test_outside_opening_hours_nothing_is_free(book, slot):
    with pytest.raises(SlotTaken):
        book(slot, *range(1, slot.persons + 1))


@pytest.mark.parametrize(('first', 'second', 'similar'), [
    (person(1), person(1), True),
    (person(1, bsn=BSNS[0]), Person(bsn=BSNS[0]), True),
    (person(1, bsn=BSNS[0]), person(2, bsn=BSNS[0]), True),
    (Person(bsn=BSNS[0]), person(1, bsn=BSNS[0]), True),
    (Person(bsn=BSNS[0]), Person(bsn=BSNS[1]), False),
    (person(1), person(2), False),
])
def test_one_visit_for_each_person_and_product(planner, first, second, similar, is_exact):
    def book(who, slot):
        return planner.booking.book(slot, [who], ENGLISH, holder='', room='test')

    book(first, place('2026-12-01 10:00'))
    if similar:
        with pytest.raises(SimilarVisit):
            book(second, place('2026-12-02 10:00'))
    else:
        book(second, place('2026-12-02 10:00'))
    book(second, place('2026-12-02 11:00', product='DOC'))
    assert is_exact()


def test_a_visit_that_is_over_is_no_similar_visit(book, clock, is_exact):
    book(place('2026-12-01 10:00'), 1)
    clock.moment = at('2026-12-01 10:09')
    with pytest.raises(SimilarVisit):
        book(place('2026-12-03 10:00'), 1)
    clock.moment = at('2026-12-01 10:10')
    book(place('2026-12-03 10:00'), 1)
    with pytest.raises(SimilarVisit):
        book(place('2026-12-04 10:00'), 1)
    assert is_exact()


def test_inside_another_use_case_too(book, clock, database, is_exact):
    book(place('2026-12-01 10:00'), 1)
    clock.moment = at('2026-12-01 10:10')
    with database.transaction():
        book(place('2026-12-03 10:00'), 1)
    with database.transaction(), pytest.raises(SimilarVisit):
        book(place('2026-12-04 10:00'), 1)
    assert is_exact()


def test_the_database_refuses_a_second_visit_even_if_nobody_looks(book, monkeypatch, is_exact):
    """As when the same person books twice at the same moment."""
    monkeypatch.setattr(Places, 'let_go_of_past', lambda *_, **__: None)
    book(place('2026-12-01 10:00'), 1)
    with pytest.raises(SimilarVisit):
        book(place('2026-12-02 10:00'), 1)
    assert is_exact()


def test_a_cancelled_visit_is_no_similar_visit(planner, book):
    planner.changing.cancel(book(place('2026-12-03 10:00'), 1).key, once='a', room='test')
    book(place('2026-12-04 10:00'), 1)


def test_a_refused_booking_keeps_the_place_for_its_holder(planner, book, is_exact):
    book(place('2026-12-02 10:00'), 1)
    planner.booking.hold(TEN, 'plan:1')
    with pytest.raises(SimilarVisit):
        book(TEN, 1, holder='plan:1')
    assert book(TEN, 2, holder='plan:1').state is VisitState.BOOKED
    assert is_exact()


def test_nobody_is_named_twice(planner, book, free):
    with pytest.raises(SamePersonTwice):
        book(place('2026-12-01 10:00', persons=2), 1, 1)
    assert '10:00' in free('2026-12-01', persons=2)


def test_who_gave_no_address_still_gets_a_visit(planner, outbox):
    planner.booking.book(TEN, people(1), Contact(phone='+31612345678'), holder='', room='test')
    assert outbox() == []
