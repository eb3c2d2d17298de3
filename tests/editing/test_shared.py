"""Texts that letters share: written, judged in every letter that says them, released. On both engines."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.editing import errors
from portal.editing.model import State, TextKey
from portal.editing.rules import steps
from portal.editing.service import Judging, Report, Rounds
from portal.editing.service import desk as desk_file
from portal.editing.service.rounds import BUSY
from portal.editing.store.editions import EDITIONS, EditionStore
from portal.letters.model.trying import Tried
from portal.letters.model.wording import SHARED, Wrong
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER
from portal.letters.service.archive import Archive
from portal.letters.service.trying import Trying
from tests.editing.conftest import KEY, KIM, LOU, other
from tests.editing.shared import GOOD, HELP, NL, SAYING_IT, draft_of, reviewed_of
from tests.editing.test_desk import TODAY, WORDS

TOMORROW = TODAY + timedelta(days=1)
GOOD_REPORT = Report(tried=(Tried(variant=MAIN, may_be_released=True),), printed=True)
BAD_REPORT = Report(tried=(Tried(variant=MAIN, may_be_released=False, complaints=('no title',)),), printed=True)


class Killed(BaseException):
    """What happens to a worker whose machine is switched off: nothing after it is done."""


class Worker:
    """Judges as told, and writes down what; `at` is done while a kind of letter is judged."""

    def __init__(self, monkeypatch):
        self.judged, self.bad, self.at = [], (), {}
        monkeypatch.setattr(Judging, 'whole', lambda judging, key, texts: self.judge(key))

    def judge(self, key):
        self.judged.append(key.kind)
        if key.kind in self.at:
            self.at.pop(key.kind)()
        return BAD_REPORT if key.kind in self.bad else GOOD_REPORT


@pytest.fixture
def worker(monkeypatch):
    return Worker(monkeypatch)


@pytest.fixture
def rounds(database, clock, machine, judging):
    return Rounds(database, clock, Trying(machine), judging)


@pytest.fixture
def judged(desk, rounds, worker):
    """A reviewed text that is good in every letter that says it."""
    version = reviewed_of(desk, **GOOD)
    rounds.ask(version)
    rounds.work()
    return version


@pytest.fixture
def letter():
    """A letter that says it."""
    return read_samples(FOLDER, KEY.kind)[MAIN]


def release(desk, version, day=TODAY):
    desk.release(NL, version.number, valid_from=day)
    return desk.get(NL, version.number)


def on(letter, day):
    return replace(letter, written_on=day)


class TestWriting:
    def test_stands_among_all_texts_in_every_language(self, desk):
        all_keys = desk.keys()
        shared = [key.language for key in all_keys if key.kind == SHARED]
        assert {'nl', 'en', 'ar', 'uk'} == set(shared)
        assert all_keys[0].is_shared and desk.get(NL, 0).texts['remedy_help'].startswith('Een advocaat')

    def test_a_draft_is_kept(self, desk):
        draft = draft_of(desk, **GOOD)
        assert desk.get(NL, 1) == draft
        assert {one.key: [ahead.number for ahead in one.ahead] for one in desk.overview()}[NL] == [1]

    @pytest.mark.parametrize(('blocks', 'block', 'why'), [
        ({'contact': 'Bel {phone_number}.'}, 'contact', Wrong.FIELD_OF_SOME),
        ({'greeting': 'Tot {remedy_until},'}, 'greeting', Wrong.FIELD_OF_SOME),
        ({'contact': '{{% if minor %}}Bel.'}, 'contact', Wrong.MARKUP),
        ({'greeting': '- een\n- twee'}, 'greeting', Wrong.LIST),
        ({'greeting': ''}, 'greeting', Wrong.EMPTY),
        ({'extra': 'Nog iets'}, 'extra', Wrong.SUPERFLUOUS),
    ])
    def test_what_a_letter_cannot_say_is_refused_at_its_block(self, desk, blocks, block, why):
        with pytest.raises(errors.WrongTexts) as refused:
            draft_of(desk, **blocks)
        assert [(name, fault.why) for name, fault in refused.value.faults] == [(block, why)]
        assert len(desk.versions(NL)) == 1

    def test_a_block_may_name_what_all_letters_have_that_say_it(self, desk):
        assert draft_of(desk, remedy_help='Vraag voor {remedy_until} een advocaat.').number == 1

    def test_two_who_write_at_once_both_keep_their_words(self, desk):
        first = desk.save(NL, 0, texts=other(desk.get(NL, 0).texts, **GOOD), note='', who=KIM)
        second = desk.save(NL, 0, texts=other(desk.get(NL, 0).texts, greeting='Dag,'), note='', who=LOU)
        assert (first.number, second.number) == (1, 2)
        assert desk.get(NL, 1).texts['remedy_help'] == HELP and desk.get(NL, 2).texts['greeting'] == 'Dag,'


class TestRounds:
    def test_only_letters_that_say_what_changed_are_judged(self, desk, rounds, worker):
        version = draft_of(desk, **GOOD)
        rounds.ask(version)
        rounds.work()
        assert tuple(worker.judged) == SAYING_IT
        progress = rounds.progress(version)
        assert (progress.judged, progress.is_whole, progress.may_be_released, progress.is_asked) == (4, True, True, False)

    def test_all_letters_say_the_greeting(self, desk, rounds):
        progress = rounds.progress(draft_of(desk, greeting='Hartelijke groet,'))
        assert (progress.judged, len(progress.letters)) == (0, 18)

    def test_the_same_words_need_no_round(self, desk, rounds):
        assert rounds.progress(draft_of(desk)).letters == ()

    def test_nothing_is_judged_that_nobody_asked_for(self, desk, rounds, worker):
        draft_of(desk, **GOOD)
        rounds.work()
        assert worker.judged == []

    def test_what_was_found_is_kept_as_it_was_found(self, desk, rounds, worker):
        worker.bad = ('l12_no',)
        version = draft_of(desk, **GOOD)
        rounds.ask(version)
        rounds.work()
        found = {one.words.key.kind: one.report for one in rounds.progress(version).letters}
        assert found == {kind: BAD_REPORT if kind == 'l12_no' else GOOD_REPORT for kind in SAYING_IT}

    def test_is_stopped_and_goes_on(self, desk, rounds, worker):
        version = draft_of(desk, **GOOD)
        worker.at = {'l12_no': lambda: rounds.stop(version)}
        rounds.ask(version)
        rounds.work()
        progress = rounds.progress(version)
        assert (progress.judged, progress.is_asked, progress.may_be_released) == (2, False, False)
        rounds.ask(version)
        rounds.work()
        assert tuple(worker.judged) == SAYING_IT  # each once

    def test_goes_on_after_a_worker_was_killed(self, desk, rounds, worker, clock):
        version = draft_of(desk, **GOOD)
        worker.at = {'l14_we_stop': lambda: killed()}
        rounds.ask(version)
        with pytest.raises(Killed):
            rounds.work()
        assert rounds.progress(version).judged == 2
        rounds.work()
        assert len(worker.judged) == 3  # the dead worker may still be alive, as far as anybody knows
        clock.moment += BUSY
        rounds.work()
        assert worker.judged == [*SAYING_IT[:3], *SAYING_IT[2:]]
        assert rounds.progress(version).may_be_released

    def test_two_workers_do_not_judge_the_same(self, desk, rounds, worker):
        version = draft_of(desk, **GOOD)
        worker.at = {'l12_no': rounds.work}
        rounds.ask(version)
        rounds.work()
        assert tuple(worker.judged) == SAYING_IT

    def test_words_that_change_are_judged_again_and_no_others(self, desk, rounds, worker):
        version = draft_of(desk, **GOOD)
        rounds.ask(version)
        rounds.work()
        again = desk.save(NL, 1, texts=other(version.texts, item_why='Daarom vragen wij dit: {why}'), note='', who=KIM)
        progress = rounds.progress(again)
        assert (progress.judged, len(progress.letters)) == (4, 6)
        rounds.ask(again)
        rounds.work()
        assert worker.judged == [*SAYING_IT, 'l03_missing', 'l22_family_starts']

    def test_what_is_in_use_or_is_no_shared_text_is_not_judged(self, desk, rounds, judged, shipped):
        with pytest.raises(errors.TextUnknown):
            rounds.ask(release(desk, judged))
        with pytest.raises(errors.TextUnknown):
            rounds.ask(desk.save(KEY, 0, texts=other(shipped, heading=WORDS), note='', who=KIM))


def killed():
    raise Killed


class TestReleasing:
    def test_letters_are_said_with_it_from_its_day_on(self, desk, letters, judged, letter):
        release(desk, judged, TOMORROW)
        assert [HELP in letters.text(on(letter, day), 'nl').replace('\n', ' ') for day in (TODAY, TOMORROW)] == [False, True]
        assert [letters.shared_edition(on(letter, day), 'nl') for day in (TODAY, TOMORROW)] == [0, 1]
        assert letters.edition(on(letter, TOMORROW), 'nl') == 0
        assert letters.shared_edition(on(letter, TOMORROW), 'en') == 0

    def test_not_before_every_letter_was_judged(self, desk):
        version = reviewed_of(desk, **GOOD)
        with pytest.raises(errors.NotJudged):
            release(desk, version)
        assert desk.get(NL, 1).state is State.REVIEWED

    def test_without_the_guard_it_would_be(self, desk, monkeypatch):
        monkeypatch.setattr(desk_file, 'check_fit', lambda key, wanted, judged: None)
        assert release(desk, reviewed_of(desk, **GOOD)).state is State.RELEASED

    def test_not_when_it_is_bad_in_one_letter_which_is_named(self, desk, rounds, worker):
        worker.bad = ('l12_no',)
        version = reviewed_of(desk, **GOOD)
        rounds.ask(version)
        rounds.work()
        with pytest.raises(errors.UnfitLetters) as refused:
            release(desk, version)
        assert refused.value.kinds == ('l12_no',)
        assert desk.get(NL, 1).state is State.REVIEWED

    def test_not_without_a_review(self, desk, rounds, worker):
        version = draft_of(desk, **GOOD)
        with pytest.raises(errors.OwnReview):
            desk.review(NL, 1, who=KIM, read=version.fingerprint)
        with pytest.raises(errors.NotReviewed):
            release(desk, version)

    def test_not_when_a_letter_got_other_words_meanwhile(self, desk, rounds, worker, judged, shipped):
        """The letter's own text was released after it was judged with the shared one."""
        releases_own(desk, shipped)
        assert not rounds.progress(judged).is_whole
        with pytest.raises(errors.NotJudged):
            release(desk, judged)
        rounds.ask(judged)
        rounds.work()
        assert worker.judged[-1] == KEY.kind
        assert release(desk, judged).state is State.RELEASED

    def test_the_latest_that_began_counts(self, desk, letters, rounds, judged, letter):
        release(desk, judged)
        later = reviewed_of(desk, remedy_help='Zoek hulp bij een advocaat.')
        rounds.ask(later)
        rounds.work()
        release(desk, later, TODAY + timedelta(days=3))
        days = [TODAY + timedelta(days=day) for day in (-1, 0, 2, 3)]
        assert [letters.shared_edition(on(letter, day), 'nl') for day in days] == [0, 1, 1, 2]

    def test_a_letters_own_text_stays_as_it_is(self, desk, letters, judged, rounds, letter, shipped):
        releases_own(desk, shipped)
        rounds.ask(judged)
        rounds.work()
        release(desk, judged)
        said = letters.text(on(letter, TODAY), 'nl').replace('\n', ' ')
        assert WORDS in said and HELP in said
        assert (letters.edition(on(letter, TODAY), 'nl'), letters.shared_edition(on(letter, TODAY), 'nl')) == (1, 1)

    def test_withdrawn_letters_are_said_with_what_was_before(self, desk, letters, judged, letter):
        release(desk, judged)
        desk.withdraw(NL, 1, who=LOU)
        assert letters.shared_edition(on(letter, TODAY), 'nl') == 0
        assert HELP not in letters.text(on(letter, TODAY), 'nl').replace('\n', ' ')

    def test_one_that_no_longer_fits_breaks_no_letter(self, desk, letters, judged, letter, database, caplog):
        release(desk, judged)
        with database.transaction() as session:
            session.execute(EDITIONS.update().values(texts={'remedy_help': HELP}))
        assert HELP not in letters.text(on(letter, TODAY), 'nl').replace('\n', ' ')
        assert letters.shared_edition(on(letter, TODAY), 'nl') == 0
        assert 'edition _shared nl 1 does not fit' in caplog.text


