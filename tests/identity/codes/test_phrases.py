"""Six words in place of a code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from math import log2

import pytest

from portal.clock import SetClock
from portal.database import Database
from portal.identity import word_lists
from portal.identity.errors import NotOwnLogIn, NotYetFresh, PhraseMistyped, TryLater, WrongDetails, WrongWord
from portal.identity.model import LoggedIn, Person
from portal.identity.model.codes import How
from portal.identity.rules import delays
from portal.identity.rules import phrases as rules
from portal.identity.rules.phrases import LIST_LENGTH, WORDS, letters_of, read_phrase
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service.codes import Codes
from tests.fixtures.portals import SECRET
from tests.identity.accounts import applicant, employee, sponsors_user
from tests.identity.codes.conftest import CHEAP
from tests.identity.codes.typing import THERE, WRONG_WORDS, with_code, with_words

Begun = Callable[..., LoggedIn]


@pytest.fixture
def words(codes: Codes, logged_in: Begun) -> tuple[str, ...]:
    """The words of somebody who wrote them down."""
    return renewed(codes, logged_in())


def renewed(codes: Codes, logged_in: LoggedIn) -> tuple[str, ...]:
    phrase = codes.phrases.begin(logged_in, 'en')
    codes.phrases.confirm(logged_in, phrase.words[phrase.ask_for - 1])
    return phrase.words


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_a_list_has_7776_words_and_none_begins_another(language: str):
    """ASVS 6.5.2: six of them are 77.5 bits; joined they can be read in one way only."""
    letters = sorted(letters_of(word) for word in word_lists.words_for(language))
    assert len(set(letters)) == len(letters) == LIST_LENGTH
    assert WORDS * log2(LIST_LENGTH) > 77
    assert all(word.isascii() and word.isalpha() and word.islower() for word in letters)
    assert not any(later.startswith(word) for word, later in pairwise(letters))


def test_who_reads_a_language_without_a_list_gets_english():
    assert word_lists.words_for('ar') == word_lists.words_for('en') != word_lists.words_for('nl')


@pytest.mark.parametrize('typed', [
    'abacus abdomen yo-yo t-shirt zoom acid', 'ABACUS Abdomen YoYo T-Shirt zoom acid', 'abacus-abdomen-yo-yo-t-shirt-zoom-acid',
    'abacusabdomenyoyotshirtzoomacid', ' abacus\u00a0abdomen, yo yo; t shirt.\nzoom  1. acid', '1 abacus 2 abdomen 3 yo-yo 4 t-shirt 5 zoom 6 acid',
])
def test_case_spaces_and_hyphens_do_not_matter(typed: str):
    assert read_phrase(typed, word_lists.all_lists()) == 'abacusabdomenyoyotshirtzoomacid'


@pytest.mark.parametrize('typed', [
    '', 'abacus', 'abacus abdomen yo-yo t-shirt zoom', 'abacus abdomen yo-yo t-shirt zoom acid acid',
    'abacus abdomen yo-yo t-shirt zoom acit', 'abacus abdomen yo-yo t-shirt zoom aanbod', 'x' * 10_000, 'ab' * 5_000,
])
def test_what_is_no_phrase_is_told_at_once(typed: str):
    with pytest.raises(PhraseMistyped):
        read_phrase(typed, word_lists.all_lists())


def test_who_wrote_the_words_down_logs_in_with_them_again_and_again(codes: Codes, person: Person, words) -> None:
    for typed in (' '.join(words), ''.join(words).upper(), '-'.join(words)):
        assert with_words(codes, person, typed) == person


def test_words_open_nothing_before_they_are_written_down(codes: Codes, person: Person, logged_in: Begun) -> None:
    phrase = codes.phrases.begin(logged_in(), 'en')
    with pytest.raises(WrongDetails):
        with_words(codes, person, ' '.join(phrase.words))
    asked = codes.phrases.asked_for(person.id)
    assert asked == phrase.ask_for
    with pytest.raises(WrongWord):
        codes.phrases.confirm(logged_in(), 'wrong')
    codes.phrases.confirm(logged_in(), f' {phrase.words[asked - 1].upper()}')
    assert with_words(codes, person, ' '.join(phrase.words)) == person
    assert codes.phrases.asked_for(person.id) is None


def test_old_words_work_until_new_ones_are_written_down(codes: Codes, person: Person, logged_in: Begun, words) -> None:
    phrase = codes.phrases.begin(logged_in(), 'en')
    assert with_words(codes, person, ' '.join(words)) == person
    codes.phrases.confirm(logged_in(), phrase.words[phrase.ask_for - 1])
    with pytest.raises(WrongDetails):
        with_words(codes, person, ' '.join(words))
    assert with_words(codes, person, ' '.join(phrase.words)) == person


def test_only_the_latest_words_can_be_confirmed(codes: Codes, logged_in: Begun, monkeypatch) -> None:
    monkeypatch.setattr('secrets.randbelow', lambda _: 0)
    first, second = (codes.phrases.begin(logged_in(), 'en') for _ in range(2))
    with pytest.raises(WrongWord):
        codes.phrases.confirm(logged_in(), first.words[0])
    codes.phrases.confirm(logged_in(), second.words[0])
    with pytest.raises(WrongWord):
        codes.phrases.confirm(logged_in(), second.words[0])


def test_new_words_are_told_on_the_other_channel(codes: Codes, words, told: Callable) -> None:
    assert told() == [('amina@example.com', 'new_phrase')]


def test_a_new_code_leaves_the_words_alone(codes: Codes, person: Person, words) -> None:
    with_code(codes, person, codes.issue(person, how=How.POST).code)
    assert with_words(codes, person, ' '.join(words)) == person


def test_a_helper_gets_no_words_for_the_person(codes: Codes, person: Person, logged_in: Begun) -> None:
    """ASVS 8.2.2: who acts for somebody cannot make a log-in of their own out of it; nor can staff or a company."""
    own = codes.phrases.begin(logged_in(), 'en')
    for account in (applicant(person, helper=True), employee(), sponsors_user(), replace(employee(), person=person.id)):
        with pytest.raises(NotOwnLogIn):
            codes.phrases.begin(logged_in(account), 'en')
        with pytest.raises(NotOwnLogIn):
            codes.phrases.confirm(logged_in(account), own.words[own.ask_for - 1])


def test_without_the_guard_a_helper_would(codes: Codes, person: Person, logged_in: Begun, monkeypatch) -> None:
    """The twin."""
    monkeypatch.setattr('portal.identity.service.phrases.is_own', lambda account: True)
    helper = logged_in(applicant(person, helper=True))
    assert with_words(codes, person, ' '.join(renewed(codes, helper))) == person


def test_a_log_in_of_some_time_ago_is_not_enough_for_new_words(codes: Codes, logged_in: Begun, clock: SetClock) -> None:
    """ASVS 7.5.1: changing how one logs in asks for a log-in just before."""
    begun = logged_in()
    clock.moment += rules.FRESH
    codes.phrases.begin(begun, 'en')
    clock.moment += timedelta(seconds=1)
    with pytest.raises(NotYetFresh):
        codes.phrases.begin(begun, 'en')


def test_words_end_like_codes(codes: Codes, person: Person, words, told: Callable, monkeypatch) -> None:
    """ASVS 6.3.1: the same end for both (6.3.4: no way in is weaker than another)."""
    monkeypatch.setattr(delays, 'MOST_FAILURES', 10)
    for number in range(10):
        with pytest.raises(WrongDetails):
            with_words(codes, person, WRONG_WORDS, f'{number:020}')
    with pytest.raises(WrongDetails):
        with_words(codes, person, ' '.join(words), THERE)
    assert told()[-1] == ('amina@example.com', 'code_dead')
    assert [one.paper for one in codes.waiting()] == ['code']


def test_words_are_slowed_down_like_codes(codes: Codes, person: Person) -> None:
    """ASVS 6.3.1, 6.3.4."""
    for _ in range(3):
        with pytest.raises(WrongDetails):
            with_words(codes, person, WRONG_WORDS)
    with pytest.raises(TryLater):
        with_words(codes, person, WRONG_WORDS)


def test_words_outlive_the_key_of_the_portal(
    database: Database, clock: SetClock, codes: Codes, person: Person, words,
) -> None:
    """ASVS 13.3.4: keys can be changed. Who logs in while the old one is known has words of the new one."""
    keys = (['new', SECRET], ['new'])
    for one in keys:
        later = Codes(database, clock, SecretHashes(one, CHEAP), codes.telling)
        assert with_words(later, person, ' '.join(words)) == person
    with pytest.raises(WrongDetails):
        with_words(codes, person, ' '.join(words))
