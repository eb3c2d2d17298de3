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
    Task('procedures.overview', _('Where is my application?'), _('See where it is, and what you can expect.')),
    Task('procedures.letters', _('My letters'), _('Read the letters that we sent you, and print them.')),
    Task('overview.visits', _('My visits'), _('See when you come, and plan a visit.')),
    Task('identity.contact', _('How do we reach you?'), _('Your e-mail address, telephone number and language.')),
    Task('procedures.messages', _('Messages about my applications'), _('Choose when we write to you, and about what.')),
    Task('identity.looks', _('Who looked at my case?'), _('See who looked at your data, when and why.')),
    Task('identity.sessions', _('Where am I logged in?'), _('See your devices, and log out on them.')),
    Task('identity.new_phrase', _('My six words'), _('Get new words to log in with, without DigiD.')),
    Task('overview.data', _('What do you keep about me?'), _('What, why and until when. You can take it along.')),
)
WORK = (
    Task('counter.people', _('Look a person up'), _('For somebody at the counter or on the telephone.')),
    Task('editing.letters', _('Texts of letters'), _('Read, change, review and release them.')),
    Task('identity.log', _('Search who looked'), _('Every look at somebody’s data, by whom and why.')),
    Task('identity.unusual', _('Unusual reading'), _('What somebody should ask about.')),
    Task('identity.sessions', _('Where am I logged in?'), _('See your devices, and log out on them.')),
)
