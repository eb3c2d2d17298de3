"""Somebody who answers the questions about papers."""

from collections.abc import Mapping
from typing import Any

from tests.pages.browser import Browser
from tests.pages.page import Page

QUESTION = '/papers/question/'
MOST_QUESTIONS = 60
MARRIED_IN_MOROCCO: Mapping[str, Any] = {
    'purpose_group': 'partner', 'purpose': 'partner_married', 'app.nationalities': ['MA'],
    'app.birthdate': '1998-03-01', 'app.location': 'origin', 'app.has_passport': True, 'app.other_eu_permit': 'none',
    'app.situation': 'none', 'app.antecedents': False, 'app.exam.passed': True, 'app.exam.pass_date': '2026-09-01',
    'app.exam.exemption': 'none', 'app.nl_permit': 'none', 'app.born_in_nl': False, 'rel.marriage_in_brp': False,
    'rel.marriage_country': 'MA', 'rel.marriage_date': '2024-06-01', 'rel.before_sponsor_stay': False,
    'rel.earlier_marriage': 'none', 'rel.proxy_or_forced_or_cousin_or_bigamy': 'none',
    'rel.lives_with_other_partner': False, 'spo.nationality': 'NL', 'spo.dual_turkish': False,
    'spo.birthdate': '1992-05-05', 'spo.aow_reached': False, 'spo.disability': 'none', 'spo.welfare_exempt_5y': False,
    'spo.income': [{'kind': 'employed', 'gross': '2900.00'}], 'spo.has_digid': True, 'filed_by': 'sponsor_in_NL',
}
"""The worked case T1: a Dutch sponsor of 34 with work, married in Morocco to somebody of 28 who is at home."""


class Papers:
    """Answers questions as they come, each from a table of answers."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.asked: list[str] = []

    def begin(self) -> Page:
        """Start, and see the first question."""
        self.browser.open('/papers')
        return self.browser.submit()

    def answer_all(self, answers: Mapping[str, Any]) -> Page:
        """Start, and answer until there is a list."""
        self.begin()
        return self.go_on(answers)

    def go_on(self, answers: Mapping[str, Any]) -> Page:
        """Answer until there is a list."""
        for _ in range(MOST_QUESTIONS):
            page = self.page
            if not page.address.startswith(QUESTION):
                return page
            name = page.address.removeprefix(QUESTION).partition('?')[0]
            self.asked.append(name)
            self.give(answers[name])
            assert self.page.address != page.address, f'{name} was not accepted'
        raise AssertionError('the questions do not end')

    def give(self, value: Any) -> Page:
        """Answer the question that is open."""
        return self.browser.submit(**typed(value))

    @property
    def page(self) -> Page:
        """The page that is open."""
        assert self.browser.page is not None
        return self.browser.page


def typed(value: Any) -> dict[str, str]:
    """What a browser sends for an answer."""
    if isinstance(value, bool):
        return {'given': 'yes' if value else 'no'}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        [income] = value
        return {'given-first-income': income['kind'], 'given-first-gross': income.get('gross', '')}
    if isinstance(value, list):
        return dict(zip(('given', 'second', 'third'), value, strict=False))
    if value[:4].isdigit() and value.count('-') == 2:
        year, month, day = value.split('-')
        return {'given-year': year, 'given-month': month, 'given-day': day}
    return {'given': value}
