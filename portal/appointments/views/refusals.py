"""What people read when the planner says no: what happened, that nothing was lost, and what to do next."""

from flask_babel import lazy_gettext as _l

from portal.appointments import errors
from portal.appointments.errors import AppointmentRefused

REFUSALS = {
    errors.SlotTaken: _l('Somebody else has just booked this time. Nothing is lost. Choose another time.'),
    errors.SlotUnknown: _l('This time cannot be booked any more. Nothing is lost. Choose another time.'),
    errors.SimilarVisit: _l(
        'One of these people already has a visit for this. You need only one. '
        'Find that visit with its code to see or move it.'),
    errors.SamePersonTwice: _l('You filled in the same number for two people. Check the numbers.'),
    errors.VisitUnknown: _l(
        'We find no visit with this code and number. Check both. You find the code in our message.'),
    errors.VisitCancelled: _l('This visit was cancelled. You can book a new one.'),
    errors.TooLateToChange: _l('Your visit starts too soon to change it online. Call us, then we help you.'),
    errors.LastPerson: _l('Only one person is coming. You can cancel the whole visit.'),
    errors.TooManyHolds: _l('Too many times are being kept for your network. Try again in fifteen minutes.'),
    errors.WishUnknown: _l('We cannot find this place on the waiting list.'),
    errors.OfferGone: _l('This offer is over. The time went to the next person. You stay on the waiting list.'),
    errors.AlreadyWaiting: _l(
        'One of these people is already on the waiting list for this. '
        'Open the link in our message to see or end it.'),
    errors.PlanUnknown: _l('You waited too long, so we no longer have your answers. Please start again.'),
}


def sentence_for(refusal: AppointmentRefused) -> str:
    """The sentence for a refusal."""
    return REFUSALS[type(refusal)]
