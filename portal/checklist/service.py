"""Document help: asks, finds, keeps and forgets."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portal.checklist.answer_values import read_answer
from portal.checklist.answers_file import read_answers, write_answers
from portal.checklist.errors import AnswersContradict
from portal.checklist.model import Answers, Country, Details, Found, Kept, PersonalList, Question, RuleFiles
from portal.checklist.rule_files.reading import DATA, read_folder
from portal.checklist.rules import finding, papers
from portal.checklist.rules.book import Binder, Book
from portal.checklist.rules.income import Assessed
from portal.checklist.rules.known import Known
from portal.checklist.store import KEPT, ListStore, hashed, row_of
from portal.clock import Clock
from portal.database import Database
from portal.kernel.codes import random_code
from portal.kernel.retention import Stock

KEPT_WHILE_BUSY, KEPT_WITH_CODE = timedelta(hours=24), timedelta(days=60)
CODE_LENGTH = 18
"""88 random bits."""
BOOKS_KEPT = 64
DUTCH_TIME = ZoneInfo('Europe/Amsterdam')


@cache
def _rules(folder: Path) -> tuple[RuleFiles, Mapping[str, Country], Callable[[date], Book]]:
    """The rule files of a folder, compiled once in a process."""
    read = read_folder(folder)
    files, countries = read.files, read.countries
    return files, countries, lru_cache(BOOKS_KEPT)(Binder(files, countries).book)


class Checklist:
    """The door of document help; the rule files are read and compiled once."""

    def __init__(self, database: Database, clock: Clock, *, folder: Path = DATA) -> None:
        self._database, self._clock = database, clock
        self.files, self.countries, self.book = _rules(folder)
        self.book(self.today())

    def today(self) -> date:
        """The day whose rules are used, as it is in the Netherlands."""
        return self._clock.now().astimezone(DUTCH_TIME).date()

    def find(self, answers: Answers, day: date | None = None) -> Found:
        """All that follows from these answers, by the rules of `day`, else of today."""
        return finding.find(self.book(day or self.today()), answers)

    def list(self, answers: Answers, filing: date | None = None) -> PersonalList:
        """Somebody's own list, by the rules of the day on which they expect to apply, else of today."""
        book = self.book(filing or self.today())
        found = finding.find(book, answers)
        return papers.personal_list(found, answers, book.sources, today=self.today())

    def income(self, answers: Answers, day: date | None = None) -> Assessed | None:
        """What the income check finds; None while something is missing for it."""
        found = self.known(answers, day).assessed()
        return found if isinstance(found, Assessed) else None

    def known(self, answers: Answers, day: date | None = None) -> Known:
        """What is known about somebody with these answers."""
        return Known(self.book(day or self.today()).sources, answers)

    def number(self, key: str, day: date | None = None) -> Decimal | None:
        """A number that the law sets, on `day`; None when the files do not know it."""
        return self.book(day or self.today()).sources.parameters.get(f'param.{key}')

    def would_ask(self, answers: Answers, name: str, day: date | None = None) -> bool:
        """Whether this question would be asked if it were not answered: the answer counts for something."""
        others = replace(answers, facts={fact: value for fact, value in answers.facts.items() if fact != name})
        if name in {question.key for question in self.find(others, day).open}:
            return True
        known = self.known(others, day)
        return any(name in known.offer_hangs_on(other) for other in others.facts if other in self.questions)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by the facts that they ask for."""
        return {question.key: question for question in self.files.questions}

    def check(self, answers: Answers, day: date | None = None) -> None:
        """Raise `AnswersContradict` when two answers cannot both be right."""
        known = self.known(answers, day)
        for condition, contradiction in self.book(day or self.today()).contradictions:
            if condition.truth(known).value:
                raise AnswersContradict(contradiction.one, contradiction.other)

    def read(self, written: Any, day: date | None = None) -> Answers:
        """The answers that JSON says; raises a `ChecklistRefused`."""
        today = self.today()
        answers = read_answers(written, self.book(day or today).sources, today=max(today, day or today))
        self.check(answers, day)
        return answers

    @staticmethod
    def write(answers: Answers) -> dict[str, Any]:
        """The answers as JSON, for `read`."""
        return write_answers(answers)

    def begin(self, answers: Answers | None = None) -> Kept:
        """Keep a new list, empty or with these answers."""
        kept = Kept(
            id=secrets.token_hex(16), answers=answers or Answers(), expires_at=self._clock.now() + KEPT_WHILE_BUSY,
        )
        with self._database.transaction() as session:
            ListStore(session).add(_values(kept))
        return kept

    def kept(self, number: str) -> Kept:
        """What is kept; raises `ListUnknown`."""
        return self._read(row_of(self._database.ask(KEPT, number=number, now=self._clock.now())))

    def answer(self, number: str, name: str, value: Any) -> Kept:
        """Keep one answer, given as JSON says it; raises an `AnswerImpossible` or `AnswersContradict`."""
        sources = self.book(self.today()).sources
        answer = read_answer(sources.questions[name].question, value, sources.countries)

        def answered(kept: Kept) -> Kept:
            answers = replace(kept.answers, facts={**kept.answers.facts, name: answer})
            self.check(answers)
            return replace(kept, answers=self._still_offered(answers))
        return self._changed(number, answered)

    def _still_offered(self, answers: Answers) -> Answers:
        """The answers without those that another answer has excluded, so that they are asked again."""
        known = self.known(answers)
        gone = {
            name for name, value in answers.facts.items()
            if name in self.questions and self.questions[name].options and isinstance(value, str)
            and value not in known.offered(name)
        }
        return replace(answers, facts={name: value for name, value in answers.facts.items() if name not in gone})

    def describe(self, number: str, code: str, details: Details) -> Kept:
        """Keep what somebody knows of one paper."""
        return self._changed(number, lambda kept: replace(
            kept, answers=replace(kept.answers, details={**kept.answers.details, code: details}),
        ))

    def tick(self, number: str, have: frozenset[str]) -> Kept:
        """Keep which papers somebody has."""
        return self._changed(number, lambda kept: replace(kept, ticked=have))

    def plan(self, number: str, filing: date | None) -> Kept:
        """Keep on which day somebody expects to apply."""
        return self._changed(number, lambda kept: replace(kept, filing=filing))

    def keep(self, number: str) -> str:
        """Keep the list for sixty days; returns a new code with which to come back, which replaces an older one."""
        code = random_code(CODE_LENGTH)
        with self._database.transaction() as session:
            store = ListStore(session)
            store.get_to_change(number, self._clock.now())
            store.save({'id': number, 'code': hashed(code), 'expires_at': self._clock.now() + KEPT_WITH_CODE})
        return code

    def come_back(self, code: str) -> Kept:
        """The list that is kept under this code; raises `ListUnknown`."""
        with self._database.reading() as session:
            return self._read(ListStore(session).get_by_code(code, self._clock.now()))

    def wipe(self, number: str) -> None:
        """Forget everything at once."""
        with self._database.transaction() as session:
            ListStore(session).remove(number)

    def forget(self) -> int:
        """Remove lists whose time is over; returns how many."""
        with self._database.transaction() as session:
            return ListStore(session).remove_expired(self._clock.now())

    def expired(self, now: datetime) -> Stock:
        """How many lists are kept, and how many of them should have gone by now."""
        with self._database.reading() as session:
            return ListStore(session).expired(now)

    def _changed(self, number: str, change: Callable[[Kept], Kept]) -> Kept:
        now = self._clock.now()
        with self._database.transaction() as session:
            store = ListStore(session)
            kept = change(self._read(store.get_to_change(number, now)))
            kept = replace(kept, expires_at=max(kept.expires_at, now + KEPT_WHILE_BUSY))
            store.save(_values(kept))
        return kept

    def _read(self, row: Mapping[str, Any]) -> Kept:
        """A row as it was kept; an answer that the rules no longer know is passed over."""
        return Kept(
            id=row['id'], answers=read_answers(row['answers'], self.book(self.today()).sources, patient=True),
            ticked=frozenset(row['ticked']), filing=row['filing'], expires_at=row['expires_at'],
            has_code=row['code'] is not None,
        )


def _values(kept: Kept) -> dict[str, Any]:
    return {
        'id': kept.id, 'answers': write_answers(kept.answers), 'ticked': sorted(kept.ticked), 'filing': kept.filing,
        'expires_at': kept.expires_at,
    }
