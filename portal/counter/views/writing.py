"""Writing a letter: what the case does not say is filled in, the letter is looked at, and then it is sent."""

from typing import NamedTuple

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from portal.counter.forms.letters import ADD, REMOVE, LetterForm, letter_form
from portal.counter.views.applications import application_page, case_of, is_theirs
from portal.counter.views.pages import CLOSED, blueprint, closed, note, opened
from portal.counter.views.words import NOT_KNOWN, WHY, letter_refusal_in_words, refusal_in_words
from portal.identity.access import who
from portal.identity.model.looking import LETTER_WRITTEN
from portal.letters.errors import LetterRefused, NotAWebAddress
from portal.letters.model.cases import LAWFUL, CaseLetter
from portal.letters.service import Letters
from portal.letters.service.archive import hash_of
from portal.letters.service.showing import inside
from portal.procedures.errors import NoLetter, ProcedureUnknown
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.writing import Ask
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.writing import Writing
from portal.web.locale import current_language
from portal.web.parts import part

Answer = AnyResponse | str | tuple[str, int]
CHANGE = 'change'
"""The button that leads from the letter back to the form."""
NOT_TYPED = 'csrf_token', 'do', 'seen'
REFUSED = 409
HELPING = 'en'
"""The language of the help text that a clerk writes beside the letter."""


class Desk(NamedTuple):
    """What lies on the desk: a letter about a case of the person whose page is open."""

    person: str
    kept: KeptCase
    kind: str
    asks: tuple[Ask, ...]

    @property
    def where(self) -> dict[str, str]:
        """What stands in the addresses of the pages."""
        return {'person': self.person, 'case_id': self.kept.case.id, 'kind': self.kind}

    @property
    def name(self) -> str:
        """What the letter is called."""
        return part(Letterbox).name(self.kind, current_language())


class Draft(NamedTuple):
    """The letter as it would be sent now."""

    letter: CaseLetter
    page: str
    help_text: str
    """The same in another language, to help: it is not what is sent."""

    @property
    def seen(self) -> str:
        """What the clerk looked at, by its digest: nothing else is sent."""
        return hash_of(self.page.encode())


@blueprint.route('/staff/people/<person>/applications/<case_id>/letters/<kind>', methods=['GET', 'POST'])
def write(person: str, case_id: str, kind: str) -> Answer:
    """The form of a letter; when it was filled in rightly, the letter itself, to be looked at."""
    desk = _desk(person, case_id, kind)
    change = request.form.get('do', '')
    form = letter_form(desk.asks, change)
    if request.method == 'GET' or change.startswith((ADD, REMOVE, CHANGE)):
        return _form_page(desk, form, change)
    draft = _draft(desk, form)
    return _draft_page(desk, form, draft) if draft else _form_page(desk, form)


@blueprint.route('/staff/people/<person>/applications/<case_id>/letters/<kind>/send', methods=['GET', 'POST'])
def send(person: str, case_id: str, kind: str) -> Answer:
    """Sends the letter that the clerk looked at; whoever comes back here after logging in gets the form again."""
    desk = _desk(person, case_id, kind)
    form = letter_form(desk.asks)
    draft = _draft(desk, form) if request.method == 'POST' else None
    if draft is None:
        return _form_page(desk, form)
    if request.form.get('seen') != draft.seen:
        return _draft_page(desk, form, draft, is_another=True), REFUSED
    try:
        sent = part(Writing).write(desk.kind, desk.kept, given=form.given(), by=who().account.key)
    except (NoLetter, LetterRefused) as refusal:
        _refuse(form, refusal)
        return _form_page(desk, form)
    return redirect(url_for('.letter', person=person, reference=sent.reference, sent='yes'), 303)


def _desk(person: str, case_id: str, kind: str) -> Desk:
    """What the address asks for; letters go to who applied, so others have none here. The work is noted."""
    grant = opened(person, otherwise=_closed)
    kept = case_of(person, case_id)
    if not is_theirs(person, kept):
        abort(404)
    note(LETTER_WRITTEN, grant, person)
    try:
        return Desk(person, kept, kind, part(Writing).asks(kind, kept))
    except ProcedureUnknown:
        abort(make_response(application_page(person, kept, refusal=str(NOT_KNOWN)), REFUSED))
    except NoLetter as refusal:
        abort(make_response(application_page(person, kept, refusal=refusal_in_words(refusal)), REFUSED))


def _closed() -> Response:
    """The closed page; what was typed before the hour was over can be taken up again."""
    typed = {name: value for name, value in request.form.items() if name not in NOT_TYPED}
    if not typed:
        return closed()
    where = url_for('.write', **(request.view_args or {}))
    return Response(render_template('counter/closed.html', words=CLOSED, typed=typed, where=where), 404)


def _draft(desk: Desk, form: LetterForm) -> Draft | None:
    """The letter as it would be sent; None when the form says what is wrong."""
    if not form.is_right():
        return None
    letters = part(Letters)
    try:
        letter = part(Writing).draft(desk.kind, desk.kept, given=form.given())
        letters.check_law(letter, LAWFUL)
        return Draft(letter, letters.html(letter, LAWFUL), letters.html(letter, HELPING))
    except (NoLetter, LetterRefused) as refusal:
        _refuse(form, refusal)
        return None


def _refuse(form: LetterForm, refusal: NoLetter | LetterRefused) -> None:
    """Say at the field that is meant, or above the form, why there is no such letter."""
    if isinstance(refusal, NoLetter):
        is_asked = refusal.field.partition('.')[0] in {ask.name for ask in form.asks}
        form.refuse(refusal.field, str(WHY[refusal.why]) if is_asked else refusal_in_words(refusal))
    else:
        place = refusal.field if isinstance(refusal, NotAWebAddress) else ''
        form.refuse(place, letter_refusal_in_words(refusal))


def _form_page(desk: Desk, form: LetterForm, change: str = '') -> str:
    return render_template(
        'counter/write.html', desk=desk, form=form, change=change.split(':'), has_errors=bool(form.errors),
    )


def _draft_page(desk: Desk, form: LetterForm, draft: Draft, *, is_another: bool = False) -> str:
    # a letter escapes its values itself
    letter, help_text = Markup(inside(draft.page)), Markup(inside(draft.help_text))
    return render_template(
        'counter/draft.html', desk=desk, form=form, draft=draft, is_another=is_another, has_errors=is_another,
        measured=part(Letters).judge_words(draft.letter, LAWFUL).measured,
        letter=letter, written_in=LAWFUL, help_text=help_text, helps_in=HELPING,
    )
