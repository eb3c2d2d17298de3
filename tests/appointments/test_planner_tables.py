"""Planner data from spreadsheets: joined to the planner file; every mistake gives its line and column."""

from datetime import date
from pathlib import Path

import pytest

from portal.appointments.planner_file import read_planner
from portal.kernel.data_files import DataFileError

FILES = Path(__file__).parent / 'planner_files'


@pytest.fixture
def tables(tmp_path):
    """Copies the planner file and all tables, one of them with a mistake; gives their paths, desks last."""
    def copy(name='', instead_of='', mistake=''):
        for path in FILES.iterdir():
            content = path.read_text()
            (tmp_path / path.name).write_text(content.replace(instead_of, mistake, 1) if path.name == name else content)
        # In whatever order they are named: what stands at a desk finds it.
        return sorted(tmp_path.iterdir(), reverse=True)
    return copy


def refusal(paths):
    """What the person who edits the files reads."""
    with pytest.raises(DataFileError) as caught:
        read_planner(*paths)
    return str(caught.value)


def test_tables_join_the_desks_of_the_file(tables):
    amsterdam, paramaribo = read_planner(*tables()).desks
    assert amsterdam.key == 'AM'
    assert paramaribo.address == ('Voorbeeldweg 1', 'Paramaribo')
    assert paramaribo.directions == {'nl': 'Bij de markt', 'en': 'Near the market'}
    assert (paramaribo.release.weekday, paramaribo.release.horizon_days, paramaribo.holidays) == (4, 30, None)
    assert [resource.skills for resource in paramaribo.resources] == [('BIO', 'lang:srn'), ()]
    assert paramaribo.rosters[1].valid_until == date(2026, 12, 31)
    assert paramaribo.closures[0].why['en'] == 'Holiday'


def test_tables_do_without_a_file_when_products_are_known(tables):
    alone = [path for path in tables() if path.suffix == '.csv']
    assert len(read_planner(*alone, products={'BIO'}).desks) == 1
    assert refusal(alone) == 'resources.csv, line 2, skills: there is no product BIO.'


@pytest.mark.parametrize(('name', 'instead_of', 'mistake', 'says'), [
    ('desks.csv', 'America/Paramaribo', 'America/Parbo',
     "line 2, zone: there is no time zone 'America/Parbo'; one that exists is Europe/Amsterdam"),
    ('desks.csv', 'Near the market', '', 'line 2, directions: the text in en is missing; nl and en are always needed'),
    ('desks.csv', ';15:00;', ';;', 'line 2, release_at: this field is missing'),
    ('desks.csv', ';30;', ';many;', "line 2, horizon_days: must be a whole number, but it is 'many'"),
    ('desks.csv', 'horizon_days', 'horizon',
     'line 1, horizon: there is no column of this name; check the spelling (the first of 2 mistakes)'),
    ('resources.csv', 'PBM;PBM-2', 'PMB;PBM-2', "line 3, desk: there is no desk 'PMB' in these files"),
    ('resources.csv', 'PBM;PBM-2', ';PBM-2', 'line 3, desk: this row names no desk'),
    ('resources.csv', 'PBM-2', 'AM-2', 'line 3, key: the key AM-2 was given before; every key is there once'),
    ('resources.csv', ';skills', ';talents', 'line 1, skills: this column is missing (the first of 2 mistakes)'),
    ('rosters.csv', '14:00', '07:00', 'line 2, closes: must be later than opens, 07:30, but it is 07:00'),
    ('rosters.csv', 'mon tue wed', 'mon tue wen',
     "line 2, weekdays: must be a weekday such as monday or mon, but it is 'wen'"),
    ('rosters.csv', 'thu', 'wed',
     'line 3, opens: PBM-1 already works on wednesday from 07:30 to 14:00; hours may not overlap'),
    ('rosters.csv', 'PBM-1', 'PBM-9', 'line 3, resources: desk PBM has no resource PBM-9'),
    ('extras.csv', '2026-12-10', '10-12-2026',
     "line 2, day: must be a day that exists, such as 2026-12-31, but it is '10-12-2026'"),
    ('closures.csv', ';Holiday', ';', 'line 2, why: the text in en is missing; nl and en are always needed'),
])
def test_a_mistake_in_a_table_gives_its_line_and_column(tables, name, instead_of, mistake, says):
    assert refusal(tables(name, instead_of, mistake)) == f'{name}, {says}.'


def test_a_mistake_in_the_file_beside_tables_keeps_its_line(tables):
    paths = tables('planner.yaml', 'lead_minutes: 120', 'lead_minutes: soon')
    assert refusal(paths) == (
        "planner.yaml, line 21, desks[0].lead_minutes: must be a whole number, but it is 'soon'."
    )
