"""A clerk at the counter, who looked Amina up, and the cases of Amina that the portal keeps."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from portal.identity.model import Person, Role
from portal.identity.service import People
from portal.letters.model.sent import SentLetter
from portal.procedures.model.kept import KeptCase
from portal.procedures.service import Cases
from portal.procedures.service.letterbox import Letterbox
from tests.pages.browser import Browser

NEW = {'received': '2026-11-19', 'events': [], 'as_of': '2026-11-30T08:00:00+01:00'}
"""A case that came in some days ago: it can have a receipt, a request for papers, and more time."""
LOOK_UP = '/staff/people'


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of cases that are the same in each run, and so the numbers of letters."""
    numbers = count(1)
    monkeypatch.setattr('portal.procedures.service.importing.secrets.token_hex', lambda _size: f'{next(numbers):032x}')


@pytest.fixture
def bring(app: Flask, case_file: Callable[..., Path], people: People) -> Callable[..., list[KeptCase]]:
    """Brings cases into the portal; returns those of Amina."""

    def bring_in(lines: Iterable[dict], v_number: str = '1000000001') -> list[KeptCase]:
        cases, path = app.extensions['parts'][Cases], case_file(lines)
        assert cases.importing.go_on(cases.importing.begin(path), path).counts.wrong == 0
        return cases.cases_of(people.get_by_v_number(v_number).id)

    return bring_in


@pytest.fixture
def enter(employed: Callable[..., Browser]) -> Callable[..., Browser]:
    """A clerk, logged in."""
    return partial(employed, Role.CLERK)


@pytest.fixture
def look_up(person: Person) -> Callable[[Browser], Browser]:
    """Has a clerk look Amina up because she is on the telephone."""

    def act(clerk: Browser) -> Browser:
        clerk.open(LOOK_UP)
        assert clerk.submit(number=person.v_number, reason='phone').status == 200
        return clerk

    return act


@pytest.fixture
def clerk(enter: Callable[..., Browser], look_up: Callable[[Browser], Browser]) -> Browser:
    """A clerk for whom Amina's page is open."""
    return look_up(enter())


@pytest.fixture
def sent_to(app: Flask, person: Person) -> Callable[[], tuple[SentLetter, ...]]:
    """The letters that Amina was sent."""
    return lambda: app.extensions['parts'][Letterbox].letters_of(person.id)
