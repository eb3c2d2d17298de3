"""Every form, filled in wrongly: the page says what is wrong, where, and leads there."""

import pytest

from tests.browser.served import Portal
from tests.browser.visitor import FAMILY, Somebody, Visitor

AMINA = FAMILY[0]
FIRST, LAST, BORN = 'Fill in the first names.', 'Fill in the family name.', 'Fill in the date of birth.'
NUMBER = 'Fill in the V-number. No V-number? Then fill in the BSN.'
WRONG_V = 'A V-number has ten digits. Check the number on the letter or the card.'
NO_DATE = 'This date does not exist. Fill in the day, the month and the year in digits.'
SHORT_YEAR = 'Fill in the year with four digits, for example 1990.'
NOT_BORN = 'The date of birth cannot be in the future, and not before 1900.'


def test_a_question_without_an_answer(visitor: Visitor) -> None:
    for address, heading, fault, field in (
        ('/plan', 'What do you want to come for?', 'Choose what you want to come for.', 'product'),
        ('/plan/people?product=BIO', 'How many people are coming?', 'Choose how many people are coming.', 'persons'),
    ):
        visitor.opens(address)
        visitor.presses('Next')
        _is_told(visitor, heading, (fault, field))
        visitor.sees(heading)


def test_no_time_chosen(visitor: Visitor) -> None:
    visitor.finds_times(1, 'AM')
    visitor.presses('Keep this time')
    _is_told(visitor, 'Choose a time', ('Choose a time.', 'slot'))
    visitor.sees('Choose a time')


def test_a_person_about_whom_nothing_is_said(visitor: Visitor) -> None:
    visitor.finds_times(1, 'AM')
    visitor.keeps_time()
    visitor.presses('Next')
    _is_told(visitor, 'Who is coming?', (FIRST, 'first_name'), (LAST, 'last_name'), (BORN, 'birth_date-day'),
             (NUMBER, 'v_number'))
    visitor.sees('Who is coming?')


@pytest.mark.parametrize(('somebody', 'faults'), [
    (Somebody('', '', '1000000001'), [(FIRST, 'first_name'), (LAST, 'last_name')]),
    (Somebody('Amina', number='12345'), [(WRONG_V, 'v_number')]),
    (Somebody('Amina', number='123456789012'), [(WRONG_V, 'v_number')]),
    (Somebody('Amina', number='1000000001', born=('31', '2', '1990')), [(NO_DATE, 'birth_date-day')]),
    (Somebody('Amina', number='1000000001', born=('een', 'mei', '1990')), [(NO_DATE, 'birth_date-day')]),
    (Somebody('Amina', number='1000000001', born=('1', '5', '90')), [(SHORT_YEAR, 'birth_date-day')]),
    (Somebody('Amina', number='1000000001', born=('1', '5', '2031')), [(NOT_BORN, 'birth_date-day')]),
    (Somebody('Amina', number='1000000001', born=('1', '5', '1890')), [(NOT_BORN, 'birth_date-day')]),
])
def test_a_person_filled_in_wrongly(
    visitor: Visitor, somebody: Somebody, faults: list[tuple[str, str]],
) -> None:
    visitor.finds_times(1, 'AM')
    visitor.keeps_time()
    visitor.names(somebody)
    _is_told(visitor, 'Who is coming?', *faults)
    assert visitor.field('First names').input_value() == somebody.first_name
    assert visitor.field('Day').input_value() == somebody.born[0][:2]


def test_a_wrong_bsn_and_a_number_used_twice(visitor: Visitor) -> None:
    visitor.finds_times(2, 'AM')
    visitor.keeps_time()
    visitor.describes(AMINA)
    visitor.writes('V-number', '')
    visitor.writes('Citizen service number (BSN)', '123456789')
    visitor.presses('Next')
    _is_told(visitor, 'Who is person %(number)s of %(count)s?',
             ('This is not a BSN. A BSN has nine digits. Check them one by one.', 'bsn'), number=1, count=2)
    visitor.writes('Citizen service number (BSN)', '111222333')
    visitor.presses('Next')
    visitor.describes(FAMILY[1])
    visitor.writes('Citizen service number (BSN)', '111 222 333')
    visitor.presses('Next')
    _is_told(visitor, 'Who is person %(number)s of %(count)s?',
             ('You filled in this number for another person of this visit.', 'bsn'), number=2, count=2)


