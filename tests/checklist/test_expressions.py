"""The language of conditions: three answers instead of two, and nothing that a lawyer need not know."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_engine import Context, Rule, resolve_attribute

from portal.checklist.errors import WrongCondition
from portal.checklist.rules.checking.sites import names_in
from portal.checklist.rules.expressions import Truth
from portal.checklist.rules.language import Language

LANGUAGE = Language({
    'a': bool, 'b': bool, 'c': bool, 'purpose': str, 'app.age': int, 'app.exam.date': date, 'born': date,
    'nationalities': set, 'param.adult': int,
})
YES, NO, OPEN = True, False, None


class Facts:
    """Some facts; the others are open."""

    def __init__(self, **facts):
        self.facts = {name.replace('__', '.'): value for name, value in facts.items()}

    def missing(self, names):
        missing = frozenset(name for name in names if self.facts.get(name) is None)
        return missing or None

    def value(self, name):
        return self.facts[name]


def truth(text, **facts):
    return LANGUAGE.condition(text).truth(Facts(**facts)).value


@pytest.mark.parametrize(('a', 'b', 'both', 'either'), [
    (YES, YES, YES, YES),
    (YES, NO, NO, YES),
    (YES, OPEN, OPEN, YES),
    (NO, YES, NO, YES),
    (NO, NO, NO, NO),
    (NO, OPEN, NO, OPEN),
    (OPEN, YES, OPEN, YES),
    (OPEN, NO, NO, OPEN),
    (OPEN, OPEN, OPEN, OPEN),
])
def test_and_or_follow_kleene(a, b, both, either):
    assert truth('a and b', a=a, b=b) is both
    assert truth('a or b', a=a, b=b) is either


@pytest.mark.parametrize(('a', 'opposite'), [(YES, NO), (NO, YES), (OPEN, OPEN)])
def test_not_follows_kleene(a, opposite):
    assert truth('not a', a=a) is opposite


@pytest.mark.parametrize(('text', 'facts', 'answer'), [
    ("purpose == 'work'", {'purpose': 'work'}, YES),
    ("purpose != 'work'", {'purpose': 'work'}, NO),
    ("purpose in ['work', 'study']", {'purpose': 'study'}, YES),
    ("not (purpose in ['work', 'study'])", {'purpose': 'study'}, NO),
    ("'MA' in nationalities", {'nationalities': {'NL', 'MA'}}, YES),
    ("purpose in nationalities", {'nationalities': {'NL'}, 'purpose': 'MA'}, NO),
    ('app.age >= param.adult', {'app__age': 18, 'param__adult': 18}, YES),
    ('app.age > 17.5 and app.age < 18.5', {'app__age': 18}, YES),
    ('app.age > -1', {'app__age': 0}, YES),
    ('app.exam.date < born', {'app__exam__date': date(2020, 1, 1), 'born': date(2020, 1, 2)}, YES),
    ('app.exam.date < born', {'born': date(2020, 1, 2)}, OPEN),
    ("app.age > 3 or purpose == 'work'", {'purpose': 'work'}, YES),
    ('true', {}, YES),
    ('not true', {}, NO),
])
def test_comparisons(text, facts, answer):
    assert truth(text, **facts) is answer


@pytest.mark.parametrize(('text', 'facts', 'could_settle'), [
    ('a and b', {}, {'a', 'b'}),
    ('a and b', {'a': YES}, {'b'}),
    ('a and b', {'a': NO}, set()),
    ('a or (b and c)', {'b': NO}, {'a'}),
    ('not (a or b)', {'c': YES}, {'a', 'b'}),
    ("'MA' in nationalities or app.age > 3", {}, {'nationalities', 'app.age'}),
])
def test_who_asks_learns_what_could_still_settle_it(text, facts, could_settle):
    assert LANGUAGE.condition(text).truth(Facts(**facts)).open == could_settle


@pytest.mark.parametrize(('text', 'says'), [
    ('d', 'there is no fact d'),
    ('app.name', 'there is no fact app.name'),
    ('app.exam.place == 3', 'there is no fact app.exam.place'),
    ('param.old > 3', 'there is no fact param.old'),
    ('app == 3', 'there is no fact app'),
    ('app.age.years == 3', 'there is no fact years'),
    ('purpose', 'purpose is not a yes or no'),
    ('app.age and a', 'app.age is not a yes or no'),
    ("purpose == 3", 'cannot be compared with each other'),
    ("a == 'yes'", 'cannot be compared with each other'),
    ("nationalities == ['MA']", 'cannot be compared with each other'),
    ("born == 3", 'cannot be compared with each other'),
    ("'work' in purpose", '`in` needs'),
    ("purpose in ['work', 3]", '`in` needs'),
    ("purpose in []", '`in` needs'),
    ("app.age in nationalities", '`in` needs'),
    ("purpose < 'work'", 'only numbers and days come before or after'),
    ('a < b', 'only numbers and days come before or after'),
    ("purpose =~ 'w.*'", 'this comparison is not used here'),
    ("a ? b : c", 'TernaryExpression is not used here'),
    ('[x for x in nationalities]', 'ComprehensionExpression is not used here'),
    ('app.age + 1 > 3', 'a comparison must be between facts'),
    ('a == true', 'a comparison must be between facts'),
    ('purpose == null', 'a comparison must be between facts'),
    ("born > d'2020-01-01'", 'a comparison must be between facts'),
    ('$any(nationalities)', 'this is no condition'),
    ('a and', 'this is no condition: syntax error'),
    ('a & b', 'this is no condition'),
    ('', 'this is no condition'),
])
def test_the_rest_of_the_library_is_refused(text, says):
    with pytest.raises(WrongCondition) as refusal:
        LANGUAGE.condition(text)
    assert says in str(refusal.value)


def test_the_same_text_is_read_once():
    assert LANGUAGE.condition('a and  b') is LANGUAGE.condition('a and  b')


def test_a_condition_tells_which_facts_it_names():
    assert names_in(LANGUAGE.condition("not (a or 'MA' in nationalities) and app.age < param.adult")) == {
        'a', 'nationalities', 'app.age', 'param.adult',
    }


LEAVES = st.sampled_from([
    'a', 'b', 'c', "purpose == 'work'", "purpose in ['work', 'study']", "purpose != 'study'", "'MA' in nationalities",
    'app.age < param.adult', 'app.age >= 3', 'born <= app.exam.date', 'true', 'a == b',
])
CONDITIONS = st.recursive(LEAVES, lambda inner: st.one_of(
    st.tuples(inner, st.sampled_from(['and', 'or']), inner).map(lambda parts: f'({" ".join(parts)})'),
    inner.map(lambda part: f'not ({part})'),
), max_leaves=8)
DAYS = st.integers(0, 3).map(lambda days: date(2020, 1, 1) + timedelta(days=days))
EVERYTHING = st.fixed_dictionaries({
    'a': st.booleans(), 'b': st.booleans(), 'c': st.booleans(), 'purpose': st.sampled_from(['work', 'study', 'family']),
    'app.age': st.integers(0, 5), 'app.exam.date': DAYS, 'born': DAYS,
    'nationalities': st.sets(st.sampled_from(['MA', 'NL'])), 'param.adult': st.integers(0, 5),
})


def nested(facts):
    """The facts as the library wants them: each group of names an object."""
    whole = SimpleNamespace()
    for name, value in facts.items():
        *groups, last = name.split('.')
        inside = whole
        for group in groups:
            vars(inside).setdefault(group, SimpleNamespace())
            inside = getattr(inside, group)
        setattr(inside, last, value)
    return whole


@given(CONDITIONS, EVERYTHING)
def test_it_says_what_the_library_says_when_all_is_known(text, facts):
    ours = LANGUAGE.condition(text).truth(Facts(**facts))
    theirs = Rule(text, context=Context(resolver=resolve_attribute)).matches(nested(facts))
    assert ours == Truth(theirs)


@given(CONDITIONS, EVERYTHING, st.sets(st.sampled_from(['a', 'b', 'c', 'purpose', 'app.age', 'born', 'nationalities'])))
def test_what_is_said_too_early_is_never_taken_back(text, facts, hidden):
    condition = LANGUAGE.condition(text)
    early = condition.truth(Facts(**{name: None if name in hidden else value for name, value in facts.items()}))
    late = condition.truth(Facts(**facts))
    assert early.value in (None, late.value)
    assert early.open <= hidden
    assert (early.value is None) == bool(early.open)
