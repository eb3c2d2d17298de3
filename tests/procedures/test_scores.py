"""How good our forecasts were: computed with what was known then, and told honestly when there are too few."""

from datetime import date, timedelta

import pytest

from portal.database import Database
from portal.procedures.forecast.backtest.monthly import scores
from portal.procedures.forecast.history import CaseDays, QueueHistory
from portal.procedures.model.scores import FEW, MonthScore, Score, Stage
from portal.procedures.scoring import Scoring, months_before
from portal.procedures.store.scores import ScoreStore
from portal.procedures.views import forecasts
from tests.pages.browser import Browser

FIRST = date(2023, 1, 2)
UNTIL = date(2026, 11, 30)
WAIT, TREATMENT = 90, 30


@pytest.fixture
def engine() -> str:
    """One engine shows it."""
    return 'sqlite'


def steady() -> QueueHistory:
    """A queue in which two cases a day come, and each is started and decided after the same time, give or take."""
    rows = []
    for number in range(2 * (UNTIL - FIRST).days):
        arrived = FIRST + timedelta(days=number // 2)
        started = arrived + timedelta(days=WAIT + number * 7 % 11)
        decided = started + timedelta(days=TREATMENT + number * 5 % 13)
        rows.append(CaseDays(number, arrived, _by(started), _by(decided)))
    return QueueHistory.of(rows)


def _by(day: date) -> date | None:
    return day if day <= UNTIL else None


@pytest.fixture(scope='module')
def found() -> dict:
    return dict(scores(steady(), months_before(UNTIL, 12), UNTIL))


def test_a_steady_queue_is_forecast_well(found: dict):
    decisions = sum((score for (stage, _), score in found.items() if stage is Stage.DECISION), Score())
    assert decisions.ended > FEW
    assert decisions.right >= 70


def test_a_forecast_counts_in_the_month_in_which_its_range_ended(found: dict):
    """Of the last weeks only quick ones could be known, so nothing ends later than today."""
    assert max(month for (_, month), score in found.items() if score.ended) <= UNTIL.replace(day=1)
    assert all(score.inside <= score.ended and score.silent <= score.asked for score in found.values())


def test_what_comes_later_changes_no_forecast(found: dict):
    """What was asked in a month and how often we were silent hangs on the past alone."""
    shorter = steady().known_on((UNTIL - timedelta(days=120)).toordinal())
    months = [month for month in months_before(UNTIL, 12) if month < UNTIL - timedelta(days=150)]
    before = scores(shorter, months, UNTIL - timedelta(days=120))
    for key, score in before.items():
        if key[1] in months:
            assert (score.asked, score.silent) == (found[key].asked, found[key].silent)


@pytest.mark.parametrize(('score', 'is_few', 'right', 'unsaid'), [
    (Score(), True, 0, 0), (Score(asked=10, silent=5, ended=FEW - 1, inside=1), True, 5, 50),
    (Score(asked=100, silent=1, ended=100, inside=81), False, 81, 1),
])
def test_a_score_says_when_it_is_too_small(score: Score, is_few: bool, right: int, unsaid: int):
    assert (score.is_few, score.right, score.unsaid) == (is_few, right, unsaid)


@pytest.mark.parametrize(('today', 'months'), [
    (date(2026, 11, 30), (date(2026, 9, 1), date(2026, 10, 1))), (date(2026, 1, 1), (date(2025, 11, 1), date(2025, 12, 1))),
])
def test_months_that_have_passed(today: date, months: tuple[date, ...]):
    assert months_before(today, 2) == months


def scored(ended: int, inside: int) -> tuple[tuple[MonthScore, ...], date]:
    """Scores of one month."""
    score = Score(asked=100, silent=20, ended=ended, inside=inside)
    return (MonthScore(procedure='family', stage=Stage.DECISION, month=date(2026, 10, 1), score=score),), UNTIL


@pytest.mark.parametrize('language', ['nl', 'en'])
@pytest.mark.parametrize('found', [((), None), scored(200, 162), scored(5, 5)], ids=['none', 'many', 'few'])
def test_the_page_is_open_to_everybody(app, monkeypatch, language: str, found: tuple):
    monkeypatch.setattr(Scoring, 'found', lambda _: found)
    assert Browser(app, language).open('/forecasts').status == 200


def test_the_page_tells_the_share_in_words_and_in_a_table(app, monkeypatch):
    monkeypatch.setattr(Scoring, 'found', lambda _: scored(200, 162))
    page = Browser(app).open('/forecasts')
    assert page.says('In the last two years 81 of 100 forecasts were right. We aim at 80.')
    assert page.root.xpath('.//svg[@role="img"]/@aria-labelledby') == ['months-picture']
    assert page.says('20 of 100') and page.says('October 2026')


def test_too_few_are_told_so(app, monkeypatch):
    monkeypatch.setattr(Scoring, 'found', lambda _: scored(5, 5))
    page = Browser(app).open('/forecasts')
    assert page.says('We have made too few forecasts to say how good they are.')
    assert page.says('too few') and not page.says('100 of 100')


def test_scores_are_computed_once_a_month(cases, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(Scoring, '_computed', lambda _, today: asked.append(today) or scored(200, 162)[0])
    assert [cases.scoring.refresh(), cases.scoring.refresh()] == [1, 0]
    assert cases.scoring.found() == (scored(200, 162)[0], UNTIL)
    clock.moment += timedelta(days=1)
    assert cases.scoring.refresh() == 1
    assert asked == [UNTIL, UNTIL + timedelta(days=1)]


def test_without_cases_there_are_no_scores(cases):
    assert cases.scoring.refresh() == 0
    assert cases.scoring.found() == ((), None)


class TestThePageIsMadeOnce:
    @pytest.fixture
    def keep(self, database: Database):
        """Keeps scores as the night does."""
        def these(found: tuple[MonthScore, ...], on: date) -> None:
            with database.transaction() as session:
                ScoreStore(session).replace(found, on)
        return these

    def test_until_there_are_other_scores(self, app, keep, monkeypatch):
        made, page = [], forecasts.page
        monkeypatch.setattr(forecasts, 'PAGES', {})
        monkeypatch.setattr(forecasts, 'page', lambda *asked: made.append(asked) or page(*asked))
        for found, on, says in (
            (scored(200, 162)[0], UNTIL, '81 of 100 forecasts were right'),
            (scored(200, 100)[0], UNTIL + timedelta(days=1), '50 of 100 forecasts were right'),
        ):
            keep(found, on)
            assert all(Browser(app).open('/forecasts').says(says) for _ in range(3))
        assert len(made) == 2

    def test_and_the_scores_are_not_read_again(self, app, keep, monkeypatch):
        keep(*scored(200, 162))
        read, everything = [], ScoreStore.all
        monkeypatch.setattr(ScoreStore, 'all', lambda store: read.append(1) or everything(store))
        for _ in range(3):
            Browser(app).open('/forecasts')
        assert len(read) == 1
