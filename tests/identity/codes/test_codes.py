"""Codes of letters: given out, used once, too late, replaced, and never written down anywhere."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.clock import SetClock
from portal.database import Database, Row
from portal.identity.errors import CodeExpired, CodeMistyped, CodeUsed, LetterTooSoon, WrongDetails
from portal.identity.model import LoggedIn, Person
from portal.identity.model.codes import How, Paper
from portal.identity.rules.codes import new_code
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service import People
from portal.identity.service import codes as codes_service
from portal.identity.service.codes import Codes
from portal.identity.store.codes import PaperStore, SecretStore
from tests.fixtures.people import BORN
from tests.fixtures.portals import SECRET
from tests.identity.codes.conftest import CHEAP
from tests.identity.codes.typing import HERE, NOBODYS, OTHER_DAY, THERE, with_code

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def test_who_has_the_code_gets_in(codes: Codes, person: Person) -> None:
    issued = codes.issue(person, how=How.POST)
    assert with_code(codes, person, issued.printed.lower()) == person


def test_a_code_is_used_once(codes: Codes, person: Person, clock: SetClock) -> None:
    """ASVS 6.5.1. Who has the right code is told when it was used: perhaps it was somebody else."""
    code, used_at = codes.issue(person, how=How.POST).code, clock.now()
    with_code(codes, person, code)
    clock.moment += DAY
    with pytest.raises(CodeUsed) as refusal:
        with_code(codes, person, code, THERE)
    assert refusal.value.used_at == used_at


def test_two_at_once_with_the_same_code_are_one(codes: Codes, person: Person) -> None:
    """ASVS 6.5.1, 15.4.2: also in the same moment."""
    code = codes.issue(person, how=How.POST).code

    def is_in(number: int) -> bool:
        try:
            return with_code(codes, person, code, f'{number:020}') == person
        except (WrongDetails, CodeUsed):
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(is_in, range(8))) == 1


def test_without_the_guard_a_code_is_used_twice(codes: Codes, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin of using a code once: a store that does not end it."""
    code = codes.issue(person, how=How.POST).code
    monkeypatch.setattr(SecretStore, 'end', lambda *_: True)
    assert with_code(codes, person, code) == with_code(codes, person, code) == person


@pytest.mark.parametrize(('how', 'abroad', 'works'), [
    (How.POST, False, timedelta(days=20, hours=15)), (How.POST, True, timedelta(days=29, hours=15)),
    (How.COUNTER, False, timedelta(hours=24)),
])
def test_a_code_ends_to_the_second(
    codes: Codes, people: People, clock: SetClock, how: How, abroad: bool, works: timedelta,
) -> None:
    """ASVS 6.5.5: it works until the last second of its time, and not one longer."""
    person = people.add('1000000002', BORN, abroad=abroad)
    code = codes.issue(person, how=how).code
    clock.moment += works
    with pytest.raises(CodeExpired):
        with_code(codes, person, code)
    clock.moment -= SECOND
    assert with_code(codes, person, code) == person if how is How.POST else with_code(codes, person, code).seen_on


