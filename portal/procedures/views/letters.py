"""The letters that somebody was sent: to read, to print, in large print, and in another language to help."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import Response, abort, render_template
from markupsafe import Markup

from portal.delivery.service import Delivery
from portal.identity.access import note_look
from portal.identity.model.looking import HELPED_VIEW, OWN_VIEW
from portal.kernel.dutch_time import dutch_day
from portal.letters.errors import LetterUnknown
from portal.letters.model.sent import SentLetter
from portal.procedures.model.writing import person_of
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.views.pages import blueprint, me
from portal.web.locale import current_language, direction_of, own_name
from portal.web.parts import part


@blueprint.get('/me/letters')
def letters() -> str:
    """All letters of somebody, the latest first, and those of whom they act for."""
    box = part(Letterbox)
    own, others = box.letters_of(me()), box.letters_for(me())
    note_look(OWN_VIEW, me())
    for owner in sorted({sent.owner for sent in others}):
        note_look(HELPED_VIEW, person_of(owner))
    return render_template('procedures/letters.html', letters=rows(own), others=rows(others))


@blueprint.get('/me/letters/<reference>')
def letter(reference: str) -> str:
    """One letter, as it was sent."""
    sent = mine(reference)
    return shown(sent, part(Letterbox).page(sent), sent.language)


@blueprint.get('/me/letters/<reference>/<language>')
def letter_in(reference: str, language: str) -> str:
    """The same in another language, to help; the letter that was sent is the one that counts."""
    sent = mine(reference, language)
    return shown(sent, part(Letterbox).translated(sent, language), language)


@blueprint.get('/me/letters/<reference>/letter.pdf')
def letter_pdf(reference: str) -> Response:
    """The PDF, byte for byte as it was sent."""
    return on_paper(part(Letterbox).pdf(mine(reference)), 'letter')


@blueprint.get('/me/letters/<reference>/large.pdf')
def letter_large(reference: str) -> Response:
    """The same letter in large print; of a kind that is no longer written there is none."""
    sent = mine(reference)
    try:
        return on_paper(part(Letterbox).large(sent), 'letter-large')
    except LetterUnknown:
        abort(404)


@blueprint.get('/me/letters/<reference>/<language>.pdf')
def letter_pdf_in(reference: str, language: str) -> Response:
    """The translation on paper."""
    return on_paper(part(Letterbox).translated_pdf(mine(reference, language), language), f'letter-{language}')


def mine(reference: str, language: str = '') -> SentLetter:
    """A letter that this person may read, in `language`; another is not found. Whose it is can see that it was read."""
    try:
        sent = part(Letterbox).get_for(me(), reference)
    except LetterUnknown:
        abort(404)
    if language and language not in part(Letterbox).translations(sent):
        abort(404)
    owner = person_of(sent.owner)
    note_look(OWN_VIEW if owner == me() else HELPED_VIEW, owner)
    return sent


class Row(NamedTuple):
    """A letter as a list shows it."""

    reference: str
    name: str
    written_on: date
    translations: tuple[tuple[str, str], ...]
    """The other languages of the letter, with their own names."""
    applicants: str
    """For whom something was asked."""
    case: str
    posted_on: date | None = None
    """When we gave it to the post, if we did."""
    number: str = ''
    """That of its kind in the catalogue of letters."""
    decides: bool = False
    """It says what can be done against a decision, and until when."""


def row(sent: SentLetter, posted_on: date | None = None) -> Row:
    """One letter, in the language of the page."""
    box = part(Letterbox)
    return Row(
        sent.reference, box.name(sent.kind, current_language()), sent.written_on,
        tuple((language, own_name(language)) for language in box.translations(sent)),
        ', '.join(sent.values.get('applicants', ())), sent.values.get('case_reference', ''), posted_on,
        box.number(sent.kind), bool(sent.values.get('remedy')),
    )


def rows(found: Sequence[SentLetter]) -> tuple[Row, ...]:
    """Letters as a list shows them."""
    posted = part(Delivery).posted_at([one.reference for one in found])
    days = {reference: dutch_day(moment) for reference, moment in posted.items()}
    return tuple(row(one, days.get(one.reference)) for one in found)


def decided_in(found: Sequence[Row]) -> tuple[date, ...]:
    """The days of the letters that say what can be done against a decision."""
    return tuple(one.written_on for one in found if one.decides)


def shown(sent: SentLetter, page: str, language: str) -> str:
    """A letter inside our page: its own head stays behind, and what was typed in it was made harmless long before."""
    body = page.partition('<body')[2].partition('>')[2].rpartition('</body>')[0]
    found, ours = row(sent), current_language()
    return render_template(
        'procedures/letter.html', row=found, body=Markup(body), written_in=language,
        direction=direction_of(language), is_translation=language != sent.language,
        in_ours=ours if ours != language and ours in dict(found.translations) else None,
    )


def on_paper(content: bytes, name: str) -> Response:
    """A file to save; its name tells nothing about anybody."""
    answer = Response(content, mimetype='application/pdf')
    answer.headers['Content-Disposition'] = f'attachment; filename="{name}.pdf"'
    return answer
