"""Pages for what went wrong: each says what happened, that nothing is lost, and what to do."""

import re

import pytest
from flask import Flask, abort

from portal.database import Busy
from tests.browser.served import Portal
from tests.browser.visitor import Visitor

EXPECTED = re.compile('Failed to load resource: the server responded with a status of')


class WithBreaks:
    """Breaks the start page in a way that a test chooses."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def by(self, error: Exception | int) -> None:
        """From now on the start page answers so."""
        def view() -> None:
            abort(error) if isinstance(error, int) else self._raise(error)
        self._app.view_functions['overview.start'] = view

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error


@pytest.mark.parametrize(('cause', 'status', 'heading'), [
    (403, 403, 'You cannot do this'),
    (404, 404, 'We cannot find this page'),
    (405, 405, 'This page works in another way'),
    (413, 413, 'That was too much text'),
    (RuntimeError('a mistake'), 500, 'Something went wrong with us'),
    (Busy(), 503, 'It is very busy now'),
])
@pytest.mark.parametrize('language', ['nl', 'en'])
def test_the_page_of_an_error(
    portal: Portal, visit_portal, cause: Exception | int, status: int, heading: str, language: str,
) -> None:
    visitor = visit_portal(portal, language, width=320 if language == 'nl' else 1280)
    WithBreaks(portal.app).by(cause)
    assert visitor.opens(f'/?lang={language}').status == status
    _sees(visitor, heading)
    assert visitor.reads('Go to the start page')


def test_the_wrong_code_too_often(visitor: Visitor) -> None:
    visitor.opens('/visit')
    for _ in range(6):
        visitor.writes('Code of your visit', 'ABCDEFGH')
        visitor.writes('V-number or BSN', '1000000001')
        visitor.presses('Find my visit')
    _sees(visitor, 'Please wait a moment')


def test_more_text_than_a_page_can_take(visitor: Visitor) -> None:
    visitor.opens('/visit')
    visitor.field('Code of your visit').evaluate("field => { field.value = 'x'.repeat(300000); }")
    visitor.writes('V-number or BSN', '1000000001')
    visitor.presses('Find my visit')
    _sees(visitor, 'That was too much text')


def test_a_form_on_a_page_of_somebody_else(portal: Portal, visitor: Visitor) -> None:
    visitor.page.set_content(f'<form method="post" action="{portal.url}/visit"><button>Win</button></form>')
    visitor.page.get_by_text('Win').click()
    visitor.page.wait_for_url(f'{portal.url}/visit')
    _sees(visitor, 'You cannot do this')


def test_a_visit_a_plan_and_a_wish_that_nobody_has(visitor: Visitor) -> None:
    for address, heading in (
        (f'/visit/{"0" * 32}', 'This page is not here any more'),
        (f'/waiting/{"0" * 32}', 'This page is not here any more'),
        (f'/plan/{"0" * 32}/person/1', 'We cannot find this page'),
        ('/nothing/here', 'We cannot find this page'),
    ):
        visitor.opens(address)
        _sees(visitor, heading)


def test_a_form_whose_cookie_is_gone(visitor: Visitor) -> None:
    visitor.opens('/visit')
    visitor.page.context.clear_cookies()
    visitor.writes('Code of your visit', 'ABCDEFGH')
    visitor.presses('Find my visit')
    _sees(visitor, 'This page was open for too long')


def _sees(visitor: Visitor, heading: str) -> None:
    """Be on an error page; that the browser notes its status is as it should be."""
    visitor.complaints = [one for one in visitor.complaints if not EXPECTED.match(one)]
    visitor.sees(heading)
