"""What people read when log-in refuses something."""

from flask_babel import lazy_gettext as _

from portal.identity import errors

REFUSALS = {
    errors.PersonUnknown: _('We do not know anybody with these details. Nothing was changed.'),
    errors.NotLoggedIn: _('You are not logged in any more. Log in again; what you typed is kept.'),
    errors.SessionOver: _('Your session has ended. Log in again; what you typed is kept.'),
    errors.SessionUnknown: _('This session has ended already.'),
    errors.AnswerRefused: _('The log-in did not work. Nothing was changed. Try again, or choose another way.'),
    errors.AnswerForeign: _('This log-in did not begin in this browser, or it took too long. Nothing was changed. '
                            'Log in once more.'),
    errors.LevelTooLow: _('You logged in, but this page asks for a stronger log-in. Nothing was changed. '
                          'Log in once more in a stronger way.'),
    errors.ClaimMissing: _('We were not told enough to know who you are. Nothing was changed. '
                           'Try again, or choose another way.'),
    errors.SubjectRefused: _('You cannot log in here in this way. Nothing was changed. '
                             'People and companies each have their own way.'),
    errors.MandateElsewhere: _('Your mandate is not for this service. Nothing was changed. '
                               'Ask the person whom you help for a mandate for this service.'),
    errors.TaskMissing: _('You have no task in this portal yet. Ask your manager for one.'),
    errors.LogInStopped: _('You stopped logging in. Nothing was changed.'),
    errors.ProviderDown: _('You cannot log in in this way now. This is not your mistake. '
                           'Choose another way, or try again later.'),
    errors.ProviderUnknown: _('This way of logging in is not offered here.'),
    errors.NotLinked: _('We do not know yet which V-number is yours.'),
    errors.HelpedUnknown: _('We do not know the person whom you help. Nothing was changed. '
                            'That person logs in here first, with their own V-number.'),
    errors.LinkRefused: _('This V-number does not go with your details. Nothing was changed. '
                          'Check the number on your letter, or call us.'),
    errors.LinkOver: _('This took too long, or was tried too often. Nothing was changed. Log in once more.'),
    errors.EmergencyOver: _('This link was used, or its time is over. Ask for a new one.'),
}
