"""Six new words: shown once, and working from the moment that somebody shows that they wrote them down."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import who
from portal.identity.errors import IdentityRefused, NotOwnLogIn, NotYetFresh, WrongWord
from portal.identity.forms.letters import WordForm
from portal.identity.model import Way
from portal.identity.service.codes import Codes
from portal.identity.views.pages import blueprint, log_in_again, onwards, wanted
from portal.identity.views.refusals import REFUSALS
from portal.identity.views.ways import address
from portal.jobs import Jobs
from portal.web.errors import error_page
from portal.web.fields import PageForm
from portal.web.locale import current_language
from portal.web.parts import part


@blueprint.route('/login/phrase/new', methods=['GET', 'POST'])
def new_phrase() -> AnyResponse | str:
    """Six new words, for who logged in just before; the next page asks for one of them."""
    phrases, form = part(Codes).phrases, PageForm()
    try:
        phrases.check_may_renew(who())
        if not form.validate_on_submit():
            return render_template('identity/new_phrase.html', form=form, asked=wanted(), first=_is_first())
        phrase = phrases.begin(who(), current_language())
    except (NotOwnLogIn, NotYetFresh) as refusal:
        return _not_now(refusal)
    return render_template(
        'identity/phrase.html', words=phrase.words, asked=wanted(),
        form=WordForm(formdata=None).asking_for(phrase.ask_for),
    )


@blueprint.route('/login/phrase/confirm', methods=['GET', 'POST'])
def confirm_phrase() -> AnyResponse | str:
    """One of the new words, typed again: from then on they work."""
    me, phrases = who(), part(Codes).phrases
    place = phrases.asked_for(me.person) if me.person else None
    if place is None:
        return redirect(address('identity.new_phrase', wanted()), 303)
    form = WordForm().asking_for(place)
    if form.validate_on_submit():
        try:
            phrases.confirm(me, form.phrase.data or '')
        except WrongWord as refusal:
            form.one_of(form.phrase, str(REFUSALS[type(refusal)]))
        except NotOwnLogIn as refusal:
            return _not_now(refusal)
        else:
            part(Jobs).nudge()
            return onwards(me.account, wanted())
    return render_template('identity/confirm_phrase.html', form=form, asked=wanted(), has_errors=bool(form.errors))


def _is_first() -> bool:
    """Whether somebody comes here because their code is used up."""
    return who().account.way is Way.CODE


def _not_now(refusal: IdentityRefused) -> AnyResponse | str:
    """A helper gets no words; who logged in some time ago does so once more first."""
    if isinstance(refusal, NotOwnLogIn):
        return error_page(403)
    return log_in_again(refusal, request.path)
