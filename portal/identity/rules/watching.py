"""When reading is unusual: pure rules over the looks of a day. They tell whom to ask, not who did wrong."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from portal.identity.model.watching import Glance, Habits, Limits, Rule, Unusual
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.kernel.working_days import public_holidays

WEEKEND = 5
"""Saturday, counted from Monday."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the rules know besides the looks themselves."""

    limits: Limits
    habits: Mapping[str, Habits]
    relations: Collection[tuple[str, str]]
    """Employee and relative."""


def unusual(glances: Sequence[Glance], known: Known, *, day: date) -> list[Unusual]:
    """What is unusual about `day`; `glances` hold that day and the days before it that `same_person_within` names."""
    by_actor: dict[str, list[Glance]] = defaultdict(list)
    for glance in glances:
        by_actor[glance.actor].append(glance)
    return [one for looks in by_actor.values() for one in _of_one(looks, known, day)]


def _of_one(looks: Sequence[Glance], known: Known, day: date) -> Iterator[Unusual]:
    """What is unusual about one employee."""
    today = [look for look in looks if dutch_day(look.at) == day]
    if not today:
        return
    who = today[-1]
    yield from _counted(today, known, day)
    for rule, count, at_least in (
        (Rule.OUTSIDE_HOURS, _works(today, lambda one: is_outside(one, known.limits)), known.limits.outside),
        (Rule.NO_VISIT, _works(today, lambda one: one.says_visit and one.had_visit is False),
         known.limits.without_visit),
        (Rule.NOBODY_FOUND, _works(today, lambda one: not one.found), known.limits.nobody_found),
    ):
        if count >= at_least:
            yield Unusual(rule=rule, day=day, actor=who.actor, name=who.name, count=count)
    for subject in sorted({look.subject for look in today if look.subject}):
        yield from _about_one(subject, looks, known, day)


def _counted(today: Sequence[Glance], known: Known, day: date) -> Iterator[Unusual]:
    """Many people in an hour or on the day, beside what is usual."""
    who, limits = today[-1], known.limits
    for rule, count, at_least, usual in (
        (Rule.MANY_IN_AN_HOUR, busiest_hour(today), limits.cases_an_hour,
         usual_of(who.actor, known.habits, lambda habits: habits.an_hour)),
        (Rule.MANY_IN_A_DAY, len(_subjects(today)), limits.cases_a_day,
         usual_of(who.actor, known.habits, lambda habits: habits.a_day)),
    ):
        if count >= max(at_least, limits.times_usual * usual):
            yield Unusual(rule=rule, day=day, actor=who.actor, name=who.name, count=count, usual=usual)


def _about_one(subject: str, looks: Sequence[Glance], known: Known, day: date) -> Iterator[Unusual]:
    """A relative, or the same person again and again."""
    who = looks[-1]
    same = [look for look in looks if look.subject == subject]
    if (who.actor, subject) in known.relations:
        count = _works(same, lambda one: dutch_day(one.at) == day)
        yield Unusual(rule=Rule.RELATIVE, day=day, actor=who.actor, name=who.name, count=count, subject=subject)
    days = len({dutch_day(look.at) for look in same})
    if days >= known.limits.same_person_days:
        yield Unusual(rule=Rule.AGAIN_AND_AGAIN, day=day, actor=who.actor, name=who.name, count=days, subject=subject)


def usual_of(actor: str, habits: Mapping[str, Habits], which: Callable[[Habits], float]) -> float:
    """What is usual: the employee's own or the colleagues', whichever is less; 0 where nobody knows."""
    colleagues = [which(one) for other, one in habits.items() if other != actor]
    known = ([which(habits[actor])] if actor in habits else []) + ([median(colleagues)] if colleagues else [])
    return min(known, default=0)


def busiest_hour(today: Sequence[Glance]) -> int:
    """The most people that were looked at within any sixty minutes."""
    looks, most, start = sorted(today, key=lambda look: look.at), 0, 0
    for end, look in enumerate(looks):
        while look.at - looks[start].at >= HOUR:
            start += 1
        most = max(most, len(_subjects(looks[start:end + 1])))
    return most


def is_outside(look: Glance, limits: Limits) -> bool:
    """At night, at the weekend or on a public holiday."""
    there = look.at.astimezone(DUTCH_TIME)
    closed = there.weekday() >= WEEKEND or there.date() in public_holidays('NL', there.year)
    return closed or not limits.opens <= there.hour < limits.closes


def _subjects(looks: Sequence[Glance]) -> set[str]:
    return {look.subject for look in looks if look.subject}


def _works(looks: Sequence[Glance], meant: Callable[[Glance], bool]) -> int:
    """How many pieces of work are meant: opening a page twice in one of them counts once."""
    return len({look.trace_id for look in looks if meant(look)})
