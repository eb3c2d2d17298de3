"""Somebody else books the last place while a visitor is filling in the form; and things that are done twice."""

from datetime import timedelta

from tests.browser.served import Portal
from tests.browser.visitor import FAMILY, Visitor

OTHERS = '2000000001', '2000000002', '2000000003'


def test_who_loses_the_last_place_keeps_the_answers_and_sees_the_nearest_times(
    portal: Portal, visitor: Visitor,
) -> None:
    """Zwolle has one place a week for a family; it is kept for a quarter of an hour only."""
    last = portal.free('ZW', 3)[0]
    visitor.finds_times(3, 'ZW')
    visitor.keeps_time(0)
    visitor.names(*FAMILY)
    visitor.gives_address()
    portal.clock.moment += timedelta(minutes=16)
    portal.book(last, *OTHERS)
    visitor.page.reload()
    visitor.sees('Is this right?')
    assert visitor.reads('We no longer keep this time for you. You can still book it if nobody else has.')
    visitor.presses('Book this visit')
    visitor.sees('Choose a time')
    assert visitor.reads('Somebody else has just booked this time. Nothing is lost. Choose another time.')
    assert visitor.reads('Free times near the one you chose')
    visitor.keeps_time(0)
    visitor.sees('Is this right?')
    assert all(visitor.finds(one.first_name) for one in FAMILY) and visitor.finds('amina@example.com')
    visitor.presses('Book this visit')
    visitor.sees('Your visit is booked')


def test_a_time_that_is_gone_when_it_is_chosen_is_not_kept(portal: Portal, visitor: Visitor) -> None:
    visitor.finds_times(3, 'ZW')
    portal.book(portal.free('ZW', 3)[0], *OTHERS)
    visitor.keeps_time(0)
    visitor.sees('Choose a time')
    assert visitor.reads('Somebody else has just booked this time. Nothing is lost. Choose another time.')


def test_moving_to_a_place_that_somebody_else_took_leaves_the_visit_where_it_is(
    portal: Portal, visitor: Visitor,
) -> None:
    visitor.books(*FAMILY, desk='AM')
    before = visitor.page.locator('.answer').inner_text()
    visitor.presses('Move to another time')
    visitor.opens(visitor.page.url.removeprefix(portal.url) + '?desk=ZW')
    portal.book(portal.free('ZW', 3)[0], *OTHERS)
    visitor.touches(visitor.times().first)
    visitor.presses('Move my visit to this time')
    visitor.sees('Move your visit')
    assert visitor.reads('Somebody else has just booked this time. Nothing is lost. Choose another time.')
    visitor.presses('Back')
    assert visitor.page.locator('.answer').inner_text() == before


def test_pressing_twice_books_once_and_going_back_finds_the_same_visit(portal: Portal, visitor: Visitor) -> None:
    visitor.finds_times(1, 'AM')
    visitor.keeps_time()
    visitor.names(FAMILY[0])
    visitor.gives_address()
    free = len(portal.free('AM', 1))
    visitor.button('Book this visit').dblclick()
    visitor.page.wait_for_url('**/visit/*')
    visitor.reads_heading('Your visit is booked')
    booked = visitor.page.url
    visitor.page.go_back(wait_until='load')
    visitor.page.reload()
    visitor.page.wait_for_load_state()
    assert visitor.page.url == booked
    assert len(portal.free('AM', 1)) == free
    assert len(_visits(portal)) == 1


def test_going_back_from_the_visit_and_pressing_again_leads_to_the_same_visit(
    portal: Portal, visitor: Visitor,
) -> None:
    visitor.finds_times(1, 'AM')
    visitor.keeps_time()
    visitor.names(FAMILY[0])
    visitor.gives_address()
    check = visitor.page.url
    visitor.presses('Book this visit')
    booked = visitor.page.url
    visitor.page.goto(check)
    assert visitor.page.url == booked
    assert len(_visits(portal)) == 1


def test_two_tabs_plan_two_visits_without_mixing_them_up(portal: Portal, visitor: Visitor) -> None:
    second = Visitor(visitor.page.context.new_page(), portal, 'en')
    visitor.finds_times(1, 'AM')
    visitor.keeps_time(-1)
    second.finds_times(2, 'DB')
    second.keeps_time(-1)
    visitor.names(FAMILY[0])
    second.names(*FAMILY[1:])
    visitor.gives_address()
    second.gives_address('leyla@example.com')
    visitor.presses('Book this visit')
    second.presses('Book this visit')
    assert visitor.finds('Amsterdam') and visitor.finds('Amina') and not visitor.finds('Leyla')
    assert second.finds("'s-Hertogenbosch") and second.finds('Leyla') and not second.finds('Amina')


def test_pressing_cancel_twice_cancels_once(portal: Portal, visitor: Visitor) -> None:
    visitor.books(FAMILY[0])
    visitor.presses('Cancel the visit')
    visitor.button('Cancel the visit').dblclick()
    visitor.page.wait_for_url('**/visit/*?changed=yes')
    visitor.reads_heading('This visit is cancelled')


def _visits(portal: Portal) -> list:
    """All booked visits of Amsterdam."""
    days = {slot.starts_at.date() for slot in portal.free('AM', 1)}
    return [visit for day in days for visit in portal.planner.changing.on_day('AM', day)]

