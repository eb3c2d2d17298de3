"""A clerk makes a letter for somebody at the counter: fills in, looks, sends. Nobody else does, and nothing is lost."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.clock import SetClock
from portal.counter.views import applications, writing
from portal.identity import access
from portal.identity.model import Person, Role
from portal.identity.model.looking import COUNTER_VIEW, LETTER_WRITTEN
from portal.identity.service import AccessLog
from portal.letters.service.archive import Archive
from portal.notifications.service import Notifications
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.writing import owner_of
from portal.procedures.service.writing import NO_CODE, Writing
from tests.counter.conftest import LOOK_UP, NEW
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.identity.accounts import applicant, employee
from tests.pages.browser import Browser
from tests.pages.page import Page

HOME = 'Voorbeeldstraat 12\n3511 AA Utrecht'
PAPER = {
    'say_items-0-name-nl': 'uw geboorteakte', 'say_items-0-name-en': 'your birth certificate',
    'say_items-0-why-nl': 'wij zien daarmee wie u bent', 'say_items-0-why-en': 'it shows us who you are',
    'say_items-0-form-nl': 'een kopie', 'say_items-0-form-en': 'a copy',
}
MISSING = PAPER | {
    'say_address': HOME, 'say_period': 'asked_standard', 'say_send_page': 'https://loket.example/send',
    'say_send_address': 'Postbus 1234\n1000 AA Voorbeeldstad',
}


@pytest.fixture
def kept(bring: Callable, person: Person) -> KeptCase:
    """A case of Amina."""
    [one] = bring([told_case(**NEW)])
    return one


@pytest.fixture
def page_of(person: Person, kept: KeptCase) -> str:
    """The address of the application."""
    return f'{LOOK_UP}/{person.id}/applications/{kept.case.id}'


@pytest.fixture
def receipt(page_of: str) -> str:
    """The address of a letter that asks for an address and no more."""
    return f'{page_of}/letters/l01_receipt'


@pytest.fixture
def missing(page_of: str) -> str:
    """The address of a letter that asks for a list of papers too."""
    return f'{page_of}/letters/l03_missing'


def look(clerk: Browser, address: str, **typed: str) -> Page:
    """Fill in a form and look at the letter."""
    clerk.open(address)
    return clerk.submit(do='look', **({'say_address': HOME} | typed))


def day(name: str, written: str) -> dict[str, str]:
    """A day in its three fields."""
    return {f'say_{name}-{part}': text for part, text in zip(('day', 'month', 'year'), written.split('-'), strict=True)}


def error_at(page: Page, field: str) -> str:
    return ' '.join(page.root.get_element_by_id(f'{field}-error').text_content().split())


def standing(page: Page, field: str) -> str:
    """What stands in a field; a text area begins with a line end that browsers leave out."""
    return page.fields()[field][0].replace('\r\n', '\n').removeprefix('\n')


class TestThePageOfSomebody:
    def test_has_their_applications_and_where_they_stand(self, clerk, kept, page_of, person):
        page = clerk.open(f'{LOOK_UP}/{person.id}')
        assert page_of in page.links()
        assert page.says('A-1') and page.says('We have your application. We have not started on it yet.')

    def test_says_when_there_are_none(self, clerk, person):
        page = clerk.open(f'{LOOK_UP}/{person.id}')
        assert page.says('We know of no application.') and page.says('We sent no letter through this portal.')

    def test_leads_to_the_letters(self, clerk, receipt, sent_to, person):
        look(clerk, receipt)
        clerk.submit()
        [sent] = sent_to()
        page = clerk.open(f'{LOOK_UP}/{person.id}')
        assert page.says('We have your application, Monday 30 November 2026, Nederlands')
        assert f'{LOOK_UP}/{person.id}/letters/{sent.reference}' in page.links()


class TestThePageOfAnApplication:
    def test_offers_the_letters_that_can_be_made(self, clerk, page_of, receipt, missing):
        page = clerk.open(page_of)
        assert {receipt, missing, f'{page_of}/letters/l05_more_time'} == {one for one in page.links() if '/letters/' in one}

    @pytest.mark.parametrize(('language', 'says'), [
        ('en', 'It does not fit where the application stands now.'),
        ('nl', 'Hij past niet bij hoe de aanvraag er nu voor staat.'),
    ])
    def test_says_why_the_others_cannot(self, enter, look_up, page_of, language, says):
        page = look_up(enter(language=language)).open(page_of)
        whys = [' '.join(one.text_content().split()) for one in page.root.xpath('.//details//dd')]
        assert whys and set(whys) == {says}

    def test_names_the_day_that_is_not_sure(self, clerk, bring, person):
        [kept] = bring([told_case(**(NEW | {'procedure': 'nareis', 'track': 'general'}))])
        page = clerk.open(f'{LOOK_UP}/{person.id}/applications/{kept.case.id}')
        assert page.says('A letter may not state it as certain. (the day by which we decide)')
        assert page.says('No letter can be made for this application now.')

    def test_of_a_procedure_that_is_gone_says_so(self, clerk, kept, page_of, monkeypatch):
        def unknown(*_: object) -> None:
            raise applications.ProcedureUnknown
        monkeypatch.setattr(applications.Cases, 'judge', unknown)
        page = clerk.open(page_of)
        assert (page.status, page.heading) == (200, 'An application')
        assert page.says('The portal does not know this procedure.')

    def test_of_another_applicant_makes_no_letters(self, clerk, bring, person):
        """The letters are the applicant's: who only belongs to the case does not see them."""
        [kept] = bring([told_case(persons=[AMINA | {'part': 'family'}, YUSUF | {'part': 'applicant'}], **NEW)])
        address = f'{LOOK_UP}/{person.id}/applications/{kept.case.id}'
        page = clerk.open(address)
        assert page.says('Look that person up to make one.')
        assert clerk.open(f'{address}/letters/l01_receipt').status == 404

    def test_without_asking_who_applied_it_would(self, clerk, bring, person, monkeypatch):
        """The twin."""
        [kept] = bring([told_case(persons=[AMINA | {'part': 'family'}, YUSUF | {'part': 'applicant'}], **NEW)])
        monkeypatch.setattr(writing, 'is_theirs', lambda person, kept: True)
        assert clerk.open(f'{LOOK_UP}/{person.id}/applications/{kept.case.id}/letters/l01_receipt').status == 200


