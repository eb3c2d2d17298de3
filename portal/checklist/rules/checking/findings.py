"""All findings: the portal works with them, but a lawyer should look."""

from collections.abc import Iterator, Mapping
from datetime import date

from portal.checklist.model import Country, RuleFiles
from portal.checklist.rules.checking.possible import Possible
from portal.checklist.rules.checking.use import use_findings
from portal.checklist.rules.checking.validity import validity_findings
from portal.kernel.data_files import Finding


def findings(files: RuleFiles, countries: Mapping[str, Country], today: date) -> Iterator[Finding]:
    """What stands out in rule files without mistakes."""
    yield from validity_findings(files, today)
    yield from use_findings(files, today)
    yield from Possible(files, countries, today).findings()
