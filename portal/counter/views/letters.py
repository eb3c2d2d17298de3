"""The letters that somebody was sent: to read with them, and to print at the counter."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import Response, abort, render_template, request
from markupsafe import Markup

from portal.counter.views.pages import blueprint, note, opened
from portal.delivery.service import Delivery
from portal.identity.access import who
from portal.identity.model import PersonId
from portal.identity.model.looking import LETTER_READ
from portal.letters.errors import LetterUnknown
from portal.letters.model.sent import SentLetter
from portal.letters.service.showing import inside
from portal.procedures.model.writing import owner_of
from portal.procedures.service.letterbox import Letterbox
from portal.web.locale import current_language, direction_of, own_name
from portal.web.parts import part

LARGE = 'large'


@blueprint.get('/staff/people/<person>/letters/<reference>')
def letter(person: str, reference: str) -> str:
    """A letter as it was sent."""
    sent = letter_of(person, reference)
    page = Markup(inside(part(Letterbox).page(sent)))  # what was typed in it was made harmless when it was sent
    return render_template(
        'counter/letter.html', person=person, row=row(sent), letter=page, written_in=sent.language,
        direction=direction_of(sent.language), is_new='sent' in request.args, others=others(sent),
    )


@blueprint.get('/staff/people/<person>/letters/<reference>/in/<language>')
def letter_in(person: str, reference: str, language: str) -> str:
    """The same in another language, as the person can read it too; the letter that was sent is the one that counts."""
    sent = letter_of(person, reference)
    page = Markup(inside(part(Letterbox).translated(sent, _offered(sent, language))))
    return render_template(
        'counter/letter_in.html', person=person, row=row(sent), letter=page, written_in=language,
        direction=direction_of(language), own_name=own_name(language),
    )


@blueprint.post('/staff/people/<person>/letters/<reference>/print')
def print_letter(person: str, reference: str) -> Response:
    """The PDF, to print at once: byte for byte as it was sent, or anew in large print."""
    sent = letter_of(person, reference)
    large = request.form.get('size') == LARGE
    try:
        pdf = part(Letterbox).large(sent) if large else part(Letterbox).pdf(sent)
    except LetterUnknown:
        abort(404)
    part(Delivery).printed_here(sent.reference, by=who().account.key)
    return _on_paper(pdf, 'letter-large' if large else 'letter')


@blueprint.post('/staff/people/<person>/letters/<reference>/in/<language>/print')
def print_letter_in(person: str, reference: str, language: str) -> Response:
    """The help text on paper; handing it over hands over no letter, so that is not noted."""
    sent = letter_of(person, reference)
    return _on_paper(part(Letterbox).translated_pdf(sent, _offered(sent, language)), f'letter-{language}')


def others(sent: SentLetter) -> list[tuple[str, str]]:
    """The other languages in which the person can read it, with their own names."""
    return [(language, own_name(language)) for language in part(Letterbox).translations(sent)]


def _offered(sent: SentLetter, language: str) -> str:
    if language not in part(Letterbox).translations(sent):
        abort(404)
    return language


def _on_paper(pdf: bytes, name: str) -> Response:
    return Response(pdf, mimetype='application/pdf', headers={'Content-Disposition': f'inline; filename="{name}.pdf"'})


def letter_of(person: str, reference: str) -> SentLetter:
    """A letter to the person whose page is open; another's is not found. The look is noted.

    Who acts for somebody reads their letters at home. Here the clerk said why they look at one person, and at no other.
    """
    grant = opened(person)
    try:
        sent = part(Letterbox).get_for(PersonId(person), reference)
    except LetterUnknown:
        abort(404)
    if not is_to(person, sent):
        abort(404)
    note(LETTER_READ, grant, person)
    return sent


def is_to(person: str, sent: SentLetter) -> bool:
    """The letter was sent to this very person."""
    return sent.owner == owner_of(PersonId(person))


class Row(NamedTuple):
    """A letter as a list shows it."""

    reference: str
    name: str
    written_on: date
    language: str
    """Its own name."""


def row(sent: SentLetter) -> Row:
    """One letter, in the language of the page."""
    name = part(Letterbox).name(sent.kind, current_language())
    return Row(sent.reference, name, sent.written_on, own_name(sent.language))


def rows(found: Sequence[SentLetter]) -> list[Row]:
    """Letters as a list shows them."""
    return [row(one) for one in found]
