"""E-mail addresses, where the short look at most of them says what the long look says; and telephone numbers."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from portal.kernel.reach import NotReachable, email_address, phone_number

NAMES = st.text('abz09._+-AZ"\' é@', max_size=70)
DOMAINS = st.sampled_from((
    'gmail.com', 'GMAIL.com', 'mail.example', 'münchen.de', 'localhost', 'a.invalid', 'a..nl', '-a.nl', '', 'nl',
    '[127.0.0.1]', 'mail.example ', 'x' * 64 + '.nl', '.'.join(['x' * 60] * 4) + '.nl', 'xn--mnchen-3ya.de',
))


def long_look(text: str) -> str | None:
    """What the library says of an address; None: it is none."""
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        return None


@given(NAMES, DOMAINS)
@example('postmaster', 'gmail.com')
@example('info', 'GMAIL.com')
@example('a' * 64, 'gmail.com')
@example('a' * 65, 'gmail.com')
@example('ab' * 10, '.'.join(['x' * 60] * 3) + '.' + 'y' * 49 + '.nl')
@example('a' * 63, '.'.join(['x' * 60] * 3) + '.nl')
@example('a' * 64, '.'.join(['x' * 60] * 3) + '.nl')
def test_says_what_the_long_look_says(name: str, domain: str) -> None:
    text = f'{name}@{domain}'
    try:
        assert email_address(text) == long_look(text)
    except NotReachable:
        assert long_look(text) is None


@pytest.mark.parametrize('text', ['', '@', 'amina', 'amina@', '@example.com', 'a@b@example.com', 'a\n@example.com'])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotReachable):
        email_address(text)


@pytest.mark.parametrize(('text', 'number'), [
    ('06 12345678', '+31612345678'), ('+31 (0)6 12 34 56 78', '+31612345678'), ('0031 6-12345678', '+31612345678'),
    ('020 123 4567', '+31201234567'), ('+32 470 12 34 56', '+32470123456'),
    ('00212 612345678', '+212612345678'),
])
def test_a_telephone_number_is_kept_with_its_country(text: str, number: str) -> None:
    assert phone_number(text) == number


@pytest.mark.parametrize('text', ['', '12', '06-123', '06 1234567', '06 123456789', '+31 6 1234567', '+32 4'])
def test_a_telephone_number_that_nobody_can_have_is_refused(text: str) -> None:
    """A missing digit is the mistake that most people make; nobody would be reached."""
    with pytest.raises(NotReachable):
        phone_number(text)
