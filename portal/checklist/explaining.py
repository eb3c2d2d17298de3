"""What the rules find for somebody, and by which rule, as one JSON value: for lawyers and for tests of the rules."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.checklist.model import Found, Judged, Listed, Paper, PersonalList, Way
from portal.checklist.rules.income import Assessed, Counted
from portal.checklist.rules.known import Known, Open

Json = Mapping[str, Any]
INCOME_COUNTS = 'income_required'
"""The fact that tells whether anybody asks for income."""
NOTHING_TESTED: Json = {'total': None, 'tests': {'enough': None, 'independent': None, 'durable': None}, 'counted': []}


def explanation(listed: PersonalList, known: Known, ignored: Iterable[str]) -> Json:
    """All that follows from somebody's answers."""
    found = listed.found
    papers = {paper.listed.document.code: paper for paper in listed.papers}
    return {
        'date': found.day.isoformat(),
        'purpose': found.purpose.key if found.purpose else None,
        'fee': _number(found.fee),
        'questions': _questions(found, known),
        'conditions': [_condition(judged) for judged in found.conditions],
        'documents': [_document(one, papers.get(one.document.code)) for one in found.documents],
        'routes': [_route(way) for way in found.ways],
        'income': _income(known),
        'derived': _derived(known),
        'ignored': list(ignored),
    }


def _questions(found: Found, known: Known) -> list[Json]:
    return [
        {
            'key': question.key, 'asks': question.asks, 'about': question.about, 'kind': question.kind,
            'options': known.offered(question.key),
        }
        for question in found.open
    ]


def _condition(judged: Judged) -> Json:
    demand = judged.condition
    return {
        'key': demand.key, 'name': demand.name, 'state': judged.state, 'says': judged.says, 'rule': judged.rule,
        'source': judged.source, 'status': demand.status, 'informs': demand.informs, 'hangs_on': judged.hangs_on,
    }


def _document(listed: Listed, paper: Paper | None) -> Json:
    """A paper; one that is not needed has no steps."""
    document = listed.document
    return {
        'code': document.code, 'name': document.name, 'who': document.who,
        'form': {
            'hand_in': document.form.hand_in, 'official': document.form.official,
            'translated': document.form.translated, 'months_most': document.form.months_most,
            'number': document.number, 'steps': paper.steps if paper else (),
            'country': paper.country.iso2 if paper and paper.country else None,
            'get_after': _day(paper.get_after) if paper else None,
        },
        'state': listed.need, 'says': listed.says, 'rule': listed.rule, 'source': listed.source, 'law': document.law,
        'status': document.status, 'hangs_on': listed.hangs_on,
    }


def _route(way: Way) -> Json:
    route = way.route
    return {
        'key': route.key, 'kind': route.kind, 'sure': way.is_sure, 'title': route.title, 'source': route.source,
        'status': route.status,
    }


def _income(known: Known) -> Json | None:
    """What the income check finds; None where nobody asks for income."""
    if known.look_up(INCOME_COUNTS) is not True:
        return None
    assessed = known.assessed()
    if not isinstance(assessed, Assessed):
        norm = known.norm()
        return {'norm': None if isinstance(norm, Open) else _number(norm), **NOTHING_TESTED}
    return {
        'norm': _number(assessed.norm), 'total': _number(assessed.total),
        'tests': {'enough': assessed.enough, 'independent': assessed.independent, 'durable': assessed.durable},
        'counted': [_counted(one) for one in assessed.counted],
    }


def _counted(counted: Counted) -> Json:
    return {
        'kind': counted.income.kind, 'amount': _number(counted.amount), 'own': counted.own, 'lasts': counted.lasts,
        'evidence': counted.evidence or None,
    }


def _derived(known: Known) -> Json:
    found = {name: known.look_up(name) for name in known.sources.derived}
    return {
        name: sorted(value) if isinstance(value, set) else value
        for name, value in found.items() if not isinstance(value, Open)
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
