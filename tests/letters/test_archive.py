"""The archive: what was sent never changes, is found again, and can be checked by anybody. On both engines."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal import schema
from portal.clock import SetClock
from portal.database import Database
from portal.kernel.codes import is_whole, unspaced
from portal.letters.errors import LacksElements, LetterDamaged, LetterUnknown, ReferenceTaken, WrongReference
from portal.letters.model.cases import CaseLetter
from portal.letters.model.sent import Confirmed
from portal.letters.rules.checking import MUST
from portal.letters.rules.codes import code_of, mark_of
from portal.letters.service import Letters
from portal.letters.service.archive import Archive
from portal.letters.store import FILES, SENT

KEY, OLD_KEY = 'the key of now', 'the key before'
AMINA = 'person:amina'
LONG_AGO = datetime(2020, 5, 4, 8, tzinfo=UTC)
"""The database goes by its own clock: a letter of today is young, whatever the test's clock says."""


@pytest.fixture
def clock() -> SetClock:
    return SetClock(LONG_AGO)


class Unprinted(Letters):
    """Letters as they are, but for the paper, which takes long."""

    def _print(self, letter: CaseLetter, html: str) -> bytes:
        return b'%PDF-' + self.data(letter)


@pytest.fixture(scope='module')
def unprinted() -> Letters:
    return Unprinted()


@pytest.fixture
def archive(database: Database, clock: SetClock, unprinted: Letters) -> Archive:
    return archive_of(database, clock, unprinted, KEY, OLD_KEY)


def archive_of(database: Database, clock: SetClock, letters: Letters, *keys: str) -> Archive:
    return Archive(database, clock, letters, secret_keys=keys, base_url='https://loket.example')


@pytest.fixture
def receipt(sample_of: Callable[..., CaseLetter]) -> CaseLetter:
    return sample_of('l01_receipt')


@pytest.fixture
def sent(archive: Archive, receipt: CaseLetter) -> str:
    """The reference of a letter that was sent."""
    return archive.send(receipt, 'nl', owner=AMINA, by='clerk:joris').reference


def rows(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in (SENT, FILES))


def do(database: Database, statement: str) -> None:
    with database.transaction() as session:
        session.execute(text(statement))


def test_what_is_sent_is_kept_as_it_was_printed(database, clock, letters, receipt):
    archive = archive_of(database, clock, letters, KEY)
    sent = archive.send(receipt, 'nl', owner=AMINA, by='clerk:joris').reference
    assert archive.pdf(sent) == letters.pdf(with_code(archive, receipt), 'nl')
    found = archive.get(sent)
    assert (found.kind, found.language, found.owner, found.made_by) == ('l01_receipt', 'nl', AMINA, 'clerk:joris')
    assert (found.made_at, found.written_on, found.edition) == (LONG_AGO, receipt.written_on, 0)
    assert sha256(archive.pdf(sent)).hexdigest() == found.hash
    assert found.values['check_code'] in archive.page(sent) and found.values['check_page'] == 'https://loket.example/letter'
    assert set(found.values) == {field.name for field in fields(receipt)}


def with_code(archive: Archive, letter: CaseLetter) -> CaseLetter:
    """The letter as the archive sent it."""
    values = archive.get(letter.reference).values
    return replace(letter, check_page=values['check_page'], check_code=values['check_code'])


def test_the_letters_of_somebody_are_found_the_latest_first(archive, receipt, sent, clock):
    clock.moment += timedelta(days=1)
    archive.send(replace(receipt, reference='later'), 'en', owner=AMINA, by='clerk:joris')
    archive.send(replace(receipt, reference='others'), 'nl', owner='', by='clerk:joris')
    assert [one.reference for one in archive.of(AMINA)] == ['later', sent]
    assert archive.of('person:nobody') == () and archive.owning([AMINA, 'person:nobody']) == {AMINA}
    for find in (archive.get, archive.pdf, archive.page):
        with pytest.raises(LetterUnknown):
            find('nothing')


def test_the_same_letter_is_sent_once(archive, receipt, sent, clock, database):
    first = archive.get(sent)
    clock.moment += timedelta(days=1)
    assert archive.send(receipt, 'nl', owner=AMINA, by='clerk:another') == first
    assert rows(database) == (1, 2)


def test_another_letter_with_its_reference_is_refused(archive, receipt, sent, database):
    other = replace(receipt, v_number='1000000002')
    for letter, language, owner in ((other, 'nl', AMINA), (receipt, 'en', AMINA), (receipt, 'nl', 'person:bilal')):
        with pytest.raises(ReferenceTaken):
            archive.send(letter, language, owner=owner, by='clerk:joris')
    assert rows(database) == (1, 2)


def test_a_letter_that_was_sent_while_it_was_printed_is_sent_once(archive, receipt, sent, database, monkeypatch):
    """Two at once: both saw that it was not sent; the second finds it when it wants to keep its own."""
    seen = iter([None])
    before = Archive._sent_before
    monkeypatch.setattr(Archive, '_sent_before', lambda self, *told: next(seen, before(self, *told)))
    assert archive.send(receipt, 'nl', owner=AMINA, by='clerk:another').made_by == 'clerk:joris'
    assert rows(database) == (1, 2)
    seen = iter([None])
    with pytest.raises(ReferenceTaken):
        archive.send(replace(receipt, v_number='1000000002'), 'nl', owner=AMINA, by='clerk:another')


def test_a_letter_goes_with_the_transaction_that_it_was_sent_in(archive, receipt, database):
    with pytest.raises(ZeroDivisionError), database.transaction():
        archive.send(receipt, 'nl', owner=AMINA, by='clerk:joris')
        raise ZeroDivisionError
    assert rows(database) == (0, 0)


