"""What the pages of the desk share."""

from dataclasses import replace

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from portal.editing.errors import TextUnknown
from portal.editing.model import Editor, TextKey, Texts, Version
from portal.editing.service import Desk
from portal.identity.access import who
from portal.letters.model.wording import SHARED
from portal.letters.service.trying import Trying
from portal.web.locale import current_language
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


def name_of(kind: str) -> str:
    """What a kind of letter is called, or the text that letters share."""
    return _('Shared texts') if kind == SHARED else part(Trying).name(kind, current_language())


def letters_of(version: Version) -> dict[str, str]:
    """The letters in which a shared text can be looked at, by kind; none for a text of a kind."""
    kinds = part(Trying).kinds(version.language) if version.key.is_shared else ()
    return {kind: name_of(kind) for kind in kinds}


def seen_in(version: Version) -> str:
    """The kind of letter in which a text is looked at: a shared one in the letter that was chosen, or the first."""
    if not version.key.is_shared:
        return version.kind
    kinds, chosen = part(Trying).kinds(version.language), request.values.get('seen_in', '')
    return chosen if chosen in kinds else kinds[0]


def letter_of(version: Version, texts: Texts | None = None) -> tuple[TextKey, Texts]:
    """The letter in which a version is looked at, with all that it says; `texts` take the place of the version's."""
    shown, kind = version if texts is None else replace(version, texts=texts), seen_in(version)
    return TextKey(kind, version.language), part(Desk).said(shown, kind)


def me() -> Editor:
    """The employee who is logged in."""
    account = who().account
    return Editor(account.key, account.name)
