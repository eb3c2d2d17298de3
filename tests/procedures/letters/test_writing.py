"""Writing letters: kept and told together, sent once, and only to whom they are for. On both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from portal.clock import SetClock
from portal.database import Database
from portal.identity.model import Person
from portal.identity.service import People
from portal.letters.errors import LetterUnknown
from portal.letters.model.sent import SentLetter
from portal.letters.samples import read_samples
from portal.letters.service import FOLDER
from portal.notifications.service import Notifications
from portal.procedures.errors import CaseUnknown, NoLetter
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.news import When, Wish
from portal.procedures.model.writing import Why, owner_of
from portal.procedures.service import Cases
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.news import News
from portal.procedures.service.writing import Writing
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.identity.looks import own_change
from tests.procedures.letters.examples import REFUSE
from tests.procedures.letters.matters import ADDRESS, ITEMS, SEND

MISSING = {'items': ITEMS, 'period': 'asked_standard', **SEND, **ADDRESS}

NEW = {'received': '2026-11-19', 'events': [], 'as_of': '2026-11-30T08:00:00+01:00'}


@pytest.fixture
def keep(cases: Cases, case_file: Callable, person: Person) -> Callable[..., KeptCase]:
    """Brings a case of Amina into the portal."""

    def bring(reference: str = 'A-1', **changes: object) -> KeptCase:
        path = case_file([told_case(reference, **{**NEW, **changes})])
        assert cases.importing.go_on(cases.importing.begin(path), path).counts.wrong == 0
        return cases.get_by_reference(reference)

    return bring


@pytest.fixture
def write(writing: Writing) -> Callable[..., SentLetter]:
    def of(kept: KeptCase, kind: str = 'l01_receipt', given: dict | None = None) -> SentLetter:
        return writing.write(kind, kept, given=given or ADDRESS, by='clerk:joris')
    return of


def told(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text('select kind, recipient from outbox order by id'))]


def kept_letters(database: Database) -> int:
    with database.reading() as session:
        return session.execute(text('select count(*) from sent_letter')).scalar_one()


def test_a_letter_is_kept_for_the_applicant_and_told(keep, write, letterbox: Letterbox, person: Person, database):
    sent = write(keep())
    assert (sent.owner, sent.made_by, sent.language) == (owner_of(person.id), 'clerk:joris', 'nl')
    assert letterbox.letters_of(person.id) == (sent,)
    assert told(database) == [('case_news', 'amina@example.com')]


def test_the_same_letter_of_the_same_day_is_sent_once(keep, write, database):
    kept = keep()
    assert write(kept).reference == write(kept).reference
    assert (kept_letters(database), len(told(database))) == (1, 1)


def test_another_day_makes_another_letter(keep, write, database, clock: SetClock):
    kept = keep()
    write(kept)
    clock.moment += timedelta(days=1)
    write(kept)
    assert kept_letters(database) == 2


def test_a_decision_that_was_sent_is_not_made_known_anew(keep, writing, clock: SetClock):
    kept = keep(received='2026-09-07', events=[{'kind': 'decided', 'day': '2026-11-30', 'what': 'refused'}])
    other = keep('A-2', received='2026-09-07', events=[{'kind': 'decided', 'day': '2026-11-30', 'what': 'refused'}])
    sent = writing.write('l12_no', kept, given=ADDRESS | REFUSE, by='clerk:joris')
    assert writing.write('l12_no', kept, given=ADDRESS | REFUSE, by='clerk:joris') == sent
    clock.moment += timedelta(days=1)
    assert writing.hindrances(kept)['l12_no'].why is Why.SENT_BEFORE
    assert writing.hindrances(other)['l12_no'] is None


def test_without_its_message_there_is_no_letter(keep, write, database, monkeypatch):
    """Both or neither: a failure after the archive takes the letter back."""
    kept = keep()

    def fail(self: Notifications, message: object) -> None:
        raise OSError

    monkeypatch.setattr(Notifications, 'put', fail)
    with pytest.raises(OSError):
        write(kept)
    assert kept_letters(database) == 0
    monkeypatch.undo()
    write(kept)
    assert (kept_letters(database), len(told(database))) == (1, 1)


def test_what_is_refused_leaves_nothing(keep, write, database):
    with pytest.raises(NoLetter):
        write(keep(), 'l03_missing', ADDRESS)
    assert (kept_letters(database), told(database)) == (0, [])


@pytest.mark.parametrize(('when', 'count'), [(When.AT_ONCE, 1), (When.WEEKLY, 1), (When.NEVER, 0)])
def test_a_letter_with_a_day_does_not_wait_for_monday(keep, write, news: News, person, database, when: When, count: int):
    news.keep_wish(person.id, Wish(when=when), look=own_change(person.id))
    write(keep())
    assert len(told(database)) == count


def test_which_letters_fit(keep, writing: Writing):
    kept = keep()
    assert writing.possible(kept) == ('l01_receipt', 'l03_missing', 'l05_more_time')
    assert writing.possible(replace(kept, case=replace(kept.case, procedure='gone'))) == ()


def test_asked_for_family_the_letter_goes_to_who_asked(keep, writing: Writing):
    """The family is whom it is about; who helps stands there as such."""
    family = YUSUF | {'v_number': '1000000003', 'name': 'Bilal Voorbeeld', 'part': 'family'}
    for procedure, names in (('nareis', ('Bilal Voorbeeld',)), ('family', ('Amina Voorbeeld', 'Bilal Voorbeeld'))):
        kept = keep(f'A-{procedure}', procedure=procedure, track='', persons=[AMINA, family, YUSUF])
        matter = writing._matter(kept)
        assert (matter.addressee.name, matter.representative) == ('Amina Voorbeeld', 'Yusuf Voorbeeld')
        assert tuple(one.name for one in matter.applicants) == names


def test_where_nobody_applied_there_is_no_letter(keep, writing: Writing):
    with pytest.raises(NoLetter, match='addressee'):
        writing.write('l01_receipt', keep(persons=[AMINA | {'part': 'family'}]), given=ADDRESS, by='clerk:joris')


def test_a_case_is_found_by_what_its_source_calls_it(keep, cases: Cases):
    assert cases.get_by_reference(keep().reference).reference == 'A-1'
    with pytest.raises(CaseUnknown):
        cases.get_by_reference('A-9')


class TestLetterbox:
    def test_gives_nobody_the_letter_of_another(self, keep, write, letterbox: Letterbox, people, person: Person):
        sent, stranger = write(keep()), people.add('1000000009', person.birth_date)
        assert letterbox.get_for(person.id, sent.reference) == sent
        with pytest.raises(LetterUnknown):
            letterbox.get_for(stranger.id, sent.reference)
        assert letterbox.letters_of(stranger.id) == ()

    def test_knows_which_letter_is_about_which_case(self, keep, write, letterbox: Letterbox, person: Person):
        first, second = keep(), keep('A-2')
        sent = write(first)
        assert (letterbox.about(person.id, first), letterbox.about(person.id, second)) == ((sent,), ())

    def test_says_the_letter_in_the_languages_in_which_all_of_it_is_written(self, keep, write, letterbox: Letterbox):
        """L03 is there in Arabic and Ukrainian too, but what the clerk wrote is not."""
        sent = write(keep(), 'l03_missing', MISSING)
        assert letterbox.translations(sent) == ('en',)
        assert 'your birth certificate' in letterbox.translated(sent, 'en')
        with pytest.raises(LetterUnknown):
            letterbox.translated(sent, 'ar')

    def test_prints_what_was_sent_and_the_same_in_large_print(self, keep, write, letterbox: Letterbox):
        sent = write(keep())
        small, large = letterbox.pdf(sent), letterbox.large(sent)
        assert small.startswith(b'%PDF') and large.startswith(b'%PDF') and small != large
        assert letterbox.translated_pdf(sent, 'en').startswith(b'%PDF')
        assert sent.reference in letterbox.page(sent)


ACTING = {'persons': [AMINA, YUSUF]}


@pytest.fixture
def yusuf(people: People) -> Person:
    """Who acts for Amina, and can be reached."""
    return people.add('1000000002', date(1988, 11, 2), name='Yusuf Voorbeeld', email='yusuf@example.com')


class TestWhoActs:
    def test_is_told_and_reads_the_same_letter(self, keep, write, letterbox: Letterbox, person, yusuf: Person, database):
        sent = write(keep(**ACTING))
        assert told(database) == [('case_news', 'amina@example.com'), ('case_news', 'yusuf@example.com')]
        assert letterbox.letters_for(yusuf.id) == (sent,) and letterbox.letters_of(yusuf.id) == ()
        assert letterbox.get_for(yusuf.id, sent.reference) == sent and sent.owner == owner_of(person.id)
        assert sent.values['representative'] == 'Yusuf Voorbeeld'

    def test_is_told_once_and_as_they_wish(self, keep, write, news: News, yusuf: Person, database):
        kept = keep(**ACTING)
        news.keep_wish(yusuf.id, Wish(when=When.NEVER), look=own_change(yusuf.id))
        write(kept)
        write(kept)
        assert told(database) == [('case_news', 'amina@example.com')]

    def test_finds_it_under_the_case(self, keep, write, letterbox: Letterbox, yusuf: Person):
        first, second = keep(**ACTING), keep('A-2', **ACTING)
        sent = write(first)
        assert (letterbox.about(yusuf.id, first), letterbox.about(yusuf.id, second)) == ((sent,), ())

    def test_in_another_case_finds_nothing(self, keep, write, letterbox: Letterbox, yusuf: Person):
        keep('A-2', **ACTING)
        sent = write(keep())
        assert letterbox.letters_for(yusuf.id) == ()
        with pytest.raises(LetterUnknown):
            letterbox.get_for(yusuf.id, sent.reference)

    def test_finds_nothing_once_they_no_longer_do(self, keep, write, letterbox: Letterbox, yusuf: Person):
        """From the moment that the source tells the case without them."""
        sent = write(keep(**ACTING))
        assert letterbox.letters_for(yusuf.id) == (sent,)
        keep(as_of='2026-11-30T08:30:00+01:00')
        assert letterbox.letters_for(yusuf.id) == ()
        with pytest.raises(LetterUnknown):
            letterbox.get_for(yusuf.id, sent.reference)

    def test_as_family_is_not_enough(self, keep, write, letterbox: Letterbox, yusuf: Person):
        """Who sees a case need not read its letters."""
        sent = write(keep(persons=[AMINA, YUSUF | {'part': 'family'}]))
        assert letterbox.letters_for(yusuf.id) == ()
        with pytest.raises(LetterUnknown):
            letterbox.get_for(yusuf.id, sent.reference)

    def test_that_guard_alone_keeps_family_out(self, keep, write, letterbox: Letterbox, yusuf: Person, monkeypatch):
        """The twin."""
        sent = write(keep(persons=[AMINA, YUSUF | {'part': 'family'}]))
        monkeypatch.setattr('portal.procedures.service.letterbox.acts_in', lambda person, kept: True)
        assert letterbox.get_for(yusuf.id, sent.reference) == sent

    def test_the_case_is_what_opens_a_letter(self, keep, write, letterbox: Letterbox, yusuf: Person, monkeypatch):
        """The twin of acting in another case of the same person."""
        keep('A-2', **ACTING)
        sent = write(keep())
        monkeypatch.setattr('portal.procedures.service.letterbox.is_about', lambda sent, kept: True)
        assert letterbox.get_for(yusuf.id, sent.reference) == sent

    def test_a_letter_of_somebody_else_that_names_the_case_stays_closed(self, keep, archive, letterbox, yusuf: Person):
        """Anybody who makes letters from plain data can write a case number; whose the letter is counts too."""
        kept = keep(**ACTING)
        data = next(iter(read_samples(FOLDER, 'l01_receipt').values()))
        sent = archive.send(replace(data, case_reference=kept.reference), 'nl', owner='', by='command')
        with pytest.raises(LetterUnknown):
            letterbox.get_for(yusuf.id, sent.reference)

    def test_everybody_who_acts_is_named(self, keep, writing: Writing, yusuf: Person):
        other = YUSUF | {'v_number': '1000000005', 'name': 'Jonas Voorbeeld'}
        assert writing._matter(keep(persons=[AMINA, YUSUF, other])).representative == 'Yusuf Voorbeeld, Jonas Voorbeeld'

    def test_without_a_name_in_the_case_is_named_as_we_know_them(self, keep, writing: Writing, yusuf: Person):
        assert writing._matter(keep(persons=[AMINA, YUSUF | {'name': ''}])).representative == 'Yusuf Voorbeeld'
