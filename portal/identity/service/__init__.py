"""The doors of log-in."""

from portal.identity.service.counter import Counter
from portal.identity.service.looking import AccessLog
from portal.identity.service.people import People
from portal.identity.service.sealing import Sealing
from portal.identity.service.sessions import Sessions
from portal.identity.service.watching import Watching

__all__ = ['AccessLog', 'Counter', 'People', 'Sealing', 'Sessions', 'Watching']
