"""Signs that nobody can see are in no text: whoever sends one is told so, at every address that there is."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask, request
from werkzeug.routing import Rule

from portal.identity.errors import PersonUnknown
from portal.identity.service import People
from portal.web import protection
from tests.pages.addresses import add_address, routes
from tests.pages.browser import Browser

UNSEEN = '\x00', '\x01', '\x08', '\x0e', '\x1b', '\x1f', '\x7f'
WORDS = {'en': 'There is a sign in this that we cannot read', 'nl': 'Hier staat een teken in dat wij niet kunnen lezen'}


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Any address of each route, of pages and of programs: this is looked at before anything is looked for."""
    for start, rule in routes(app):
        kinds = {name: type(converter).__name__ for name, converter in rule._converters.items()}
        values = {name: 1 if kind == 'IntegerConverter' else 'x' for name, kind in kinds.items()}
        yield rule, start + rule.build(values)[1]


def test_at_every_address_by_every_method(app: Flask):
    """ASVS 1.3.3, 2.2.1: generated from the table of routes; in the address, and in what is sent."""
    app.config['WTF_CSRF_ENABLED'] = False
    client, tried = app.test_client(), 0
    for rule, where in addresses(app):
        for method in rule.methods - {'OPTIONS'}:
            sent = [{'query_string': {'x': 'a\0'}}, {'query_string': {'a\0': 'x'}}]
            sent += [{'data': {'x': 'a\0'}}, {'data': {'a\0': 'x'}}] if method not in protection.SAFE_METHODS else []
            for one in sent:
                assert client.open(where, method=method, **one).status_code == 400, (rule.endpoint, method, one)
                tried += 1
    assert tried > 400


@pytest.mark.parametrize('sign', UNSEEN)
@pytest.mark.parametrize('language', WORDS)
def test_it_is_told_in_the_language_of_the_reader(app: Flask, sign: str, language: str):
    browser = Browser(app, language)
    page = browser.open('/plan/times', query_string={'product': sign})
    assert (page.status, page.heading, page.language) == (400, WORDS[language], language)
    browser.open('/visit')
    page = browser.submit(code=f'ABC{sign}')
    assert (page.status, page.heading) == (400, WORDS[language])


def test_programs_are_told_in_their_own_way(app: Flask):
    answer = app.test_client().get('/oap/api/desks/', query_string={'productKey': '\0'})
    assert answer.status_code == 400 and answer.is_json


def test_programs_may_say_that_json_is_a_form(app: Flask):
    """What was looked through is still there to be read."""
    add_address(app, '/told', lambda: request.get_json(force=True), methods=['POST'])
    app.config['WTF_CSRF_ENABLED'] = False
    answer = app.test_client().post('/told', data='{"a": 1}', content_type='application/x-www-form-urlencoded')
    assert answer.json == {'a': 1}


@pytest.mark.parametrize('text', ['\t', 'two\r\nlines', 'from another\x0bprogram', 'pages\x0c', 'é\u200b', '\x85'])
def test_what_people_copy_along_is_no_mistake(app: Flask, text: str):
    """Tabs, ends of lines and of pages; and what cannot be seen but is part of a script."""
    browser = Browser(app)
    browser.open('/visit')
    assert browser.submit(code=text).status == 200


class TestWithoutThatGuard:
    @pytest.fixture
    def engine(self) -> str:
        """The engine that keeps no NUL."""
        return 'postgresql'

    def test_what_is_looked_for_breaks(self, app: Flask, people: People, monkeypatch: pytest.MonkeyPatch):
        """The twin: a page that looks for what it was asked, whatever that is."""

        def known() -> str:
            with suppress(PersonUnknown):
                return people.get_by_v_number(request.args['number']).name
            return 'nobody'

        add_address(app, '/known', known)
        client = app.test_client()
        assert (client.get('/known?number=1').text, client.get('/known?number=%00').status_code) == ('nobody', 400)
        monkeypatch.setattr(protection, '_has_unseen', lambda sent: False)
        assert client.get('/known?number=%00').status_code == 500
