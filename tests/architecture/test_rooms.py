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
"""Stairs lead down only. `application`, `commands`, `programs` and `schema` use everything, and nothing uses them but the start."""
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
BORROWED = {'store': {'rules'}}
"""Reading what is used builds the book of a day, which is a rule."""
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
WIRING = {'application', 'commands', 'programs', 'schema', 'wiring'}
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


def stairs(path):
    """What a file uses of rooms that do not lie below its own."""
    room, kind = place(path)
    if room in WIRING or room not in BELOW or kind == 'commands':
        return set()
    return {other for other, _ in own_imports(path)} - BELOW[room] - {room}


def walls(path):
    """What a file uses of another room without going through its door."""
    room, kind = place(path)
    if room in WIRING or kind == 'commands':
        return set()
    return {
        f'{other}.{what}' for other, what in own_imports(path)
        if other != room and other in DOORS and what not in DOORS[other]
    }


def kinds(path):
    """What a file knows that its kind may not know: other libraries, and other files of its room."""
    room, kind = place(path)
    outside = {name.split('.')[0] for name in imports(path)} & NEVER.get(kind, set()) if room in ROOMS else set()
    if room not in CUT or kind not in MAY_USE:
        return outside
    inside = {what for other, what in own_imports(path) if other == room}
    return outside | (inside - MAY_USE[kind] - BORROWED.get(kind, set()))


def hidden(path):
    """What a file imports inside a function though it loads fast."""
    return {name.split('.')[0] for name in hidden_imports(path)} - SLOW_TO_LOAD


def clocks(path):
    """How a file asks what time it is by itself."""
    calls = {
        node.attr for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ('datetime', 'date')
    }
    return set() if path.name == 'clock.py' else calls & {'now', 'utcnow', 'today'}


def commits(path):
    """How a file ends transactions by itself."""
    called = {
        node.func.attr for node in nodes(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return set() if path.name in ('database.py', 'work.py') else called & {'commit'}


@pytest.mark.parametrize('breaches', [stairs, walls, kinds, hidden, clocks, commits])
def test_every_file_keeps_to_its_place(breaches):
    assert {str(path.relative_to(PORTAL)): found for path in files() if (found := breaches(path))} == {}


@pytest.mark.parametrize(('breaches', 'place', 'says', 'found'), [
    (stairs, 'identity/service/odd.py', 'from portal.appointments.service import Planner', {'appointments'}),
    (walls, 'overview/odd.py', 'from portal.identity.store.people import PersonStore', {'identity.store'}),
    (kinds, 'checklist/rules/odd.py', 'import flask', {'flask'}),
    (kinds, 'checklist/store/odd.py', 'from portal.checklist.service import Checklist', {'service'}),
    (hidden, 'checklist/odd.py', 'def late():\n    import json', {'json'}),
    (clocks, 'checklist/odd.py', 'from datetime import date\ntoday = date.today()', {'today'}),
    (commits, 'checklist/odd.py', 'session.commit()', {'commit'}),
])
def test_a_file_in_the_wrong_place_is_found(tmp_path, monkeypatch, breaches, place, says, found):
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(says)
    monkeypatch.setattr('tests.architecture.imports.PORTAL', tmp_path)
    assert breaches(path) == found


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
