"""The doors of log-in."""

from portal.identity.service.people import People
from portal.identity.service.sessions import Sessions

__all__ = ['People', 'Sessions']
