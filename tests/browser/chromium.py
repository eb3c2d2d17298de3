"""Debian's chromium, driven by playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = (
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
)
MISSING = 'The pages are tested in a real browser, and it is missing. Install it with: apt-get install chromium'


@contextmanager
def started() -> Iterator[Browser]:
    """A browser that runs; without one the tests fail, they are not skipped."""
    path = shutil.which('chromium') or shutil.which('chromium-browser')
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, headless=True, args=list(ARGUMENTS))
        yield browser
        browser.close()
