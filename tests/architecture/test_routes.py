"""Every address, and who may open it."""

import pytest
from flask import Flask

EVERYBODY = 'everybody'
THIS_BROWSER = 'the browser that began the plan'
KEY_HOLDER = 'whoever has the key of the visit or the wish'
PROGRAMS = 'programs, within the limits of their network'
LIST_KEEPER = 'the browser that keeps the list; every other is led to the start'
OPERATOR = 'whoever runs the portal'
DEMO = 'everybody on this machine, in the demonstration only'

WHO_MAY_OPEN = {
    'static': EVERYBODY,
    'overview.start': EVERYBODY,
    'overview.help': EVERYBODY,
    'health.alive': EVERYBODY,
    'health.ready': EVERYBODY,
    'health.security_txt': EVERYBODY,
    'health.metrics': OPERATOR,
    'mailbox.mails': DEMO,
    'mailbox.mail': DEMO,
    'oap.desks': PROGRAMS,
    'oap.slots': PROGRAMS,
    'oap.hold': PROGRAMS,
    'oap.book': PROGRAMS,
    'checklist.start': EVERYBODY,
    'checklist.begin_asking': EVERYBODY,
    'checklist.come_back': EVERYBODY,
    'checklist.open_file': EVERYBODY,
    'checklist.wiped': EVERYBODY,
    'checklist.go_on': LIST_KEEPER,
    'checklist.question': LIST_KEEPER,
    'checklist.answers': LIST_KEEPER,
    'checklist.papers': LIST_KEEPER,
    'checklist.paper': LIST_KEEPER,
    'checklist.day': LIST_KEEPER,
    'checklist.keep': LIST_KEEPER,
    'checklist.wipe': LIST_KEEPER,
    'checklist.answers_file': LIST_KEEPER,
    'checklist.as_pdf': LIST_KEEPER,
    'checklist.as_text': LIST_KEEPER,
    'appointments.product': EVERYBODY,
    'appointments.people': EVERYBODY,
    'appointments.place': EVERYBODY,
    'appointments.times': EVERYBODY,
    'appointments.wait': EVERYBODY,
    'appointments.find': EVERYBODY,
    'appointments.old_address': EVERYBODY,
    'appointments.old_cancel': EVERYBODY,
    'appointments.person': THIS_BROWSER,
    'appointments.contact': THIS_BROWSER,
    'appointments.check': THIS_BROWSER,
    'appointments.visit': KEY_HOLDER,
    'appointments.calendar_file': KEY_HOLDER,
    'appointments.confirmation': KEY_HOLDER,
    'appointments.code_picture': KEY_HOLDER,
    'appointments.move': KEY_HOLDER,
    'appointments.take_off': KEY_HOLDER,
    'appointments.cancel': KEY_HOLDER,
    'appointments.earlier': KEY_HOLDER,
    'appointments.wish': KEY_HOLDER,
    'appointments.take_offer': KEY_HOLDER,
    'appointments.leave_offer': KEY_HOLDER,
    'appointments.end_wish': KEY_HOLDER,
}
STRANGE = {'key': '0' * 32, 'plan': '0' * 32, 'number': 1, 'person': 1, 'name': 'purpose', 'code': 'D01'}
"""What nobody was ever given."""
GUARDED = [route for route, who in WHO_MAY_OPEN.items() if who in (THIS_BROWSER, KEY_HOLDER)]


def test_every_route_stands_in_the_table(app: Flask):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(WHO_MAY_OPEN)


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
