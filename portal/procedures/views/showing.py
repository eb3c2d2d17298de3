"""Where somebody's applications stand."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup

from portal.clock import Clock
from portal.identity.access import note_look, noting_look
from portal.identity.model import PersonId
from portal.identity.model.looking import OWN_VIEW
from portal.procedures.errors import ProcedureUnknown
from portal.procedures.model.expected import Forecast
from portal.procedures.model.kept import KeptCase, Learnt, SourceState
from portal.procedures.model.visiting import PlannedVisit
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.visiting import Visiting
from portal.procedures.views import words
from portal.procedures.views.beside import beside, by_step, letter_of
from portal.procedures.views.letters import Row, decided_in, rows
from portal.procedures.views.pages import blueprint, cases, judged, known_surely, me, mine, mine_with_source, today
from portal.procedures.views.pictures import queue_picture, range_picture
from portal.procedures.views.refusals import REFUSALS
from portal.procedures.views.sentences import HAPPENED, PARTS
from portal.web.keeping import kept_for_one
from portal.web.locale import current_language
from portal.web.parts import part

CONTENTS_KEPT = 500
"""So many pages stay in memory, each of about ten kilobytes."""
PAGES: dict[Any, str] = {}


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
    kept, source, learnt = mine_with_source(case_id)
    with noting_look(OWN_VIEW, me()):
        found = judged(kept)
        if found is None:
            return unknown()
        asked = seen(kept, source, learnt=learnt)
        return kept_for_one(PAGES, lambda: render_template(
            'procedures/status.html', progress=found.progress, content=content(asked),
        ), shows=asked, most=CONTENTS_KEPT)


@blueprint.get('/me/applications/<case_id>/dates')
def dates(case_id: str) -> str:
    """How the dates of an application were computed."""
    kept = mine(case_id)
    note_look(OWN_VIEW, me())
    found = judged(kept, decided_in(letters_about(kept)))
    if found is None:
        return unknown()
    return render_template('procedures/dates.html', kept=kept, judged=found, words=words)


class Seen(NamedTuple):
    """All that the content of the page of an application depends on."""

    language: str
    today: date
    me: PersonId
    known_surely: bool
    kept: KeptCase
    forecast: Forecast | None
    visits: Sequence[PlannedVisit]
    is_old: bool
    letters: Sequence[Row]
    computed_on: date | None


def seen(kept: KeptCase, source: SourceState, *, learnt: Learnt) -> Seen:
    """What this person sees of an application now."""
    return Seen(
        language=current_language(), today=today(), me=me(), known_surely=known_surely(), kept=kept,
        forecast=cases().forecast(kept, learnt), visits=tuple(part(Visiting).visits_of(me())),
        is_old=source.is_old(part(Clock).now()),
        letters=letters_about(kept), computed_on=learnt.on,
    )


def letters_about(kept: KeptCase) -> tuple[Row, ...]:
    """What was sent about an application, the latest first; nothing to somebody whom we do not know surely."""
    return rows(part(Letterbox).about(me(), kept)) if known_surely() else ()


@lru_cache(CONTENTS_KEPT)
def content(asked: Seen) -> Markup:
    """The content of the page of an application: made once for as long as nothing of it changes.

    Whoever asks and what they may see is part of the question, so nobody gets what was made for somebody else.
    """
    found = cases().judge(asked.kept, decided_in(asked.letters))
    turns, steps = found.progress.turns, found.progress.steps
    sent = by_step(steps, asked.letters)
    return Markup(render_template(
        'procedures/status_main.html', **asked._asdict(), judged=found, progress=found.progress, words=words,
        step_rows=[words.step_row(at, turns) | {'letters': beside(at, sent.get(at.step.key, ()))} for at in steps],
        letter_of=letter_of, happened=HAPPENED, parts_of=PARTS,
        queue_picture=queue_picture, range_picture=range_picture,
    ))


def unknown() -> str:
    """A procedure that the definitions do not know yet."""
    return render_template('procedures/unknown.html', sentence=REFUSALS[ProcedureUnknown])