def test_no_way_to_reach_somebody_or_a_wrong_one(visitor: Visitor) -> None:
    visitor.finds_times(1, 'AM')
    visitor.keeps_time()
    visitor.names(AMINA)
    visitor.presses('Next')
    heading = 'How do we reach you?'
    _is_told(visitor, heading, ('Fill in an e-mail address or a telephone number.', 'email'))
    visitor.writes('E-mail address', 'amina at example')
    visitor.writes('Telephone number', '12')
    visitor.presses('Next')
    _is_told(
        visitor, heading, ('This is not an e-mail address. It looks like name@example.com.', 'email'),
        ('This is not a telephone number. It looks like 06 12345678.', 'phone'),
    )
    assert visitor.field('E-mail address').input_value() == 'amina at example'
    visitor.sees(heading)


def test_who_has_a_visit_already_is_told_so_and_keeps_the_answers(portal: Portal, visitor: Visitor) -> None:
    portal.book(portal.free('AM', 1)[-1], AMINA.number)
    visitor.finds_times(1, 'AM')
    visitor.keeps_time()
    visitor.names(AMINA)
    visitor.gives_address()
    visitor.presses('Book this visit')
    visitor.sees('Is this right?')
    assert visitor.reads('We could not book this') and visitor.reads('Your answers are kept.')
    visitor.presses('Find my visit')
    visitor.reads_heading('Find my visit')


def test_a_wish_without_a_desk_and_with_an_impossible_day(visitor: Visitor) -> None:
    visitor.opens('/wait?product=BIO&persons=1')
    visitor.dates('Until which day does it help you?', ('30', '2', '2027'))
    visitor.presses('Next')
    _is_told(visitor, 'Tell me when a place opens', ('Choose at least one place.', 'desks'), (None, 'before-day'))
    visitor.sees('Tell me when a place opens')


def test_a_wrong_code(visitor: Visitor) -> None:
    visitor.opens('/visit')
    visitor.presses('Find my visit')
    _is_told(visitor, 'Find my visit', ('Fill in the code of your visit.', 'code'),
             ('Fill in the V-number or the BSN.', 'number'))
    visitor.writes('Code of your visit', 'ABCDEFGH')
    visitor.writes('V-number or BSN', AMINA.number)
    visitor.presses('Find my visit')
    _is_told(visitor, 'Find my visit', (
        'We find no visit with this code and number. Check both. You find the code in our message.', 'code'))
    visitor.sees('Find my visit')


def _is_told(visitor: Visitor, heading: str, *faults: tuple[str | None, str], **values: object) -> None:
    """The summary has the focus, is announced, and each of its links leads to the field that it is about."""
    page = visitor.page
    assert page.evaluate('document.activeElement.id') == 'error-summary'
    assert page.title().startswith(visitor.say('Error:'))
    visitor.reads_heading(heading, **values)
    links = page.locator('#error-summary a')
    told = [(link.inner_text(), link.get_attribute('href')) for link in links.all()]
    assert [where for _, where in told] == [f'#{field}' for _, field in faults]
    for (said, where), (fault, _) in zip(told, faults, strict=True):
        assert fault is None or said == visitor.say(fault)
        page.locator(f'#error-summary a[href="{where}"]').click()
        assert page.evaluate('document.activeElement.id') == where[1:]
        _is_described(page.locator(f'[id="{where[1:]}"]'), said)


def _is_described(field, said: str) -> None:
    """The field, or the group that it stands in, is described by what is wrong with it."""
    names = field.evaluate("""one => (one.getAttribute('aria-describedby') || '') + ' '
        + (one.closest('fieldset')?.getAttribute('aria-describedby') || '')""")
    texts = field.evaluate("""(one, names) => names.split(' ').filter(Boolean)
        .map(name => document.getElementById(name).innerText).join(' ')""", names)
    assert said in texts
