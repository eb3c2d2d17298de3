"""A block of text: paragraphs, lists, fields, and nothing else."""

import pytest

from portal.letters.texts.blocks import Named, Shape, WrongBlock, parse


def shapes(text: str) -> list[tuple[str, list[str]]]:
    """The parts of a block, with fields written as `<name>`."""
    return [
        (part.shape.value, [''.join(f'<{piece.name}>' if isinstance(piece, Named) else piece for piece in line) for line in part.lines])
        for part in parse(text).parts
    ]


@pytest.mark.parametrize(('text', 'parts'), [
    ('One line.', [('p', ['One line.'])]),
    ('One line\nthat goes on.\n', [('p', ['One line that goes on.'])]),
    ('One.\n\nTwo.\n\n\nThree.', [('p', ['One.']), ('p', ['Two.']), ('p', ['Three.'])]),
    ('- a\n- b', [('ul', ['a', 'b'])]),
    ('Bring:\n- a\n  and more\n- b\nThen come.', [('p', ['Bring:']), ('ul', ['a and more', 'b']), ('p', ['Then come.'])]),
    ('1. first\n2. second', [('ol', ['first', 'second'])]),
    ('Pay {amount} by {pay_by}.', [('p', ['Pay <amount> by <pay_by>.'])]),
    ('{{not a field}} {is}', [('p', ['{not a field} <is>'])]),
    ('3 - 2 is one, and 2027. is no point', [('p', ['3 - 2 is one, and 2027. is no point'])]),
    ('a < b & c > d', [('p', ['a < b & c > d'])]),
])
def test_what_a_block_is(text, parts):
    assert shapes(text) == parts


@pytest.mark.parametrize(('text', 'why'), [
    ('', 'empty'),
    (' \n\n ', 'empty'),
    ('Pay {amount', 'brace stands alone'),
    ('Pay amount}', 'brace stands alone'),
    ('Pay {}', 'brace stands alone'),
    ('Pay {Amount}', 'brace stands alone'),
    ('Pay {amount|safe}', 'brace stands alone'),
    ('Pay {a.b}', 'brace stands alone'),
    ('<b>Pay</b>', '<b> is markup'),
    ('<script src=x>', 'is markup'),
    ('<!-- x -->', 'is markup'),
    ('&nbsp;', '&nbsp; is markup'),
    ('&#60;', 'is markup'),
    ('{% if x %}', 'is markup'),
    ('{# x #}', 'is markup'),
    ('Pay\x00now', 'cannot be seen'),
    ('Pay\u202enow', 'cannot be seen'),
    ('Pay\tnow', 'cannot be seen'),
])
def test_what_no_block_is(text, why):
    with pytest.raises(WrongBlock, match=why):
        parse(text)


def test_one_line_is_known_as_such():
    assert parse('One {line}.').line == ('One ', Named('line'), '.')
    assert parse('One.\n\nTwo.').line is None
    assert parse('- a').line is None
    assert parse('- a').parts[0].shape is Shape.LIST


def test_the_fields_of_a_block():
    assert parse('Pay {a}.\n\n- {b}\n- {a}').names == {'a', 'b'}
