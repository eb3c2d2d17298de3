"""What a clerk reads at each thing that a letter asks."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.procedures.model.writing import Shape

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


PAPER, CONDITION = _l('Paper %(number)s'), _l('Condition %(number)s')
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
    'amount': Words(_l('Amount to pay, in euro'), _l('For example: 254.00.')),
    'again': Words(_l('How long is the last chance to pay?'), _l('Say it also in the first letter.')),
    'account': Words(_l('Account number (IBAN)')),
    'account_name': Words(_l('Name of the account')),
    'payment_reference': Words(_l('Reference of the payment')),
    'weeks': Words(_l('How many weeks will it take?')),
    'effect': Words(_l('What does it do to our time?'), _l('The new day follows from this.')),
    'subject': Words(_l('What is the talk about?'), WHOLE),
    'time': Words(_l('At what time is the talk?'), _l('For example: 9:30.')),
    'minutes': Words(_l('How many minutes will it take?')),
    'directions': Words(_l('How does one get there?'), _l('For example: next to the station.')),
    'interpreter': Words(_l('Language of the interpreter'), _l('Leave this empty when there is none.')),
    'lawyer': Words(_l('Who gives legal help?')),
    'answer_by': Words(_l('By when must the person say that they cannot come?')),
    'post': Words(_l('At which embassy or consulate is the sticker?'), _l('For example: the Dutch embassy in Ankara.')),
    'book_page': Words(_l('Page where a visit there is booked'), HTTPS),
    'arrival_page': Words(_l('Page to book the day of arrival'), HTTPS),
    'sent_before': Words(_l('Was this decision sent to the person before?'), _l(
        'We decided on an earlier day. The time to object or appeal counts from the first letter.')),
    'purpose': Words(_l('What is the permit for?'), _l('For example: living with your partner.')),
    'labour': Words(_l('What does the card say about work?')),
    'valid_from': Words(_l('From which day is it valid?')),
    'valid_until': Words(_l('What is its last day?')),
    'integration': Words(_l('Must the person learn Dutch?')),
    'remedy_address': Words(_l('Address to which the objection or appeal is posted'), EACH_LINE),
    'remedy_page': Words(_l('Page where one can object online'), HTTPS),
    'remedy_body': Words(_l('To which court does the appeal go?'), _l('For example: the court of The Hague.')),
    'reasons': Words(_l('Why do we decide this?'), _l('A row for each condition of the law.'), CONDITION),
    'evidence': Words(_l('On which papers and talks does it rest?')),
    'stay': Words(_l('Where may the person stay now?'), _l(
        'Only you know this. The letter says what follows from it.')),
    'return_page': Words(_l('Page of those who help people to go back'), HTTPS),
    'changes': Words(_l('What changes now?'), WHOLE),
    'not_heard': Words(_l('Why was there no talk?'), WHOLE),
    'costs': Words(_l('Costs of legal help that we pay, in euro'), _l('Leave this empty when we pay none.')),
    'ends_on': Words(_l('On which day does the card end?')),
    'sponsor': Words(_l('Employer or school that asks for the new card')),
    'apply_page': Words(_l('Page to ask for a new card'), HTTPS),
}
"""By the name of what is asked."""
TEXT = {'nl': _l('In Dutch'), 'en': _l('In English')}
LEAVES: Mapping[Shape, Mapping[str, LazyString]] = {
    Shape.TEXT: TEXT, Shape.TEXTS: TEXT, Shape.DAY: {'day': _l('Day'), 'month': _l('Month'), 'year': _l('Year')},
    Shape.ITEMS: {
        'name-nl': _l('Which paper, in Dutch'), 'name-en': _l('Which paper, in English'),
        'why-nl': _l('Why we need it, in Dutch'), 'why-en': _l('Why we need it, in English'),
        'form-nl': _l('How it must be, in Dutch'), 'form-en': _l('How it must be, in English'),
    },
    Shape.REASONS: {
        'asked-nl': _l('What the law asks, in Dutch'), 'asked-en': _l('What the law asks, in English'),
        'found-nl': _l('What we see, in Dutch'), 'found-en': _l('What we see, in English'),
        'why-nl': _l('What that means, in Dutch'), 'why-en': _l('What that means, in English'),
        'article': _l('Article of the law'),
    },
}
"""What is said at the fields of a text, a day or a row."""
YES_NO: Mapping[str, LazyString] = {'yes': _l('Yes'), 'no': _l('No')}
