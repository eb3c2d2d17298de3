"""The portal that asks once who is logged in and then believes it: only to measure what asking at each page costs."""

from portal.application import create_app
from portal.identity import access

ask = access._look_up
first: list = []


def believe() -> tuple:
    """What was found at the first page that somebody opened with a log-in."""
    if first:
        return first[0]
    found = ask()
    if found[0] is not None:
        first.append(found)
    return found


access._look_up = believe
access._pass = lambda door: None
app = create_app()
"""Serves what nobody may ever serve."""
