"""What every test can ask for; the fixtures stand in `fixtures/`, each file about one noun."""

import gc

import pytest

pytest_plugins = (
    'tests.fixtures.databases', 'tests.fixtures.planners', 'tests.fixtures.portals', 'tests.fixtures.people',
    'tests.fixtures.cases',
)

WAITING = {'browser', 'races'}
"""Their tests wait for servers and browsers more than they compute."""
DONE_AT = 0.8
"""They are done before the others are, so that no processor stands idle at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files that wait evenly among those that compute: so there is always work for every processor."""
    files = list(dict.fromkeys(item.path for item in items))
    waiting = [path for path in files if WAITING & set(path.parts)]
    computing = [path for path in files if not WAITING & set(path.parts)]
    turn = {path: DONE_AT * number / len(waiting) for number, path in enumerate(waiting)}
    turn |= {path: number / len(computing) for number, path in enumerate(computing)}
    items.sort(key=lambda item: turn[item.path])


def pytest_collection_finish() -> None:
    """All tests stay until the end: looking through them for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
