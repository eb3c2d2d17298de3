"""Pages that are kept for everybody carry nothing of who asked for them."""

from collections.abc import Iterator

import pytest
from flask import Flask, g, render_template_string, session
from flask_wtf.csrf import generate_csrf, validate_csrf

from portal.web.keeping import TOKEN_HERE, form_token, kept_html

TOKEN = '{{ csrf_token() }}'


@pytest.fixture
def engine() -> str:
    return 'sqlite'


@pytest.fixture
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context('/papers'):
        g.language = 'en'
        yield


def ask(app: Flask, kept: dict, words: str, address: str = '/papers', **options: object) -> str:
    """What somebody gets who asks for the page at an address when it says these words."""
    with app.test_request_context(address):
        g.language = 'en'
        return kept_html(kept, lambda: f'<p>{words}</p>', **options)


def test_what_differs_from_one_asker_to_the_next_is_told_apart(app: Flask) -> None:
    kept: dict = {}
    assert ask(app, kept, 'mine', shows='mine') == '<p>mine</p>'
    assert ask(app, kept, 'theirs', shows='theirs') == '<p>theirs</p>'
    assert ask(app, kept, 'made anew', shows='mine') == '<p>mine</p>'


def test_untold_the_second_gets_the_page_of_the_first(app: Flask) -> None:
    kept: dict = {}
    assert [ask(app, kept, 'mine'), ask(app, kept, 'theirs')] == ['<p>mine</p>', '<p>mine</p>']


def test_invented_addresses_fill_no_memory(app: Flask) -> None:
    kept: dict = {}
    for number in range(9):
        ask(app, kept, 'page', f'/papers?invented={number}', most=4)
        assert len(kept) <= 4


def test_nothing_is_kept_for_who_is_logged_in(app: Flask) -> None:
    kept: dict = {}
    with app.test_request_context('/papers'):
        g.language, g.logged_in = 'en', 'somebody'
        assert kept_html(kept, lambda: 'my own') == 'my own'
    assert kept == {}


@pytest.mark.usefixtures('request_context')
def test_the_token_is_the_askers_own() -> None:
    kept: dict = {}
    html = kept_html(kept, lambda: render_template_string(TOKEN))
    assert html == generate_csrf()
    assert list(kept.values()) == [TOKEN_HERE]


def test_who_has_a_token_gets_it_again_and_nobody_elses(app: Flask) -> None:
    tokens = []
    for mine in ('a' * 40, 'b' * 40, 'a' * 40):
        with app.test_request_context('/papers'):
            session['csrf_token'] = mine
            tokens.append(form_token())
            validate_csrf(tokens[-1])
    assert tokens[0] == tokens[2] != tokens[1]


@pytest.mark.usefixtures('request_context')
def test_a_page_that_cannot_be_made_leaves_no_token_behind() -> None:
    with pytest.raises(ZeroDivisionError):
        kept_html({}, lambda: str(1 / 0))
    assert generate_csrf() != TOKEN_HERE
