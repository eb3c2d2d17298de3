"""What the pages of the desk share."""

from flask import Blueprint, abort

from portal.editing.errors import TextUnknown
from portal.editing.model import Editor, TextKey, Version
from portal.editing.service import Desk
from portal.identity.access import who
from portal.web.parts import part

blueprint = Blueprint('editing', __name__)


def key_of(kind: str, language: str) -> TextKey:
    """The text of an address; 404 when there is none."""
    try:
        return part(Desk).get_key(kind, language)
    except TextUnknown:
        abort(404)


def version_of(kind: str, language: str, number: int) -> Version:
    """The version of an address; 404 when there is none."""
    try:
        return part(Desk).get(key_of(kind, language), number)
    except TextUnknown:
        abort(404)


def me() -> Editor:
    """The employee who is logged in."""
    account = who().account
    return Editor(account.key, account.name)