def test_without_the_guard_a_code_works_for_ever(
    codes: Codes, person: Person, clock: SetClock, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin of the end of its time."""
    code = codes.issue(person, how=How.POST).code
    monkeypatch.setattr(codes_service, '_is_over', lambda *_: False)
    clock.moment += 365 * DAY
    assert with_code(codes, person, code) == person


def test_a_new_code_is_the_end_of_the_old_one(codes: Codes, person: Person, clock: SetClock) -> None:
    old = codes.issue(person, how=How.POST).code
    clock.moment += 3 * DAY
    new = codes.issue(person, how=How.POST).code
    with pytest.raises(WrongDetails):
        with_code(codes, person, old)
    assert with_code(codes, person, new) == person


def test_a_letter_goes_once_in_three_days(codes: Codes, person: Person, clock: SetClock) -> None:
    first = codes.issue(person, how=How.POST).code
    clock.moment += 3 * DAY - SECOND
    with pytest.raises(LetterTooSoon):
        codes.issue(person, how=How.POST)
    assert with_code(codes, person, first) == person, 'the one that was sent still works'
    clock.moment += SECOND
    codes.issue(person, how=How.POST)


def test_of_two_codes_made_at_once_one_opens(codes: Codes, person: Person, database: Database) -> None:
    """A button at the counter that was pressed twice."""
    with ThreadPoolExecutor(1) as pool:
        with database.transaction():
            first = codes.issue(person, how=How.COUNTER).code
            other = pool.submit(codes.issue, person, how=How.COUNTER)
            wait([other], timeout=0.3)
        second = other.result().code
    assert with_code(codes, person, second).id == person.id
    with pytest.raises(WrongDetails):
        with_code(codes, person, first, THERE)


def test_at_the_counter_one_gets_a_code_at_any_time_and_was_seen(codes: Codes, people: People, person: Person) -> None:
    codes.issue(person, how=How.POST)
    issued = codes.issue(person, how=How.COUNTER)
    assert people.get(person.id).seen_on is not None
    assert with_code(codes, person, issued.code).id == person.id


@pytest.mark.parametrize('wrong', ['number', 'birth date', 'code', 'no code', 'phrase for a code'])
def test_whatever_is_wrong_the_answer_is_the_same(codes: Codes, people: People, person: Person, wrong: str) -> None:
    """ASVS 6.3.8: nobody learns whether a person is known."""
    right = codes.issue(person, how=How.POST).code
    without = people.add('1000000002', BORN)
    typed = {
        'number': (NOBODYS, BORN, right), 'birth date': (person.v_number, OTHER_DAY, right),
        'code': (person.v_number, BORN, new_code()), 'no code': (without.v_number, BORN, right),
        'phrase for a code': (NOBODYS, OTHER_DAY, new_code()),
    }[wrong]
    with pytest.raises(WrongDetails) as refusal:
        codes.try_code(*typed, HERE)
    assert type(refusal.value) is WrongDetails and not refusal.value.args


def test_the_birth_date_finds_and_does_not_open(codes: Codes, person: Person) -> None:
    """ASVS 6.4.2: it is no secret; without the code it is worth nothing."""
    codes.issue(person, how=How.POST)
    with pytest.raises(WrongDetails):
        codes.try_code(person.v_number, person.birth_date, new_code(), HERE)


def test_a_typing_mistake_is_told_at_once_and_not_counted(
    codes: Codes, person: Person, hashes: SecretHashes, monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = codes.issue(person, how=How.POST).code
    monkeypatch.setattr(hashes, 'fits', None)  # nothing is compared
    for _ in range(200):
        with pytest.raises(CodeMistyped):
            with_code(codes, person, code[1] + code[0] + code[2:] if code[0] != code[1] else f'{code}2')
    monkeypatch.undo()
    assert with_code(codes, person, code) == person


def test_who_used_a_code_is_told_on_the_other_channel(codes: Codes, person: Person, told: Callable) -> None:
    with_code(codes, person, codes.issue(person, how=How.POST).code)
    assert told() == [('amina@example.com', 'code_used')]


def test_who_has_no_mail_gets_a_letter(codes: Codes, people: People, told: Callable) -> None:
    person = people.add('1000000002', BORN)
    with_code(codes, person, codes.issue(person, how=How.POST).code)
    assert told() == []
    assert [one.paper for one in codes.waiting()] == [Paper.CODE_USED]


def test_no_subject_of_a_mail_says_who_it_is_about(codes: Codes, person: Person, composer) -> None:
    """ASVS 14.2.1, 16.2.5: subjects are shown on locked screens."""
    notice = codes.telling.notice(Paper.CODE_USED, codes._clock.now())
    for language in ('nl', 'en'):
        subject = composer.letters.subject(notice, language)
        assert not any(sign.isdigit() for sign in subject) and 'Amina' not in subject


def test_nothing_is_written_down_in_clear(
    codes: Codes, person: Person, logged_in: Callable[..., LoggedIn], database: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """ASVS 6.5.3, 16.2.5: neither the database nor a log line has a code, a word, or a personal number."""
    caplog.set_level(logging.DEBUG)
    code = codes.issue(person, how=How.POST).code
    with pytest.raises(WrongDetails):
        with_code(codes, person, wrong := new_code())
    with_code(codes, person, code)
    phrase = codes.phrases.begin(logged_in(), 'nl')
    codes.phrases.confirm(logged_in(), phrase.words[phrase.ask_for - 1])
    lines = '\n'.join(str(vars(record)) for record in caplog.records if record.name.startswith('portal'))
    assert 'logged in' in lines and person.v_number not in lines and str(person.birth_date) not in lines
    kept = _all_that_is_kept(database)
    for secret in (code, wrong, code[:6], ''.join(phrase.words), ' '.join(phrase.words), *phrase.words):
        assert f"'{secret}'" not in kept and secret not in lines
    assert code not in kept and ''.join(phrase.words) not in kept
    assert '$argon2id$v=19$' in kept


def _all_that_is_kept(database: Database) -> str:
    with database.reading() as session:
        return '\n'.join(
            repr(session.execute(select(table)).all()) for table in Row.metadata.sorted_tables if table.name != 'person'
        )


def test_what_is_kept_is_slow_to_guess() -> None:
    """ASVS 6.5.2, 11.4.2: argon2id with 19 MiB and two passes, each hash with its own salt."""
    hashes = SecretHashes([SECRET])
    one, other = hashes.make('the same'), hashes.make('the same')
    assert one.hash.startswith('$argon2id$v=19$m=19456,t=2,p=1$') and one.hash != other.hash
    assert hashes.fits('the same', one) and hashes.fits('the same', other) and not hashes.fits('another', one)


def test_the_database_alone_is_not_enough_to_guess() -> None:
    """The portal's key goes into each hash; one that was changed still knows the old ones."""
    kept = SecretHashes(['old'], CHEAP).make('secret')
    assert SecretHashes(['new', 'old'], CHEAP).fits('secret', kept)
    assert not SecretHashes(['new'], CHEAP).fits('secret', kept)
    assert SecretHashes(['new', 'old'], CHEAP).make('secret').key != kept.key


def test_a_letter_is_asked_for_and_printed_once(codes: Codes, person: Person, clock: SetClock) -> None:
    letters = []
    for number, day in ((NOBODYS, BORN), (person.v_number, OTHER_DAY), (person.v_number, BORN), (person.v_number, BORN)):
        assert codes.ask_letter(number, day) is None
    for waiting in codes.waiting():
        codes.print(waiting, lambda whose, letter: letters.append((whose, letter)))
    [(whose, letter)] = letters
    assert whose == person and not codes.waiting()
    assert letter.scan == f'https://loket.example/login/code#{letter.code.replace("-", "")}'
    assert with_code(codes, person, letter.code) == person


def test_of_two_who_have_a_letter_printed_at_once_one_waits(codes: Codes, person: Person, database: Database) -> None:
    def add() -> None:
        with database.transaction() as session:
            PaperStore(session).add(person.id, Paper.CODE, codes._clock.now())

    with ThreadPoolExecutor(1) as pool:
        with database.transaction():
            add()
            other = pool.submit(add)
            wait([other], timeout=0.3)
        other.result()
    assert [one.paper for one in codes.waiting()] == [Paper.CODE]


def test_a_letter_that_could_not_be_printed_keeps_waiting(codes: Codes, person: Person) -> None:
    open_code = codes.issue(person, how=How.COUNTER).code
    codes.ask_letter(person.v_number, BORN)

    def fail(*_: object) -> None:
        raise OSError('no paper')

    for waiting in codes.waiting():
        with pytest.raises(OSError):
            codes.print(waiting, fail)
    assert len(codes.waiting()) == 1
    assert with_code(codes, person, open_code).id == person.id, 'and the code that was open still is'


def test_a_letter_that_is_asked_for_too_soon_waits(codes: Codes, person: Person, clock: SetClock) -> None:
    codes.issue(person, how=How.POST)
    codes.ask_letter(person.v_number, BORN)
    assert not codes.waiting()
    clock.moment += 3 * DAY
    assert len(codes.waiting()) == 1


def test_what_is_over_is_removed(codes: Codes, person: Person, database: Database, clock: SetClock) -> None:
    """ASVS 14.2.7."""
    code = codes.issue(person, how=How.POST).code
    with pytest.raises(WrongDetails):
        with_code(codes, person, new_code())
    with_code(codes, person, code)
    clock.moment += 31 * DAY
    assert codes.tidy() == 2
    assert '$argon2id' not in _all_that_is_kept(database)
