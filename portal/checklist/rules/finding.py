"""What the rules find for somebody: conditions that are met, papers that are needed, questions that are open."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from portal.checklist.model import (
    Answers,
    Because,
    ConditionState,
    Found,
    Judged,
    Listed,
    Need,
    RouteKind,
    Way,
)
from portal.checklist.rules.asking import in_order
from portal.checklist.rules.book import Book, Demanded, Reasons, Wanted
from portal.checklist.rules.expressions import NO, NOTHING, YES, Truth
from portal.checklist.rules.known import Known, Open

STATES = {True: ConditionState.MET, False: ConditionState.UNMET, None: ConditionState.UNCLEAR}
NOT_FOR_YOU = {
    'nl': 'Dit is in uw situatie niet nodig.', 'en': 'You do not need this in your situation.',
}


def find(book: Book, answers: Answers) -> Found:
    """All that follows from these answers on the day of the book."""
    known = Known(book.sources, answers)
    purpose = known.look_up('purpose')
    if isinstance(purpose, Open) or purpose not in book.purposes:
        return Found(
            day=book.day, purpose=None, fee=None, ways=(), conditions=(), documents=(),
            open=_questions(['purpose'] if isinstance(purpose, Open) else [], known),
        )
    fee, fee_hangs_on = _fee(book, purpose, known)
    ways = list(_ways(book, purpose, known))
    judged = [one for demand in book.demands[purpose] if (one := _judge(demand, known)) is not None]
    listed = [_list(paper, known) for paper in book.papers[purpose]]
    names = {name for one in judged for name in one.hangs_on} | {name for one in listed for name in one.hangs_on}
    names |= {name for one in listed for name in _form_hangs_on(one, known)}
    names |= fee_hangs_on | {name for _, open_ in ways for name in open_}
    return Found(
        day=book.day, purpose=book.purposes[purpose], fee=fee, ways=_best(way for way, _ in ways),
        conditions=tuple(judged), documents=tuple(listed), open=_questions(names, known),
    )


def _questions(names: Iterable[str], known: Known) -> tuple:
    return tuple(known.sources.questions[name].question for name in in_order(names, known))


def _fee(book: Book, purpose: str, known: Known) -> tuple[Decimal | None, frozenset[str]]:
    for condition, parameter in book.fees[purpose]:
        truth = condition.truth(known)
        if truth.value is None:
            return None, truth.open
        if truth.value:
            return book.sources.parameters.get(f'param.{parameter}'), NOTHING
    return None, NOTHING


def _ways(book: Book, purpose: str, known: Known) -> Iterator[tuple[Way, frozenset[str]]]:
    for route, condition in book.routes[purpose]:
        truth = condition.truth(known)
        if truth.value is not False:
            yield Way(route=route, is_sure=bool(truth.value)), truth.open


def _best(ways: Iterable[Way]) -> tuple[Way, ...]:
    """What is sure comes first; that there is no way at all says nothing beside a way that there is."""
    ordered = sorted(ways, key=lambda way: not way.is_sure)
    open_ways = tuple(way for way in ordered if way.route.kind is not RouteKind.NONE)
    return open_ways if any(way.is_sure for way in open_ways) else tuple(ordered)


def _judge(demanded: Demanded, known: Known) -> Judged | None:
    """None when the condition is not about this person."""
    demand, applies = demanded.demand, demanded.applies_if.truth(known)
    if applies.value is False:
        return None
    waiver, waived = _first(demanded.waived, known)
    weigher, weighed = _first(demanded.weighed, known)
    truth, says, reason = _any(demanded.met_if.truth(known), waived), demand.unclear, None
    if weighed.value is not False and truth.value is False:
        truth, reason = Truth(None, weighed.open), weigher
    if applies.value is None:
        truth, reason = applies, None
    if truth.value is not None:
        says, reason = (demand.met, waiver) if truth.value else (demand.unmet, None)
    return Judged(
        condition=demand, state=STATES[truth.value], says=reason.says if reason else says,
        source=(reason.source if reason else None) or demand.source, rule=reason.when if reason else demand.met_if,
        hangs_on=tuple(sorted(truth.open)),
    )


def _list(wanted: Wanted, known: Known) -> Listed:
    document = wanted.document
    reason, spared = _first(wanted.not_needed, known)
    needed = wanted.needed_if.truth(known)
    truth = _all(needed, Truth(None if spared.value is None else not spared.value, spared.open))
    need = {True: Need.NEEDED, False: Need.NOT_NEEDED, None: Need.DEPENDS}[truth.value]
    says, source, rule = document.why, document.source, document.needed_if
    if need is Need.NOT_NEEDED and reason is None:
        says = document.otherwise or NOT_FOR_YOU
    if need is Need.NOT_NEEDED and reason is not None:
        says, source, rule = reason.says, reason.source or document.source, reason.when
    return Listed(
        document=document, need=need, says=says, source=source, rule=rule, hangs_on=tuple(sorted(truth.open)),
    )


def _form_hangs_on(listed: Listed, known: Known) -> frozenset[str]:
    """The question that tells which country issued an official paper, and so what must be done with it."""
    form = listed.document.form
    if listed.need is Need.NOT_NEEDED or not form.official or not form.country_from:
        return NOTHING
    issued_by = known.look_up(form.country_from)
    return issued_by.questions if isinstance(issued_by, Open) else NOTHING


def _first(reasons: Reasons, known: Known) -> tuple[Because | None, Truth]:
    """The first reason that counts, and whether any does."""
    found = NO
    for condition, reason in reasons:
        truth = condition.truth(known)
        if truth.value:
            return reason, YES
        found = _any(found, truth)
    return None, found


def _any(one: Truth, other: Truth) -> Truth:
    if one.value or other.value:
        return YES
    return NO if one.value is False and other.value is False else Truth(None, one.open | other.open)


def _all(one: Truth, other: Truth) -> Truth:
    if one.value is False or other.value is False:
        return NO
    return YES if one.value and other.value else Truth(None, one.open | other.open)
