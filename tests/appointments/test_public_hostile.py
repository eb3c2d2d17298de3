"""What no honest program sends: every answer is a refusal in the envelope, never a failure of ours; on both engines."""

import pytest
from sqlalchemy import text

from portal import schema
from tests.appointments.oap_client import Program, code, customer, opened, read

JSON = {'Content-Type': 'application/json'}
ONE_ENGINE = pytest.mark.parametrize('engine', ['sqlite'])
"""What is refused before the database is asked."""


@pytest.fixture
def program(app):
    return Program(app)


@pytest.fixture
def slot(program):
    return program.slots('AM')[0]


def sent(program, body: bytes):
    """The answer to a body that is sent as it is."""
    return program.app.test_client().post('/oap/api/desks/AM/appointments', data=body, headers=JSON)


@pytest.mark.parametrize('name', [
    'a\0b', '\ud800', 'x' * 101, {'a': 1}, ['a'], True, 1.5,
])
def test_a_name_that_is_none_is_refused(program, slot, name):
    assert code(program.book('AM', slot, customer(firstName=name))) == (400, 'INVALID_REQUEST')
    assert slot in program.slots('AM')


@pytest.mark.parametrize('name', ["O'Brien", '"', '\\', '%s', '{{ 7 * 7 }}', '<b>', "}',", 'ى', 'Ünğ', 'x' * 100, ' a ', 7])
def test_a_name_that_is_only_strange_comes_back_as_it_was(program, slot, name):
    visit = opened(program.book('AM', slot, customer(firstName=name)))
    assert visit['customers'][0]['firstName'] == str(name).strip()


@ONE_ENGINE
@pytest.mark.parametrize('number', [
    10**10, -1, 1.0, True, '12345 6789', '12345\0678', '١٢٣٤٥٦٧٨٩٠', 'v123456789', [1234567890], {'v': 1}, 10**30,
])
def test_a_v_number_that_is_none_is_refused(program, slot, number):
    assert code(program.book('AM', slot, customer(number))) == (400, 'INVALID_REQUEST')


@pytest.mark.parametrize('changes', [
    {'email': 'a@example.com\0'}, {'email': 'a@example.com\r\nBcc: b@example.com'}, {'phone': '\0'},
    {'phone': '9' * 300}, {'language': ['en']}, {'productKey': 'BIO\0'}, {'productKey': {}}, {'date': '\0'},
    {'startTime': ['09:00']}, {'startTime': 'x' * 300},
])
def test_other_words_that_are_none_are_refused(program, slot, changes):
    assert code(program.book('AM', slot, customer(), **changes)) == (400, 'INVALID_REQUEST')


@ONE_ENGINE
@pytest.mark.parametrize('body', [
    b'', b'{', b'null', b'[]', b'"text"', b'7', b'\xff\xfe', b'{"bookableSlot":',
    b'[' * 100_000, b'{"a":' * 30_000, b'{"appointment":NaN}', b'9' * 10_000, b'{"bookableSlot":{"key":' + b'9' * 5_000 + b'}}', b'\xef\xbb\xbf{}',
], ids=range(14))
def test_a_body_that_is_none_is_refused(program, body):
    assert code(sent(program, body)) == (400, 'INVALID_REQUEST')


@pytest.mark.parametrize('path', [
    '/desks/%00/slots?productKey=BIO', '/desks/AM/slots?productKey=%00', '/desks/AM/slots?productKey=BIO&persons=%00',
    '/desks/%ff/slots?productKey=BIO', '/desks/AM/slots?productKey=BIO&persons=99999999999999999999',
    '/desks/?productKey=%00', f'/desks/{"A" * 5000}/slots?productKey=BIO', '/desks/AM/slots?productKey=BIO&persons=-1',
    '/desks/AM/slots?productKey=BIO&persons=%D9%A1', '/desks/AM%2F..%2FZW/slots?productKey=BIO', '/desks/AM/slots',
])
def test_an_address_that_is_none_is_refused(program, path):
    answer = program.call('GET', path)
    assert answer.status_code in (400, 404)
    assert read(answer)['status'] == 'ERROR'


