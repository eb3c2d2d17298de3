"""Every letter about an application that ships may go out: in every language, with every branch."""

import pytest

from portal.letters.judging import LOWEST_SCORE, Judgement
from portal.letters.model.checking import Finding, Measured

GOOD = Measured(score=LOWEST_SCORE, parts={}, rare=0, officialese=(), worst_sentence='', worst_word='')


def test_keeps_the_rules_and_is_clear(letters, case_sample):
    judgement = letters.judge_words(case_sample.letter, case_sample.language)
    assert judgement.findings == ()
    assert judgement.may_be_released, judgement.measured


@pytest.mark.parametrize(('judgement', 'may'), [
    (Judgement(measured=GOOD, findings=(), complaints=()), True),
    (Judgement(measured=None, findings=(), complaints=()), True),
    (Judgement(measured=Measured(**{**vars(GOOD), 'score': 79.9}), findings=(), complaints=()), False),
    (Judgement(measured=GOOD, findings=(Finding('R1', 'lead', 'x'),), complaints=()), False),
    (Judgement(measured=GOOD, findings=(), complaints=('ua1: x',)), False),
])
def test_what_keeps_a_letter_back(judgement, may):
    assert judgement.may_be_released is may