def test_a_reference_can_be_the_name_of_a_file(archive, receipt):
    for reference in ('', '../etc', 'a b', 'x' * 61, '.hidden', 'a\n', 'é'):
        with pytest.raises(WrongReference):
            archive.send(replace(receipt, reference=reference), 'nl', owner='', by='')


def test_a_letter_without_what_the_law_wants_is_not_sent(archive, receipt, unprinted, monkeypatch, database):
    page = unprinted.html(receipt, 'nl').replace('data-element="period"', '')
    monkeypatch.setattr(Letters, '_html', lambda self, letter, language, medium: page)
    with pytest.raises(LacksElements, match='element period'):
        archive.send(receipt, 'nl', owner='', by='')
    assert rows(database) == (0, 0)
    monkeypatch.setattr('portal.letters.service.making.MUST', MUST[:0])
    assert archive.send(receipt, 'nl', owner='', by='')  # the twin: without the check it goes


CHANGES = [
    "UPDATE sent_letter SET owner = 'person:bilal'", "UPDATE sent_letter SET hash = page_hash",
    'UPDATE letter_file SET bytes = (SELECT bytes FROM letter_file ORDER BY hash LIMIT 1)', 'DELETE FROM letter_file',
]


def test_the_database_refuses_to_change_a_letter(archive, sent, database):
    before = archive.get(sent), archive.pdf(sent)
    for change in CHANGES:
        with pytest.raises(DBAPIError):
            do(database, change)
    assert (archive.get(sent), archive.pdf(sent)) == before


@pytest.mark.parametrize('change', CHANGES[:3])
def test_without_the_triggers_it_would(archive, sent, database, change):
    """The twin; and what was put into a file of the archive is seen all the same."""
    table, before = change.split()[1], archive.get(sent)
    do(database, f'DROP TRIGGER {table}_update' + ('' if database.is_sqlite else f' ON {table}'))
    do(database, change)
    if table == 'letter_file':
        with pytest.raises(LetterDamaged):
            assert archive.pdf(sent) and archive.page(sent)
    else:
        assert archive.get(sent) != before


def test_a_young_letter_is_not_removed(archive, receipt, clock, database):
    clock.moment = datetime(2100, 1, 1, tzinfo=UTC)
    archive.send(receipt, 'nl', owner=AMINA, by='')
    with pytest.raises(DBAPIError):
        archive.remove_before(datetime(2101, 1, 1, tzinfo=UTC), 10)
    assert rows(database) == (1, 2)
    do(database, 'DROP TRIGGER sent_letter_delete' + ('' if database.is_sqlite else ' ON sent_letter'))
    assert archive.remove_before(datetime(2101, 1, 1, tzinfo=UTC), 10) == 1  # the twin


def test_what_was_kept_long_enough_goes_with_its_files(archive, receipt, sent, clock, database):
    clock.moment += timedelta(days=1)
    archive.send(replace(receipt, reference='later'), 'nl', owner=AMINA, by='')
    stock = archive.made_before(clock.moment)
    assert (stock.count, stock.oldest, stock.overdue) == (2, LONG_AGO, 1)
    assert [archive.remove_before(clock.moment, 10) for _ in range(2)] == [1, 0]
    assert rows(database) == (1, 2) and archive.pdf('later')


def test_a_file_of_two_letters_stays_with_the_other(archive, sent, database):
    """It cannot happen, as each letter carries its reference; the foreign key sees to it all the same."""
    with pytest.raises(IntegrityError):
        do(database, 'DELETE FROM letter_file')


class TestTheCode:
    def test_leads_to_kind_date_and_hash(self, archive, sent):
        found = archive.get(sent)
        code = found.values['check_code']
        told = Confirmed(kind='l01_receipt', date=found.written_on, hash=found.hash)
        for typed in (code, code.lower(), unspaced(code), f' {code.replace("-", " ")} '):
            assert archive.check(typed) == told

    def test_that_nobody_was_given_tells_nothing(self, archive, sent):
        for typed in ('', '-', 'ABCD', '2345-6789-ABCDE', 'x' * 10_000, '\x00', 'é', 'K7P4-2MXD-9QTR'):
            assert archive.check(typed) is None

    def test_of_an_earlier_key_still_counts(self, database, clock, unprinted, receipt, archive):
        old = archive_of(database, clock, unprinted, OLD_KEY).send(receipt, 'nl', owner=AMINA, by='')
        assert archive.check(old.values['check_code'])
        assert archive.send(receipt, 'nl', owner=AMINA, by='') == old
        assert archive_of(database, clock, unprinted, KEY).check(old.values['check_code']) is None

    def test_follows_from_the_reference_and_shows_mistypings(self):
        codes = {code_of(f'2026-{number:06}', KEY) for number in range(500)}
        assert len(codes) == 500 and all(is_whole(code) and len(code) == 13 for code in codes)
        assert code_of('a', KEY) == code_of('a', KEY) != code_of('a', OLD_KEY)
        assert mark_of(code_of('a', KEY), KEY) != mark_of(code_of('a', KEY), OLD_KEY)


def test_the_migration_goes_down_and_up_again_with_letters(archive, sent, database, receipt):
    schema.downgrade(database, '0005')
    assert not inspect(database.engine).has_table('sent_letter')
    schema.upgrade(database)
    assert rows(database) == (0, 0)
    archive.send(receipt, 'nl', owner=AMINA, by='')
    with pytest.raises(DBAPIError):
        do(database, CHANGES[0])
