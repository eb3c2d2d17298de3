"""Writing on from a version, with what the measures say beside it."""

from flask import redirect, render_template, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response as AnyResponse

from portal.editing.errors import EditingRefused, NotYourDraft, WrongTexts
from portal.editing.forms import TextForm, text_form
from portal.editing.model import State, Version
from portal.editing.service import Desk, Judging, Report
from portal.editing.views.pages import blueprint, letter_of, letters_of, me, seen_in, version_of
from portal.editing.views.refusals import REFUSALS
from portal.editing.views.version import report_of, version_page, words_of
from portal.letters.service.trying import Trying
from portal.web.parts import part

Answer = AnyResponse | str | tuple[str, int]


@blueprint.route('/staff/letters/<letter>/<language>/<int:number>/edit', methods=['GET', 'POST'])
def edit(letter: str, language: str, number: int) -> Answer:
    """The blocks of a version, to be changed; saving writes over one's own draft, or makes a new one."""
    version = version_of(letter, language, number)
    if _is_of_another(version):
        return version_page(version, refusal=REFUSALS[NotYourDraft]), 403
    form = _form(version)
    if not form.validate_on_submit():
        return _page(version, form, report=None if form.errors else report_of(version))
    if request.form.get('do') == 'measure':
        return _page(version, form, report=_measured(version, form))
    return _save(version, form)


@blueprint.post('/staff/letters/<letter>/<language>/<int:number>/measure')
def measure(letter: str, language: str, number: int) -> Answer:
    """What the measures say of what was typed so far, as a part of the page; keeps nothing."""
    version = version_of(letter, language, number)
    form = _form(version)
    report = None
    if form.validate_on_submit():
        try:
            part(Judging).check(version.key, form.typed())
            report = part(Judging).words(*letter_of(version, form.typed()))
        except WrongTexts as wrong:
            form.refuse(wrong.faults)
    return render_template('editing/report.html', report=report, form=form, **words_of(version))


def _save(version: Version, form: TextForm) -> Answer:
    try:
        draft = part(Desk).save(
            version.key, version.number, texts=form.typed(), note=form.note.data or '', who=me(),
        )
    except WrongTexts as wrong:
        form.refuse(wrong.faults)
        return _page(version, form, refusal=REFUSALS[WrongTexts])
    except EditingRefused as refusal:
        return _page(version, form, refusal=REFUSALS[type(refusal)])
    part(Judging).whole(*letter_of(draft))  # remembered for the page that follows
    return redirect(url_for(
        '.edit', letter=draft.kind, language=draft.language, number=draft.number, saved='yes',
        seen_in=seen_in(draft) if draft.key.is_shared else None,
    ), 303)


def _measured(version: Version, form: TextForm) -> Report | None:
    """How good what was typed is, with the PDF of every sample."""
    try:
        part(Judging).check(version.key, form.typed())
        return part(Judging).whole(*letter_of(version, form.typed()))
    except WrongTexts as wrong:
        form.refuse(wrong.faults)
        return None


def _form(version: Version) -> TextForm:
    """The blocks that the letter has now, with the words of this version."""
    blocks = part(Trying).texts.typed(version.kind, version.language)
    return text_form(
        {block: version.texts.get(block, text) for block, text in blocks.items()},
        note=version.note if version.is_draft_of(me()) else '', seen_in=seen_in(version),
        letters=letters_of(version),
    )


def _page(
    version: Version, form: TextForm, *, report: Report | None = None, refusal: LazyString | str = '',
) -> str:
    trying = part(Trying)
    examples = trying.values(seen_in(version), version.language)
    return render_template(
        'editing/edit.html', form=form, report=report, refusal=refusal, has_errors=bool(form.errors),
        saved='saved' in request.args and request.method == 'GET', mine=version.is_draft_of(me()),
        fields={name: examples[name] for name in trying.texts.fields(version.kind, version.language)},
        more_fields={
            block: ', '.join(f'{{{name}}}' for name in names)
            for block, names in trying.texts.more_fields(version.kind, version.language).items()
        }, **words_of(version),
    )


def _is_of_another(version: Version) -> bool:
    return version.state is State.DRAFT and not version.is_draft_of(me())
