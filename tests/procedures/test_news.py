"""Telling people that there is news: each change once, by what they want, and never what it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from portal.clock import SetClock
from portal.database import Database
from portal.identity.model import Person, PersonId
from portal.identity.service import People
from portal.letters.model.base import Office
from portal.letters.model.kinds import KINDS
from portal.notifications.service import Notifications
from portal.procedures.model.expected import CannotSay, Forecast, Reason, Span
from portal.procedures.model.news import State, When, Wish
from portal.procedures.service import Cases
from portal.procedures.service.news import News
from portal.procedures.store.histories import VERSION_OF, VERSIONS
from portal.procedures.store.news import NewsStore
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.identity.looks import own_change

STARTED = {'kind': 'started', 'day': '2026-11-30'}
ASKED = {'kind': 'asked', 'day': '2026-11-30', 'what': 'asked_standard', 'until': '2026-12-14', 'told': '2026-11-30'}
YUSUF_BORN = datetime(1988, 11, 2, tzinfo=UTC).date()
ALL = Wish(weeks=2)
MONDAY = datetime(2026, 12, 7, 7, tzinfo=UTC)
"""Eight o'clock in Amsterdam."""


@pytest.fixture
def news(database, clock, cases, people, notifications, access_log) -> News:
    return News(
        database, clock, cases=cases, people=people, notifications=notifications,
        office=Office(name='Helder Loket'), base_url='https://loket.example', access_log=access_log,
    )


@pytest.fixture
def told(cases: Cases, case_file, clock: SetClock) -> Callable[..., None]:
    """The source tells a case, a minute later than before."""

    def tell(*events: dict, reference: str = 'A-1', **more: object) -> None:
        clock.moment += timedelta(minutes=1)
        line = told_case(reference, events=list(events), as_of=clock.moment.isoformat(), received='2026-10-05', **more)
        path = case_file([line])
        counts = cases.importing.go_on(cases.importing.begin(path), path).counts
        assert counts.wrong == 0, counts

    return tell


def outbox(database: Database) -> list[tuple[str, str, str]]:
    """What waits to be sent: the kind of message, to whom, in which language."""
    with database.reading() as session:
        rows = session.execute(text('select kind, recipient, language from outbox order by id')).all()
    return [tuple(row) for row in rows]


NEWS, WEEK = ('case_news', 'amina@example.com', 'en'), ('weekly_news', 'amina@example.com', 'en')


class TestAtOnce:
    def test_a_change_is_told_once(self, news: News, told, person: Person, database):
        told()
        assert (news.tell_changes(), outbox(database)) == (0, [])
        told(STARTED)
        assert (news.tell_changes(), outbox(database)) == (1, [NEWS])
        assert news.tell_changes() == 0
        told(STARTED)
        assert (news.tell_changes(), outbox(database)) == (0, [NEWS])

    def test_what_is_asked_is_told_each_time(self, news: News, told, person, database):
        news.keep_wish(person.id, Wish(step=False), look=own_change(person.id))
        told()
        news.tell_changes()
        told(ASKED)
        assert news.tell_changes() == 1
        told(ASKED, {'kind': 'papers_received', 'day': '2026-11-30'})
        assert news.tell_changes() == 0

    def test_two_cases_of_one_person_make_one_message(self, news: News, told, person, database):
        told()
        told(reference='A-2')
        news.tell_changes()
        told(STARTED)
        told(STARTED, reference='A-2')
        assert news.tell_changes() == 1

    def test_everybody_whose_case_it_is_is_told(self, news: News, told, person, people: People, database):
        people.add('1000000002', YUSUF_BORN, name='Yusuf Voorbeeld', language='nl', email='yusuf@example.com')
        told(persons=[AMINA, YUSUF])
        news.tell_changes()
        told(STARTED, persons=[AMINA, YUSUF])
        assert news.tell_changes() == 2
        assert {to for _, to, _ in outbox(database)} == {'amina@example.com', 'yusuf@example.com'}

    def test_who_has_no_address_is_not_told(self, news: News, told, person, people: People, database):
        people.reach(person.id, email='', phone='', language='en')
        told()
        news.tell_changes()
        told(STARTED)
        assert (news.tell_changes(), outbox(database)) == (0, [])

    def test_who_gives_an_address_later_hears_of_the_next_change(self, news: News, told, person, people: People):
        people.reach(person.id, email='', phone='', language='en')
        told()
        news.tell_changes()
        people.reach(person.id, email='amina@example.com', phone='', language='en')
        told(STARTED)
        assert news.tell_changes() == 1

    def test_a_run_asks_once_which_models_are_the_newest(self, news: News, told, person, database, monkeypatch):
        asked = []
        told(STARTED, persons=[AMINA, YUSUF])
        told(STARTED, reference='A-2')
        ask = database.ask
        with monkeypatch.context() as watched:
            watched.setattr(database, 'ask', lambda question, **values: asked.append(question) or ask(question, **values))
            assert news.tell_changes() == 1
        assert [asked.count(VERSIONS), asked.count(VERSION_OF)] == [1, 0]

    def test_what_changed_long_ago_is_no_news_to_who_was_never_told_anything(self, news: News, told, person):
        told({'kind': 'started', 'day': '2026-11-02'})
        assert news.tell_changes() == 0

    def test_what_fails_in_the_middle_is_told_the_next_time(self, news: News, told, person, database, monkeypatch):
        told()
        news.tell_changes()
        told(STARTED)
        with monkeypatch.context() as broken, pytest.raises(OSError):
            broken.setattr(Notifications, 'put', _fail)
            news.tell_changes()
        assert outbox(database) == []
        assert (news.tell_changes(), outbox(database)) == (1, [NEWS])


