"""The letter that we find something out first: L04."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.kernel.texts import Text
from portal.letters.model.asking import Research
from portal.procedures.errors import NoLetter
from portal.procedures.model import ClockState, Length, Unit
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.days import DAY, after
from portal.procedures.rules.finding import find_suspension
from portal.procedures.rules.letters.making import Written, is_at
from portal.procedures.rules.letters.periods import (
    article_of,
    end_if_extended,
    end_if_suspended,
    extensions,
    in_words,
    sure_end,
)

SAME, ABROAD = 'same', 'foreign_information'
"""What research does to the time: nothing, or it stands still while we wait for another country."""
SAYS_SAME: Text = {'nl': 'de tijd verandert niet', 'en': 'the time does not change'}
Effect = tuple[date, date | None, str]


def research(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L04: until when we had to decide, and by when now, if the research lasts as long as was said."""
    before, lasts = sure_end(matter.judged.legal), Length(given['weeks'], Unit.WEEK)
    ready = after(matter.day, lasts)
    decide_by, stopped_from, article = effect_on(matter, given['effect'], ready)
    if ready > decide_by or (given['effect'] != SAME and decide_by <= before):
        raise NoLetter(Why.TOO_LONG, 'weeks')
    return {
        'lasts': in_words(matter.definitions, lasts), 'before': before, 'decide_by': decide_by,
        'stopped_from': stopped_from, 'article': article, 'place': None, 'persons': (), 'bring': (),
    }


def effect_on(matter: Matter, effect: str, ready: date) -> Effect:
    """By when we decide when the research is ready on that day, the first day that does not count, and the article."""
    if effect == SAME:
        return sure_end(matter.judged.legal), None, ''
    if effect == ABROAD:
        suspension = find_suspension(matter.definitions, ABROAD, matter.day)
        if suspension is None:
            raise NoLetter(Why.NO_DAY, 'stopped_from')
        end = sure_end(end_if_suspended(matter, suspension, ready))
        return end, matter.day + DAY if suspension.from_next_day else matter.day, article_of(suspension.law)
    chosen = next(one for one in extensions(matter.judged) if one.key == effect)
    return sure_end(end_if_extended(matter, chosen)), None, article_of(chosen.source)


def may_find_out(judged: Judged) -> bool:
    """The source tells of research, and the period runs."""
    return is_at(judged, 'L04') and judged.ended is None and judged.legal.state is ClockState.RUNNING


def asks_for_research(matter: Matter) -> tuple[Ask, ...]:
    """What we find out, about how long that takes, and what it does to the time."""
    abroad = find_suspension(matter.definitions, ABROAD, matter.day)
    choices = (
        (SAME, SAYS_SAME), *((one.key, one.says) for one in extensions(matter.judged)),
        *(((ABROAD, abroad.says),) if abroad else ()),
    )
    return (
        Ask(name='research', shape=Shape.TEXT), Ask(name='weeks', shape=Shape.NUMBER, in_letter=False),
        Ask(name='effect', shape=Shape.CHOICE, choices=choices, in_letter=False),
    )


RESEARCHING = (
    Written(
        kind=Research, fill=research, fits=may_find_out, asks=asks_for_research,
        procedures=('family', 'extension', 'nareis', 'highly_skilled', 'study', 'naturalisation'),
    ),
)
