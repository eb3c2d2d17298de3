"""Where `next` may lead: to pages of ours, however an address is spelled (Indico, Open Forms CVE-2022-31040)."""

import re
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from portal.web import returning
from portal.web.returning import START, own_address

ORIGIN = 'https://loket.example'
BAD = (
    '//evil.example', '///evil.example', '////evil.example', '/\\evil.example', '\\/evil.example', '\\\\evil.example',
    '/\\/evil.example', '/\t/evil.example', '/\n/evil.example', '/\r/evil.example', '\t//evil.example', ' //evil.example',
    '\x00//evil.example', '/\x00/evil.example', '\u200b//evil.example', '/\u2044evil.example', '/\uff0fevil.example',
    'http://evil.example', 'https://evil.example', 'HTTPS://EVIL.EXAMPLE', 'https:evil.example', 'https:/evil.example',
    'https:///evil.example', 'http:\\\\evil.example', 'ftp://evil.example', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)', 'java\tscript:alert(1)', 'data:text/html,<script>', 'vbscript:x', 'mailto:a@evil.example',
    'evil.example', 'evil.example/me', '@evil.example', '.evil.example', '?next=//evil.example', '#//evil.example',
    '/..//evil.example', '/../../evil.example', '/./evil.example', '/.//evil.example', '/me/..//evil.example',
    '/me\\..\\evil.example', '/me#//evil.example', '/me\r\nLocation: https://evil.example', '/me\u2028x', '/mé',
    '/<script>', "/me'onclick", '/me"', '/me[]', '/me|', '/me^', '/me`', '/me{x}', '/me $', '/me\x7f', '', ' ', None,
)


@pytest.mark.parametrize('text', BAD, ids=repr)
def test_every_other_address_leads_to_the_start_page(text):
    """ASVS 3.7.2."""
    assert own_address(text) == START


@pytest.mark.parametrize('text', [
    '/', '/me', '/me/sessions', '/plan/times?product=BIO&persons=3&desk=AM', '/visit/0123456789abcdef',
    '/login?next=%2Fme', '/papers/paper/D01', '/me?kept=yes', '/visit/abc/calendar.ics', '/me?next=https://evil.example',
    '/me/a:b@c', '/me?x=1;y=2,3', '/plan/times?day=2026-11-30', '/%2F%2Fevil.example',
])
def test_addresses_of_ours_stay_as_they_are(text):
    assert own_address(text) == text
    assert urlsplit(urljoin(f'{ORIGIN}/login', text)).netloc == 'loket.example'


@given(st.text(alphabet='/\\.:@?#%&=+-_~ \t\n\r\x00abcehilmpstvx19é\u2044\uff0f', max_size=24))
def test_whatever_is_written_stays_here(text):
    """As browsers read addresses: signs are dropped, backslashes count as slashes."""
    leads = own_address(text)
    seen = ''.join(sign for sign in leads if sign not in '\t\n\r').replace('\\', '/').strip()
    assert urlsplit(urljoin(f'{ORIGIN}/login', seen)).netloc == 'loket.example'
    assert seen == leads and leads.startswith('/') and not leads.startswith('//')


def test_without_the_guard_somebody_is_led_away(monkeypatch):
    monkeypatch.setattr(returning, 'OURS', re.compile(r'/.*', re.DOTALL))
    assert urlsplit(urljoin(f'{ORIGIN}/login', own_address('//evil.example'))).netloc == 'evil.example'


@pytest.fixture
def engine() -> str:
    """The page is the same on every engine."""
    return 'sqlite'


def test_no_page_links_anywhere_else(build_app):
    """The page of all ways carries `next` on; nothing but an address of ours is ever in it."""
    client = build_app().test_client()
    for text in filter(None, BAD):
        page = html.document_fromstring(client.get(f'/login?next={quote(text)}').get_data(as_text=True))
        for link in page.xpath('.//main//a/@href'):
            assert urlsplit(link).netloc == '' and parse_qs(urlsplit(link).query).get('next', ['/']) == ['/'], text
