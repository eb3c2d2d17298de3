"""The status of an application on paper, for who wants to take it along."""

from collections.abc import Iterator, Sequence

from flask import Response, render_template
from flask_babel import gettext as _

from portal.identity.access import note_look
from portal.identity.model.looking import OWN_VIEW
from portal.kernel.dutch_time import DUTCH_TIME
from portal.letters.errors import UnfitLetter
from portal.letters.model.base import Office
from portal.letters.model.status import CaseStatus, StatusStep, StatusTurn, StatusVisit
from portal.letters.service import Letters
from portal.procedures.model import Progress, YourTurn
from portal.procedures.model.expected import Forecast
from portal.procedures.model.judged import Judged
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.visiting import PlannedVisit
from portal.procedures.views import words
from portal.procedures.views.beside import by_step, letter_of
from portal.procedures.views.letters import Row, decided_in
from portal.procedures.views.pages import blueprint, cases, judged, me, mine_with_source
from portal.procedures.views.sentences import HAPPENED
from portal.procedures.views.showing import Seen, seen, unknown
from portal.web.formatting import day_in_words
from portal.web.locale import current_language
from portal.web.parts import part


@blueprint.get('/me/applications/<case_id>/status.pdf')
def as_pdf(case_id: str) -> Response | str | tuple[str, int]:
    """The page on paper; its name tells nothing about anybody."""
    kept, source, learnt = mine_with_source(case_id)
    note_look(OWN_VIEW, me())
    if judged(kept) is None:
        return unknown()
    asked = seen(kept, source, learnt=learnt)
    found = cases().judge(kept, decided_in(asked.letters))
    try:
        content = part(Letters).pdf(on_paper(asked, found), current_language())
    except UnfitLetter:
        return render_template('procedures/unprintable.html', kept=kept), 422
    answer = Response(content, mimetype='application/pdf')
    answer.headers['Content-Disposition'] = 'attachment; filename="status.pdf"'
    return answer


def on_paper(asked: Seen, found: Judged) -> CaseStatus:
    """All that the paper says, in the language of the page."""
    kept, forecast, progress, legal = asked.kept, asked.forecast, found.progress, found.legal
    return CaseStatus(
        office=part(Office), written_on=asked.today, service=progress.procedure.name,
        lead=words.lead_of(progress), turns=tuple(_turn(one, asked.letters) for one in progress.turns),
        notices=tuple(words.here(one.says) for one in progress.notices), steps=tuple(_steps(progress, asked.letters)),
        quiet=_quiet(found, forecast), visits=tuple(map(_visit, asked.visits)),
        law_day=legal.day if kept.is_open else None, law=words.law_in_words(legal) if kept.is_open else '',
        sure=not legal.unconfirmed, expected=tuple(words.expected_lines(forecast)) if forecast else (),
        computed=words.computed_in_words(asked.computed_on) if forecast else '',
        place=_place(kept, progress, forecast) if forecast else '',
        objecting=tuple((words.remedy_in_words(one.remedy), one.day, one.post_until) for one in found.objecting),
        received=kept.case.received, changed=progress.changed,
        why=_why(progress) if asked.known_surely else '', as_of=kept.as_of, zone=DUTCH_TIME.key,
    )


def _why(progress: Progress) -> str:
    return str(HAPPENED[progress.changed_by.kind]) if progress.changed_by else ''


def _turn(one: YourTurn, letters: Sequence[Row]) -> StatusTurn:
    letter = letter_of(one, letters)
    asked = [_('We asked for: %(what)s.', what=words.here(one.asked))] if one.asked else []
    return StatusTurn(
        what=words.here(one.turn.what), by=words.by_when(one), how=words.here(one.turn.how),
        asked=' '.join([*asked, *([_letter(letter)] if letter else [])]), otherwise=words.here(one.turn.otherwise),
    )


def _steps(progress: Progress, letters: Sequence[Row]) -> Iterator[StatusStep]:
    sent = by_step(progress.steps, letters)
    for at in progress.steps:
        when = words.since_in_words(at)
        told = [': '.join(filter(None, one)) for one in words.told_of(at, progress.turns)]
        if not when and told:
            when = told.pop(0)
        yield StatusStep(
            state=words.STATES[at.standing], name=words.here(at.step.name), when=when,
            says=(*told, *map(_letter, sent.get(at.step.key, ()))),
        )


def _letter(one: Row) -> str:
    return _('Letter of %(day)s: %(name)s.', day=day_in_words(one.written_on), name=one.name)


def _quiet(found: Judged, forecast: Forecast | None) -> str:
    quiet = found.progress.quiet
    return words.quiet_in_words(quiet, found.day, forecast=None if found.late else forecast) if quiet else ''


def _place(kept: KeptCase, progress: Progress, forecast: Forecast) -> str:
    queue, place = words.queue_in_words(progress, kept.case.queue), words.place_in_words(forecast, kept.case.received)
    return f'{queue} {place}'.strip() if place else ''


def _visit(one: PlannedVisit) -> StatusVisit:
    return StatusVisit(starts_at=one.starts_at, zone=one.zone.key, service=words.here(one.service), desk=one.desk)
