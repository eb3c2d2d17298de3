"""Reading texts: all of them, one letter in two languages, one version."""

from dataclasses import dataclass

from flask import Response, abort, render_template, request
from markupsafe import Markup

from portal.editing.errors import WrongTexts
from portal.editing.model import TextKey, Version
from portal.editing.service import Desk, Judging, Report
from portal.editing.service.desk import Standing
from portal.editing.views.pages import blueprint, key_of, name_of, version_of
from portal.editing.views.shared import shared_page
from portal.editing.views.version import version_page
from portal.editing.views.words import STATES
from portal.kernel.sheets import picture_of
from portal.letters.errors import LetterRefused
from portal.letters.model.wording import SHARED
from portal.letters.service.showing import inside
from portal.letters.service.trying import Trying
from portal.web.locale import direction_of, own_name
from portal.web.parts import part

LAW, HELP = 'nl', 'en'
"""The legal text, and the language that stands beside it unless another is asked for."""
PAPER = 'paper'
"""How a letter is shown when not as a page."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One language of a letter, on a page."""

    key: TextKey
    name: str
    direction: str
    version: Version
    shared: Version | None
    """The shared text with which it is read; None for the one in use."""
    letter: Markup
    refused: str
    versions: tuple[Version, ...]


@blueprint.get('/staff/letters')
def letters() -> str:
    """All kinds in all languages: how they stand, and how clear they are."""
    judging = part(Judging)
    lines = [
        {
            'standing': standing, 'name': name_of(standing.key.kind), 'language': own_name(standing.key.language),
            'report': None if standing.key.is_shared else _report(judging, standing),
        }
        for standing in part(Desk).overview()
    ]
    return render_template('editing/letters.html', lines=lines, states=STATES)


@blueprint.get('/staff/letters/<letter>')
def letter(letter: str) -> str:
    """A letter in Dutch and another language, side by side, as one of its samples; or the text that letters share."""
    law, trying = key_of(letter, LAW), part(Trying)
    beside = key_of(letter, request.args.get('beside', HELP))
    if law.is_shared:
        return shared_page(law, beside)
    variants = trying.variants(letter, LAW)
    chosen = request.args.get('sample', '')
    variant = chosen if chosen in variants else variants[0]
    columns = [_column(key, variant) for key in dict.fromkeys((law, beside))]
    return render_template(
        'editing/letter.html', kind=letter, name=name_of(letter), variants=variants,
        variant=variant, states=STATES, columns=columns, beside=beside,
        others=[(one, own_name(one)) for one in trying.texts.languages(letter) if one != LAW],
        on_paper=request.args.get('shown') == PAPER,
    )


@blueprint.get('/staff/letters/<letter>/<language>/<int:number>')
def version(letter: str, language: str, number: int) -> str:
    """A version: how far it is, how good, and what is different in it."""
    return version_page(version_of(letter, language, number))


@blueprint.get('/staff/letters/<letter>/<language>/<int:number>/paper')
def on_paper(letter: str, language: str, number: int) -> Response:
    """A sample as it is printed."""
    return Response(_printed(letter, language, number), mimetype='application/pdf', headers={
        'Content-Disposition': f'inline; filename="{letter}-{language}-{number}.pdf"',
    })


@blueprint.get('/staff/letters/<letter>/<language>/<int:number>/picture')
def picture(letter: str, language: str, number: int) -> Response:
    """The same sheets of paper as a picture, to be seen beside those of another language."""
    return Response(picture_of(_printed(letter, language, number)), mimetype='image/png')


def _printed(letter: str, language: str, number: int) -> bytes:
    """The sample that the address asks for, as PDF; one that cannot be printed is not found."""
    found = version_of(letter, language, number)
    if found.key.is_shared:
        abort(404)
    said = part(Desk).said(found, shared=_shared('shared', language))
    try:
        return part(Trying).pdf(letter, language, variant=request.args.get('sample', ''), texts=said)
    except LetterRefused:
        abort(404)


def _report(judging: Judging, standing: Standing) -> Report | None:
    """How good a version is; None when the letter has changed so much that it cannot be said any more."""
    try:
        return judging.main_sample(standing.key, standing.says)
    except WrongTexts:
        return None


def _column(key: TextKey, variant: str) -> Column:
    shown, shared = _chosen(key), _shared(f'shared-{key.language}', key.language)
    said, refused = Markup(), ''
    try:
        page = part(Trying).page(key.kind, key.language, variant=variant, texts=part(Desk).said(shown, shared=shared))
        said = Markup(inside(page))  # a letter escapes its values itself
    except LetterRefused as error:
        refused = str(error)
    return Column(
        key=key, name=own_name(key.language), direction=direction_of(key.language), version=shown, shared=shared,
        letter=said, refused=refused, versions=part(Desk).versions(key),
    )


def _chosen(key: TextKey) -> Version:
    """The version that the address asks for, by its language: `?nl=4`; else the one in use."""
    asked = request.args.get(key.language, type=int)
    return part(Desk).in_use(key) if asked is None else version_of(key.kind, key.language, asked)


def _shared(name: str, language: str) -> Version | None:
    """The version of the shared text that the address asks for under this name."""
    asked = request.args.get(name, type=int)
    return None if asked is None else version_of(SHARED, language, asked)
