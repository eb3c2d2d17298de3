"""Walks through the questions with answers that somebody might give."""

from datetime import date, timedelta
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from portal.checklist.answers_file import read_answer, write_answers
from portal.checklist.errors import AnswersContradict
from portal.checklist.model import DO_NOT_KNOW, Answers, Found, Kind, Question
from portal.checklist.service import Checklist

TODAY = date(2026, 11, 30)
COUNTRIES = ['NL', 'DE', 'US', 'MA', 'TR', 'SR', 'EG', 'IR', 'CN', 'GH', 'GB', 'SY', 'ET', 'VN']
INCOMES = [
    [{'kind': 'employed', 'gross': '2900'}], [{'kind': 'employed', 'gross': '2900', 'end': '2027-03-01'}],
    [{'kind': 'employed', 'gross': '1200'}, {'kind': 'benefit', 'gross': '1400', 'end': '2028-01-01'}],
    [{'kind': 'employed', 'gross': '3000', 'flexible': True, 'start': '2022-01-01'}], [{'kind': 'welfare'}],
    [{'kind': 'self_employed', 'gross': '4000', 'start': '2024-01-01'}], [{'kind': 'capital', 'gross': '900000'}],
    [{'kind': 'none'}], [{'kind': 'aow', 'gross': '1500'}],
]
MOST_STEPS = 80


def answers_to(question: Question, offered: list[str], *, unknown: bool) -> st.SearchStrategy[Any]:
    """Answers that can be given to a question, "I do not know" included where it is offered, if `unknown`."""
    not_known = [st.just(DO_NOT_KNOW)] if unknown and question.find_out else []
    kinds = {
        Kind.CHOICE: st.sampled_from(offered or ['?']), Kind.YES_NO: st.booleans(),
        Kind.DATE: st.integers(-30_000, 800).map(lambda days: (TODAY + timedelta(days=days)).isoformat()),
        Kind.COUNTRY: st.sampled_from(COUNTRIES),
        Kind.COUNTRIES: st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=2, unique=True),
        Kind.NUMBER: st.integers(question.least or 0, question.most or 60),
        Kind.INCOMES: st.sampled_from(INCOMES),
    }
    return st.one_of(kinds[question.kind], *not_known)


class Walk:
    """Somebody on the way from no answer to a list."""

    def __init__(self, checklist: Checklist, data: st.DataObject, *, unknown: bool = True) -> None:
        self.checklist, self.data, self.unknown = checklist, data, unknown
        self.answers = Answers()

    def step(self) -> Found | None:
        """Answer the first open question; what was found before, or None when there is none."""
        before = self.checklist.find(self.answers, TODAY)
        if not before.open:
            return None
        question = before.open[0]
        offered = self.checklist.known(self.answers, TODAY).offered(question.key)
        given = self.data.draw(answers_to(question, offered, unknown=self.unknown), label=question.key)
        answer = read_answer(question, given, self.checklist.countries)
        candidate = Answers(facts={**self.answers.facts, question.key: answer})
        try:
            self.checklist.check(candidate)
        except AnswersContradict:
            reject()
        self.answers = candidate
        return before

    def to_the_end(self) -> Found:
        """Answer everything."""
        for _ in range(MOST_STEPS):
            if self.step() is None:
                return self.checklist.find(self.answers, TODAY)
        raise AssertionError(f'the questions do not end: {write_answers(self.answers)}')
