"""Is a sentence passive: a form of `worden` or `to be` and a past participle. Told by the shape of words alone.

Dutch: `worden` with a participle, and `zijn` with a participle and `door`. `Uw afspraak is geboekt` is a state and
counts as active. English has one verb for both, so `is booked` counts as passive.
"""

import re
from collections.abc import Sequence

from portal.clarity.model import Grammar

SEPARABLE = 'aan|achter|af|bij|door|goed|in|klaar|mede|mee|na|om|op|open|over|samen|tegen|terug|toe|uit|vast|voor|weg'
# Weak participles end in -t only after a voiceless sound: `gemaakt`, but not `gebeurt` or `verandert`.
WEAK = re.compile(rf'(?:{SEPARABLE})?(?:(?:ge|be|ver|ont|her|er|onder|over|mis)\w{{2,}})(?:[^d]d|[kfschpx]t)')
STRONG = re.compile(rf'(?:{SEPARABLE})?ge(?:\w{{3,}}en|daan|staan|zien)')
NOUN = re.compile(r'\w+(?:recht|zicht|kracht|macht|dienst|lijst|heid|stand|land|tijd|geld|kind|beeld|woord|lid)')
LONGEST_SUBJECT = 4
"""Words between verb and participle in a question: `Is your first visit booked?`"""


def is_passive(keys: Sequence[str], grammar: Grammar, language: str) -> bool:
    """The sentence of the words `keys` does not say who acts, or says it with `by`."""
    return _is_passive_nl(keys, grammar) if language == 'nl' else _is_passive_en(keys, grammar)


def _is_passive_nl(keys: Sequence[str], grammar: Grammar) -> bool:
    words = set(keys)
    helped = words & grammar.passive_verbs or (words & grammar.state_verbs and words & grammar.agent)
    return bool(helped) and any(_is_participle_nl(key, grammar) for key in keys)


def _is_participle_nl(key: str, grammar: Grammar) -> bool:
    if key in grammar.participles:
        return True
    if key in grammar.passive_verbs | grammar.no_participles or NOUN.fullmatch(key):
        return False
    return bool(WEAK.fullmatch(key) or STRONG.fullmatch(key))


def _is_passive_en(keys: Sequence[str], grammar: Grammar) -> bool:
    if keys[0] in grammar.asking_verbs and any(_is_participle_en(key, grammar) for key in keys[1:LONGEST_SUBJECT + 2]):
        return True
    return any(
        key in grammar.passive_verbs and _meets_participle(keys[place + 1:], grammar) for place, key in enumerate(keys)
    )


def _is_participle_en(key: str, grammar: Grammar) -> bool:
    return key in grammar.participles or (len(key) > 3 and key.endswith('ed') and key not in grammar.no_participles)


def _meets_participle(following: Sequence[str], grammar: Grammar) -> bool:
    for key in following:
        if _is_participle_en(key, grammar):
            return True
        if key not in grammar.between and not key.endswith('ly'):
            return False
    return False
