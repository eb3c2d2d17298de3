"""Programs beside the pages: which application answers an address."""

from collections.abc import Callable
from time import process_time

import pytest
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from portal.programs import PREFIX, BesidePages

LONG = ['/' * 30_000, '/a' * 15_000, PREFIX + '/a' * 15_000]


def tells(name: str) -> Callable:
    """An application that tells its name, and what it sees of an address."""
    return lambda environ, start_response: (name, environ.get('SCRIPT_NAME', ''), environ.get('PATH_INFO', ''))


both = BesidePages(tells('pages'), tells('programs'))


@pytest.mark.parametrize(('path', 'name', 'seen'), [
    ('', 'pages', ''),
    ('/', 'pages', '/'),
    ('*', 'pages', '*'),
    ('//', 'pages', '//'),
    ('/oap', 'pages', '/oap'),
    ('/oap/en/', 'pages', '/oap/en/'),
    ('/oap/apis/desks', 'pages', '/oap/apis/desks'),
    ('/OAP/API/desks', 'pages', '/OAP/API/desks'),
    ('/x/oap/api/desks', 'pages', '/x/oap/api/desks'),
    ('/visit//x', 'pages', '/visit//x'),
    ('/oap/api', 'programs', ''),
    ('/oap/api/', 'programs', '/'),
    ('/oap/api/desks/', 'programs', '/desks/'),
    ('//oap///api//desks//', 'programs', '/desks/'),
    ('/oap/api/oap/api', 'programs', '/oap/api'),
    ('/oap/api/../visit', 'programs', '/../visit'),
])
@pytest.mark.parametrize('script', ['', '/loket'])
def test_an_address_has_one_application(script: str, path: str, name: str, seen: str):
    """Behind a server that keeps the first part of the address to itself, too."""
    before = script + (PREFIX if name == 'programs' else '')
    assert both({'SCRIPT_NAME': script, 'PATH_INFO': path}, None) == (name, before, seen)


def test_a_request_without_an_address_is_for_the_pages():
    assert both({}, None) == ('pages', '', '')


def seconds(application: Callable, path: str) -> float:
    """What finding the application of an address costs the processor."""
    began = process_time()
    application({'PATH_INFO': path}, None)
    return process_time() - began


@pytest.mark.parametrize('path', LONG, ids=['slashes', 'page', 'program'])
def test_a_long_address_costs_no_more_than_reading_it(path: str):
    """The twin is Werkzeug's dispatcher, whose work grows with the square: anybody could keep the portal busy with it."""
    others = DispatcherMiddleware(tells('pages'), {PREFIX: tells('programs')})
    assert seconds(both, path) * 10 < seconds(others, path)
