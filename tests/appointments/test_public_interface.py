"""The public interface, to the letter, as programs use it that were written for today's planner."""

from datetime import timedelta

import pytest

from portal.appointments.model import HOLD_TIME
from portal.appointments.service.booking import HOLDS_MOST
from tests.appointments.oap_client import Program, code, customer, opened, read


@pytest.fixture
def program(app):
    return Program(app)


@pytest.fixture
def slot(program):
    return program.slots('AM')[0]


def test_lists_the_desks_of_a_product_whatever_its_case(program):
    assert program.get('/desks/?productKey=BIO') == program.get('/desks?productKey=bio')
    assert all(list(desk) == ['key', 'version', 'name'] for desk in program.get('/desks/?productKey=BIO'))


def test_lists_free_places_in_order_of_time(program):
    found = program.slots('AM', persons=2)
    assert [(one['date'], one['startTime']) for one in found] == sorted((one['date'], one['startTime']) for one in found)
    assert all(list(one) == ['key', 'date', 'startTime', 'endTime', 'parts'] for one in found)
    assert all(len(one['key']) == 32 and int(one['key'], 16) and one['parts'] == 2 for one in found)


def test_a_key_stays_the_same(program, slot):
    assert program.slots('AM')[0] == slot


def test_neither_form_of_a_path_redirects(program):
    for path in ('/desks?productKey=BIO', '/desks/?productKey=BIO', '/desks/AM/slots?productKey=BIO',
                 '/desks/AM/slots/?productKey=BIO'):
        assert program.call('GET', path).status_code == 200


@pytest.mark.parametrize('product', ['', 'BIO'])
def test_both_forms_of_a_hold_answer_the_place(program, slot, product):
    assert opened(program.hold('AM', slot, product)) == slot


@pytest.mark.parametrize('held', [False, True])
def test_books_with_and_without_a_hold(program, slot, held):
    if held:
        opened(program.hold('AM', slot))
    visit = opened(program.book('AM', slot, customer()))
    assert list(visit) == [
        'key', 'version', 'code', 'productKey', 'date', 'startTime', 'endTime', 'email', 'hasEmail', 'phone',
        'language', 'status', 'hasDetail', 'customers', 'birthDate', 'user',
    ]
    assert (visit['date'], visit['startTime'], visit['productKey']) == (slot['date'], slot['startTime'], 'BIO')
    assert visit['phone'] == '+31612345678'
    assert visit['customers'] == [{
        'vNumber': '1234567890', 'vnumber': '1234567890', 'bsn': '', 'firstName': 'Ann', 'lastName': 'Lee',
        'fullName': 'Ann Lee',
    }]


@pytest.mark.parametrize('loose', [
    customer(1234567890),
    customer(bsn=''),
    customer(bsn=None),
    {'bsn': '111222333', 'firstName': 'Ann', 'lastName': 'Lee'},
    customer(birthDate='1990-01-31'),
    customer(nobody={'knows': ['this']}),
])
def test_takes_the_loose_types_of_the_wild(program, slot, loose):
    visit = opened(program.book('AM', slot | {'booked': 'false'}, loose, stray='x', phone='+31612345678'))
    assert visit['customers'][0]['bsn'] == ''


def test_a_number_of_digits_may_begin_with_a_nought(program, slot):
    assert opened(program.book('AM', slot, customer(123456789)))['customers'][0]['vNumber'] == '0123456789'


@pytest.mark.parametrize(('customers', 'appointment'), [
    ([], {}),
    ([customer(), customer('1234567891')], {}),
    ([customer('123')], {}),
    ([customer('')], {}),
    ([{'bsn': '123456789'}], {}),
    ([customer()], {'email': 'nobody'}),
    ([customer()], {'phone': 'one'}),
    ([customer()], {'date': '2030-01-01'}),
    ([customer()], {'productKey': 'DOC'}),
])
def test_what_cannot_be_understood_is_an_invalid_request(program, slot, customers, appointment):
    assert code(program.book('AM', slot, *customers, **appointment)) == (400, 'INVALID_REQUEST')


@pytest.mark.parametrize('body', [None, [], 'text', {}, {'bookableSlot': {}}, {'bookableSlot': {'key': 'x' * 32}}])
def test_any_other_body_is_an_invalid_request(program, body):
    assert code(program.call('POST', '/desks/AM/appointments', body)) == (400, 'INVALID_REQUEST')


