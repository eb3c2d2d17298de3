"""Log-in of an employee when their provider is down, by a link that an operator made on the command line."""

from flask import render_template
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import log_in
from portal.identity.errors import EmergencyOver
from portal.identity.forms.linking import EmergencyForm
from portal.identity.service.ending import Emergency
from portal.identity.views.pages import blueprint, onwards
from portal.identity.views.refusals import REFUSALS
from portal.web.parts import part


@blueprint.route('/login/emergency', methods=['GET', 'POST'])
def emergency() -> AnyResponse | str:
    """Opens with a button, because programs follow links too; the code stands behind `#`, which no log shows."""
    form = EmergencyForm()
    if form.validate_on_submit():
        try:
            account = part(Emergency).use(form.code.data or '')
        except EmergencyOver:
            form.one_of(form.code, str(REFUSALS[EmergencyOver]))
        else:
            log_in(account, shared=False)
            return onwards(account, {})
    return render_template('identity/emergency.html', form=form, has_errors=bool(form.errors))
