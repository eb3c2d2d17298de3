"""What the pages of log-in share."""

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.errors import IdentityRefused
from portal.identity.model import STAFF, Account, Level
from portal.identity.views.refusals import REFUSALS
from portal.web.returning import START, own_address

blueprint = Blueprint('identity', __name__)


def wanted() -> dict[str, str]:
    """Where somebody wants to go after logging in, how surely they must be known there, and whether they had typed."""
    known = {'next': own_address(request.values.get('next')), 'level': str(wanted_level().value)}
    return known | ({'kept': 'yes'} if request.values.get('kept') else {})


def wanted_level() -> Level:
    """How surely somebody must be known where they want to go."""
    text = request.values.get('level', '')
    return Level(int(text)) if text in {str(level.value) for level in Level} else Level.LOW


def home_of(account: Account) -> str:
    """Where somebody begins who was going nowhere else."""
    return url_for('overview.staff') if account.roles & STAFF else url_for('overview.mine')


def onwards(account: Account, asked: dict[str, str]) -> AnyResponse:
    """To where somebody wanted to go, else to their own start page."""
    target = own_address(asked.get('next'))
    if target == START:
        target = home_of(account)
    if asked.get('kept'):
        target += ('&' if urlsplit(target).query else '?') + urlencode({'kept': 'yes'})
    return redirect(target, 303)


def log_in_again(refusal: IdentityRefused, back: str) -> str:
    """For who logged in some time ago: why they do so once more, and then come `back`."""
    again = url_for('.login', next=back)
    return render_template('identity/log_in_again.html', sentence=REFUSALS[type(refusal)], again=again)
