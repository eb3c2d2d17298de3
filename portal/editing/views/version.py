"""The page of one version."""

from flask import render_template, request
from flask_babel import LazyString

from portal.editing.errors import WrongTexts
from portal.editing.forms import ReleaseForm
from portal.editing.model import State, Version
from portal.editing.service import Desk, Judging, Progress, Report, Rounds
from portal.editing.views.findings import in_words
from portal.editing.views.pages import letter_of, letters_of, me, name_of, seen_in
from portal.editing.views.words import MEASURES, RULES, STATES
from portal.web.locale import direction_of, own_name
from portal.web.parts import part


def version_page(version: Version, *, form: ReleaseForm | None = None, refusal: LazyString | str = '') -> str:
    """The page, with what was refused."""
    others = [one for one in part(Desk).versions(version.key) if one.number != version.number]
    since = _since(version, others)
    return render_template(
        'editing/version.html', form=form or release_form(), refusal=refusal,
        has_errors=bool(refusal or (form and form.errors)), report=report_of(version), others=others, since=since,
        mine=version.is_draft_of(me()), progress=progress_of(version),
        differences=part(Desk).differences(version, since) if since else (),
        **words_of(version),
    )


def words_of(version: Version) -> dict[str, object]:
    """What the pages about a version call things."""
    return {
        'name': name_of(version.kind), 'seen_in': seen_in(version), 'letters': letters_of(version),
        'name_of': name_of, 'language_name': own_name(version.language),
        'direction': direction_of(version.language), 'states': STATES, 'rules': RULES, 'measures': MEASURES,
        'State': State, 'version': version, 'in_words': in_words,
    }


def report_of(version: Version) -> Report | None:
    """How good it is; None when the letter has changed so much that it cannot be said any more."""
    try:
        return part(Judging).words(*letter_of(version))
    except WrongTexts:
        return None


def progress_of(version: Version) -> Progress | None:
    """How far the letters are judged that would say a shared text; None for a text of which that is not asked."""
    asked = version.key.is_shared and version.state in (State.DRAFT, State.REVIEWED)
    return part(Rounds).progress(version) if asked else None


def release_form() -> ReleaseForm:
    """A form that offers today."""
    form = ReleaseForm(formdata=None)
    form.valid_from.form.show(part(Desk).today())
    return form


def _since(version: Version, others: list[Version]) -> Version | None:
    """What it is compared with: as asked, else what letters are said with today, else the one before."""
    asked, in_use = request.args.get('since', type=int), part(Desk).in_use(version.key).number
    known = {one.number: one for one in others}
    before = max((number for number in known if number < version.number), default=None)
    return next((known[number] for number in (asked, in_use, before) if number is not None and number in known), None)
