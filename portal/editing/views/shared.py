"""The page of the text that letters share: its blocks in two languages, and which letters say each."""

from flask import render_template

from portal.editing.model import TextKey
from portal.editing.service import Desk
from portal.editing.views.pages import name_of
from portal.editing.views.words import STATES
from portal.letters.service.trying import Trying
from portal.web.locale import direction_of, own_name
from portal.web.parts import part


def shared_page(law: TextKey, beside: TextKey) -> str:
    """What is in use today, with all versions."""
    texts, desk = part(Trying).texts, part(Desk)
    columns = [
        {
            'key': key, 'name': own_name(key.language), 'direction': direction_of(key.language),
            'version': desk.in_use(key), 'versions': desk.versions(key),
        } for key in dict.fromkeys((law, beside))
    ]
    said_in = {
        block: [name_of(kind) for kind in kinds] for block, kinds in texts.said_in(beside.language).items()
    }
    return render_template(
        'editing/shared.html', name=name_of(law.kind), kind=law.kind, columns=columns, states=STATES, beside=beside,
        said_in=said_in, all_letters=len(part(Trying).kinds(beside.language)),
        others=[(one, own_name(one)) for one in texts.languages(law.kind) if one != law.language],
    )
