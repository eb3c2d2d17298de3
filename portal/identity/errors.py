"""Every "no" of log-in."""

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