class TestFillingIn:
    def test_asks_what_the_letter_asks(self, clerk, missing):
        page = clerk.open(missing)
        names = {name for name in page.fields() if name.startswith('say_')}
        assert names == (MISSING.keys() - {'say_period'})  # a choice that nobody made is not sent
        assert page.options('say_period') and page.says('It is sent in Dutch')

    @pytest.mark.parametrize('language', ['nl', 'en'])
    def test_asks_it_in_the_language_of_the_clerk(self, enter, look_up, missing, language):
        label = {'nl': 'Welke papieren ontbreken?', 'en': 'Which papers are missing?'}[language]
        assert look_up(enter(language=language)).open(missing).says(label)

    def test_a_list_grows_and_shrinks_and_keeps_what_was_typed(self, clerk, missing):
        clerk.open(missing)
        page = clerk.submit(do='add:items', **MISSING)
        assert standing(page, 'say_address') == HOME and standing(page, 'say_items-0-why-en') == 'it shows us who you are'
        assert page.fields()['say_items-1-name-nl'] == ['']
        assert page.root.xpath('.//*[@autofocus]/@id') == ['say_items-1-name-nl']
        page = clerk.submit(do='remove:items:0', **{'say_items-1-name-nl': 'uw pas'})
        assert page.fields()['say_items-0-name-nl'] == ['uw pas'] and 'say_items-1-name-nl' not in page.fields()
        assert standing(page, 'say_address') == HOME and page.fields()['say_period'] == ['asked_standard']

    def test_enter_does_not_remove_a_row(self, clerk, missing):
        """Browsers press the first button of a form."""
        clerk.open(missing)
        page = clerk.submit(do='add:items', **MISSING)
        assert page.root.xpath('.//main//form//button/@value')[0] == 'look'

    @pytest.mark.parametrize(('typed', 'field', 'says'), [
        ({'say_address': ' '}, 'say_address', 'Fill this in: Address'),
        ({'say_items-0-why-en': ''}, 'say_items-0-why-en', 'Fill this in: Which papers are missing?'),
        ({'say_send_page': 'loket.example'}, 'say_send_page', 'A page must start with http:// or https://.'),
        ({'say_send_page': 'https://loket.example/' + 'x' * 300}, 'say_send_page', 'The letter cannot say this.'),
        ({'say_address': '\n'.join('x' * 21)}, 'say_address', 'The letter cannot say this.'),
        ({'say_address': f'a street\n{"x" * 301}'}, 'say_address', 'The letter cannot say this.'),
        ({'say_period': 'another'}, 'say_period', 'The letter cannot say this.'),
    ])
    def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(self, clerk, missing, sent_to, typed, field, says):
        page = look(clerk, missing, **(MISSING | typed))
        assert page.status == 200 and says in error_at(page, field)
        assert page.root.xpath(f'.//*[@id="error-summary"]//a[@href="#{field}"]')
        for name, text in (MISSING | typed).items():
            if name != 'say_period' or name not in typed:
                assert standing(page, name).strip() == text.strip(), name
        assert sent_to() == ()

    def test_what_is_wrong_with_a_day_is_said_once(self, clerk, bring, person):
        """Above its three fields, whether one of them is empty or the day does not exist or does not do."""
        asked = {'kind': 'biometrics_asked', 'day': '2026-11-30', 'until': '2026-12-14'}
        events = [{'kind': 'decided', 'day': '2026-11-30', 'what': 'granted'}, asked]
        [kept] = bring([told_case(**(NEW | {'received': '2026-09-07', 'events': events}))])
        address = f'{LOOK_UP}/{person.id}/applications/{kept.case.id}/letters/l11_permit_yes'
        texts = {f'say_{name}-{language}': 'x' for name in ('purpose', 'labour') for language in ('nl', 'en')}
        right = texts | day('valid_from', '1-12-2026') | day('valid_until', '1-12-2027') | {
            'say_integration': 'no', 'say_remedy_address': HOME,
        }
        for typed, says in (
            (day('valid_from', '--2026'), 'Fill this in: From which day is it valid?'),
            (day('valid_from', '31-2-2027'), 'The letter cannot say this.'),
            (day('valid_from', '1-12-2027'), 'This day is too early or too late for this letter.'),
        ):
            page = look(clerk, address, **(right | typed))
            errors = page.root.xpath('.//div[contains(@class, "field-error")]')
            assert [one.get('id') for one in errors] == ['say_valid_from-day-error'] and says in errors[0].text_content()
            assert page.root.xpath('.//*[@id="error-summary"]//a/@href') == ['#say_valid_from-day']
            assert page.fields()['say_valid_from-year'] == [typed['say_valid_from-year']]
        assert look(clerk, address, **right).heading == 'Look at the letter before you send it'

    def test_more_papers_than_a_letter_can_hold_are_refused_and_kept(self, clerk, missing):
        rows = {name.replace('-0-', f'-{row}-'): text for row in range(21) for name, text in PAPER.items()}
        page = look(clerk, missing, **(MISSING | rows))
        assert 'The letter cannot say this.' in error_at(page, 'say_items-0-name-nl')
        assert page.fields()['say_items-20-form-en'] == ['a copy']

    def test_a_letter_that_does_not_fit_any_more_is_answered_on_the_application(self, clerk, page_of):
        page = clerk.open(f'{page_of}/letters/l13_card_ready')
        assert page.status == 409 and page.says('This letter cannot be made now')

    def test_what_is_no_letter_is_none(self, clerk, page_of):
        assert clerk.open(f'{page_of}/letters/nothing').status == 409


