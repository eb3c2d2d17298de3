"""Shared texts for the tests: one of which a block is changed that some letters say."""

from portal.editing.model import TextKey, Version
from portal.editing.service import Desk
from portal.letters.model.wording import SHARED
from tests.editing.conftest import KIM, LOU, other

NL, UK = TextKey(SHARED, 'nl'), TextKey(SHARED, 'uk')
HELP = 'Een advocaat kan u helpen. Hebt u geen advocaat? Vraag dan hulp aan het Juridisch Loket.'
GOOD = {'remedy_help': HELP}
"""Said in the letters that one can object to."""
SAYING_IT = ('l11_permit_yes', 'l12_no', 'l14_we_stop', 'l17_objection_decided')


def draft_of(desk: Desk, key: TextKey = NL, **blocks: str) -> Version:
    """A draft of Kim, with other words in these blocks."""
    return desk.save(key, 0, texts=other(desk.get(key, 0).texts, **blocks), note='', who=KIM)


def reviewed_of(desk: Desk, key: TextKey = NL, **blocks: str) -> Version:
    """The same, reviewed by Lou."""
    draft = draft_of(desk, key, **blocks)
    desk.review(key, draft.number, who=LOU, read=draft.fingerprint)
    return desk.get(key, draft.number)
