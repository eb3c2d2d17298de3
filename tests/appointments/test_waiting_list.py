"""A freed place goes to who waits: one at a time, by urgency and then by time of asking, on both engines."""

from datetime import date, time, timedelta

import pytest

from portal.appointments.errors import (
    AlreadyWaiting,
    OfferGone,
    SamePersonTwice,
    SimilarVisit,
    SlotTaken,
    TooLateToChange,
    WishUnknown,
)
from portal.appointments.model import Contact, OfferState, Terms, VisitState, Wish
from portal.appointments.service.fresh import new_key
from tests.appointments.words import at, people, place, post

TEN = place('2026-12-03 10:00', 'ZW')
"""Zwolle has one counter: whoever has this place keeps all others out."""


@pytest.fixture
def wait(planner, clock):
    """Puts people on the list for Zwolle, as of this moment, and gives the key of their wish."""

    def ask(*numbers, visit=None, desks=('ZW',), before=date(2026, 12, 10), urgency=0, product='BIO', **terms):
        key = new_key()
        contact = Contact(email=f'{numbers[0]}@mail.example', language='en')
        planner.waiting.ask(Wish(
            key=key, product=product, visit=visit.id if visit else None, before=before, urgency=urgency,
            asked_at=clock.now(), terms=Terms(persons=people(*numbers), contact=contact, desks=desks, **terms),
        ))
        clock.moment += timedelta(minutes=1)
        return key

    return ask


@pytest.fixture
def cancel(planner):
    return lambda visit: planner.changing.cancel(visit.key, once=post(), room='test')


@pytest.fixture
def offers(planner):
    """What became of a wish, oldest first: state, reason and start of each offer or skip."""

    def of(key):
        return [
            (offer.state.value, offer.reason, f'{offer.slot.starts_at:%d %H:%M}')
            for offer in reversed(planner.waiting.find(key)[1])
        ]

    return of


@pytest.fixture
def full(book):
    """The visit at ten in Zwolle."""
    return book(TEN, 100)


def test_a_freed_place_is_offered_and_kept(full, wait, cancel, offers, book, is_exact):
    key = wait(1)
    cancel(full)
    assert offers(key) == [('open', '', '03 09:00')]
    with pytest.raises(SlotTaken):
        book(TEN, 2)
    assert is_exact()


def test_the_urgent_go_first_and_then_who_asked_first(full, wait, cancel, offers, planner, clock, is_exact):
    wishes = [wait(1), wait(2), wait(3, urgency=1), wait(4, urgency=2), wait(5, urgency=1)]
    cancel(full)
    order = []
    for _ in wishes:
        [has_it] = [key for key in wishes if offers(key)[-1:] == [('open', '', '03 09:00')]]
        order.append(wishes.index(has_it) + 1)
        planner.waiting.decline(has_it)
    assert order == [4, 3, 5, 1, 2]
    assert is_exact()


def test_accepting_books_a_first_visit(full, wait, cancel, planner, is_exact, free):
    key = wait(1)
    cancel(full)
    visit = planner.waiting.accept(key)
    assert (visit.slot, visit.state, visit.sequence) == (TEN, VisitState.BOOKED, 0)
    assert planner.changing.find(visit.key).persons[0].v_number == '0000000001'
    assert planner.waiting.find(key)[0].ended_at is not None
    assert '10:00' not in free('2026-12-03', 'ZW')
    assert is_exact()


def test_accepting_moves_a_visit_and_passes_its_old_place_on(full, wait, book, cancel, planner, offers, is_exact):
    visit = book(place('2026-12-08 11:00', 'ZW'), 1)
    mine, next_in_line = wait(1, visit=visit), wait(2, before=date(2026, 12, 9))
    cancel(full)
    assert offers(next_in_line) == []
    moved = planner.waiting.accept(mine)
    assert (moved.id, moved.slot, moved.sequence) == (visit.id, TEN, 1)
    assert offers(next_in_line) == [('open', '', '08 10:00')]
    assert is_exact()


def test_accepting_twice_is_accepting_once(full, wait, cancel, planner, outbox):
    key = wait(1)
    cancel(full)
    first = planner.waiting.accept(key)
    kept = len(outbox())
    assert planner.waiting.accept(key).key == first.key
    assert len(outbox()) == kept


def test_a_place_left_goes_to_the_next_and_is_not_offered_again(full, wait, cancel, planner, offers, free, is_exact):
    first, second = wait(1), wait(2)
    cancel(full)
    planner.waiting.decline(first)
    assert offers(first) == [('declined', '', '03 09:00')]
    assert offers(second) == [('open', '', '03 09:00')]
    planner.waiting.decline(second)
    assert '10:00' in free('2026-12-03', 'ZW')
    with pytest.raises(OfferGone):
        planner.waiting.decline(second)
    assert is_exact()


