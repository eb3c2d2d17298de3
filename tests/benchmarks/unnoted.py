"""The portal without its access log: only to measure what a line of it costs."""

from contextlib import nullcontext

from portal.application import create_app
from portal.identity.service import AccessLog

AccessLog.note = lambda self, look: None  # type: ignore[method-assign]
AccessLog.noting = lambda self, look: nullcontext()  # type: ignore[method-assign]
app = create_app()
"""Serves what nobody may ever serve."""
