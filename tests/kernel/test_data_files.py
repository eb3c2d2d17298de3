"""Data files: good ones become values; every mistake gives its file, line and field."""

from datetime import date, time
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from portal.kernel.data_files import (
    Clock,
    DataFileError,
    Day,
    Finding,
    Translated,
    load_yaml,
)


class Step(BaseModel):
    """A made-up thing with a field of every sort."""

    model_config = ConfigDict(extra='forbid')

    key: str
    name: Translated
    days: int = Field(default=1, le=90)
    opens: Clock | None = None
    valid_from: Day | None = None
    marks: list[Literal['a', 'b']] = []


class Steps(BaseModel):
    """A list of them."""

    model_config = ConfigDict(extra='forbid')

    steps: list[Step]


GOOD = '''# fees and steps
steps:
  - key: A
    name: {nl: Aanvraag, en: Application}
    opens: 13:00
    valid_from: 2026-02-28
  - key: "B"
    name:
      nl: Besluit
      en: Decision
      uk: Рішення
    days: 90
'''


@pytest.fixture
def written(tmp_path):
    """Writes a file of some name and content, and gives its path."""
    def write(content, name='steps.yaml'):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
    return write


def refusal(path):
    """What the person who edits the file reads."""
    with pytest.raises(DataFileError) as caught:
        load_yaml(path, Steps)
    return str(caught.value)


def test_a_good_file_becomes_values(written):
    first, second = load_yaml(written(GOOD), Steps).steps
    assert (first.opens, first.valid_from) == (time(13), date(2026, 2, 28))
    assert (second.name['uk'], second.days) == ('Рішення', 90)


@pytest.mark.parametrize(('value', 'read'), [
    ('NO', 'NO'), ('0123', '0123'), ('12e5', '12e5'), ('"7"', '7'), ('2026-01-01', '2026-01-01'), ('13:30', '13:30'),
    ('99999999999999999999999999999999', '99999999999999999999999999999999'),
])
def test_what_is_no_plain_number_stays_text(written, value, read):
    assert load_yaml(written(GOOD.replace('key: A', f'key: {value}')), Steps).steps[0].key == read


@pytest.mark.parametrize(('instead_of', 'mistake', 'place', 'says'), [
    ('days: 90', 'dayz: 90', 'line 12, steps[1].dayz', 'there is no field of this name; check the spelling'),
    ('  - key: A\n    name', '  - name', 'line 3, steps[0].key', 'this field is missing'),
    ('key: A', 'key: 12', 'line 3, steps[0].key', 'must be text (put quotes around it), but it is 12'),
    ('key: A', 'key:', 'line 3, steps[0].key', 'must be text (put quotes around it), but it is empty'),
    ('key: A', 'key: [A]', 'line 3, steps[0].key', 'must be text (put quotes around it), but it is a list'),
    ('Aanvraag, en: Application', 'Aanvraag', 'line 4, steps[0].name',
     'the text in en is missing; nl and en are always needed'),
    ('{nl: Aanvraag, en: Application}', 'Aanvraag', 'line 4, steps[0].name',
     "must be a group of fields, but it is 'Aanvraag'"),
    ('uk: Р', 'Uk: Р', 'line 8, steps[1].name', "'Uk' must be the code of a language, such as uk, with a text"),
    ('13:00', '13:60', 'line 5, steps[0].opens', "must be a time such as '09:00', but it is '13:60'"),
    ('13:00', '1300', 'line 5, steps[0].opens', "must be a time such as '09:00', but it is 1300"),
    ('2026-02-28', '2026-02-29', 'line 6, steps[0].valid_from',
     "must be a day that exists, such as 2026-12-31, but it is '2026-02-29'"),
    ('2026-02-28', '2026', 'line 6, steps[0].valid_from',
     'must be a day that exists, such as 2026-12-31, but it is 2026'),
    ('days: 90', 'days: 91', 'line 12, steps[1].days', 'must be 90 or less, but it is 91'),
    ('days: 90', 'days: many', 'line 12, steps[1].days', "must be a whole number, but it is 'many'"),
    ('days: 90', 'marks: [a, c]', 'line 12, steps[1].marks[1]', "must be 'a' or 'b', but it is 'c'"),
    ('days: 90', 'marks: a', 'line 12, steps[1].marks', "must be a list, but it is 'a'"),
    ('days: 90', 'key: C', 'line 12, steps[1].key', 'this field stands here twice; see line 7'),
    ('days: 90', 'days: 90: 91', 'line 12', 'this is not valid YAML: mapping values are not allowed in this context'),
    ('days: 90', 'days: !!python/name:os.system', 'line 12, steps[1].days',
     'the tag tag:yaml.org,2002:python/name:os.system is not used in data files; remove it'),
])
def test_a_mistake_gives_file_line_and_field(written, instead_of, mistake, place, says):
    path = written(GOOD.replace(instead_of, mistake, 1))
    assert refusal(path) == f'steps.yaml, {place}: {says}.'


def test_a_reference_is_refused(written):
    path = written(GOOD.replace('{nl: Aanvraag', '&name {nl: Aanvraag').replace('days: 90', 'marks: *name'))
    assert 'line 12, steps[1].marks: a reference (* and &) is not used' in refusal(path)


def test_the_first_mistake_is_told_and_all_are_carried(written):
    path = written(GOOD.replace('days: 90', 'days: 91').replace('13:00', 'noon').replace('key: A', 'key: 1'))
    with pytest.raises(DataFileError) as caught:
        load_yaml(path, Steps)
    assert str(caught.value).startswith('steps.yaml, line 3, steps[0].key: ')
    assert str(caught.value).endswith(' (the first of 3 mistakes).')
    assert [mistake.spot.line for mistake in caught.value.mistakes] == [3, 5, 12]


def test_a_check_across_fields_names_a_spot_too(written):
    def check(steps):
        yield Finding(('steps', 1, 'days'), 'that is long')
    with pytest.raises(DataFileError) as caught:
        load_yaml(written(GOOD), Steps, check=check)
    assert str(caught.value) == 'steps.yaml, line 12, steps[1].days: that is long.'


@pytest.mark.parametrize(('content', 'says'), [
    (b'', 'steps.yaml: the file is empty.'),
    (b'\xef\xbb\xbf \n', 'steps.yaml: the file is empty.'),
    (b'# only a comment\n', 'steps.yaml: the file is empty.'),
    (b'steps:\n  - key: Caf\xe9\n', 'steps.yaml, line 2: this is not UTF-8 text; save the file as UTF-8.'),
    (b'steps:\n\n  - key: A\x00\n', 'steps.yaml, line 3: there is a character here that cannot be seen; remove it.'),
    (b'- a\n- b\n', 'steps.yaml, line 1: must be a group of fields, but it is a list.'),
    (b'a: 1\n---\nb: 2\n', 'steps.yaml, line 2: a second document starts here (---); a file holds one.'),
        (b'[' * 100_000, 'steps.yaml: lists or groups are nested too deep.'),
    (b'a' * 2_000_001, 'steps.yaml: the file is too large; 2 MB is the most.'),
])
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(written, content, says):
    assert refusal(written(content)) == says


def test_a_file_that_is_missing_or_a_folder(tmp_path):
    assert refusal(tmp_path / 'none.yaml') == 'none.yaml: there is no such file.'
    assert refusal(tmp_path).endswith(': the file cannot be read (Is a directory).')
