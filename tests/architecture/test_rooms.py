"""The walls of the house: which file may know what. The tables are the documentation."""

import ast
import subprocess
import sys

import pytest

from portal.appointments import errors, views
from portal.checklist import errors as checklist_errors
from portal.checklist import views as checklist_views
from portal.editing import errors as editing_errors
from portal.editing import views as editing_views
from portal.identity import errors as identity_errors
from portal.identity import views as identity_views
from portal.procedures import errors as procedures_errors
from portal.procedures import views as procedures_views
from tests.architecture.imports import PORTAL, ROOT, files, hidden_imports, imports, nodes, place

OUTLETS = {'letters', 'notifications', 'clarity'}
GROUND = {'kernel', 'clock', 'database', 'bulk', 'statements', 'settings', 'periods', 'posting', 'providers'}
BELOW = {
    'overview': {'appointments', 'checklist', 'delivery', 'identity', 'procedures', *OUTLETS, 'web', *GROUND},
    'counter': {'appointments', 'delivery', 'identity', 'letters', 'procedures', 'web', *GROUND},
    'editing': {'identity', 'letters', 'web', *GROUND},
    'checklist': {'identity', *OUTLETS, 'web', *GROUND},
    'appointments': {'identity', *OUTLETS, 'web', 'jobs', *GROUND},
    'identity': {*OUTLETS, 'web', 'jobs', *GROUND},
    'procedures': {'delivery', 'identity', *OUTLETS, 'web', 'jobs', *GROUND},
    'doors': {'identity'},
    'notifications': {'letters', 'web', *GROUND},
    'delivery': {'letters', 'web', *GROUND},
    'letters': {'web', *GROUND},
    'clarity': {'kernel'},
    'web': {*GROUND},
    'kernel': {'kernel'},
    'jobs': {'settings'},
    'schema': {'appointments', 'checklist', 'delivery', 'editing', 'identity', 'letters', 'notifications', 'procedures', 'web', 'database'},
    'database': {'engines', 'lines', 'statements', 'tables', 'turns', 'work'},
    'work': {'lines', 'statements'},
    'engines': {'lines'},
    'lines': {'statements'},
    'tables': set(),
    'bulk': {'database'},
    'statements': set(),
    'turns': set(),
    'settings': {'periods', 'posting', 'providers'},
    'posting': {'providers'},
    'providers': set(),
    'periods': set(),
    'clock': set(),
}
"""Stairs lead down only. `application`, `commands` and `schema` use everything, and nothing uses them but the start."""
DOORS = {
    'appointments': {'service', 'model', 'errors'},
    'checklist': {'service', 'model', 'errors'},
    'identity': {'service', 'model', 'errors', 'access'},
    'procedures': {'service', 'model', 'errors'},
    'editing': {'service', 'model', 'errors'},
    'notifications': {'service', 'model', 'errors'},
    'letters': {'service', 'model', 'errors'},
    'delivery': {'service', 'model', 'errors'},
    'clarity': {'service', 'model', 'errors'},
}
CUT = ('appointments', 'checklist', 'clarity', 'counter', 'delivery', 'editing', 'identity', 'procedures')
ROOMS = (
    'appointments', 'checklist', 'clarity', 'counter', 'delivery', 'editing', 'identity', 'letters', 'notifications',
    'overview', 'procedures',
)
MAY_USE = {
    'model': {'model'},
    'errors': {'model'},
    'rules': {'model', 'errors', 'rules'},
    'store': {'model', 'errors', 'store', 'planner_file'},
    'forms': {'forms', 'model'},
    'views': {'views', 'forms', 'service', 'model', 'errors', 'access', 'search', 'slot_keys', 'calendar', 'brokers'},
    'access': {'service', 'model', 'errors', 'rules'},
    'api': {'public', 'service', 'model', 'errors', 'slot_keys'},
    'public': {'public', 'model', 'slot_keys'},
}
"""Inside the rooms that are cut; what is not named here, a noun, may use what its docstring says."""
NEVER = {
    'rules': {'flask', 'sqlalchemy', 'wtforms', 'flask_wtf'},
    'model': {'flask', 'sqlalchemy', 'wtforms', 'flask_wtf'},
    'errors': {'flask', 'sqlalchemy'},
    'store': {'flask', 'wtforms'},
    'service': {'flask', 'wtforms'},
    'forms': {'sqlalchemy'},
    'views': {'sqlalchemy'},
    'api': {'sqlalchemy'},
    'access': {'sqlalchemy'},
}
SLOW_TO_LOAD = {'weasyprint', 'wordfreq', 'pyphen'}
"""Loaded where they are used: the portal starts without them."""
WIRING = {'application', 'commands', 'schema', 'wiring'}
PURE = ('portal.kernel.ticks', 'portal.kernel.texts', 'portal.kernel.numbers', 'portal.kernel.reach',
        'portal.kernel.working_days', 'portal.kernel.dutch_time', 'portal.identity.model',
        'portal.identity.rules.looking', 'portal.identity.rules.sealing', 'portal.identity.rules.watching',
        'portal.identity.rules.sessions', 'portal.identity.rules.claims', 'portal.identity.rules.tokens',
        'portal.identity.rules.logout', 'portal.identity.rules.accounts', 'portal.identity.rules.linking',
        'portal.identity.rules.codes', 'portal.identity.rules.delays', 'portal.identity.rules.phrases',
        'portal.appointments.model', 'portal.appointments.errors',
        'portal.appointments.rules.places', 'portal.appointments.rules.visits', 'portal.appointments.rules.waiting',
        'portal.appointments.rules.rosters', 'portal.clarity.model', 'portal.clarity.errors',
        'portal.clarity.rules.measuring', 'portal.checklist.model', 'portal.checklist.rules.finding',
        'portal.checklist.rules.papers', 'portal.checklist.rules.checking.mistakes',
        'portal.checklist.rules.checking.findings',
        'portal.delivery.model', 'portal.delivery.errors', 'portal.delivery.rules',
        'portal.procedures.model', 'portal.procedures.errors', 'portal.procedures.definition_files.reading',
        'portal.procedures.rules.steps', 'portal.procedures.rules.wording', 'portal.procedures.rules.clocks.default')


