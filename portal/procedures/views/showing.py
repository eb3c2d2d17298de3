"""Where somebody's applications stand."""

from flask import render_template

from portal.clock import Clock
from portal.identity.access import note_look
from portal.identity.model.looking import OWN_VIEW
from portal.procedures.errors import ProcedureUnknown
from portal.procedures.model.judged import Judged
from portal.procedures.model.kept import KeptCase
from portal.procedures.service.visiting import Visiting
from portal.procedures.views import words
from portal.procedures.views.pages import blueprint, cases, judged, known_surely, me, mine, today
from portal.procedures.views.pictures import queue_picture, range_picture
from portal.procedures.views.refusals import REFUSALS
from portal.procedures.views.sentences import HAPPENED, PARTS
from portal.web.parts import part


@blueprint.get('/me/applications')
def overview() -> str:
    """All applications of somebody and their family, side by side."""
    note_look(OWN_VIEW, me())
    found = [(kept, judged(kept)) for kept in cases().cases_of(me())]
    return render_template(
        'procedures/overview.html', cases=found, words=words, state=cases().source_state(), me=me(),
        known_surely=known_surely(), unknown=REFUSALS[ProcedureUnknown],
    )


@blueprint.get('/me/applications/<case_id>')
def status(case_id: str) -> str:
    """One application: where it is, whose turn it is, by when, and what may be expected."""
    kept = mine(case_id)
    note_look(OWN_VIEW, me())
    found = judged(kept)
    if found is None:
        return unknown()
    return render_template('procedures/status.html', **shown(kept, found))


@blueprint.get('/me/applications/<case_id>/dates')
def dates(case_id: str) -> str:
    """How the dates of an application were computed."""
    kept = mine(case_id)
    note_look(OWN_VIEW, me())
    found = judged(kept)
    if found is None:
        return unknown()
    return render_template('procedures/dates.html', kept=kept, judged=found, words=words)


def shown(kept: KeptCase, found: Judged) -> dict[str, object]:
    """All that the page of an application shows."""
    state = cases().source_state()
    return {
        'kept': kept, 'judged': found, 'progress': found.progress, 'forecast': cases().forecast(kept), 'words': words,
        'step_rows': [words.step_row(step) for step in found.progress.steps],
        'state': state, 'is_old': state.is_old(part(Clock).now()), 'visits': part(Visiting).visits_of(me()),
        'known_surely': known_surely(), 'me': me(), 'today': today(), 'happened': HAPPENED, 'parts_of': PARTS,
        'queue_picture': queue_picture, 'range_picture': range_picture,
    }


def unknown() -> str:
    """A procedure that the definitions do not know yet."""
    return render_template('procedures/unknown.html', sentence=REFUSALS[ProcedureUnknown])