def test_what_was_told_is_kept_of_more_people_than_a_question_takes(database: Database):
    rows = [(number, PersonId(f'{number:032}'), State(step='waiting'), None) for number in range(33_000)]
    with database.transaction() as session:
        store = NewsStore(session)
        store.keep_told(rows)
        assert len(store.told([(number, person) for number, person, *_ in rows])) == len(rows)
        session.rollback()


def test_of_others_what_they_were_told_stays(database: Database):
    one, other = PersonId('a' * 32), PersonId('b' * 32)
    with database.transaction() as session:
        store = NewsStore(session)
        store.keep_told([(number, who, State(step='waiting'), None) for number in (1, 2) for who in (one, other)])
        store.keep_told([(1, one, State(step='treatment'), None), (2, other, State(step='treatment'), None)])
        found = store.told([(1, one), (2, other)])
    assert {pair for pair, (state, _) in found.items() if state.step == 'waiting'} == {(1, other), (2, one)}


def _fail(*_: object) -> None:
    raise OSError


@pytest.mark.parametrize(('wish', 'event', 'count'), [
    (Wish(), STARTED, 1), (Wish(step=False), STARTED, 0), (Wish(step=False), ASKED, 1),
    (Wish(asked=False, step=False), ASKED, 0), (Wish(when=When.NEVER), STARTED, 0), (Wish(when=When.NEVER), ASKED, 0),
    (Wish(when=When.WEEKLY), STARTED, 0),
])
def test_people_hear_what_they_want_to_hear(news: News, told, person, wish: Wish, event: dict, count: int):
    told()
    news.tell_changes()
    news.keep_wish(person.id, wish, look=own_change(person.id))
    assert news.wish_of(person.id) == wish
    told(event)
    assert news.tell_changes() == count


class TestWeekly:
    def test_one_message_on_monday_at_eight(self, news: News, told, person, database, clock: SetClock):
        news.keep_wish(person.id, Wish(when=When.WEEKLY), look=own_change(person.id))
        told()
        news.tell_changes()
        news.tell_week()
        told(STARTED)
        news.tell_changes()
        told(STARTED, ASKED)
        news.tell_changes()
        clock.moment = MONDAY - timedelta(minutes=1)
        assert (news.tell_week(), outbox(database)) == (0, [])
        clock.moment = MONDAY
        assert (news.tell_week(), outbox(database)) == (1, [WEEK])
        assert news.tell_week() == 0

    def test_none_in_a_week_without_news(self, news: News, told, person, database, clock: SetClock):
        news.keep_wish(person.id, Wish(when=When.WEEKLY), look=own_change(person.id))
        told()
        news.tell_changes()
        clock.moment = MONDAY
        assert (news.tell_week(), outbox(database)) == (0, [])

    def test_a_monday_that_was_missed_is_made_up_for(self, news: News, told, person, database, clock: SetClock):
        news.keep_wish(person.id, Wish(when=When.WEEKLY), look=own_change(person.id))
        news.tell_week()
        told()
        news.tell_changes()
        told(STARTED)
        news.tell_changes()
        clock.moment = MONDAY + timedelta(days=2)
        assert (news.tell_week(), outbox(database)) == (1, [WEEK])


def span(day: int, month: int) -> Forecast:
    """A forecast whose range ends on this day of 2027."""
    end = datetime(2027, month, day, tzinfo=UTC).date()
    found = Span(earliest=end - timedelta(weeks=10), middle=end - timedelta(weeks=5), latest=end)
    return Forecast(start=None, decision=found, before=None, starting=None)


SILENT = Forecast(start=None, decision=CannotSay(reason=Reason.HALTED), before=None, starting=None)


@pytest.mark.parametrize(('forecasts', 'counts'), [
    ([span(1, 3), span(8, 3)], [0, 0]),
    ([span(1, 3), span(31, 3)], [0, 1]),
    ([span(1, 3), span(8, 3), span(14, 3), span(20, 3)], [0, 0, 0, 1]),
    ([span(1, 3), SILENT], [0, 1]), ([SILENT, SILENT], [0, 0]), ([SILENT, span(1, 3)], [0, 1]),
])
def test_a_forecast_is_told_when_it_has_moved_far(
    news: News, told, person, clock: SetClock, monkeypatch, forecasts: list[Forecast], counts: list[int],
):
    """Small moves in one direction add up: what counts is what the person was told last."""
    told()
    news.tell_changes()
    news.keep_wish(person.id, ALL, look=own_change(person.id))
    found = []
    for forecast in forecasts:
        monkeypatch.setattr(Cases, 'forecast', lambda *_, forecast=forecast: forecast)
        clock.moment += timedelta(days=1)
        found += [news.tell_forecasts()]
        assert news.tell_forecasts() == 0
    assert found[1:] == counts[1:]


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_a_message_tells_nothing_of_the_case(news: News, told, person, database, people, language: str):
    people.reach(person.id, email='amina@example.com', phone='', language=language)
    told()
    news.tell_changes()
    told(ASKED)
    news.tell_changes()
    with database.reading() as session:
        payload, = session.scalars(text('select payload from outbox'))
    for secret in ('Amina', 'Voorbeeld', '1000000001', 'A-1', 'family', 'gezin', 'asked', 'treatment', '2026-12-14'):
        assert secret not in payload


@pytest.mark.parametrize('kind', ['case_news', 'weekly_news'])
@pytest.mark.parametrize('language', ['nl', 'en'])
def test_subjects_have_no_numbers(kind: str, language: str, composer):
    office = Office(name='Helder Loket')
    letter = KINDS[kind](office=office, written_on=MONDAY.date(), service={}, page='https://loket.example')  # type: ignore[call-arg]
    assert not any(sign.isdigit() for sign in composer.letters.subject(letter, language))

