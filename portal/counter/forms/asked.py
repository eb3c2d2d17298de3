"""What a clerk reads at each thing that a letter asks."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

EACH_LINE = _l('Each on a line of its own.')
WHOLE = _l('Write whole sentences. The letter says them as you write them.')
HTTPS = _l('The whole address. It starts with https://.')


class Words(NamedTuple):
    """The label of a field, and what helps to fill it in."""

    label: LazyString
    hint: LazyString | str = ''
    one: LazyString = _l('Number %(number)s')

    def row(self, number: int) -> str:
        """One row of a list, counted from 1."""
        return str(self.one) % {'number': number}


PAPER = _l('Paper %(number)s')
ASKED: Mapping[str, Words] = {
    'address': Words(_l('Address'), _l('The street and number, then the postcode and town. Each on a line of its own. '
                                       'The name is there already.')),
    'addressee': Words(_l('Name of the parent or guardian'), _l('The application is for a child. The letter goes to '
                                                                'this person.')),
    'items': Words(_l('Which papers are missing?'), _l('Say of each paper why we need it, and how it must be.'), PAPER),
    'period': Words(_l('What kind of papers are they?'), _l('The last day to send them follows from this.')),
    'send_page': Words(_l('Page where papers can be sent'), HTTPS),
    'send_address': Words(_l('Address to which papers can be posted'), EACH_LINE),
    'desks': Words(_l('At which desks can people come?'), EACH_LINE),
    'bring': Words(_l('What must people bring?'), _l('For example: your passport.')),
    'not_needed': Words(_l('Who need not come?'), _l(
        'Of these people we have a photo and fingerprints. Write the names as the application has them, '
        'each on a line of its own.')),
    'photo_form_page': Words(_l('Page with the form for the photo of a baby'), HTTPS),
    'desk': Words(_l('At which desk is the card?')),
    'desk_address': Words(_l('Address of the desk'), EACH_LINE),
    'extension': Words(_l('On what ground of the law do we take more time?'), _l('The new day follows from this.')),
    'reason': Words(_l('Why do we need more time for this application?'), WHOLE),
    'missing': Words(_l('What is missing in the objection?'), _l('Is everything there? Then leave this empty.')),
    'heard': Words(_l('May we invite the person for a talk?')),
    'court': Words(_l('To which court can the person go?'), _l('For example: the court of The Hague.')),
    'court_address': Words(_l('Address of the court'), EACH_LINE),
    'outcome': Words(_l('What did we see when we started?')),
    'research': Words(_l('What do we find out first?'), WHOLE),
}
"""By the name of what is asked."""
LEAVES: Mapping[str, LazyString] = {
    'nl': _l('In Dutch'), 'en': _l('In English'),
    'name-nl': _l('Which paper, in Dutch'), 'name-en': _l('Which paper, in English'),
    'why-nl': _l('Why we need it, in Dutch'), 'why-en': _l('Why we need it, in English'),
    'form-nl': _l('How it must be, in Dutch'), 'form-en': _l('How it must be, in English'),
}
"""What is said at the fields of a text or a paper."""
YES_NO: Mapping[str, LazyString] = {'yes': _l('Yes'), 'no': _l('No')}
