"""Every "no" of the planner; the sentences that people read stand at the pages."""


class AppointmentRefused(Exception):
    """The planner does not do what was asked; nothing was changed."""


class SlotTaken(AppointmentRefused):
    """Somebody else has this place."""


class SlotUnknown(AppointmentRefused):
    """There is no such place: not offered, not opened yet, or already past."""


class SimilarVisit(AppointmentRefused):
    """One of these persons already has a visit for this product."""


class SamePersonTwice(AppointmentRefused):
    """The same person is named twice in one visit."""


class VisitUnknown(AppointmentRefused):
    """There is no such visit, or the code and the number do not belong together."""


class VisitCancelled(AppointmentRefused):
    """The visit was cancelled before."""


class TooLateToChange(AppointmentRefused):
    """The visit starts too soon to be changed online."""


class LastPerson(AppointmentRefused):
    """The only person of a visit cannot be taken off it; the visit can be cancelled."""


class TooManyHolds(AppointmentRefused):
    """This network keeps too many places at once."""


class WishUnknown(AppointmentRefused):
    """There is no such place on the waiting list."""


class OfferGone(AppointmentRefused):
    """The offer has lapsed or was answered before."""


class AlreadyWaiting(AppointmentRefused):
    """One of these persons already waits for this product."""


class PlanUnknown(AppointmentRefused):
    """What was filled in is not kept any more."""
