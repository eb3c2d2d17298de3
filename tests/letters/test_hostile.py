"""Names that try to be something else: markup, templates, styles, addresses, or just too much."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import page
import pytest
from jinja2 import Environment, UndefinedError
from jinja2.exceptions import SecurityError

from portal.letters import cleaning, rendering
from portal.letters.cleaning import TYPED_LENGTH, clean_text, clean_typed
from portal.letters.errors import NotAWebAddress, UnfitLetter
from portal.letters.service import FOLDER, Letters

HOSTILE = {
    'markup': '<script>alert(1)</script><img src=x onerror=alert(1)>',
    'closing': '</td></table></body></html><h1>Other letter</h1>',
    'template': '{{ 7*7 }}{% for x in range(9) %}x{% endfor %}{{ place.__class__ }}',
    'style': '</style><style>@import url(https://evil.example/x.css);body{display:none}',
    'entity': '&lt;b&gt;&#0;&nbsp;',
    'address': 'click http://evil.example/now or www.evil.example',
    'nul': 'a\x00b\x07c\x1bd\x85e',
    'lines': 'Jan\r\nBcc: other@evil.example\u2028second\u2029third',
    'direction': 'Jan\u202eevil\u202c\u2066x\u2069\u200f\u061c',
    'half': 'Jan\ud800',
    'joined': 'e\u0301 \ufeff\u00ad\ue000\uffff',
    'arabic': 'محمد 123 العربي',
    'long': 'x' * 10_000,
    'long words': 'Jan ' * 2_500,
    'empty': '',
}
everything_hostile = pytest.mark.parametrize('name', HOSTILE.values(), ids=HOSTILE)


@everything_hostile
@pytest.mark.parametrize('language', ['nl', 'en'])
def test_a_name_stays_a_name(letters, booked, language, name):
    html = letters.html(replace(booked, persons=(name,)), language)
    harmless = letters.html(replace(booked, persons=('Jan',)), language)
    assert _tags(html) == _tags(harmless)
    assert '49' not in html
    assert 'evil.example' not in html


def test_without_escaping_a_name_is_markup(booked, monkeypatch):
    """The twin, case 14 of the list of mistakes: a style or an element in a name would be one."""
    monkeypatch.setattr(rendering, 'ImmutableSandboxedEnvironment', partial(_unescaped, rendering.ImmutableSandboxedEnvironment))
    renderer = rendering.Renderer(FOLDER)
    named = renderer.html(replace(booked, persons=('<b>Jan</b>',)), 'nl', subject='', medium='page')
    assert '<b>Jan</b>' in named


def _unescaped(kind, **settings):
    return kind(**settings | {'autoescape': False})


@everything_hostile
def test_a_name_can_always_be_printed(letters, booked, name):
    pdf = letters.pdf(replace(booked, persons=(name,)), 'nl')
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize('name', [
    'Şükrü Ağaoğlu', 'Łukasz Żółć', 'Đặng Văn Hùng', 'Ільченко Ґалаґан', 'Αθηνά', 'محمد العربي علي', 'ژاله گلچین', 'ٹیپو چودھری',
])
def test_names_of_many_scripts_can_be_printed(letters, booked, name):
    pdf = letters.pdf(replace(booked, persons=(name,)), 'nl')
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


@everything_hostile
def test_a_name_stays_on_its_line(letters, booked, name):
    text = letters.text(replace(booked, persons=(name,)), 'nl')
    harmless = letters.text(replace(booked, persons=('Jan',)), 'nl')
    assert len(text.splitlines()) == len(harmless.splitlines())
    text.encode()


@everything_hostile
def test_data_of_our_own_is_escaped_as_well(letters, booked, name):
    letter = replace(
        booked, service={'nl': name}, bring=({'nl': name},),
        place=replace(booked.place, desk=name, address=(name,), directions={'nl': name}),
    )
    assert _tags(letters.html(letter, 'nl')) == _tags(letters.html(_with_plain_place(booked), 'nl'))
    assert letters.text(letter, 'nl').startswith('Helder Loket')


def _tags(html: str) -> int:
    return html.count('<')


def _with_plain_place(letter):
    place = replace(letter.place, desk='x', address=('x',), directions={'nl': 'x'})
    return replace(letter, service={'nl': 'x'}, bring=({'nl': 'x'},), place=place)


@pytest.mark.parametrize(('typed', 'kept'), [
    ('J.P. de Vries-Öztürk', 'J.P. de Vries-Öztürk'),
    ('d’Angelo  \t van   Dijk', 'd’Angelo van Dijk'),
    ('see http://evil.example/x', 'see http evil. example/x'),
    ('a\x00b\u202ec', 'abc'),
    ('e\u0301', 'é'),
    ('علی\u200cرضا', 'علی\u200cرضا'),
    ('x' * 500, 'x' * (TYPED_LENGTH - 1) + '…'),
])
def test_what_is_kept_of_a_typed_name(typed, kept):
    assert clean_typed(typed) == kept


def test_without_that_guard_a_name_brings_a_link(booked, monkeypatch):
    """The twin, case 22 of the list of mistakes: mail programs make a link of it."""
    said = 'see http://evil.example/x'
    assert said not in Letters().text(replace(booked, persons=(said,)), 'nl')
    monkeypatch.setattr(cleaning, 'clean_typed', clean_text)
    assert said in Letters().text(replace(booked, persons=(said,)), 'nl')


def test_our_own_texts_keep_their_addresses():
    assert clean_text('see https://loket.example') == 'see https://loket.example'


@pytest.mark.parametrize('address', ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'file:///etc/passwd', ''])
def test_a_link_must_be_a_web_address(letters, booked, address):
    with pytest.raises(NotAWebAddress):
        letters.html(replace(booked, visit_link=address), 'nl')


@pytest.mark.parametrize('name', ['Jan \N{GRINNING FACE}', '李小龙', 'ሰላም'])
def test_a_character_that_our_fonts_lack_stops_the_printing(letters, booked, name):
    with pytest.raises(UnfitLetter):
        letters.pdf(replace(booked, persons=(name,)), 'nl')


@pytest.mark.parametrize('name', ['Jan \N{GRINNING FACE}', '李小龙', 'ሰላም'])
def test_a_character_that_our_fonts_lack_can_be_mailed(letters, booked, name):
    letter = replace(booked, persons=(name,))
    assert name in letters.html(letter, 'nl')
    assert name in letters.text(letter, 'nl')


@pytest.mark.parametrize(('expression', 'error'), [
    ('nobody', UndefinedError),
    ('place.colour', UndefinedError),
    ('place.__class__.__mro__', SecurityError),
    ('persons.__class__', SecurityError),
    ('bring[0].clear()', SecurityError),
])
def test_a_template_sees_the_fields_and_nothing_else(sandbox, booked, expression, error):
    with pytest.raises(error):
        sandbox(booked, expression)


def test_without_the_sandbox_it_sees_what_python_is_made_of(sandbox, booked, monkeypatch):
    """The twin, case 15 of the list of mistakes."""
    monkeypatch.setattr(rendering, 'ImmutableSandboxedEnvironment', Environment)
    assert 'object' in sandbox(booked, 'place.__class__.__mro__')


def test_hours_are_those_of_the_desk(letters, booked):
    summer = booked.place.starts_at.replace(year=2027, month=7)
    place = replace(booked.place, starts_at=summer, zone='America/Paramaribo')
    letter = replace(booked, place=place, online_until=summer - timedelta(days=1))
    assert 'zaterdag 3 juli 2027 om 5.30 uur' in letters.text(letter, 'nl')
    assert 'Saturday 3 July 2027 at 5:30' in letters.text(letter, 'en')
