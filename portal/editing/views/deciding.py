"""From draft to review to release, and back."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.editing.errors import EditingRefused, ReleasedBefore
from portal.editing.forms import ReleaseForm
from portal.editing.model import Version
from portal.editing.service import Desk
from portal.editing.views.pages import blueprint, me, version_of
from portal.editing.views.refusals import REFUSALS
from portal.editing.views.version import version_page
from portal.web.parts import part

Answer = AnyResponse | str | tuple[str, int]


@blueprint.post('/staff/letters/<letter>/<language>/<int:number>/review')
def review(letter: str, language: str, number: int) -> Answer:
    """Says that somebody else than the author read the words that stood on the page."""
    version = version_of(letter, language, number)
    try:
        part(Desk).review(version.key, number, who=me(), read=request.form.get('read', ''))
    except EditingRefused as refusal:
        return _refused(version, refusal)
    return _back(version)


@blueprint.post('/staff/letters/<letter>/<language>/<int:number>/release')
def release(letter: str, language: str, number: int) -> Answer:
    """Says letters with it from a day on."""
    version, form = version_of(letter, language, number), ReleaseForm()
    if not form.is_right() or form.day is None:
        return version_page(version, form=form)
    try:
        part(Desk).release(version.key, number, valid_from=form.day)
    except ReleasedBefore as refusal:
        form.refuse(str(REFUSALS[type(refusal)]))
        return version_page(version, form=form)
    except EditingRefused as refusal:
        return _refused(version, refusal)
    return _back(version)


@blueprint.post('/staff/letters/<letter>/<language>/<int:number>/withdraw')
def withdraw(letter: str, language: str, number: int) -> Answer:
    """Says no more letters with it."""
    version = version_of(letter, language, number)
    try:
        part(Desk).withdraw(version.key, number, who=me())
    except EditingRefused as refusal:
        return _refused(version, refusal)
    return _back(version)


def _refused(version: Version, refusal: EditingRefused) -> tuple[str, int]:
    """The page as it is now, with what was refused."""
    now = part(Desk).get(version.key, version.number)
    return version_page(now, refusal=REFUSALS[type(refusal)]), 409


def _back(version: Version) -> AnyResponse:
    return redirect(
        url_for('.version', letter=version.kind, language=version.language, number=version.number), 303,
    )
