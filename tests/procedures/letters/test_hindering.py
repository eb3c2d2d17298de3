"""Which letters a case cannot have, and why: before a clerk has filled anything in."""

from collections.abc import Callable

import pytest

from portal.clock import SetClock
from portal.identity.model import Person
from portal.procedures.errors import NoLetter, ProcedureUnknown
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.writing import Why
from portal.procedures.rules.letters import hindering
from portal.procedures.service import Cases
from portal.procedures.service.writing import NO_CODE, Writing
from tests.fixtures.cases import AMINA, told_case
from tests.procedures.letters.matters import ADDRESS
from tests.procedures.letters.test_writing import NEW


@pytest.fixture
def engine() -> str:
    """The rules are the same on every engine."""
    return 'sqlite'


@pytest.fixture
def keep(cases: Cases, case_file: Callable, person: Person) -> Callable[..., KeptCase]:
    """Brings a case of Amina into the portal."""

    def bring(**changes: object) -> KeptCase:
        path = case_file([told_case('A-1', **{**NEW, **changes})])
        assert cases.importing.go_on(cases.importing.begin(path), path).counts.wrong == 0
        return cases.get_by_reference('A-1')

    return bring


def whys(writing: Writing, kept: KeptCase) -> dict[str, tuple[Why, str] | None]:
    return {kind: refusal and (refusal.why, refusal.field) for kind, refusal in writing.hindrances(kept).items()}


def test_only_letters_of_the_procedure_are_spoken_of(keep, writing):
    assert 'l22_family_starts' not in whys(writing, keep())
    assert 'l15_objection_received' not in whys(writing, keep())


def test_what_fits_can_be_made_whatever_the_clerk_chooses(keep, writing):
    kept = keep()
    found = whys(writing, kept)
    assert {kind for kind, why in found.items() if why is None} == set(writing.possible(kept))
    assert found['l13_card_ready'] == (Why.NOT_NOW, '')


@pytest.mark.parametrize(('changes', 'kind', 'why'), [
    ({'procedure': 'nareis', 'track': 'general'}, 'l01_receipt', (Why.NOT_SURE, 'decide_by')),
    ({'procedure': 'study', 'track': 'without_mvv'}, 'l01_receipt', (Why.NO_ARTICLE, 'article')),
    ({'persons': [AMINA | {'name': ''}]}, 'l01_receipt', None),
])
def test_what_fits_but_cannot_be_said_is_known_beforehand(keep, writing, changes, kind, why):
    assert whys(writing, keep(**changes))[kind] == why


def test_it_is_what_writing_would_say(keep, writing):
    """The same refusal comes when somebody tries all the same."""
    kept = keep(procedure='nareis', track='general')
    with pytest.raises(NoLetter) as refused:
        writing.draft('l01_receipt', kept, given=ADDRESS)
    assert (refused.value.why, refused.value.field) == whys(writing, kept)['l01_receipt']


def test_without_trying_it_would_be_offered(keep, writing, monkeypatch):
    """The twin: that it fits is not enough."""
    kept = keep(procedure='nareis', track='general')
    assert 'l01_receipt' in writing.possible(kept)
    monkeypatch.setattr(hindering, '_refusal', lambda *_, **__: None)
    assert whys(writing, kept)['l01_receipt'] is None


def test_a_case_of_nobody_and_a_procedure_of_nothing_are_refused(keep, writing):
    with pytest.raises(NoLetter, match='addressee'):
        writing.hindrances(keep(persons=[AMINA | {'part': 'family'}]))


def test_a_procedure_that_is_not_known_is_refused(keep, writing, cases, monkeypatch):
    kept = keep()
    monkeypatch.setattr(Cases, 'judge', lambda self, kept: (_ for _ in ()).throw(ProcedureUnknown))
    with pytest.raises(ProcedureUnknown):
        writing.hindrances(kept)


class TestDrafts:
    def test_are_what_is_sent_but_for_the_code(self, keep, writing, archive):
        kept = keep()
        draft = writing.draft('l01_receipt', kept, given=ADDRESS)
        sent = writing.write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')
        letter = archive.sent_letter(sent)
        assert (draft.reference, draft.check_page, draft.check_code) == (letter.reference, letter.check_page, NO_CODE)
        assert letter.check_code not in ('', NO_CODE)
        ours = 'check_page', 'check_code'
        assert {k: v for k, v in vars(draft).items() if k not in ours} == {
            k: v for k, v in vars(letter).items() if k not in ours}

    def test_leave_nothing_behind(self, keep, writing, letterbox, person):
        writing.draft('l01_receipt', keep(), given=ADDRESS)
        assert letterbox.letters_of(person.id) == ()

    def test_of_another_day_are_another_letter(self, keep, writing, clock: SetClock):
        kept = keep()
        before = writing.draft('l01_receipt', kept, given=ADDRESS)
        clock.moment = clock.moment.replace(month=12, day=1)
        assert writing.draft('l01_receipt', kept, given=ADDRESS).reference != before.reference
