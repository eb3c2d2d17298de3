"""The period of a case as a letter may say it: confirmed, with its article, or not at all."""

import re
from dataclasses import replace
from datetime import date

from portal.kernel.texts import Text
from portal.procedures.errors import NoLetter
from portal.procedures.model import (
    Case,
    Definitions,
    Event,
    EventKind,
    Extension,
    Legal,
    Length,
    Status,
    Suspension,
    Told,
)
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Matter, Why
from portal.procedures.rules.clocks.statutory import legal_end
from portal.procedures.rules.clocks.stopping import ask_ends
from portal.procedures.rules.wording import length_in_words

LANGUAGES = 'nl', 'en'
ARTICLE = re.compile(r'(Vw|Awb|RWN|Vb|EU) [0-9][^;]*?(?= \(text of |;|$)')
CHANGED = {
    Told.STOPPED, Told.STOPPED_STILL, Told.STOPPED_UNTOLD, Told.EXTENDED, Told.EXTENDED_ALL, Told.EXTENDED_CAPPED,
}
"""Steps after which the last day is no longer the period alone."""


def sure_end(legal: Legal) -> date:
    """The last day of the period; raises `NoLetter` when it is not known, or something in it was not confirmed."""
    if legal.unconfirmed:
        raise NoLetter(Why.NOT_SURE, 'decide_by')
    if legal.day is None:
        raise NoLetter(Why.NO_DAY, 'decide_by')
    return legal.day


def plain_end(legal: Legal) -> date:
    """The same for a letter that says the period and its end: refused when something was added to the period."""
    day = sure_end(legal)
    if any(step.told in CHANGED for step in legal.steps):
        raise NoLetter(Why.NOT_PLAIN, 'decide_by')
    return day


def article_of(source: str) -> str:
    """The article of the law in what a definition rests on; raises `NoLetter` for one that names none."""
    found = ARTICLE.match(source)
    if found is None:
        raise NoLetter(Why.NO_ARTICLE, 'article')
    return found[0]


def term_article(legal: Legal) -> str:
    """The article that gives the period of a case."""
    return article_of(legal.term.law if legal.term else '')


def period_of(definitions: Definitions, legal: Legal) -> Text:
    """How long the law gives, in words."""
    if legal.term is None or legal.term.lasts is None:
        raise NoLetter(Why.NO_DAY, 'period')
    return in_words(definitions, legal.term.lasts)


def in_words(definitions: Definitions, length: Length) -> Text:
    """A length of time in the languages of the definitions."""
    return {language: length_in_words(definitions, length, language) for language in LANGUAGES}


def extensions(judged: Judged) -> tuple[Extension, ...]:
    """The reasons for more time that were confirmed; without a limit no day follows from them."""
    term = judged.legal.term
    return tuple(
        one for one in term.extensions if one.status is Status.CONFIRMED and (one.lasts or one.total)
    ) if term else ()


def without(case: Case, events: list[Event]) -> Case:
    """The case as if these had not happened."""
    return replace(case, events=tuple(event for event in case.events if event not in events))


def with_events(case: Case, *events: Event) -> Case:
    """The case with what this letter does to it."""
    return replace(case, events=(*case.events, *events))


def asked_now(matter: Matter, what: str) -> tuple[Event, date]:
    """That the letter asks for something, and until when it can be sent."""
    ask = Event(kind=EventKind.ASKED, day=matter.day, what=what, told=matter.day)
    return ask, ask_ends(matter.definitions, ask)


def end_if_all_comes(matter: Matter, ask: Event, *, last: date) -> Legal:
    """The clock when what the letter asks for comes on the last day."""
    answer = Event(kind=EventKind.PAPERS_RECEIVED, day=last, what=ask.what)
    return legal_end(with_events(matter.judged.case, ask, answer), matter.definitions, last)


def end_if_extended(matter: Matter, extension: Extension) -> Legal:
    """The clock when the letter takes more time."""
    event = Event(kind=EventKind.EXTENDED, day=matter.day, what=extension.key, told=matter.day)
    return legal_end(with_events(matter.judged.case, event), matter.definitions, matter.day)


def end_if_suspended(matter: Matter, suspension: Suspension, until: date) -> Legal:
    """The clock when the letter tells that it stands still until that day."""
    event = Event(kind=EventKind.SUSPENDED, day=matter.day, what=suspension.key, until=until, told=matter.day)
    return legal_end(with_events(matter.judged.case, event), matter.definitions, matter.day)
