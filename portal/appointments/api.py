"""The public JSON interface, so exact that programs written for the service's planner run unchanged against it.

No log-in, no cookies and no form token here; what guards it are limits per network, and that a place that is
kept belongs to the network that asked for it.
"""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request

from portal.appointments.errors import AppointmentRefused, SimilarVisit, SlotTaken, SlotUnknown, TooManyHolds
from portal.appointments.model import HOLD_TIME, Catalogue, Slot
from portal.appointments.public.envelope import envelope, refusal, written
from portal.appointments.public.reading import Booking, WrongRequest, persons_wanted, read_booking
from portal.appointments.public.writing import desk_json, is_at, slot_json, slots_body, visit_json
from portal.appointments.service import Planner
from portal.appointments.slot_keys import SlotKeys
from portal.database import Busy
from portal.settings import Settings
from portal.web.network import Networks, TooMany
from portal.web.parts import part

BUSY_SECONDS = 2

blueprint = Blueprint('oap', __name__)
REFUSALS: dict[type[AppointmentRefused], tuple[str, int]] = {
    SlotTaken: ('APT_TAKEN', 409),
    SimilarVisit: ('SIMILAR_APT_EXISTS', 409),
    SlotUnknown: ('NOT_FOUND', 404),
}
"""Every other refusal is `INVALID_REQUEST`."""


@blueprint.before_request
def count_request() -> None:
    """Programs share their network's allowance; reading costs less than writing."""
    settings, networks = part(Settings), part(Networks)
    if request.method == 'POST':
        networks.count('oap-write', settings.public_writes, request)
    else:
        networks.count('oap-read', settings.public_reads, request)


def both(rule: str, **options: object) -> Callable:
    """The route with and without a slash at its end, neither of which redirects to the other."""
    return blueprint.route(rule, strict_slashes=False, **options)


@both('/desks/')
def desks() -> Response:
    """The desks that offer a product."""
    catalogue = part(Planner).calendar.catalogue()
    product = product_asked(request.args)
    if product not in catalogue.products:
        raise WrongRequest
    return envelope([desk_json(catalogue, desk.key) for desk in catalogue.offering(product)])


@both('/desks/<desk>/slots/')
def slots(desk: str) -> Response:
    """The free places of a desk, ascending."""
    calendar, asked = part(Planner).calendar, request.args
    product, persons = product_asked(asked), persons_wanted(asked)
    try:
        free = calendar.free(desk, product, persons)
    except SlotUnknown as refusal:
        raise WrongRequest if desk in calendar.known().desks else refusal from None
    return written(slots_body(free, calendar.known(), part(SlotKeys)))


@both('/desks/<desk>/slots/<key>/', methods=['POST'])
@both('/desks/<product>/<desk>/slots/<key>/', methods=['POST'])
def hold(desk: str, key: str, product: str = '') -> Response:
    """Keep a place for the network that asks."""
    planner, keys = part(Planner), part(SlotKeys)
    catalogue = planner.calendar.known()
    slot = keys.read(key, catalogue)
    if slot.desk != desk or product.upper() not in ('', slot.product):
        raise SlotUnknown
    planner.booking.hold(slot, holder())
    return envelope(slot_json(slot, catalogue, keys))


@both('/desks/<desk>/appointments/', methods=['POST'])
def book(desk: str) -> Response:
    """Book a place, kept before or not."""
    planner = part(Planner)
    catalogue = planner.calendar.known()
    booking = read_booking(body_sent())
    slot = part(SlotKeys).read(booking.bookableSlot.key, catalogue)
    check_booking(booking, slot, desk, catalogue)
    contact = booking.contact(part(Settings).languages, otherwise=locale_asked())
    visit = planner.booking.book(slot, booking.persons(), contact, holder=holder(), room='oap')
    return envelope(visit_json(visit, catalogue))


def body_sent() -> object:
    """The JSON of the request, or None for what is none; what is nested without end is a wrong request."""
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError as error:
        raise WrongRequest from error


def check_booking(booking: Booking, slot: Slot, desk: str, catalogue: Catalogue) -> None:
    """What the body says beside the place's key may not contradict it."""
    asked = booking.appointment
    fits = is_at(slot, catalogue, day=asked.date, clock=asked.startTime)
    if not fits or asked.productKey.upper() not in ('', slot.product) or len(asked.customers) != slot.persons:
        raise WrongRequest
    if slot.desk != desk:
        raise SlotUnknown


def product_asked(query: Mapping[str, str]) -> str:
    """The product of a query, whatever its case."""
    return query.get('productKey', '').upper()


def locale_asked() -> str:
    """The language that the program speaks, or Dutch."""
    asked = request.headers.get('oap-locale', '').lower()[:2]
    return asked if asked in part(Settings).languages else 'nl'


def holder() -> str:
    """In whose name a place is kept: there is no log-in here, so it is the network's."""
    return f'network:{part(Networks).name(request)}'


@blueprint.errorhandler(AppointmentRefused)
def refused(error: AppointmentRefused) -> Response:
    """A refusal by its code."""
    return refusal(*REFUSALS.get(type(error), ('INVALID_REQUEST', 400)))


@blueprint.errorhandler(TooManyHolds)
def keeps_too_many(error: TooManyHolds) -> Response:
    """The network keeps as many places as one may; by then it keeps none of them any more."""
    return wait(int(HOLD_TIME.total_seconds()))


@blueprint.errorhandler(WrongRequest)
def not_understood(error: WrongRequest) -> Response:
    """The request cannot be read."""
    return refusal('INVALID_REQUEST', 400)


def refuse(status: int) -> Response:
    """What programs read for an error that is not the planner's: a wrong address, a body that is too large."""
    return refusal('NOT_FOUND' if status == 404 else 'INVALID_REQUEST', status)


@blueprint.errorhandler(TooMany)
def too_many(error: TooMany) -> Response:
    """The network's allowance is used up."""
    return wait(error.seconds)


@blueprint.errorhandler(Busy)
def busy(error: Busy) -> Response:
    """Nothing was changed; not a 5xx, which programs answer by sending the same at once."""
    return wait(BUSY_SECONDS)


def wait(seconds: int) -> Response:
    """Ask the program to come back later."""
    response = refusal('TOO_MANY_REQUESTS', 429)
    response.headers['Retry-After'] = str(seconds)
    return response
