"""The applications of somebody: where they stand, and which letters can be made for them now."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import abort, render_template
from flask_babel import gettext as _

from portal.counter.views.letters import rows
from portal.counter.views.pages import blueprint, note, opened
from portal.counter.views.words import NOT_KNOWN, refusal_in_words
from portal.identity.model import PersonId
from portal.identity.model.looking import COUNTER_VIEW
from portal.kernel.texts import in_language
from portal.procedures.errors import CaseUnknown, NoLetter, ProcedureUnknown
from portal.procedures.model import CaseId
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.told import Part
from portal.procedures.service import Cases
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.writing import Writing
from portal.web.formatting import day_in_words
from portal.web.locale import current_language
from portal.web.parts import part


@blueprint.get('/staff/people/<person>/applications/<case_id>')
def application(person: str, case_id: str) -> str:
    """One application, the letters about it, and those that can be made now."""
    grant = opened(person)
    kept = case_of(person, case_id)
    note(COUNTER_VIEW, grant, person)
    return application_page(person, kept)


def application_page(person: str, kept: KeptCase, *, refusal: str = '') -> str:
    """The page, with why a letter was not made."""
    theirs = is_theirs(person, kept)
    choices, hindered = _choices(kept) if theirs else ([], [])
    sent = part(Letterbox).about(PersonId(person), kept) if theirs else ()
    return render_template(
        'counter/application.html', person=person, application=_application(PersonId(person), kept), refusal=refusal,
        letters=rows(sent), choices=choices, hindered=hindered,
    )


def case_of(person: str, case_id: str) -> KeptCase:
    """A case of this person; another's is not found."""
    try:
        return part(Cases).get_for(PersonId(person), CaseId(case_id))
    except CaseUnknown:
        abort(404)


def is_theirs(person: str, kept: KeptCase) -> bool:
    """This person applied, and so gets the letters."""
    return any(one.person == person for one in kept.those(Part.APPLICANT))


class Application(NamedTuple):
    """An application as the counter shows it."""

    case_id: str
    name: str
    reference: str
    stands: str
    received: date
    is_theirs: bool


def applications_of(person: PersonId) -> list[Application]:
    """All of somebody's, the latest first."""
    return [_application(person, kept) for kept in part(Cases).cases_of(person)]


def _application(person: PersonId, kept: KeptCase) -> Application:
    name, stands = _standing(kept)
    return Application(kept.case.id, name, kept.reference, stands, kept.case.received, is_theirs(person, kept))


def _standing(kept: KeptCase) -> tuple[str, str]:
    """What was asked for, and in one line where it stands."""
    language = current_language()
    try:
        progress = part(Cases).judge(kept).progress
    except ProcedureUnknown:
        return _('An application'), str(NOT_KNOWN)
    day = day_in_words(progress.lead_day) if progress.lead_day else ''
    words = in_language(progress.lead, language).replace('{day}', day)
    return in_language(progress.procedure.name, language), _('The person reads: “%(words)s”', words=words)


def _choices(kept: KeptCase) -> tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]:
    """The letters that can be made, by kind and name; and the names of the others with what stands in their way."""
    try:
        found = part(Writing).hindrances(kept)
    except (NoLetter, ProcedureUnknown):
        return [], []
    names = {kind: part(Letterbox).name(kind, current_language()) for kind in found}
    return (
        [(kind, names[kind]) for kind, refusal in found.items() if refusal is None],
        [(names[kind], refusal_in_words(refusal)) for kind, refusal in found.items() if refusal],
    )
