"""What guards every answer: headers, hosts, sizes, forwarded headers, and posts that our pages did not make."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import abort, request, session

from portal.web import protection
from portal.web.protection import BODY_BYTES
from portal.web.surrounding import HEADERS
from tests.pages.addresses import add_address

SECURE = {
    'PORTAL_MODE': 'production', 'PORTAL_BASE_URL': 'https://loket.example', 'PORTAL_MAIL_URL': 'smtp://mail.example',
    'PORTAL_MAIL_FROM': 'noreply@loket.example', 'PORTAL_SECURITY_CONTACT': 'mailto:security@loket.example',
}


@pytest.fixture
def engine():
    """What guards answers is the same on every engine."""
    return 'sqlite'


@pytest.fixture
def build(planner, build_app):
    """Builds the portal with three more pages: one breaks, one tells who asks, one takes a text."""

    def with_more_pages(**environment):
        app = build_app(**environment)
        add_address(app, '/broken', lambda: 1 / 0)
        add_address(app, '/missing', lambda: abort(404))
        add_address(app, '/whoami', lambda: f'{request.remote_addr} {request.scheme} {request.host}')
        add_address(app, '/text', lambda: str(len(request.get_data())), methods=['POST'])
        return app

    return with_more_pages


@pytest.fixture
def client(build):
    return build().test_client()


@pytest.mark.parametrize(('method', 'path', 'status'), [
    ('GET', '/', 200),
    ('HEAD', '/', 200),
    ('GET', '/plan', 200),
    ('GET', '/oap/api/desks/?productKey=BIO', 200),
    ('GET', '/oap/api/desks/AM/slots?productKey=BIO&persons=1', 200),
    ('GET', '/oap/api/nothing', 404),
    ('GET', '/static/portal.css', 200),
    ('GET', '/static/nothing.css', 404),
    ('GET', '/livez', 200),
    ('GET', '/readyz', 200),
    ('GET', '/metrics', 200),
    ('GET', '/.well-known/security.txt', 200),
    ('GET', '/nothing', 404),
    ('POST', '/', 405),
    ('OPTIONS', '/', 200),
    ('POST', '/visit', 400),
    ('GET', '/broken', 500),
])
def test_every_answer_has_the_headers(client, method, path, status):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert {name: answer.headers.getlist(name) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}
    assert answer.headers.getlist('Cache-Control') == [answer.headers['Cache-Control']]
    assert 'Strict-Transport-Security' not in answer.headers


def test_nothing_runs_that_is_written_in_a_page():
    policy = HEADERS['Content-Security-Policy']
    assert "default-src 'none'" in policy
    assert 'unsafe' not in policy


@pytest.mark.parametrize(('host', 'served'), [
    ('localhost', True), ('localhost:8000', True), ('127.0.0.1', True),
    ('loket.example', False), ('localhost.evil.example', False), ('evil.example:80', False), ('', False),
])
def test_only_our_hosts_are_served(client, host, served):
    answer = client.get('/', headers={'Host': host})
    assert answer.status_code == (200 if served else 400)
    assert answer.headers['X-Content-Type-Options'] == 'nosniff'
    if not served:
        assert 'evil' not in answer.text


def test_in_production_cookies_and_links_are_for_https_only(build):
    client = build(**SECURE).test_client()
    answer = client.get('/visit', base_url='https://loket.example')
    assert answer.headers['Strict-Transport-Security'] == 'max-age=63072000; includeSubDomains'
    name, *facts = answer.headers['Set-Cookie'].split('; ')
    assert name.startswith('__Host-session=')
    assert {'Secure', 'HttpOnly', 'Path=/', 'SameSite=Lax'} <= set(facts)
    assert not [fact for fact in facts if fact.startswith('Domain')]


@pytest.mark.parametrize('path', ['/', '/plan', '/livez', '/oap/api/desks/?productKey=BIO', '/nothing', '/static/portal.css'])
def test_who_only_looks_gets_no_cookie(client, path):
    assert 'Set-Cookie' not in client.get(path).headers


@pytest.mark.parametrize(('size', 'status'), [(BODY_BYTES, 200), (BODY_BYTES + 1, 413)])
@pytest.mark.parametrize('headers', [
    {}, {'Transfer-Encoding': 'chunked'}, {'Transfer-Encoding': 'Chunked'},
], ids=['with-length', 'chunked', 'Chunked'])
def test_a_body_has_a_limit(build, size, status, headers):
    app = build()
    app.config['WTF_CSRF_ENABLED'] = False
    options = {'data': b'x' * size, 'content_type': 'text/plain', 'headers': headers | {'Accept-Language': 'en'}}
    if headers:
        options['environ_overrides'] = {'CONTENT_LENGTH': ''}
    answer = app.test_client().post('/text', **options)
    assert answer.status_code == status
    assert answer.text == str(size) if status == 200 else 'too much' in answer.text


def rest_of(body, client, path):
    """What stays unread of a body that is sent there."""
    stream = BytesIO(body)
    client.post(path, input_stream=stream, content_length=len(body), content_type='application/json')
    return stream.read()


@pytest.mark.parametrize('path', ['/oap/api/desks/AM/slots/x', '/oap/api/nothing', '/oap/api/desks/', '/visit', '/nothing'])
def test_what_is_sent_is_read_to_its_end(client, monkeypatch, path):
    """A server breaks the connection of a program whose body nobody read, in the middle of what it asks next."""
    assert rest_of(b'{"a":1}', client, path) == b''
    monkeypatch.setattr(protection, 'take_in', lambda asked: None)
    assert rest_of(b'{"a":1}', client, path) == b'{"a":1}', 'the twin: nobody wants it'


@pytest.mark.parametrize(('proxies', 'forwarded', 'seen'), [
    (0, '203.0.113.9', '10.0.0.1 http'),
    (1, '203.0.113.9', '203.0.113.9 https'),
    (1, '198.51.100.1, 203.0.113.9', '203.0.113.9 https'),
    (2, '192.0.2.1, 198.51.100.1, 203.0.113.9', '198.51.100.1 http'),
    (2, '203.0.113.9', '10.0.0.1 http'),
])
def test_forwarded_headers_are_believed_from_our_own_proxies_only(build, proxies, forwarded, seen):
    answer = build(PORTAL_TRUSTED_PROXIES=str(proxies)).test_client().get(
        '/whoami', environ_overrides={'REMOTE_ADDR': '10.0.0.1'},
        headers={'X-Forwarded-For': forwarded, 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example'},
    )
    assert answer.text == f'{seen} localhost'


@pytest.mark.parametrize(('site', 'status'), [
    ('cross-site', 403), ('same-site', 403), ('', 403), ('same-origin', 400), ('none', 400), (None, 400),
])
def test_a_post_of_another_site_is_refused(client, site, status):
    """400 is for our own pages: their form token is missing here."""
    answer = client.post('/visit', headers={} if site is None else {'Sec-Fetch-Site': site})
    assert answer.status_code == status


def test_a_form_token_belongs_to_one_browser(build):
    app = build()
    own, other = app.test_client(), app.test_client()
    page = own.get('/visit').text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    other.get('/visit')
    form = {'csrf_token': token, 'code': 'ABCD2345', 'number': '1234567890'}
    assert own.post('/visit', data=form).status_code == 200
    assert other.post('/visit', data=form).status_code == 400


def test_programs_need_no_form_token(client):
    assert client.post('/oap/api/desks/AM/appointments', data='{}').get_json(force=True, silent=True) is None
    assert client.post('/oap/api/desks/AM/appointments', data='{}').status_code == 400


def test_an_older_secret_still_opens_cookies(build):
    client = build(PORTAL_SECRET_KEY='the old secret').test_client()
    client.get('/plan?lang=en')
    cookie = client.get_cookie('session')
    newer = build(PORTAL_SECRET_KEY='the new secret', PORTAL_OLD_SECRET_KEYS='the old secret').test_client()
    newer.set_cookie('session', cookie.value)
    assert 'lang="en"' in newer.get('/plan', headers={'Accept-Language': 'nl'}).text


def test_a_cookie_that_is_known_opens_only_as_it_was_sealed(client):
    client.get('/plan?lang=en')
    seal = client.get_cookie('session').value
    for changed in (f'{seal}x', seal[:-1], f'x{seal}'):
        client.set_cookie('session', changed)
        assert 'lang="nl"' in client.get('/plan', headers={'Accept-Language': 'nl'}).text
    client.set_cookie('session', seal)
    assert 'lang="en"' in client.get('/plan', headers={'Accept-Language': 'nl'}).text


def test_what_a_page_does_to_its_session_is_in_no_other(build):
    app = build()
    add_address(app, '/begin', lambda: session.update(numbers=[]) or '')
    add_address(app, '/grow', lambda: str(session['numbers'].append(1) or len(session['numbers'])))
    client = app.test_client()
    client.get('/begin')
    assert [client.get('/grow').text for _ in range(3)] == ['1', '1', '1']


def test_a_cookie_grows_old_though_it_is_known(build, clock):
    app = build()
    client = app.test_client()
    client.get('/plan?lang=en')
    app.permanent_session_lifetime = timedelta(seconds=-1)
    assert 'lang="en"' in client.get('/plan', headers={'Accept-Language': 'nl'}).text, 'known since today'
    clock.moment += timedelta(days=1)
    assert 'lang="nl"' in client.get('/plan', headers={'Accept-Language': 'nl'}).text


def test_the_sign_of_number_zero_is_in_no_address_of_ours(build):
    """PostgreSQL keeps it in no text: what is asked with it would break."""
    app = build()
    add_address(app, '/told/<text>', lambda text: text)
    assert [app.test_client().get(f'/told/{one}').status_code for one in ('it', '%00', 'a%00b')] == [200, 404, 404]
