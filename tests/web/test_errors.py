"""Every error has a page that a person can act on, in their language."""

import logging
from functools import partial

import pytest
from flask import abort
from prometheus_client import REGISTRY

from portal.database import Busy
from portal.web.errors import WORDS
from portal.web.network import TooMany
from tests.pages.addresses import add_address
from tests.pages.browser import Browser

SECRET = 'Amina Yilmaz'
HEADINGS = {
    400: ('We do not understand this request', 'Wij begrijpen dit verzoek niet'),
    404: ('We cannot find this page', 'Wij kunnen deze pagina niet vinden'),
    413: ('That was too much text', 'Dat was te veel tekst'),
}


class Unforeseen(Exception):
    """A mistake of ours."""


def fails(error: Exception):
    """A page that cannot be made."""
    def view():
        raise error
    return view


@pytest.fixture
def engine():
    return 'sqlite'


@pytest.fixture
def app(planner, build_app):
    """The portal, with a page for each way in which a page can fail."""
    app = build_app()
    for status in (*WORDS, 401, 410, 415, 418, 502):
        add_address(app, f'/status/{status}', lambda status=status: abort(status))
    add_address(app, '/too-many', fails(TooMany(90)))
    add_address(app, '/busy', fails(Busy()))
    add_address(app, '/unforeseen', fails(Unforeseen()))
    return app


@pytest.mark.parametrize('language', ['nl', 'en'])
@pytest.mark.parametrize('status', WORDS)
def test_every_status_has_a_page_in_every_language(app, status, language):
    page = Browser(app, language).open(f'/status/{status}')
    assert (page.status, page.language) == (status, language)
    assert '/' in page.links()


@pytest.mark.parametrize('status', WORDS)
def test_the_languages_differ(app, status):
    assert len({Browser(app, language).open(f'/status/{status}').heading for language in ('nl', 'en')}) == 2


@pytest.mark.parametrize(('status', 'like'), [(401, 400), (410, 400), (415, 400), (418, 400), (502, 500)])
def test_a_status_without_words_of_its_own_gets_those_of_its_family(app, status, like):
    page = Browser(app).open(f'/status/{status}')
    assert page.status == status
    assert page.heading == WORDS[like][0]._args[0] if hasattr(WORDS[like][0], '_args') else page.heading


@pytest.mark.parametrize(('path', 'status', 'wait'), [('/too-many', 429, '90'), ('/busy', 503, '5')])
def test_who_must_wait_is_told_how_long(app, path, status, wait):
    answer = Browser(app).fetch(path)
    assert (answer.status_code, answer.headers['Retry-After']) == (status, wait)
    page = Browser(app).open(f'{path}?kept=yes')
    assert f'{path}?kept=yes' in page.links()


def test_minutes_are_rounded_up(app):
    assert Browser(app).open('/too-many').says('You can try again in 2 minutes.')


def test_a_mistake_of_ours_is_logged_with_the_number_that_the_page_shows(app, caplog):
    with caplog.at_level(logging.ERROR, logger='portal.web.errors'):
        page = Browser(app).open('/unforeseen')
    assert page.status == 500
    [record] = [one for one in caplog.records if one.name == 'portal.web.errors']
    assert page.says(record.request_id)
    assert record.exc_info[0] is Unforeseen


def test_a_page_does_not_show_what_went_wrong(app):
    assert not Browser(app).open('/unforeseen').says('Unforeseen')


@pytest.mark.parametrize(('address', 'route'), [
    (f'/visit/{"ab" * 16}?', 'appointments.visit'),
    (f'/oap/api/desks/{"ab" * 16}/slots?productKey=BIO&', 'oap.slots'),
])
def test_a_request_is_logged_and_counted_by_its_route_and_not_by_its_address(app, caplog, address, route):
    counted = partial(REGISTRY.get_sample_value, 'portal_requests_total', {'route': route, 'status': '404'})
    before = counted() or 0
    with caplog.at_level(logging.INFO):
        Browser(app).fetch(f'{address}name={SECRET}')
    [record] = [one for one in caplog.records if one.name == 'portal.requests']
    assert (record.route, record.status) == (route, 404)
    assert counted() == before + 1
    assert not [one for one in caplog.records if 'abab' in str(vars(one)) or SECRET in str(vars(one))]
