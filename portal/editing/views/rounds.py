"""Has every letter judged with a shared text: begins, shows how far it is, and stops."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.editing.errors import EditingRefused, TextUnknown
from portal.editing.model import Version
from portal.editing.service import Rounds
from portal.editing.views.pages import blueprint, version_of
from portal.editing.views.refusals import REFUSALS
from portal.editing.views.version import progress_of, release_form, version_page, words_of
from portal.web.parts import part


@blueprint.get('/staff/letters/<letter>/<language>/<int:number>/round')
def shared_round(letter: str, language: str, number: int) -> str:
    """How far the letters are judged, as a part of the page."""
    version = version_of(letter, language, number)
    progress = progress_of(version)
    if progress is None:
        abort(404)
    return render_template('editing/round.html', progress=progress, form=release_form(), **words_of(version))


@blueprint.post('/staff/letters/<letter>/<language>/<int:number>/judge')
def judge(letter: str, language: str, number: int) -> AnyResponse | tuple[str, int]:
    """Has every letter judged that would say it."""
    version = version_of(letter, language, number)
    try:
        part(Rounds).ask(version)
    except TextUnknown:
        abort(404)
    except EditingRefused as refusal:
        return version_page(version, refusal=REFUSALS[type(refusal)]), 409
    return _back(version)


@blueprint.post('/staff/letters/<letter>/<language>/<int:number>/stop')
def stop_judging(letter: str, language: str, number: int) -> AnyResponse:
    """Stops; what was found stays."""
    version = version_of(letter, language, number)
    try:
        part(Rounds).stop(version)
    except TextUnknown:
        abort(404)
    return _back(version)


def _back(version: Version) -> AnyResponse:
    return redirect(url_for(
        '.version', letter=version.kind, language=version.language, number=version.number, _anchor='round',
    ), 303)
