"""Hostile values in every field of every letter about an application: they come out as text, or are refused by name."""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from lxml.html import HtmlElement
from lxml.html import fromstring as read

from portal.letters.cleaning import clean_text, clean_typed
from portal.letters.errors import NotAWebAddress, NothingToSay, UnfitLetter
from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import ABOUT_APPLICATIONS
from portal.letters.samples import read_samples
from portal.letters.service import FOLDER
from tests.letters.payloads import NOTHING, PAYLOADS

LETTERS = list(ABOUT_APPLICATIONS)
LINKS = ('page', 'link')
HARMLESS = 'Jan'


def test_there_are_sixty():
    assert len(set(PAYLOADS)) >= 60


def with_texts(letter: Any, change: Callable[[str, str], str]) -> Any:
    """The letter with `change(field, text)` for every text that it holds; zones and fixed words stay."""
    hints = get_type_hints(type(letter))
    return replace(letter, **{
        field.name: _changed(field.name, getattr(letter, field.name), hints[field.name], change) for field in fields(letter)
    })


def _changed(name: str, value: Any, hint: Any, change: Callable[[str, str], str]) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(inner for inner in get_args(hint) if inner is not type(None))
    if get_origin(hint) is Literal or name == 'zone':
        return value
    match value:
        case str():
            return change(name, value)
        case tuple():
            return tuple(_changed(name, entry, get_args(hint)[0], change) for entry in value)
        case Mapping():
            return {language: change(name, text) for language, text in value.items()}
    return with_texts(value, change) if is_dataclass(value) else value


def everywhere(letter: CaseLetter, payload: str) -> CaseLetter:
    """The letter with the payload in every text that is no address of the web, and has a value."""
    return with_texts(letter, lambda name, text: text if not text or is_link(name) else payload)


def is_link(name: str) -> bool:
    return name.rpartition('_')[2] in LINKS


def shape(page: HtmlElement) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page and the names of their attributes, but for those that shield a text in another language."""
    return [(node.tag, tuple(sorted(node.attrib))) for node in page.iter() if isinstance(node.tag, str)]


@pytest.mark.parametrize('kind', LETTERS)
def test_comes_out_as_text(letters, sample_of, kind):
    letter = sample_of(kind)
    harmless = shape(read(letters.html(everywhere(letter, HARMLESS), 'nl')))
    for payload in PAYLOADS:
        page = read(letters.html(everywhere(letter, payload), 'nl'))
        assert shape(page) == harmless, payload
        assert page.xpath('//script | //img | //link | //iframe | //object | //base') == []
        assert said(payload) in ' '.join(page.text_content().split()), payload


def said(payload: str) -> str:
    """What is left of a payload in a field that is not typed by people."""
    return ' '.join(clean_text(payload).split())


@pytest.mark.parametrize('kind', LETTERS)
def test_stays_on_its_lines_in_plain_text(letters, sample_of, kind):
    letter = sample_of(kind)
    lines = letters.text(everywhere(letter, HARMLESS), 'nl').count('\n')
    for payload in PAYLOADS:
        text = letters.text(everywhere(letter, payload), 'nl')
        assert text.count('\n') == lines, payload
        text.encode()


def link_fields() -> list[tuple[str, str]]:
    return [
        (name, field.name) for name, kind in ABOUT_APPLICATIONS.items() for field in fields(kind) if is_link(field.name)
    ]


@pytest.mark.parametrize(('kind', 'field'), link_fields())
def test_what_is_no_address_of_the_web_is_refused_by_name(letters, kind, field):
    samples = read_samples(FOLDER, kind).values()
    letter = next(one for one in samples if (getattr(one, field) or 'nothing') in letters.html(one, 'nl'))
    for payload in ('javascript:alert(1)', 'data:text/html,x', '//evil.example', 'file:///etc/passwd', '<script>'):
        with pytest.raises(NotAWebAddress) as refused:
            letters.html(replace(letter, **{field: payload}), 'nl')
        assert refused.value.field == field


@pytest.mark.parametrize('kind', LETTERS)
def test_nothing_is_refused_by_name_or_left_out(letters, sample_of, kind):
    letter = sample_of(kind)
    for field in _texts_of(letter):
        for nothing in NOTHING:
            emptied = with_texts(letter, lambda name, text, field=field, nothing=nothing: nothing if name == field else text)
            try:
                page = letters.html(emptied, 'nl')
            except NothingToSay as refused:
                assert field in refused.field or refused.field == 'part', refused
            except NotAWebAddress:
                assert is_link(field)
            else:
                assert nothing == '' or nothing not in page or nothing == ' '


def _texts_of(letter: CaseLetter) -> set[str]:
    found: set[str] = set()

    def note(name: str, text: str) -> str:
        found.add(name)
        return text

    with_texts(letter, note)
    return found


@pytest.mark.parametrize('kind', ['l03_missing', 'l12_no', 'l08_hearing'])
@pytest.mark.parametrize('payload', ['Jan \N{GRINNING FACE}', '李小龙', 'ሰላም'])
def test_a_character_that_our_fonts_lack_is_refused_with_its_field(letters, sample_of, kind, payload):
    with pytest.raises(UnfitLetter, match='applicants'):
        letters.pdf(replace(sample_of(kind), applicants=(payload,)), 'nl')


@pytest.mark.proof
@pytest.mark.parametrize('kind', LETTERS)
def test_every_field_alone(letters, sample_of, kind):
    """Each payload in each field by itself, in both languages of the law."""
    letter = sample_of(kind)
    for field in _texts_of(letter):
        for language in ('nl', 'en'):
            put = lambda text: with_texts(letter, lambda name, old: text if old and name == field else old)  # noqa: E731
            harmless = None if is_link(field) else shape(read(letters.html(put(HARMLESS), language)))
            for payload in PAYLOADS:
                try:
                    page = letters.html(put(payload), language)
                except NotAWebAddress as refused:
                    assert is_link(field)
                    assert is_link(refused.field)
                else:
                    assert harmless is None or shape(read(page)) == harmless, (field, payload)


@pytest.mark.proof
@pytest.mark.parametrize('kind', ['l03_missing', 'l12_no', 'l08_hearing'])
def test_can_be_printed_or_is_refused_with_its_field(letters, sample_of, kind):
    letter = sample_of(kind)
    for payload in PAYLOADS:
        try:
            pdf = letters.pdf(everywhere(letter, payload), 'nl')
        except UnfitLetter as unfit:
            assert any('field' in complaint for complaint in unfit.complaints), (payload, unfit)
        else:
            assert pdf.count(b'/EmbeddedFile') <= 2


def test_a_code_too_long_to_scan_is_refused_with_its_field(letters, sample_of):
    with pytest.raises(UnfitLetter, match='too many for a QR code, in the field check_code'):
        letters.pdf(replace(sample_of('l03_missing'), check_code='x' * 10_000), 'nl')


def test_typed_names_hold_no_address(letters, sample_of):
    letter = replace(sample_of('l03_missing'), representative='click http://evil.example/now')
    assert clean_typed('http://evil.example') == 'http evil. example'
    assert 'evil.example' not in letters.html(letter, 'nl')
