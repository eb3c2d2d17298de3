"""What the planner's templates may call: places, persons and answers in words."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.appointments.model import Desk, Offer, OfferState, Person, Plan, Product, Visit
from portal.appointments.search import Search
from portal.appointments.views.pages import blueprint, place_again, times_again
from portal.kernel.texts import in_language
from portal.kernel.ticks import TICK
from portal.web.formatting import day_in_words, minutes_in_words, moment_in_words, weekday_in_words
from portal.web.locale import current_language, own_name

A_MONDAY = date(2024, 1, 1)
BECAME = {
    OfferState.TAKEN: _l('you took it.'),
    OfferState.DECLINED: _l('you left it to the next person.'),
    OfferState.LAPSED: _l('you did not answer in time.'),
}
PASSED_BY = {
    'size': _l('there was not enough room for all of you.'),
    'not_earlier': _l('it was not earlier than what you have, or too late for you.'),
    'notice': _l('it came too soon for you.'),
    'time': _l('it was not in the part of the day that you chose.'),
    'too_soon': _l('there was too little time to ask you.'),
    'has_visit': _l('one of you had a visit already.'),
}


@blueprint.context_processor
def words() -> dict[str, object]:
    """The functions that the planner's templates call."""
    return {
        'weekday_names': weekday_names, 'length_in_words': length_in_words, 'plan_rows': plan_rows,
        'visit_rows': visit_rows, 'what_became': what_became, 'times_again': times_again,
        'back_from_person': back_from_person, 'again': again,
    }


def weekday_names() -> list[str]:
    """Monday to Sunday."""
    return [weekday_in_words(A_MONDAY + timedelta(days=number)) for number in range(7)]


def length_in_words(product: Product, persons: int) -> str:
    """How long a visit takes."""
    return minutes_in_words(product.ticks(persons) * int(TICK.total_seconds()) // 60)


def again(search: Search, **changes: object) -> str:
    """The address of this page for a changed search."""
    values: dict[str, Any] = dict(request.view_args or {}) | search.arguments(**changes)
    return url_for(request.endpoint or '.times', plan=request.args.get('plan'), **values)


def back_from_person(plan: Plan, number: int) -> str:
    """The page before the question who a person is."""
    if number > 1:
        return url_for('.person', plan=plan.id, number=number - 1)
    return times_again(plan)


def plan_rows(plan: Plan, product: Product, desk: Desk | None, desks: Sequence[Desk]) -> list[dict]:
    """All answers of a plan, each with the page where it can be changed."""
    rows = [{'key': _('For'), 'value': in_language(product.name, current_language())}]
    if plan.slot and desk:
        rows += [
            {'key': _('When'), 'value': moment_in_words(plan.slot.starts_at, desk.zone), 'url': times_again(plan)},
            {'key': _('Where'), 'value': _ltr(', '.join((desk.name, *desk.address))), 'url': place_again(plan)},
        ]
    else:
        rows += [{'key': _('Where'), 'value': ', '.join(one.name for one in desks)}]
        rows += [{'key': _('Until which day'), 'value': day_in_words(plan.before)}] if plan.before else []
    rows += [
        {'key': _('Person %(number)s', number=number), 'value': person_in_words(person),
         'url': url_for('.person', plan=plan.id, number=number)}
        for number, person in enumerate(plan.people, 1)
    ]
    return rows + _contact_rows(plan)


def _contact_rows(plan: Plan) -> list[dict]:
    contact, url = plan.contact, url_for('.contact', plan=plan.id)
    if contact is None:
        return []
    said = ((_('E-mail address'), contact.email), (_('Telephone number'), contact.phone))
    rows = [{'key': key, 'value': _ltr(value), 'url': url} for key, value in said if value]
    return [*rows, {'key': _('Language'), 'value': own_name(contact.language), 'url': url}]


def visit_rows(visit: Visit, product: Product, desk: Desk) -> list[dict]:
    """A visit as a list of facts; numbers are not shown in full, because whoever has the link may see them."""
    persons = Markup('<br>').join(person.full_name for person in visit.persons)
    return [
        {'key': _('For'), 'value': in_language(product.name, current_language())},
        {'key': _('How long'), 'value': length_in_words(product, visit.slot.persons)},
        {'key': _('Who'), 'value': persons},
        {'key': _('Where'), 'value': Markup('<br>').join(_ltr(line) for line in (desk.name, *desk.address))},
        {'key': _('How to get there'), 'value': in_language(desk.directions, current_language())},
    ]


def person_in_words(person: Person) -> Markup:
    """Name, number and date of birth."""
    born = day_in_words(person.birth_date) if person.birth_date else ''
    number = _ltr(person.v_number or person.bsn)
    return Markup('{}<br>{}<br>{}').format(person.full_name, number, born)


def what_became(offer: Offer) -> str:
    """What somebody who waits reads about an earlier offer."""
    return str(BECAME.get(offer.state) or PASSED_BY[offer.reason])


def _ltr(text: str) -> Markup:
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)