@pytest.mark.parametrize(('path', 'refused'), [
    ('/desks/NO/slots?productKey=BIO', (404, 'NOT_FOUND')),
    ('/desks/AM/slots?productKey=NO', (400, 'INVALID_REQUEST')),
    ('/desks/AM/slots?productKey=BIO&persons=0', (400, 'INVALID_REQUEST')),
    ('/desks/AM/slots?productKey=BIO&persons=x', (400, 'INVALID_REQUEST')),
    ('/desks/?productKey=NO', (400, 'INVALID_REQUEST')),
    ('/nothing', (404, 'NOT_FOUND')),
])
def test_what_does_not_exist_is_refused_in_the_envelope(program, path, refused):
    assert code(program.call('GET', path)) == refused


@pytest.mark.parametrize('key', ['0' * 32, 'g' * 32, 'ff', 'ab' * 16])
def test_a_key_that_we_did_not_make_names_no_place(program, slot, key):
    assert code(program.hold('AM', slot | {'key': key})) == (404, 'NOT_FOUND')
    if len(key) == 32:
        assert code(program.book('AM', slot | {'key': key}, customer())) == (404, 'NOT_FOUND')


def test_one_person_has_one_visit_for_a_product(program):
    first, second, *_ = program.slots('AM')
    opened(program.book('AM', first, customer()))
    assert code(program.book('AM', second, customer())) == (409, 'SIMILAR_APT_EXISTS')


def test_a_hold_is_the_networks_own(app, program, slot):
    other = Program(app, address='198.51.100.7')
    while any(one['key'] == slot['key'] for one in other.slots('AM')):
        opened(program.hold('AM', slot))
    assert code(other.hold('AM', slot)) == (409, 'APT_TAKEN')
    assert code(other.book('AM', slot, customer('1111111111'))) == (409, 'APT_TAKEN')
    opened(program.book('AM', slot, customer()))


def test_a_hostile_name_does_not_break_the_prefix(program, slot):
    visit = opened(program.book('AM', slot, customer(firstName="}',\n)]}',", lastName='</script>')))
    assert visit['customers'][0]['firstName'] == "}',\n)]}',"


def test_too_many_requests_are_told_to_wait(planner, build_app):
    program = Program(build_app(PORTAL_PUBLIC_READS='2/minute'))
    program.slots('AM')
    program.slots('AM')
    answer = program.call('GET', '/desks/AM/slots?productKey=BIO')
    assert code(answer) == (429, 'TOO_MANY_REQUESTS')
    assert 0 < int(answer.headers['Retry-After']) <= 60
    assert Program(program.app, address='198.51.100.7').slots('AM')


def test_a_network_that_keeps_too_many_places_is_told_to_wait(program):
    slots = iter(program.slots('AM'))
    for _ in range(HOLDS_MOST):
        opened(program.hold('AM', next(slots)))
    answer = program.hold('AM', next(slots))
    assert code(answer) == (429, 'TOO_MANY_REQUESTS')
    assert timedelta(seconds=int(answer.headers['Retry-After'])) == HOLD_TIME


def test_a_body_that_is_too_large_is_refused_in_the_envelope(program, slot):
    assert code(program.book('AM', slot, customer(firstName='x' * 300_000)))[0] == 413


def test_the_language_of_messages_is_the_programs_where_the_booking_names_none(program, slot):
    assert opened(program.book('AM', slot, customer(), language='xx'))['language'] == 'en'


def test_no_post_changes_anything_on_a_refusal(program, slot):
    before = program.slots('AM')
    read(program.book('AM', slot, customer('123')))
    assert program.slots('AM') == before


def test_a_booking_sent_again_hears_of_its_own_visit_even_for_the_last_place(program):
    slot = program.slots('AM', 'DOC')[0]
    opened(program.book('AM', slot, customer(), product='DOC'))
    assert all(one['key'] != slot['key'] for one in program.slots('AM', 'DOC'))
    assert code(program.book('AM', slot, customer(), product='DOC')) == (409, 'SIMILAR_APT_EXISTS')
    assert code(program.book('AM', slot, customer('1111111111'), product='DOC')) == (409, 'APT_TAKEN')
