"""Somebody who is logged in, and the cases that the portal keeps of them."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask

from portal.identity.model import Level, Person
from portal.identity.service import People
from portal.procedures.model.kept import KeptCase
from portal.procedures.service import Cases
from tests.identity.accounts import applicant
from tests.pages.browser import Browser


@pytest.fixture
def bring(app: Flask, case_file: Callable[..., Path], people: People) -> Callable[..., list[KeptCase]]:
    """Brings cases into the portal; returns those of Amina."""

    def bring_in(lines: Iterable[dict], *, v_number: str = '1000000001') -> list[KeptCase]:
        cases = app.extensions['parts'][Cases]
        path = case_file(lines)
        counts = cases.importing.go_on(cases.importing.begin(path), path).counts
        assert counts.wrong == 0
        return cases.cases_of(people.get_by_v_number(v_number).id)

    return bring_in


@pytest.fixture
def visitor(app: Flask, person: Person, log_in: Callable[..., str]) -> Callable[..., Browser]:
    """Amina's browser, logged in as surely as is said."""

    def browser(language: str = 'en', level: Level = Level.SUBSTANTIAL, *, helper: bool = False) -> Browser:
        found = Browser(app, language)
        log_in(found, applicant(person, level=level, helper=helper))
        return found

    return browser
