"""The planner file: every kind of mistake gives its line and field."""

from datetime import time
from pathlib import Path

import pytest

from portal.appointments.planner_file import read_planner
from portal.kernel.data_files import DataFileError

PLANNER = (Path(__file__).parent / 'planner_files' / 'planner.yaml').read_text()


@pytest.fixture
def written(tmp_path):
    """Writes a planner file and gives its path."""
    def write(content, name='planner.yaml'):
        path = tmp_path / name
        path.write_text(content)
        return path
    return write


def refusal(*paths):
    """What the person who edits the file reads."""
    with pytest.raises(DataFileError) as caught:
        read_planner(*paths)
    return str(caught.value)


def test_a_file_becomes_values(written):
    planner = read_planner(written(PLANNER))
    desk = planner.desks[0]
    assert (desk.release.weekday, desk.release.at, desk.holidays) == (0, time(9), 'NL')
    assert desk.resources[1].skills == ('BIO', 'lang:ar')
    assert (desk.rosters[0].resources, desk.rosters[0].weekdays, desk.rosters[0].valid_until) == ((), (0, 1), None)
    assert (desk.closures[0].opens, desk.closures[0].closes) == (time(13), None)
    assert planner.products[0].minutes_extra == 0


@pytest.mark.parametrize(('instead_of', 'mistake', 'place', 'says'), [
    ('key: BIO', 'key: Bio', 'line 2, products[0].key', "must be 2 to 8 capitals, such as BIO, but it is 'Bio'"),
    (', en: Photo and fingerprints', '', 'line 3, products[0].name',
     'the text in en is missing; nl and en are always needed'),
    ('{nl: Wij maken een foto., ', '{', 'line 4, products[0].explanation',
     'the text in nl is missing; nl and en are always needed'),
    ('minutes_per_person: 10', 'minutes_per_person: 12', 'line 6, products[0].minutes_per_person',
     'must be a multiple of 5, but it is 12'),
    ('step_minutes: 10', 'step_minutes: 7', 'line 7, products[0].step_minutes', 'must be a multiple of 5, but it is 7'),
    ('step_minutes: 10', 'step_minutes: 0', 'line 7, products[0].step_minutes', 'must be 5 or more, but it is 0'),
    ('persons_max: 6', 'persons_max: 0', 'line 8, products[0].persons_max', 'must be 1 or more, but it is 0'),
    ('persons_max: 6', 'persons_max: 13', 'line 8, products[0].persons_max', 'must be 12 or less, but it is 13'),
    ('change_notice_hours: 24', 'change_notice_hours: -1', 'line 9, products[0].change_notice_hours',
     'must be 0 or more, but it is -1'),
    ('[{kind: counter}]', '[]', 'line 10, products[0].needs', 'must have 1 or more entries'),
    ('[{kind: counter}]', '[{kind: counter}, {kind: counter}]', 'line 10, products[0].needs[1].kind',
     'counter was asked for before; a visit uses one of each kind'),
    ('[{kind: counter}]', '[{kind: counter, skills: [DOC]}]', 'line 10, products[0].needs[0].skills',
     'there is no product DOC'),
    ('status: unconfirmed', 'status: sure', 'line 13, products[0].status',
     "must be 'confirmed' or 'unconfirmed', but it is 'sure'"),
    ('key: AM\n', 'key: A/M\n', 'line 15, desks[0].key',
     "must be 1 to 40 letters, digits and hyphens, but it is 'A/M'"),
    ('zone: Europe/Amsterdam', 'zone: Europe/Amsterdm', 'line 19, desks[0].zone',
     "there is no time zone 'Europe/Amsterdm'; one that exists is Europe/Amsterdam"),
    ('lead_minutes: 120', 'lead_minutes: -5', 'line 21, desks[0].lead_minutes', 'must be 0 or more, but it is -5'),
    ('weekday: monday', 'weekday: maandag', 'line 22, desks[0].release.weekday',
     "must be a weekday such as monday or mon, but it is 'maandag'"),
    ("at: '09:00'", "at: '9:00'", 'line 22, desks[0].release.at', "must be a time such as '09:00', but it is '9:00'"),
    ('horizon_days: 90', 'horizon_days: 366', 'line 22, desks[0].release.horizon_days',
     'must be 365 or less, but it is 366'),
    ('holidays: NL', 'holidays: Nederland', 'line 23, desks[0].holidays',
     "must be the code of a country such as NL, or none, but it is 'Nederland'"),
    ('[BIO]', '[BIO, DOC]', 'line 25, desks[0].resources[0].skills', 'there is no product DOC'),
    ('skills: [BIO]}', 'skills: [BIO]}\n      - {key: am-2, kind: counter}', 'line 27, desks[0].resources[2].key',
     'the key AM-2 was given before; every key is there once'),
    ("closes: '12:30'", "closes: '08:30'", 'line 28, desks[0].rosters[0].closes',
     'must be later than opens, 08:30, but it is 08:30'),
    ("opens: '08:30'", "opens: '08:32'", 'line 28, desks[0].rosters[0].opens',
     'must be a multiple of 5 minutes, but it is 08:32'),
    ("closes: '12:30'", "closes: '13:30'", 'line 29, desks[0].rosters[1].opens',
     'AM-2 already works on tuesday from 08:30 to 13:30; hours may not overlap'),
    ('resources: [AM-2]', 'resources: [AM-3]', 'line 29, desks[0].rosters[1].resources',
     'desk AM has no resource AM-3'),
    ('resources: [AM-2]', 'resources: []', 'line 29, desks[0].rosters[1].resources', 'must have 1 or more entries'),
    ('16:30, valid_from: 2026-01-01', '16:30, valid_from: 2026-01-02, valid_until: 2026-01-01',
     'line 29, desks[0].rosters[1].valid_until', 'must not be before valid_from, 2026-01-02, but it is 2026-01-01'),
    ('resources: [AM-1]', 'resources: [DH-1]', 'line 31, desks[0].extras[0].resources',
     'desk AM has no resource DH-1'),
    ("opens: '13:00', why", 'resources: [X], why', 'line 33, desks[0].closures[0].resources',
     'desk AM has no resource X'),
    ("opens: '13:00', why", "opens: '13:00', closes: '12:00', why", 'line 33, desks[0].closures[0].closes',
     'must be later than opens, 13:00, but it is 12:00'),
])
def test_a_mistake_gives_its_line_and_field(written, instead_of, mistake, place, says):
    path = written(PLANNER.replace(instead_of, mistake, 1))
    assert refusal(path) == f'planner.yaml, {place}: {says}.'


