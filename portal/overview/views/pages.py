"""What the pages that gather share."""

from flask import Blueprint, abort

from portal.identity.access import who
from portal.identity.model import PersonId

blueprint = Blueprint('overview', __name__)


def whose() -> PersonId:
    """The applicant whose pages these are; 404 for who is nobody's helper and no applicant."""
    person = who().person
    if person is None:
        abort(404)
    return person
