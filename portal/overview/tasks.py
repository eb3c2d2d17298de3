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
    Task('identity.looks', _('Who looked at my case?'), _('See who looked at your data, when and why.')),
    Task('identity.sessions', _('Where am I logged in?'), _('See your devices, and log out on them.')),
)
WORK = (
    Task('counter.people', _('Look a person up'), _('For somebody at the counter or on the telephone.')),
    Task('identity.log', _('Search who looked'), _('Every look at somebody’s data, by whom and why.')),
    Task('identity.unusual', _('Unusual reading'), _('What somebody should ask about.')),
    Task('identity.sessions', _('Where am I logged in?'), _('See your devices, and log out on them.')),
)
