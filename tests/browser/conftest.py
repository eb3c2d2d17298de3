"""A real browser, and the portal that it visits."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portal.application import create_app
from portal.clock import SetClock
from portal.database import Database
from portal.identity.model import Account
from portal.identity.service import Sessions
from portal.settings import Settings
from tests.browser import chromium as chromium_on_debian
from tests.browser.served import HOST, Portal, free_port, served
from tests.browser.visitor import Visitor

SECRET = 'a secret key that only tests have'


@pytest.fixture
def engine() -> str:
    """Pages look the same on every engine; one is enough here."""
    return 'sqlite'


@pytest.fixture(scope='session')
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each visitor has a profile of their own in it."""
    with chromium_on_debian.started() as browser:
        yield browser


@pytest.fixture
def build_portal(database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Callable[..., Portal]]:
    """Serves a portal over the test's database, with settings that differ as told."""
    with ExitStack() as stack:
        def build(**different: object) -> Portal:
            port = free_port()
            settings = Settings.from_environment({
                'PORTAL_DATA': str(tmp_path), 'DATABASE_URL': database_url, 'PORTAL_SECRET_KEY': SECRET,
                'PORTAL_BASE_URL': f'http://{HOST}:{port}',
            })
            app = create_app(replace(settings, **different), clock)
            stack.callback(app.extensions['parts'][Database].engine.dispose)
            return stack.enter_context(served(app, clock, port))

        yield build


@pytest.fixture
def portal(build_portal: Callable[..., Portal]) -> Portal:
    """A portal with three desks."""
    portal = build_portal()
    portal.load()
    return portal


@pytest.fixture
def visit_portal(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Lets somebody open a portal: in which language, how wide a screen, light or dark, with or without scripts."""
    with ExitStack() as stack:
        def visit(
            portal: Portal, language: str = 'en', *, width: int = 1280, scheme: str = 'light', scripts: bool = True,
        ) -> Visitor:
            context = chromium.new_context(
                viewport={'width': width, 'height': 800}, color_scheme=scheme, java_script_enabled=scripts,
                locale=language, accept_downloads=True,
            )
            stack.callback(context.close)
            return Visitor(context.new_page(), portal, language)

        yield visit


@pytest.fixture
def visitor(portal: Portal, visit_portal: Callable[..., Visitor]) -> Visitor:
    """Somebody who reads English, at a desk."""
    return visit_portal(portal)


@pytest.fixture
def enters(portal: Portal, visit_portal: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Somebody who is logged in."""

    def enter(account: Account, language: str, **how: object) -> Visitor:
        somebody = visit_portal(portal, language, **how)
        token = portal.part(Sessions).begin(account, shared=False)
        somebody.page.context.add_cookies([{'name': 'login', 'value': token, 'url': portal.url}])
        return somebody

    return enter