class TestLooking:
    def test_shows_the_letter_and_sends_nothing(self, clerk, receipt, sent_to):
        page = look(clerk, receipt)
        assert page.heading == 'Look at the letter before you send it'
        letter = page.root.xpath('.//div[contains(@class, "a-letter")]')[0]
        assert letter.get('lang') == 'nl' and 'Wij hebben uw aanvraag' in letter.text_content()
        assert page.says('Voorbeeldstraat 12') and NO_CODE in letter.text_content()
        assert sent_to() == ()

    def test_shows_beside_it_what_helps_to_read_it(self, clerk, missing):
        dutch, english = look(clerk, missing, **MISSING).root.xpath('.//div[contains(@class, "a-letter")]')
        assert (dutch.get('lang'), english.get('lang')) == ('nl', 'en')
        assert 'uw geboorteakte' in dutch.text_content() and 'your birth certificate' not in dutch.text_content()
        assert 'your birth certificate' in english.text_content()

    def test_says_how_clear_it_is(self, clerk, receipt):
        assert look(clerk, receipt).says('Score: ')

    def test_leads_back_with_all_that_was_typed(self, clerk, missing):
        page = look(clerk, missing, **MISSING)
        values = dict(page.root.xpath('.//main//form')[1].form_values())
        assert values['do'] == 'change'
        page = clerk.submitted(missing, values)
        assert {name: standing(page, name) for name in MISSING} == MISSING

    def test_markup_that_was_typed_is_text(self, clerk, missing):
        page = look(clerk, missing, **(MISSING | {'say_items-0-why-nl': '<script>alert(1)</script>{{ 7 * 7 }}'}))
        assert page.says('<script>alert(1)</script>{{ 7 * 7 }}')


