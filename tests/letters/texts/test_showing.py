"""How values look in each language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from portal.letters.errors import NotAWebAddress
from portal.letters.texts.fields import Look, Shown
from portal.letters.texts.showing import Tongue, shown

FRIDAY = date(2026, 12, 4)
MORNING = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)


def tongue(language: str) -> Tongue:
    return Tongue(language=language, zone=ZoneInfo('Europe/Amsterdam'))


def said(value: object, look: Look, language: str, *, joined: bool = False) -> str:
    """What a reader sees, without markup."""
    return str(shown(value, Shown(path=(), look=look, joined=joined), tongue(language)).striptags())


@pytest.mark.parametrize(('value', 'look', 'nl', 'en'), [
    (FRIDAY, Look.DAY, 'vrijdag 4 december 2026', 'Friday 4 December 2026'),
    (MORNING, Look.DAY, 'donderdag 3 december 2026', 'Thursday 3 December 2026'),
    (MORNING, Look.TIME, '9.30 uur', '9:30'),
    (MORNING, Look.MOMENT, 'donderdag 3 december 2026, 9.30 uur', 'Thursday 3 December 2026, 9:30'),
    (Decimal('243'), Look.MONEY, '€ 243', '€243'),
    (Decimal('243.50'), Look.MONEY, '€ 243,50', '€243.50'),
    (Decimal('1210.00'), Look.MONEY, '€ 1.210', '€1,210'),
    (90, Look.NUMBER, '90', '90'),
    (1200, Look.NUMBER, '1.200', '1,200'),
    (0, Look.NUMBER, '0', '0'),
    (30, Look.LENGTH, '30 minuten', '30 minutes'),
    (60, Look.LENGTH, '1 uur', '1 hour'),
    (180, Look.LENGTH, '3 uur', '3 hours'),
    (90, Look.LENGTH, '1 uur en 30 minuten', '1 hour and 30 minutes'),
    (0, Look.LENGTH, '0 minuten', '0 minutes'),
    (('a', 'b', 'c'), Look.COUNT, '3', '3'),
    ((), Look.COUNT, '0', '0'),
    ({'nl': 'uw paspoort', 'en': 'your passport'}, Look.TEXT, 'uw paspoort', 'your passport'),
    ('Amina <b>', Look.NAME, 'Amina <b>', 'Amina <b>'),
    (('Voorbeeldstraat 12', '3511 AA Utrecht'), Look.ADDRESS, *['Voorbeeldstraat 12, 3511 AA Utrecht'] * 2),
    ('https://loket.example/x', Look.LINK, *['https://loket.example/x'] * 2),
])
def test_a_value_in_words(value, look, nl, en):
    assert said(value, look, 'nl').replace('&lt;', '<').replace('&gt;', '>') == nl
    assert said(value, look, 'en').replace('&lt;', '<').replace('&gt;', '>') == en


@pytest.mark.parametrize(('names', 'language', 'words'), [
    (('A',), 'nl', 'A'),
    (('A', 'B'), 'nl', 'A en B'),
    (('A', 'B', 'C'), 'nl', 'A, B en C'),
    (('A', 'B', 'C'), 'en', 'A, B and C'),
    (('A', 'B', 'C'), 'uk', 'A, B і C'),
])
def test_a_list_in_one_go(names, language, words):
    assert said(names, Look.NAME, language, joined=True) == words


@pytest.mark.parametrize(('value', 'look', 'markup'), [
    ('Amina', Look.NAME, '<bdi>Amina</bdi>'),
    ('088 000 00 00', Look.CODE, '<bdi dir="ltr">088 000 00 00</bdi>'),
    (Decimal('243'), Look.MONEY, '<bdi dir="ltr">243\xa0€</bdi>'),
    (MORNING, Look.TIME, '<bdi dir="ltr">9:30</bdi>'),
    (FRIDAY, Look.DAY, '<bdi class="day">الجمعة 4 ديسمبر 2026</bdi>'),
    ({'nl': 'uw paspoort', 'en': 'your passport'}, Look.TEXT, '<bdi lang="en" dir="ltr">your passport</bdi>'),
    ({'nl': 'uw paspoort'}, Look.TEXT, '<bdi lang="nl" dir="ltr">uw paspoort</bdi>'),
    ('https://loket.example', Look.LINK, '<bdi dir="ltr"><a href="https://loket.example">https://loket.example</a></bdi>'),
])
def test_in_arabic_what_runs_from_left_to_right_is_kept_apart(value, look, markup):
    assert str(shown(value, Shown(path=(), look=look), tongue('ar'))) == markup


@pytest.mark.parametrize('value', [None, '', ()])
def test_nothing_is_shown_of_nothing(value):
    assert said(value, Look.NAME, 'nl') == ''


@pytest.mark.parametrize('address', ['javascript:alert(1)', 'file:///etc/passwd', 'loket.example'])
def test_a_link_must_be_a_web_address(address):
    with pytest.raises(NotAWebAddress):
        said(address, Look.LINK, 'nl')
