"""Logging out here, and then at the provider by which somebody came."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import find_logged_in, log_out
from portal.identity.brokers import Brokers
from portal.identity.views.providers import outside
from portal.web.parts import part


def leave() -> AnyResponse | str:
    """End the session in this browser; a page leads on to the provider, if there is something to end there.

    A page, not a redirect: browsers apply `form-action` to where the answer of the log-out form redirects.
    """
    was = find_logged_in()
    log_out()
    further = part(Brokers).goodbye(was.account, back=outside('identity.logged_out')) if was else None
    if further is None:
        return redirect(url_for('identity.logged_out'), 303)
    return render_template('identity/logged_out_here.html', further=further)
