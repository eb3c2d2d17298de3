"""What a clerk reads when there is no letter."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.letters import errors
from portal.letters.errors import LetterRefused
from portal.procedures.errors import NoLetter
from portal.procedures.model.writing import Why

NOT_KNOWN = _l('The portal does not know this procedure. It makes no letters for it.')
WHY: Mapping[Why, LazyString] = {
    Why.NOT_NOW: _l('It does not fit where the application stands now.'),
    Why.NO_DAY: _l('The letter needs something that the application does not say yet.'),
    Why.NOT_SURE: _l('This day rests on a rule that nobody has confirmed. A letter may not state it as certain.'),
    Why.NO_ARTICLE: _l('The article of the law is not known.'),
    Why.NOT_PLAIN: _l('The time stood still or was made longer. This letter would not say so.'),
    Why.MISSING: _l('This is not known, and the letter needs it.'),
    Why.WRONG: _l('The letter cannot say this. Is it too long, or is a name spelled in another way?'),
    Why.OUTSIDE: _l('This day is too early or too late for this letter.'),
    Why.DAY_OFF: _l('Nobody works on this day. Choose another one.'),
    Why.SENT_BEFORE: _l('This decision was sent before. What one can do about it counts from that day.'),
    Why.NO_VISIT: _l('No visit is planned that belongs to where the application stands.'),
    Why.OTHERS_TOO: _l('Others come on this visit too. Only who booked it gets the code.'),
    Why.TOO_LONG: _l('This would last longer than the time in which we must decide.'),
    Why.NOBODY: _l('Nobody has to come now, so there is nothing to ask. Is this right? Then send no letter.'),
    Why.TOO_LATE: _l('The time in which we could stop with this application is over.'),
    Why.NOT_ASKED: _l('The letter does not say this. Make the field empty.'),
}
"""Why there is no letter, whether it is said in a list or at a field."""
FIELDS: Mapping[str, LazyString] = {
    'decide_by': _l('the day by which we decide'), 'decide_now_by': _l('the new day by which we decide'),
    'stopped_from': _l('the day from which the time stands still'), 'period': _l('the period of the law'),
    'decision_day': _l('the day of the decision'), 'article': _l('the article of the law'),
    'come_by': _l('the day by which to come'), 'collect_by': _l('the day by which to collect the card'),
    'pay_by': _l('the day by which to pay'), 'again_by': _l('the day of the last chance to pay'),
    'send_by': _l('the day by which to send something'),
    'papers_by': _l('the day by which to send papers for the talk'),
    'online_until': _l('until when the visit can be changed'), 'remedy': _l('what one can do about the decision'),
    'addressee': _l('who applied'), 'name': _l('the name of a person'),
}
"""What the rules find by themselves; a field that is not here is not named."""
REFUSALS: Mapping[type[LetterRefused], LazyString] = {
    errors.ReferenceTaken: _l('Another letter has the number of this one. Nothing was sent.'),
    errors.LacksElements: _l('Something that the law wants is missing in this letter. Nothing was sent.'),
    errors.UnfitLetter: _l('This letter cannot be printed well. Nothing was sent.'),
    errors.NothingToSay: _l('The text of this letter needs something that is empty. Nothing was sent.'),
    errors.NotAWebAddress: _l('A page must start with http:// or https://.'),
}
"""Why the letter that was composed cannot be sent."""
TELLING = errors.LacksElements, errors.UnfitLetter, errors.NothingToSay
"""Who knows more than the sentence says: which character cannot be printed, and in which field."""
OTHERWISE = _l('This letter cannot be made. Nothing was sent.')


def refusal_in_words(refusal: NoLetter) -> str:
    """Why the case has no such letter, and what it is about."""
    says, about = str(WHY[refusal.why]), FIELDS.get(refusal.field)
    return f'{says} ({about})' if about else says


def letter_refusal_in_words(refusal: LetterRefused) -> str:
    """Why a letter cannot be sent; what the press or the rules of letters found is said in their own words."""
    says = str(REFUSALS.get(type(refusal), OTHERWISE))
    return Markup('{} <span lang="en">{}</span>').format(says, refusal) if type(refusal) in TELLING else says
