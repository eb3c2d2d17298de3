"""Planning a visit page by page: what is kept, what is refused, and what happens once only."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.appointments.model import Slot
from portal.appointments.service import Planner
from portal.clock import SetClock
from tests.pages.browser import Browser
from tests.pages.planning import Planning


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def visitor(browser: Browser) -> Planning:
    return Planning(browser)


def test_booking_twice_leads_to_the_same_visit(visitor: Planning, app: Flask, outbox: Callable) -> None:
    check = visitor.check()
    form = visitor.page.fields()
    visit = visitor.browser.submit().address
    again = visitor.browser.send(check, form)
    assert (again.status_code, again.location) == (303, visit)
    assert visitor.browser.fetch(check).location == visit
    assert len(outbox()) == 1


@pytest.mark.parametrize('act', ['move', 'cancel'])
def test_an_act_that_is_sent_twice_is_done_once(visitor: Planning, act: str, outbox: Callable) -> None:
    visit = visitor.book()
    form = visitor.browser.open(f'{visit}/{act}').fields_of('post')
    if act == 'move':
        form['slot'] = visitor.page.root.xpath('.//input[@name="slot"]/@value')[:1]
    answers = [visitor.browser.send(f'{visit}/{act}', form).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert len(outbox()) == 2


def test_an_old_plan_says_what_to_do(visitor: Planning, planner: Planner, clock: SetClock) -> None:
    check = visitor.check()
    form = visitor.page.fields()
    clock.moment += timedelta(hours=5)
    planner.tidy()
    for page in (visitor.browser.open(check), visitor.browser.submitted(check, form)):
        assert page.status == 410
        assert page.says('You waited too long') and page.says('Plan a visit')


def test_a_plan_belongs_to_one_browser(visitor: Planning, app: Flask) -> None:
    check = visitor.check()
    plan = check.rpartition('/')[0]
    other = Browser(app)
    for address in (check, f'{plan}/contact', f'{plan}/person/1'):
        assert other.open(address).status == 404
        assert not other.page.says('Amina')
    booked = visitor.browser.submit().address
    assert '/visit/' in booked
    assert other.open(check).status == 404


def test_questions_cannot_be_passed_over(visitor: Planning) -> None:
    first = visitor.choose(persons=2).address
    plan = first.partition('/person/')[0]
    assert visitor.browser.open(f'{plan}/check').address == first
    assert visitor.browser.open(f'{plan}/person/2').status == 404
    assert visitor.browser.open(f'{plan}/person/0').status == 404


def test_the_plan_of_a_booked_visit_no_longer_shows_who_comes(visitor: Planning) -> None:
    plan = visitor.check().rpartition('/')[0]
    visitor.browser.submit()
    for step in ('person/1', 'contact'):
        assert visitor.browser.open(f'{plan}/{step}').status == 410
        assert not visitor.page.says('Amina')


@pytest.mark.parametrize(('language', 'expected'), [('nl', 'nl'), ('en', 'en')])
def test_the_message_is_in_the_language_that_was_asked_for(
    app: Flask, outbox: Callable, language: str, expected: str,
) -> None:
    """Whatever language the pages are in."""
    visitor = Planning(Browser(app, 'en' if language == 'nl' else 'nl'))
    visitor.choose()
    visitor.name()
    visitor.reach(language=language)
    visitor.browser.submit()
    assert [kept.language for kept in outbox()] == [expected]


def test_a_language_that_is_not_offered_is_refused(visitor: Planning) -> None:
    visitor.choose()
    visitor.name()
    assert visitor.reach(language='xx').address.endswith('/contact')


def test_the_other_language_keeps_the_search_back_and_forth(visitor: Planning) -> None:
    page = visitor.times(weekday=[0, 3], part='morning', after='2026-12-01')
    for language in ('nl', 'en', 'nl'):
        page = visitor.browser.open(page.link_in(language))
        assert page.language == language
        assert 'weekday=0&weekday=3&part=morning&after=2026-12-01' in page.address
        assert page.address.count('lang=') == 1


def test_the_other_language_keeps_the_search_after_a_mistake(visitor: Planning) -> None:
    visitor.times()
    page = visitor.browser.submit()
    assert page.says('Choose a time.')
    assert visitor.browser.open(page.link_in('nl')).heading == 'Kies een tijd'


def test_who_answers_an_offer_too_late_can_change_the_language(visitor: Planning) -> None:
    """The page answers a post, and its address alone cannot be opened."""
    visitor.browser.open('/wait?product=BIO&persons=1')
    visitor.browser.submit(desks='AM')
    visitor.name()
    visitor.reach()
    wish = visitor.browser.submit()
    token = visitor.browser.open(f'{wish.address}/end').fields()
    page = visitor.browser.submitted(f'{wish.address}/take', token)
    assert page.says('This offer is over.')
    assert visitor.browser.open(page.link_in('nl')).heading == 'Uw plek op de wachtlijst'


def test_an_empty_calendar_tells_where_there_is_room_now(visitor: Planning, planner: Planner, book: Callable) -> None:
    """The times of other desks change while the empty one stays empty."""
    tuesday = {'desk': 'ZW', 'after': '2026-12-01', 'before': '2026-12-01'}
    for number, slot in enumerate(_free(planner, 'ZW')):
        book(slot, number)
    assert visitor.times(**tuesday).says('Amsterdam: Tuesday 1 December 2026 at 9:00')
    first = _free(planner, 'AM')[0]
    book(first, 101)
    book(first, 102)
    assert visitor.times(**tuesday).says('Amsterdam: Tuesday 1 December 2026 at 9:10')


def _free(planner: Planner, desk: str) -> list[Slot]:
    """The places of a desk that are free on Tuesday."""
    free = planner.calendar.free(desk, 'BIO', 1)
    return [free.at(start) for day in free.days if day.day == date(2026, 12, 1) for start in day.starts]


def test_who_waits_without_an_e_mail_address_is_told_to_look(visitor: Planning) -> None:
    """Nobody can send them a message, so the page does not promise one."""
    visitor.browser.open('/wait?product=BIO&persons=1')
    visitor.browser.submit(desks='AM')
    visitor.name()
    visitor.reach(email='', phone='06 12345678')
    page = visitor.browser.submit()
    assert page.says('Open this page every day') and not page.says('We send you a message')


def test_another_place_is_chosen_without_typing_all_again(visitor: Planning) -> None:
    check = visitor.check()
    place = visitor.browser.open(next(one for one in visitor.page.links() if '/plan/place' in one))
    assert place.options('desk') and 'AM' in place.fields_of('get')['desk']
    times = visitor.browser.submit(desk='ZW')
    assert times.says('You come to Zwolle.')
    assert visitor.browser.submit(slot=times.options('slot')[-1]).address == check
    assert visitor.page.says('Zwolle') and visitor.page.says('Amina') and visitor.page.says('amina@example.com')


@pytest.mark.parametrize(('desks', 'is_said'), [(['AM'], True), (['AM', 'ZW'], False)])
def test_the_times_of_one_place_say_which(visitor: Planning, desks: list[str], is_said: bool) -> None:
    """Those of several say it of each."""
    assert visitor.times(desk=desks).says('You come to') == is_said


@pytest.mark.parametrize(('email', 'is_said'), [('amina@example.com', True), ('', False)])
def test_who_changes_a_visit_reads_that_a_message_comes(visitor: Planning, email: str, is_said: bool) -> None:
    visitor.choose()
    visitor.name()
    visitor.reach(email=email, phone='06 12345678')
    visit = visitor.browser.submit().address.partition('?')[0]
    form = visitor.browser.open(f'{visit}/move').fields_of('post')
    form['slot'] = visitor.page.root.xpath('.//input[@name="slot"]/@value')[-1:]
    moved = visitor.browser.submitted(f'{visit}/move', form)
    assert moved.heading == 'Your visit is changed' and moved.says('We send you a message') == is_said
    visitor.browser.open(f'{visit}/cancel')
    cancelled = visitor.browser.submit()
    assert cancelled.heading == 'This visit is cancelled' and cancelled.says('We send you a message') == is_said
