"""Shared texts for the tests: one of which a block is changed that some letters say."""

from portal.editing.model import TextKey, Version
from portal.editing.service import Desk
from portal.letters.model.wording import SHARED
from tests.editing.conftest import KIM, LOU, other

NL = TextKey(SHARED, 'nl')
HELP = 'Een advocaat kan u helpen. Hebt u geen advocaat? Vraag dan hulp aan het Juridisch Loket.'
GOOD = {'remedy_help': HELP}
"""Said in the letters that one can object to."""
SAYING_IT = ('l11_permit_yes', 'l12_no', 'l14_we_stop', 'l17_objection_decided')


def draft_of(desk: Desk, number: int = 0, **blocks: str) -> Version:
    """A draft of Kim, with other words in these blocks."""
    return desk.save(NL, number, texts=other(desk.get(NL, number).texts, **blocks), note='', who=KIM)


def reviewed_of(desk: Desk, **blocks: str) -> Version:
    """The same, reviewed by Lou."""
    draft = draft_of(desk, **blocks)
    desk.review(NL, draft.number, who=LOU, read=draft.fingerprint)
    return desk.get(NL, draft.number)
