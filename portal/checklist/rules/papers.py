"""What must be done with a paper before it is handed in: legalised, translated, fresh enough.

Facts §4: form rules of the application forms (7018), the service's pages on legalisation, and VV 4.38(5).
"""

from collections.abc import Mapping
from datetime import date

from dateutil.relativedelta import relativedelta

from portal.checklist.model import Answers, Country, Details, Document, Found, Listed, Need, Paper, PersonalList, Step
from portal.checklist.rules.known import Known, Open, Sources

DUTCH_ENOUGH = {'nl', 'en', 'fr', 'de'}
"""Languages in which papers are read as they are."""
FREE = {Step.DUTCH, Step.KINGDOM, Step.EU, Step.USED_BEFORE, Step.LEGALISED}
DAYS: Mapping[Step, int] = {
    Step.APOSTILLE: 14, Step.APOSTILLE_UNSURE: 30, Step.CHAIN: 45, Step.NO_DUTCH_STEP: 30, Step.ASK_COUNTRY: 14,
    Step.ASK_SERVICE: 30, Step.TRANSLATE: 7, Step.TRANSLATE_IF: 0, Step.LEGALISE_TRANSLATION: 14,
}
"""Our own estimates of how long a step takes; they only set the order of the list."""
NOTHING_KNOWN = Details()


def personal_list(found: Found, answers: Answers, sources: Sources, *, today: date) -> PersonalList:
    """The papers that are needed or may be, each with its steps; what takes longest comes first.

    `found` is by the rules of the day on which somebody expects to apply.
    """
    known = Known(sources, answers)
    papers = [
        _paper(listed, answers.details.get(listed.document.code, NOTHING_KNOWN), known, filing=found.day, today=today)
        for listed in found.documents if listed.need is not Need.NOT_NEEDED
    ]
    papers.sort(key=lambda paper: (-paper.days, paper.code))
    return PersonalList(found=found, filing=found.day, papers=tuple(papers))


def _paper(listed: Listed, details: Details, known: Known, *, filing: date, today: date) -> Paper:
    document = listed.document
    country = _country(document, details, known)
    issued = _issued(document, details, known)
    steps = [
        *_legalising(document, details, country), *_translating(document, details, country),
        *_ageing(document, issued, filing=filing, today=today),
    ]
    most = document.form.months_most
    return Paper(
        listed=listed, steps=tuple(steps), country=country,
        get_after=filing - relativedelta(months=most) if most else None,
        days=(0 if issued else document.days) + sum(DAYS.get(step, 0) for step in steps),
    )


def _issued(document: Document, details: Details, known: Known) -> date | None:
    """When it was issued: as somebody says, or as another answer tells. What was issued need not be waited for."""
    if details.issue_date or not document.form.issued_from:
        return details.issue_date
    told = known.look_up(document.form.issued_from)
    return told if isinstance(told, date) else None


def _country(document: Document, details: Details, known: Known) -> Country | None:
    """Who issued it: as somebody says, or as another answer lets us think."""
    key = details.issue_country
    if not key and document.form.country_from:
        guess = known.look_up(document.form.country_from)
        key = '' if isinstance(guess, Open) else _only(guess)
    return known.sources.countries.get(key)


def _only(guess: str | set[str]) -> str:
    if isinstance(guess, str):
        return guess
    return next(iter(guess)) if len(guess) == 1 else ''


def _legalising(document: Document, details: Details, country: Country | None) -> list[Step]:
    if not document.form.official:
        return []
    if details.used_in_nl_before:
        return [Step.USED_BEFORE]
    if details.legalised:
        return [Step.LEGALISED]
    if country is None:
        return [Step.ASK_COUNTRY]
    return [Step.ASK_SERVICE if country.papers == 'unknown' else Step(country.papers)]


def _translating(document: Document, details: Details, country: Country | None) -> list[Step]:
    if not document.form.translated or (country is not None and country.iso2 == 'NL'):
        return []
    if details.translated_in:
        return [Step.LEGALISE_TRANSLATION] if details.translated_in != 'NL' and document.form.official else []
    if not details.language:
        return [Step.TRANSLATE_IF]
    return [] if details.language in DUTCH_ENOUGH else [Step.TRANSLATE]


def _ageing(document: Document, issued: date | None, *, filing: date, today: date) -> list[Step]:
    """The months run from the day of issue, whatever was done with the paper since."""
    most = document.form.months_most
    if most is None or issued is None:
        return []
    last = issued + relativedelta(months=most)
    if last < today:
        return [Step.TOO_OLD]
    return [Step.OLD_BY_THEN] if last < filing else []