class TestSending:
    def test_sends_what_was_looked_at(self, clerk, missing, sent_to, person):
        seen = look(clerk, missing, **MISSING).root.xpath('.//div[contains(@class, "a-letter")]')[0].text_content()
        page = clerk.submit()
        [sent] = sent_to()
        assert page.address.startswith(f'{LOOK_UP}/{person.id}/letters/{sent.reference}')
        assert page.says('This letter was sent')
        shown = page.root.xpath('.//div[contains(@class, "a-letter")]')[0].text_content()
        assert re.sub('(?<=code in: )[0-9A-Z-]+', NO_CODE, shown) == seen != shown
        assert (sent.kind, sent.language, sent.made_by) == ('l03_missing', 'nl', 'staff:kim-voorbeeld')

    def test_twice_sends_once(self, app, clerk, receipt, sent_to, monkeypatch):
        put, told = Notifications.put, []
        monkeypatch.setattr(Notifications, 'put', lambda self, message: (told.append(message.dedupe_key), put(self, message)))
        values = look(clerk, receipt).fields()
        pages = [clerk.submitted(f'{receipt}/send', values) for _ in range(2)]
        assert pages[0].address == pages[1].address and len(sent_to()) == 1
        assert len(set(told)) == 1

    def test_is_told_by_message(self, app, clerk, receipt, monkeypatch):
        told = []
        monkeypatch.setattr(Notifications, 'put', lambda self, message: told.append(message))
        look(clerk, receipt)
        clerk.submit()
        assert [message.to for message in told] == ['amina@example.com']

    def test_is_done_in_dutch_whatever_is_asked(self, clerk, receipt, sent_to):
        values = look(clerk, receipt).fields()
        clerk.submitted(f'{receipt}/send', values | {'language': 'en'})
        assert [sent.language for sent in sent_to()] == ['nl']

    def test_is_not_done_when_another_letter_has_its_number(self, app, clerk, kept, receipt, sent_to, person):
        parts = app.extensions['parts']
        draft = parts[Writing].draft('l01_receipt', kept, given={'address': HOME.splitlines()})
        parts[Archive].send(draft, 'en', owner=owner_of(person.id), by='command')
        look(clerk, receipt)
        assert clerk.submit().says('Another letter has the number of this one. Nothing was sent.')
        assert [sent.language for sent in sent_to()] == ['en']

    def test_is_not_done_when_the_letter_became_another(self, clerk, receipt, sent_to):
        """Also what only stands on the envelope counts: the number of the letter follows from all of it."""
        values = look(clerk, receipt).fields()
        assert clerk.submitted(f'{receipt}/send', values | {'say_address': 'Another street 1\r\nUtrecht'}).status == 409
        assert clerk.page.says('The letter is not the one that you saw any more.') and sent_to() == ()
        assert clerk.submit().says('This letter was sent')
        assert len(sent_to()) == 1

    def test_at_midnight_it_became_another(self, clerk, look_up, receipt, sent_to, clock: SetClock, log_in):
        """The days are those of today."""
        clock.moment = clock.moment.replace(hour=22, minute=55)
        log_in(clerk, employee(Role.CLERK))
        values = look(look_up(clerk), receipt).fields()
        clock.moment += timedelta(minutes=10)
        assert clerk.submitted(f'{receipt}/send', values).status == 409
        assert clerk.page.says('dinsdag 1 december 2026') and sent_to() == ()

    def test_without_comparing_it_would_be(self, clerk, receipt, sent_to, monkeypatch):
        """The twin."""
        values = look(clerk, receipt).fields()
        monkeypatch.setattr(writing.Draft, 'seen', values['seen'][0])
        clerk.submitted(f'{receipt}/send', values | {'say_address': 'Another street 1\r\nUtrecht'})
        assert len(sent_to()) == 1

    def test_what_cannot_be_printed_is_refused_and_kept(self, clerk, receipt, sent_to):
        look(clerk, receipt, say_address='東京 1\nUtrecht')
        page = clerk.submit()
        assert page.says('This letter cannot be printed well. Nothing was sent.')
        assert standing(page, 'say_address') == '東京 1\nUtrecht' and sent_to() == ()

    def test_without_a_letter_that_was_seen_is_refused(self, clerk, receipt, sent_to):
        clerk.open(receipt)
        token = clerk.page.fields()['csrf_token'][0]
        page = clerk.submitted(f'{receipt}/send', {'csrf_token': token, 'say_address': HOME})
        assert page.status == 409 and sent_to() == ()

    def test_needs_the_guard_against_forged_posts(self, clerk, receipt, sent_to):
        values = look(clerk, receipt).fields()
        assert clerk.send(f'{receipt}/send', values | {'csrf_token': ''}).status_code == 400
        assert clerk.send(f'{receipt}/send', values, site='cross-site').status_code == 403
        assert sent_to() == ()


