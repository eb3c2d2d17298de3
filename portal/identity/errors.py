"""Every "no" of log-in."""

from datetime import datetime

from portal.identity.model import LoggedIn


class IdentityRefused(Exception):
    """Base of everything that log-in refuses."""


class PersonUnknown(IdentityRefused):
    """No person has this V-number or stands behind this address."""


class NotLoggedIn(IdentityRefused):
    """Nobody is logged in, or the session has ended."""


class SessionOver(NotLoggedIn):
    """The session `was` ended by itself: nothing was done for a while, or it was long."""

    def __init__(self, was: LoggedIn) -> None:
        super().__init__()
        self.was = was


class SessionUnknown(IdentityRefused):
    """There is no such session, or it belongs to somebody else."""


class AnswerRefused(IdentityRefused):
    """What a provider of log-ins says is not right; `why` names the claim or the rule, and never a value."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AnswerForeign(AnswerRefused):
    """This browser did not ask for the answer that it brings, or asked too long ago."""


class LevelTooLow(AnswerRefused):
    """Somebody logged in, but not as surely as was asked."""


class ClaimMissing(AnswerRefused):
    """The provider does not say what we need to know."""


class SubjectRefused(AnswerRefused):
    """The number is no number of its kind, or this way of logging in is not for whom it stands for."""


class MandateElsewhere(AnswerRefused):
    """The mandate is not for this service."""


class TaskMissing(AnswerRefused):
    """The organisation knows this employee, but they have no task in this portal."""


class LogInStopped(IdentityRefused):
    """Somebody stopped at the provider before they were logged in."""


class ProviderDown(IdentityRefused):
    """The provider of log-ins `kind` does not answer."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class ProviderUnknown(IdentityRefused):
    """The portal has no such provider of log-ins."""


class NotLinked(IdentityRefused):
    """The provider knows who this is; we do not know yet which V-number is theirs."""


class HelpedUnknown(IdentityRefused):
    """We do not know the person for whom somebody has a mandate."""


class LinkRefused(IdentityRefused):
    """There is nobody with this number, or it is somebody else than the provider says: both look the same."""


class LinkUnknown(IdentityRefused):
    """There is no such link, or it is somebody else's."""


class LinkOver(IdentityRefused):
    """Linking took too long or was tried too often; it begins with a new log-in."""


class EmergencyOver(IdentityRefused):
    """The link for an emergency was used, has ended, or never was one."""


class Mistyped(IdentityRefused):
    """What was typed cannot be right, whoever typed it: nothing was compared and nothing is counted."""


class CodeMistyped(Mistyped):
    """These are not thirteen signs of a code, or the check sign does not fit."""


class PhraseMistyped(Mistyped):
    """These are not six words of a word list."""


class WrongDetails(IdentityRefused):
    """Nobody has these details: the number, the date or the secret is wrong, or the secret is at an end."""


class CodeUsed(IdentityRefused):
    """The code is right, but somebody logged in with it before, at `used_at`."""

    def __init__(self, used_at: datetime) -> None:
        super().__init__()
        self.used_at = used_at


class CodeExpired(IdentityRefused):
    """The code is right, but its time is over."""


class TryLater(IdentityRefused):
    """These details were tried wrongly too often from this network; they can be tried again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class Crowded(TryLater):
    """Many others failed from this network; this try is looked at when it comes again at `until`."""


class AskedOften(TryLater):
    """Letters were asked for often with these details, whoever they belong to; it can be done again at `until`."""


class LetterTooSoon(IdentityRefused):
    """A letter with a code went to this person a few days ago."""


class NotOwnLogIn(IdentityRefused):
    """Somebody who helps cannot change how the person logs in."""


class NotYetFresh(IdentityRefused):
    """The log-in is too old for changing how somebody logs in."""


class WrongWord(IdentityRefused):
    """This is not the word that was asked for, or there are no words to confirm."""


class ReachChanged(IdentityRefused):
    """How the person is reached was changed by somebody, or in another window, in the meantime."""
