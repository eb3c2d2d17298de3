"""The pages about applications: what they say, to whom, and that every step of every procedure can be shown."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from portal.appointments.model import Contact
from portal.appointments.model import Person as VisitPerson
from portal.clock import SetClock
from portal.database import Database
from portal.identity.model import Level, Person
from portal.identity.service import AccessLog
from portal.procedures.model.expected import CannotSay, Forecast, Reason, Span
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.news import When, Wish
from portal.procedures.service import Cases
from portal.procedures.service.news import News
from portal.procedures.store.cases import ONE_OF_PERSON
from portal.procedures.store.histories import VERSION_OF
from portal.procedures.store.rows import CASES
from portal.procedures.views import showing
from portal.procedures.views.showing import Seen
from portal.procedures.views.taking_along import on_paper
from tests.appointments.words import place
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant
from tests.pages.browser import Browser
from tests.procedures.walks import every_step, first_steps

PAGE = '/me/applications'
STRANGER = YUSUF | {'v_number': '1000000009', 'name': 'Iemand Anders', 'part': 'applicant'}
NOW_TOLD = '2026-11-30T08:00:00+01:00'
FAMILY = [AMINA, YUSUF | {'part': 'family'}]


EXPECTED = Forecast(
    start=Span(earliest=date(2027, 3, 3), middle=date(2027, 4, 20), latest=date(2027, 6, 20)),
    decision=CannotSay(reason=Reason.HALTED), before=3412, starting=date(2026, 2, 9),
)
SILENT = replace(EXPECTED, start=None)
UNTIL_MAY = replace(SILENT, decision=Span(earliest=date(2027, 1, 5), middle=date(2027, 3, 3), latest=date(2027, 5, 1)))


def seen_by(person: Person, kept: KeptCase) -> Seen:
    """What somebody sees of an application, known surely, and with a forecast of today."""
    today = date(2026, 11, 30)
    return Seen(
        language='en', today=today, me=person.id, known_surely=True, kept=kept, forecast=EXPECTED, visits=(),
        is_old=False, letters=(), computed_on=today,
    )


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_every_step_of_every_definition_can_be_shown(bring, visitor, language: str):
    """The browser of the tests checks each page for faults."""
    cases = bring(every_step())
    browser = visitor(language)
    assert len(cases) > 100
    for kept in cases:
        page = browser.open(f'{PAGE}/{kept.case.id}')
        assert page.status == 200, kept.reference
        assert '{' not in page.root.text_content(), kept.reference


def test_how_dates_are_computed_can_be_shown_for_every_procedure(bring, visitor):
    cases = bring(first_steps())
    browser = visitor()
    assert len(cases) > 20
    for kept in cases:
        assert browser.open(f'{PAGE}/{kept.case.id}/dates').status == 200, kept.reference


def test_the_page_opens_with_where_the_case_is(bring, visitor):
    [kept] = bring([told_case(events=[], received='2026-10-05')])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.heading == 'We have your application. We have not started on it yet. You need do nothing now.'
    assert page.says('Nothing has happened since Monday 5 October 2026.')
    assert page.says('What the law says') and page.says('What we expect')


def test_what_is_asked_stands_in_a_box(bring, visitor):
    [kept] = bring([told_case(events=[
        {'kind': 'asked', 'day': '2026-11-24', 'what': 'asked_standard', 'until': '2026-12-08', 'told': '2026-11-25'},
    ], as_of=NOW_TOLD)])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.root.xpath('.//section[@class="action-box flow"]')
    assert page.says('Your turn') and page.says('Do this by Tuesday 8 December 2026.')
    assert page.says('If you do not:')


def test_late_says_so_and_promises_no_money(bring, visitor):
    [kept] = bring([told_case(received='2025-05-05', events=[{'kind': 'started', 'day': '2025-09-01'}])])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.heading.startswith('We are late.')
    assert page.says('That letter is called a notice of default (ingebrekestelling).')
    assert page.says('Our time ended on Monday 4 August 2025.') and not page.says('It is not certain on which day')
    assert page.says('You do not get money by itself when we are late.')
    assert '€' not in page.root.text_content()


def test_nobody_is_told_surely_that_we_are_late_where_the_period_is_not_sure(bring, visitor):
    [kept] = bring([told_case(procedure='nareis', track='', received='2025-03-03', events=[])])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.heading.startswith('We think that we are late.')
    assert page.says('It is not certain on which day our time ends.') and not page.says('Our time ended on')


@pytest.mark.parametrize(('told', 'unsure'), [
    ({'procedure': 'nareis', 'track': '', 'received': '2026-10-05'}, True), ({'received': '2026-10-05'}, False),
])
def test_a_period_that_nobody_confirmed_is_marked_so(bring, visitor, told: dict, unsure: bool):
    [kept] = bring([told_case(events=[], **told)])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.says('We are not sure of this. Check it with the immigration service.') is unsure
    dates = visitor().open(f'{PAGE}/{kept.case.id}/dates')
    assert dates.says('Check this with the immigration service.') is unsure


def test_a_refusal_tells_both_days_to_object(bring, visitor):
    [kept] = bring([told_case(events=[{'kind': 'decided', 'day': '2026-11-27', 'what': 'refused'}], as_of=NOW_TOLD)])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.says('Do you not agree with the decision?')
    days = [one.text_content() for one in page.root.xpath('.//p[@class="fact__value"]')]
    assert days == ['Monday 28 December 2026', 'Monday 4 January 2027']
    assert page.says('By post: posted on that day, and with us by')
    assert not page.says('When do I hear more?')


REFUSED = [{'kind': 'decided', 'day': '2026-11-27', 'what': 'refused'}]


@pytest.mark.parametrize(('track', 'less'), [('extended', True), ('general', False)])
def test_where_some_have_less_time_a_last_day_is_not_told_as_certain(bring, visitor, app, person, track: str, less: bool):
    told = told_case(procedure='asylum', track=track, received='2025-11-03', events=REFUSED, as_of=NOW_TOLD)
    [kept] = bring([told])
    words = 'Sometimes you have less time. Then your letter names an earlier day. That day counts.'
    for rest in ('', '/dates'):
        assert visitor().open(f'{PAGE}/{kept.case.id}{rest}').says(words) is less
    with app.test_request_context(headers={'Accept-Language': 'en'}):
        app.preprocess_request()
        found = app.extensions['parts'][Cases].judge(kept)
        paper = on_paper(seen_by(person, kept), found)
    assert [words in says for says, _, _ in paper.objecting] == [less]


def test_a_talk_is_on_its_day_and_not_by_it(bring, visitor):
    invited = [{'kind': 'invited', 'day': '2026-11-24', 'until': '2026-12-08'}]
    told = {'procedure': 'objection', 'track': 'regular', 'received': '2026-10-05', 'as_of': NOW_TOLD}
    [kept] = bring([told_case(events=invited, **told)])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.says('It is on Tuesday 8 December 2026.') and not page.says('Do this by')


def test_what_was_asked_goes_before_what_everybody_does_at_a_step(bring, visitor):
    [kept] = bring([told_case(as_of=NOW_TOLD, received='2026-10-05', events=[
        {'kind': 'acknowledged', 'day': '2026-10-12'}, {'kind': 'asked', 'day': '2026-11-24', 'what': 'asked_tb'},
    ])])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    now = page.root.find('.//li[@aria-current="step"]').text_content()
    assert 'Send us what the letter asks for.' in now and 'You need do nothing' not in now
    assert page.says('We asked for: the declaration about the TB test.')


def test_what_came_in_came_in_once(bring, visitor):
    [kept] = bring([told_case(received='2026-10-05', as_of=NOW_TOLD, events=[
        {'kind': 'received', 'day': '2026-10-05'}, {'kind': 'started', 'day': '2026-10-12'},
    ])])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert len(page.root.xpath('.//ol[@class="happened"]/li')) == 2


def test_how_dates_are_computed_is_told_with_its_sources(bring, visitor):
    [kept] = bring([told_case()])
    page = visitor().open(f'{PAGE}/{kept.case.id}/dates')
    steps = page.root.xpath('.//ol[@class="reckoning"]/li')
    assert len(steps) >= 2
    assert page.root.xpath('.//span[@class="law"]')


def test_the_case_of_somebody_else_is_not_found(bring, visitor):
    """ASVS 8.2.2: a case is looked for among those of whoever is logged in."""
    bring([told_case()])
    [other] = bring([told_case('B-1', persons=[STRANGER])], v_number='1000000009')
    browser = visitor()
    for ending in ('', '/dates', '/status.pdf'):
        assert browser.fetch(f'{PAGE}/{other.case.id}{ending}').status_code == 404


def test_without_that_guard_it_is_shown(bring, visitor, monkeypatch):
    """The twin: a page that looks among all cases shows it."""
    bring([told_case()])
    [other] = bring([told_case('B-1', persons=[STRANGER])], v_number='1000000009')
    get = Cases.get_with_source
    monkeypatch.setattr(Cases, 'get_with_source', lambda self, _, case: get(self, other.people[0].person, case))
    assert visitor().open(f'{PAGE}/{other.case.id}').status == 200


def test_nobody_is_shown_a_case_without_logging_in(bring, app):
    [kept] = bring([told_case()])
    answer = Browser(app).fetch(f'{PAGE}/{kept.case.id}')
    assert answer.status_code == 303 and answer.location.startswith('/login')


HIDDEN = 'Yusuf Voorbeeld', 'We received what we asked for.', 'lawyer or other helper', 'status.pdf'


def test_with_a_letter_less_is_shown(bring, visitor):
    """What happened and who else may see it is for whom we know surely; where the case is, is not."""
    [kept] = bring([told_case(persons=[AMINA, YUSUF])])
    page = visitor(level=Level.LOW).open(f'{PAGE}/{kept.case.id}')
    assert page.says('What the law says') and page.says('Which steps are there?')
    assert not [words for words in HIDDEN if words in page.text]
    assert page.says('You logged in with a letter.')


def test_who_is_known_surely_sees_it_all(bring, visitor):
    """The twin: at a surer level the same page shows what was hidden."""
    [kept] = bring([told_case(persons=[AMINA, YUSUF])])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert [words for words in HIDDEN if words in page.text] == list(HIDDEN)


def test_without_the_guard_a_letter_shows_it_all(bring, visitor, monkeypatch):
    """The twin: the guard is what hides it."""
    [kept] = bring([told_case(persons=[AMINA, YUSUF])])
    monkeypatch.setattr(showing, 'known_surely', lambda: True)
    page = visitor(level=Level.LOW).open(f'{PAGE}/{kept.case.id}')
    assert [words for words in HIDDEN if words in page.text] == list(HIDDEN)


def test_the_paper_is_for_whom_we_know_surely(bring, visitor):
    [kept] = bring([told_case()])
    answer = visitor(level=Level.LOW).fetch(f'{PAGE}/{kept.case.id}/status.pdf')
    assert answer.status_code == 303 and 'level=3' in answer.location


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_the_paper_says_what_the_page_says(bring, visitor, language: str):
    [kept] = bring([told_case()])
    answer = visitor(language).fetch(f'{PAGE}/{kept.case.id}/status.pdf')
    assert answer.status_code == 200 and answer.data.startswith(b'%PDF')
    assert 'filename="status.pdf"' in answer.headers['Content-Disposition']


def test_each_look_is_written_down(bring, visitor, person, app):
    [kept] = bring([told_case()])
    visitor().open(f'{PAGE}/{kept.case.id}')
    looks = app.extensions['parts'][AccessLog].looks_at(person.id)
    assert [(look.activity, look.room) for look in looks] == [('own_view', 'procedures')]


def test_what_cannot_be_written_down_is_not_shown(bring, visitor, monkeypatch):
    [kept] = bring([told_case()])
    browser = visitor()

    @contextmanager
    def fail(*_: object) -> Iterator[None]:
        yield
        raise OSError

    says = 'Which steps are there?'
    monkeypatch.setattr(AccessLog, 'noting', fail)
    answer = browser.fetch(f'{PAGE}/{kept.case.id}')
    assert answer.status_code == 500 and says not in answer.get_data(as_text=True)
    monkeypatch.setattr(AccessLog, 'noting', nullcontext)
    assert browser.open(f'{PAGE}/{kept.case.id}').says(says)


def test_a_source_that_is_silent_is_told_and_the_page_answers(bring, visitor, clock: SetClock):
    [kept] = bring([told_case()])
    words = 'We cannot reach the system of the applications'
    assert not visitor().open(f'{PAGE}/{kept.case.id}').says(words)
    clock.moment += timedelta(days=3)
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.says(words) and page.says('You see what we knew on Sunday 1 November 2026.')


def test_a_case_that_the_definitions_do_not_know_does_not_break_the_page(bring, visitor, database: Database):
    [kept] = bring([told_case()])
    with database.transaction() as session:
        session.execute(update(CASES).values(procedure='former'))
    assert visitor().open(f'{PAGE}/{kept.case.id}').says('We cannot show this application here yet.')
    assert visitor().open(PAGE).says('An application')


def test_the_cases_of_a_family_stand_side_by_side(bring, visitor):
    bring([
        told_case(persons=FAMILY), told_case('A-2', procedure='naturalisation', track='', events=[]),
    ])
    page = visitor().open(PAGE)
    assert len(page.root.xpath('.//ul[@class="cards"]/li')) == 2
    assert page.says('Also about: Yusuf Voorbeeld')


def test_with_a_letter_the_names_of_the_family_are_not_told(bring, visitor):
    bring([told_case(persons=FAMILY)])
    assert 'Yusuf' not in visitor(level=Level.LOW).open(PAGE).text


def test_who_has_no_case_is_told_what_to_do(visitor):
    page = visitor().open(PAGE)
    assert page.says('We know of no application of yours.')


def test_who_helps_sees_the_case_too(bring, visitor):
    [kept] = bring([told_case()])
    assert visitor(helper=True).open(f'{PAGE}/{kept.case.id}').status == 200


def test_the_public_start_page_leads_here(app):
    assert PAGE in Browser(app).open('/').links()




@pytest.mark.parametrize('language', ['nl', 'en'])
def test_the_forecast_stands_beside_the_law_with_a_picture(bring, visitor, monkeypatch, language: str):
    monkeypatch.setattr(Cases, 'forecast', lambda *_: EXPECTED)
    [kept] = bring([told_case()])
    page = visitor(language).open(f'{PAGE}/{kept.case.id}')
    facts = page.root.xpath('.//div[@class="two-facts"]/section')
    assert len(facts) == 2
    pictures = page.root.xpath('.//main//svg[@role="img"]')
    assert len(pictures) == 2 and all(picture.get('aria-label') for picture in pictures)


def test_the_forecast_is_told_in_words(bring, visitor, monkeypatch):
    monkeypatch.setattr(Cases, 'forecast', lambda *_: EXPECTED)
    [kept] = bring([told_case()])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.says('For 8 of 10 people we start between Wednesday 3 March 2027 and Sunday 20 June 2027.')
    assert page.says('We cannot say. Work on these applications stands still. Nobody knows until when.')
    assert page.says('About 3,400 people come before you.')
    assert page.says('We now start on applications of February 2026. Yours is of March 2026.')
    assert not page.says('You are in this queue')


@pytest.mark.parametrize(('queue', 'name'), [('faster', 'Cases with less research'), ('other', 'The other cases')])
def test_where_there_are_queues_the_page_names_yours(bring, visitor, monkeypatch, queue: str, name: str):
    monkeypatch.setattr(Cases, 'forecast', lambda *_: EXPECTED)
    [kept] = bring([told_case(procedure='nareis', track='', queue=queue, events=[])])
    assert visitor().open(f'{PAGE}/{kept.case.id}').says(f'You are in this queue: {name}.')


@pytest.mark.parametrize(('events', 'forecast', 'words'), [
    # The step says how long is normal
    ([], EXPECTED, 'Nothing has happened since Monday 5 October 2026. Usually there is news by now. You can call us.'),
    # It does not: by then 9 of 10 people have their start, or their decision
    ([{'kind': 'complete', 'day': '2026-10-12'}], EXPECTED, 'That is normal until Sunday 20 June 2027.'),
    ([{'kind': 'complete', 'day': '2026-10-12'}], UNTIL_MAY, 'That is normal until Saturday 1 May 2027.'),
    ([{'kind': 'started', 'day': '2026-10-12'}], SILENT, 'We do not know how long that is normal.'),
    ([{'kind': 'started', 'day': '2026-10-12'}], None, 'We do not know how long that is normal.'),
])
def test_until_when_silence_is_normal(bring, visitor, monkeypatch, events: list, forecast, words: str):
    monkeypatch.setattr(Cases, 'forecast', lambda *_: forecast)
    [kept] = bring([told_case(received='2026-10-05', events=events, as_of=NOW_TOLD)])
    assert visitor().open(f'{PAGE}/{kept.case.id}').says(words)


def test_silence_is_not_called_normal_when_we_are_late(bring, visitor, monkeypatch):
    monkeypatch.setattr(Cases, 'forecast', lambda *_: UNTIL_MAY)
    [kept] = bring([told_case(received='2025-05-05', events=[{'kind': 'started', 'day': '2025-09-01'}])])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.says('Nothing has happened since') and not page.says('That is normal until')


def test_it_says_when_the_forecast_was_computed(bring, visitor, app):
    [kept] = bring([told_case()])
    words = 'We last computed this on Monday 30 November 2026, with all that happened until then.'
    assert not visitor().open(f'{PAGE}/{kept.case.id}').says(words)
    app.extensions['parts'][Cases].learning.refresh()
    assert visitor().open(f'{PAGE}/{kept.case.id}').says(words)


def test_the_paper_tells_all_that_the_page_tells(bring, person, app):
    [kept] = bring([told_case(received='2026-10-05', events=[{'kind': 'complete', 'day': '2026-10-12'}], as_of=NOW_TOLD)])
    with app.test_request_context(headers={'Accept-Language': 'en'}):
        app.preprocess_request()
        paper = on_paper(seen_by(person, kept), app.extensions['parts'][Cases].judge(kept))
    now, last = next(one for one in paper.steps if one.state == 'now'), paper.steps[-1]
    assert now.says[0].startswith('Your application is in the queue') and now.says[1].startswith('What we do: ')
    assert (last.when, last.says) == ('Only if we say yes.', ())
    assert paper.quiet.endswith('That is normal until Sunday 20 June 2027.')
    assert paper.why == 'We looked: nothing is missing.'
    assert paper.computed.startswith('We last computed this on Monday 30 November 2026')


GRANTED = [{'kind': 'decided', 'day': '2026-11-27', 'what': 'granted'}]


def test_a_step_that_asks_for_a_visit_leads_to_the_planner(bring, visitor):
    [kept] = bring([told_case(events=GRANTED, as_of=NOW_TOLD)])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert any('product=BIO' in link for link in page.links())


def test_a_visit_that_is_planned_is_shown(bring, visitor, planner, person):
    slot = place('2026-12-08 10:00', product='BIO', persons=1)
    who = VisitPerson(v_number=person.v_number, first_name='Amina', last_name='Voorbeeld', birth_date=BORN)
    contact = Contact(email='amina@example.com', phone='', language='en')
    visit = planner.booking.book(slot, (who,), contact, holder='', room='test')
    [kept] = bring([told_case(events=GRANTED, as_of=NOW_TOLD)])
    page = visitor().open(f'{PAGE}/{kept.case.id}')
    assert page.says('Your visits') and page.says('Tuesday 8 December 2026 at 10:00')
    assert f'/visit/{visit.key}' in page.links()
    assert not any('product=BIO' in link for link in page.links())


def test_the_page_is_made_anew_when_anything_of_it_changes(bring, visitor, clock: SetClock):
    [kept] = bring([told_case(events=[], received='2026-10-05')])
    browser = visitor()
    assert browser.open(f'{PAGE}/{kept.case.id}').heading.startswith('We have your application.')
    bring([told_case(events=GRANTED, received='2026-10-05', as_of=NOW_TOLD)])
    assert not browser.open(f'{PAGE}/{kept.case.id}').heading.startswith('We have your application.')
    assert visitor('nl').open(f'{PAGE}/{kept.case.id}').language == 'nl'


class TestWhatAPageAsks:
    """Nothing that a page shows is kept longer than it is so: each visit asks, and as little as it can."""

    @pytest.fixture
    def asked(self, monkeypatch) -> list:
        """The small questions to the database."""
        found, ask = [], Database.ask
        monkeypatch.setattr(Database, 'ask', lambda self, question, **values: found.append(question) or ask(self, question, **values))
        return found

    def test_a_page_that_was_seen_before_asks_for_the_case_and_the_newest_model_at_once(self, bring, visitor, asked):
        [kept] = bring([told_case()])
        browser = visitor()
        browser.open(f'{PAGE}/{kept.case.id}')
        asked.clear()
        browser.open(f'{PAGE}/{kept.case.id}')
        assert ONE_OF_PERSON in asked and VERSION_OF not in asked
        assert len(asked) == 4, [str(one) for one in asked]

    def test_a_newer_model_is_seen_at_once(self, bring, visitor, app):
        [kept] = bring([told_case()])
        browser, learning = visitor(), app.extensions['parts'][Cases].learning
        browser.open(f'{PAGE}/{kept.case.id}')
        assert not any(model.lanes for _, model in learning._models.values())
        learning.refresh()
        browser.open(f'{PAGE}/{kept.case.id}')
        [(newest, model)] = learning._models.values()
        assert newest == learning._newest(kept.queue) and model.on == newest.on


class TestMessages:
    def test_what_is_chosen_is_kept(self, visitor, app, person):
        browser = visitor()
        assert browser.open('/me/messages').fields()['when'] == ['at_once']
        page = browser.submit(when='weekly', weeks='4')
        assert page.says('We kept your choice')
        assert app.extensions['parts'][News].wish_of(person.id) == Wish(when=When.WEEKLY, weeks=4)

    def test_who_helps_changes_nothing(self, visitor, app, person):
        answer = visitor(helper=True).send('/me/messages', {'when': 'never', 'weeks': '0'})
        assert answer.status_code in (400, 403)
        assert app.extensions['parts'][News].wish_of(person.id) == Wish()

    def test_somebody_without_an_address_is_told_so(self, visitor, people, person):
        people.reach(person.id, email='', phone='', language='en')
        page = visitor().open('/me/messages')
        assert page.says('We have no e-mail address of you') and '/me/contact' in page.links()


def test_a_page_that_is_kept_is_given_to_nobody_else(bring, visitor, app, people, log_in):
    """What one person saw with a sure log-in is shown neither to another person nor with a letter."""
    yusuf = people.add(YUSUF['v_number'], date(1988, 11, 2), name='Yusuf Voorbeeld')
    [kept] = bring([told_case(persons=[AMINA, YUSUF])])
    address = f'{PAGE}/{kept.case.id}'
    sure = visitor().open(address)
    other = Browser(app)
    log_in(other, applicant(yusuf, level=Level.SUBSTANTIAL))
    assert sure.says('You: the applicant') and visitor().open(address).says('You: the applicant')
    assert other.open(address).says('You: lawyer or other helper')
    assert not visitor(level=Level.LOW).open(address).says('Yusuf')
    token = visitor().open(address).root.xpath('.//input[@name="csrf_token"]/@value')
    assert token and token != sure.root.xpath('.//input[@name="csrf_token"]/@value')


@pytest.mark.parametrize('engine', ['postgresql'])
@pytest.mark.parametrize('address', [f'{PAGE}/%00', f'{PAGE}/a%00b/dates', '/me/letters/%00', '/visit/%00'])
def test_an_address_for_which_no_database_can_look_is_not_there(visitor, address: str):
    """PostgreSQL refuses a text with a NUL in it; nothing that we keep has one."""
    assert visitor().fetch(address).status_code == 404
