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
    errors.LogInStopped: _('Nothing was changed. You can log in later, or in another way.'),
    errors.ProviderDown: _('You cannot log in in this way now. This is not your mistake. '
                           'Choose another way, or try again later.'),
    errors.ProviderUnknown: _('This way of logging in is not offered here.'),
    errors.NotLinked: _('We do not know yet which V-number is yours.'),
    errors.HelpedUnknown: _('We do not know the person whom you help. Nothing was changed. '
                            'That person logs in here first, with their own V-number.'),
    errors.LinkRefused: _('This V-number does not go with your details. Nothing was changed. '
                          'Check the number on your letter, or call us.'),
    errors.LinkUnknown: _('This log-in is not linked any more.'),
    errors.LinkOver: _('This took too long, or was tried too often. Nothing was changed. Log in once more.'),
    errors.EmergencyOver: _('This link was used, or its time is over. Ask for a new one.'),
    errors.ReachChanged: _('Your data was changed in another window. Nothing of this page was kept. '
                           'Look at what is there now, and change it again if you want.'),
    errors.Mistyped: _('There is a typing mistake here. Nothing was changed. Check what you typed.'),
    errors.CodeMistyped: _('There is a typing mistake in this code. It has 13 letters and digits. '
                           'Compare it with your letter, one by one.'),
    errors.PhraseMistyped: _('There is a typing mistake in these words. Fill in all six words that you wrote down.'),
    errors.WrongDetails: _('You cannot log in with these details. Check all three of them. Nothing was changed.'),
    errors.CodeUsed: _('This code was used already. Log in with your six words. Was that not you? Then call us.'),
    errors.CodeExpired: _('The time of this code is over. Ask for a new letter.'),
    errors.TryLater: _('These details were filled in wrongly too often. Nothing is lost.'),
    errors.Crowded: _('Many people log in from your network now. So everybody waits a moment. '
                      'What you typed is still here.'),
    errors.AskedOften: _('A letter was asked for with these details a few times already. Nothing is lost.'),
    errors.LetterTooSoon: _('A letter is on its way already. We send at most one letter in three days.'),
    errors.NotOwnLogIn: _('You help somebody else. Only they can change how they log in.'),
    errors.NotYetFresh: _('For your safety, log in once more. Then you can change how you log in.'),
    errors.WrongWord: _('This is not the word that we ask for. Look at what you wrote down.'),
}
