"""What people read when log-in refuses something."""

from flask_babel import lazy_gettext as _

from portal.identity import errors

REFUSALS = {
    errors.PersonUnknown: _('We do not know anybody with these details. Nothing was changed.'),
    errors.NotLoggedIn: _('You are not logged in any more. Log in again; what you typed is kept.'),
    errors.SessionOver: _('Your session has ended. Log in again; what you typed is kept.'),
    errors.SessionUnknown: _('This session has ended already.'),
}
