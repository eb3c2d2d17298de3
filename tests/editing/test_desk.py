"""From draft to review to release, on both engines; every guard with its twin."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.editing import errors
from portal.editing.model import State
from portal.editing.rules import steps
from portal.editing.service import Judging, Report
from portal.editing.service import desk as desk_file
from portal.editing.store.editions import EDITIONS
from portal.letters.model.trying import Tried
from portal.letters.model.wording import Wrong
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER
from tests.editing.conftest import KEY, KIM, LOU, other

TODAY = date(2026, 11, 30)
WORDS = 'Wij gaan niet door met uw aanvraag'
FIT = Report(tried=(Tried(variant=MAIN, may_be_released=True),), printed=True)


@pytest.fixture
def fit(monkeypatch):
    """Every text is good enough: what it says is not what the test is about."""
    monkeypatch.setattr(Judging, 'whole', lambda self, key, texts: FIT)


@pytest.fixture
def draft(desk, shipped):
    """A draft of Kim."""
    return desk.save(KEY, 0, texts=other(shipped, heading=WORDS), note='Clearer', who=KIM)


@pytest.fixture
def reviewed(desk, draft):
    """The same, reviewed by Lou."""
    desk.review(KEY, draft.number, who=LOU, read=draft.fingerprint)
    return desk.get(KEY, draft.number)


@pytest.fixture
def release(desk, reviewed, fit):
    """Releases it."""
    def act(day=TODAY):
        desk.release(KEY, reviewed.number, valid_from=day)
        return desk.get(KEY, reviewed.number)
    return act


class TestWriting:
    def test_what_ships_is_number_nought(self, desk, shipped):
        assert [version.number for version in desk.versions(KEY)] == [0]
        assert desk.in_use(KEY).texts == shipped

    def test_a_draft_is_kept(self, desk, draft, clock):
        kept = desk.get(KEY, 1)
        assert kept == draft
        assert (kept.state, kept.author, kept.note, kept.made_at) == (State.DRAFT, KIM, 'Clearer', clock.now())
        assert kept.texts['heading'] == WORDS

    def test_its_author_writes_over_it(self, desk, draft, clock):
        clock.moment += timedelta(hours=1)
        desk.save(KEY, 1, texts=other(draft.texts, heading='Wij stoppen'), note='', who=KIM)
        kept = desk.get(KEY, 1)
        assert (kept.texts['heading'], kept.made_at, kept.saved_at) == ('Wij stoppen', draft.made_at, clock.now())
        assert len(desk.versions(KEY)) == 2

    def test_nobody_else_writes_over_it(self, desk, draft):
        with pytest.raises(errors.NotYourDraft):
            desk.save(KEY, 1, texts=other(draft.texts, heading='Stop'), note='', who=LOU)
        assert desk.get(KEY, 1) == draft

    def test_without_the_guard_somebody_else_makes_a_version_of_it(self, desk, draft, monkeypatch):
        monkeypatch.setattr(desk_file, 'check_may_go_on', lambda version, who: None)
        assert desk.save(KEY, 1, texts=other(draft.texts, heading='Stop'), note='', who=LOU).number == 2

    def test_writing_on_from_what_was_reviewed_makes_a_new_version(self, desk, reviewed):
        again = desk.save(KEY, 1, texts=other(reviewed.texts, heading='Wij stoppen'), note='', who=KIM)
        assert again.number == 2
        assert desk.get(KEY, 1) == reviewed

    def test_of_what_is_not_there_nothing_is_made(self, desk, shipped):
        with pytest.raises(errors.TextUnknown):
            desk.save(KEY, 7, texts=shipped, note='', who=KIM)

    @pytest.mark.parametrize(('blocks', 'block', 'why'), [
        ({'lead': 'Laat het weten voor {remedy_day}.'}, 'lead', Wrong.FIELD),
        ({'lead': '<b>Laat</b> het weten.'}, 'lead', Wrong.MARKUP),
        ({'lead': 'Laat het weten {% if x %}.'}, 'lead', Wrong.MARKUP),
        ({'lead': 'Laat het weten voor {remedy_until.'}, 'lead', Wrong.BRACE),
        ({'lead': '- een\n- twee'}, 'lead', Wrong.LIST),
        ({'lead': ' '}, 'lead', Wrong.EMPTY),
        ({'lead': 'Laat\u202ehet weten'}, 'lead', Wrong.UNSEEN),
        ({'extra': 'Nog iets'}, 'extra', Wrong.SUPERFLUOUS),
    ])
    def test_a_text_that_cannot_be_said_is_refused_at_its_block(self, desk, shipped, blocks, block, why):
        with pytest.raises(errors.WrongTexts) as refused:
            desk.save(KEY, 0, texts=other(shipped, **blocks), note='', who=KIM)
        assert [(name, fault.why) for name, fault in refused.value.faults] == [(block, why)]
        assert len(desk.versions(KEY)) == 1

    def test_a_text_without_a_block_is_refused(self, desk, shipped):
        with pytest.raises(errors.WrongTexts) as refused:
            desk.save(KEY, 0, texts={k: v for k, v in shipped.items() if k != 'lead'}, note='', who=KIM)
        assert [(name, fault.why) for name, fault in refused.value.faults] == [('lead', Wrong.MISSING)]


class TestReviewing:
    def test_somebody_else_reviews(self, reviewed, clock):
        assert (reviewed.state, reviewed.reviewer, reviewed.reviewed_at) == (State.REVIEWED, LOU, clock.now())

    def test_the_author_does_not(self, desk, draft):
        with pytest.raises(errors.OwnReview):
            desk.review(KEY, 1, who=KIM, read=draft.fingerprint)
        assert desk.get(KEY, 1) == draft

    def test_without_the_guard_the_author_does(self, desk, draft, monkeypatch):
        monkeypatch.setattr(desk_file, 'check_may_review', lambda version, who, read: None)
        desk.review(KEY, 1, who=KIM, read=draft.fingerprint)
        assert desk.get(KEY, 1).reviewer == KIM

    def test_what_was_changed_since_is_not_reviewed(self, desk, draft):
        desk.save(KEY, 1, texts=other(draft.texts, heading='Wij stoppen'), note='', who=KIM)
        with pytest.raises(errors.ChangedMeanwhile):
            desk.review(KEY, 1, who=LOU, read=draft.fingerprint)

    def test_what_is_no_draft_is_not_reviewed(self, desk, reviewed):
        with pytest.raises(errors.NoDraft):
            desk.review(KEY, 1, who=LOU, read=reviewed.fingerprint)


class TestReleasing:
    def test_letters_are_said_with_it_from_its_day_on(self, letters, release):
        release(TODAY + timedelta(days=1))
        letter = read_samples(FOLDER, KEY.kind)[MAIN]
        said = {day: letters.text(_on(letter, TODAY + timedelta(days=day)), 'nl') for day in (0, 1, 30)}
        assert [WORDS in text for text in said.values()] == [False, True, True]
        assert letters.edition(_on(letter, TODAY), 'nl') == 0
        assert letters.edition(_on(letter, TODAY + timedelta(days=1)), 'nl') == 1

    def test_the_english_text_stays_as_it_is(self, letters, release):
        release()
        assert letters.edition(_on(read_samples(FOLDER, KEY.kind)[MAIN], TODAY), 'en') == 0

    def test_a_draft_and_a_reviewed_text_are_in_no_letter(self, letters, reviewed):
        assert letters.edition(_on(read_samples(FOLDER, KEY.kind)[MAIN], TODAY), 'nl') == 0

    def test_the_latest_that_began_counts(self, desk, letters, release, shipped):
        release()
        again = desk.save(KEY, 1, texts=other(shipped, heading='Wij stoppen ermee'), note='', who=LOU)
        desk.review(KEY, again.number, who=KIM, read=again.fingerprint)
        desk.release(KEY, again.number, valid_from=TODAY + timedelta(days=3))
        letter = read_samples(FOLDER, KEY.kind)[MAIN]
        assert [letters.edition(_on(letter, TODAY + timedelta(days=day)), 'nl') for day in (-1, 0, 2, 3)] == [0, 1, 1, 2]

    def test_not_for_a_day_that_is_over(self, release, desk):
        with pytest.raises(errors.ReleasedBefore):
            release(TODAY - timedelta(days=1))
        assert desk.get(KEY, 1).state is State.REVIEWED

    def test_without_the_guard_it_would_be(self, release, monkeypatch):
        monkeypatch.setattr(desk_file, 'check_may_release', lambda version, valid_from, today: None)
        assert release(TODAY - timedelta(days=1)).valid_from == TODAY - timedelta(days=1)

    def test_not_without_a_review(self, desk, draft, fit):
        with pytest.raises(errors.NotReviewed):
            desk.release(KEY, 1, valid_from=TODAY)

    def test_a_text_that_no_longer_fits_breaks_no_letter(self, desk, letters, release, database, caplog):
        """The structure of a letter changes with the portal; then its own text, which changed with it, is said."""
        release()
        _spoil(database)
        assert WORDS not in letters.text(_on(read_samples(FOLDER, KEY.kind)[MAIN], TODAY), 'nl')
        assert 'does not fit its letter any more' in caplog.text


class TestWithdrawing:
    def test_letters_are_said_with_what_was_before(self, desk, letters, release):
        release()
        desk.withdraw(KEY, 1, who=LOU)
        assert letters.edition(_on(read_samples(FOLDER, KEY.kind)[MAIN], TODAY), 'nl') == 0
        assert desk.get(KEY, 1).state is State.WITHDRAWN

    def test_the_draft_of_another_is_not_thrown_away(self, desk, draft):
        with pytest.raises(errors.NotYourDraft):
            desk.withdraw(KEY, 1, who=LOU)

    def test_once_is_enough(self, desk, draft):
        desk.withdraw(KEY, 1, who=KIM)
        with pytest.raises(errors.WithdrawnAlready):
            desk.withdraw(KEY, 1, who=KIM)


def test_how_all_texts_stand(desk, draft):
    standing = {one.key: one for one in desk.overview()}
    assert len(standing) == len(desk.keys()) > 36
    assert (standing[KEY].in_use.number, [one.number for one in standing[KEY].ahead]) == (0, [1])


def test_the_rule_and_the_query_agree_on_what_is_in_use(desk, release):
    release()
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)):
        found = steps.valid_on(desk.versions(KEY)[:-1], day)
        assert (found.number if found else 0) == (1 if day >= TODAY else 0)
    assert desk.in_use(KEY).number == 1


def _on(letter, day):
    return replace(letter, written_on=day)


def _spoil(database):
    """Take a block out of what was released."""
    with database.transaction() as session:
        session.execute(EDITIONS.update().values(texts={'heading': WORDS}))
