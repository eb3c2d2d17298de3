"""How somebody is reached: they see it and change it themselves."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import look, note_look, who
from portal.identity.errors import ReachChanged
from portal.identity.forms.reaching import ReachForm
from portal.identity.model import Person
from portal.identity.model.looking import OWN_VIEW, REACH_CHANGED
from portal.identity.service import People
from portal.identity.service.reaching import Reaching, version_of
from portal.identity.views.pages import blueprint
from portal.identity.views.refusals import REFUSALS
from portal.jobs import Jobs
from portal.settings import Settings
from portal.web.parts import part


@blueprint.route('/me/contact', methods=['GET', 'POST'])
def contact() -> str | AnyResponse:
    """How we reach somebody; whoever helps them sees it, and changes nothing."""
    person = me()
    if request.method == 'POST' and who().account.helper:
        abort(403)
    note_look(OWN_VIEW, person.id)
    form = ReachForm().offer(part(Settings).languages)
    if form.is_submitted() and form.is_right():
        try:
            made = look(REACH_CHANGED, person.id)
            part(Reaching).change(person.id, form.reach(), seen=form.seen.data or '', look=made)
        except ReachChanged as refusal:
            person = me()
            form.show(person, version_of(person))
            form.form_errors.append(REFUSALS[type(refusal)])
        else:
            part(Jobs).nudge()
            return redirect(url_for('.contact', changed='yes'), 303)
    elif not form.is_submitted() and not form.came_back:
        form.show(person, version_of(person))
    return render_template(
        'identity/contact.html', form=form, person=person, helper=who().account.helper,
        changed=request.args.get('changed') == 'yes', has_errors=bool(form.errors),
    )


def me() -> Person:
    """The applicant whose pages these are."""
    person = who().person
    if person is None:
        abort(404)
    return part(People).get(person)