class TestTheTextOfAKind:
    """It is judged with every shared text beside which it will be said."""

    def test_with_that_of_today_and_that_of_tomorrow(self, desk, judged, worker, shipped):
        release(desk, judged, TOMORROW)
        worker.judged.clear()
        releases_own(desk, shipped)
        assert worker.judged == [KEY.kind] * 2

    def test_and_is_not_released_beside_one_that_came_in_that_moment(self, desk, judged, worker, shipped):
        worker.at = {KEY.kind: lambda: release(desk, judged)}
        with pytest.raises(errors.NotJudged):
            releases_own(desk, shipped)
        assert desk.get(NL, 1).state is State.RELEASED
        desk.release(KEY, 1, valid_from=TODAY)
        assert desk.get(KEY, 1).state is State.RELEASED


class TestTwoReleasesAtOneMoment:
    """A letter's own text, while the shared one is released in a transaction that has not ended."""

    @pytest.fixture
    def releases(self, desk, judged, worker, shipped, database, clock):
        own_reviewed(desk, shipped)

        def act():
            with ThreadPoolExecutor() as threads:
                with database.transaction() as session:
                    EditionStore(session).hold('nl')
                    EditionStore(session).move(judged, State.RELEASED, valid_from=TODAY, released_at=clock.now())
                    own = threads.submit(desk.release, KEY, 1, valid_from=TODAY)
                    wait([own], timeout=2)
                return own.exception()
        return act

    def test_wait_for_each_other(self, desk, releases):
        assert isinstance(releases(), errors.NotJudged)
        assert [desk.get(key, 1).state for key in (KEY, NL)] == [State.REVIEWED, State.RELEASED]

    @pytest.mark.parametrize('engine', ['postgresql'])
    def test_without_the_guard_they_would_not(self, desk, releases, monkeypatch):
        """On SQLite all that write wait for each other anyway."""
        monkeypatch.setattr(EditionStore, 'hold', lambda store, language: None)
        assert releases() is None
        assert [desk.get(key, 1).state for key in (KEY, NL)] == [State.RELEASED] * 2


