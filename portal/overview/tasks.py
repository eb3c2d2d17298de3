"""What people can do once they are logged in; each sees what their role may open."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Task:
    """A page that somebody can open, and what it is for."""

    route: str
    text: LazyString
    more: LazyString


MINE = (
    Task('identity.sessions', _('Where am I logged in?'), _('See your devices, and log out on them.')),
)
WORK = (
    Task('identity.sessions', _('Where am I logged in?'), _('See your devices, and log out on them.')),
)
