"""Keeping a list, coming back to it, taking it home, and wiping it."""

import json
from contextlib import suppress

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.checklist.errors import ChecklistRefused, ListUnknown, WrongFile
from portal.checklist.forms import CodeForm, FileForm
from portal.checklist.views.pages import begin, blueprint, checklist, leave, mine, onwards
from portal.checklist.views.refusals import REFUSALS
from portal.settings import Settings
from portal.web.fields import PageForm
from portal.web.network import Networks
from portal.web.parts import part

WRONG_CODE = 'papers-code'
FILE_NAME = 'my-answers.json'


@blueprint.route('/keep', methods=['GET', 'POST'])
def keep() -> str:
    """A code to come back with, shown once; or a file."""
    kept, form, code = mine(), PageForm(), ''
    if form.validate_on_submit():
        code = checklist().keep(kept.id)
    return render_template('checklist/keep.html', form=form, kept=kept, code=in_groups(code))


def in_groups(code: str) -> str:
    """The code as people copy it: six groups of three."""
    return '-'.join(code[at:at + 3] for at in range(0, len(code), 3))


@blueprint.route('/return', methods=['GET', 'POST'])
def come_back() -> str | AnyResponse:
    """Which list is yours? A wrong code and an expired one look the same, and both slow down."""
    form, settings, networks = CodeForm(), part(Settings), part(Networks)
    if form.validate_on_submit():
        networks.check(WRONG_CODE, settings.lookup_failures, request)
        try:
            kept = checklist().come_back(form.code.data or '')
        except ListUnknown as refusal:
            networks.count(WRONG_CODE, settings.lookup_failures, request)
            form.code.errors = [REFUSALS[type(refusal)]]
        else:
            begin(kept)
            return onwards(kept)
    return render_template('checklist/come_back.html', form=form, file_form=FileForm(), has_errors=bool(form.errors))


@blueprint.post('/file')
def open_file() -> str | AnyResponse:
    """Go on with the answers of a file; nothing is kept when it is wrong."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            kept = checklist().begin(checklist().read(written(form)))
        except ChecklistRefused as refusal:
            form.file.errors = [REFUSALS.get(type(refusal), REFUSALS[WrongFile])]
        else:
            begin(kept)
            return onwards(kept)
    return render_template(
        'checklist/come_back.html', form=CodeForm(formdata=None), file_form=form, has_errors=bool(form.errors),
    )


def written(form: FileForm) -> object:
    """What the file says; raises `WrongFile`."""
    with suppress(ValueError, RecursionError, AttributeError):
        return json.loads(form.file.data.read())
    raise WrongFile


@blueprint.get('/answers.json')
def answers_file() -> Response:
    """The answers as a file to keep at home."""
    body = json.dumps(checklist().write(mine().answers), ensure_ascii=False, indent=2)
    return Response(body, mimetype='application/json', headers={
        'Content-Disposition': f'attachment; filename={FILE_NAME}',
    })


@blueprint.route('/wipe', methods=['GET', 'POST'])
def wipe() -> str | AnyResponse:
    """Forget everything at once."""
    kept, form = mine(), PageForm()
    if form.validate_on_submit():
        checklist().wipe(kept.id)
        leave()
        return redirect(url_for('.wiped'), 303)
    return render_template('checklist/wipe.html', form=form)


@blueprint.get('/wiped')
def wiped() -> str:
    """Nothing is kept any more."""
    return render_template('checklist/wiped.html')
