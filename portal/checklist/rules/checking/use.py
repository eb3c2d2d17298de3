"""Findings about use: questions that nothing hangs on, and parameters that nothing uses."""

from collections.abc import Iterator
from datetime import date

from portal.checklist.model import RuleFiles
from portal.checklist.rules.book import language_of
from portal.checklist.rules.checking.keys import PARAMETERS
from portal.checklist.rules.checking.references import PURPOSE
from portal.checklist.rules.checking.sites import NORMS, Uses, names_in, sites, still_counts
from portal.kernel.data_files import Finding

ASK = {'purposes', 'routes', 'conditions', 'documents'}
"""Kinds of entries whose conditions make the portal ask; the others only work out and compare what is asked."""


def use_findings(files: RuleFiles, today: date) -> Iterator[Finding]:
    """What is there for nothing."""
    language = language_of(files)
    asked: set[str] = {PURPOSE}
    everywhere: set[str] = set()
    for site in sites(files):
        names = names_in(language.condition(site.text))
        everywhere |= names
        if site.path[0] in ASK and (site.entry is None or still_counts(site.entry, today)):
            asked |= names
    forms = [document.form for document in files.documents if still_counts(document, today)]
    asked |= {form.country_from for form in forms if form.official and form.country_from}
    uses = Uses.of(files, language)
    asked = set(uses.behind(asked))
    for place, question in enumerate(files.questions):
        if question.key not in asked and still_counts(question, today):
            yield Finding(('questions', place, 'key'), f'nothing hangs on {question.key}: it is never asked')
    used = {fee.parameter for purpose in files.purposes for fee in purpose.fees}
    used |= set(NORMS) if any(derived.income for derived in files.derived) else set()
    for place, parameter in enumerate(files.parameters):
        if not parameter.told and parameter.key not in used and f'{PARAMETERS}.{parameter.key}' not in everywhere:
            used.add(parameter.key)  # one of its entries says it for all
            yield Finding(('parameters', place, 'key'), f'nothing uses the parameter {parameter.key}')
