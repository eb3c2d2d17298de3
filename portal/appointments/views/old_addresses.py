"""Addresses of the planner that people have kept: they lead to our pages.

What stands behind `#` never reaches a server, so a small script reads it; without scripts the page
offers the few ways on.
"""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.appointments.views.pages import blueprint, catalogue


@blueprint.get('/oap/')
@blueprint.get('/oap/<language>/')
def old_address(language: str = 'nl') -> str | Response:
    """The old start page of the planner."""
    return render_template('appointments/old_address.html', products=catalogue().products)


@blueprint.get('/oap/<language>/cancel/<key>', strict_slashes=False)
def old_cancel(language: str, key: str) -> Response:
    """The old page to cancel a visit: ours lists the visit, and offers to move, to shorten and to cancel it."""
    return redirect(url_for('.visit', key=key, lang=language if language in ('nl', 'en') else None))
