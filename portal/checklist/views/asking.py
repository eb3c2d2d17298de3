"""The questions, one a page, and the page on which answers can be changed."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.checklist.errors import AnswerImpossible, AnswersContradict
from portal.checklist.forms import AnswerForm, form_for
from portal.checklist.model import Kept, Question
from portal.checklist.views.pages import begin, blueprint, checklist, found, mine, onwards, question_pages
from portal.checklist.views.refusals import REFUSALS
from portal.checklist.views.words import answer_in_words
from portal.kernel.texts import in_language
from portal.web.fields import PageForm
from portal.web.keeping import kept_html
from portal.web.locale import current_language

FROM_ANSWERS = '?from=answers'
PAGES_MOST = 500
"""Of questions, in all languages, with all options that may be offered and all ways back: some megabytes."""


@blueprint.get('')
def start() -> str:
    """What this is, and how to begin or to go on."""
    return render_template('checklist/start.html', form=PageForm(), gone=request.args.get('gone') == 'yes')


@blueprint.post('/begin')
def begin_asking() -> Response:
    """Start with an empty list."""
    kept = checklist().begin()
    begin(kept)
    return onwards(kept)


@blueprint.get('/next')
def go_on() -> Response:
    """To the next question, or to the list."""
    return onwards(mine())


@blueprint.route('/question/<name>', methods=['GET', 'POST'])
def question(name: str) -> str | Response:
    """One question."""
    kept, asked = mine(), checklist().questions.get(name)
    if asked is None or not matters(kept, name):
        return onwards(kept)
    offered, back = tuple(checklist().known(kept.answers).offered(name)), before(kept, name)
    if is_untouched(kept, name):
        return kept_html(
            question_pages(), lambda: question_html(form_for(asked, offered, checklist().countries), back),
            shows=(offered, back), most=PAGES_MOST,
        )
    form = form_for(asked, offered, checklist().countries)
    if form.is_submitted():
        if form.is_right(checklist().today()) and (kept_now := answered(kept, form)):
            return summary_or_on(kept_now)
    elif name in kept.answers.facts:
        form.show(kept.answers.facts[name])
    return question_html(form, back)


def is_untouched(kept: Kept, name: str) -> bool:
    """The page says nothing of this person but which options and which way back they have: an answer, a mistake or
    an address of one's own would.
    """
    return request.method != 'POST' and not request.query_string and name not in kept.answers.facts


def question_html(form: AnswerForm, back: str) -> str:
    """The page of a question."""
    return render_template(
        'checklist/question.html', form=form, question=form.question, back=back, has_errors=bool(form.errors),
        helps=helps(form.question),
    )


def matters(kept: Kept, name: str) -> bool:
    """Whether the answer may be asked for: it is open, or was given."""
    return name in kept.answers.facts or name in {one.key for one in found(kept).open}


def answered(kept: Kept, form: AnswerForm) -> Kept | None:
    """Keep the answer; None, with a sentence at the field, when it cannot be."""
    try:
        return checklist().answer(kept.id, form.question.key, form.answer())
    except AnswersContradict as refusal:
        form.refuse(contradiction(refusal, kept, form))
    except AnswerImpossible as refusal:
        form.refuse(str(REFUSALS[type(refusal)]))
    return None


def contradiction(refusal: AnswersContradict, kept: Kept, form: AnswerForm) -> str:
    """Which other answer does not go with this one."""
    asked = {one.key: one for one in checklist().files.questions}
    other = refusal.other if refusal.one == form.question.key else refusal.one
    if other == form.question.key or other not in asked:
        other = refusal.one
    words = answer_in_words(asked[other], kept.answers.facts.get(other)) if other in asked else ''
    return _(
        'This does not go with another answer. To "%(question)s" you answered: %(answer)s. Change one of the two.',
        question=in_language(asked[other].asks, current_language()), answer=words,
    )


def summary_or_on(kept: Kept) -> Response:
    """Who came from the answers goes back there, unless the change asks for something new."""
    if request.args.get('from') == 'answers' and not found(kept).open:
        return redirect(url_for('.answers'), 303)
    return onwards(kept)


def helps(asked: Question) -> dict[str, str]:
    """What each option means, by its key."""
    language = current_language()
    return {one.key: in_language(one.help, language) for one in asked.options if one.help}


def before(kept: Kept, name: str) -> str:
    """One step back: the last answer before this question."""
    if request.args.get('from') == 'answers':
        return url_for('.answers')
    earlier = [one.key for one in checklist().files.questions]
    for key in reversed(earlier[:earlier.index(name)]):
        if key in kept.answers.facts and matters_still(kept, key):
            return url_for('.question', name=key)
    return url_for('.start')


def matters_still(kept: Kept, name: str) -> bool:
    """Whether the answer would be asked for if it were not there."""
    return checklist().would_ask(kept.answers, name, kept.filing)


@blueprint.get('/answers')
def answers() -> str:
    """All answers that count, each with a way to change it."""
    kept = mine()
    rows = [
        {
            'key': in_language(one.asks, current_language()),
            'value': answer_in_words(one, kept.answers.facts[one.key]),
            'url': url_for('.question', name=one.key) + FROM_ANSWERS,
        }
        for one in checklist().files.questions if one.key in kept.answers.facts and matters_still(kept, one.key)
    ]
    return render_template('checklist/answers.html', rows=rows, open=found(kept).open)
