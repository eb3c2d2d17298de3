"""The list itself, ticking off, and what is known of one paper."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.checklist.forms import DayForm, PaperForm, TickForm
from portal.checklist.model import ConditionState, Details, Kept, Listed, Need, PersonalList
from portal.checklist.views import words
from portal.checklist.views.pages import blueprint, checklist, found, mine, onwards

EXAM = {'fee_exam': _l('The exam abroad'), 'exam_pack': _l('The pack to study at home for the exam')}
SORTED = (ConditionState.UNMET, ConditionState.UNCLEAR)


@blueprint.route('/list', methods=['GET', 'POST'])
def papers() -> str | Response:
    """Somebody's own list; a post ticks off what they have."""
    kept = mine()
    if found(kept).open:
        return onwards(kept)
    form = TickForm()
    if form.validate_on_submit():
        codes = {paper.code for paper in listed(kept).papers}
        checklist().tick(kept.id, frozenset(form.have.data or ()) & codes)
        return redirect(url_for('.papers', ticked='yes'), 303)
    return render_template('checklist/list.html', form=form, just=request.args.get('ticked') == 'yes', **facts(kept))


def listed(kept: Kept) -> PersonalList:
    """The list of the day on which somebody expects to apply."""
    return checklist().list(kept.answers, kept.filing)


def facts(kept: Kept) -> dict[str, object]:
    """All that the list says."""
    mine_now = listed(kept)
    demands = [one for one in mine_now.found.conditions if not one.condition.informs]
    have = [paper for paper in mine_now.papers if paper.code in kept.ticked]
    todo = [paper for paper in mine_now.papers if paper.code not in kept.ticked]
    return {
        'kept': kept, 'list': mine_now, 'found': mine_now.found, 'have': have, 'todo': todo,
        'first': next((paper for paper in todo if paper.listed.need is Need.NEEDED), None),
        'met': [one for one in demands if one.state is ConditionState.MET],
        'not_met': [one for state in SORTED for one in demands if one.state is state],
        'good_to_know': [one for one in mine_now.found.conditions if one.condition.informs],
        'income': checklist().income(kept.answers, kept.filing), 'words': words, 'Need': Need,
        'not_needed': by_reason(mine_now.found.of(Need.NOT_NEEDED)), 'questions': checklist().questions,
        'costs': costs(kept), 'number': partial(checklist().number, day=kept.filing),
    }


def costs(kept: Kept) -> list[tuple[str, Decimal]]:
    """What has to be paid besides the application, as far as we know it."""
    if checklist().known(kept.answers, kept.filing).look_up('exam_required') is not True:
        return []
    amounts = [(text, checklist().number(key, kept.filing)) for key, text in EXAM.items()]
    return [(str(text), amount) for text, amount in amounts if amount is not None]


def by_reason(listed: Sequence[Listed]) -> list[dict[str, object]]:
    """Papers with the reason why they are not needed; those with the same reason together."""
    groups: dict[str, list[Listed]] = {}
    for one in listed:
        groups.setdefault(one.says['nl'], []).append(one)
    return [
        {'names': [one.document.name for one in group], 'says': group[0].says, 'count': len(group)}
        for group in groups.values()
    ]


@blueprint.route('/paper/<code>', methods=['GET', 'POST'])
def paper(code: str) -> str | Response:
    """What do you know of this paper? Then the steps fit."""
    kept = mine()
    known = next((one for one in listed(kept).papers if one.code == code), None)
    if known is None:
        abort(404)
    form = PaperForm().offer(checklist().countries)
    if form.is_submitted():
        if form.is_right(checklist().today()):
            checklist().describe(kept.id, code, form.details())
            return redirect(url_for('.papers') + f'#{code}', 303)
    else:
        form.show(kept.answers.details.get(code, Details(issue_country=known.country.iso2 if known.country else '')))
    return render_template('checklist/paper.html', form=form, paper=known, words=words, has_errors=bool(form.errors))


@blueprint.route('/day', methods=['GET', 'POST'])
def day() -> str | Response:
    """When do you expect to apply? The rules of that day count."""
    kept, form = mine(), DayForm()
    if form.is_submitted():
        if form.is_right(checklist().today()):
            checklist().plan(kept.id, form.day.form.value())
            return redirect(url_for('.go_on'), 303)
    else:
        form.day.form.show(kept.filing)
    return render_template('checklist/day.html', form=form, has_errors=bool(form.errors))
