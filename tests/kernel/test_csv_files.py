"""CSV data files: as spreadsheets write them; every mistake gives its line and column."""

import pytest
from pydantic import BaseModel

from portal.kernel.data_files import DataFileError, Finding, load_csv


class Fee(BaseModel):
    """A row of a table."""

    key: str
    euro: int
    note: str = ''


@pytest.fixture
def fees(tmp_path):
    """Writes a table of fees and gives its path."""
    def write(content):
        path = tmp_path / 'fees.csv'
        path.write_text(content, newline='')
        return path
    return write


@pytest.mark.parametrize('content', [
    'key;euro;note\nA;10;one, two\nB;20;\n',
    'key,euro,note\nA,10,"one, two"\nB,20,\n',
    '\ufeffKey;Euro;Note\r\nA;10;"one, two"\r\n;;\r\nB;20;\r\n',
])
def test_a_table_reads_as_spreadsheets_write_it(fees, content):
    first, second = load_csv(fees(content), Fee)
    assert (first.key, first.euro, first.note) == ('A', 10, 'one, two')
    assert (second.key, second.euro, second.note) == ('B', 20, '')


@pytest.mark.parametrize(('content', 'says'), [
    ('key;euro\nA;10\nB;ten\n', "line 3, euro: must be a whole number, but it is 'ten'"),
    ('key;euro;note\nA;10;"two\nlines"\nB;ten;\n', "line 4, euro: must be a whole number, but it is 'ten'"),
    ('key;euro\n\nA;\n', 'line 3, euro: this field is missing'),
    ('key;price\nA;10\n', 'line 1, euro: this column is missing (the first of 2 mistakes)'),
    ('key;euro;size\nA;10;L\n', 'line 1, size: there is no column of this name; check the spelling'),
    ('key;euro;key\nA;10;A\n', 'line 1, key: this column stands here twice'),
    ('key;euro\nA;10;11\n',
     'line 2: this row has 3 cells, but the header has 2; a text that holds the separator needs quotes around it'),
    ('key;euro\n"A"x;10\n', "line 2: this row is not valid CSV: ';' expected after '\"'"),
    ('key;euro\n"A;10\n', 'line 2: this row is not valid CSV: unexpected end of data'),
])
def test_a_mistake_in_a_table_gives_line_and_column(fees, content, says):
    with pytest.raises(DataFileError) as caught:
        load_csv(fees(content), Fee)
    assert str(caught.value) == f'fees.csv, {says}.'


def test_a_check_across_rows_names_line_and_column(fees):
    def check(rows):
        yield Finding((1, 'key'), f'{rows[1].key} is no fee')
    with pytest.raises(DataFileError) as caught:
        load_csv(fees('key;euro\nA;10\nB;20\n'), Fee, check=check)
    assert str(caught.value) == 'fees.csv, line 3, key: B is no fee.'
