"""Blocks are said with the values of one letter, and never with a hole in them."""

from dataclasses import replace

import pytest

from portal.letters.errors import NothingToSay
from portal.letters.texts.blocks import parse
from portal.letters.texts.saying import Saying


@pytest.fixture
def missing(sample_of):
    """A letter that asks for three papers."""
    return sample_of('l03_missing')


def saying(letter, language='nl', **texts: str) -> Saying:
    return Saying(letter, language, blocks={name: parse(text) for name, text in texts.items()})


def test_a_line_holds_its_values(missing):
    said = saying(missing, a='Stuur {items_count} papieren, uiterlijk {send_by}.').say('a')
    assert said.striptags() == 'Stuur 3 papieren, uiterlijk vrijdag 4 december 2026.'


def test_prose_has_paragraphs_and_lists(missing):
    said = saying(missing, a='Een {v_number}.\n\n- b\n- c\n\n1. d').prose('a')
    assert said == (
        '<p>Een <bdi dir="ltr">1000000001</bdi>.</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n<ol>\n<li>d</li>\n</ol>'
    )


def test_words_are_escaped_as_values_are(missing):
    letter = replace(missing, representative='<b>Jan</b> & {v_number}')
    said = saying(letter, a='1 < 2 & {representative}').say('a')
    assert said == '1 &lt; 2 &amp; <bdi>&lt;b&gt;Jan&lt;/b&gt; &amp; {v_number}</bdi>'


def test_in_a_loop_the_fields_of_the_part_come_first(missing):
    said = saying(missing, a='{name}: {why}, voor {v_number}')
    assert said.say('a', missing.items[0]).striptags() == 'uw geboorteakte: wij zien daarmee wie u bent, voor 1000000001'


def test_an_entry_without_fields_is_the_part(missing):
    assert saying(missing, a='- {part}').prose('a', 'Amina') == '<ul>\n<li><bdi>Amina</bdi></li>\n</ul>'
    assert saying(missing, a='{part}').say('a', {'nl': 'uw paspoort', 'en': 'x'}) == 'uw paspoort'


@pytest.mark.parametrize(('changed', 'block', 'field'), [
    ({'representative': ''}, 'Aan {representative}.', 'representative'),
    ({'send_address': ()}, 'Naar {send_address}.', 'send_address'),
    ({'applicants': ()}, 'Voor {applicants_list}.', 'applicants_list'),
])
def test_a_field_without_value_is_refused_by_name(missing, changed, block, field):
    with pytest.raises(NothingToSay, match=f'"a" needs the field "{field}"') as refused:
        saying(replace(missing, **changed), a=block).say('a')
    assert (refused.value.block, refused.value.field) == ('a', field)


def test_a_field_of_another_part_is_refused_by_name(missing):
    """A block that is said of one part may name the fields of any; which part it will be is known only here."""
    with pytest.raises(NothingToSay, match='"a" needs the field "desk"'):
        saying(missing, a='{name} bij {desk}').say('a', missing.items[0])


def test_times_are_those_of_the_place(sample_of):
    letter = sample_of('l07_visit_confirmed')
    elsewhere = replace(letter, place=replace(letter.place, zone='America/Paramaribo'))
    here, there = (saying(one, a='{place_time}').say('a').striptags() for one in (letter, elsewhere))
    assert here != there
