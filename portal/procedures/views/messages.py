"""Which messages somebody wants. There is no link in a mail that changes this: whoever changes it has logged in."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.identity.access import look, note_look, who
from portal.identity.model.looking import MESSAGES_CHANGED, OWN_VIEW
from portal.identity.service import People
from portal.procedures.forms import WishForm
from portal.procedures.service.news import News
from portal.procedures.views.pages import blueprint, me
from portal.web.parts import part


@blueprint.route('/me/messages', methods=['GET', 'POST'])
def messages() -> str | Response:
    """When to write, and about what; whoever helps somebody sees it, and changes nothing."""
    form = WishForm()
    if form.is_submitted() and who().account.helper:
        abort(403)
    note_look(OWN_VIEW, me())
    if form.validate_on_submit():
        part(News).keep_wish(me(), form.wish(), look=look(MESSAGES_CHANGED, me()))
        return redirect(url_for('.messages', changed='yes'), 303)
    if not form.is_submitted() and not form.came_back:
        form.show(part(News).wish_of(me()))
    return render_template(
        'procedures/messages.html', form=form, person=part(People).get(me()), helper=who().account.helper,
        changed=request.args.get('changed') == 'yes', has_errors=bool(form.errors),
    )
