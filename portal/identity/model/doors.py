"""Who may open an address."""

from dataclasses import dataclass

from portal.identity.model.who import SPONSOR, STAFF, Account, Level, Role


@dataclass(frozen=True)
class Door:
    """Who may open an address; `who` says it in words. Without roles, no log-in is asked for."""

    who: str
    roles: frozenset[Role] = frozenset()
    level: Level = Level.LOW
    helpers: bool = True
    """Whether it opens to somebody who has a mandate of the applicant."""

    @property
    def is_open(self) -> bool:
        """Nobody has to log in; what is behind it may still ask for a key."""
        return not self.roles

    def lets_in(self, account: Account) -> bool:
        """Somebody with this account may pass, if they are known surely enough."""
        return bool(account.roles & self.roles) and (self.helpers or not account.helper)


def only(who: str, *roles: Role, level: Level = Level.LOW) -> Door:
    """A door for these roles, known at least so surely."""
    return Door(who, frozenset(roles), level)


EVERYBODY = Door('everybody')
THIS_BROWSER = Door('the browser that began the plan')
KEY_HOLDER = Door('whoever has the key of the visit or the wish')
LIST_KEEPER = Door('the browser that keeps the list; every other is led to the start')
PROGRAMS = Door('programs, within the limits of their network')
PROVIDERS = Door('providers of log-ins, by a token that they signed')
OPERATOR = Door('whoever runs the portal')
DEMO = Door('everybody on this machine, in the demonstration only')
LOGGED_IN = only('whoever is logged in', *Role)
APPLICANT = only('the applicant, or a helper with a mandate', Role.APPLICANT)
APPLICANT_THEMSELVES = Door('the applicant, and nobody who helps', frozenset({Role.APPLICANT}), helpers=False)
APPLICANT_SURE = only('the applicant, surely known: not by post alone', Role.APPLICANT, level=Level.SUBSTANTIAL)
SPONSORS = only('somebody who acts for a sponsor', *SPONSOR)
STAFF_ONLY = only('whoever works for the service', *STAFF)
CLERK = only('a clerk', Role.CLERK)
CLERK_WHO_SAID_WHY = only('the clerk who looked this person up within the hour', Role.CLERK)
PLANNER = only('a planner', Role.PLANNER)
LETTER_EDITOR = only('a letter editor', Role.LETTER_EDITOR)
AUDITOR = only('an auditor', Role.AUDITOR)