class TestWhoMayAndWhatIsNoted:
    def places(self, receipt: str) -> list[tuple[str, str]]:
        return [('GET', receipt), ('POST', receipt), ('GET', f'{receipt}/send'), ('POST', f'{receipt}/send')]

    def statuses(self, clerk: Browser, receipt: str, values: dict) -> set[int]:
        asked = [(receipt.rpartition('/letters/')[0], {})]
        found = {clerk.fetch(address).status_code for address, _ in asked}
        for method, address in self.places(receipt):
            found.add(clerk.fetch(address, method=method, data=values if method == 'POST' else None).status_code)
        return found

    def test_it_opens_to_the_clerk_who_said_why(self, app: Flask, enter, look_up, clerk, receipt, sent_to):
        app.config['WTF_CSRF_CHECK_DEFAULT'] = False
        values = look(clerk, receipt).fields()
        colleague = enter('Lou Voorbeeld')
        assert self.statuses(colleague, receipt, values) == {404}
        assert colleague.open(receipt).says('This page is closed') and sent_to() == ()

    def test_without_asking_for_the_look_it_opens(self, app: Flask, enter, clerk, receipt, person, monkeypatch):
        """The twin."""
        app.config['WTF_CSRF_CHECK_DEFAULT'] = False
        grant = app.extensions['parts'][AccessLog].looks_at(person.id)[0]
        monkeypatch.setattr(access, 'find_opened', lambda person: grant)
        assert 404 not in self.statuses(enter('Lou Voorbeeld'), receipt, {'say_address': HOME})

    def test_another_person_s_application_is_not_there(self, clerk, bring, people, receipt, person):
        people.add('1000000009', person.birth_date, name='Iemand Anders')
        [other] = bring([told_case('A-9', persons=[AMINA | {'v_number': '1000000009'}], **NEW)], '1000000009')
        assert clerk.open(f'{LOOK_UP}/{person.id}/applications/{other.case.id}').status == 404
        assert clerk.open(f'{LOOK_UP}/{person.id}/applications/{other.case.id}/letters/l01_receipt').status == 404

    @pytest.mark.parametrize('role', [Role.PLANNER, Role.AUDITOR, Role.LETTER_EDITOR])
    def test_other_employees_are_refused(self, app, log_in, receipt, role):
        browser = Browser(app)
        log_in(browser, employee(role))
        assert browser.open(receipt).status == 403

    def test_so_is_the_person(self, browser, log_in, receipt, person):
        log_in(browser, applicant(person))
        assert browser.open(receipt).status == 403

    def test_every_page_is_written_down_with_the_reason(self, app, clerk, receipt, page_of, person):
        clerk.open(page_of)
        look(clerk, receipt)
        clerk.submit()
        looks = app.extensions['parts'][AccessLog].looks_at(person.id)
        assert {one.reason for one in looks} == {'phone'} and len({one.trace_id for one in looks}) == 1
        assert [one.activity for one in looks][::-1] == [
            COUNTER_VIEW, COUNTER_VIEW, COUNTER_VIEW, LETTER_WRITTEN, LETTER_WRITTEN, LETTER_WRITTEN, 'letter_read',
        ]

    def test_nothing_is_sent_that_cannot_be_written_down(self, clerk, receipt, sent_to, monkeypatch):
        values = look(clerk, receipt).fields()
        monkeypatch.setattr(AccessLog, 'note', _broken)
        assert clerk.send(f'{receipt}/send', values).status_code == 500
        assert sent_to() == ()


