"""What people, and people who mean harm, type into fields and addresses."""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.web.fields import stripped
from tests.pages.browser import Browser
from tests.pages.planning import Planning

HOSTILE = (
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)", '</textarea><svg/onload=1>',
    '{{ 7 * 191 }}', '{% raw %}', '${7*191}', '%(name)s %s', "'; drop table visit; --", '\u202emoorb', '\u2066ab\u2069',
    '👩‍👩‍👧', 'a\u0301\u0301', 'أمينة', 'ᠠ', '\ufeff', '=cmd()', 'a\r\nBcc: x@example.com',
)
TOO_LONG = 'x' * 10_000


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def visitor(browser: Browser) -> Planning:
    return Planning(browser)


def test_a_name_is_shown_as_it_was_typed_and_does_nothing(visitor: Planning) -> None:
    """It is kept, or refused at its field; it never becomes markup, and nothing is computed from it."""
    check = visitor.check()
    for text in HOSTILE:
        visitor.browser.open(check.replace('check', 'person/1'))
        page = visitor.name(first_name=text)
        shown = ' '.join(stripped(text).split())
        assert page.says(shown if page.address == check else 'Fill in the first names.'), text
        assert bool(shown) == (page.address == check), text
        assert '1337' not in page.text
        assert not page.root.xpath('.//main//script | .//main//img[@src="x"] | .//*[@onfocus or @onload or @onerror]')


@pytest.mark.parametrize('field', ['v_number', 'bsn', 'birth_date-day', 'birth_date-year'])
def test_a_number_that_is_none_is_refused_at_its_field(visitor: Planning, field: str) -> None:
    person = visitor.choose().address
    for text in HOSTILE:
        visitor.browser.open(person)
        page = visitor.name(**{field: text})
        assert page.address == person, text
        assert page.root.xpath(f'.//input[@name="{field}"]')[0].get('aria-invalid') == 'true', text


@pytest.mark.parametrize('field', ['email', 'phone', 'language'])
def test_an_address_that_is_none_is_refused_at_its_field(visitor: Planning, field: str) -> None:
    visitor.choose()
    contact = visitor.name().address
    for text in (*HOSTILE, TOO_LONG, '+' * 30, '0' * 30):
        visitor.browser.open(contact)
        page = visitor.reach(**{field: text})
        if stripped(text) or field != 'phone':
            assert page.address == contact, text
            assert page.root.xpath('.//*[@id="error-summary"]//a')[0].get('href') == f'#{field}', text


@pytest.mark.parametrize('field', ['code', 'number'])
def test_a_code_that_is_none_finds_nothing(browser: Browser, build_app: Callable[..., Flask], field: str) -> None:
    browser = Browser(build_app(PORTAL_LOOKUP_FAILURES='off'))
    for text in (*HOSTILE, TOO_LONG, ' ' * 20):
        browser.open('/visit')
        page = browser.submit(**{'code': 'ABCDEFGH', 'number': '1000000001', field: text})
        assert (page.status, page.address) == (200, '/visit'), text
        assert page.root.xpath('.//*[@id="error-summary"]'), text


@pytest.mark.parametrize('field', ['first_name', 'last_name'])
def test_a_name_without_letters_or_without_end_is_refused(visitor: Planning, field: str) -> None:
    visitor.choose()
    for text, said in ((TOO_LONG, 'Use at most 100 characters.'), ('  ', 'Fill in'),
                       ('\u200b\ufeff', 'Fill in')):
        page = visitor.name(**{field: text})
        assert page.says(said), text
        assert page.root.xpath(f'.//input[@name="{field}"]')[0].get('aria-invalid') == 'true'


def test_digits_of_other_scripts_are_no_reason_to_break(visitor: Planning) -> None:
    visitor.choose()
    page = visitor.name(v_number='١٠٠٠٠٠٠٠٠١', **{'birth_date-day': '२७'})
    assert page.status == 200


def test_nobody_fills_in_more_than_a_form_asks(visitor: Planning) -> None:
    """Fields that the page does not have change nothing."""
    visitor.choose()
    visitor.name(id='1', count='6', held_until='2099-01-01', came_of_it='0' * 32)
    assert visitor.page.address.endswith('/contact')


def test_a_time_that_we_did_not_offer_is_refused(visitor: Planning) -> None:
    for slot in ('', 'x', '0' * 32, 'f' * 32, 'é' * 32, TOO_LONG):
        visitor.times()
        page = visitor.browser.submit(slot=slot)
        assert page.status == 200 and page.heading == 'Choose a time', slot
        assert page.root.xpath('.//*[@id="slot-error"]'), slot


ADDRESSES = (
    '/', '/plan', '/plan/people', '/plan/place', '/plan/times', '/wait', '/visit', '/help', '/oap/', '/oap/en/',
    '/plan/x/person/1', '/plan/x/check', '/visit/x', '/visit/x/move', '/waiting/x', '/oap/en/cancel/x',
    '/oap/api/desks', '/oap/api/desks/AM/slots/', '/demo/mailbox/', '/demo/mailbox/x',
)
NAMES = st.sampled_from((
    'product', 'persons', 'desk', 'after', 'before', 'weekday', 'part', 'page', 'whole', 'plan', 'lost', 'next',
    'lang', 'booked', 'changed', 'productKey', 'slot', '__class__',
))
VALUES = st.one_of(
    st.sampled_from((
        'BIO', 'DOC', '1', '6', '0', '-1', '999999999999', '²', '٣', 'AM', 'ZW', '0001-01-01', '9999-12-31', '2026-12-01',
        '2026-W49-2', '20261201', '0', '7', 'morning', 'evening', 'yes', 'nl', '..', '%00', '{{7}}', '2026-12-01T00:00',
    )),
    st.text(max_size=20),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=st.sampled_from(ADDRESSES), query=st.lists(st.tuples(NAMES, VALUES), max_size=6), search=st.booleans())
def test_no_address_breaks_the_portal(app: Flask, address: str, query: list[tuple[str, str]], search: bool) -> None:
    """Whatever stands behind the question mark."""
    given_first = [('product', 'BIO'), ('persons', '2')] if search else []
    answer = app.test_client().get(address, query_string=_multi([*given_first, *query]))
    assert answer.status_code < 500


def test_nonsense_in_a_search_is_passed_over(visitor: Planning) -> None:
    for nonsense in (
        {'page': '0001-01-01'}, {'page': '9999-12-31'}, {'after': '9999-12-31', 'before': '0001-01-01'},
        {'weekday': ['7', '-1', 'x']}, {'part': 'night'}, {'whole': 'yes', 'page': '2026-12-06'}, {'desk': 'XX'},
    ):
        assert visitor.times(**nonsense).status == 200


def _multi(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value.encode('utf-8', 'replace').decode())
    return found