def test_an_offer_that_nobody_answers_goes_to_the_next(full, wait, cancel, planner, offers, clock, outbox, is_exact):
    first, second = wait(1), wait(2)
    cancel(full)
    clock.moment += timedelta(hours=4) - timedelta(microseconds=1)
    assert planner.waiting.lapse() == 0
    clock.moment += timedelta(microseconds=1)
    assert planner.waiting.lapse() == 1
    assert (offers(first), offers(second)) == ([('lapsed', '', '03 09:00')], [('open', '', '03 09:00')])
    assert [(kept.kind, kept.to) for kept in outbox()][-2:] == [
        ('place_offered', '2@mail.example'), ('offer_lapsed', '1@mail.example'),
    ]
    with pytest.raises(OfferGone):
        planner.waiting.accept(first)
    planner.waiting.accept(second)
    assert is_exact()


@pytest.mark.parametrize(('late', 'in_time'), [
    (timedelta(), True), (timedelta(microseconds=1), False), (timedelta(minutes=20), False),
])
def test_an_offer_is_taken_in_time_or_not_at_all(full, wait, cancel, planner, clock, late, in_time):
    key = wait(1)
    cancel(full)
    clock.moment += timedelta(hours=4) + late
    if in_time:
        assert planner.waiting.accept(key).slot == TEN
    else:
        with pytest.raises(OfferGone):
            planner.waiting.accept(key)


def test_without_anybody_at_work_an_offered_place_frees_itself(full, wait, cancel, planner, clock, book, is_exact):
    wait(1)
    cancel(full)
    clock.moment += timedelta(hours=4, minutes=14, seconds=59)
    with pytest.raises(SlotTaken):
        book(TEN, 2)
    clock.moment += timedelta(seconds=1)
    book(TEN, 2)
    assert planner.waiting.lapse() == 1
    assert is_exact()


@pytest.mark.parametrize(('terms', 'reason'), [
    ({'before': date(2026, 12, 3)}, None),
    ({'not_before': time(10, 10)}, 'time'),
    ({'not_after': time(9, 50)}, 'time'),
    ({'notice_hours': 96}, 'notice'),
])
def test_why_a_place_passed_somebody_by_is_kept(full, wait, cancel, offers, planner, terms, reason):
    key, next_in_line = wait(1, **terms), wait(2)
    cancel(full)
    if reason:
        assert offers(key) == [('skipped', reason, '03 09:00')]
        assert offers(next_in_line) == [('open', '', '03 09:00')]
        explained = planner.waiting.explain('ZW', TEN.starts, TEN.starts + 1)
        assert [(offer.state, wish.key) for offer, wish in explained] == [
            (OfferState.SKIPPED, key), (OfferState.OPEN, next_in_line),
        ]
    else:
        assert offers(key) == [('open', '', '03 09:00')]


def test_who_asks_for_another_desk_product_or_day_is_not_in_this_line(full, wait, cancel, offers):
    wishes = [wait(1, desks=('AM',)), wait(2, product='DOC', desks=('ZW', 'AM')), wait(3, before=date(2026, 12, 2))]
    cancel(full)
    assert [offers(key) for key in wishes] == [[], [], []]


def test_a_family_gets_only_a_place_in_which_it_fits(wait, book, cancel, offers, is_exact):
    book(place('2026-12-03 09:50', 'ZW'), 101)
    book(place('2026-12-03 10:10', 'ZW'), 102)
    alone = book(TEN, 100)
    family, single = wait(1, 2), wait(3)
    cancel(alone)
    assert offers(family) == [('skipped', 'size', '03 09:00')]
    assert offers(single) == [('open', '', '03 09:00')]
    assert is_exact()


def test_what_a_family_gives_back_serves_several(wait, book, cancel, offers, is_exact):
    family = book(place('2026-12-03 10:00', 'ZW', persons=3), 101, 102, 103)
    wishes = [wait(1), wait(2), wait(3), wait(4)]
    cancel(family)
    assert [offers(key) for key in wishes] == [
        [('open', '', '03 09:00')], [('open', '', '03 09:10')], [('open', '', '03 09:20')], [],
    ]
    assert is_exact()


def test_the_end_that_one_person_gives_back_is_offered(wait, book, planner, offers, is_exact):
    family = book(place('2026-12-03 10:00', 'ZW', persons=2), 101, 102)
    key = wait(1)
    leaving = planner.changing.find(family.key).persons[0]
    planner.changing.take_off(family.key, leaving.id, once=post(), room='test')
    assert offers(key) == [('open', '', '03 09:10')]
    assert is_exact()


