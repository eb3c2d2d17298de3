"""Every address, and who may open it."""

import pytest
from flask import Flask

from portal.doors import WHO_MAY_OPEN
from portal.identity.model.doors import DEMO, EVERYBODY, KEY_HOLDER, LIST_KEEPER, PROGRAMS, THIS_BROWSER
from portal.programs import build_programs
from portal.settings import Settings
from tests.pages.addresses import routes

STRANGE = {'key': '0' * 32, 'plan': '0' * 32, 'number': 1, 'person': 1, 'name': 'purpose', 'code': 'D01'}
"""What nobody was ever given."""
GUARDED = [route for route, who in WHO_MAY_OPEN.items() if who in (THIS_BROWSER, KEY_HOLDER)]


def test_every_route_stands_in_the_table(app: Flask):
    found = {rule.endpoint: start for start, rule in routes(app)}
    assert set(found) == set(WHO_MAY_OPEN)
    assert {route for route, start in found.items() if start} == {
        route for route, who in WHO_MAY_OPEN.items() if who == PROGRAMS
    }


def test_an_address_for_programs_that_stands_in_no_table_lets_nothing_start(app: Flask):
    """ASVS 8.1.1, for programs too: what nobody thought of is closed."""
    parts, open_to = app.extensions['parts'], dict(WHO_MAY_OPEN)
    for who in (EVERYBODY, None):
        open_to['oap.hold'] = who
        with pytest.raises(ValueError, match=r'not open to programs: oap\.hold'):
            build_programs(parts[Settings], parts, {route: who for route, who in open_to.items() if who})
    assert build_programs(parts[Settings], parts, WHO_MAY_OPEN)


@pytest.mark.parametrize('route', GUARDED)
def test_what_is_not_yours_is_not_found(app: Flask, route: str):
    """Every guarded route, by every method that it takes, with a key that opens nothing."""
    app.config['WTF_CSRF_ENABLED'] = False
    for rule in app.url_map.iter_rules(route):
        values = {name: STRANGE[name] for name in rule.arguments}
        for method in rule.methods - {'HEAD', 'OPTIONS'}:
            answer = app.test_client().open(rule.build(values)[1], method=method, data={'once': '1'})
            assert answer.status_code == 404, (route, method)


KEPT = [route for route, who in WHO_MAY_OPEN.items() if who == LIST_KEEPER]


@pytest.mark.parametrize('number', [None, '0' * 32, 7])
@pytest.mark.parametrize('route', KEPT)
def test_a_list_that_is_not_yours_leads_to_the_start(app: Flask, route: str, number: object):
    """Without a list in the session, with one that is not there, and with a session that makes no sense."""
    app.config['WTF_CSRF_ENABLED'] = False
    client = app.test_client()
    with client.session_transaction() as session:
        session['papers'] = number
    for rule in app.url_map.iter_rules(route):
        values = {name: STRANGE[name] for name in rule.arguments}
        for method in rule.methods - {'HEAD', 'OPTIONS'}:
            answer = client.open(rule.build(values)[1], method=method)
            assert (answer.status_code, answer.location) == (303, '/papers?gone=yes'), (route, method)


def test_the_mailbox_is_not_there_in_production(build_app):
    app = build_app(
        PORTAL_MODE='production', PORTAL_BASE_URL='https://loket.example', PORTAL_MAIL_URL='smtp://mail.example',
        PORTAL_MAIL_FROM='noreply@loket.example', PORTAL_SECURITY_CONTACT='mailto:security@loket.example',
    )
    assert not [rule for rule in app.url_map.iter_rules() if WHO_MAY_OPEN[rule.endpoint] == DEMO]


def test_measurements_are_for_who_has_the_token(build_app):
    client = build_app(PORTAL_METRICS_TOKEN='a token').test_client()
    assert client.get('/metrics').status_code == 404
    assert client.get('/metrics', headers={'Authorization': 'Bearer another'}).status_code == 404
    assert client.get('/metrics', headers={'Authorization': 'Bearer a token'}).status_code == 200


def test_without_a_token_measurements_are_for_this_machine_only(app: Flask):
    far = {'REMOTE_ADDR': '192.0.2.1'}
    assert app.test_client().get('/metrics', environ_overrides=far).status_code == 404
    assert app.test_client().get('/metrics').status_code == 200