def test_keys_are_there_once(written):
    product, desk = PLANNER.split('desks:\n')
    twice = product + product.removeprefix('products:\n') + 'desks:\n' + desk + desk
    with pytest.raises(DataFileError) as caught:
        read_planner(written(twice))
    assert [(mistake.spot.line, mistake.spot.field) for mistake in caught.value.mistakes] == [
        (14, 'products[1].key'), (48, 'desks[1].key'), (58, 'desks[1].resources[0].key'),
        (59, 'desks[1].resources[1].key'),
    ]


@pytest.mark.parametrize(('hours', 'overlaps'), [
    ("weekdays: [mon], opens: '12:30', closes: '13:00', valid_from: 2026-01-01", False),
    ("weekdays: [wed], opens: '09:00', closes: '13:00', valid_from: 2026-01-01", False),
    ("weekdays: [mon], opens: '12:25', closes: '13:00', valid_from: 2026-01-01", True),
    ("weekdays: [mon], opens: '09:00', closes: '10:00', valid_from: 2025-01-01, valid_until: 2025-12-31", False),
    ("weekdays: [mon], opens: '09:00', closes: '10:00', valid_from: 2025-01-01, valid_until: 2026-01-01", True),
    ("weekdays: [mon, sun], opens: '07:00', closes: '20:00', valid_from: 2030-01-01", True),
])
def test_a_resource_works_once_at_a_time(written, hours, overlaps):
    path = written(PLANNER.replace('    extras:', f'      - {{{hours}}}\n    extras:'))
    if overlaps:
        place, says = 'planner.yaml, line 30, desks[0].rosters[2].opens', 'AM-1 already works on monday from 08:30'
        assert refusal(path).startswith(f'{place}: {says}')
    else:
        assert len(read_planner(path).desks[0].rosters) == 3


def test_one_yaml_file_at_most(written):
    paths = written(PLANNER), written(PLANNER, 'other.yml')
    assert refusal(*paths) == 'other.yml: only one YAML file can be loaded, and planner.yaml is one too.'