def test_a_move_offers_the_place_it_left(full, wait, planner, offers, is_exact):
    key = wait(1)
    planner.changing.move(full.key, place('2026-12-04 10:00', 'ZW'), once=post(), room='test')
    assert offers(key) == [('open', '', '03 09:00')]
    assert is_exact()


def test_only_an_earlier_place_is_offered_to_who_has_a_visit(wait, book, cancel, offers, is_exact):
    mine, later = book(TEN, 1), book(place('2026-12-03 10:30', 'ZW'), 100)
    key = wait(1, visit=mine)
    cancel(later)
    assert offers(key) == [('skipped', 'not_earlier', '03 09:30')]
    assert is_exact()


def test_who_booked_meanwhile_is_passed_by(full, wait, book, cancel, offers):
    key = wait(1)
    book(place('2026-12-04 10:00'), 1)
    cancel(full)
    assert offers(key) == [('skipped', 'has_visit', '03 09:00')]


def test_who_was_offered_a_place_and_booked_elsewhere_has_a_visit_already(full, wait, book, cancel, planner, is_exact):
    key = wait(1)
    cancel(full)
    book(place('2026-12-04 10:00'), 1)
    with pytest.raises(SimilarVisit):
        planner.waiting.accept(key)
    assert is_exact()


def test_one_offer_at_a_time(full, wait, book, cancel, offers):
    other = book(place('2026-12-04 10:00', 'ZW'), 101)
    key = wait(1)
    cancel(full)
    cancel(other)
    assert offers(key) == [('open', '', '03 09:00')]


def test_ending_a_wish_passes_its_offer_on(full, wait, cancel, planner, offers, is_exact):
    first, second = wait(1), wait(2)
    cancel(full)
    planner.waiting.end(first)
    assert (offers(first), offers(second)) == ([('declined', '', '03 09:00')], [('open', '', '03 09:00')])
    with pytest.raises(OfferGone):
        planner.waiting.accept(first)
    wait(1)
    assert is_exact()


def test_who_cancels_no_longer_waits(full, wait, book, cancel, planner, offers):
    visit = book(place('2026-12-08 10:00', 'ZW'), 1)
    key = wait(1, visit=visit)
    cancel(visit)
    cancel(full)
    assert planner.waiting.find(key)[0].ended_at is not None
    assert offers(key) == []


def test_who_cancels_leaves_an_offered_place_to_the_next(full, wait, book, cancel, offers, is_exact):
    visit = book(place('2026-12-08 10:00', 'ZW'), 1)
    mine, next_in_line = wait(1, visit=visit), wait(2, before=date(2026, 12, 3))
    cancel(full)
    assert offers(mine) == [('open', '', '03 09:00')]
    cancel(visit)
    assert offers(mine) == [('declined', '', '03 09:00')]
    assert offers(next_in_line) == [('open', '', '03 09:00')]
    assert is_exact()


def test_a_visit_that_starts_soon_does_not_move_any_more(book, wait, cancel, planner, clock, is_exact):
    visit, earlier = book(place('2026-12-04 11:00', 'ZW'), 1), book(TEN, 100)
    key = wait(1, visit=visit)
    clock.moment = at('2026-12-02 09:00')
    cancel(earlier)
    clock.moment = at('2026-12-03 08:00')
    with pytest.raises((TooLateToChange, OfferGone)):
        planner.waiting.accept(key)
    assert is_exact()


def test_nobody_waits_twice_for_one_product(wait, planner):
    key = wait(1)
    with pytest.raises(AlreadyWaiting):
        wait(2, 1)
    wait(1, product='DOC')
    planner.waiting.end(key)
    wait(2, 1)


def test_nobody_is_named_twice_in_one_wish(wait, planner):
    with pytest.raises(SamePersonTwice):
        wait(5, 5)
    with pytest.raises(WishUnknown):
        planner.waiting.find('f' * 32)


def test_who_has_a_visit_cannot_wait_for_a_first_one(wait, book):
    book(place('2026-12-08 10:00', 'ZW'), 1)
    with pytest.raises(SimilarVisit):
        wait(1)


def test_a_wish_whose_last_day_is_over_ends(wait, planner, clock):
    key = wait(1, before=date(2026, 12, 1))
    clock.moment = at('2026-12-01 23:00')
    planner.tidy()
    assert planner.waiting.find(key)[0].ended_at is None
    clock.moment = at('2026-12-02 14:00')
    planner.tidy()
    assert planner.waiting.find(key)[0].ended_at is not None
    wait(1)


def test_who_waits_is_told_each_step(full, wait, cancel, planner, outbox):
    key = wait(1)
    cancel(full)
    planner.waiting.accept(key)
    mine = [(kept.kind, kept.language) for kept in outbox() if kept.to == '1@mail.example']
    assert mine == [('waiting_started', 'en'), ('place_offered', 'en'), ('visit_booked', 'en')]
