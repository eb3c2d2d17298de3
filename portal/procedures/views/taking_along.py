"""The status of an application on paper, for who wants to take it along."""

from flask import Response, render_template

from portal.clock import Clock
from portal.identity.access import note_look
from portal.identity.model.looking import OWN_VIEW
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.letters.errors import UnfitLetter
from portal.letters.model.base import Office
from portal.letters.model.status import CaseStatus, StatusStep, StatusTurn
from portal.letters.service import Letters
from portal.procedures.model.expected import Forecast
from portal.procedures.model.judged import Judged
from portal.procedures.model.kept import KeptCase
from portal.procedures.views import words
from portal.procedures.views.pages import blueprint, cases, judged, me, mine
from portal.procedures.views.showing import unknown
from portal.web.locale import current_language
from portal.web.parts import part


@blueprint.get('/me/applications/<case_id>/status.pdf')
def as_pdf(case_id: str) -> Response | str | tuple[str, int]:
    """The page on paper; its name tells nothing about anybody."""
    kept = mine(case_id)
    note_look(OWN_VIEW, me())
    found = judged(kept)
    if found is None:
        return unknown()
    try:
        content = part(Letters).pdf(on_paper(kept, found, cases().forecast(kept)), current_language())
    except UnfitLetter:
        return render_template('procedures/unprintable.html', kept=kept), 422
    answer = Response(content, mimetype='application/pdf')
    answer.headers['Content-Disposition'] = 'attachment; filename="status.pdf"'
    return answer


def on_paper(kept: KeptCase, found: Judged, forecast: Forecast | None) -> CaseStatus:
    """All that the paper says, in the language of the page."""
    progress, legal, is_open = found.progress, found.legal, kept.is_open
    return CaseStatus(
        office=part(Office), written_on=dutch_day(part(Clock).now()), service=progress.procedure.name,
        lead=words.lead_of(progress), turns=_turns(found), steps=_steps(found),
        law_day=legal.day if is_open else None, law=words.law_in_words(legal) if is_open else '',
        sure=not legal.unconfirmed, expected=tuple(words.expected_lines(forecast)) if forecast else (),
        place=words.place_in_words(forecast, kept.case.received) if forecast else '',
        objecting=tuple((words.remedy_in_words(one.remedy), one.day, one.post_until) for one in found.objecting),
        received=kept.case.received, changed=progress.changed, as_of=kept.as_of, zone=DUTCH_TIME.key,
    )


def _turns(found: Judged) -> tuple[StatusTurn, ...]:
    return tuple(
        StatusTurn(
            what=words.here(one.turn.what), by=words.by_when(one), how=words.here(one.turn.how),
            otherwise=words.here(one.turn.otherwise),
        )
        for one in found.progress.turns
    )


def _steps(found: Judged) -> tuple[StatusStep, ...]:
    return tuple(
        StatusStep(state=words.STATES[at.standing], name=words.here(at.step.name), when=words.since_in_words(at))
        for at in found.progress.steps
    )
