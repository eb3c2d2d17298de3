"""A calendar without places: it is explained, other desks are named, and there is a waiting list."""

from tests.browser.served import Portal
from tests.browser.visitor import FAMILY, Visitor


def test_a_desk_without_places_explains_itself_and_names_the_others(portal: Portal, visitor: Visitor) -> None:
    _take_all(portal, 'ZW')
    visitor.finds_times(3, 'ZW')
    visitor.sees('There is no free time now')
    assert visitor.reads('What happened in %(desk)s', desk='Zwolle')
    assert visitor.finds('In the last 7 days') and visitor.finds('New weeks open on')
    assert visitor.reads('These places have room')
    visitor.page.get_by_role('link', name='Amsterdam').click()
    visitor.reads_heading('Choose a time')


def test_days_that_leave_no_place_can_be_widened(visitor: Visitor) -> None:
    visitor.opens('/plan/times?product=BIO&persons=1&desk=ZW&weekday=4&part=evening')
    visitor.sees('There is no free time on these days').presses('Show all days and times')
    visitor.reads_heading('Choose a time')


def test_a_year_ahead_nothing_is_open_anywhere(visitor: Visitor) -> None:
    visitor.opens('/plan/times?product=DOC&persons=6&after=2027-11-30')
    visitor.sees('There is no free time on these days')


def test_who_finds_no_place_joins_the_waiting_list_and_takes_a_freed_place(portal: Portal, visitor: Visitor) -> None:
    taken = _take_all(portal, 'ZW')
    visitor.finds_times(3, 'ZW')
    visitor.presses('Put me on the waiting list')
    visitor.sees('Tell me when a place opens').presses('Next')
    visitor.names(*FAMILY)
    visitor.sees('How do we reach you?').gives_address()
    visitor.sees('Is this right?').presses('Put me on the waiting list')
    visitor.sees('Your place on the waiting list')
    portal.planner.changing.cancel(taken[-1].key, once='once', room='web')
    visitor.page.reload()
    visitor.sees('Your place on the waiting list')
    assert visitor.reads('A place is free for you')
    visitor.presses('I take this place')
    visitor.sees('Your visit is booked')


def test_who_leaves_an_offer_keeps_waiting_and_sees_what_passed(portal: Portal, visitor: Visitor) -> None:
    wish = _waits(portal, visitor)
    visitor.presses('No, I keep waiting')
    visitor.sees('Your place on the waiting list')
    assert not visitor.reads('A place is free for you')
    visitor.page.get_by_text(visitor.say('What was offered to you, and what passed you by')).click()
    visitor.sees('Your place on the waiting list')
    assert visitor.reads('you left it to the next person.')
    visitor.presses('Stop waiting')
    visitor.sees('Do you want to stop waiting?')
    visitor.presses('Stop waiting')
    visitor.sees('Your place on the waiting list')
    assert visitor.reads('You do not wait any more.') and wish in visitor.page.url


def test_an_offer_that_nobody_answers_goes_on_and_taking_it_then_is_refused(
    portal: Portal, visitor: Visitor,
) -> None:
    _waits(portal, visitor)
    [offer] = portal.planner.waiting.find(visitor.page.url.rpartition('/')[2])[1]
    portal.clock.moment = offer.until + (offer.until - offer.offered_at)
    portal.planner.tidy()
    visitor.presses('I take this place')
    visitor.sees('Your place on the waiting list')
    assert visitor.reads('This offer is over. The time went to the next person. You stay on the waiting list.')


def test_who_has_a_visit_waits_for_an_earlier_one_and_moves_to_it(portal: Portal, visitor: Visitor) -> None:
    taken = _take_all(portal, 'ZW')
    visitor.books(*FAMILY, desk='AM')
    visitor.presses('Tell me when an earlier place opens')
    visitor.sees('Tell me when a place opens').picks('desks', 'ZW')
    visitor.presses('Put me on the waiting list')
    visitor.sees('Your place on the waiting list')
    portal.planner.changing.cancel(taken[0].key, once='once', room='web')
    visitor.page.reload()
    visitor.presses('I take this place')
    visitor.reads_heading('Your visit is booked')
    assert visitor.finds('Zwolle')


def _take_all(portal: Portal, desk: str) -> list:
    """Others book all places that a family finds at a desk."""
    first = iter(range(3_000_000_000, 3_000_001_000))
    return [portal.book(slot, *(str(next(first)) for _ in range(3))) for slot in portal.free(desk, 3)]


def _waits(portal: Portal, visitor: Visitor) -> str:
    """The family waits for Zwolle, and has an offer; returns the key of the wish."""
    taken = _take_all(portal, 'ZW')
    visitor.finds_times(3, 'ZW')
    visitor.presses('Put me on the waiting list')
    visitor.presses('Next')
    visitor.names(*FAMILY)
    visitor.gives_address()
    visitor.presses('Put me on the waiting list')
    portal.planner.changing.cancel(taken[-1].key, once='once', room='web')
    visitor.page.reload()
    return visitor.page.url.rpartition('/')[2]
