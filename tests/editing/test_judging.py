"""A text is good enough when every sample of its letter may be released with it."""

import pytest

from portal.editing import errors
from portal.editing.model import State
from portal.editing.rules.comparing import Piece, changes
from portal.editing.service import Rounds
from portal.letters.service.trying import Trying
from tests.editing.conftest import KEY, KIM, LOU, other
from tests.editing.shared import NL, UK, reviewed_of
from tests.editing.test_desk import TODAY

UNFIT = {'sent': 'Bel ons op 1-2-2026.'}


@pytest.fixture
def engine():
    """Words are as good on every engine."""
    return 'sqlite'


def reviewed(desk, texts):
    draft = desk.save(KEY, 0, texts=texts, note='', who=KIM)
    desk.review(KEY, draft.number, who=LOU, read=draft.fingerprint)
    return draft.number


class TestReleasing:
    def test_what_ships_is_good_enough(self, desk, shipped):
        number = reviewed(desk, shipped)
        desk.release(KEY, number, valid_from=TODAY)
        assert desk.get(KEY, number).state is State.RELEASED

    def test_an_unfit_text_is_refused(self, desk, shipped):
        number = reviewed(desk, other(shipped, **UNFIT))
        with pytest.raises(errors.UnfitText):
            desk.release(KEY, number, valid_from=TODAY)
        assert desk.get(KEY, number).state is State.REVIEWED

    def test_without_the_guard_it_would_be_released(self, desk, judging, shipped, monkeypatch):
        number = reviewed(desk, other(shipped, **UNFIT))
        report = judging.whole(KEY, other(shipped, **UNFIT))
        monkeypatch.setattr(type(report), 'may_be_released', True)
        desk.release(KEY, number, valid_from=TODAY)
        assert desk.get(KEY, number).state is State.RELEASED


class TestASharedText:
    """With real letters, on paper too."""

    @pytest.fixture
    def rounds(self, database, clock, machine, judging):
        return Rounds(database, clock, Trying(machine), judging)

    def test_that_is_bad_in_one_letter_only_is_refused_and_the_letter_named(self, desk, rounds):
        """Only the letter that asks for papers must say in what form; in Ukrainian both blocks are said by one letter."""
        version = reviewed_of(desk, UK, item_form='Подивіться на папір.', asked_label='Що каже закон?')
        rounds.ask(version)
        rounds.work()
        found = {one.words.key.kind: one.report for one in rounds.progress(version).letters}
        assert {kind: report.may_be_released for kind, report in found.items()} == {'l03_missing': False, 'l12_no': True}
        assert 'R10' in [said.finding.rule for said in found['l03_missing'].findings]
        with pytest.raises(errors.UnfitLetters) as refused:
            desk.release(UK, version.number, valid_from=TODAY)
        assert refused.value.kinds == ('l03_missing',)

    def test_that_is_good_is_released(self, desk, rounds):
        version = reviewed_of(desk, NL, item_why='Dit is waarom wij het vragen: {why}')
        rounds.ask(version)
        rounds.work()
        progress = rounds.progress(version)
        assert all(one.report.printed and one.report.lowest.score >= 80 for one in progress.letters)
        desk.release(NL, version.number, valid_from=TODAY)
        assert desk.get(NL, version.number).state is State.RELEASED


class TestTheReport:
    def test_names_rule_place_and_samples(self, judging, shipped):
        report = judging.words(KEY, other(shipped, **UNFIT))
        (finding, variants), = report.findings
        assert (finding.rule, finding.place) == ('R4', '"1-2-2026"')
        assert variants == tuple(one.variant for one in report.tried)
        assert not report.may_be_released

    def test_tells_of_the_least_clear_sample(self, judging, shipped):
        report = judging.words(KEY, shipped)
        assert report.lowest.score == min(one.measured.score for one in report.tried)

    def test_a_language_that_cannot_be_measured_has_no_score(self, judging, desk):
        key = desk.get_key('l03_missing', 'uk')
        assert judging.words(key, desk.get(key, 0).texts).lowest is None

    def test_a_sample_that_cannot_be_said_is_named(self, judging, shipped):
        """The field is one of the letter, but not every letter has it: the samples show it."""
        report = judging.words(KEY, other(shipped, means='Dit helpt u: {representative}.'))
        assert 'main' in [variant for variant, _ in report.refused]
        assert not report.may_be_released

    def test_what_cannot_be_said_is_not_judged(self, judging, shipped):
        with pytest.raises(errors.WrongTexts):
            judging.words(KEY, other(shipped, heading='{nobody}'))


@pytest.mark.parametrize(('before', 'after', 'pieces'), [
    ('Wij gaan door', 'Wij gaan niet door', [('same', 'Wij gaan '), ('new', 'niet '), ('same', 'door')]),
    ('Wij gaan niet door', 'Wij gaan door', [('same', 'Wij gaan '), ('gone', 'niet '), ('same', 'door')]),
    ('een', 'twee', [('gone', 'een'), ('new', 'twee')]),
    ('', 'nieuw', [('new', 'nieuw')]),
])
def test_differences_word_by_word(before, after, pieces):
    (change,) = changes({'a': before, 'b': 'x'}, {'a': after, 'b': 'x'})
    assert (change.block, list(change.pieces)) == ('a', [Piece(*piece) for piece in pieces])