def own_reviewed(desk, shipped):
    draft = desk.save(KEY, 0, texts=other(shipped, heading=WORDS), note='', who=KIM)
    desk.review(KEY, draft.number, who=LOU, read=draft.fingerprint)


def releases_own(desk, shipped):
    own_reviewed(desk, shipped)
    desk.release(KEY, 1, valid_from=TODAY)


def test_the_archive_says_with_which_words_a_letter_was_made(desk, letters, judged, letter, database, clock, shipped):
    archive = Archive(database, clock, letters, secret_keys=('key',), base_url='https://loket.example')
    before = archive.send(on(letter, TODAY), 'nl', owner='', by='clerk:joris')
    release(desk, judged)
    after = archive.send(replace(on(letter, TODAY), reference='after'), 'nl', owner='', by='clerk:joris')
    assert [(one.edition, one.shared_edition) for one in (before, archive.get(after.reference))] == [(0, 0), (0, 1)]
    assert archive.get(before.reference) == before


def test_a_judgement_is_of_one_kind_in_one_language(desk, rounds, worker):
    english = TextKey(SHARED, 'en')
    draft = desk.save(english, 0, texts=other(desk.get(english, 0).texts, remedy_help='Ask a lawyer.'), note='', who=KIM)
    rounds.ask(draft)
    rounds.work()
    assert rounds.progress(draft).is_whole
    assert rounds.progress(draft_of(desk, **GOOD)).judged == 0


@pytest.mark.parametrize(('days', 'numbers'), [
    ([], [0]), ([0], [1]), ([1], [0, 1]), ([-1, 1], [1, 2]), ([1, 1], [0, 2]), ([0, -1], [1]), ([2, 1], [0, 2, 1]),
])
def test_the_versions_that_count_from_a_day_on(desk, days, numbers, database):
    versions = [
        replace(desk.get(NL, 0), number=number, state=State.RELEASED, valid_from=TODAY + timedelta(days=day))
        for number, day in enumerate(days, start=1)
    ]
    found = steps.counting_from(versions, TODAY)
    assert [one.number if one else 0 for one in found] == numbers


def test_what_is_kept_of_a_round_goes_when_it_ends(rounds, judged, database):
    with database.reading() as session:
        counts = [session.scalar(text(f'select count(*) from {name}')) for name in ('letter_round', 'letter_judgement')]
    assert counts == [0, len(SAYING_IT)]