class TestAnHourLater:
    @pytest.fixture
    def values(self, clerk: Browser, missing: str) -> dict[str, list[str]]:
        """What the letter that is looked at would send."""
        return look(clerk, missing, **MISSING).fields()

    def wait(self, clerk: Browser, clock: SetClock) -> None:
        for _ in range(7):
            clock.moment += timedelta(minutes=10)
            clerk.open('/staff')

    def test_what_was_typed_is_still_there(self, clerk, look_up, missing, values, clock, sent_to):
        self.wait(clerk, clock)
        page = clerk.submitted(f'{missing}/send', values)
        assert (page.status, page.heading) == (404, 'This page is closed') and sent_to() == ()
        assert page.says('what you typed is still here') and not page.says('Amina')
        again, where = page.fields(), page.form_address()
        look_up(clerk)
        page = clerk.submitted(where, again)
        assert page.heading == 'Look at the letter before you send it' and page.says('uw geboorteakte')

    def test_the_session_may_be_over_too(self, app, clerk, look_up, missing, values, clock, log_in):
        """Who logs in again finds the form as it was."""
        clock.moment += timedelta(minutes=20)
        answer = clerk.send(f'{missing}/send', values)
        assert answer.status_code == 303 and 'kept=yes' in answer.location
        log_in(clerk, employee(Role.CLERK))
        look_up(clerk)
        page = clerk.open(f'{missing}/send?kept=yes')
        assert page.says('You are logged in again')
        assert {name: standing(page, name) for name in MISSING} == MISSING


def _broken(*_: object) -> None:
    raise OSError('the disk is full')
