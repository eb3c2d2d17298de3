"""The sentences for everything that a case can be, in the order in which it can be it."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.procedures.model import ClockState, EventKind
from portal.procedures.model.expected import Reason
from portal.procedures.model.told import Part

REASONS: Mapping[Reason, LazyString] = {
    Reason.TOO_LITTLE_HISTORY: _('We have decided too few of these applications to say anything.'),
    Reason.HALTED: _('Work on these applications stands still. Nobody knows until when.'),
    Reason.PACE_CHANGED: _('We work faster or slower than before. We first have to see what that means.'),
    Reason.ORDER_CHANGED: _('We no longer start with who came first. We first have to see what that means.'),
    Reason.TREATMENT_CHANGED: _(
        'The work on one application now takes longer or shorter. We first have to see what that means.'),
    Reason.CHANGE_ANNOUNCED: _('The rules change. What we know of the past may not hold.'),
    Reason.TOO_FAR_AHEAD: _('Your turn is too far ahead to say anything honest.'),
    Reason.LONGER_THAN_OTHERS: _('Your application already takes longer than almost all others.'),
    Reason.STARTS_NOT_RECORDED: _('For these applications we do not keep when we start on them.'),
    Reason.OUT_OF_DATE: _('Our figures are too old.'),
}
HAPPENED: Mapping[EventKind, LazyString] = {
    EventKind.RECEIVED: _('We received it.'),
    EventKind.ACKNOWLEDGED: _('We sent you the letter that says so.'),
    EventKind.FEE_ASKED: _('We asked you to pay.'),
    EventKind.PAID: _('You paid.'),
    EventKind.ASKED: _('We asked you for something.'),
    EventKind.PAPERS_RECEIVED: _('We received what we asked for.'),
    EventKind.COMPLETE: _('We looked: nothing is missing.'),
    EventKind.SUSPENDED: _('Our time was stopped.'),
    EventKind.RESUMED: _('Our time went on.'),
    EventKind.EXTENDED: _('We told you that we need more time.'),
    EventKind.STARTED: _('We started on your application.'),
    EventKind.RESEARCH: _('We began to look into something.'),
    EventKind.INVITED: _('We invited you for a talk.'),
    EventKind.HEARD: _('We talked with you.'),
    EventKind.INTENTION: _('We told you that we think of saying no.'),
    EventKind.VIEW_RECEIVED: _('We received your view.'),
    EventKind.DECIDED: _('We decided.'),
    EventKind.DECISION_SENT: _('We sent the decision to which you object.'),
    EventKind.OBJECTION: _('You objected.'),
    EventKind.NOTICE_OF_DEFAULT: _('You wrote to us that we are late.'),
    EventKind.APPEALED: _('You went to the court.'),
    EventKind.COURT_ORDERED: _('The court set a date for us.'),
    EventKind.MVV_ISSUED: _('You got the sticker in your passport.'),
    EventKind.ARRIVED: _('You came to the Netherlands.'),
    EventKind.BIOMETRICS_ASKED: _('We asked for your photo and fingerprints.'),
    EventKind.BIOMETRICS_TAKEN: _('We have your photo and fingerprints.'),
    EventKind.CARD_READY: _('Your card is ready.'),
    EventKind.CARD_COLLECTED: _('You collected your card.'),
    EventKind.CEREMONY_PLANNED: _('The ceremony was planned.'),
    EventKind.CEREMONY_HELD: _('You were at the ceremony.'),
    EventKind.STEP_CHANGED: _('Your application went to another step.'),
    EventKind.WITHDRAWN: _('The application was taken back.'),
}
PARTS: Mapping[Part, LazyString] = {
    Part.APPLICANT: _('the applicant'),
    Part.FAMILY: _('family of the applicant'),
    Part.REPRESENTATIVE: _('lawyer or other helper'),
}
CLOCKS: Mapping[ClockState, LazyString] = {
    ClockState.RUNNING: _('By this day the law wants a decision.'),
    ClockState.STOPPED: _('Our time stands still now. So this day can become later.'),
    ClockState.LATE: _('By this day the law wanted a decision. We are late.'),
    ClockState.DECIDED: _('By this day the law wanted a decision. There is one now.'),
    ClockState.WITHDRAWN: _('The application was taken back.'),
    ClockState.NOT_STARTED: _('Our time has not begun yet.'),
    ClockState.UNKNOWN: _('We do not know how much time the law gives us here. So we name no day.'),
}
