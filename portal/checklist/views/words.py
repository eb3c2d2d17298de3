"""How the pages say answers, steps and kinds."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.checklist.forms.countries import country_name
from portal.checklist.forms.incomes import KINDS
from portal.checklist.model import UNKNOWN, ConditionState, Format, Income, Kind, Paper, Question, Step, Who
from portal.kernel.texts import in_language
from portal.web.formatting import day_in_words
from portal.web.locale import current_language

WHO: Mapping[Who, Any] = {
    Who.APPLICANT: _l('The person who wants to come gets these'),
    Who.SPONSOR: _l('The family member in the Netherlands gets these'),
    Who.BOTH: _l('You get these together'),
    Who.OTHER_PARENT: _l('The other parent gets these'),
    Who.ORGANISATION: _l('An organisation gives these'),
}
FORMATS: Mapping[Format, Any] = {
    Format.COPY: _l('Hand in a copy. Keep the original.'),
    Format.CERTIFIED_COPY: _l('Hand in a certified copy. Keep the original.'),
    Format.ORIGINAL: _l('Hand in the original. Keep a copy.'),
    Format.FILLED_IN: _l('Fill in the form and sign it.'),
}
STATES: Mapping[ConditionState, Any] = {
    ConditionState.MET: _l('You meet this'), ConditionState.UNMET: _l('You do not meet this'),
    ConditionState.UNCLEAR: _l('Not clear yet'),
}
STEPS: Mapping[Step, Any] = {
    Step.ASK_COUNTRY: _l('An official paper from abroad must usually be legalised. Tell us which country issued it. '
                         'Then we show the steps.'),
    Step.DUTCH: _l('It is a Dutch paper. You need not have it legalised.'),
    Step.KINGDOM: _l('It comes from inside the Kingdom. Usually it need not be legalised. Check this with the '
                     'immigration service.'),
    Step.EU: _l('It comes from a country of the European Union. Usually it needs no apostille. Ask for the '
                'multilingual form. Check this with the immigration service.'),
    Step.APOSTILLE: _l('Let the authority in %(country)s put an apostille on it. You do not need to go to an embassy.'),
    Step.APOSTILLE_UNSURE: _l('%(country)s gives apostilles. We are not sure that the Netherlands accepts them. '
                              'Check this with the immigration service before you pay.'),
    Step.CHAIN: _l('First let the ministry of foreign affairs of %(country)s legalise it. Then let a Dutch embassy or '
                   'consulate legalise it.'),
    Step.NO_DUTCH_STEP: _l('Let the ministry of foreign affairs of %(country)s legalise it. Dutch embassies do not '
                           'legalise papers from there. The paper can be examined later.'),
    Step.ASK_SERVICE: _l('We do not know how papers from %(country)s are legalised. Check this with the immigration '
                         'service.'),
    Step.USED_BEFORE: _l('It was used in the Netherlands before. It need not be legalised again.'),
    Step.LEGALISED: _l('It is legalised. An old stamp is fine if it was made for use in the Netherlands.'),
    Step.TRANSLATE: _l('Let a sworn translator translate it into Dutch, English, French or German. A translator in the '
                       'Netherlands must be in the register of sworn translators.'),
    Step.TRANSLATE_IF: _l('Is it not in Dutch, English, French or German? Then let a sworn translator translate it.'),
    Step.LEGALISE_TRANSLATION: _l('The translation was made abroad. It must be legalised too, in the same way as the '
                                  'paper.'),
    Step.TOO_OLD: _l('It is too old now. Ask for a new one. The date of issue counts, not the date of the stamp.'),
    Step.OLD_BY_THEN: _l('It will be too old on the day on which you expect to apply. Ask for a new one later.'),
}
DECISIVE = {True: _l('Passed'), False: _l('Not passed'), None: _l('Not clear yet')}


def answer_in_words(question: Question, value: Any) -> str:
    """What was answered, as people say it."""
    if value is UNKNOWN or value is None:
        return str(_('I do not know'))
    language = current_language()
    said = {
        Kind.CHOICE: lambda: in_language({one.key: one.says for one in question.options}[value], language),
        Kind.YES_NO: lambda: _('Yes') if value else _('No'),
        Kind.DATE: lambda: day_in_words(value),
        Kind.COUNTRY: lambda: country_name(value),
        Kind.COUNTRIES: lambda: ', '.join(sorted(country_name(key) for key in value)),
        Kind.NUMBER: lambda: str(value),
        Kind.INCOMES: lambda: '; '.join(income_in_words(one) for one in value),
    }
    return said[question.kind]()


def income_in_words(income: Income) -> str:
    """Wages from an employer: € 2,450.00."""
    name = str(KINDS.get(income.kind, income.kind))
    return f'{name}: {euros(income.gross)}' if income.gross is not None else name


def euros(amount: Decimal) -> str:
    """€ 2,337.00."""
    return format_currency(amount, 'EUR', locale=current_language())


def steps_in_words(paper: Paper) -> list[str]:
    """What must be done with a paper."""
    country = country_name(paper.country.iso2) if paper.country else ''
    words = [str(STEPS[step]).replace('%(country)s', country) for step in paper.steps]
    most = paper.listed.document.form.months_most
    if most is not None and paper.get_after is not None:
        words.append(_(
            'It may be at most %(months)s months old when you apply. So it must be from %(day)s or later.',
            months=most, day=day_in_words(paper.get_after),
        ))
    if paper.listed.document.form.each_page_signed:
        words.append(_('Sign every page and write the date on it.'))
    return words


def weeks_in_words(days: int) -> str:
    """About so many weeks; nothing for what is at hand."""
    if days < 7:
        return ''
    return _('Takes about %(weeks)s weeks. This is our own estimate.', weeks=-(-days // 7)) if days >= 14 else _(
        'Takes about a week. This is our own estimate.')


def is_old(day: date | None, today: date) -> bool:
    """The day is past."""
    return day is not None and day < today
