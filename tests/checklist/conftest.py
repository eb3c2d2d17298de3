"""Document help with the shipped rules, without a database."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal import application
from portal.checklist.service import Checklist
from portal.clock import SetClock
from portal.database import Database
from portal.settings import Settings
from tests.checklist.tiny import SMALL, Rules, changed
from tests.fixtures.planners import NOW


@pytest.fixture(scope='session')
def checklist() -> Checklist:
    """The shipped rules, on the day of all tests; what is kept needs a database and is tested by the pages."""
    return Checklist(Database('sqlite://'), SetClock(datetime.fromisoformat(NOW.isoformat())))


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """Makes a copy of the tiny rules with these changes."""
    return partial(changed, tmp_path / 'rules')


@pytest.fixture(scope='session')
def tiny_portal(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The portal with the tiny rules and a database that is not there."""
    folder = tmp_path_factory.mktemp('portal')
    settings = Settings.from_environment({
        'PORTAL_DATA': str(folder), 'PORTAL_SECRET_KEY': 'only for tests', 'DATABASE_URL': f'sqlite:///{folder}/no/where.sqlite',
    })
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Checklist.__init__.__kwdefaults__, 'folder', SMALL)
        return application.create_app(settings, SetClock(NOW))


@pytest.fixture
def typed(tiny_portal: Flask) -> Callable[..., Result]:
    """Types `flask checklist …` at the portal with the tiny rules."""
    return lambda *words, piped='': tiny_portal.test_cli_runner().invoke(args=['checklist', *map(str, words)], input=piped)
