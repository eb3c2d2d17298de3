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
PROGRAMS = 'chromium-headless-shell', 'chromium', 'chromium-browser'
"""The first is the same browser without the windows around its pages, and takes half the processor time."""
MISSING = (
    'The pages are tested in a real browser, and it is missing. '
    'Install it with: apt-get install chromium-headless-shell'
)


def program() -> str | None:
    """Where the browser is on this machine, if it is there."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def started() -> Iterator[Browser]:
    """A browser that runs; without one the tests fail, they are not skipped."""
    path = program()
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, headless=True, args=list(ARGUMENTS))
        yield browser
        browser.close()
