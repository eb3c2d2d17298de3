"""The words of the desk for states, rules and measures."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from portal.editing.model import State

STATES: Mapping[str, object] = {
    State.DRAFT: _l('Draft'), State.REVIEWED: _l('Reviewed'), State.RELEASED: _l('Released'),
    State.WITHDRAWN: _l('Withdrawn'),
}
RULES: Mapping[str, object] = {
    'R1': _l('What to do comes first, with a date'), 'R2': _l('Headings ask or say what to do'),
    'R3': _l('Sentences are short'), 'R4': _l('Dates are written out'), 'R5': _l('The law stands at the end'),
    'R6': _l('No words of officials'), 'R7': _l('How to object or appeal'), 'R8': _l('When we decide'),
    'R9': _l('Whom to call'), 'R10': _l('What is missing'), 'R11': _l('No threats in the first half'),
    'R12': _l('Few rare words'), 'R13': _l('Everybody can find their way'), 'R14': _l('What the law wants is there'),
}
"""What each rule of clear letters wants."""
MEASURES: Mapping[str, object] = {
    'reading_ease': _l('How easily it reads'), 'mean_sentence': _l('Words in a sentence'),
    'longest_sentence': _l('Words in the longest sentence'), 'passive': _l('Passive sentences in a hundred'),
    'officialese': _l('Words of officials in a hundred'), 'rare_words': _l('Rare words in a hundred'),
    'nominalisations': _l('Verbs made into nouns in a hundred'),
}