def own_imports(path):
    """The room and the file of each thing of the portal that a file imports."""
    for name in imports(path):
        parts = name.split('.')
        if parts[0] == 'portal' and len(parts) > 1:
            yield parts[1], parts[2] if len(parts) > 2 else ''


@pytest.mark.parametrize('path', files(), ids=lambda path: str(path.relative_to(PORTAL)))
class TestEveryFile:
    def test_leads_down_the_stairs_only(self, path):
        room, _ = place(path)
        if room in WIRING or room not in BELOW or place(path)[1] == 'commands':
            return
        assert {other for other, _ in own_imports(path)} <= BELOW[room] | {room}

    def test_uses_other_rooms_by_their_door(self, path):
        room, _ = place(path)
        if room in WIRING or place(path)[1] == 'commands':
            return
        for other, what in own_imports(path):
            if other != room and other in DOORS and room != 'schema':
                assert what in DOORS[other], f'{other}.{what}'

    def test_knows_only_what_its_kind_may_know(self, path):
        room, kind = place(path)
        if room in ROOMS:
            outside = {name.split('.')[0] for name in imports(path)}
            assert not outside & NEVER.get(kind, set())
        if room in CUT and kind in MAY_USE:
            assert {what for other, what in own_imports(path) if other == room} <= MAY_USE[kind] | BORROWED.get(kind, set())

    def test_hides_no_import(self, path):
        assert {name.split('.')[0] for name in hidden_imports(path)} <= SLOW_TO_LOAD

    def test_asks_the_clock_what_time_it_is(self, path):
        calls = {
            node.attr for node in nodes(path)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ('datetime', 'date')
        }
        assert path.name == 'clock.py' or not calls & {'now', 'utcnow', 'today'}

    def test_leaves_committing_to_the_database(self, path):
        called = {
            node.func.attr for node in nodes(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert path.name in ('database.py', 'work.py') or 'commit' not in called


BORROWED = {'store': {'rules'}}
"""Reading what is used builds the book of a day, which is a rule."""


def test_words_and_rules_need_no_framework():
    """They load in an interpreter where Flask and SQLAlchemy cannot be imported."""
    blocked = (
        'import sys\n'
        'for name in ("flask", "sqlalchemy", "wtforms"): sys.modules[name] = None\n'
        f'import {", ".join(PURE)}\n'
    )
    subprocess.run([sys.executable, '-c', blocked], check=True, cwd=ROOT)


def test_every_no_has_a_sentence():
    assert set(views.REFUSALS) == set(errors.AppointmentRefused.__subclasses__())
    assert set(checklist_views.REFUSALS) == all_below(checklist_errors.ChecklistRefused)
    assert set(identity_views.REFUSALS) == all_below(identity_errors.IdentityRefused)
    assert set(editing_views.REFUSALS) == all_below(editing_errors.EditingRefused)
    assert set(procedures_views.REFUSALS) == all_below(procedures_errors.ProceduresRefused)


def all_below(kind: type) -> set[type]:
    """All classes that are made of this one."""
    below = kind.__subclasses__()
    return set(below).union(*map(all_below, below))


def test_the_readme_maps_every_folder():
    folders = {f'`portal/{path.name}`' for path in PORTAL.iterdir() if path.is_dir() and path.name != '__pycache__'}
    readme = (ROOT / 'README.md').read_text()
    assert {folder for folder in folders if f'| {folder} |' in readme} == folders


def test_no_file_carries_names_that_collect_whatever_has_no_room():
    collecting = {'utils', 'helpers', 'common', 'misc', 'manager', 'util', 'helper'}
    assert not collecting & {part for path in files() for part in path.relative_to(PORTAL).with_suffix('').parts}