@ONE_ENGINE
@pytest.mark.parametrize('key', ['%00' * 32, 'é' * 32, ' ' * 32, '0x' + '1' * 30, '1' * 31, '1' * 33, '1' * 4000])
def test_a_key_that_is_none_names_no_place(program, key):
    assert code(program.call('POST', f'/desks/AM/slots/{key}', {})) == (404, 'NOT_FOUND')


@ONE_ENGINE
def test_every_changed_sign_of_a_key_makes_it_a_forgery(program, slot):
    for place, sign in enumerate(slot['key']):
        forged = slot['key'][:place] + ('0' if sign != '0' else '1') + slot['key'][place + 1:]
        assert code(program.call('POST', f'/desks/AM/slots/{forged}', {})) == (404, 'NOT_FOUND')


@ONE_ENGINE
def test_a_key_of_another_portal_names_no_place(planner, build_app, slot):
    other = Program(build_app(PORTAL_SECRET_KEY='another secret'))
    assert code(other.hold('AM', slot)) == (404, 'NOT_FOUND')


@ONE_ENGINE
@pytest.mark.parametrize('method', ['PUT', 'DELETE', 'PATCH', 'GET'])
def test_a_method_that_is_not_spoken_is_refused(program, slot, method):
    answer = program.call(method, f'/desks/AM/slots/{slot["key"]}', {})
    assert answer.status_code in (404, 405)
    assert read(answer)['status'] == 'ERROR'


def test_unknown_keys_may_be_anything(program, slot):
    body = {
        'bookableSlot': {'key': slot['key'], 'parts': 'many', 'booked': None, 'date': 7}, 'x': None, 'captcha': {'a': [1]},
        'appointment': {'customers': [customer(age=12, nested={'a': {'b': []}})], 'recaptcha': 'x', 'endTime': 9},
    }
    assert opened(program.call('POST', '/desks/AM/appointments', body))['customers'][0]['vNumber'] == '1234567890'


def test_a_failure_of_ours_is_told_in_the_envelope(program, database):
    schema.downgrade(database, 'base')
    answer = program.call('GET', '/desks/?productKey=BIO')
    assert answer.status_code == 500
    assert read(answer)['status'] == 'ERROR'


@pytest.mark.parametrize('engine', ['postgresql'])
def test_what_is_refused_for_being_busy_is_no_failure(program, slot, database):
    """A 5xx makes programs send a booking again at once."""
    with database.transaction() as session:
        session.execute(text("update desk_day set version = version + 1 where desk = 'AM'"))
        busy = program.book('AM', slot, customer())
    assert code(busy) == (429, 'TOO_MANY_REQUESTS')
    assert int(busy.headers['Retry-After']) > 0


ADDRESSES = ['//oap/api/desks/AM/', '/oap//api/desks/AM/', '/oap/api//desks/AM/', '///oap//api//desks//AM//']


@ONE_ENGINE
@pytest.mark.parametrize('start', ADDRESSES)
def test_two_slashes_are_one_and_nothing_redirects(program, slot, start):
    """A redirect would lose what is posted."""
    client = program.app.test_client()
    listed = client.get('/', query_string='productKey=BIO', environ_overrides={'PATH_INFO': f'{start}slots'})
    assert opened(listed)[0] == slot
    held = client.post('/', data=b'{}', headers=JSON, environ_overrides={'PATH_INFO': f'{start}slots/{slot["key"]}'})
    assert opened(held) == slot


@ONE_ENGINE
@pytest.mark.parametrize(('headers', 'status'), [
    ({'Host': 'evil.example'}, 400), ({'Sec-Fetch-Site': 'cross-site'}, 403), ({'Sec-Fetch-Site': 'same-site'}, 403),
    ({'Sec-Fetch-Site': 'none'}, 200), ({'Cookie': 'session=x'}, 200), ({'X-Forwarded-Host': 'evil.example'}, 200),
])
def test_what_guards_pages_guards_programs(program, slot, headers, status):
    program.headers |= headers
    answer = program.hold('AM', slot)
    assert answer.status_code == status
    assert 'Set-Cookie' not in answer.headers and 'Vary' not in answer.headers


@ONE_ENGINE
@pytest.mark.parametrize('method', ['GET', 'POST', 'PUT'])
@pytest.mark.parametrize('path', ['', '/'])
def test_the_start_of_the_interface_is_no_page(program, method, path):
    assert code(program.call(method, path)) == (404, 'NOT_FOUND')
