"""The doors of the procedures."""

from portal.procedures.service.cases import Cases

__all__ = ['Cases']
