"""Choosing how to log in, and logging out."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import find_logged_in
from portal.identity.views.leaving import leave
from portal.identity.views.pages import blueprint, wanted, wanted_level
from portal.identity.views.ways import offered
from portal.web.fields import PageForm


@blueprint.get('/login')
def login() -> str:
    """The ways in which somebody can log in, for where they want to go."""
    asked = wanted()
    return render_template(
        'identity/login.html', asked=asked, level=wanted_level(), now_in=find_logged_in(), **offered(asked),
    )


@blueprint.route('/logout', methods=['GET', 'POST'])
def logout() -> AnyResponse | str:
    """Ends the session in this browser."""
    form = PageForm()
    if form.validate_on_submit():
        return leave()
    if find_logged_in() is None:
        return redirect(url_for('.logged_out'), 303)
    return render_template('identity/logout.html', form=form)


@blueprint.get('/logged-out')
def logged_out() -> str:
    """Says that nobody is logged in here any more."""
    return render_template('identity/logged_out.html')
