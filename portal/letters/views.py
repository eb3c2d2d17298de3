"""Is this letter real? A page for everybody: it tells kind, date and hash, and nothing of what the letter says."""

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _l

from portal.letters.forms import LetterCodeForm
from portal.letters.service import Letters
from portal.letters.service.archive import CHECK_PATH, Archive
from portal.settings import Settings
from portal.web.locale import current_language
from portal.web.network import Networks
from portal.web.parts import part

blueprint = Blueprint('letters', __name__)
TRIES = 'letter-code'
UNKNOWN = _l('We do not know this code. Compare each letter and digit with the code on your letter, and try again.')


@blueprint.route(CHECK_PATH, methods=['GET', 'POST'])
def check() -> str:
    """The question and the answer; a mistyped code and one that nobody was given look the same and slow down."""
    form, networks, limit = LetterCodeForm(), part(Networks), part(Settings).lookup_failures
    if form.validate_on_submit():
        networks.check(TRIES, limit, request)
        if found := part(Archive).check(form.code.data or ''):
            kind = part(Letters).name(found.kind, current_language())
            return render_template('letters/real.html', found=found, kind=kind)
        networks.count(TRIES, limit, request)
        form.one_of(form.code, str(UNKNOWN))
    return render_template('letters/check.html', form=form, has_errors=bool(form.errors))
