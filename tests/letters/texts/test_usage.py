"""Which blocks a structure says, found without filling it in."""

import pytest
from jinja2 import Environment

from portal.letters.texts.usage import Structure, UnclearName, Use, macros_of

BASE = '<h1>{% block heading %}{{ say("heading") }}{% endblock %}</h1>{% block body %}{% endblock %}{{ prose("law") }}'
PARTS = '''
{% macro section(heading, element='') %}<h2>{{ say(heading) }}</h2>{{ caller() }}{% endmacro %}
{% macro passage(name) %}{% call section(name ~ '_heading') %}{{ prose(name) }}{% endcall %}{% endmacro %}
{% macro remedies(remedy) %}{{ prose('remedy_' ~ remedy.kind, remedy) }}{% endmacro %}
'''
CHOICES = {'outcome': ('yes', 'no'), '.kind': ('objection', 'appeal')}


def said(own: str) -> set[str]:
    """The blocks that a structure says."""
    return {use.block for use in uses(own)}


def uses(own: str) -> frozenset[Use]:
    read = Environment().parse
    return Structure(own=read(own), base=read(BASE), macros=macros_of(read(PARTS))).uses(CHOICES)


ALWAYS = {'heading', 'law'}


@pytest.mark.parametrize(('own', 'blocks'), [
    ('', set()),
    ('{{ say("a") }}{% if x %}{{ prose("b") }}{% else %}{{ say("c") }}{% endif %}', {'a', 'b', 'c'}),
    ('{{ say("a" if x else "b") }}', {'a', 'b'}),
    ('{{ say("to_" ~ outcome) }}', {'to_yes', 'to_no'}),
    ('{{ say("to_" + outcome) }}', {'to_yes', 'to_no'}),
    ('{% set tail = "_x" if y else "" %}{{ say("a" ~ tail) }}', {'a_x', 'a'}),
    ('{% set tail = {"p": "_x", "q": "_z"}[y] %}{{ say("a" ~ tail) }}', {'a_x', 'a_z'}),
    ('{{ parts.passage("why") }}', {'why_heading', 'why'}),
    ('{% call parts.section("how", element="x") %}{{ prose("b") }}{% endcall %}', {'how', 'b'}),
    ('{{ parts.remedies(remedy) }}', {'remedy_objection', 'remedy_appeal'}),
    ('{% for item in items %}{{ say("item", item) }}{% endfor %}', {'item'}),
])
def test_the_blocks_that_a_structure_says(own, blocks):
    assert said(own) == ALWAYS | blocks


def test_a_block_of_the_base_that_is_replaced_is_not_said():
    assert said('{% block heading %}{{ say("other") }}{% endblock %}') == {'other', 'law'}


def test_how_a_block_is_said():
    assert Use('item', on_one_line=True, of_a_part=True) in uses('{{ say("item", item) }}')
    assert Use('text', on_one_line=False, of_a_part=False) in uses('{{ prose("text") }}')


@pytest.mark.parametrize('own', ['{{ say(name) }}', '{{ say("a" ~ nobody) }}', '{{ say(items[0]) }}', '{{ say("a" ~ 3 * 2) }}'])
def test_a_name_that_cannot_be_told_is_refused(own):
    with pytest.raises(UnclearName, match='line 1'):
        said(own)
